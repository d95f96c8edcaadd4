//! THE JUDGE OF CALENDARS: reads the agenda anew, looks at every visit, and adds up. It searches for nothing and imports no engine.

mod reading;

use super::{Agenda, Calendar, CalendarError, Docket, Fault, Hindrance, Refused, Stage, Step, Terms, Visit};
use crate::id::{MemberId, OrganizationId};
use crate::policy::{DistinctPlaces, Policy};
use chrono::NaiveDate;
use reading::{Claim, Reading};
use std::collections::{BTreeMap, BTreeSet};

/// Judges a calendar from anywhere: whether every visit is allowed, every shortage told with what stands in the way of each other meeting, every
/// settled visit kept, every change told, and the tally counted right. Whether another calendar would cost less is not its question.
///
/// # Errors
/// [`CalendarError::Refused`] with every fault; [`CalendarError::Policy`] and [`CalendarError::Agenda`] when there is no question to answer.
///
/// # Complexity
/// `O(V · (V + M + P))` for `V` visits, `M` meetings and `P` placements.
///
/// ```
/// # #[cfg(feature = "toml")] {
/// use phancong::calendar::{CalendarError, Fault, check};
/// use phancong::{Agenda, Policy, schedule};
/// let (policy, agenda) = (Policy::quang_ngai_2020()?, Agenda { year: 2021, ..Agenda::default() });
/// let today = "2021-01-04".parse().unwrap_or_default();
/// let mut calendar = schedule(&policy, &agenda, today)?;
/// check(&policy, &agenda, today, &calendar)?;
/// calendar.year = 2022;
/// let Err(CalendarError::Refused(refused)) = check(&policy, &agenda, today, &calendar) else { unreachable!() };
/// assert_eq!(refused.faults, [Fault::OtherQuestion("year")]);
/// # }
/// # Ok::<(), phancong::Error>(())
/// ```
pub fn check(policy: &Policy, agenda: &Agenda, today: NaiveDate, calendar: &Calendar) -> Result<(), CalendarError> {
    let docket = Docket::new(policy, agenda, today)?;
    let reading = Reading { terms: &docket.terms, agenda, visits: &calendar.visits, today };
    let mut faults = Vec::new();
    let same = [
        ("policy", calendar.policy == policy.id && calendar.policy_digest == policy.digest()),
        ("year", calendar.year == agenda.year),
        ("day", calendar.today == today),
        ("list of rules", calendar.rules == docket.terms.rules()),
    ];
    faults.extend(same.iter().filter(|same| !same.1).map(|same| Fault::OtherQuestion(same.0)));
    if !calendar.visits.is_sorted() {
        faults.push(Fault::Order);
    }
    for visit in &calendar.visits {
        faults.extend(alone(&reading, visit));
    }
    together(&reading, &mut faults);
    lost(&reading, &mut faults);
    let claims = reading.claims();
    for claim in &claims {
        faults.extend(shortage(&reading, claim, calendar));
    }
    for told in &calendar.shortages {
        let is_it = |claim: &Claim<'_>| claim.member.id == told.member && claim.at == told.at.as_ref();
        let lacks = |claim: &Claim<'_>| reading.of(claim).len() < usize::try_from(claim.need).unwrap_or(usize::MAX);
        if !claims.iter().any(|claim| is_it(claim) && lacks(claim)) {
            faults.push(Fault::NoShortage { member: told.member.clone() });
        }
    }
    tally(&reading, &claims, &docket, calendar, &mut faults);
    steps(&reading, calendar, &mut faults);
    faults.sort();
    faults.dedup();
    if faults.is_empty() { Ok(()) } else { Err(Refused { faults }.into()) }
}

/// The visit of the calendar to keep that this one is.
fn before<'a>(reading: &Reading<'a>, visit: &Visit) -> Option<&'a Visit> {
    let is_it =
        |old: &&Visit| (&old.member, old.day, &old.organization) == (&visit.member, visit.day, &visit.organization);
    reading.agenda.visits.iter().find(is_it)
}

