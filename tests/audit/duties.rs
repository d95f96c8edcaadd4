//! The smaller questions about everything but visits, decided: one case each, under the names they have in the notes on the rules.

use crate::cases::{JUNE, MARCH, SENT, agreements, member_report, notes, organization_report, told, verdict, visits};
use crate::days::{date, day};
use crate::quiet::{judge, quiet, visit};
use crate::scene::{NoticeFact, Told};
use Verdict::{AtRisk, Disputed, Met, MissingEvidence, NeedsRuling, NotApplicable, NotYetDue, Violated};
use phancong::compliance::*;
use phancong::*;

#[test]
fn number_of_registrations() {
    let days = [Some(day(2020, 11, 20)); 4];
    for (count, expected) in [(1, Violated), (2, Met), (3, Met), (4, Violated)] {
        let mut scene = quiet(2021);
        scene.registrations = (0..count).map(|at| (0, at, days[at])).collect();
        assert_eq!(verdict(&scene, "REG"), expected, "{count} organizations");
    }
    let mut scene = quiet(2021);
    scene.registrations = (0..4).map(|at| (0, at, days[at])).collect();
    scene.as_of = day(2020, 11, 29);
    assert_eq!(verdict(&scene, "REG"), AtRisk, "too-many-early");
    scene.registrations.truncate(1);
    assert_eq!(verdict(&scene, "REG"), NotYetDue);
    scene.registrations.push((0, 0, Some(day(2020, 11, 21))));
    scene.as_of = day(2021, 1, 1);
    assert_eq!(verdict(&scene, "REG"), Violated, "registered-twice counts once");
    scene.waivers.push(0);
    assert_eq!(verdict(&scene, "REG"), Met, "the Board accepted it");
}

#[test]
fn registration_day() {
    let mut scene = quiet(2021);
    scene.registrations[1].2 = Some(day(2020, 12, 20));
    assert_eq!(verdict(&scene, "PICKBY"), Violated);
    scene.registrations.push((0, 3, Some(day(2020, 11, 29))));
    assert_eq!(verdict(&scene, "PICKBY"), Met, "the minimum was reached in time");
    scene.registrations[2].2 = None;
    assert_eq!(verdict(&scene, "PICKBY"), MissingEvidence, "a day is missing");
    scene.law.readings.registration_deadline = Counted::No;
    assert!(judge(&scene).findings.iter().all(|finding| finding.rule.as_str() != "PICKBY"));
}

#[test]
fn own_visit() {
    let mut scene = quiet(2021);
    scene.members[0].own = Some(3);
    scene.attendances.push(visit(0, 3, MARCH()));
    assert_eq!((visits(&scene).0, verdict(&scene, "OWN")), (0, Met), "not counted, noted");
    scene.registrations.push((0, 3, Some(day(2020, 11, 20))));
    assert_eq!(verdict(&scene, "OWN"), Violated, "a registration is not");
    scene.registrations.pop();
    scene.placements.push((0, 3));
    assert_eq!(verdict(&scene, "OWN"), Violated, "nor a place");
}

#[test]
fn own_extent() {
    // The member belongs to the sub-cell 2; 0 is the whole around it.
    for (reading, expected) in [(OwnExtent::Whole, Violated), (OwnExtent::Below, Met)] {
        let mut scene = quiet(2021);
        scene.members[0].own = Some(2);
        scene.law.readings.own = reading;
        assert_eq!(verdict(&scene, "OWN"), expected);
    }
}

#[test]
fn locality() {
    let mut scene = quiet(2021);
    scene.members[0].scope = vec![1];
    assert_eq!(verdict(&scene, "LOC"), NeedsRuling, "outside without a reason");
    scene.reasons.extend([(0, 0, MARCH()), (0, 1, MARCH())]);
    assert_eq!(verdict(&scene, "LOC"), Met, "with one");
    scene.law.readings.locality = LocalityReading::Hard;
    assert_eq!(verdict(&scene, "LOC"), Violated);
    scene.registrations.push((0, 3, Some(day(2020, 11, 20))));
    scene.law.readings.locality_extent = LocalityExtent::One;
    assert_eq!(verdict(&scene, "LOC"), Met, "one inside is enough");
    scene.law.readings.locality = LocalityReading::Off;
    assert_eq!(verdict(&scene, "LOC"), NotApplicable);
    scene.members[0].scope.clear();
    scene.law.readings.locality = LocalityReading::Principle;
    assert_eq!(verdict(&scene, "LOC"), NotApplicable, "in charge of nothing");
}

#[test]
fn plan_announcement_and_first_year_dates() {
    let mut scene = quiet(2021);
    scene.committees.push((2, None));
    assert_eq!(verdict(&scene, "LOWER"), MissingEvidence, "plan-missing");
    scene.lower_plans.push((0, MARCH()));
    assert_eq!(verdict(&scene, "LOWER"), Met);
    assert_eq!(verdict(&scene, "ANN"), Violated, "announcement-missing");
    scene.announcements.push(MARCH());
    assert_eq!(verdict(&scene, "ANN"), Met);
    let mut later = quiet(2023);
    later.law.table_by = Some(day(2020, 12, 15));
    assert_eq!(verdict(&later, "TABLE"), NotApplicable, "first-year-dates");
}

