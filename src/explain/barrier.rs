//! What keeps a member from an organization: every rule and decision that does, each cited.

use crate::id::{MemberId, OrganizationId, RuleId};
use crate::policy::{LocalityReading, OwnExtent};
use crate::problem::Problem;
use crate::roster::{Member, Organization};
use serde::Serialize;

/// A reason why a member may not be placed at an organization.
///
/// Example: [`barriers`](crate::explain::barriers).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Barrier {
    /// The member belongs to it, or to what it is part of.
    OwnOrganization {
        /// Where the member belongs.
        own: OrganizationId,
        /// The rule.
        rule: RuleId,
    },
    /// The pair is banned.
    Banned {
        /// Why the Board decided so.
        reason: String,
    },
    /// The member registers, and did not register it.
    NotRegistered {
        /// The rule on registrations, if one is in force.
        rule: Option<RuleId>,
    },
    /// It is a sub-cell: nobody registers it, and the Board has to name it to choose it.
    SubCell {
        /// What it is part of.
        parent: OrganizationId,
    },
    /// The Board picks for the member, among candidates of its own, and it is none of them.
    NotAmongCandidates {
        /// The rule on the Board's picks.
        rule: RuleId,
    },
    /// It lies in none of the member's areas, and locality is read as a duty.
    Outside {
        /// The rule.
        rule: RuleId,
    },
    /// Every place of the member is taken by a designation.
    DesignatedElsewhere {
        /// Where the member is designated.
        organizations: Vec<OrganizationId>,
    },
}

impl Barrier {
    /// Whether the Board may designate the member there all the same.
    #[must_use]
    pub const fn yields_to_designation(&self) -> bool {
        match self {
            Self::NotRegistered { .. }
            | Self::SubCell { .. }
            | Self::NotAmongCandidates { .. }
            | Self::Outside { .. } => true,
            Self::OwnOrganization { .. } | Self::Banned { .. } | Self::DesignatedElsewhere { .. } => false,
        }
    }
}

/// Everything that keeps a member from an organization; empty exactly when the member may be placed there, or when either is not in the facts.
///
/// ```
/// # #[cfg(feature = "toml")]
/// # fn main() -> Result<(), phancong::Error> {
/// # use phancong::*;
/// use phancong::explain::{Barrier, barriers};
/// # let rules = Policy::quang_ngai_2020()?.in_force("2020-12-01".parse().unwrap())?;
/// # let mut roster = Roster::default();
/// # roster.areas.push(Area { id: "binh-son".parse()?, name: "Huyện Bình Sơn".into(), parent: None, load: Bounds::default() });
/// # for id in ["binh-chau", "binh-hai", "binh-thuan"] {
/// #     let area = "binh-son".parse()?;
/// #     roster.organizations.push(Organization { id: id.parse()?, name: id.into(), area, parent: None, load: Bounds::default() });
/// # }
/// # let (id, body) = ("UV-01".parse()?, "ban-chap-hanh".parse()?);
/// # roster.members.push(Member { id, name: "Nguyễn Văn An".into(), body, own: None, scope: vec![] });
/// # for (rank, id) in [(1, "binh-chau"), (2, "binh-hai")] {
/// #     roster.registrations.push(Registration { member: "UV-01".parse()?, organization: id.parse()?, rank, on: None });
/// # }
/// let problem = Problem::new(roster, rules)?; // one member, who registered Bình Châu and Bình Hải
/// let found = barriers(&problem, &"UV-01".parse()?, &"binh-thuan".parse()?);
/// assert!(matches!(&found[..], [Barrier::NotRegistered { rule: Some(rule) }] if rule.as_str() == "II.2-1a"));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "toml"))]
/// # fn main() {}
/// ```
#[must_use]
pub fn barriers(problem: &Problem, member: &MemberId, organization: &OrganizationId) -> Vec<Barrier> {
    let found = problem.member(member).zip(problem.organization(organization));
    found.map_or_else(Vec::new, |(member, organization)| between(problem, member, organization))
}

fn between(problem: &Problem, member: &Member, organization: &Organization) -> Vec<Barrier> {
    let rules = problem.rules();
    let pins: Vec<&OrganizationId> = problem.designations_of(&member.id).map(|pin| &pin.organization).collect();
    if pins.contains(&&organization.id) {
        return Vec::new();
    }
    let mut found: Vec<Barrier> = match own(problem, member, organization) {
        Some(barrier) => vec![barrier],
        None => not_chosen(problem, member, organization),
    };
    let bans = problem.roster().bans.iter();
    let bans = bans.filter(|ban| ban.member == member.id && ban.organization == organization.id);
    found.extend(bans.map(|ban| Barrier::Banned { reason: ban.reason.clone() }));
    let duty = rules.locality().filter(|_| rules.readings().locality == LocalityReading::Hard);
    if let Some(rule) = duty.filter(|_| problem.is_outside(&member.id, &organization.id)) {
        found.push(Barrier::Outside { rule: rule.id.clone() });
    }
    let mut organizations: Vec<OrganizationId> = pins.into_iter().cloned().collect();
    organizations.dedup();
    if u32::try_from(organizations.len()).is_ok_and(|count| count >= problem.places()) {
        found.push(Barrier::DesignatedElsewhere { organizations });
    }
    found
}

/// The member's own organization, as far as the rule's reading reaches.
fn own(problem: &Problem, member: &Member, organization: &Organization) -> Option<Barrier> {
    let rule = problem.rules().own_organization()?;
    let own = problem.organization(member.own.as_ref()?)?;
    let above =
        |from| std::iter::successors(Some(from), |at: &&Organization| problem.organization(at.parent.as_ref()?));
    let belongs = match problem.rules().readings().own {
        OwnExtent::Whole => above(own).last() == above(organization).last(),
        OwnExtent::Below => above(organization).any(|at| at.id == own.id),
    };
    belongs.then(|| Barrier::OwnOrganization { own: own.id.clone(), rule: rule.id.clone() })
}

/// Neither the member nor the Board chose it.
fn not_chosen(problem: &Problem, member: &Member, organization: &Organization) -> Vec<Barrier> {
    let (rules, roster) = (problem.rules(), problem.roster());
    let sub_cell = organization.parent.clone().map(|parent| Barrier::SubCell { parent });
    if let Some(rule) = rules.board_picks(&member.body) {
        let mut named = roster.nominations.iter().filter(|n| n.member == member.id).peekable();
        if named.peek().is_none() {
            return sub_cell.into_iter().collect();
        }
        let is_named = named.any(|nomination| nomination.organization == organization.id);
        return if is_named { Vec::new() } else { vec![Barrier::NotAmongCandidates { rule: rule.id.clone() }] };
    }
    if problem.wishes_of(&member.id).any(|wish| *wish == organization.id) {
        return Vec::new();
    }
    let rule = rules.registration().map(|(rule, _)| rule.id.clone());
    std::iter::once(Barrier::NotRegistered { rule }).chain(sub_cell).collect()
}
