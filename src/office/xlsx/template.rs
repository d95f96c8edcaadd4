//! The workbook to fill in.

use super::names::{HELP, SHEETS, label};
use crate::office::csv::{Code, Fault, MAX_ROWS, Rejected, Tally, read_list};
use crate::office::sheet::{Field, Holds, SEASON, Spec, YEAR, read_day, spec};
use chrono::Datelike;
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula,
    Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeMap;

/// The header stands in the third row, below the title and a line of advice.
const HEADER: u32 = 2;
/// Rows below the header that have lists to choose from, beyond those filled in.
const ROOM: u32 = 2_000;
/// Rows below those filled in that show names beside codes: many in the lists that grow, few in the others, which else print empty pages.
const NAMED: (u32, u32) = (200, 20);
/// The lists that grow.
const GROWING: [&str; 5] = ["registrations", "placements", "attendances", "member_reports", "organization_reports"];
/// A4.
const PAPER: u8 = 9;

/// A workbook to fill in: a sheet for each list of a season and of its year, with lists to choose from, and one that explains the others.
///
/// `files` are CSV files, as of a season's folder and its year's, whose rows are filled in; without any the workbook is blank. Read back with
/// [`read_workbook`](super::read_workbook), it gives the same facts as those files. The same files give the same bytes.
///
/// # Errors
/// [`Rejected`] with every problem of the files.
///
/// ```
/// let blank = phancong::office::xlsx::template([])?;
/// assert!(blank.starts_with(b"PK"));
/// # Ok::<(), phancong::office::csv::Rejected>(())
/// ```
pub fn template<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<Vec<u8>, Rejected> {
    let (mut filled, mut faults, mut left) = (BTreeMap::new(), Vec::new(), MAX_ROWS);
    for (file, bytes) in files {
        let name = file.strip_suffix(".csv").and_then(|name| SHEETS.iter().find(|sheet| sheet.0 == name));
        let Some((name, spec)) = name.and_then(|sheet| Some((sheet.0, columns(sheet.0)?))) else {
            faults.push(Fault::new(
                Code::FileUnknown,
                Tally::of(file, None).whole(),
                file,
                "a file of a season or a year",
            ));
            continue;
        };
        let found = read_list(file, bytes, spec, |row| row.texts(), &mut left);
        faults.extend(found.faults);
        let rows: Vec<Vec<String>> = found.entries.into_iter().map(|entry| entry.1).collect();
        if filled.insert(name, rows).is_some() {
            faults.push(Fault::new(Code::FileTwice, Tally::of(file, None).whole(), file, "each name once"));
        }
    }
    if !faults.is_empty() {
        return Err(Rejected { faults, tallies: Vec::new() });
    }
    write(&filled).map_err(|error| {
        let spot = Tally::of("workbook", None).whole();
        let fault = Fault::new(Code::Unwritable, spot, &error.to_string(), "cells that a workbook can hold");
        Rejected { faults: vec![fault], tallies: Vec::new() }
    })
}

/// The columns of a list of a season or a year.
fn columns(list: &str) -> Option<&'static Spec> {
    let season = SEASON.into_iter().find(|table| table.name() == list).map(spec);
    season.or_else(|| YEAR.into_iter().find(|year| year.0 == list).map(|year| year.1))
}

type Filled = BTreeMap<&'static str, Vec<Vec<String>>>;

fn write(filled: &Filled) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A day of its own: the same files give the same bytes, whatever the clock says.
    let made = ExcelDateTime::from_ymd(2020, 1, 1)?;
    workbook.set_properties(
        &DocProperties::new().set_title("Đăng ký và theo dõi dự sinh hoạt").set_creation_datetime(&made),
    );
    let looks = Looks::new();
    help(workbook.add_worksheet(), &looks)?;
    for (list, name) in SHEETS {
        let Some(spec) = columns(list) else { continue };
        let sheet = workbook.add_worksheet();
        let rows = filled.get(list).map_or(&[][..], Vec::as_slice);
        sheet.set_name(name)?.set_landscape().set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(HEADER, HEADER)?.set_freeze_panes(HEADER + 1, 0)?;
        sheet.set_footer("&L&A&RTrang &P/&N");
        sheet.write_string_with_format(0, 0, name.to_uppercase(), &looks.title)?;
        sheet.write_string_with_format(1, 0, advice(list), &looks.note)?;
        for (column, field) in (0_u16..).zip(spec.fields) {
            field_column(sheet, column, field, rows, &looks)?;
        }
        let room = if GROWING.contains(&list) { NAMED.0 } else { NAMED.1 };
        names_beside(sheet, spec, rows, room, filled, &looks)?;
    }
    workbook.save_to_buffer()
}

