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
    assert_eq!(faults("areas.csv", "id,name,id\na,b,c\n"), ["TEP-10 1 C"]);
    assert_eq!(faults("areas.csv", "id,name,Tên\na,b,c\n"), ["TEP-10 1 C"]);
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
    assert_eq!(fault.expected, "one of id, name, parent, min, max; perhaps `min`");
}

fn tally(name: &str, file: &str) -> csv::Tally {
    let (_, sources) = super::read_with(name, file).unwrap_or_else(|rejected| panic!("{rejected}"));
    sources.tallies().find(|tally| tally.file == name).unwrap().clone()
}

#[test]
fn titles_above_the_header_are_passed_over_and_reported() {
    let file = "TỈNH ỦY QUẢNG NGÃI,ĐẢNG CỘNG SẢN VIỆT NAM\nBAN TỔ CHỨC\n\nDANH SÁCH\nmember,reason\nUV-01,x\n";
    assert_eq!(roster_with("waivers.csv", file).waivers.len(), 1);
    assert_eq!(
        tally("waivers.csv", file).to_string(),
        "waivers.csv: 2 rows = 1 used + 0 rejected + 1 blank; outside the table (titles, totals, signatures): rows 1-2, 4"
    );
    // The rows keep the numbers that Excel shows.
    assert_eq!(faults("waivers.csv", "DANH SÁCH\n\nmember,reason\nUV-01,\n"), ["TEP-17 4 B"]);
}

#[test]
fn totals_and_signatures_below_the_table_are_passed_over_and_reported() {
    let foot = "Tổng cộng: 01 đồng chí,\n,\n,\"Quảng Ngãi, ngày 27 tháng 11 năm 2020\"\nNGƯỜI LẬP BIỂU,TRƯỞNG BAN\n";
    // The signatures fill both columns here: that could be an entry, and is said.
    let file = format!("member,reason\nUV-01,x\n{foot}");
    assert_eq!(faults("waivers.csv", file), ["TEP-27 6 -"]);
    let file =
        "member,reason\nUV-01,x\nTổng cộng: 01 đồng chí,\n,\"Quảng Ngãi, ngày 27 tháng 11 năm 2020\"\n,TRƯỞNG BAN\n";
    let tally = tally("waivers.csv", file);
    assert_eq!((tally.read, tally.used, tally.blank, tally.outside), (1, 1, 0, vec![3, 4, 5]));
}

#[test]
fn a_row_below_the_foot_is_not_lost_without_a_word() {
    let file = "member,reason\nUV-01,x\nTổng cộng,\nUV-02,y\n";
    assert_eq!(faults("waivers.csv", file), ["TEP-27 4 -"]);
    // Without the words of a foot, a row that lacks a cell is a row that lacks a cell.
    assert_eq!(faults("waivers.csv", "member,reason\nUV-01,x\n,\nUV-02,\n"), ["TEP-17 4 B"]);
}

#[test]
fn f08_two_files_put_together_are_their_union_and_a_header_between_is_named() {
    let joined = "member,organization\nUV-01,binh-chau\nUV-01,binh-hai\n";
    assert_eq!(roster_with("nominations.csv", joined).nominations.len(), 2);
    let again = "member,organization\nUV-01,binh-chau\nmember,organization\nUV-01,binh-hai\n";
    assert_eq!(faults("nominations.csv", again), ["TEP-26 3 -"]);
}

#[test]
fn headers_with_and_without_accents_capitals_and_remarks_are_one() {
    for header in ["Họ và tên", "HỌ TÊN", "Ho ten", "họ và  tên (*)", "ho va ten [in hoa]"] {
        let file =
            format!("Mã;{header};Cơ quan lãnh đạo;Dia ban phu trach\nUV-01;Nguyễn Văn An;ban-chap-hanh;binh-son\n");
        assert_eq!(roster_with("members.csv", file), good(), "{header}");
    }
}

#[test]
fn f05_columns_that_nobody_reads_do_no_harm_and_are_listed() {
    let file = "STT,id,Số điện thoại,name,Ghi chú\n1,x,\u{200b},y,=1\n";
    assert_eq!(roster_with("areas.csv", file).areas.len(), 1);
    assert_eq!(tally("areas.csv", file).unread, ["STT", "Số điện thoại", "Ghi chú"]);
}

#[test]
fn empty_columns_at_the_right_are_what_excel_leaves() {
    let waivers = |file: &str| roster_with("waivers.csv", file).waivers;
    assert_eq!(waivers("member,reason,,\nUV-01,x,,\n"), waivers("member,reason\nUV-01,x\n"));
    assert_eq!(faults("waivers.csv", "member,reason,,\nUV-01,x,,y\n"), ["TEP-16 2 -"]);
    assert_eq!(waivers("member,,reason\nUV-01,,x\n"), waivers("member,reason\nUV-01,x\n"));
    assert_eq!(faults("waivers.csv", "member,,reason\nUV-01,y,x\n"), ["TEP-16 2 B"]);
}

#[test]
fn a_file_without_a_header_is_refused() {
    for empty in ["", "\n", "\u{feff}\r\n , \r\n", "sep=;\n"] {
        assert_eq!(faults("areas.csv", empty), ["TEP-04 - -"], "{empty:?}");
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
    assert_eq!(faults("waivers.csv", file), ["TEP-16 2 -", "TEP-16 3 -", "TEP-17 4 B"]);
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
            "TEP-17 areas.csv row 2 column A `id`",
            "TEP-19 areas.csv row 2 column C `min`",
            "TEP-01 organizations.csv",
            "TEP-18 members.csv row 2 column D `scope`",
            "TEP-19 registrations.csv row 2 column C `rank`",
            "TEP-20 registrations.csv row 2 column D `on`",
            "TEP-02 designation.csv",
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
        "the files have 1 problem: TEP-19 areas.csv row 2 column C `tối đa` (field max): found `2,5`, \
         expected a whole number up to 4294967295; write digits only, without sign or decimals"
    );
}

#[test]
fn a_message_about_an_empty_cell_says_so() {
    let message = rejected("areas.csv", "id,name\na,\n").faults[0].to_string();
    assert_eq!(message, "TEP-17 areas.csv row 2 column B `name`: found nothing, expected a value; fill the cell in");
}

#[test]
fn the_columns_behind_z_have_two_letters() {
    let found = faults("waivers.csv", format!("member,reason\nUV-01{}\n", ",\u{1}".repeat(27)));
    assert_eq!(found[0], "TEP-16 2 -");
    assert_eq!(found[25..], ["TEP-07 2 Z", "TEP-07 2 AA", "TEP-07 2 AB"]);
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

/// F8 of every list, also where a header would do as a row: an area may be called `id`.
#[test]
fn f08_a_header_repeated_in_the_middle_of_any_list_is_named_as_one() {
    for (name, good) in super::GOOD {
        let (header, rows) = good.split_once('\n').unwrap();
        let again = rows.lines().count() + 2;
        assert_eq!(faults(name, format!("{good}{good}")), [format!("TEP-26 {again} -")], "{name}: {header}");
    }
    assert_eq!(faults("areas.csv", "id,name\nbinh-son,Huyện Bình Sơn\nid,name\nly-son,Huyện Lý Sơn\n"), ["TEP-26 3 -"]);
    assert_eq!(faults("areas.csv", "MÃ;Tên\nbinh-son;Huyện Bình Sơn\nMã;TÊN\n"), ["TEP-26 3 -"]);
}
