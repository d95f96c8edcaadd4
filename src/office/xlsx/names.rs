//! The sheets of a workbook and the lists they hold.

use crate::office::text::key;

/// Each list and the name of its sheet, in the order of the blank workbook.
pub(super) const SHEETS: [(&str, &str); 29] = [
    ("members", "Tỉnh ủy viên"),
    ("organizations", "Tổ chức cơ sở đảng"),
    ("areas", "Địa bàn, đơn vị"),
    ("registrations", "Đăng ký"),
    ("nominations", "Dự kiến cho Thường trực"),
    ("designations", "Chỉ định"),
    ("bans", "Không phân công"),
    ("waivers", "Chấp thuận"),
    ("previous", "Phân công lần trước"),
    ("history", "Phân công các năm trước"),
    ("year", "Năm theo dõi"),
    ("placements", "Bảng phân công"),
    ("notices", "Thông báo sinh hoạt"),
    ("meetings", "Lịch sinh hoạt"),
    ("attendances", "Dự sinh hoạt"),
    ("member_reports", "Báo cáo của Tỉnh ủy viên"),
    ("organization_reports", "Báo cáo của tổ chức"),
    ("committees", "Cấp ủy cấp huyện"),
    ("deliveries", "Gửi Bảng phân công"),
    ("picks", "Lựa chọn cho Thường trực"),
    ("moves", "Điều chỉnh phân công"),
    ("announcements", "Thông báo hằng năm"),
    ("services", "Biến động nhân sự"),
    ("successions", "Sáp nhập tổ chức"),
    ("rulings", "Kết luận của Ban Tổ chức"),
    ("lower_plans", "Kế hoạch cấp huyện"),
    ("reasons", "Lý do ngoài địa bàn"),
    ("holidays", "Ngày nghỉ lễ"),
    ("blocked", "Ngày bận"),
];

/// The sheet that explains the others.
pub(super) const HELP: &str = "Hướng dẫn";

/// The list that a sheet holds, by its name with or without accents, or by the name of the CSV file.
pub(super) fn list(sheet: &str) -> Option<&'static str> {
    let wanted = key(sheet);
    SHEETS.iter().find(|(list, label)| key(label) == wanted || key(list) == wanted).map(|(list, _)| *list)
}

/// Whether a sheet is one of those that the library itself adds.
pub(super) fn is_ours(sheet: &str) -> bool {
    [HELP, super::FAULTS].iter().any(|ours| key(ours) == key(sheet))
}

/// The name of the sheet of a list.
pub(super) fn label(list: &str) -> &'static str {
    SHEETS.iter().find(|sheet| sheet.0 == list).map_or("", |sheet| sheet.1)
}
