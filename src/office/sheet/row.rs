//! One row: its cells asked for as the fields of an entry.

use super::book::Book;
use super::code::Code;
use super::fault::Fault;
use super::{Cell, Kind, MAX_LETTERS, day};
use crate::id::BadId;
use crate::office::text::clean::{as_meant, clean};
use crate::office::text::key;
use crate::roster::Bounds;
use chrono::NaiveDate;
use std::str::FromStr;

/// One row, asked field by field. Each question that fails leaves a fault and gives nothing.
pub(in crate::office) struct Row<'b, 'c> {
    number: usize,
    good: bool,
    /// The cells with something in them.
    cells: Vec<Cell<'c>>,
    /// The columns of cells whose fault is already noted.
    bad: Vec<usize>,
    /// Whether the row ends before the last column; the cells it lacks are not called empty.
    end: Option<usize>,
    book: &'b mut Book,
}

impl<'b, 'c> Row<'b, 'c> {
    /// Takes the cells of a row; each that is no clean text is noted.
    pub(super) fn new(book: &'b mut Book, number: usize, cells: Vec<Cell<'c>>, width: Option<usize>) -> Self {
        let mut row = Self { number, good: true, cells: Vec::new(), bad: Vec::new(), end: width, book };
        row.check_width(&cells, width);
        for cell in cells {
            row.take(cell);
        }
        row
    }

    /// Whether nothing was wrong so far.
    pub(super) const fn is_good(&self) -> bool {
        self.good
    }

