//! Which visit is which: a visit that is moved keeps its number, and each change is told.

use super::search::Chosen;
use crate::calendar::{Docket, Stage, Step, Visit};
use crate::id::{MemberId, OrganizationId};
use std::collections::{BTreeMap, BTreeSet};

/// The visits of a calendar and how they differ from those before.
pub(super) struct Made {
    pub(super) visits: Vec<Visit>,
    pub(super) dropped: Vec<Visit>,
    pub(super) steps: Vec<Step>,
}

/// Gives the chosen meetings to the visits of the calendar to keep: first to those that are there already, then to the moved ones in the order
/// of their days; what is left over is new, or dropped.
pub(super) fn visits(docket: &Docket<'_>, chosen: &Chosen) -> Made {
    let mut made = Made { visits: Vec::new(), dropped: docket.agenda.dropped.clone(), steps: Vec::new() };
    let mut old: BTreeMap<&MemberId, Vec<&Visit>> = BTreeMap::new();
    for visit in &docket.agenda.visits {
        old.entry(&visit.member).or_default().push(visit);
    }
    let mut new: BTreeMap<&MemberId, Vec<Visit>> = BTreeMap::new();
    for (index, duty) in docket.duties.iter().enumerate() {
        let mine = new.entry(duty.member).or_default();
        for visit in &duty.fixed {
            let choice = docket.choice(duty, visit).filter(|_| visit.stage != Stage::Made);
            let now = choice.and_then(|choice| proposed(docket, duty.member, choice.placed, choice.meeting));
            mine.push(now.unwrap_or_else(|| visit.clone()));
        }
        for &meeting in chosen.meetings.get(&index).into_iter().flatten() {
            let choice = duty.choices.iter().find(|choice| choice.meeting == meeting);
            mine.extend(choice.and_then(|choice| proposed(docket, duty.member, choice.placed, meeting)));
        }
    }
    let members: BTreeSet<&MemberId> = old.keys().chain(new.keys()).copied().collect();
    for member in members {
        let (old, new) = (old.remove(member).unwrap_or_default(), new.remove(member).unwrap_or_default());
        made.add(docket, member, old, new);
    }
    made.visits.sort();
    made.dropped.sort();
    if !docket.agenda.keeps() {
        made.steps.clear();
    }
    made
}

fn proposed(docket: &Docket<'_>, member: &MemberId, placed: &OrganizationId, meeting: usize) -> Option<Visit> {
    let meeting = docket.meetings.get(meeting)?;
    Some(Visit {
        day: meeting.day,
        organization: meeting.organization.clone(),
        member: member.clone(),
        placed: placed.clone(),
        place: meeting.place.clone(),
        number: 0,
        sequence: 0,
        part: docket.terms.part_of(meeting.day),
        last_notice: docket.terms.last_notice(meeting.day),
        stage: Stage::Proposed,
    })
}

impl Made {
    fn add(&mut self, docket: &Docket<'_>, member: &MemberId, old: Vec<&Visit>, mut new: Vec<Visit>) {
        let mut gone: Vec<&Visit> = Vec::new();
        for visit in &old {
            let same = |other: &&mut Visit| other.day == visit.day && other.organization == visit.organization;
            match new.iter_mut().find(same) {
                Some(found) => stay(visit, found, docket),
                None if visit.stage == Stage::Made => self.visits.push((*visit).clone()),
                None => gone.push(visit),
            }
        }
        gone.sort_by_key(|visit| (visit.day, visit.number));
        new.sort();
        let used = old.iter().copied().chain(docket.agenda.dropped.iter().filter(|visit| visit.member == *member));
        let mut next = used.map(|visit| visit.number).max().unwrap_or(0);
        let mut gone = gone.into_iter();
        let first = self.steps.len();
        for mut visit in new {
            if visit.number == 0 {
                if let Some(before) = gone.next() {
                    visit.number = before.number;
                    visit.sequence = before.sequence.saturating_add(1);
                    self.steps.push(Step::Moved { from: before.clone(), to: visit.clone() });
                } else {
                    next = next.saturating_add(1);
                    visit.number = next;
                    self.steps.push(Step::New { visit: visit.clone() });
                }
            }
            self.visits.push(visit);
        }
        for visit in gone {
            let visit = Visit { sequence: visit.sequence.saturating_add(1), ..visit.clone() };
            self.dropped.push(visit.clone());
            self.steps.push(Step::Dropped { visit });
        }
        if let Some(mine) = self.steps.get_mut(first..) {
            mine.sort_by_key(Step::number);
        }
    }
}

/// The visit is as it was; only what the meeting itself says may be new.
fn stay(before: &Visit, now: &mut Visit, docket: &Docket<'_>) {
    if before.stage == Stage::Made {
        return;
    }
    now.number = before.number;
    now.stage = before.stage;
    let elsewhere = now.place != before.place || now.placed != before.placed;
    now.sequence = before.sequence.saturating_add(u32::from(elsewhere));
    now.part = docket.terms.part_of(before.day);
    now.last_notice = docket.terms.last_notice(before.day);
}
