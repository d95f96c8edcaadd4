//! Side rules that are bounds in all but name: they cost what the same bounds cost, and prices alone prove it.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop with a panic"
)]

mod common;

use common::Case;
use phancong::*;
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeSet;

fn rule(id: &str, says: Demand) -> SideRule {
    let text = Text { vi: "thử".into(), en: "test".into() };
    SideRule { id: id.parse().unwrap(), source: "a test".into(), text, says }
}

fn heads(places: Option<Vec<Place>>) -> Vec<Term> {
    vec![Term { members: None, places, weight: 1 }]
}

/// The bounds of a place taken from it and said as side rules.
fn said(case: &Case, place: &Place) -> Case {
    let mut case = case.clone();
    let roster = &mut case.roster;
    let load = match place {
        Place::Organization(id) => roster.organizations.iter_mut().find(|o| o.id == *id).map(|o| &mut o.load),
        Place::Area(id) => roster.areas.iter_mut().find(|a| a.id == *id).map(|a| &mut a.load),
    };
    let load = std::mem::take(load.unwrap());
    let here = || heads(Some(vec![place.clone()]));
    let least = (load.min > 0).then(|| rule("least", Demand::AtLeast { count: load.min, of: here() }));
    let most = load.max.map(|count| rule("most", Demand::AtMost { count, of: here() }));
    roster.side_rules.extend(least.into_iter().chain(most));
    case
}

/// A solved problem that needed no parts, and the first number of its cost.
fn cost_by_prices(problem: &Problem) -> Cost {
    let outcome = solve(problem).unwrap();
    assert!(outcome.plan().proof().is_none(), "divided: {:?}", problem.roster().side_rules);
    let certificate = certify(problem, outcome.plan()).unwrap();
    assert!(certificate.is_least(), "{certificate:?}");
    certificate.cost
}

proptest! {
    #![proptest_config(common::cases(1_000))]

    /// A minimum that nobody can reach is a defect as a side rule and no defect as a bound; those draws are left out.
    #[test]
    fn a_bound_and_the_side_rule_that_says_it_cost_the_same(
        (bound, said) in (common::sound(), any::<Index>()).prop_filter_map("no side rule", |(case, at)| {
            let places: Vec<Place> = case.bounds().into_iter().filter(|b| b.1 != Bounds::default()).map(|b| b.0).collect();
            let said = said(&case, places.get(at.index(places.len().max(1)))?);
            said.problem().is_ok().then_some((case, said))
        })
    ) {
        let (bound, said) = (bound.problem().unwrap(), said.problem().unwrap());
        let plain = solve(&bound).unwrap();
        let cost = cost_by_prices(&said);
        prop_assert_eq!(&plain.plan().claim().unwrap().cost, &cost);
        let told = solve(&said).unwrap();
        prop_assert_eq!(plain.plan().placements(), told.plan().placements(), "and the same table");
        if let Outcome::Infeasible(no) = told {
            prop_assert!(!no.conflicts.is_empty() || no.clash.is_some());
        }
    }

    /// Sets of organizations that no area is, nested in each other.
    #[test]
    fn nested_sets_of_organizations_are_proved_by_prices_alone(
        (case, least) in (common::sound(), prop::collection::vec((0u32..4, any::<bool>()), 1..4), any::<bool>()).prop_filter_map(
            "no problem",
            |(mut case, rules, top)| {
                // Only top areas, so that any set of organizations is nested or apart with all of them or takes them whole.
                let first = case.roster.areas[0].id.clone();
                if !top {
                    case.roster.areas.truncate(1);
                    case.roster.organizations.iter_mut().for_each(|o| o.area = first.clone());
                    case.roster.members.iter_mut().for_each(|m| m.scope.retain(|area| *area == first));
                }
                let all: Vec<Place> = case.roster.organizations.iter().map(|o| Place::Organization(o.id.clone())).collect();
                for (at, &(count, least)) in rules.iter().enumerate() {
                    let some = if top { None } else { Some(all[..all.len().saturating_sub(at).max(1)].to_vec()) };
                    let says = if least { Demand::AtLeast { count, of: heads(some) } } else { Demand::AtMost { count, of: heads(some) } };
                    case.roster.side_rules.push(rule(&format!("r{at}"), says));
                    if case.problem().is_err() {
                        case.roster.side_rules.pop();
                    }
                }
                let problem = case.problem().ok()?;
                let least = case.least_with_rules(problem.places());
                (!case.roster.side_rules.is_empty()).then_some((case, least))
            }
        )
    ) {
        prop_assert_eq!(cost_by_prices(&case.problem().unwrap()), least);
    }
}

