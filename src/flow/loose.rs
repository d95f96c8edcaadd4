//! What the optimal face leaves free, in few bytes: eight for an option, four for each of the lists it stands in.

use super::kin::Kin;
use super::stage::{Arc, pieces};
use super::visits::{FETCHED, Visits};
use super::{Face, Halt, Hold, Network, go_on};

/// An option of a row.
#[derive(Debug, Clone, Copy)]
struct Seat {
    node: u32,
    /// The first option of its row, doubled, and 1 more when the row uses this option.
    mark: u32,
}

impl Seat {
    fn is_used(self) -> bool {
        self.mark & 1 == 1
    }
}

/// In place of the node of an option that no equally good solution uses differently.
const SET: u32 = u32::MAX;

/// Rows with a choice, and the flows between nodes.
#[derive(Debug)]
pub(super) struct Loose<'a> {
    network: &'a Network,
    first: Vec<u32>,
    seat: Vec<Seat>,
    /// The option of the network behind each option here.
    origin: Vec<u32>,
    low: Vec<u32>,
    high: Vec<u32>,
    flow: Vec<u32>,
    visits: Visits,
    kin: Kin,
    /// Options before this one are decided: they move no more.
    decided: usize,
}

impl<'a> Loose<'a> {
    /// Packs what the face leaves free.
    pub(super) fn new(network: &'a Network, face: &Face, stop: &dyn Fn() -> bool) -> Result<Self, Halt> {
        let free = face.option.iter().filter(|&&hold| hold == Hold::Free).count();
        let (mut seat, mut origin) = (Vec::with_capacity(free), Vec::with_capacity(free));
        let mut first = vec![0];
        for rows in pieces(&network.first) {
            go_on(stop)?;
            for row in rows {
                let start = seat.len() as u32;
                for option in network.options(row).filter(|&option| face.option[option] == Hold::Free) {
                    let mark = start << 1 | u32::from(face.chosen[option]);
                    seat.push(Seat { node: network.node[option], mark });
                    origin.push(option as u32);
                }
                if seat.len() > start as usize {
                    first.push(seat.len() as u32);
                }
            }
        }
        let visits = Visits::of(network.nodes(), seat.iter().map(|seat| (seat.node, seat.is_used())));
        let (low, high, flow) = (face.low.clone(), face.high.clone(), face.flow.clone());
        go_on(stop)?;
        let kin = Kin::new(network, &low, &high, &flow);
        Ok(Self { network, first, seat, origin, low, high, flow, visits, kin, decided: 0 })
    }

    pub(super) fn rows(&self) -> usize {
        self.first.len() - 1
    }

    /// How many options there are.
    pub(super) fn size(&self) -> usize {
        self.seat.len()
    }

    pub(super) fn options(&self, row: usize) -> std::ops::Range<usize> {
        self.first[row] as usize..self.first[row + 1] as usize
    }

    pub(super) fn node(&self, option: usize) -> u32 {
        self.seat[option].node
    }

    pub(super) fn is_used(&self, option: usize) -> bool {
        self.seat[option].is_used()
    }

    /// Decides an option, the next in order: it moves no more.
    pub(super) fn decide(&mut self, option: usize) {
        let seat = self.seat[option];
        if seat.node != SET {
            self.visits.decide(option, seat.node as usize, seat.is_used());
        }
        self.decided = option + 1;
    }

    /// The first option that is not decided.
    pub(super) fn decided(&self) -> usize {
        self.decided
    }

    /// Takes decisions back from an option on.
    pub(super) fn undecide(&mut self, from: usize) {
        for option in (from..self.decided).rev() {
            let seat = self.seat[option];
            if seat.node != SET {
                self.visits.undecide(option, seat.node as usize, seat.is_used());
            }
        }
        self.decided = from;
    }

    /// Whether an option may still be exchanged for another of its row.
    pub(super) fn may_move(&self, option: usize) -> bool {
        self.seat[option].node != SET
    }

    /// Sets what can no more be exchanged of the rows with options at some nodes: the options for which the row has none on the other side, used or spare,
    /// at a node of the same label. Says how many options it looked at.
    pub(super) fn set(&mut self, nodes: impl Iterator<Item = u32>, label: impl Fn(u32) -> u32) -> usize {
        let mut rows: Vec<u32> = Vec::new();
        for node in nodes {
            let near = self.visits.used(node as usize).iter().chain(self.visits.spare(node as usize));
            rows.extend(near.map(|&option| self.seat[option as usize].mark >> 1));
        }
        rows.sort_unstable();
        rows.dedup();
        let mut seen = 0;
        let (mut used, mut spare) = (Vec::new(), Vec::new());
        for start in rows {
            let first = (start as usize).max(self.decided);
            let open = self.seat[first..].iter().take_while(|seat| seat.mark >> 1 == start).count();
            seen += open;
            used.clear();
            spare.clear();
            for seat in self.seat[first..first + open].iter().filter(|seat| seat.node != SET) {
                if seat.is_used() { &mut used } else { &mut spare }.push(label(seat.node));
            }
            used.sort_unstable();
            spare.sort_unstable();
            for option in first..first + open {
                let seat = self.seat[option];
                let others = if seat.is_used() { &spare } else { &used };
                if seat.node != SET && others.binary_search(&label(seat.node)).is_err() {
                    self.visits.decide(option, seat.node as usize, seat.is_used());
                    self.seat[option].node = SET;
                }
            }
        }
        seen
    }

