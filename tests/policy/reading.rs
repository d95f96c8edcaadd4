//! Reading a policy from text, and the rules of a day.

use super::{SHIPPED, edited, shipped};
use chrono::NaiveDate;
use phancong::*;

/// The text is refused; the message names the line of the passage and holds these words.
#[track_caller]
fn assert_refused(passage: &str, by: &str, words: &[&str]) {
    let line = SHIPPED.lines().take_while(|line| !line.contains(passage)).count() + 1;
    let Err(PolicyError::Text { message }) = edited(passage, by) else { panic!("accepted: {by}") };
    for word in words.iter().copied().chain([format!("line {line},").as_str()]) {
        assert!(message.contains(word), "{word} in {message}");
    }
}

#[test]
fn fields_nobody_reads_are_refused_with_their_line() {
    let rule = "article = \"mục II.1\"";
    assert_refused(rule, "artikel = \"mục II.1\"", &["unknown field `artikel`"]);
    assert_refused("number = \"\"", "nummer = \"\"", &["unknown field `nummer`"]);
    assert_refused("shift_window = 15", "shift_windows = 15", &["unknown field `shift_windows`"]);
    assert_refused("measures = { load = 1 }", "measures = { load = 1, luck = 2 }", &["luck"]);
    let (tier, more) = ("name = \"moves\"", "name = \"moves\"\nweight = 2");
    let Err(PolicyError::Text { message }) = edited(tier, more) else { panic!("accepted") };
    assert!(message.contains("unknown field `weight`"), "{message}");
}

#[test]
fn numbers_a_kind_does_not_have_are_refused() {
    assert_refused(
        "{ kind = \"visits\", min = 2 }",
        "{ kind = \"visits\", min = 2, max = 3 }",
        &["unknown field `max`"],
    );
    for kind in ["own-organization", "locality", "own-initiative", "lower-plan", "announcement", "written-change"] {
        let says = format!("{{ kind = \"{kind}\" }}");
        assert_refused(&says, &format!("{{ kind = \"{kind}\", min = 2 }}"), &["unknown field `min`"]);
    }
    let visits = "{ kind = \"visits\", min = 2 }";
    for kind in ["information", "not-decidable"] {
        assert_refused(visits, &format!("{{ kind = \"{kind}\", min = 2 }}"), &["unknown field `min`"]);
    }
}

#[test]
fn a_kind_without_its_numbers_is_refused() {
    assert_refused("{ kind = \"visits\", min = 2 }", "{ kind = \"visits\" }", &["missing field `min`"]);
    assert_refused("{ kind = \"places\", each = 1 }", "{ each = 1 }", &["missing field `kind`"]);
}

#[test]
fn values_that_cannot_be_are_refused() {
    assert_refused("kind = \"locality\"", "kind = \"nearness\"", &["unknown variant `nearness`"]);
    assert_refused("min = 2, max = 3", "min = -2, max = 3", &["-2"]);
    assert_refused("min = 2, max = 3", "min = 2.5, max = 3", &["2.5"]);
    assert_refused("before = \"2020-11-30\"", "before = \"2020-11-31\"", &["out of range"]);
    assert_refused("before = \"2020-11-30\"", "before = \"30/11/2020\"", &[]);
    assert_refused("bodies = [\"thuong-truc\"]", "bodies = [\" thuong-truc\"]", &["is no id"]);
    assert_refused("id = \"II.1\"", "id = \"\"", &["is no id"]);
}

#[test]
fn what_is_no_toml_is_refused() {
    let Err(PolicyError::Text { message }) = Policy::from_toml("format = ") else { panic!("accepted") };
    assert!(message.contains("line 1"), "{message}");
    assert!(matches!(Policy::from_toml(""), Err(PolicyError::Text { .. })));
    let doubled = SHIPPED.replacen("min = 2 }", "min = 2, min = 3 }", 1);
    assert!(matches!(Policy::from_toml(&doubled), Err(PolicyError::Text { .. })));
}

