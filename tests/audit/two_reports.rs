//! C14 and C15: the member's report and the organization's.

use crate::days::{Day, date, day};
use crate::quiet::{judged, of_member, quiet, years};
use crate::scene::{Draw, Report, Scene, Told};
use phancong::Verdict;
use phancong::compliance::*;

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
