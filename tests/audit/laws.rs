//! Laws of the audit: what more evidence, looser rules, another order and a later day may and may not do.

use crate::days::{Day, date, day};
use crate::quiet::{judged, never_worse, of_member, quiet, states, visit, years};
use crate::scene::{Draw, Scene};
use phancong::compliance::*;
use phancong::*;
use std::collections::BTreeMap;

fn with_attendance(scene: &Scene, draw: &mut Draw) -> Scene {
    let mut more = scene.clone();
    let near =
        scene.attendances.iter().map(|a| a.on).chain([scene.as_of, day(scene.year, 12, 4), day(scene.year, 5, 19)]);
    let near: Vec<Day> = near.collect();
    more.attendances.push(crate::scene::AttendanceFact {
        member: draw.below(scene.members.len()),
        organization: draw.below(scene.organizations.len()),
        on: near[draw.below(near.len())] + draw.below(9) as Day - 4,
        regular: Some(draw.chance(50)),
        entered: None,
    });
    more
}

#[test]
fn c1_and_c2_an_attendance_more_never_lowers_a_state_or_a_count() {
    let is_member = |party: &Party| matches!(party, Party::Member(_));
    for seed in 0..years() * 4 {
        let scene = Scene::random(seed);
        let more = with_attendance(&scene, &mut Draw(seed ^ 0xA77E));
        let (before, after) = (states(&scene, &judged(&scene)), states(&more, &judged(&more)));
        never_worse(&before, &after, is_member, &format!("seed {seed}"));
        for (key, (_, count, _)) in before {
            if let (Some(was), Some(is)) = (count, after.get(&key).and_then(|after| after.1)) {
                assert!(was.low <= is.low && was.high <= is.high, "seed {seed}, {key}: {was:?} then {is:?}");
            }
        }
    }
}

/// Doubles every list of records.
fn doubled(mut year: Year) -> Year {
    macro_rules! twice {
        ($($list:ident),+) => { $(year.$list.extend(year.$list.clone());)+ };
    }
    twice!(
        notices,
        meetings,
        attendances,
        member_reports,
        organization_reports,
        deliveries,
        picks,
        moves,
        announcements
    );
    twice!(services, successions, rulings, lower_plans, reasons);
    year.roster.registrations.extend(year.roster.registrations.clone());
    year
}

fn reversed(mut year: Year) -> Year {
    macro_rules! back {
        ($($list:ident),+) => { $(year.$list.reverse();)+ };
    }
    back!(
        notices,
        meetings,
        attendances,
        member_reports,
        organization_reports,
        deliveries,
        picks,
        moves,
        announcements
    );
    back!(services, successions, rulings, lower_plans, reasons, committees, holidays);
    let roster = &mut year.roster;
    roster.registrations.reverse();
    roster.members.reverse();
    roster.organizations.reverse();
    roster.areas.reverse();
    year
}

/// What an audit says, without the places of records in their lists.
fn said(findings: &Findings) -> Vec<String> {
    let tell = |finding: &Finding| {
        let Finding { rule, about, toward, verdict, other_reading, count, days, .. } = finding;
        format!("{rule} {about:?} {toward:?} {verdict:?} {other_reading:?} {count:?} {days:?}")
    };
    findings.findings.iter().map(tell).collect()
}

#[test]
fn c3_exact_duplicates_are_counted_once_and_listed() {
    for seed in 0..years() {
        let scene = Scene::random(seed);
        let year = scene.records();
        let single = judged(&scene);
        let double = audit(&scene.policy(), &scene.table(), &doubled(year.clone()), date(scene.as_of)).unwrap();
        assert_eq!(said(&single), said(&double), "seed {seed}");
        let seen = |findings: &Findings| all_records(&year).len() - findings.ahead.len();
        assert_eq!(double.duplicates.len(), seen(&single) + single.duplicates.len(), "seed {seed}");
    }
}