#[test]
fn a_fault_is_placed_by_line_and_column_counted_in_characters() {
    let place = |text: &str| match Policy::from_toml(text) {
        Err(PolicyError::Text { message }) => message.split(": ").next().unwrap().to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(place("nummer = \"\""), "line 1, column 1");
    assert_eq!(place("\n\n  nummer = \"\""), "line 3, column 3");
    assert_eq!(place("title = { vi = \"Kế hoạch\", ten = 1 }"), "line 1, column 28");
}

/// Sets one switch of the shipped policy by its key.
fn set(key: &str, value: &str) -> Result<Readings, PolicyError> {
    let line = SHIPPED.lines().find(|line| line.starts_with(&format!("{key} = "))).expect(key);
    Policy::from_toml(&SHIPPED.replacen(line, &format!("{key} = {value}"), 1)).map(|policy| policy.readings)
}

#[track_caller]
fn assert_switch(key: &str, values: Vec<&'static str>) {
    for &value in &values {
        let readings = set(key, &format!("{value:?}")).expect(value);
        let now = readings.entries().into_iter().find(|entry| entry.0 == key).expect(key).1;
        assert_eq!(now, value);
    }
    let other = shipped().readings.entries().into_iter().filter(|entry| entry.0 != key).collect::<Vec<_>>();
    let after = set(key, &format!("{:?}", values[0])).unwrap().entries();
    assert_eq!(after.into_iter().filter(|entry| entry.0 != key).collect::<Vec<_>>(), other, "{key} moves nothing else");
    for refused in ["\"\"", "\"maybe\"", "\"YES\"", "1", "true"] {
        assert!(matches!(set(key, refused), Err(PolicyError::Text { .. })), "{key} = {refused}");
    }
}

macro_rules! keys {
    ($switch:ty) => {
        <$switch>::ALL.iter().map(|value| value.key()).collect()
    };
}

#[test]
fn every_switch_takes_each_of_its_readings_and_no_other() {
    assert_switch("locality", keys!(LocalityReading));
    assert_switch("own", keys!(OwnExtent));
    assert_switch("visits", keys!(VisitsCount));
    assert_switch("distinct", keys!(DistinctPlaces));
    assert_switch("registered_not_assigned", keys!(Counted));
    assert_switch("sub_cell_meetings", keys!(Counted));
    assert_switch("registration_deadline", keys!(Counted));
    assert_switch("before", keys!(BeforeDay));
    assert_switch("roll", keys!(RollDay));
    assert_switch("notice", keys!(NoticeDays));
    assert_switch("part_year", keys!(PartYear));
    assert_switch("differing_reports", keys!(Differing));
    assert_switch("locality_extent", keys!(LocalityExtent));
    assert_switch("quota_window", keys!(QuotaWindow));
    assert_switch("picked_visits", keys!(Counted));
    assert_switch("part_year_report", keys!(Counted));
    assert_switch("known", keys!(Known));
    assert_eq!(shipped().readings.entries().len(), 19, "a switch without a test");
}

#[test]
fn the_window_of_shifted_dates_is_a_number_of_days() {
    for days in [0, 15, 365] {
        assert_eq!(set("shift_window", &days.to_string()).unwrap().shift_window, days);
    }
    assert!(set("shift_window", "-1").is_err());
    assert!(set("shift_window", "\"15\"").is_err());
    assert_eq!(set("risk_days", "45").unwrap().risk_days, 45);
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn rules_are_in_force_from_their_first_to_their_last_day() {
    let policy = shipped();
    for inside in ["2020-01-01", "2020-12-01", "2025-12-31"] {
        assert_eq!(policy.in_force(day(inside)).unwrap().all().len(), policy.rules.len(), "{inside}");
    }
    for outside in ["2019-12-31", "2026-01-01"] {
        let refused = policy.in_force(day(outside));
        assert_eq!(refused, Err(PolicyError::NothingInForce { policy: "quang-ngai-2020".into(), day: day(outside) }));
    }
}

#[test]
fn a_rule_without_an_end_stays_in_force() {
    let mut policy = shipped();
    policy.rules.retain(|rule| rule.id.as_str() == "II.1");
    policy.rules[0].until = None;
    assert_eq!(policy.in_force(day("2099-12-31")).unwrap().all().len(), 1);
    assert!(policy.in_force(day("2019-12-31")).is_err());
}

/// One paragraph after another on the same topic, changing over on a day.
#[test]
fn a_successor_takes_over_on_its_first_day() {
    let mut policy = shipped();
    let mut successor = policy.rules.iter().find(|rule| rule.id.as_str() == "II.2-1a").unwrap().clone();
    successor.id = "II.2-1a-2023".parse().unwrap();
    successor.from = day("2023-01-01");
    successor.says = Kind::Registration { min: 1, max: 5 };
    policy.rules.iter_mut().find(|rule| rule.id.as_str() == "II.2-1a").unwrap().until = Some(day("2022-12-31"));
    policy.rules.push(successor);
    let range = |at: &str| policy.in_force(day(at)).unwrap().registration().map(|found| found.1);
    assert_eq!(range("2022-12-31"), Some(2..=3));
    assert_eq!(range("2023-01-01"), Some(1..=5));
}

#[test]
fn the_rules_of_a_day_answer_by_what_they_say() {
    let rules = shipped().in_force(day("2021-06-01")).unwrap();
    let id = |rule: &Rule| rule.id.to_string();
    assert_eq!(rules.registration().map(|(rule, range)| (id(rule), range)), Some(("II.2-1a".into(), 2..=3)));
    assert_eq!(rules.own_organization().map(id), Some("II.2-1b".into()));
    assert_eq!(rules.locality().map(id), Some("II.2-1d".into()));
    assert_eq!(rules.board_picks(&"thuong-truc".parse().unwrap()).map(id), Some("II.2-1'".into()));
    assert_eq!(rules.board_picks(&"ban-thuong-vu".parse().unwrap()), None);
    let (rule, each) = rules.places();
    assert_eq!((rule.map(id), each), (Some("R.places".into()), 1));
    assert_eq!((rules.policy(), rules.day()), ("quang-ngai-2020", day("2021-06-01")));
    assert_eq!(*rules.policy_digest(), shipped().digest());
    assert!(rules.all().windows(2).all(|pair| pair[0].id < pair[1].id));
}

#[test]
fn the_rules_of_a_day_carry_their_policy_with_its_objective_readings_and_seed() {
    let mut policy = shipped().drawing("482913").unwrap();
    policy.readings.roll = RollDay::NextWorkingDay;
    policy.tiers[3].measures = [(Measure::Rank, 2)].into();
    let rules = policy.in_force(day("2021-06-01")).unwrap();
    assert_eq!(*rules.document(), policy);
    assert_eq!((rules.tiers(), rules.readings()), (&policy.tiers[..], &policy.readings));
    assert_eq!((rules.seed(), shipped().in_force(day("2021-06-01")).unwrap().seed()), (Some("482913"), None));
}

#[test]
fn rules_are_the_same_on_one_day_of_one_policy_only() {
    let mut other = shipped();
    other.readings.risk_days += 1;
    let rules = |policy: &Policy, at| policy.in_force(day(at)).unwrap();
    assert_eq!(rules(&shipped(), "2021-06-01"), rules(&shipped(), "2021-06-01"));
    assert_ne!(rules(&shipped(), "2021-06-01"), rules(&shipped(), "2021-06-02"));
    assert_ne!(rules(&shipped(), "2021-06-01"), rules(&other, "2021-06-01"));
}

#[test]
fn a_policy_that_contradicts_itself_has_no_rules_of_a_day() {
    let mut policy = shipped();
    policy.format = "phancong-policy/2".into();
    assert!(matches!(policy.in_force(day("2021-06-01")), Err(PolicyError::Defects(_))));
}

#[test]
fn a_text_longer_than_any_plan_is_not_read() {
    for piece in ["a", "[", "[a]\n", "a.", "# kế hoạch\n"] {
        let Err(PolicyError::Text { message }) = Policy::from_toml(&piece.repeat(100_000_000 / piece.len())) else {
            panic!("accepted")
        };
        assert!(message == "more than 1048576 bytes, and a policy has no more", "{message}");
    }
    let padded = |bytes: usize| format!("{SHIPPED}#{}", "x".repeat(bytes - SHIPPED.len() - 1));
    assert!(Policy::from_toml(&padded(1 << 20)).is_ok());
    assert!(Policy::from_toml(&padded((1 << 20) + 1)).is_err());
}
