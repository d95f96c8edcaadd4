//! Every calendar of a small world, listed and counted: what the engine must not be able to beat, and must reach.

use super::world::World;
use chrono::{Datelike, NaiveDate, Weekday};
use phancong::calendar::{Meeting, Stage, Tally, Visit, Whom};
use phancong::*;
use std::collections::{BTreeMap, BTreeSet};

/// A visit as the oracle has it: duty and meeting.
type Made = (usize, usize);

struct Duty {
    member: MemberId,
    fixed: Vec<Visit>,
    options: Vec<usize>,
    targets: Vec<u32>,
}

pub struct Oracle<'a> {
    world: &'a World,
    meetings: Vec<Meeting>,
    duties: Vec<Duty>,
    settled: Vec<Visit>,
}

impl<'a> Oracle<'a> {
    pub fn new(world: &'a World) -> Self {
        let mut meetings: Vec<Meeting> = world.agenda.meetings.clone();
        meetings.retain(|meeting| meeting.day.year() == 2021);
        meetings.sort();
        let mut oracle = Self { world, meetings, duties: vec![], settled: vec![] };
        oracle.settle();
        for who in 0..world.agenda.roster.members.len() {
            let member = super::world::member(who);
            let mut places: Vec<OrganizationId> = oracle.placed(&member);
            places.sort();
            match world.numbers.readings.visits {
                VisitsCount::Total => oracle.duty(&member, None),
                VisitsCount::Each => places.iter().for_each(|place| oracle.duty(&member, Some(place))),
            }
        }
        oracle
    }

    fn placed(&self, member: &MemberId) -> Vec<OrganizationId> {
        let lines = self.world.agenda.placements.iter().filter(|line| line.member == *member);
        lines.map(|line| line.organization.clone()).collect()
    }

    /// Organization 2 is a sub-cell of organization 1; nothing else is nested.
    fn counts_for(&self, organization: &OrganizationId, places: &[OrganizationId]) -> Option<OrganizationId> {
        let cell = organization.as_str() == "o2" && self.world.numbers.readings.sub_cell_meetings == Counted::Yes;
        let direct = places.iter().find(|place| *place == organization);
        direct.or_else(|| places.iter().find(|place| cell && place.as_str() == "o1")).cloned()
    }

    /// Whether a visit is possible as far as the member and the meeting alone are concerned.
    fn allowed(&self, member: &MemberId, meeting: &Meeting, told: bool) -> bool {
        let World { numbers, agenda, today } = self.world;
        let day = meeting.day;
        let last_notice = day - chrono::Days::new(u64::from(numbers.notice));
        let noticed = meeting.noticed.is_some_and(|on| on <= last_notice && on <= *today);
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let blocked = agenda.blocked.iter().filter(|span| span.from <= day && day <= span.until);
        let hit = |whom: &Whom| match whom {
            Whom::Member(id) => id == member,
            Whom::Organization(id) => {
                *id == meeting.organization || (meeting.organization.as_str() == "o2" && id.as_str() == "o1")
            }
        };
        day >= super::world::day(1, 5)
            && day <= super::world::day(12, 4)
            && !agenda.holidays.contains(&day)
            && (numbers.weekends || !weekend)
            && !blocked.map(|span| &span.whom).any(hit)
            && day >= *today
            && (told || noticed || last_notice >= *today)
    }

    fn near(&self, one: NaiveDate, other: NaiveDate) -> bool {
        (one - other).num_days().abs() < i64::from(self.world.numbers.spacing.max(1))
    }

    fn room(&self, day: NaiveDate, organization: &OrganizationId) -> usize {
        let own = self.meetings.iter().find(|m| m.day == day && m.organization == *organization).and_then(|m| m.hosts);
        let all = own.into_iter().chain(self.world.numbers.hosts);
        all.min().map_or(usize::MAX, |room| room as usize)
    }

    fn distinct(&self) -> bool {
        self.world.numbers.readings.distinct == DistinctPlaces::Required
    }

