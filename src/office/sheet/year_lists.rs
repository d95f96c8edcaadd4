//! The lists of a year: their columns, and how a row becomes a record.

use super::field::{Field, Holds, Spec};
use super::row::Row;
use super::tables::{MEMBER, ORGANIZATION, REASON};
use crate::calendar::{Blocked, Whom};
use crate::compliance::{
    Announcement, Attendance, ClaimedVisit, Committee, Delivery, Duty, LowerPlan, Meeting, MeetingNotice, Move, Pick,
    Reason, ReceivedVisit, Recipient, Ruling, Service, Succession, Turn,
};
use crate::id::{BodyId, MemberId, OrganizationId};
use crate::roster::Placement;
use chrono::NaiveDate;

const fn needed(name: &'static str, holds: Holds, aliases: &'static [&'static str]) -> Field {
    Field { name, aliases, required: true, holds }
}

const fn optional(name: &'static str, holds: Holds, aliases: &'static [&'static str]) -> Field {
    Field { name, aliases, required: false, holds }
}

const fn spec(required: bool, fields: &'static [Field]) -> Spec {
    Spec { required, fields }
}

const YES: Holds = Holds::Words(&["có", "không"]);

const ON: Field = needed("on", Holds::Day, &["ngày", "ngày tháng", "ngày ghi nhận"]);
const ENTERED: Field = optional("entered", Holds::Day, &["ngày vào sổ", "ngày nhập"]);
const MEETING: Field = needed("meeting", Holds::Day, &["ngày sinh hoạt", "ngày họp"]);
const THROUGH: Field = optional("through", Holds::Name, &["gửi qua", "thông qua"]);
const WRITTEN: Field = needed("written", YES, &["bằng văn bản", "văn bản"]);
const VISIT: Field = optional("visit", Holds::Day, &["ngày dự", "ngày dự sinh hoạt"]);
const TIMES: Field = optional("times", Holds::Number, &["số lần", "số lần dự"]);
const REGULAR: &[&str] = &["thường kỳ", "sinh hoạt thường kỳ"];
const COMMITTEE: &[&str] = &["mã cấp ủy", "cấp ủy"];

pub(super) const YEAR: Spec = spec(true, &[needed("year", Holds::Number, &["năm"])]);
pub(super) const HOLIDAYS: Spec =
    spec(false, &[ON, optional("name", Holds::Text, &["tên ngày nghỉ", "tên", "ngày nghỉ"])]);
pub(super) const BLOCKED: Spec = spec(
    false,
    &[
        needed("from", Holds::Day, &["từ ngày", "từ"]),
        needed("until", Holds::Day, &["đến hết ngày", "đến ngày", "đến"]),
        optional("member", Holds::One("members"), MEMBER.aliases),
        optional("organization", Holds::One("organizations"), ORGANIZATION.aliases),
        optional("reason", Holds::Text, REASON.aliases),
    ],
);
pub(super) const PLACEMENTS: Spec = spec(true, &[MEMBER, ORGANIZATION]);
pub(super) const COMMITTEES: Spec = spec(
    false,
    &[
        needed("id", Holds::Id, &["mã", "mã cấp ủy"]),
        needed("name", Holds::Text, &["tên cấp ủy", "tên"]),
        needed("body", Holds::Name, &["loại cấp ủy"]),
        optional("area", Holds::One("areas"), &["địa bàn", "mã địa bàn"]),
    ],
);
pub(super) const NOTICES: Spec = spec(
    false,
    &[
        needed("on", Holds::Day, &["ngày thông báo", "ngày"]),
        ORGANIZATION,
        MEETING,
        optional("place", Holds::Text, &["địa điểm"]),
        needed("regular", YES, REGULAR),
        optional("moved_from", Holds::Day, &["dời từ ngày"]),
        ENTERED,
    ],
);
pub(super) const MEETINGS: Spec =
    spec(false, &[needed("known", Holds::Day, &["ngày biết"]), ORGANIZATION, MEETING, ENTERED]);
pub(super) const ATTENDANCES: Spec = spec(
    false,
    &[
        needed("on", Holds::Day, &["ngày dự", "ngày", "ngày dự sinh hoạt"]),
        MEMBER,
        ORGANIZATION,
        optional("regular", YES, REGULAR),
        optional("duties", Holds::Text, &["nhiệm vụ", "nhiệm vụ đã làm"]),
        optional("difficulties", Holds::Text, &["khó khăn, vướng mắc", "khó khăn"]),
        optional("proposals", Holds::Text, &["đề xuất", "kiến nghị, đề xuất"]),
        ENTERED,
    ],
);
const REPORTED: Field = needed("on", Holds::Day, &["ngày báo cáo", "ngày"]);
pub(super) const MEMBER_REPORTS: Spec = spec(
    false,
    &[
        REPORTED,
        MEMBER,
        THROUGH,
        WRITTEN,
        optional("organization", Holds::One("organizations"), ORGANIZATION.aliases),
        VISIT,
        TIMES,
        ENTERED,
    ],
);
pub(super) const ORGANIZATION_REPORTS: Spec = spec(
    false,
    &[
        REPORTED,
        ORGANIZATION,
        THROUGH,
        WRITTEN,
        optional("member", Holds::One("members"), MEMBER.aliases),
        optional("at", Holds::One("organizations"), &["tại chi bộ", "chi bộ"]),
        VISIT,
        TIMES,
        ENTERED,
    ],
);
pub(super) const DELIVERIES: Spec = spec(
    false,
    &[
        needed("on", Holds::Day, &["ngày gửi", "ngày"]),
        optional("member", Holds::One("members"), MEMBER.aliases),
        optional("organization", Holds::One("organizations"), ORGANIZATION.aliases),
        optional("committee", Holds::One("committees"), COMMITTEE),
        ENTERED,
    ],
);
pub(super) const PICKS: Spec = spec(false, &[ON, MEMBER, ORGANIZATION, ENTERED]);
pub(super) const MOVES: Spec = spec(
    false,
    &[
        ON,
        MEMBER,
        optional("from", Holds::One("organizations"), &["từ tổ chức", "từ"]),
        optional("to", Holds::One("organizations"), &["đến tổ chức", "đến"]),
        optional("requested", Holds::Day, &["ngày đề nghị"]),
        optional("decided", Holds::Day, &["ngày quyết định"]),
        ENTERED,
    ],
);
pub(super) const ANNOUNCEMENTS: Spec = spec(false, &[ON, ENTERED]);
pub(super) const SERVICES: Spec = spec(
    false,
    &[ON, MEMBER, needed("turn", Holds::Words(&["vào", "thôi", "nghỉ", "trở lại"]), &["biến động"]), ENTERED],
);
pub(super) const SUCCESSIONS: Spec = spec(
    false,
    &[ON, ORGANIZATION, needed("successor", Holds::One("organizations"), &["tổ chức mới", "mã tổ chức mới"]), ENTERED],
);
pub(super) const RULINGS: Spec = spec(
    false,
    &[
        ON,
        MEMBER,
        ORGANIZATION,
        needed("visit", Holds::Day, &["ngày dự", "ngày dự sinh hoạt"]),
        needed("counts", YES, &["được tính"]),
        ENTERED,
    ],
);
pub(super) const LOWER_PLANS: Spec =
    spec(false, &[ON, needed("committee", Holds::One("committees"), COMMITTEE), ENTERED]);
pub(super) const REASONS: Spec = spec(false, &[ON, MEMBER, ORGANIZATION, REASON, ENTERED]);

const YES_NO: &[(&str, bool)] = &[("yes", true), ("no", false), ("có", true), ("không", false)];

const TURNS: &[(&str, Turn)] = &[
    ("entered", Turn::Entered),
    ("left", Turn::Left),
    ("leave", Turn::Leave),
    ("returned", Turn::Returned),
    ("vào", Turn::Entered),
    ("thôi", Turn::Left),
    ("nghỉ", Turn::Leave),
    ("trở lại", Turn::Returned),
];

/// The duties of a visit by their paragraph.
const DUTIES: &[(&str, Duty)] = &[
    ("1", Duty::Resolutions),
    ("2", Duty::MeetingQuality),
    ("3", Duty::PoliticalTasks),
    ("4", Duty::NewPolicies),
    ("5", Duty::Cadres),
    ("6", Duty::Commendation),
    ("7", Duty::HotIssues),
    ("8", Duty::Initiative),
];

// In each builder all cells are asked before the first `?`, so that a row tells all its faults.

pub(super) fn year(row: &mut Row<'_, '_>) -> Option<u32> {
    row.number(0)
}

pub(super) fn holiday(row: &mut Row<'_, '_>) -> Option<NaiveDate> {
    row.day(0)
}

pub(super) fn blocked(row: &mut Row<'_, '_>) -> Option<Blocked> {
    let (from, until, whom, reason) = (row.day(0), row.day(1), row.one_of([2, 3]), row.text(4));
    let (field, text) = whom?;
    let whom = match field {
        2 => Whom::Member(row.as_id(field, &text)?),
        _ => Whom::Organization(row.as_id(field, &text)?),
    };
    Some(Blocked { whom, from: from?, until: until?, reason: reason? })
}

pub(super) fn placement(row: &mut Row<'_, '_>) -> Option<Placement> {
    let (member, organization) = (row.id(0), row.id(1));
    Some(Placement { member: member?, organization: organization? })
}

pub(super) fn committee(row: &mut Row<'_, '_>) -> Option<Committee> {
    let (id, name, body, area) = (row.id(0), row.text(1), row.id(2), row.optional_id(3));
    Some(Committee { id: id?, name: name?, body: body?, area: area? })
}

pub(super) fn notice(row: &mut Row<'_, '_>) -> Option<MeetingNotice> {
    let (on, organization, meeting, place) = (row.day(0), row.id(1), row.day(2), row.text(3));
    let (regular, moved_from, entered) = (row.choice(4, YES_NO), row.optional_day(5), row.optional_day(6));
    Some(MeetingNotice {
        on: on?,
        organization: organization?,
        meeting: meeting?,
        place: place?,
        regular: regular?,
        moved_from: moved_from?,
        entered: entered?,
    })
}

pub(super) fn meeting(row: &mut Row<'_, '_>) -> Option<Meeting> {
    let (known, organization, meeting, entered) = (row.day(0), row.id(1), row.day(2), row.optional_day(3));
    Some(Meeting { known: known?, organization: organization?, meeting: meeting?, entered: entered? })
}

pub(super) fn attendance(row: &mut Row<'_, '_>) -> Option<Attendance> {
    let (on, member, organization) = (row.day(0), row.id(1), row.id(2));
    let (regular, duties) = (row.optional_choice(3, YES_NO), row.choices(4, DUTIES));
    let (difficulties, proposals, entered) = (row.text(5), row.text(6), row.optional_day(7));
    Some(Attendance {
        on: on?,
        member: member?,
        organization: organization?,
        regular: regular?,
        duties: duties?,
        difficulties: difficulties?,
        proposals: proposals?,
        entered: entered?,
    })
}

/// The head of a report, which the rows of one report share, and what one row tells.
pub(super) type Told<S, T> = (Head<S>, Option<T>);

/// Who reports, when, how.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Head<S> {
    pub(super) on: NaiveDate,
    pub(super) sender: S,
    pub(super) through: Option<BodyId>,
    pub(super) written: bool,
    pub(super) entered: Option<NaiveDate>,
}

/// A row without an organization tells of no visit.
pub(super) fn member_report(row: &mut Row<'_, '_>) -> Option<Told<MemberId, ClaimedVisit>> {
    let (on, sender, through, written) = (row.day(0), row.id(1), row.optional_id(2), row.choice(3, YES_NO));
    let (organization, visit, times) = (row.optional_id(4), row.optional_day(5), row.times(6));
    let entered = row.optional_day(7);
    let head = Head { on: on?, sender: sender?, through: through?, written: written?, entered: entered? };
    let (visit, times) = (visit?, times?);
    Some((head, organization?.map(|organization| ClaimedVisit { organization, on: visit, times })))
}

/// A row without a member tells of no visit.
pub(super) fn organization_report(row: &mut Row<'_, '_>) -> Option<Told<OrganizationId, ReceivedVisit>> {
    let (on, sender, through, written) = (row.day(0), row.id(1), row.optional_id(2), row.choice(3, YES_NO));
    let (member, at, visit, times) = (row.optional_id(4), row.optional_id(5), row.optional_day(6), row.times(7));
    let entered = row.optional_day(8);
    let head = Head { on: on?, sender: sender?, through: through?, written: written?, entered: entered? };
    let (at, visit, times) = (at?, visit?, times?);
    Some((head, member?.map(|member| ReceivedVisit { member, organization: at, on: visit, times })))
}

pub(super) fn delivery(row: &mut Row<'_, '_>) -> Option<Delivery> {
    let (on, to, entered) = (row.day(0), row.one_of([1, 2, 3]), row.optional_day(4));
    let (field, text) = to?;
    let to = match field {
        1 => Recipient::Member(row.as_id(field, &text)?),
        2 => Recipient::Organization(row.as_id(field, &text)?),
        _ => Recipient::Committee(row.as_id(field, &text)?),
    };
    Some(Delivery { on: on?, to, entered: entered? })
}

pub(super) fn pick(row: &mut Row<'_, '_>) -> Option<Pick> {
    let (on, member, organization, entered) = (row.day(0), row.id(1), row.id(2), row.optional_day(3));
    Some(Pick { on: on?, member: member?, organization: organization?, entered: entered? })
}

pub(super) fn change(row: &mut Row<'_, '_>) -> Option<Move> {
    let (on, member, from, to) = (row.day(0), row.id(1), row.optional_id(2), row.optional_id(3));
    let (requested, decided, entered) = (row.optional_day(4), row.optional_day(5), row.optional_day(6));
    Some(Move {
        on: on?,
        member: member?,
        from: from?,
        to: to?,
        requested: requested?,
        decided: decided?,
        entered: entered?,
    })
}

pub(super) fn announcement(row: &mut Row<'_, '_>) -> Option<Announcement> {
    let (on, entered) = (row.day(0), row.optional_day(1));
    Some(Announcement { on: on?, entered: entered? })
}

pub(super) fn service(row: &mut Row<'_, '_>) -> Option<Service> {
    let (on, member, turn, entered) = (row.day(0), row.id(1), row.choice(2, TURNS), row.optional_day(3));
    Some(Service { on: on?, turn: turn?, member: member?, entered: entered? })
}

pub(super) fn succession(row: &mut Row<'_, '_>) -> Option<Succession> {
    let (on, organization, successor, entered) = (row.day(0), row.id(1), row.id(2), row.optional_day(3));
    Some(Succession { on: on?, organization: organization?, successor: successor?, entered: entered? })
}

pub(super) fn ruling(row: &mut Row<'_, '_>) -> Option<Ruling> {
    let (on, member, organization) = (row.day(0), row.id(1), row.id(2));
    let (visit, counts, entered) = (row.day(3), row.choice(4, YES_NO), row.optional_day(5));
    let (member, organization) = (member?, organization?);
    Some(Ruling { on: on?, member, organization, visit: visit?, counts: counts?, entered: entered? })
}

pub(super) fn lower_plan(row: &mut Row<'_, '_>) -> Option<LowerPlan> {
    let (on, committee, entered) = (row.day(0), row.id(1), row.optional_day(2));
    Some(LowerPlan { on: on?, committee: committee?, entered: entered? })
}

pub(super) fn reason(row: &mut Row<'_, '_>) -> Option<Reason> {
    let (on, member, organization) = (row.day(0), row.id(1), row.id(2));
    let (reason, entered) = (row.text(3), row.optional_day(4));
    let (member, organization) = (member?, organization?);
    Some(Reason { on: on?, member, organization, reason: reason?, entered: entered? })
}
