//! Why there is no answer about a calendar.

use super::{AgendaDefect, Refused};
use crate::listing::{count, list};
use crate::policy::PolicyError;

/// Why an agenda is no question, or a calendar is refused.
///
/// Example: [`check`](crate::calendar::check()).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CalendarError {
    /// The policy contradicts itself.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The agenda is no question; every defect is listed.
    #[error("the agenda has {}: {}", count(.0, "defect"), list(.0))]
    Agenda(Vec<AgendaDefect>),
    /// The judge refuses a calendar; every reason is listed.
    #[error(transparent)]
    Refused(#[from] Refused),
}
