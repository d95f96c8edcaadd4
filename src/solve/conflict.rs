//! From sets of nodes that a search cannot leave to reasons in ids and counts.

use super::{Door, index};
use crate::flow::{Solution, Unmet};
use crate::id::MemberId;
use crate::plan::{Conflict, Shortage};
use crate::problem::Candidate;
use crate::roster::{Bounds, Place};
use std::collections::BTreeMap;

/// Reasons worked out at most; a province with more is better served by mending these first.
const CONFLICTS: usize = 50;

/// One conflict for each set of things left undone that compete with each other.
pub(super) fn explain(door: &Door<'_>, solution: &Solution, unmet: &[Unmet]) -> Vec<Conflict> {
    let mut cuts: Vec<(Vec<bool>, Unmet)> = Vec::new();
    let mut rivals: Vec<Vec<usize>> = Vec::new();
    for &open in unmet {
        if let Unmet::Row(row) = open {
            let inside = |cut: &(Vec<bool>, Unmet)| matches!(cut.1, Unmet::Row(_)) && door.only_inside(row, &cut.0);
            if let Some(known) = cuts.iter().position(inside) {
                rivals.get_mut(known).into_iter().for_each(|rows| rows.push(row));
                continue;
            }
        }
        if cuts.len() < CONFLICTS {
            cuts.push((solution.cut(&door.network, open), open));
            rivals.push(Vec::new());
        }
    }
    let conflicts = cuts.iter().zip(&rivals);
    conflicts.map(|((inside, open), rivals)| Counting::new(door, solution, inside, *open).conflict(rivals)).collect()
}

impl Door<'_> {
    /// Whether every real option of a row leads into a set.
    fn only_inside(&self, row: usize, inside: &[bool]) -> bool {
        let leads_out = |option: usize| {
            let candidate = self.candidate.get(option).copied().flatten();
            let found = candidate.and_then(|choice| self.problem.all_candidates().get(index(choice)));
            found.is_some_and(|found| !inside.get(index(found.organization)).copied().unwrap_or(false))
        };
        !self.network.options_of(row).any(leads_out)
    }

    /// The organization or area behind a node, with its bounds; none for the root.
    fn place(&self, node: usize) -> Option<(Place, Bounds)> {
        let roster = self.problem.roster();
        if let Some(organization) = roster.organizations.get(node) {
            return Some((Place::Organization(organization.id.clone()), organization.load));
        }
        let area = roster.areas.get(node - roster.organizations.len())?;
        Some((Place::Area(area.id.clone()), area.load))
    }
}

/// The counting behind one conflict: the set is told by its border alone, as any reader of the conflict will see it.
struct Counting<'a> {
    door: &'a Door<'a>,
    solution: &'a Solution,
    open: Unmet,
    /// For each node, whether it is in the set as its border tells it.
    inside: Vec<bool>,
    minima: Vec<(Place, u32)>,
    maxima: Vec<(Place, u32)>,
    shortage: Shortage,
}

impl<'a> Counting<'a> {
    fn new(door: &'a Door<'a>, solution: &'a Solution, set: &[bool], open: Unmet) -> Self {
        let network = &door.network;
        let is_in = |node: usize| set.get(node).copied().unwrap_or(false);
        let root_is_in = is_in(network.root());
        let mut counting = Self {
            door,
            solution,
            open,
            inside: vec![root_is_in; set.len()],
            minima: Vec::new(),
            maxima: Vec::new(),
            shortage: if root_is_in { Shortage::Members } else { Shortage::Seats },
        };
        for node in network.downward() {
            let up = network.parent_of(node);
            let Some((place, load)) = door.place(node) else { continue };
            let mut here = counting.inside.get(up).copied().unwrap_or(root_is_in);
            let flow = solution.flow_of(node);
            let needed = if open == Unmet::Node(node) { flow + 1 } else { load.min.min(flow) };
            match (is_in(node), here) {
                (true, false) => {
                    counting.maxima.push((place, load.max.unwrap_or(u32::MAX)));
                    here = true;
                }
                (false, true) if needed > 0 => {
                    counting.minima.push((place, needed));
                    here = false;
                }
                _ => {}
            }
            if let Some(slot) = counting.inside.get_mut(node) {
                *slot = here;
            }
        }
        counting.minima.sort();
        counting.maxima.sort();
        counting
    }

    fn is_inside(&self, candidate: &Candidate) -> bool {
        self.inside.get(index(candidate.organization)).copied().unwrap_or(false)
    }

