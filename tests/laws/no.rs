//! "No" and its reasons: confirmed, kept under more constraints, and mended by what is offered.

use super::common::{self, Case};
use super::said;
use phancong::*;
use proptest::prelude::*;
use proptest::sample::Index;

/// The reasons why a case has no complete plan; none when it has one or is no problem.
pub(super) fn reasons(case: &Case) -> Option<(Problem, Vec<Conflict>)> {
    let problem = case.problem().ok()?;
    match solve(&problem).unwrap() {
        Outcome::Solved(_) | Outcome::Unproved(_) => None,
        Outcome::Infeasible(no) => Some((problem, no.conflicts)),
    }
}

/// Sums up what a conflict needs and has.
pub(super) fn add_up(conflict: &mut Conflict) {
    let sum = |list: &[(Place, u32)]| list.iter().map(|entry| entry.1).sum::<u32>();
    let members: u32 = conflict.members.iter().map(|entry| entry.1).sum();
    let (minima, maxima) = (sum(&conflict.minima), sum(&conflict.maxima));
    (conflict.needed, conflict.available) = match conflict.shortage {
        Shortage::Seats => (members + minima, maxima),
        Shortage::Members => (minima, members + maxima),
    };
}

/// The conflict with the numbers of another problem.
fn recounted(problem: &Problem, conflict: &Conflict) -> Conflict {
    let mut conflict = conflict.clone();
    let Err(refused) = confirm(problem, &conflict) else { return conflict };
    for miscount in refused.miscounts() {
        match miscount {
            Miscount::Member { member, found, .. } => {
                conflict.members.iter_mut().filter(|entry| entry.0 == *member).for_each(|entry| entry.1 = *found);
            }
            Miscount::Maximum { place, max: Some(max), .. } => {
                conflict.maxima.iter_mut().filter(|entry| entry.0 == *place).for_each(|entry| entry.1 = *max);
            }
            _ => {}
        }
    }
    conflict.members.retain(|entry| entry.1 > 0);
    add_up(&mut conflict);
    conflict
}

fn bounded(problem: &Problem, place: &Place, change: impl Fn(&mut Bounds)) -> Change {
    let mut load = problem.load_of(place);
    change(&mut load);
    match place {
        Place::Organization(id) => Change::Load(id.clone(), load),
        Place::Area(id) => Change::AreaLoad(id.clone(), load),
    }
}

/// How many are missing after a change.
fn missing(problem: &Problem, change: Change) -> i64 {
    said(&problem.with([change]).unwrap()).cost.tier(0).unwrap()
}

proptest! {
    #![proptest_config(common::cases(200))]

    /// I1: "no" always has a reason, and counting the facts alone confirms each.
    #[test]
    fn i01_every_reason_is_confirmed(case in common::drawn()) {
        let Some((problem, conflicts)) = reasons(&case) else { return Ok(()) };
        prop_assert!(!conflicts.is_empty());
        for conflict in conflicts {
            prop_assert_eq!(confirm(&problem, &conflict), Ok(()));
        }
    }

    /// I4: every repair that is offered lowers what is missing, a bound by all that is short, and a smaller change of that bound does not.
    #[test]
    fn i04_every_repair_mends(case in common::drawn()) {
        let Some((problem, conflicts)) = reasons(&case) else { return Ok(()) };
        let before = said(&problem).cost.tier(0).unwrap();
        for conflict in &conflicts {
            let short = i64::from(conflict.short);
            for repair in &conflict.repairs {
                match repair.clone() {
                    Repair::Relax { .. } | Repair::Lift { .. } => unreachable!("there are no side rules"),
                    Repair::AskForWish { member, organization } => {
                        let wish = Registration { member, organization, rank: 99, on: None };
                        prop_assert!(missing(&problem, Change::Wish(wish)) < before, "{repair:?}");
                    }
                    Repair::Release { member, organization } => {
                        prop_assert!(missing(&problem, Change::Release(member, organization)) < before, "{repair:?}");
                    }
                    Repair::RaiseMaximum { place, by } => {
                        let raised = |by| bounded(&problem, &place, |load| load.max = load.max.map(|max| max + by));
                        prop_assert!(missing(&problem, raised(by)) + short <= before, "{repair:?}");
                        prop_assert!(missing(&problem, raised(by - 1)) + short > before, "{repair:?} {conflict:?}");
                    }
                    Repair::LowerMinimum { place, by } => {
                        let lowered = |by| bounded(&problem, &place, |load| load.min -= by);
                        prop_assert!(missing(&problem, lowered(by)) + short <= before, "{repair:?}");
                        prop_assert!(missing(&problem, lowered(by - 1)) + short > before, "{repair:?} {conflict:?}");
                    }
                }
            }
        }
    }

    /// I6: what is short of members says so: without any maximum nothing else can be short, without any minimum it cannot be.
    #[test]
    fn i06_what_is_short_of_members_says_so(case in common::case()) {
        let mut open = case.clone();
        open.roster.organizations.iter_mut().for_each(|o| o.load.max = None);
        open.roster.areas.iter_mut().for_each(|a| a.load.max = None);
        for conflict in reasons(&open).into_iter().flat_map(|found| found.1) {
            prop_assert!(conflict.shortage == Shortage::Members && conflict.maxima.is_empty(), "{conflict:?}");
        }
        let mut free = case;
        free.roster.organizations.iter_mut().for_each(|o| o.load.min = 0);
        free.roster.areas.iter_mut().for_each(|a| a.load.min = 0);
        for conflict in reasons(&free).into_iter().flat_map(|found| found.1) {
            prop_assert!(conflict.shortage == Shortage::Seats && conflict.minima.is_empty(), "{conflict:?}");
        }
    }

    /// I8: a ban more or a seat less never makes a complete plan possible, and the old reason, counted again, still holds.
    #[test]
    fn i08_more_constraints_keep_the_no(case in common::case(), at in any::<Index>(), is_ban in any::<bool>()) {
        let Some((problem, conflicts)) = reasons(&case) else { return Ok(()) };
        let change = if is_ban {
            let members = &case.roster.members;
            let at = at.index(members.len() * case.roster.organizations.len());
            let (member, organization) = (common::member(at % members.len()), common::org(at / members.len()));
            Change::Ban(Ban { member, organization, reason: "because".into() })
        } else {
            let place = at.get(&case.bounds()).0.clone();
            bounded(&problem, &place, |load| load.max = load.max.map(|max| max.saturating_sub(1)))
        };
        let Ok(changed) = problem.with([change]) else { return Ok(()) };
        prop_assert!(!said(&changed).solved);
        for conflict in conflicts {
            prop_assert_eq!(confirm(&changed, &recounted(&changed, &conflict)), Ok(()));
        }
    }
}
