//! Side rules: the answer is the best of all plans that keep them, its proof is one the judge accepts, and spoiled proofs are refused.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop with a panic"
)]

mod common;

use phancong::*;
use proptest::prelude::*;

proptest! {
    #![proptest_config(common::cases(1_000))]

    #[test]
    fn the_answer_is_the_best_of_all_plans_that_keep_the_rules(case in common::side::with_rules(common::sound())) {
        let problem = case.problem().unwrap();
        let least = case.least_with_rules(problem.places());
        let outcome = solve(&problem).unwrap();
        let certificate = certify(&problem, outcome.plan()).unwrap();
        prop_assert_eq!(&certificate.cost, &least);
        prop_assert!(certificate.is_least(), "{certificate:?}");
        match &outcome {
            Outcome::Solved(_) => prop_assert!(certificate.is_optimal()),
            Outcome::Infeasible(no) => {
                prop_assert!(certificate.proves_infeasible());
                prop_assert!(!no.conflicts.is_empty() || no.clash.is_some());
            }
            Outcome::Unproved(_) => prop_assert!(false, "not proved"),
        }
    }
}

fn rule(id: &str, says: Demand) -> SideRule {
    let text = Text { vi: "thử".into(), en: "test".into() };
    SideRule { id: id.parse().unwrap(), source: "a test".into(), text, says }
}

fn who(at: usize) -> Who {
    Who::Member(common::member(at))
}

fn at_most(count: u32, of: Vec<Term>) -> Demand {
    Demand::AtMost { count, of }
}

fn term(members: Option<Vec<Who>>, places: Option<Vec<Place>>, weight: u32) -> Term {
    Term { members, places, weight }
}

/// Two members who may both go to either of two organizations.
fn two() -> common::Case {
    let mut roster = Roster::default();
    roster.areas.push(Area { id: common::area(0), name: String::new(), parent: None, load: Bounds::default() });
    for at in 0..2 {
        let load = Bounds::default();
        let area = common::area(0);
        roster.organizations.push(Organization { id: common::org(at), name: String::new(), area, parent: None, load });
        let body = "others".parse().unwrap();
        roster.members.push(Member { id: common::member(at), name: String::new(), body, own: None, scope: vec![] });
        for (rank, to) in [(1, at), (2, 1 - at)] {
            let (member, organization) = (common::member(at), common::org(to));
            roster.registrations.push(Registration { member, organization, rank, on: None });
        }
    }
    let tiers: [&[(Measure, i64)]; 3] = [&[(Measure::Unplaced, 1)], &[(Measure::Rank, 1)], &[(Measure::Load, 1)]];
    common::Case { roster, policy: common::policy(1, &tiers, LocalityReading::Principle) }
}

fn solved(rules: Vec<SideRule>) -> (Problem, Outcome) {
    let mut case = two();
    case.roster.side_rules = rules;
    let problem = case.problem().unwrap();
    let outcome = solve(&problem).unwrap();
    (problem, outcome)
}

#[test]
fn every_defect_of_side_rules_is_named_at_once() {
    let mut case = two();
    let nowhere = Place::Area("nowhere".parse().unwrap());
    let of = |term| vec![term];
    case.roster.side_rules = vec![
        rule("a", Demand::Apart { members: vec![] }),
        rule("b", Demand::Apart { members: vec![who(0), who(0)] }),
        rule("c", Demand::Together { members: vec![who(1)] }),
        rule("d", Demand::Apart { members: vec![Who::Body("empty".parse().unwrap()), who(7)] }),
        rule("e", at_most(1, vec![])),
        rule("f", at_most(1, of(term(Some(vec![]), Some(vec![nowhere]), 0)))),
        rule("g", Demand::AtLeast { count: 0, of: of(term(None, None, 1)) }),
        rule("h", Demand::AtLeast { count: 3, of: of(term(None, None, 1)) }),
        rule("h", at_most(1, of(term(None, None, 1)))),
        rule("i", at_most(1, (0..600).map(|_| term(None, None, u32::MAX)).collect())),
    ];
    let Err(ProblemError::Defects(defects)) = case.problem() else { panic!("no defect was found") };
    let said: Vec<String> = defects.iter().map(ToString::to_string).collect();
    for expected in [
        "side rule `a` has an empty list",
        "side rule `b` names member `m0` twice",
        "side rule `c` needs two members",
        "side rule `d` speaks of body `empty`",
        "`m7` is not in members (side_rules 4)",
        "side rule `e` has an empty list",
        "side rule `f` has an empty list",
        "`nowhere` is not in areas (side_rules 6)",
        "side rule `f` has a number 0",
        "side rule `g` has a number 0",
        "side rule `h` demands at least 3, and whatever the table it counts 2 at most",
        "id `h` stands twice in side_rules",
        "side rule `i` counts up to more than 2^40",
    ] {
        assert!(said.iter().any(|line| line.contains(expected)), "{expected}: {said:#?}");
    }
}

