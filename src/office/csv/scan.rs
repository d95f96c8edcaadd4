//! Bytes as rows of cells, strictly.
//!
//! Usual CSV readers guess: an open quote swallows rows, `"A"B` becomes `AB`, blank rows vanish. Here each of these is named, and rows are
//! counted as Excel counts them.

use super::{Code, Fault, MAX_ROWS, Tally};
use crate::office::sheet::{
    self, Cell, Content, Found, Kind, Line, MAX_BYTES, MAX_LETTERS, Row, Spec, WITHIN, header_score,
};
use crate::office::text::legacy::suspect_bytes;
use std::borrow::Cow;

/// Columns of one row, as many as a sheet of Excel has.
const MAX_CELLS: usize = 16_384;

/// Bytes of a cell without quotes or with many, more than the letters of any cell of Excel need.
const MAX_CELL: usize = 4 * MAX_LETTERS;

/// Reads a list from the bytes of its file; of the rows that are `left` for it and the lists after it, its own are taken away.
pub(in crate::office) fn read<T>(
    file: &str,
    bytes: &[u8],
    spec: &'static Spec,
    build: fn(&mut Row<'_, '_>) -> Option<T>,
    left: &mut usize,
) -> Found<T> {
    let tally = Tally::of(file, None);
    let refused = |fault: Fault| Found::refused(Tally::of(file, None), vec![fault]);
    if bytes.len() > MAX_BYTES {
        let (found, expected) = (format!("more than {MAX_BYTES} bytes"), format!("at most {MAX_BYTES} bytes"));
        return refused(Fault::new(Code::TooLarge, tally.whole(), &found, expected));
    }
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(code) => return refused(Fault::new(code, tally.whole(), "UTF-16 without its mark", "UTF-8")),
    };
    let tally = Tally { unended: !text.ends_with(['\n', '\r']) && !text.is_empty(), ..tally };
    let (named, text) = separator_line(&text);
    let Some(separator) = separator(named, text, spec) else {
        let expected = "`sep=` followed by a comma, a semicolon or a tab";
        let found = format!("sep={}", named.unwrap_or_default());
        return refused(Fault::new(Code::Separator, tally.whole(), &found, expected));
    };
    // One row more than are left, and what may stand above them.
    let lines = Lines::new(text, separator).take(*left + 1 + WITHIN);
    let mut found = sheet::read(tally, lines, &[], spec, build);
    if found.tally.read > *left {
        let expected = format!("at most {MAX_ROWS} rows in all files together");
        let fault = Fault::new(Code::FolderTooLarge, found.tally.whole(), "more rows", expected);
        found.faults.push(fault.wanting([format!("tối đa {MAX_ROWS} dòng")]));
    }
    *left = left.saturating_sub(found.tally.read);
    let undecoded = found.faults.iter_mut().find(|fault| fault.code == Code::NotUtf8);
    if let Some((fault, legacy)) = undecoded.and_then(|fault| Some((fault, suspect_bytes(bytes)?))) {
        fault.expected = format!("{}; this looks like {}", fault.expected, legacy.name());
        fault.wanted = vec![format!("UTF-8 (tệp có vẻ dùng {})", legacy.name())];
    }
    found
}

/// The separator under which the header has the most known names; a comma when none is better.
fn separator(named: Option<&str>, text: &str, spec: &Spec) -> Option<char> {
    const KNOWN: [char; 3] = [',', ';', '\t'];
    if let Some(named) = named {
        return KNOWN.into_iter().find(|separator| named.strip_prefix(*separator) == Some(""));
    }
    let score = |separator: &char| {
        let head = Lines::new(text, *separator).take(WITHIN);
        let scores = head.map(|line| match line.content {
            Content::Cells { cells, .. } => header_score(spec, &cells),
            Content::Broken { .. } => 0,
        });
        scores.max().unwrap_or_default()
    };
    // Of equals the last is taken, so the comma comes last.
    KNOWN.into_iter().rev().max_by_key(score)
}

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
    let end = text.bytes().position(|byte| byte == b'\n' || byte == b'\r').unwrap_or(text.len());
    let line = text.get(..end).unwrap_or_default();
    let rest = text.get(line.len()..).unwrap_or_default();
    (line, rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n'])).unwrap_or_default())
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

impl<'a> Lines<'a> {
    const fn line(&self, content: Content<'a>) -> Line<'a> {
        Line { number: self.row, hidden: false, content }
    }

    /// A row that cannot be trusted ends where its first line ends, and the next line is read for itself.
    fn broken(&mut self, start: &'a str, code: Code, column: usize) -> Line<'a> {
        let found: String = self.rest.chars().take_while(|letter| !"\r\n".contains(*letter)).take(100).collect();
        self.rest = split_line(start).1;
        self.line(Content::Broken { code, column, found })
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

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
            if column >= MAX_CELLS {
                return Some(self.broken(start, Code::TooLarge, column));
            }
            let cell = match cell(self.rest, self.separator) {
                Ok(cell) => cell,
                Err(code) => return Some(self.broken(start, code, column)),
            };
            if cell.text.contains(['\r', '\n']) && broken.is_none() {
                broken = Some(Content::Broken { code: Code::LineBreak, column, found: cell.text.to_string() });
            }
            cells.push(Cell { column, text: cell.text, kind: Kind::Written });
            self.rest = cell.rest;
            if cell.ends_row {
                let width = Some(cells.len());
                return Some(self.line(broken.unwrap_or(Content::Cells { cells, width })));
            }
        }
    }
}

struct Next<'a> {
    text: Cow<'a, str>,
    rest: &'a str,
    ends_row: bool,
}

fn cell(rest: &str, separator: char) -> Result<Next<'_>, Code> {
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
            return Ok(Next { text, rest, ends_row });
        };
        text += "\"";
        if text.len() > MAX_CELL {
            return Err(if text.contains(['\r', '\n']) { Code::QuoteOpen } else { Code::TooLarge });
        }
        tail = more;
    }
}

fn plain_cell(rest: &str, separator: char) -> Result<Next<'_>, Code> {
    // Separators are of one byte each, so no letter is cut.
    let ends = |byte: u8| matches!(byte, b'"' | b'\r' | b'\n') || char::from(byte) == separator;
    let length = rest.bytes().take(MAX_CELL + 1).position(ends).unwrap_or(rest.len());
    if length > MAX_CELL && rest.len() > MAX_CELL {
        return Err(Code::TooLarge);
    }
    let (text, after) = rest.split_at_checked(length).ok_or(Code::QuoteInside)?;
    let (ends_row, rest) = end(after, separator).ok_or(Code::QuoteInside)?;
    Ok(Next { text: Cow::Borrowed(text), rest, ends_row })
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
