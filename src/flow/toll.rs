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

/// Whether a stage's costs and prices leave room for parts.
pub(super) fn fits(stage: &Stage<'_>) -> bool {
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
