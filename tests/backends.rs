//! Known traps of the solvers behind `good_lp`, for each one that is linked: optima they must reach, and what they call what they did not find.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_arithmetic,
    reason = "a test may stop with a panic, and these solvers count in rounded numbers"
)]

use good_lp::variable::UnsolvedProblem;
use good_lp::{Constraint, Expression, ProblemVariables, ResolutionError, SolverModel, constraint, microlp, variable};

type Found = Result<f64, ResolutionError>;

/// The least value of a model, as one solver with its settings finds it.
type Asked = (&'static str, fn(UnsolvedProblem, Vec<Constraint>, &Expression) -> Found);

fn least<M: SolverModel<Error = ResolutionError>>(mut model: M, rows: Vec<Constraint>, goal: &Expression) -> Found {
    for row in rows {
        model.add_constraint(row);
    }
    Ok(good_lp::IntoAffineExpression::eval_with(goal, &model.solve()?))
}

#[cfg(not(feature = "highs"))]
const LINKED: &[Asked] = &[("microlp", |problem, rows, goal| least(microlp(problem), rows, goal))];

#[cfg(feature = "highs")]
const LINKED: &[Asked] = &[
    ("microlp", |problem, rows, goal| least(microlp(problem), rows, goal)),
    ("HiGHS", |problem, rows, goal| least(exact(problem), rows, goal)),
    ("HiGHS without presolve", |problem, rows, goal| least(exact(problem).set_option("presolve", "off"), rows, goal)),
];

#[cfg(feature = "highs")]
fn exact(problem: UnsolvedProblem) -> good_lp::solvers::highs::HighsProblem {
    let exact = good_lp::highs(problem).set_option("mip_rel_gap", 0.0).set_option("mip_abs_gap", 0.5);
    exact.set_option("random_seed", 0).set_option("parallel", "off").set_threads(1)
}

/// A model made anew for each solver; `build` gives what is least and the rows.
fn all(build: impl Fn(&mut ProblemVariables) -> (Expression, Vec<Constraint>)) -> Vec<(&'static str, Found)> {
    let asked = LINKED.iter().map(|(name, ask)| {
        let mut variables = ProblemVariables::new();
        let (goal, rows) = build(&mut variables);
        (*name, ask(variables.minimise(goal.clone()), rows, &goal))
    });
    asked.collect()
}

fn canary(expected: f64, build: impl Fn(&mut ProblemVariables) -> (Expression, Vec<Constraint>)) {
    for (name, found) in all(build) {
        let found = found.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!((found - expected).abs() < 1e-6, "{name}: {found} instead of {expected}");
    }
}

#[test]
fn canary_9() {
    canary(9.0, |v| {
        let (x, z) = (v.add(variable().min(0).max(10)), v.add(variable().integer().min(0).max(10)));
        (2.0 * x + 3.0 * z, vec![constraint!(x + z >= 4.5)])
    });
}

#[test]
fn canary_28_2() {
    canary(28.2, |v| {
        let (x, y) = (v.add(variable().integer().min(0).max(20)), v.add(variable().min(8).max(20)));
        (x + 2.0 * y, vec![constraint!(x + y >= 20.1)])
    });
}

#[test]
fn canary_20() {
    canary(20.0, |v| {
        let (a, b) = (v.add(variable().min(0).max(10)), v.add(variable().min(0).max(10)));
        let y = v.add(variable().binary());
        (2.0 * b + 99_999.0 * y, vec![constraint!(a + b == 10), constraint!(a <= 100.0 * y)])
    });
}

#[test]
fn canary_64() {
    canary(64.0, |v| {
        let (x, y) = (v.add(variable().min(0).max(4)), v.add(variable().min(-1).max(1)));
        let z = v.add(variable().integer().min(0).max(100));
        let rows = vec![constraint!(x + y <= 5), constraint!(x + z >= 10), constraint!(z - y == 7.5)];
        (x + 4.0 * y + 9.0 * z, rows)
    });
}

#[test]
fn what_contradicts_itself_has_no_answer() {
    for (name, found) in all(|v| {
        let x = v.add(variable().integer().min(0).max(9));
        (1.0 * x, vec![constraint!(2 * x == 7)])
    }) {
        assert!(matches!(found, Err(ResolutionError::Infeasible)), "{name}: {found:?}");
    }
}

/// A solver may call this infeasible, or give the number at which it stopped looking: neither is a proof, and the library gives every column an end.
#[test]
fn what_has_no_least_value_may_be_called_infeasible_or_be_given_one() {
    for (name, found) in all(|v| {
        let (x, y) = (v.add(variable().integer().min(0)), v.add(variable().min(0)));
        (-1.0 * x - y, vec![constraint!(x - y == 0)])
    }) {
        let no_answer = matches!(found, Err(ResolutionError::Infeasible | ResolutionError::Unbounded));
        assert!(no_answer || found.as_ref().is_ok_and(|&least| least < -1e9), "{name}: {found:?}");
    }
}

/// A limit that comes before any solution is an error of its own, and never "infeasible".
#[test]
fn a_limit_without_an_incumbent_is_not_infeasible() {
    let mut found = Vec::new();
    let model = || {
        // Forty weights of which some have to make exactly half of all: nobody knows one at once.
        let mut variables = ProblemVariables::new();
        let columns: Vec<_> = (0..40).map(|_| variables.add(variable().binary())).collect();
        let sum: Expression = columns.iter().zip(1_000_003_i32..).map(|(&c, w)| f64::from(w * 2) * c).sum();
        (variables.minimise(sum.clone()), constraint!(sum == 40_000_901.0))
    };
    let (problem, row) = model();
    let limited = good_lp::WithTimeLimit::with_time_limit(microlp(problem), 0.0);
    found.push(("microlp", limited.with(row).solve().map(|_| ())));
    #[cfg(feature = "highs")]
    {
        let (problem, row) = model();
        let limited = exact(problem).set_option("presolve", "off").set_time_limit(0.0);
        found.push(("HiGHS", limited.with(row).solve().map(|_| ())));
    }
    for (name, found) in found {
        assert!(matches!(found, Err(ResolutionError::Other(_))), "{name}: {found:?}");
    }
}

/// The reason why the library never puts an empty model to a solver.
#[cfg(feature = "highs")]
#[test]
fn an_empty_model_is_an_error_to_highs() {
    let model = exact(ProblemVariables::new().minimise(Expression::from(0)));
    assert!(matches!(model.solve().map(|_| ()), Err(ResolutionError::Other("ModelEmpty"))));
}
