//! Visits as calendar entries (iCalendar, RFC 5545): each a whole day, with a reminder on the last day of notice.
//!
//! The id of an entry is made from what it is, so that the same entry has the same id in every file, and a program that opens a later file
//! moves the entry instead of adding a second one, if its sequence number has grown. Nothing here reads a clock: the day the file is made
//! is given.

use super::paper::{Unprintable, check_text};
use super::set::sha256;
use chrono::{Datelike, NaiveDate};
use std::fmt;

/// An entry of one day.
///
/// Example: [`write`](crate::office::ics::write()).
#[derive(Clone, PartialEq, Eq)]
pub struct Event {
    /// What makes it this entry and no other, whatever its day: for example the year, the member and the number of the visit. No line feeds.
    pub key: Vec<String>,
    /// Grows by 1 with each change of the entry.
    pub sequence: u32,
    /// Its day.
    pub day: NaiveDate,
    /// The day to be reminded on, if any; not after the day itself.
    pub remind: Option<NaiveDate>,
    /// What it is, in a line.
    pub summary: String,
    /// Where; empty when not known.
    pub place: String,
    /// What else is to be known; empty when nothing is.
    pub description: String,
    /// Whether it is called off.
    pub cancelled: bool,
}

/// People's names stay out of logs.
impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Event {{ day: {}, sequence: {}, cancelled: {} }}", self.day, self.sequence, self.cancelled)
    }
}

impl Event {
    /// Its id in every file: SHA-256 of the key.
    #[must_use]
    pub fn uid(&self) -> String {
        // No id has a line feed, so no two keys are one text.
        format!("{}@phancong", sha256(self.key.join("\n").as_bytes()))
    }
}

/// Writes entries into one calendar, in the order given, as made on a day. Lines end with CR and LF and are folded at 75 bytes, between letters.
///
/// # Errors
/// [`Unprintable`] for a text with a character that cannot be seen or printed; its number is that of the entry.
///
/// ```
/// use phancong::office::ics::{Event, write};
/// # let day = |text: &str| text.parse().unwrap_or_default();
/// let visit = Event {
///     key: vec!["2021".into(), "UV-01".into(), "1".into()],
///     sequence: 0,
///     day: day("2021-03-04"),
///     remind: Some(day("2021-02-22")),
///     summary: "Dự sinh hoạt: Đảng bộ xã Ba Bích".into(),
///     place: String::new(),
///     description: String::new(),
///     cancelled: false,
/// };
/// let text = String::from_utf8_lossy(&write(&[visit], day("2021-01-05"))?).into_owned();
/// assert!(text.contains("DTSTART;VALUE=DATE:20210304\r\n"));
/// assert!(text.contains("TRIGGER:-P10D\r\n"));
/// # Ok::<(), phancong::office::paper::Unprintable>(())
/// ```
pub fn write(events: &[Event], made: NaiveDate) -> Result<Vec<u8>, Unprintable> {
    let mut text = String::new();
    let mut put = |line: &str| fold(&mut text, line);
    ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//phancong//VI", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
        .into_iter()
        .for_each(&mut put);
    for (number, event) in (1usize..).zip(events) {
        for field in [&event.summary, &event.place, &event.description] {
            check_text("ics", number, field)?;
        }
        put("BEGIN:VEVENT");
        put(&format!("UID:{}", event.uid()));
        put(&format!("DTSTAMP:{}T000000Z", date(made)));
        put(&format!("SEQUENCE:{}", event.sequence));
        put(&format!("DTSTART;VALUE=DATE:{}", date(event.day)));
        put(&format!("DTEND;VALUE=DATE:{}", date(event.day.succ_opt().unwrap_or(event.day))));
        put(&format!("SUMMARY:{}", escaped(&event.summary)));
        for (name, field) in [("LOCATION", &event.place), ("DESCRIPTION", &event.description)] {
            if !field.is_empty() {
                put(&format!("{name}:{}", escaped(field)));
            }
        }
        put(if event.cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
        put("TRANSP:OPAQUE");
        let days = event.remind.map(|remind| event.day.signed_duration_since(remind).num_days());
        if let Some(days) = days.filter(|days| *days >= 0 && !event.cancelled) {
            put("BEGIN:VALARM");
            put("ACTION:DISPLAY");
            put(&format!("TRIGGER:-P{days}D"));
            put(&format!("DESCRIPTION:{}", escaped(&event.summary)));
            put("END:VALARM");
        }
        put("END:VEVENT");
    }
    put("END:VCALENDAR");
    Ok(text.into_bytes())
}

fn date(day: NaiveDate) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | ';' | ',') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// A line, broken where it would be longer than 75 bytes; what follows begins with a space.
fn fold(text: &mut String, line: &str) {
    let mut used = 0;
    for letter in line.chars() {
        if used + letter.len_utf8() > 75 {
            text.push_str("\r\n ");
            used = 1;
        }
        text.push(letter);
        used += letter.len_utf8();
    }
    text.push_str("\r\n");
}