#[test]
fn the_order_of_rules_and_of_their_lists_means_nothing() {
    let one = rule("a", Demand::Apart { members: vec![who(0), who(1)] });
    let turned = rule("a", Demand::Apart { members: vec![who(1), who(0)] });
    let terms = [term(None, None, 2), term(Some(vec![who(0)]), None, 1)];
    let other = |order: [usize; 2]| rule("b", at_most(9, order.iter().map(|&at| terms[at].clone()).collect()));
    let (first, _) = solved(vec![one, other([0, 1])]);
    let (second, _) = solved(vec![other([1, 0]), turned]);
    assert_eq!(first.digest(), second.digest());
    assert_ne!(first.digest(), solved(vec![]).0.digest());
}

#[test]
fn rules_that_the_best_table_keeps_need_no_proof_of_their_own() {
    let (problem, outcome) = solved(vec![rule("a", Demand::Apart { members: vec![who(0), who(1)] })]);
    assert!(outcome.plan().proof().is_none());
    assert!(certify(&problem, outcome.plan()).unwrap().is_optimal());
}

#[test]
fn members_kept_together_share_a_place_at_the_least_cost() {
    let (problem, outcome) = solved(vec![rule("a", Demand::Together { members: vec![who(0), who(1)] })]);
    let certificate = certify(&problem, outcome.plan()).unwrap();
    assert!(certificate.is_optimal());
    assert_eq!(certificate.cost, Cost::from([0, 1, 4]));
    let organizations: Vec<_> = outcome.plan().placements().iter().map(|p| &p.organization).collect();
    assert_eq!(organizations[0], organizations[1]);
}

#[test]
fn a_table_that_breaks_a_rule_is_refused_with_the_rule() {
    let (problem, _) = solved(vec![
        rule("a", Demand::Together { members: vec![who(0), who(1)] }),
        rule("b", at_most(1, vec![term(None, None, 1)])),
    ]);
    let place = |m: usize, o: usize| Placement { member: common::member(m), organization: common::org(o) };
    let refused = certify(&problem, &Plan::new(vec![place(0, 0), place(1, 1)])).unwrap_err().to_string();
    assert!(refused.contains("side rule `a`: `m1` are not at `o0` with the others"), "{refused}");
    assert!(refused.contains("side rule `b` counts 2, at most 1 are allowed"), "{refused}");
    let (apart, _) = solved(vec![rule("c", Demand::Apart { members: vec![who(0), who(1)] })]);
    let refused = certify(&apart, &Plan::new(vec![place(0, 0), place(1, 0)])).unwrap_err().to_string();
    assert!(refused.contains("side rule `c`: `m0`, `m1` are together at `o0`"), "{refused}");
}

#[test]
fn a_rule_may_count_the_members_of_a_body() {
    let mut case = two();
    case.roster.members[1].body = "board".parse().unwrap();
    let nobody_of = |body: &str| at_most(0, vec![term(Some(vec![Who::Body(body.parse().unwrap())]), None, 1)]);
    case.roster.side_rules = vec![rule("a", nobody_of("board"))];
    let problem = case.problem().unwrap();
    let judged = |at: usize| {
        let (member, organization) = (common::member(at), common::org(at));
        certify(&problem, &Plan::new(vec![Placement { member, organization }]))
    };
    assert!(judged(0).is_ok());
    let over = Rejection::OverCount { rule: "a".parse().unwrap(), found: 1, max: 0 };
    assert_eq!(judged(1).unwrap_err().rejections(), [over]);
}

/// What the prices of a rule prove in the tier of the wishes, where each member's second wish costs 1; each price is one member's at `o0`.
fn proved_by_prices(says: fn(Vec<Who>) -> Demand, prices: [i64; 2]) -> i64 {
    let (problem, _) = solved(vec![rule("a", says(vec![who(0), who(1)]))]);
    let pair = |(at, price): (usize, i64)| PairPrice {
        rule: "a".parse().unwrap(),
        member: common::member(at),
        organization: common::org(0),
        price: Cost::from([0, price, 0]),
    };
    let pairs = prices.into_iter().enumerate().map(pair).collect();
    let plan = Plan::new(vec![]).with_prices(Prices { pairs, ..Prices::default() });
    let bound = certify(&problem, &plan).unwrap().bound;
    assert_eq!((bound.tier(0), bound.tier(2)), (Some(0), Some(0)));
    bound.tier(1).unwrap()
}

