//! A second witness: the whole problem, read from the facts once more, is put to another solver through `good_lp`, tier after tier: to microlp, and
//! with the feature `highs` to HiGHS as well. It shares no line with the library.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a test may stop with a panic, and this solver counts in rounded numbers"
)]

mod common;

use common::Case;
use good_lp::variable::UnsolvedProblem;
use good_lp::{Expression, ProblemVariables, Solution, SolverModel, Variable, constraint, microlp, variable};
use phancong::*;
use proptest::prelude::*;

type Pairs = Vec<(usize, usize, usize)>;

/// Columns with their coefficients.
type Terms = Vec<(usize, f64)>;

/// The same for every tier: columns, rows, and what each measure is as a sum of columns.
struct Model {
    columns: Vec<(f64, bool)>,
    rows: Vec<(Terms, f64, f64)>,
    tiers: Vec<Vec<(usize, f64)>>,
    base: Vec<f64>,
}

impl Model {
    fn column(&mut self, max: f64, whole: bool) -> usize {
        self.columns.push((max, whole));
        self.columns.len() - 1
    }

    fn price(&mut self, case: &Case, measure: Measure, column: usize, times: f64) {
        for (at, tier) in case.policy.tiers.iter().enumerate() {
            self.tiers[at].push((column, times * tier.weight(measure) as f64));
        }
    }

    /// What each solver that is linked finds.
    fn costs(&self) -> Vec<Option<Vec<i64>>> {
        vec![
            self.cost(microlp),
            #[cfg(feature = "highs")]
            self.cost(|problem| {
                let exact = good_lp::highs(problem).set_option("mip_rel_gap", 0.0).set_option("mip_abs_gap", 0.5);
                exact.set_option("random_seed", 0).set_option("parallel", "off").set_threads(1)
            }),
        ]
    }

    fn cost<M: SolverModel>(&self, solver: impl Fn(UnsolvedProblem) -> M) -> Option<Vec<i64>> {
        let mut found: Vec<i64> = Vec::new();
        for tier in 0..self.tiers.len() {
            let mut variables = ProblemVariables::new();
            let make = |&(max, whole): &(f64, bool)| {
                let column = variable().min(0.0).max(max);
                if whole { column.integer() } else { column }
            };
            let columns: Vec<Variable> = self.columns.iter().map(|column| variables.add(make(column))).collect();
            let sum =
                |terms: &[(usize, f64)]| terms.iter().map(|&(at, weight)| weight * columns[at]).sum::<Expression>();
            let mut model = solver(variables.minimise(sum(&self.tiers[tier])));
            for (terms, min, max) in &self.rows {
                if *max < 1e8 {
                    model.add_constraint(constraint!(sum(terms) <= *max));
                }
                if *min > -1e8 {
                    model.add_constraint(constraint!(sum(terms) >= *min));
                }
            }
            for (before, value) in found.iter().enumerate() {
                model.add_constraint(constraint!(sum(&self.tiers[before]) <= *value as f64 - self.base[before]));
            }
            let solution = model.solve().ok()?;
            let value = self.tiers[tier].iter().map(|&(at, weight)| weight * solution.value(columns[at])).sum::<f64>();
            let value = value + self.base[tier];
            assert!((value - value.round()).abs() < 1e-4, "no whole optimum: {value}");
            found.push(value.round() as i64);
        }
        Some(found)
    }
}

