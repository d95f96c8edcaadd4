//! The wire format: what is written is read back, and nothing is read that is not exactly what it should be.
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

use phancong::office::json::{JsonError, Status, read_answer, read_problem, write_outcome, write_problem};
use phancong::*;
use proptest::prelude::*;
use small::{Small, day, small};

fn problem_text(small: &Small) -> String {
    write_problem(&small.policy, day(), &small.roster)
}

/// One member, one organization, one wish, and the policy in full.
const PROBLEM: &str = r#"{
  "format": "phancong-problem/1",
  "day": "2020-12-01",
  "policy": {
    "format": "phancong-policy/1", "id": "thu", "title": {"vi": "Thử", "en": "Test"}, "issuer": {"vi": "Thử", "en": "Test"},
    "tier": [{"name": "unplaced", "source": "default", "measures": {"unplaced": 1}}],
    "rule": [{"id": "I", "article": "I", "source": "default", "from": "2020-01-01", "text": {"vi": "một", "en": "one"},
              "says": {"kind": "places", "each": 1}}]
  },
  "facts": {
    "areas": [{"id": "binh-son", "name": "Huyện Bình Sơn"}],
    "organizations": [{"id": "binh-chau", "name": "Đảng bộ xã Bình Châu", "area": "binh-son", "load": {"max": 1}}],
    "members": [{"id": "UV-01", "name": "Nguyễn Văn An", "body": "ban-chap-hanh"}],
    "registrations": [{"member": "UV-01", "organization": "binh-chau", "rank": 1}]
  }
}"#;

