//! What an audit found, laid out for those who use it: one sheet for each member and organization, and the Board's consolidated figures.
//! Evidence only: nothing here grades anybody.

use super::finding::{Finding, Party, Verdict};
use super::forecast::Forecast;
use super::visit::Visit;
use super::{Findings, early_warning};
use crate::id::{MemberId, OrganizationId, RuleId};
use serde::Serialize;
use std::collections::BTreeMap;

/// Everything about one member.
///
/// Example: [`audit`](crate::audit()).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberSheet<'a> {
    /// Who.
    pub member: &'a MemberId,
    /// The member's own duties.
    pub findings: Vec<&'a Finding>,
    /// What is owed to the member.
    pub owed: Vec<&'a Finding>,
    /// The year's visits.
    pub visits: Vec<&'a Visit>,
    /// What can still be done.
    pub forecast: Option<&'a Forecast>,
}

/// Everything about one organization.
///
/// Example: [`audit`](crate::audit()).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrganizationSheet<'a> {
    /// Which.
    pub organization: &'a OrganizationId,
    /// Its own duties.
    pub findings: Vec<&'a Finding>,
    /// What is owed to it.
    pub owed: Vec<&'a Finding>,
    /// The visits it received.
    pub visits: Vec<&'a Visit>,
}

/// The Board's figures for the Standing Committee.
///
/// Example: [`audit`](crate::audit()).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Consolidated<'a> {
    /// For each rule, how many findings have each verdict.
    pub rules: BTreeMap<&'a RuleId, BTreeMap<Verdict, u32>>,
    /// Certain and possible visits.
    pub visits: (u32, u32),
    /// Visits on which the reports differ.
    pub differing: Vec<&'a Visit>,
    /// Who is not done yet, the most urgent first.
    pub early_warning: Vec<&'a Forecast>,
    /// What the Board has to rule on.
    pub needs_ruling: Vec<&'a Finding>,
    /// Binding rules that no program can judge.
    pub not_checked: &'a [RuleId],
}

impl Findings {
    /// The sheet of one member; empty for a stranger.
    #[must_use]
    pub fn member_sheet<'a>(&'a self, member: &'a MemberId) -> MemberSheet<'a> {
        let party = Party::Member(member.clone());
        let (findings, owed) = self.of(&party);
        MemberSheet {
            member,
            findings,
            owed,
            visits: self.visits.iter().filter(|visit| visit.member == *member).collect(),
            forecast: self.forecasts.iter().find(|forecast| forecast.member == *member),
        }
    }

    /// The sheet of one organization; empty for a stranger.
    #[must_use]
    pub fn organization_sheet<'a>(&'a self, organization: &'a OrganizationId) -> OrganizationSheet<'a> {
        let (findings, owed) = self.of(&Party::Organization(organization.clone()));
        let visits = self.visits.iter().filter(|visit| visit.organization == *organization).collect();
        OrganizationSheet { organization, findings, owed, visits }
    }

    fn of(&self, party: &Party) -> (Vec<&Finding>, Vec<&Finding>) {
        let own = self.findings.iter().filter(|finding| finding.about == *party).collect();
        let owed = self.findings.iter().filter(|finding| finding.toward.as_ref() == Some(party)).collect();
        (own, owed)
    }

    /// The consolidated figures.
    #[must_use]
    pub fn consolidated(&self) -> Consolidated<'_> {
        let mut rules: BTreeMap<&RuleId, BTreeMap<Verdict, u32>> = BTreeMap::new();
        for finding in &self.findings {
            *rules.entry(&finding.rule).or_default().entry(finding.verdict).or_default() += 1;
        }
        let count = |keep: &dyn Fn(&Visit) -> bool| {
            u32::try_from(self.visits.iter().filter(|&visit| keep(visit)).count()).unwrap_or(u32::MAX)
        };
        Consolidated {
            rules,
            visits: (count(&|visit| visit.certain), count(&|visit| visit.possible)),
            differing: self.visits.iter().filter(|visit| visit.differs()).collect(),
            early_warning: early_warning(&self.forecasts),
            needs_ruling: self.with(&[Verdict::NeedsRuling, Verdict::Disputed]),
            not_checked: &self.not_checked,
        }
    }

    /// The findings with one of these verdicts.
    #[must_use]
    pub fn with(&self, verdicts: &[Verdict]) -> Vec<&Finding> {
        self.findings.iter().filter(|finding| verdicts.contains(&finding.verdict)).collect()
    }
}
