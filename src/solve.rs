//! The verb solve: from a problem to its best plan with the prices that prove it, or to the reasons why there is none.

mod conflict;
mod fold;
mod force;
mod minimal;
mod repair;
mod side;
mod ties;

pub use force::{Basis, Effect, Forced, Move};
pub(crate) use force::{Forcing, nearest};
pub(crate) use ties::loose;

use crate::cost::Cost;
use crate::error::Error;
use crate::flow::{self, Halt, Network, Repair, Row, Solution, TierCost};
use crate::plan::{Claim, Infeasible, Outcome, Plan, Prices};
use crate::problem::{Fixed, Problem};
use crate::roster::Placement;
use fold::Fold;

/// Solves a problem to the proved best plan.
///
/// The plan has the least cost of all plans, tiers compared in order; among equally good ones it is the one whose members, in the order
/// of their ids, hold their designations and then get the organizations with the smallest ids. The same facts in any order give the same
/// plan. Under side rules that are no bounds the last is true, and which of several equally good plans it is, the search decides.
///
/// # Errors
/// [`Error::Engine`] if the engine contradicts itself, which would be a fault of the library. "No" is not an error but
/// [`Outcome::Infeasible`].
///
/// # Complexity
/// For each tier at most `U` searches of `O(E + m log m)`, with `E` candidates, `m` organizations and areas, and `U` places that the first
/// guess got wrong; memory `O(E + m)`.
///
/// ```
/// # #[cfg(feature = "toml")]
/// # fn main() -> Result<(), phancong::Error> {
/// use phancong::{Area, Bounds, Member, Organization, Outcome, Policy, Problem, Registration, Roster, certify, solve};
/// let place = |id: &str| -> Result<Organization, phancong::BadId> {
///     Ok(Organization { id: id.parse()?, name: id.into(), area: "binh-son".parse()?, parent: None, load: Bounds::default() })
/// };
/// let wish = |organization: &str, rank| -> Result<Registration, phancong::BadId> {
///     Ok(Registration { member: "UV-01".parse()?, organization: organization.parse()?, rank, on: None })
/// };
/// let roster = Roster {
///     areas: vec![Area { id: "binh-son".parse()?, name: "Huyện Bình Sơn".into(), parent: None, load: Bounds::default() }],
///     organizations: vec![place("binh-chau")?, place("binh-hai")?],
///     members: vec![Member {
///         id: "UV-01".parse()?,
///         name: "Nguyễn Văn An".into(),
///         body: "ban-chap-hanh".parse()?,
///         own: None,
///         scope: vec!["binh-son".parse()?],
///     }],
///     registrations: vec![wish("binh-hai", 1)?, wish("binh-chau", 2)?],
///     ..Roster::default()
/// };
/// let day = "2020-12-01".parse().unwrap_or_default();
/// let problem = Problem::new(roster, Policy::quang_ngai_2020()?.in_force(day)?)?;
/// let Outcome::Solved(plan) = solve(&problem)? else { unreachable!("two organizations are open") };
/// assert_eq!(plan.placements()[0].organization.as_str(), "binh-hai");
/// assert!(certify(&problem, &plan)?.is_optimal());
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "toml"))]
/// # fn main() {}
/// ```
pub fn solve(problem: &Problem) -> Result<Outcome, Error> {
    solve_until(problem, &|| false)
}

/// As [`solve`], and asks `stop` now and then whether to give up.
///
/// # Errors
/// [`Error::Cancelled`] as soon as `stop` says so: an answer that is not proved is not an answer. Otherwise as [`solve`].
///
/// ```
/// # #[cfg(all(feature = "csv", feature = "toml"))]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use phancong::*;
/// # let (roster, _) = office::csv::read_files([
/// #     ("areas.csv", "id,name\nbinh-son,Huyện Bình Sơn\n".as_bytes()),
/// #     ("organizations.csv", "id,name,area,max\nbinh-chau,Đảng bộ xã Bình Châu,binh-son,\nbinh-hai,Đảng bộ xã Bình Hải,binh-son,\n".as_bytes()),
/// #     ("members.csv", "id,name,body\nUV-01,Nguyễn Văn An,ban-chap-hanh\n".as_bytes()),
/// #     ("registrations.csv", "member,organization,rank\nUV-01,binh-hai,1\nUV-01,binh-chau,2\n".as_bytes()),
/// # ])?;
/// # let rules = Policy::quang_ngai_2020()?.in_force("2020-12-01".parse().unwrap_or_default())?;
/// use std::sync::atomic::{AtomicBool, Ordering};
/// let problem = Problem::new(roster, rules)?;
/// let stopped = AtomicBool::new(true); // set by a signal, a button, a clock of the caller's
/// let answer = solve_until(&problem, &|| stopped.load(Ordering::Relaxed));
/// assert!(matches!(answer, Err(Error::Cancelled)));
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "csv", feature = "toml")))]
/// # fn main() {}
/// ```
pub fn solve_until(problem: &Problem, stop: &dyn Fn() -> bool) -> Result<Outcome, Error> {
    let door = Door::new(problem)?;
    let solution = door.solve(stop)?;
    answer(door, solution, stop)
}

