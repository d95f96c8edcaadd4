//! The table of the year and what is decided beside it: sent, announced, changed, ruled on.

use crate::id::{BodyId, MemberId, OrganizationId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Someone the table is sent to.
///
/// Example: [`Year`](crate::compliance::Year).
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
///
/// Example: [`Year`](crate::compliance::Year).
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
///
/// Example: [`Year`](crate::compliance::Year).
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
///
/// Example: [`Year`](crate::compliance::Year).
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
///
/// Example: [`Year`](crate::compliance::Year).
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
///
/// Example: [`Year`](crate::compliance::Year).
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
///
/// Example: [`Year`](crate::compliance::Year).
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
///
/// Example: [`Year`](crate::compliance::Year).
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
///
/// Example: [`Year`](crate::compliance::Year).
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
///
/// Example: [`Year`](crate::compliance::Year).
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
///
/// Example: [`Year`](crate::compliance::Year).
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
///
/// Example: [`Year`](crate::compliance::Year).
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
