//! What it would cost to force something on the best plan, and who would have to move: one shortest path each, without solving again.

use super::fold::Fold;
use super::{Door, halted, index};
use crate::cost::Cost;
use crate::error::Error;
use crate::flow::{self, Settled, TierCost};
use crate::id::{MemberId, OrganizationId};
use crate::plan::Plan;
use crate::problem::{Candidate, Fixed, Problem};
use crate::roster::{Place, Placement};
use serde::Serialize;
use std::collections::BTreeSet;

/// One step of a chain: a member gives up a place for another. What differs for a member between two tables, whatever the way from one to the
/// other, is a [`Shift`](crate::Shift).
///
/// Example: [`Questions`](crate::explain::Questions).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Move {
    /// Who.
    pub member: MemberId,
    /// The place given up; none when a place is only gained.
    pub from: Option<OrganizationId>,
    /// The place taken; none when a place is only lost.
    pub to: Option<OrganizationId>,
}

/// How the figures of an answer were found.
///
/// Example: [`Questions`](crate::explain::Questions).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// By a shortest path over the prices of the plan: exact, with the fewest moves.
    Prices,
    /// By solving again, as side rules make it necessary: the cost is exact and proved; the moves are those to the plan found, and another one that is
    /// as good may move others.
    SolvedAgain,
    /// By solving again until a limit came: the cost is that of the best plan found, and no plan costs less than `at_least` more.
    NotProved {
        /// The least the change can cost, one number per tier.
        at_least: Cost,
    },
}

/// What a forced step brings about when everything else settles again as well as it can.
///
/// Example: [`Questions`](crate::explain::Questions).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// The change of the best plan's cost, one number per tier; exact unless the basis says that it is not proved.
    pub cost: Cost,
    /// How it was found.
    pub basis: Basis,
    /// Who moves: from prices the fewest that do it, in the order in which one makes room for the next; solved again, by id.
    pub moves: Vec<Move>,
    /// Organizations and areas that fall below their minimum by one seat (more) each.
    pub starved: Vec<Place>,
}

impl Effect {
    /// Nothing changes.
    pub(crate) fn none(tiers: usize, basis: Basis) -> Self {
        Self { cost: Cost::zero(tiers), basis, moves: Vec::new(), starved: Vec::new() }
    }

    /// The first tier that changes, counted from 0; none when the plan stays exactly as good.
    #[must_use]
    pub fn decided_by(&self) -> Option<usize> {
        self.cost.tiers().iter().position(|&tier| tier != 0)
    }

    /// Whether somebody or some seat is left without: no complete plan has it.
    #[must_use]
    pub fn leaves_short(&self) -> bool {
        self.cost.tier(0).is_some_and(|unplaced| unplaced > 0)
    }
}

/// What designating a member to an organization would bring about.
///
/// Example: [`Questions`](crate::explain::Questions).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Forced {
    /// The least it could cost, read off the plan's prices without a search: never above the exact cost.
    pub bound: Cost,
    /// What it comes to.
    pub effect: Effect,
    /// Whether a best plan under the designation has the member there; solved again, whether the plan found has. A designation for which there
    /// is no seat stays unmet, and its place empty; of one on record, this says whether it is met.
    pub held: bool,
}

/// A best plan ready to be asked. Made once, it answers any number of questions.
#[derive(Debug)]
pub(crate) struct Forcing<'a> {
    door: Door<'a>,
    settled: Settled,
    /// For each member the row of the places that are not designated.
    row: Vec<Option<u32>>,
}

impl<'a> Forcing<'a> {
    /// Reads a best plan with prices that prove it; none when the prices do not fit it step by step.
    pub(crate) fn new(problem: &'a Problem, plan: &Plan) -> Result<Option<Self>, Error> {
        let door = Door::new(problem)?;
        let chosen = door.chosen(plan);
        let price: Vec<Vec<i64>> = (0..problem.tiers().len()).map(|tier| door.price(plan, tier)).collect();
        let settled = Settled::new(&door.network, chosen, &price, &|tier| door.tier_cost(tier));
        Ok(settled.map(|settled| Self::of(door, settled)))
    }

