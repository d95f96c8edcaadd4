//! Questions under side rules: every figure is what the list of all plans says, and how it was found is told.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop with a panic"
)]

mod common;

use common::{Case, area, member, org, side::with_rules};
use phancong::explain::{Basis, Effect, Questions, draft};
use phancong::*;
use proptest::prelude::*;
use proptest::sample::Index;
use std::cell::Cell;
use std::collections::BTreeSet;

fn plus(cost: &Cost, change: &Cost) -> Cost {
    cost.tiers().iter().zip(change.tiers()).map(|(a, b)| a + b).collect()
}

fn pinned(case: &Case, pair: &Placement) -> Case {
    let mut case = case.clone();
    let Placement { member, organization } = pair.clone();
    case.roster.designations.push(Designation { member, organization, reason: String::new() });
    case
}

/// Every pair of a member and an organization.
fn pairs(case: &Case) -> Vec<Placement> {
    let roster = &case.roster;
    let at = |m: &Member, o: &Organization| Placement { member: m.id.clone(), organization: o.id.clone() };
    roster.members.iter().flat_map(|m| roster.organizations.iter().map(move |o| at(m, o))).collect()
}

/// The table after the moves.
fn moved(table: &[Placement], effect: &Effect) -> Vec<Placement> {
    let mut table: BTreeSet<Placement> = table.iter().cloned().collect();
    let at = |member: &MemberId, organization: &OrganizationId| Placement {
        member: member.clone(),
        organization: organization.clone(),
    };
    for step in &effect.moves {
        assert!(step.from.iter().all(|from| table.remove(&at(&step.member, from))), "{step:?}");
    }
    for step in &effect.moves {
        assert!(step.to.iter().all(|to| table.insert(at(&step.member, to))), "{step:?}");
    }
    table.into_iter().collect()
}

/// The least cost of the plans kept, by listing all of them.
fn least(case: &Case, places: u32, load: &dyn Fn(u32) -> bool, place: &Place) -> Option<Cost> {
    let plans = case.plans(places);
    let kept = plans.iter().filter(|plan| load(case.load(plan, place)));
    kept.filter_map(|plan| case.cost_with_rules(plan, places)).min()
}

fn with_load(case: &Case, place: &Place, load: Bounds) -> Case {
    let mut case = case.clone();
    match place {
        Place::Organization(id) => case.roster.organizations.iter_mut().find(|o| o.id == *id).unwrap().load = load,
        Place::Area(id) => case.roster.areas.iter_mut().find(|a| a.id == *id).unwrap().load = load,
    }
    case
}

/// Holds what is said of one member more and one fewer at a place against the list of all plans.
fn a_seat_is_worth_it(case: &Case, place: &Place) {
    let problem = case.problem().unwrap();
    let places = problem.places();
    let outcome = solve(&problem).unwrap();
    let cost = outcome.plan().claim().unwrap().cost.clone();
    let load = case.bounds().into_iter().find(|(at, _)| at == place).unwrap().1;
    let view = Questions::new(&problem, outcome.plan()).unwrap().at(place).unwrap();
    let now = view.load.count;
    let inside = |p: &&Placement| match place {
        Place::Organization(id) => p.organization == *id,
        Place::Area(id) => case.in_area(case.roster.organizations.iter().find(|o| o.id == p.organization).unwrap(), id),
    };
    assert_eq!(usize::try_from(now).unwrap(), outcome.plan().placements().iter().filter(inside).count());
    for effect in view.more.iter().chain(&view.less) {
        assert_eq!(effect.basis, Basis::SolvedAgain);
    }
    let wider = with_load(case, place, Bounds { max: load.max.map(|max| max.max(now + 1)), ..load });
    let more = least(&wider, places, &|load| load > now, place);
    assert_eq!(view.more.map(|effect| plus(&cost, &effect.cost)), more);
    let fewer = now.checked_sub(1).and_then(|fewer| {
        let looser = with_load(case, place, Bounds { min: load.min.min(fewer), ..load });
        least(&looser, places, &|load| load <= fewer, place)
    });
    assert_eq!(view.less.map(|effect| plus(&cost, &effect.cost)), fewer);
    for guest in &view.could {
        let Place::Organization(here) = place else { break };
        let pair = Placement { member: guest.member.clone(), organization: here.clone() };
        let plans = case.plans(places);
        let has = |plan: &&Vec<(&Member, Vec<&Organization>)>| {
            plan.iter().any(|(m, held)| m.id == pair.member && held.iter().any(|o| o.id == pair.organization))
        };
        let least = plans.iter().filter(has).filter_map(|plan| case.cost_with_rules(plan, places)).min();
        assert!(least.is_none_or(|least| plus(&cost, &guest.bound) <= least));
    }
}

