//! A sheet's XML as cells with their addresses.

use super::archive::Refusal;
use super::book::{Book, rich_text};
use super::number;
use super::xml::{Node, Xml, attribute, unescaped};
use crate::office::sheet::{Cell, Code, Content, Kind, Line, MAX_BYTES, MAX_ROWS, Merge};
use quick_xml::events::BytesStart;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Cells with something in them.
const MAX_CELLS: usize = 2_000_000;
/// Columns of a sheet.
const MAX_COLUMN: usize = 16_384;

#[derive(Default)]
pub(super) struct Grid<'b> {
    /// By row from 1, then by column from 0.
    cells: Vec<(usize, Cell<'b>)>,
    hidden: BTreeSet<usize>,
    pub(super) merges: Vec<Merge>,
    /// Addresses that stand twice.
    pub(super) twice: Vec<(usize, usize)>,
    /// Bytes of text so far.
    bytes: usize,
}

impl<'b> Grid<'b> {
    pub(super) fn read(text: &str, book: &'b Book) -> Result<Self, Refusal> {
        let mut grid = Self::default();
        let mut xml = Xml::new(text);
        let (mut row, mut column) = (0, 0);
        loop {
            match xml.next()? {
                Node::Open(start) => match start.local_name().as_ref() {
                    "row" => {
                        row = match attribute(&start, "r")? {
                            Some(number) => number.parse().map_err(|_| Refusal::broken("a row without a number"))?,
                            None => row + 1,
                        };
                        column = 0;
                        check_row(row)?;
                        if attribute(&start, "hidden")?.is_some_and(|value| value == "1" || value == "true") {
                            grid.hidden.insert(row);
                        }
                    }
                    "c" => {
                        if let Some(at) = attribute(&start, "r")? {
                            (row, column) = address(&at)?;
                        }
                        check_row(row)?;
                        grid.cell(&mut xml, &start, row, column, book)?;
                        column += 1;
                    }
                    "mergeCell" => grid.merges.extend(attribute(&start, "ref")?.as_deref().and_then(merge)),
                    _ => {}
                },
                Node::End => break,
                _ => {}
            }
        }
        grid.cells.sort_by_key(|(row, cell)| (*row, cell.column));
        let pairs = grid.cells.windows(2).filter_map(|pair| match pair {
            [(row, one), (other_row, other)] if row == other_row && one.column == other.column => {
                Some((*row, one.column))
            }
            _ => None,
        });
        grid.twice = pairs.collect();
        Ok(grid)
    }

    fn cell(
        &mut self,
        xml: &mut Xml<'_>,
        start: &BytesStart<'_>,
        row: usize,
        column: usize,
        book: &'b Book,
    ) -> Result<(), Refusal> {
        let kind = attribute(start, "t")?.unwrap_or_default();
        let style: Option<usize> = attribute(start, "s")?.and_then(|style| style.parse().ok());
        let is_date = style.and_then(|style| book.dates.get(style)).is_some_and(|date| *date);
        let (mut value, mut inline, mut is_formula) = (None::<String>, None, false);
        loop {
            match xml.next()? {
                Node::Open(inner) => match inner.local_name().as_ref() {
                    "v" => value = Some(element_text(xml, "v")?),
                    "f" => {
                        is_formula = true;
                        element_text(xml, "f")?;
                    }
                    "is" => inline = Some(rich_text(xml, "is")?),
                    _ => {}
                },
                Node::Close(name) if name == "c" => break,
                Node::End => return Err(Refusal::broken("XML that is cut off or damaged")),
                _ => {}
            }
        }
        let found = match (value, inline) {
            (None, Some(text)) => (Cow::Owned(text), Kind::Text),
            (None, None) if is_formula => (Cow::Borrowed("="), Kind::Refused(Code::Formula)),
            (None, None) => return Ok(()),
            (Some(raw), _) => content(&kind, raw, is_date, book)?,
        };
        self.push(row, Cell { column, text: found.0, kind: found.1 })
    }