    /// What the prices alone say where side rules stand: a best plan that need not keep them, and what it costs.
    pub(crate) fn relaxed(problem: &'a Problem, stop: &dyn Fn() -> bool) -> Result<(Self, Cost), Error> {
        let door = Door::within(problem, Fold::plain(problem), &Fixed::nothing(problem))?;
        let solution = door.solve(stop)?;
        let cost = door.cost(&solution)?;
        let settled = Settled::new(&door.network, solution.chosen, &solution.price, &|tier| door.tier_cost(tier));
        let settled = settled.ok_or(Error::Engine("the prices of a flow do not fit it"))?;
        Ok((Self::of(door, settled), cost))
    }

    fn of(door: Door<'a>, settled: Settled) -> Self {
        let row = door.free_rows();
        Self { door, settled, row }
    }

    /// What designating a member to a candidate would cost. None for a member whose places are all designated.
    pub(crate) fn pair(&self, member: usize, candidate: &Candidate) -> Option<Forced> {
        let (door, network) = (&self.door, &self.door.network);
        let tiers = door.problem.tiers();
        let held = self.holds(member, candidate.organization);
        let designated = door.problem.choices_of(member).any(|at| door.is_pin(at, candidate.organization));
        if held || designated {
            // What is so already, or designated already and unmet, changes nothing by being said again.
            let cost = Cost::zero(tiers.len());
            return Some(Forced { bound: cost, effect: Effect::none(tiers.len(), Basis::Prices), held });
        }
        let row = index((*self.row.get(member)?)?);
        let paid: Vec<i64> = tiers.iter().map(|tier| door.problem.pair_cost(tier, candidate)).collect();
        let empty: Vec<i64> = tiers.iter().map(|tier| Problem::tier_weights(tier).unplaced).collect();
        let (node, root) = (index(candidate.organization), network.root());
        let force = |node, cost| self.settled.force(network, flow::Forced::Use { row, node, cost });
        let bound = |node, cost| self.settled.bound(network, row, node, cost);
        let held = force(node, &paid);
        // Where even the bound of leaving the place empty is not below, there is nothing to search for.
        let empty_bound = bound(root, &empty);
        let beaten = held.as_ref().is_some_and(|held| held.cost <= empty_bound);
        let missed = if beaten { None } else { force(root, &empty) };
        let is_held = held.as_ref().is_some_and(|held| missed.as_ref().is_none_or(|missed| held.cost <= missed.cost));
        let change = if is_held { held } else { missed }?;
        let to = if is_held { door.problem.organization_at(candidate.organization) } else { None };
        Some(Forced {
            bound: bound(node, &paid).min(empty_bound).into(),
            effect: self.effect(change, to.map(|organization| &organization.id)),
            held: is_held,
        })
    }

    /// Whether the plan has a member at an organization.
    fn holds(&self, member: usize, organization: u32) -> bool {
        let rows = self.door.member.partition_point(|&row| index(row) < member)..self.door.member.len();
        let rows = rows.take_while(|&row| self.door.member.get(row).is_some_and(|&at| index(at) == member));
        let mut used =
            rows.flat_map(|row| self.door.network.options_of(row)).filter(|&option| self.settled.uses(option));
        used.any(|option| self.door.candidate_at(option).is_some_and(|found| found.organization == organization))
    }

    /// What the prices alone say of placing a member: the least it could cost.
    pub(crate) fn bound(&self, member: usize, candidate: &Candidate) -> Option<Cost> {
        let row = index((*self.row.get(member)?)?);
        let tiers = self.door.problem.tiers();
        let paid: Vec<i64> = tiers.iter().map(|tier| self.door.problem.pair_cost(tier, candidate)).collect();
        Some(self.settled.bound(&self.door.network, row, index(candidate.organization), &paid).into())
    }

    /// The least that designating a member could cost: the bound of being placed there, or of leaving the place empty.
    pub(crate) fn least(&self, member: usize, candidate: &Candidate) -> Option<Cost> {
        let row = index((*self.row.get(member)?)?);
        let tiers = self.door.problem.tiers();
        let empty: Vec<i64> = tiers.iter().map(|tier| Problem::tier_weights(tier).unplaced).collect();
        let network = &self.door.network;
        let missed = self.settled.bound(network, row, network.root(), &empty).into();
        Some(self.bound(member, candidate)?.min(missed))
    }

