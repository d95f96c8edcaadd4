//! "No" because of side rules: which of them cannot hold together, and what would mend it.

use super::search::Search;
use crate::error::Error;
use crate::id::{MemberId, OrganizationId, RuleId};
use crate::plan::{Clash, Repair};
use crate::problem::{Change, Problem};
use crate::roster::{Demand, SideRule};

/// Something that may be given up.
#[derive(Debug, Clone)]
enum Item {
    Rule(RuleId),
    Pin(MemberId, OrganizationId),
}

impl Item {
    fn change(&self) -> Change {
        match self {
            Self::Rule(id) => Change::Lift(id.clone()),
            Self::Pin(member, organization) => Change::Release(member.clone(), organization.clone()),
        }
    }
}

/// What is missing at least, and whether that is proved; `None` where the changes make no problem.
fn missing(problem: &Problem, changes: Vec<Change>, stop: &dyn Fn() -> bool) -> Result<Option<(i64, bool)>, Error> {
    let changed = match problem.with(changes) {
        Ok(changed) => changed,
        Err(Error::Defects(_)) => return Ok(None),
        Err(other) => return Err(other),
    };
    if stop() {
        return Err(Error::Cancelled);
    }
    let found = Search::new(&changed, 1, stop).run(None)?;
    Ok(found.cost.first().map(|&cost| (cost, found.proved)))
}

/// A smallest set of side rules and designations without a complete plan: each is given up for good unless the rest then has one.
pub(in crate::solve) fn clash(problem: &Problem, stop: &dyn Fn() -> bool) -> Result<Clash, Error> {
    let roster = problem.roster();
    let pins = roster.designations.iter().map(|pin| Item::Pin(pin.member.clone(), pin.organization.clone()));
    let items: Vec<Item> = pins.chain(roster.side_rules.iter().map(|rule| Item::Rule(rule.id.clone()))).collect();
    let mut clash = Clash { rules: Vec::new(), designated: Vec::new(), minimal: true, repairs: Vec::new() };
    let mut given_up: Vec<Change> = Vec::new();
    for item in items {
        let mut trial = given_up.clone();
        trial.push(item.change());
        match missing(problem, trial.clone(), stop)? {
            // A designation that leaves a member nothing to choose is no choice of anyone's.
            None => {}
            Some((0, _)) => match item {
                Item::Rule(id) => clash.rules.push(id),
                Item::Pin(member, organization) => clash.designated.push((member, organization)),
            },
            Some((_, proved)) => {
                clash.minimal &= proved;
                given_up = trial;
            }
        }
    }
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
