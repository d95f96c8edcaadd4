//! What a list may hold: its fields, and the headers each is known by.

use crate::office::text::{key, near};

/// What a file may hold.
#[derive(Debug)]
pub(in crate::office) struct Spec {
    /// Whether the list must be there.
    pub(in crate::office) required: bool,
    /// Its fields.
    pub(in crate::office) fields: &'static [Field],
}

/// A field of an entry.
#[derive(Debug)]
pub(in crate::office) struct Field {
    /// Its name, the header in files of programs.
    pub(in crate::office) name: &'static str,
    /// Its headers in Vietnamese, the one to print first. Accents and capitals do not matter when they are read.
    pub(in crate::office) aliases: &'static [&'static str],
    /// Whether its column must be there and its cells filled in.
    pub(in crate::office) required: bool,
    /// What belongs into its cells.
    #[cfg_attr(not(feature = "xlsx"), expect(dead_code, reason = "only a workbook to fill in offers choices"))]
    pub(in crate::office) holds: Holds,
}

/// What belongs into the cells of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::office) enum Holds {
    /// An id that is given here.
    Id,
    /// An id of another list.
    One(&'static str),
    /// Ids of another list, separated by semicolons.
    Many(&'static str),
    /// An id of no list.
    Name,
    /// Free text.
    Text,
    /// A whole number.
    Number,
    /// A day.
    Day,
    /// One of a few words.
    Words(&'static [&'static str]),
}

impl Field {
    /// The header to print.
    pub(in crate::office) fn label(&self) -> String {
        let label = self.aliases.first().copied().unwrap_or(self.name);
        let mut letters = label.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    fn headers(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }
}

/// Columns that many tables have and no list reads.
const BESIDE: [&str; 7] = ["stt", "tt", "so tt", "so thu tu", "ghi chu", "note", "no"];

impl Spec {
    /// The field that a header stands for.
    pub(in crate::office) fn find(&self, header: &str) -> Option<usize> {
        let wanted = key(header);
        self.fields.iter().position(|field| field.headers().any(|header| key(header) == wanted))
    }

    /// The names of the fields.
    pub(in crate::office) fn names(&self) -> String {
        let names: Vec<&str> = self.fields.iter().map(|field| field.name).collect();
        names.join(", ")
    }

    /// A header that an unknown one was most likely meant to be, of a field that has no column yet.
    pub(in crate::office) fn meant(&self, unknown: &str, has_column: impl Fn(usize) -> bool) -> Option<&'static str> {
        if BESIDE.contains(&key(unknown).as_str()) {
            return None;
        }
        let open = self.fields.iter().enumerate().filter(|(index, _)| !has_column(*index));
        open.flat_map(|(_, field)| field.headers()).find(|header| near(unknown, header))
    }

    /// How many fields must have a column.
    pub(in crate::office) fn required_fields(&self) -> usize {
        self.fields.iter().filter(|field| field.required).count()
    }
}