    /// What one member more or one fewer at an organization or in an area would cost, bounds of that place giving way as far as that. `node` is as in
    /// the problem's tree.
    pub(crate) fn step(&self, node: usize, more: bool) -> Option<Effect> {
        let forced = if more { flow::Forced::More(node) } else { flow::Forced::Less(node) };
        let change = self.settled.force(&self.door.network, forced)?;
        Some(self.effect(change, None))
    }

    fn effect(&self, change: flow::Change, own: Option<&OrganizationId>) -> Effect {
        let mut moves = Vec::new();
        // The forced one is told first, then who makes room for whom.
        let (forced, others): (Vec<_>, Vec<_>) = change.swaps.into_iter().partition(|swap| swap.1.is_none());
        for (from, to) in forced.into_iter().chain(others) {
            let Some(member) = self.door.member_of(from) else { continue };
            let (from, to) = (self.door.organization(from), to.map_or(own, |to| self.door.organization(to)));
            if from != to {
                moves.push(Move { member: member.clone(), from: from.cloned(), to: to.cloned() });
            }
        }
        let tree = self.door.problem.tree();
        let starved = change.starved.into_iter().filter_map(|node| tree.place(node)).collect();
        Effect { cost: change.cost.into(), basis: Basis::Prices, moves, starved }
    }
}

impl Door<'_> {
    /// The options that a plan uses; a member's missing places are options to nowhere.
    pub(super) fn chosen(&self, plan: &Plan) -> Vec<bool> {
        let held: BTreeSet<(usize, usize)> = plan
            .placements()
            .iter()
            .filter_map(|p| {
                Some((self.problem.member_index(&p.member)?, self.problem.organization_index(&p.organization)?))
            })
            .collect();
        let mut chosen = vec![false; self.candidate.len()];
        for (row, &member) in self.member.iter().enumerate() {
            let mut left = self.network.need_of(row);
            for option in self.network.options_of(row) {
                let used = match self.candidate_at(option) {
                    Some(candidate) => held.contains(&(index(member), index(candidate.organization))),
                    None => left > 0,
                };
                left = left.saturating_sub(u32::from(used));
                chosen.get_mut(option).into_iter().for_each(|known| *known = used);
            }
        }
        chosen
    }

    /// A plan's prices in one tier, node by node.
    pub(super) fn price(&self, plan: &Plan, tier: usize) -> Vec<i64> {
        self.fold.prices_of_nodes(self.problem, plan.prices(), tier)
    }

    pub(super) fn candidate_at(&self, option: usize) -> Option<&Candidate> {
        let choice = self.candidate.get(option).copied().flatten()?;
        self.problem.all_candidates().get(index(choice))
    }

    pub(super) fn organization(&self, option: usize) -> Option<&OrganizationId> {
        let candidate = self.candidate_at(option)?;
        self.problem.organization_at(candidate.organization).map(|organization| &organization.id)
    }

    pub(super) fn member_of(&self, option: usize) -> Option<&MemberId> {
        let member = self.member.get(self.network.row_of(option)?)?;
        self.problem.roster().members.get(index(*member)).map(|member| &member.id)
    }

    fn is_pin(&self, choice: usize, organization: u32) -> bool {
        let found = self.problem.all_candidates().get(choice);
        found.is_some_and(|found| found.designated && found.organization == organization)
    }
}

/// The best plan that differs in the fewest places from a table, whatever else the policy says of moves; its prices prove it best for the problem.
pub(crate) fn nearest(problem: &Problem, table: &Plan) -> Result<Plan, Error> {
    let door = Door::new(problem)?;
    let held: BTreeSet<&Placement> = table.placements().iter().collect();
    let tiers = problem.tiers().len();
    let away = |option: usize| {
        let pair = door.organization(option).zip(door.member_of(option));
        let pair =
            pair.map(|(organization, member)| Placement { member: member.clone(), organization: organization.clone() });
        i64::from(pair.is_none_or(|pair| !held.contains(&pair)))
    };
    let charge = |tier: usize| {
        if tier < tiers {
            return door.tier_cost(tier);
        }
        TierCost { option: (0..door.candidate.len()).map(away).collect(), ..TierCost::default() }
    };
    let mut solution = flow::solve(&door.network, tiers + 1, &charge, &|| false).map_err(halted)?;
    solution.price.truncate(tiers);
    door.plan(&solution)
}
