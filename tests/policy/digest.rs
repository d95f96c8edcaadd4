//! The digest of a policy: the same for the same content however it is written, another for any other content.

use super::{SHIPPED, shipped};
use phancong::*;
use proptest::prelude::*;

#[test]
fn comments_and_layout_do_not_enter() {
    let bare: String =
        SHIPPED.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|l| format!("{l}\n")).collect();
    assert!(bare.len() < SHIPPED.len());
    assert_eq!(Policy::from_toml(&bare).unwrap().digest(), shipped().digest());
    let airy = SHIPPED.replace("\n[[rule]]", "\n\n# quy định\n[[rule]]  # mới").replace(" = ", "   =   ");
    assert_eq!(Policy::from_toml(&airy).unwrap().digest(), shipped().digest());
}

proptest! {
    #![proptest_config(super::cases::cases(256))]

    #[test]
    fn the_order_of_rules_and_bases_does_not_enter(
        rules in Just(shipped().rules).prop_shuffle(),
        basis in Just(shipped().basis).prop_shuffle(),
    ) {
        let mixed = Policy { rules, basis, ..shipped() };
        prop_assert_eq!(mixed.digest(), shipped().digest());
        let day = "2021-06-01".parse().unwrap();
        prop_assert_eq!(mixed.in_force(day).unwrap(), shipped().in_force(day).unwrap());
    }
}

/// The shipped text with each of its numbers made one larger, one at a time.
fn other_numbers() -> Vec<(usize, String)> {
    let mut texts = Vec::new();
    let mut start = 0;
    for (number, line) in SHIPPED.split_inclusive('\n').enumerate() {
        let mut from = 0;
        while let Some(at) = line[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
            let end = line[at..].find(|c: char| !c.is_ascii_digit()).map_or(line.len(), |len| at + len);
            let larger = line[at..end].parse::<u64>().unwrap() + 1;
            let width = end - at;
            let (before, after) = (&SHIPPED[..start + at], &SHIPPED[start + end..]);
            if !line.starts_with('#') {
                texts.push((number + 1, format!("{before}{larger:0width$}{after}")));
            }
            from = end;
        }
        start += line.len();
    }
    texts
}

#[test]
fn any_other_number_is_refused_or_another_digest() {
    let digest = shipped().digest();
    let texts = other_numbers();
    assert!(texts.len() > 200, "{}", texts.len());
    for (line, text) in texts {
        if let Ok(policy) = Policy::from_toml(&text) {
            assert_ne!(policy.digest(), digest, "line {line}");
        }
    }
}

#[test]
fn any_other_number_of_what_rules_say_is_another_rule_of_the_day() {
    let said = |policy: &Policy| -> Vec<Kind> { policy.rules.iter().map(|rule| rule.says.clone()).collect() };
    let (mut changed, mut refused) = (0, 0);
    for (line, text) in other_numbers() {
        if !SHIPPED.lines().nth(line - 1).unwrap().starts_with("says") {
            continue;
        }
        let Ok(policy) = Policy::from_toml(&text) else {
            refused += 1;
            continue;
        };
        assert_ne!(said(&policy), said(&shipped()), "line {line}");
        changed += 1;
    }
    // 2; 2 and 3; two dates and the first day of visits; two days of the year; 10; 1. Of the larger ones 31/11 and three times the
    // month 13 do not exist. The calendar has two days on which its parts begin, and a spacing.
    assert_eq!((changed + refused, refused), (1 + 2 + 3 * 3 + 2 * 2 + 1 + 1 + 2 * 2 + 1, 4));
}

#[test]
fn any_other_word_is_refused_or_another_digest() {
    let digest = shipped().digest();
    let mut start = 0;
    for line in SHIPPED.split_inclusive('\n') {
        if let Some(at) = line.rfind('"').filter(|_| !line.starts_with('#')) {
            let text = format!("{}x{}", &SHIPPED[..start + at], &SHIPPED[start + at..]);
            if let Ok(policy) = Policy::from_toml(&text) {
                assert_ne!(policy.digest(), digest, "{line}");
            }
        }
        start += line.len();
    }
}

