//! The order of people in a list: by the rank of the body, then by name as in Vietnam, the given name first.

use super::Letterhead;
use crate::roster::Member;

/// Sorts after it: rank of the body, given name, the rest of the name, id.
pub(super) fn key<'a>(member: &'a Member, letterhead: &Letterhead) -> (usize, &'a str, Vec<u32>, &'a str) {
    let rank = letterhead.body(&member.body).0;
    (rank, member.body.as_str(), name_key(&member.name), member.id.as_str())
}

const LETTERS: &str = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz";

fn name_key(name: &str) -> Vec<u32> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let given_first = words.last().into_iter().chain(words.iter().take(words.len().saturating_sub(1)));
    let letter = |letter: char| {
        let place = LETTERS.chars().position(|known| known == letter).and_then(|at| u32::try_from(at).ok());
        place.map_or_else(|| u32::from(letter) + 1_000, |at| at + 1)
    };
    given_first.flat_map(|word| word.to_lowercase().chars().map(letter).chain([0]).collect::<Vec<u32>>()).collect()
}
