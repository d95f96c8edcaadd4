//! What makes a policy contradict itself: each defect, with what it tells the officer, and all of them at once.

use super::{defects, edited, shipped};
use phancong::*;

#[track_caller]
fn rule<'a>(policy: &'a mut Policy, id: &str) -> &'a mut Rule {
    policy.rules.iter_mut().find(|rule| rule.id.as_str() == id).expect(id)
}

#[track_caller]
fn assert_only(change: impl FnOnce(&mut Policy), text: &str) {
    let mut policy = shipped();
    change(&mut policy);
    let texts: Vec<String> = defects(&policy).iter().map(PolicyDefect::to_string).collect();
    assert_eq!(texts, [text]);
}

#[test]
fn the_policy_as_shipped_has_none() {
    assert_eq!(shipped().check(), Ok(()));
}

#[test]
fn another_form() {
    let text = "format is `phancong-policy/9`, this version reads `phancong-policy/1`";
    assert_only(|policy| policy.format = "phancong-policy/9".into(), text);
}

#[test]
fn an_id_twice() {
    assert_only(|policy| rule(policy, "II.5-1a").id = "I-2".parse().unwrap(), "rule `I-2` stands twice");
}

#[test]
fn an_end_before_the_beginning() {
    let change = |policy: &mut Policy| rule(policy, "II.1").until = "2019-12-31".parse().ok();
    assert_only(change, "rule `II.1` ends on 2019-12-31, before it begins on 2020-01-01");
}

#[test]
fn a_rule_of_one_day_is_in_force_that_day() {
    let mut policy = shipped();
    rule(&mut policy, "II.1").until = "2020-01-01".parse().ok();
    assert_eq!(policy.check(), Ok(()));
}

#[test]
fn numbers_that_cannot_be() {
    let registration = |min, max| {
        move |policy: &mut Policy| {
            rule(policy, "II.2-1a").says = Kind::Registration { min, max };
        }
    };
    let upside_down = "rule `II.2-1a` says `registration min=4 max=3`: its minimum is above its maximum";
    assert_only(registration(4, 3), upside_down);
    for each in [0, 4] {
        let text = format!("rule `R.places` says `places each={each}`: places are 1 to 3 for each member");
        assert_only(|policy| rule(policy, "R.places").says = Kind::Places { each }, &text);
    }
    let no_body = "rule `II.2-1'` says `board-picks bodies=`: it names no body";
    assert_only(|policy| rule(policy, "II.2-1'").says = Kind::BoardPicks { bodies: vec![] }, no_body);
    let visits = "rule `II.1` says `visits min=367`: a year has no more than 366 days";
    assert_only(|policy| rule(policy, "II.1").says = Kind::Visits { min: 367, bodies: vec![] }, visits);
    let notice = "rule `II.4-1` says `notice days=367`: a notice is given at most 366 days before";
    assert_only(|policy| rule(policy, "II.4-1").says = Kind::Notice { days: 367 }, notice);
    let half = |month| YearDay { month, day: 1 };
    let calendar = |parts: &[YearDay], spacing, hosts| Kind::Calendar {
        parts: parts.to_vec(),
        spacing,
        hosts,
        weekends: true,
        even_weeks: false,
    };
    for (says, why) in [
        (calendar(&[], 30, None), "it names no part of the year"),
        (calendar(&[YearDay { month: 2, day: 29 }], 30, None), "no such day in every year"),
        (calendar(&[half(7), half(1)], 30, None), "its parts are not in the order of the year"),
        (calendar(&[half(1), half(1)], 30, None), "its parts are not in the order of the year"),
        (calendar(&[half(1)], 367, None), "two visits are at most 366 days apart"),
        (calendar(&[half(1)], 30, Some(0)), "a meeting takes at least one visitor"),
    ] {
        let text = format!("rule `R.calendar` says `{says}`: {why}");
        assert_only(|policy| rule(policy, "R.calendar").says = says, &text);
    }
    for (month, day) in [(2, 29), (13, 1), (0, 1), (4, 31), (4, 0)] {
        let mut policy = shipped();
        let through = "ban-to-chuc".parse().unwrap();
        let before = YearDay { month, day };
        rule(&mut policy, "II.3-9").says = Kind::Report { by: Reporter::Member, before, written: false, through };
        let found = defects(&policy);
        assert!(matches!(&found[..], [PolicyDefect::Numbers { why: "no such day in every year", .. }]), "{found:?}");
    }
}