fn refusal(from: &str, to: &str) -> String {
    assert_ne!(PROBLEM, PROBLEM.replacen(from, to, 1), "nothing replaced");
    read_problem(PROBLEM.replacen(from, to, 1).as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_problem_typed_by_hand_is_read() {
    let problem = read_problem(PROBLEM.as_bytes()).unwrap();
    assert_eq!(problem.places(), 1);
    let with_mark = format!("\u{feff}{PROBLEM}");
    assert_eq!(read_problem(with_mark.as_bytes()).unwrap().digest(), problem.digest());
}

#[test]
fn what_is_not_expected_is_refused_with_line_and_column() {
    let unknown = refusal("\"rank\": 1", "\"rank\": 1, \"weight\": 2");
    assert_eq!(
        unknown,
        "line 14, column 90: unknown field `weight`, expected one of `member`, `organization`, `rank`, `on`"
    );
    let twice = refusal("\"max\": 1", "\"max\": 1, \"max\": 2");
    assert_eq!(twice, "line 12, column 130: the key `max` stands twice in one object, expected once");
    let number = refusal("\"rank\": 1", "\"rank\": \"1\"");
    assert_eq!(number, "line 14, column 82: invalid type: string \"1\", expected a whole number from 0 to 4294967295");
    let fraction = refusal("\"rank\": 1", "\"rank\": 1.5");
    assert!(
        fraction.starts_with("line 14, column 82: invalid type: floating point `1.5`, expected a whole number"),
        "{fraction}"
    );
    let list = refusal("[{\"id\": \"binh-son\", \"name\": \"Huyện Bình Sơn\"}]", "7");
    assert!(list.contains("invalid type: integer `7`, expected a list"), "{list}");
    let missing = refusal("\"name\": \"Nguyễn Văn An\", ", "");
    assert!(missing.starts_with("line 13, column") && missing.ends_with("missing field `name`"), "{missing}");
    let id = refusal("\"id\": \"UV-01\"", "\"id\": \" UV-01\"");
    assert!(id.starts_with("line 13, column") && id.contains("` UV-01` is no id"), "{id}");
    let kind = refusal("\"kind\": \"places\"", "\"kind\": \"seats\"");
    assert!(kind.starts_with("line 8, column") && kind.contains("unknown variant `seats`"), "{kind}");
    let measure = refusal("{\"unplaced\": 1}", "{\"unplaced\": 1, \"unplaced\": 2}");
    assert!(measure.contains("the key `unplaced` stands twice"), "{measure}");
}

#[test]
fn another_format_is_refused_before_anything_else() {
    let later = refusal("\"phancong-problem/1\"", "\"phancong-problem/2\", \"more\": 1");
    assert_eq!(later, "the field `format` is `phancong-problem/2`, expected `phancong-problem/1`");
    let missing = refusal("\"format\": \"phancong-problem/1\",", "");
    assert_eq!(missing, "the field `format` is ``, expected `phancong-problem/1`");
    let no_answer = read_answer(PROBLEM.as_bytes()).unwrap_err().to_string();
    assert_eq!(
        no_answer,
        "the field `format` is `phancong-problem/1`, expected `phancong-outcome/1`, `phancong-plan/1`"
    );
}

#[test]
fn a_policy_that_is_not_shipped_has_to_be_written_in_full() {
    let (start, end) = (PROBLEM.find("{\n    \"format\"").unwrap(), PROBLEM.find("  \"facts\"").unwrap());
    let named = format!("{}\"no-such-policy\",\n{}", &PROBLEM[..start], &PROBLEM[end..]);
    let refused = read_problem(named.as_bytes()).unwrap_err();
    assert_eq!(refused, JsonError::UnknownPolicy { name: "no-such-policy".into() });
}

#[test]
fn defects_of_the_facts_come_through() {
    let twice = refusal("\"rank\": 1", "\"rank\": 0");
    assert!(twice.contains("rank 0"), "{twice}");
}

#[test]
fn text_that_nests_without_end_is_refused() {
    let deep = "[".repeat(100_000);
    assert!(read_problem(deep.as_bytes()).is_err());
    assert!(read_answer(deep.as_bytes()).is_err());
    assert!(read_problem(b"\xff\xfe{").is_err());
    assert!(read_problem(b"").is_err());
}

#[test]
fn what_is_no_proof_is_not_written() {
    let problem = read_problem(PROBLEM.as_bytes()).unwrap();
    let nothing = Outcome::Solved(Plan::new(vec![]));
    assert_eq!(write_outcome(&problem, &nothing), Err(Error::Engine("the prices do not prove the outcome")));
}

proptest! {
    #![proptest_config(cases::cases(256))]

    #[test]
    fn a_problem_written_and_read_is_the_same_problem(small in small()) {
        let text = problem_text(&small);
        let read = read_problem(text.as_bytes()).unwrap();
        prop_assert_eq!(&read, &small.problem);
        prop_assert!(!text.contains('\n'));
    }

    #[test]
    fn an_outcome_written_and_read_is_the_same_answer(small in small()) {
        let outcome = solve(&small.problem).unwrap();
        let text = write_outcome(&small.problem, &outcome).unwrap();
        let answer = read_answer(text.as_bytes()).unwrap();
        let statement = answer.statement.unwrap();
        prop_assert_eq!(&answer.plan, outcome.plan());
        prop_assert_eq!(&statement.notices[..], small.problem.notices());
        prop_assert_eq!(statement.day, day());
        match outcome {
            Outcome::Solved(_) => prop_assert_eq!((statement.status, statement.conflicts.len()), (Status::Optimal, 0)),
            Outcome::Unproved(_) => prop_assert!(false, "no side rules, and not proved"),
            Outcome::Infeasible(no) => {
                prop_assert_eq!(statement.status, Status::Infeasible);
                prop_assert_eq!(statement.conflicts, no.conflicts);
            }
        }
    }

    #[test]
    fn no_part_of_a_document_is_taken_for_the_whole(small in small(), at in any::<prop::sample::Index>()) {
        let problem = problem_text(&small);
        prop_assert!(read_problem(&problem.as_bytes()[..at.index(problem.len())]).is_err());
        let outcome = write_outcome(&small.problem, &solve(&small.problem).unwrap()).unwrap();
        prop_assert!(read_answer(&outcome.as_bytes()[..at.index(outcome.len())]).is_err());
    }
}
