//! A toll on every exchange: where most of them are free, paths wander, and each search finds few.
//!
//! With many rows of few distinct costs a search meets thousands of places at no distance at all, yet few units can go there at once, and the next search reads the
//! same rows again. So costs are counted in small parts, and each exchange costs one or a few parts more than it does: among paths that cost the same
//! those of few steps are shorter, and an exchange that was made is not taken back for nothing. That is the relaxed optimality of scaling algorithms (Gabow and Tarjan, Faster
//! scaling algorithms for network problems, SIAM J. Comput. 18, 1989). What is found is the optimum but for the tolls; prices are then rounded to whole units,
//! and what does not fit them is left for searches without a toll.

use super::row::{Cheapest, ends};
use super::stage::{Stage, pieces};
use super::{Halt, go_on};

/// The power of two that a unit of cost is divided into.
const PARTS: u32 = 8;

/// The tolls, one after the other, in parts.
///
/// Measured with `benches`, `ranks` at a million rows: no toll 39 s, only 8 parts 25 s, only 1 part 22 s, first 8 and then 1 19 to 21 s.
pub(super) const TOLLS: [i64; 2] = [8, 1];

/// Costs can be divided into parts, and added up along any path, when they are at most this, shared among the nodes.
const LARGE: u64 = 1 << 52;

/// Whether costs and prices leave room for parts, and a toll can help: where all options cost the same, shortest paths of any kind take longer than
/// any path that is free (`ranks` at a million rows, even loads: 4 s to 15).
pub(super) fn helps(stage: &Stage<'_>) -> bool {
    let most = LARGE / stage.network.nodes() as u64;
    let small = |cost: i64| cost.unsigned_abs() <= most;
    let units: u32 = stage.inflow.iter().sum();
    let least_and_most = |node: usize| [1, stage.high[node].min(units).max(1)].map(|unit| stage.marginal(node, unit));
    let first = stage.option.costs().next();
    let (mut differ, mut fit) = (false, true);
    for cost in stage.option.costs() {
        differ |= Some(cost) != first;
        fit &= small(cost);
    }
    let prices_fit = stage.price.iter().all(|&price| small(price));
    differ && fit && prices_fit && (0..stage.network.root()).all(|node| least_and_most(node).into_iter().all(small))
}

/// Counts all costs and prices in parts.
pub(super) fn divide(stage: &mut Stage<'_>) {
    recount(stage, |cost| cost << PARTS);
    stage.price.iter_mut().for_each(|price| *price <<= PARTS);
}

/// Takes a toll from now on: rows let go what would save more than it.
pub(super) fn charge(stage: &mut Stage<'_>, toll: i64, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    stage.toll = toll;
    let mut cheapest = Cheapest::default();
    for rows in pieces(&stage.first) {
        go_on(stop)?;
        for row in rows {
            let (used, spare) = ends(stage.offers(row));
            if spare < used.saturating_sub(toll) {
                cheapest.swaps(stage.offers(row)).iter().for_each(|&(from, to)| stage.swap(from, to));
            }
        }
    }
    stage.hand_on();
    Ok(())
}

/// Takes no toll any more, and counts in whole units again.
pub(super) fn lift(stage: &mut Stage<'_>, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    go_on(stop)?;
    stage.toll = 0;
    let shift = gap(stage);
    stage.price.iter_mut().for_each(|price| *price = (*price + shift) >> PARTS);
    recount(stage, |cost| cost >> PARTS);
    stage.snap(stop)
}

/// Counts what the stage charges in other units.
fn recount(stage: &mut Stage<'_>, by: impl Fn(i64) -> i64) {
    stage.option.recount(&by);
    let tier = &mut stage.tier;
    (tier.square, tier.short) = (by(tier.square), by(tier.short));
    if let Some((_, weight)) = &mut tier.inner {
        *weight = by(*weight);
    }
}

/// What prices are to be raised by before they are rounded down. An exchange ends a unit too cheap only where the price it leaves has the greatest
/// remainder: so that remainder is given to the fewest nodes.
fn gap(stage: &Stage<'_>) -> i64 {
    let mut nodes = [0_u32; 1 << PARTS];
    for price in &stage.price {
        nodes[price.cast_unsigned() as usize % (1 << PARTS)] += 1;
    }
    let below = nodes.iter().rev().zip(0..).min_by_key(|(nodes, _)| **nodes);
    below.map_or(0, |(_, below)| below)
}

#[cfg(test)]
mod tests {
    use super::{LARGE, PARTS, gap, helps};
    use crate::flow::stage::Stage;
    use crate::flow::{Face, Network, Row, TierCost};

    /// Two rows, two leaves.
    fn problem() -> (Network, TierCost) {
        let options: &[u32] = &[0, 1, 2];
        let rows = [0, 1].map(|_| Row { need: 1, options });
        let network = Network::new(rows.into_iter(), vec![2; 3], vec![0; 3], vec![9; 3], 2).expect("a whole network");
        (network, TierCost { option: vec![0, 1, 2, 0, 1, 2], ..TierCost::default() })
    }

    #[test]
    fn costs_are_divided_where_they_differ_and_leave_room() {
        let (network, tier) = problem();
        // Two rows may come to a node of room for three: the dearest unit is the second one.
        let most = LARGE.cast_signed() / 3;
        let square = most / 3;
        for (cost, fit) in [(0, true), (most, true), (most + 1, false), (i64::MIN / 4, false)] {
            let mut tier = tier.clone();
            tier.option[0] = cost;
            let stage = Stage::new(&network, &Face::whole(&network), &tier, &|| false).expect("no one stops it");
            assert_eq!(helps(&stage), fit, "{cost}");
        }
        for (cost, fit) in [(0, true), (square, true), (square + 1, false), (i64::MAX / 4, false)] {
            let mut tier = tier.clone();
            tier.square = cost;
            let stage = Stage::new(&network, &Face::whole(&network), &tier, &|| false).expect("no one stops it");
            assert_eq!(helps(&stage), fit, "{cost} for a square");
        }
        let mut tier = tier;
        tier.option.fill(3);
        let stage = Stage::new(&network, &Face::whole(&network), &tier, &|| false).expect("no one stops it");
        assert!(!helps(&stage), "all cost the same");
    }

    #[test]
    fn prices_are_rounded_where_fewest_nodes_are() {
        let (network, tier) = problem();
        let mut stage = Stage::new(&network, &Face::whole(&network), &tier, &|| false).expect("no one stops it");
        let all = 1 << PARTS;
        for (price, shift) in [
            (vec![0, 5, all - 2], 0),
            (vec![all - 1, 2 * all - 1, all - 2], 2),
            (vec![-1, all - 3, -2], 3),
            ((0..all).filter(|&rest| rest != 7).collect(), all - 1 - 7),
            ((0..all).chain((0..all).filter(|&rest| rest != 9)).collect(), all - 1 - 9),
        ] {
            stage.price = price;
            assert_eq!(gap(&stage), shift, "{:?}", stage.price);
        }
    }
}
