//! The example programs run as a user runs them: what they print, what they write, and their exit codes.
//!
//! `cargo test` builds them beside this test. After a wanted change of the wording or of the sample, renew what is expected and read the
//! difference before it is committed:
//!
//! ```text
//! cargo run --example season > tests/expected/season.vi.txt
//! cargo run --example season -- --lang en > tests/expected/season.en.txt
//! cargo run --example replan -- --withdraw UV-07 --ban UV-04=binh-son/binh-chau/dang-bo > tests/expected/replan.vi.txt
//! cargo run --example replan -- --withdraw UV-07 --ban UV-04=binh-son/binh-chau/dang-bo --lang en > tests/expected/replan.en.txt
//! cargo run --example audit -- --as-of 2022-01-20 > tests/expected/audit.vi.txt
//! cargo run --example audit -- --as-of 2022-01-20 --lang en > tests/expected/audit.en.txt
//! cargo run --example explain -- UV-04 binh-son/thpt-so-1 > tests/expected/explain.vi.txt
//! cargo run --example explain -- UV-04 binh-son/thpt-so-1 --lang en > tests/expected/explain.en.txt
//! cargo run --example frontier > tests/expected/frontier.vi.txt
//! cargo run --example frontier -- --lang en > tests/expected/frontier.en.txt
//! cargo run --example calendar -- --today 2021-10-01 > tests/expected/calendar.vi.txt
//! cargo run --example calendar -- --today 2021-10-01 --lang en > tests/expected/calendar.en.txt
//! ```

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod audit;
mod calendar;
mod draw;
mod explain;
mod frontier;
mod replan;
mod side_rules;

use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// An example program, as `cargo test` builds it.
fn program(name: &str) -> Command {
    let here = std::env::current_exe().unwrap();
    let folder = here.parent().unwrap().parent().unwrap().join("examples");
    let path = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(path.exists(), "{} is missing: run `cargo test`, or `cargo build --examples` first", path.display());
    Command::new(path)
}

