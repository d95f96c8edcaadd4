//! The calendar of a year: who visits which meeting, and by which day its notice has to go out.
//!
//! Here are its nouns: an [`Agenda`] is the question, a [`Calendar`] the answer.
//!
//! What a calendar has to keep comes from the policy: how many visits a member owes, from when on they count, how long before a meeting its
//! notice goes out, until when a visit can still stand in the member's report; and, as a rule of the kind `calendar`, into which parts the
//! year falls, how far apart two visits of a member are, and how many visitors a meeting takes.

use crate::digest::Digest;
use crate::id::{MemberId, OrganizationId, RuleId};
use crate::roster::{Placement, Roster};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A meeting that an organization expects to hold.
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
    /// At most so many visitors, where the organization says so; it may be fewer than the policy allows and never more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hosts: Option<u32>,
}

/// Whom blocked days concern.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whom {
    /// A member who cannot come.
    Member(MemberId),
    /// An organization that cannot receive anyone, with its sub-cells.
    Organization(OrganizationId),
}

/// Days on which a member cannot come, or an organization cannot receive.
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

/// How far a visit has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Stage {
    /// Proposed; nobody has been told.
    Proposed,
    /// Its notice went out. It stays where it is as long as the meeting does, unless the [`Agenda`] reopens it.
    Told {
        /// On this day.
        on: NaiveDate,
    },
    /// It was made; it counts and stays.
    Made,
}

/// A member visits a meeting: one entry of a calendar.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// The day of the meeting.
    pub day: NaiveDate,
    /// Whose meeting: the organization where the member is placed, or one of its sub-cells.
    pub organization: OrganizationId,
    /// Who.
    pub member: MemberId,
    /// The organization where the member is placed, for which the visit counts.
    pub placed: OrganizationId,
    /// Where the meeting is held; empty when not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The visit's number among the member's visits of the year. With year and member it names the visit for good: a visit that is moved to
    /// another meeting keeps it, and a number that was dropped is not given again.
    pub number: u32,
    /// How often the visit has been moved since it was first proposed.
    #[serde(default)]
    pub sequence: u32,
    /// The part of the year its day lies in, the first is 1.
    pub part: u32,
    /// The last day on which the notice of the meeting can be given, inclusive.
    pub last_notice: NaiveDate,
    /// How far it has come.
    pub stage: Stage,
}

impl Visit {
    /// A name for the visit that stays when it is moved, no other visit has and no run changes: for example as the UID of a calendar file.
    ///
    /// ```
    /// # use phancong::calendar::{Stage, Visit};
    /// # let day = chrono::NaiveDate::from_ymd_opt(2021, 3, 4).unwrap_or_default();
    /// let visit = Visit {
    ///     day,
    ///     organization: "ba-bich".parse()?,
    ///     member: "UV-01".parse()?,
    ///     placed: "ba-bich".parse()?,
    ///     place: "Nhà văn hóa".into(),
    ///     number: 2,
    ///     sequence: 0,
    ///     part: 1,
    ///     last_notice: day,
    ///     stage: Stage::Proposed,
    /// };
    /// assert_eq!(visit.uid(2021), "2021/UV-01/2");
    /// # Ok::<(), phancong::BadId>(())
    /// ```
    #[must_use]
    pub fn uid(&self, year: i32) -> String {
        format!("{year}/{}/{}", self.member, self.number)
    }
}

/// Why a meeting of a member's organization is not among the member's visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hindrance {
    /// It lies before the day on which visits begin to count, or outside the days of the rule that asks for visits.
    NotCounted,
    /// It lies too late to stand in the member's report.
    AfterReport,
    /// It lies on a public holiday, or on a weekend and the policy keeps weekends free.
    RestDay,
    /// The organization cannot receive anyone on that day.
    OrganizationBlocked,
    /// The member cannot come on that day.
    MemberBlocked,
    /// Its notice can no longer go out in time.
    NoticeTooLate,
    /// It lies too near to another visit of the member.
    TooNear,
    /// Other visitors fill it.
    Full,
    /// The member already visits this organization, and visits have to be at different ones.
    SamePlace,
}

impl Hindrance {
    /// All of them, in the order in which they are looked at: of several the first is told.
    pub const ALL: [Self; 9] = [
        Self::NotCounted,
        Self::AfterReport,
        Self::RestDay,
        Self::OrganizationBlocked,
        Self::MemberBlocked,
        Self::NoticeTooLate,
        Self::TooNear,
        Self::Full,
        Self::SamePlace,
    ];
}

/// A member for whom fewer visits can be found than are owed, and what stands in the way of every other meeting.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shortage {
    /// Who.
    pub member: MemberId,
    /// The organization at which visits are missing, where they are owed at each organization by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<OrganizationId>,
    /// Visits owed in the year.
    pub need: u32,
    /// Visits in the calendar, those already made included; fewer than `need`.
    pub found: u32,
    /// The other meetings of the member's organizations, by what stands in their way; empty when none is known.
    pub hindered: BTreeMap<Hindrance, Vec<(NaiveDate, OrganizationId)>>,
}

/// How a calendar differs from the one to keep, visit by visit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Step {
    /// A visit that was not there.
    New {
        /// As it is now.
        visit: Visit,
    },
    /// A visit at another meeting than before.
    Moved {
        /// As it was; when its notice had gone out, member and organization have to be told again.
        from: Visit,
        /// As it is now.
        to: Visit,
    },
    /// A visit that is no more.
    Dropped {
        /// As it was.
        visit: Visit,
    },
}

/// What a calendar costs: compared in this order, each number least while those before stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// Visits owed and not found.
    pub missing: u64,
    /// Visits of the calendar to keep, not made yet, that are not held now.
    pub moved: u64,
    /// Parts of the year by which visits lie beside the part they are meant for, summed.
    pub astray: u64,
    /// The square of each meeting's visitors, summed: least when visitors are spread as evenly as they can be.
    pub crowding: u64,
}

/// A visit whose notice went out, and which may be moved all the same.
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
    /// Visits that may be moved although their notice went out.
    pub reopened: Vec<Reopened>,
}

/// The visits of a year.
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
    /// Who lacks visits, by member.
    pub shortages: Vec<Shortage>,
    /// How it differs from the calendar to keep, by member and number; empty when there was none.
    pub steps: Vec<Step>,
    /// What it costs.
    pub tally: Tally,
}
