//! What is wrong with a file: a stable code, the place as Excel shows it, found, expected, and a way out.

use super::code::Code;
use crate::office::file::in_vietnamese;
use crate::office::text::is_hidden;
use crate::report::Language;
use std::fmt;

/// A place in a file, as Excel shows it.
///
/// Example: [`read_files`](crate::office::csv::read_files).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The name of the file.
    pub file: String,
    /// The sheet of a workbook; none for a file of one table.
    pub sheet: Option<String>,
    /// The row, counted from 1 with the header and blank rows; none when the whole file is meant.
    pub row: Option<usize>,
    /// The letter of the column.
    pub column: Option<String>,
    /// The header of the column as it stands in the file.
    pub header: Option<String>,
}

impl Spot {
    /// A whole file.
    pub(in crate::office) fn file(file: &str) -> Self {
        Self { file: file.to_owned(), sheet: None, row: None, column: None, header: None }
    }

    /// A cell of this row; `column` is counted from 0.
    pub(in crate::office) fn cell(self, column: usize, header: Option<&str>) -> Self {
        Self { column: Some(letters(column)), header: header.map(str::to_owned), ..self }
    }

    /// The place as people read it.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        if language == Language::En {
            return self.to_string();
        }
        let mut text = self.file.clone();
        let parts = [
            self.sheet.as_ref().map(|sheet| format!(", trang tính “{sheet}”")),
            self.row.map(|row| format!(", dòng {row}")),
            self.column.as_ref().map(|column| format!(", cột {column}")),
            self.header.as_ref().map(|header| format!(" (“{header}”)")),
        ];
        parts.into_iter().flatten().for_each(|part| text += &part);
        text
    }
}

/// Without the header: where a file has none, a name may stand there, and what is shown by `Debug` ends in logs.
impl fmt::Debug for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Self { header: None, ..self.clone() })
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, " sheet `{sheet}`")?;
        }
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
pub(in crate::office) fn letters(column: usize) -> String {
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
///
/// `Display` and [`say`](Self::say) quote the file to whoever sent it. `Debug` quotes nothing of it, only the code and the place: logs hold no names.
///
/// Example: [`read_files`](crate::office::csv::read_files).
#[derive(Clone, PartialEq, Eq)]
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
    /// What `expected` says, as far as it can be said by words of the file itself: the words to choose from, the header that is missing.
    pub wanted: Vec<String>,
}

impl Fault {
    pub(in crate::office) fn new(code: Code, spot: Spot, found: &str, expected: impl Into<String>) -> Self {
        Self { code, spot, field: None, found: shown(found), expected: expected.into(), wanted: Vec::new() }
    }

    pub(in crate::office) fn of(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    pub(in crate::office) fn wanting(mut self, words: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.wanted = words.into_iter().map(Into::into).collect();
        self
    }

    /// The fault as a sentence for people, with the way out.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        match language {
            Language::En => self.to_string(),
            Language::Vi => format!("{} {}: {}", self.code.key(), self.spot.say(language), self.remark()),
        }
    }

    /// What is found and the way out in Vietnamese, without the place.
    pub(in crate::office) fn remark(&self) -> String {
        let found = match self.found.as_str() {
            // Of a whole file or sheet nothing is left empty: it is not there.
            "" if self.spot.row.is_none() => String::new(),
            "" => "để trống; ".to_owned(),
            found => match in_vietnamese(found).filter(|_| self.code == Code::FileUnreadable) {
                Some(why) => return why.to_owned(),
                None => self.quote(),
            },
        };
        let wanted = match self.wanted.as_slice() {
            [] => String::new(),
            words => format!("cần: {}; ", words.join(", ")),
        };
        format!("{found}{wanted}{}", self.code.hint().vi)
    }

    /// What is found in Vietnamese. Under some codes `found` is no quote of the file but a remark in English.
    fn quote(&self) -> String {
        let found = &self.found;
        let number: String = found.chars().take_while(char::is_ascii_digit).collect();
        match self.code {
            Code::More => format!("còn {number} lỗi nữa; "),
            Code::RowLength if self.spot.column.is_none() => format!("dòng có {number} ô; "),
            Code::Choice if self.spot.column.is_none() => format!("có {number}, cần đúng một; "),
            Code::Utf16 => "tệp UTF-16 không có dấu nhận biết; ".to_owned(),
            Code::TooLarge => "quá lớn; ".to_owned(),
            Code::FolderTooLarge => "các tệp trong thư mục gộp lại quá lớn; ".to_owned(),
            Code::HeaderAgain => "dòng tiêu đề lặp lại giữa bảng; ".to_owned(),
            Code::BelowFooter => "dòng dữ liệu nằm dưới phần cuối bảng; ".to_owned(),
            Code::Merged => "ô trong bảng bị gộp; ".to_owned(),
            Code::CellTwice => "một ô xuất hiện hai lần; ".to_owned(),
            Code::Workbook => "không phải sổ Excel, hoặc sổ hỏng; ".to_owned(),
            Code::OtherWorkbook => "sổ .xls, .ods hoặc có mật khẩu; ".to_owned(),
            _ => format!("ghi “{found}”; "),
        }
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.code.key(), self.spot)?;
        self.field.map_or(Ok(()), |field| write!(f, " (field {field})"))
    }
}

/// A text fit for a message.
pub(in crate::office) fn shown(text: &str) -> String {
    let mut letters = text.chars();
    let mut shown: String = letters.by_ref().take(60).flat_map(safe).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// Control and hidden characters by their numbers, everything else as it is.
fn safe(letter: char) -> Vec<char> {
    let plain = !letter.is_control() && !is_hidden(letter);
    if plain { vec![letter] } else { letter.escape_unicode().collect() }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code.key(), self.spot)?;
        if let Some(field) = self.field.filter(|field| self.spot.header.as_deref() != Some(*field)) {
            write!(f, " (field {field})")?;
        }
        match self.found.as_str() {
            why if self.code == Code::FileUnreadable => return write!(f, ": {why}"),
            "" => f.write_str(": found nothing")?,
            found => write!(f, ": found `{found}`")?,
        }
        write!(f, ", expected {}; {}", self.expected, self.code.hint().en)
    }
}
