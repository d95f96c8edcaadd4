//! The calendar: visits, shortages, changes, and why an agenda or a calendar is refused.

use super::{organization, person};
use crate::calendar::{AgendaDefect, Calendar, Fault, Hindrance, Refused, Shortage, Stage, Step, Tally, Visit};
use crate::id::{MemberId, OrganizationId};
use crate::report::{Names, day, list, sentence};
use chrono::NaiveDate;

/// A visit with the last day of its notice.
pub(in crate::report) fn visit(visit: &Visit, names: &Names) -> String {
    sentence(&planned(visit, names))
}

fn planned(visit: &Visit, names: &Names) -> String {
    let Visit { day: on, organization: at, member, placed, place, number, sequence, part, last_notice, stage } = visit;
    let place = if place.is_empty() { String::new() } else { format!(", tại {place}") };
    let counts = if at == placed { String::new() } else { format!(", tính cho {}", organization(placed, names)) };
    let moved = if *sequence == 0 { String::new() } else { format!(", đã đổi {sequence} lần") };
    let stage = self::stage(*stage);
    format!(
        "{} dự sinh hoạt ngày {} tại {}{place}{counts} (lần {number}, phần {part} của năm{moved}); {stage}; hạn cuối báo trước {}",
        person(member, names),
        day(*on),
        organization(at, names),
        day(*last_notice)
    )
}

/// How far a visit has come.
pub(super) fn stage(stage: Stage) -> String {
    match stage {
        Stage::Proposed => "dự kiến".to_owned(),
        Stage::Told { on } => format!("đã báo ngày {}", day(on)),
        Stage::Made => "đã dự".to_owned(),
    }
}

pub(super) const fn hindrance(why: Hindrance) -> &'static str {
    match why {
        Hindrance::NotCounted => "không được tính",
        Hindrance::AfterReport => "không còn kịp ghi vào báo cáo của đồng chí",
        Hindrance::RestDay => "trùng ngày nghỉ",
        Hindrance::OrganizationBlocked => "tổ chức không thể đón",
        Hindrance::MemberBlocked => "đồng chí bận",
        Hindrance::NoticeTooLate => "không còn kịp báo trước",
        Hindrance::TooNear => "quá gần một lần dự khác",
        Hindrance::Full => "đã đủ người dự",
        Hindrance::SamePlace => "đã dự ở tổ chức này, phải dự ở tổ chức khác",
    }
}

/// Who lacks visits, and what stands in the way of each other meeting.
pub(in crate::report) fn shortage(shortage: &Shortage, names: &Names) -> String {
    let Shortage { member, at, need, found, hindered } = shortage;
    let at = at.as_ref().map(|at| format!(" tại {}", organization(at, names))).unwrap_or_default();
    let heading = format!(
        "{} mới xếp được {found}/{need} lần dự{at}, còn thiếu {}",
        person(member, names),
        need.saturating_sub(*found)
    );
    if hindered.is_empty() {
        return sentence(&format!("{heading}: chưa biết buổi sinh hoạt nào khác"));
    }
    let meetings = |meetings: &[(NaiveDate, OrganizationId)]| {
        let each = meetings.iter().map(|(on, at)| format!("{} {}", day(*on), organization(at, names)));
        each.collect::<Vec<_>>().join("; ")
    };
    let lines = hindered.iter().map(|(why, list)| sentence(&format!("{}: {}", hindrance(*why), meetings(list))));
    list(&sentence(&format!("{heading}:")), lines)
}

/// What is new, moved or dropped, and whether somebody has to be told again.
pub(in crate::report) fn step(step: &Step, names: &Names) -> String {
    let again = step.told().map(|on| format!(". Đã báo ngày {}: phải báo lại", day(on))).unwrap_or_default();
    sentence(&match step {
        Step::New { visit } => format!("thêm: {}", planned(visit, names)),
        Step::Moved { from, to } => {
            format!("đổi: trước là {}; nay là {}{again}", planned(from, names), planned(to, names))
        }
        Step::Dropped { visit } => format!("bỏ: {}{again}", planned(visit, names)),
    })
}

