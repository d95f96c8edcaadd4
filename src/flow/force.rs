//! What a single forced step costs: the shortest way back through what can still move, length compared tier by tier.
//!
//! At optimal prices no step of the residual graph is shorter than zero, tiers compared in order. Forcing one unit somewhere and letting
//! everything else settle again is then one shortest path, from the node that has a unit too many to the one that has one too few. Its
//! length is exact, and its steps say which rows change. Among equally short paths it takes one with the fewest swaps, so nobody moves for nothing.

use super::length::{Length, NOTHING, minus, plus};
use super::residual::Residual;
use super::search::{Ground, Rows, Search};
use super::stage::Arc;
use super::swaps::{Lists, Swaps};
use super::{Network, TierCost};

/// What is forced.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Forced<'a> {
    /// A row uses a node that it does not use, at a cost per tier, in place of one of its options.
    Use { row: usize, node: usize, cost: &'a [i64] },
    /// A node hands on one unit more, above its upper bound if need be.
    More(usize),
    /// A node hands on one unit less; its lower bound gives way as far as that.
    Less(usize),
}

/// What a forced step brings about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// The change of the cost, tier by tier.
    pub(crate) cost: Vec<i64>,
    /// Options left and entered by the rows that move, in the order of the path. For [`Forced::Use`] the row's own comes last, and enters the
    /// forced node, which has no option here.
    pub(crate) swaps: Vec<(usize, Option<usize>)>,
    /// Nodes that fall below their lower bound, or further below it.
    pub(crate) starved: Vec<usize>,
}

/// The way that is asked for: from a node to the best of some ends, each of which adds something.
struct Asked {
    from: u32,
    ends: Vec<(u32, Length)>,
    barred: Option<Arc>,
}

impl Asked {
    /// The shortest path, and the node it ends at.
    fn walk<G: Ground>(
        &self,
        ground: &G,
        network: &Network,
        measure: impl Fn(&Length) -> G::Length,
    ) -> Option<(Vec<Arc>, u32)> {
        let mut search = Search::new(network.nodes());
        search.barred = self.barred;
        search.from(self.from);
        for (end, more) in &self.ends {
            search.to(*end, measure(more));
        }
        search.run(ground, &|| false).ok()??;
        search.path().map(|(_, path, end)| (path, end))
    }
}

/// A solved state that stays as it is, ready to be asked.
#[derive(Debug, Clone)]
pub(crate) struct Settled {
    residual: Residual,
    swaps: Option<Swaps>,
}

impl Settled {
    /// As [`Residual::new`], with the swaps listed where there are not too many.
    ///
    /// # Complexity
    /// `O(T (E + m))` time and memory.
    pub(crate) fn new(
        network: &Network,
        chosen: Vec<bool>,
        price: &[Vec<i64>],
        cost: &dyn Fn(usize) -> TierCost,
    ) -> Option<Self> {
        let residual = Residual::new(network, chosen, price, cost)?;
        let swaps = Swaps::new(&residual, network);
        Some(Self { residual, swaps })
    }

    /// Whether an option is used.
    pub(crate) fn uses(&self, option: usize) -> bool {
        self.residual.uses(option)
    }

    /// As [`Residual::bound`].
    pub(crate) fn bound(&self, network: &Network, row: usize, node: usize, cost: &[i64]) -> Vec<i64> {
        self.residual.bound(network, row, node, cost)
    }

    /// What forcing one step costs and who moves for it; `None` when nothing can make up for it.
    ///
    /// # Complexity
    /// One search by distance: `O((E + m) log m)`, and less the nearer the two ends are.
    pub(crate) fn force(&self, network: &Network, forced: Forced<'_>) -> Option<Change> {
        self.residual.answer(network, forced, self.swaps.as_ref())
    }
}

impl Residual {
    /// The least that a row could pay more if it had to use a node at a cost per tier: read off the prices, never above what it comes to.
    fn bound(&self, network: &Network, row: usize, node: usize, cost: &[i64]) -> Vec<i64> {
        let dearest = self.dearest(network, row);
        let paid = self.priced(node, cost);
        (0..self.tiers).map(|tier| paid[tier] - dearest[tier]).collect()
    }

