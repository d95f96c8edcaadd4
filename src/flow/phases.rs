//! The exact part: shortest paths from where units are too many to where they are too few, until nothing is out of place.
//!
//! A search by distance (Dijkstra) grows trees from surplus nodes until they hold enough deficits, nodes become dearer by what they are
//! nearer than the last of these, which makes every tree arc free, and one unit travels down the tree to each deficit found. Prices keep every
//! arc's reduced cost at zero or more, which is what makes the result optimal.

use super::Halt;
use super::blocking::Blocking;
use super::stage::{Arc, Stage};
use super::visits::Visits;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// Options read between two questions whether to stop.
const STRIDE: u64 = 1 << 16;

/// Below so many units out of place one search looks for all, above it for half.
const FEW: u64 = 64;

/// Moves every surplus unit to a deficit.
///
/// A search from all surplus nodes serves many units at once while they are many. When few are left it walks over everything for each of them, and a search
/// from one node, which ends at the nearest deficit, is cheaper. So each search from all is followed by searches from one for as long as
/// these read fewer options for a unit.
pub(super) fn balance(stage: &mut Stage<'_>, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    let excess = |stage: &Stage<'_>, node: u32| stage.excess[node as usize].max(0).unsigned_abs();
    let mut sources: Vec<u32> = (0..stage.network.nodes() as u32).filter(|&node| excess(stage, node) > 0).collect();
    if sources.is_empty() {
        return Ok(());
    }
    let mut search = Search::new(stage);
    let mut blocking = Blocking::new(stage.network.nodes());
    while !sources.is_empty() {
        let surplus: u64 = sources.iter().map(|&node| excess(stage, node)).sum();
        let wanted = if surplus < FEW { surplus } else { surplus / 2 };
        let mut served = search.serve(stage, &sources, wanted, u64::MAX, stop)?;
        let trees = served;
        served += blocking.send(stage, &mut search.visits, &sources);
        if served == 0 {
            return Err(Halt::Broken("a surplus reaches no deficit"));
        }
        if std::env::var("TRACE").is_ok() { eprintln!("phase all {} {surplus} served {trees}+{} scans {}", sources.len(), served - trees, search.scans); }
        sources.retain(|&node| stage.excess[node as usize] > 0);
    }
    Ok(())
}

/// How a node was reached.
#[derive(Debug, Clone, Copy)]
struct Label {
    distance: i64,
    /// The surplus node at the root of its tree.
    source: u32,
    /// The node before it, and the arc from there; none at the source.
    before: u32,
    by: Option<Arc>,
}

const UNREACHED: Label = Label { distance: i64::MAX, source: 0, before: 0, by: None };

struct Search {
    visits: Visits,
    label: Vec<Label>,
    touched: Vec<u32>,
    heap: BinaryHeap<Reverse<(i64, u32)>>,
    /// Nodes at the distance now being settled: they need no heap. First in, first out, so that all trees grow alike.
    near: VecDeque<u32>,
    /// Units of a surplus node already meant for a deficit of its tree.
    meant: Vec<i64>,
    /// Deficits met, each as often as a unit is to be sent there.
    found: Vec<u32>,
    /// Options read by the last search.
    scans: u64,
}

impl Search {
    fn new(stage: &Stage<'_>) -> Self {
        let nodes = stage.network.nodes();
        Self {
            visits: Visits::new(stage),
            label: vec![UNREACHED; nodes],
            touched: Vec::new(),
            heap: BinaryHeap::new(),
            near: VecDeque::new(),
            meant: vec![0; nodes],
            found: Vec::new(),
            scans: 0,
        }
    }

    /// Sends units from `sources` to the nearest deficits, about `wanted` of them; gives up after reading `limit` options. Says how many.
    fn serve(
        &mut self,
        stage: &mut Stage<'_>,
        sources: &[u32],
        wanted: u64,
        limit: u64,
        stop: &dyn Fn() -> bool,
    ) -> Result<u64, Halt> {
        let reach = self.grow(stage, sources, wanted, limit, stop)?;
        for &node in &self.touched {
            let nearer = reach - self.label[node as usize].distance;
            if nearer > 0 {
                stage.price[node as usize] += nearer;
            }
        }
        let mut served = 0;
        for index in 0..self.found.len() {
            served += u64::from(self.send(stage, self.found[index] as usize));
        }
        for &node in &self.touched {
            self.label[node as usize] = UNREACHED;
        }
        for &node in sources {
            self.meant[node as usize] = 0;
        }
        Ok(served)
    }

