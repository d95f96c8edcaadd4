//! One sample of each variant, with ids and numbers that occur nowhere else.

pub(in crate::report::roll_call) mod audit;
pub(in crate::report::roll_call) mod calendar;
pub(in crate::report::roll_call) mod change;
mod errors;
mod policy;
mod questions;

pub(super) use errors::{audit_errors, calendar_errors, errors, policy_errors, problem_errors};
pub(super) use questions::{barriers, drafts, effects, forced, frontiers, moves, views, whys};

pub(super) use policy::{ARTICLE, CAUSE, TEXT_VI, TOPIC, measures, policy_defects, rules, standings, ties};

use crate::certify::{Certificate, Miscount, Miscounted, ProofFault, Rejected, Rejection, certify, confirm};
use crate::digest::Sheet;
use crate::explain::{Choice, Kept, Line, Load, Locality};
use crate::id::{AreaId, MemberId, OrganizationId, RuleId};
use crate::plan::{Clash, Conflict, Plan, Repair, Shortage};
use crate::policy::*;
use crate::problem::{Defect, Notice, Problem, Row, Table, What};
use crate::report::Names;
use crate::roster::{Area, Bounds, Demand, Member, Organization, Place, Placement, Roster, SideRule};
use chrono::NaiveDate;

const REASON: &str = "di hoc dai han";

/// The samples of an enumeration, one for each pattern. There is no wildcard: a variant that is added without a sample does not compile.
macro_rules! roll {
    ($noun:ty; $($pattern:pat => $sample:expr),+ $(,)?) => {{
        fn all(value: &$noun) {
            match value { $($pattern => {}),+ }
        }
        let samples: Vec<$noun> = vec![$({
            let sample = $sample;
            assert!(matches!(&sample, $pattern), "a sample stands under another variant: {sample:?}");
            sample
        }),+];
        samples.iter().for_each(all);
        samples
    }};
}

use roll;

fn an() -> MemberId {
    "UV-901".parse().unwrap()
}

fn binh() -> MemberId {
    "UV-902".parse().unwrap()
}

fn chau() -> OrganizationId {
    "TC-911".parse().unwrap()
}

fn hai() -> OrganizationId {
    "TC-912".parse().unwrap()
}

fn son() -> AreaId {
    "DB-921".parse().unwrap()
}

fn ly() -> AreaId {
    "DB-922".parse().unwrap()
}

fn in_chau() -> Place {
    Place::Organization(chau())
}

fn in_son() -> Place {
    Place::Area(son())
}

fn cited() -> RuleId {
    "II.2-931".parse().unwrap()
}

fn day(month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, month, 9).unwrap()
}

fn row(number: usize) -> Row {
    Row { table: Table::Registrations, number }
}

fn roster() -> Roster {
    let member = |id: MemberId, name: &str| {
        let body = "thuong-truc".parse().unwrap();
        Member { id, name: name.into(), body, own: None, scope: vec![] }
    };
    let organization = |id: OrganizationId, name: &str| {
        let load = Bounds::default();
        Organization { id, name: name.into(), area: son(), parent: None, load }
    };
    let area = |id: AreaId, name: &str| Area { id, name: name.into(), parent: None, load: Bounds::default() };
    Roster {
        members: vec![member(an(), "Nguyễn Văn An"), member(binh(), "Trần Thị Bình")],
        organizations: vec![organization(chau(), "Đảng bộ xã Bình Châu"), organization(hai(), "Đảng bộ xã Bình Hải")],
        areas: vec![area(son(), "Huyện Bình Sơn"), area(ly(), "Huyện Lý Sơn")],
        ..Roster::default()
    }
}

pub(super) fn names() -> Names {
    Names::new(&roster())
}

fn tables() -> Vec<Table> {
    roll! { Table;
        Table::Areas => Table::Areas,
        Table::Organizations => Table::Organizations,
        Table::Members => Table::Members,
        Table::Registrations => Table::Registrations,
        Table::Designations => Table::Designations,
        Table::Nominations => Table::Nominations,
        Table::Bans => Table::Bans,
        Table::Waivers => Table::Waivers,
        Table::Previous => Table::Previous,
        Table::History => Table::History,
        Table::SideRules => Table::SideRules,
    }
}

