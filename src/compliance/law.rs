//! The rules of a year: found by what they say, resolved by day, cited by their id.

use crate::day::{RestDays, days_of_notice, last_good_day, last_notice_day};
use crate::id::BodyId;
use crate::policy::{BeforeDay, Kind, Obligation, Policy, Readings, Reporter, Rule};
use chrono::NaiveDate;

/// The policy beside the year it is applied to.
pub(super) struct Law<'a> {
    rules: Vec<&'a Rule>,
    pub(super) readings: &'a Readings,
    /// The same readings with the other reading of "trước ngày X".
    other: Readings,
    pub(super) rest: RestDays,
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
}

/// A deadline: the last good day under the reading taken, and under the other one.
#[derive(Clone, Copy)]
pub(super) struct Due {
    pub(super) good: NaiveDate,
    pub(super) other: NaiveDate,
}

/// A yearly report that someone owes.
pub(super) struct ReportRule<'a> {
    pub(super) rule: &'a Rule,
    pub(super) due: Due,
    pub(super) before: NaiveDate,
    pub(super) written: bool,
    pub(super) through: &'a BodyId,
}

impl<'a> Law<'a> {
    pub(super) fn new(policy: &'a Policy, rest: RestDays, first: NaiveDate, last: NaiveDate) -> Self {
        let mut rules: Vec<&Rule> = policy.rules.iter().collect();
        rules.sort_by(|a, b| (a.from, &a.id).cmp(&(b.from, &b.id)));
        let mut other = policy.readings.clone();
        other.before = match other.before {
            BeforeDay::Strict => BeforeDay::Inclusive,
            BeforeDay::Inclusive => BeforeDay::Strict,
        };
        Self { rules, readings: &policy.readings, other, rest, first, last }
    }

    /// The rule of a kind in force on a day.
    pub(super) fn on<T>(&self, day: NaiveDate, read: impl Fn(&'a Kind) -> Option<T>) -> Option<(&'a Rule, T)> {
        self.rules.iter().filter(|rule| rule.covers(day)).find_map(|&rule| read(&rule.says).map(|says| (rule, says)))
    }

    /// The rules of a kind in force on any day of the year, the earliest first.
    pub(super) fn all<T>(&self, read: impl Fn(&'a Kind) -> Option<T>) -> Vec<(&'a Rule, T)> {
        let in_year = |rule: &&&Rule| rule.from <= self.last && rule.until.is_none_or(|until| until >= self.first);
        self.rules.iter().filter(in_year).filter_map(|&rule| read(&rule.says).map(|says| (rule, says))).collect()
    }

    /// The rule of a kind that the year opens with: in force on its first day, or the first to come into force in it.
    pub(super) fn opening<T>(&self, read: impl Fn(&'a Kind) -> Option<T>) -> Option<(&'a Rule, T)> {
        self.all(read).into_iter().next()
    }

    pub(super) fn due(&self, before: NaiveDate) -> Due {
        Due {
            good: last_good_day(before, self.readings, &self.rest),
            other: last_good_day(before, &self.other, &self.rest),
        }
    }

    /// The deadline of an obligation, unless it is of an earlier season: then only the rule.
    pub(super) fn deadline(&self, wanted: Obligation) -> Option<(&'a Rule, Option<Due>)> {
        let (rule, before) = self.opening(|says| match says {
            Kind::Deadline { of, before } if *of == wanted => Some(*before),
            _ => None,
        })?;
        let season = crate::day::year_before(self.first);
        Some((rule, (before >= season).then(|| self.due(before))))
    }

    /// The report that one side owes for the year.
    pub(super) fn report(&self, side: Reporter) -> Option<ReportRule<'a>> {
        let year = chrono::Datelike::year(&self.first);
        self.all(|says| match says {
            Kind::Report { by, before, written, through } if *by == side => {
                Some((before.in_year(year), written, through))
            }
            _ => None,
        })
        .into_iter()
        .find_map(|(rule, (before, &written, through))| {
            let before = before.filter(|&day| rule.covers(day))?;
            Some(ReportRule { rule, due: self.due(before), before, written, through })
        })
    }

    /// Days of notice owed for a meeting on a day, and the rule.
    pub(super) fn notice(&self, meeting: NaiveDate) -> Option<(&'a Rule, u32)> {
        self.on(meeting, |says| match says {
            Kind::Notice { days } => Some(*days),
            _ => None,
        })
    }

    /// Whether a notice is given in time for its meeting.
    pub(super) fn in_time(&self, given: NaiveDate, meeting: NaiveDate, days: u32) -> bool {
        given <= meeting && days_of_notice(given, meeting, self.readings.notice, &self.rest) >= i64::from(days)
    }

    /// The last day to give the notice owed for a meeting; the meeting's own day when no rule asks for one.
    pub(super) fn last_notice(&self, meeting: NaiveDate) -> NaiveDate {
        let days = self.notice(meeting).map_or(0, |found| found.1);
        last_notice_day(meeting, days, self.readings.notice, &self.rest)
    }

    /// Whether the Board picks for members of a body.
    pub(super) fn picks_for(&self, body: &BodyId) -> bool {
        let picks = self.opening(|says| match says {
            Kind::BoardPicks { bodies } => Some(bodies),
            _ => None,
        });
        picks.is_some_and(|(_, bodies)| bodies.contains(body))
    }

    /// The first day on which visits count.
    pub(super) fn visits_from(&self) -> Option<(&'a Rule, NaiveDate)> {
        self.opening(|says| match says {
            Kind::VisitsFrom { day } => Some(*day),
            _ => None,
        })
    }

    /// The rule that ends a body, if one begins up to a day.
    pub(super) fn abolished(&self, body: &BodyId, until: NaiveDate) -> Option<(&'a Rule, &'a [BodyId])> {
        self.rules.iter().filter(|rule| rule.from <= until).find_map(|&rule| match &rule.says {
            Kind::Abolished { bodies, successors } if bodies.contains(body) => Some((rule, successors.as_slice())),
            _ => None,
        })
    }
}
