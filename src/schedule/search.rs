//! Which meetings are visited: flows of least cost, and a search over the pairs of visits that come too near.
//!
//! A row of the engine is what one duty needs in one part of the year; an option is a meeting. What the engine does not know is that two
//! visits of one member must lie apart. So its answer is a bound. Where it has such a pair, the search divides the calendars in
//! two: those that hold the earlier visit of the pair, without all that lies too near to it, and those that do not. The cheapest
//! division goes first, and the first answer without such a pair is the best calendar.

#![allow(
    clippy::indexing_slicing,
    reason = "rows, options and leaves are numbered here, from lists whose lengths are fixed when a group is built"
)]

use crate::calendar::{Choice, Docket};
use crate::error::Error;
use crate::flow::{self, Halt, Network, Row, TierCost};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What the search settled.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// For each duty that gets visits beside its settled ones, the meetings, in order.
    pub(super) meetings: BTreeMap<usize, Vec<usize>>,
    /// Parts of the year by which they lie beside those they are meant for.
    pub(super) astray: u64,
}

/// Tiers of the engine, as in the tally: missing, moved, astray, crowding.
const TIERS: usize = 4;

/// What one duty needs in one part of the year.
struct Need {
    duty: usize,
    part: u32,
    visits: u32,
}

/// Duties whose members may meet, to be planned together.
struct Group<'a, 'd> {
    docket: &'a Docket<'d>,
    needs: Vec<Need>,
    /// The choices of each duty beside the settled visits.
    open: BTreeMap<usize, Vec<Choice<'d>>>,
    /// The meetings of the open choices, sorted.
    meetings: Vec<usize>,
}

/// A need and one of the open choices of its duty, by index.
type Pair = (usize, usize);

/// A division of the calendars: pairs that are held, and pairs that are left out.
#[derive(Clone, Default)]
struct Division {
    held: BTreeSet<Pair>,
    out: BTreeSet<Pair>,
}

pub(super) fn best(docket: &Docket<'_>, stop: &dyn Fn() -> bool) -> Result<Chosen, Error> {
    let mut chosen = Chosen::default();
    for duties in together(docket) {
        let group = Group::new(docket, &duties);
        if group.needs.is_empty() {
            continue;
        }
        for (need, choice) in group.search(stop)? {
            let need = &group.needs[need];
            let meeting = group.open[&need.duty][choice].meeting;
            chosen.meetings.entry(need.duty).or_default().push(meeting);
            chosen.astray += u64::from(group.part(meeting).abs_diff(need.part));
        }
    }
    chosen.meetings.values_mut().for_each(|meetings| meetings.sort_unstable());
    Ok(chosen)
}

