//! Notes in cells: a part with their texts and a drawing with their boxes for each sheet. Those of others stay as they are.

use super::archive::{Archive, Refusal};
use super::book::relations;
use super::grid::address;
use super::mark::{Copy, escaped};
use super::splice::Splice;
use super::xml::attribute;
use crate::office::sheet::{Code, letters};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// By whom the notes are. Those of an earlier copy are known by it, or by the code that they begin with where a program has forgotten who wrote them.
const AUTHOR: &str = "phancong";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Row from 1, column from 0.
type Place = (usize, usize);

/// Puts a note into each of the cells of a sheet and takes out those of an earlier copy. A cell with a note of somebody else keeps that one alone.
///
/// `number` is the sheet's place among the sheets, from 1; its part may have been changed before.
pub(super) fn put(
    copy: &mut Copy,
    archive: &mut Archive<'_>,
    (number, sheet): (usize, &str),
    notes: &BTreeMap<Place, String>,
) -> Result<(), Refusal> {
    let (folder, name) = sheet.rsplit_once('/').unwrap_or(("", sheet));
    let beside = format!("{folder}/_rels/{name}.rels").trim_start_matches('/').to_owned();
    let links = archive.part(&beside)?.unwrap_or_else(|| EMPTY_LINKS.to_owned());
    let linked = relations(&links, folder)?;
    let texts = linked.values().find(|link| link.0.ends_with("/comments")).map(|link| link.1.clone());
    let known = match &texts {
        Some(part) => Known::read(archive.needed(part)?)?,
        None => Known::default(),
    };
    if notes.is_empty() && !known.notes.iter().any(|note| note.ours) {
        return Ok(());
    }
    let text = copy.text(archive, sheet)?;
    let drawing = Drawing::find(&text)?;
    let boxes = match &drawing.link {
        Some(id) => Some(linked.get(id).ok_or_else(|| Refusal::broken("a drawing that is not there"))?.1.clone()),
        None => None,
    };

    let taken: BTreeSet<Place> = known.notes.iter().filter(|note| !note.ours).map(|note| note.at).collect();
    let gone: BTreeSet<Place> = known.notes.iter().filter(|note| note.ours).map(|note| note.at).collect();
    let new: BTreeMap<Place, &str> =
        notes.iter().filter(|note| !taken.contains(note.0)).map(|(at, text)| (*at, text.as_str())).collect();
    let own = |ending: &str| format!("{folder}/phancong-notes-{number}.{ending}").trim_start_matches('/').to_owned();
    let mut added = String::new();
    let mut link = |id: &str, kind: &str, part: &str| {
        added += &format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"/{part}\"/>");
    };
    let texts = texts.unwrap_or_else(|| {
        let part = own("xml");
        link("rIdPhancongNotes", "comments", &part);
        copy.declare(&part, "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml");
        part
    });
    copy.parts.insert(texts, known.with(&new)?);
    let drawn = match boxes {
        Some(part) => {
            let drawn = with_boxes(&archive.needed(&part)?, number, &gone, &new)?;
            copy.parts.insert(part, drawn);
            None
        }
        None => Some(own("vml")),
    };
    if let Some(part) = drawn {
        link("rIdPhancongBoxes", "vmlDrawing", &part);
        copy.declare(&part, "application/vnd.openxmlformats-officedocument.vmlDrawing");
        copy.parts.insert(part, with_boxes(EMPTY_DRAWING, number, &gone, &new)?);
        let mut splice = Splice::new(&text);
        splice
            .put(drawing.at..drawing.at, format!("<legacyDrawing xmlns:pc=\"{OFFICE}\" pc:id=\"rIdPhancongBoxes\"/>"));
        copy.parts.insert(sheet.to_owned(), splice.done());
    }
    if !added.is_empty() {
        let links = opened(&links, "Relationships");
        let mut splice = Splice::new(&links);
        splice.before("</Relationships>", added)?;
        copy.parts.insert(beside, splice.done());
    }
    Ok(())
}

