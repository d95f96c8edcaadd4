//! A whole season from a folder of CSV files: read, solve, judge, explain, write.
//!
//! ```text
//! season [DIR] [--policy FILE] [--day YYYY-MM-DD] [--out DIR] [--lang vi|en]
//! ```
//!
//! Without `DIR` it is the sample province, without `--policy` Quảng Ngãi's plan of 2020, without `--day` the rules of 01/12/2020, without
//! `--lang` Vietnamese. With `--out` it writes `problem.json` and `outcome.json`, which the example `certify` judges, and `table.csv` when there
//! is a complete table.
//!
//! Exit code: 0 done and proved, 2 usage, 3 input rejected, 4 no complete table exists (it says why), 5 not proved, 6 cannot write.

#[path = "season/picture.rs"]
mod picture;

use chrono::{Datelike, NaiveDate};
use phancong::explain::{Line, lines, standings};
use phancong::office::csv::{self, Sources, Tally};
use phancong::office::{json, replace};
use phancong::report::{Language, Names, Words, readings, reason};
use phancong::{Certificate, Outcome, Placement, Policy, Problem, certify, confirm, solve};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: season [DIR] [--policy FILE] [--day YYYY-MM-DD] [--out DIR] [--lang vi|en]";

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
    policy: Option<PathBuf>,
    day: NaiveDate,
    out: Option<PathBuf>,
    language: Language,
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, Stop> {
        let mut options = Self {
            folder: Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/quang-ngai-2021"),
            policy: None,
            day: NaiveDate::from_ymd_opt(2020, 12, 1).unwrap_or_default(),
            out: None,
            language: Language::Vi,
        };
        let usage = |why: String| Stop(2, format!("{why}\n{USAGE}"));
        let mut folders = 0;
        while let Some(argument) = arguments.next() {
            if !argument.starts_with("--") {
                folders += 1;
                options.folder = PathBuf::from(argument);
                continue;
            }
            let value = arguments.next().ok_or_else(|| usage(format!("`{argument}` needs a value")))?;
            match argument.as_str() {
                "--policy" => options.policy = Some(PathBuf::from(value)),
                "--day" => {
                    options.day =
                        value.parse().map_err(|_| usage(format!("`{value}` is no day such as 2020-12-01")))?;
                }
                "--out" => options.out = Some(PathBuf::from(value)),
                "--lang" => options.language = value.parse().map_err(|error| usage(format!("{error}")))?,
                _ => return Err(usage(format!("`{argument}` is unknown"))),
            }
        }
        if folders > 1 { Err(usage("one folder is read at a time".to_owned())) } else { Ok(options) }
    }

    /// One of two headings.
    fn either<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Vi => vi,
            Language::En => en,
        }
    }
}

fn run(options: &Options) -> Result<(u8, String), Stop> {
    let (policy, sources, problem, document) = read(options)?;
    let outcome = solve(&problem).map_err(|error| Stop(5, error.to_string()))?;
    let certificate = certify(&problem, outcome.plan()).map_err(|rejected| Stop(5, rejected.to_string()))?;
    let proved = match &outcome {
        Outcome::Solved(_) => certificate.is_optimal(),
        Outcome::Infeasible(answer) => {
            let counted = answer.conflicts.iter().all(|conflict| confirm(&problem, conflict).is_ok());
            certificate.is_least() && certificate.proves_infeasible() && counted
        }
    };
    let season = Season { options, problem: &problem, names: Names::new(problem.roster()), outcome: &outcome };
    let mut text = season.report(&policy, &sources, &certificate);
    if let Some(folder) = &options.out {
        let written =
            season.write(folder, &document).map_err(|error| Stop(6, format!("{}: {error}", folder.display())))?;
        season.section(&mut text, "Đã ghi", "Written", written);
    }
    let code = match &outcome {
        _ if !proved => 5,
        Outcome::Solved(_) => 0,
        Outcome::Infeasible(_) => 4,
    };
    Ok((code, text))
}

/// The policy, the way back to the files, the problem, and the problem as a document; or every reason to refuse them.
fn read(options: &Options) -> Result<(Policy, Sources, Problem, String), Stop> {
    let policy = match &options.policy {
        None => Policy::quang_ngai_2020(),
        Some(file) => {
            let text =
                std::fs::read_to_string(file).map_err(|error| Stop(3, format!("{}: {error}", file.display())))?;
            Policy::from_toml(&text)
        }
    }
    .map_err(|error| Stop(3, error.to_string()))?;
    let rules = policy.in_force(options.day).map_err(|error| Stop(3, error.to_string()))?;
    let (roster, sources) = csv::read_folder(&options.folder).map_err(|rejected| {
        let hint = |code: csv::Code| options.either(code.hint().vi, "").to_owned();
        let faults =
            rejected.faults.iter().map(|fault| format!("{fault}\n    {}", hint(fault.code)).trim_end().to_owned());
        let lines: Vec<String> = faults.chain(rejected.tallies.iter().map(Tally::to_string)).collect();
        Stop(3, lines.join("\n"))
    })?;
    let names = Names::new(&roster);
    let document = json::write_problem(&policy, options.day, &roster);
    let problem = Problem::new(roster, rules).map_err(|error| {
        let defects = sources.located(&error).into_iter().map(|located| {
            let spots: Vec<String> = located.spots.iter().map(ToString::to_string).collect();
            format!("{}: {}", spots.join(", "), located.defect.say(&names, options.language))
        });
        let lines: Vec<String> = defects.collect();
        Stop(3, if lines.is_empty() { error.to_string() } else { lines.join("\n") })
    })?;
    Ok((policy, sources, problem, document))
}

