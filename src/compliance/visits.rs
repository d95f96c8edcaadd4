//! II.1 and II.2-3: enough visits in the year, counted from the day visits begin.

use super::docket::{Docket, of};
use super::finding::{Count, DayOf, Finding, Party, Verdict};
use super::forecast::{Forecast, outlook};
use super::note::{NotCounted, Note};
use super::reconcile;
use super::register::Record;
use super::seen::{Seen, places};
use super::standing::{Window, assigned_on, months, service, window};
use super::visit::Visit;
use crate::id::OrganizationId;
use crate::policy::{Counted, DistinctPlaces, Kind, PartYear, Rule, VisitsCount};
use std::collections::{BTreeMap, BTreeSet};

/// What the rule asks of a member, after the reading of a part year.
enum Quota {
    /// So many visits.
    Visits(u32),
    /// So many, and below it the Board has to rule.
    Ruling(u32),
    /// Nothing.
    Nothing,
}

/// How many visits there are and how many are missing.
#[derive(Clone, Copy, Default)]
struct Tally {
    low: u32,
    high: u32,
    assigned: u32,
    /// Missing for certain keeping.
    lacking: u32,
    /// Missing even if every word is true: visits, and the days they need.
    short: u32,
}

/// The findings under every rule of visits in force in the year, with the visits and the outlook under the last of them.
pub(super) fn clause(docket: &Docket<'_>, member: usize) -> (Vec<Finding>, Vec<Visit>, Option<Forecast>) {
    let Some(person) = docket.members.get(member) else { return (Vec::new(), Vec::new(), None) };
    let rules = docket.law.all(|says| match says {
        Kind::Visits { min, bodies } if bodies.is_empty() || bodies.contains(&person.body) => Some(*min),
        _ => None,
    });
    let mut findings = Vec::new();
    let mut all = Vec::new();
    let mut forecast = None;
    let only = rules.len() == 1;
    for (rule, min) in rules {
        let window = window(docket, member, rule);
        let (visits, notes) = reconcile::visits(docket, member, &window);
        let seen = Seen { window, visits, notes };
        let (finding, next) = judge(docket, member, rule, min, &seen);
        findings.push(finding);
        forecast = next.or(forecast);
        let new = seen.visits.into_iter().filter(|visit| only || !all.contains(visit)).collect::<Vec<_>>();
        all.extend(new);
    }
    (findings, all, forecast)
}

fn judge(docket: &Docket<'_>, member: usize, rule: &Rule, min: u32, seen: &Seen) -> (Finding, Option<Forecast>) {
    let party = docket.members.get(member).map_or(Party::Board, |member| Party::Member(member.id.clone()));
    let quota = quota(docket, member, min, &seen.window);
    let need = match quota {
        Quota::Visits(need) | Quota::Ruling(need) => need,
        Quota::Nothing => 0,
    };
    let tally = tally(docket, member, need, &seen.visits);
    let outlook = outlook(docket, member, seen, tally.lacking);
    let verdict = verdict(docket, &quota, &tally, seen, &outlook);
    let mut finding = Finding::new(&rule.id, party, verdict)
        .day(DayOf::VisitsFrom, seen.window.visits_from)
        .day(DayOf::LastMeeting, outlook.last_meeting)
        .day(DayOf::LastNotice, outlook.last_notice)
        .day(DayOf::YearEnd, docket.law.last)
        .records(records(docket, member))
        .records(outlook.records.iter().copied())
        .notes(notes(docket, member, seen, verdict, &outlook));
    finding.count = Some(Count { low: tally.low, high: tally.high, need, assigned: tally.assigned });
    let binds = verdict != Verdict::NotApplicable && docket.as_of <= docket.law.last;
    let forecast = binds.then(|| outlook.forecast(docket, member, finding.count.unwrap_or(Count::NONE), verdict));
    (finding, forecast.flatten())
}

fn quota(docket: &Docket<'_>, member: usize, min: u32, window: &Window) -> Quota {
    let readings = docket.law.readings;
    let picked = docket.members.get(member).is_some_and(|member| docket.law.picks_for(&member.body));
    // Visits that begin after the last day that counts can never be made.
    if window.bound.is_empty()
        || window.visits_from.max(docket.law.first) > window.until
        || (picked && readings.picked_visits == Counted::No)
    {
        return Quota::Nothing;
    }
    if window.whole {
        return Quota::Visits(min);
    }
    match readings.part_year {
        PartYear::NeedsRuling => Quota::Ruling(min),
        PartYear::Full => Quota::Visits(min),
        PartYear::Exempt => Quota::Nothing,
        PartYear::Prorate => {
            let part = u64::from(min).saturating_mul(u64::from(months(&window.served))).div_ceil(12);
            Quota::Visits(u32::try_from(part).unwrap_or(u32::MAX))
        }
    }
}

/// Counts visits under the readings "total or each" and "distinct or not".
fn tally(docket: &Docket<'_>, member: usize, need: u32, visits: &[Visit]) -> Tally {
    let mut places: BTreeMap<&OrganizationId, Tally> = BTreeMap::new();
    for visit in visits {
        let place = places.entry(&visit.organization).or_default();
        place.low += u32::from(visit.certain);
        place.high += u32::from(visit.possible);
        place.assigned += u32::from(visit.certain && visit.assigned);
    }
    let cap = match docket.law.readings.distinct {
        DistinctPlaces::Required => 1,
        DistinctPlaces::NotRequired => u32::MAX,
    };
    let mut total = Tally::default();
    for place in places.values() {
        total.low += place.low.min(cap);
        total.high += place.high.min(cap);
        total.assigned += place.assigned.min(cap);
    }
    let each: BTreeSet<&OrganizationId> = match docket.law.readings.visits {
        VisitsCount::Total => BTreeSet::new(),
        VisitsCount::Each => {
            let assigned = assigned_on(docket, member, docket.as_of);
            let places = assigned.into_iter().filter_map(|at| docket.organizations.get(*docket.group.get(at)?));
            places.map(|organization| &organization.id).collect()
        }
    };
    if each.is_empty() {
        total.lacking = need.saturating_sub(total.low);
        total.short = need.saturating_sub(total.high);
    }
    for place in each {
        let here = places.get(place).copied().unwrap_or_default();
        total.lacking = total.lacking.saturating_add(need.saturating_sub(here.low.min(cap)));
        total.short = total.short.max(need.saturating_sub(here.high.min(cap)));
    }
    total
}

