//! II.4-1 and II.3-8: notice of meetings is the organization's duty; arranging the visit stays the member's.

use super::docket::{Docket, of};
use super::finding::{DayOf, Finding, Party, Verdict};
use super::note::Note;
use super::records::MeetingNotice;
use super::register::Record;
use super::standing::{assigned_on, within};
use crate::policy::{Kind, Rule};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What is on record of one meeting of one organization.
#[derive(Default)]
struct Held<'a> {
    notices: Vec<(Record, &'a MeetingNotice)>,
    /// Attendances of members placed there: the record, and whether the meeting was a regular one.
    attended: Vec<(Record, Option<bool>)>,
}

/// Who is placed at an organization at some time of the year.
pub(super) struct Hosts {
    /// Members by organization, each sorted.
    pub(super) members: BTreeMap<usize, Vec<usize>>,
}

impl Hosts {
    pub(super) fn new(docket: &Docket<'_>) -> Self {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for member in 0..docket.members.len() {
            let moved = of(&docket.moves, member).iter().filter_map(|found| found.1.to.as_ref());
            let moved = moved.map(|id| docket.organization(id));
            for place in of(&docket.placed, member).iter().copied().chain(moved) {
                members.entry(place).or_default().push(member);
            }
        }
        members.values_mut().for_each(|list| list.dedup());
        Self { members }
    }
}

/// II.4-1 for an organization where someone is placed: one finding for each meeting on record.
pub(super) fn clause(docket: &Docket<'_>, organization: usize, members: &[usize]) -> Vec<Finding> {
    let Some(host) = docket.organizations.get(organization) else { return Vec::new() };
    let party = || Party::Organization(host.id.clone());
    let held = held(docket, organization, members);
    let mut findings: Vec<Finding> = Vec::new();
    for (&meeting, held) in &held {
        let Some((rule, days)) = docket.law.notice(meeting) else { continue };
        let (verdict, given) = held.judge(docket, meeting, days);
        let placed: Vec<usize> =
            members.iter().copied().filter(|&member| is_placed(docket, member, organization, meeting)).collect();
        if placed.is_empty() {
            continue;
        }
        let unnoticed = held.attended.iter().map(|found| Note::Unnoticed { record: found.0 });
        let unnoticed: Vec<Note> = if given.is_none() { unnoticed.collect() } else { Vec::new() };
        let notices = held.notices.iter().map(|found| found.0);
        let mut finding = Finding::new(&rule.id, party(), verdict)
            .day(DayOf::Meeting, meeting)
            .day(DayOf::LastGood, docket.law.last_notice(meeting))
            .records(notices.chain(held.attended.iter().map(|found| found.0)))
            .records(placing(docket, &placed))
            .notes(unnoticed);
        finding.days.extend(given.map(|given| (DayOf::Done, given)));
        findings.push(finding);
    }
    let rule = docket.law.opening(|says| matches!(says, Kind::Notice { .. }).then_some(()));
    if let Some((rule, ())) = rule.filter(|_| findings.is_empty()) {
        findings.push(nothing_on_record(docket, rule, party()).records(placing(docket, members)));
    }
    findings
}

fn nothing_on_record(docket: &Docket<'_>, rule: &Rule, party: Party) -> Finding {
    let over = docket.as_of > docket.law.last;
    Finding::new(&rule.id, party, if over { Verdict::MissingEvidence } else { Verdict::NotYetDue })
}

/// The changes, services and mergers by which members are placed somewhere.
fn placing(docket: &Docket<'_>, members: &[usize]) -> Vec<Record> {
    let moves = members.iter().flat_map(|&member| of(&docket.moves, member).iter().map(|found| found.0));
    moves.chain(docket.successions.iter().map(|found| found.0)).collect()
}

fn is_placed(docket: &Docket<'_>, member: usize, organization: usize, day: NaiveDate) -> bool {
    let places = assigned_on(docket, member, day);
    places.iter().any(|&place| docket.is_same(place, organization, day))
}

