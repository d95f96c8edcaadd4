//! Texts that look alike.

use super::letters::plain;

/// The text in small plain letters and digits, with one space between words: no tones, no circumflex, no horn, `d` for `đ`, nothing of what
/// stands in brackets.
///
/// Texts with the same key may mean the same. It is for headers, and for asking "did you mean"; facts are never joined by it.
///
/// ```
/// use phancong::office::text::key;
/// assert_eq!(key("HỌ  VÀ TÊN (*)"), "ho va ten");
/// assert_eq!(key("Chi bộ xã Hoà Đông"), key("chi bộ xã Hòa Ðông"));
/// ```
#[must_use]
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let (mut depth, mut apart) = (0_usize, false);
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            '(' | '[' => {
                depth += 1;
                apart = true;
            }
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 || ('\u{300}'..='\u{36f}').contains(&letter) => {}
            _ if letter.is_alphanumeric() => {
                if apart && !key.is_empty() {
                    key.push(' ');
                }
                apart = false;
                key.push(plain(letter));
            }
            _ => apart = true,
        }
    }
    key
}

/// The one of the texts known that an unknown one was most likely meant to be: the same key, or a slip of the fingers away from it.
/// Nothing when there is none, or when two are as near.
///
/// ```
/// use phancong::office::text::nearest;
/// assert_eq!(nearest("UV-O1", ["UV-01", "UV-44"]), Some("UV-01"));
/// assert_eq!(nearest("Hoà", ["Hòa", "Hoa"]), None);
/// assert_eq!(nearest("UV-77", ["UV-71", "UV-72"]), None);
/// ```
///
/// # Complexity
/// O(n l²) for n texts of l letters.
#[must_use]
pub fn nearest<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let unknown = key(unknown);
    let most = slips(unknown.chars().count());
    let mut best: Option<(usize, &str)> = None;
    let mut tied = false;
    for text in known {
        let Some(apart) = distance(&unknown, &key(text), most) else { continue };
        match best {
            Some((least, _)) if least < apart => {}
            Some((least, other)) if least == apart => tied |= other != text,
            _ => (best, tied) = (Some((apart, text)), false),
        }
    }
    best.filter(|_| !tied).map(|(_, text)| text)
}

/// Whether two texts are one slip of the fingers apart, or none.
#[cfg(feature = "csv")]
pub(in crate::office) fn near(one: &str, other: &str) -> bool {
    let (one, other) = (key(one), key(other));
    distance(&one, &other, slips(one.chars().count().min(other.chars().count()))).is_some()
}

/// How many wrong, missing or additional letters are a slip, and not another word.
const fn slips(letters: usize) -> usize {
    match letters {
        0..=1 => 0,
        2..=5 => 1,
        _ => 2,
    }
}

/// How many letters must be changed, added or taken away, if no more than `most`.
fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    let other: Vec<char> = other.chars().collect();
    if one.chars().count().abs_diff(other.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for letter in one.chars() {
        let mut next = vec![row.first()? + 1];
        for (pair, facing) in row.windows(2).zip(&other) {
            let (&[across, above], &left) = (<&[usize; 2]>::try_from(pair).ok()?, next.last()?);
            let changed = across + usize::from(letter != *facing);
            next.push(changed.min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().filter(|&apart| apart <= most)
}
