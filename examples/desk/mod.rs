//! What the examples for the office share: how they are asked, how they read a season, and how they end.
#![allow(dead_code, unreachable_pub, reason = "each example takes what it needs")]

mod terminal;

pub use terminal::progress;

use chrono::{Datelike, NaiveDate};
use phancong::office::csv::{self, Rejected, Sources, YearTable};
use phancong::office::{self, why};
use phancong::report::{Language, Names, Words as _};
use phancong::{AuditError, Policy, PolicyError, Problem, ProblemError, Roster, SideRule};
use std::fmt::{Display, Write as _};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A run that ends early: its exit code, and what to say.
#[derive(Debug)]
pub struct Stop(pub u8, pub String);

impl Stop {
    /// The run is asked for in a way it does not know; `usage` tells the ways there are.
    pub fn misused(language: Language, usage: &str, vi: impl Display, en: impl Display) -> Self {
        match language {
            Language::Vi => Self(2, format!("{vi}\n{}", usage.replacen("usage:", "cách dùng:", 1))),
            Language::En => Self(2, format!("{en}\n{usage}")),
        }
    }

    /// The input is refused.
    pub fn refused(why: impl Display) -> Self {
        Self(3, why.to_string())
    }

    /// A file could not be opened or read.
    pub fn unread(file: &Path, error: &std::io::Error, language: Language) -> Self {
        Self(3, format!("{}: {}", file.display(), why(error, language)))
    }

    /// A file could not be written.
    pub fn unwritten(file: &Path, error: &std::io::Error, language: Language) -> Self {
        Self(6, format!("{}: {}", file.display(), why(error, language)))
    }

    /// The input is refused; the file is named.
    pub fn refused_file(file: &Path, why: impl Display) -> Self {
        Self(3, format!("{}: {why}", file.display()))
    }
}

/// Prints what a run says, on standard output when it ended by itself, and gives its exit code.
pub fn finish(done: Result<(u8, String), Stop>) -> ExitCode {
    progress("");
    let (code, text) = match done {
        Ok(done) => done,
        Err(Stop(code, text)) => {
            eprintln!("{}", text.trim_end());
            return ExitCode::from(code);
        }
    };
    let mut output = std::io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Ok(()) => ExitCode::from(code),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(6)
        }
    }
}

/// The words after the program's name.
pub struct Arguments {
    words: pico_args::Arguments,
    usage: &'static str,
    language: Language,
}

impl Arguments {
    /// Those of this process; `usage` is shown with every complaint.
    pub fn new(usage: &'static str) -> Self {
        let words = pico_args::Arguments::from_env();
        // Known before the words are read one by one: their faults are told in it.
        let language = words.clone().opt_value_from_str("--lang").ok().flatten().unwrap_or(Language::Vi);
        Self { words, usage, language }
    }

    /// The run is asked for in a way it does not know.
    pub fn wrong(&self, vi: impl Display, en: impl Display) -> Stop {
        Stop::misused(self.language, self.usage, vi, en)
    }

    /// Is the word there?
    pub fn has(&mut self, name: &'static str) -> bool {
        self.words.contains(name)
    }

    /// What stands after the name, if the name is there.
    pub fn text(&mut self, name: &'static str) -> Result<Option<String>, Stop> {
        self.words
            .opt_value_from_str(name)
            .map_err(|_| self.wrong(format!("sau `{name}` còn thiếu giá trị"), format!("`{name}` needs a value")))
    }

    /// The same, as a path.
    pub fn path(&mut self, name: &'static str) -> Result<Option<PathBuf>, Stop> {
        Ok(self.text(name)?.map(PathBuf::from))
    }

