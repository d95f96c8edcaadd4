//! Random years in plain numbers, and the same years as the library reads them.

use crate::days::{Day, day};
use phancong::compliance::*;
use phancong::*;

/// A small generator of numbers: the tests draw their years from it and from nothing else.
pub struct Draw(pub u64);

impl Draw {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    /// 0 to `n` − 1.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
    pub fn maybe<T>(&mut self, percent: usize, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.chance(percent).then(|| make(self))
    }
}

#[derive(Debug, Clone)]
pub struct VisitRule {
    pub id: String,
    pub from: Day,
    pub until: Option<Day>,
    pub min: u32,
    pub body: Option<usize>,
}

#[derive(Debug, Clone)]
pub struct ReportRule {
    pub month: u32,
    pub day: u32,
    pub written: bool,
}

#[derive(Debug, Clone)]
pub struct Law {
    pub visits: Vec<VisitRule>,
    pub registration: Option<(u32, u32)>,
    pub own: bool,
    pub locality: bool,
    /// The body the Board picks for.
    pub picks: Option<usize>,
    pub places: Option<u32>,
    pub registrations_by: Option<Day>,
    pub picks_by: Option<Day>,
    pub table_by: Option<Day>,
    pub visits_from: Option<Day>,
    pub notice: Option<u32>,
    pub member_report: Option<ReportRule>,
    pub organization_report: Option<ReportRule>,
    pub initiative: bool,
    pub lower: bool,
    pub announcement: bool,
    pub change: bool,
    /// A body that ends, and when.
    pub abolished: Option<(usize, Day)>,
    pub readings: Readings,
}

#[derive(Debug, Clone)]
pub struct MemberFact {
    pub body: usize,
    pub own: Option<usize>,
    pub scope: Vec<usize>,
}

/// `(member, organization, day or none, times)`; an organization's report names the member, a member's the organization.
#[derive(Debug, Clone)]
pub struct Told {
    pub member: usize,
    pub organization: usize,
    pub on: Option<Day>,
    pub times: u32,
}

#[derive(Debug, Clone)]
pub struct Report {
    pub sender: usize,
    pub on: Day,
    pub written: bool,
    pub told: Vec<Told>,
}

#[derive(Debug, Clone)]
pub struct NoticeFact {
    pub organization: usize,
    pub on: Day,
    pub meeting: Day,
    pub regular: bool,
    pub moved_from: Option<Day>,
}

#[derive(Debug, Clone)]
pub struct AttendanceFact {
    pub member: usize,
    pub organization: usize,
    pub on: Day,
    pub regular: Option<bool>,
    pub entered: Option<Day>,
}

#[derive(Debug, Clone)]
pub struct MoveFact {
    pub member: usize,
    pub on: Day,
    pub from: Option<usize>,
    pub to: Option<usize>,
    pub requested: Option<Day>,
    pub decided: Option<Day>,
}

#[derive(Debug, Clone)]
pub struct RulingFact {
    pub member: usize,
    pub organization: usize,
    pub on: Day,
    pub visit: Day,
    pub counts: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    Member(usize),
    Organization(usize),
    Committee(usize),
}

/// A year in plain numbers: members, organizations, areas and bodies are counted from 0.
#[derive(Debug, Clone)]
pub struct Scene {
    pub year: i32,
    pub as_of: Day,
    pub law: Law,
    pub areas: Vec<Option<usize>>,
    /// Area and parent.
    pub organizations: Vec<(usize, Option<usize>)>,
    pub members: Vec<MemberFact>,
    /// Body and area.
    pub committees: Vec<(usize, Option<usize>)>,
    pub holidays: Vec<Day>,
    pub placements: Vec<(usize, usize)>,
    pub registrations: Vec<(usize, usize, Option<Day>)>,
    pub waivers: Vec<usize>,
    pub designations: Vec<(usize, usize)>,
    pub notices: Vec<NoticeFact>,
    /// Organization, known on, meeting.
    pub meetings: Vec<(usize, Day, Day)>,
    pub attendances: Vec<AttendanceFact>,
    pub member_reports: Vec<Report>,
    pub organization_reports: Vec<Report>,
    pub deliveries: Vec<(To, Day)>,
    /// Member, organization, day.
    pub picks: Vec<(usize, usize, Day)>,
    pub moves: Vec<MoveFact>,
    pub announcements: Vec<Day>,
    /// Member, turn, day.
    pub services: Vec<(usize, Turn, Day)>,
    /// From, to, day.
    pub successions: Vec<(usize, usize, Day)>,
    pub rulings: Vec<RulingFact>,
    /// Committee, day.
    pub lower_plans: Vec<(usize, Day)>,
    /// Member, organization, day.
    pub reasons: Vec<(usize, usize, Day)>,
}

