//! Proofs under side rules: spoiled ones are refused, limits are honest, a clash is minimal, and two judges agree.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop with a panic"
)]

mod common;

use common::{Case, side::with_rules};
use phancong::office::json::{read_answer, read_problem, write_outcome, write_problem};
use phancong::*;
use proptest::prelude::*;
use proptest::sample::Index;
use std::cell::Cell;
use std::path::PathBuf;
use std::process::Command;

fn day() -> chrono::NaiveDate {
    "2021-01-01".parse().unwrap()
}

/// A solved case that needed a proof by parts.
fn proved(case: &Case) -> Option<(Problem, Plan, Proof)> {
    let problem = case.problem().unwrap();
    let plan = solve(&problem).unwrap().plan().clone();
    let proof = plan.proof()?.clone();
    Some((problem, plan, proof))
}

fn raised(cost: &Cost, at: usize, by: i64) -> Cost {
    cost.tiers().iter().enumerate().map(|(tier, number)| number + if tier == at { by } else { 0 }).collect()
}

fn faults(problem: &Problem, plan: &Plan, proof: Proof) -> Result<Cost, Vec<Rejection>> {
    let bare = Plan::new(plan.placements().to_vec()).with_proof(proof);
    certify(problem, &bare).map(|found| found.bound).map_err(|refused| refused.rejections().to_vec())
}

/// A rule with another number.
fn relaxed(problem: &Problem, rule: &RuleId, by: u32) -> Vec<Change> {
    let mut rule = problem.roster().side_rules.iter().find(|known| known.id == *rule).unwrap().clone();
    match &mut rule.says {
        Demand::AtLeast { count, .. } => *count -= by,
        Demand::AtMost { count, .. } => *count += by,
        other => panic!("{other:?} has no number"),
    }
    vec![Change::Lift(rule.id.clone()), Change::Demand(rule)]
}

/// What the best plan lacks after changes.
fn missing(problem: &Problem, changes: Vec<Change>) -> i64 {
    solve(&problem.with(changes).unwrap()).unwrap().plan().claim().unwrap().cost.tier(0).unwrap()
}

fn mends(problem: &Problem, rule: &RuleId, by: u32, before: i64) -> bool {
    missing(problem, relaxed(problem, rule, by)) < before
}

