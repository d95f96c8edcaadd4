//! A list while it is read: its columns, its count, and every problem kept.

use super::code::Code;
use super::fault::{Fault, Spot};
use super::field::{Field, Spec};
use super::tally::Tally;
use crate::office::text::clean::Dirt;
use crate::office::text::legacy::{Legacy, suspect};
use std::collections::{BTreeMap, BTreeSet};

/// Faults listed for one list; nobody reads more, and a hostile file must not fill the memory.
const MAX_FAULTS: usize = 1_000;

/// A list being read.
pub(super) struct Book {
    pub(super) tally: Tally,
    pub(super) spec: &'static Spec,
    /// The headers as they stand, by column.
    pub(super) header: BTreeMap<usize, String>,
    /// The column of each field of the spec.
    pub(super) at: Vec<Option<usize>>,
    /// The columns that are read.
    pub(super) columns: BTreeSet<usize>,
    faults: Vec<Fault>,
    /// Faults beyond [`MAX_FAULTS`].
    more: usize,
    /// The first cell that could not be decoded, and how many there are; likewise text of an old font.
    undecoded: Option<(Fault, usize)>,
    legacy: Option<(Fault, usize)>,
}

impl Book {
    pub(super) const fn new(tally: Tally, spec: &'static Spec) -> Self {
        Self {
            tally,
            spec,
            header: BTreeMap::new(),
            at: Vec::new(),
            columns: BTreeSet::new(),
            faults: Vec::new(),
            more: 0,
            undecoded: None,
            legacy: None,
        }
    }

    /// A field and its column, if it has one.
    pub(super) fn field(&self, index: usize) -> Option<(&'static Field, Option<usize>)> {
        Some((self.spec.fields.get(index)?, self.at.get(index).copied().flatten()))
    }

    /// Notes what is wrong with a row, or with one of its cells.
    pub(super) fn note(
        &mut self,
        code: Code,
        row: usize,
        cell: Option<(usize, &'static str)>,
        found: &str,
        expected: &str,
    ) {
        let spot = cell.map_or_else(|| self.tally.spot(row), |(column, _)| self.spot(row, column));
        let fault = Fault::new(code, spot, found, expected);
        self.fault(Fault { field: cell.map(|cell| cell.1), ..fault });
    }

    pub(super) fn fault(&mut self, fault: Fault) {
        if self.faults.len() < MAX_FAULTS { self.faults.push(fault) } else { self.more += 1 }
    }

    pub(super) fn spot(&self, row: usize, column: usize) -> Spot {
        self.tally.spot(row).cell(column, self.header.get(&column).map(String::as_str))
    }

    pub(super) fn broken(&mut self, code: Code, row: usize, column: usize, found: &str) {
        let expected = match code {
            Code::QuoteOpen => "a quote that is closed on the same line",
            Code::LineBreak => "a cell of one line",
            Code::TooLarge => "fewer columns and shorter cells",
            _ => "a cell without a quote, or one that is quoted from end to end",
        };
        self.fault(Fault::new(code, self.spot(row, column), found, expected));
    }

    /// Notes a cell that is no clean text.
    pub(super) fn dirty(&mut self, dirt: Dirt, row: usize, column: usize, found: &str) {
        let spot = self.spot(row, column);
        match dirt {
            // A file in another encoding has it in every second cell: one message with a count says more than hundreds.
            Dirt::Undecoded => {
                let first = || (Fault::new(Code::NotUtf8, spot, found, "text in UTF-8"), 0);
                self.undecoded.get_or_insert_with(first).1 += 1;
            }
            Dirt::Control if found.contains(['\r', '\n']) => {
                self.fault(Fault::new(Code::LineBreak, spot, found, "a cell of one line"));
            }
            Dirt::Control => {
                self.fault(Fault::new(Code::ControlCharacter, spot, found, "text without control characters"));
            }
            Dirt::Hidden => {
                self.fault(Fault::new(Code::HiddenCharacter, spot, found, "text of visible letters"));
            }
        }
    }

    /// Whether a text shows an old font; noted once, with a count.
    pub(super) fn is_legacy(&mut self, row: usize, column: usize, text: &str) -> bool {
        let Some(legacy) = suspect(text) else { return false };
        let spot = self.spot(row, column);
        let expected = |legacy: Legacy| format!("text in Unicode; this looks like {}", legacy.name());
        let first = || (Fault::new(Code::LegacyFont, spot, text, expected(legacy)).wanting(["Unicode"]), 0);
        self.legacy.get_or_insert_with(first).1 += 1;
        true
    }

    pub(super) fn into_parts(mut self) -> (Tally, Vec<Fault>) {
        for (mut fault, cells) in [self.undecoded, self.legacy].into_iter().flatten() {
            if cells > 1 {
                fault.expected = format!("{}; cells concerned: {cells}", fault.expected);
            }
            self.faults.push(fault);
        }
        self.faults.sort_by_key(|fault| fault.spot.row);
        if self.more > 0 {
            let found = format!("{} more problems", self.more);
            self.faults.push(Fault::new(Code::More, self.tally.whole(), &found, "none"));
        }
        (self.tally, self.faults)
    }
}
