//! The smaller questions, decided: one case each, under the names they have in the notes on the rules.

use crate::days::{Day, date, day};
use crate::quiet::{judge, of_member, quiet, visit};
use crate::scene::{MoveFact, Report, RulingFact, Scene, Told};
use Verdict::{Disputed, Met, MissingEvidence, NeedsRuling, NotApplicable, NotYetDue, Violated};
use phancong::compliance::*;
use phancong::*;

pub fn told(organization: usize, on: Day) -> Told {
    Told { member: 0, organization, on: Some(on), times: 1 }
}

pub fn member_report(scene: &mut Scene, on: Day, told: Vec<Told>) {
    scene.member_reports.push(Report { sender: 0, on, written: true, told });
}

pub fn organization_report(scene: &mut Scene, on: Day, told: Vec<Told>) {
    scene.organization_reports.push(Report { sender: 0, on, written: true, told });
}

pub fn visits(scene: &Scene) -> (u32, u32, Verdict) {
    let findings = judge(scene);
    let finding = of_member(&findings, "V");
    let count = finding.count.unwrap();
    (count.low, count.high, finding.verdict)
}

pub fn agreements(scene: &Scene) -> Vec<Agreement> {
    judge(scene).visits.iter().map(|visit| visit.agreement).collect()
}

#[track_caller]
pub fn verdict(scene: &Scene, rule: &str) -> Verdict {
    judge(scene).findings.iter().find(|finding| finding.rule.as_str() == rule).unwrap().verdict
}

pub fn notes(scene: &Scene, rule: &str) -> Vec<Note> {
    let findings = judge(scene);
    findings
        .findings
        .into_iter()
        .filter(|finding| finding.rule.as_str() == rule)
        .flat_map(|finding| finding.notes)
        .collect()
}

pub const MARCH: fn() -> Day = || day(2021, 3, 8);
pub const JUNE: fn() -> Day = || day(2021, 6, 8);
pub const SENT: fn() -> Day = || day(2021, 12, 4);

#[test]
fn straddle() {
    let mut scene = quiet(2021);
    member_report(&mut scene, SENT(), vec![told(0, MARCH()), told(0, JUNE())]);
    organization_report(&mut scene, SENT(), vec![told(0, MARCH())]);
    assert_eq!(visits(&scene), (1, 2, Disputed));
    scene.law.visits[0].min = 1;
    assert_eq!(visits(&scene), (1, 2, Met), "both ends at or above");
    scene.law.visits[0].min = 3;
    assert_eq!(visits(&scene), (1, 2, Violated), "both ends below");
    assert_eq!(agreements(&scene), [Agreement::Matched, Agreement::OnlyMember], "listed in every case");
}

#[test]
fn whose_word_holds() {
    for (reading, expected) in [(Differing::Member, (2, 2, Met)), (Differing::Organization, (1, 1, Violated))] {
        let mut scene = quiet(2021);
        scene.law.readings.differing_reports = reading;
        member_report(&mut scene, SENT(), vec![told(0, MARCH()), told(0, JUNE())]);
        organization_report(&mut scene, SENT(), vec![told(0, MARCH())]);
        assert_eq!(visits(&scene), expected);
    }
}

#[test]
fn a_ruling_of_the_board_closes_it() {
    for (counts, expected) in [(true, (2, 2, Met)), (false, (1, 1, Violated))] {
        let mut scene = quiet(2021);
        member_report(&mut scene, SENT(), vec![told(0, MARCH()), told(0, JUNE())]);
        organization_report(&mut scene, SENT(), vec![told(0, MARCH())]);
        let ruling = RulingFact { member: 0, organization: 0, on: day(2021, 12, 20), visit: JUNE(), counts };
        scene.rulings.push(ruling);
        assert_eq!(visits(&scene), expected);
        scene.as_of = day(2021, 12, 19);
        assert_eq!(visits(&scene).2, Disputed, "not before it is made");
    }
}

#[test]
fn of_two_rulings_the_later_holds_and_of_two_on_one_day_the_one_that_counts() {
    let ruled = |first: (Day, bool), second: (Day, bool)| {
        let mut scene = quiet(2021);
        member_report(&mut scene, SENT(), vec![told(0, MARCH()), told(0, JUNE())]);
        organization_report(&mut scene, SENT(), vec![told(0, MARCH())]);
        for (on, counts) in [first, second] {
            scene.rulings.push(RulingFact { member: 0, organization: 0, on, visit: JUNE(), counts });
        }
        visits(&scene)
    };
    let (earlier, later) = (day(2021, 12, 20), day(2021, 12, 21));
    for (first, second) in [((earlier, false), (later, true)), ((earlier, false), (earlier, true))] {
        assert_eq!(ruled(first, second), (2, 2, Met));
        assert_eq!(ruled(second, first), (2, 2, Met), "in whatever order they stand");
    }
    assert_eq!(ruled((earlier, true), (later, false)), (1, 1, Violated));
    assert_eq!(ruled((later, false), (earlier, true)), (1, 1, Violated));
}