/// What is wrong with a visit by itself.
fn alone(reading: &Reading<'_>, visit: &Visit) -> Vec<Fault> {
    let Visit { member, organization, day, number, .. } = visit;
    let (who, at, day, number) = (member.clone(), organization.clone(), *day, *number);
    let mut faults = Vec::new();
    let field = |field| Fault::Field { member: who.clone(), number, field };
    let old = before(reading, visit);
    if visit.stage != old.map_or(Stage::Proposed, |old| old.stage) {
        faults.push(field("stage"));
    }
    if visit.stage == Stage::Made && old.is_some_and(|old| old.stage == Stage::Made) {
        return faults;
    }
    let Some(meeting) = reading.meeting(visit) else {
        return vec![Fault::NoMeeting { member: who, organization: at, day }];
    };
    let person = reading.member(member).filter(|person| reading.terms.owed(&person.body).is_some());
    let Some((person, placed)) =
        person.and_then(|person| Some((person, reading.counts_for(&person.id, organization)?)))
    else {
        return vec![Fault::NotPlaced { member: who, organization: at, day }];
    };
    let told = matches!(visit.stage, Stage::Told { .. });
    if let Some(why) = reading.hindrance(person, meeting, told) {
        faults.push(Fault::Hindered { member: who.clone(), organization: at, day, why });
    }
    let fields = [
        ("last day of notice", visit.last_notice == reading.terms.last_notice(day)),
        ("part of the year", visit.part == reading.terms.part_of(day)),
        ("place", visit.place == meeting.place),
        ("organization", visit.placed == *placed),
    ];
    faults.extend(fields.iter().filter(|right| !right.1).map(|right| field(right.0)));
    faults
}

/// What is wrong between visits.
fn together(reading: &Reading<'_>, faults: &mut Vec<Fault>) {
    let settled = |visit: &Visit| visit.stage == Stage::Made;
    let mut visitors: BTreeMap<(NaiveDate, &OrganizationId), Vec<&Visit>> = BTreeMap::new();
    let mut mine: BTreeMap<&MemberId, Vec<&Visit>> = BTreeMap::new();
    for visit in reading.visits {
        visitors.entry((visit.day, &visit.organization)).or_default().push(visit);
        mine.entry(&visit.member).or_default().push(visit);
    }
    for ((day, organization), list) in visitors {
        let room = list.iter().find_map(|visit| reading.meeting(visit)).and_then(|meeting| reading.room(meeting));
        let count = u32::try_from(list.len()).unwrap_or(u32::MAX);
        if let Some(room) = room.filter(|&room| count > room && !list.iter().all(|visit| settled(visit))) {
            faults.push(Fault::Full { organization: organization.clone(), day, room, visitors: count });
        }
    }
    let distinct = reading.terms.readings().distinct == DistinctPlaces::Required;
    for (member, list) in mine {
        for (at, one) in list.iter().enumerate() {
            for other in list.iter().skip(at + 1).filter(|other| !(settled(one) && settled(other))) {
                if reading.terms.too_near(one.day, other.day) {
                    let member = member.clone();
                    faults.push(Fault::TooNear { member, one: one.day, other: other.day });
                } else if distinct && one.placed == other.placed {
                    let (member, organization) = (member.clone(), other.organization.clone());
                    let why = Hindrance::SamePlace;
                    faults.push(Fault::Hindered { member, organization, day: other.day, why });
                }
            }
        }
    }
}

/// Settled visits that are not there although nothing but the plan took them away.
fn lost(reading: &Reading<'_>, faults: &mut Vec<Fault>) {
    let settled = |visit: &Visit| visit.stage != Stage::Proposed;
    for old in reading.agenda.visits.iter().filter(|old| settled(old)) {
        let is_it = |visit: &Visit| {
            (&visit.member, visit.day, &visit.organization) == (&old.member, old.day, &old.organization)
        };
        let reopened =
            reading.agenda.reopened.iter().any(|open| (&open.member, open.number) == (&old.member, old.number));
        if reading.visits.iter().any(is_it) || (reopened && old.stage != Stage::Made) {
            continue;
        }
        let person = reading.member(&old.member);
        let free = person.zip(reading.meeting(old)).is_some_and(|(person, meeting)| {
            reading.counts_for(&person.id, &old.organization).is_some()
                && reading.hindrance(person, meeting, true).is_none()
                && reading.beside(&old.member, meeting, &settled).is_none()
        });
        if old.stage == Stage::Made || free {
            faults.push(Fault::Lost { member: old.member.clone(), number: old.number });
        }
    }
}

