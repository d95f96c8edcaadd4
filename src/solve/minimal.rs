//! Which parts of a reason are needed: each is left out in turn, and put back when the rest is no contradiction.

use super::{Door, halted, index};
use crate::error::Error;
use crate::flow::{self, Network, Repair, Row, TierCost};
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

/// A part of a reason that can be left out, or made smaller.
#[derive(Debug, Clone, Copy)]
enum Part {
    Maximum(usize),
    /// With the number that it has now, as the next.
    Minimum(usize, u32),
    Row(usize, u32),
}

/// Leaves out of a contradiction whatever it does not need; none when that would take more than `effort` looks at an option.
///
/// # Complexity
/// One small flow over the rows that the reason is about: those that have to send something and, if there are minima, those that can help to fill
/// them. Then a few shortest paths for each part (and for the logarithm of its number).
pub(super) fn minimal(
    door: &Door<'_>,
    found: &Parts,
    effort: &mut usize,
    stop: &dyn Fn() -> bool,
) -> Result<Option<Parts>, Error> {
    let small = Small::new(door, found)?;
    let Some(left) = effort.checked_sub(small.price.len()) else { return Ok(None) };
    *effort = left;
    let tier = || TierCost { option: small.price.clone(), square: 0, inner: None, short: 1 };
    let first = flow::solve_first(&small.network, &|_| tier(), stop).map_err(halted)?;
    let state = Repair::near(&small.network, &first.chosen, &first.price, &|_| tier());
    let state = state.ok_or(Error::Engine("one tier does not fit a repair"))?;
    let mut asking = Asking { small: &small, state, spent: 0, effort, stop };
    match asking.contradicts()? {
        None => return Ok(None),
        Some(true) => {}
        Some(false) => return Err(Error::Engine("a reason does not hold by itself")),
    }
    let mut parts = found.clone();
    let maxima = found.maxima.keys().map(|&node| Part::Maximum(node));
    let minima = found.minima.iter().map(|(&node, &number)| Part::Minimum(node, number));
    let rows = found.rows.iter().map(|(&row, &number)| Part::Row(row, number));
    for part in maxima.chain(minima).chain(rows) {
        // The least number with which the rest still is a contradiction. Without its maximum a node takes anything: there is no less.
        let (mut enough, mut least) = match part {
            Part::Maximum(_) => (1, 0),
            Part::Minimum(_, number) | Part::Row(_, number) => (number, 0),
        };
        let mut set = enough;
        while least < enough {
            let middle = least + (enough - least) / 2;
            asking.set(&parts, part, middle)?;
            set = middle;
            match asking.contradicts()? {
                None => return Ok(None),
                Some(true) => enough = middle,
                Some(false) => least = middle + 1,
            }
        }
        if set != enough {
            asking.set(&parts, part, enough)?;
        }
        keep(&mut parts, part, enough);
    }
    Ok(Some(parts))
}

/// Another number for one of the parts; zero leaves it out.
fn keep(parts: &mut Parts, part: Part, number: u32) {
    let (list, key) = match part {
        Part::Maximum(node) => (&mut parts.maxima, node),
        Part::Minimum(node, _) => (&mut parts.minima, node),
        Part::Row(row, _) => (&mut parts.rows, row),
    };
    if number == 0 {
        list.remove(&key);
    } else if let Some(slot) = list.get_mut(&key).filter(|_| !matches!(part, Part::Maximum(_))) {
        *slot = number;
    }
}

/// The rows that a reason is about, and the places it names, as a network of their own.
struct Small<'a> {
    door: &'a Door<'a>,
    rows: Vec<usize>,
    nodes: Vec<usize>,
    network: Network,
    /// One for each option that leaves something undone.
    price: Vec<i64>,
}

