//! A solved state that follows changes: what a change puts out of place goes along shortest paths, and prices follow, so that the state is optimal
//! again and every change after it starts from there.

use super::length::{Length, NOTHING, minus};
use super::residual::Residual;
use super::search::{Rows, Search};
use super::stage::Arc;
use super::{Best, Halt, Network, TierCost};

/// A state that can be changed. Between calls rows use their best options and nodes hand on their best flow; [`Repair::settle`] moves what is
/// out of place for it.
#[derive(Debug, Clone)]
pub(crate) struct Repair<'a> {
    network: &'a Network,
    residual: Residual,
    /// What a node receives and does not hand on; negative when it hands on more.
    excess: Vec<i64>,
    /// Nodes whose excess may not be zero.
    open: Vec<u32>,
    search: Search<Length>,
    /// Whether all prices are still small enough to be added up.
    fit: bool,
    /// Arcs read by all searches, and by those before the last [`Repair::settle`] ended.
    work: usize,
    settled: usize,
}

impl<'a> Repair<'a> {
    /// Begins near a solution: with options that were used and prices that were right for a problem much like this. They may be wrong, and then there is
    /// more to settle. `None` when there are more tiers than a length has room for, or prices too large to be added up.
    ///
    /// # Complexity
    /// `O(T (E + m log U))` for `T` tiers and `U` units.
    pub(crate) fn near(
        network: &'a Network,
        used: &[bool],
        price: &[Vec<i64>],
        cost: &dyn Fn(usize) -> TierCost,
    ) -> Option<Self> {
        let mut residual = Residual::bare(network, price, cost)?;
        let units: u32 = network.need.iter().sum();
        for node in network.downward() {
            // A node that is dearer than its parent although it is not full would hand on without end.
            if residual.best_flow(network, node).0 > units {
                residual.level(network, node, units);
            }
        }
        let mut keys: Vec<(Length, bool, usize)> = Vec::new();
        let mut inflow = vec![0; network.nodes()];
        for row in 0..network.need.len() {
            keys.clear();
            let spare = |option: usize| !used.get(option).copied().unwrap_or(false);
            keys.extend(network.options(row).map(|option| (residual.key(option), spare(option), option)));
            keys.sort_unstable();
            for &(_, _, option) in keys.iter().take(network.need[row] as usize) {
                residual.option[option].set_used(true);
                inflow[network.node[option] as usize] += 1;
            }
        }
        residual.group(network);
        let (flow, excess) = network.hand_on(&inflow, |node| residual.best_flow(network, node));
        residual.flow = flow;
        let open = (0..network.nodes() as u32).filter(|&node| excess[node as usize] != 0).collect();
        Some(Self {
            network,
            residual,
            excess,
            open,
            search: Search::new(network.nodes()),
            fit: true,
            work: 0,
            settled: 0,
        })
    }

    /// The state, once it is settled.
    pub(crate) fn residual(&self) -> &Residual {
        &self.residual
    }

    /// Arcs read so far by all searches.
    pub(crate) fn work(&self) -> usize {
        self.work
    }

    /// The optimal solutions, once it is settled.
    pub(crate) fn best(self) -> Best {
        self.residual.best(self.network)
    }

    /// An option costs something else in a tier.
    pub(crate) fn set_cost(&mut self, option: usize, tier: usize, cost: i64) {
        let Some(row) = self.network.row_of(option) else { return };
        self.residual.cost[option * self.residual.tiers + tier] = cost;
        while let (Some(from), Some(to)) = (self.pick(row, true), self.pick(row, false)) {
            if self.residual.key(to) >= self.residual.key(from) {
                break;
            }
            self.leave(from);
            self.enter(to);
        }
    }

    /// A node has other bounds. What it is overfull by is out of place then; what it may hand on more or less than before moves at once, as long as that makes
    /// a better state.
    pub(crate) fn set_bounds(
        &mut self,
        node: usize,
        lower: u32,
        upper: u32,
        stop: &dyn Fn() -> bool,
    ) -> Result<(), Halt> {
        self.drain(usize::MAX, stop)?;
        self.residual.lower[node] = lower;
        self.fit(node, stop)?;
        self.residual.upper[node] = upper;
        let over = self.residual.flow[node].saturating_sub(upper);
        self.residual.flow[node] -= over;
        self.shift(node, i64::from(over));
        self.shift(self.network.parent[node] as usize, -i64::from(over));
        if over == 0 { self.fit(node, stop) } else { Ok(()) }
    }