pub(super) fn whats() -> Vec<What> {
    let mut whats = roll! { What;
        What::IdTwice { .. } => What::IdTwice { table: Table::Members, id: "UV-7".into() },
        What::Unknown { .. } => What::Unknown { table: Table::Areas, id: "DB-7".into() },
        What::AreaCycle { .. } => What::AreaCycle { cycle: vec![son(), ly()] },
        What::OrganizationCycle { .. } => What::OrganizationCycle { cycle: vec![chau(), hai()] },
        What::MinAboveMax { .. } => What::MinAboveMax { place: in_chau(), min: 31, max: 17 },
        What::RankZero { .. } => What::RankZero { member: an() },
        What::RankTwice { .. } => What::RankTwice { member: an(), rank: 17, one: chau(), other: hai() },
        What::TooFewWishes { .. } => What::TooFewWishes { member: an(), found: 17, min: 23 },
        What::TooManyWishes { .. } => What::TooManyWishes { member: an(), found: 31, max: 23 },
        What::OwnOrganization { .. } => What::OwnOrganization { member: an(), organization: chau(), own: hai() },
        What::SubCell { .. } => What::SubCell { member: an(), organization: chau(), parent: hai() },
        What::NotPickedFor { .. } => What::NotPickedFor { member: an(), organization: chau(), body: "bch-4".into() },
        What::PinAgainstBan { .. } => What::PinAgainstBan { member: an(), organization: chau() },
        What::TooManyPins { .. } => What::TooManyPins { member: an(), found: 31, places: 23 },
        What::NothingToChoose { .. } => What::NothingToChoose { member: an(), found: 17, places: 23 },
        What::MergedIntoItself { .. } => What::MergedIntoItself { organization: chau(), successor: hai() },
        What::SideEmpty { .. } => What::SideEmpty { rule: cited() },
        What::SideTwice { .. } => What::SideTwice { rule: cited(), entry: "UV-7".into() },
        What::SideBody { .. } => What::SideBody { rule: cited(), body: "bch-4".parse().unwrap() },
        What::SideAlone { .. } => What::SideAlone { rule: cited(), found: 17 },
        What::SideZero { .. } => What::SideZero { rule: cited() },
        What::SideBeyond { .. } => What::SideBeyond { rule: cited(), count: 31, reach: 17 },
        What::SideHeavy { .. } => What::SideHeavy { rule: cited() },
        What::Range { .. } => What::Range { tier: "bac-6".into() },
        What::More { .. } => What::More { count: 31 },
    };
    whats.push(What::OwnOrganization { member: an(), organization: chau(), own: chau() });
    whats.push(What::MinAboveMax { place: in_son(), min: 31, max: 17 });
    let more = tables().into_iter().filter(|table| *table != Table::Members);
    whats.extend(more.map(|table| What::IdTwice { table, id: "UV-7".into() }));
    whats
}

pub(super) fn defects() -> Vec<Defect> {
    let rows: Vec<Row> = tables().into_iter().zip(41..).map(|(table, number)| Row { table, number }).collect();
    let with_rows = whats().into_iter().map(|what| Defect { rows: rows.clone(), what, rule: Some(cited()) });
    let bare = Defect { rows: vec![], what: What::RankZero { member: an() }, rule: None };
    with_rows.chain([bare]).collect()
}

