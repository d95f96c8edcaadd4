//! The lists of a season: their columns, and how a row becomes an entry.

use super::field::{Field, Holds, Spec};
use super::row::Row;
use crate::problem::Table;
use crate::roster::{Area, Ban, Designation, Member, Nomination, Organization, Placement, Registration, Waiver};

/// Every list, in the order of the roster.
pub(in crate::office) const ALL: [Table; 10] = [
    Table::Areas,
    Table::Organizations,
    Table::Members,
    Table::Registrations,
    Table::Designations,
    Table::Nominations,
    Table::Bans,
    Table::Waivers,
    Table::Previous,
    Table::History,
];

const fn needed(name: &'static str, holds: Holds, aliases: &'static [&'static str]) -> Field {
    Field { name, aliases, required: true, holds }
}

const fn optional(name: &'static str, holds: Holds, aliases: &'static [&'static str]) -> Field {
    Field { name, aliases, required: false, holds }
}

const MIN: Field = optional("min", Holds::Number, &["tối thiểu", "số tối thiểu", "ít nhất"]);
const MAX: Field = optional("max", Holds::Number, &["tối đa", "số tối đa", "nhiều nhất"]);
pub(super) const MEMBER: Field = needed(
    "member",
    Holds::One("members"),
    &["mã tỉnh ủy viên", "tỉnh ủy viên", "ủy viên", "mã ủy viên", "mã đồng chí", "mã UV"],
);
pub(super) const ORGANIZATION: Field = needed(
    "organization",
    Holds::One("organizations"),
    &["mã tổ chức", "tổ chức", "tổ chức cơ sở đảng", "mã tổ chức cơ sở đảng", "mã TCCSĐ", "TCCSĐ"],
);
pub(super) const REASON: Field = needed("reason", Holds::Text, &["lý do", "lí do"]);

const AREAS: Spec = Spec {
    required: true,
    fields: &[
        needed("id", Holds::Id, &["mã", "mã số", "mã địa bàn"]),
        needed("name", Holds::Text, &["tên địa bàn", "tên", "địa bàn", "tên địa bàn, đơn vị"]),
        optional("parent", Holds::One("areas"), &["trực thuộc", "mã cấp trên"]),
        MIN,
        MAX,
    ],
};

const ORGANIZATIONS: Spec = Spec {
    required: true,
    fields: &[
        needed("id", Holds::Id, &["mã", "mã số", "mã tổ chức", "mã TCCSĐ"]),
        needed("name", Holds::Text, &["tên tổ chức", "tên", "tên tổ chức cơ sở đảng", "tổ chức cơ sở đảng"]),
        needed("area", Holds::One("areas"), &["địa bàn", "mã địa bàn"]),
        optional("parent", Holds::One("organizations"), &["trực thuộc", "đảng bộ cơ sở cấp trên"]),
        MIN,
        MAX,
    ],
};

const MEMBERS: Spec = Spec {
    required: true,
    fields: &[
        needed("id", Holds::Id, &["mã", "mã số", "mã tỉnh ủy viên", "mã UV"]),
        needed("name", Holds::Text, &["họ và tên", "họ tên", "tên", "tỉnh ủy viên", "đồng chí"]),
        needed("body", Holds::Name, &["cơ quan lãnh đạo", "mã cơ quan lãnh đạo"]),
        optional(
            "own",
            Holds::One("organizations"),
            &["nơi sinh hoạt", "nơi đang sinh hoạt", "tổ chức đang sinh hoạt", "tổ chức đang là thành viên"],
        ),
        optional(
            "scope",
            Holds::Many("areas"),
            &["địa bàn phụ trách", "phụ trách", "nơi phụ trách", "địa bàn, đơn vị phụ trách"],
        ),
    ],
};

const REGISTRATIONS: Spec = Spec {
    required: true,
    fields: &[
        MEMBER,
        ORGANIZATION,
        needed("rank", Holds::Number, &["nguyện vọng", "thứ tự nguyện vọng", "nguyện vọng số"]),
        optional("on", Holds::Day, &["ngày đăng ký", "ngày gửi đăng ký", "ngày nhận"]),
    ],
};

const DESIGNATIONS: Spec = Spec { required: false, fields: &[MEMBER, ORGANIZATION, REASON] };
const NOMINATIONS: Spec = Spec { required: false, fields: &[MEMBER, ORGANIZATION] };
const BANS: Spec = Spec { required: false, fields: &[MEMBER, ORGANIZATION, REASON] };
const WAIVERS: Spec = Spec { required: false, fields: &[MEMBER, REASON] };
const PLACED: Spec = Spec { required: false, fields: &[MEMBER, ORGANIZATION] };

/// Side rules are no list of rows.
const NO_LIST: Spec = Spec { required: false, fields: &[] };

/// The columns of a list.
pub(in crate::office) const fn spec(table: Table) -> &'static Spec {
    match table {
        Table::Areas => &AREAS,
        Table::Organizations => &ORGANIZATIONS,
        Table::Members => &MEMBERS,
        Table::Registrations => &REGISTRATIONS,
        Table::Designations => &DESIGNATIONS,
        Table::Nominations => &NOMINATIONS,
        Table::Bans => &BANS,
        Table::Waivers => &WAIVERS,
        Table::Previous | Table::History => &PLACED,
        Table::SideRules => &NO_LIST,
    }
}

// In each builder all cells are asked before the first `?`, so that a row tells all its faults.

pub(super) fn area(row: &mut Row<'_, '_>) -> Option<Area> {
    let (id, name, parent, load) = (row.id(0), row.text(1), row.optional_id(2), row.bounds(3, 4));
    Some(Area { id: id?, name: name?, parent: parent?, load: load? })
}

pub(super) fn organization(row: &mut Row<'_, '_>) -> Option<Organization> {
    let (id, name, area) = (row.id(0), row.text(1), row.id(2));
    let (parent, load) = (row.optional_id(3), row.bounds(4, 5));
    Some(Organization { id: id?, name: name?, area: area?, parent: parent?, load: load? })
}

pub(super) fn member(row: &mut Row<'_, '_>) -> Option<Member> {
    let (id, name, body) = (row.id(0), row.text(1), row.id(2));
    let (own, scope) = (row.optional_id(3), row.ids(4));
    Some(Member { id: id?, name: name?, body: body?, own: own?, scope: scope? })
}

pub(super) fn registration(row: &mut Row<'_, '_>) -> Option<Registration> {
    let (member, organization, rank, on) = (row.id(0), row.id(1), row.number(2), row.optional_day(3));
    Some(Registration { member: member?, organization: organization?, rank: rank?, on: on? })
}

pub(super) fn designation(row: &mut Row<'_, '_>) -> Option<Designation> {
    let (member, organization, reason) = (row.id(0), row.id(1), row.text(2));
    Some(Designation { member: member?, organization: organization?, reason: reason? })
}

pub(super) fn nomination(row: &mut Row<'_, '_>) -> Option<Nomination> {
    let (member, organization) = (row.id(0), row.id(1));
    Some(Nomination { member: member?, organization: organization? })
}

pub(super) fn ban(row: &mut Row<'_, '_>) -> Option<Ban> {
    let (member, organization, reason) = (row.id(0), row.id(1), row.text(2));
    Some(Ban { member: member?, organization: organization?, reason: reason? })
}

pub(super) fn waiver(row: &mut Row<'_, '_>) -> Option<Waiver> {
    let (member, reason) = (row.id(0), row.text(1));
    Some(Waiver { member: member?, reason: reason? })
}

pub(super) fn placed(row: &mut Row<'_, '_>) -> Option<Placement> {
    let (member, organization) = (row.id(0), row.id(1));
    Some(Placement { member: member?, organization: organization? })
}
