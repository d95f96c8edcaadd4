//! Which parts of a reason are needed: each is left out in turn, and put back when the rest is no contradiction.

use super::{Door, halted, index};
use crate::error::Error;
use crate::flow::{self, Network, Row, TierCost};
use std::collections::BTreeMap;

/// What a reason is made of. Nodes and rows are those of the network.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    /// Units that a row has to send somewhere.
    pub(super) rows: BTreeMap<usize, u32>,
    /// Units that have to come to a node.
    pub(super) minima: BTreeMap<usize, u32>,
    /// Units that a node takes.
    pub(super) maxima: BTreeMap<usize, u32>,
}

impl Parts {
    fn count(&self) -> usize {
        self.rows.len() + self.minima.len() + self.maxima.len()
    }
}

/// A part of a reason that can be left out, or made smaller.
#[derive(Debug, Clone, Copy)]
enum Part {
    Maximum(usize),
    Minimum(usize),
    Row(usize),
}

/// Leaves out of a contradiction whatever it does not need; none when that would take more than `effort` looks at an option.
///
/// # Complexity
/// One small flow for each part (and for the logarithm of its number), over the rows that the reason is about: those that have to send
/// something and, if there are minima, those that can help to fill them.
pub(super) fn minimal(
    door: &Door<'_>,
    found: &Parts,
    effort: &mut usize,
    stop: &dyn Fn() -> bool,
) -> Result<Option<Parts>, Error> {
    let small = Small::new(door, found);
    let cost = (found.count() + 1).saturating_mul(small.options + found.count());
    let Some(left) = effort.checked_sub(cost) else { return Ok(None) };
    *effort = left;
    if !small.contradicts(found, stop)? {
        return Err(Error::Engine("a reason does not hold by itself"));
    }
    let mut parts = found.clone();
    let maxima = found.maxima.keys().map(|&node| Part::Maximum(node));
    let minima = found.minima.keys().map(|&node| Part::Minimum(node));
    let rows = found.rows.keys().map(|&row| Part::Row(row));
    for part in maxima.chain(minima).chain(rows) {
        // The least number with which the rest still is a contradiction. Without its maximum a node takes anything: there is no less.
        let (mut enough, mut least) = match part {
            Part::Maximum(_) => (1, 0),
            Part::Minimum(node) => (parts.minima.get(&node).copied().unwrap_or(0), 0),
            Part::Row(row) => (parts.rows.get(&row).copied().unwrap_or(0), 0),
        };
        while least < enough {
            let middle = least + (enough - least) / 2;
            let less = with(&parts, part, middle);
            if small.contradicts(&less, stop)? {
                (parts, enough) = (less, middle);
            } else {
                least = middle + 1;
            }
        }
    }
    Ok(Some(parts))
}

/// The same parts with another number for one; zero leaves it out.
fn with(parts: &Parts, part: Part, number: u32) -> Parts {
    let mut parts = parts.clone();
    let (list, key) = match part {
        Part::Maximum(node) => (&mut parts.maxima, node),
        Part::Minimum(node) => (&mut parts.minima, node),
        Part::Row(row) => (&mut parts.rows, row),
    };
    if number == 0 {
        list.remove(&key);
    } else if let Some(slot) = list.get_mut(&key) {
        *slot = number;
    }
    parts
}

/// The rows that a reason is about.
struct Small<'a> {
    door: &'a Door<'a>,
    rows: Vec<usize>,
    options: usize,
}

impl<'a> Small<'a> {
    fn new(door: &'a Door<'a>, parts: &Parts) -> Self {
        let listed = |row: usize| door.network.options_of(row).any(|option| door.listed_above(parts, option).is_some());
        let all = 0..door.network.rows();
        let rows: Vec<usize> = if parts.minima.is_empty() {
            parts.rows.keys().copied().collect()
        } else {
            all.filter(|row| parts.rows.contains_key(row) || listed(*row)).collect()
        };
        let options = rows.iter().map(|&row| door.network.options_of(row).len()).sum();
        Self { door, rows, options }
    }

    /// Whether what the parts ask for cannot be done, if nothing else is asked for and no other place is bounded.
    fn contradicts(&self, parts: &Parts, stop: &dyn Fn() -> bool) -> Result<bool, Error> {
        let broken = Error::Engine("a reason does not fit the engine");
        let small = |count: usize| u32::try_from(count).map_err(|_| broken.clone());
        let mut nodes: Vec<usize> = parts.maxima.keys().chain(parts.minima.keys()).copied().collect();
        nodes.sort_unstable();
        let at = |node: Option<usize>| small(node.map_or(nodes.len(), |node| nodes.partition_point(|&n| n < node)));
        let mut parent = nodes.iter().map(|&node| at(self.door.listed_from(parts, self.door.network.parent_of(node))));
        let mut parent = parent.by_ref().collect::<Result<Vec<u32>, Error>>()?;
        parent.push(small(nodes.len())?);
        let mut lower: Vec<u32> = nodes.iter().map(|node| parts.minima.get(node).copied().unwrap_or(0)).collect();
        let mut upper: Vec<u32> =
            nodes.iter().map(|node| parts.maxima.get(node).copied().unwrap_or(u32::MAX)).collect();
        lower.push(0);
        upper.push(u32::MAX);

        let (mut ends, mut price) = (Vec::new(), Vec::new());
        for &row in &self.rows {
            let need = self.door.network.need_of(row);
            let mut free = need - parts.rows.get(&row).copied().unwrap_or(0).min(need);
            let mut to = Vec::new();
            for option in self.door.network.options_of(row) {
                let nowhere = self.door.candidate.get(option).copied().flatten().is_none();
                price.push(i64::from(nowhere && free == 0));
                free -= u32::from(nowhere && free > 0);
                to.push(at(self.door.listed_above(parts, option))?);
            }
            ends.push((need, to));
        }
        let rows = ends.iter().map(|(need, options)| Row { need: *need, options });
        let network = Network::new(rows, parent, lower, upper, 0).ok_or_else(|| broken.clone())?;
        let tier = TierCost { option: price, square: 0, inner: None, short: 1 };
        let solution = flow::solve_first(&network, &|_| tier.clone(), stop).map_err(halted)?;
        Ok(network.total(&solution, &tier) > 0)
    }
}

impl Door<'_> {
    /// The nearest listed node at or above the end of an option; none for the root.
    fn listed_above(&self, parts: &Parts, option: usize) -> Option<usize> {
        self.listed_from(parts, index(self.network.end_of(option)))
    }

    fn listed_from(&self, parts: &Parts, mut node: usize) -> Option<usize> {
        while node != self.network.root() {
            if parts.maxima.contains_key(&node) || parts.minima.contains_key(&node) {
                return Some(node);
            }
            node = self.network.parent_of(node);
        }
        None
    }
}
