//! The facts of one season: who there is, where they may go, what they asked for and what the Board decided.
//!
//! A roster is plain data. Nothing is checked here: [`Problem::new`](crate::Problem::new) reads it once and names every defect.

mod side;

pub use side::{Demand, SideRule, Term, Who};

use crate::id::{AreaId, BodyId, MemberId, OrganizationId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How many members may be placed at an organization, or in an area with everything below it; both ends inclusive.
///
/// Example: [`solve`](crate::solve()).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// At least so many; a plan that cannot reach it is short, and says so.
    #[serde(default)]
    pub min: u32,
    /// At most so many; `None` is no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
}

/// A place or a unit, in a tree: a province over districts over communes, or a sector committee over its units.
///
/// Example: [`solve`](crate::solve()).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its id.
    pub id: AreaId,
    /// Its name as printed.
    pub name: String,
    /// The area it is a part of, none for a top one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<AreaId>,
    /// How many members may be placed in it and below it.
    #[serde(default)]
    pub load: Bounds,
}

/// A grassroots organization (chi bộ cơ sở, đảng bộ cơ sở), or a sub-cell (chi bộ trực thuộc) when it has a parent.
///
/// Example: [`solve`](crate::solve()).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its name as printed.
    pub name: String,
    /// The area it lies in or the unit it belongs to.
    pub area: AreaId,
    /// The committee (đảng bộ cơ sở) it is a sub-cell of; none for an organization of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<OrganizationId>,
    /// How many members may be placed at it. A sub-cell's load is its own, not its parent's.
    #[serde(default)]
    pub load: Bounds,
}

/// A member of the committee: someone the plan binds.
///
/// Example: [`solve`](crate::solve()).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The member's id.
    pub id: MemberId,
    /// The name as printed.
    pub name: String,
    /// The innermost body the member sits in: it decides who registers and for whom the Board picks.
    pub body: BodyId,
    /// The organization (or sub-cell) the member belongs to; none when it is not among the listed ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<OrganizationId>,
    /// The areas the member works in or is in charge of; empty for a member without one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scope: Vec<AreaId>,
}

/// One wish: a member registers an organization with the Board.
///
/// Example: [`solve`](crate::solve()).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registration {
    /// Who registers.
    pub member: MemberId,
    /// For which organization.
    pub organization: OrganizationId,
    /// 1 for the first wish, 2 for the second, and so on.
    pub rank: u32,
    /// The day the registration reached the Board.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
}

/// The Board's decision that a member goes to an organization; it need not be among the wishes.
///
/// Example: [`Roster`](crate::Roster).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Designation {
    /// Who goes.
    pub member: MemberId,
    /// Where to.
    pub organization: OrganizationId,
    /// Why the Board decided so.
    pub reason: String,
}

/// The Board's own candidate for a member it picks for. A member with candidates is only placed at one of them.
///
/// Example: [`Roster`](crate::Roster).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nomination {
    /// The member the Board picks for.
    pub member: MemberId,
    /// The candidate.
    pub organization: OrganizationId,
}

/// A member must not be placed at an organization.
///
/// Example: [`Problem`](crate::Problem).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ban {
    /// Who must not go.
    pub member: MemberId,
    /// Where.
    pub organization: OrganizationId,
    /// Why.
    pub reason: String,
}

/// The Board lets a member register fewer or more organizations than the policy asks for.
///
/// Example: [`Roster`](crate::Roster).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Whose registration is accepted as it is.
    pub member: MemberId,
    /// Why.
    pub reason: String,
}

/// A member at an organization: one line of the table.
///
/// Example: [`solve`](crate::solve()).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placement {
    /// Who.
    pub member: MemberId,
    /// Where.
    pub organization: OrganizationId,
}

/// The facts of one season. The order of the lists has no meaning: the same facts in any order are the same problem.
///
/// ```
/// use phancong::{Roster, Member, MemberId, BodyId};
/// let mut roster = Roster::default();
/// roster.members.push(Member {
///     id: MemberId::new("UV-01")?,
///     name: "Nguyễn Văn An".into(),
///     body: BodyId::new("ban-chap-hanh")?,
///     own: None,
///     scope: vec![],
/// });
/// # Ok::<(), phancong::BadId>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Roster {
    /// Places and units, as a tree.
    pub areas: Vec<Area>,
    /// Organizations and sub-cells.
    pub organizations: Vec<Organization>,
    /// Members.
    pub members: Vec<Member>,
    /// Wishes.
    pub registrations: Vec<Registration>,
    /// The Board's decisions by name.
    pub designations: Vec<Designation>,
    /// The Board's candidates for the members it picks for.
    pub nominations: Vec<Nomination>,
    /// Pairs that must not be.
    pub bans: Vec<Ban>,
    /// Registrations accepted though too few or too many.
    pub waivers: Vec<Waiver>,
    /// The placements of the year before, which the measure `moves` compares with.
    pub previous: Vec<Placement>,
    /// The placements of earlier years as far back as they count, which the measure `repeat` looks up; how often a pair stands here does not
    /// matter, and who or what is gone does not either.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Placement>,
    /// Rules of the office that join several placements.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub side_rules: Vec<SideRule>,
}

/// Something that bounds how many members come to it: an organization, or an area with everything below it.
///
/// Example: [`solve`](crate::solve()).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// An organization.
    Organization(OrganizationId),
    /// An area.
    Area(AreaId),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organization(id) => write!(f, "organization `{id}`"),
            Self::Area(id) => write!(f, "area `{id}`"),
        }
    }
}
