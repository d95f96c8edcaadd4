//! A solution inside the face that keeps all bounds, where flows cost nothing: rows give way to each other, and the units that are still out of place
//! then look for ways together.

use super::imbalance::Imbalance;
use super::loose::Loose;
use super::meet::{Found, Meeting};
use super::stage::pieces;
use super::{Face, Halt, Hold, Network, go_on};

/// At most so many units, and one more for each [`NODES`] nodes, look for ways.
const HANDFUL: usize = 8;
const NODES: usize = 8;

/// Arcs that may be read for them, beyond one for each option.
const EFFORT: usize = 1 << 12;

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
    give_way(network, face, &mut inflow, &mut load, stop)?;
    let (flow, excess) = network.hand_on(&inflow, |node| (face.low[node], face.high[node]));
    face.flow = flow;
    place(network, face, &excess, stop)
}

/// Lets each row in turn exchange one option for another inside the face, where bounds are kept better.
///
/// `load` is what comes to each node and to those below it.
fn give_way(
    network: &Network,
    face: &mut Face,
    inflow: &mut [u32],
    load: &mut [u32],
    stop: &dyn Fn() -> bool,
) -> Result<(), Halt> {
    let is_short = (0..network.root()).any(|node| load[node] < face.low[node]);
    let (mut used, mut spare) = (Vec::new(), Vec::new());
    for rows in pieces(&network.first) {
        go_on(stop)?;
        for row in rows {
            let free = || network.options(row).filter(|&option| face.option[option] == Hold::Free);
            let feel =
                |option: usize, more: u32| (Pressure::of(network, face, load, network.node[option], more), option);
            used.clear();
            used.extend(free().filter(|&option| face.chosen[option]).map(|option| feel(option, 0)));
            if !is_short && !used.iter().any(|(pressure, _)| pressure.is_too_much()) {
                continue;
            }
            spare.clear();
            spare.extend(free().filter(|&option| !face.chosen[option]).map(|option| feel(option, 1)));
            let mut best = (0, 0, 0);
            for &(here, from) in &used {
                for &(there, to) in &spare {
                    let gain = here.less(there);
                    best = if gain > best.0 { (gain, from, to) } else { best };
                }
            }
            let (gain, from, to) = best;
            if gain > 0 {
                (face.chosen[from], face.chosen[to]) = (false, true);
                inflow[network.node[from] as usize] -= 1;
                inflow[network.node[to] as usize] += 1;
                path(network, network.node[from]).for_each(|node| load[node] -= 1);
                path(network, network.node[to]).for_each(|node| load[node] += 1);
            }
        }
    }
    Ok(())
}

/// A node and those above it, but for the root.
fn path(network: &Network, node: u32) -> impl Iterator<Item = usize> {
    let up = |&node: &usize| Some(network.parent[node] as usize);
    std::iter::successors(Some(node as usize), up).take_while(|&node| node != network.root())
}

/// 1 for each upper bound that is passed at a node, less 1 for each lower bound that would not be kept with a unit less.
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

    /// Whether it may be less elsewhere although no node is short.
    fn is_too_much(self) -> bool {
        self.here > 0 || self.above > 0
    }

    /// How much less it is elsewhere. Where both have one parent, what is above feels nothing; what they have in common farther up may count against a move,
    /// never for it.
    fn less(self, other: Self) -> i32 {
        self.here - other.here + if self.parent == other.parent { 0 } else { self.above - other.above }
    }
}

/// Moves what is too much somewhere to where it is too little, inside the face; says whether everything has its place. Gives up where that reads more
/// than a pass over all options: a search with prices is cheaper then.
fn place(network: &Network, face: &mut Face, excess: &[i64], stop: &dyn Fn() -> bool) -> Result<bool, Halt> {
    let mut imbalance = Imbalance::none(excess.len());
    (0..).zip(excess).for_each(|(node, &excess)| imbalance.add(node, excess));
    if imbalance.due() == 0 {
        return Ok(true);
    }
    if imbalance.due() > excess.len() / NODES + HANDFUL {
        return Ok(false);
    }
    let mut loose = Loose::new(network, face, stop)?;
    let mut meeting = Meeting::new(excess.len(), stop);
    while imbalance.due() > 0 {
        let before = imbalance.due();
        let limit = (loose.size() + EFFORT).saturating_sub(meeting.spent());
        let found = imbalance.send(&mut loose, &mut meeting, limit)?;
        if found == Found::Spent || imbalance.due() == before {
            return Ok(false);
        }
    }
    loose.store(face);
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::{Face, Hold, Network, give_way};
    use crate::flow::Row;
    use crate::flow::plain::tests::{network, used};

    /// The first option of each row in use and none that leads to the root free, and what then comes to each node and to those below it.
    fn begun(network: &Network) -> (Face, Vec<u32>) {
        let mut face = Face { chosen: vec![false; network.node.len()], ..Face::whole(network) };
        let mut load = vec![0; network.nodes()];
        for (hold, _) in face.option.iter_mut().zip(&network.node).filter(|(_, node)| **node as usize == network.root())
        {
            *hold = Hold::Out;
        }
        for row in 0..network.rows() {
            let first = network.options(row).start;
            face.chosen[first] = true;
            load[network.node[first] as usize] += 1;
        }
        for &node in &network.upward[..network.root()] {
            load[network.parent[node as usize] as usize] += load[node as usize];
        }
        (face, load)
    }

    fn swept(network: &Network, face: &mut Face, mut load: Vec<u32>) {
        let mut inflow = vec![9; network.nodes()];
        give_way(network, face, &mut inflow, &mut load, &|| false).expect("no one stops it")
    }

    #[test]
    fn a_row_leaves_a_full_leaf_for_one_with_room_and_no_row_for_a_full_one() {
        let (one, _) = network(&[&[0, 1], &[0]], &[1, 1]);
        let (mut face, load) = begun(&one);
        swept(&one, &mut face, load);
        assert_eq!(used(&one, &face), [1, 0]);
        let (full, _) = network(&[&[0, 1], &[0], &[1]], &[1, 1]);
        let (mut face, load) = begun(&full);
        let before = face.chosen.clone();
        swept(&full, &mut face, load);
        assert_eq!(face.chosen, before);
    }

    #[test]
    fn a_row_comes_to_where_too_few_are() {
        let (network, _) = network(&[&[0, 1], &[0, 1]], &[9, 9]);
        let (mut face, load) = begun(&network);
        face.low[1] = 1;
        swept(&network, &mut face, load);
        assert_eq!(used(&network, &face), [1, 0]);
    }

    #[test]
    fn a_full_area_is_left_and_feels_nothing_of_moves_inside_it() {
        // Leaves 0 and 1 in area 3, leaf 2 in area 4.
        let rows = [&[0, 1, 5], &[0, 2, 5]].map(|options| Row { need: 1, options });
        let parent = vec![3, 3, 4, 5, 5, 5];
        for (upper, place) in [([1, 9, 9, 2, 9], [1, 0]), ([9, 9, 9, 1, 9], [0, 2]), ([1, 9, 9, 1, 9], [1, 2])] {
            let most = upper.into_iter().chain([u32::MAX]).collect();
            let network = Network::new(
                rows.iter().map(|row| Row { need: 1, options: row.options }),
                parent.clone(),
                vec![0; 6],
                most,
                3,
            );
            let network = network.expect("a whole network");
            let (mut face, load) = begun(&network);
            swept(&network, &mut face, load);
            assert_eq!(used(&network, &face)[..2], place, "{upper:?}");
        }
    }
}
