//! Workbooks written by hand, as no honest program writes them.

use phancong::office::csv::{Rejected, Sources};
use phancong::office::xlsx;
use phancong::{Roster, office::csv};
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The XML of a workbook, part by part.
pub(crate) struct Parts(pub(crate) Vec<(String, Vec<u8>)>);

impl Parts {
    /// Sheets by name, each with what stands in its `worksheet`.
    pub(crate) fn new(sheets: &[(&str, &str)], texts: &str, book: &str) -> Self {
        let mut parts = vec![
            ("[Content_Types].xml".to_owned(), b"<Types></Types>".to_vec()),
            (
                "_rels/.rels".to_owned(),
                format!("<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>").into_bytes(),
            ),
        ];
        let list: String = (1..)
            .zip(sheets)
            .map(|(id, (name, _))| format!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"s{id}\"/>"))
            .collect();
        parts.push((
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\">{book}<sheets>{list}</sheets></workbook>")
                .into_bytes(),
        ));
        let mut relations: String = (1..=sheets.len())
            .map(|id| {
                format!(
                    "<Relationship Id=\"s{id}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>"
                )
            })
            .collect();
        relations +=
            &format!("<Relationship Id=\"t\" Type=\"{RELATIONS}/sharedStrings\" Target=\"sharedStrings.xml\"/>");
        relations += &format!("<Relationship Id=\"y\" Type=\"{RELATIONS}/styles\" Target=\"/xl/styles.xml\"/>");
        parts.push((
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"{PACKAGE}\">{relations}</Relationships>").into_bytes(),
        ));
        parts.push(("xl/sharedStrings.xml".to_owned(), format!("<sst xmlns=\"{MAIN}\" {texts}</sst>").into_bytes()));
        // Style 0 is plain, 1 a day, 2 a format of its own that shows one, 3 one whose letters are decoration.
        let styles = "<numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"dd\\/mm\\/yyyy\"/><numFmt numFmtId=\"165\" formatCode=\"0&quot; day&quot;\"/></numFmts>\
            <fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill><patternFill patternType=\"none\"/></fill></fills><borders count=\"1\"><border/></borders>\
            <cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"><alignment/></xf><xf numFmtId=\"165\"/></cellXfs>";
        parts.push((
            "xl/styles.xml".to_owned(),
            format!("<styleSheet xmlns=\"{MAIN}\">{styles}</styleSheet>").into_bytes(),
        ));
        for (id, (_, sheet)) in (1..).zip(sheets) {
            parts.push((
                format!("xl/worksheets/sheet{id}.xml"),
                format!("<worksheet xmlns=\"{MAIN}\">{sheet}</worksheet>").into_bytes(),
            ));
        }
        Self(parts)
    }

    pub(crate) fn part(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        match self.0.iter_mut().find(|part| part.0 == name) {
            Some(part) => part.1 = bytes,
            None => self.0.push((name.to_owned(), bytes)),
        }
        self
    }

    pub(crate) fn zipped(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.0 {
            let options =
                SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(1));
            zip.start_file(name.clone(), options).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}

/// The texts that [`season`] refers to.
pub(crate) const TEXTS: &str = "count=\"1\" uniqueCount=\"1\"><si><t>UV-01</t></si>";

/// A season in which nothing is wrong, with the waivers under test: `UV-01` is text 0, the header is in row 1.
pub(crate) fn season(waivers: &str) -> Parts {
    with("Chấp thuận", waivers, TEXTS, "")
}

pub(crate) fn with(name: &str, sheet: &str, texts: &str, book: &str) -> Parts {
    let table = |cells: &[&[&str]]| {
        let rows: String = cells
            .iter()
            .map(|row| format!("<row>{}</row>", row.iter().map(|text| inline(text)).collect::<String>()))
            .collect();
        format!("<sheetData>{rows}</sheetData>")
    };
    let areas = table(&[&["Mã", "Tên"], &["binh-son", "Huyện Bình Sơn"]]);
    let organizations = table(&[&["Mã", "Tên", "Địa bàn"], &["binh-chau", "Đảng bộ xã Bình Châu", "binh-son"]]);
    let members = table(&[&["Mã", "Họ và tên", "Cơ quan lãnh đạo"], &["UV-01", "Nguyễn Văn An", "ban-chap-hanh"]]);
    let wishes = table(&[&["Tỉnh ủy viên", "Tổ chức", "Nguyện vọng"], &["UV-01", "binh-chau", "1"]]);
    let mut sheets = vec![
        ("areas", areas.as_str()),
        ("To chuc co so dang", &organizations),
        ("TỈNH ỦY VIÊN", &members),
        ("Đăng ký", &wishes),
    ];
    match sheets.iter_mut().find(|known| known.0 == name) {
        Some(known) => known.1 = sheet,
        None => sheets.push((name, sheet)),
    }
    Parts::new(&sheets, texts, book)
}

pub(crate) fn inline(text: &str) -> String {
    format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// A row of waivers: the header.
pub(crate) fn header() -> String {
    format!("<row r=\"1\">{}{}</row>", inline("Tỉnh ủy viên"), inline("Lý do"))
}

pub(crate) fn read(parts: &Parts) -> Result<(Roster, Sources), Rejected> {
    xlsx::read_workbook("so.xlsx", &parts.zipped())
}

/// The waivers as `member: reason`, or the faults.
pub(crate) fn waivers(sheet: &str) -> Vec<String> {
    of(&season(sheet))
}

pub(crate) fn of(parts: &Parts) -> Vec<String> {
    match read(parts) {
        Ok((roster, _)) => {
            roster.waivers.iter().map(|waiver| format!("{}: {}", waiver.member, waiver.reason)).collect()
        }
        Err(rejected) => super::short(&rejected),
    }
}

pub(crate) fn tally(sheet: &str) -> csv::Tally {
    let (_, sources) = read(&season(sheet)).unwrap_or_else(|rejected| panic!("{rejected}"));
    sources.tallies().find(|tally| tally.sheet.as_deref() == Some("Chấp thuận")).unwrap().clone()
}
