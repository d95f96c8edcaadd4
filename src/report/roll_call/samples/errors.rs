//! Samples of what is not an answer.

use super::{an, audit, calendar, chau, cited, day, defects, miscounted, rejected, roll};
use crate::calendar::{AgendaDefect, CalendarError};
use crate::compliance::AuditError;
use crate::error::Error;
use crate::id::BadId;
use crate::policy::{PolicyDefect, PolicyError};
use crate::problem::ProblemError;

pub(in crate::report::roll_call) fn errors() -> Vec<Error> {
    let mut errors = roll! { Error;
        Error::Id(_) => Error::Id(BadId { found: "ma 17".into() }),
        Error::Policy(_) => PolicyError::Text { message: "line 18, column 24.".into() }.into(),
        Error::Problem(_) => ProblemError::NotKept { policy: "ke-hoach-7".into() }.into(),
        Error::Audit(_) => AuditError::Records(audit::record_defects()).into(),
        Error::Calendar(_) => CalendarError::Refused(calendar::refused()).into(),
        Error::Rejected(_) => Error::Rejected(rejected()),
        Error::Miscounted(_) => Error::Miscounted(miscounted()),
        Error::NotBest { .. } => Error::NotBest { cost: [0, 17].into(), bound: [0, 13].into() },
        Error::SideRules(_) => Error::SideRules(vec![cited()]),
        Error::Tradeoff { .. } => Error::Tradeoff { tier: "bac-6".into(), known: vec!["bac-7".into(), "bac-8".into()] },
        Error::Cancelled => Error::Cancelled,
        Error::Engine(_) => Error::Engine("flow 17"),
    };
    errors.extend(policy_errors().into_iter().map(Error::from));
    errors
}

pub(in crate::report::roll_call) fn policy_errors() -> Vec<PolicyError> {
    roll! { PolicyError;
        PolicyError::Text { .. } => PolicyError::Text { message: "line 17, column 23.".into() },
        PolicyError::Defects(_) => PolicyError::Defects(vec![
            PolicyDefect::TwoRulesOneId(cited()),
            PolicyDefect::EmptyTier("bac-6".into()),
        ]),
        PolicyError::NothingInForce { .. } => PolicyError::NothingInForce { policy: "ke-hoach-6".into(), day: day(7) },
    }
}

pub(in crate::report::roll_call) fn problem_errors() -> Vec<ProblemError> {
    roll! { ProblemError;
        ProblemError::NotKept { .. } => ProblemError::NotKept { policy: "ke-hoach-6".into() },
        ProblemError::Defects(_) => ProblemError::Defects(defects()),
    }
}

pub(in crate::report::roll_call) fn audit_errors() -> Vec<AuditError> {
    roll! { AuditError;
        AuditError::Policy(_) => PolicyError::Text { message: "line 17, column 23.".into() }.into(),
        AuditError::Records(_) => AuditError::Records(audit::record_defects()),
    }
}

pub(in crate::report::roll_call) fn calendar_errors() -> Vec<CalendarError> {
    roll! { CalendarError;
        CalendarError::Policy(_) => PolicyError::Text { message: "line 17, column 23.".into() }.into(),
        CalendarError::Agenda(_) => CalendarError::Agenda(vec![
            AgendaDefect::Cycle { organization: chau() },
            AgendaDefect::NumberZero { member: an() },
        ]),
        CalendarError::Refused(_) => CalendarError::Refused(calendar::refused()),
    }
}
