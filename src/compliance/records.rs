//! The records of a year: what happened, on which day, and when it was entered.
//!
//! Plain data. Two days are different things: the *event* (`on`: the meeting, the report, the delivery) and the *entry* (`entered`: the day
//! the record was written down). An audit counts by the event; the reading `known` decides whether the entry matters too.

use crate::id::{BodyId, MemberId, OrganizationId};
use crate::roster::Roster;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The time and place of a meeting, told to the members placed there (II.4-1).
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

/// Someone the table is sent to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recipient {
    /// A member.
    Member(MemberId),
    /// An organization.
    Organization(OrganizationId),
    /// A committee, for example the standing committee of a district.
    Committee(BodyId),
}

/// The table, sent to someone (II.2-2).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// The day it was sent.
    pub on: NaiveDate,
    /// To whom.
    pub to: Recipient,
    /// The day of entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<NaiveDate>,
}

/// The Board tells a member it picks for where to go (II.2-1').
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pick {
    /// The day the member was told.
    pub on: NaiveDate,
    /// Who was told.
    pub member: MemberId,
    /// Where to go.
    pub organization: OrganizationId,
    /// The day of entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<NaiveDate>,
}

/// A change of the table within the year (closing paragraph of II.5).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// The first day at the new place.
    pub on: NaiveDate,
    /// Who.
    pub member: MemberId,
    /// From where; none for a place more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<OrganizationId>,
    /// Where to; none for a place less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<OrganizationId>,
    /// The day of the written request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested: Option<NaiveDate>,
    /// The day of the written decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<NaiveDate>,
    /// The day of entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<NaiveDate>,
}

/// The assignment of the year is announced (II.5-3a).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announcement {
    /// The day.
    pub on: NaiveDate,
    /// The day of entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<NaiveDate>,
}

/// A turn in a member's service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// Left the committee: from that day on not bound.
    Left,
    /// Went on long leave: from that day on not bound.
    Leave,
    /// Came back from leave: bound from that day on.
    Returned,
    /// Joined the committee: bound from that day on, and not before.
    Entered,
}

/// A member enters, leaves, goes on leave or comes back.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The first day of the new state.
    pub on: NaiveDate,
    /// What happened.
    pub turn: Turn,
    /// Who.
    pub member: MemberId,
    /// The day of entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<NaiveDate>,
}

/// An organization is merged into another, or gets a new id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Succession {
    /// The first day under the new id.
    pub on: NaiveDate,
    /// The organization as it was.
    pub organization: OrganizationId,
    /// What it is now.
    pub successor: OrganizationId,
    /// The day of entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<NaiveDate>,
}

/// The Board rules on one visit: it closes a dispute.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruling {
    /// The day of the ruling.
    pub on: NaiveDate,
    /// Whose visit.
    pub member: MemberId,
    /// Where it was made.
    pub organization: OrganizationId,
    /// The day of the visit, as either report or the register has it.
    pub visit: NaiveDate,
    /// Whether it counts.
    pub counts: bool,
    /// The day of entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<NaiveDate>,
}

/// A committee of the level below: it is told of the table and makes a plan of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Committee {
    /// Its id.
    pub id: BodyId,
    /// Its name as printed.
    pub name: String,
    /// What kind of body it is, in the words of the policy.
    pub body: BodyId,
    /// The area it leads; it is told of the table when an organization in it has a member placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<crate::id::AreaId>,
}

/// A committee of the level below has made its plan (II.5-2a).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LowerPlan {
    /// The day.
    pub on: NaiveDate,
    /// Whose.
    pub committee: BodyId,
    /// The day of entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<NaiveDate>,
}

/// Why a member goes to an organization outside the areas the member is in charge of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// The day it was given.
    pub on: NaiveDate,
    /// Who.
    pub member: MemberId,
    /// Where.
    pub organization: OrganizationId,
    /// The reason.
    pub reason: String,
    /// The day of entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<NaiveDate>,
}

/// A calendar year and its records. The order of the lists has no meaning; a record that stands twice counts once.
///
/// ```
/// use phancong::compliance::Year;
/// let year = Year { year: 2021, ..Year::default() };
/// assert!(year.attendances.is_empty());
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
