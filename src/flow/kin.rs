//! The children of each node, grouped by whether they can hand on more or less: what a search reads where a node has a hundred thousand of them.

use super::Network;

/// Children grouped by parent: those that hand on all they may, those that could hand on more as well as less, those that hand on as little as they may.
#[derive(Debug)]
pub(super) struct Kin {
    child: Vec<u32>,
    /// Where each node stands in `child`.
    place: Vec<u32>,
    /// Where the three groups of a parent begin, and where the last of them ends.
    group: Vec<[u32; 4]>,
}

impl Kin {
    /// Groups nodes by what they hand on.
    pub(super) fn new(network: &Network, low: &[u32], high: &[u32], flow: &[u32]) -> Self {
        let nodes = network.nodes();
        let mut kin =
            Self { child: Vec::with_capacity(nodes), place: vec![0; nodes], group: Vec::with_capacity(nodes) };
        for node in 0..nodes {
            let mut group = [kin.child.len() as u32; 4];
            for (index, wanted) in [(true, false), (true, true), (false, true)].into_iter().enumerate() {
                for &child in network.children(node) {
                    let at = child as usize;
                    if (flow[at] > low[at], flow[at] < high[at]) == wanted {
                        kin.place[at] = kin.child.len() as u32;
                        kin.child.push(child);
                    }
                }
                group[index + 1] = kin.child.len() as u32;
            }
            kin.group.push(group);
        }
        kin
    }

    /// The children that could hand on less.
    pub(super) fn giving(&self, parent: usize) -> &[u32] {
        let [first, _, end, _] = self.group[parent];
        &self.child[first as usize..end as usize]
    }

    /// The children that could hand on more.
    pub(super) fn taking(&self, parent: usize) -> &[u32] {
        let [_, first, _, end] = self.group[parent];
        &self.child[first as usize..end as usize]
    }

    /// Puts a node where it belongs after a unit more, or less.
    pub(super) fn follow(&mut self, parent: usize, node: usize, gives: bool, takes: bool) {
        let wanted = if !takes { 0 } else { 1 + usize::from(!gives) };
        let [_, second, third, _] = self.group[parent];
        let place = self.place[node];
        let mut now = usize::from(place >= second) + usize::from(place >= third);
        while now < wanted {
            self.group[parent][now + 1] -= 1;
            self.put(node, self.group[parent][now + 1]);
            now += 1;
        }
        while now > wanted {
            self.put(node, self.group[parent][now]);
            self.group[parent][now] += 1;
            now -= 1;
        }
    }

    /// Puts a node where another stands, and that one in its place.
    fn put(&mut self, node: usize, place: u32) {
        let old = std::mem::replace(&mut self.place[node], place);
        let other = std::mem::replace(&mut self.child[place as usize], node as u32);
        self.child[old as usize] = other;
        self.place[other as usize] = old;
        self.place[node] = place;
    }
}
