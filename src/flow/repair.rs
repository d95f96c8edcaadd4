//! A solved state that follows changes: what a change puts out of place goes along shortest paths, and prices follow, so that the state is optimal
//! again and every change after it starts from there.

use super::length::{Length, NOTHING};
use super::residual::Residual;
use super::search::Search;
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
    search: Search,
    /// Arcs read by all searches.
    work: usize,
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
        let mut keys: Vec<(Length, bool, usize)> = Vec::new();
        let mut excess = vec![0; network.nodes()];
        for row in 0..network.need.len() {
            keys.clear();
            let spare = |option: usize| !used.get(option).copied().unwrap_or(false);
            keys.extend(network.options(row).map(|option| (residual.key(network, option), spare(option), option)));
            keys.sort_unstable();
            for &(_, _, option) in keys.iter().take(network.need[row] as usize) {
                residual.chosen[option] = true;
                excess[network.node[option] as usize] += 1;
            }
        }
        residual.group(network);
        let units: i64 = network.need.iter().map(|&need| i64::from(need)).sum();
        for &node in &network.upward {
            let node = node as usize;
            if node == network.root() {
                excess[node] -= units;
                continue;
            }
            let (least, most) = residual.best_flow(network, node);
            let arrived = u32::try_from(excess[node].max(0)).unwrap_or(u32::MAX);
            residual.flow[node] = arrived.clamp(least, most);
            excess[node] -= i64::from(residual.flow[node]);
            excess[network.parent[node] as usize] += i64::from(residual.flow[node]);
        }
        let open = (0..network.nodes() as u32).filter(|&node| excess[node as usize] != 0).collect();
        Some(Self { network, residual, excess, open, search: Search::new(network.nodes()), work: 0 })
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
            if self.residual.key(self.network, to) >= self.residual.key(self.network, from) {
                break;
            }
            self.leave(from);
            self.enter(to);
        }
    }

    /// A node has other bounds.
    pub(crate) fn set_bounds(&mut self, node: usize, lower: u32, upper: u32) {
        (self.residual.lower[node], self.residual.upper[node]) = (lower, upper);
        let (least, most) = self.residual.best_flow(self.network, node);
        let before = self.residual.flow[node];
        let flow = before.clamp(least, most);
        self.residual.flow[node] = flow;
        let more = i64::from(flow) - i64::from(before);
        self.shift(node, -more);
        self.shift(self.network.parent[node] as usize, more);
    }

    /// Moves what is out of place. `Ok(false)` when that takes more than `limit` looks at an arc, or prices that are too large: then nothing is to be read off this.
    ///
    /// # Complexity
    /// One search for each unit out of place, `O((E + m) log m)` and less the nearer it is to where units are lacking.
    pub(crate) fn settle(&mut self, limit: usize, stop: &dyn Fn() -> bool) -> Result<bool, Halt> {
        let begun = self.work;
        self.open.sort_unstable();
        self.open.dedup();
        loop {
            self.open.retain(|&node| self.excess[node as usize] != 0);
            let Some(&source) = self.open.iter().find(|&&node| self.excess[node as usize] > 0) else { return Ok(true) };
            self.search.clear();
            self.search.from(source);
            for &node in self.open.iter().filter(|&&node| self.excess[node as usize] < 0) {
                self.search.to(node, NOTHING);
            }
            let found = self.search.run(&self.residual, self.network, stop)?;
            self.work += self.search.work() + self.open.len();
            let (Some(_), Some((start, path, end))) = (found, self.search.path()) else {
                return Err(Halt::Broken("a unit out of place reaches no place"));
            };
            let fit = self.search.reprice(&mut self.residual);
            path.iter().for_each(|&arc| self.residual.apply(self.network, arc));
            self.excess[start as usize] -= 1;
            self.excess[end as usize] += 1;
            if !fit || self.work - begun > limit {
                return Ok(false);
            }
        }
    }

    /// The dearest used or the cheapest spare option of a row.
    fn pick(&self, row: usize, used: bool) -> Option<usize> {
        let options = self.network.options(row).filter(|&option| self.residual.chosen[option] == used);
        let keyed = options.map(|option| (self.residual.key(self.network, option), option));
        let found = if used { keyed.max() } else { keyed.min() };
        found.map(|(_, option)| option)
    }

    fn enter(&mut self, option: usize) {
        self.residual.enter(self.network, option);
        self.shift(self.network.node[option] as usize, 1);
    }

    fn leave(&mut self, option: usize) {
        self.residual.leave(self.network, option);
        self.shift(self.network.node[option] as usize, -1);
    }

    fn shift(&mut self, node: usize, by: i64) {
        if by != 0 {
            self.excess[node] += by;
            self.open.push(node as u32);
        }
    }
}
