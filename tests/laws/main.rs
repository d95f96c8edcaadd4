//! Laws of the season: what must hold between the answers to one random small province and to the same province a little changed.
//!
//! Some laws stand elsewhere: the answer is the best of all plans in `tests/oracle.rs`; every conflict is confirmed and every bound proved in
//! `tests/judge.rs`; contradictory facts are refused with their rows in `tests/statute`.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "a test may stop with a panic"
)]

mod changes;
#[path = "../common/mod.rs"]
mod common;
mod draw;
mod frontier;
mod minimal;
mod no;
mod plans;
mod questions;
mod replan;
#[path = "../common/shuffled.rs"]
mod shuffled;
mod tiers;
mod together;

use common::Case;
use phancong::*;
use shuffled::shuffled;

/// What solve says of a case in short: cost, table, and whether the plan is complete. None when the facts are no problem.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    cost: Cost,
    table: Vec<Placement>,
    solved: bool,
}

fn said(problem: &Problem) -> Said {
    let outcome = solve(problem).unwrap();
    let plan = outcome.plan();
    let (cost, table) = (plan.claim().unwrap().cost.clone(), plan.placements().to_vec());
    Said { cost, table, solved: matches!(outcome, Outcome::Solved(_)) }
}

fn said_of(case: &Case) -> Option<Said> {
    Some(said(&case.problem().ok()?))
}

/// What solve says after a change; none when the changed facts are no problem.
fn said_with(problem: &Problem, change: Change) -> Option<Said> {
    Some(said(&problem.with([change]).ok()?))
}

/// A table as the naive reading of a case wants it.
fn lines<'a>(case: &'a Case, table: &[Placement]) -> Vec<(&'a Member, Vec<&'a Organization>)> {
    let held = |m: &Member| {
        let mine = table.iter().filter(|line| line.member == m.id);
        mine.map(|line| case.roster.organizations.iter().find(|o| o.id == line.organization).unwrap()).collect()
    };
    case.roster.members.iter().map(|m| (m, held(m))).collect()
}

/// Names the Board's candidates for members who have none, so that nothing new becomes one.
fn named(case: &Case) -> Case {
    let mut named = case.clone();
    for m in case.roster.members.iter().filter(|m| m.body.as_str() == "picked") {
        if case.roster.nominations.iter().all(|n| n.member != m.id) {
            let all = case.may_go(m).into_iter();
            let nominations = all.map(|o| Nomination { member: m.id.clone(), organization: o.id.clone() });
            named.roster.nominations.extend(nominations);
        }
    }
    named
}

/// The same roster with every id changed.
fn renamed(roster: &Roster, new: &dyn Fn(&str) -> String) -> Roster {
    let mut roster = roster.clone();
    let member = |id: &mut MemberId| *id = new(id.as_str()).parse().unwrap();
    let organization = |id: &mut OrganizationId| *id = new(id.as_str()).parse().unwrap();
    let area = |id: &mut AreaId| *id = new(id.as_str()).parse().unwrap();
    for a in &mut roster.areas {
        area(&mut a.id);
        a.parent.iter_mut().for_each(area);
    }
    for o in &mut roster.organizations {
        organization(&mut o.id);
        area(&mut o.area);
        o.parent.iter_mut().for_each(organization);
    }
    for m in &mut roster.members {
        member(&mut m.id);
        m.own.iter_mut().for_each(organization);
        m.scope.iter_mut().for_each(area);
    }
    macro_rules! pairs {
        ($($list:ident),+) => {$(for entry in &mut roster.$list {
            member(&mut entry.member);
            organization(&mut entry.organization);
        })+};
    }
    pairs!(registrations, designations, nominations, bans, previous, history);
    roster
}
