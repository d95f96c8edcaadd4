//! Roll call: every variant of every noun speaks both languages, and no id and no number of it is left unsaid.
//!
//! It lives here and not in `tests/`, because only inside the crate a match over an open enumeration can be held to be complete.

mod samples;

use super::{Language, Names, Words, readings};
use crate::calendar::Stage;
use crate::policy::*;
use samples::names;
use std::collections::BTreeSet;
use std::fmt::Debug;

/// A piece of a value that its sentence must contain.
#[derive(Debug, PartialEq, Eq)]
enum Fact {
    Id(String),
    Text(String),
    Number(u128),
    Day(String),
}

/// Every id, text, number and day in a value, read from its debug form.
fn facts(value: &impl Debug) -> Vec<Fact> {
    let text = format!("{value:?}");
    let mut facts = Vec::new();
    let mut rest = text.as_str();
    while let Some(letter) = rest.chars().next() {
        let (quote, after) = (letter, &rest[letter.len_utf8()..]);
        if quote == '`' || quote == '"' {
            let end = after.find(quote).unwrap();
            let inner = after[..end].to_owned();
            facts.push(if quote == '`' { Fact::Id(inner) } else { Fact::Text(inner) });
            rest = &after[end + 1..];
        } else if letter.is_ascii_alphanumeric() {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            let word = &rest[..end];
            let is_day = end == 4 && rest.len() >= 10 && &rest[4..5] == "-" && &rest[7..8] == "-";
            if is_day {
                facts.push(Fact::Day(format!("{}/{}/{}", &rest[8..10], &rest[5..7], &rest[..4])));
                rest = &rest[10..];
                continue;
            } else if let Ok(number) = word.parse() {
                facts.push(Fact::Number(number));
            } else if word.len() == 64 {
                facts.push(Fact::Text(word.to_owned()));
            }
            rest = &rest[end..];
        } else {
            rest = after;
        }
    }
    facts
}

