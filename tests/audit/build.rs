//! A scene as the library reads it.

use crate::days::{Day, date, day};
use crate::scene::{Law, Report, Scene, To};
use phancong::compliance::*;
use phancong::*;

pub fn member(at: usize) -> MemberId {
    format!("m{at}").parse().unwrap()
}
pub fn organization(at: usize) -> OrganizationId {
    format!("o{at}").parse().unwrap()
}
pub fn area(at: usize) -> AreaId {
    format!("a{at}").parse().unwrap()
}
/// Members sit in body 0 or in body 1, which the Board may pick for; committees are bodies of kind 2.
pub fn body(at: usize) -> BodyId {
    format!("b{at}").parse().unwrap()
}
pub fn committee(at: usize) -> BodyId {
    format!("c{at}").parse().unwrap()
}
pub fn board() -> BodyId {
    "board".parse().unwrap()
}

fn rule(id: &str, from: Day, until: Option<Day>, says: Kind) -> Rule {
    Rule {
        id: id.parse().unwrap(),
        article: id.into(),
        source: Source::Plan,
        from: date(from),
        until: until.map(date),
        text: Text { vi: String::new(), en: String::new() },
        says,
    }
}

impl Law {
    pub fn policy(&self, year: i32) -> Policy {
        let always = day(year - 2, 1, 1);
        let mut rules = Vec::new();
        for visits in &self.visits {
            let bodies = visits.body.map(body).into_iter().collect();
            rules.push(rule(&visits.id, visits.from, visits.until, Kind::Visits { min: visits.min, bodies }));
        }
        let report = |by, report: &crate::scene::ReportRule| Kind::Report {
            by,
            before: YearDay { month: report.month, day: report.day },
            written: report.written,
            through: board(),
        };
        let deadline = |of, before: Day| Kind::Deadline { of, before: date(before) };
        let always_on = [
            ("REG", self.registration.map(|(min, max)| Kind::Registration { min, max })),
            ("OWN", self.own.then_some(Kind::OwnOrganization)),
            ("LOC", self.locality.then_some(Kind::Locality)),
            ("PICK", self.picks.map(|picked| Kind::BoardPicks { bodies: vec![body(picked)] })),
            ("PLACES", self.places.map(|each| Kind::Places { each })),
            ("REGBY", self.registrations_by.map(|by| deadline(Obligation::Registrations, by))),
            ("PICKBY", self.picks_by.map(|by| deadline(Obligation::BoardPicks, by))),
            ("TABLE", self.table_by.map(|by| deadline(Obligation::Table, by))),
            ("FROM", self.visits_from.map(|from| Kind::VisitsFrom { day: date(from) })),
            ("NOTICE", self.notice.map(|days| Kind::Notice { days })),
            ("MREP", self.member_report.as_ref().map(|found| report(Reporter::Member, found))),
            ("OREP", self.organization_report.as_ref().map(|found| report(Reporter::Organization, found))),
            ("INIT", self.initiative.then_some(Kind::OwnInitiative)),
            ("LOWER", self.lower.then(|| Kind::LowerPlan { by: vec![body(2)] })),
            ("ANN", self.announcement.then_some(Kind::Announcement)),
            ("CHANGE", self.change.then_some(Kind::WrittenChange)),
        ];
        rules.extend(always_on.into_iter().filter_map(|(id, says)| Some(rule(id, always, None, says?))));
        if let Some((ended, on)) = self.abolished {
            let says = Kind::Abolished { bodies: vec![body(ended)], successors: vec![] };
            rules.push(rule("END", on, None, says));
        }
        Policy {
            format: "phancong-policy/1".into(),
            id: "random".into(),
            title: Text { vi: String::new(), en: String::new() },
            issuer: Text { vi: String::new(), en: String::new() },
            number: String::new(),
            basis: vec![],
            seed: None,
            readings: self.readings.clone(),
            tiers: vec![Tier {
                name: "unplaced".into(),
                source: Source::Request,
                measures: [(Measure::Unplaced, 1)].into(),
            }],
            rules,
        }
    }
}

impl Scene {
    pub fn policy(&self) -> Policy {
        self.law.policy(self.year)
    }

    pub fn table(&self) -> Vec<Placement> {
        let pair = |&(m, o): &(usize, usize)| Placement { member: member(m), organization: organization(o) };
        self.placements.iter().map(pair).collect()
    }

