//! A copy of the user's own workbook in which the faults are marked.

use super::archive::{Archive, Refusal, copied};
use super::book::Book;
use super::copy::{Copy, escaped};
use super::names::is_ours;
use super::notes;
use super::splice::{Splice, restyled, styles, with_attribute};
use crate::office::csv::{Fault, Rejected, Tally};
use std::collections::BTreeMap;

/// A copy of a workbook with each faulty cell in red and with a note of what to mend, and a sheet `Lỗi` that lists the faults, each with a link to its
/// cell.
///
/// Everything else stays as it is, byte for byte: values, formulas, formats, lists to choose from, other sheets, notes of others; a cell that has one
/// of those gets no second one. A fault of a row marks the row's first cell; one of a sheet or of the whole file is only listed. The sheet `Lỗi` and
/// the notes of an earlier copy are replaced; red cells of an earlier copy stay red.
///
/// # Errors
/// [`Rejected`] when the workbook is one that cannot be opened: then there is nothing to mark.
///
/// Example: [`read_workbook`](crate::office::xlsx::read_workbook).
pub fn mark(bytes: &[u8], faults: &[Fault]) -> Result<Vec<u8>, Rejected> {
    marked(bytes, faults).map_err(|refusal| {
        let fault = refusal.fault(&Tally::of("workbook", None));
        Rejected { faults: vec![fault], tallies: Vec::new() }
    })
}

fn marked(bytes: &[u8], faults: &[Fault]) -> Result<Vec<u8>, Refusal> {
    let mut archive = Archive::open(bytes)?;
    let book = Book::open(&mut archive)?;
    let mut copy = Copy::default();
    let mut red = Red::new(match &book.styles {
        Some(part) => archive.needed(part)?,
        None => return Err(Refusal::broken("no styles")),
    });
    for (number, (name, part)) in (1..).zip(&book.sheets) {
        let mut told: BTreeMap<(usize, usize), String> = BTreeMap::new();
        for fault in faults.iter().filter(|fault| fault.spot.sheet.as_ref() == Some(name)) {
            let Some(cell) = cell(fault) else { continue };
            let told = told.entry(cell).or_default();
            let line = if told.is_empty() { "" } else { "\n" };
            *told += &format!("{line}{}: {}", fault.code.key(), fault.remark());
        }
        if !told.is_empty() {
            let text = archive.needed(part)?;
            let mut wanted = styles(&text, &told.keys().copied().collect())?;
            for style in wanted.values_mut() {
                *style = red.of(*style);
            }
            copy.parts.insert(part.clone(), restyled(&text, &wanted)?);
        }
        notes::put(&mut copy, &mut archive, (number, part), &told)?;
    }
    if let Some(part) = &book.styles {
        copy.parts.insert(part.clone(), red.done()?);
    }
    list(&mut archive, &book, faults, &mut copy)?;
    if !copy.kinds.is_empty() {
        let types = archive.needed(TYPES)?;
        let mut splice = Splice::new(&types);
        splice.before("</Types>", copy.kinds)?;
        copy.parts.insert(TYPES.to_owned(), splice.done());
    }
    copied(bytes, &copy.parts)
}

/// The part that says what the others are.
const TYPES: &str = "[Content_Types].xml";

/// The cell of a fault: row from 1, column from 0.
fn cell(fault: &Fault) -> Option<(usize, usize)> {
    let row = fault.spot.row?;
    let column = fault.spot.column.as_deref().unwrap_or("A");
    super::grid::address(&format!("{column}{row}")).ok()
}

/// The styles of a workbook, with a red one for each that is asked for.
struct Red {
    text: String,
    made: BTreeMap<usize, usize>,
    own: Vec<String>,
}

impl Red {
    fn new(text: String) -> Self {
        let own = section(&text, "cellXfs").map(elements).unwrap_or_default();
        Self { text, made: BTreeMap::new(), own }
    }

    /// The red style that is otherwise the same.
    fn of(&mut self, style: usize) -> usize {
        let next = self.own.len() + self.made.len();
        *self.made.entry(style).or_insert(next)
    }

    fn done(self) -> Result<String, Refusal> {
        let broken = || Refusal::broken("styles without fills or cells");
        let fills = section(&self.text, "fills").map(elements).ok_or_else(broken)?;
        let mut made: Vec<(usize, usize)> = self.made.iter().map(|(style, red)| (*red, *style)).collect();
        made.sort_unstable();
        let plain = "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>".to_owned();
        let reds: String = made
            .iter()
            .map(|(_, style)| {
                let xf = self.own.get(*style).unwrap_or(&plain);
                let end = xf.find('>').map_or(xf.len(), |end| end + 1);
                let (tag, rest) = xf.split_at_checked(end).unwrap_or((xf, ""));
                let tag = with_attribute(tag, "fillId", &fills.len().to_string());
                format!("{}{rest}", with_attribute(&tag, "applyFill", "1"))
            })
            .collect();
        let fill = "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFF8080\"/><bgColor indexed=\"64\"/></patternFill></fill>";
        let mut splice = Splice::new(&self.text);
        splice.before("</fills>", fill)?;
        splice.before("</cellXfs>", reds)?;
        for (name, count) in [("fills", fills.len() + 1), ("cellXfs", self.own.len() + made.len())] {
            let start = self.text.find(&format!("<{name}")).ok_or_else(broken)?;
            let length = self.text.get(start..).and_then(|rest| rest.find('>')).ok_or_else(broken)? + 1;
            let tag = self.text.get(start..start + length).ok_or_else(broken)?;
            splice.put(start..start + length, with_attribute(tag, "count", &count.to_string()));
        }
        Ok(splice.done())
    }
}

