//! Laws of every calendar, on random agendas.

use super::cases::cases;
use super::oracle::Oracle;
use super::world::{World, world};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use phancong::calendar::{Blocked, Hindrance, Meeting, Stage, Step, Visit, Whom, check};
use phancong::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// The meeting of a visit.
fn meeting<'a>(world: &'a World, visit: &Visit) -> Option<&'a Meeting> {
    world.agenda.meetings.iter().find(|m| m.day == visit.day && m.organization == visit.organization)
}

/// Visits that were not made yet: those made are facts, whatever the policy says of them.
fn ahead(calendar: &Calendar) -> impl Iterator<Item = &Visit> {
    calendar.visits.iter().filter(|visit| visit.stage != Stage::Made)
}

/// Pairs of visits of one member, not both made.
fn pairs(calendar: &Calendar) -> Vec<(&Visit, &Visit)> {
    let all = &calendar.visits;
    let two = |at: usize| all[at + 1..].iter().map(move |other| (&all[at], other));
    let is_ahead = |visit: &Visit| visit.stage != Stage::Made;
    let mut pairs: Vec<_> = (0..all.len()).flat_map(two).collect();
    pairs.retain(|(one, other)| one.member == other.member && (is_ahead(one) || is_ahead(other)));
    pairs
}

/// The same world without a calendar to keep.
fn fresh(world: &World) -> World {
    let agenda = Agenda { visits: vec![], dropped: vec![], reopened: vec![], ..world.agenda.clone() };
    World { agenda, ..world.clone() }
}

/// Every date so many days later.
fn shifted(world: &World, days: u64) -> World {
    let later = |day: &mut NaiveDate| *day = *day + Days::new(days);
    let World { numbers, mut agenda, mut today } = world.clone();
    later(&mut today);
    agenda.holidays.iter_mut().for_each(later);
    for meeting in &mut agenda.meetings {
        later(&mut meeting.day);
        meeting.noticed.iter_mut().for_each(later);
    }
    for span in &mut agenda.blocked {
        later(&mut span.from);
        later(&mut span.until);
    }
    agenda.visits.iter_mut().for_each(|visit| *visit = later_visit(visit, days));
    agenda.year = today.year();
    World { numbers, agenda, today }
}

fn later_visit(visit: &Visit, days: u64) -> Visit {
    let later = |day: NaiveDate| day + Days::new(days);
    let stage = match visit.stage {
        Stage::Told { on } => Stage::Told { on: later(on) },
        other => other,
    };
    Visit { day: later(visit.day), last_notice: later(visit.last_notice), stage, ..visit.clone() }
}

