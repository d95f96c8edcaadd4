//! All rows in small numbers: what the start reads again and again, eight bytes an option.
//!
//! A start need not be right, only close, so costs are rounded to what fits: parts of a unit where costs are small, many units where they are large.

use super::stage::{Stage, pieces};
use super::{Halt, go_on};

/// The power of two that costs are multiplied by at most. In whole units a row that is content with a step too much would be torn away
/// again when prices have to be exact.
const FINE: i32 = 6;

/// Costs are below it, and prices as long as they are worth something.
const LARGE: i64 = 1 << 28;

/// More than any cost, and so little that a cost and twice as much fit into 32 bits.
pub(super) const DEAR: i64 = 1 << 29;

/// The greatest whole cost for which prices may be adjusted here: those of far larger ones could not be added up any more.
const GREAT: i64 = 1 << 48;

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
        let bits = |cost: i64| 64 - cost.leading_zeros().cast_signed();
        Self((bits(LARGE - 1) - bits(most)).min(FINE))
    }

    /// Whether prices can be adjusted at this scale.
    pub(super) fn is_safe(self) -> bool {
        self.whole(LARGE) <= GREAT
    }

    /// A cost as it is counted here.
    pub(super) fn fine(self, cost: i64) -> i64 {
        let cost = if self.0 < 0 { cost >> -self.0 } else { cost.saturating_mul(1 << self.0) };
        cost.clamp(-LARGE, LARGE)
    }

    /// The greatest whole cost that is at most a fine one.
    pub(super) fn whole(self, fine: i64) -> i64 {
        if self.0 < 0 { fine.saturating_mul(1 << -self.0) } else { fine >> self.0 }
    }

    /// The greatest whole cost that is less than a fine one.
    pub(super) fn below(self, fine: i64) -> i64 {
        if self.0 < 0 { self.whole(fine) - 1 } else { (fine - 1) >> self.0 }
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
        let (mut cheapest, mut dearest) = (i64::MAX, i64::MIN);
        for cost in stage.option.costs() {
            (cheapest, dearest) = (cheapest.min(cost), dearest.max(cost));
        }
        go_on(stop)?;
        let span = dearest.saturating_sub(cheapest).max(0);
        let scale = Scale::of(span.max(most));
        let mut sweep = Self { way: Vec::with_capacity(stage.option.len()), scale, span };
        for rows in pieces(&stage.first) {
            go_on(stop)?;
            for option in stage.first[rows.start] as usize..stage.first[rows.end] as usize {
                let choice = stage.option.get(option);
                let cost = scale.fine(stage.option.cost(option).saturating_sub(cheapest)) as i32;
                sweep.way.push(Way { mark: (choice.node() as u32) << 1 | u32::from(choice.is_used()), cost });
            }
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
        for rows in pieces(&stage.first) {
            go_on(stop)?;
            for row in rows {
                let options = stage.options(row);
                let Some(nodes) = exchange(&mut self.way[options], asks) else { continue };
                moved += 1;
                stage.inflow[nodes[0]] -= 1;
                stage.inflow[nodes[1]] += 1;
                for node in nodes {
                    asks[node] = ask(stage, node);
                }
            }
        }
        Ok(moved)
    }

    /// Writes what rows use into their stage.
    pub(super) fn store(&self, stage: &mut Stage<'_>) {
        for (option, way) in self.way.iter().enumerate() {
            stage.option.set_used(option, way.mark & 1 == 1);
        }
    }
}

/// The exchange of one row: the node it leaves and the node it joins.
///
/// Costs and places are compared as one number, without a branch that a processor would guess wrong every other time: `random` with a million rows
/// takes 0.54 s instead of 0.58.
fn exchange(row: &mut [Way], asks: &[Ask]) -> Option<[usize; 2]> {
    let (mut paid, mut offer) = (i64::MIN, i64::MAX);
    for (at, way) in row.iter().enumerate() {
        let asked = asks[(way.mark >> 1) as usize];
        let used = way.mark & 1 == 1;
        let price = if used { asked.stay } else { asked.join };
        let key = (i64::from(way.cost + price) << 32) | i64::from(at as u32);
        paid = paid.max(if used { key } else { i64::MIN });
        offer = offer.min(if used { i64::MAX } else { key });
    }
    if offer >> 32 >= paid >> 32 {
        return None;
    }
    let [worst, best] = [paid, offer].map(|key| key.cast_unsigned() as u32 as usize);
    row[worst].mark -= 1;
    row[best].mark += 1;
    Some([worst, best].map(|at| (row[at].mark >> 1) as usize))
}

#[cfg(test)]
mod tests {
    use super::{Ask, LARGE, Scale, Way, exchange};

    #[test]
    fn costs_fit_at_every_scale_and_come_back_rounded_down() {
        for most in [0, 1, 100, 1 << 20, LARGE - 1, LARGE, 1 << 40, i64::MAX] {
            let scale = Scale::of(most);
            for cost in [0, 1, most / 3, (most - 1).max(0), most] {
                let fine = scale.fine(cost);
                assert!((0..=LARGE).contains(&fine), "{cost} of {most} is {fine}");
                let whole = scale.whole(fine);
                assert!(whole <= cost && cost - whole <= most >> 26, "{cost} of {most} comes back as {whole}");
                assert!(scale.below(fine) < whole.max(1) && scale.fine(scale.below(fine)) < fine.max(1));
            }
        }
    }

    #[test]
    fn only_scales_whose_prices_can_be_added_up_are_safe() {
        assert!(Scale::of(100).is_safe() && Scale::of(1 << 47).is_safe());
        assert!(!Scale::of(1 << 49).is_safe() && !Scale::of(i64::MAX).is_safe());
    }

    #[test]
    fn a_row_leaves_its_dearest_option_for_the_first_of_its_cheapest() {
        let way = |node: u32, used: u32, cost: i32| Way { mark: node << 1 | used, cost };
        let asks = [Ask::new(0, 0), Ask::new(-5, 7), Ask::new(i64::MAX, i64::MIN)];
        let mut row = [way(0, 1, 9), way(1, 0, 1), way(0, 0, 8), way(0, 0, 8), way(1, 1, 3)];
        assert_eq!(exchange(&mut row, &asks), Some([0, 1]), "9 for 1 + 7, which comes before the other 8");
        assert_eq!(exchange(&mut row, &asks), None, "-2 and -4 are paid, 8 and 9 are asked");
        assert_eq!(exchange(&mut [way(0, 1, 4), way(0, 0, 4)], &asks), None, "a row stays at an equal cost");
        assert_eq!(exchange(&mut [way(0, 1, 4)], &asks), None);
        assert_eq!(exchange(&mut [way(2, 1, i32::MAX >> 3), way(2, 0, 1)], &asks), Some([2, 2]), "within 32 bits");
    }
}
