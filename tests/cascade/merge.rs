//! What `merge` refuses, and that it then leaves what was there.

use crate::program::*;

/// Units on a desk, answered in three shards.
fn shards(name: &str) -> Desk {
    let desk = Desk::new(name);
    desk.write("units.jsonl", &communes());
    for index in 1..=3 {
        let output = desk.run("units.jsonl", &format!("s{index}"), &["--shard", &format!("{index}/3")]);
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    }
    desk.write("merged.jsonl", "old\n");
    desk
}

fn refusal(desk: &Desk, shards: &[&str]) -> Vec<String> {
    let output = desk.merge("units.jsonl", "merged.jsonl", shards);
    assert_eq!((code(&output), text(&output.stdout)), (3, ""), "{}", text(&output.stderr));
    assert_eq!(desk.read("merged.jsonl"), "old\n", "a refusal leaves the old file");
    // Each test names its files by their last part.
    let folder = desk.path("");
    text(&output.stderr).lines().map(|line| line.replace(&folder, "")).collect()
}

#[test]
fn a_missing_shard_is_named_unit_by_unit() {
    let desk = shards("missing-shard");
    let told = refusal(&desk, &["s1", "s3"]);
    assert_eq!(told.len(), 8, "lines 2, 5, ... 23: {told:?}");
    assert_eq!(told[0], "line 2 (unit `1/1/2`) is answered nowhere");
    assert!(told[7].starts_with("line 23 "), "{told:?}");
}

#[test]
fn a_missing_answer_in_the_middle_of_a_shard_is_named() {
    let desk = shards("missing-line");
    let without: Vec<String> =
        desk.read("s2").lines().enumerate().filter(|(at, _)| *at != 3).map(|(_, line)| format!("{line}\n")).collect();
    desk.write("s2", &without.concat());
    assert_eq!(refusal(&desk, &["s1", "s2", "s3"]), ["line 11 (unit `1/1/11`) is answered nowhere"]);
}

#[test]
fn a_shard_given_twice_is_named_with_both_files() {
    let desk = shards("twice");
    std::fs::copy(desk.path("s2"), desk.path("again")).unwrap();
    let told = refusal(&desk, &["s1", "s2", "s3", "again"]);
    assert_eq!(told.len(), 8, "{told:?}");
    assert_eq!(told[0], "line 2 (unit `1/1/2`) is answered in s2 and in again");
}

#[test]
fn an_answer_twice_in_a_shard_and_one_out_of_order_are_named() {
    let desk = shards("order");
    let lines: Vec<String> = desk.read("s2").lines().map(str::to_owned).collect();
    desk.write("s2", &[&lines[..2], &lines[1..]].concat().join("\n"));
    assert!(refusal(&desk, &["s1", "s2", "s3"]).iter().any(|fault| fault == "s2: line 5 is answered twice"));
    let mut swapped = lines.clone();
    swapped.swap(1, 2);
    desk.write("s2", &swapped.join("\n"));
    assert!(refusal(&desk, &["s1", "s2", "s3"]).iter().any(|fault| fault == "s2: line 5 is answered after line 8"));
}

#[test]
fn an_answer_cut_off_is_no_answer() {
    let desk = shards("cut");
    let text = desk.read("s3");
    desk.write("s3", &text[..text.len() - 9]);
    let told = refusal(&desk, &["s1", "s2", "s3"]);
    assert!(told.contains(&"s3: what follows the answer to line 18 is no whole answer".to_owned()), "{told:?}");
    assert!(told.contains(&"line 21 (unit `1/2/7`) is answered nowhere".to_owned()), "{told:?}");
}

#[test]
fn answers_to_other_units_are_foreign() {
    let desk = shards("foreign");
    // One name of one household is another: the facts are no longer those that were solved.
    let units = desk.read("units.jsonl");
    let fifth = units.lines().nth(4).unwrap();
    let other = units.replace(fifth, &fifth.replacen("Hộ ", "Hộ bà ", 1));
    assert_ne!(other, units);
    desk.write("units.jsonl", &other);
    let told = refusal(&desk, &["s1", "s2", "s3"]);
    assert_eq!(told, ["s2: the answer to line 5 (unit `1/1/5`) is to another text, policy or day"]);

    let shorter: Vec<&str> = units.lines().take(22).collect();
    desk.write("units.jsonl", &(shorter.join("\n") + "\n"));
    assert_eq!(refusal(&desk, &["s1", "s2", "s3"]), ["s2: line 23 (unit `1/2/9`) is not among the 22 units"]);
}

#[test]
fn answers_under_another_day_or_policy_are_foreign() {
    let desk = shards("other-day");
    let (units, out) = (desk.path("units.jsonl"), desk.path("s2"));
    let shipped = std::fs::read_to_string(POLICY).unwrap();
    let hard = shipped.replace("locality = \"principle\"", "locality = \"hard\"");
    assert_ne!(hard, shipped);
    let policy = desk.write("policy.toml", &hard);
    for (policy, day) in [(POLICY, "2021-01-02"), (POLICY, DAY), (policy.as_str(), DAY)] {
        let output =
            run("cascade", &["run", &units, "--policy", policy, "--day", day, "--shard", "2/3", "--out", &out]);
        assert_eq!(code(&output), 0);
        if (policy, day) == (POLICY, DAY) {
            let merged = desk.merge("units.jsonl", "all", &["s1", "s2", "s3"]);
            assert_eq!(code(&merged), 0, "{}", text(&merged.stderr));
        } else {
            let told = refusal(&desk, &["s1", "s2", "s3"]);
            assert_eq!(told.len(), 8);
            assert!(told.iter().all(|fault| fault.ends_with("is to another text, policy or day")), "{told:?}");
        }
    }
}

#[test]
fn a_unit_that_stands_twice_among_the_units_is_named() {
    let desk = Desk::new("unit-twice");
    let units = communes();
    desk.write("units.jsonl", &format!("{units}{}\n", units.lines().next().unwrap()));
    assert_eq!(code(&desk.run("units.jsonl", "s1", &["--shard", "1/1"])), 0);
    desk.write("merged.jsonl", "old\n");
    assert_eq!(refusal(&desk, &["s1"]), ["line 24: the unit `1/1/1` stands on an earlier line too"]);
}

#[test]
fn a_shard_that_is_not_there_is_named() {
    let desk = shards("no-file");
    let told = refusal(&desk, &["s1", "s2", "s4"]);
    assert!(told.len() == 1 && told[0].starts_with("s4: "), "{told:?}");
}
