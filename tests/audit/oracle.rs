//! A second reading of the rules, for the tests only: plain numbers, a day at a time, nothing shared with the library but the names of the
//! switches. Where the library sorts and skips ahead, this one looks at every day and every pair.

mod clauses;
mod visits;

use crate::days::{Day, day, is_rest};
use crate::scene::{MoveFact, Scene};
use phancong::compliance::Turn;
use phancong::*;
use std::collections::{BTreeMap, BTreeSet};

/// A verdict by name, and for visits `low, high, need, assigned`.
pub type Answer = (&'static str, Option<(u32, u32, u32, u32)>);
pub type Answers = BTreeMap<String, Answer>;

pub struct Oracle<'a> {
    s: &'a Scene,
    before: BeforeDay,
    first: Day,
    last: Day,
}

impl<'a> Oracle<'a> {
    pub fn new(s: &'a Scene, other_reading: bool) -> Self {
        let taken = s.law.readings.before;
        let before = match (other_reading, taken) {
            (false, _) => taken,
            (true, BeforeDay::Strict) => BeforeDay::Inclusive,
            (true, BeforeDay::Inclusive) => BeforeDay::Strict,
        };
        Self { s, before, first: day(s.year, 1, 1), last: day(s.year, 12, 31) }
    }

    fn seen(&self, on: Day) -> bool {
        on <= self.s.as_of
    }

    /// "trước ngày X": the last day that is in time.
    fn last_good(&self, x: Day) -> Day {
        let mut x = x;
        if self.s.law.readings.roll == RollDay::NextWorkingDay {
            while is_rest(x, &self.s.holidays) {
                x += 1;
            }
        }
        if self.before == BeforeDay::Strict { x - 1 } else { x }
    }

    /// Whether a notice given on a day is early enough for a meeting.
    fn notice_ok(&self, given: Day, meeting: Day) -> bool {
        let days = self.s.law.notice.unwrap_or(0);
        let counted = match self.s.law.readings.notice {
            NoticeDays::Calendar => meeting - given,
            NoticeDays::Working => (given + 1..=meeting).filter(|&d| !is_rest(d, &self.s.holidays)).count() as i64,
        };
        given <= meeting && counted >= i64::from(days)
    }

    fn successions(&self) -> Vec<(usize, usize, Day)> {
        self.s.successions.iter().copied().filter(|found| self.seen(found.2)).collect()
    }

    fn now(&self, organization: usize, on: Day) -> usize {
        let mut at = organization;
        loop {
            let next = self.successions().into_iter().filter(|found| found.0 == at).min_by_key(|found| found.2);
            match next {
                Some((_, to, from)) if from <= on => at = to,
                _ => return at,
            }
        }
    }

    /// An organization and all it is a sub-cell of, upward.
    fn upward(&self, organization: usize, on: Day) -> Vec<usize> {
        let mut at = self.now(organization, on);
        let mut chain = vec![at];
        while let Some(up) = self.s.organizations[at].1 {
            at = self.now(up, on);
            chain.push(at);
        }
        chain
    }

    fn place(&self, organization: usize) -> usize {
        *self.upward(organization, Day::MAX).last().unwrap()
    }

    fn in_area(&self, organization: usize, area: usize) -> bool {
        let mut at = Some(self.s.organizations[organization].0);
        while let Some(here) = at {
            if here == area {
                return true;
            }
            at = self.s.areas[here];
        }
        false
    }

    fn turns(&self, member: usize) -> Vec<(Day, Turn)> {
        let mine = self.s.services.iter().filter(|found| found.0 == member && self.seen(found.2));
        let mut turns: Vec<(Day, Turn)> = mine.map(|found| (found.2, found.1)).collect();
        turns.sort_unstable();
        turns
    }

    fn serves(&self, member: usize, on: Day) -> bool {
        let turns = self.turns(member);
        let mut bound = turns.first().is_none_or(|turn| turn.1 != Turn::Entered);
        for (from, turn) in turns {
            if from <= on {
                bound = matches!(turn, Turn::Entered | Turn::Returned);
            }
        }
        let ended = self.ended(self.s.members[member].body, self.last);
        bound && ended.is_none_or(|end| on < end) && self.first <= on && on <= self.last
    }

    fn ended(&self, body: usize, until: Day) -> Option<Day> {
        self.s.law.abolished.filter(|&(ended, on)| ended == body && on <= until).map(|found| found.1)
    }

    fn year_days(&self) -> std::ops::RangeInclusive<Day> {
        self.first..=self.last
    }

