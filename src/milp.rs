//! ENGINE ROOM: whole numbers under linear rows, through `good_lp`. The only place that names that crate or a rounded number.
//!
//! Nothing that leaves this room is believed: plans are counted again and prices are judged, both in whole numbers. A wrong answer costs time,
//! never truth. The backend cannot be interrupted and its only limit is a clock, which this library does not read; so what it is asked is
//! kept small.

#![allow(clippy::float_arithmetic, reason = "the backend counts in rounded numbers; they end in this file")]

use good_lp::variable::UnsolvedProblem;
use good_lp::{
    Constraint, Expression, ProblemVariables, ResolutionError, Solution, SolverModel, Variable, constraint, variable,
};

/// Columns and rows beyond which the backend is not asked.
const LARGEST: usize = 4_000;

/// Pairs that are put to the backend at once.
pub(crate) const OPEN: usize = if cfg!(feature = "highs") { 1_000 } else { 260 };

/// Numbers beyond which the backend's are not exact.
const EXACT: i64 = 1 << 53;

/// How far from a whole number a value may be that should be one.
const ROUNDING: f64 = 1e-5;

/// A sum of columns with whole coefficients between two bounds, both inclusive.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub(crate) terms: Vec<(usize, i64)>,
    pub(crate) min: Option<i64>,
    pub(crate) max: Option<i64>,
}

/// Columns from 0 to `max`, all whole; rows; and what is to be least, tier after tier.
#[derive(Debug, Clone, Default)]
pub(crate) struct Program {
    pub(crate) max: Vec<i64>,
    pub(crate) lines: Vec<Line>,
    pub(crate) tiers: Vec<Vec<(usize, i64)>>,
}

/// Why there is no answer. None of these says that the rows contradict each other: that takes a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Too many columns or rows, or numbers that the backend would round.
    TooLarge,
    /// The backend found nothing, whatever it calls the reason: "infeasible" may be a limit, a tolerance or a fault of its own.
    Nothing,
    /// The backend broke off: a limit came before it had anything, or it refused the model.
    Failed,
    /// The backend's answer is not whole, or breaks a row.
    Wrong,
    /// The caller asked to stop.
    Stopped,
}

impl From<ResolutionError> for Fault {
    fn from(error: ResolutionError) -> Self {
        match error {
            ResolutionError::Infeasible | ResolutionError::Unbounded => Self::Nothing,
            ResolutionError::Other(_) | ResolutionError::Str(_) => Self::Failed,
        }
    }
}

/// A solver that is linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Backend {
    #[cfg_attr(all(feature = "highs", not(test)), allow(dead_code, reason = "HiGHS is asked instead"))]
    Microlp,
    #[cfg(feature = "highs")]
    Highs,
}

/// The one that is asked.
#[cfg(not(feature = "highs"))]
const BACKEND: Backend = Backend::Microlp;
#[cfg(feature = "highs")]
const BACKEND: Backend = Backend::Highs;

impl Backend {
    /// The values of the columns in an optimal solution, or in the best one found when a limit came first.
    fn values(
        self,
        problem: UnsolvedProblem,
        rows: Vec<Constraint>,
        columns: &[Variable],
    ) -> Result<Vec<f64>, ResolutionError> {
        match self {
            Self::Microlp => values(good_lp::microlp(problem), rows, columns),
            #[cfg(feature = "highs")]
            Self::Highs => {
                // No gap is allowed that a whole number could hide in, and one thread with one seed, so that the answer is always the same.
                let exact = good_lp::highs(problem).set_option("mip_rel_gap", 0.0).set_option("mip_abs_gap", 0.5);
                let same = exact.set_option("random_seed", 0).set_option("parallel", "off").set_threads(1);
                values(same.set_option("mip_max_nodes", 5_000), rows, columns)
            }
        }
    }
}

fn values<M: SolverModel<Error = ResolutionError>>(
    mut model: M,
    rows: Vec<Constraint>,
    columns: &[Variable],
) -> Result<Vec<f64>, ResolutionError> {
    for row in rows {
        model.add_constraint(row);
    }
    let solution = model.solve()?;
    Ok(columns.iter().map(|&column| solution.value(column)).collect())
}

impl Program {
    /// The least solution found, column by column, tier after tier: each tier is fixed before the next.
    pub(crate) fn solve(&self, stop: &dyn Fn() -> bool) -> Result<Vec<i64>, Fault> {
        self.solve_by(BACKEND, stop)
    }

