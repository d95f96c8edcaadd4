//! Papers of a calendar of visits: who visits which meeting, and by which day its notice goes out.

use super::extracts::told;
use super::table::{district, paragraphs};
use super::{Block, Figure, Grid, Letterhead, Paper, Recipients, order};
use crate::calendar::{Agenda, Calendar, Stage, Visit};
use crate::id::{AreaId, MemberId, OrganizationId};
use crate::policy::Policy;
use crate::report::{Label, Language, Names, Phrase, Words};
use crate::roster::{Area, Member, Organization};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// The calendar as a paper to put before the competent level: every visit by member and by organization with the last day of its notice, the year
/// as a picture, who lacks a visit and why, and what changed since the calendar before.
///
/// # Complexity
/// `O(V log V + V · M)` for `V` visits and `M` meetings.
///
/// ```
/// # #[cfg(feature = "toml")] {
/// use phancong::office::paper::{Letterhead, calendar_paper};
/// use phancong::report::Language;
/// use phancong::{Agenda, Policy, schedule};
/// let (policy, agenda) = (Policy::quang_ngai_2020()?, Agenda { year: 2021, ..Agenda::default() });
/// let calendar = schedule(&policy, &agenda, "2021-01-04".parse().unwrap_or_default())?;
/// let paper = calendar_paper(&policy, &agenda, &calendar, &Letterhead::default(), Language::Vi);
/// assert_eq!(paper.title[0], "LỊCH DỰ SINH HOẠT");
/// # }
/// # Ok::<(), phancong::Error>(())
/// ```
#[must_use]
pub fn calendar_paper(
    policy: &Policy,
    agenda: &Agenda,
    calendar: &Calendar,
    letterhead: &Letterhead,
    language: Language,
) -> Paper {
    let desk = Desk::new(policy, agenda, calendar, letterhead, language);
    let visits: Vec<&Visit> = calendar.visits.iter().collect();
    let mut blocks = vec![
        Block::Text(desk.say(&calendar.tally)),
        Block::Table(desk.by_member(&visits)),
        Block::Table(desk.by_organization(&visits)),
        Block::Figure(desk.months(&visits)),
    ];
    if !calendar.shortages.is_empty() {
        blocks.push(Block::Heading(Label::Lacking.text(language).to_owned()));
        blocks.extend(calendar.shortages.iter().flat_map(|shortage| paragraphs(&desk.say(shortage))));
    }
    blocks.extend(desk.list(Label::Steps, calendar.steps.iter().map(|step| desk.say(step)).collect()));
    blocks.push(Block::Text(desk.say(&Phrase::MadeFrom(calendar.policy_digest.as_str()))));
    desk.paper("lich-du-sinh-hoat", Label::Calendar, Label::Calendar.text(language).to_owned(), blocks)
}

/// One paper for each recipient with their visits and, in the plan's own words, what they have to do: members by body and name, the committees of
/// districts and units, organizations by id.
///
/// # Complexity
/// As [`calendar_paper`], for each recipient.
///
/// Example: [`calendar_paper`](crate::office::paper::calendar_paper).
#[must_use]
pub fn calendar_extracts(
    policy: &Policy,
    agenda: &Agenda,
    calendar: &Calendar,
    to: Recipients,
    letterhead: &Letterhead,
    language: Language,
) -> Vec<Paper> {
    let desk = Desk::new(policy, agenda, calendar, letterhead, language);
    let visits = &calendar.visits;
    let groups: Vec<Group<'_>> = match to {
        Recipients::Members => {
            let rank = |visit: &Visit| desk.members.get(&visit.member).map(|member| order::key(member, letterhead));
            let of = grouped(visits, |visit| Some((rank(visit).is_none(), rank(visit), &visit.member)));
            let groups = of.into_iter().map(|((.., id), visits)| Group {
                whom: format!("{} ({id})", desk.member(id)),
                to: Phrase::ToMember(id),
                text: Phrase::VisitsOf(id),
                visits,
            });
            groups.collect()
        }
        Recipients::Committees => {
            let of = grouped(visits, |visit| desk.district(&visit.organization).map(|area| (&area.id, &area.name)));
            let groups = of.into_iter().map(|((id, name), visits)| Group {
                whom: name.clone(),
                to: Phrase::ToCommittee(id),
                text: Phrase::VisitsIn(id),
                visits,
            });
            groups.collect()
        }
        Recipients::Organizations => {
            let of = grouped(visits, |visit| Some(&visit.organization));
            let groups = of.into_iter().map(|(id, visits)| Group {
                whom: desk.organization(id),
                to: Phrase::ToOrganization(id),
                text: Phrase::VisitsAt(id),
                visits,
            });
            groups.collect()
        }
    };
    groups.into_iter().enumerate().map(|(at, group)| desk.extract(to, at, group)).collect()
}

