//! The exact part: shortest paths from where units are too many to where they are too few, until nothing is out of place.
//!
//! Each phase is one search by distance (Dijkstra) from all surplus nodes at once, which stops at the first deficit, a price update for
//! the nodes it met, and as many paths over free arcs as a depth-first search finds. Prices keep every arc's reduced cost at zero or
//! more, which is what makes the result optimal.

use super::Halt;
use super::stage::{Arc, Stage};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Nodes settled between two questions whether to stop.
const STRIDE: usize = 4096;

struct Search {
    distance: Vec<i64>,
    touched: Vec<u32>,
    heap: BinaryHeap<Reverse<(i64, u32)>>,
    /// Nodes at the distance now being settled: they need no heap.
    near: Vec<u32>,
    /// The phase in which a node was last entered, and its current arc there.
    entered: Vec<u32>,
    on_path_or_dead: Vec<u32>,
    cursor: Vec<Cursor>,
    phase: u32,
}

/// The arcs of a node in order: its options (and for each the row's other options), the arc up, the arcs down.
#[derive(Debug, Clone, Copy, Default)]
struct Cursor {
    arc: u32,
    other: u32,
}

/// Moves every surplus unit to a deficit.
pub(super) fn balance(stage: &mut Stage<'_>, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    let nodes = stage.network.nodes();
    let mut search = Search {
        distance: vec![i64::MAX; nodes],
        touched: Vec::new(),
        heap: BinaryHeap::new(),
        near: Vec::new(),
        entered: vec![0; nodes],
        on_path_or_dead: vec![0; nodes],
        cursor: vec![Cursor::default(); nodes],
        phase: 0,
    };
    loop {
        let sources: Vec<u32> = (0..nodes as u32).filter(|&node| stage.excess[node as usize] > 0).collect();
        if sources.is_empty() {
            return Ok(());
        }
        search.phase += 1;
        let reach = search.distances(stage, &sources, stop)?;
        search.raise_prices(stage, reach);
        if search.send(stage, &sources) == 0 {
            return Err(Halt::Broken("a phase moved nothing"));
        }
    }
}

impl Search {
    /// Distances by reduced cost from the surplus nodes, up to the nearest deficit; gives its distance.
    fn distances(&mut self, stage: &Stage<'_>, sources: &[u32], stop: &dyn Fn() -> bool) -> Result<i64, Halt> {
        for &node in &self.touched {
            self.distance[node as usize] = i64::MAX;
        }
        self.touched.clear();
        self.heap.clear();
        self.near.clear();
        let mut nearest = i64::MAX;
        let mut now = 0;
        for &node in sources {
            self.distance[node as usize] = 0;
            self.touched.push(node);
            self.near.push(node);
        }
        let mut settled = 0usize;
        loop {
            let node = match self.near.pop() {
                Some(node) => node as usize,
                None => match self.heap.pop() {
                    Some(Reverse((distance, node))) if distance < nearest => {
                        if distance > self.distance[node as usize] {
                            continue;
                        }
                        now = distance;
                        node as usize
                    }
                    _ => break,
                },
            };
            if stage.excess[node] < 0 {
                nearest = now;
                break;
            }
            settled += 1;
            if settled.is_multiple_of(STRIDE) && stop() {
                return Err(Halt::Stopped);
            }
            self.relax_all(stage, node, now, &mut nearest);
        }
        if stop() {
            return Err(Halt::Stopped);
        }
        if nearest == i64::MAX {
            return Err(Halt::Broken("a surplus reaches no deficit"));
        }
        Ok(nearest)
    }

    fn relax_all(&mut self, stage: &Stage<'_>, node: usize, now: i64, nearest: &mut i64) {
        let network = stage.network;
        let here = stage.price[node];
        for &option in &stage.at[stage.at_first[node] as usize..stage.at_first[node + 1] as usize] {
            let option = option as usize;
            if !stage.chosen[option] {
                continue;
            }
            let paid = stage.cost[option] + here;
            for other in stage.options(stage.row[option] as usize) {
                if !stage.chosen[other] {
                    self.relax(stage, stage.node[other], now, stage.key(other) - paid, nearest);
                }
            }
        }
        if node != network.root() && stage.flow[node] < stage.high[node] {
            let up = network.parent[node];
            let more = stage.marginal(node, stage.flow[node] + 1) + stage.price[up as usize] - here;
            self.relax(stage, up, now, more, nearest);
        }
        for &child in network.children(node) {
            let below = child as usize;
            if stage.flow[below] > stage.low[below] {
                let less = stage.price[below] - here - stage.marginal(below, stage.flow[below]);
                self.relax(stage, child, now, less, nearest);
            }
        }
    }

