//! Every swap that rows could make at a solved state, with its length in one number, listed by the node it leaves and by the node it reaches: a question that
//! goes far then reads memory in long stretches, not row by row.

use super::Network;
use super::length::{Length, NOTHING, Scale, TIERS};
use super::residual::Residual;
use super::search::Ground;
use super::stage::Arc;
use super::visits::by_node;

/// Swaps listed for each option, at most: where rows use many of many options there are far more swaps than options.
const MANY: usize = 8;

/// A row leaves one option for another.
#[derive(Debug, Clone, Copy)]
struct Swap {
    length: i128,
    from: u32,
    to: u32,
    /// The node at the other end.
    end: u32,
}

/// The swaps of a state that stays as it is.
#[derive(Debug, Clone)]
pub(super) struct Swaps {
    leaving: Listed,
    reaching: Listed,
    pub(super) scale: Scale,
}

/// Swaps of node `v`: `at[first[v]..first[v + 1]]`.
#[derive(Debug, Clone)]
struct Listed {
    first: Vec<u32>,
    at: Vec<Swap>,
}

impl Listed {
    fn new(nodes: usize, swaps: &[Swap], ends: &dyn Fn(&Swap) -> (u32, u32)) -> Self {
        let near: Vec<u32> = swaps.iter().map(|swap| ends(swap).0).collect();
        let (first, order) = by_node(&near, nodes);
        let placed = order.into_iter().map(|at| swaps[at as usize]);
        Self { first, at: placed.map(|swap| Swap { end: ends(&swap).1, ..swap }).collect() }
    }

    fn of(&self, node: usize) -> &[Swap] {
        &self.at[self.first[node] as usize..self.first[node + 1] as usize]
    }
}

impl Swaps {
    /// Lists the swaps; none where they are many times as many as the options or 2^32, or where lengths do not fit into one number.
    ///
    /// # Complexity
    /// `O(E + m)` time and memory for `E` options and `m` nodes.
    pub(super) fn new(residual: &Residual, network: &Network) -> Option<Self> {
        let of_row = |row: usize| {
            let need = network.need[row] as usize;
            need * (network.options(row).len() - need)
        };
        let count: usize = (0..network.rows()).map(of_row).sum();
        if count > MANY * network.node.len() || u32::try_from(count).is_err() {
            return None;
        }
        // Two distances are added up, each that of a path which meets no node twice; what is kept for them besides is generous.
        let scale = Scale::new(&largest(residual, network), 2 * network.nodes() + 8)?;
        let mut swaps = Vec::with_capacity(count);
        for row in 0..network.rows() {
            for from in network.options(row).filter(|&option| residual.uses(option)) {
                for to in network.options(row).filter(|&option| !residual.uses(option)) {
                    let length = scale.weigh(&residual.swap(from, to));
                    swaps.push(Swap { length, from: from as u32, to: to as u32, end: 0 });
                }
            }
        }
        let ends = |swap: &Swap| (network.node[swap.from as usize], network.node[swap.to as usize]);
        let back = |swap: &Swap| (ends(swap).1, ends(swap).0);
        let leaving = Listed::new(network.nodes(), &swaps, &ends);
        Some(Self { leaving, reaching: Listed::new(network.nodes(), &swaps, &back), scale })
    }
}

/// The largest number in each place of what a search adds up: steps, and how far a row's options are apart.
fn largest(residual: &Residual, network: &Network) -> Length {
    let mut largest = NOTHING;
    let mut reach = |length: Length| {
        for (largest, part) in largest.iter_mut().zip(length) {
            *largest = (*largest).max(part.saturating_abs());
        }
    };
    let mut step = |_, _, length| reach(length);
    for node in 0..network.nodes() {
        residual.leave_tree(network, node, &mut step);
    }
    for row in 0..network.rows() {
        let (mut least, mut most) = ([i64::MAX; TIERS + 1], [i64::MIN; TIERS + 1]);
        for option in network.options(row) {
            let key = residual.key(option);
            for (at, part) in key.into_iter().enumerate() {
                (least[at], most[at]) = (least[at].min(part), most[at].max(part));
            }
        }
        reach(std::array::from_fn(|at| most[at].saturating_sub(least[at]).max(0)));
    }
    largest[TIERS] = 1;
    largest
}

/// A state that stays as it is, with its swaps listed.
#[derive(Clone, Copy)]
pub(super) struct Lists<'a>(pub(super) &'a Residual, pub(super) &'a Network, pub(super) &'a Swaps);

impl Ground for Lists<'_> {
    type Length = i128;

    fn leave(&self, node: usize, step: &mut impl FnMut(Arc, u32, i128)) {
        let Self(residual, network, swaps) = *self;
        for swap in swaps.leaving.of(node) {
            step(Arc::Swap(swap.from, swap.to), swap.end, swap.length);
        }
        residual.leave_tree(network, node, &mut |arc, to, length| step(arc, to, swaps.scale.weigh(&length)));
    }

    fn enter(&self, node: usize, step: &mut impl FnMut(Arc, u32, i128)) {
        let Self(residual, network, swaps) = *self;
        for swap in swaps.reaching.of(node) {
            step(Arc::Swap(swap.from, swap.to), swap.end, swap.length);
        }
        residual.enter_tree(network, node, &mut |arc, to, length| step(arc, to, swaps.scale.weigh(&length)));
    }

    fn leaving(&self, node: usize) -> usize {
        self.2.leaving.of(node).len() + self.1.children(node).len()
    }

    fn entering(&self, node: usize) -> usize {
        self.2.reaching.of(node).len() + self.1.children(node).len()
    }
}
