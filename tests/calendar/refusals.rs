//! S11: calendars that were good and then broken, one for each way, and the reason the judge gives.

use super::world::{Numbers, World, agenda, day, member, org, place, roster, world};
use chrono::{Datelike, Days, NaiveDate};
use phancong::calendar::{Blocked, Fault, Hindrance, Shortage, Stage, Step, Visit, Whom, check};
use phancong::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

use super::cases::cases;

/// Members 0 and 2 go to organization 0, member 1 to organization 1; a meeting takes one visitor.
fn scene() -> World {
    let meetings = [
        (0, day(3, 4)),
        (0, day(3, 18)),
        (0, day(9, 2)),
        (0, day(10, 7)),
        (1, day(2, 4)),
        (1, day(8, 5)),
        (1, day(11, 4)),
    ];
    let mut agenda = agenda(&meetings, 2);
    agenda.roster = roster(3, 3);
    agenda.placements.push(place(2, 0));
    World { numbers: Numbers { hosts: Some(1), ..Numbers::default() }, agenda, today: day(1, 4) }
}

/// The scene with nothing that member 1 can visit from June on.
fn short_scene() -> World {
    let mut world = scene();
    let whom = Whom::Member(member(1));
    world.agenda.blocked.push(Blocked { whom, from: day(6, 1), until: day(12, 31), reason: String::new() });
    world
}

fn refused(world: &World, calendar: &Calendar) -> Vec<Fault> {
    match check(&world.numbers.policy(), &world.agenda, world.today, calendar) {
        Err(CalendarError::Refused(refused)) => refused.faults,
        other => panic!("a broken calendar is not refused: {other:?}"),
    }
}

/// A good calendar, what breaks it, and what must be said of it.
fn broken(world: World, breaks: impl FnOnce(&mut World, &mut Calendar), reason: &Fault) -> Vec<Fault> {
    let (mut world, mut calendar) = (world.clone(), world.schedule());
    assert_eq!(check(&world.numbers.policy(), &world.agenda, world.today, &calendar), Ok(()));
    breaks(&mut world, &mut calendar);
    let faults = refused(&world, &calendar);
    assert!(faults.contains(reason), "{reason:?} is not among {faults:?}");
    faults
}

/// The first visit of a member.
fn of(calendar: &mut Calendar, who: usize) -> &mut Visit {
    calendar.visits.iter_mut().find(|visit| visit.member == member(who)).unwrap()
}

/// Puts a visit on another day, with all that follows from the day.
fn to(visit: &mut Visit, day: NaiveDate) {
    visit.day = day;
    visit.last_notice = day - Days::new(10);
    visit.part = if day.month() < 7 { 1 } else { 2 };
}

fn drop_first(calendar: &mut Calendar, who: usize) -> Visit {
    let at = calendar.visits.iter().position(|visit| visit.member == member(who)).unwrap();
    calendar.visits.remove(at)
}

#[test]
fn a_calendar_for_another_question() {
    let faults = broken(scene(), |_, calendar| calendar.year = 2022, &Fault::OtherQuestion("year"));
    assert_eq!(faults.len(), 1);
    broken(scene(), |_, calendar| calendar.today = day(1, 3), &Fault::OtherQuestion("day"));
    broken(scene(), |_, calendar| calendar.policy = "other".into(), &Fault::OtherQuestion("policy"));
    broken(scene(), |world, _| world.numbers.notice = 11, &Fault::OtherQuestion("policy"));
    broken(scene(), |_, calendar| drop(calendar.rules.pop()), &Fault::OtherQuestion("list of rules"));
}

#[test]
fn visits_out_of_order() {
    let faults = broken(scene(), |_, calendar| calendar.visits.swap(0, 1), &Fault::Order);
    assert_eq!(faults, [Fault::Order]);
}

#[test]
fn a_visit_where_the_member_is_not_placed() {
    let reason = Fault::NotPlaced { member: member(0), organization: org(1), day: day(11, 4) };
    let breaks = |_: &mut World, calendar: &mut Calendar| {
        let visit = of(calendar, 0);
        (visit.organization, visit.place) = (org(1), "nhà văn hóa 1".into());
        to(visit, day(11, 4));
    };
    broken(scene(), breaks, &reason);
}

#[test]
fn two_visits_at_one_place_where_they_have_to_be_at_different_ones() {
    let second = scene().schedule().visits.into_iter().filter(|visit| visit.member == member(1)).nth(1).unwrap();
    let why = Hindrance::SamePlace;
    let reason = Fault::Hindered { member: member(1), organization: org(1), day: second.day, why };
    broken(scene(), |world, _| world.numbers.readings.distinct = DistinctPlaces::Required, &reason);
}

#[test]
fn a_visit_when_nobody_meets() {
    let reason = Fault::NoMeeting { member: member(1), organization: org(1), day: day(2, 5) };
    broken(scene(), |_, calendar| to(of(calendar, 1), day(2, 5)), &reason);
}

