//! The exact part: units go from where they are too many to where they are too few, search after search, until nothing is out of place.

use super::blocking::Blocking;
use super::shortlist::Sight;
use super::stage::Stage;
use super::trees::{NO_BOUND, Trees, Way};
use super::visits::Visits;
use super::{Halt, go_on};

/// Below so many units out of place one search looks for all, above it for half.
const FEW: u64 = 64;

/// Moves every surplus unit to a deficit.
///
/// Searches alternate between the two directions. Where a large part of the graph is free to cross, one surplus node that is nearest to it would own it in
/// a search ahead, and only its units could be sent. A search back then makes the others equally near; the other way round for deficits.
pub(super) fn balance(stage: &mut Stage<'_>, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    go_on(stop)?;
    if stage.is_settled() {
        return Ok(());
    }
    let nodes = 0..stage.network.nodes() as u32;
    let mut work = Work {
        trees: Trees::new(stage.network.nodes()),
        blocking: Blocking::new(stage.network.nodes()),
        surplus: nodes.clone().filter(|&node| stage.excess[node as usize] > 0).collect(),
        deficit: nodes.filter(|&node| stage.excess[node as usize] < 0).collect(),
        way: Way::Ahead,
        idle: 0,
    };
    let mut sight = Sight::new();
    while !work.surplus.is_empty() {
        go_on(stop)?;
        if let Some(bound) = sight.bound(stage) {
            let mut list = stage.shortlist(bound, stop)?;
            work.on(&mut list, &mut sight, bound, stop)?;
            stage.rejoin(list);
        } else {
            work.on(stage, &mut sight, NO_BOUND, stop)?;
        }
    }
    Ok(())
}

/// What is out of place, and what looks for its place.
struct Work {
    trees: Trees,
    blocking: Blocking,
    surplus: Vec<u32>,
    deficit: Vec<u32>,
    way: Way,
    /// Searches without a bound that moved nothing, since one that did.
    idle: u32,
}

impl Work {
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
        while !self.surplus.is_empty() && left > 0 {
            let units: u64 = self.surplus.iter().map(|&node| stage.excess[node as usize].unsigned_abs()).sum();
            let wanted = if units < FEW { units } else { units / 2 };
            let from = if self.way == Way::Ahead { &self.surplus } else { &self.deficit };
            let (mut served, reach) = self.trees.serve(stage, self.way, from, wanted, left, stop)?;
            served += self.blocking.send(stage, &mut self.trees.visits, &self.surplus, stop)?;
            self.surplus.retain(|&node| stage.excess[node as usize] > 0);
            self.deficit.retain(|&node| stage.excess[node as usize] < 0);
            self.way = if self.way == Way::Ahead { Way::Back } else { Way::Ahead };
            sight.note(reach, reach == bound);
            if served > 0 {
                self.idle = 0;
            } else if bound == NO_BOUND {
                self.idle += 1;
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