    /// The same, as a day: `2020-12-01` or `01/12/2020`.
    pub fn day(&mut self, name: &'static str) -> Result<Option<NaiveDate>, Stop> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let wrong = || {
            let vi = format!("`{text}` không phải là ngày; viết như 01/12/2020 hoặc 2020-12-01");
            self.wrong(vi, format!("`{text}` is no day such as 2020-12-01 or 01/12/2020"))
        };
        day(&text).ok_or_else(wrong).map(Some)
    }

    /// `--lang`; Vietnamese if it is not said.
    pub fn language(&mut self) -> Result<Language, Stop> {
        let Some(text) = self.text("--lang")? else { return Ok(Language::Vi) };
        text.parse().map_err(|error| self.wrong(format!("không có ngôn ngữ `{text}`: chọn `vi` hoặc `en`"), error))
    }

    /// The words that are left, at most so many. It comes last: a name that nobody asked for is unknown.
    pub fn rest(self, most: usize) -> Result<Vec<String>, Stop> {
        let words = self.words.clone().finish();
        let words: Vec<String> = words.into_iter().map(|word| word.to_string_lossy().into_owned()).collect();
        if let Some(unknown) = words.iter().find(|word| word.starts_with("--")) {
            let vi = format!("không có lựa chọn `{unknown}`, hoặc lựa chọn này được ghi hai lần");
            return Err(self.wrong(vi, format!("`{unknown}` is unknown, or said twice")));
        }
        match words.get(most) {
            Some(extra) => Err(self.wrong(format!("thừa chữ `{extra}`"), format!("`{extra}` is one word too many"))),
            None => Ok(words),
        }
    }

    /// The folder that is left, or the sample province.
    pub fn folder(self) -> Result<PathBuf, Stop> {
        Ok(self.rest(1)?.pop().map_or_else(sample, PathBuf::from))
    }
}

/// The sample province's season.
pub fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/quang-ngai-2021")
}

/// A day as programs or as offices write it.
fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok().or_else(|| {
        let parts: Vec<&str> = text.split('/').collect();
        let [day, month, year] = parts.as_slice() else { return None };
        let year = year.parse().ok().filter(|_| year.len() == 4)?;
        NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
    })
}

/// A day as it is read by people.
pub fn said(day: NaiveDate, language: Language) -> String {
    match language {
        Language::Vi => format!("{:02}/{:02}/{}", day.day(), day.month(), day.year()),
        Language::En => day.to_string(),
    }
}

/// One of two wordings.
pub const fn either<'a>(language: Language, vi: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::Vi => vi,
        Language::En => en,
    }
}

/// A heading with what stands below it; nothing if nothing does.
pub fn section(text: &mut String, head: &str, entries: impl IntoIterator<Item = String>) {
    let mut entries = entries.into_iter().peekable();
    if entries.peek().is_some() {
        let _ = writeln!(text, "\n{}", head.to_uppercase());
        entries.for_each(|entry| text.push_str(&format!("{entry}\n")));
    }
}

/// The bytes of a file; of one that is too large for any reader as much as it takes to have it refused.
pub fn bytes(file: &Path, language: Language) -> Result<Vec<u8>, Stop> {
    std::fs::File::open(file).and_then(office::read).map_err(|error| Stop::unread(file, &error, language))
}

