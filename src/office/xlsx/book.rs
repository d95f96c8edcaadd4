//! What the sheets of a workbook share: their names, the texts, which styles are dates, and where days are counted from.

use super::archive::{Archive, Refusal};
use super::xml::{Node, Xml, attribute, unescaped};
use crate::office::sheet::Code;
use std::collections::BTreeMap;

/// Texts of a workbook, whatever their declared number.
const MAX_TEXTS: usize = 2_000_000;
/// Formats of cells, and of numbers: as many as a workbook of Excel may have.
const MAX_FORMATS: usize = 65_490;
/// Sheets of a workbook.
const MAX_SHEETS: usize = 256;

pub(super) struct Book {
    /// The part that lists the sheets, the part of its relations, and the part of the styles.
    pub(super) main: String,
    pub(super) relations: String,
    pub(super) styles: Option<String>,
    /// The sheets in order: name and part.
    pub(super) sheets: Vec<(String, String)>,
    pub(super) texts: Vec<String>,
    /// For each style of a cell, whether it shows a date.
    pub(super) dates: Vec<bool>,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
}

impl Book {
    pub(super) fn open(archive: &mut Archive<'_>) -> Result<Self, Refusal> {
        let root = relations(&archive.needed("_rels/.rels")?, "")?;
        let is_book = |(kind, _): &&(String, String)| kind.ends_with("/officeDocument");
        let main = root.values().find(is_book).map_or("xl/workbook.xml", |(_, target)| target.as_str()).to_owned();
        let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
        let beside = format!("{folder}/_rels/{name}.rels").trim_start_matches('/').to_owned();
        let parts = relations(&archive.needed(&beside)?, folder)?;
        let (sheets, from_1904) = sheets(&archive.needed(&main)?, &parts)?;
        let of_kind = |kind: &str| parts.values().find(|part| part.0.ends_with(kind)).map(|part| part.1.clone());
        let texts = match of_kind("/sharedStrings") {
            Some(part) => texts(&archive.needed(&part)?)?,
            None => Vec::new(),
        };
        let styles = of_kind("/styles");
        let dates = match &styles {
            Some(part) => dates(&archive.needed(part)?)?,
            None => Vec::new(),
        };
        Ok(Self { main, relations: beside, styles, sheets, texts, dates, from_1904 })
    }
}

/// The relations of a part: for each id its kind and target.
pub(super) fn relations(text: &str, folder: &str) -> Result<BTreeMap<String, (String, String)>, Refusal> {
    let mut found = BTreeMap::new();
    let mut xml = Xml::new(text);
    loop {
        match xml.next()? {
            Node::Open(start) if start.local_name().as_ref() == "Relationship" => {
                let (id, kind) = (attribute(&start, "Id")?, attribute(&start, "Type")?);
                let target = attribute(&start, "Target")?;
                if let (Some(id), Some(kind), Some(target)) = (id, kind, target) {
                    found.insert(id, (kind, joined(folder, &target)));
                }
            }
            Node::End => return Ok(found),
            _ => {}
        }
    }
}

