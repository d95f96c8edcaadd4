//! What can be wrong with a policy.

use super::Kind;
use crate::id::RuleId;
use crate::listing::{count, list};
use chrono::NaiveDate;

/// Why a text or a document is no policy, or no policy of a day.
///
/// Example: [`Policy`](crate::Policy).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// A text is no policy.
    #[error("the text is no policy: {message}")]
    Text {
        /// Where and why, from the reader of the format.
        message: String,
    },
    /// The policy contradicts itself; every defect is listed.
    #[error("the policy has {}: {}", count(.0, "defect"), list(.0))]
    Defects(Vec<PolicyDefect>),
    /// The policy says nothing about a day.
    #[error("policy `{policy}` has no rule in force on {day}: give a day inside its term, or another policy")]
    NothingInForce {
        /// The policy.
        policy: String,
        /// The day asked for.
        day: NaiveDate,
    },
}

/// One contradiction in a policy.
///
/// Example: [`Policy`](crate::Policy).
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
    /// A draw that something follows, or that shares its tier: chance would come before a reason.
    #[error("tier `{tier}` holds the measure `draw`: a draw stands alone in the last tier")]
    DrawMustEnd {
        /// The tier.
        tier: String,
    },
    /// A draw without a seed: nobody could repeat it.
    #[error("tier `{tier}` draws by lot, and the policy has no `seed`: publish one and write it down")]
    SeedMissing {
        /// The tier.
        tier: String,
    },
    /// A seed without a draw.
    #[error("the policy has the seed `{}` and no tier that draws: add the last tier `draw`, or leave the seed out", .seed.escape_debug())]
    SeedUnused {
        /// As given.
        seed: String,
    },
    /// A seed that cannot be published as it stands.
    #[error("the seed `{}` is no line of printable text without spaces around it", .seed.escape_debug())]
    SeedText {
        /// As given.
        seed: String,
    },
}
