//! The kinds of faults: a stable key each, and a way out.

/// A way out in both languages: the office reads Vietnamese, its technicians may not.
///
/// Example: [`read_files`](crate::office::csv::read_files).
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
        ///
        /// Example: [`read_files`](crate::office::csv::read_files).
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
    FileMissing = "TEP-01" {
        "thêm tệp này vào thư mục, hoặc kiểm tra lại tên thư mục",
        "add the file to the folder, or check the name of the folder"
    }
    /// A file that no reader knows: perhaps a misspelt name, whose facts would be lost.
    FileUnknown = "TEP-02" {
        "đổi lại tên tệp cho đúng, hoặc chuyển tệp ra khỏi thư mục",
        "correct the name, or move the file out of the folder"
    }
    /// The system could not read the file.
    FileUnreadable = "TEP-03" {
        "kiểm tra đường dẫn, quyền đọc và đóng tệp trong các chương trình khác",
        "check the path and the permissions, and close the file in other programs"
    }
    /// Nothing stands in the file.
    FileEmpty = "TEP-04" {
        "ghi dòng tiêu đề ở hàng đầu của tệp",
        "write the header in the first row"
    }
    /// UTF-16 without its mark.
    Utf16 = "TEP-05" {
        "trong Excel chọn Lưu thành, kiểu \"CSV UTF-8\"",
        "in Excel choose Save As, type \"CSV UTF-8\""
    }
    /// Bytes that are no UTF-8, or the mark that an earlier conversion left for them.
    NotUtf8 = "TEP-06" {
        "tệp có thể dùng bảng mã TCVN3, VNI hoặc Windows-1258: mở trong Excel, kiểm tra chữ có dấu rồi lưu kiểu \"CSV UTF-8\"",
        "the file may be in TCVN3, VNI or Windows-1258: open it in Excel, check the accents and save as \"CSV UTF-8\""
    }
    /// A control character inside a cell.
    ControlCharacter = "TEP-07" {
        "gõ lại ô này, không dán từ chương trình khác",
        "type the cell again instead of pasting it from another program"
    }
    /// A character that cannot be seen, or an accent that belongs to no letter.
    HiddenCharacter = "TEP-08" {
        "gõ lại ô này bằng bàn phím Unicode dựng sẵn",
        "type the cell again with a keyboard that gives composed letters"
    }
    /// A `sep=` line that names another separator.
    Separator = "TEP-09" {
        "dùng dấu phẩy, dấu chấm phẩy hoặc phím tab",
        "use a comma, a semicolon or a tab"
    }
    /// Two headers for one field.
    HeaderTwice = "TEP-10" {
        "xóa một trong hai cột",
        "remove one of the two columns"
    }
    /// A column that must be there is not.
    ColumnMissing = "TEP-11" {
        "thêm cột này vào hàng tiêu đề, đúng tên",
        "add the column to the header under that name"
    }
    /// A column that no reader knows: perhaps a misspelt name, whose facts would be lost.
    ColumnUnknown = "TEP-12" {
        "sửa tên cột cho đúng, hoặc xóa cột",
        "correct the name, or remove the column"
    }
    /// A quote that is never closed.
    QuoteOpen = "TEP-13" {
        "đóng ngoặc kép ở cuối ô; dấu ngoặc kép trong ô viết hai lần",
        "close the quote at the end of the cell; a quote inside a cell is written twice"
    }
    /// A quote in the middle of a cell.
    QuoteInside = "TEP-14" {
        "đặt cả ô trong ngoặc kép; dấu ngoặc kép trong ô viết hai lần",
        "put the whole cell in quotes; a quote inside a cell is written twice"
    }
    /// A cell of several lines.
    LineBreak = "TEP-15" {
        "viết nội dung ô trên một dòng; nếu không cố ý xuống dòng thì có một dấu ngoặc kép chưa đóng",
        "write the cell on one line; if no line break was meant, a quote was left open"
    }
    /// A row with fewer or more cells than the header.
    RowLength = "TEP-16" {
        "thêm ô trống hoặc xóa ô thừa; ô có dấu phân cách phải đặt trong ngoặc kép",
        "add empty cells or remove the extra ones; a cell with a separator inside goes in quotes"
    }
    /// An empty cell that must not be.
    CellEmpty = "TEP-17" {
        "điền ô này",
        "fill the cell in"
    }
    /// A text that is no id.
    Id = "TEP-18" {
        "dùng mã ngắn, viết trên một dòng, ví dụ UV-01",
        "use a short code on one line, for example UV-01"
    }
    /// A text that is no whole number.
    Number = "TEP-19" {
        "chỉ viết chữ số, không dấu, không phần thập phân",
        "write digits only, without sign or decimals"
    }
    /// A text that is no day.
    Day = "TEP-20" {
        "viết ngày/tháng/năm với năm đủ bốn chữ số, ví dụ 27/11/2020",
        "write day/month/year with all four digits of the year, for example 27/11/2020"
    }
    /// More faults in one file than anyone reads.
    More = "TEP-21" {
        "sửa các lỗi đã nêu rồi đọc lại",
        "mend those listed and read again"
    }
    /// A fact that no CSV file can hold so that it is read back as it was.
    Unwritable = "TEP-22" {
        "sửa giá trị này trước khi ghi ra tệp",
        "change the value before it is written"
    }
    /// Two files of one name: which of them holds the facts?
    FileTwice = "TEP-23" {
        "chỉ giữ lại một tệp",
        "keep one of them"
    }
    /// A word that is none of the few that may stand there.
    Choice = "TEP-24" {
        "chỉ dùng một trong các từ được nêu",
        "use one of the words listed"
    }
    /// More than any office has: of bytes, rows, columns or letters in a cell.
    TooLarge = "TEP-25" {
        "chia tệp thành nhiều tệp nhỏ, xóa các vùng không dùng rồi lưu lại",
        "split the file, remove what is not used and save it again"
    }
    /// The header once more between the rows.
    HeaderAgain = "TEP-26" {
        "xóa dòng tiêu đề lặp lại này",
        "remove the repeated header"
    }
    /// A filled row below what looks like the foot of the table.
    BelowFooter = "TEP-27" {
        "đưa dòng này lên trên phần ký tên, tổng cộng",
        "move the row above the totals and signatures"
    }
    /// Text typed with an old font and never converted.
    LegacyFont = "TEP-28" {
        "chuyển mã sang Unicode (ví dụ bằng công cụ chuyển mã của UniKey) rồi lưu lại",
        "convert the text to Unicode and save again"
    }
    /// A number or a date where a text belongs: a spreadsheet drops leading zeros and turns codes into dates.
    NotText = "TEP-29" {
        "định dạng cột là Văn bản (Text) rồi gõ lại ô này, giữ đủ các số 0 ở đầu",
        "format the column as Text and type the cell again, with all its leading zeros"
    }
    /// A formula that was never computed.
    Formula = "TEP-30" {
        "mở tệp trong Excel để tính lại rồi lưu, hoặc gõ thẳng giá trị vào ô",
        "open the file in Excel so that it computes and save it, or type the value"
    }
    /// A cell with an error value.
    CellError = "TEP-31" {
        "sửa công thức, hoặc gõ thẳng giá trị vào ô",
        "mend the formula, or type the value"
    }
    /// Cells of the table joined into one.
    Merged = "TEP-32" {
        "bỏ gộp ô (Unmerge Cells) rồi điền đủ từng hàng",
        "unmerge the cells and fill in every row"
    }
    /// One address holds two cells.
    CellTwice = "TEP-33" {
        "tệp hỏng hoặc bị can thiệp: mở trong Excel, kiểm tra và lưu lại",
        "the file is damaged or tampered with: open it in Excel, check it and save it again"
    }
    /// Not a workbook, or a damaged one.
    Workbook = "TEP-34" {
        "mở tệp trong Excel hoặc LibreOffice rồi lưu lại kiểu \"Excel Workbook (.xlsx)\"",
        "open the file in Excel or LibreOffice and save it as \"Excel Workbook (.xlsx)\""
    }
    /// A workbook in a form that is not read: `.xls`, `.ods`, or protected by a password.
    OtherWorkbook = "TEP-35" {
        "bỏ mật khẩu mở tệp, rồi Lưu thành kiểu \"Excel Workbook (.xlsx)\"",
        "remove the password and save as \"Excel Workbook (.xlsx)\""
    }
    /// A sheet that holds something and that no reader knows.
    SheetUnknown = "TEP-36" {
        "đổi lại tên trang tính cho đúng, hoặc xóa trang tính",
        "correct the name of the sheet, or remove it"
    }
    /// A sheet that must be there is not.
    SheetMissing = "TEP-37" {
        "thêm trang tính này, đúng tên như trong mẫu",
        "add the sheet, under its name in the blank workbook"
    }
    /// Two sheets for one list.
    SheetTwice = "TEP-38" {
        "gộp hai trang tính làm một",
        "put both sheets into one"
    }
    /// More bytes or rows in all files of a folder than are read together.
    FolderTooLarge = "TEP-39" {
        "bỏ các dòng, cột và tệp không dùng; nếu vẫn quá lớn thì lập cho mỗi đảng bộ một thư mục riêng",
        "remove rows, columns and files that are not used; if that does not help, give each committee a folder of its own"
    }
}