/// As [`solve`], beginning at a plan of a problem that differs little: the one before a change. Only what the change puts out of place is searched for.
///
/// The answer is the one that [`solve`] gives, placement by placement; the prices may be others that prove the same. Any plan will do: where it is too
/// far away, or has no prices, the problem is solved from nothing.
///
/// # Errors
/// As [`solve`].
///
/// # Complexity
/// `O(T E log m)` to read the plan for `T` tiers, `E` candidates, `m` organizations and areas; one shortest path for each place that it gets wrong, in all never
/// more than a bounded multiple of reading it; then the choice among equally good plans.
///
/// ```
/// # #[cfg(feature = "toml")]
/// # fn main() -> Result<(), phancong::Error> {
/// # use phancong::*;
/// use phancong::solve_from;
/// # let rules = Policy::quang_ngai_2020()?.in_force("2020-12-01".parse().unwrap())?;
/// # let mut roster = Roster::default();
/// # roster.areas.push(Area { id: "binh-son".parse()?, name: "Huyện Bình Sơn".into(), parent: None, load: Bounds::default() });
/// # for id in ["binh-chau", "binh-hai", "binh-thuan"] {
/// #     let area = "binh-son".parse()?;
/// #     roster.organizations.push(Organization { id: id.parse()?, name: id.into(), area, parent: None, load: Bounds::default() });
/// # }
/// # for (member, wishes) in [("UV-01", ["binh-chau", "binh-hai"]), ("UV-02", ["binh-hai", "binh-chau"])] {
/// #     let body = "ban-chap-hanh".parse()?;
/// #     roster.members.push(Member { id: member.parse()?, name: member.into(), body, own: None, scope: vec![] });
/// #     for (rank, id) in (1..).zip(wishes) {
/// #         roster.registrations.push(Registration { member: member.parse()?, organization: id.parse()?, rank, on: None });
/// #     }
/// # }
/// # let problem = Problem::new(roster, rules)?;
/// let outcome = solve(&problem)?;
/// let changed = problem.keeping(outcome.plan())?.with([Change::Withdraw("UV-02".parse()?)])?;
/// let again = solve_from(&changed, outcome.plan())?;
/// assert_eq!(again.plan().placements(), solve(&changed)?.plan().placements());
/// assert!(certify(&changed, again.plan())?.is_optimal());
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "toml"))]
/// # fn main() {}
/// ```
pub fn solve_from(problem: &Problem, near: &Plan) -> Result<Outcome, Error> {
    let (door, stop) = (Door::new(problem)?, &|| false);
    let solution = match door.solve_from(near, stop)? {
        Some(solution) => solution,
        None => door.solve(stop)?,
    };
    answer(door, solution, stop)
}

/// From the flow's best plan to the outcome under all side rules.
fn answer(door: Door<'_>, solution: Solution, stop: &dyn Fn() -> bool) -> Result<Outcome, Error> {
    let problem = door.problem;
    let answer = side::solve(problem, door.plan(&solution)?, stop)?;
    let (plan, proved) = (answer.plan, answer.proved);
    if !proved {
        return Ok(Outcome::Unproved(plan));
    }
    if answer.complete {
        return Ok(Outcome::Solved(plan));
    }
    let (door, solution) = if door.fold.is_plain() {
        (door, solution)
    } else {
        // What cannot be done even without side rules is told by counting alone.
        let plain = Door::within(problem, Fold::plain(problem), &Fixed::nothing(problem))?;
        let solution = plain.solve(stop)?;
        (plain, solution)
    };
    let unmet = solution.unmet(&door.network);
    let conflicts = conflict::explain(&door, &solution, &unmet, stop)?;
    let conflicts = repair::offer(&door, conflicts, stop)?;
    let clash = if unmet.is_empty() { Some(side::clash(problem, stop)?) } else { None };
    Ok(Outcome::Infeasible(Infeasible { conflicts, clash, fewest_unplaced: plan }))
}

