//! The frontier between two tiers is the one that a list of all plans has, each point proved and each problem there to be rebuilt.

use super::common::{self, Case};
use phancong::explain::{Frontier, Way, frontier};
use phancong::*;
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeMap;

/// Two different tiers that can be traded off, by place; none when the policy has fewer.
fn two(case: &Case, choice: [Index; 2]) -> Option<[usize; 2]> {
    let last = case.policy.tiers.len() - usize::from(case.policy.seed.is_some());
    let mut open: Vec<usize> = (1..last).collect();
    let first = (open.len() > 1).then(|| open.remove(choice[0].index(open.len())))?;
    Some([first, *choice[1].get(&open)])
}

/// Of all complete plans that are as good as can be in the tiers before both: each pair of values that no other beats, with the least that the other
/// tiers cost there.
fn by_list(case: &Case, at: [usize; 2], places: u32) -> Vec<([i64; 2], Vec<i64>)> {
    let before = at[0].min(at[1]);
    let plans = case.plans(places);
    let costs: Vec<Vec<i64>> = plans.iter().map(|plan| case.cost(plan, places).unwrap().tiers().to_vec()).collect();
    let best = costs.iter().map(|cost| &cost[..before]).min().unwrap();
    let mut least: BTreeMap<[i64; 2], Vec<i64>> = BTreeMap::new();
    for cost in costs.iter().filter(|cost| &cost[..before] == best && cost[0] == 0) {
        let rest: Vec<i64> = (before..cost.len()).filter(|tier| !at.contains(tier)).map(|tier| cost[tier]).collect();
        let known = least.entry(at.map(|tier| cost[tier])).or_insert_with(|| rest.clone());
        *known = known.clone().min(rest);
    }
    let all: Vec<[i64; 2]> = least.keys().copied().collect();
    let beaten = |one: &[i64; 2]| all.iter().any(|other| other != one && other[0] <= one[0] && other[1] <= one[1]);
    least.into_iter().filter(|(values, _)| !beaten(values)).collect()
}

fn check(case: &Case, problem: &Problem, at: [usize; 2]) -> Result<Frontier, TestCaseError> {
    let names = at.map(|tier| case.policy.tiers[tier].name.clone());
    let found = frontier(problem, &names[0], &names[1]).unwrap();
    let places = problem.places();
    let expected = by_list(case, at, places);
    let values: Vec<[i64; 2]> = found.points.iter().map(|point| point.values).collect();
    prop_assert_eq!(values, expected.iter().map(|point| point.0).collect::<Vec<_>>());
    prop_assert!(found.open.is_empty());
    prop_assert_eq!(matches!(found.outcome, Outcome::Solved(_)), !found.points.is_empty());
    for (point, (_, rest)) in found.points.iter().zip(expected) {
        // Anyone can rebuild the problem from its facts, its policy and its day, and the judge accepts the plan for it.
        let rules = point.problem.rules().document().in_force(problem.rules().day()).unwrap();
        let rebuilt = Problem::new(point.problem.roster().clone(), rules).unwrap();
        prop_assert_eq!(&rebuilt, &point.problem);
        prop_assert!(certify(&rebuilt, &point.plan).unwrap().is_optimal());
        prop_assert_eq!(&certify(&rebuilt, &point.plan).unwrap(), &point.certificate);
        let cost = certify(problem, &Plan::new(point.plan.placements().to_vec())).unwrap().cost;
        prop_assert_eq!(at.map(|tier| cost.tiers()[tier]), point.values);
        let before = at[0].min(at[1]);
        let others = (before..cost.tiers().len()).filter(|tier| !at.contains(tier)).map(|tier| cost.tiers()[tier]);
        prop_assert_eq!(others.collect::<Vec<_>>(), rest, "the tiers not named follow");
    }
    Ok(found)
}

