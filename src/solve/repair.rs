//! What would mend a conflict. Nothing is offered that was not tried by solving again.

use super::fewest_missing;
use crate::error::Error;
use crate::id::{MemberId, OrganizationId};
use crate::plan::{Conflict, Repair, Shortage};
use crate::problem::{Change, Problem, ProblemError};
use crate::roster::{Bounds, Organization, Place, Registration};
use std::collections::BTreeSet;

/// Repairs of one kind offered for one conflict.
const OFFERED: usize = 3;

/// Changes tried in all, as members solved again: 20 changes of a problem of 100,000 members, and always a few.
const EFFORT: usize = 2_000_000;

struct Trial<'a> {
    problem: &'a Problem,
    missing: u64,
    left: usize,
    stop: &'a dyn Fn() -> bool,
}

/// Adds to each conflict the repairs that work, the least intrusive first.
pub(super) fn offer(
    problem: &Problem,
    mut conflicts: Vec<Conflict>,
    stop: &dyn Fn() -> bool,
) -> Result<Vec<Conflict>, Error> {
    let tries = (EFFORT / problem.roster().members.len().max(1)).clamp(4, 400);
    let missing = fewest_missing(problem, stop)?;
    let mut trial = Trial { problem, missing, left: tries, stop };
    for conflict in &mut conflicts {
        let mut repairs = trial.wishes(conflict)?;
        repairs.extend(trial.bounds(conflict)?);
        repairs.extend(trial.releases(conflict)?);
        conflict.repairs = repairs;
    }
    Ok(conflicts)
}

