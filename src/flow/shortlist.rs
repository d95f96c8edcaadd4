//! The few options that a search can use: those whose exchange costs little at today's prices.
//!
//! Most options of a row are far dearer than the one it uses, and a search whose trees are complete up to a distance never crosses a swap that is
//! longer. So rows are packed once more with their near options alone, and the searches read these. A search up to distance `d` moves every
//! price by at most `d`, and all the same way, so no swap becomes shorter by more than `d`: a list of all swaps up to a bound is
//! enough until the distances of the searches on it add up to the bound. The bound is a matter of time and not of the result.

use super::choices::Choices;
use super::row::ends;
use super::stage::{PIECE, Stage, pieces};
use super::visits::by_node;
use super::{Halt, go_on};

/// Rows whose lengths are looked at to choose a bound.
const SAMPLE: usize = 250;

/// The part of the lengths that is listed at least: one of so many.
const PART: usize = 16;

/// How many searches as far as the last ones a list is meant for.
const SEARCHES: i64 = 4;

/// How many times farther a list goes after one on which the first search found too little.
const WIDER: i64 = 4;

/// How far the next list has to go.
///
/// Measured with `benches` at a million rows against reading all options: `random` 0.98 s to 0.63, `zipf` 2.2 to 0.66, `tight` 3.0 to 2.0, `big` 6.9 to 2.8.
#[derive(Debug)]
pub(super) struct Sight {
    last: i64,
    before: i64,
    wider: i64,
}

impl Sight {
    pub(super) fn new() -> Self {
        Self { last: 1, before: 1, wider: 1 }
    }

    /// The longest swap to list, 1 or more; none when most swaps are listed, and all of the stage can as well be read.
    pub(super) fn bound(&self, stage: &Stage<'_>) -> Option<i64> {
        let mut lengths = stage.lengths(SAMPLE);
        lengths.sort_unstable();
        let near = lengths.get(lengths.len() / PART).copied()?;
        let far = self.last.max(self.before).max(1).saturating_mul(SEARCHES);
        let bound = near.max(far).saturating_mul(self.wider);
        let listed = lengths.partition_point(|&length| length <= bound);
        (listed * 4 < lengths.len() * 3 && bound < i64::MAX).then_some(bound)
    }

    /// Whether the list at hand goes farther than is usual, for one search alone.
    pub(super) fn is_wider(&self) -> bool {
        self.wider > 1
    }

    /// Notes how far a search went, and whether it was the first on its list and went to the end of it.
    pub(super) fn note(&mut self, reach: i64, too_short: bool) {
        self.before = std::mem::replace(&mut self.last, reach);
        self.wider = if too_short { self.wider.saturating_mul(WIDER) } else { 1 };
    }
}

impl<'a> Stage<'a> {
    /// How much longer than nothing the swaps of some rows are, spread over all rows; below zero by no more than the toll.
    fn lengths(&self, rows: usize) -> Vec<i64> {
        let step = (self.rows() / rows).max(1);
        let mut lengths = Vec::new();
        for row in (0..self.rows()).step_by(step) {
            let (used, _) = ends(self.offers(row));
            let spare = self.offers(row).filter(|offer| !offer.2);
            lengths.extend(spare.map(|(_, key, _)| key.saturating_sub(used)));
        }
        lengths
    }

    /// The part of the stage that swaps of at most `bound` can change. It takes the nodes along, until [`Stage::rejoin`].
    pub(super) fn shortlist(&mut self, bound: i64, stop: &dyn Fn() -> bool) -> Result<Self, Halt> {
        let mut list = Self {
            network: self.network,
            tier: self.tier.clone(),
            first: vec![0],
            option: Choices::default(),
            origin: Vec::new(),
            low: Vec::new(),
            high: Vec::new(),
            price: Vec::new(),
            inflow: Vec::new(),
            flow: Vec::new(),
            excess: Vec::new(),
            toll: self.toll,
        };
        for rows in pieces(&self.first) {
            go_on(stop)?;
            rows.for_each(|row| self.list(&mut list, row, bound));
        }
        self.exchange_nodes(&mut list);
        Ok(list)
    }

    /// Puts rows next to those that use the same node, in the order of nodes.
    ///
    /// Where many searches follow and nodes with near numbers are near each other, they read memory in long stretches: `ranks` at a million rows 19 s to 15.
    ///
    /// # Complexity
    /// `O(E + m)` time, and the rows once more in memory.
    pub(super) fn sort_rows(&mut self, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
        go_on(stop)?;
        let of_row = |row| self.options(row).map(|option| self.option.get(option)).find(|choice| choice.is_used());
        let node = |row| of_row(row).map_or(0, |choice| choice.node() as u32);
        let node: Vec<u32> = (0..self.rows()).map(node).collect();
        let (_, order) = by_node(&node, self.network.nodes());
        let mut first = Vec::with_capacity(self.first.len());
        let (mut option, mut origin) =
            (Choices::with_capacity(self.option.len()), Vec::with_capacity(self.origin.len()));
        first.push(0);
        let mut asked = 0;
        for row in order.into_iter().map(|row| row as usize) {
            if option.len() >= asked {
                asked = option.len() + PIECE as usize;
                go_on(stop)?;
            }
            for from in self.options(row) {
                let choice = self.option.get(from);
                option.push(self.option.cost(from), choice.node(), from == self.options(row).start, choice.is_used());
            }
            origin.extend_from_slice(&self.origin[self.options(row)]);
            first.push(option.len() as u32);
        }
        (self.first, self.option, self.origin) = (first, option, origin);
        Ok(())
    }

