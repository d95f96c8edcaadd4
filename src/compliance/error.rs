//! Why a year cannot be audited.

use super::RecordDefect;
use crate::listing::{count, list};
use crate::policy::PolicyError;

/// Why the records of a year are no question.
///
/// Example: [`Year`](crate::compliance::Year).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuditError {
    /// The policy contradicts itself.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The records are no question; every defect is listed.
    #[error("the records have {}: {}", count(.0, "defect"), list(.0))]
    Records(Vec<RecordDefect>),
}
