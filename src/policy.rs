//! The rules as dated, sourced data: no number of a regulation stands in the code.
//!
//! A [`Policy`] is a document (a TOML file in `policies/`): rules with the paragraph they come from, its text in Vietnamese and English, the
//! days they are in force and their numbers; the tiers of the objective; and the reading taken where the text is ambiguous.
//! [`Policy::in_force`] gives the [`Rules`] of one day.

mod check;
mod defect;
mod kind;
mod readings;
mod rules;
mod tier;

pub use defect::{PolicyDefect, PolicyError};
pub use kind::{Kind, Obligation, Reporter, YearDay};
pub use readings::{
    BeforeDay, Counted, Differing, DistinctPlaces, Known, LocalityExtent, LocalityReading, NoticeDays, OwnExtent,
    PartYear, QuotaWindow, Readings, RollDay, VisitsCount,
};
pub use rules::Rules;
pub use tier::{Measure, Tier};

use crate::digest::{Digest, Sheet};
use crate::id::RuleId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A sentence in both languages.
///
/// Example: [`Policy`](crate::Policy).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Vietnamese; for a rule of the plan, the plan's own words.
    pub vi: String,
    /// English.
    pub en: String,
}

/// Where a rule comes from.
///
/// Example: [`Policy`](crate::Policy).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// A paragraph of the plan.
    Plan,
    /// The commission this library was written for; the plan is silent.
    Request,
    /// Neither: a default of this library, which an office may change.
    Default,
}

impl Source {
    /// Its name in a policy.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Request => "request",
            Self::Default => "default",
        }
    }
}

/// One rule: what it says, where it stands, and when it is in force.
///
/// Example: [`Policy`](crate::Policy).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The id that every decision cites.
    pub id: RuleId,
    /// The paragraph, as an officer would cite it.
    pub article: String,
    /// Where it comes from.
    pub source: Source,
    /// The first day it is in force, inclusive.
    pub from: NaiveDate,
    /// The last day it is in force, inclusive; `None` is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Its text.
    pub text: Text,
    /// What it says to a program.
    pub says: Kind,
}

impl Rule {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|last| day <= last)
    }
}

/// A policy: a document of rules with its tiers and readings.
///
/// ```
/// # #[cfg(feature = "toml")] {
/// use phancong::{Measure, Policy, PolicyDefect, PolicyError};
/// let policy = Policy::quang_ngai_2020()?;
/// assert_eq!(policy.tiers[0].weight(Measure::Unplaced), 1);
/// assert!(policy.rules.iter().any(|rule| rule.id.as_str() == "II.2-1a" && rule.article.starts_with("mục II.2")));
///
/// // An office changes the file, or the document, and has it checked.
/// let mut own = policy.clone();
/// own.tiers.swap(0, 1);
/// assert_ne!(own.digest(), policy.digest());
/// let Err(PolicyError::Defects(defects)) = own.check() else { unreachable!("places missing come first") };
/// assert!(matches!(defects[0], PolicyDefect::UnplacedMustLead));
/// assert!(matches!(Policy::from_toml("format = 1"), Err(PolicyError::Text { .. })));
/// # }
/// # Ok::<(), phancong::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The form of this document; this version reads `phancong-policy/1`.
    pub format: String,
    /// Its id, for example `quang-ngai-2020`.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Who issued it.
    pub issuer: Text,
    /// Its number; empty when the document carries none.
    #[serde(default)]
    pub number: String,
    /// What it is based on.
    #[serde(default)]
    pub basis: Vec<String>,
    /// The seed of the draw, published before the facts are closed: present exactly when the last tier draws.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<String>,
    /// How ambiguous passages are read.
    #[serde(default)]
    pub readings: Readings,
    /// The objective, most important tier first.
    #[serde(rename = "tier")]
    pub tiers: Vec<Tier>,
    /// The rules.
    #[serde(rename = "rule")]
    pub rules: Vec<Rule>,
}

/// The form of policy document this version reads.
pub(crate) const FORMAT: &str = "phancong-policy/1";

