//! Laws that hold of every answer, to be asked of a problem or a year of one's own.
//!
//! They are the laws that need no second solver: the same facts in another order, with one more seat, one ban, one line of the table designated,
//! must give an answer that stands in a known relation to the first. An office with a policy of its own asks them of real facts, or of the random
//! ones of the feature `proptest`; a law that breaks is a fault of this library, and worth reporting with the facts.
//!
//! Each law is tried at a bounded number of places, spread evenly, so that a large problem costs about forty solves and no more.
//!
//! ```
//! # #[cfg(feature = "toml")] {
//! use phancong::{Policy, Problem, Roster, laws};
//! let rules = Policy::quang_ngai_2020()?.in_force("2020-12-01".parse().unwrap_or_default())?;
//! let problem = Problem::new(Roster::default(), rules)?;
//! assert_eq!(laws::check(&problem), Ok(()));
//! # }
//! # Ok::<(), phancong::Error>(())
//! ```

mod conduct;

pub use conduct::check_year;

use crate::certify::{certify, confirm};
use crate::cost::Cost;
use crate::error::Error;
use crate::plan::{Outcome, Plan};
use crate::problem::{Change, Problem, ProblemError};
use crate::roster::{Ban, Designation, Place, Placement, Roster};
use crate::solve::{solve, solve_until};

/// A law that does not hold, which is a fault of the library.
///
/// Example: [the module](crate::laws).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("law {law} is broken: {what}")]
pub struct Broken {
    /// The law's id, for example `A11`.
    pub law: &'static str,
    /// Where, in ids.
    pub what: String,
}

fn broken(law: &'static str, what: impl ToString) -> Broken {
    Broken { law, what: what.to_string() }
}

fn hold(law: &'static str, holds: bool, what: impl Fn() -> String) -> Result<(), Broken> {
    if holds { Ok(()) } else { Err(broken(law, what())) }
}

/// How many places each law is tried at.
const TRIED: usize = 8;

/// At most [`TRIED`] of a list, evenly spread.
fn spread<T>(list: &[T]) -> impl Iterator<Item = &T> {
    list.iter().step_by(list.len().div_ceil(TRIED).max(1))
}

/// Asks the laws of a problem's answer.
///
/// - A3: the judge agrees with the cost and the bound, and no plan costs less; I1: "no" has reasons, and counting confirms each.
/// - A4: the facts in the opposite order have the same answer.
/// - A6, A7: a seat more never costs, a seat less never saves.
/// - A10, A11: a ban beside the table changes nothing, and one on the table never saves; designating lines of the table keeps it.
/// - A21: the best plan, to be kept, is kept whole; asked where the policy counts moves.
/// - A24: a solve that is stopped has no answer.
///
/// Under side rules several plans may be equally good and none of them is canonical, so there A10 and A11 speak of the cost alone.
///
/// # Errors
/// The first law that does not hold.
///
/// # Complexity
/// About forty times [`solve`](crate::solve()).
///
/// ```
/// # #[cfg(all(feature = "csv", feature = "toml"))]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use phancong::*;
/// # let (roster, _) = office::csv::read_files([
/// #     ("areas.csv", "id,name\nbinh-son,Huyện Bình Sơn\n".as_bytes()),
/// #     ("organizations.csv", "id,name,area,max\nbinh-chau,Đảng bộ xã Bình Châu,binh-son,\nbinh-hai,Đảng bộ xã Bình Hải,binh-son,\n".as_bytes()),
/// #     ("members.csv", "id,name,body\nUV-01,Nguyễn Văn An,ban-chap-hanh\n".as_bytes()),
/// #     ("registrations.csv", "member,organization,rank\nUV-01,binh-hai,1\nUV-01,binh-chau,2\n".as_bytes()),
/// # ])?;
/// # let rules = Policy::quang_ngai_2020()?.in_force("2020-12-01".parse().unwrap_or_default())?;
/// let problem = Problem::new(roster, rules)?;
/// laws::check(&problem)?;
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "csv", feature = "toml")))]
/// # fn main() {}
/// ```
pub fn check(problem: &Problem) -> Result<(), Broken> {
    let outcome = solve(problem).map_err(|error| broken("A1", error))?;
    judged(problem, &outcome)?;
    let turned =
        Problem::new(turned(problem.roster()), problem.rules().clone()).map_err(|error| broken("A4", error))?;
    let again = solve(&turned).map_err(|error| broken("A4", error))?;
    hold("A4", again == outcome, || "the facts in the opposite order have another answer".into())?;
    let plan = outcome.plan();
    if let Outcome::Solved(plan) = &outcome {
        let kept = match problem.keeping(plan) {
            // A policy that does not count moves keeps nothing: there is no such question.
            Err(ProblemError::NotKept { .. }) => None,
            asked => {
                Some(asked.map_err(Error::from).and_then(|kept| solve(&kept)).map_err(|error| broken("A21", error))?)
            }
        };
        let same = kept.is_none_or(|kept| kept.plan().placements() == plan.placements());
        hold("A21", same, || "the plan to keep moves".into())?;
    }
    let stopped = solve_until(problem, &|| true);
    hold("A24", stopped.is_err(), || "a stopped solve has an answer".into())?;
    seats(problem, plan)?;
    decisions(problem, plan)
}

