//! The judge of conduct: from the records of a year, which rule was kept, which was not, which cannot be told yet.
//!
//! [`audit`] reads facts and policy and nothing else: where the placements come from, this library or an old register, makes no difference.
//! It never looks ahead: a record later than the day of the audit is set aside and listed. Every [`Finding`] names the rule, the records and
//! the days it rests on, and follows from those records alone.
//!
//! What the plan leaves open is decided by the policy's [`Readings`](crate::Readings); what remains is logic, in short:
//!
//! - The register and the two reports are brought together visit by visit. A visit that both reports have is certain; one that a report
//!   could know of and lacks counts "perhaps", and so does one that the member alone claims. An organization's dated word that no report of
//!   the member could contradict is certain. `Disputed` is a minimum that lies between the certain and the possible count.
//! - A report of a sub-cell is one of its committee, and organizations that merged in the year are one place.
//! - Before the year is over a minimum out of reach is `Impossible`: no days are left that a notice sent on the day of the audit, or one
//!   already given, would reach.
//! - A member who joined within the records and lacks what was due before needs a ruling; a body that is no more is never in default.

mod board;
mod compare;
mod defect;
mod docket;
mod door;
mod error;
mod evidence;
mod finding;
mod forecast;
mod law;
mod note;
mod notices;
mod pairing;
mod reconcile;
mod records;
mod register;
mod registering;
mod reports;
mod seen;
mod standing;
mod visit;
mod visits;

pub use crate::day::{RestDays, days_of_notice, last_good_day, last_notice_day};
pub use compare::{Changed, Stand, compare};
pub use defect::{Fault, RecordDefect, Spot};
pub use error::AuditError;
pub use evidence::{Consolidated, MemberSheet, OrganizationSheet};
pub use finding::{Count, DayOf, Finding, Party, State, Verdict};
pub use forecast::{Forecast, early_warning};
pub use note::{NotCounted, Note, Standing};
pub use records::{
    Announcement, Attendance, ClaimedVisit, Committee, Delivery, Duty, LowerPlan, Meeting, MeetingNotice, MemberReport,
    Move, OrganizationReport, Pick, Reason, ReceivedVisit, Recipient, Ruling, Service, Succession, Turn, Year,
};
pub use register::{Record, Register};
pub use visit::{Agreement, Visit};

use crate::digest::Digest;
use crate::id::RuleId;
use crate::policy::{Kind, Policy};
use crate::roster::Placement;
use chrono::NaiveDate;
use docket::Docket;
use law::Law;
use serde::Serialize;

/// What an audit found.
///
/// Example: [`audit`](crate::audit()).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Findings {
    /// The policy's id.
    pub policy: String,
    /// The policy's digest.
    pub policy_digest: Digest,
    /// The year.
    pub year: i32,
    /// The day it is seen from; what falls on it is seen, and is still possible.
    pub as_of: NaiveDate,
    /// Every reading with its value, as the policy has them.
    pub readings: Vec<(&'static str, String)>,
    /// The findings, by rule, party and day.
    pub findings: Vec<Finding>,
    /// The visits of the year that count or may count, by member.
    pub visits: Vec<Visit>,
    /// What each member bound in the year can still do; empty once the year is over.
    pub forecasts: Vec<Forecast>,
    /// Rules in force in the year that bind, and that no program can judge.
    pub not_checked: Vec<RuleId>,
    /// Rules in force in the year that are read by people or lay out the calendar, with nothing to judge.
    pub information: Vec<RuleId>,
    /// Rules in force in the year that this audit looked at.
    pub checked: Vec<RuleId>,
    /// Records later than the day of the audit: they did not count.
    pub ahead: Vec<Record>,
    /// Records that say what another record says: each counted once.
    pub duplicates: Vec<Record>,
    /// Attendances that differ from another only in what they tell of the same visit: flagged, counted once, never merged.
    pub near_duplicates: Vec<Record>,
    /// Records entered after the day of the audit and counted by their event.
    pub entered_late: Vec<Record>,
}

impl Findings {
    /// Whether any rule was violated, or can no longer be kept.
    #[must_use]
    pub fn has_violations(&self) -> bool {
        self.findings.iter().any(|finding| finding.verdict.state() == Some(State::Missed))
    }
}

