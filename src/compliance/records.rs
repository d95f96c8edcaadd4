//! The records of a year: what happened, on which day, and when it was entered.
//!
//! Plain data. Two days are different things: the *event* (`on`: the meeting, the report, the delivery) and the *entry* (`entered`: the day
//! the record was written down). An audit counts by the event; the reading `known` decides whether the entry matters too.

mod decisions;

pub use decisions::{
    Announcement, Committee, Delivery, LowerPlan, Move, Pick, Reason, Recipient, Ruling, Service, Succession, Turn,
};

use crate::id::{BodyId, MemberId, OrganizationId};
use crate::roster::Roster;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The time and place of a meeting, told to the members placed there (II.4-1).
///
/// Example: [`Year`](crate::compliance::Year).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingNotice {
    /// The day it was given.
    pub on: NaiveDate,
    /// Whose meeting.
    pub organization: OrganizationId,
    /// The day of the meeting.
    pub meeting: NaiveDate,
    /// Where it is held.
    #[serde(default)]
    pub place: String,
    /// Whether it is a regular meeting (sinh hoạt thường kỳ); notice is owed for those only.
    pub regular: bool,
    /// The day it was to be held before it was moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<NaiveDate>,
    /// The day of entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<NaiveDate>,
}

/// A meeting that is expected, by the organization's own calendar; it is not a notice.
///
/// Example: [`Year`](crate::compliance::Year).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// The day it became known.
    pub known: NaiveDate,
    /// Whose meeting.
    pub organization: OrganizationId,
    /// The day it is expected.
    pub meeting: NaiveDate,
    /// The day of entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<NaiveDate>,
}

/// What a member did at a meeting: the duties of II.3, as a checklist.
///
/// Example: [`Year`](crate::compliance::Year).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duty {
    /// Follow and urge the carrying out of resolutions and programmes (II.3-1).
    Resolutions,
    /// Urge the quality of meetings (II.3-2).
    MeetingQuality,
    /// Take part in political tasks, help to solve difficulties (II.3-3).
    PoliticalTasks,
    /// Tell of new policies (II.3-4).
    NewPolicies,
    /// Comment on the quality of cadres and members (II.3-5).
    Cadres,
    /// Propose commendation or handling (II.3-6).
    Commendation,
    /// Pass on hot issues (II.3-7).
    HotIssues,
    /// Arranged the time on the member's own initiative (II.3-8).
    Initiative,
}

/// A member at a meeting, as the register has it.
///
/// Example: [`Year`](crate::compliance::Year).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// The day of the meeting.
    pub on: NaiveDate,
    /// Who.
    pub member: MemberId,
    /// Where.
    pub organization: OrganizationId,
    /// Whether it was a regular meeting; none when the register does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regular: Option<bool>,
    /// What was done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<Duty>,
    /// Difficulties heard.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub difficulties: String,
    /// What the member proposes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub proposals: String,
    /// The day of entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<NaiveDate>,
}

/// A visit that a member's report claims.
///
/// Example: [`Year`](crate::compliance::Year).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimedVisit {
    /// Where.
    pub organization: OrganizationId,
    /// When; none for "so many times" without dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// How often; 1 for a dated visit.
    #[serde(default = "once")]
    pub times: u32,
}

/// A visit that an organization's report tells of.
///
/// Example: [`Year`](crate::compliance::Year).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceivedVisit {
    /// Who came.
    pub member: MemberId,
    /// The sub-cell visited; none for the reporting organization itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    /// When; none for "so many times" without dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// How often; 1 for a dated visit.
    #[serde(default = "once")]
    pub times: u32,
}

const fn once() -> u32 {
    1
}

/// A member's report on the visits made (II.3-9).
///
/// Example: [`Year`](crate::compliance::Year).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberReport {
    /// The day it was given.
    pub on: NaiveDate,
    /// Whose.
    pub member: MemberId,
    /// The body it went through; none when the record does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<BodyId>,
    /// Whether it is in writing.
    pub written: bool,
    /// The visits claimed; empty is a report of no visit, which is not the same as no report.
    #[serde(default)]
    pub claims: Vec<ClaimedVisit>,
    /// The day of entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<NaiveDate>,
}

/// An organization's report on the visits received (II.4-4). A report of a sub-cell is taken as one of its committee.
///
/// Example: [`Year`](crate::compliance::Year).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganizationReport {
    /// The day it was given.
    pub on: NaiveDate,
    /// Whose.
    pub organization: OrganizationId,
    /// The body it went through; none when the record does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<BodyId>,
    /// Whether it is in writing.
    pub written: bool,
    /// The visits received.
    #[serde(default)]
    pub received: Vec<ReceivedVisit>,
    /// The day of entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<NaiveDate>,
}

/// A calendar year and its records. The order of the lists has no meaning; a record that stands twice counts once.
///
/// ```
/// use phancong::compliance::{Attendance, AuditError, Year};
/// use phancong::audit;
/// # use phancong::*;
/// let (on, whom, at) = ("2021-03-08".parse().unwrap_or_default(), "UV-01".parse()?, "y-te".parse()?);
/// let visit = Attendance {
///     on,
///     member: whom,
///     organization: at,
///     regular: Some(true),
///     duties: vec![],
///     difficulties: String::new(),
///     proposals: String::new(),
///     entered: None,
/// };
/// let year = Year { year: 2021, attendances: vec![visit], ..Year::default() };
/// # #[cfg(feature = "toml")] {
/// // Neither the member nor the organization is in the roster: the records are no question.
/// let Err(AuditError::Records(defects)) = audit(&Policy::quang_ngai_2020()?, &[], &year, on) else { unreachable!() };
/// assert_eq!(defects.len(), 2);
/// # }
/// # Ok::<(), phancong::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Year {
    /// The calendar year.
    pub year: i32,
    /// Members, organizations, areas and registrations.
    pub roster: Roster,
    /// Committees of the level below.
    pub committees: Vec<Committee>,
    /// Public holidays; with Saturdays and Sundays they are the rest days.
    pub holidays: Vec<NaiveDate>,
    /// Notices of meetings.
    pub notices: Vec<MeetingNotice>,
    /// Meetings expected.
    pub meetings: Vec<Meeting>,
    /// Attendances on the register.
    pub attendances: Vec<Attendance>,
    /// Members' reports.
    pub member_reports: Vec<MemberReport>,
    /// Organizations' reports.
    pub organization_reports: Vec<OrganizationReport>,
    /// The table's deliveries.
    pub deliveries: Vec<Delivery>,
    /// The Board's picks, notified.
    pub picks: Vec<Pick>,
    /// Changes of the table.
    pub moves: Vec<Move>,
    /// Announcements.
    pub announcements: Vec<Announcement>,
    /// Members' entries, leaves and returns.
    pub services: Vec<Service>,
    /// Organizations merged or renamed.
    pub successions: Vec<Succession>,
    /// Rulings of the Board.
    pub rulings: Vec<Ruling>,
    /// Plans of the level below.
    pub lower_plans: Vec<LowerPlan>,
    /// Reasons for going outside one's own area.
    pub reasons: Vec<Reason>,
}
