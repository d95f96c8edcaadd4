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

use phancong::office::{csv, json, side_rules};
use phancong::{Outcome, Policy, Problem, Roster, solve};
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

fn facts(sample: &str) -> Roster {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(sample);
    let (mut roster, _) = csv::read_folder(&folder).unwrap();
    // The notice of a wish that stands twice names its row, which moves with the order.
    let mut seen = BTreeSet::new();
    roster.registrations.retain(|wish| seen.insert((wish.member.clone(), wish.organization.clone())));
    roster
}

fn of(sample: &str) -> String {
    let roster = facts(sample);
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

/// A25, as far as there is something to vary here. The engine has no presolve, no seed and no thread of its own. What could change an answer is
/// the order of the rows, a second thread that solves at the same time, and the second solver behind the feature `milp`, which proposes plans
/// and prices where there are side rules. Orders and threads change nothing. CI runs this in builds with and without `milp`: the cost and
/// what is proved are the same; without side rules the table too. With them, which of several best tables comes out may depend on the build.
/// The sample's third side rule, a budget of kilometres, is left out: its proof takes minutes without the second solver. Small problems with
/// every kind of side rule are held against a list of all plans in both builds by `tests/side_rules.rs`.
#[test]
fn a25_no_order_thread_or_second_solver_changes_a_cost_and_none_but_the_last_a_table() {
    let policy = Policy::quang_ngai_2020().unwrap();
    let rules = policy.in_force("2020-12-01".parse().unwrap()).unwrap();
    let text = include_str!("../examples/data/side-rules/quang-ngai-2021.toml");
    let mut marks = String::new();
    for with_rules in 0..=2 {
        let mut roster = facts("quang-ngai-2021");
        roster.side_rules = side_rules::read(text).unwrap().into_iter().take(with_rules).collect();
        let answer = |seed: u64| {
            let outcome = solve(&Problem::new(shuffled(&roster, seed), rules.clone()).unwrap()).unwrap();
            assert!(matches!(outcome, Outcome::Solved(_)), "{with_rules} side rules, order {seed}: not solved");
            let claim = outcome.plan().claim().unwrap();
            assert_eq!(claim.cost, claim.bound, "{with_rules} side rules, order {seed}: not proved");
            let table: Vec<String> =
                outcome.plan().placements().iter().map(|p| format!("{} {}", p.member, p.organization)).collect();
            (claim.cost.to_string(), mark(&table.join("\n")))
        };
        let first = answer(0);
        std::thread::scope(|scope| {
            let both = [1..5, 5..10].map(|seeds| scope.spawn(|| seeds.map(answer).collect::<Vec<_>>()));
            for other in both.into_iter().flat_map(|half| half.join().unwrap()) {
                assert_eq!(other, first, "{with_rules} side rules");
            }
        });
        let table = if with_rules == 0 { format!(" {:016x}", first.1) } else { String::new() };
        writeln!(marks, "{with_rules} side rules: {}{table}", first.0).unwrap();
    }
    assert_eq!(marks, include_str!("expected/same-table.txt"), "not the answers of other builds; now:\n{marks}");
}
