//! Papers of a year's audit: the consolidated report, and evidence sheets. Evidence only: nothing here grades anybody.

use super::table::district;
use super::{Block, Figure, FigureKind, Grid, Letterhead, Paper, Series, Tone, order};
use crate::compliance::{Finding, Findings, State, Verdict, Visit, Year};
use crate::id::{MemberId, OrganizationId, RuleId};
use crate::policy::{Policy, Readings};
use crate::report::{Label, Language, Names, Phrase, Words, grounds, readings, verdict};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// Findings beside the records and the policy they are about, and how to print them.
#[derive(Clone, Copy)]
struct Audit<'a> {
    policy: &'a Policy,
    year: &'a Year,
    findings: &'a Findings,
    letterhead: &'a Letterhead,
    language: Language,
    names: &'a Names,
}

/// The Board's consolidated report of a year.
///
/// # Complexity
/// `O(F log F)` for `F` findings and visits.
///
/// ```
/// # #[cfg(feature = "toml")] {
/// use phancong::{Policy, audit, compliance::Year};
/// use phancong::office::paper::{Letterhead, year_paper};
/// use phancong::report::Language;
/// let (policy, year) = (Policy::quang_ngai_2020()?, Year { year: 2021, ..Year::default() });
/// let findings = audit(&policy, &[], &year, "2022-01-20".parse().unwrap_or_default())?;
/// let paper = year_paper(&policy, &year, &findings, &Letterhead::default(), Language::Vi);
/// assert_eq!(paper.title[0], "BÁO CÁO TỔNG HỢP");
/// # }
/// # Ok::<(), phancong::Error>(())
/// ```
#[must_use]
pub fn year_paper(
    policy: &Policy,
    year: &Year,
    findings: &Findings,
    letterhead: &Letterhead,
    language: Language,
) -> Paper {
    let names = Names::new(&year.roster);
    let audit = Audit { policy, year, findings, letterhead, language, names: &names };
    let consolidated = findings.consolidated();
    let mut blocks = vec![Block::Figure(audit.glance()), Block::Figure(audit.months())];
    let missed = |finding: &&Finding| finding.verdict.state() == Some(State::Missed);
    let open = |finding: &&Finding| matches!(finding.verdict, Verdict::AtRisk | Verdict::MissingEvidence);
    let all = &findings.findings;
    blocks.push(audit.table(Label::NotKept, all.iter().filter(missed)));
    blocks.push(audit.table(Label::NeedsRuling, consolidated.needs_ruling));
    blocks.push(audit.table(Label::Open, all.iter().filter(open)));
    blocks.extend(audit.list(Label::Differing, consolidated.differing.iter().map(|visit| audit.say(*visit))));
    blocks.extend(audit.list(Label::EarlyWarning, consolidated.early_warning.iter().map(|ahead| audit.say(*ahead))));
    let not_checked = findings.not_checked.iter().map(|rule| audit.rule(rule));
    blocks.extend(audit.list(Label::NotChecked, not_checked));
    blocks.extend(audit.readings(&policy.readings));
    blocks.push(Block::Text(audit.say(&Phrase::MadeFrom(findings.policy_digest.as_str()))));
    audit.paper("bao-cao-tong-hop", Label::YearReport, None, blocks)
}

/// An evidence sheet for each member, by body and name.
///
/// # Complexity
/// `O(M · F)` for `M` members and `F` findings and visits.
///
/// Example: [`year_paper`](crate::office::paper::year_paper).
#[must_use]
pub fn member_sheets(
    policy: &Policy,
    year: &Year,
    findings: &Findings,
    letterhead: &Letterhead,
    language: Language,
) -> Vec<Paper> {
    let names = Names::new(&year.roster);
    let audit = Audit { policy, year, findings, letterhead, language, names: &names };
    let mut members: Vec<_> = year.roster.members.iter().collect();
    members.sort_by(|a, b| order::key(a, letterhead).cmp(&order::key(b, letterhead)));
    members.dedup_by(|a, b| a.id == b.id);
    members.into_iter().enumerate().map(|(at, member)| audit.member_sheet(at, &member.id)).collect()
}

