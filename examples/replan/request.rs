//! What may be asked for on the command line, as changes of the facts.

use super::desk::{Arguments, Stop, either};
use phancong::report::Language;
use phancong::{
    AreaId, Ban, Bounds, Change, Designation, Member, MemberId, OrganizationId, Place, Problem, Registration,
};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

/// One thing asked for.
pub(crate) enum Request {
    Withdraw(MemberId),
    Join(Member),
    Release(MemberId, OrganizationId),
    Unwish(MemberId, OrganizationId),
    Unban(MemberId, OrganizationId),
    Ban(MemberId, OrganizationId),
    Wish(MemberId, OrganizationId),
    Pin(MemberId, OrganizationId),
    Min(Place, u32),
    Max(Place, u32),
    Close(OrganizationId),
    Merge(OrganizationId, OrganizationId),
}

impl Request {
    /// All that is asked for, in the order in which it is done.
    pub(crate) fn all(arguments: &mut Arguments) -> Result<Vec<Self>, Stop> {
        let mut all = one(arguments, "--withdraw", Self::Withdraw)?;
        all.extend(joining(arguments)?.into_iter().map(Self::Join));
        all.extend(pair(arguments, "--release", Self::Release)?);
        all.extend(pair(arguments, "--unwish", Self::Unwish)?);
        all.extend(pair(arguments, "--unban", Self::Unban)?);
        all.extend(pair(arguments, "--ban", Self::Ban)?);
        all.extend(pair(arguments, "--wish", Self::Wish)?);
        all.extend(pair(arguments, "--pin", Self::Pin)?);
        all.extend(pair(arguments, "--min", |id, least| Self::Min(Place::Organization(id), least))?);
        all.extend(pair(arguments, "--max", |id, most| Self::Max(Place::Organization(id), most))?);
        all.extend(pair(arguments, "--area-min", |id, least| Self::Min(Place::Area(id), least))?);
        all.extend(pair(arguments, "--area-max", |id, most| Self::Max(Place::Area(id), most))?);
        all.extend(one(arguments, "--close", Self::Close)?);
        all.extend(pair(arguments, "--merge", Self::Merge)?);
        Ok(all)
    }

    /// In words.
    pub(crate) fn say(&self, problem: &Problem, language: Language) -> String {
        let member = |id: &MemberId| named(problem.member(id).map(|member| &member.name), id);
        let place = |id: &OrganizationId| named(problem.organization(id).map(|organization| &organization.name), id);
        let area = |id: &AreaId| named(problem.area(id).map(|area| &area.name), id);
        let bounded = |place_of: &Place| match place_of {
            Place::Organization(id) => place(id),
            Place::Area(id) => area(id),
        };
        let say = |vi, en, what: String| format!("{}: {what}", either(language, vi, en));
        let both = |vi, en, m: &MemberId, o: &OrganizationId| say(vi, en, format!("{} – {}", member(m), place(o)));
        match self {
            Self::Withdraw(id) => say("Rút khỏi danh sách", "Withdraws", member(id)),
            Self::Join(member) => say("Bổ sung", "Joins", named(Some(&member.name), &member.id)),
            Self::Release(m, o) => both("Thôi chỉ định", "Released", m, o),
            Self::Unwish(m, o) => both("Rút đăng ký", "Takes a wish back", m, o),
            Self::Unban(m, o) => both("Thôi không phân công", "May be placed again", m, o),
            Self::Ban(m, o) => both("Không phân công", "Not to be placed", m, o),
            Self::Wish(m, o) => both("Đăng ký thêm", "Registers as well", m, o),
            Self::Pin(m, o) => both("Chỉ định", "Designated", m, o),
            Self::Min(at, least) => say("Tối thiểu", "At least", format!("{least} – {}", bounded(at))),
            Self::Max(at, most) => say("Tối đa", "At most", format!("{most} – {}", bounded(at))),
            Self::Close(o) => say("Thôi tiếp nhận", "Closed", place(o)),
            Self::Merge(a, b) => say("Sáp nhập", "Merged", format!("{} → {}", place(a), place(b))),
        }
    }
}

fn named(name: Option<&String>, id: impl Display) -> String {
    name.map_or_else(|| id.to_string(), |name| format!("{name} ({id})"))
}

