//! The lists of a year as its records.

use super::code::Code;
use super::fault::{Fault, Spot};
use super::field::Spec;
use super::rejected::Rejected;
use super::row::Row;
use super::source::Sources;
use super::tally::Tally;
use super::{Lists, year_lists as lists};
use crate::calendar::Blocked;
use crate::compliance::{
    AuditError, MemberReport, OrganizationReport, Record, RecordDefect, Register, Spot as Place, Year,
};
use crate::problem;
use crate::roster::{Placement, Roster};
use std::collections::BTreeMap;
use std::fmt;

/// A table and the records of its year, with the way back to the files.
///
/// Example: [`read_year_files`](crate::office::csv::read_year_files).
#[derive(Clone, PartialEq, Eq, Default)]
pub struct YearTable {
    /// The table the year began with.
    pub placements: Vec<Placement>,
    /// Days on which a member cannot come or an organization cannot receive, in the order of their rows; no record, but for the calendar.
    pub blocked: Vec<Blocked>,
    /// The records.
    pub year: Year,
    /// Where they stood.
    pub sources: YearSources,
}

/// Counts only: what is shown by `Debug` ends in logs, and logs hold no names.
impl fmt::Debug for YearTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the year {}: {} placements, {:?}", self.year.year, self.placements.len(), self.sources)
    }
}

/// For each list of a year, the row of each entry, and what was counted in each file.
///
/// Example: [`read_year_files`](crate::office::csv::read_year_files).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct YearSources {
    rows: BTreeMap<&'static str, (usize, Vec<usize>)>,
    tallies: Vec<Tally>,
}

impl YearSources {
    /// What was counted in each file.
    #[must_use]
    pub fn tallies(&self) -> &[Tally] {
        &self.tallies
    }

    /// Where a record stood, a report with its first row; none for one that was not read from a file of the year.
    #[must_use]
    pub fn spot(&self, record: Record) -> Option<Spot> {
        self.row(record.register.name(), record.number)
    }

    /// Where an entry of a list stood, counted from 1: `placements`, `committees`, `blocked` and so on.
    #[must_use]
    pub fn row(&self, list: &'static str, number: usize) -> Option<Spot> {
        let (tally, rows) = self.rows.get(list)?;
        let row = rows.get(number.checked_sub(1)?)?;
        Some(self.tallies.get(*tally)?.spot(*row))
    }

    /// The defects of records, each with its place in the files of the year or of the season; empty for any other error.
    #[must_use]
    pub fn located(&self, error: &AuditError, season: &Sources) -> Vec<(Option<Spot>, RecordDefect)> {
        let AuditError::Records(defects) = error else { return Vec::new() };
        let spot = |defect: &RecordDefect| match &defect.spot {
            Place::Record(Record { register: Register::Registrations, number }) => {
                season.spot(problem::Row { table: problem::Table::Registrations, number: *number })
            }
            Place::Record(record) => self.spot(*record),
            Place::Placement(number) => self.row("placements", *number),
            Place::Roster("committees", number) => self.row("committees", *number),
            Place::Roster(list, number) => {
                let table = super::tables::ALL.into_iter().find(|table| table.name() == *list)?;
                season.spot(problem::Row { table, number: *number })
            }
            Place::Year => None,
        };
        defects.iter().map(|defect| (spot(defect), defect.clone())).collect()
    }
}

/// Every list of a year with its columns, in the order of reading.
#[cfg(feature = "xlsx")]
pub(in crate::office) const LISTS: [(&str, &Spec); 19] = [
    ("placements", &lists::PLACEMENTS),
    ("year", &lists::YEAR),
    ("committees", &lists::COMMITTEES),
    ("holidays", &lists::HOLIDAYS),
    ("notices", &lists::NOTICES),
    ("meetings", &lists::MEETINGS),
    ("attendances", &lists::ATTENDANCES),
    ("member_reports", &lists::MEMBER_REPORTS),
    ("organization_reports", &lists::ORGANIZATION_REPORTS),
    ("deliveries", &lists::DELIVERIES),
    ("picks", &lists::PICKS),
    ("moves", &lists::MOVES),
    ("announcements", &lists::ANNOUNCEMENTS),
    ("services", &lists::SERVICES),
    ("successions", &lists::SUCCESSIONS),
    ("rulings", &lists::RULINGS),
    ("lower_plans", &lists::LOWER_PLANS),
    ("reasons", &lists::REASONS),
    ("blocked", &lists::BLOCKED),
];

struct Reading<'a, L> {
    lists: &'a mut L,
    sources: YearSources,
    faults: Vec<Fault>,
}

