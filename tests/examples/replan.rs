//! `replan`: a written request, the changed table, the letters.

use super::{code, data, expected, run, text};
use serde_json::Value;

const BAN: &str = "UV-04=binh-son/binh-chau/dang-bo";

fn as_data(arguments: &[&str]) -> Value {
    let output = run("replan", &[arguments, &["--json"]].concat());
    assert_eq!((code(&output), text(&output.stderr)), (0, ""));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn ids<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
    list.as_array().unwrap().iter().map(|entry| entry[key].as_str().unwrap()).collect()
}

#[test]
fn a_request_is_answered_as_expected_in_both_languages() {
    for language in ["vi", "en"] {
        let output = run("replan", &["--withdraw", "UV-07", "--ban", BAN, "--lang", language]);
        assert_eq!((code(&output), text(&output.stderr)), (0, ""));
        expected(text(&output.stdout), &format!("replan.{language}.txt"));
    }
}

#[test]
fn without_a_request_nothing_changes() {
    let answer = as_data(&[]);
    assert_eq!((&answer["distance"], &answer["after"]), (&Value::from(0), &answer["before"]));
    assert!(answer["shifts"].as_array().unwrap().is_empty() && answer["letters"].as_array().unwrap().is_empty());
    assert_eq!(answer["after"], answer["bound"]);
}

#[test]
fn the_order_in_which_requests_stand_changes_nothing() {
    let one = run("replan", &["--ban", BAN, "--withdraw", "UV-07", "--json"]);
    let other = run("replan", &["--withdraw", "UV-07", "--json", "--ban", BAN]);
    assert!(code(&one) == 0 && one.stdout == other.stdout);
}

#[test]
fn the_letters_go_to_those_who_are_concerned() {
    let answer = as_data(&["--withdraw", "UV-07", "--ban", BAN]);
    assert_eq!(ids(&answer["shifts"], "member"), ["UV-04", "UV-07", "UV-16"]);
    let to = |kind: &str| -> Vec<&str> {
        let letters = answer["letters"].as_array().unwrap().iter();
        letters.filter_map(|letter| letter["to"][kind].as_str()).collect()
    };
    assert_eq!(to("member"), ["UV-04", "UV-07", "UV-16"]);
    assert_eq!(to("committee"), ["binh-son", "minh-long"]);
    let organizations = [
        "binh-son/binh-chau/dang-bo",
        "binh-son/giao-duc-thuong-xuyen",
        "binh-son/van-phong-ubnd",
        "minh-long/long-hiep/dang-bo",
    ];
    assert_eq!(to("organization"), organizations);
}

#[test]
fn a_designation_is_kept_and_a_released_one_may_go() {
    let (pin, place) = ("UV-04=binh-son/thpt-so-1", "binh-son/thpt-so-1");
    let placed = |answer: &Value, who: &str| {
        let lines = answer["placements"].as_array().unwrap().iter();
        let mine =
            lines.filter(|line| line["member"] == who).map(|line| line["organization"].as_str().unwrap().to_owned());
        mine.collect::<Vec<_>>()
    };
    assert_eq!(placed(&as_data(&["--pin", pin]), "UV-04"), [place]);
    assert_ne!(placed(&as_data(&[]), "UV-04"), [place]);
    // Released, the place is another wish among others; no tier before the moves gets worse.
    let (released, before) = (as_data(&["--release", "UV-11=binh-son/binh-thuan/dang-bo"]), as_data(&[]));
    let tiers = |answer: &Value| {
        answer["after"].as_array().unwrap().iter().map(|tier| tier.as_i64().unwrap()).collect::<Vec<_>>()
    };
    assert!(tiers(&released)[..4] <= tiers(&before)[..4]);
}

#[test]
fn a_member_of_a_merged_organization_goes_along_and_is_told_but_has_not_moved() {
    let answer = as_data(&["--merge", "binh-son/binh-chau/dang-bo=binh-son/thpt-so-1"]);
    assert_eq!(ids(&answer["shifts"], "member"), ["UV-04"]);
    assert_eq!(answer["after"], answer["before"], "no tier pays for it, the last one, which counts moves, included");
    let letters = answer["letters"].as_array().unwrap();
    assert!(letters.iter().all(|letter| letter["to"]["organization"] != "binh-son/binh-chau/dang-bo"));
}

#[test]
fn a_closed_organization_is_left_and_told() {
    let close = ["--close", "binh-son/binh-chau/dang-bo"];
    // Two members are left with one wish, so each has to register another place first.
    let refused = run("replan", &close);
    assert_eq!((code(&refused), text(&refused.stdout)), (3, ""));
    assert!(["UV-16", "UV-45"].iter().all(|who| text(&refused.stderr).contains(who)), "{}", text(&refused.stderr));
    let more = ["--wish", "UV-16=binh-son/thpt-so-1", "--wish", "UV-45=binh-son/thpt-so-1"];
    let answer = as_data(&[close.as_slice(), &more].concat());
    assert!(ids(&answer["shifts"], "member").contains(&"UV-04"));
    let letters = answer["letters"].as_array().unwrap();
    assert!(letters.iter().any(|letter| letter["to"]["organization"] == "binh-son/binh-chau/dang-bo"));
}

