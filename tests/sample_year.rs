//! The sample year and the example that audits it.
#![cfg(all(feature = "csv", feature = "toml"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests stop at the first fact that does not hold")]

#[path = "../examples/year/records.rs"]
mod records;

use chrono::NaiveDate;
use phancong::calendar::Whom;
use phancong::compliance::{Agreement, Findings, Party};
use phancong::office::csv::{self, YearTable};
use phancong::{Policy, Verdict, audit};
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/data/quang-ngai-2021")
}

fn table() -> YearTable {
    let (roster, _) = csv::read_folder(&folder()).unwrap();
    csv::read_year_folder(roster, &folder().join("year")).unwrap()
}

fn judged(as_of: &str) -> Findings {
    let (table, policy) = (table(), Policy::quang_ngai_2020().unwrap());
    audit(&policy, &table.placements, &table.year, as_of.parse::<NaiveDate>().unwrap()).unwrap()
}

#[track_caller]
fn of(findings: &Findings, member: &str, rule: &str) -> Verdict {
    let member = Party::Member(member.parse().unwrap());
    let about = |f: &&phancong::Finding| f.about == member || f.toward.as_ref() == Some(&member);
    findings.findings.iter().filter(about).find(|f| f.rule.as_str() == rule).unwrap().verdict
}

#[test]
fn the_generator_writes_the_committed_files_byte_for_byte() {
    let (roster, _) = csv::read_folder(&folder()).unwrap();
    let rules = Policy::quang_ngai_2020().unwrap().in_force("2020-12-01".parse().unwrap()).unwrap();
    let problem = phancong::Problem::new(roster, rules).unwrap();
    let outcome = phancong::solve(&problem).unwrap();
    let made = records::files(problem.roster(), outcome.plan().placements());
    let there = std::fs::read_dir(folder().join("year")).unwrap().count();
    assert_eq!(made.len(), there);
    for (name, text) in made {
        let committed = std::fs::read_to_string(folder().join("year").join(&name)).unwrap();
        assert!(committed == text, "{name} differs: run `cargo run --example make_year`");
    }
}

#[test]
fn the_interesting_cases_of_january() {
    let found = judged("2022-01-20");
    let cases = [
        ("UV-04", "II.1", Verdict::Met),
        ("UV-05", "II.3-9", Verdict::Violated),
        ("UV-06", "II.3-9", Verdict::Violated),
        ("UV-07", "II.1", Verdict::Violated),
        ("UV-08", "II.1", Verdict::Disputed),
        ("UV-09", "II.1", Verdict::Violated),
        ("UV-10", "II.1", Verdict::Met),
        ("UV-12", "II.1", Verdict::NeedsRuling),
        ("UV-13", "II.1", Verdict::Met),
        ("UV-14", "II.1", Verdict::Violated),
        ("UV-15", "II.1", Verdict::Met),
        ("UV-16", "II.1", Verdict::Met),
        ("UV-17", "II.5-4", Verdict::Met),
        ("UV-18", "II.5-4", Verdict::Violated),
        ("UV-19", "II.1", Verdict::Violated),
        ("UV-20", "II.3-9", Verdict::Met),
        ("UV-21", "II.1", Verdict::NeedsRuling),
        ("UV-22", "II.1", Verdict::Violated),
        ("UV-22", "II.3-9", Verdict::Met),
        ("UV-03", "II.2-1'T", Verdict::Violated),
    ];
    for (member, rule, expected) in cases {
        assert_eq!(of(&found, member, rule), expected, "{member}, {rule}");
    }
    let agreement = |member: &str| {
        let mine = found.visits.iter().filter(|visit| visit.member.as_str() == member);
        mine.map(|visit| visit.agreement).collect::<Vec<_>>()
    };
    assert!(agreement("UV-13").contains(&Agreement::DateShifted));
    assert!(agreement("UV-10").contains(&Agreement::AfterCutOff));
    assert!(agreement("UV-15").contains(&Agreement::Ruled));
    assert_eq!(agreement("UV-16"), [Agreement::Dateless; 2]);
}

#[test]
fn nobody_is_late_in_march_and_the_list_of_october_is_ordered_by_urgency() {
    let march = judged("2021-03-31");
    let on_visits = |found: &Findings, verdict: Verdict| {
        found.findings.iter().filter(|f| f.rule.as_str() == "II.1" && f.verdict == verdict).count()
    };
    assert_eq!(on_visits(&march, Verdict::Violated) + on_visits(&march, Verdict::Impossible), 0);
    assert_eq!(march.forecasts.len(), 50);
    let october = judged("2021-10-25");
    let list = phancong::compliance::early_warning(&october.forecasts);
    let at_risk = list.iter().take_while(|forecast| forecast.verdict == Verdict::AtRisk).count();
    assert!(at_risk > 0 && list.iter().skip(at_risk).all(|forecast| forecast.verdict != Verdict::AtRisk));
    assert!(!october.ahead.is_empty(), "what comes later is set aside and listed");
}

