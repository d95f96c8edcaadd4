//! The one answer among equally good ones: row by row, in order, the earliest option that some optimal solution allows.
//!
//! A row that uses option `k` may use the earlier option `e` instead if, after the exchange, a unit can travel from `e`'s node back to
//! `k`'s inside the optimal face. Since the exchange itself is an arc from `k`'s node to `e`'s, this asks whether both nodes lie in one
//! strongly connected component. Components only ever fall apart here, so each node keeps a label that is never finer than its component:
//! different labels answer at once, and a failed search from the smaller side refines them. Options that are decided move no more and are not read again.

use super::stage::{Arc, PIECE, Stage};
use super::visits::Visits;
use super::{Face, Halt, Network, TierCost, go_on};
use std::collections::VecDeque;

/// Brings the face's solution into canonical form.
///
/// # Complexity
/// Failed searches cost `O(E log m)` in all, since each relabels the smaller part of a component; a successful one costs at most `O(E)` and in
/// the usual well-connected face about the square root of that, once for each option improved.
pub(super) fn settle(network: &Network, face: &mut Face, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    let free = TierCost { option: vec![0; network.node.len()], square: 0, inner: None, short: 0 };
    let mut settling = Settling::new(Stage::new(network, face, &free, stop)?, stop);
    for row in 0..settling.stage.need.len() {
        settling.row(row)?;
    }
    settling.stage.store(face);
    Ok(())
}

struct Settling<'a> {
    stage: Stage<'a>,
    stop: &'a dyn Fn() -> bool,
    /// What was read since it was last asked whether to stop.
    work: usize,
    visits: Visits,
    /// Options before this one are decided: they move no more.
    decided: usize,
    label: Vec<u32>,
    labels: u32,
    ahead: Side,
    back: Side,
    round: u32,
}

/// One side of a search from both ends.
struct Side {
    queue: VecDeque<u32>,
    met: Vec<u32>,
    seen: Vec<u32>,
    /// The arc by which a node was met, and the node before it (after it, on the way back).
    by: Vec<Option<(Arc, u32)>>,
    work: usize,
}

impl Side {
    fn new(nodes: usize) -> Self {
        Self { queue: VecDeque::new(), met: Vec::new(), seen: vec![0; nodes], by: vec![None; nodes], work: 0 }
    }

    fn begin(&mut self, round: u32, nodes: impl Iterator<Item = u32>) {
        self.queue.clear();
        self.met.clear();
        self.work = 0;
        for node in nodes {
            self.meet(round, node, None);
        }
    }

    fn meet(&mut self, round: u32, node: u32, by: Option<(Arc, u32)>) {
        if self.seen[node as usize] != round {
            self.seen[node as usize] = round;
            self.by[node as usize] = by;
            self.met.push(node);
            self.queue.push_back(node);
        }
    }
}

impl<'a> Settling<'a> {
    fn new(stage: Stage<'a>, stop: &'a dyn Fn() -> bool) -> Self {
        let nodes = stage.network.nodes();
        Self {
            visits: Visits::new(&stage),
            decided: 0,
            label: vec![0; nodes],
            labels: 1,
            ahead: Side::new(nodes),
            back: Side::new(nodes),
            round: 0,
            stage,
            stop,
            work: 0,
        }
    }

    /// Counts what is read, and asks now and then whether to stop.
    fn read(&mut self, options: usize) -> Result<(), Halt> {
        self.work += options;
        if self.work > PIECE as usize {
            self.work = 0;
            go_on(self.stop)?;
        }
        Ok(())
    }

    /// Decides the options of a row, earliest first.
    fn row(&mut self, row: usize) -> Result<(), Halt> {
        self.read(self.stage.options(row).len())?;
        for option in self.stage.options(row) {
            if !self.stage.option[option].is_used() {
                self.bring_in(row, option)?;
            }
            let choice = self.stage.option[option];
            self.visits.decide(option, choice.node as usize, choice.is_used());
            self.decided = option + 1;
        }
        Ok(())
    }

    /// Makes the row use an option instead of a later one, if an equally good solution does.
    fn bring_in(&mut self, row: usize, option: usize) -> Result<(), Halt> {
        let stage = &self.stage;
        let label = self.label[stage.option[option].node as usize];
        let given: Vec<usize> = stage
            .options(row)
            .filter(|&later| later > option && stage.option[later].is_used())
            .filter(|&later| self.label[stage.option[later].node as usize] == label)
            .collect();
        if given.is_empty() {
            return Ok(());
        }
        let start = stage.option[option].node;
        let ends: Vec<u32> = given.iter().map(|&later| stage.option[later].node).collect();
        let Some(path) = self.path(start, &ends)? else { return Ok(()) };
        let end = path.1;
        for arc in path.0 {
            self.visits.apply(&mut self.stage, arc);
        }
        if let Some(&later) = given.iter().find(|&&later| self.stage.option[later].node == end) {
            self.visits.apply(&mut self.stage, Arc::Swap(later as u32, option as u32));
        }
        Ok(())
    }

