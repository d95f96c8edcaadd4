//! Is the answer the true best one? Every random small province is also solved by listing all its plans.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a test may stop with a panic")]

mod common;

use phancong::*;
use proptest::prelude::*;

proptest! {
    #![proptest_config(common::cases(2_000))]

    #[test]
    fn a14_i05_the_answer_is_the_best_of_all_plans(case in common::drawn()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let (cost, placements) = case.best(problem.places());
        let outcome = solve(&problem).unwrap();
        let claim = outcome.plan().claim().unwrap();
        prop_assert_eq!(&claim.cost, &cost);
        prop_assert_eq!(outcome.plan().placements(), &placements[..]);
        prop_assert_eq!(matches!(outcome, Outcome::Solved(_)), cost.tier(0) == Some(0));
    }
}