/// The changes; bounds and ranks go on from those of the facts.
pub(crate) fn changes<'a>(requests: &'a [Request], problem: &Problem, reason: &str) -> Vec<Change> {
    let mut loads: BTreeMap<&Place, Bounds> = BTreeMap::new();
    let mut ranks: BTreeMap<&MemberId, u32> = BTreeMap::new();
    let registrations = &problem.roster().registrations;
    let load_of = |place: &Place| match place {
        Place::Organization(id) => problem.organization(id).map(|organization| organization.load).unwrap_or_default(),
        Place::Area(id) => problem.area(id).map(|area| area.load).unwrap_or_default(),
    };
    let bounded = |place: &Place, load| match place {
        Place::Organization(id) => Change::Load(id.clone(), load),
        Place::Area(id) => Change::AreaLoad(id.clone(), load),
    };
    let change = |request: &'a Request| match request {
        Request::Withdraw(id) => Change::Withdraw(id.clone()),
        Request::Join(member) => Change::Join(member.clone()),
        Request::Release(m, o) => Change::Release(m.clone(), o.clone()),
        Request::Unwish(m, o) => Change::Unwish(m.clone(), o.clone()),
        Request::Unban(m, o) => Change::Unban(m.clone(), o.clone()),
        Request::Ban(m, o) => {
            Change::Ban(Ban { member: m.clone(), organization: o.clone(), reason: reason.to_owned() })
        }
        Request::Wish(m, o) => {
            let mine = registrations.iter().filter(|wish| wish.member == *m);
            let rank = ranks.entry(m).or_insert_with(|| mine.map(|wish| wish.rank).max().unwrap_or(0));
            *rank = rank.saturating_add(1);
            Change::Wish(Registration { member: m.clone(), organization: o.clone(), rank: *rank, on: None })
        }
        Request::Pin(m, o) => {
            let (member, organization) = (m.clone(), o.clone());
            Change::Designate(Designation { member, organization, reason: reason.to_owned() })
        }
        Request::Min(o, least) => {
            let load = loads.entry(o).or_insert_with(|| load_of(o));
            load.min = *least;
            bounded(o, *load)
        }
        Request::Max(o, most) => {
            let load = loads.entry(o).or_insert_with(|| load_of(o));
            load.max = Some(*most);
            bounded(o, *load)
        }
        Request::Close(o) => Change::Close(o.clone()),
        Request::Merge(a, b) => Change::Merge(a.clone(), b.clone()),
    };
    requests.iter().map(change).collect()
}

/// Who joins: `ID=BODY=NAME`, with the areas and the own organization that `--scope` and `--own` give.
fn joining(arguments: &mut Arguments) -> Result<Vec<Member>, Stop> {
    let mut members: Vec<Member> = Vec::new();
    for text in values(arguments, "--join")? {
        let [id, body, name] = text.splitn(3, '=').collect::<Vec<_>>()[..] else {
            return Err(arguments.wrong(
                format!("sau `--join` cần mã, cơ quan và họ tên nối bằng `=`; đang ghi `{text}`"),
                format!("`--join` needs id, body and name joined by `=`, found `{text}`"),
            ));
        };
        let (id, body) = (read(arguments, "--join", id)?, read(arguments, "--join", body)?);
        members.push(Member { id, name: name.to_owned(), body, own: None, scope: vec![] });
    }
    let scopes = pair(arguments, "--scope", |id: MemberId, area: AreaId| (id, area))?;
    let owns = pair(arguments, "--own", |id: MemberId, own: OrganizationId| (id, own))?;
    let stranger = |id: &MemberId| {
        arguments.wrong(
            format!("`--scope` và `--own` chỉ dùng cho đồng chí mới thêm bằng `--join`; `{id}` không phải"),
            format!("`--scope` and `--own` are said of who joins, and `{id}` does not"),
        )
    };
    for (id, area) in scopes {
        let member = members.iter_mut().find(|member| member.id == id).ok_or_else(|| stranger(&id))?;
        member.scope.push(area);
    }
    for (id, own) in owns {
        let member = members.iter_mut().find(|member| member.id == id).ok_or_else(|| stranger(&id))?;
        member.own = Some(own);
    }
    Ok(members)
}

/// Every value of an option, in the order given.
fn values(arguments: &mut Arguments, name: &'static str) -> Result<Vec<String>, Stop> {
    let mut all = Vec::new();
    while let Some(text) = arguments.text(name)? {
        all.push(text);
    }
    Ok(all)
}

fn read<T: FromStr<Err: Display>>(arguments: &Arguments, name: &str, text: &str) -> Result<T, Stop> {
    text.parse().map_err(|error| {
        arguments
            .wrong(format!("không hiểu `{text}` sau `{name}`"), format!("`{name}`: `{text}` cannot be read: {error}"))
    })
}

fn one<T: FromStr<Err: Display>>(
    arguments: &mut Arguments,
    name: &'static str,
    make: fn(T) -> Request,
) -> Result<Vec<Request>, Stop> {
    let values = values(arguments, name)?;
    values.iter().map(|text| read(arguments, name, text).map(make)).collect()
}

fn pair<A: FromStr<Err: Display>, B: FromStr<Err: Display>, T>(
    arguments: &mut Arguments,
    name: &'static str,
    make: fn(A, B) -> T,
) -> Result<Vec<T>, Stop> {
    let values = values(arguments, name)?;
    let read_one = |text: &String| {
        let joined = || {
            arguments.wrong(
                format!("sau `{name}` cần hai giá trị nối bằng `=`; đang ghi `{text}`"),
                format!("`{name}` needs two values joined by `=`, found `{text}`"),
            )
        };
        let (a, b) = text.split_once('=').ok_or_else(joined)?;
        Ok(make(read(arguments, name, a)?, read(arguments, name, b)?))
    };
    values.iter().map(read_one).collect()
}
