//! Lists of facts as sheets of cells, whatever the format: what each column is, how a row becomes an entry, and the way back.
//!
//! A format hands over [`Line`]s of [`Cell`]s, each with its row and column as Excel shows them. All else is done here, once: so the same cells
//! give the same facts and the same faults from every format.

mod book;
mod code;
mod day;
mod fault;
mod field;
mod header;
mod rejected;
mod row;
mod rows;
mod season;
mod source;
mod tables;
mod tally;
mod year;
mod year_lists;

pub use code::{Code, Hint};
pub use fault::{Fault, Spot};
pub use rejected::Rejected;
pub use source::{Located, Sources};
pub use tally::Tally;
pub use year::{YearSources, YearTable};

#[cfg(feature = "xlsx")]
pub(in crate::office) use day::read as read_day;
pub(in crate::office) use day::written as written_day;
#[cfg(feature = "xlsx")]
pub(in crate::office) use fault::letters;
pub(in crate::office) use field::Spec;
#[cfg(feature = "xlsx")]
pub(in crate::office) use field::{Field, Holds};
pub(in crate::office) use header::{WITHIN, score as header_score};
pub(in crate::office) use row::Row;
pub(in crate::office) use rows::{Found, read};
pub(in crate::office) use season::read_season;
pub(in crate::office) use tables::{ALL as SEASON, spec};
#[cfg(feature = "xlsx")]
pub(in crate::office) use year::LISTS as YEAR;
pub(in crate::office) use year::read_year;

/// Bytes of one file, and of the text taken from one sheet.
pub(in crate::office) use super::MAX_BYTES;

use std::borrow::Cow;

/// Rows of one list, as many as a sheet of Excel has.
pub(in crate::office) const MAX_ROWS: usize = 1_048_576;
/// Columns with a header. Excel has more, but no list of an office does.
pub(in crate::office) const MAX_COLUMNS: usize = 256;
/// Letters of one cell, as Excel holds them.
pub(in crate::office) const MAX_LETTERS: usize = 32_767;

/// How a text came to stand in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::office) enum Kind {
    /// Written in a text file, where every cell is text and an apostrophe protects what would be a formula.
    Written,
    /// A text of a workbook.
    Text,
    /// A number of a workbook, as digits.
    Number,
    /// A date of a workbook, as dd/mm/yyyy.
    #[cfg_attr(not(feature = "xlsx"), expect(dead_code, reason = "no text file says how a cell was typed"))]
    Day,
    /// What no field can take.
    #[cfg_attr(not(feature = "xlsx"), expect(dead_code, reason = "no text file has such cells"))]
    Refused(Code),
}

/// A cell with something in it.
#[derive(Debug, Clone)]
pub(in crate::office) struct Cell<'a> {
    /// Counted from 0.
    pub(in crate::office) column: usize,
    pub(in crate::office) text: Cow<'a, str>,
    pub(in crate::office) kind: Kind,
}

/// A row of a sheet.
#[derive(Debug, Clone)]
pub(in crate::office) struct Line<'a> {
    /// As Excel shows it, from 1.
    pub(in crate::office) number: usize,
    pub(in crate::office) hidden: bool,
    pub(in crate::office) content: Content<'a>,
}

#[derive(Debug, Clone)]
pub(in crate::office) enum Content<'a> {
    /// Cells by column. `width` is how many cells are written in a text file, where a row may be too short.
    Cells { cells: Vec<Cell<'a>>, width: Option<usize> },
    /// A row that is no row of cells.
    Broken { code: Code, column: usize, found: String },
}

impl Line<'_> {
    fn is_blank(&self) -> bool {
        match &self.content {
            Content::Cells { cells, .. } => cells.iter().all(Cell::is_blank),
            Content::Broken { .. } => false,
        }
    }
}

impl Cell<'_> {
    pub(in crate::office) fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && !matches!(self.kind, Kind::Refused(_))
    }
}

/// Joined cells: first and last row from 1, first and last column from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::office) struct Merge {
    pub(in crate::office) rows: (usize, usize),
    pub(in crate::office) columns: (usize, usize),
}

/// A format that holds lists.
pub(in crate::office) trait Lists {
    /// Reads a list; nothing when it is not there, and then `faults` says so if it must be.
    fn list<T>(
        &mut self,
        list: &'static str,
        spec: &'static Spec,
        build: fn(&mut Row<'_, '_>) -> Option<T>,
        faults: &mut Vec<Fault>,
    ) -> Option<Found<T>>;
}
