//! Is it a plan for this problem at all? Who is where, and what that makes of the loads.

use super::Rejection;
use crate::problem::{Candidate, Problem};
use crate::roster::{Bounds, Place, Placement};

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
    for group in sorted.chunk_by(|a, b| a == b) {
        let Some(&pair) = group.first() else { continue };
        if group.len() > 1 {
            rejections.push(Rejection::Twice { member: pair.member.clone(), organization: pair.organization.clone() });
        }
        match problem.candidate(pair) {
            Some(candidate) => {
                let mine = problem.member_index(&pair.member).and_then(|index| members.get_mut(index));
                mine.into_iter().for_each(|held| held.push(candidate));
                add(&mut organizations, candidate.organization as usize, 1);
            }
            None => rejections.push(stranger(problem, pair)),
        }
    }
    let mut unplaced = 0;
    for (index, held) in members.iter().enumerate() {
        check_member(problem, index, held, rejections);
        unplaced += u64::from(problem.places()).saturating_sub(u64::try_from(held.len()).unwrap_or(u64::MAX));
    }
    let short = check_loads(problem, &organizations, rejections);
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
    let roster = problem.roster();
    let mut short = 0;
    let mut check = |place: Place, bounds: Bounds, load: u32| {
        short += u64::from(bounds.min.saturating_sub(load));
        if let Some(max) = bounds.max.filter(|&max| load > max) {
            rejections.push(Rejection::OverMaximum { place, load, max });
        }
    };
    for (organization, &load) in roster.organizations.iter().zip(organizations) {
        check(Place::Organization(organization.id.clone()), organization.load, load);
    }
    let mut areas = vec![0; roster.areas.len()];
    for (&area, &load) in problem.organization_areas().iter().zip(organizations) {
        add(&mut areas, area as usize, load);
    }
    for area in children_first(problem.area_parents()) {
        let load = areas.get(area).copied().unwrap_or(0);
        if let Some(up) = problem.area_parents().get(area).copied().flatten() {
            add(&mut areas, up as usize, load);
        }
    }
    for (area, &load) in roster.areas.iter().zip(&areas) {
        check(Place::Area(area.id.clone()), area.load, load);
    }
    short
}

/// The nodes of a forest, each after everything below it.
pub(super) fn children_first(parents: &[Option<u32>]) -> Vec<usize> {
    let mut waiting = vec![0; parents.len()];
    for &up in parents.iter().flatten() {
        add(&mut waiting, up as usize, 1);
    }
    let mut order: Vec<usize> = (0..parents.len()).filter(|&node| waiting.get(node) == Some(&0)).collect();
    let mut next = 0;
    while let Some(&node) = order.get(next) {
        next += 1;
        if let Some(up) = parents.get(node).copied().flatten().map(|up| up as usize)
            && let Some(left) = waiting.get_mut(up)
        {
            *left -= 1;
            if *left == 0 {
                order.push(up);
            }
        }
    }
    order
}

fn add(loads: &mut [u32], index: usize, more: u32) {
    if let Some(load) = loads.get_mut(index) {
        *load += more;
    }
}
