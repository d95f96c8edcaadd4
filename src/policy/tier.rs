//! The objective: tiers compared in order, each a sum of measures.

use super::Source;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a tier counts. Each is a sum over the whole plan.
///
/// Example: [`Policy`](crate::Policy).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Places a member should hold and does not, plus seats below a minimum.
    Unplaced,
    /// Places at an organization in none of the areas of the member's scope; none for a member without scope.
    Outside,
    /// The square of each organization's load, summed: smallest when the loads are as even as they can be.
    Load,
    /// 0, 1, 2 for the first, second, third wish; 0 for the Board's pick.
    Rank,
    /// Places held in the plan to keep and not held now.
    Moves,
    /// Places held in an earlier year (`history`) and held again; none without a history.
    Repeat,
    /// A draw by lot: for each placement the first 24 bits of SHA-256 of the policy's seed, the member and the organization. It stands alone in the
    /// last tier, so it decides only between tables that are equally good in all others.
    Draw,
}

impl Measure {
    /// Its name in policies and in the wire format.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unplaced => "unplaced",
            Self::Outside => "outside",
            Self::Load => "load",
            Self::Rank => "rank",
            Self::Moves => "moves",
            Self::Repeat => "repeat",
            Self::Draw => "draw",
        }
    }
}

/// One tier of the objective: a sum of measures with whole weights.
///
/// Example: [`Policy`](crate::Policy).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Its name as printed.
    pub name: String,
    /// Where it comes from.
    pub source: Source,
    /// Its measures and their weights, each at least 1.
    pub measures: BTreeMap<Measure, i64>,
}

impl Tier {
    /// The weight of a measure in this tier, 0 when it is not in it.
    #[must_use]
    pub fn weight(&self, measure: Measure) -> i64 {
        self.measures.get(&measure).copied().unwrap_or(0)
    }
}
