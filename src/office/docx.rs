//! Papers as one Word document (Office Open XML), in the layout of papers of the Party: A4, Times New Roman, margins of 30 and 15 mm, headers
//! of tables repeated on each page, pages numbered at the top, each paper a section of its own.
//!
//! Every character that XML would take for its own is escaped; a figure stands as the table of its numbers. The same papers give the same
//! bytes.

mod package;

use super::markup::escape;
use super::paper::{Block, Cell, Foot, Grid, Head, Paper, Unprintable, check};
use std::fmt::{self, Write as _};

/// Twips between the margins: A4 less 30 and 15 mm.
const WIDTH: u32 = 9_354;

/// Why no document was written.
///
/// Example: [`write`](crate::office::docx::write()).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocxError {
    /// A text that no format can show.
    #[error(transparent)]
    Unprintable(#[from] Unprintable),
    /// A part of 4 GiB or more.
    #[error("the papers are too large for one document: write them in parts")]
    TooLarge,
}

/// Writes papers into one document.
///
/// # Errors
/// [`DocxError`]; then nothing is written.
///
/// ```
/// # use phancong::{Plan, Problem};
/// use phancong::office::{docx, paper::{Letterhead, Recipients, extracts}};
/// use phancong::report::Language;
/// # fn example(problem: &Problem, plan: &Plan) -> Result<(), Box<dyn std::error::Error>> {
/// let papers = extracts(problem, plan, Recipients::Members, &Letterhead::default(), Language::Vi);
/// std::fs::write("trich-gui-dong-chi.docx", docx::write(&papers)?)?;
/// # Ok(())
/// # }
/// ```
pub fn write(papers: &[Paper]) -> Result<Vec<u8>, DocxError> {
    check(papers)?;
    let mut body = Body::default();
    body.raw(package::XML).raw("<w:document xmlns:w=\"").raw(package::WORD);
    body.raw("\" xmlns:r=\"").raw(package::RELATIONS).raw("\"><w:body>");
    for (at, paper) in papers.iter().enumerate() {
        body.paper(paper, at + 1 == papers.len());
    }
    if papers.is_empty() {
        body.raw("<w:p/>").raw(SECTION);
    }
    body.raw("</w:body></w:document>");
    package::pack(&body.0).ok_or(DocxError::TooLarge)
}

/// A page, and its numbers: none on the first.
const SECTION: &str = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:type w:val=\"nextPage\"/>\
<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"851\" w:bottom=\"1134\" w:left=\"1701\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>\
<w:pgNumType w:start=\"1\"/><w:titlePg/></w:sectPr>";

/// XML being written.
#[derive(Default)]
struct Body(String);

impl Body {
    /// XML of our own.
    fn raw(&mut self, xml: &str) -> &mut Self {
        self.0.push_str(xml);
        self
    }

    /// Numbers between pieces of XML of our own.
    fn fill(&mut self, xml: fmt::Arguments<'_>) -> &mut Self {
        // INVARIANT: writing to a text does not fail.
        let _ = self.0.write_fmt(xml);
        self
    }

    /// Text of others.
    fn text(&mut self, text: &str) -> &mut Self {
        escape(&mut self.0, text);
        self
    }

    /// A paragraph of a style; an empty one keeps its place, since every cell has to have one.
    fn line(&mut self, style: &str, text: &str) -> &mut Self {
        self.raw("<w:p><w:pPr><w:pStyle w:val=\"").raw(style).raw("\"/></w:pPr>");
        if !text.is_empty() {
            self.raw("<w:r><w:t xml:space=\"preserve\">").text(text).raw("</w:t></w:r>");
        }
        self.raw("</w:p>")
    }

    fn paper(&mut self, paper: &Paper, last: bool) {
        self.head(&paper.head);
        for (at, line) in paper.title.iter().enumerate() {
            self.line(if at == 0 { "Title" } else { "About" }, line);
        }
        for block in &paper.blocks {
            match block {
                Block::Heading(text) => {
                    self.line("Heading1", text);
                }
                Block::Text(text) => {
                    self.line("Normal", text);
                }
                Block::List(entries) => {
                    for entry in entries {
                        self.line("Entry", entry);
                    }
                }
                Block::Table(grid) => self.grid(grid),
                Block::Figure(figure) => self.grid(&figure.as_grid()),
            }
        }
        self.foot(&paper.foot);
        if last {
            self.raw("<w:p/>").raw(SECTION);
        } else {
            self.raw("<w:p><w:pPr>").raw(SECTION).raw("</w:pPr></w:p>");
        }
    }

    /// Two cells without lines, side by side.
    fn halves(&mut self, left: &dyn Fn(&mut Self), right: &dyn Fn(&mut Self)) {
        let half = WIDTH / 2;
        self.raw("<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr>");
        self.fill(format_args!("<w:tblGrid><w:gridCol w:w=\"{half}\"/><w:gridCol w:w=\"{half}\"/></w:tblGrid>"));
        self.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for side in [left, right] {
            self.fill(format_args!("<w:tc><w:tcPr><w:tcW w:w=\"{half}\" w:type=\"dxa\"/></w:tcPr>"));
            side(self);
            self.raw("</w:tc>");
        }
        self.raw("</w:tr></w:tbl>");
    }

    fn head(&mut self, head: &Head) {
        let left = |body: &mut Self| {
            body.line("Frame", &head.superior).line("FrameStrong", &head.issuer).line("Frame", "*");
            body.line("Frame", &head.number);
        };
        let right = |body: &mut Self| {
            body.line("Party", &head.party).line("Place", &head.place);
        };
        self.halves(&left, &right);
        self.raw("<w:p/>");
    }

    fn foot(&mut self, foot: &Foot) {
        let left = |body: &mut Self| {
            if foot.recipients.is_empty() {
                body.raw("<w:p/>");
                return;
            }
            body.line("To", &foot.to);
            for one in &foot.recipients {
                body.line("Recipient", &format!("- {one}"));
            }
        };
        let right = |body: &mut Self| {
            for one in &foot.signed_as {
                body.line("FrameStrong", one);
            }
            body.line("Signer", &foot.signer);
        };
        self.raw("<w:p/>");
        self.halves(&left, &right);
    }

    fn grid(&mut self, grid: &Grid) {
        self.line("Heading1", &grid.caption);
        let whole: u64 = grid.columns.iter().map(|column| u64::from(column.width)).sum();
        let widths: Vec<u64> =
            grid.columns.iter().map(|column| u64::from(column.width) * u64::from(WIDTH) / whole.max(1)).collect();
        self.raw("<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
        for width in &widths {
            self.fill(format_args!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.raw("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (column, width) in grid.columns.iter().zip(&widths) {
            self.cell(*width, true, "CellHead", &column.head);
        }
        self.raw("</w:tr>");
        for row in &grid.rows {
            self.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for (cell, width) in row.iter().zip(&widths) {
                let style = if matches!(cell, Cell::Number(_)) { "CellNumber" } else { "Cell" };
                self.cell(*width, false, style, &cell.to_string());
            }
            self.raw("</w:tr>");
        }
        self.raw("</w:tbl>");
        // Two tables that touch would become one.
        self.line("Normal", if grid.rows.is_empty() { "—" } else { "" });
    }

    fn cell(&mut self, width: u64, shaded: bool, style: &str, text: &str) {
        self.fill(format_args!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>"));
        self.raw(if shaded { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E9ECF0\"/>" } else { "" });
        self.raw("</w:tcPr>").line(style, text).raw("</w:tc>");
    }
}
