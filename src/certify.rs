//! The judge of plans: recomputes legality, cost and bound from the facts, by adding numbers up. No engine takes part.

mod bound;
mod conflict;
mod legal;
mod rejection;
mod side;

pub use conflict::{Miscount, Miscounted, confirm};
pub use rejection::{Rejected, Rejection};
pub use side::ProofFault;

use crate::cost::Cost;
use crate::plan::{Claim, Plan};
use crate::problem::{Fixed, Problem};
use legal::Count;
use serde::Serialize;

/// What the judge found out about a legal plan. Costs are sums over the whole plan, one number per tier.
///
/// It is only ever made by [`certify`](crate::certify()).
///
/// Example: [`certify`](crate::certify()).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Certificate {
    /// What the plan costs.
    pub cost: Cost,
    /// What every plan for this problem costs at least, as the plan's prices prove.
    pub bound: Cost,
    /// `cost - bound`, tier by tier: never below zero in the order of costs, though a later tier may be.
    pub gap: Cost,
    /// Places that members should hold and do not.
    pub unplaced: u64,
    /// Seats below the minima of organizations and areas.
    pub short: u64,
}

impl Certificate {
    /// Whether everybody holds all places and every minimum is reached: the first tier is 0.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.cost.tier(0) == Some(0)
    }

    /// Whether no plan costs less, complete or not: the bound is the cost.
    #[must_use]
    pub fn is_least(&self) -> bool {
        self.bound == self.cost
    }

    /// Whether the plan is complete and no plan costs less.
    #[must_use]
    pub fn is_optimal(&self) -> bool {
        self.is_complete() && self.is_least()
    }

    /// Whether the prices prove that no complete plan exists: the bound of the first tier is above 0.
    #[must_use]
    pub fn proves_infeasible(&self) -> bool {
        self.bound.tier(0).is_some_and(|unplaced| unplaced > 0)
    }
}

/// Judges a plan: is it legal, what does it cost, and how much better could any plan be?
///
/// Whatever the plan claims about itself is recomputed and must be true. A plan without prices gets the bound that prices of zero prove. Members
/// without a place and seats below a minimum are not illegal: they cost. The method is described in [`certificate`](mod@crate::certificate).
///
/// # Errors
/// [`Rejected`] with everything that is wrong with the plan, its claim and its prices.
///
/// # Complexity
/// `O(T (C + P log P + (O + A) log M))` for `T` tiers, `C` candidates, `P` placements, `O` organizations, `A` areas and `M` members.
///
/// ```
/// # #[cfg(feature = "toml")]
/// # fn main() -> Result<(), phancong::Error> {
/// # use phancong::*;
/// # let rules = Policy::quang_ngai_2020()?.in_force("2020-12-01".parse().unwrap())?;
/// # let mut roster = Roster::default();
/// # roster.areas.push(Area { id: "binh-son".parse()?, name: "Huyện Bình Sơn".into(), parent: None, load: Bounds::default() });
/// # for id in ["binh-chau", "binh-hai"] {
/// #     let area = "binh-son".parse()?;
/// #     roster.organizations.push(Organization { id: id.parse()?, name: id.into(), area, parent: None, load: Bounds::default() });
/// # }
/// # let (id, body) = ("UV-01".parse()?, "ban-chap-hanh".parse()?);
/// # roster.members.push(Member { id, name: "Nguyễn Văn An".into(), body, own: None, scope: vec![] });
/// # for (rank, id) in [(1, "binh-chau"), (2, "binh-hai")] {
/// #     roster.registrations.push(Registration { member: "UV-01".parse()?, organization: id.parse()?, rank, on: None });
/// # }
/// let problem = Problem::new(roster, rules)?; // one member, who registered Bình Châu and then Bình Hải
/// let first_wish = Plan::new(vec![Placement { member: "UV-01".parse()?, organization: "binh-chau".parse()? }]);
/// let certificate = certify(&problem, &first_wish)?;
/// assert!(certificate.is_complete());
///
/// let stranger = Plan::new(vec![Placement { member: "UV-99".parse()?, organization: "binh-chau".parse()? }]);
/// let rejected = certify(&problem, &stranger).unwrap_err();
/// assert!(matches!(rejected.rejections(), [Rejection::UnknownMember { .. }, ..]));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "toml"))]
/// # fn main() {}
/// ```
pub fn certify(problem: &Problem, plan: &Plan) -> Result<Certificate, Rejected> {
    let mut rejections = Vec::new();
    let count = legal::check(problem, plan.placements(), &mut rejections);
    let legal = rejections.is_empty().then(|| cost(problem, &count));
    let cost = legal.and_then(|cost| in_range(problem, Ok(cost), &mut rejections));
    let plain = side::Mixture::plain(problem);
    let prices = side::Table::read(problem, plan.prices(), &plain, &mut rejections);
    let sums = prices.map(|prices| bound::bound(problem, &prices, &Fixed::nothing(problem)));
    let mut bound = sums.and_then(|sums| in_range(problem, sums, &mut rejections));
    if let Some(proof) = plan.proof() {
        match side::check_proof(problem, proof) {
            Ok(()) => bound = bound.max(Some(proof.bound.clone())),
            Err((step, fault)) => rejections.push(Rejection::Proof { step, fault }),
        }
    }
    if let Some(claim) = plan.claim() {
        check_claim(problem, claim, cost.as_ref(), bound.as_ref(), &mut rejections);
    }
    if let (Some(cost), Some(bound), true) = (cost, bound, rejections.is_empty()) {
        let apart = cost.tiers().iter().zip(bound.tiers()).map(|(&cost, &bound)| i128::from(cost) - i128::from(bound));
        if let Some(gap) = in_range(problem, Ok(apart.collect()), &mut rejections) {
            return Ok(Certificate { cost, bound, gap, unplaced: count.unplaced, short: count.short });
        }
    }
    Err(Rejected::new(rejections))
}

