//! II.1 by the naive reading: every day, every pair.

use super::{Answer, Oracle};
use crate::days::{Day, day, month_of};
use crate::scene::{NoticeFact, Report, Told, VisitRule};
use phancong::*;
use std::collections::{BTreeMap, BTreeSet};

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

impl Oracle<'_> {
    pub(super) fn member_cut(&self) -> Option<Day> {
        self.s.law.member_report.as_ref().map(|report| self.last_good(day(self.s.year, report.month, report.day)))
    }

    pub(super) fn window_end(&self) -> Day {
        match self.s.law.readings.quota_window {
            QuotaWindow::Year => self.last,
            QuotaWindow::Report => self.member_cut().map_or(self.last, |cut| cut.min(self.last)),
        }
    }

    pub(super) fn in_force(&self, rule: &VisitRule, on: Day) -> bool {
        rule.from <= on && rule.until.is_none_or(|until| on <= until) && self.first <= on && on <= self.last
    }

    /// The rule binds the member on that day.
    pub(super) fn bound(&self, member: usize, rule: &VisitRule, on: Day) -> bool {
        let begun = self.s.law.visits_from.is_none_or(|from| from <= on);
        self.in_force(rule, on) && begun && self.serves(member, on)
    }

    /// Whether a visit counts, and if so whether at an assigned organization.
    pub(super) fn counts(&self, member: usize, rule: &VisitRule, organization: usize, on: Day) -> Option<bool> {
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

    pub(super) fn attendance_seen(&self, a: &crate::scene::AttendanceFact) -> bool {
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

    pub(super) fn visits(&self, member: usize, rule: &VisitRule) -> Answer {
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

    pub(super) fn moved_away(&self, notice: &NoticeFact, organization: usize, meeting: Day) -> bool {
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
}

/// The place a visit is counted at: the assigned one, else the one the organization names, else the member's.
fn place_of(joint: &Joint) -> usize {
    let words = || joint.claimed.into_iter().chain(joint.received);
    let assigned = words().find(|word| word.assigned);
    assigned.or(joint.received).or(joint.claimed).unwrap().place
}
