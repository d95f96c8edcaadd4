//! Cases that an officer would ask about, one by one.

use super::world::{Numbers, World, agenda, day, meeting, member, org, place, roster, visit};
use chrono::{Datelike, NaiveDate};
use phancong::calendar::{Blocked, Hindrance, Reopened, Stage, Step, Visit, Whom, check};
use phancong::{Agenda, Calendar, OwnExtent, Readings};

/// One member, one organization with meetings on these days.
fn one(days: &[NaiveDate], today: NaiveDate) -> World {
    let meetings: Vec<(usize, NaiveDate)> = days.iter().map(|&day| (0, day)).collect();
    World { numbers: Numbers::default(), agenda: agenda(&meetings, 1), today }
}

fn days(calendar: &Calendar) -> Vec<NaiveDate> {
    calendar.visits.iter().map(|visit| visit.day).collect()
}

/// The meetings that the only shortage names for a reason.
fn hindered(calendar: &Calendar, why: Hindrance) -> Vec<NaiveDate> {
    let meetings = calendar.shortages[0].hindered.get(&why).cloned().unwrap_or_default();
    meetings.into_iter().map(|meeting| meeting.0).collect()
}

#[test]
fn a_visit_in_each_half_of_the_year() {
    let months: Vec<NaiveDate> = (1..=12).map(|month| day(month, 20)).collect();
    let calendar = one(&months, day(1, 4)).schedule();
    assert_eq!(calendar.visits.iter().map(|visit| visit.part).collect::<Vec<u32>>(), [1, 2]);
    assert!(calendar.shortages.is_empty() && calendar.tally.missing == 0);
}

#[test]
fn a_meeting_on_the_day_of_the_report_is_too_late_and_one_on_the_day_before_is_not() {
    let calendar = one(&[day(3, 4), day(12, 5)], day(1, 4)).schedule();
    assert_eq!(days(&calendar), [day(3, 4)]);
    assert_eq!(hindered(&calendar, Hindrance::AfterReport), [day(12, 5)]);
    assert_eq!(days(&one(&[day(3, 4), day(12, 4)], day(1, 4)).schedule()), [day(3, 4), day(12, 4)]);
}

#[test]
fn the_tenth_day_before_the_meeting_is_the_last_for_its_notice() {
    let in_time = one(&[day(3, 4), day(9, 2)], day(2, 22)).schedule();
    assert_eq!(days(&in_time), [day(3, 4), day(9, 2)]);
    assert_eq!(in_time.visits[0].last_notice, day(2, 22));
    let too_late = one(&[day(3, 4), day(9, 2)], day(2, 23)).schedule();
    assert_eq!(days(&too_late), [day(9, 2)]);
    assert_eq!(hindered(&too_late, Hindrance::NoticeTooLate), [day(3, 4)]);
}

#[test]
fn a_meeting_whose_notice_went_out_in_time_can_still_be_visited() {
    let mut world = one(&[day(3, 4), day(9, 2)], day(3, 1));
    world.agenda.meetings[0].noticed = Some(day(2, 22));
    assert_eq!(days(&world.schedule()), [day(3, 4), day(9, 2)]);
    world.agenda.meetings[0].noticed = Some(day(2, 23));
    assert_eq!(days(&world.schedule()), [day(9, 2)]);
}

#[test]
fn two_visits_lie_as_far_apart_as_the_policy_says() {
    let near = one(&[day(6, 10), day(7, 9)], day(1, 4)).schedule();
    assert_eq!((near.visits.len(), near.tally.missing), (1, 1));
    assert_eq!(hindered(&near, Hindrance::TooNear).len(), 1);
    assert_eq!(one(&[day(6, 10), day(7, 10)], day(1, 4)).schedule().visits.len(), 2, "30 days are enough");
}

#[test]
fn no_visit_on_a_blocked_day_or_a_holiday() {
    let mut world = one(&[day(3, 4), day(5, 6), day(9, 2)], day(1, 4));
    let whom = Whom::Organization(org(0));
    world.agenda.blocked.push(Blocked { whom, from: day(3, 4), until: day(3, 4), reason: "bão".into() });
    assert_eq!(days(&world.schedule()), [day(5, 6), day(9, 2)]);
    world.agenda.holidays.push(day(9, 2));
    let calendar = world.schedule();
    assert_eq!(days(&calendar), [day(5, 6)]);
    assert_eq!(hindered(&calendar, Hindrance::OrganizationBlocked), [day(3, 4)]);
    assert_eq!(hindered(&calendar, Hindrance::RestDay), [day(9, 2)]);
}

