//! Two judges that share no code agree: this library and `examples/judge.py`, which was written from the description alone.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]
#![allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "the numbers are small")]

#[path = "common/cases.rs"]
mod cases;
mod small;

use phancong::office::json::{write_outcome, write_problem};
use phancong::*;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use small::{Small, day, raw_prices, small};
use std::path::PathBuf;
use std::process::Command;

/// Exit code and text of the second judge.
fn second_judge(problem: &str, answer: &str) -> (i32, String) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let thread = format!("{:?}", std::thread::current().id()).replace(|letter: char| !letter.is_ascii_digit(), "");
    let (one, other) = (folder.join(format!("problem-{thread}.json")), folder.join(format!("answer-{thread}.json")));
    std::fs::write(&one, problem).unwrap();
    std::fs::write(&other, answer).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/judge.py");
    let output = Command::new("python3").arg(script).args([one, other]).output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

fn documents(small: &Small) -> (String, Value) {
    let outcome = solve(&small.problem).unwrap();
    let mut outcome: Value = serde_json::from_str(&write_outcome(&small.problem, &outcome).unwrap()).unwrap();
    // Reasons are compared one by one below; here only the plan counts.
    outcome["conflicts"] = json!([]);
    (write_problem(&small.policy, day(), &small.roster), outcome)
}

/// Every policy that is shipped, as it is, with a draw, and with ids that hold what separates them, over a season of its own: the second judge
/// knows all its rules and readings.
#[test]
#[ignore = "needs python3 on the path"]
fn the_second_judge_knows_the_policies_that_are_shipped() {
    let lists: [(&str, &[u8]); 4] = [
        ("areas.csv", b"id,name\na,Huy\xe1\xbb\x87n L\xc3\xbd S\xc6\xa1n\n"),
        ("organizations.csv", b"id,name,area\no,O,a\np,P,a\nq,Q,a\n"),
        ("members.csv", b"id,name,body\nm,M,ban-chap-hanh\nn,N,ban-chap-hanh\n"),
        ("registrations.csv", b"member,organization,rank\nm,o,1\nm,p,2\nn,o,1\nn,p,2\n"),
    ];
    let (roster, _) = phancong::office::csv::read_files(lists).unwrap();
    let mut policies = 0;
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/policies")).unwrap().map(Result::unwrap) {
        let plain = Policy::from_toml(&std::fs::read_to_string(file.path()).unwrap()).unwrap();
        let drawn = plain.clone().drawing("đợt \\ 482913").unwrap();
        let first = plain.rules.iter().map(|rule| rule.from).max().unwrap();
        let ids = |list: [&str; 2]| list.map(|id| id.parse().unwrap()).to_vec();
        let says = Kind::Abolished { bodies: ids(["ban a, b", "c\\"]), successors: ids(["d", "e successors=f"]) };
        let mut odd = plain.clone();
        odd.rules.push(Rule { id: "odd".parse().unwrap(), says, ..plain.rules[0].clone() });
        for policy in [plain, drawn, odd] {
            policies += 1;
            let problem = Problem::new(roster.clone(), policy.in_force(first).unwrap()).unwrap();
            let outcome = solve(&problem).unwrap();
            let (question, answer) =
                (write_problem(&policy, first, &roster), write_outcome(&problem, &outcome).unwrap());
            let (code, text) = second_judge(&question, &answer);
            assert!(code == 0 || code == 4, "{}: {text}", file.path().display());
        }
    }
    assert_eq!(policies, 15);
}

/// A wish outside that the Board designates keeps its number, also where locality forbids the others.
#[test]
#[ignore = "needs python3 on the path"]
fn a_wish_outside_that_is_designated_keeps_its_number() {
    let mut policy = Policy::quang_ngai_2020().unwrap();
    policy.readings.locality = LocalityReading::Hard;
    policy.rules.retain(|rule| !matches!(rule.says, Kind::Registration { .. }));
    let roster: Roster = serde_json::from_value(json!({
        "areas": [{ "id": "a0", "name": "" }, { "id": "a1", "name": "" }],
        "organizations": [{ "id": "o0", "name": "", "area": "a0" }, { "id": "o1", "name": "", "area": "a1" }],
        "members": [{ "id": "m0", "name": "", "body": "ban-chap-hanh", "scope": ["a0"] }],
        "registrations": [
            { "member": "m0", "organization": "o0", "rank": 1 },
            { "member": "m0", "organization": "o1", "rank": 2 },
        ],
        "designations": [{ "member": "m0", "organization": "o1", "reason": "" }],
    }))
    .unwrap();
    let problem = Problem::new(roster.clone(), policy.in_force(day()).unwrap()).unwrap();
    let outcome = solve(&problem).unwrap();
    let certificate = certify(&problem, outcome.plan()).unwrap();
    let question = write_problem(&policy, day(), &roster);
    let (code, text) = second_judge(&question, &write_outcome(&problem, &outcome).unwrap());
    assert_eq!(
        (code, text),
        (0, format!("verdict: optimal\ncost: {}\nbound: {}\n", certificate.cost, certificate.bound))
    );
    assert_eq!(certificate.cost.tier(3), Some(1));
}

