//! A tier in which flows cost nothing: rows take what is cheapest, and where bounds can be kept all the same zero prices prove it.
//!
//! Many tiers are like this: that everybody has a place, that nobody has one outside. They are settled here in a few passes over the network, which
//! is packed only where some units are out of place after them: these look for ways through what the prices leave free.

use super::fit::fit;
use super::row::{Cheapest, Offer, ends, hold};
use super::stage::pieces;
use super::{Face, Halt, Hold, Network, TierCost, go_on};

/// Settles such a tier, and says whether it did; where it did not, rows are at their cheapest options, and nothing is decided.
///
/// Measured with `benches`, at a million rows: both tiers of `random` 0.63 s without it, 0.58 s with it. Where bounds are in the way, with rows that give way
/// to them ([`fit`]): `tight` 2.1 s to 1.7, `province` 1.6 s to 0.7.
pub(super) fn settle(
    network: &Network,
    face: &mut Face,
    tier: &TierCost,
    stop: &dyn Fn() -> bool,
) -> Result<bool, Halt> {
    if tier.square != 0 || tier.inner.is_some() {
        return Ok(false);
    }
    if tier.short == 0
        && (0..tier.option.len()).all(|option| face.option[option] != Hold::Free || tier.option[option] == 0)
    {
        return Ok(true);
    }
    let low = match tier.short {
        0 => face.low.clone(),
        _ => {
            let bounds = face.low.iter().zip(&face.high);
            network.lower.iter().zip(bounds).map(|(&lower, (&low, &high))| lower.clamp(low, high)).collect()
        }
    };
    let inflow = choose(network, face, tier, stop)?;
    let (flow, excess) = network.hand_on(&inflow, |node| (low[node], face.high[node]));
    if excess.iter().all(|&excess| excess == 0) {
        (face.low, face.flow) = (low, flow);
        narrow(network, face, tier, stop)?;
        return Ok(true);
    }
    let mut next = Face { low, ..face.clone() };
    narrow(network, &mut next, tier, stop)?;
    let is_placed = fit(network, &mut next, inflow, stop)?;
    if is_placed {
        *face = next;
    } else {
        face.chosen = next.chosen;
    }
    Ok(is_placed)
}

/// What a row may still choose among, at no prices.
fn offers<'a>(
    network: &Network,
    face: &'a Face,
    tier: &'a TierCost,
    row: usize,
) -> impl Iterator<Item = Offer> + Clone + 'a {
    let free = network.options(row).filter(|&option| face.option[option] == Hold::Free);
    free.map(|option| (option, tier.option[option], face.chosen[option]))
}

/// Lets every row take its cheapest options; gives what then arrives at each node.
fn choose(network: &Network, face: &mut Face, tier: &TierCost, stop: &dyn Fn() -> bool) -> Result<Vec<u32>, Halt> {
    let mut inflow = vec![0; network.nodes()];
    let mut cheapest = Cheapest::default();
    for rows in pieces(&network.first) {
        go_on(stop)?;
        for row in rows {
            for &(from, to) in cheapest.swaps(offers(network, face, tier, row)) {
                face.chosen[from] = false;
                face.chosen[to] = true;
            }
            for option in network.options(row).filter(|&option| face.chosen[option]) {
                inflow[network.node[option] as usize] += 1;
            }
        }
    }
    Ok(inflow)
}

