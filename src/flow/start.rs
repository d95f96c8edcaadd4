//! A start near the optimum: rows answer today's loads, then prices answer full and empty nodes. Nothing here has to be right, only close;
//! `phases` makes it exact.

use super::stage::Stage;
use super::sweep::{Ask, DEAR, Sweep};
use super::{Halt, go_on};

/// Sweeps in which rows answer loads. Later ones move next to nothing.
const LOAD_SWEEPS: u32 = 6;

/// Sweeps in which prices are adjusted. Each is a pass over sequential memory; beyond so many the exact search is cheaper.
const PRICE_SWEEPS: u32 = 24;

/// One row of so many may be out of place for searches to find the places sooner than further sweeps, once steps are small and units lie in no heaps.
const NEAR: u64 = 25;

/// Units that a node may have too many or too few without making a heap.
const HANDFUL: u64 = 8;

/// The nodes above the leaves have a wrong price when the units that are too many at leaves and those that are too few differ by more than one of so
/// many, of all of these and of the leaves.
const LOPSIDED: u64 = 8;

/// Leaves the stage with prices, every row at its best option and every node at its best flow.
///
/// INVARIANT: rounding prices down keeps whole reduced costs at zero or more, so fine prices that fit give whole prices that fit.
pub(super) fn begin(stage: &mut Stage<'_>, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    stage.snap(stop)?;
    if stage.is_settled() {
        return Ok(());
    }
    let leaves = stage.network.leaves as usize;
    let load = |stage: &Stage<'_>, node: usize| stage.marginal(node, stage.inflow[node].saturating_add(1));
    let dearest = (0..leaves).map(|node| load(stage, node).saturating_abs()).max().unwrap_or(0);
    go_on(stop)?;
    let mut sweep = Sweep::new(stage, dearest, stop)?;
    answer_loads(stage, &mut sweep, stop)?;
    for node in 0..leaves {
        stage.price[node] = load(stage, node) - stage.square_of(node);
    }
    if sweep.scale().is_safe() {
        answer_prices(stage, &mut sweep, stop)?;
    }
    sweep.store(stage);
    go_on(stop)?;
    stage.snap(stop)
}

/// Lets each row in turn make its best single exchange at today's loads, until few do.
///
/// A bound weighs more than any cost: with `tight` bounds and a million rows a tenth of them would have to be searched a place for.
fn answer_loads(stage: &mut Stage<'_>, sweep: &mut Sweep, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    let scale = sweep.scale();
    let of = |stage: &Stage<'_>, node: usize, unit: u32| {
        let bound = i64::from(unit > stage.high[node]) - i64::from(unit <= stage.low[node]);
        scale.fine(stage.marginal(node, unit)) + bound * DEAR
    };
    let ask = |stage: &Stage<'_>, node: usize| {
        let load = stage.inflow[node];
        Ask::new(of(stage, node, load), of(stage, node, load.saturating_add(1)))
    };
    let mut asks: Vec<Ask> = (0..stage.network.nodes()).map(|node| ask(stage, node)).collect();
    for _ in 0..LOAD_SWEEPS {
        if sweep.run(stage, &mut asks, ask, stop)? * 50 < stage.rows() {
            break;
        }
    }
    Ok(())
}

/// A node's fine price, and how it has moved.
#[derive(Debug, Clone, Copy)]
struct Fine {
    price: i64,
    step: i64,
    /// 1 after it became dearer, -1 after it became cheaper.
    side: i64,
    /// The least and the most units it takes gladly at this price.
    least: u32,
    most: u32,
}

impl Fine {
    fn new(price: i64, step: i64) -> Self {
        Self { price, step: step.max(1), side: 0, least: 0, most: u32::MAX }
    }

    /// 1 when `load` is too much, -1 when it is too little.
    fn pressure(&self, load: u32) -> i64 {
        i64::from(load > self.most) - i64::from(load < self.least)
    }

    /// Units too many or too few.
    fn loose(&self, load: u32) -> u64 {
        u64::from(load.saturating_sub(self.most)) + u64::from(self.least.saturating_sub(load))
    }

    /// Units too many or too few, but for a handful.
    fn heap(&self, load: u32) -> u64 {
        self.loose(load).saturating_sub(HANDFUL)
    }

    /// A full node costs a step more, an empty one a step less.
    fn ask(&self, load: u32) -> Ask {
        let joined = load.saturating_add(1);
        let stay = i64::from(load > self.most) - i64::from(load <= self.least);
        let join = i64::from(joined > self.most) - i64::from(joined <= self.least);
        Ask::new(self.price + self.step * stay, self.price + self.step * join)
    }

    /// Units too many, or too few when below zero.
    fn net(&self, load: u32) -> i64 {
        i64::from(load.saturating_sub(self.most)) - i64::from(self.least.saturating_sub(load))
    }

    /// Becomes dearer when overfull, cheaper when underfull. Says whether it had to.
    fn adjust(&mut self, load: u32) -> bool {
        self.press(self.pressure(load))
    }

    /// Becomes dearer where `pressure` is 1, cheaper where it is -1: in doubled steps while it has to go on, in far smaller ones after going too
    /// far. Says whether it had to.
    fn press(&mut self, pressure: i64) -> bool {
        self.step = match pressure * self.side {
            1 => (self.step * 2).min(DEAR),
            -1 => (self.step / 4).max(1),
            _ if pressure == 0 => (self.step / 4).max(1),
            _ => self.step,
        };
        self.price += self.step * pressure;
        self.side = pressure;
        pressure != 0 || self.step > 1
    }
}

