//! Does a proof by parts hold? The parts are made here, from the divisions that the proof names, so none can be left out; of each its prices must
//! say that every plan in it costs at least the bound.

use super::super::bound::bound;
use super::Table;
use crate::cost::Cost;
use crate::plan::{Proof, Scaled, Step};
use crate::problem::{Fixed, Problem};
use serde::Serialize;

/// What is wrong with a step of a proof.
///
/// Example: [`SideRule`](crate::SideRule).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProofFault {
    /// The bound has not one number for each tier.
    #[error("the bound has not one number for each tier")]
    Bound,
    /// It divides by a pair that is not allowed.
    #[error("it divides by a pair that is not allowed")]
    Stranger,
    /// Prices that do not belong to the problem, or rows without one weight for each tier.
    #[error("its prices or rows do not fit the problem")]
    Prices,
    /// The prices leave plans below the bound.
    #[error("its prices leave plans below the bound")]
    TooWeak,
    /// A part without a step.
    #[error("a part has no step")]
    Missing,
    /// A step without a part.
    #[error("there is no part left for it")]
    LeftOver,
}

/// Rows that mix tiers: each a sum of tiers with weights, none below zero.
pub(in crate::certify) struct Mixture {
    rows: Vec<Vec<u32>>,
    names: Vec<String>,
}

impl Mixture {
    /// Each tier by itself.
    pub(in crate::certify) fn plain(problem: &Problem) -> Self {
        let tiers = problem.tiers();
        let row = |at| (0..tiers.len()).map(|tier| u32::from(tier == at)).collect();
        Self { rows: (0..tiers.len()).map(row).collect(), names: tiers.iter().map(|tier| tier.name.clone()).collect() }
    }

    /// As given; none when a row has not one weight for each tier.
    fn given(problem: &Problem, rows: &[Vec<u32>]) -> Option<Self> {
        let fits = !rows.is_empty() && rows.iter().all(|row| row.len() == problem.tiers().len());
        fits.then(|| Self { rows: rows.to_vec(), names: Vec::new() })
    }

    pub(in crate::certify) const fn len(&self) -> usize {
        self.rows.len()
    }

    /// The name of the tier that a row is.
    pub(in crate::certify) fn name(&self, row: usize) -> String {
        self.names.get(row).cloned().unwrap_or_default()
    }

    /// Each row of something known for each tier.
    pub(in crate::certify) fn of(&self, tier: impl Fn(usize) -> i64) -> Vec<i128> {
        let mixed = |row: &Vec<u32>| {
            let parts = row.iter().enumerate().filter(|(_, weight)| **weight > 0);
            parts.map(|(at, &weight)| i128::from(weight) * i128::from(tier(at))).sum()
        };
        self.rows.iter().map(mixed).collect()
    }

    /// How many rows from the first on speak of no tier after this one.
    fn up_to(&self, tier: usize) -> usize {
        let silent = |row: &&Vec<u32>| row.iter().skip(tier + 1).all(|&weight| weight == 0);
        self.rows.iter().take_while(silent).count()
    }
}

/// Walks through the proof; the first step that does not hold is named, counted from 1.
pub(in crate::certify) fn check(problem: &Problem, proof: &Proof) -> Result<(), (usize, ProofFault)> {
    if proof.bound.tiers().len() != problem.tiers().len() {
        return Err((0, ProofFault::Bound));
    }
    let mut open: Vec<Fixed<'_>> = Fixed::new(problem).into_iter().collect();
    for (number, step) in (1..).zip(&proof.steps) {
        let Some(part) = open.pop() else { return Err((number, ProofFault::LeftOver)) };
        match step {
            Step::Divide(pair) => {
                let candidate = problem.candidate(pair).map(|candidate| candidate.organization);
                let at = problem.member_index(&pair.member).zip(candidate);
                let choice = at.and_then(|(member, organization)| problem.choice_at(member, organization));
                let choice = choice.ok_or((number, ProofFault::Stranger))?;
                open.extend(part.with(choice, false));
                open.extend(part.with(choice, true));
            }
            Step::Exclude(prices) => exclude(problem, &part, prices, &proof.bound).map_err(|fault| (number, fault))?,
        }
    }
    if open.is_empty() { Ok(()) } else { Err((proof.steps.len(), ProofFault::Missing)) }
}

/// A plan below the bound is below it first in some tier: it has at most the bound's number in the tiers before, and less in that one. For every
/// tier some prices must say that there is no such plan.
fn exclude(problem: &Problem, part: &Fixed<'_>, prices: &[Scaled], below: &Cost) -> Result<(), ProofFault> {
    let mut refuted = vec![false; problem.tiers().len()];
    for scaled in prices {
        let mixture = Mixture::given(problem, &scaled.rows).ok_or(ProofFault::Prices)?;
        let table = Table::read(problem, Some(&scaled.prices), &mixture, &mut Vec::new()).ok_or(ProofFault::Prices)?;
        let least = bound(problem, &table, part).map_err(|_| ProofFault::Prices)?;
        for (tier, refuted) in refuted.iter_mut().enumerate() {
            let rows = mixture.up_to(tier);
            let limit = mixture.of(|at| below.tier(at).unwrap_or(0).saturating_sub(i64::from(at == tier)));
            let said = least.get(..rows).unwrap_or_default();
            *refuted |= said > limit.get(..rows).unwrap_or_default();
        }
    }
    if refuted.iter().all(|&refuted| refuted) { Ok(()) } else { Err(ProofFault::TooWeak) }
}
