//! The part of the judge that knows side rules: are they kept, what do they add to a bound, and does a proof by parts hold? Each question is
//! answered by adding numbers up.

mod dues;
mod proof;
mod table;

pub(super) use dues::Dues;
pub use proof::ProofFault;
pub(super) use proof::{Mixture, check as check_proof};
pub(super) use table::Table;

use super::Rejection;
use crate::id::{MemberId, OrganizationId};
use crate::problem::Problem;
use crate::roster::{Demand, Place, Placement, SideRule, Term, Who};
use std::collections::{BTreeMap, BTreeSet};

/// Refuses placements that break a side rule; gives what rules that count lack.
pub(super) fn check(problem: &Problem, placements: &[Placement], rejections: &mut Vec<Rejection>) -> u64 {
    let mut lacking = 0;
    for rule in &problem.roster().side_rules {
        let id = rule.id.clone();
        let counted = |of: &[Term]| placements.iter().map(|p| weight(problem, of, p)).sum::<u64>();
        match &rule.says {
            Demand::AtLeast { count, of } => lacking += u64::from(*count).saturating_sub(counted(of)),
            Demand::AtMost { count, of } => {
                let found = counted(of);
                if found > (*count).into() {
                    rejections.push(Rejection::OverCount { rule: id, found, max: *count });
                }
            }
            Demand::Apart { .. } | Demand::Together { .. } => check_groups(problem, rule, placements, rejections),
        }
    }
    lacking
}

fn check_groups(problem: &Problem, rule: &SideRule, placements: &[Placement], rejections: &mut Vec<Rejection>) {
    let (Demand::Apart { members: list } | Demand::Together { members: list }) = &rule.says else { return };
    let all = problem.roster().members.iter().map(|member| &member.id);
    let mine: BTreeSet<&MemberId> = all.filter(|id| list.iter().any(|who| is(problem, who, id))).collect();
    let mut at: BTreeMap<&OrganizationId, BTreeSet<&MemberId>> = BTreeMap::new();
    for placement in placements.iter().filter(|placement| mine.contains(&placement.member)) {
        at.entry(&placement.organization).or_default().insert(&placement.member);
    }
    for (organization, found) in at {
        let (id, organization) = (rule.id.clone(), organization.clone());
        let ids = |list: Vec<&MemberId>| list.into_iter().cloned().collect();
        if matches!(rule.says, Demand::Apart { .. }) && found.len() > 1 {
            let members = ids(found.into_iter().collect());
            rejections.push(Rejection::NotApart { rule: id, organization, members });
        } else if matches!(rule.says, Demand::Together { .. }) && found.len() < mine.len() {
            let missing = ids(mine.difference(&found).copied().collect());
            rejections.push(Rejection::NotTogether { rule: id, organization, missing });
        }
    }
}

/// What a placement counts under the terms of a rule.
fn weight(problem: &Problem, of: &[Term], placement: &Placement) -> u64 {
    let counts = |term: &&Term| {
        let who = term.members.as_ref();
        let at = term.places.as_ref();
        who.is_none_or(|list| list.iter().any(|who| is(problem, who, &placement.member)))
            && at.is_none_or(|list| list.iter().any(|place| lies(problem, place, &placement.organization)))
    };
    of.iter().filter(counts).map(|term| u64::from(term.weight)).sum()
}

fn is(problem: &Problem, who: &Who, member: &MemberId) -> bool {
    match who {
        Who::Member(id) => id == member,
        Who::Body(body) => problem.member(member).is_some_and(|member| member.body == *body),
    }
}

fn lies(problem: &Problem, place: &Place, organization: &OrganizationId) -> bool {
    match place {
        Place::Organization(id) => id == organization,
        Place::Area(area) => problem.organizations_in(area).any(|found| found.id == *organization),
    }
}
