//! The shortest path through what can still move, searched from both ends at once: two small circles that meet hold far less than one large one.

use super::length::{Length, Sum, minus};
use super::residual::{FAR, Residual};
use super::stage::Arc;
use super::{Halt, Network, go_on};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Arcs read between two questions whether to stop.
const STRIDE: usize = 1 << 14;

/// What a search walks on.
pub(super) trait Ground {
    /// How long a step is.
    type Length: Sum;

    /// Every step from a node to another.
    fn leave(&self, node: usize, step: &mut impl FnMut(Arc, u32, Self::Length));

    /// Every step to a node from another.
    fn enter(&self, node: usize, step: &mut impl FnMut(Arc, u32, Self::Length));

    /// What [`Ground::leave`] has to read.
    fn leaving(&self, node: usize) -> usize;

    /// What [`Ground::enter`] has to read.
    fn entering(&self, node: usize) -> usize;
}

/// A search from sources to ends, with memory that serves again.
#[derive(Debug, Clone)]
pub(super) struct Search<L> {
    /// For each node, one more than its place in what each side has met; 0 where it was not met. Zeroed memory costs nothing until it is touched.
    place: Vec<[u32; 2]>,
    side: [Side<L>; 2],
    /// A step that is not made.
    pub(super) barred: Option<Arc>,
    /// A path is of use only if it is shorter than this.
    pub(super) most: Option<L>,
    /// The shortest way found so far, and a node on it that both sides have met.
    best: Option<(L, u32)>,
}

/// The circle around one end.
#[derive(Debug, Clone)]
struct Side<L> {
    met: Vec<Met<L>>,
    heap: BinaryHeap<Reverse<(L, u32)>>,
    /// Arcs read.
    work: usize,
}

/// A node that a side has met. All that is known of it stands here, where few nodes are near each other, and not in lists of all nodes.
#[derive(Debug, Clone, Copy)]
struct Met<L> {
    node: u32,
    /// How far it is.
    distance: L,
    /// The arc by which it was met, and the node nearer to this side's end.
    by: Option<(Arc, u32)>,
}

/// From the sources on.
const AHEAD: usize = 0;
/// From the ends back.
const BACK: usize = 1;

impl<L: Sum> Search<L> {
    pub(super) fn new(nodes: usize) -> Self {
        let side = || Side { met: Vec::new(), heap: BinaryHeap::new(), work: 0 };
        Self { place: vec![[0; 2]; nodes], side: [side(), side()], barred: None, most: None, best: None }
    }

    /// Forgets the search before.
    pub(super) fn clear(&mut self) {
        for side in &mut self.side {
            for met in &side.met {
                self.place[met.node as usize] = [0; 2];
            }
            side.met.clear();
            side.heap.clear();
            side.work = 0;
        }
        self.best = None;
    }

    /// Begins at a node.
    pub(super) fn from(&mut self, node: u32) {
        self.meet::<AHEAD>(node, L::NOTHING, None);
    }

    /// May end at a node, which adds something.
    pub(super) fn to(&mut self, node: u32, more: L) {
        self.meet::<BACK>(node, more, None);
    }

    /// Arcs read since the last [`Search::clear`].
    pub(super) fn work(&self) -> usize {
        self.side[AHEAD].work + self.side[BACK].work
    }

    /// The length of the shortest path; none when no end can be reached, or only by a path of no use.
    pub(super) fn run(&mut self, ground: &impl Ground<Length = L>, stop: &dyn Fn() -> bool) -> Result<Option<L>, Halt> {
        let mut asked = STRIDE;
        while let (Some(ahead), Some(back)) = (self.next(AHEAD), self.next(BACK)) {
            if self.length().is_some_and(|length| length <= ahead.0.plus(back.0)) {
                break;
            }
            // The side that will have read less reads on: a node with a hundred thousand arcs waits until the other side has read as many.
            let used = self.side[AHEAD].work + ground.leaving(ahead.1 as usize);
            let spare = self.side[BACK].work + ground.entering(back.1 as usize);
            if used <= spare {
                self.side[AHEAD].heap.pop();
                self.side[AHEAD].work = used + 1;
                ground.leave(ahead.1 as usize, &mut |arc, to, length| self.step::<AHEAD>(ahead, arc, to, length));
            } else {
                self.side[BACK].heap.pop();
                self.side[BACK].work = spare + 1;
                ground.enter(back.1 as usize, &mut |arc, to, length| self.step::<BACK>(back, arc, to, length));
            }
            if self.work() >= asked {
                asked = self.work() + STRIDE;
                go_on(stop)?;
            }
        }
        Ok(self.best.map(|best| best.0))
    }

    /// The length of the shortest path found, or of the shortest that is of no use.
    fn length(&self) -> Option<L> {
        self.best.map(|best| best.0).or(self.most)
    }

    /// What a side knows of a node.
    fn known(&self, way: usize, node: u32) -> Option<&Met<L>> {
        self.side[way].met.get((self.place[node as usize][way] as usize).wrapping_sub(1))
    }

    /// How a side met a node.
    fn by(&self, way: usize, node: u32) -> Option<(Arc, u32)> {
        self.known(way, node)?.by
    }