impl Trial<'_> {
    /// Whether the changes leave at least `by` fewer missing. A change that makes no problem mends nothing.
    fn mends(&mut self, changes: Vec<Change>, by: u32) -> Result<bool, Error> {
        if self.left == 0 {
            return Ok(false);
        }
        self.left -= 1;
        match self.problem.with(changes) {
            Ok(changed) => Ok(fewest_missing(&changed, self.stop)? + u64::from(by) <= self.missing),
            Err(ProblemError::Defects(_)) => Ok(false),
            Err(other) => Err(other.into()),
        }
    }

    /// A further wish of a member who registers and may still register one, at an organization with room.
    fn wishes(&mut self, conflict: &Conflict) -> Result<Vec<Repair>, Error> {
        let mut found = Vec::new();
        let ids = conflict.members.iter().map(|entry| &entry.0).chain(&conflict.also);
        let asked: Vec<&MemberId> = match conflict.shortage {
            Shortage::Seats => ids.collect(),
            Shortage::Members => self.problem.roster().members.iter().map(|member| &member.id).collect(),
        };
        for member in asked {
            if found.len() == OFFERED || self.left == 0 {
                break;
            }
            let Some(rank) = self.next_rank(member) else { continue };
            let aims = match conflict.shortage {
                Shortage::Seats => self.open_for(member),
                Shortage::Members => self.short_for(member, conflict),
            };
            let Some(organization) = aims else { continue };
            let wish = Registration { member: member.clone(), organization: organization.clone(), rank, on: None };
            if self.mends(vec![Change::Wish(wish)], 1)? {
                found.push(Repair::AskForWish { member: member.clone(), organization });
            }
        }
        Ok(found)
    }

    /// The rank of one more wish; none when the member does not register or has as many wishes as allowed.
    fn next_rank(&self, member: &MemberId) -> Option<u32> {
        let problem = self.problem;
        let body = &problem.member(member)?.body;
        if problem.rules().board_picks(body).is_some() {
            return None;
        }
        let wishes = problem.roster().registrations.iter().filter(|wish| wish.member == *member);
        let distinct: BTreeSet<&OrganizationId> = wishes.clone().map(|wish| &wish.organization).collect();
        let most = problem.rules().registration().map_or(u32::MAX, |found| *found.1.end());
        if u32::try_from(distinct.len()).ok()? >= most {
            return None;
        }
        wishes.map(|wish| wish.rank).max().unwrap_or(0).checked_add(1)
    }

    /// An organization that takes anyone at all, first inside the member's areas, then with the most room.
    fn open_for(&self, member: &MemberId) -> Option<OrganizationId> {
        let taken: BTreeSet<&OrganizationId> = self.problem.candidates(member).map(|o| &o.id).collect();
        let roomy = |o: &&Organization| o.parent.is_none() && !taken.contains(&o.id) && o.load.max != Some(0);
        let outside = |o: &Organization| self.problem.is_outside(member, &o.id);
        let room = |o: &Organization| u32::MAX - o.load.max.unwrap_or(u32::MAX);
        let wanted = self.wanted();
        let open = self.problem.roster().organizations.iter().filter(roomy);
        let fresh = open.filter(|o| !wanted.contains(&o.id));
        fresh.min_by_key(|o| (outside(o), room(o), &o.id)).map(|o| o.id.clone())
    }

    /// Organizations that someone may go to: those nobody wants have room for sure.
    fn wanted(&self) -> BTreeSet<&OrganizationId> {
        self.problem.roster().registrations.iter().map(|wish| &wish.organization).collect()
    }

    /// An organization that is short of members.
    fn short_for(&self, member: &MemberId, conflict: &Conflict) -> Option<OrganizationId> {
        let taken: BTreeSet<&OrganizationId> = self.problem.candidates(member).map(|o| &o.id).collect();
        let short = conflict.minima.iter().find_map(|(place, _)| match place {
            Place::Organization(id) => Some(id.clone()),
            Place::Area(area) => self.problem.organizations_in(area).map(|o| o.id.clone()).next(),
        });
        short.filter(|id| !taken.contains(id))
    }

    /// Raising one maximum, or lowering one minimum, by no more than it takes for what is missing here.
    fn bounds(&mut self, conflict: &Conflict) -> Result<Vec<Repair>, Error> {
        let mut found = Vec::new();
        for (place, max) in &conflict.maxima {
            if found.len() == OFFERED {
                break;
            }
            let raised = |trial: &Self, by| Some(trial.bounded(place, None, Some(max.checked_add(by)?)));
            if let Some(by) = self.least(conflict.short, raised)? {
                found.push(Repair::RaiseMaximum { place: place.clone(), by });
            }
        }
        for (place, _) in &conflict.minima {
            if found.len() == 2 * OFFERED {
                break;
            }
            let min = self.problem.load_of(place).min;
            let lowered = |trial: &Self, by| Some(trial.bounded(place, Some(min.checked_sub(by)?), None));
            if let Some(by) = self.least(conflict.short, lowered)? {
                found.push(Repair::LowerMinimum { place: place.clone(), by });
            }
        }
        Ok(found)
    }

    /// The least change of a bound that leaves `short` fewer missing, if a change by `short` does. One seat more can fill a minimum as well
    /// and then count twice.
    fn least(&mut self, short: u32, change: impl Fn(&Self, u32) -> Option<Change>) -> Result<Option<u32>, Error> {
        let Some(most) = change(self, short) else { return Ok(None) };
        if !self.mends(vec![most], short)? {
            return Ok(None);
        }
        let (mut too_little, mut enough) = (0, short);
        while enough - too_little > 1 {
            let middle = too_little + (enough - too_little) / 2;
            let mends = match change(self, middle) {
                Some(change) => self.mends(vec![change], short)?,
                None => false,
            };
            if mends { enough = middle } else { too_little = middle }
        }
        Ok(Some(enough))
    }

    fn bounded(&self, place: &Place, min: Option<u32>, max: Option<u32>) -> Change {
        let load = self.problem.load_of(place);
        let load = Bounds { min: min.unwrap_or(load.min), max: max.or(load.max) };
        match place {
            Place::Organization(id) => Change::Load(id.clone(), load),
            Place::Area(id) => Change::AreaLoad(id.clone(), load),
        }
    }

    fn releases(&mut self, conflict: &Conflict) -> Result<Vec<Repair>, Error> {
        let mut found = Vec::new();
        for (member, organization) in &conflict.designated {
            let release = Change::Release(member.clone(), organization.clone());
            if found.len() < OFFERED && self.mends(vec![release], 1)? {
                found.push(Repair::Release { member: member.clone(), organization: organization.clone() });
            }
        }
        Ok(found)
    }
}
