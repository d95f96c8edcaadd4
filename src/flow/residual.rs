//! A solved state: the options used, the flows and the prices that prove them, tiers compared in order. What can still move, and how far a step is, are read off it.
//!
//! At optimal prices no step of the residual graph is shorter than zero. A question ([`force`](super::force)) is one shortest path that is not walked; a
//! change ([`repair`](super::repair)) is one that is walked, after which prices follow.

use super::choices::{Mark, row, start};
use super::length::{Length, NOTHING, TIERS, minus};
use super::stage::Arc;
use super::visits::Visits;
use super::{Best, Face, Hold, Network, TierCost};

/// The greatest price: sums of a few such prices and of whatever a solution may cost, at most 2^60, stay inside 64 bits.
pub(super) const FAR: u64 = 1 << 59;

/// An optimal solution with its prices, ready to be asked.
#[derive(Debug, Clone)]
pub(crate) struct Residual {
    pub(super) tiers: usize,
    /// Options, row after row: where they lead, and whether they are used.
    pub(super) option: Vec<Mark>,
    pub(super) need: Vec<u32>,
    pub(super) lower: Vec<u32>,
    pub(super) upper: Vec<u32>,
    pub(super) flow: Vec<u32>,
    pub(super) visits: Visits,
    /// The cost of each option, tier by tier.
    pub(super) cost: Vec<i64>,
    /// The price of each node, tier by tier.
    pub(super) price: Vec<i64>,
    square: Vec<i64>,
    short: Vec<i64>,
}

impl Residual {
    /// Puts a solution, as the options used, and its prices (`price[tier][node]`, the root's 0) together with what the tiers charge.
    ///
    /// `None` when there are more tiers than a length has room for, or the prices do not prove the solution or are too large to be added up.
    ///
    /// # Complexity
    /// `O(T (E + m))` time and memory.
    pub(super) fn new(
        network: &Network,
        chosen: Vec<bool>,
        price: &[Vec<i64>],
        cost: &dyn Fn(usize) -> TierCost,
    ) -> Option<Self> {
        let mut residual = Self::bare(network, price, cost)?;
        if chosen.len() != network.node.len() {
            return None;
        }
        residual.flow = flow(network, &chosen);
        residual.option.iter_mut().zip(chosen).for_each(|(option, is_used)| option.set_used(is_used));
        residual.group(network);
        residual.is_optimal(network).then_some(residual)
    }

    /// Charges and prices, with nothing used yet.
    pub(super) fn bare(network: &Network, price: &[Vec<i64>], cost: &dyn Fn(usize) -> TierCost) -> Option<Self> {
        let (tiers, nodes, options) = (price.len(), network.nodes(), network.node.len());
        let far = |price: &i64| price.unsigned_abs() > FAR;
        if tiers > TIERS || price.iter().any(|tier| tier.len() != nodes || tier.iter().any(far)) {
            return None;
        }
        let mut residual = Self {
            tiers,
            option: marks(network),
            need: network.need.clone(),
            lower: network.lower.clone(),
            upper: network.upper.clone(),
            flow: vec![0; nodes],
            visits: Visits::default(),
            cost: vec![0; tiers * options],
            price: vec![0; tiers * nodes],
            square: Vec::new(),
            short: Vec::new(),
        };
        for (tier, price) in price.iter().enumerate() {
            let charges = cost(tier);
            residual.square.push(charges.square);
            residual.short.push(charges.short);
            for (node, &price) in price.iter().enumerate() {
                residual.price[node * tiers + tier] = price;
            }
            for (option, &cost) in charges.option.iter().enumerate() {
                residual.cost[option * tiers + tier] = cost;
            }
        }
        Some(residual)
    }

    /// Groups the options by node.
    pub(super) fn group(&mut self, network: &Network) {
        let options = self.option.iter().map(|option| (option.node() as u32, option.is_used()));
        self.visits = Visits::of(network.nodes(), options);
    }

    /// Whether every row uses as many options as it needs and no step is shorter than zero.
    fn is_optimal(&self, network: &Network) -> bool {
        let rows = (0..network.need.len()).all(|row| {
            let used = network.options(row).filter(|&option| self.uses(option)).count();
            used == self.need[row] as usize && self.dearest_used(network, row) <= self.cheapest_spare(network, row)
        });
        let nodes = (0..network.root()).all(|node| {
            let flow = self.flow[node];
            let up = flow >= self.upper[node] || self.up(network, node) >= NOTHING;
            let down = flow == 0 || self.down(network, node) >= NOTHING;
            flow <= self.upper[node] && up && down
        });
        rows && nodes
    }

