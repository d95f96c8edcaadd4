//! Prices for side rules, found with the backend and tried with the flow: where they exclude all plans of a part, the part is done.
//!
//! A plan that is better than the best one is better in some tier and no worse in those before. For each such tier the question is put to the
//! flow alone, with prices for what its tables break and for the tiers before; the backend only says which prices to try next.

use super::relax::{Price, Relaxed};
use super::search::Search;
use super::table::{Break, Chosen};
use crate::error::Error;
use crate::milp::{Cut, highest};
use crate::plan::Scaled;
use crate::problem::{Fixed, Problem, Side};

/// Prices are multiples of one in so many.
const SCALE: u32 = 1 << 16;

/// The largest price of a row, in units of its tier.
const CAP: i64 = 1 << 12;

/// Prices tried for one tier of one part.
const TRIES: usize = 40;

/// Rows priced at once.
const ROWS: usize = 40;

/// What came of one tier.
enum Tried {
    Excluded(Box<Scaled>),
    /// A better plan turned up, so there is less to exclude.
    Better,
    NotExcluded,
}

/// What is asked of one tier.
struct Goal {
    /// Tiers before this one are as the flow has them.
    kept: usize,
    tier: usize,
}

impl<'a> Search<'a> {
    /// Prices that exclude every better plan of a part whose bound is below the best plan.
    pub(super) fn exclude(&mut self, fixed: &Fixed<'a>, relaxed: &Relaxed<'a>) -> Result<Option<Vec<Scaled>>, Error> {
        if self.is_first() {
            self.improve(fixed, relaxed);
        }
        'again: loop {
            let first = relaxed.least.iter().zip(&self.cost).position(|(least, cost)| least != cost);
            let Some(kept) = first.filter(|_| relaxed.least < self.cost) else { return Ok(Some(Vec::new())) };
            let mut found = Vec::new();
            for tier in kept..self.tiers {
                match self.try_tier(fixed, relaxed, &Goal { kept, tier })? {
                    Tried::Excluded(scaled) => found.push(*scaled),
                    Tried::Better => continue 'again,
                    Tried::NotExcluded => {
                        if self.is_first() && self.improve(fixed, relaxed) {
                            continue 'again;
                        }
                        return Ok(None);
                    }
                }
            }
            return Ok(Some(found));
        }
    }

    fn try_tier(&mut self, fixed: &Fixed<'a>, relaxed: &Relaxed<'a>, goal: &Goal) -> Result<Tried, Error> {
        let lacking = self.lacking(fixed);
        let useful = |found: &Break| !matches!(found, Break::Count(side) if lacking.contains(side));
        let mut keys: Vec<Break> = relaxed.table.breaks().into_iter().filter(useful).take(ROWS).collect();
        let mut tables = vec![relaxed.table.clone()];
        for _ in 0..TRIES {
            let cuts: Vec<Cut> = tables.iter().map(|table| self.cut(table, goal, &keys, &lacking)).collect();
            let weights = goal.tier - goal.kept;
            let caps = vec![CAP; weights + keys.len()];
            let wanted = self.cost.get(goal.tier).map_or(0, |cost| (cost - 1) * i64::from(SCALE));
            let Some((at, _)) = highest(&cuts, &caps, SCALE.into()).ok().filter(|found| found.1 > wanted) else {
                return Ok(Tried::NotExcluded);
            };
            let row = self.row(goal, &at);
            let prices = self.prices(goal, &row, &keys, at.get(weights..).unwrap_or_default());
            let mut rows = self.plain();
            rows.truncate(goal.kept);
            rows.push(row);
            let before = self.cost.clone();
            let Some(tried) = self.relax(fixed, &rows, &prices)? else { return Ok(Tried::NotExcluded) };
            if self.cost < before {
                self.met.push(tried.table);
                return Ok(Tried::Better);
            }
            if tried.least > self.limit(goal, &rows) {
                return Ok(Tried::Excluded(Box::new(tried.scaled)));
            }
            let known = keys.len();
            let more = tried.table.breaks().into_iter().filter(useful).filter(|found| !keys.contains(found));
            let more: Vec<Break> = more.take(ROWS - known.min(ROWS)).collect();
            keys.extend(more);
            if keys.len() == known && tables.iter().any(|table| table.held == tried.table.held) {
                return Ok(Tried::NotExcluded);
            }
            self.met.push(tried.table.clone());
            tables.push(tried.table);
        }
        Ok(Tried::NotExcluded)
    }

    /// What a table says of the prices: with them no bound is above this.
    fn cut(&self, table: &Chosen<'a>, goal: &Goal, keys: &[Break], lacking: &[usize]) -> Cut {
        let mut tiers = table.tiers().unwrap_or_default();
        for &side in lacking {
            let unplaced = self.problem.tiers().first().map_or(0, |tier| Problem::tier_weights(tier).unplaced);
            tiers.first_mut().into_iter().for_each(|first| *first += unplaced * table.over(Break::Count(side)).max(0));
        }
        let at = |list: &[i64], tier: usize| list.get(tier).copied().unwrap_or(0);
        let weights = (goal.kept..goal.tier).map(|tier| at(&tiers, tier) - at(&self.cost, tier));
        let slope = weights.chain(keys.iter().map(|&key| table.over(key))).collect();
        Cut { base: at(&tiers, goal.tier), slope }
    }

    /// The mixture of the tiers from `kept` to the goal's.
    fn row(&self, goal: &Goal, at: &[i64]) -> Vec<u32> {
        let mut row = vec![0; self.problem.tiers().len()];
        let before = (goal.kept..goal.tier).zip(at);
        for (tier, &weight) in before.chain([(goal.tier, &i64::from(SCALE))]) {
            let weight = u32::try_from(weight).unwrap_or(0);
            row.get_mut(tier).into_iter().for_each(|known| *known = weight);
        }
        row
    }

    /// The prices of the rows; lacking something is never dearer than a place missing.
    fn prices(&self, goal: &Goal, row: &[u32], keys: &[Break], at: &[i64]) -> Vec<Price> {
        let unplaced = self.problem.tiers().first().map_or(0, |tier| Problem::tier_weights(tier).unplaced);
        let dearest = unplaced.saturating_mul(row.first().copied().unwrap_or(0).into());
        let capped = |key: Break, price: i64| match key {
            Break::Count(side) if goal.kept == 0 && self.demands(side) => price.min(dearest),
            _ => price,
        };
        keys.iter().zip(at).filter(|(_, price)| **price > 0).map(|(&key, &price)| (key, capped(key, price))).collect()
    }

    /// The rules that demand at least as much as a part leaves, and those in the flow: what they lack is priced already.
    fn lacking(&self, fixed: &Fixed<'_>) -> Vec<usize> {
        let lacks = |entry: &(usize, &Side)| match entry.1 {
            Side::Count { weight, load } if load.min > 0 => {
                self.fold.has(entry.0) || super::relax::left(weight, fixed) <= load.min.into()
            }
            _ => false,
        };
        self.problem.sides().iter().enumerate().filter(lacks).map(|(at, _)| at).collect()
    }

    fn demands(&self, side: usize) -> bool {
        matches!(self.problem.sides().get(side), Some(Side::Count { load, .. }) if load.max.is_none())
    }

    /// What a plan that is better in the goal's tier costs at most, row by row.
    fn limit(&self, goal: &Goal, rows: &[Vec<u32>]) -> Vec<i64> {
        let below = |tier: usize| self.cost.get(tier).map_or(0, |cost| cost - i64::from(tier == goal.tier));
        let of = |row: &Vec<u32>| row.iter().enumerate().map(|(tier, &weight)| i64::from(weight) * below(tier)).sum();
        rows.iter().map(of).collect()
    }
}

impl Chosen<'_> {
    /// By how much a table passes what a rule allows; at or below zero where it does not.
    fn over(&self, found: Break) -> i64 {
        let sides = self.problem.sides();
        let at = |member, organization| {
            let choice = self.problem.choice_at(member, organization);
            i64::from(choice.is_some_and(|choice| self.holds(choice)))
        };
        match found {
            Break::Count(side) => match sides.get(side) {
                Some(Side::Count { weight, load }) => match load.max {
                    Some(max) => self.count(weight) - i64::from(max),
                    None => i64::from(load.min) - self.count(weight),
                },
                _ => 0,
            },
            Break::Apart(side, organization) => match sides.get(side) {
                Some(Side::Apart(members)) => members.iter().map(|&member| at(member, organization)).sum::<i64>() - 1,
                _ => 0,
            },
            Break::Together(_, organization, here, other) => at(here, organization) - at(other, organization),
        }
    }
}