#[test]
fn bounds_are_set_one_after_the_other() {
    let to = "binh-son/binh-chau/dang-bo";
    let refused = run("replan", &["--max", &format!("{to}=1"), "--min", &format!("{to}=2"), "--lang", "en"]);
    assert_eq!(code(&refused), 3);
    assert!(text(&refused.stderr).contains("2") && text(&refused.stderr).contains(to), "{}", text(&refused.stderr));
    let none = as_data(&["--max", &format!("{to}=0")]);
    assert!(ids(&none["shifts"], "member").contains(&"UV-04"));
}

#[test]
fn a_request_that_leaves_no_complete_table_says_why_and_sends_nothing() {
    let crowd = run(
        "replan",
        &["--min", "binh-son/binh-chau/dang-bo=40", "--max", "binh-son/binh-chau/dang-bo=60", "--lang", "en"],
    );
    assert_eq!((code(&crowd), text(&crowd.stderr)), (4, ""));
    let printed = text(&crowd.stdout);
    assert!(printed.contains("\nCONFLICTS\n") && !printed.contains("LETTERS"), "{printed}");
    let short = run("replan", &[&data("quang-ngai-2021-short"), "--json"]);
    assert_eq!(code(&short), 4);
    let answer: Value = serde_json::from_slice(&short.stdout).unwrap();
    assert_eq!(
        (&answer["status"], &answer["letters"]),
        (&Value::from("infeasible"), &Value::from(Vec::<Value>::new()))
    );
}

#[test]
fn who_joins_is_placed_and_told() {
    let who = "UV-51=ban-chap-hanh=Trần Văn Mới";
    let wishes = ["--wish", "UV-51=ly-son/van-phong", "--wish", "UV-51=ly-son/mat-tran"];
    let joins = ["--join", who, "--scope", "UV-51=ly-son", "--own", "UV-51=ly-son/cong-an"];
    let answer = as_data(&[joins.as_slice(), &wishes].concat());
    let lines = answer["placements"].as_array().unwrap();
    assert!(lines.iter().any(|line| line["member"] == "UV-51"));
    let letters = answer["letters"].as_array().unwrap();
    assert!(letters.iter().any(|letter| letter["to"]["member"] == "UV-51"));
    // One's own organization is no wish, and who does not join has no scope to be given.
    let own = run("replan", &[&joins[..], &wishes[..2], &["--wish", "UV-51=ly-son/cong-an"]].concat());
    assert_eq!(code(&own), 3);
    assert!(text(&own.stderr).contains("UV-51"), "{}", text(&own.stderr));
    assert_eq!(code(&run("replan", &["--scope", "UV-01=ly-son"])), 2);
    assert_eq!(code(&run("replan", &["--join", "UV-51=ban-chap-hanh"])), 2);
}

#[test]
fn a_ban_is_lifted_and_an_area_gets_other_bounds() {
    let moved = as_data(&["--unban", "UV-36=khoi-co-quan/van-xa/benh-vien-san-nhi-tinh"]);
    assert_eq!(ids(&moved["shifts"], "member"), ["UV-36"]);
    assert_eq!(as_data(&["--area-min", "ly-son=0", "--area-max", "ly-son=5"])["distance"], 0);
    // Two members are in charge of Lý Sơn alone.
    let full = run("replan", &["--area-min", "ly-son=0", "--area-max", "ly-son=1", "--lang", "en"]);
    assert!(code(&full) == 4 && text(&full.stdout).contains("area Huyện Lý Sơn (ly-son) takes 1"));
    let narrow = run("replan", &["--area-max", "khong-co=1"]);
    assert_eq!(code(&narrow), 3);
}

#[test]
fn what_is_not_there_or_contradicts_is_refused_with_every_reason() {
    let refused =
        run("replan", &["--withdraw", "UV-99", "--close", "khong-co", "--ban", "UV-11=binh-son/binh-thuan/dang-bo"]);
    assert_eq!((code(&refused), text(&refused.stdout)), (3, ""));
    for named in ["UV-99", "khong-co", "UV-11"] {
        assert!(text(&refused.stderr).contains(named), "{named} is not in: {}", text(&refused.stderr));
    }
}

#[test]
fn a_policy_that_does_not_count_moves_is_refused_with_the_missing_measure() {
    let folder = super::empty_folder("replan-policy");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/quang-ngai-2020.toml");
    let policy = std::fs::read_to_string(path).unwrap();
    let file = folder.join("policy.toml");
    std::fs::write(&file, policy.replace("measures = { moves = 1 }", "measures = { repeat = 1 }")).unwrap();
    let refused = run("replan", &["--policy", file.to_str().unwrap(), "--withdraw", "UV-07"]);
    assert_eq!((code(&refused), text(&refused.stdout)), (3, ""));
    assert!(text(&refused.stderr).contains("moves"), "{}", text(&refused.stderr));
}

#[test]
fn wrong_usage_is_told() {
    for words in [&["--ban", "UV-04"][..], &["--max", "a=b"], &["--withdraw"], &["--what"], &["a", "b"]] {
        let output = run("replan", words);
        assert_eq!(code(&output), 2, "{words:?}");
        assert!(text(&output.stderr).contains("cách dùng: replan"), "{}", text(&output.stderr));
    }
}
