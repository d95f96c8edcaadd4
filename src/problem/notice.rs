//! What is worth knowing about facts: notices, which stop nothing.

use super::defect::{Row, Table};
use crate::id::{MemberId, OrganizationId, RuleId};
use crate::policy::Measure;
use serde::{Deserialize, Serialize};

/// Something in the facts that an officer should know and that stops nothing.
///
/// Example: [`Problem`](crate::Problem).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Notice {
    /// The same organization registered twice: counted once, at its better rank.
    WishTwice {
        /// Who.
        member: MemberId,
        /// Which organization.
        organization: OrganizationId,
        /// The later row.
        row: Row,
    },
    /// A member for whom the Board picks has registered; the wishes are not used.
    RegisteredThoughPicked {
        /// Who.
        member: MemberId,
        /// How many wishes.
        wishes: u32,
        /// The rule by which the Board picks.
        rule: RuleId,
    },
    /// Too few or too many wishes, accepted by the Board.
    Waived {
        /// Who.
        member: MemberId,
        /// Distinct wishes.
        found: u32,
        /// The Board's reason.
        reason: String,
    },
    /// As many candidates as places: there was no choice, and no designation either.
    Forced {
        /// Who.
        member: MemberId,
        /// The only candidates.
        organizations: Vec<OrganizationId>,
    },
    /// A wish that a ban removes.
    WishBanned {
        /// Who.
        member: MemberId,
        /// Which organization.
        organization: OrganizationId,
        /// The reason of the ban.
        reason: String,
    },
    /// A wish outside the member's areas, removed because the policy reads locality as a duty.
    WishOutside {
        /// Who.
        member: MemberId,
        /// Which organization.
        organization: OrganizationId,
        /// The rule of locality.
        rule: RuleId,
    },
    /// A candidate of the Board that a ban removes.
    NomineeBanned {
        /// Who.
        member: MemberId,
        /// Which organization.
        organization: OrganizationId,
        /// The reason of the ban.
        reason: String,
    },
    /// A candidate of the Board outside the member's areas, removed because the policy reads locality as a duty.
    NomineeOutside {
        /// Who.
        member: MemberId,
        /// Which organization.
        organization: OrganizationId,
        /// The rule of locality.
        rule: RuleId,
    },
    /// The member's own organization is not stated, so that the exclusion could not be checked.
    OwnUnknown {
        /// Who.
        member: MemberId,
    },
    /// Entries of a list that only one measure reads, which no tier of the policy has: they change nothing.
    Unmeasured {
        /// The plan to keep, or the history.
        table: Table,
        /// How many entries.
        entries: u32,
        /// The measure that would read them.
        measure: Measure,
    },
    /// A placement of the plan to keep whose member or organization is no more; it counts as moved.
    HeldGone {
        /// Who.
        member: MemberId,
        /// Where.
        organization: OrganizationId,
    },
}
