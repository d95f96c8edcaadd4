//! The door: every id known, every tree a tree. All defects at once.

use super::AuditError;
use super::defect::{Fault, RecordDefect, Spot};
use super::records::{Recipient, Year};
use super::register::{Record, Register};
use crate::id::{AreaId, BodyId, MemberId, OrganizationId};
use crate::roster::Placement;
use std::collections::{BTreeSet, HashMap, HashSet};

const MOST_TIMES: u32 = 366;

struct Door<'a> {
    areas: HashSet<&'a AreaId>,
    organizations: HashSet<&'a OrganizationId>,
    members: HashSet<&'a MemberId>,
    committees: HashSet<&'a BodyId>,
    defects: BTreeSet<RecordDefect>,
}

/// Checks that the records are a question at all.
pub(super) fn check(placements: &[Placement], year: &Year) -> Result<(), AuditError> {
    let roster = &year.roster;
    let mut door = Door {
        areas: HashSet::new(),
        organizations: HashSet::new(),
        members: HashSet::new(),
        committees: HashSet::new(),
        defects: BTreeSet::new(),
    };
    for (number, area) in (1..).zip(&roster.areas) {
        let fresh = door.areas.insert(&area.id);
        door.once(fresh, "areas", &area.id, number);
    }
    for (number, organization) in (1..).zip(&roster.organizations) {
        let fresh = door.organizations.insert(&organization.id);
        door.once(fresh, "organizations", &organization.id, number);
    }
    for (number, member) in (1..).zip(&roster.members) {
        let fresh = door.members.insert(&member.id);
        door.once(fresh, "members", &member.id, number);
    }
    for (number, committee) in (1..).zip(&year.committees) {
        let fresh = door.committees.insert(&committee.id);
        door.once(fresh, "committees", &committee.id, number);
    }
    door.read_roster(year);
    for (number, placement) in (1..).zip(placements) {
        door.member(&placement.member, Spot::Placement(number));
        door.organization(&placement.organization, Spot::Placement(number));
    }
    door.read_records(year);
    door.read_reports(year);
    door.trees(year);
    let days = |month, day| chrono::NaiveDate::from_ymd_opt(year.year, month, day);
    if days(1, 1).is_none() || days(12, 31).is_none() {
        door.defects.insert(RecordDefect { spot: Spot::Year, fault: Fault::NoSuchYear { year: year.year } });
    }
    if door.defects.is_empty() { Ok(()) } else { Err(AuditError::Records(door.defects.into_iter().collect())) }
}

impl<'a> Door<'a> {
    fn once(&mut self, fresh: bool, list: &'static str, id: &dyn ToString, number: usize) {
        if !fresh {
            let fault = Fault::Twice { list, id: id.to_string() };
            self.defects.insert(RecordDefect { spot: Spot::Roster(list, number), fault });
        }
    }

    fn known(&mut self, known: bool, list: &'static str, id: &dyn ToString, spot: Spot) {
        if !known {
            self.defects.insert(RecordDefect { spot, fault: Fault::Unknown { list, id: id.to_string() } });
        }
    }

    fn member(&mut self, id: &MemberId, spot: Spot) {
        self.known(self.members.contains(id), "members", id, spot);
    }

    fn organization(&mut self, id: &OrganizationId, spot: Spot) {
        self.known(self.organizations.contains(id), "organizations", id, spot);
    }

    fn area(&mut self, id: &AreaId, spot: Spot) {
        self.known(self.areas.contains(id), "areas", id, spot);
    }

    fn committee(&mut self, id: &BodyId, spot: Spot) {
        self.known(self.committees.contains(id), "committees", id, spot);
    }

    fn read_roster(&mut self, year: &'a Year) {
        for (number, area) in (1..).zip(&year.roster.areas) {
            area.parent.iter().for_each(|up| self.area(up, Spot::Roster("areas", number)));
        }
        for (number, organization) in (1..).zip(&year.roster.organizations) {
            let spot = || Spot::Roster("organizations", number);
            self.area(&organization.area, spot());
            organization.parent.iter().for_each(|up| self.organization(up, spot()));
        }
        for (number, member) in (1..).zip(&year.roster.members) {
            let spot = || Spot::Roster("members", number);
            member.own.iter().for_each(|own| self.organization(own, spot()));
            member.scope.iter().for_each(|area| self.area(area, spot()));
        }
        for (number, designation) in (1..).zip(&year.roster.designations) {
            self.member(&designation.member, Spot::Roster("designations", number));
            self.organization(&designation.organization, Spot::Roster("designations", number));
        }
        for (number, waiver) in (1..).zip(&year.roster.waivers) {
            self.member(&waiver.member, Spot::Roster("waivers", number));
        }
        for (number, committee) in (1..).zip(&year.committees) {
            committee.area.iter().for_each(|area| self.area(area, Spot::Roster("committees", number)));
        }
    }