#[test]
fn numbers_at_their_ends_are_accepted() {
    let parts = vec![YearDay { month: 1, day: 1 }, YearDay { month: 12, day: 31 }];
    let calendar =
        |spacing, hosts| Kind::Calendar { parts: parts.clone(), spacing, hosts, weekends: true, even_weeks: false };
    for says in [
        ("II.2-1a", Kind::Registration { min: 3, max: 3 }),
        ("II.2-1a", Kind::Registration { min: 0, max: 0 }),
        ("R.places", Kind::Places { each: 3 }),
        ("II.1", Kind::Visits { min: 0, bodies: vec![] }),
        ("II.1", Kind::Visits { min: 366, bodies: vec![] }),
        ("R.calendar", calendar(366, Some(1))),
        ("II.4-1", Kind::Notice { days: 0 }),
        ("II.4-1", Kind::Notice { days: 366 }),
    ] {
        let mut policy = shipped();
        rule(&mut policy, says.0).says = says.1;
        assert_eq!(policy.check(), Ok(()), "{}", says.0);
    }
}

#[test]
fn two_rules_on_one_topic_show_what_both_say_and_since_when() {
    let second = |policy: &mut Policy| {
        let other = Rule {
            id: "QD-776".parse().unwrap(),
            from: "2023-01-16".parse().unwrap(),
            says: Kind::Visits { min: 6, bodies: vec![] },
            ..rule(policy, "II.1").clone()
        };
        policy.rules.push(other);
    };
    let text = "rules `II.1` (`visits min=2`) and `QD-776` (`visits min=6`) are both in force on 2023-01-16: \
                end one before the other begins";
    assert_only(second, text);
    let taken_over = |last: &str| {
        let mut policy = shipped();
        second(&mut policy);
        rule(&mut policy, "II.1").until = last.parse().ok();
        let checked = policy.check().is_ok();
        policy.rules.reverse();
        assert_eq!(policy.check().is_ok(), checked, "whichever of the two stands first");
        checked
    };
    assert!(taken_over("2023-01-15"));
    assert!(!taken_over("2023-01-16"), "both in force on one day");
}

#[test]
fn two_minima_of_visits_stand_side_by_side_when_they_bind_different_bodies() {
    let side_by_side = |ours: &[&str], theirs: &[&str]| {
        let visits =
            |bodies: &[&str]| Kind::Visits { min: 2, bodies: bodies.iter().map(|b| b.parse().unwrap()).collect() };
        let mut policy = shipped();
        rule(&mut policy, "II.1").says = visits(ours);
        let other = Rule { id: "other".parse().unwrap(), says: visits(theirs), ..rule(&mut policy, "II.1").clone() };
        policy.rules.push(other);
        policy.check().is_ok()
    };
    assert!(side_by_side(&["tinh"], &["huyen"]));
    assert!(side_by_side(&["tinh", "huyen"], &["xa"]));
    assert!(!side_by_side(&["tinh", "huyen"], &["xa", "huyen"]), "two minima for one body");
    assert!(!side_by_side(&[], &["huyen"]), "no body named is everyone");
    assert!(!side_by_side(&["tinh"], &[]));
    assert!(!side_by_side(&[], &[]));
}

#[test]
fn two_rules_of_a_kind_overlap_unless_the_kind_has_several_topics() {
    let twice = |id: &str| {
        let mut policy = shipped();
        let other = Rule { id: "again".parse().unwrap(), ..rule(&mut policy, id).clone() };
        policy.rules.push(other);
        policy.check().is_err()
    };
    for one_topic in [
        "II.1", "II.2-1a", "II.2-1b", "II.2-1d", "II.2-1'", "II.2-1'T", "II.2-2", "II.2-3", "II.3-8", "II.3-9",
        "II.4-1",
    ] {
        assert!(twice(one_topic), "{one_topic}");
    }
    for one_topic in ["II.4-4", "II.5-3a", "II.5-4", "R.calendar", "R.places"] {
        assert!(twice(one_topic), "{one_topic}");
    }
    for side_by_side in ["I-1", "I-2", "II.3-1", "II.5-2a"] {
        assert!(!twice(side_by_side), "{side_by_side}");
    }
}

#[test]
fn an_objective_that_does_not_begin_with_unplaced_alone() {
    let text = "the first tier must hold the measure `unplaced` and nothing else";
    assert_only(|policy| policy.tiers.swap(0, 1), text);
    assert_only(|policy| policy.tiers.clear(), text);
    let together = |policy: &mut Policy| {
        policy.tiers.remove(2);
        policy.tiers[0].measures.insert(Measure::Load, 1);
    };
    assert_only(together, text);
}

#[test]
fn tiers_that_cannot_be() {
    assert_only(|policy| policy.tiers[4].name = "rank".into(), "tier `rank` stands twice");
    assert_only(|policy| policy.tiers[4].measures.clear(), "tier `moves` has no measure");
    for weight in [0, -1] {
        let text = format!("in tier `rank` the weight of `rank` is {weight}: a weight is at least 1");
        assert_only(|policy| policy.tiers[3].measures.extend([(Measure::Rank, weight)]), &text);
    }
    let twice = |policy: &mut Policy| policy.tiers[4].measures.extend([(Measure::Load, 1)]);
    assert_only(twice, "measure `load` stands in tier `load` and in tier `moves`: keep one");
}

