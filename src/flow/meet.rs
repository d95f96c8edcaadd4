//! Ways from some nodes to others inside the optimal face, searched from both ends at once: a tree grows from each, and where one from a start meets one
//! from an end there is a way.
//!
//! Components only ever fall apart there, so each node keeps a label that is never finer than its component: different labels answer at once, and
//! a failed search from the smaller side refines them.

use super::loose::Loose;
use super::stage::{Arc, PIECE};
use super::{Halt, go_on};

/// What a search knows of a node: one record, one read of memory.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    label: u32,
    /// The last search that met it,
    round: u32,
    /// and where it stands in what that side met, doubled, and 1 more on the way back.
    place: u32,
}

/// A node that was met.
#[derive(Debug, Clone, Copy)]
struct Step {
    /// The arc by which it was met; of no meaning at an end.
    arc: Arc,
    node: u32,
    /// Where the node on the other side of the arc stands; [`END`] or [`TAKEN`] at an end.
    before: u32,
    /// Where the end stands whose tree this node belongs to.
    root: u32,
}

/// No node before this one: an end of the search.
const END: u32 = u32::MAX;

/// An end that a way was found from: its tree grows no more.
const TAKEN: u32 = u32::MAX - 1;

/// One side of a search: what it met, in order, which of it is read next, and how much was read.
#[derive(Debug, Default)]
struct Side {
    met: Vec<Step>,
    next: usize,
    work: usize,
}

impl Side {
    fn begin(&mut self) {
        self.met.clear();
        (self.next, self.work) = (0, 0);
    }

    /// The next node to read, of a tree that still grows.
    fn turn(&mut self) -> Option<u32> {
        while let Some(step) = self.met.get(self.next) {
            if self.grows(step.root) {
                return Some(step.node);
            }
            self.next += 1;
        }
        None
    }

    fn grows(&self, root: u32) -> bool {
        self.met[root as usize].before == END
    }
}

/// What a search came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// A way from a start to an end.
    Way { start: u32, end: u32 },
    /// Nothing is left to read: no way leads out of what the starts reach, or into what reaches the ends.
    Shut,
    /// Neither side would come to an end within the limit.
    Spent,
}

/// Labels, and the memory of searches.
pub(super) struct Meeting<'a> {
    stop: &'a dyn Fn() -> bool,
    /// What searches have read, and what was looked at since it was last asked whether to stop.
    work: usize,
    looks: usize,
    mark: Vec<Mark>,
    labels: u32,
    round: u32,
    ahead: Side,
    back: Side,
    steps: Vec<Arc>,
}

impl<'a> Meeting<'a> {
    pub(super) fn new(nodes: usize, stop: &'a dyn Fn() -> bool) -> Self {
        Self {
            stop,
            work: 0,
            looks: PIECE as usize,
            mark: vec![Mark::default(); nodes],
            labels: 0,
            round: 0,
            ahead: Side::default(),
            back: Side::default(),
            steps: Vec::new(),
        }
    }

    /// Counts what a search reads, and asks now and then whether to stop.
    fn read(&mut self, arcs: usize) -> Result<(), Halt> {
        self.work += arcs;
        self.pass(arcs)
    }

    /// Counts options that are looked at beside searches, and asks now and then whether to stop.
    pub(super) fn pass(&mut self, options: usize) -> Result<(), Halt> {
        self.looks += options;
        if self.looks > PIECE as usize {
            self.looks = 0;
            go_on(self.stop)?;
        }
        Ok(())
    }

    /// What searches have read so far.
    pub(super) fn spent(&self) -> usize {
        self.work
    }

    /// The label of a node: there is no way to one of another label and back.
    pub(super) fn label(&self, node: u32) -> u32 {
        self.mark[node as usize].label
    }

    /// The arcs of the way found last.
    pub(super) fn steps(&self) -> &[Arc] {
        &self.steps
    }

    /// Begins a search from some nodes to others.
    pub(super) fn begin(&mut self, starts: impl Iterator<Item = u32>, ends: impl Iterator<Item = u32>) {
        self.round += 1;
        self.ahead.begin();
        self.back.begin();
        for (node, forward) in ends.map(|end| (end, false)).chain(starts.map(|start| (start, true))) {
            let side = if forward { &mut self.ahead } else { &mut self.back };
            let mark = &mut self.mark[node as usize];
            if mark.round != self.round {
                let place = side.met.len() as u32;
                (mark.round, mark.place) = (self.round, place << 1 | u32::from(!forward));
                side.met.push(Step { arc: Arc::Up(node), node, before: END, root: place });
            }
        }
        self.work += self.ahead.met.len() + self.back.met.len();
    }

