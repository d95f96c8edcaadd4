//! The register and the two reports of a year, brought together visit by visit.
//!
//! Both reports' claims are paired first, nearest first: same place and day; same place, days at most the window apart; same day at another
//! place; one of them without a date; both without. Then the register's attendances are paired with what came of that, in the same order.
//! What the register says therefore never changes how the reports agree, and one attendance more never makes a count smaller.

use super::docket::{Docket, of};
use super::note::{NotCounted, Note};
use super::pairing::{Stamp, Told, nearness, once, pair_reports};
use super::records::Ruling;
use super::register::Record;
use super::standing::{Window, standing};
use super::visit::{Agreement, Visit};
use crate::policy::Differing;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The visits of a member under one rule, and what does not count.
pub(super) fn visits(docket: &Docket<'_>, member: usize, window: &Window) -> (Vec<Visit>, Vec<Note>) {
    let mut notes = Vec::new();
    let (claimed, given) = claims(docket, member, window, &mut notes);
    let received = receptions(docket, member, window, &mut notes);
    let recorded = register(docket, member, window, &mut notes);
    let apart = i64::from(docket.law.readings.shift_window);
    let told = pair_reports(claimed, received, apart);
    let rulings = rulings(docket, member, window);
    let mut case = Case { docket, member, given, visits: Vec::new() };
    let (open, recorded) = case.close_ruled(told, recorded, &rulings);
    case.settle(open, recorded, apart);
    let mut visits = case.visits;
    visits.sort_by_key(|visit| {
        let day = |told: Option<(Record, Option<NaiveDate>)>| told.and_then(|told| told.1);
        let first = visit.recorded.map(|found| found.1).or(day(visit.claimed)).or(day(visit.received));
        (first.unwrap_or(NaiveDate::MAX), visit.organization.clone())
    });
    notes.sort();
    (visits, notes)
}

fn register(docket: &Docket<'_>, member: usize, window: &Window, notes: &mut Vec<Note>) -> Vec<Stamp> {
    let mut stamps = Vec::new();
    for &(record, attendance) in of(&docket.attendances, member) {
        let at = docket.organization(&attendance.organization);
        match standing(docket, member, at, attendance.on, window) {
            Ok(stands) => {
                note_standing(record, stands.assigned, stands.sub_cell, notes);
                stamps.extend(docket.group.get(at).map(|&place| Stamp {
                    day: Some(attendance.on),
                    place,
                    assigned: stands.assigned,
                    record,
                }));
            }
            Err(why) => notes.push(Note::NotCounted { record, on: Some(attendance.on), why }),
        }
    }
    once(stamps)
}

fn note_standing(record: Record, assigned: bool, sub_cell: bool, notes: &mut Vec<Note>) {
    if !assigned {
        notes.push(Note::AtRegistered { record });
    }
    if sub_cell {
        notes.push(Note::AtSubCell { record });
    }
}

/// The claims of the member's last report, and the day it was given.
fn claims(
    docket: &Docket<'_>,
    member: usize,
    window: &Window,
    notes: &mut Vec<Note>,
) -> (Vec<Stamp>, Option<NaiveDate>) {
    let reports = of(&docket.member_reports, member);
    let last = reports.iter().rev().find(|found| found.1.on >= docket.law.first);
    let Some(&(record, report)) = last else { return (Vec::new(), None) };
    let mut stamps = Vec::new();
    for claim in &report.claims {
        let line = Line { record, given: report.on, at: docket.organization(&claim.organization), on: claim.on };
        line.read(docket, member, window, claim.times, &mut stamps, notes);
    }
    (once(stamps), Some(report.on))
}

/// What the last reports of the organizations say of the member.
fn receptions(docket: &Docket<'_>, member: usize, window: &Window, notes: &mut Vec<Note>) -> Vec<Stamp> {
    let mut stamps = Vec::new();
    for received in of(&docket.received, member) {
        let line =
            Line { record: received.record, given: received.given, at: received.organization, on: received.line.on };
        line.read(docket, member, window, received.line.times, &mut stamps, notes);
    }
    once(stamps)
}

/// A line of a report.
struct Line {
    record: Record,
    given: NaiveDate,
    at: usize,
    on: Option<NaiveDate>,
}

impl Line {
    fn read(
        &self,
        docket: &Docket<'_>,
        member: usize,
        window: &Window,
        times: u32,
        stamps: &mut Vec<Stamp>,
        notes: &mut Vec<Note>,
    ) {
        let stands = match self.on {
            Some(day) if day > self.given => Err(NotCounted::AfterItsReport),
            Some(day) => standing(docket, member, self.at, day, window).map(|stands| stands.assigned),
            None => self.some_day(docket, member, window),
        };
        let Some(&place) = docket.group.get(self.at) else { return };
        match stands {
            Ok(assigned) => {
                let stamp = Stamp { day: self.on, place, assigned, record: self.record };
                stamps.extend((0..times).map(|_| stamp));
            }
            Err(why) => notes.push(Note::NotCounted { record: self.record, on: self.on, why }),
        }
    }