#[test]
fn any_other_reading_is_another_digest() {
    let digest = shipped().digest();
    let changes: [fn(&mut Readings); 19] = [
        |r| r.locality = LocalityReading::Hard,
        |r| r.own = OwnExtent::Below,
        |r| r.visits = VisitsCount::Each,
        |r| r.distinct = DistinctPlaces::Required,
        |r| r.registered_not_assigned = Counted::No,
        |r| r.sub_cell_meetings = Counted::No,
        |r| r.registration_deadline = Counted::No,
        |r| r.before = BeforeDay::Inclusive,
        |r| r.roll = RollDay::NextWorkingDay,
        |r| r.notice = NoticeDays::Working,
        |r| r.part_year = PartYear::Prorate,
        |r| r.differing_reports = Differing::Member,
        |r| r.shift_window = 16,
        |r| r.locality_extent = LocalityExtent::One,
        |r| r.quota_window = QuotaWindow::Report,
        |r| r.picked_visits = Counted::No,
        |r| r.part_year_report = Counted::No,
        |r| r.known = Known::Entry,
        |r| r.risk_days = 31,
    ];
    let mut seen = std::collections::BTreeSet::from([digest]);
    for change in changes {
        let mut policy = shipped();
        change(&mut policy.readings);
        assert!(seen.insert(policy.digest()));
    }
}

#[test]
fn any_other_objective_is_another_digest() {
    let changes: [fn(&mut Policy); 8] = [
        |p| p.tiers.swap(2, 3),
        |p| drop(p.tiers.pop()),
        |p| p.tiers[2].source = Source::Default,
        |p| p.tiers[2].name = "tải".into(),
        |p| p.tiers[2].measures.extend([(Measure::Load, 2)]),
        |p| p.tiers[2].measures.extend([(Measure::Rank, 1)]),
        |p| *p = p.clone().drawing("1").unwrap(),
        |p| *p = p.clone().drawing("2").unwrap(),
    ];
    let mut seen = std::collections::BTreeSet::from([shipped().digest()]);
    for (number, change) in changes.into_iter().enumerate() {
        let mut policy = shipped();
        change(&mut policy);
        assert!(seen.insert(policy.digest()), "change {number}");
    }
}

#[test]
fn any_other_rule_is_another_digest() {
    let ids = |bodies: &[&str]| bodies.iter().map(|b| b.parse().unwrap()).collect::<Vec<BodyId>>();
    let picks = |bodies: &[&str]| Kind::BoardPicks { bodies: ids(bodies) };
    let visits = |bodies: &[&str]| Kind::Visits { min: 2, bodies: ids(bodies) };
    let plan = |by: &[&str]| Kind::LowerPlan { by: ids(by) };
    let ended =
        |bodies: &[&str], successors: &[&str]| Kind::Abolished { bodies: ids(bodies), successors: ids(successors) };
    let mut seen = std::collections::BTreeSet::new();
    let says = [
        picks(&["a", "b"]),
        picks(&["a,b"]),
        visits(&["a"]),
        visits(&["b"]),
        visits(&["a", "b"]),
        visits(&["a,b"]),
        visits(&["a\\", "b"]),
        visits(&["a\\,b"]),
        plan(&[]),
        plan(&["a"]),
        plan(&["a", "b"]),
        plan(&["a,b"]),
        ended(&["a"], &[]),
        ended(&["a"], &["b"]),
        ended(&["a successors=b"], &[]),
        Kind::Deadline { of: Obligation::Table, before: "2020-12-15".parse().unwrap() },
        Kind::Deadline { of: Obligation::Registrations, before: "2020-12-15".parse().unwrap() },
        Kind::Duty { by: Reporter::Member },
        Kind::Duty { by: Reporter::Organization },
        Kind::Information,
        Kind::NotDecidable,
    ];
    for kind in says {
        let mut policy = shipped();
        policy.rules[0].says = kind;
        assert!(seen.insert(policy.digest()), "{}", policy.rules[0].says);
    }
    let mut policy = shipped();
    policy.rules[0].source = Source::Request;
    assert!(seen.insert(policy.digest()));
    policy.rules[0].until = None;
    assert!(seen.insert(policy.digest()));
    policy.rules.remove(0);
    assert!(seen.insert(policy.digest()));
}
