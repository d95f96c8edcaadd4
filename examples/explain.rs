//! Why there, why not elsewhere, who would move: questions to the best table, answered exactly.
//!
//! ```text
//! explain MEMBER [ORGANIZATION] [DIR] [--policy FILE] [--day DATE] [--rules FILE] [--lang vi|en] [--json]
//! explain --at PLACE [DIR] ...
//! explain --draft FILE.csv [DIR] ...
//! ```
//!
//! `MEMBER` alone is asked why the member is wherever the table says; with `ORGANIZATION`, why there or why not. `--at` shows an organization or an
//! area: who comes, who could, what one member more or less would change. `--draft` judges a table typed by hand, with the columns `member` and
//! `organization`: legal or not and why, what it costs more than the best, and the fewest changes that reach a best table.
//!
//! Side rules are those of `--rules`, or of `side-rules.toml` in `DIR`. Under them each figure comes from solving again, and a draft is not asked about.
//!
//! `DIR` may be a workbook; it is the last word if a file or folder of that name is there. Without `DIR` it is the sample province, without `--policy` Quảng Ngãi's plan of 2020, without `--day` the rules of 01/12/2020, without `--lang` Vietnamese.
//!
//! Exit code: 0 answered, 2 usage, 3 input rejected (also a name that is not in the facts, and a draft that is not legal), 5 not proved, 6 cannot write.

mod desk;

use desk::{Arguments, Stop, section};
use phancong::explain::{Draft, Questions, View, Why, draft};
use phancong::office::MAX_BYTES;
use phancong::report::{Language, Names, Words as _, changes};
use phancong::{Cost, Error, MemberId, Outcome, Place, Placement, Plan, Problem, solve};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Rows of a table typed by hand, as many as a folder of lists may have.
const MAX_ROWS: usize = 300_000;
const USAGE: &str = "usage: explain MEMBER [ORGANIZATION] [DIR] | --at PLACE [DIR] | --draft FILE.csv [DIR] \
[--policy FILE] [--day DATE] [--rules FILE] [--lang vi|en] [--json]";

fn main() -> ExitCode {
    desk::finish(run())
}

/// What is asked.
enum Asked {
    Member(String),
    At(String),
    Draft(PathBuf),
}

fn run() -> Result<(u8, String), Stop> {
    let mut words = Arguments::new(USAGE);
    let language = words.language()?;
    let policy = desk::policy(words.path("--policy")?.as_deref(), language)?;
    let day = words.day("--day")?.or_else(|| "2020-12-01".parse().ok()).unwrap_or_default();
    let rules = words.path("--rules")?;
    let as_json = words.has("--json");
    let (at, typed) = (words.text("--at")?, words.path("--draft")?);
    let none = words.wrong("ghi mã một đồng chí, `--at` hoặc `--draft`", "say a member, `--at` or `--draft`");
    let mut rest = words.rest(3)?.into_iter();
    let asked = match (at, typed) {
        (None, None) => Asked::Member(rest.next().ok_or(none)?),
        (Some(place), None) => Asked::At(place),
        (None, Some(file)) => Asked::Draft(file),
        (Some(_), Some(_)) => return Err(none),
    };
    // The organization comes before the folder; whichever word names something to read is the folder.
    let mut rest: Vec<String> = rest.collect();
    let folder = rest.pop_if(|word| Path::new(word.as_str()).exists()).map_or_else(desk::sample, PathBuf::from);
    let (mut roster, sources) = desk::facts(&folder, language)?;
    roster.side_rules = desk::side_rules(rules.as_deref(), &folder, language)?;
    let names = Names::new(&roster);
    let problem = desk::problem(&policy, day, roster, &sources, language)?;
    let desk = Desk { problem: &problem, names, language, as_json };
    match (asked, rest.as_slice()) {
        (Asked::Member(member), []) => desk.member(&member, None),
        (Asked::Member(member), [organization]) => desk.member(&member, Some(organization)),
        (Asked::At(place), []) => desk.at(&place),
        (Asked::Draft(file), []) => desk.draft(&file),
        (_, [.., extra]) => {
            let vi = format!("`{extra}` không phải thư mục, sổ Excel hay nơi cần hỏi");
            let en = format!("`{extra}` is no folder, no workbook and no place asked for");
            Err(Stop::misused(language, USAGE, vi, en))
        }
    }
}

/// What an answer is made with.
struct Desk<'a> {
    problem: &'a Problem,
    names: Names,
    language: Language,
    as_json: bool,
}

