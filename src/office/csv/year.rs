//! The records of a year as a folder of CSV files, beside the season's.
//!
//! Days are written as in a season; `yes` and `no` may be `có` and `không`. Every list has a column `entered`, the day the record was written
//! down, which may be left out or empty.
//!
//! | file | columns (those in brackets may be left out) |
//! |---|---|
//! | `year.csv` | `year`: one row |
//! | `placements.csv` | `member, organization`: the table the year began with |
//! | `committees.csv` | `id, name, body, [area]` |
//! | `holidays.csv` | `on, [name]` |
//! | `notices.csv` | `on, organization, meeting, [place], regular, [moved_from]` |
//! | `meetings.csv` | `known, organization, meeting` |
//! | `attendances.csv` | `on, member, organization, [regular], [duties], [difficulties], [proposals]`; duties are 1 to 8, separated by `;` |
//! | `member_reports.csv` | `on, member, [through], written, [organization], [visit], [times]`: one row for each visit; rows of one day, sender and route are one report |
//! | `organization_reports.csv` | `on, organization, [through], written, [member], [at], [visit], [times]`: likewise |
//! | `deliveries.csv` | `on`, and one of `member`, `organization`, `committee` |
//! | `picks.csv` | `on, member, organization` |
//! | `moves.csv` | `on, member, [from], [to], [requested], [decided]` |
//! | `announcements.csv` | `on` |
//! | `services.csv` | `on, member, turn`: `entered`, `left`, `leave`, `returned` |
//! | `successions.csv` | `on, organization, successor` |
//! | `rulings.csv` | `on, member, organization, visit, counts` |
//! | `lower_plans.csv` | `on, committee` |
//! | `reasons.csv` | `on, member, organization, reason` |

use super::fault::{Code, Fault, Rejected, Spot};
use super::row::Row;
use super::rows::{self, Spec};
use super::source::Tally;
use super::year_lists as lists;
use super::{Sources, csv_files};
use crate::compliance::{MemberReport, OrganizationReport, Record, RecordDefect, Register, Spot as Place, Year};
use crate::error::Error;
use crate::problem;
use crate::roster::{Placement, Roster};
use std::collections::BTreeMap;
use std::path::Path;

/// A table and the records of its year, with the way back to the files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct YearTable {
    /// The table the year began with.
    pub placements: Vec<Placement>,
    /// The records.
    pub year: Year,
    /// Where they stood.
    pub sources: YearSources,
}

/// For each list of a year, the row of each entry, and what was counted in each file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct YearSources {
    rows: BTreeMap<&'static str, Vec<usize>>,
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

    fn row(&self, list: &'static str, number: usize) -> Option<Spot> {
        let row = self.rows.get(list)?.get(number.checked_sub(1)?)?;
        Some(Spot::row(&format!("{list}.csv"), *row))
    }

    /// The defects of records, each with its place in the files of the year or of the season; empty for any other error.
    #[must_use]
    pub fn located(&self, error: &Error, season: &Sources) -> Vec<(Option<Spot>, RecordDefect)> {
        let Error::Records(defects) = error else { return Vec::new() };
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

struct Reading<'a> {
    files: BTreeMap<&'a str, &'a [u8]>,
    sources: YearSources,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    fn list<T>(
        &mut self,
        list: &'static str,
        spec: &Spec,
        build: fn(&mut Row<'_, '_>) -> Option<T>,
    ) -> Vec<(usize, T)> {
        let name = format!("{list}.csv");
        let Some(bytes) = self.files.remove(name.as_str()) else {
            if spec.required {
                self.faults.push(Fault::new(Code::FileMissing, Spot::file(&name), "", "a file of this name"));
            }
            return Vec::new();
        };
        let found = rows::read(&name, bytes, spec, build);
        self.sources.tallies.push(found.tally);
        self.faults.extend(found.faults);
        self.sources.rows.insert(list, found.entries.iter().map(|entry| entry.0).collect());
        found.entries
    }

    fn entries<T>(&mut self, list: &'static str, spec: &Spec, build: fn(&mut Row<'_, '_>) -> Option<T>) -> Vec<T> {
        self.list(list, spec, build).into_iter().map(|entry| entry.1).collect()
    }

    /// Rows with one head are one report; its place is its first row.
    fn reports<S: Clone + Ord, T>(
        &mut self,
        list: &'static str,
        spec: &Spec,
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
        self.sources.rows.insert(list, first);
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
                self.faults.push(Fault::new(Code::Choice, Spot::file("year.csv"), &found, "one year"));
                0
            }
        }
    }
}

/// Reads the records of a year from the names and bytes of its files, for a roster read before.
///
/// # Errors
/// [`Rejected`] with every problem of all files; then nothing is used.
///
/// ```
/// use phancong::{Roster, office::csv};
/// let table = csv::read_year_files(Roster::default(), [
///     ("year.csv", "year\n2021\n".as_bytes()),
///     ("placements.csv", "member,organization\nUV-01,ly-son/y-te\n".as_bytes()),
///     ("attendances.csv", "ngày,tỉnh ủy viên,tổ chức,thường kỳ\n08/03/2021,UV-01,ly-son/y-te,có\n".as_bytes()),
/// ])?;
/// assert_eq!(table.year.attendances[0].regular, Some(true));
/// # Ok::<(), csv::Rejected>(())
/// ```
pub fn read_year_files<'a>(
    roster: Roster,
    files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Result<YearTable, Rejected> {
    let (mut distinct, mut faults) = (BTreeMap::new(), Vec::new());
    for (name, bytes) in files {
        if distinct.insert(name, bytes).is_some() {
            faults.push(Fault::new(Code::FileTwice, Spot::file(name), name, "each name once"));
        }
    }
    read(roster, distinct, faults)
}

fn read(roster: Roster, files: BTreeMap<&str, &[u8]>, faults: Vec<Fault>) -> Result<YearTable, Rejected> {
    let mut reading = Reading { files, sources: YearSources::default(), faults };
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
    for name in reading.files.keys() {
        let expected = "a file of a year, such as attendances.csv";
        reading.faults.push(Fault::new(Code::FileUnknown, Spot::file(name), name, expected));
    }
    let Reading { sources, faults, .. } = reading;
    if faults.is_empty() {
        Ok(YearTable { placements, year, sources })
    } else {
        Err(Rejected { faults, tallies: sources.tallies })
    }
}

/// Reads the records of a year from the CSV files of a folder; other files are left alone.
///
/// # Errors
/// As [`read_year_files`]; a folder or file that cannot be read is one of the problems.
pub fn read_year_folder(roster: Roster, folder: &Path) -> Result<YearTable, Rejected> {
    let (files, faults) = csv_files(folder);
    if !faults.is_empty() && files.is_empty() {
        return Err(Rejected { faults, tallies: Vec::new() });
    }
    read(roster, files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect(), faults)
}
