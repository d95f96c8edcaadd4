//! The fingerprint that ties a certificate to its problem.

use serde::{Deserialize, Serialize};
use std::fmt;

/// SHA-256 of a sheet of text rows, in hexadecimal.
///
/// A sheet is a set of rows, one per fact: the name of the row's kind, then its fields, separated by tabs, ended by a line feed; in a field a
/// backslash, tab, line feed and carriage return are written `\\`, `\t`, `\n`, `\r`. The rows are sorted by their bytes and follow a first
/// row with the sheet's name, so the same facts in any order have the same digest, and any program can compute it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(String);

impl Digest {
    /// The 64 hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Rows being collected for a [`Digest`].
pub(crate) struct Sheet {
    name: &'static str,
    rows: Vec<String>,
}

impl Sheet {
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, kind: &str, fields: &[&str]) {
        let mut row = String::from(kind);
        for field in fields {
            row.push('\t');
            for letter in field.chars() {
                match letter {
                    '\\' => row.push_str("\\\\"),
                    '\t' => row.push_str("\\t"),
                    '\n' => row.push_str("\\n"),
                    '\r' => row.push_str("\\r"),
                    other => row.push(other),
                }
            }
        }
        self.rows.push(row);
    }

    pub(crate) fn digest(mut self) -> Digest {
        self.rows.sort_unstable();
        let mut hash = hmac_sha256::Hash::new();
        hash.update(self.name);
        hash.update("\n");
        for row in &self.rows {
            hash.update(row);
            hash.update("\n");
        }
        let hex = hash.finalize().into_iter().map(|byte| format!("{byte:02x}"));
        Digest(hex.collect())
    }
}