struct Looks {
    title: Format,
    note: Format,
    header: Format,
    needed: Format,
    text: Format,
    number: Format,
    day: Format,
    shown: Format,
    wrapped: Format,
}

impl Looks {
    fn new() -> Self {
        let font = || Format::new().set_font_name("Times New Roman").set_font_size(12);
        let header = || {
            font()
                .set_bold()
                .set_border(FormatBorder::Thin)
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
        };
        Self {
            title: font().set_bold().set_font_size(14),
            note: font().set_italic(),
            header: header().set_background_color("#DDE6F0"),
            needed: header().set_background_color("#F6DDCC"),
            text: font().set_num_format("@"),
            number: font().set_num_format("0"),
            day: font().set_num_format("dd/mm/yyyy"),
            shown: font().set_font_color("#666666"),
            wrapped: font().set_text_wrap().set_align(FormatAlign::Top),
        }
    }
}

/// One field: its header, what is filled in, and what may be filled in.
fn field_column(
    sheet: &mut Worksheet,
    column: u16,
    field: &Field,
    rows: &[Vec<String>],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let head = if field.required { &looks.needed } else { &looks.header };
    sheet.write_string_with_format(HEADER, column, field.label(), head)?;
    let (format, width) = match field.holds {
        Holds::Id | Holds::One(_) => (&looks.text, 42),
        Holds::Many(_) | Holds::Text => (&looks.text, 40),
        Holds::Name => (&looks.text, 20),
        Holds::Number => (&looks.number, 12),
        Holds::Day => (&looks.day, 15),
        Holds::Words(_) => (&looks.text, 12),
    };
    sheet.set_column_width(column, width)?.set_column_format(column, format)?;
    let at = usize::from(column);
    for (row, cells) in (HEADER + 1..).zip(rows) {
        let cell = cells.get(at).map_or("", String::as_str);
        match (field.holds, read_day(cell), cell.parse::<u32>()) {
            _ if cell.is_empty() => {}
            (Holds::Day, Some(day), _) => {
                let parts = (u16::try_from(day.year()), u8::try_from(day.month()), u8::try_from(day.day()));
                if let (Ok(year), Ok(month), Ok(day)) = parts {
                    sheet.write_datetime_with_format(
                        row,
                        column,
                        ExcelDateTime::from_ymd(year, month, day)?,
                        format,
                    )?;
                }
            }
            (Holds::Number, _, Ok(number)) => {
                sheet.write_number_with_format(row, column, number, format)?;
            }
            _ => {
                sheet.write_string_with_format(row, column, cell, format)?;
            }
        }
    }
    if let Some(rule) = rule(field)? {
        let last = HEADER + ROOM + u32::try_from(rows.len()).unwrap_or(0);
        sheet.add_data_validation(HEADER + 1, column, last, column, &rule)?;
    }
    Ok(())
}

/// What may be filled in, and what the officer is told.
fn rule(field: &Field) -> Result<Option<DataValidation>, XlsxError> {
    let rule = DataValidation::new();
    let (rule, advice) = match field.holds {
        Holds::One(list) => {
            (rule.allow_list_formula(Formula::new(ids(list))), format!("Chọn một mã có trong trang “{}”.", label(list)))
        }
        Holds::Many(list) => (
            rule.allow_any_value(),
            format!("Mã có trong trang “{}”; nhiều mã cách nhau bằng dấu chấm phẩy (;).", label(list)),
        ),
        Holds::Words(words) => (rule.allow_list_strings(words)?, format!("Chọn: {}.", words.join(", "))),
        Holds::Number => (
            rule.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
            "Chỉ ghi số nguyên, không ghi chữ.".to_owned(),
        ),
        Holds::Day => {
            let (first, last) = (ExcelDateTime::from_ymd(2000, 1, 1)?, ExcelDateTime::from_ymd(2100, 12, 31)?);
            let rule = rule.allow_date(DataValidationRule::Between(first, last));
            (rule, "Ghi ngày/tháng/năm, năm đủ bốn chữ số, ví dụ 27/11/2020.".to_owned())
        }
        Holds::Id => (rule.allow_any_value(), "Mã ngắn, không trùng nhau, ví dụ UV-01.".to_owned()),
        Holds::Name | Holds::Text => return Ok(None),
    };
    let rule = rule.ignore_blank(true).set_input_message(&advice)?.set_error_title("Chưa đúng")?;
    Ok(Some(rule.set_error_message(&advice)?))
}

