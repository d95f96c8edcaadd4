//! Who kept the plan: a year's records against a policy, as of a day.
//!
//! ```text
//! audit [DIR] --as-of DATE [--policy FILE] [--against FILE] [--member ID] [--lang vi|en] [--json]
//! ```
//!
//! `DIR` is a season's folder with the year's records in `DIR/year`; without it, the sample province. Dates are `yyyy-mm-dd` or `dd/mm/yyyy`.
//! `--policy` is Quảng Ngãi's plan of 2020 when left out; with `--against` the same year is judged under a second policy and the duties that
//! stand differently are listed; with `--member` the sheet of one member is printed instead of the Board's report.
//!
//! Exit code: 0 nothing is violated, 2 usage, 3 input rejected, 4 something is violated or can no longer be kept, 6 cannot write.

use chrono::NaiveDate;
use phancong::compliance::{Changed, Findings, compare, early_warning};
use phancong::office::csv::{self, YearTable};
use phancong::report::{Language, Names, Words, readings};
use phancong::{MemberId, Policy, audit};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str =
    "usage: audit [DIR] --as-of DATE [--policy FILE] [--against FILE] [--member ID] [--lang vi|en] [--json]";

/// A run that ends early: its exit code, and what to say.
struct Stop(u8, String);

fn main() -> ExitCode {
    let (code, text) = match Options::read(std::env::args().skip(1)).and_then(|options| run(&options)) {
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

struct Options {
    folder: PathBuf,
    as_of: NaiveDate,
    policy: Option<PathBuf>,
    against: Option<PathBuf>,
    member: Option<MemberId>,
    language: Language,
    json: bool,
}

fn usage(why: impl std::fmt::Display) -> Stop {
    Stop(2, format!("{why}\n{USAGE}"))
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok().or_else(|| {
        let parts: Vec<&str> = text.split('/').collect();
        let [day, month, year] = parts.as_slice() else { return None };
        let year = year.parse().ok().filter(|_| year.len() == 4)?;
        NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
    })
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, Stop> {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/quang-ngai-2021");
        let (mut folders, mut as_of) = (Vec::new(), None);
        let (mut policy, mut against, mut member) = (None, None, None);
        let (mut language, mut json) = (Language::Vi, false);
        while let Some(argument) = arguments.next() {
            if argument == "--json" {
                json = true;
                continue;
            }
            if !argument.starts_with("--") {
                folders.push(PathBuf::from(argument));
                continue;
            }
            let value = arguments.next().ok_or_else(|| usage(format!("`{argument}` needs a value")))?;
            match argument.as_str() {
                "--as-of" => as_of = Some(day(&value).ok_or_else(|| usage(format!("`{value}` is no day")))?),
                "--policy" => policy = Some(PathBuf::from(value)),
                "--against" => against = Some(PathBuf::from(value)),
                "--member" => member = Some(value.parse().map_err(usage)?),
                "--lang" => language = value.parse().map_err(usage)?,
                _ => return Err(usage(format!("`{argument}` is unknown"))),
            }
        }
        let as_of = as_of.ok_or_else(|| usage("`--as-of` is missing: nothing here reads a clock"))?;
        if folders.len() > 1 {
            return Err(usage("one folder is read at a time"));
        }
        Ok(Self { folder: folders.pop().unwrap_or(sample), as_of, policy, against, member, language, json })
    }

    fn either<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Vi => vi,
            Language::En => en,
        }
    }
}