    /// Grows shortest path trees until they hold enough deficits; gives the distance up to which they are complete.
    fn grow(
        &mut self,
        stage: &Stage<'_>,
        sources: &[u32],
        wanted: u64,
        limit: u64,
        stop: &dyn Fn() -> bool,
    ) -> Result<i64, Halt> {
        self.touched.clear();
        self.heap.clear();
        self.near.clear();
        self.found.clear();
        self.scans = 0;
        for &node in sources {
            self.label[node as usize] = Label { distance: 0, source: node, before: node, by: None };
            self.touched.push(node);
            self.near.push_back(node);
        }
        let mut asked = 0;
        let mut now = 0;
        let mut room = 0;
        while let Some((distance, node)) = self.next(now) {
            now = distance;
            let Label { source, .. } = self.label[node];
            let open = (-stage.excess[node]).min(stage.excess[source as usize] - self.meant[source as usize]);
            for _ in 0..open {
                self.meant[source as usize] += 1;
                self.found.push(node as u32);
            }
            room += (-stage.excess[node]).max(0).unsigned_abs();
            if room >= wanted || self.scans > limit {
                return Ok(now);
            }
            if self.scans >= asked {
                asked = self.scans + STRIDE;
                if stop() {
                    return Err(Halt::Stopped);
                }
            }
            self.relax_all(stage, node, now);
        }
        Ok(now)
    }

    /// The nearest node not yet settled.
    fn next(&mut self, now: i64) -> Option<(i64, usize)> {
        if let Some(node) = self.near.pop_front() {
            return Some((now, node as usize));
        }
        while let Some(Reverse((distance, node))) = self.heap.pop() {
            if distance == self.label[node as usize].distance {
                return Some((distance, node as usize));
            }
        }
        None
    }

    fn relax_all(&mut self, stage: &Stage<'_>, node: usize, now: i64) {
        let network = stage.network;
        let here = stage.price[node];
        let visits = std::mem::take(&mut self.visits);
        let used = visits.used(node);
        self.scans += used.len() as u64 + 1;
        for &option in used {
            let choice = stage.option[option as usize];
            let paid = choice.cost + here;
            for other in stage.options(choice.row as usize) {
                if !stage.chosen[other] {
                    let to = stage.option[other].node;
                    self.relax(node, to, now, stage.key(other) - paid, Arc::Swap(option, other as u32));
                }
            }
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

    /// INVARIANT: `length`, a reduced cost, is never negative.
    fn relax(&mut self, node: usize, to: u32, now: i64, length: i64, by: Arc) {
        debug_assert!(length >= 0, "a reduced cost below zero");
        let source = self.label[node].source;
        let known = &mut self.label[to as usize];
        let distance = now + length;
        if distance >= known.distance {
            return;
        }
        if known.distance == i64::MAX {
            self.touched.push(to);
        }
        *known = Label { distance, source, before: node as u32, by: Some(by) };
        if length == 0 {
            self.near.push_back(to);
        } else {
            self.heap.push(Reverse((distance, to)));
        }
    }

    /// Sends a unit down the tree to a deficit, unless a unit sent before has taken an arc on the way.
    fn send(&mut self, stage: &mut Stage<'_>, deficit: usize) -> bool {
        let way = |label: &[Label], node: usize| label[node].by.map(|by| (by, label[node].before as usize));
        let mut node = deficit;
        while let Some((by, before)) = way(&self.label, node) {
            if !stage.is_free(by) {
                return false;
            }
            node = before;
        }
        stage.excess[node] -= 1;
        stage.excess[deficit] += 1;
        node = deficit;
        while let Some((by, before)) = way(&self.label, node) {
            self.visits.apply(stage, by);
            node = before;
        }
        true
    }
}
