//! Does the judge add up rightly? Every sum is compared with the plainest reading of it, and every bound with the best of all plans.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]
#![allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "the numbers are small")]

#[path = "common/cases.rs"]
mod cases;
#[path = "common/rule.rs"]
mod rule;
mod small;

use phancong::*;
use proptest::prelude::*;
use small::{Small, placement, raw_prices, small};
use std::collections::BTreeSet;

/// The bound by trying everything: each member alone with all sets of places, each place alone with every load.
fn naive_bound(small: &Small, prices: &Prices) -> Vec<i128> {
    let tiers = small.problem.tiers().len();
    let price = |place: Option<&Place>, tier: usize| {
        let found = match place {
            Some(Place::Organization(id)) => prices.organizations.get(id),
            Some(Place::Area(id)) => prices.areas.get(id),
            None => None,
        };
        i128::from(found.map_or(0, |price| price.tiers()[tier]))
    };
    let vector = |number: &dyn Fn(usize) -> i128| (0..tiers).map(number).collect::<Vec<i128>>();
    let weigh = |measures: &[(Measure, i64)]| small.weigh(measures);
    let mut parts = Vec::new();
    let before: BTreeSet<_> = small.roster.previous.iter().collect();
    parts.push(weigh(&[(Measure::Moves, before.len() as i64)]).into_iter().map(i128::from).collect());
    for m in &small.roster.members {
        let costs = small.legal_sets(&m.id).into_iter().map(|set| {
            let pairs: Vec<_> = set.iter().map(|o| placement(&m.id, o)).collect();
            let fixed = weigh(&[
                (Measure::Unplaced, i64::from(small.problem.places()) - set.len() as i64),
                (Measure::Outside, pairs.iter().filter(|p| small.is_outside(p)).count() as i64),
                (Measure::Repeat, pairs.iter().filter(|p| small.roster.history.contains(p)).count() as i64),
                (Measure::Draw, pairs.iter().map(|p| small.lot(p)).sum()),
                (Measure::Rank, pairs.iter().map(|p| small.rank(p)).sum()),
                (Measure::Moves, -(pairs.iter().filter(|p| before.contains(p)).count() as i64)),
            ]);
            vector(&|tier| {
                let paid = set.iter().map(|o| price(Some(&Place::Organization(o.clone())), tier));
                i128::from(fixed[tier]) + paid.sum::<i128>()
            })
        });
        parts.push(costs.min().unwrap());
    }
    let everyone = small.roster.members.len() as u32 * small.problem.places();
    for (place, bounds) in small.bounds() {
        let (above, squared) = match &place {
            Place::Organization(id) => (Some(small.problem.organization(id).unwrap().area.clone()), 1),
            Place::Area(id) => (small.problem.area(id).unwrap().parent.clone(), 0),
        };
        let above = above.map(Place::Area);
        let costs = (0..=bounds.max.map_or(everyone, |max| max.min(everyone))).map(|y| {
            let short = i64::from(bounds.min.saturating_sub(y));
            let fixed = weigh(&[(Measure::Load, squared * i64::from(y * y)), (Measure::Unplaced, short)]);
            vector(&|tier| {
                let dearer = price(Some(&place), tier) - price(above.as_ref(), tier);
                i128::from(fixed[tier]) - dearer * i128::from(y)
            })
        });
        parts.push(costs.min().unwrap());
    }
    vector(&|tier| parts.iter().map(|part: &Vec<i128>| part[tier]).sum())
}

/// A set of places for each member, chosen by numbers: legal but for the maxima.
fn pick(small: &Small, choice: &[usize]) -> Vec<Placement> {
    let mut placements = Vec::new();
    for (m, choice) in small.roster.members.iter().zip(choice) {
        let sets = small.legal_sets(&m.id);
        placements.extend(sets[choice % sets.len()].iter().map(|o| placement(&m.id, o)));
    }
    placements
}