fn run(name: &str, arguments: &[&str]) -> Output {
    program(name).args(arguments).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A folder of sample data.
fn data(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(name).to_str().unwrap().to_owned()
}

/// An empty folder that belongs to one test.
fn empty_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// What is told on a terminal while a program works is not for a pipe: on success nothing but the answer is written.
#[test]
fn a_pipe_gets_no_progress() {
    let folder = empty_folder("quiet");
    let place = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (season, problem) = (place("season"), place("season/problem.json"));
    let (calendar, audit, workbook) = (place("calendar"), place("audit"), place("so.xlsx"));
    let data = data("quang-ngai-2021");
    let of_workbooks = ["check_files", "template"];
    let runs = [
        ("season", vec!["--out", &season, "--format", "html,docx"], 0),
        ("solve", vec![problem.as_str()], 0),
        ("calendar", vec!["--out", &calendar, "--format", "ics"], 0),
        ("audit", vec!["--as-of", "2022-01-20", "--out", &audit, "--format", "html"], 4),
        ("check_files", vec![data.as_str()], 0),
        ("template", vec![workbook.as_str(), "--from", &data], 0),
    ];
    let built = |name: &str| cfg!(feature = "xlsx") || !of_workbooks.contains(&name);
    for (name, arguments, expected) in runs.into_iter().filter(|run| built(run.0)) {
        let output = run(name, &arguments);
        assert_eq!((code(&output), text(&output.stderr)), (expected, ""), "{name}");
        assert!(!text(&output.stdout).contains(['\r', '\u{1b}']), "{name}");
    }
}

/// The sample province in a folder of its own, each file changed on the way.
fn copy_of_the_sample(name: &str, change: impl Fn(&str, String) -> String) -> PathBuf {
    let folder = empty_folder(name);
    let entries = fs::read_dir(data("quang-ngai-2021")).unwrap().map(Result::unwrap);
    for entry in entries.filter(|entry| entry.file_type().unwrap().is_file()) {
        let file = entry.file_name().into_string().unwrap();
        fs::write(folder.join(&file), change(&file, fs::read_to_string(entry.path()).unwrap())).unwrap();
    }
    folder
}

/// What `season --out` writes for a folder of data; the documents `problem.json` and `outcome.json` are in it.
fn season_out(name: &str, from: &str) -> (Output, PathBuf) {
    let folder = empty_folder(name);
    (run("season", &[from, "--out", folder.to_str().unwrap()]), folder)
}

fn path(folder: &Path, file: &str) -> String {
    folder.join(file).to_str().unwrap().to_owned()
}

#[test]
fn the_season_of_the_sample_is_complete_and_proved() {
    let output = run("season", &["--lang", "en"]);
    assert_eq!((code(&output), text(&output.stderr)), (0, ""));
    let lines: Vec<&str> = text(&output.stdout).lines().collect();
    let table = lines.iter().filter(|line| line.starts_with("UV-") && line.contains("  →  ") && !line.contains("→  —"));
    assert_eq!(table.count(), 50);
    let tiers: Vec<_> = lines.iter().filter(|line| line.starts_with("Tier ")).collect();
    assert_eq!(tiers.len(), 5);
    assert!(tiers.iter().all(|tier| tier.contains("proved that it cannot be less")), "{tiers:?}");
}

#[test]
fn the_season_is_printed_as_expected_in_both_languages() {
    for language in ["vi", "en"] {
        let output = run("season", &["--lang", language]);
        expected(text(&output.stdout), &format!("season.{language}.txt"));
    }
}

/// Holds what is printed against a file of `tests/expected`.
fn expected(printed: &str, file: &str) {
    let expected = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expected").join(file)).unwrap();
    let differing = printed.lines().zip(expected.lines()).find(|(printed, expected)| printed != expected);
    assert!(
        printed == expected,
        "{file} differs, first here: {differing:?}; the head of tests/examples/main.rs says how to renew it"
    );
}

#[test]
fn the_order_of_rows_changes_nothing_but_the_rows_that_are_named() {
    let shuffled = copy_of_the_sample("shuffled", |_, text| {
        let (header, rows) = text.split_once('\n').unwrap();
        let mut rows: Vec<&str> = rows.lines().collect();
        rows.reverse();
        let half = rows.len() / 3;
        rows.rotate_left(half);
        format!("{header}\n{}\n", rows.join("\n"))
    });
    let (straight, one) = season_out("rows-straight", &data("quang-ngai-2021"));
    let (mixed, other) = season_out("rows-mixed", shuffled.to_str().unwrap());
    assert_eq!((code(&straight), code(&mixed)), (0, 0));
    assert!(fs::read(one.join("table.csv")).unwrap() == fs::read(other.join("table.csv")).unwrap());
    // The outcome has one notice that says which row repeats a wish; the number is all that differs.
    let without_row = |folder: &Path| {
        let document = fs::read_to_string(folder.join("outcome.json")).unwrap();
        let outcome: Value = serde_json::from_str(&document).unwrap();
        let rows: Vec<_> =
            outcome["notices"].as_array().unwrap().iter().filter_map(|notice| notice.get("row")).collect();
        assert_eq!(rows.len(), 1);
        document.replacen(&format!("\"number\":{}}}", rows[0]["number"]), "ROW", 1)
    };
    assert!(without_row(&one).contains("ROW"));
    assert!(without_row(&one) == without_row(&other));
    // So it is in print; and the folder written to is another one.
    let lines = text(&straight.stdout).lines().zip(text(&mixed.stdout).lines());
    let differing: Vec<&str> = lines.filter(|(one, other)| one != other).map(|pair| pair.0).collect();
    let (twice, written): (Vec<&str>, Vec<&str>) = differing.iter().partition(|line| line.contains("(UV-42)"));
    assert_eq!((twice.len(), written.len()), (1, 3), "{differing:?}");
    assert!(written.iter().all(|line| line.contains("rows-straight")), "{written:?}");
}

#[test]
fn a_season_without_a_complete_table_says_why_and_what_would_mend_it() {
    let output = run("season", &[&data("quang-ngai-2021-short"), "--lang", "en"]);
    assert_eq!((code(&output), text(&output.stderr)), (4, ""));
    let printed = text(&output.stdout);
    let conflict = printed.split("\nCONFLICTS\n").nth(1).unwrap().split("\n\n").next().unwrap();
    for named in ["UV-47", "UV-48", "UV-49", "UV-50", "son-tay/son-bua/dang-bo", "son-tay/son-lien/dang-bo"] {
        assert!(conflict.contains(named), "{named} is not in: {conflict}");
    }
    let repairs: Vec<&str> = conflict.lines().filter(|line| line.starts_with("- ")).collect();
    assert!(repairs.iter().any(|repair| repair.contains("son-tay/son-mua/dang-bo")), "{conflict}");
    let table = printed.lines().filter(|line| line.starts_with("UV-") && line.contains("  →  "));
    assert!(table.filter(|line| line.contains("→  —")).count() == 1, "{printed}");
}

#[test]
fn a_bad_row_is_refused_with_file_row_and_column() {
    let folder = copy_of_the_sample("bad-row", |file, text| {
        if file != "registrations.csv" {
            return text;
        }
        let bad =
            text.replacen("UV-04,binh-son/giao-duc-thuong-xuyen,2,", "UV-04,binh-son/giao-duc-thuong-xuyen,hai,", 1);
        assert_ne!(bad, text);
        bad
    });
    let (output, out) = season_out("bad-row-out", folder.to_str().unwrap());
    assert_eq!((code(&output), text(&output.stdout)), (3, ""));
    let refused = text(&output.stderr);
    let first = refused.lines().next().unwrap();
    assert!(
        ["TEP-19", "registrations.csv", "dòng 3", "cột C (“rank”)", "“hai”"].iter().all(|part| first.contains(part)),
        "{refused}"
    );
    assert_eq!(fs::read_dir(out).unwrap().count(), 0, "nothing is written for a season that is refused");
}

#[test]
fn a_row_that_contradicts_another_file_is_refused_with_its_place() {
    let folder = copy_of_the_sample("bad-fact", |file, text| match file {
        "registrations.csv" => text.replacen("UV-04,binh-son/giao-duc-thuong-xuyen", "UV-04,binh-son/khong-co", 1),
        _ => text,
    });
    let output = run("season", &[folder.to_str().unwrap()]);
    assert_eq!((code(&output), text(&output.stdout)), (3, ""));
    let refused = text(&output.stderr);
    assert!(
        ["registrations.csv", "dòng 3", "binh-son/khong-co"].iter().all(|part| refused.contains(part)),
        "{refused}"
    );
}

#[test]
fn what_cannot_be_written_leaves_the_old_files() {
    let folder = empty_folder("unwritable");
    let file = folder.join("a-file");
    fs::write(&file, "old").unwrap();
    let output = run("season", &["--out", file.to_str().unwrap()]);
    assert_eq!((code(&output), text(&output.stdout)), (6, ""));
    assert!(text(&output.stderr).contains("a-file"), "{}", text(&output.stderr));
    assert_eq!(fs::read(&file).unwrap(), b"old");

    // A folder stands where a document should go: it stays, and nothing half written stays beside it.
    let blocked = folder.join("blocked");
    fs::create_dir_all(blocked.join("outcome.json/kept")).unwrap();
    fs::write(blocked.join("table.csv"), "old").unwrap();
    let output = run("season", &["--out", blocked.to_str().unwrap()]);
    assert_eq!(code(&output), 6);
    assert!(blocked.join("outcome.json/kept").is_dir());
    assert_eq!(fs::read(blocked.join("table.csv")).unwrap(), b"old");
    let mut names: Vec<_> = fs::read_dir(&blocked).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["outcome.json", "table.csv"], "a set is written as a whole or not at all");
}

