//! What is wrong with facts: defects, which stop.

use crate::id::{AreaId, BodyId, MemberId, OrganizationId, RuleId};
use crate::listing::ids;
use crate::roster::Place;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One of the lists of a [`Roster`](crate::Roster).
///
/// Example: [`Problem::new`](crate::Problem::new).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Table {
    /// Areas.
    Areas,
    /// Organizations.
    Organizations,
    /// Members.
    Members,
    /// Registrations.
    Registrations,
    /// Designations.
    Designations,
    /// Nominations.
    Nominations,
    /// Bans.
    Bans,
    /// Waivers.
    Waivers,
    /// Placements of the year before.
    Previous,
    /// Placements of earlier years.
    History,
    /// Side rules.
    SideRules,
}

impl Table {
    /// Its name, the same as the roster's field.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Areas => "areas",
            Self::Organizations => "organizations",
            Self::Members => "members",
            Self::Registrations => "registrations",
            Self::Designations => "designations",
            Self::Nominations => "nominations",
            Self::Bans => "bans",
            Self::Waivers => "waivers",
            Self::Previous => "previous",
            Self::History => "history",
            Self::SideRules => "side_rules",
        }
    }
}

/// An entry of a list: where a defect stands.
///
/// Example: [`Problem::new`](crate::Problem::new).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The list.
    pub table: Table,
    /// Its entry, counted from 1 in the order in which the roster was given.
    pub number: usize,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.table.name(), self.number)
    }
}

/// A defect of the facts: the rule it breaks, the rows it stands in and what is wrong.
///
/// Example: [`Problem::new`](crate::Problem::new).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Defect {
    /// Where it stands; two rows where two rows contradict each other.
    pub rows: Vec<Row>,
    /// What is wrong.
    pub what: What,
    /// The rule of the policy behind it, when there is one.
    pub rule: Option<RuleId>,
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what)?;
        let mut notes: Vec<String> = self.rows.iter().map(Row::to_string).collect();
        notes.extend(self.rule.iter().map(|rule| format!("rule {rule}")));
        if notes.is_empty() { Ok(()) } else { write!(f, " ({})", notes.join(", ")) }
    }
}