    pub fn records(&self) -> Year {
        let mut year = Year { year: self.year, ..Year::default() };
        self.roster(&mut year);
        year.holidays = self.holidays.iter().copied().map(date).collect();
        let entered = None;
        let notice = |n: &crate::scene::NoticeFact| MeetingNotice {
            on: date(n.on),
            organization: organization(n.organization),
            meeting: date(n.meeting),
            place: String::new(),
            regular: n.regular,
            moved_from: n.moved_from.map(date),
            entered,
        };
        year.notices = self.notices.iter().map(notice).collect();
        let meeting = |&(o, known, on): &(usize, Day, Day)| Meeting {
            known: date(known),
            organization: organization(o),
            meeting: date(on),
            entered,
        };
        year.meetings = self.meetings.iter().map(meeting).collect();
        let attendance = |a: &crate::scene::AttendanceFact| Attendance {
            on: date(a.on),
            member: member(a.member),
            organization: organization(a.organization),
            regular: a.regular,
            duties: vec![],
            difficulties: String::new(),
            proposals: String::new(),
            entered: a.entered.map(date),
        };
        year.attendances = self.attendances.iter().map(attendance).collect();
        year.member_reports = self.member_reports.iter().map(member_report).collect();
        year.organization_reports = self.organization_reports.iter().map(organization_report).collect();
        let delivery = |&(to, on): &(To, Day)| Delivery {
            on: date(on),
            to: match to {
                To::Member(at) => Recipient::Member(member(at)),
                To::Organization(at) => Recipient::Organization(organization(at)),
                To::Committee(at) => Recipient::Committee(committee(at)),
            },
            entered,
        };
        year.deliveries = self.deliveries.iter().map(delivery).collect();
        let pick = |&(m, o, on): &(usize, usize, Day)| Pick {
            on: date(on),
            member: member(m),
            organization: organization(o),
            entered,
        };
        year.picks = self.picks.iter().map(pick).collect();
        let change = |c: &crate::scene::MoveFact| Move {
            on: date(c.on),
            member: member(c.member),
            from: c.from.map(organization),
            to: c.to.map(organization),
            requested: c.requested.map(date),
            decided: c.decided.map(date),
            entered,
        };
        year.moves = self.moves.iter().map(change).collect();
        year.announcements = self.announcements.iter().map(|&on| Announcement { on: date(on), entered }).collect();
        let service = |&(m, turn, on): &(usize, Turn, Day)| Service { on: date(on), turn, member: member(m), entered };
        year.services = self.services.iter().map(service).collect();
        let succession = |&(from, to, on): &(usize, usize, Day)| Succession {
            on: date(on),
            organization: organization(from),
            successor: organization(to),
            entered,
        };
        year.successions = self.successions.iter().map(succession).collect();
        let ruling = |r: &crate::scene::RulingFact| Ruling {
            on: date(r.on),
            member: member(r.member),
            organization: organization(r.organization),
            visit: date(r.visit),
            counts: r.counts,
            entered,
        };
        year.rulings = self.rulings.iter().map(ruling).collect();
        let plan = |&(c, on): &(usize, Day)| LowerPlan { on: date(on), committee: committee(c), entered };
        year.lower_plans = self.lower_plans.iter().map(plan).collect();
        let reason = |&(m, o, on): &(usize, usize, Day)| Reason {
            on: date(on),
            member: member(m),
            organization: organization(o),
            reason: "x".into(),
            entered,
        };
        year.reasons = self.reasons.iter().map(reason).collect();
        year
    }

    fn roster(&self, year: &mut Year) {
        let named = |parent: Option<usize>| parent.map(area);
        let areas = (0..).zip(&self.areas);
        year.roster.areas = areas
            .map(|(at, &parent)| Area {
                id: area(at),
                name: String::new(),
                parent: named(parent),
                load: Bounds::default(),
            })
            .collect();
        let organizations = (0..).zip(&self.organizations);
        year.roster.organizations = organizations
            .map(|(at, &(lies, parent))| Organization {
                id: organization(at),
                name: String::new(),
                area: area(lies),
                parent: parent.map(organization),
                load: Bounds::default(),
            })
            .collect();
        let members = (0..).zip(&self.members);
        year.roster.members = members
            .map(|(at, fact)| Member {
                id: member(at),
                name: String::new(),
                body: body(fact.body),
                own: fact.own.map(organization),
                scope: fact.scope.iter().copied().map(area).collect(),
            })
            .collect();
        let wish = |&(m, o, on): &(usize, usize, Option<Day>)| Registration {
            member: member(m),
            organization: organization(o),
            rank: 1,
            on: on.map(date),
        };
        year.roster.registrations = self.registrations.iter().map(wish).collect();
        let waived = |&m: &usize| Waiver { member: member(m), reason: "x".into() };
        year.roster.waivers = self.waivers.iter().map(waived).collect();
        let designated = |&(m, o): &(usize, usize)| Designation {
            member: member(m),
            organization: organization(o),
            reason: "x".into(),
        };
        year.roster.designations = self.designations.iter().map(designated).collect();
        let below = |(at, &(kind, leads)): (usize, &(usize, Option<usize>))| Committee {
            id: committee(at),
            name: String::new(),
            body: body(kind),
            area: leads.map(area),
        };
        year.committees = self.committees.iter().enumerate().map(below).collect();
    }
}

fn member_report(report: &Report) -> MemberReport {
    let claim = |told: &crate::scene::Told| ClaimedVisit {
        organization: organization(told.organization),
        on: told.on.map(date),
        times: told.times,
    };
    MemberReport {
        on: date(report.on),
        member: member(report.sender),
        through: Some(board()),
        written: report.written,
        claims: report.told.iter().map(claim).collect(),
        entered: None,
    }
}

fn organization_report(report: &Report) -> OrganizationReport {
    let line = |told: &crate::scene::Told| ReceivedVisit {
        member: member(told.member),
        organization: Some(organization(told.organization)),
        on: told.on.map(date),
        times: told.times,
    };
    OrganizationReport {
        on: date(report.on),
        organization: organization(report.sender),
        through: Some(board()),
        written: report.written,
        received: report.told.iter().map(line).collect(),
        entered: None,
    }
}
