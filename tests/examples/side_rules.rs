//! The example `side_rules`: the sample is proved, in both languages, and a budget too small is a clash.

use super::{code, data, empty_folder, run, season_out, text};
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

/// The season's own program, the question and the change, all under the sample's rules.
#[test]
fn the_other_programs_read_side_rules_as_well() {
    let rules = data("side-rules/quang-ngai-2021.toml");
    let said = |name: &str, words: &[&str]| {
        let output = run(name, &[words, &["--lang", "en", "--rules", &rules]].concat());
        assert_eq!((code(&output), text(&output.stderr)), (0, ""), "{name}");
        text(&output.stdout).to_owned()
    };
    let season = said("season", &[]);
    assert!(season.contains("SIDE RULES") && season.contains("Proved tier by tier"), "{season}");
    let why = said("explain", &["UV-04", "binh-son/thpt-so-1"]);
    assert!(why.contains("found by solving again"), "{why}");
    let place = said("explain", &["--at", "ly-son"]);
    assert!(place.contains("One member more: ") && place.contains("found by solving again"), "{place}");
    let replan = said("replan", &["--withdraw", "UV-07"]);
    assert!(replan.contains("Proved tier by tier"), "{replan}");
    let output = run("explain", &["--draft", "x.csv", "--rules", "missing.toml"]);
    assert_eq!(code(&output), 3);
    assert!(text(&output.stderr).contains("missing.toml"), "{}", text(&output.stderr));
}

/// A folder's own rules are read without being asked for, and bind.
#[test]
fn the_rules_of_a_folder_are_its_own() {
    let folder = empty_folder("season-with-rules");
    for file in fs::read_dir(data("quang-ngai-2021")).unwrap() {
        let file = file.unwrap();
        if file.path().is_file() {
            fs::copy(file.path(), folder.join(file.file_name())).unwrap();
        }
    }
    let rules = fs::read_to_string(data("side-rules/quang-ngai-2021.toml")).unwrap();
    fs::write(folder.join("side-rules.toml"), rules.replace("count = 1040", "count = 1000")).unwrap();
    let output = run("season", &[folder.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(code(&output), 4);
    let said = text(&output.stdout);
    assert!(said.contains("Side rules that cannot hold together: BS-2, BS-3."), "{said}");
    let (_, plain) = season_out("season-without-rules", &data("quang-ngai-2021"));
    assert!(!fs::read_to_string(plain.join("problem.json")).unwrap().contains("BS-1"));
}
