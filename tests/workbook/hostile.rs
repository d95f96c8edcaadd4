//! Files made to hurt: each ends in a typed error, soon and in little memory.

use super::build::{Parts, header, inline, of, season, with};
use phancong::office::csv::{self, Code};
use phancong::office::xlsx;
use std::time::Instant;

fn rows(rows: &str) -> String {
    format!("<sheetData>{}{rows}</sheetData>", header())
}

#[track_caller]
fn code(bytes: &[u8]) -> Code {
    let began = Instant::now();
    let rejected = xlsx::read_workbook("so.xlsx", bytes).unwrap_err();
    println!("{} bytes: {} after {} ms", bytes.len(), rejected.faults[0], began.elapsed().as_millis());
    rejected.faults[0].code
}

#[test]
fn a_far_cell_is_a_cell_like_any_other() {
    let far = rows("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>");
    assert_eq!(
        of(&season(&far)),
        ["TEP-16 Chấp thuận 1048576 XFD", "TEP-17 Chấp thuận 1048576 A", "TEP-17 Chấp thuận 1048576 B"]
    );
    for beyond in ["A1048577", "XFE1", "AAAA1", "A99999999999999999999"] {
        let code = code(&season(&rows(&format!("<row><c r=\"{beyond}\"><v>1</v></c></row>"))).zipped());
        assert!(matches!(code, Code::TooLarge | Code::Workbook), "{beyond}");
    }
    assert_eq!(code(&season(&rows("<row r=\"0\"><c><v>1</v></c></row>")).zipped()), Code::TooLarge);
}

#[test]
fn a_forged_count_of_texts_is_not_believed() {
    for count in ["99999999999", "18446744073709551615", "-1", "x"] {
        let texts = format!("count=\"{count}\" uniqueCount=\"{count}\"><si><t>UV-01</t></si>");
        let sheet = rows("<row r=\"2\"><c t=\"s\"><v>0</v></c><c><v>1</v></c></row>");
        assert_eq!(of(&with("Chấp thuận", &sheet, &texts, "")), ["UV-01: 1"], "{count}");
    }
    assert_eq!(of(&season(&rows("<row r=\"2\"><c t=\"s\"><v>7</v></c></row>"))), ["TEP-34 Chấp thuận - -"]);
}

#[test]
fn entities_and_document_types_are_refused() {
    for bad in [
        "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet><sheetData/></worksheet>",
        "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><worksheet/>",
        "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&lol;</t></is></c></row></sheetData></worksheet>",
    ] {
        let parts = season(&rows("")).part("xl/worksheets/sheet5.xml", bad);
        assert_eq!(code(&parts.zipped()), Code::Workbook);
    }
}

#[test]
fn a_sheet_cut_off_anywhere_gives_nothing() {
    let whole =
        format!("<worksheet>{}</worksheet>", rows(&format!("<row r=\"2\">{}{}</row>", inline("UV-01"), inline("x"))));
    let cuts = (0..whole.len()).filter(|&at| whole.is_char_boundary(at));
    for at in cuts {
        let parts = season("").part("xl/worksheets/sheet5.xml", &whole.as_bytes()[..at]);
        assert_eq!(of(&parts), ["TEP-34 Chấp thuận - -"], "cut at {at}");
    }
}

#[test]
fn f03_and_f04_a_workbook_cut_off_or_with_one_byte_changed_is_refused_or_the_same() {
    let whole = season(&rows(&format!("<row r=\"2\">{}{}</row>", inline("UV-01"), inline("x")))).zipped();
    let same = xlsx::read_workbook("so.xlsx", &whole).unwrap().0;
    for at in 0..whole.len() {
        assert!(xlsx::read_workbook("so.xlsx", &whole[..at]).is_err(), "cut at {at}");
        let mut changed = whole.clone();
        changed[at] ^= 0x15;
        if let Ok((roster, _)) = xlsx::read_workbook("so.xlsx", &changed) {
            assert!(roster == same, "changed at {at}");
        }
    }
}

