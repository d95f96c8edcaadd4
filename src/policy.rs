//! The rules as dated, sourced data: no number of a regulation stands in the code.
//!
//! A [`Policy`] is a document (a TOML file in `policies/`): rules with the paragraph they come from, its text in Vietnamese and English, the
//! days they are in force and their numbers; the tiers of the objective; and the reading taken where the text is ambiguous.
//! [`Policy::in_force`] gives the [`Rules`] of one day.

mod readings;
mod rules;

pub use readings::{
    BeforeDay, Counted, Differing, DistinctPlaces, Known, LocalityExtent, LocalityReading, NoticeDays, OwnExtent,
    PartYear, QuotaWindow, Readings, RollDay, VisitsCount,
};
pub use rules::Rules;

use crate::digest::{Digest, Sheet};
use crate::error::{Error, PolicyDefect};
use crate::id::{BodyId, RuleId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Vietnamese; for a rule of the plan, the plan's own words.
    pub vi: String,
    /// English.
    pub en: String,
}

/// Where a rule comes from.
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

/// A day of every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearDay {
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
}

impl YearDay {
    /// The day in one year; `None` where the year has no such day.
    #[must_use]
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day)
    }
}

/// What has to be done before a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obligation {
    /// Members register.
    Registrations,
    /// The Board picks for the bodies it picks for, and notifies them.
    BoardPicks,
    /// The table is built and sent out.
    Table,
}

/// Who owes a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reporter {
    /// Each member, on the visits made.
    Member,
    /// Each organization, on the visits received.
    Organization,
}

/// What a rule says, with its numbers. The list is closed: a new kind of rule is a change of the code that reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Kind {
    /// Read by people; there is nothing to decide.
    Information,
    /// Binding, but no program can tell whether it is kept.
    NotDecidable,
    /// A member attends at least `min` meetings in a calendar year.
    Visits {
        /// Inclusive.
        min: u32,
        /// The bodies whose members it binds; empty for everyone.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        bodies: Vec<BodyId>,
    },
    /// A member registers `min` to `max` distinct organizations, both inclusive.
    Registration {
        /// At least so many.
        min: u32,
        /// At most so many.
        max: u32,
    },
    /// A member neither registers nor is placed at nor counts a visit at the organization the member belongs to.
    OwnOrganization,
    /// Members choose organizations in the areas they are in charge of.
    Locality,
    /// The Board picks for the members of these bodies; they do not register.
    BoardPicks {
        /// The bodies.
        bodies: Vec<BodyId>,
    },
    /// Each member is placed at so many distinct organizations, 1 to 3.
    Places {
        /// How many.
        each: u32,
    },
    /// Something is complete before a day.
    Deadline {
        /// What.
        of: Obligation,
        /// Before which day; whether that day itself is late is the reading `before`.
        before: NaiveDate,
    },
    /// Visits count from a day on, inclusive.
    VisitsFrom {
        /// The first day.
        day: NaiveDate,
    },
    /// An organization tells the time and place of a regular meeting so many days before it.
    Notice {
        /// Whole days between the notice and the meeting.
        days: u32,
    },
    /// A yearly report.
    Report {
        /// Who owes it.
        by: Reporter,
        /// Before which day of the year it reports on.
        before: YearDay,
        /// Whether it has to be in writing.
        written: bool,
        /// The body it goes through.
        through: BodyId,
    },
    /// Arranging the visit is the member's own duty.
    OwnInitiative,
    /// The level below makes a plan of its own.
    LowerPlan {
        /// The bodies whose committees owe one; empty for every committee on record.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        by: Vec<BodyId>,
    },
    /// From the rule's first day on these bodies are no more.
    Abolished {
        /// The bodies.
        bodies: Vec<BodyId>,
        /// Who takes their place; empty when nobody is named.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        successors: Vec<BodyId>,
    },
    /// The assignment is announced every year.
    Announcement,
    /// A change is asked for and decided in writing.
    WrittenChange,
}

impl Kind {
    /// Two rules with the same topic cannot both be in force; information has no topic.
    pub(crate) fn topic(&self) -> Option<String> {
        match self {
            Self::Information | Self::NotDecidable => None,
            Self::Deadline { of, .. } => Some(format!("deadline of {of:?}").to_lowercase()),
            Self::Report { by, .. } => Some(format!("report by {by:?}").to_lowercase()),
            Self::LowerPlan { .. } | Self::Abolished { .. } => None,
            other => {
                let text = other.to_string();
                Some(text.split(' ').next().unwrap_or_default().to_owned())
            }
        }
    }
}

