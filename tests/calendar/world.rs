//! Small random worlds: up to three members, three organizations and eight meetings, and a policy with numbers of its own.

pub use crate::rule::{member, org, rule, text};
use chrono::{Days, NaiveDate};
use phancong::calendar::{Blocked, Meeting, Reopened, Stage, Visit, Whom};
use phancong::*;
use proptest::prelude::*;

pub fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, month, day).unwrap()
}

/// The numbers a calendar rests on.
#[derive(Debug, Clone)]
pub struct Numbers {
    pub need: u32,
    pub notice: u32,
    pub spacing: u32,
    pub hosts: Option<u32>,
    pub parts: Vec<YearDay>,
    pub weekends: bool,
    pub even_weeks: bool,
    pub readings: Readings,
}

impl Default for Numbers {
    fn default() -> Self {
        let first = |month| YearDay { month, day: 1 };
        let (parts, readings) = (vec![first(1), first(7)], Readings::default());
        Self { need: 2, notice: 10, spacing: 30, hosts: None, parts, weekends: true, even_weeks: false, readings }
    }
}

impl Numbers {
    pub fn policy(&self) -> Policy {
        let Self { need, notice, spacing, hosts, parts, weekends, even_weeks, readings } = self.clone();
        let through = "ban-to-chuc".parse().unwrap();
        let before = YearDay { month: 12, day: 5 };
        Policy {
            format: "phancong-policy/1".into(),
            id: "random".into(),
            title: text("random"),
            issuer: text("nobody"),
            number: String::new(),
            basis: vec![],
            seed: None,
            readings,
            tiers: vec![Tier {
                name: "unplaced".into(),
                source: Source::Default,
                measures: [(Measure::Unplaced, 1)].into(),
            }],
            rules: vec![
                rule("visits", Kind::Visits { min: need, bodies: vec![] }),
                rule("from", Kind::VisitsFrom { day: day(1, 5) }),
                rule("own", Kind::OwnOrganization),
                rule("notice", Kind::Notice { days: notice }),
                rule("report", Kind::Report { by: Reporter::Member, before, written: false, through }),
                rule("calendar", Kind::Calendar { parts, spacing, hosts, weekends, even_weeks }),
            ],
        }
    }
}

pub fn meeting(at: usize, day: NaiveDate) -> Meeting {
    Meeting { day, organization: org(at), place: format!("nhà văn hóa {at}"), noticed: None, hosts: None }
}

pub fn place(who: usize, at: usize) -> Placement {
    Placement { member: member(who), organization: org(at) }
}

/// So many members and organizations; organization 2 is a sub-cell of organization 1.
pub fn roster(members: usize, organizations: usize) -> Roster {
    let load = Bounds::default();
    let member = |at| Member {
        id: member(at),
        name: format!("Đồng chí {at}"),
        body: "ban-chap-hanh".parse().unwrap(),
        own: None,
        scope: vec![],
    };
    let organization = |at| Organization {
        id: org(at),
        name: format!("Đảng bộ {at}"),
        area: "a".parse().unwrap(),
        parent: (at == 2).then(|| org(1)),
        load,
    };
    Roster {
        members: (0..members).map(member).collect(),
        organizations: (0..organizations).map(organization).collect(),
        ..Roster::default()
    }
}

/// One or two members, each with meetings of one organization of the same number.
pub fn agenda(meetings: &[(usize, NaiveDate)], members: usize) -> Agenda {
    Agenda {
        year: 2021,
        roster: roster(members, 3),
        placements: (0..members).map(|at| place(at, at)).collect(),
        meetings: meetings.iter().map(|&(at, day)| meeting(at, day)).collect(),
        ..Agenda::default()
    }
}

pub fn visit(who: usize, at: usize, day: NaiveDate, number: u32, stage: Stage) -> Visit {
    Visit {
        day,
        organization: org(at),
        member: member(who),
        placed: org(at),
        place: format!("nhà văn hóa {at}"),
        number,
        sequence: 0,
        part: 1,
        last_notice: day - Days::new(10),
        stage,
    }
}

/// A random question.
#[derive(Debug, Clone)]
pub struct World {
    pub numbers: Numbers,
    pub agenda: Agenda,
    pub today: NaiveDate,
}