const EMPTY_LINKS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
const EMPTY_DRAWING: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
    xmlns:x=\"urn:schemas-microsoft-com:office:excel\"></xml>";
const FRAME: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">\
    <v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

/// A part whose only element may be written as one empty tag, with that tag opened and closed.
fn opened(text: &str, name: &str) -> String {
    match text.trim_end().strip_suffix("/>") {
        Some(tag) if !text.contains(&format!("</{name}>")) => format!("{tag}></{name}>"),
        _ => text.to_owned(),
    }
}

/// The notes of a sheet as they are.
#[derive(Default)]
struct Known {
    text: String,
    authors: Vec<String>,
    notes: Vec<Note>,
}

struct Note {
    range: Range<usize>,
    at: Place,
    ours: bool,
}

impl Known {
    fn read(text: String) -> Result<Self, Refusal> {
        let mut known = Self::default();
        let mut reader = Reader::from_str(&text);
        let (mut in_author, mut open, mut said) = (false, None, String::new());
        loop {
            let from = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let event = reader.read_event().map_err(|_| Refusal::broken("notes that are cut off or damaged"))?;
            match event {
                Event::Start(start) if start.local_name().as_ref() == "author" => {
                    in_author = true;
                    known.authors.push(String::new());
                }
                // Somebody without a name is an author too.
                Event::Empty(start) if start.local_name().as_ref() == "author" => known.authors.push(String::new()),
                Event::Start(start) if start.local_name().as_ref() == "comment" => {
                    let at = attribute(&start, "ref")?.ok_or_else(|| Refusal::broken("a note without a cell"))?;
                    let author = attribute(&start, "authorId")?.and_then(|author| author.parse::<usize>().ok());
                    let author = author.and_then(|author| known.authors.get(author));
                    said.clear();
                    open = Some((from, address(&at)?, author.is_some_and(|author| author == AUTHOR)));
                }
                Event::Text(piece) if in_author => {
                    known.authors.last_mut().into_iter().for_each(|author| author.push_str(&piece.xml10_content()));
                }
                Event::Text(piece) if said.len() < 100 => said.push_str(&piece.xml10_content()),
                Event::End(end) if end.local_name().as_ref() == "author" => in_author = false,
                Event::End(end) if end.local_name().as_ref() == "comment" => {
                    let until = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
                    let ours_by_text = Code::ALL.iter().any(|code| said.starts_with(&format!("{}: ", code.key())));
                    let note =
                        open.take().map(|(from, at, ours)| Note { range: from..until, at, ours: ours || ours_by_text });
                    known.notes.extend(note);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        known.text = text;
        Ok(known)
    }

    /// The part with these notes in the place of our earlier ones.
    fn with(&self, new: &BTreeMap<Place, &str>) -> Result<String, Refusal> {
        let note = |author: usize, (at, text): (&Place, &&str)| {
            format!(
                "<comment ref=\"{}{}\" authorId=\"{author}\"><text><t xml:space=\"preserve\">{}</t></text></comment>",
                letters(at.1),
                at.0,
                lines(text)
            )
        };
        if self.notes.iter().all(|note| note.ours) {
            let notes: String = new.iter().map(|one| note(0, one)).collect();
            return Ok(format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
                 <authors><author>{AUTHOR}</author></authors><commentList>{notes}</commentList></comments>"
            ));
        }
        let mut splice = Splice::new(&self.text);
        self.notes.iter().filter(|note| note.ours).for_each(|note| splice.put(note.range.clone(), ""));
        let author = self.authors.iter().position(|author| author == AUTHOR);
        if author.is_none() {
            splice.before("</authors>", format!("<author>{AUTHOR}</author>"))?;
        }
        let author = author.unwrap_or(self.authors.len());
        splice.before("</commentList>", new.iter().map(|one| note(author, one)).collect::<String>())?;
        Ok(splice.done())
    }
}

/// A text of several lines as XML.
fn lines(text: &str) -> String {
    text.lines().map(escaped).collect::<Vec<_>>().join("\n")
}

/// Where a sheet names its drawing of boxes, or where it has to.
struct Drawing {
    link: Option<String>,
    at: usize,
}

impl Drawing {
    fn find(text: &str) -> Result<Self, Refusal> {
        // What the order of a sheet puts behind such a drawing.
        const BEHIND: [&str; 9] = [
            "legacyDrawingHF",
            "drawingHF",
            "picture",
            "oleObjects",
            "controls",
            "webPublishItems",
            "tableParts",
            "extLst",
            "AlternateContent",
        ];
        let mut reader = Reader::from_str(text);
        let (mut depth, mut at, mut cells) = (0_usize, None, false);
        loop {
            let from = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let event = reader.read_event().map_err(|_| Refusal::broken("XML that is cut off or damaged"))?;
            let empty = matches!(event, Event::Empty(_));
            match event {
                Event::Start(start) | Event::Empty(start) => {
                    let name = start.local_name();
                    cells |= name.as_ref() == "sheetData";
                    if name.as_ref() == "legacyDrawing" {
                        return Ok(Self { link: attribute(&start, "id")?, at: from });
                    }
                    if depth == 1 && cells && BEHIND.contains(&name.as_ref()) {
                        at = at.or(Some(from));
                    }
                    depth += usize::from(!empty);
                }
                Event::End(_) => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Ok(Self { link: None, at: at.unwrap_or(from) });
                    }
                }
                Event::Eof => return Err(Refusal::broken("XML that is cut off or damaged")),
                _ => {}
            }
        }
    }
}

