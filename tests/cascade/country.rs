//! The generator of a whole country.

use crate::program::*;
use serde_json::Value;
use std::collections::BTreeSet;

fn made(words: &[&str]) -> String {
    let output = run("make_country", words);
    assert_eq!((code(&output), text(&output.stderr)), (0, ""));
    text(&output.stdout).to_owned()
}

fn names(lines: &str) -> BTreeSet<String> {
    let name = |line| serde_json::from_str::<Value>(line).unwrap()["unit"].as_str().unwrap().to_owned();
    lines.lines().map(name).collect()
}

#[test]
fn it_has_63_provinces_705_districts_and_10603_communes() {
    for (words, units) in [
        (&["provinces"][..], 63),
        (&["districts"], 705),
        (&["communes", "--households", "0", "--members", "1"], 10_603),
    ] {
        let lines = made(words);
        assert_eq!((lines.lines().count(), names(&lines).len()), (units, units), "{words:?}");
    }
}

#[test]
fn the_same_bytes_come_out_however_many_are_asked_for() {
    let few = made(&["communes", "--communes", "3"]);
    let more = made(&["communes", "--communes", "5"]);
    assert_eq!(few.lines().count(), 3);
    assert!(more.starts_with(&few));
}

#[test]
fn every_province_and_every_district_has_a_complete_plan() {
    let desk = Desk::new("country");
    let policies = concat!(env!("CARGO_MANIFEST_DIR"), "/policies/");
    for (level, policy) in [("provinces", "quang-ngai-2020"), ("districts", "chi-bo-truc-thuoc-2020")] {
        // A tenth of the districts is enough for a test.
        let lines: String = made(&[level]).lines().step_by(10).map(|line| format!("{line}\n")).collect();
        let units = desk.write(level, &lines);
        let policy = format!("{policies}{policy}.toml");
        let output = run("cascade", &["run", &units, "--policy", &policy, "--day", "2020-12-01", "--lang", "en"]);
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        assert_eq!(text(&output.stdout).lines().count(), lines.lines().count());
    }
}

#[test]
fn wrong_words_are_refused() {
    for words in [&["people"][..], &[], &["communes", "--members", "0"], &["communes", "--households", "x"]] {
        let output = run("make_country", words);
        assert_eq!((code(&output), text(&output.stdout)), (2, ""), "{words:?}");
    }
}
