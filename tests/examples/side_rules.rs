//! The example `side_rules`: the sample is proved, in both languages, and a budget too small is a clash.

use super::{code, data, empty_folder, run, text};
use std::fs;

#[test]
fn the_sample_keeps_its_rules_and_is_proved() {
    let output = run("side_rules", &["--lang", "en"]);
    assert_eq!(code(&output), 0);
    let said = text(&output.stdout);
    assert!(said.contains("Everybody is placed") && said.contains("Proved tier by tier"), "{said}");
    assert!(said.contains("Side rule BS-3") && said.contains("Without side rules: (0, 2, 52, 9, 14)"), "{said}");
    let output = run("side_rules", &[]);
    assert!(text(&output.stdout).contains("Quy định bổ sung BS-1"), "{}", text(&output.stdout));
}

#[test]
fn a_budget_too_small_names_the_rules_that_clash() {
    let folder = empty_folder("side-rules");
    let rules = fs::read_to_string(data("side-rules/quang-ngai-2021.toml")).unwrap();
    let file = folder.join("rules.toml");
    fs::write(&file, rules.replace("count = 1040", "count = 1000")).unwrap();
    let output = run("side_rules", &["--lang", "en", "--rules", file.to_str().unwrap()]);
    assert_eq!(code(&output), 4);
    let said = text(&output.stdout);
    assert!(said.contains("Side rules that cannot hold together: BS-2, BS-3."), "{said}");
    assert!(said.contains("relax side rule BS-3 by 17"), "{said}");
}
