//! The shortest path through what can still move, searched from both ends at once: two small circles that meet hold far less than one large one.

use super::length::{Length, NOTHING, minus, plus};
use super::residual::{FAR, Residual};
use super::stage::Arc;
use super::{Halt, Network, go_on};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Arcs read between two questions whether to stop.
const STRIDE: usize = 1 << 14;

/// A search from sources to ends, with memory that serves again.
#[derive(Debug, Clone)]
pub(super) struct Search {
    ahead: Side,
    back: Side,
    /// A step that is not made.
    pub(super) barred: Option<Arc>,
    /// A path is of use only if it is shorter than this.
    pub(super) most: Option<Length>,
    /// The shortest way found so far, and a node on it that both sides have met.
    best: Option<(Length, u32)>,
}

/// The circle around one end.
#[derive(Debug, Clone)]
struct Side {
    /// One more than the place of a node in `met`; 0 for a node not met. Zeroed memory costs nothing until it is touched.
    place: Vec<u32>,
    met: Vec<Met>,
    heap: BinaryHeap<Reverse<(Length, u32)>>,
    /// Arcs read.
    work: usize,
}

#[derive(Debug, Clone, Copy)]
struct Met {
    node: u32,
    distance: Length,
    /// The arc by which it was met, and the node nearer to this side's end.
    by: Option<(Arc, u32)>,
}

impl Side {
    fn new(nodes: usize) -> Self {
        Self { place: vec![0; nodes], met: Vec::new(), heap: BinaryHeap::new(), work: 0 }
    }

    fn clear(&mut self) {
        for met in &self.met {
            self.place[met.node as usize] = 0;
        }
        self.met.clear();
        self.heap.clear();
        self.work = 0;
    }

    fn known(&self, node: u32) -> Option<&Met> {
        self.met.get((self.place[node as usize] as usize).wrapping_sub(1))
    }

    /// The nearest node whose arcs are not read yet.
    fn next(&mut self) -> Option<(Length, u32)> {
        while let Some(&Reverse((distance, node))) = self.heap.peek() {
            if self.known(node).is_some_and(|known| known.distance == distance) {
                return Some((distance, node));
            }
            self.heap.pop();
        }
        None
    }

    /// Notes a way to a node; says whether it is shorter than what was known.
    fn meet(&mut self, node: u32, distance: Length, by: Option<(Arc, u32)>) -> bool {
        let place = self.place[node as usize] as usize;
        if place == 0 {
            self.met.push(Met { node, distance, by });
            self.place[node as usize] = self.met.len() as u32;
        } else {
            let known = &mut self.met[place - 1];
            if known.distance <= distance {
                return false;
            }
            *known = Met { node, distance, by };
        }
        self.heap.push(Reverse((distance, node)));
        true
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Ahead,
    Back,
}

impl Search {
    pub(super) fn new(nodes: usize) -> Self {
        Self { ahead: Side::new(nodes), back: Side::new(nodes), barred: None, most: None, best: None }
    }

    /// Forgets the search before.
    pub(super) fn clear(&mut self) {
        self.ahead.clear();
        self.back.clear();
        self.best = None;
    }

    /// Begins at a node.
    pub(super) fn from(&mut self, node: u32) {
        self.meet(Way::Ahead, node, NOTHING, None);
    }

    /// May end at a node, which adds something.
    pub(super) fn to(&mut self, node: u32, more: Length) {
        self.meet(Way::Back, node, more, None);
    }

    /// Arcs read since the last [`Search::clear`].
    pub(super) fn work(&self) -> usize {
        self.ahead.work + self.back.work
    }

    /// The length of the shortest path; none when no end can be reached, or only by a path of no use.
    pub(super) fn run(
        &mut self,
        residual: &Residual,
        network: &Network,
        stop: &dyn Fn() -> bool,
    ) -> Result<Option<Length>, Halt> {
        let mut asked = STRIDE;
        while let (Some(ahead), Some(back)) = (self.ahead.next(), self.back.next()) {
            if self.length().is_some_and(|length| length <= plus(ahead.0, back.0)) {
                break;
            }
            // The side that will have read less reads on: a node with a hundred thousand arcs waits until the other side has read as many.
            let children = |node: u32| network.children(node as usize).len();
            let used = self.ahead.work + residual.visits.used(ahead.1 as usize).len() + children(ahead.1);
            let spare = self.back.work + residual.visits.spare(back.1 as usize).len() + children(back.1);
            if used <= spare {
                self.ahead.heap.pop();
                self.ahead.work = used + 1;
                self.leave(residual, network, ahead.1 as usize, ahead.0);
            } else {
                self.back.heap.pop();
                self.back.work = spare + 1;
                self.enter(residual, network, back.1 as usize, back.0);
            }
            if self.work() >= asked {
                asked = self.work() + STRIDE;
                go_on(stop)?;
            }
        }
        Ok(self.best.map(|best| best.0))
    }

    /// The length of the shortest path found, or of the shortest that is of no use.
    fn length(&self) -> Option<Length> {
        self.best.map(|best| best.0).or(self.most)
    }

