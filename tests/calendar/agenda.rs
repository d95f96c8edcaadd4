//! Agendas that are no question: each defect alone and in its own words, and all of them at once.

use super::world::{Numbers, agenda, day, member, org, place, visit};
use phancong::calendar::{Blocked, Hindrance, Reopened, Stage, Whom, check};
use phancong::{Agenda, CalendarError, Error, schedule};

fn sound() -> Agenda {
    agenda(&[(0, day(3, 4)), (0, day(9, 2))], 1)
}

/// What is said of an agenda known on 04/05; the judge says the same of every calendar for it.
#[track_caller]
fn said(agenda: &Agenda) -> Vec<String> {
    let policy = Numbers::default().policy();
    let Err(Error::Calendar(CalendarError::Agenda(defects))) = schedule(&policy, agenda, day(5, 4)) else {
        panic!("accepted")
    };
    let other = schedule(&policy, &sound(), day(5, 4)).unwrap();
    assert_eq!(check(&policy, agenda, day(5, 4), &other), Err(CalendarError::Agenda(defects.clone())));
    defects.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn assert_only(change: impl FnOnce(&mut Agenda), sentence: &str) {
    let mut agenda = sound();
    change(&mut agenda);
    assert_eq!(said(&agenda), [sentence]);
}

fn blocked(whom: Whom) -> Blocked {
    Blocked { whom, from: day(6, 1), until: day(6, 30), reason: String::new() }
}

#[test]
fn a_year_outside_the_calendar() {
    for year in [0, -1, 10_000] {
        let sentence = format!("year {year} is outside the calendar: give one from 1 to 9999");
        assert_only(|agenda| agenda.year = year, &sentence);
    }
}

#[test]
fn an_id_that_stands_twice() {
    let again = |agenda: &mut Agenda| agenda.roster.members.push(agenda.roster.members[0].clone());
    assert_only(again, "id `m0` stands twice in members");
    let again = |agenda: &mut Agenda| agenda.roster.organizations.push(agenda.roster.organizations[2].clone());
    assert_only(again, "id `o2` stands twice in organizations");
}

#[test]
fn a_list_that_names_somebody_or_some_place_unknown() {
    let nobody = "placements name member `m7`, who is not in the roster";
    assert_only(|agenda| agenda.placements.push(place(7, 0)), nobody);
    let nobody = "blocked days name member `m7`, who is not in the roster";
    assert_only(|agenda| agenda.blocked.push(blocked(Whom::Member(member(7)))), nobody);
    let nowhere = "placements name organization `o7`, which is not in the roster";
    assert_only(|agenda| agenda.placements.push(place(0, 7)), nowhere);
    let nowhere = "meetings name organization `o7`, which is not in the roster";
    assert_only(|agenda| agenda.meetings[0].organization = org(7), nowhere);
    let nowhere = "blocked days name organization `o7`, which is not in the roster";
    assert_only(|agenda| agenda.blocked.push(blocked(Whom::Organization(org(7)))), nowhere);
}

#[test]
fn organizations_that_lie_in_each_other() {
    let mut agenda = sound();
    agenda.roster.organizations[1].parent = Some(org(2));
    let sentence = |at| format!("organization `o{at}` is a sub-cell of itself");
    assert_eq!(said(&agenda), [sentence(1), sentence(2)]);
    assert_only(|agenda| agenda.roster.organizations[0].parent = Some(org(0)), &sentence(0));
}

#[test]
fn a_meeting_twice_is_one_unless_the_words_differ() {
    let mut agenda = sound();
    agenda.meetings.push(agenda.meetings[0].clone());
    let policy = Numbers::default().policy();
    assert_eq!(schedule(&policy, &agenda, day(1, 4)), schedule(&policy, &sound(), day(1, 4)));
    agenda.meetings[2].place = "nơi khác".into();
    assert_eq!(said(&agenda), ["the meeting of `o0` on 2021-03-04 stands twice, with different words: keep one"]);
}

#[test]
fn blocked_days_end_where_they_begin_at_the_earliest() {
    let span = |until| Blocked { until, ..blocked(Whom::Member(member(0))) };
    let sentence = "blocked days end on 2021-05-31, before they begin on 2021-06-01";
    assert_only(|agenda| agenda.blocked.push(span(day(5, 31))), sentence);
    let one_day = Agenda { blocked: vec![span(day(6, 1))], ..sound() };
    assert!(schedule(&Numbers::default().policy(), &one_day, day(1, 4)).is_ok());
}

#[test]
fn visits_to_keep_that_cannot_be() {
    let made = |day, number| visit(0, 0, day, number, Stage::Made);
    let then = "visit 1 of member `m0` cannot have been made on 2021-05-05";
    assert_only(|agenda| agenda.visits.push(made(day(5, 5), 1)), then);
    let mut last_year = made(day(3, 4), 1);
    last_year.day = "2020-03-04".parse().unwrap();
    let then = "visit 1 of member `m0` cannot have been made on 2020-03-04";
    assert_only(|agenda| agenda.visits.push(last_year), then);
    let zero = "a visit of member `m0` has number 0: visits are numbered from 1";
    assert_only(|agenda| agenda.visits.push(made(day(3, 4), 0)), zero);
    let twice = "member `m0` visits `o0` on 2021-03-04 twice";
    assert_only(|agenda| agenda.visits.extend([made(day(3, 4), 1), made(day(3, 4), 2)]), twice);
    let number = "member `m0` has two visits with number 1";
    assert_only(|agenda| agenda.visits.extend([made(day(3, 4), 1), made(day(4, 1), 1)]), number);
    let today = Agenda { visits: vec![made(day(5, 4), 1)], ..sound() };
    assert!(schedule(&Numbers::default().policy(), &today, day(5, 4)).is_ok(), "made today");
}

#[test]
fn a_visit_to_reopen_that_is_not_there() {
    let reopened = Reopened { member: member(0), number: 3 };
    let sentence = "member `m0` has no visit 3 to reopen";
    assert_only(|agenda| agenda.reopened.push(reopened), sentence);
}

#[test]
fn all_defects_are_told_at_once_and_each_once() {
    let mut agenda = Agenda { year: 0, ..sound() };
    agenda.placements.extend([place(7, 7), place(7, 7)]);
    agenda.reopened.push(Reopened { member: member(0), number: 3 });
    assert_eq!(said(&agenda).len(), 4);
    let refused = schedule(&Numbers::default().policy(), &agenda, day(5, 4)).unwrap_err().to_string();
    assert!(refused.starts_with("the agenda has 4 defects: year 0 is outside"), "{refused}");
}

#[test]
fn what_stands_in_the_way_has_one_name_in_code_and_in_files() {
    for why in Hindrance::ALL {
        assert_eq!(serde_json::to_value(why).unwrap(), why.name());
    }
}