#[test]
fn c3_near_duplicates_are_flagged_and_never_merged() {
    let mut scene = quiet(2021);
    scene.attendances.extend([visit(0, 0, day(2021, 3, 8)), visit(0, 0, day(2021, 3, 8))]);
    scene.attendances[1].regular = Some(false);
    let findings = judged(&scene);
    assert_eq!(findings.near_duplicates.len(), 1);
    assert!(findings.duplicates.is_empty());
    assert_eq!(of_member(&findings, "V").count.unwrap().low, 1);
}

#[test]
fn c4_and_c19_the_order_of_records_and_of_lists_does_not_matter() {
    for seed in 0..years() {
        let scene = Scene::random(seed);
        let turned = audit(&scene.policy(), &scene.table(), &reversed(scene.records()), date(scene.as_of)).unwrap();
        assert_eq!(said(&judged(&scene)), said(&turned), "seed {seed}");
    }
}

#[test]
fn c19_registers_kept_apart_and_joined_are_the_whole() {
    for seed in 0..years() / 3 {
        let scene = Scene::random(seed);
        let whole = scene.records();
        let (spring, autumn): (Vec<_>, Vec<_>) = all_records(&whole)
            .into_iter()
            .partition(|&one| whole.day_of(one).is_some_and(|on| on < date(day(scene.year, 7, 1))));
        let (mut joined, later) = (whole.only(&spring), whole.only(&autumn));
        macro_rules! join {
            ($($list:ident),+) => { $(joined.$list.extend(later.$list.clone());)+ };
        }
        join!(
            notices,
            meetings,
            attendances,
            member_reports,
            organization_reports,
            deliveries,
            picks,
            moves,
            announcements
        );
        join!(services, successions, rulings, lower_plans, reasons);
        joined.roster.registrations.extend(later.roster.registrations.clone());
        let found = audit(&scene.policy(), &scene.table(), &joined, date(scene.as_of)).unwrap();
        assert_eq!(said(&judged(&scene)), said(&found), "seed {seed}");
    }
}

fn all_records(year: &Year) -> Vec<Record> {
    let mut records = Vec::new();
    for register in Register::ALL {
        let length = match register {
            Register::Registrations => year.roster.registrations.len(),
            Register::Notices => year.notices.len(),
            Register::Meetings => year.meetings.len(),
            Register::Attendances => year.attendances.len(),
            Register::MemberReports => year.member_reports.len(),
            Register::OrganizationReports => year.organization_reports.len(),
            Register::Deliveries => year.deliveries.len(),
            Register::Picks => year.picks.len(),
            Register::Moves => year.moves.len(),
            Register::Announcements => year.announcements.len(),
            Register::Services => year.services.len(),
            Register::Successions => year.successions.len(),
            Register::Rulings => year.rulings.len(),
            Register::LowerPlans => year.lower_plans.len(),
            Register::Reasons => year.reasons.len(),
        };
        records.extend((1..=length).map(|number| Record { register, number }));
    }
    records
}

fn visible(scene: &Scene, year: &Year) -> Vec<Record> {
    let ahead = judged(scene).ahead;
    all_records(year).into_iter().filter(|record| !ahead.contains(record)).collect()
}

#[test]
fn c5_a_later_day_with_the_same_records_undoes_nothing() {
    for seed in 0..years() * 2 {
        let scene = Scene::random(seed);
        let year = scene.records();
        let mut seen = year.only(&visible(&scene, &year));
        // A change's papers are days within a record: those not seen yet are taken away too.
        for change in &mut seen.moves {
            let known = |paper: Option<chrono::NaiveDate>| paper.filter(|&on| on <= date(scene.as_of));
            (change.requested, change.decided) = (known(change.requested), known(change.decided));
        }
        let at = |as_of: Day| {
            let findings = audit(&scene.policy(), &scene.table(), &seen, date(as_of)).unwrap();
            let line = |f: &Finding| {
                let unplaced = f.notes.iter().any(|note| matches!(note, Note::Places { .. }));
                (
                    format!("{} {:?} {:?} {:?} {unplaced}", f.rule, f.about, f.toward, f.day_of(DayOf::Meeting)),
                    f.verdict,
                )
            };
            findings.findings.iter().filter(|f| f.rule.as_str() != "CHANGE").map(line).collect::<BTreeMap<_, _>>()
        };
        let now = at(scene.as_of);
        let later = at(scene.as_of + 1 + Draw(seed ^ 0xC5).below(400) as Day);
        for (key, verdict) in now {
            let Some(then) = later.get(&key).and_then(|then| then.state()) else { continue };
            if let Some(state @ (State::Met | State::Missed)) = verdict.state() {
                assert_eq!(state, then, "seed {seed}, {key}: {verdict:?}");
            }
        }
    }
}