fn policy(file: Option<&Path>) -> Result<Policy, Stop> {
    let Some(file) = file else { return Policy::quang_ngai_2020().map_err(|error| Stop(3, error.to_string())) };
    let named = |error: &dyn std::fmt::Display| Stop(3, format!("{}: {error}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| named(&error))?;
    Policy::from_toml(&text).map_err(|error| named(&error))
}

fn refused(options: &Options, rejected: &csv::Rejected) -> Stop {
    let hint = |code: csv::Code| options.either(code.hint().vi, code.hint().en).to_owned();
    let faults = rejected.faults.iter().map(|fault| format!("{fault}\n    {}", hint(fault.code)));
    Stop(3, faults.chain(rejected.tallies.iter().map(ToString::to_string)).collect::<Vec<_>>().join("\n"))
}

fn run(options: &Options) -> Result<(u8, String), Stop> {
    let first = policy(options.policy.as_deref())?;
    let (roster, season) = csv::read_folder(&options.folder).map_err(|rejected| refused(options, &rejected))?;
    let names = Names::new(&roster);
    let table =
        csv::read_year_folder(roster, &options.folder.join("year")).map_err(|rejected| refused(options, &rejected))?;
    let stop = |error: &phancong::Error| {
        let located = table.sources.located(error, &season).into_iter();
        let lines: Vec<String> = located
            .map(|(spot, defect)| {
                let spot = spot.map(|spot| format!("{spot}: ")).unwrap_or_default();
                format!("{spot}{}", defect.say(&names, options.language))
            })
            .collect();
        Stop(3, if lines.is_empty() { error.say(&names, options.language) } else { lines.join("\n") })
    };
    let findings = audit(&first, &table.placements, &table.year, options.as_of).map_err(|error| stop(&error))?;
    let changed = match &options.against {
        None => Vec::new(),
        Some(file) => {
            let second = policy(Some(file))?;
            compare(&first, &second, &table.placements, &table.year, options.as_of).map_err(|error| stop(&error))?
        }
    };
    if let Some(member) = options.member.as_ref().filter(|id| !table.year.roster.members.iter().any(|m| m.id == **id)) {
        return Err(usage(format!("`{member}` is no member of {}", options.folder.display())));
    }
    let text = if options.json {
        json(options, &findings, &changed)?
    } else {
        report(options, &names, &table, &first, &findings, &changed)
    };
    Ok((if findings.has_violations() { 4 } else { 0 }, text))
}

fn json(options: &Options, findings: &Findings, changed: &[Changed]) -> Result<String, Stop> {
    let text = match &options.member {
        Some(member) => serde_json::to_string_pretty(&findings.member_sheet(member)),
        None if options.against.is_some() => serde_json::to_string_pretty(&(findings, changed)),
        None => serde_json::to_string_pretty(findings),
    };
    text.map(|text| text + "\n").map_err(|error| Stop(6, error.to_string()))
}

fn section(text: &mut String, head: &str, entries: impl IntoIterator<Item = String>) {
    let entries: Vec<String> = entries.into_iter().collect();
    if !entries.is_empty() {
        let _ = writeln!(text, "\n{}\n{}", head.to_uppercase(), entries.join("\n"));
    }
}

fn report(
    options: &Options,
    names: &Names,
    table: &YearTable,
    policy: &Policy,
    findings: &Findings,
    changed: &[Changed],
) -> String {
    let say = |words: &dyn Words| words.say(names, options.language);
    let mut text = format!("{}\n", options.either(&policy.title.vi, &policy.title.en));
    match &options.member {
        Some(member) => {
            let sheet = findings.member_sheet(member);
            section(
                &mut text,
                options.either("Nhiệm vụ của đồng chí", "The member's duties"),
                sheet.findings.iter().map(|f| say(*f)),
            );
            section(
                &mut text,
                options.either("Trách nhiệm đối với đồng chí", "Owed to the member"),
                sheet.owed.iter().map(|f| say(*f)),
            );
            section(&mut text, options.either("Các lần dự sinh hoạt", "Visits"), sheet.visits.iter().map(|v| say(*v)));
            section(
                &mut text,
                options.either("Việc còn có thể làm", "What can still be done"),
                sheet.forecast.iter().map(|f| say(*f)),
            );
        }
        None => {
            let _ = writeln!(text, "\n{}", say(findings));
            let differing = findings.visits.iter().filter(|visit| visit.differs());
            section(
                &mut text,
                options.either("Số liệu hai bên khác nhau", "Where the reports differ"),
                differing.map(|v| say(v)),
            );
            let warning = early_warning(&findings.forecasts).into_iter();
            section(&mut text, options.either("Cảnh báo sớm", "Early warning"), warning.map(|forecast| say(forecast)));
        }
    }
    section(
        &mut text,
        options.either("So với văn bản thứ hai", "Beside the second policy"),
        changed.iter().map(|one| say(one)),
    );
    let read = readings(&policy.readings, options.language).into_iter();
    let read = read.map(|reading| format!("{}: {}", reading.question, reading.reading));
    section(&mut text, options.either("Cách hiểu đã dùng", "Readings taken"), read);
    section(&mut text, options.either("Đã đọc", "Read"), table.sources.tallies().iter().map(ToString::to_string));
    text
}
