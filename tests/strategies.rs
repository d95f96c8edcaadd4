//! The random seasons, policies and years that the feature `proptest` gives: what is legal is accepted, what is hostile is answered or
//! refused, and the laws hold.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a test may stop with a panic")]

#[path = "common/cases.rs"]
mod cases;

use cases::cases;
use phancong::strategies::{self, Size};
use phancong::{Error, Outcome, Policy, PolicyError, ProblemError, laws, solve};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

fn day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2021, 1, 1).unwrap()
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn the_laws_hold_of_random_seasons(season in strategies::any_season(Size::SMALL)) {
        if let Ok(problem) = season.problem() {
            prop_assert_eq!(laws::check(&problem), Ok(()));
        }
    }

    #[test]
    fn a_random_policy_contradicts_itself_in_nothing(policy in strategies::policy()) {
        prop_assert_eq!(policy.check(), Ok(()));
        prop_assert!(policy.in_force(day()).is_ok());
    }
}

proptest! {
    #![proptest_config(cases(400))]

    /// Hostile facts are a problem or a list of defects; where they are a problem its answer is proved.
    #[test]
    fn hostile_seasons_are_answered_or_refused(season in strategies::hostile_season(Size::SMALL)) {
        match season.problem() {
            Ok(problem) => {
                let outcome = solve(&problem).unwrap();
                prop_assert!(phancong::certify(&problem, outcome.plan()).unwrap().is_least());
            }
            Err(Error::Problem(ProblemError::Defects(defects))) => prop_assert!(!defects.is_empty()),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    #[test]
    fn hostile_policies_are_read_or_refused(policy in strategies::hostile_policy()) {
        match policy.check() {
            Ok(()) => prop_assert!(policy.rules.iter().all(|rule| policy.in_force(rule.from).is_ok() || rule.until.is_some())),
            Err(PolicyError::Defects(defects)) => prop_assert!(!defects.is_empty()),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}

/// A strategy that draws only one kind would make the laws above say nothing.
#[test]
fn random_seasons_are_of_every_kind() {
    let (mut solved, mut infeasible, mut defects, mut refused) = (0, 0, 0, 0);
    let mut runner = TestRunner::deterministic();
    for _ in 0..400 {
        let season = strategies::any_season(Size::SMALL).new_tree(&mut runner).unwrap().current();
        match season.problem().map(|problem| solve(&problem).unwrap()) {
            Ok(Outcome::Solved(_)) => solved += 1,
            Ok(_) => infeasible += 1,
            Err(_) => defects += 1,
        }
        let hostile = strategies::hostile_season(Size::SMALL).new_tree(&mut runner).unwrap().current();
        refused += u32::from(hostile.problem().is_err());
    }
    let all = format!("{solved} solved, {infeasible} infeasible, {defects} refused; hostile: {refused} refused");
    assert!(solved >= 60 && infeasible >= 60 && defects <= 200 && (100..390).contains(&refused), "{all}");
}

fn under(policy: &Policy, cases: u32) {
    let mut runner = TestRunner::deterministic();
    let seasons = strategies::season(policy, day(), Size::SMALL).unwrap();
    let years = strategies::conduct(policy, 2021, Size::SMALL).unwrap();
    let mut problems = 0;
    for _ in 0..cases {
        let season = seasons.new_tree(&mut runner).unwrap().current();
        if let Ok(problem) = season.problem() {
            problems += 1;
            assert_eq!(laws::check(&problem), Ok(()), "{season:?}");
        }
        let year = years.new_tree(&mut runner).unwrap().current();
        assert_eq!(laws::check_year(&year.policy, &year.placements, &year.year, year.as_of), Ok(()), "{year:?}");
    }
    assert!(problems * 3 >= cases, "{}: {problems} of {cases} seasons are a problem: {:?}", policy.id, policy.readings);
}

#[test]
fn the_laws_hold_of_seasons_and_years_under_a_random_policy() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..12 {
        under(&strategies::policy().new_tree(&mut runner).unwrap().current(), 20);
    }
}

#[cfg(feature = "toml")]
#[test]
fn the_laws_hold_of_seasons_and_years_under_the_plan_as_shipped() {
    under(&Policy::quang_ngai_2020().unwrap(), 60);
}

#[test]
fn the_laws_hold_of_a_committee() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..6 {
        let season = strategies::any_season(Size::COMMITTEE).new_tree(&mut runner).unwrap().current();
        if let Ok(problem) = season.problem() {
            assert_eq!(laws::check(&problem), Ok(()));
        }
    }
}
