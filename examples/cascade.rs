//! Solves and certifies many independent units, one on each line, and writes one answer for each, in their order.
//!
//! ```text
//! cascade run UNITS.jsonl --policy FILE --day DATE [--out FILE] [--threads N] [--shard I/N] [--numbered] [--lang en]
//! cascade merge UNITS.jsonl --policy FILE --day DATE --out FILE SHARD...
//! cascade problem UNITS.jsonl NUMBER --policy FILE --day DATE
//! ```
//!
//! A line of `UNITS.jsonl` (`-` is standard input) is `{"unit": ID, "facts": {...}}` with the facts of a problem document; policy and day hold for
//! all lines. `run` answers each line, whatever is in it, with a line of `--out` or of standard output:
//! `{"line": N, "unit": ID, "input": MARK, ...}` and then one of `"outcome": {...}`, an outcome document that the judge has accepted; `"refused": [...]`,
//! every reason why the facts are no problem; `"failed": "..."`, the engine was at fault. A run that was killed goes on where it stopped when it
//! is started again with the same words: what is done stands in `FILE.part` until the last line is written and the file takes its name.
//!
//! `--shard 2/7` answers every seventh line, from the second on. `--numbered` reads lines with their number and a tab in front, which is how
//! another program deals lines out. `merge` puts the files of all shards together when each line of `UNITS.jsonl` is answered in them exactly once,
//! and otherwise names what is missing, doubled or foreign. The bytes are the same for every number of threads and shards. `problem` prints the
//! problem document of the unit on a line, for the examples `solve` and `certify` and for `judge.py`.
//!
//! On a terminal `run` tells how far it is; at the end it says how many units came to what and what took how long: on standard output, or without `--out`
//! on standard error, and there only on a terminal or when the exit code is not 0.
//!
//! Exit codes: 0 every line is solved and proved, 2 wrong usage, 3 a line or an input is refused, 4 a unit has no complete plan, 5 the engine was
//! at fault, 6 cannot write. With `--shard` and `--numbered` it is 0 when every line has its answer: what the answers are, `merge` tells.

#[path = "cascade/lines.rs"]
mod lines;
#[path = "cascade/merge.rs"]
mod merge;
#[path = "cascade/part.rs"]
mod part;
#[path = "cascade/tally.rs"]
mod tally;
#[path = "cascade/unit.rs"]
mod unit;
#[path = "cascade/workers.rs"]
mod workers;

mod desk;

