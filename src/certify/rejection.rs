//! Why a plan is refused.

use super::side::ProofFault;
use crate::cost::Cost;
use crate::digest::Digest;
use crate::id::{MemberId, OrganizationId, RuleId};
use crate::listing;
use crate::roster::Place;
use serde::Serialize;

/// A plan that is none for this problem, or that says something untrue about itself; never empty.
///
/// Example: [`certify`](crate::certify()).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the plan is refused for {}: {}", listing::count(.0, "reason"), listing::list(.0))]
pub struct Rejected(Vec<Rejection>);

impl Rejected {
    pub(super) const fn new(rejections: Vec<Rejection>) -> Self {
        Self(rejections)
    }

    /// Every reason: first the placements, then the prices, then the claim.
    #[must_use]
    pub fn rejections(&self) -> &[Rejection] {
        &self.0
    }
}

/// One reason to refuse a plan.
///
/// The enumeration is exhaustive on purpose: a new reason must stop the builds of those who sort them.
///
/// Example: [`certify`](crate::certify()).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fields are named in the sentence of each reason")]
pub enum Rejection {
    /// A line of the table names nobody of this problem.
    #[error("member `{member}`, placed at `{organization}`, is not in the problem")]
    UnknownMember { member: MemberId, organization: OrganizationId },
    /// A line of the table names no organization of this problem.
    #[error("organization `{organization}`, where member `{member}` is placed, is not in the problem")]
    UnknownOrganization { member: MemberId, organization: OrganizationId },
    /// Not registered, not picked, banned, the member's own, or shut out by a designation.
    #[error("member `{member}` may not be placed at `{organization}`")]
    NotACandidate { member: MemberId, organization: OrganizationId },
    /// The same line more than once.
    #[error("member `{member}` is placed at `{organization}` more than once")]
    Twice { member: MemberId, organization: OrganizationId },
    /// More places than the policy gives a member.
    #[error("member `{member}` holds {found} places, at most {places} are allowed")]
    TooManyPlaces { member: MemberId, found: usize, places: usize },
    /// A place that a designation claims is given to another organization.
    #[error("member `{member}` is designated to {} and holds another place instead", listing::ids(organizations))]
    DesignationBroken { member: MemberId, organizations: Vec<OrganizationId> },
    /// More members than the place takes; for an area, with everything below it.
    #[error("{place} has {load} members, at most {max} are allowed")]
    OverMaximum { place: Place, load: u32, max: u32 },
    /// Members that a side rule keeps apart stand at one organization.
    #[error("side rule `{rule}`: {} are together at `{organization}`", listing::ids(members))]
    NotApart { rule: RuleId, organization: OrganizationId, members: Vec<MemberId> },
    /// Members that a side rule keeps together do not all stand where one does.
    #[error("side rule `{rule}`: {} are not at `{organization}` with the others", listing::ids(missing))]
    NotTogether { rule: RuleId, organization: OrganizationId, missing: Vec<MemberId> },
    /// A side rule counts more than it allows.
    #[error("side rule `{rule}` counts {found}, at most {max} are allowed")]
    OverCount { rule: RuleId, found: u64, max: u32 },
    /// A price for something that is not there.
    #[error("there is a price of {place}, which is not in the problem")]
    PriceOfStranger { place: Place },
    /// A price that has not one number per tier.
    #[error("the price of {place} has {found} numbers, one for each of {tiers} tiers is expected")]
    PriceLength { place: Place, found: usize, tiers: usize },
    /// A price beyond 2^60 either way.
    #[error("the price of {place} in tier `{tier}` is {price}: prices reach from -2^60 to 2^60")]
    PriceTooLarge { place: Place, tier: String, price: i64 },
    /// A price for a side rule that is not there, of another kind, or not one number per tier within 2^60.
    #[error("the price of side rule `{rule}` fits no such rule of the problem")]
    PriceOfRule { rule: RuleId },
    /// A proof that does not hold.
    #[error("step {step} of the proof does not hold: {fault}")]
    Proof { step: usize, fault: ProofFault },
    /// The prices prove a bound that no cost can be compared with.
    #[error("in tier `{tier}` the bound is too far from any cost to be written in 64 bits: use smaller prices")]
    OutOfRange { tier: String },
    /// The claim is about other facts or rules.
    #[error("the plan is for the problem with digest `{claimed}`, this one has `{found}`")]
    OtherProblem { claimed: Digest, found: Digest },
    /// The claim counts in other tiers, or in another order of them.
    #[error("the plan counts in the tiers {}, the problem in {}", listing::ids(claimed), listing::ids(found))]
    OtherTiers { claimed: Vec<String>, found: Vec<String> },
    /// The claimed cost is not the cost.
    #[error("the plan claims the cost {claimed}, its placements cost {found}")]
    WrongCost { claimed: Cost, found: Cost },
    /// The claimed bound is not what the prices prove.
    #[error("the plan claims the bound {claimed}, its prices prove {found}")]
    WrongBound { claimed: Cost, found: Cost },
}