#[test]
fn no_evidence() {
    let scene = quiet(2021);
    assert_eq!(visits(&scene), (0, 0, Violated));
    assert!(notes(&scene, "V").contains(&Note::NoRecordAtAll));
}

#[test]
fn register_against_report() {
    let mut scene = quiet(2021);
    scene.attendances.push(visit(0, 0, MARCH()));
    assert_eq!(visits(&scene), (1, 1, Violated));
    organization_report(&mut scene, SENT(), vec![]);
    assert_eq!(visits(&scene), (0, 1, Violated));
    assert_eq!(agreements(&scene), [Agreement::OnlyRegister]);
}

#[test]
fn member_alone() {
    let mut scene = quiet(2021);
    member_report(&mut scene, SENT(), vec![told(0, MARCH())]);
    assert_eq!(visits(&scene), (0, 1, Violated));
    assert_eq!(agreements(&scene), [Agreement::Awaited]);
    assert!(notes(&scene, "V").iter().any(|note| matches!(note, Note::NoReportOf { .. })));
}

#[test]
fn shifted() {
    for (apart, expected) in [(15, (1, 1, Violated)), (16, (0, 2, Disputed))] {
        let mut scene = quiet(2021);
        member_report(&mut scene, SENT(), vec![told(0, MARCH())]);
        organization_report(&mut scene, SENT(), vec![told(0, MARCH() + apart)]);
        assert_eq!(visits(&scene), expected, "{apart} days");
    }
    let mut scene = quiet(2021);
    member_report(&mut scene, SENT(), vec![told(0, MARCH())]);
    organization_report(&mut scene, SENT(), vec![told(1, MARCH())]);
    assert_eq!((visits(&scene), agreements(&scene)), ((1, 1, Violated), vec![Agreement::OtherPlace]));
}

#[test]
fn could_know() {
    let mut scene = quiet(2021);
    scene.attendances.extend([visit(0, 0, MARCH()), visit(0, 0, day(2021, 12, 10))]);
    member_report(&mut scene, SENT(), vec![told(0, MARCH())]);
    organization_report(&mut scene, SENT(), vec![told(0, MARCH())]);
    assert_eq!(visits(&scene), (2, 2, Met), "neither report could know of the visit after both");
    assert_eq!(agreements(&scene), [Agreement::Matched, Agreement::AfterCutOff]);
    assert!(notes(&scene, "V").iter().any(|note| matches!(note, Note::InNeitherReport { .. })));
}

#[test]
fn future_claim() {
    let mut scene = quiet(2021);
    member_report(&mut scene, SENT(), vec![told(0, day(2021, 12, 5))]);
    assert_eq!(visits(&scene), (0, 0, Violated));
    let after = |note: &Note| matches!(note, Note::NotCounted { why: NotCounted::AfterItsReport, .. });
    assert!(notes(&scene, "V").iter().any(after));
}

#[test]
fn several_reports() {
    let mut scene = quiet(2021);
    member_report(&mut scene, day(2021, 12, 20), vec![]);
    member_report(&mut scene, SENT(), vec![told(0, MARCH())]);
    assert_eq!(verdict(&scene, "MREP"), Met, "the first decides punctuality");
    assert_eq!(visits(&scene), (0, 0, Violated), "the last decides the claims");
}

#[test]
fn early_report() {
    let mut scene = quiet(2021);
    member_report(&mut scene, day(2020, 12, 31), vec![told(0, day(2020, 12, 30))]);
    assert_eq!(verdict(&scene, "MREP"), Violated);
    assert!(notes(&scene, "MREP").iter().any(|note| matches!(note, Note::EarlyReport { .. })));
}

#[test]
fn leaver_report() {
    for (reading, expected) in [(Counted::Yes, Violated), (Counted::No, NotApplicable)] {
        let mut scene = quiet(2021);
        scene.law.readings.part_year_report = reading;
        scene.services.push((0, Turn::Left, JUNE()));
        assert_eq!(verdict(&scene, "MREP"), expected);
    }
}

#[test]
fn unwritten() {
    let mut scene = quiet(2021);
    organization_report(&mut scene, SENT(), vec![]);
    scene.organization_reports[0].written = false;
    assert_eq!(verdict(&scene, "OREP"), Violated);
    scene.as_of = SENT();
    assert_eq!(verdict(&scene, "OREP"), NotYetDue, "it can still come in writing");
}

#[test]
fn route() {
    let mut scene = quiet(2021);
    member_report(&mut scene, SENT(), vec![]);
    let mut year = scene.records();
    year.member_reports[0].through = Some("van-phong".parse().unwrap());
    let findings = audit(&scene.policy(), &scene.table(), &year, date(scene.as_of)).unwrap();
    let finding = of_member(&findings, "MREP");
    assert_eq!(finding.verdict, Met);
    assert!(finding.notes.iter().any(|note| matches!(note, Note::OtherRoute { found: Some(_) })));
}

