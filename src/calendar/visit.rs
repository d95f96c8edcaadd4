//! What stands in a calendar: visits, who lacks some and why, and how it differs from the one before.

use crate::id::{MemberId, OrganizationId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far a visit has come.
///
/// Example: [`schedule`](crate::schedule()).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Stage {
    /// Proposed; nobody has been told.
    Proposed,
    /// Its notice went out. It stays where it is as long as the meeting does, unless the [`Agenda`](crate::Agenda) reopens it.
    Told {
        /// On this day.
        on: NaiveDate,
    },
    /// It was made; it counts and stays.
    Made,
}

/// A member visits a meeting: one entry of a calendar.
///
/// Example: [`schedule`](crate::schedule()).
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
///
/// Example: [`schedule`](crate::schedule()).
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

impl Hindrance {
    /// Its name in a calendar.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotCounted => "not-counted",
            Self::AfterReport => "after-report",
            Self::RestDay => "rest-day",
            Self::OrganizationBlocked => "organization-blocked",
            Self::MemberBlocked => "member-blocked",
            Self::NoticeTooLate => "notice-too-late",
            Self::TooNear => "too-near",
            Self::Full => "full",
            Self::SamePlace => "same-place",
        }
    }
}

/// A member for whom fewer visits can be found than are owed, and what stands in the way of every other meeting.
///
/// Example: [`schedule`](crate::schedule()).
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
///
/// Example: [`schedule`](crate::schedule()).
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

impl Step {
    /// Whose visit.
    #[must_use]
    pub const fn member(&self) -> &MemberId {
        match self {
            Self::New { visit } | Self::Moved { to: visit, .. } | Self::Dropped { visit } => &visit.member,
        }
    }

    /// The visit's number, which it keeps when it is moved.
    #[must_use]
    pub const fn number(&self) -> u32 {
        match self {
            Self::New { visit } | Self::Moved { to: visit, .. } | Self::Dropped { visit } => visit.number,
        }
    }

    /// The day on which the notice went out that now has to be taken back.
    #[must_use]
    pub const fn told(&self) -> Option<NaiveDate> {
        match self {
            Self::Moved { from: Visit { stage: Stage::Told { on }, .. }, .. }
            | Self::Dropped { visit: Visit { stage: Stage::Told { on }, .. } } => Some(*on),
            _ => None,
        }
    }
}

/// What a calendar costs: compared in this order, each number least while those before stay as they are.
///
/// Example: [`schedule`](crate::schedule()).
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
    /// The square of each week's visits, summed, where the policy asks for even weeks, and 0 where it does not: least when the visits of
    /// all members are spread over the weeks as evenly as they can be.
    #[serde(default)]
    pub bunching: u64,
}
