//! Changes of a table: who moves, and what is written to whom.

use super::paper::phrase;
use super::{many, organization, organizations, person};
use crate::explain::{Letter, Recipient};
use crate::plan::{Diff, Shift};
use crate::report::{Names, Phrase, list, sentence};
use crate::roster::Placement;

/// A member whose line is another one.
pub(in crate::report) fn shift(shift: &Shift, names: &Names) -> String {
    let Shift { member, kept, from, to } = shift;
    let kept = (!kept.is_empty()).then(|| format!("stays at {}", organizations(kept, names)));
    let (old, new) = (organizations(from, names), organizations(to, names));
    let change = match (from.is_empty(), to.is_empty()) {
        (true, true) => None,
        (true, false) => Some(format!("newly placed at {new}")),
        (false, true) => Some(format!("no longer at {old}")),
        (false, false) => Some(format!("moves from {old} to {new}")),
    };
    let parts: Vec<String> = kept.into_iter().chain(change).collect();
    sentence(&format!("{}: {}", person(member, names), parts.join(", ")))
}

/// What differs between two tables.
pub(in crate::report) fn diff(diff: &Diff, names: &Names) -> String {
    if diff.shifts.is_empty() {
        return "The table does not change.".to_owned();
    }
    let heading =
        format!("The table changes for {}:", many(u64::try_from(diff.shifts.len()).unwrap_or(u64::MAX), "member"));
    list(&heading, diff.shifts.iter().map(|one| shift(one, names)))
}

/// What is written to one who must be told.
pub(in crate::report) fn letter(letter: &Letter, names: &Names) -> String {
    let Letter { to, ended, begun } = letter;
    let whom = phrase(
        &match to {
            Recipient::Member(id) => Phrase::ToMember(id),
            Recipient::Committee(id) => Phrase::ToCommittee(id),
            Recipient::Organization(id) => Phrase::ToOrganization(id),
        },
        names,
    );
    let told = |line: &Placement, verb: &str| {
        let at = organization(&line.organization, names);
        match to {
            Recipient::Member(id) if *id == line.member => sentence(&format!("{verb} {at}")),
            _ => sentence(&format!("{} {verb} {at}", person(&line.member, names))),
        }
    };
    let ended = ended.iter().map(|line| told(line, "attends no more at"));
    let begun = begun.iter().map(|line| told(line, "attends from now on at"));
    list(&format!("{whom}\nThe table of assignments changes as follows:"), ended.chain(begun))
}
