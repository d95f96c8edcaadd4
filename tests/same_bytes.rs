//! The same facts give the same bytes: in every process, in any order of the rows, and in every build.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop with a panic"
)]

#[path = "common/shuffled.rs"]
mod shuffled;

use phancong::Policy;
use phancong::office::{csv, json};
use shuffled::shuffled;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const PROCESSES: u64 = 20;

/// What the program says to a problem.
fn solved(problem: &str) -> String {
    let test = std::env::current_exe().unwrap();
    let program = test.parent().and_then(Path::parent).unwrap().join("examples/solve");
    let program = program.with_extension(std::env::consts::EXE_EXTENSION);
    assert!(program.exists(), "{} is not built: run `cargo test`", program.display());
    let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(problem.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(matches!(output.status.code(), Some(0 | 4)), "{:?}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

fn of(sample: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(sample);
    let (mut roster, _) = csv::read_folder(&folder).unwrap();
    // The notice of a wish that stands twice names its row, which moves with the order.
    let mut seen = BTreeSet::new();
    roster.registrations.retain(|wish| seen.insert((wish.member.clone(), wish.organization.clone())));
    let policy = Policy::quang_ngai_2020().unwrap();
    let day = "2020-12-01".parse().unwrap();
    let first = solved(&json::write_problem(&policy, day, &roster));
    for seed in 1..PROCESSES {
        let other = solved(&json::write_problem(&policy, day, &shuffled(&roster, seed)));
        assert_eq!(other, first, "{sample}, order {seed}");
    }
    first
}

/// FNV-1a of 64 bits: no proof against malice, and one line to check by other means.
fn mark(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |mark, byte| (mark ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A4, across processes and builds: CI runs it in a debug and in a release build. The marks stand in `tests/expected/same-bytes.txt`;
/// a change of what an answer says changes them, and the lines to put there are in the message.
#[test]
fn a04_twenty_processes_and_orders_write_the_same_bytes() {
    let mut marks = String::new();
    for sample in ["quang-ngai-2021", "quang-ngai-2021-short"] {
        let answer = of(sample);
        assert!(json::read_answer(answer.as_bytes()).is_ok_and(|answer| answer.statement.is_some()));
        writeln!(marks, "{sample} {} bytes {:016x}", answer.len(), mark(&answer)).unwrap();
    }
    assert_eq!(marks, include_str!("expected/same-bytes.txt"), "not the bytes of other builds; now:\n{marks}");
}