/// What a calendar costs.
pub(in crate::report) fn tally(tally: &Tally, _: &Names) -> String {
    let Tally { missing, moved, astray, crowding, bunching } = tally;
    let weeks = match bunching {
        0 => String::new(),
        squares => format!("; tổng bình phương số lần dự mỗi tuần {squares}"),
    };
    format!(
        "Thiếu {missing} lần dự; {moved} lần dự phải đổi so với lịch trước; lệch {astray} phần của năm; tổng bình phương số người dự mỗi buổi {crowding}{weeks}."
    )
}

/// The whole calendar.
pub(in crate::report) fn calendar(calendar: &Calendar, names: &Names) -> String {
    let Calendar { policy, year, today, rules, visits, shortages, steps, tally: cost, .. } = calendar;
    let rules: Vec<&str> = rules.iter().map(AsRef::as_ref).collect();
    let head = format!(
        "Lịch dự sinh hoạt năm {year}, lập ngày {} theo “{policy}” ({}): {} lần dự.",
        day(*today),
        rules.join(", "),
        visits.len()
    );
    let mut text = list(&head, visits.iter().map(|one| visit(one, names)));
    for shortage in shortages.iter().map(|one| self::shortage(one, names)) {
        text.push_str(&format!("\n{shortage}"));
    }
    for step in steps.iter().map(|one| self::step(one, names)) {
        text.push_str(&format!("\n{step}"));
    }
    format!("{text}\n{}", tally(cost, names))
}

fn list_name(list: &str) -> &'static str {
    match list {
        "members" => "danh sách Tỉnh ủy viên",
        "organizations" => "danh sách tổ chức cơ sở đảng",
        "placements" => "Bảng phân công",
        "meetings" => "lịch sinh hoạt",
        _ => "danh sách ngày bận",
    }
}

/// What makes an agenda no question.
pub(in crate::report) fn agenda_defect(defect: &AgendaDefect, names: &Names) -> String {
    sentence(&match defect {
        AgendaDefect::Year(year) => format!("năm {year} không dùng được: năm từ 1 đến 9999"),
        AgendaDefect::IdTwice { list, id } => format!("{} có mã {id} nhiều hơn một lần", list_name(list)),
        AgendaDefect::Member { list, member } => {
            format!("{} có {}, người không có trong danh sách", list_name(list), person(member, names))
        }
        AgendaDefect::Organization { list, organization: at } => {
            format!("{} có {}, nơi không có trong danh sách", list_name(list), organization(at, names))
        }
        AgendaDefect::Cycle { organization: at } => {
            format!("{} lại trực thuộc chính mình", organization(at, names))
        }
        AgendaDefect::MeetingTwice { organization: at, day: on } => {
            format!("buổi sinh hoạt ngày {} của {} ghi hai lần, khác nhau: giữ một", day(*on), organization(at, names))
        }
        AgendaDefect::UpsideDown { from, until } => {
            format!("ngày bận kết thúc {}, trước khi bắt đầu {}", day(*until), day(*from))
        }
        AgendaDefect::NumberTwice { member, number } => {
            format!("{} có hai lần dự cùng số {number}", person(member, names))
        }
        AgendaDefect::VisitTwice { member, organization: at, day: on } => format!(
            "{} có hai lần dự cùng một buổi sinh hoạt ngày {} tại {}",
            person(member, names),
            day(*on),
            organization(at, names)
        ),
        AgendaDefect::NumberZero { member } => {
            format!("{} có lần dự mang số 0: các lần dự đánh số từ 1", person(member, names))
        }
        AgendaDefect::MadeThen { member, number, day: on } => {
            format!("lần dự {number} của {} không thể đã diễn ra ngày {}", person(member, names), day(*on))
        }
        AgendaDefect::NothingToReopen { member, number } => {
            format!("{} không có lần dự {number} để xếp lại", person(member, names))
        }
    })
}

