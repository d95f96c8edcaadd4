//! One tier inside the face of the tiers before it: only what can still move, packed together.

use super::choices::{Choice, Choices};
use super::row::{Cheapest, Offer, ends, hold};
use super::{Face, Halt, Hold, Network, TierCost, go_on};

/// The moving part of a network in one tier.
///
/// INVARIANT (between calls): each row uses as many of its options as it did at first; `inflow`, `flow` and `excess` agree with what rows use; the
/// excesses sum to zero.
#[derive(Debug)]
pub(super) struct Stage<'a> {
    pub(super) network: &'a Network,
    /// What the tier charges but for options.
    pub(super) tier: TierCost,
    /// Options of row `r`: `first[r]..first[r + 1]`.
    pub(super) first: Vec<u32>,
    pub(super) option: Choices,
    /// The option of the network behind each option here.
    pub(super) origin: Vec<u32>,
    pub(super) low: Vec<u32>,
    pub(super) high: Vec<u32>,
    pub(super) price: Vec<i64>,
    /// Units that arrive at a node over options, fixed ones included.
    pub(super) inflow: Vec<u32>,
    /// Units that a node hands to its parent.
    pub(super) flow: Vec<u32>,
    /// What a node receives and does not hand on; negative when it hands on more.
    pub(super) excess: Vec<i64>,
    /// What an exchange costs a search beyond its length; nothing but in [`toll`](super::toll).
    pub(super) toll: i64,
}

/// Options read between two questions whether to stop: some thousandths of a second.
pub(super) const PIECE: u32 = 1 << 16;

/// One step of a path, moving one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arc {
    /// A row leaves one option for another.
    Swap(u32, u32),
    /// A node hands one unit more to its parent.
    Up(u32),
    /// A node hands one unit less to its parent.
    Down(u32),
}

impl<'a> Stage<'a> {
    /// Packs what the face leaves free.
    pub(super) fn new(
        network: &'a Network,
        face: &Face,
        tier: &TierCost,
        stop: &dyn Fn() -> bool,
    ) -> Result<Self, Halt> {
        let free = face.option.iter().filter(|&&hold| hold == Hold::Free).count();
        let mut stage = Self {
            network,
            first: Vec::with_capacity(free.min(network.rows()) + 1),
            option: Choices::with_capacity(free),
            origin: Vec::with_capacity(free),
            low: face.low.clone(),
            high: face.high.clone(),
            price: vec![0; network.nodes()],
            inflow: vec![0; network.nodes()],
            flow: face.flow.clone(),
            excess: vec![0; network.nodes()],
            toll: 0,
            tier: TierCost { option: Vec::new(), inner: tier.inner.clone(), ..*tier },
        };
        stage.first.push(0);
        for rows in pieces(&network.first) {
            go_on(stop)?;
            rows.for_each(|row| stage.pack(face, tier, row));
        }
        Ok(stage)
    }

    /// Packs a row, if anything of it is free.
    fn pack(&mut self, face: &Face, tier: &TierCost, row: usize) {
        let start = self.option.len();
        for option in self.network.options(row) {
            let node = self.network.node[option];
            self.inflow[node as usize] += u32::from(face.chosen[option]);
            if face.option[option] == Hold::Free {
                let is_first = self.option.len() == start;
                self.option.push(tier.option[option], node as usize, is_first, face.chosen[option]);
                self.origin.push(option as u32);
            }
        }
        if self.option.len() > start {
            self.first.push(self.option.len() as u32);
        }
    }

    /// How many rows can still move.
    pub(super) fn rows(&self) -> usize {
        self.first.len() - 1
    }

    pub(super) fn options(&self, row: usize) -> std::ops::Range<usize> {
        self.first[row] as usize..self.first[row + 1] as usize
    }

    /// The weight of the square of a node's flow.
    pub(super) fn square_of(&self, node: usize) -> i64 {
        self.tier.square_of(node, self.network.leaves)
    }

