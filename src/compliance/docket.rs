//! The records of a year laid out by whom they are about: visible ones only, each once, in an order that rows do not decide.

use super::law::Law;
use super::records::{
    Announcement, Attendance, Delivery, LowerPlan, Meeting, MeetingNotice, MemberReport, Move, OrganizationReport,
    Pick, Reason, ReceivedVisit, Ruling, Service, Succession, Year,
};
use super::register::{Record, Register};
use crate::id::{AreaId, MemberId, OrganizationId};
use crate::policy::Known;
use crate::roster::{Member, Organization, Placement, Registration};
use chrono::NaiveDate;
use std::cmp::Ordering;
use std::collections::HashMap;

/// A record's two days and its order among its like.
pub(super) trait Entry {
    fn on(&self) -> Option<NaiveDate>;
    fn entered(&self) -> Option<NaiveDate>;
    fn order(&self, other: &Self) -> Ordering;
}

macro_rules! entry {
    ($($record:ident . $day:ident),+) => {
        $(impl Entry for $record {
            fn on(&self) -> Option<NaiveDate> {
                Some(self.$day)
            }
            fn entered(&self) -> Option<NaiveDate> {
                self.entered
            }
            fn order(&self, other: &Self) -> Ordering {
                self.cmp(other)
            }
        })+
    };
}
entry!(
    MeetingNotice.on,
    Meeting.known,
    Attendance.on,
    MemberReport.on,
    OrganizationReport.on,
    Delivery.on,
    Pick.on,
    Move.on,
    Announcement.on,
    Service.on,
    Succession.on,
    Ruling.on,
    LowerPlan.on,
    Reason.on
);

impl Entry for Registration {
    fn on(&self) -> Option<NaiveDate> {
        self.on
    }
    fn entered(&self) -> Option<NaiveDate> {
        None
    }
    fn order(&self, other: &Self) -> Ordering {
        let key = |r: &Self| (r.on, r.rank);
        key(self)
            .cmp(&key(other))
            .then_with(|| (&self.organization, &self.member).cmp(&(&other.organization, &other.member)))
    }
}

/// Records of one list, by whom they are about; each list in order.
pub(super) type Filed<'a, T> = Vec<Vec<(Record, &'a T)>>;

/// A line of an organization's report.
#[derive(Clone, Copy)]
pub(super) struct Received<'a> {
    pub(super) record: Record,
    /// The day of the report.
    pub(super) given: NaiveDate,
    /// The organization visited.
    pub(super) organization: usize,
    pub(super) line: &'a ReceivedVisit,
}