    fn meet(&mut self, way: Way, node: u32, distance: Length, by: Option<(Arc, u32)>) {
        if self.length().is_some_and(|length| length <= distance) {
            return;
        }
        let (side, other) = match way {
            Way::Ahead => (&mut self.ahead, &self.back),
            Way::Back => (&mut self.back, &self.ahead),
        };
        if side.meet(node, distance, by)
            && let Some(known) = other.known(node)
        {
            let total = plus(distance, known.distance);
            if self.length().is_none_or(|length| total < length) {
                self.best = Some((total, node));
            }
        }
    }

    /// Meets every node one step away.
    fn leave(&mut self, residual: &Residual, network: &Network, node: usize, distance: Length) {
        if let Some(swaps) = &residual.swaps {
            for &swap in swaps.leaving(node) {
                let arc = Arc::Swap(swap.from, swap.to);
                self.step(Way::Ahead, (node, distance), arc, swap.end, swaps.length(swap));
            }
        } else {
            self.leave_each(residual, network, node, distance);
        }
        let here = Arc::Up(node as u32);
        if node != network.root() && residual.flow[node] < residual.upper[node] && self.barred != Some(here) {
            self.step(Way::Ahead, (node, distance), here, network.parent[node], residual.up(network, node));
        }
        for &child in network.children(node) {
            let step = Arc::Down(child);
            if residual.flow[child as usize] > 0 && self.barred != Some(step) {
                self.step(Way::Ahead, (node, distance), step, child, residual.down(network, child as usize));
            }
        }
    }

    /// Meets every node from which it is one step to this one.
    fn enter(&mut self, residual: &Residual, network: &Network, node: usize, distance: Length) {
        if let Some(swaps) = &residual.swaps {
            for &swap in swaps.reaching(node) {
                let arc = Arc::Swap(swap.from, swap.to);
                self.step(Way::Back, (node, distance), arc, swap.end, swaps.length(swap));
            }
        } else {
            self.enter_each(residual, network, node, distance);
        }
        let here = Arc::Down(node as u32);
        if node != network.root() && residual.flow[node] > 0 && self.barred != Some(here) {
            self.step(Way::Back, (node, distance), here, network.parent[node], residual.down(network, node));
        }
        for &child in network.children(node) {
            let step = Arc::Up(child);
            if residual.flow[child as usize] < residual.upper[child as usize] && self.barred != Some(step) {
                self.step(Way::Back, (node, distance), step, child, residual.up(network, child as usize));
            }
        }
    }

    /// The swaps that leave a node, read row by row.
    fn leave_each(&mut self, residual: &Residual, network: &Network, node: usize, distance: Length) {
        for &option in residual.visits.used(node) {
            let row = residual.row[option as usize] as usize;
            for other in network.options(row).filter(|&other| !residual.chosen[other]) {
                let length = residual.swap(network, option as usize, other);
                self.step(Way::Ahead, (node, distance), Arc::Swap(option, other as u32), network.node[other], length);
            }
        }
    }

    /// The swaps that reach a node, read row by row.
    fn enter_each(&mut self, residual: &Residual, network: &Network, node: usize, distance: Length) {
        for &option in residual.visits.spare(node) {
            let row = residual.row[option as usize] as usize;
            for other in network.options(row).filter(|&other| residual.chosen[other]) {
                let length = residual.swap(network, other, option as usize);
                self.step(Way::Back, (node, distance), Arc::Swap(other as u32, option), network.node[other], length);
            }
        }
    }

    fn step(&mut self, way: Way, (near, distance): (usize, Length), arc: Arc, to: u32, length: Length) {
        debug_assert!(length >= NOTHING, "a step shorter than zero");
        self.meet(way, to, plus(distance, length), Some((arc, near as u32)));
    }

    /// The shortest path found: where it begins, its arcs, where it ends.
    pub(super) fn path(&self) -> Option<(u32, Vec<Arc>, u32)> {
        let middle = self.best?.1;
        let (mut start, mut end) = (middle, middle);
        let mut path = Vec::new();
        while let Some((arc, before)) = self.ahead.known(start).and_then(|met| met.by) {
            path.push(arc);
            start = before;
        }
        path.reverse();
        while let Some((arc, after)) = self.back.known(end).and_then(|met| met.by) {
            path.push(arc);
            end = after;
        }
        Some((start, path, end))
    }

    /// Prices at which the path found is free and still no step is shorter than zero: nodes near the start become dearer by what they are
    /// nearer than the two circles' border, nodes near the end cheaper. Nodes outside both keep theirs. Says whether prices are still small enough to be added up.
    pub(super) fn reprice(&mut self, residual: &mut Residual) -> bool {
        let Some(length) = self.length() else { return true };
        let ahead = self.ahead.next().map_or(length, |next| next.0.min(length));
        let back = minus(length, ahead);
        let tiers = residual.tiers;
        let mut fit = true;
        let mut shift = |met: &Met, reach: Length, sign: i64| {
            if met.distance < reach {
                let nearer = minus(reach, met.distance);
                let price = &mut residual.price[met.node as usize * tiers..(met.node as usize + 1) * tiers];
                for (price, nearer) in price.iter_mut().zip(nearer) {
                    *price += sign * nearer;
                    fit &= price.unsigned_abs() <= FAR;
                }
            }
        };
        self.ahead.met.iter().for_each(|met| shift(met, ahead, 1));
        self.back.met.iter().for_each(|met| shift(met, back, -1));
        fit
    }
}
