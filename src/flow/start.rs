//! A start near the optimum: rows answer today's loads, prices answer full and empty nodes. Nothing here has to be right, only close;
//! `phases` makes it exact.

use super::Halt;
use super::stage::Stage;

/// Passes over the rows. Each is one sweep of sequential memory; beyond this many the exact search is cheaper.
const PASSES: u32 = 24;

/// Leaves the stage with prices, every row at its best option and every node at its best flow.
pub(super) fn begin(stage: &mut Stage<'_>, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    let dearest = stage.cost.iter().copied().max().unwrap_or(0);
    let cheapest = stage.cost.iter().copied().min().unwrap_or(0);
    let mut step = ((dearest - cheapest) / 4).max(1);
    let mut extra = vec![0i64; stage.network.nodes()];
    for _ in 0..PASSES {
        if stop() {
            return Err(Halt::Stopped);
        }
        let moved = sweep(stage, &extra, step);
        let strained = adjust(stage, &mut extra, step);
        if moved == 0 && strained == 0 && step == 1 {
            break;
        }
        step = (step / 2).max(1);
    }
    for node in 0..stage.network.root() {
        let spot = if (node as u32) < stage.network.leaves {
            stage.marginal(node, stage.inflow[node].saturating_add(1)) - stage.square_of(node)
        } else {
            0
        };
        stage.price[node] = extra[node] + spot;
    }
    stage.snap();
    Ok(())
}

/// Lets each row in turn make its best single exchange at today's loads; says how many did.
fn sweep(stage: &mut Stage<'_>, extra: &[i64], step: i64) -> usize {
    let mut moved = 0;
    for row in 0..stage.need.len() {
        let mut worst = (i64::MIN, usize::MAX);
        let mut best = (i64::MAX, usize::MAX);
        for option in stage.options(row) {
            let node = stage.node[option] as usize;
            let load = stage.inflow[node];
            let fixed = stage.cost[option] + extra[node];
            if stage.chosen[option] {
                let pressure = i64::from(load > stage.high[node]) - i64::from(load <= stage.low[node]);
                worst = worst.max((fixed + stage.marginal(node, load) + step * pressure, option));
            } else {
                let pressure = i64::from(load >= stage.high[node]) - i64::from(load < stage.low[node]);
                best = best.min((fixed + stage.marginal(node, load + 1) + step * pressure, option));
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
fn adjust(stage: &Stage<'_>, extra: &mut [i64], step: i64) -> usize {
    let mut strained = 0;
    for (node, extra) in extra.iter_mut().enumerate().take(stage.network.leaves as usize) {
        let load = stage.inflow[node];
        if load > stage.high[node] {
            *extra += step;
            strained += 1;
        } else if load < stage.low[node] {
            *extra -= step;
            strained += 1;
        }
    }
    strained
}