proptest! {
    #![proptest_config(cases::cases(256))]

    #[test]
    #[ignore = "needs python3 on the path"]
    fn both_judges_accept_what_solve_answers(small in small()) {
        let (problem, outcome) = documents(&small);
        let certificate = certify(&small.problem, solve(&small.problem).unwrap().plan()).unwrap();
        let (word, code) = if certificate.is_optimal() { ("optimal", 0) } else { ("infeasible", 4) };
        let expected = format!("verdict: {word}\ncost: {}\nbound: {}\n", certificate.cost, certificate.bound);
        prop_assert_eq!(second_judge(&problem, &outcome.to_string()), (code, expected));
    }

    #[test]
    #[ignore = "needs python3 on the path"]
    fn both_judges_agree_on_any_plan_at_any_prices(small in small(), raw in raw_prices(), choice in proptest::collection::vec(0..64usize, 5)) {
        let mut placements = Vec::new();
        for (m, choice) in small.roster.members.iter().zip(choice) {
            // Now and then a member too much at one place, or nobody's candidate.
            let sets = small.legal_sets(&m.id);
            match sets.get(choice % (sets.len() + 1)) {
                Some(set) => placements.extend(set.iter().map(|o| small::placement(&m.id, o))),
                None => placements.push(small::placement(&m.id, &small.roster.organizations[choice % small.roster.organizations.len()].id)),
            }
        }
        let prices = small.prices(&raw);
        let document = json!({ "format": "phancong-plan/1", "placements": placements, "prices": prices });
        let problem = write_problem(&small.policy, day(), &small.roster);
        let (code, text) = second_judge(&problem, &document.to_string());
        match certify(&small.problem, &Plan::new(placements).with_prices(prices)) {
            Err(refused) => prop_assert!(code == 3, "{refused} {text}"),
            Ok(certificate) => {
                let sums = format!("\ncost: {}\nbound: {}\n", certificate.cost, certificate.bound);
                prop_assert!(text.ends_with(&sums), "{text} {certificate:?}");
                let expected = if certificate.is_optimal() { 0 } else if certificate.proves_infeasible() { 4 } else { 5 };
                prop_assert_eq!(code, expected);
            }
        }
    }

    #[test]
    #[ignore = "needs python3 on the path"]
    fn the_second_judge_refuses_what_is_spoiled(small in small(), other in small(), which in 0..9usize, at in any::<Index>()) {
        let (mut problem, mut outcome) = documents(&small);
        let tiers = small.problem.tiers().len();
        match which {
            0 => outcome["cost"][at.index(tiers)] = json!(outcome["cost"][at.index(tiers)].as_i64().unwrap() + 1),
            1 => outcome["bound"][at.index(tiers)] = json!(outcome["bound"][at.index(tiers)].as_i64().unwrap() - 1),
            2 => outcome["problem"] = json!(other.policy.digest()),
            3 => outcome["tiers"][at.index(tiers)] = json!("another"),
            4 => outcome["placements"].as_array_mut().unwrap().push(json!({ "member": "m0", "organization": "nowhere" })),
            5 => outcome["prices"]["areas"]["nowhere"] = json!(vec![0; tiers]),
            6 => outcome["prices"]["organizations"]["o0"] = json!(vec![0; tiers + 1]),
            7 => outcome["status"] = json!(if outcome["status"] == "optimal" { "infeasible" } else { "optimal" }),
            _ => {
                let mut roster = small.roster.clone();
                let index = at.index(roster.organizations.len());
                roster.organizations[index].name.push('\t');
                problem = write_problem(&small.policy, day(), &roster);
            }
        }
        let (code, text) = second_judge(&problem, &outcome.to_string());
        prop_assert_eq!(code, 3, "{}", text);
    }

    #[test]
    #[ignore = "needs python3 on the path"]
    fn both_judges_agree_on_reasons_for_no(small in small(), at in any::<Index>(), which in 0..5usize) {
        let outcome = solve(&small.problem).unwrap();
        let Outcome::Infeasible(no) = &outcome else { return Err(TestCaseError::reject("feasible")) };
        let mut conflict = at.get(&no.conflicts).clone();
        match which {
            0 if !conflict.members.is_empty() => drop(conflict.members.remove(at.index(conflict.members.len()))),
            1 if !conflict.maxima.is_empty() => drop(conflict.maxima.remove(at.index(conflict.maxima.len()))),
            2 if !conflict.minima.is_empty() => drop(conflict.minima.remove(at.index(conflict.minima.len()))),
            3 => conflict.needed += 1,
            _ => {}
        }
        let (problem, mut document) = documents(&small);
        document["conflicts"] = json!([conflict]);
        let (code, text) = second_judge(&problem, &document.to_string());
        let confirmed = confirm(&small.problem, &conflict);
        prop_assert!(code == if confirmed.is_ok() { 4 } else { 3 }, "{text} {confirmed:?}");
    }
}
