//! The smaller questions, decided: one case each, under the names they have in the notes on the rules.

use crate::days::{Day, date, day};
use crate::laws::{judge, of_member, quiet, visit};
use crate::scene::{MoveFact, NoticeFact, Report, RulingFact, Scene, Told};
use Verdict::{AtRisk, Disputed, Met, MissingEvidence, NeedsRuling, NotApplicable, NotYetDue, Violated};
use phancong::compliance::*;
use phancong::*;

fn told(organization: usize, on: Day) -> Told {
    Told { member: 0, organization, on: Some(on), times: 1 }
}

fn member_report(scene: &mut Scene, on: Day, told: Vec<Told>) {
    scene.member_reports.push(Report { sender: 0, on, written: true, told });
}

fn organization_report(scene: &mut Scene, on: Day, told: Vec<Told>) {
    scene.organization_reports.push(Report { sender: 0, on, written: true, told });
}

fn visits(scene: &Scene) -> (u32, u32, Verdict) {
    let findings = judge(scene);
    let finding = of_member(&findings, "V");
    let count = finding.count.unwrap();
    (count.low, count.high, finding.verdict)
}

fn agreements(scene: &Scene) -> Vec<Agreement> {
    judge(scene).visits.iter().map(|visit| visit.agreement).collect()
}

#[track_caller]
fn verdict(scene: &Scene, rule: &str) -> Verdict {
    judge(scene).findings.iter().find(|finding| finding.rule.as_str() == rule).unwrap().verdict
}

fn notes(scene: &Scene, rule: &str) -> Vec<Note> {
    let findings = judge(scene);
    findings
        .findings
        .into_iter()
        .filter(|finding| finding.rule.as_str() == rule)
        .flat_map(|finding| finding.notes)
        .collect()
}

const MARCH: fn() -> Day = || day(2021, 3, 8);
const JUNE: fn() -> Day = || day(2021, 6, 8);
const SENT: fn() -> Day = || day(2021, 12, 4);

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
