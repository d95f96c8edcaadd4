//! The one answer among equally good ones: row by row, in order, the earliest option that some optimal solution allows.
//!
//! A row that uses option `k` may use the earlier option `e` instead if, after the exchange, a unit can travel from `e`'s node back to
//! `k`'s inside the optimal face. Since the exchange itself is an arc from `k`'s node to `e`'s, this asks whether both nodes lie in one
//! strongly connected component. Options that are decided move no more and are not read again.
//!
//! Where many rows get what they wish, the ways are searched for many together: each row takes its wish, and what is then too much at some nodes finds
//! its ways to where it is too little. If all of it does, all those wishes come true, and no row could have better ones. If not, wishes are taken back from one
//! on that may not come true, and this one is decided alone.

use std::collections::BTreeMap;

use super::imbalance::Imbalance;
use super::loose::Loose;
use super::meet::{Found, Meeting};
use super::pace::Pace;
use super::stage::Arc;
use super::{Face, Halt, Network};

/// Fewer units are not worth to wait for each other: their ways are found as cheaply one by one.
///
/// Measured with `benches`: the canonical answer of `equal` at a million rows reads 82 million arcs with 16, 87 with 32, 91 with 64.
const FEW: usize = 16;

/// Brings the face's solution into canonical form.
///
/// # Complexity
/// Failed searches cost `O(E log m)` in all, since each relabels the smaller part of a component; a successful one costs at most `O(E)` and in
/// the usual well-connected face about the square root of that, once for each option improved, and `k` together about the square root of `k` times as much.
/// Together they may fail as well: after reading as much as they would have alone they are taken back, and the longer decided alone.
pub(super) fn settle(network: &Network, face: &mut Face, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    settle_at(network, face, Pace::new(network.nodes(), FEW), stop)
}

fn settle_at(network: &Network, face: &mut Face, pace: Pace, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    let mut canon = Canon::new(network, face, pace, stop)?;
    let mut row = 0;
    while row < canon.loose.rows() {
        canon.decide(row)?;
        row += 1;
        let due = canon.imbalance.due();
        if due > 0 && (canon.pace.is_full(due, canon.wishes.len()) || row == canon.loose.rows()) {
            row = canon.route(row)?;
        }
    }
    canon.loose.store(face);
    Ok(())
}

/// An option that a row took in place of a later one of its own: a unit more at one node, and one less at another.
#[derive(Debug, Clone, Copy)]
struct Wish {
    row: usize,
    option: usize,
    more: u32,
    less: u32,
}

struct Canon<'a> {
    loose: Loose<'a>,
    meeting: Meeting<'a>,
    imbalance: Imbalance,
    /// What was taken since nothing was due, and may have to be taken back; and what had been read before.
    wishes: Vec<Wish>,
    begun: usize,
    ends: Vec<u32>,
    pace: Pace,
}

impl<'a> Canon<'a> {
    fn new(network: &'a Network, face: &Face, pace: Pace, stop: &'a dyn Fn() -> bool) -> Result<Self, Halt> {
        let nodes = network.nodes();
        Ok(Self {
            loose: Loose::new(network, face, stop)?,
            meeting: Meeting::new(nodes, stop),
            imbalance: Imbalance::none(nodes),
            wishes: Vec::new(),
            begun: 0,
            ends: Vec::new(),
            pace,
        })
    }

    /// Decides the options of the next row that are not, as if everything decided before was possible.
    fn decide(&mut self, row: usize) -> Result<(), Halt> {
        let std::ops::Range { start, end } = self.loose.options(row);
        self.meeting.pass(end - start)?;
        for option in start.max(self.loose.decided())..end {
            if self.loose.may_move(option) && !self.loose.is_used(option) {
                self.wish(option, row)?;
            }
            self.loose.decide(option);
        }
        Ok(())
    }

