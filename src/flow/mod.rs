//! ENGINE ROOM: exact flow of least cost with convex loads, tier after tier. It knows rows, nodes and arcs, and no word of the domain.
//!
//! Each row sends `need` units, each over another of its options; an option leads to a node; nodes form a tree whose root swallows
//! everything. The arc from a node to its parent has a lower bound (each unit short of it is priced), a hard upper bound, and a price
//! that grows with the square of its flow, one for leaves and another for a range of the nodes above them.
//!
//! Rows are never nodes of the graph that is searched: a row that uses option `a` and could use `b` is an arc from `a`'s node to `b`'s. A
//! search therefore costs as much as the organizations it meets, not as the members.
//!
//! A tier is solved inside the optimal face of the tiers before it: with optimal prices, complementary slackness names the options and the
//! intervals of flow that every optimal solution uses, and the next tier may only move inside them.

#![allow(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "every index is made here from lengths fixed when a network is built, and counts fit 32 bits (Network::new refuses more)"
)]

mod blocking;
mod buckets;
mod canon;
mod choices;
mod cut;
mod fit;
mod force;
mod imbalance;
mod kin;
mod length;
mod loose;
mod meet;
mod pace;
mod phases;
mod plain;
mod repair;
mod residual;
mod row;
mod search;
mod shortlist;
mod stage;
mod start;
mod swaps;
mod sweep;
mod toll;
mod trees;
mod visits;

pub(crate) use cut::Unmet;
pub(crate) use force::{Change, Forced, Settled};
pub(crate) use repair::Repair;
use stage::Stage;

/// Rows, options and the tree of nodes.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    first: Vec<u32>,
    need: Vec<u32>,
    node: Vec<u32>,
    parent: Vec<u32>,
    lower: Vec<u32>,
    upper: Vec<u32>,
    leaves: u32,
    /// Nodes with every child before its parent, the root last.
    upward: Vec<u32>,
    /// Children of each node, as ranges of `child`.
    child_first: Vec<u32>,
    child: Vec<u32>,
}

/// A row as it is put into a network: how many units, and the nodes its options lead to.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    pub(crate) need: u32,
    pub(crate) options: &'a [u32],
}

/// What a tier charges.
#[derive(Debug, Clone, Default)]
pub(crate) struct TierCost {
    /// For each option of the network, in order.
    pub(crate) option: Vec<i64>,
    /// For the square of the flow out of a leaf.
    pub(crate) square: i64,
    /// For the square of the flow out of each node of a range between leaves and root; forced steps ([`Settled`]) know leaves alone.
    pub(crate) inner: Option<(std::ops::Range<usize>, i64)>,
    /// For each unit short of a lower bound.
    pub(crate) short: i64,
}

impl TierCost {
    /// The weight of the square of a node's flow, where so many nodes are leaves.
    fn square_of(&self, node: usize, leaves: u32) -> i64 {
        match &self.inner {
            _ if (node as u32) < leaves => self.square,
            Some((nodes, weight)) if nodes.contains(&node) => *weight,
            _ => 0,
        }
    }
}

/// Optimal choices and the prices that prove them.
#[derive(Debug, Clone)]
pub(crate) struct Solution {
    /// For each option, whether it is used.
    pub(crate) chosen: Vec<bool>,
    /// For each tier, the price of each node against the root's.
    pub(crate) price: Vec<Vec<i64>>,
    /// The flow from each node to its parent.
    pub(crate) flow: Vec<u32>,
}

impl Solution {
    /// Whether an option is used.
    pub(crate) fn uses(&self, option: usize) -> bool {
        self.chosen[option]
    }

    /// The flow from a node to its parent.
    pub(crate) fn flow_of(&self, node: usize) -> u32 {
        self.flow[node]
    }

    /// The price of a node, tier by tier.
    pub(crate) fn price_of(&self, node: usize) -> impl Iterator<Item = i64> {
        self.price.iter().map(move |tier| tier[node])
    }
}

/// Why there is no solution. Every network has one: a row may always send its units to the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Halt {
    /// The caller asked to stop.
    Stopped,
    /// The engine met something that its invariants exclude.
    Broken(&'static str),
}

