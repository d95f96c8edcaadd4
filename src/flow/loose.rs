//! Which used options another solution, equally good in the leading tiers, would do without.

use super::Network;
use super::force::Residual;

/// Not visited yet.
const NEW: u32 = u32::MAX;

impl Residual {
    /// For each option, whether it is used here and not in some other solution that is equally good in the first `tiers` tiers.
    ///
    /// An option can be left for another of the same row exactly when the exchange costs nothing and lies on a circle of steps that cost
    /// nothing: when both nodes are in one strongly connected component of those steps.
    ///
    /// # Complexity
    /// `O(T (E + m))`.
    pub(crate) fn loose(&self, network: &Network, tiers: usize) -> Vec<bool> {
        let component = Walk::components(network.nodes(), &|node| self.free_steps(network, node, tiers));
        let mut loose = vec![false; network.node.len()];
        for row in 0..network.need.len() {
            for used in network.options(row).filter(|&option| self.uses(option)) {
                let here = component[network.node[used] as usize];
                loose[used] = network.options(row).any(|other| {
                    !self.uses(other)
                        && component[network.node[other] as usize] == here
                        && self.is_free_swap(used, other, tiers)
                });
            }
        }
        loose
    }
}

/// Tarjan's walk, without recursion: a component is closed when its first node is left.
struct Walk {
    number: Vec<u32>,
    low: Vec<u32>,
    component: Vec<u32>,
    waiting: Vec<u32>,
    count: u32,
}

impl Walk {
    /// The component of each node.
    fn components(nodes: usize, steps: &dyn Fn(usize) -> Vec<u32>) -> Vec<u32> {
        let new = || vec![NEW; nodes];
        let mut walk = Self { number: new(), low: new(), component: new(), waiting: Vec::new(), count: 0 };
        for start in 0..nodes {
            if walk.number[start] == NEW {
                walk.from(start, steps);
            }
        }
        walk.component
    }

    fn enter(&mut self, node: usize) {
        self.number[node] = self.count;
        self.low[node] = self.count;
        self.count += 1;
        self.waiting.push(node as u32);
    }

    fn from(&mut self, start: usize, steps: &dyn Fn(usize) -> Vec<u32>) {
        self.enter(start);
        let mut trail = vec![(start, steps(start))];
        while let Some((node, left)) = trail.last_mut() {
            let node = *node;
            match left.pop().map(|to| to as usize) {
                Some(to) if self.number[to] == NEW => {
                    self.enter(to);
                    trail.push((to, steps(to)));
                }
                Some(to) if self.component[to] == NEW => self.low[node] = self.low[node].min(self.number[to]),
                Some(_) => {}
                None => {
                    trail.pop();
                    self.leave(node);
                    if let Some(&(before, _)) = trail.last() {
                        self.low[before] = self.low[before].min(self.low[node]);
                    }
                }
            }
        }
    }

    fn leave(&mut self, node: usize) {
        if self.low[node] != self.number[node] {
            return;
        }
        while let Some(last) = self.waiting.pop() {
            self.component[last as usize] = node as u32;
            if last as usize == node {
                break;
            }
        }
    }
}