/// Whether a claim is met, or its shortage told as it is.
fn shortage(reading: &Reading<'_>, claim: &Claim<'_>, calendar: &Calendar) -> Vec<Fault> {
    let member = || claim.member.id.clone();
    let visits = reading.of(claim);
    let planned = visits.iter().any(|visit| visit.stage == Stage::Proposed);
    let (need, found) = (claim.need, u32::try_from(visits.len()).unwrap_or(u32::MAX));
    if found >= need {
        // More is a fault only where the calendar itself proposes it: what was made or told is a fact.
        return if found > need && planned { vec![Fault::TooMany { member: member(), need, found }] } else { vec![] };
    }
    let is_it = |told: &&super::Shortage| told.member == claim.member.id && told.at.as_ref() == claim.at;
    let told: Vec<&super::Shortage> = calendar.shortages.iter().filter(is_it).collect();
    let [told] = told.as_slice() else { return vec![Fault::Untold { member: member(), need, found }] };
    let mut faults = Vec::new();
    if (told.need, told.found) != (need, found) {
        faults.push(Fault::Untold { member: member(), need, found });
    }
    let mut said: BTreeMap<(NaiveDate, &OrganizationId), Vec<Hindrance>> = BTreeMap::new();
    for (&why, meetings) in &told.hindered {
        meetings.iter().for_each(|(day, organization)| said.entry((*day, organization)).or_default().push(why));
    }
    let meetings: BTreeSet<_> = reading.agenda.meetings.iter().filter(|m| reading.terms.covers(m.day)).collect();
    for meeting in meetings {
        let placed = reading.counts_for(&claim.member.id, &meeting.organization);
        let visited = reading.visits.iter().any(|visit| {
            (&visit.member, visit.day, &visit.organization) == (&claim.member.id, meeting.day, &meeting.organization)
        });
        if placed.is_none() || claim.at.is_some_and(|at| placed != Some(at)) || visited {
            continue;
        }
        let (organization, day) = (meeting.organization.clone(), meeting.day);
        let why = reading.hindrance(claim.member, meeting, false);
        let why = why.or_else(|| reading.beside(&claim.member.id, meeting, &|_| true));
        let told = said.remove(&(day, &meeting.organization)).unwrap_or_default();
        match why {
            None => faults.push(Fault::Open { member: member(), organization, day }),
            Some(why) if told == [why] => {}
            Some(_) => faults.push(Fault::FalseHindrance { member: member(), organization, day }),
        }
    }
    let invented = said.into_keys();
    faults.extend(invented.map(|(day, at)| Fault::FalseHindrance { member: member(), organization: at.clone(), day }));
    faults
}

