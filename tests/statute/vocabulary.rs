//! The words the cases are written in.

use chrono::NaiveDate;
use phancong::*;
use std::fmt::Debug;
use std::str::FromStr;

/// Reads an id, or a day, that a case spells out.
#[track_caller]
pub(crate) fn id<T: FromStr>(text: &str) -> T
where
    T::Err: Debug,
{
    text.parse().unwrap()
}

/// Facts and a policy being put together.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) roster: Roster,
    pub(crate) policy: Policy,
}

/// Everybody says something about one member.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) member: Member,
    said: Roster,
}

/// Two districts with their communes, a military unit beside them, seven grassroots organizations and two sub-cells; nobody yet.
///
/// ```text
/// quang-ngai ── binh-son ──┬─ binh-chau   db-binh-chau (cb-chau-thuan, cb-phu-quy)
///                          └─ binh-hai    db-binh-hai
///                              (itself)   cb-huyen-uy   the cell of the district's office
///            ── tu-nghia ──── nghia-ky    db-nghia-ky, db-truong-nghia-ky
///                (itself)                 cb-van-phong  the cell of the province's office, own organization of everyone by default
/// quan-su                                 db-quan-su
/// ```
pub(crate) fn province() -> Case {
    let mut roster = Roster::default();
    for (area, parent) in [
        ("quang-ngai", ""),
        ("binh-son", "quang-ngai"),
        ("binh-chau", "binh-son"),
        ("binh-hai", "binh-son"),
        ("tu-nghia", "quang-ngai"),
        ("nghia-ky", "tu-nghia"),
        ("quan-su", ""),
    ] {
        roster.areas.push(an_area(area, parent));
    }
    for (organization, area, parent) in [
        ("db-binh-chau", "binh-chau", ""),
        ("cb-chau-thuan", "binh-chau", "db-binh-chau"),
        ("cb-phu-quy", "binh-chau", "db-binh-chau"),
        ("db-binh-hai", "binh-hai", ""),
        ("cb-huyen-uy", "binh-son", ""),
        ("db-nghia-ky", "nghia-ky", ""),
        ("db-truong-nghia-ky", "nghia-ky", ""),
        ("cb-van-phong", "quang-ngai", ""),
        ("db-quan-su", "quan-su", ""),
    ] {
        roster.organizations.push(an_organization(organization, area, parent));
    }
    Case { roster, policy: Policy::quang_ngai_2020().unwrap() }
}

pub(crate) fn an_area(area: &str, parent: &str) -> Area {
    let parent = (!parent.is_empty()).then(|| id(parent));
    Area { id: id(area), name: area.into(), parent, load: Bounds::default() }
}

pub(crate) fn an_organization(organization: &str, area: &str, parent: &str) -> Organization {
    let parent = (!parent.is_empty()).then(|| id(parent));
    Organization { id: id(organization), name: organization.into(), area: id(area), parent, load: Bounds::default() }
}

pub(crate) fn a_wish(member: &str, organization: &str, rank: u32) -> Registration {
    Registration { member: id(member), organization: id(organization), rank, on: None }
}

/// A Tỉnh ủy viên who registers like everyone else, belongs to the province's office and is in charge of no area.
pub(crate) fn member(name: &str) -> Person {
    let member = Member {
        id: id(name),
        name: name.into(),
        body: id("ban-chap-hanh"),
        own: Some(id("cb-van-phong")),
        scope: Vec::new(),
    };
    Person { member, said: Roster::default() }
}

impl Person {
    pub(crate) fn of_body(mut self, body: &str) -> Self {
        self.member.body = id(body);
        self
    }

    pub(crate) fn belongs_to(mut self, organization: &str) -> Self {
        self.member.own = Some(id(organization));
        self
    }

    pub(crate) fn belongs_nowhere_stated(mut self) -> Self {
        self.member.own = None;
        self
    }

    pub(crate) fn in_charge_of<const N: usize>(mut self, areas: [&str; N]) -> Self {
        self.member.scope = areas.map(id).to_vec();
        self
    }

    /// First wish, second wish, and so on.
    pub(crate) fn registers<const N: usize>(mut self, organizations: [&str; N]) -> Self {
        for (rank, organization) in (1..).zip(organizations) {
            self.said.registrations.push(a_wish(self.member.id.as_str(), organization, rank));
        }
        self
    }

