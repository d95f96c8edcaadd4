//! Workbooks: the blank one, what is filled in, and what hostile hands make of it.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking, and nobody reads its documentation"
)]

mod build;
#[path = "../common/cases.rs"]
mod cases;
mod cells;
mod forms;
mod hostile;
mod libreoffice;
mod programs;
mod same;
mod sample;

use phancong::office::csv::Rejected;

/// Each fault as `code sheet row column`, with `-` for what it does not name.
fn short(rejected: &Rejected) -> Vec<String> {
    let short = rejected.faults.iter().map(|fault| {
        let row = fault.spot.row.map_or("-".to_owned(), |row| row.to_string());
        let (sheet, column) = (fault.spot.sheet.as_deref().unwrap_or("-"), fault.spot.column.as_deref().unwrap_or("-"));
        format!("{} {sheet} {row} {column}", fault.code.key())
    });
    short.collect()
}