struct Season<'a> {
    options: &'a Options,
    problem: &'a Problem,
    names: Names,
    outcome: &'a Outcome,
}

impl Season<'_> {
    fn section(&self, text: &mut String, vi: &str, en: &str, entries: impl IntoIterator<Item = String>) {
        let mut entries = entries.into_iter().peekable();
        if entries.peek().is_some() {
            let _ = writeln!(text, "\n{}", self.options.either(vi, en).to_uppercase());
            entries.for_each(|entry| text.push_str(&format!("{entry}\n")));
        }
    }

    fn report(&self, policy: &Policy, sources: &Sources, certificate: &Certificate) -> String {
        let Self { options, problem, names, outcome } = self;
        let language = options.language;
        let say = |words: &dyn Words| words.say(names, language);
        let plan = outcome.plan();
        let title = options.either(&policy.title.vi, &policy.title.en);
        let day = options.day;
        let day = match options.language {
            Language::Vi => format!("{:02}/{:02}/{}", day.day(), day.month(), day.year()),
            Language::En => day.to_string(),
        };
        let mut text = format!("{title}\n{} ({day})\n\n{}\n", policy.id, say(*outcome));
        if let Outcome::Infeasible(answer) = outcome {
            self.section(&mut text, "Vướng mắc", "Conflicts", answer.conflicts.iter().map(|conflict| say(conflict)));
        }
        let table = lines(problem, plan);
        let complete = matches!(outcome, Outcome::Solved(_));
        let (vi, en) = if complete {
            ("Bảng phân công", "Table")
        } else {
            ("Phương án thiếu ít nhất", "Fewest left over")
        };
        self.section(&mut text, vi, en, table.iter().map(|line| self.row(line)));
        self.section(&mut text, "Lưu ý", "Notices", problem.notices().iter().map(|notice| say(notice)));
        let picture = picture::loads(problem, plan);
        let heads =
            ("Số tổ chức theo số đồng chí được phân công", "Organizations by the number of members placed there");
        self.section(&mut text, heads.0, heads.1, picture.by_load);
        self.section(&mut text, "Số đồng chí theo địa bàn, đơn vị", "Members by area", picture.by_area);
        let standings = standings(problem, &certificate.cost, &certificate.bound);
        self.section(
            &mut text,
            "Chi phí từng bậc và chứng minh",
            "Cost and proof, tier by tier",
            standings.iter().map(|s| say(s)),
        );
        let read = readings(problem.rules().readings(), language).into_iter();
        let readings = read.map(|reading| format!("{}: {}", reading.question, reading.reading));
        self.section(&mut text, "Cách hiểu những chỗ chưa rõ", "Readings taken", readings);
        self.section(&mut text, "Số dòng đã đọc", "Rows read", sources.tallies().map(Tally::to_string));
        text
    }

    /// One line of the table: who, where, why.
    fn row(&self, line: &Line) -> String {
        let member = self.problem.member(&line.member).map_or("", |member| &member.name);
        let organization = line.organization.as_ref().and_then(|id| self.problem.organization(id));
        let area = organization.and_then(|organization| self.problem.area(&organization.area));
        let place = match (organization, area) {
            (Some(organization), Some(area)) => format!("{} ({})", organization.name, area.name),
            _ => "—".to_owned(),
        };
        let why = reason(line, &self.names, self.options.language);
        format!("{}  {member}  →  {place}: {why}", line.member)
    }

    /// Writes the documents, each as a whole; gives their paths.
    fn write(&self, folder: &Path, document: &str) -> std::io::Result<Vec<String>> {
        let outcome = json::write_outcome(self.problem, self.outcome).map_err(std::io::Error::other)?;
        let mut files = vec![
            ("problem.json", format!("{document}\n").into_bytes()),
            ("outcome.json", format!("{outcome}\n").into_bytes()),
        ];
        if let Outcome::Solved(plan) = self.outcome {
            let table = lines(self.problem, plan);
            let why = |placement: &Placement| {
                let is_it = |line: &&Line| {
                    line.member == placement.member && line.organization.as_ref() == Some(&placement.organization)
                };
                table
                    .iter()
                    .find(is_it)
                    .map(|line| reason(line, &self.names, self.options.language))
                    .unwrap_or_default()
            };
            let header = self.options.either("lý do", "reason");
            files.push(("table.csv", csv::table(self.problem, plan, &[(header, &why)])));
        }
        std::fs::create_dir_all(folder)?;
        let mut written = Vec::new();
        for (name, bytes) in files {
            let path = folder.join(name);
            replace(&path, |file| file.write_all(&bytes))?;
            written.push(path.display().to_string());
        }
        Ok(written)
    }
}
