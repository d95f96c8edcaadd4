//! Side rules by index, and what follows from knowing some pairs. The judge and the engine's door both read it here.

use super::choices::Choices;
use super::defect::{Defect, Row, Table, What};
use super::defects::Defects;
use super::facts::Facts;
use super::{Candidate, Problem};
use crate::id::RuleId;
use crate::roster::{Bounds, Demand, Place, Roster, SideRule, Term, Who};
use std::collections::BTreeSet;

/// The most that a rule may count in all: sums with prices stay far from the end of 128 bits.
const HEAVIEST: i64 = 1 << 40;

/// A side rule by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Side {
    /// At most one of these members at each organization.
    Apart(Vec<usize>),
    /// All or none of these members at each organization.
    Together(Vec<usize>),
    /// A sum within bounds, both inclusive.
    Count {
        /// The candidates counted, by index and in order, each with its weight.
        weight: Vec<(usize, i64)>,
        /// What the sum must reach, at the price of what is unplaced, and must not pass.
        load: Bounds,
    },
}

/// Reads the side rules; everything wrong with them is a defect.
///
/// # Complexity
/// `O(R C log C)` for `R` terms and `C` candidates.
pub(super) fn read(
    roster: &Roster,
    facts: &Facts<'_>,
    choices: &Choices,
    places: u32,
    defects: &mut Defects,
) -> Vec<Side> {
    let mut last: Option<&RuleId> = None;
    let mut sides = Vec::new();
    for (at, rule) in roster.side_rules.iter().enumerate() {
        let row = facts.order.row(Table::SideRules, at);
        let before = defects.len();
        let mut reader = Reader { roster, facts, choices, places, rule, row, defects: &mut *defects };
        if last == Some(&rule.id) {
            let what = What::IdTwice { table: Table::SideRules, id: rule.id.to_string() };
            reader.tell(what);
        }
        last = Some(&rule.id);
        let side = match &rule.says {
            Demand::Apart { members } => Side::Apart(reader.several(members)),
            Demand::Together { members } => Side::Together(reader.several(members)),
            Demand::AtLeast { count, of } => reader.at_least(*count, of, before),
            Demand::AtMost { count, of } => {
                Side::Count { weight: reader.terms(of), load: Bounds { min: 0, max: Some(*count) } }
            }
        };
        sides.push(side);
    }
    sides
}

struct Reader<'a> {
    roster: &'a Roster,
    facts: &'a Facts<'a>,
    choices: &'a Choices,
    places: u32,
    rule: &'a SideRule,
    row: Row,
    defects: &'a mut Defects,
}

