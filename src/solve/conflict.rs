//! From sets of nodes that a search cannot leave to reasons in ids and counts.

use super::minimal::{Parts, minimal};
use super::{Door, index};
use crate::error::Error;
use crate::flow::{Solution, Unmet};
use crate::id::MemberId;
use crate::plan::{Conflict, Shortage};
use crate::roster::{Bounds, Place};
use std::collections::BTreeMap;

/// Reasons worked out at most; a province with more is better served by mending these first.
const CONFLICTS: usize = 50;

/// Looks at an arc, over all conflicts of an answer, that finding the needed parts may cost; a conflict beyond it is listed whole.
const EFFORT: usize = 4_000_000;

/// One conflict for each set of things left undone that compete with each other.
///
/// # Errors
/// [`Error::Cancelled`] when `stop` says so.
pub(super) fn explain(
    door: &Door<'_>,
    solution: &Solution,
    unmet: &[Unmet],
    stop: &dyn Fn() -> bool,
) -> Result<Vec<Conflict>, Error> {
    within(door, solution, unmet, EFFORT, stop)
}

/// As [`explain`], with so much effort for finding the needed parts.
fn within(
    door: &Door<'_>,
    solution: &Solution,
    unmet: &[Unmet],
    mut effort: usize,
    stop: &dyn Fn() -> bool,
) -> Result<Vec<Conflict>, Error> {
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
    let conflicts = cuts.iter().zip(&rivals).map(|((inside, open), rivals)| {
        let found = Counting::new(door, solution, inside, *open);
        let fewest = minimal(door, &found.parts, &mut effort, stop)?;
        let is_minimal = fewest.is_some();
        let conflict = fewest.map_or(found.clone(), |parts| found.with(parts)).conflict(rivals)?;
        Ok(Conflict { minimal: is_minimal, ..conflict })
    });
    conflicts.collect()
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
#[derive(Clone)]
struct Counting<'a> {
    door: &'a Door<'a>,
    solution: &'a Solution,
    open: Unmet,
    parts: Parts,
    shortage: Shortage,
    /// For each node, whether it is in the set as its border tells it.
    inside: Vec<bool>,
}

impl<'a> Counting<'a> {
    fn new(door: &'a Door<'a>, solution: &'a Solution, set: &[bool], open: Unmet) -> Self {
        let network = &door.network;
        let is_in = |node: usize| set.get(node).copied().unwrap_or(false);
        let shortage = if is_in(network.root()) { Shortage::Members } else { Shortage::Seats };
        let mut parts = Parts::default();
        let mut inside = vec![is_in(network.root()); set.len()];
        for node in network.downward() {
            let Some((_, load)) = door.place(node) else { continue };
            let mut here = inside.get(network.parent_of(node)).copied().unwrap_or(false);
            let flow = solution.flow_of(node);
            let needed = if open == Unmet::Node(node) { flow + 1 } else { load.min.min(flow) };
            match (is_in(node), here) {
                (true, false) => {
                    parts.maxima.insert(node, load.max.unwrap_or(u32::MAX));
                    here = true;
                }
                (false, true) if needed > 0 => {
                    parts.minima.insert(node, needed);
                    here = false;
                }
                _ => {}
            }
            inside.get_mut(node).into_iter().for_each(|slot| *slot = here);
        }
        let mut counting = Self { door, solution, open, parts, shortage, inside };
        if shortage == Shortage::Seats {
            let rows = (0..network.rows()).map(|row| (row, counting.asked_of(row)));
            counting.parts.rows = rows.filter(|&(row, asked)| counting.count(row, asked) > 0).collect();
        }
        counting
    }

    /// The same with fewer parts.
    fn with(self, parts: Parts) -> Self {
        let told = |shortage| {
            let mut inside = vec![shortage == Shortage::Members; self.inside.len()];
            for node in self.door.network.downward() {
                let above = inside.get(self.door.network.parent_of(node)).copied().unwrap_or(false);
                let here = (above || parts.maxima.contains_key(&node)) && !parts.minima.contains_key(&node);
                inside.get_mut(node).into_iter().for_each(|slot| *slot = here);
            }
            Self { parts: parts.clone(), shortage, inside, ..self.clone() }
        };
        // A reason that asks nothing of any row may be that too few can come: then its border is none for seats.
        let seats = told(Shortage::Seats);
        let (needed, available) = seats.totals();
        if seats.is_bordered() && needed > available { seats } else { told(Shortage::Members) }
    }

    /// Whether each bound has the set on one side only.
    fn is_bordered(&self) -> bool {
        let is_above = |&node: &usize| self.inside.get(self.door.network.parent_of(node)).copied().unwrap_or(false);
        self.parts.minima.keys().all(is_above) && !self.parts.maxima.keys().any(is_above)
    }

    /// What a row has to send, but for units that stay unplaced for another reason.
    fn asked_of(&self, row: usize) -> u32 {
        let about = u32::from(self.open == Unmet::Row(row));
        self.door.network.need_of(row) + about - self.solution.idle(&self.door.network, row)
    }

    /// Of the units a row has to send, those that must come into the set; or, where members are short, those it can send to where they are.
    fn count(&self, row: usize, asked: u32) -> u32 {
        let door = self.door;
        let leads_out = |option: &usize| {
            let node = index(door.network.end_of(*option));
            door.candidate.get(*option).copied().flatten().is_some() && !self.inside.get(node).copied().unwrap_or(false)
        };
        let outside = door.network.options_of(row).filter(leads_out).count();
        let outside = u32::try_from(outside).unwrap_or(u32::MAX);
        match self.shortage {
            Shortage::Seats => asked.saturating_sub(outside),
            Shortage::Members => asked.min(outside),
        }
    }

