//! Is a "no" really one? A conflict is confirmed by counting candidates, minima and maxima.

use crate::id::{MemberId, OrganizationId};
use crate::listing;
use crate::plan::{Conflict, Shortage};
use crate::problem::Problem;
use crate::roster::{Place, Placement};
use serde::Serialize;
use std::collections::BTreeMap;

/// A conflict that counting does not confirm; never empty.
///
/// Example: [`confirm`](crate::confirm).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the conflict is refused for {}: {}", listing::count(.0, "reason"), listing::list(.0))]
pub struct Miscounted(Vec<Miscount>);

impl Miscounted {
    /// Every reason.
    #[must_use]
    pub fn miscounts(&self) -> &[Miscount] {
        &self.0
    }
}

/// One reason not to believe a conflict.
///
/// Example: [`confirm`](crate::confirm).
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
/// # #[cfg(all(feature = "csv", feature = "toml"))]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use phancong::*;
/// # let (roster, _) = office::csv::read_files([
/// #     ("areas.csv", "id,name\nbinh-son,Huyện Bình Sơn\n".as_bytes()),
/// #     ("organizations.csv", "id,name,area,max\nbinh-chau,Đảng bộ xã Bình Châu,binh-son,1\nbinh-hai,Đảng bộ xã Bình Hải,binh-son,0\n".as_bytes()),
/// #     ("members.csv", "id,name,body\nUV-01,Nguyễn Văn An,ban-chap-hanh\nUV-02,Trần Thị Bình,ban-chap-hanh\n".as_bytes()),
/// #     ("registrations.csv", "member,organization,rank\nUV-01,binh-hai,1\nUV-01,binh-chau,2\nUV-02,binh-hai,1\nUV-02,binh-chau,2\n".as_bytes()),
/// # ])?;
/// # let rules = Policy::quang_ngai_2020()?.in_force("2020-12-01".parse().unwrap_or_default())?;
/// let problem = Problem::new(roster, rules)?; // two members, who registered the same two organizations, one of which is closed
/// let Outcome::Infeasible(answer) = solve(&problem)? else { unreachable!("one seat for two") };
/// let mut conflict = answer.conflicts[0].clone();
/// confirm(&problem, &conflict)?;
/// assert_eq!((conflict.needed, conflict.available), (2, 1));
/// assert_eq!(conflict.repairs.len(), 2); // raise one of the two maxima
///
/// conflict.available = 2;
/// assert!(confirm(&problem, &conflict).is_err());
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "csv", feature = "toml")))]
/// # fn main() {}
/// ```
pub fn confirm(problem: &Problem, conflict: &Conflict) -> Result<(), Miscounted> {
    let mut wrong = Vec::new();
    let set = Set::read(problem, conflict, &mut wrong);
    if wrong.is_empty() {
        set.check_bounds(conflict, &mut wrong);
        set.check_members(conflict, &mut wrong);
        check_totals(conflict, &mut wrong);
        for (member, organization) in &conflict.designated {
            let (member, organization) = (member.clone(), organization.clone());
            let pair = Placement { member, organization };
            if !problem.candidate(&pair).is_some_and(|candidate| candidate.designated) {
                wrong.push(Miscount::NotDesignated { member: pair.member, organization: pair.organization });
            }
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Miscounted(wrong)) }
}

/// Which nodes of the tree are in the set that a conflict speaks of, and whether the root above the top areas is.
struct Set<'a> {
    problem: &'a Problem,
    nodes: Vec<bool>,
    root: bool,
}

impl<'a> Set<'a> {
    /// A place is on the side of the nearest listed place it is or lies in: maxima are in the set, minima are not.
    fn read(problem: &'a Problem, conflict: &Conflict, wrong: &mut Vec<Miscount>) -> Self {
        let tree = problem.tree();
        let maxima = conflict.maxima.iter().map(|(place, _)| (place, true));
        let minima = conflict.minima.iter().map(|(place, _)| (place, false));
        let mut marks = BTreeMap::new();
        for (place, inside) in maxima.chain(minima) {
            match tree.find(place) {
                None => wrong.push(Miscount::UnknownPlace { place: place.clone() }),
                Some(node) if marks.insert(node, inside).is_some() => {
                    wrong.push(Miscount::PlaceTwice { place: place.clone() });
                }
                Some(_) => {}
            }
        }
        let root = conflict.shortage == Shortage::Members;
        let mut set = Self { problem, nodes: vec![root; tree.len()], root };
        for node in tree.upward().into_iter().rev() {
            let side = marks.get(&node).copied().unwrap_or_else(|| set.is_above_inside(node));
            set.nodes.get_mut(node).into_iter().for_each(|inside| *inside = side);
        }
        set
    }

    fn is_above_inside(&self, node: usize) -> bool {
        self.problem.tree().above(node).and_then(|up| self.nodes.get(up)).copied().unwrap_or(self.root)
    }

    fn check_bounds(&self, conflict: &Conflict, wrong: &mut Vec<Miscount>) {
        let maxima = conflict.maxima.iter().map(|entry| (entry, true));
        for ((place, stated), is_maximum) in maxima.chain(conflict.minima.iter().map(|entry| (entry, false))) {
            let (place, stated, load) = (place.clone(), *stated, self.problem.load_of(place));
            let above = self.problem.tree().find(&place).map(|node| self.is_above_inside(node));
            if above == Some(is_maximum) {
                wrong.push(Miscount::NotAtTheEdge { place: place.clone() });
            }
            if is_maximum && load.max != Some(stated) {
                wrong.push(Miscount::Maximum { place, stated, max: load.max });
            } else if !is_maximum && stated > load.min {
                wrong.push(Miscount::Minimum { place, stated, min: load.min });
            }
        }
    }

    /// Compares what each member counts for with what is stated.
    fn check_members(&self, conflict: &Conflict, wrong: &mut Vec<Miscount>) {
        let mut stated = BTreeMap::new();
        for (member, count) in &conflict.members {
            match self.problem.member_index(member) {
                None => wrong.push(Miscount::UnknownMember { member: member.clone() }),
                Some(index) if stated.insert(index, *count).is_some() => {
                    wrong.push(Miscount::MemberTwice { member: member.clone() });
                }
                Some(_) => {}
            }
        }
        for (index, member) in self.problem.roster().members.iter().enumerate() {
            let said = stated.get(&index).copied();
            let (stated, found) = (said.unwrap_or(0), self.count(index, conflict.shortage));
            let proves = match conflict.shortage {
                // Fewer places than a member needs may be counted: what is too much with those is too much with all.
                Shortage::Seats => stated <= found,
                Shortage::Members => stated == found,
            };
            if said == Some(0) || !proves {
                wrong.push(Miscount::Member { member: member.id.clone(), stated, found });
            }
        }
    }

    /// `Seats`: the places a member must hold inside the set. `Members`: those the member can hold outside it.
    fn count(&self, member: usize, shortage: Shortage) -> u32 {
        let (mut inside, mut designated, mut outside) = (0, 0, 0);
        let choices = self.problem.all_candidates().get(self.problem.choices_of(member));
        for candidate in choices.unwrap_or_default() {
            let is_inside = self.nodes.get(candidate.organization as usize) == Some(&true);
            designated += u32::from(candidate.designated);
            inside += u32::from(candidate.designated && is_inside);
            outside += u32::from(!candidate.designated && !is_inside);
        }
        let free = self.problem.places().saturating_sub(designated);
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
