//! What stands in a cell, and what the reader makes of it.

use super::build::{Parts, header, inline, of, read, season, tally, waivers, with};

fn rows(rows: &str) -> String {
    format!("<sheetData>{}{rows}</sheetData>", header())
}

fn reason(cell: &str) -> Vec<String> {
    waivers(&rows(&format!("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c>{cell}</row>")))
}

fn member(cell: &str) -> Vec<String> {
    waivers(&rows(&format!("<row r=\"2\">{cell}{}</row>", inline("x"))))
}

#[test]
fn texts_are_read_however_they_are_kept() {
    assert_eq!(reason("<c t=\"inlineStr\"><is><t>đi học</t></is></c>"), ["UV-01: đi học"]);
    assert_eq!(reason("<c t=\"str\"><f>A1</f><v>đi học</v></c>"), ["UV-01: đi học"]);
    assert_eq!(
        reason(
            "<c t=\"inlineStr\"><is><r><t>đi</t></r><r><t xml:space=\"preserve\"> học</t></r><rPh><t>no</t></rPh></is></c>"
        ),
        ["UV-01: đi học"]
    );
    assert_eq!(reason("<c t=\"inlineStr\"><is><t>a &amp; b &#273;</t></is></c>"), ["UV-01: a & b đ"]);
    assert_eq!(reason("<c t=\"inlineStr\"><is><t>_x0041__x005F_x0042_</t></is></c>"), ["UV-01: A_x0042_"]);
    assert_eq!(reason("<c t=\"inlineStr\"><is><t>=1+1</t></is></c>"), ["UV-01: =1+1"]);
    assert_eq!(reason("<c t=\"inlineStr\"><is><t>Nguye\u{302}\u{303}n</t></is></c>"), ["UV-01: Nguyễn"]);
}

#[test]
fn a_code_typed_as_a_number_is_refused_since_its_zeros_are_gone() {
    assert_eq!(member("<c><v>012345678901</v></c>"), ["TEP-29 Chấp thuận 2 A"]);
    assert_eq!(member("<c s=\"1\"><v>44535</v></c>"), ["TEP-29 Chấp thuận 2 A"]);
    // A reason that is a whole number is what is seen in the cell.
    assert_eq!(reason("<c><v>12</v></c>"), ["UV-01: 12"]);
    assert_eq!(reason("<c><v>1.5</v></c>"), ["TEP-29 Chấp thuận 2 B"]);
}

#[test]
fn formulas_without_a_value_and_error_values_are_no_blank_cells() {
    assert_eq!(reason("<c><f>A1</f></c>"), ["TEP-30 Chấp thuận 2 B"]);
    assert_eq!(reason("<c t=\"e\"><v>#REF!</v></c>"), ["TEP-31 Chấp thuận 2 B"]);
    assert_eq!(reason("<c t=\"str\"><f>A1</f><v></v></c>"), ["TEP-17 Chấp thuận 2 B"]);
}

#[test]
fn a_line_break_and_a_hidden_letter_have_the_codes_they_have_in_text_files() {
    assert_eq!(reason("<c t=\"inlineStr\"><is><t>hai&#10;dòng</t></is></c>"), ["TEP-15 Chấp thuận 2 B"]);
    assert_eq!(reason("<c t=\"inlineStr\"><is><t>a_x0007_b</t></is></c>"), ["TEP-07 Chấp thuận 2 B"]);
    assert_eq!(reason("<c t=\"inlineStr\"><is><t>a\u{200b}b</t></is></c>"), ["TEP-08 Chấp thuận 2 B"]);
    assert_eq!(reason("<c t=\"inlineStr\"><is><t>NguyÔn V¨n An</t></is></c>"), ["TEP-28 Chấp thuận 2 B"]);
}

/// The day of a registration, from its cell; `book` may set the epoch.
fn day(cell: &str, book: &str) -> Vec<String> {
    let head: String = ["Tỉnh ủy viên", "Tổ chức", "Nguyện vọng", "Ngày đăng ký"].map(inline).concat();
    let row = format!("{}{}<c><v>1</v></c>{cell}", inline("UV-01"), inline("binh-chau"));
    let sheet = format!("<sheetData><row>{head}</row><row>{row}</row></sheetData>");
    match read(&with("Đăng ký", &sheet, super::build::TEXTS, book)) {
        Ok((roster, _)) => roster.registrations.iter().map(|wish| wish.on.unwrap().to_string()).collect(),
        Err(rejected) => super::short(&rejected),
    }
}

#[test]
fn days_are_counted_from_the_epoch_of_the_workbook() {
    assert_eq!(day("<c s=\"1\"><v>44535</v></c>", ""), ["2021-12-05"]);
    assert_eq!(day("<c s=\"2\"><v>44535</v></c>", ""), ["2021-12-05"]);
    assert_eq!(day("<c s=\"1\"><v>4.4535E4</v></c>", "<workbookPr date1904=\"0\"/>"), ["2021-12-05"]);
    assert_eq!(day("<c s=\"1\"><v>44535</v></c>", "<workbookPr date1904=\"1\"/>"), ["2025-12-06"]);
    assert_eq!(day(&inline("05/12/2021"), ""), ["2021-12-05"]);
    assert_eq!(day("<c t=\"d\"><v>2021-12-05T00:00:00</v></c>", ""), ["2021-12-05"]);
}