impl Reader<'_> {
    fn tell(&mut self, what: What) {
        self.defects.push(Defect { rows: vec![self.row], what, rule: None });
    }

    fn rule(&self) -> RuleId {
        self.rule.id.clone()
    }

    /// An empty list and what stands twice in a sorted one.
    fn check_list<T: PartialEq + ToString>(&mut self, list: &[T]) {
        if list.is_empty() {
            self.tell(What::SideEmpty { rule: self.rule() });
        }
        for pair in list.chunk_by(|a, b| a == b).filter(|same| same.len() > 1) {
            let entry = pair.first().map(ToString::to_string).unwrap_or_default();
            self.tell(What::SideTwice { rule: self.rule(), entry });
        }
    }

    fn members(&mut self, list: &[Who]) -> BTreeSet<usize> {
        self.check_list(list);
        let mut found = BTreeSet::new();
        for who in list {
            match who {
                Who::Member(id) => {
                    let member = self.facts.member(id.as_str(), self.row, self.defects);
                    found.extend(member.and_then(|member| usize::try_from(member).ok()));
                }
                Who::Body(body) => {
                    let all = self.roster.members.iter().enumerate();
                    let before = found.len();
                    let mine: Vec<usize> = all.filter(|(_, m)| m.body == *body).map(|(at, _)| at).collect();
                    if mine.is_empty() && before == found.len() {
                        self.tell(What::SideBody { rule: self.rule(), body: body.clone() });
                    }
                    found.extend(mine);
                }
            }
        }
        found
    }

    fn several(&mut self, list: &[Who]) -> Vec<usize> {
        let before = self.defects.len();
        let found: Vec<usize> = self.members(list).into_iter().collect();
        if found.len() < 2 && self.defects.len() == before {
            let found = u32::try_from(found.len()).unwrap_or(u32::MAX);
            self.tell(What::SideAlone { rule: self.rule(), found });
        }
        found
    }

    /// The candidates that the terms count, with their weights.
    fn terms(&mut self, terms: &[Term]) -> Vec<(usize, i64)> {
        if terms.is_empty() {
            self.tell(What::SideEmpty { rule: self.rule() });
        }
        let mut sum = vec![0_i64; self.choices.candidates.len()];
        for term in terms {
            if term.weight == 0 {
                self.tell(What::SideZero { rule: self.rule() });
            }
            let members = term.members.as_ref().map(|list| self.members(list));
            let at = term.places.as_ref().map(|list| self.organizations(list));
            for member in 0..self.roster.members.len() {
                if members.as_ref().is_some_and(|members| !members.contains(&member)) {
                    continue;
                }
                let end = |at: usize| self.choices.first.get(at).copied().unwrap_or(0);
                for choice in end(member)..end(member + 1) {
                    let organization = self.choices.candidates.get(choice).map(|c| c.organization);
                    let counted = at.as_ref().is_none_or(|at| organization.is_some_and(|o| at.contains(&o)));
                    if let Some(sum) = sum.get_mut(choice).filter(|_| counted) {
                        *sum = sum.saturating_add(term.weight.into());
                    }
                }
            }
        }
        if sum.iter().fold(0_i64, |all, weight| all.saturating_add(*weight)) > HEAVIEST {
            self.tell(What::SideHeavy { rule: self.rule() });
        }
        sum.into_iter().enumerate().filter(|(_, weight)| *weight > 0).collect()
    }

    fn organizations(&mut self, list: &[Place]) -> BTreeSet<u32> {
        self.check_list(list);
        let mut found = BTreeSet::new();
        for place in list {
            let (table, id) = match place {
                Place::Organization(id) => (Table::Organizations, id.to_string()),
                Place::Area(id) => (Table::Areas, id.to_string()),
            };
            match self.facts.below(place) {
                Some(below) => found.extend(below),
                None => self.tell(What::Unknown { table, id }),
            }
        }
        found
    }

    fn at_least(&mut self, count: u32, of: &[Term], before: usize) -> Side {
        let weight = self.terms(of);
        if count == 0 {
            self.tell(What::SideZero { rule: self.rule() });
        }
        let reach = self.reach(&weight);
        if reach < count.into() && self.defects.len() == before {
            self.tell(What::SideBeyond { rule: self.rule(), count, reach });
        }
        Side::Count { weight, load: Bounds { min: count, max: None } }
    }

    /// The most that can be counted: the heaviest places of each member.
    fn reach(&self, weight: &[(usize, i64)]) -> u64 {
        let mut reach = 0_u64;
        for member in self.choices.first.windows(2) {
            let &[from, to] = member else { continue };
            let mine = weight.partition_point(|w| w.0 < from)..weight.partition_point(|w| w.0 < to);
            let mut heavy: Vec<i64> = weight.get(mine).into_iter().flatten().map(|w| w.1).collect();
            heavy.sort_unstable();
            let best = heavy.into_iter().rev().take(self.places as usize);
            reach = best.fold(reach, |sum, weight| sum.saturating_add(weight.unsigned_abs()));
        }
        reach
    }
}

/// What is known of pairs in one part of all plans: candidates held, candidates not held, and what the side rules make of both.
#[derive(Debug, Clone)]
pub(crate) struct Fixed<'a> {
    problem: &'a Problem,
    state: Vec<Option<bool>>,
    changed: bool,
}

/// What is asked is impossible: no plan is like that.
pub(crate) struct Impossible;

impl<'a> Fixed<'a> {
    /// Nothing is known but what the side rules say at once; `None` when they leave nothing.
    pub(crate) fn new(problem: &'a Problem) -> Option<Self> {
        let mut fixed = Self { problem, state: vec![None; problem.candidates.len()], changed: true };
        fixed.settle().ok()?;
        Some(fixed)
    }