    fn solve_by(&self, backend: Backend, stop: &dyn Fn() -> bool) -> Result<Vec<i64>, Fault> {
        if self.max.is_empty() {
            // A model without columns is an error to some backends.
            return if self.lines.iter().all(|line| line.holds(&[])) { Ok(Vec::new()) } else { Err(Fault::Nothing) };
        }
        self.check()?;
        let mut fixed: Vec<Line> = Vec::new();
        let mut answer = Vec::new();
        for tier in &self.tiers {
            if stop() {
                return Err(Fault::Stopped);
            }
            answer = self.tier(backend, tier, &fixed)?;
            let value = sum(tier, &answer);
            fixed.push(Line { terms: tier.clone(), min: None, max: Some(value) });
        }
        Ok(answer)
    }

    fn check(&self) -> Result<(), Fault> {
        let numbers =
            self.lines.iter().flat_map(|line| line.terms.iter().map(|term| term.1).chain(line.min).chain(line.max));
        let mut all = numbers.chain(self.tiers.iter().flatten().map(|term| term.1)).chain(self.max.iter().copied());
        let small = self.max.len() <= LARGEST && self.lines.len() <= LARGEST;
        if small && all.all(|number| number.abs() < EXACT) { Ok(()) } else { Err(Fault::TooLarge) }
    }

    fn tier(&self, backend: Backend, tier: &[(usize, i64)], fixed: &[Line]) -> Result<Vec<i64>, Fault> {
        let mut variables = ProblemVariables::new();
        let columns: Vec<Variable> =
            self.max.iter().map(|&max| variables.add(variable().integer().min(0.0).max(float(max)))).collect();
        let lines = || self.lines.iter().chain(fixed);
        let rows = lines().flat_map(|line| rows(line, &columns)).collect();
        let found = backend.values(variables.minimise(expression(tier, &columns)), rows, &columns)?;
        let values: Vec<i64> = found.into_iter().map(whole).collect::<Option<_>>().ok_or(Fault::Wrong)?;
        let bounded = values.iter().zip(&self.max).all(|(&value, &max)| (0..=max).contains(&value));
        if bounded && lines().all(|line| line.holds(&values)) { Ok(values) } else { Err(Fault::Wrong) }
    }
}

impl Line {
    fn holds(&self, values: &[i64]) -> bool {
        let found = sum(&self.terms, values);
        self.min.is_none_or(|min| found >= min) && self.max.is_none_or(|max| found <= max)
    }
}

/// A function that is at most `base + slope · u` for every `u`.
#[derive(Debug, Clone)]
pub(crate) struct Cut {
    pub(crate) base: i64,
    pub(crate) slope: Vec<i64>,
}

/// Where the least of the cuts is highest between 0 and `caps`, as whole multiples of `1 / scale`, and its height as a multiple, rounded up.
pub(crate) fn highest(cuts: &[Cut], caps: &[i64], scale: i64) -> Result<(Vec<i64>, i64), Fault> {
    let mut variables = ProblemVariables::new();
    let reach = cuts.iter().map(|cut| cut.base.saturating_abs()).max().unwrap_or(0);
    let reach = caps.iter().fold(reach, |reach, cap| reach.saturating_add(cap.saturating_mul(1 << 20)));
    let height = variables.add(variable().min(-float(reach)).max(float(reach)));
    let columns: Vec<Variable> = caps.iter().map(|&cap| variables.add(variable().min(0.0).max(float(cap)))).collect();
    let mut model = good_lp::microlp(variables.maximise(height));
    for cut in cuts {
        let slope: Vec<(usize, i64)> = cut.slope.iter().copied().enumerate().collect();
        model.add_constraint(constraint!(height <= expression(&slope, &columns) + float(cut.base)));
    }
    let solution = model.solve()?;
    let scaled = |value: f64| nearest(value * float(scale));
    let at: Option<Vec<i64>> = columns.iter().map(|&column| scaled(solution.value(column))).collect();
    let height = nearest((solution.value(height) * float(scale) + 0.5).ceil()).ok_or(Fault::Wrong)?;
    let at =
        at.ok_or(Fault::Wrong)?.into_iter().zip(caps).map(|(value, cap)| value.clamp(0, cap.saturating_mul(scale)));
    Ok((at.collect(), height))
}

fn rows(line: &Line, columns: &[Variable]) -> Vec<Constraint> {
    let left = expression(&line.terms, columns);
    match (line.min, line.max) {
        (Some(min), Some(max)) if min == max => vec![constraint!(left == float(min))],
        (min, max) => {
            let below = max.map(|max| constraint!(left.clone() <= float(max)));
            below.into_iter().chain(min.map(|min| constraint!(left >= float(min)))).collect()
        }
    }
}