    /// Moves one unit.
    pub(super) fn apply(&mut self, arc: Arc) {
        match arc {
            Arc::Swap(from, to) => {
                let (from, to) = (from as usize, to as usize);
                self.seat[from].mark ^= 1;
                self.seat[to].mark ^= 1;
                self.visits.leave(from, self.seat[from].node as usize);
                self.visits.enter(to, self.seat[to].node as usize);
            }
            Arc::Up(node) => self.hand_on(node, 1),
            Arc::Down(node) => self.hand_on(node, -1),
        }
    }

    fn hand_on(&mut self, node: u32, units: i32) {
        let at = node as usize;
        self.flow[at] = self.flow[at].wrapping_add_signed(units);
        self.kin.follow(self.network.parent[at] as usize, at, self.gives(node), self.takes(node));
    }

    /// Whether a node can hand on less.
    fn gives(&self, node: u32) -> bool {
        self.flow[node as usize] > self.low[node as usize]
    }

    /// Whether a node can hand on more.
    fn takes(&self, node: u32) -> bool {
        self.flow[node as usize] < self.high[node as usize]
    }

    /// Writes what rows use and nodes hand on into the face.
    pub(super) fn store(self, face: &mut Face) {
        for (seat, &origin) in self.seat.iter().zip(&self.origin) {
            face.chosen[origin as usize] = seat.is_used();
        }
        face.flow = self.flow;
    }

    /// The options at a node that a unit can leave by (come by, where not `ahead`).
    fn near(&self, ahead: bool, node: usize) -> &[u32] {
        if ahead { self.visits.used(node) } else { self.visits.spare(node) }
    }

    /// The children that a unit can go down to (come up from, where not `ahead`).
    fn below(&self, ahead: bool, node: usize) -> &[u32] {
        if ahead { self.kin.giving(node) } else { self.kin.taking(node) }
    }

    /// How much there is to read at a node.
    pub(super) fn reads(&self, ahead: bool, node: u32) -> usize {
        self.near(ahead, node as usize).len() + self.below(ahead, node as usize).len()
    }

    /// Looks at the arcs out of a node (into it, where not `ahead`), each with the node at its other end, until one is what is looked for.
    pub(super) fn any(&self, ahead: bool, node: u32, mut is_it: impl FnMut(Arc, u32) -> bool) -> bool {
        let at = node as usize;
        for near in self.near(ahead, at).chunks(FETCHED) {
            self.visits.fetch(near, |option| self.seat[option].mark.into());
            for &option in near {
                let start = self.seat[option as usize].mark >> 1;
                for (other, seat) in (start..).zip(&self.seat[start as usize..]) {
                    if seat.mark >> 1 != start {
                        break;
                    }
                    if seat.is_used() != ahead && other as usize >= self.decided && seat.node != SET {
                        let arc = if ahead { Arc::Swap(option, other) } else { Arc::Swap(other, option) };
                        if is_it(arc, seat.node) {
                            return true;
                        }
                    }
                }
            }
        }
        let up = at != self.network.root() && if ahead { self.takes(node) } else { self.gives(node) };
        if up && is_it(if ahead { Arc::Up(node) } else { Arc::Down(node) }, self.network.parent[at]) {
            return true;
        }
        self.below(ahead, at).iter().any(|&child| is_it(if ahead { Arc::Down(child) } else { Arc::Up(child) }, child))
    }
}

#[cfg(test)]
mod tests {
    use super::{Arc, Loose};
    use crate::flow::plain::tests::network;
    use crate::flow::{Face, Hold};

    #[test]
    fn what_cannot_be_exchanged_is_set_and_what_is_decided_again_stands_where_it_stood() {
        // Both rows use leaf 0. One could go to leaf 1, the other to leaf 2, from which there is no way back.
        let (network, _) = network(&[&[0, 1], &[0, 2]], &[9; 3]);
        let mut face = Face::whole(&network);
        for row in 0..network.rows() {
            let options = network.options(row);
            face.chosen[options.start] = true;
            face.option[options.end - 1] = Hold::Out;
        }
        let mut loose = Loose::new(&network, &face, &|| false).expect("no one stops it");
        loose.decide(0);
        assert_eq!(loose.set([2].into_iter(), |node| u32::from(node == 2)), 2);
        assert_eq!([0, 1, 2, 3].map(|option| loose.may_move(option)), [true, true, false, false]);
        loose.undecide(0);
        let near = |ahead, node| {
            let mut found = Vec::new();
            loose.any(ahead, node, |arc, to| {
                found.extend(matches!(arc, Arc::Swap(..)).then_some((arc, to)));
                false
            });
            found
        };
        assert_eq!(near(true, 0), [(Arc::Swap(0, 1), 1)]);
        assert_eq!(near(false, 1), [(Arc::Swap(0, 1), 0)]);
        assert_eq!(near(false, 2), []);
    }
}
