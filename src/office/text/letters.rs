//! The letters of Vietnamese: which vowel, which tone.

/// The vowels, each plain and with its five tones in the order of [`TONES`].
pub(super) const VOWELS: [&str; 12] = [
    "aàáảãạ",
    "ăằắẳẵặ",
    "âầấẩẫậ",
    "eèéẻẽẹ",
    "êềếểễệ",
    "iìíỉĩị",
    "oòóỏõọ",
    "ôồốổỗộ",
    "ơờớởỡợ",
    "uùúủũụ",
    "ưừứửữự",
    "yỳýỷỹỵ",
];

/// Grave, acute, hook above, tilde, dot below.
#[cfg(feature = "csv")]
pub(super) const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];

/// A vowel in lower case as its row in [`VOWELS`] and its tone, 0 for none.
pub(super) fn vowel(lower: char) -> Option<(&'static str, usize)> {
    VOWELS.iter().find_map(|row| Some((*row, row.chars().position(|letter| letter == lower)?)))
}

/// A letter in lower case without anything above, below or through it.
pub(super) fn plain(lower: char) -> char {
    match lower {
        'đ' | 'ð' => 'd',
        'ă' | 'â' => 'a',
        'ê' => 'e',
        'ô' | 'ơ' => 'o',
        'ư' => 'u',
        _ if lower.is_ascii() => lower,
        _ => match vowel(lower).and_then(|(row, _)| row.chars().next()) {
            Some(first) if first != lower => plain(first),
            _ => lower,
        },
    }
}
