//! `phancong-benches FAMILY MEMBERS [FILE]`: generates, optionally writes the problem for peers, solves it, and prints one line:
//! family, members, cost, milliseconds of processor time for building the network and solving, and milliseconds to verify the prices.
//!
//! The engine is taken in as source: it knows nothing of the crate around it, so it compiles alone.

mod family;
#[path = "../../src/flow/mod.rs"]
#[allow(dead_code, unreachable_pub, reason = "the engine is measured here through a part of its door")]
mod flow;

use flow::{Network, Row, TierCost};
use std::time::Instant;

/// Nanoseconds this thread has had a processor; the clock where the system does not say.
fn spent(since: Instant) -> u128 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let first = told.and_then(|text| text.split_whitespace().next()?.parse().ok());
    first.unwrap_or_else(|| since.elapsed().as_nanos())
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let family =
        arguments.first().zip(arguments.get(1)).and_then(|(name, rows)| family::generate(name, rows.parse().ok()?));
    let Some(family) = family else {
        eprintln!("usage: phancong-benches {} MEMBERS [FILE]", family::NAMES.join("|"));
        std::process::exit(2);
    };
    if let Some(file) = arguments.get(2)
        && let Err(error) = std::fs::write(file, family.text())
    {
        eprintln!("{file}: {error}");
        std::process::exit(6);
    }
    let clock = Instant::now();
    let before = spent(clock);
    let leaves = family.leaves;
    let options: Vec<Vec<u32>> =
        family.rows.iter().map(|row| row.iter().map(|pair| pair.0).chain([leaves]).collect()).collect();
    let rows = options.iter().map(|options| Row { need: 1, options });
    let mut low = family.low.clone();
    let mut high = family.high.clone();
    low.push(0);
    high.push(u32::MAX);
    let network = Network::new(rows, vec![leaves; leaves as usize + 1], low, high, leaves).expect("a whole network");
    let nowhere = |cost: i64| {
        move |row: &Vec<(u32, i64)>| -> Vec<i64> {
            row.iter().map(|pair| if cost > 0 { 0 } else { pair.1 }).chain([cost]).collect()
        }
    };
    let tier = |index: usize| match index {
        0 => TierCost { option: family.rows.iter().flat_map(nowhere(1)).collect(), square: 0, short: 1 },
        _ => TierCost { option: family.rows.iter().flat_map(nowhere(0)).collect(), square: family.square, short: 0 },
    };
    let solution = flow::solve(&network, 2, &tier, &|| false).expect("no one stops it");
    let solved = spent(clock) - before;
    let missing = network.total(&solution, &tier(0));
    let cost = network.total(&solution, &tier(1));
    assert_eq!(missing, 0, "the planted table places everybody");
    println!("{} {} {} {:.1}", arguments[0], family.rows.len(), cost, solved as f64 / 1e6);
}