#[test]
fn numbers_that_are_no_days_are_refused() {
    for cell in [
        "<c><v>44535</v></c>",
        "<c s=\"3\"><v>44535</v></c>",
        "<c s=\"1\"><v>44535.5</v></c>",
        "<c s=\"1\"><v>1</v></c>",
        "<c s=\"1\"><v>99999999999</v></c>",
        "<c s=\"1\"><v>1E+400</v></c>",
        "<c s=\"1\"><v>NaN</v></c>",
        "<c s=\"1\"><v>-5</v></c>",
    ] {
        assert_eq!(day(cell, ""), ["TEP-20 Đăng ký 2 D"], "{cell}");
    }
    assert_eq!(day(&inline("05/12/21"), ""), ["TEP-20 Đăng ký 2 D"]);
}

#[test]
fn numbers_are_exact() {
    let rank = |value: &str| {
        let head: String = ["Tỉnh ủy viên", "Tổ chức", "Nguyện vọng"].map(inline).concat();
        let row = format!("{}{}<c><v>{value}</v></c>", inline("UV-01"), inline("binh-chau"));
        let sheet = format!("<sheetData><row>{head}</row><row>{row}</row></sheetData>");
        match read(&with("Đăng ký", &sheet, super::build::TEXTS, "")) {
            Ok((roster, _)) => roster.registrations[0].rank.to_string(),
            Err(rejected) => super::short(&rejected).concat(),
        }
    };
    for (written, read) in [("2", "2"), ("2.0", "2"), ("2E0", "2"), ("4.294967295E9", "4294967295"), ("20e-1", "2")] {
        assert_eq!(rank(written), read);
    }
    for bad in ["4294967296", "-1", "1.5", "1E+400", "NaN", "inf", "1e9999999999999999999", "2.0000000000000001"] {
        assert_eq!(rank(bad), "TEP-19 Đăng ký 2 C", "{bad}");
    }
}

#[test]
fn addresses_decide_and_not_the_order_of_rows_and_cells() {
    let straight = rows(
        "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\"><v>5</v></c></row><row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\"><v>6</v></c></row>",
    );
    let mixed = rows(
        "<row r=\"3\"><c r=\"B3\"><v>6</v></c><c r=\"A3\" t=\"s\"><v>0</v></c></row><row r=\"2\"><c r=\"B2\"><v>5</v></c><c r=\"A2\" t=\"s\"><v>0</v></c></row>",
    );
    assert_eq!(waivers(&straight), ["UV-01: 5", "UV-01: 6"]);
    assert_eq!(waivers(&mixed), waivers(&straight));
}

#[test]
fn one_address_twice_is_refused() {
    let twice =
        rows("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\"><v>1</v></c><c r=\"B2\"><v>2</v></c></row>");
    assert_eq!(waivers(&twice), ["TEP-33 Chấp thuận 2 B"]);
}

#[test]
fn f09_hidden_rows_are_read_and_counted() {
    let sheet = rows("<row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\"><v>1</v></c></row>");
    assert_eq!(waivers(&sheet), ["UV-01: 1"]);
    assert_eq!(
        tally(&sheet).to_string(),
        "so.xlsx sheet `Chấp thuận`: 1 rows = 1 used + 0 rejected + 0 blank; 1 hidden rows were read"
    );
    assert!(tally(&sheet).say(phancong::report::Language::Vi).contains("1 dòng ẩn đã được đọc"));
}

#[test]
fn joined_cells_of_the_table_are_refused_and_those_of_titles_are_not() {
    let title = format!(
        "<sheetData><row r=\"1\">{}</row><row r=\"3\">{}{}</row><row r=\"4\"><c r=\"A4\" t=\"s\"><v>0</v></c><c r=\"B4\"><v>1</v></c></row>\
         <row r=\"5\"><c r=\"B5\"><v>2</v></c></row></sheetData>",
        inline("DANH SÁCH"),
        inline("Tỉnh ủy viên"),
        inline("Lý do")
    );
    let merged = |cells: &str| format!("{title}<mergeCells count=\"1\"><mergeCell ref=\"{cells}\"/></mergeCells>");
    assert_eq!(waivers(&merged("A1:D1")), ["TEP-17 Chấp thuận 5 A"]);
    assert_eq!(waivers(&merged("A4:A5")), ["TEP-32 Chấp thuận 4 A", "TEP-17 Chấp thuận 5 A"]);
}

#[test]
fn a_cell_outside_the_table_is_named() {
    let far =
        rows("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\"><v>1</v></c><c r=\"XFD2\"><v>1</v></c></row>");
    assert_eq!(waivers(&far), ["TEP-16 Chấp thuận 2 XFD"]);
}

#[test]
fn sheets_are_found_by_their_names_and_no_list_is_lost() {
    assert_eq!(of(&with("Sheet1", "<sheetData/>", super::build::TEXTS, "")), Vec::<String>::new());
    assert_eq!(of(&with("Đăng kí mới", &rows(""), super::build::TEXTS, "")), ["TEP-36 Đăng kí mới - -"]);
    assert_eq!(of(&with("waivers", &rows(""), super::build::TEXTS, "")), Vec::<String>::new());
    assert_eq!(of(&with("dang ky", "<sheetData/>", super::build::TEXTS, "")), ["TEP-38 dang ky - -"]);
    let none = Parts::new(&[("Sheet1", "<sheetData/>")], super::build::TEXTS, "");
    assert_eq!(of(&none), ["TEP-37 - - -"; 4]);
    drop(season(""));
}
