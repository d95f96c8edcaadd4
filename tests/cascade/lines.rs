//! What stands on a line, what answers it, and the way from an answer to its judge.

use crate::program::*;
use serde_json::Value;
use std::io::Write as _;
use std::process::Stdio;

fn answers(desk: &Desk, file: &str) -> Vec<Value> {
    desk.read(file).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn bad_lines_are_told_in_their_own_answers_and_stop_nothing() {
    let desk = Desk::new("bad-lines");
    let units = communes();
    let good: Vec<&str> = units.lines().take(4).collect();
    let unknown = good[2].replace("\"organization\":\"dv-0001\"", "\"organization\":\"dv-9999\"");
    assert_ne!(unknown, good[2]);
    let strange = good[3].replacen("\"facts\":{", "\"facts\":{\"people\":[],", 1);
    let bad = [good[0], "{\"unit\":\"x\",", "", &unknown, &strange, "{\"unit\":\"y\"}", "[1]", good[1]];
    desk.write("units.jsonl", &bad.join("\n"));
    let output = desk.run("units.jsonl", "out.jsonl", &[]);
    assert_eq!(code(&output), 3);
    assert!(text(&output.stdout).contains("8 units: 2 solved, 0 without a complete plan, 6 refused, 0 failed"));

    let found = answers(&desk, "out.jsonl");
    let lines: Vec<u64> = found.iter().map(|answer| answer["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [1, 2, 3, 4, 5, 6, 7, 8]);
    let names: Vec<Option<&str>> = found.iter().map(|answer| answer["unit"].as_str()).collect();
    assert_eq!(names, [Some("1/1/1"), None, None, Some("1/1/3"), Some("1/1/4"), Some("y"), None, Some("1/1/2")]);
    let why = |at: usize| found[at]["refused"][0].as_str().unwrap();
    assert_eq!(why(1), "EOF while parsing a value at column 12");
    assert_eq!(why(2), "EOF while parsing a value at column 0");
    assert!(why(3).contains("`dv-9999`"), "{}", why(3));
    assert_eq!(
        found[3]["refused"].as_array().unwrap().len(),
        good[2].matches("\"organization\":\"dv-0001\"").count(),
        "every fault, not the first"
    );
    assert!(why(4).starts_with("unknown field `people`"), "{}", why(4));
    assert!(why(5).starts_with("missing field `facts`"), "{}", why(5));
    assert!(why(6).contains("column"), "{}", why(6));

    // The good lines have the answers they have alone; only the number of the line is another.
    desk.write("good.jsonl", &format!("{}\n{}\n", good[0], good[1]));
    assert_eq!(code(&desk.run("good.jsonl", "alone.jsonl", &[])), 0);
    let alone = answers(&desk, "alone.jsonl");
    assert_eq!((&found[0]["outcome"], &found[7]["outcome"]), (&alone[0]["outcome"], &alone[1]["outcome"]));
}

#[test]
fn a_line_without_end_is_refused_and_not_kept_in_memory() {
    let words = ["run", "-", "--policy", POLICY, "--day", DAY, "--threads", "1"];
    let mut child = program("cascade")
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        let blank = vec![b' '; 1 << 20];
        (0..=256).for_each(|_| input.write_all(&blank).unwrap());
        write!(input, "\n{}\n", hopeless("x")).unwrap();
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let found: Vec<Value> = text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0]["refused"][0], "the line is longer than 268435456 bytes");
    assert_eq!(found[1]["unit"], "x");
}

#[test]
fn no_lines_have_no_answers() {
    let desk = Desk::new("no-lines");
    desk.write("units.jsonl", "");
    assert_eq!(code(&desk.run("units.jsonl", "out.jsonl", &[])), 0);
    assert_eq!(desk.read("out.jsonl"), "");
}

#[test]
fn the_judge_takes_each_answer_with_the_problem_of_its_line() {
    let desk = Desk::new("judged");
    let units = communes();
    let lines: Vec<&str> = units.lines().take(2).collect();
    desk.write("units.jsonl", &format!("{}\n{}\n{}\n", lines[0], hopeless("x"), lines[1]));
    assert_eq!(code(&desk.run("units.jsonl", "out.jsonl", &[])), 4, "one unit has no complete plan");
    for (at, answer) in answers(&desk, "out.jsonl").iter().enumerate() {
        let number = (at + 1).to_string();
        let words = ["problem", &desk.path("units.jsonl"), &number, "--policy", POLICY, "--day", DAY];
        let problem = run("cascade", &words);
        assert_eq!(code(&problem), 0, "{}", text(&problem.stderr));
        let problem = desk.write("problem.json", text(&problem.stdout));
        let outcome = desk.write("outcome.json", &answer["outcome"].to_string());
        let judged = run("certify", &[&problem, &outcome]);
        assert_eq!(code(&judged), if at == 1 { 4 } else { 0 }, "{}", text(&judged.stdout));
    }
}

#[test]
fn the_summary_speaks_vietnamese_unless_asked_otherwise() {
    let desk = Desk::new("summary");
    desk.write("units.jsonl", &format!("{}\n", hopeless("x")));
    let output = run("cascade", &["run", &desk.path("units.jsonl"), "--policy", POLICY, "--day", DAY]);
    assert_eq!(code(&output), 4);
    assert!(text(&output.stderr).starts_with("1 đơn vị: 0 đã phân công đủ, 1 không thể phân công đủ, 0 bị từ chối"));
}

#[test]
fn a_pipe_gets_no_progress_and_the_counts_on_one_line() {
    let desk = Desk::new("progress");
    let units = desk.write("units.jsonl", &communes());
    let output = desk.run("units.jsonl", "out.jsonl", &[]);
    let said = text(&output.stdout);
    assert!(said.starts_with("23 units: 23 solved") && said.ends_with(")\n"), "{said}");
    assert!(said.lines().count() == 1 && !said.contains('\r'), "{said}");
    assert_eq!(text(&output.stderr), "");
    // Without `--out` the answers are all there is.
    let output = run("cascade", &["run", &units, "--policy", POLICY, "--day", DAY]);
    assert_eq!((text(&output.stdout), text(&output.stderr)), (desk.read("out.jsonl").as_str(), ""));
}

#[test]
fn wrong_words_are_refused_with_the_usage() {
    let desk = Desk::new("usage");
    let units = desk.write("units.jsonl", "");
    let asked = |words: &[&str]| {
        let output = run("cascade", words);
        (code(&output), text(&output.stderr).lines().next().unwrap_or_default().to_owned())
    };
    let rules = ["--policy", POLICY, "--day", DAY];
    let with = |words: &[&str]| asked(&[words, &rules].concat());
    assert_eq!(with(&["run", &units, "--shard", "8/7"]).0, 2);
    assert_eq!(with(&["run", &units, "--shard", "0/7"]).0, 2);
    assert_eq!(with(&["run", &units, "--threads", "0"]).0, 2);
    assert_eq!(with(&["run", &units, "--shard", "1/2", "--numbered"]).0, 2);
    assert_eq!(with(&["run"]).0, 2);
    assert_eq!(with(&["merge", &units, "--out", &units]).0, 2, "no shard is named");
    assert_eq!(with(&["merge", &units, &units]), (2, "còn thiếu `--out`".to_owned()));
    assert_eq!(asked(&["run", &units, "--day", DAY]), (2, "còn thiếu `--policy`".to_owned()));
    assert_eq!(asked(&["run", &units, "--policy", POLICY]), (2, "còn thiếu `--day`".to_owned()));
    assert_eq!(with(&["run", &desk.path("nowhere")]).0, 3);
    assert_eq!(with(&["problem", &units, "1"]), (3, "there is no line 1".to_owned()));
    assert_eq!(with(&["run", &units, "--out", &desk.path("no/such/folder")]).0, 6);
}

#[test]
fn a_dealt_line_without_its_number_stops_the_run_behind_what_is_answered() {
    let desk = Desk::new("no-number");
    let units = desk.write("units.jsonl", &format!("7\t{}\n{}\n", hopeless("x"), hopeless("y")));
    let output = run("cascade", &["run", &units, "--policy", POLICY, "--day", DAY, "--numbered"]);
    assert_eq!((code(&output), text(&output.stderr)), (3, "line 2 does not begin with its number and a tab\n"));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&answer["line"], &answer["unit"]), (&Value::from(7), &Value::from("x")));
}
