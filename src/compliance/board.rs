//! What the Board and the committees below owe: picks told, the table sent, the yearly announcement, plans below, changes on paper.

use super::docket::{Docket, of};
use super::finding::{DayOf, Finding, Party, Verdict};
use super::law::Due;
use super::note::Note;
use super::records::{Committee, Delivery, Move, Recipient};
use super::register::Record;
use super::registering::is_entrant;
use super::standing::service;
use crate::id::{BodyId, OrganizationId};
use crate::policy::{Kind, Obligation, Rule};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// II.2-1' and its deadline, toward a member the Board picks for.
pub(super) fn picks(docket: &Docket<'_>, member: usize) -> Vec<Finding> {
    let law = &docket.law;
    let Some(person) = docket.members.get(member) else { return Vec::new() };
    let picking = law.opening(|says| match says {
        Kind::BoardPicks { bodies } => Some(bodies),
        _ => None,
    });
    let Some((rule, _)) = picking.filter(|found| found.1.contains(&person.body)) else { return Vec::new() };
    let spans = service(docket, member);
    let deadline = law.deadline(Obligation::BoardPicks);
    let due = deadline.and_then(|found| found.1);
    let told = Told::new(docket, member);
    let toward = |rule: &Rule, verdict| {
        let finding = Finding::new(&rule.id, Party::Board, verdict).toward(Party::Member(person.id.clone()));
        finding.records(told.records.iter().copied())
    };
    let wishes = of(&docket.registrations, member).iter();
    let wishes = wishes.map(|found| Note::RegistrationOfPicked { organization: found.1.organization.clone() });
    let eve = crate::day::minus(law.first, 1);
    let entrant = is_entrant(docket, member);
    let number = |good: NaiveDate| {
        if spans.is_empty() {
            Verdict::NotApplicable
        } else if told.placed && told.lacking.is_empty() {
            Verdict::Met
        } else if docket.as_of <= good {
            Verdict::NotYetDue
        } else if told.placed && !entrant {
            Verdict::Violated
        } else {
            Verdict::NeedsRuling
        }
    };
    let (good, other) = due.map_or((eve, eve), |due| (due.good, due.other));
    let lacking = told.lacking.iter().map(|organization| Note::NotNotified { organization: organization.clone() });
    let finding = toward(rule, number(good)).or(number(other)).notes(lacking).notes(wishes.collect::<Vec<_>>());
    let mut findings = vec![finding.notes((!told.placed).then_some(Note::Places { found: 0, asked: 1 }))];
    if let Some((rule, due)) = deadline {
        findings.push(match due.filter(|_| told.placed && !spans.is_empty()) {
            None => toward(rule, Verdict::NotApplicable),
            Some(due) => told.punctual(docket, toward(rule, Verdict::Met), due, entrant),
        });
    }
    findings
}

/// What the Board told a member it picks for.
struct Told {
    records: Vec<Record>,
    /// Places of the table the member was not told of.
    lacking: Vec<OrganizationId>,
    /// The day the last of the places was first told of.
    last: Option<NaiveDate>,
    placed: bool,
}

impl Told {
    fn new(docket: &Docket<'_>, member: usize) -> Self {
        let picks = of(&docket.picks, member);
        let placed = of(&docket.placed, member);
        let mut told = Self { records: Vec::new(), lacking: Vec::new(), last: None, placed: !placed.is_empty() };
        for place in placed.iter().filter_map(|&at| docket.organizations.get(at)) {
            let first = picks.iter().filter(|found| found.1.organization == place.id).map(|found| found.1.on).min();
            match first {
                Some(on) => told.last = told.last.max(Some(on)),
                None => told.lacking.push(place.id.clone()),
            }
        }
        let wishes = of(&docket.registrations, member).iter().map(|found| found.0);
        let services = of(&docket.services, member).iter().map(|found| found.0);
        told.records = picks.iter().map(|found| found.0).chain(wishes).chain(services).collect();
        told
    }

    fn punctual(&self, docket: &Docket<'_>, finding: Finding, due: Due, entrant: bool) -> Finding {
        let done = self.last.filter(|_| self.lacking.is_empty());
        let verdict = |good| match in_time(docket, done, good) {
            Verdict::Violated if entrant => Verdict::NeedsRuling,
            verdict => verdict,
        };
        let mut finding = Finding { verdict: verdict(due.good), ..finding }.or(verdict(due.other));
        finding.days.push((DayOf::LastGood, due.good));
        finding.days.extend(done.map(|on| (DayOf::Done, on)));
        finding
    }
}

fn in_time(docket: &Docket<'_>, done: Option<NaiveDate>, good: NaiveDate) -> Verdict {
    match done {
        Some(on) if on <= good => Verdict::Met,
        None if docket.as_of <= good => Verdict::NotYetDue,
        Some(_) | None => Verdict::Violated,
    }
}

/// II.2-2: the table is sent to each member and told to each committee and organization concerned.
pub(super) fn table(docket: &Docket<'_>) -> Vec<Finding> {
    let Some((rule, due)) = docket.law.deadline(Obligation::Table) else { return Vec::new() };
    let Some(due) = due else { return vec![Finding::new(&rule.id, Party::Board, Verdict::NotApplicable)] };
    let sent = deliveries(docket);
    let mut findings = Vec::new();
    let mut organizations = BTreeSet::new();
    for (member, places) in docket.placed.iter().enumerate().filter(|found| !found.1.is_empty()) {
        if let Some(person) = docket.members.get(member) {
            let party = Party::Member(person.id.clone());
            findings.push(delivered(docket, rule, due, &sent, party, &Recipient::Member(person.id.clone())));
        }
        organizations.extend(places.iter().copied());
    }
    for organization in organizations.iter().filter_map(|&at| docket.organizations.get(at)) {
        let party = Party::Organization(organization.id.clone());
        let to = Recipient::Organization(organization.id.clone());
        findings.push(delivered(docket, rule, due, &sent, party, &to));
    }
    for committee in &docket.year.committees {
        let concerned = |area| {
            organizations.iter().filter_map(|&at| docket.organizations.get(at)).any(|o| docket.lies_in(&o.area, area))
        };
        if committee.area.as_ref().is_some_and(concerned) {
            let party = Party::Committee(committee.id.clone());
            let to = Recipient::Committee(committee.id.clone());
            let finding = delivered(docket, rule, due, &sent, party, &to);
            findings.push(without_body(docket, finding, &committee.body, due.good));
        }
    }
    findings
}

