//! A start near the optimum: rows answer today's loads, then prices answer full and empty nodes. Nothing here has to be right, only close;
//! `phases` makes it exact.

use super::Halt;
use super::stage::Stage;

/// Sweeps in which rows answer loads. Later ones move next to nothing.
const LOAD_SWEEPS: u32 = 6;

/// Sweeps in which prices are adjusted. Each is a pass over sequential memory; beyond so many the exact search is cheaper.
const PRICE_SWEEPS: u32 = 80;

/// Prices here are counted in such parts of a unit: in whole units a row that is content with a step too much would be torn away again when
/// prices have to be exact.
const FINE: i64 = 64;

/// Leaves the stage with prices, every row at its best option and every node at its best flow.
///
/// INVARIANT: rounding prices down keeps whole reduced costs at zero or more, so fine prices that fit give whole prices that fit.
pub(super) fn begin(stage: &mut Stage<'_>, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    for _ in 0..LOAD_SWEEPS {
        if stop() {
            return Err(Halt::Stopped);
        }
        if answer_loads(stage) == 0 {
            break;
        }
    }
    let leaves = stage.network.leaves as usize;
    let spot = |node| stage.marginal(node, stage.inflow[node].saturating_add(1)) - stage.square_of(node);
    let mut price: Vec<i64> =
        (0..stage.network.nodes()).map(|node| if node < leaves { spot(node) } else { 0 }).collect();
    if is_small(stage) {
        price.iter_mut().for_each(|price| *price *= FINE);
        adjust_all(stage, &mut price, stop)?;
        price.iter_mut().for_each(|price| *price = price.div_euclid(FINE));
    }
    stage.price = price;
    stage.snap();
    Ok(())
}

/// Whether fine prices are far from the end of 64 bits.
fn is_small(stage: &Stage<'_>) -> bool {
    let cost = stage.cost.iter().map(|cost| cost.unsigned_abs()).max().unwrap_or(0);
    let units = stage.inflow.iter().map(|&units| u64::from(units)).sum::<u64>().min(u64::from(u32::MAX)) as u32;
    let load = (0..stage.network.leaves as usize).map(|node| stage.marginal(node, units).unsigned_abs()).max();
    cost.saturating_add(load.unwrap_or(0)) < 1 << 48
}

/// Adjusts fine prices in ever smaller steps, each until few leaves are overfull or underfull, or it helps no more.
///
/// Measured with `benches` at 100,000 rows against whole prices alone: `tight` 0.26 s instead of 0.70 s, `big` 0.2 s instead of 1.4 s,
/// `equal` 0.6 s instead of 1.0 s, `random` and `load-first` the same.
fn adjust_all(stage: &mut Stage<'_>, price: &mut [i64], stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    let dearest = stage.cost.iter().copied().max().unwrap_or(0);
    let cheapest = stage.cost.iter().copied().min().unwrap_or(0);
    let mut step = ((dearest - cheapest) * FINE / 4).max(1);
    let mut limits = Vec::new();
    let leaves = stage.network.leaves as usize;
    let mut before: Option<usize> = None;
    for _ in 0..PRICE_SWEEPS {
        if stop() {
            return Err(Halt::Stopped);
        }
        limits.clear();
        limits.extend((0..stage.network.nodes()).map(|node| limits_of(stage, node, price[node])));
        let moved = answer_prices(stage, price, &limits, step);
        let strained = adjust(stage, price, &limits, step);
        let stale = strained * 100 < leaves || moved == 0 || before.is_some_and(|before| strained * 10 > before * 9);
        before = Some(strained);
        if stale && step == 1 {
            break;
        }
        if stale {
            before = None;
            step = (step / 4).max(1);
        }
    }
    Ok(())
}

/// The least and the most units a node takes gladly at a fine price; the root, and areas at this stage, take any.
fn limits_of(stage: &Stage<'_>, node: usize, price: i64) -> (u32, u32) {
    if (node as u32) >= stage.network.leaves {
        return (0, u32::MAX);
    }
    stage.flow_between((price - 1).div_euclid(FINE), price.div_euclid(FINE), node)
}

/// Lets each row in turn make its best single exchange at today's loads; says how many did.
fn answer_loads(stage: &mut Stage<'_>) -> usize {
    exchange(stage, |stage, option, joins| {
        let node = stage.node[option] as usize;
        let load = stage.inflow[node];
        stage.cost[option] + stage.marginal(node, load + u32::from(joins))
    })
}

/// Lets each row in turn make its best single exchange at fine prices, where a full node costs a step more and an empty one a step less.
fn answer_prices(stage: &mut Stage<'_>, price: &[i64], limits: &[(u32, u32)], step: i64) -> usize {
    exchange(stage, |stage, option, joins| {
        let node = stage.node[option] as usize;
        let load = stage.inflow[node] + u32::from(joins);
        let (least, most) = limits[node];
        let pressure = i64::from(load > most) - i64::from(load <= least);
        stage.cost[option] * FINE + price[node] + step * pressure
    })
}

/// Exchanges in each row the dearest used option for the cheapest spare one where that is cheaper; says how many rows did.
///
/// `worth` prices an option of a row that uses it (`false`) or would join it (`true`).
fn exchange(stage: &mut Stage<'_>, worth: impl Fn(&Stage<'_>, usize, bool) -> i64) -> usize {
    let mut moved = 0;
    for row in 0..stage.need.len() {
        let mut worst = (i64::MIN, usize::MAX);
        let mut best = (i64::MAX, usize::MAX);
        for option in stage.options(row) {
            if stage.chosen[option] {
                worst = worst.max((worth(stage, option, false), option));
            } else {
                best = best.min((worth(stage, option, true), option));
            }
        }
        if best.0 < worst.0 {
            stage.swap(worst.1, best.1);
            moved += 1;
        }
    }
    moved
}

/// Makes overfull leaves dearer and underfull ones cheaper; says how many there were.
fn adjust(stage: &Stage<'_>, price: &mut [i64], limits: &[(u32, u32)], step: i64) -> usize {
    let mut strained = 0;
    for node in 0..stage.network.leaves as usize {
        let load = stage.inflow[node];
        let (least, most) = limits[node];
        let change = step * (i64::from(load > most) - i64::from(load < least));
        price[node] += change;
        strained += usize::from(change != 0);
    }
    strained
}
