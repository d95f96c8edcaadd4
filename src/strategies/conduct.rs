//! Random years: what members, organizations and the Board did about a table, near the days on which it matters.

use super::{Season, Size, facts, id};
use crate::compliance::{
    Attendance, AuditError, ClaimedVisit, Findings, Meeting, MeetingNotice, MemberReport, Move, OrganizationReport,
    ReceivedVisit, Service, Turn, Year, audit,
};
use crate::error::Error;
use crate::policy::{Kind, Policy};
use crate::roster::Placement;
use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::prelude::*;

/// A table, the records of a year and the day they are looked at, under a policy.
///
/// Example: [`check_year`](crate::laws::check_year).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conduct {
    /// The policy.
    pub policy: Policy,
    /// The table the year began with.
    pub placements: Vec<Placement>,
    /// The records.
    pub year: Year,
    /// The day of the audit; from the year before to the year after.
    pub as_of: NaiveDate,
}

impl Conduct {
    /// What the judge of conduct finds.
    ///
    /// # Errors
    /// Those of [`audit`](crate::audit).
    pub fn audit(&self) -> Result<Findings, AuditError> {
        audit(&self.policy, &self.placements, &self.year, self.as_of)
    }
}

/// One record to be: which list, who, where, the day of the year, another day after it, and a switch.
type Raw = (u8, usize, usize, u64, u64, bool);

/// Years under one policy. Members visit where they are placed, mostly; reports tell of what happened, mostly; records later than the day of
/// the audit, before the year and after it are there too. Nothing in them is a defect.
///
/// # Errors
/// Those of [`Policy::in_force`], for a policy that contradicts itself or says nothing on the first of January of that year.
///
/// Example: [`check_year`](crate::laws::check_year).
pub fn conduct(policy: &Policy, year: i32, size: Size) -> Result<impl Strategy<Value = Conduct> + use<>, Error> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let (policy, rules) = (policy.clone(), policy.in_force(first)?);
    let record = (0..9u8, 0..720_720usize, 0..720_720usize, 0..380u64, 0..30u64, any::<bool>());
    let records = vec(record, 0..=size.members.saturating_mul(6));
    Ok((facts::raw(size), records, 0..500u64).prop_map(move |(raw, records, as_of)| {
        let season = Season { roster: raw.build(&rules), policy: policy.clone(), day: first };
        let start = first.checked_sub_days(Days::new(10)).unwrap_or(first);
        let placements = season.roster.previous.clone();
        let mut records_of_year = Year { year, roster: season.roster, ..Year::default() };
        records.into_iter().for_each(|record| add(&mut records_of_year, &policy, &placements, start, record));
        Conduct { policy: policy.clone(), placements, year: records_of_year, as_of: after(start, as_of) }
    }))
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

fn add(year: &mut Year, policy: &Policy, table: &[Placement], start: NaiveDate, raw: Raw) {
    let (which, who, place, days, later, switch) = raw;
    let entered = None;
    let on = after(start, days);
    let usual = who.checked_rem(table.len()).and_then(|at| table.get(at)).cloned();
    let stray = Placement {
        member: id('m', who % year.roster.members.len().max(1)),
        organization: id('o', place % year.roster.organizations.len().max(1)),
    };
    let Placement { member, organization } = usual.filter(|_| place % 4 > 0).unwrap_or(stray);
    let through = policy.rules.iter().find_map(|rule| match &rule.says {
        Kind::Report { through, .. } => Some(through.clone()),
        _ => None,
    });
    match which {
        0..=2 => {
            let (duties, difficulties, proposals) = (vec![], String::new(), String::new());
            let regular = Some(switch);
            year.attendances.push(Attendance {
                on,
                member,
                organization,
                regular,
                duties,
                difficulties,
                proposals,
                entered,
            });
        }
        3 => {
            let (meeting, place) = (after(on, later), String::new());
            year.notices.push(MeetingNotice {
                on,
                organization,
                meeting,
                place,
                regular: switch,
                moved_from: None,
                entered,
            });
        }
        4 => year.meetings.push(Meeting { known: on, organization, meeting: after(on, later), entered }),
        5 => {
            let visits = year.attendances.iter().filter(|visit| visit.member == member && visit.on <= on);
            let claims = visits.map(|visit| ClaimedVisit {
                organization: visit.organization.clone(),
                on: Some(visit.on),
                times: 1,
            });
            let claims = claims.skip(usize::from(switch)).collect();
            year.member_reports.push(MemberReport { on, member, through, written: true, claims, entered });
        }
        6 => {
            let visits = year.attendances.iter().filter(|visit| visit.organization == organization && visit.on <= on);
            let received = visits.map(|visit| ReceivedVisit {
                member: visit.member.clone(),
                organization: None,
                on: Some(visit.on),
                times: 1,
            });
            let received = received.skip(usize::from(switch)).collect();
            let report = OrganizationReport { on, organization, through, written: later > 3, received, entered };
            year.organization_reports.push(report);
        }
        7 => {
            let turn = if switch { Turn::Entered } else { Turn::Leave };
            year.services.push(Service { on, turn, member, entered });
        }
        _ => {
            let decided = Some(on).filter(|_| switch);
            let (from, to) = (None, Some(organization));
            year.moves.push(Move { on, member, from, to, requested: None, decided, entered });
        }
    }
}
