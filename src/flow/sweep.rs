//! All rows in small numbers: what the start reads again and again, eight bytes an option.
//!
//! A start need not be right, only close, so costs are rounded to what fits: parts of a unit where costs are small, many units where they are large.

use super::Halt;
use super::stage::{Stage, piece};

/// The power of two that costs are multiplied by at most. In whole units a row that is content with a step too much would be torn away
/// again when prices have to be exact.
const FINE: i32 = 6;

/// Costs lie below it, what nodes ask for below [`DEAR`], and so sums stay within 32 bits.
const LARGE: i64 = 1 << 28;

/// More than any cost.
pub(super) const DEAR: i64 = 1 << 29;

/// What a row compares at a node: what it would save by leaving, and pay by joining.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ask {
    stay: i32,
    join: i32,
}

impl Ask {
    pub(super) fn new(stay: i64, join: i64) -> Self {
        let small = |price: i64| price.clamp(-2 * DEAR, 2 * DEAR) as i32;
        Self { stay: small(stay), join: small(join) }
    }
}

/// An option of a row.
#[derive(Debug, Clone, Copy)]
struct Way {
    /// The node it leads to, doubled, and 1 more when it is used.
    mark: u32,
    cost: i32,
}

/// The power of two that costs are multiplied by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale(i32);

impl Scale {
    /// For costs up to `most`.
    fn of(most: i64) -> Self {
        let most = most.max(1);
        Self((LARGE.ilog2() as i32 - most.ilog2() as i32 - 1).min(FINE))
    }

    /// A cost as it is counted here.
    pub(super) fn fine(self, cost: i64) -> i64 {
        let cost = if self.0 < 0 { cost >> -self.0 } else { cost.saturating_mul(1 << self.0) };
        cost.clamp(-2 * LARGE, 2 * LARGE)
    }

    /// The greatest whole cost that is at most a fine one.
    pub(super) fn whole(self, fine: i64) -> i64 {
        if self.0 < 0 { fine << -self.0 } else { fine >> self.0 }
    }

    /// The greatest whole cost that is less than a fine one.
    pub(super) fn below(self, fine: i64) -> i64 {
        if self.0 < 0 { (fine << -self.0) - 1 } else { (fine - 1) >> self.0 }
    }
}

/// The rows of a stage.
#[derive(Debug)]
pub(super) struct Sweep {
    way: Vec<Way>,
    scale: Scale,
    span: i64,
}

impl Sweep {
    /// Packs the rows of a stage for prices up to `most` or a little more.
    pub(super) fn new(stage: &Stage<'_>, most: i64, stop: &dyn Fn() -> bool) -> Result<Self, Halt> {
        let dearest = stage.option.iter().map(|option| option.cost).max().unwrap_or(0);
        let cheapest = stage.option.iter().map(|option| option.cost).min().unwrap_or(0);
        let span = dearest.saturating_sub(cheapest);
        let scale = Scale::of(span.max(most));
        let mut sweep = Self { way: Vec::with_capacity(stage.option.len()), scale, span };
        let mut row = 0;
        while row < stage.need.len() {
            let end = piece(&stage.first, row, stop)?;
            for choice in &stage.option[stage.first[row] as usize..stage.first[end] as usize] {
                let cost = scale.fine(choice.cost.saturating_sub(cheapest)) as i32;
                sweep.way.push(Way { mark: choice.node << 1 | u32::from(choice.is_used()), cost });
            }
            row = end;
        }
        Ok(sweep)
    }

    pub(super) fn scale(&self) -> Scale {
        self.scale
    }

    /// How far the costs of options lie apart, in whole units.
    pub(super) fn span(&self) -> i64 {
        self.span
    }

    /// Exchanges in each row the dearest used option for the cheapest spare one where that is cheaper; says how many rows did.
    ///
    /// `asks` holds what each node asks at its load, and `ask` says it anew when a load changes.
    pub(super) fn run(
        &mut self,
        stage: &mut Stage<'_>,
        asks: &mut [Ask],
        ask: impl Fn(&Stage<'_>, usize) -> Ask,
        stop: &dyn Fn() -> bool,
    ) -> Result<usize, Halt> {
        let mut moved = 0;
        let mut row = 0;
        while row < stage.need.len() {
            let end = piece(&stage.first, row, stop)?;
            for row in row..end {
                let options = stage.options(row);
                let Some(nodes) = exchange(&mut self.way[options], asks) else { continue };
                moved += 1;
                stage.inflow[nodes[0]] -= 1;
                stage.inflow[nodes[1]] += 1;
                for node in nodes {
                    asks[node] = ask(stage, node);
                }
            }
            row = end;
        }
        Ok(moved)
    }

    /// Writes what rows use into their stage.
    pub(super) fn store(&self, stage: &mut Stage<'_>) {
        for (choice, way) in stage.option.iter_mut().zip(&self.way) {
            choice.set_used(way.mark & 1);
        }
    }
}

/// The exchange of one row: the node it leaves and the node it joins.
fn exchange(row: &mut [Way], asks: &[Ask]) -> Option<[usize; 2]> {
    let (mut paid, mut offer) = (i64::MIN, i64::MAX);
    for (at, way) in row.iter().enumerate() {
        let asked = asks[(way.mark >> 1) as usize];
        let used = way.mark & 1 == 1;
        let price = if used { asked.stay } else { asked.join };
        let key = (i64::from(way.cost.wrapping_add(price)) << 32) | at as i64;
        paid = paid.max(if used { key } else { i64::MIN });
        offer = offer.min(if used { i64::MAX } else { key });
    }
    if offer >> 32 >= paid >> 32 {
        return None;
    }
    let (worst, best) = (paid as u32 as usize, offer as u32 as usize);
    row[worst].mark -= 1;
    row[best].mark += 1;
    Some([worst, best].map(|at| (row[at].mark >> 1) as usize))
}
