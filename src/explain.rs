//! Reasons as data: why each line of a table stands as it does, how full each place is, and how a plan stands tier by tier.
//!
//! [`lines`], [`loads`] and [`standings`] neither solve nor judge: a problem and a plan are read, and what they say about each other is written
//! down. [`Questions`] answer why, why not and what if, exactly, from the prices of a best plan, or under side rules by solving again;
//! [`draft`](draft()) judges a table from elsewhere. The sentences for people are in [`report`](crate::report).
//!
//! # Complexity
//! Of [`lines`]: `O((P + M + D) log N)` for `P` placements, `M` members and `D` steps from an organization's area to the top, `N` entries of the roster.

mod again;
mod barrier;
mod draft;
mod frontier;
mod letters;
mod loads;
mod questions;
mod standing;
mod ties;

pub use crate::solve::{Basis, Effect, Forced, Move};
pub use barrier::{Barrier, barriers};
pub use draft::{Draft, draft};
pub use frontier::{Frontier, Point, Way, frontier};
pub use letters::{Letter, Recipient, letters};
pub use loads::{Load, loads};
pub use questions::{Alternative, Guest, Questions, View, Why};
pub use standing::{Proof, Standing, standings};
pub use ties::{Ties, ties};

use crate::id::{MemberId, OrganizationId, RuleId};
use crate::plan::Plan;
use crate::policy::LocalityReading;
use crate::problem::Problem;
use crate::roster::{Member, Placement};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Why a member is at an organization, or without one.
///
/// Example: [`lines`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Who.
    pub member: MemberId,
    /// Where; none exactly when the choice is [`Choice::WithoutPlace`].
    pub organization: Option<OrganizationId>,
    /// Who chose the place, and how.
    pub choice: Choice,
    /// Whether the place lies in the member's own areas.
    pub locality: Locality,
    /// The number of candidates, when the member had only as many as there are places to hold: then nothing was left to choose. None for a
    /// designation, which says more.
    pub forced: Option<u32>,
    /// How the line compares with the plan to keep.
    pub kept: Kept,
    /// Whether the history has the member there already.
    pub again: bool,
    /// The rules in force behind the line, the rule behind the choice first.
    pub rules: Vec<RuleId>,
}

/// Who chose a place, and how.
///
/// Example: [`lines`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// The member's own wish, 1 for the first.
    Wish(u32),
    /// The Board picked among all organizations the member may go to.
    BoardAmongAll,
    /// The Board picked among its own candidates for the member.
    BoardAmongCandidates,
    /// The Board designated the member by name.
    Designated {
        /// Why the Board decided so; several reasons on record are joined.
        reason: String,
        /// The wish it also was, if it was one.
        wish: Option<u32>,
    },
    /// The member may not go there: the table is no plan for this problem.
    NotAllowed,
    /// The member holds fewer places than the policy gives.
    WithoutPlace {
        /// How many are missing.
        missing: u32,
        /// How many the policy gives each member.
        places: u32,
    },
}

/// Whether a place lies in the areas the member works in or is in charge of.
///
/// Example: [`lines`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Locality {
    /// It does.
    Inside,
    /// It lies in none of them.
    Outside,
    /// The member has no area, so nothing is asked.
    NoScope,
    /// No rule of locality is in force, it is switched off, or there is no such member or place to compare.
    NotApplied,
}

/// How a line compares with the plan to keep.
///
/// Example: [`lines`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kept {
    /// There is no plan to keep.
    NoPlan,
    /// The member is there in the plan to keep as well.
    Held,
    /// The member was elsewhere in the plan to keep.
    Moved {
        /// The places given up, in the order of their ids; never empty.
        from: Vec<OrganizationId>,
    },
    /// There is a plan to keep, and the member gives up no place of it.
    New,
}

type Held<'a> = BTreeMap<&'a MemberId, BTreeSet<&'a OrganizationId>>;

