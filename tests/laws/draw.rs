//! The draw by lot: behind every reason, repeatable by anyone, and in nobody's favour.

use super::common::{self, Case};
use super::{lines, said};
use phancong::explain::ties;
use phancong::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The same case with a draw in the end.
fn drawing(case: &Case, seed: &str) -> Case {
    Case { policy: case.policy.clone().drawing(seed).unwrap(), ..case.clone() }
}

proptest! {
    #![proptest_config(common::cases(300))]

    /// The lines decided are those that some plan of equal cost before the draw does not have; without a draw, of equal cost in every tier.
    #[test]
    fn the_lines_decided_are_those_that_could_be_otherwise(case in common::drawn()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let outcome = solve(&problem).unwrap();
        let plan = outcome.plan();
        let reasons = problem.tiers().len() - usize::from(case.policy.seed.is_some());
        let places = problem.places();
        let cost = plan.claim().unwrap().cost.tiers()[..reasons].to_vec();
        let plans = case.plans(places);
        let equal = plans.iter().filter(|other| case.cost(other, places).unwrap().tiers()[..reasons] == cost[..]);
        let tables: Vec<BTreeSet<Placement>> = equal.map(|other| pairs(other)).collect();
        let could = |line: &&Placement| tables.iter().any(|table| !table.contains(line));
        let expected: Vec<Placement> = plan.placements().iter().filter(could).cloned().collect();
        let found = ties(&problem, plan).unwrap();
        prop_assert_eq!(found.decided, Some(expected));
        prop_assert_eq!((found.seed, found.lines), (case.policy.seed.clone(), plan.placements().len()));
    }

    /// A15: no tier before gets worse for the draw, and the same seed gives the same table.
    #[test]
    fn a15_the_draw_changes_nothing_before_it(case in common::case(), seed in "[a-z0-9]{1,9}") {
        let Ok(plain) = case.problem() else { return Ok(()) };
        let (before, after) = (said(&plain), said(&drawing(&case, &seed).problem().unwrap()));
        let (last, others) = after.cost.tiers().split_last().unwrap();
        prop_assert_eq!(others, before.cost.tiers());
        prop_assert_eq!(after.solved, before.solved);
        // The last number is the sum of the lots that anybody can compute.
        let drawn = drawing(&case, &seed);
        let lots: i64 = after.table.iter().map(|line| drawn.lot(line.member.as_str(), line.organization.as_str())).sum();
        prop_assert_eq!(*last, lots);
        prop_assert_eq!(said(&drawn.problem().unwrap()), after);
    }

    /// Where no other table is as good, every seed gives the table that stands without a draw.
    #[test]
    fn where_nothing_is_open_no_seed_matters(case in common::case(), seed in "[a-z0-9]{1,9}") {
        let Ok(plain) = case.problem() else { return Ok(()) };
        let outcome = solve(&plain).unwrap();
        let open = ties(&plain, outcome.plan()).unwrap().decided.unwrap();
        let table = said(&drawing(&case, &seed).problem().unwrap()).table;
        let kept = |line: &&Placement| !open.contains(line);
        let fixed: Vec<_> = outcome.plan().placements().iter().filter(kept).collect();
        prop_assert!(fixed.iter().all(|line| table.contains(line)), "what no equally good table changes, no draw changes");
        prop_assert!(!open.is_empty() || table == outcome.plan().placements());
    }
}

fn pairs(plan: &[(&Member, Vec<&Organization>)]) -> BTreeSet<Placement> {
    let lines = plan.iter().flat_map(|(m, held)| held.iter().map(|o| (m.id.clone(), o.id.clone())));
    lines.map(|(member, organization)| Placement { member, organization }).collect()
}

/// Members whom nothing tells apart, each of whom may go to every organization, which takes one.
fn alike(members: &[&str], organizations: &[&str]) -> Case {
    let mut roster = Roster::default();
    roster.areas.push(Area { id: common::area(0), name: String::new(), parent: None, load: Bounds::default() });
    for id in organizations {
        let load = Bounds { min: 0, max: Some(1) };
        let id = id.parse().unwrap();
        roster.organizations.push(Organization { id, name: String::new(), area: common::area(0), parent: None, load });
    }
    for id in members {
        let body = "picked".parse().unwrap();
        roster.members.push(Member { id: id.parse().unwrap(), name: String::new(), body, own: None, scope: vec![] });
    }
    let tiers: [&[(Measure, i64)]; 2] = [&[(Measure::Unplaced, 1)], &[(Measure::Load, 1)]];
    Case { roster, policy: common::policy(1, &tiers, LocalityReading::Principle) }
}

