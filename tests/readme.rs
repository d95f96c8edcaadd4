//! The README shows only what the code produces: every excerpt, every rule, every switch, every feature.
#![cfg(all(feature = "csv", feature = "json", feature = "toml"))]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking, and nobody reads its documentation"
)]

use phancong::office::csv::Code;
use phancong::{Policy, Readings};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

const README: &str = include_str!("../README.md");
/// The manual of the office. What it shows with workbooks runs where they are built.
const MANUAL: &str = include_str!("../README.vi.md");
const WORKBOOKS: &str = "cargo run --release --features xlsx --example ";

/// What a run left: its output and its exit code.
struct Run {
    output: String,
    code: i32,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// An example as cargo built it for this test: `target/PROFILE/examples/NAME`, beside `target/PROFILE/deps/readme-HASH`.
fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let profile = test.parent().and_then(Path::parent).unwrap();
    let built = profile.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(built.exists(), "{} is not built: run `cargo test`, or `cargo build --examples` first", built.display());
    built
}

fn start(name: &str, arguments: &[String]) -> std::process::Output {
    Command::new(example(name)).args(arguments).current_dir(root()).stdin(std::process::Stdio::null()).output().unwrap()
}

/// Runs `cargo run --release --example NAME -- ARGUMENTS` without cargo; what it would write below `target` goes to `scratch`.
fn run(command: &str, scratch: &Path) -> Run {
    let plain = command.strip_prefix("cargo run --release --example ");
    let example_and_arguments =
        plain.or_else(|| command.strip_prefix(WORKBOOKS)).unwrap_or_else(|| panic!("`{command}` runs no example"));
    let (name, arguments) = example_and_arguments.split_once(" -- ").unwrap_or((example_and_arguments, ""));
    let scratch = scratch.display().to_string();
    let arguments = arguments.split_whitespace().map(|argument| match argument.strip_prefix("target/") {
        Some(file) => format!("{scratch}/{file}"),
        None => argument.to_owned(),
    });
    let done = start(name, &arguments.collect::<Vec<String>>());
    assert!(done.stderr.is_empty(), "`{command}`: {}", String::from_utf8_lossy(&done.stderr));
    let output = String::from_utf8(done.stdout).unwrap().replace(&scratch, "target");
    Run { output, code: done.status.code().unwrap() }
}