#[test]
fn the_records_of_the_sample_have_nothing_left_over() {
    let table = table();
    assert!(table.sources.tallies().iter().all(|tally| tally.rejected == 0 && tally.blank == 0));
    assert_eq!(table.sources.tallies().len(), 18);
    let found = judged("2022-01-20");
    assert_eq!((found.ahead.len(), found.duplicates.len(), found.near_duplicates.len()), (0, 0, 0));
}

#[test]
fn a_fault_of_the_files_names_its_row_and_a_fault_of_the_facts_too() {
    let (roster, season) = csv::read_folder(&folder()).unwrap();
    let base = [("year.csv", "year\n2021\n"), ("placements.csv", "member,organization\n")];
    let read = |name, text| {
        let files = base.into_iter().chain([(name, text)]).map(|(name, text): (&str, &str)| (name, text.as_bytes()));
        csv::read_year_files(roster.clone(), files)
    };
    let refused = [
        ("attendances.csv", "on,member,organization\n31/02/2021,UV-01,x\n", "TEP-20 attendances.csv row 2 column A"),
        (
            "notices.csv",
            "on,organization,meeting,regular\n01/01/2021,x,12/01/2021,maybe\n",
            "TEP-24 notices.csv row 2 column D",
        ),
        ("services.csv", "on,member,turn\n01/01/2021,UV-01,retired\n", "TEP-24 services.csv row 2 column C"),
        ("deliveries.csv", "on,member,organization,committee\n01/01/2021,UV-01,x,\n", "TEP-24 deliveries.csv row 2"),
        ("blocked.csv", "from,until,member,organization\n01/01/2021,02/01/2021,UV-01,x\n", "TEP-24 blocked.csv row 2"),
        ("blocked.csv", "from,until,reason\n01/01/2021,02/01/2021,bận\n", "TEP-24 blocked.csv row 2"),
        (
            "attendances.csv",
            "on,member,organization,duties\n01/01/2021,UV-01,x,1;9\n",
            "TEP-24 attendances.csv row 2 column D",
        ),
        ("visits.csv", "on\n", "TEP-02 visits.csv"),
    ];
    for (name, text, expected) in refused {
        let rejected = read(name, text).unwrap_err();
        assert_eq!(rejected.faults.len(), 1, "{rejected}");
        assert!(rejected.faults[0].to_string().starts_with(expected), "{rejected}");
    }
    let blocked = "từ ngày,đến hết ngày,tỉnh ủy viên,tổ chức,lý do\n01/02/2021,28/02/2021,UV-24,,đi học\n01/07/2021,02/07/2021,,x,\n";
    let table = read("blocked.csv", blocked).unwrap();
    let whom: Vec<&Whom> = table.blocked.iter().map(|blocked| &blocked.whom).collect();
    assert_eq!(whom, [&Whom::Member("UV-24".parse().unwrap()), &Whom::Organization("x".parse().unwrap())]);
    assert_eq!(
        (table.blocked[0].reason.as_str(), table.blocked[0].until.to_string().as_str()),
        ("đi học", "2021-02-28")
    );
    assert_eq!(table.sources.row("blocked", 2).unwrap().to_string(), "blocked.csv row 3");
    assert_eq!(table.sources.row("blocked", 3), None);
    let unknown = "on,member,organization\n01/01/2021,UV-01,ly-son/khong-co\n";
    let table = read("attendances.csv", unknown).unwrap();
    let policy = Policy::quang_ngai_2020().unwrap();
    let day = NaiveDate::from_ymd_opt(2022, 1, 1).unwrap();
    let error = audit(&policy, &table.placements, &table.year, day).unwrap_err();
    let located = table.sources.located(&error, &season);
    assert_eq!(located[0].0.as_ref().unwrap().to_string(), "attendances.csv row 2");
}

#[test]
fn rows_of_one_report_are_one_report_and_an_empty_one_is_a_report_of_none() {
    let (roster, _) = csv::read_folder(&folder()).unwrap();
    let reports = "ngày,tỉnh ủy viên,gửi qua,bằng văn bản,tổ chức,ngày dự,số lần\n\
        28/11/2021,UV-04,ban-to-chuc,có,ly-son/y-te,08/03/2021,\n\
        28/11/2021,UV-05,ban-to-chuc,có,,,\n\
        28/11/2021,UV-04,ban-to-chuc,có,ly-son/y-te,,2\n";
    let files =
        [("year.csv", "year\n2021\n"), ("placements.csv", "member,organization\n"), ("member_reports.csv", reports)];
    let table = csv::read_year_files(roster, files.map(|(name, text)| (name, text.as_bytes()))).unwrap();
    let told: Vec<(&str, usize)> =
        table.year.member_reports.iter().map(|report| (report.member.as_str(), report.claims.len())).collect();
    assert_eq!(told, [("UV-04", 2), ("UV-05", 0)]);
    assert_eq!(table.year.member_reports[0].claims[1].times, 2);
}
