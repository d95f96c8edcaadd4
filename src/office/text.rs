//! Text as Vietnamese offices write it: cleaned at the door, compared without its accents, sorted by the given name.
//!
//! Two names with one [`key`] look alike; nothing is merged for that. `Hòa` and `Hoà` stay two texts: the key only lets a reader ask.

#[cfg(feature = "csv")]
pub(in crate::office) mod clean;
mod key;
#[cfg(feature = "csv")]
pub(in crate::office) mod legacy;
mod letters;
mod order;

#[cfg(feature = "csv")]
pub(in crate::office) use key::near;
pub use key::{key, nearest};
pub use order::{NameKey, name_key};

/// Characters that take no space on the screen, turn the direction of writing, or are none. What the readers take, every writer can print.
pub(in crate::office) fn is_hidden(letter: char) -> bool {
    let hidden = matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}' | '\u{e0000}'..='\u{e0fff}');
    hidden || u32::from(letter) & 0xfffe == 0xfffe
}