/// The same as text.
pub fn text(file: &Path, language: Language) -> Result<String, Stop> {
    let bytes = bytes(file, language)?;
    // That the last letter is cut is no fault of the file.
    if bytes.len() > office::MAX_BYTES {
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    String::from_utf8(bytes).map_err(|_| Stop::unread(file, &ErrorKind::InvalidData.into(), language))
}

/// The policy of a file, or Quảng Ngãi's plan of 2020.
pub fn policy(file: Option<&Path>, language: Language) -> Result<Policy, Stop> {
    let Some(file) = file else { return Policy::quang_ngai_2020().map_err(Stop::refused) };
    let refused = |error: PolicyError| Stop::refused_file(file, error.say(&Names::default(), language));
    Policy::from_toml(&text(file, language)?).map_err(refused)
}

/// Every fault of the files, each with the way out, and how many rows were read.
pub fn faults(rejected: &Rejected, language: Language) -> Stop {
    let faults = rejected.faults.iter().map(|fault| fault.say(language));
    let lines: Vec<String> = faults.chain(rejected.tallies.iter().map(|tally| tally.say(language))).collect();
    Stop::refused(lines.join("\n"))
}

/// The facts of a season, and the way back to its files: a folder of CSV files, or a workbook.
pub fn facts(path: &Path, language: Language) -> Result<(Roster, Sources), Stop> {
    progress(either(language, "Đang đọc danh sách…", "Reading the lists…"));
    let read = if path.is_file() { from_workbook(path, language)? } else { csv::read_folder(path) };
    read.map_err(|rejected| faults(&rejected, language))
}

/// The side rules of a file, or of `side-rules.toml` in a season's folder; without either there are none.
pub fn side_rules(file: Option<&Path>, folder: &Path, language: Language) -> Result<Vec<SideRule>, Stop> {
    let own = folder.join("side-rules.toml");
    let Some(file) = file.or_else(|| own.is_file().then_some(own.as_path())) else { return Ok(Vec::new()) };
    office::side_rules::read(&text(file, language)?).map_err(|error| match language {
        Language::Vi => Stop::refused_file(file, format!("không phải tệp quy tắc bổ sung: {}", error.message)),
        Language::En => Stop::refused_file(file, error),
    })
}

/// The records of a year: the folder `year` in a season's folder, or the same workbook.
pub fn year(roster: Roster, path: &Path, language: Language) -> Result<YearTable, Stop> {
    progress(either(language, "Đang đọc số liệu trong năm…", "Reading the records of the year…"));
    let read = if path.is_file() {
        year_from_workbook(roster, path, language)?
    } else {
        csv::read_year_folder(roster, &path.join("year"))
    };
    read.map_err(|rejected| faults(&rejected, language))
}

/// Why a year is refused: each defect with its place in the files.
pub fn year_refused(
    error: &AuditError,
    table: &YearTable,
    season: &Sources,
    names: &Names,
    language: Language,
) -> Stop {
    let lines: Vec<String> = table
        .sources
        .located(error, season)
        .into_iter()
        .map(|(spot, defect)| {
            let spot = spot.map(|spot| format!("{}: ", spot.say(language))).unwrap_or_default();
            format!("{spot}{}", defect.say(names, language))
        })
        .collect();
    Stop::refused(if lines.is_empty() { error.say(names, language) } else { lines.join("\n") })
}

/// What a reader gives.
pub type Read<T> = Result<T, Rejected>;

/// The name and the bytes of a workbook.
#[cfg(feature = "xlsx")]
pub fn workbook(path: &Path, language: Language) -> Result<(String, Vec<u8>), Stop> {
    let bytes = bytes(path, language)?;
    Ok((path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(), bytes))
}

#[cfg(feature = "xlsx")]
fn from_workbook(path: &Path, language: Language) -> Result<Read<(Roster, Sources)>, Stop> {
    let (name, bytes) = workbook(path, language)?;
    Ok(office::xlsx::read_workbook(&name, &bytes))
}

#[cfg(feature = "xlsx")]
fn year_from_workbook(roster: Roster, path: &Path, language: Language) -> Result<Read<YearTable>, Stop> {
    let (name, bytes) = workbook(path, language)?;
    Ok(office::xlsx::read_year_workbook(roster, &name, &bytes))
}

#[cfg(not(feature = "xlsx"))]
fn from_workbook(path: &Path, language: Language) -> Result<Read<(Roster, Sources)>, Stop> {
    let vi = "bản chương trình này không đọc sổ Excel; thêm `--features xlsx` khi chạy";
    let en = "this program was built without workbooks; build it with `--features xlsx`";
    Err(Stop::refused_file(path, either(language, vi, en)))
}

#[cfg(not(feature = "xlsx"))]
fn year_from_workbook(_: Roster, path: &Path, language: Language) -> Result<Read<YearTable>, Stop> {
    from_workbook(path, language).map(|read| read.map(|_| YearTable::default()))
}

/// The problem of a season on a day, or every defect of its facts with the rows it is about.
pub fn problem(
    policy: &Policy,
    day: NaiveDate,
    roster: Roster,
    sources: &Sources,
    language: Language,
) -> Result<Problem, Stop> {
    let rules = policy.in_force(day).map_err(|error| Stop::refused(error.say(&Names::default(), language)))?;
    let names = Names::new(&roster);
    let said = |error: &ProblemError| {
        let defects = sources.located(error).into_iter().map(|located| {
            let spots: Vec<String> = located.spots.iter().map(|spot| spot.say(language)).collect();
            let spots = if spots.is_empty() { String::new() } else { format!("{}: ", spots.join(", ")) };
            format!("{spots}{}", located.defect.say(&names, language))
        });
        let lines: Vec<String> = defects.collect();
        Stop::refused(if lines.is_empty() { error.to_string() } else { lines.join("\n") })
    };
    Problem::new(roster, rules).map_err(|error| said(&error))
}
