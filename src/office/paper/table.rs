//! The table of assignments: by member, by organization, by area, with how full they are and how good the plan is.

use super::{Block, Figure, FigureKind, Grid, Letterhead, Paper, Series, Tone, order};
use crate::certify::{Certificate, certify};
use crate::error::Error;
use crate::explain::{self, Choice, Line, Ties, lines, standings, ties};
use crate::id::{AreaId, MemberId, OrganizationId};
use crate::plan::Outcome;
use crate::policy::Text;
use crate::problem::Problem;
use crate::report::{Label, Language, Names, Phrase, Words, readings, reason};
use crate::roster::{Area, Member, Organization, Place};
use std::collections::BTreeMap;

/// The table as a paper to put before the competent level: a proposal, since only they decide.
///
/// The title is the policy's. An answer "no" gives the paper of the plan that leaves the fewest over, which says so first.
///
/// # Errors
/// [`Error::Rejected`] when the plan is none for this problem.
///
/// # Complexity
/// That of [`certify`](crate::certify()) and [`lines`], and `O(P log P)` to put `P` lines in order.
///
/// ```
/// # #[cfg(feature = "toml")] {
/// # use phancong::*;
/// use phancong::office::paper::{Letterhead, table_paper};
/// use phancong::report::Language;
/// # let policy = Policy::quang_ngai_2020()?;
/// # let problem = Problem::new(Roster::default(), policy.in_force("2020-12-01".parse().unwrap())?)?;
/// let outcome = solve(&problem)?;
/// let paper = table_paper(&problem, &outcome, &policy.title, &Letterhead::default(), Language::Vi)?;
/// assert_eq!(paper.head.party, "ĐẢNG CỘNG SẢN VIỆT NAM");
/// # }
/// # Ok::<(), phancong::Error>(())
/// ```
pub fn table_paper(
    problem: &Problem,
    outcome: &Outcome,
    title: &Text,
    letterhead: &Letterhead,
    language: Language,
) -> Result<Paper, Error> {
    let certificate = certify(problem, outcome.plan())?;
    let desk = Desk::new(problem, letterhead, language);
    let table = desk.in_order(lines(problem, outcome.plan()));
    let label = |label: Label| label.text(language).to_owned();
    let state = if matches!(outcome, Outcome::Solved(_)) { Label::Proposal } else { Label::FewestLeftOver };
    let mut blocks = paragraphs(&desk.say(outcome));
    if let Outcome::Infeasible(answer) = outcome {
        blocks.push(Block::Heading(label(Label::Conflicts)));
        let told = answer.conflicts.iter().map(|conflict| desk.say(conflict));
        blocks.extend(told.flat_map(|told| paragraphs(&told)));
    }
    blocks.push(Block::Table(desk.by_member(&table)));
    blocks.push(Block::Table(desk.by_organization(&table)));
    blocks.push(Block::Table(desk.by_area(&table)));
    blocks.extend(desk.loads(outcome).map(Block::Figure));
    let drawn = if problem.rules().seed().is_some() { Some(ties(problem, outcome.plan())?) } else { None };
    blocks.extend(desk.remarks(&certificate, drawn.as_ref()));
    let under = match language {
        Language::Vi => &title.vi,
        Language::En => &title.en,
    };
    Ok(Paper {
        key: "bang-phan-cong".to_owned(),
        about: label(Label::Table),
        language: super::code(language).to_owned(),
        head: letterhead.head(language),
        title: vec![label(Label::Table).to_uppercase(), desk.say(&Phrase::Under(under)), label(state)],
        blocks,
        foot: letterhead.foot(language),
    })
}

/// What every paper about a problem is made with.
pub(super) struct Desk<'a> {
    pub(super) problem: &'a Problem,
    pub(super) letterhead: &'a Letterhead,
    pub(super) language: Language,
    pub(super) names: Names,
}

impl<'a> Desk<'a> {
    pub(super) fn new(problem: &'a Problem, letterhead: &'a Letterhead, language: Language) -> Self {
        Self { problem, letterhead, language, names: Names::new(problem.roster()) }
    }

    pub(super) fn say(&self, words: &dyn Words) -> String {
        words.say(&self.names, self.language)
    }

