//! The order in which a Vietnamese office lists people.

use super::letters::{plain, vowel};

/// Where a name stands in a list: by the given name (the last word), then by what is before it.
///
/// Each part is compared as Vietnamese dictionaries do: first the letters (`a ă â b c d đ e ê … o ô ơ … u ư …`), then the tones (none,
/// huyền, hỏi, ngã, sắc, nặng), then small before capital letters.
///
/// Example: [`name_key`](crate::office::text::name_key()).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameKey {
    given: Part,
    before: Part,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    letters: Vec<u32>,
    tones: Vec<u8>,
    capitals: Vec<bool>,
}

/// Where a name stands in a list.
///
/// ```
/// use phancong::office::text::name_key;
/// let mut names = ["Lê Văn Ước", "Trần Thị An", "Nguyễn Văn Ân", "Bùi An"];
/// names.sort_by_cached_key(|name| name_key(name));
/// assert_eq!(names, ["Bùi An", "Trần Thị An", "Nguyễn Văn Ân", "Lê Văn Ước"]);
/// ```
#[must_use]
pub fn name_key(name: &str) -> NameKey {
    let name = name.trim();
    let (before, given) = name.rsplit_once(char::is_whitespace).unwrap_or(("", name));
    NameKey { given: Part::of(given), before: Part::of(before.trim()) }
}

impl Part {
    fn of(text: &str) -> Self {
        let mut part = Self { letters: Vec::new(), tones: Vec::new(), capitals: Vec::new() };
        for letter in text.chars() {
            let lower = letter.to_lowercase().next().unwrap_or(letter);
            let (row, tone) = vowel(lower).unwrap_or_default();
            part.letters.push(rank(row.chars().next().unwrap_or(lower)));
            part.tones.push(tone_rank(tone));
            part.capitals.push(lower != letter);
        }
        part
    }
}

/// The place of a letter without tone: spaces, then signs, digits, letters, then all other scripts.
fn rank(letter: char) -> u32 {
    let number = u32::from(letter);
    // Three places for each plain letter: ă after a, â after ă.
    let shape = match letter {
        'ă' | 'đ' | 'ê' | 'ô' | 'ư' => 1,
        'â' | 'ơ' => 2,
        _ => 0,
    };
    match plain(letter) {
        ' ' => 0,
        base @ 'a'..='z' => 0x400 + 3 * (u32::from(base) - u32::from('a')) + shape,
        '0'..='9' => 0x200 + number,
        _ if letter.is_ascii() => 1 + number,
        _ => 0x1000 + number,
    }
}

/// The table of vowels has huyền, sắc, hỏi, ngã, nặng; lists have hỏi and ngã before sắc.
const fn tone_rank(tone: usize) -> u8 {
    match tone {
        0 => 0,
        1 => 1,
        3 => 2,
        4 => 3,
        2 => 4,
        _ => 5,
    }
}