/// `m0` wishes `o0` first and pays there or has the second wish elsewhere; `m1` has the second wish at `o0`.
#[test]
fn a_rule_pays_back_no_more_than_its_members_can_have_paid_it() {
    let together = |members| Demand::Together { members };
    // One pays what the other gets, and the two cannot both have their first wish.
    assert_eq!(proved_by_prices(together, [1, -1]), 1);
    // Both stand at `o0` or neither, so what it may have to pay back is 5 - 3, and nothing when they would get more than they pay.
    assert_eq!(proved_by_prices(together, [5, -3]), 1 + (1 - 3) - (5 - 3));
    assert_eq!(proved_by_prices(together, [1, -3]), 1 + (1 - 3));
    assert_eq!(proved_by_prices(together, [2, 4]), 1 - (2 + 4));
    // Of members kept apart one at most stands there, perhaps the one who pays most, perhaps none.
    let apart = |members| Demand::Apart { members };
    assert_eq!(proved_by_prices(apart, [5, -3]), 1 + (1 - 3) - 5);
    assert_eq!(proved_by_prices(apart, [2, 4]), 1 - 4);
    assert_eq!(proved_by_prices(apart, [-1, -3]), -1 + (1 - 3));
}

#[test]
fn a_price_for_a_rule_that_is_not_there_or_does_not_fit_is_refused() {
    let everyone = Some(vec![Who::Body("others".parse().unwrap())]);
    let (problem, outcome) = solved(vec![
        rule("a", Demand::Together { members: vec![who(0), who(1)] }),
        rule("b", at_most(2, vec![term(everyone, None, 1)])),
    ]);
    let judged = |prices| certify(&problem, &Plan::new(outcome.plan().placements().to_vec()).with_prices(prices));
    let zero = Cost::from([0, 0, 0]);
    let count = |rule: &str, price: &Cost| Prices {
        counts: [(rule.parse().unwrap(), price.clone())].into(),
        ..Prices::default()
    };
    let pair = |rule: &str, member: usize| PairPrice {
        rule: rule.parse().unwrap(),
        member: common::member(member),
        organization: common::org(0),
        price: zero.clone(),
    };
    let pairs = |pairs: Vec<PairPrice>| Prices { pairs, ..Prices::default() };
    let paid = |price| pairs(vec![PairPrice { price: Cost::from(price), ..pair("a", 0) }]);
    assert!(judged(count("b", &zero)).is_ok());
    assert!(judged(count("b", &Cost::from([0, 1 << 60, -(1 << 60)]))).is_ok());
    assert!(judged(pairs(vec![pair("a", 0), pair("a", 1)])).is_ok());
    assert!(judged(paid(vec![0, 1 << 60, -(1 << 60)])).is_ok());
    for (prices, of) in [
        (count("c", &zero), "c"),
        (count("a", &zero), "a"),
        (count("b", &Cost::from([0, 0])), "b"),
        (count("b", &Cost::from([0, (1 << 60) + 1, 0])), "b"),
        (count("b", &Cost::from([0, 0, -(1 << 60) - 1])), "b"),
        (pairs(vec![pair("c", 0)]), "c"),
        (pairs(vec![pair("b", 0)]), "b"),
        (pairs(vec![pair("a", 2)]), "a"),
        (pairs(vec![pair("a", 0), pair("a", 0)]), "a"),
        (paid(vec![0, 0]), "a"),
        (paid(vec![0, 0, 0, 0]), "a"),
        (paid(vec![0, (1 << 60) + 1, 0]), "a"),
        (paid(vec![0, 0, -(1 << 60) - 1]), "a"),
    ] {
        let refused = judged(prices).unwrap_err();
        assert_eq!(refused.rejections(), [Rejection::PriceOfRule { rule: of.parse().unwrap() }]);
    }
}

/// Costs of pairs alone, in rows.
fn without_prices(rows: &[&[u32]]) -> Scaled {
    Scaled { rows: rows.iter().map(|row| row.to_vec()).collect(), prices: Prices::default() }
}

fn exclude(rows: &[&[u32]]) -> Step {
    Step::Exclude(vec![without_prices(rows)])
}

fn judged(problem: &Problem, bound: Cost, steps: Vec<Step>) -> Result<Cost, Vec<Rejection>> {
    let certificate = certify(problem, &Plan::new(vec![]).with_proof(Proof { bound, steps }));
    certificate.map(|found| found.bound).map_err(|refused| refused.rejections().to_vec())
}