impl Kind {
    /// Whether two rules on one topic speak to the same people: rules for different bodies may stand side by side.
    fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Visits { bodies: ours, .. }, Self::Visits { bodies: theirs, .. }) => {
                ours.is_empty() || theirs.is_empty() || ours.iter().any(|body| theirs.contains(body))
            }
            _ => true,
        }
    }
}

/// ` bodies=a,b`, or nothing for an empty list.
fn listed(name: &str, bodies: &[BodyId]) -> String {
    let list: Vec<&str> = bodies.iter().map(BodyId::as_str).collect();
    if list.is_empty() { String::new() } else { format!(" {name}={}", list.join(",")) }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Information => f.write_str("information"),
            Self::NotDecidable => f.write_str("not-decidable"),
            Self::Visits { min, bodies } => write!(f, "visits min={min}{}", listed("bodies", bodies)),
            Self::Registration { min, max } => write!(f, "registration min={min} max={max}"),
            Self::OwnOrganization => f.write_str("own-organization"),
            Self::Locality => f.write_str("locality"),
            Self::BoardPicks { bodies } => write!(f, "board-picks{}", listed("bodies", bodies)),
            Self::Places { each } => write!(f, "places each={each}"),
            Self::Deadline { of, before } => write!(f, "deadline of={of:?} before={before}"),
            Self::VisitsFrom { day } => write!(f, "visits-from day={day}"),
            Self::Notice { days } => write!(f, "notice days={days}"),
            Self::Report { by, before, written, through } => {
                write!(f, "report by={by:?} before={}-{} written={written} through={through}", before.month, before.day)
            }
            Self::OwnInitiative => f.write_str("own-initiative"),
            Self::LowerPlan { by } => write!(f, "lower-plan{}", listed("by", by)),
            Self::Abolished { bodies, successors } => {
                write!(f, "abolished{}{}", listed("bodies", bodies), listed("successors", successors))
            }
            Self::Announcement => f.write_str("announcement"),
            Self::WrittenChange => f.write_str("written-change"),
        }
    }
}

/// One rule: what it says, where it stands, and when it is in force.
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

    fn overlaps(&self, other: &Self) -> bool {
        let starts_in_time = |a: &Self, b: &Self| b.until.is_none_or(|last| a.from <= last);
        starts_in_time(self, other) && starts_in_time(other, self)
    }
}

/// What a tier counts. Each is a sum over the whole plan.
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
        }
    }
}

/// One tier of the objective: a sum of measures with whole weights.
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

