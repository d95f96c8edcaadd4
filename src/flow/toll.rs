//! A toll on every exchange: where most of them are free, paths wander, and each search finds few.
//!
//! With many rows of few distinct costs a search meets thousands of places at no distance at all, yet few units can go there at once, and the next search reads the
//! same rows again. So costs are counted in small parts, and each exchange costs one or a few parts more than it does: paths become as short as they can be,
//! units that went one way do not come back for nothing, and every search goes farther than the one before (Gabow and Tarjan, Faster scaling algorithms for
//! network problems, 1989). What it finds is the optimum but for the toll; the same with the least toll is the optimum, or a few units from it, which
//! searches without a toll find.

use super::phases::Work;
use super::row::{Cheapest, ends};
use super::stage::{Stage, pieces};
use super::{Halt, go_on};

/// The power of two that a unit of cost is divided into.
const PARTS: u32 = 8;

/// The tolls, one after the other, in parts.
///
/// Measured with `benches`, `ranks` at a million rows, the last tier: no toll 60 s, only 8 parts 25 s, only 1 part 29 s, first 8 and then 1 19 s.
const TOLLS: [i64; 2] = [8, 1];

/// Costs and prices up to it can be divided into parts and added up.
const LARGE: u64 = 1 << 44;

/// Whether costs and prices leave room for parts, and a toll can help: where all options cost the same, shortest paths of any kind take longer than
/// any path that is free (`ranks` at a million rows, even loads: 4 s to 15).
pub(super) fn helps(stage: &Stage<'_>) -> bool {
    if stage.option.windows(2).all(|pair| pair[0].cost == pair[1].cost) {
        return false;
    }
    let small = |cost: i64| cost.unsigned_abs() <= LARGE;
    let load = |node: usize| stage.marginal(node, stage.network.upper[node].min(stage.inflow[node].saturating_add(1)));
    stage.option.iter().all(|choice| small(choice.cost))
        && stage.price.iter().all(|&price| small(price))
        && (0..stage.network.root()).all(|node| small(load(node)))
        && small(stage.tier.short)
}

/// Moves every surplus unit to a deficit as well as tolls allow, and leaves whole prices and what is still out of place at them.
pub(super) fn ease(stage: &mut Stage<'_>, work: &mut Work, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    recount(stage, |cost| cost << PARTS);
    stage.price.iter_mut().for_each(|price| *price <<= PARTS);
    for toll in TOLLS {
        stage.toll = toll;
        give_up(stage, stop)?;
        work.look(stage);
        work.until_settled(stage, stop)?;
    }
    stage.toll = 0;
    let shift = gap(stage);
    stage.price.iter_mut().for_each(|price| *price = (*price + shift) >> PARTS);
    recount(stage, |cost| cost >> PARTS);
    stage.snap(stop)?;
    work.look(stage);
    Ok(())
}

/// Counts what the stage charges in other units.
fn recount(stage: &mut Stage<'_>, by: impl Fn(i64) -> i64) {
    stage.option.iter_mut().for_each(|choice| choice.cost = by(choice.cost));
    let tier = &mut stage.tier;
    (tier.square, tier.short) = (by(tier.square), by(tier.short));
    if let Some((_, weight)) = &mut tier.inner {
        *weight = by(*weight);
    }
}

/// Lets rows go that would save more than the toll.
fn give_up(stage: &mut Stage<'_>, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    let mut cheapest = Cheapest::default();
    for rows in pieces(&stage.first) {
        go_on(stop)?;
        for row in rows {
            let (used, spare) = ends(stage.offers(row));
            if spare < used.saturating_sub(stage.toll) {
                cheapest.swaps(stage.offers(row)).iter().for_each(|&(from, to)| stage.swap(from, to));
            }
        }
    }
    stage.hand_on();
    Ok(())
}

/// What prices are to be raised by before they are rounded down, so that few of them are next to each other and end a unit apart.
fn gap(stage: &Stage<'_>) -> i64 {
    let mut nodes = [0_u32; 1 << PARTS];
    stage.price.iter().for_each(|price| nodes[price.rem_euclid(1 << PARTS) as usize] += 1);
    let rarest = (0..nodes.len()).rev().min_by_key(|&rest| nodes[rest]).unwrap_or(0);
    (1 << PARTS) - 1 - rarest as i64
}

#[cfg(test)]
mod tests {
    use super::{LARGE, PARTS, TOLLS, ease, gap, helps};
    use crate::flow::phases::{self, Work};
    use crate::flow::stage::Stage;
    use crate::flow::{Face, Network, Row, TierCost};