/// Two members, three organizations in two areas; the wishes of both are the first two.
fn small(rules: Vec<SideRule>) -> Problem {
    let mut roster = Roster { side_rules: rules, ..Roster::default() };
    for at in 0..2 {
        roster.areas.push(Area { id: common::area(at), name: String::new(), parent: None, load: Bounds::default() });
    }
    for at in 0..3 {
        let (id, area, load) = (common::org(at), common::area(at / 2), Bounds::default());
        roster.organizations.push(Organization { id, name: String::new(), area, parent: None, load });
    }
    for m in 0..2 {
        let body = "others".parse().unwrap();
        roster.members.push(Member { id: common::member(m), name: String::new(), body, own: None, scope: vec![] });
        for (rank, to) in [(1, 0), (2, 1), (3, 2)] {
            let (member, organization) = (common::member(m), common::org(to));
            roster.registrations.push(Registration { member, organization, rank, on: None });
        }
    }
    let tiers: [&[(Measure, i64)]; 2] = [&[(Measure::Unplaced, 1)], &[(Measure::Rank, 1)]];
    let policy = common::policy(1, &tiers, LocalityReading::Principle);
    Problem::new(roster, policy.in_force("2021-01-01".parse().unwrap()).unwrap()).unwrap()
}

fn set(list: &[usize]) -> Option<Vec<Place>> {
    Some(list.iter().map(|&at| Place::Organization(common::org(at))).collect())
}

#[test]
fn the_price_of_a_rule_is_told_as_its_own() {
    // At most one of both at the first two organizations: the other one falls back to the third wish.
    let problem = small(vec![rule("most", Demand::AtMost { count: 1, of: heads(set(&[0, 1])) })]);
    assert_eq!(cost_by_prices(&problem), Cost::from([0, 2]));
    let outcome = solve(&problem).unwrap();
    let prices = outcome.plan().prices().unwrap();
    assert_eq!(prices.counts.keys().map(AsRef::as_ref).collect::<Vec<&str>>(), ["most"]);
}

#[test]
fn what_a_minimum_lacks_counts_as_unplaced_and_is_named() {
    // Both rules want both members.
    let want = |id, at: &[usize]| rule(id, Demand::AtLeast { count: 2, of: heads(set(at)) });
    let problem = small(vec![want("a", &[0]), want("b", &[2])]);
    assert_eq!(cost_by_prices(&problem).tier(0), Some(2));
    let Outcome::Infeasible(no) = solve(&problem).unwrap() else { panic!("both cannot be kept") };
    assert!(no.conflicts.is_empty(), "without side rules all is well");
    let clash = no.clash.unwrap();
    assert_eq!(clash.rules.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["a", "b"]);
}

#[test]
fn rules_that_cross_are_kept_all_the_same() {
    // The second crosses the first, the third crosses the areas.
    let most = |id, at: &[usize]| rule(id, Demand::AtMost { count: 1, of: heads(set(at)) });
    let problem = small(vec![most("a", &[0, 1]), most("b", &[1, 2]), most("c", &[0, 2])]);
    let outcome = solve(&problem).unwrap();
    let certificate = certify(&problem, outcome.plan()).unwrap();
    assert!(!certificate.is_complete() && certificate.is_least(), "three halves of a member each: {certificate:?}");
    let held: BTreeSet<&Placement> = outcome.plan().placements().iter().collect();
    assert_eq!(held.len(), 1);
}

#[test]
fn a_budget_is_no_bound() {
    let of = vec![Term { members: None, places: set(&[0, 1]), weight: 2 }];
    let problem = small(vec![rule("km", Demand::AtMost { count: 3, of })]);
    let outcome = solve(&problem).unwrap();
    assert!(certify(&problem, outcome.plan()).unwrap().is_optimal());
    assert_eq!(outcome.plan().claim().unwrap().cost, Cost::from([0, 2]));
}
