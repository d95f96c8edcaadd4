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
