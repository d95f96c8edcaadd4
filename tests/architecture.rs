//! The walls of the house: which room may know which, and what no room may touch. The drawing is `ROOMS`; every file of `src` is held to it.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/examples.rs"]
mod examples;
#[path = "architecture/scan.rs"]
mod scan;

use scan::{attributes, lines_of_code, paths, tokens};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Each room, and the rooms it may name: only rooms that stand above it, so there is no circle. What is not here is not allowed.
const ROOMS: &[(&str, &[&str])] = &[
    // Nouns.
    ("id", &[]),
    ("cost", &[]),
    ("digest", &[]),
    ("listing", &[]),
    ("policy", &["digest", "id", "listing"]),
    ("day", &["policy"]),
    ("roster", &["id", "policy"]),
    ("plan", &["cost", "digest", "id", "roster"]),
    ("problem", &["cost", "digest", "id", "listing", "plan", "policy", "roster"]),
    // Judges.
    ("certify", &["cost", "digest", "id", "listing", "plan", "policy", "problem", "roster"]),
    ("compliance", &["day", "digest", "id", "listing", "policy", "roster"]),
    ("calendar", &["compliance", "day", "digest", "id", "listing", "policy", "roster"]),
    // All that can go wrong, for a program's `?`; the rooms above have errors of their own.
    ("error", &["calendar", "certify", "compliance", "cost", "id", "listing", "policy", "problem"]),
    // Engine rooms, and the verbs that have their key.
    ("flow", &[]),
    ("milp", &[]),
    ("solve", &["cost", "error", "flow", "id", "milp", "plan", "policy", "problem", "roster"]),
    ("schedule", &["calendar", "day", "digest", "error", "flow", "id", "policy", "roster"]),
    // Asks the engine through its door and has every plan judged before it speaks of it.
    ("explain", &["certify", "cost", "error", "id", "plan", "policy", "problem", "roster", "solve"]),
    // For tests of the embedder's own.
    ("laws", &["certify", "compliance", "cost", "error", "plan", "policy", "problem", "roster", "solve"]),
    ("strategies", &["compliance", "error", "id", "policy", "problem", "roster"]),
    // Words and files.
    (
        "report",
        &[
            "calendar",
            "certify",
            "compliance",
            "cost",
            "digest",
            "error",
            "explain",
            "id",
            "plan",
            "policy",
            "problem",
            "roster",
        ],
    ),
    (
        "office",
        &[
            "calendar",
            "certify",
            "compliance",
            "cost",
            "digest",
            "error",
            "explain",
            "id",
            "listing",
            "plan",
            "policy",
            "problem",
            "report",
            "roster",
        ],
    ),
];

const ENGINE: [&str; 4] = ["flow", "milp", "schedule", "solve"];

/// Parts of the standard library that look at the world outside.
const OUTSIDE: [&str; 7] = ["env", "fs", "net", "os", "process", "thread", "time"];
/// Those that `office` needs, to write a file whole.
const OFFICE_MAY: [&str; 2] = ["fs", "process"];

/// Words for clocks, chance and threads, whatever path leads to them.
const NOT_PURE: [&str; 9] =
    ["SystemTime", "Instant", "Local", "Utc", "rand", "getrandom", "RandomState", "temp_dir", "spawn"];

/// Words for rounded numbers, and the files that need one, with the reason.
const FLOATS: [&str; 2] = ["f32", "f64"];
const MAY_NAME_A_FLOAT: [(&str, &str); 2] =
    [("milp", "its solver counts in them"), ("office/json/text", "serde hands a fraction over as one, to be refused")];

/// What the engine room must not know: it has nodes and arcs.
const DOMAIN: [&str; 16] = [
    "Area",
    "AreaId",
    "Bounds",
    "Candidate",
    "Designation",
    "Member",
    "MemberId",
    "Nomination",
    "Organization",
    "OrganizationId",
    "Place",
    "Placement",
    "Plan",
    "Policy",
    "Problem",
    "Registration",
];

