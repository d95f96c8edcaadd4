//! A second reading of the rules, for the tests only: plain numbers, a day at a time, nothing shared with the library but the names of the
//! switches. Where the library sorts and skips ahead, this one looks at every day and every pair.

use crate::days::{Day, day, is_rest, month_of, year_of};
use crate::scene::{MoveFact, NoticeFact, Report, Scene, Told, VisitRule};
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

/// One source's word on one visit.
#[derive(Clone, Copy, Debug)]
struct Word {
    on: Option<Day>,
    place: usize,
    assigned: bool,
}

#[derive(Clone, Copy, Debug)]
struct Item {
    place: usize,
    certain: bool,
    possible: bool,
    assigned: bool,
    days: [Option<Day>; 3],
}

#[derive(Clone, Copy, Debug, Default)]
struct Joint {
    claimed: Option<Word>,
    received: Option<Word>,
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

    // Organizations ------------------------------------------------------------------------------------------------------------------

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

    // Members ------------------------------------------------------------------------------------------------------------------------

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

    // II.1 ---------------------------------------------------------------------------------------------------------------------------

    fn member_cut(&self) -> Option<Day> {
        self.s.law.member_report.as_ref().map(|report| self.last_good(day(self.s.year, report.month, report.day)))
    }

    fn window_end(&self) -> Day {
        match self.s.law.readings.quota_window {
            QuotaWindow::Year => self.last,
            QuotaWindow::Report => self.member_cut().map_or(self.last, |cut| cut.min(self.last)),
        }
    }

    fn in_force(&self, rule: &VisitRule, on: Day) -> bool {
        rule.from <= on && rule.until.is_none_or(|until| on <= until) && self.first <= on && on <= self.last
    }

    /// The rule binds the member on that day.
    fn bound(&self, member: usize, rule: &VisitRule, on: Day) -> bool {
        let begun = self.s.law.visits_from.is_none_or(|from| from <= on);
        self.in_force(rule, on) && begun && self.serves(member, on)
    }

    /// Whether a visit counts, and if so whether at an assigned organization.
    fn counts(&self, member: usize, rule: &VisitRule, organization: usize, on: Day) -> Option<bool> {
        if !self.bound(member, rule, on) || on > self.window_end() {
            return None;
        }
        if self.s.law.own && self.is_own(member, organization, on) {
            return None;
        }
        let readings = &self.s.law.readings;
        let at = |place: usize| {
            let chain = self.upward(organization, on);
            let place = self.now(place, on);
            chain[0] == place || (readings.sub_cell_meetings == Counted::Yes && chain.contains(&place))
        };
        if self.assigned(member, on).into_iter().any(at) {
            return Some(true);
        }
        let wished =
            self.wishes(member).into_iter().any(|(place, since)| since.is_none_or(|since| since <= on) && at(place));
        (wished && !self.picked(member) && readings.registered_not_assigned == Counted::Yes).then_some(false)
    }

    fn words(&self, member: usize, rule: &VisitRule, report: &Report, told: &Told, words: &mut Vec<Word>) {
        let place = self.place(told.organization);
        if let Some(on) = told.on {
            if on <= report.on
                && let Some(assigned) = self.counts(member, rule, told.organization, on)
            {
                match words.iter_mut().find(|word| word.on == Some(on) && word.place == place) {
                    Some(word) => word.assigned |= assigned,
                    None => words.push(Word { on: Some(on), place, assigned }),
                }
            }
            return;
        }
        let some: Vec<bool> = self
            .year_days()
            .filter(|&d| d <= report.on)
            .filter_map(|d| self.counts(member, rule, told.organization, d))
            .collect();
        if !some.is_empty() {
            let word = Word { on: None, place, assigned: some.contains(&true) };
            words.extend((0..told.times).map(|_| word));
        }
    }