    /// A line without a date counts when some day up to the report would, and as assigned when one of those days is.
    fn some_day(&self, docket: &Docket<'_>, member: usize, window: &Window) -> Result<bool, NotCounted> {
        let last = docket.law.last.min(self.given);
        let days = docket.law.first.iter_days().take_while(|&day| day <= last);
        let mut found = Err(NotCounted::Elsewhere);
        for day in days {
            match (standing(docket, member, self.at, day, window), found) {
                (Ok(stands), Ok(assigned)) => found = Ok(assigned || stands.assigned),
                (Ok(stands), Err(_)) => found = Ok(stands.assigned),
                (Err(why), Err(_)) => found = Err(why),
                (Err(_), Ok(_)) => {}
            }
        }
        found
    }
}

/// The last ruling on each day and place; of two on one day the one that counts the visit.
type Ruled = BTreeMap<(NaiveDate, usize), (NaiveDate, bool, Record)>;

fn rulings(docket: &Docket<'_>, member: usize, window: &Window) -> Ruled {
    let mut last = Ruled::new();
    for &(record, ruling) in of(&docket.rulings, member) {
        let Ruling { on, visit, counts, .. } = *ruling;
        let in_force = window.force.0 <= visit && visit <= window.force.1;
        let Some(place) = docket.place_of(&ruling.organization).filter(|_| in_force) else { continue };
        let entry = last.entry((visit, place)).or_insert((on, counts, record));
        if (on, counts) > (entry.0, entry.1) {
            *entry = (on, counts, record);
        }
    }
    last
}

struct Case<'a, 'b> {
    docket: &'b Docket<'a>,
    member: usize,
    /// The day of the member's last report.
    given: Option<NaiveDate>,
    visits: Vec<Visit>,
}

impl Case<'_, '_> {
    /// Takes out what the Board has ruled on; the rest is left to the records.
    fn close_ruled(&mut self, told: Vec<Told>, recorded: Vec<Stamp>, ruled: &Ruled) -> (Vec<Told>, Vec<Stamp>) {
        let mut unused: Ruled = ruled.clone();
        let mut closed: BTreeSet<(NaiveDate, usize)> = ruled.keys().copied().collect();
        let mut open = Vec::new();
        for one in told {
            let hits: Vec<_> = ruled.iter().filter(|entry| one.has(entry.0.0, entry.0.1)).collect();
            for (key, _) in &hits {
                unused.remove(*key);
            }
            match hits.into_iter().map(|hit| *hit.1).max_by_key(|hit| (hit.0, hit.1)) {
                Some((_, counts, record)) => {
                    let found = recorded.iter().find(|stamp| stamp.day.is_some_and(|day| one.has(day, stamp.place)));
                    closed.extend(one.stamps().map(|stamp| stamp.order()));
                    self.add(&one, found.copied(), one.place(), counts, Some(record));
                }
                None => open.push(one),
            }
        }
        for (&(day, place), &(_, counts, record)) in &unused {
            let found = recorded.iter().find(|stamp| stamp.order() == (day, place)).copied();
            self.add(&Told::default(), found, place, counts, Some(record));
        }
        let free = recorded.into_iter().filter(|stamp| !closed.contains(&stamp.order())).collect();
        (open, free)
    }

    fn add(&mut self, told: &Told, found: Option<Stamp>, place: usize, counts: bool, ruling: Option<Record>) {
        let mut stamped = told.stamps().chain(found);
        let assigned = stamped.any(|stamp| stamp.assigned);
        let visit = self.visit(told, found, place, assigned);
        self.visits.extend(visit.map(|visit| Visit {
            agreement: Agreement::Ruled,
            certain: counts,
            possible: counts,
            ruling,
            ..visit
        }));
    }

    fn visit(&self, told: &Told, found: Option<Stamp>, place: usize, assigned: bool) -> Option<Visit> {
        Some(Visit {
            member: self.docket.members.get(self.member)?.id.clone(),
            organization: self.docket.organizations.get(place)?.id.clone(),
            recorded: found.and_then(|stamp| Some((stamp.record, stamp.day?))),
            claimed: told.claimed.map(|stamp| (stamp.record, stamp.day)),
            received: told.received.map(|stamp| (stamp.record, stamp.day)),
            agreement: Agreement::Recorded,
            certain: true,
            possible: true,
            assigned,
            ruling: None,
        })
    }