#[test]
fn part_year() {
    let readings = [
        (PartYear::NeedsRuling, 2, NeedsRuling),
        (PartYear::Prorate, 1, Met),
        (PartYear::Full, 2, Violated),
        (PartYear::Exempt, 0, NotApplicable),
    ];
    for (reading, need, expected) in readings {
        let mut scene = quiet(2021);
        scene.law.readings.part_year = reading;
        // July to December: six months of twelve, half of two visits.
        scene.services.push((0, Turn::Entered, day(2021, 7, 1)));
        scene.attendances.extend([visit(0, 0, MARCH()), visit(0, 0, day(2021, 9, 8))]);
        let findings = judge(&scene);
        let finding = of_member(&findings, "V");
        assert_eq!((finding.count.unwrap().need, finding.verdict), (need, expected), "{reading:?}");
        assert_eq!(finding.count.unwrap().low, 1, "outside-tenure: the visit of March does not count");
    }
    let mut scene = quiet(2021);
    scene.services.push((0, Turn::Entered, day(2021, 6, 30)));
    scene.law.readings.part_year = PartYear::Prorate;
    assert_eq!(of_member(&judge(&scene), "V").count.unwrap().need, 2, "a month begun is a month: 2 × 7/12, rounded up");
}

#[test]
fn tt_registered() {
    let mut scene = quiet(2021);
    scene.members[0].body = 1;
    scene.attendances.extend([visit(0, 1, MARCH()), visit(0, 0, JUNE())]);
    assert_eq!(visits(&scene), (1, 1, Violated));
    assert!(
        notes(&scene, "V").iter().any(|n| matches!(n, Note::NotCounted { why: NotCounted::RegisteredByPicked, .. }))
    );
    assert!(notes(&scene, "REG").iter().any(|n| matches!(n, Note::RegistrationOfPicked { .. })));
    scene.law.readings.picked_visits = Counted::No;
    assert_eq!(visits(&scene).2, NotApplicable);
}

#[test]
fn registered_not_assigned() {
    for (reading, low) in [(Counted::Yes, 1), (Counted::No, 0)] {
        let mut scene = quiet(2021);
        scene.law.readings.registered_not_assigned = reading;
        scene.attendances.push(visit(0, 1, MARCH()));
        let findings = judge(&scene);
        let count = of_member(&findings, "V").count.unwrap();
        assert_eq!((count.low, count.assigned), (low, 0));
    }
}

#[test]
fn before_registration() {
    let mut scene = quiet(2021);
    scene.registrations.push((0, 3, Some(day(2021, 4, 1))));
    scene.attendances.extend([visit(0, 3, MARCH()), visit(0, 3, JUNE())]);
    assert_eq!(visits(&scene).0, 1);
    scene.registrations[2].2 = Some(JUNE());
    assert_eq!(visits(&scene).0, 1, "on the day it is registered it counts");
    scene.registrations[2].2 = Some(JUNE() + 1);
    assert_eq!(visits(&scene).0, 0);
}

#[test]
fn changed_place() {
    let mut scene = quiet(2021);
    scene.registrations.clear();
    let papers = Some(day(2021, 4, 20));
    scene.moves.push(MoveFact {
        member: 0,
        on: day(2021, 5, 1),
        from: Some(0),
        to: Some(3),
        requested: papers,
        decided: papers,
    });
    scene.attendances.extend([
        visit(0, 0, MARCH()),
        visit(0, 3, MARCH() + 1),
        visit(0, 0, JUNE()),
        visit(0, 3, JUNE() + 1),
    ]);
    assert_eq!(visits(&scene), (2, 2, Met), "at the old place until the change, at the new one from it");
    assert_eq!(verdict(&scene, "CHANGE"), Met);
    scene.moves[0].requested = None;
    assert_eq!(verdict(&scene, "CHANGE"), MissingEvidence);
    scene.moves[0].decided = None;
    assert_eq!(verdict(&scene, "CHANGE"), Violated);
}

#[test]
fn same_day() {
    let mut scene = quiet(2021);
    // Organization 2 is a sub-cell of 0; 1 is another one.
    scene.attendances.extend([visit(0, 0, MARCH()), visit(0, 2, MARCH())]);
    assert_eq!(visits(&scene).0, 1, "the committee and its sub-cell");
    scene.attendances.push(visit(0, 1, MARCH()));
    assert_eq!(visits(&scene).0, 2, "two places");
    scene.law.readings.sub_cell_meetings = Counted::No;
    scene.attendances.remove(0);
    assert_eq!(visits(&scene).0, 1, "a sub-cell that does not count");
}

#[test]
fn total_each_and_distinct() {
    let mut scene = quiet(2021);
    scene.placements.push((0, 3));
    scene.attendances.extend([visit(0, 0, MARCH()), visit(0, 0, JUNE())]);
    assert_eq!(visits(&scene).2, Met, "two in all");
    scene.law.readings.visits = VisitsCount::Each;
    assert_eq!(visits(&scene).2, Violated, "none at the other place");
    scene.law.readings.visits = VisitsCount::Total;
    scene.law.readings.distinct = DistinctPlaces::Required;
    assert_eq!(visits(&scene), (1, 1, Violated), "one place counts once");
    scene.attendances.push(visit(0, 3, JUNE()));
    assert_eq!(visits(&scene), (2, 2, Met));
}
