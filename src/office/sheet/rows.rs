//! Rows of cells as entries: each cell read into its field, every problem kept, every row counted.

use super::code::Code;
use super::fault::{Fault, Spot};
use super::field::{Field, Spec};
use super::header;
use super::row::Row;
use super::tally::Tally;
use super::{Cell, Content, Kind, Line, MAX_ROWS, Merge};
use crate::office::text::clean::Dirt;
use crate::office::text::legacy::{Legacy, suspect};
use std::collections::{BTreeMap, BTreeSet};

/// Faults listed for one list; nobody reads more, and a hostile file must not fill the memory.
const MAX_FAULTS: usize = 1_000;

/// What a list holds.
pub(in crate::office) struct Found<T> {
    /// The rows as Excel counts them, and what they became.
    pub(in crate::office) entries: Vec<(usize, T)>,
    pub(in crate::office) tally: Tally,
    pub(in crate::office) faults: Vec<Fault>,
}

impl<T> Found<T> {
    /// A list that could not be read at all.
    pub(in crate::office) const fn refused(tally: Tally, faults: Vec<Fault>) -> Self {
        Self { entries: Vec::new(), tally, faults }
    }
}

/// Reads a list from its rows; `build` makes an entry of a row, or notes on the row why not.
pub(in crate::office) fn read<'a, T>(
    tally: Tally,
    lines: impl Iterator<Item = Line<'a>>,
    merges: &[Merge],
    spec: &'static Spec,
    build: fn(&mut Row<'_, '_>) -> Option<T>,
) -> Found<T> {
    let mut book = Book::new(tally, spec);
    let entries = book.read(lines, merges, build);
    let (tally, faults) = book.into_parts();
    Found { entries, tally, faults }
}

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

    fn read<'a, T>(
        &mut self,
        mut lines: impl Iterator<Item = Line<'a>>,
        merges: &[Merge],
        build: fn(&mut Row<'_, '_>) -> Option<T>,
    ) -> Vec<(usize, T)> {
        let mut entries = Vec::new();
        let head: Vec<Line<'a>> = lines.by_ref().take(header::WITHIN).collect();
        let Some((header, below)) = header::read(self, head) else { return entries };
        let (mut last, mut in_foot, mut blank) = (header, false, 0);
        for line in below.into_iter().chain(lines) {
            if line.number > MAX_ROWS {
                let expected = format!("at most {MAX_ROWS} rows");
                self.note(Code::TooLarge, line.number, None, "one row more", &expected);
                break;
            }
            if self.is_blank(&line) {
                blank += 1;
                // A text file has each row written down; a sheet goes on for ever.
                if matches!(line.content, Content::Cells { width: Some(_), .. }) {
                    self.count_blank(&mut blank);
                }
                continue;
            }
            self.count_blank(&mut blank);
            self.tally.read += 1;
            self.tally.hidden += usize::from(line.hidden);
            let cells = match line.content {
                Content::Cells { cells, width } => (cells, width),
                Content::Broken { code, column, found } => {
                    self.broken(code, line.number, column, &found);
                    self.tally.rejected += 1;
                    continue;
                }
            };
            let filled = self.has_all_required(&cells.0);
            in_foot = in_foot || (!filled && header::is_foot(&cells.0));
            if in_foot && !filled {
                self.tally.read -= 1;
                self.tally.hidden -= usize::from(line.hidden);
                self.tally.outside.push(line.number);
                continue;
            }
            last = line.number;
            match self.entry(line.number, cells, in_foot, build) {
                Some(entry) => {
                    self.tally.used += 1;
                    entries.push((line.number, entry));
                }
                None => self.tally.rejected += 1,
            }
        }
        self.refuse_merges(merges, header, last);
        entries
    }

    fn entry<T>(
        &mut self,
        number: usize,
        (cells, width): (Vec<Cell<'_>>, Option<usize>),
        in_foot: bool,
        build: fn(&mut Row<'_, '_>) -> Option<T>,
    ) -> Option<T> {
        if in_foot {
            self.note(Code::BelowFooter, number, None, "a filled row", "nothing below the foot of the table");
            return None;
        }
        if header::is_again(self, &cells) {
            self.note(Code::HeaderAgain, number, None, "the header", "a row of the list");
            return None;
        }
        let mut row = Row::new(self, number, cells, width);
        build(&mut row).filter(|_| row.is_good())
    }

    const fn count_blank(&mut self, rows: &mut usize) {
        self.tally.read += *rows;
        self.tally.blank += *rows;
        *rows = 0;
    }

    /// Whether nothing stands in the columns that are read; a row that only has its number is blank.
    fn is_blank(&self, line: &Line<'_>) -> bool {
        let Content::Cells { cells, .. } = &line.content else { return false };
        let beside = |column| !self.columns.contains(&column) && self.header.contains_key(&column);
        cells.iter().all(|cell| cell.is_blank() || beside(cell.column))
    }

    fn has_all_required(&self, cells: &[Cell<'_>]) -> bool {
        let mut needed = self.spec.fields.iter().zip(&self.at).filter(|(field, _)| field.required);
        needed.all(|(_, at)| at.is_some_and(|at| cells.iter().any(|cell| cell.column == at && !cell.is_blank())))
    }

    /// Joined cells hide which row a value belongs to.
    fn refuse_merges(&mut self, merges: &[Merge], header: usize, last: usize) {
        for merge in merges {
            let in_rows = merge.rows.0 > header && merge.rows.0 <= last;
            let column = self.columns.range(merge.columns.0..=merge.columns.1.max(merge.columns.0)).next().copied();
            if let (true, Some(column)) = (in_rows, column) {
                let found = format!(
                    "{} rows and {} columns joined",
                    merge.rows.1 - merge.rows.0 + 1,
                    merge.columns.1 - merge.columns.0 + 1
                );
                let spot = self.spot(merge.rows.0, column);
                self.fault(Fault::new(Code::Merged, spot, &found, "cells of their own"));
            }
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

    fn into_parts(mut self) -> (Tally, Vec<Fault>) {
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

/// What a cell of a workbook holds that no field takes, as far as its kind says.
pub(super) const fn refused(kind: Kind) -> Option<(Code, &'static str)> {
    match kind {
        Kind::Refused(code @ Code::Formula) => Some((code, "a value, or a formula that was computed")),
        Kind::Refused(code) => Some((code, "a value")),
        _ => None,
    }
}
