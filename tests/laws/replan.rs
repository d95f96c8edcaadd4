//! A table is kept while the facts change, and earlier years are remembered.

use super::common::{self, Case};
use super::{Said, lines, said};
use phancong::*;
use proptest::prelude::*;
use proptest::sample::Index;

/// Puts a measure in a tier of its own at a place behind the first tier, and nowhere else.
fn alone(case: &mut Case, measure: Measure, at: usize) {
    case.policy.tiers.retain_mut(|tier| tier.measures.remove(&measure).is_none() || !tier.measures.is_empty());
    let tier = Tier { name: measure.name().into(), source: Source::Default, measures: [(measure, 1)].into() };
    case.policy.tiers.insert(1 + at % case.policy.tiers.len(), tier);
}

fn last(case: &mut Case, measure: Measure) {
    alone(case, measure, case.policy.tiers.len() - 1);
    let at = case.policy.tiers.iter().position(|tier| tier.name == measure.name()).unwrap();
    let tier = case.policy.tiers.remove(at);
    case.policy.tiers.push(tier);
}

type Drawn<'a> = Vec<(&'a Member, Vec<&'a Organization>)>;

fn pairs(plan: &Drawn<'_>) -> Vec<Placement> {
    let lines = plan.iter().flat_map(|(m, held)| held.iter().map(|o| (m.id.clone(), o.id.clone())));
    lines.map(|(member, organization)| Placement { member, organization }).collect()
}

/// How many placements stand in one table alone.
fn apart(one: &[Placement], other: &[Placement]) -> usize {
    let alone = |these: &[Placement], those: &[Placement]| these.iter().filter(|line| !those.contains(line)).count();
    alone(one, other) + alone(other, one)
}

