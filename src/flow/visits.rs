//! For each node the options that lead to it, those in use first: what a search reads when it meets a node.

use super::stage::{Arc, Stage};

/// Options that fit into a processor's own memory.
const CACHED: usize = 1 << 17;

/// Options of a node to fetch at once by those who may need no more.
pub(super) const FETCHED: usize = 64;

/// Options grouped by node, used ones before spare ones.
#[derive(Debug, Clone, Default)]
pub(super) struct Visits {
    /// Options one node after the other.
    at: Vec<u32>,
    /// Where each option stands in `at`.
    place: Vec<u32>,
    /// Where the used options of a node end in `at`.
    end: Vec<u32>,
    /// Where the options of a node that still move begin and end in `at`.
    open: Vec<(u32, u32)>,
}

impl Visits {
    pub(super) fn new(stage: &Stage<'_>) -> Self {
        Self::of(
            stage.network.nodes(),
            stage.option.all().iter().map(|choice| (choice.node() as u32, choice.is_used())),
        )
    }

    /// Groups options, each with its node and whether it is used.
    pub(super) fn of(nodes: usize, options: impl ExactSizeIterator<Item = (u32, bool)> + Clone) -> Self {
        let mut first = vec![0u32; nodes + 1];
        let mut end = vec![0u32; nodes];
        for (node, used) in options.clone() {
            first[node as usize + 1] += 1;
            end[node as usize] += u32::from(used);
        }
        for node in 0..nodes {
            first[node + 1] += first[node];
            end[node] += first[node];
        }
        let mut used: Vec<u32> = first[..nodes].to_vec();
        let mut spare = end.clone();
        let mut at = vec![0u32; options.len()];
        let mut place = vec![0u32; options.len()];
        for (option, (node, is_used)) in options.enumerate() {
            let next = if is_used { &mut used } else { &mut spare };
            let slot = &mut next[node as usize];
            place[option] = *slot;
            at[*slot as usize] = option as u32;
            *slot += 1;
        }
        let open = first.windows(2).map(|pair| (pair[0], pair[1])).collect();
        Self { at, place, end, open }
    }

    /// The options in use at a node.
    pub(super) fn used(&self, node: usize) -> &[u32] {
        &self.at[self.open[node].0 as usize..self.end[node] as usize]
    }

    /// The options that lead to a node and are not in use.
    pub(super) fn spare(&self, node: usize) -> &[u32] {
        &self.at[self.end[node] as usize..self.open[node].1 as usize]
    }

    /// Reads a number of each of some options, one after the other with nothing to decide between: a processor fetches them all at once, and whoever reads
    /// their rows afterwards does not wait for each. Where all options fit into its own memory there is nothing to wait for.
    ///
    /// Measured with `benches` at a million rows: the canonical answer of `equal` 20 s to 16, `big` 2.0 s to 1.9, `load-first` 2.3 to 2.1.
    pub(super) fn fetch(&self, options: &[u32], number: impl Fn(usize) -> i64) {
        if self.at.len() > CACHED {
            std::hint::black_box(options.iter().fold(0, |all, &option| all ^ number(option as usize)));
        }
    }

    /// Moves one unit in the stage, and follows.
    pub(super) fn apply(&mut self, stage: &mut Stage<'_>, arc: Arc) {
        stage.apply(arc);
        if let Arc::Swap(from, to) = arc {
            let (from, to) = (from as usize, to as usize);
            self.leave(from, stage.option.get(from).node());
            self.enter(to, stage.option.get(to).node());
        }
    }

    /// An option of a node is used no more.
    pub(super) fn leave(&mut self, option: usize, node: usize) {
        self.end[node] -= 1;
        self.put(option, self.end[node]);
    }

    /// An option of a node is used from now on.
    pub(super) fn enter(&mut self, option: usize, node: usize) {
        self.put(option, self.end[node]);
        self.end[node] += 1;
    }

    /// An option of a node is decided: it moves no more, and is not read again.
    pub(super) fn decide(&mut self, option: usize, node: usize, is_used: bool) {
        let (begin, end) = &mut self.open[node];
        let place = if is_used {
            *begin += 1;
            *begin - 1
        } else {
            *end -= 1;
            *end
        };
        self.put(option, place);
    }

    /// An option of a node that was decided moves again.
    pub(super) fn undecide(&mut self, option: usize, node: usize, is_used: bool) {
        let (begin, end) = &mut self.open[node];
        let place = if is_used {
            *begin -= 1;
            *begin
        } else {
            *end += 1;
            *end - 1
        };
        self.put(option, place);
    }

    /// Puts an option where another of its node stands, and that one in its place.
    fn put(&mut self, option: usize, place: u32) {
        let old = std::mem::replace(&mut self.place[option], place);
        let other = std::mem::replace(&mut self.at[place as usize], option as u32);
        self.at[old as usize] = other;
        self.place[other as usize] = old;
        self.place[option] = place;
    }
}

/// Options grouped by the node they lead to, in order.
pub(super) fn by_node(node: &[u32], nodes: usize) -> (Vec<u32>, Vec<u32>) {
    let mut first = vec![0u32; nodes + 1];
    for &node in node {
        first[node as usize + 1] += 1;
    }
    for index in 0..nodes {
        first[index + 1] += first[index];
    }
    let mut next = first.clone();
    let mut at = vec![0u32; node.len()];
    for (option, &node) in node.iter().enumerate() {
        at[next[node as usize] as usize] = option as u32;
        next[node as usize] += 1;
    }
    (first, at)
}