#[test]
fn unplaced() {
    let mut scene = quiet(2021);
    scene.placements.clear();
    assert_eq!(verdict(&scene, "TABLE"), NeedsRuling);
    assert!(notes(&scene, "TABLE").contains(&Note::Places { found: 0, asked: 1 }));
}

#[test]
fn unnoticed_moved_and_idle() {
    for (regular, expected) in [(Some(true), Violated), (Some(false), NotApplicable), (None, MissingEvidence)] {
        let mut scene = quiet(2021);
        scene.attendances.push(visit(0, 0, MARCH()));
        scene.attendances[0].regular = regular;
        assert_eq!((visits(&scene).0, verdict(&scene, "NOTICE")), (1, expected), "unnoticed-meeting");
    }
    let mut scene = quiet(2021);
    let notice = NoticeFact { organization: 0, on: MARCH() - 20, meeting: MARCH(), regular: true, moved_from: None };
    scene.notices.push(notice.clone());
    scene.notices.push(NoticeFact { on: MARCH() - 2, meeting: MARCH() + 5, moved_from: Some(MARCH()), ..notice });
    let meetings: Vec<_> = judge(&scene).findings.into_iter().filter(|f| f.rule.as_str() == "NOTICE").collect();
    assert_eq!(meetings.len(), 1, "moved-meeting: the new day is judged");
    assert_eq!((meetings[0].day_of(DayOf::Meeting), meetings[0].verdict), (Some(date(MARCH() + 5)), Violated));
    let of_1 = judge(&scene).findings.iter().any(|f| f.about == Party::Organization(crate::build::organization(1)));
    assert!(!of_1, "idle-organization owes nothing");
}

#[test]
fn dateless() {
    let mut scene = quiet(2021);
    organization_report(&mut scene, SENT(), vec![Told { member: 0, organization: 0, on: None, times: 2 }]);
    assert_eq!(visits(&scene), (0, 2, Disputed));
    member_report(&mut scene, SENT(), vec![told(0, MARCH()), told(0, JUNE())]);
    assert_eq!(
        (visits(&scene), agreements(&scene)),
        ((2, 2, Met), vec![Agreement::Dateless; 2]),
        "the other side's dates fill it"
    );
}

#[test]
fn as_of_day() {
    let mut scene = quiet(2021);
    scene.as_of = MARCH();
    scene.attendances.push(visit(0, 0, MARCH()));
    assert_eq!(visits(&scene).0, 1, "what is recorded on it counts");
    scene.as_of = MARCH() - 1;
    assert_eq!(visits(&scene).0, 0);
    assert_eq!(judge(&scene).ahead, [Record { register: Register::Attendances, number: 1 }]);
}

#[test]
fn entered_later() {
    for (reading, low, late) in [(Known::Event, 1, 1), (Known::Entry, 0, 0)] {
        let mut scene = quiet(2021);
        scene.law.readings.known = reading;
        scene.as_of = JUNE();
        scene.attendances.push(visit(0, 0, MARCH()));
        scene.attendances[0].entered = Some(JUNE() + 1);
        assert_eq!((visits(&scene).0, judge(&scene).entered_late.len()), (low, late));
    }
}

#[test]
fn mitigation_is_no_pass() {
    let mut scene = quiet(2021);
    assert_eq!((visits(&scene).2, verdict(&scene, "INIT")), (Violated, NeedsRuling), "the organization told nothing");
    scene.notices.push(NoticeFact {
        organization: 0,
        on: MARCH() - 10,
        meeting: MARCH(),
        regular: true,
        moved_from: None,
    });
    assert_eq!((visits(&scene).2, verdict(&scene, "INIT")), (Violated, MissingEvidence), "it told in time");
}

#[test]
fn report_window() {
    for (reading, expected) in [(QuotaWindow::Year, (2, 2, Met)), (QuotaWindow::Report, (1, 1, Violated))] {
        let mut scene = quiet(2021);
        scene.law.readings.quota_window = reading;
        scene.attendances.extend([visit(0, 0, MARCH()), visit(0, 0, day(2021, 12, 5))]);
        assert_eq!(visits(&scene), expected);
    }
}

#[test]
fn meetings_left() {
    let mut scene = quiet(2021);
    scene.as_of = day(2021, 9, 1);
    scene.attendances.push(visit(0, 0, MARCH()));
    assert_eq!(visits(&scene).2, Verdict::OnTrack, "no calendar says nothing");
    scene.meetings.push((0, day(2021, 1, 5), day(2021, 12, 4)));
    assert_eq!(visits(&scene).2, Verdict::OnTrack, "one left, one needed");
    scene.meetings[0].2 = day(2021, 12, 6);
    assert_eq!(visits(&scene).2, AtRisk, "one left that cannot stand in the report");
}

#[test]
fn merged_organizations() {
    let mut scene = quiet(2021);
    scene.registrations.clear();
    scene.successions.push((0, 3, day(2021, 5, 1)));
    scene.attendances.extend([
        visit(0, 0, MARCH()),
        visit(0, 3, MARCH() + 1),
        visit(0, 3, JUNE()),
        visit(0, 0, JUNE() + 20),
    ]);
    assert_eq!(visits(&scene), (3, 3, Met), "the new name from the merger on, the old one at any time");
}