/// A drawing without the boxes of some notes and with those of others.
fn with_boxes(
    text: &str,
    number: usize,
    gone: &BTreeSet<Place>,
    new: &BTreeMap<Place, &str>,
) -> Result<String, Refusal> {
    let mut splice = Splice::new(text);
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("<v:shape ")).map(|at| from + at) {
        let end = text.get(at..).and_then(|rest| rest.find("</v:shape>")).map(|end| at + end + "</v:shape>".len());
        let end = end.ok_or_else(|| Refusal::broken("a drawing that is cut off or damaged"))?;
        let shape = text.get(at..end).unwrap_or_default();
        let value = |name: &str| {
            let (_, rest) = shape.split_once(&format!("<x:{name}>"))?;
            rest.split_once('<')?.0.trim().parse::<usize>().ok()
        };
        let place = value("Row").zip(value("Column")).map(|(row, column)| (row + 1, column));
        if shape.contains("ObjectType=\"Note\"") && place.is_some_and(|place| gone.contains(&place)) {
            splice.put(at..end, "");
        }
        from = end;
    }
    let ids = text
        .match_indices("\"_x0000_s")
        .filter_map(|(at, begin)| text.get(at + begin.len()..)?.split('"').next()?.parse::<usize>().ok());
    // Ids of the shapes of one drawing are numbered from a multiple of 1,024.
    let first = ids.max().unwrap_or(number * 1_024) + 1;
    let frame = if text.contains("\"_x0000_t202\"") { "" } else { FRAME };
    let boxes: String = (first..).zip(new).map(|(id, (at, text))| note_box(id, *at, text)).collect();
    splice.before("</xml>", format!("{frame}{boxes}"))?;
    Ok(splice.done())
}

/// A box beside its cell, seen when the cell is pointed at, as high as its text.
fn note_box(id: usize, (row, column): Place, text: &str) -> String {
    let top = row.saturating_sub(2);
    let rows: usize = text.lines().map(|line| line.chars().count() / 36 + 1).sum();
    let (left, right, bottom) = (column + 1, column + 5, top + rows + 1);
    format!(
        "<v:shape id=\"_x0000_s{id}\" type=\"#_x0000_t202\" style=\"position:absolute;z-index:{id};visibility:hidden\" fillcolor=\"#ffffe1\" \
         o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>\
         <v:textbox><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>\
         <x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{}</x:Row>\
         <x:Column>{column}</x:Column></x:ClientData></v:shape>",
        row - 1
    )
}
