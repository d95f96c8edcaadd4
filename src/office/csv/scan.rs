//! Bytes as rows of cells, strictly.
//!
//! Usual CSV readers guess: an open quote swallows rows, `"A"B` becomes `AB`, blank rows vanish. Here each of these is named, and rows are
//! counted as Excel counts them.

use super::fault::Code;
use std::borrow::Cow;

/// The text of a file without its mark; what cannot be decoded is U+FFFD.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Code> {
    match bytes {
        [0xef, 0xbb, 0xbf, text @ ..] => Ok(String::from_utf8_lossy(text)),
        [0xff, 0xfe, text @ ..] => Ok(Cow::Owned(utf16(text, u16::from_le_bytes))),
        [0xfe, 0xff, text @ ..] => Ok(Cow::Owned(utf16(text, u16::from_be_bytes))),
        // A header begins with a plain letter: one zero byte in its first two gives UTF-16 away.
        [first, second, ..] if (*first == 0) != (*second == 0) => Err(Code::Utf16),
        text => Ok(String::from_utf8_lossy(text)),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    let units = pairs.filter_map(|pair| <[u8; 2]>::try_from(pair).ok()).map(unit);
    let letters = char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER));
    letters.chain(odd.then_some(char::REPLACEMENT_CHARACTER)).collect()
}

/// Takes the line `sep=;` away, which Excel reads and does not show; gives the separator it names and the rest.
pub(super) fn separator_line(text: &str) -> (Option<&str>, &str) {
    let (line, rest) = split_line(text);
    let bare = line.trim_matches('"');
    let named = bare.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and_then(|_| bare.get(4..));
    match named {
        Some(separator) => (Some(separator), rest),
        None => (None, text),
    }
}

/// The first line without its end, and what follows.
fn split_line(text: &str) -> (&str, &str) {
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    let rest = text.get(line.len()..).unwrap_or_default();
    (line, rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n'])).unwrap_or_default())
}

/// A row of cells, or what broke it and in which column, counted from 0.
pub(super) enum Line<'a> {
    Cells(Vec<Cow<'a, str>>),
    Broken { code: Code, column: usize, found: String },
}

/// The rows of a text with their numbers, from 1.
#[derive(Clone)]
pub(super) struct Lines<'a> {
    rest: &'a str,
    separator: char,
    row: usize,
}

impl<'a> Lines<'a> {
    pub(super) const fn new(text: &'a str, separator: char) -> Self {
        Self { rest: text, separator, row: 0 }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = (usize, Line<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        self.row += 1;
        let start = self.rest;
        let mut cells = Vec::new();
        let mut broken = None;
        loop {
            let column = cells.len();
            let cell = match cell(self.rest, self.separator) {
                Ok(cell) => cell,
                Err(code) => {
                    // The quote is not to be trusted, so the row ends where its line ends, and the next line is read for itself.
                    let found = self.rest.split(['\r', '\n']).next().unwrap_or_default().to_owned();
                    self.rest = split_line(start).1;
                    return Some((self.row, Line::Broken { code, column, found }));
                }
            };
            if cell.text.contains(['\r', '\n']) && broken.is_none() {
                broken = Some(Line::Broken { code: Code::LineBreak, column, found: cell.text.to_string() });
            }
            cells.push(cell.text);
            self.rest = cell.rest;
            if cell.ends_row {
                return Some((self.row, broken.unwrap_or(Line::Cells(cells))));
            }
        }
    }
}

struct Cell<'a> {
    text: Cow<'a, str>,
    rest: &'a str,
    ends_row: bool,
}

fn cell(rest: &str, separator: char) -> Result<Cell<'_>, Code> {
    let Some(mut tail) = rest.strip_prefix('"') else { return plain_cell(rest, separator) };
    let mut text = Cow::Borrowed("");
    loop {
        let (part, after) = tail.split_once('"').ok_or(Code::QuoteOpen)?;
        text += part;
        let Some(more) = after.strip_prefix('"') else {
            let (ends_row, rest) = end(after, separator).ok_or_else(|| {
                // A quote that closes in the middle of a later line was most likely that line's own.
                if text.contains(['\r', '\n']) { Code::QuoteOpen } else { Code::QuoteInside }
            })?;
            return Ok(Cell { text, rest, ends_row });
        };
        text += "\"";
        tail = more;
    }
}

fn plain_cell(rest: &str, separator: char) -> Result<Cell<'_>, Code> {
    let length = rest.find([separator, '"', '\r', '\n']).unwrap_or(rest.len());
    let (text, after) = rest.split_at_checked(length).ok_or(Code::QuoteInside)?;
    let (ends_row, rest) = end(after, separator).ok_or(Code::QuoteInside)?;
    Ok(Cell { text: Cow::Borrowed(text), rest, ends_row })
}

/// What follows a cell, and whether its row ends with it; nothing when the cell does not end here.
fn end(after: &str, separator: char) -> Option<(bool, &str)> {
    if after.is_empty() {
        return Some((true, after));
    }
    if let Some(rest) = after.strip_prefix(separator) {
        return Some((false, rest));
    }
    let rest = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\r', '\n']))?;
    Some((true, rest))
}
