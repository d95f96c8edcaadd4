//! Facts and policies that break the rules of the input, a few at a time.

use super::{Season, Size, any_season, id, policies, policy, word};
use crate::policy::{Kind, Measure, Policy, Rule};
use crate::roster::{Bounds, Designation, Nomination, Roster};
use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::prelude::*;

/// Seasons with one to five contradictions: ids twice or unknown, circles, bounds upside down or without end, ranks of nought, own
/// organizations, lists doubled, names that try to break out of a cell.
///
/// Reading such a season gives a problem or every defect, and never stops the program.
///
/// Example: [the module](crate::strategies).
pub fn hostile_season(size: Size) -> impl Strategy<Value = Season> {
    (any_season(size), vec((0..16u8, 0..720_720usize), 1..=5)).prop_map(|(mut season, blows)| {
        blows.into_iter().for_each(|(which, at)| spoil(&mut season.roster, which, at));
        season
    })
}

/// An entry of a list, if it has any.
fn one<T>(list: &mut [T], at: usize) -> Option<&mut T> {
    let at = at.checked_rem(list.len())?;
    list.get_mut(at)
}

fn doubled<T: Clone>(list: &mut Vec<T>, at: usize) {
    let again = one(list, at).cloned();
    list.extend(again);
}

const NAMES: [&str; 6] = ["", "=1+1", "\"A\n;B\"", "\u{feff}An", "A\u{0301}n\u{202e}", "\u{0}"];

fn spoil(roster: &mut Roster, which: u8, at: usize) {
    let load = Bounds { min: u32::MAX, max: Some(u32::MAX) };
    let upside_down = Bounds { min: 2, max: Some(1) };
    match which {
        0 => doubled(&mut roster.members, at),
        1 => doubled(&mut roster.organizations, at),
        2 => doubled(&mut roster.areas, at),
        3 => one(&mut roster.areas, at).into_iter().for_each(|area| area.parent = Some(id('a', at % 4))),
        4 => one(&mut roster.organizations, at).into_iter().for_each(|o| o.parent = Some(id('o', at % 5))),
        5 => one(&mut roster.organizations, at).into_iter().for_each(|o| o.area = word("khong-co")),
        6 => one(&mut roster.organizations, at).into_iter().for_each(|o| o.load = load),
        7 => one(&mut roster.areas, at).into_iter().for_each(|area| area.load = upside_down),
        8 => one(&mut roster.registrations, at).into_iter().for_each(|wish| wish.rank = 0),
        9 => one(&mut roster.registrations, at).into_iter().for_each(|wish| wish.rank = u32::MAX),
        10 => one(&mut roster.registrations, at).into_iter().for_each(|wish| wish.organization = word("khong-co")),
        11 => one(&mut roster.members, at).into_iter().for_each(|member| member.own = Some(id('o', at % 5))),
        12 => one(&mut roster.members, at)
            .into_iter()
            .for_each(|member| member.name = NAMES.get(at % NAMES.len()).copied().unwrap_or_default().into()),
        13 => roster.nominations.push(Nomination { member: id('m', at % 4), organization: id('o', at % 5) }),
        14 => doubled(&mut roster.registrations, at),
        _ => {
            let designation =
                Designation { member: id('m', at % 5), organization: id('o', at % 6), reason: String::new() };
            roster.designations.push(designation);
        }
    }
}

/// Policies with one to four contradictions: numbers at the ends of their range and beyond, rules twice, days upside down, tiers that
/// cannot be.
///
/// Example: [the module](crate::strategies).
pub fn hostile_policy() -> impl Strategy<Value = Policy> {
    let number = prop_oneof![Just(0), Just(1), Just(3), Just(366), Just(367), Just(u32::MAX)];
    (policy(), vec((0..12u8, 0..720_720usize, number), 1..=4)).prop_map(|(mut policy, blows)| {
        blows.into_iter().for_each(|(which, at, number)| contradict(&mut policy, which, at, number));
        policy
    })
}

fn contradict(policy: &mut Policy, which: u8, at: usize, number: u32) {
    match which {
        0 => policy.format.push('0'),
        1 => doubled(&mut policy.rules, at),
        2 => one(&mut policy.rules, at).into_iter().for_each(|rule| rule.until = Some(NaiveDate::MIN)),
        3 => one(&mut policy.rules, at).into_iter().for_each(|rule| rule.from = NaiveDate::MAX),
        4 => one(&mut policy.rules, at).into_iter().for_each(|rule| says(rule, number)),
        5 => policy.rules.push(policies::rule("again", Kind::Visits { min: number, bodies: vec![] })),
        6 => policy.rules.push(policies::rule("nobody", Kind::BoardPicks { bodies: vec![] })),
        7 => policy.tiers.reverse(),
        8 => doubled(&mut policy.tiers, at),
        9 => one(&mut policy.tiers, at).into_iter().for_each(|tier| tier.measures.clear()),
        10 => {
            let weight = [i64::MIN, -1, 0, 1 << 60, i64::MAX].get(at % 5).copied().unwrap_or_default();
            if let Some(tier) = one(&mut policy.tiers, at) {
                tier.measures.insert(Measure::Rank, weight);
            }
        }
        _ => (policy.readings.shift_window, policy.readings.risk_days) = (number, number),
    }
}

/// Puts a number in the place of each that a rule has.
fn says(rule: &mut Rule, number: u32) {
    match &mut rule.says {
        Kind::Visits { min, .. } => *min = number,
        Kind::Registration { min, max } => (*min, *max) = (number, number / 2),
        Kind::Places { each } => *each = number,
        Kind::Notice { days } => *days = number,
        Kind::Report { before, .. } => before.month = number,
        _ => {}
    }
}
