//! The fingerprint that ties a certificate to its problem.

use serde::{Deserialize, Serialize};
use std::fmt;

/// SHA-256 of a sheet of text rows, in hexadecimal.
///
/// A sheet is a set of rows, one per fact: the name of the row's kind, then its fields, separated by tabs, ended by a line feed; in a field a
/// backslash, tab, line feed and carriage return are written `\\`, `\t`, `\n`, `\r`. The rows are sorted by their bytes and follow a first
/// row with the sheet's name, so the same facts in any order have the same digest, and any program can compute it.
///
/// Example: [`Problem`](crate::Problem).
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
    /// The rows one after the other: a row of its own for each of millions of facts would be millions of pieces of memory.
    text: String,
    /// Where each row ends.
    ends: Vec<usize>,
}

impl Sheet {
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, text: String::new(), ends: Vec::new() }
    }

    pub(crate) fn row(&mut self, kind: &str, fields: &[&str]) {
        self.text.push_str(kind);
        for field in fields {
            self.text.push('\t');
            self.field(field);
        }
        self.ends.push(self.text.len());
    }

    fn field(&mut self, field: &str) {
        // Hardly a field has anything to escape, and there are millions of them.
        if !field.bytes().any(|byte| matches!(byte, b'\\' | b'\t' | b'\n' | b'\r')) {
            return self.text.push_str(field);
        }
        for piece in field.split_inclusive(['\\', '\t', '\n', '\r']) {
            let (plain, escaped) = match piece.chars().next_back() {
                Some('\\') => (piece.strip_suffix('\\'), "\\\\"),
                Some('\t') => (piece.strip_suffix('\t'), "\\t"),
                Some('\n') => (piece.strip_suffix('\n'), "\\n"),
                Some('\r') => (piece.strip_suffix('\r'), "\\r"),
                _ => (None, ""),
            };
            self.text.push_str(plain.unwrap_or(piece));
            self.text.push_str(escaped);
        }
    }

    pub(crate) fn digest(self) -> Digest {
        let hex = self.hash().into_iter().map(|byte| format!("{byte:02x}"));
        Digest(hex.collect())
    }

    fn hash(&self) -> [u8; 32] {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let mut rows: Vec<&str> =
            starts.zip(&self.ends).filter_map(|(start, &end)| self.text.get(start..end)).collect();
        rows.sort();
        let mut hash = hmac_sha256::Hash::new();
        hash.update(self.name);
        hash.update("\n");
        for row in rows {
            hash.update(row);
            hash.update("\n");
        }
        hash.finalize()
    }
}

/// The largest lot: 24 bits leave a tie between two tables to the order of the ids about once in 17 million, and leave room for the sums of a million
/// members and for the mixtures of tiers that side rules need.
pub(crate) const LARGEST_LOT: u32 = (1 << 24) - 1;

/// The lot of a pair under a seed: the first 24 bits of the digest of the sheet `draw` with the one row `lot`, seed, member, organization.
pub(crate) fn lot(seed: &str, member: &str, organization: &str) -> u32 {
    let mut sheet = Sheet::new("draw");
    sheet.row("lot", &[seed, member, organization]);
    let [a, b, c, ..] = sheet.hash();
    u32::from_be_bytes([0, a, b, c])
}
