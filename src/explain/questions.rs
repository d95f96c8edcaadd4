//! Questions put to a best plan: why there, why not elsewhere, who would move, what a seat is worth. Every number is exact: the plan's prices make each
//! answer one shortest path, and under side rules each is solved for.

use super::again::Again;
use super::{Barrier, Line, Load, barriers, line, of};
use crate::certify::certify;
use crate::cost::Cost;
use crate::error::Error;
use crate::id::{MemberId, OrganizationId};
use crate::plan::Plan;
use crate::problem::{Candidate, Defect, Problem, ProblemError, Table, What};
use crate::roster::{Place, Placement};
use crate::solve::{Effect, Forced, Forcing, solve};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Alternatives told one by one. A member the Board picks for may have every organization to choose from.
const TOLD: usize = 12;

/// Why a member is at an organization, or not.
///
/// Example: [`Questions`](crate::explain::Questions).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Why {
    /// Who.
    pub member: MemberId,
    /// Where, or where not.
    pub organization: OrganizationId,
    /// The line of the table with its reason, when the member is there.
    pub line: Option<Line>,
    /// What keeps the member from it; empty when the member may be placed there.
    pub barriers: Vec<Barrier>,
    /// When the member is not there: where the member is.
    pub instead: Vec<OrganizationId>,
    /// When the member is not there: what designating the member would bring about. None when no designation can overcome the barriers.
    pub forced: Option<Forced>,
    /// When the member is there of free choice: the member's other candidates that are not held, cheapest first by their bounds.
    pub alternatives: Vec<Alternative>,
    /// How many more candidates there are, none with a lower bound than those told.
    pub others: usize,
}

/// Another organization that a member may be placed at, and what that would bring about.
///
/// Example: [`Questions`](crate::explain::Questions).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// Where.
    pub organization: OrganizationId,
    /// What designating the member there would bring about.
    pub forced: Forced,
}

/// An organization or an area, seen from there.
///
/// Example: [`Questions`](crate::explain::Questions).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct View {
    /// How many come, and how many there should be.
    pub load: Load,
    /// Who comes, by id.
    pub come: Vec<MemberId>,
    /// Who else may come, the cheapest first.
    pub could: Vec<Guest>,
    /// What it would cost if one member more came than now, the place's own maximum giving way if it has to: below zero in the order of costs, raising
    /// the maximum makes a better plan. None when nobody more can come.
    pub more: Option<Effect>,
    /// What it would cost if one member fewer came than now, the place's own minimum giving way if it has to: below zero, lowering the
    /// minimum makes a better plan. None when nobody comes.
    pub less: Option<Effect>,
}

impl View {
    /// Whether a maximum of one seat more at this place makes a better plan.
    #[must_use]
    pub fn wants_a_seat(&self) -> bool {
        let gains = |effect: &Effect| effect.cost < Cost::zero(effect.cost.tiers().len());
        self.load.bounds.max == Some(self.load.count) && self.more.as_ref().is_some_and(gains)
    }
}

/// Someone who may come.
///
/// Example: [`Questions`](crate::explain::Questions).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Guest {
    /// Who.
    pub member: MemberId,
    /// The least it would cost, read off the prices; what it comes to is [`Questions::why`].
    pub bound: Cost,
}

/// A best plan that can be asked. Made once, it answers any number of questions.
///
/// ```
/// # #[cfg(feature = "toml")]
/// # fn main() -> Result<(), phancong::Error> {
/// # use phancong::*;
/// use phancong::explain::Questions;
/// # let rules = Policy::quang_ngai_2020()?.in_force("2020-12-01".parse().unwrap())?;
/// # let mut roster = Roster::default();
/// # roster.areas.push(Area { id: "binh-son".parse()?, name: "Huyện Bình Sơn".into(), parent: None, load: Bounds::default() });
/// # for id in ["binh-chau", "binh-hai"] {
/// #     let area = "binh-son".parse()?;
/// #     roster.organizations.push(Organization { id: id.parse()?, name: id.into(), area, parent: None, load: Bounds::default() });
/// # }
/// # for (member, wishes) in [("UV-01", ["binh-chau", "binh-hai"]), ("UV-02", ["binh-hai", "binh-chau"])] {
/// #     let body = "ban-chap-hanh".parse()?;
/// #     roster.members.push(Member { id: member.parse()?, name: member.into(), body, own: None, scope: vec![] });
/// #     for (rank, id) in (1..).zip(wishes) {
/// #         roster.registrations.push(Registration { member: member.parse()?, organization: id.parse()?, rank, on: None });
/// #     }
/// # }
/// let problem = Problem::new(roster, rules)?; // two members, each with another first wish
/// let outcome = solve(&problem)?;
/// let questions = Questions::new(&problem, outcome.plan())?;
/// let why = questions.why(&"UV-01".parse()?, &"binh-hai".parse()?)?;
/// let forced = why.forced.expect("UV-01 may go there");
/// assert_eq!(forced.effect.cost, Cost::from([0, 0, 0, 2, 0])); // both would fall back to their second wish
/// assert_eq!(forced.effect.moves.len(), 2);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "toml"))]
/// # fn main() {}
/// ```
#[derive(Debug)]
pub struct Questions<'a> {
    problem: &'a Problem,
    placements: Vec<Placement>,
    forcing: Forcing<'a>,
    /// Where side rules stand.
    again: Option<Again<'a>>,
}

