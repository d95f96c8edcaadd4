//! A run that is killed goes on where it stopped.

use crate::program::*;
use std::fs;
use std::io::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Runs on the first lines of the units, kills the program after at least `whole` answers and gives the part it left.
fn killed(desk: &Desk, lines: usize, whole: usize) -> String {
    let units = desk.read("units.jsonl");
    let words = ["run", "-", "--policy", POLICY, "--day", DAY, "--out", &desk.path("out.jsonl")];
    let mut child = program("cascade").args(words).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    for line in units.lines().take(lines) {
        writeln!(input, "{line}").unwrap();
    }
    input.flush().unwrap();
    // The input stays open, so the program waits for more lines and cannot have ended by itself.
    let begun = Instant::now();
    let part = loop {
        let part = fs::read_to_string(desk.path("out.jsonl.part")).unwrap_or_default();
        if part.lines().count() > whole {
            break part;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "no answers in a minute: {} so far", part.lines().count());
        std::thread::sleep(Duration::from_millis(5));
    };
    child.kill().unwrap();
    assert_eq!(child.wait().unwrap().code(), None, "it was killed");
    drop(input);
    assert!(!desk.has("out.jsonl"), "what is not whole does not bear the name");
    part
}

fn desk(name: &str) -> (Desk, String) {
    let desk = Desk::new(name);
    desk.write("units.jsonl", &communes());
    assert_eq!(code(&desk.run("units.jsonl", "plain.jsonl", &[])), 0);
    let plain = desk.read("plain.jsonl");
    (desk, plain)
}

#[test]
fn it_goes_on_behind_the_last_whole_answer() {
    let (desk, plain) = desk("resume");
    killed(&desk, 9, 5);
    // As if the kill had come in the middle of a line.
    let whole = desk.read("out.jsonl.part").lines().count();
    let mut part = fs::OpenOptions::new().append(true).open(desk.path("out.jsonl.part")).unwrap();
    part.write_all(&plain.lines().nth(whole).unwrap().as_bytes()[..50]).unwrap();
    let output = desk.run("units.jsonl", "out.jsonl", &[]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains(&format!("; {whole} were there already;")), "{}", text(&output.stdout));
    assert!(desk.read("out.jsonl") == plain);
    assert!(!desk.has("out.jsonl.part"));
}

#[test]
fn a_run_killed_before_the_rename_only_renames() {
    let (desk, plain) = desk("renames");
    desk.write("out.jsonl.part", &plain);
    let output = desk.run("units.jsonl", "out.jsonl", &[]);
    assert_eq!(code(&output), 0);
    assert!(text(&output.stdout).contains("; 23 were there already;"), "{}", text(&output.stdout));
    assert!(desk.read("out.jsonl") == plain);
}

#[test]
fn a_part_of_other_units_is_refused_and_kept() {
    let (desk, plain) = desk("other-part");
    let units = desk.read("units.jsonl");
    let second = units.lines().nth(1).unwrap();
    desk.write("units.jsonl", &units.replace(second, &second.replacen("Hộ ", "Hộ bà ", 1)));
    let part: Vec<&str> = plain.lines().take(3).collect();
    let part = part.join("\n") + "\n";
    desk.write("out.jsonl.part", &part);
    let output = desk.run("units.jsonl", "out.jsonl", &[]);
    assert_eq!(code(&output), 3);
    let first = plain.lines().next().unwrap().len() + 1;
    let told = text(&output.stderr);
    assert!(
        told.contains(&format!("out.jsonl.part: byte {first}: this answer is not that of the next unit")),
        "{told}"
    );
    assert_eq!(desk.read("out.jsonl.part"), part);

    // More answers than there are units are not those of these units either.
    desk.write("units.jsonl", &(units.lines().next().unwrap().to_owned() + "\n"));
    assert_eq!(code(&desk.run("units.jsonl", "out.jsonl", &[])), 3);
    assert_eq!(desk.read("out.jsonl.part"), part);
}

#[test]
fn a_shard_goes_on_as_a_shard() {
    let (desk, _) = desk("shard-part");
    assert_eq!(code(&desk.run("units.jsonl", "whole", &["--shard", "2/3"])), 0);
    let whole = desk.read("whole");
    let half: String = whole.lines().take(4).map(|line| format!("{line}\n")).collect();
    desk.write("out.part", &half);
    let output = desk.run("units.jsonl", "out", &["--shard", "2/3"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert!(desk.read("out") == whole);
    desk.write("out.part", &half);
    assert_eq!(code(&desk.run("units.jsonl", "out", &["--shard", "1/3"])), 3, "the part of another shard");
}