    /// Makes a row use an option instead of a later one, unless it is known that no equally good solution does.
    fn wish(&mut self, option: usize, row: usize) -> Result<(), Halt> {
        let Self { loose, meeting, pace, .. } = self;
        let more = loose.node(option);
        let may_give = |&later: &usize| {
            loose.may_move(later) && loose.is_used(later) && meeting.label(more) == meeting.label(loose.node(later))
        };
        let given = (option + 1..loose.options(row).end).filter(may_give);
        let Some(last) = given.clone().next_back() else { return Ok(()) };
        if let Some(same) = given.clone().find(|&later| loose.node(later) == more) {
            loose.apply(Arc::Swap(same as u32, option as u32));
            return Ok(());
        }
        let before = meeting.spent();
        let is_even = self.imbalance.due() == 0;
        if is_even {
            self.wishes.clear();
            self.begun = before;
        }
        let alone = is_even && pace.is_alone();
        self.ends.clear();
        self.ends.extend(given.map(|later| loose.node(later)));
        meeting.begin([more].into_iter(), self.ends.iter().copied());
        let found = meeting.way(loose, if alone { usize::MAX } else { pace.glance() })?;
        let is_granted = matches!(found, Found::Way { .. });
        if alone {
            pace.note(meeting.spent() - before, is_granted);
        }
        let later = match found {
            Found::Way { end, .. } => {
                meeting.steps().iter().for_each(|&arc| loose.apply(arc));
                let given = option + 1..loose.options(row).end;
                given
                    .rev()
                    .find(|&later| loose.is_used(later) && loose.node(later) == end)
                    .ok_or(Halt::Broken("a way ends where its row has nothing"))?
            }
            Found::Shut if is_even => {
                meeting.split();
                // Worth it where searches read much: what is set, they do not read again.
                if before > loose.size() {
                    let seen = loose.set(meeting.shut(), |node| meeting.label(node));
                    meeting.pass(seen)?;
                }
                return Ok(());
            }
            Found::Shut if meeting.shut().all(|node| self.imbalance.is_even(node)) => return Ok(()),
            Found::Shut | Found::Spent => last,
        };
        let less = loose.node(later);
        loose.apply(Arc::Swap(later as u32, option as u32));
        if !is_granted {
            self.imbalance.add(more, 1);
            self.imbalance.add(less, -1);
        }
        self.wishes.push(Wish { row, option, more, less });
        Ok(())
    }

    /// Moves what is too much somewhere to where it is too little, and gives the next row. Where not all of it can be moved, some wishes are taken back.
    fn route(&mut self, mut next: usize) -> Result<usize, Halt> {
        let wished = self.wishes.len();
        let limit = self.begun + self.pace.price(wished);
        while self.imbalance.due() > 0 {
            let before = self.imbalance.due();
            let limit = if self.wishes.is_empty() { usize::MAX } else { limit.saturating_sub(self.meeting.spent()) };
            let found = self.imbalance.send(&mut self.loose, &mut self.meeting, limit)?;
            if found == Found::Spent || self.imbalance.due() == before {
                let Some(Wish { row, option, .. }) = self.doubtful(found) else {
                    return Err(Halt::Broken("a unit that had a place has none"));
                };
                self.wishes.truncate(self.wishes.partition_point(|wish| wish.option < option));
                self.meeting.pass(self.loose.decided() - option)?;
                self.loose.undecide(option);
                next = row;
            }
        }
        let kept = self.wishes.len();
        self.pace.adjust(self.meeting.spent() - self.begun, kept, kept == wished);
        Ok(next)
    }