pub(super) fn notices() -> Vec<Notice> {
    let (member, organization, reason) = (an(), chau(), REASON.to_owned());
    roll! { Notice;
        Notice::WishTwice { .. } => Notice::WishTwice { member: an(), organization: chau(), row: row(17) },
        Notice::RegisteredThoughPicked { .. } => Notice::RegisteredThoughPicked { member: an(), wishes: 17, rule: cited() },
        Notice::Waived { .. } => Notice::Waived { member: an(), found: 17, reason: reason.clone() },
        Notice::Forced { .. } => Notice::Forced { member: an(), organizations: vec![chau(), hai()] },
        Notice::WishBanned { .. } => Notice::WishBanned { member: an(), organization: chau(), reason: reason.clone() },
        Notice::WishOutside { .. } => Notice::WishOutside { member: an(), organization: chau(), rule: cited() },
        Notice::NomineeBanned { .. } => Notice::NomineeBanned { member: an(), organization: chau(), reason: reason.clone() },
        Notice::NomineeOutside { .. } => Notice::NomineeOutside { member: an(), organization: chau(), rule: cited() },
        Notice::OwnUnknown { .. } => Notice::OwnUnknown { member: an() },
        Notice::Unmeasured { .. } => Notice::Unmeasured { table: Table::History, entries: 17, measure: Measure::Repeat },
        Notice::HeldGone { .. } => Notice::HeldGone { member: member.clone(), organization: organization.clone() },
    }
}

/// A problem without facts: whatever a plan or a conflict names is strange to it.
fn nothing() -> Problem {
    let document = Policy {
        format: "phancong-policy/1".into(),
        id: "thu".into(),
        title: Text { vi: "thử".into(), en: "test".into() },
        issuer: Text { vi: "thử".into(), en: "test".into() },
        number: String::new(),
        basis: vec![],
        seed: None,
        readings: Readings::default(),
        tiers: vec![policy::tier("unplaced", [(Measure::Unplaced, 1)])],
        rules: rules().into_iter().take(1).collect(),
    };
    Problem::new(Roster::default(), document.in_force(day(7)).unwrap()).unwrap()
}

/// A refusal as the judge makes it.
fn rejected() -> Rejected {
    let plan = Plan::new(vec![Placement { member: an(), organization: chau() }]);
    certify(&nothing(), &plan).unwrap_err()
}

/// The same for a conflict.
fn miscounted() -> Miscounted {
    confirm(&nothing(), &conflicts()[0]).unwrap_err()
}

pub(super) fn repairs() -> Vec<Repair> {
    let mut repairs = roll! { Repair;
        Repair::AskForWish { .. } => Repair::AskForWish { member: an(), organization: chau() },
        Repair::RaiseMaximum { .. } => Repair::RaiseMaximum { place: in_chau(), by: 17 },
        Repair::LowerMinimum { .. } => Repair::LowerMinimum { place: in_chau(), by: 17 },
        Repair::Relax { .. } => Repair::Relax { rule: cited(), by: 17 },
        Repair::Lift { .. } => Repair::Lift { rule: cited() },
        Repair::Release { .. } => Repair::Release { member: an(), organization: chau() },
    };
    repairs.push(Repair::RaiseMaximum { place: in_son(), by: 17 });
    repairs.push(Repair::LowerMinimum { place: in_son(), by: 17 });
    repairs
}

pub(super) fn conflicts() -> Vec<Conflict> {
    let shortages = roll! { Shortage; Shortage::Seats => Shortage::Seats, Shortage::Members => Shortage::Members };
    let mut conflicts = Vec::new();
    for shortage in shortages {
        let full = Conflict {
            shortage,
            members: vec![(an(), 13), (binh(), 29)],
            minima: vec![(Place::Organization(hai()), 37), (Place::Area(ly()), 39)],
            maxima: vec![(in_chau(), 17), (in_son(), 19)],
            needed: 43,
            available: 41,
            designated: vec![(an(), chau())],
            also: vec![binh()],
            short: 47,
            repairs: repairs(),
            minimal: true,
        };
        let bare = Conflict { designated: vec![], also: vec![], repairs: vec![], ..full.clone() };
        let nobody = Conflict { members: vec![], ..bare.clone() };
        let organizations =
            Conflict { minima: vec![(Place::Organization(hai()), 37)], maxima: vec![(in_chau(), 17)], ..bare.clone() };
        let areas = Conflict { minima: vec![(Place::Area(ly()), 37)], maxima: vec![(in_son(), 17)], ..bare.clone() };
        let whole = Conflict { minimal: false, ..full.clone() };
        conflicts.extend([full, whole, bare, nobody, organizations, areas]);
    }
    conflicts
}