impl Network {
    /// Builds a network of `parent.len()` nodes, of which the first `leaves` are leaves and the last is the root.
    ///
    /// `parent[v]` is `v`'s parent; the root's is itself. Every row needs as many options to the root as it has units to send, so that
    /// a solution exists. `None` when something does not fit together, or there are 2^31 or more options, or 2^30 or more nodes.
    pub(crate) fn new<'a>(
        rows: impl Iterator<Item = Row<'a>>,
        parent: Vec<u32>,
        lower: Vec<u32>,
        upper: Vec<u32>,
        leaves: u32,
    ) -> Option<Self> {
        let (upward, child_first, child) = order(&parent)?;
        let mut network = Self {
            first: vec![0],
            need: Vec::new(),
            node: Vec::new(),
            parent,
            lower,
            upper,
            leaves,
            upward,
            child_first,
            child,
        };
        let nodes = network.parent.len();
        for row in rows {
            network.need.push(row.need);
            network.node.extend_from_slice(row.options);
            network.first.push(u32::try_from(network.node.len()).ok()?);
            let to_root = row.options.iter().filter(|&&node| node as usize + 1 == nodes).count();
            if to_root < row.need as usize {
                return None;
            }
        }
        if network.node.len() >= 1 << 31 || nodes >= 1 << 30 {
            return None;
        }
        let units: u64 = network.need.iter().map(|&need| u64::from(need)).sum();
        let whole = network.lower.len() == nodes
            && network.upper.len() == nodes
            && network.node.iter().all(|&node| (node as usize) < nodes)
            && u32::try_from(units).is_ok();
        whole.then_some(network)
    }

    /// The options of a row, as indices into all options.
    pub(crate) fn options_of(&self, row: usize) -> std::ops::Range<usize> {
        self.options(row)
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.need.len()
    }

    /// The units a row sends.
    pub(crate) fn need_of(&self, row: usize) -> u32 {
        self.need[row]
    }

    /// The row of an option.
    pub(crate) fn row_of(&self, option: usize) -> Option<usize> {
        let option = u32::try_from(option).ok()?;
        self.first.partition_point(|&first| first <= option).checked_sub(1)
    }

    /// The node that an option leads to.
    pub(crate) fn end_of(&self, option: usize) -> u32 {
        self.node[option]
    }

    /// What a solution costs under a tier's charges.
    pub(crate) fn total(&self, solution: &Solution, tier: &TierCost) -> i128 {
        let used = solution.chosen.iter().zip(&tier.option).filter(|(chosen, _)| **chosen);
        let options: i128 = used.map(|(_, &cost)| i128::from(cost)).sum();
        let nodes = (0..self.root()).map(|node| {
            let flow = i128::from(solution.flow[node]);
            i128::from(tier.square_of(node, self.leaves)) * flow * flow
                + i128::from(tier.short) * (i128::from(self.lower[node]) - flow).max(0)
        });
        options + nodes.sum::<i128>()
    }

    fn nodes(&self) -> usize {
        self.parent.len()
    }

    /// The upper bounds, and where they leave more, one unit more than options lead to a node: never reached, so that no bound is
    /// tight that the facts do not have, and a start from poor prices cannot ask a node for units by the billion.
    fn within_reach(&self) -> Vec<u32> {
        let mut reach = vec![0_u32; self.nodes()];
        for &node in &self.node {
            reach[node as usize] += 1;
        }
        for &node in &self.upward {
            let node = node as usize;
            if node != self.root() {
                reach[self.parent[node] as usize] += reach[node];
            }
        }
        self.upper.iter().zip(reach).map(|(&upper, reach)| upper.min(reach + 1)).collect()
    }

    /// The nodes but the root, parents before children.
    pub(crate) fn downward(&self) -> impl Iterator<Item = usize> {
        self.upward.iter().rev().skip(1).map(|&node| node as usize)
    }

    /// The parent of a node.
    pub(crate) fn parent_of(&self, node: usize) -> usize {
        self.parent[node] as usize
    }

    /// The node that swallows everything.
    pub(crate) fn root(&self) -> usize {
        self.parent.len() - 1
    }

    fn options(&self, row: usize) -> std::ops::Range<usize> {
        self.first[row] as usize..self.first[row + 1] as usize
    }

    fn children(&self, node: usize) -> &[u32] {
        &self.child[self.child_first[node] as usize..self.child_first[node + 1] as usize]
    }
}

