//! `phancong-benches FAMILY MEMBERS [FILE]`: generates, optionally writes the problem for peers, solves it, and prints one line.
//!
//! Family, members, cost; milliseconds of processor time for solving (building the network, placing everybody, least cost, prices), for making the
//! answer canonical, for checking prices and answer; the greatest bytes held at once while solving, for each option of the problem.
//!
//! The engine is taken in as source: it knows nothing of the crate around it, so it compiles alone.

mod family;
#[path = "../../src/flow/mod.rs"]
#[allow(dead_code, unused_imports, unreachable_pub, reason = "the engine is measured here through a part of its door")]
mod flow;
mod memory;

use cpu_time::ThreadTime;
use family::Family;
use flow::{Network, Row, Solution, TierCost};

/// Milliseconds this thread has had a processor.
fn spent() -> f64 {
    ThreadTime::now().as_duration().as_secs_f64() * 1e3
}

/// The network of a family: each row may also go nowhere, as its last option.
fn network(family: &Family) -> Option<Network> {
    let root = family.leaves + family.areas;
    let mut node = Vec::with_capacity(family.leaf.len() + family.rows());
    for row in family.first.windows(2) {
        node.extend_from_slice(&family.leaf[row[0] as usize..row[1] as usize]);
        node.push(root);
    }
    let rows = family.first.windows(2).enumerate().map(|(row, option)| {
        let options = option[0] as usize + row..option[1] as usize + row + 1;
        Row { need: 1, options: &node[options] }
    });
    let whole = (0, u32::MAX, root);
    let nodes = || family.nodes.iter().chain([&whole]);
    let parent = nodes().map(|node| node.2).collect();
    Network::new(
        rows,
        parent,
        nodes().map(|node| node.0).collect(),
        nodes().map(|node| node.1).collect(),
        family.leaves,
    )
}

/// First as few as possible go nowhere, then the cost.
fn tier(family: &Family, index: usize) -> TierCost {
    let mut option = Vec::with_capacity(family.leaf.len() + family.rows());
    for row in family.first.windows(2) {
        let row = row[0] as usize..row[1] as usize;
        match index {
            0 => option.extend(row.map(|_| 0).chain([1])),
            _ => option.extend(family.cost[row].iter().copied().chain([0])),
        }
    }
    if index == 0 {
        TierCost { option, square: 0, short: 1 }
    } else {
        TierCost { option, square: family.square, short: 0 }
    }
}

/// What the prices of the second tier prove about a complete answer: no answer costs less.
fn bound(family: &Family, solution: &Solution) -> i128 {
    let price = &solution.price[1];
    let mut total = 0i128;
    for row in family.first.windows(2) {
        let options = row[0] as usize..row[1] as usize;
        total += options.map(|at| i128::from(family.cost[at] + price[family.leaf[at] as usize])).min().unwrap_or(0);
    }
    for (node, &(low, high, parent)) in family.nodes.iter().enumerate() {
        let rise = i128::from(price[node] - price[parent as usize]);
        let square = if (node as u32) < family.leaves { i128::from(family.square) } else { 0 };
        let cost = |flow: i128| square * flow * flow - rise * flow;
        let (low, high) = (i128::from(low), i128::from(high.min(family.rows() as u32)));
        let best = if square == 0 { low } else { ((rise + square).div_euclid(2 * square)).clamp(low, high) };
        total += cost(best).min(cost(high)).min(cost(low));
    }
    total
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
    memory::forget();
    let before = spent();
    let network = network(&family).expect("a whole network");
    let tier = |index: usize| tier(&family, index);
    let mut best = flow::optimize(&network, 2, &tier, &|| false).expect("no one stops it");
    let solved = spent();
    best.settle(&network, &|| false).expect("no one stops it");
    let settled = spent();
    let held = memory::most();
    let solution = best.solution();
    assert_eq!(network.total(&solution, &tier(0)), 0, "the planted table places everybody");
    let cost = network.total(&solution, &tier(1));
    let checked = spent();
    assert_eq!(bound(&family, &solution), cost, "the prices prove the answer");
    let proved = spent();
    println!(
        "{} {} {cost} {:.1} {:.1} {:.1} {:.0}",
        arguments[0],
        family.rows(),
        solved - before,
        settled - solved,
        proved - checked,
        held as f64 / family.leaf.len() as f64
    );
}
