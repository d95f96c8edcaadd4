//! II.2-1: how many organizations a member registers, by when, not the member's own, and in the areas the member is in charge of.

use super::docket::{Docket, of};
use super::finding::{DayOf, Finding, Party, Verdict};
use super::law::Due;
use super::note::{Note, Standing};
use super::records::Turn;
use super::register::Record;
use super::standing::{assigned_on, is_own, service, within};
use crate::id::OrganizationId;
use crate::policy::{Counted, Kind, LocalityExtent, LocalityReading, Obligation, Rule, Source};
use crate::roster::Registration;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// A member who registers, and what is registered.
struct Wishes<'a, 'b> {
    party: Party,
    rule: &'a Rule,
    min: u32,
    max: u32,
    list: &'b [(Record, &'a Registration)],
    waived: bool,
    services: Vec<Record>,
    /// The deadline that binds registrations, the rule it stands in, and whether it is inferred.
    deadline: Option<(&'a Rule, Option<Due>, bool)>,
    /// Whether the member joined within the records: what was due before may not have been possible, so a lack needs a ruling.
    entrant: bool,
    ever_bound: bool,
}

/// The findings on a member's registrations: how many, and by when.
pub(super) fn clause(docket: &Docket<'_>, member: usize) -> Vec<Finding> {
    let Some(wishes) = wishes(docket, member) else { return picked(docket, member) };
    let mut findings = vec![wishes.number(docket)];
    findings.extend(wishes.punctuality(docket));
    findings
}

fn wishes<'a, 'b>(docket: &'b Docket<'a>, member: usize) -> Option<Wishes<'a, 'b>> {
    let law = &docket.law;
    let person = docket.members.get(member)?;
    if law.picks_for(&person.body) {
        return None;
    }
    let (rule, (min, max)) = law.opening(|says| match says {
        Kind::Registration { min, max } => Some((*min, *max)),
        _ => None,
    })?;
    let deadline = deadline(docket);
    Some(Wishes {
        party: Party::Member(person.id.clone()),
        rule,
        min,
        max,
        list: of(&docket.registrations, member),
        waived: docket.year.roster.waivers.iter().any(|waiver| waiver.member == person.id),
        services: of(&docket.services, member).iter().map(|found| found.0).collect(),
        deadline,
        entrant: is_entrant(docket, member),
        ever_bound: !service(docket, member).is_empty(),
    })
}

/// Whether a member joined the committee within the records.
pub(super) fn is_entrant(docket: &Docket<'_>, member: usize) -> bool {
    of(&docket.services, member).iter().any(|found| found.1.turn == Turn::Entered)
}

/// The deadline of registrations: a rule of its own, or by inference the one of the Board's picks.
fn deadline<'a>(docket: &Docket<'a>) -> Option<(&'a Rule, Option<Due>, bool)> {
    let own =
        docket.law.deadline(Obligation::Registrations).map(|(rule, due)| (rule, due, rule.source != Source::Plan));
    let inferred = || docket.law.deadline(Obligation::BoardPicks).map(|(rule, due)| (rule, due, true));
    let found = own.or_else(inferred)?;
    (!found.2 || docket.law.readings.registration_deadline == Counted::Yes).then_some(found)
}

impl Wishes<'_, '_> {
    fn distinct(&self) -> u32 {
        let places: BTreeSet<&OrganizationId> = self.list.iter().map(|found| &found.1.organization).collect();
        u32::try_from(places.len()).unwrap_or(u32::MAX)
    }

    /// The last day on which the number can still be mended: the deadline's, or the day before the year.
    fn last_day(&self, docket: &Docket<'_>) -> (NaiveDate, NaiveDate) {
        let eve = crate::day::minus(docket.law.first, 1);
        if let Some(due) = self.deadline.and_then(|found| found.1) {
            return (due.good, due.other);
        }
        // Where the deadline does not bind registrations, it is no reason to call them due before it.
        let later = docket.law.deadline(Obligation::BoardPicks).and_then(|found| found.1);
        later.map_or((eve, eve), |due| (due.good.max(eve), due.other.max(eve)))
    }

