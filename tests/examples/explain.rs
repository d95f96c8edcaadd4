//! The example `explain`: every question it takes, what it refuses, and its two languages.

use super::{code, data, empty_folder, expected, path, run, season_out, text};
use serde_json::Value;
use std::fs;

const MEMBER: &str = "UV-04";
const ELSEWHERE: &str = "binh-son/thpt-so-1";

#[test]
fn a_question_is_answered_as_expected_in_both_languages() {
    for language in ["vi", "en"] {
        let output = run("explain", &[MEMBER, ELSEWHERE, "--lang", language]);
        assert_eq!((code(&output), text(&output.stderr)), (0, ""));
        expected(text(&output.stdout), &format!("explain.{language}.txt"));
    }
}

#[test]
fn a_member_alone_is_told_why_here_and_what_else_there_was() {
    let output = run("explain", &[MEMBER, &data("quang-ngai-2021"), "--lang", "en"]);
    assert_eq!((code(&output), text(&output.stderr)), (0, ""));
    let said = text(&output.stdout);
    assert!(said.contains("(UV-04) – ") && said.contains("The other places allowed"), "{said}");
}

/// Those in the table of the season.
fn table() -> Vec<(String, String)> {
    let (_, folder) = season_out("explain-table", &data("quang-ngai-2021"));
    let outcome: Value = serde_json::from_slice(&fs::read(folder.join("outcome.json")).unwrap()).unwrap();
    let word = |line: &Value, name: &str| line[name].as_str().unwrap().to_owned();
    let lines = outcome["placements"].as_array().unwrap().iter();
    lines.map(|line| (word(line, "member"), word(line, "organization"))).collect()
}

#[test]
fn a_place_tells_who_comes_and_what_a_seat_is_worth() {
    let (member, organization) = table().swap_remove(3);
    let output = run("explain", &["--at", &organization, "--json"]);
    assert_eq!((code(&output), text(&output.stderr)), (0, ""));
    let view: Value = serde_json::from_slice(&output.stdout).unwrap();
    let come = view["come"].as_array().unwrap();
    assert!(come.iter().any(|id| *id == *member), "{view}");
    assert_eq!(view["load"]["count"], come.len());
    assert_eq!(view["less"]["cost"].as_array().unwrap().len(), 5);
    let said = run("explain", &["--at", "ly-son", "--lang", "en"]);
    let said = text(&said.stdout);
    assert!(said.contains("One member more: ") && said.contains("One member fewer: "), "{said}");
}

#[test]
fn a_draft_is_judged_and_led_to_the_best_table() {
    let folder = empty_folder("explain-draft");
    let file = path(&folder, "draft.csv");
    let judged = |lines: &[(String, String)]| {
        let rows: Vec<String> = lines.iter().map(|(m, o)| format!("{o},{m}\n")).collect();
        fs::write(&file, format!("organization,member\n{}", rows.concat())).unwrap();
        let output = run("explain", &["--draft", &file, "--json"]);
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        (code(&output), document)
    };
    let best = table();
    let (exit, said) = judged(&best);
    assert_eq!((exit, &said["legal"], said["shifts"].as_array().unwrap().len()), (0, &Value::Bool(true), 0), "{said}");
    assert!(said["gap"].as_array().unwrap().iter().all(|tier| *tier == 0), "{said}");

    // One line missing: a legal table that is not complete, and one change away.
    let (exit, said) = judged(&best[1..]);
    assert_eq!((exit, &said["gap"][0], said["shifts"].as_array().unwrap().len()), (0, &Value::from(1), 1), "{said}");
    assert_eq!(said["shifts"][0]["member"], best[0].0);

    // One line where the member may not be: refused with its name, and one change away.
    let mut wrong = best.clone();
    wrong[0].1 = "khong-co".into();
    let (exit, said) = judged(&wrong);
    assert_eq!((exit, &said["legal"]), (3, &Value::Bool(false)), "{said}");
    assert!(said["reasons"].as_str().unwrap().contains("khong-co"), "{said}");
    assert_eq!(said["shifts"].as_array().unwrap().len(), 1, "{said}");
}

#[test]
fn what_is_not_there_is_refused_and_usage_is_told() {
    for arguments in [&["UV-99", "--lang", "en"][..], &["UV-04", "khong-co"], &["--at", "khong-co"]] {
        let output = run("explain", arguments);
        assert_eq!((code(&output), text(&output.stdout)), (3, ""), "{arguments:?}");
        let named = arguments.iter().any(|word| word.len() > 4 && text(&output.stderr).contains(word));
        assert!(named, "{}", text(&output.stderr));
    }
    for arguments in
        [&[][..], &["UV-04", "one", "two"], &["--at", "ly-son", "--draft", "x.csv"], &["--at", "ly-son", "x"]]
    {
        let output = run("explain", arguments);
        assert_eq!((code(&output), text(&output.stdout)), (2, ""), "{arguments:?}");
        assert!(text(&output.stderr).contains("cách dùng: explain"), "{}", text(&output.stderr));
    }
    let folder = empty_folder("explain-columns");
    let file = path(&folder, "draft.csv");
    fs::write(&file, "who,where\nUV-04,x\n").unwrap();
    let output = run("explain", &["--draft", &file]);
    assert_eq!(code(&output), 3);
    assert!(text(&output.stderr).contains("there is no column `member`"), "{}", text(&output.stderr));
}