/// Adjusts fine prices, each node in steps of its own, until few are overfull or underfull.
///
/// Measured with `benches` at 100,000 rows against one common step that shrinks: `load-first` 0.3 s instead of 2.1 s, `tight` 0.22 s
/// instead of 0.27 s, the others the same.
fn answer_prices(stage: &mut Stage<'_>, sweep: &mut Sweep, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    let leaves = stage.network.leaves as usize;
    let scale = sweep.scale();
    let (span, square) = (sweep.span(), stage.square_of(0));
    let step = if square > 0 { scale.fine(span.min(square)) } else { scale.fine(span) / 4 };
    let mut leaf: Vec<Fine> = stage.price[..leaves].iter().map(|&price| Fine::new(scale.fine(price), step)).collect();
    // What the nodes above the leaves cost, all of them alike.
    let mut level = Fine::new(0, step);
    let mut asks = vec![Ask::default(); stage.network.nodes()];
    let mut before = (usize::MAX / 100, usize::MAX / 100);
    let mut heap_before = 0;
    for _ in 0..PRICE_SWEEPS {
        for node in 0..leaves {
            let rise = leaf[node].price - level.price;
            let (least, most) = stage.flow_between(scale.below(rise), scale.whole(rise), node);
            (leaf[node].least, leaf[node].most) = (least, most);
            asks[node] = leaf[node].ask(stage.inflow[node]);
        }
        asks[leaves..].fill(Ask::new(level.price, level.price));
        let ask = |stage: &Stage<'_>, node: usize| leaf.get(node).unwrap_or(&level).ask(stage.inflow[node]);
        sweep.run(stage, &mut asks, ask, stop)?;
        let heap: u64 = (0..leaves).map(|node| leaf[node].heap(stage.inflow[node])).sum();
        let loose: u64 = (0..leaves).map(|node| leaf[node].loose(stage.inflow[node])).sum();
        let net: i64 = (0..leaves).map(|node| leaf[node].net(stage.inflow[node])).sum();
        let strained = (0..leaves).filter(|&node| leaf[node].adjust(stage.inflow[node])).count();
        level.press(if net.unsigned_abs() * LOPSIDED > loose.max(leaves as u64) { -net.signum() } else { 0 });
        let step = leaf.iter().map(|leaf| leaf.step).sum::<i64>() / i64::from(stage.network.leaves).max(1);
        let near = step < 8 && loose * NEAR < stage.rows() as u64 && heap * 4 < loose;
        let stale = step < 2 && strained * 4 > before.0 * 3;
        // A heap at few nodes is far dearer to search away than to price away, as long as it shrinks.
        let shrinks = heap * 200 > u64::from(stage.network.leaves) && heap * 10 < heap_before * 9;
        if !shrinks && (strained * 100 < leaves || stale || near) {
            break;
        }
        heap_before = heap;
        before = (before.1, strained);
    }
    for (price, leaf) in stage.price.iter_mut().zip(&leaf) {
        *price = scale.whole(leaf.price - level.price);
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use super::begin;
    use crate::flow::stage::Stage;
    use crate::flow::{Face, Network, Row, TierCost, optimize};

    /// Rows of three wishes near each other on a ring of leaves, a tenth as many: where everybody has a place and loads are even, and the cost of the
    /// wishes.
    pub(in crate::flow) fn wishes(rows: u32, window: u32) -> (Network, Face, TierCost) {
        let leaves = rows / 10;
        let mix = |at: u32, salt: u32| at.wrapping_mul(2_654_435_761).rotate_left(salt).wrapping_mul(40_503) >> 8;
        let wish = |row: u32, turn: u32| (mix(row, 5) + turn * (mix(row, 9 + turn) % window)) % leaves;
        let options: Vec<Vec<u32>> =
            (0..rows).map(|row| (0..3).map(|turn| wish(row, turn)).chain([leaves]).collect()).collect();
        let nodes = leaves as usize + 1;
        let network = options.iter().map(|options| Row { need: 1, options });
        let network = Network::new(network, vec![leaves; nodes], vec![0; nodes], vec![rows; nodes], leaves)
            .expect("a whole network");
        let tier =
            |option: [i64; 4], square| TierCost { option: option.repeat(rows as usize), square, ..TierCost::default() };
        let before = [tier([0, 0, 0, 1], 0), tier([0; 4], 1)];
        let best = optimize(&network, 2, &|tier| before[tier].clone(), &|| false).expect("no one stops it");
        (network, best.face, tier([0, 1, 2, 0], 0))
    }

    #[test]
    fn wishes_after_even_loads_begin_near_the_optimum_as_the_root_has_a_price() {
        let (network, face, tier) = wishes(6_000, 50);
        let mut stage = Stage::new(&network, &face, &tier, &|| false).expect("no one stops it");
        begin(&mut stage, &|| false).expect("no one stops it");
        let loose: i64 = stage.excess.iter().map(|&excess| excess.max(0)).sum();
        assert!(loose < 200, "{loose} of 6000 rows are out of place");
    }
}
