//! `phancong-benches FAMILY MEMBERS [FILE]`: generates, optionally writes the problem for peers, solves it, and prints one line.
//!
//! Family, members, options, cost; milliseconds of processor time for parsing the problem's text once, for solving (building the network, placing
//! everybody, least cost, prices), for making the answer canonical, for checking answer and prices; the greatest bytes held at once while solving.
//!
//! `phancong-benches communes COMMUNES HOUSEHOLDS [THREADS]`: as many small problems, one after the other or side by side.
//!
//! `phancong-benches repair FAMILY MEMBERS`: one change after another to a solved problem.
//!
//! `phancong-benches cancel FAMILY MEMBERS`: the longest time between two questions whether to stop.
//!
//! The engine is taken in as source: it knows nothing of the crate around it, so it compiles alone.

mod cancel;
mod communes;
mod family;
#[path = "../../src/flow/mod.rs"]
#[allow(dead_code, unused_imports, unreachable_pub, reason = "the engine is measured here through a part of its door")]
mod flow;
mod memory;
mod record;
mod repair;
mod task;

use cpu_time::ThreadTime;
use family::Family;

/// Milliseconds this thread has had a processor.
fn spent() -> f64 {
    ThreadTime::now().as_duration().as_secs_f64() * 1e3
}

fn usage() -> ! {
    let words: Vec<String> = std::env::args().skip(1).collect();
    eprintln!(
        "not understood: {:?}; a family is one of those below, MEMBERS, COMMUNES and HOUSEHOLDS are whole numbers from 1 on",
        words.join(" ")
    );
    eprintln!(
        "usage: phancong-benches {} MEMBERS [FILE]\n       phancong-benches communes COMMUNES HOUSEHOLDS [THREADS]\n       phancong-benches repair FAMILY MEMBERS\n       phancong-benches cancel FAMILY MEMBERS",
        family::NAMES.join("|")
    );
    std::process::exit(2);
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["communes", communes, households] => dispatch(communes, households, "1"),
        ["communes", communes, households, threads] => dispatch(communes, households, threads),
        ["repair", name, rows] => match rows.parse() {
            Ok(rows) => repair::run(name, rows).unwrap_or_else(|| usage()),
            Err(_) => usage(),
        },
        ["cancel", name, rows] => rows.parse().ok().and_then(|rows| cancel::run(name, rows)).unwrap_or_else(|| usage()),
        [name, rows] => measure(name, rows, None),
        [name, rows, file] => measure(name, rows, Some(file)),
        _ => usage(),
    }
}

fn dispatch(communes: &str, households: &str, threads: &str) {
    match (communes.parse(), households.parse(), threads.parse()) {
        (Ok(communes @ 1..), Ok(households @ 1..), Ok(threads @ 1..=64)) => {
            communes::run(communes, households, threads)
        }
        _ => usage(),
    }
}

fn measure(name: &str, rows: &str, file: Option<&str>) {
    let Some(family) = rows.parse().ok().and_then(|rows| family::generate(name, rows)) else { usage() };
    let parsed = parse(&family, file);
    memory::forget();
    let before = spent();
    let network = task::network(&family).expect("a whole network");
    let tier = |index: usize| task::tier(&family, index);
    let mut best = flow::optimize(&network, family.tiers(), &tier, &|| false).expect("no one stops it");
    let solved = spent();
    best.settle(&network, &|| false).expect("no one stops it");
    let settled = spent();
    let held = memory::most();
    let solution = best.solution();
    let begun = spent();
    let cost = task::certify(&family, &solution);
    let checked = spent();
    println!(
        "{name} {} {} {cost} {parsed:.3} {:.3} {:.3} {:.3} {held}",
        family.rows(),
        family.leaf.len(),
        solved - before,
        settled - solved,
        checked - begun,
    );
}

/// Writes the text of a problem where a file is named, and gives the time that parsing it once takes.
fn parse(family: &Family, file: Option<&str>) -> f64 {
    let text = family.text();
    if let Some(file) = file
        && let Err(error) = std::fs::write(file, &text)
    {
        eprintln!("{file}: {error}");
        std::process::exit(6);
    }
    let before = spent();
    let found = record::parse(text.as_bytes(), family);
    let parsed = spent() - before;
    assert_eq!(found, record::sum(family), "all of the text is read");
    parsed
}
