//! Facts: what is wrong with them and what is worth knowing.

use super::judge::{miscounted, rejected};
use super::policy::policy_defect;
use super::{area, organization, organizations, person, place, row, table};
use crate::calendar::CalendarError;
use crate::compliance::AuditError;
use crate::error::Error;
use crate::id::BadId;
use crate::policy::PolicyError;
use crate::problem::{Defect, Notice, ProblemError, What};
use crate::report::{Names, day, list, sentence};

/// A defect with the rows it stands in and the rule behind it.
pub(in crate::report) fn defect(defect: &Defect, names: &Names) -> String {
    let mut notes: Vec<String> = defect.rows.iter().map(|&at| row(at)).collect();
    notes.extend(defect.rule.iter().map(|rule| format!("quy định {rule}")));
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join("; ")) };
    sentence(&format!("{}{notes}", wrong(&defect.what, names)))
}

/// A defect alone.
pub(in crate::report) fn what(what: &What, names: &Names) -> String {
    sentence(&wrong(what, names))
}

fn wrong(what: &What, names: &Names) -> String {
    match what {
        What::IdTwice { table: of, id } => format!("mã “{id}” có hai lần trong {}", table(*of)),
        What::Unknown { table: of, id } => format!("mã “{id}” không có trong {}", table(*of)),
        What::AreaCycle { cycle } => {
            let cycle: Vec<String> = cycle.iter().map(|id| area(id, names)).collect();
            format!("các địa bàn thuộc lẫn nhau thành vòng khép kín: {}", cycle.join(", "))
        }
        What::OrganizationCycle { cycle } => {
            format!("các tổ chức trực thuộc lẫn nhau thành vòng khép kín: {}", organizations(cycle, names))
        }
        What::MinAboveMax { place: at, min, max } => {
            format!("{}: mức tối thiểu {min} lớn hơn mức tối đa {max}", place(at, names))
        }
        What::RankZero { member } => {
            format!("{} có nguyện vọng số 0: nguyện vọng đầu tiên phải ghi số 1", person(member, names))
        }
        What::RankTwice { member, rank, one, other } => {
            let (one, other) = (organization(one, names), organization(other, names));
            format!("{} ghi cùng nguyện vọng {rank} cho {one} và {other}", person(member, names))
        }
        What::TooFewWishes { member, found, min } => format!(
            "{} mới đăng ký {found} tổ chức cơ sở đảng, cần ít nhất {min}: đề nghị đăng ký thêm, hoặc ghi nhận Ban Tổ chức Tỉnh ủy \
             chấp thuận",
            person(member, names)
        ),
        What::TooManyWishes { member, found, max } => format!(
            "{} đăng ký {found} tổ chức cơ sở đảng, nhiều nhất là {max}: đề nghị rút bớt, hoặc ghi nhận Ban Tổ chức Tỉnh ủy chấp thuận",
            person(member, names)
        ),
        What::OwnOrganization { member, organization: at, own } if at == own => {
            format!("{} là nơi {} đang là thành viên", organization(at, names), person(member, names))
        }
        What::OwnOrganization { member, organization: at, own } => {
            let (at, own) = (organization(at, names), organization(own, names));
            format!("{at} cùng tổ chức cơ sở đảng với {own}, nơi {} đang là thành viên", person(member, names))
        }
        What::SubCell { member, organization: at, parent } => {
            let (at, parent) = (organization(at, names), organization(parent, names));
            format!("{} đăng ký {at} là chi bộ trực thuộc {parent}: đề nghị đăng ký {parent}", person(member, names))
        }
        What::NotPickedFor { member, organization: at, body } => {
            let (at, who) = (organization(at, names), person(member, names));
            format!("{at} được dự kiến cho {who}, nhưng các đồng chí thuộc “{body}” tự đăng ký: nếu cần thì chỉ định")
        }
        What::PinAgainstBan { member, organization: at } => {
            let at = organization(at, names);
            format!("{} vừa được chỉ định đến {at}, vừa thuộc diện không phân công đến đó", person(member, names))
        }
        What::TooManyPins { member, found, places } => {
            format!(
                "{} được chỉ định đến {found} nơi, nhiều hơn số nơi được phân công là {places}",
                person(member, names)
            )
        }
        What::NothingToChoose { member, found, places } => {
            format!("{} chỉ còn {found} nơi có thể đến, trong khi cần {places} nơi", person(member, names))
        }
        What::MergedIntoItself { organization: at, successor } => format!(
            "không thể nhập {} vào {}, vì đó là chính tổ chức này hoặc cấp dưới của tổ chức này: đề nghị chọn nơi khác",
            organization(at, names),
            organization(successor, names)
        ),
        What::SideEmpty { rule } => {
            format!("quy định bổ sung {rule} có một danh sách trống: ghi rõ ai, ở đâu, hoặc bỏ danh sách đó")
        }
        What::SideTwice { rule, entry } => {
            let entry = entry.replace('`', "");
            format!("quy định bổ sung {rule} ghi hai lần trong một danh sách: {entry}")
        }
        What::SideBody { rule, body } => {
            format!("quy định bổ sung {rule} nêu tổ chức {body}, nơi không có đồng chí nào")
        }
        What::SideAlone { rule, found } => {
            format!("quy định bổ sung {rule} cần ít nhất hai đồng chí, mới có {found}")
        }
        What::SideZero { rule } => {
            format!("quy định bổ sung {rule} ghi số không nên không yêu cầu gì: phải từ một trở lên")
        }
        What::SideBeyond { rule, count, reach } => {
            format!(
                "quy định bổ sung {rule} yêu cầu ít nhất {count}, nhưng phân công thế nào cũng chỉ đạt nhiều nhất {reach}"
            )
        }
        What::SideHeavy { rule } => format!("quy định bổ sung {rule} tính tổng vượt quá 2^40: cần giảm trọng số"),
        What::Range { tier } => {
            format!("bậc “{tier}” có thể đạt chi phí hoặc giá vượt quá 2^60: cần giảm trọng số của bậc này")
        }
        What::More { count } => format!("còn {count} lỗi khác chưa liệt kê: sửa các lỗi đã nêu trước"),
    }
}