#[test]
fn a_visit_that_something_stands_in_the_way_of() {
    let hindered = |why| Fault::Hindered { member: member(1), organization: org(1), day: day(2, 4), why };
    let block = |whom: Whom| {
        let span = Blocked { whom, from: day(2, 4), until: day(2, 4), reason: String::new() };
        move |world: &mut World, _: &mut Calendar| world.agenda.blocked.push(span)
    };
    broken(scene(), block(Whom::Member(member(1))), &hindered(Hindrance::MemberBlocked));
    broken(scene(), block(Whom::Organization(org(1))), &hindered(Hindrance::OrganizationBlocked));
    broken(scene(), |world, _| world.agenda.holidays.push(day(2, 4)), &hindered(Hindrance::RestDay));
    broken(scene(), |world, _| world.today = day(2, 1), &hindered(Hindrance::NoticeTooLate));
    let own = |world: &mut World, _: &mut Calendar| world.agenda.roster.members[1].own = Some(org(1));
    broken(scene(), own, &hindered(Hindrance::NotCounted));
}

#[test]
fn a_field_that_is_not_the_meetings() {
    let field = |field| Fault::Field { member: member(1), number: 1, field };
    broken(scene(), |_, calendar| of(calendar, 1).last_notice = day(1, 26), &field("last day of notice"));
    broken(scene(), |_, calendar| of(calendar, 1).part = 2, &field("part of the year"));
    broken(scene(), |_, calendar| of(calendar, 1).place = "nơi khác".into(), &field("place"));
    broken(scene(), |_, calendar| of(calendar, 1).placed = org(0), &field("organization"));
    broken(scene(), |_, calendar| of(calendar, 1).stage = Stage::Made, &field("stage"));
}

#[test]
fn two_visits_too_near_to_each_other() {
    let breaks = |_: &mut World, calendar: &mut Calendar| {
        let days = [day(3, 4), day(3, 18)];
        let mine = calendar.visits.iter_mut().filter(|visit| visit.member == member(0));
        mine.zip(days).for_each(|(visit, day)| to(visit, day));
    };
    broken(scene(), breaks, &Fault::TooNear { member: member(0), one: day(3, 4), other: day(3, 18) });
}

#[test]
fn a_meeting_with_more_visitors_than_it_takes() {
    let breaks =
        |_: &mut World, calendar: &mut Calendar| [0, 2].iter().for_each(|&who| to(of(calendar, who), day(3, 4)));
    broken(scene(), breaks, &Fault::Full { organization: org(0), day: day(3, 4), room: 1, visitors: 2 });
}

#[test]
fn more_visits_than_are_owed() {
    let breaks = |_: &mut World, calendar: &mut Calendar| {
        let mut third = of(calendar, 1).clone();
        let days: BTreeSet<NaiveDate> = calendar.visits.iter().map(|visit| visit.day).collect();
        let left = [day(2, 4), day(8, 5), day(11, 4)].into_iter().find(|day| !days.contains(day)).unwrap();
        to(&mut third, left);
        third.number = 3;
        calendar.visits.push(third);
        calendar.visits.sort();
    };
    broken(scene(), breaks, &Fault::TooMany { member: member(1), need: 2, found: 3 });
}

/// The scene in which the notice of every visit went out.
fn told_scene() -> World {
    let world = scene();
    let mut calendar = world.schedule();
    calendar.visits.iter_mut().for_each(|visit| visit.stage = Stage::Told { on: day(1, 4) });
    World { agenda: world.agenda.keeping(&calendar), ..world }
}

#[test]
fn a_settled_visit_that_is_not_there() {
    let breaks = |_: &mut World, calendar: &mut Calendar| drop(drop_first(calendar, 1));
    broken(told_scene(), breaks, &Fault::Lost { member: member(1), number: 1 });
}

#[test]
fn a_number_given_again() {
    let breaks = |_: &mut World, calendar: &mut Calendar| calendar.visits.iter_mut().for_each(|visit| visit.number = 1);
    broken(scene(), breaks, &Fault::NumberAgain { member: member(1), number: 1 });
}

#[test]
fn a_shortage_that_is_not_told_or_told_with_false_numbers() {
    let breaks = |_: &mut World, calendar: &mut Calendar| drop(drop_first(calendar, 1));
    broken(scene(), breaks, &Fault::Untold { member: member(1), need: 2, found: 1 });
    let breaks = |_: &mut World, calendar: &mut Calendar| calendar.shortages[0].found = 0;
    broken(short_scene(), breaks, &Fault::Untold { member: member(1), need: 2, found: 1 });
}

#[test]
fn a_shortage_that_is_none() {
    let none = Shortage { member: member(1), at: None, need: 2, found: 1, hindered: [].into() };
    let faults = broken(scene(), |_, calendar| calendar.shortages.push(none), &Fault::NoShortage { member: member(1) });
    assert_eq!(faults.len(), 1);
}

#[test]
fn a_shortage_where_a_meeting_is_open() {
    let told = Shortage { member: member(1), at: None, need: 2, found: 1, hindered: [].into() };
    let breaks = |_: &mut World, calendar: &mut Calendar| {
        drop_first(calendar, 1);
        calendar.shortages.push(told);
    };
    broken(scene(), breaks, &Fault::Open { member: member(1), organization: org(1), day: day(2, 4) });
}

