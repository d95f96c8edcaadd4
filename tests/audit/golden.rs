//! Golden tables: the days around each deadline, under both readings, on Sundays, on 29/02 and at the ends of years.

use crate::days::{Day, date, day};
use crate::quiet::{judge, of_member, quiet, visit};
use crate::scene::{NoticeFact, Report, Scene, To};
use Verdict::{Met, NotApplicable, NotYetDue, Violated};
use phancong::compliance::*;
use phancong::*;

#[track_caller]
fn finding(scene: &Scene, rule: &str) -> Finding {
    let findings = judge(scene).findings;
    let mut found = findings.into_iter().filter(|finding| finding.rule.as_str() == rule);
    let first = found.next().unwrap();
    assert_eq!(found.next(), None, "one finding of {rule}");
    first
}

/// A line: what is done on the day, the verdict under the strict reading, and under the inclusive one.
type Line = (Day, Verdict, Verdict);

/// Both readings of a deadline: taken as the policy's own, and shown beside the other.
#[track_caller]
fn table(rule: &str, lines: &[Line], put: impl Fn(&mut Scene, Day)) {
    for &(on, strict, inclusive) in lines {
        for (before, own, other) in [(BeforeDay::Strict, strict, inclusive), (BeforeDay::Inclusive, inclusive, strict)]
        {
            let mut scene = quiet(2021);
            scene.law.readings.before = before;
            put(&mut scene, on);
            let finding = finding(&scene, rule);
            assert_eq!(finding.verdict, own, "{rule} on {}, {before:?}", date(on));
            assert_eq!(finding.other_reading, (own != other).then_some(other), "{rule} on {}, beside", date(on));
        }
    }
}

#[test]
fn c10_members_report_before_05_12() {
    let put = |scene: &mut Scene, on| scene.member_reports.push(Report { sender: 0, on, written: false, told: vec![] });
    let lines = [
        (day(2021, 12, 3), Met, Met),
        (day(2021, 12, 4), Met, Met),
        (day(2021, 12, 5), Violated, Met),
        (day(2021, 12, 6), Violated, Violated),
    ];
    table("MREP", &lines, put);
}

#[test]
fn c10_organizations_report_before_15_12() {
    let put =
        |scene: &mut Scene, on| scene.organization_reports.push(Report { sender: 0, on, written: true, told: vec![] });
    let lines = [
        (day(2021, 12, 13), Met, Met),
        (day(2021, 12, 14), Met, Met),
        (day(2021, 12, 15), Violated, Met),
        (day(2021, 12, 16), Violated, Violated),
    ];
    table("OREP", &lines, put);
}

#[test]
fn registrations_before_30_11_by_inference() {
    let put = |scene: &mut Scene, on| scene.registrations = vec![(0, 0, Some(day(2020, 11, 20))), (0, 1, Some(on))];
    let lines = [
        (day(2020, 11, 28), Met, Met),
        (day(2020, 11, 29), Met, Met),
        (day(2020, 11, 30), Violated, Met),
        (day(2020, 12, 1), Violated, Violated),
    ];
    table("PICKBY", &lines, put);
}

#[test]
fn picks_before_30_11() {
    let put = |scene: &mut Scene, on| {
        scene.members[0].body = 1;
        scene.registrations.clear();
        scene.picks = vec![(0, 0, on)];
    };
    let lines =
        [(day(2020, 11, 29), Met, Met), (day(2020, 11, 30), Violated, Met), (day(2020, 12, 1), Violated, Violated)];
    table("PICKBY", &lines, put);
    let told_late: Vec<Line> = lines.iter().map(|line| (line.0, Met, Met)).collect();
    table("PICK", &told_late, put);
}

#[test]
fn the_table_before_15_12() {
    let lines = [
        (day(2020, 12, 13), Met, Met),
        (day(2020, 12, 14), Met, Met),
        (day(2020, 12, 15), Violated, Met),
        (day(2020, 12, 16), Violated, Violated),
    ];
    for (on, strict, inclusive) in lines {
        let mut scene = quiet(2021);
        scene.committees = vec![(2, Some(0))];
        scene.deliveries = vec![(To::Member(0), on), (To::Organization(0), on), (To::Committee(0), on)];
        let findings = judge(&scene).findings;
        let table: Vec<&Finding> = findings.iter().filter(|finding| finding.rule.as_str() == "TABLE").collect();
        assert_eq!(table.len(), 3, "to the member, the organization and the committee");
        for finding in table {
            assert_eq!((finding.verdict, finding.other_reading), (strict, (strict != inclusive).then_some(inclusive)));
        }
    }
}

#[test]
fn nothing_done_is_open_up_to_the_last_good_day_and_late_after_it() {
    let lines = [
        ("MREP", day(2021, 12, 4), day(2021, 12, 5)),
        ("OREP", day(2021, 12, 14), day(2021, 12, 15)),
        ("ANN", day(2021, 12, 31), day(2022, 1, 1)),
    ];
    for (rule, last, late) in lines {
        let mut scene = quiet(2021);
        scene.as_of = last;
        assert_eq!(finding(&scene, rule).verdict, NotYetDue, "{rule}");
        scene.as_of = late;
        assert_eq!(finding(&scene, rule).verdict, Violated, "{rule}");
    }
}