/// Shrinks the face to what is cheapest at no prices.
fn narrow(network: &Network, face: &mut Face, tier: &TierCost, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    for rows in pieces(&network.first) {
        go_on(stop)?;
        for row in rows {
            let ends = ends(offers(network, face, tier, row));
            for option in network.options(row) {
                if face.option[option] == Hold::Free {
                    face.option[option] = hold((option, tier.option[option], face.chosen[option]), ends);
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Face, Hold, Network, TierCost, settle};
    use crate::flow::canon;
    use crate::flow::phases::{
        balance,
        tests::{Dice, problem},
    };
    use crate::flow::stage::Stage;
    use crate::flow::{Best, Row};

    /// One row for each list of leaves, which may also go to the root for 1; leaves take as many as said.
    pub(in crate::flow) fn network(rows: &[&[u32]], upper: &[u32]) -> (Network, TierCost) {
        let root = upper.len() as u32;
        let options: Vec<Vec<u32>> = rows.iter().map(|leaves| [*leaves, &[root]].concat()).collect();
        let (nodes, most) = (upper.len() + 1, [upper, &[u32::MAX]].concat());
        let rows = options.iter().map(|options| Row { need: 1, options });
        let network = Network::new(rows, vec![root; nodes], vec![0; nodes], most, root).expect("a whole network");
        let option = network.node.iter().map(|&node| i64::from(node == root)).collect();
        (network, TierCost { option, ..TierCost::default() })
    }

    fn settled(network: &Network, tier: &TierCost) -> (bool, Face) {
        let mut face = Face::whole(network);
        let is_settled = settle(network, &mut face, tier, &|| false).expect("no one stops it");
        (is_settled, face)
    }

    pub(in crate::flow) fn used(network: &Network, face: &Face) -> Vec<u32> {
        (0..network.node.len()).filter(|&option| face.chosen[option]).map(|option| network.node[option]).collect()
    }

    #[test]
    fn a_row_gives_way_to_another_that_has_no_choice() {
        let (network, tier) = network(&[&[0, 1], &[0]], &[1, 1]);
        let (is_settled, face) = settled(&network, &tier);
        assert!(is_settled);
        assert_eq!(used(&network, &face), [1, 0]);
        assert_eq!(face.option, [Hold::Free, Hold::Free, Hold::Out, Hold::In, Hold::Out]);
        assert_eq!(face.flow[..2], [1, 1]);
    }

    #[test]
    fn a_row_gives_way_to_the_bounds_of_areas_and_moves_freely_inside_one() {
        // Leaves 0 and 1 in area 3, which takes two; leaf 2 in area 4, which takes three.
        let parent = vec![3, 3, 4, 5, 5, 5];
        let rows: [&[u32]; 4] = [&[0, 1, 5], &[0, 2, 5], &[0, 2, 5], &[1, 5]];
        let rows = rows.into_iter().map(|options| Row { need: 1, options });
        let upper = vec![1, 1, 9, 2, 3, u32::MAX];
        let network = Network::new(rows, parent, vec![0; 6], upper, 3).expect("a whole network");
        let option = network.node.iter().map(|&node| i64::from(node == 5)).collect();
        let (is_settled, face) = settled(&network, &TierCost { option, ..TierCost::default() });
        assert!(is_settled && is_carried(&network, &face));
        assert_eq!(used(&network, &face), [0, 2, 2, 1]);
    }

    #[test]
    fn rows_pass_a_place_on_where_none_of_them_can_give_way_alone() {
        let (network, tier) = network(&[&[0, 1], &[1, 2], &[2, 3], &[0]], &[1; 4]);
        let (is_settled, face) = settled(&network, &tier);
        assert!(is_settled);
        assert_eq!(used(&network, &face), [1, 2, 3, 0]);
    }

    #[test]
    fn what_cannot_be_kept_is_left_to_searches_with_nothing_decided() {
        let (network, tier) = network(&[&[0, 1], &[0, 1], &[0]], &[1, 1]);
        let (is_settled, face) = settled(&network, &tier);
        assert!(!is_settled);
        assert!(face.option.iter().all(|&hold| hold == Hold::Free));
        assert!(used(&network, &face).iter().all(|&node| node < 2), "each row is at a cheapest option");
        assert_eq!((face.low, face.high), (vec![0; 3], network.within_reach()));
    }

    #[test]
    fn ways_that_read_more_than_all_options_are_left_to_one_search_for_all() {
        // Layers of eight full leaves, each with a row that could go to any leaf of the next layer; the first leaves are wanted once more, and the last
        // layer has room.
        for (layers, is_settled) in [(5, true), (200, false)] {
            let on: Vec<Vec<u32>> = (0..8 * layers)
                .map(|row| [row].into_iter().chain(8 * (row / 8 + 1)..8 * (row / 8 + 2)).collect())
                .collect();
            let more: Vec<Vec<u32>> = (0..8).map(|row| vec![row]).collect();
            let rows: Vec<&[u32]> = on.iter().chain(&more).map(Vec::as_slice).collect();
            let (network, tier) = network(&rows, &vec![1; 8 * (layers as usize + 1)]);
            assert_eq!(settled(&network, &tier).0, is_settled, "{layers} layers");
        }
    }

    #[test]
    fn many_units_out_of_place_are_left_to_one_search_for_all() {
        // The first of two rows could take its second leaf only when the other has left it; its first leaf is wanted by one more.
        for (wanted, is_settled) in [(1, true), (8, true), (20, false)] {
            let chain: Vec<[u32; 2]> = (0..2 * wanted).map(|row| [row, row + wanted]).collect();
            let more: Vec<[u32; 1]> = (0..wanted).map(|row| [row]).collect();
            let rows: Vec<&[u32]> =
                chain.iter().map(<[u32; 2]>::as_slice).chain(more.iter().map(<[u32; 1]>::as_slice)).collect();
            let leaves = 3 * wanted as usize;
            let (network, tier) = network(&rows, &vec![1; leaves]);
            assert_eq!(settled(&network, &tier).0, is_settled, "{wanted} units");
        }
    }

    /// What a node hands on beyond what arrives, which is nothing, and whether its bounds are kept.
    fn is_carried(network: &Network, face: &Face) -> bool {
        let mut arrived = vec![0; network.nodes()];
        for node in used(network, face) {
            arrived[node as usize] += 1;
        }
        for &node in &network.upward[..network.nodes() - 1] {
            arrived[network.parent[node as usize] as usize] += face.flow[node as usize];
        }
        (0..network.root()).all(|node| {
            arrived[node] == face.flow[node] && (face.low[node]..=face.high[node]).contains(&face.flow[node])
        })
    }

    #[test]
    fn what_is_settled_here_costs_what_searches_find() {
        let mut dice = Dice(3);
        let (mut here, mut left) = (0, 0);
        for _ in 0..2_000 {
            let (network, tier) = problem(&mut dice);
            let tier = TierCost { square: 0, inner: None, ..tier };
            let (is_settled, face) = settled(&network, &tier);
            if !is_settled {
                left += 1;
                continue;
            }
            here += 1;
            assert!(is_carried(&network, &face));
            let mut searched = Face::whole(&network);
            let mut stage = Stage::new(&network, &searched, &tier, &|| false).expect("no one stops it");
            stage.snap(&|| false).expect("no one stops it");
            balance(&mut stage, &|| false).expect("no one stops it");
            stage.narrow(&mut searched, &|| false).expect("prices that prove it");
            let canonical = |mut face: Face| {
                canon::settle(&network, &mut face, &|| false).expect("no one stops it");
                Best { face, price: Vec::new() }.solution()
            };
            let (here, searched) = (canonical(face), canonical(searched));
            assert_eq!(network.total(&here, &tier), network.total(&searched, &tier));
            assert_eq!(here.chosen, searched.chosen, "the faces are the same");
        }
        assert!(here > 100 && left > 100, "{here} settled, {left} left");
    }
}