/// The fenced blocks of one kind.
fn blocks<'a>(text: &'a str, kind: &str) -> Vec<Vec<&'a str>> {
    let mut found = Vec::new();
    let mut open: Option<(bool, Vec<&str>)> = None;
    for line in text.lines() {
        match (line.strip_prefix("```"), open.take()) {
            (Some(info), None) => open = Some((info == kind, Vec::new())),
            (Some(_), Some((wanted, block))) => found.extend(wanted.then_some(block)),
            (None, Some((wanted, mut block))) => {
                block.push(line);
                open = Some((wanted, block));
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fenced block is not closed");
    found
}

/// Whether the shown lines are lines of the output, in order and next to each other, but for lines left out at `…`. Unless it begins with `…` an
/// excerpt begins where the output begins, and unless it ends with `…` it ends where the output ends.
fn is_excerpt(shown: &[&str], output: &[&str]) -> bool {
    match shown {
        [] => output.is_empty(),
        ["…", rest @ ..] => (0..=output.len()).any(|skipped| is_excerpt(rest, &output[skipped..])),
        [line, rest @ ..] => output.first() == Some(line) && is_excerpt(rest, &output[1..]),
    }
}

#[test]
fn an_excerpt_is_contiguous_but_for_what_is_marked() {
    let output = ["a", "b", "c", "d"];
    for shown in [&["a", "b", "c", "d"][..], &["a", "…"], &["…", "b", "c", "…"], &["a", "…", "d"], &["…"]] {
        assert!(is_excerpt(shown, &output), "{shown:?}");
    }
    for shown in [&["a", "b"][..], &["b", "…"], &["…", "b", "d"], &["…", "c", "…", "b", "…"], &["…", "e", "…"], &[]]
    {
        assert!(!is_excerpt(shown, &output), "{shown:?}");
    }
}

/// Runs every command that a page shows with its output, and gives their number.
fn check_outputs(page: &str, scratch: &str) -> usize {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join(scratch);
    let _ = std::fs::remove_dir_all(&scratch);
    std::fs::create_dir_all(&scratch).unwrap();
    let mut checked = 0;
    for block in blocks(page, "console") {
        if block[0].contains(WORKBOOKS) && !cfg!(feature = "xlsx") {
            continue;
        }
        let mut last: Option<Run> = None;
        for step in block.split_inclusive_at_commands() {
            let command = step[0].strip_prefix("$ ").unwrap_or_else(|| panic!("output without a command: {step:?}"));
            let shown = &step[1..];
            if command == "echo $?" {
                let code = last.as_ref().expect("a command before its exit code").code.to_string();
                assert_eq!(shown, [code.as_str()], "exit code of the command before");
            } else {
                let done = run(command, &scratch);
                let output: Vec<&str> = done.output.lines().collect();
                assert!(
                    is_excerpt(shown, &output),
                    "for `{command}` is shown what it does not print:\n{}",
                    done.output
                );
                last = Some(done);
            }
            checked += 1;
        }
    }
    checked
}

#[test]
fn every_output_shown_is_what_the_command_prints() {
    let checked = check_outputs(README, "readme");
    assert!(checked >= 4, "only {checked} commands are shown with their output");
}

#[test]
fn every_output_in_the_manual_is_what_the_command_prints() {
    let checked = check_outputs(MANUAL, "manual");
    let wanted = if cfg!(feature = "xlsx") { 9 } else { 2 };
    assert!(checked >= wanted, "only {checked} commands are shown with their output");
}

#[test]
fn the_manual_explains_every_code_of_a_fault() {
    let (_, below) = MANUAL.split_once("\n## Mã lỗi của tệp\n").unwrap();
    let rows: Vec<Vec<&str>> = below
        .lines()
        .filter(|line| line.starts_with("| TEP-"))
        .map(|row| row.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let shown: Vec<(&str, &str)> = rows.iter().map(|row| (row[0], row[2])).collect();
    let there: Vec<(&str, &str)> = Code::ALL.iter().map(|code| (code.key(), code.hint().vi)).collect();
    assert_eq!(shown, there);
    assert!(rows.iter().all(|row| !row[1].is_empty()));
}

/// A block cut where each `$` stands.
trait Commands<'a> {
    fn split_inclusive_at_commands(&self) -> Vec<Vec<&'a str>>;
}

impl<'a> Commands<'a> for Vec<&'a str> {
    fn split_inclusive_at_commands(&self) -> Vec<Vec<&'a str>> {
        let mut steps: Vec<Vec<&str>> = Vec::new();
        for &line in self {
            match steps.last_mut() {
                Some(step) if !line.starts_with("$ ") => step.push(line),
                _ => steps.push(vec![line]),
            }
        }
        steps
    }
}

#[test]
fn the_two_commands_at_the_top_are_the_ones_that_are_run() {
    assert_eq!(blocks(README, "sh")[0], ["cargo run --release --example season", "cargo test"]);
    let season = run("cargo run --release --example season", Path::new("unused"));
    assert_eq!(season.code, 0);
    // A packaged crate has no `.ci`; where it is, it must run the tests as the README says.
    if let Ok(script) = std::fs::read_to_string(root().join(".ci/run")) {
        assert!(
            script.lines().any(|line| matches!(line.trim(), "cargo test" | "step cargo test")),
            "`.ci/run` has no line `cargo test`"
        );
    }
}

/// The rows of the table that follows a heading, as cells.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, below) = README.split_once(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no heading `{heading}`"));
    let rows = below.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    rows.skip(2).map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

