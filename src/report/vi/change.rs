//! Changes of a table: who moves, and what is written to whom.

use super::paper::phrase;
use super::{organization, organizations, person};
use crate::explain::{Letter, Recipient};
use crate::plan::{Diff, Shift};
use crate::report::{Names, Phrase, list, sentence};
use crate::roster::Placement;

/// A member whose line is another one.
pub(in crate::report) fn shift(shift: &Shift, names: &Names) -> String {
    let Shift { member, kept, from, to } = shift;
    let kept = (!kept.is_empty()).then(|| format!("giữ nguyên tại {}", organizations(kept, names)));
    let (old, new) = (organizations(from, names), organizations(to, names));
    let change = match (from.is_empty(), to.is_empty()) {
        (true, true) => None,
        (true, false) => Some(format!("được phân công mới đến {new}")),
        (false, true) => Some(format!("thôi tham gia sinh hoạt tại {old}")),
        (false, false) => Some(format!("chuyển từ {old} đến {new}")),
    };
    let parts: Vec<String> = kept.into_iter().chain(change).collect();
    sentence(&format!("{}: {}", person(member, names), parts.join(", ")))
}

/// What differs between two tables.
pub(in crate::report) fn diff(diff: &Diff, names: &Names) -> String {
    if diff.shifts.is_empty() {
        return "Bảng phân công không thay đổi.".to_owned();
    }
    let heading = format!("Bảng phân công thay đổi đối với {} đồng chí:", diff.shifts.len());
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
    let ended = ended.iter().map(|line| told(line, "thôi tham gia sinh hoạt tại"));
    let begun = begun.iter().map(|line| told(line, "được phân công tham gia sinh hoạt tại"));
    list(&format!("{whom}\nBảng phân công được điều chỉnh như sau:"), ended.chain(begun))
}
