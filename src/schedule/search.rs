//! Which meetings are visited: flows of least cost, and a search over the pairs of visits that come too near.
//!
//! A row of the engine is what one duty needs in one part of the year; an option is a meeting. What the engine does not know is that two
//! visits of one member must lie apart. So its answer is a bound. Where it has such a pair, the search divides the calendars in
//! two: those that hold the earlier visit of the pair, without all that lies too near to it, and those that do not. The cheapest
//! division goes first, and the first answer without such a pair is the best calendar. A division goes on with the member it was made for:
//! one of the two often cannot give the member all visits any more, and is then known at once to be dear.
//!
//! Leaves are a member's visits to a meeting, one at most: else two needs of a member would both count the same visit, and each such member would
//! have to be divided by. Above them are the meetings and, where the policy asks for even weeks, the weeks.

#![allow(
    clippy::indexing_slicing,
    reason = "rows, options and leaves are numbered here, from lists whose lengths are fixed when a group is built"
)]

use crate::calendar::{Choice, Docket, Terms};
use crate::error::Error;
use crate::flow::{self, Halt, Network, Row, TierCost};
use crate::id::MemberId;
use chrono::NaiveDate;
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

/// Tiers of the engine, as in the tally: missing, moved, astray, crowding, bunching.
const TIERS: usize = 5;

/// The tier of crowding, where the squares of the meetings count, and that of bunching, where those of the weeks do.
const CROWDING: usize = 3;
const BUNCHING: usize = 4;

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
    /// The weeks in which they lie, sorted; none where weeks need not be even.
    weeks: Vec<NaiveDate>,
}

/// A need and one of the open choices of its duty, by index.
type Pair = (usize, usize);

/// A division of the calendars: pairs that are held, and pairs that are left out.
#[derive(Clone, Default)]
struct Division<'d> {
    held: BTreeSet<Pair>,
    out: BTreeSet<Pair>,
    /// For whom it was made.
    member: Option<&'d MemberId>,
}

/// Visitors settled at each meeting of a group, and visits settled in each week.
struct Settled {
    meeting: Vec<u32>,
    week: Vec<u32>,
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

/// The duties in groups that share no meeting and no member; all in one where they share the weeks.
fn together(docket: &Docket<'_>) -> Vec<Vec<usize>> {
    if docket.terms.even_weeks {
        return vec![(0..docket.duties.len()).collect()];
    }
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
        let even = meetings.iter().filter(|_| docket.terms.even_weeks);
        let weeks: BTreeSet<NaiveDate> = even.map(|&meeting| Terms::week_of(docket.meetings[meeting].day)).collect();
        Self { docket, needs, open, meetings: meetings.into_iter().collect(), weeks: weeks.into_iter().collect() }
    }

