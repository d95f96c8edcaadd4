//! A tier in which flows cost nothing: rows take what is cheapest, and where no bound is in the way zero prices prove it.
//!
//! Many tiers are like this: that everybody has a place, that nobody has one outside. They are settled here in two passes over the network,
//! without packing it.

use super::row::{Cheapest, Offer, ends, hold};
use super::stage::pieces;
use super::{Face, Halt, Hold, Network, TierCost, go_on};

/// Settles such a tier, and says whether it did; where it did not, rows are at their cheapest options, and nothing is decided.
///
/// Measured with `benches` at a million rows of `random`: both tiers 0.63 s without it, 0.58 s with it.
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
    let mut flow = choose(network, face, tier, stop)?;
    let Some(low) = carry(network, face, tier, &mut flow) else { return Ok(false) };
    face.low = low;
    face.flow = flow;
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
    Ok(true)
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

/// Lets every node hand on what arrives; gives the least that each may hand on at no price, or nothing where one may not.
fn carry(network: &Network, face: &Face, tier: &TierCost, flow: &mut [u32]) -> Option<Vec<u32>> {
    let mut low = face.low.clone();
    for node in network.upward.iter().map(|&node| node as usize).filter(|&node| node != network.root()) {
        if tier.short > 0 {
            low[node] = network.lower[node].clamp(face.low[node], face.high[node]);
        }
        if !(low[node]..=face.high[node]).contains(&flow[node]) {
            return None;
        }
        flow[network.parent[node] as usize] += flow[node];
    }
    flow[network.root()] = face.flow[network.root()];
    Some(low)
}
