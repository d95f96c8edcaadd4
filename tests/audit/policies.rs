//! The shipped policies before the judge: every rule accounted for, levels, the year of the merger, two policies side by side.

use crate::cases::member_report;
use crate::days::{date, day};
use crate::quiet::{judge, quiet, visit};
use crate::scene::{Draw, Scene};
use phancong::compliance::*;
use phancong::*;
use std::collections::BTreeSet;

fn shipped() -> Vec<Policy> {
    vec![Policy::quang_ngai_2020().unwrap(), Policy::three_levels_2023().unwrap(), Policy::quang_ngai_2025().unwrap()]
}

fn ids(rules: &[RuleId]) -> BTreeSet<&str> {
    rules.iter().map(AsRef::as_ref).collect()
}

/// A year with a member of each of these bodies placed at organization 0, and nothing else on record.
fn bodies(year: i32, bodies: &[&str]) -> (Vec<Placement>, Year) {
    let mut scene = quiet(year);
    scene.members = vec![scene.members[0].clone(); bodies.len()];
    scene.placements = (0..bodies.len()).map(|member| (member, 0)).collect();
    scene.registrations.clear();
    scene.committees = vec![(2, Some(0))];
    let mut records = scene.records();
    for (member, body) in records.roster.members.iter_mut().zip(bodies) {
        member.body = body.parse().unwrap();
    }
    records.committees[0].body = "ban-thuong-vu-huyen".parse().unwrap();
    (scene.table(), records)
}

#[test]
fn every_rule_of_a_shipped_policy_is_checked_or_information_or_listed_as_not_checked() {
    for policy in shipped() {
        let year = policy.rules.iter().map(|rule| chrono::Datelike::year(&rule.from)).max().unwrap();
        let (table, records) =
            bodies(year, &["ban-chap-hanh", "thuong-truc", "ban-chap-hanh-huyen", "ban-chap-hanh-xa"]);
        let found = audit(&policy, &table, &records, date(day(year + 1, 1, 1))).unwrap();
        let (checked, told, open) = (ids(&found.checked), ids(&found.information), ids(&found.not_checked));
        let all: BTreeSet<&str> = policy.rules.iter().map(|rule| rule.id.as_str()).collect();
        let sum: BTreeSet<&str> = checked.iter().chain(&told).chain(&open).copied().collect();
        assert_eq!(sum, all, "{}", policy.id);
        assert_eq!(checked.len() + told.len() + open.len(), all.len(), "{}: no rule in two lists", policy.id);
    }
}

#[test]
fn the_paragraphs_of_the_plan_that_a_program_can_decide_are_decided() {
    let policy = Policy::quang_ngai_2020().unwrap();
    let decidable = [
        "II.1", "II.2-1a", "II.2-1b", "II.2-1d", "II.2-1'", "II.2-1'T", "II.2-2", "II.2-3", "II.3-8", "II.3-9",
        "II.4-1", "II.4-4", "II.5-2a", "II.5-3a", "II.5-4",
    ];
    let (table, mut records) = bodies(2021, &["ban-chap-hanh", "thuong-truc"]);
    records.roster.members[0].scope = vec!["a0".parse().unwrap()];
    records.moves.push(Move {
        on: date(day(2021, 5, 1)),
        member: records.roster.members[0].id.clone(),
        from: None,
        to: Some(records.roster.organizations[1].id.clone()),
        requested: None,
        decided: None,
        entered: None,
    });
    let found = audit(&policy, &table, &records, date(day(2022, 1, 1))).unwrap();
    for id in decidable {
        assert!(ids(&found.checked).contains(id), "{id} is not checked");
        let spoken = found.findings.iter().any(|f| f.rule.as_str() == id && f.verdict != Verdict::NotApplicable);
        assert!(spoken, "{id} has no finding");
    }
    for id in ["P-1", "P-2", "I-1"] {
        assert!(ids(&found.information).contains(id), "{id}");
    }
    for id in
        ["I-2", "II.3-1", "II.3-2", "II.3-3", "II.3-4", "II.3-5", "II.3-6", "II.3-7", "II.4-2", "II.4-3", "II.5-1a"]
    {
        assert!(ids(&found.not_checked).contains(id), "{id}");
    }
}

#[test]
fn two_six_six_by_level() {
    let policy = Policy::three_levels_2023().unwrap();
    let (table, records) = bodies(2024, &["ban-chap-hanh", "ban-chap-hanh-huyen", "ban-chap-hanh-xa"]);
    let found = audit(&policy, &table, &records, date(day(2025, 1, 1))).unwrap();
    let mut needs: Vec<(&str, u32)> =
        found.findings.iter().filter_map(|f| Some((f.rule.as_str(), f.count?.need))).collect();
    needs.sort_unstable();
    assert_eq!(needs, [("M", 2), ("M-huyen", 6), ("M-xa", 6)]);
}

