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

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The season with the faults of [`sheet`] and with what other programs put beside a sheet: a note of somebody in `B3`, its box, and a list of parts.
fn with_a_note_of_theirs() -> Parts {
    let text = sheet() + "<legacyDrawing r:id=\"d\"/><extLst/>";
    let mut parts =
        season("").part("xl/worksheets/sheet5.xml", format!("<worksheet xmlns:r=\"{OFFICE}\">{text}</worksheet>"));
    for (name, bytes) in [
        (
            "xl/worksheets/_rels/sheet5.xml.rels",
            format!(
                "<Relationships><Relationship Id=\"d\" Type=\"{OFFICE}/vmlDrawing\" Target=\"../drawings/vmlDrawing1.vml\"/>\
                 <Relationship Id=\"c\" Type=\"{OFFICE}/comments\" Target=\"../comments1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/comments1.xml",
            "<comments><authors><author>Chị Oanh</author></authors><commentList><comment ref=\"B3\" authorId=\"0\"><text><t>hỏi lại</t></text></comment>\
             </commentList></comments>"
                .to_owned(),
        ),
        (
            "xl/drawings/vmlDrawing1.vml",
            "<xml xmlns:v=\"v\"><v:shapetype id=\"_x0000_t202\"></v:shapetype><v:shape id=\"_x0000_s1030\"><x:ClientData ObjectType=\"Note\">\
             <x:Row>2</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>"
                .to_owned(),
        ),
    ] {
        parts = parts.part(name, bytes);
    }
    parts
}

#[test]
fn faulty_cells_have_notes_that_say_what_to_mend() {
    let (copy, _) = marked(&season(&sheet()));
    let notes = part(&copy, "xl/worksheets/phancong-notes-5.xml");
    assert!(notes.contains("<authors><author>phancong</author></authors>"), "{notes}");
    let note = "<comment ref=\"A3\" authorId=\"0\"><text><t xml:space=\"preserve\">TEP-17: để trống; điền ô này</t></text></comment>";
    assert!(notes.contains(note) && notes.matches("<comment ").count() == 4, "{notes}");
    let boxes = part(&copy, "xl/worksheets/phancong-notes-5.vml");
    assert!(boxes.contains("<x:Row>2</x:Row><x:Column>0</x:Column>") && boxes.matches("<v:shape ").count() == 4);
    let sheet = part(&copy, "xl/worksheets/sheet5.xml");
    assert!(sheet.contains("pc:id=\"rIdPhancongBoxes\"/></worksheet>"), "{sheet}");
    let links = part(&copy, "xl/worksheets/_rels/sheet5.xml.rels");
    assert!(
        links.contains("Target=\"/xl/worksheets/phancong-notes-5.vml\"") && links.contains("/comments\""),
        "{links}"
    );
    let types = part(&copy, "[Content_Types].xml");
    assert_eq!(types.matches("phancong-notes-5").count(), 2, "{types}");
}

#[test]
fn notes_of_others_stay_and_a_cell_has_one_note() {
    let (copy, _) = marked(&with_a_note_of_theirs());
    let notes = part(&copy, "xl/comments1.xml");
    assert!(notes.contains("<author>Chị Oanh</author><author>phancong</author></authors>"), "{notes}");
    assert!(notes.contains("<comment ref=\"B3\" authorId=\"0\"><text><t>hỏi lại</t></text></comment>"), "{notes}");
    assert_eq!((notes.matches("ref=\"B3\"").count(), notes.matches("authorId=\"1\"").count()), (1, 3), "{notes}");
    let boxes = part(&copy, "xl/drawings/vmlDrawing1.vml");
    assert_eq!(boxes.matches("<v:shape ").count(), 4, "{boxes}");
    assert!(boxes.contains("_x0000_s1030") && boxes.contains("_x0000_s1033") && !boxes.contains("_x0000_s1034"));
    let before = with_a_note_of_theirs();
    let links = before.0.iter().find(|part| part.0.ends_with("sheet5.xml.rels")).unwrap();
    assert_eq!(part(&copy, &links.0).as_bytes(), links.1, "no part more");
}

#[test]
fn notes_of_an_earlier_copy_are_replaced_and_those_of_others_never() {
    for (parts, name, theirs) in
        [(season(&sheet()), "xl/worksheets/phancong-notes-5.xml", 0), (with_a_note_of_theirs(), "xl/comments1.xml", 1)]
    {
        let (copy, _) = marked(&parts);
        let faults = xlsx::read_workbook("so.xlsx", &copy).unwrap_err().faults;
        let again = xlsx::mark(&copy, &faults).unwrap();
        assert_eq!(part(&again, name), part(&copy, name));
        // A program that forgets who wrote a note.
        let mut nameless = season("");
        let mut archive = zip::ZipArchive::new(Cursor::new(&copy)).unwrap();
        nameless.0 = (0..archive.len())
            .map(|at| {
                let (mut part, mut bytes) = (archive.by_index(at).unwrap(), Vec::new());
                part.read_to_end(&mut bytes).unwrap();
                (part.name().unwrap().into_owned(), bytes)
            })
            .collect();
        let forgotten = part(&copy, name).replace(">phancong<", "> <");
        let again = xlsx::mark(&nameless.part(name, forgotten).zipped(), &faults).unwrap();
        assert_eq!(part(&again, name).matches("TEP-").count(), part(&copy, name).matches("TEP-").count());
        // The first mended, the others not.
        let fewer = xlsx::mark(&copy, &faults[1..]).unwrap();
        assert_eq!(part(&fewer, name).matches("<comment ").count(), part(&copy, name).matches("<comment ").count() - 1);
        let none = xlsx::mark(&copy, &[]).unwrap();
        assert_eq!(part(&none, name).matches("<comment ").count(), theirs);
        assert!(!part(&none, name).contains("TEP-"));
    }
}

#[test]
fn the_drawing_of_notes_stands_where_the_order_of_a_sheet_wants_it() {
    let text = sheet() + "<drawing r:id=\"x\"/><tableParts count=\"0\"/><extLst/>";
    let (copy, _) = marked(&season(&text));
    let sheet = part(&copy, "xl/worksheets/sheet5.xml");
    assert!(sheet.contains("<drawing r:id=\"x\"/><legacyDrawing ") && sheet.contains("/><tableParts"), "{sheet}");
}
