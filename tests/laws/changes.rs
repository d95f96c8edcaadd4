//! What a small change of the facts may do to the answer, and what it may not.

use super::common::{self, Case};
use super::{Said, lines, named, said, said_of, said_with};
use phancong::*;
use proptest::prelude::*;
use proptest::sample::Index;

fn bounded(place: &Place, load: Bounds) -> Change {
    match place {
        Place::Organization(id) => Change::Load(id.clone(), load),
        Place::Area(id) => Change::AreaLoad(id.clone(), load),
    }
}

fn pin(pair: &Placement) -> Designation {
    let Placement { member, organization } = pair.clone();
    Designation { member, organization, reason: "because".into() }
}

fn ban(pair: &Placement) -> Change {
    let Placement { member, organization } = pair.clone();
    Change::Ban(Ban { member, organization, reason: "because".into() })
}

/// A pair of any member and any organization.
fn any_pair(case: &Case, at: Index) -> Placement {
    let roster = &case.roster;
    let at = at.index(roster.members.len() * roster.organizations.len());
    let (m, o) = (at % roster.members.len(), at / roster.members.len());
    Placement { member: roster.members[m].id.clone(), organization: roster.organizations[o].id.clone() }
}

proptest! {
    #![proptest_config(common::cases(200))]

    /// A6: one seat more at any organization or area never worsens the cost, so it never makes a complete plan impossible.
    #[test]
    fn a06_one_seat_more_never_worsens(case in common::case(), at in any::<Index>()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let (place, load) = at.get(&case.bounds()).clone();
        let more = Bounds { max: load.max.map(|max| max + 1), ..load };
        prop_assert!(said_with(&problem, bounded(&place, more)).unwrap().cost <= said(&problem).cost);
    }

    /// A7: one seat less, or a limit where there was none, never improves the cost.
    #[test]
    fn a07_one_seat_less_never_improves(case in common::case(), at in any::<Index>()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let (place, load) = at.get(&case.bounds()).clone();
        let less = Bounds { max: Some(load.max.map_or(2, |max| max.saturating_sub(1))), ..load };
        let Some(after) = said_with(&problem, bounded(&place, less)) else { return Ok(()) };
        prop_assert!(after.cost >= said(&problem).cost);
    }

    /// A8: one more choice of a member, after all the others, never worsens the cost.
    #[test]
    fn a08_one_more_choice_never_worsens(case in common::case(), at in any::<Index>()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let Placement { member, organization } = any_pair(&case, at);
        if problem.candidates(&member).any(|o| o.id == organization) {
            return Ok(());
        }
        let change = if problem.member(&member).unwrap().body.as_str() == "picked" {
            if case.roster.nominations.iter().all(|n| n.member != member) {
                return Ok(());
            }
            Change::Nominate(Nomination { member, organization })
        } else {
            Change::Wish(Registration { member, organization, rank: 99, on: None })
        };
        let Some(after) = said_with(&problem, change) else { return Ok(()) };
        prop_assert!(after.cost <= said(&problem).cost);
    }

    /// A9: taking away a last wish that the table does not use keeps cost and table.
    #[test]
    fn a09_an_unused_choice_may_go(case in common::drawn(), at in any::<Index>()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let m = at.get(&case.roster.members);
        let mine = case.roster.registrations.iter().filter(|wish| wish.member == m.id);
        let first = |wish: &&Registration| {
            let earlier = |other: &Registration| other.organization == wish.organization && other.rank < wish.rank;
            !case.roster.registrations.iter().any(|other| other.member == m.id && earlier(other))
        };
        let Some(last) = mine.filter(first).max_by_key(|wish| wish.rank) else { return Ok(()) };
        let before = said(&problem);
        let pair = Placement { member: m.id.clone(), organization: last.organization.clone() };
        if before.table.contains(&pair) || case.designated(m, &last.organization) {
            return Ok(());
        }
        let Some(after) = said_with(&problem, Change::Unwish(pair.member, pair.organization)) else { return Ok(()) };
        prop_assert_eq!(after, before);
    }

    /// A10: a ban on a pair that the table does not use keeps cost and table; one on a used pair never improves the cost.
    #[test]
    fn a10_a_ban_hurts_only_where_it_hits(case in common::drawn(), at in any::<Index>()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let pair = any_pair(&case, at);
        let before = said(&problem);
        let Some(after) = said_with(&problem, ban(&pair)) else { return Ok(()) };
        if before.table.contains(&pair) {
            prop_assert!(after.cost >= before.cost);
        } else {
            prop_assert_eq!(after, before);
        }
    }

    /// A11: designating one, some or all lines of the table keeps cost and table.
    #[test]
    fn a11_designating_the_table_keeps_it(case in common::drawn(), some in any::<u16>()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let before = said(&problem);
        for mask in [some, u16::MAX] {
            let chosen = before.table.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
            let changed = problem.with(chosen.map(|(_, pair)| Change::Designate(pin(pair)))).unwrap();
            prop_assert_eq!(&said(&changed), &before);
        }
    }

    /// A12: designating an allowed pair never improves the cost, and the best of all such designations of a member costs nothing.
    #[test]
    fn a12_the_best_designation_costs_nothing(case in common::drawn(), at in any::<Index>()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let member = &at.get(&case.roster.members).id;
        let before = said(&problem).cost;
        let costs = problem.candidates(member).map(|o| {
            let pair = Placement { member: member.clone(), organization: o.id.clone() };
            said_with(&problem, Change::Designate(pin(&pair))).unwrap().cost
        });
        let costs: Vec<Cost> = costs.collect();
        prop_assert!(costs.iter().all(|cost| *cost >= before));
        prop_assert_eq!(costs.iter().min(), Some(&before));
    }

    /// A18: an organization without seats, or one that nobody may go to, changes nothing.
    #[test]
    fn a18_a_place_out_of_reach_changes_nothing(case in common::drawn(), closed in any::<bool>()) {
        let case = if closed { case } else { named(&case) };
        let Some(before) = said_of(&case) else { return Ok(()) };
        let mut more = case.clone();
        let load = Bounds { min: 0, max: closed.then_some(0) };
        let (id, area) = (common::org(9), common::area(0));
        more.roster.organizations.push(Organization { id, name: String::new(), area, parent: None, load });
        prop_assert_eq!(said_of(&more), Some(before));
    }

    /// A19: a member with nothing left to choose is a seat less, and a required one less, everywhere above: the others' table is the same.
    #[test]
    fn a19_a_member_without_choice_is_a_seat_less(mut case in common::case()) {
        case.policy.tiers.retain_mut(|tier| tier.measures.remove(&Measure::Load).is_none() || !tier.measures.is_empty());
        let Ok(problem) = case.problem() else { return Ok(()) };
        let m = case.roster.members[0].clone();
        let mut held: Vec<_> = case.may_go(&m).into_iter().cloned().collect();
        held.sort_by_key(|o| !case.designated(&m, &o.id));
        held.truncate(problem.places() as usize);
        let pairs = held.iter().map(|o| Placement { member: m.id.clone(), organization: o.id.clone() });
        let pinned = problem.with(pairs.map(|pair| Change::Designate(pin(&pair)))).unwrap();
        let mut changes = vec![Change::Withdraw(m.id.clone())];
        let mut room = true;
        for (place, load) in case.bounds() {
            let taken = case.load(&[(&m, held.iter().collect())], &place);
            room &= load.max.is_none_or(|max| max >= taken);
            let load = Bounds { min: load.min.saturating_sub(taken), max: load.max.map(|max| max.saturating_sub(taken)) };
            changes.push(bounded(&place, load));
        }
        let (with, without) = (said(&pinned), said(&problem.with(changes).unwrap()));
        prop_assert_eq!(with.solved, room && without.solved);
        if with.solved {
            let others: Vec<_> = with.table.into_iter().filter(|line| line.member != m.id).collect();
            prop_assert_eq!(others, without.table);
        }
    }

    /// A21: a plan to keep that is already the best is kept whole.
    #[test]
    fn a21_nothing_changed_nothing_moves(case in common::drawn()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let outcome = solve(&problem).unwrap();
        if let Outcome::Solved(plan) = outcome {
            match problem.keeping(&plan) {
                Ok(kept) => prop_assert_eq!(said(&kept).table, plan.placements()),
                Err(error) => {
                    prop_assert_eq!(error, ProblemError::NotKept { policy: case.policy.id.clone() });
                    prop_assert!(case.policy.tiers.iter().all(|tier| tier.weight(Measure::Moves) == 0));
                }
            }
        }
    }

    /// A21: where moves are the last tier, no plan that is as good in the others moves fewer.
    #[test]
    fn a21_the_moves_are_the_fewest_of_the_best(mut case in common::case(), choice in any::<Index>()) {
        case.policy.tiers.retain_mut(|tier| tier.measures.remove(&Measure::Moves).is_none() || !tier.measures.is_empty());
        let last = Tier { name: "moves".into(), source: Source::Default, measures: [(Measure::Moves, 1)].into() };
        let Ok(plain) = case.problem() else { return Ok(()) };
        case.policy.tiers.push(last);
        let old = choice.get(&case.plans(plain.places())).clone();
        let pairs = old.iter().flat_map(|(m, held)| held.iter().map(|o| (m.id.clone(), o.id.clone())));
        let kept: Vec<_> = pairs.map(|(member, organization)| Placement { member, organization }).collect();
        let Ok(keeping) = case.problem().unwrap().keeping(&Plan::new(kept.clone())) else { return Ok(()) };
        let Said { cost, table, .. } = said(&keeping);
        let moves = |plan: &[(&Member, Vec<&Organization>)]| {
            let stays = |p: &&Placement| plan.iter().any(|(m, held)| m.id == p.member && held.iter().any(|o| o.id == p.organization));
            kept.len() - kept.iter().filter(stays).count()
        };
        let others = cost.tiers().len() - 1;
        let without = said(&plain);
        prop_assert_eq!(&cost.tiers()[..others], without.cost.tiers());
        let plans = case.plans(plain.places());
        let best = plans.iter().filter(|plan| case.cost(plan, plain.places()).unwrap().tiers()[..others] == cost.tiers()[..others]);
        prop_assert_eq!(best.map(|plan| moves(plan)).min(), Some(moves(&lines(&case, &table))));
        prop_assert_eq!(cost.tiers()[others], moves(&lines(&case, &table)) as i64);
    }
}
