//! Trees of shortest paths from many nodes at once, and the units that travel along them.
//!
//! A search by distance (Dijkstra) grows trees from surplus nodes until they hold enough deficits, nodes become dearer by what they are
//! nearer than the last of these, which makes every tree arc free, and one unit travels down the tree to each deficit found. Prices keep every
//! arc's reduced cost, and the toll where there is one, at zero or more, which is what makes the result optimal.

use super::buckets::Buckets;
use super::stage::{Arc, PIECE, Stage};
use super::visits::Visits;
use super::{Halt, go_on};

/// Along the arcs from surplus nodes, or against them from deficits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Ahead,
    Back,
}

/// How a node was reached.
#[derive(Debug, Clone, Copy)]
struct Label {
    /// The root of its tree.
    source: u32,
    /// The node nearer to the root, and the arc between them; none at the root.
    before: u32,
    by: Option<Arc>,
}

const UNREACHED: i64 = i64::MAX;

/// The bound of a search that has none.
pub(super) const NO_BOUND: i64 = i64::MAX;

/// Trees of shortest paths, and what growing them needs.
pub(super) struct Trees {
    pub(super) visits: Visits,
    /// Apart from the rest of the label: most that a search asks of a node is whether it was reached, and these fit into a processor's own memory.
    distance: Vec<i64>,
    label: Vec<Label>,
    touched: Vec<u32>,
    queue: Buckets,
    /// Units of a root already meant for nodes of its tree.
    meant: Vec<i64>,
    /// Nodes met where trees can end, each as often as a unit is to be sent.
    found: Vec<u32>,
    /// Options read by the last search.
    scans: u64,
}

impl Trees {
    pub(super) fn new(nodes: usize) -> Self {
        Self {
            visits: Visits::default(),
            distance: vec![UNREACHED; nodes],
            label: vec![Label { source: 0, before: 0, by: None }; nodes],
            touched: Vec::new(),
            queue: Buckets::new(),
            meant: vec![0; nodes],
            found: Vec::new(),
            scans: 0,
        }
    }

    /// Sends about `wanted` units between `sources` and the nearest nodes of the other kind, no farther than `bound`. Says how many, and how
    /// far it went.
    pub(super) fn serve(
        &mut self,
        stage: &mut Stage<'_>,
        way: Way,
        sources: &[u32],
        wanted: u64,
        bound: i64,
        stop: &dyn Fn() -> bool,
    ) -> Result<(u64, i64), Halt> {
        let reach = self.grow(stage, way, sources, wanted, bound, stop)?;
        for &node in &self.touched {
            let nearer = (reach - self.distance[node as usize]).max(0);
            let price = &mut stage.price[node as usize];
            *price += if way == Way::Ahead { nearer } else { -nearer };
        }
        let mut served = 0;
        for index in 0..self.found.len() {
            served += u64::from(self.send(stage, way, self.found[index] as usize));
        }
        for &node in &self.touched {
            self.distance[node as usize] = UNREACHED;
        }
        for &node in sources {
            self.meant[node as usize] = 0;
        }
        Ok((served, reach))
    }

    /// Grows shortest path trees until they hold enough deficits; gives the distance up to which they are complete.
    fn grow(
        &mut self,
        stage: &Stage<'_>,
        way: Way,
        sources: &[u32],
        wanted: u64,
        bound: i64,
        stop: &dyn Fn() -> bool,
    ) -> Result<i64, Halt> {
        self.touched.clear();
        self.queue.clear();
        self.found.clear();
        self.scans = 0;
        for &node in sources {
            self.distance[node as usize] = 0;
            self.label[node as usize] = Label { source: node, before: node, by: None };
            self.touched.push(node);
            self.queue.put(0, node);
        }
        let mut asked = 0;
        let mut room = 0;
        let mut last = 0;
        while let Some((now, node)) = self.queue.take() {
            if now > bound {
                return Ok(bound);
            }
            if now > self.distance[node] {
                continue;
            }
            last = now;
            let Label { source, .. } = self.label[node];
            let sign = if way == Way::Ahead { 1 } else { -1 };
            let room_here = (-sign * stage.excess[node]).max(0);
            let open = room_here.min(sign * stage.excess[source as usize] - self.meant[source as usize]);
            for _ in 0..open {
                self.meant[source as usize] += 1;
                self.found.push(node as u32);
            }
            room += room_here.unsigned_abs();
            if room >= wanted {
                return Ok(now);
            }
            if self.scans >= asked {
                asked = self.scans + u64::from(PIECE);
                go_on(stop)?;
            }
            match way {
                Way::Ahead => self.relax_ahead(stage, node, now),
                Way::Back => self.relax_back(stage, node, now),
            }
        }
        Ok(if bound == NO_BOUND { last } else { bound })
    }