    fn dearest_used(&self, network: &Network, row: usize) -> Length {
        let used = network.options(row).filter(|&option| self.uses(option));
        used.map(|option| self.key(option)).max().unwrap_or([i64::MIN; TIERS + 1])
    }

    fn cheapest_spare(&self, network: &Network, row: usize) -> Length {
        let spare = network.options(row).filter(|&option| !self.uses(option));
        spare.map(|option| self.key(option)).min().unwrap_or([i64::MAX; TIERS + 1])
    }

    /// Whether an option is used.
    pub(crate) fn uses(&self, option: usize) -> bool {
        self.option[option].is_used()
    }

    /// The options of an option's row, first to last.
    pub(super) fn row(&self, option: usize) -> impl Iterator<Item = (usize, Mark)> {
        row(&self.option, option, start(&self.option, option))
    }

    /// What a row pays for an option.
    pub(super) fn key(&self, option: usize) -> Length {
        self.priced(self.option[option].node(), &self.cost[option * self.tiers..(option + 1) * self.tiers])
    }

    /// What a row pays for a node at a cost.
    pub(super) fn priced(&self, node: usize, cost: &[i64]) -> Length {
        let mut paid = NOTHING;
        let price = &self.price[node * self.tiers..(node + 1) * self.tiers];
        for (paid, (price, cost)) in paid.iter_mut().zip(price.iter().zip(cost)) {
            *paid = price + cost;
        }
        paid
    }

    /// How far it is from using one option to using another.
    pub(super) fn swap(&self, from: usize, to: usize) -> Length {
        let mut length = minus(self.key(to), self.key(from));
        length[TIERS] = 1;
        length
    }

    /// The length of handing one unit more from a node to its parent.
    pub(super) fn up(&self, network: &Network, node: usize) -> Length {
        minus(self.marginal(network, node, i64::from(self.flow[node]) + 1), self.rise(network, node))
    }

    /// The length of handing one unit less.
    pub(super) fn down(&self, network: &Network, node: usize) -> Length {
        minus(self.rise(network, node), self.marginal(network, node, i64::from(self.flow[node])))
    }

    /// The steps between a node and its parent or children that lead away from it.
    pub(super) fn leave_tree(&self, network: &Network, node: usize, step: &mut impl FnMut(Arc, u32, Length)) {
        if node != network.root() && self.flow[node] < self.upper[node] {
            step(Arc::Up(node as u32), network.parent[node], self.up(network, node));
        }
        for &child in network.children(node).iter().filter(|&&child| self.flow[child as usize] > 0) {
            step(Arc::Down(child), child, self.down(network, child as usize));
        }
    }

    /// The steps between a node and its parent or children that lead to it.
    pub(super) fn enter_tree(&self, network: &Network, node: usize, step: &mut impl FnMut(Arc, u32, Length)) {
        if node != network.root() && self.flow[node] > 0 {
            step(Arc::Down(node as u32), network.parent[node], self.down(network, node));
        }
        let is_open = |child: usize| self.flow[child] < self.upper[child];
        for &child in network.children(node).iter().filter(|&&child| is_open(child as usize)) {
            step(Arc::Up(child), child, self.up(network, child as usize));
        }
    }

    fn rise(&self, network: &Network, node: usize) -> Length {
        let mut rise = NOTHING;
        let parent = network.parent[node] as usize;
        for (tier, rise) in rise.iter_mut().enumerate().take(self.tiers) {
            *rise = self.price[node * self.tiers + tier] - self.price[parent * self.tiers + tier];
        }
        rise
    }

    /// What the `unit`-th unit from a node to its parent costs. It never falls with the unit.
    fn marginal(&self, network: &Network, node: usize, unit: i64) -> Length {
        let mut cost = NOTHING;
        let leaf = (node as u32) < network.leaves;
        let short = unit <= i64::from(self.lower[node]);
        for (cost, (square, shortage)) in cost.iter_mut().zip(self.square.iter().zip(&self.short)) {
            let grown = if leaf { square * (2 * unit - 1) } else { 0 };
            *cost = grown - if short { *shortage } else { 0 };
        }
        cost
    }

    /// What a node saves, tier by tier, when it may be short of one unit more without being charged for it, as far as it is short then.
    pub(super) fn relieved(&self, node: usize) -> impl Iterator<Item = i64> {
        let units = i64::from(self.lower[node].saturating_add(1).saturating_sub(self.flow[node]));
        self.short.iter().map(move |short| short * units)
    }

