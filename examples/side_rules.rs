//! Solves a season under side rules, and says what is proved.
//!
//! usage: `side_rules [FOLDER] [--rules FILE.toml] [--policy FILE.toml] [--day DAY] [--lang vi|en] [--out FOLDER]`
//!
//! Without a folder it reads the sample province; without `--rules` the folder's own `side-rules.toml`, or those that come with the sample. `--out` writes `problem.json` and
//! `outcome.json`, which any judge can read. Exit codes: 0 solved and proved, 2 usage, 3 input refused, 4 no complete table exists, 5 not
//! proved, 6 cannot write.

mod desk;

use desk::{Arguments, Stop, either, section};
use phancong::explain::standings;
use phancong::office::{json, replace};
use phancong::report::{Language, Names, Words as _};
use phancong::{Outcome, certify, solve};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str =
    "usage: side_rules [FOLDER] [--rules FILE.toml] [--policy FILE.toml] [--day DAY] [--lang vi|en] [--out FOLDER]";

fn main() -> ExitCode {
    desk::finish(run())
}

fn run() -> Result<(u8, String), Stop> {
    let mut asked = Arguments::new(USAGE);
    let language = asked.language()?;
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/side-rules/quang-ngai-2021.toml");
    let rules = asked.path("--rules")?;
    let policy = desk::policy(asked.path("--policy")?.as_deref(), language)?;
    let day = asked.day("--day")?.or_else(|| "2020-12-01".parse().ok()).unwrap_or_default();
    let out = asked.path("--out")?;
    let folder = asked.folder()?;
    let (mut roster, sources) = desk::facts(&folder, language)?;
    roster.side_rules = desk::side_rules(rules.as_deref(), &folder, language)?;
    if roster.side_rules.is_empty() {
        roster.side_rules = desk::side_rules(Some(&sample), &folder, language)?;
    }
    let names = Names::new(&roster);
    let problem = desk::problem(&policy, day, roster, &sources, language)?;
    let outcome = solve(&problem).map_err(Stop::refused)?;
    let certificate = certify(&problem, outcome.plan()).map_err(Stop::refused)?;
    let mut text = format!("{}\n", outcome.say(&names, language));
    let said = problem.roster().side_rules.iter().map(|rule| rule.say(&names, language));
    section(&mut text, either(language, "Quy định bổ sung", "Side rules"), said);
    if let Outcome::Infeasible(no) = &outcome {
        let said = no.conflicts.iter().map(|conflict| conflict.say(&names, language));
        let clash = no.clash.iter().map(|clash| clash.say(&names, language));
        section(&mut text, either(language, "Vướng mắc", "Conflicts"), said.chain(clash));
    }
    let tiers = standings(&problem, &certificate.cost, &certificate.bound);
    let tiers = tiers.iter().map(|standing| standing.say(&names, language));
    section(&mut text, either(language, "Chi phí và chứng minh", "Cost and proof"), tiers);
    let without = problem.with(problem.roster().side_rules.iter().map(|rule| phancong::Change::Lift(rule.id.clone())));
    let without = solve(&without.map_err(Stop::refused)?).map_err(Stop::refused)?;
    if let Some(claim) = without.plan().claim() {
        let said = either(language, "Không có quy định bổ sung:", "Without side rules:");
        section(&mut text, either(language, "So sánh", "Compared"), [format!("{said} {}", claim.cost)]);
    }
    let parts = outcome.plan().proof().map_or(0, |proof| proof.steps.len());
    let said = match language {
        Language::Vi => {
            format!("Chứng minh gồm {parts} bước, kiểm tra lại được từ hai tệp problem.json và outcome.json.")
        }
        Language::En => {
            format!("The proof has {parts} steps; it can be checked from problem.json and outcome.json alone.")
        }
    };
    section(&mut text, either(language, "Chứng minh", "Proof"), [said]);
    if let Some(out) = out {
        write(&out, &problem, &policy, &outcome)?;
    }
    let code = match &outcome {
        Outcome::Solved(_) if certificate.is_optimal() => 0,
        Outcome::Infeasible(_) if certificate.proves_infeasible() => 4,
        _ => 5,
    };
    Ok((code, text))
}

fn write(out: &PathBuf, problem: &phancong::Problem, policy: &phancong::Policy, outcome: &Outcome) -> Result<(), Stop> {
    let cannot = |error: &dyn std::fmt::Display| Stop(6, format!("{}: {error}", out.display()));
    std::fs::create_dir_all(out).map_err(|error| cannot(&error))?;
    let answer = json::write_outcome(problem, outcome).map_err(Stop::refused)?;
    let question = json::write_problem(policy, problem.rules().day(), problem.roster());
    for (name, text) in [("problem.json", question), ("outcome.json", answer)] {
        replace(&out.join(name), |file| writeln!(file, "{text}")).map_err(|error| cannot(&error))?;
    }
    Ok(())
}
