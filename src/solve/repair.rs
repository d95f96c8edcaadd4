//! What would mend a conflict. Nothing is offered that was not tried: a bound on the solved state, which settles again; a wish or a release by solving the
//! changed problem, a wish only where one search through the solved state says that it would help.

use super::{Door, fewest_missing, halted, index};
use crate::error::Error;
use crate::flow::{self, Forced, Repair as State};
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
    door: &'a Door<'a>,
    problem: &'a Problem,
    /// The fewest missing, as a solved state that can be changed.
    state: State<'a>,
    missing: i64,
    /// For each member the row of the places that are not designated.
    row: Vec<Option<u32>>,
    /// What somebody registered: an organization that nobody wants has room for sure.
    wanted: BTreeSet<&'a OrganizationId>,
    left: usize,
    stop: &'a dyn Fn() -> bool,
}

/// Adds to each conflict the repairs that work, the least intrusive first.
pub(super) fn offer(
    door: &Door<'_>,
    mut conflicts: Vec<Conflict>,
    stop: &dyn Fn() -> bool,
) -> Result<Vec<Conflict>, Error> {
    let problem = door.problem;
    let tries = (EFFORT / problem.roster().members.len().max(1)).clamp(4, 400);
    let solution = flow::solve_first(&door.network, &|_| door.unit_cost(), stop).map_err(halted)?;
    let state = State::near(&door.network, &solution.chosen, &solution.price, &|_| door.unit_cost());
    let mut trial = Trial {
        door,
        problem,
        state: state.ok_or(Error::Engine("one tier does not fit a repair"))?,
        missing: 0,
        row: door.free_rows(),
        wanted: problem.roster().registrations.iter().map(|wish| &wish.organization).collect(),
        left: tries,
        stop,
    };
    trial.settle()?;
    trial.missing = trial.state.residual().missing(&door.network);
    for conflict in &mut conflicts {
        let mut repairs = trial.wishes(conflict)?;
        repairs.extend(trial.bounds(conflict)?);
        repairs.extend(trial.releases(conflict)?);
        conflict.repairs = repairs;
    }
    Ok(conflicts)
}

impl Trial<'_> {
    /// Counts one more try; none when there were enough.
    fn begin(&mut self) -> bool {
        let begun = self.left > 0;
        self.left = self.left.saturating_sub(1);
        begun
    }

    /// Whether a change leaves at least one fewer missing. One that makes no problem mends nothing.
    fn mends(&self, change: Change) -> Result<bool, Error> {
        match self.problem.with([change]) {
            Ok(changed) => Ok(fewest_missing(&changed, self.stop)? < self.missing),
            Err(ProblemError::Defects(_)) => Ok(false),
            Err(other) => Err(other.into()),
        }
    }

    /// Whether a member's further choice would leave fewer missing, if the facts allow it.
    fn could_help(&self, member: &MemberId, organization: &OrganizationId) -> bool {
        let problem = self.problem;
        let row = problem.member_index(member).and_then(|at| self.row.get(at).copied().flatten());
        let Some((row, node)) = row.zip(problem.organization_index(organization)) else { return false };
        let forced = Forced::Use { row: index(row), node, cost: &[0] };
        let change = self.state.residual().force(&self.door.network, forced);
        change.is_some_and(|change| change.cost.first().is_some_and(|&missing| missing < 0))
    }

    /// Moves what the last change put out of place.
    fn settle(&mut self) -> Result<(), Error> {
        self.state.settle(usize::MAX, self.stop).map_err(halted).map(|_| ())
    }

    /// Whether a place with other bounds leaves at least `by` fewer missing.
    fn mends_bounded(&mut self, place: &Place, load: Bounds, by: u32) -> Result<bool, Error> {
        let Some(node) = self.problem.tree().find(place).filter(|_| self.begin()) else { return Ok(false) };
        let before = self.state.clone();
        self.state.set_bounds(node, load.min, load.max.unwrap_or(u32::MAX), self.stop).map_err(halted)?;
        self.settle()?;
        let missing = self.state.residual().missing(&self.door.network);
        self.state = before;
        Ok(missing + i64::from(by) <= self.missing)
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
            if self.begin() && self.could_help(member, &wish.organization) && self.mends(Change::Wish(wish))? {
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
        let all = &problem.roster().registrations;
        let mine = all.get(all.partition_point(|wish| wish.member < *member)..).unwrap_or_default();
        let wishes = mine.iter().take_while(|wish| wish.member == *member);
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
        let open = self.problem.roster().organizations.iter().filter(roomy);
        let fresh = open.filter(|o| !self.wanted.contains(&o.id));
        fresh.min_by_key(|o| (outside(o), room(o), &o.id)).map(|o| o.id.clone())
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
            let min = self.problem.load_of(place).min;
            let raised = |by| Some(Bounds { min, max: Some(max.checked_add(by)?) });
            if let Some(by) = self.least(place, conflict.short, raised)? {
                found.push(Repair::RaiseMaximum { place: place.clone(), by });
            }
        }
        for (place, _) in &conflict.minima {
            if found.len() == 2 * OFFERED {
                break;
            }
            let Bounds { min, max } = self.problem.load_of(place);
            let lowered = |by: u32| Some(Bounds { min: min.checked_sub(by)?, max });
            if let Some(by) = self.least(place, conflict.short, lowered)? {
                found.push(Repair::LowerMinimum { place: place.clone(), by });
            }
        }
        Ok(found)
    }

    /// The least change of a bound that leaves `short` fewer missing, if a change by `short` does. One seat more can fill a minimum as well
    /// and then count twice.
    fn least(
        &mut self,
        place: &Place,
        short: u32,
        bounds: impl Fn(u32) -> Option<Bounds>,
    ) -> Result<Option<u32>, Error> {
        let Some(most) = bounds(short) else { return Ok(None) };
        if !self.mends_bounded(place, most, short)? {
            return Ok(None);
        }
        let (mut too_little, mut enough) = (0, short);
        while enough - too_little > 1 {
            let middle = too_little + (enough - too_little) / 2;
            let mends = match bounds(middle) {
                Some(load) => self.mends_bounded(place, load, short)?,
                None => false,
            };
            if mends { enough = middle } else { too_little = middle }
        }
        Ok(Some(enough))
    }

    fn releases(&mut self, conflict: &Conflict) -> Result<Vec<Repair>, Error> {
        let mut found = Vec::new();
        for (member, organization) in &conflict.designated {
            let release = Change::Release(member.clone(), organization.clone());
            if found.len() < OFFERED && self.begin() && self.mends(release)? {
                found.push(Repair::Release { member: member.clone(), organization: organization.clone() });
            }
        }
        Ok(found)
    }
}
