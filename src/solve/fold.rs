//! Side rules that the flow keeps by itself: those that bound how many come to a set of organizations, as long as these sets and the areas are
//! nested or apart. Each becomes a node between the places of its set and what they lie in.
//!
//! The judge knows nothing of it. A node's price is told as the price of its rule, which every plan's prices may have.

use super::index;
use crate::cost::Cost;
use crate::plan::Prices;
use crate::problem::{Problem, Side};
use crate::roster::Bounds;
use std::collections::BTreeMap;

/// The tree of the flow: organizations, areas, then one node for each rule that is folded in. The root is above them all.
#[derive(Debug, Clone)]
pub(super) struct Fold {
    /// What each node lies in; none is the root.
    above: Vec<Option<usize>>,
    bounds: Vec<Bounds>,
    /// The side rules of the last nodes, by index.
    rules: Vec<usize>,
}

impl Fold {
    /// Organizations and areas alone.
    pub(super) fn plain(problem: &Problem) -> Self {
        let tree = problem.tree();
        let above = (0..tree.len()).map(|node| tree.above(node)).collect();
        Self { above, bounds: (0..tree.len()).map(|node| tree.load(node)).collect(), rules: Vec::new() }
    }

    /// Folds in every rule that fits, in the order of their ids; one that would cross another is left out.
    ///
    /// # Complexity
    /// `O(n + C)` for each rule that counts, with `n` organizations and areas and `C` candidates; nothing without side rules.
    pub(super) fn new(problem: &Problem) -> Self {
        let mut fold = Self::plain(problem);
        for (rule, side) in problem.sides().iter().enumerate() {
            let Side::Count { weight, load } = side else { continue };
            if let Some(set) = bounded(problem, weight) {
                fold.insert(rule, *load, &set);
            }
        }
        fold
    }

    /// Puts a node above the organizations marked, unless that crosses what is there.
    fn insert(&mut self, rule: usize, load: Bounds, set: &[Mark]) {
        let nodes = self.above.len();
        let mut marks = vec![(0_usize, 0_usize); nodes];
        for (leaf, mark) in set.iter().enumerate().filter(|(_, mark)| **mark != Mark::Nobody) {
            let mut node = Some(leaf);
            while let Some((at, known)) = node.and_then(|at| Some((at, marks.get_mut(at)?))) {
                known.0 += 1;
                known.1 += usize::from(*mark == Mark::Inside);
                node = self.up(at);
            }
        }
        let inside = set.iter().filter(|mark| **mark == Mark::Inside).count();
        let holds_all = |node: usize| marks.get(node).is_some_and(|mark| mark.1 == inside);
        let first = set.iter().position(|mark| *mark == Mark::Inside);
        let mut around = first.and_then(|leaf| self.up(leaf));
        while let Some(node) = around.filter(|&node| !holds_all(node)) {
            around = self.up(node);
        }
        let children = || marks.iter().enumerate().filter(|(node, mark)| self.up(*node) == around && mark.1 > 0);
        if children().any(|(_, mark)| mark.1 < mark.0) {
            return;
        }
        let taken: Vec<usize> = children().map(|(node, _)| node).collect();
        self.above.push(around);
        self.bounds.push(load);
        self.rules.push(rule);
        for node in taken {
            self.above.get_mut(node).into_iter().for_each(|above| *above = Some(nodes));
        }
    }

    fn up(&self, node: usize) -> Option<usize> {
        self.above.get(node).copied().flatten()
    }

    /// Whether no rule is folded in.
    pub(super) const fn is_plain(&self) -> bool {
        self.rules.is_empty()
    }

    /// Whether a side rule is folded in.
    pub(super) fn has(&self, rule: usize) -> bool {
        self.rules.contains(&rule)
    }

    /// How many nodes there are below the root.
    pub(super) const fn len(&self) -> usize {
        self.above.len()
    }

    /// What each node lies in, the root as the last one.
    pub(super) fn parents(&self) -> impl Iterator<Item = usize> {
        let root = self.len();
        self.above.iter().map(move |above| above.unwrap_or(root)).chain([root])
    }

    /// How many each node takes, the root any number.
    pub(super) fn bounds(&self) -> impl Iterator<Item = Bounds> {
        self.bounds.iter().copied().chain([Bounds::default()])
    }

