//! The numbers of the plan, read off its text, and nothing the plan does not say under its name.

use super::{SHIPPED, shipped};
use phancong::*;
use std::collections::BTreeSet;

#[track_caller]
fn assert_says(rule: &str, says: &str) {
    let policy = shipped();
    let found = policy.rules.iter().find(|r| r.id.as_str() == rule).expect(rule);
    assert_eq!(found.says.to_string(), says);
}

#[test]
fn every_paragraph_has_its_rule() {
    let policy = shipped();
    let ids: BTreeSet<&str> = policy.rules.iter().map(|rule| rule.id.as_str()).collect();
    let expected = [
        "P-1",
        "P-2",
        "I-1",
        "I-2",
        "II.1",
        "II.2-1a",
        "II.2-1b",
        "II.2-1c",
        "II.2-1d",
        "II.2-1'",
        "II.2-1'T",
        "II.2-2",
        "II.2-3",
        "II.3-1",
        "II.3-2",
        "II.3-3",
        "II.3-4",
        "II.3-5",
        "II.3-6",
        "II.3-7",
        "II.3-8",
        "II.3-9",
        "II.4-1",
        "II.4-2",
        "II.4-3",
        "II.4-4",
        "II.5-1a",
        "II.5-1b",
        "II.5-2a",
        "II.5-2b",
        "II.5-3a",
        "II.5-3b",
        "II.5-4",
        "R-1",
        "R.calendar",
        "R.places",
    ];
    assert_eq!(ids, expected.into_iter().collect());
}

#[test]
fn two_meetings_a_year() {
    assert_says("II.1", "visits min=2");
}

#[test]
fn two_to_three_organizations() {
    assert_says("II.2-1a", "registration min=2 max=3");
}

#[test]
fn not_ones_own_and_where_one_is_in_charge() {
    assert_says("II.2-1b", "own-organization");
    assert_says("II.2-1d", "locality");
}

#[test]
fn the_board_picks_for_the_thuong_truc_before_30_11_2020() {
    assert_says("II.2-1'", "board-picks bodies=thuong-truc");
    assert_says("II.2-1'T", "deadline of=board-picks before=2020-11-30");
}

#[test]
fn the_table_before_15_12_2020_and_visits_from_01_01_2021() {
    assert_says("II.2-2", "deadline of=table before=2020-12-15");
    assert_says("II.2-3", "visits-from day=2021-01-01");
}

#[test]
fn ten_days_of_notice() {
    assert_says("II.4-1", "notice days=10");
}

#[test]
fn reports_before_05_12_and_in_writing_before_15_12_both_through_the_board() {
    assert_says("II.3-9", "report by=member before=12-05 written=false through=ban-to-chuc");
    assert_says("II.4-4", "report by=organization before=12-15 written=true through=ban-to-chuc");
}

#[test]
fn nine_duties_of_the_member_and_four_of_the_organization() {
    let policy = shipped();
    let below = |section: &str| policy.rules.iter().filter(|rule| rule.id.as_str().starts_with(section)).count();
    assert_eq!((below("II.3-"), below("II.4-")), (9, 4));
    for number in 1..=7 {
        assert_says(&format!("II.3-{number}"), "duty by=member");
    }
    assert_says("II.3-8", "own-initiative");
    assert_says("II.4-2", "duty by=organization");
    assert_says("II.4-3", "duty by=organization");
}

#[test]
fn what_no_program_can_tell_is_said_to_be_so() {
    for rule in ["I-2", "II.5-1a", "II.5-2b", "II.5-3b"] {
        assert_says(rule, "not-decidable");
    }
}

#[test]
fn what_follows_every_year() {
    assert_says("II.5-2a", "lower-plan");
    assert_says("II.5-3a", "announcement");
    assert_says("II.5-4", "written-change");
}

#[test]
fn one_place_for_each_member_is_the_request_and_the_calendar_is_ours_and_neither_is_the_plan() {
    assert_says("R.places", "places each=1");
    assert_says("R.calendar", "calendar parts=01-01,07-01 spacing=30 weekends=true even-weeks=true");
    let other: Vec<Rule> = shipped().rules.into_iter().filter(|rule| rule.source != Source::Plan).collect();
    let expected =
        [("R.places", Source::Request, "yêu cầu"), ("R.calendar", Source::Default, "mặc định của chương trình")];
    let found: Vec<_> = other.iter().map(|rule| (rule.id.as_str(), rule.source, rule.article.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn every_rule_of_the_plan_cites_its_paragraph_in_words() {
    for rule in shipped().rules.iter().filter(|rule| rule.source == Source::Plan) {
        let (id, article) = (rule.id.as_str(), rule.article.as_str());
        assert!(!rule.text.vi.trim().is_empty() && !rule.text.en.trim().is_empty(), "{id}");
        let Some(number) = id.strip_prefix("II.") else {
            assert!(
                article.starts_with("phần ") || article == format!("mục {}", id.replace('-', ".")),
                "{id}: {article}"
            );
            continue;
        };
        let (section, dash) = number.split_once('-').unwrap_or((number, ""));
        assert!(article.starts_with(&format!("mục II.{section}")), "{id}: {article}");
        let dash = dash.trim_end_matches(|c: char| !c.is_ascii_digit());
        let words = ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín"];
        match dash.parse::<usize>() {
            Err(_) => assert_eq!(article, "mục II.1"),
            Ok(4) if section == "5" => assert_eq!(article, "mục II.5, đoạn cuối"),
            Ok(at) => {
                let place = format!("gạch đầu dòng thứ {}", words[at - 1]);
                assert!(article.contains(&place), "{id}: {article}");
            }
        }
    }
}

#[test]
fn the_plan_carries_no_number_of_its_own() {
    let policy = shipped();
    assert_eq!(policy.number, "");
    assert_eq!(policy.issuer.vi, "Ban Thường vụ Tỉnh ủy");
    assert_eq!(policy.basis.len(), 3);
}

#[test]
fn the_term_is_read_as_whole_years() {
    for rule in shipped().rules {
        assert_eq!(
            (rule.from.to_string().as_str(), rule.until.unwrap().to_string().as_str()),
            ("2020-01-01", "2025-12-31")
        );
    }
}

#[test]
fn five_tiers_of_one_measure_each_with_the_sources_they_have() {
    let tiers = shipped().tiers;
    let expected = [
        (Measure::Unplaced, Source::Request),
        (Measure::Outside, Source::Plan),
        (Measure::Load, Source::Request),
        (Measure::Rank, Source::Default),
        (Measure::Moves, Source::Default),
    ];
    assert_eq!(tiers.len(), expected.len());
    for (tier, (measure, source)) in tiers.iter().zip(expected) {
        assert_eq!((tier.name.as_str(), tier.source), (measure.name(), source));
        assert_eq!((tier.measures.len(), tier.weight(measure)), (1, 1));
    }
}

#[test]
fn every_reading_is_written_out_at_its_recommended_value() {
    let written = SHIPPED.split("[readings]").nth(1).unwrap().split("[[tier]]").next().unwrap();
    for (key, value) in shipped().readings.entries() {
        let plain = format!("\n{key} = {value}\n");
        let quoted = format!("\n{key} = \"{value}\"\n");
        assert!(written.contains(&plain) || written.contains(&quoted), "{key}");
    }
    assert_eq!(shipped().readings, Readings::default());
}
