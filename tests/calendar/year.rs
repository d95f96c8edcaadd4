//! The agenda that the records of a year make.

use super::world::{Numbers, day, member, org, place, roster};
use chrono::NaiveDate;
use phancong::calendar::{Blocked, Stage, Visit, Whom, check};
use phancong::compliance::{Attendance, Meeting, MeetingNotice, Move, Service, Succession, Turn, Year};
use phancong::{Agenda, Area, Placement, Readings, schedule};

/// Two members at organizations 0 and 1, which meet in March, June, September and November; known on 04/01.
fn year() -> Year {
    let mut year = Year { year: 2021, roster: roster(2, 3), ..Year::default() };
    let (id, load) = ("a".parse().unwrap(), phancong::Bounds::default());
    year.roster.areas.push(Area { id, name: "Huyện A".into(), parent: None, load });
    for at in [0, 1] {
        for month in [3, 6, 9, 11] {
            let (organization, meeting) = (org(at), day(month, 4));
            year.meetings.push(Meeting { known: day(1, 4), organization, meeting, entered: None });
        }
    }
    year
}

fn table() -> Vec<Placement> {
    vec![place(0, 0), place(1, 1)]
}

fn agenda(year: &Year, today: NaiveDate) -> Agenda {
    Agenda::of_year(&Numbers::default().policy(), &table(), &[], year, today).unwrap()
}

fn attended(who: usize, at: usize, on: NaiveDate) -> Attendance {
    Attendance {
        on,
        member: member(who),
        organization: org(at),
        regular: Some(true),
        duties: vec![],
        difficulties: String::new(),
        proposals: String::new(),
        entered: None,
    }
}

fn notice(at: usize, on: NaiveDate, meeting: NaiveDate) -> MeetingNotice {
    let (organization, place) = (org(at), "Hội trường".to_owned());
    MeetingNotice { on, organization, meeting, place, regular: true, moved_from: None, entered: None }
}

fn days(agenda: &Agenda, at: usize) -> Vec<NaiveDate> {
    agenda.meetings.iter().filter(|meeting| meeting.organization == org(at)).map(|meeting| meeting.day).collect()
}

#[test]
fn meetings_are_those_known_on_the_day() {
    assert!(agenda(&year(), day(1, 3)).meetings.is_empty());
    assert_eq!(days(&agenda(&year(), day(1, 4)), 0), [day(3, 4), day(6, 4), day(9, 4), day(11, 4)]);
}

#[test]
fn a_notice_gives_the_place_and_the_day_and_moves_a_meeting() {
    let mut year = year();
    year.notices.push(notice(0, day(2, 20), day(3, 4)));
    year.notices.push(MeetingNotice { moved_from: Some(day(6, 4)), ..notice(0, day(2, 21), day(6, 11)) });
    let before = agenda(&year, day(2, 19));
    assert_eq!((days(&before, 0).len(), before.meetings[0].noticed), (4, None));
    let after = agenda(&year, day(2, 21));
    assert_eq!(days(&after, 0), [day(3, 4), day(6, 11), day(9, 4), day(11, 4)]);
    assert_eq!((after.meetings[0].noticed, after.meetings[0].place.as_str()), (Some(day(2, 20)), "Hội trường"));
}

#[test]
fn what_was_attended_and_counts_is_made() {
    let mut year = year();
    year.attendances.push(attended(0, 0, day(3, 4)));
    year.attendances.push(attended(1, 0, day(3, 4)));
    year.attendances.push(attended(0, 0, day(6, 4)));
    let agenda = agenda(&year, day(3, 10));
    let made: Vec<_> = agenda.visits.iter().map(|v| (v.member.clone(), v.day, v.number, v.stage)).collect();
    assert_eq!(made, [(member(0), day(3, 4), 1, Stage::Made)], "not at the own place, or not yet: not made");
    let policy = Numbers::default().policy();
    let calendar = schedule(&policy, &agenda, day(3, 10)).unwrap();
    assert_eq!(check(&policy, &agenda, day(3, 10), &calendar), Ok(()));
    assert_eq!(calendar.visits.iter().filter(|visit| visit.member == member(0)).count(), 2);
}

