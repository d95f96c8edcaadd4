//! What a single forced step costs: the shortest way back through what can still move, length compared tier by tier.
//!
//! At optimal prices no step of the residual graph is shorter than zero, tiers compared in order. Forcing one unit somewhere and letting
//! everything else settle again is then one shortest path, from the node that has a unit too many to the one that has one too few. Its
//! length is exact, and its steps say which rows change. Among equally short paths it takes one with the fewest swaps, so nobody moves for nothing.

use super::{Network, TierCost};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Tiers that a length has room for, and one number more for the swaps.
const TIERS: usize = 8;

/// A length: one number per tier, then the number of swaps.
type Length = [i64; TIERS + 1];

const NOTHING: Length = [0; TIERS + 1];

/// An optimal solution with its prices, ready to be asked. Built once; asking changes nothing.
#[derive(Debug, Clone)]
pub(crate) struct Residual {
    tiers: usize,
    chosen: Vec<bool>,
    flow: Vec<u32>,
    row: Vec<u32>,
    /// Used options that lead to node `v`: `used[used_first[v]..used_first[v + 1]]`.
    used_first: Vec<u32>,
    used: Vec<u32>,
    /// Cost and price of each option, tier by tier: what a row pays for it.
    key: Vec<i64>,
    /// The price of each node, tier by tier.
    price: Vec<i64>,
    square: Vec<i64>,
    short: Vec<i64>,
}

/// What is forced.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Forced<'a> {
    /// A row uses a node that it does not use, at a cost per tier, in place of one of its options.
    Use { row: usize, node: usize, cost: &'a [i64] },
    /// A node hands on one unit more, above its upper bound if need be.
    More(usize),
    /// A node hands on one unit less; its lower bound gives way as far as that.
    Less(usize),
}

/// What a forced step brings about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// The change of the cost, tier by tier.
    pub(crate) cost: Vec<i64>,
    /// Options left and entered by the rows that move, in the order of the path. For [`Forced::Use`] the row's own comes last, and enters the
    /// forced node, which has no option here.
    pub(crate) swaps: Vec<(usize, Option<usize>)>,
    /// Nodes that fall below their lower bound, or further below it.
    pub(crate) starved: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arc {
    Swap(u32, u32),
    Up(u32),
    Down(u32),
}

impl Residual {
    /// Puts a solution, as the options used, and its prices (`price[tier][node]`, the root's 0) together with what the tiers charge.
    ///
    /// `None` when there are more tiers than a length has room for, or the prices do not prove the solution.
    ///
    /// # Complexity
    /// `O(T (E + m))` time and memory.
    pub(crate) fn new(
        network: &Network,
        chosen: Vec<bool>,
        price: &[Vec<i64>],
        cost: &dyn Fn(usize) -> TierCost,
    ) -> Option<Self> {
        let (tiers, nodes, options) = (price.len(), network.nodes(), network.node.len());
        if tiers > TIERS || chosen.len() != options {
            return None;
        }
        let mut residual = Self {
            tiers,
            flow: flow(network, &chosen),
            row: (0..network.need.len()).flat_map(|row| network.options(row).map(move |_| row as u32)).collect(),
            used_first: Vec::new(),
            used: Vec::new(),
            key: vec![0; tiers * options],
            price: vec![0; tiers * nodes],
            square: Vec::new(),
            short: Vec::new(),
            chosen,
        };
        for (tier, price) in price.iter().enumerate() {
            let charges = cost(tier);
            residual.square.push(charges.square);
            residual.short.push(charges.short);
            for (node, &price) in price.iter().enumerate() {
                residual.price[node * tiers + tier] = price;
            }
            for (option, &cost) in charges.option.iter().enumerate() {
                residual.key[option * tiers + tier] = cost + price[network.node[option] as usize];
            }
        }
        let used: Vec<u32> = (0..options as u32).filter(|&option| residual.chosen[option as usize]).collect();
        let at: Vec<u32> = used.iter().map(|&option| network.node[option as usize]).collect();
        let (first, order) = super::visits::by_node(&at, nodes);
        residual.used = order.iter().map(|&place| used[place as usize]).collect();
        residual.used_first = first;
        residual.is_optimal(network).then_some(residual)
    }

    /// Whether every row uses as many options as it needs and no step is shorter than zero.
    fn is_optimal(&self, network: &Network) -> bool {
        let rows = (0..network.need.len()).all(|row| {
            let (used, spare): (Vec<usize>, Vec<usize>) = network.options(row).partition(|&at| self.chosen[at]);
            let dearest = used.iter().map(|&at| self.key(at)).max();
            let cheapest = spare.iter().map(|&at| self.key(at)).min();
            let best = dearest.zip(cheapest).is_none_or(|(dearest, cheapest)| dearest <= cheapest);
            used.len() == network.need[row] as usize && best
        });
        let nodes = (0..network.root()).all(|node| {
            let flow = self.flow[node];
            let up = flow >= network.upper[node] || self.up(network, node) >= NOTHING;
            let down = flow == 0 || self.down(network, node) >= NOTHING;
            flow <= network.upper[node] && up && down
        });
        rows && nodes
    }