/// Bytes of a policy as text, many times those of any plan; of other texts in TOML too. Reading TOML takes many times the memory of the text.
#[cfg(feature = "toml")]
pub(crate) const MAX_TEXT: usize = 1 << 20;

/// Where a text is no TOML or not what was expected, and why; the line itself is not quoted, since it may be as long as the text.
#[cfg(feature = "toml")]
pub(crate) fn toml_fault(text: &str, error: &toml::de::Error) -> String {
    let place = error.span().and_then(|span| text.get(..span.start)).map(|before| {
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |start| start.chars().count()) + 1;
        format!("line {line}, column {column}: ")
    });
    format!("{}{}", place.unwrap_or_default(), error.message())
}

impl Policy {
    /// Quảng Ngãi's plan of 2020, as shipped in `policies/quang-ngai-2020.toml`.
    ///
    /// # Errors
    /// Never for the file as shipped; the signature is that of [`Policy::from_toml`].
    ///
    /// ```
    /// let policy = phancong::Policy::quang_ngai_2020()?;
    /// assert_eq!(policy.id, "quang-ngai-2020");
    /// # Ok::<(), phancong::Error>(())
    /// ```
    #[cfg(feature = "toml")]
    pub fn quang_ngai_2020() -> Result<Self, PolicyError> {
        Self::from_toml(include_str!("../policies/quang-ngai-2020.toml"))
    }

    /// Two, six and six visits a year for the committees of province, district and commune, as shipped in `policies/ba-cap-2023.toml`.
    ///
    /// # Errors
    /// Never for the file as shipped; the signature is that of [`Policy::from_toml`].
    ///
    /// ```
    /// assert_eq!(phancong::Policy::three_levels_2023()?.number, "776-QĐ/TU");
    /// # Ok::<(), phancong::Error>(())
    /// ```
    #[cfg(feature = "toml")]
    pub fn three_levels_2023() -> Result<Self, PolicyError> {
        Self::from_toml(include_str!("../policies/ba-cap-2023.toml"))
    }

    /// The year of the merger, as shipped in `policies/quang-ngai-2025.toml`: two inherited sets of rules that end on 30/06/2025, and the end
    /// of the district level. Which rule follows is not known, and the document says so.
    ///
    /// # Errors
    /// Never for the file as shipped; the signature is that of [`Policy::from_toml`].
    ///
    /// ```
    /// let policy = phancong::Policy::quang_ngai_2025()?;
    /// assert!(policy.rules.iter().any(|rule| rule.id.as_str() == "HN-1"));
    /// # Ok::<(), phancong::Error>(())
    /// ```
    #[cfg(feature = "toml")]
    pub fn quang_ngai_2025() -> Result<Self, PolicyError> {
        Self::from_toml(include_str!("../policies/quang-ngai-2025.toml"))
    }

    /// Reads a policy from TOML and checks it.
    ///
    /// # Errors
    /// [`PolicyError::Text`] when the text is no policy (an unknown field is refused) or longer than 1 MiB, [`PolicyError::Defects`] with every defect of
    /// the rules.
    #[cfg(feature = "toml")]
    pub fn from_toml(text: &str) -> Result<Self, PolicyError> {
        if text.len() > MAX_TEXT {
            let message = format!("more than {MAX_TEXT} bytes, and a policy has no more");
            return Err(PolicyError::Text { message });
        }
        let policy: Self =
            toml::from_str(text).map_err(|error| PolicyError::Text { message: toml_fault(text, &error) })?;
        policy.check()?;
        Ok(policy)
    }

    /// Checks a policy that came from elsewhere than [`Policy::from_toml`].
    ///
    /// # Errors
    /// [`PolicyError::Defects`] with every defect: two rules on one topic in force on one day, an id twice, a range upside down, an objective
    /// that does not begin with the tier `unplaced` alone, a draw that is not the last tier alone, a draw without a seed or a seed without a draw.
    pub fn check(&self) -> Result<(), PolicyError> {
        let mut defects = Vec::new();
        if self.format != FORMAT {
            defects.push(PolicyDefect::Format { found: self.format.clone(), expected: FORMAT });
        }
        self.check_rules(&mut defects);
        self.check_tiers(&mut defects);
        if defects.is_empty() { Ok(()) } else { Err(PolicyError::Defects(defects)) }
    }

