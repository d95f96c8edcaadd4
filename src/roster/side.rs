//! Side rules: what an office demands of the table beyond bounds on places.

use super::Place;
use crate::id::{BodyId, MemberId, OrganizationId, RuleId};
use crate::policy::Text;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Members a side rule speaks of: one by id, or everyone whose innermost body this is.
///
/// Example: [`SideRule`](crate::SideRule).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// A member.
    Member(MemberId),
    /// All members of a body.
    Body(BodyId),
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(id) => write!(f, "member `{id}`"),
            Self::Body(id) => write!(f, "body `{id}`"),
        }
    }
}

/// Placements that a side rule counts: those of `members` at `places`, each for `weight`. A placement that several terms of a rule name counts
/// for the sum of their weights.
///
/// Example: [`SideRule`](crate::SideRule).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Whose; `None` is everyone's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<Vec<Who>>,
    /// Where, an area with everything below it; `None` is everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<Vec<Place>>,
    /// What each counts: 1 for a head, or kilometres, or days. At least 1.
    #[serde(default = "one")]
    pub weight: u32,
}

const fn one() -> u32 {
    1
}

/// What a side rule demands.
///
/// Example: [`SideRule`](crate::SideRule).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Demand {
    /// No two of the members at one organization.
    Apart {
        /// Whom; two at least.
        members: Vec<Who>,
    },
    /// Where one of the members is, all of them are.
    Together {
        /// Whom; two at least.
        members: Vec<Who>,
    },
    /// The placements counted make `count` or more. What is lacking counts as unplaced, as a seat below a minimum does.
    AtLeast {
        /// So many, inclusive; at least 1.
        count: u32,
        /// What is counted.
        of: Vec<Term>,
    },
    /// The placements counted make `count` or less.
    AtMost {
        /// So many, inclusive.
        count: u32,
        /// What is counted.
        of: Vec<Term>,
    },
}

/// A rule of the office that joins several placements: a decision with its source and its text.
///
/// ```
/// # #[cfg(all(feature = "csv", feature = "toml"))]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use phancong::*;
/// # let (roster, _) = office::csv::read_files([
/// #     ("areas.csv", "id,name\nbinh-son,Huyện Bình Sơn\n".as_bytes()),
/// #     ("organizations.csv", "id,name,area,max\nbinh-chau,Đảng bộ xã Bình Châu,binh-son,\nbinh-hai,Đảng bộ xã Bình Hải,binh-son,\n".as_bytes()),
/// #     ("members.csv", "id,name,body\nUV-01,Nguyễn Văn An,ban-chap-hanh\nUV-02,Trần Thị Bình,ban-chap-hanh\n".as_bytes()),
/// #     ("registrations.csv", "member,organization,rank\nUV-01,binh-hai,1\nUV-01,binh-chau,2\nUV-02,binh-hai,1\nUV-02,binh-chau,2\n".as_bytes()),
/// # ])?;
/// # let rules = Policy::quang_ngai_2020()?.in_force("2020-12-01".parse().unwrap_or_default())?;
/// let rule = SideRule {
///     id: "TL-01".parse()?,
///     source: "Thông báo số 12-TB/BTC".into(),
///     text: Text { vi: "Hai đồng chí cùng dự một nơi".into(), en: "The two go to one place".into() },
///     says: Demand::Together { members: vec![Who::Member("UV-01".parse()?), Who::Member("UV-02".parse()?)] },
/// };
/// let free = Problem::new(roster, rules)?; // two members, who registered the same two organizations
/// let bound = free.with([Change::Demand(rule)])?;
/// for (problem, organizations) in [(&free, 2), (&bound, 1)] {
///     let Outcome::Solved(plan) = solve(problem)? else { unreachable!("there is room for both") };
///     let places: std::collections::BTreeSet<_> = plan.placements().iter().map(|placement| &placement.organization).collect();
///     assert_eq!(places.len(), organizations);
///     assert!(certify(problem, &plan)?.is_optimal()); // by the plan's prices and, under side rules, its proof
/// }
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "csv", feature = "toml")))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideRule {
    /// Its id, by which answers cite it.
    pub id: RuleId,
    /// The document it stands in.
    pub source: String,
    /// What it says, in both languages.
    pub text: Text,
    /// What it demands of the table.
    pub says: Demand,
}

impl SideRule {
    /// The rule after a member has left; `false` when nothing of it is left to say.
    pub(crate) fn forget(&mut self, member: &MemberId) -> bool {
        let keep = |who: &Who| *who != Who::Member(member.clone());
        match &mut self.says {
            Demand::Apart { members } | Demand::Together { members } => {
                members.retain(keep);
                members.len() > 1 || matches!(members.first(), Some(Who::Body(_)))
            }
            Demand::AtLeast { of, .. } | Demand::AtMost { of, .. } => {
                of.iter_mut().filter_map(|term| term.members.as_mut()).for_each(|list| list.retain(keep));
                of.retain(|term| term.members.as_ref().is_none_or(|list| !list.is_empty()));
                !of.is_empty()
            }
        }
    }

    /// The rule after an organization was merged into another; a list that named both names the one that stays once.
    pub(crate) fn rename(&mut self, from: &OrganizationId, into: &OrganizationId) {
        let (Demand::AtLeast { of, .. } | Demand::AtMost { of, .. }) = &mut self.says else { return };
        for list in of.iter_mut().filter_map(|term| term.places.as_mut()) {
            let old = Place::Organization(from.clone());
            let new = Place::Organization(into.clone());
            if list.contains(&new) {
                list.retain(|place| *place != old);
            }
            list.iter_mut().filter(|place| **place == old).for_each(|place| place.clone_from(&new));
        }
    }

    /// Puts the lists inside in order, so that the order in which they were given is forgotten.
    pub(crate) fn sort(&mut self) {
        match &mut self.says {
            Demand::Apart { members } | Demand::Together { members } => members.sort(),
            Demand::AtLeast { of, .. } | Demand::AtMost { of, .. } => {
                for term in of.iter_mut() {
                    term.members.iter_mut().for_each(|list| list.sort());
                    term.places.iter_mut().for_each(|list| list.sort());
                }
                of.sort();
            }
        }
    }
}