    /// In a text file a row too short or too long has most likely lost or gained a separator.
    fn check_width(&mut self, cells: &[Cell<'_>], width: Option<usize>) {
        let header = self.book.header.keys().next_back().map_or(0, |last| last + 1);
        let filled = cells.iter().rev().find(|cell| !cell.is_blank()).map_or(0, |cell| cell.column + 1);
        if let Some(width) = width.filter(|&width| width < header || filled > header) {
            self.good = false;
            let found = format!("{width} cells");
            self.book.note(Code::RowLength, self.number, None, &found, &format!("{header} cells, as in the header"));
        } else if width.is_none() || filled <= header {
            let homeless = |cell: &&Cell<'_>| !cell.is_blank() && !self.book.header.contains_key(&cell.column);
            for (column, text) in
                cells.iter().filter(homeless).map(|cell| (cell.column, cell.text.to_string())).collect::<Vec<_>>()
            {
                self.good = false;
                let spot = self.book.spot(self.number, column);
                self.book.fault(Fault::new(Code::RowLength, spot, &text, "nothing: the column has no header"));
            }
        }
    }

    fn take(&mut self, cell: Cell<'c>) {
        let is_read = self.book.columns.contains(&cell.column);
        // What is in a column that nobody reads does no harm.
        if !is_read && self.book.header.contains_key(&cell.column) {
            return;
        }
        let (column, number) = (cell.column, self.number);
        if let Some((code, expected)) = refused(cell.kind).filter(|_| is_read) {
            self.refuse_cell(column);
            let spot = self.book.spot(number, column);
            self.book.fault(Fault::new(code, spot, &cell.text, expected));
            return;
        }
        if cell.text.len() > MAX_LETTERS && cell.text.chars().count() > MAX_LETTERS {
            self.refuse_cell(column);
            let spot = self.book.spot(number, column);
            self.book.fault(Fault::new(Code::TooLarge, spot, &cell.text, format!("at most {MAX_LETTERS} letters")));
            return;
        }
        let text = match clean(&cell.text) {
            Ok(text) => text.into_owned(),
            Err(dirt) => {
                self.refuse_cell(column);
                self.book.dirty(dirt, number, column, &cell.text);
                return;
            }
        };
        if is_read && self.book.is_legacy(number, column, &text) {
            self.refuse_cell(column);
            return;
        }
        let text = if cell.kind == Kind::Written { as_meant(text.into()) } else { text.into() };
        self.cells.push(Cell { text: text.into_owned().into(), ..cell });
    }

    fn refuse_cell(&mut self, column: usize) {
        self.good = false;
        self.bad.push(column);
    }

    /// The text of a field, empty where its cell is empty or its column left out, and its kind.
    fn cell_of_kind(&mut self, field: usize) -> Option<(String, Kind)> {
        let (known, column) = self.book.field(field)?;
        let nothing = (String::new(), Kind::Text);
        let Some(column) = column else { return (!known.required).then_some(nothing) };
        // A row too short has had its fault; the cells it has are still looked at.
        if self.bad.contains(&column) || self.end.is_some_and(|end| column >= end) {
            return None;
        }
        let cell = self.cells.iter().find(|cell| cell.column == column && !cell.text.is_empty());
        let found = cell.map(|cell| (cell.text.to_string(), cell.kind));
        if found.is_none() && known.required {
            self.refuse(Code::CellEmpty, field, "", "a value");
            return None;
        }
        Some(found.unwrap_or(nothing))
    }

    fn cell(&mut self, field: usize) -> Option<String> {
        Some(self.cell_of_kind(field)?.0)
    }

    /// The text of a field where a workbook must hold a text: a code typed as a number has lost its zeros, or has become a date.
    fn code(&mut self, field: usize) -> Option<String> {
        let (text, kind) = self.cell_of_kind(field)?;
        match kind {
            Kind::Number => self.refuse(Code::NotText, field, &text, "a text; the cell holds a number"),
            Kind::Day => self.refuse(Code::NotText, field, &text, "a text; the cell holds a date"),
            _ => return Some(text),
        }
        None
    }

    fn refuse(&mut self, code: Code, field: usize, found: &str, expected: &str) {
        self.refuse_wanting(code, field, found, expected, &[]);
    }

    fn refuse_wanting(&mut self, code: Code, field: usize, found: &str, expected: &str, wanted: &[&str]) {
        self.good = false;
        let Some((known, column)) = self.book.field(field) else { return };
        let spot = match column {
            Some(column) => self.book.spot(self.number, column),
            None => self.book.tally.spot(self.number),
        };
        let fault = Fault::new(code, spot, found, expected).wanting(wanted.iter().copied());
        self.book.fault(Fault { field: column.map(|_| known.name), ..fault });
    }

    /// The texts of all fields, whatever they hold.
    #[cfg(feature = "xlsx")]
    pub(in crate::office) fn texts(&mut self) -> Option<Vec<String>> {
        // Collected first, so that every fault of the row is named.
        let texts: Vec<Option<String>> = (0..self.book.spec.fields.len()).map(|field| self.cell(field)).collect();
        texts.into_iter().collect()
    }

    /// A text; a whole number is one too, as it is seen in the cell.
    pub(super) fn text(&mut self, field: usize) -> Option<String> {
        let (text, kind) = self.cell_of_kind(field)?;
        let plain = text.bytes().all(|byte| byte.is_ascii_digit());
        if kind == Kind::Number && plain { Some(text) } else { self.code(field) }
    }

    /// An id.
    pub(super) fn id<T: FromStr<Err = BadId>>(&mut self, field: usize) -> Option<T> {
        let text = self.code(field)?;
        self.parse_id(field, &text)
    }

    /// An id or nothing.
    #[allow(clippy::option_option, reason = "the outer one is a fault, the inner one an empty cell")]
    pub(super) fn optional_id<T: FromStr<Err = BadId>>(&mut self, field: usize) -> Option<Option<T>> {
        let text = self.code(field)?;
        if text.is_empty() { Some(None) } else { self.parse_id(field, &text).map(Some) }
    }

    /// Ids separated by semicolons.
    pub(super) fn ids<T: FromStr<Err = BadId>>(&mut self, field: usize) -> Option<Vec<T>> {
        let text = self.code(field)?;
        if text.is_empty() {
            return Some(Vec::new());
        }
        // Collected first, so that every bad id of the cell is named.
        let ids: Vec<Option<T>> = text.split(';').map(|part| self.parse_id(field, part.trim())).collect();
        ids.into_iter().collect()
    }

    fn parse_id<T: FromStr<Err = BadId>>(&mut self, field: usize, text: &str) -> Option<T> {
        let id = text.parse().ok();
        if id.is_none() {
            self.refuse(Code::Id, field, text, "an id of 1 to 200 bytes");
        }
        id
    }

    /// A whole number.
    pub(super) fn number(&mut self, field: usize) -> Option<u32> {
        let text = self.cell(field)?;
        self.parse_number(field, &text)
    }

    fn parse_number(&mut self, field: usize, text: &str) -> Option<u32> {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|_| digits);
        if number.is_none() {
            self.refuse(Code::Number, field, text, "a whole number up to 4294967295");
        }
        number
    }