#[test]
fn c6_and_c7_nothing_after_the_day_counts_and_all_of_it_is_listed() {
    for seed in 0..years() {
        let scene = Scene::random(seed);
        let year = scene.records();
        let whole = judged(&scene);
        let seen = year.only(&visible(&scene, &year));
        let part = audit(&scene.policy(), &scene.table(), &seen, date(scene.as_of)).unwrap();
        assert_eq!(said(&whole), said(&part), "seed {seed}");
        assert!(part.ahead.is_empty());
        for record in &whole.ahead {
            let entered = |on: Option<chrono::NaiveDate>| on.is_some_and(|on| on > date(scene.as_of));
            let late = record.register == Register::Attendances && entered(year.attendances[record.number - 1].entered);
            assert!(late || entered(year.day_of(*record)), "seed {seed}: {record}");
        }
    }
}

#[test]
fn c8_a_year_has_the_days_of_that_year() {
    let mut scene = quiet(2021);
    scene.as_of = day(2022, 1, 31);
    scene.attendances.extend([visit(0, 0, day(2020, 12, 31)), visit(0, 0, day(2022, 1, 1))]);
    assert_eq!(of_member(&judged(&scene), "V").count.unwrap().high, 0);
    scene.attendances.extend([visit(0, 0, day(2021, 1, 1)), visit(0, 0, day(2021, 12, 31))]);
    assert_eq!(of_member(&judged(&scene), "V").verdict, Verdict::Met);
}

#[test]
fn c9_the_threshold() {
    for (visits, expected) in [(0, Verdict::Violated), (1, Verdict::Violated), (2, Verdict::Met), (3, Verdict::Met)] {
        let mut scene = quiet(2021);
        scene.attendances.extend((0..visits).map(|month| visit(0, 0, day(2021, 3 + month, 8))));
        assert_eq!(of_member(&judged(&scene), "V").verdict, expected, "{visits} visits");
    }
    for seed in 0..years() {
        let mut scene = Scene::random(seed);
        scene.law.visits.retain(|rule| rule.id == "V");
        let Some(rule) = scene.law.visits.first_mut() else { continue };
        rule.min = 0;
        for finding in judged(&scene).findings.iter().filter(|finding| finding.rule.as_str() == "V") {
            assert!(
                matches!(finding.verdict, Verdict::Met | Verdict::NotApplicable),
                "seed {seed}: {:?}",
                finding.verdict
            );
        }
    }
}

#[test]
fn c12_what_others_did_does_not_matter() {
    for seed in 0..years() {
        let scene = Scene::random(seed);
        let mut alone = scene.clone();
        alone.attendances.retain(|found| found.member == 0);
        alone.registrations.retain(|found| found.0 == 0);
        alone.moves.retain(|found| found.member == 0);
        alone.rulings.retain(|found| found.member == 0);
        alone.services.retain(|found| found.0 == 0);
        alone.member_reports.retain(|report| report.sender == 0);
        for report in &mut alone.organization_reports {
            report.told.retain(|told| told.member == 0);
        }
        let mine = |findings: &Findings| -> Vec<String> {
            let me = Party::Member(crate::build::member(0));
            let keep = |f: &&Finding| f.about == me;
            findings
                .findings
                .iter()
                .filter(keep)
                .map(|f| format!("{} {:?} {:?} {:?}", f.rule, f.verdict, f.count, f.days))
                .collect()
        };
        assert_eq!(mine(&judged(&scene)), mine(&judged(&alone)), "seed {seed}");
    }
}