fn tally(
    reading: &Reading<'_>,
    claims: &[Claim<'_>],
    docket: &Docket<'_>,
    calendar: &Calendar,
    faults: &mut Vec<Fault>,
) {
    let found = |claim: &Claim<'_>| u32::try_from(reading.of(claim).len()).unwrap_or(u32::MAX);
    let mut visitors: BTreeMap<(NaiveDate, &OrganizationId), u64> = BTreeMap::new();
    for visit in reading.visits {
        *visitors.entry((visit.day, &visit.organization)).or_default() += 1;
    }
    let mut weeks: BTreeMap<NaiveDate, u64> = BTreeMap::new();
    for visit in reading.visits.iter().filter(|_| reading.terms.even_weeks) {
        *weeks.entry(Terms::week_of(visit.day)).or_default() += 1;
    }
    let gone = |old: &&Visit| {
        let is_it = |visit: &Visit| {
            (&visit.member, visit.day, &visit.organization) == (&old.member, old.day, &old.organization)
        };
        old.stage != Stage::Made && !reading.visits.iter().any(is_it)
    };
    let counted = [
        ("missing", calendar.tally.missing, claims.iter().map(|c| u64::from(c.need.saturating_sub(found(c)))).sum()),
        ("moved", calendar.tally.moved, reading.agenda.visits.iter().filter(gone).map(|_| 1).sum()),
        ("astray", calendar.tally.astray, docket.duties.iter().map(|duty| astray(reading, docket, duty)).sum()),
        ("crowding", calendar.tally.crowding, visitors.values().map(|count| count * count).sum()),
        ("bunching", calendar.tally.bunching, weeks.values().map(|count| count * count).sum()),
    ];
    let wrong = counted.into_iter().filter(|(_, told, counted)| told != counted);
    faults.extend(wrong.map(|(field, told, counted)| Fault::Tally { field, told, counted }));
}

/// The least number of parts by which the visits of a duty lie beside those they are meant for.
fn astray(reading: &Reading<'_>, docket: &Docket<'_>, duty: &super::Duty<'_>) -> u64 {
    let its = |visit: &&Visit| visit.member == *duty.member && duty.at.is_none_or(|at| visit.placed == *at);
    let settled =
        |visit: &&Visit| duty.fixed.iter().any(|old| (old.day, &old.organization) == (visit.day, &visit.organization));
    let parts: Vec<u32> =
        reading.visits.iter().filter(its).filter(|visit| !settled(visit)).map(|visit| visit.part).collect();
    let targets = docket.targets(duty);
    // least[k]: the least for the first k visits with the targets looked at so far.
    let mut least: Vec<Option<u64>> = std::iter::once(Some(0)).chain(parts.iter().map(|_| None)).collect();
    for target in targets {
        let before = least.clone();
        for (at, part) in parts.iter().enumerate() {
            let with = before.get(at).copied().flatten().map(|sum| sum + u64::from(part.abs_diff(target)));
            if let (Some(with), Some(slot)) = (with, least.get_mut(at + 1)) {
                *slot = Some(slot.map_or(with, |known| known.min(with)));
            }
        }
    }
    least.last().copied().flatten().unwrap_or(0)
}

/// Whether the numbers of the member's visits that are not made yet follow those of the visits made, without a gap.
fn goes_on(reading: &Reading<'_>, visit: &Visit) -> bool {
    let mine = |other: &&Visit| other.member == visit.member;
    let made = reading.agenda.visits.iter().filter(mine);
    let ahead = reading.visits.iter().filter(mine).count().saturating_sub(made.clone().count());
    let last = made.map(|visit| visit.number).max().unwrap_or(0);
    visit.number > last && usize::try_from(visit.number - last).is_ok_and(|behind| behind <= ahead)
}

/// Numbers and steps: what is there was there, or a step tells of it, and nothing else is told.
fn steps(reading: &Reading<'_>, calendar: &Calendar, faults: &mut Vec<Fault>) {
    let mut numbers = BTreeSet::new();
    for visit in calendar.visits.iter().chain(&calendar.dropped) {
        if !numbers.insert((&visit.member, visit.number)) {
            faults.push(Fault::NumberAgain { member: visit.member.clone(), number: visit.number });
        }
    }
    let old: BTreeMap<_, &Visit> =
        reading.agenda.visits.iter().map(|visit| ((&visit.member, visit.number), visit)).collect();
    let mut told: BTreeMap<_, &Step> =
        calendar.steps.iter().map(|step| ((step.member(), step.number()), step)).collect();
    let twice = told.len() < calendar.steps.len();
    let keeps = reading.agenda.keeps();
    let mut wrong: BTreeSet<&MemberId> = BTreeSet::new();
    wrong.extend(calendar.steps.iter().filter(|_| twice).map(Step::member));
    for visit in &calendar.visits {
        let key = (&visit.member, visit.number);
        let right = match (old.get(&key), told.remove(&key)) {
            (Some(old), None) => {
                (old.day, &old.organization) == (visit.day, &visit.organization)
                    && visit.sequence >= old.sequence
                    && (visit.sequence > old.sequence || visit.place == old.place)
            }
            (Some(old), Some(Step::Moved { from, to })) => {
                from == *old
                    && to == visit
                    && (old.day, &old.organization) != (visit.day, &visit.organization)
                    && visit.sequence > old.sequence
            }
            (None, Some(Step::New { visit: new })) => keeps && new == visit,
            // Of a new calendar no step tells: its numbers go on where those of the visits made end.
            (None, None) => !keeps && goes_on(reading, visit),
            _ => false,
        };
        if !right {
            wrong.insert(&visit.member);
        }
    }
    for (key, visit) in &old {
        let there = calendar.visits.iter().any(|visit| (&visit.member, visit.number) == *key);
        let dropped = match told.remove(key) {
            Some(Step::Dropped { visit: gone }) => {
                let later = gone.sequence > visit.sequence && calendar.dropped.contains(gone);
                later && (gone.day, &gone.organization, gone.number) == (visit.day, &visit.organization, visit.number)
            }
            _ => false,
        };
        if there == dropped {
            wrong.insert(key.0);
        }
    }
    wrong.extend(told.keys().map(|key| key.0));
    let kept = reading.agenda.dropped.iter().filter(|visit| !calendar.dropped.contains(visit));
    wrong.extend(kept.map(|visit| &visit.member));
    faults.extend(wrong.into_iter().map(|member| Fault::Steps { member: member.clone() }));
}