    /// Pairs the register with what the reports tell, and judges each visit.
    fn settle(&mut self, mut open: Vec<Told>, recorded: Vec<Stamp>, apart: i64) {
        open.sort_by_key(Told::order);
        let mut pairs = Vec::new();
        for (i, told) in open.iter().enumerate() {
            for (j, stamp) in recorded.iter().enumerate() {
                let near = told.stamps().filter_map(|one| nearness(&one, stamp, apart)).min();
                pairs.extend(near.map(|near| (near, stamp.order(), i, j)));
            }
        }
        pairs.sort_unstable();
        let mut free: Vec<Option<Stamp>> = recorded.into_iter().map(Some).collect();
        let mut found: Vec<Option<Stamp>> = vec![None; open.len()];
        for (_, _, i, j) in pairs {
            if let (Some(slot), Some(stamp)) = (found.get_mut(i), free.get_mut(j))
                && slot.is_none()
            {
                *slot = stamp.take();
            }
        }
        for (told, found) in open.iter().zip(found) {
            let assigned = told.stamps().chain(found).any(|stamp| stamp.assigned);
            if let Some(visit) = self.visit(told, found, told.place(), assigned) {
                let judged = self.judge_told(told, found, visit);
                self.visits.push(judged);
            }
        }
        for stamp in free.into_iter().flatten() {
            if let Some(visit) = self.visit(&Told::default(), Some(stamp), stamp.place, stamp.assigned) {
                let judged = self.judge_recorded(stamp, visit);
                self.visits.push(judged);
            }
        }
    }

    /// Whether a report given on a day could know of a visit.
    fn could_know(given: Option<NaiveDate>, visit: Option<NaiveDate>) -> bool {
        given.is_some_and(|given| visit.is_none_or(|visit| visit <= given))
    }

    /// Whether no report could know of an attendance, so that the register's word stands alone.
    fn stands_alone(&self, stamp: &Stamp) -> bool {
        let theirs = self.docket.spoke.get(stamp.place).copied().flatten();
        !Self::could_know(self.given, stamp.day) && !Self::could_know(theirs, stamp.day)
    }

    /// Where one report has a visit and the other could know of it and lacks it, the reading decides whose word holds. Not against the
    /// register: what it has besides is at least open, and certain where it stands alone.
    fn judge_told(&self, told: &Told, found: Option<Stamp>, mut visit: Visit) -> Visit {
        let reading = self.docket.law.readings.differing_reports;
        let alone = found.is_some_and(|stamp| self.stands_alone(&stamp));
        match (told.claimed, told.received) {
            (Some(claimed), Some(received)) => {
                visit.agreement = match nearness(&claimed, &received, i64::MAX) {
                    Some((0, _)) | None => Agreement::Matched,
                    Some((1, _)) => Agreement::DateShifted,
                    Some((2, _)) => Agreement::OtherPlace,
                    Some(_) => Agreement::Dateless,
                };
            }
            (Some(claimed), None) => {
                let given = self.docket.spoke.get(claimed.place).copied().flatten();
                let speaks = Self::could_know(given, claimed.day);
                visit.agreement = agreement(speaks, given, Agreement::OnlyMember);
                visit.certain = if speaks { alone || reading == Differing::Member } else { found.is_some() };
                visit.possible = !speaks || found.is_some() || reading != Differing::Organization;
            }
            (None, received) => {
                let day = received.and_then(|received| received.day);
                let speaks = Self::could_know(self.given, day);
                visit.agreement = agreement(speaks, self.given, Agreement::OnlyOrganization);
                visit.certain =
                    if speaks { alone || reading == Differing::Organization } else { day.is_some() || found.is_some() };
                visit.possible = !speaks || found.is_some() || reading != Differing::Member;
            }
        }
        visit
    }

    fn judge_recorded(&self, stamp: Stamp, mut visit: Visit) -> Visit {
        let theirs = self.docket.spoke.get(stamp.place).copied().flatten();
        if !self.stands_alone(&stamp) {
            visit.agreement = Agreement::OnlyRegister;
            visit.certain = false;
        } else if self.given.is_some() && theirs.is_some() {
            visit.agreement = Agreement::AfterCutOff;
        }
        visit
    }
}

/// The agreement of a visit that one report has and the other has not.
const fn agreement(speaks: bool, given: Option<NaiveDate>, only: Agreement) -> Agreement {
    match (speaks, given) {
        (true, _) => only,
        (false, Some(_)) => Agreement::AfterCutOff,
        (false, None) => Agreement::Awaited,
    }
}

/// The days of a visit, as anybody has them.
pub(super) fn days(visit: &Visit) -> impl Iterator<Item = NaiveDate> {
    let told = visit.claimed.and_then(|told| told.1).into_iter().chain(visit.received.and_then(|told| told.1));
    visit.recorded.map(|found| found.1).into_iter().chain(told)
}
