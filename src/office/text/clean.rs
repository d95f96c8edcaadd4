//! Cells as text: trimmed, composed, free of what cannot be seen, and harmless in a spreadsheet.

use super::is_hidden;
use super::letters::{TONES, VOWELS, vowel};
use std::borrow::Cow;

/// Why a cell is no clean text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::office) enum Dirt {
    /// The mark for bytes that could not be decoded.
    Undecoded,
    /// A control character.
    Control,
    /// An invisible character, or an accent without a letter that takes it.
    Hidden,
}

/// The cell without spaces at its ends, with unusual spaces as plain ones and Vietnamese letters composed.
///
/// Composing is needed because `ệ` as one character and as `e` with two accents look the same and are not the same id.
pub(in crate::office) fn clean(cell: &str) -> Result<Cow<'_, str>, Dirt> {
    let cell = cell.trim();
    if cell.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Ok(Cow::Borrowed(cell));
    }
    let mut text = String::with_capacity(cell.len());
    for letter in cell.chars() {
        match letter {
            '\u{fffd}' => return Err(Dirt::Undecoded),
            hidden if is_hidden(hidden) => return Err(Dirt::Hidden),
            control if control.is_control() => return Err(Dirt::Control),
            '\u{300}'..='\u{36f}' => {
                let base = text.pop().ok_or(Dirt::Hidden)?;
                text.push(accented(base, letter).ok_or(Dirt::Hidden)?);
            }
            space if space.is_whitespace() => text.push(' '),
            other => text.push(other),
        }
    }
    Ok(Cow::Owned(text))
}

/// Circumflex, breve and horn with the vowels they change.
const SHAPES: [(char, char, char); 6] = [
    ('\u{302}', 'a', 'â'),
    ('\u{302}', 'e', 'ê'),
    ('\u{302}', 'o', 'ô'),
    ('\u{306}', 'a', 'ă'),
    ('\u{31b}', 'o', 'ơ'),
    ('\u{31b}', 'u', 'ư'),
];

/// A Vietnamese letter with one accent more; the accents may come in any order.
fn accented(base: char, accent: char) -> Option<char> {
    let lower = base.to_lowercase().next()?;
    let (row, tone) = vowel(lower)?;
    let made = if let Some(tone_wanted) = TONES.iter().position(|&mark| mark == accent) {
        if tone > 0 {
            return None;
        }
        row.chars().nth(tone_wanted + 1)
    } else {
        let plain = row.chars().next()?;
        let shaped = SHAPES.iter().find(|shape| shape.0 == accent && shape.1 == plain)?.2;
        VOWELS.iter().find(|row| row.starts_with(shaped))?.chars().nth(tone)
    }?;
    if base.is_uppercase() { made.to_uppercase().next() } else { Some(made) }
}

/// Whether a spreadsheet would take the cell for a formula, once apostrophes in front are gone.
fn is_formula(cell: &str) -> bool {
    let bare = cell.trim_start_matches('\'').trim_start();
    bare.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// The cell with an apostrophe in front if a spreadsheet would otherwise compute it.
pub(in crate::office) fn harmless(cell: &str) -> Cow<'_, str> {
    // The characters are looked for before trimming too: a tab or carriage return alone is enough for some programs.
    if is_formula(cell) || cell.starts_with(['\t', '\r', '\n']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The cell without the apostrophe that [`harmless`] puts in front.
pub(in crate::office) fn as_meant(cell: Cow<'_, str>) -> Cow<'_, str> {
    match cell.strip_prefix('\'').filter(|_| is_formula(&cell)) {
        Some(meant) => Cow::Owned(meant.to_owned()),
        None => cell,
    }
}
