//! A season as a folder of CSV files.
//!
//! Each problem of a file is a [`Fault`]: a stable code, the place as Excel shows it, what was found, what was expected and a way out.
//!
//! | file | columns (those in brackets may be left out) |
//! |---|---|
//! | `areas.csv` | `id, name, [parent], [min], [max]` |
//! | `organizations.csv` | `id, name, area, [parent], [min], [max]` |
//! | `members.csv` | `id, name, body, [own], [scope]`; several areas in `scope` are separated by `;` |
//! | `registrations.csv` | `member, organization, rank, [on]` |
//! | `designations.csv`, `bans.csv` | `member, organization, reason` |
//! | `nominations.csv`, `previous.csv` | `member, organization` |
//! | `waivers.csv` | `member, reason` |
//!
//! The last five may be missing. Columns may come in any order, under their Vietnamese names too; separators are comma, semicolon or tab;
//! text is UTF-8, or UTF-16 with its mark.

mod day;
mod fault;
mod row;
mod rows;
mod scan;
mod source;
mod tables;
mod text;
mod write;
mod year;
mod year_lists;

pub use fault::{Code, Fault, Hint, Rejected, Spot};
pub use source::{Located, Sources, Tally};
pub use write::{Column, TABLE_HEADERS, roster_files, table, write_roster};
pub use year::{YearSources, YearTable, read_year_files, read_year_folder};

use crate::problem::Table;
use crate::roster::Roster;
use row::Row;
use std::collections::BTreeMap;
use std::path::Path;

/// The name of the file that holds a list.
#[must_use]
pub fn file_name(table: Table) -> String {
    format!("{}.csv", table.name())
}

/// What has been read so far.
#[derive(Default)]
struct Reading<'a> {
    files: BTreeMap<&'a str, &'a [u8]>,
    sources: Sources,
    tallies: Vec<Tally>,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    fn list<T>(&mut self, table: Table, build: fn(&mut Row<'_, '_>) -> Option<T>) -> Vec<T> {
        let (name, spec) = (file_name(table), tables::spec(table));
        let Some(bytes) = self.files.remove(name.as_str()) else {
            if spec.required {
                let fault = Fault::new(Code::FileMissing, Spot::file(&name), "", "a file of this name");
                self.faults.push(fault);
            }
            return Vec::new();
        };
        let found = rows::read(&name, bytes, spec, build);
        self.tallies.push(found.tally.clone());
        self.faults.extend(found.faults);
        let (numbers, entries) = found.entries.into_iter().unzip();
        self.sources.add(table, numbers, found.tally);
        entries
    }
}

/// Reads a season from the names and bytes of its files.
///
/// # Errors
/// [`Rejected`] with every problem of all files; then nothing is used.
///
/// ```
/// let (roster, sources) = phancong::office::csv::read_files([
///     ("areas.csv", "id;name\nly-son;Huyện Lý Sơn\n".as_bytes()),
///     ("organizations.csv", "id,name,area,max\nly-son/y-te,Chi bộ Trung tâm Y tế,ly-son,2\n".as_bytes()),
///     ("members.csv", "Mã,Họ và tên,body\nUV-01,Nguyễn Văn An,ban-chap-hanh\n".as_bytes()),
///     ("registrations.csv", "member,organization,rank,on\nUV-01,ly-son/y-te,1,27/11/2020\n".as_bytes()),
/// ])?;
/// assert_eq!(roster.members[0].name, "Nguyễn Văn An");
/// assert_eq!(sources.tallies().map(|tally| tally.used).sum::<usize>(), 4);
/// # Ok::<(), phancong::office::csv::Rejected>(())
/// ```
pub fn read_files<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<(Roster, Sources), Rejected> {
    let (mut distinct, mut faults) = (BTreeMap::new(), Vec::new());
    for (name, bytes) in files {
        if distinct.insert(name, bytes).is_some() {
            faults.push(Fault::new(Code::FileTwice, Spot::file(name), name, "each name once"));
        }
    }
    read(distinct, faults)
}

fn read(files: BTreeMap<&str, &[u8]>, faults: Vec<Fault>) -> Result<(Roster, Sources), Rejected> {
    let mut reading = Reading { files, faults, ..Reading::default() };
    let roster = Roster {
        areas: reading.list(Table::Areas, tables::area),
        organizations: reading.list(Table::Organizations, tables::organization),
        members: reading.list(Table::Members, tables::member),
        registrations: reading.list(Table::Registrations, tables::registration),
        designations: reading.list(Table::Designations, tables::designation),
        nominations: reading.list(Table::Nominations, tables::nomination),
        bans: reading.list(Table::Bans, tables::ban),
        waivers: reading.list(Table::Waivers, tables::waiver),
        previous: reading.list(Table::Previous, tables::previous),
        // They are no list of rows: see `office::side_rules`.
        side_rules: Vec::new(),
    };
    for name in reading.files.keys() {
        let expected = format!("one of {}", tables::ALL.map(file_name).join(", "));
        reading.faults.push(Fault::new(Code::FileUnknown, Spot::file(name), name, expected));
    }
    let Reading { sources, tallies, faults, .. } = reading;
    if faults.is_empty() { Ok((roster, sources)) } else { Err(Rejected { faults, tallies }) }
}

/// Reads a season from the CSV files of a folder; other files are left alone.
///
/// # Errors
/// As [`read_files`]; a folder or file that cannot be read is one of the problems.
pub fn read_folder(folder: &Path) -> Result<(Roster, Sources), Rejected> {
    let (files, faults) = csv_files(folder);
    if !faults.is_empty() && files.is_empty() {
        return Err(Rejected { faults, tallies: Vec::new() });
    }
    read(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect(), faults)
}

/// The CSV files of a folder, by name; what could not be read is a fault.
fn csv_files(folder: &Path) -> (Vec<(String, Vec<u8>)>, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut unreadable = |path: &Path, error: &std::io::Error| {
        let spot = Spot::file(&path.display().to_string());
        faults.push(Fault::new(Code::FileUnreadable, spot, &error.to_string(), "a readable file"));
    };
    let mut paths = Vec::new();
    let entries = std::fs::read_dir(folder).inspect_err(|error| unreadable(folder, error)).into_iter().flatten();
    for entry in entries {
        match entry {
            Ok(entry) => paths.push(entry.path()),
            Err(error) => unreadable(folder, &error),
        }
    }
    paths.retain(|path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")));
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        match std::fs::read(&path) {
            Ok(bytes) => files.push((name, bytes)),
            Err(error) => unreadable(&path, &error),
        }
    }
    (files, faults)
}