    /// A minimum and a maximum; empty cells are 0 and no limit.
    pub(super) fn bounds(&mut self, min: usize, max: usize) -> Option<Bounds> {
        let mut bound = |field| match self.cell(field) {
            Some(text) if text.is_empty() => Some(None),
            Some(text) => self.parse_number(field, &text).map(Some),
            None => None,
        };
        let (min, max) = (bound(min), bound(max));
        Some(Bounds { min: min?.unwrap_or(0), max: max? })
    }

    /// A day.
    pub(super) fn day(&mut self, field: usize) -> Option<NaiveDate> {
        self.optional_day(field).flatten()
    }

    /// One of a few words, or nothing.
    #[allow(clippy::option_option, reason = "the outer one is a fault, the inner one an empty cell")]
    pub(super) fn optional_choice<T: Copy>(&mut self, field: usize, words: &[(&str, T)]) -> Option<Option<T>> {
        let text = self.cell(field)?;
        if text.is_empty() { Some(None) } else { self.choose(field, &text, words).map(Some) }
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(&mut self, field: usize, words: &[(&str, T)]) -> Option<T> {
        let text = self.cell(field)?;
        self.choose(field, &text, words)
    }

    /// Any of a few words, separated by semicolons.
    pub(super) fn choices<T: Copy>(&mut self, field: usize, words: &[(&str, T)]) -> Option<Vec<T>> {
        let text = self.cell(field)?;
        if text.is_empty() {
            return Some(Vec::new());
        }
        let chosen: Vec<Option<T>> = text.split(';').map(|part| self.choose(field, part.trim(), words)).collect();
        chosen.into_iter().collect()
    }

    fn choose<T: Copy>(&mut self, field: usize, text: &str, words: &[(&str, T)]) -> Option<T> {
        let wanted = key(text);
        let found = words.iter().find(|word| key(word.0) == wanted).map(|word| word.1);
        if found.is_none() {
            let expected: Vec<&str> = words.iter().map(|word| word.0).collect();
            self.refuse_wanting(Code::Choice, field, text, &format!("one of {}", expected.join(", ")), &expected);
        }
        found
    }

    /// A number of times, 1 where the cell is empty.
    pub(super) fn times(&mut self, field: usize) -> Option<u32> {
        let text = self.cell(field)?;
        if text.is_empty() { Some(1) } else { self.parse_number(field, &text) }
    }

    /// Exactly one of several cells is filled in: which, and its text.
    pub(super) fn one_of<const N: usize>(&mut self, fields: [usize; N]) -> Option<(usize, String)> {
        let cells = fields.map(|field| self.code(field).map(|text| (field, text)));
        let mut filled: Vec<(usize, String)> = cells.into_iter().flatten().filter(|cell| !cell.1.is_empty()).collect();
        if filled.len() != 1 {
            let names: Vec<&str> = fields.iter().filter_map(|&field| Some(self.book.field(field)?.0.name)).collect();
            let found = format!("{} of them", filled.len());
            self.good = false;
            let spot = self.book.tally.spot(self.number);
            let fault = Fault::new(Code::Choice, spot, &found, format!("exactly one of {}", names.join(", ")));
            self.book.fault(fault.wanting(names));
            return None;
        }
        filled.pop()
    }

    /// Reads a text of a field as an id.
    pub(super) fn as_id<T: FromStr<Err = BadId>>(&mut self, field: usize, text: &str) -> Option<T> {
        self.parse_id(field, text)
    }

    /// A day or nothing.
    #[allow(clippy::option_option, reason = "the outer one is a fault, the inner one an empty cell")]
    pub(super) fn optional_day(&mut self, field: usize) -> Option<Option<NaiveDate>> {
        let (text, kind) = self.cell_of_kind(field)?;
        if text.is_empty() {
            return Some(None);
        }
        let day = day::read(&text).filter(|_| kind != Kind::Number);
        if day.is_none() {
            let expected =
                format!("a day as dd/mm/yyyy or yyyy-mm-dd, years {} to {}", day::YEARS.start(), day::YEARS.end());
            self.refuse(Code::Day, field, &text, &expected);
        }
        day.map(Some)
    }
}

/// What a cell of a workbook holds that no field takes, as far as its kind says.
const fn refused(kind: Kind) -> Option<(Code, &'static str)> {
    match kind {
        Kind::Refused(code @ Code::Formula) => Some((code, "a value, or a formula that was computed")),
        Kind::Refused(code) => Some((code, "a value")),
        _ => None,
    }
}