fn numbers(sentence: &str) -> BTreeSet<u128> {
    sentence.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// Whether the sentence has the fact; a known id stands with its name.
fn says(sentence: &str, fact: &Fact, names: &Names) -> bool {
    match fact {
        Fact::Id(id) => {
            let named = |name: Option<&str>| name.map(|name| sentence.contains(&format!("{name} ({id})")));
            let member = id.parse().ok().and_then(|id| named(names.member(&id)));
            let organization = || id.parse().ok().and_then(|id| named(names.organization(&id)));
            let area = || id.parse().ok().and_then(|id| named(names.area(&id)));
            member.or_else(organization).or_else(area).unwrap_or_else(|| sentence.contains(id))
        }
        Fact::Text(text) | Fact::Day(text) => sentence.contains(text),
        Fact::Number(number) => numbers(sentence).contains(number),
    }
}

fn is_vietnamese(letter: char) -> bool {
    letter.is_alphabetic() && matches!(letter, '\u{c0}'..='\u{1b0}' | '\u{1ea0}'..='\u{1ef9}')
}

#[track_caller]
fn well_formed(sentence: &str) {
    for line in sentence.lines() {
        assert_eq!(line, line.trim(), "space at an end: {sentence}");
        assert!(!line.is_empty(), "empty line: {sentence}");
        assert!(!line.contains("  ") && !line.contains(" ,") && !line.contains(".."), "spacing: {line}");
        assert!(!line.contains("()") && !line.contains("“”"), "empty brackets: {line}");
    }
    let first = sentence.chars().next().unwrap();
    assert!(first.is_uppercase() || first == '“', "begins small: {sentence}");
    let last = sentence.lines().last().unwrap();
    assert!(last.ends_with('.') || last.starts_with("- "), "no full stop: {sentence}");
    let debugged = ["`", "\"", "{", "}", "Some(", "None", "::", "_"];
    let found = debugged.iter().find(|mark| sentence.contains(**mark));
    assert_eq!(found, None, "debug text: {sentence}");
    let is_type =
        |word: &str| word.chars().zip(word.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    let found = sentence.split(|c: char| !c.is_alphanumeric()).find(|word| is_type(word));
    assert_eq!(found, None, "a type name: {sentence}");
    let combining = sentence.chars().find(|letter| matches!(letter, '\u{300}'..='\u{36f}'));
    assert_eq!(combining, None, "not in composed form: {sentence}");
}

/// Holds each noun's sentences in both languages, with names and without, against the noun.
#[track_caller]
fn told<T: Words + Debug>(nouns: &[T]) {
    told_but(nouns, |_, _| false);
}

#[track_caller]
fn told_but<T: Words + Debug>(nouns: &[T], unsaid: impl Fn(&Fact, Language) -> bool) {
    for names in [names(), Names::default()] {
        let mut said = BTreeSet::new();
        for noun in nouns {
            for language in Language::ALL {
                let sentence = noun.say(&names, language);
                well_formed(&sentence);
                for fact in facts(noun).iter().filter(|fact| !unsaid(fact, language)) {
                    assert!(says(&sentence, fact, &names), "{fact:?} is left unsaid: {sentence}");
                }
                let vietnamese = sentence.chars().any(is_vietnamese);
                if names == Names::default() {
                    assert_eq!(vietnamese, language == Language::Vi, "language: {sentence}");
                }
                assert!(said.insert(sentence.clone()), "two different things in one sentence: {sentence}");
            }
        }
    }
}

#[test]
fn facts_are_read_from_values() {
    let id: crate::RuleId = "R-1".parse().unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2021, 12, 5).unwrap();
    let read = facts(&(id, "lý do", Some(17u32), day));
    let expected =
        [Fact::Id("R-1".into()), Fact::Text("lý do".into()), Fact::Number(17), Fact::Day("05/12/2021".into())];
    assert_eq!(read, expected);
    assert!(!says("170 đồng chí", &Fact::Number(17), &Names::default()));
    assert!(!says("đồng chí UV-901", &Fact::Id("UV-901".into()), &names()), "a known member stands with a name");
}

#[test]
fn defects() {
    told(&samples::whats());
    told(&samples::defects());
}

#[test]
fn notices() {
    told(&samples::notices());
}

#[test]
fn policy_defects() {
    // A topic and a cause are words of the policy's own check; each language says them in its own.
    told_but(&samples::policy_defects(), |fact, language| match fact {
        Fact::Text(text) => text == samples::TOPIC || text == samples::CAUSE && language == Language::Vi,
        _ => false,
    });
}

#[test]
fn errors() {
    told(&samples::errors());
    told(&samples::policy_errors());
    told(&samples::problem_errors());
    told(&samples::audit_errors());
    told(&samples::calendar_errors());
}

#[test]
fn conflicts_and_repairs() {
    told(&samples::repairs());
    told(&samples::conflicts());
    told(&samples::clashes());
    told_but(&samples::side_rules(), |fact, language| match fact {
        Fact::Text(text) => text != "so 47" && (text == samples::TEXT_VI) != (language == Language::Vi),
        _ => false,
    });
}

#[test]
fn the_year() {
    told(&samples::audit::record_defects());
    told(&samples::audit::findings());
    told(&samples::audit::forecasts());
    told(&samples::audit::visits());
    told(&samples::audit::changed());
}

#[test]
fn the_calendar() {
    // A visit that was never moved says nothing of it.
    told_but(&samples::calendar::visits(), |fact, _| *fact == Fact::Number(0));
    told(&samples::calendar::shortages());
    told(&samples::calendar::steps());
    told(&[samples::calendar::TALLY]);
    // The digest of the policy is for programs.
    let digest = |text: &str| text.len() == 64;
    told_but(&samples::calendar::calendars(), |fact, _| match fact {
        Fact::Text(text) => digest(text),
        fact => *fact == Fact::Number(0),
    });
}

#[test]
fn refused_agendas_and_calendars() {
    // A list or a field that is named by the library is said in the words of each language.
    let word = |fact: &Fact, _| matches!(fact, Fact::Text(text) if samples::calendar::is_word(text));
    told_but(&samples::calendar::agenda_defects(), word);
    told_but(&samples::calendar::faults(), word);
    told(&[samples::calendar::refused()]);
}

#[test]
fn parties_and_phrases() {
    use super::Phrase;
    use crate::compliance::Party;
    // Parts of sentences and lines of a frame: only what they say is held, not how they begin and end.
    fn said<T: Words + Debug>(nouns: &[T]) {
        for (noun, language) in nouns.iter().flat_map(|noun| Language::ALL.map(|language| (noun, language))) {
            let sentence = noun.say(&names(), language);
            assert!(!sentence.is_empty());
            for fact in facts(noun) {
                assert!(says(&sentence, &fact, &names()), "{fact:?} is left unsaid: {sentence}");
            }
        }
    }
    said(&[
        Party::Member("UV-901".parse().unwrap()),
        Party::Organization("to-chuc-901".parse().unwrap()),
        Party::Committee("huyen-901".parse().unwrap()),
        Party::Board,
    ]);
    let day = chrono::NaiveDate::from_ymd_opt(2022, 1, 20).unwrap();
    let (member, area, organization) =
        ("UV-901".parse().unwrap(), "dia-ban-901".parse().unwrap(), "to-chuc-901".parse().unwrap());
    said(&[
        Phrase::ToMember(&member),
        Phrase::ToCommittee(&area),
        Phrase::ToOrganization(&organization),
        Phrase::PlacedAt(&member),
        Phrase::PlacedIn(&area),
        Phrase::Receives(&organization),
        Phrase::VisitsOf(&member),
        Phrase::VisitsIn(&area),
        Phrase::VisitsAt(&organization),
        Phrase::State(Stage::Told { on: day }),
        Phrase::On(day),
        Phrase::CalendarOf(2021, day),
        Phrase::YearAsOf(2021, day),
        Phrase::MadeFrom("abc"),
    ]);
    let title = Phrase::Under("Kế hoạch 246").say(&Names::default(), Language::En);
    assert!(title.contains("“Kế hoạch 246”"));
    let at = |place, language| Phrase::At(place, Some(day)).say(&Names::default(), language);
    assert_eq!(at("Ba Tơ", Language::Vi), "Ba Tơ, ngày 20 tháng 01 năm 2022");
    assert_eq!(at("", Language::En), "20/01/2022");
}

#[test]
fn lines() {
    told(&samples::lines());
    // Zero is no minimum, so it is not told.
    told_but(&samples::loads(), |fact, _| *fact == Fact::Number(0));
}

#[test]
fn questions() {
    // Nobody more, no rank and no minimum: zero is said by leaving it out.
    let zero = |fact: &Fact, _| *fact == Fact::Number(0);
    told(&samples::barriers());
    told(&samples::moves());
    told(&samples::effects());
    told(&samples::forced());
    told_but(&samples::whys(), zero);
    told_but(&samples::views(), zero);
}

#[test]
fn drafts() {
    for (draft, language) in samples::drafts().iter().flat_map(|draft| Language::ALL.map(|language| (draft, language)))
    {
        let sentence = draft.say(&names(), language);
        well_formed(&sentence);
        for fact in facts(&(&draft.gap, &draft.diff)) {
            assert!(says(&sentence, &fact, &names()), "{fact:?} is left unsaid: {sentence}");
        }
    }
}

#[test]
fn trade_offs() {
    for (frontier, language) in
        samples::frontiers().iter().flat_map(|frontier| Language::ALL.map(|language| (frontier, language)))
    {
        let sentence = frontier.say(&names(), language);
        well_formed(&sentence);
        for fact in facts(&(&frontier.points.iter().map(|point| point.values).collect::<Vec<_>>(), &frontier.open)) {
            assert!(says(&sentence, &fact, &names()), "{fact:?} is left unsaid: {sentence}");
        }
        for point in &frontier.points {
            let numbers =
                facts(&point.way).into_iter().filter(|fact| *fact != Fact::Number(0) && *fact != Fact::Number(1));
            for fact in numbers {
                assert!(says(&sentence, &fact, &names()), "{fact:?} is left unsaid: {sentence}");
            }
        }
    }
}

#[test]
fn changed_tables() {
    told(&samples::change::shifts());
    told(&samples::change::diffs());
    told(&samples::change::letters());
}

#[test]
fn standings() {
    // A tier that bears its measure's key has no name of its own to say.
    told_but(&samples::standings(), |fact, _| match fact {
        Fact::Text(text) => samples::measures().iter().any(|measure| measure.name() == text),
        Fact::Number(number) => *number == 1,
        _ => false,
    });
}

#[test]
fn the_last_word_between_equals() {
    told(&samples::ties());
}

#[test]
fn the_judge() {
    told(&samples::rejections());
    told(&samples::miscounts());
    told(&samples::certificates());
}

#[test]
fn rules() {
    told_but(&samples::rules(), |fact, language| match fact {
        Fact::Text(text) => (text == samples::TEXT_VI) != (language == Language::Vi) && text != samples::ARTICLE,
        _ => false,
    });
}

#[test]
fn every_reading_of_every_switch() {
    let mut alternatives = vec![Readings::default()];
    macro_rules! each {
        ($($field:ident: $switch:ty),+ $(,)?) => {
            // A switch that is added and not listed here does not compile.
            let Readings { $($field: _,)+ shift_window: _, risk_days: _ } = Readings::default();
            $(for &reading in <$switch>::ALL {
                alternatives.push(Readings { $field: reading, ..Readings::default() });
            })+
        };
    }
    each! {
        locality: LocalityReading, own: OwnExtent, visits: VisitsCount, distinct: DistinctPlaces,
        registered_not_assigned: Counted, sub_cell_meetings: Counted, registration_deadline: Counted, before: BeforeDay,
        roll: RollDay, notice: NoticeDays, part_year: PartYear, differing_reports: Differing,
        locality_extent: LocalityExtent, quota_window: QuotaWindow, picked_visits: Counted, part_year_report: Counted,
        known: Known,
    }
    alternatives.push(Readings { shift_window: 47, ..Readings::default() });
    alternatives.push(Readings { risk_days: 47, ..Readings::default() });
    for language in Language::ALL {
        let mut worded = BTreeSet::new();
        let mut stated = BTreeSet::new();
        for alternative in &alternatives {
            let switches = readings(alternative, language);
            let entries = alternative.entries();
            assert_eq!(switches.len(), entries.len());
            for (switch, entry) in switches.into_iter().zip(entries) {
                assert_eq!(switch.key, entry.0);
                assert!(switch.key != "shift_window" || switch.reading.contains(&entry.1), "{}", switch.reading);
                let line = format!("{}: {}", switch.question, switch.reading);
                well_formed(&super::sentence(&line));
                assert_eq!(switch.reading.chars().any(is_vietnamese), language == Language::Vi, "{line}");
                stated.insert(entry);
                worded.insert(line);
            }
        }
        assert_eq!(worded.len(), stated.len(), "each reading has words of its own");
    }
}