    /// The nearest node whose arcs are not read yet.
    fn next(&mut self, way: usize) -> Option<(L, u32)> {
        while let Some(&Reverse((distance, node))) = self.side[way].heap.peek() {
            if self.known(way, node).is_some_and(|met| met.distance == distance) {
                return Some((distance, node));
            }
            self.side[way].heap.pop();
        }
        None
    }

    fn step<const WAY: usize>(&mut self, (distance, near): (L, u32), arc: Arc, to: u32, length: L) {
        debug_assert!(length >= L::NOTHING, "a step shorter than zero");
        if self.barred != Some(arc) {
            self.meet::<WAY>(to, distance.plus(length), Some((arc, near)));
        }
    }

    /// Notes a way to a node, if it is shorter than what was known.
    fn meet<const WAY: usize>(&mut self, node: u32, distance: L, by: Option<(Arc, u32)>) {
        if self.length().is_some_and(|length| length <= distance) {
            return;
        }
        let place = &mut self.place[node as usize][WAY];
        let side = &mut self.side[WAY];
        let met = Met { node, distance, by };
        match side.met.get_mut((*place as usize).wrapping_sub(1)) {
            None => {
                side.met.push(met);
                *place = side.met.len() as u32;
            }
            Some(known) if known.distance <= distance => return,
            Some(known) => *known = met,
        }
        side.heap.push(Reverse((distance, node)));
        if let Some(other) = self.known(1 - WAY, node) {
            let total = distance.plus(other.distance);
            if self.length().is_none_or(|length| total < length) {
                self.best = Some((total, node));
            }
        }
    }

    /// The shortest path found: where it begins, its arcs, where it ends.
    pub(super) fn path(&self) -> Option<(u32, Vec<Arc>, u32)> {
        let middle = self.best?.1;
        let (mut start, mut end) = (middle, middle);
        let mut path = Vec::new();
        while let Some((arc, before)) = self.by(AHEAD, start) {
            path.push(arc);
            start = before;
        }
        path.reverse();
        while let Some((arc, after)) = self.by(BACK, end) {
            path.push(arc);
            end = after;
        }
        Some((start, path, end))
    }
}

impl Search<Length> {
    /// Prices at which the path found is free and still no step is shorter than zero: nodes near the start become dearer by what they are
    /// nearer than the two circles' border, nodes near the end cheaper. Nodes outside both keep theirs. Says whether prices are still small enough to be added up.
    pub(super) fn reprice(&mut self, residual: &mut Residual) -> bool {
        let Some(length) = self.length() else { return true };
        let ahead = self.next(AHEAD).map_or(length, |next| next.0.min(length));
        let back = minus(length, ahead);
        let tiers = residual.tiers;
        let mut fit = true;
        for (way, reach, sign) in [(AHEAD, ahead, 1), (BACK, back, -1)] {
            for &Met { node, distance, .. } in &self.side[way].met {
                if distance < reach {
                    let nearer = minus(reach, distance);
                    let price = &mut residual.price[node as usize * tiers..(node as usize + 1) * tiers];
                    for (price, nearer) in price.iter_mut().zip(nearer) {
                        *price += sign * nearer;
                        fit &= price.unsigned_abs() <= FAR;
                    }
                }
            }
        }
        fit
    }
}

/// A state that moves: what a row could do is read off the row.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a>(pub(super) &'a Residual, pub(super) &'a Network);

impl Rows<'_> {
    /// What will be read of the rows of some options.
    fn fetch(&self, options: &[u32]) {
        let residual = self.0;
        let cost = |option: usize| residual.cost.get(option * residual.tiers).copied().unwrap_or(0);
        residual.visits.fetch(options, |option| i64::from(residual.option[option].node() as u32) ^ cost(option));
    }
}

impl Ground for Rows<'_> {
    type Length = Length;

    fn leave(&self, node: usize, step: &mut impl FnMut(Arc, u32, Length)) {
        let Self(residual, network) = *self;
        self.fetch(residual.visits.used(node));
        for &from in residual.visits.used(node) {
            for (to, other) in residual.row(from as usize).filter(|(_, other)| !other.is_used()) {
                step(Arc::Swap(from, to as u32), other.node() as u32, residual.swap(from as usize, to));
            }
        }
        residual.leave_tree(network, node, step);
    }

    fn enter(&self, node: usize, step: &mut impl FnMut(Arc, u32, Length)) {
        let Self(residual, network) = *self;
        self.fetch(residual.visits.spare(node));
        for &to in residual.visits.spare(node) {
            for (from, other) in residual.row(to as usize).filter(|(_, other)| other.is_used()) {
                step(Arc::Swap(from as u32, to), other.node() as u32, residual.swap(from, to as usize));
            }
        }
        residual.enter_tree(network, node, step);
    }

    fn leaving(&self, node: usize) -> usize {
        self.0.visits.used(node).len() + self.1.children(node).len()
    }

    fn entering(&self, node: usize) -> usize {
        self.0.visits.spare(node).len() + self.1.children(node).len()
    }
}
