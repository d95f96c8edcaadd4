//! The sample province as a workbook is the sample province.

use phancong::office::{csv, xlsx};
use phancong::{Policy, audit};
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/quang-ngai-2021")
}

fn files() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for folder in [folder(), folder().join("year")] {
        for path in fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "csv"))
        {
            files.push((path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap()));
        }
    }
    files
}

fn workbook() -> Vec<u8> {
    let files = files();
    xlsx::template(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))).unwrap()
}

#[test]
fn the_workbook_gives_the_facts_and_the_year_of_the_csv_files() {
    let workbook = workbook();
    let (roster, _) = csv::read_folder(&folder()).unwrap();
    let (from_workbook, sources) = xlsx::read_workbook("tinh.xlsx", &workbook).unwrap();
    assert_eq!(from_workbook, roster);
    assert!(sources.tallies().all(|tally| tally.rejected == 0 && tally.outside.len() == 2), "title and advice");
    let year = csv::read_year_folder(roster.clone(), &folder().join("year")).unwrap();
    let from_workbook = xlsx::read_year_workbook(roster, "tinh.xlsx", &workbook).unwrap();
    assert!(from_workbook.year == year.year && from_workbook.placements == year.placements);

    let policy = Policy::quang_ngai_2020().unwrap();
    let day = "2022-01-20".parse().unwrap();
    let findings = |table: &csv::YearTable| audit(&policy, &table.placements, &table.year, day).unwrap();
    assert!(findings(&year) == findings(&from_workbook));
}

#[test]
fn the_same_files_give_the_same_bytes() {
    assert!(workbook() == workbook());
}

#[test]
fn the_blank_workbook_is_a_season_without_anybody() {
    let blank = xlsx::template([]).unwrap();
    let (roster, sources) = xlsx::read_workbook("trong.xlsx", &blank).unwrap();
    assert_eq!(roster, phancong::Roster::default());
    assert!(sources.tallies().all(|tally| tally.read == 0));
}

#[test]
fn files_that_cannot_be_filled_in_are_refused() {
    let rejected =
        xlsx::template([("members.csv", b"id,name\nUV-01,An\n".as_slice()), ("lists.csv", b"a\n")]).unwrap_err();
    assert_eq!(super::short(&rejected), ["TEP-11 - 1 -", "TEP-02 - - -"]);
}
