//! Names of people stay out of what an operator's log would hold: errors, defects, refusals, notices and reasons for no speak in ids.
//!
//! Facts themselves hold the names and print them; an office that logs facts logs people.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a test may stop with a panic")]

#[path = "common/cases.rs"]
mod cases;

use cases::cases;
use phancong::strategies::{self, Season, Size};
use phancong::{Outcome, Placement, Plan, certify, solve, solve_until};
use proptest::prelude::*;
use std::fmt::Debug;

const CANARY: &str = "Hoàng Yến";

fn named(mut season: Season) -> Season {
    season.roster.members.iter_mut().for_each(|member| member.name = CANARY.into());
    season
}

fn quiet(noun: &impl Debug) {
    let said = format!("{noun:?} {noun:#?}");
    assert!(!said.contains("Yến"), "{said}");
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn no_name_in_what_is_refused_or_answered(season in strategies::hostile_season(Size::SMALL).prop_map(named)) {
        let problem = match season.problem() {
            Ok(problem) => problem,
            Err(error) => {
                quiet(&error);
                quiet(&error.to_string());
                return Ok(());
            }
        };
        prop_assert!(format!("{:?}", problem.roster()).contains("Yến"), "the canary is there to be heard");
        quiet(&problem.notices());
        let outcome = solve(&problem).unwrap();
        quiet(&outcome);
        quiet(&solve_until(&problem, &|| true));
        if let Outcome::Infeasible(no) = &outcome {
            quiet(&no.conflicts);
        }
        let mut lines = outcome.plan().placements().to_vec();
        lines.extend(season.roster.members.iter().flat_map(|member| {
            season.roster.organizations.iter().map(|o| Placement { member: member.id.clone(), organization: o.id.clone() })
        }));
        let refused = certify(&problem, &Plan::new(lines)).unwrap_err();
        quiet(&refused);
        quiet(&refused.to_string());
    }
}

#[test]
fn no_name_in_what_an_audit_finds() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    for _ in 0..40 {
        let policy = strategies::policy().new_tree(&mut runner).unwrap().current();
        let mut year =
            strategies::conduct(&policy, 2021, Size::SMALL).unwrap().new_tree(&mut runner).unwrap().current();
        year.year.roster.members.iter_mut().for_each(|member| member.name = CANARY.into());
        quiet(&year.audit().unwrap());
        year.year.roster.members.extend_from_slice(&year.year.roster.members.clone());
        let refused = year.audit().unwrap_err();
        quiet(&refused);
        quiet(&refused.to_string());
    }
}