/// The judge, and the part of it that is asked only where there are side rules.
const JUDGE_LINES: [(bool, usize); 2] = [(false, 500), (true, 310)];
const FILE_LINES: usize = 450;

fn may_name(room: &str) -> Option<&'static [&'static str]> {
    ROOMS.iter().find(|(name, _)| *name == room).map(|(_, rooms)| *rooms)
}

/// The names that `lib.rs` gives out again, with the room each is from.
fn front_door(lib: &str) -> BTreeMap<String, String> {
    let lib = lib.replace("pub use ", "pub use crate::");
    let given = paths(&tokens(&lib), &[]);
    given
        .into_iter()
        .filter(|path| path.segments.len() == 3)
        .map(|p| (p.segments[2].clone(), p.segments[1].clone()))
        .collect()
}

/// Everything in a file that the house does not allow. `file` is its path under `src`, without `.rs`.
fn findings(file: &str, text: &str, door: &BTreeMap<String, String>) -> Vec<String> {
    let module: Vec<String> = if file == "lib" { vec![] } else { file.split('/').map(str::to_owned).collect() };
    let room = file.split('/').next().unwrap();
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut tell = |line: usize, what: String| found.push(format!("src/{file}.rs:{line}: {what}"));
    for path in paths(&tokens, &module) {
        let segments: Vec<&str> = path.segments.iter().map(String::as_str).collect();
        match segments[..] {
            ["crate", "*" | "self", ..] => tell(path.line, "names the whole crate, not a room".to_owned()),
            ["crate", name, ..] => {
                let other = door.get(name).map_or(name, String::as_str);
                if other != room && room != "lib" && !may_name(room).is_some_and(|rooms| rooms.contains(&other)) {
                    tell(path.line, format!("`{room}` may not name `{other}`"));
                }
            }
            ["std" | "core" | "alloc" | "chrono", "*" | "self", ..] => {
                tell(path.line, "names a whole library".to_owned())
            }
            ["std", part, ..] if OUTSIDE.contains(&part) && !(room == "office" && OFFICE_MAY.contains(&part)) => {
                tell(path.line, format!("`{room}` may not look outside through `std::{part}`"));
            }
            _ => {}
        }
    }
    let floats_allowed = MAY_NAME_A_FLOAT.iter().any(|(place, _)| *place == file);
    for token in &tokens {
        let word = token.text.as_str();
        if NOT_PURE.contains(&word) {
            tell(token.line, format!("`{word}`: the library reads no clock and no chance, and starts no thread"));
        }
        if FLOATS.contains(&word) && !floats_allowed {
            tell(token.line, format!("`{word}`: results are exact integers"));
        }
        if room == "flow" && DOMAIN.contains(&word) {
            tell(token.line, format!("`{word}`: the engine room knows nodes and arcs only"));
        }
    }
    for attribute in attributes(&tokens) {
        let has = |word: &str| attribute.iter().any(|token| token.text == word);
        if (has("allow") || has("expect")) && !has("reason") {
            tell(attribute[0].line, "an exception without a reason".to_owned());
        }
        if attribute.first().is_some_and(|token| token.text == "path") {
            tell(attribute[0].line, "a file stands where its module says".to_owned());
        }
    }
    found
}