    /// What each row counts for: those that have to send something or, where members are short, all that could.
    fn counts(&self) -> Vec<(usize, u32)> {
        let network = &self.door.network;
        let counted: Vec<(usize, u32)> = match self.shortage {
            Shortage::Seats => self.parts.rows.iter().map(|(&row, &asked)| (row, self.count(row, asked))).collect(),
            Shortage::Members => (0..network.rows()).map(|row| (row, self.count(row, network.need_of(row)))).collect(),
        };
        counted.into_iter().filter(|entry| entry.1 > 0).collect()
    }

    /// Places needed, and places there are.
    fn totals(&self) -> (u64, u64) {
        let sum = |numbers: &BTreeMap<usize, u32>| numbers.values().map(|&number| u64::from(number)).sum::<u64>();
        let members: u64 = self.counts().iter().map(|entry| u64::from(entry.1)).sum();
        let (minima, maxima) = (sum(&self.parts.minima), sum(&self.parts.maxima));
        match self.shortage {
            Shortage::Seats => (members + minima, maxima),
            Shortage::Members => (minima, members + maxima),
        }
    }

    fn conflict(self, rivals: &[usize]) -> Result<Conflict, Error> {
        let door = self.door;
        let roster = door.problem.roster();
        let mut members: BTreeMap<MemberId, u32> = BTreeMap::new();
        let mut designated = Vec::new();
        for (row, count) in self.counts() {
            let Some(member) = door.member.get(row).and_then(|&at| roster.members.get(index(at))) else { continue };
            *members.entry(member.id.clone()).or_default() += count;
            let choices =
                door.network.options_of(row).filter_map(|option| door.candidate.get(option).copied().flatten());
            for candidate in choices.filter_map(|choice| door.problem.all_candidates().get(index(choice))) {
                let organization =
                    door.problem.organization_at(candidate.organization).filter(|_| candidate.designated);
                designated.extend(organization.map(|organization| (member.id.clone(), organization.id.clone())));
            }
        }
        let stated = |total: u64| u32::try_from(total).map_err(|_| Error::Engine("a reason counts beyond 32 bits"));
        let (needed, available) = self.totals();
        let short = match self.open {
            Unmet::Row(_) => 1 + self.left_over(rivals),
            Unmet::Node(node) => {
                let min = door.place(node).map_or(0, |place| place.1.min);
                min.saturating_sub(self.solution.flow_of(node))
            }
        };
        let listed = |list: &BTreeMap<usize, u32>| {
            let places = list.iter().filter_map(|(&node, &number)| Some((door.place(node)?.0, number)));
            let mut places: Vec<(Place, u32)> = places.collect();
            places.sort();
            places
        };
        let members: Vec<(MemberId, u32)> = members.into_iter().collect();
        Ok(Conflict {
            shortage: self.shortage,
            also: self.also(rivals, &members),
            members,
            minima: listed(&self.parts.minima),
            maxima: listed(&self.parts.maxima),
            needed: stated(needed)?,
            available: stated(available)?,
            designated,
            short,
            repairs: Vec::new(),
            minimal: false,
        })
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

#[cfg(test)]
#[cfg(feature = "toml")]
mod tests {
    use super::*;
    use crate::policy::Policy;
    use crate::problem::Problem;
    use crate::roster::{Area, Member, Organization, Registration, Roster};

    /// Five members, whose wishes share three organizations with one seat each; two more have wishes with room.
    fn province() -> Problem {
        let load = |max| Bounds { min: 0, max };
        let mut roster = Roster::default();
        let area = Area { id: "binh-son".parse().unwrap(), name: String::new(), parent: None, load: load(None) };
        roster.areas.push(area);
        for (id, max) in [("a", Some(1)), ("b", Some(1)), ("c", Some(1)), ("d", None), ("e", None)] {
            let (id, area) = (id.parse().unwrap(), "binh-son".parse().unwrap());
            roster.organizations.push(Organization { id, name: String::new(), area, parent: None, load: load(max) });
        }
        for (id, wishes) in [("1", "ab"), ("2", "bc"), ("3", "ca"), ("4", "ab"), ("5", "bc"), ("6", "cd"), ("7", "de")]
        {
            let (member, body) = (id.parse::<MemberId>().unwrap(), "ban-chap-hanh".parse().unwrap());
            for (rank, wish) in (1..).zip(wishes.chars()) {
                let organization = wish.to_string().parse().unwrap();
                roster.registrations.push(Registration { member: member.clone(), organization, rank, on: None });
            }
            roster.members.push(Member { id: member, name: String::new(), body, own: None, scope: Vec::new() });
        }
        let rules = Policy::quang_ngai_2020().unwrap().in_force("2020-12-01".parse().unwrap()).unwrap();
        Problem::new(roster, rules).unwrap()
    }

    #[test]
    fn a_conflict_is_right_however_little_effort_there_is_to_make_it_small() {
        let problem = province();
        let door = Door::new(&problem).unwrap();
        let solution = door.solve(&|| false).unwrap();
        let unmet = solution.unmet(&door.network);
        let mut seen = [false; 2];
        for effort in 0..400 {
            for conflict in within(&door, &solution, &unmet, effort, &|| false).unwrap() {
                let seats: u32 = conflict.maxima.iter().map(|entry| entry.1).sum();
                assert!(seats < conflict.members.iter().map(|entry| entry.1).sum(), "{conflict:?}");
                for (member, _) in &conflict.members {
                    let full = |at: &Organization| {
                        conflict.maxima.iter().any(|entry| entry.0 == Place::Organization(at.id.clone()))
                    };
                    assert!(problem.candidates(member).all(full), "{member}: {conflict:?}");
                }
                seen[usize::from(conflict.minimal)] = true;
            }
        }
        assert_eq!(seen, [true, true]);
    }
}
