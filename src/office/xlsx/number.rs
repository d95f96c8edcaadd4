//! Numbers of a workbook, exactly: digits are moved, never rounded.

use chrono::{Datelike as _, Days, NaiveDate};

/// A number as plain digits if it is whole, else as it is written.
pub(super) fn digits(raw: &str) -> String {
    whole(raw).unwrap_or_else(|| raw.to_owned())
}

/// The digits of a whole number, however it is written: `44535`, `44535.0`, `4.4535E4`.
fn whole(raw: &str) -> Option<String> {
    let (sign, rest) = raw.strip_prefix('-').map_or(("", raw), |rest| ("-", rest));
    let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
    let exponent: i64 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    let (left, right) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: String = format!("{left}{right}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let point = i64::try_from(left.len()).ok()?.checked_add(exponent).filter(|point| (0..=20).contains(point))?;
    let point = usize::try_from(point).ok()?;
    let kept: String = digits.chars().chain(std::iter::repeat('0')).take(point).collect();
    if digits.chars().skip(point).any(|digit| digit != '0') {
        return None;
    }
    let kept = kept.trim_start_matches('0');
    Some(if kept.is_empty() { "0".to_owned() } else { format!("{sign}{kept}") })
}

/// The day that a whole number stands for, as dd/mm/yyyy; nothing for a time of day or a day no calendar has.
pub(super) fn day(raw: &str, from_1904: bool) -> Option<String> {
    let serial: u64 = whole(raw)?.parse().ok()?;
    // Counted from 1900 as Excel does, which takes 1900 for a leap year: so from 30/12/1899 for all days after February of 1900.
    let first = if from_1904 { NaiveDate::from_ymd_opt(1904, 1, 1) } else { NaiveDate::from_ymd_opt(1899, 12, 30) };
    let day = first?.checked_add_days(Days::new(serial))?;
    Some(format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year()))
}