/// II.2-1b: the member belongs to sub-cell 2 of organization 1, and is placed at organization 1.
#[test]
fn a_meeting_of_the_own_organization_counts_only_where_the_own_one_is_read_as_the_sub_cell_alone() {
    let (of_the_committee, of_the_cell) = ([day(3, 4), day(9, 2)], day(5, 6));
    let under = |own| {
        let mut agenda = agenda(&[(1, day(3, 4)), (2, of_the_cell), (1, day(9, 2))], 1);
        agenda.placements = vec![place(0, 1)];
        agenda.roster.members[0].own = Some(org(2));
        let readings = Readings { own, ..Readings::default() };
        let world = World { numbers: Numbers { readings, ..Numbers::default() }, agenda, today: day(1, 4) };
        let calendar = world.schedule();
        assert_eq!(check(&world.numbers.policy(), &world.agenda, world.today, &calendar), Ok(()));
        calendar
    };
    let below = under(OwnExtent::Below);
    assert_eq!((days(&below), below.shortages.len()), (of_the_committee.to_vec(), 0));
    let whole = under(OwnExtent::Whole);
    assert_eq!(days(&whole), []);
    assert_eq!(hindered(&whole, Hindrance::NotCounted), [day(3, 4), of_the_cell, day(9, 2)]);
}

/// A calendar with a visit in each half, to be kept, in a year in which the organization then gets more meetings.
fn kept(stage: Stage) -> (World, Calendar) {
    let world = one(&[day(4, 1), day(5, 6), day(9, 2), day(10, 7)], day(1, 4));
    let mut calendar = world.schedule();
    calendar.visits.iter_mut().for_each(|visit| visit.stage = stage);
    let agenda = Agenda { visits: calendar.visits.clone(), ..world.agenda };
    (World { agenda, ..world }, calendar)
}

#[test]
fn a_visit_whose_notice_went_out_stays_and_one_that_is_blocked_moves_alone() {
    for stage in [Stage::Proposed, Stage::Told { on: day(1, 4) }] {
        let (mut world, before) = kept(stage);
        assert!(world.schedule().steps.is_empty());
        let first = before.visits[0].clone();
        let (from, until, whom) = (first.day, first.day, Whom::Member(member(0)));
        world.agenda.blocked.push(Blocked { whom, from, until, reason: "họp".into() });
        let after = world.schedule();
        assert_eq!(after.visits[1], before.visits[1]);
        let [Step::Moved { from, to }] = after.steps.as_slice() else { panic!("{:?}", after.steps) };
        assert_eq!((from, to), (&first, &after.visits[0]));
        assert_eq!((to.uid(2021), to.sequence), (first.uid(2021), first.sequence + 1));
        assert_eq!(after.steps[0].told().is_some(), stage != Stage::Proposed, "who was told is told again");
        assert_eq!(to.stage, Stage::Proposed);
    }
}

/// S7: what was told stays, even where another visit would find room by moving it; asked to be moved, it is.
#[test]
fn a_told_visit_makes_room_only_when_it_is_reopened() {
    let mut agenda = agenda(&[(0, day(3, 4)), (0, day(4, 1)), (0, day(9, 2)), (0, day(10, 7))], 1);
    agenda.roster = roster(2, 3);
    agenda.placements.push(place(1, 0));
    let numbers = Numbers { hosts: Some(1), need: 1, ..Numbers::default() };
    agenda.visits.push(visit(0, 0, day(4, 1), 1, Stage::Told { on: day(1, 4) }));
    // Member 1 can come on 01/04 alone.
    for (from, until) in [(day(1, 1), day(3, 31)), (day(4, 2), day(12, 31))] {
        agenda.blocked.push(Blocked { whom: Whom::Member(member(1)), from, until, reason: "đi học".into() });
    }
    let mut world = World { numbers, agenda, today: day(1, 4) };
    let before = world.schedule();
    assert_eq!((before.tally.missing, before.tally.moved), (1, 0));
    assert_eq!(hindered(&before, Hindrance::Full), [day(4, 1)]);
    world.agenda.reopened.push(Reopened { member: member(0), number: 1 });
    let after = world.schedule();
    assert_eq!((after.tally.missing, after.tally.moved), (0, 1));
    assert_eq!(after.visits.iter().find(|visit| visit.member == member(1)).map(|visit| visit.day), Some(day(4, 1)));
    let moved = after.steps.iter().find(|step| matches!(step, Step::Moved { .. })).unwrap();
    assert_eq!((moved.member(), moved.told()), (&member(0), Some(day(1, 4))));
}

