//! What stands beside a verdict.

use super::register::Record;
use crate::id::{BodyId, OrganizationId};
use chrono::NaiveDate;
use serde::Serialize;

/// Why a visit does not count.
///
/// Example: [`audit`](crate::audit()).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotCounted {
    /// In another year.
    OtherYear,
    /// Before visits begin.
    BeforeStart,
    /// Before the member entered, after leaving, or on leave.
    OutsideService,
    /// While the rule was not in force.
    OutsideForce,
    /// After the last day that can stand in the member's report, under the reading `report-window`.
    OutsideWindow,
    /// At the member's own organization.
    Own,
    /// At an organization neither assigned nor registered.
    Elsewhere,
    /// Registered, but not assigned, and the reading does not count it.
    NotAssigned,
    /// Registered only later.
    NotYetRegistered,
    /// Registered by a member whom the Board picks for.
    RegisteredByPicked,
    /// At a sub-cell, and the reading does not count it.
    SubCell,
    /// Claimed in a report given before the visit.
    AfterItsReport,
}

/// Something worth knowing beside a verdict. It never changes the verdict.
///
/// Example: [`audit`](crate::audit()).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// Nothing at all is on record: no attendance, no report.
    NoRecordAtAll,
    /// A visit that does not count, and why.
    NotCounted {
        /// The record.
        record: Record,
        /// The day of the visit, none for a claim without a date.
        on: Option<NaiveDate>,
        /// Why.
        why: NotCounted,
    },
    /// A visit that counts though the organization is registered and not assigned.
    AtRegistered {
        /// The record.
        record: Record,
    },
    /// A visit that counts at a sub-cell of the organization.
    AtSubCell {
        /// The record.
        record: Record,
    },
    /// Bound for a part of the year only: in so many calendar months.
    PartYear {
        /// Months with at least one bound day.
        months: u32,
    },
    /// An organization that has not reported.
    NoReportOf {
        /// The organization.
        organization: OrganizationId,
    },
    /// A visit done that stands in neither report.
    InNeitherReport {
        /// The record.
        record: Record,
    },
    /// No meeting of the member's organizations is expected on record, so meetings left say nothing.
    NoCalendar,
    /// Meetings left that can still stand in the member's report.
    MeetingsLeft {
        /// How many.
        meetings: u32,
    },
    /// A report given before the year began is none for the year.
    EarlyReport {
        /// The record.
        record: Record,
    },
    /// A report of no visit.
    ReportOfNone,
    /// A report not given through the body it has to go through.
    OtherRoute {
        /// The body named; none when the record does not say.
        found: Option<BodyId>,
    },
    /// A report not in writing.
    Unwritten {
        /// The record.
        record: Record,
    },
    /// A later report of the same sender decides what is claimed.
    Superseded {
        /// The record.
        record: Record,
    },
    /// Registered more than once.
    RegisteredTwice {
        /// The organization.
        organization: OrganizationId,
    },
    /// Registered by a member whom the Board picks for.
    RegistrationOfPicked {
        /// The organization.
        organization: OrganizationId,
    },
    /// A registration without a day.
    Undated {
        /// The record.
        record: Record,
    },
    /// Judged by the deadline of the Board's picks, by inference.
    Inferred,
    /// The Board waived the number of registrations.
    Waived,
    /// An organization of the member's own.
    OwnOrganization {
        /// The organization.
        organization: OrganizationId,
        /// Where it stands.
        standing: Standing,
    },
    /// Outside the areas the member is in charge of.
    OutsideArea {
        /// The organization.
        organization: OrganizationId,
        /// Whether a reason is on record.
        reason: bool,
    },
    /// The Board's pick is not notified.
    NotNotified {
        /// The organization.
        organization: OrganizationId,
    },
    /// The member has no place in the table, or fewer or more than the policy asks for.
    Places {
        /// As in the table.
        found: u32,
        /// As asked for.
        asked: u32,
    },
    /// The organization gave no notice, or gave it late: this mitigates, it does not excuse.
    NoticeLacking {
        /// The organization.
        organization: OrganizationId,
        /// Notices of regular meetings in time.
        in_time: u32,
        /// Notices too late.
        late: u32,
    },
    /// A visit at a regular meeting of which no notice is on record.
    Unnoticed {
        /// The record.
        record: Record,
    },
    /// A body that is no more, since that day, and who took its place.
    ActorAbolished {
        /// The body.
        body: BodyId,
        /// The first day without it.
        on: NaiveDate,
        /// Its successors.
        successors: Vec<BodyId>,
    },
    /// The request or the decision bears a later day than the change.
    PaperAfterChange,
    /// No committee of the level below is on record.
    NoCommittee,
}

/// Where an organization stands beside a member.
///
/// Example: [`audit`](crate::audit()).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Registered.
    Registered,
    /// In the table.
    Assigned,
    /// Visited.
    Visited,
}