#[test]
fn the_merger_ends_a_level_and_crashes_nothing() {
    let policy = Policy::quang_ngai_2025().unwrap();
    let (table, records) = bodies(2025, &["ban-chap-hanh", "ban-chap-hanh-huyen"]);
    let found = audit(&policy, &table, &records, date(day(2026, 1, 1))).unwrap();
    let of = |rule: &str| found.findings.iter().find(|finding| finding.rule.as_str() == rule).unwrap();
    // Half a year of each rule: what was asked for a whole year needs a ruling.
    assert_eq!((of("II.1").verdict, of("KT-M-huyen").verdict), (Verdict::NeedsRuling, Verdict::NeedsRuling));
    let ended = |finding: &Finding| {
        finding.notes.iter().any(|note| match note {
            Note::ActorAbolished { on, successors, .. } => {
                *on == date(day(2025, 7, 1)) && successors.iter().any(|heir| heir.as_str() == "dang-uy-xa")
            }
            _ => false,
        })
    };
    assert!(ended(of("KT-M-huyen")), "the member's committee is no more");
    let plan = of("II.5-2a");
    assert_eq!(plan.verdict, Verdict::NeedsRuling, "nobody is left to owe the plan");
    assert!(ended(plan));
    assert!(ids(&found.not_checked).contains("HN-2"), "which rule follows is not known");
}

#[test]
fn a_report_goes_to_the_heir_of_the_body_that_is_no_more() {
    let mut scene = quiet(2021);
    member_report(&mut scene, day(2021, 12, 4), vec![]);
    let (mut policy, mut year) = (scene.policy(), scene.records());
    let rule = policy.rules.iter().find(|rule| rule.id.as_str() == "MREP").unwrap().clone();
    let Kind::Report { through: ended, .. } = rule.says.clone() else { panic!("{:?}", rule.says) };
    let heir: BodyId = "ban-moi".parse().unwrap();
    let (from, successors) = (date(day(2021, 7, 1)), vec![heir.clone()]);
    let says = Kind::Abolished { bodies: vec![ended.clone()], successors: successors.clone() };
    policy.rules.push(Rule { id: "END".parse().unwrap(), from, says, ..rule });
    let no_more = Note::ActorAbolished { body: ended.clone(), on: from, successors };
    let stranger: BodyId = "ban-khac".parse().unwrap();
    for (through, routed) in [(ended, true), (heir, true), (stranger, false)] {
        year.member_reports[0].through = Some(through.clone());
        let found = audit(&policy, &scene.table(), &year, date(day(2022, 1, 1))).unwrap();
        let report = found.findings.iter().find(|finding| finding.rule.as_str() == "MREP").unwrap();
        assert_eq!(report.verdict, Verdict::Met, "the way it took makes no report late");
        assert!(report.notes.contains(&no_more));
        let other = Note::OtherRoute { found: Some(through.clone()) };
        assert_eq!(report.notes.contains(&other), !routed, "{through}");
    }
}

#[test]
fn a_year_under_two_policies_lists_whose_verdict_changes() {
    let (mut strict, mut loose) = (quiet(2021), quiet(2021));
    for scene in [&mut strict, &mut loose] {
        scene.attendances.extend([visit(0, 0, day(2021, 3, 8)), visit(0, 0, day(2021, 6, 8))]);
    }
    strict.law.visits[0].min = 3;
    loose.law.organization_report = None;
    let changed =
        compare(&strict.policy(), &loose.policy(), &strict.table(), &strict.records(), date(strict.as_of)).unwrap();
    let told: Vec<(&str, Option<Verdict>, Option<Verdict>)> = changed
        .iter()
        .map(|one| (one.topic.as_str(), one.first.first().map(|s| s.verdict), one.second.first().map(|s| s.verdict)))
        .collect();
    let expected = [
        ("own-initiative", Some(Verdict::NeedsRuling), Some(Verdict::Met)),
        ("report organization", Some(Verdict::Violated), None),
        ("visits", Some(Verdict::Violated), Some(Verdict::Met)),
    ];
    assert_eq!(told, expected);
    for seed in 0..300 {
        let scene = Scene::random(seed);
        let same =
            compare(&scene.policy(), &scene.policy(), &scene.table(), &scene.records(), date(scene.as_of)).unwrap();
        assert!(same.is_empty(), "seed {seed}");
    }
}

/// Any numbers a policy may hold, and the ends of the calendar.
fn wild(scene: &mut Scene, draw: &mut Draw) -> Policy {
    let mut policy = scene.policy();
    let number = |draw: &mut Draw| [0, 1, 2, 3, 12, 365, 366][draw.below(7)];
    let days =
        [chrono::NaiveDate::MIN, chrono::NaiveDate::MAX, date(day(scene.year, 2, 28)), date(day(scene.year, 12, 31))];
    policy.readings.shift_window = [0, 15, u32::MAX][draw.below(3)];
    policy.readings.risk_days = [0, 30, u32::MAX][draw.below(3)];
    for rule in &mut policy.rules {
        match &mut rule.says {
            Kind::Visits { min, .. } => *min = number(draw),
            Kind::Registration { min, max } => (*min, *max) = (number(draw), u32::MAX),
            Kind::Notice { days } => *days = number(draw),
            Kind::Deadline { before, .. } => *before = days[draw.below(4)],
            Kind::VisitsFrom { day } => *day = days[draw.below(4)],
            Kind::Report { before, .. } => {
                *before = YearDay { month: 1 + draw.below(12) as u32, day: 1 + draw.below(28) as u32 }
            }
            _ => {}
        }
        if draw.chance(10) {
            rule.from = chrono::NaiveDate::MIN;
        }
        if draw.chance(10) {
            rule.until = Some(chrono::NaiveDate::MAX);
        }
    }
    policy
}