/// A target beside or above its folder as a name in the archive.
fn joined(folder: &str, target: &str) -> String {
    let path = match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

type Sheets = (Vec<(String, String)>, bool);

fn sheets(text: &str, parts: &BTreeMap<String, (String, String)>) -> Result<Sheets, Refusal> {
    let (mut sheets, mut from_1904) = (Vec::new(), false);
    let mut xml = Xml::new(text);
    loop {
        match xml.next()? {
            Node::Open(start) if start.local_name().as_ref() == "sheet" => {
                let (name, id) = (attribute(&start, "name")?, attribute(&start, "id")?);
                let part = id.and_then(|id| parts.get(&id)).filter(|part| part.0.ends_with("/worksheet"));
                match (name, part) {
                    (Some(name), Some(part)) => sheets.push((name, part.1.clone())),
                    // A sheet that is a chart holds no cells.
                    (Some(_), None) => {}
                    (None, _) => return Err(Refusal::broken("a sheet without a name")),
                }
                if sheets.len() > MAX_SHEETS {
                    return Err(Refusal::new(Code::TooLarge, "more sheets", "at most 256 sheets"));
                }
            }
            Node::Open(start) if start.local_name().as_ref() == "workbookPr" => {
                from_1904 = attribute(&start, "date1904")?.is_some_and(|value| value == "1" || value == "true");
            }
            Node::End => return Ok((sheets, from_1904)),
            _ => {}
        }
    }
}

fn texts(text: &str) -> Result<Vec<String>, Refusal> {
    let mut texts = Vec::new();
    let mut xml = Xml::new(text);
    loop {
        match xml.next()? {
            Node::Open(start) if start.local_name().as_ref() == "si" => {
                texts.push(rich_text(&mut xml, "si")?);
                if texts.len() > MAX_TEXTS {
                    return Err(Refusal::new(Code::TooLarge, "more texts", "at most 2000000 texts"));
                }
            }
            Node::End => return Ok(texts),
            _ => {}
        }
    }
}

/// The text of an element up to its end, however its letters are formatted; how it is pronounced is left out.
pub(super) fn rich_text(xml: &mut Xml<'_>, until: &str) -> Result<String, Refusal> {
    let (mut text, mut in_text, mut aside) = (String::new(), false, 0_usize);
    loop {
        match xml.next()? {
            Node::Open(start) => match start.local_name().as_ref() {
                "t" => in_text = aside == 0,
                "rPh" => aside += 1,
                _ => {}
            },
            Node::Close(name) if name == until && aside == 0 => return Ok(unescaped(&text).into_owned()),
            Node::Close(name) => match name.as_str() {
                "t" => in_text = false,
                "rPh" => aside = aside.saturating_sub(1),
                _ => {}
            },
            Node::Text(part) if in_text => text.push_str(&part),
            Node::Text(_) => {}
            Node::End => return Err(Refusal::broken("XML that is cut off or damaged")),
        }
    }
}

fn dates(text: &str) -> Result<Vec<bool>, Refusal> {
    let (mut own, mut dates, mut in_cells) = (BTreeMap::new(), Vec::new(), false);
    let mut xml = Xml::new(text);
    loop {
        match xml.next()? {
            Node::Open(_) if own.len().max(dates.len()) > MAX_FORMATS => {
                return Err(Refusal::new(Code::TooLarge, "more formats", "at most 65490 formats of cells"));
            }
            Node::Open(start) => match start.local_name().as_ref() {
                "numFmt" => {
                    if let (Some(id), Some(code)) = (attribute(&start, "numFmtId")?, attribute(&start, "formatCode")?) {
                        own.insert(id, is_date(&code));
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = attribute(&start, "numFmtId")?.unwrap_or_default();
                    let built_in = matches!(
                        id.as_str(),
                        "14" | "15"
                            | "16"
                            | "17"
                            | "22"
                            | "27"
                            | "28"
                            | "29"
                            | "30"
                            | "31"
                            | "36"
                            | "50"
                            | "51"
                            | "52"
                            | "53"
                            | "54"
                            | "57"
                            | "58"
                    );
                    dates.push(own.get(&id).copied().unwrap_or(built_in));
                }
                _ => {}
            },
            Node::Close(name) if name == "cellXfs" => in_cells = false,
            Node::End => return Ok(dates),
            _ => {}
        }
    }
}

/// Whether a number format shows a day or a year; what stands in quotes, in brackets or after a backslash is decoration.
fn is_date(format: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    for letter in format.chars() {
        match letter {
            _ if escaped => escaped = false,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\\' => escaped = true,
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ if bracketed => {}
            'd' | 'D' | 'y' | 'Y' => return true,
            _ => {}
        }
    }
    false
}