#[test]
fn wrong_usage_is_told_apart_from_wrong_input() {
    let cases: [(&str, &[&str]); 9] = [
        ("season", &["--lang", "fr"]),
        ("season", &["--day", "30/02/2021"]),
        ("season", &["--policy"]),
        ("season", &["--colour", "red"]),
        ("season", &["one", "two"]),
        ("solve", &["--help"]),
        ("solve", &["one", "two"]),
        ("certify", &["one"]),
        ("certify", &["--xml", "one", "two"]),
    ];
    for (name, arguments) in cases {
        let output = run(name, arguments);
        assert_eq!((code(&output), text(&output.stdout)), (2, ""), "{name} {arguments:?}");
        let usage = if ["solve", "certify"].contains(&name) { "usage" } else { "cách dùng" };
        assert!(text(&output.stderr).contains(&format!("{usage}: {name}")), "{name} {arguments:?}");
    }
    assert_eq!(code(&run("season", &["no/such/folder"])), 3);
    assert_eq!(code(&run("season", &["--policy", "no/such/file"])), 3);
    assert_eq!(code(&run("solve", &["no/such/file"])), 3);
    assert_eq!(code(&run("certify", &["no/such/file", "no/other"])), 3);
}

#[test]
fn solve_reads_a_file_or_standard_input_and_certify_proves_its_answer() {
    for (name, expected, verdict) in [("quang-ngai-2021", 0, "optimal"), ("quang-ngai-2021-short", 4, "infeasible")] {
        let (season, folder) = season_out(&format!("solve-{name}"), &data(name));
        assert_eq!(code(&season), expected);
        let problem = path(&folder, "problem.json");
        let from_file = run("solve", &[&problem]);
        assert_eq!((code(&from_file), text(&from_file.stderr)), (expected, ""));
        let from_input = piped("solve", &fs::read(&problem).unwrap());
        assert_eq!((code(&from_input), &from_input.stdout), (expected, &from_file.stdout));
        assert!(from_file.stdout == fs::read(folder.join("outcome.json")).unwrap(), "`season` writes another outcome");

        let answer = path(&folder, "answer.json");
        fs::write(&answer, &from_file.stdout).unwrap();
        let judged = run("certify", &[&problem, &answer]);
        assert_eq!(code(&judged), expected);
        assert!(text(&judged.stdout).starts_with(&format!("verdict: {verdict}\n")), "{}", text(&judged.stdout));
        let judged: Value = serde_json::from_slice(&run("certify", &["--json", &problem, &answer]).stdout).unwrap();
        assert_eq!((&judged["verdict"], &judged["reasons"]), (&json!(verdict), &json!([])));
    }
}