    /// II.2-1a.
    fn number(&self, docket: &Docket<'_>) -> Finding {
        let found = self.distinct();
        let verdict = |good: NaiveDate| {
            if !self.ever_bound {
                Verdict::NotApplicable
            } else if (self.min..=self.max).contains(&found) || self.waived {
                Verdict::Met
            } else if docket.as_of <= good {
                if found < self.min { Verdict::NotYetDue } else { Verdict::AtRisk }
            } else if self.entrant {
                Verdict::NeedsRuling
            } else {
                Verdict::Violated
            }
        };
        let (good, other) = self.last_day(docket);
        let finding = Finding::new(&self.rule.id, self.party.clone(), verdict(good)).or(verdict(other));
        let outside = !(self.min..=self.max).contains(&found);
        let waived = (self.waived && outside).then_some(Note::Waived);
        finding.day(DayOf::LastGood, good).records(self.records()).notes(self.twice()).notes(waived)
    }

    fn records(&self) -> Vec<Record> {
        self.list.iter().map(|found| found.0).chain(self.services.iter().copied()).collect()
    }

    fn twice(&self) -> Vec<Note> {
        let mut times: BTreeMap<&OrganizationId, u32> = BTreeMap::new();
        self.list.iter().for_each(|found| *times.entry(&found.1.organization).or_default() += 1);
        let twice = times.into_iter().filter(|place| place.1 > 1);
        twice.map(|place| Note::RegisteredTwice { organization: place.0.clone() }).collect()
    }

    /// The day on which the number asked for was reached; a registration without a day may have come in time or not.
    fn punctuality(&self, docket: &Docket<'_>) -> Option<Finding> {
        let (rule, due, inferred) = self.deadline?;
        let need = if self.waived { self.min.min(self.distinct()) } else { self.min };
        let count = |keep: &dyn Fn(Option<NaiveDate>) -> bool| {
            let kept = self.list.iter().filter(|found| keep(found.1.on)).map(|found| &found.1.organization);
            u32::try_from(kept.collect::<BTreeSet<_>>().len()).unwrap_or(u32::MAX)
        };
        let verdict = |good: NaiveDate| {
            let dated = count(&|on| on.is_some_and(|on| on <= good));
            let perhaps = count(&|on| on.is_none_or(|on| on <= good));
            if dated >= need {
                Verdict::Met
            } else if perhaps >= need {
                Verdict::MissingEvidence
            } else if docket.as_of <= good {
                Verdict::NotYetDue
            } else if self.entrant {
                Verdict::NeedsRuling
            } else {
                Verdict::Violated
            }
        };
        let Some(due) = due.filter(|_| self.ever_bound) else {
            let finding = Finding::new(&rule.id, self.party.clone(), Verdict::NotApplicable);
            return Some(finding.records(self.services.iter().copied()));
        };
        let undated =
            self.list.iter().filter(|found| found.1.on.is_none()).map(|found| Note::Undated { record: found.0 });
        let finding = Finding::new(&rule.id, self.party.clone(), verdict(due.good)).or(verdict(due.other));
        let finding = finding.day(DayOf::LastGood, due.good).records(self.records()).notes(undated.collect::<Vec<_>>());
        Some(finding.notes(inferred.then_some(Note::Inferred)))
    }
}

/// A member the Board picks for owes no registration; one that was made is worth knowing.
fn picked(docket: &Docket<'_>, member: usize) -> Vec<Finding> {
    let Some(person) = docket.members.get(member) else { return Vec::new() };
    let registering = docket.law.opening(|says| matches!(says, Kind::Registration { .. }).then_some(()));
    let Some((rule, ())) = registering.filter(|_| docket.law.picks_for(&person.body)) else { return Vec::new() };
    let list = of(&docket.registrations, member);
    let notes = list.iter().map(|found| Note::RegistrationOfPicked { organization: found.1.organization.clone() });
    let finding = Finding::new(&rule.id, Party::Member(person.id.clone()), Verdict::NotApplicable);
    vec![finding.records(list.iter().map(|found| found.0)).notes(notes.collect::<Vec<_>>())]
}