/// Children of each node, and an order with children before parents; `None` when the parents are no tree under the last node.
fn order(parent: &[u32]) -> Option<(Vec<u32>, Vec<u32>, Vec<u32>)> {
    let nodes = parent.len();
    let root = nodes.checked_sub(1)?;
    if parent[root] as usize != root || parent.iter().any(|&up| up as usize >= nodes) {
        return None;
    }
    let mut child_first = vec![0u32; nodes + 1];
    for &up in &parent[..root] {
        child_first[up as usize + 1] += 1;
    }
    for node in 0..nodes {
        child_first[node + 1] += child_first[node];
    }
    let mut next = child_first.clone();
    let mut child = vec![0u32; root];
    for (node, &up) in parent[..root].iter().enumerate() {
        child[next[up as usize] as usize] = node as u32;
        next[up as usize] += 1;
    }
    let mut upward = vec![root as u32];
    let mut seen = 0;
    while seen < upward.len() {
        let node = upward[seen] as usize;
        seen += 1;
        upward.extend_from_slice(&child[child_first[node] as usize..child_first[node + 1] as usize]);
    }
    upward.reverse();
    (upward.len() == nodes).then_some((upward, child_first, child))
}

/// Where the optimal solutions of the tiers solved so far lie, and one of them.
#[derive(Debug, Clone)]
struct Face {
    option: Vec<Hold>,
    chosen: Vec<bool>,
    low: Vec<u32>,
    high: Vec<u32>,
    flow: Vec<u32>,
}

/// What the tiers solved so far say of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// Some optimal solutions use it and some may not.
    Free,
    /// Every optimal solution uses it.
    In,
    /// No optimal solution uses it.
    Out,
}

impl Face {
    /// Everything is possible, and every unit goes straight to the root.
    fn whole(network: &Network) -> Self {
        let root = network.root() as u32;
        let mut chosen = vec![false; network.node.len()];
        for row in 0..network.need.len() {
            let straight = network.options(row).filter(|&option| network.node[option] == root);
            for option in straight.take(network.need[row] as usize) {
                chosen[option] = true;
            }
        }
        Self {
            option: vec![Hold::Free; network.node.len()],
            chosen,
            low: vec![0; network.nodes()],
            high: network.within_reach(),
            flow: vec![0; network.nodes()],
        }
    }
}

/// Solves tier after tier; `cost` gives what a tier charges, `stop` is asked now and then whether to give up.
///
/// Among equally good solutions it takes the one whose rows, in order, use the earliest options: the answer depends on the network
/// alone, not on the way it was found.
///
/// # Complexity
/// With `E` options, `m` nodes and `U` units out of place after the start and after each toll, at most `U` phases of `O(E + m log m)` for each tier, and
/// one bounded search for each option that comes before the one used at the end.
pub(crate) fn solve(
    network: &Network,
    tiers: usize,
    cost: &dyn Fn(usize) -> TierCost,
    stop: &dyn Fn() -> bool,
) -> Result<Solution, Halt> {
    let mut best = optimize(network, tiers, cost, stop)?;
    best.settle(network, stop)?;
    Ok(best.solution())
}

/// As [`solve`] for a single tier, and takes whichever solution it meets.
pub(crate) fn solve_first(
    network: &Network,
    cost: &dyn Fn(usize) -> TierCost,
    stop: &dyn Fn() -> bool,
) -> Result<Solution, Halt> {
    Ok(optimize(network, 1, cost, stop)?.solution())
}

/// Where the optimal solutions of all tiers lie, one of them, and the prices.
#[derive(Debug)]
pub(crate) struct Best {
    face: Face,
    price: Vec<Vec<i64>>,
}

impl Best {
    /// Takes of all optimal solutions the canonical one.
    pub(crate) fn settle(&mut self, network: &Network, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
        canon::settle(network, &mut self.face, stop)
    }

    /// The optimal solution at hand.
    pub(crate) fn solution(self) -> Solution {
        Solution { chosen: self.face.chosen, price: self.price, flow: self.face.flow }
    }
}

/// Asks whether to stop: before whatever is one pass over all options that asks nothing itself, and in every longer one.
fn go_on(stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    if stop() { Err(Halt::Stopped) } else { Ok(()) }
}

/// As [`solve`], and takes whichever optimal solution it meets.
pub(crate) fn optimize(
    network: &Network,
    tiers: usize,
    cost: &dyn Fn(usize) -> TierCost,
    stop: &dyn Fn() -> bool,
) -> Result<Best, Halt> {
    let mut face = Face::whole(network);
    let mut price = Vec::with_capacity(tiers);
    for tier in 0..tiers {
        go_on(stop)?;
        let charge = cost(tier);
        if plain::settle(network, &mut face, &charge, stop)? {
            price.push(vec![0; network.nodes()]);
            continue;
        }
        let mut stage = Stage::new(network, &face, &charge, stop)?;
        drop(charge);
        start::begin(&mut stage, stop)?;
        phases::balance(&mut stage, stop)?;
        stage.narrow(&mut face, stop)?;
        price.push(stage.prices());
    }
    Ok(Best { face, price })
}