impl Desk<'_> {
    fn refused(&self, error: &Error) -> Stop {
        Stop::refused(error.say(&self.names, self.language))
    }

    fn plan(&self) -> Result<Plan, Stop> {
        let outcome = solve(self.problem).map_err(|error| Stop(5, error.to_string()))?;
        match outcome {
            Outcome::Unproved(_) => Err(Stop(5, outcome.say(&self.names, self.language))),
            _ => Ok(outcome.plan().clone()),
        }
    }

    fn member(&self, member: &str, organization: Option<&String>) -> Result<(u8, String), Stop> {
        let plan = self.plan()?;
        let questions = Questions::new(self.problem, &plan).map_err(|error| self.refused(&error))?;
        let member: MemberId = member.parse().map_err(Stop::refused)?;
        let answers = match organization {
            Some(organization) => {
                let organization = organization.parse().map_err(Stop::refused)?;
                questions.why(&member, &organization).map(|why| vec![why])
            }
            None => questions.why_all(&member),
        };
        let answers = answers.map_err(|error| self.refused(&error))?;
        if self.as_json {
            return Ok((0, format!("{}\n", json!(answers))));
        }
        let said: Vec<String> = answers.iter().map(|why| self.why(why)).collect();
        let nowhere = desk::either(self.language, "Chưa được phân công nơi nào.", "Placed nowhere.");
        Ok((0, if said.is_empty() { format!("{nowhere}\n") } else { said.join("\n") }))
    }

    fn why(&self, why: &Why) -> String {
        let mut text = format!("{}\n", why.say(&self.names, self.language));
        if let Some(forced) = &why.forced {
            self.cost(&mut text, &forced.effect.cost);
        }
        text
    }

    fn at(&self, place: &str) -> Result<(u8, String), Stop> {
        let plan = self.plan()?;
        let questions = Questions::new(self.problem, &plan).map_err(|error| self.refused(&error))?;
        let organization = place.parse().map_err(Stop::refused)?;
        let is_area = self.problem.organization(&organization).is_none();
        let place = if is_area {
            Place::Area(place.parse().map_err(Stop::refused)?)
        } else {
            Place::Organization(organization)
        };
        let view = questions.at(&place).map_err(|error| self.refused(&error))?;
        Ok((0, if self.as_json { format!("{}\n", json!(view)) } else { self.view(&view) }))
    }

    fn view(&self, view: &View) -> String {
        let mut text = format!("{}\n", view.say(&self.names, self.language));
        let heads = [
            (&view.more, desk::either(self.language, "Thêm một đồng chí", "One member more")),
            (&view.less, desk::either(self.language, "Bớt một đồng chí", "One member fewer")),
        ];
        for (effect, head) in heads {
            let lines = effect.iter().flat_map(|effect| changes(self.problem.tiers(), &effect.cost, self.language));
            section(&mut text, head, lines);
        }
        text
    }

    fn draft(&self, file: &Path) -> Result<(u8, String), Stop> {
        let table = Plan::new(typed(file, self.language)?);
        let said = draft(self.problem, &table).map_err(|error| self.refused(&error))?;
        let code = if said.judged.is_ok() { 0 } else { 3 };
        if self.as_json {
            return Ok((code, format!("{}\n", self.draft_document(&said))));
        }
        let mut text = format!("{}\n", said.say(&self.names, self.language));
        if let Some(gap) = &said.gap {
            self.cost(&mut text, gap);
        }
        Ok((code, text))
    }

    fn draft_document(&self, said: &Draft) -> Value {
        let reasons = said.judged.as_ref().err().map(|no| no.say(&self.names, self.language));
        json!({
            "legal": said.judged.is_ok(),
            "reasons": reasons,
            "cost": said.judged.as_ref().ok().map(|certificate| &certificate.cost),
            "gap": said.gap,
            "shifts": said.diff.shifts,
        })
    }

    fn cost(&self, text: &mut String, cost: &Cost) {
        let head = desk::either(self.language, "Chi phí thay đổi", "The cost changes");
        section(text, head, changes(self.problem.tiers(), cost, self.language));
    }
}

/// The lines of a table typed by hand; the columns may stand in any order, among others.
fn typed(file: &Path, language: Language) -> Result<Vec<Placement>, Stop> {
    let refused = |why: String| Stop::refused_file(file, why);
    let bytes = desk::bytes(file, language)?;
    let too_large = || {
        let (vi, en) = ("quá lớn: tối đa 64 MiB và", "too large: at most 64 MiB and");
        refused(format!("{} {MAX_ROWS} {}", desk::either(language, vi, en), desk::either(language, "dòng", "rows")))
    };
    if bytes.len() > MAX_BYTES {
        return Err(too_large());
    }
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let header = reader.headers().map_err(|error| refused(error.to_string()))?.clone();
    let column = |name: &str| {
        let found = header.iter().position(|head| head.trim() == name);
        found
            .ok_or_else(|| refused(format!("there is no column `{name}`: the columns are `member` and `organization`")))
    };
    let (member, organization) = (column("member")?, column("organization")?);
    let mut lines = Vec::new();
    for (row, record) in (2..).zip(reader.records()) {
        if row > MAX_ROWS + 1 {
            return Err(too_large());
        }
        let record = record.map_err(|error| refused(error.to_string()))?;
        let field = |at: usize| record.get(at).unwrap_or_default().trim();
        let wrong = |why: phancong::BadId| refused(format!("row {row}: {why}"));
        let (member, organization) = (field(member).parse(), field(organization).parse());
        lines.push(Placement { member: member.map_err(wrong)?, organization: organization.map_err(wrong)? });
    }
    Ok(lines)
}
