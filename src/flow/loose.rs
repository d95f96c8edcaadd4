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

    /// Takes decisions back, the last one first, from an option on.
    pub(super) fn undecide(&mut self, from: usize) {
        for option in (from..self.decided).rev() {
            let seat = self.seat[option];
            if seat.node != SET {
                self.visits.undecide(seat.node as usize, seat.is_used());
            }
        }
        self.decided = from;
    }

    /// Whether an option may still be exchanged for another of its row.
    pub(super) fn may_move(&self, option: usize) -> bool {
        self.seat[option].node != SET
    }

    /// Sets the options at some nodes, and others of their rows, that cannot be exchanged: because `meet` says of each pair that it lies in different components.
    pub(super) fn set(&mut self, nodes: impl Iterator<Item = u32>, meet: impl Fn(u32, u32) -> bool) {
        let mut near = Vec::new();
        for node in nodes {
            near.clear();
            near.extend_from_slice(self.visits.used(node as usize));
            near.extend_from_slice(self.visits.spare(node as usize));
            for &option in &near {
                let start = self.seat[option as usize].mark >> 1;
                let row = (start as usize).max(self.decided);
                let mut open = self.seat[row..].iter().take_while(|seat| seat.mark >> 1 == start);
                if open.all(|seat| seat.node == SET || meet(seat.node, node)) {
                    continue;
                }
                for one in row.. {
                    let Some(seat) = self.seat.get(one).copied().filter(|seat| seat.mark >> 1 == start) else { break };
                    let others = self.seat[row..].iter().take_while(|other| other.mark >> 1 == start);
                    let mut others = others.filter(|other| other.node != SET && other.is_used() != seat.is_used());
                    if seat.node != SET && !others.any(|other| meet(seat.node, other.node)) {
                        self.visits.decide(one, seat.node as usize, seat.is_used());
                        self.seat[one].node = SET;
                    }
                }
            }
        }
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