    /// A path inside the face from a node to one of others with the same label, and the one it ends at.
    fn path(&mut self, start: u32, ends: &[u32]) -> Result<Option<(Vec<Arc>, u32)>, Halt> {
        if ends.contains(&start) {
            return Ok(Some((Vec::new(), start)));
        }
        self.round += 1;
        self.ahead.begin(self.round, std::iter::once(start));
        self.back.begin(self.round, ends.iter().copied());
        loop {
            let (Some(&from), Some(&to)) = (self.ahead.queue.front(), self.back.queue.front()) else {
                let side = if self.ahead.queue.is_empty() { &self.ahead } else { &self.back };
                self.labels += 1;
                for &node in &side.met {
                    self.label[node as usize] = self.labels;
                }
                return Ok(None);
            };
            // The side that will have read less reads on: a node with a hundred thousand children waits until the other side has read as many.
            let children = |node: u32| self.stage.network.children(node as usize).len();
            let leaving = self.ahead.work + self.visits.used(from as usize).len() + children(from);
            let entering = self.back.work + self.visits.spare(to as usize).len() + children(to);
            let forward = leaving <= entering;
            let node = if forward { from } else { to };
            let side = if forward { &mut self.ahead } else { &mut self.back };
            side.queue.pop_front();
            let before = self.ahead.work + self.back.work;
            let common = if forward { self.expand_ahead(node) } else { self.expand_back(node) };
            self.read(self.ahead.work + self.back.work - before)?;
            if let Some(common) = common {
                return Ok(Some(self.join(common)));
            }
        }
    }

    fn join(&self, common: u32) -> (Vec<Arc>, u32) {
        let mut path = Vec::new();
        let mut node = common;
        while let Some((arc, before)) = self.ahead.by[node as usize] {
            path.push(arc);
            node = before;
        }
        path.reverse();
        node = common;
        while let Some((arc, after)) = self.back.by[node as usize] {
            path.push(arc);
            node = after;
        }
        (path, node)
    }

    /// Follows the arcs out of a node; gives a node that the other side has met.
    fn expand_ahead(&mut self, node: u32) -> Option<u32> {
        let (stage, at) = (&self.stage, node as usize);
        let meets = Meets { round: self.round, label: &self.label, other: &self.back.seen, node };
        self.ahead.work += 1;
        for &option in self.visits.used(at) {
            for (other, choice) in stage.row_from(stage.option[option as usize].start()) {
                if !choice.is_used() && other >= self.decided {
                    let arc = Arc::Swap(option, other as u32);
                    if meets.across(&mut self.ahead, arc, choice.node) {
                        return Some(choice.node);
                    }
                }
            }
        }
        let up = stage.network.parent[at];
        if at != stage.network.root()
            && stage.flow[at] < stage.high[at]
            && meets.across(&mut self.ahead, Arc::Up(node), up)
        {
            return Some(up);
        }
        stage.network.children(at).iter().copied().find(|&child| {
            let hands_on = stage.flow[child as usize] > stage.low[child as usize];
            hands_on && meets.across(&mut self.ahead, Arc::Down(child), child)
        })
    }

    /// Follows the arcs into a node backwards; gives a node that the other side has met.
    fn expand_back(&mut self, node: u32) -> Option<u32> {
        let (stage, at) = (&self.stage, node as usize);
        let meets = Meets { round: self.round, label: &self.label, other: &self.ahead.seen, node };
        self.back.work += 1;
        for &option in self.visits.spare(at) {
            for (other, choice) in stage.row_from(stage.option[option as usize].start()) {
                if choice.is_used() && other >= self.decided {
                    let arc = Arc::Swap(other as u32, option);
                    if meets.across(&mut self.back, arc, choice.node) {
                        return Some(choice.node);
                    }
                }
            }
        }
        let up = stage.network.parent[at];
        if at != stage.network.root()
            && stage.flow[at] > stage.low[at]
            && meets.across(&mut self.back, Arc::Down(node), up)
        {
            return Some(up);
        }
        stage.network.children(at).iter().copied().find(|&child| {
            let takes = stage.flow[child as usize] < stage.high[child as usize];
            takes && meets.across(&mut self.back, Arc::Up(child), child)
        })
    }
}

/// What it takes to go on from a node.
struct Meets<'a> {
    round: u32,
    label: &'a [u32],
    /// When the other side met each node.
    other: &'a [u32],
    node: u32,
}

impl Meets<'_> {
    /// Meets the node across an arc, if it carries the same label; says whether the other side has met it already.
    fn across(&self, side: &mut Side, arc: Arc, to: u32) -> bool {
        side.work += 1;
        if self.label[to as usize] != self.label[self.node as usize] {
            return false;
        }
        side.meet(self.round, to, Some((arc, self.node)));
        self.other[to as usize] == self.round
    }
}
