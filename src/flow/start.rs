//! A start near the optimum: rows answer today's loads, then prices answer full and empty nodes. Nothing here has to be right, only close;
//! `phases` makes it exact.

use super::stage::{Stage, piece};
use super::{Halt, go_on};

/// Sweeps in which rows answer loads. Later ones move next to nothing.
const LOAD_SWEEPS: u32 = 6;

/// Sweeps in which prices are adjusted. Each is a pass over sequential memory; beyond so many the exact search is cheaper.
const PRICE_SWEEPS: u32 = 24;

/// Units that a node may have too many or too few without making a heap.
const HANDFUL: u32 = 8;

/// Prices here are counted in such parts of a unit: in whole units a row that is content with a step too much would be torn away again when
/// prices have to be exact.
const FINE: i64 = 64;

/// The greatest cost for which fine prices and their steps stay far from the end of 64 bits.
const SMALL: u64 = 1 << 48;

/// What a unit beyond a bound is taken to cost while rows answer loads.
const DEAR: i64 = 1 << 52;

/// What a row compares at a node: what it would save by leaving, and pay by joining.
#[derive(Debug, Clone, Copy, Default)]
struct Ask {
    stay: i64,
    join: i64,
}

/// Leaves the stage with prices, every row at its best option and every node at its best flow.
///
/// INVARIANT: rounding prices down keeps whole reduced costs at zero or more, so fine prices that fit give whole prices that fit.
pub(super) fn begin(stage: &mut Stage<'_>, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    stage.snap(stop)?;
    if stage.is_settled() {
        return Ok(());
    }
    answer_loads(stage, stop)?;
    let leaves = stage.network.leaves as usize;
    for node in 0..leaves {
        stage.price[node] = stage.marginal(node, stage.inflow[node].saturating_add(1)) - stage.square_of(node);
    }
    go_on(stop)?;
    let small = span(stage).filter(|&span| span.unsigned_abs() < SMALL);
    if let Some(span) = small {
        let square = stage.square_of(0);
        let step = if square > 0 { span.min(square) } else { span / 4 };
        let mut leaf: Vec<Fine> = stage.price.iter().map(|&price| Fine::new(price, step)).collect();
        answer_prices(stage, &mut leaf, stop)?;
        for (price, leaf) in stage.price.iter_mut().zip(&leaf) {
            *price = leaf.price.div_euclid(FINE);
        }
    }
    stage.snap(stop)
}

/// How far the costs of options lie apart; none when prices could grow beyond what 48 bits hold.
fn span(stage: &Stage<'_>) -> Option<i64> {
    let dearest = stage.option.iter().map(|option| option.cost).max().unwrap_or(0);
    let cheapest = stage.option.iter().map(|option| option.cost).min().unwrap_or(0);
    let units: u32 = stage.inflow.iter().sum();
    let load = (0..stage.network.leaves as usize).map(|node| stage.marginal(node, units).unsigned_abs()).max();
    let most = dearest.unsigned_abs().max(cheapest.unsigned_abs()).saturating_add(load.unwrap_or(0));
    (most < SMALL).then(|| dearest - cheapest)
}

