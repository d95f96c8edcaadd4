//! The flow as a bound for one part of all plans, under prices for side rules and for mixtures of tiers.

use super::super::fold::Fold;
use super::super::{Door, halted, index};
use super::table::{Break, Chosen};
use crate::cost::Cost;
use crate::error::Error;
use crate::flow::{self, TierCost};
use crate::id::RuleId;
use crate::plan::{PairPrice, Prices, Scaled};
use crate::problem::{Fixed, Problem, Side};
use std::collections::BTreeMap;

/// Beyond anything that can be unplaced in a problem of any sense.
const NEVER: i64 = 1 << 50;

/// What the flow says of a part.
#[derive(Debug, Clone)]
pub(super) struct Relaxed<'a> {
    /// What every plan of the part costs at least, row by row.
    pub(super) least: Vec<i64>,
    /// The best table there, which need not keep the side rules.
    pub(super) table: Chosen<'a>,
    /// The prices that prove it.
    pub(super) scaled: Scaled,
}

/// A price for keeping what a table broke, paid in the last row; never below zero.
pub(super) type Price = (Break, i64);

/// What side rules add to a relaxation.
struct Dues {
    /// By candidate, row by row.
    of: BTreeMap<usize, Vec<i64>>,
    /// What rules pay back, row by row.
    back: Vec<i64>,
    counts: BTreeMap<RuleId, Vec<i64>>,
    pairs: BTreeMap<(RuleId, usize), Vec<i64>>,
}

/// The most that a part leaves to be counted.
pub(super) fn left(weight: &[(usize, i64)], fixed: &Fixed<'_>) -> i64 {
    weight.iter().filter(|entry| fixed.of(entry.0) != Some(false)).map(|entry| entry.1).sum()
}

/// Each tier by itself.
pub(super) fn plain(tiers: usize, all: usize) -> Vec<Vec<u32>> {
    (0..tiers).map(|row| (0..all).map(|tier| u32::from(tier == row)).collect()).collect()
}

/// Solves the part of the plans that `fixed` leaves.
///
/// A rule that demands more than is left to be counted lacks the difference for sure, which is priced as exactly that.
pub(super) fn relax<'a>(
    problem: &'a Problem,
    fold: &Fold,
    fixed: &Fixed<'a>,
    rows: &[Vec<u32>],
    prices: &[Price],
    stop: &dyn Fn() -> bool,
) -> Result<Relaxed<'a>, Error> {
    let door = Door::within(problem, fold.clone(), fixed)?;
    let mix = Mix { problem, rows };
    let mut dues =
        Dues { of: BTreeMap::new(), back: vec![0; rows.len()], counts: BTreeMap::new(), pairs: BTreeMap::new() };
    dues.price_lacking(&mix, fold, fixed);
    prices.iter().for_each(|price| dues.price(&mix, price));
    let charges: Vec<TierCost> = (0..rows.len()).map(|row| mix.charge(&door, &dues, row)).collect();
    let charge = |row: usize| charges.get(row).cloned().unwrap_or_default();
    let solution = flow::solve(&door.network, rows.len(), &charge, stop).map_err(halted)?;
    let mut least = Vec::new();
    for ((row, charge), back) in charges.iter().enumerate().zip(&dues.back) {
        let base = mix.mixed(row, |tier| problem.base_cost(tier));
        let total = door.network.total(&solution, charge) + i128::from(base) + i128::from(*back);
        least.push(i64::try_from(total).map_err(|_| Error::Engine("a total leaves 64 bits"))?);
    }
    let held = (0..door.candidate.len()).filter(|&option| solution.uses(option));
    let held = held.filter_map(|option| door.candidate.get(option).copied().flatten());
    let mut held: Vec<usize> = held.map(index).collect();
    held.sort_unstable();
    let mut prices = Prices { pairs: dues.pairs(problem), ..door.prices(&solution) };
    prices.counts.extend(dues.counts());
    Ok(Relaxed { least, table: Chosen { problem, held }, scaled: Scaled { rows: rows.to_vec(), prices } })
}

struct Mix<'a> {
    problem: &'a Problem,
    rows: &'a [Vec<u32>],
}

