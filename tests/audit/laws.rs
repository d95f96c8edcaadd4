//! Laws of the audit: what more evidence, looser rules, another order and a later day may and may not do.

use crate::days::{Day, date, day};
use crate::same::key;
use crate::scene::{Draw, Report, Scene, Told};
use phancong::compliance::*;
use phancong::*;
use std::collections::BTreeMap;

/// Years drawn for each law: a twentieth of the years drawn for the comparison, when their number is given.
fn years() -> u64 {
    crate::same::asked().map_or(1_500, |cases| (cases / 20).max(1_500))
}

fn judged(scene: &Scene) -> Findings {
    audit(&scene.policy(), &scene.table(), &scene.records(), date(scene.as_of)).unwrap()
}

type States = BTreeMap<String, (Verdict, Option<Count>, Party)>;

fn states(scene: &Scene, findings: &Findings) -> States {
    let entry = |finding: &Finding| (key(scene, finding), (finding.verdict, finding.count, finding.about.clone()));
    findings.findings.iter().map(entry).collect()
}

/// No duty that stands in both stands worse in the second; a duty that does not bind is neither better nor worse.
#[track_caller]
fn never_worse(before: &States, after: &States, keep: impl Fn(&Party) -> bool, why: &str) {
    for (key, (was, _, about)) in before.iter().filter(|entry| keep(&entry.1.2)) {
        let Some((is, ..)) = after.get(key) else { continue };
        if let (Some(old), Some(new)) = (was.state(), is.state()) {
            assert!(old <= new, "{why}: {key} of {about:?} was {was:?} and is {is:?}");
        }
    }
}

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

/// One member of body 0 placed at organization 0 of one area, under the plan's numbers, with nothing on record.
pub fn quiet(year: i32) -> Scene {
    let mut scene = (0..).map(Scene::random).find(|scene| scene.members.len() == 1).unwrap();
    let base = Scene { year, as_of: day(year + 1, 1, 1), ..scene.clone() };
    scene = base;
    let law = &mut scene.law;
    law.visits =
        vec![crate::scene::VisitRule { id: "V".into(), from: day(year - 2, 1, 1), until: None, min: 2, body: None }];
    law.registration = Some((2, 3));
    (law.own, law.locality, law.picks, law.places) = (true, true, Some(1), Some(1));
    law.registrations_by = None;
    law.picks_by = Some(day(year - 1, 11, 30));
    law.table_by = Some(day(year - 1, 12, 15));
    law.visits_from = Some(day(year, 1, 1));
    law.notice = Some(10);
    law.member_report = Some(crate::scene::ReportRule { month: 12, day: 5, written: false });
    law.organization_report = Some(crate::scene::ReportRule { month: 12, day: 15, written: true });
    (law.initiative, law.lower, law.announcement, law.change, law.abolished) = (true, true, true, true, None);
    law.readings = Readings::default();
    scene.areas = vec![None, None, None];
    scene.organizations = vec![(0, None), (0, None), (0, Some(0)), (1, None)];
    scene.members = vec![crate::scene::MemberFact { body: 0, own: None, scope: vec![] }];
    scene.placements = vec![(0, 0)];
    scene.registrations = vec![(0, 0, Some(day(year - 1, 11, 20))), (0, 1, Some(day(year - 1, 11, 20)))];
    scene.committees.clear();
    scene.holidays.clear();
    scene.waivers.clear();
    scene.designations.clear();
    scene.notices.clear();
    scene.meetings.clear();
    scene.attendances.clear();
    scene.member_reports.clear();
    scene.organization_reports.clear();
    scene.deliveries.clear();
    scene.picks.clear();
    scene.moves.clear();
    scene.announcements.clear();
    scene.services.clear();
    scene.successions.clear();
    scene.rulings.clear();
    scene.lower_plans.clear();
    scene.reasons.clear();
    scene
}

pub fn visit(member: usize, organization: usize, on: Day) -> crate::scene::AttendanceFact {
    crate::scene::AttendanceFact { member, organization, on, regular: None, entered: None }
}

