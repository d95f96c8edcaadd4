//! Papers as one HTML file: style and pictures inside, no script, nothing fetched. It reads on a phone, by day and by night, and prints on A4.
//!
//! Every character that HTML would take for its own is escaped. Cells are marked as text for programs that compute what they open, so a cell
//! that begins like a formula stays a text there.

mod figure;

use super::markup::escape;
use super::paper::{Block, Cell, Foot, Grid, Head, Paper, Unprintable, check};
use std::fmt::{self, Write as _};

const STYLE: &str = include_str!("html/style.css");

/// Writes papers into one file, each on pages of its own.
///
/// # Errors
/// [`Unprintable`] as [`check`] finds it; then nothing is written.
///
/// ```
/// # use phancong::{Plan, Problem};
/// use phancong::office::{html, paper::{Letterhead, Recipients, extracts}};
/// use phancong::report::Language;
/// # fn example(problem: &Problem, plan: &Plan) -> Result<(), Box<dyn std::error::Error>> {
/// let papers = extracts(problem, plan, Recipients::Members, &Letterhead::default(), Language::Vi);
/// std::fs::write("trich-gui-dong-chi.html", html::write(&papers)?)?;
/// # Ok(())
/// # }
/// ```
pub fn write(papers: &[Paper]) -> Result<Vec<u8>, Unprintable> {
    check(papers)?;
    let first = papers.first();
    let language = first.map_or("vi", |paper| &paper.language);
    let title = first.map(|paper| paper.title.join(" ")).unwrap_or_default();
    let mut page = Page::default();
    page.raw("<!DOCTYPE html>\n<html lang=\"").text(language).raw("\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    page.raw("<title>").text(&title).raw("</title>\n<style>\n").raw(STYLE).raw("</style>\n</head>\n<body>\n");
    for paper in papers {
        page.paper(paper);
    }
    page.raw("</body>\n</html>\n");
    Ok(page.0.into_bytes())
}

/// HTML being written.
#[derive(Default)]
struct Page(String);

impl Page {
    /// HTML of our own.
    fn raw(&mut self, html: &str) -> &mut Self {
        self.0.push_str(html);
        self
    }

    /// Numbers between pieces of HTML of our own.
    fn fill(&mut self, html: fmt::Arguments<'_>) -> &mut Self {
        // INVARIANT: writing to a text does not fail.
        let _ = self.0.write_fmt(html);
        self
    }

    /// Text of others: for a piece of text or an attribute in double quotes.
    fn text(&mut self, text: &str) -> &mut Self {
        escape(&mut self.0, text);
        self
    }

    /// A text in an element, unless it is empty.
    fn line(&mut self, open: &str, text: &str, close: &str) -> &mut Self {
        if text.is_empty() { self } else { self.raw(open).text(text).raw(close) }
    }

    fn paper(&mut self, paper: &Paper) {
        self.raw("<article>\n");
        self.head(&paper.head);
        for (at, line) in paper.title.iter().enumerate() {
            let (open, close) = if at == 0 { ("<h1>", "</h1>\n") } else { ("<p class=\"about\">", "</p>\n") };
            self.line(open, line, close);
        }
        for block in &paper.blocks {
            match block {
                Block::Heading(text) => {
                    self.line("<h2>", text, "</h2>\n");
                }
                Block::Text(text) => {
                    self.line("<p>", text, "</p>\n");
                }
                Block::List(entries) => {
                    self.raw("<ul>\n");
                    for entry in entries {
                        self.line("<li>", entry, "</li>\n");
                    }
                    self.raw("</ul>\n");
                }
                Block::Table(grid) => self.grid(grid),
                Block::Figure(figure) => self.figure(figure),
            }
        }
        self.foot(&paper.foot);
        self.raw("</article>\n");
    }

    fn head(&mut self, head: &Head) {
        self.raw("<header>\n<div>\n");
        self.line("<p>", &head.superior, "</p>\n");
        self.line("<p class=\"strong\">", &head.issuer, "</p>\n");
        self.raw("<p>*</p>\n").line("<p>", &head.number, "</p>\n");
        self.raw("</div>\n<div>\n").line("<p class=\"strong party\">", &head.party, "</p>\n");
        self.line("<p class=\"place\">", &head.place, "</p>\n").raw("</div>\n</header>\n");
    }

    fn grid(&mut self, grid: &Grid) {
        self.line("<h2>", &grid.caption, "</h2>\n");
        let whole: u64 = grid.columns.iter().map(|column| u64::from(column.width)).sum();
        self.raw("<table class=\"grid\">\n<colgroup>");
        for column in &grid.columns {
            let share = u64::from(column.width) * 1_000 / whole.max(1);
            self.fill(format_args!("<col style=\"width:{}.{}%\">", share / 10, share % 10));
        }
        self.raw("</colgroup>\n<thead><tr>");
        for column in &grid.columns {
            self.raw("<th scope=\"col\">").text(&column.head).raw("</th>");
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for row in &grid.rows {
            self.raw("<tr>");
            for (column, cell) in grid.columns.iter().zip(row) {
                let class = if matches!(cell, Cell::Number(_)) { "number" } else { "text" };
                self.raw("<td class=\"").raw(class).raw("\" data-head=\"").text(&column.head).raw("\">");
                self.text(&cell.to_string()).raw("</td>");
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody>\n</table>\n");
        if grid.rows.is_empty() {
            self.raw("<p>—</p>\n");
        }
    }

    fn foot(&mut self, foot: &Foot) {
        self.raw("<footer>\n<div>\n");
        if !foot.recipients.is_empty() {
            self.line("<p class=\"to\">", &foot.to, "</p>\n").raw("<ul>\n");
            for one in &foot.recipients {
                self.line("<li>", one, "</li>\n");
            }
            self.raw("</ul>\n");
        }
        self.raw("</div>\n<div class=\"sign\">\n");
        for line in &foot.signed_as {
            self.line("<p class=\"strong\">", line, "</p>\n");
        }
        self.line("<p class=\"signer\">", &foot.signer, "</p>\n").raw("</div>\n</footer>\n");
    }
}