/// The cells in which the ids of a list stand.
fn ids(list: &str) -> String {
    format!("='{}'!$A${}:$A${}", label(list), HEADER + 2, HEADER + ROOM + 1)
}

/// Beside the codes of members and organizations their names, computed by the workbook; no reader reads them.
fn names_beside(
    sheet: &mut Worksheet,
    spec: &Spec,
    rows: &[Vec<String>],
    room: u32,
    filled: &Filled,
    looks: &Looks,
) -> Result<(), XlsxError> {
    if spec.fields.iter().any(|field| field.name == "name") {
        return Ok(());
    }
    sheet.set_formula_result_default("");
    let mut beside = u16::try_from(spec.fields.len()).unwrap_or(0);
    for (at, field) in spec.fields.iter().enumerate() {
        let (of, header) = match field.name {
            "member" => ("members", "Đồng chí (tự hiện)"),
            "organization" => ("organizations", "Nơi dự (tự hiện)"),
            _ => continue,
        };
        let known: BTreeMap<&str, &str> = filled
            .get(of)
            .into_iter()
            .flatten()
            .filter_map(|row| Some((row.first()?.as_str(), row.get(1)?.as_str())))
            .collect();
        sheet.write_string_with_format(HEADER, beside, header, &looks.header)?.set_column_width(beside, 40)?;
        let count = u32::try_from(rows.len()).unwrap_or(0) + room;
        let code = crate::office::sheet::letters(at);
        for (row, index) in (HEADER + 1..=HEADER + count).zip(0_usize..) {
            let cell = format!("{code}{}", row + 1);
            let names = format!("'{}'!$A${}:$B${}", label(of), HEADER + 2, HEADER + ROOM + 1);
            let formula = format!("=IF({cell}=\"\",\"\",IFERROR(VLOOKUP({cell},{names},2,FALSE),\"?\"))");
            let id = rows.get(index).and_then(|cells| cells.get(at)).map_or("", String::as_str);
            let name = if id.is_empty() { "" } else { known.get(id).copied().unwrap_or("?") };
            sheet.write_formula_with_format(row, beside, Formula::new(formula).set_result(name), &looks.shown)?;
        }
        beside += 1;
    }
    Ok(())
}

/// The line below the title.
fn advice(list: &str) -> &'static str {
    match list {
        "members" => {
            "Mỗi đồng chí một dòng. Nơi sinh hoạt: tổ chức mà đồng chí đang là thành viên (không được đăng ký)."
        }
        "organizations" => {
            "Mỗi tổ chức cơ sở đảng, chi bộ trực thuộc một dòng. Tối thiểu, tối đa: số đồng chí được phân công về."
        }
        "areas" => {
            "Địa bàn và đơn vị theo cây: xã trực thuộc huyện, huyện trực thuộc tỉnh; khối, lực lượng cũng là một đơn vị."
        }
        "registrations" => {
            "Mỗi nguyện vọng một dòng, đánh số 1, 2, 3 theo thứ tự. Chọn mã từ danh sách; tên tự hiện ở bên phải."
        }
        "nominations" => "Nơi Ban Tổ chức dự kiến cho các đồng chí Thường trực Tỉnh ủy.",
        "designations" => "Nơi cấp có thẩm quyền chỉ định, kèm lý do.",
        "bans" => "Đồng chí không phân công về tổ chức này, kèm lý do.",
        "waivers" => "Chấp thuận đăng ký ít hoặc nhiều hơn số quy định, kèm lý do.",
        "history" => {
            "Mỗi dòng một nơi đã được phân công trong những năm trước, dùng khi cần tránh phân công lại nơi cũ."
        }
        "previous" | "placements" => "Mỗi đồng chí một dòng: nơi được phân công.",
        "year" => "Ghi năm theo dõi vào một ô, ví dụ 2021.",
        "notices" => "Mỗi buổi sinh hoạt đã thông báo một dòng: ngày thông báo, ngày sinh hoạt, địa điểm.",
        "meetings" => "Các buổi sinh hoạt dự kiến của tổ chức.",
        "attendances" => {
            "Mỗi lần dự sinh hoạt một dòng. Nhiệm vụ: số 1 đến 8 theo mục II.3, cách nhau bằng dấu chấm phẩy."
        }
        "member_reports" => "Báo cáo của đồng chí: mỗi lần dự một dòng; cùng ngày báo cáo là một báo cáo.",
        "organization_reports" => "Báo cáo của tổ chức: mỗi lần dự một dòng; cùng ngày báo cáo là một báo cáo.",
        "deliveries" => "Gửi Bảng phân công: mỗi nơi nhận một dòng, chỉ ghi một trong ba cột mã.",
        "services" => "Vào, thôi, nghỉ dài ngày, trở lại trong năm.",
        _ => "Mỗi việc một dòng; để trống nếu không có.",
    }
}