#[test]
fn c13_totals_agree_by_member_by_organization_and_in_all() {
    for seed in 0..years() {
        let scene = Scene::random(seed);
        let findings = judged(&scene);
        let year = scene.records();
        let sum = |visits: &[&Visit]| {
            let count = |keep: fn(&Visit) -> bool| visits.iter().filter(|visit| keep(visit)).count() as u32;
            (count(|visit| visit.certain), count(|visit| visit.possible))
        };
        let add = |a: (u32, u32), b: (u32, u32)| (a.0 + b.0, a.1 + b.1);
        let members = year.roster.members.iter().map(|member| sum(&findings.member_sheet(&member.id).visits));
        let organizations = year.roster.organizations.iter();
        let organizations =
            organizations.map(|organization| sum(&findings.organization_sheet(&organization.id).visits));
        let total = findings.consolidated().visits;
        assert_eq!(members.fold((0, 0), add), total, "seed {seed}");
        assert_eq!(organizations.fold((0, 0), add), total, "seed {seed}");
        if scene.law.visits.len() == 1 && scene.law.readings.distinct == DistinctPlaces::NotRequired {
            let counted = findings.findings.iter().filter(|f| f.rule.as_str().starts_with('V')).filter_map(|f| f.count);
            assert_eq!(counted.fold((0, 0), |all, count| add(all, (count.low, count.high))), total, "seed {seed}");
        }
    }
}

#[test]
fn c16_a_part_year_is_never_missed_where_the_reading_leaves_it_open() {
    for seed in 0..years() {
        let mut scene = Scene::random(seed);
        scene.services.push((0, Turn::Entered, day(scene.year, 6, 15)));
        scene.as_of = day(scene.year + 1, 2, 1);
        scene.law.readings.part_year = [PartYear::NeedsRuling, PartYear::Exempt][(seed % 2) as usize];
        let me = Party::Member(crate::build::member(0));
        for finding in judged(&scene).findings.iter().filter(|f| f.about == me && f.rule.as_str().starts_with('V')) {
            if !finding.notes.iter().any(|note| matches!(note, Note::PartYear { .. })) {
                continue;
            }
            assert_ne!(finding.verdict.state(), Some(State::Missed), "seed {seed}");
        }
    }
}

#[test]
fn c17_each_finding_follows_from_the_records_it_lists() {
    for seed in 0..years() / 3 {
        let scene = Scene::random(seed);
        let year = scene.records();
        let policy = scene.policy();
        for finding in &judged(&scene).findings {
            let again = audit(&policy, &scene.table(), &year.only(&finding.records), date(scene.as_of)).unwrap();
            let same = |other: &&Finding| {
                let head = |f: &Finding| (f.rule.clone(), f.about.clone(), f.toward.clone(), f.days.clone());
                head(other) == head(finding) && other.verdict == finding.verdict && other.count == finding.count
            };
            assert!(again.findings.iter().any(|other| same(&other)), "seed {seed}: {finding:#?}");
        }
    }
}

#[test]
fn c20_a_visit_on_29_02_counts() {
    let mut scene = quiet(2024);
    scene.attendances.extend([visit(0, 0, day(2024, 2, 29)), visit(0, 0, day(2024, 3, 1))]);
    assert_eq!(of_member(&judged(&scene), "V").verdict, Verdict::Met);
    assert_eq!(chrono::NaiveDate::from_ymd_opt(2023, 2, 29), None);
}

#[test]
fn the_random_years_have_every_verdict_and_every_agreement() {
    let mut verdicts: BTreeMap<&str, u32> = BTreeMap::new();
    let mut agreements: BTreeMap<Agreement, u32> = BTreeMap::new();
    for seed in 0..years() * 2 {
        let findings = judged(&Scene::random(seed));
        findings.findings.iter().for_each(|finding| *verdicts.entry(finding.verdict.key()).or_default() += 1);
        findings.visits.iter().for_each(|visit| *agreements.entry(visit.agreement).or_default() += 1);
    }
    assert_eq!(verdicts.len(), Verdict::ALL.len(), "{verdicts:?}");
    assert!(verdicts.values().all(|&times| times >= 20), "{verdicts:?}");
    assert_eq!(agreements.len(), 11, "{agreements:?}");
}