    /// Whether an option is used.
    pub(crate) fn uses(&self, option: usize) -> bool {
        self.chosen[option]
    }

    /// The flow from a node to its parent.
    pub(crate) fn flow_of(&self, node: usize) -> u32 {
        self.flow[node]
    }

    /// The least that a row could pay more if it had to use a node at a cost per tier: read off the prices, never above what it comes to.
    pub(crate) fn bound(&self, network: &Network, row: usize, node: usize, cost: &[i64]) -> Vec<i64> {
        let dearest = self.dearest(network, row);
        let paid = self.priced(node, cost);
        (0..self.tiers).map(|tier| paid[tier] - dearest[tier]).collect()
    }

    /// What forcing one step costs and who moves for it; `None` when nothing can make up for it.
    ///
    /// # Complexity
    /// One search by distance: `O((E + m) log m)`, and less the nearer the two ends are.
    pub(crate) fn force(&self, network: &Network, forced: Forced<'_>) -> Option<Change> {
        let mut search = Search::new(self, network, forced);
        match forced {
            Forced::Use { row, node, cost } => {
                let dearest = self.dearest(network, row);
                for option in network.options(row).filter(|&option| self.chosen[option]) {
                    let saved = minus(dearest, self.key(option));
                    search.ends.push((network.node[option], saved, option));
                }
                let (length, end) = search.run(node as u32)?;
                let total = plus(minus(self.priced(node, cost), dearest), length);
                Some(search.change(total, Some(end)))
            }
            Forced::More(node) => {
                search.ends.push((node as u32, NOTHING, 0));
                let (length, _) = search.run(network.parent[node])?;
                Some(search.change(plus(self.up(network, node), length), None))
            }
            Forced::Less(node) => {
                if self.flow[node] == 0 {
                    return None;
                }
                search.ends.push((network.parent[node], NOTHING, 0));
                let (length, _) = search.run(node as u32)?;
                // The bound gives way: units that are short already are short no more.
                let mut first = self.down(network, node);
                let relieved = i64::from(network.lower[node].saturating_add(1).saturating_sub(self.flow[node]));
                (0..self.tiers).for_each(|tier| first[tier] -= self.short[tier] * relieved);
                Some(search.change(plus(first, length), None))
            }
        }
    }

    fn used_at(&self, node: usize) -> &[u32] {
        &self.used[self.used_first[node] as usize..self.used_first[node + 1] as usize]
    }

    fn key(&self, option: usize) -> Length {
        self.vector(&self.key, option)
    }

    fn vector(&self, from: &[i64], at: usize) -> Length {
        let mut vector = NOTHING;
        vector[..self.tiers].copy_from_slice(&from[at * self.tiers..(at + 1) * self.tiers]);
        vector
    }

    /// What a row pays for a node at a cost.
    fn priced(&self, node: usize, cost: &[i64]) -> Length {
        let mut paid = self.vector(&self.price, node);
        (0..self.tiers).for_each(|tier| paid[tier] += cost[tier]);
        paid
    }

    /// What a row pays for the dearest option that it uses.
    fn dearest(&self, network: &Network, row: usize) -> Length {
        let used = network.options(row).filter(|&option| self.chosen[option]);
        used.map(|option| self.key(option)).max().unwrap_or(NOTHING)
    }

    /// The length of handing one unit more from a node to its parent.
    fn up(&self, network: &Network, node: usize) -> Length {
        let rise = self.rise(network, node);
        minus(self.marginal(network, node, i64::from(self.flow[node]) + 1), rise)
    }

    /// The length of handing one unit less.
    fn down(&self, network: &Network, node: usize) -> Length {
        minus(self.rise(network, node), self.marginal(network, node, i64::from(self.flow[node])))
    }

    fn rise(&self, network: &Network, node: usize) -> Length {
        minus(self.vector(&self.price, node), self.vector(&self.price, network.parent[node] as usize))
    }

    /// What the `unit`-th unit from a node to its parent costs.
    fn marginal(&self, network: &Network, node: usize, unit: i64) -> Length {
        let mut cost = NOTHING;
        let leaf = (node as u32) < network.leaves;
        let short = unit <= i64::from(network.lower[node]);
        for (cost, (square, shortage)) in cost.iter_mut().zip(self.square.iter().zip(&self.short)) {
            let grown = if leaf { square * (2 * unit - 1) } else { 0 };
            *cost = grown - if short { *shortage } else { 0 };
        }
        cost
    }
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

fn plus(a: Length, b: Length) -> Length {
    std::array::from_fn(|at| a[at] + b[at])
}

fn minus(a: Length, b: Length) -> Length {
    std::array::from_fn(|at| a[at] - b[at])
}

/// One search by distance.
struct Search<'a> {
    residual: &'a Residual,
    network: &'a Network,
    /// A row that the forced step itself moves.
    own: Option<usize>,
    /// The step against the forced one.
    barred: Option<Arc>,
    /// Where the path may end, what the end adds, and the option left there.
    ends: Vec<(u32, Length, usize)>,
    /// One more than the place of a node in `met`; 0 for a node not met. Zeroed memory costs nothing until it is touched.
    place: Vec<u32>,
    met: Vec<Met>,
    heap: BinaryHeap<Reverse<(Length, u32)>>,
    /// The shortest way to an end found so far.
    best: Option<(Length, u32, usize)>,
}

