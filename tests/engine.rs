//! A state that follows changes is the state that is found from scratch.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a test may stop at the first surprise, and its worlds are small"
)]

#[path = "../src/flow/mod.rs"]
#[allow(dead_code, unused_imports, unreachable_pub, reason = "the engine is tried here through a part of its door")]
mod flow;

use flow::{Change as Forcing, Forced, Halt, Network, Repair, Row, Settled, TierCost};
use proptest::prelude::*;

/// A network and its charges, as lists that can be changed.
#[derive(Debug, Clone)]
struct World {
    /// For each row how many units, and the leaves that it may use; the way to the root comes on top.
    rows: Vec<(u32, Vec<u32>)>,
    /// For each node but the root its lower and upper bound and its parent.
    nodes: Vec<(u32, u32, u32)>,
    leaves: u32,
    tiers: Vec<TierCost>,
}

#[derive(Debug, Clone)]
enum Change {
    Cost(usize, usize, i64),
    Bounds(usize, u32, u32),
}

impl World {
    fn network(&self) -> Network {
        let root = self.nodes.len() as u32;
        let home = |need: u32| (0..need).map(|_| root);
        let options: Vec<Vec<u32>> =
            self.rows.iter().map(|(need, leaves)| leaves.iter().copied().chain(home(*need)).collect()).collect();
        let rows = self.rows.iter().zip(&options).map(|(row, options)| Row { need: row.0, options });
        let all = || self.nodes.iter().copied().chain([(0, u32::MAX, root)]);
        let [parent, lower, upper] =
            [all().map(|n| n.2).collect(), all().map(|n| n.0).collect(), all().map(|n| n.1).collect()];
        Network::new(rows, parent, lower, upper, self.leaves).unwrap()
    }

    fn change(&mut self, change: &Change) {
        match *change {
            Change::Cost(option, tier, cost) => self.tiers[tier].option[option] = cost,
            Change::Bounds(node, lower, upper) => (self.nodes[node].0, self.nodes[node].1) = (lower, upper),
        }
    }
}

fn world() -> impl Strategy<Value = (World, Vec<Change>)> {
    (1..5_usize, 0..3_usize, 1..9_usize).prop_flat_map(|(leaves, areas, rows)| {
        // Of four maxima one is none.
        let bounds =
            || (0..3_u32, 0..4_u32).prop_map(|(low, more)| (low, if more == 3 { u32::MAX } else { low + more }));
        let nodes = prop::collection::vec((bounds(), 0..=areas), leaves + areas);
        let row = (0..=2_u32, prop::sample::subsequence((0..leaves as u32).collect::<Vec<_>>(), 0..=leaves));
        let cost = prop::collection::vec(prop::collection::vec(0..4_i64, 60), 2);
        let tier = prop::collection::vec((0..3_i64, 0..3_i64), 2);
        let change = prop_oneof![
            (0..60_usize, 0..3_usize, -1..4_i64).prop_map(|(option, tier, cost)| Change::Cost(option, tier, cost)),
            (0..leaves + areas, bounds()).prop_map(|(node, (low, high))| Change::Bounds(node, low, high)),
        ];
        let changes = prop::collection::vec(change, 1..8);
        (nodes, prop::collection::vec(row, rows), cost, tier, changes).prop_map(
            move |(nodes, rows, cost, tier, changes)| {
                let up = |at: usize, area: usize| {
                    let above = leaves + area;
                    if above > at && above < leaves + areas { above } else { leaves + areas }
                };
                let nodes =
                    nodes.into_iter().enumerate().map(|(at, ((low, high), area))| (low, high, up(at, area) as u32));
                let nodes: Vec<_> = nodes.collect();
                let root = nodes.len();
                let mut world = World { rows, nodes, leaves: leaves as u32, tiers: Vec::new() };
                let network = world.network();
                let options = (0..network.rows()).map(|row| network.options_of(row).len()).sum::<usize>();
                let nowhere = (0..options).map(|option| i64::from(network.end_of(option) as usize == root));
                world.tiers.push(TierCost { option: nowhere.collect(), square: 0, inner: None, short: 1 });
                for (cost, (square, short)) in cost.iter().zip(tier) {
                    world.tiers.push(TierCost { option: cost[..options].to_vec(), square, inner: None, short });
                }
                let changes = changes.into_iter().filter(|change| match *change {
                    // In the first tier only what going nowhere costs: below zero it is a member who left.
                    Change::Cost(option, tier, _) => {
                        option < options && (tier > 0 || network.end_of(option) as usize == root)
                    }
                    Change::Bounds(..) => true,
                });
                (world, changes.collect())
            },
        )
    })
}