/// What is wrong with the facts.
///
/// Example: [`Problem::new`](crate::Problem::new).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum What {
    /// An id stands twice in one list.
    #[error("id `{id}` stands twice in {}", table.name())]
    IdTwice {
        /// The list.
        table: Table,
        /// The id.
        id: String,
    },
    /// An id that the list it points into does not have.
    #[error("`{id}` is not in {}", table.name())]
    Unknown {
        /// The list that should have it.
        table: Table,
        /// The id.
        id: String,
    },
    /// Areas that are each other's parents.
    #[error("areas are parts of each other: {}", ids(cycle))]
    AreaCycle {
        /// The cycle, beginning with its smallest id.
        cycle: Vec<AreaId>,
    },
    /// Organizations that are each other's parents.
    #[error("organizations are sub-cells of each other: {}", ids(cycle))]
    OrganizationCycle {
        /// The cycle, beginning with its smallest id.
        cycle: Vec<OrganizationId>,
    },
    /// A minimum above the maximum.
    #[error("{place} needs at least {min} and takes at most {max}")]
    MinAboveMax {
        /// Where.
        place: Place,
        /// The minimum.
        min: u32,
        /// The maximum.
        max: u32,
    },
    /// Wishes are counted from 1.
    #[error("member `{member}` has a wish of rank 0: the first wish has rank 1")]
    RankZero {
        /// Who.
        member: MemberId,
    },
    /// Two organizations with one rank.
    #[error("member `{member}` gives rank {rank} to `{one}` and to `{other}`")]
    RankTwice {
        /// Who.
        member: MemberId,
        /// The rank.
        rank: u32,
        /// The first organization by id.
        one: OrganizationId,
        /// The second.
        other: OrganizationId,
    },
    /// Fewer distinct wishes than the policy asks for, without a waiver.
    #[error(
        "member `{member}` registers {found} organizations, at least {min} are needed: ask for another wish, or record the Board's waiver"
    )]
    TooFewWishes {
        /// Who.
        member: MemberId,
        /// Distinct wishes found.
        found: u32,
        /// Needed.
        min: u32,
    },
    /// More distinct wishes than the policy allows, without a waiver.
    #[error(
        "member `{member}` registers {found} organizations, at most {max} are allowed: drop one, or record the Board's waiver"
    )]
    TooManyWishes {
        /// Who.
        member: MemberId,
        /// Distinct wishes found.
        found: u32,
        /// Allowed.
        max: u32,
    },
    /// A wish, a candidate or a designation at the member's own organization or one of its sub-cells.
    #[error("`{organization}` belongs to `{own}`, the organization of member `{member}`")]
    OwnOrganization {
        /// Who.
        member: MemberId,
        /// Where to.
        organization: OrganizationId,
        /// The member's own organization.
        own: OrganizationId,
    },
    /// A wish for a sub-cell: members register grassroots organizations.
    #[error("member `{member}` registers `{organization}`, which is a sub-cell of `{parent}`: register `{parent}`")]
    SubCell {
        /// Who.
        member: MemberId,
        /// The sub-cell.
        organization: OrganizationId,
        /// The organization it is part of.
        parent: OrganizationId,
    },
    /// A candidate for a member who registers for himself or herself.
    #[error(
        "`{organization}` is nominated for member `{member}`, whose body `{body}` registers by itself: use a designation"
    )]
    NotPickedFor {
        /// Who.
        member: MemberId,
        /// The candidate.
        organization: OrganizationId,
        /// The member's body.
        body: String,
    },
    /// Designated and banned at once.
    #[error("member `{member}` is designated to `{organization}` and banned from it")]
    PinAgainstBan {
        /// Who.
        member: MemberId,
        /// Where.
        organization: OrganizationId,
    },
    /// More designations than places.
    #[error("member `{member}` is designated to {found} organizations and holds {places}")]
    TooManyPins {
        /// Who.
        member: MemberId,
        /// Distinct designations.
        found: u32,
        /// Places the policy gives each member.
        places: u32,
    },
    /// Fewer candidates than places after bans and exclusions.
    #[error("member `{member}` may go to {found} organizations and holds {places}: nothing is left to choose")]
    NothingToChoose {
        /// Who.
        member: MemberId,
        /// Candidates left.
        found: u32,
        /// Places the policy gives each member.
        places: u32,
    },
    /// An organization merged into itself, or into what is below it.
    #[error(
        "`{organization}` cannot be merged into `{successor}`, which is itself or below it: name another successor"
    )]
    MergedIntoItself {
        /// The organization that ends.
        organization: OrganizationId,
        /// The successor as named.
        successor: OrganizationId,
    },
    /// A side rule has an empty list: it would speak of nobody or of no place.
    #[error("side rule `{rule}` has an empty list: name who or where, or leave the list out")]
    SideEmpty {
        /// The rule.
        rule: RuleId,
    },
    /// A side rule names something twice in one list.
    #[error("side rule `{rule}` names {entry} twice in one list")]
    SideTwice {
        /// The rule.
        rule: RuleId,
        /// What stands twice.
        entry: String,
    },
    /// A body in which no member sits.
    #[error("side rule `{rule}` speaks of body `{body}`, in which no member sits")]
    SideBody {
        /// The rule.
        rule: RuleId,
        /// The body.
        body: BodyId,
    },
    /// Members apart or together, and fewer than two of them.
    #[error("side rule `{rule}` needs two members at least to keep apart or together, it has {found}")]
    SideAlone {
        /// The rule.
        rule: RuleId,
        /// Distinct members found.
        found: u32,
    },
    /// A weight of 0, or at least 0: it demands nothing.
    #[error("side rule `{rule}` has a number 0 where it would demand nothing: the least is 1")]
    SideZero {
        /// The rule.
        rule: RuleId,
    },
    /// More than all candidates together could make.
    #[error("side rule `{rule}` demands at least {count}, and whatever the table it counts {reach} at most")]
    SideBeyond {
        /// The rule.
        rule: RuleId,
        /// Demanded.
        count: u32,
        /// What the best placements would make.
        reach: u64,
    },
    /// Weights beyond anything that is counted.
    #[error("side rule `{rule}` counts up to more than 2^40: lower its weights")]
    SideHeavy {
        /// The rule.
        rule: RuleId,
    },
    /// Costs that could leave the range of exact arithmetic.
    #[error("tier `{tier}` could reach a cost or a price beyond 2^60: lower its weights")]
    Range {
        /// The tier.
        tier: String,
    },
    /// So many defects that the others are not listed.
    #[error("{count} more defects are not listed: mend these first")]
    More {
        /// How many are not listed.
        count: usize,
    },
}
