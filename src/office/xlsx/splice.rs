//! Changes in the text of a part that leave every other byte of it alone.

use super::archive::Refusal;
use super::grid::address;
use super::xml::attribute;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Pieces to put in place of others.
pub(super) struct Splice<'a> {
    text: &'a str,
    pieces: Vec<(Range<usize>, String)>,
}

impl<'a> Splice<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, pieces: Vec::new() }
    }

    /// Puts a piece in place of a range; at an empty range it is put between.
    pub(super) fn put(&mut self, at: Range<usize>, piece: impl Into<String>) {
        self.pieces.push((at, piece.into()));
    }

    /// Puts a piece before the last place where `mark` stands.
    pub(super) fn before(&mut self, mark: &str, piece: impl Into<String>) -> Result<(), Refusal> {
        let at = self.text.rfind(mark).ok_or_else(|| Refusal::broken(format!("a part without `{mark}`")))?;
        self.put(at..at, piece);
        Ok(())
    }

    pub(super) fn done(mut self) -> String {
        self.pieces.sort_by_key(|piece| (piece.0.start, piece.0.end));
        let (mut text, mut at) = (String::with_capacity(self.text.len()), 0);
        for (range, piece) in self.pieces {
            text.push_str(self.text.get(at..range.start).unwrap_or_default());
            text.push_str(&piece);
            at = range.end;
        }
        text.push_str(self.text.get(at..).unwrap_or_default());
        text
    }
}

/// A tag with an attribute set to a value, whether it was there or not.
pub(super) fn with_attribute(tag: &str, name: &str, value: &str) -> String {
    let begins = format!(" {name}=");
    let cut = tag.find(&begins).and_then(|at| {
        let rest = tag.get(at + begins.len()..)?;
        let quote = rest.chars().next()?;
        let end = rest.get(1..)?.find(quote)?;
        Some((tag.get(..at)?, rest.get(end + 2..)?))
    });
    match cut {
        Some((before, after)) => format!("{before} {name}=\"{value}\"{after}"),
        None => {
            let end = tag.rfind("/>").or_else(|| tag.rfind('>')).unwrap_or(tag.len());
            let (before, after) = tag.split_at_checked(end).unwrap_or((tag, ""));
            format!("{} {name}=\"{value}\"{after}", before.trim_end())
        }
    }
}

/// The style of each of the cells, as a number; 0 for one without, or one that is not there.
pub(super) fn styles(text: &str, cells: &BTreeSet<(usize, usize)>) -> Result<BTreeMap<(usize, usize), usize>, Refusal> {
    let mut found: BTreeMap<(usize, usize), usize> = cells.iter().map(|&cell| (cell, 0)).collect();
    walk(text, |_, place, style| {
        let Place::Cell(at) = place else { return };
        if let Some(known) = found.get_mut(&at) {
            *known = style.and_then(|style| style.parse().ok()).unwrap_or(0);
        }
    })?;
    Ok(found)
}

/// The sheet with other styles for some of its cells; cells and rows that are not there are added empty.
pub(super) fn restyled(text: &str, styles: &BTreeMap<(usize, usize), usize>) -> Result<String, Refusal> {
    let mut open = styles.clone();
    let mut splice = Splice::new(text);
    let (mut row, mut bare_sheet) = (0, None);
    walk(text, |range, place, _| match place {
        Place::Row(number, empty) => {
            // Rows between the last one and this one that are wanted and not there.
            for (missing, cells) in rows_of(&mut open, row + 1..number) {
                splice.put(range.start..range.start, format!("<row r=\"{missing}\">{cells}</row>"));
            }
            row = number;
            if empty {
                let cells: String = rows_of(&mut open, number..number + 1).into_values().collect();
                let tag = text.get(range.clone()).unwrap_or_default();
                if let (false, Some(tag)) = (cells.is_empty(), tag.strip_suffix("/>")) {
                    splice.put(range, format!("{tag}>{cells}</row>"));
                }
            }
        }
        Place::Cell((at, column)) => {
            let before: Vec<(usize, usize)> = open.range((at, 0)..(at, column)).map(|cell| *cell.0).collect();
            for cell in before {
                let style = open.remove(&cell).unwrap_or(0);
                splice.put(range.start..range.start, empty_cell(cell, style));
            }
            if let Some(style) = open.remove(&(at, column)) {
                let tag = text.get(range.clone()).unwrap_or_default();
                splice.put(range, with_attribute(tag, "s", &style.to_string()));
            }
        }
        Place::RowEnd(number) => {
            let cells: String = rows_of(&mut open, number..number + 1).into_values().collect();
            splice.put(range.start..range.start, cells);
        }
        Place::SheetEnd(empty) => {
            let rows = rows_of(&mut open, 1..usize::MAX);
            let rows: String = rows.iter().map(|(row, cells)| format!("<row r=\"{row}\">{cells}</row>")).collect();
            if empty { bare_sheet = Some((range, rows)) } else { splice.put(range.start..range.start, rows) }
        }
    })?;
    if let Some((range, rows)) = bare_sheet {
        splice.put(range, format!("<sheetData>{rows}</sheetData>"));
    }
    Ok(splice.done())
}

/// Takes the cells of some rows out, as empty cells by row.
fn rows_of(open: &mut BTreeMap<(usize, usize), usize>, rows: Range<usize>) -> BTreeMap<usize, String> {
    let mut found: BTreeMap<usize, String> = BTreeMap::new();
    if rows.start >= rows.end {
        return found;
    }
    let cells: Vec<((usize, usize), usize)> =
        open.range((rows.start, 0)..(rows.end, 0)).map(|cell| (*cell.0, *cell.1)).collect();
    for (cell, style) in cells {
        open.remove(&cell);
        found.entry(cell.0).or_default().push_str(&empty_cell(cell, style));
    }
    found
}

fn empty_cell((row, column): (usize, usize), style: usize) -> String {
    format!("<c r=\"{}{row}\" s=\"{style}\"/>", crate::office::sheet::letters(column))
}

/// What stands where in a sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A row's tag, and whether it is empty.
    Row(usize, bool),
    /// A cell's tag.
    Cell((usize, usize)),
    RowEnd(usize),
    /// The end of the cells, or their only tag when there are none.
    SheetEnd(bool),
}

/// Shows each row and cell of a sheet with its range and its style, in the order of the text.
fn walk(text: &str, mut show: impl FnMut(Range<usize>, Place, Option<String>)) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(text);
    let (mut row, mut column) = (0, 0);
    let place = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
    loop {
        let from = place(&reader);
        let event = reader.read_event().map_err(|_| Refusal::broken("XML that is cut off or damaged"))?;
        let range = from..place(&reader);
        let empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "row" => {
                    row = attribute(&start, "r")?.and_then(|number| number.parse().ok()).unwrap_or(row + 1);
                    column = 0;
                    show(range, Place::Row(row, empty), None);
                }
                "c" => {
                    if let Some(at) = attribute(&start, "r")? {
                        (row, column) = address(&at)?;
                    }
                    show(range, Place::Cell((row, column)), attribute(&start, "s")?);
                    column += 1;
                }
                "sheetData" if empty => show(range, Place::SheetEnd(true), None),
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "row" => show(range, Place::RowEnd(row), None),
                "sheetData" => show(range, Place::SheetEnd(false), None),
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