    /// INVARIANT: `length`, a reduced cost, is never negative.
    fn relax(&mut self, stage: &Stage<'_>, to: u32, now: i64, length: i64, nearest: &mut i64) {
        debug_assert!(length >= 0, "a reduced cost below zero");
        let known = &mut self.distance[to as usize];
        let found = now + length;
        if found >= *known || found >= *nearest {
            return;
        }
        if *known == i64::MAX {
            self.touched.push(to);
        }
        *known = found;
        if stage.excess[to as usize] < 0 {
            *nearest = found;
        }
        if length == 0 {
            self.near.push(to);
        } else {
            self.heap.push(Reverse((found, to)));
        }
    }

    /// Nodes nearer than the deficit become dearer by what they are nearer, so that the shortest paths become free.
    fn raise_prices(&self, stage: &mut Stage<'_>, reach: i64) {
        for &node in &self.touched {
            let nearer = reach - self.distance[node as usize];
            if nearer > 0 {
                stage.price[node as usize] += nearer;
            }
        }
    }

    /// Sends units along free arcs; says how many.
    fn send(&mut self, stage: &mut Stage<'_>, sources: &[u32]) -> usize {
        let mut sent = 0;
        let mut path = Vec::new();
        for &source in sources {
            while stage.excess[source as usize] > 0 {
                let Some(end) = self.free_path(stage, source as usize, &mut path) else { break };
                path.iter().for_each(|&arc| stage.apply(arc));
                stage.excess[source as usize] -= 1;
                stage.excess[end] += 1;
                sent += 1;
            }
        }
        sent
    }

    /// A path of free arcs from `source` to a deficit, found depth first. Nodes that lead nowhere stay dead for the phase.
    fn free_path(&mut self, stage: &Stage<'_>, source: usize, path: &mut Vec<Arc>) -> Option<usize> {
        path.clear();
        let mut trail = vec![source];
        self.on_path_or_dead[source] = self.phase;
        while let Some(&node) = trail.last() {
            if stage.excess[node] < 0 {
                for &passed in &trail {
                    self.on_path_or_dead[passed] = 0;
                }
                return Some(node);
            }
            match self.next_free(stage, node) {
                Some((arc, to)) => {
                    path.push(arc);
                    trail.push(to);
                    self.on_path_or_dead[to] = self.phase;
                }
                None => {
                    trail.pop();
                    if path.pop().is_some()
                        && let Some(&back) = trail.last()
                    {
                        self.skip(stage, back);
                    }
                }
            }
        }
        None
    }

    /// The current free arc of a node to a node not yet entered; the cursor stays on it.
    fn next_free(&mut self, stage: &Stage<'_>, node: usize) -> Option<(Arc, usize)> {
        let network = stage.network;
        if self.entered[node] != self.phase {
            self.entered[node] = self.phase;
            self.cursor[node] = Cursor { arc: stage.at_first[node], other: 0 };
        }
        let fresh = |marks: &[u32], to: usize| marks[to] != self.phase;
        let end = stage.at_first[node + 1];
        let mut cursor = self.cursor[node];
        let here = stage.price[node];
        let found = loop {
            if cursor.arc < end {
                let option = stage.at[cursor.arc as usize] as usize;
                let row = stage.options(stage.row[option] as usize);
                let other = row.start + cursor.other as usize;
                if !stage.chosen[option] || other >= row.end {
                    cursor = Cursor { arc: cursor.arc + 1, other: 0 };
                    continue;
                }
                let to = stage.node[other] as usize;
                let free = !stage.chosen[other] && stage.key(other) == stage.cost[option] + here;
                if free && fresh(&self.on_path_or_dead, to) {
                    break Some((Arc::Swap(option, other), to));
                }
                cursor.other += 1;
            } else if cursor.arc == end {
                if node != network.root() && stage.flow[node] < stage.high[node] {
                    let up = network.parent[node] as usize;
                    let free = stage.marginal(node, stage.flow[node] + 1) + stage.price[up] == here;
                    if free && fresh(&self.on_path_or_dead, up) {
                        break Some((Arc::Up(node), up));
                    }
                }
                cursor.arc += 1;
            } else {
                let Some(&child) = network.children(node).get((cursor.arc - end - 1) as usize) else { break None };
                let below = child as usize;
                if stage.flow[below] > stage.low[below]
                    && stage.price[below] - here == stage.marginal(below, stage.flow[below])
                    && fresh(&self.on_path_or_dead, below)
                {
                    break Some((Arc::Down(below), below));
                }
                cursor.arc += 1;
            }
        };
        self.cursor[node] = cursor;
        found
    }

    /// Leaves the current arc of a node behind.
    fn skip(&mut self, stage: &Stage<'_>, node: usize) {
        let cursor = &mut self.cursor[node];
        if cursor.arc < stage.at_first[node + 1] {
            cursor.other += 1;
        } else {
            cursor.arc += 1;
        }
    }
}