struct Met {
    distance: Length,
    by: Option<(Arc, u32)>,
}

impl<'a> Search<'a> {
    fn new(residual: &'a Residual, network: &'a Network, forced: Forced<'_>) -> Self {
        let (own, barred) = match forced {
            Forced::Use { row, .. } => (Some(row), None),
            Forced::More(node) => (None, Some(Arc::Down(node as u32))),
            Forced::Less(node) => (None, Some(Arc::Up(node as u32))),
        };
        let place = vec![0; network.nodes()];
        Self {
            residual,
            network,
            own,
            barred,
            ends: Vec::new(),
            place,
            met: Vec::new(),
            heap: BinaryHeap::new(),
            best: None,
        }
    }

    /// The length of the shortest path to an end, and the option left there.
    fn run(&mut self, start: u32) -> Option<(Length, usize)> {
        self.meet(start, NOTHING, None);
        while let Some(Reverse((distance, node))) = self.heap.pop() {
            if self.best.is_some_and(|best| best.0 <= distance) {
                break;
            }
            if self.met[self.place[node as usize] as usize - 1].distance == distance {
                self.leave(node as usize, distance);
            }
        }
        self.best.map(|best| (best.0, best.2))
    }

    fn meet(&mut self, node: u32, distance: Length, by: Option<(Arc, u32)>) {
        if self.best.is_some_and(|best| best.0 <= distance) {
            return;
        }
        let place = self.place[node as usize] as usize;
        if place == 0 {
            self.met.push(Met { distance, by });
            self.place[node as usize] = self.met.len() as u32;
        } else {
            let known = &mut self.met[place - 1];
            if known.distance <= distance {
                return;
            }
            *known = Met { distance, by };
        }
        for &(_, more, option) in self.ends.iter().filter(|end| end.0 == node) {
            let total = plus(distance, more);
            if self.best.is_none_or(|best| total < best.0) {
                self.best = Some((total, node, option));
            }
        }
        self.heap.push(Reverse((distance, node)));
    }

    /// Meets every node one step away.
    fn leave(&mut self, node: usize, distance: Length) {
        let (residual, network) = (self.residual, self.network);
        if node != network.root() {
            let step = Arc::Up(node as u32);
            if residual.flow[node] < network.upper[node] && self.barred != Some(step) {
                self.step(node, distance, step, network.parent[node], residual.up(network, node));
            }
        }
        for &option in residual.used_at(node) {
            let row = residual.row[option as usize] as usize;
            if self.own == Some(row) {
                continue;
            }
            let mut from = residual.key(option as usize);
            // One swap more: its length is what the other costs above this one, and 1 in the last place.
            from[TIERS] = -1;
            for other in network.options(row).filter(|&other| !residual.chosen[other]) {
                let length = minus(residual.key(other), from);
                self.step(node, distance, Arc::Swap(option, other as u32), network.node[other], length);
            }
        }
        for &child in network.children(node) {
            let step = Arc::Down(child);
            if residual.flow[child as usize] > 0 && self.barred != Some(step) {
                self.step(node, distance, step, child, residual.down(network, child as usize));
            }
        }
    }

    fn step(&mut self, from: usize, distance: Length, arc: Arc, to: u32, length: Length) {
        debug_assert!(length >= NOTHING, "a step shorter than zero");
        self.meet(to, plus(distance, length), Some((arc, from as u32)));
    }

    /// What the path to the best end, with the forced step, changes.
    fn change(&self, total: Length, own: Option<usize>) -> Change {
        let mut path = Vec::new();
        let mut node = self.best.map_or(0, |best| best.1);
        while let Some((arc, before)) = self.met[self.place[node as usize] as usize - 1].by {
            path.push(arc);
            node = before;
        }
        path.reverse();
        let mut swaps = Vec::new();
        let mut starved = Vec::new();
        for arc in path {
            match arc {
                Arc::Swap(from, to) => swaps.push((from as usize, Some(to as usize))),
                Arc::Down(node) if self.residual.flow[node as usize] <= self.network.lower[node as usize] => {
                    starved.push(node as usize);
                }
                Arc::Down(_) | Arc::Up(_) => {}
            }
        }
        swaps.extend(own.map(|option| (option, None)));
        Change { cost: total[..self.residual.tiers].to_vec(), swaps, starved }
    }
}
