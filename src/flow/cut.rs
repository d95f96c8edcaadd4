//! Why a unit cannot be placed, or a lower bound not be met: a set of nodes that a search cannot leave.

use super::{Network, Solution};

/// Something that an optimal solution leaves undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unmet {
    /// A row sends a unit straight to the root.
    Row(usize),
    /// A node hands on fewer units than its lower bound.
    Node(usize),
}

impl Solution {
    /// Everything the solution leaves undone: rows first, then nodes, in order.
    pub(crate) fn unmet(&self, network: &Network) -> Vec<Unmet> {
        let root = network.root() as u32;
        let idle =
            |row: &usize| network.options(*row).any(|option| self.chosen[option] && network.node[option] == root);
        let rows = (0..network.need.len()).filter(idle).map(Unmet::Row);
        let nodes = (0..network.root()).filter(|&node| self.flow[node] < network.lower[node]).map(Unmet::Node);
        rows.chain(nodes).collect()
    }

    /// How many units a row sends straight to the root.
    pub(crate) fn idle(&self, network: &Network, row: usize) -> u32 {
        let root = network.root() as u32;
        let idle = network.options(row).filter(|&option| self.chosen[option] && network.node[option] == root);
        idle.count() as u32
    }

    /// For each node, whether it is in the set that explains one unmet thing: more comes into the set than can go out. A lower bound that is missed holds back what there is.
    ///
    /// # Complexity
    /// `O(E + m)`.
    pub(crate) fn cut(&self, network: &Network, unmet: Unmet) -> Vec<bool> {
        let mut walk = Walk::new(network, self);
        match unmet {
            Unmet::Row(row) => {
                let spare = network.options(row).filter(|&option| !self.chosen[option]);
                walk.start(spare.map(|option| network.node[option]).filter(|&node| node as usize != network.root()));
                while let Some(node) = walk.queue.pop() {
                    walk.ahead(node as usize);
                }
                walk.seen
            }
            Unmet::Node(node) => {
                walk.unmet = node;
                walk.start(std::iter::once(node as u32));
                while let Some(node) = walk.queue.pop() {
                    walk.back(node as usize);
                }
                walk.seen.iter().map(|&reaches| !reaches).collect()
            }
        }
    }
}

/// A search over what can still move under the hard bounds alone.
struct Walk<'a> {
    network: &'a Network,
    solution: &'a Solution,
    row: Vec<u32>,
    at_first: Vec<u32>,
    at: Vec<u32>,
    /// The node whose lower bound is to be explained: it yields nothing. The root when there is none.
    unmet: usize,
    seen: Vec<bool>,
    queue: Vec<u32>,
}

impl<'a> Walk<'a> {
    fn new(network: &'a Network, solution: &'a Solution) -> Self {
        let rows = (0..network.need.len()).flat_map(|row| network.options(row).map(move |_| row as u32));
        let (at_first, at) = super::visits::by_node(&network.node, network.nodes());
        Self {
            network,
            solution,
            row: rows.collect(),
            at_first,
            at,
            unmet: network.root(),
            seen: vec![false; network.nodes()],
            queue: Vec::new(),
        }
    }

    fn start(&mut self, nodes: impl Iterator<Item = u32>) {
        nodes.for_each(|node| self.meet(node));
    }

    fn meet(&mut self, node: u32) {
        if !std::mem::replace(&mut self.seen[node as usize], true) {
            self.queue.push(node);
        }
    }

    /// Whether a node can hand on one unit less and keep its lower bound.
    fn can_yield(&self, node: usize) -> bool {
        let (flow, lower) = (self.solution.flow[node], self.network.lower[node]);
        node != self.unmet && flow > lower
    }

    /// Where the units of rows at `node` with `used` options there could go instead (or, for spare options, come from: also from the root, where
    /// units without a place are).
    fn across(&mut self, node: usize, used: bool) {
        let root = self.network.root();
        for index in self.at_first[node] as usize..self.at_first[node + 1] as usize {
            let option = self.at[index] as usize;
            if self.solution.chosen[option] != used {
                continue;
            }
            for other in self.network.options(self.row[option] as usize) {
                let to = self.network.node[other];
                if self.solution.chosen[other] != used && (to as usize != root || !used) {
                    self.meet(to);
                }
            }
        }
    }

    fn ahead(&mut self, node: usize) {
        let network = self.network;
        if node != network.root() {
            self.across(node, true);
            if self.solution.flow[node] < network.upper[node] {
                self.meet(network.parent[node]);
            }
        }
        for &child in network.children(node) {
            if self.can_yield(child as usize) {
                self.meet(child);
            }
        }
    }

    fn back(&mut self, node: usize) {
        let network = self.network;
        if node != network.root() {
            self.across(node, false);
            if self.can_yield(node) {
                self.meet(network.parent[node]);
            }
        }
        for &child in network.children(node) {
            if self.solution.flow[child as usize] < network.upper[child as usize] {
                self.meet(child);
            }
        }
    }
}
