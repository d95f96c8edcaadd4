//! Random years: the audit says what the naive reading says, finding by finding.

use crate::days::{Day, day};
use crate::oracle::{Answer, Answers, Oracle};
use crate::scene::Scene;
use chrono::Datelike;
use phancong::audit;
use phancong::compliance::{DayOf, Finding, Findings, Note, Party};

fn party(party: &Party) -> String {
    match party {
        Party::Member(id) => format!("member {id}"),
        Party::Organization(id) => format!("organization {id}"),
        Party::Committee(id) => format!("committee {id}"),
        Party::Board => "board".into(),
    }
}

fn number(on: chrono::NaiveDate) -> Day {
    day(on.year(), on.month(), on.day())
}

/// The key under which the naive reading gives its answer.
pub fn key(scene: &Scene, finding: &Finding) -> String {
    let toward = finding.toward.as_ref().map(party).unwrap_or_default();
    let meeting = finding.day_of(DayOf::Meeting).map(|on| number(on).to_string()).unwrap_or_default();
    let key = format!("{}|{}|{toward}|{meeting}", finding.rule, party(&finding.about));
    if finding.notes.iter().any(|note| matches!(note, Note::Places { .. })) && finding.rule.as_str() == "TABLE" {
        return key + "unplaced";
    }
    if finding.rule.as_str() != "CHANGE" {
        return key;
    }
    let change = &scene.moves[finding.records[0].number - 1];
    let papers =
        [change.requested, change.decided].iter().filter(|paper| paper.is_some_and(|on| on <= scene.as_of)).count();
    format!("{key}{}|{:?}|{:?}|{papers}", change.on, change.from, change.to)
}

pub fn answers(scene: &Scene, findings: &Findings) -> Answers {
    let answer = |finding: &Finding| -> Answer {
        (finding.verdict.key(), finding.count.map(|count| (count.low, count.high, count.need, count.assigned)))
    };
    let mut answers = Answers::new();
    for finding in &findings.findings {
        // A change that stands twice with different papers on days not seen is one change to the naive reading.
        answers.entry(key(scene, finding)).or_insert_with(|| answer(finding));
    }
    answers
}

/// How many random years are asked for: CI asks for 1,000,000.
pub fn asked() -> Option<u64> {
    std::env::var("PHANCONG_CASES").ok().and_then(|text| text.parse().ok())
}

fn cases() -> u64 {
    asked().unwrap_or(20_000)
}

/// Compares one year; the message names the seed, so that the year can be looked at.
fn compare(seed: u64) {
    let scene = Scene::random(seed);
    let findings = audit(&scene.policy(), &scene.table(), &scene.records(), crate::days::date(scene.as_of))
        .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
    let ours = answers(&scene, &findings);
    let naive = Oracle::new(&scene, false).answers();
    for key in ours.keys().chain(naive.keys()) {
        assert_eq!(ours.get(key), naive.get(key), "seed {seed}, {key}\n{scene:#?}");
    }
}

/// What stands beside a verdict as its other reading is what the naive reading says under the other reading.
fn compare_other(seed: u64) {
    let scene = Scene::random(seed);
    let findings = audit(&scene.policy(), &scene.table(), &scene.records(), crate::days::date(scene.as_of)).unwrap();
    let naive = Oracle::new(&scene, true).answers();
    let dated = ["REG", "REGBY", "PICK", "PICKBY", "TABLE", "MREP", "OREP"];
    for finding in findings.findings.iter().filter(|finding| dated.contains(&finding.rule.as_str())) {
        let key = key(&scene, finding);
        let other = finding.other_reading.unwrap_or(finding.verdict).key();
        let unplaced = key.ends_with("unplaced") || (finding.rule.as_str() == "TABLE" && key.contains("committee"));
        assert!(unplaced || naive[&key].0 == other, "seed {seed}, {key}: {other}, naive {:?}\n{scene:#?}", naive[&key]);
    }
}

#[test]
fn random_years_are_judged_as_by_the_naive_reading() {
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let cases = cases();
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || (thread..cases).step_by(threads as usize).for_each(compare));
        }
    });
}

#[test]
fn the_other_reading_shown_is_the_naive_one() {
    (0..cases() / 10).for_each(compare_other);
}
