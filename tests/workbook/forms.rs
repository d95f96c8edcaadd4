//! The copy in which faults are marked.

use super::build::{Parts, TEXTS, header, inline, of, read, season, with};
use phancong::office::xlsx;
use std::io::{Cursor, Read as _};

fn marked(parts: &Parts) -> (Vec<u8>, Vec<String>) {
    let rejected = read(parts).unwrap_err();
    (xlsx::mark(&parts.zipped(), &rejected.faults).unwrap(), super::short(&rejected))
}

fn part(workbook: &[u8], name: &str) -> String {
    let mut text = String::new();
    zip::ZipArchive::new(Cursor::new(workbook)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn sheet() -> String {
    format!(
        "<sheetData>{}<row r=\"3\"><c r=\"B3\" s=\"2\"><v>7</v></c></row><row r=\"5\"><c r=\"A5\"><v>9</v></c></row></sheetData>",
        header()
    )
}

#[test]
fn the_copy_has_the_same_faults_and_one_sheet_more() {
    let (copy, faults) = marked(&season(&sheet()));
    let expected = ["TEP-17 Chấp thuận 3 A", "TEP-29 Chấp thuận 3 B", "TEP-29 Chấp thuận 5 A", "TEP-17 Chấp thuận 5 B"];
    let sorted = |mut faults: Vec<String>| {
        faults.sort();
        faults
    };
    assert_eq!(sorted(faults), sorted(expected.map(str::to_owned).to_vec()));
    let again = xlsx::read_workbook("so.xlsx", &copy).unwrap_err();
    assert_eq!(sorted(super::short(&again)), sorted(expected.map(str::to_owned).to_vec()));
    // Marked once more, the list is replaced and not doubled.
    let twice = xlsx::mark(&copy, &again.faults).unwrap();
    assert_eq!(part(&twice, "xl/workbook.xml"), part(&copy, "xl/workbook.xml"));
}

#[test]
fn faulty_cells_are_red_and_keep_their_values_and_formats() {
    let (copy, _) = marked(&season(&sheet()));
    let text = part(&copy, "xl/worksheets/sheet5.xml");
    assert!(
        text.contains("<c r=\"A3\" s=\"4\"/><c r=\"B3\" s=\"5\"><v>7</v></c>")
            || text.contains("<c r=\"A3\" s=\"5\"/><c r=\"B3\" s=\"4\"><v>7</v></c>"),
        "{text}"
    );
    assert!(text.contains("<v>9</v></c><c r=\"B5\" s="), "{text}");
    let styles = part(&copy, "xl/styles.xml");
    assert!(styles.contains("<cellXfs count=\"6\">") && styles.contains("<fills count=\"2\">"), "{styles}");
    assert!(styles.contains("<xf numFmtId=\"164\" fillId=\"1\" applyFill=\"1\"><alignment/></xf>"), "{styles}");
    let listed = part(&copy, "xl/worksheets/phancong-faults.xml");
    assert!(
        listed.contains("TEP-17")
            && listed.contains("location=\"&#39;Chấp thuận&#39;!A3\"")
            && listed.contains("điền ô này"),
        "{listed}"
    );
}

#[test]
fn everything_else_stays_byte_for_byte() {
    let parts = season(&sheet()).part("xl/theme/theme1.xml", "<a/>").part("docProps/app.xml", "<b/>");
    let (copy, _) = marked(&parts);
    for (name, bytes) in &parts.0 {
        let changed = [
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "[Content_Types].xml",
            "xl/styles.xml",
            "xl/worksheets/sheet5.xml",
        ];
        if !changed.contains(&name.as_str()) {
            assert_eq!(part(&copy, name).as_bytes(), bytes, "{name}");
        }
    }
}

#[test]
fn the_template_with_faults_can_be_marked_mended_and_read() {
    let wrong = [
        ("members.csv", "id,name,body\nUV-01,Nguyễn Văn An,b\nUV-02,Lê Thị Bình,b\n".as_bytes()),
        ("areas.csv", b"id,name\nx,y\n"),
    ];
    let workbook = xlsx::template(wrong).unwrap();
    assert!(xlsx::read_workbook("so.xlsx", &workbook).is_ok());
    let rejected = xlsx::read_workbook(
        "so.xlsx",
        &with("Tổ chức", &format!("<sheetData>{}</sheetData>", inline("x")), TEXTS, "").zipped(),
    )
    .unwrap_err();
    assert!(xlsx::mark(&workbook, &rejected.faults).is_ok());
    assert_eq!(of(&season(&format!("<sheetData>{}</sheetData>", header()))), Vec::<String>::new());
}
