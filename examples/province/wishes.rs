//! What the members asked for in November 2020 and what the Board decided, with the awkward cases an office meets.

use super::id;
use super::random::Random;
use chrono::NaiveDate;
use phancong::{AreaId, Ban, Designation, Member, Nomination, Organization, Placement, Registration, Roster, Waiver};

/// Registers although the Board picks for the Thường trực.
const EAGER: &str = "UV-02";
/// The Board has candidates for this one of the Thường trực.
const NOMINATED: &str = "UV-03";
/// Designated to an organization that was not registered.
const DESIGNATED: &str = "UV-11";
/// Registers only one organization, with a waiver.
const STUDENT: &str = "UV-27";
/// Banned from one of the wishes.
const BANNED: &str = "UV-36";
/// All wishes lie outside the scope.
const AWAY: &str = "UV-37";
/// Registers one organization twice.
const DOUBLED: &str = "UV-42";

/// Four members without scope who register the same three organizations.
pub(super) const RIVALS: [&str; 4] = ["UV-47", "UV-48", "UV-49", "UV-50"];
/// The three organizations; nobody else registers them.
pub(super) const CONTESTED: [&str; 3] =
    ["son-tay/son-bua/dang-bo", "son-tay/son-lien/dang-bo", "son-tay/son-mua/dang-bo"];

/// What everybody likes to visit; members without scope mostly the first four.
const POPULAR: [&str; 20] = [
    "binh-son/binh-chau/dang-bo",
    "ly-son/trung-tam-y-te",
    "ba-to/ba-dong/dang-bo",
    "duc-pho/pho-khanh/dang-bo",
    "bien-phong/don-bien-phong-so-1",
    "cong-an/trai-tam-giam",
    "khoi-co-quan/kinh-te/so-xay-dung",
    "khoi-co-quan/noi-chinh/toa-an-nhan-dan-tinh",
    "khoi-co-quan/van-xa/benh-vien-da-khoa-tinh",
    "khoi-doanh-nghiep/may-mac-hat-vang",
    "mo-duc/duc-lan/dang-bo",
    "nghia-hanh/cho-chua/dang-bo",
    "quan-su/trung-doan-bo-binh",
    "son-ha/di-lang/dang-bo",
    "son-tay/son-dung/dang-bo",
    "son-tinh/tinh-ha/dang-bo",
    "tp-quang-ngai/tinh-khe/dang-bo",
    "tra-bong/tra-xuan/dang-bo",
    "tu-nghia/la-ha/dang-bo",
    "minh-long/long-hiep/dang-bo",
];

/// Adds registrations, decisions of the Board, and the table of the year before.
pub(super) fn add(roster: &mut Roster, random: &mut Random) {
    for member in roster.members.clone() {
        let wishes = match member.id.as_str() {
            _ if member.body.as_str() == "thuong-truc" => Vec::new(),
            rival if RIVALS.contains(&rival) => rotated(rival),
            AWAY => ["son-ha/di-lang/dang-bo", "son-ha/son-ha/dang-bo"].map(str::to_owned).to_vec(),
            STUDENT => vec!["ly-son/quan-su".to_owned()],
            _ => usual(roster, &member, random),
        };
        register(roster, &member, &wishes, random);
    }
    add_awkward_cases(roster, random);
    add_year_before(roster, random);
}

/// The contested organizations, each rival beginning with another one.
fn rotated(rival: &str) -> Vec<String> {
    let mut wishes = CONTESTED.map(str::to_owned);
    wishes.rotate_left(RIVALS.iter().position(|other| *other == rival).unwrap_or(0) % CONTESTED.len());
    wishes.to_vec()
}

/// Two or three wishes, nearly always in the member's scope, often where others want to go too.
fn usual(roster: &Roster, member: &Member, random: &mut Random) -> Vec<String> {
    let open: Vec<&Organization> = roster.organizations.iter().filter(|o| is_open(roster, member, o)).collect();
    let near: Vec<&Organization> = open.iter().copied().filter(|o| lies_in(roster, &o.area, &member.scope)).collect();
    let pool = if member.scope.is_empty() { &open } else { &near };
    let liked = if member.scope.is_empty() { &POPULAR[..4] } else { &POPULAR[..] };
    let favourites: Vec<&Organization> = pool.iter().copied().filter(|o| liked.contains(&o.id.as_str())).collect();
    let count = if random.chance(60) { 3 } else { 2 };
    let mut wishes: Vec<String> = Vec::new();
    while wishes.len() < count {
        let elsewhere = wishes.len() == 2 && random.chance(8);
        let from = if elsewhere {
            &open
        } else if random.chance(50) {
            &favourites
        } else {
            pool
        };
        let wish = random.pick(from).id.as_str().to_owned();
        if !wishes.contains(&wish) {
            wishes.push(wish);
        }
    }
    wishes
}