    /// Visits made, then visits told in the order of telling, as long as each can stay beside those before.
    fn settle(&mut self) {
        let agenda = &self.world.agenda;
        let mut told: Vec<&Visit> = agenda.visits.iter().filter(|v| v.stage != Stage::Proposed).collect();
        told.sort_by_key(|v| (v.stage != Stage::Made, v.member.clone(), v.number));
        for visit in told {
            let reopened = agenda.reopened.iter().any(|r| r.member == visit.member && r.number == visit.number);
            let meeting = self.meetings.iter().find(|m| m.day == visit.day && m.organization == visit.organization);
            let placed = self.counts_for(&visit.organization, &self.placed(&visit.member));
            let possible = meeting.is_some_and(|meeting| {
                let mine = self.settled.iter().filter(|other| other.member == visit.member);
                let here = self
                    .settled
                    .iter()
                    .filter(|other| other.day == visit.day && other.organization == visit.organization);
                !reopened
                    && placed.is_some()
                    && self.allowed(&visit.member, meeting, true)
                    && !mine.clone().any(|other| self.near(other.day, visit.day))
                    && here.count() < self.room(visit.day, &visit.organization)
                    && !(self.distinct() && mine.clone().any(|other| Some(&other.placed) == placed.as_ref()))
            });
            if visit.stage == Stage::Made {
                self.settled.push(visit.clone());
            } else if possible {
                self.settled.push(Visit { placed: placed.unwrap(), ..visit.clone() });
            }
        }
    }

    fn duty(&mut self, member: &MemberId, at: Option<&OrganizationId>) {
        let places = self.placed(member);
        let its = |visit: &&Visit| visit.member == *member && at.is_none_or(|at| visit.placed == *at);
        let fixed: Vec<Visit> = self.settled.iter().filter(its).cloned().collect();
        let mine: Vec<&Visit> = self.settled.iter().filter(|visit| visit.member == *member).collect();
        let free = |index: &usize| {
            let meeting = &self.meetings[*index];
            let placed = self.counts_for(&meeting.organization, &places);
            let Some(placed) = placed.filter(|placed| at.is_none_or(|at| at == placed)) else { return false };
            let here = self
                .settled
                .iter()
                .filter(|other| other.day == meeting.day && other.organization == meeting.organization);
            self.allowed(member, meeting, false)
                && !mine.iter().any(|other| self.near(other.day, meeting.day))
                && here.count() < self.room(meeting.day, &meeting.organization)
                && !(self.distinct() && mine.iter().any(|other| other.placed == placed))
        };
        let options: Vec<usize> = (0..self.meetings.len()).filter(free).collect();
        let targets = self.targets(&fixed, &options, &places);
        self.duties.push(Duty { member: member.clone(), fixed, options, targets });
    }

    fn part(&self, day: NaiveDate) -> u32 {
        let begun = |part: &&YearDay| part.in_year(2021).unwrap() <= day;
        (self.world.numbers.parts.iter().filter(begun).count() as u32).max(1)
    }

    /// The parts for which the free visits of a duty are meant.
    fn targets(&self, fixed: &[Visit], options: &[usize], places: &[OrganizationId]) -> Vec<u32> {
        let day = |index: usize| self.meetings[index].day;
        let apart = |set: &[usize]| set.iter().all(|&a| set.iter().all(|&b| a == b || !self.near(day(a), day(b))));
        let mut reach = subsets(options).into_iter().filter(|set| apart(set)).map(|set| set.len()).max().unwrap();
        if self.distinct() {
            let hosts: BTreeSet<_> =
                options.iter().map(|&o| self.counts_for(&self.meetings[o].organization, places)).collect();
            reach = reach.min(hosts.len());
        }
        let total = fixed.len() + reach.min((self.world.numbers.need as usize).saturating_sub(fixed.len()));
        let days = options.iter().map(|&o| day(o)).chain(fixed.iter().map(|v| v.day));
        let parts: Vec<u32> = days.map(|day| self.part(day)).collect::<BTreeSet<u32>>().into_iter().collect();
        let mut targets: Vec<u32> = (0..total).map(|slot| parts[slot * parts.len() / total]).collect();
        let mut taken: Vec<u32> = fixed.iter().map(|visit| self.part(visit.day)).collect();
        taken.sort_unstable();
        for part in taken {
            let nearest = (0..targets.len()).min_by_key(|&slot| targets[slot].abs_diff(part));
            nearest.map(|slot| targets.remove(slot));
        }
        targets
    }

    /// The least tally of all calendars.
    pub fn least(&self) -> Tally {
        let mut best = None;
        self.try_all(0, &mut vec![], &mut best);
        best.unwrap()
    }

