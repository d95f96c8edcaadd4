//! Days as an office writes them.

use chrono::{Datelike, NaiveDate};
use std::ops::RangeInclusive;

/// The years a season can lie in; outside them a digit was lost or doubled.
pub(in crate::office) const YEARS: RangeInclusive<i32> = 2000..=2100;

/// Reads `dd/mm/yyyy` (also with `.` or `-`) or `yyyy-mm-dd`. A year has four digits and lies in [`YEARS`].
///
/// The patterns of the calendar library are not used: they take `05/12/21` for the year 21 and `05/12/-2021` for a year too.
pub(in crate::office) fn read(text: &str) -> Option<NaiveDate> {
    let separator = text.chars().find(|letter| !letter.is_ascii_digit()).filter(|letter| "/.-".contains(*letter))?;
    let parts: Vec<&str> = text.split(separator).collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let iso = separator == '-' && first.len() == 4;
    let (year, day) = if iso { (first, last) } else { (last, first) };
    if year.len() != 4 || !(1..=2).contains(&month.len()) || !(1..=2).contains(&day.len()) {
        return None;
    }
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let year = i32::try_from(number(year)?).ok().filter(|year| YEARS.contains(year))?;
    NaiveDate::from_ymd_opt(year, number(month)?, number(day)?)
}

/// Writes a day so that [`read`] reads it; nothing for a day outside [`YEARS`].
pub(in crate::office) fn written(day: NaiveDate) -> Option<String> {
    let in_window = YEARS.contains(&day.year());
    in_window.then(|| format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year()))
}
