//! One row: its cells asked for as the fields of an entry.

use super::fault::Code;
use super::rows::Book;
use super::{day, text};
use crate::id::BadId;
use crate::roster::Bounds;
use chrono::NaiveDate;
use std::borrow::Cow;
use std::str::FromStr;

/// One row, asked field by field. Each question that fails leaves a fault and gives nothing.
pub(super) struct Row<'b, 's> {
    number: usize,
    good: bool,
    /// Clean cells by column; none for a cell whose fault is already noted.
    cells: Vec<Option<String>>,
    book: &'b mut Book<'s>,
}

impl<'b, 's> Row<'b, 's> {
    /// Takes the cells of a row; each that is no clean text is noted.
    pub(super) fn new(book: &'b mut Book<'s>, number: usize, cells: Vec<Cow<'_, str>>) -> Self {
        let mut row = Self { number, good: true, cells: Vec::new(), book };
        row.take(cells);
        row
    }

    /// Whether nothing was wrong so far.
    pub(super) const fn is_good(&self) -> bool {
        self.good
    }

    fn take(&mut self, cells: Vec<Cow<'_, str>>) {
        let width = self.book.header().len();
        let filled = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        if cells.len() < width || filled > width {
            let found = format!("{} cells", cells.len());
            self.good = false;
            self.book.note(Code::RowLength, self.number, None, &found, &format!("{width} cells, as in the header"));
        }
        for (column, cell) in cells.into_iter().enumerate() {
            let clean = match text::clean(&cell) {
                Ok(clean) => Some(text::as_meant(clean).into_owned()),
                Err(dirt) => {
                    self.good = false;
                    self.book.dirty(dirt, self.number, column, &cell);
                    None
                }
            };
            self.cells.push(clean);
        }
    }

    /// The text of a field, empty where its cell is empty or its column left out.
    fn cell(&mut self, field: usize) -> Option<String> {
        let (known, column) = self.book.field(field)?;
        let Some(column) = column else { return (!known.required).then(String::new) };
        // A row too short has had its fault; the cells it has are still looked at.
        let text = self.cells.get(column).cloned().flatten()?;
        if text.is_empty() && known.required {
            self.refuse(Code::CellEmpty, field, "", "a value");
            return None;
        }
        Some(text)
    }

    fn refuse(&mut self, code: Code, field: usize, found: &str, expected: &str) {
        self.good = false;
        if let Some((known, column)) = self.book.field(field) {
            let cell = column.map(|column| (column, known.name));
            self.book.note(code, self.number, cell, found, expected);
        }
    }

    /// A text.
    pub(super) fn text(&mut self, field: usize) -> Option<String> {
        self.cell(field)
    }

    /// An id.
    pub(super) fn id<T: FromStr<Err = BadId>>(&mut self, field: usize) -> Option<T> {
        let text = self.cell(field)?;
        self.parse_id(field, &text)
    }

    /// An id or nothing.
    #[allow(clippy::option_option, reason = "the outer one is a fault, the inner one an empty cell")]
    pub(super) fn optional_id<T: FromStr<Err = BadId>>(&mut self, field: usize) -> Option<Option<T>> {
        let text = self.cell(field)?;
        if text.is_empty() { Some(None) } else { self.parse_id(field, &text).map(Some) }
    }

    /// Ids separated by semicolons.
    pub(super) fn ids<T: FromStr<Err = BadId>>(&mut self, field: usize) -> Option<Vec<T>> {
        let text = self.cell(field)?;
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
        let key = text.to_lowercase();
        let found = words.iter().find(|word| word.0 == key).map(|word| word.1);
        if found.is_none() {
            let expected: Vec<&str> = words.iter().map(|word| word.0).collect();
            self.refuse(Code::Choice, field, text, &format!("one of {}", expected.join(", ")));
        }
        found
    }

    /// A number of times, 1 where the cell is empty.
    pub(super) fn times(&mut self, field: usize) -> Option<u32> {
        let text = self.cell(field)?;
        if text.is_empty() { Some(1) } else { self.parse_number(field, &text) }
    }

    /// Exactly one of several cells is filled in: which, and its text.
    pub(super) fn one_of(&mut self, fields: [usize; 3]) -> Option<(usize, String)> {
        let cells = fields.map(|field| self.cell(field).map(|text| (field, text)));
        let mut filled: Vec<(usize, String)> = cells.into_iter().flatten().filter(|cell| !cell.1.is_empty()).collect();
        if filled.len() != 1 {
            let names: Vec<&str> = fields.iter().filter_map(|&field| Some(self.book.field(field)?.0.name)).collect();
            let found = format!("{} of them", filled.len());
            self.good = false;
            self.book.note(Code::Choice, self.number, None, &found, &format!("exactly one of {}", names.join(", ")));
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
        let text = self.cell(field)?;
        if text.is_empty() {
            return Some(None);
        }
        let day = day::read(&text);
        if day.is_none() {
            let expected =
                format!("a day as dd/mm/yyyy or yyyy-mm-dd, years {} to {}", day::YEARS.start(), day::YEARS.end());
            self.refuse(Code::Day, field, &text, &expected);
        }
        day.map(Some)
    }
}