/// A world of many rows over few leaves, its costs as scattered as a shuffle makes them.
fn many(rows: u32, leaves: u32) -> World {
    let mix = |at: u32, salt: u32| at.wrapping_mul(2_654_435_761).rotate_left(salt).wrapping_mul(40_503) >> 8;
    let pick = |row: u32| (0..3).map(move |turn| (row + mix(row, 7 * turn + 1) % (leaves / 3)) % leaves).collect();
    let rows: Vec<(u32, Vec<u32>)> = (0..rows).map(|row| (1, pick(row))).collect();
    let load = (rows.len() as u32).div_ceil(leaves) + 1;
    let nodes = (0..leaves).map(|_| (load - 2, load, leaves)).collect();
    let nowhere = rows.iter().flat_map(|row| row.1.iter().map(|_| 0).chain([1])).collect();
    let cost = (0..rows.len() as u32 * 4).map(|option| i64::from(mix(option, 3) % 50)).collect();
    let tier = |option, square, short| TierCost { option, square, inner: None, short };
    World { rows, nodes, leaves, tiers: vec![tier(nowhere, 0, 1), tier(cost, 1, 0)] }
}

/// A24: whoever wants to stop is asked again after a bounded number of options read: the questions grow with the work, pass by pass, and every one of
/// them stops it.
#[test]
fn a24_a_stop_is_asked_in_every_piece_of_work() {
    let asked = |rows: u32, last: usize| {
        let world = many(rows, rows / 10);
        let network = world.network();
        let count = std::cell::Cell::new(0_usize);
        let stop = || {
            count.set(count.get() + 1);
            count.get() == last
        };
        let done = flow::solve(&network, 2, &|tier| world.tiers[tier].clone(), &stop);
        (count.get(), done.map(|solution| solution.flow.len()))
    };
    let (few, done) = asked(20_000, usize::MAX);
    assert!(done.is_ok());
    let (many, done) = asked(160_000, usize::MAX);
    assert!(done.is_ok());
    // Each tier packs, places and narrows, and at the end rows are settled: seven passes over 640,000 options, at most 65,536 of them in a row unasked.
    assert!(many >= 7 * 640_000 / 65_536, "asked {many} times");
    assert!(many >= 2 * few, "asked {few} times, and {many} times in eight times the work");
    for last in (1..=few).step_by(5).chain([many / 2]) {
        let rows = if last <= few { 20_000 } else { 160_000 };
        assert_eq!(asked(rows, last), (last, Err(Halt::Stopped)), "the question {last}");
    }
}

/// A square is charged to the nodes of the range and to no other: two units go where none is charged, not one to each side.
#[test]
fn a_square_above_the_leaves_is_charged_to_its_range_alone() {
    let options = [0, 1, 4];
    let rows = || (0..2).map(|_| Row { need: 1, options: &options });
    let network = |parent: [u32; 5]| Network::new(rows(), parent.to_vec(), vec![0; 5], vec![2; 5], 2);
    let tree = network([2, 3, 4, 4, 4]).unwrap();
    let nowhere = TierCost { option: [0, 0, 1].repeat(2), ..TierCost::default() };
    let above = TierCost { option: vec![0; 6], inner: Some((2..3, 5)), ..TierCost::default() };
    let tiers = [nowhere, above];
    let solution = flow::solve(&tree, 2, &|tier| tiers[tier].clone(), &|| false).unwrap();
    assert_eq!((solution.flow[2], solution.flow[3]), (0, 2));
    assert_eq!(tree.total(&solution, &tiers[1]), 0);
    // A parent that is no node makes no tree.
    assert!(network([2, 5, 4, 4, 4]).is_none());
}

