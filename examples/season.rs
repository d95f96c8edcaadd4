//! A whole season from a folder of CSV files: read, solve, judge, explain, write.
//!
//! ```text
//! season [DIR] [--policy FILE] [--draw SEED] [--day DATE] [--rules FILE] [--out DIR [--format LIST] [--letterhead FILE]] [--lang vi|en]
//! ```
//!
//! `DIR` may be a workbook. Without `DIR` it is the sample province, without `--policy` Quảng Ngãi's plan of 2020, without `--day` the rules of 01/12/2020, without
//! `--lang` Vietnamese; a date is `2020-12-01` or `01/12/2020`. Side rules are those of `--rules`, or of `side-rules.toml` in `DIR`.
//!
//! With `--draw` the policy gets a last tier that draws by lot under this seed (or this seed instead of its own); the report prints the seed and the lines
//! that the draw decided, and `problem.json` holds the policy as it was used.
//!
//! With `--out` it writes a set of files, which replaces the one there as a whole: `problem.json` and `outcome.json`, which the example `certify`
//! judges, `table.csv` when there is a complete table, and `manifest.txt`. With `--format`, for example `--format docx,html`, the papers to sign and
//! send as well: `bang-phan-cong` (the table by member, organization and area) and the extracts `trich-gui-dong-chi`, `trich-gui-cap-uy` and
//! `trich-gui-to-chuc`. Formats are `csv`, `json`, `docx`, `html`, and `xlsx` in a build with that feature. The texts around a paper come from
//! `--letterhead`, or from `letterhead.toml` in `DIR`.
//!
//! Exit code: 0 done and proved, 2 usage, 3 input rejected, 4 no complete table exists (it says why), 5 not proved, 6 cannot write.

#[path = "season/picture.rs"]
mod picture;

#[path = "desk/mod.rs"]
mod desk;
#[path = "desk/files.rs"]
mod files;

use chrono::NaiveDate;
use desk::{Arguments, Stop, said, section};
use files::{Format, Out};
use phancong::explain::{Line, lines, standings, ties};
use phancong::office::csv::{self, Sources};
use phancong::office::json;
use phancong::office::paper::{Letterhead, Recipients, extracts, table_paper};
use phancong::office::set::{About, FileSet};
use phancong::report::{Language, Names, Words, readings, reason};
use phancong::{Certificate, Outcome, Placement, Plan, Policy, Problem, certify, confirm, solve};
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "usage: season [DIR] [--policy FILE] [--draw SEED] [--day DATE] [--rules FILE] [--out DIR [--format csv,json,xlsx,docx,html] \
[--letterhead FILE]] [--lang vi|en]";
const FORMATS: [Format; 5] = [Format::Csv, Format::Json, Format::Xlsx, Format::Docx, Format::Html];

fn main() -> ExitCode {
    desk::finish(Options::read(Arguments::new(USAGE)).and_then(|options| run(&options)))
}

struct Options {
    folder: PathBuf,
    policy: Option<PathBuf>,
    seed: Option<String>,
    day: NaiveDate,
    rules: Option<PathBuf>,
    out: Out,
    letterhead: Option<PathBuf>,
    language: Language,
}

impl Options {
    fn read(mut arguments: Arguments) -> Result<Self, Stop> {
        Ok(Self {
            policy: arguments.path("--policy")?,
            seed: arguments.text("--draw")?,
            day: arguments.day("--day")?.or_else(|| NaiveDate::from_ymd_opt(2020, 12, 1)).unwrap_or_default(),
            rules: arguments.path("--rules")?,
            out: Out::read(&mut arguments, &FORMATS)?,
            letterhead: arguments.path("--letterhead")?,
            language: arguments.language()?,
            folder: arguments.folder()?,
        })
    }

    /// One of two headings.
    const fn either<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        desk::either(self.language, vi, en)
    }
}

fn run(options: &Options) -> Result<(u8, String), Stop> {
    let (policy, sources, problem, document) = read(options)?;
    let letterhead = options.out.letterhead(options.letterhead.as_deref(), &options.folder, options.language)?;
    desk::progress(options.either("Đang phân công và chứng minh…", "Placing and proving…"));
    let outcome = solve(&problem).map_err(|error| Stop(5, error.to_string()))?;
    let certificate = certify(&problem, outcome.plan()).map_err(|rejected| Stop(5, rejected.to_string()))?;
    let proved = match &outcome {
        Outcome::Solved(_) => certificate.is_optimal(),
        Outcome::Infeasible(answer) => {
            let counted = answer.conflicts.iter().all(|conflict| confirm(&problem, conflict).is_ok());
            certificate.is_least() && certificate.proves_infeasible() && counted
        }
        Outcome::Unproved(_) => false,
    };
    let season = Season { options, problem: &problem, names: Names::new(problem.roster()), outcome: &outcome };
    let mut text = season.report(&policy, &sources, &certificate)?;
    if let Some(folder) = &options.out.folder {
        desk::progress(options.either("Đang lập văn bản…", "Drawing up the papers…"));
        let written = files::write(folder, &season.set(&policy, &letterhead, &document)?, options.language)?;
        season.section(&mut text, "Đã ghi", "Written", written);
    }
    let code = match &outcome {
        _ if !proved => 5,
        Outcome::Solved(_) => 0,
        Outcome::Infeasible(_) => 4,
        Outcome::Unproved(_) => 5,
    };
    Ok((code, text))
}

