//! Is a "no" really one? A conflict is confirmed by counting candidates, minima and maxima.

use super::legal::children_first;
use crate::error;
use crate::id::{MemberId, OrganizationId};
use crate::plan::{Conflict, Shortage};
use crate::problem::Problem;
use crate::roster::{Place, Placement};
use serde::Serialize;
use std::collections::BTreeMap;

/// A conflict that counting does not confirm; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the conflict is refused for {}: {}", error::count(.0, "reason"), error::list(.0))]
pub struct Miscounted(Vec<Miscount>);

impl Miscounted {
    /// Every reason.
    #[must_use]
    pub fn miscounts(&self) -> &[Miscount] {
        &self.0
    }
}

/// One reason not to believe a conflict.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fields are named in the sentence of each reason")]
pub enum Miscount {
    /// It names a place of another problem.
    #[error("{place} is not in the problem")]
    UnknownPlace { place: Place },
    /// It names a member of another problem.
    #[error("member `{member}` is not in the problem")]
    UnknownMember { member: MemberId },
    /// A place is named more than once.
    #[error("{place} is listed more than once")]
    PlaceTwice { place: Place },
    /// A member is named more than once.
    #[error("member `{member}` is listed more than once")]
    MemberTwice { member: MemberId },
    /// What lies above a place is on the same side as the place, so that its minimum or maximum bounds nothing here.
    #[error("{place} is listed, but what it is part of lies on the same side")]
    NotAtTheEdge { place: Place },
    /// The stated maximum is not that of the problem.
    #[error("{place} is said to take at most {stated}, the problem says {}", max.map_or("no limit".into(), |max| max.to_string()))]
    Maximum { place: Place, stated: u32, max: Option<u32> },
    /// The stated minimum is more than the problem asks for.
    #[error("{place} is said to need {stated}, the problem says {min}")]
    Minimum { place: Place, stated: u32, min: u32 },
    /// A member counts for less than stated, or, where members are short, for more; one who is not listed was stated as 0.
    #[error("member `{member}` is said to count for {stated}, the candidates say {found}")]
    Member { member: MemberId, stated: u32, found: u32 },
    /// A designation that is none.
    #[error("member `{member}` is not designated to `{organization}`")]
    NotDesignated { member: MemberId, organization: OrganizationId },
    /// The stated totals are not the sums.
    #[error("{stated_needed} needed and {stated_available} available are stated, {needed} and {available} are counted")]
    Totals { stated_needed: u32, stated_available: u32, needed: u64, available: u64 },
    /// There is enough.
    #[error("{needed} are needed and {available} available: that is no conflict")]
    Enough { needed: u64, available: u64 },
}

/// Confirms by counting alone that no complete plan exists, for the reason that a conflict gives.
///
/// Its totals, members, minima, maxima and designations are recounted; `also`, `short` and `repairs` are advice and are no part of the proof.
/// The count is described in [`certificate`](mod@crate::certificate).
///
/// # Errors
/// [`Miscounted`] with everything that does not count up.
///
/// # Complexity
/// `O((C + O + A) log (O + A))` for `C` candidates, `O` organizations and `A` areas.
///
/// ```
/// # use phancong::*;
/// # fn check(problem: &Problem) -> Result<(), Error> {
/// # let outcome = Outcome::Solved(Plan::new(vec![]));
/// if let Outcome::Infeasible(answer) = outcome {
///     for conflict in &answer.conflicts {
///         confirm(problem, conflict)?;
///     }
/// }
/// # Ok(())
/// # }
/// ```
pub fn confirm(problem: &Problem, conflict: &Conflict) -> Result<(), Miscounted> {
    let mut wrong = Vec::new();
    let set = Set::read(problem, conflict, &mut wrong);
    if wrong.is_empty() {
        set.check_bounds(problem, conflict, &mut wrong);
        set.check_members(problem, conflict, &mut wrong);
        check_totals(conflict, &mut wrong);
        for (member, organization) in &conflict.designated {
            let pair = Placement { member: member.clone(), organization: organization.clone() };
            if !problem.candidate(&pair).is_some_and(|candidate| candidate.designated) {
                wrong.push(Miscount::NotDesignated { member: member.clone(), organization: organization.clone() });
            }
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Miscounted(wrong)) }
}

/// Which organizations and areas are in the set that a conflict speaks of, by index, and whether everything above the top areas is.
struct Set {
    organizations: Vec<bool>,
    areas: Vec<bool>,
    root: bool,
}

impl Set {
    /// A place is on the side of the nearest listed place it is or lies in: maxima are in the set, minima are not.
    fn read(problem: &Problem, conflict: &Conflict, wrong: &mut Vec<Miscount>) -> Self {
        let maxima = conflict.maxima.iter().map(|(place, _)| (place, true));
        let minima = conflict.minima.iter().map(|(place, _)| (place, false));
        let mut marks = BTreeMap::new();
        for (place, inside) in maxima.chain(minima) {
            if marks.insert(place.clone(), inside).is_some() {
                wrong.push(Miscount::PlaceTwice { place: place.clone() });
            }
            let known = match place {
                Place::Organization(id) => problem.organization(id).is_some(),
                Place::Area(id) => problem.area(id).is_some(),
            };
            if !known {
                wrong.push(Miscount::UnknownPlace { place: place.clone() });
            }
        }
        let roster = problem.roster();
        let root = conflict.shortage == Shortage::Members;
        let mut set = Self { organizations: Vec::new(), areas: vec![root; roster.areas.len()], root };
        for index in children_first(problem.area_parents()).into_iter().rev() {
            let mark = roster.areas.get(index).and_then(|area| marks.get(&Place::Area(area.id.clone())));
            let side = mark.copied().unwrap_or_else(|| set.above_area(problem, index));
            set.areas.iter_mut().skip(index).take(1).for_each(|area| *area = side);
        }
        let sides = roster.organizations.iter().enumerate().map(|(index, organization)| {
            let mark = marks.get(&Place::Organization(organization.id.clone()));
            mark.copied().unwrap_or_else(|| set.above_organization(problem, index))
        });
        set.organizations = sides.collect();
        set
    }

