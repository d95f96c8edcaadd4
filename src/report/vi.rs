//! Vietnamese, in the words of the plan.

mod answer;
mod audit;
mod audit_notes;
mod calendar;
mod change;
mod facts;
mod judge;
mod paper;
mod policy;
mod questions;
mod tradeoff;

pub(super) use answer::{clash, conflict, outcome, repair, side_rule, standing, ties};
pub(super) use audit::{changed, finding, findings, forecast, grounds, party, record_defect, verdict, visit};
pub(super) use calendar::{
    agenda_defect, calendar, calendar_fault, refused, shortage, step, tally, visit as planned_visit,
};
pub(super) use change::{diff, letter, shift};
pub(super) use facts::{audit_error, bad_id, calendar_error, defect, error, notice, policy_error, problem_error, what};
pub(super) use judge::{certificate, miscount, miscounted, rejected, rejection};
pub(super) use paper::phrase;
pub(super) use policy::{policy_defect, readings, rule, rules};
pub(super) use questions::{barrier, changes, draft, effect, forced, mover, view, why};
pub(super) use tradeoff::frontier;

use super::{Names, sentence};
use crate::compliance::{Record, Register};
use crate::explain::{Choice, Kept, Line, Load, Locality};
use crate::id::{AreaId, MemberId, OrganizationId};
use crate::problem::{Row, Table};
use crate::roster::Place;

fn person(id: &MemberId, names: &Names) -> String {
    names.member(id).map_or_else(|| format!("đồng chí {id}"), |name| format!("đồng chí {name} ({id})"))
}

fn organization(id: &OrganizationId, names: &Names) -> String {
    names.organization(id).map_or_else(|| format!("tổ chức {id}"), |name| format!("{name} ({id})"))
}

fn area(id: &AreaId, names: &Names) -> String {
    names.area(id).map_or_else(|| format!("địa bàn {id}"), |name| format!("địa bàn {name} ({id})"))
}

fn place(place: &Place, names: &Names) -> String {
    match place {
        Place::Organization(id) => organization(id, names),
        Place::Area(id) => area(id, names),
    }
}

fn organizations(ids: &[OrganizationId], names: &Names) -> String {
    ids.iter().map(|id| organization(id, names)).collect::<Vec<_>>().join(", ")
}

const fn table(table: Table) -> &'static str {
    match table {
        Table::Areas => "danh sách địa bàn",
        Table::Organizations => "danh sách tổ chức cơ sở đảng",
        Table::Members => "danh sách Tỉnh ủy viên",
        Table::Registrations => "danh sách đăng ký",
        Table::Designations => "danh sách chỉ định",
        Table::Nominations => "danh sách nơi Ban Tổ chức Tỉnh ủy dự kiến",
        Table::Bans => "danh sách không phân công",
        Table::Waivers => "danh sách chấp thuận số lượng đăng ký",
        Table::Previous => "Bảng phân công trước",
        Table::History => "danh sách phân công các năm trước",
        Table::SideRules => "danh sách quy định bổ sung",
    }
}

fn row(row: Row) -> String {
    format!("{}, mục {}", table(row.table), row.number)
}

/// A line of the table with its reason.
pub(super) fn line(line: &Line, names: &Names) -> String {
    let who = person(&line.member, names);
    let subject = match &line.organization {
        Some(id) => format!("{who} – {}", organization(id, names)),
        None => who,
    };
    sentence(&format!("{subject}: {}", reason(line, names)))
}

/// Why, then locality, then what limits and what changed; the rules last, in brackets.
pub(super) fn reason(line: &Line, names: &Names) -> String {
    let mut parts = vec![choice(&line.choice)];
    if !matches!(line.choice, Choice::WithoutPlace { .. }) {
        parts.push(locality(line.locality).to_owned());
    }
    parts.extend(line.forced.map(|candidates| match candidates {
        1 => "chỉ còn một nơi để chọn".to_owned(),
        more => format!("chỉ còn {more} nơi để chọn"),
    }));
    parts.extend(kept(line, names));
    parts.extend(line.again.then(|| "đã dự nơi này những năm trước".to_owned()));
    let cited: Vec<&str> = line.rules.iter().map(AsRef::as_ref).collect();
    let cited = if cited.is_empty() { String::new() } else { format!(" ({})", cited.join(", ")) };
    format!("{}{cited}", parts.join(", "))
}

