//! The problem, or the part of it where tables differ, as whole numbers under rows: the backend looks for a better plan there.

use super::relax::Relaxed;
use super::search::Search;
use super::table::Chosen;
use crate::milp::{Line, OPEN, Program};
use crate::problem::{Fixed, Problem, Side};
use std::collections::BTreeMap;

/// Pairs of one member left open besides those that some table holds.
const OF_ONE: usize = 8;

impl<'a> Search<'a> {
    /// Asks the backend for a plan near the tables met; whether it found a better one.
    pub(super) fn improve(&mut self, fixed: &Fixed<'a>, relaxed: &Relaxed<'a>) -> bool {
        let open = self.open(fixed, &relaxed.table);
        let model = Model::new(self.problem, fixed, &relaxed.table, &open, self.tiers);
        let Ok(values) = model.program.solve(self.stop) else { return false };
        let table = model.table(&values, &relaxed.table);
        self.met.push(table.clone());
        self.offer(&table)
    }

    /// The pairs left open: of members whose places differ between tables first, then of the others.
    fn open(&self, fixed: &Fixed<'a>, table: &Chosen<'a>) -> Vec<usize> {
        let tables: Vec<&Chosen<'a>> = self.met.iter().rev().take(30).chain([table]).collect();
        let members = 0..self.problem.roster().members.len();
        let mut groups: Vec<(bool, Vec<usize>)> = members
            .map(|member| {
                let range = self.problem.choices_of(member);
                let free = range.filter(|&choice| fixed.of(choice).is_none());
                let met = |choice: &usize| tables.iter().any(|table| table.holds(*choice));
                let (known, other): (Vec<usize>, Vec<usize>) = free.partition(met);
                let useful = |choice: &usize| self.is_counted(*choice);
                let (first, rest): (Vec<usize>, Vec<usize>) = other.into_iter().partition(useful);
                let same = known.iter().all(|&choice| tables.iter().all(|table| table.holds(choice)));
                (same, known.into_iter().chain(first.into_iter().chain(rest).take(OF_ONE)).collect())
            })
            .collect();
        groups.sort_by_key(|group| group.0);
        let mut open: Vec<usize> = Vec::new();
        for (_, group) in groups {
            if open.len() + group.len() <= OPEN {
                open.extend(group);
            }
        }
        open.sort_unstable();
        open
    }

    /// Whether a rule that demands counts a pair.
    fn is_counted(&self, choice: usize) -> bool {
        self.problem.sides().iter().any(|side| match side {
            Side::Count { weight, load } => load.min > 0 && weight.binary_search_by_key(&choice, |w| w.0).is_ok(),
            _ => false,
        })
    }
}

struct Model<'a> {
    problem: &'a Problem,
    program: Program,
    /// The column of each open pair; open pairs come first.
    open: &'a [usize],
    /// Pairs held that are not open.
    held: Vec<usize>,
}

impl<'a> Model<'a> {
    fn new(problem: &'a Problem, fixed: &Fixed<'_>, base: &Chosen<'_>, open: &'a [usize], tiers: usize) -> Self {
        let kept = |choice: &usize| open.binary_search(choice).is_err() && fixed.of(*choice) != Some(false);
        let held = base.held.iter().copied().filter(kept).collect();
        let program = Program { max: vec![1; open.len()], lines: Vec::new(), tiers: vec![Vec::new(); tiers] };
        let mut model = Self { problem, program, open, held };
        for (column, &choice) in open.iter().enumerate() {
            let Some(candidate) = problem.all_candidates().get(choice) else { continue };
            for (tier, cost) in problem.tiers().iter().zip(&mut model.program.tiers) {
                cost.push((column, problem.pair_cost(tier, candidate)));
            }
        }
        (0..problem.roster().members.len()).for_each(|member| model.member(member));
        model.places();
        problem.sides().iter().for_each(|side| model.side(side));
        model
    }