    pub(crate) fn gives_rank(mut self, rank: u32, organization: &str) -> Self {
        self.said.registrations.push(a_wish(self.member.id.as_str(), organization, rank));
        self
    }

    pub(crate) fn designated_to(mut self, organization: &str) -> Self {
        let (member, organization) = (self.member.id.clone(), id(organization));
        self.said.designations.push(Designation { member, organization, reason: "theo phân công".into() });
        self
    }

    pub(crate) fn nominated_for<const N: usize>(mut self, organizations: [&str; N]) -> Self {
        let nominate = |organization| Nomination { member: self.member.id.clone(), organization: id(organization) };
        self.said.nominations.extend(organizations.map(nominate));
        self
    }

    pub(crate) fn banned_from(mut self, organization: &str) -> Self {
        let (member, organization) = (self.member.id.clone(), id(organization));
        self.said.bans.push(Ban { member, organization, reason: "người thân".into() });
        self
    }

    pub(crate) fn waived(mut self, reason: &str) -> Self {
        self.said.waivers.push(Waiver { member: self.member.id.clone(), reason: reason.into() });
        self
    }

    pub(crate) fn held(mut self, organization: &str) -> Self {
        let (member, organization) = (self.member.id.clone(), id(organization));
        self.said.previous.push(Placement { member, organization });
        self
    }
}

impl Case {
    pub(crate) fn of<const N: usize>(mut self, people: [Person; N]) -> Self {
        for person in people {
            self.roster.members.push(person.member);
            self.roster.registrations.extend(person.said.registrations);
            self.roster.designations.extend(person.said.designations);
            self.roster.nominations.extend(person.said.nominations);
            self.roster.bans.extend(person.said.bans);
            self.roster.waivers.extend(person.said.waivers);
            self.roster.previous.extend(person.said.previous);
        }
        self
    }

    pub(crate) fn reading(mut self, change: impl FnOnce(&mut Readings)) -> Self {
        change(&mut self.policy.readings);
        self
    }

    /// Replaces what a rule says.
    #[track_caller]
    pub(crate) fn where_rule(mut self, rule: &str, says: Kind) -> Self {
        self.policy.rules.iter_mut().find(|r| r.id.as_str() == rule).unwrap().says = says;
        self
    }

    /// Takes a rule out of the policy.
    pub(crate) fn without_rule(mut self, rule: &str) -> Self {
        self.policy.rules.retain(|r| r.id.as_str() != rule);
        self
    }

    pub(crate) fn facts(mut self, change: impl FnOnce(&mut Roster)) -> Self {
        change(&mut self.roster);
        self
    }

    pub(crate) fn rules(&self) -> Rules {
        self.policy.in_force(season()).unwrap()
    }

    #[track_caller]
    pub(crate) fn problem(&self) -> Problem {
        Problem::new(self.roster.clone(), self.rules()).unwrap()
    }

    #[track_caller]
    pub(crate) fn defects(&self) -> Vec<Defect> {
        match Problem::new(self.roster.clone(), self.rules()) {
            Err(ProblemError::Defects(defects)) => defects,
            Err(other) => panic!("expected defects, found {other}"),
            Ok(_) => panic!("expected defects, found none"),
        }
    }
}

/// The day on which the registrations of the first season are in.
pub(crate) fn season() -> NaiveDate {
    id("2020-12-01")
}

/// Exactly these organizations are open to the member, in the order of their ids.
#[track_caller]
pub(crate) fn assert_may_go<const N: usize>(problem: &Problem, member: &str, organizations: [&str; N]) {
    let open: Vec<&str> = problem.candidates(&id(member)).map(|o| o.id.as_str()).collect();
    assert_eq!(open, organizations);
}

/// This is the only defect, and this rule is behind it.
#[track_caller]
pub(crate) fn assert_defect(case: &Case, what: What, rule: Option<&str>) {
    let defects = case.defects();
    let found: Vec<(&What, Option<&str>)> =
        defects.iter().map(|d| (&d.what, d.rule.as_ref().map(RuleId::as_str))).collect();
    assert_eq!(found, [(&what, rule)]);
}

/// The rows a defect stands in, for example `registrations 2`.
pub(crate) fn rows(defect: &Defect) -> Vec<String> {
    defect.rows.iter().map(Row::to_string).collect()
}

/// These are the only notices.
#[track_caller]
pub(crate) fn assert_notices<const N: usize>(problem: &Problem, notices: [Notice; N]) {
    assert_eq!(problem.notices(), notices);
}
