//! A solution inside the face that keeps all bounds, where flows cost nothing: rows give way to each other, and the few units that are still out of place
//! then look for ways of their own.

use super::loose::Loose;
use super::meet::Meeting;
use super::stage::pieces;
use super::{Face, Halt, Hold, Network, go_on};

/// Sweeps in which rows give way to bounds.
const SWEEPS: u32 = 3;

/// So many units, and one for each so many nodes, may be out of place for ways of their own; more are searched for together.
const HANDFUL: u64 = 8;
const NODES: u64 = 64;

/// Looks inside the face for a solution that keeps its bounds, and says whether it found one.
pub(super) fn fit(
    network: &Network,
    face: &mut Face,
    mut inflow: Vec<u32>,
    stop: &dyn Fn() -> bool,
) -> Result<bool, Halt> {
    let mut load = inflow.clone();
    for &node in &network.upward[..network.root()] {
        load[network.parent[node as usize] as usize] += load[node as usize];
    }
    for _ in 0..SWEEPS {
        if !give_way(network, face, &mut inflow, &mut load, stop)? {
            break;
        }
    }
    let (flow, mut excess) = hand_on(network, &face.low, &face.high, &inflow);
    face.flow = flow;
    place(network, face, &mut excess, stop)
}

/// Lets each row in turn exchange one option for another inside the face, where bounds are kept better; says whether any did.
///
/// `load` is what comes to each node and to those below it.
fn give_way(
    network: &Network,
    face: &mut Face,
    inflow: &mut [u32],
    load: &mut [u32],
    stop: &dyn Fn() -> bool,
) -> Result<bool, Halt> {
    let mut moved = false;
    for rows in pieces(&network.first) {
        go_on(stop)?;
        for row in rows {
            let free = || network.options(row).filter(|&option| face.option[option] == Hold::Free);
            let mut best = (0, 0, 0);
            for from in free().filter(|&option| face.chosen[option]) {
                let leaves = Pressure::of(network, face, load, network.node[from], 0);
                for to in free().filter(|&option| !face.chosen[option]) {
                    let joins = Pressure::of(network, face, load, network.node[to], 1);
                    let gain = leaves.less(joins);
                    best = if gain > best.0 { (gain, from, to) } else { best };
                }
            }
            let (gain, from, to) = best;
            if gain > 0 {
                moved = true;
                (face.chosen[from], face.chosen[to]) = (false, true);
                inflow[network.node[from] as usize] -= 1;
                inflow[network.node[to] as usize] += 1;
                path(network, network.node[from]).for_each(|node| load[node] -= 1);
                path(network, network.node[to]).for_each(|node| load[node] += 1);
            }
        }
    }
    Ok(moved)
}

/// A node and those above it, but for the root.
fn path(network: &Network, node: u32) -> impl Iterator<Item = usize> {
    let up = |&node: &usize| Some(network.parent[node] as usize);
    std::iter::successors(Some(node as usize), up).take_while(|&node| node != network.root())
}

/// How many bounds are passed where a unit goes, less those that would be if it left.
#[derive(Clone, Copy)]
struct Pressure {
    parent: u32,
    /// At the node itself,
    here: i32,
    /// and at those above it.
    above: i32,
}

impl Pressure {
    /// With `more` units than there are.
    fn of(network: &Network, face: &Face, load: &[u32], node: u32, more: u32) -> Self {
        let at = |node: usize| {
            let load = load[node] + more;
            i32::from(load > face.high[node]) - i32::from(load <= face.low[node])
        };
        let mut nodes = path(network, node);
        let here = nodes.next().map_or(0, at);
        Self { parent: network.parent[node as usize], here, above: nodes.map(at).sum() }
    }

    /// How much less it is elsewhere. What two nodes have above them in common feels nothing when a unit goes from one to the other.
    fn less(self, other: Self) -> i32 {
        self.here - other.here + if self.parent == other.parent { 0 } else { self.above - other.above }
    }
}

/// Lets every node hand on what arrives as far as it may; gives what it hands on, and what it is left with or lacks.
pub(super) fn hand_on(network: &Network, low: &[u32], high: &[u32], inflow: &[u32]) -> (Vec<u32>, Vec<i64>) {
    let mut excess: Vec<i64> = inflow.iter().map(|&units| i64::from(units)).collect();
    let mut flow = vec![0; inflow.len()];
    excess[network.root()] -= excess.iter().sum::<i64>();
    for node in network.upward.iter().map(|&node| node as usize).filter(|&node| node != network.root()) {
        let arrived = u32::try_from(excess[node].max(0)).unwrap_or(u32::MAX);
        flow[node] = arrived.clamp(low[node], high[node]);
        excess[node] -= i64::from(flow[node]);
        excess[network.parent[node] as usize] += i64::from(flow[node]);
    }
    (flow, excess)
}

/// Moves what is too much somewhere to where it is too little, inside the face; says whether everything has its place.
fn place(network: &Network, face: &mut Face, excess: &mut [i64], stop: &dyn Fn() -> bool) -> Result<bool, Halt> {
    let units: u64 = excess.iter().map(|&excess| excess.max(0).unsigned_abs()).sum();
    if units == 0 {
        return Ok(true);
    }
    if units > HANDFUL + excess.len() as u64 / NODES {
        return Ok(false);
    }
    let mut loose = Loose::new(network, face, stop)?;
    let mut meeting = Meeting::new(excess.len(), stop);
    let mut short: Vec<u32> = (0..excess.len() as u32).filter(|&node| excess[node as usize] < 0).collect();
    for start in 0..excess.len() {
        while excess[start] > 0 {
            short.retain(|&node| excess[node as usize] < 0);
            let Some(end) = meeting.path(&loose, start as u32, short.iter().copied())? else { return Ok(false) };
            meeting.steps().iter().for_each(|step| loose.apply(step.arc));
            excess[start] -= 1;
            excess[end as usize] += 1;
        }
    }
    loose.store(face);
    Ok(true)
}
