//! What can be wrong with a question. "No plan exists" is not here: it is an answer, see [`Outcome`](crate::Outcome).

use crate::calendar::{AgendaDefect, Refused};
use crate::certify::{Miscounted, Rejected};
use crate::compliance::RecordDefect;
use crate::cost::Cost;
use crate::id::{BadId, RuleId};
use crate::policy::Kind;
use crate::problem::Defect;
use chrono::NaiveDate;
use std::fmt::Display;

/// Why a question could not be put, or was not answered to the end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A text is no id.
    #[error(transparent)]
    Id(#[from] BadId),
    /// A text is no policy.
    #[error("the text is no policy: {message}")]
    PolicyText {
        /// Where and why, from the reader of the format.
        message: String,
    },
    /// The policy contradicts itself; every defect is listed.
    #[error("the policy has {}: {}", count(.0, "defect"), list(.0))]
    Policy(Vec<PolicyDefect>),
    /// The policy says nothing about a day.
    #[error("policy `{policy}` has no rule in force on {day}: give a day inside its term, or another policy")]
    NothingInForce {
        /// The policy.
        policy: String,
        /// The day asked for.
        day: NaiveDate,
    },
    /// A plan is to be kept, and no tier counts what is kept.
    #[error(
        "policy `{policy}` has no tier with the measure `moves`, so no plan can be kept: add the measure to a tier, or solve without a plan to keep"
    )]
    NotKept {
        /// The policy.
        policy: String,
    },
    /// The facts are no problem; every defect is listed.
    #[error("the facts have {}: {}", count(.0, "defect"), list(.0))]
    Defects(Vec<Defect>),
    /// The records of a year are no question; every defect is listed.
    #[error("the records have {}: {}", count(.0, "defect"), list(.0))]
    Records(Vec<RecordDefect>),
    /// An agenda is no question; every defect is listed.
    #[error("the agenda has {}: {}", count(.0, "defect"), list(.0))]
    Agenda(Vec<AgendaDefect>),
    /// The judge refuses a calendar; every reason is listed.
    #[error(transparent)]
    Refused(#[from] Refused),
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
    /// The caller asked to stop, or a limit came first; nothing is known about the answer.
    #[error("cancelled before the answer was proved")]
    Cancelled,
    /// The engine contradicted itself. This is a fault of the library, never of the facts; please report it with the input.
    #[error("the engine broke its own invariant: {0}")]
    Engine(&'static str),
}

/// One contradiction in a policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyDefect {
    /// Written in another form than this version reads.
    #[error("format is `{found}`, this version reads `{expected}`")]
    Format {
        /// As given.
        found: String,
        /// As read by this version.
        expected: &'static str,
    },
    /// Two rules with one id.
    #[error("rule `{0}` stands twice")]
    TwoRulesOneId(RuleId),
    /// A rule that is never in force.
    #[error("rule `{rule}` ends on {until}, before it begins on {from}")]
    EndsBeforeItBegins {
        /// The rule.
        rule: RuleId,
        /// Its first day.
        from: NaiveDate,
        /// Its last day.
        until: NaiveDate,
    },
    /// Numbers that cannot be.
    #[error("rule `{rule}` says `{says}`: {why}")]
    Numbers {
        /// The rule.
        rule: RuleId,
        /// What it says.
        says: Kind,
        /// What is wrong.
        why: &'static str,
    },
    /// Two rules on one topic that are in force on one day.
    #[error(
        "rules `{one}` (`{one_says}`) and `{other}` (`{other_says}`) are both in force on {day}: end one before the other begins"
    )]
    Overlap {
        /// The kind of both.
        topic: &'static str,
        /// The first day on which both are in force.
        day: NaiveDate,
        /// The first rule.
        one: RuleId,
        /// What it says.
        one_says: Kind,
        /// The second rule.
        other: RuleId,
        /// What it says.
        other_says: Kind,
    },
    /// The objective does not begin with the tier `unplaced` alone: then a member could stay without a place to save something else.
    #[error("the first tier must hold the measure `unplaced` and nothing else")]
    UnplacedMustLead,
    /// Two tiers with one name.
    #[error("tier `{0}` stands twice")]
    TwoTiersOneName(String),
    /// A tier without a measure.
    #[error("tier `{0}` has no measure")]
    EmptyTier(String),
    /// A weight below 1.
    #[error("in tier `{tier}` the weight of `{measure}` is {weight}: a weight is at least 1")]
    Weight {
        /// The tier.
        tier: String,
        /// The measure.
        measure: &'static str,
        /// As given.
        weight: i64,
    },
    /// One measure in two tiers.
    #[error("measure `{measure}` stands in tier `{first}` and in tier `{second}`: keep one")]
    MeasureTwice {
        /// The measure.
        measure: &'static str,
        /// The first tier.
        first: String,
        /// The second tier.
        second: String,
    },
}

pub(crate) fn count<T>(items: &[T], noun: &str) -> String {
    let plural = if items.len() == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", items.len())
}

pub(crate) fn list<T: ToString>(items: &[T]) -> String {
    let texts: Vec<String> = items.iter().map(ToString::to_string).collect();
    texts.join("; ")
}

pub(crate) fn ids<T: Display>(items: &[T]) -> String {
    let names: Vec<String> = items.iter().map(|id| format!("`{id}`")).collect();
    names.join(", ")
}