    /// The same policy with a draw by lot as its last tier, under this seed; where it draws already, with this seed instead of its own.
    ///
    /// # Errors
    /// [`PolicyError::Defects`] as [`Policy::check`]: also when the seed is no line of printable text.
    ///
    /// ```
    /// # #[cfg(feature = "toml")] {
    /// let drawn = phancong::Policy::quang_ngai_2020()?.drawing("Xổ số kiến thiết 30/11/2020: 482913")?;
    /// assert!(drawn.tiers.last().is_some_and(|tier| tier.weight(phancong::Measure::Draw) == 1));
    /// # }
    /// # Ok::<(), phancong::Error>(())
    /// ```
    pub fn drawing(mut self, seed: &str) -> Result<Self, PolicyError> {
        self.seed = Some(seed.to_owned());
        if self.tiers.iter().all(|tier| tier.weight(Measure::Draw) == 0) {
            let measures = [(Measure::Draw, 1)].into();
            self.tiers.push(Tier { name: Measure::Draw.name().to_owned(), source: Source::Default, measures });
        }
        self.check()?;
        Ok(self)
    }

    /// The rules of one day.
    ///
    /// # Errors
    /// As [`Policy::check`], and [`PolicyError::NothingInForce`] when no rule of the document covers the day.
    ///
    /// ```
    /// # #[cfg(feature = "toml")] {
    /// use chrono::NaiveDate;
    /// let policy = phancong::Policy::quang_ngai_2020()?;
    /// let day = NaiveDate::from_ymd_opt(2020, 12, 1).unwrap_or_default();
    /// let rules = policy.in_force(day)?;
    /// assert_eq!(rules.registration().map(|(_, range)| range), Some(2..=3));
    /// # }
    /// # Ok::<(), phancong::Error>(())
    /// ```
    pub fn in_force(&self, day: NaiveDate) -> Result<Rules, PolicyError> {
        self.check()?;
        let mut rules: Vec<Rule> = self.rules.iter().filter(|r| r.covers(day)).cloned().collect();
        if rules.is_empty() {
            return Err(PolicyError::NothingInForce { policy: self.id.clone(), day });
        }
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(Rules::new(self, day, rules))
    }

    /// SHA-256 of the policy's content (see [`Digest`]); comments, layout and the order of rules do not enter.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut sheet = Sheet::new("policy");
        sheet.row(
            "policy",
            &[&self.format, &self.id, &self.title.vi, &self.title.en, &self.issuer.vi, &self.issuer.en, &self.number],
        );
        for basis in &self.basis {
            sheet.row("basis", &[basis]);
        }
        if let Some(seed) = &self.seed {
            sheet.row("seed", &[seed]);
        }
        for (key, value) in self.readings.entries() {
            sheet.row("reading", &[key, &value]);
        }
        for (index, tier) in self.tiers.iter().enumerate() {
            for (measure, weight) in &tier.measures {
                sheet.row(
                    "tier",
                    &[&index.to_string(), &tier.name, tier.source.key(), measure.name(), &weight.to_string()],
                );
            }
        }
        for rule in &self.rules {
            let until = rule.until.map(|day| day.to_string()).unwrap_or_default();
            sheet.row(
                "rule",
                &[
                    rule.id.as_str(),
                    &rule.article,
                    rule.source.key(),
                    &rule.from.to_string(),
                    &until,
                    &rule.text.vi,
                    &rule.text.en,
                    &rule.says.to_string(),
                ],
            );
            if let Kind::BoardPicks { bodies } = &rule.says {
                bodies.iter().for_each(|body| sheet.row("picks-for", &[rule.id.as_str(), body.as_str()]));
            }
        }
        sheet.digest()
    }
}
