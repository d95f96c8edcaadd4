//! Records by list and number: how a finding cites them, and how a year is cut down to them.

use super::records::Year;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One of the lists of a [`Year`].
///
/// Example: [`Year`](crate::compliance::Year).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is the list of the year with this name")]
pub enum Register {
    Registrations,
    Notices,
    Meetings,
    Attendances,
    MemberReports,
    OrganizationReports,
    Deliveries,
    Picks,
    Moves,
    Announcements,
    Services,
    Successions,
    Rulings,
    LowerPlans,
    Reasons,
}

impl Register {
    /// Every list of records.
    pub const ALL: [Self; 15] = [
        Self::Registrations,
        Self::Notices,
        Self::Meetings,
        Self::Attendances,
        Self::MemberReports,
        Self::OrganizationReports,
        Self::Deliveries,
        Self::Picks,
        Self::Moves,
        Self::Announcements,
        Self::Services,
        Self::Successions,
        Self::Rulings,
        Self::LowerPlans,
        Self::Reasons,
    ];

    /// Its name, the same as the year's field.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Registrations => "registrations",
            Self::Notices => "notices",
            Self::Meetings => "meetings",
            Self::Attendances => "attendances",
            Self::MemberReports => "member_reports",
            Self::OrganizationReports => "organization_reports",
            Self::Deliveries => "deliveries",
            Self::Picks => "picks",
            Self::Moves => "moves",
            Self::Announcements => "announcements",
            Self::Services => "services",
            Self::Successions => "successions",
            Self::Rulings => "rulings",
            Self::LowerPlans => "lower_plans",
            Self::Reasons => "reasons",
        }
    }
}

/// A record of the year: its list and its place in it.
///
/// Example: [`Year`](crate::compliance::Year).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The list.
    pub register: Register,
    /// The entry, counted from 1 in the order in which the year was given.
    pub number: usize,
}

impl std::fmt::Display for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.register.name(), self.number)
    }
}

impl Year {
    /// The same year with only these records; roster, committees and holidays stay. What an auditor needs to recompute one finding.
    #[must_use]
    pub fn only(&self, records: &[Record]) -> Self {
        fn pick<T: Clone>(list: &[T], register: Register, records: &[Record]) -> Vec<T> {
            let mine = records.iter().filter(|record| record.register == register);
            mine.filter_map(|record| list.get(record.number.checked_sub(1)?).cloned()).collect()
        }
        let mut year = Self {
            year: self.year,
            roster: self.roster.clone(),
            committees: self.committees.clone(),
            holidays: self.holidays.clone(),
            notices: pick(&self.notices, Register::Notices, records),
            meetings: pick(&self.meetings, Register::Meetings, records),
            attendances: pick(&self.attendances, Register::Attendances, records),
            member_reports: pick(&self.member_reports, Register::MemberReports, records),
            organization_reports: pick(&self.organization_reports, Register::OrganizationReports, records),
            deliveries: pick(&self.deliveries, Register::Deliveries, records),
            picks: pick(&self.picks, Register::Picks, records),
            moves: pick(&self.moves, Register::Moves, records),
            announcements: pick(&self.announcements, Register::Announcements, records),
            services: pick(&self.services, Register::Services, records),
            successions: pick(&self.successions, Register::Successions, records),
            rulings: pick(&self.rulings, Register::Rulings, records),
            lower_plans: pick(&self.lower_plans, Register::LowerPlans, records),
            reasons: pick(&self.reasons, Register::Reasons, records),
        };
        year.roster.registrations = pick(&self.roster.registrations, Register::Registrations, records);
        year
    }

    /// The event day of a record; none for a record that is not there or a registration without a day.
    #[must_use]
    pub fn day_of(&self, record: Record) -> Option<NaiveDate> {
        let at = record.number.checked_sub(1)?;
        match record.register {
            Register::Registrations => self.roster.registrations.get(at)?.on,
            Register::Notices => Some(self.notices.get(at)?.on),
            Register::Meetings => Some(self.meetings.get(at)?.known),
            Register::Attendances => Some(self.attendances.get(at)?.on),
            Register::MemberReports => Some(self.member_reports.get(at)?.on),
            Register::OrganizationReports => Some(self.organization_reports.get(at)?.on),
            Register::Deliveries => Some(self.deliveries.get(at)?.on),
            Register::Picks => Some(self.picks.get(at)?.on),
            Register::Moves => Some(self.moves.get(at)?.on),
            Register::Announcements => Some(self.announcements.get(at)?.on),
            Register::Services => Some(self.services.get(at)?.on),
            Register::Successions => Some(self.successions.get(at)?.on),
            Register::Rulings => Some(self.rulings.get(at)?.on),
            Register::LowerPlans => Some(self.lower_plans.get(at)?.on),
            Register::Reasons => Some(self.reasons.get(at)?.on),
        }
    }
}
