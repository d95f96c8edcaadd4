//! Tiers: compared in order, whatever their weights; loads as even as they can be.

use super::common;
use super::{lines, said, said_of};
use phancong::*;
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeMap;

proptest! {
    #![proptest_config(common::cases(200))]

    /// A13: the weights of a tier times `k` keep table and reasons, and multiply the cost of that tier alone.
    #[test]
    fn a13_weights_times_k_keep_the_table(case in common::drawn(), at in any::<Index>(), k in 2i64..1000) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let at = at.index(case.policy.tiers.len());
        let mut heavy = case.clone();
        heavy.policy.tiers[at].measures.values_mut().for_each(|weight| *weight *= k);
        let (before, after) = (solve(&problem).unwrap(), solve(&heavy.problem().unwrap()).unwrap());
        prop_assert_eq!(before.plan().placements(), after.plan().placements());
        let mut cost = before.plan().claim().unwrap().cost.tiers().to_vec();
        cost[at] *= k;
        prop_assert_eq!(&cost[..], after.plan().claim().unwrap().cost.tiers());
        if let (Outcome::Infeasible(before), Outcome::Infeasible(after)) = (before, after) {
            prop_assert_eq!(before.conflicts, after.conflicts);
        }
    }

    /// A14: without the later tiers the earlier ones cost the same.
    #[test]
    fn a14_earlier_tiers_do_not_know_the_later(case in common::case()) {
        let Some(before) = said_of(&case) else { return Ok(()) };
        for tiers in 1..case.policy.tiers.len() {
            let mut short = case.clone();
            short.policy.tiers.truncate(tiers);
            let after = said_of(&short).unwrap();
            prop_assert_eq!(after.cost.tiers(), &before.cost.tiers()[..tiers]);
        }
    }

    /// A14: all later tiers as one, with weights that let nothing later outweigh anything earlier, give the same table.
    #[test]
    fn a14_tiers_are_a_sum_with_great_weights(case in common::case()) {
        const GREAT: i64 = 1000;
        let Some(before) = said_of(&case) else { return Ok(()) };
        let mut one = case;
        let mut measures = BTreeMap::new();
        let mut cost = 0;
        for (tier, value) in one.policy.tiers.iter().zip(before.cost.tiers()).skip(1) {
            measures.values_mut().for_each(|weight| *weight *= GREAT);
            measures.extend(tier.measures.clone());
            cost = cost * GREAT + value;
        }
        one.policy.tiers.truncate(1);
        one.policy.tiers.push(Tier { name: "one".into(), source: Source::Default, measures });
        let after = said_of(&one).unwrap();
        prop_assert_eq!(after.table, before.table);
        prop_assert_eq!(after.cost.tiers(), &[before.cost.tiers()[0], cost]);
    }

    /// A15: no gain in a later tier, were it a million times as great, worsens an earlier one.
    #[test]
    fn a15_no_later_gain_buys_an_earlier_loss(case in common::drawn(), at in any::<Index>()) {
        let Some(before) = said_of(&case) else { return Ok(()) };
        let at = at.index(case.policy.tiers.len());
        let mut heavy = case;
        for tier in &mut heavy.policy.tiers[at..] {
            tier.measures.values_mut().for_each(|weight| *weight *= 1_000_000);
        }
        let after = said_of(&heavy).unwrap();
        prop_assert_eq!(&after.cost.tiers()[..at], &before.cost.tiers()[..at]);
    }

    /// A20: where loads come right after places, nobody can move from a fuller to an emptier organization at no loss of places.
    #[test]
    fn a20_no_move_to_an_emptier_organization_improves(mut case in common::case()) {
        even(&mut case);
        let Ok(problem) = case.problem() else { return Ok(()) };
        let said = said(&problem);
        let plan = lines(&case, &said.table);
        let load = |o: &Organization| case.load(&plan, &Place::Organization(o.id.clone()));
        for (at, (m, held)) in plan.iter().enumerate() {
            for (slot, from) in held.iter().enumerate() {
                let emptier = case.may_go(m).into_iter().filter(|to| load(to) + 1 < load(from) && !held.contains(to));
                for to in emptier.filter(|to| case.designated(m, &to.id) == case.designated(m, &from.id)) {
                    let mut moved = plan.clone();
                    moved[at].1[slot] = to;
                    let cost = case.cost(&moved, problem.places());
                    prop_assert!(cost.is_none_or(|cost| cost.tier(0) > said.cost.tier(0)), "{} to {}", m.id, to.id);
                }
            }
        }
    }

    /// A20: where loads come right after places and no area is bounded, no complete plan has a smaller fullest organization.
    ///
    /// With bounds on areas as well, the most even loads need not have the smallest maximum.
    #[test]
    fn a20_the_fullest_organization_is_as_empty_as_can_be(mut case in common::case()) {
        even(&mut case);
        case.roster.areas.iter_mut().for_each(|area| area.load = Bounds::default());
        let Ok(problem) = case.problem() else { return Ok(()) };
        let said = said(&problem);
        if !said.solved {
            return Ok(());
        }
        let fullest = |plan: &[(&Member, Vec<&Organization>)]| {
            let orgs = case.roster.organizations.iter();
            orgs.map(|o| case.load(plan, &Place::Organization(o.id.clone()))).max()
        };
        let plans = case.plans(problem.places());
        let complete = plans.iter().filter(|plan| case.cost(plan, problem.places()).unwrap().tier(0) == Some(0));
        prop_assert_eq!(complete.map(|plan| fullest(plan)).min(), Some(fullest(&lines(&case, &said.table))));
    }

    /// A26: a history of nothing has no effect: the table is that of the tiers without the measure of moves.
    #[test]
    fn a26_an_empty_history_has_no_effect(mut case in common::case()) {
        case.roster.previous.clear();
        let Some(before) = said_of(&case) else { return Ok(()) };
        let mut without = case.clone();
        for tier in &mut without.policy.tiers {
            tier.measures.remove(&Measure::Moves);
        }
        let kept: Vec<bool> = without.policy.tiers.iter().map(|tier| !tier.measures.is_empty()).collect();
        without.policy.tiers.retain(|tier| !tier.measures.is_empty());
        let after = said_of(&without).unwrap();
        let cost: Cost = before.cost.tiers().iter().zip(kept).filter_map(|(cost, kept)| kept.then_some(*cost)).collect();
        prop_assert_eq!((after.cost, after.table), (cost, before.table));
    }
}

/// Puts the loads right after the places, alone.
fn even(case: &mut common::Case) {
    case.policy.tiers.retain_mut(|tier| tier.measures.remove(&Measure::Load).is_none() || !tier.measures.is_empty());
    let load = Tier { name: "load".into(), source: Source::Default, measures: [(Measure::Load, 1)].into() };
    case.policy.tiers.insert(1, load);
}
