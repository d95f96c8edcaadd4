//! Sets of files that belong together: written, replaced and read as a whole.
//!
//! A set is a folder with a manifest, `manifest.txt`: what made it, under which policy, and the SHA-256 of every file. It can be checked by hand
//! with `sha256sum -c manifest.txt`.
//!
//! # What is guaranteed
//!
//! A new set is written into a new folder beside the old one, flushed to the disk, and only then put in its place by two renames: the old folder
//! aside, the new one to its place. Whenever the writing ends, by an error, a kill or a power cut:
//!
//! - the folder is the complete old set, or the complete new set, or, between the two renames, it is not there: then both stand complete
//!   beside it, and [`read`], and the next [`write()`], put one of them back;
//! - no folder ever holds files of two sets, and none that can be taken for the real one is incomplete;
//! - an error leaves the old set as it was. What a kill leaves beside it begins with a dot and the folder's name, and is removed by the next
//!   [`write()`] that succeeds.
//!
//! Of two processes that write one set at the same time, one may fail; what is there afterwards is complete.
//!
//! A folder is only replaced if it is exactly what was written into it: a file that is not of the set, one that was changed by hand, one that
//! is open in an office program, or a set of another kind is an error that names it, and everything stays. An empty folder may be replaced.

mod folder;
mod manifest;

pub use folder::{read, write};
#[cfg(feature = "ics")]
pub(super) use manifest::sha256;
pub use manifest::{About, SetError};

use std::fmt;

/// Files that belong together, and what they are.
///
/// Example: [`write`](crate::office::set::write()).
#[derive(Clone, PartialEq, Eq)]
pub struct FileSet {
    /// What made it, from what.
    pub about: About,
    files: Vec<(String, Vec<u8>)>,
}

impl FileSet {
    /// A set without files yet.
    #[must_use]
    pub const fn new(about: About) -> Self {
        Self { about, files: Vec::new() }
    }

    /// Adds a file. Names are ASCII letters, digits, `-`, `_` and `.`, no dot first, each once whatever the case; whether they are is checked when the
    /// set is written.
    pub fn add(&mut self, name: impl Into<String>, bytes: Vec<u8>) {
        self.files.push((name.into(), bytes));
    }

    /// The names and the bytes.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }
}

/// What the files say stays out of logs.
impl fmt::Debug for FileSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FileSet {{ kind: {:?}, files: {} }}", self.about.kind, self.files.len())
    }
}
