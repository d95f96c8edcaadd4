//! Units that are too many at some nodes and too few at others, on their way to each other through what is free.

use super::Halt;
use super::loose::Loose;
use super::meet::{Found, Meeting};

/// What nodes have too many of, or too few.
#[derive(Debug)]
pub(super) struct Imbalance {
    /// How many units a node has too many; less than zero where it has too few.
    excess: Vec<i64>,
    /// The nodes where this may not be zero.
    off: Vec<u32>,
    /// How many units are too many in all.
    due: usize,
}

impl Imbalance {
    pub(super) fn none(nodes: usize) -> Self {
        Self { excess: vec![0; nodes], off: Vec::new(), due: 0 }
    }

    pub(super) fn add(&mut self, node: u32, units: i64) {
        let excess = &mut self.excess[node as usize];
        if *excess == 0 && units != 0 {
            self.off.push(node);
        }
        // None where there are too few.
        let too_many = |excess: i64| usize::try_from(excess).unwrap_or(0);
        self.due -= too_many(*excess);
        *excess += units;
        self.due += too_many(*excess);
    }

    /// How many units are too many in all.
    pub(super) fn due(&self) -> usize {
        self.due
    }

    /// Whether a node has what it should have.
    pub(super) fn is_even(&self, node: u32) -> bool {
        self.excess[node as usize] == 0
    }

    /// Sends units from where they are too many to where they are too few, at most one from and to each node, in one search that reads at most so much from
    /// either side, and says what it came to. It ends before when three quarters of them are there: the last would have to find ways around all the others.
    pub(super) fn send(
        &mut self,
        loose: &mut Loose<'_>,
        meeting: &mut Meeting<'_>,
        limit: usize,
    ) -> Result<Found, Halt> {
        let Self { excess, off, .. } = self;
        off.retain(|&node| excess[node as usize] != 0);
        let nodes = |sign| {
            let excess = &*excess;
            off.iter().copied().filter(move |&node| excess[node as usize].signum() == sign)
        };
        meeting.begin(nodes(1), nodes(-1));
        let (starts, mut sent) = (nodes(1).count(), 0);
        loop {
            let found = meeting.way(loose, limit)?;
            let Found::Way { start, end } = found else { return Ok(found) };
            meeting.steps().iter().for_each(|&arc| loose.apply(arc));
            self.add(start, -1);
            self.add(end, 1);
            sent += 1;
            if 4 * sent >= 3 * starts {
                return Ok(found);
            }
        }
    }
}