fn any<T: Copy>(draw: &mut Draw, all: &[T]) -> T {
    all[draw.below(all.len())]
}

fn readings(draw: &mut Draw) -> Readings {
    let mut readings = Readings::default();
    if draw.chance(35) {
        return readings;
    }
    readings.locality = any(draw, LocalityReading::ALL);
    readings.own = any(draw, OwnExtent::ALL);
    readings.visits = any(draw, VisitsCount::ALL);
    readings.distinct = any(draw, DistinctPlaces::ALL);
    readings.registered_not_assigned = any(draw, Counted::ALL);
    readings.sub_cell_meetings = any(draw, Counted::ALL);
    readings.registration_deadline = any(draw, Counted::ALL);
    readings.before = any(draw, BeforeDay::ALL);
    readings.roll = any(draw, RollDay::ALL);
    readings.notice = any(draw, NoticeDays::ALL);
    readings.part_year = any(draw, PartYear::ALL);
    readings.differing_reports = any(draw, Differing::ALL);
    readings.shift_window = any(draw, &[0, 1, 3, 15, 40]);
    readings.locality_extent = any(draw, LocalityExtent::ALL);
    readings.quota_window = any(draw, QuotaWindow::ALL);
    readings.picked_visits = any(draw, Counted::ALL);
    readings.part_year_report = any(draw, Counted::ALL);
    readings.known = any(draw, Known::ALL);
    readings.risk_days = any(draw, &[0, 10, 30, 90]);
    readings
}

/// A day near one of a few days of the season, so that what has to meet does meet.
fn some_day(draw: &mut Draw, year: i32) -> Day {
    let centre = match draw.below(8) {
        0 => day(year - 1, 11, 30),
        1 => day(year - 1, 12, 15),
        2 => day(year, 1, 1),
        3 => day(year, 3, 8),
        4 => day(year, 7, 1),
        5 => day(year, 12, 5),
        6 => day(year, 12, 15),
        _ => return day(year - 1, 10, 1) + draw.below(500) as Day,
    };
    centre + draw.below(15) as Day - 7
}

fn law(draw: &mut Draw, year: i32) -> Law {
    let mut visits = Vec::new();
    let min = draw.below(4) as u32;
    match draw.below(6) {
        0 => {
            let turn = some_day(draw, year);
            let (id, from) = ("V1".to_owned(), day(year - 2, 1, 1));
            if turn > from {
                visits.push(VisitRule { id, from, until: Some(turn - 1), min, body: None });
            }
            visits.push(VisitRule { id: "V2".into(), from: turn, until: None, min: draw.below(4) as u32, body: None });
        }
        1 => {
            for body in 0..2 {
                let min = draw.below(5) as u32;
                visits.push(VisitRule {
                    id: format!("V{body}"),
                    from: day(year - 2, 1, 1),
                    until: None,
                    min,
                    body: Some(body),
                });
            }
        }
        2 if draw.chance(20) => {}
        _ => visits.push(VisitRule { id: "V".into(), from: day(year - 2, 1, 1), until: None, min, body: None }),
    }
    let low = draw.below(4) as u32;
    let report = |draw: &mut Draw, month: u32, of_month: u32| {
        let report = ReportRule { month, day: of_month, written: draw.chance(50) };
        match draw.below(8) {
            0 => None,
            1 => Some(ReportRule { month: 1 + draw.below(12) as u32, day: 1 + draw.below(28) as u32, ..report }),
            _ => Some(report),
        }
    };
    let one_off = |draw: &mut Draw, month: u32, of_month: u32| match draw.below(8) {
        0 => None,
        1 => Some(some_day(draw, year)),
        2 => Some(day(year - 2, month, of_month)),
        _ => Some(day(year - 1, month, of_month)),
    };
    Law {
        visits,
        registration: draw.maybe(85, |draw| (low, low + draw.below(3) as u32)),
        own: draw.chance(80),
        locality: draw.chance(80),
        picks: draw.maybe(80, |_| 1),
        places: draw.maybe(60, |draw| 1 + draw.below(3) as u32),
        registrations_by: draw.maybe(30, |draw| some_day(draw, year)),
        picks_by: one_off(draw, 11, 30),
        table_by: one_off(draw, 12, 15),
        visits_from: match draw.below(4) {
            0 => None,
            1 => Some(some_day(draw, year)),
            _ => Some(day(year, 1, 1)),
        },
        notice: draw.maybe(85, |draw| any(draw, &[0, 3, 10, 10, 21])),
        member_report: report(draw, 12, 5),
        organization_report: report(draw, 12, 15),
        initiative: draw.chance(80),
        lower: draw.chance(70),
        announcement: draw.chance(80),
        change: draw.chance(80),
        abolished: draw.maybe(10, |draw| (draw.below(3), some_day(draw, year))),
        readings: readings(draw),
    }
}