#[test]
fn other_forms_of_workbooks_are_named() {
    assert_eq!(code(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), Code::OtherWorkbook);
    let ods = season(&rows("")).part("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    assert_eq!(code(&ods.zipped()), Code::OtherWorkbook);
    assert_eq!(code(b""), Code::Workbook);
    assert_eq!(code(b"id,name\n"), Code::Workbook);
    assert_eq!(code(b"PK\x05\x06"), Code::Workbook);
    assert_eq!(code(&Parts(vec![("a".into(), vec![])]).zipped()), Code::Workbook);
    let many = Parts((0..5_000).map(|at| (format!("p{at}"), vec![])).collect());
    assert_eq!(code(&many.zipped()), Code::TooLarge);
}

#[test]
fn a_small_file_that_inflates_to_much_is_refused() {
    let big = 100 << 20;
    let mut text = format!("<worksheet>{}", rows("<row r=\"2\"><c t=\"inlineStr\"><is><t>")).into_bytes();
    text.resize(big, b'a');
    assert_eq!(code(&season("").part("xl/worksheets/sheet5.xml", text).zipped()), Code::TooLarge);
    let cells = "<c><v>1</v></c>".repeat((60 << 20) / 15);
    let far = format!("<worksheet><sheetData>{}<row>{cells}</row></sheetData></worksheet>", header());
    assert!(matches!(code(&season("").part("xl/worksheets/sheet5.xml", far).zipped()), Code::TooLarge));
    let rows = "<row><c t=\"s\"><v>0</v></c></row>".repeat(1_500_000);
    let many = format!("<worksheet><sheetData>{}{rows}</sheetData></worksheet>", header());
    assert!(matches!(code(&season("").part("xl/worksheets/sheet5.xml", many).zipped()), Code::TooLarge));
}

/// As many formats as Excel allows are read, and one more is not.
#[test]
fn formats_beyond_those_of_excel_are_refused() {
    let with = |formats: usize| {
        let xfs = "<xf numFmtId=\"0\"/>".repeat(formats);
        let styles = format!("<styleSheet><cellXfs>{xfs}</cellXfs><cellStyles/></styleSheet>");
        season("").part("xl/styles.xml", styles).zipped()
    };
    assert_ne!(code(&with(65_490)), Code::TooLarge);
    assert_eq!(code(&with(65_491)), Code::TooLarge);
}

#[test]
fn one_long_text_in_many_cells_does_not_fill_the_memory() {
    let texts = format!("uniqueCount=\"1\"><si><t>{}</t></si>", "a".repeat(30_000));
    let cells = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>".repeat(500_000);
    assert_eq!(code(&with("Chấp thuận", &rows(&cells), &texts, "").zipped()), Code::TooLarge);
}

/// The bytes again and again, up to about 100 MB.
fn many(piece: &str, size: usize) -> Vec<u8> {
    piece.as_bytes().iter().copied().cycle().take(size).collect()
}

#[test]
fn a_csv_file_of_100_mb_is_refused_and_one_just_small_enough_too() {
    let read = |file: Vec<u8>| {
        let began = Instant::now();
        let faults = csv::read_files([("nominations.csv", file.as_slice())]).unwrap_err().faults;
        let fault = faults.iter().find(|fault| fault.spot.file == "nominations.csv").cloned();
        println!("{} bytes: {:?} after {} ms", file.len(), fault, began.elapsed().as_millis());
        fault.map(|fault| fault.code)
    };
    let head = "member,organization\n";
    assert_eq!(read(many("a,b\n", 100 << 20)), Some(Code::TooLarge));
    let just = |piece: &str| [head.as_bytes(), &many(piece, (64 << 20) - 100)].concat();
    assert_eq!(read(just("a,b\n")), Some(Code::FolderTooLarge));
    assert_eq!(read(just("a,\n")), Some(Code::CellEmpty));
    assert_eq!(read(just(",")), Some(Code::TooLarge));
    assert!(read(just("\"")).is_some());
    assert_eq!(read(just("\"a\n")), Some(Code::QuoteOpen));
    assert_eq!(read(just("aaaaaaaa")), Some(Code::TooLarge));
    assert_eq!(read(just("\n")), Some(Code::FolderTooLarge));
    assert_eq!(read(just("\0")), Some(Code::TooLarge));
    assert!(read(many(",", 60 << 20)).is_some());
}
