//! Who kept the plan: a year's records against a policy, as of a day.
//!
//! ```text
//! audit [DIR] --as-of DATE [--policy FILE] [--against FILE] [--member ID] [--lang vi|en] [--json]
//!     [--out DIR [--format LIST] [--letterhead FILE]]
//! ```
//!
//! `DIR` is a season's folder with the year's records in `DIR/year`, or a workbook of both; without it, the sample province. Dates are `yyyy-mm-dd` or `dd/mm/yyyy`.
//! `--policy` is Quảng Ngãi's plan of 2020 when left out; with `--against` the same year is judged under a second policy and the duties that
//! stand differently are listed; with `--member` the sheet of one member is printed instead of the Board's report.
//!
//! With `--out` it writes a set of files, which replaces the one there as a whole: `findings.json` and `manifest.txt`. With `--format`, for example
//! `--format docx,html`, the papers as well: `bao-cao-tong-hop` (the consolidated report), `phieu-dong-chi` and `phieu-to-chuc` (evidence sheets). Formats
//! and letterhead are those of the example `season`.
//!
//! Exit code: 0 nothing is violated, 2 usage, 3 input rejected, 4 something is violated or can no longer be kept, 6 cannot write.

#[path = "desk/mod.rs"]
mod desk;
#[path = "desk/files.rs"]
mod files;

use chrono::NaiveDate;
use desk::{Arguments, Stop, section};
use files::{Format, Out};
use phancong::compliance::{Changed, Findings, compare, early_warning};
use phancong::office::csv::YearTable;
use phancong::office::paper::{Letterhead, member_sheets, organization_sheets, year_paper};
use phancong::office::set::{About, FileSet};
use phancong::report::{Language, Names, Words, readings};
use phancong::{BadId, MemberId, Policy, audit};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "usage: audit [DIR] --as-of DATE [--policy FILE] [--against FILE] [--member ID] [--lang vi|en] [--json] \
[--out DIR [--format csv,json,xlsx,docx,html] [--letterhead FILE]]";
const FORMATS: [Format; 5] = [Format::Csv, Format::Json, Format::Xlsx, Format::Docx, Format::Html];

fn main() -> ExitCode {
    desk::finish(Options::read(Arguments::new(USAGE)).and_then(|options| run(&options)))
}

struct Options {
    folder: PathBuf,
    as_of: NaiveDate,
    policy: Option<PathBuf>,
    against: Option<PathBuf>,
    member: Option<MemberId>,
    language: Language,
    json: bool,
    out: Out,
    letterhead: Option<PathBuf>,
}

impl Options {
    fn read(mut arguments: Arguments) -> Result<Self, Stop> {
        let absent =
            "còn thiếu `--as-of` và một ngày, ví dụ `--as-of 20/01/2022`: chương trình không tự lấy ngày của máy";
        let missing = "`--as-of` is missing, for example `--as-of 2022-01-20`: nothing here reads a clock";
        let as_of = arguments.day("--as-of")?.ok_or_else(|| arguments.wrong(absent, missing))?;
        let member = arguments.text("--member")?.map(|id| {
            id.parse().map_err(|error: BadId| arguments.wrong(error.say(&Names::default(), Language::Vi), error))
        });
        let out = Out::read(&mut arguments, &FORMATS)?;
        if out.folder.is_some() && member.is_some() {
            return Err(arguments.wrong(
                "`--out` ghi phiếu của tất cả các đồng chí: bỏ `--member`",
                "`--out` writes the sheets of all members: leave `--member` out",
            ));
        }
        Ok(Self {
            as_of,
            policy: arguments.path("--policy")?,
            against: arguments.path("--against")?,
            member: member.transpose()?,
            language: arguments.language()?,
            json: arguments.has("--json"),
            out,
            letterhead: arguments.path("--letterhead")?,
            folder: arguments.folder()?,
        })
    }

    const fn either<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        desk::either(self.language, vi, en)
    }
}

fn run(options: &Options) -> Result<(u8, String), Stop> {
    let first = desk::policy(options.policy.as_deref(), options.language)?;
    let (roster, season) = desk::facts(&options.folder, options.language)?;
    let names = Names::new(&roster);
    let table = desk::year(roster, &options.folder, options.language)?;
    let stop = |error| desk::year_refused(&error, &table, &season, &names, options.language);
    desk::progress(options.either("Đang đối chiếu với Kế hoạch…", "Judging by the plan…"));
    let findings = audit(&first, &table.placements, &table.year, options.as_of).map_err(stop)?;
    let changed = match &options.against {
        None => Vec::new(),
        Some(file) => {
            let second = desk::policy(Some(file), options.language)?;
            compare(&first, &second, &table.placements, &table.year, options.as_of).map_err(stop)?
        }
    };
    if let Some(member) = options.member.as_ref().filter(|id| !table.year.roster.members.iter().any(|m| m.id == **id)) {
        let folder = options.folder.display();
        let vi = format!("trong danh sách Tỉnh ủy viên của {folder} không có mã `{member}`");
        return Err(Stop::misused(options.language, USAGE, vi, format!("`{member}` is no member of {folder}")));
    }
    let mut text = if options.json {
        json(options, &findings, &changed)?
    } else {
        report(options, &names, &table, &first, &findings, &changed)
    };
    if let Some(folder) = &options.out.folder {
        let letterhead = options.out.letterhead(options.letterhead.as_deref(), &options.folder, options.language)?;
        desk::progress(options.either("Đang lập văn bản…", "Drawing up the papers…"));
        let set = set(options, &table, &first, (&findings, &changed), &letterhead)?;
        let written = files::write(folder, &set, options.language)?;
        if !options.json {
            section(&mut text, options.either("Đã ghi", "Written"), written);
        }
    }
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

/// The findings as a document, and the papers in the formats asked for.
fn set(
    options: &Options,
    table: &YearTable,
    policy: &Policy,
    (findings, changed): (&Findings, &[Changed]),
    letterhead: &Letterhead,
) -> Result<FileSet, Stop> {
    let by = format!("{} {}", findings.policy, findings.policy_digest);
    let of = format!("{} {}", findings.year, findings.as_of);
    let mut set = FileSet::new(About::new("audit", &by, &of));
    set.add("findings.json", json(options, findings, changed)?.into_bytes());
    let (year, formats, language) = (&table.year, &options.out.formats, options.language);
    let paper = year_paper(policy, year, findings, letterhead, language);
    files::add(&mut set, &paper.key.clone(), &[paper], formats)?;
    let sheets = member_sheets(policy, year, findings, letterhead, language);
    files::add(&mut set, "phieu-dong-chi", &sheets, formats)?;
    let sheets = organization_sheets(policy, year, findings, letterhead, language);
    files::add(&mut set, "phieu-to-chuc", &sheets, formats)?;
    Ok(set)
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
    section(
        &mut text,
        options.either("Đã đọc", "Read"),
        table.sources.tallies().iter().map(|tally| tally.say(options.language)),
    );
    text
}
