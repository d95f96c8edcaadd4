//! The same bytes for every number of threads and shards, and for lines that another program dealt out.

use crate::program::*;
use std::io::Write as _;
use std::process::Stdio;

/// The units of a desk and their plain answers.
fn plain(name: &str) -> (Desk, String) {
    let desk = Desk::new(name);
    let units = communes().replacen("\n", &format!("\n{}\nnothing\n", hopeless("x")), 1);
    desk.write("units.jsonl", &units);
    let output = desk.run("units.jsonl", "plain.jsonl", &["--threads", "1"]);
    assert_eq!(code(&output), 3, "{}", text(&output.stderr));
    let answers = desk.read("plain.jsonl");
    assert_eq!(answers.lines().count(), 25);
    (desk, answers)
}

#[test]
fn threads_change_nothing() {
    let (desk, plain) = plain("threads");
    for threads in ["2", "3", "16"] {
        let output = desk.run("units.jsonl", "out.jsonl", &["--threads", threads]);
        assert_eq!(code(&output), 3);
        assert!(desk.read("out.jsonl") == plain, "{threads} threads");
    }
    let units = desk.path("units.jsonl");
    let printed = run("cascade", &["run", &units, "--policy", POLICY, "--day", DAY]);
    assert!(text(&printed.stdout) == plain, "standard output");
}

#[test]
fn shards_change_nothing() {
    let (desk, plain) = plain("shards");
    for of in [1, 2, 3, 7, 40] {
        let files: Vec<String> = (1..=of).map(|index| format!("{index}-of-{of}.jsonl")).collect();
        for (index, file) in (1..).zip(&files) {
            let output = desk.run("units.jsonl", file, &["--shard", &format!("{index}/{of}"), "--threads", "2"]);
            assert_eq!(code(&output), 0, "a shard ends well when every line has its answer: {}", text(&output.stderr));
        }
        // The shards may come in any order.
        let files: Vec<&str> = files.iter().rev().map(String::as_str).collect();
        let output = desk.merge("units.jsonl", "merged.jsonl", &files);
        assert_eq!(code(&output), 3, "{}", text(&output.stderr));
        assert_eq!(
            text(&output.stdout),
            "25 units: 23 solved, 1 without a complete plan, 1 refused, 0 failed\n",
            "what the answers are, the merge tells"
        );
        assert!(desk.read("merged.jsonl") == plain, "{of} shards");
    }
}

#[test]
fn lines_dealt_out_by_another_program_change_nothing() {
    let (desk, plain) = plain("dealt");
    let units = desk.read("units.jsonl");
    let mut piles = [String::new(), String::new(), String::new()];
    for (number, line) in (1..).zip(units.lines()) {
        piles[number * number % 3].push_str(&format!("{number}\t{line}\n"));
    }
    let names = ["pile-0", "pile-1", "pile-2"];
    for (pile, name) in piles.iter().zip(names) {
        let words = ["run", "-", "--policy", POLICY, "--day", DAY, "--numbered", "--out", &desk.path(name)];
        let mut child = program("cascade").args(words).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(pile.as_bytes()).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
    assert_eq!(desk.read("pile-2"), "", "no square leaves the remainder 2: a pile may be empty");
    let output = desk.merge("units.jsonl", "merged.jsonl", &names);
    assert_eq!(code(&output), 3, "{}", text(&output.stderr));
    assert!(desk.read("merged.jsonl") == plain);
}

#[test]
fn line_ends_of_windows_change_nothing() {
    let (desk, plain) = plain("windows");
    desk.write("windows.jsonl", &desk.read("units.jsonl").replace('\n', "\r\n"));
    assert_eq!(code(&desk.run("windows.jsonl", "out.jsonl", &[])), 3);
    assert!(desk.read("out.jsonl") == plain);
}