    /// What a row pays for an option at today's prices.
    pub(super) fn key(&self, option: usize) -> i64 {
        self.key_of(option, self.option.get(option))
    }

    /// What a row pays for an option that is at hand.
    pub(super) fn key_of(&self, option: usize, choice: Choice) -> i64 {
        self.option.cost_of(option, choice) + self.price[choice.node()]
    }

    /// The options of a row at today's prices.
    pub(super) fn offers(&self, row: usize) -> impl Iterator<Item = Offer> + Clone {
        self.options(row).map(|option| {
            let choice = self.option.get(option);
            (option, self.key_of(option, choice), choice.is_used())
        })
    }

    /// What the `unit`-th unit (counted from 1) from a node to its parent costs.
    pub(super) fn marginal(&self, node: usize, unit: u32) -> i64 {
        let short = if unit <= self.network.lower[node] { self.tier.short } else { 0 };
        self.square_of(node) * (2 * i64::from(unit) - 1) - short
    }

    /// How much dearer a node is than its parent.
    fn rise(&self, node: usize) -> i64 {
        self.price[node] - self.price[self.network.parent[node] as usize]
    }

    /// The least and the most flow that is best at today's prices, inside the face.
    pub(super) fn best_flow(&self, node: usize) -> (u32, u32) {
        let rise = self.rise(node);
        self.flow_between(rise - 1, rise, node)
    }

    /// How many units have a marginal cost of at most `below`, and of at most `rise`, inside the face.
    pub(super) fn flow_between(&self, below: i64, rise: i64, node: usize) -> (u32, u32) {
        let bounded = |count: u32| count.clamp(self.low[node], self.high[node]);
        let most = bounded(self.worth(node, rise));
        (if below == rise { most } else { bounded(self.worth(node, below)) }, most)
    }

    /// How many units have a marginal cost of at most `rise`.
    fn worth(&self, node: usize, rise: i64) -> u32 {
        let square = self.square_of(node);
        let count = |rise: i64| {
            if square == 0 {
                return if rise >= 0 { u32::MAX } else { 0 };
            }
            let odd = rise.div_euclid(square);
            u32::try_from(((odd + 1) >> 1).max(0)).unwrap_or(u32::MAX)
        };
        let lower = self.network.lower[node];
        let first = if lower > 0 { count(rise + self.tier.short).min(lower) } else { 0 };
        if first < lower { first } else { count(rise).max(lower) }
    }

    /// Lets every row take its best options, every node its best flow, and counts what is out of place.
    pub(super) fn snap(&mut self, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
        let mut cheapest = Cheapest::default();
        for rows in pieces(&self.first) {
            go_on(stop)?;
            for row in rows {
                cheapest.swaps(self.offers(row)).iter().for_each(|&(from, to)| self.swap(from, to));
            }
        }
        self.hand_on();
        Ok(())
    }

    /// Lets every node hand on its best flow, and counts what is out of place.
    pub(super) fn hand_on(&mut self) {
        let (flow, excess) = self.network.hand_on(&self.inflow, |node| self.best_flow(node));
        (self.flow, self.excess) = (flow, excess);
        let total: i64 = self.excess.iter().sum();
        debug_assert_eq!(total, 0, "units appeared or vanished");
        let most = (self.network.node.len() + self.network.nodes()) as u64;
        debug_assert!(self.excess.iter().all(|excess| excess.unsigned_abs() <= most), "more units than there are");
    }

    /// Whether nothing is out of place.
    pub(super) fn is_settled(&self) -> bool {
        self.excess.iter().all(|&excess| excess == 0)
    }

    /// A row leaves one option for another; the nodes' inflows follow.
    pub(super) fn swap(&mut self, from: usize, to: usize) {
        self.option.set_used(from, false);
        self.option.set_used(to, true);
        self.inflow[self.option.get(from).node()] -= 1;
        self.inflow[self.option.get(to).node()] += 1;
    }

