//! The example `frontier`: what it prints, what it writes for the judges, what it refuses.

use super::{code, data, empty_folder, expected, path, run, text};
use serde_json::Value;

#[test]
fn the_frontier_of_the_sample_is_printed_as_expected_in_both_languages() {
    for language in ["vi", "en"] {
        let output = run("frontier", &["--lang", language]);
        assert_eq!((code(&output), text(&output.stderr)), (0, ""));
        expected(text(&output.stdout), &format!("frontier.{language}.txt"));
    }
}

#[test]
fn where_nothing_has_to_be_traded_it_says_so() {
    let output = run("frontier", &["outside", "load", &data("quang-ngai-2021"), "--lang", "en"]);
    assert_eq!((code(&output), text(&output.stderr)), (0, ""));
    let said = text(&output.stdout);
    assert!(said.contains("Nothing has to be traded") && said.contains("- (2, 52): "), "{said}");
}

#[test]
fn each_point_is_accepted_by_the_judge_for_its_own_problem() {
    let folder = empty_folder("frontier");
    let output = run("frontier", &["--json", "--out", folder.to_str().unwrap()]);
    assert_eq!((code(&output), text(&output.stderr)), (0, ""));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["status"], "complete");
    let points = document["points"].as_array().unwrap();
    let way = |point: &Value| point["way"].as_object().unwrap().keys().next().unwrap().clone();
    assert!(points.iter().any(|point| way(point) == "first") && points.iter().any(|point| way(point) == "at_most"));
    for (number, point) in (1..).zip(points) {
        let file = |kind: &str| path(&folder, &format!("point-{number}.{kind}.json"));
        let judged = run("certify", &["--json", &file("problem"), &file("outcome")]);
        assert_eq!(code(&judged), 0, "{}", text(&judged.stdout));
        let said: Value = serde_json::from_slice(&judged.stdout).unwrap();
        assert_eq!((&said["cost"], &said["bound"]), (&point["cost"], &point["bound"]));
    }
}

#[test]
fn without_a_complete_table_it_ends_with_4() {
    let output = run("frontier", &[&data("quang-ngai-2021-short"), "--lang", "en"]);
    assert_eq!((code(&output), text(&output.stderr)), (4, ""));
    assert!(text(&output.stdout).starts_with("There is no trade-off to show.\nNo plan places everybody"));
    let document: Value =
        serde_json::from_slice(&run("frontier", &[&data("quang-ngai-2021-short"), "--json"]).stdout).unwrap();
    assert_eq!((&document["status"], document["points"].as_array().unwrap().len()), (&"infeasible".into(), 0));
}

#[test]
fn tiers_that_cannot_be_traded_are_refused_with_those_that_can() {
    for tiers in [["unplaced", "load"], ["load", "load"], ["load", "boc-tham"]] {
        let output = run("frontier", &[tiers[0], tiers[1], "--lang", "en"]);
        assert_eq!((code(&output), text(&output.stdout)), (3, ""), "{tiers:?}");
        assert!(
            text(&output.stderr).contains("name two different tiers among outside, load, rank, moves"),
            "{tiers:?}"
        );
    }
    assert_eq!(code(&run("frontier", &["--xml"])), 2);
    assert_eq!(code(&run("frontier", &["a", "b", "c", "d"])), 2);
    assert_eq!(code(&run("frontier", &["no/such/folder"])), 3);
    let file = path(&empty_folder("frontier-file"), "a-file");
    std::fs::write(&file, "old").unwrap();
    assert_eq!(code(&run("frontier", &["--out", &file])), 6);
}