/// II.2-1b: the member's own organization is neither registered nor in the table, and a visit there does not count.
pub(super) fn own(docket: &Docket<'_>, member: usize) -> Option<Finding> {
    let (rule, ()) = docket.law.opening(|says| matches!(says, Kind::OwnOrganization).then_some(()))?;
    let person = docket.members.get(member)?;
    let mut records = Vec::new();
    let mut notes = Vec::new();
    let mut verdict = if service(docket, member).is_empty() { Verdict::NotApplicable } else { Verdict::Met };
    let mut look = |organization: &OrganizationId, standing: Standing, record: Option<Record>, day: NaiveDate| {
        records.extend(record);
        if is_own(docket, member, docket.organization(organization), day) {
            notes.push(Note::OwnOrganization { organization: organization.clone(), standing });
            if standing != Standing::Visited && verdict == Verdict::Met {
                verdict = Verdict::Violated;
            }
        }
    };
    let first = docket.law.first;
    for &(record, wish) in of(&docket.registrations, member) {
        look(&wish.organization, Standing::Registered, Some(record), wish.on.unwrap_or(first));
    }
    for &at in of(&docket.placed, member) {
        if let Some(organization) = docket.organizations.get(at) {
            look(&organization.id, Standing::Assigned, None, first);
        }
    }
    for &(record, change) in of(&docket.moves, member) {
        if let Some(to) = &change.to {
            look(to, Standing::Assigned, Some(record), change.on);
        }
    }
    for &(record, attendance) in of(&docket.attendances, member) {
        look(&attendance.organization, Standing::Visited, Some(record), attendance.on);
    }
    records.extend(of(&docket.services, member).iter().map(|found| found.0));
    records.extend(docket.successions.iter().map(|found| found.0));
    notes.sort();
    notes.dedup();
    Some(Finding::new(&rule.id, Party::Member(person.id.clone()), verdict).records(records).notes(notes))
}

/// II.2-1d: organizations where the member is in charge.
pub(super) fn locality(docket: &Docket<'_>, member: usize) -> Option<Finding> {
    let (rule, ()) = docket.law.opening(|says| matches!(says, Kind::Locality).then_some(()))?;
    let person = docket.members.get(member)?;
    let reading = docket.law.readings.locality;
    let services: Vec<Record> = of(&docket.services, member).iter().map(|found| found.0).collect();
    let finding = |verdict| Finding::new(&rule.id, Party::Member(person.id.clone()), verdict).records(services.clone());
    if person.scope.is_empty() || reading == LocalityReading::Off || service(docket, member).is_empty() {
        return Some(finding(Verdict::NotApplicable));
    }
    let mut records = Vec::new();
    let mut outside: BTreeMap<&OrganizationId, bool> = BTreeMap::new();
    let mut inside = false;
    for (organization, record) in chosen(docket, member) {
        records.extend(record);
        if is_inside(docket, member, organization) {
            inside = true;
        } else {
            let (reasoned, by) = reason(docket, member, organization);
            records.extend(by);
            outside.insert(&organization.id, reasoned);
        }
    }
    let reasoned = outside.values().all(|&reason| reason);
    let enough = docket.law.readings.locality_extent == LocalityExtent::One && inside;
    let verdict = if outside.is_empty() || enough {
        Verdict::Met
    } else if reading == LocalityReading::Hard {
        Verdict::Violated
    } else if reasoned {
        Verdict::Met
    } else {
        Verdict::NeedsRuling
    };
    let notes = outside.into_iter().map(|(id, reason)| Note::OutsideArea { organization: id.clone(), reason });
    Some(finding(verdict).records(records).notes(notes.collect::<Vec<_>>()))
}