impl<'a> Questions<'a> {
    /// Takes a plan that its own prices prove best, complete or not: the answer of [`solve`](crate::solve()), from wherever it was kept.
    ///
    /// Under side rules the figures of an answer come from solving again, each told with its [`Basis`](super::Basis).
    ///
    /// # Errors
    /// [`Error::Rejected`] when it is no plan for this problem; [`Error::NotBest`] when its prices or its proof do not prove it best.
    ///
    /// # Complexity
    /// As [`certify`](crate::certify()), under side rules as one flow more; memory `O(T E)` for `T` tiers and `E` candidates.
    pub fn new(problem: &'a Problem, plan: &Plan) -> Result<Self, Error> {
        Self::until(problem, plan, &|| false)
    }

    /// As [`Questions::new`], and asks `stop` now and then whether to give up solving again. A figure that is not proved then says so.
    ///
    /// # Errors
    /// As [`Questions::new`], and [`Error::Cancelled`]; the same from each question that is stopped before anything is known.
    pub fn until(problem: &'a Problem, plan: &Plan, stop: &'a dyn Fn() -> bool) -> Result<Self, Error> {
        let certificate = certify(problem, plan)?;
        if !certificate.is_least() {
            return Err(Error::NotBest { cost: certificate.cost, bound: certificate.bound });
        }
        let mut placements = plan.placements().to_vec();
        placements.sort();
        if !problem.roster().side_rules.is_empty() {
            let (forcing, relaxed) = Forcing::relaxed(problem, stop)?;
            let again = Again::new(problem, plan, certificate.cost, &relaxed, stop)?;
            return Ok(Self { problem, placements, forcing, again: Some(again) });
        }
        let forcing = match Forcing::new(problem, plan)? {
            Some(forcing) => forcing,
            // The judge also counts how many members could come at all; prices that lean on that prove the plan, and are no prices of each step.
            None => {
                let prices = solve(problem)?.plan().prices().cloned().unwrap_or_default();
                let fitting = Forcing::new(problem, &plan.clone().with_prices(prices))?;
                fitting.ok_or(Error::Engine("the prices of a proved plan do not fit it"))?
            }
        };
        Ok(Self { problem, placements, forcing, again: None })
    }

    /// Why a member is at an organization, or why not and what it would take.
    ///
    /// # Errors
    /// [`ProblemError::Defects`] when the member or the organization is not in the facts; [`Error::Cancelled`] when solving again was stopped early.
    ///
    /// # Complexity
    /// One shortest path for each figure: `O((E + m) log m)` at most, usually far less. Under side rules as one [`solve`](crate::solve()) each.
    pub fn why(&self, member: &MemberId, organization: &OrganizationId) -> Result<Why, Error> {
        let problem = self.problem;
        let (at, place) = (problem.member_index(member), problem.organization(organization));
        let (Some(at), Some(_)) = (at, place) else {
            let stranger = at.is_none().then(|| unknown(Table::Members, member));
            let nowhere = place.is_none().then(|| unknown(Table::Organizations, organization));
            return Err(ProblemError::Defects(stranger.into_iter().chain(nowhere).collect()).into());
        };
        let pair = Placement { member: member.clone(), organization: organization.clone() };
        let mine = of(&self.placements, member);
        let line = mine.contains(&pair).then(|| line(problem, mine, &pair));
        let barriers = barriers(problem, member, organization);
        let designable = barriers.iter().all(Barrier::yields_to_designation);
        let candidate = problem.if_designated(&pair).filter(|_| designable && line.is_none());
        let designated = problem.candidate(&pair).is_some_and(|candidate| candidate.designated);
        let (alternatives, others) =
            if line.is_some() && !designated { self.alternatives(at, member)? } else { (Vec::new(), 0) };
        let instead = if line.is_some() { Vec::new() } else { mine.iter().map(|p| p.organization.clone()).collect() };
        let forced = candidate.map(|candidate| self.forced(at, &pair, &candidate)).transpose()?.flatten();
        Ok(Why {
            forced,
            member: pair.member,
            organization: pair.organization,
            line,
            barriers,
            instead,
            alternatives,
            others,
        })
    }

    /// Why a member is wherever the member is: one answer for each place, in the order of the organizations.
    ///
    /// # Errors
    /// As [`Questions::why`].
    pub fn why_all(&self, member: &MemberId) -> Result<Vec<Why>, Error> {
        if self.problem.member(member).is_none() {
            return Err(ProblemError::Defects(vec![unknown(Table::Members, member)]).into());
        }
        of(&self.placements, member).iter().map(|pair| self.why(member, &pair.organization)).collect()
    }

