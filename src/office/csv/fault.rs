//! What is wrong with a file: a stable code, the place as Excel shows it, found, expected, and a way out.

use super::source::Tally;
use std::fmt;

/// A way out in both languages: the office reads Vietnamese, its technicians may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint {
    /// Vietnamese.
    pub vi: &'static str,
    /// English.
    pub en: &'static str,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $key:literal { $vi:literal, $en:literal })+) => {
        /// A kind of fault. Its key is stable: a manual may refer to it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $name,)+
        }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its stable key.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
            }

            /// A way out.
            #[must_use]
            pub const fn hint(self) -> Hint {
                match self { $(Self::$name => Hint { vi: $vi, en: $en }),+ }
            }
        }
    };
}

codes! {
    /// A file that must be there is not.
    FileMissing = "CSV-01" {
        "thêm tệp này vào thư mục, hoặc kiểm tra lại tên thư mục",
        "add the file to the folder, or check the name of the folder"
    }
    /// A file that no reader knows: perhaps a misspelt name, whose facts would be lost.
    FileUnknown = "CSV-02" {
        "đổi lại tên tệp cho đúng, hoặc chuyển tệp ra khỏi thư mục",
        "correct the name, or move the file out of the folder"
    }
    /// The system could not read the file.
    FileUnreadable = "CSV-03" {
        "kiểm tra đường dẫn, quyền đọc và đóng tệp trong các chương trình khác",
        "check the path and the permissions, and close the file in other programs"
    }
    /// Nothing stands in the file.
    FileEmpty = "CSV-04" {
        "ghi dòng tiêu đề ở hàng đầu của tệp",
        "write the header in the first row"
    }
    /// UTF-16 without its mark.
    Utf16 = "CSV-05" {
        "trong Excel chọn Lưu thành, kiểu \"CSV UTF-8\"",
        "in Excel choose Save As, type \"CSV UTF-8\""
    }
    /// Bytes that are no UTF-8, or the mark that an earlier conversion left for them.
    NotUtf8 = "CSV-06" {
        "tệp có thể dùng bảng mã TCVN3, VNI hoặc Windows-1258: mở trong Excel, kiểm tra chữ có dấu rồi lưu kiểu \"CSV UTF-8\"",
        "the file may be in TCVN3, VNI or Windows-1258: open it in Excel, check the accents and save as \"CSV UTF-8\""
    }
    /// A control character inside a cell.
    ControlCharacter = "CSV-07" {
        "gõ lại ô này, không dán từ chương trình khác",
        "type the cell again instead of pasting it from another program"
    }
    /// A character that cannot be seen, or an accent that belongs to no letter.
    HiddenCharacter = "CSV-08" {
        "gõ lại ô này bằng bàn phím Unicode dựng sẵn",
        "type the cell again with a keyboard that gives composed letters"
    }
    /// A `sep=` line that names another separator.
    Separator = "CSV-09" {
        "dùng dấu phẩy, dấu chấm phẩy hoặc phím tab",
        "use a comma, a semicolon or a tab"
    }
    /// Two headers for one field.
    HeaderTwice = "CSV-10" {
        "xóa một trong hai cột",
        "remove one of the two columns"
    }
    /// A column that must be there is not.
    ColumnMissing = "CSV-11" {
        "thêm cột này vào hàng tiêu đề, đúng tên",
        "add the column to the header under that name"
    }
    /// A column that no reader knows: perhaps a misspelt name, whose facts would be lost.
    ColumnUnknown = "CSV-12" {
        "sửa tên cột cho đúng, hoặc xóa cột",
        "correct the name, or remove the column"
    }
    /// A quote that is never closed.
    QuoteOpen = "CSV-13" {
        "đóng ngoặc kép ở cuối ô; dấu ngoặc kép trong ô viết hai lần",
        "close the quote at the end of the cell; a quote inside a cell is written twice"
    }
    /// A quote in the middle of a cell.
    QuoteInside = "CSV-14" {
        "đặt cả ô trong ngoặc kép; dấu ngoặc kép trong ô viết hai lần",
        "put the whole cell in quotes; a quote inside a cell is written twice"
    }
    /// A cell of several lines.
    LineBreak = "CSV-15" {
        "viết nội dung ô trên một dòng; nếu không cố ý xuống dòng thì có một dấu ngoặc kép chưa đóng",
        "write the cell on one line; if no line break was meant, a quote was left open"
    }
    /// A row with fewer or more cells than the header.
    RowLength = "CSV-16" {
        "thêm ô trống hoặc xóa ô thừa; ô có dấu phân cách phải đặt trong ngoặc kép",
        "add empty cells or remove the extra ones; a cell with a separator inside goes in quotes"
    }
    /// An empty cell that must not be.
    CellEmpty = "CSV-17" {
        "điền ô này",
        "fill the cell in"
    }
    /// A text that is no id.
    Id = "CSV-18" {
        "dùng mã ngắn, viết trên một dòng, ví dụ UV-01",
        "use a short code on one line, for example UV-01"
    }
    /// A text that is no whole number.
    Number = "CSV-19" {
        "chỉ viết chữ số, không dấu, không phần thập phân",
        "write digits only, without sign or decimals"
    }
    /// A text that is no day.
    Day = "CSV-20" {
        "viết ngày/tháng/năm với năm đủ bốn chữ số, ví dụ 27/11/2020",
        "write day/month/year with all four digits of the year, for example 27/11/2020"
    }
    /// More faults in one file than anyone reads.
    More = "CSV-21" {
        "sửa các lỗi đã nêu rồi đọc lại",
        "mend those listed and read again"
    }
    /// A fact that no CSV file can hold so that it is read back as it was.
    Unwritable = "CSV-22" {
        "sửa giá trị này trước khi ghi ra tệp",
        "change the value before it is written"
    }
    /// Two files of one name: which of them holds the facts?
    FileTwice = "CSV-23" {
        "chỉ giữ lại một tệp",
        "keep one of them"
    }
    /// A word that is none of the few that may stand there.
    Choice = "CSV-24" {
        "chỉ dùng một trong các từ được nêu",
        "use one of the words listed"
    }
}