    fn try_all(&self, duty: usize, made: &mut Vec<Made>, best: &mut Option<Tally>) {
        if duty == self.duties.len() {
            let tally = self.tally(made);
            if best.is_none_or(|best| tally < best) {
                *best = Some(tally);
            }
            return;
        }
        for set in subsets(&self.duties[duty].options) {
            let most = (self.world.numbers.need as usize).saturating_sub(self.duties[duty].fixed.len());
            if set.len() > most {
                continue;
            }
            let before = made.len();
            made.extend(set.iter().map(|&meeting| (duty, meeting)));
            if self.keeps(made) {
                self.try_all(duty + 1, made, best);
            }
            made.truncate(before);
        }
    }

    fn place_of(&self, (duty, meeting): Made) -> Option<OrganizationId> {
        let places = self.placed(&self.duties[duty].member);
        self.counts_for(&self.meetings[meeting].organization, &places)
    }

    fn keeps(&self, made: &[Made]) -> bool {
        let apart = made.iter().enumerate().all(|(at, &one)| {
            made[at + 1..].iter().all(|&other| {
                let same = self.duties[one.0].member == self.duties[other.0].member;
                let near = self.near(self.meetings[one.1].day, self.meetings[other.1].day);
                let place = self.distinct() && self.place_of(one) == self.place_of(other);
                !(same && (near || place))
            })
        });
        let fits = made.iter().all(|&(_, meeting)| {
            let Meeting { day, organization, .. } = &self.meetings[meeting];
            let settled = self.settled.iter().filter(|v| v.day == *day && v.organization == *organization).count();
            settled + made.iter().filter(|other| other.1 == meeting).count() <= self.room(*day, organization)
        });
        apart && fits
    }

    fn tally(&self, made: &[Made]) -> Tally {
        let agenda = &self.world.agenda;
        let mut tally = Tally::default();
        let mut visitors: BTreeMap<(NaiveDate, &OrganizationId), u64> = BTreeMap::new();
        let mut there: BTreeSet<(&MemberId, NaiveDate, &OrganizationId)> = BTreeSet::new();
        for visit in &self.settled {
            *visitors.entry((visit.day, &visit.organization)).or_default() += 1;
            there.insert((&visit.member, visit.day, &visit.organization));
        }
        for &(duty, meeting) in made {
            let Meeting { day, organization, .. } = &self.meetings[meeting];
            *visitors.entry((*day, organization)).or_default() += 1;
            there.insert((&self.duties[duty].member, *day, organization));
        }
        for (index, duty) in self.duties.iter().enumerate() {
            let mine: Vec<u32> =
                made.iter().filter(|m| m.0 == index).map(|m| self.part(self.meetings[m.1].day)).collect();
            let count = (mine.len() + duty.fixed.len()) as u64;
            tally.missing += u64::from(self.world.numbers.need).saturating_sub(count);
            tally.astray += matching(&mine, &duty.targets);
        }
        let open = agenda.visits.iter().filter(|visit| visit.stage != Stage::Made);
        tally.moved = open.filter(|v| !there.contains(&(&v.member, v.day, &v.organization))).count() as u64;
        tally.crowding = visitors.values().map(|count| count * count).sum();
        if self.world.numbers.even_weeks {
            let mut weeks: BTreeMap<(i32, u32), u64> = BTreeMap::new();
            for ((day, _), count) in &visitors {
                *weeks.entry((day.iso_week().year(), day.iso_week().week())).or_default() += count;
            }
            tally.bunching = weeks.values().map(|count| count * count).sum();
        }
        tally
    }
}

fn subsets(list: &[usize]) -> Vec<Vec<usize>> {
    let chosen = |mask: usize| (0..list.len()).filter(|bit| mask >> bit & 1 == 1).map(|bit| list[bit]).collect();
    (0..1usize << list.len()).map(chosen).collect()
}

/// The least distance of giving each part a target of its own, trying every way.
fn matching(parts: &[u32], targets: &[u32]) -> u64 {
    let Some((&part, rest)) = parts.split_first() else { return 0 };
    let ways = (0..targets.len()).map(|at| {
        let mut left = targets.to_vec();
        u64::from(left.remove(at).abs_diff(part)) + matching(rest, &left)
    });
    ways.min().expect("no more visits than targets")
}
