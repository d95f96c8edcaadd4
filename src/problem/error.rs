//! Why facts are no problem.

use super::Defect;
use crate::listing::{count, list};

/// Why facts and rules, or a change of them, make no problem.
///
/// Example: [`Problem::new`](crate::Problem::new).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProblemError {
    /// The facts are no problem; every defect is listed.
    #[error("the facts have {}: {}", count(.0, "defect"), list(.0))]
    Defects(Vec<Defect>),
    /// A plan is to be kept, and no tier counts what is kept.
    #[error(
        "policy `{policy}` has no tier with the measure `moves`, so no plan can be kept: add the measure to a tier, or solve without a plan to keep"
    )]
    NotKept {
        /// The policy.
        policy: String,
    },
}