/// The organization's meetings of the year, by day; a notice of a meeting that was moved away is not judged.
fn held<'a>(docket: &Docket<'a>, organization: usize, members: &[usize]) -> BTreeMap<NaiveDate, Held<'a>> {
    let mut held: BTreeMap<NaiveDate, Held<'a>> = BTreeMap::new();
    let Some(&place) = docket.group.get(organization) else { return held };
    let ours = |id, day| docket.is_same(docket.organization(id), organization, day);
    let in_year = (docket.law.first, docket.law.last);
    let notices = of(&docket.notices, place);
    for &(record, notice) in notices {
        let here = within(&[in_year], notice.meeting) && ours(&notice.organization, notice.meeting);
        if here && !docket.is_moved(place, &notice.organization, notice.meeting) {
            held.entry(notice.meeting).or_default().notices.push((record, notice));
        }
    }
    for &(record, attendance) in of(&docket.attended, place) {
        let member = docket.member(&attendance.member);
        let here = within(&[in_year], attendance.on) && ours(&attendance.organization, attendance.on);
        if here && members.contains(&member) && is_placed(docket, member, organization, attendance.on) {
            held.entry(attendance.on).or_default().attended.push((record, attendance.regular));
        }
    }
    held
}

impl Held<'_> {
    /// The verdict, and the day of the first notice. Notice is owed of regular meetings only; of a meeting nobody was told of, the register
    /// says whether it was one.
    fn judge(&self, docket: &Docket<'_>, meeting: NaiveDate, days: u32) -> (Verdict, Option<NaiveDate>) {
        let first = self.notices.iter().map(|found| found.1.on).min();
        let regular = self.notices.iter().any(|found| found.1.regular);
        match first {
            Some(_) if !regular => (Verdict::NotApplicable, first),
            Some(given) if docket.law.in_time(given, meeting, days) => (Verdict::Met, first),
            Some(_) => (Verdict::Violated, first),
            None if self.attended.iter().any(|found| found.1 == Some(true)) => (Verdict::Violated, None),
            None if self.attended.iter().any(|found| found.1.is_none()) => (Verdict::MissingEvidence, None),
            None => (Verdict::NotApplicable, None),
        }
    }
}

/// II.3-8: the duty of arranging the visit stays with the member; what the organizations failed to tell mitigates.
pub(super) fn initiative(docket: &Docket<'_>, member: usize, visits: &[Finding]) -> Option<Finding> {
    let (rule, ()) = docket.law.opening(|says| matches!(says, Kind::OwnInitiative).then_some(()))?;
    let party = Party::Member(docket.members.get(member)?.id.clone());
    let worst =
        visits.iter().map(|finding| finding.verdict).filter_map(|verdict| Some((verdict.state()?, verdict))).min();
    let mut notes = Vec::new();
    let mut records = Vec::new();
    let day = docket.as_of.min(docket.law.last);
    for at in assigned_on(docket, member, day) {
        let (Some(organization), Some(&place)) = (docket.organizations.get(at), docket.group.get(at)) else { continue };
        let ours = of(&docket.notices, place).iter().filter(|found| {
            let at_place = docket.is_same(docket.organization(&found.1.organization), at, found.1.meeting);
            at_place && found.1.regular && within(&[(docket.law.first, docket.law.last)], found.1.meeting)
        });
        let ours: Vec<&(Record, &MeetingNotice)> = ours.collect();
        let good = |notice: &MeetingNotice| {
            let owed = docket.law.notice(notice.meeting).map_or(0, |found| found.1);
            docket.law.in_time(notice.on, notice.meeting, owed)
        };
        let timely = ours.iter().filter(|found| good(found.1)).count();
        records.extend(ours.iter().map(|found| found.0));
        let (in_time, late) = (u32::try_from(timely), u32::try_from(ours.len() - timely));
        let (in_time, late) = (in_time.unwrap_or(u32::MAX), late.unwrap_or(u32::MAX));
        if in_time == 0 || late > 0 {
            notes.push(Note::NoticeLacking { organization: organization.id.clone(), in_time, late });
        }
    }
    let mitigated = !notes.is_empty();
    let verdict = match worst.map(|worst| worst.1) {
        None => Verdict::NotApplicable,
        Some(Verdict::Met) => Verdict::Met,
        Some(Verdict::Violated | Verdict::Impossible) if mitigated => Verdict::NeedsRuling,
        Some(Verdict::Violated | Verdict::Impossible) => Verdict::MissingEvidence,
        Some(open @ (Verdict::Disputed | Verdict::NeedsRuling)) => open,
        Some(_) => Verdict::NotYetDue,
    };
    let shown = matches!(verdict, Verdict::NeedsRuling);
    let cited = visits.iter().flat_map(|finding| finding.records.iter().copied()).chain(records);
    let mut cited: Vec<Record> = cited.collect();
    cited.sort_unstable();
    cited.dedup();
    Some(Finding::new(&rule.id, party, verdict).records(cited).notes(if shown { notes } else { Vec::new() }))
}