/// What stands inside the only element of a name.
fn section<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("<{name}"))?;
    let (_, rest) = rest.split_once('>')?;
    rest.split_once(&format!("</{name}>")).map(|(inside, _)| inside)
}

/// The elements of a section, each whole.
fn elements(section: &str) -> Vec<String> {
    let (mut found, mut depth, mut current) = (Vec::new(), 0_usize, String::new());
    for piece in section.split_inclusive('>') {
        current.push_str(piece);
        let tag = piece.trim_start();
        if tag.starts_with("</") {
            depth = depth.saturating_sub(1);
        } else if !tag.ends_with("/>") && !tag.starts_with("<!--") {
            depth += 1;
        }
        if depth == 0 {
            found.push(std::mem::take(&mut current).trim().to_owned());
        }
    }
    found.retain(|element| element.starts_with('<'));
    found
}

/// Adds the sheet that lists the faults.
fn list(archive: &mut Archive<'_>, book: &Book, faults: &[Fault], copy: &mut Copy) -> Result<(), Refusal> {
    let listed = book.sheets.iter().find(|sheet| {
        is_ours(&sheet.0) && crate::office::text::key(&sheet.0) == crate::office::text::key(super::FAULTS)
    });
    if let Some((_, part)) = listed {
        copy.parts.insert(part.clone(), sheet(faults));
        return Ok(());
    }
    let folder = book.main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let part = format!("{folder}/worksheets/phancong-faults.xml").trim_start_matches('/').to_owned();
    let (main, relations) = (archive.needed(&book.main)?, archive.needed(&book.relations)?);
    let ids = main
        .match_indices("sheetId=\"")
        .filter_map(|(at, found)| main.get(at + found.len()..)?.split('"').next()?.parse::<u32>().ok());
    let id = ids.max().unwrap_or(0) + 1;
    let mut splice = Splice::new(&main);
    splice.before(
        "</sheets>",
        format!(
            "<sheet xmlns:pc=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" name=\"{}\" sheetId=\"{id}\" pc:id=\"rIdPhancong\"/>",
            super::FAULTS
        ),
    )?;
    copy.parts.insert(book.main.clone(), splice.done());
    let mut splice = Splice::new(&relations);
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
    splice
        .before("</Relationships>", format!("<Relationship Id=\"rIdPhancong\" Type=\"{kind}\" Target=\"/{part}\"/>"))?;
    copy.parts.insert(book.relations.clone(), splice.done());
    copy.declare(&part, "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml");
    copy.parts.insert(part, sheet(faults));
    Ok(())
}

/// The sheet that lists the faults.
fn sheet(faults: &[Fault]) -> String {
    let head = ["Mã lỗi", "Trang tính", "Ô", "Cần sửa"];
    let line = |row: usize, cells: [&str; 4]| {
        let cells: String = cells
            .iter()
            .zip(["A", "B", "C", "D"])
            .map(|(text, column)| {
                format!(
                    "<c r=\"{column}{row}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    escaped(text)
                )
            })
            .collect();
        format!("<row r=\"{row}\">{cells}</row>")
    };
    let (mut rows, mut links) = (line(1, head), String::new());
    for (row, fault) in (2..).zip(faults) {
        let sheet = fault.spot.sheet.as_deref().unwrap_or("");
        let at = match (&fault.spot.column, fault.spot.row) {
            (Some(column), Some(number)) => format!("{column}{number}"),
            (None, Some(number)) => format!("A{number}"),
            _ => String::new(),
        };
        rows += &line(row, [fault.code.key(), sheet, &at, &fault.remark()]);
        if !at.is_empty() && !sheet.is_empty() {
            let place = escaped(&format!("'{}'!{at}", sheet.replace('\'', "''")));
            links += &format!("<hyperlink ref=\"C{row}\" location=\"{place}\" display=\"{at}\"/>");
        }
    }
    let links = if links.is_empty() { links } else { format!("<hyperlinks>{links}</hyperlinks>") };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <cols><col min=\"1\" max=\"1\" width=\"10\" customWidth=\"1\"/><col min=\"2\" max=\"2\" width=\"28\" customWidth=\"1\"/>\
         <col min=\"3\" max=\"3\" width=\"8\" customWidth=\"1\"/><col min=\"4\" max=\"4\" width=\"110\" customWidth=\"1\"/></cols>\
         <sheetData>{rows}</sheetData>{links}</worksheet>"
    )
}