/// A policy: a document of rules with its tiers and readings.
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
    pub fn quang_ngai_2020() -> Result<Self, Error> {
        Self::from_toml(include_str!("../policies/quang-ngai-2020.toml"))
    }

    /// Reads a policy from TOML and checks it.
    ///
    /// # Errors
    /// [`Error::PolicyText`] when the text is no policy (an unknown field is refused), [`Error::Policy`] with every defect of the rules.
    #[cfg(feature = "toml")]
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        let policy: Self = toml::from_str(text)
            .map_err(|error| Error::PolicyText { message: error.to_string().trim_end().to_owned() })?;
        policy.check()?;
        Ok(policy)
    }

    /// Checks a policy that came from elsewhere than [`Policy::from_toml`].
    ///
    /// # Errors
    /// [`Error::Policy`] with every defect: two rules on one topic in force on one day, an id twice, a range upside down, an objective
    /// that does not begin with the tier `unplaced` alone.
    pub fn check(&self) -> Result<(), Error> {
        let mut defects = Vec::new();
        if self.format != FORMAT {
            defects.push(PolicyDefect::Format { found: self.format.clone(), expected: FORMAT });
        }
        self.check_rules(&mut defects);
        self.check_tiers(&mut defects);
        if defects.is_empty() { Ok(()) } else { Err(Error::Policy(defects)) }
    }

    fn check_rules(&self, defects: &mut Vec<PolicyDefect>) {
        let mut ids = BTreeSet::new();
        for (index, rule) in self.rules.iter().enumerate() {
            if !ids.insert(&rule.id) {
                defects.push(PolicyDefect::TwoRulesOneId(rule.id.clone()));
            }
            if rule.until.is_some_and(|last| last < rule.from) {
                defects.push(PolicyDefect::EndsBeforeItBegins(rule.id.clone()));
            }
            let bad = match &rule.says {
                Kind::Registration { min, max } if min > max => Some("its minimum is above its maximum"),
                Kind::Places { each } if !(1..=3).contains(each) => Some("places are 1 to 3 for each member"),
                Kind::Report { before, .. } if before.in_year(2023).is_none() => Some("no such day in every year"),
                _ => None,
            };
            if let Some(why) = bad {
                defects.push(PolicyDefect::Numbers { rule: rule.id.clone(), says: rule.says.to_string(), why });
            }
            for other in self.rules.iter().skip(index + 1) {
                let topic = rule.says.topic();
                if topic.is_some()
                    && topic == other.says.topic()
                    && rule.says.meets(&other.says)
                    && rule.overlaps(other)
                {
                    defects.push(PolicyDefect::Overlap {
                        topic: topic.unwrap_or_default(),
                        one: rule.id.clone(),
                        one_says: rule.says.to_string(),
                        other: other.id.clone(),
                        other_says: other.says.to_string(),
                    });
                }
            }
        }
    }

    fn check_tiers(&self, defects: &mut Vec<PolicyDefect>) {
        let leads = self
            .tiers
            .first()
            .is_some_and(|tier| tier.measures.len() == 1 && tier.measures.contains_key(&Measure::Unplaced));
        if !leads {
            defects.push(PolicyDefect::UnplacedMustLead);
        }
        let mut seen: BTreeMap<Measure, &str> = BTreeMap::new();
        let mut names = BTreeSet::new();
        for tier in &self.tiers {
            if !names.insert(tier.name.as_str()) {
                defects.push(PolicyDefect::TwoTiersOneName(tier.name.clone()));
            }
            if tier.measures.is_empty() {
                defects.push(PolicyDefect::EmptyTier(tier.name.clone()));
            }
            for (&measure, &weight) in &tier.measures {
                if weight < 1 {
                    defects.push(PolicyDefect::Weight { tier: tier.name.clone(), measure: measure.name(), weight });
                }
                if let Some(first) = seen.insert(measure, &tier.name) {
                    defects.push(PolicyDefect::MeasureTwice {
                        measure: measure.name(),
                        first: first.to_owned(),
                        second: tier.name.clone(),
                    });
                }
            }
        }
    }

    /// The rules of one day.
    ///
    /// # Errors
    /// As [`Policy::check`], and [`Error::NothingInForce`] when no rule of the document covers the day.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// let policy = phancong::Policy::quang_ngai_2020()?;
    /// let day = NaiveDate::from_ymd_opt(2020, 12, 1).unwrap_or_default();
    /// let rules = policy.in_force(day)?;
    /// assert_eq!(rules.registration().map(|(_, range)| range), Some(2..=3));
    /// # Ok::<(), phancong::Error>(())
    /// ```
    pub fn in_force(&self, day: NaiveDate) -> Result<Rules, Error> {
        self.check()?;
        let mut rules: Vec<Rule> = self.rules.iter().filter(|r| r.covers(day)).cloned().collect();
        if rules.is_empty() {
            return Err(Error::NothingInForce { policy: self.id.clone(), day });
        }
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(Rules::new(self, day, rules))
    }

    /// SHA-256 of the policy's content (see [`Digest`]); comments and layout of its file do not enter.
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
        for (key, value) in self.readings.entries() {
            sheet.row("reading", &[key, &value]);
        }
        for (index, tier) in self.tiers.iter().enumerate() {
            for (measure, weight) in &tier.measures {
                sheet.row("tier", &[&index.to_string(), &tier.name, measure.name(), &weight.to_string()]);
            }
        }
        for rule in &self.rules {
            let until = rule.until.map(|day| day.to_string()).unwrap_or_default();
            sheet.row(
                "rule",
                &[
                    rule.id.as_str(),
                    &rule.article,
                    &format!("{:?}", rule.source),
                    &rule.from.to_string(),
                    &until,
                    &rule.text.vi,
                    &rule.text.en,
                    &rule.says.to_string(),
                ],
            );
        }
        sheet.digest()
    }
}