/// To whom, what is told, and the visits.
struct Group<'a> {
    whom: String,
    to: Phrase<'a>,
    text: Phrase<'a>,
    visits: Vec<&'a Visit>,
}

fn grouped<'a, K: Ord>(visits: &'a [Visit], key: impl Fn(&'a Visit) -> Option<K>) -> BTreeMap<K, Vec<&'a Visit>> {
    let mut groups: BTreeMap<K, Vec<&Visit>> = BTreeMap::new();
    for visit in visits {
        key(visit).into_iter().for_each(|key| groups.entry(key).or_default().push(visit));
    }
    groups
}

/// What every paper about a calendar is made with.
struct Desk<'a> {
    policy: &'a Policy,
    calendar: &'a Calendar,
    letterhead: &'a Letterhead,
    language: Language,
    names: Names,
    members: BTreeMap<&'a MemberId, &'a Member>,
    organizations: BTreeMap<&'a OrganizationId, &'a Organization>,
    areas: BTreeMap<&'a AreaId, &'a Area>,
    /// The day on which notice of a meeting was given.
    noticed: BTreeMap<(NaiveDate, &'a OrganizationId), NaiveDate>,
}

impl<'a> Desk<'a> {
    fn new(
        policy: &'a Policy,
        agenda: &'a Agenda,
        calendar: &'a Calendar,
        letterhead: &'a Letterhead,
        language: Language,
    ) -> Self {
        let roster = &agenda.roster;
        let noticed =
            agenda.meetings.iter().filter_map(|meeting| Some(((meeting.day, &meeting.organization), meeting.noticed?)));
        Self {
            policy,
            calendar,
            letterhead,
            language,
            names: Names::new(roster),
            members: roster.members.iter().map(|member| (&member.id, member)).collect(),
            organizations: roster.organizations.iter().map(|place| (&place.id, place)).collect(),
            areas: roster.areas.iter().map(|area| (&area.id, area)).collect(),
            noticed: noticed.collect(),
        }
    }

    fn say(&self, words: &dyn Words) -> String {
        words.say(&self.names, self.language)
    }

    fn member(&self, id: &MemberId) -> String {
        self.members.get(id).map_or_else(|| id.to_string(), |member| member.name.clone())
    }

    fn organization(&self, id: &OrganizationId) -> String {
        self.organizations.get(id).map_or_else(|| id.to_string(), |place| place.name.clone())
    }

    fn district(&self, id: &OrganizationId) -> Option<&'a Area> {
        let area = &self.organizations.get(id)?.area;
        district(area, |id| self.areas.get(id).copied())
    }

    /// Whether the visit is proposed, told or made; told too when the notice of its meeting went out.
    fn state(&self, visit: &Visit) -> String {
        let noticed = self.noticed.get(&(visit.day, &visit.organization));
        let stage = match (visit.stage, noticed) {
            (Stage::Proposed, Some(on)) => Stage::Told { on: *on },
            (stage, _) => stage,
        };
        self.say(&Phrase::State(stage))
    }

    /// By body and name, then by day.
    fn by_member(&self, visits: &[&Visit]) -> Grid {
        let columns = [
            (Label::Ordinal, 4),
            (Label::FullName, 12),
            (Label::Organization, 15),
            (Label::Day, 11),
            (Label::Place, 10),
            (Label::LastNotice, 11),
            (Label::State, 11),
        ];
        let mut grid = Grid::new(Label::ByMember.text(self.language), &columns, self.language);
        let rank = |visit: &Visit| self.members.get(&visit.member).map(|member| order::key(member, self.letterhead));
        let mut visits = visits.to_vec();
        visits.sort_by_cached_key(|visit| (rank(visit).is_none(), rank(visit), &visit.member, visit.day));
        for (number, visit) in (1u32..).zip(visits) {
            grid.rows.push(vec![
                number.into(),
                self.member(&visit.member).into(),
                self.organization(&visit.organization).into(),
                self.day(visit.day).into(),
                visit.place.as_str().into(),
                self.day(visit.last_notice).into(),
                self.state(visit).into(),
            ]);
        }
        grid
    }

    /// By district or unit and organization, then by day.
    fn by_organization(&self, visits: &[&Visit]) -> Grid {
        let columns = [
            (Label::Ordinal, 4),
            (Label::Organization, 15),
            (Label::Area, 11),
            (Label::Day, 11),
            (Label::FullName, 11),
            (Label::LastNotice, 11),
            (Label::State, 11),
        ];
        let mut grid = Grid::new(Label::ByOrganization.text(self.language), &columns, self.language);
        let mut visits = visits.to_vec();
        let above = |visit: &Visit| self.district(&visit.organization).map(|area| &area.id);
        visits.sort_by_key(|visit| (above(visit), &visit.organization, visit.day, &visit.member));
        for (number, visit) in (1u32..).zip(visits) {
            let place = self.organizations.get(&visit.organization).and_then(|place| self.areas.get(&place.area));
            grid.rows.push(vec![
                number.into(),
                self.organization(&visit.organization).into(),
                place.map_or("", |area| area.name.as_str()).into(),
                self.day(visit.day).into(),
                self.member(&visit.member).into(),
                self.day(visit.last_notice).into(),
                self.state(visit).into(),
            ]);
        }
        grid
    }

    /// As the report writes days in both languages.
    fn day(&self, day: NaiveDate) -> String {
        self.say(&Phrase::On(day))
    }

    /// Visits by month and by district or unit.
    fn months(&self, visits: &[&Visit]) -> Figure {
        let mut rows: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for visit in visits {
            let area = self.district(&visit.organization).map_or_else(|| "—".to_owned(), |area| area.name.clone());
            let months = rows.entry(area).or_insert_with(|| vec![0; 12]);
            let month = usize::try_from(visit.day.month0()).ok().and_then(|month| months.get_mut(month));
            month.into_iter().for_each(|count| *count += 1);
        }
        Figure::months(Label::VisitsByMonth, rows.into_iter().collect(), self.language)
    }

    fn list(&self, heading: Label, entries: Vec<String>) -> Vec<Block> {
        if entries.is_empty() {
            return Vec::new();
        }
        vec![Block::Heading(heading.text(self.language).to_owned()), Block::List(entries)]
    }

    fn extract(&self, to: Recipients, at: usize, group: Group<'_>) -> Paper {
        let Group { whom, to: heading, text, visits } = group;
        let grid = if to == Recipients::Members { self.by_member(&visits) } else { self.by_organization(&visits) };
        let mut blocks = vec![Block::Heading(self.say(&heading)), Block::Text(self.say(&text)), Block::Table(grid)];
        let kept = self.policy.rules.iter().filter(|rule| self.calendar.rules.contains(&rule.id) && to.keep(rule));
        blocks.extend(self.list(Label::Duties, kept.map(|rule| told(rule, self.language)).collect()));
        self.paper(&format!("{:03}", at + 1), Label::CalendarExtract, whom, blocks)
    }

    fn paper(&self, key: &str, title: Label, about: String, blocks: Vec<Block>) -> Paper {
        let policy = match self.language {
            Language::Vi => &self.policy.title.vi,
            Language::En => &self.policy.title.en,
        };
        Paper {
            key: key.to_owned(),
            about,
            language: super::code(self.language).to_owned(),
            head: self.letterhead.head(self.language),
            title: vec![
                title.text(self.language).to_uppercase(),
                self.say(&Phrase::CalendarOf(self.calendar.year, self.calendar.today)),
                self.say(&Phrase::Under(policy)),
                Label::Proposal.text(self.language).to_owned(),
            ],
            blocks,
            foot: self.letterhead.foot(self.language),
        }
    }
}