fn verdict(
    docket: &Docket<'_>,
    quota: &Quota,
    tally: &Tally,
    seen: &Seen,
    outlook: &super::forecast::Outlook,
) -> Verdict {
    if matches!(quota, Quota::Nothing) {
        return Verdict::NotApplicable;
    }
    let started = seen.window.bound.first().is_some_and(|span| span.0 <= docket.as_of);
    if tally.lacking == 0 {
        Verdict::Met
    } else if !started && outlook.days_left >= tally.short {
        Verdict::NotYetDue
    } else if tally.short == 0 {
        Verdict::Disputed
    } else if matches!(quota, Quota::Ruling(_)) {
        Verdict::NeedsRuling
    } else if docket.as_of > docket.law.last.min(seen.window.until) {
        Verdict::Violated
    } else if outlook.days_left < tally.short {
        Verdict::Impossible
    } else if outlook.at_risk(docket, tally.lacking) {
        Verdict::AtRisk
    } else {
        Verdict::OnTrack
    }
}

/// Every record that a member's visits can depend on.
pub(super) fn records(docket: &Docket<'_>, member: usize) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    records.extend(of(&docket.attendances, member).iter().map(|found| found.0));
    records.extend(of(&docket.member_reports, member).iter().map(|found| found.0));
    records.extend(of(&docket.rulings, member).iter().map(|found| found.0));
    records.extend(of(&docket.services, member).iter().map(|found| found.0));
    records.extend(of(&docket.moves, member).iter().map(|found| found.0));
    records.extend(of(&docket.registrations, member).iter().map(|found| found.0));
    records.extend(docket.successions.iter().map(|found| found.0));
    for place in places(docket, member) {
        records.extend(of(&docket.organization_reports, place).iter().map(|found| found.0));
    }
    records.extend(of(&docket.received, member).iter().map(|found| found.record));
    records.sort_unstable();
    records.dedup();
    records
}

fn notes(
    docket: &Docket<'_>,
    member: usize,
    seen: &Seen,
    verdict: Verdict,
    outlook: &super::forecast::Outlook,
) -> Vec<Note> {
    let mut notes = seen.notes.clone();
    if !seen.window.whole && !seen.window.bound.is_empty() {
        notes.push(Note::PartYear { months: months(&seen.window.served) });
    }
    let body = docket.members.get(member).map(|member| &member.body);
    let ended = |body| docket.law.abolished(body, docket.law.last);
    if let Some((body, (rule, successors))) = body.and_then(|body| Some((body, ended(body)?))) {
        notes.push(Note::ActorAbolished { body: body.clone(), on: rule.from, successors: successors.to_vec() });
    }
    for visit in &seen.visits {
        let silent = |at: &OrganizationId| docket.place_of(at).and_then(|at| docket.spoke.get(at).copied().flatten());
        if visit.claimed.is_some() && visit.received.is_none() && silent(&visit.organization).is_none() {
            notes.push(Note::NoReportOf { organization: visit.organization.clone() });
        }
        if let (Some((record, _)), None, None) = (visit.recorded, visit.claimed, visit.received)
            && visit.agreement == super::visit::Agreement::AfterCutOff
        {
            notes.push(Note::InNeitherReport { record });
        }
    }
    let told = of(&docket.member_reports, member).len() + of(&docket.received, member).len();
    if verdict == Verdict::Violated && told == 0 && of(&docket.attendances, member).is_empty() {
        notes.push(Note::NoRecordAtAll);
    }
    if matches!(verdict, Verdict::OnTrack | Verdict::AtRisk | Verdict::Impossible) {
        notes.push(match outlook.meetings_left {
            Some(meetings) => Note::MeetingsLeft { meetings },
            None => Note::NoCalendar,
        });
    }
    notes.sort();
    notes.dedup();
    notes
}

/// II.2-3: nothing before the day visits begin counts.
pub(super) fn begin(docket: &Docket<'_>, member: usize, findings: &[Finding]) -> Option<Finding> {
    let (rule, day) = docket.law.visits_from()?;
    let person = docket.members.get(member)?;
    let verdict = if service(docket, member).is_empty() {
        Verdict::NotApplicable
    } else if docket.as_of < day {
        Verdict::NotYetDue
    } else {
        Verdict::Met
    };
    let early = findings.iter().flat_map(|finding| &finding.notes).filter_map(|note| match note {
        Note::NotCounted { record, why: NotCounted::BeforeStart, .. } => Some((*record, note.clone())),
        _ => None,
    });
    let mut early: Vec<(Record, Note)> = early.collect();
    early.dedup();
    let (records, notes): (Vec<Record>, Vec<Note>) = early.into_iter().unzip();
    let services = of(&docket.services, member).iter().map(|found| found.0);
    let finding = Finding::new(&rule.id, Party::Member(person.id.clone()), verdict).day(DayOf::VisitsFrom, day);
    Some(finding.records(records).records(services).notes(notes))
}

impl Count {
    pub(super) const NONE: Self = Self { low: 0, high: 0, need: 0, assigned: 0 };
}
