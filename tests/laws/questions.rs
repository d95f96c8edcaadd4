//! What is answered about a best plan is what solving again would say.

use super::common::{self, Case};
use super::{Said, lines, said, said_with};
use phancong::explain::{Barrier, Effect, Questions, barriers, draft};
use phancong::*;
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeSet;

fn pin(pair: &Placement) -> Change {
    let Placement { member, organization } = pair.clone();
    Change::Designate(Designation { member, organization, reason: "because".into() })
}

fn bounded(place: &Place, load: Bounds) -> Change {
    match place {
        Place::Organization(id) => Change::Load(id.clone(), load),
        Place::Area(id) => Change::AreaLoad(id.clone(), load),
    }
}

/// Every pair of a member and an organization.
fn pairs(case: &Case) -> Vec<Placement> {
    let roster = &case.roster;
    let at = |m: &Member, o: &Organization| Placement { member: m.id.clone(), organization: o.id.clone() };
    roster.members.iter().flat_map(|m| roster.organizations.iter().map(move |o| at(m, o))).collect()
}

fn plus(cost: &Cost, change: &Cost) -> Cost {
    cost.tiers().iter().zip(change.tiers()).map(|(a, b)| a + b).collect()
}

/// The table after the moves; none when someone moves from where they are not, or to where they are.
fn moved(table: &[Placement], effect: &Effect) -> Option<Vec<Placement>> {
    let mut table: BTreeSet<Placement> = table.iter().cloned().collect();
    let at = |member: &MemberId, organization: &OrganizationId| Placement {
        member: member.clone(),
        organization: organization.clone(),
    };
    let froms = effect.moves.iter().filter_map(|m| Some(at(&m.member, m.from.as_ref()?)));
    let tos = effect.moves.iter().filter_map(|m| Some(at(&m.member, m.to.as_ref()?)));
    let (froms, tos): (Vec<_>, Vec<_>) = (froms.collect(), tos.collect());
    froms.iter().all(|from| table.remove(from)).then_some(())?;
    tos.into_iter().all(|to| table.insert(to)).then_some(())?;
    Some(table.into_iter().collect())
}

/// A member with the places held.
type Line<'a> = (&'a Member, Vec<&'a Organization>);