    /// Nothing is known at all, not even what the side rules say.
    pub(crate) fn nothing(problem: &'a Problem) -> Self {
        Self { problem, state: Vec::new(), changed: false }
    }

    /// As before, and the candidate is held or not; `None` when that leaves nothing.
    pub(crate) fn with(&self, choice: usize, held: bool) -> Option<Self> {
        let mut fixed = self.clone();
        fixed.set(choice, held).ok()?;
        fixed.settle().ok()?;
        Some(fixed)
    }

    /// What is known of a candidate.
    pub(crate) fn of(&self, choice: usize) -> Option<bool> {
        self.state.get(choice).copied().flatten()
    }

    fn set(&mut self, choice: usize, held: bool) -> Result<(), Impossible> {
        match self.state.get_mut(choice) {
            Some(Some(known)) if *known == held => Ok(()),
            Some(state @ None) => {
                *state = Some(held);
                self.changed = true;
                Ok(())
            }
            _ => Err(Impossible),
        }
    }

    /// Draws conclusions until there are no more.
    fn settle(&mut self) -> Result<(), Impossible> {
        let problem = self.problem;
        while std::mem::take(&mut self.changed) {
            for member in 0..problem.roster.members.len() {
                self.settle_member(member)?;
            }
            for side in &problem.sides {
                match side {
                    Side::Apart(members) => self.settle_apart(members)?,
                    Side::Together(members) => self.settle_together(members)?,
                    Side::Count { weight, load } => self.settle_count(weight, load.max)?,
                }
            }
        }
        Ok(())
    }

    /// A member with all places known holds no others.
    fn settle_member(&mut self, member: usize) -> Result<(), Impossible> {
        let range = self.problem.choices_of(member);
        let choices = self.problem.candidates.get(range.clone()).unwrap_or_default();
        let free = (self.problem.places as usize).saturating_sub(choices.iter().filter(|c| c.designated).count());
        let others: Vec<usize> = range.zip(choices).filter(|(_, c)| !c.designated).map(|(at, _)| at).collect();
        let held = others.iter().filter(|&&choice| self.of(choice) == Some(true)).count();
        if held > free {
            return Err(Impossible);
        }
        if held == free {
            let open: Vec<usize> = others.into_iter().filter(|&choice| self.of(choice).is_none()).collect();
            open.into_iter().try_for_each(|choice| self.set(choice, false))?;
        }
        Ok(())
    }

    /// The candidates of a member with their organizations.
    fn mine(&self, member: usize) -> impl Iterator<Item = (usize, &'a Candidate)> + use<'a> {
        let range = self.problem.choices_of(member);
        range.clone().zip(self.problem.candidates.get(range).unwrap_or_default())
    }

    fn settle_apart(&mut self, members: &[usize]) -> Result<(), Impossible> {
        for &one in members {
            for (choice, candidate) in self.mine(one) {
                if self.of(choice) != Some(true) {
                    continue;
                }
                for &other in members.iter().filter(|&&other| other != one) {
                    if let Some(rival) = self.problem.choice_at(other, candidate.organization) {
                        self.set(rival, false)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn settle_together(&mut self, members: &[usize]) -> Result<(), Impossible> {
        for &one in members {
            for (choice, candidate) in self.mine(one) {
                for &other in members.iter().filter(|&&other| other != one) {
                    match (self.problem.choice_at(other, candidate.organization), self.of(choice)) {
                        (None, _) => self.set(choice, false)?,
                        (Some(partner), Some(held)) => self.set(partner, held)?,
                        (Some(_), None) => {}
                    }
                }
            }
        }
        Ok(())
    }

    /// What no longer fits below a maximum is not held.
    fn settle_count(&mut self, weight: &[(usize, i64)], max: Option<u32>) -> Result<(), Impossible> {
        let Some(max) = max else { return Ok(()) };
        let held = weight.iter().filter(|(choice, _)| self.of(*choice) == Some(true)).map(|entry| entry.1);
        let left = i64::from(max).saturating_sub(held.fold(0, i64::saturating_add));
        if left < 0 {
            return Err(Impossible);
        }
        for &(choice, weight) in weight {
            if self.of(choice).is_none() && weight > left {
                self.set(choice, false)?;
            }
        }
        Ok(())
    }
}