proptest! {
    #![proptest_config(common::cases(200))]

    /// A21: the difference of two tables is 0 between equal ones, the same both ways, no longer than by way of a third, and leads from one to the other.
    #[test]
    fn a21_the_difference_is_a_distance(case in common::case(), at in any::<[Index; 3]>()) {
        let places = case.problem().map_or(1, |problem| problem.places());
        let plans = case.plans(places);
        let [one, two, three] = at.map(|at| Plan::new(pairs(at.get(&plans))));
        let far = |a: &Plan, b: &Plan| a.diff(b).distance();
        prop_assert_eq!(far(&one, &two), apart(one.placements(), two.placements()));
        prop_assert_eq!(far(&one, &two), far(&two, &one));
        prop_assert_eq!(far(&one, &two) == 0, one.placements() == two.placements());
        prop_assert_eq!(one.diff(&one), Diff::default());
        prop_assert!(far(&one, &three) <= far(&one, &two) + far(&two, &three));
        let diff = one.diff(&two);
        let ended: Vec<Placement> = diff.ended().collect();
        let mut reached: Vec<Placement> = one.placements().iter().filter(|line| !ended.contains(line)).cloned().collect();
        reached.extend(diff.begun());
        prop_assert_eq!(Plan::new(reached), two.clone());
        let back = two.diff(&one);
        prop_assert_eq!(back.begun().collect::<Vec<_>>(), ended);
        let turned = |shift: &Shift| Shift { from: shift.to.clone(), to: shift.from.clone(), ..shift.clone() };
        prop_assert_eq!(back.shifts, diff.shifts.iter().map(turned).collect::<Vec<_>>());
    }

    /// A21: one member less, and no table that is as good in the tiers before moves fewer of the others.
    #[test]
    fn a21_who_leaves_moves_as_few_as_every_plan_tried(mut case in common::case(), who in any::<Index>()) {
        last(&mut case, Measure::Moves);
        let Ok(problem) = case.problem() else { return Ok(()) };
        let old = solve(&problem).unwrap().plan().clone();
        let gone = who.get(&case.roster.members).id.clone();
        let changed = problem.keeping(&old).unwrap().with([Change::Withdraw(gone.clone())]).unwrap();
        let Said { cost, table, .. } = said(&changed);
        case.roster = changed.roster().clone();
        let places = problem.places();
        let tiers = |plan: &Drawn<'_>| case.cost(plan, places).unwrap().tiers().to_vec();
        let before = cost.tiers().len() - 1;
        let plans = case.plans(places);
        let least = plans.iter().map(|plan| tiers(plan)[..before].to_vec()).min();
        prop_assert_eq!(least.as_deref(), Some(&cost.tiers()[..before]));
        let best = plans.iter().filter(|plan| tiers(plan)[..before] == cost.tiers()[..before]);
        let kept: Vec<Placement> = old.placements().iter().filter(|line| line.member != gone).cloned().collect();
        let lost = |table: &[Placement]| kept.iter().filter(|line| !table.contains(line)).count();
        prop_assert_eq!(best.map(|plan| lost(&pairs(plan))).min(), Some(lost(&table)));
        prop_assert_eq!(tiers(&lines(&case, &table)), cost.tiers());
    }

    /// A21: after any change the answer found from the plan before is the one found from nothing, whatever plan that is.
    #[test]
    fn a21_an_answer_found_from_a_plan_is_the_one_found_from_nothing(
        mut case in common::case(),
        at in any::<[Index; 4]>(),
        kind in 0..6,
        low in 0..3_u32,
    ) {
        last(&mut case, Measure::Moves);
        let Ok(problem) = case.problem() else { return Ok(()) };
        let old = solve(&problem).unwrap().plan().clone();
        let member = at[0].get(&case.roster.members).id.clone();
        let organization = at[1].get(&case.roster.organizations).id.clone();
        let pair = Placement { member: member.clone(), organization: organization.clone() };
        let bounds = Bounds { min: low, max: Some(low + 1) };
        let change = match kind {
            0 => Change::Withdraw(member),
            1 => Change::Ban(Ban { member, organization, reason: "because".into() }),
            2 => Change::Designate(Designation { member, organization, reason: "because".into() }),
            3 => Change::Load(organization, bounds),
            4 => Change::Wish(Registration { member, organization, rank: 9, on: None }),
            _ => Change::Unwish(member, organization),
        };
        let Ok(changed) = problem.keeping(&old).unwrap().with([change]) else { return Ok(()) };
        let nothing = Prices::default();
        let random = Plan::new(pairs(at[2].get(&case.plans(problem.places()))));
        let same = |near: &Plan| -> Result<(), TestCaseError> {
            let (found, anew) = (solve_from(&changed, near).unwrap(), solve(&changed).unwrap());
            prop_assert_eq!(found.plan().placements(), anew.plan().placements(), "{:?}", pair);
            prop_assert_eq!(found.plan().claim(), anew.plan().claim());
            prop_assert!(certify(&changed, found.plan()).unwrap().is_least());
            match (&found, &anew) {
                (Outcome::Infeasible(found), Outcome::Infeasible(anew)) => {
                    prop_assert_eq!(&found.conflicts, &anew.conflicts);
                }
                (found, anew) => prop_assert_eq!(std::mem::discriminant(found), std::mem::discriminant(anew)),
            }
            Ok(())
        };
        same(&old)?;
        same(&Plan::new(Vec::new()))?;
        same(&random.clone().with_prices(nothing))?;
        same(&random.with_prices(old.prices().cloned().unwrap_or_default()))?;
    }

    /// A22: the more tiers may pay for keeping, the fewer move: `moves` a tier earlier never moves more.
    #[test]
    fn a22_a_larger_allowance_never_moves_more(mut case in common::case(), choice in any::<Index>()) {
        last(&mut case, Measure::Moves);
        let Ok(problem) = case.problem() else { return Ok(()) };
        let old = Plan::new(pairs(choice.get(&case.plans(problem.places()))));
        let mut fewest = usize::MAX;
        for at in (1..case.policy.tiers.len()).rev() {
            let mut allowed = case.clone();
            let moves = allowed.policy.tiers.pop().unwrap();
            allowed.policy.tiers.insert(at, moves);
            let table = said(&allowed.problem().unwrap().keeping(&old).unwrap()).table;
            let ended = old.diff(&Plan::new(table)).ended().count();
            prop_assert!(ended <= fewest, "{ended} move with the tier at {at}, {fewest} with it behind");
            fewest = ended;
        }
    }

    /// A26: without a history the tier costs nothing and the table is that of the policy without it.
    #[test]
    fn a26_no_history_no_effect(mut case in common::case(), at in 0..5usize) {
        alone(&mut case, Measure::Repeat, at);
        case.roster.history.clear();
        let Ok(problem) = case.problem() else { return Ok(()) };
        let with = said(&problem);
        let at = case.policy.tiers.iter().position(|tier| tier.name == "repeat").unwrap();
        case.policy.tiers.remove(at);
        let without = said(&case.problem().unwrap());
        prop_assert_eq!(with.table, without.table);
        let mut tiers = with.cost.tiers().to_vec();
        prop_assert_eq!(tiers.remove(at), 0);
        prop_assert_eq!(&tiers[..], without.cost.tiers());
    }

    /// A26: only the history given counts: pairs of strangers, pairs that stand twice and pairs that cannot be are nothing more.
    #[test]
    fn a26_only_the_history_given_counts(mut case in common::case(), at in 0..5usize, order in any::<bool>()) {
        alone(&mut case, Measure::Repeat, at);
        let Ok(problem) = case.problem() else { return Ok(()) };
        let before = said(&problem);
        let mut more = case.clone();
        more.roster.history.extend(case.roster.history.clone());
        for m in &case.roster.members {
            more.roster.history.push(Placement { member: m.id.clone(), organization: common::org(9) });
            let barred = case.roster.organizations.iter().filter(|o| !case.may_go(m).iter().any(|open| open.id == o.id));
            more.roster.history.extend(barred.map(|o| Placement { member: m.id.clone(), organization: o.id.clone() }));
        }
        if order {
            more.roster.history.reverse();
        }
        prop_assert_eq!(said(&more.problem().unwrap()), before);
    }

    /// A26: right behind the places, nobody comes where he was while a table without it exists; and a policy without the measure forgets the years.
    #[test]
    fn a26_as_few_repeat_as_in_any_complete_table(mut case in common::case()) {
        alone(&mut case, Measure::Repeat, 0);
        let Ok(problem) = case.problem() else { return Ok(()) };
        let found = said(&problem);
        let places = problem.places();
        let plans = case.plans(places);
        let least = plans.iter().map(|plan| case.cost(plan, places).unwrap().tiers()[..2].to_vec()).min();
        prop_assert_eq!(least.as_deref(), Some(&found.cost.tiers()[..2]));
        let again = found.table.iter().filter(|line| case.roster.history.contains(line)).count();
        prop_assert_eq!(found.cost.tiers()[1], again as i64);
        let mut forgetful = case.clone();
        forgetful.policy.tiers.remove(1);
        let mut young = forgetful.clone();
        young.roster.history.clear();
        prop_assert_eq!(said(&forgetful.problem().unwrap()), said(&young.problem().unwrap()));
    }

    /// Everybody whose line differs is told, and everybody such a line names; nobody else is, and nothing is told that did not change.
    #[test]
    fn letters_go_to_all_who_are_concerned_and_to_nobody_else(case in common::case(), at in any::<[Index; 2]>()) {
        use explain::{Recipient, letters};
        let Ok(problem) = case.problem() else { return Ok(()) };
        let plans = case.plans(problem.places());
        let [old, new] = at.map(|at| Plan::new(pairs(at.get(&plans))));
        let diff = old.diff(&new);
        let letters = letters(&problem, &problem, &diff);
        let told = |wanted: &dyn Fn(&Recipient) -> bool| {
            let mine = letters.iter().filter(|letter| wanted(&letter.to));
            mine.map(|letter| (letter.ended.clone(), letter.begun.clone())).collect::<Vec<_>>()
        };
        let about = |names: &dyn Fn(&Placement) -> bool| {
            let ended: Vec<Placement> = diff.ended().filter(|line| names(line)).collect();
            let begun: Vec<Placement> = diff.begun().filter(|line| names(line)).collect();
            if ended.is_empty() && begun.is_empty() { vec![] } else { vec![(ended, begun)] }
        };
        for m in &case.roster.members {
            prop_assert_eq!(told(&|to| *to == Recipient::Member(m.id.clone())), about(&|line| line.member == m.id));
        }
        for o in &case.roster.organizations {
            let to_it = Recipient::Organization(o.id.clone());
            prop_assert_eq!(told(&|to| *to == to_it), about(&|line| line.organization == o.id));
        }
        // Each line stands in the letter of exactly one committee: an area right below the top, or the top where the organization lies there itself.
        let committees = told(&|to| matches!(to, Recipient::Committee(_)));
        let lines: usize = committees.iter().map(|(ended, begun)| ended.len() + begun.len()).sum();
        prop_assert_eq!(lines, diff.distance());
        for letter in &letters {
            let Recipient::Committee(id) = &letter.to else { continue };
            let area = case.roster.areas.iter().find(|area| area.id == *id).unwrap();
            let up = area.parent.as_ref().map(|up| case.roster.areas.iter().find(|area| area.id == *up).unwrap());
            prop_assert!(up.is_none_or(|up| up.parent.is_none()), "{} is two below the top", id);
            for line in letter.ended.iter().chain(&letter.begun) {
                let o = case.roster.organizations.iter().find(|o| o.id == line.organization).unwrap();
                let inside = if up.is_some() { case.in_area(o, id) } else { o.area == *id };
                prop_assert!(inside);
            }
        }
    }
}
