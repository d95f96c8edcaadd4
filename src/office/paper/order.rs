//! The order of people in a list: by the rank of the body, then by name as in Vietnam, the given name first.

use super::Letterhead;
use crate::office::text::{NameKey, name_key};
use crate::roster::Member;

/// Sorts after it: rank of the body, its id, the name, the member's id.
pub(super) fn key<'a>(member: &'a Member, letterhead: &Letterhead) -> (usize, &'a str, NameKey, &'a str) {
    let rank = letterhead.body(&member.body).0;
    (rank, member.body.as_str(), name_key(&member.name), member.id.as_str())
}