/// The least cost of the plans that the test keeps, by listing all of them.
fn least(case: &Case, keep: &dyn Fn(&[Line<'_>]) -> bool) -> Option<Cost> {
    let places = case.problem().unwrap().places();
    let plans = case.plans(places);
    plans.iter().filter(|plan| keep(plan)).filter_map(|plan| case.cost(plan, places)).min()
}

fn with_load(case: &Case, place: &Place, load: Bounds) -> Case {
    let mut case = case.clone();
    match place {
        Place::Organization(id) => case.roster.organizations.iter_mut().find(|o| o.id == *id).unwrap().load = load,
        Place::Area(id) => case.roster.areas.iter_mut().find(|a| a.id == *id).unwrap().load = load,
    }
    case
}

/// Whether a plan of that cost, under the designation of a pair, has the pair.
fn is_held_by_a_best_plan(case: &Case, pair: &Placement, cost: &Cost) -> bool {
    let mut pinned = case.clone();
    let Placement { member, organization } = pair.clone();
    pinned.roster.designations.push(Designation { member, organization, reason: "because".into() });
    let places = pinned.problem().unwrap().places();
    let plans = pinned.plans(places);
    let mut best = plans.iter().filter(|plan| pinned.cost(plan, places).as_ref() == Some(cost));
    best.any(|plan| plan.iter().any(|(m, held)| m.id == pair.member && held.iter().any(|o| o.id == pair.organization)))
}

proptest! {
    #![proptest_config(common::cases(200))]

    /// Nothing keeps a member from exactly the organizations the member may be placed at.
    #[test]
    fn barriers_are_empty_exactly_for_candidates(case in common::case()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        for Placement { member, organization } in pairs(&case) {
            let may = problem.candidates(&member).any(|o| o.id == organization);
            let found = barriers(&problem, &member, &organization);
            let full = found.iter().all(|barrier| matches!(barrier, Barrier::DesignatedElsewhere { .. }));
            prop_assert_eq!(may, if may { full } else { found.is_empty() }, "{}: {:?}", organization, found);
        }
    }

    /// Forcing any pair costs, tier by tier, what solving again with that designation says; where no designation is possible there is no figure.
    #[test]
    fn a_forced_pair_costs_what_solving_again_says(case in common::drawn()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let outcome = solve(&problem).unwrap();
        let before = said(&problem);
        let questions = Questions::new(&problem, outcome.plan()).unwrap();
        for pair in pairs(&case) {
            let why = questions.why(&pair.member, &pair.organization).unwrap();
            let after = said_with(&problem, pin(&pair));
            if before.table.contains(&pair) {
                prop_assert!(why.line.is_some() && why.forced.is_none() && why.instead.is_empty());
                prop_assert_eq!(after, Some(before.clone()));
                continue;
            }
            prop_assert!(why.line.is_none());
            prop_assert_eq!(why.forced.is_some(), after.is_some(), "{:?}", why.barriers);
            let (Some(forced), Some(after)) = (why.forced, after) else { continue };
            prop_assert_eq!(&plus(&before.cost, &forced.effect.cost), &after.cost);
            prop_assert!(forced.bound <= forced.effect.cost);
            // Naming a place that was not allowed is a choice more, and may make the plan better.
            prop_assert!(!why.barriers.is_empty() || forced.effect.cost >= Cost::zero(before.cost.tiers().len()));
            let on_record = case.roster.designations.iter().any(|d| d.member == pair.member && d.organization == pair.organization);
            prop_assert_eq!(forced.held, if on_record { false } else { is_held_by_a_best_plan(&case, &pair, &after.cost) });
        }
    }

    /// The exact price of a pair is never below the bound read off the prices; and with that one pin released it is attained: the best table under the pin is a
    /// table of the question without it, and costs exactly so much more than the best.
    #[test]
    fn the_exact_price_is_never_below_the_bound_and_attained_with_the_pin_released(case in common::case()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let outcome = solve(&problem).unwrap();
        let best = said(&problem).cost;
        let questions = Questions::new(&problem, outcome.plan()).unwrap();
        for pair in pairs(&case) {
            let why = questions.why(&pair.member, &pair.organization).unwrap();
            let Some(forced) = why.forced.filter(|_| why.barriers.is_empty()) else { continue };
            prop_assert!(forced.bound <= forced.effect.cost);
            // One on record would be released with it.
            if case.roster.designations.iter().any(|d| (&d.member, &d.organization) == (&pair.member, &pair.organization)) {
                continue;
            }
            let pinned = problem.with([pin(&pair)]).unwrap();
            let table = said(&pinned).table;
            let held = table.contains(&pair);
            let released = pinned.with([Change::Release(pair.member.clone(), pair.organization.clone())]).unwrap();
            prop_assert_eq!(released.digest(), problem.digest());
            if held {
                let judged = certify(&problem, &Plan::new(table)).unwrap();
                prop_assert_eq!(judged.cost, plus(&best, &forced.effect.cost));
            }
        }
    }

    /// The moves told make of the best plan a legal one that holds the pair and costs exactly what was said.
    #[test]
    fn the_moves_told_make_a_plan_of_exactly_that_cost(case in common::drawn()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let outcome = solve(&problem).unwrap();
        let before = said(&problem);
        let questions = Questions::new(&problem, outcome.plan()).unwrap();
        for pair in pairs(&case) {
            let Some(forced) = questions.why(&pair.member, &pair.organization).unwrap().forced else { continue };
            let table = moved(&before.table, &forced.effect);
            prop_assert!(table.is_some(), "{:?}", forced.effect);
            let table = table.unwrap();
            prop_assert_eq!(table.contains(&pair), forced.held);
            let changed = problem.with([pin(&pair)]).unwrap();
            let judged = certify(&changed, &Plan::new(table)).unwrap();
            prop_assert_eq!(judged.cost, plus(&before.cost, &forced.effect.cost));
        }
    }

    /// Alternatives of a line are the member's other candidates with what `why` says of each; the cheapest way to hold another place is among them.
    #[test]
    fn alternatives_are_the_other_candidates(case in common::drawn()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let outcome = solve(&problem).unwrap();
        let questions = Questions::new(&problem, outcome.plan()).unwrap();
        for pair in outcome.plan().placements() {
            let why = questions.why(&pair.member, &pair.organization).unwrap();
            let designated = |id: &OrganizationId| {
                problem.roster().designations.iter().any(|d| d.member == pair.member && d.organization == *id)
            };
            let held: Vec<&OrganizationId> = outcome.plan().of(&pair.member).collect();
            let others: BTreeSet<OrganizationId> = problem
                .candidates(&pair.member)
                .map(|o| o.id.clone())
                .filter(|id| !designated(id) && !held.contains(&id) && !designated(&pair.organization))
                .collect();
            let told: BTreeSet<OrganizationId> = why.alternatives.iter().map(|a| a.organization.clone()).collect();
            prop_assert_eq!(told, others);
            prop_assert_eq!(why.others, 0);
            for other in &why.alternatives {
                let again = questions.why(&pair.member, &other.organization).unwrap();
                prop_assert_eq!(again.forced.as_ref(), Some(&other.forced));
            }
        }
    }

    /// One member more or fewer at a place costs what the best of all such plans costs more, the place's own bounds giving way as far as that.
    #[test]
    fn a_seat_is_worth_what_the_best_of_all_plans_says(case in common::drawn(), at in any::<Index>()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let outcome = solve(&problem).unwrap();
        let Said { cost, table, .. } = said(&problem);
        let questions = Questions::new(&problem, outcome.plan()).unwrap();
        let (place, load) = at.get(&case.bounds()).clone();
        let now = case.load(&lines(&case, &table), &place);
        let view = questions.at(&place).unwrap();
        prop_assert_eq!(view.load.count, now);
        let wider = with_load(&case, &place, Bounds { max: load.max.map(|max| max.max(now + 1)), ..load });
        let more = least(&wider, &|plan| wider.load(plan, &place) > now);
        prop_assert_eq!(view.more.map(|effect| plus(&cost, &effect.cost)), more);
        let fewer = now.checked_sub(1).and_then(|fewer| {
            let looser = with_load(&case, &place, Bounds { min: load.min.min(fewer), ..load });
            least(&looser, &|plan| looser.load(plan, &place) <= fewer)
        });
        prop_assert_eq!(view.less.map(|effect| plus(&cost, &effect.cost)), fewer);
    }

    /// Another limit by one seat, solved again, is what the view of the place says: a full place with one seat more, and any place with one less.
    #[test]
    fn one_seat_more_or_less_is_what_solving_again_says(case in common::drawn(), at in any::<Index>()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let outcome = solve(&problem).unwrap();
        let before = said(&problem).cost;
        let questions = Questions::new(&problem, outcome.plan()).unwrap();
        let (place, load) = at.get(&case.bounds()).clone();
        let view = questions.at(&place).unwrap();
        let now = view.load.count;
        let raised = Bounds { max: load.max.map(|max| max + 1), ..load };
        let after = said_with(&problem, bounded(&place, raised)).unwrap().cost;
        prop_assert_eq!(view.wants_a_seat(), after < before);
        let better = view.more.filter(|_| load.max == Some(now)).map(|effect| plus(&before, &effect.cost));
        prop_assert_eq!(&after, &better.filter(|better| *better < before).unwrap_or_else(|| before.clone()));
        let Some(fewer) = now.checked_sub(1) else { return Ok(()) };
        let lowered = Bounds { min: load.min.min(fewer), max: Some(fewer) };
        // Designations may ask for more seats than are left; that is refused when it is put, and not here.
        let Some(after) = said_with(&problem, bounded(&place, lowered)) else { return Ok(()) };
        prop_assert_eq!(view.less.map(|effect| plus(&before, &effect.cost)), Some(after.cost));
    }

    /// Who could come are exactly the others who may be placed there, and no bound is above what it comes to.
    #[test]
    fn who_could_come_is_who_may_be_placed(case in common::case(), at in any::<Index>()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let outcome = solve(&problem).unwrap();
        let questions = Questions::new(&problem, outcome.plan()).unwrap();
        let here = at.get(&case.roster.organizations).id.clone();
        let view = questions.at(&Place::Organization(here.clone())).unwrap();
        let holds = |m: &Member| outcome.plan().of(&m.id).any(|o| *o == here);
        let come: BTreeSet<_> = case.roster.members.iter().filter(|m| holds(m)).map(|m| m.id.clone()).collect();
        prop_assert_eq!(view.come.into_iter().collect::<BTreeSet<_>>(), come);
        let may = |m: &&Member| !holds(m) && !case.designated(m, &here) && case.may_go(m).iter().any(|o| o.id == here);
        let full = |m: &&Member| {
            case.may_go(m).iter().filter(|o| case.designated(m, &o.id)).count() >= problem.places() as usize
        };
        let could: BTreeSet<_> = case.roster.members.iter().filter(may).filter(|m| !full(m)).map(|m| m.id.clone()).collect();
        prop_assert_eq!(view.could.iter().map(|guest| guest.member.clone()).collect::<BTreeSet<_>>(), could);
        for guest in &view.could {
            let forced = questions.why(&guest.member, &here).unwrap().forced.unwrap();
            prop_assert!(!forced.held || guest.bound <= forced.effect.cost);
        }
    }

    /// An explanation is sufficient: with everybody who is not named as moving held where they are, the pair costs what was said.
    #[test]
    fn nobody_but_those_named_has_to_move(case in common::drawn(), at in any::<Index>()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let before = said(&problem);
        let pair = at.get(&pairs(&case)).clone();
        let outcome = solve(&problem).unwrap();
        let why = Questions::new(&problem, outcome.plan()).unwrap().why(&pair.member, &pair.organization).unwrap();
        let forced = why.forced.filter(|forced| forced.held && why.barriers.is_empty());
        let Some(forced) = forced else { return Ok(()) };
        let movers: BTreeSet<&MemberId> = forced.effect.moves.iter().map(|m| &m.member).collect();
        let stay = before.table.iter().filter(|line| !movers.contains(&line.member));
        let changed = problem.with(stay.map(pin).chain([pin(&pair)])).unwrap();
        prop_assert_eq!(said(&changed).cost, plus(&before.cost, &forced.effect.cost));
    }

    /// A plan that its prices do not prove best is not asked.
    #[test]
    fn what_is_not_proved_is_not_answered(case in common::case()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let typed = Plan::new(solve(&problem).unwrap().plan().placements().to_vec());
        let judged = certify(&problem, &typed).unwrap();
        let answer = Questions::new(&problem, &typed);
        if judged.is_least() {
            prop_assert!(answer.is_ok(), "{:?}", answer.err());
        } else {
            let refused = matches!(answer, Err(Error::NotBest { .. }));
            prop_assert!(refused);
        }
    }

    /// A table from elsewhere is judged as the judge does, and the way to a best plan is the shortest to any best plan.
    #[test]
    fn a_draft_is_judged_and_led_to_the_nearest_best_plan(case in common::drawn(), at in any::<Index>(), other in any::<Index>()) {
        let Ok(problem) = case.problem() else { return Ok(()) };
        let places = problem.places();
        let plans = case.plans(places);
        let typed = at.get(&plans);
        let mut table: Vec<Placement> = typed.iter().flat_map(|(m, held)| held.iter().map(|o| line(&m.id, &o.id))).collect();
        let foreign = other.get(&pairs(&case)).clone();
        let legal = other.index(3) > 0;
        if !legal && !table.contains(&foreign) {
            table.push(foreign);
        }
        let plan = Plan::new(table.clone());
        let said = draft(&problem, &plan).unwrap();
        prop_assert_eq!(&said.judged, &certify(&problem, &plan));
        let best = super::said(&problem).cost;
        prop_assert!(certify(&problem, &said.best).unwrap().is_least());
        prop_assert_eq!(&said.best.claim().unwrap().cost, &best);
        if legal {
            prop_assert_eq!(said.gap, case.cost(typed, places).unwrap().minus(&best));
        }
        let (gone, come) = (said.diff.ended().count(), said.diff.begun().count());
        let kept = |lines: &[Placement]| lines.iter().filter(|line| table.contains(line)).count();
        let lines_of = |plan: &[(&Member, Vec<&Organization>)]| -> Vec<Placement> {
            plan.iter().flat_map(|(m, held)| held.iter().map(|o| line(&m.id, &o.id))).collect()
        };
        let all = plans.iter().filter(|plan| case.cost(plan, places) == Some(best.clone()));
        let most = all.map(|plan| kept(&lines_of(plan))).max().unwrap();
        let to = said.best.placements();
        prop_assert_eq!((kept(to), gone, come), (most, table.len() - most, to.len() - most));
        let mut changed: BTreeSet<Placement> = table.iter().cloned().collect();
        prop_assert!(said.diff.ended().all(|line| changed.remove(&line)));
        prop_assert!(said.diff.begun().all(|line| changed.insert(line)));
        prop_assert!(changed.iter().eq(to));
    }
}

fn line(member: &MemberId, organization: &OrganizationId) -> Placement {
    Placement { member: member.clone(), organization: organization.clone() }
}
