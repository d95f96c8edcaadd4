//! What was counted in a file, or in a sheet of a workbook.

use super::fault::Spot;
use crate::report::Language;
use std::fmt;

/// The rows of one list below its header: `read = used + rejected + blank`; and what was seen beside them.
///
/// Example: [`read_files`](crate::office::csv::read_files).
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// The name of the file.
    pub file: String,
    /// The sheet of a workbook; none for a file of one table.
    pub sheet: Option<String>,
    /// Rows below the header.
    pub read: usize,
    /// Rows that became an entry.
    pub used: usize,
    /// Rows with a fault.
    pub rejected: usize,
    /// Rows without anything in them.
    pub blank: usize,
    /// Of the rows read, those that are hidden; they are read like the others.
    pub hidden: usize,
    /// Rows above the header and below the table that are no entries: titles, totals, signatures. They are not among those read.
    pub outside: Vec<usize>,
    /// The headers of columns that no field is read from.
    pub unread: Vec<String>,
    /// Whether a text file ends in the middle of a line, as one does that was cut off. Programs for tables end the last line too.
    pub unended: bool,
}

impl Tally {
    /// Of a list that was not counted yet.
    pub(in crate::office) fn of(file: &str, sheet: Option<&str>) -> Self {
        Self { file: file.to_owned(), sheet: sheet.map(str::to_owned), ..Self::default() }
    }

    /// A row of this list.
    pub(in crate::office) fn spot(&self, row: usize) -> Spot {
        Spot { row: Some(row), ..self.whole() }
    }

    /// The whole list.
    pub(in crate::office) fn whole(&self) -> Spot {
        Spot { sheet: self.sheet.clone(), ..Spot::file(&self.file) }
    }

    /// The count as a sentence for people.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        let Self { read, used, rejected, blank, hidden, outside, unread, unended, .. } = self;
        if language == Language::En {
            return self.to_string();
        }
        let place = self.whole().say(language);
        let mut text =
            format!("{place}: {read} dòng = {used} dòng dùng + {rejected} dòng bị từ chối + {blank} dòng trống");
        if *hidden > 0 {
            text += &format!("; {hidden} dòng ẩn đã được đọc");
        }
        if !outside.is_empty() {
            text += &format!("; ngoài bảng (tiêu đề, tổng cộng, ký tên): dòng {}", runs(outside));
        }
        if !unread.is_empty() {
            text += &format!("; cột không đọc: {}", quoted(unread));
        }
        if *unended {
            text += "; cuối tệp không có dấu xuống dòng: xem tệp có bị cắt cụt không";
        }
        text
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { read, used, rejected, blank, hidden, outside, unread, unended, .. } = self;
        write!(f, "{}: {read} rows = {used} used + {rejected} rejected + {blank} blank", self.whole())?;
        if *hidden > 0 {
            write!(f, "; {hidden} hidden rows were read")?;
        }
        if !outside.is_empty() {
            write!(f, "; outside the table (titles, totals, signatures): rows {}", runs(outside))?;
        }
        if !unread.is_empty() {
            write!(f, "; columns not read: {}", quoted(unread))?;
        }
        if *unended {
            write!(f, "; no line end at the end of the file: see whether it was cut off")?;
        }
        Ok(())
    }
}

/// Counts only: where a file has no header, names stand in its place, and what is shown by `Debug` ends in logs.
impl fmt::Debug for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unread = self.unread.len();
        write!(f, "{}; {unread} columns not read", Self { unread: Vec::new(), ..self.clone() })
    }
}

fn quoted(headers: &[String]) -> String {
    let quoted: Vec<String> = headers.iter().map(|header| format!("`{header}`")).collect();
    quoted.join(", ")
}

/// Rows in order, neighbours as one run: `1-3, 58`.
fn runs(rows: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &row in rows {
        match runs.last_mut() {
            Some(run) if run.1 + 1 == row => run.1 = row,
            _ => runs.push((row, row)),
        }
    }
    let said: Vec<String> = runs
        .iter()
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") })
        .collect();
    said.join(", ")
}