/// The best plan found, complete or not, and whether it is proved; the reasons for a "no" are not worked out.
pub(crate) fn best_until(problem: &Problem, stop: &dyn Fn() -> bool) -> Result<(Plan, bool), Error> {
    let door = Door::new(problem)?;
    let answer = side::solve(problem, door.plan(&door.solve(stop)?)?, stop)?;
    Ok((answer.plan, answer.proved))
}

/// The least number of members without a place and seats below a minimum, whatever the side rules say.
fn fewest_missing(problem: &Problem, stop: &dyn Fn() -> bool) -> Result<i64, Error> {
    let door = Door::within(problem, Fold::plain(problem), &Fixed::nothing(problem))?;
    let solution = flow::solve_first(&door.network, &|_| door.unit_cost(), stop).map_err(halted)?;
    i64::try_from(door.network.total(&solution, &door.unit_cost())).map_err(|_| Error::Engine("a count leaves 64 bits"))
}

fn halted(halt: Halt) -> Error {
    match halt {
        Halt::Stopped => Error::Cancelled,
        Halt::Broken(what) => Error::Engine(what),
    }
}

/// The door between a problem and the engine: ids become nodes and rows on the way in, and come back on the way out.
#[derive(Debug)]
struct Door<'a> {
    problem: &'a Problem,
    network: Network,
    fold: Fold,
    /// For each option of the network the candidate behind it; none for "nowhere".
    candidate: Vec<Option<u32>>,
    /// For each option whether it is "nowhere" for a place that must be held.
    forced: Vec<bool>,
    /// For each row the member behind it.
    member: Vec<u32>,
}

impl<'a> Door<'a> {
    /// Organizations come first among the nodes, in the order of their ids, then areas, then side rules that are folded in, then the root. A
    /// designated pair is a row of its own, so that it is held or nothing; the member's other places are another row.
    fn new(problem: &'a Problem) -> Result<Self, Error> {
        Self::within(problem, Fold::new(problem), &Fixed::nothing(problem))
    }

    /// As [`Door::new`], for the plans that hold and do not hold what is known: what is held is a row of its own.
    fn within(problem: &'a Problem, fold: Fold, fixed: &Fixed<'_>) -> Result<Self, Error> {
        let broken = Error::Engine("the problem does not fit the engine");
        let small = |count: usize| u32::try_from(count).map_err(|_| broken.clone());
        let roster = problem.roster();
        let leaves = small(roster.organizations.len())?;
        let root = small(fold.len())?;
        let parent = fold.parents().map(small).collect::<Result<_, _>>()?;
        let lower = fold.bounds().map(|load| load.min).collect();
        let upper = fold.bounds().map(|load| load.max.unwrap_or(u32::MAX)).collect();

        let mut rows: Vec<(u32, Vec<u32>)> = Vec::new();
        let mut candidate = Vec::new();
        let mut forced = Vec::new();
        let mut member = Vec::new();
        for index in 0..roster.members.len() {
            let mut need = problem.places();
            let mut others = Vec::new();
            for choice in problem.choices_of(index) {
                let Some(found) = problem.all_candidates().get(choice) else { continue };
                let known = fixed.of(choice);
                if found.designated && known == Some(false) {
                    need = need.saturating_sub(1);
                    rows.push((1, vec![root]));
                    candidate.push(None);
                    forced.push(false);
                    member.push(small(index)?);
                } else if found.designated || known == Some(true) {
                    need = need.saturating_sub(1);
                    rows.push((1, vec![found.organization, root]));
                    candidate.extend([Some(small(choice)?), None]);
                    forced.extend([false, known == Some(true)]);
                    member.push(small(index)?);
                } else if known.is_none() {
                    others.push((found.organization, small(choice)?));
                }
            }
            if need > 0 {
                let mut options: Vec<u32> = others.iter().map(|other| other.0).collect();
                options.extend((0..need).map(|_| root));
                candidate.extend(others.iter().map(|other| Some(other.1)));
                candidate.extend((0..need).map(|_| None));
                forced.resize(candidate.len(), false);
                rows.push((need, options));
                member.push(small(index)?);
            }
        }
        let rows = rows.iter().map(|(need, options)| Row { need: *need, options });
        let network = Network::new(rows, parent, lower, upper, leaves).ok_or(broken)?;
        Ok(Self { problem, network, fold, candidate, forced, member })
    }

    fn tier_cost(&self, tier: usize) -> TierCost {
        self.tier_cost_of(tier, |_| true)
    }

