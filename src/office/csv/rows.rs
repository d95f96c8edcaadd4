//! Rows of cells as entries: the header understood, each cell read into its field, every problem kept.

use super::fault::{Code, Fault, Spot};
use super::row::Row;
use super::scan::{self, Line, Lines};
use super::source::Tally;
use super::text;
use std::borrow::Cow;

/// What a file may hold.
pub(super) struct Spec {
    /// Whether the file must be there.
    pub(super) required: bool,
    /// Its fields.
    pub(super) fields: &'static [Field],
}

/// A field of an entry.
pub(super) struct Field {
    /// Its name, the first header it is known by.
    pub(super) name: &'static str,
    /// Its other headers, in lower case.
    pub(super) aliases: &'static [&'static str],
    /// Whether its column must be there and its cells filled in.
    pub(super) required: bool,
}

/// Faults listed for one file; nobody reads more, and a hostile file must not fill the memory.
const MAX_FAULTS: usize = 1_000;

/// What a file holds.
pub(super) struct Found<T> {
    /// The rows as Excel counts them, and what they became.
    pub(super) entries: Vec<(usize, T)>,
    pub(super) tally: Tally,
    pub(super) faults: Vec<Fault>,
}

/// Reads a file; `build` makes an entry of a row, or notes on the row why not.
pub(super) fn read<T>(file: &str, bytes: &[u8], spec: &Spec, build: fn(&mut Row<'_, '_>) -> Option<T>) -> Found<T> {
    let tally = Tally { file: file.to_owned(), read: 0, used: 0, rejected: 0, blank: 0 };
    let mut found = Found { entries: Vec::new(), tally, faults: Vec::new() };
    let mut book =
        Book { file, spec, header: Vec::new(), at: Vec::new(), faults: Vec::new(), more: 0, undecoded: None };
    match scan::decode(bytes) {
        Err(code) => book.fault(Fault::new(code, Spot::file(file), "UTF-16 without its mark", "UTF-8")),
        Ok(text) => book.read(&text, build, &mut found),
    }
    found.faults = book.into_faults();
    found
}

/// A file being read.
pub(super) struct Book<'s> {
    file: &'s str,
    spec: &'s Spec,
    /// The headers as they stand, without empty ones at the end.
    header: Vec<String>,
    /// The column of each field of the spec.
    at: Vec<Option<usize>>,
    faults: Vec<Fault>,
    /// Faults beyond [`MAX_FAULTS`].
    more: usize,
    /// The first cell that could not be decoded, and how many there are.
    undecoded: Option<(Fault, usize)>,
}

