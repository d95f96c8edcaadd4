//! A way from one node to another inside the optimal face, searched from both ends at once.
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
pub(super) struct Step {
    /// The arc by which it was met; of no meaning at an end.
    pub(super) arc: Arc,
    node: u32,
    /// Where the node on the other side of the arc stands.
    before: u32,
}

/// No node before this one: an end of the search.
const END: u32 = u32::MAX;

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
}

/// Labels, and the memory of searches.
pub(super) struct Meeting<'a> {
    stop: &'a dyn Fn() -> bool,
    /// What was read, and when to ask whether to stop.
    work: usize,
    asked: usize,
    mark: Vec<Mark>,
    labels: u32,
    round: u32,
    ahead: Side,
    back: Side,
    steps: Vec<Step>,
}

impl<'a> Meeting<'a> {
    pub(super) fn new(nodes: usize, stop: &'a dyn Fn() -> bool) -> Self {
        Self {
            stop,
            work: 0,
            asked: 0,
            mark: vec![Mark::default(); nodes],
            labels: 0,
            round: 0,
            ahead: Side::default(),
            back: Side::default(),
            steps: Vec::new(),
        }
    }

    /// Counts what is read, and asks now and then whether to stop.
    pub(super) fn read(&mut self, options: usize) -> Result<(), Halt> {
        self.work += options;
        if self.work > self.asked {
            self.asked = self.work + PIECE as usize;
            go_on(self.stop)?;
        }
        Ok(())
    }

    /// What was read so far.
    pub(super) fn spent(&self) -> usize {
        self.work
    }

    /// Whether there may be a way from one node to the other and back.
    pub(super) fn may_meet(&self, one: u32, other: u32) -> bool {
        self.mark[one as usize].label == self.mark[other as usize].label
    }

    /// The arcs of the path found last.
    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Looks for a path from a node to one of others with the same label, and says which; its arcs are [`Meeting::steps`].
    pub(super) fn path(
        &mut self,
        loose: &Loose<'_>,
        start: u32,
        ends: impl Iterator<Item = u32>,
    ) -> Result<Option<u32>, Halt> {
        self.round += 1;
        self.steps.clear();
        self.ahead.begin();
        self.back.begin();
        for (node, forward) in ends.map(|end| (end, false)).chain([(start, true)]) {
            let mark = &mut self.mark[node as usize];
            if mark.round == self.round {
                if forward {
                    return Ok(Some(start));
                }
                continue;
            }
            let side = if forward { &mut self.ahead } else { &mut self.back };
            (mark.round, mark.place) = (self.round, (side.met.len() as u32) << 1 | u32::from(!forward));
            side.met.push(Step { arc: Arc::Up(node), node, before: END });
        }
        self.read(self.back.met.len())?;
        loop {
            let (Some(from), Some(to)) = (self.ahead.met.get(self.ahead.next), self.back.met.get(self.back.next))
            else {
                self.split();
                return Ok(None);
            };
            // The side that will have read less reads on: a node with a hundred thousand children waits until the other side has read as many.
            let leaving = self.ahead.work + loose.reads(true, from.node);
            let entering = self.back.work + loose.reads(false, to.node);
            let before = self.ahead.work + self.back.work;
            let common = self.expand(loose, leaving <= entering);
            self.read(self.ahead.work + self.back.work - before)?;
            if let Some((arc, near, far)) = common {
                return Ok(Some(self.join(arc, near, far, leaving <= entering)));
            }
        }
    }

    /// Gives what one side has met a label of its own: nothing leads out of it any more, or into it.
    fn split(&mut self) {
        let side = if self.ahead.next == self.ahead.met.len() { &self.ahead } else { &self.back };
        self.labels += 1;
        for step in &side.met {
            self.mark[step.node as usize].label = self.labels;
        }
    }

    /// Follows the arcs at the next node of one side. Where one leads to what the other side has met: the arc, and where its ends stand.
    fn expand(&mut self, loose: &Loose<'_>, forward: bool) -> Option<(Arc, u32, u32)> {
        let side = if forward { &mut self.ahead } else { &mut self.back };
        let place = side.next as u32;
        let node = side.met[side.next].node;
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
                side.met.push(Step { arc, node: to, before: place });
                return false;
            }
            let is_common = (mark.place & 1 == 0) != forward;
            if is_common {
                common = Some((arc, place, mark.place >> 1));
            }
            is_common
        });
        common
    }

    /// Puts the path together, and gives the end it leads to.
    fn join(&mut self, arc: Arc, near: u32, far: u32, forward: bool) -> u32 {
        let (mut at, mut after) = if forward { (near, far) } else { (far, near) };
        while let Some(&step) = self.ahead.met.get(at as usize).filter(|step| step.before != END) {
            self.steps.push(step);
            at = step.before;
        }
        self.steps.reverse();
        self.steps.push(Step { arc, node: END, before: END });
        loop {
            let step = self.back.met[after as usize];
            if step.before == END {
                return step.node;
            }
            self.steps.push(step);
            after = step.before;
        }
    }
}
