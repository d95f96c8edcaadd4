//! A season and its year as one workbook: a blank one to fill in, and what was filled in read with the strictness of the CSV files.
//!
//! Each list is a sheet, under the name that the blank workbook gives it or under the name of its CSV file. Sheets are made of the same fields, and
//! their faults have the same codes, as the files of [`csv`](super::csv): what cannot be in a text file (a number typed where a code belongs, a formula
//! that was never computed, joined cells) has codes of its own.
//!
//! Bytes are measured before anything is opened: the size of the file, the number of its parts, what each part inflates to, rows, columns, cells
//! and texts. Numbers that a workbook declares about itself are never believed. Workbooks in other forms (`.xls`, `.ods`, with a password) are
//! refused with the advice to save them as `.xlsx`.

mod archive;
mod book;
mod copy;
mod grid;
mod mark;
mod names;
mod notes;
mod number;
mod splice;
mod template;
mod xml;

pub use mark::mark;
pub use template::template;

use super::csv::{Code, Fault, Rejected, Sources, Tally, YearTable};
use super::sheet::{self, Found, Lists, Row, Spec};
use crate::roster::Roster;
use archive::{Archive, Refusal};
use book::Book;
use grid::Grid;

/// The name of the sheet that lists the faults in a marked copy.
const FAULTS: &str = "Lỗi";

/// A workbook of which each list takes its sheet.
struct Workbook<'a> {
    file: &'a str,
    archive: Archive<'a>,
    book: Book,
    /// Faults of sheets that no list takes.
    rest: Vec<Fault>,
}

impl<'a> Workbook<'a> {
    fn open(file: &'a str, bytes: &'a [u8]) -> Result<Self, Rejected> {
        let opened = Archive::open(bytes).and_then(|mut archive| {
            let book = Book::open(&mut archive)?;
            Ok((archive, book))
        });
        match opened {
            Ok((archive, book)) => {
                let mut workbook = Self { file, archive, book, rest: Vec::new() };
                workbook.look_beside();
                Ok(workbook)
            }
            Err(refusal) => Err(Rejected { faults: vec![refusal.fault(&Tally::of(file, None))], tallies: Vec::new() }),
        }
    }

    /// Sheets of no list: one that holds something is perhaps a list under a misspelt name.
    fn look_beside(&mut self) {
        let beside = self.book.sheets.iter().filter(|(name, _)| names::list(name).is_none() && !names::is_ours(name));
        for (name, part) in beside {
            let tally = Tally::of(self.file, Some(name));
            let expected = "a sheet of the blank workbook, or an empty one";
            let read = self.archive.needed(part).and_then(|text| Ok(Grid::read(&text, &self.book)?.is_empty()));
            match read {
                Ok(true) => {}
                Ok(false) => self.rest.push(Fault::new(Code::SheetUnknown, tally.whole(), name, expected)),
                Err(refusal) => self.rest.push(refusal.fault(&tally)),
            }
        }
    }

    fn read<T>(
        &mut self,
        (name, part): &(String, String),
        spec: &'static Spec,
        build: fn(&mut Row<'_, '_>) -> Option<T>,
    ) -> Result<Found<T>, Refusal> {
        let tally = Tally::of(self.file, Some(name));
        let text = self.archive.needed(part)?;
        let grid = Grid::read(&text, &self.book)?;
        drop(text);
        if !grid.twice.is_empty() {
            let twice = grid.twice.iter().take(20).map(|&(row, column)| {
                let spot = tally.spot(row).cell(column, None);
                Fault::new(Code::CellTwice, spot, "two cells", "one cell at an address")
            });
            let faults = twice.collect();
            return Ok(Found::refused(tally, faults));
        }
        let merges = grid.merges.clone();
        Ok(sheet::read(tally, grid.lines(), &merges, spec, build))
    }
}

impl Lists for Workbook<'_> {
    fn list<T>(
        &mut self,
        list: &'static str,
        spec: &'static Spec,
        build: fn(&mut Row<'_, '_>) -> Option<T>,
        faults: &mut Vec<Fault>,
    ) -> Option<Found<T>> {
        let mut sheets = self.book.sheets.iter().filter(|sheet| names::list(&sheet.0) == Some(list));
        let (first, second) = (sheets.next().cloned(), sheets.next().cloned());
        let file = Tally::of(self.file, None);
        let Some(sheet) = first else {
            if spec.required {
                let label = names::label(list);
                let fault = Fault::new(Code::SheetMissing, file.whole(), "", format!("a sheet `{label}`"));
                faults.push(fault.wanting([label]));
            }
            return None;
        };
        if let Some((other, _)) = second {
            let tally = Tally::of(self.file, Some(&other));
            let expected = format!("one sheet for this list; `{}` is another", sheet.0);
            faults.push(Fault::new(Code::SheetTwice, tally.whole(), &other, expected).wanting([sheet.0.as_str()]));
        }
        let read = self.read(&sheet, spec, build);
        Some(read.unwrap_or_else(|refusal| {
            let tally = Tally::of(self.file, Some(&sheet.0));
            let fault = refusal.fault(&tally);
            Found::refused(tally, vec![fault])
        }))
    }
}

/// Reads a season from a workbook; its sheets about a year are left alone.
///
/// `file` is the name that faults show.
///
/// # Errors
/// [`Rejected`] with every problem of all sheets; then nothing is used.
///
/// ```
/// let csv = [
///     ("areas.csv", "id,name\nly-son,Huyện Lý Sơn\n".as_bytes()),
///     ("organizations.csv", "id,name,area,max\nly-son/y-te,Chi bộ Trung tâm Y tế,ly-son,2\n".as_bytes()),
///     ("members.csv", "id,name,body\nUV-01,Nguyễn Văn An,ban-chap-hanh\n".as_bytes()),
///     ("registrations.csv", "member,organization,rank,on\nUV-01,ly-son/y-te,1,27/11/2020\n".as_bytes()),
/// ];
/// let workbook = phancong::office::xlsx::template(csv)?;
/// let (roster, _) = phancong::office::xlsx::read_workbook("dang-ky.xlsx", &workbook)?;
/// assert_eq!(roster, phancong::office::csv::read_files(csv)?.0);
/// # Ok::<(), phancong::office::csv::Rejected>(())
/// ```
pub fn read_workbook(file: &str, bytes: &[u8]) -> Result<(Roster, Sources), Rejected> {
    let mut workbook = Workbook::open(file, bytes)?;
    sheet::read_season(&mut workbook, Vec::new(), |workbook| workbook.rest.clone())
}

/// Reads the records of a year from a workbook, for a roster read before; its sheets about the season are left alone.
///
/// # Errors
/// As [`read_workbook`].
///
/// Example: [`read_workbook`].
pub fn read_year_workbook(roster: Roster, file: &str, bytes: &[u8]) -> Result<YearTable, Rejected> {
    let mut workbook = Workbook::open(file, bytes)?;
    sheet::read_year(roster, &mut workbook, Vec::new(), |workbook| workbook.rest.clone())
}
