//! Facts and tables as CSV.
//!
//! Files begin with the mark of UTF-8, without which Excel spoils every accent; cells that a spreadsheet would compute get an apostrophe in
//! front, which the reader takes away again.

use super::{Code, Fault, Rejected, Spot, file_name};
use crate::office::replace;
use crate::office::sheet::{SEASON, spec, written_day};
use crate::office::text::clean;
use crate::office::text::legacy::suspect;
use crate::plan::Plan;
use crate::problem::{Problem, Table};
use crate::roster::{Bounds, Placement, Roster};
use std::io;
use std::path::Path;

/// The columns of the table that are always there.
pub const TABLE_HEADERS: [&str; 5] = ["member", "member name", "organization", "organization name", "area name"];

/// A column of the caller's own: its header, and its cell for a line of the table.
///
/// Example: [`table`](crate::office::csv::table).
pub type Column<'a> = (&'a str, &'a dyn Fn(&Placement) -> String);

/// The lines of a plan as CSV, one per placement in the plan's order, with columns of the caller's own behind [`TABLE_HEADERS`].
///
/// A placement of someone or somewhere the problem does not know keeps its ids and has empty names.
///
/// ```
/// # fn example(problem: &phancong::Problem, plan: &phancong::Plan, folder: &std::path::Path) -> std::io::Result<()> {
/// let wish = |placement: &phancong::Placement| format!("of {}", placement.member);
/// let bytes = phancong::office::csv::table(problem, plan, &[("reason", &wish)]);
/// phancong::office::replace(&folder.join("table.csv"), |file| file.write_all(&bytes))
/// # }
/// ```
#[must_use]
pub fn table(problem: &Problem, plan: &Plan, columns: &[Column<'_>]) -> Vec<u8> {
    let mut sheet = Sheet::new();
    sheet.line(TABLE_HEADERS.into_iter().chain(columns.iter().map(|column| column.0)));
    for placement in plan.placements() {
        let organization = problem.organization(&placement.organization);
        let area = organization.and_then(|organization| problem.area(&organization.area));
        let own: Vec<String> = columns.iter().map(|column| column.1(placement)).collect();
        let known = [
            placement.member.as_str(),
            problem.member(&placement.member).map_or("", |member| &member.name),
            placement.organization.as_str(),
            organization.map_or("", |organization| &organization.name),
            area.map_or("", |area| &area.name),
        ];
        sheet.line(known.into_iter().chain(own.iter().map(String::as_str)));
    }
    sheet.into_bytes()
}

/// CSV being written.
pub(super) struct Sheet(String);

impl Sheet {
    pub(super) fn new() -> Self {
        Self("\u{feff}".to_owned())
    }

    pub(super) fn line<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        let start = self.0.len();
        for (index, cell) in cells.enumerate() {
            if index > 0 {
                self.0.push(',');
            }
            let cell = clean::harmless(cell);
            if cell.contains([',', ';', '\t', '"', '\r', '\n']) {
                self.0.push('"');
                self.0.push_str(&cell.replace('"', "\"\""));
                self.0.push('"');
            } else {
                self.0.push_str(&cell);
            }
        }
        if self.0.len() == start {
            // A lone empty cell would be a blank line, which readers pass over.
            self.0.push_str("\"\"");
        }
        self.0.push('\n');
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

/// The facts as CSV files, each list in the order of the roster; lists that may be missing are left out when empty.
///
/// What it gives, [`read_files`](super::read_files) reads back as the same roster.
///
/// # Errors
/// [`Rejected`] with every fact that could not be read back as it is: an empty name or reason, spaces at an end, a control or hidden
/// character, a `;` in an area of a scope, a day outside the years the reader takes.
///
/// Example: [`read_files`](crate::office::csv::read_files).
pub fn roster_files(roster: &Roster) -> Result<Vec<(String, Vec<u8>)>, Rejected> {
    let mut writer = Writer::default();
    let Roster {
        areas,
        organizations,
        members,
        registrations,
        designations,
        nominations,
        bans,
        waivers,
        previous,
        history,
        side_rules,
    } = roster;
    writer.list(Table::Areas, areas, |a| {
        let (min, max) = bounds(a.load);
        vec![given(&a.id), given(&a.name), maybe(a.parent.as_ref()), min, max]
    });
    writer.list(Table::Organizations, organizations, |o| {
        let (min, max) = bounds(o.load);
        vec![given(&o.id), given(&o.name), given(&o.area), maybe(o.parent.as_ref()), min, max]
    });
    writer.list(Table::Members, members, |m| {
        vec![given(&m.id), given(&m.name), given(&m.body), maybe(m.own.as_ref()), joined(&m.scope)]
    });
    writer.list(Table::Registrations, registrations, |r| {
        let on = r.on.map_or_else(|| Ok(String::new()), |day| written_day(day).ok_or_else(|| day.to_string()));
        vec![given(&r.member), given(&r.organization), Ok(r.rank.to_string()), on]
    });
    writer
        .list(Table::Designations, designations, |d| vec![given(&d.member), given(&d.organization), given(&d.reason)]);
    writer.list(Table::Nominations, nominations, |n| vec![given(&n.member), given(&n.organization)]);
    writer.list(Table::Bans, bans, |b| vec![given(&b.member), given(&b.organization), given(&b.reason)]);
    writer.list(Table::Waivers, waivers, |w| vec![given(&w.member), given(&w.reason)]);
    for (table, placed) in [(Table::Previous, previous), (Table::History, history)] {
        writer.list(table, placed, |p| vec![given(&p.member), given(&p.organization)]);
    }
    let Writer { files, mut faults } = writer;
    if !side_rules.is_empty() {
        // What would be lost on the way is refused.
        let expected = "no side rules among the lists: they are a TOML file of their own";
        let found = format!("{} side rules", side_rules.len());
        faults.push(Fault::new(Code::FileUnknown, Spot::file(&file_name(Table::SideRules)), &found, expected));
    }
    if faults.is_empty() { Ok(files) } else { Err(Rejected { faults, tallies: Vec::new() }) }
}

/// A cell, or the value that no cell can hold so that it is read back as it is.
type Cell = Result<String, String>;

/// A value that must be there.
fn given(value: &(impl AsRef<str> + ?Sized)) -> Cell {
    let value = value.as_ref();
    let same = clean::clean(value).is_ok_and(|clean| clean == value) && suspect(value).is_none();
    if same && !value.is_empty() { Ok(value.to_owned()) } else { Err(value.to_owned()) }
}

/// A value or an empty cell.
fn maybe<T: AsRef<str>>(value: Option<&T>) -> Cell {
    value.map_or_else(|| Ok(String::new()), given)
}

/// Several values in one cell.
fn joined<T: AsRef<str>>(values: &[T]) -> Cell {
    let one = |value| given(value).and_then(|cell| if cell.contains(';') { Err(cell) } else { Ok(cell) });
    let cells: Result<Vec<String>, String> = values.iter().map(one).collect();
    cells.map(|cells| cells.join(";"))
}

fn bounds(load: Bounds) -> (Cell, Cell) {
    let number = |value: Option<u32>| Ok(value.map(|value| value.to_string()).unwrap_or_default());
    (number(Some(load.min).filter(|&min| min > 0)), number(load.max))
}

#[derive(Default)]
struct Writer {
    files: Vec<(String, Vec<u8>)>,
    faults: Vec<Fault>,
}

impl Writer {
    fn list<T>(&mut self, table: Table, entries: &[T], cells: impl Fn(&T) -> Vec<Cell>) {
        let spec = spec(table);
        if entries.is_empty() && !spec.required {
            return;
        }
        let file = file_name(table);
        let mut sheet = Sheet::new();
        sheet.line(spec.fields.iter().map(|field| field.name));
        // The header is row 1.
        for (row, entry) in (2..).zip(entries) {
            let cells = cells(entry);
            for ((column, field), cell) in spec.fields.iter().enumerate().zip(&cells) {
                if let Err(value) = cell {
                    let spot = Spot { row: Some(row), ..Spot::file(&file) }.cell(column, Some(field.name));
                    let expected = "a value that can be read back as it is";
                    self.faults.push(Fault::new(Code::Unwritable, spot, value, expected).of(field.name));
                }
            }
            sheet.line(cells.iter().map(|cell| cell.as_deref().unwrap_or_default()));
        }
        self.files.push((file, sheet.into_bytes()));
    }
}

/// Writes the facts to the CSV files of a folder, which is made if it is missing. Each file is replaced as a whole (see
/// [`replace`]); a list that is empty and may be missing has its file removed, since an old one would be read as facts.
///
/// # Errors
/// Of kind `InvalidData` with the [`Rejected`] of [`roster_files`], before any file is touched; or an error of the disk.
///
/// Example: [`table`](crate::office::csv::table).
pub fn write_roster(folder: &Path, roster: &Roster) -> io::Result<()> {
    let files = roster_files(roster).map_err(|rejected| io::Error::new(io::ErrorKind::InvalidData, rejected))?;
    std::fs::create_dir_all(folder)?;
    for (name, bytes) in &files {
        replace(&folder.join(name), |file| file.write_all(bytes))?;
    }
    for name in SEASON.map(file_name).iter().filter(|name| files.iter().all(|file| file.0 != **name)) {
        match std::fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