proptest! {
    #![proptest_config(cases(1000))]

    /// No calendar costs less than the one proposed, and the proposed one is a calendar; the judge accepts it.
    #[test]
    fn the_calendar_is_the_best_there_is(world in world()) {
        let calendar = world.schedule();
        prop_assert_eq!(check(&world.numbers.policy(), &world.agenda, world.today, &calendar), Ok(()));
        prop_assert_eq!(calendar.tally, Oracle::new(&world).least());
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn s01_the_last_day_of_notice_lies_as_many_days_before_the_meeting_as_the_policy_says(world in world()) {
        for visit in ahead(&world.schedule()) {
            prop_assert_eq!(visit.day - Days::new(u64::from(world.numbers.notice)), visit.last_notice);
        }
    }

    #[test]
    fn s02_two_visits_of_a_member_keep_the_spacing(world in world()) {
        for (one, other) in pairs(&world.schedule()) {
            prop_assert!((other.day - one.day).num_days() >= i64::from(world.numbers.spacing));
        }
    }

    #[test]
    fn s03_nobody_is_in_two_places_and_no_meeting_is_overfull(world in world()) {
        let calendar = world.schedule();
        prop_assert!(pairs(&calendar).iter().all(|(one, other)| one.day != other.day));
        for visit in ahead(&calendar) {
            let visitors = calendar.visits.iter().filter(|v| v.day == visit.day && v.organization == visit.organization);
            let rooms = world.numbers.hosts.into_iter().chain(meeting(&world, visit).unwrap().hosts);
            prop_assert!(rooms.min().is_none_or(|room| visitors.count() <= room as usize));
        }
    }

    #[test]
    fn s04_every_visit_is_at_a_meeting_and_on_no_day_that_is_blocked_or_free(world in world()) {
        for visit in ahead(&world.schedule()) {
            prop_assert!(meeting(&world, visit).is_some() && visit.day.year() == 2021 && visit.day >= world.today);
            prop_assert!(!world.agenda.holidays.contains(&visit.day));
            let weekend = matches!(visit.day.weekday(), Weekday::Sat | Weekday::Sun);
            prop_assert!(world.numbers.weekends || !weekend);
            let mut spans = world.agenda.blocked.iter().filter(|span| span.from <= visit.day && visit.day <= span.until);
            let hits = |whom: &Whom| match whom {
                Whom::Member(id) => *id == visit.member,
                // Organization 2 is a sub-cell of organization 1.
                Whom::Organization(id) => {
                    *id == visit.organization || (id.as_str(), visit.organization.as_str()) == ("o1", "o2")
                }
            };
            prop_assert!(!spans.any(|span| hits(&span.whom)));
        }
    }

    #[test]
    fn s05_who_has_fewer_visits_than_owed_is_named_with_every_other_meeting(world in world()) {
        let calendar = world.schedule();
        let mut missing = 0;
        for shortage in &calendar.shortages {
            let its = |v: &&Visit| v.member == shortage.member && shortage.at.as_ref().is_none_or(|at| v.placed == *at);
            let visits: Vec<&Visit> = calendar.visits.iter().filter(its).collect();
            prop_assert_eq!((shortage.need, shortage.found as usize), (world.numbers.need, visits.len()));
            missing += u64::from(shortage.need - shortage.found);
            let told: Vec<_> = shortage.hindered.values().flatten().cloned().collect();
            let known = |m: &(NaiveDate, OrganizationId)| world.agenda.meetings.iter().any(|o| (o.day, &o.organization) == (m.0, &m.1));
            prop_assert!(told.iter().all(known) && told.iter().collect::<BTreeSet<_>>().len() == told.len());
            prop_assert!(visits.iter().all(|v| !told.contains(&(v.day, v.organization.clone()))));
        }
        prop_assert_eq!(missing, calendar.tally.missing);
        // Who is not named has all of them.
        for member in &world.agenda.roster.members {
            let found = calendar.visits.iter().filter(|visit| visit.member == member.id).count();
            let named = calendar.shortages.iter().any(|shortage| shortage.member == member.id);
            prop_assert!(named || found >= world.numbers.need as usize);
        }
    }

    #[test]
    fn s06_more_allowed_days_lose_no_visit_and_a_later_today_finds_none(world in world(), days in 0u64..60) {
        let world = fresh(&world);
        let missing = world.schedule().tally.missing;
        let mut freer = world.clone();
        freer.agenda.blocked.pop();
        freer.agenda.holidays.pop();
        prop_assert!(freer.schedule().tally.missing <= missing);
        let mut fewer = world.clone();
        fewer.agenda.meetings.pop();
        prop_assert!(fewer.schedule().tally.missing >= missing);
        let later = World { today: world.today + Days::new(days), ..world };
        prop_assert!(later.schedule().tally.missing >= missing);
    }

    #[test]
    fn s07_a_calendar_that_is_kept_stays_and_one_that_cannot_come_moves_nobody_else(
        world in world(),
        which: prop::sample::Index,
    ) {
        let before = world.schedule();
        let agenda = Agenda { reopened: vec![], ..world.agenda.clone() }.keeping(&before);
        let again = World { agenda, ..world.clone() };
        let same = again.schedule();
        let meetings = |calendar: &Calendar| -> Vec<(String, NaiveDate, OrganizationId)> {
            calendar.visits.iter().map(|visit| (visit.uid(2021), visit.day, visit.organization.clone())).collect()
        };
        prop_assert_eq!((meetings(&same), same.steps.len(), same.tally.moved), (meetings(&before), 0, 0));
        // Every notice went out, and then one member cannot come.
        let mut told = again;
        let ahead = |visit: &&mut Visit| visit.stage != Stage::Made;
        told.agenda.visits.iter_mut().filter(ahead).for_each(|visit| visit.stage = Stage::Told { on: told.today });
        let open: Vec<Visit> = told.agenda.visits.iter().filter(|v| v.stage != Stage::Made).cloned().collect();
        prop_assume!(!open.is_empty());
        let gone = which.get(&open);
        let whom = Whom::Member(gone.member.clone());
        told.agenda.blocked.push(Blocked { whom, from: gone.day, until: gone.day, reason: String::new() });
        let after = told.schedule();
        prop_assert_eq!(after.tally.moved, 1);
        for visit in told.agenda.visits.iter().filter(|visit| *visit != gone) {
            prop_assert!(after.visits.contains(visit), "{:?} was told and moved", visit);
        }
    }

    /// 2021 and 2027 have the same weekdays on the same days: 313 weeks lie between them.
    #[test]
    fn s08_all_dates_shifted_shift_the_calendar(world in world()) {
        let (here, there) = (world.schedule(), shifted(&world, 313 * 7).schedule());
        let moved: Vec<Visit> = here.visits.iter().map(|visit| later_visit(visit, 313 * 7)).collect();
        prop_assert_eq!((moved, here.tally), (there.visits, there.tally));
    }

    #[test]
    fn s09_the_order_of_the_lists_means_nothing_and_a_visit_has_one_name(world in world()) {
        let calendar = world.schedule();
        let mut turned = world.clone();
        turned.agenda.roster.members.reverse();
        turned.agenda.roster.organizations.reverse();
        turned.agenda.placements.reverse();
        turned.agenda.holidays.reverse();
        turned.agenda.meetings.reverse();
        turned.agenda.blocked.reverse();
        turned.agenda.visits.reverse();
        turned.agenda.reopened.reverse();
        prop_assert_eq!(&turned.schedule(), &calendar);
        let names: BTreeSet<String> =
            calendar.visits.iter().chain(&calendar.dropped).map(|visit| visit.uid(2021)).collect();
        prop_assert_eq!(names.len(), calendar.visits.len() + calendar.dropped.len());
        for step in &calendar.steps {
            if let Step::Moved { from, to } = step {
                prop_assert!(from.uid(2021) == to.uid(2021) && to.sequence > from.sequence);
            }
        }
    }

    #[test]
    fn s10_a_notice_can_still_go_out_or_the_meeting_is_told_as_too_late(world in world()) {
        let calendar = world.schedule();
        for visit in ahead(&calendar).filter(|visit| visit.stage == Stage::Proposed) {
            let noticed = meeting(&world, visit).unwrap().noticed;
            prop_assert!(visit.last_notice >= world.today || noticed.is_some_and(|on| on <= visit.last_notice));
        }
        for shortage in &calendar.shortages {
            for (day, _) in shortage.hindered.get(&Hindrance::NoticeTooLate).into_iter().flatten() {
                prop_assert!(*day - Days::new(u64::from(world.numbers.notice)) < world.today);
            }
        }
    }
}
