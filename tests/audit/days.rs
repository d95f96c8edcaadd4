//! A calendar counted out day by day, so that nothing here rests on the arithmetic it checks.

use chrono::NaiveDate;
use std::sync::OnceLock;

/// Days are counted from 01/01/1890, a Wednesday, up to 31/12/2210.
pub type Day = i64;

struct Calendar {
    days: Vec<(i32, u32, u32)>,
    first_of_year: Vec<Day>,
}

const FIRST_YEAR: i32 = 1890;

fn calendar() -> &'static Calendar {
    static CALENDAR: OnceLock<Calendar> = OnceLock::new();
    CALENDAR.get_or_init(|| {
        let mut calendar = Calendar { days: Vec::new(), first_of_year: Vec::new() };
        for year in FIRST_YEAR..=2210 {
            calendar.first_of_year.push(calendar.days.len() as Day);
            let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            let months = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            for (month, length) in (1..).zip(months) {
                for day in 1..=length {
                    calendar.days.push((year, month, day));
                }
            }
        }
        calendar
    })
}

/// The number of a day; a day that is none is a fault of the test.
pub fn day(year: i32, month: u32, of_month: u32) -> Day {
    let calendar = calendar();
    let first = calendar.first_of_year[(year - FIRST_YEAR) as usize];
    let mut at = first;
    while calendar.days[at as usize] != (year, month, of_month) {
        at += 1;
        assert!(at - first < 366, "no day {of_month}/{month}/{year}");
    }
    at
}

pub fn year_of(day: Day) -> i32 {
    calendar().days[day as usize].0
}

pub fn month_of(day: Day) -> u32 {
    calendar().days[day as usize].1
}

/// 0 for Monday to 6 for Sunday.
pub fn weekday(day: Day) -> i64 {
    (day + 2) % 7
}

pub fn date(day: Day) -> NaiveDate {
    let (year, month, of_month) = calendar().days[day as usize];
    NaiveDate::from_ymd_opt(year, month, of_month).unwrap()
}

pub fn is_rest(day: Day, holidays: &[Day]) -> bool {
    weekday(day) >= 5 || holidays.contains(&day)
}