    /// As [`Settled::force`], read row by row.
    pub(crate) fn force(&self, network: &Network, forced: Forced<'_>) -> Option<Change> {
        self.answer(network, forced, None)
    }

    fn answer(&self, network: &Network, forced: Forced<'_>, swaps: Option<&Swaps>) -> Option<Change> {
        let (first, asked) = self.asked(network, forced)?;
        let (path, end) = match swaps {
            Some(swaps) => asked.walk(&Lists(self, network, swaps), network, |length| swaps.scale.weigh(length)),
            None => asked.walk(&Rows(self, network), network, |length| *length),
        }?;
        let last = asked.ends.iter().filter(|entry| entry.0 == end).map(|entry| entry.1).min()?;
        let total = path.iter().fold(plus(first, last), |sum, &arc| plus(sum, self.length(network, arc)));
        let mut change = self.change(network, total, &path);
        if let Forced::Use { row, .. } = forced {
            // Of several options to one node it leaves the first.
            let left = self.used_by(network, row).find(|&option| network.node[option] == end);
            change.swaps.extend(left.map(|option| (option, None)));
        }
        Some(change)
    }

    /// How long the forced step itself is, and the way that makes up for it; `None` when there is nothing to take away.
    fn asked(&self, network: &Network, forced: Forced<'_>) -> Option<(Length, Asked)> {
        Some(match forced {
            Forced::Use { row, node, cost } => {
                let dearest = self.dearest(network, row);
                let end = |option: usize| (network.node[option], minus(dearest, self.key(option)));
                // The row's own swaps need no bar: they leave from where the path may end, and lead no way that is shorter.
                let ends = self.used_by(network, row).map(end).collect();
                (minus(self.priced(node, cost), dearest), Asked { from: node as u32, ends, barred: None })
            }
            Forced::More(node) => {
                let (here, from) = (node as u32, network.parent[node]);
                let asked = Asked { from, ends: vec![(here, NOTHING)], barred: Some(Arc::Down(here)) };
                (self.up(network, node), asked)
            }
            Forced::Less(node) => {
                if self.flow[node] == 0 {
                    return None;
                }
                // The bound gives way: units that are short already are short no more.
                let mut first = self.down(network, node);
                first.iter_mut().zip(self.relieved(node)).for_each(|(first, relieved)| *first -= relieved);
                let ends = vec![(network.parent[node], NOTHING)];
                (first, Asked { from: node as u32, ends, barred: Some(Arc::Up(node as u32)) })
            }
        })
    }

    fn length(&self, network: &Network, arc: Arc) -> Length {
        match arc {
            Arc::Swap(from, to) => self.swap(from as usize, to as usize),
            Arc::Up(node) => self.up(network, node as usize),
            Arc::Down(node) => self.down(network, node as usize),
        }
    }

    fn used_by<'a>(&'a self, network: &Network, row: usize) -> impl Iterator<Item = usize> + use<'a> {
        network.options(row).filter(|&option| self.uses(option))
    }

    /// What a row pays for the dearest option that it uses.
    fn dearest(&self, network: &Network, row: usize) -> Length {
        self.used_by(network, row).map(|option| self.key(option)).max().unwrap_or(NOTHING)
    }

    fn change(&self, network: &Network, total: Length, path: &[Arc]) -> Change {
        let mut swaps = Vec::new();
        let mut starved = Vec::new();
        for &arc in path {
            match arc {
                Arc::Swap(from, to) => swaps.push((from as usize, Some(to as usize))),
                Arc::Down(node) if self.flow[node as usize] <= network.lower[node as usize] => {
                    starved.push(node as usize);
                }
                Arc::Down(_) | Arc::Up(_) => {}
            }
        }
        Change { cost: total[..self.tiers].to_vec(), swaps, starved }
    }
}