/// The policy, the way back to the files, the problem, and the problem as a document; or every reason to refuse them.
fn read(options: &Options) -> Result<(Policy, Sources, Problem, String), Stop> {
    let policy = desk::policy(options.policy.as_deref(), options.language)?;
    let policy = match &options.seed {
        Some(seed) => {
            policy.drawing(seed).map_err(|error| Stop::refused(error.say(&Names::default(), options.language)))?
        }
        None => policy,
    };
    let (mut roster, sources) = desk::facts(&options.folder, options.language)?;
    roster.side_rules = desk::side_rules(options.rules.as_deref(), &options.folder, options.language)?;
    let document = json::write_problem(&policy, options.day, &roster);
    let problem = desk::problem(&policy, options.day, roster, &sources, options.language)?;
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
        section(text, self.options.either(vi, en), entries);
    }

    fn report(&self, policy: &Policy, sources: &Sources, certificate: &Certificate) -> Result<String, Stop> {
        let Self { options, problem, names, outcome } = self;
        let language = options.language;
        let say = |words: &dyn Words| words.say(names, language);
        let plan = outcome.plan();
        let title = options.either(&policy.title.vi, &policy.title.en);
        let day = said(options.day, language);
        let mut text = format!("{title}\n{} ({day})\n\n{}\n", policy.id, say(*outcome));
        if let Outcome::Infeasible(answer) = outcome {
            let conflicts = answer.conflicts.iter().map(|conflict| say(conflict));
            let clash = answer.clash.iter().map(|clash| say(clash));
            self.section(&mut text, "Vướng mắc", "Conflicts", conflicts.chain(clash));
        }
        let rules = problem.roster().side_rules.iter().map(|rule| say(rule));
        self.section(&mut text, "Quy định bổ sung", "Side rules", rules);
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
        let ties = ties(problem, plan).map_err(|error| Stop(5, error.to_string()))?;
        self.section(&mut text, "Các phương án tốt như nhau", "Equally good tables", [say(&ties)]);
        let read = readings(problem.rules().readings(), language).into_iter();
        let readings = read.map(|reading| format!("{}: {}", reading.question, reading.reading));
        self.section(&mut text, "Cách hiểu những chỗ chưa rõ", "Readings taken", readings);
        self.section(&mut text, "Số dòng đã đọc", "Rows read", sources.tallies().map(|tally| tally.say(language)));
        Ok(text)
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

    /// The documents, and the papers in the formats asked for.
    fn set(&self, policy: &Policy, letterhead: &Letterhead, document: &str) -> Result<FileSet, Stop> {
        let stop = |error: phancong::Error| Stop(5, error.to_string());
        let outcome = json::write_outcome(self.problem, self.outcome).map_err(stop)?;
        let rules = self.problem.rules();
        let by = format!("{} {}", rules.policy(), rules.policy_digest());
        let mut set = FileSet::new(About::new("season", &by, self.problem.digest().as_str()));
        set.add("problem.json", format!("{document}\n").into_bytes());
        set.add("outcome.json", format!("{outcome}\n").into_bytes());
        if let Outcome::Solved(plan) = self.outcome {
            set.add("table.csv", self.table(plan));
        }
        let (formats, language) = (&self.options.out.formats, self.options.language);
        let paper = table_paper(self.problem, self.outcome, &policy.title, letterhead, language).map_err(stop)?;
        files::add(&mut set, &paper.key.clone(), &[paper], formats)?;
        if let Outcome::Solved(plan) = self.outcome {
            for to in Recipients::ALL {
                files::add(&mut set, to.key(), &extracts(self.problem, plan, to, letterhead, language), formats)?;
            }
        }
        Ok(set)
    }

    /// The table for programs, with the reasons.
    fn table(&self, plan: &Plan) -> Vec<u8> {
        let table = lines(self.problem, plan);
        let why = |placement: &Placement| {
            let is_it = |line: &&Line| {
                line.member == placement.member && line.organization.as_ref() == Some(&placement.organization)
            };
            let found = table.iter().find(is_it);
            found.map(|line| reason(line, &self.names, self.options.language)).unwrap_or_default()
        };
        csv::table(self.problem, plan, &[(self.options.either("lý do", "reason"), &why)])
    }
}
