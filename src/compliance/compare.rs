//! The same year under two policies: whose verdict changes.

use super::finding::{Count, DayOf, Finding, Party, Verdict};
use super::records::Year;
use super::{AuditError, Findings, audit};
use crate::id::RuleId;
use crate::policy::{Kind, Policy};
use crate::roster::Placement;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

/// One duty of one party, as it stands under one policy.
///
/// Example: [`compare`](crate::compliance::compare).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stand {
    /// The rule.
    pub rule: RuleId,
    /// Its verdict.
    pub verdict: Verdict,
    /// Visits, where the rule counts them.
    pub count: Option<Count>,
}

/// A duty that does not stand the same under both policies.
///
/// Example: [`compare`](crate::compliance::compare).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// What the duty is about, in the words of the policies' `kind`.
    pub topic: String,
    /// Who owes.
    pub about: Party,
    /// Toward whom.
    pub toward: Option<Party>,
    /// The day of the meeting, for notices.
    pub meeting: Option<NaiveDate>,
    /// Under the first policy; empty when it has no such duty. Several rules of one year stand side by side.
    pub first: Vec<Stand>,
    /// Under the second policy.
    pub second: Vec<Stand>,
}

type Key<'a> = (String, &'a Party, Option<&'a Party>, Option<NaiveDate>);

/// Audits a year under two policies and lists the duties whose verdict differs.
///
/// Duties are matched by what their rules say, not by the rules' ids.
///
/// # Errors
/// As [`audit`] under either policy.
///
/// ```
/// # #[cfg(feature = "toml")] {
/// use chrono::NaiveDate;
/// use phancong::{Policy, compliance::{Year, compare}};
/// let policy = Policy::quang_ngai_2020()?;
/// let year = Year { year: 2021, ..Year::default() };
/// let day = NaiveDate::from_ymd_opt(2022, 1, 1).unwrap_or_default();
/// assert!(compare(&policy, &policy, &[], &year, day)?.is_empty());
/// # }
/// # Ok::<(), phancong::Error>(())
/// ```
pub fn compare(
    first: &Policy,
    second: &Policy,
    placements: &[Placement],
    year: &Year,
    as_of: NaiveDate,
) -> Result<Vec<Changed>, AuditError> {
    let (ours, theirs) = (audit(first, placements, year, as_of)?, audit(second, placements, year, as_of)?);
    let (before, after) = (standing(first, &ours), standing(second, &theirs));
    let mut keys: Vec<&Key<'_>> = before.keys().chain(after.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    let verdicts = |stands: &[Stand]| stands.iter().map(|stand| stand.verdict).collect::<Vec<_>>();
    let mut changed = Vec::new();
    for key in keys {
        let stands = |side: &BTreeMap<Key<'_>, Vec<Stand>>| side.get(key).cloned().unwrap_or_default();
        let (first, second) = (stands(&before), stands(&after));
        if verdicts(&first) != verdicts(&second) {
            let (topic, about, toward, meeting) = key;
            let (about, toward) = ((*about).clone(), toward.cloned());
            changed.push(Changed { topic: topic.clone(), about, toward, meeting: *meeting, first, second });
        }
    }
    Ok(changed)
}

/// The kind of a rule, with what it is a kind of.
fn topic(says: &Kind) -> String {
    match says {
        Kind::Deadline { of, .. } => format!("{} {}", says.name(), of.key()),
        Kind::Report { by, .. } => format!("{} {}", says.name(), by.key()),
        _ => says.name().to_owned(),
    }
}

fn standing<'a>(policy: &Policy, findings: &'a Findings) -> BTreeMap<Key<'a>, Vec<Stand>> {
    let topics: BTreeMap<&RuleId, String> = policy.rules.iter().map(|rule| (&rule.id, topic(&rule.says))).collect();
    let mut stands: BTreeMap<Key<'_>, Vec<Stand>> = BTreeMap::new();
    for finding in &findings.findings {
        let Finding { rule, about, toward, verdict, count, .. } = finding;
        let topic = topics.get(rule).cloned().unwrap_or_default();
        let key = (topic, about, toward.as_ref(), finding.day_of(DayOf::Meeting));
        stands.entry(key).or_default().push(Stand { rule: rule.clone(), verdict: *verdict, count: *count });
    }
    stands
}
