//! `audit`: who kept the plan, from the sample year.

use super::{code, copy_of_the_sample, empty_folder, expected, run, text};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// What stands under a heading of the printed report.
fn below<'a>(printed: &'a str, head: &str) -> Vec<&'a str> {
    let lines = printed.lines().skip_while(|line| *line != head).skip(1);
    lines.take_while(|line| !line.is_empty()).collect()
}

#[test]
fn the_consolidated_report_of_january_is_printed_as_expected_in_both_languages() {
    for language in ["vi", "en"] {
        let output = run("audit", &["--as-of", "2022-01-20", "--lang", language]);
        assert_eq!((code(&output), text(&output.stderr)), (4, ""), "the sample year has violations");
        expected(text(&output.stdout), &format!("audit.{language}.txt"));
    }
}

#[test]
fn a_day_is_read_as_programs_and_as_offices_write_it() {
    let program = run("audit", &["--as-of", "2022-01-20"]);
    let office = run("audit", &["--as-of", "20/01/2022"]);
    assert!(program.stdout == office.stdout && code(&program) == code(&office));
}

#[test]
fn before_anything_is_due_nothing_is_violated() {
    let output = run("audit", &["--as-of", "2020-11-20", "--lang", "en"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stdout));
    assert!(!text(&output.stdout).contains("not kept"));
}

#[test]
fn in_october_those_who_can_still_keep_the_plan_are_warned_in_the_order_of_urgency() {
    let output = run("audit", &["--as-of", "2021-10-25", "--lang", "en"]);
    let warned = below(text(&output.stdout), "EARLY WARNING");
    assert!(!warned.is_empty());
    assert!(warned.iter().all(|line| line.contains("UV-")), "{warned:?}");
}

#[test]
fn the_sheet_of_one_member_speaks_of_that_member_alone() {
    let output = run("audit", &["--as-of", "2022-01-20", "--member", "UV-09", "--lang", "en"]);
    assert_eq!(code(&output), 4, "the year has violations, whoever's sheet is read");
    let duties = below(text(&output.stdout), "THE MEMBER'S DUTIES");
    assert!(duties.iter().any(|line| line.starts_with("II.1, ") && line.contains("not kept; visits 1 of 2")));
    assert!(duties.iter().all(|line| line.contains("(UV-09)")), "{duties:?}");
}

#[test]
fn the_findings_are_there_as_data() {
    let output = run("audit", &["--as-of", "2022-01-20", "--json"]);
    let data: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = data["findings"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["rule"] == "II.1" && finding["verdict"] == "violated"));
    assert!(findings.iter().all(|finding| finding["rule"].is_string() && finding["verdict"].is_string()));
}

#[test]
fn a_second_policy_stands_beside_the_first() {
    let other = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/ba-cap-2023.toml");
    let output = run("audit", &["--as-of", "2022-01-20", "--against", other.to_str().unwrap(), "--lang", "en"]);
    let beside = below(text(&output.stdout), "BESIDE THE SECOND POLICY");
    assert!(beside.iter().any(|line| line.contains("second policy asks nothing")), "{beside:?}");
}

#[test]
fn what_is_wrong_in_a_year_is_refused_with_its_row() {
    let folder = copy_of_the_sample("audit-bad-row", |_, text| text);
    let year = folder.join("year");
    fs::create_dir_all(&year).unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/quang-ngai-2021/year");
    for entry in fs::read_dir(sample).unwrap().map(Result::unwrap) {
        let mut content = fs::read_to_string(entry.path()).unwrap();
        if entry.file_name() == "attendances.csv" {
            content = content.replacen("UV-09", "UV-99", 1);
        }
        fs::write(year.join(entry.file_name()), content).unwrap();
    }
    let output = run("audit", &[folder.to_str().unwrap(), "--as-of", "2022-01-20"]);
    assert_eq!((code(&output), text(&output.stdout)), (3, ""));
    let said = text(&output.stderr);
    assert!(said.contains("attendances.csv") && said.contains("UV-99"), "{said}");
}

#[test]
fn a_year_that_is_not_there_is_refused() {
    let folder = copy_of_the_sample("audit-no-year", |_, text| text);
    let output = run("audit", &[folder.to_str().unwrap(), "--as-of", "2022-01-20"]);
    assert_eq!((code(&output), text(&output.stdout)), (3, ""), "{}", text(&output.stderr));
    let empty = empty_folder("audit-empty");
    assert_eq!(code(&run("audit", &[empty.to_str().unwrap(), "--as-of", "2022-01-20"])), 3);
}

#[test]
fn a_wrong_question_is_answered_with_the_usage() {
    let cases: [&[&str]; 6] = [
        &[],
        &["--as-of"],
        &["--as-of", "30/02/2022"],
        &["--as-of", "2022-01-20", "--member", "UV-99"],
        &["--as-of", "2022-01-20", "--colour"],
        &["--as-of", "2022-01-20", "one", "two"],
    ];
    for arguments in cases {
        let output = run("audit", arguments);
        assert_eq!((code(&output), text(&output.stdout)), (2, ""), "{arguments:?}");
        assert!(text(&output.stderr).contains("cách dùng: audit"), "{arguments:?}");
    }
    assert!(text(&run("audit", &["--as-of", "30/02/2022"]).stderr).contains("2020-12-01"), "an example of a day");
}