impl Scene {
    /// A random year. The same seed is the same year.
    pub fn random(seed: u64) -> Self {
        let draw = &mut Draw(seed);
        let year = 2001 + draw.below(40) as i32;
        let law = law(draw, year);
        let areas: Vec<Option<usize>> =
            (0..3).map(|at: usize| if at == 0 { None } else { draw.maybe(60, |d| d.below(at)) }).collect();
        let count = 2 + draw.below(4);
        let organizations: Vec<(usize, Option<usize>)> = (0..count)
            .map(|at| (draw.below(3), if at == 0 { None } else { draw.maybe(35, |d| d.below(at)) }))
            .collect();
        let members: Vec<MemberFact> = (0..1 + draw.below(3))
            .map(|_| MemberFact {
                body: draw.below(2),
                own: draw.maybe(30, |d| d.below(count)),
                scope: (0..3).filter(|_| draw.chance(25)).collect(),
            })
            .collect();
        let as_of = match draw.below(4) {
            0 => day(year + 1, 1, 1) + draw.below(30) as Day,
            1 => day(year, 11, 1) + draw.below(75) as Day,
            _ => some_day(draw, year),
        };
        let mut scene = Self {
            year,
            as_of,
            law,
            areas,
            organizations,
            members,
            committees: (0..draw.below(3)).map(|_| (2, draw.maybe(80, |d| d.below(3)))).collect(),
            holidays: (0..draw.below(4)).map(|_| some_day(draw, year)).collect(),
            placements: Vec::new(),
            registrations: Vec::new(),
            waivers: Vec::new(),
            designations: Vec::new(),
            notices: Vec::new(),
            meetings: Vec::new(),
            attendances: Vec::new(),
            member_reports: Vec::new(),
            organization_reports: Vec::new(),
            deliveries: Vec::new(),
            picks: Vec::new(),
            moves: Vec::new(),
            announcements: (0..draw.below(2)).map(|_| some_day(draw, year)).collect(),
            services: Vec::new(),
            successions: Vec::new(),
            rulings: Vec::new(),
            lower_plans: Vec::new(),
            reasons: Vec::new(),
        };
        scene.fill(draw);
        scene
    }

    fn fill(&mut self, draw: &mut Draw) {
        let (year, places) = (self.year, self.organizations.len());
        let visited: Vec<Vec<(usize, Day)>> = (0..self.members.len()).map(|at| self.fill_member(draw, at)).collect();
        for organization in 0..places {
            for _ in 0..draw.below(3) {
                let meeting = some_day(draw, year);
                let on = meeting - any(draw, &[0, 3, 9, 10, 11, 14, 15, 20]);
                let moved_from = draw.maybe(15, |draw| meeting + draw.below(5) as Day - 2);
                self.notices.push(NoticeFact { organization, on, meeting, regular: draw.chance(80), moved_from });
            }
            if draw.chance(25) {
                self.meetings.push((organization, some_day(draw, year), some_day(draw, year)));
            }
        }
        for committee in 0..self.committees.len() {
            if draw.chance(60) {
                self.lower_plans.push((committee, some_day(draw, year)));
            }
        }
        for _ in 0..draw.below(5) {
            let to = match draw.below(3) {
                0 => To::Member(draw.below(self.members.len())),
                1 => To::Organization(draw.below(places)),
                _ if self.committees.is_empty() => continue,
                _ => To::Committee(draw.below(self.committees.len())),
            };
            let on = day(year - 1, 12, 15) + draw.below(9) as Day - 5;
            self.deliveries.push((to, on));
        }
        if draw.chance(12) && places > 1 {
            let from = draw.below(places - 1);
            let free = |at: usize| self.organizations[at].1.is_none();
            if free(from) && free(places - 1) {
                self.successions.push((from, places - 1, some_day(draw, year)));
            }
        }
        self.fill_organization_reports(draw, &visited);
    }