    /// As [`Door::tier_cost`], with 0 for the options that are left out.
    fn tier_cost_of(&self, tier: usize, counts: impl Fn(usize) -> bool) -> TierCost {
        let Some(tier) = self.problem.tiers().get(tier) else { return TierCost::default() };
        let weights = Problem::tier_weights(tier);
        let pair = |choice: &u32| {
            let candidate = usize::try_from(*choice).ok().and_then(|choice| self.problem.all_candidates().get(choice));
            candidate.map_or(0, |candidate| self.problem.pair_cost(tier, candidate))
        };
        let cost = |(option, choice): (usize, &Option<u32>)| match choice {
            _ if !counts(option) => 0,
            Some(choice) => pair(choice),
            None => weights.unplaced,
        };
        let option = self.candidate.iter().enumerate().map(cost).collect();
        TierCost { option, square: weights.square, inner: None, short: weights.short }
    }

    /// One for each unit that goes nowhere, nothing else.
    fn unit_cost(&self) -> TierCost {
        let option = self.candidate.iter().map(|choice| i64::from(choice.is_none())).collect();
        TierCost { option, square: 0, inner: None, short: 1 }
    }

    fn solve(&self, stop: &dyn Fn() -> bool) -> Result<Solution, Error> {
        let tiers = self.problem.tiers().len();
        flow::solve(&self.network, tiers, &|tier| self.tier_cost(tier), stop).map_err(halted)
    }

    /// The same solution, from a plan and its prices; none when that would take more than a fresh start is likely to.
    fn solve_from(&self, plan: &Plan, stop: &dyn Fn() -> bool) -> Result<Option<Solution>, Error> {
        let tiers = self.problem.tiers().len();
        let price: Vec<Vec<i64>> = (0..tiers).map(|tier| self.price(plan, tier)).collect();
        if plan.prices().is_none() {
            return Ok(None);
        }
        let state = Repair::near(&self.network, &self.chosen(plan), &price, &|tier| self.tier_cost(tier));
        let Some(mut state) = state else { return Ok(None) };
        let limit = (self.candidate.len() + self.network.root()).saturating_mul(tiers);
        if !state.settle(limit, stop).map_err(halted)? {
            return Ok(None);
        }
        let mut best = state.best();
        best.settle(&self.network, stop).map_err(halted)?;
        Ok(Some(best.solution()))
    }

    /// For each member the row of the places that are not designated.
    fn free_rows(&self) -> Vec<Option<u32>> {
        let mut row = vec![None; self.problem.roster().members.len()];
        for (at, member) in (0u32..).zip(&self.member) {
            let first = self.network.options_of(index(at)).next();
            let is_pin = first.and_then(|option| self.candidate_at(option)).is_some_and(|c| c.designated);
            if let Some(known) = row.get_mut(index(*member)).filter(|_| !is_pin) {
                *known = Some(at);
            }
        }
        row
    }

    fn plan(&self, solution: &Solution) -> Result<Plan, Error> {
        let problem = self.problem;
        let roster = problem.roster();
        let mut placements = Vec::new();
        for (row, &member) in self.member.iter().enumerate() {
            let Some(member) = roster.members.get(index(member)) else { continue };
            for option in self.network.options_of(row) {
                let candidate = self.candidate.get(option).copied().flatten();
                let Some(candidate) = candidate.and_then(|choice| problem.all_candidates().get(index(choice))) else {
                    continue;
                };
                if solution.uses(option)
                    && let Some(organization) = problem.organization_at(candidate.organization)
                {
                    placements.push(Placement { member: member.id.clone(), organization: organization.id.clone() });
                }
            }
        }
        let prices = self.prices(solution);
        let cost = self.cost(solution)?;
        let claim = Claim {
            problem: problem.digest().clone(),
            tiers: problem.tiers().iter().map(|tier| tier.name.clone()).collect(),
            bound: cost.clone(),
            cost,
        };
        Ok(Plan::new(placements).with_prices(prices).with_claim(claim))
    }

    fn prices(&self, solution: &Solution) -> Prices {
        self.fold.prices(self.problem, &|node| solution.price_of(node).collect())
    }

    fn cost(&self, solution: &Solution) -> Result<Cost, Error> {
        let mut tiers = Vec::new();
        for (index, tier) in self.problem.tiers().iter().enumerate() {
            let used = self.tier_cost_of(index, |option| solution.uses(option));
            let total = self.network.total(solution, &used) + i128::from(self.problem.base_cost(tier));
            tiers.push(i64::try_from(total).map_err(|_| Error::Engine("a total leaves 64 bits"))?);
        }
        Ok(Cost::from(tiers))
    }
}

/// An index as the size of memory; 32 bits always fit on the platforms this crate is built for.
fn index(small: u32) -> usize {
    usize::try_from(small).unwrap_or(usize::MAX)
}