#[test]
fn a_draw_stands_last_and_alone() {
    let drawing = || shipped().drawing("482913").unwrap();
    assert_eq!(drawing().check(), Ok(()));
    let texts = |policy: &Policy| defects(policy).iter().map(PolicyDefect::to_string).collect::<Vec<_>>();
    let alone = "tier `draw` holds the measure `draw`: a draw stands alone in the last tier";
    let mut before_moves = drawing();
    before_moves.tiers.swap(4, 5);
    assert_eq!(texts(&before_moves), [alone]);
    let mut mixed = drawing();
    mixed.tiers.remove(4);
    mixed.tiers[4].measures.insert(Measure::Moves, 1);
    assert_eq!(texts(&mixed), [alone]);
    let mut leading = drawing();
    leading.tiers.truncate(1);
    leading.tiers[0].measures.insert(Measure::Draw, 1);
    assert_eq!(texts(&leading).len(), 2, "neither is `unplaced` alone nor the draw");
    let mut nothing_else = drawing();
    nothing_else.tiers.drain(1..5);
    assert_eq!(nothing_else.check(), Ok(()));
}

#[test]
fn a_draw_and_its_seed_come_together() {
    let mut unseeded = shipped().drawing("482913").unwrap();
    unseeded.seed = None;
    let text = "tier `draw` draws by lot, and the policy has no `seed`: publish one and write it down";
    assert_eq!(defects(&unseeded).iter().map(PolicyDefect::to_string).collect::<Vec<_>>(), [text]);
    let text =
        "the policy has the seed `482913` and no tier that draws: add the last tier `draw`, or leave the seed out";
    assert_only(|policy| policy.seed = Some("482913".into()), text);
    for (seed, shown) in [("", ""), (" 482913", " 482913"), ("48\t2913", "48\\t2913"), ("48\n", "48\\n")] {
        let Err(PolicyError::Defects(found)) = shipped().drawing(seed) else { panic!("{seed:?} was accepted") };
        let text = format!("the seed `{shown}` is no line of printable text without spaces around it");
        assert_eq!(found.iter().map(PolicyDefect::to_string).collect::<Vec<_>>(), [text]);
    }
}

#[test]
fn a_policy_that_draws_takes_another_seed() {
    let (one, other) = (shipped().drawing("1").unwrap(), shipped().drawing("1").unwrap().drawing("2").unwrap());
    assert_eq!((one.tiers.len(), &one.tiers), (6, &other.tiers));
    assert_eq!(other.seed.as_deref(), Some("2"));
    assert_ne!(one.digest(), other.digest());
}

#[test]
fn a_seed_in_the_text_of_a_policy_is_read() {
    let text = include_str!("../../policies/quang-ngai-2020.toml").replacen(
        "number = \"\"",
        "number = \"\"\nseed = \"482913\"",
        1,
    );
    let tier = "\n[[tier]]\nname = \"draw\"\nsource = \"default\"\nmeasures = { draw = 1 }\n";
    assert_eq!(Policy::from_toml(&format!("{text}{tier}")), shipped().drawing("482913"));
    assert!(Policy::from_toml(&text).is_err());
}

#[test]
fn tiers_after_the_first_may_be_left_out_mixed_or_moved() {
    let mut policy = shipped();
    policy.tiers.truncate(1);
    assert_eq!(policy.check(), Ok(()));
    let mut policy = shipped();
    policy.tiers.remove(3);
    policy.tiers[2].measures.insert(Measure::Rank, 3);
    policy.tiers.swap(1, 3);
    assert_eq!(policy.check(), Ok(()));
}

#[test]
fn all_of_them_at_once() {
    let mut policy = shipped();
    policy.format.clear();
    rule(&mut policy, "II.2-1a").says = Kind::Registration { min: 4, max: 3 };
    rule(&mut policy, "II.1").until = "2019-12-31".parse().ok();
    rule(&mut policy, "II.5-1a").id = "I-2".parse().unwrap();
    rule(&mut policy, "II.4-4").says = rule(&mut policy, "II.3-9").says.clone();
    policy.tiers.swap(0, 1);
    policy.tiers[4].measures = [(Measure::Rank, 0)].into();
    policy.tiers[2].measures.clear();
    policy.tiers[2].name = "outside".into();
    let found = defects(&policy);
    assert_eq!(found.len(), 10, "{found:?}");
    let text = policy.check().unwrap_err().to_string();
    assert!(text.starts_with("the policy has 10 defects: format is ``"), "{text}");
}

#[test]
fn a_text_with_a_defect_is_refused_like_a_policy_with_one() {
    let Err(PolicyError::Defects(found)) = edited("min = 2, max = 3", "min = 3, max = 2") else { panic!("accepted") };
    let says = Kind::Registration { min: 3, max: 2 };
    let why = "its minimum is above its maximum";
    assert_eq!(found, [PolicyDefect::Numbers { rule: "II.2-1a".parse().unwrap(), says, why }]);
}
