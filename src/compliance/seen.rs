//! The visits of one member, and where they can be made.

use super::docket::{Docket, of};
use super::note::Note;
use super::standing::Window;
use super::visit::Visit;
use std::collections::BTreeSet;

/// Visits of one member, seen under one rule.
pub(super) struct Seen {
    pub(super) window: Window,
    pub(super) visits: Vec<Visit>,
    pub(super) notes: Vec<Note>,
}

/// The places a member can be counted at, in the year: assigned at some time, or registered.
pub(super) fn places(docket: &Docket<'_>, member: usize) -> BTreeSet<usize> {
    let moved = of(&docket.moves, member).iter().flat_map(|found| found.1.from.iter().chain(&found.1.to));
    let wished = of(&docket.registrations, member).iter().map(|found| &found.1.organization);
    let named = moved.chain(wished).filter_map(|id| docket.place_of(id));
    let placed = of(&docket.placed, member).iter().filter_map(|&at| docket.group.get(at).copied());
    named.chain(placed).collect()
}