impl Mix<'_> {
    fn mixed(&self, row: usize, of: impl Fn(&crate::policy::Tier) -> i64) -> i64 {
        let weights = self.rows.get(row).into_iter().flatten();
        weights.zip(self.problem.tiers()).map(|(&weight, tier)| i64::from(weight) * of(tier)).sum()
    }

    fn charge(&self, door: &Door<'_>, dues: &Dues, row: usize) -> TierCost {
        let unplaced = self.mixed(row, |tier| Problem::tier_weights(tier).unplaced);
        let option = door.candidate.iter().zip(&door.forced).map(|(choice, &forced)| {
            let candidate = choice.and_then(|choice| self.problem.all_candidates().get(index(choice)));
            match (choice, candidate) {
                (Some(choice), Some(candidate)) => {
                    let due = dues.of.get(&index(*choice)).and_then(|due| due.get(row)).copied().unwrap_or(0);
                    self.mixed(row, |tier| self.problem.pair_cost(tier, candidate)) + due
                }
                _ if forced && row == 0 => NEVER,
                _ => unplaced,
            }
        });
        let square = self.mixed(row, |tier| Problem::tier_weights(tier).square);
        TierCost { option: option.collect(), square, inner: None, short: unplaced }
    }
}

impl Dues {
    fn pay(&mut self, choice: usize, row: usize, amount: i64) {
        let rows = self.back.len();
        let due = self.of.entry(choice).or_insert_with(|| vec![0; rows]);
        due.get_mut(row).into_iter().for_each(|due| *due += amount);
    }

    /// Rules that demand at least as much as is left; those in the flow are priced there.
    fn price_lacking(&mut self, mix: &Mix<'_>, fold: &Fold, fixed: &Fixed<'_>) {
        for (at, (side, rule)) in mix.problem.sides().iter().zip(&mix.problem.roster().side_rules).enumerate() {
            let Side::Count { weight, load } = side else { continue };
            if left(weight, fixed) > load.min.into() || load.min == 0 || fold.has(at) {
                continue;
            }
            for row in 0..mix.rows.len() {
                let unplaced = mix.mixed(row, |tier| Problem::tier_weights(tier).unplaced);
                self.count(rule.id.clone(), weight, row, -unplaced, i64::from(load.min));
            }
        }
    }

    /// Each that is counted pays `price`, and the rule pays back for `bound` of them.
    fn count(&mut self, rule: RuleId, weight: &[(usize, i64)], row: usize, price: i64, bound: i64) {
        let rows = self.back.len();
        weight.iter().for_each(|&(choice, weight)| self.pay(choice, row, price * weight));
        self.back.get_mut(row).into_iter().for_each(|back| *back -= price * bound);
        let prices = self.counts.entry(rule).or_insert_with(|| vec![0; rows]);
        prices.get_mut(row).into_iter().for_each(|known| *known += price);
    }

    fn price(&mut self, mix: &Mix<'_>, &(found, price): &Price) {
        let row = mix.rows.len() - 1;
        let sides = mix.problem.sides();
        let id = |side: usize| mix.problem.roster().side_rules.get(side).map(|rule| rule.id.clone());
        match found {
            Break::Count(side) => {
                let (Some(Side::Count { weight, load }), Some(rule)) = (sides.get(side), id(side)) else { return };
                match load.max {
                    Some(max) => self.count(rule, weight, row, price, i64::from(max)),
                    None => self.count(rule, weight, row, -price, i64::from(load.min)),
                }
            }
            Break::Apart(side, organization) => {
                let (Some(Side::Apart(members)), Some(rule)) = (sides.get(side), id(side)) else { return };
                for choice in members.iter().filter_map(|&member| mix.problem.choice_at(member, organization)) {
                    self.pair(&rule, choice, row, price);
                }
                self.back.get_mut(row).into_iter().for_each(|back| *back -= price);
            }
            Break::Together(side, organization, here, other) => {
                let Some(rule) = id(side) else { return };
                for (member, price) in [(here, price), (other, -price)] {
                    if let Some(choice) = mix.problem.choice_at(member, organization) {
                        self.pair(&rule, choice, row, price);
                    }
                }
            }
        }
    }

    fn pair(&mut self, rule: &RuleId, choice: usize, row: usize, price: i64) {
        let rows = self.back.len();
        self.pay(choice, row, price);
        let prices = self.pairs.entry((rule.clone(), choice)).or_insert_with(|| vec![0; rows]);
        prices.get_mut(row).into_iter().for_each(|known| *known += price);
    }

    fn counts(&self) -> BTreeMap<RuleId, Cost> {
        let prices = self.counts.iter().filter(|entry| entry.1.iter().any(|&price| price != 0));
        prices.map(|(rule, price)| (rule.clone(), price.iter().copied().collect())).collect()
    }

    fn pairs(&self, problem: &Problem) -> Vec<PairPrice> {
        let priced = self.pairs.iter().filter(|entry| entry.1.iter().any(|&price| price != 0));
        let named = priced.filter_map(|((rule, choice), price)| {
            let placement = Chosen { problem, held: vec![*choice] }.placements().pop()?;
            let price = price.iter().copied().collect();
            Some(PairPrice {
                rule: rule.clone(),
                member: placement.member,
                organization: placement.organization,
                price,
            })
        });
        named.collect()
    }
}