    fn relax_ahead(&mut self, stage: &Stage<'_>, node: usize, now: i64) {
        let network = stage.network;
        let here = stage.price[node];
        let visits = std::mem::take(&mut self.visits);
        let used = visits.used(node);
        self.scans += used.len() as u64 + 1;
        visits.fetch(used, |option| stage.option.cost(option));
        for &option in used {
            let paid = stage.option.cost(option as usize) + here;
            stage.option.around(option as usize, |index, other| {
                if !other.is_used() && self.distance[other.node()] > now {
                    let length = stage.key_of(index, other) - paid + stage.toll;
                    self.relax(node, other.node() as u32, now, length, Arc::Swap(option, index as u32));
                }
            });
        }
        self.visits = visits;
        if node != network.root() && stage.flow[node] < stage.high[node] {
            let up = network.parent[node];
            let more = stage.marginal(node, stage.flow[node] + 1) + stage.price[up as usize] - here;
            self.relax(node, up, now, more, Arc::Up(node as u32));
        }
        let children = network.children(node);
        self.scans += children.len() as u64;
        for &child in children {
            let below = child as usize;
            if stage.flow[below] > stage.low[below] {
                let less = stage.price[below] - here - stage.marginal(below, stage.flow[below]);
                self.relax(node, child, now, less, Arc::Down(child));
            }
        }
    }

    fn relax_back(&mut self, stage: &Stage<'_>, node: usize, now: i64) {
        let network = stage.network;
        let here = stage.price[node];
        let visits = std::mem::take(&mut self.visits);
        let spare = visits.spare(node);
        self.scans += spare.len() as u64 + 1;
        visits.fetch(spare, |option| stage.option.cost(option));
        for &option in spare {
            let asked = stage.option.cost(option as usize) + here;
            stage.option.around(option as usize, |index, other| {
                if other.is_used() && self.distance[other.node()] > now {
                    let length = asked - stage.key_of(index, other) + stage.toll;
                    self.relax(node, other.node() as u32, now, length, Arc::Swap(index as u32, option));
                }
            });
        }
        self.visits = visits;
        if node != network.root() && stage.flow[node] > stage.low[node] {
            let up = network.parent[node];
            let less = here - stage.price[up as usize] - stage.marginal(node, stage.flow[node]);
            self.relax(node, up, now, less, Arc::Down(node as u32));
        }
        let children = network.children(node);
        self.scans += children.len() as u64;
        for &child in children {
            let below = child as usize;
            if stage.flow[below] < stage.high[below] {
                let more = stage.marginal(below, stage.flow[below] + 1) + here - stage.price[below];
                self.relax(node, child, now, more, Arc::Up(child));
            }
        }
    }

    /// INVARIANT: `length`, a reduced cost and the toll of an exchange, is never negative.
    fn relax(&mut self, node: usize, to: u32, now: i64, length: i64, by: Arc) {
        debug_assert!(length >= 0, "a reduced cost below zero");
        let source = self.label[node].source;
        let known = &mut self.distance[to as usize];
        let distance = now + length;
        if distance >= *known {
            return;
        }
        if *known == UNREACHED {
            self.touched.push(to);
        }
        *known = distance;
        self.label[to as usize] = Label { source, before: node as u32, by: Some(by) };
        self.queue.put(distance, to);
    }

    /// Sends a unit along the tree to or from its root, unless a unit sent before has taken an arc on the way.
    fn send(&mut self, stage: &mut Stage<'_>, way: Way, end: usize) -> bool {
        let step = |label: &[Label], node: usize| label[node].by.map(|by| (by, label[node].before as usize));
        let mut root = end;
        while let Some((by, before)) = step(&self.label, root) {
            if !stage.is_free(by) {
                return false;
            }
            root = before;
        }
        let (surplus, deficit) = if way == Way::Ahead { (root, end) } else { (end, root) };
        stage.excess[surplus] -= 1;
        stage.excess[deficit] += 1;
        let mut node = end;
        while let Some((by, before)) = step(&self.label, node) {
            self.visits.apply(stage, by);
            node = before;
        }
        true
    }
}