impl<'a> Small<'a> {
    fn new(door: &'a Door<'a>, parts: &Parts) -> Result<Self, Error> {
        let listed = |row: usize| door.network.options_of(row).any(|option| door.listed_above(parts, option).is_some());
        let all = 0..door.network.rows();
        let rows: Vec<usize> = if parts.minima.is_empty() {
            parts.rows.keys().copied().collect()
        } else {
            all.filter(|row| parts.rows.contains_key(row) || listed(*row)).collect()
        };
        let broken = Error::Engine("a reason does not fit the engine");
        let small = |count: usize| u32::try_from(count).map_err(|_| broken.clone());
        let mut nodes: Vec<usize> = parts.maxima.keys().chain(parts.minima.keys()).copied().collect();
        nodes.sort_unstable();
        let at = |node: Option<usize>| small(node.map_or(nodes.len(), |node| nodes.partition_point(|&n| n < node)));
        let parent = nodes.iter().map(|&node| at(door.listed_from(parts, door.network.parent_of(node))));
        let mut parent = parent.collect::<Result<Vec<u32>, Error>>()?;
        parent.push(small(nodes.len())?);
        let mut lower: Vec<u32> = nodes.iter().map(|node| parts.minima.get(node).copied().unwrap_or(0)).collect();
        let mut upper: Vec<u32> =
            nodes.iter().map(|node| parts.maxima.get(node).copied().unwrap_or(u32::MAX)).collect();
        lower.push(0);
        upper.push(u32::MAX);

        let (mut ends, mut price) = (Vec::new(), Vec::new());
        for &row in &rows {
            let to = door.network.options_of(row).map(|option| at(door.listed_above(parts, option)));
            ends.push((door.network.need_of(row), to.collect::<Result<Vec<u32>, Error>>()?));
            price.extend(door.asked(row, parts.rows.get(&row).copied().unwrap_or(0)));
        }
        let options = ends.iter().map(|(need, options)| Row { need: *need, options });
        let network = Network::new(options, parent, lower, upper, 0).ok_or_else(|| broken.clone())?;
        Ok(Self { door, rows, nodes, network, price })
    }
}

/// A state of the small network, in which parts of the reason change.
struct Asking<'a, 'b> {
    small: &'a Small<'a>,
    state: Repair<'a>,
    /// Its work until it was last asked.
    spent: usize,
    effort: &'b mut usize,
    stop: &'b dyn Fn() -> bool,
}

impl Asking<'_, '_> {
    /// Whether what is asked cannot be done, if nothing else is asked for and no other place is bounded; none when the effort is spent.
    fn contradicts(&mut self) -> Result<Option<bool>, Error> {
        let settled = self.state.settle(*self.effort, self.stop).map_err(halted)?;
        *self.effort = self.effort.saturating_sub(self.state.work() - self.spent);
        self.spent = self.state.work();
        Ok(settled.then(|| self.state.residual().missing(&self.small.network) > 0))
    }

    /// Asks for another number of one part.
    fn set(&mut self, parts: &Parts, part: Part, number: u32) -> Result<(), Error> {
        let at = |node| self.small.nodes.partition_point(|&known| known < node);
        match part {
            Part::Maximum(node) => {
                let most = parts.maxima.get(&node).copied().filter(|_| number > 0);
                self.state.set_bounds(at(node), 0, most.unwrap_or(u32::MAX), self.stop).map_err(halted)?;
            }
            Part::Minimum(node, _) => {
                self.state.set_bounds(at(node), number, u32::MAX, self.stop).map_err(halted)?;
            }
            Part::Row(row, _) => {
                let Ok(here) = self.small.rows.binary_search(&row) else { return Ok(()) };
                for (option, price) in self.small.network.options_of(here).zip(self.small.door.asked(row, number)) {
                    self.state.set_cost(option, 0, price);
                }
            }
        }
        Ok(())
    }
}

impl Door<'_> {
    /// The price of each option of a row that is asked for so many units: one for each that it keeps back of them.
    fn asked(&self, row: usize, units: u32) -> impl Iterator<Item = i64> {
        let mut free = self.network.need_of(row).saturating_sub(units);
        self.network.options_of(row).map(move |option| {
            let nowhere = self.candidate.get(option).copied().flatten().is_none();
            let paid = nowhere && free == 0;
            free -= u32::from(nowhere && free > 0);
            i64::from(paid)
        })
    }

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