/// Twelve members, each with one meeting a month: by the halves of the year alone all could go in January and July.
#[test]
fn where_the_policy_asks_for_it_visits_are_spread_evenly_over_the_weeks() {
    let meetings: Vec<(usize, NaiveDate)> = (1..=12).map(|month| (0, day(month, 20))).collect();
    let mut agenda = agenda(&meetings, 1);
    agenda.roster = roster(12, 3);
    agenda.placements = (0..12).map(|who| place(who, 0)).collect();
    let mut world = World { numbers: Numbers { even_weeks: true, ..Numbers::default() }, agenda, today: day(1, 4) };
    let by_month = |calendar: &Calendar| -> Vec<usize> {
        (1..=12).map(|month| calendar.visits.iter().filter(|visit| visit.day.month() == month).count()).collect()
    };
    // December cannot stand in the report: twelve in six months, and twelve in five.
    let even = world.schedule();
    assert_eq!(by_month(&even), [2, 2, 2, 2, 2, 2, 3, 3, 2, 2, 2, 0]);
    assert_eq!(even.tally.bunching, 6 * 4 + 2 * 9 + 3 * 4);
    // What was made counts in its month, and whom a notice holds stays there.
    world.agenda.visits = (0..4).map(|who| visit(who, 0, day(7, 20), 1, Stage::Told { on: day(1, 2) })).collect();
    assert_eq!(by_month(&world.schedule()), [2, 2, 2, 2, 2, 2, 4, 2, 2, 2, 2, 0]);
    // Who can come in one week of each half alone leaves the others to even out.
    world.agenda.visits.clear();
    world.agenda.roster = roster(13, 3);
    world.agenda.placements.push(place(12, 1));
    world.agenda.meetings.extend([meeting(1, day(2, 19)), meeting(1, day(11, 19))]);
    assert_eq!(by_month(&world.schedule())[..6].iter().sum::<usize>(), 13);
    assert_eq!(world.schedule().tally.bunching, 5 * 4 + 9 + 2 * 4 + 3 * 9);
}

/// Every visit of a new calendar is new, which its list of visits says: steps are what somebody has to be told of.
#[test]
fn steps_are_told_only_against_a_calendar_to_keep() {
    let (mut world, before) = kept(Stage::Proposed);
    assert_eq!((before.visits.len(), before.steps.len()), (2, 0));
    // Of the calendar to keep one visit is lost: it comes back as a new one.
    world.agenda.visits.truncate(1);
    let after = world.schedule();
    let [Step::New { visit }] = after.steps.as_slice() else { panic!("{:?}", after.steps) };
    assert_eq!(*visit, before.visits[1]);
    // Visits made are no calendar to keep, and one that was dropped is.
    world.agenda.visits[0].stage = Stage::Made;
    world.today = before.visits[0].day;
    assert!(world.schedule().steps.is_empty());
    world.agenda.dropped.push(Visit { number: 7, ..before.visits[1].clone() });
    assert_eq!(world.schedule().steps.len(), 1);
}

#[test]
fn a_visit_made_counts_and_only_what_is_left_is_planned() {
    let (mut world, before) = kept(Stage::Proposed);
    world.today = before.visits[0].day;
    world.agenda.visits[0].stage = Stage::Made;
    let after = world.schedule();
    assert_eq!(days(&after), days(&before));
    assert_eq!((after.visits[0].stage, after.visits[1].stage), (Stage::Made, Stage::Proposed));
    assert!(after.steps.is_empty());
}