type Sent<'a> = BTreeMap<&'a Recipient, Vec<(Record, &'a Delivery)>>;

fn deliveries<'a>(docket: &Docket<'a>) -> Sent<'a> {
    let mut sent = Sent::new();
    for &(record, delivery) in &docket.deliveries {
        sent.entry(&delivery.to).or_default().push((record, delivery));
    }
    sent
}

fn delivered(docket: &Docket<'_>, rule: &Rule, due: Due, sent: &Sent<'_>, party: Party, to: &Recipient) -> Finding {
    let found = sent.get(to).map_or(&[][..], Vec::as_slice);
    let done = found.iter().map(|found| found.1.on).min();
    let verdict = |good| in_time(docket, done, good);
    let finding = Finding::new(&rule.id, Party::Board, verdict(due.good)).or(verdict(due.other)).toward(party);
    let mut finding = finding.day(DayOf::LastGood, due.good).records(found.iter().map(|found| found.0));
    finding.days.extend(done.map(|on| (DayOf::Done, on)));
    finding
}

/// What a body that is no more did not do needs a ruling: nobody is left to do it, and the plan does not say who should.
fn without_body(docket: &Docket<'_>, mut finding: Finding, body: &BodyId, due: NaiveDate) -> Finding {
    let Some((rule, successors)) = docket.law.abolished(body, due) else { return finding };
    finding.notes.push(Note::ActorAbolished { body: body.clone(), on: rule.from, successors: successors.to_vec() });
    if finding.verdict != Verdict::Met {
        finding.verdict = Verdict::NeedsRuling;
        finding.other_reading = None;
    }
    finding
}

/// II.5-3a: the assignment is announced every year.
pub(super) fn announcement(docket: &Docket<'_>) -> Option<Finding> {
    let (rule, ()) = docket.law.opening(|says| matches!(says, Kind::Announcement).then_some(()))?;
    let done = docket.announcements.iter().map(|found| found.1.on).min();
    let verdict = in_time(docket, done, docket.law.last);
    let finding = Finding::new(&rule.id, Party::Board, verdict).day(DayOf::LastGood, docket.law.last);
    let mut finding = finding.records(docket.announcements.iter().map(|found| found.0));
    finding.days.extend(done.map(|on| (DayOf::Done, on)));
    Some(finding)
}

/// II.5-2a: each committee below makes its plan; the plan of the province names no date.
pub(super) fn lower_plans(docket: &Docket<'_>) -> Vec<Finding> {
    let rules = docket.law.all(|says| match says {
        Kind::LowerPlan { by } => Some(by),
        _ => None,
    });
    let mut findings = Vec::new();
    for (rule, by) in rules {
        let owing: Vec<&Committee> =
            docket.year.committees.iter().filter(|found| by.is_empty() || by.contains(&found.body)).collect();
        if owing.is_empty() {
            let finding = Finding::new(&rule.id, Party::Board, Verdict::MissingEvidence);
            findings.push(finding.note(Note::NoCommittee));
        }
        for committee in owing {
            let made = docket.lower_plans.iter().filter(|found| found.1.committee == committee.id);
            let records: Vec<Record> = made.map(|found| found.0).collect();
            let verdict = if records.is_empty() { Verdict::MissingEvidence } else { Verdict::Met };
            let finding = Finding::new(&rule.id, Party::Committee(committee.id.clone()), verdict).records(records);
            findings.push(without_body(docket, finding, &committee.body, docket.law.last));
        }
    }
    findings.sort_by(|a, b| (&a.rule, &a.about).cmp(&(&b.rule, &b.about)));
    findings
}

/// The closing paragraph of II.5: a change of the table rests on a written request and a decision.
pub(super) fn changes(docket: &Docket<'_>, member: usize) -> Vec<Finding> {
    let Some(person) = docket.members.get(member) else { return Vec::new() };
    let moves = of(&docket.moves, member).iter();
    let judged = moves.filter_map(|&(record, change)| {
        let (rule, ()) = docket.law.on(change.on, |says| matches!(says, Kind::WrittenChange).then_some(()))?;
        let (verdict, after) = paper(docket, change);
        let finding = Finding::new(&rule.id, Party::Board, verdict).toward(Party::Member(person.id.clone()));
        Some(finding.day(DayOf::Done, change.on).records([record]).notes(after.then_some(Note::PaperAfterChange)))
    });
    judged.collect()
}

/// How well a change is on paper, by what the day of the audit sees, and whether a paper is later than the change.
fn paper(docket: &Docket<'_>, change: &Move) -> (Verdict, bool) {
    let seen = |paper: Option<NaiveDate>| paper.filter(|&on| on <= docket.as_of);
    let papers = [seen(change.requested), seen(change.decided)];
    let verdict = match papers {
        [Some(_), Some(_)] => Verdict::Met,
        [None, None] => Verdict::Violated,
        _ => Verdict::MissingEvidence,
    };
    (verdict, papers.iter().flatten().any(|&on| on > change.on))
}
