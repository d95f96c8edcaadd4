//! What every answer is: legal, priced as printed, and the same whatever the facts are called and in whatever order they come.

use super::common::{self, Case};
use super::{lines, renamed, said, shuffled};
use phancong::*;
use proptest::prelude::*;
use std::cell::Cell;

/// The outcome, and the document it is written as where the wire format is built in.
fn written(problem: &Problem) -> (Outcome, String) {
    let outcome = solve(problem).unwrap();
    #[cfg(feature = "json")]
    let text = office::json::write_outcome(problem, &outcome).unwrap();
    #[cfg(not(feature = "json"))]
    let text = String::new();
    (outcome, text)
}

/// Leaves each wish once: the notice of a doubled wish names its row, which moves with the order.
fn without_doubled_wishes(case: &mut Case) {
    let mut seen = Vec::new();
    case.roster.registrations.retain(|wish| {
        let pair = (wish.member.clone(), wish.organization.clone());
        let new = !seen.contains(&pair);
        seen.push(pair);
        new
    });
}

proptest! {
    #![proptest_config(common::cases(150))]

    /// A1: each member holds exactly the required places, or is listed as short; only allowed places, never the own organization.
    #[test]
    fn a01_everyone_has_the_required_places(case in common::drawn()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let said = said(&problem);
        prop_assert!(said.table.windows(2).all(|pair| pair[0] < pair[1]), "no line stands twice");
        let mut missing = 0;
        for (m, held) in lines(&case, &said.table) {
            prop_assert!(held.iter().all(|o| case.may_go(m).contains(o) && !case.is_own(m, &o.id)));
            prop_assert!(held.len() <= problem.places() as usize);
            missing += problem.places() as usize - held.len();
        }
        prop_assert!(!said.solved || missing == 0);
        prop_assert!(missing as i64 <= said.cost.tier(0).unwrap());
    }

    /// A2: every load is within its bounds, every designation kept and every ban too; an incomplete plan still keeps maxima and bans.
    #[test]
    fn a02_bounds_designations_and_bans_are_kept(case in common::drawn()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let said = said(&problem);
        let plan = lines(&case, &said.table);
        for (place, bounds) in case.bounds() {
            let load = case.load(&plan, &place);
            prop_assert!(bounds.max.is_none_or(|max| load <= max));
            prop_assert!(!said.solved || load >= bounds.min);
        }
        let stands = |member: &MemberId, organization: &OrganizationId| {
            said.table.contains(&Placement { member: member.clone(), organization: organization.clone() })
        };
        for pin in &case.roster.designations {
            prop_assert!(!said.solved || stands(&pin.member, &pin.organization));
        }
        for ban in &case.roster.bans {
            prop_assert!(!stands(&ban.member, &ban.organization));
        }
    }

    /// A3: the printed cost is the cost recomputed from the printed table, in every tier.
    #[test]
    fn a03_the_printed_cost_is_the_cost_of_the_table(case in common::drawn()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let said = said(&problem);
        prop_assert_eq!(case.cost(&lines(&case, &said.table), problem.places()), Some(said.cost.clone()));
        prop_assert_eq!(certify(&problem, &Plan::new(said.table)).unwrap().cost, said.cost);
    }

    /// A4: the order of the lists changes nothing, not one byte of the outcome.
    #[test]
    fn a04_the_order_of_the_facts_does_not_matter(mut case in common::drawn(), seed in any::<u64>()) {
        without_doubled_wishes(&mut case);
        let Ok(problem) = case.problem() else { return Ok(()) };
        let other = Problem::new(shuffled(&case.roster, seed), case.rules()).unwrap();
        prop_assert_eq!(written(&problem), written(&other));
    }

    /// A5: renaming that keeps the order of the ids renames the table and the reasons.
    #[test]
    fn a05_renaming_in_order_renames_the_answer(case in common::case()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let new = |id: &str| format!("x{id}");
        let other = Problem::new(renamed(&case.roster, &new), case.rules()).unwrap();
        let (old, other) = (solve(&problem).unwrap(), solve(&other).unwrap());
        let moved = Roster { previous: old.plan().placements().to_vec(), ..Roster::default() };
        prop_assert_eq!(other.plan().placements(), &renamed(&moved, &new).previous[..]);
        let reasons = |outcome: &Outcome| match outcome {
            Outcome::Solved(_) | Outcome::Unproved(_) => String::new(),
            Outcome::Infeasible(no) => format!("{:?}", no.conflicts),
        };
        let in_new_words = reasons(&old).replace("`o", "`xo").replace("`a", "`xa").replace("`m", "`xm");
        prop_assert_eq!(in_new_words, reasons(&other));
    }

    /// A5: any renaming keeps the cost and whether there is a complete plan.
    #[test]
    fn a05_any_renaming_keeps_the_cost(case in common::case(), turn in 1u8..8) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let new = |id: &str| {
            let (kind, number) = id.split_at(1);
            format!("{kind}{}", (number.parse::<u8>().unwrap() ^ turn))
        };
        let old = said(&problem);
        let other = said(&Problem::new(renamed(&case.roster, &new), case.rules()).unwrap());
        prop_assert_eq!((old.cost, old.solved), (other.cost, other.solved));
    }

    /// A23: the certificate of a province is refused for every other, and accepted for the same facts in another order.
    #[test]
    fn a23_a_certificate_is_for_its_own_problem(case in common::drawn(), seed in any::<u64>(), which in 0..5) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let plan = solve(&problem).unwrap().plan().clone();
        let same = Problem::new(shuffled(&case.roster, seed), case.rules()).unwrap();
        prop_assert!(certify(&same, &plan).is_ok());
        let mut other = case;
        match which {
            0 => other.roster.members[0].name.push('x'),
            1 => other.roster.areas[0].load.max = Some(other.roster.areas[0].load.max.unwrap_or(20) + 1),
            2 => other.roster.organizations[0].name.push('x'),
            3 => other.roster.previous.push(Placement { member: common::member(9), organization: common::org(0) }),
            _ => other.policy.tiers[0].measures = [(Measure::Unplaced, 2)].into(),
        }
        let Ok(other) = other.problem() else { return Ok(()) };
        let refused = certify(&other, &plan).unwrap_err();
        let about_another = |why: &Rejection| matches!(why, Rejection::OtherProblem { .. });
        prop_assert!(refused.rejections().iter().any(about_another), "{refused}");
    }

    /// A24: stopping after any number of questions gives no answer or the answer, never another; a stop at once gives none.
    #[test]
    fn a24_a_stopped_solve_never_says_anything_else(case in common::drawn(), after in 0u32..12) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        prop_assert_eq!(solve_until(&problem, &|| true), Err(Error::Cancelled));
        let asked = Cell::new(0);
        let stopped = solve_until(&problem, &|| asked.replace(asked.get() + 1) >= after);
        if asked.get() > after {
            prop_assert_eq!(stopped, Err(Error::Cancelled));
        } else {
            prop_assert_eq!(stopped, solve(&problem));
        }
    }
}