    /// Prices by id from those of the nodes; what costs nothing in every tier is left out.
    ///
    /// A rule's price is what its node is dearer than the one above. Whoever is counted pays it, so the places below are cheaper by as much.
    pub(super) fn prices(&self, problem: &Problem, of: &dyn Fn(usize) -> Vec<i64>) -> Prices {
        let minus = |a: Vec<i64>, b: &[i64]| -> Vec<i64> { a.iter().zip(b).map(|(a, b)| a - b).collect() };
        let root = self.len();
        let first = root - self.rules.len();
        let dearer = |node: usize| minus(of(node), &of(self.up(node).unwrap_or(root)));
        let own = |node: usize| {
            let mut price = of(node);
            let mut above = self.up(node).filter(|_| !self.is_plain());
            while let Some(at) = above {
                if at >= first {
                    price = minus(price, &dearer(at));
                }
                above = self.up(at);
            }
            price
        };
        let worth = |price: &Vec<i64>| price.iter().any(|&tier| tier != 0);
        let roster = problem.roster();
        let organizations = roster.organizations.iter().enumerate().map(|(node, o)| (o.id.clone(), own(node)));
        let areas = (roster.organizations.len()..).zip(&roster.areas).map(|(node, a)| (a.id.clone(), own(node)));
        let rules = (first..).zip(&self.rules);
        let counts = rules.filter_map(|(node, &rule)| Some((roster.side_rules.get(rule)?.id.clone(), dearer(node))));
        Prices {
            organizations: organizations.filter(|entry| worth(&entry.1)).map(|(id, p)| (id, p.into())).collect(),
            areas: areas.filter(|entry| worth(&entry.1)).map(|(id, p)| (id, p.into())).collect(),
            counts: counts.filter(|entry| worth(&entry.1)).map(|(id, p)| (id, p.into())).collect::<BTreeMap<_, _>>(),
            ..Prices::default()
        }
    }
}

impl Fold {
    /// Prices of the nodes in one tier, the root's 0, from those by id: the way back from [`Fold::prices`].
    pub(super) fn prices_of_nodes(&self, problem: &Problem, prices: Option<&Prices>, tier: usize) -> Vec<i64> {
        let roster = problem.roster();
        let at = |cost: Option<&Cost>| cost.and_then(|cost| cost.tier(tier)).unwrap_or(0);
        let organizations = roster.organizations.iter().map(|o| at(prices.and_then(|p| p.organizations.get(&o.id))));
        let areas = roster.areas.iter().map(|a| at(prices.and_then(|p| p.areas.get(&a.id))));
        let rules = self.rules.iter().filter_map(|&rule| roster.side_rules.get(rule));
        let rules = rules.map(|rule| at(prices.and_then(|p| p.counts.get(&rule.id))));
        let told: Vec<i64> = organizations.chain(areas).chain(rules).chain([0]).collect();
        if self.is_plain() {
            return told;
        }
        let first = self.len() - self.rules.len();
        let of = |node: usize| told.get(node).copied().unwrap_or(0);
        let whole = |node: usize| {
            // A place's own price holds the places above already, a rule's holds nothing above.
            let (mut sum, mut lacks) = (of(node), node >= first);
            let mut above = self.up(node);
            while let Some(at) = above {
                if at >= first || lacks {
                    sum += of(at);
                    lacks &= at >= first;
                }
                above = self.up(at);
            }
            sum
        };
        (0..self.len()).map(whole).chain([0]).collect()
    }
}

/// How an organization stands to a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Nobody may come there, so it may as well be inside as outside.
    Nobody,
    Inside,
    Outside,
}

/// The organizations that a rule bounds, if it counts everyone who may come there, and each once.
fn bounded(problem: &Problem, weight: &[(usize, i64)]) -> Option<Vec<Mark>> {
    if weight.is_empty() || weight.iter().any(|entry| entry.1 != 1) {
        return None;
    }
    let mut set = vec![Mark::Nobody; problem.roster().organizations.len()];
    let mut counted = weight.iter().map(|entry| entry.0).peekable();
    for (choice, candidate) in problem.all_candidates().iter().enumerate() {
        let mark = if counted.next_if_eq(&choice).is_some() { Mark::Inside } else { Mark::Outside };
        let known = set.get_mut(index(candidate.organization))?;
        if *known != Mark::Nobody && *known != mark {
            return None;
        }
        *known = mark;
    }
    Some(set)
}