/// Lets each row in turn make its best single exchange at today's loads, until few do.
///
/// A bound weighs more than any cost: with `tight` bounds and a million rows a tenth of them would have to be searched a place for.
fn answer_loads(stage: &mut Stage<'_>, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    let of = |stage: &Stage<'_>, node: usize, unit: u32| {
        let bound = i64::from(unit > stage.high[node]) - i64::from(unit <= stage.low[node]);
        stage.marginal(node, unit).saturating_add(bound.saturating_mul(DEAR))
    };
    let ask = |stage: &Stage<'_>, node: usize| {
        let load = stage.inflow[node];
        Ask { stay: of(stage, node, load), join: of(stage, node, load.saturating_add(1)) }
    };
    let mut asks: Vec<Ask> = (0..stage.network.nodes()).map(|node| ask(stage, node)).collect();
    for _ in 0..LOAD_SWEEPS {
        if exchange(stage, &mut asks, 1, ask, stop)? * 50 < stage.need.len() {
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
        Self { price: price * FINE, step: (step * FINE).max(1), side: 0, least: 0, most: u32::MAX }
    }

    /// 1 when `load` is too much, -1 when it is too little.
    fn pressure(&self, load: u32) -> i64 {
        i64::from(load > self.most) - i64::from(load < self.least)
    }

    /// Units too many or too few, but for a handful.
    fn heap(&self, load: u32) -> u64 {
        let (over, under) = (load.saturating_sub(self.most), self.least.saturating_sub(load));
        u64::from(over.saturating_sub(HANDFUL)) + u64::from(under.saturating_sub(HANDFUL))
    }

    /// A full node costs a step more, an empty one a step less.
    fn ask(&self, load: u32) -> Ask {
        let joined = load.saturating_add(1);
        let stay = i64::from(load > self.most) - i64::from(load <= self.least);
        let join = i64::from(joined > self.most) - i64::from(joined <= self.least);
        Ask { stay: self.price + self.step * stay, join: self.price + self.step * join }
    }

    /// Becomes dearer when overfull, cheaper when underfull: in doubled steps while it has to go on, in far smaller ones after going too
    /// far. Says whether it had to.
    fn adjust(&mut self, load: u32) -> bool {
        let pressure = self.pressure(load);
        self.step = match pressure * self.side {
            1 => (self.step * 2).min(1 << 40),
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
fn answer_prices(stage: &mut Stage<'_>, leaf: &mut [Fine], stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    let leaves = stage.network.leaves as usize;
    let mut asks = vec![Ask::default(); stage.network.nodes()];
    let mut before = (usize::MAX / 100, usize::MAX / 100);
    let mut heap_before = 0;
    for _ in 0..PRICE_SWEEPS {
        for node in 0..leaves {
            let rise = leaf[node].price - leaf[stage.network.parent[node] as usize].price;
            let (least, most) = stage.flow_between((rise - 1).div_euclid(FINE), rise.div_euclid(FINE), node);
            (leaf[node].least, leaf[node].most) = (least, most);
            asks[node] = leaf[node].ask(stage.inflow[node]);
        }
        exchange(stage, &mut asks, FINE, |stage, node| leaf[node].ask(stage.inflow[node]), stop)?;
        let heap: u64 = (0..leaves).map(|node| leaf[node].heap(stage.inflow[node])).sum();
        let strained = (0..leaves).filter(|&node| leaf[node].adjust(stage.inflow[node])).count();
        let fine = leaf.iter().map(|leaf| leaf.step).sum::<i64>() < 2 * i64::from(stage.network.leaves);
        let stale = fine && strained * 4 > before.0 * 3;
        // A heap at few nodes is far dearer to search away than to price away, as long as it shrinks.
        let shrinks = heap * 200 > u64::from(stage.network.leaves) && heap * 10 < heap_before * 9;
        if !shrinks && (strained * 100 < leaves || stale) {
            break;
        }
        heap_before = heap;
        before = (before.1, strained);
    }
    Ok(())
}

/// Exchanges in each row the dearest used option for the cheapest spare one where that is cheaper; says how many rows did.
///
/// `asks` holds what each node asks at its load, `ask` says it anew when a load changes, and `scale` brings costs to its measure.
fn exchange(
    stage: &mut Stage<'_>,
    asks: &mut [Ask],
    scale: i64,
    ask: impl Fn(&Stage<'_>, usize) -> Ask,
    stop: &dyn Fn() -> bool,
) -> Result<usize, Halt> {
    let mut moved = 0;
    let mut row = 0;
    while row < stage.need.len() {
        let end = piece(&stage.first, row, stop)?;
        moved += (row..end).filter(|&row| exchange_in(stage, asks, scale, &ask, row)).count();
        row = end;
    }
    Ok(moved)
}

/// The exchange of one row.
fn exchange_in(
    stage: &mut Stage<'_>,
    asks: &mut [Ask],
    scale: i64,
    ask: impl Fn(&Stage<'_>, usize) -> Ask,
    row: usize,
) -> bool {
    let options = stage.options(row);
    let start = options.start;
    let (mut worst, mut most) = (usize::MAX, i64::MIN);
    let (mut best, mut least) = (usize::MAX, i64::MAX);
    for (at, choice) in stage.option[options].iter().enumerate() {
        let asked = asks[choice.node as usize];
        if choice.is_used() {
            let paid = choice.cost * scale + asked.stay;
            if paid >= most {
                (worst, most) = (at, paid);
            }
        } else {
            let offer = choice.cost * scale + asked.join;
            if offer < least {
                (best, least) = (at, offer);
            }
        }
    }
    if least >= most {
        return false;
    }
    let (worst, best) = (start + worst, start + best);
    stage.swap(worst, best);
    for option in [worst, best] {
        let node = stage.option[option].node as usize;
        asks[node] = ask(stage, node);
    }
    true
}