/// The cost of legal placements, tier by tier.
fn cost(problem: &Problem, count: &Count<'_>) -> Vec<i128> {
    let squares: i128 = count.organizations.iter().map(|&load| i128::from(load) * i128::from(load)).sum();
    let tiers = problem.tiers().iter().map(|tier| {
        let weights = Problem::tier_weights(tier);
        let pairs = count.held.iter().map(|pair| i128::from(problem.pair_cost(tier, pair))).sum::<i128>();
        let unplaced = i128::from(weights.unplaced) * i128::from(count.unplaced);
        let short = i128::from(weights.short) * i128::from(count.short);
        i128::from(problem.base_cost(tier)) + pairs + unplaced + short + i128::from(weights.square) * squares
    });
    tiers.collect()
}

/// The sums as a cost, unless the number of a tier does not fit.
fn in_range(problem: &Problem, sums: Result<Vec<i128>, usize>, rejections: &mut Vec<Rejection>) -> Option<Cost> {
    let fit = |sums: Vec<i128>| {
        let numbers = sums.into_iter().enumerate();
        numbers.map(|(tier, sum)| i64::try_from(sum).map_err(|_| tier)).collect::<Result<Cost, usize>>()
    };
    let tier = match sums.and_then(fit) {
        Ok(cost) => return Some(cost),
        Err(tier) => problem.tiers().get(tier).map(|tier| tier.name.clone()).unwrap_or_default(),
    };
    rejections.push(Rejection::OutOfRange { tier });
    None
}

fn check_claim(
    problem: &Problem,
    claim: &Claim,
    cost: Option<&Cost>,
    bound: Option<&Cost>,
    rejections: &mut Vec<Rejection>,
) {
    if claim.problem != *problem.digest() {
        let (claimed, found) = (claim.problem.clone(), problem.digest().clone());
        rejections.push(Rejection::OtherProblem { claimed, found });
    }
    let names: Vec<&str> = problem.tiers().iter().map(|tier| tier.name.as_str()).collect();
    if claim.tiers != names {
        let found = names.into_iter().map(str::to_owned).collect();
        // Costs in other tiers have nothing to be compared with.
        return rejections.push(Rejection::OtherTiers { claimed: claim.tiers.clone(), found });
    }
    if let Some(found) = cost.filter(|&found| *found != claim.cost) {
        rejections.push(Rejection::WrongCost { claimed: claim.cost.clone(), found: found.clone() });
    }
    if let Some(found) = bound.filter(|&found| *found != claim.bound) {
        rejections.push(Rejection::WrongBound { claimed: claim.bound.clone(), found: found.clone() });
    }
}