/// The duties in groups that share no meeting and no member.
fn together(docket: &Docket<'_>) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..docket.duties.len()).collect();
    fn root(group: &mut [usize], mut at: usize) -> usize {
        while group[at] != at {
            group[at] = group[group[at]];
            at = group[at];
        }
        at
    }
    let mut at_meeting: BTreeMap<usize, usize> = BTreeMap::new();
    let mut of_member = BTreeMap::new();
    for (index, duty) in docket.duties.iter().enumerate() {
        let mut joined = vec![*of_member.entry(duty.member).or_insert(index)];
        let open = duty.choices.iter().filter(|choice| choice.hindrance.is_none());
        joined.extend(open.map(|choice| *at_meeting.entry(choice.meeting).or_insert(index)));
        for other in joined {
            let (one, other) = (root(&mut group, index), root(&mut group, other));
            group[one.max(other)] = one.min(other);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in 0..group.len() {
        groups.entry(root(&mut group, index)).or_default().push(index);
    }
    groups.into_values().collect()
}

impl<'a, 'd> Group<'a, 'd> {
    fn new(docket: &'a Docket<'d>, duties: &[usize]) -> Self {
        let mut needs: Vec<Need> = Vec::new();
        let mut open = BTreeMap::new();
        for &index in duties {
            let duty = &docket.duties[index];
            for part in docket.targets(duty) {
                match needs.last_mut().filter(|last| last.duty == index && last.part == part) {
                    Some(last) => last.visits += 1,
                    None => needs.push(Need { duty: index, part, visits: 1 }),
                }
            }
            open.insert(index, docket.open(duty));
        }
        let meetings: BTreeSet<usize> = open.values().flatten().map(|choice| choice.meeting).collect();
        Self { docket, needs, open, meetings: meetings.into_iter().collect() }
    }

    fn part(&self, meeting: usize) -> u32 {
        self.docket.terms.part_of(self.docket.meetings[meeting].day)
    }

    fn choice(&self, (need, choice): Pair) -> Choice<'d> {
        self.open[&self.needs[need].duty][choice]
    }

    /// Whether one member cannot make both visits.
    fn clash(&self, one: Pair, other: Pair) -> bool {
        let member = |pair: Pair| self.docket.duties[self.needs[pair.0].duty].member;
        let (a, b) = (self.choice(one), self.choice(other));
        let day = |choice: Choice<'_>| self.docket.meetings[choice.meeting].day;
        let same_place = self.docket.asks_distinct() && a.placed == b.placed;
        one != other && member(one) == member(other) && (same_place || self.docket.terms.too_near(day(a), day(b)))
    }

    fn search(&self, stop: &dyn Fn() -> bool) -> Result<Vec<Pair>, Error> {
        let mut divisions = BTreeMap::new();
        let mut made = 0_u64;
        let mut add = |divisions: &mut BTreeMap<_, _>, division: Division| -> Result<(), Error> {
            let (cost, pairs) = self.bound(&division, stop)?;
            // Of equally cheap divisions the one that settles more goes first, then the one made first.
            divisions.insert((cost, Reverse(division.held.len() + division.out.len()), made), (division, pairs));
            made += 1;
            Ok(())
        };
        add(&mut divisions, Division::default())?;
        while let Some((_, (division, pairs))) = divisions.pop_first() {
            // A visit that is held clashes with nothing any more.
            let clashes = |at: usize| pairs[at + 1..].iter().any(|&other| self.clash(pairs[at], other));
            let Some(pair) = (0..pairs.len()).find(|&at| clashes(at)).map(|at| pairs[at]) else { return Ok(pairs) };
            let (mut with, mut without) = (division.clone(), division);
            with.held.insert(pair);
            without.out.insert(pair);
            add(&mut divisions, with)?;
            add(&mut divisions, without)?;
        }
        Err(Error::Engine("no division of the calendars is left"))
    }

    /// The least cost of a division as far as the engine knows it, and the visits that have it, by need and day.
    fn bound(&self, division: &Division, stop: &dyn Fn() -> bool) -> Result<([i128; TIERS], Vec<Pair>), Error> {
        let broken = Error::Engine("the calendar does not fit the engine");
        let small = |count: usize| u32::try_from(count).map_err(|_| broken.clone());
        let root = small(self.meetings.len())?;
        let leaf = |pair: Pair| self.meetings.binary_search(&self.choice(pair).meeting).unwrap_or(usize::MAX);
        let mut settled: Vec<u32> = self.meetings.iter().map(|&meeting| self.settled(meeting)).collect();
        division.held.iter().for_each(|&pair| settled[leaf(pair)] += 1);

        let mut pairs: Vec<Option<Pair>> = Vec::new();
        let mut rows: Vec<(u32, Vec<u32>)> = Vec::new();
        for (at, need) in self.needs.iter().enumerate() {
            let held = division.held.range((at, 0)..(at + 1, 0)).count();
            let left = need.visits - small(held)?;
            let is_free = |pair: &Pair| {
                let clashes = division.held.iter().any(|&held| held == *pair || self.clash(held, *pair));
                !division.out.contains(pair) && !clashes
            };
            let free: Vec<Pair> = (0..self.open[&need.duty].len()).map(|choice| (at, choice)).filter(is_free).collect();
            let mut options = free.iter().map(|&pair| small(leaf(pair))).collect::<Result<Vec<u32>, Error>>()?;
            options.extend((0..left).map(|_| root));
            pairs.extend(free.into_iter().map(Some));
            pairs.extend((0..left).map(|_| None));
            rows.push((left, options));
        }
        let mut upper: Vec<u32> = Vec::new();
        for (&meeting, settled) in self.meetings.iter().zip(&settled) {
            let room = self.docket.room(self.docket.meetings[meeting]);
            upper.push(room.map_or(u32::MAX, |room| room.saturating_sub(*settled)));
        }
        upper.push(u32::MAX);
        let nodes = upper.len();
        let rows = rows.iter().map(|(need, options)| Row { need: *need, options });
        let network = Network::new(rows, vec![root; nodes], vec![0; nodes], upper, root).ok_or(broken.clone())?;
        let tier = |tier: usize| -> TierCost {
            let option = |pair: &Option<Pair>| {
                pair.map_or(i64::from(tier == 0), |pair| self.cost(tier, pair, settled[leaf(pair)]))
            };
            TierCost { option: pairs.iter().map(option).collect(), square: i64::from(tier == TIERS - 1), short: 0 }
        };
        let solution = flow::solve(&network, TIERS, &tier, stop).map_err(|halt| match halt {
            Halt::Stopped => Error::Cancelled,
            Halt::Broken(what) => Error::Engine(what),
        })?;
        let mut cost = [0; TIERS];
        for (at, total) in cost.iter_mut().enumerate() {
            let held = division.held.iter().map(|&pair| i128::from(self.cost(at, pair, 0)));
            let squares = settled.iter().map(|&count| i128::from(count) * i128::from(count)).sum::<i128>();
            *total =
                network.total(&solution, &tier(at)) + held.sum::<i128>() + if at == TIERS - 1 { squares } else { 0 };
        }
        let used = pairs.iter().enumerate().filter(|(option, _)| solution.uses(*option)).filter_map(|found| *found.1);
        let mut used: Vec<Pair> = used.chain(division.held.iter().copied()).collect();
        used.sort_by_key(|&pair| (self.choice(pair).meeting, pair));
        Ok((cost, used))
    }

    /// Settled visitors of a meeting.
    fn settled(&self, meeting: usize) -> u32 {
        let meeting = self.docket.meetings[meeting];
        self.docket.visitors.get(&(meeting.day, &meeting.organization)).copied().unwrap_or(0)
    }

    /// What a visit costs in a tier, where so many visitors are settled; each further visitor there is the square's.
    fn cost(&self, tier: usize, pair: Pair, settled: u32) -> i64 {
        let need = &self.needs[pair.0];
        let choice = self.choice(pair);
        match tier {
            1 => -i64::from(self.docket.duties[need.duty].old.contains(&choice.meeting)),
            2 => i64::from(self.part(choice.meeting).abs_diff(need.part)),
            3 => 2 * i64::from(settled),
            _ => 0,
        }
    }
}
