//! What every plan costs at least, whatever the prices: the sum of what each member and each place would do best alone under them.

use super::side::Table;
use crate::problem::{Fixed, Problem};
use std::cmp::Ordering;

/// The bound that the prices prove for what is left of the plans, or the row in which a sum leaves 128 bits.
pub(super) fn bound(problem: &Problem, prices: &Table<'_>, fixed: &Fixed<'_>) -> Result<Vec<i128>, usize> {
    let mut total = prices.cost(problem, |tier| problem.base_cost(tier));
    for member in 0..problem.roster().members.len() {
        least_of_member(problem, prices, fixed, member).iter().try_for_each(|paid| add(&mut total, paid))?;
    }
    for node in 0..problem.tree().len() {
        add(&mut total, &least_of_place(problem, prices, node))?;
    }
    prices.dues.back().iter().try_for_each(|paid| add(&mut total, paid))?;
    Ok(total)
}

/// The least a member can cost under the prices, place by place: each designation held or missed, and the cheapest others or nothing.
fn least_of_member(problem: &Problem, prices: &Table<'_>, fixed: &Fixed<'_>, member: usize) -> Vec<Vec<i128>> {
    let range = problem.choices_of(member);
    let choices = problem.all_candidates().get(range.clone()).unwrap_or_default();
    let designated = choices.iter().filter(|candidate| candidate.designated).count();
    let unplaced: Vec<i128> = prices.weights.iter().map(|row| row.1).collect();
    let mut free = (problem.places() as usize).saturating_sub(designated);
    let (mut held, mut open) = (Vec::new(), Vec::new());
    for (choice, candidate) in range.zip(choices) {
        let mut paid = prices.cost(problem, |tier| problem.pair_cost(tier, candidate));
        let due = prices.dues.of(choice);
        for (row, paid) in paid.iter_mut().enumerate() {
            *paid += prices.of(candidate.organization as usize, row) + due.get(row).copied().unwrap_or(0);
        }
        match (fixed.of(choice), candidate.designated) {
            (Some(true), false) => {
                free = free.saturating_sub(1);
                held.push(paid);
            }
            (Some(true), true) => held.push(paid),
            (Some(false), true) => held.push(unplaced.clone()),
            (None, true) => held.push(paid.min(unplaced.clone())),
            (Some(false), false) => {}
            (None, false) => open.push(paid),
        }
    }
    open.extend((0..free).map(|_| unplaced.clone()));
    if free < open.len() {
        open.select_nth_unstable(free);
    }
    held.extend(open.into_iter().take(free));
    held
}

/// The least a place can cost when it takes as many as suits it and is paid for each what it is dearer than the place above.
fn least_of_place(problem: &Problem, prices: &Table<'_>, node: usize) -> Vec<i128> {
    let tree = problem.tree();
    let up = tree.above(node);
    let rows = prices.weights.iter().enumerate().map(|(at, &(square, short))| {
        let square = if tree.is_organization(node) { square } else { 0 };
        (square, short, prices.of(node, at) - up.map_or(0, |up| prices.of(up, at)))
    });
    let everyone = u64::try_from(problem.roster().members.len()).unwrap_or(u64::MAX);
    let everyone = i128::from(everyone) * i128::from(problem.places());
    let load = tree.load(node);
    lowest(&rows.collect::<Vec<_>>(), load.min.into(), load.max.map_or(everyone, |max| everyone.min(max.into())))
}

/// The convex function `square y² + short max(0, min - y) - dearer y` at its lowest between 0 and `max`.
pub(super) fn lowest(rows: &[(i128, i128, i128)], min: i128, max: i128) -> Vec<i128> {
    // One more costs more and more in every row, so the first that does not pay marks the lowest point.
    let pays = |y: i128| {
        let needed = i128::from(y < min);
        let marginal = rows.iter().map(|(square, short, dearer)| square * (2 * y + 1) - short * needed - dearer);
        marginal.map(|row| row.cmp(&0)).find(|order| order.is_ne()) == Some(Ordering::Less)
    };
    let (mut low, mut high) = (0, max);
    while low < high {
        let middle = (low + high) / 2;
        if pays(middle) { low = middle + 1 } else { high = middle }
    }
    // INVARIANT: square y² and short min are within 2^60 in every problem and 2^92 in every mixture, dearer is within 2^61, and y within 2^60.
    rows.iter().map(|(square, short, dearer)| square * low * low + short * (min - low).max(0) - dearer * low).collect()
}

fn add(total: &mut [i128], more: &[i128]) -> Result<(), usize> {
    for (row, (sum, &more)) in total.iter_mut().zip(more).enumerate() {
        *sum = sum.checked_add(more).ok_or(row)?;
    }
    Ok(())
}
