//! Reads an office's files and only reports: what was read, what is wrong and where, what looks like a slip.
//!
//! ```text
//! check_files [DIR | FILE.xlsx] [--mark COPY.xlsx] [--lang vi|en]
//! ```
//!
//! A folder holds the CSV files of a season, and those of a year in `year`; a workbook holds both. With `--mark` a copy of the workbook is written
//! in which each faulty cell is red. Without a name it is the sample province. Nothing is solved, and no defect of the facts is looked for.
//!
//! Exit code: 0 every row was read, 2 usage, 3 the files are refused, 6 cannot write.

#[path = "desk/mod.rs"]
mod desk;

use desk::{Arguments, Read, Stop, either, section};
use phancong::Roster;
use phancong::office::csv::{self, Code, Sources, YearTable};
use phancong::office::text::{key, nearest};
use phancong::office::{replace, xlsx};
use phancong::report::Language;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    desk::finish(run(Arguments::new("usage: check_files [DIR | FILE.xlsx] [--mark COPY.xlsx] [--lang vi|en]")))
}

fn run(mut arguments: Arguments) -> Result<(u8, String), Stop> {
    let language = arguments.language()?;
    let mark = arguments.path("--mark")?;
    let only = arguments.wrong("`--mark` chỉ dùng cho sổ Excel", "`--mark` is for a workbook");
    let path = arguments.folder()?;
    let book = if path.is_file() { Some(desk::workbook(&path, language)?) } else { None };
    // A path that is not there is told by whoever reads it.
    if book.is_none() && mark.is_some() && path.exists() {
        return Err(only);
    }
    desk::progress(either(language, "Đang đọc…", "Reading…"));
    let season = match &book {
        Some((name, bytes)) => xlsx::read_workbook(name, bytes),
        None => csv::read_folder(&path),
    };
    let year = year(season.as_ref().ok().map(|read| &read.0), &path, book.as_ref());
    let mut text = String::new();
    let faulty = report(&mut text, &season, year.as_ref(), language);
    if let (Some(target), Some((_, bytes))) = (&mark, &book) {
        let rejected = [season.err(), year.and_then(Read::err)].into_iter().flatten();
        let faults: Vec<csv::Fault> = rejected.flat_map(|rejected| rejected.faults).collect();
        let copy = xlsx::mark(bytes, &faults).map_err(|rejected| desk::faults(&rejected, language))?;
        let unwritten = |error: std::io::Error| Stop::unwritten(target, &error, language);
        replace(target, |file| file.write_all(&copy)).map_err(unwritten)?;
        section(&mut text, either(language, "Bản đã đánh dấu", "Marked copy"), [target.display().to_string()]);
    }
    Ok((if faulty { 3 } else { 0 }, text))
}

/// The records of a year, if there are any.
fn year(roster: Option<&Roster>, path: &Path, book: Option<&(String, Vec<u8>)>) -> Option<Read<YearTable>> {
    let roster = || roster.cloned().unwrap_or_default();
    match book {
        None => path.join("year").is_dir().then(|| csv::read_year_folder(roster(), &path.join("year"))),
        Some((name, bytes)) => {
            let read = xlsx::read_year_workbook(roster(), name, bytes);
            // A workbook without the sheets of a year is one of a season.
            let missing = |code| matches!(code, Code::SheetMissing | Code::SheetUnknown);
            let none =
                read.as_ref().err().is_some_and(|rejected| rejected.faults.iter().all(|fault| missing(fault.code)));
            (!none).then_some(read)
        }
    }
}

/// What was read and what is wrong; gives whether something is.
fn report(
    text: &mut String,
    season: &Read<(Roster, Sources)>,
    year: Option<&Read<YearTable>>,
    language: Language,
) -> bool {
    let mut tallies = Vec::new();
    let mut faults = BTreeSet::new();
    match season {
        Ok((_, sources)) => tallies.extend(sources.tallies().map(|tally| tally.say(language))),
        Err(rejected) => {
            tallies.extend(rejected.tallies.iter().map(|tally| tally.say(language)));
            faults.extend(rejected.faults.iter().map(|fault| fault.say(language)));
        }
    }
    match year {
        Some(Ok(table)) => tallies.extend(table.sources.tallies().iter().map(|tally| tally.say(language))),
        Some(Err(rejected)) => {
            tallies.extend(rejected.tallies.iter().map(|tally| tally.say(language)));
            faults.extend(rejected.faults.iter().map(|fault| fault.say(language)));
        }
        None => {}
    }
    let faulty = !faults.is_empty();
    let verdict = match (faulty, language) {
        (false, Language::Vi) => "Đọc được tất cả các dòng.".to_owned(),
        (false, Language::En) => "Every row was read.".to_owned(),
        (true, Language::Vi) => format!("Có {} lỗi; chưa dữ liệu nào được dùng.", faults.len()),
        (true, Language::En) => format!("{} faults; nothing was used.", faults.len()),
    };
    text.push_str(&verdict);
    text.push('\n');
    section(text, either(language, "Lỗi", "Faults"), faults);
    if let Ok((roster, _)) = season {
        section(text, either(language, "Nên xem lại", "Worth a second look"), slips(roster, language));
    }
    section(text, either(language, "Số dòng đã đọc", "Rows read"), tallies);
    faulty
}

/// Names that look alike, and codes that no list has with the one most likely meant. Nothing is changed for them.
fn slips(roster: &Roster, language: Language) -> Vec<String> {
    let mut said = Vec::new();
    let mut alike: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for member in &roster.members {
        alike.entry(key(&member.name)).or_default().push(format!("{} ({})", member.id, member.name));
    }
    for group in alike.values().filter(|group| group.len() > 1) {
        said.push(format!("{}: {}", either(language, "có thể trùng người", "perhaps one person"), group.join(", ")));
    }
    let members: BTreeSet<&str> = roster.members.iter().map(|member| member.id.as_str()).collect();
    let places: BTreeSet<&str> = roster.organizations.iter().map(|place| place.id.as_str()).collect();
    let mut unknown = BTreeSet::new();
    for wish in &roster.registrations {
        for (id, known) in [(wish.member.as_str(), &members), (wish.organization.as_str(), &places)] {
            if !known.contains(id) {
                let meant = nearest(id, known.iter().copied());
                let meant = meant.map(|meant| format!("; {} `{meant}`?", either(language, "có phải", "perhaps")));
                let what = either(language, "mã không có trong danh sách", "a code of no list");
                unknown.insert(format!("{what}: `{id}`{}", meant.unwrap_or_default()));
            }
        }
    }
    said.extend(unknown);
    said
}