#[test]
fn a_deadline_on_a_sunday_moves_only_where_the_reading_moves_it() {
    // 05/12/2021 is a Sunday; the Monday after it a holiday in the last line.
    let lines: [(RollDay, BeforeDay, &[Day], Day); 5] = [
        (RollDay::None, BeforeDay::Strict, &[], day(2021, 12, 4)),
        (RollDay::None, BeforeDay::Inclusive, &[], day(2021, 12, 5)),
        (RollDay::NextWorkingDay, BeforeDay::Strict, &[], day(2021, 12, 5)),
        (RollDay::NextWorkingDay, BeforeDay::Inclusive, &[], day(2021, 12, 6)),
        (RollDay::NextWorkingDay, BeforeDay::Inclusive, &[day(2021, 12, 6)], day(2021, 12, 7)),
    ];
    for (roll, before, holidays, good) in lines {
        for (on, verdict) in [(good, Met), (good + 1, Violated)] {
            let mut scene = quiet(2021);
            scene.law.readings.roll = roll;
            scene.law.readings.before = before;
            scene.holidays = holidays.to_vec();
            scene.member_reports.push(Report { sender: 0, on, written: true, told: vec![] });
            let finding = finding(&scene, "MREP");
            assert_eq!(
                (finding.verdict, finding.day_of(DayOf::LastGood)),
                (verdict, Some(date(good))),
                "{roll:?} {before:?}"
            );
        }
    }
}

#[test]
fn notices_of_9_10_and_11_days() {
    let lines = [
        (NoticeDays::Calendar, day(2021, 3, 20), 9, Violated),
        (NoticeDays::Calendar, day(2021, 3, 20), 10, Met),
        (NoticeDays::Calendar, day(2021, 3, 20), 11, Met),
        // 20/03/2021 is a Saturday: after Sunday 07/03 there are ten working days up to it, after Monday 08/03 nine.
        (NoticeDays::Working, day(2021, 3, 20), 12, Violated),
        (NoticeDays::Working, day(2021, 3, 20), 13, Met),
        // Over 29/02/2024 and over the end of a year.
        (NoticeDays::Calendar, day(2021, 1, 8), 9, Violated),
        (NoticeDays::Calendar, day(2021, 1, 8), 10, Met),
    ];
    for (count, meeting, days, verdict) in lines {
        let mut scene = quiet(2021);
        scene.law.readings.notice = count;
        let on = meeting - days;
        scene.notices.push(NoticeFact { organization: 0, on, meeting, regular: true, moved_from: None });
        assert_eq!(finding(&scene, "NOTICE").verdict, verdict, "{count:?}, {days} days before {}", date(meeting));
        scene.notices[0].regular = false;
        assert_eq!(finding(&scene, "NOTICE").verdict, NotApplicable, "not a regular meeting");
    }
    for (given, verdict) in [(day(2024, 2, 20), Met), (day(2024, 2, 21), Violated)] {
        let mut scene = quiet(2024);
        let meeting = day(2024, 3, 1);
        scene.notices.push(NoticeFact { organization: 0, on: given, meeting, regular: true, moved_from: None });
        assert_eq!(finding(&scene, "NOTICE").verdict, verdict, "ten days over 29/02");
    }
}

#[test]
fn visits_count_from_01_01_2021() {
    for (on, count) in [(day(2020, 12, 31), 0), (day(2021, 1, 1), 1), (day(2021, 1, 2), 1)] {
        let mut scene = quiet(2021);
        scene.attendances.push(visit(0, 0, on));
        assert_eq!(of_member(&judge(&scene), "V").count.unwrap().low, count, "{}", date(on));
    }
}

#[test]
fn the_forecast_of_the_plan_is_04_12_with_notice_by_24_11() {
    let mut scene = quiet(2021);
    scene.as_of = day(2021, 10, 1);
    let findings = judge(&scene);
    let forecast = &findings.forecasts[0];
    assert_eq!((forecast.last_meeting, forecast.last_notice), (date(day(2021, 12, 4)), date(day(2021, 11, 24))));
    assert_eq!(forecast.days_to_notice, 54);
    assert_eq!(forecast.verdict, Verdict::OnTrack);
}

#[test]
fn risk_and_impossibility_day_by_day() {
    let lines = [
        (day(2020, 12, 31), NotYetDue),
        (day(2021, 1, 1), Verdict::OnTrack),
        // 24/11 is 31 days away, then 30.
        (day(2021, 10, 24), Verdict::OnTrack),
        (day(2021, 10, 25), Verdict::AtRisk),
        // A notice of 20/12 still reaches 30/12 and 31/12; one of 21/12 only 31/12.
        (day(2021, 12, 20), Verdict::AtRisk),
        (day(2021, 12, 21), Verdict::Impossible),
        (day(2021, 12, 31), Verdict::Impossible),
        (day(2022, 1, 1), Violated),
    ];
    for (as_of, verdict) in lines {
        let mut scene = quiet(2021);
        scene.as_of = as_of;
        assert_eq!(of_member(&judge(&scene), "V").verdict, verdict, "{}", date(as_of));
    }
}