pub fn of_member<'a>(findings: &'a Findings, rule: &str) -> &'a Finding {
    findings.findings.iter().find(|f| f.rule.as_str() == rule && matches!(f.about, Party::Member(_))).unwrap()
}

pub fn judge(scene: &Scene) -> Findings {
    judged(scene)
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

/// A member's and an organization's report of the same day, telling of visits on these days.
fn reports(scene: &mut Scene, claimed: &[Day], received: &[Day]) {
    let on = day(scene.year, 12, 4);
    let told =
        |days: &[Day]| days.iter().map(|&on| Told { member: 0, organization: 0, on: Some(on), times: 1 }).collect();
    scene.member_reports = vec![Report { sender: 0, on, written: true, told: told(claimed) }];
    scene.organization_reports = vec![Report { sender: 0, on, written: true, told: told(received) }];
}

fn differences(findings: &Findings) -> Vec<(Agreement, Option<chrono::NaiveDate>, Option<chrono::NaiveDate>)> {
    let on = |told: Option<(Record, Option<chrono::NaiveDate>)>| told.and_then(|told| told.1);
    let differing = findings.visits.iter().filter(|visit| visit.differs());
    let mut all: Vec<_> = differing.map(|visit| (visit.agreement, on(visit.claimed), on(visit.received))).collect();
    all.sort();
    all
}

fn mirrored(agreement: Agreement) -> Agreement {
    match agreement {
        Agreement::OnlyMember => Agreement::OnlyOrganization,
        Agreement::OnlyOrganization => Agreement::OnlyMember,
        other => other,
    }
}

#[test]
fn c14_two_reports_swapped_mirror_their_differences() {
    for seed in 0..years() {
        let draw = &mut Draw(seed);
        let some = |draw: &mut Draw| -> Vec<Day> {
            (0..draw.below(5)).map(|_| day(2021, 2, 1) + draw.below(60) as Day).collect()
        };
        let (one, other) = (some(draw), some(draw));
        let mut scene = quiet(2021);
        reports(&mut scene, &one, &other);
        let there = differences(&judged(&scene));
        reports(&mut scene, &other, &one);
        let mut back: Vec<_> =
            differences(&judged(&scene)).into_iter().map(|(agreement, a, b)| (mirrored(agreement), b, a)).collect();
        back.sort();
        assert_eq!(there, back, "seed {seed}");
        reports(&mut scene, &one, &one);
        assert_eq!(differences(&judged(&scene)), [], "seed {seed}");
    }
    let mut scene = quiet(2021);
    reports(&mut scene, &[day(2021, 3, 8), day(2021, 9, 8)], &[day(2021, 3, 8)]);
    assert_eq!(differences(&judged(&scene)), [(Agreement::OnlyMember, Some(date(day(2021, 9, 8))), None)]);
}

#[test]
fn c15_no_report_is_not_a_report_of_no_visit() {
    let mut scene = quiet(2021);
    assert_eq!(of_member(&judged(&scene), "MREP").verdict, Verdict::Violated);
    scene.member_reports.push(Report { sender: 0, on: day(2021, 12, 4), written: true, told: vec![] });
    let findings = judged(&scene);
    let report = of_member(&findings, "MREP");
    assert_eq!(report.verdict, Verdict::Met);
    assert!(report.notes.contains(&Note::ReportOfNone));
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

type Loosening = (&'static str, fn(&mut Scene) -> Option<()>);

/// Every field of a policy that can be loosened, each by itself.
fn loosenings() -> Vec<Loosening> {
    fn later(day: &mut Option<Day>) -> Option<()> {
        *day.as_mut()? += 9;
        Some(())
    }
    vec![
        ("minimum of visits", |s| s.law.visits.iter_mut().map(|rule| rule.min = rule.min.saturating_sub(1)).last()),
        ("minimum of registrations", |s| s.law.registration.as_mut().map(|range| range.0 = range.0.saturating_sub(1))),
        ("maximum of registrations", |s| s.law.registration.as_mut().map(|range| range.1 += 1)),
        ("deadline of registrations", |s| later(&mut s.law.registrations_by)),
        ("deadline of picks", |s| later(&mut s.law.picks_by)),
        ("deadline of the table", |s| later(&mut s.law.table_by)),
        ("first day of visits", |s| s.law.visits_from.as_mut().map(|from| *from -= 9)),
        ("days of notice", |s| s.law.notice.as_mut().map(|days| *days = days.saturating_sub(1))),
        ("member's report", |s| s.law.member_report.as_mut().filter(|r| r.day < 28).map(|report| report.day += 1)),
        ("organization's report", |s| s.law.organization_report.as_mut().filter(|r| r.day < 28).map(|r| r.day += 1)),
        ("member's report in writing", |s| s.law.member_report.as_mut().map(|report| report.written = false)),
        ("organization's report in writing", |s| {
            s.law.organization_report.as_mut().map(|report| report.written = false)
        }),
        ("before", |s| Some(s.law.readings.before = BeforeDay::Inclusive)),
        ("roll", |s| Some(s.law.readings.roll = RollDay::NextWorkingDay)),
        ("notice", |s| Some(s.law.readings.notice = NoticeDays::Calendar)),
        ("registered", |s| Some(s.law.readings.registered_not_assigned = Counted::Yes)),
        ("sub-cells", |s| Some(s.law.readings.sub_cell_meetings = Counted::Yes)),
        ("registration deadline", |s| Some(s.law.readings.registration_deadline = Counted::No)),
        ("own", |s| Some(s.law.readings.own = OwnExtent::Below)),
        ("total", |s| Some(s.law.readings.visits = VisitsCount::Total)),
        ("distinct", |s| Some(s.law.readings.distinct = DistinctPlaces::NotRequired)),
        ("locality", |s| {
            s.law.readings.locality = match s.law.readings.locality {
                LocalityReading::Hard => LocalityReading::Principle,
                _ => LocalityReading::Off,
            };
            Some(())
        }),
        ("extent", |s| Some(s.law.readings.locality_extent = LocalityExtent::One)),
        ("window", |s| Some(s.law.readings.quota_window = QuotaWindow::Year)),
        ("picked", |s| Some(s.law.readings.picked_visits = Counted::No)),
        ("part-year report", |s| Some(s.law.readings.part_year_report = Counted::No)),
        ("part year", |s| {
            let full = s.law.readings.part_year == PartYear::Full;
            s.law.readings.part_year = if full { PartYear::Prorate } else { PartYear::Exempt };
            Some(())
        }),
        ("part year to a ruling", |s| {
            (s.law.readings.part_year == PartYear::Full).then(|| s.law.readings.part_year = PartYear::NeedsRuling)
        }),
        ("known", |s| Some(s.law.readings.known = Known::Event)),
        ("risk", |s| Some(s.law.readings.risk_days = 0)),
    ]
}

#[test]
fn c11_and_c18_loosening_any_one_field_never_makes_a_verdict_worse() {
    for (name, loosen) in loosenings() {
        for seed in 0..years() {
            let scene = Scene::random(seed);
            let mut loose = scene.clone();
            if loosen(&mut loose).is_none() {
                continue;
            }
            // A deadline that leaves its season binds another year: that is another rule, not a looser one.
            let season = day(scene.year - 1, 1, 1);
            let left = |by: Option<Day>| by.is_some_and(|by| by < season);
            if [scene.law.registrations_by, scene.law.picks_by, scene.law.table_by].into_iter().any(left) {
                continue;
            }
            // Where several rules of visits follow each other, an earlier first day lets one bind that did not: a new duty.
            if name == "first day of visits" && scene.law.visits.len() > 1 {
                continue;
            }
            let member = |party: &Party| name != "known" || matches!(party, Party::Member(_));
            never_worse(
                &states(&scene, &judged(&scene)),
                &states(&loose, &judged(&loose)),
                member,
                &format!("{name}, seed {seed}"),
            );
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