    fn read_records(&mut self, year: &'a Year) {
        let spot = |register, number| Spot::Record(Record { register, number });
        macro_rules! pairs {
            ($register:ident, $list:expr) => {
                for (number, record) in (1..).zip(&$list) {
                    self.member(&record.member, spot(Register::$register, number));
                    self.organization(&record.organization, spot(Register::$register, number));
                }
            };
        }
        pairs!(Registrations, year.roster.registrations);
        pairs!(Attendances, year.attendances);
        pairs!(Picks, year.picks);
        pairs!(Rulings, year.rulings);
        pairs!(Reasons, year.reasons);
        for (number, notice) in (1..).zip(&year.notices) {
            self.organization(&notice.organization, spot(Register::Notices, number));
        }
        for (number, meeting) in (1..).zip(&year.meetings) {
            self.organization(&meeting.organization, spot(Register::Meetings, number));
        }
        for (number, change) in (1..).zip(&year.moves) {
            self.member(&change.member, spot(Register::Moves, number));
            for id in change.from.iter().chain(&change.to) {
                self.organization(id, spot(Register::Moves, number));
            }
        }
        for (number, service) in (1..).zip(&year.services) {
            self.member(&service.member, spot(Register::Services, number));
        }
        for (number, succession) in (1..).zip(&year.successions) {
            self.organization(&succession.organization, spot(Register::Successions, number));
            self.organization(&succession.successor, spot(Register::Successions, number));
        }
        for (number, plan) in (1..).zip(&year.lower_plans) {
            self.committee(&plan.committee, spot(Register::LowerPlans, number));
        }
        for (number, delivery) in (1..).zip(&year.deliveries) {
            let spot = spot(Register::Deliveries, number);
            match &delivery.to {
                Recipient::Member(id) => self.member(id, spot),
                Recipient::Organization(id) => self.organization(id, spot),
                Recipient::Committee(id) => self.committee(id, spot),
            }
        }
    }

    fn read_reports(&mut self, year: &'a Year) {
        for (number, report) in (1..).zip(&year.member_reports) {
            let spot = || Spot::Record(Record { register: Register::MemberReports, number });
            self.member(&report.member, spot());
            for claim in &report.claims {
                self.organization(&claim.organization, spot());
                self.times(claim.on.is_some(), claim.times, spot());
            }
        }
        for (number, report) in (1..).zip(&year.organization_reports) {
            let spot = || Spot::Record(Record { register: Register::OrganizationReports, number });
            self.organization(&report.organization, spot());
            for line in &report.received {
                self.member(&line.member, spot());
                line.organization.iter().for_each(|id| self.organization(id, spot()));
                self.times(line.on.is_some(), line.times, spot());
            }
        }
    }

    fn times(&mut self, dated: bool, times: u32, spot: Spot) {
        if times > MOST_TIMES || (dated && times != 1) {
            self.defects.insert(RecordDefect { spot, fault: Fault::Times { times } });
        }
    }

    /// Areas lie in areas; organizations are parts of organizations or succeeded by them: neither may lead back.
    fn trees(&mut self, year: &'a Year) {
        let mut up: HashMap<&str, Vec<&str>> = HashMap::new();
        for area in &year.roster.areas {
            up.entry(area.id.as_str()).or_default().extend(area.parent.as_ref().map(AreaId::as_str));
        }
        self.cycle(&up, "parents");
        up.clear();
        for organization in &year.roster.organizations {
            let parent = organization.parent.as_ref().map(OrganizationId::as_str);
            up.entry(organization.id.as_str()).or_default().extend(parent);
        }
        for succession in &year.successions {
            up.entry(succession.organization.as_str()).or_default().push(succession.successor.as_str());
        }
        self.cycle(&up, "successions or parents");
    }

    /// Takes away, again and again, what leads nowhere; what is left leads back to itself.
    fn cycle(&mut self, up: &HashMap<&str, Vec<&str>>, through: &'static str) {
        let mut open: HashMap<&str, usize> = up.iter().map(|(&id, next)| (id, next.len())).collect();
        let mut below: HashMap<&str, Vec<&str>> = HashMap::new();
        for (&id, next) in up {
            next.iter().for_each(|&above| below.entry(above).or_default().push(id));
        }
        let known = |id: &str| up.contains_key(id);
        let mut free: Vec<&str> = open.iter().filter(|entry| *entry.1 == 0).map(|entry| *entry.0).collect();
        free.extend(below.keys().copied().filter(|id| !known(id)));
        while let Some(id) = free.pop() {
            for &lower in below.get(id).into_iter().flatten() {
                let Some(left) = open.get_mut(lower) else { continue };
                *left = left.saturating_sub(1);
                if *left == 0 {
                    free.push(lower);
                }
            }
        }
        if let Some(id) = open.iter().filter(|entry| *entry.1 > 0).map(|entry| *entry.0).min() {
            let fault = Fault::Cycle { id: id.to_owned(), through };
            self.defects.insert(RecordDefect { spot: Spot::Year, fault });
        }
    }
}
