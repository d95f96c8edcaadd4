//! What may be asked for on the command line, as changes of the facts.

use super::desk::{Arguments, Stop, either};
use phancong::report::Language;
use phancong::{Ban, Bounds, Change, Designation, MemberId, OrganizationId, Problem, Registration};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

/// One thing asked for.
pub(crate) enum Request {
    Withdraw(MemberId),
    Release(MemberId, OrganizationId),
    Unwish(MemberId, OrganizationId),
    Ban(MemberId, OrganizationId),
    Wish(MemberId, OrganizationId),
    Pin(MemberId, OrganizationId),
    Min(OrganizationId, u32),
    Max(OrganizationId, u32),
    Close(OrganizationId),
    Merge(OrganizationId, OrganizationId),
}

impl Request {
    /// All that is asked for, in the order in which it is done.
    pub(crate) fn all(arguments: &mut Arguments) -> Result<Vec<Self>, Stop> {
        let mut all = one(arguments, "--withdraw", Self::Withdraw)?;
        all.extend(pair(arguments, "--release", Self::Release)?);
        all.extend(pair(arguments, "--unwish", Self::Unwish)?);
        all.extend(pair(arguments, "--ban", Self::Ban)?);
        all.extend(pair(arguments, "--wish", Self::Wish)?);
        all.extend(pair(arguments, "--pin", Self::Pin)?);
        all.extend(pair(arguments, "--min", Self::Min)?);
        all.extend(pair(arguments, "--max", Self::Max)?);
        all.extend(one(arguments, "--close", Self::Close)?);
        all.extend(pair(arguments, "--merge", Self::Merge)?);
        Ok(all)
    }

    /// In words.
    pub(crate) fn say(&self, problem: &Problem, language: Language) -> String {
        let member = |id: &MemberId| named(problem.member(id).map(|member| &member.name), id);
        let place = |id: &OrganizationId| named(problem.organization(id).map(|organization| &organization.name), id);
        let say = |vi, en, what: String| format!("{}: {what}", either(language, vi, en));
        let both = |vi, en, m: &MemberId, o: &OrganizationId| say(vi, en, format!("{} – {}", member(m), place(o)));
        match self {
            Self::Withdraw(id) => say("Rút khỏi danh sách", "Withdraws", member(id)),
            Self::Release(m, o) => both("Thôi chỉ định", "Released", m, o),
            Self::Unwish(m, o) => both("Rút đăng ký", "Takes a wish back", m, o),
            Self::Ban(m, o) => both("Không phân công", "Not to be placed", m, o),
            Self::Wish(m, o) => both("Đăng ký thêm", "Registers as well", m, o),
            Self::Pin(m, o) => both("Chỉ định", "Designated", m, o),
            Self::Min(o, least) => say("Tối thiểu", "At least", format!("{least} – {}", place(o))),
            Self::Max(o, most) => say("Tối đa", "At most", format!("{most} – {}", place(o))),
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
    let mut loads: BTreeMap<&OrganizationId, Bounds> = BTreeMap::new();
    let mut ranks: BTreeMap<&MemberId, u32> = BTreeMap::new();
    let registrations = &problem.roster().registrations;
    let load_of =
        |id: &OrganizationId| problem.organization(id).map(|organization| organization.load).unwrap_or_default();
    let change = |request: &'a Request| match request {
        Request::Withdraw(id) => Change::Withdraw(id.clone()),
        Request::Release(m, o) => Change::Release(m.clone(), o.clone()),
        Request::Unwish(m, o) => Change::Unwish(m.clone(), o.clone()),
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
            Change::Load(o.clone(), *load)
        }
        Request::Max(o, most) => {
            let load = loads.entry(o).or_insert_with(|| load_of(o));
            load.max = Some(*most);
            Change::Load(o.clone(), *load)
        }
        Request::Close(o) => Change::Close(o.clone()),
        Request::Merge(a, b) => Change::Merge(a.clone(), b.clone()),
    };
    requests.iter().map(change).collect()
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
    text.parse().map_err(|error| arguments.wrong(format!("`{name}`: `{text}` cannot be read: {error}")))
}

fn one<T: FromStr<Err: Display>>(
    arguments: &mut Arguments,
    name: &'static str,
    make: fn(T) -> Request,
) -> Result<Vec<Request>, Stop> {
    let values = values(arguments, name)?;
    values.iter().map(|text| read(arguments, name, text).map(make)).collect()
}

fn pair<A: FromStr<Err: Display>, B: FromStr<Err: Display>>(
    arguments: &mut Arguments,
    name: &'static str,
    make: fn(A, B) -> Request,
) -> Result<Vec<Request>, Stop> {
    let values = values(arguments, name)?;
    let read_one = |text: &String| {
        let joined = || arguments.wrong(format!("`{name}` needs two values joined by `=`, found `{text}`"));
        let (a, b) = text.split_once('=').ok_or_else(joined)?;
        Ok(make(read(arguments, name, a)?, read(arguments, name, b)?))
    };
    values.iter().map(read_one).collect()
}
