//! What stands beside a finding.

use super::{organization, record};
use crate::compliance::{NotCounted, Note, Standing};
use crate::report::{Names, day};

const fn why(why: NotCounted) -> &'static str {
    match why {
        NotCounted::OtherYear => "thuộc năm khác",
        NotCounted::BeforeStart => "trước ngày bắt đầu thực hiện",
        NotCounted::OutsideService => "ngoài thời gian tham gia cấp ủy",
        NotCounted::OutsideForce => "khi quy định chưa hoặc không còn hiệu lực",
        NotCounted::OutsideWindow => "sau ngày cuối còn kịp ghi vào báo cáo",
        NotCounted::Own => "ở tổ chức cơ sở đảng mà đồng chí đang là thành viên",
        NotCounted::Elsewhere => "ở nơi không đăng ký, không được phân công",
        NotCounted::NotAssigned => "ở nơi đã đăng ký nhưng không được phân công",
        NotCounted::NotYetRegistered => "trước ngày đăng ký nơi đó",
        NotCounted::RegisteredByPicked => "ở nơi tự đăng ký, không do Ban Tổ chức Tỉnh ủy lựa chọn",
        NotCounted::SubCell => "ở chi bộ trực thuộc",
        NotCounted::AfterItsReport => "sau ngày của chính báo cáo",
    }
}

const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Registered => "đã đăng ký",
        Standing::Assigned => "được phân công",
        Standing::Visited => "đã dự sinh hoạt",
    }
}

/// One note, without a full stop.
pub(super) fn note(note: &Note, names: &Names) -> String {
    let place = |id| organization(id, names);
    match note {
        Note::NoRecordAtAll => "không có ghi nhận nào".to_owned(),
        Note::NotCounted { record: found, on, why: reason } => {
            let on = on.map(|on| format!(" ngày {}", day(on))).unwrap_or_default();
            format!("không tính lần dự{on} ({}): {}", record(*found), why(*reason))
        }
        Note::AtRegistered { record: found } => {
            format!("tính lần dự ở nơi đăng ký nhưng không được phân công ({})", record(*found))
        }
        Note::AtSubCell { record: found } => format!("tính lần dự ở chi bộ trực thuộc ({})", record(*found)),
        Note::PartYear { months } => format!("tham gia không trọn năm, {months} tháng"),
        Note::NoReportOf { organization: id } => format!("chưa có báo cáo của {}", place(id)),
        Note::InNeitherReport { record: found } => {
            format!("đã dự nhưng không có trong báo cáo nào ({})", record(*found))
        }
        Note::NoCalendar => "chưa có lịch sinh hoạt của các tổ chức".to_owned(),
        Note::MeetingsLeft { meetings } => format!("còn {meetings} buổi sinh hoạt kịp ghi vào báo cáo"),
        Note::EarlyReport { record: found } => {
            format!("báo cáo gửi trước khi năm bắt đầu, không tính cho năm ({})", record(*found))
        }
        Note::ReportOfNone => "báo cáo không dự lần nào".to_owned(),
        Note::OtherRoute { found: Some(body) } => format!("báo cáo gửi qua “{body}”, không đúng nơi quy định"),
        Note::OtherRoute { found: None } => "không ghi báo cáo gửi qua đâu".to_owned(),
        Note::Unwritten { record: found } => format!("báo cáo không bằng văn bản ({})", record(*found)),
        Note::Superseded { record: found } => format!("có báo cáo sau thay nội dung ({})", record(*found)),
        Note::RegisteredTwice { organization: id } => format!("đăng ký trùng {}", place(id)),
        Note::RegistrationOfPicked { organization: id } => {
            format!("có đăng ký {}, nhưng đồng chí thuộc diện Ban Tổ chức Tỉnh ủy lựa chọn", place(id))
        }
        Note::Undated { record: found } => format!("đăng ký không ghi ngày ({})", record(*found)),
        Note::Inferred => "thời hạn suy từ thời hạn của Ban Tổ chức Tỉnh ủy".to_owned(),
        Note::Waived => "Ban Tổ chức Tỉnh ủy đã chấp thuận số lượng đăng ký".to_owned(),
        Note::OwnOrganization { organization: id, standing: how } => {
            format!("{} là nơi đồng chí đang là thành viên ({})", place(id), standing(*how))
        }
        Note::OutsideArea { organization: id, reason: true } => {
            format!("{} ngoài địa bàn phụ trách, đã nêu lý do", place(id))
        }
        Note::OutsideArea { organization: id, reason: false } => {
            format!("{} ngoài địa bàn phụ trách, chưa nêu lý do", place(id))
        }
        Note::NotNotified { organization: id } => format!("chưa thông báo cho đồng chí về {}", place(id)),
        Note::Places { found, asked } => format!("được phân công {found} nơi, yêu cầu {asked}"),
        Note::NoticeLacking { organization: id, in_time, late } => format!(
            "{} thông báo đúng hạn {in_time} buổi, chậm {late} buổi: là tình tiết cần xem xét, không miễn nhiệm vụ",
            place(id)
        ),
        Note::Unnoticed { record: found } => format!("dự buổi không có thông báo trước ({})", record(*found)),
        Note::ActorAbolished { body, on, successors } => {
            let heirs: Vec<String> = successors.iter().map(|heir| format!("“{heir}”")).collect();
            let heirs = if heirs.is_empty() {
                "chưa ghi nơi kế thừa".to_owned()
            } else {
                format!("kế thừa: {}", heirs.join(", "))
            };
            format!("“{body}” kết thúc hoạt động từ ngày {}, {heirs}", day(*on))
        }
        Note::PaperAfterChange => "văn bản đề nghị hoặc quyết định ghi ngày sau ngày điều chỉnh".to_owned(),
        Note::NoCommittee => "chưa có danh sách cấp ủy cấp dưới".to_owned(),
    }
}