/// Why the table is as it is: one line for each placement and one for each member left without (some of) the places the policy gives, in the
/// order of the members' ids; a member's own lines in the order of the organizations, what is missing last.
///
/// Any plan can be read, also one that keeps no rule: a placement that is not allowed has a line that says so, and fills no place.
///
/// ```
/// # #[cfg(feature = "toml")]
/// # fn main() -> Result<(), phancong::Error> {
/// # use phancong::*;
/// use phancong::explain::{Choice, lines};
/// # let rules = Policy::quang_ngai_2020()?.in_force("2020-12-01".parse().unwrap())?;
/// # let mut roster = Roster::default();
/// # roster.areas.push(Area { id: "binh-son".parse()?, name: "Huyện Bình Sơn".into(), parent: None, load: Bounds::default() });
/// # for id in ["binh-chau", "binh-hai"] {
/// #     let area = "binh-son".parse()?;
/// #     roster.organizations.push(Organization { id: id.parse()?, name: id.into(), area, parent: None, load: Bounds::default() });
/// # }
/// # roster.members.push(Member {
/// #     id: "UV-01".parse()?,
/// #     name: "Nguyễn Văn An".into(),
/// #     body: "ban-chap-hanh".parse()?,
/// #     own: None,
/// #     scope: vec!["binh-son".parse()?],
/// # });
/// # for (rank, id) in [(1, "binh-chau"), (2, "binh-hai")] {
/// #     roster.registrations.push(Registration { member: "UV-01".parse()?, organization: id.parse()?, rank, on: None });
/// # }
/// # let problem = Problem::new(roster, rules)?;
/// let plan = Plan::new(vec![Placement { member: "UV-01".parse()?, organization: "binh-hai".parse()? }]);
/// assert_eq!(lines(&problem, &plan)[0].choice, Choice::Wish(2));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "toml"))]
/// # fn main() {}
/// ```
#[must_use]
pub fn lines(problem: &Problem, plan: &Plan) -> Vec<Line> {
    let now = by_member(plan.placements());
    let before = by_member(&problem.roster().previous);
    let nowhere = BTreeSet::new();
    let kept = |member: &MemberId, organization: Option<&OrganizationId>| {
        let now = now.get(member).unwrap_or(&nowhere);
        let before = (!before.is_empty()).then(|| before.get(member).unwrap_or(&nowhere));
        kept(before, now, organization)
    };
    let placed = plan.placements().iter().map(|at| placed(problem, at, kept(&at.member, Some(&at.organization))));
    let mut lines: Vec<Line> = placed.collect();
    for member in &problem.roster().members {
        let mine = now.get(&member.id).unwrap_or(&nowhere);
        if let Some(missing) = missing(problem, member, mine) {
            lines.push(without_place(problem, member, missing, kept(&member.id, None)));
        }
    }
    lines.sort_by(|a, b| key(a).cmp(&key(b)));
    lines
}

/// How a place compares with what its member held before, when anything is to be kept at all, and holds now.
fn kept(
    before: Option<&BTreeSet<&OrganizationId>>,
    now: &BTreeSet<&OrganizationId>,
    organization: Option<&OrganizationId>,
) -> Kept {
    let Some(before) = before else { return Kept::NoPlan };
    if organization.is_some_and(|here| before.contains(here)) {
        return Kept::Held;
    }
    let from: Vec<OrganizationId> = before.difference(now).map(|&gone| gone.clone()).collect();
    if from.is_empty() { Kept::New } else { Kept::Moved { from } }
}

/// The line of one placement among its member's, which are `mine`.
fn line(problem: &Problem, mine: &[Placement], placement: &Placement) -> Line {
    let previous = &problem.roster().previous;
    let before: BTreeSet<&OrganizationId> = of(previous, &placement.member).iter().map(|p| &p.organization).collect();
    let now = mine.iter().map(|p| &p.organization).collect();
    let before = (!previous.is_empty()).then_some(&before);
    placed(problem, placement, kept(before, &now, Some(&placement.organization)))
}

/// The placements of one member in a list sorted by member.
fn of<'a>(sorted: &'a [Placement], member: &MemberId) -> &'a [Placement] {
    let first = sorted.partition_point(|p| p.member < *member);
    let end = sorted.partition_point(|p| p.member <= *member);
    sorted.get(first..end).unwrap_or_default()
}

/// By member and organization, what is missing last.
fn key(line: &Line) -> (&MemberId, bool, Option<&OrganizationId>) {
    (&line.member, line.organization.is_none(), line.organization.as_ref())
}

fn by_member(placements: &[Placement]) -> Held<'_> {
    let mut held = Held::new();
    for placement in placements {
        held.entry(&placement.member).or_default().insert(&placement.organization);
    }
    held
}

