//! Every law has a test that names it: `a04_...`, `c3_...`, `c1_and_c2_...`.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The laws by letter: of the assignment, of infeasibility, of conduct, of files, of the calendar.
const LAWS: [(char, u32); 5] = [('a', 26), ('i', 8), ('c', 20), ('f', 9), ('s', 11)];

/// The laws that the name of a test begins with.
fn laws(name: &str) -> impl Iterator<Item = String> {
    let words = name.split('_').filter(|word| *word != "and");
    let laws = words.map_while(|word| {
        let (letter, number) = word.split_at_checked(1)?;
        let number: u32 = number.parse().ok()?;
        LAWS.iter().any(|(known, _)| letter == known.to_string()).then(|| format!("{letter}{number:02}"))
    });
    laws.collect::<Vec<_>>().into_iter()
}

fn named_in(folder: &Path, found: &mut BTreeMap<String, Vec<String>>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            named_in(&entry.path(), found);
        } else if entry.path().extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(entry.path()).unwrap();
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            let tests =
                lines.windows(2).filter(|pair| pair[0] == "#[test]").filter_map(|pair| pair[1].strip_prefix("fn "));
            for name in tests.filter_map(|line| line.split('(').next()) {
                laws(name).for_each(|law| found.entry(law).or_default().push(name.to_owned()));
            }
        }
    }
}

#[test]
fn every_law_has_a_test_that_names_it() {
    let mut found = BTreeMap::new();
    named_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"), &mut found);
    let all: BTreeSet<String> =
        LAWS.iter().flat_map(|(letter, last)| (1..=*last).map(move |number| format!("{letter}{number:02}"))).collect();
    let missing: Vec<&String> = all.iter().filter(|law| !found.contains_key(*law)).collect();
    assert!(missing.is_empty(), "laws without a test: {missing:?}");
    let strangers: Vec<&String> = found.keys().filter(|law| !all.contains(*law)).collect();
    assert!(strangers.is_empty(), "no such laws: {strangers:?}");
}