/// Poor prices at the start once asked a place without a maximum for units by the billion here.
#[test]
fn a_seat_in_an_area_whose_members_are_apart() {
    use Measure::{Load, Moves, Outside, Rank, Repeat, Unplaced};
    let tiers: [&[(Measure, i64)]; 4] =
        [&[(Unplaced, 1)], &[(Rank, 2)], &[(Outside, 3), (Moves, 2), (Repeat, 2)], &[(Load, 2)]];
    let area_of = |at: usize, parent: Option<usize>, min, max| Area {
        id: area(at),
        name: String::new(),
        parent: parent.map(area),
        load: Bounds { min, max },
    };
    let org_of = |at: usize, lies: usize, min, max| Organization {
        id: org(at),
        name: String::new(),
        area: area(lies),
        parent: None,
        load: Bounds { min, max },
    };
    let member_of = |at: usize, body: &str, scope: Vec<AreaId>| Member {
        id: member(at),
        name: String::new(),
        body: body.parse().unwrap(),
        own: None,
        scope,
    };
    let at = |m: usize, o: usize| Placement { member: member(m), organization: org(o) };
    let wish = |m: usize, o: usize, rank| Registration { member: member(m), organization: org(o), rank, on: None };
    let apart = |id: &str| SideRule {
        id: id.parse().unwrap(),
        source: "a test".into(),
        text: Text { vi: "thử".into(), en: "test".into() },
        says: Demand::Apart { members: vec![Who::Member(member(0)), Who::Member(member(1))] },
    };
    let roster = Roster {
        areas: vec![area_of(0, None, 2, Some(2)), area_of(1, Some(0), 0, Some(2))],
        organizations: vec![org_of(0, 1, 0, Some(0)), org_of(1, 0, 1, None), org_of(2, 1, 0, Some(2))],
        members: vec![member_of(0, "others", vec![]), member_of(1, "picked", vec![area(0)])],
        registrations: vec![wish(0, 0, 1), wish(0, 2, 2), wish(0, 1, 3), wish(1, 1, 1), wish(1, 2, 2)],
        previous: vec![at(0, 1)],
        history: vec![at(0, 1), at(0, 0), at(0, 2)],
        side_rules: vec![apart("r0"), apart("r1")],
        ..Roster::default()
    };
    let policy = common::policy(1, &tiers, LocalityReading::Hard);
    a_seat_is_worth_it(&Case { roster, policy }, &Place::Area(area(1)));
}

