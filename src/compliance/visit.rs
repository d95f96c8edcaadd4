//! One visit, as the register and the two reports have it.

use super::register::Record;
use crate::id::{MemberId, OrganizationId};
use chrono::NaiveDate;
use serde::Serialize;

/// How the register and the two reports agree on one visit.
///
/// Example: [`audit`](crate::audit()).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// On the register; no report that could know of it was given.
    Recorded,
    /// Both reports have it.
    Matched,
    /// Both reports have it, on different days.
    DateShifted,
    /// Both reports have it, on one day at different places.
    OtherPlace,
    /// Both reports have it, at least one of them without a date.
    Dateless,
    /// The member's report has it, the organization's does not.
    OnlyMember,
    /// The organization's report has it, the member's does not.
    OnlyOrganization,
    /// The register has it, a report that could know of it does not.
    OnlyRegister,
    /// One report has it, the other was given before the visit, or both were.
    AfterCutOff,
    /// One report has it, the other side has not reported.
    Awaited,
    /// The Board ruled on it.
    Ruled,
}

/// One visit, as the register and the two reports have it.
///
/// Example: [`audit`](crate::audit()).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Visit {
    /// Who.
    pub member: MemberId,
    /// Where it is counted: the grassroots organization.
    pub organization: OrganizationId,
    /// In the register: the record and the day.
    pub recorded: Option<(Record, NaiveDate)>,
    /// In the member's report: the record and the day, if it gives one.
    pub claimed: Option<(Record, Option<NaiveDate>)>,
    /// In the organization's report: the record and the day, if it gives one.
    pub received: Option<(Record, Option<NaiveDate>)>,
    /// How they agree.
    pub agreement: Agreement,
    /// It counts whoever is right.
    pub certain: bool,
    /// It counts if those who have it are right.
    pub possible: bool,
    /// Whether it is at an organization assigned on that day.
    pub assigned: bool,
    /// The ruling that closed it.
    pub ruling: Option<Record>,
}

impl Visit {
    /// Whether the two reports differ on it.
    #[must_use]
    pub const fn differs(&self) -> bool {
        !matches!(self.agreement, Agreement::Recorded | Agreement::Matched | Agreement::Ruled)
    }
}