    pub(super) fn in_order(&self, mut table: Vec<Line>) -> Vec<Line> {
        let key = |line: &Line| self.problem.member(&line.member).map(|member| order::key(member, self.letterhead));
        // A stranger has no body: last, by id.
        table.sort_by(|a, b| {
            let (one, other) = (key(a), key(b));
            (one.is_none(), one, &a.member, &a.organization).cmp(&(other.is_none(), other, &b.member, &b.organization))
        });
        table
    }

    fn member(&self, id: &MemberId) -> Option<&Member> {
        self.problem.member(id)
    }

    pub(super) fn name(&self, id: &MemberId) -> String {
        self.member(id).map_or_else(|| id.to_string(), |member| member.name.clone())
    }

    pub(super) fn organization(&self, id: Option<&OrganizationId>) -> (String, String) {
        let Some(id) = id else { return ("—".to_owned(), "—".to_owned()) };
        let known: Option<&Organization> = self.problem.organization(id);
        let area = known.and_then(|known| self.problem.area(&known.area));
        let name = known.map_or_else(|| id.to_string(), |known| known.name.clone());
        (name, area.map_or_else(String::new, |area| area.name.clone()))
    }

    fn body(&self, id: &MemberId) -> String {
        self.member(id).map_or("", |member| self.letterhead.body(&member.body).1).to_owned()
    }

    fn by_member(&self, table: &[Line]) -> Grid {
        let columns = [
            (Label::Ordinal, 4),
            (Label::Code, 7),
            (Label::FullName, 9),
            (Label::Body, 9),
            (Label::Organization, 11),
            (Label::Area, 8),
            (Label::Why, 20),
        ];
        let mut grid = Grid::new(Label::ByMember.text(self.language), &columns, self.language);
        for (number, line) in (1u32..).zip(table) {
            let (organization, area) = self.organization(line.organization.as_ref());
            grid.rows.push(vec![
                number.into(),
                line.member.as_str().into(),
                self.name(&line.member).into(),
                self.body(&line.member).into(),
                organization.into(),
                area.into(),
                reason(line, &self.names, self.language).into(),
            ]);
        }
        grid
    }

    fn by_organization(&self, table: &[Line]) -> Grid {
        let columns = [
            (Label::Ordinal, 4),
            (Label::Organization, 16),
            (Label::Area, 12),
            (Label::MemberCount, 7),
            (Label::Members, 20),
        ];
        let mut grid = Grid::new(Label::ByOrganization.text(self.language), &columns, self.language);
        let mut at: BTreeMap<(String, &OrganizationId), Vec<&Line>> = BTreeMap::new();
        for line in table {
            if let Some(id) = &line.organization {
                at.entry((self.path(id), id)).or_default().push(line);
            }
        }
        for (number, ((_, id), lines)) in (1u32..).zip(at) {
            let (organization, area) = self.organization(Some(id));
            grid.rows.push(vec![
                number.into(),
                organization.into(),
                area.into(),
                count(lines.len()).into(),
                self.people(&lines).into(),
            ]);
        }
        grid
    }

    fn by_area(&self, table: &[Line]) -> Grid {
        let columns = [
            (Label::Ordinal, 4),
            (Label::Area, 13),
            (Label::OrganizationCount, 7),
            (Label::MemberCount, 7),
            (Label::Members, 28),
        ];
        let mut grid = Grid::new(Label::ByArea.text(self.language), &columns, self.language);
        for (number, (area, lines)) in (1u32..).zip(self.districts(table)) {
            let mut organizations: Vec<&OrganizationId> =
                lines.iter().filter_map(|line| line.organization.as_ref()).collect();
            organizations.sort_unstable();
            organizations.dedup();
            grid.rows.push(vec![
                number.into(),
                area.name.as_str().into(),
                count(organizations.len()).into(),
                count(lines.len()).into(),
                self.people(&lines).into(),
            ]);
        }
        grid
    }

    fn people(&self, lines: &[&Line]) -> String {
        lines.iter().map(|line| self.name(&line.member)).collect::<Vec<_>>().join("; ")
    }

