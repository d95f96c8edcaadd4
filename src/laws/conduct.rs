//! Laws of the audit.

use super::{Broken, broken, hold, spread};
use crate::compliance::{Count, Finding, Findings, Party, Year, audit};
use crate::policy::Policy;
use crate::roster::Placement;
use chrono::NaiveDate;

/// Asks the laws of what an audit finds.
///
/// - C2: an attendance less never makes any count of visits larger.
/// - C3, C4: every record twice, or in the opposite order, changes no verdict.
/// - C17: each finding follows from the records it lists.
///
/// # Errors
/// The first law that does not hold; `C1` with the error's text when the records are no question at all.
///
/// # Complexity
/// About twenty times [`audit`](crate::audit).
///
/// ```
/// # #[cfg(feature = "toml")] {
/// use phancong::{Policy, compliance::Year, laws};
/// let year = Year { year: 2021, ..Year::default() };
/// let as_of = "2022-01-15".parse().unwrap_or_default();
/// assert_eq!(laws::check_year(&Policy::quang_ngai_2020()?, &[], &year, as_of), Ok(()));
/// # }
/// # Ok::<(), phancong::Error>(())
/// ```
pub fn check_year(policy: &Policy, placements: &[Placement], year: &Year, as_of: NaiveDate) -> Result<(), Broken> {
    let judge = |law, year: &Year| audit(policy, placements, year, as_of).map_err(|error| broken(law, error));
    let findings = judge("C1", year)?;
    let mut other = year.clone();
    other.attendances.extend_from_slice(&year.attendances);
    other.notices.extend_from_slice(&year.notices);
    other.member_reports.extend_from_slice(&year.member_reports);
    other.organization_reports.extend_from_slice(&year.organization_reports);
    same("C3", &findings, &judge("C3", &other)?)?;
    let mut other = year.clone();
    other.attendances.reverse();
    other.notices.reverse();
    other.meetings.reverse();
    other.moves.reverse();
    other.roster.members.reverse();
    other.roster.organizations.reverse();
    other.roster.registrations.reverse();
    same("C4", &findings, &judge("C4", &other)?)?;
    let attended: Vec<usize> = (0..year.attendances.len()).collect();
    for &at in spread(&attended) {
        let mut less = year.clone();
        less.attendances.remove(at);
        fewer(&findings, &judge("C2", &less)?)?;
    }
    for finding in spread(&findings.findings) {
        let again = judge("C17", &year.only(&finding.records))?;
        let follows = again.findings.iter().any(|other| head(other) == head(finding));
        hold("C17", follows, || format!("rule `{}`, {:?}", finding.rule, finding.about))?;
    }
    Ok(())
}

type Head<'a> = (&'a str, &'a Party, &'a Option<Party>, crate::compliance::Verdict, Option<Count>);

/// A finding without the places of records in their lists.
fn head(finding: &Finding) -> Head<'_> {
    (finding.rule.as_str(), &finding.about, &finding.toward, finding.verdict, finding.count)
}

fn same(law: &'static str, one: &Findings, other: &Findings) -> Result<(), Broken> {
    let differing = one.findings.iter().zip(&other.findings).find(|(one, other)| head(one) != head(other));
    let found = differing.map(|(one, _)| format!("rule `{}`, {:?}", one.rule, one.about));
    hold(law, found.is_none() && one.findings.len() == other.findings.len(), || {
        found.clone().unwrap_or_else(|| "another number of findings".into())
    })
}

fn fewer(before: &Findings, after: &Findings) -> Result<(), Broken> {
    for finding in &after.findings {
        let key = |other: &&Finding| {
            (&other.rule, &other.about, &other.toward) == (&finding.rule, &finding.about, &finding.toward)
        };
        let was = before.findings.iter().find(key).and_then(|found| found.count);
        if let (Some(was), Some(is)) = (was, finding.count) {
            hold("C2", is.low <= was.low && is.high <= was.high, || {
                format!("rule `{}`, {:?}", finding.rule, finding.about)
            })?;
        }
    }
    Ok(())
}