    /// Moves one unit.
    pub(super) fn apply(&mut self, arc: Arc) {
        match arc {
            Arc::Swap(from, to) => self.swap(from as usize, to as usize),
            Arc::Up(node) => self.flow[node as usize] += 1,
            Arc::Down(node) => self.flow[node as usize] -= 1,
        }
    }

    /// Whether a unit can move across an arc inside the face at no cost, a toll included.
    pub(super) fn is_free(&self, arc: Arc) -> bool {
        match arc {
            Arc::Swap(from, to) => {
                let (from, to) = (from as usize, to as usize);
                self.option.get(from).is_used()
                    && !self.option.get(to).is_used()
                    && self.key(to) + self.toll == self.key(from)
            }
            Arc::Up(node) => {
                let node = node as usize;
                self.flow[node] < self.high[node] && self.marginal(node, self.flow[node] + 1) == self.rise(node)
            }
            Arc::Down(node) => {
                let node = node as usize;
                self.flow[node] > self.low[node] && self.marginal(node, self.flow[node]) == self.rise(node)
            }
        }
    }

    /// Writes what rows use and nodes hand on into the face.
    pub(super) fn store(&self, face: &mut Face) {
        for (option, &origin) in self.origin.iter().enumerate() {
            face.chosen[origin as usize] = self.option.get(option).is_used();
        }
        face.flow.copy_from_slice(&self.flow);
    }

    /// Writes the solution into the face and shrinks the face to the optimal solutions of this tier.
    ///
    /// What a row may use is said by [`hold`]; a node's flow may be anything that is best at these prices.
    pub(super) fn narrow(&self, face: &mut Face, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
        for mut rows in pieces(&self.first) {
            go_on(stop)?;
            rows.try_for_each(|row| self.narrow_row(face, row))?;
        }
        for node in 0..self.network.root() {
            let (least, most) = self.best_flow(node);
            if !(least..=most).contains(&self.flow[node]) {
                return Err(Halt::Broken("a node hands on a flow that is not its best"));
            }
            face.low[node] = least;
            face.high[node] = most;
        }
        self.store(face);
        Ok(())
    }

    fn narrow_row(&self, face: &mut Face, row: usize) -> Result<(), Halt> {
        let ends = ends(self.offers(row));
        if ends.0 > ends.1 {
            return Err(Halt::Broken("a row uses an option that is not its best"));
        }
        for offer in self.offers(row) {
            face.option[self.origin[offer.0] as usize] = hold(offer, ends);
        }
        Ok(())
    }

    /// The prices against the root's.
    pub(super) fn prices(&self) -> Vec<i64> {
        let root = self.price[self.network.root()];
        self.price.iter().map(|price| price - root).collect()
    }
}

impl Network {
    /// What each node hands on when that much arrives over options and it may hand on what `range` says, and what it is left with or lacks.
    pub(super) fn hand_on(&self, inflow: &[u32], range: impl Fn(usize) -> (u32, u32)) -> (Vec<u32>, Vec<i64>) {
        let mut excess: Vec<i64> = inflow.iter().map(|&units| i64::from(units)).collect();
        let mut flow = vec![0; inflow.len()];
        excess[self.root()] -= excess.iter().sum::<i64>();
        for &node in &self.upward[..self.root()] {
            let node = node as usize;
            let (least, most) = range(node);
            let arrived = u32::try_from(excess[node].max(0)).unwrap_or(u32::MAX);
            flow[node] = arrived.clamp(least, most);
            excess[node] -= i64::from(flow[node]);
            excess[self.parent[node] as usize] += i64::from(flow[node]);
        }
        (flow, excess)
    }
}

/// The rows between two questions whether to stop: as many as have about [`PIECE`] options.
pub(super) fn pieces(first: &[u32]) -> Vec<std::ops::Range<usize>> {
    let mut pieces = Vec::new();
    let (mut row, rows) = (0, first.len() - 1);
    while row < rows {
        let most = first[row].saturating_add(PIECE);
        let end = row + first[row..].partition_point(|&first| first <= most).saturating_sub(1).max(1);
        pieces.push(row..end);
        row = end;
    }
    pieces
}
