//! Twelve ways to spoil an answer, each refused for the right reason, over random problems; and no true answer refused.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]
#![allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "the numbers are small")]

#[path = "../common/cases.rs"]
mod cases;
mod conflicts;
#[path = "../small/mod.rs"]
mod small;

use phancong::office::json::{read_answer, read_problem, write_outcome};
use phancong::*;
use proptest::prelude::*;
use proptest::sample::Index;
use small::{Small, placement, raw_prices, small};

/// The answer of the engine, judged to be true before it is spoiled.
fn answer(small: &Small) -> Plan {
    let plan = solve(&small.problem).unwrap().plan().clone();
    certify(&small.problem, &plan).unwrap();
    plan
}

/// The same claim and prices over other placements.
fn with_placements(plan: &Plan, placements: Vec<Placement>) -> Plan {
    let other = Plan::new(placements);
    let other = plan.prices().cloned().into_iter().fold(other, Plan::with_prices);
    plan.claim().cloned().into_iter().fold(other, Plan::with_claim)
}

fn with_claim(plan: &Plan, change: impl FnOnce(&mut Claim)) -> Plan {
    let mut claim = plan.claim().unwrap().clone();
    change(&mut claim);
    plan.clone().with_claim(claim)
}

fn reasons(problem: &Problem, plan: &Plan) -> Vec<Rejection> {
    certify(problem, plan).unwrap_err().rejections().to_vec()
}

/// The cost with one tier changed by one.
fn nudged(cost: &Cost, at: &Index, by: i64) -> Cost {
    let mut tiers = cost.tiers().to_vec();
    let tier = at.index(tiers.len());
    tiers[tier] += by;
    Cost::from(tiers)
}

fn complete(small: &Small) -> Option<Plan> {
    let plan = answer(small);
    certify(&small.problem, &plan).unwrap().is_complete().then_some(plan)
}

/// A member with a designation, who holds other candidates at every place instead; with one place a designation leaves no other candidate.
fn displaced(small: Small) -> Option<(Small, MemberId, Vec<Placement>)> {
    let places = small.problem.places() as usize;
    let found = small.roster.designations.iter().find_map(|pin| {
        let others = small.problem.candidates(&pin.member).filter(|o| !small.is_designated(&pin.member, &o.id));
        let instead: Vec<_> = others.take(places).map(|o| placement(&pin.member, &o.id)).collect();
        (instead.len() == places && small.keeps_maxima(&instead)).then_some((pin.member.clone(), instead))
    });
    found.map(|(member, instead)| (small, member, instead))
}

