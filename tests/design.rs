//! What the design page says of the crate `csv` is so, and our reader does what the page says of it.
#![cfg(feature = "csv")]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and nobody reads its documentation"
)]

use phancong::office::csv::{self as ours, Code};

/// What the crate `csv` makes of a file: its header and its records, each as cells; or none after an error.
fn theirs(text: &str) -> Option<Vec<Vec<String>>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<String>>();
    let mut rows = vec![cells(reader.headers().ok()?)];
    for record in reader.records() {
        rows.push(cells(&record.ok()?));
    }
    Some(rows)
}

/// The faults that our reader finds in a file of areas, with their rows.
fn faults(areas: &str) -> Vec<(Code, Option<usize>)> {
    let files = [
        ("areas.csv", areas),
        ("organizations.csv", "id,name,area\n"),
        ("members.csv", "id,name,body\n"),
        ("registrations.csv", "member,organization,rank\n"),
    ];
    let read = ours::read_files(files.map(|(name, text)| (name, text.as_bytes())));
    read.err()
        .map(|rejected| rejected.faults.iter().map(|fault| (fault.code, fault.spot.row)).collect())
        .unwrap_or_default()
}

#[test]
fn a_quote_never_closed_swallows_rows_there_and_is_a_fault_here() {
    let text = "id,name\nba-to,\"Huyện Ba Tơ\nly-son,Huyện Lý Sơn\nmo-duc,Huyện Mộ Đức\n";
    let rows = theirs(text).unwrap();
    assert_eq!(rows.len(), 2);
    assert!(rows[1][1].contains("mo-duc"));
    assert_eq!(faults(text), [(Code::QuoteOpen, Some(2))]);
}

#[test]
fn a_quote_inside_a_cell_is_dropped_there_and_is_a_fault_here() {
    let text = "id,name\nba-to,\"A\"B\n";
    assert_eq!(theirs(text).unwrap()[1], ["ba-to", "AB"]);
    assert_eq!(faults(text), [(Code::QuoteInside, Some(2))]);
}

#[test]
fn semicolons_make_one_column_there_and_are_found_here() {
    let text = "id;name\nba-to;Huyện Ba Tơ\n";
    assert_eq!(theirs(text).unwrap()[1].len(), 1);
    assert_eq!(faults(text), []);
}

#[test]
fn a_line_that_names_the_separator_is_a_header_there_and_read_here() {
    let text = "sep=;\nid;name\nba-to;Huyện Ba Tơ\n";
    assert_eq!(theirs(text).unwrap()[0], ["sep=;"]);
    assert_eq!(faults(text), []);
}

#[test]
fn a_blank_row_vanishes_there_and_is_counted_here() {
    let text = "id,name\n\nba-to,Huyện Ba Tơ\n";
    assert_eq!(theirs(text).unwrap().len(), 2);
    let files = [
        ("areas.csv", text),
        ("organizations.csv", "id,name,area\n"),
        ("members.csv", "id,name,body\n"),
        ("registrations.csv", "member,organization,rank\n"),
    ];
    let (_, sources) = ours::read_files(files.map(|(name, text)| (name, text.as_bytes()))).unwrap();
    assert_eq!(sources.tallies().next().unwrap().to_string(), "areas.csv: 2 rows = 1 used + 0 rejected + 1 blank");
}

#[test]
fn two_columns_of_one_name_pass_there_and_are_a_fault_here() {
    let text = "id,id,name\nba-to,ly-son,Huyện Ba Tơ\n";
    assert_eq!(theirs(text).unwrap()[0], ["id", "id", "name"]);
    assert_eq!(faults(text).iter().map(|fault| fault.0).collect::<Vec<Code>>(), [Code::HeaderTwice]);
}

#[test]
fn a_nul_in_a_cell_passes_there_and_is_a_fault_here() {
    let text = "id,name\nba-to,Huyện\0 Ba Tơ\n";
    assert_eq!(theirs(text).unwrap()[1][1], "Huyện\0 Ba Tơ");
    assert_eq!(faults(text), [(Code::ControlCharacter, Some(2))]);
}