    /// A few numbers that look random, the same every time.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: u32) -> u32 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((self.0 >> 33) % u64::from(sides)) as u32
        }
    }

    /// Some rows of one or two units, eight leaves in two areas, bounds here and there, costs of a few sizes.
    fn problem(dice: &mut Dice) -> (Network, TierCost) {
        let (leaves, areas) = (8, 2);
        let root = leaves + areas;
        let rows: Vec<(u32, Vec<u32>)> = (0..20 + dice.roll(60))
            .map(|_| {
                let need = 1 + dice.roll(2);
                let wishes = (0..2 + dice.roll(3)).map(|_| dice.roll(leaves));
                (need, wishes.chain((0..need).map(|_| root)).collect())
            })
            .collect();
        let parent = (0..leaves).map(|leaf| leaves + leaf % areas).chain([root; 3]).collect();
        let lower = (0..=root).map(|node| if node < leaves { dice.roll(4) } else { 0 }).collect();
        let upper = (0..=root).map(|node| if node < root { 4 + dice.roll(30) } else { u32::MAX }).collect();
        let network = rows.iter().map(|(need, options)| Row { need: *need, options });
        let network = Network::new(network, parent, lower, upper, leaves).expect("a whole network");
        let (sides, square) = (1 + dice.roll(4), i64::from(dice.roll(3)));
        let mut cost = |node: u32| i64::from(if node == root { 40 } else { dice.roll(sides) });
        let option = network.node.iter().map(|&node| cost(node)).collect();
        (network, TierCost { option, square, inner: None, short: 50 })
    }

    /// The least cost as searches without a toll find it, then with one; and how many units were out of place before tolls and after.
    fn costs(network: &Network, tier: &TierCost) -> ([i128; 2], [i64; 2]) {
        let loose = |stage: &Stage<'_>| stage.excess.iter().map(|excess| excess.max(&0)).sum::<i64>();
        let begun = || {
            let mut stage = Stage::new(network, &Face::whole(network), tier, &|| false).expect("no one stops it");
            stage.snap(&|| false).expect("no one stops it");
            stage
        };
        let cost = |stage: &Stage<'_>| {
            let mut face = Face::whole(network);
            stage.narrow(&mut face, &|| false).expect("prices that prove it");
            let best = super::super::Best { face, price: Vec::new() };
            network.total(&best.solution(), tier)
        };
        let mut plain = begun();
        phases::balance(&mut plain, &|| false).expect("no one stops it");
        let mut tolled = begun();
        let mut work = Work::new(&tolled);
        let before = loose(&tolled);
        ease(&mut tolled, &mut work, &|| false).expect("no one stops it");
        let after = loose(&tolled);
        assert_eq!(tolled.tier.square, tier.square, "charges are whole again");
        assert!(tolled.option.iter().zip(&tier.option).all(|(choice, &cost)| choice.cost == cost));
        work.until_settled(&mut tolled, &|| false).expect("no one stops it");
        ([cost(&plain), cost(&tolled)], [before, after])
    }

    #[test]
    fn with_a_toll_the_same_least_cost_is_found_and_next_to_nothing_is_left_for_searches_without() {
        let mut dice = Dice(7);
        let mut loose = [0, 0];
        for _ in 0..2_000 {
            let (network, tier) = problem(&mut dice);
            let ([plain, tolled], units) = costs(&network, &tier);
            assert_eq!(plain, tolled);
            loose = [loose[0] + units[0], loose[1] + units[1]];
        }
        assert!(loose[0] > 10_000 && loose[1] * 50 < loose[0], "{loose:?} units before and after");
    }

    #[test]
    fn costs_are_divided_where_they_differ_and_leave_room() {
        let (network, tier) = problem(&mut Dice(1));
        for (cost, fit) in [(0, true), (LARGE as i64, true), (LARGE as i64 + 1, false), (i64::MIN / 4, false)] {
            let mut tier = tier.clone();
            tier.option[0] = cost;
            let stage = Stage::new(&network, &Face::whole(&network), &tier, &|| false).expect("no one stops it");
            assert_eq!(helps(&stage), fit, "{cost}");
            tier.option[0] = 0;
            tier.square = cost.abs();
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
        let (network, tier) = problem(&mut Dice(1));
        let mut stage = Stage::new(&network, &Face::whole(&network), &tier, &|| false).expect("no one stops it");
        stage.price.fill((1 << PARTS) - 1);
        let shift = gap(&stage);
        assert!(stage.price.iter().all(|price| (price + shift) & ((1 << PARTS) - 1) != (1 << PARTS) - 1));
        assert!(TOLLS.is_sorted_by(|one, next| one > next) && TOLLS.last() == Some(&1));
    }
}