    fn above_area(&self, problem: &Problem, index: usize) -> bool {
        let up = problem.area_parents().get(index).copied().flatten();
        up.and_then(|up| self.areas.get(up as usize)).copied().unwrap_or(self.root)
    }

    fn above_organization(&self, problem: &Problem, index: usize) -> bool {
        let area = problem.organization_areas().get(index);
        area.and_then(|&area| self.areas.get(area as usize)).copied().unwrap_or(self.root)
    }

    /// Whether what a place is part of is in the set.
    fn above(&self, problem: &Problem, place: &Place) -> bool {
        match place {
            Place::Organization(id) => {
                problem.organization_index(id).is_some_and(|index| self.above_organization(problem, index))
            }
            Place::Area(id) => {
                let index = problem.roster().areas.binary_search_by(|area| area.id.cmp(id));
                index.is_ok_and(|index| self.above_area(problem, index))
            }
        }
    }

    fn check_bounds(&self, problem: &Problem, conflict: &Conflict, wrong: &mut Vec<Miscount>) {
        for (place, stated) in &conflict.maxima {
            let max = problem.load_of(place).max;
            if self.above(problem, place) {
                wrong.push(Miscount::NotAtTheEdge { place: place.clone() });
            }
            if max != Some(*stated) {
                wrong.push(Miscount::Maximum { place: place.clone(), stated: *stated, max });
            }
        }
        for (place, stated) in &conflict.minima {
            let min = problem.load_of(place).min;
            if !self.above(problem, place) {
                wrong.push(Miscount::NotAtTheEdge { place: place.clone() });
            }
            if *stated > min {
                wrong.push(Miscount::Minimum { place: place.clone(), stated: *stated, min });
            }
        }
    }

    /// Compares what each member counts for with what is stated.
    fn check_members(&self, problem: &Problem, conflict: &Conflict, wrong: &mut Vec<Miscount>) {
        let mut stated = BTreeMap::new();
        for (member, count) in &conflict.members {
            match problem.member_index(member) {
                None => wrong.push(Miscount::UnknownMember { member: member.clone() }),
                Some(index) if stated.insert(index, *count).is_some() => {
                    wrong.push(Miscount::MemberTwice { member: member.clone() });
                }
                Some(_) => {}
            }
        }
        for (index, member) in problem.roster().members.iter().enumerate() {
            let said = stated.get(&index).copied();
            let found = match (said, conflict.shortage) {
                (None, Shortage::Seats) => continue,
                (_, shortage) => self.count(problem, index, shortage),
            };
            // Where seats are short, fewer places than a member needs may be counted: what is too much without them is too much with them.
            let proves = conflict.shortage == Shortage::Seats && said.is_some_and(|said| said < found);
            let stated = said.unwrap_or(0);
            if said == Some(0) || (stated != found && !proves) {
                wrong.push(Miscount::Member { member: member.id.clone(), stated, found });
            }
        }
    }

    /// `Seats`: the places a member must hold inside the set. `Members`: those the member can hold outside it.
    fn count(&self, problem: &Problem, member: usize, shortage: Shortage) -> u32 {
        let (mut inside, mut designated, mut outside) = (0, 0, 0);
        for candidate in problem.all_candidates().get(problem.choices_of(member)).unwrap_or_default() {
            let is_inside = self.organizations.get(candidate.organization as usize) == Some(&true);
            designated += u32::from(candidate.designated);
            inside += u32::from(candidate.designated && is_inside);
            outside += u32::from(!candidate.designated && !is_inside);
        }
        let free = problem.places().saturating_sub(designated);
        match shortage {
            Shortage::Seats => inside + free.saturating_sub(outside),
            Shortage::Members => designated - inside + free.min(outside),
        }
    }
}

fn check_totals(conflict: &Conflict, wrong: &mut Vec<Miscount>) {
    let sum = |list: &[(Place, u32)]| list.iter().map(|(_, number)| u64::from(*number)).sum::<u64>();
    let members: u64 = conflict.members.iter().map(|(_, count)| u64::from(*count)).sum();
    let (minima, maxima) = (sum(&conflict.minima), sum(&conflict.maxima));
    let (needed, available) = match conflict.shortage {
        Shortage::Seats => (members + minima, maxima),
        Shortage::Members => (minima, members + maxima),
    };
    if needed != u64::from(conflict.needed) || available != u64::from(conflict.available) {
        let (stated_needed, stated_available) = (conflict.needed, conflict.available);
        wrong.push(Miscount::Totals { stated_needed, stated_available, needed, available });
    }
    if needed <= available {
        wrong.push(Miscount::Enough { needed, available });
    }
}
