//! Random side rules, and a reading of them so plain that it can be checked by eye.

use super::{Case, area, member, org};
use phancong::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

type RawRule = (u8, Vec<u8>, Vec<u8>, u8, u8);

fn who(raw: &[u8], members: usize) -> Vec<Who> {
    let all: BTreeSet<usize> = raw.iter().map(|at| usize::from(*at) % members).collect();
    all.into_iter().map(|at| Who::Member(member(at))).collect()
}

fn places(raw: &[u8], case: &Case) -> Vec<Place> {
    let (orgs, areas) = (case.roster.organizations.len(), case.roster.areas.len());
    let place = |at: &u8| match usize::from(*at) {
        at if at < 8 => Place::Organization(org(at % orgs)),
        at => Place::Area(area(at % areas)),
    };
    raw.iter().map(place).collect::<BTreeSet<Place>>().into_iter().collect()
}

fn build((kind, members, at, count, weight): &RawRule, number: usize, case: &Case) -> SideRule {
    let (size, list) = (case.roster.members.len(), members.as_slice());
    let all = (0..size).map(|at| Who::Member(member(at)));
    let group = who(list, size);
    let group = if group.len() < 2 { all.take(2.max(list.len())).collect() } else { group };
    let term = Term {
        members: (kind % 3 != 0).then(|| who(list, size)),
        places: (kind % 2 == 0).then(|| places(at, case)),
        weight: 1 + u32::from(*weight % 3),
    };
    let second = Term { members: None, places: Some(places(at, case)), weight: 1 };
    let of = if *weight > 4 { vec![term, second] } else { vec![term] };
    let says = match kind {
        0..3 => Demand::Apart { members: group },
        3..5 => Demand::Together { members: group },
        5..9 => Demand::AtLeast { count: 1 + u32::from(*count % 3), of },
        _ => Demand::AtMost { count: u32::from(*count), of },
    };
    let text = Text { vi: "thử".into(), en: "test".into() };
    SideRule { id: format!("r{number}").parse().unwrap(), source: "a test".into(), text, says }
}

/// Problems with one to three side rules: of random rules those that fit the facts. Every case is a problem, so as many are compared as are drawn.
pub fn with_rules(case: impl Strategy<Value = Case>) -> impl Strategy<Value = Case> {
    let list = || prop::collection::vec(0u8..16, 1..4);
    let rules = prop::collection::vec((0u8..12, list(), list(), 0u8..5, 0u8..7), 1..4);
    (case, rules).prop_filter_map("no problem", |(mut case, rules)| {
        for (number, raw) in rules.iter().enumerate() {
            case.roster.side_rules.push(build(raw, number, &case));
            if case.problem().is_err() {
                case.roster.side_rules.pop();
            }
        }
        (!case.roster.side_rules.is_empty()).then_some(case)
    })
}

type Table<'a> = Vec<(&'a Member, Vec<&'a Organization>)>;

impl Case {
    fn is(&self, who: &Who, m: &Member) -> bool {
        match who {
            Who::Member(id) => m.id == *id,
            Who::Body(body) => m.body == *body,
        }
    }

    fn counted(&self, of: &[Term], plan: &Table<'_>) -> i64 {
        let mut sum = 0;
        for term in of {
            for (m, held) in plan {
                for o in held {
                    let mine = term.members.as_ref().is_none_or(|list| list.iter().any(|who| self.is(who, m)));
                    let here = term.places.as_ref().is_none_or(|list| {
                        list.iter().any(|place| match place {
                            Place::Organization(id) => o.id == *id,
                            Place::Area(id) => self.in_area(o, id),
                        })
                    });
                    sum += if mine && here { i64::from(term.weight) } else { 0 };
                }
            }
        }
        sum
    }

    /// What the side rules lack in a plan; none when it breaks one.
    pub fn lacking(&self, plan: &Table<'_>) -> Option<i64> {
        let mut lacking = 0;
        for rule in &self.roster.side_rules {
            let at = |o: &Organization, list: &[Who]| -> usize {
                let there = plan.iter().filter(|(m, held)| {
                    held.iter().any(|held| held.id == o.id) && list.iter().any(|who| self.is(who, m))
                });
                there.count()
            };
            let all =
                |list: &[Who]| self.roster.members.iter().filter(|m| list.iter().any(|who| self.is(who, m))).count();
            let kept = match &rule.says {
                Demand::Apart { members } => self.roster.organizations.iter().all(|o| at(o, members) <= 1),
                Demand::Together { members } => {
                    self.roster.organizations.iter().all(|o| [0, all(members)].contains(&at(o, members)))
                }
                Demand::AtLeast { count, of } => {
                    lacking += (i64::from(*count) - self.counted(of, plan)).max(0);
                    true
                }
                Demand::AtMost { count, of } => self.counted(of, plan) <= i64::from(*count),
            };
            if !kept {
                return None;
            }
        }
        Some(lacking)
    }

    /// What a plan costs with its side rules; none when it breaks one or a maximum.
    pub fn cost_with_rules(&self, plan: &Table<'_>, places: u32) -> Option<Cost> {
        let lacking = self.lacking(plan)?;
        let mut tiers = self.cost(plan, places)?.tiers().to_vec();
        tiers[0] += self.policy.tiers[0].weight(Measure::Unplaced) * lacking;
        Some(tiers.into())
    }

    /// The least cost of all plans that keep the side rules.
    pub fn least_with_rules(&self, places: u32) -> Cost {
        let plans = self.plans(places);
        plans.iter().filter_map(|plan| self.cost_with_rules(plan, places)).min().unwrap()
    }
}
