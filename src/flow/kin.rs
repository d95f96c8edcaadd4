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

#[cfg(test)]
mod tests {
    use super::Kin;
    use crate::flow::phases::tests::{Dice, problem};
    use std::collections::BTreeSet;

    #[test]
    fn each_child_stands_where_what_it_hands_on_puts_it_after_every_unit() {
        let mut dice = Dice(5);
        for _ in 0..20 {
            let (network, _) = problem(&mut dice);
            let low: Vec<u32> = (0..network.nodes()).map(|_| dice.roll(3)).collect();
            let high: Vec<u32> = low.iter().map(|low| low + dice.roll(4)).collect();
            let mut flow = low.clone();
            let mut kin = Kin::new(&network, &low, &high, &flow);
            for _ in 0..100 {
                let node = dice.roll(network.root() as u32) as usize;
                let (more, less) = (flow[node] < high[node], flow[node] > low[node]);
                match dice.roll(2) {
                    0 if more => flow[node] += 1,
                    1 if less => flow[node] -= 1,
                    _ => continue,
                }
                kin.follow(network.parent_of(node), node, flow[node] > low[node], flow[node] < high[node]);
                let whose = |parent: usize, holds: &dyn Fn(usize) -> bool| -> BTreeSet<u32> {
                    let children = network.children(parent).iter().copied();
                    children.filter(|&child| holds(child as usize)).collect()
                };
                for parent in 0..network.nodes() {
                    let all = |children: &[u32]| children.iter().copied().collect::<BTreeSet<u32>>();
                    assert_eq!(all(kin.giving(parent)), whose(parent, &|child| flow[child] > low[child]));
                    assert_eq!(all(kin.taking(parent)), whose(parent, &|child| flow[child] < high[child]));
                }
            }
        }
    }
}
