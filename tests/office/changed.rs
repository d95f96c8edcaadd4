//! One byte changed, or a file cut off: what a text file can show of it, and what it cannot.
//!
//! A text file has nothing to check itself by: a letter changed inside a name is another name. What holds is that the facts then have another
//! digest, so that no table, proof or set made from the old ones is taken for one of the new ones; and that a file which ends in the middle of a
//! line is told. Workbooks check their parts by themselves, and files of a set are checked against its manifest: there every change is told.

use super::{GOOD, good, read_with, way_back::rules};
use phancong::Problem;

#[test]
fn f03_a_changed_byte_is_refused_or_harmless_or_gives_facts_of_another_digest() {
    let digest = |roster| Problem::new(roster, rules()).map(|problem| problem.digest().clone());
    let (mut refused, mut same, mut other) = (0, 0, 0);
    let facts = good();
    let whole = digest(facts.clone()).unwrap();
    for (name, text) in GOOD {
        for at in 0..text.len() {
            for bit in [0x01, 0x20, 0x80] {
                let mut bytes = text.as_bytes().to_vec();
                bytes[at] ^= bit;
                match read_with(name, &bytes) {
                    Err(_) => refused += 1,
                    Ok((roster, _)) if roster == facts => same += 1,
                    Ok((roster, _)) => {
                        other += 1;
                        assert!(digest(roster).ok().as_ref() != Some(&whole), "{name}, byte {at}");
                    }
                }
            }
        }
    }
    println!("{refused} refused, {same} the same facts, {other} other facts");
    assert!(refused > 0 && same > 0 && other > 0);
}

#[test]
fn f04_a_file_cut_off_is_refused_or_told_or_ends_with_a_whole_row() {
    for (name, text) in GOOD {
        for at in (0..text.len()).filter(|&at| text.is_char_boundary(at)) {
            let Ok((_, sources)) = read_with(name, &text[..at]) else { continue };
            let tally = sources.tallies().find(|tally| tally.file == name).unwrap();
            if text[..at].ends_with('\n') {
                assert!(!tally.unended && tally.read < text.lines().count() - 1, "{name}, cut at {at}");
            } else {
                assert!(
                    tally.unended && tally.to_string().contains("see whether it was cut off"),
                    "{name}, cut at {at}"
                );
            }
        }
        let whole = read_with(name, text).unwrap().1;
        assert!(whole.tallies().all(|tally| !tally.unended));
    }
}
