//! The exact part: units go from where they are too many to where they are too few, search after search, until nothing is out of place.

use super::blocking::Blocking;
use super::shortlist::Sight;
use super::stage::Stage;
use super::trees::{NO_BOUND, Trees, Way};
use super::visits::Visits;
use super::{Halt, go_on, toll};

/// Below so many units out of place one search looks for all, above it for half; where there is a toll, for a quarter, and only trees send units, as most that is
/// free to cross is in them (`ranks` at a million rows, the last tier: 15 s to 13).
const FEW: u64 = 64;

/// A search is poor when it moves less than one of so many units.
const POOR: u64 = 16;

/// Poor searches of all options in a row after which a toll is worth its passes.
const PATIENCE: u32 = 2;

/// Moves every surplus unit to a deficit.
///
/// Searches alternate between the two directions. Where a large part of the graph is free to cross, one surplus node that is nearest to it would own it in
/// a search ahead, and only its units could be sent. A search back then makes the others equally near; the other way round for deficits.
pub(super) fn balance(stage: &mut Stage<'_>, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    go_on(stop)?;
    if stage.is_settled() {
        return Ok(());
    }
    let mut work = Work::new(stage);
    work.patience = PATIENCE;
    work.until_settled(stage, stop)?;
    work.patience = u32::MAX;
    if !work.surplus.is_empty() {
        if toll::helps(stage) {
            toll::ease(stage, &mut work, stop)?;
        }
        work.until_settled(stage, stop)?;
    }
    Ok(())
}

/// What is out of place, and what looks for its place.
pub(super) struct Work {
    trees: Trees,
    blocking: Blocking,
    surplus: Vec<u32>,
    deficit: Vec<u32>,
    way: Way,
    /// Searches without a bound that moved nothing, since one that did.
    idle: u32,
    /// Poor searches without a bound in a row, and how many there may be.
    poor: u32,
    patience: u32,
}

impl Work {
    pub(super) fn new(stage: &Stage<'_>) -> Self {
        let mut work = Self {
            trees: Trees::new(stage.network.nodes()),
            blocking: Blocking::new(stage.network.nodes()),
            surplus: Vec::new(),
            deficit: Vec::new(),
            way: Way::Ahead,
            idle: 0,
            poor: 0,
            patience: u32::MAX,
        };
        work.look(stage);
        work
    }

    /// Finds what is out of place.
    pub(super) fn look(&mut self, stage: &Stage<'_>) {
        let nodes = 0..stage.network.nodes() as u32;
        self.surplus = nodes.clone().filter(|&node| stage.excess[node as usize] > 0).collect();
        self.deficit = nodes.filter(|&node| stage.excess[node as usize] < 0).collect();
        (self.idle, self.poor) = (0, 0);
    }

    /// Searches until nothing is out of place, or patience is over.
    pub(super) fn until_settled(&mut self, stage: &mut Stage<'_>, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
        let mut sight = Sight::new();
        while !self.is_done() {
            go_on(stop)?;
            if let Some(bound) = sight.bound(stage) {
                let mut list = stage.shortlist(bound, stop)?;
                self.on(&mut list, &mut sight, bound, stop)?;
                stage.rejoin(list);
            } else {
                self.on(stage, &mut sight, NO_BOUND, stop)?;
            }
        }
        Ok(())
    }

    fn is_done(&self) -> bool {
        self.surplus.is_empty() || self.poor >= self.patience
    }

    /// Moves units in a stage that holds all swaps of at most `bound`, as long as it holds what is needed.
    fn on(
        &mut self,
        stage: &mut Stage<'_>,
        sight: &mut Sight,
        bound: i64,
        stop: &dyn Fn() -> bool,
    ) -> Result<(), Halt> {
        // A list that goes farther than usual is dear to read: it serves the one search that needs it.
        let once = sight.is_wider();
        self.trees.visits = Visits::new(stage);
        let mut left = bound;
        while !self.is_done() && left > 0 {
            let units: u64 = self.surplus.iter().map(|&node| stage.excess[node as usize].unsigned_abs()).sum();
            let wanted = match units {
                ..FEW => units,
                _ if stage.toll > 0 => units / 4,
                _ => units / 2,
            };
            let from = if self.way == Way::Ahead { &self.surplus } else { &self.deficit };
            let (mut served, reach) = self.trees.serve(stage, self.way, from, wanted, left, stop)?;
            if stage.toll == 0 {
                served += self.blocking.send(stage, &mut self.trees.visits, &self.surplus, stop)?;
            }
            self.surplus.retain(|&node| stage.excess[node as usize] > 0);
            self.deficit.retain(|&node| stage.excess[node as usize] < 0);
            self.way = if self.way == Way::Ahead { Way::Back } else { Way::Ahead };
            sight.note(reach, reach == bound);
            if bound == NO_BOUND {
                self.idle = if served > 0 { 0 } else { self.idle + 1 };
                self.poor = if units >= FEW && served * POOR < units { self.poor + 1 } else { 0 };
            } else if served > 0 {
                self.idle = 0;
            }
            if self.idle == 2 {
                return Err(Halt::Broken("a surplus reaches no deficit"));
            }
            if once || bound == NO_BOUND && sight.bound(stage).is_some() {
                break;
            }
            if bound < NO_BOUND {
                left -= reach;
            }
        }
        Ok(())
    }
}