    fn push(&mut self, row: usize, cell: Cell<'b>) -> Result<(), Refusal> {
        if cell.text.is_empty() {
            return Ok(());
        }
        self.bytes += cell.text.len();
        if self.bytes > MAX_BYTES || self.cells.len() >= MAX_CELLS {
            return Err(Refusal::new(
                Code::TooLarge,
                "more cells or text",
                "at most 2000000 cells and 64 MiB of text in a sheet",
            ));
        }
        self.cells.push((row, cell));
        Ok(())
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The rows from the first to the last with a cell, the blank ones between them too.
    pub(super) fn lines(self) -> impl Iterator<Item = Line<'b>> {
        let last = self.cells.last().map_or(0, |cell| cell.0);
        let mut cells = self.cells.into_iter().peekable();
        (1..=last).map(move |number| {
            let mut of_row = Vec::new();
            while let Some((_, cell)) = cells.next_if(|cell| cell.0 == number) {
                of_row.push(cell);
            }
            let content = Content::Cells { cells: of_row, width: None };
            Line { number, hidden: self.hidden.contains(&number), content }
        })
    }
}

/// The text of an element without elements inside.
fn element_text(xml: &mut Xml<'_>, until: &str) -> Result<String, Refusal> {
    let mut text = String::new();
    loop {
        match xml.next()? {
            Node::Text(part) => text.push_str(&part),
            Node::Close(name) if name == until => return Ok(text),
            Node::End => return Err(Refusal::broken("XML that is cut off or damaged")),
            _ => {}
        }
    }
}

fn content<'b>(kind: &str, raw: String, is_date: bool, book: &'b Book) -> Result<(Cow<'b, str>, Kind), Refusal> {
    Ok(match kind {
        "s" => {
            let text = raw.trim().parse().ok().and_then(|index: usize| book.texts.get(index));
            let text = text.ok_or_else(|| Refusal::broken("a cell with a text that is not there"))?;
            (Cow::Borrowed(text.as_str()), Kind::Text)
        }
        "str" | "inlineStr" => (Cow::Owned(unescaped(&raw).into_owned()), Kind::Text),
        // A day of its own, with midnight behind it in some files.
        "d" => (Cow::Owned(raw.trim().trim_end_matches("T00:00:00").to_owned()), Kind::Text),
        "b" => (Cow::Borrowed(if raw.trim() == "1" { "TRUE" } else { "FALSE" }), Kind::Text),
        "e" => (Cow::Owned(raw), Kind::Refused(Code::CellError)),
        "" | "n" => match number::day(raw.trim(), book.from_1904).filter(|_| is_date) {
            Some(day) => (Cow::Owned(day), Kind::Day),
            None => (Cow::Owned(number::digits(raw.trim())), Kind::Number),
        },
        other => return Err(Refusal::broken(format!("a cell of the unknown kind `{other}`"))),
    })
}

fn check_row(row: usize) -> Result<(), Refusal> {
    let inside = (1..=MAX_ROWS).contains(&row);
    if inside { Ok(()) } else { Err(Refusal::new(Code::TooLarge, format!("row {row}"), "rows 1 to 1048576")) }
}

/// An address as row from 1 and column from 0.
pub(super) fn address(text: &str) -> Result<(usize, usize), Refusal> {
    let text = text.replace('$', "");
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = text.split_at_checked(letters).unwrap_or_default();
    let number = column
        .bytes()
        .take(4)
        .fold(0_usize, |sum, letter| sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row: usize = row.parse().map_err(|_| Refusal::broken(format!("a cell at `{text}`")))?;
    if number == 0 || number > MAX_COLUMN || letters > 3 {
        return Err(Refusal::new(Code::TooLarge, format!("a cell at `{text}`"), "columns A to XFD"));
    }
    Ok((row, number - 1))
}

fn merge(text: &str) -> Option<Merge> {
    let (from, to) = text.split_once(':')?;
    let ((first, left), (last, right)) = (address(from).ok()?, address(to).ok()?);
    (first <= last && left <= right).then_some(Merge { rows: (first, last), columns: (left, right) })
}