    /// The least and the most flow that is best at today's prices.
    pub(super) fn best_flow(&self, network: &Network, node: usize) -> (u32, u32) {
        let rise = self.rise(network, node);
        let most = self.upper[node];
        let count = |worth: &dyn Fn(Length) -> bool| {
            let (mut low, mut high) = (0, most);
            while low < high {
                let middle = low + (high - low) / 2;
                let is_worth = worth(self.marginal(network, node, i64::from(middle) + 1));
                if is_worth { low = middle + 1 } else { high = middle }
            }
            low
        };
        (count(&|cost| cost < rise), count(&|cost| cost <= rise))
    }

    /// Gives a node the price at which handing on so many units is good.
    pub(super) fn level(&mut self, network: &Network, node: usize, units: u32) {
        let (marginal, parent) = (self.marginal(network, node, i64::from(units)), network.parent[node] as usize);
        for (tier, &step) in marginal.iter().enumerate().take(self.tiers) {
            self.price[node * self.tiers + tier] = self.price[parent * self.tiers + tier] + step;
        }
    }

    /// Moves one unit; nodes keep what they have too many or too few.
    pub(super) fn apply(&mut self, arc: Arc) {
        match arc {
            Arc::Swap(from, to) => {
                self.leave(from as usize);
                self.enter(to as usize);
            }
            Arc::Up(node) => self.flow[node as usize] += 1,
            Arc::Down(node) => self.flow[node as usize] -= 1,
        }
    }

    pub(super) fn leave(&mut self, option: usize) {
        self.option[option].set_used(false);
        self.visits.leave(option, self.option[option].node());
    }

    pub(super) fn enter(&mut self, option: usize) {
        self.option[option].set_used(true);
        self.visits.enter(option, self.option[option].node());
    }

    /// What the first tier charges for options to the root and for units short of lower bounds: all of it, in a tier that counts what is missing.
    pub(crate) fn missing(&self, network: &Network) -> i64 {
        let nowhere = self.visits.used(network.root()).iter().map(|&option| self.cost[option as usize * self.tiers]);
        let short = (0..network.root()).map(|node| i64::from(self.lower[node].saturating_sub(self.flow[node])));
        nowhere.sum::<i64>() + self.short.first().map_or(0, |weight| weight * short.sum::<i64>())
    }

    /// Where the optimal solutions of all tiers lie: by complementary slackness, wherever no price speaks against it.
    pub(super) fn best(self, network: &Network) -> Best {
        let mut face = Face {
            option: vec![Hold::Out; network.node.len()],
            chosen: Vec::new(),
            low: vec![0; network.nodes()],
            high: self.upper.clone(),
            flow: Vec::new(),
        };
        for row in 0..network.need.len() {
            let (used, spare) = (self.dearest_used(network, row), self.cheapest_spare(network, row));
            for option in network.options(row) {
                face.option[option] = if used == spare && self.key(option) == used {
                    Hold::Free
                } else if self.uses(option) {
                    Hold::In
                } else {
                    Hold::Out
                };
            }
        }
        for node in 0..network.root() {
            (face.low[node], face.high[node]) = self.best_flow(network, node);
        }
        let root = network.root() * self.tiers;
        let price = |tier: usize| {
            let of = |node: usize| self.price[node * self.tiers + tier] - self.price[root + tier];
            (0..network.nodes()).map(of).collect()
        };
        let price = (0..self.tiers).map(price).collect();
        face.chosen = self.option.iter().map(|option| option.is_used()).collect();
        face.flow = self.flow;
        Best { face, price }
    }
}

/// All options, with none in use.
fn marks(network: &Network) -> Vec<Mark> {
    let mut marks: Vec<Mark> = network.node.iter().map(|&node| Mark::new(node as usize, false, false)).collect();
    for row in 0..network.rows() {
        if let Some(first) = network.options(row).next() {
            marks[first] = Mark::new(network.node[first] as usize, true, false);
        }
    }
    marks
}

/// The flows up the tree that the used options make.
fn flow(network: &Network, chosen: &[bool]) -> Vec<u32> {
    let mut flow = vec![0; network.nodes()];
    for (option, &node) in network.node.iter().enumerate() {
        flow[node as usize] += u32::from(chosen[option]);
    }
    for &node in &network.upward {
        let node = node as usize;
        if node != network.root() {
            flow[network.parent[node] as usize] += flow[node];
        }
    }
    let root = network.root();
    flow[root] = 0;
    flow
}
