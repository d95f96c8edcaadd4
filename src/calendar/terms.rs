//! The numbers of the policy that a calendar has to keep, for one year.

use crate::day::{RestDays, last_good_day, last_notice_day};
use crate::id::{BodyId, RuleId};
use crate::policy::{Counted, Kind, Policy, Readings, Reporter, Rule};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::collections::BTreeSet;

/// How many visits a member owes, and between which days they count, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Owed {
    pub(crate) need: u32,
    pub(crate) from: NaiveDate,
    pub(crate) until: NaiveDate,
}

/// The policy as it applies to one year, seen from one day.
pub(crate) struct Terms<'a> {
    policy: &'a Policy,
    rest: RestDays,
    holidays: BTreeSet<NaiveDate>,
    first: NaiveDate,
    last: NaiveDate,
    /// The day whose rules hold where a rule is not asked for by day.
    anchor: NaiveDate,
    /// The last day of a visit that can stand in the member's report.
    pub(crate) report: NaiveDate,
    /// The first day of each part of the year.
    parts: Vec<NaiveDate>,
    /// At least so many days from one visit of a member to the next; never 0.
    pub(crate) spacing: i64,
    /// At most so many visitors at a meeting.
    pub(crate) hosts: Option<u32>,
    weekends: bool,
    /// Whether visits are spread evenly over the weeks.
    pub(crate) even_weeks: bool,
}

impl<'a> Terms<'a> {
    pub(crate) fn new(policy: &'a Policy, year: i32, holidays: &[NaiveDate], today: NaiveDate) -> Self {
        let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
        let (first, last) = (day(1, 1), day(12, 31));
        let mut terms = Self {
            policy,
            rest: RestDays::new(holidays),
            holidays: holidays.iter().copied().collect(),
            first,
            last,
            anchor: today.clamp(first, last),
            report: last,
            parts: vec![first],
            spacing: 1,
            hosts: None,
            weekends: true,
            even_weeks: false,
        };
        terms.report = terms.report_day().unwrap_or(last).min(last);
        let calendar = terms.standing(|says| match says {
            Kind::Calendar { parts, spacing, hosts, weekends, even_weeks } => {
                Some((parts, *spacing, *hosts, (*weekends, *even_weeks)))
            }
            _ => None,
        });
        if let Some((_, (parts, spacing, hosts, whether))) = calendar {
            terms.parts = parts.iter().filter_map(|part| part.in_year(year)).collect();
            (terms.spacing, terms.hosts) = (i64::from(spacing).max(1), hosts);
            (terms.weekends, terms.even_weeks) = whether;
        }
        terms
    }

    pub(crate) const fn readings(&self) -> &Readings {
        &self.policy.readings
    }

    /// The rule of a kind in force on the anchor, or the first of the year.
    fn standing<T>(&self, read: impl Fn(&'a Kind) -> Option<T>) -> Option<(&'a Rule, T)> {
        let in_year = |rule: &&Rule| rule.from <= self.last && rule.until.is_none_or(|until| until >= self.first);
        let mut found: Vec<(&Rule, T)> = self
            .policy
            .rules
            .iter()
            .filter(in_year)
            .filter_map(|rule| read(&rule.says).map(|numbers| (rule, numbers)))
            .collect();
        found.sort_by_key(|(rule, _)| (!rule.covers(self.anchor), rule.from, &rule.id));
        found.into_iter().next()
    }

    fn report_day(&self) -> Option<NaiveDate> {
        let year = self.first.year();
        let before = |rule: &Rule| match rule.says {
            Kind::Report { by: Reporter::Member, before, .. } => before.in_year(year).filter(|&day| rule.covers(day)),
            _ => None,
        };
        let before = self.policy.rules.iter().find_map(before)?;
        Some(last_good_day(before, self.readings(), &self.rest))
    }

    /// What a member of a body owes; none when the policy asks for nothing in this year.
    pub(crate) fn owed(&self, body: &BodyId) -> Option<Owed> {
        let (rule, need) = self.visits_rule(body)?;
        let starts = self.standing(|says| match says {
            Kind::VisitsFrom { day } => Some(*day),
            _ => None,
        });
        let ends = self.policy.rules.iter().filter_map(|rule| match &rule.says {
            Kind::Abolished { bodies, .. } if bodies.contains(body) => rule.from.pred_opt(),
            _ => None,
        });
        let from = starts.map_or(self.first, |found| found.1).max(self.first).max(rule.from);
        let until = rule.until.into_iter().chain(ends).fold(self.last, NaiveDate::min);
        Some(Owed { need, from, until })
    }

    fn visits_rule(&self, body: &BodyId) -> Option<(&'a Rule, u32)> {
        let picked = self.standing(|says| match says {
            Kind::BoardPicks { bodies } => bodies.contains(body).then_some(()),
            _ => None,
        });
        if picked.is_some() && self.readings().picked_visits == Counted::No {
            return None;
        }
        let found = self.standing(|says| match says {
            Kind::Visits { min, bodies } => (bodies.is_empty() || bodies.contains(body)).then_some(*min),
            _ => None,
        });
        found.filter(|&(_, need)| need > 0)
    }

    /// Whether members stay away from meetings of their own organization on a day.
    pub(crate) fn bars_own(&self, day: NaiveDate) -> bool {
        self.policy.rules.iter().any(|rule| rule.covers(day) && matches!(rule.says, Kind::OwnOrganization))
    }

    /// The last day to give notice of a meeting; the meeting's own day when no rule asks for one.
    pub(crate) fn last_notice(&self, meeting: NaiveDate) -> NaiveDate {
        let rules = self.policy.rules.iter().filter(|rule| rule.covers(meeting));
        let days = rules.filter_map(|rule| match rule.says {
            Kind::Notice { days } => Some(days),
            _ => None,
        });
        last_notice_day(meeting, days.max().unwrap_or(0), self.readings().notice, &self.rest)
    }

    /// Whether no visit lies on a day.
    pub(crate) fn is_rest(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.holidays.contains(&day) || (weekend && !self.weekends)
    }

    /// The part of the year a day lies in, the first is 1.
    pub(crate) fn part_of(&self, day: NaiveDate) -> u32 {
        let begun = self.parts.iter().filter(|&&start| start <= day).count();
        u32::try_from(begun.max(1)).unwrap_or(u32::MAX)
    }

    /// The Monday of a day's week.
    pub(crate) fn week_of(day: NaiveDate) -> NaiveDate {
        day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day)
    }

    /// Whether a day lies in the year.
    pub(crate) fn covers(&self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    /// Whether two visits of one member on these days are too near to each other.
    pub(crate) fn too_near(&self, one: NaiveDate, other: NaiveDate) -> bool {
        one.signed_duration_since(other).num_days().abs() < self.spacing
    }

    /// The rules that a calendar of this year rests on, by id.
    pub(crate) fn rules(&self) -> Vec<RuleId> {
        let speaks = |says: &Kind| {
            matches!(
                says,
                Kind::Visits { .. }
                    | Kind::VisitsFrom { .. }
                    | Kind::Notice { .. }
                    | Kind::Calendar { .. }
                    | Kind::Report { by: Reporter::Member, .. }
            )
        };
        let in_year = |rule: &&Rule| rule.from <= self.last && rule.until.is_none_or(|until| until >= self.first);
        let found = self.policy.rules.iter().filter(in_year).filter(|rule| speaks(&rule.says));
        found.map(|rule| rule.id.clone()).collect::<BTreeSet<RuleId>>().into_iter().collect()
    }
}
