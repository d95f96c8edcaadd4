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
//! | `nominations.csv`, `previous.csv`, `history.csv` | `member, organization` |
//! | `waivers.csv` | `member, reason` |
//!
//! The first four must be there; the others may be missing. `history.csv` holds the placements of earlier years, as many as count. Columns may come in any order, under their Vietnamese names too; separators are comma, semicolon or tab;
//! text is UTF-8, or UTF-16 with its mark.

mod papers;
mod scan;
mod write;
mod year;

pub use super::sheet::{Code, Fault, Hint, Located, Rejected, Sources, Spot, Tally, YearSources, YearTable};
pub use papers::paper_tables;
pub use write::{Column, TABLE_HEADERS, roster_files, table, write_roster};
pub use year::{read_year_files, read_year_folder};

#[cfg(feature = "xlsx")]
pub(in crate::office) use scan::read as read_list;

use super::sheet::{self, Found, Lists, MAX_BYTES, Row, SEASON, Spec};
use crate::problem::Table;
use crate::report::Language;
use crate::roster::Roster;
use std::collections::BTreeMap;
use std::path::Path;

/// The name of the file that holds a list.
///
/// Example: [`read_files`].
#[must_use]
pub fn file_name(table: Table) -> String {
    format!("{}.csv", table.name())
}

/// Rows of all lists of one folder: entries take many times the memory of the bytes that write them.
pub(in crate::office) const MAX_ROWS: usize = 300_000;

/// Files by name, of which each list takes its own; and how many rows may still be read.
struct Files<'a>(BTreeMap<&'a str, &'a [u8]>, usize);

impl<'a> Files<'a> {
    fn new(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> (Self, Vec<Fault>) {
        let (mut distinct, mut faults) = (BTreeMap::new(), Vec::new());
        for (name, bytes) in files {
            if distinct.insert(name, bytes).is_some() {
                faults.push(Fault::new(Code::FileTwice, Spot::file(name), name, "each name once"));
            }
        }
        (Self(distinct, MAX_ROWS), faults)
    }

    /// Faults of the files that no list took.
    fn unknown(&self, expected: &str) -> Vec<Fault> {
        self.0.keys().map(|name| Fault::new(Code::FileUnknown, Spot::file(name), name, expected)).collect()
    }
}

impl Lists for Files<'_> {
    fn list<T>(
        &mut self,
        list: &'static str,
        spec: &'static Spec,
        build: fn(&mut Row<'_, '_>) -> Option<T>,
        faults: &mut Vec<Fault>,
    ) -> Option<Found<T>> {
        let name = format!("{list}.csv");
        let Some(bytes) = self.0.remove(name.as_str()) else {
            if spec.required {
                faults.push(Fault::new(Code::FileMissing, Spot::file(&name), "", "a file of this name"));
            }
            return None;
        };
        Some(scan::read(&name, bytes, spec, build, &mut self.1))
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
///
/// let refused = phancong::office::csv::read_files([("areas.csv", "id;name\nly-son;\n".as_bytes())]).unwrap_err();
/// let fault = refused.faults.iter().find(|fault| fault.spot.file == "areas.csv").expect("the name is missing");
/// assert_eq!((fault.spot.row, fault.field, fault.code.hint().en), (Some(2), Some("name"), "fill the cell in"));
/// # Ok::<(), phancong::office::csv::Rejected>(())
/// ```
pub fn read_files<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<(Roster, Sources), Rejected> {
    let (files, faults) = Files::new(files);
    read(files, faults)
}

fn read(mut files: Files<'_>, faults: Vec<Fault>) -> Result<(Roster, Sources), Rejected> {
    sheet::read_season(&mut files, faults, |rest| rest.unknown(&format!("one of {}", SEASON.map(file_name).join(", "))))
}

/// Reads a season from the CSV files of a folder; other files are left alone. Files of more than 64 MiB or 300,000 rows together are
/// refused.
///
/// # Errors
/// As [`read_files`]; a folder or file that cannot be read is one of the problems.
///
/// Example: [`read_files`].
pub fn read_folder(folder: &Path) -> Result<(Roster, Sources), Rejected> {
    let (files, faults) = csv_files(folder);
    if !faults.is_empty() && files.is_empty() {
        return Err(Rejected { faults, tallies: Vec::new() });
    }
    let (files, _) = Files::new(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    read(files, faults)
}

/// The names and bytes of the CSV files of a folder, by name: what [`read_files`] and [`read_year_files`] take.
///
/// # Errors
/// [`Rejected`] when the folder or one of them cannot be read, and when they have more than 64 MiB together.
///
/// Example: [`read_files`].
pub fn folder_files(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Rejected> {
    let (files, faults) = csv_files(folder);
    if faults.is_empty() { Ok(files) } else { Err(Rejected { faults, tallies: Vec::new() }) }
}

/// The CSV files of a folder, by name; what could not be read is a fault. Of files that are too large none is given.
fn csv_files(folder: &Path) -> (Vec<(String, Vec<u8>)>, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut unreadable = |path: &Path, error: &std::io::Error| {
        let spot = Spot::file(&path.display().to_string());
        let fault = Fault::new(Code::FileUnreadable, spot, "", "a file that can be read");
        faults.push(Fault { found: super::why(error, Language::En), ..fault });
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
    let (mut files, mut read) = (Vec::new(), 0);
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        match std::fs::File::open(&path).and_then(super::read) {
            Ok(bytes) => {
                read += bytes.len();
                if read > MAX_BYTES {
                    return (Vec::new(), vec![too_large(folder, &name, bytes.len())]);
                }
                files.push((name, bytes));
            }
            Err(error) => unreadable(&path, &error),
        }
    }
    (files, faults)
}

/// A file that is too large by itself, or the last one that a folder has no room for.
fn too_large(folder: &Path, name: &str, bytes: usize) -> Fault {
    let found = format!("more than {MAX_BYTES} bytes");
    if bytes > MAX_BYTES {
        return Fault::new(Code::TooLarge, Spot::file(name), &found, format!("at most {MAX_BYTES} bytes"));
    }
    let expected = format!("at most {MAX_BYTES} bytes in all CSV files together");
    let fault = Fault::new(Code::FolderTooLarge, Spot::file(&folder.display().to_string()), &found, expected);
    fault.wanting([format!("tối đa {} MiB", MAX_BYTES >> 20)])
}
