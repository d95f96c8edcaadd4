//! What is asked of any bytes, by the fuzz targets and by the corpora in the everyday tests: a reader answers or refuses, and never stops
//! the program; what it accepts is written and read back as the same thing.
#![allow(
    missing_docs,
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a target stops at the first surprise, and each target uses one body"
)]

use phancong::office::paper::Letterhead;
use phancong::office::{csv, docx, html, json, side_rules};
use phancong::{Policy, Problem, Roster, audit, certify, confirm, solve};

pub type Body = fn(&[u8]);

pub const ALL: &[(&str, Body)] = &[
    ("season_csv", season_csv),
    ("year_csv", year_csv),
    #[cfg(feature = "xlsx")]
    ("workbook_xlsx", workbook_xlsx),
    ("policy_toml", policy_toml),
    ("letterhead_toml", letterhead_toml),
    ("side_rules_toml", side_rules_toml),
    ("problem_json", problem_json),
    ("answer_json", answer_json),
    ("papers_json", papers_json),
];

/// Files in one stream: each begins with a line `==== NAME`.
fn files(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if let Some(name) = line.strip_prefix(b"==== ") {
            files.push((String::from_utf8_lossy(name).trim_end().to_owned(), Vec::new()));
        } else if let Some(file) = files.last_mut() {
            file.1.extend_from_slice(line);
        }
    }
    files
}

fn lent(files: &[(String, Vec<u8>)]) -> impl Iterator<Item = (&str, &[u8])> {
    files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
}

pub fn season_csv(bytes: &[u8]) {
    match csv::read_files(lent(&files(bytes))) {
        Ok((roster, _)) => {
            let written = csv::roster_files(&roster).expect("what was read can be written");
            let (again, _) = csv::read_files(lent(&written)).expect("what was written can be read");
            assert_eq!(again, roster);
            assert_eq!(csv::roster_files(&again).unwrap(), written);
        }
        Err(rejected) => assert!(!rejected.faults.is_empty() && !rejected.to_string().is_empty()),
    }
}

pub fn year_csv(bytes: &[u8]) {
    match csv::read_year_files(Roster::default(), lent(&files(bytes))) {
        Ok(table) => {
            let policy = Policy::quang_ngai_2020().unwrap();
            let _ = audit(&policy, &table.placements, &table.year, "2022-01-15".parse().unwrap());
        }
        Err(rejected) => assert!(!rejected.faults.is_empty() && !rejected.to_string().is_empty()),
    }
}

/// A workbook as it is, or the XML of its parts as files in one stream: no fuzzer writes a ZIP archive with the right sums.
#[cfg(feature = "xlsx")]
pub fn workbook_xlsx(bytes: &[u8]) {
    use phancong::office::xlsx;
    let parts = files(bytes);
    let workbook = if parts.is_empty() { bytes.to_vec() } else { zipped(&parts) };
    match xlsx::read_workbook("so.xlsx", &workbook) {
        Ok((roster, _)) => {
            let written = csv::roster_files(&roster).expect("what was read can be written");
            let again = xlsx::template(lent(&written)).expect("what was written fills a workbook");
            assert_eq!(xlsx::read_workbook("lai.xlsx", &again).expect("a workbook made here can be read").0, roster);
        }
        Err(rejected) => {
            assert!(!rejected.faults.is_empty() && !rejected.to_string().is_empty());
            if let Ok(marked) = xlsx::mark(&workbook, &rejected.faults) {
                assert!(xlsx::read_workbook("so.xlsx", &marked).is_err(), "marked, the faults are gone");
            }
        }
    }
    if let Err(rejected) = xlsx::read_year_workbook(Roster::default(), "so.xlsx", &workbook) {
        assert!(!rejected.faults.is_empty() && !rejected.to_string().is_empty());
    }
}

#[cfg(feature = "xlsx")]
fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        // A name that an archive cannot hold, or holds already, is a part that is not there.
        if zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).is_ok() {
            zip.write_all(bytes).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

pub fn letterhead_toml(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Letterhead::from_toml(text) {
        Ok(letterhead) => assert!(text.len() >= letterhead.issuer.len(), "longer than what it was read from"),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Any side rules over one problem: it is refused with its defects or answered, within a bounded search, and the judge agrees.
pub fn side_rules_toml(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match side_rules::read(text) {
        Ok(rules) if rules.len() <= 4 => {
            let problem = json::read_problem(include_bytes!("corpus/problem_json/three.json")).unwrap();
            let roster = Roster { side_rules: rules, ..problem.roster().clone() };
            match Problem::new(roster, problem.rules().clone()) {
                Ok(problem) => {
                    let outcome = solve(&problem).expect("the engine contradicts itself");
                    certify(&problem, outcome.plan()).expect("the judge refuses the answer");
                }
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
        Ok(_) => {}
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Any papers are written in every format or refused; their document is read back as the same.
pub fn papers_json(bytes: &[u8]) {
    match json::read_papers(bytes) {
        Ok(papers) => {
            let written = json::write_papers(&papers);
            if let Ok(text) = &written {
                assert_eq!(json::read_papers(text.as_bytes()).expect("what was written can be read"), papers);
            }
            assert_eq!(html::write(&papers).is_ok(), written.is_ok());
            assert_eq!(csv::paper_tables(&papers).is_ok(), written.is_ok());
            assert!(docx::write(&papers).is_err() || written.is_ok());
            #[cfg(feature = "xlsx")]
            assert!(phancong::office::workbook::write(&papers).is_err() || written.is_ok());
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

pub fn policy_toml(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Policy::from_toml(text) {
        Ok(policy) => {
            for rule in &policy.rules {
                let rules = policy.in_force(rule.from).expect("a policy that was read has no defect");
                assert!(rules.all().contains(rule) || rule.until.is_some_and(|until| until < rule.from));
            }
            assert_eq!(policy.digest(), policy.clone().digest());
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

pub fn problem_json(bytes: &[u8]) {
    match json::read_problem(bytes) {
        // Small ones are solved too: what any reader lets in has an answer that the judge accepts.
        Ok(problem) if problem.roster().members.len() <= 20 && problem.roster().organizations.len() <= 40 => {
            let outcome = solve(&problem).expect("the engine contradicts itself");
            assert!(certify(&problem, outcome.plan()).expect("the judge refuses the answer").is_least());
            let text = json::write_outcome(&problem, &outcome).expect("the answer cannot be written");
            let answer = json::read_answer(text.as_bytes()).expect("the answer cannot be read back");
            assert_eq!(answer.plan.placements(), outcome.plan().placements());
            for conflict in answer.statement.into_iter().flat_map(|statement| statement.conflicts) {
                confirm(&problem, &conflict).expect("a reason that counting does not confirm");
            }
        }
        Ok(_) => {}
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Any answer before one problem: accepted or refused, and a certificate is never better than the best plan.
pub fn answer_json(bytes: &[u8]) {
    match json::read_answer(bytes) {
        Ok(answer) => {
            let problem = json::read_problem(include_bytes!("corpus/problem_json/small.json")).unwrap();
            let best = solve(&problem).unwrap();
            if let Ok(certificate) = certify(&problem, &answer.plan) {
                let least = &best.plan().claim().unwrap().cost;
                assert!(certificate.cost >= *least && certificate.bound <= *least);
            }
            for conflict in answer.statement.into_iter().flat_map(|statement| statement.conflicts) {
                assert!(confirm(&problem, &conflict).is_err(), "this problem has a plan, so there is no reason for no");
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