    /// Looks for the next way, which has no node in common with those found since the search began; its arcs are [`Meeting::steps`]. Neither
    /// side begins to read a node where it would come to more than a limit.
    pub(super) fn way(&mut self, loose: &Loose<'_>, limit: usize) -> Result<Found, Halt> {
        loop {
            let (Some(from), Some(to)) = (self.ahead.turn(), self.back.turn()) else { return Ok(Found::Shut) };
            // The side that will have read less reads on: a node with a hundred thousand children waits until the other side has read as many.
            let leaving = self.ahead.work + loose.reads(true, from);
            let entering = self.back.work + loose.reads(false, to);
            if leaving.min(entering) > limit {
                return Ok(Found::Spent);
            }
            let before = self.ahead.work + self.back.work;
            let common = self.expand(loose, leaving <= entering);
            self.read(self.ahead.work + self.back.work - before)?;
            if let Some((arc, near, far)) = common {
                return Ok(self.join(arc, near, far, leaving <= entering));
            }
        }
    }

    /// Whether the starts are the side that has nothing left to read.
    pub(super) fn is_shut_ahead(&self) -> bool {
        self.ahead.next == self.ahead.met.len()
    }

    /// The nodes of the side that has nothing left to read.
    pub(super) fn shut(&self) -> impl Iterator<Item = u32> {
        let side = if self.is_shut_ahead() { &self.ahead } else { &self.back };
        side.met.iter().map(|step| step.node)
    }

    /// The tree of a node of that side.
    pub(super) fn tree(&self, node: u32) -> Option<u32> {
        let mark = self.mark[node as usize];
        let ahead = self.is_shut_ahead();
        let side = if ahead { &self.ahead } else { &self.back };
        let is_shut = mark.round == self.round && (mark.place & 1 == 0) == ahead;
        is_shut.then(|| side.met[mark.place as usize >> 1].root)
    }

    /// Gives what one side has met a label of its own: nothing leads out of it any more, or into it.
    pub(super) fn split(&mut self) {
        self.labels += 1;
        let side = if self.is_shut_ahead() { &self.ahead } else { &self.back };
        for step in &side.met {
            self.mark[step.node as usize].label = self.labels;
        }
    }

    /// Follows the arcs at the next node of one side. Where one leads to what the other side has met: the arc, and where its ends stand.
    fn expand(&mut self, loose: &Loose<'_>, forward: bool) -> Option<(Arc, u32, u32)> {
        let (side, other) = if forward { (&mut self.ahead, &self.back) } else { (&mut self.back, &self.ahead) };
        let place = side.next as u32;
        let Step { node, root, .. } = side.met[side.next];
        let label = self.mark[node as usize].label;
        side.next += 1;
        side.work += 1;
        let mut common = None;
        loose.any(forward, node, |arc, to| {
            side.work += 1;
            let mark = &mut self.mark[to as usize];
            if mark.label != label {
                return false;
            }
            if mark.round != self.round {
                (mark.round, mark.place) = (self.round, (side.met.len() as u32) << 1 | u32::from(!forward));
                side.met.push(Step { arc, node: to, before: place, root });
                return false;
            }
            let far = mark.place >> 1;
            let is_common = (mark.place & 1 == 0) != forward && other.grows(other.met[far as usize].root);
            if is_common {
                common = Some((arc, place, far));
            }
            is_common
        });
        common
    }

    /// Puts the way together.
    fn join(&mut self, arc: Arc, near: u32, far: u32, forward: bool) -> Found {
        let (near, far) = if forward { (near, far) } else { (far, near) };
        self.steps.clear();
        let start = Self::climb(&mut self.ahead, near, &mut self.steps);
        self.steps.reverse();
        self.steps.push(arc);
        let end = Self::climb(&mut self.back, far, &mut self.steps);
        Found::Way { start, end }
    }

    /// Follows a tree to its end, which is taken from now on.
    fn climb(side: &mut Side, from: u32, arcs: &mut Vec<Arc>) -> u32 {
        let mut at = from as usize;
        while side.met[at].before != END {
            arcs.push(side.met[at].arc);
            at = side.met[at].before as usize;
        }
        side.met[at].before = TAKEN;
        side.met[at].node
    }
}