pub(super) fn lines() -> Vec<Line> {
    let choices = roll! { Choice;
        Choice::Wish(_) => Choice::Wish(17),
        Choice::BoardAmongAll => Choice::BoardAmongAll,
        Choice::BoardAmongCandidates => Choice::BoardAmongCandidates,
        Choice::Designated { .. } => Choice::Designated { reason: REASON.into(), wish: Some(17) },
        Choice::NotAllowed => Choice::NotAllowed,
        Choice::WithoutPlace { .. } => Choice::WithoutPlace { missing: 17, places: 23 },
    };
    let localities = roll! { Locality;
        Locality::Inside => Locality::Inside,
        Locality::Outside => Locality::Outside,
        Locality::NoScope => Locality::NoScope,
        Locality::NotApplied => Locality::NotApplied,
    };
    let kepts = roll! { Kept;
        Kept::NoPlan => Kept::NoPlan,
        Kept::Held => Kept::Held,
        Kept::Moved { .. } => Kept::Moved { from: vec![hai()] },
        Kept::New => Kept::New,
    };
    let line = |choice: &Choice, locality, forced, kept: &Kept| {
        let nowhere = matches!(choice, Choice::WithoutPlace { .. });
        let rules = vec![cited(), "II.2-932".parse().unwrap()];
        let organization = (!nowhere).then(chau);
        Line {
            member: an(),
            organization,
            choice: choice.clone(),
            locality,
            forced,
            kept: kept.clone(),
            again: false,
            rules,
        }
    };
    let plain = Kept::NoPlan;
    let mut lines: Vec<Line> = choices.iter().map(|choice| line(choice, Locality::Inside, None, &plain)).collect();
    lines.extend(localities.iter().skip(1).map(|&at| line(&Choice::BoardAmongAll, at, None, &plain)));
    lines.extend(kepts.iter().skip(1).map(|kept| line(&Choice::BoardAmongAll, Locality::Inside, Some(31), kept)));
    let whole = Choice::WithoutPlace { missing: 17, places: 17 };
    lines.push(line(&whole, Locality::NotApplied, Some(31), &Kept::Moved { from: vec![chau(), hai()] }));
    lines.push(Line { again: true, ..line(&Choice::BoardAmongAll, Locality::Inside, None, &plain) });
    lines.push(line(&Choice::Designated { reason: String::new(), wish: None }, Locality::Inside, None, &plain));
    lines
}

pub(super) fn loads() -> Vec<Load> {
    let bounds = [(0, None), (13, None), (0, Some(29)), (13, Some(29)), (19, Some(29)), (13, Some(16)), (0, Some(16))];
    let load = |(min, max)| Load { place: in_chau(), count: 17, bounds: Bounds { min, max } };
    bounds.map(load).into()
}

pub(super) fn clashes() -> Vec<Clash> {
    let full = Clash { rules: vec![cited()], designated: vec![(an(), chau())], minimal: true, repairs: repairs() };
    vec![Clash { minimal: false, ..full.clone() }, Clash { designated: vec![], repairs: vec![], ..full.clone() }, full]
}

pub(super) fn side_rules() -> Vec<SideRule> {
    let text = Text { vi: TEXT_VI.into(), en: "the two never at one place".into() };
    let says = Demand::Apart { members: Vec::new() };
    vec![SideRule { id: cited(), source: "so 47".into(), text, says }]
}