    fn serves_ever(&self, member: usize) -> bool {
        self.year_days().any(|d| self.serves(member, d))
    }

    fn entrant(&self, member: usize) -> bool {
        self.turns(member).iter().any(|turn| turn.1 == Turn::Entered)
    }

    fn picked(&self, member: usize) -> bool {
        self.s.law.picks == Some(self.s.members[member].body)
    }

    fn moves(&self, member: usize) -> Vec<&MoveFact> {
        let mut moves: Vec<&MoveFact> =
            self.s.moves.iter().filter(|found| found.member == member && self.seen(found.on)).collect();
        moves.sort_by_key(|found| (found.on, found.from, found.to));
        moves
    }

    fn assigned(&self, member: usize, on: Day) -> BTreeSet<usize> {
        let mut places: BTreeSet<usize> = self.s.placements.iter().filter(|p| p.0 == member).map(|p| p.1).collect();
        for change in self.moves(member) {
            if change.on <= on {
                if let Some(from) = change.from {
                    places.remove(&from);
                }
                places.extend(change.to);
            }
        }
        places
    }

    fn is_own(&self, member: usize, organization: usize, on: Day) -> bool {
        let Some(own) = self.s.members[member].own else { return false };
        match self.s.law.readings.own {
            OwnExtent::Whole => self.upward(own, on).last() == self.upward(organization, on).last(),
            OwnExtent::Below => self.upward(organization, on).contains(&self.now(own, on)),
        }
    }

    fn wishes(&self, member: usize) -> Vec<(usize, Option<Day>)> {
        let mine =
            self.s.registrations.iter().filter(|found| found.0 == member && found.2.is_none_or(|on| self.seen(on)));
        mine.map(|found| (found.1, found.2)).collect()
    }

    /// Every answer of the year.
    pub fn answers(&self) -> Answers {
        let law = &self.s.law;
        let mut answers = Answers::new();
        self.table(&mut answers);
        for (member, fact) in self.s.members.iter().enumerate() {
            let who = format!("member m{member}");
            let mut visits = Vec::new();
            for rule in &law.visits {
                let in_year = rule.from <= self.last && rule.until.is_none_or(|until| until >= self.first);
                if in_year && rule.body.is_none_or(|body| body == fact.body) {
                    let answer = self.visits(member, rule);
                    visits.push(answer.0);
                    answers.insert(format!("{}|{who}||", rule.id), answer);
                }
            }
            if let Some(from) = law.visits_from {
                let verdict = if !self.serves_ever(member) {
                    "not-applicable"
                } else if self.s.as_of < from {
                    "not-yet-due"
                } else {
                    "met"
                };
                answers.insert(format!("FROM|{who}||"), (verdict, None));
            }
            if law.initiative {
                answers.insert(format!("INIT|{who}||"), (self.initiative(member, &visits), None));
            }
            self.registering(member, &mut answers);
            if law.own {
                answers.insert(format!("OWN|{who}||"), (self.own(member), None));
            }
            if law.locality {
                answers.insert(format!("LOC|{who}||"), (self.locality(member), None));
            }
            self.places(member, &mut answers);
            self.picks(member, &mut answers);
            if let Some(rule) = &law.member_report {
                let whole = self.year_days().all(|d| self.serves(member, d));
                let owes = self.serves_ever(member) && (whole || law.readings.part_year_report == Counted::Yes);
                let verdict = self.reported(&self.s.member_reports, |sender| sender == member, rule);
                answers.insert(format!("MREP|{who}||"), (if owes { verdict } else { "not-applicable" }, None));
            }
            for change in self.moves(member).into_iter().filter(|_| law.change) {
                let papers = [change.requested, change.decided]
                    .iter()
                    .filter(|paper| paper.is_some_and(|on| self.seen(on)))
                    .count();
                let verdict = ["violated", "missing-evidence", "met"][papers];
                answers
                    .entry(format!("CHANGE|board|{who}|{}|{:?}|{:?}|{papers}", change.on, change.from, change.to))
                    .or_insert((verdict, None));
            }
        }
        for organization in self.hosts() {
            self.notices(organization, &mut answers);
            if let Some(rule) = &law.organization_report {
                let place = self.place(organization);
                let verdict = self.reported(&self.s.organization_reports, |sender| self.place(sender) == place, rule);
                answers.insert(format!("OREP|organization o{organization}||"), (verdict, None));
            }
        }
        self.below(&mut answers);
        answers
    }
}