impl<L: Lists> Reading<'_, L> {
    fn list<T>(
        &mut self,
        list: &'static str,
        spec: &'static Spec,
        build: fn(&mut Row<'_, '_>) -> Option<T>,
    ) -> Vec<(usize, T)> {
        let found = self.lists.list(list, spec, build, &mut self.faults);
        let Some(found) = found else { return Vec::new() };
        let rows = found.entries.iter().map(|entry| entry.0).collect();
        self.sources.rows.insert(list, (self.sources.tallies.len(), rows));
        self.sources.tallies.push(found.tally);
        self.faults.extend(found.faults);
        found.entries
    }

    fn entries<T>(
        &mut self,
        list: &'static str,
        spec: &'static Spec,
        build: fn(&mut Row<'_, '_>) -> Option<T>,
    ) -> Vec<T> {
        self.list(list, spec, build).into_iter().map(|entry| entry.1).collect()
    }

    /// Rows with one head are one report; its place is its first row.
    fn reports<S: Clone + Ord, T>(
        &mut self,
        list: &'static str,
        spec: &'static Spec,
        build: fn(&mut Row<'_, '_>) -> Option<lists::Told<S, T>>,
    ) -> Vec<(lists::Head<S>, Vec<T>)> {
        let mut at: BTreeMap<lists::Head<S>, usize> = BTreeMap::new();
        let mut reports: Vec<(lists::Head<S>, Vec<T>)> = Vec::new();
        let mut first = Vec::new();
        for (row, (head, told)) in self.list(list, spec, build) {
            let index = *at.entry(head.clone()).or_insert(reports.len());
            if index == reports.len() {
                reports.push((head, Vec::new()));
                first.push(row);
            }
            if let Some(report) = reports.get_mut(index) {
                report.1.extend(told);
            }
        }
        if let Some(of_list) = self.sources.rows.get_mut(list) {
            of_list.1 = first;
        }
        reports
    }

    fn member_reports(&mut self) -> Vec<MemberReport> {
        let reports = self.reports("member_reports", &lists::MEMBER_REPORTS, lists::member_report).into_iter();
        let report = |(head, claims): (lists::Head<_>, _)| MemberReport {
            on: head.on,
            member: head.sender,
            through: head.through,
            written: head.written,
            claims,
            entered: head.entered,
        };
        reports.map(report).collect()
    }

    fn organization_reports(&mut self) -> Vec<OrganizationReport> {
        let reports = self.reports("organization_reports", &lists::ORGANIZATION_REPORTS, lists::organization_report);
        let report = |(head, received): (lists::Head<_>, _)| OrganizationReport {
            on: head.on,
            organization: head.sender,
            through: head.through,
            written: head.written,
            received,
            entered: head.entered,
        };
        reports.into_iter().map(report).collect()
    }

    fn number_of_year(&mut self) -> i32 {
        let years = self.entries("year", &lists::YEAR, lists::year);
        match years.as_slice() {
            [year] => i32::try_from(*year).unwrap_or(i32::MAX),
            [] => 0,
            more => {
                let found = format!("{} years", more.len());
                let spot = self.sources.tallies.last().map_or_else(|| Spot::file("year"), Tally::whole);
                self.faults.push(Fault::new(Code::Choice, spot, &found, "one year"));
                0
            }
        }
    }
}

/// Reads every list of a year; `faults` are those of the files themselves, and `rest` gives those of what no list took.
pub(in crate::office) fn read_year<L: Lists>(
    roster: Roster,
    lists: &mut L,
    faults: Vec<Fault>,
    rest: fn(&L) -> Vec<Fault>,
) -> Result<YearTable, Rejected> {
    let mut reading = Reading { lists, sources: YearSources::default(), faults };
    let placements = reading.entries("placements", &lists::PLACEMENTS, lists::placement);
    let year = Year {
        year: reading.number_of_year(),
        roster,
        committees: reading.entries("committees", &lists::COMMITTEES, lists::committee),
        holidays: reading.entries("holidays", &lists::HOLIDAYS, lists::holiday),
        notices: reading.entries("notices", &lists::NOTICES, lists::notice),
        meetings: reading.entries("meetings", &lists::MEETINGS, lists::meeting),
        attendances: reading.entries("attendances", &lists::ATTENDANCES, lists::attendance),
        member_reports: reading.member_reports(),
        organization_reports: reading.organization_reports(),
        deliveries: reading.entries("deliveries", &lists::DELIVERIES, lists::delivery),
        picks: reading.entries("picks", &lists::PICKS, lists::pick),
        moves: reading.entries("moves", &lists::MOVES, lists::change),
        announcements: reading.entries("announcements", &lists::ANNOUNCEMENTS, lists::announcement),
        services: reading.entries("services", &lists::SERVICES, lists::service),
        successions: reading.entries("successions", &lists::SUCCESSIONS, lists::succession),
        rulings: reading.entries("rulings", &lists::RULINGS, lists::ruling),
        lower_plans: reading.entries("lower_plans", &lists::LOWER_PLANS, lists::lower_plan),
        reasons: reading.entries("reasons", &lists::REASONS, lists::reason),
    };
    let blocked = reading.entries("blocked", &lists::BLOCKED, lists::blocked);
    let Reading { lists, sources, mut faults } = reading;
    faults.extend(rest(lists));
    if faults.is_empty() {
        Ok(YearTable { placements, blocked, year, sources })
    } else {
        Err(Rejected { faults, tallies: sources.tallies })
    }
}