    /// Brings a node's flow and price together: a unit more (or less) as long as the way back for it is shorter than what it saves, and then the price
    /// that makes them even. The one step that may be shorter than zero is the node's own, which no search makes.
    fn fit(&mut self, node: usize, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
        loop {
            let (least, most) = self.residual.best_flow(self.network, node);
            let flow = self.residual.flow[node];
            if (least..=most).contains(&flow) {
                return Ok(());
            }
            let (here, parent) = (node as u32, self.network.parent[node]);
            let (step, length, from, to) = if flow < least {
                (Arc::Up(here), self.residual.up(self.network, node), parent, here)
            } else {
                (Arc::Down(here), self.residual.down(self.network, node), here, parent)
            };
            self.search.clear();
            self.search.barred = Some(step);
            self.search.most = Some(minus(NOTHING, length));
            self.search.from(from);
            self.search.to(to, NOTHING);
            let found = self.search.run(&Rows(&self.residual, self.network), stop)?;
            self.work += self.search.work();
            self.fit &= self.search.reprice(&mut self.residual);
            if let (Some(_), Some((_, path, _))) = (found, self.search.path()) {
                path.iter().chain([&step]).for_each(|&arc| self.residual.apply(arc));
            }
            (self.search.barred, self.search.most) = (None, None);
        }
    }

    /// Moves what is out of place. `Ok(false)` when that takes more than `limit` looks at an arc, or prices that are too large: then nothing is to be read off this.
    ///
    /// # Complexity
    /// One search for each unit out of place, `O((E + m) log m)` and less the nearer it is to where units are lacking.
    pub(crate) fn settle(&mut self, limit: usize, stop: &dyn Fn() -> bool) -> Result<bool, Halt> {
        let done = self.drain(limit, stop)?;
        self.settled = self.work;
        Ok(done)
    }

    fn drain(&mut self, limit: usize, stop: &dyn Fn() -> bool) -> Result<bool, Halt> {
        self.open.sort_unstable();
        self.open.dedup();
        loop {
            if !self.fit || self.work - self.settled > limit {
                return Ok(false);
            }
            self.open.retain(|&node| self.excess[node as usize] != 0);
            let Some(&source) = self.open.iter().find(|&&node| self.excess[node as usize] > 0) else { return Ok(true) };
            self.search.clear();
            self.search.from(source);
            for &node in self.open.iter().filter(|&&node| self.excess[node as usize] < 0) {
                self.search.to(node, NOTHING);
            }
            let found = self.search.run(&Rows(&self.residual, self.network), stop)?;
            self.work += self.search.work() + self.open.len();
            let (Some(_), Some((start, path, end))) = (found, self.search.path()) else {
                return Err(Halt::Broken("a unit out of place reaches no place"));
            };
            self.fit &= self.search.reprice(&mut self.residual);
            path.iter().for_each(|&arc| self.residual.apply(arc));
            self.excess[start as usize] -= 1;
            self.excess[end as usize] += 1;
        }
    }

    /// The dearest used or the cheapest spare option of a row.
    fn pick(&self, row: usize, used: bool) -> Option<usize> {
        let options = self.network.options(row).filter(|&option| self.residual.uses(option) == used);
        let keyed = options.map(|option| (self.residual.key(option), option));
        let found = if used { keyed.max() } else { keyed.min() };
        found.map(|(_, option)| option)
    }

    fn enter(&mut self, option: usize) {
        self.residual.enter(option);
        self.shift(self.network.node[option] as usize, 1);
    }

    fn leave(&mut self, option: usize) {
        self.residual.leave(option);
        self.shift(self.network.node[option] as usize, -1);
    }

    fn shift(&mut self, node: usize, by: i64) {
        if by != 0 {
            self.excess[node] += by;
            self.open.push(node as u32);
        }
    }
}
