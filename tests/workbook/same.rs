//! The same facts in every format: as CSV in all its spellings, as workbooks in all of theirs, as JSON.

use super::build::Parts;
use super::cases::cases;
use chrono::{Datelike as _, NaiveDate};
use phancong::office::{csv, json, xlsx};
use phancong::strategies::{self, Season, Size};
use phancong::{Bounds, Problem, Roster, solve};
use proptest::collection::vec;
use proptest::prelude::*;
use std::fmt::Write as _;

/// Text that tries to break out of its cell in one format or another, as it is found in the facts: composed, in one line, without spaces at the ends.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = vec![
        "\"",
        ",",
        ";",
        "'",
        "=",
        "-",
        "@",
        " ",
        "sep=;",
        "＋",
        "\"\"",
        "<b>",
        "&amp;",
        "]]>",
        "_x0041_",
        "\\",
        "{\"",
        "\\u0041",
        "Nguyễn Thị Ước",
        "Ð🌾",
        "Hoà",
        "00123",
        "1E9",
        "05/12/2021",
        "TRUE",
        "#REF!",
    ];
    vec(proptest::sample::select(pieces), 1..6)
        .prop_map(|pieces| pieces.concat().trim().to_owned())
        .prop_filter("a name is not empty", |text| !text.is_empty())
}

/// Seasons with hostile names and reasons.
fn seasons() -> impl Strategy<Value = Season> {
    (strategies::any_season(Size::SMALL), vec(hostile(), 24)).prop_map(|(mut season, words)| {
        let Roster { areas, organizations, members, designations, bans, waivers, .. } = &mut season.roster;
        let texts = areas.iter_mut().map(|area| &mut area.name);
        let texts = texts.chain(organizations.iter_mut().map(|place| &mut place.name));
        let texts = texts.chain(members.iter_mut().map(|member| &mut member.name));
        let texts = texts.chain(designations.iter_mut().map(|pin| &mut pin.reason));
        let texts = texts.chain(bans.iter_mut().map(|ban| &mut ban.reason));
        let texts = texts.chain(waivers.iter_mut().map(|waiver| &mut waiver.reason));
        texts.zip(words.iter().cycle()).for_each(|(text, word)| word.clone_into(text));
        season
    })
}

/// What stands in a cell.
#[derive(Clone)]
enum Cell {
    Text(String),
    Number(u32),
    Day(NaiveDate),
}

fn text(value: impl ToString) -> Cell {
    Cell::Text(value.to_string())
}

fn maybe<T: ToString>(value: Option<T>) -> Cell {
    value.map_or_else(|| text(""), text)
}

fn bounds(load: Bounds) -> [Cell; 2] {
    [Cell::Number(load.min), load.max.map_or_else(|| text(""), Cell::Number)]
}

/// The lists of a roster as anybody would type them: name, header, rows.
fn tables(roster: &Roster) -> Vec<(&'static str, Vec<Vec<Cell>>)> {
    let mut tables = Vec::new();
    let mut table = |name, head: &[&str], rows: Vec<Vec<Cell>>| {
        let head = head.iter().map(text).collect();
        tables.push((name, std::iter::once(head).chain(rows).collect()));
    };
    let rows = roster.areas.iter().map(|area| {
        let [min, max] = bounds(area.load);
        vec![text(&area.id), text(&area.name), maybe(area.parent.as_ref()), min, max]
    });
    table("areas", &["id", "name", "parent", "min", "max"], rows.collect());
    let rows = roster.organizations.iter().map(|place| {
        let [min, max] = bounds(place.load);
        vec![text(&place.id), text(&place.name), text(&place.area), maybe(place.parent.as_ref()), min, max]
    });
    table("organizations", &["id", "name", "area", "parent", "min", "max"], rows.collect());
    let rows = roster.members.iter().map(|member| {
        let scope: Vec<&str> = member.scope.iter().map(|area| area.as_str()).collect();
        let scope = scope.join("; ");
        vec![text(&member.id), text(&member.name), text(&member.body), maybe(member.own.as_ref()), text(scope)]
    });
    table("members", &["id", "name", "body", "own", "scope"], rows.collect());
    let rows = roster.registrations.iter().map(|wish| {
        let on = wish.on.map_or_else(|| text(""), Cell::Day);
        vec![text(&wish.member), text(&wish.organization), Cell::Number(wish.rank), on]
    });
    table("registrations", &["member", "organization", "rank", "on"], rows.collect());
    let pair = ["member", "organization"];
    let reasons = ["member", "organization", "reason"];
    let rows =
        roster.designations.iter().map(|pin| vec![text(&pin.member), text(&pin.organization), text(&pin.reason)]);
    table("designations", &reasons, rows.collect());
    let rows = roster.bans.iter().map(|ban| vec![text(&ban.member), text(&ban.organization), text(&ban.reason)]);
    table("bans", &reasons, rows.collect());
    let rows = roster.nominations.iter().map(|one| vec![text(&one.member), text(&one.organization)]);
    table("nominations", &pair, rows.collect());
    let rows = roster.waivers.iter().map(|waiver| vec![text(&waiver.member), text(&waiver.reason)]);
    table("waivers", &["member", "reason"], rows.collect());
    for (name, list) in [("previous", &roster.previous), ("history", &roster.history)] {
        let rows = list.iter().map(|one| vec![text(&one.member), text(&one.organization)]);
        table(name, &pair, rows.collect());
    }
    tables
}