/// Every conflict there could be: one for each set of organizations and areas, with the numbers it would state.
fn every_conflict(small: &Small) -> Vec<Conflict> {
    let all = small.bounds();
    let above = |place: &Place| match place {
        Place::Organization(id) => Some(Place::Area(small.problem.organization(id).unwrap().area.clone())),
        Place::Area(id) => small.problem.area(id).unwrap().parent.clone().map(Place::Area),
    };
    let mut conflicts = Vec::new();
    for (mask, shortage) in
        (0..1usize << all.len()).flat_map(|mask| [(mask, Shortage::Seats), (mask, Shortage::Members)])
    {
        let is_inside = |place: &Place| mask >> all.iter().position(|(known, _)| known == place).unwrap() & 1 == 1;
        let top = shortage == Shortage::Members;
        let edge =
            all.iter().filter(|(place, _)| is_inside(place) != above(place).map_or(top, |above| is_inside(&above)));
        let (leaving, entering): (Vec<_>, Vec<_>) = edge.partition(|(place, _)| is_inside(place));
        if leaving.iter().any(|(_, bounds)| bounds.max.is_none()) {
            continue;
        }
        let maxima: Vec<_> = leaving.iter().map(|(place, bounds)| (place.clone(), bounds.max.unwrap())).collect();
        let minima: Vec<_> = entering.iter().map(|(place, bounds)| (place.clone(), bounds.min)).collect();
        let counts = small.roster.members.iter().map(|m| {
            let full = small.legal_sets(&m.id).into_iter().filter(|set| set.len() == small.problem.places() as usize);
            let inside =
                full.map(|set| set.iter().filter(|o| is_inside(&Place::Organization((*o).clone()))).count() as u32);
            let count = match shortage {
                Shortage::Seats => inside.min().unwrap(),
                Shortage::Members => small.problem.places() - inside.min().unwrap(),
            };
            (m.id.clone(), count)
        });
        let members: Vec<_> = counts.filter(|(_, count)| *count > 0).collect();
        let sum = |list: &[(Place, u32)]| list.iter().map(|(_, number)| number).sum::<u32>();
        let counted: u32 = members.iter().map(|(_, count)| count).sum();
        let (needed, available) = match shortage {
            Shortage::Seats => (counted + sum(&minima), sum(&maxima)),
            Shortage::Members => (sum(&minima), counted + sum(&maxima)),
        };
        let (designated, also, repairs) = (vec![], vec![], vec![]);
        let short = needed.saturating_sub(available);
        conflicts.push(Conflict {
            shortage,
            members,
            minima,
            maxima,
            needed,
            available,
            designated,
            also,
            short,
            repairs,
            minimal: false,
        });
    }
    conflicts
}

proptest! {
    #![proptest_config(cases::cases(256))]

    #[test]
    fn the_cost_is_what_the_measures_say(small in small(), choice in proptest::collection::vec(0..64usize, 5)) {
        let placements = pick(&small, &choice);
        let judged = certify(&small.problem, &Plan::new(placements.clone()));
        prop_assert_eq!(judged.is_ok(), small.keeps_maxima(&placements));
        if let Ok(certificate) = judged {
            prop_assert_eq!(certificate.cost.tiers(), &small.cost(&placements)[..]);
            prop_assert!(certificate.gap >= Cost::zero(small.problem.tiers().len()));
            prop_assert_eq!(certificate.cost.minus(&certificate.bound), Some(certificate.gap));
        }
    }

    #[test]
    fn the_bound_is_the_least_that_members_and_places_cost_alone(small in small(), raw in raw_prices()) {
        let prices = small.prices(&raw);
        let naive = naive_bound(&small, &prices);
        match certify(&small.problem, &Plan::new(vec![]).with_prices(prices)) {
            Ok(certificate) => {
                let bound: Vec<i128> = certificate.bound.tiers().iter().copied().map(i128::from).collect();
                prop_assert_eq!(bound, naive);
            }
            Err(refused) => {
                prop_assert!(naive.iter().any(|tier| tier.unsigned_abs() > 1 << 61), "{refused}");
                let out_of_range = matches!(refused.rejections(), [Rejection::OutOfRange { .. }]);
                prop_assert!(out_of_range, "{refused}");
            }
        }
    }

    #[test]
    fn no_plan_costs_less_than_any_prices_prove(small in small(), raw in raw_prices()) {
        let (cost, placements) = small.best();
        let naive = naive_bound(&small, &small.prices(&raw));
        prop_assert!(naive <= cost.iter().copied().map(i128::from).collect());
        let nothing = certify(&small.problem, &Plan::new(vec![])).unwrap();
        prop_assert!(nothing.bound.tiers() <= &cost[..], "prices of zero");
        if let Ok(best) = certify(&small.problem, &Plan::new(placements).with_prices(small.prices(&raw))) {
            prop_assert!(best.bound.tiers() <= &cost[..]);
            prop_assert!(!best.proves_infeasible() || cost[0] > 0);
            prop_assert_eq!(best.is_complete(), cost[0] == 0);
        }
    }

    #[test]
    fn counting_confirms_a_conflict_exactly_when_no_plan_is_complete(small in small()) {
        let complete = small.best().0[0] == 0;
        let confirmed = every_conflict(&small).iter().any(|conflict| confirm(&small.problem, conflict).is_ok());
        prop_assert_eq!(confirmed, !complete);
    }

    #[test]
    fn a_conflict_is_refused_only_for_having_enough(small in small(), at in any::<prop::sample::Index>()) {
        let conflicts = every_conflict(&small);
        prop_assume!(!conflicts.is_empty());
        let conflict = at.get(&conflicts);
        match confirm(&small.problem, conflict) {
            Ok(()) => prop_assert!(conflict.needed > conflict.available),
            Err(refused) => prop_assert!(matches!(refused.miscounts(), [Miscount::Enough { .. }]), "{refused}"),
        }
    }

    #[test]
    fn either_total_of_a_conflict_misstated_is_refused(small in small(), at in any::<prop::sample::Index>(), more in any::<[bool; 2]>()) {
        let confirmed: Vec<_> =
            every_conflict(&small).into_iter().filter(|conflict| confirm(&small.problem, conflict).is_ok()).collect();
        prop_assume!(!confirmed.is_empty());
        let [needs_more, has_more] = more;
        let off = |count: u32, more: bool| if more { count + 1 } else { count.wrapping_sub(1) };
        let told = at.get(&confirmed);
        let needed = Conflict { needed: off(told.needed, needs_more), ..told.clone() };
        let available = Conflict { available: off(told.available, has_more), ..told.clone() };
        for wrong in [needed, available] {
            let refused = confirm(&small.problem, &wrong).unwrap_err();
            prop_assert!(matches!(refused.miscounts(), [Miscount::Totals { .. }]), "{refused}");
        }
    }
}