/// Every file under `src`: its path there without `.rs`, and its text.
fn sources() -> BTreeMap<String, String> {
    fn walk(folder: &Path, under: &str, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            if entry.path().is_dir() {
                walk(&entry.path(), &format!("{under}{name}/"), found);
            } else if let Some(name) = name.strip_suffix(".rs") {
                found.insert(format!("{under}{name}"), fs::read_to_string(entry.path()).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut found);
    found
}

#[test]
fn every_file_keeps_to_the_drawing() {
    let sources = sources();
    let door = front_door(&sources["lib"]);
    let found: Vec<String> = sources.iter().flat_map(|(file, text)| findings(file, text, &door)).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_room_stands_in_the_drawing() {
    let drawn: BTreeSet<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    assert_eq!(drawn.len(), ROOMS.len(), "a room is drawn twice");
    let sources = sources();
    let there = sources.keys().map(|file| file.split('/').next().unwrap()).filter(|room| *room != "lib");
    let unknown: BTreeSet<&str> = there.filter(|room| !drawn.contains(room)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn the_drawing_itself_keeps_the_laws_of_the_house() {
    let names = |room: &str, other: &str| may_name(room).unwrap().contains(&other);
    for (room, rooms) in ROOMS {
        assert!(!rooms.contains(&"office"), "{room}");
        assert!(!rooms.contains(&"report") || *room == "office", "{room}");
        let has_the_key = ["schedule", "solve"].contains(room);
        assert!(!["flow", "milp"].iter().any(|engine| rooms.contains(engine)) || has_the_key, "{room}");
    }
    assert!(["plan", "problem"].iter().all(|other| !names("compliance", other)));
    for (at, (room, rooms)) in ROOMS.iter().enumerate() {
        let stands_above = |other: &&str| ROOMS[..at].iter().any(|(above, _)| above == other);
        assert!(rooms.iter().all(stands_above), "{room} names a room that does not stand above it");
    }
    // No way from a judge leads to the engine, however many rooms it passes.
    for judge in ["calendar", "certify", "compliance"] {
        let mut reached = BTreeSet::from([judge]);
        let mut open = vec![judge];
        while let Some(room) = open.pop() {
            open.extend(may_name(room).unwrap().iter().filter(|other| reached.insert(other)));
        }
        assert!(ENGINE.iter().all(|engine| !reached.contains(engine)), "{judge}: {reached:?}");
    }
}

/// The files that may name each other in a circle: the module they are parts of, the parts, the reason.
const CIRCLES: [(&str, &[&str], &str); 2] = [
    (
        "certify",
        &["bound", "rejection", "side"],
        "a bound takes in side rules, and their proof is a bound for each part",
    ),
    ("certify/side", &["proof", "table"], "a table has the prices of a proof, and a proof is read over a table"),
];

#[test]
fn files_side_by_side_name_each_other_in_no_circle() {
    let allowed = CIRCLES.map(|(under, parts, _)| (under.to_owned(), parts.iter().map(ToString::to_string).collect()));
    assert_eq!(circles::circles(&sources()), BTreeMap::from(allowed));
    let house = |files: &[(&str, &str)]| {
        circles::circles(&files.iter().map(|(file, text)| ((*file).into(), (*text).into())).collect())
    };
    let door = ("a", "mod b; mod c; pub use b::B; pub(crate) use c::{self, C};");
    let lib = ("lib", "mod a; mod d;");
    let circle = [lib, door, ("a/b", "use super::C;"), ("a/c", "fn f(b: crate::a::B) {}")];
    assert_eq!(house(&circle), BTreeMap::from([("a".to_owned(), vec!["b".to_owned(), "c".to_owned()])]));
    let rooms = [lib, door, ("a/b", "use crate::d::D;"), ("d", "fn f() { crate::a::b::g() }")];
    assert_eq!(house(&rooms), BTreeMap::from([(String::new(), vec!["a".to_owned(), "d".to_owned()])]));
    let line =
        [lib, door, ("a/b", "use super::C; use super::A;"), ("a/c", "#[cfg(test)] mod tests { use super::super::B; }")];
    assert_eq!(house(&line), BTreeMap::new());
}

/// Crates before 1.0, whose next version may break whoever names their types: a change of theirs must not be one of ours. `chrono` is the exception.
const NOT_YET_STABLE: [&str; 2] = ["quick_xml", "rust_xlsxwriter"];

/// What a file shows of crates before 1.0: `pub` lines that name one of their types, and trait implementations, which are always public.
fn shown(text: &str) -> Vec<String> {
    let all = tokens(text);
    let texts: Vec<&str> = all.iter().map(|token| token.text.as_str()).collect();
    let mut theirs: BTreeSet<&str> = NOT_YET_STABLE.into();
    for (at, _) in texts.iter().enumerate().filter(|(at, text)| **text == "use" && theirs_at(&texts, at + 1)) {
        theirs.extend(texts[at..].iter().take_while(|text| **text != ";").filter(|text| text.len() > 1));
    }
    theirs.retain(|name| !["use", "as", "::"].contains(name));
    let mut found = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let is_open = *text == "pub" && texts.get(at + 1) != Some(&"(") || *text == "impl";
        let head = texts[at..].iter().take_while(|text| !["{", ";", "="].contains(text));
        found.extend(
            head.filter(|name| is_open && theirs.contains(**name)).map(|name| format!("{}: {name}", all[at].line)),
        );
    }
    found
}

fn theirs_at(texts: &[&str], at: usize) -> bool {
    texts.get(at).is_some_and(|name| NOT_YET_STABLE.contains(name))
}

#[test]
fn no_type_of_a_crate_before_its_first_stable_version_is_shown() {
    let sources = sources();
    let found: Vec<String> = sources
        .iter()
        .flat_map(|(file, text)| shown(text).into_iter().map(move |line| format!("{file}:{line}")))
        .collect();
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(shown("use quick_xml::events::{Event, End};\nimpl From<Event> for A {}").len(), 1);
    assert_eq!(shown("use rust_xlsxwriter::XlsxError;\npub fn a() -> Result<(), XlsxError> {}").len(), 1);
    assert_eq!(shown("use quick_xml::Reader;\npub(super) fn a(b: Reader) {} fn c(d: Reader) {}"), Vec::<String>::new());
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let needed = manifest.split("[dependencies]").nth(1).unwrap().split("[dev-dependencies]").next().unwrap();
    let young = needed.lines().filter(|line| line.contains("\"0.")).filter_map(|line| line.split(' ').next());
    let young: BTreeSet<String> = young.map(|name| name.replace('-', "_")).filter(|name| name != "chrono").collect();
    assert_eq!(young, NOT_YET_STABLE.map(str::to_owned).into(), "crates before 1.0 in the manifest");
}

#[test]
fn every_public_item_has_an_example_or_a_link_to_one() {
    let found = examples::without_example(&sources());
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn the_front_door_has_no_logic() {
    let lib = &sources()["lib"];
    let words = tokens(lib);
    assert!(!words.iter().any(|token| ["fn", "impl", "struct", "enum", "trait"].contains(&token.text.as_str())));
    assert_eq!(front_door(lib)["Member"], "roster");
    assert_eq!(front_door(lib)["solve"], "solve");
}

#[test]
fn the_judge_is_small_and_every_file_can_be_read_in_one_sitting() {
    let sources = sources();
    for (of_sides, most) in JUDGE_LINES {
        let judge = sources.iter().filter(|(file, _)| file.split('/').next() == Some("certify"));
        let part = judge.filter(|(file, _)| file.starts_with("certify/side") == of_sides);
        let lines: usize = part.map(|(_, text)| lines_of_code(text)).sum();
        assert!((1..=most).contains(&lines), "the judge has {lines} lines of code, at most {most} are checked by eye");
    }
    let counted = sources.iter().map(|(file, text)| (file, text.lines().count()));
    let long: Vec<_> = counted.filter(|(_, lines)| *lines > FILE_LINES).collect();
    assert!(long.is_empty(), "more than {FILE_LINES} lines: {long:?}");
}

/// A wall that lets everything through would pass the tests above too.
#[test]
fn a_forbidden_line_is_caught() {
    let door = BTreeMap::from(
        [("solve_until", "solve"), ("Member", "roster"), ("Plan", "plan")].map(|(a, b)| (a.into(), b.into())),
    );
    let cases = [
        ("certify", "use crate::flow::Network;", "`certify` may not name `flow`"),
        ("certify/bound", "use super::super::milp;", "`certify` may not name `milp`"),
        ("certify", "use crate::{cost::Cost, solve::{self, solve_until}};", "`certify` may not name `solve`"),
        ("certify", "fn a() { let b = crate::solve_until(c); }", "`certify` may not name `solve`"),
        ("certify", "use crate::*;", "names the whole crate"),
        ("certify", "use crate as house;", "names the whole crate"),
        ("compliance/visits", "pub(crate) use crate::plan::Plan;", "`compliance` may not name `plan`"),
        ("compliance", "type A = crate::Plan;", "`compliance` may not name `plan`"),
        ("compliance", "mod tests { use super::super::problem::Problem; }", "`compliance` may not name `problem`"),
        ("explain", "use super::flow;", "`explain` may not name `flow`"),
        ("explain", "use crate::report::Names;", "`explain` may not name `report`"),
        ("report/vi", "use crate::office::csv;", "`report` may not name `office`"),
        ("flow/cut", "use crate::cost::Cost;", "`flow` may not name `cost`"),
        ("flow", "fn place(m: &Member) {}", "`Member`: the engine room"),
        ("flow", "use super::roster::Area;", "`flow` may not name `roster`"),
        ("newroom", "use crate::id::MemberId;", "`newroom` may not name `id`"),
        ("solve", "let t = std::time::Instant::now();", "`solve` may not look outside through `std::time`"),
        ("solve", "use std::{collections::BTreeMap, env};", "`solve` may not look outside through `std::env`"),
        ("report", "let d = chrono::Local::now();", "`Local`: the library reads no clock"),
        ("report", "let d = Utc::now();", "`Utc`: the library reads no clock"),
        ("plan", "let r = rand::random();", "`rand`: the library reads no clock and no chance"),
        ("policy", "let t = std::fs::read_to_string(p);", "`policy` may not look outside through `std::fs`"),
        ("office/csv", "std::thread::spawn(f);", "`office` may not look outside through `std::thread`"),
        ("office", "use std::env;", "`office` may not look outside through `std::env`"),
        ("cost", "use std::*;", "names a whole library"),
        ("cost", "struct A(f64);", "`f64`: results are exact integers"),
        ("office/csv/row", "let a: f32 = b;", "`f32`: results are exact integers"),
        ("cost", "#[allow(dead_code)] fn a() {}", "an exception without a reason"),
        ("cost", "#![cfg_attr(test, allow(unused))]", "an exception without a reason"),
        ("certify", "#[path = \"../flow.rs\"] mod engine;", "a file stands where its module says"),
        ("certify", "let text = r#\"\"#; use crate::flow;", "`certify` may not name `flow`"),
        ("certify", "fn a<'a>(b: &'a str, c: char) { c == '\"'; crate::flow::b(); }", "`certify` may not name `flow`"),
    ];
    for (file, line, expected) in cases {
        let found = findings(file, line, &door).join("\n");
        assert!(found.starts_with(&format!("src/{file}.rs:1: ")) && found.contains(expected), "{line}: `{found}`");
    }
}

#[test]
fn an_allowed_line_is_not_caught() {
    let door = BTreeMap::from([("Member".to_owned(), "roster".to_owned())]);
    let cases = [
        ("certify", "// use crate::flow;\n/* crate::solve */ use crate::cost::Cost;"),
        (
            "certify",
            "/// Needs no [`solve`](crate::solve()).\nfn a() { f(\"crate::flow\", r#\"std::fs \"quoted\" \"#); }",
        ),
        ("certify/bound", "use super::Rejection; pub(in crate::certify) fn a() {}"),
        ("flow/cut", "use super::{Network, stage::Arc}; mod tests { use super::super::canon; }"),
        ("solve", "use crate::flow::{self, Network};"),
        ("office/file", "use std::fs::{self, File}; fn a() { std::process::id(); }"),
        ("report", "use crate::Member; use std::fmt;"),
        ("cost", "#[allow(clippy::x, reason = \"named\")] fn a() { b.expect(c); }"),
        ("office/json/text", "fn visit_f64<E>(self, _: f64) {}"),
    ];
    for (file, text) in cases {
        assert_eq!(findings(file, text, &door), Vec::<String>::new(), "{text}");
    }
}