#[test]
fn each_row_of_a_proof_has_one_weight_for_each_tier() {
    let (problem, _) = solved(vec![rule("a", Demand::Apart { members: vec![who(0), who(1)] })]);
    let zero = Cost::zero(3);
    assert_eq!(judged(&problem, zero.clone(), vec![exclude(&[&[1, 0, 0], &[0, 1, 0], &[0, 0, 1]])]), Ok(zero.clone()));
    for rows in [&[][..], &[&[1, 0][..]], &[&[1, 0, 0, 0]], &[&[1, 0, 0], &[0, 1], &[0, 0, 1]]] {
        let refused = judged(&problem, zero.clone(), vec![exclude(rows)]);
        assert_eq!(refused, Err(vec![Rejection::Proof { step: 1, fault: ProofFault::Prices }]), "{rows:?}");
    }
}

#[test]
fn of_each_tier_any_of_the_rows_may_speak_and_of_two_bounds_the_better_counts() {
    let (problem, _) = solved(vec![rule("a", Demand::Apart { members: vec![who(0), who(1)] })]);
    let (each, last) = (without_prices(&[&[1, 0, 0], &[0, 1, 0], &[0, 0, 1]]), without_prices(&[&[0, 0, 1]]));
    for list in [vec![each.clone(), last.clone()], vec![last, each]] {
        assert_eq!(judged(&problem, Cost::zero(3), vec![Step::Exclude(list.clone())]), Ok(Cost::zero(3)));
        // Prices of zero prove more than this proof.
        assert_eq!(judged(&problem, Cost::from([0, 0, -5]), vec![Step::Exclude(list)]), Ok(Cost::zero(3)));
    }
}

/// Of two members who stand together one has the second wish: both are at `o0`, or neither is.
#[test]
fn a_proof_by_two_parts_holds_step_by_step() {
    let (problem, _) = solved(vec![rule("a", Demand::Together { members: vec![who(0), who(1)] })]);
    let pair = |m: usize| Step::Divide(Placement { member: common::member(m), organization: common::org(0) });
    let all = || exclude(&[&[1, 0, 0], &[0, 1, 0], &[0, 0, 1]]);
    let mixed = || exclude(&[&[1, 1, 0], &[0, 0, 1]]);
    let wish = Cost::from([0, 1, 0]);
    assert_eq!(judged(&problem, wish.clone(), vec![pair(0), all(), all()]), Ok(wish.clone()));
    for (bound, steps, step, fault) in [
        (Cost::from([0, 1]), vec![pair(0), all(), all()], 0, ProofFault::Bound),
        (wish.clone(), vec![pair(2), all(), all()], 1, ProofFault::Stranger),
        (wish.clone(), vec![all()], 1, ProofFault::TooWeak),
        (wish.clone(), vec![pair(0), all()], 2, ProofFault::Missing),
        (wish.clone(), vec![pair(0), all(), all(), all()], 4, ProofFault::LeftOver),
        // Who holds the one place misses none, and costs no more than that place.
        (Cost::from([1, 0, 0]), vec![pair(0), all(), all()], 2, ProofFault::TooWeak),
        (Cost::from([0, 2, 0]), vec![pair(0), all(), all()], 2, ProofFault::TooWeak),
        (Cost::from([0, 1, 1]), vec![pair(0), all(), all()], 2, ProofFault::TooWeak),
        // A second wish is no missing place, though a row may add up both.
        (Cost::from([1, 0, 0]), vec![pair(0), mixed(), mixed()], 2, ProofFault::TooWeak),
    ] {
        let refused = judged(&problem, bound.clone(), steps);
        assert_eq!(refused, Err(vec![Rejection::Proof { step, fault }]), "{bound}");
    }
}

#[test]
fn rules_that_contradict_each_other_are_the_clash() {
    let both = vec![who(0), who(1)];
    let (problem, outcome) = solved(vec![
        rule("a", Demand::Together { members: both.clone() }),
        rule("b", Demand::Apart { members: both }),
        rule("c", at_most(9, vec![term(None, None, 1)])),
    ]);
    assert!(certify(&problem, outcome.plan()).unwrap().proves_infeasible());
    let Outcome::Infeasible(no) = outcome else { panic!("the two cannot hold together") };
    let clash = no.clash.unwrap();
    let ids: Vec<&str> = clash.rules.iter().map(AsRef::as_ref).collect();
    assert_eq!((ids, clash.minimal), (vec!["a", "b"], true));
    let lift = |id: &str| Repair::Lift { rule: id.parse().unwrap() };
    assert_eq!(clash.repairs, [lift("a"), lift("b")]);
}

#[test]
fn who_leaves_is_forgotten_by_the_rules() {
    let (problem, _) = solved(vec![
        rule("a", Demand::Apart { members: vec![who(0), who(1)] }),
        rule("b", at_most(5, vec![term(Some(vec![who(0)]), None, 1), term(None, None, 2)])),
    ]);
    let left = problem.with([Change::Withdraw(common::member(0))]).unwrap();
    let rules = &left.roster().side_rules;
    assert_eq!(rules, &[rule("b", at_most(5, vec![term(None, None, 2)]))]);
}