fn expression(terms: &[(usize, i64)], columns: &[Variable]) -> Expression {
    let known = terms.iter().filter_map(|&(column, weight)| Some((*columns.get(column)?, weight)));
    known.map(|(column, weight)| float(weight) * column).sum()
}

fn sum(terms: &[(usize, i64)], values: &[i64]) -> i64 {
    let parts = terms.iter().map(|&(column, weight)| weight * values.get(column).copied().unwrap_or(0));
    parts.sum()
}

#[allow(clippy::cast_precision_loss, reason = "every number is below 2^53, or one that may be rounded")]
const fn float(number: i64) -> f64 {
    number as f64
}

/// The whole number that a value should be.
fn whole(value: f64) -> Option<i64> {
    ((value - value.round()).abs() < ROUNDING).then(|| nearest(value)).flatten()
}

#[allow(clippy::cast_possible_truncation, reason = "the value was found to be within 2^53")]
fn nearest(value: f64) -> Option<i64> {
    (value.is_finite() && value.abs() < float(EXACT)).then(|| value.round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(terms: &[(usize, i64)], min: Option<i64>, max: Option<i64>) -> Line {
        Line { terms: terms.to_vec(), min, max }
    }

    /// Every solver that is linked.
    const LINKED: &[Backend] = &[
        Backend::Microlp,
        #[cfg(feature = "highs")]
        Backend::Highs,
    ];

    /// The same from every solver that is linked.
    fn all(program: &Program) -> Result<Vec<i64>, Fault> {
        let mut found = LINKED.iter().map(|&backend| program.solve_by(backend, &|| false));
        let first = found.next().unwrap();
        found.for_each(|other| assert_eq!(other, first));
        first
    }

    #[test]
    fn tiers_are_fixed_one_after_the_other() {
        // The first tier wants the sum small, the second wants the first column large.
        let program = Program {
            max: vec![5, 5],
            lines: vec![line(&[(0, 1), (1, 1)], Some(4), None)],
            tiers: vec![vec![(0, 1), (1, 1)], vec![(0, -1)]],
        };
        assert_eq!(all(&program), Ok(vec![4, 0]));
    }

    #[test]
    fn a_range_is_two_rows_and_an_equation_is_one() {
        let program = |min, max, wanted| Program {
            max: vec![9],
            lines: vec![line(&[(0, 2)], min, max)],
            tiers: vec![vec![(0, wanted)]],
        };
        assert_eq!(all(&program(Some(3), Some(8), 1)), Ok(vec![2]));
        assert_eq!(all(&program(Some(3), Some(8), -1)), Ok(vec![4]), "the other end holds as well");
        assert_eq!(all(&program(Some(6), Some(6), 1)), Ok(vec![3]));
        assert_eq!(all(&program(None, Some(8), 1)), Ok(vec![0]));
        assert_eq!(all(&program(Some(7), Some(7), 1)), Err(Fault::Nothing), "no whole number fits");
    }

    #[test]
    fn what_has_no_answer_is_nothing_and_no_claim() {
        let impossible =
            Program { max: vec![1], lines: vec![line(&[(0, 1)], Some(2), None)], tiers: vec![vec![(0, 1)]] };
        assert_eq!(all(&impossible), Err(Fault::Nothing));
        assert_eq!(impossible.solve(&|| true), Err(Fault::Stopped));
        let large = Program { max: vec![1 << 53], tiers: vec![vec![(0, 1)]], ..Program::default() };
        assert_eq!(all(&large), Err(Fault::TooLarge));
    }

    #[test]
    fn an_empty_model_is_not_put_to_the_backend() {
        assert_eq!(all(&Program::default()), Ok(vec![]));
        let wanting = Program { lines: vec![line(&[], Some(1), None)], ..Program::default() };
        assert_eq!(all(&wanting), Err(Fault::Nothing));
    }

    #[test]
    fn what_a_backend_calls_infeasible_is_nothing_found_and_a_limit_is_a_failure() {
        for called in [ResolutionError::Infeasible, ResolutionError::Unbounded] {
            assert_eq!(Fault::from(called), Fault::Nothing);
        }
        for called in ["ModelEmpty", "NoSolutionFound", "SolveError"] {
            assert_eq!(Fault::from(ResolutionError::Other(called)), Fault::Failed);
        }
    }

    #[test]
    fn the_highest_point_of_cuts() {
        // -3 + u and 4 - 2u meet at 7/3.
        let cuts = [Cut { base: -3, slope: vec![1] }, Cut { base: 4, slope: vec![-2] }];
        let (at, height) = highest(&cuts, &[100], 300).unwrap();
        assert_eq!(at, [700]);
        assert!((-200..=-198).contains(&height), "{height}");
    }
}
