//! The rules of one day, asked by what they say.

use super::{Kind, Policy, Readings, Rule, Tier};
use crate::digest::{Digest, Sheet, lot};
use crate::id::{BodyId, MemberId, OrganizationId};
use chrono::NaiveDate;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// The rules in force on one day, at most one on each topic.
///
/// Two are equal when their policies have the same content, in whatever order, and their days are the same.
///
/// ```
/// # #[cfg(feature = "toml")] {
/// # use phancong::*;
/// let december = "2020-12-01".parse().unwrap_or_default();
/// let rules = Policy::quang_ngai_2020()?.in_force(december)?;
/// assert_eq!((rules.policy(), rules.day()), ("quang-ngai-2020", december));
/// assert_eq!(rules.places().1, 1);
/// assert!(rules.board_picks(&"thuong-truc".parse()?).is_some_and(|rule| rule.id.as_str() == "II.2-1'"));
/// assert_eq!(rules.readings().before, BeforeDay::Strict);
/// assert!(YearDay { month: 2, day: 29 }.in_year(2021).is_none());
/// # }
/// # Ok::<(), phancong::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Rules {
    document: Arc<Policy>,
    policy_digest: Digest,
    day: NaiveDate,
    rules: Vec<Rule>,
}

impl PartialEq for Rules {
    fn eq(&self, other: &Self) -> bool {
        (self.day, &self.policy_digest) == (other.day, &other.policy_digest)
    }
}

impl Eq for Rules {}

impl Rules {
    /// INVARIANT: `policy` was checked and `rules` are those of its rules that cover `day`, sorted by id.
    pub(super) fn new(policy: &Policy, day: NaiveDate, rules: Vec<Rule>) -> Self {
        Self { document: Arc::new(policy.clone()), policy_digest: policy.digest(), day, rules }
    }

    /// The policy they are from, in full.
    #[must_use]
    pub fn document(&self) -> &Policy {
        &self.document
    }

    /// The id of the policy they are from.
    #[must_use]
    pub fn policy(&self) -> &str {
        &self.document.id
    }

    /// The digest of the policy they are from.
    #[must_use]
    pub const fn policy_digest(&self) -> &Digest {
        &self.policy_digest
    }

    /// The day they are in force.
    #[must_use]
    pub const fn day(&self) -> NaiveDate {
        self.day
    }

    /// All of them, by id.
    #[must_use]
    pub fn all(&self) -> &[Rule] {
        &self.rules
    }

    /// The tiers of the objective, most important first; the first is `unplaced`.
    #[must_use]
    pub fn tiers(&self) -> &[Tier] {
        &self.document.tiers
    }

    /// The readings taken.
    #[must_use]
    pub fn readings(&self) -> &Readings {
        &self.document.readings
    }

    /// The seed of the draw, when the last tier draws.
    #[must_use]
    pub fn seed(&self) -> Option<&str> {
        self.document.seed.as_deref()
    }

    /// The lot of a pair; 0 without a draw.
    pub(crate) fn lot(&self, member: &MemberId, organization: &OrganizationId) -> u32 {
        self.seed().map_or(0, |seed| lot(seed, member.as_str(), organization.as_str()))
    }

    fn find<T>(&self, read: impl Fn(&Kind) -> Option<T>) -> Option<(&Rule, T)> {
        self.rules.iter().find_map(|rule| read(&rule.says).map(|numbers| (rule, numbers)))
    }

    /// How many distinct organizations a member registers.
    #[must_use]
    pub fn registration(&self) -> Option<(&Rule, RangeInclusive<u32>)> {
        self.find(|says| match says {
            Kind::Registration { min, max } => Some(*min..=*max),
            _ => None,
        })
    }

    /// The rule that keeps members away from their own organization.
    #[must_use]
    pub fn own_organization(&self) -> Option<&Rule> {
        self.find(|says| matches!(says, Kind::OwnOrganization).then_some(())).map(|found| found.0)
    }

    /// The rule of locality.
    #[must_use]
    pub fn locality(&self) -> Option<&Rule> {
        self.find(|says| matches!(says, Kind::Locality).then_some(())).map(|found| found.0)
    }

    /// The rule by which the Board picks for members of this body.
    #[must_use]
    pub fn board_picks(&self, body: &BodyId) -> Option<&Rule> {
        self.find(|says| match says {
            Kind::BoardPicks { bodies } => bodies.contains(body).then_some(()),
            _ => None,
        })
        .map(|found| found.0)
    }

    /// How many organizations each member is placed at, and the rule; without a rule it is one.
    #[must_use]
    pub fn places(&self) -> (Option<&Rule>, u32) {
        let found = self.find(|says| match says {
            Kind::Places { each } => Some(*each),
            _ => None,
        });
        found.map_or((None, 1), |(rule, each)| (Some(rule), each))
    }

    /// SHA-256 of what enters a problem: the day, the rules, the tiers and the readings.
    pub(crate) fn write_to(&self, sheet: &mut Sheet) {
        sheet.row("day", &[&self.day.to_string()]);
        sheet.row("policy", &[&self.document.id, self.policy_digest.as_str()]);
    }
}