    /// The last report of a sender that is one for the year.
    fn last_report<'r>(&self, reports: &'r [Report], sender: impl Fn(usize) -> bool) -> Option<&'r Report> {
        let ours =
            reports.iter().filter(|report| sender(report.sender) && self.seen(report.on) && report.on >= self.first);
        ours.max_by_key(|report| report.on)
    }

    fn spoke(&self, place: usize) -> Option<Day> {
        self.last_report(&self.s.organization_reports, |sender| self.place(sender) == place).map(|report| report.on)
    }

    fn items(&self, member: usize, rule: &VisitRule) -> Vec<Item> {
        let own_report = self.last_report(&self.s.member_reports, |sender| sender == member);
        let mut claimed = Vec::new();
        if let Some(report) = own_report {
            report.told.iter().for_each(|told| self.words(member, rule, report, told, &mut claimed));
        }
        let mut received = Vec::new();
        let mut lines: Vec<(usize, &Report)> = Vec::new();
        for place in 0..self.s.organizations.len() {
            let report = self.last_report(&self.s.organization_reports, |sender| self.place(sender) == place);
            lines.extend(report.map(|report| (place, report)));
        }
        for (_, report) in lines {
            for told in report.told.iter().filter(|told| told.member == member) {
                self.words(member, rule, report, told, &mut received);
            }
        }
        let mut register: Vec<Word> = Vec::new();
        for a in self.s.attendances.iter().filter(|a| a.member == member && self.attendance_seen(a)) {
            if let Some(assigned) = self.counts(member, rule, a.organization, a.on) {
                let place = self.place(a.organization);
                match register.iter_mut().find(|word| word.on == Some(a.on) && word.place == place) {
                    Some(word) => word.assigned |= assigned,
                    None => register.push(Word { on: Some(a.on), place, assigned }),
                }
            }
        }
        let key = |word: &Word| (word.on.unwrap_or(Day::MAX), word.place);
        claimed.sort_by_key(key);
        received.sort_by_key(key);
        register.sort_by_key(key);
        let joints = self.join(claimed, received);
        self.settle(member, rule, joints, register, own_report.map(|report| report.on))
    }

    fn attendance_seen(&self, a: &crate::scene::AttendanceFact) -> bool {
        let entered = self.s.law.readings.known == Known::Event || a.entered.is_none_or(|on| self.seen(on));
        self.seen(a.on) && entered
    }

    fn near(&self, a: &Word, b: &Word) -> Option<(u8, Day)> {
        match (a.on, b.on) {
            (Some(x), Some(y)) if a.place == b.place => {
                let apart = (x - y).abs();
                (apart <= i64::from(self.s.law.readings.shift_window))
                    .then_some((if apart == 0 { 0 } else { 1 }, apart))
            }
            (Some(x), Some(y)) => (x == y).then_some((2, 0)),
            _ if a.place != b.place => None,
            (None, None) => Some((4, 0)),
            _ => Some((3, 0)),
        }
    }

    /// Again and again the nearest pair of the two reports becomes one visit.
    fn join(&self, mut claimed: Vec<Word>, mut received: Vec<Word>) -> Vec<Joint> {
        let mut joints = Vec::new();
        loop {
            let mut best = None;
            for (i, a) in claimed.iter().enumerate() {
                for (j, b) in received.iter().enumerate() {
                    let Some(near) = self.near(a, b) else { continue };
                    let on = a.on.unwrap_or(Day::MAX).min(b.on.unwrap_or(Day::MAX));
                    let key = (near, on, a.place.min(b.place), a.place.max(b.place), i, j);
                    if best.is_none_or(|best| key < best) {
                        best = Some(key);
                    }
                }
            }
            let Some((.., i, j)) = best else { break };
            joints.push(Joint { claimed: Some(claimed.remove(i)), received: Some(received.remove(j)) });
        }
        joints.extend(claimed.into_iter().map(|word| Joint { claimed: Some(word), received: None }));
        joints.extend(received.into_iter().map(|word| Joint { claimed: None, received: Some(word) }));
        joints
    }

    fn settle(
        &self,
        member: usize,
        rule: &VisitRule,
        joints: Vec<Joint>,
        mut register: Vec<Word>,
        given: Option<Day>,
    ) -> Vec<Item> {
        let mut items = Vec::new();
        let mut rulings: BTreeMap<(Day, usize), (Day, bool)> = BTreeMap::new();
        for r in self.s.rulings.iter().filter(|r| r.member == member && self.seen(r.on) && self.in_force(rule, r.visit))
        {
            let last = rulings.entry((r.visit, self.place(r.organization))).or_insert((r.on, r.counts));
            *last = (*last).max((r.on, r.counts));
        }
        let (mut open, mut used, mut closed) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        for joint in joints {
            let words: Vec<Word> = joint.claimed.into_iter().chain(joint.received).collect();
            let keys: Vec<(Day, usize)> = words.iter().filter_map(|word| Some((word.on?, word.place))).collect();
            let hits: Vec<_> = rulings.iter().filter(|ruling| keys.contains(ruling.0)).collect();
            match hits.iter().map(|hit| *hit.1).max() {
                None => open.push(joint),
                Some((_, counts)) => {
                    used.extend(hits.iter().map(|hit| *hit.0));
                    let found = register.iter().find(|word| keys.contains(&(word.on.unwrap(), word.place)));
                    items.push(self.item(&joint, found.copied(), counts, counts));
                    closed.extend(keys);
                }
            }
        }
        for (key, &(_, counts)) in &rulings {
            if !used.contains(key) {
                let found = register.iter().find(|word| (word.on.unwrap(), word.place) == *key).copied();
                let mut item = self.item(&Joint::default(), found, counts, counts);
                item.place = key.1;
                items.push(item);
            }
            closed.insert(*key);
        }
        register.retain(|word| !closed.contains(&(word.on.unwrap(), word.place)));
        self.match_register(&mut items, open, register, given);
        items
    }

    fn match_register(&self, items: &mut Vec<Item>, mut open: Vec<Joint>, mut register: Vec<Word>, given: Option<Day>) {
        open.sort_by_key(|joint| {
            let words = || joint.claimed.into_iter().chain(joint.received);
            let on = words().map(|word| word.on.unwrap_or(Day::MAX)).min().unwrap();
            (on, place_of(joint), joint.claimed.is_none(), joint.received.is_none())
        });
        let mut found: Vec<Option<Word>> = vec![None; open.len()];
        loop {
            let mut best = None;
            for (i, joint) in open.iter().enumerate().filter(|(i, _)| found[*i].is_none()) {
                for (j, word) in register.iter().enumerate() {
                    let near =
                        joint.claimed.into_iter().chain(joint.received).filter_map(|told| self.near(&told, word)).min();
                    let Some(near) = near else { continue };
                    let key = (near, word.on, word.place, i, j);
                    if best.is_none_or(|best| key < best) {
                        best = Some(key);
                    }
                }
            }
            let Some((.., i, j)) = best else { break };
            found[i] = Some(register.remove(j));
        }
        let knows = |given: Option<Day>, on: Option<Day>| given.is_some_and(|given| on.is_none_or(|on| on <= given));
        let unknown = |word: &Word| !knows(given, word.on) && !knows(self.spoke(word.place), word.on);
        let alone = |found: Option<Word>| found.is_some_and(|word| unknown(&word));
        let reading = self.s.law.readings.differing_reports;
        for (joint, found) in open.iter().zip(found) {
            let (certain, possible) = match (joint.claimed, joint.received) {
                (Some(claimed), None) if knows(self.spoke(claimed.place), claimed.on) => match reading {
                    Differing::Disputed => (alone(found), true),
                    Differing::Member => (true, true),
                    Differing::Organization => (alone(found), found.is_some()),
                },
                (Some(_), None) => (found.is_some(), true),
                (None, Some(received)) if knows(given, received.on) => match reading {
                    Differing::Disputed => (alone(found), true),
                    Differing::Member => (alone(found), found.is_some()),
                    Differing::Organization => (true, true),
                },
                (None, Some(received)) => (received.on.is_some() || found.is_some(), true),
                _ => (true, true),
            };
            items.push(self.item(joint, found, certain, possible));
        }
        for word in register {
            items.push(self.item(&Joint::default(), Some(word), unknown(&word), true));
        }
    }

    fn item(&self, joint: &Joint, found: Option<Word>, certain: bool, possible: bool) -> Item {
        let words: Vec<Word> = joint.claimed.into_iter().chain(joint.received).chain(found).collect();
        let place = if joint.claimed.is_none() && joint.received.is_none() {
            found.map_or(usize::MAX, |word| word.place)
        } else {
            place_of(joint)
        };
        let on = |word: Option<Word>| word.and_then(|word| word.on);
        Item {
            place,
            certain,
            possible,
            assigned: words.iter().any(|word| word.assigned),
            days: [on(found), on(joint.claimed), on(joint.received)],
        }
    }

    fn visits(&self, member: usize, rule: &VisitRule) -> Answer {
        let readings = &self.s.law.readings;
        let bound: Vec<Day> = self.year_days().filter(|&d| self.bound(member, rule, d)).collect();
        let served: Vec<Day> = self.year_days().filter(|&d| self.in_force(rule, d) && self.serves(member, d)).collect();
        let whole = served.len() == self.year_days().count();
        let nothing = bound.is_empty()
            || self.s.law.visits_from.unwrap_or(self.first).max(self.first) > self.window_end()
            || (self.picked(member) && readings.picked_visits == Counted::No)
            || (!whole && readings.part_year == PartYear::Exempt);
        let months = served.iter().map(|&d| month_of(d)).collect::<BTreeSet<_>>().len() as u32;
        let need = match (nothing, whole, readings.part_year) {
            (true, ..) => 0,
            (false, false, PartYear::Prorate) => (rule.min * months).div_ceil(12),
            _ => rule.min,
        };
        let items = self.items(member, rule);
        let cap = if readings.distinct == DistinctPlaces::Required { 1 } else { u32::MAX };
        let at = |place: usize, keep: &dyn Fn(&Item) -> bool| {
            (items.iter().filter(|item| item.place == place && keep(item)).count() as u32).min(cap)
        };
        let places: BTreeSet<usize> = items.iter().map(|item| item.place).collect();
        let sum = |keep: &dyn Fn(&Item) -> bool| places.iter().map(|&place| at(place, keep)).sum::<u32>();
        let (low, high) = (sum(&|item| item.certain), sum(&|item| item.possible));
        let count = Some((low, high, need, sum(&|item| item.certain && item.assigned)));
        if nothing {
            return ("not-applicable", count);
        }
        let each: BTreeSet<usize> = match readings.visits {
            VisitsCount::Total => BTreeSet::new(),
            VisitsCount::Each => self.assigned(member, self.s.as_of).into_iter().map(|o| self.place(o)).collect(),
        };
        let missing = |have: u32| need.saturating_sub(have);
        let (lacking, short) = if each.is_empty() {
            (missing(low), missing(high))
        } else {
            let lows = each.iter().map(|&place| missing(at(place, &|item| item.certain)));
            let highs = each.iter().map(|&place| missing(at(place, &|item| item.possible)));
            (lows.sum(), highs.max().unwrap())
        };
        let (days_left, prospect) = self.outlook(member, rule, &bound, &items, lacking);
        let verdict = if lacking == 0 {
            "met"
        } else if self.s.as_of < bound[0] && days_left >= short {
            "not-yet-due"
        } else if short == 0 {
            "disputed"
        } else if !whole && readings.part_year == PartYear::NeedsRuling {
            "needs-ruling"
        } else if self.s.as_of > self.window_end() {
            "violated"
        } else {
            if days_left < short { "impossible" } else { prospect }
        };
        (verdict, count)
    }

    fn moved_away(&self, notice: &NoticeFact, organization: usize, meeting: Day) -> bool {
        notice.organization == organization
            && notice.moved_from == Some(meeting)
            && notice.meeting != meeting
            && self.seen(notice.on)
    }

    /// The year is running and the minimum is not reached, even if every word is true.
    fn outlook(
        &self,
        member: usize,
        rule: &VisitRule,
        bound: &[Day],
        items: &[Item],
        lacking: u32,
    ) -> (u32, &'static str) {
        let here: BTreeSet<usize> = {
            let moves = self.moves(member);
            let moved = moves.iter().flat_map(|found| found.from.into_iter().chain(found.to));
            let placed = self.s.placements.iter().filter(|p| p.0 == member).map(|p| p.1);
            let wished = self.wishes(member).into_iter().map(|wish| wish.0);
            moved.chain(placed).chain(wished).map(|o| self.place(o)).collect()
        };
        let attended =
            |on: Day, place: usize| items.iter().any(|item| item.place == place && item.days.contains(&Some(on)));
        let open = |organization: usize, meeting: Day| {
            here.contains(&self.place(organization))
                && self.counts(member, rule, organization, meeting).is_some()
                && !self.s.notices.iter().any(|notice| self.moved_away(notice, organization, meeting))
        };
        let mut meetings = BTreeSet::new();
        let mut noticed = BTreeSet::new();
        for n in self.s.notices.iter().filter(|n| self.seen(n.on) && n.meeting >= self.s.as_of) {
            if open(n.organization, n.meeting) {
                if !attended(n.meeting, self.place(n.organization)) {
                    meetings.insert((n.meeting, self.place(n.organization)));
                }
                noticed.insert(n.meeting);
            }
        }
        let mut calendar = false;
        for &(organization, known, meeting) in &self.s.meetings {
            if !self.seen(known) || !here.contains(&self.place(organization)) {
                continue;
            }
            calendar = true;
            let attended = attended(meeting, self.place(organization));
            if self.notice_ok(self.s.as_of, meeting) && open(organization, meeting) && !attended {
                meetings.insert((meeting, self.place(organization)));
            }
        }
        let days_left = bound.iter().filter(|&&d| d >= self.s.as_of && d <= self.window_end());
        let days_left = days_left.filter(|&&d| noticed.contains(&d) || self.notice_ok(self.s.as_of, d)).count() as u32;
        let cut = self.member_cut().map_or(self.last, |cut| cut.min(self.last));
        let last_meeting = cut.min(*bound.last().unwrap()).min(self.window_end());
        let mut last_notice = last_meeting;
        while !self.notice_ok(last_notice, last_meeting) {
            last_notice -= 1;
        }
        let left = meetings.iter().filter(|meeting| meeting.0 <= last_meeting).count() as u32;
        let near = last_notice - self.s.as_of <= i64::from(self.s.law.readings.risk_days);
        (days_left, if (calendar && left < lacking) || near { "at-risk" } else { "on-track" })
    }

    // The other clauses --------------------------------------------------------------------------------------------------------------

    /// A one-off deadline: none when the plan has it not, `Some(None)` when it is of an earlier season.
    fn one_off(&self, before: Option<Day>) -> Option<Option<Day>> {
        before.map(|x| (year_of(x) >= self.s.year - 1).then(|| self.last_good(x)))
    }

    fn registration_deadline(&self) -> Option<(&'static str, Option<Day>)> {
        let law = &self.s.law;
        if let Some(good) = self.one_off(law.registrations_by) {
            return Some(("REGBY", good));
        }
        let inferred = law.readings.registration_deadline == Counted::Yes;
        self.one_off(law.picks_by).filter(|_| inferred).map(|good| ("PICKBY", good))
    }

    fn done_by(&self, done: Option<Day>, good: Day) -> &'static str {
        match done {
            Some(on) if on <= good => "met",
            None if self.s.as_of <= good => "not-yet-due",
            _ => "violated",
        }
    }

    fn registering(&self, member: usize, answers: &mut Answers) {
        let Some((min, max)) = self.s.law.registration else { return };
        let who = format!("member m{member}");
        if self.picked(member) {
            answers.insert(format!("REG|{who}||"), ("not-applicable", None));
            return;
        }
        let wishes = self.wishes(member);
        let distinct = |keep: &dyn Fn(Option<Day>) -> bool| {
            wishes.iter().filter(|wish| keep(wish.1)).map(|wish| wish.0).collect::<BTreeSet<_>>().len() as u32
        };
        let found = distinct(&|_| true);
        let waived = self.s.waivers.contains(&member);
        let deadline = self.registration_deadline();
        let good = match deadline {
            Some((_, Some(good))) => good,
            _ => self.one_off(self.s.law.picks_by).flatten().unwrap_or(self.first - 1).max(self.first - 1),
        };
        let lacking = if self.entrant(member) { "needs-ruling" } else { "violated" };
        let number = if !self.serves_ever(member) {
            "not-applicable"
        } else if waived || (found >= min && found <= max) {
            "met"
        } else if self.s.as_of > good {
            lacking
        } else if found < min {
            "not-yet-due"
        } else {
            "at-risk"
        };
        answers.insert(format!("REG|{who}||"), (number, None));
        let Some((rule, good)) = deadline else { return };
        let need = if waived { min.min(found) } else { min };
        let in_time = match good {
            None => "not-applicable",
            Some(_) if !self.serves_ever(member) => "not-applicable",
            Some(good) if distinct(&|on| on.is_some_and(|on| on <= good)) >= need => "met",
            Some(good) if distinct(&|on| on.is_none_or(|on| on <= good)) >= need => "missing-evidence",
            Some(good) if self.s.as_of <= good => "not-yet-due",
            Some(_) => lacking,
        };
        answers.insert(format!("{rule}|{who}||"), (in_time, None));
    }

    fn own(&self, member: usize) -> &'static str {
        let wishes = self.wishes(member);
        let wished = wishes.iter().any(|&(o, on)| self.is_own(member, o, on.unwrap_or(self.first)));
        let placed = self.s.placements.iter().any(|&(m, o)| m == member && self.is_own(member, o, self.first));
        let moved = self.moves(member).iter().any(|found| found.to.is_some_and(|to| self.is_own(member, to, found.on)));
        if !self.serves_ever(member) {
            "not-applicable"
        } else if wished || placed || moved {
            "violated"
        } else {
            "met"
        }
    }

    fn locality(&self, member: usize) -> &'static str {
        let readings = &self.s.law.readings;
        let scope = &self.s.members[member].scope;
        if scope.is_empty() || readings.locality == LocalityReading::Off || !self.serves_ever(member) {
            return "not-applicable";
        }
        let mut chosen: BTreeSet<usize> = self.s.placements.iter().filter(|p| p.0 == member).map(|p| p.1).collect();
        chosen.extend(self.moves(member).iter().filter_map(|found| found.to));
        if !self.picked(member) {
            chosen.extend(self.wishes(member).iter().map(|wish| wish.0));
        }
        let inside = |o: &usize| scope.iter().any(|&area| self.in_area(*o, area));
        let (inside, outside): (Vec<usize>, Vec<usize>) = chosen.into_iter().partition(inside);
        let reasoned = outside.iter().all(|&o| {
            self.s.designations.contains(&(member, o))
                || self.s.reasons.iter().any(|&(m, at, on)| m == member && at == o && self.seen(on))
        });
        let enough = outside.is_empty() || (readings.locality_extent == LocalityExtent::One && !inside.is_empty());
        match (enough, readings.locality, reasoned) {
            (true, ..) => "met",
            (false, LocalityReading::Hard, _) => "violated",
            (false, _, true) => "met",
            (false, _, false) => "needs-ruling",
        }
    }

    fn places(&self, member: usize, answers: &mut Answers) {
        let on = self.s.as_of.min(self.last).max(self.first);
        let found = self.assigned(member, on).len() as u32;
        let bound = self.serves(member, on);
        if let Some(each) = self.s.law.places {
            let verdict = if !bound {
                "not-applicable"
            } else if found == each {
                "met"
            } else {
                "needs-ruling"
            };
            answers.insert(format!("PLACES|member m{member}||"), (verdict, None));
        }
        if let Some(good) = self.one_off(self.s.law.table_by)
            && bound
            && found == 0
        {
            let early = good.is_some_and(|good| self.s.as_of <= good);
            let verdict = if early { "not-yet-due" } else { "needs-ruling" };
            answers.insert(format!("TABLE|board|member m{member}|unplaced"), (verdict, None));
        }
    }

    fn picks(&self, member: usize, answers: &mut Answers) {
        if !self.picked(member) {
            return;
        }
        let placed: BTreeSet<usize> = self.s.placements.iter().filter(|p| p.0 == member).map(|p| p.1).collect();
        let told =
            |o: usize| self.s.picks.iter().filter(|p| p.0 == member && p.1 == o && self.seen(p.2)).map(|p| p.2).min();
        let days: Vec<Option<Day>> = placed.iter().map(|&o| told(o)).collect();
        let done = if days.contains(&None) { None } else { days.iter().flatten().max().copied() };
        let deadline = self.one_off(self.s.law.picks_by);
        let good = deadline.flatten().unwrap_or(self.first - 1);
        let lacking = if self.entrant(member) { "needs-ruling" } else { "violated" };
        let verdict = if !self.serves_ever(member) {
            "not-applicable"
        } else if done.is_some() {
            "met"
        } else if self.s.as_of <= good {
            "not-yet-due"
        } else if placed.is_empty() {
            "needs-ruling"
        } else {
            lacking
        };
        answers.insert(format!("PICK|board|member m{member}|"), (verdict, None));
        if let Some(good) = deadline {
            let verdict = match good {
                Some(good) if self.serves_ever(member) && !placed.is_empty() => match self.done_by(done, good) {
                    "violated" => lacking,
                    other => other,
                },
                _ => "not-applicable",
            };
            answers.insert(format!("PICKBY|board|member m{member}|"), (verdict, None));
        }
    }

    fn reported(
        &self,
        reports: &[Report],
        sender: impl Fn(usize) -> bool,
        rule: &crate::scene::ReportRule,
    ) -> &'static str {
        let good = self.last_good(day(self.s.year, rule.month, rule.day));
        let valid = |report: &&Report| {
            sender(report.sender)
                && self.seen(report.on)
                && report.on >= self.first
                && (report.written || !rule.written)
        };
        self.done_by(reports.iter().filter(valid).map(|report| report.on).min(), good)
    }

    fn hosts(&self) -> BTreeSet<usize> {
        let placed = self.s.placements.iter().map(|p| p.1);
        let moved = self.s.moves.iter().filter(|found| self.seen(found.on)).filter_map(|found| found.to);
        placed.chain(moved).collect()
    }

    fn notices(&self, organization: usize, answers: &mut Answers) {
        if self.s.law.notice.is_none() {
            return;
        }
        let same = |other: usize, on: Day| self.now(other, on) == self.now(organization, on);
        let guests = |on: Day| -> Vec<usize> {
            (0..self.s.members.len()).filter(|&m| self.assigned(m, on).iter().any(|&o| same(o, on))).collect()
        };
        let ever_here = |m: usize| {
            self.s.placements.contains(&(m, organization))
                || self.moves(m).iter().any(|found| found.to == Some(organization))
        };
        let mut any = false;
        for meeting in self.year_days() {
            let notices: Vec<&NoticeFact> = self
                .s
                .notices
                .iter()
                .filter(|n| self.seen(n.on) && n.meeting == meeting && same(n.organization, meeting))
                .filter(|n| !self.s.notices.iter().any(|other| self.moved_away(other, n.organization, meeting)))
                .collect();
            let attended = self.s.attendances.iter().filter(|a| {
                self.attendance_seen(a)
                    && a.on == meeting
                    && same(a.organization, meeting)
                    && ever_here(a.member)
                    && guests(meeting).contains(&a.member)
            });
            let attended: Vec<Option<bool>> = attended.map(|a| a.regular).collect();
            let guests = guests(meeting).into_iter().filter(|&m| ever_here(m)).count();
            if (notices.is_empty() && attended.is_empty()) || guests == 0 {
                continue;
            }
            any = true;
            let verdict = match notices.iter().map(|n| n.on).min() {
                Some(_) if notices.iter().all(|n| !n.regular) => "not-applicable",
                Some(given) if self.notice_ok(given, meeting) => "met",
                Some(_) => "violated",
                None if attended.contains(&Some(true)) => "violated",
                None if attended.contains(&None) => "missing-evidence",
                None => "not-applicable",
            };
            answers.insert(format!("NOTICE|organization o{organization}||{meeting}"), (verdict, None));
        }
        if !any {
            let verdict = if self.s.as_of > self.last { "missing-evidence" } else { "not-yet-due" };
            answers.insert(format!("NOTICE|organization o{organization}||"), (verdict, None));
        }
    }

    fn initiative(&self, member: usize, visits: &[&'static str]) -> &'static str {
        let has = |names: &[&str]| visits.iter().any(|verdict| names.contains(verdict));
        let on = self.s.as_of.min(self.last);
        let mitigated = self.assigned(member, on).into_iter().any(|organization| {
            let told = self.s.notices.iter().filter(|n| {
                self.seen(n.on)
                    && n.regular
                    && self.year_days().contains(&n.meeting)
                    && self.now(n.organization, n.meeting) == self.now(organization, n.meeting)
            });
            let told: Vec<bool> = told.map(|n| self.notice_ok(n.on, n.meeting)).collect();
            !told.contains(&true) || told.contains(&false)
        });
        if has(&["violated", "impossible"]) {
            if mitigated { "needs-ruling" } else { "missing-evidence" }
        } else if has(&["on-track", "at-risk", "not-yet-due"]) {
            "not-yet-due"
        } else if has(&["disputed"]) {
            "disputed"
        } else if has(&["needs-ruling"]) {
            "needs-ruling"
        } else if has(&["met"]) {
            "met"
        } else {
            "not-applicable"
        }
    }

    fn table(&self, answers: &mut Answers) {
        use crate::scene::To;
        let Some(good) = self.one_off(self.s.law.table_by) else { return };
        let Some(good) = good else {
            answers.insert("TABLE|board||".into(), ("not-applicable", None));
            return;
        };
        let sent = |to: To| {
            let days =
                self.s.deliveries.iter().filter(|found| found.0 == to && self.seen(found.1)).map(|found| found.1);
            self.done_by(days.min(), good)
        };
        for &(m, o) in &self.s.placements {
            answers.insert(format!("TABLE|board|member m{m}|"), (sent(To::Member(m)), None));
            answers.insert(format!("TABLE|board|organization o{o}|"), (sent(To::Organization(o)), None));
        }
        for (c, &(body, area)) in self.s.committees.iter().enumerate() {
            if area.is_some_and(|area| self.s.placements.iter().any(|p| self.in_area(p.1, area))) {
                let verdict = match (sent(To::Committee(c)), self.ended(body, good)) {
                    ("met", _) => "met",
                    (_, Some(_)) => "needs-ruling",
                    (open, None) => open,
                };
                answers.insert(format!("TABLE|board|committee c{c}|"), (verdict, None));
            }
        }
    }

    fn below(&self, answers: &mut Answers) {
        if self.s.law.announcement {
            let done = self.s.announcements.iter().copied().filter(|&on| self.seen(on)).min();
            answers.insert("ANN|board||".into(), (self.done_by(done, self.last), None));
        }
        if !self.s.law.lower {
            return;
        }
        if self.s.committees.is_empty() {
            answers.insert("LOWER|board||".into(), ("missing-evidence", None));
        }
        for (c, &(body, _)) in self.s.committees.iter().enumerate() {
            let made = self.s.lower_plans.iter().any(|&(by, on)| by == c && self.seen(on));
            let verdict = match (made, self.ended(body, self.last)) {
                (true, _) => "met",
                (false, Some(_)) => "needs-ruling",
                (false, None) => "missing-evidence",
            };
            answers.insert(format!("LOWER|committee c{c}||"), (verdict, None));
        }
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

/// The place a visit is counted at: the assigned one, else the one the organization names, else the member's.
fn place_of(joint: &Joint) -> usize {
    let words = || joint.claimed.into_iter().chain(joint.received);
    let assigned = words().find(|word| word.assigned);
    assigned.or(joint.received).or(joint.claimed).unwrap().place
}