/// Whether the member may register it: no sub-cell, not the own organization, none of the contested.
fn is_open(roster: &Roster, member: &Member, organization: &Organization) -> bool {
    let own = member.own.as_ref().and_then(|own| roster.organizations.iter().find(|o| o.id == *own));
    let home = own.map(|own| own.parent.as_ref().unwrap_or(&own.id));
    let contested = CONTESTED.contains(&organization.id.as_str());
    organization.parent.is_none() && home != Some(&organization.id) && !contested
}

/// Whether an area is one of the scope or lies below one.
fn lies_in(roster: &Roster, area: &AreaId, scope: &[AreaId]) -> bool {
    let mut at = Some(area);
    while let Some(area) = at {
        if scope.contains(area) {
            return true;
        }
        at = roster.areas.iter().find(|known| known.id == *area).and_then(|known| known.parent.as_ref());
    }
    false
}

/// The wishes in their order, all on one day from 10/11/2020 to 27/11/2020.
fn register(roster: &mut Roster, member: &Member, wishes: &[String], random: &mut Random) {
    let day = 10 + u32::try_from(random.below(18)).expect("it is below 18");
    for (rank, wish) in (1..).zip(wishes) {
        roster.registrations.push(Registration {
            member: member.id.clone(),
            organization: id(wish),
            rank,
            on: NaiveDate::from_ymd_opt(2020, 11, day),
        });
    }
}

fn add_awkward_cases(roster: &mut Roster, random: &mut Random) {
    let eager = roster.members.iter().find(|member| member.id.as_str() == EAGER).cloned().expect("a member");
    register(roster, &eager, &["ly-son/van-phong".to_owned(), "tra-bong/tra-xuan/dang-bo".to_owned()], random);
    for candidate in ["minh-long/thanh-an/dang-bo", "ba-to/ba-vi/dang-bo", "ly-son/thpt-so-1"] {
        roster.nominations.push(Nomination { member: id(NOMINATED), organization: id(candidate) });
    }
    roster.waivers.push(Waiver {
        member: id(STUDENT),
        reason: "Đi học tập trung, Ban Tổ chức Tỉnh ủy đồng ý đăng ký 01 tổ chức".to_owned(),
    });
    roster.designations.push(Designation {
        member: id(DESIGNATED),
        organization: id("binh-son/binh-thuan/dang-bo"),
        reason: "Theo dõi các dự án trọng điểm trên địa bàn xã".to_owned(),
    });
    let first = |member: &str| {
        let wish = roster.registrations.iter().find(|wish| wish.member.as_str() == member);
        wish.cloned().expect("everybody who is asked for has registered")
    };
    let (unwelcome, doubled) = (first(BANNED), first(DOUBLED));
    roster.bans.push(Ban {
        member: unwelcome.member,
        organization: unwelcome.organization,
        reason: "Người thân là bí thư cấp ủy ở tổ chức này".to_owned(),
    });
    let last = roster.registrations.iter().rposition(|wish| wish.member == doubled.member).expect("it registered");
    let rank = roster.registrations[last].rank + 1;
    roster.registrations.insert(last + 1, Registration { rank, ..doubled });
}

/// Where two of five members were the year before: at one of their wishes of today, or anywhere; and one who has left the committee.
fn add_year_before(roster: &mut Roster, random: &mut Random) {
    for member in roster.members.clone() {
        if !random.chance(40) {
            continue;
        }
        let wishes: Vec<&Registration> = roster.registrations.iter().filter(|wish| wish.member == member.id).collect();
        let organization = if wishes.is_empty() || random.chance(40) {
            let open: Vec<&Organization> =
                roster.organizations.iter().filter(|o| is_open(roster, &member, o)).collect();
            random.pick(&open).id.clone()
        } else {
            random.pick(&wishes).organization.clone()
        };
        roster.previous.push(Placement { member: member.id, organization });
    }
    roster.previous.push(Placement { member: id("UV-cu-07"), organization: id("mo-duc/duc-tan/dang-bo") });
}