#[test]
fn the_table_follows_moves_mergers_and_leaves() {
    let mut year = year();
    let change = Move {
        on: day(5, 1),
        member: member(0),
        from: Some(org(0)),
        to: Some(org(1)),
        requested: None,
        decided: None,
        entered: None,
    };
    year.moves.push(change);
    assert_eq!(agenda(&year, day(4, 30)).placements, table());
    assert_eq!(agenda(&year, day(5, 1)).placements, [place(0, 1), place(1, 1)]);

    year.moves.clear();
    year.successions.push(Succession { on: day(7, 1), organization: org(1), successor: org(0), entered: None });
    let merged = agenda(&year, day(7, 1));
    assert_eq!(merged.placements, [place(0, 0), place(1, 0)]);
    assert_eq!((days(&merged, 0).len(), days(&merged, 1).len()), (4, 0), "one meeting where both met on one day");

    for (turn, left) in [(Turn::Leave, 1), (Turn::Left, 1), (Turn::Returned, 2), (Turn::Entered, 2)] {
        year.services = vec![Service { on: day(2, 1), turn, member: member(0), entered: None }];
        let agenda = agenda(&year, day(2, 1));
        assert_eq!((agenda.roster.members.len(), agenda.placements.len()), (left, left), "{turn:?}");
    }
}

#[test]
fn blocked_days_follow_mergers_and_fall_away_with_who_left() {
    let mut year = year();
    year.successions.push(Succession { on: day(7, 1), organization: org(1), successor: org(0), entered: None });
    year.services.push(Service { on: day(8, 1), turn: Turn::Left, member: member(1), entered: None });
    let of = |whom| Blocked { whom, from: day(2, 1), until: day(2, 28), reason: "đi học".into() };
    let blocked = [Whom::Member(member(0)), Whom::Member(member(1)), Whom::Organization(org(1))].map(of);
    let on = |today| -> Vec<Whom> {
        let agenda = Agenda::of_year(&Numbers::default().policy(), &table(), &blocked, &year, today).unwrap();
        agenda.blocked.into_iter().map(|blocked| blocked.whom).collect()
    };
    let (zero, one) = (Whom::Member(member(0)), Whom::Member(member(1)));
    assert_eq!(on(day(6, 30)), [zero.clone(), one.clone(), Whom::Organization(org(1))]);
    assert_eq!(on(day(7, 1)), [zero.clone(), one, Whom::Organization(org(0))]);
    assert_eq!(on(day(8, 1)), [zero, Whom::Organization(org(0))]);
}

#[test]
fn a_record_entered_later_is_read_by_its_event_or_by_its_entry() {
    let mut year = year();
    year.meetings.iter_mut().for_each(|meeting| meeting.entered = Some(day(2, 1)));
    let of = |known| {
        let readings = Readings { known, ..Readings::default() };
        let numbers = Numbers { readings, ..Numbers::default() };
        Agenda::of_year(&numbers.policy(), &table(), &[], &year, day(1, 31)).unwrap().meetings.len()
    };
    assert_eq!((of(phancong::Known::Event), of(phancong::Known::Entry)), (8, 0));
}

#[test]
fn a_calendar_kept_learns_what_was_made_and_what_was_told() {
    let mut year = year();
    let policy = Numbers::default().policy();
    let first = schedule(&policy, &agenda(&year, day(1, 4)), day(1, 4)).unwrap();
    let of = |calendar: &[Visit], who: usize| -> Vec<Visit> {
        calendar.iter().filter(|visit| visit.member == member(who)).cloned().collect()
    };
    // Member 0 went in June instead of March, without a word to anybody; the next meeting of member 1 was noticed.
    let (mine, next) = (of(&first.visits, 0), of(&first.visits, 1)[1].clone());
    assert_eq!(mine[0].day, day(3, 4));
    year.attendances.push(attended(0, 0, day(6, 4)));
    year.attendances.push(attended(1, 1, day(3, 4)));
    year.notices.push(notice(1, day(6, 5), next.day));
    let today = day(6, 6);
    let agenda = agenda(&year, today).keeping(&first);
    let after = schedule(&policy, &agenda, today).unwrap();
    assert_eq!(check(&policy, &agenda, today, &after), Ok(()));
    let (zero, one) = (of(&after.visits, 0), of(&after.visits, 1));
    assert_eq!((zero[0].day, zero[0].stage, zero[0].number), (day(6, 4), Stage::Made, 3), "a visit of its own number");
    assert_eq!(zero[1].day, mine[1].day, "what is left of the plan stays");
    assert_eq!((one[0].stage, one[1].stage), (Stage::Made, Stage::Told { on: day(6, 5) }));
    assert_eq!(after.dropped.len(), 1, "the visit of March was not made");
}
