//! Extracts of the table, one for each who is to know: members, the committees of districts and units, organizations (II.2-2).

use super::table::{Desk, is_placed};
use super::{Block, Grid, Letterhead, Paper};
use crate::explain::{Line, lines};
use crate::id::OrganizationId;
use crate::plan::Plan;
use crate::policy::{Kind, Reporter, Rule};
use crate::problem::Problem;
use crate::report::{Label, Language, Phrase, reason};
use std::collections::BTreeMap;

/// To whom extracts go.
///
/// Example: [`extracts`](crate::office::paper::extracts).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipients {
    /// Each member who has a place.
    Members,
    /// The standing committee of each district or unit where someone is placed.
    Committees,
    /// Each organization where someone is placed.
    Organizations,
}

impl Recipients {
    /// All.
    pub const ALL: [Self; 3] = [Self::Members, Self::Committees, Self::Organizations];

    /// The name of the file with all their extracts, without its ending.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Members => "trich-gui-dong-chi",
            Self::Committees => "trich-gui-cap-uy",
            Self::Organizations => "trich-gui-to-chuc",
        }
    }

    /// Whether a rule is theirs to keep.
    pub(super) const fn keep(self, rule: &Rule) -> bool {
        match (self, &rule.says) {
            (Self::Members, Kind::Visits { .. } | Kind::VisitsFrom { .. } | Kind::OwnInitiative)
            | (Self::Organizations, Kind::Notice { .. })
            | (Self::Committees, Kind::LowerPlan { .. }) => true,
            (Self::Members, Kind::Duty { by } | Kind::Report { by, .. }) => matches!(by, Reporter::Member),
            (Self::Organizations, Kind::Duty { by } | Kind::Report { by, .. }) => matches!(by, Reporter::Organization),
            _ => false,
        }
    }
}

/// One paper for each recipient, in the order of the table; each says who goes where and, in the plan's own words, what the recipient has to do.
///
/// Placements that the problem does not allow are left out.
///
/// # Complexity
/// `O(P log P + R · K)` for `P` placements, `R` recipients and `K` rules.
///
/// ```
/// # use phancong::{Plan, Problem};
/// use phancong::office::paper::{Letterhead, Recipients, extracts};
/// use phancong::report::Language;
/// # fn example(problem: &Problem, plan: &Plan) {
/// let papers = extracts(problem, plan, Recipients::Organizations, &Letterhead::default(), Language::Vi);
/// # }
/// ```
#[must_use]
pub fn extracts(
    problem: &Problem,
    plan: &Plan,
    to: Recipients,
    letterhead: &Letterhead,
    language: Language,
) -> Vec<Paper> {
    let desk = Desk::new(problem, letterhead, language);
    let mut table = desk.in_order(lines(problem, plan));
    table.retain(is_placed);
    let sheets: Vec<Sheet<'_>> = match to {
        Recipients::Members => desk.of_members(&table),
        Recipients::Organizations => desk.of_organizations(&table),
        Recipients::Committees => {
            let districts = desk.districts(&table).into_iter();
            districts
                .map(|(area, lines)| {
                    let whom = area.name.clone();
                    Sheet { whom, to: Phrase::ToCommittee(&area.id), text: Phrase::PlacedIn(&area.id), lines }
                })
                .collect()
        }
    };
    sheets.iter().enumerate().map(|(at, sheet)| desk.extract(to, at, sheet)).collect()
}

/// To whom, what is told, and the lines.
struct Sheet<'a> {
    whom: String,
    to: Phrase<'a>,
    text: Phrase<'a>,
    lines: Vec<&'a Line>,
}

impl Desk<'_> {
    /// The lines of one member follow each other.
    fn of_members<'t>(&self, table: &'t [Line]) -> Vec<Sheet<'t>> {
        let sheet = |lines: &'t [Line]| {
            let member = &lines.first()?.member;
            let whom = format!("{} ({member})", self.name(member));
            Some(Sheet {
                whom,
                to: Phrase::ToMember(member),
                text: Phrase::PlacedAt(member),
                lines: lines.iter().collect(),
            })
        };
        table.chunk_by(|a, b| a.member == b.member).filter_map(sheet).collect()
    }

    fn of_organizations<'t>(&self, table: &'t [Line]) -> Vec<Sheet<'t>> {
        let mut at: BTreeMap<&OrganizationId, Vec<&Line>> = BTreeMap::new();
        for line in table {
            if let Some(id) = &line.organization {
                at.entry(id).or_default().push(line);
            }
        }
        let sheet = |(id, lines)| {
            let whom = self.organization(Some(id)).0;
            Sheet { whom, to: Phrase::ToOrganization(id), text: Phrase::Receives(id), lines }
        };
        at.into_iter().map(sheet).collect()
    }

    fn grid(&self, to: Recipients, lines: &[&Line]) -> Grid {
        let who = to != Recipients::Members;
        let mut columns = vec![(Label::Ordinal, 3)];
        columns.extend(who.then_some((Label::FullName, 14)));
        columns.extend([(Label::Organization, 18), (Label::Area, 12)]);
        columns.extend((!who).then_some((Label::Why, 20)));
        let mut grid = Grid::new(Label::Table.text(self.language), &columns, self.language);
        for (number, line) in (1u32..).zip(lines) {
            let (organization, area) = self.organization(line.organization.as_ref());
            let mut row = vec![number.into()];
            row.extend(who.then(|| self.name(&line.member).into()));
            row.extend([organization.into(), area.into()]);
            row.extend((!who).then(|| reason(line, &self.names, self.language).into()));
            grid.rows.push(row);
        }
        grid
    }

    fn extract(&self, to: Recipients, at: usize, sheet: &Sheet<'_>) -> Paper {
        let Sheet { whom: about, to: to_whom, text, lines } = sheet;
        let duties = self.problem.rules().all().iter().filter(|rule| to.keep(rule));
        let duties: Vec<String> = duties.map(|rule| told(rule, self.language)).collect();
        let mut blocks =
            vec![Block::Heading(self.say(to_whom)), Block::Text(self.say(text)), Block::Table(self.grid(to, lines))];
        if !duties.is_empty() {
            blocks.push(Block::Heading(Label::Duties.text(self.language).to_owned()));
            blocks.push(Block::List(duties));
        }
        Paper {
            key: format!("{:03}", at + 1),
            about: about.clone(),
            language: super::code(self.language).to_owned(),
            head: self.letterhead.head(self.language),
            title: vec![
                Label::Extract.text(self.language).to_uppercase(),
                Label::Proposal.text(self.language).to_owned(),
            ],
            blocks,
            foot: self.letterhead.foot(self.language),
        }
    }
}

/// A rule with its id, in its own words.
pub(super) fn told(rule: &Rule, language: Language) -> String {
    let text = match language {
        Language::Vi => &rule.text.vi,
        Language::En => &rule.text.en,
    };
    format!("{}: {}", rule.id, text.trim())
}
