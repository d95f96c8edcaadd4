//! What side rules add to a bound: pairs pay dues to a rule, and the rule pays back no more than it can ever have received.

use super::super::Rejection;
use super::super::bound::lowest;
use crate::cost::Cost;
use crate::id::RuleId;
use crate::plan::Prices;
use crate::problem::{Problem, Side};
use crate::roster::Placement;
use std::collections::BTreeMap;

/// The largest due either way.
const LARGEST: u64 = 1 << 60;

/// What candidates pay, and what the rules pay at least.
pub(in crate::certify) struct Dues {
    of: BTreeMap<usize, Vec<i128>>,
    back: Vec<Vec<i128>>,
}

impl Dues {
    /// Reads the prices of side rules; `short` is what a seat below a minimum costs, row by row.
    pub(in crate::certify) fn read(
        problem: &Problem,
        prices: Option<&Prices>,
        short: &[i128],
        rejections: &mut Vec<Rejection>,
    ) -> Self {
        let mut dues = Self { of: BTreeMap::new(), back: Vec::new() };
        let Some(prices) = prices else { return dues };
        for (rule, price) in &prices.counts {
            let Some(Side::Count { weight, load }) = side(problem, rule).filter(|_| fits(price, short)) else {
                rejections.push(Rejection::PriceOfRule { rule: rule.clone() });
                continue;
            };
            weight.iter().for_each(|(choice, weight)| dues.pay(*choice, price, *weight, short.len()));
            let all: i128 = weight.iter().map(|entry| i128::from(entry.1)).sum();
            let max = load.max.map_or(all, |max| all.min(max.into()));
            let rows = short.iter().zip(price.tiers()).map(|(&short, &price)| (0, short, i128::from(price)));
            dues.back.push(lowest(&rows.collect::<Vec<_>>(), load.min.into(), max));
        }
        dues.read_pairs(problem, prices, short, rejections);
        dues
    }

    /// At each organization some of the members may be together; the rule pays back the most that those can have paid.
    fn read_pairs(&mut self, problem: &Problem, prices: &Prices, short: &[i128], rejections: &mut Vec<Rejection>) {
        let mut groups: BTreeMap<(&RuleId, u32), BTreeMap<usize, Vec<i128>>> = BTreeMap::new();
        for pair in &prices.pairs {
            let placement = Placement { member: pair.member.clone(), organization: pair.organization.clone() };
            let member = problem.member_index(&pair.member);
            let known = match side(problem, &pair.rule) {
                Some(Side::Apart(members) | Side::Together(members)) => member.is_some_and(|m| members.contains(&m)),
                _ => false,
            };
            let choice = problem.candidate(&placement).zip(member).filter(|_| known && fits(&pair.price, short));
            let Some((candidate, member)) = choice else {
                rejections.push(Rejection::PriceOfRule { rule: pair.rule.clone() });
                continue;
            };
            if let Some(choice) = problem.choice_at(member, candidate.organization) {
                self.pay(choice, &pair.price, 1, short.len());
            }
            let paid = pair.price.tiers().iter().map(|&price| price.into()).collect();
            let group = groups.entry((&pair.rule, candidate.organization)).or_default();
            if group.insert(member, paid).is_some() {
                rejections.push(Rejection::PriceOfRule { rule: pair.rule.clone() });
            }
        }
        let zero = vec![0; short.len()];
        for ((rule, _), paid) in groups {
            let most = match side(problem, rule) {
                Some(Side::Together(_)) => paid.values().fold(zero.clone(), |sum, more| plus(&sum, more)),
                _ => paid.into_values().max().unwrap_or_default(),
            };
            self.back.push(most.max(zero.clone()).iter().map(|paid| -paid).collect());
        }
    }

    fn pay(&mut self, choice: usize, price: &Cost, weight: i64, rows: usize) {
        let due = self.of.entry(choice).or_insert_with(|| vec![0; rows]);
        for (due, &price) in due.iter_mut().zip(price.tiers()) {
            *due += i128::from(price) * i128::from(weight);
        }
    }

    /// What a candidate pays to all rules, row by row; nothing is an empty list.
    pub(in crate::certify) fn of(&self, choice: usize) -> &[i128] {
        self.of.get(&choice).map_or(&[], Vec::as_slice)
    }

    /// What the rules pay at least: each its own smallest.
    pub(in crate::certify) fn back(&self) -> &[Vec<i128>] {
        &self.back
    }
}

fn side<'a>(problem: &'a Problem, rule: &RuleId) -> Option<&'a Side> {
    let at = problem.roster().side_rules.binary_search_by(|known| known.id.cmp(rule)).ok()?;
    problem.sides().get(at)
}

fn fits(price: &Cost, rows: &[i128]) -> bool {
    price.tiers().len() == rows.len() && price.tiers().iter().all(|price| price.unsigned_abs() <= LARGEST)
}

fn plus(a: &[i128], b: &[i128]) -> Vec<i128> {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}