proptest! {
    #![proptest_config(common::cases(100))]

    /// A forced pair costs exactly what the best of all plans with that designation costs more; the moves lead to such a plan.
    #[test]
    fn a_forced_pair_costs_what_the_list_of_all_plans_says(case in with_rules(common::sound())) {
        let problem = case.problem().unwrap();
        let outcome = solve(&problem).unwrap();
        let (plan, before) = (outcome.plan(), outcome.plan().claim().unwrap().cost.clone());
        let questions = Questions::new(&problem, plan).unwrap();
        for pair in pairs(&case) {
            let why = questions.why(&pair.member, &pair.organization).unwrap();
            let designated = pinned(&case, &pair);
            if plan.placements().contains(&pair) {
                prop_assert!(why.line.is_some() && why.forced.is_none());
                for other in &why.alternatives {
                    let again = questions.why(&pair.member, &other.organization).unwrap();
                    prop_assert_eq!(again.forced.as_ref(), Some(&other.forced));
                }
                continue;
            }
            prop_assert_eq!(why.forced.is_some(), designated.problem().is_ok(), "{:?}", why.barriers);
            let Some(forced) = why.forced else { continue };
            let changed = designated.problem().unwrap();
            prop_assert_eq!(&forced.effect.basis, &Basis::SolvedAgain);
            prop_assert_eq!(&plus(&before, &forced.effect.cost), &designated.least_with_rules(problem.places()));
            prop_assert!(forced.bound <= forced.effect.cost, "{:?}", forced);
            let table = moved(plan.placements(), &forced.effect);
            prop_assert_eq!(table.contains(&pair), forced.held);
            let judged = certify(&changed, &Plan::new(table)).unwrap();
            prop_assert_eq!(judged.cost, plus(&before, &forced.effect.cost));
        }
    }

    /// One member more or fewer at a place costs what the best of all such plans costs more, the place's own bounds giving way as far as that.
    #[test]
    fn a_seat_is_worth_what_the_list_of_all_plans_says(case in with_rules(common::sound()), at in any::<Index>()) {
        let place = at.get(&case.bounds()).0.clone();
        a_seat_is_worth_it(&case, &place);
    }

    /// A limit leaves a figure that is proved, one that says what it costs at least, or no answer; never a false one.
    #[test]
    fn a_limit_is_told(case in with_rules(common::sound()), calls in 0..80u32, at in any::<Index>()) {
        let problem = case.problem().unwrap();
        let outcome = solve(&problem).unwrap();
        let before = outcome.plan().claim().unwrap().cost.clone();
        let left = Cell::new(u32::MAX);
        let stop = || { left.set(left.get().saturating_sub(1)); left.get() == 0 };
        let questions = Questions::until(&problem, outcome.plan(), &stop).unwrap();
        left.set(calls);
        let pair = at.get(&pairs(&case)).clone();
        let forced = match questions.why(&pair.member, &pair.organization) {
            Ok(why) => why.forced,
            Err(error) => { prop_assert_eq!(error, Error::Cancelled); return Ok(()) }
        };
        let Some(forced) = forced else { return Ok(()) };
        let exact = pinned(&case, &pair).least_with_rules(problem.places()).minus(&before).unwrap();
        match forced.effect.basis {
            Basis::NotProved { at_least } => prop_assert!(at_least <= exact && exact <= forced.effect.cost),
            basis => prop_assert_eq!((basis, forced.effect.cost), (Basis::SolvedAgain, exact)),
        }
    }

    /// A plan that is not proved is not asked, and a draft is not led to the nearest plan.
    #[test]
    fn what_is_not_proved_is_not_answered(case in with_rules(common::sound())) {
        let problem = case.problem().unwrap();
        let ids: Vec<RuleId> = problem.roster().side_rules.iter().map(|rule| rule.id.clone()).collect();
        let typed = Plan::new(solve(&problem).unwrap().plan().placements().to_vec());
        prop_assert_eq!(draft(&problem, &typed).err(), Some(Error::SideRules(ids)));
        match (certify(&problem, &typed).unwrap().is_least(), Questions::new(&problem, &typed)) {
            (true, answer) => prop_assert!(answer.is_ok()),
            (false, answer) => {
                let refused = matches!(answer, Err(Error::NotBest { .. }));
                prop_assert!(refused);
            }
        }
    }

    #[test]
    fn the_laws_hold_under_side_rules(case in with_rules(common::sound())) {
        prop_assert_eq!(laws::check(&case.problem().unwrap()), Ok(()));
    }
}
