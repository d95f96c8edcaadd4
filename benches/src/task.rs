//! A family as the engine is asked it, and the check of what it answers.

use crate::family::Family;
use crate::flow::{Network, Row, Solution, TierCost};

/// The network of a family: each row may also go nowhere, as its last option.
pub fn network(family: &Family) -> Option<Network> {
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

/// First as few as possible go nowhere, then the cost; where loads come before all costs, they are the tier between.
pub fn tier(family: &Family, index: usize) -> TierCost {
    let last = index + 1 == family.tiers();
    let mut option = Vec::with_capacity(family.leaf.len() + family.rows());
    for row in family.first.windows(2) {
        let row = row[0] as usize..row[1] as usize;
        if last {
            option.extend(family.cost[row].iter().copied().chain([0]));
        } else {
            option.extend(row.map(|_| 0).chain([i64::from(index == 0)]));
        }
    }
    let square = match index {
        0 => 0,
        1 if family.loads_first => 1,
        1 => family.square,
        _ => 0,
    };
    TierCost { option, square, inner: None, short: i64::from(index == 0) }
}

/// The certificate: every row is at one of its options, all loads are within their bounds, and the prices of the tiers after the first prove that no such
/// answer costs less. Gives the cost.
///
/// # Panics
/// When any of it is not so.
pub fn certify(family: &Family, solution: &Solution) -> i128 {
    let root = (family.leaves + family.areas) as usize;
    let weight = |price: i64, tier: i64| if family.loads_first { price * family.square + tier } else { tier };
    let prices: Vec<i64> = (0..=root).map(|node| solution.price_of(node).skip(1).fold(0, weight)).collect();
    let mut load = vec![0u32; root + 1];
    let (mut cost, mut bound) = (0i128, 0i128);
    for (row, options) in family.first.windows(2).enumerate() {
        let (mut at, mut least) = (None, i64::MAX);
        for option in options[0] as usize..options[1] as usize {
            let leaf = family.leaf[option] as usize;
            least = least.min(family.cost[option] + prices[leaf]);
            if solution.uses(option + row) {
                assert!(at.replace(option).is_none(), "row {row} is at two options");
                load[leaf] += 1;
            }
        }
        let at = at.expect("the planted table shows that everybody can be placed");
        cost += i128::from(family.cost[at]);
        bound += i128::from(least);
    }
    for (node, &(low, high, parent)) in family.nodes.iter().enumerate() {
        let flow = load[node];
        assert!((low..=high).contains(&flow), "node {node} is within its bounds");
        load[parent as usize] += flow;
        let rise = i128::from(prices[node] - prices[parent as usize]);
        let square = if (node as u32) < family.leaves { i128::from(family.square) } else { 0 };
        let worth = |flow: i128| square * flow * flow - rise * flow;
        let (low, high) = (i128::from(low), i128::from(high.min(family.rows() as u32)));
        let best = if square == 0 { low } else { ((rise + square).div_euclid(2 * square)).clamp(low, high) };
        bound += worth(best).min(worth(high)).min(worth(low));
        cost += square * i128::from(flow) * i128::from(flow);
    }
    assert_eq!(bound, cost, "the prices prove the answer");
    cost
}
