//! Random policies without a contradiction.

use super::word;
use crate::policy::{
    Kind, LocalityReading, Measure, Obligation, OwnExtent, Policy, Readings, Reporter, Rule, Source, Text, Tier,
    YearDay,
};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The first day of every rule drawn here.
pub(super) fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 1, 1).unwrap_or_default()
}

/// Policies that contradict themselves in nothing: any order, mixture and weight of the tiers after the first, with or without a draw, one to three places, with or
/// without the rules on one's own organization, on locality and on the number of wishes, in each of their readings.
///
/// Example: [the module](crate::strategies).
pub fn policy() -> impl Strategy<Value = Policy> {
    let places = prop_oneof![4 => Just(1), 1 => Just(2), 1 => Just(3)];
    let own = proptest::option::weighted(0.8, prop_oneof![3 => Just(OwnExtent::Whole), 1 => Just(OwnExtent::Below)]);
    let locality = prop_oneof![
        3 => Just(LocalityReading::Principle),
        1 => Just(LocalityReading::Hard),
        1 => Just(LocalityReading::Off),
    ];
    let locality = proptest::option::weighted(0.8, locality);
    let wishes =
        prop_oneof![3 => Just(None), 2 => Just(Some((0, 99))), 1 => Just(Some((1, 3))), 2 => Just(Some((2, 3)))];
    let seed = proptest::option::weighted(0.2, "mã [0-9]{1,4}\\\\?");
    (tiers(), places, own, locality, wishes, seed).prop_map(|(mut tiers, places, own, locality, wishes, seed)| {
        tiers.extend(seed.as_ref().map(|_| tier(Measure::Draw, 1)));
        let mut rules = vec![
            rule("places", Kind::Places { each: places }),
            rule("picks", Kind::BoardPicks { bodies: vec![word("thuong-truc")] }),
        ];
        rules.extend(own.map(|_| rule("own", Kind::OwnOrganization)));
        rules.extend(locality.map(|_| rule("locality", Kind::Locality)));
        rules.extend(wishes.map(|(min, max)| rule("registration", Kind::Registration { min, max })));
        rules.extend(duties());
        let readings =
            Readings { own: own.unwrap_or_default(), locality: locality.unwrap_or_default(), ..Readings::default() };
        let title = Text { vi: "Kế hoạch thử".into(), en: "A policy \\ to test".into() };
        Policy {
            format: crate::policy::FORMAT.into(),
            id: "random".into(),
            issuer: title.clone(),
            title,
            number: String::new(),
            basis: vec!["x".into()],
            seed,
            readings,
            tiers,
            rules,
        }
    })
}

/// The places first and alone; then the other measures in any order, each left out, in a tier of its own or in one with the measure before.
fn tiers() -> impl Strategy<Value = Vec<Tier>> {
    let order =
        Just(vec![Measure::Outside, Measure::Load, Measure::Rank, Measure::Moves, Measure::Repeat]).prop_shuffle();
    let how = proptest::collection::vec(proptest::option::weighted(0.85, (1..=3i64, proptest::bool::weighted(0.7))), 5);
    (order, how, prop_oneof![3 => Just(1), 1 => Just(2)]).prop_map(|(order, how, unplaced)| {
        let mut tiers = vec![tier(Measure::Unplaced, unplaced)];
        for (measure, how) in order.into_iter().zip(how) {
            let Some((weight, begins)) = how else { continue };
            match tiers.last_mut().filter(|last| !begins && last.weight(Measure::Unplaced) == 0) {
                Some(last) => {
                    last.measures.insert(measure, weight);
                }
                None => tiers.push(tier(measure, weight)),
            }
        }
        tiers
    })
}

fn tier(measure: Measure, weight: i64) -> Tier {
    Tier { name: measure.name().into(), source: Source::Default, measures: BTreeMap::from([(measure, weight)]) }
}

pub(super) fn rule(id: &str, says: Kind) -> Rule {
    let text = Text { vi: format!("điều {id}"), en: format!("rule\t{id}") };
    Rule { id: word(id), article: id.into(), source: Source::Default, from: first_day(), until: None, text, says }
}

/// Rules that no placement depends on: what the members, the organizations and the Board owe in the year.
fn duties() -> Vec<Rule> {
    let by = NaiveDate::from_ymd_opt(2020, 11, 30).unwrap_or_default();
    let report = |by, day| {
        let before = YearDay { month: 12, day };
        Kind::Report { by, before, written: by == Reporter::Organization, through: word("board") }
    };
    vec![
        rule("information", Kind::Information),
        rule("visits", Kind::Visits { min: 2, bodies: vec![] }),
        rule("deadline", Kind::Deadline { of: Obligation::BoardPicks, before: by }),
        rule("from", Kind::VisitsFrom { day: by }),
        rule("notice", Kind::Notice { days: 10 }),
        rule("member-report", report(Reporter::Member, 5)),
        rule("organization-report", report(Reporter::Organization, 15)),
        rule("initiative", Kind::OwnInitiative),
        rule("lower", Kind::LowerPlan { by: vec![] }),
        rule("change", Kind::WrittenChange),
    ]
}
