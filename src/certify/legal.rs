//! Is it a plan for this problem at all? Who is where, and what that makes of the loads.

use super::Rejection;
use crate::problem::{Candidate, Problem};
use crate::roster::Placement;

/// What is counted on the way.
pub(super) struct Count<'a> {
    /// The candidate of each placement.
    pub(super) held: Vec<&'a Candidate>,
    /// The load of each organization, by index.
    pub(super) organizations: Vec<u32>,
    /// Places that members should hold and do not.
    pub(super) unplaced: u64,
    /// Seats below a minimum.
    pub(super) short: u64,
}

/// Counts the placements and refuses what no plan may contain.
pub(super) fn check<'a>(problem: &'a Problem, placements: &[Placement], rejections: &mut Vec<Rejection>) -> Count<'a> {
    let roster = problem.roster();
    let mut members: Vec<Vec<&Candidate>> = vec![Vec::new(); roster.members.len()];
    let mut organizations = vec![0; roster.organizations.len()];
    let mut sorted: Vec<&Placement> = placements.iter().collect();
    sorted.sort();
    let mut at = 0;
    for group in sorted.chunk_by(|a, b| a == b) {
        let Some(&pair) = group.first() else { continue };
        if group.len() > 1 {
            rejections.push(Rejection::Twice { member: pair.member.clone(), organization: pair.organization.clone() });
        }
        // Both lists are in the order of the members' ids.
        at += roster.members.iter().skip(at).take_while(|member| member.id < pair.member).count();
        let known = roster.members.get(at).is_some_and(|member| member.id == pair.member);
        match problem.candidate_of(at, &pair.organization).filter(|_| known) {
            Some(candidate) => {
                members.get_mut(at).into_iter().for_each(|held| held.push(candidate));
                let load = organizations.get_mut(candidate.organization as usize);
                load.into_iter().for_each(|load| *load += 1);
            }
            None => rejections.push(stranger(problem, pair)),
        }
    }
    let mut unplaced = 0;
    for (index, held) in members.iter().enumerate() {
        check_member(problem, index, held, rejections);
        unplaced += u64::from(problem.places()).saturating_sub(u64::try_from(held.len()).unwrap_or(u64::MAX));
    }
    let lacking = super::side::check(problem, placements, rejections);
    let short = check_loads(problem, &organizations, rejections).saturating_add(lacking);
    Count { held: members.into_iter().flatten().collect(), organizations, unplaced, short }
}

/// Why a pair is not allowed.
fn stranger(problem: &Problem, pair: &Placement) -> Rejection {
    let (member, organization) = (pair.member.clone(), pair.organization.clone());
    if problem.member(&member).is_none() {
        Rejection::UnknownMember { member, organization }
    } else if problem.organization(&organization).is_none() {
        Rejection::UnknownOrganization { member, organization }
    } else {
        Rejection::NotACandidate { member, organization }
    }
}

/// At most the places of a member, and none of them where a designation should stand.
fn check_member(problem: &Problem, index: usize, held: &[&Candidate], rejections: &mut Vec<Rejection>) {
    let places = problem.places() as usize;
    let choices = problem.all_candidates().get(problem.choices_of(index)).unwrap_or_default();
    let designated = choices.iter().filter(|candidate| candidate.designated).count();
    let others = held.iter().filter(|candidate| !candidate.designated).count();
    let Some(member) = problem.roster().members.get(index).map(|member| member.id.clone()) else { return };
    if held.len() > places {
        rejections.push(Rejection::TooManyPlaces { member, found: held.len(), places });
    } else if others > places.saturating_sub(designated) {
        let missing = choices.iter().filter(|c| c.designated && !held.contains(c));
        let organizations = missing.filter_map(|c| Some(problem.organization_at(c.organization)?.id.clone())).collect();
        rejections.push(Rejection::DesignationBroken { member, organizations });
    }
}

/// Compares loads with bounds; gives the seats below the minima.
fn check_loads(problem: &Problem, organizations: &[u32], rejections: &mut Vec<Rejection>) -> u64 {
    let tree = problem.tree();
    let mut loads = organizations.to_vec();
    loads.resize(tree.len(), 0);
    for node in tree.upward() {
        let load = loads.get(node).copied().unwrap_or(0);
        if let Some(up) = tree.above(node) {
            loads.get_mut(up).into_iter().for_each(|sum| *sum += load);
        }
    }
    let mut short = 0;
    for (node, &load) in loads.iter().enumerate() {
        let bounds = tree.load(node);
        short += u64::from(bounds.min.saturating_sub(load));
        let above = bounds.max.filter(|&max| load > max);
        if let Some((place, max)) = above.and_then(|max| Some((tree.place(node)?, max))) {
            rejections.push(Rejection::OverMaximum { place, load, max });
        }
    }
    short
}