/// Something an officer should know.
pub(in crate::report) fn notice(notice: &Notice, names: &Names) -> String {
    sentence(&match notice {
        Notice::WishTwice { member, organization: at, row: found } => format!(
            "{} đăng ký {} hai lần ({}): chỉ tính một lần, theo nguyện vọng cao hơn",
            person(member, names),
            organization(at, names),
            row(*found)
        ),
        Notice::RegisteredThoughPicked { member, wishes, rule } => format!(
            "{} có đăng ký ({wishes} nơi), nhưng nơi dự sinh hoạt của đồng chí do Ban Tổ chức Tỉnh ủy lựa chọn, thông báo ({rule}): \
             không dùng đăng ký này",
            person(member, names)
        ),
        Notice::Waived { member, found, reason } => format!(
            "{} đăng ký {found} tổ chức cơ sở đảng, Ban Tổ chức Tỉnh ủy đã chấp thuận (lý do: {reason})",
            person(member, names)
        ),
        Notice::Forced { member, organizations: at } => {
            format!("{} chỉ có {} nơi để chọn: {}", person(member, names), at.len(), organizations(at, names))
        }
        Notice::WishBanned { member, organization: at, reason } => format!(
            "không xét đăng ký của {} tại {}, vì đồng chí thuộc diện không phân công đến đó (lý do: {reason})",
            person(member, names),
            organization(at, names)
        ),
        Notice::WishOutside { member, organization: at, rule } => format!(
            "không xét đăng ký của {} tại {}, vì ngoài địa bàn phụ trách ({rule})",
            person(member, names),
            organization(at, names)
        ),
        Notice::NomineeBanned { member, organization: at, reason } => format!(
            "không xét {} là nơi dự kiến cho {}, vì đồng chí thuộc diện không phân công đến đó (lý do: {reason})",
            organization(at, names),
            person(member, names)
        ),
        Notice::NomineeOutside { member, organization: at, rule } => format!(
            "không xét {} là nơi dự kiến cho {}, vì ngoài địa bàn phụ trách ({rule})",
            organization(at, names),
            person(member, names)
        ),
        Notice::OwnUnknown { member } => format!(
            "chưa ghi tổ chức cơ sở đảng mà {} đang là thành viên, nên chưa loại trừ được tổ chức đó",
            person(member, names)
        ),
        Notice::Unmeasured { table: list, entries, measure } => format!(
            "{} có {entries} dòng, nhưng không bậc nào của quy định có tiêu chí “{}”: các dòng này không ảnh hưởng gì",
            table(*list),
            measure.name()
        ),
        Notice::HeldGone { member, organization: at } => format!(
            "{} tại {} có trong Bảng phân công trước nhưng nay không còn trong danh sách: tính là một thay đổi",
            person(member, names),
            organization(at, names)
        ),
    })
}