/// Why a calendar is refused.
pub(in crate::report) fn refused(refused: &Refused, names: &Names) -> String {
    let heading = format!("Lịch không được chấp nhận, {} lý do:", refused.faults.len());
    list(&heading, refused.faults.iter().map(|fault| calendar_fault(fault, names)))
}

/// One reason to refuse a calendar.
pub(in crate::report) fn calendar_fault(fault: &Fault, names: &Names) -> String {
    let meeting = |member: &MemberId, at: &OrganizationId, on: NaiveDate| {
        format!("{} tại {} ngày {}", person(member, names), organization(at, names), day(on))
    };
    sentence(&match fault {
        Fault::OtherQuestion(what) => format!("lịch lập cho {} khác", question(what)),
        Fault::Order => "các lần dự không theo thứ tự ngày, tổ chức, đồng chí".to_owned(),
        Fault::NotPlaced { member, organization: at, day: on } => {
            format!("lần dự của {}: không phải nơi được phân công", meeting(member, at, *on))
        }
        Fault::NoMeeting { member, organization: at, day: on } => {
            format!("lần dự của {}: ngày đó không sinh hoạt", meeting(member, at, *on))
        }
        Fault::Hindered { member, organization: at, day: on, why } => {
            format!("lần dự của {}: {}", meeting(member, at, *on), hindrance(*why))
        }
        Fault::Field { member, number, field } => {
            format!("lần dự {number} của {}: sai {}", person(member, names), field_name(field))
        }
        Fault::TooNear { member, one, other } => {
            format!("các lần dự ngày {} và {} của {} quá gần nhau", day(*one), day(*other), person(member, names))
        }
        Fault::Full { organization: at, day: on, room, visitors } => format!(
            "buổi sinh hoạt ngày {} của {} đón nhiều nhất {room} đồng chí, lịch xếp {visitors}",
            day(*on),
            organization(at, names)
        ),
        Fault::TooMany { member, need, found } => {
            format!("{} phải dự {need} lần, lịch xếp {found}", person(member, names))
        }
        Fault::Lost { member, number } => {
            format!("lần dự {number} của {} đã dự hoặc đã báo, không có trong lịch", person(member, names))
        }
        Fault::NumberAgain { member, number } => {
            format!("số {number} của {} được dùng lại", person(member, names))
        }
        Fault::Untold { member, need, found } => {
            format!("{} phải dự {need} lần, có {found}, lịch không nêu phần thiếu", person(member, names))
        }
        Fault::NoShortage { member } => format!("lịch nêu {} thiếu lần dự, nhưng không thiếu", person(member, names)),
        Fault::Open { member, organization: at, day: on } => {
            format!("còn thiếu lần dự, trong khi {} không vướng gì", meeting(member, at, *on))
        }
        Fault::FalseHindrance { member, organization: at, day: on } => {
            format!("lý do không xếp {} không đúng", meeting(member, at, *on))
        }
        Fault::Tally { field, told, counted } => {
            format!("{}: lịch ghi {told}, đếm lại là {counted}", field_name(field))
        }
        Fault::Steps { member } => {
            format!("các thay đổi nêu cho {} không dẫn từ lịch trước đến lịch này", person(member, names))
        }
    })
}

fn question(what: &str) -> &'static str {
    match what {
        "policy" => "văn bản quy định",
        "year" => "năm",
        "day" => "ngày lập",
        _ => "danh sách quy định",
    }
}

fn field_name(field: &str) -> &'static str {
    match field {
        "stage" => "tình trạng",
        "last day of notice" => "hạn cuối báo trước",
        "part of the year" => "phần của năm",
        "place" => "địa điểm",
        "missing" => "số lần còn thiếu",
        "moved" => "số lần phải đổi",
        "astray" => "độ lệch so với các phần của năm",
        "crowding" => "tổng bình phương số người dự",
        "bunching" => "tổng bình phương số lần dự mỗi tuần",
        _ => "tổ chức được phân công",
    }
}
