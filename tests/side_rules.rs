//! Side rules: the answer is the best of all plans that keep them, its proof is one the judge accepts, and spoiled proofs are refused.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop with a panic"
)]

mod common;

use phancong::*;
use proptest::prelude::*;

proptest! {
    #![proptest_config(common::cases(1_000))]

    #[test]
    fn the_answer_is_the_best_of_all_plans_that_keep_the_rules(case in common::side::with_rules(common::case())) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let least = case.least_with_rules(problem.places());
        let outcome = solve(&problem).unwrap();
        let certificate = certify(&problem, outcome.plan()).unwrap();
        prop_assert_eq!(&certificate.cost, &least);
        prop_assert!(certificate.is_least(), "{certificate:?}");
        match &outcome {
            Outcome::Solved(_) => prop_assert!(certificate.is_optimal()),
            Outcome::Infeasible(no) => {
                prop_assert!(certificate.proves_infeasible());
                prop_assert!(!no.conflicts.is_empty() || no.clash.is_some());
            }
            Outcome::Unproved(_) => prop_assert!(false, "not proved"),
        }
    }
}