/// So many members, all at their second wish, under a price by which that wish would gain 2^60 for each.
fn far_from_its_bound(members: usize) -> (Problem, Plan) {
    let measure = |measure: Measure| Tier {
        name: measure.name().to_owned(),
        source: Source::Default,
        measures: [(measure, 1)].into(),
    };
    let policy = Policy {
        format: "phancong-policy/1".into(),
        id: "two-wishes".into(),
        title: rule::text("two wishes"),
        issuer: rule::text("nobody"),
        number: String::new(),
        basis: vec![],
        seed: None,
        readings: Readings::default(),
        tiers: vec![measure(Measure::Unplaced), measure(Measure::Rank)],
        rules: vec![rule::rule("places", Kind::Places { each: 1 })],
    };
    let (area, load) = (rule::area(0), Bounds::default());
    let mut roster = Roster::default();
    roster.areas.push(Area { id: area.clone(), name: "Huyện A".into(), parent: None, load });
    for at in [0, 1] {
        let (id, name, area) = (rule::org(at), format!("Đảng bộ {at}"), area.clone());
        roster.organizations.push(Organization { id, name, area, parent: None, load });
    }
    for at in 0..members {
        let (id, name, body) = (rule::member(at), format!("Đồng chí {at}"), "ban-chap-hanh".parse().unwrap());
        roster.members.push(Member { id, name, body, own: None, scope: vec![] });
        let wish = |rank| Registration {
            member: rule::member(at),
            organization: rule::org(rank as usize - 1),
            rank,
            on: None,
        };
        roster.registrations.extend([wish(1), wish(2)]);
    }
    let problem = Problem::new(roster, policy.in_force(small::day()).unwrap()).unwrap();
    let second = (0..members).map(|at| placement(&rule::member(at), &rule::org(1))).collect();
    let price = [(rule::org(1), Cost::from(vec![0, -(1 << 60)]))].into();
    let plan = Plan::new(second).with_prices(Prices { organizations: price, ..Prices::default() });
    (problem, plan)
}

/// Cost and bound fit 64 bits each; what lies between them has to as well, or there is nothing true to write.
#[test]
fn a_gap_beyond_64_bits_is_refused_and_the_largest_that_fits_is_told() {
    let (problem, plan) = far_from_its_bound(7);
    let certificate = certify(&problem, &plan).unwrap();
    assert_eq!(certificate.cost, Cost::from(vec![0, 7]));
    assert_eq!(certificate.bound, Cost::from(vec![0, 7 - 7 * (1 << 60)]));
    assert_eq!(certificate.gap, Cost::from(vec![0, 7 * (1 << 60)]));
    assert!(certificate.is_complete() && !certificate.is_least());
    assert!(!certificate.is_optimal() && !certificate.proves_infeasible());
    let (problem, plan) = far_from_its_bound(8);
    let refused = certify(&problem, &plan).unwrap_err();
    assert_eq!(refused.rejections(), [Rejection::OutOfRange { tier: "rank".into() }]);
}

proptest! {
    #![proptest_config(cases::cases(256))]

    #[test]
    fn what_solve_answers_is_proved(small in small()) {
        let outcome = solve(&small.problem).unwrap();
        let certificate = certify(&small.problem, outcome.plan()).unwrap();
        let best = small.best();
        prop_assert_eq!(certificate.cost.tiers(), &best.0[..]);
        prop_assert!(certificate.is_least(), "{certificate:?}");
        match outcome {
            Outcome::Solved(_) => prop_assert!(certificate.is_optimal()),
            Outcome::Unproved(_) => prop_assert!(false, "no side rules, and not proved"),
            Outcome::Infeasible(_) => {
                prop_assert!(certificate.proves_infeasible());
                prop_assert!(!certificate.is_optimal(), "the least, and not complete");
            }
        }
    }

    #[test]
    fn every_reason_for_no_is_confirmed_by_counting(small in small()) {
        if let Outcome::Infeasible(answer) = solve(&small.problem).unwrap() {
            prop_assert!(!answer.conflicts.is_empty());
            for conflict in &answer.conflicts {
                let confirmed = confirm(&small.problem, conflict);
                prop_assert!(confirmed.is_ok(), "{confirmed:?} {conflict:?} {:?} {:?}", small.bounds(), small.roster);
            }
        }
    }
}