type Chosen<'a> = (&'a crate::roster::Organization, Option<Record>);

/// What a member registered and where the table sends the member, each once; for a member the Board picks for, the table alone.
fn chosen<'a>(docket: &Docket<'a>, member: usize) -> Vec<Chosen<'a>> {
    let at = |id: &OrganizationId| docket.organizations.get(docket.organization(id)).copied();
    let picked = docket.members.get(member).is_some_and(|person| docket.law.picks_for(&person.body));
    let mut chosen: Vec<Chosen<'a>> = Vec::new();
    let wishes = if picked { &[] } else { of(&docket.registrations, member) };
    chosen.extend(wishes.iter().filter_map(|found| Some((at(&found.1.organization)?, Some(found.0)))));
    chosen.extend(of(&docket.placed, member).iter().filter_map(|&at| Some((*docket.organizations.get(at)?, None))));
    let moves = of(&docket.moves, member).iter();
    chosen.extend(moves.filter_map(|found| Some((at(found.1.to.as_ref()?)?, Some(found.0)))));
    chosen
}

fn is_inside(docket: &Docket<'_>, member: usize, organization: &crate::roster::Organization) -> bool {
    let at = docket.organizations.get(docket.organization(&organization.id));
    let scope = docket.members.get(member).map_or(&[][..], |person| &person.scope);
    at.is_some_and(|here| scope.iter().any(|area| docket.lies_in(&here.area, area)))
}

/// Whether a reason is on record for going outside: one given, or the Board's decision by name.
fn reason(docket: &Docket<'_>, member: usize, organization: &crate::roster::Organization) -> (bool, Vec<Record>) {
    let given = of(&docket.reasons, member).iter().filter(|found| found.1.organization == organization.id);
    let records: Vec<Record> = given.filter(|found| !found.1.reason.trim().is_empty()).map(|found| found.0).collect();
    let person = docket.members.get(member).map(|person| &person.id);
    let designated = docket.year.roster.designations.iter();
    let designated = designated.filter(|d| Some(&d.member) == person).any(|d| d.organization == organization.id);
    (designated || !records.is_empty(), records)
}

/// The places of a member in the table, counted against what the policy asks for.
pub(super) fn places(docket: &Docket<'_>, member: usize) -> Vec<Finding> {
    let law = &docket.law;
    let Some(person) = docket.members.get(member) else { return Vec::new() };
    let asked = law.opening(|says| match says {
        Kind::Places { each } => Some(*each),
        _ => None,
    });
    let spans = service(docket, member);
    let day = docket.as_of.min(law.last).max(law.first);
    let bound = within(&spans, day);
    let found = u32::try_from(assigned_on(docket, member, day).len()).unwrap_or(u32::MAX);
    let moves = of(&docket.moves, member).iter().map(|found| found.0);
    let records: Vec<Record> = moves.chain(of(&docket.services, member).iter().map(|found| found.0)).collect();
    let mut findings = Vec::new();
    if let Some((rule, each)) = asked {
        let verdict = match (bound, found == each) {
            (false, _) => Verdict::NotApplicable,
            (true, true) => Verdict::Met,
            (true, false) => Verdict::NeedsRuling,
        };
        let finding = Finding::new(&rule.id, Party::Member(person.id.clone()), verdict).records(records.clone());
        findings.push(finding.notes((verdict == Verdict::NeedsRuling).then_some(Note::Places { found, asked: each })));
    }
    if let Some((rule, due)) = law.deadline(Obligation::Table).filter(|_| bound && found == 0) {
        let asked = asked.map_or(1, |found| found.1);
        let early = due.is_some_and(|due| docket.as_of <= due.good);
        let verdict = if early { Verdict::NotYetDue } else { Verdict::NeedsRuling };
        let finding = Finding::new(&rule.id, Party::Board, verdict).records(records);
        findings.push(finding.toward(Party::Member(person.id.clone())).note(Note::Places { found, asked }));
    }
    findings
}
