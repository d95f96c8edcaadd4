//! The verb solve: from a problem to its best plan with the prices that prove it, or to the reasons why there is none.

mod conflict;
mod force;
mod minimal;
mod repair;
mod side;

pub use force::{Effect, Forced, Move};
pub(crate) use force::{Forcing, nearest};

use crate::cost::Cost;
use crate::error::Error;
use crate::flow::{self, Halt, Network, Row, Solution, TierCost};
use crate::plan::{Claim, Infeasible, Outcome, Plan, Prices};
use crate::problem::{Fixed, Problem};
use crate::roster::{Bounds, Placement};
use std::collections::BTreeMap;

/// Solves a problem to the proved best plan.
///
/// The plan has the least cost of all plans, tiers compared in order; among equally good ones it is the one whose members, in the order
/// of their ids, hold their designations and then get the organizations with the smallest ids. The same facts in any order give the same
/// plan.
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
pub fn solve_until(problem: &Problem, stop: &dyn Fn() -> bool) -> Result<Outcome, Error> {
    let door = Door::new(problem)?;
    let tiers = problem.tiers().len();
    let solution = flow::solve(&door.network, tiers, &|tier| door.tier_cost(tier), stop).map_err(halted)?;
    let plan = door.plan(&solution)?;
    let unmet = solution.unmet(&door.network);
    let answer = side::solve(problem, plan, stop)?;
    let (plan, proved) = (answer.plan, answer.proved);
    if unmet.is_empty() && answer.complete {
        return Ok(if proved { Outcome::Solved(plan) } else { Outcome::Unproved(plan) });
    }
    if !proved {
        return Ok(Outcome::Unproved(plan));
    }
    let conflicts = conflict::explain(&door, &solution, &unmet, stop)?;
    let conflicts = repair::offer(problem, conflicts, stop)?;
    let clash = if unmet.is_empty() { Some(side::clash(problem, stop)?) } else { None };
    Ok(Outcome::Infeasible(Infeasible { conflicts, clash, fewest_unplaced: plan }))
}

/// The least number of members without a place and seats below a minimum.
fn fewest_missing(problem: &Problem, stop: &dyn Fn() -> bool) -> Result<u64, Error> {
    let door = Door::new(problem)?;
    let solution = flow::solve_first(&door.network, &|_| door.unit_cost(), stop).map_err(halted)?;
    Ok(solution.missing(&door.network))
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
    /// For each option of the network the candidate behind it; none for "nowhere".
    candidate: Vec<Option<u32>>,
    /// For each option whether it is "nowhere" for a place that must be held.
    forced: Vec<bool>,
    /// For each row the member behind it.
    member: Vec<u32>,
}

impl<'a> Door<'a> {
    /// Organizations come first among the nodes, in the order of their ids, then areas, then the root. A designated pair is a row of its
    /// own, so that it is held or nothing; the member's other places are another row.
    fn new(problem: &'a Problem) -> Result<Self, Error> {
        Self::within(problem, &Fixed::nothing(problem))
    }

    /// As [`Door::new`], for the plans that hold and do not hold what is known: what is held is a row of its own.
    fn within(problem: &'a Problem, fixed: &Fixed<'_>) -> Result<Self, Error> {
        let broken = Error::Engine("the problem does not fit the engine");
        let small = |count: usize| u32::try_from(count).map_err(|_| broken.clone());
        let roster = problem.roster();
        let leaves = small(roster.organizations.len())?;
        let root = small(roster.organizations.len() + roster.areas.len())?;
        let area_node = |area: Option<u32>| area.map_or(root, |area| leaves + area);

        let mut parent: Vec<u32> = problem.organization_areas().iter().map(|&area| area_node(Some(area))).collect();
        parent.extend(problem.area_parents().iter().map(|&up| area_node(up)));
        parent.push(root);
        let loads = roster.organizations.iter().map(|o| o.load).chain(roster.areas.iter().map(|a| a.load));
        let bounds: Vec<Bounds> = loads.chain(std::iter::once(Bounds::default())).collect();
        let lower = bounds.iter().map(|load| load.min).collect();
        let upper = bounds.iter().map(|load| load.max.unwrap_or(u32::MAX)).collect();

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
        Ok(Self { problem, network, candidate, forced, member })
    }

    fn tier_cost(&self, tier: usize) -> TierCost {
        let Some(tier) = self.problem.tiers().get(tier) else { return TierCost::default() };
        let weights = Problem::tier_weights(tier);
        let pair = |choice: &u32| {
            let candidate = usize::try_from(*choice).ok().and_then(|choice| self.problem.all_candidates().get(choice));
            candidate.map_or(0, |candidate| self.problem.pair_cost(tier, candidate))
        };
        let option = self.candidate.iter().map(|choice| choice.as_ref().map_or(weights.unplaced, pair)).collect();
        TierCost { option, square: weights.square, inner: None, short: weights.short }
    }

    /// One for each unit that goes nowhere, nothing else.
    fn unit_cost(&self) -> TierCost {
        let option = self.candidate.iter().map(|choice| i64::from(choice.is_none())).collect();
        TierCost { option, square: 0, inner: None, short: 1 }
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

    /// Prices by id; what costs nothing in every tier is left out.
    fn prices(&self, solution: &Solution) -> Prices {
        let roster = self.problem.roster();
        let at = |node: usize| -> Cost { solution.price_of(node).collect() };
        let worth = |cost: &Cost| cost.tiers().iter().any(|&tier| tier != 0);
        let organizations = roster.organizations.iter().enumerate().map(|(node, o)| (o.id.clone(), at(node)));
        let first_area = roster.organizations.len();
        let areas = (first_area..).zip(&roster.areas).map(|(node, a)| (a.id.clone(), at(node)));
        Prices {
            organizations: organizations.filter(|entry| worth(&entry.1)).collect::<BTreeMap<_, _>>(),
            areas: areas.filter(|entry| worth(&entry.1)).collect::<BTreeMap<_, _>>(),
            ..Prices::default()
        }
    }

    fn cost(&self, solution: &Solution) -> Result<Cost, Error> {
        let mut tiers = Vec::new();
        for (index, tier) in self.problem.tiers().iter().enumerate() {
            let total = self.network.total(solution, &self.tier_cost(index)) + i128::from(self.problem.base_cost(tier));
            tiers.push(i64::try_from(total).map_err(|_| Error::Engine("a total leaves 64 bits"))?);
        }
        Ok(Cost::from(tiers))
    }
}

/// An index as the size of memory; 32 bits always fit on the platforms this crate is built for.
fn index(small: u32) -> usize {
    usize::try_from(small).unwrap_or(usize::MAX)
}
