//! Papers as one Excel workbook.
//!
//! One paper becomes a front sheet (frame, text, signature) and a sheet for each table, its header frozen on the screen and repeated in print. Several
//! papers become a sheet each. Every text is written as text, with the mark that keeps a spreadsheet from taking it for a formula when it
//! is edited; it reads back as it was. A figure stands as the table of its numbers. The same papers give the same bytes.

mod sheet;

use super::paper::{Block, Grid, Paper, Unprintable, check};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use sheet::{Looks, Sheet};
use std::collections::BTreeSet;

/// The most characters of a sheet's name.
const NAME: usize = 31;

/// Why no workbook was written.
///
/// Example: [`write`](crate::office::workbook::write()).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WorkbookError {
    /// A text that no format can show.
    #[error(transparent)]
    Unprintable(#[from] Unprintable),
    /// More than a workbook holds: rows, columns, or the length of a text.
    #[error("the papers do not fit in a workbook: {0}")]
    TooLarge(String),
}

/// Why a paper was not laid out; no `From`, which would make another crate's type a part of this one's interface.
fn too_large(error: &XlsxError) -> WorkbookError {
    // The message of the others may repeat a text of the paper.
    WorkbookError::TooLarge(match error {
        XlsxError::MaxStringLengthExceeded => "a text is longer than a cell may be".to_owned(),
        XlsxError::RowColumnLimitError => "a table has more rows or columns than a sheet".to_owned(),
        _ => "a sheet could not be laid out".to_owned(),
    })
}

/// Writes papers into one workbook.
///
/// # Errors
/// [`WorkbookError`]; then nothing is written.
///
/// ```
/// # use phancong::{Plan, Problem};
/// use phancong::office::{workbook, paper::{Letterhead, Recipients, extracts}};
/// use phancong::report::Language;
/// # fn example(problem: &Problem, plan: &Plan) -> Result<(), Box<dyn std::error::Error>> {
/// let papers = extracts(problem, plan, Recipients::Members, &Letterhead::default(), Language::Vi);
/// std::fs::write("trich-gui-dong-chi.xlsx", workbook::write(&papers)?)?;
/// # Ok(())
/// # }
/// ```
pub fn write(papers: &[Paper]) -> Result<Vec<u8>, WorkbookError> {
    check(papers)?;
    laid_out(papers).map_err(|error| too_large(&error))
}

fn laid_out(papers: &[Paper]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A workbook bears the day it was made; nothing here reads a clock.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let looks = Looks::new();
    let mut names = Names::default();
    if let [paper] = papers {
        front(&mut book, paper, &looks, &mut names)?;
        for grid in grids(paper) {
            let mut sheet = Sheet::new(book.add_worksheet(), &looks, &names.free(&grid.caption))?;
            sheet.widths(&grid)?;
            sheet.grid(&grid, true)?;
        }
    } else {
        for paper in papers {
            let mut sheet =
                Sheet::new(book.add_worksheet(), &looks, &names.free(&format!("{} {}", paper.key, paper.about)))?;
            whole(&mut sheet, paper)?;
        }
    }
    if papers.is_empty() {
        book.add_worksheet();
    }
    book.save_to_buffer()
}

/// The tables of a paper, those of figures too.
fn grids(paper: &Paper) -> impl Iterator<Item = Grid> {
    paper.blocks.iter().filter_map(|block| match block {
        Block::Table(grid) => Some(grid.clone()),
        Block::Figure(figure) => Some(figure.as_grid()),
        Block::Heading(_) | Block::Text(_) | Block::List(_) => None,
    })
}

/// Everything of a paper but its tables.
fn front(book: &mut Workbook, paper: &Paper, looks: &Looks, names: &mut Names) -> Result<(), XlsxError> {
    let mut sheet =
        Sheet::new(book.add_worksheet(), looks, &names.free(paper.title.first().map_or("", String::as_str)))?;
    sheet.page()?;
    sheet.head(paper)?;
    for block in &paper.blocks {
        sheet.words(block)?;
    }
    sheet.foot(&paper.foot)
}

/// A paper on one sheet, its tables between its words; their columns have the widths of the first.
fn whole(sheet: &mut Sheet<'_>, paper: &Paper) -> Result<(), XlsxError> {
    match grids(paper).next() {
        Some(first) => sheet.widths(&first)?,
        None => sheet.page()?,
    }
    sheet.head(paper)?;
    for block in &paper.blocks {
        match block {
            Block::Table(grid) => sheet.grid(grid, false)?,
            Block::Figure(figure) => sheet.grid(&figure.as_grid(), false)?,
            words => sheet.words(words)?,
        }
    }
    sheet.foot(&paper.foot)
}

/// Names of sheets already given.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    /// A name for a sheet made from a text: without what Excel forbids, not too long, not there yet.
    fn free(&mut self, text: &str) -> String {
        let clean: String = text.chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c }).collect();
        let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        let clean = if clean.is_empty() { "1".to_owned() } else { clean };
        let cut = |extra: &str| -> String {
            // Excel counts in units of UTF-16.
            let mut room = NAME.saturating_sub(extra.len());
            let kept = clean.chars().take_while(|letter| {
                let fits = room >= letter.len_utf16();
                room = room.saturating_sub(letter.len_utf16());
                fits
            });
            format!("{}{extra}", kept.collect::<String>().trim())
        };
        let mut name = cut("");
        for number in 2u32.. {
            // Excel does not tell names apart by case; `History` is its own.
            if name.to_lowercase() != "history" && self.0.insert(name.to_lowercase()) {
                break;
            }
            name = cut(&format!(" {number}"));
        }
        name
    }
}
