//! What the optimal face leaves free, in few bytes: eight for an option, four for each of the lists it stands in.

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
        Ok(Self { network, first, seat, origin, low, high, flow, visits, decided: 0 })
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
        self.visits.decide(option, seat.node as usize, seat.is_used());
        self.decided = option + 1;
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
            Arc::Up(node) => self.flow[node as usize] += 1,
            Arc::Down(node) => self.flow[node as usize] -= 1,
        }
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

    /// How much there is to read at a node.
    pub(super) fn reads(&self, ahead: bool, node: u32) -> usize {
        self.near(ahead, node as usize).len() + self.network.children(node as usize).len()
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
                    if seat.is_used() != ahead && other as usize >= self.decided {
                        let arc = if ahead { Arc::Swap(option, other) } else { Arc::Swap(other, option) };
                        if is_it(arc, seat.node) {
                            return true;
                        }
                    }
                }
            }
        }
        let takes = |node: u32| self.flow[node as usize] < self.high[node as usize];
        let gives = |node: u32| self.flow[node as usize] > self.low[node as usize];
        let up = at != self.network.root() && if ahead { takes(node) } else { gives(node) };
        if up && is_it(if ahead { Arc::Up(node) } else { Arc::Down(node) }, self.network.parent[at]) {
            return true;
        }
        self.network.children(at).iter().any(|&child| {
            let down = if ahead { gives(child) } else { takes(child) };
            down && is_it(if ahead { Arc::Down(child) } else { Arc::Up(child) }, child)
        })
    }
}
