//! The records of a year as a folder of CSV files, beside the season's.
//!
//! Days are written as in a season; `yes` and `no` may be `có` and `không`. Every list of records has a column `entered`, the day the record was
//! written down, which may be left out or empty.
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
//! | `blocked.csv` | `from, until`, both inclusive, and one of `member`, `organization`; `[reason]`: no record, but days on which no visit is planned |

use super::super::sheet;
use super::{Fault, Files, Rejected, YearTable, csv_files};
use crate::roster::Roster;
use std::path::Path;

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
    let (files, faults) = Files::new(files);
    read(roster, files, faults)
}

fn read(roster: Roster, mut files: Files<'_>, faults: Vec<Fault>) -> Result<YearTable, Rejected> {
    sheet::read_year(roster, &mut files, faults, |rest| rest.unknown("a file of a year, such as attendances.csv"))
}

/// Reads the records of a year from the CSV files of a folder; other files are left alone. Files of more than 64 MiB or 300,000 rows
/// together are refused.
///
/// # Errors
/// As [`read_year_files`]; a folder or file that cannot be read is one of the problems.
///
/// Example: [`read_year_files`](crate::office::csv::read_year_files).
pub fn read_year_folder(roster: Roster, folder: &Path) -> Result<YearTable, Rejected> {
    let (files, faults) = csv_files(folder);
    if !faults.is_empty() && files.is_empty() {
        return Err(Rejected { faults, tallies: Vec::new() });
    }
    let (files, _) = Files::new(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    read(roster, files, faults)
}