#[test]
fn a_hindrance_told_falsely() {
    let at = |day| Fault::FalseHindrance { member: member(1), organization: org(1), day };
    let other_reason = |_: &mut World, calendar: &mut Calendar| {
        let meetings = calendar.shortages[0].hindered.remove(&Hindrance::MemberBlocked).unwrap();
        calendar.shortages[0].hindered.insert(Hindrance::RestDay, meetings);
    };
    let faults = broken(short_scene(), other_reason, &at(day(8, 5)));
    assert_eq!(faults, [at(day(8, 5)), at(day(11, 4))]);
    let untold = |_: &mut World, calendar: &mut Calendar| calendar.shortages[0].hindered.clear();
    broken(short_scene(), untold, &at(day(11, 4)));
    let invented = |_: &mut World, calendar: &mut Calendar| {
        calendar.shortages[0].hindered.insert(Hindrance::Full, vec![(day(5, 6), org(1))]);
    };
    assert_eq!(broken(short_scene(), invented, &at(day(5, 6))).len(), 1);
}

#[test]
fn a_tally_that_does_not_add_up() {
    let fault = |field, told, counted| Fault::Tally { field, told, counted };
    let faults = broken(scene(), |_, calendar| calendar.tally.crowding += 1, &fault("crowding", 7, 6));
    assert_eq!(faults.len(), 1);
    broken(scene(), |_, calendar| calendar.tally.astray += 2, &fault("astray", 2, 0));
    broken(scene(), |_, calendar| calendar.tally.moved += 3, &fault("moved", 3, 0));
    broken(short_scene(), |_, calendar| calendar.tally.missing = 0, &fault("missing", 0, 1));
    broken(scene(), |_, calendar| calendar.tally.bunching = 1, &fault("bunching", 1, 0));
    let mut even = scene();
    even.numbers.even_weeks = true;
    broken(even, |_, calendar| calendar.tally.bunching = 0, &fault("bunching", 0, 6));
}

/// A calendar to keep in which member 0 has one visit, and needs another.
fn half_scene() -> World {
    let mut world = told_scene();
    let last = world.agenda.visits.iter().rposition(|visit| visit.member == member(0)).unwrap();
    world.agenda.visits.remove(last);
    world
}

#[test]
fn steps_that_do_not_lead_to_the_calendar() {
    let reason = Fault::Steps { member: member(0) };
    let faults = broken(half_scene(), |_, calendar| drop(calendar.steps.remove(0)), &reason);
    assert_eq!(faults.len(), 1);
    let twice = |_: &mut World, calendar: &mut Calendar| calendar.steps.push(calendar.steps[0].clone());
    broken(half_scene(), twice, &reason);
    // Without a calendar to keep there is nothing to tell, and numbers begin with 1 and have no gap.
    let told = |_: &mut World, calendar: &mut Calendar| {
        let visit = of(calendar, 0).clone();
        calendar.steps.push(Step::New { visit });
    };
    broken(scene(), told, &reason);
    for number in [0, 3] {
        broken(scene(), |_, calendar| of(calendar, 0).number = number, &reason);
    }
    // A step of the wrong kind: what was there is told as new, and what is new as moved.
    let stayed = |_: &mut World, calendar: &mut Calendar| {
        let visit = of(calendar, 0).clone();
        calendar.steps.push(Step::New { visit });
    };
    broken(told_scene(), stayed, &reason);
    let moved = |_: &mut World, calendar: &mut Calendar| {
        let Step::New { visit: to } = calendar.steps[0].clone() else { panic!("{:?}", calendar.steps) };
        calendar.steps[0] = Step::Moved { from: Visit { day: day(10, 7), ..to.clone() }, to };
    };
    broken(half_scene(), moved, &reason);
    // A visit that stays and whose number of changes falls back.
    let back = |world: &mut World, _: &mut Calendar| {
        let visit = world.agenda.visits.iter_mut().find(|visit| visit.member == member(0));
        visit.unwrap().sequence = 7;
    };
    broken(told_scene(), back, &reason);
}

proptest! {
    #![proptest_config(cases(500))]

    /// S11: whatever is changed in one visit of a good calendar that is still ahead, it is refused.
    #[test]
    fn s11_one_change_is_enough(world in world(), which: prop::sample::Index, how in 0usize..7) {
        let mut calendar = world.schedule();
        let ahead: Vec<usize> =
            (0..calendar.visits.len()).filter(|&at| calendar.visits[at].stage != Stage::Made).collect();
        prop_assume!(!ahead.is_empty());
        let at = ahead[which.index(ahead.len())];
        let visit = &mut calendar.visits[at];
        match how {
            0 => drop(calendar.visits.remove(at)),
            1 => visit.last_notice = visit.last_notice + Days::new(1),
            2 => visit.part += 1,
            3 => visit.place.push('!'),
            4 => visit.number += 100,
            5 => visit.stage = Stage::Told { on: day(1, 3) },
            _ => visit.member = "m9".parse().unwrap(),
        }
        prop_assert!(!refused(&world, &calendar).is_empty());
    }
}
