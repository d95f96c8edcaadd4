//! Why a calendar is refused.

use crate::calendar::Hindrance;
use crate::id::{MemberId, OrganizationId};
use crate::listing::{count, list};
use chrono::NaiveDate;

/// A calendar that the judge refuses, with every reason.
///
/// Example: [`check`](crate::calendar::check()).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the calendar has {}: {}", count(.faults, "fault"), list(.faults))]
pub struct Refused {
    /// Why, sorted, each once.
    pub faults: Vec<Fault>,
}

/// Something that keeps a calendar from being one for its agenda.
///
/// Example: [`check`](crate::calendar::check()).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Fault {
    /// It answers another question.
    #[error("the calendar is for another {0}")]
    OtherQuestion(&'static str),
    /// The visits do not stand by day, organization and member.
    #[error("the visits are not in the order of day, organization and member")]
    Order,
    /// A visit by someone who owes none there.
    #[error("member `{member}` visits `{organization}` on {day} and is not placed there")]
    NotPlaced {
        /// Who.
        member: MemberId,
        /// Where.
        organization: OrganizationId,
        /// When.
        day: NaiveDate,
    },
    /// A visit to a meeting that is not held.
    #[error("member `{member}` visits `{organization}` on {day}, when it does not meet")]
    NoMeeting {
        /// Who.
        member: MemberId,
        /// Where.
        organization: OrganizationId,
        /// When.
        day: NaiveDate,
    },
    /// A visit that something stands in the way of.
    #[error("member `{member}` cannot visit `{organization}` on {day}: {}", why.name())]
    Hindered {
        /// Who.
        member: MemberId,
        /// Where.
        organization: OrganizationId,
        /// When.
        day: NaiveDate,
        /// What.
        why: Hindrance,
    },
    /// A last day of notice, a part of the year or a place that is not the meeting's.
    #[error("visit {number} of member `{member}` has a false {field}")]
    Field {
        /// Whose.
        member: MemberId,
        /// Its number.
        number: u32,
        /// What is false.
        field: &'static str,
    },
    /// Two visits of a member on one day, or within the spacing.
    #[error("the visits of member `{member}` on {one} and {other} are too near to each other")]
    TooNear {
        /// Who.
        member: MemberId,
        /// The first day.
        one: NaiveDate,
        /// The second.
        other: NaiveDate,
    },
    /// More visitors than a meeting takes.
    #[error("the meeting of `{organization}` on {day} takes {room} and gets {visitors}")]
    Full {
        /// Whose meeting.
        organization: OrganizationId,
        /// When.
        day: NaiveDate,
        /// How many it takes.
        room: u32,
        /// How many come.
        visitors: u32,
    },
    /// More visits than a member owes.
    #[error("member `{member}` gets {found} visits and owes {need}")]
    TooMany {
        /// Who.
        member: MemberId,
        /// Owed.
        need: u32,
        /// Found.
        found: u32,
    },
    /// A visit that was made, or whose notice went out, is not there and could be.
    #[error("visit {number} of member `{member}` is settled and is not there")]
    Lost {
        /// Whose.
        member: MemberId,
        /// Its number.
        number: u32,
    },
    /// One number for two visits, or a number that was dropped.
    #[error("number {number} of member `{member}` is given again")]
    NumberAgain {
        /// Whose.
        member: MemberId,
        /// The number.
        number: u32,
    },
    /// A shortage that is not told, or told with false numbers.
    #[error("member `{member}` owes {need} visits and gets {found}, which the shortages do not say")]
    Untold {
        /// Who.
        member: MemberId,
        /// Owed.
        need: u32,
        /// Found.
        found: u32,
    },
    /// A shortage that is none.
    #[error("the shortages name member `{member}`, who lacks nothing there")]
    NoShortage {
        /// Who.
        member: MemberId,
    },
    /// A visit is missing, and a meeting where nothing stands in its way is left.
    #[error("member `{member}` lacks a visit and could visit `{organization}` on {day}")]
    Open {
        /// Who.
        member: MemberId,
        /// Where.
        organization: OrganizationId,
        /// When.
        day: NaiveDate,
    },
    /// What is said to stand in the way of a meeting does not, or nothing is said.
    #[error("what keeps member `{member}` from `{organization}` on {day} is told falsely")]
    FalseHindrance {
        /// Who.
        member: MemberId,
        /// Where.
        organization: OrganizationId,
        /// When.
        day: NaiveDate,
    },
    /// A number of the tally that does not add up.
    #[error("the tally says {told} {field} and counting gives {counted}")]
    Tally {
        /// Which.
        field: &'static str,
        /// As told.
        told: u64,
        /// As counted.
        counted: u64,
    },
    /// The steps from the calendar to keep do not lead to this one.
    #[error("the steps told for member `{member}` do not lead from the calendar before to this one")]
    Steps {
        /// Whose visits.
        member: MemberId,
    },
}