    /// The wish to take back, with all after it: of each tree that no way leads out of (or into), the last wish that brought something there may be
    /// one that cannot come true, or what was decided after it stands in its way.
    fn doubtful(&self, found: Found) -> Option<Wish> {
        if found == Found::Spent {
            return self.wishes.first().copied();
        }
        let mut last = BTreeMap::new();
        for &wish in &self.wishes {
            let node = if self.meeting.is_shut_ahead() { wish.more } else { wish.less };
            if let Some(tree) = self.meeting.tree(node) {
                last.insert(tree, wish);
            }
        }
        last.into_values().min_by_key(|wish| wish.option).or_else(|| self.wishes.last().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::{FEW, Pace, settle_at};
    use crate::flow::phases::tests::{Dice, problem};
    use crate::flow::{Face, Hold, Network, optimize};

    /// Whether a unit can get from one node to another along free options that are not decided and flows that may be more or less, in as many passes as it takes.
    fn leads(network: &Network, face: &Face, decided: usize, from: u32, to: u32) -> bool {
        let mut met = vec![false; network.nodes()];
        met[from as usize] = true;
        loop {
            let before = met.clone();
            for row in 0..network.rows() {
                let free =
                    || network.options(row).filter(|&option| option >= decided && face.option[option] == Hold::Free);
                for used in free().filter(|&option| face.chosen[option] && before[network.node[option] as usize]) {
                    for spare in free().filter(|&option| option != used && !face.chosen[option]) {
                        met[network.node[spare] as usize] = true;
                    }
                }
            }
            for node in 0..network.root() {
                let up = network.parent[node] as usize;
                met[up] |= met[node] && face.flow[node] < face.high[node];
                met[node] |= met[up] && face.flow[node] > face.low[node];
            }
            if met == before {
                return met[to as usize];
            }
        }
    }

    /// Whether every unit that comes to a node goes on, within bounds, and rows use as many options as they need.
    fn is_whole(network: &Network, face: &Face) -> bool {
        let mut inflow = vec![0; network.nodes()];
        for option in (0..network.node.len()).filter(|&option| face.chosen[option]) {
            inflow[network.node[option] as usize] += 1;
        }
        let nodes = &network.upward[..network.root()];
        let flows = nodes.iter().all(|&node| {
            let node = node as usize;
            inflow[network.parent[node] as usize] += face.flow[node];
            inflow[node] == face.flow[node] && (face.low[node]..=face.high[node]).contains(&face.flow[node])
        });
        let used = |row| network.options(row).filter(|&option| face.chosen[option]).count();
        flows && (0..network.rows()).all(|row| used(row) == network.need[row] as usize)
    }

    /// Whether no row could use an earlier option in place of one that it uses, with everything before it as it is.
    fn is_first(network: &Network, face: &Face) -> bool {
        (0..network.rows()).all(|row| {
            let free = || network.options(row).filter(|&option| face.option[option] == Hold::Free);
            free().filter(|&option| !face.chosen[option]).all(|option| {
                let mut later = free().filter(|&later| later > option && face.chosen[later]);
                let end = |option: usize| network.node[option];
                later.all(|later| !leads(network, face, option + 1, end(option), end(later)))
            })
        })
    }

    #[test]
    fn alone_or_together_rows_use_the_earliest_options_that_what_is_before_them_allows() {
        let mut dice = Dice(11);
        let mut moved = 0;
        for _ in 0..600 {
            let (network, tier) = problem(&mut dice);
            let best = optimize(&network, 1, &|_| tier.clone(), &|| false).expect("no one stops it");
            let settled = |pace| {
                let mut face = best.face.clone();
                settle_at(&network, &mut face, pace, &|| false).expect("every unit has a place");
                face
            };
            let alone = settled(Pace::new(network.nodes(), FEW));
            assert!(is_whole(&network, &alone) && is_first(&network, &alone));
            moved += usize::from(alone.chosen != best.face.chosen);
            for (few, price, glance) in [(1, 1 << 20, 0), (3, 1 << 20, 0), (9, 1 << 20, 2), (2, 1 << 20, 8), (4, 12, 8)]
            {
                let together = settled(Pace::at_once(few, price, glance));
                assert!(is_whole(&network, &together));
                assert_eq!(together.chosen, alone.chosen, "{few} at once");
            }
        }
        assert!(moved > 300, "{moved} answers were not canonical before");
    }
}