    /// Puts what is near of a row into a list.
    fn list(&self, list: &mut Self, row: usize, bound: i64) {
        let (used, spare) = ends(self.offers(row));
        if spare.saturating_sub(used) > bound {
            return;
        }
        let start = list.option.len();
        for (option, key, is_used) in self.offers(row) {
            let length = if is_used { spare.saturating_sub(key) } else { key.saturating_sub(used) };
            if length <= bound {
                let (cost, node) = (self.option.cost(option), self.option.get(option).node());
                list.option.push(cost, node, list.option.len() == start, is_used);
                list.origin.push(option as u32);
            }
        }
        list.first.push(list.option.len() as u32);
    }

    /// Takes nodes and choices back from a list.
    pub(super) fn rejoin(&mut self, mut list: Self) {
        self.exchange_nodes(&mut list);
        for (choice, &origin) in list.option.all().iter().zip(&list.origin) {
            self.option.set_used(origin as usize, choice.is_used());
        }
    }

    fn exchange_nodes(&mut self, other: &mut Self) {
        std::mem::swap(&mut self.low, &mut other.low);
        std::mem::swap(&mut self.high, &mut other.high);
        std::mem::swap(&mut self.price, &mut other.price);
        std::mem::swap(&mut self.inflow, &mut other.inflow);
        std::mem::swap(&mut self.flow, &mut other.flow);
        std::mem::swap(&mut self.excess, &mut other.excess);
    }
}

#[cfg(test)]
mod tests {
    use super::{SEARCHES, Sight, WIDER};
    use crate::flow::stage::Stage;
    use crate::flow::{Face, Network, Row, TierCost};

    /// Two rows of one place among three leaves or nowhere, and one row of two places; at zero prices they use their cheapest options.
    fn network() -> (Network, TierCost) {
        let one: &[u32] = &[0, 1, 2, 3];
        let two: &[u32] = &[0, 1, 2, 3, 3];
        let rows = [(1, one), (1, one), (2, two)].map(|(need, options)| Row { need, options });
        let network = Network::new(rows.into_iter(), vec![3; 4], vec![0; 4], vec![9; 4], 3).expect("a whole network");
        let option = vec![0, 3, 9, 90, 5, 5, 50, 90, 0, 7, 8, 90, 90];
        (network, TierCost { option, ..TierCost::default() })
    }

    fn settled<'a>(network: &'a Network, tier: &TierCost) -> Stage<'a> {
        let mut stage = Stage::new(network, &Face::whole(network), tier, &|| false).expect("no one stops it");
        stage.snap(&|| false).expect("no one stops it");
        stage
    }

    #[test]
    fn a_list_holds_all_that_a_swap_within_its_bound_needs_and_gives_it_back() {
        let (network, tier) = network();
        let mut stage = settled(&network, &tier);
        for (bound, near) in
            [(0, vec![4, 5]), (1, vec![4, 5, 9, 10]), (3, vec![0, 1, 4, 5, 9, 10]), (8, vec![0, 1, 4, 5, 8, 9, 10])]
        {
            let list = stage.shortlist(bound, &|| false).expect("no one stops it");
            assert_eq!(list.origin, near, "swaps of at most {bound}");
            stage.rejoin(list);
        }
        let mut list = stage.shortlist(0, &|| false).expect("no one stops it");
        list.swap(0, 1);
        stage.rejoin(list);
        let used: Vec<usize> = (0..13).filter(|&option| stage.option.get(option).is_used()).collect();
        assert_eq!((used, &stage.inflow[..]), (vec![0, 5, 8, 9], &[2, 2, 0, 0][..]));
    }

    #[test]
    fn rows_are_sorted_by_what_they_use_and_stay_what_they_are() {
        let one: &[u32] = &[0, 1, 2, 3];
        let two: &[u32] = &[0, 1, 2, 3, 3];
        let rows = [(1, one), (2, two), (1, one), (1, one)].map(|(need, options)| Row { need, options });
        let network = Network::new(rows.into_iter(), vec![3; 4], vec![0; 4], vec![9; 4], 3).expect("a whole network");
        let option = vec![9, 9, 0, 90, 7, 0, 0, 90, 90, 9, 0, 9, 90, 0, 9, 9, 90];
        let mut stage = settled(&network, &TierCost { option: option.clone(), ..TierCost::default() });
        let mut before = Face::whole(&network);
        stage.store(&mut before);
        stage.sort_rows(&|| false).expect("no one stops it");
        let node = |row: usize| stage.options(row).map(|at| stage.option.get(at)).find(|choice| choice.is_used());
        let nodes: Vec<usize> = (0..4).filter_map(|row| Some(node(row)?.node())).collect();
        assert_eq!(nodes, [0, 1, 1, 2]);
        for row in 0..4 {
            for at in stage.options(row) {
                assert_eq!(stage.option.start(at), stage.options(row).start);
                assert_eq!(stage.option.cost(at), option[stage.origin[at] as usize]);
            }
        }
        let mut after = Face::whole(&network);
        stage.store(&mut after);
        assert_eq!(after.chosen, before.chosen);
    }

    #[test]
    fn a_list_goes_farther_only_after_a_search_that_found_too_little() {
        let (network, tier) = network();
        let stage = settled(&network, &tier);
        let mut sight = Sight::new();
        assert_eq!(sight.bound(&stage), Some(SEARCHES), "as far as some searches of length 1");
        sight.note(0, false);
        sight.note(0, false);
        assert_eq!(sight.bound(&stage), Some(SEARCHES), "never nothing");
        sight.note(SEARCHES, true);
        assert!(sight.is_wider());
        assert_eq!(sight.bound(&stage), Some(SEARCHES * SEARCHES * WIDER));
        sight.note(1_000, false);
        assert!(!sight.is_wider());
        assert_eq!(sight.bound(&stage), None, "all that is not far away is listed: so everything is read");
    }
}