/// A text that is no id.
pub(in crate::report) fn bad_id(bad: &BadId, _: &Names) -> String {
    sentence(&format!(
        "“{}” không dùng làm mã được: mã dài từ 1 đến 200 byte, không có ký tự điều khiển, không có dấu cách ở đầu hoặc cuối",
        bad.found
    ))
}

/// Why a question could not be put or was not answered.
pub(in crate::report) fn error(error: &Error, names: &Names) -> String {
    match error {
        Error::Id(bad) => bad_id(bad, names),
        Error::Policy(error) => policy_error(error, names),
        Error::Problem(error) => problem_error(error, names),
        Error::Audit(error) => audit_error(error, names),
        Error::Calendar(error) => calendar_error(error, names),
        Error::Rejected(refused) => rejected(refused, names),
        Error::Miscounted(refused) => miscounted(refused, names),
        Error::NotBest { cost, bound } => format!(
            "Phương án có chi phí {cost}, mà các mức giá kèm theo mới chứng minh được {bound}: hãy giải lại rồi hỏi về phương án tìm được."
        ),
        Error::SideRules(rules) => {
            let ids: Vec<&str> = rules.iter().map(AsRef::as_ref).collect();
            format!(
                "Khi có quy định bổ sung ({}) thì không tìm phương án tốt nhất gần bảng này nhất: hãy kiểm tra bảng, giải bài toán rồi so sánh.",
                ids.join(", ")
            )
        }
        Error::Tradeoff { tier, known } => {
            format!("Không thể đánh đổi bậc “{tier}”: hãy nêu hai bậc khác nhau trong số {}.", known.join(", "))
        }
        Error::Cancelled => "Đã dừng theo yêu cầu khi chưa chứng minh xong: chưa có kết luận.".to_owned(),
        Error::Engine(fault) => {
            format!(
                "Lỗi của chương trình, không phải của số liệu (“{fault}”): đề nghị báo cho nơi phát triển, kèm số liệu."
            )
        }
    }
}

/// Why there is no policy.
pub(in crate::report) fn policy_error(error: &PolicyError, names: &Names) -> String {
    match error {
        PolicyError::Text { message } => {
            format!("Không đọc được văn bản quy định. Vị trí và nguyên nhân, theo bộ đọc:\n{message}")
        }
        PolicyError::Defects(defects) => {
            let heading = format!("Văn bản quy định có {} lỗi:", defects.len());
            list(&heading, defects.iter().map(|defect| policy_defect(defect, names)))
        }
        PolicyError::NothingInForce { policy, day: on } => format!(
            "Văn bản “{policy}” không có quy định nào có hiệu lực ngày {}: đề nghị chọn ngày trong thời hạn hiệu lực, hoặc văn bản khác.",
            day(*on)
        ),
    }
}

/// Why there is no problem.
pub(in crate::report) fn problem_error(error: &ProblemError, names: &Names) -> String {
    match error {
        ProblemError::NotKept { policy } => format!(
            "Văn bản “{policy}” không có bậc nào tính số thay đổi so với Bảng phân công trước, nên không thể giữ bảng đó: đề nghị thêm thước \
             đo moves vào một bậc, hoặc phân công lại từ đầu."
        ),
        ProblemError::Defects(defects) => {
            let heading = format!("Số liệu có {} lỗi:", defects.len());
            list(&heading, defects.iter().map(|found| defect(found, names)))
        }
    }
}

/// Why a year cannot be audited.
pub(in crate::report) fn audit_error(error: &AuditError, names: &Names) -> String {
    match error {
        AuditError::Policy(error) => policy_error(error, names),
        AuditError::Records(defects) => {
            let heading = format!("Số liệu theo dõi trong năm có {} lỗi:", defects.len());
            list(&heading, defects.iter().map(|found| super::audit::record_defect(found, names)))
        }
    }
}

/// Why there is no answer about a calendar.
pub(in crate::report) fn calendar_error(error: &CalendarError, names: &Names) -> String {
    match error {
        CalendarError::Policy(error) => policy_error(error, names),
        CalendarError::Agenda(defects) => {
            let heading = format!("Lịch sinh hoạt có {} lỗi:", defects.len());
            list(&heading, defects.iter().map(|found| super::calendar::agenda_defect(found, names)))
        }
        CalendarError::Refused(refused) => super::calendar::refused(refused, names),
    }
}
