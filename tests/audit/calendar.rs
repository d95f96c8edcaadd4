//! The arithmetic of days, exhaustively: every day from 1900 to 2199, notices of 0 to 60 days, deadlines under every reading.

use crate::days::{Day, date, day, is_rest};
use phancong::compliance::{RestDays, days_of_notice, last_good_day, last_notice_day};
use phancong::{BeforeDay, NoticeDays, Readings, RollDay};

/// A holiday every 41st day, so that they fall on every weekday.
fn some_holidays() -> Vec<Day> {
    (day(1899, 1, 1)..day(2200, 12, 31)).step_by(41).collect()
}

#[test]
fn calendar_notice_of_every_day_and_every_length() {
    let none = RestDays::default();
    for meeting in day(1900, 1, 1)..=day(2199, 12, 31) {
        for days in 0..=60_u32 {
            let last = last_notice_day(date(meeting), days, NoticeDays::Calendar, &none);
            assert_eq!(last, date(meeting - Day::from(days)));
            assert_eq!(days_of_notice(last, date(meeting), NoticeDays::Calendar, &none), i64::from(days));
        }
    }
}

#[test]
fn working_notice_of_every_day_and_every_length() {
    let holidays = some_holidays();
    let rest = RestDays::new(&holidays.iter().copied().map(date).collect::<Vec<_>>());
    let off: std::collections::HashSet<Day> = holidays.into_iter().collect();
    let works = |d: Day| !is_rest(d, &[]) && !off.contains(&d);
    for meeting in day(1900, 1, 1)..=day(2199, 12, 31) {
        // Counted backwards day by day: after so many working days the next day back is the last one good for the notice.
        let (mut back, mut counted) = (meeting, 0);
        let mut last = vec![meeting; 61];
        while counted < 60 {
            counted += usize::from(works(back));
            back -= 1;
            if works(back + 1) {
                last[counted] = back;
            }
        }
        for days in [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 15, 30, 59, 60_u32] {
            let found = last_notice_day(date(meeting), days, NoticeDays::Working, &rest);
            assert_eq!(found, date(last[days as usize]), "{days} working days before {}", date(meeting));
            let counted = days_of_notice(found, date(meeting), NoticeDays::Working, &rest);
            assert_eq!(counted, i64::from(days), "{days} working days before {}", date(meeting));
            let later = date(last[days as usize] + 1);
            assert!(days == 0 || days_of_notice(later, date(meeting), NoticeDays::Working, &rest) < i64::from(days));
        }
    }
}

#[test]
fn deadlines_of_every_day_under_every_reading() {
    let holidays = some_holidays();
    let rest = RestDays::new(&holidays.iter().copied().map(date).collect::<Vec<_>>());
    let off: std::collections::HashSet<Day> = holidays.into_iter().collect();
    for before in day(1900, 1, 1)..=day(2199, 12, 31) {
        let mut rolled = before;
        while is_rest(rolled, &[]) || off.contains(&rolled) {
            rolled += 1;
        }
        let good = |before_day, roll| {
            let readings = Readings { before: before_day, roll, ..Readings::default() };
            last_good_day(date(before), &readings, &rest)
        };
        assert_eq!(good(BeforeDay::Strict, RollDay::None), date(before - 1));
        assert_eq!(good(BeforeDay::Inclusive, RollDay::None), date(before));
        assert_eq!(good(BeforeDay::Strict, RollDay::NextWorkingDay), date(rolled - 1));
        assert_eq!(good(BeforeDay::Inclusive, RollDay::NextWorkingDay), date(rolled));
    }
}

/// A meeting on Thursday 09/09/2021, after two holidays on Thursday 02/09 and Friday 03/09.
#[test]
fn the_last_day_for_working_days_of_notice_lies_before_weekends_and_holidays() {
    let rest = RestDays::new(&[day(2021, 9, 2), day(2021, 9, 3)].map(date));
    let meeting = date(day(2021, 9, 9));
    let expected = [(9, 9), (9, 8), (9, 7), (9, 6), (9, 5), (8, 31), (8, 30), (8, 29), (8, 26)];
    for (days, (month, of_month)) in (0..).zip(expected) {
        let last = last_notice_day(meeting, days, NoticeDays::Working, &rest);
        assert_eq!(last, date(day(2021, month, of_month)), "{days} working days");
        assert_eq!(days_of_notice(last, meeting, NoticeDays::Working, &rest), i64::from(days));
    }
    for of_month in 1..=5 {
        let given = date(day(2021, 9, of_month));
        assert_eq!(
            days_of_notice(given, meeting, NoticeDays::Working, &rest),
            4,
            "{of_month}/09 or the Sunday after it"
        );
    }
}

#[test]
fn holidays_count_once_whatever_their_order() {
    let (wednesday, thursday, friday, saturday, monday) =
        (day(2021, 9, 1), day(2021, 9, 2), day(2021, 9, 3), day(2021, 9, 4), day(2021, 9, 6));
    let given = RestDays::new(&[friday, thursday, saturday, friday].map(date));
    assert_eq!(given, RestDays::new(&[thursday, friday].map(date)));
    assert!([thursday, friday, saturday].iter().all(|d| given.contains(date(*d))));
    assert_eq!(days_of_notice(date(wednesday), date(monday), NoticeDays::Working, &given), 1);
}

#[test]
fn the_ends_of_the_calendar_stop_and_do_not_overflow() {
    let (first, last) = (chrono::NaiveDate::MIN, chrono::NaiveDate::MAX);
    let rest = RestDays::new(&[last]);
    for count in NoticeDays::ALL {
        assert_eq!(last_notice_day(first, u32::MAX, *count, &rest), first);
        assert!(last_notice_day(last, u32::MAX, *count, &rest) <= last);
        assert!(days_of_notice(first, last, *count, &rest) > 0);
        assert!(days_of_notice(last, first, *count, &rest) <= 0);
    }
    for before in BeforeDay::ALL {
        for roll in RollDay::ALL {
            let readings = Readings { before: *before, roll: *roll, ..Readings::default() };
            assert!(last_good_day(first, &readings, &rest) >= first);
            assert!(last_good_day(last, &readings, &rest) <= last);
        }
    }
}