    /// The lines by district or unit: the area right below the top, or the top itself for what lies in it directly.
    pub(super) fn districts<'t>(&self, table: &'t [Line]) -> Vec<(&Area, Vec<&'t Line>)> {
        let mut by_area: BTreeMap<&AreaId, Vec<&Line>> = BTreeMap::new();
        for line in table {
            let organization = line.organization.as_ref().and_then(|id| self.problem.organization(id));
            if let Some(area) = organization.and_then(|organization| self.district(&organization.area)) {
                by_area.entry(&area.id).or_default().push(line);
            }
        }
        by_area.into_iter().filter_map(|(id, lines)| Some((self.problem.area(id)?, lines))).collect()
    }

    pub(super) fn district(&self, id: &AreaId) -> Option<&Area> {
        district(id, |id| self.problem.area(id))
    }

    /// Areas from the top down, so that what lies together stands together.
    fn path(&self, id: &OrganizationId) -> String {
        let area = self.problem.organization(id).and_then(|organization| self.district(&organization.area));
        area.map_or_else(String::new, |area| area.id.to_string())
    }

    fn loads(&self, outcome: &Outcome) -> impl Iterator<Item = Figure> + use<> {
        let mut organizations: BTreeMap<u32, u32> = BTreeMap::new();
        let mut areas = Vec::new();
        for load in explain::loads(self.problem, outcome.plan()) {
            match &load.place {
                Place::Organization(_) => *organizations.entry(load.count).or_default() += 1,
                Place::Area(id) => {
                    let area = self.problem.area(id).filter(|area| self.is_district(area));
                    areas.extend(area.map(|area| (area.name.clone(), vec![load.count])));
                }
            }
        }
        let label = |label: Label| label.text(self.language).to_owned();
        let one = |caption, axis, series: Label, rows| Figure {
            caption: label(caption),
            axes: (label(axis), label(series)),
            kind: FigureKind::Bars,
            series: vec![Series { name: label(series), tone: Tone::Plain }],
            rows,
        };
        let rows = organizations.into_iter().map(|(load, count)| (load.to_string(), vec![count])).collect();
        let by_load = one(Label::LoadsByOrganization, Label::Load, Label::OrganizationCount, rows);
        [by_load, one(Label::LoadsByArea, Label::Area, Label::MemberCount, areas)].into_iter()
    }

    fn is_district(&self, area: &Area) -> bool {
        let above = area.parent.as_ref().and_then(|id| self.problem.area(id));
        above.is_some_and(|above| above.parent.is_none())
    }

    /// Notices, the proof, the draw if there was one, the readings, and what the paper was made from.
    fn remarks(&self, certificate: &Certificate, drawn: Option<&Ties>) -> Vec<Block> {
        let label = |label: Label| Block::Heading(label.text(self.language).to_owned());
        let notices: Vec<String> = self.problem.notices().iter().map(|notice| self.say(notice)).collect();
        let mut blocks = Vec::new();
        if !notices.is_empty() {
            blocks.extend([label(Label::Notices), Block::List(notices)]);
        }
        let proof = standings(self.problem, &certificate.cost, &certificate.bound);
        blocks.extend([label(Label::Proof), Block::List(proof.iter().map(|tier| self.say(tier)).collect())]);
        blocks.extend(drawn.into_iter().flat_map(|drawn| paragraphs(&self.say(drawn))));
        let read = readings(self.problem.rules().readings(), self.language).into_iter();
        let read = read.map(|reading| format!("{}: {}", reading.question, reading.reading)).collect();
        blocks.extend([label(Label::Readings), Block::List(read)]);
        blocks.push(Block::Text(self.say(&Phrase::MadeFrom(self.problem.digest().as_str()))));
        blocks
    }
}

/// A text of several lines: what begins with a dash is an entry of a list, the rest are paragraphs.
pub(super) fn paragraphs(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("- "), blocks.last_mut()) {
            (Some(entry), Some(Block::List(entries))) => entries.push(entry.to_owned()),
            (Some(entry), _) => blocks.push(Block::List(vec![entry.to_owned()])),
            (None, _) => blocks.push(Block::Text(line.to_owned())),
        }
    }
    blocks
}

/// The area right below the top that an area lies in; the top itself for the top.
pub(super) fn district<'a>(id: &AreaId, area: impl Fn(&AreaId) -> Option<&'a Area>) -> Option<&'a Area> {
    let mut here = area(id)?;
    loop {
        let Some(above) = here.parent.as_ref().and_then(&area) else { return Some(here) };
        if above.parent.is_none() {
            return Some(here);
        }
        here = above;
    }
}

pub(super) fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// Whether a line places its member where the member may be.
pub(super) fn is_placed(line: &Line) -> bool {
    line.organization.is_some() && line.choice != Choice::NotAllowed
}
