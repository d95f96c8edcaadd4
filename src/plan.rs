//! Answers: placements, the prices that prove them, and the reasons when the answer is "no".

mod diff;

pub use diff::{Diff, Shift};

use crate::cost::Cost;
use crate::digest::Digest;
use crate::id::{AreaId, MemberId, OrganizationId, RuleId};

use crate::roster::{Place, Placement};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What being at an organization, or in an area, is worth: one number per tier. What is not named has the price 0.
///
/// A member at an organization pays its price on top of the pair's cost. The price of an organization is the whole way up: what it is dearer
/// than its area is its own scarcity, what its area is dearer than the one above is the area's. Any prices prove *some* lower bound on
/// every possible plan (see [`certify`](crate::certify)); the prices of an optimal plan prove its own cost.
///
/// The price of a member is not stored, because it follows: it is the cost plus price of the dearest place the member holds.
///
/// Example: [`solve`](crate::solve()).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Prices {
    /// By organization.
    pub organizations: BTreeMap<OrganizationId, Cost>,
    /// By area.
    pub areas: BTreeMap<AreaId, Cost>,
    /// By side rule that counts: each placement counted pays it, times its weight.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<RuleId, Cost>,
    /// By side rule that keeps members apart or together: what a member pays at an organization.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<PairPrice>,
}

/// What a member pays at an organization for a side rule that keeps members apart or together.
///
/// Example: [`SideRule`](crate::SideRule).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairPrice {
    /// The rule.
    pub rule: RuleId,
    /// Who.
    pub member: MemberId,
    /// Where.
    pub organization: OrganizationId,
    /// One number for each tier, as every price.
    pub price: Cost,
}

/// A proof that no plan costs less than a bound, where side rules keep prices alone from proving it: all plans are divided by who is where, and
/// each part has prices that exclude it.
///
/// Example: [`SideRule`](crate::SideRule).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// No plan that keeps the side rules costs less.
    pub bound: Cost,
    /// The divisions and their parts: after a division come the steps of the part with the pair, then those of the part without it. A part that
    /// the side rules leave nothing of has no step.
    pub steps: Vec<Step>,
}

/// A step of a [`Proof`].
///
/// Example: [`SideRule`](crate::SideRule).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// The plans at hand have the member at the organization or do not.
    Divide(Placement),
    /// None of the plans at hand costs less than the bound: of any tier and those before it, some of these speak.
    Exclude(Vec<Scaled>),
}

/// Prices for mixtures of tiers.
///
/// Example: [`SideRule`](crate::SideRule).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scaled {
    /// Each row has one weight for each tier of the problem; the row's cost is the tiers' costs times their weights. A weight is a common
    /// denominator of the prices below.
    pub rows: Vec<Vec<u32>>,
    /// Prices with one number for each row.
    pub prices: Prices,
}

/// What the maker of a plan says about it. The judge recomputes every word.
///
/// Example: [`solve`](crate::solve()).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The problem it answers.
    pub problem: Digest,
    /// The names of the tiers, in order.
    pub tiers: Vec<String>,
    /// The cost of the placements.
    pub cost: Cost,
    /// The bound that the prices prove.
    pub bound: Cost,
}

/// Placements, with or without prices and claims. A table typed by hand is a plan without either.
///
/// ```
/// use phancong::{Placement, Plan};
/// let typed = Plan::new(vec![Placement { member: "UV-01".parse()?, organization: "binh-chau".parse()? }]);
/// assert!(typed.prices().is_none());
/// # Ok::<(), phancong::BadId>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    placements: Vec<Placement>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claim: Option<Claim>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prices: Option<Prices>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    proof: Option<Proof>,
}

impl Plan {
    /// A plan from anywhere: legal or not is for [`certify`](crate::certify) to say.
    #[must_use]
    pub fn new(mut placements: Vec<Placement>) -> Self {
        placements.sort();
        Self { placements, claim: None, prices: None, proof: None }
    }

    /// The same placements with prices to judge them by.
    #[must_use]
    pub fn with_prices(mut self, prices: Prices) -> Self {
        self.prices = Some(prices);
        self
    }

    /// The same placements with a proof of more than the prices prove.
    #[must_use]
    pub fn with_proof(mut self, proof: Proof) -> Self {
        self.proof = Some(proof);
        self
    }

    /// The same placements with what their maker says of them.
    #[must_use]
    pub fn with_claim(mut self, claim: Claim) -> Self {
        self.claim = Some(claim);
        self
    }

    /// The lines of the table, by member and organization.
    #[must_use]
    pub fn placements(&self) -> &[Placement] {
        &self.placements
    }

    /// The prices, if it has any.
    #[must_use]
    pub const fn prices(&self) -> Option<&Prices> {
        self.prices.as_ref()
    }

    /// The proof, where side rules made one necessary.
    #[must_use]
    pub const fn proof(&self) -> Option<&Proof> {
        self.proof.as_ref()
    }

    /// What its maker says of it.
    #[must_use]
    pub const fn claim(&self) -> Option<&Claim> {
        self.claim.as_ref()
    }

