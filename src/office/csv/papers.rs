//! The tables of papers as CSV.

use super::write::Sheet;
use crate::office::paper::{Block, Grid, Paper, Unprintable, check};

/// The tables of papers, one file for each: those of one form (caption and columns) are put below each other, with a first column that says
/// which paper a row is from if there are several papers. Words between the tables are left out; a figure is the table of its numbers.
///
/// A cell that a spreadsheet would compute begins with an apostrophe, which the readers of this library take away again.
///
/// # Errors
/// [`Unprintable`] as [`check`] finds it.
///
/// Example: [`table_paper`](crate::office::paper::table_paper).
pub fn paper_tables(papers: &[Paper]) -> Result<Vec<Vec<u8>>, Unprintable> {
    check(papers)?;
    let mut forms: Vec<(Grid, Vec<Vec<String>>)> = Vec::new();
    for paper in papers {
        for block in &paper.blocks {
            let grid = match block {
                Block::Table(grid) => grid.clone(),
                Block::Figure(figure) => figure.as_grid(),
                Block::Heading(_) | Block::Text(_) | Block::List(_) => continue,
            };
            let about = (papers.len() > 1).then(|| paper.about.clone());
            let rows =
                grid.rows.iter().map(|row| about.iter().cloned().chain(row.iter().map(ToString::to_string)).collect());
            let rows: Vec<Vec<String>> = rows.collect();
            match forms.iter_mut().find(|(form, _)| form.caption == grid.caption && form.columns == grid.columns) {
                Some((_, before)) => before.extend(rows),
                None => forms.push((grid, rows)),
            }
        }
    }
    let file = |(form, rows): (Grid, Vec<Vec<String>>)| {
        let mut sheet = Sheet::new();
        let first = (papers.len() > 1).then_some(form.caption.as_str());
        sheet.line(first.into_iter().chain(form.columns.iter().map(|column| column.head.as_str())));
        rows.iter().for_each(|row| sheet.line(row.iter().map(String::as_str)));
        sheet.into_bytes()
    };
    Ok(forms.into_iter().map(file).collect())
}
