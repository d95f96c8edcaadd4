//! Candidates that are held, by index, and what they cost.

use super::super::index;
use crate::problem::{Candidate, Problem, Side};
use crate::roster::Placement;

/// The candidates that a plan holds, in order.
#[derive(Debug, Clone)]
pub(super) struct Chosen<'a> {
    pub(super) problem: &'a Problem,
    pub(super) held: Vec<usize>,
}

/// Where a table does not keep a side rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// A rule that counts has too much, or too little.
    Count(usize),
    /// More than one of the members of the rule at the organization.
    Apart(usize, u32),
    /// Of two members of the rule, the first is at the organization and the second is not.
    Together(usize, u32, usize, usize),
}

impl<'a> Chosen<'a> {
    /// The placements that are candidates.
    pub(super) fn new(problem: &'a Problem, placements: &[Placement]) -> Self {
        let at =
            |p: &Placement| problem.choice_at(problem.member_index(&p.member)?, problem.candidate(p)?.organization);
        let mut held: Vec<usize> = placements.iter().filter_map(at).collect();
        held.sort_unstable();
        Self { problem, held }
    }

    pub(super) fn holds(&self, choice: usize) -> bool {
        self.held.binary_search(&choice).is_ok()
    }

    fn candidates(&self) -> impl Iterator<Item = &'a Candidate> {
        self.held.iter().filter_map(|&choice| self.problem.all_candidates().get(choice))
    }

    pub(super) fn placements(&self) -> Vec<Placement> {
        let members = self.problem.roster().members.iter().enumerate();
        let mut placements = Vec::new();
        for (at, member) in members {
            for choice in self.problem.choices_of(at).filter(|&choice| self.holds(choice)) {
                let candidate = self.problem.all_candidates().get(choice);
                let organization = candidate.and_then(|found| self.problem.organization_at(found.organization));
                placements.extend(organization.map(|organization| Placement {
                    member: member.id.clone(),
                    organization: organization.id.clone(),
                }));
            }
        }
        placements
    }

    /// How much a rule counts.
    pub(super) fn count(&self, weight: &[(usize, i64)]) -> i64 {
        weight.iter().filter(|entry| self.holds(entry.0)).map(|entry| entry.1).sum()
    }

    /// What a tier measures of the pairs, the loads and the unplaced, without what side rules lack; `None` when a place is too full or a member
    /// has too much.
    pub(super) fn tiers(&self) -> Option<Vec<i64>> {
        let problem = self.problem;
        let (mut missing, mut squares) = (0, 0);
        for member in 0..problem.roster().members.len() {
            let range = problem.choices_of(member);
            let mine = problem.all_candidates().get(range.clone())?;
            let pins = mine.iter().filter(|c| c.designated).count();
            let held: Vec<&Candidate> = range.zip(mine).filter(|(at, _)| self.holds(*at)).map(|(_, c)| c).collect();
            let others = held.iter().filter(|c| !c.designated).count();
            let left = index(problem.places()).checked_sub(held.len())?;
            index(problem.places()).checked_sub(pins)?.checked_sub(others)?;
            missing += i64::try_from(left).ok()?;
        }
        let tree = problem.tree();
        let mut loads = vec![0_i64; tree.len()];
        for candidate in self.candidates() {
            *loads.get_mut(index(candidate.organization))? += 1;
        }
        for node in tree.upward() {
            let load = *loads.get(node)?;
            let bounds = tree.load(node);
            if bounds.max.is_some_and(|max| load > max.into()) {
                return None;
            }
            missing += (i64::from(bounds.min) - load).max(0);
            if tree.is_organization(node) {
                squares += load * load;
            }
            if let Some(up) = tree.above(node) {
                *loads.get_mut(up)? += load;
            }
        }
        let cost = problem.tiers().iter().map(|tier| {
            let weights = Problem::tier_weights(tier);
            let pairs: i64 = self.candidates().map(|candidate| problem.pair_cost(tier, candidate)).sum();
            problem.base_cost(tier) + pairs + weights.unplaced * missing + weights.square * squares
        });
        Some(cost.collect())
    }

    /// What the table costs, tier by tier; `None` when it is no plan.
    pub(super) fn cost(&self) -> Option<Vec<i64>> {
        let mut cost = self.tiers()?;
        let broken = self.breaks();
        for found in broken {
            let lacking = match found {
                Break::Count(side) => self.lacking(side)?,
                _ => return None,
            };
            for (tier, cost) in self.problem.tiers().iter().zip(&mut cost) {
                *cost += Problem::tier_weights(tier).unplaced * lacking;
            }
        }
        Some(cost)
    }

    /// What a rule that counts lacks; `None` when it has too much.
    fn lacking(&self, side: usize) -> Option<i64> {
        let Some(Side::Count { weight, load }) = self.problem.sides().get(side) else { return None };
        let found = self.count(weight);
        let fits = load.max.is_none_or(|max| found <= max.into());
        fits.then(|| (i64::from(load.min) - found).max(0))
    }

    /// Every place where a side rule is not kept, in order.
    pub(super) fn breaks(&self) -> Vec<Break> {
        let mut found = Vec::new();
        for (at, side) in self.problem.sides().iter().enumerate() {
            match side {
                Side::Count { .. } => {
                    if self.lacking(at) != Some(0) {
                        found.push(Break::Count(at));
                    }
                }
                Side::Apart(members) => self.apart(at, members, &mut found),
                Side::Together(members) => self.together(at, members, &mut found),
            }
        }
        found
    }

    /// The organizations where members of a rule are, with the member, sorted.
    fn places_of(&self, members: &[usize]) -> Vec<(u32, usize)> {
        let mut at = Vec::new();
        for &member in members {
            let mine = self.problem.choices_of(member).filter(|&choice| self.holds(choice));
            at.extend(
                mine.filter_map(|choice| Some((self.problem.all_candidates().get(choice)?.organization, member))),
            );
        }
        at.sort_unstable();
        at
    }

    fn apart(&self, side: usize, members: &[usize], found: &mut Vec<Break>) {
        for group in self.places_of(members).chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
            found.extend(group.first().map(|first| Break::Apart(side, first.0)));
        }
    }

    fn together(&self, side: usize, members: &[usize], found: &mut Vec<Break>) {
        let places = self.places_of(members);
        for group in places.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() < members.len()) {
            let Some(&(organization, here)) = group.first() else { continue };
            for &other in members.iter().filter(|&&other| !group.iter().any(|entry| entry.1 == other)) {
                found.push(Break::Together(side, organization, here, other));
            }
        }
    }
}