/// What an audit of one day sees.
pub(super) struct Docket<'a> {
    pub(super) law: Law<'a>,
    pub(super) year: &'a Year,
    pub(super) as_of: NaiveDate,
    /// Members by id.
    pub(super) members: Vec<&'a Member>,
    member_at: HashMap<&'a MemberId, usize>,
    /// Organizations by id.
    pub(super) organizations: Vec<&'a Organization>,
    organization_at: HashMap<&'a OrganizationId, usize>,
    /// The committee each organization is a sub-cell of.
    parent: Vec<Option<usize>>,
    /// The place an organization is counted as: its committee, after all mergers seen.
    pub(super) group: Vec<usize>,
    /// Mergers and renamings by organization.
    successor: Vec<Option<(NaiveDate, usize)>>,
    area_parent: HashMap<&'a AreaId, Option<&'a AreaId>>,
    /// The table as it began, by member: sorted, each once.
    pub(super) placed: Vec<Vec<usize>>,
    pub(super) registrations: Filed<'a, Registration>,
    pub(super) attendances: Filed<'a, Attendance>,
    pub(super) member_reports: Filed<'a, MemberReport>,
    pub(super) rulings: Filed<'a, Ruling>,
    pub(super) services: Filed<'a, Service>,
    pub(super) moves: Filed<'a, Move>,
    /// By organization: the decisions that send someone there, by member.
    pub(super) arrivals: Vec<Vec<Record>>,
    pub(super) picks: Filed<'a, Pick>,
    pub(super) reasons: Filed<'a, Reason>,
    /// By place.
    pub(super) organization_reports: Filed<'a, OrganizationReport>,
    pub(super) notices: Filed<'a, MeetingNotice>,
    pub(super) meetings: Filed<'a, Meeting>,
    /// By member: what the last report of each place says of the member.
    pub(super) received: Vec<Vec<Received<'a>>>,
    /// By place: the day of its last report.
    pub(super) spoke: Vec<Option<NaiveDate>>,
    /// By place: attendances there.
    pub(super) attended: Filed<'a, Attendance>,
    pub(super) successions: Vec<(Record, &'a Succession)>,
    pub(super) deliveries: Vec<(Record, &'a Delivery)>,
    pub(super) announcements: Vec<(Record, &'a Announcement)>,
    pub(super) lower_plans: Vec<(Record, &'a LowerPlan)>,
    /// Records the day does not see.
    pub(super) ahead: Vec<Record>,
    /// Records that say again what another says.
    pub(super) duplicates: Vec<Record>,
    /// Records entered after the day, and counted under the reading `event`.
    pub(super) late: Vec<Record>,
}

impl<'a> Docket<'a> {
    /// INVARIANT: `year` and `placements` passed [`super::door::check`], so every id is known and no tree bites its tail.
    pub(super) fn new(law: Law<'a>, placements: &'a [Placement], year: &'a Year, as_of: NaiveDate) -> Self {
        let roster = &year.roster;
        let mut members: Vec<&Member> = roster.members.iter().collect();
        members.sort_by(|a, b| a.id.cmp(&b.id));
        let mut organizations: Vec<&Organization> = roster.organizations.iter().collect();
        organizations.sort_by(|a, b| a.id.cmp(&b.id));
        let member_at: HashMap<_, _> = members.iter().enumerate().map(|(at, member)| (&member.id, at)).collect();
        let organization_at: HashMap<_, _> =
            organizations.iter().enumerate().map(|(at, &organization)| (&organization.id, at)).collect();
        let up = |organization: &&Organization| organization_at.get(organization.parent.as_ref()?).copied();
        let parent: Vec<Option<usize>> = organizations.iter().map(up).collect();
        let mut docket = Self {
            law,
            year,
            as_of,
            placed: vec![Vec::new(); members.len()],
            group: (0..organizations.len()).collect(),
            successor: vec![None; organizations.len()],
            area_parent: roster.areas.iter().map(|area| (&area.id, area.parent.as_ref())).collect(),
            members,
            member_at,
            organizations,
            organization_at,
            parent,
            received: Vec::new(),
            spoke: Vec::new(),
            registrations: Vec::new(),
            attendances: Vec::new(),
            member_reports: Vec::new(),
            rulings: Vec::new(),
            services: Vec::new(),
            moves: Vec::new(),
            arrivals: Vec::new(),
            picks: Vec::new(),
            reasons: Vec::new(),
            organization_reports: Vec::new(),
            notices: Vec::new(),
            meetings: Vec::new(),
            attended: Vec::new(),
            successions: Vec::new(),
            deliveries: Vec::new(),
            announcements: Vec::new(),
            lower_plans: Vec::new(),
            ahead: Vec::new(),
            duplicates: Vec::new(),
            late: Vec::new(),
        };
        docket.seat(placements);
        docket.follow_successions();
        docket.file_all();
        docket
    }

    fn seat(&mut self, placements: &[Placement]) {
        for placement in placements {
            let organization = self.organization_at.get(&placement.organization).copied();
            let member = self.member_at.get(&placement.member).copied();
            if let (Some(slot), Some(organization)) = (member.and_then(|at| self.placed.get_mut(at)), organization) {
                slot.push(organization);
            }
        }
        for list in &mut self.placed {
            list.sort_unstable();
            list.dedup();
        }
    }

    /// Of several mergers of one organization the first stands.
    fn follow_successions(&mut self) {
        self.successions = self.file_one(Register::Successions, &self.year.successions);
        for (_, succession) in self.successions.iter().rev() {
            let from = self.organization_at.get(&succession.organization);
            let to = self.organization_at.get(&succession.successor).copied();
            if let (Some(slot), Some(to)) = (from.and_then(|&at| self.successor.get_mut(at)), to) {
                *slot = Some((succession.on, to));
            }
        }
        self.group = (0..self.group.len()).map(|at| self.top(at, NaiveDate::MAX)).collect();
    }

    fn file_all(&mut self) {
        let year = self.year;
        let (members, places) = (self.members.len(), self.group.len());
        macro_rules! by_member {
            ($register:expr, $list:expr) => {
                self.file($register, $list, members, |docket, record| docket.member_at.get(&record.member).copied())
            };
        }
        macro_rules! by_place {
            ($register:expr, $list:expr) => {
                self.file($register, $list, places, |docket, record| docket.place_of(&record.organization))
            };
        }
        self.registrations = by_member!(Register::Registrations, &year.roster.registrations);
        self.attendances = by_member!(Register::Attendances, &year.attendances);
        self.member_reports = by_member!(Register::MemberReports, &year.member_reports);
        self.rulings = by_member!(Register::Rulings, &year.rulings);
        self.services = by_member!(Register::Services, &year.services);
        self.moves = by_member!(Register::Moves, &year.moves);
        self.picks = by_member!(Register::Picks, &year.picks);
        self.reasons = by_member!(Register::Reasons, &year.reasons);
        self.organization_reports = by_place!(Register::OrganizationReports, &year.organization_reports);
        self.notices = by_place!(Register::Notices, &year.notices);
        self.meetings = by_place!(Register::Meetings, &year.meetings);
        self.attended = vec![Vec::new(); places];
        for list in &self.attendances {
            for &(record, attendance) in list {
                let place = self.place_of(&attendance.organization);
                if let Some(slot) = place.and_then(|at| self.attended.get_mut(at)) {
                    slot.push((record, attendance));
                }
            }
        }
        self.arrivals = vec![Vec::new(); places];
        for &(record, change) in self.moves.iter().flatten() {
            let to = change.to.as_ref().map(|id| self.organization(id));
            to.and_then(|at| self.arrivals.get_mut(at)).into_iter().for_each(|list| list.push(record));
        }
        self.deliveries = self.file_one(Register::Deliveries, &year.deliveries);
        self.announcements = self.file_one(Register::Announcements, &year.announcements);
        self.lower_plans = self.file_one(Register::LowerPlans, &year.lower_plans);
        self.read_reports();
        self.ahead.sort_unstable();
        self.duplicates.sort_unstable();
        self.late.sort_unstable();
    }

    /// Of several reports of one place the last decides what it says; one given before the year began is none for the year.
    fn read_reports(&mut self) {
        self.received = vec![Vec::new(); self.members.len()];
        self.spoke = vec![None; self.group.len()];
        for place in 0..self.group.len() {
            let timely = of(&self.organization_reports, place).iter().rev().find(|found| found.1.on >= self.law.first);
            let Some(&(record, report)) = timely else { continue };
            if let Some(slot) = self.spoke.get_mut(place) {
                *slot = Some(report.on);
            }
            for line in &report.received {
                let organization = self.organization(line.organization.as_ref().unwrap_or(&report.organization));
                let member = self.member(&line.member);
                if let Some(list) = self.received.get_mut(member) {
                    list.push(Received { record, given: report.on, organization, line });
                }
            }
        }
    }

    fn file_one<T: Entry>(&mut self, register: Register, list: &'a [T]) -> Vec<(Record, &'a T)> {
        self.file(register, list, 1, |_, _| Some(0)).pop().unwrap_or_default()
    }

    fn file<T: Entry>(
        &mut self,
        register: Register,
        list: &'a [T],
        buckets: usize,
        key: impl Fn(&Self, &T) -> Option<usize>,
    ) -> Filed<'a, T> {
        let mut filed: Filed<'a, T> = Vec::new();
        filed.resize_with(buckets, Vec::new);
        for (number, entry) in (1..).zip(list) {
            let record = Record { register, number };
            let after = |day: Option<NaiveDate>| day.is_some_and(|day| day > self.as_of);
            let late = after(entry.entered());
            if after(entry.on()) || (late && self.law.readings.known == Known::Entry) {
                self.ahead.push(record);
                continue;
            }
            if late {
                self.late.push(record);
            }
            if let Some(bucket) = key(self, entry).and_then(|at| filed.get_mut(at)) {
                bucket.push((record, entry));
            }
        }
        for bucket in &mut filed {
            bucket.sort_by(|a, b| a.1.order(b.1).then(a.0.cmp(&b.0)));
            bucket.dedup_by(|later, first| {
                let same = later.1.order(first.1) == Ordering::Equal;
                if same {
                    self.duplicates.push(later.0);
                }
                same
            });
        }
        filed
    }

    /// The index of an organization; every id is known.
    pub(super) fn organization(&self, id: &OrganizationId) -> usize {
        self.organization_at.get(id).copied().unwrap_or(usize::MAX)
    }

    pub(super) fn member(&self, id: &MemberId) -> usize {
        self.member_at.get(id).copied().unwrap_or(usize::MAX)
    }

    pub(super) fn place_of(&self, id: &OrganizationId) -> Option<usize> {
        self.group.get(*self.organization_at.get(id)?).copied()
    }

    /// What an organization is on a day, after the mergers up to it.
    pub(super) fn now(&self, mut at: usize, day: NaiveDate) -> usize {
        while let Some((on, next)) = self.successor.get(at).copied().flatten() {
            if on > day {
                break;
            }
            at = next;
        }
        at
    }

    /// The topmost committee of an organization on a day.
    pub(super) fn top(&self, at: usize, day: NaiveDate) -> usize {
        let mut at = self.now(at, day);
        while let Some(up) = self.parent.get(at).copied().flatten() {
            at = self.now(up, day);
        }
        at
    }

    /// Whether two ids are one organization on a day.
    pub(super) fn is_same(&self, one: usize, other: usize, day: NaiveDate) -> bool {
        self.now(one, day) == self.now(other, day)
    }

    /// Whether an organization is another or a sub-cell of it, on a day.
    pub(super) fn is_within(&self, at: usize, above: usize, day: NaiveDate) -> bool {
        let above = self.now(above, day);
        let mut at = Some(self.now(at, day));
        while let Some(here) = at {
            if here == above {
                return true;
            }
            at = self.parent.get(here).copied().flatten().map(|up| self.now(up, day));
        }
        false
    }

    /// Whether an organization's meeting of a day was moved to another day, by a notice of the new one.
    pub(super) fn is_moved(&self, place: usize, organization: &OrganizationId, day: NaiveDate) -> bool {
        of(&self.notices, place).iter().any(|(_, notice)| {
            notice.moved_from == Some(day) && notice.meeting != day && notice.organization == *organization
        })
    }

    /// Whether an area is another or lies in it.
    pub(super) fn lies_in(&self, area: &'a AreaId, above: &AreaId) -> bool {
        let mut at = Some(area);
        while let Some(here) = at {
            if here == above {
                return true;
            }
            at = self.area_parent.get(here).copied().flatten();
        }
        false
    }
}

/// The list of one bucket; empty where there is none.
pub(super) fn of<T>(filed: &[Vec<T>], at: usize) -> &[T] {
    filed.get(at).map_or(&[], Vec::as_slice)
}