/// Audits a year as of a day: which rules of the policy were kept, by whom, and what can still be done.
///
/// `placements` is the table the year began with; changes within the year are records of it.
///
/// # Errors
/// [`AuditError::Policy`] for a policy that contradicts itself, [`AuditError::Records`] with every defect of the records.
///
/// # Complexity
/// O(r log r) for r records, when no member has more than a few; a member with v visits costs O(v²).
///
/// ```
/// # #[cfg(feature = "toml")] {
/// use phancong::compliance::{Party, Year};
/// use phancong::{Member, Policy, Verdict, audit};
/// let policy = Policy::quang_ngai_2020()?;
/// let mut year = Year { year: 2021, ..Year::default() };
/// year.roster.members.push(Member {
///     id: "UV-01".parse()?,
///     name: "Nguyễn Văn An".into(),
///     body: "uy-vien".parse()?,
///     own: None,
///     scope: vec![],
/// });
/// let findings = audit(&policy, &[], &year, "2022-01-01".parse().unwrap_or_default())?; // a year without a record
/// assert!(findings.has_violations());
/// let missed = findings.with(&[Verdict::Violated]).into_iter().find(|finding| finding.rule.as_str() == "II.1");
/// let missed = missed.expect("no visit was made");
/// assert_eq!(missed.count.map(|count| (count.low, count.need)), Some((0, 2)));
/// let an = "UV-01".parse()?;
/// let sheet = findings.member_sheet(&an);
/// assert!(sheet.findings.contains(&missed) && sheet.visits.is_empty());
/// assert_eq!(missed.about, Party::Member(an));
/// # }
/// # Ok::<(), phancong::Error>(())
/// ```
pub fn audit(policy: &Policy, placements: &[Placement], year: &Year, as_of: NaiveDate) -> Result<Findings, AuditError> {
    policy.check()?;
    door::check(placements, year)?;
    let day = |month, day| NaiveDate::from_ymd_opt(year.year, month, day).unwrap_or_default();
    let law = Law::new(policy, RestDays::new(&year.holidays), day(1, 1), day(12, 31));
    let docket = Docket::new(law, placements, year, as_of);
    let mut found = Findings {
        policy: policy.id.clone(),
        policy_digest: policy.digest(),
        year: year.year,
        as_of,
        readings: policy.readings.entries(),
        findings: Vec::new(),
        visits: Vec::new(),
        forecasts: Vec::new(),
        not_checked: rules(&docket, |says| matches!(says, Kind::NotDecidable | Kind::Duty { .. })),
        information: rules(&docket, |says| matches!(says, Kind::Information | Kind::Calendar { .. })),
        checked: rules(&docket, is_judged),
        near_duplicates: near_duplicates(&docket),
        ahead: Vec::new(),
        duplicates: Vec::new(),
        entered_late: Vec::new(),
    };
    for member in 0..docket.members.len() {
        of_member(&docket, member, &mut found);
    }
    for (&organization, members) in &notices::Hosts::new(&docket).members {
        found.findings.extend(notices::clause(&docket, organization, members));
        found.findings.extend(reports::of_organization(&docket, organization));
    }
    found.findings.extend(board::table(&docket));
    found.findings.extend(board::announcement(&docket));
    found.findings.extend(board::lower_plans(&docket));
    for finding in &mut found.findings {
        finding.records.sort_unstable();
        finding.records.dedup();
    }
    found
        .findings
        .sort_by(|a, b| (&a.rule, &a.about, &a.toward, &a.days).cmp(&(&b.rule, &b.about, &b.toward, &b.days)));
    (found.ahead, found.duplicates, found.entered_late) = (docket.ahead, docket.duplicates, docket.late);
    Ok(found)
}

/// Every clause that is about one member.
fn of_member(docket: &Docket<'_>, member: usize, found: &mut Findings) {
    let (visits, seen, forecast) = visits::clause(docket, member);
    found.findings.extend(visits::begin(docket, member, &visits));
    found.findings.extend(notices::initiative(docket, member, &visits));
    found.findings.extend(visits);
    found.visits.extend(seen);
    found.forecasts.extend(forecast);
    found.findings.extend(registering::clause(docket, member));
    found.findings.extend(registering::own(docket, member));
    found.findings.extend(registering::locality(docket, member));
    found.findings.extend(registering::places(docket, member));
    found.findings.extend(board::picks(docket, member));
    found.findings.extend(board::changes(docket, member));
    found.findings.extend(reports::of_member(docket, member));
}

/// Whether there is something to judge in it, and a program that can.
const fn is_judged(says: &Kind) -> bool {
    !matches!(says, Kind::NotDecidable | Kind::Duty { .. } | Kind::Information | Kind::Calendar { .. })
}

fn rules(docket: &Docket<'_>, keep: impl Fn(&Kind) -> bool) -> Vec<RuleId> {
    let mut ids: Vec<RuleId> =
        docket.law.all(|says| keep(says).then_some(())).into_iter().map(|found| found.0.id.clone()).collect();
    ids.sort_unstable();
    ids
}

/// Attendances of one member at one organization on one day that are not the same record.
fn near_duplicates(docket: &Docket<'_>) -> Vec<Record> {
    let mut near = Vec::new();
    for list in &docket.attendances {
        for (at, (record, attendance)) in list.iter().enumerate() {
            let earlier = list.iter().take(at).rev().take_while(|other| other.1.on == attendance.on);
            if earlier.into_iter().any(|other| other.1.organization == attendance.organization) {
                near.push(*record);
            }
        }
    }
    near.sort_unstable();
    near
}
