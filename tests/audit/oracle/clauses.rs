//! The other clauses by the naive reading.

use super::{Answers, Oracle};
use crate::days::{Day, day, year_of};
use crate::scene::{NoticeFact, Report};
use phancong::*;
use std::collections::BTreeSet;

impl Oracle<'_> {
    /// A one-off deadline: none when the plan has it not, `Some(None)` when it is of an earlier season.
    pub(super) fn one_off(&self, before: Option<Day>) -> Option<Option<Day>> {
        before.map(|x| (year_of(x) >= self.s.year - 1).then(|| self.last_good(x)))
    }

    pub(super) fn registration_deadline(&self) -> Option<(&'static str, Option<Day>)> {
        let law = &self.s.law;
        if let Some(good) = self.one_off(law.registrations_by) {
            return Some(("REGBY", good));
        }
        let inferred = law.readings.registration_deadline == Counted::Yes;
        self.one_off(law.picks_by).filter(|_| inferred).map(|good| ("PICKBY", good))
    }

    pub(super) fn done_by(&self, done: Option<Day>, good: Day) -> &'static str {
        match done {
            Some(on) if on <= good => "met",
            None if self.s.as_of <= good => "not-yet-due",
            _ => "violated",
        }
    }

    pub(super) fn registering(&self, member: usize, answers: &mut Answers) {
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

    pub(super) fn own(&self, member: usize) -> &'static str {
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

    pub(super) fn locality(&self, member: usize) -> &'static str {
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

    pub(super) fn places(&self, member: usize, answers: &mut Answers) {
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

    pub(super) fn picks(&self, member: usize, answers: &mut Answers) {
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

    pub(super) fn reported(
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

    pub(super) fn hosts(&self) -> BTreeSet<usize> {
        let placed = self.s.placements.iter().map(|p| p.1);
        let moved = self.s.moves.iter().filter(|found| self.seen(found.on)).filter_map(|found| found.to);
        placed.chain(moved).collect()
    }

    pub(super) fn notices(&self, organization: usize, answers: &mut Answers) {
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

    pub(super) fn initiative(&self, member: usize, visits: &[&'static str]) -> &'static str {
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

    pub(super) fn table(&self, answers: &mut Answers) {
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

    pub(super) fn below(&self, answers: &mut Answers) {
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
}