/// A place in a file, as Excel shows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The name of the file.
    pub file: String,
    /// The row, counted from 1 with the header and blank rows; none when the whole file is meant.
    pub row: Option<usize>,
    /// The letter of the column.
    pub column: Option<String>,
    /// The header of the column as it stands in the file.
    pub header: Option<String>,
}

impl Spot {
    /// A whole file.
    pub(super) fn file(file: &str) -> Self {
        Self { file: file.to_owned(), row: None, column: None, header: None }
    }

    /// A row of a file.
    pub(super) fn row(file: &str, row: usize) -> Self {
        Self { row: Some(row), ..Self::file(file) }
    }

    /// A cell of a file; `column` is counted from 0.
    pub(super) fn cell(file: &str, row: usize, column: usize, header: Option<&str>) -> Self {
        Self { column: Some(letters(column)), header: header.map(str::to_owned), ..Self::row(file, row) }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(row) = self.row {
            write!(f, " row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, " column {column}")?;
        }
        if let Some(header) = &self.header {
            write!(f, " `{header}`")?;
        }
        Ok(())
    }
}

/// The letters over a column: A, B, ..., Z, AA, AB.
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ".get(left % 26).copied().unwrap_or(b'?')));
        left /= 26;
    }
    letters.iter().rev().collect()
}

/// One problem of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind.
    pub code: Code,
    /// Where.
    pub spot: Spot,
    /// The field of the facts, whatever its header is called; none when no single field is meant.
    pub field: Option<&'static str>,
    /// What stands there, cut after 60 characters, control characters escaped; empty where nothing is.
    pub found: String,
    /// What should stand there.
    pub expected: String,
}

impl Fault {
    pub(super) fn new(code: Code, spot: Spot, found: &str, expected: impl Into<String>) -> Self {
        Self { code, spot, field: None, found: shown(found), expected: expected.into() }
    }

    pub(super) fn of(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }
}

/// A text fit for a message.
pub(super) fn shown(text: &str) -> String {
    let mut letters = text.chars();
    let mut shown: String = letters.by_ref().take(60).flat_map(safe).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// Control and hidden characters by their numbers, everything else as it is.
fn safe(letter: char) -> Vec<char> {
    let plain = !letter.is_control() && !super::text::is_hidden(letter);
    if plain { vec![letter] } else { letter.escape_unicode().collect() }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code.key(), self.spot)?;
        if let Some(field) = self.field.filter(|field| self.spot.header.as_deref() != Some(*field)) {
            write!(f, " (field {field})")?;
        }
        match self.found.as_str() {
            "" => f.write_str(": found nothing")?,
            found => write!(f, ": found `{found}`")?,
        }
        write!(f, ", expected {}; {}", self.expected, self.code.hint().en)
    }
}

/// The files were refused: nothing of them was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Every problem, by file and row.
    pub faults: Vec<Fault>,
    /// What was counted on the way, for each file that could be opened.
    pub tallies: Vec<Tally>,
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.faults.len() == 1 { "" } else { "s" };
        write!(f, "the files have {} problem{plural}", self.faults.len())?;
        for (index, fault) in self.faults.iter().enumerate() {
            write!(f, "{} {fault}", if index == 0 { ":" } else { "." })?;
        }
        Ok(())
    }
}

impl std::error::Error for Rejected {}