fn placed(problem: &Problem, placement: &Placement, kept: Kept) -> Line {
    let member = problem.member(&placement.member);
    let choice = choice(problem, placement);
    let locality = member.map_or(Locality::NotApplied, |member| locality(problem, member, &placement.organization));
    let free = matches!(choice, Choice::Wish(_) | Choice::BoardAmongAll | Choice::BoardAmongCandidates);
    let forced = member.filter(|_| free).and_then(|member| forced(problem, member));
    let rules = cited(problem, member, &choice, locality, forced);
    Line {
        member: placement.member.clone(),
        organization: Some(placement.organization.clone()),
        choice,
        locality,
        forced,
        kept,
        // INVARIANT: a problem keeps its history in order.
        again: problem.roster().history.binary_search(placement).is_ok(),
        rules,
    }
}

fn without_place(problem: &Problem, member: &Member, missing: u32, kept: Kept) -> Line {
    let choice = Choice::WithoutPlace { missing, places: problem.places() };
    let forced = forced(problem, member);
    let rules = cited(problem, Some(member), &choice, Locality::NotApplied, forced);
    let locality = Locality::NotApplied;
    Line { member: member.id.clone(), organization: None, choice, locality, forced, kept, again: false, rules }
}

fn choice(problem: &Problem, placement: &Placement) -> Choice {
    let Some(candidate) = problem.candidate(placement) else { return Choice::NotAllowed };
    if candidate.designated {
        return Choice::Designated { reason: reason(problem, placement), wish: candidate.wish };
    }
    match candidate.wish {
        Some(rank) => Choice::Wish(rank),
        None if candidate.nominated => Choice::BoardAmongCandidates,
        None => Choice::BoardAmongAll,
    }
}

/// The Board's reasons on record for a designation.
fn reason(problem: &Problem, placement: &Placement) -> String {
    // INVARIANT: a problem keeps its designations in the order of the members' ids.
    let all = &problem.roster().designations;
    let mine = all.iter().skip(all.partition_point(|d| d.member < placement.member));
    let mine = mine.take_while(|d| d.member == placement.member);
    let mut reasons: Vec<&str> =
        mine.filter(|d| d.organization == placement.organization).map(|d| d.reason.as_str()).collect();
    reasons.dedup();
    reasons.join("; ")
}

/// Whether an organization lies in the member's areas, as far as a rule asks.
fn locality(problem: &Problem, member: &Member, organization: &OrganizationId) -> Locality {
    let rules = problem.rules();
    let applied = rules.locality().is_some() && rules.readings().locality != LocalityReading::Off;
    if !applied || problem.organization(organization).is_none() {
        return Locality::NotApplied;
    }
    if member.scope.is_empty() {
        return Locality::NoScope;
    }
    if problem.is_outside(&member.id, organization) { Locality::Outside } else { Locality::Inside }
}

/// The number of the member's candidates, when it is the number of places to hold.
fn forced(problem: &Problem, member: &Member) -> Option<u32> {
    let count = u32::try_from(problem.choices_of(problem.member_index(&member.id)?).len()).ok()?;
    (count == problem.places()).then_some(count)
}

/// How many places a member lacks: those the policy gives, less the distinct ones held where the member may be.
fn missing(problem: &Problem, member: &Member, held: &BTreeSet<&OrganizationId>) -> Option<u32> {
    let pair =
        |organization: &OrganizationId| Placement { member: member.id.clone(), organization: organization.clone() };
    let allowed = held.iter().filter(|organization| problem.candidate(&pair(organization)).is_some()).count();
    let missing = problem.places().saturating_sub(u32::try_from(allowed).unwrap_or(u32::MAX));
    (missing > 0).then_some(missing)
}

/// The rules in force behind a line.
fn cited(
    problem: &Problem,
    member: Option<&Member>,
    choice: &Choice,
    locality: Locality,
    forced: Option<u32>,
) -> Vec<RuleId> {
    let rules = problem.rules();
    let picks = member.and_then(|member| rules.board_picks(&member.body));
    let wishes = rules.registration().map(|found| found.0);
    let places = rules.places().0;
    let behind_choice = match choice {
        Choice::Wish(_) | Choice::Designated { wish: Some(_), .. } => wishes,
        Choice::BoardAmongAll | Choice::BoardAmongCandidates | Choice::Designated { wish: None, .. } => picks,
        Choice::NotAllowed => picks.or(wishes),
        Choice::WithoutPlace { .. } => places,
    };
    let behind_locality = match locality {
        Locality::Inside | Locality::Outside => rules.locality(),
        Locality::NoScope | Locality::NotApplied => None,
    };
    let mut cited: Vec<RuleId> = Vec::new();
    for rule in [behind_choice, behind_locality, forced.and(places)].into_iter().flatten() {
        if !cited.contains(&rule.id) {
            cited.push(rule.id.clone());
        }
    }
    cited
}
