//! The corpora of the fuzz targets, replayed; and every prefix and every flipped bit of each, which no coverage is needed for.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

#[path = "fuzz/bodies.rs"]
mod bodies;

use std::fs;
use std::path::Path;

fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| (entry.path().display().to_string(), fs::read(entry.path()).unwrap())).collect()
}

/// How many places of an input are tried; a workbook is packed and unpacked each time.
fn places(target: &str) -> usize {
    if target == "workbook_xlsx" { 60 } else { 400 }
}

#[test]
fn every_saved_input_is_answered_or_refused() {
    for &(target, body) in bodies::ALL {
        let corpus = corpus(target);
        assert!(!corpus.is_empty(), "{target} has no corpus");
        for (name, bytes) in corpus {
            assert!(bytes.len() <= 16 << 10, "{name} is no small input");
            body(&bytes);
        }
    }
}

/// F4: cut anywhere, a file is refused or read; it never stops the reader.
#[test]
fn f04_every_beginning_of_an_input_is_answered_or_refused() {
    for &(target, body) in bodies::ALL {
        for (_, bytes) in corpus(target) {
            (0..bytes.len()).step_by(1 + bytes.len() / places(target)).for_each(|end| body(&bytes[..end]));
        }
    }
}

/// F3: one bit turned anywhere, a file is refused or read; it never stops the reader.
#[test]
fn f03_every_turned_bit_is_answered_or_refused() {
    for &(target, body) in bodies::ALL {
        for (_, bytes) in corpus(target) {
            for at in (0..bytes.len()).step_by(1 + bytes.len() / places(target)) {
                let mut turned = bytes.clone();
                turned[at] ^= 1 << (at % 8);
                body(&turned);
            }
        }
    }
}

/// The targets of `fuzz` and the bodies are the same list.
#[test]
fn every_body_has_its_target() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let Ok(manifest) = fs::read_to_string(fuzz.join("Cargo.toml")) else { return };
    for &(target, _) in bodies::ALL {
        assert!(manifest.contains(&format!("name = \"{target}\"")), "{target} is not in fuzz/Cargo.toml");
        let text = fs::read_to_string(fuzz.join(format!("fuzz_targets/{target}.rs"))).unwrap();
        assert!(text.contains(&format!("bodies::{target}(")), "{target} calls another body");
    }
}