pub(super) fn rejections() -> Vec<Rejection> {
    let digest = |name| Sheet::new(name).digest();
    let (claimed, found) = (crate::Cost::from([13, 17]), crate::Cost::from([19, 23]));
    let tier = || "bac-6".to_owned();
    roll! { Rejection;
        Rejection::UnknownMember { .. } => Rejection::UnknownMember { member: an(), organization: chau() },
        Rejection::UnknownOrganization { .. } => Rejection::UnknownOrganization { member: an(), organization: chau() },
        Rejection::NotACandidate { .. } => Rejection::NotACandidate { member: an(), organization: chau() },
        Rejection::Twice { .. } => Rejection::Twice { member: an(), organization: chau() },
        Rejection::TooManyPlaces { .. } => Rejection::TooManyPlaces { member: an(), found: 17, places: 13 },
        Rejection::DesignationBroken { .. } => Rejection::DesignationBroken { member: an(), organizations: vec![chau(), hai()] },
        Rejection::OverMaximum { .. } => Rejection::OverMaximum { place: in_son(), load: 17, max: 13 },
        Rejection::NotApart { .. } => Rejection::NotApart { rule: cited(), organization: chau(), members: vec![an(), binh()] },
        Rejection::NotTogether { .. } => Rejection::NotTogether { rule: cited(), organization: chau(), missing: vec![an()] },
        Rejection::OverCount { .. } => Rejection::OverCount { rule: cited(), found: 17, max: 13 },
        Rejection::PriceOfRule { .. } => Rejection::PriceOfRule { rule: cited() },
        Rejection::Proof { .. } => Rejection::Proof { step: 17, fault: ProofFault::TooWeak },
        Rejection::PriceOfStranger { .. } => Rejection::PriceOfStranger { place: in_chau() },
        Rejection::PriceLength { .. } => Rejection::PriceLength { place: in_chau(), found: 17, tiers: 13 },
        Rejection::PriceTooLarge { .. } => Rejection::PriceTooLarge { place: in_chau(), tier: tier(), price: -17 },
        Rejection::OutOfRange { .. } => Rejection::OutOfRange { tier: tier() },
        Rejection::OtherProblem { .. } => Rejection::OtherProblem { claimed: digest("a"), found: digest("b") },
        Rejection::OtherTiers { .. } => Rejection::OtherTiers { claimed: vec![tier()], found: vec!["bac-7".into()] },
        Rejection::WrongCost { .. } => Rejection::WrongCost { claimed: claimed.clone(), found: found.clone() },
        Rejection::WrongBound { .. } => Rejection::WrongBound { claimed: claimed.clone(), found: found.clone() },
    }
}

pub(super) fn miscounts() -> Vec<Miscount> {
    let mut miscounts = roll! { Miscount;
        Miscount::UnknownPlace { .. } => Miscount::UnknownPlace { place: in_chau() },
        Miscount::UnknownMember { .. } => Miscount::UnknownMember { member: an() },
        Miscount::PlaceTwice { .. } => Miscount::PlaceTwice { place: in_chau() },
        Miscount::MemberTwice { .. } => Miscount::MemberTwice { member: an() },
        Miscount::NotAtTheEdge { .. } => Miscount::NotAtTheEdge { place: in_son() },
        Miscount::Maximum { .. } => Miscount::Maximum { place: in_chau(), stated: 17, max: Some(13) },
        Miscount::Minimum { .. } => Miscount::Minimum { place: in_chau(), stated: 17, min: 13 },
        Miscount::Member { .. } => Miscount::Member { member: an(), stated: 17, found: 13 },
        Miscount::NotDesignated { .. } => Miscount::NotDesignated { member: an(), organization: chau() },
        Miscount::Totals { .. } =>
            Miscount::Totals { stated_needed: 13, stated_available: 17, needed: 19, available: 23 },
        Miscount::Enough { .. } => Miscount::Enough { needed: 13, available: 17 },
    };
    miscounts.push(Miscount::Maximum { place: in_chau(), stated: 17, max: None });
    miscounts
}

pub(super) fn certificates() -> Vec<Certificate> {
    let certificate = |cost: [i64; 2], bound: [i64; 2], unplaced, short| Certificate {
        cost: cost.into(),
        bound: bound.into(),
        gap: [cost[0] - bound[0], cost[1] - bound[1]].into(),
        unplaced,
        short,
    };
    vec![
        certificate([0, 17], [0, 17], 0, 0),
        certificate([0, 17], [0, 13], 0, 0),
        certificate([5, 17], [5, 17], 3, 2),
        certificate([5, 17], [4, 13], 3, 2),
        certificate([5, 17], [0, 13], 3, 2),
    ]
}