proptest! {
    #![proptest_config(common::cases(300))]

    #[test]
    fn a_proof_of_too_much_is_refused(case in with_rules(common::sound()), at in any::<Index>()) {
        let Some((problem, plan, mut proof)) = proved(&case) else { return Ok(()) };
        proof.bound = raised(&proof.bound, at.index(problem.tiers().len()), 1);
        let refused = faults(&problem, &plan, proof).unwrap_err();
        prop_assert!(matches!(refused[0], Rejection::Proof { fault: ProofFault::TooWeak, .. }), "{refused:?}");
    }

    #[test]
    fn a_proof_without_a_step_or_with_one_too_many_is_refused(case in with_rules(common::sound()), at in any::<Index>()) {
        let Some((problem, plan, proof)) = proved(&case) else { return Ok(()) };
        let mut short = proof.clone();
        short.steps.pop();
        prop_assert!(faults(&problem, &plan, short).is_err());
        let mut long = proof.clone();
        long.steps.push(Step::Exclude(vec![]));
        prop_assert!(faults(&problem, &plan, long).is_err());
        let mut foreign = proof.clone();
        let strange = Placement { member: "nobody".parse().unwrap(), organization: "nowhere".parse().unwrap() };
        foreign.steps[at.index(proof.steps.len())] = Step::Divide(strange);
        prop_assert!(faults(&problem, &plan, foreign).is_err());
        let mut tierless = proof;
        tierless.bound = Cost::from([]);
        prop_assert!(faults(&problem, &plan, tierless).is_err());
    }

    /// Whatever is done to a proof, what the judge accepts is true: checked against the list of all plans.
    #[test]
    fn no_spoiled_proof_proves_too_much(
        case in with_rules(common::sound()), step in any::<Index>(), price in any::<Index>(), by in -9i64..9, which in 0..6usize,
    ) {
        let Some((problem, plan, mut proof)) = proved(&case) else { return Ok(()) };
        let least = case.least_with_rules(problem.places());
        let at = step.index(proof.steps.len());
        let tiers = problem.tiers().len();
        if let Step::Exclude(list) = &mut proof.steps[at]
            && let Some(scaled) = list.first_mut()
        {
            let rows = scaled.rows.len();
            let spoil = |cost: &Cost| raised(cost, price.index(rows), by * 40_000);
            match which {
                0 => scaled.prices.organizations.values_mut().for_each(|cost| *cost = spoil(cost)),
                1 => scaled.prices.counts.values_mut().for_each(|cost| *cost = spoil(cost)),
                2 => scaled.prices.pairs.iter_mut().for_each(|pair| pair.price = spoil(&pair.price)),
                3 => scaled.rows[price.index(rows)][step.index(tiers)] ^= 3,
                4 => drop(scaled.prices.pairs.pop()),
                _ => scaled.prices.pairs.extend(scaled.prices.pairs.first().cloned()),
            }
        } else {
            proof.steps.swap(0, at);
        }
        proof.bound = raised(&proof.bound, price.index(tiers), i64::from(by > 3));
        if let Ok(bound) = faults(&problem, &plan, proof) {
            prop_assert!(bound <= least, "{bound} {least}");
        }
    }

    #[test]
    fn no_plan_costs_less_than_any_prices_of_rules_prove(
        case in with_rules(common::sound()), raw in prop::collection::vec(prop::collection::vec(-4i64..5, 6), 7),
    ) {
        let problem = case.problem().unwrap();
        let mut drawn = raw.iter().cycle();
        let mut price = || Cost::from(drawn.next().unwrap()[..problem.tiers().len()].to_vec());
        let mut prices = Prices::default();
        for rule in &problem.roster().side_rules {
            let (Demand::Apart { members } | Demand::Together { members }) = &rule.says else {
                prices.counts.insert(rule.id.clone(), price());
                continue;
            };
            for who in members {
                let Who::Member(member) = who else { panic!("{who:?} is drawn nowhere") };
                prices.pairs.extend(problem.candidates(member).map(|organization| PairPrice {
                    rule: rule.id.clone(),
                    member: member.clone(),
                    organization: organization.id.clone(),
                    price: price(),
                }));
            }
        }
        let bound = certify(&problem, &Plan::new(vec![]).with_prices(prices)).unwrap().bound;
        let least = case.least_with_rules(problem.places());
        prop_assert!(bound <= least, "{bound} {least}");
    }

    #[test]
    fn a_limit_never_says_too_much(case in with_rules(common::sound()), calls in 0..60u32) {
        let problem = case.problem().unwrap();
        let left = Cell::new(calls);
        let stop = || { left.set(left.get().saturating_sub(1)); left.get() == 0 };
        let outcome = match solve_until(&problem, &stop) {
            Ok(outcome) => outcome,
            Err(error) => { prop_assert_eq!(error, Error::Cancelled); return Ok(()) }
        };
        let certificate = certify(&problem, outcome.plan()).unwrap();
        let least = case.least_with_rules(problem.places());
        prop_assert!(certificate.bound <= least && least <= certificate.cost);
        match outcome {
            Outcome::Solved(_) => prop_assert!(certificate.is_optimal()),
            Outcome::Infeasible(_) => prop_assert!(certificate.proves_infeasible() && certificate.is_least()),
            Outcome::Unproved(_) => prop_assert!(!certificate.is_least()),
        }
    }

    #[test]
    fn a_clash_is_minimal_and_its_repairs_mend(case in with_rules(common::sound())) {
        let problem = case.problem().unwrap();
        let Outcome::Infeasible(Infeasible { clash: Some(clash), fewest_unplaced, .. }) = solve(&problem).unwrap() else { return Ok(()) };
        prop_assert!(clash.minimal);
        let before = fewest_unplaced.claim().unwrap().cost.tier(0).unwrap();
        let lift = |id: &RuleId| Change::Lift(id.clone());
        let others = problem.roster().side_rules.iter().filter(|rule| !clash.rules.contains(&rule.id)).map(|rule| lift(&rule.id));
        let alone = problem.with(others).unwrap();
        prop_assert!(!matches!(solve(&alone).unwrap(), Outcome::Solved(_)));
        for id in &clash.rules {
            let without = alone.with([lift(id)]).unwrap();
            prop_assert!(matches!(solve(&without).unwrap(), Outcome::Solved(_)), "{id} is not needed: {clash:?}");
        }
        for (member, organization) in &clash.designated {
            let released = alone.with([Change::Release(member.clone(), organization.clone())]).unwrap();
            prop_assert!(matches!(solve(&released).unwrap(), Outcome::Solved(_)), "{member} is not needed: {clash:?}");
        }
        let rank = |repair: &Repair| match repair {
            Repair::Relax { by, .. } => (0, *by),
            Repair::Release { .. } => (1, 0),
            _ => (2, 0),
        };
        prop_assert!(clash.repairs.is_sorted_by_key(rank), "{:?}", clash.repairs);
        for repair in &clash.repairs {
            let changes = match repair {
                Repair::Lift { rule } => vec![lift(rule)],
                Repair::Release { member, organization } => vec![Change::Release(member.clone(), organization.clone())],
                Repair::Relax { rule, by } => {
                    prop_assert!(*by == 1 || !mends(&problem, rule, by - 1, before), "less would do: {repair:?}");
                    relaxed(&problem, rule, *by)
                }
                other => panic!("{other:?}"),
            };
            prop_assert!(missing(&problem, changes) < before, "{repair:?}");
        }
    }

    #[test]
    fn documents_carry_rules_and_proofs(case in with_rules(common::sound())) {
        let problem = case.problem().unwrap();
        let outcome = solve(&problem).unwrap();
        let read = read_problem(write_problem(&case.policy, day(), &case.roster).as_bytes()).unwrap();
        prop_assert_eq!(read.digest(), problem.digest());
        let answer = read_answer(write_outcome(&problem, &outcome).unwrap().as_bytes()).unwrap();
        prop_assert_eq!(answer.plan.proof(), outcome.plan().proof());
        prop_assert!(certify(&read, &answer.plan).unwrap().is_least());
    }

    #[test]
    #[ignore = "needs python3 on the path"]
    fn the_second_judge_says_the_same(case in with_rules(common::sound()), spoil in any::<bool>(), at in any::<Index>()) {
        let problem = case.problem().unwrap();
        let outcome = solve(&problem).unwrap();
        let certificate = certify(&problem, outcome.plan()).unwrap();
        let mut document: serde_json::Value = serde_json::from_str(&write_outcome(&problem, &outcome).unwrap()).unwrap();
        let (word, code) = if certificate.is_optimal() { ("optimal", 0) } else { ("infeasible", 4) };
        let mut expected = (Some(code), format!("verdict: {word}\ncost: {}\nbound: {}\n", certificate.cost, certificate.bound));
        if spoil && let Some(proof) = outcome.plan().proof() {
            let bound = raised(&proof.bound, at.index(problem.tiers().len()), 1);
            document["proof"]["bound"] = serde_json::to_value(&bound).unwrap();
            expected.0 = Some(3);
        }
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let files = [folder.join("side-problem.json"), folder.join("side-outcome.json")];
        std::fs::write(&files[0], write_problem(&case.policy, day(), &case.roster)).unwrap();
        std::fs::write(&files[1], document.to_string()).unwrap();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/judge.py");
        let output = Command::new("python3").arg(script).args(files).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        prop_assert_eq!(output.status.code(), expected.0, "{}", said);
        prop_assert!(expected.0 == Some(3) || said == expected.1, "{said}");
    }
}