fn choice(choice: &Choice) -> String {
    match choice {
        Choice::Wish(rank) => format!("nguyện vọng {rank}"),
        Choice::BoardAmongAll => "do Ban Tổ chức Tỉnh ủy lựa chọn".to_owned(),
        Choice::BoardAmongCandidates => "do Ban Tổ chức Tỉnh ủy lựa chọn trong số nơi đã dự kiến".to_owned(),
        Choice::Designated { reason, wish } => {
            let reason = if reason.is_empty() { "không ghi lý do".to_owned() } else { format!("lý do: {reason}") };
            let wish = wish.map(|rank| format!(", đồng thời là nguyện vọng {rank}")).unwrap_or_default();
            format!("được chỉ định ({reason}){wish}")
        }
        Choice::NotAllowed => "không thuộc những nơi được phép phân công".to_owned(),
        Choice::WithoutPlace { missing, places } if missing == places => {
            format!("chưa được phân công, còn thiếu {missing}/{places} nơi")
        }
        Choice::WithoutPlace { missing, places } => {
            format!("chưa được phân công đủ, còn thiếu {missing}/{places} nơi")
        }
    }
}

const fn locality(locality: Locality) -> &'static str {
    match locality {
        Locality::Inside => "đúng địa bàn phụ trách",
        Locality::Outside => "ngoài địa bàn phụ trách",
        Locality::NoScope => "không phụ trách địa bàn",
        Locality::NotApplied => "không xét địa bàn",
    }
}

fn kept(line: &Line, names: &Names) -> Option<String> {
    match (&line.kept, &line.organization) {
        (Kept::NoPlan, _) | (Kept::New, None) => None,
        (Kept::Held, _) => Some("giữ nguyên theo Bảng phân công trước".to_owned()),
        (Kept::Moved { from }, Some(_)) => Some(format!("chuyển từ {}", organizations(from, names))),
        (Kept::Moved { from }, None) => Some(format!("Bảng phân công trước ở {}", organizations(from, names))),
        (Kept::New, Some(_)) => Some("mới so với Bảng phân công trước".to_owned()),
    }
}

/// How full a place is.
pub(super) fn load(load: &Load, names: &Names) -> String {
    let bounds = match (load.bounds.min, load.bounds.max) {
        (0, None) => "không giới hạn".to_owned(),
        (min, None) => format!("tối thiểu {min}"),
        (0, Some(max)) => format!("tối đa {max}"),
        (min, Some(max)) => format!("tối thiểu {min}, tối đa {max}"),
    };
    let off = match (load.short(), load.over()) {
        (0, 0) => String::new(),
        (0, over) => format!(", vượt {over}"),
        (short, _) => format!(", còn thiếu {short}"),
    };
    sentence(&format!("{}: {} đồng chí ({bounds}){off}", place(&load.place, names), load.count))
}

const fn register(register: Register) -> &'static str {
    match register {
        Register::Registrations => "đăng ký",
        Register::Notices => "thông báo sinh hoạt",
        Register::Meetings => "lịch sinh hoạt dự kiến",
        Register::Attendances => "dự sinh hoạt",
        Register::MemberReports => "báo cáo của Tỉnh ủy viên",
        Register::OrganizationReports => "báo cáo của tổ chức cơ sở đảng",
        Register::Deliveries => "gửi Bảng phân công",
        Register::Picks => "thông báo nơi được lựa chọn",
        Register::Moves => "điều chỉnh phân công",
        Register::Announcements => "thông báo phân công hằng năm",
        Register::Services => "biến động Tỉnh ủy viên",
        Register::Successions => "sáp nhập, đổi tên tổ chức",
        Register::Rulings => "kết luận của Ban Tổ chức Tỉnh ủy",
        Register::LowerPlans => "kế hoạch của cấp dưới",
        Register::Reasons => "lý do chọn ngoài địa bàn",
    }
}

fn record(record: Record) -> String {
    format!("sổ {}, mục {}", register(record.register), record.number)
}