fn model(case: &Case, places: u32) -> Model {
    let tiers = case.policy.tiers.len();
    let mut model = Model { columns: vec![], rows: vec![], tiers: vec![vec![]; tiers], base: vec![0.0; tiers] };
    let roster = &case.roster;
    let position = |id: &OrganizationId| roster.organizations.iter().position(|o| o.id == *id).unwrap();
    let mut pairs: Pairs = Vec::new();
    let mut previous = roster.previous.clone();
    previous.sort();
    previous.dedup();
    for (at, tier) in case.policy.tiers.iter().enumerate() {
        model.base[at] = tier.weight(Measure::Moves) as f64 * previous.len() as f64;
    }
    for (m, member) in roster.members.iter().enumerate() {
        let (mut all, mut others, mut pins) = (vec![], vec![], 0);
        for o in case.may_go(member) {
            let column = model.column(1.0, true);
            pairs.push((m, position(&o.id), column));
            all.push((column, 1.0));
            let pinned = roster.designations.iter().any(|d| d.member == member.id && d.organization == o.id);
            if pinned {
                pins += 1
            } else {
                others.push((column, 1.0))
            }
            let alone = [(member, vec![o])];
            let empty = [(member, vec![])];
            // What the pair adds to the measures that belong to pairs, read off two tables of one line.
            for measure in [Measure::Outside, Measure::Rank, Measure::Moves, Measure::Repeat] {
                let mut one = case.clone();
                one.roster.organizations.iter_mut().for_each(|o| o.load = Bounds::default());
                one.roster.areas.iter_mut().for_each(|a| a.load = Bounds::default());
                one.policy.tiers = vec![Tier {
                    name: "one".into(),
                    source: phancong::Source::Default,
                    measures: [(measure, 1)].into(),
                }];
                let cost = |plan: &[(&Member, Vec<&Organization>)]| one.cost(plan, places).unwrap().tiers()[0];
                let added = cost(&alone) - cost(&empty);
                model.price(case, measure, column, added as f64);
            }
        }
        let missing = model.column(f64::from(places), true);
        model.price(case, Measure::Unplaced, missing, 1.0);
        all.push((missing, 1.0));
        model.rows.push((all, f64::from(places), f64::from(places)));
        model.rows.push((others, -1e9, f64::from(places) - f64::from(pins)));
    }
    for (place, bounds) in case.bounds() {
        let here = |at: usize| match &place {
            Place::Organization(id) => roster.organizations[at].id == *id,
            Place::Area(id) => case.in_area(&roster.organizations[at], id),
        };
        let terms: Vec<(usize, f64)> = pairs.iter().filter(|pair| here(pair.1)).map(|pair| (pair.2, 1.0)).collect();
        model.rows.push((terms.clone(), -1e9, bounds.max.map_or(1e9, f64::from)));
        let short = model.column(f64::from(bounds.min), true);
        model.price(case, Measure::Unplaced, short, 1.0);
        model.rows.push(([terms.clone(), vec![(short, 1.0)]].concat(), f64::from(bounds.min), 1e9));
        if matches!(place, Place::Organization(_)) {
            let mut same: Vec<(usize, f64)> = terms.iter().map(|&(column, _)| (column, -1.0)).collect();
            for unit in 1..=terms.len() {
                let column = model.column(1.0, false);
                same.push((column, 1.0));
                model.price(case, Measure::Load, column, 2.0 * unit as f64 - 1.0);
            }
            model.rows.push((same, 0.0, 0.0));
        }
    }
    rules(case, &pairs, &mut model);
    model.rows.retain(|row| !row.0.is_empty());
    model
}

fn rules(case: &Case, pairs: &Pairs, model: &mut Model) {
    let roster = &case.roster;
    let is = |who: &Who, m: usize| match who {
        Who::Member(id) => roster.members[m].id == *id,
        Who::Body(body) => roster.members[m].body == *body,
    };
    for rule in &roster.side_rules {
        match &rule.says {
            Demand::Apart { members } => {
                for o in 0..roster.organizations.len() {
                    let there = pairs.iter().filter(|p| p.1 == o && members.iter().any(|who| is(who, p.0)));
                    model.rows.push((there.map(|p| (p.2, 1.0)).collect(), -1e9, 1.0));
                }
            }
            Demand::Together { members } => {
                let mine: Vec<usize> =
                    (0..roster.members.len()).filter(|m| members.iter().any(|who| is(who, *m))).collect();
                for (o, other) in (0..roster.organizations.len()).flat_map(|o| mine.iter().map(move |&m| (o, m))) {
                    let at = |m: usize| pairs.iter().find(|p| p.0 == m && p.1 == o).map(|p| p.2);
                    let terms = at(mine[0]).map(|c| (c, 1.0)).into_iter().chain(at(other).map(|c| (c, -1.0)));
                    if other != mine[0] {
                        model.rows.push((terms.collect(), 0.0, 0.0));
                    }
                }
            }
            Demand::AtLeast { of, count } | Demand::AtMost { of, count } => {
                let weight = |p: &(usize, usize, usize)| -> f64 {
                    let fits = |term: &&Term| {
                        let here = |place: &Place| match place {
                            Place::Organization(id) => roster.organizations[p.1].id == *id,
                            Place::Area(id) => case.in_area(&roster.organizations[p.1], id),
                        };
                        term.members.as_ref().is_none_or(|list| list.iter().any(|who| is(who, p.0)))
                            && term.places.as_ref().is_none_or(|list| list.iter().any(here))
                    };
                    of.iter().filter(fits).map(|term| f64::from(term.weight)).sum()
                };
                let mut terms: Vec<(usize, f64)> = pairs.iter().map(|p| (p.2, weight(p))).collect();
                if matches!(rule.says, Demand::AtMost { .. }) {
                    model.rows.push((terms, -1e9, f64::from(*count)));
                } else {
                    let lacking = model.column(f64::from(*count), true);
                    model.price(case, Measure::Unplaced, lacking, 1.0);
                    terms.push((lacking, 1.0));
                    model.rows.push((terms, f64::from(*count), 1e9));
                }
            }
        }
    }
}

fn agree(case: &Case) -> Result<(), TestCaseError> {
    let problem = case.problem().unwrap();
    let outcome = solve(&problem).unwrap();
    let claim = outcome.plan().claim().unwrap();
    for witness in model(case, problem.places()).costs() {
        prop_assert_eq!(witness.as_deref(), Some(claim.cost.tiers()), "{:?}", case);
    }
    Ok(())
}

proptest! {
    #![proptest_config(common::cases(200))]

    #[test]
    fn another_solver_finds_the_same_cost(case in common::sound()) {
        agree(&case)?;
    }

    #[test]
    fn another_solver_finds_the_same_cost_under_side_rules(case in common::side::with_rules(common::sound())) {
        agree(&case)?;
    }
}
