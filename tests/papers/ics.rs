//! Calendar entries: folded, escaped, with ids that stay.

use super::cases::cases;
use super::random::text;
use chrono::NaiveDate;
use phancong::office::ics::{Event, write};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn visit(number: u32) -> Event {
    Event {
        key: vec!["2021".into(), "UV-01".into(), number.to_string()],
        sequence: 0,
        day: day("2021-03-04"),
        remind: Some(day("2021-02-22")),
        summary: "Dự sinh hoạt tại Đảng bộ xã Ba Bích".into(),
        place: "Hội trường; tầng 2".into(),
        description: String::new(),
        cancelled: false,
    }
}

/// The lines as a program reads them: unfolded, as name and value.
fn lines(file: &[u8]) -> Vec<(String, String)> {
    let text = std::str::from_utf8(file).unwrap();
    assert!(text.ends_with("\r\n"));
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "a line of more than 75 bytes");
    let whole = text.replace("\r\n ", "");
    assert!(!whole.replace("\r\n", "").contains(['\r', '\n']));
    whole
        .split_terminator("\r\n")
        .map(|line| line.split_once(':').unwrap())
        .map(|(a, b)| (a.into(), b.into()))
        .collect()
}

fn value(file: &[u8], name: &str) -> Vec<String> {
    let unescaped = |value: String| {
        let (mut text, mut letters) = (String::new(), value.chars());
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => text.push(letters.next().unwrap()),
                ';' | ',' => panic!("not escaped: {value}"),
                other => text.push(other),
            }
        }
        text
    };
    lines(file).into_iter().filter(|line| line.0 == name).map(|line| unescaped(line.1)).collect()
}

#[test]
fn a_visit_is_a_whole_day_with_a_reminder_on_the_last_day_of_notice() {
    let file = write(&[visit(1)], day("2021-01-05")).unwrap();
    assert_eq!(value(&file, "DTSTART;VALUE=DATE"), ["20210304"]);
    assert_eq!(value(&file, "DTEND;VALUE=DATE"), ["20210305"]);
    assert_eq!(value(&file, "TRIGGER"), ["-P10D"]);
    assert_eq!(value(&file, "DTSTAMP"), ["20210105T000000Z"]);
    assert_eq!(value(&file, "LOCATION"), ["Hội trường; tầng 2"]);
}

#[test]
fn a_moved_visit_keeps_its_id_and_another_has_another() {
    let moved = Event { day: day("2021-05-06"), sequence: 1, summary: "Khác".into(), ..visit(1) };
    assert_eq!(visit(1).uid(), moved.uid());
    assert_ne!(visit(1).uid(), visit(2).uid());
    let parts = |one: &str, two: &str| Event { key: vec![one.into(), two.into()], ..visit(1) }.uid();
    assert_ne!(parts("a", "bc"), parts("ab", "c"));
}

#[test]
fn a_visit_that_is_called_off_says_so_and_reminds_nobody() {
    let file = write(&[Event { cancelled: true, ..visit(1) }], day("2021-01-05")).unwrap();
    assert_eq!(value(&file, "STATUS"), ["CANCELLED"]);
    assert!(value(&file, "TRIGGER").is_empty());
}

#[test]
fn a_reminder_after_the_visit_is_left_out() {
    let late = Event { remind: Some(day("2021-03-05")), ..visit(1) };
    assert!(value(&write(&[late], day("2021-01-05")).unwrap(), "TRIGGER").is_empty());
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn every_text_reads_back(texts in vec((text(), text(), text()), 0..5)) {
        let event = |(number, (summary, place, description)): (u32, &(String, String, String))| Event {
            summary: summary.clone(),
            place: place.clone(),
            description: description.clone(),
            ..visit(number)
        };
        let events: Vec<Event> = (1..).zip(&texts).map(event).collect();
        let file = write(&events, day("2021-01-05")).unwrap();
        let summaries: Vec<String> = texts.iter().map(|text| text.0.clone()).collect();
        prop_assert_eq!(value(&file, "SUMMARY"), summaries);
        let places: Vec<String> = texts.iter().map(|text| text.1.clone()).filter(|text| !text.is_empty()).collect();
        prop_assert_eq!(value(&file, "LOCATION"), places);
        let ids: BTreeSet<String> = value(&file, "UID").into_iter().collect();
        prop_assert_eq!(ids.len(), events.len());
    }
}
