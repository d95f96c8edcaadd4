//! Every swap that rows could make at a solved state, with its length, listed by the node it leaves and by the node it reaches: a question that goes far
//! then reads memory in long stretches, not row by row.

use super::Network;
use super::length::Length;
use super::residual::Residual;
use super::visits::by_node;
use std::collections::BTreeMap;

/// Swaps listed for each option, at most: where rows use many of many options there are far more swaps than options.
const MANY: usize = 8;

/// A row leaves one option for another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Swap {
    pub(super) from: u32,
    pub(super) to: u32,
    /// The node at the other end.
    pub(super) end: u32,
    length: u32,
}

/// The swaps of a state that stays as it is.
#[derive(Debug, Clone)]
pub(super) struct Swaps {
    leaving: Listed,
    reaching: Listed,
    /// Each length once: few differ.
    length: Vec<Length>,
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
    /// Lists the swaps; none where they are many times as many as the options.
    ///
    /// # Complexity
    /// `O(E log L)` time and `O(E)` memory for `E` options and `L` lengths that differ.
    pub(super) fn new(residual: &Residual, network: &Network) -> Option<Self> {
        let of_row = |row: usize| {
            let need = network.need[row] as usize;
            need * (network.options(row).len() - need)
        };
        let count: usize = (0..network.rows()).map(of_row).sum();
        if count > MANY * network.node.len() {
            return None;
        }
        let mut swaps = Vec::with_capacity(count);
        let mut known: BTreeMap<Length, u32> = BTreeMap::new();
        for row in 0..network.rows() {
            for from in network.options(row).filter(|&option| residual.chosen[option]) {
                for to in network.options(row).filter(|&option| !residual.chosen[option]) {
                    let next = known.len() as u32;
                    let length = *known.entry(residual.swap(network, from, to)).or_insert(next);
                    swaps.push(Swap { from: from as u32, to: to as u32, end: 0, length });
                }
            }
        }
        let ends = |swap: &Swap| (network.node[swap.from as usize], network.node[swap.to as usize]);
        let back = |swap: &Swap| (ends(swap).1, ends(swap).0);
        let (leaving, reaching) =
            (Listed::new(network.nodes(), &swaps, &ends), Listed::new(network.nodes(), &swaps, &back));
        let mut length: Vec<(u32, Length)> = known.into_iter().map(|(length, at)| (at, length)).collect();
        length.sort_unstable_by_key(|entry| entry.0);
        Some(Self { leaving, reaching, length: length.into_iter().map(|entry| entry.1).collect() })
    }

    /// The swaps from a node to others.
    pub(super) fn leaving(&self, node: usize) -> &[Swap] {
        self.leaving.of(node)
    }

    /// The swaps from others to a node.
    pub(super) fn reaching(&self, node: usize) -> &[Swap] {
        self.reaching.of(node)
    }

    pub(super) fn length(&self, swap: Swap) -> Length {
        self.length[swap.length as usize]
    }
}