use desk::{Arguments, Stop};
use lines::{Lines, Shard};
use phancong::report::{Language, Names, Words as _};
use phancong::{Policy, Rules};
use std::io::{BufReader, IsTerminal as _, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tally::Tally;
use unit::Seal;

const USAGE: &str = "usage: cascade run UNITS.jsonl --policy FILE --day DATE [--out FILE] [--threads N] [--shard I/N] [--numbered] [--lang en]
       cascade merge UNITS.jsonl --policy FILE --day DATE --out FILE SHARD...
       cascade problem UNITS.jsonl NUMBER --policy FILE --day DATE";

fn main() -> ExitCode {
    desk::finish(work())
}

/// What all three commands are asked with.
struct Asked {
    policy: Policy,
    rules: Rules,
    language: Language,
    out: Option<PathBuf>,
}

fn work() -> Result<(u8, String), Stop> {
    let mut arguments = Arguments::new(USAGE);
    let language = arguments.language()?;
    let file =
        arguments.path("--policy")?.ok_or_else(|| arguments.wrong("còn thiếu `--policy`", "`--policy` is missing"))?;
    let day = arguments.day("--day")?.ok_or_else(|| arguments.wrong("còn thiếu `--day`", "`--day` is missing"))?;
    let out = arguments.path("--out")?;
    let threads = match arguments.text("--threads")? {
        None => std::thread::available_parallelism().map_or(1, usize::from),
        Some(text) => match text.parse() {
            Ok(threads @ 1..=1024) => threads,
            _ => {
                return Err(arguments.wrong(
                    format!("`{text}` không phải số luồng từ 1 đến 1024"),
                    format!("`{text}` is no number of threads from 1 to 1024"),
                ));
            }
        },
    };
    let shard = match arguments.text("--shard")? {
        None => None,
        Some(text) => Some(
            text.parse::<Shard>()
                .map_err(|error| arguments.wrong(format!("`{text}` không phải phần chia như 2/7"), error))?,
        ),
    };
    let numbered = arguments.has("--numbered");
    if numbered && shard.is_some() {
        return Err(arguments.wrong(
            "dòng có `--numbered` đã được chia sẵn: bỏ `--shard`",
            "`--numbered` lines are dealt out already: leave out `--shard`",
        ));
    }
    let usage = arguments.wrong("lệnh nào?", "which command?");
    let absent = arguments.wrong("còn thiếu `--out`", "`--out` is missing");
    let no_line = arguments.wrong("chữ cuối không phải số dòng", "the last word is no number of a line");
    let words = arguments.rest(usize::MAX)?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let policy = desk::policy(Some(&file), language)?;
    let rules = policy.in_force(day).map_err(|error| Stop::refused(error.say(&Names::default(), language)))?;
    let asked = Asked { policy, rules, language, out };
    match words.as_slice() {
        ["run", units] => {
            let lines = Lines::new(open(units, asked.language)?, shard.unwrap_or_default(), numbered);
            let tally = run(&asked, lines, threads)?;
            let code = if numbered || shard.is_some() { 0 } else { tally.code() };
            if asked.out.is_some() {
                return Ok((code, tally.line() + "\n"));
            }
            // The answers went to standard output; what is left to tell is for people, or for whoever looks why it failed.
            if code != 0 || std::io::stderr().is_terminal() {
                desk::progress("");
                eprintln!("{}", tally.line());
            }
            Ok((code, String::new()))
        }
        ["merge", units, shards @ ..] if !shards.is_empty() && !numbered && shard.is_none() => {
            let out = asked.out.as_deref().ok_or(absent)?;
            let lines = Lines::new(open(units, asked.language)?, Shard::default(), false);
            let tally = merge::merge(lines, shards, out, &Seal::new(&asked.rules))?;
            Ok((tally.code(), tally.say(asked.language) + "\n"))
        }
        ["problem", units, number] if asked.out.is_none() && !numbered && shard.is_none() => {
            let number = number.parse().map_err(|_| no_line)?;
            Ok((0, problem(&asked, Lines::new(open(units, asked.language)?, Shard::default(), false), number)?))
        }
        _ => Err(usage),
    }
}

fn open(file: &str, language: Language) -> Result<Box<dyn Read + Send>, Stop> {
    if file == "-" {
        return Ok(Box::new(std::io::stdin()));
    }
    let opened = std::fs::File::open(file).map_err(|error| Stop::unread(Path::new(file), &error, language))?;
    Ok(Box::new(opened))
}

/// Answers every line that is not answered yet.
fn run(asked: &Asked, mut lines: Lines<Box<dyn Read + Send>>, threads: usize) -> Result<Tally, Stop> {
    let seal = Seal::new(&asked.rules);
    let mut tally = Tally::new(asked.language);
    let unwritable = |error: std::io::Error| Stop(6, error.to_string());
    let mut part = match &asked.out {
        Some(out) => Some(part::Part::open(out, &mut lines, &seal, &mut tally)?),
        None => None,
    };
    let mut output = std::io::stdout().lock();
    let source = || lines.next().transpose();
    let answer = |line| unit::answer(&line, &asked.rules, &seal);
    let mut write = |answer: unit::Answer| {
        match &mut part {
            Some(part) => {
                part.write(answer.text.as_bytes())?;
            }
            None => output.write_all(answer.text.as_bytes())?,
        }
        tally.spend(answer.spent);
        tally.add(answer.kind);
        Ok(())
    };
    // The lock on standard output stays with this thread, which alone writes; the others only read and work.
    workers::run(threads, source, answer, &mut write).map_err(|broken| match broken {
        workers::Broken::Source(error) => Stop::refused(error),
        workers::Broken::Sink(error) => unwritable(error),
    })?;
    output.flush().map_err(unwritable)?;
    if let Some(part) = part {
        part.finish().map_err(unwritable)?;
    }
    Ok(tally)
}

/// The problem document of one unit.
fn problem(asked: &Asked, lines: Lines<Box<dyn Read + Send>>, number: u64) -> Result<String, Stop> {
    for line in lines {
        let line = line.map_err(Stop::refused)?;
        if line.number == number {
            let unit = unit::read(&line).map_err(|why| Stop::refused(why.join("\n")))?;
            let day = asked.rules.day();
            return Ok(phancong::office::json::write_problem(&asked.policy, day, &unit.facts) + "\n");
        }
    }
    Err(Stop::refused(format!("there is no line {number}")))
}

/// Reads bytes in large pieces.
fn buffered<R: Read>(inner: R) -> BufReader<R> {
    BufReader::with_capacity(1 << 16, inner)
}