proptest! {
    #![proptest_config(common::cases(300))]

    #[test]
    fn the_frontier_is_that_of_all_plans(case in common::drawn(), choice in any::<[Index; 2]>()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let Some(at) = two(&case, choice) else { return Ok(()) };
        check(&case, &problem, at)?;
    }

    /// Named the other way round it is the same, turned.
    #[test]
    fn the_frontier_does_not_depend_on_which_tier_is_named_first(case in common::case(), choice in any::<[Index; 2]>()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let Some([x, y]) = two(&case, choice) else { return Ok(()) };
        let of = |x: usize, y: usize| {
            let found = frontier(&problem, &case.policy.tiers[x].name, &case.policy.tiers[y].name).unwrap();
            found.points.into_iter().map(|point| point.values).collect::<Vec<_>>()
        };
        let turned: Vec<[i64; 2]> = of(y, x).into_iter().rev().map(|[y, x]| [x, y]).collect();
        prop_assert_eq!(of(x, y), turned);
    }
}

/// Two members with the same three wishes, of which only the third is no repeated place.
fn unsupported() -> Case {
    let mut roster = Roster::default();
    roster.areas.push(Area { id: common::area(0), name: String::new(), parent: None, load: Bounds::default() });
    let place = |at: usize| Organization {
        id: common::org(at),
        name: String::new(),
        area: common::area(0),
        parent: None,
        load: Bounds::default(),
    };
    roster.organizations.extend((0..4).map(place));
    let wish = |member: usize, organization: usize, rank: u32| Registration {
        member: common::member(member),
        organization: common::org(organization),
        rank,
        on: None,
    };
    let body = || "others".parse().unwrap();
    for member in 0..2 {
        let id = common::member(member);
        roster.members.push(Member { id, name: String::new(), body: body(), own: None, scope: vec![] });
    }
    for member in 0..2 {
        roster.registrations.extend([wish(member, 0, 1), wish(member, 1, 2), wish(member, 2, 3)]);
        roster
            .history
            .extend([0, 1].map(|at| Placement { member: common::member(member), organization: common::org(at) }));
    }
    let tiers: [&[(Measure, i64)]; 3] =
        [&[(Measure::Unplaced, 1)], &[(Measure::Rank, 1)], &[(Measure::Load, 1), (Measure::Repeat, 5)]];
    Case { roster, policy: common::policy(1, &tiers, LocalityReading::Principle) }
}

#[test]
fn points_that_no_weights_reach_are_found_and_proved() {
    let case = unsupported();
    let problem = case.problem().unwrap();
    let found = check(&case, &problem, [1, 2]).unwrap();
    let limited: Vec<[i64; 2]> = found
        .points
        .iter()
        .filter(|point| matches!(point.way, Way::AtMost { tier: 0, .. }))
        .map(|point| point.values)
        .collect();
    let values: Vec<[i64; 2]> = found.points.iter().map(|point| point.values).collect();
    // The line from (0, 14) to (2, 7) passes below (1, 12).
    assert_eq!((values, limited), (vec![[0, 14], [1, 12], [2, 7], [4, 4]], vec![[1, 12]]));
}

#[test]
fn what_cannot_be_traded_is_refused() {
    let case = unsupported();
    let drawn = Case { policy: case.policy.clone().drawing("1").unwrap(), ..case };
    let problem = drawn.problem().unwrap();
    for (first, second, wrong) in [
        ("tier 0", "tier 1", "tier 0"),
        ("tier 1", "tier 0", "tier 0"),
        ("tier 1", "tier 1", "tier 1"),
        ("tier 1", "draw", "draw"),
        ("load", "tier 1", "load"),
    ] {
        let known = vec!["tier 1".to_owned(), "tier 2".to_owned()];
        let refused = Error::Tradeoff { tier: wrong.to_owned(), known };
        assert_eq!(frontier(&problem, first, second).unwrap_err(), refused, "{first}, {second}");
    }
}

#[test]
fn without_a_complete_table_there_is_no_frontier() {
    let mut case = unsupported();
    case.roster.organizations.iter_mut().for_each(|o| o.load = Bounds { min: 0, max: Some(0) });
    let found = frontier(&case.problem().unwrap(), "tier 1", "tier 2").unwrap();
    assert!(matches!(found.outcome, Outcome::Infeasible(_)));
    assert!(found.points.is_empty() && found.open.is_empty());
}
