//! The one answer among equally good ones: row by row, in order, the earliest option that some optimal solution allows.
//!
//! A row that uses option `k` may use the earlier option `e` instead if, after the exchange, a unit can travel from `e`'s node back to
//! `k`'s inside the optimal face. Since the exchange itself is an arc from `k`'s node to `e`'s, this asks whether both nodes lie in one
//! strongly connected component. Options that are decided move no more and are not read again.

use super::loose::Loose;
use super::meet::{Meeting, Step};
use super::stage::Arc;
use super::{Face, Halt, Network};

/// Brings the face's solution into canonical form.
///
/// # Complexity
/// Failed searches cost `O(E log m)` in all, since each relabels the smaller part of a component; a successful one costs at most `O(E)` and in
/// the usual well-connected face about the square root of that, once for each option improved.
pub(super) fn settle(network: &Network, face: &mut Face, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    let mut loose = Loose::new(network, face, stop)?;
    let mut meeting = Meeting::new(network.nodes(), stop);
    let mut given = Vec::new();
    for row in 0..loose.rows() {
        meeting.read(loose.options(row).len())?;
        for option in loose.options(row) {
            if !loose.is_used(option) {
                bring_in(&mut loose, &mut meeting, &mut given, option, row)?;
            }
            loose.decide(option);
        }
    }
    loose.store(face);
    Ok(())
}

/// Makes a row use an option instead of a later one, if an equally good solution does.
fn bring_in(
    loose: &mut Loose<'_>,
    meeting: &mut Meeting<'_>,
    given: &mut Vec<usize>,
    option: usize,
    row: usize,
) -> Result<(), Halt> {
    let start = loose.node(option);
    given.clear();
    let later = option + 1..loose.options(row).end;
    given.extend(later.filter(|&later| loose.is_used(later) && meeting.may_meet(start, loose.node(later))));
    if given.is_empty() {
        return Ok(());
    }
    let ends = given.iter().map(|&later| loose.node(later));
    let Some(end) = meeting.path(loose, start, ends)? else { return Ok(()) };
    for &Step { arc, .. } in meeting.steps() {
        loose.apply(arc);
    }
    if let Some(&later) = given.iter().find(|&&later| loose.node(later) == end) {
        loose.apply(Arc::Swap(later as u32, option as u32));
    }
    Ok(())
}