#[test]
fn the_exit_codes_are_those_of_the_table() {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme-exit");
    let _ = std::fs::remove_dir_all(&scratch);
    let file = |name: &str| scratch.join(name).display().to_string();
    let written = |name: &str| scratch.join("written").join(name).display().to_string();
    let season = "examples/data/quang-ngai-2021";
    let cases = [
        ("season", vec![season.to_owned(), "--out".to_owned(), written("")], 0),
        ("solve", vec![written("problem.json")], 0),
        ("certify", vec![written("problem.json"), written("outcome.json")], 0),
        ("season", vec!["--nonsense".to_owned()], 2),
        ("solve", vec!["--nonsense".to_owned()], 2),
        ("certify", vec![], 2),
        ("make_province", vec!["one".to_owned(), "two".to_owned()], 2),
        ("season", vec![file("no-such-folder")], 3),
        ("solve", vec![written("outcome.json")], 3),
        ("certify", vec![written("problem.json"), written("problem.json")], 3),
        ("certify", vec![written("problem.json"), file("draft.json")], 5),
        ("season", vec!["--out".to_owned(), file("draft.json")], 6),
    ];
    std::fs::create_dir_all(&scratch).unwrap();
    std::fs::write(file("draft.json"), r#"{"format": "phancong-plan/1", "placements": []}"#).unwrap();
    let codes = table("## Exit codes");
    let column =
        |name: &str| ["season", "solve", "certify", "make_province"].iter().position(|one| *one == name).unwrap() + 1;
    for (name, arguments, code) in cases {
        let done = start(name, &arguments);
        assert_eq!(done.status.code(), Some(code), "{name} {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
        let row = codes.iter().find(|row| row[0] == code.to_string()).expect("the code stands in the table");
        assert!(!row[column(name)].is_empty(), "the table has no meaning for {code} of {name}");
    }
}

/// What stands between backticks in a cell.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

#[test]
fn every_rule_of_the_policy_stands_in_the_table_once_with_its_kind() {
    let rows = table("## The rules");
    let mut shown: Vec<(String, String)> = Vec::new();
    for row in &rows {
        shown.extend(quoted(row[0]).map(|id| (id.to_owned(), row[2].trim_matches('`').to_owned())));
    }
    shown.sort();
    let policy = Policy::quang_ngai_2020().unwrap();
    let mut there: Vec<(String, String)> =
        policy.rules.iter().map(|rule| (rule.id.to_string(), rule.says.name().to_owned())).collect();
    there.sort();
    assert_eq!(shown, there);
}

#[test]
fn every_switch_stands_in_the_table_in_order() {
    let rows = table("### What stands in the policy and not in the code");
    let shown: Vec<&str> = rows.iter().flat_map(|row| quoted(row[0])).collect();
    let there: Vec<&str> = Readings::default().entries().iter().map(|entry| entry.0).collect();
    assert_eq!(shown, there);
}

#[test]
fn every_feature_stands_in_the_table() {
    let manifest: toml::Table = include_str!("../Cargo.toml").parse().unwrap();
    let features = manifest["features"].as_table().unwrap();
    let defaults: Vec<&str> = features["default"].as_array().unwrap().iter().filter_map(|name| name.as_str()).collect();
    let there: BTreeSet<(&str, bool)> = features
        .keys()
        .filter(|name| *name != "default")
        .map(|name| (name.as_str(), defaults.contains(&name.as_str())))
        .collect();
    let shown: BTreeSet<(&str, bool)> =
        table("## Features").iter().map(|row| (row[0].trim_matches('`'), row[1] == "yes")).collect();
    assert_eq!(shown, there);
}

#[test]
fn every_file_named_is_there() {
    for page in [README, MANUAL] {
        let prose: Vec<&str> = page.split("\n```").step_by(2).collect();
        let pictures = prose.iter().flat_map(|text| text.split("](").skip(1)).filter_map(|rest| rest.split(')').next());
        let files = prose.iter().copied().flat_map(quoted).filter(|name| name.contains('/') && !name.contains(' '));
        let names: Vec<&str> = files.chain(pictures.filter(|name| !name.contains("://"))).collect();
        assert!(names.len() >= 3, "{names:?}");
        // The package leaves the pictures out.
        let packed = |name: &str| name.ends_with(".png") && !root().join("examples/pictures/report-a4.png").exists();
        let missing: Vec<&&str> = names.iter().filter(|name| !root().join(name).exists() && !packed(name)).collect();
        assert!(missing.is_empty(), "a page names files that are not there: {missing:?}");
    }
}