    fn member(&self, pair: Pair) -> &'d MemberId {
        self.docket.duties[self.needs[pair.0].duty].member
    }

    fn day(&self, pair: Pair) -> NaiveDate {
        self.docket.meetings[self.choice(pair).meeting].day
    }

    fn part(&self, meeting: usize) -> u32 {
        self.docket.terms.part_of(self.docket.meetings[meeting].day)
    }

    fn choice(&self, (need, choice): Pair) -> Choice<'d> {
        self.open[&self.needs[need].duty][choice]
    }

    /// Whether one member cannot make both visits.
    fn clash(&self, one: Pair, other: Pair) -> bool {
        let same_place = || self.docket.asks_distinct() && self.choice(one).placed == self.choice(other).placed;
        let near = || self.docket.terms.too_near(self.day(one), self.day(other)) || same_place();
        one != other && self.member(one) == self.member(other) && near()
    }

    /// The earlier visit of a pair that clashes: of the member looked at last, or of the first who has one. A visit that is held clashes
    /// with nothing any more.
    fn clashing(&self, pairs: &[Pair], last: Option<&'d MemberId>) -> Option<Pair> {
        let mut visits: BTreeMap<(bool, &MemberId), Vec<Pair>> = BTreeMap::new();
        for &pair in pairs {
            let member = self.member(pair);
            visits.entry((last != Some(member), member)).or_default().push(pair);
        }
        let clashes = |mine: &[Pair], at: usize| mine[at + 1..].iter().any(|&other| self.clash(mine[at], other));
        visits.values().find_map(|mine| (0..mine.len()).find(|&at| clashes(mine, at)).map(|at| mine[at]))
    }

    fn search(&self, stop: &dyn Fn() -> bool) -> Result<Vec<Pair>, Error> {
        let mut divisions = BTreeMap::new();
        let mut made = 0_u64;
        let mut add = |divisions: &mut BTreeMap<_, _>, division: Division<'d>| -> Result<(), Error> {
            let (cost, pairs) = self.bound(&division, stop)?;
            // Of equally cheap divisions the one that settles more goes first, then the one made first.
            divisions.insert((cost, Reverse(division.held.len() + division.out.len()), made), (division, pairs));
            made += 1;
            Ok(())
        };
        add(&mut divisions, Division::default())?;
        while let Some((_, (division, pairs))) = divisions.pop_first() {
            let Some(pair) = self.clashing(&pairs, division.member) else { return Ok(pairs) };
            let mut with = Division { member: Some(self.member(pair)), ..division };
            let mut without = with.clone();
            with.held.insert(pair);
            without.out.insert(pair);
            add(&mut divisions, with)?;
            add(&mut divisions, without)?;
        }
        Err(Error::Engine("no division of the calendars is left"))
    }

    /// The least cost of a division as far as the engine knows it, and the visits that have it, by need and day.
    fn bound(&self, division: &Division<'d>, stop: &dyn Fn() -> bool) -> Result<([i128; TIERS], Vec<Pair>), Error> {
        let broken = Error::Engine("the calendar does not fit the engine");
        let small = |count: usize| u32::try_from(count).map_err(|_| broken.clone());
        let place = |pair: Pair| self.meetings.binary_search(&self.choice(pair).meeting).unwrap_or(usize::MAX);
        let settled = self.settled(division);

        let mut held_by: BTreeMap<&MemberId, Vec<Pair>> = BTreeMap::new();
        division.held.iter().for_each(|&pair| held_by.entry(self.member(pair)).or_default().push(pair));

        let mut pairs: Vec<Option<Pair>> = Vec::new();
        let mut rows: Vec<(u32, Vec<Pair>)> = Vec::new();
        let mut seats: BTreeSet<(&MemberId, usize)> = BTreeSet::new();
        for (at, need) in self.needs.iter().enumerate() {
            let held = division.held.range((at, 0)..(at + 1, 0)).count();
            let left = need.visits - small(held)?;
            let mine = held_by.get(self.docket.duties[need.duty].member).map(Vec::as_slice).unwrap_or_default();
            let is_free = |pair: &Pair| {
                let clashes = mine.iter().any(|&held| held == *pair || self.clash(held, *pair));
                !division.out.contains(pair) && !clashes
            };
            let free: Vec<Pair> = (0..self.open[&need.duty].len()).map(|choice| (at, choice)).filter(is_free).collect();
            seats.extend(free.iter().map(|&pair| (self.member(pair), place(pair))));
            pairs.extend(free.iter().copied().map(Some));
            pairs.extend((0..left).map(|_| None));
            rows.push((left, free));
        }
        let seats: Vec<(&MemberId, usize)> = seats.into_iter().collect();
        let meetings = seats.len()..seats.len() + self.meetings.len();
        let weeks = meetings.end..meetings.end + self.weeks.len();
        let root = small(weeks.end)?;
        let mut parent =
            seats.iter().map(|seat| small(meetings.start + seat.1)).collect::<Result<Vec<u32>, Error>>()?;
        let mut upper = vec![1; seats.len()];
        for (&meeting, settled) in self.meetings.iter().zip(&settled.meeting) {
            let meeting = self.docket.meetings[meeting];
            let room = self.docket.room(meeting);
            upper.push(room.map_or(u32::MAX, |room| room.saturating_sub(*settled)));
            let week = self.weeks.binary_search(&Terms::week_of(meeting.day));
            parent.push(week.map_or(Ok(root), |week| small(weeks.start + week))?);
        }
        parent.resize(weeks.end + 1, root);
        upper.resize(parent.len(), u32::MAX);
        let lower = vec![0; parent.len()];
        let seat = |pair: Pair| small(seats.binary_search(&(self.member(pair), place(pair))).unwrap_or(usize::MAX));
        let mut options: Vec<(u32, Vec<u32>)> = Vec::new();
        for (left, free) in &rows {
            let seats = free.iter().map(|&pair| seat(pair)).chain((0..*left).map(|_| Ok(root)));
            options.push((*left, seats.collect::<Result<_, Error>>()?));
        }
        let leaves = small(seats.len())?;
        let rows = options.iter().map(|(need, options)| Row { need: *need, options });
        let network = Network::new(rows, parent, lower, upper, leaves).ok_or(broken.clone())?;
        let tier = |tier: usize| -> TierCost {
            let alone = |pair: Pair| match tier {
                CROWDING => 2 * i64::from(settled.meeting[place(pair)]),
                BUNCHING => self.week(pair).map_or(0, |week| 2 * i64::from(settled.week[week])),
                _ => self.cost(tier, pair),
            };
            let option = |pair: &Option<Pair>| pair.map_or(i64::from(tier == 0), alone);
            let inner = match tier {
                CROWDING => Some((meetings.clone(), 1)),
                BUNCHING => Some((weeks.clone(), 1)),
                _ => None,
            };
            TierCost { option: pairs.iter().map(option).collect(), square: 0, inner, short: 0 }
        };
        let solution = flow::solve(&network, TIERS, &tier, stop).map_err(|halt| match halt {
            Halt::Stopped => Error::Cancelled,
            Halt::Broken(what) => Error::Engine(what),
        })?;
        let mut cost = [0; TIERS];
        for (at, total) in cost.iter_mut().enumerate() {
            let held = division.held.iter().map(|&pair| i128::from(self.cost(at, pair))).sum::<i128>();
            let squares = match at {
                CROWDING => squared(&settled.meeting),
                BUNCHING => squared(&settled.week),
                _ => 0,
            };
            *total = network.total(&solution, &tier(at)) + held + squares;
        }
        let used = pairs.iter().enumerate().filter(|(option, _)| solution.uses(*option)).filter_map(|found| *found.1);
        let mut used: Vec<Pair> = used.chain(division.held.iter().copied()).collect();
        used.sort_by_key(|&pair| (self.choice(pair).meeting, pair));
        Ok((cost, used))
    }

    /// What the agenda and a division settle.
    fn settled(&self, division: &Division<'d>) -> Settled {
        let visitors = |&meeting: &usize| {
            let meeting = self.docket.meetings[meeting];
            self.docket.visitors.get(&(meeting.day, &meeting.organization)).copied().unwrap_or(0)
        };
        let visits = |&week: &NaiveDate| {
            let its = self.docket.visitors.iter().filter(|(visited, _)| Terms::week_of(visited.0) == week);
            its.map(|(_, count)| count).sum()
        };
        let mut settled = Settled {
            meeting: self.meetings.iter().map(visitors).collect(),
            week: self.weeks.iter().map(visits).collect(),
        };
        for &pair in &division.held {
            let leaf = self.meetings.binary_search(&self.choice(pair).meeting);
            leaf.into_iter().for_each(|leaf| settled.meeting[leaf] += 1);
            self.week(pair).into_iter().for_each(|week| settled.week[week] += 1);
        }
        settled
    }

    /// The week of a visit, by its place among those of the group.
    fn week(&self, pair: Pair) -> Option<usize> {
        self.weeks.binary_search(&Terms::week_of(self.day(pair))).ok()
    }

    /// What a visit costs by itself in a tier.
    fn cost(&self, tier: usize, pair: Pair) -> i64 {
        let need = &self.needs[pair.0];
        let choice = self.choice(pair);
        match tier {
            1 => -i64::from(self.docket.duties[need.duty].old.contains(&choice.meeting)),
            2 => i64::from(self.part(choice.meeting).abs_diff(need.part)),
            _ => 0,
        }
    }
}

fn squared(counts: &[u32]) -> i128 {
    counts.iter().map(|&count| i128::from(count) * i128::from(count)).sum()
}
