//! Civil days: deadlines, working days, notice. Nothing overflows: past either end of the calendar a day is the end itself.

use crate::policy::{BeforeDay, NoticeDays, Readings, RollDay};
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The rest days: Saturdays, Sundays and the public holidays given.
///
/// ```
/// use chrono::NaiveDate;
/// use phancong::compliance::RestDays;
/// let day = |m, d| NaiveDate::from_ymd_opt(2021, m, d).unwrap_or_default();
/// let rest = RestDays::new(&[day(9, 2)]);
/// assert!(rest.contains(day(12, 5)) && rest.contains(day(9, 2)) && !rest.contains(day(12, 6)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RestDays {
    /// Holidays from Monday to Friday, sorted, each once.
    holidays: Vec<NaiveDate>,
}

impl RestDays {
    /// Saturdays, Sundays and these days.
    #[must_use]
    pub fn new(holidays: &[NaiveDate]) -> Self {
        let mut holidays: Vec<NaiveDate> = holidays.iter().copied().filter(|&day| !weekend(day)).collect();
        holidays.sort_unstable();
        holidays.dedup();
        Self { holidays }
    }

    /// Whether a day is a rest day.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        weekend(day) || self.holidays.binary_search(&day).is_ok()
    }

    /// The first working day on or after a day.
    #[must_use]
    pub fn next_working(&self, mut day: NaiveDate) -> NaiveDate {
        while self.contains(day) {
            let Some(next) = day.succ_opt() else { return day };
            day = next;
        }
        day
    }

    /// Working days after `start` up to and including `end`; 0 when `end` is not after `start`.
    fn working_between(&self, start: NaiveDate, end: NaiveDate) -> i64 {
        if end <= start {
            return 0;
        }
        let holidays =
            self.holidays.partition_point(|&day| day <= end) - self.holidays.partition_point(|&day| day <= start);
        weekdays_up_to(end) - weekdays_up_to(start) - i64::try_from(holidays).unwrap_or(i64::MAX)
    }
}

fn weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Mondays to Fridays from a fixed Monday, day 1 of the common era, up to and including a day; negative before it.
fn weekdays_up_to(day: NaiveDate) -> i64 {
    let days = i64::from(day.num_days_from_ce());
    days.div_euclid(7) * 5 + days.rem_euclid(7).min(5)
}

/// The day so many days earlier.
pub(crate) fn minus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}

/// The last day on which something due "before" a day is in time.
///
/// Under the strict reading it is the day before, under the inclusive one the day itself; with the roll, a deadline on a rest day first
/// moves to the next working day.
///
/// ```
/// use chrono::NaiveDate;
/// use phancong::{Readings, compliance::{RestDays, last_good_day}};
/// let day = |d| NaiveDate::from_ymd_opt(2021, 12, d).unwrap_or_default();
/// assert_eq!(last_good_day(day(5), &Readings::default(), &RestDays::default()), day(4));
/// ```
#[must_use]
pub fn last_good_day(before: NaiveDate, readings: &Readings, rest: &RestDays) -> NaiveDate {
    let rolled = match readings.roll {
        RollDay::None => before,
        RollDay::NextWorkingDay => rest.next_working(before),
    };
    match readings.before {
        BeforeDay::Strict => minus(rolled, 1),
        BeforeDay::Inclusive => rolled,
    }
}

/// Days of notice between the day it is given and the meeting: calendar days apart, or working days after the one up to and including the
/// other. 0 or less when the notice is not before the meeting.
///
/// ```
/// use chrono::NaiveDate;
/// use phancong::{NoticeDays, compliance::{RestDays, days_of_notice}};
/// let day = |d| NaiveDate::from_ymd_opt(2021, 3, d).unwrap_or_default();
/// assert_eq!(days_of_notice(day(1), day(11), NoticeDays::Calendar, &RestDays::default()), 10);
/// assert_eq!(days_of_notice(day(1), day(11), NoticeDays::Working, &RestDays::default()), 8);
/// ```
#[must_use]
pub fn days_of_notice(given: NaiveDate, meeting: NaiveDate, count: NoticeDays, rest: &RestDays) -> i64 {
    match count {
        NoticeDays::Calendar => meeting.signed_duration_since(given).num_days(),
        NoticeDays::Working => rest.working_between(given, meeting),
    }
}

/// The last day on which a notice of so many days can be given for a meeting.
///
/// # Complexity
/// O(log d · log h) for d days of the calendar and h holidays.
///
/// ```
/// use chrono::NaiveDate;
/// use phancong::{NoticeDays, compliance::{RestDays, last_notice_day}};
/// let day = |m, d| NaiveDate::from_ymd_opt(2021, m, d).unwrap_or_default();
/// assert_eq!(last_notice_day(day(12, 4), 10, NoticeDays::Calendar, &RestDays::default()), day(11, 24));
/// ```
#[must_use]
pub fn last_notice_day(meeting: NaiveDate, days: u32, count: NoticeDays, rest: &RestDays) -> NaiveDate {
    if count == NoticeDays::Calendar {
        return minus(meeting, u64::from(days));
    }
    if days == 0 {
        return meeting;
    }
    let enough = |given: NaiveDate| rest.working_between(given, meeting) >= i64::from(days);
    let (mut low, mut high) = (NaiveDate::MIN.num_days_from_ce(), meeting.num_days_from_ce());
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if NaiveDate::from_num_days_from_ce_opt(middle).is_some_and(enough) {
            low = middle;
        } else {
            high = middle;
        }
    }
    NaiveDate::from_num_days_from_ce_opt(low).unwrap_or(NaiveDate::MIN)
}

/// The first day of the year before the one that begins on a day.
pub(crate) fn year_before(first: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(first.year().saturating_sub(1), 1, 1).unwrap_or(NaiveDate::MIN)
}
