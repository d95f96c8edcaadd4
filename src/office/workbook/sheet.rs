//! One sheet: its columns, its frame, its tables.

use crate::office::paper::{Block, Cell, Foot, Grid, Paper};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline, Worksheet, XlsxError};

/// The width of a page in characters of the sheet.
const PAGE: u32 = 96;
/// The height of a line, in pixels.
const LINE: u32 = 21;

/// How cells look. Every one for text has the mark against formulas.
pub(super) struct Looks {
    plain: Format,
    strong: Format,
    title: Format,
    head: Format,
    text: Format,
    number: Format,
    centre: Format,
    centre_strong: Format,
    party: Format,
    place: Format,
}

impl Looks {
    pub(super) fn new() -> Self {
        let font = || Format::new().set_font_name("Times New Roman").set_font_size(12).set_align(FormatAlign::Top);
        let text = || font().set_text_wrap().set_quote_prefix();
        let centre = || text().set_align(FormatAlign::Center);
        let cell = |format: Format| format.set_border(FormatBorder::Thin);
        Self {
            plain: text(),
            strong: text().set_bold(),
            title: centre().set_bold().set_font_size(14),
            head: cell(centre().set_bold().set_background_color("#E9ECF0").set_align(FormatAlign::VerticalCenter)),
            text: cell(text()),
            number: cell(font().set_align(FormatAlign::Center)),
            centre: centre(),
            centre_strong: centre().set_bold(),
            party: centre().set_bold().set_underline(FormatUnderline::Single),
            place: centre().set_italic(),
        }
    }
}