/// One list as CSV, as some program writes it.
fn written(rows: &[Vec<Cell>], separator: char, end: &str) -> String {
    let mut file = String::new();
    for row in rows {
        let cells = row.iter().map(|cell| {
            let cell = match cell {
                Cell::Text(text) => text.clone(),
                Cell::Number(number) => number.to_string(),
                Cell::Day(day) => format!("{:02}/{:02}/{}", day.day(), day.month(), day.year()),
            };
            let formula =
                cell.trim_start_matches('\'').trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            let cell = if formula { format!("'{cell}") } else { cell };
            let quoted = cell.contains([separator, '"', ',', ';']);
            if quoted { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
        });
        file += &cells.collect::<Vec<_>>().join(&separator.to_string());
        file += end;
    }
    file
}

#[derive(Clone, Copy, Debug)]
enum Encoding {
    Plain,
    Marked,
    Little,
    Big,
}

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    let marked = format!("\u{feff}{text}");
    match encoding {
        Encoding::Plain => text.as_bytes().to_vec(),
        Encoding::Marked => marked.into_bytes(),
        Encoding::Little => marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Big => marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    }
}

/// How a workbook is written: texts shared or in their cells, days from 1904 or 1900, rows and cells from the first or from the last.
#[derive(Clone, Copy, Debug)]
struct Manner {
    shared: bool,
    from_1904: bool,
    backwards: bool,
}

fn escaped(text: &str) -> String {
    let text = text.replace("_x", "_x005F_x");
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn workbook(roster: &Roster, manner: Manner) -> Vec<u8> {
    let (mut texts, mut count) = (String::new(), 0);
    let mut sheets = Vec::new();
    for (name, rows) in tables(roster) {
        let mut lines: Vec<String> = Vec::new();
        for (row, cells) in (1..).zip(&rows) {
            let mut line: Vec<String> = Vec::new();
            for (column, cell) in ('A'..).zip(cells) {
                let at = format!("r=\"{column}{row}\"");
                line.push(match cell {
                    Cell::Text(text) if text.is_empty() => continue,
                    Cell::Text(text) if manner.shared => {
                        let _ = write!(texts, "<si><t xml:space=\"preserve\">{}</t></si>", escaped(text));
                        count += 1;
                        format!("<c {at} t=\"s\"><v>{}</v></c>", count - 1)
                    }
                    Cell::Text(text) => {
                        format!("<c {at} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(text))
                    }
                    Cell::Number(number) => format!("<c {at}><v>{number}</v></c>"),
                    Cell::Day(day) => {
                        let first = if manner.from_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
                        let first = NaiveDate::from_ymd_opt(first.0, first.1, first.2).unwrap();
                        format!("<c {at} s=\"1\"><v>{}</v></c>", day.signed_duration_since(first).num_days())
                    }
                });
            }
            if manner.backwards {
                line.reverse();
            }
            lines.push(format!("<row r=\"{row}\">{}</row>", line.concat()));
        }
        if manner.backwards {
            lines.reverse();
        }
        sheets.push((name, format!("<sheetData>{}</sheetData>", lines.concat())));
    }
    let sheets: Vec<(&str, &str)> = sheets.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let epoch = if manner.from_1904 { "<workbookPr date1904=\"1\"/>" } else { "<workbookPr/>" };
    Parts::new(&sheets, &format!("count=\"{count}\">{texts}"), epoch).zipped()
}

/// The table and its proof as a document, or why there is none.
fn answer(season: &Season, roster: Roster) -> String {
    let rules = season.policy.in_force(season.day).unwrap();
    match Problem::new(roster, rules) {
        Ok(problem) => json::write_outcome(&problem, &solve(&problem).unwrap()).unwrap(),
        Err(defects) => defects.to_string(),
    }
}

const BOTH: [bool; 2] = [false, true];

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn f01_one_season_in_every_format_gives_one_table(season in seasons()) {
        let roster = &season.roster;
        let expected = answer(&season, roster.clone());
        for separator in [',', ';', '\t'] {
            for end in ["\n", "\r\n", "\r"] {
                for encoding in [Encoding::Plain, Encoding::Marked, Encoding::Little, Encoding::Big] {
                    let files: Vec<(String, Vec<u8>)> = tables(roster)
                        .iter()
                        .map(|(name, rows)| (format!("{name}.csv"), encoded(&written(rows, separator, end), encoding)))
                        .collect();
                    let read = csv::read_files(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
                    let (read, _) = read.unwrap_or_else(|rejected| panic!("{separator:?} {end:?} {encoding:?}: {rejected}"));
                    prop_assert_eq!(&read, roster, "{:?} {:?} {:?}", separator, end, encoding);
                }
            }
        }
        for shared in BOTH {
            for from_1904 in BOTH {
                for backwards in BOTH {
                    let manner = Manner { shared, from_1904, backwards };
                    let read = xlsx::read_workbook("so.xlsx", &workbook(roster, manner));
                    let (read, _) = read.unwrap_or_else(|rejected| panic!("{manner:?}: {rejected}"));
                    prop_assert_eq!(&read, roster, "{:?}", manner);
                    prop_assert_eq!(&answer(&season, read), &expected);
                }
            }
        }
        let document = json::write_problem(&season.policy, season.day, roster);
        match json::read_problem(document.as_bytes()) {
            Ok(problem) => {
                prop_assert_eq!(&json::write_outcome(&problem, &solve(&problem).unwrap()).unwrap(), &expected);
            }
            Err(refused) => prop_assert_eq!(refused.to_string(), expected),
        }
    }

    #[test]
    fn f07_what_is_written_and_read_is_written_again_byte_for_byte(season in seasons()) {
        let files = csv::roster_files(&season.roster).unwrap();
        let named = || files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        let book = xlsx::template(named()).unwrap();
        let (read, _) = xlsx::read_workbook("so.xlsx", &book).unwrap();
        prop_assert_eq!(&read, &season.roster);
        let again = csv::roster_files(&read).unwrap();
        prop_assert!(again == files);
        prop_assert!(xlsx::template(again.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))).unwrap() == book);
    }
}