    /// The places a member needs inside, whatever the member does outside; or, where members are short, those the member can fill outside.
    fn count(&self, member: usize) -> u32 {
        let problem = self.door.problem;
        let choices = problem.all_candidates().get(problem.choices_of(member)).unwrap_or_default();
        let (pins, others): (Vec<_>, Vec<_>) = choices.iter().partition(|candidate| candidate.designated);
        let size = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let rest = problem.places().saturating_sub(size(pins.len()));
        let pins_outside = size(pins.iter().filter(|pin| !self.is_inside(pin)).count());
        let others_outside = size(others.iter().filter(|other| !self.is_inside(other)).count());
        match self.shortage {
            Shortage::Seats => size(pins.len()) - pins_outside + rest.saturating_sub(others_outside),
            Shortage::Members => pins_outside + rest.min(others_outside),
        }
    }

    fn conflict(self, rivals: &[usize]) -> Conflict {
        let door = self.door;
        let roster = door.problem.roster();
        let idle = self.idle_by_member();
        let mut members = Vec::new();
        let mut designated = Vec::new();
        for (at, member) in roster.members.iter().enumerate() {
            let count = self.count(at);
            if count == 0 {
                continue;
            }
            members.push((member.id.clone(), count));
            for candidate in door.problem.all_candidates().get(door.problem.choices_of(at)).unwrap_or_default() {
                let holds = candidate.designated && self.is_inside(candidate) == (self.shortage == Shortage::Seats);
                if let Some(organization) = door.problem.organization_at(candidate.organization).filter(|_| holds) {
                    designated.push((member.id.clone(), organization.id.clone()));
                }
            }
        }
        let total = |list: &[(Place, u32)]| list.iter().map(|entry| entry.1).sum::<u32>();
        if self.shortage == Shortage::Seats {
            self.trim(&mut members, &idle, total(&self.minima), total(&self.maxima));
        }
        let counted: u32 = members.iter().map(|entry| entry.1).sum();
        let (needed, available) = match self.shortage {
            Shortage::Seats => (counted + total(&self.minima), total(&self.maxima)),
            Shortage::Members => (total(&self.minima), counted + total(&self.maxima)),
        };
        let short = match self.open {
            Unmet::Row(_) => 1 + self.left_over(rivals),
            Unmet::Node(node) => {
                let min = door.place(node).map_or(0, |place| place.1.min);
                min.saturating_sub(self.solution.flow_of(node))
            }
        };
        Conflict {
            shortage: self.shortage,
            also: self.also(rivals, &members),
            members,
            minima: self.minima,
            maxima: self.maxima,
            needed,
            available,
            designated,
            short,
            repairs: Vec::new(),
        }
    }

    /// Counts no more of the places that stay empty anyway than the contradiction takes: one more needed than there are.
    fn trim(&self, members: &mut Vec<(MemberId, u32)>, idle: &BTreeMap<usize, u32>, minima: u32, maxima: u32) {
        let counted: u32 = members.iter().map(|entry| entry.1).sum();
        let mut spare = (counted + minima).saturating_sub(maxima + 1);
        for (member, count) in members.iter_mut() {
            let empty = self.door.problem.member_index(member).and_then(|at| idle.get(&at)).copied().unwrap_or(0);
            let less = spare.min(empty).min(*count);
            *count -= less;
            spare -= less;
        }
        members.retain(|entry| entry.1 > 0);
    }

    /// Units each member leaves unplaced besides the one that this conflict is about.
    fn idle_by_member(&self) -> BTreeMap<usize, u32> {
        let mut idle = BTreeMap::new();
        for (row, &member) in self.door.member.iter().enumerate() {
            let about = u32::from(self.open == Unmet::Row(row));
            let units = self.solution.idle(&self.door.network, row) - about;
            if units > 0 {
                *idle.entry(index(member)).or_insert(0) += units;
            }
        }
        idle
    }

    /// Units left over besides the first, of the rows that compete for the set.
    fn left_over(&self, rivals: &[usize]) -> u32 {
        let network = &self.door.network;
        let own = match self.open {
            Unmet::Row(row) => self.solution.idle(network, row) - 1,
            Unmet::Node(_) => 0,
        };
        own + rivals.iter().map(|&row| self.solution.idle(network, row)).sum::<u32>()
    }

    fn also(&self, rivals: &[usize], core: &[(MemberId, u32)]) -> Vec<MemberId> {
        let members = rivals.iter().filter_map(|&row| {
            let at = index(*self.door.member.get(row)?);
            Some(self.door.problem.roster().members.get(at)?.id.clone())
        });
        let mut also: Vec<MemberId> = members.filter(|id| !core.iter().any(|entry| entry.0 == *id)).collect();
        also.dedup();
        also
    }
}