/// Whether a count of `of` draws with the chance 1 in `among` lies within five standard deviations.
fn is_fair(count: u32, of: u32, among: u32) -> bool {
    // count - of/among, and of (1/among) (1 - 1/among) for the variance: both times `among`, squared, in whole numbers.
    let away = i64::from(count) * i64::from(among) - i64::from(of);
    away * away <= 25 * i64::from(of) * i64::from(among - 1)
}

#[test]
fn over_many_seeds_nobody_is_favoured_whatever_the_ids_are() {
    // Ids at both ends of the alphabet, long and short, in Vietnamese, and in no order.
    let members = ["zz-99", "A", "Đặng", "m-0000000000000001"];
    let case = alike(&members, &["o2", "O1", "bình-châu", "x"]);
    let mut at: BTreeMap<Placement, u32> = BTreeMap::new();
    let mut tables: BTreeMap<Vec<Placement>, u32> = BTreeMap::new();
    const SEEDS: u32 = 2_400;
    for seed in 0..SEEDS {
        let table = said(&drawing(&case, &format!("đợt {seed}")).problem().unwrap()).table;
        table.iter().for_each(|line| *at.entry(line.clone()).or_default() += 1);
        *tables.entry(table).or_default() += 1;
    }
    // Each of the 4 members is at each of the 4 organizations in one of four draws, and each of the 24 tables comes as often as any other.
    assert_eq!((at.len(), tables.len()), (16, 24));
    assert!(at.values().all(|&count| is_fair(count, SEEDS, 4)), "{at:?}");
    assert!(tables.values().all(|&count| is_fair(count, SEEDS, 24)), "{:?}", tables.values());
    // The order of the ids would have given one table every time.
    assert!(!is_fair(SEEDS, SEEDS, 4));
}

#[test]
fn an_id_renamed_keeps_its_chance() {
    let wins = |first: &str, second: &str| {
        let case = alike(&[first, second], &["o"]);
        let won = |seed: u32| {
            let table = said(&drawing(&case, &format!("{seed}")).problem().unwrap()).table;
            table.iter().any(|line| line.member.as_str() == first)
        };
        (0..1_000).filter(|&seed| won(seed)).count() as u32
    };
    for (first, second) in [("a", "b"), ("b", "a"), ("UV-01", "UV-50"), ("x", "xx")] {
        let count = wins(first, second);
        assert!(is_fair(count, 1_000, 2), "{first} against {second}: {count} of 1,000");
        assert_eq!(count + wins(second, first), 1_000, "one of the two has the seat, whoever is named first");
    }
}

#[test]
fn the_reasons_of_the_policy_come_before_the_lot() {
    // One of the two has the seat as a first wish: no seed ever gives it to the other.
    let mut case = alike(&["a", "b"], &["o", "p"]);
    case.roster.members.iter_mut().for_each(|member| member.body = "others".parse().unwrap());
    for (member, wishes) in [("a", ["p", "o"]), ("b", ["o", "p"])] {
        case.roster.registrations.extend((1..).zip(wishes).map(|(rank, organization)| Registration {
            member: member.parse().unwrap(),
            organization: organization.parse().unwrap(),
            rank,
            on: None,
        }));
    }
    case.policy.tiers.push(Tier {
        name: "rank".into(),
        source: Source::Default,
        measures: [(Measure::Rank, 1)].into(),
    });
    for seed in 0..200 {
        let drawn = drawing(&case, &format!("{seed}"));
        let problem = drawn.problem().unwrap();
        let outcome = solve(&problem).unwrap();
        assert_eq!(lines(&drawn, outcome.plan().placements())[1].1[0].id.as_str(), "o");
        assert_eq!(ties(&problem, outcome.plan()).unwrap().decided, Some(vec![]));
    }
}

/// The example of `src/certificate.md`, and an id and a seed with the letters that are escaped.
#[test]
fn a_lot_is_what_a_shell_computes() {
    let lot = |seed: &str, member: &str, organization: &str| {
        let case = drawing(&alike(&[member], &[organization]), seed);
        let cost = said(&case.problem().unwrap()).cost;
        format!("{:06x}", cost.tiers().last().unwrap())
    };
    // printf 'draw\nlot\t482913\tUV-01\ty-te\n' | sha256sum | cut -c1-6
    assert_eq!(lot("482913", "UV-01", "y-te"), "909512");
    // printf 'draw\nlot\t\\\\ 9\tUV-01\ty-te\n' | sha256sum | cut -c1-6
    assert_eq!(lot("\\ 9", "UV-01", "y-te"), "97f97e");
}