/// A sheet being written from the top down.
pub(super) struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    looks: &'a Looks,
    row: u32,
    /// In characters.
    columns: Vec<u32>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(sheet: &'a mut Worksheet, looks: &'a Looks, name: &str) -> Result<Self, XlsxError> {
        sheet.set_name(name)?;
        // A4, one page wide, as many high as it takes.
        sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&C&P/&N");
        Ok(Self { sheet, looks, row: 0, columns: Vec::new() })
    }

    /// Columns as a table has them.
    pub(super) fn widths(&mut self, grid: &Grid) -> Result<(), XlsxError> {
        let whole: u64 = grid.columns.iter().map(|column| u64::from(column.width)).sum();
        let width = |share: u32| {
            let width = u64::from(share) * u64::from(PAGE) / whole.max(1);
            u32::try_from(width).unwrap_or(PAGE).max(5)
        };
        self.set(grid.columns.iter().map(|column| width(column.width)).collect())
    }

    /// Two columns for words.
    pub(super) fn page(&mut self) -> Result<(), XlsxError> {
        self.set(vec![PAGE / 2, PAGE / 2])
    }

    fn set(&mut self, columns: Vec<u32>) -> Result<(), XlsxError> {
        for (at, width) in (0u16..).zip(&columns) {
            self.sheet.set_column_width(at, *width)?;
        }
        self.columns = columns;
        Ok(())
    }

    fn last(&self) -> u16 {
        u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    /// A text across some columns of a row. Merged cells do not grow with their text, so the caller sets the row's height by what this gives:
    /// the lines it takes.
    fn across(&mut self, row: u32, (from, to): (u16, u16), text: &str, look: &Format) -> Result<u32, XlsxError> {
        if from < to {
            self.sheet.merge_range(row, from, row, to, text, look)?;
        } else {
            self.sheet.write_string_with_format(row, from, text, look)?;
        }
        let (skip, take) = (usize::from(from), usize::from(to.saturating_sub(from)) + 1);
        Ok(lines(text, self.columns.iter().skip(skip).take(take).sum()))
    }

    /// A text across the sheet, on the next row.
    fn line(&mut self, text: &str, look: &Format) -> Result<(), XlsxError> {
        if text.is_empty() {
            return Ok(());
        }
        let lines = self.across(self.row, (0, self.last()), text, look)?;
        self.sheet.set_row_height_pixels(self.row, LINE.saturating_mul(lines))?;
        self.row += 1;
        Ok(())
    }

    /// Two texts side by side, on the next row.
    fn halves(&mut self, (left, one): (&str, &Format), (right, other): (&str, &Format)) -> Result<(), XlsxError> {
        let whole: u32 = self.columns.iter().sum();
        let mut before = 0;
        let left_columns = self.columns.iter().take_while(|width| {
            before += **width;
            before <= whole / 2
        });
        let last = self.last();
        let middle = u16::try_from(left_columns.count()).unwrap_or(last).clamp(1, last.max(1));
        let mut lines = 1;
        if !left.is_empty() {
            lines = self.across(self.row, (0, middle - 1), left, one)?;
        }
        if !right.is_empty() {
            lines = lines.max(self.across(self.row, (middle, last.max(middle)), right, other)?);
        }
        self.sheet.set_row_height_pixels(self.row, LINE.saturating_mul(lines))?;
        self.row += 1;
        Ok(())
    }

    pub(super) fn head(&mut self, paper: &Paper) -> Result<(), XlsxError> {
        let Looks { centre, centre_strong, party, place, title, .. } = self.looks;
        let head = &paper.head;
        self.halves((&head.superior, centre), (&head.party, party))?;
        self.halves((&head.issuer, centre_strong), ("", centre))?;
        self.halves((&head.number, centre), (&head.place, place))?;
        self.row += 1;
        for (at, line) in paper.title.iter().enumerate() {
            self.line(line, if at == 0 { title } else { centre_strong })?;
        }
        self.row += 1;
        Ok(())
    }

    /// What is no table.
    pub(super) fn words(&mut self, block: &Block) -> Result<(), XlsxError> {
        let Looks { plain, strong, .. } = self.looks;
        match block {
            Block::Heading(text) => {
                self.row += 1;
                self.line(text, strong)
            }
            Block::Text(text) => self.line(text, plain),
            Block::List(entries) => entries.iter().try_for_each(|entry| self.line(entry, plain)),
            Block::Table(_) | Block::Figure(_) => Ok(()),
        }
    }

    pub(super) fn grid(&mut self, grid: &Grid, alone: bool) -> Result<(), XlsxError> {
        let Looks { strong, head, text, number, plain, .. } = self.looks;
        if !alone {
            self.row += 1;
        }
        self.line(&grid.caption, strong)?;
        let header = self.row;
        let tall = grid.columns.iter().zip(&self.columns).map(|(column, width)| lines(&column.head, *width)).max();
        self.sheet.set_row_height_pixels(header, LINE.saturating_mul(tall.unwrap_or(1)))?;
        for (at, column) in (0u16..).zip(&grid.columns) {
            self.sheet.write_string_with_format(header, at, &column.head, head)?;
        }
        self.row += 1;
        for cells in &grid.rows {
            // Some programs keep every row at one line if none is told.
            let tall = cells.iter().zip(&self.columns).map(|(cell, width)| lines(&cell.to_string(), *width)).max();
            self.sheet.set_row_height_pixels(self.row, LINE.saturating_mul(tall.unwrap_or(1)))?;
            for (at, cell) in (0u16..).zip(cells) {
                match cell {
                    Cell::Number(count) => self.sheet.write_number_with_format(self.row, at, *count, number)?,
                    Cell::Text(words) => self.sheet.write_string_with_format(self.row, at, words, text)?,
                };
            }
            self.row += 1;
        }
        if grid.rows.is_empty() {
            self.line("—", plain)?;
        }
        if alone {
            self.sheet.set_freeze_panes(header + 1, 0)?;
            self.sheet.set_repeat_rows(header, header)?;
        }
        Ok(())
    }

    pub(super) fn foot(&mut self, foot: &Foot) -> Result<(), XlsxError> {
        let Looks { plain, strong, centre, centre_strong, .. } = self.looks;
        self.row += 1;
        let mut left: Vec<(String, &Format)> = Vec::new();
        if !foot.recipients.is_empty() {
            left.push((foot.to.clone(), strong));
            left.extend(foot.recipients.iter().map(|one| (format!("- {one}"), plain)));
        }
        let mut right: Vec<(&str, &Format)> =
            foot.signed_as.iter().map(|line| (line.as_str(), centre_strong)).collect();
        if !foot.signer.is_empty() {
            // Room to sign.
            right.extend([("", centre); 3]);
            right.push((&foot.signer, centre_strong));
        }
        for at in 0..left.len().max(right.len()) {
            let one = left.get(at).map_or(("", plain), |(text, look)| (text.as_str(), *look));
            self.halves(one, right.get(at).copied().unwrap_or(("", centre)))?;
        }
        Ok(())
    }
}

/// How many lines a text takes, broken at spaces, in a column of so many characters. Letters of the font are a fifth narrower than the digits
/// that columns are measured in, and more.
fn lines(text: &str, width: u32) -> u32 {
    let room = (width * 6 / 5).max(1);
    let (mut lines, mut used) = (1u32, 0u32);
    for word in text.split(' ') {
        let letters = u32::try_from(word.chars().count()).unwrap_or(u32::MAX);
        let with_space = if used == 0 { letters } else { used.saturating_add(1).saturating_add(letters) };
        if with_space <= room {
            used = with_space;
            continue;
        }
        lines += u32::from(used > 0);
        // A word longer than the column is broken.
        lines = lines.saturating_add(letters.saturating_sub(1) / room);
        used = letters.saturating_sub(1) % room + 1;
    }
    lines
}