/// The first sheet.
fn help(sheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
    const LINES: [&str; 9] = [
        "1. Điền lần lượt các trang: Địa bàn, đơn vị; Tổ chức cơ sở đảng; Tỉnh ủy viên; Đăng ký. Các trang khác điền khi có việc.",
        "2. Cột có tiêu đề màu cam là bắt buộc; cột màu xanh có thể để trống. Đừng đổi tên trang và tên cột; thứ tự cột và cột thêm (STT, ghi chú) không ảnh hưởng.",
        "3. Mã là chữ, viết liền, không trùng nhau, ví dụ UV-01, binh-son/binh-chau. Ô mã đã được định dạng Văn bản để giữ các số 0 ở đầu.",
        "4. Ở các cột mã của đồng chí, tổ chức, địa bàn: chọn từ danh sách thả xuống. Cột “tự hiện” chỉ để đối chiếu tên, không phải điền.",
        "5. Ngày ghi đủ ngày/tháng/năm, ví dụ 27/11/2020. Năm hai chữ số bị từ chối.",
        "6. Không gộp ô trong bảng; mỗi ô viết trên một dòng. Dòng ẩn vẫn được đọc.",
        "7. Dùng phông chữ Unicode (Times New Roman). Chữ gõ bằng TCVN3 (.VnTime) hoặc VNI bị từ chối, cần chuyển mã trước.",
        "8. Có thể để dòng tổng cộng, nơi nhận, chữ ký ở dưới bảng; chương trình báo những dòng này là ngoài bảng.",
        "9. Lưu kiểu Excel Workbook (.xlsx), không đặt mật khẩu. Khi kiểm tra, mỗi lỗi được nêu trang, dòng, cột và cách sửa; chưa hết lỗi thì chưa dữ liệu nào được dùng.",
    ];
    sheet
        .set_name(HELP)?
        .set_paper_size(PAPER)
        .set_print_fit_to_pages(1, 1)
        .set_column_width(0, 34)?
        .set_column_width(1, 62)?;
    sheet.write_string_with_format(0, 0, "HƯỚNG DẪN ĐIỀN SỔ ĐĂNG KÝ VÀ THEO DÕI DỰ SINH HOẠT", &looks.title)?;
    let mut row = 2;
    for line in LINES {
        sheet.merge_range(row, 0, row, 1, line, &looks.wrapped)?.set_row_height(row, 34)?;
        row += 1;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, "Trang", &looks.header)?.write_string_with_format(
        row,
        1,
        "Nội dung",
        &looks.header,
    )?;
    for (list, name) in SHEETS {
        row += 1;
        let needed = columns(list).is_some_and(|spec| spec.required);
        let name = if needed { format!("{name} (bắt buộc)") } else { name.to_owned() };
        sheet.write_string_with_format(row, 0, name, &looks.wrapped)?;
        sheet.write_string_with_format(row, 1, advice(list), &looks.wrapped)?;
        sheet.set_row_height(row, 34)?;
    }
    Ok(())
}
