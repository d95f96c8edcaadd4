//! II.3-9 and II.4-4: the yearly reports, in time, in writing, through the Board.

use super::docket::{Docket, of};
use super::finding::{DayOf, Finding, Party, Verdict};
use super::law::ReportRule;
use super::note::Note;
use super::records::{MemberReport, OrganizationReport};
use super::register::Record;
use super::standing::service;
use crate::id::BodyId;
use crate::policy::{Counted, Reporter};
use chrono::NaiveDate;

/// What both kinds of reports have in common.
struct Sent<'a> {
    record: Record,
    on: NaiveDate,
    through: Option<&'a BodyId>,
    written: bool,
    empty: bool,
}

impl<'a> From<&(Record, &'a MemberReport)> for Sent<'a> {
    fn from(found: &(Record, &'a MemberReport)) -> Self {
        let (record, report) = *found;
        let MemberReport { on, through, written, claims, .. } = report;
        let told = claims.iter().any(|claim| claim.times > 0);
        Self { record, on: *on, through: through.as_ref(), written: *written, empty: !told }
    }
}

impl<'a> From<&(Record, &'a OrganizationReport)> for Sent<'a> {
    fn from(found: &(Record, &'a OrganizationReport)) -> Self {
        let (record, report) = *found;
        let OrganizationReport { on, through, written, received, .. } = report;
        let told = received.iter().any(|line| line.times > 0);
        Self { record, on: *on, through: through.as_ref(), written: *written, empty: !told }
    }
}

/// II.3-9.
pub(super) fn of_member(docket: &Docket<'_>, member: usize) -> Option<Finding> {
    let report = docket.law.report(Reporter::Member)?;
    let person = docket.members.get(member)?;
    let party = Party::Member(person.id.clone());
    let spans = service(docket, member);
    let whole = spans.first() == Some(&(docket.law.first, docket.law.last));
    let services: Vec<Record> = of(&docket.services, member).iter().map(|found| found.0).collect();
    if spans.is_empty() || (!whole && docket.law.readings.part_year_report == Counted::No) {
        return Some(Finding::new(&report.rule.id, party, Verdict::NotApplicable).records(services));
    }
    let sent: Vec<Sent<'_>> = of(&docket.member_reports, member).iter().map(Sent::from).collect();
    Some(judge(docket, &report, party, &sent).records(services))
}

/// II.4-4, for an organization where someone is placed at some time of the year.
pub(super) fn of_organization(docket: &Docket<'_>, organization: usize) -> Option<Finding> {
    let report = docket.law.report(Reporter::Organization)?;
    let party = Party::Organization(docket.organizations.get(organization)?.id.clone());
    let place = docket.group.get(organization).copied()?;
    let sent: Vec<Sent<'_>> = of(&docket.organization_reports, place).iter().map(Sent::from).collect();
    let successions = docket.successions.iter().map(|found| found.0);
    let records: Vec<Record> = of(&docket.arrivals, organization).iter().copied().chain(successions).collect();
    Some(judge(docket, &report, party, &sent).records(records))
}

/// The first report decides whether it was in time, the last what it claims; one given before the year is none for the year.
fn judge(docket: &Docket<'_>, report: &ReportRule<'_>, party: Party, sent: &[Sent<'_>]) -> Finding {
    let (early, ours): (Vec<&Sent<'_>>, Vec<&Sent<'_>>) = sent.iter().partition(|sent| sent.on < docket.law.first);
    let valid = |sent: &&&Sent<'_>| sent.written || !report.written;
    let first = ours.iter().filter(valid).map(|sent| sent.on).min();
    let verdict = |good: NaiveDate| match first {
        Some(on) if on <= good => Verdict::Met,
        None if docket.as_of <= good => Verdict::NotYetDue,
        Some(_) | None => Verdict::Violated,
    };
    let mut notes: Vec<Note> = early.iter().map(|sent| Note::EarlyReport { record: sent.record }).collect();
    if report.written {
        notes.extend(ours.iter().filter(|s| !s.written).map(|sent| Note::Unwritten { record: sent.record }));
    }
    if let Some((last, before)) = ours.split_last() {
        notes.extend(before.iter().map(|sent| Note::Superseded { record: sent.record }));
        notes.extend(last.empty.then_some(Note::ReportOfNone));
    }
    let abolished = docket.law.abolished(report.through, report.before);
    let timely = ours.iter().filter(valid).find(|sent| Some(sent.on) == first);
    if let Some(sent) = timely {
        let routed = |body: &BodyId| body == report.through || abolished.is_some_and(|(_, heirs)| heirs.contains(body));
        if !sent.through.is_some_and(routed) {
            notes.push(Note::OtherRoute { found: sent.through.cloned() });
        }
    }
    if let Some((rule, successors)) = abolished {
        let (body, successors) = (report.through.clone(), successors.to_vec());
        notes.push(Note::ActorAbolished { body, on: rule.from, successors });
    }
    let finding = Finding::new(&report.rule.id, party, verdict(report.due.good)).or(verdict(report.due.other));
    let mut finding =
        finding.day(DayOf::LastGood, report.due.good).records(sent.iter().map(|sent| sent.record)).notes(notes);
    finding.days.extend(first.map(|on| (DayOf::Done, on)));
    finding
}