    /// An organization or an area, seen from there.
    ///
    /// # Errors
    /// [`ProblemError::Defects`] when it is not in the facts; [`Error::Cancelled`] when solving again was stopped early.
    ///
    /// # Complexity
    /// One look at each candidate to find who may come, and two shortest paths. Under side rules as two of [`solve`](crate::solve()),
    /// which may reach its limit where a seat more or less is at odds with a tight rule; [`Questions::until`] takes a limit of your own.
    pub fn at(&self, place: &Place) -> Result<View, Error> {
        let tree = self.problem.tree();
        let node = tree.find(place).ok_or_else(|| {
            ProblemError::Defects(vec![match place {
                Place::Organization(id) => unknown(Table::Organizations, id),
                Place::Area(id) => unknown(Table::Areas, id),
            }])
        })?;
        let inside = self.inside(place);
        let is_inside = |c: &&Candidate| usize::try_from(c.organization).is_ok_and(|at| inside.get(at) == Some(&true));
        let (mut come, mut could, mut count) = (BTreeSet::new(), Vec::new(), 0);
        for (at, member) in self.problem.roster().members.iter().enumerate() {
            let choices = self.problem.all_candidates().get(self.problem.choices_of(at)).unwrap_or_default();
            let mut here = choices.iter().filter(is_inside).peekable();
            if here.peek().is_none() {
                continue;
            }
            let mine = of(&self.placements, &member.id).iter();
            let held = mine.filter_map(|pair| self.problem.organization_index(&pair.organization));
            let held = held.filter(|&at| inside.get(at) == Some(&true)).count();
            if held > 0 {
                count += u32::try_from(held).unwrap_or(u32::MAX);
                come.insert(&member.id);
                continue;
            }
            let bound = here.filter(|c| !c.designated).filter_map(|c| self.bound(at, c)).min();
            could.extend(bound.map(|bound| Guest { member: member.id.clone(), bound }));
        }
        could.sort_by(|a, b| (&a.bound, &a.member).cmp(&(&b.bound, &b.member)));
        let load = Load { place: place.clone(), count, bounds: tree.load(node) };
        let (more, less) = match &self.again {
            Some(again) => (again.more(&load)?, again.fewer(&load)?),
            None => (self.forcing.step(node, true), self.forcing.step(node, false)),
        };
        Ok(View { load, come: come.into_iter().cloned().collect(), could, more, less })
    }

    /// The least it would cost to place a member at a candidate.
    fn bound(&self, member: usize, candidate: &Candidate) -> Option<Cost> {
        let bound = self.forcing.bound(member, candidate)?;
        self.again.as_ref().map_or(Some(bound.clone()), |again| again.bound(&bound))
    }

    /// What designating a member to a candidate not held would bring about.
    fn forced(&self, at: usize, pair: &Placement, candidate: &Candidate) -> Result<Option<Forced>, Error> {
        let Some(again) = &self.again else { return Ok(self.forcing.pair(at, candidate)) };
        again.pair(pair, self.forcing.least(at, candidate))
    }

    /// For each organization whether it lies in a place.
    fn inside(&self, place: &Place) -> Vec<bool> {
        let mut inside = vec![false; self.problem.roster().organizations.len()];
        let mut add = |id| {
            let at = self.problem.organization_index(id);
            at.and_then(|at| inside.get_mut(at)).into_iter().for_each(|inside| *inside = true);
        };
        match place {
            Place::Organization(id) => add(id),
            Place::Area(id) => self.problem.organizations_in(id).for_each(|organization| add(&organization.id)),
        }
        inside
    }

    /// The member's candidates that are neither held nor designated: those with the lowest bounds, and how many more there are.
    fn alternatives(&self, at: usize, member: &MemberId) -> Result<(Vec<Alternative>, usize), Error> {
        let mine = of(&self.placements, member);
        let choices = self.problem.all_candidates().get(self.problem.choices_of(at)).unwrap_or_default();
        let mut bounds = BTreeMap::new();
        for candidate in choices.iter().filter(|candidate| !candidate.designated) {
            let Some(organization) = self.problem.organization_at(candidate.organization) else { continue };
            if mine.iter().any(|pair| pair.organization == organization.id) {
                continue;
            }
            if let Some(bound) = self.bound(at, candidate) {
                bounds.insert((bound, candidate.organization), (candidate, &organization.id));
            }
        }
        let others = bounds.len().saturating_sub(TOLD);
        let mut told = Vec::new();
        for (candidate, organization) in bounds.into_values().take(TOLD) {
            let pair = Placement { member: member.clone(), organization: organization.clone() };
            let forced = self.forced(at, &pair, candidate)?;
            told.extend(forced.map(|forced| Alternative { organization: pair.organization, forced }));
        }
        Ok((told, others))
    }
}

fn unknown(table: Table, id: &impl AsRef<str>) -> Defect {
    Defect { rows: Vec::new(), what: What::Unknown { table, id: id.as_ref().to_owned() }, rule: None }
}
