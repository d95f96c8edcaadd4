//! As many paths over free arcs as a depth-first search finds: where many arcs are free at once, the trees of one search hold few of the
//! ways that units could go.

use super::stage::{Arc, PIECE, Stage};
use super::visits::{FETCHED, Visits};
use super::{Halt, go_on};

/// The marks and current arcs of a depth-first search over free arcs.
#[derive(Debug)]
pub(super) struct Blocking {
    /// The phase in which a node was last entered, and its current arc there.
    entered: Vec<u32>,
    /// The phase in which a node was last found to be on the path or to lead nowhere.
    closed: Vec<u32>,
    cursor: Vec<Cursor>,
    phase: u32,
    path: Vec<Arc>,
    trail: Vec<usize>,
    /// Nodes looked at since it was last asked whether to stop.
    looks: u32,
    /// Nodes on a path at most, and whether a path was given up for it.
    depth: usize,
    cut: bool,
    /// Whether the last search served anything.
    lucky: bool,
}

/// Nodes on a path at first, and how many times as many after that. Where most arcs are free a search without a limit wanders: with `equal` and a million
/// rows 300,000 paths then have 85 steps on average and take 44 s; with one they have four steps and take 2 s.
const SHALLOW: usize = 16;
const DEEPER: usize = 8;

/// The part of the units that a search has to serve for a deeper one not to be needed, or to be worth it.
const PART: u64 = 16;

/// A search that served so many times as many units as are left leaves these to the next one: what they find here are paths of thousands of steps.
const MOST: u64 = 7;

/// The arcs of a node in order: the arc up, the arcs down, its used options (and for each the row's other options).
#[derive(Debug, Clone, Copy, Default)]
struct Cursor {
    arc: u32,
    other: u32,
}

impl Blocking {
    pub(super) fn new(nodes: usize) -> Self {
        Self {
            entered: vec![0; nodes],
            closed: vec![0; nodes],
            cursor: vec![Cursor::default(); nodes],
            phase: 0,
            path: Vec::new(),
            trail: Vec::new(),
            looks: 0,
            depth: 0,
            cut: false,
            lucky: true,
        }
    }

    /// Sends units from `sources` along free arcs; says how many. Paths grow longer while that serves many units, or few were served at
    /// all, until most are; after a search in vain they stay short as long as none is found.
    pub(super) fn send(
        &mut self,
        stage: &mut Stage<'_>,
        visits: &mut Visits,
        sources: &[u32],
        stop: &dyn Fn() -> bool,
    ) -> Result<u64, Halt> {
        let mut sent = 0;
        self.depth = SHALLOW;
        loop {
            let now = self.send_within(stage, visits, sources, stop)?;
            sent += now;
            let left: u64 = sources.iter().map(|&source| stage.excess[source as usize].unsigned_abs()).sum();
            let served = sent * PART >= left && now * PART < left;
            let vain = sent == 0 && !self.lucky;
            if !self.cut || served || vain || sent >= left * MOST {
                self.lucky = sent > 0;
                return Ok(sent);
            }
            self.depth = self.depth.saturating_mul(DEEPER);
        }
    }

    /// As [`Blocking::send`], along paths of a bounded length.
    fn send_within(
        &mut self,
        stage: &mut Stage<'_>,
        visits: &mut Visits,
        sources: &[u32],
        stop: &dyn Fn() -> bool,
    ) -> Result<u64, Halt> {
        self.phase += 1;
        self.cut = false;
        let mut sent = 0;
        for &source in sources {
            while stage.excess[source as usize] > 0 {
                let Some(end) = self.free_path(stage, visits, source as usize, stop)? else { break };
                self.path.iter().for_each(|&arc| visits.apply(stage, arc));
                stage.excess[source as usize] -= 1;
                stage.excess[end] += 1;
                sent += 1;
            }
        }
        Ok(sent)
    }

    /// Finds a path of free arcs from `source` to a deficit. Nodes that lead nowhere stay closed for the phase.
    fn free_path(
        &mut self,
        stage: &Stage<'_>,
        visits: &Visits,
        source: usize,
        stop: &dyn Fn() -> bool,
    ) -> Result<Option<usize>, Halt> {
        self.path.clear();
        self.trail.clear();
        self.trail.push(source);
        self.closed[source] = self.phase;
        while let Some(&node) = self.trail.last() {
            self.looks += 1;
            if self.looks > PIECE / 16 {
                self.looks = 0;
                go_on(stop)?;
            }
            if stage.excess[node] < 0 {
                for &passed in &self.trail {
                    self.closed[passed] = 0;
                }
                return Ok(Some(node));
            }
            let deep = self.trail.len() >= self.depth;
            self.cut |= deep;
            if !deep && let Some((arc, to)) = self.next_free(stage, visits, node) {
                self.path.push(arc);
                self.trail.push(to);
                self.closed[to] = self.phase;
                continue;
            }
            self.trail.pop();
            if self.path.pop().is_some()
                && let Some(&back) = self.trail.last()
            {
                self.skip(stage, back);
            }
        }
        Ok(None)
    }

    /// The current free arc of a node to a node not closed; the cursor stays on it.
    fn next_free(&mut self, stage: &Stage<'_>, visits: &Visits, node: usize) -> Option<(Arc, usize)> {
        let network = stage.network;
        if self.entered[node] != self.phase {
            self.entered[node] = self.phase;
            self.cursor[node] = Cursor::default();
        }
        let open = |to: usize| self.closed[to] != self.phase;
        let children = network.children(node);
        let used = visits.used(node);
        let mut cursor = self.cursor[node];
        let found = loop {
            let index = cursor.arc as usize;
            if index == 0 {
                let up = network.parent[node] as usize;
                let arc = Arc::Up(node as u32);
                if node != network.root() && open(up) && stage.is_free(arc) {
                    break Some((arc, up));
                }
            } else if let Some(&child) = children.get(index - 1) {
                let arc = Arc::Down(child);
                if open(child as usize) && stage.is_free(arc) {
                    break Some((arc, child as usize));
                }
            } else {
                let at = index - 1 - children.len();
                let Some(&option) = used.get(at) else { break None };
                if at.is_multiple_of(FETCHED) && cursor.other == 0 {
                    visits.fetch(&used[at..used.len().min(at + FETCHED)], |option| stage.option.cost(option));
                }
                let paid = stage.key(option as usize);
                let start = stage.option.start(option as usize);
                let free =
                    stage.option.row(option as usize, start).skip(cursor.other as usize).find(|&(index, other)| {
                        !other.is_used() && open(other.node()) && stage.key_of(index, other) == paid
                    });
                if let Some((other, to)) = free {
                    cursor.other = (other - start) as u32;
                    break Some((Arc::Swap(option, other as u32), to.node()));
                }
            }
            cursor = Cursor { arc: cursor.arc + 1, other: 0 };
        };
        self.cursor[node] = cursor;
        found
    }

    /// Leaves the current arc of a node behind.
    fn skip(&mut self, stage: &Stage<'_>, node: usize) {
        let cursor = &mut self.cursor[node];
        if cursor.arc as usize > stage.network.children(node).len() {
            cursor.other += 1;
        } else {
            cursor.arc += 1;
        }
    }
}
