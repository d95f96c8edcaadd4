//! The frame of papers: to whom, of when, under what.

use super::{area, organization, person};
use crate::report::{Names, Phrase, day};
use chrono::Datelike;

/// A sentence of a paper's frame.
pub(in crate::report) fn phrase(phrase: &Phrase<'_>, names: &Names) -> String {
    match phrase {
        Phrase::ToMember(id) => format!("Kính gửi: {}", person(id, names)),
        Phrase::ToCommittee(id) => format!("Kính gửi: ban thường vụ cấp ủy phụ trách {}", area(id, names)),
        Phrase::ToOrganization(id) => format!("Kính gửi: cấp ủy {}", organization(id, names)),
        Phrase::PlacedAt(id) => {
            format!("Theo Bảng phân công, {} tham gia sinh hoạt tại tổ chức cơ sở đảng sau:", person(id, names))
        }
        Phrase::PlacedIn(id) => format!(
            "Theo Bảng phân công, các đồng chí Tỉnh ủy viên sau tham gia sinh hoạt tại tổ chức cơ sở đảng thuộc {}; đề nghị phối hợp thực hiện:",
            area(id, names)
        ),
        Phrase::Receives(id) => format!(
            "Theo Bảng phân công, các đồng chí Tỉnh ủy viên sau tham gia sinh hoạt tại {}; đề nghị phối hợp thực hiện:",
            organization(id, names)
        ),
        Phrase::VisitsOf(id) => format!("Theo Lịch dự sinh hoạt, {} dự sinh hoạt các buổi sau:", person(id, names)),
        Phrase::VisitsIn(id) => format!(
            "Theo Lịch dự sinh hoạt, các đồng chí Tỉnh ủy viên sau dự sinh hoạt tại tổ chức cơ sở đảng thuộc {}; đề nghị phối hợp thực hiện:",
            area(id, names)
        ),
        Phrase::VisitsAt(id) => format!(
            "Theo Lịch dự sinh hoạt, các đồng chí Tỉnh ủy viên sau dự sinh hoạt tại {}; đề nghị thông báo trước, chậm nhất vào ngày ghi ở cột “Hạn báo trước”:",
            organization(id, names)
        ),
        Phrase::State(stage) => super::calendar::stage(*stage),
        Phrase::On(on) => day(*on),
        Phrase::CalendarOf(year, today) => format!("năm {year}, lập ngày {}", day(*today)),
        Phrase::YearAsOf(year, as_of) => {
            format!("kết quả tham gia sinh hoạt năm {year}, tính đến ngày {}", day(*as_of))
        }
        Phrase::Under(title) => format!("theo “{title}”"),
        Phrase::At(place, on) => {
            let on = on.map_or_else(
                || "ngày … tháng … năm …".to_owned(),
                |on| format!("ngày {:02} tháng {:02} năm {}", on.day(), on.month(), on.year()),
            );
            if place.is_empty() { sentence_case(&on) } else { format!("{place}, {on}") }
        }
        Phrase::MadeFrom(digest) => {
            format!("Lập bằng phancong {} từ số liệu có mã {digest}.", env!("CARGO_PKG_VERSION"))
        }
    }
}

fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