impl Book<'_> {
    fn read<T>(&mut self, text: &str, build: fn(&mut Row<'_, '_>) -> Option<T>, found: &mut Found<T>) {
        let (named, text) = scan::separator_line(text);
        let Some(separator) = self.separator(named, text) else { return };
        let mut lines = Lines::new(text, separator);
        if !self.read_header(&mut lines, found) {
            return;
        }
        for (number, line) in lines {
            found.tally.read += 1;
            let cells = match line {
                Line::Cells(cells) if is_blank(&cells) => {
                    found.tally.blank += 1;
                    continue;
                }
                Line::Cells(cells) => cells,
                Line::Broken { code, column, found: cell } => {
                    self.broken(code, number, column, &cell);
                    found.tally.rejected += 1;
                    continue;
                }
            };
            let mut row = Row::new(self, number, cells);
            match build(&mut row).filter(|_| row.is_good()) {
                Some(entry) => {
                    found.tally.used += 1;
                    found.entries.push((number, entry));
                }
                None => found.tally.rejected += 1,
            }
        }
    }

    /// The separator under which the header has the most known names; a comma when none is better.
    fn separator(&mut self, named: Option<&str>, text: &str) -> Option<char> {
        const KNOWN: [char; 3] = [',', ';', '\t'];
        if let Some(named) = named {
            let found = KNOWN.into_iter().find(|separator| named.strip_prefix(*separator) == Some(""));
            if found.is_none() {
                let expected = "`sep=` followed by a comma, a semicolon or a tab";
                self.fault(Fault::new(Code::Separator, Spot::file(self.file), &format!("sep={named}"), expected));
            }
            return found;
        }
        let score = |separator: &char| {
            let header = Lines::new(text, *separator).find_map(|(_, line)| match line {
                Line::Cells(cells) if is_blank(&cells) => None,
                Line::Cells(cells) => Some(cells),
                Line::Broken { .. } => Some(Vec::new()),
            });
            let known = header.iter().flatten().filter(|cell| self.spec.find(cell).is_some());
            known.count()
        };
        // Of equals the last is taken, so the comma comes last.
        KNOWN.into_iter().rev().max_by_key(score)
    }

    /// Finds the header and places the fields in it; false when there is none.
    fn read_header<T>(&mut self, lines: &mut Lines<'_>, found: &mut Found<T>) -> bool {
        let header = lines.by_ref().find(|(_, line)| {
            let blank = matches!(line, Line::Cells(cells) if is_blank(cells));
            if blank {
                found.tally.read += 1;
                found.tally.blank += 1;
            }
            !blank
        });
        let (number, cells) = match header {
            Some((number, Line::Cells(cells))) => (number, cells),
            Some((number, Line::Broken { code, column, found })) => {
                self.broken(code, number, column, &found);
                return false;
            }
            None => {
                let names = self.spec.names();
                self.fault(Fault::new(Code::FileEmpty, Spot::file(self.file), "", format!("a header: {names}")));
                return false;
            }
        };
        let keep = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        for cell in cells.into_iter().take(keep) {
            let column = self.header.len();
            let header = match text::clean(&cell) {
                Ok(clean) => clean.into_owned(),
                Err(dirt) => {
                    self.dirty(dirt, number, column, &cell);
                    cell.into_owned()
                }
            };
            self.header.push(header);
        }
        self.place_fields(number);
        true
    }

    fn place_fields(&mut self, number: usize) {
        let header = self.header.clone();
        self.at = vec![None; self.spec.fields.len()];
        for (column, name) in header.iter().enumerate() {
            let spot = Spot::cell(self.file, number, column, Some(name));
            let Some(index) = self.spec.find(name) else {
                let expected = format!("one of {}", self.spec.names());
                self.fault(Fault::new(Code::ColumnUnknown, spot, name, expected));
                continue;
            };
            let Some(field) = self.spec.fields.get(index) else { continue };
            let Some(slot) = self.at.get_mut(index) else { continue };
            match *slot {
                None => *slot = Some(column),
                Some(first) => {
                    let other = header.get(first).map_or("", String::as_str);
                    let expected = format!("one column for it; `{other}` is another");
                    self.fault(Fault::new(Code::HeaderTwice, spot, name, expected).of(field.name));
                }
            }
        }
        let fields = self.spec.fields.iter().zip(self.at.clone());
        for (field, _) in fields.filter(|(field, at)| field.required && at.is_none()) {
            let expected = format!("a column `{}`", field.name);
            let spot = Spot::row(self.file, number);
            self.fault(Fault::new(Code::ColumnMissing, spot, &header.join(", "), expected).of(field.name));
        }
    }

    /// A field and its column, if it has one.
    pub(super) fn field(&self, index: usize) -> Option<(&'static Field, Option<usize>)> {
        Some((self.spec.fields.get(index)?, self.at.get(index).copied().flatten()))
    }

    /// The headers.
    pub(super) fn header(&self) -> &[String] {
        &self.header
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
        let spot = cell.map_or_else(|| Spot::row(self.file, row), |(column, _)| self.spot(row, column));
        let fault = Fault::new(code, spot, found, expected);
        self.fault(Fault { field: cell.map(|cell| cell.1), ..fault });
    }

    fn fault(&mut self, fault: Fault) {
        if self.faults.len() < MAX_FAULTS { self.faults.push(fault) } else { self.more += 1 }
    }

    fn spot(&self, row: usize, column: usize) -> Spot {
        Spot::cell(self.file, row, column, self.header.get(column).map(String::as_str))
    }

    fn broken(&mut self, code: Code, row: usize, column: usize, found: &str) {
        let expected = match code {
            Code::QuoteOpen => "a quote that is closed on the same line",
            Code::LineBreak => "a cell of one line",
            _ => "a cell without a quote, or one that is quoted from end to end",
        };
        self.fault(Fault::new(code, self.spot(row, column), found, expected));
    }

    /// Notes a cell that is no clean text.
    pub(super) fn dirty(&mut self, dirt: text::Dirt, row: usize, column: usize, found: &str) {
        let spot = self.spot(row, column);
        match dirt {
            // A file in another encoding has it in every second cell: one message with a count says more than hundreds.
            text::Dirt::Undecoded => {
                let first = || (Fault::new(Code::NotUtf8, spot, found, "text in UTF-8"), 0);
                self.undecoded.get_or_insert_with(first).1 += 1;
            }
            text::Dirt::Control => {
                self.fault(Fault::new(Code::ControlCharacter, spot, found, "text without control characters"));
            }
            text::Dirt::Hidden => {
                self.fault(Fault::new(Code::HiddenCharacter, spot, found, "text of visible letters"));
            }
        }
    }

    fn into_faults(mut self) -> Vec<Fault> {
        if let Some((mut fault, cells)) = self.undecoded {
            if cells > 1 {
                fault.expected = format!("{}; cells concerned: {cells}", fault.expected);
            }
            self.faults.push(fault);
        }
        self.faults.sort_by_key(|fault| fault.spot.row);
        if self.more > 0 {
            let found = format!("{} more problems", self.more);
            self.faults.push(Fault::new(Code::More, Spot::file(self.file), &found, "none"));
        }
        self.faults
    }
}

impl Spec {
    fn find(&self, header: &str) -> Option<usize> {
        let key = text::clean(header).ok()?.to_lowercase();
        self.fields.iter().position(|field| field.name == key || field.aliases.contains(&key.as_str()))
    }

    fn names(&self) -> String {
        let names: Vec<&str> = self.fields.iter().map(|field| field.name).collect();
        names.join(", ")
    }
}

fn is_blank(cells: &[Cow<'_, str>]) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty())
}