    /// The table that the columns say.
    fn table<'b>(&self, values: &[i64], base: &Chosen<'b>) -> Chosen<'b> {
        let chosen = self.open.iter().zip(values).filter(|(_, value)| **value == 1).map(|(&choice, _)| choice);
        let mut held: Vec<usize> = self.held.iter().copied().chain(chosen).collect();
        held.sort_unstable();
        Chosen { problem: base.problem, held }
    }

    /// A sum over pairs with weights: its open part, and what the others make.
    fn sum(&self, pairs: impl Iterator<Item = (usize, i64)>) -> (Vec<(usize, i64)>, i64) {
        let (mut terms, mut rest) = (Vec::new(), 0);
        for (choice, weight) in pairs {
            if let Ok(column) = self.open.binary_search(&choice) {
                terms.push((column, weight));
            } else if self.held.binary_search(&choice).is_ok() {
                rest += weight;
            }
        }
        (terms, rest)
    }

    /// A column from 0 to `max` that costs `unit` of what is unplaced.
    fn lack(&mut self, max: i64) -> usize {
        let column = self.program.max.len();
        self.program.max.push(max);
        for (tier, cost) in self.problem.tiers().iter().zip(&mut self.program.tiers) {
            cost.push((column, Problem::tier_weights(tier).unplaced));
        }
        column
    }

    fn line(&mut self, terms: Vec<(usize, i64)>, min: Option<i64>, max: Option<i64>) {
        if !terms.is_empty() {
            self.program.lines.push(Line { terms, min, max });
        }
    }

    fn member(&mut self, member: usize) {
        let places = i64::from(self.problem.places());
        let range = self.problem.choices_of(member);
        let choices = self.problem.all_candidates().get(range.clone()).unwrap_or_default();
        let pins = choices.iter().filter(|candidate| candidate.designated).count();
        let others = range.clone().zip(choices).filter(|(_, c)| !c.designated).map(|(choice, _)| (choice, 1));
        let (others, rest) = self.sum(others);
        let (mut all, held) = self.sum(range.map(|choice| (choice, 1)));
        if all.is_empty() {
            return;
        }
        if pins > 0 {
            let free = places - i64::try_from(pins).unwrap_or(places);
            self.line(others, None, Some(free - rest));
        }
        let unplaced = self.lack(places);
        all.push((unplaced, 1));
        self.line(all, Some(places - held), Some(places - held));
    }

    /// Loads: bounds of organizations and areas, and for organizations a column for each unit, dearer and dearer.
    fn places(&mut self) {
        let tree = self.problem.tree();
        let mut below: BTreeMap<usize, Vec<(usize, i64)>> = BTreeMap::new();
        for (choice, candidate) in self.problem.all_candidates().iter().enumerate() {
            let mut node = usize::try_from(candidate.organization).ok();
            while let Some(at) = node {
                below.entry(at).or_default().push((choice, 1));
                node = tree.above(at);
            }
        }
        for (node, pairs) in below {
            let (terms, rest) = self.sum(pairs.into_iter());
            if terms.is_empty() {
                continue;
            }
            let load = tree.load(node);
            if let Some(max) = load.max {
                self.line(terms.clone(), None, Some(i64::from(max) - rest));
            }
            if i64::from(load.min) > rest {
                let mut needed = terms.clone();
                needed.push((self.lack(load.min.into()), 1));
                self.line(needed, Some(i64::from(load.min) - rest), None);
            }
            if tree.is_organization(node) {
                self.units(&terms, rest);
            }
        }
    }

    fn units(&mut self, terms: &[(usize, i64)], rest: i64) {
        let mut same: Vec<(usize, i64)> = terms.iter().map(|&(column, _)| (column, -1)).collect();
        for (unit, _) in (rest + 1..).zip(terms) {
            let column = self.program.max.len();
            self.program.max.push(1);
            same.push((column, 1));
            for (tier, cost) in self.problem.tiers().iter().zip(&mut self.program.tiers) {
                cost.push((column, Problem::tier_weights(tier).square * (2 * unit - 1)));
            }
        }
        self.line(same, Some(0), Some(0));
    }

    fn side(&mut self, side: &Side) {
        match side {
            Side::Count { weight, load } => {
                let (mut terms, rest) = self.sum(weight.iter().copied());
                if load.min > 0 && !terms.is_empty() {
                    terms.push((self.lack(load.min.into()), 1));
                    self.line(terms, Some(i64::from(load.min) - rest), None);
                } else if let Some(max) = load.max {
                    self.line(terms, None, Some(i64::from(max) - rest));
                }
            }
            Side::Apart(members) => {
                for (_, choices) in self.by_organization(members) {
                    let (terms, rest) = self.sum(choices.into_iter().map(|choice| (choice, 1)));
                    self.line(terms, None, Some(1 - rest));
                }
            }
            Side::Together(members) => {
                for (_, choices) in self.by_organization(members) {
                    for pair in choices.windows(2) {
                        let &[one, other] = pair else { continue };
                        let (terms, rest) = self.sum([(one, 1), (other, -1)].into_iter());
                        self.line(terms, Some(-rest), Some(-rest));
                    }
                }
            }
        }
    }

    fn by_organization(&self, members: &[usize]) -> BTreeMap<u32, Vec<usize>> {
        let mut at: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for choice in members.iter().flat_map(|&member| self.problem.choices_of(member)) {
            let candidate = self.problem.all_candidates().get(choice);
            candidate.into_iter().for_each(|found| at.entry(found.organization).or_default().push(choice));
        }
        at
    }
}
