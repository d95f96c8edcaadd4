//! Side rules: plans that keep them, and the proof that none is better.
//!
//! The flow knows nothing of them, so its optimum is a bound. Where its plan breaks a rule, all plans are divided by who is where until each part
//! is either solved by the flow or excluded by prices. Every number that decides is whole; what comes from the backend is only ever tried.

mod clash;
#[cfg(feature = "milp")]
mod model;
#[cfg(feature = "milp")]
mod prices;
mod relax;
mod search;
mod table;

pub(super) use clash::clash;

use crate::cost::Cost;
use crate::error::Error;
use crate::plan::{Claim, Plan};
use crate::problem::Problem;
use search::Search;
use table::Chosen;

/// The best plan found under the side rules.
pub(super) struct Answer {
    pub(super) plan: Plan,
    /// Whether no plan is better.
    pub(super) proved: bool,
    /// Whether everybody is placed and nothing is lacking.
    pub(super) complete: bool,
}

/// The best plan that keeps the side rules, given the best one that need not.
pub(super) fn solve(problem: &Problem, plan: Plan, stop: &dyn Fn() -> bool) -> Result<Answer, Error> {
    let cost = plan.claim().map(|claim| claim.cost.clone()).unwrap_or_default();
    let complete = |cost: &Cost| cost.tier(0) == Some(0);
    // The bound of the problem without side rules, when it is met.
    let proved = |plan| Ok(Answer { proved: true, complete: complete(&cost), plan });
    if problem.sides().is_empty() {
        return proved(plan);
    }
    let free = Chosen::new(problem, plan.placements());
    if free.cost().is_some_and(|found| found == cost.tiers()) {
        return proved(plan);
    }
    let found = Search::new(problem, problem.tiers().len(), stop).run(Some(free))?;
    let cost: Cost = found.cost.into_iter().collect();
    let mut answer = Plan::new(found.best.placements());
    answer = plan.prices().cloned().into_iter().fold(answer, Plan::with_prices);
    let plain = plan.claim().map(|claim| claim.bound.clone()).unwrap_or_default();
    let bound = found.proof.bound.clone().max(plain.clone());
    if bound > plain {
        answer = answer.with_proof(found.proof);
    }
    let proved = bound == cost;
    let claim = Claim {
        problem: problem.digest().clone(),
        tiers: problem.tiers().iter().map(|tier| tier.name.clone()).collect(),
        cost: cost.clone(),
        bound,
    };
    Ok(Answer { plan: answer.with_claim(claim), proved, complete: complete(&cost) })
}
