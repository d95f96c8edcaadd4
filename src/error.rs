//! All that can go wrong, in one type for a program's `?`. Each room has an error of its own, which says less and is matched more easily.
//! "No plan exists" is in none of them: it is an answer, see [`Outcome`](crate::Outcome).

use crate::calendar::CalendarError;
use crate::certify::{Miscounted, Rejected};
use crate::compliance::AuditError;
use crate::cost::Cost;
use crate::id::{BadId, RuleId};
use crate::listing::ids;
use crate::policy::PolicyError;
use crate::problem::ProblemError;

/// Why a question could not be put, or was not answered to the end.
///
/// Example: [`Problem::new`](crate::Problem::new).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A text is no id.
    #[error(transparent)]
    Id(#[from] BadId),
    /// A text is no policy, or a policy cannot be used.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// Facts, or a change of them, make no problem.
    #[error(transparent)]
    Problem(#[from] ProblemError),
    /// A year cannot be audited.
    #[error(transparent)]
    Audit(#[from] AuditError),
    /// An agenda is no question, or a calendar is refused.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// The judge refuses a plan; every reason is listed.
    #[error(transparent)]
    Rejected(#[from] Rejected),
    /// The judge refuses a conflict; every reason is listed.
    #[error(transparent)]
    Miscounted(#[from] Miscounted),
    /// Questions can be put only to a plan that its prices prove best.
    #[error(
        "the plan costs {cost}, and its prices prove only {bound}: solve the problem and ask about the plan that comes out"
    )]
    NotBest {
        /// What it costs.
        cost: Cost,
        /// What its prices prove.
        bound: Cost,
    },
    /// The best plan nearest to a table is found by a flow, which cannot keep side rules.
    #[error(
        "the best plan nearest to a table is not found under side rules {}: judge the table, solve the problem and compare",
        ids(.0)
    )]
    SideRules(Vec<RuleId>),
    /// A tier that cannot be traded off against another.
    #[error("`{tier}` cannot be traded off: name two different tiers among {}", ids(.known))]
    Tradeoff {
        /// As named.
        tier: String,
        /// The tiers that can be: all but the first and a draw.
        known: Vec<String>,
    },
    /// The caller asked to stop, or a limit came first; nothing is known about the answer.
    #[error("cancelled before the answer was proved")]
    Cancelled,
    /// The engine contradicted itself. This is a fault of the library, never of the facts; please report it with the input.
    #[error("the engine broke its own invariant: {0}")]
    Engine(&'static str),
}
