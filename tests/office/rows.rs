//! Headers and rows: what is missing, doubled, unknown, blank, short or long.

use super::{faults, good, rejected, roster_with};
use phancong::office::csv::{self, Code};

#[test]
fn f05_f06_columns_may_come_in_any_order_under_vietnamese_names() {
    let file = "Địa bàn phụ trách;Họ và tên;MÃ;body\nbinh-son;Nguyễn Văn An;UV-01;ban-chap-hanh\n";
    assert_eq!(roster_with("members.csv", file), good());
}

#[test]
fn f06_two_headers_for_one_field_are_refused() {
    assert_eq!(faults("areas.csv", "id,name,id\na,b,c\n"), ["CSV-10 1 C"]);
    assert_eq!(faults("areas.csv", "id,name,Tên\na,b,c\n"), ["CSV-10 1 C"]);
}

#[test]
fn a_missing_column_is_one_fault_that_names_the_headers_found() {
    let rejected = rejected("members.csv", "id,name\nUV-01,An\nUV-02,Ba\n");
    assert_eq!(rejected.faults.len(), 1);
    let fault = &rejected.faults[0];
    assert_eq!((fault.code, fault.field, fault.found.as_str()), (Code::ColumnMissing, Some("body"), "id, name"));
}

#[test]
fn a_misspelt_column_is_refused_and_not_ignored() {
    let rejected = rejected("areas.csv", "id,name,mim\na,b,1\n");
    let fault = &rejected.faults[0];
    assert_eq!((fault.code, fault.found.as_str()), (Code::ColumnUnknown, "mim"));
    assert_eq!(fault.expected, "one of id, name, parent, min, max");
}

#[test]
fn a_title_above_the_header_is_no_header() {
    let file = "DANH SÁCH\nmember,reason\nUV-01,x\n";
    assert_eq!(faults("waivers.csv", file)[..3], ["CSV-12 1 A", "CSV-11 1 -", "CSV-11 1 -"]);
}

#[test]
fn empty_columns_at_the_right_are_what_excel_leaves() {
    let waivers = |file: &str| roster_with("waivers.csv", file).waivers;
    assert_eq!(waivers("member,reason,,\nUV-01,x,,\n"), waivers("member,reason\nUV-01,x\n"));
    assert_eq!(faults("waivers.csv", "member,reason,,\nUV-01,x,,y\n"), ["CSV-16 2 -"]);
    assert_eq!(faults("waivers.csv", "member,,reason\nUV-01,,x\n"), ["CSV-12 1 B"]);
}

#[test]
fn a_file_without_a_header_is_refused() {
    for empty in ["", "\n", "\u{feff}\r\n , \r\n", "sep=;\n"] {
        assert_eq!(faults("areas.csv", empty), ["CSV-04 - -"], "{empty:?}");
    }
}

#[test]
fn f09_blank_rows_are_counted_and_keep_their_numbers() {
    let rejected = rejected("waivers.csv", "\nmember,reason\n\nUV-01,x\n,\n  \nUV-02,\n");
    assert_eq!(rejected.faults[0].spot.row, Some(7));
    let tally = rejected.tallies.iter().find(|tally| tally.file == "waivers.csv").unwrap();
    assert_eq!(tally.to_string(), "waivers.csv: 6 rows = 1 used + 1 rejected + 4 blank");
}

#[test]
fn short_and_long_rows_are_refused_and_later_rows_are_still_read() {
    let file = "member,reason\nUV-01\nUV-02,x,y\nUV-03,\n";
    assert_eq!(faults("waivers.csv", file), ["CSV-16 2 -", "CSV-16 3 -", "CSV-17 4 B"]);
}

#[test]
fn all_problems_of_all_files_come_at_once() {
    let rejected = csv::read_files([
        ("areas.csv", "id,name,min\n,Huyện,-1\n".as_bytes()),
        ("members.csv", b"id,name,body,scope\nUV-01,An,b,x;;y\n"),
        ("registrations.csv", b"member,organization,rank,on\nUV-01,o,one,05/12/21\n"),
        ("designation.csv", b"member,organization,reason\n"),
    ])
    .unwrap_err();
    let found: Vec<String> =
        rejected.faults.iter().map(|fault| format!("{} {}", fault.code.key(), fault.spot)).collect();
    assert_eq!(
        found,
        [
            "CSV-17 areas.csv row 2 column A `id`",
            "CSV-19 areas.csv row 2 column C `min`",
            "CSV-01 organizations.csv",
            "CSV-18 members.csv row 2 column D `scope`",
            "CSV-19 registrations.csv row 2 column C `rank`",
            "CSV-20 registrations.csv row 2 column D `on`",
            "CSV-02 designation.csv",
        ]
    );
}

#[test]
fn a_file_given_twice_is_refused_and_not_overwritten() {
    let file = ("waivers.csv", "member,reason\nUV-01,x\n".as_bytes());
    let files = super::GOOD.iter().map(|(name, text)| (*name, text.as_bytes())).chain([file, file]);
    let rejected = csv::read_files(files).unwrap_err();
    let codes: Vec<Code> = rejected.faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [Code::FileTwice]);
}

#[test]
fn a_message_names_code_place_found_expected_and_a_way_out() {
    assert_eq!(
        rejected("areas.csv", "id,name,tối đa\na,b,\"2,5\"\n").to_string(),
        "the files have 1 problem: CSV-19 areas.csv row 2 column C `tối đa` (field max): found `2,5`, \
         expected a whole number up to 4294967295; write digits only, without sign or decimals"
    );
}

#[test]
fn a_message_about_an_empty_cell_says_so() {
    let message = rejected("areas.csv", "id,name\na,\n").faults[0].to_string();
    assert_eq!(message, "CSV-17 areas.csv row 2 column B `name`: found nothing, expected a value; fill the cell in");
}

#[test]
fn the_columns_behind_z_have_two_letters() {
    let found = faults("waivers.csv", format!("member,reason\nUV-01{}\n", ",\u{1}".repeat(27)));
    assert_eq!(found[0], "CSV-16 2 -");
    assert_eq!(found[25..], ["CSV-07 2 Z", "CSV-07 2 AA", "CSV-07 2 AB"]);
}

#[test]
fn a_hostile_file_cannot_fill_the_memory_with_messages() {
    let rejected = rejected("waivers.csv", format!("member,reason\n{}", "UV-01,\n".repeat(50_000)));
    assert_eq!(rejected.faults.len(), 1_001);
    let last = rejected.faults.last().unwrap();
    assert_eq!((last.code, last.found.as_str()), (Code::More, "49000 more problems"));
}

/// F8: two files joined are the union; with the header of the second in between, the row of that header is named.
#[test]
fn f08_files_joined_with_their_headers_are_refused_at_the_second_header() {
    let (header, first, second) = ("member,organization,rank\n", "UV-01,binh-chau,1\n", "UV-01,binh-hai,2\n");
    let joined = roster_with("registrations.csv", format!("{header}{first}{second}"));
    let ranks: Vec<u32> = joined.registrations.iter().map(|wish| wish.rank).collect();
    assert_eq!(ranks, [1, 2]);
    let faults = faults("registrations.csv", format!("{header}{first}{header}{second}"));
    assert!(!faults.is_empty() && faults.iter().all(|fault| fault.contains(" 3 ")), "{faults:?}");
}