    /// Fills in a member's records; gives back the visits the organizations may tell of.
    fn fill_member(&mut self, draw: &mut Draw, member: usize) -> Vec<(usize, Day)> {
        let (year, places) = (self.year, self.organizations.len());
        for _ in 0..draw.below(4) {
            let on = draw.maybe(85, |draw| match draw.below(5) {
                0 => some_day(draw, year),
                _ => day(year - 1, 11, 30) + draw.below(9) as Day - 6,
            });
            self.registrations.push((member, draw.below(places), on));
        }
        for _ in 0..any(draw, &[0, 1, 1, 1, 2]) {
            self.placements.push((member, draw.below(places)));
        }
        if draw.chance(40) {
            let organization = self.placements.last().map_or(0, |found| found.1);
            self.picks.push((member, organization, day(year - 1, 11, 30) + draw.below(7) as Day - 4));
        }
        if draw.chance(10) {
            self.waivers.push(member);
        }
        if draw.chance(10) {
            self.designations.push((member, draw.below(places)));
        }
        if draw.chance(20) {
            self.reasons.push((member, draw.below(places), some_day(draw, year)));
        }
        for _ in 0..any(draw, &[0, 0, 0, 0, 0, 1, 1, 2]) {
            let turn = any(draw, &[Turn::Left, Turn::Leave, Turn::Returned, Turn::Entered]);
            self.services.push((member, turn, some_day(draw, year)));
        }
        for _ in 0..any(draw, &[0, 0, 0, 0, 1, 2]) {
            let on = some_day(draw, year);
            let from = draw.maybe(70, |draw| draw.below(places));
            let to = draw.maybe(80, |draw| draw.below(places));
            let requested = draw.maybe(50, |draw| on + draw.below(9) as Day - 6);
            let decided = draw.maybe(50, |draw| on + draw.below(9) as Day - 6);
            self.moves.push(MoveFact { member, on, from, to, requested, decided });
        }
        let visited: Vec<(usize, Day)> =
            (0..draw.below(4)).map(|_| (draw.below(places), some_day(draw, year))).collect();
        for &(organization, on) in &visited {
            if draw.chance(70) {
                let regular = any(draw, &[None, Some(true), Some(false)]);
                let entered = draw.maybe(30, |draw| on + draw.below(40) as Day);
                self.attendances.push(AttendanceFact { member, organization, on, regular, entered });
            }
        }
        for _ in 0..any(draw, &[0, 1, 1, 1, 2]) {
            let on = match draw.below(4) {
                0 => some_day(draw, year),
                _ => day(year, 12, 5) + draw.below(9) as Day - 5,
            };
            if self.member_reports.iter().all(|report| report.on != on) {
                let told = blur(draw, &visited, member, places);
                self.member_reports.push(Report { sender: member, on, written: draw.chance(80), told });
            }
        }
        let visited: Vec<(usize, Day)> = visited.into_iter().filter(|_| draw.chance(80)).collect();
        for &(organization, on) in &visited {
            if draw.chance(15) {
                let (ruled, shift) = (some_day(draw, year), draw.below(3) as Day - 1);
                self.rulings.push(RulingFact {
                    member,
                    organization,
                    on: ruled,
                    visit: on + shift,
                    counts: draw.chance(50),
                });
            }
        }
        visited
    }

    fn fill_organization_reports(&mut self, draw: &mut Draw, visited: &[Vec<(usize, Day)>]) {
        let places = self.organizations.len();
        for sender in 0..places {
            for _ in 0..any(draw, &[0, 1, 1, 1, 2]) {
                let on = match draw.below(4) {
                    0 => some_day(draw, self.year),
                    _ => day(self.year, 12, 15) + draw.below(9) as Day - 5,
                };
                if self.organization_reports.iter().any(|report| report.on == on) {
                    continue;
                }
                let mut told = Vec::new();
                for (member, visited) in visited.iter().enumerate() {
                    let here: Vec<(usize, Day)> = visited.iter().copied().filter(|found| found.0 == sender).collect();
                    told.extend(
                        blur(draw, &here, member, places)
                            .into_iter()
                            .filter(|line| line.organization == sender || draw.chance(30)),
                    );
                }
                self.organization_reports.push(Report { sender, on, written: draw.chance(80), told });
            }
        }
    }
}

/// Visits as a report might tell of them: some missing, some on another day, some at another place, some without a day.
fn blur(draw: &mut Draw, visited: &[(usize, Day)], member: usize, places: usize) -> Vec<Told> {
    let mut told = Vec::new();
    for &(organization, on) in visited {
        let (organization, on, times) = match draw.below(10) {
            0 => continue,
            1 => (draw.below(places), Some(on), 1),
            2 => (organization, Some(on + any(draw, &[-16, -15, -4, -1, 1, 2, 3, 15, 16, 41])), 1),
            3 => (organization, None, draw.below(3) as u32),
            _ => (organization, Some(on), 1),
        };
        told.push(Told { member, organization, on, times });
    }
    told
}