#[test]
fn a_policy_of_any_numbers_and_switches_never_panics() {
    for seed in 0..crate::same::asked().unwrap_or(20_000) / 5 {
        let mut scene = Scene::random(seed);
        let policy = wild(&mut scene, &mut Draw(seed ^ 0x517D));
        let mut year = scene.records();
        let as_of = [chrono::NaiveDate::MIN, date(scene.as_of), chrono::NaiveDate::MAX][(seed % 3) as usize];
        if seed % 7 == 0 {
            year.year = [-262_142, 262_141, 0, i32::MAX, i32::MIN][(seed % 5) as usize];
        }
        match audit(&policy, &scene.table(), &year, as_of) {
            Ok(_) | Err(AuditError::Policy(_)) => {}
            Err(AuditError::Records(defects)) => {
                assert!(
                    defects.iter().all(|defect| matches!(defect.fault, Fault::NoSuchYear { .. })),
                    "seed {seed}: {defects:?}"
                );
            }
            Err(other) => panic!("seed {seed}: {other}"),
        }
    }
}

#[test]
fn a_line_of_the_table_about_nobody_is_refused_by_its_number() {
    let scene = quiet(2021);
    let mut lines = scene.table();
    lines.push(Placement { member: "nobody".parse().unwrap(), organization: "nowhere".parse().unwrap() });
    let number = lines.len();
    let Err(AuditError::Records(defects)) = audit(&scene.policy(), &lines, &scene.records(), date(day(2022, 1, 1)))
    else {
        panic!("accepted")
    };
    let said: Vec<String> = defects.iter().map(ToString::to_string).collect();
    let expected = [("nobody", "members"), ("nowhere", "organizations")]
        .map(|(id, list)| format!("`{id}` is not in {list}: add it there, or correct the id (placements {number})"));
    assert_eq!(said, expected);
}

#[test]
fn a_year_that_no_calendar_has_is_refused() {
    let scene = quiet(2021);
    for year in [300_000, i32::MAX, i32::MIN] {
        let records = Year { year, ..scene.records() };
        let refused = audit(&scene.policy(), &scene.table(), &records, date(day(2022, 1, 1)));
        let fault = Fault::NoSuchYear { year };
        assert_eq!(refused, Err(AuditError::Records(vec![RecordDefect { spot: Spot::Year, fault }])));
    }
}

#[test]
fn records_that_are_no_question_are_refused_all_at_once() {
    let mut year = quiet(2021).records();
    let (table, policy) = (quiet(2021).table(), quiet(2021).policy());
    let stranger = || "nobody".parse::<MemberId>().unwrap();
    year.rulings.push(Ruling {
        on: date(day(2021, 1, 1)),
        member: stranger(),
        organization: "nowhere".parse().unwrap(),
        visit: date(day(2021, 1, 1)),
        counts: true,
        entered: None,
    });
    year.member_reports.push(MemberReport {
        on: date(day(2021, 12, 1)),
        member: year.roster.members[0].id.clone(),
        through: None,
        written: true,
        claims: vec![ClaimedVisit { organization: year.roster.organizations[0].id.clone(), on: None, times: 367 }],
        entered: None,
    });
    year.roster.members.push(year.roster.members[0].clone());
    let (one, other) = (year.roster.organizations[0].id.clone(), year.roster.organizations[1].id.clone());
    for (organization, successor) in [(one.clone(), other.clone()), (other, one)] {
        year.successions.push(Succession { on: date(day(2021, 1, 1)), organization, successor, entered: None });
    }
    let Err(AuditError::Records(defects)) = audit(&policy, &table, &year, date(day(2022, 1, 1))) else {
        panic!("accepted")
    };
    let said: Vec<String> = defects.iter().map(ToString::to_string).collect();
    let expected = [
        "366 (member_reports 1)",
        "`nobody` is not in members: add it there, or correct the id (rulings 1)",
        "`nowhere` is not in organizations: add it there, or correct the id (rulings 1)",
        "id `m0` stands twice in members (members 2)",
        "`o0` leads back to itself through successions or parents (year)",
    ];
    assert_eq!(said.len(), expected.len(), "{said:#?}");
    for (found, expected) in said.iter().zip(expected) {
        assert!(found.ends_with(expected), "{found}");
    }
}

#[test]
fn findings_of_a_quiet_year_are_those_of_the_plan() {
    let found = judge(&quiet(2021));
    assert!(found.has_violations());
    assert!(
        found.readings.iter().any(|reading| *reading == ("before", "strict".to_owned())),
        "the readings stand in the report"
    );
    assert_eq!(found.readings.len(), Readings::default().entries().len());
}