    /// Where a member is placed.
    pub fn of<'a>(&'a self, member: &'a MemberId) -> impl Iterator<Item = &'a OrganizationId> {
        let mine = self.placements.iter().filter(move |placement| placement.member == *member);
        mine.map(|placement| &placement.organization)
    }
}

/// The answer to a problem.
///
/// The enumeration is exhaustive on purpose: a new kind of answer must stop the builds of its readers.
///
/// Example: [`solve`](crate::solve()).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Everybody is placed and every minimum reached; the plan is proved best by its prices.
    Solved(Plan),
    /// No plan places everybody within the bounds and the side rules.
    Infeasible(Infeasible),
    /// With side rules and under a limit only: the best plan found, which keeps the rules. Its claim says what no plan costs less than; what lies
    /// between is open, and so may be whether everybody can be placed.
    Unproved(Plan),
}

impl Outcome {
    /// The plan: the best one, or the one that leaves the fewest unplaced.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        match self {
            Self::Solved(plan) => plan,
            Self::Infeasible(answer) => &answer.fewest_unplaced,
            Self::Unproved(plan) => plan,
        }
    }
}

/// "No", with its reasons.
///
/// Example: [`confirm`](crate::confirm).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Infeasible {
    /// Why: each can be confirmed by counting alone.
    pub conflicts: Vec<Conflict>,
    /// Why, where only side rules stand in the way: those that cannot hold together.
    pub clash: Option<Clash>,
    /// A plan that leaves the fewest members unplaced and seats empty, and among those is the best. It is not a plan that keeps the rules.
    pub fewest_unplaced: Plan,
}

/// Side rules that cannot hold together, and the designations that are in their way: with any one of these given up, the others leave a complete
/// plan.
///
/// The proof of the plan that comes with it shows that no plan is complete; that each one listed is needed was found by solving without it.
///
/// Example: [`SideRule`](crate::SideRule).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clash {
    /// The side rules.
    pub rules: Vec<RuleId>,
    /// The designations.
    pub designated: Vec<(MemberId, OrganizationId)>,
    /// Whether each one was shown to be needed; `false` when a limit came first.
    pub minimal: bool,
    /// What would mend it, the smallest change first; each was tried by solving again.
    pub repairs: Vec<Repair>,
}

/// What is short.
///
/// Example: [`confirm`](crate::confirm).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shortage {
    /// Members need more places than there are seats for them.
    Seats,
    /// Organizations or areas need more members than may come to them.
    Members,
}

/// A reason for "no" that counting confirms.
///
/// `Seats`: the `members` may only go below the `maxima` (besides the places they hold elsewhere); they need `needed` places there,
/// counting the `minima` of others that must also be served there, and the maxima hold `available`.
///
/// `Members`: the `minima` need `needed` members, and only the `members` may come to them, each as often as its count says, which with
/// what the `maxima` in between let through makes `available`.
///
/// Every part is needed: with one place of a member less, a designation released, a maximum lifted or a minimum lowered by one, the rest can be
/// done. Only where finding that out would take too long (millions of candidates under one conflict) the border of the set is listed whole, and `minimal` is
/// false.
///
/// Example: [`confirm`](crate::confirm).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// What is short.
    pub shortage: Shortage,
    /// Members and the places each needs (`Seats`) or may fill (`Members`) there.
    pub members: Vec<(MemberId, u32)>,
    /// Organizations and areas with the seats that must be filled.
    pub minima: Vec<(Place, u32)>,
    /// Organizations and areas with the seats there are.
    pub maxima: Vec<(Place, u32)>,
    /// Places needed.
    pub needed: u32,
    /// Places available; less than `needed`.
    pub available: u32,
    /// Members whose designation holds them in the conflict.
    pub designated: Vec<(MemberId, OrganizationId)>,
    /// Others who compete for the same seats and are left over as well.
    pub also: Vec<MemberId>,
    /// How many places are missing here in all.
    pub short: u32,
    /// What would mend it, the smallest change first; each was tried by solving again.
    pub repairs: Vec<Repair>,
    /// Whether every part was found to be needed; false where that was not tried. It says nothing of whether the conflict holds.
    #[serde(default)]
    pub minimal: bool,
}

/// A change that would mend a conflict.
///
/// Example: [`confirm`](crate::confirm).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Repair {
    /// Ask a member for one more wish; the organization is one with room that would do.
    AskForWish {
        /// Whom to ask.
        member: MemberId,
        /// For example this one.
        organization: OrganizationId,
    },
    /// Let a place take more members.
    RaiseMaximum {
        /// Which.
        place: Place,
        /// By how many.
        by: u32,
    },
    /// Let a place do with fewer members.
    LowerMinimum {
        /// Which.
        place: Place,
        /// By how many.
        by: u32,
    },
    /// Let a side rule demand less, or allow more.
    Relax {
        /// Which.
        rule: RuleId,
        /// By how much.
        by: u32,
    },
    /// Release a designation.
    Release {
        /// Whose.
        member: MemberId,
        /// Where.
        organization: OrganizationId,
    },
    /// Give a side rule up.
    Lift {
        /// Which.
        rule: RuleId,
    },
}
