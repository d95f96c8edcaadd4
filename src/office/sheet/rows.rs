//! Rows of cells as entries: each cell read into its field, every problem kept, every row counted.

use super::book::Book;
use super::code::Code;
use super::fault::Fault;
use super::field::Spec;
use super::header;
use super::row::Row;
use super::tally::Tally;
use super::{Cell, Content, Line, MAX_ROWS, Merge};

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

impl Book {
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
}
