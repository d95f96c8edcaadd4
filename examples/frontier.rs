//! What two tiers of the policy can have at each other's expense: every pair of values that no table beats, each proved.
//!
//! ```text
//! frontier [TIER TIER] [DIR] [--policy FILE] [--day DATE] [--lang vi|en] [--json] [--out DIR]
//! ```
//!
//! Without tiers it trades `load` (how even the loads are) against `rank` (steps down from the first wish). The tiers before both stay as good as they
//! can be, those not named follow. `DIR` may be a workbook; it is the last word. Without `DIR` it is the sample province, without `--policy` Quảng Ngãi's plan
//! of 2020, without `--day` the rules of 01/12/2020, without `--lang` Vietnamese.
//!
//! Each point is the best table of a problem of its own. `--out` writes them as `point-1.problem.json` and `point-1.outcome.json` and so on, which the
//! example `certify` and `judge.py` judge.
//!
//! Exit code: 0 all points are there and proved, 2 usage, 3 input rejected, 4 no complete table exists, 5 more points may be hidden, 6 cannot write.

mod desk;
#[path = "frontier/picture.rs"]
mod picture;

use desk::{Arguments, Stop, either, section};
use phancong::explain::{Frontier, Point, Way, frontier};
use phancong::office::json;
use phancong::office::set::{self, About, FileSet};
use phancong::report::{Language, Names, Words as _};
use phancong::{Outcome, Problem, certify};
use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str =
    "usage: frontier [TIER TIER] [DIR] [--policy FILE] [--day DATE] [--lang vi|en] [--json] [--out DIR]";

fn main() -> ExitCode {
    desk::finish(run())
}

fn run() -> Result<(u8, String), Stop> {
    let mut words = Arguments::new(USAGE);
    let language = words.language()?;
    let policy = desk::policy(words.path("--policy")?.as_deref(), language)?;
    let day = words.day("--day")?.or_else(|| "2020-12-01".parse().ok()).unwrap_or_default();
    let (as_json, out) = (words.has("--json"), words.path("--out")?);
    let mut rest = words.rest(3)?;
    let folder = if rest.len() % 2 == 1 { rest.pop() } else { None };
    let (first, second) = match rest.as_slice() {
        [first, second] => (first.as_str(), second.as_str()),
        _ => ("load", "rank"),
    };
    let (roster, sources) = desk::facts(&folder.map_or_else(desk::sample, Into::into), language)?;
    let names = Names::new(&roster);
    let problem = desk::problem(&policy, day, roster, &sources, language)?;
    let found = frontier(&problem, first, second).map_err(|error| Stop::refused(error.say(&names, language)))?;
    let mut text = if as_json { format!("{}\n", document(&found)) } else { said(&problem, &found, &names, language)? };
    if let Some(out) = out {
        let written = write(&out, &problem, &found)?;
        if !as_json {
            section(&mut text, either(language, "Đã ghi", "Written"), written);
        }
    }
    let code = match &found.outcome {
        Outcome::Infeasible(_) => 4,
        Outcome::Solved(_) if found.open.is_empty() => 0,
        _ => 5,
    };
    Ok((code, text))
}

fn said(problem: &Problem, found: &Frontier, names: &Names, language: Language) -> Result<String, Stop> {
    let mut text = format!("{}\n", found.say(names, language));
    let own = certify(problem, found.outcome.plan()).map_err(|rejected| Stop(5, rejected.to_string()))?;
    let value = |name: &str| {
        let at = problem.tiers().iter().position(|tier| tier.name == name);
        at.and_then(|at| own.cost.tier(at)).unwrap_or_default()
    };
    let own = [value(&found.tiers[0].name), value(&found.tiers[1].name)];
    let points: Vec<[i64; 2]> = found.points.iter().map(|point| point.values).collect();
    let axes = [&found.tiers[0].name, &found.tiers[1].name].map(String::as_str);
    let drawn = picture::scatter(&points, own, axes);
    let heading = either(
        language,
        "Hình (◉ là phương án theo thứ tự các bậc của chính sách)",
        "Picture (◉ is the table of the policy's own order)",
    );
    section(&mut text, heading, drawn);
    Ok(text)
}

fn document(found: &Frontier) -> Value {
    let names = [&found.tiers[0].name, &found.tiers[1].name];
    let way = |way: Way| match way {
        Way::First(tier) => json!({ "first": names[tier] }),
        Way::Weights(weights) => json!({ "weights": weights }),
        Way::AtMost { tier, limit } => json!({ "at_most": { "tier": names[tier], "limit": limit } }),
    };
    let point = |point: &Point| {
        json!({
            "values": point.values,
            "way": way(point.way),
            "problem": point.problem.digest(),
            "tiers": point.problem.tiers().iter().map(|tier| &tier.name).collect::<Vec<_>>(),
            "cost": point.certificate.cost,
            "bound": point.certificate.bound,
            "placements": point.plan.placements(),
        })
    };
    let status = match &found.outcome {
        Outcome::Infeasible(_) => "infeasible",
        Outcome::Solved(_) if found.open.is_empty() => "complete",
        _ => "open",
    };
    json!({
        "status": status,
        "tiers": names,
        "points": found.points.iter().map(point).collect::<Vec<_>>(),
        "open": found.open,
    })
}

/// A problem and an outcome for each point.
fn write(out: &Path, problem: &Problem, found: &Frontier) -> Result<Vec<String>, Stop> {
    let rules = problem.rules();
    let by = format!("{} {}", rules.policy(), rules.policy_digest());
    let mut set = FileSet::new(About::new("frontier", &by, problem.digest().as_str()));
    for (number, point) in (1..).zip(&found.points) {
        let rules = point.problem.rules();
        let question = json::write_problem(rules.document(), rules.day(), point.problem.roster());
        let answer = json::write_outcome(&point.problem, &Outcome::Solved(point.plan.clone()));
        let answer = answer.map_err(|error| Stop(5, error.to_string()))?;
        set.add(&format!("point-{number}.problem.json"), format!("{question}\n").into_bytes());
        set.add(&format!("point-{number}.outcome.json"), format!("{answer}\n").into_bytes());
    }
    set::write(out, &set).map_err(|error| Stop(6, error.to_string()))?;
    Ok(set.files().map(|(name, _)| out.join(name).display().to_string()).collect())
}
