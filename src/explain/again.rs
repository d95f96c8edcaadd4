//! Questions under side rules: prices give only a bound there, so each figure comes from solving the changed problem.

use super::draft::moves;
use super::{Load, loads};
use crate::cost::Cost;
use crate::error::Error;
use crate::id::RuleId;
use crate::plan::Plan;
use crate::policy::Text;
use crate::problem::{Change, Problem, ProblemError, What};
use crate::roster::{Bounds, Demand, Designation, Place, Placement, SideRule, Term};
use crate::solve::{Basis, Effect, Forced, best_until};
use std::fmt;

/// A best plan under side rules, and what solving again needs.
pub(super) struct Again<'a> {
    problem: &'a Problem,
    plan: Plan,
    cost: Cost,
    /// What the plan costs more than the bound that prices alone prove.
    gap: Cost,
    stop: &'a dyn Fn() -> bool,
}

impl fmt::Debug for Again<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Again").field("plan", &self.plan).field("gap", &self.gap).finish_non_exhaustive()
    }
}

impl<'a> Again<'a> {
    /// `relaxed` is what the best plan costs that need not keep the side rules.
    pub(super) fn new(
        problem: &'a Problem,
        plan: &Plan,
        cost: Cost,
        relaxed: &Cost,
        stop: &'a dyn Fn() -> bool,
    ) -> Result<Self, Error> {
        let gap = less(&cost, relaxed)?;
        Ok(Self { problem, plan: Plan::new(plan.placements().to_vec()), cost, gap, stop })
    }

    /// A bound read off the prices: they speak of the plan that need not keep the side rules, so the gap to it is taken off.
    pub(super) fn bound(&self, bound: &Cost) -> Option<Cost> {
        bound.minus(&self.gap)
    }

    /// What designating a pair that the plan does not hold would bring about; none when the member has no place left, or that makes no problem.
    pub(super) fn pair(&self, pair: &Placement, bound: Option<Cost>) -> Result<Option<Forced>, Error> {
        if self.problem.candidate(pair).is_some_and(|candidate| candidate.designated) {
            // On record already, and unmet.
            let effect = Effect::none(self.cost.tiers().len(), Basis::SolvedAgain);
            return Ok(Some(Forced { bound: effect.cost.clone(), effect, held: false }));
        }
        let Some(bound) = bound.and_then(|bound| self.bound(&bound)) else { return Ok(None) };
        let Placement { member, organization } = pair.clone();
        let pin = Change::Designate(Designation { member, organization, reason: String::new() });
        match self.solve(vec![pin]) {
            Ok((plan, effect)) => {
                let held = plan.placements().binary_search(pair).is_ok();
                Ok(Some(Forced { bound, effect, held }))
            }
            Err(Error::Problem(ProblemError::Defects(_))) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// One member more than the load says at a place, its own maximum giving way; none when nobody more can come.
    pub(super) fn more(&self, load: &Load) -> Result<Option<Effect>, Error> {
        let wanted = load.count.saturating_add(1);
        let bounds = Bounds { max: load.bounds.max.map(|max| max.max(wanted)), ..load.bounds };
        // A rule that demands is missed at a price. Heavy enough, nothing is worth missing it; a power of two, its prices are exact.
        let heavy = u32::try_from(self.most_missing().saturating_add(1).next_power_of_two()).ok();
        let count = heavy.and_then(|heavy| heavy.checked_mul(wanted));
        let (Some(weight), Some(count)) = (heavy, count) else { return Err(Error::Cancelled) };
        let demand = Demand::AtLeast { count, of: vec![Term { weight, ..here(&load.place) }] };
        let found = self.solve(vec![bounded(&load.place, bounds), self.demand(demand)?]);
        let (plan, effect) = match found {
            Err(Error::Problem(ProblemError::Defects(defects)))
                if defects.iter().any(|d| matches!(d.what, What::SideBeyond { .. })) =>
            {
                return Ok(None);
            }
            found => found?,
        };
        let now = loads(self.problem, &plan).into_iter().find(|now| now.place == load.place);
        if now.is_some_and(|now| now.count >= wanted) {
            return Ok(Some(effect));
        }
        // With a proof that it must be missed, nobody more can come; without one, nothing is known.
        if effect.basis == Basis::SolvedAgain { Ok(None) } else { Err(Error::Cancelled) }
    }

    /// One member fewer than the load says at a place, its own minimum giving way; none when nobody comes.
    pub(super) fn fewer(&self, load: &Load) -> Result<Option<Effect>, Error> {
        let Some(count) = load.count.checked_sub(1) else { return Ok(None) };
        let bounds = Bounds { min: load.bounds.min.min(count), ..load.bounds };
        let demand = Demand::AtMost { count, of: vec![here(&load.place)] };
        let (_, effect) = self.solve(vec![bounded(&load.place, bounds), self.demand(demand)?])?;
        Ok(Some(effect))
    }

    /// The best plan after changes, and what it costs more than the one at hand.
    fn solve(&self, changes: Vec<Change>) -> Result<(Plan, Effect), Error> {
        let changed = self.problem.with(changes)?;
        let (plan, proved) = best_until(&changed, self.stop)?;
        let claim = plan.claim().ok_or(Error::Engine("a plan says nothing of its cost"))?;
        let cost = less(&claim.cost, &self.cost)?;
        let basis =
            if proved { Basis::SolvedAgain } else { Basis::NotProved { at_least: less(&claim.bound, &self.cost)? } };
        let before = loads(self.problem, &self.plan);
        let after = loads(&changed, &plan);
        let starved = before.iter().zip(&after).flat_map(|(before, after)| {
            let short = after.short().saturating_sub(before.short());
            (0..short).map(|_| after.place.clone())
        });
        let effect = Effect { cost, basis, moves: moves(&self.plan, &plan), starved: starved.collect() };
        Ok((plan, effect))
    }

    /// The most that can be missing in all: places, seats below minima, and what rules demand.
    fn most_missing(&self) -> u64 {
        let roster = self.problem.roster();
        let members = u64::try_from(roster.members.len()).unwrap_or(u64::MAX);
        let places = members.saturating_mul(self.problem.places().into());
        let minima = roster.organizations.iter().map(|o| o.load.min).chain(roster.areas.iter().map(|a| a.load.min));
        let demanded = roster.side_rules.iter().map(|rule| match rule.says {
            Demand::AtLeast { count, .. } => count,
            _ => 0,
        });
        minima.chain(demanded).fold(places, |sum, number| sum.saturating_add(number.into()))
    }

    /// A demand as a change of the facts, under an id that no rule has.
    fn demand(&self, says: Demand) -> Result<Change, Error> {
        let mut id = "question".to_owned();
        while self.problem.roster().side_rules.iter().any(|rule| rule.id.as_str() == id) {
            id.push('\'');
        }
        let text = Text { vi: String::new(), en: String::new() };
        Ok(Change::Demand(SideRule { id: RuleId::new(&id)?, source: String::new(), text, says }))
    }
}

fn here(place: &Place) -> Term {
    Term { members: None, places: Some(vec![place.clone()]), weight: 1 }
}

fn bounded(place: &Place, load: Bounds) -> Change {
    match place {
        Place::Organization(id) => Change::Load(id.clone(), load),
        Place::Area(id) => Change::AreaLoad(id.clone(), load),
    }
}

fn less(cost: &Cost, other: &Cost) -> Result<Cost, Error> {
    cost.minus(other).ok_or(Error::Engine("two costs cannot be compared"))
}
