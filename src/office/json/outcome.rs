//! Outcomes as documents: written only as the judge accepts them, read back as a plan with its claim and prices.

use super::text::{self, JsonError};
use crate::certify::certify;
use crate::cost::Cost;
use crate::digest::Digest;
use crate::error::Error;
use crate::plan::{Claim, Clash, Conflict, Outcome, Plan, Prices, Proof};
use crate::problem::{Notice, Problem};
use crate::roster::Placement;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

const OUTCOME: &str = "phancong-outcome/1";
const PLAN: &str = "phancong-plan/1";

/// What an outcome says about its problem.
///
/// Example: [`read_answer`](crate::office::json::read_answer).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The plan is complete and no plan costs less.
    Optimal,
    /// There is no complete plan; the placements leave the fewest unplaced.
    Infeasible,
    /// The plan keeps the side rules; a limit came before the proof that no plan costs less.
    NotProved,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyMark {
    id: String,
    digest: Digest,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OutcomeFile {
    format: String,
    version: String,
    status: Status,
    problem: Digest,
    policy: PolicyMark,
    day: NaiveDate,
    tiers: Vec<String>,
    cost: Cost,
    bound: Cost,
    placements: Vec<Placement>,
    prices: Prices,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    proof: Option<Proof>,
    conflicts: Vec<Conflict>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    clash: Option<Clash>,
    notices: Vec<Notice>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanFile {
    #[serde(rename = "format")]
    _format: String,
    placements: Vec<Placement>,
    prices: Option<Prices>,
    proof: Option<Proof>,
}

/// What was read from an outcome or a bare plan.
///
/// Example: [`read_answer`](crate::office::json::read_answer).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The placements, with the claim and the prices when the document has them.
    pub plan: Plan,
    /// What an outcome says besides; none for a bare plan.
    pub statement: Option<Statement>,
}

/// What an outcome says besides its plan.
///
/// Example: [`read_answer`](crate::office::json::read_answer).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The version of the library that wrote it.
    pub version: String,
    /// Whether the plan is optimal, or none is complete.
    pub status: Status,
    /// The policy's id and digest.
    pub policy: (String, Digest),
    /// The day whose rules are in force.
    pub day: NaiveDate,
    /// The reasons why no plan is complete.
    pub conflicts: Vec<Conflict>,
    /// The side rules and designations that cannot hold together.
    pub clash: Option<Clash>,
    /// What an officer should know about the facts.
    pub notices: Vec<Notice>,
}

/// Writes an outcome on one line, after judging it: its cost and bound are the judge's.
///
/// # Errors
/// [`Error::Rejected`] when the plan is none for this problem, [`Error::Engine`] when its prices do not prove what the outcome says. Neither
/// happens for an outcome of [`solve`](crate::solve()).
///
/// Example: [`read_answer`](crate::office::json::read_answer).
pub fn write_outcome(problem: &Problem, outcome: &Outcome) -> Result<String, Error> {
    let plan = outcome.plan();
    let certificate = certify(problem, plan)?;
    let (status, proved, conflicts, clash) = match outcome {
        Outcome::Solved(_) => (Status::Optimal, certificate.is_optimal(), Vec::new(), None),
        Outcome::Unproved(_) => (Status::NotProved, true, Vec::new(), None),
        Outcome::Infeasible(answer) => {
            let proved = certificate.proves_infeasible() && certificate.is_least();
            (Status::Infeasible, proved, answer.conflicts.clone(), answer.clash.clone())
        }
    };
    if !proved {
        return Err(Error::Engine("the prices do not prove the outcome"));
    }
    let rules = problem.rules();
    Ok(text::write(&OutcomeFile {
        format: OUTCOME.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        status,
        problem: problem.digest().clone(),
        policy: PolicyMark { id: rules.policy().to_owned(), digest: rules.policy_digest().clone() },
        day: rules.day(),
        tiers: problem.tiers().iter().map(|tier| tier.name.clone()).collect(),
        cost: certificate.cost,
        bound: certificate.bound,
        placements: plan.placements().to_vec(),
        prices: plan.prices().cloned().unwrap_or_default(),
        proof: plan.proof().cloned(),
        conflicts,
        clash,
        notices: problem.notices().to_vec(),
    }))
}

/// Reads an outcome, or a bare plan: `{"format": "phancong-plan/1", "placements": [...]}`, with prices or without.
///
/// Nothing is judged here: that is for [`certify`](crate::certify()) and [`confirm`](crate::confirm).
///
/// # Errors
/// [`JsonError`] with line, column and what was expected.
///
/// ```
/// let typed = r#"{"format": "phancong-plan/1", "placements": [{"member": "UV-01", "organization": "binh-chau"}]}"#;
/// let answer = phancong::office::json::read_answer(typed.as_bytes())?;
/// assert_eq!(answer.plan.placements().len(), 1);
/// assert!(answer.statement.is_none());
/// # Ok::<(), phancong::office::json::JsonError>(())
/// ```
pub fn read_answer(text: &[u8]) -> Result<Answer, JsonError> {
    if text::check(text, &[OUTCOME, PLAN])? == PLAN {
        let file: PlanFile = text::read(text)?;
        let plan = Plan::new(file.placements);
        let plan = file.prices.into_iter().fold(plan, Plan::with_prices);
        let plan = file.proof.into_iter().fold(plan, Plan::with_proof);
        return Ok(Answer { plan, statement: None });
    }
    let file: OutcomeFile = text::read(text)?;
    let claim = Claim { problem: file.problem, tiers: file.tiers, cost: file.cost, bound: file.bound };
    let statement = Statement {
        version: file.version,
        status: file.status,
        policy: (file.policy.id, file.policy.digest),
        day: file.day,
        conflicts: file.conflicts,
        clash: file.clash,
        notices: file.notices,
    };
    let plan = Plan::new(file.placements).with_prices(file.prices).with_claim(claim);
    let plan = file.proof.into_iter().fold(plan, Plan::with_proof);
    Ok(Answer { plan, statement: Some(statement) })
}