/// Runs a program on bytes given to its standard input.
fn piped(name: &str, input: &[u8]) -> Output {
    let pipes = program(name).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut running = pipes.unwrap();
    running.stdin.take().unwrap().write_all(input).unwrap();
    running.wait_with_output().unwrap()
}

#[test]
fn solve_refuses_what_is_no_problem() {
    for input in ["", "{}", "no JSON", r#"{"format": "phancong-problem/2"}"#] {
        let output = piped("solve", input.as_bytes());
        assert_eq!((code(&output), text(&output.stdout)), (3, ""), "{input}");
        assert!(!output.stderr.is_empty(), "{input}");
    }
}

#[test]
fn certify_accepts_a_bare_table_without_proof_and_refuses_a_wrong_one() {
    let (_, folder) = season_out("bare", &data("quang-ngai-2021"));
    let problem = path(&folder, "problem.json");
    let outcome: Value = serde_json::from_slice(&fs::read(folder.join("outcome.json")).unwrap()).unwrap();
    let judge = |name: &str, answer: &Value| {
        let file = path(&folder, name);
        fs::write(&file, answer.to_string()).unwrap();
        let output = run("certify", &[&problem, &file]);
        (code(&output), text(&output.stdout).to_owned())
    };

    let bare = json!({ "format": "phancong-plan/1", "placements": outcome["placements"] });
    let (bare_code, said) = judge("bare.json", &bare);
    assert!(bare_code == 5 && said.starts_with("verdict: not-proved\n"), "{said}");

    let mut twice = bare;
    twice["placements"][0]["member"] = outcome["placements"][1]["member"].clone();
    let (twice_code, said) = judge("twice.json", &twice);
    assert!(twice_code == 3 && said.starts_with("verdict: refused\nreason: "), "{said}");

    let mut cheaper = outcome.clone();
    cheaper["cost"][1] = json!(0);
    let (cheaper_code, said) = judge("cheaper.json", &cheaper);
    assert!(cheaper_code == 3 && said.contains("reason: "), "{said}");

    let mut no_prices = outcome;
    no_prices["prices"] = json!({ "areas": {}, "organizations": {} });
    assert_eq!(judge("no-prices.json", &no_prices).0, 3, "it claims a bound that nothing proves");
}