fn judged(problem: &Problem, outcome: &Outcome) -> Result<(), Broken> {
    let certificate = certify(problem, outcome.plan()).map_err(|error| broken("A3", error))?;
    hold("A3", certificate.is_least(), || format!("the gap is {}", certificate.gap))?;
    match outcome {
        Outcome::Solved(_) => hold("A1", certificate.is_complete(), || "somebody has no place".into()),
        Outcome::Infeasible(no) => {
            hold("I1", certificate.proves_infeasible(), || "the prices do not prove it".into())?;
            hold("I1", !no.conflicts.is_empty() || no.clash.is_some(), || "there is no reason".into())?;
            no.conflicts.iter().try_for_each(|conflict| confirm(problem, conflict).map_err(|error| broken("I1", error)))
        }
        Outcome::Unproved(_) => Err(broken("A1", "without a limit nothing stays open")),
    }
}

/// Every list backwards.
fn turned(roster: &Roster) -> Roster {
    let mut roster = roster.clone();
    roster.areas.reverse();
    roster.organizations.reverse();
    roster.members.reverse();
    roster.registrations.reverse();
    roster.designations.reverse();
    roster.nominations.reverse();
    roster.bans.reverse();
    roster.waivers.reverse();
    roster.previous.reverse();
    roster.history.reverse();
    roster.side_rules.reverse();
    roster
}

/// The cost of the best plan, or of the least incomplete one.
fn cost(plan: &Plan) -> Option<&Cost> {
    plan.claim().map(|claim| &claim.cost)
}

/// The answer after a change; none when the changed facts are no problem.
fn after(law: &'static str, problem: &Problem, change: Change) -> Result<Option<Outcome>, Broken> {
    let Ok(changed) = problem.with([change]) else { return Ok(None) };
    solve(&changed).map(Some).map_err(|error| broken(law, error))
}

fn seats(problem: &Problem, plan: &Plan) -> Result<(), Broken> {
    let before = cost(plan);
    let roster = problem.roster();
    let organizations = roster.organizations.iter().map(|o| (Place::Organization(o.id.clone()), o.load));
    let areas = roster.areas.iter().map(|a| (Place::Area(a.id.clone()), a.load));
    let bounded: Vec<_> =
        organizations.chain(areas).filter_map(|(place, load)| Some((place, load, load.max?))).collect();
    for (place, load, max) in spread(&bounded) {
        let mut load = *load;
        let mut to = |max| {
            load.max = Some(max);
            match place {
                Place::Organization(id) => Change::Load(id.clone(), load),
                Place::Area(id) => Change::AreaLoad(id.clone(), load),
            }
        };
        if let Some(more) = after("A6", problem, to(max.saturating_add(1)))? {
            hold("A6", cost(more.plan()) <= before, || format!("one seat more at {place} costs"))?;
        }
        if let Some(less) = after("A7", problem, to(max.saturating_sub(1)))? {
            hold("A7", cost(less.plan()) >= before, || format!("one seat less at {place} saves"))?;
        }
    }
    Ok(())
}

fn decisions(problem: &Problem, plan: &Plan) -> Result<(), Broken> {
    let before = cost(plan);
    let reason = String::new;
    let is_canonical = problem.roster().side_rules.is_empty();
    let same = |other: &Plan| cost(other) == before && (!is_canonical || other.placements() == plan.placements());
    for Placement { member, organization } in spread(plan.placements()) {
        let (member, organization) = (member.clone(), organization.clone());
        let at = || format!("member `{member}`, organization `{organization}`");
        let pin = Designation { member: member.clone(), organization: organization.clone(), reason: reason() };
        if let Some(pinned) = after("A11", problem, Change::Designate(pin))? {
            hold("A11", same(pinned.plan()), || format!("designating a line of the table changes it: {}", at()))?;
        }
        let ban = Ban { member: member.clone(), organization: organization.clone(), reason: reason() };
        if let Some(banned) = after("A10", problem, Change::Ban(ban))? {
            hold("A10", cost(banned.plan()) >= before, || format!("a ban saves: {}", at()))?;
        }
    }
    for member in spread(&problem.roster().members) {
        let unused = problem.candidates(&member.id).find(|o| !plan.of(&member.id).any(|held| *held == o.id));
        let Some(organization) = unused.map(|o| o.id.clone()) else { continue };
        let at = format!("a ban beside the table changes it: member `{}`, organization `{organization}`", member.id);
        let ban = Ban { member: member.id.clone(), organization, reason: reason() };
        if let Some(banned) = after("A10", problem, Change::Ban(ban))? {
            hold("A10", same(banned.plan()), || at.clone())?;
        }
    }
    Ok(())
}
