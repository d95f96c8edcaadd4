//! "No" because of side rules: which of them cannot hold together, and what would mend it.

use super::search::Search;
use crate::error::Error;
use crate::plan::{Clash, Repair};
use crate::problem::{Change, Problem, ProblemError};
use crate::roster::{Demand, SideRule};

/// What is missing at least, and whether that is proved; `None` where the changes make no problem.
fn missing(problem: &Problem, changes: Vec<Change>, stop: &dyn Fn() -> bool) -> Result<Option<(i64, bool)>, Error> {
    let changed = match problem.with(changes) {
        Ok(changed) => changed,
        Err(ProblemError::Defects(_)) => return Ok(None),
        Err(other) => return Err(other.into()),
    };
    if stop() {
        return Err(Error::Cancelled);
    }
    let found = Search::new(&changed, 1, stop).run(None)?;
    Ok(found.cost.first().map(|&cost| (cost, found.proved)))
}

/// A smallest set of side rules without a complete plan: each is given up for good unless the others then have one. With them go the designations
/// that hold it up: without one of these, all of the set can be kept. A designation may be what lets a member go somewhere at all, so the others
/// stay as they are.
pub(in crate::solve) fn clash(problem: &Problem, stop: &dyn Fn() -> bool) -> Result<Clash, Error> {
    let roster = problem.roster();
    let mut clash = Clash { rules: Vec::new(), designated: Vec::new(), minimal: true, repairs: Vec::new() };
    let mut given_up: Vec<Change> = Vec::new();
    for rule in &roster.side_rules {
        let mut trial = given_up.clone();
        trial.push(Change::Lift(rule.id.clone()));
        match missing(problem, trial.clone(), stop)? {
            Some((0, _)) | None => clash.rules.push(rule.id.clone()),
            Some((_, proved)) => {
                clash.minimal &= proved;
                given_up = trial;
            }
        }
    }
    for pin in &roster.designations {
        let mut trial = given_up.clone();
        trial.push(Change::Release(pin.member.clone(), pin.organization.clone()));
        if missing(problem, trial, stop)?.is_some_and(|(left, _)| left == 0) {
            clash.designated.push((pin.member.clone(), pin.organization.clone()));
        }
    }
    clash.designated.dedup();
    clash.repairs = repairs(problem, &clash, stop)?;
    Ok(clash)
}

/// What leaves fewer missing in the whole problem: a number changed by the least that does, a designation released, a rule given up.
fn repairs(problem: &Problem, clash: &Clash, stop: &dyn Fn() -> bool) -> Result<Vec<Repair>, Error> {
    let Some((now, _)) = missing(problem, Vec::new(), stop)? else { return Ok(Vec::new()) };
    let mends = |changes: Vec<Change>| Ok(missing(problem, changes, stop)?.is_some_and(|(left, _)| left < now));
    let (mut relaxed, mut released, mut lifted) = (Vec::new(), Vec::new(), Vec::new());
    for id in &clash.rules {
        let Some(rule) = problem.roster().side_rules.iter().find(|rule| rule.id == *id) else { continue };
        if !mends(vec![Change::Lift(id.clone())])? {
            continue;
        }
        lifted.push(Repair::Lift { rule: id.clone() });
        if let Some(by) = least(rule, &mends)? {
            relaxed.push((by, Repair::Relax { rule: id.clone(), by }));
        }
    }
    for (member, organization) in &clash.designated {
        if mends(vec![Change::Release(member.clone(), organization.clone())])? {
            released.push(Repair::Release { member: member.clone(), organization: organization.clone() });
        }
    }
    relaxed.sort();
    Ok(relaxed.into_iter().map(|entry| entry.1).chain(released).chain(lifted).collect())
}

/// The least change of a rule's number that mends, if any does.
fn least(rule: &SideRule, mends: &dyn Fn(Vec<Change>) -> Result<bool, Error>) -> Result<Option<u32>, Error> {
    let changed = |by: u32| -> Option<Vec<Change>> {
        let says = match rule.says.clone() {
            Demand::AtLeast { count, of } => {
                Demand::AtLeast { count: count.checked_sub(by).filter(|&left| left > 0)?, of }
            }
            Demand::AtMost { count, of } => Demand::AtMost { count: count.checked_add(by)?, of },
            Demand::Apart { .. } | Demand::Together { .. } => return None,
        };
        Some(vec![Change::Lift(rule.id.clone()), Change::Demand(SideRule { says, ..rule.clone() })])
    };
    let try_by = |by: u32| changed(by).map_or(Ok(false), mends);
    let (mut too_little, mut enough) = (0, 1);
    while !try_by(enough)? {
        too_little = enough;
        let most = match &rule.says {
            Demand::AtLeast { count, .. } => count.saturating_sub(1),
            _ => u32::MAX,
        };
        enough = enough.saturating_mul(2).min(most);
        if enough <= too_little {
            return Ok(None);
        }
    }
    while enough - too_little > 1 {
        let middle = too_little + (enough - too_little) / 2;
        if try_by(middle)? { enough = middle } else { too_little = middle }
    }
    Ok(Some(enough))
}