/// An evidence sheet for each organization that owes or is owed something, or was visited, by id.
///
/// # Complexity
/// `O(O · F)` for `O` organizations and `F` findings and visits.
///
/// Example: [`year_paper`](crate::office::paper::year_paper).
#[must_use]
pub fn organization_sheets(
    policy: &Policy,
    year: &Year,
    findings: &Findings,
    letterhead: &Letterhead,
    language: Language,
) -> Vec<Paper> {
    let names = Names::new(&year.roster);
    let audit = Audit { policy, year, findings, letterhead, language, names: &names };
    let mut ids: Vec<&OrganizationId> = year.roster.organizations.iter().map(|organization| &organization.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.retain(|id| {
        let sheet = findings.organization_sheet(id);
        !(sheet.findings.is_empty() && sheet.owed.is_empty() && sheet.visits.is_empty())
    });
    ids.into_iter().enumerate().map(|(at, id)| audit.organization_sheet(at, id)).collect()
}

impl Audit<'_> {
    fn say(&self, words: &dyn Words) -> String {
        words.say(self.names, self.language)
    }

    fn label(&self, label: Label) -> String {
        label.text(self.language).to_owned()
    }

    fn paper(&self, key: &str, title: Label, whom: Option<String>, blocks: Vec<Block>) -> Paper {
        let about = whom.clone().unwrap_or_else(|| self.label(title));
        let mut lines = vec![self.label(title).to_uppercase()];
        lines.extend(whom);
        lines.push(self.say(&Phrase::YearAsOf(self.findings.year, self.findings.as_of)));
        lines.push(self.say(&Phrase::Under(match self.language {
            Language::Vi => &self.policy.title.vi,
            Language::En => &self.policy.title.en,
        })));
        Paper {
            key: key.to_owned(),
            about,
            language: super::code(self.language).to_owned(),
            head: self.letterhead.head(self.language),
            title: lines,
            blocks,
            foot: self.letterhead.foot(self.language),
        }
    }

    /// Findings of several parties, each with the party.
    fn table<'f>(&self, caption: Label, findings: impl IntoIterator<Item = &'f Finding>) -> Block {
        let about = |finding: &Finding| match &finding.toward {
            Some(toward) => format!("{} → {}", self.say(&finding.about), self.say(toward)),
            None => self.say(&finding.about),
        };
        self.grid(caption, findings.into_iter().collect(), Some(&about))
    }

    /// The findings of one party, with those toward whom it owes, if any.
    fn own(&self, findings: Vec<&Finding>) -> Block {
        let toward = |finding: &Finding| finding.toward.as_ref().map_or_else(String::new, |toward| self.say(toward));
        let many = findings.iter().any(|finding| finding.toward.is_some());
        self.grid(Label::OwnDuties, findings, if many { Some(&toward) } else { None })
    }

    fn grid(&self, caption: Label, findings: Vec<&Finding>, party: Option<&dyn Fn(&Finding) -> String>) -> Block {
        let mut columns = vec![(Label::Rule, 6)];
        columns.extend(party.map(|_| (Label::About, 14)));
        columns.extend([(Label::Verdict, 8), (Label::Grounds, 30)]);
        let mut grid = Grid::new(caption.text(self.language), &columns, self.language);
        for finding in findings {
            let mut row = vec![finding.rule.as_str().into()];
            row.extend(party.map(|party| party(finding).into()));
            row.push(verdict(finding.verdict, self.language).into());
            row.push(grounds(finding, self.names, self.language).into());
            grid.rows.push(row);
        }
        Block::Table(grid)
    }

    /// A heading with entries below it; nothing if there are none.
    fn list(&self, heading: Label, entries: impl Iterator<Item = String>) -> Vec<Block> {
        let entries: Vec<String> = entries.collect();
        if entries.is_empty() {
            return Vec::new();
        }
        vec![Block::Heading(self.label(heading)), Block::List(entries)]
    }

    fn readings(&self, taken: &Readings) -> Vec<Block> {
        let read = readings(taken, self.language).into_iter();
        self.list(Label::Readings, read.map(|reading| format!("{}: {}", reading.question, reading.reading)))
    }

    fn rule(&self, id: &RuleId) -> String {
        let rule = self.policy.rules.iter().find(|rule| rule.id == *id);
        let text = rule.map(|rule| match self.language {
            Language::Vi => rule.text.vi.trim(),
            Language::En => rule.text.en.trim(),
        });
        text.map_or_else(|| id.to_string(), |text| format!("{id}: {text}"))
    }

    /// For each rule, how many findings have each verdict.
    fn glance(&self) -> Figure {
        let rules = self.findings.consolidated().rules;
        let used: Vec<Verdict> =
            Verdict::ALL.into_iter().filter(|verdict| rules.values().any(|of| of.contains_key(verdict))).collect();
        let tone = |verdict: Verdict| match verdict.state() {
            Some(State::Met) => Tone::Good,
            Some(State::Missed) => Tone::Bad,
            None => Tone::Quiet,
            Some(State::Pending) => {
                if matches!(verdict, Verdict::OnTrack | Verdict::NotYetDue) {
                    Tone::Plain
                } else {
                    Tone::Open
                }
            }
        };
        let series = used.iter().map(|&one| Series { name: verdict(one, self.language).to_owned(), tone: tone(one) });
        let rows = rules.iter().map(|(rule, of)| {
            (rule.to_string(), used.iter().map(|verdict| of.get(verdict).copied().unwrap_or(0)).collect())
        });
        Figure {
            caption: self.label(Label::Glance),
            axes: (self.label(Label::Rule), self.label(Label::Verdict)),
            kind: FigureKind::Shares,
            series: series.collect(),
            rows: rows.collect(),
        }
    }

    /// Visits that count, by month and by the district or unit of the place; a visit without a day counts in no month.
    fn months(&self) -> Figure {
        let mut rows: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let roster = &self.year.roster;
        let area = |id: &_| roster.areas.iter().find(|area| area.id == *id);
        for visit in self.findings.visits.iter().filter(|visit| visit.possible) {
            let at = roster.organizations.iter().find(|organization| organization.id == visit.organization);
            let place =
                at.and_then(|at| district(&at.area, area)).map_or_else(|| "—".to_owned(), |area| area.name.clone());
            let months = rows.entry(place).or_insert_with(|| vec![0; 12]);
            let month = day_of(visit).and_then(|on| months.get_mut(usize::try_from(on.month0()).ok()?));
            if let Some(month) = month {
                *month += 1;
            }
        }
        Figure::months(Label::VisitsByMonth, rows.into_iter().collect(), self.language)
    }

    fn visits(&self, visits: &[&Visit]) -> Vec<Block> {
        let told: Vec<String> = visits.iter().map(|visit| self.say(*visit)).collect();
        let told = if told.is_empty() { vec![self.label(Label::NoVisit)] } else { told };
        vec![Block::Heading(self.label(Label::Visits)), Block::List(told)]
    }

    fn member_sheet(&self, at: usize, id: &MemberId) -> Paper {
        let sheet = self.findings.member_sheet(id);
        let mut blocks = vec![self.own(sheet.findings)];
        blocks.extend(self.visits(&sheet.visits));
        blocks.extend(self.list(Label::StillPossible, sheet.forecast.iter().map(|ahead| self.say(*ahead))));
        if !sheet.owed.is_empty() {
            blocks.push(self.table(Label::Owed, sheet.owed));
        }
        let who = crate::compliance::Party::Member(id.clone());
        self.paper(&format!("{:03}", at + 1), Label::MemberSheet, Some(self.say(&who)), blocks)
    }

    fn organization_sheet(&self, at: usize, id: &OrganizationId) -> Paper {
        let sheet = self.findings.organization_sheet(id);
        let mut blocks = vec![self.own(sheet.findings)];
        blocks.extend(self.visits(&sheet.visits));
        if !sheet.owed.is_empty() {
            blocks.push(self.table(Label::Owed, sheet.owed));
        }
        let who = crate::compliance::Party::Organization(id.clone());
        self.paper(&format!("{:03}", at + 1), Label::OrganizationSheet, Some(self.say(&who)), blocks)
    }
}

/// The day of a visit: the register's, or that of whoever gives one.
fn day_of(visit: &Visit) -> Option<NaiveDate> {
    let reported = visit.received.and_then(|found| found.1).or_else(|| visit.claimed.and_then(|found| found.1));
    visit.recorded.map(|found| found.1).or(reported)
}