/// Where nothing is full, a row that has to go elsewhere pays the difference, and the bound read off the prices says so at once.
#[test]
fn the_bound_of_a_forced_step_is_its_cost_where_nothing_is_full() {
    let row = Row { need: 1, options: &[0, 1, 2] };
    let network = Network::new(std::iter::once(row), vec![2; 3], vec![0; 3], vec![9; 3], 2).unwrap();
    let tier = |option: [i64; 3]| TierCost { option: option.to_vec(), ..TierCost::default() };
    let tiers = [tier([0, 0, 1]), tier([3, 1, 0])];
    let solution = flow::solve(&network, 2, &|at| tiers[at].clone(), &|| false).unwrap();
    let settled = Settled::new(&network, solution.chosen, &solution.price, &|at| tiers[at].clone()).unwrap();
    assert_eq!([0, 1, 2].map(|option| settled.uses(option)), [false, true, false]);
    let cost = [0, 3];
    assert_eq!(settled.bound(&network, 0, 0, &cost), [0, 2]);
    let change = settled.force(&network, Forced::Use { row: 0, node: 0, cost: &cost }).unwrap();
    assert_eq!((change.cost, change.swaps), (vec![0, 2], vec![(1, None)]));
}

/// Only a state that its prices prove is asked: every row at its best options, every node within its bound and with no step that gains.
#[test]
fn a_state_that_its_prices_do_not_prove_is_not_asked() {
    let options = [0, 1, 2];
    let tier = |option: [i64; 3]| TierCost { option: option.to_vec(), ..TierCost::default() };
    let tiers = [tier([0, 0, 1]), tier([3, 1, 0])];
    let is_asked = |chosen: [bool; 3], price: [i64; 2], most: u32| {
        let row = Row { need: 1, options: &options };
        let network = Network::new(std::iter::once(row), vec![2; 3], vec![0; 3], vec![9, most, 9], 2).unwrap();
        let price = [vec![0; 3], vec![price[0], price[1], 0]];
        Settled::new(&network, chosen.to_vec(), &price, &|at| tiers[at].clone()).is_some()
    };
    let best = [false, true, false];
    assert!(is_asked(best, [0, 0], 9));
    assert!(!is_asked([true, false, false], [0, 0], 9), "a row at a dearer option");
    assert!(!is_asked([false; 3], [0, 0], 9), "a row that sends too little");
    assert!(!is_asked([true, true, false], [0, 0], 9), "a row that sends too much");
    assert!(!is_asked(best, [3, 0], 9), "one unit more through the first leaf gains");
    assert!(!is_asked(best, [0, -1], 9), "one unit less through the second leaf gains");
    assert!(is_asked(best, [0, 1], 1), "a full leaf may be dear");
    assert!(!is_asked(best, [0, 1], 0), "a leaf with more than it takes");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        std::env::var("PHANCONG_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1_000)
    ))]

    /// Lengths that fit into one number are kept in one, others tier by tier: costs 2^50 times as high do not fit, and lead to the same answers.
    #[test]
    fn a_question_is_answered_alike_however_lengths_are_kept((world, _) in world()) {
        const FACTOR: i64 = 1 << 50;
        let network = world.network();
        let tiers = world.tiers.len();
        let times = |tier: &TierCost| TierCost {
            option: tier.option.iter().map(|cost| cost * FACTOR).collect(),
            square: tier.square * FACTOR,
            inner: None,
            short: tier.short * FACTOR,
        };
        let solution = flow::solve(&network, tiers, &|tier| world.tiers[tier].clone(), &|| false).unwrap();
        let high: Vec<Vec<i64>> = solution.price.iter().map(|tier| tier.iter().map(|price| price * FACTOR).collect()).collect();
        let small = Settled::new(&network, solution.chosen.clone(), &solution.price, &|tier| world.tiers[tier].clone()).unwrap();
        let large = Settled::new(&network, solution.chosen, &high, &|tier| times(&world.tiers[tier])).unwrap();
        let prices = [vec![0; tiers], vec![1; tiers]];
        let higher = prices.each_ref().map(|price| price.iter().map(|cost| cost * FACTOR).collect::<Vec<i64>>());
        let mut asked = Vec::new();
        for node in 0..network.root() {
            asked.extend([(Forced::More(node), Forced::More(node)), (Forced::Less(node), Forced::Less(node))]);
        }
        for row in (0..network.rows()).filter(|&row| network.need_of(row) > 0) {
            for node in 0..=network.root() {
                let pairs = prices.iter().zip(&higher);
                asked.extend(pairs.map(|(cost, high)| {
                    (Forced::Use { row, node, cost }, Forced::Use { row, node, cost: high })
                }));
            }
        }
        for (forced, higher) in asked {
            let (one, other) = (small.force(&network, forced), large.force(&network, higher));
            // Of two paths that are equally short either may be taken.
            let told = |change: &Forcing, factor| {
                (change.cost.iter().map(|cost| cost * factor).collect::<Vec<_>>(), change.swaps.len())
            };
            prop_assert_eq!(one.map(|one| told(&one, FACTOR)), other.map(|other| told(&other, 1)), "{:?}", forced);
        }
    }

    #[test]
    fn a_changed_state_is_the_one_found_from_scratch((mut world, changes) in world()) {
        let network = world.network();
        let tiers = world.tiers.len();
        let first = flow::solve(&network, tiers, &|tier| world.tiers[tier].clone(), &|| false).unwrap();
        let mut state =
            Repair::near(&network, &first.chosen, &first.price, &|tier| world.tiers[tier].clone()).unwrap();
        prop_assert!(state.settle(0, &|| false).unwrap(), "a solved state needs no search");
        for at in 0..=changes.len() {
            if at > 0 {
                world.change(&changes[at - 1]);
                match changes[at - 1] {
                    Change::Cost(option, tier, cost) => state.set_cost(option, tier, cost),
                    Change::Bounds(node, lower, upper) => {
                        state.set_bounds(node, lower, upper, &|| false).unwrap();
                    }
                }
            }
            prop_assert!(state.settle(usize::MAX, &|| false).unwrap());
            let changed = world.network();
            let anew = flow::solve(&changed, tiers, &|tier| world.tiers[tier].clone(), &|| false).unwrap();
            let mut best = state.clone().best();
            best.settle(&changed, &|| false).unwrap();
            let repaired = best.solution();
            let missing = changed.total(&anew, &world.tiers[0]);
            prop_assert_eq!(i128::from(state.residual().missing(&changed)), missing);
            prop_assert_eq!(&repaired.chosen, &anew.chosen, "after {} changes", at);
            prop_assert_eq!(&repaired.flow, &anew.flow);
            // And its prices are prices of that state: another start from them finds nothing to do.
            let mut again =
                Repair::near(&changed, &repaired.chosen, &repaired.price, &|tier| world.tiers[tier].clone()).unwrap();
            prop_assert!(again.settle(0, &|| false).unwrap());
            // Prices that have nothing to do with the problem only make it longer.
            let nothing = vec![vec![0; changed.root() + 1]; tiers];
            let mut far = Repair::near(&changed, &[], &nothing, &|tier| world.tiers[tier].clone()).unwrap();
            prop_assert!(far.settle(usize::MAX, &|| false).unwrap());
            let mut best = far.best();
            best.settle(&changed, &|| false).unwrap();
            prop_assert_eq!(&best.solution().chosen, &anew.chosen);
        }
    }
}
