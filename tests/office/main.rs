//! The CSV side of the office: hostile files by name, the way back to Excel's rows, and what is written is read back.
#![cfg(feature = "csv")]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking, and nobody reads its documentation"
)]

#[path = "../common/cases.rs"]
mod cases;
mod changed;
mod encodings;
mod laws;
mod names;
mod rows;
mod separators;
mod values;
mod way_back;
mod written;

use phancong::office::csv::{self, Rejected, Sources};
use phancong::{Bounds, Roster};
use std::collections::BTreeMap;

/// A season of one member, one area and two organizations, file by file.
const GOOD: [(&str, &str); 4] = [
    ("areas.csv", "id,name,parent,min,max\nbinh-son,Huyện Bình Sơn,,,5\n"),
    (
        "organizations.csv",
        "id,name,area,parent,min,max\nbinh-chau,Đảng bộ xã Bình Châu,binh-son,,1,2\nbinh-hai,Đảng bộ xã Bình Hải,binh-son,,,\n",
    ),
    ("members.csv", "id,name,body,own,scope\nUV-01,Nguyễn Văn An,ban-chap-hanh,,binh-son\n"),
    ("registrations.csv", "member,organization,rank,on\nUV-01,binh-chau,1,20/11/2020\nUV-01,binh-hai,2,2020-11-20\n"),
];

/// Reads the good season with one file put in place of another, or beside them.
fn read_with(name: &str, bytes: impl AsRef<[u8]>) -> Result<(Roster, Sources), Rejected> {
    let mut files: BTreeMap<&str, &[u8]> = GOOD.iter().map(|file| (file.0, file.1.as_bytes())).collect();
    files.insert(name, bytes.as_ref());
    csv::read_files(files)
}

#[track_caller]
fn rejected(name: &str, bytes: impl AsRef<[u8]>) -> Rejected {
    let rejected = read_with(name, bytes).expect_err("the file must be refused");
    for fault in &rejected.faults {
        assert_eq!(fault.spot.file, name, "{fault}");
    }
    for tally in &rejected.tallies {
        assert_eq!(tally.read, tally.used + tally.rejected + tally.blank, "{tally}");
    }
    rejected
}

/// Each fault as `code row column`, with `-` for what it does not name.
#[track_caller]
fn faults(name: &str, bytes: impl AsRef<[u8]>) -> Vec<String> {
    let rejected = rejected(name, bytes);
    let short = rejected.faults.iter().map(|fault| {
        let row = fault.spot.row.map_or("-".to_owned(), |row| row.to_string());
        format!("{} {row} {}", fault.code.key(), fault.spot.column.as_deref().unwrap_or("-"))
    });
    short.collect()
}

#[track_caller]
fn roster_with(name: &str, bytes: impl AsRef<[u8]>) -> Roster {
    let (roster, sources) = read_with(name, bytes).unwrap_or_else(|rejected| panic!("{rejected}"));
    for tally in sources.tallies() {
        assert_eq!((tally.rejected, tally.read), (0, tally.used + tally.blank), "{tally}");
    }
    roster
}

#[track_caller]
fn good() -> Roster {
    roster_with(GOOD[0].0, GOOD[0].1)
}

/// The good season with a waiver, whose reason is the cell under test.
#[track_caller]
fn waiver(reason: &str) -> String {
    roster_with("waivers.csv", format!("member,reason\nUV-01,{reason}\n")).waivers.remove(0).reason
}

#[test]
fn a_good_season_is_read_field_by_field() {
    let roster = good();
    assert_eq!(roster.areas[0].load, Bounds { min: 0, max: Some(5) });
    assert_eq!(roster.organizations[0].load, Bounds { min: 1, max: Some(2) });
    assert_eq!(roster.organizations[1].load, Bounds::default());
    assert_eq!(roster.members[0].name, "Nguyễn Văn An");
    assert_eq!(roster.members[0].own, None);
    assert_eq!(roster.members[0].scope, vec!["binh-son".parse().unwrap()]);
    let days: Vec<String> = roster.registrations.iter().map(|wish| wish.on.unwrap().to_string()).collect();
    assert_eq!(days, ["2020-11-20", "2020-11-20"]);
    assert!(roster.waivers.is_empty());
}

#[test]
fn every_code_has_its_own_key_and_a_way_out_in_both_languages() {
    let mut keys: Vec<&str> = csv::Code::ALL.iter().map(|code| code.key()).collect();
    keys.dedup();
    assert_eq!(keys.len(), csv::Code::ALL.len());
    assert!(keys.is_sorted());
    for code in csv::Code::ALL {
        assert!(!code.hint().vi.is_ascii() && !code.hint().en.is_empty(), "{}", code.key());
    }
}