fn numbers() -> impl Strategy<Value = Numbers> {
    let readings = (0u8..4, 0u8..4, 0u8..3).prop_map(|(visits, distinct, cells)| Readings {
        visits: if visits == 0 { VisitsCount::Each } else { VisitsCount::Total },
        distinct: if distinct == 0 { DistinctPlaces::Required } else { DistinctPlaces::NotRequired },
        sub_cell_meetings: if cells == 0 { Counted::No } else { Counted::Yes },
        ..Readings::default()
    });
    let parts = prop::sample::select(vec![vec![1], vec![1, 7], vec![1, 7], vec![1, 5, 9], vec![4, 9]]);
    let spacing = prop::sample::select(vec![0u32, 15, 30, 60, 100]);
    let hosts = prop::sample::select(vec![None, None, Some(1), Some(2)]);
    let notice = prop::sample::select(vec![0u32, 10, 30]);
    (1u32..4, notice, spacing, hosts, parts, (0u8..4, any::<bool>()), readings).prop_map(
        |(need, notice, spacing, hosts, parts, (weekends, even_weeks), readings)| Numbers {
            need,
            notice,
            spacing,
            hosts,
            parts: parts.into_iter().map(|month| YearDay { month, day: 1 }).collect(),
            weekends: weekends > 0,
            even_weeks,
            readings,
        },
    )
}

/// Days every 14 from 01/01 on; the second of two months may fall on a weekend.
fn some_day() -> impl Strategy<Value = NaiveDate> {
    (0u64..26, 0u64..3).prop_map(|(fortnight, more)| day(1, 1) + Days::new(fortnight * 14 + more))
}

type RawMeeting = (usize, NaiveDate, u8, u8);
type RawVisit = (usize, prop::sample::Index, u8, u8);

/// Up to three members and eight meetings, with blocked days, holidays and a calendar to keep.
pub fn world() -> impl Strategy<Value = World> {
    let meetings = prop::collection::vec((0usize..3, some_day(), 0u8..8, 0u8..8), 1..9);
    let places = prop::collection::vec((0usize..3, 0usize..6), 3);
    let blocked = prop::collection::vec((0u8..6, some_day(), 0u64..40), 0..3);
    let visits = prop::collection::vec((0usize..3, any::<prop::sample::Index>(), 0u8..6, 0u8..4), 0..4);
    let today = prop::sample::select(vec![day(1, 4), day(1, 4), day(3, 20), day(6, 1), day(9, 10)]);
    (1usize..4, meetings, places, blocked, visits, numbers(), today).prop_map(
        |(members, meetings, places, blocked, visits, numbers, today)| {
            build(members, &meetings, &places, &blocked, &visits, numbers, today)
        },
    )
}

fn build(
    members: usize,
    meetings: &[RawMeeting],
    places: &[(usize, usize)],
    blocked: &[(u8, NaiveDate, u64)],
    visits: &[RawVisit],
    numbers: Numbers,
    today: NaiveDate,
) -> World {
    let mut agenda = Agenda { year: 2021, roster: roster(members, 3), ..Agenda::default() };
    for (who, &(first, second)) in places.iter().enumerate().take(members) {
        agenda.placements.push(place(who, first));
        if second < 3 && second != first {
            agenda.placements.push(place(who, second));
        }
    }
    for &(at, day, hosts, noticed) in meetings {
        if agenda.meetings.iter().any(|other| other.day == day && other.organization == org(at)) {
            continue;
        }
        let hosts = (hosts < 2).then(|| u32::from(hosts));
        let noticed = (noticed == 0).then(|| day - Days::new(12));
        agenda.meetings.push(Meeting { hosts, noticed, ..meeting(at, day) });
    }
    for &(whom, from, length) in blocked {
        let until = from + Days::new(length);
        let (who, at) = (usize::from(whom), usize::from(whom) - 3.min(usize::from(whom)));
        let whom = if who < 3 { Whom::Member(member(who.min(members - 1))) } else { Whom::Organization(org(at)) };
        agenda.blocked.push(Blocked { whom, from, until, reason: "họp".into() });
        if length == 0 {
            agenda.holidays.push(from);
        }
    }
    for (number, (who, index, stage, reopened)) in (1..).zip(visits) {
        let who = who % members;
        let at = index.get(&agenda.meetings);
        let placed = agenda.placements.iter().find(|line| line.member == member(who)).unwrap().organization.clone();
        let stage = match stage {
            0 if at.day <= today => Stage::Made,
            1 | 2 => Stage::Told { on: day(1, 2) },
            _ => Stage::Proposed,
        };
        let twice =
            |other: &Visit| (&other.member, other.day, &other.organization) == (&member(who), at.day, &at.organization);
        if agenda.visits.iter().any(twice) {
            continue;
        }
        let organization = at.organization.clone();
        let old = Visit { organization, placed, place: at.place.clone(), ..visit(who, 0, at.day, number, stage) };
        if *reopened == 0 {
            agenda.reopened.push(Reopened { member: old.member.clone(), number });
        }
        agenda.visits.push(old);
    }
    World { numbers, agenda, today }
}

impl World {
    pub fn schedule(&self) -> Calendar {
        schedule(&self.numbers.policy(), &self.agenda, self.today).unwrap()
    }
}