proptest! {
    #![proptest_config(cases::cases(256))]

    #[test]
    fn a_true_answer_is_never_refused(small in small(), raw in raw_prices(), keep in any::<u8>()) {
        let plan = answer(&small);
        prop_assert!(certify(&small.problem, &plan).unwrap().is_least());
        // Any part of it is a plan too, and so is it under other prices.
        let part: Vec<_> = plan.placements().iter().zip(0..).filter(|(_, bit)| keep >> (bit % 8) & 1 == 1).map(|(p, _)| p.clone()).collect();
        let part = small::with_true_claim(&small, Plan::new(part));
        prop_assert!(certify(&small.problem, &part).is_ok());
        let priced = Plan::new(plan.placements().to_vec()).with_prices(small.prices(&raw));
        if certify(&small.problem, &priced).is_ok() {
            let priced = small::with_true_claim(&small, priced);
            prop_assert!(certify(&small.problem, &priced).is_ok());
        }
    }

    #[test]
    fn a_wrong_cost(small in small(), at in any::<Index>(), up in any::<bool>()) {
        let plan = answer(&small);
        let wrong = with_claim(&plan, |claim| claim.cost = nudged(&claim.cost, &at, if up { 1 } else { -1 }));
        let (claimed, found) = (wrong.claim().unwrap().cost.clone(), plan.claim().unwrap().cost.clone());
        prop_assert_eq!(reasons(&small.problem, &wrong), vec![Rejection::WrongCost { claimed, found }]);
    }

    #[test]
    fn a_cost_with_a_tier_too_many_or_too_few(small in small(), more in any::<bool>()) {
        let plan = answer(&small);
        let wrong = with_claim(&plan, |claim| {
            let tiers = claim.cost.tiers();
            claim.cost = if more { tiers.iter().copied().chain([0]).collect() } else { tiers[1..].to_vec().into() };
        });
        let wrong_cost = matches!(&reasons(&small.problem, &wrong)[..], [Rejection::WrongCost { .. }]);
        prop_assert!(wrong_cost);
    }

    #[test]
    fn a_bound_off_by_one(small in small(), at in any::<Index>(), up in any::<bool>()) {
        let plan = answer(&small);
        let wrong = with_claim(&plan, |claim| claim.bound = nudged(&claim.bound, &at, if up { 1 } else { -1 }));
        let (claimed, found) = (wrong.claim().unwrap().bound.clone(), plan.claim().unwrap().bound.clone());
        prop_assert_eq!(reasons(&small.problem, &wrong), vec![Rejection::WrongBound { claimed, found }]);
    }

    #[test]
    fn a_moved_member(small in small(), at in any::<Index>()) {
        let plan = answer(&small);
        let mut moves = Vec::new();
        for (index, old) in plan.placements().iter().enumerate() {
            for organization in &small.roster.organizations {
                let mut placements = plan.placements().to_vec();
                placements[index] = placement(&old.member, &organization.id);
                placements.sort();
                if placements.windows(2).all(|two| two[0] != two[1]) && small.cost(&placements) != plan.claim().unwrap().cost.tiers() {
                    moves.push((placements, placement(&old.member, &organization.id)));
                }
            }
        }
        prop_assume!(!moves.is_empty());
        let (placements, moved) = at.get(&moves).clone();
        let legal = small.keeps_maxima(&placements) && small.roster.members.iter().all(|m| {
            let held: Vec<_> = placements.iter().filter(|p| p.member == m.id).map(|p| p.organization.clone()).collect();
            small.legal_sets(&m.id).contains(&held)
        });
        let reasons = reasons(&small.problem, &with_placements(&plan, placements));
        if legal {
            let wrong_cost = matches!(&reasons[..], [Rejection::WrongCost { .. }]);
            prop_assert!(wrong_cost, "{reasons:?}");
        } else {
            let right = |reason: &Rejection| match reason {
                Rejection::NotACandidate { member, organization } => placement(member, organization) == moved,
                Rejection::DesignationBroken { member, .. } => *member == moved.member,
                Rejection::OverMaximum { load, max, .. } => load > max,
                _ => false,
            };
            prop_assert!(!reasons.is_empty() && reasons.iter().all(right), "{reasons:?}");
        }
    }

    #[test]
    fn a_place_over_its_maximum(small in small(), at in any::<Index>()) {
        let plan = answer(&small);
        let loads: Vec<(Place, u32)> = small.loads(plan.placements()).into_iter().collect();
        prop_assume!(!loads.is_empty());
        let (place, load) = at.get(&loads).clone();
        // The same facts but for a maximum that is one too small for the plan; only prices and placements are taken over.
        let min = small.problem.load_of(&place).min.min(load - 1);
        let tight = Bounds { min, max: Some(load - 1) };
        let change = match &place {
            Place::Organization(id) => Change::Load(id.clone(), tight),
            Place::Area(id) => Change::AreaLoad(id.clone(), tight),
        };
        let tighter = small.problem.with([change]).unwrap();
        let expected = vec![Rejection::OverMaximum { place, load, max: load - 1 }];
        prop_assert_eq!(reasons(&tighter, &Plan::new(plan.placements().to_vec())), expected);
    }

    #[test]
    fn a_banned_pair(small in small(), at in any::<Index>()) {
        let plan = answer(&small);
        prop_assume!(!plan.placements().is_empty());
        let pair = at.get(plan.placements()).clone();
        let (member, organization) = (pair.member, pair.organization);
        let ban = Ban { member: member.clone(), organization: organization.clone(), reason: "theo yêu cầu công tác".into() };
        let Ok(banned) = small.problem.with([Change::Ban(ban)]) else { return Err(TestCaseError::reject("a defect")) };
        let expected = vec![Rejection::NotACandidate { member, organization }];
        prop_assert_eq!(reasons(&banned, &Plan::new(plan.placements().to_vec())), expected);
    }

    #[test]
    fn a_missing_member(small in small(), at in any::<Index>()) {
        let Some(plan) = complete(&small) else { return Err(TestCaseError::reject("incomplete")) };
        let mut placements = plan.placements().to_vec();
        let gone = at.get(&placements).member.clone();
        placements.retain(|p| p.member != gone);
        let found = Cost::from(small.cost(&placements));
        prop_assert!(found.tier(0) > Some(0));
        let claimed = plan.claim().unwrap().cost.clone();
        let expected = vec![Rejection::WrongCost { claimed, found }];
        prop_assert_eq!(reasons(&small.problem, &with_placements(&plan, placements)), expected);
    }

    #[test]
    fn a_doubled_member(small in small(), at in any::<Index>()) {
        let plan = answer(&small);
        prop_assume!(!plan.placements().is_empty());
        let pair = at.get(plan.placements()).clone();
        let twice: Vec<_> = plan.placements().iter().cloned().chain([pair.clone()]).collect();
        let (member, organization) = (pair.member.clone(), pair.organization);
        let expected = vec![Rejection::Twice { member, organization }];
        prop_assert_eq!(reasons(&small.problem, &with_placements(&plan, twice)), expected);
        // At another organization besides: more places than allowed, if the pair itself is.
        let held = plan.of(&pair.member).count();
        let others = small.problem.candidates(&pair.member).map(|o| placement(&pair.member, &o.id));
        let other = others.into_iter().find(|other| !plan.placements().contains(other));
        if let Some(other) = other.filter(|_| held == small.problem.places() as usize) {
            let more: Vec<_> = plan.placements().iter().cloned().chain([other]).collect();
            let expected = Rejection::TooManyPlaces { member: pair.member, found: held + 1, places: held };
            prop_assert!(reasons(&small.problem, &with_placements(&plan, more)).contains(&expected));
        }
    }

    #[test]
    fn a_member_or_an_organization_of_nowhere(small in small(), at in any::<Index>(), first in any::<bool>()) {
        let plan = answer(&small);
        // Before all members, or after them.
        let stranger: MemberId = if first { "a-stranger" } else { "stranger" }.parse().unwrap();
        let nowhere: OrganizationId = "nowhere".parse().unwrap();
        let one = at.get(&small.roster.members).id.clone();
        let somewhere = at.get(&small.roster.organizations).id.clone();
        let added = [placement(&stranger, &somewhere), placement(&one, &nowhere)];
        let placements = plan.placements().iter().cloned().chain(added).collect();
        let found = reasons(&small.problem, &with_placements(&plan, placements));
        let unknown_member = Rejection::UnknownMember { member: stranger, organization: somewhere };
        let unknown_organization = Rejection::UnknownOrganization { member: one, organization: nowhere };
        let mut expected = vec![unknown_organization, unknown_member];
        if first {
            expected.reverse();
        }
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_displaced_designation((small, member, instead) in small().prop_filter_map("nothing to displace", displaced)) {
        let pins = small.roster.designations.iter().filter(|pin| pin.member == member);
        let mut organizations: Vec<_> = pins.map(|pin| pin.organization.clone()).collect();
        organizations.sort();
        let expected = vec![Rejection::DesignationBroken { member, organizations }];
        prop_assert_eq!(reasons(&small.problem, &Plan::new(instead)), expected);
    }

    #[test]
    fn a_foreign_problem(one in small(), other in small()) {
        prop_assume!(one.problem.digest() != other.problem.digest());
        let plan = answer(&one);
        let tiers = one.problem.tiers().iter().map(|tier| &tier.name).eq(other.problem.tiers().iter().map(|tier| &tier.name));
        let found = reasons(&other.problem, &plan);
        let (claimed, expected) = (one.problem.digest().clone(), other.problem.digest().clone());
        let foreign = Rejection::OtherProblem { claimed, found: expected };
        prop_assert!(found.contains(&foreign));
        prop_assert_eq!(!tiers, found.iter().any(|reason| matches!(reason, Rejection::OtherTiers { .. })));
    }

    #[test]
    fn the_same_facts_with_one_word_changed(small in small(), at in any::<Index>()) {
        let plan = answer(&small);
        let mut roster = small.roster.clone();
        let index = at.index(roster.members.len());
        roster.members[index].name.push('.');
        let changed = Problem::new(roster, small.problem.rules().clone()).unwrap();
        let (claimed, found) = (small.problem.digest().clone(), changed.digest().clone());
        prop_assert_eq!(reasons(&changed, &plan), vec![Rejection::OtherProblem { claimed, found }]);
    }

    #[test]
    fn tiers_in_another_order(small in small(), at in any::<Index>()) {
        let plan = answer(&small);
        let found = plan.claim().unwrap().tiers.clone();
        prop_assume!(found.len() > 1);
        let first = at.index(found.len() - 1);
        let wrong = with_claim(&plan, |claim| claim.tiers.swap(first, first + 1));
        let claimed = wrong.claim().unwrap().tiers.clone();
        prop_assert_eq!(reasons(&small.problem, &wrong), vec![Rejection::OtherTiers { claimed, found }]);
    }

    #[test]
    fn the_certificate_of_another_plan(one in small(), other in small()) {
        // Claim and prices of another answer, with the digest and the tiers painted over.
        let (mine, theirs) = (answer(&one), answer(&other));
        let claim = mine.claim().unwrap().clone();
        let stolen = Claim { cost: theirs.claim().unwrap().cost.clone(), bound: theirs.claim().unwrap().bound.clone(), ..claim };
        prop_assume!(stolen.cost != mine.claim().unwrap().cost);
        let spoiled = Plan::new(mine.placements().to_vec()).with_prices(theirs.prices().unwrap().clone()).with_claim(stolen);
        let found = reasons(&one.problem, &spoiled);
        let wrong_cost = found.iter().any(|reason| matches!(reason, Rejection::WrongCost { .. }));
        prop_assert!(wrong_cost, "{found:?}");
    }

    #[test]
    fn prices_that_are_none(small in small(), at in any::<Index>(), sign in any::<bool>()) {
        let plan = answer(&small);
        let place = at.get(&small.bounds()).0.clone();
        let tiers = small.problem.tiers().len();
        let refused = |price: Cost, place: Place| {
            let mut prices = plan.prices().unwrap().clone();
            match place {
                Place::Organization(id) => drop(prices.organizations.insert(id, price)),
                Place::Area(id) => drop(prices.areas.insert(id, price)),
            }
            reasons(&small.problem, &plan.clone().with_prices(prices))
        };
        for found in [0, tiers - 1, tiers + 1] {
            let expected = vec![Rejection::PriceLength { place: place.clone(), found, tiers }];
            prop_assert_eq!(refused(Cost::zero(found), place.clone()), expected);
        }
        for place in [Place::Organization("nowhere".parse().unwrap()), Place::Area("nowhere".parse().unwrap())] {
            prop_assert_eq!(refused(Cost::zero(tiers), place.clone()), vec![Rejection::PriceOfStranger { place }]);
        }
        let price = if sign { (1 << 60) + 1 } else { -(1 << 60) - 1 };
        let tier = at.index(tiers);
        let far = (0..tiers).map(|index| if index == tier { price } else { 0 }).collect();
        let tier = small.problem.tiers()[tier].name.clone();
        prop_assert_eq!(refused(far, place.clone()), vec![Rejection::PriceTooLarge { place, tier, price }]);
    }

    #[test]
    fn a_truncated_file(small in small(), at in any::<Index>()) {
        let outcome = write_outcome(&small.problem, &solve(&small.problem).unwrap()).unwrap();
        let cut = at.index(outcome.len());
        let refused = read_answer(&outcome.as_bytes()[..cut]).unwrap_err().to_string();
        prop_assert!(refused.starts_with("line 1, column "), "{refused}");
    }
}

#[test]
fn a_refusal_says_everything_at_once() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let small = small().new_tree(&mut runner).unwrap().current();
    let plan = answer(&small);
    let spoiled = with_claim(&plan, |claim| {
        claim.cost = nudged(&claim.cost, &any::<Index>().new_tree(&mut runner).unwrap().current(), 1);
        claim.bound = nudged(&claim.bound, &any::<Index>().new_tree(&mut runner).unwrap().current(), 1);
    });
    let refused = certify(&small.problem, &spoiled).unwrap_err();
    assert_eq!(refused.rejections().len(), 2);
    let text = Error::from(refused).to_string();
    assert!(text.starts_with("the plan is refused for 2 reasons: the plan claims the cost ("), "{text}");
}

/// A plan that is read as it stands need not be in the order of the ids.
#[test]
fn the_order_of_the_lines_means_nothing() {
    let problem = read_problem(conflicts::SHORT_OF_MEMBERS.as_bytes()).unwrap();
    let line = |member, organization| serde_json::json!({"member": member, "organization": organization});
    let [an, binh] = [line("an", "binh-chau"), line("binh", "binh-hai")];
    let read = |lines: &[&serde_json::Value]| serde_json::from_value(serde_json::json!({"placements": lines})).unwrap();
    assert_eq!(certify(&problem, &read(&[&binh, &an])), certify(&problem, &read(&[&an, &binh])));
    assert!(certify(&problem, &read(&[&binh, &an])).is_ok());
    let twice = Rejection::Twice { member: "an".parse().unwrap(), organization: "binh-chau".parse().unwrap() };
    assert_eq!(reasons(&problem, &read(&[&an, &binh, &an])), [twice]);
}
