//! The calendar of a year: who visits which meeting, and by which day its notice has to go out.
//!
//! An [`Agenda`] is the question and a [`Calendar`] the answer. [`schedule`](crate::schedule()) gives the best one; [`check`] accepts or refuses one
//! from anywhere, and imports no engine.
//!
//! What a calendar has to keep comes from the policy: how many visits a member owes, from when on they count, how long before a meeting its
//! notice goes out, until when a visit can still stand in the member's report; and, as a rule of the kind `calendar`, into which parts the
//! year falls, how far apart two visits of a member are, and how many visitors a meeting takes.

mod check;
mod defect;
mod docket;
mod error;
mod fault;
mod terms;
mod visit;
mod year;

pub use check::check;
pub use defect::AgendaDefect;
pub(crate) use docket::{Choice, Docket, Duty};
pub use error::CalendarError;
pub use fault::{Fault, Refused};
pub(crate) use terms::Terms;
pub use visit::{Hindrance, Shortage, Stage, Step, Tally, Visit};

use crate::digest::Digest;
use crate::id::{MemberId, OrganizationId, RuleId};
use crate::roster::{Placement, Roster};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A meeting that an organization expects to hold.
///
/// Example: [`schedule`](crate::schedule()).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// Its day.
    pub day: NaiveDate,
    /// Whose meeting: an organization or one of its sub-cells.
    pub organization: OrganizationId,
    /// Where it is held; empty when not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The day on which the organization gave notice of it; none as long as it has not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noticed: Option<NaiveDate>,
    /// At most so many visitors, where the organization says so; the policy's own limit holds beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hosts: Option<u32>,
}

/// Whom blocked days concern.
///
/// Example: [`schedule`](crate::schedule()).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whom {
    /// A member who cannot come.
    Member(MemberId),
    /// An organization that cannot receive anyone, with its sub-cells.
    Organization(OrganizationId),
}

/// Days on which a member cannot come, or an organization cannot receive.
///
/// Example: [`schedule`](crate::schedule()).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blocked {
    /// Whom.
    pub whom: Whom,
    /// The first day, inclusive.
    pub from: NaiveDate,
    /// The last day, inclusive.
    pub until: NaiveDate,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A visit whose notice went out, and which may be moved all the same.
///
/// Example: [`schedule`](crate::schedule()).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reopened {
    /// Whose visit.
    pub member: MemberId,
    /// Its number.
    pub number: u32,
}

/// The question that a calendar answers: the table, the meetings of a year, and what is in the way. The order of the lists has no meaning.
///
/// ```
/// use phancong::Agenda;
/// let agenda = Agenda { year: 2021, ..Agenda::default() };
/// assert!(agenda.meetings.is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Agenda {
    /// The calendar year.
    pub year: i32,
    /// Members and organizations; the other lists are not read.
    pub roster: Roster,
    /// Who is placed where from now on.
    pub placements: Vec<Placement>,
    /// Public holidays: no visit lies on one.
    pub holidays: Vec<NaiveDate>,
    /// Meetings expected.
    pub meetings: Vec<Meeting>,
    /// Days on which someone cannot.
    pub blocked: Vec<Blocked>,
    /// The calendar to keep as far as possible, with the visits already made; empty for a new one.
    pub visits: Vec<Visit>,
    /// Visits dropped earlier; their numbers are not given again.
    pub dropped: Vec<Visit>,
    /// Visits that may be moved although their notice went out.
    pub reopened: Vec<Reopened>,
}

impl Agenda {
    /// Whether there is a calendar to keep: a visit that was planned, or one that was dropped. Visits made stand in any agenda of a year under way.
    ///
    /// ```
    /// assert!(!phancong::Agenda { year: 2021, ..Default::default() }.keeps());
    /// ```
    #[must_use]
    pub fn keeps(&self) -> bool {
        !self.dropped.is_empty() || self.visits.iter().any(|visit| visit.stage != Stage::Made)
    }

    /// The same question with a calendar to keep as far as possible. A visit that the agenda knows as made is made in it too, and one whose meeting
    /// has been noticed is told.
    #[must_use]
    pub fn keeping(mut self, calendar: &Calendar) -> Self {
        let same = |one: &Visit, other: &Visit| {
            (&one.member, one.day, &one.organization) == (&other.member, other.day, &other.organization)
        };
        let before = std::mem::replace(&mut self.visits, calendar.visits.clone());
        self.dropped.clone_from(&calendar.dropped);
        for visit in self.visits.iter_mut().filter(|visit| visit.stage == Stage::Proposed) {
            let is_its = |meeting: &&Meeting| meeting.day == visit.day && meeting.organization == visit.organization;
            if let Some(on) = self.meetings.iter().find(is_its).and_then(|meeting| meeting.noticed) {
                visit.stage = Stage::Told { on };
            }
        }
        for visit in before.into_iter().filter(|visit| visit.stage == Stage::Made) {
            if let Some(known) = self.visits.iter_mut().find(|other| same(other, &visit)) {
                known.stage = Stage::Made;
                continue;
            }
            let mine = self.visits.iter().chain(&self.dropped).filter(|other| other.member == visit.member);
            let number = mine.map(|other| other.number).max().unwrap_or(0).saturating_add(1);
            self.visits.push(Visit { number, ..visit });
        }
        self
    }
}

/// The visits of a year.
///
/// Example: [`schedule`](crate::schedule()).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// The policy's id.
    pub policy: String,
    /// The policy's digest.
    pub policy_digest: Digest,
    /// The calendar year.
    pub year: i32,
    /// The day from which it was planned: no notice lies before it but those that went out.
    pub today: NaiveDate,
    /// The rules it keeps, by id.
    pub rules: Vec<RuleId>,
    /// The visits, by day, organization and member.
    pub visits: Vec<Visit>,
    /// Visits that were dropped, in this calendar or an earlier one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<Visit>,
    /// Who lacks visits, by member.
    pub shortages: Vec<Shortage>,
    /// How it differs from the calendar to keep, by member and number; empty when there was none.
    pub steps: Vec<Step>,
    /// What it costs.
    pub tally: Tally,
}
