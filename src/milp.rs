//! ENGINE ROOM: whole numbers under linear rows, through `good_lp`. The only place that names that crate or a rounded number.
//!
//! Nothing that leaves this room is believed: plans are counted again and prices are judged, both in whole numbers. A wrong answer costs time,
//! never truth. The backend cannot be interrupted and its only limit is a clock, which this library does not read; so what it is asked is
//! kept small.

#![allow(clippy::float_arithmetic, reason = "the backend counts in rounded numbers; they end in this file")]

use good_lp::{
    Constraint, Expression, ProblemVariables, ResolutionError, Solution, SolverModel, Variable, constraint, variable,
};

/// Columns and rows beyond which the backend is not asked.
const LARGEST: usize = 4_000;

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
    /// The backend found nothing, whatever it calls the reason.
    Nothing,
    /// The backend's answer is not whole, or breaks a row.
    Wrong,
    /// The caller asked to stop.
    Stopped,
}

impl From<ResolutionError> for Fault {
    /// Every kind is the same to a caller who does not believe it: "infeasible" may be a limit, a tolerance or a fault of the backend.
    fn from(_: ResolutionError) -> Self {
        Self::Nothing
    }
}

#[cfg(feature = "highs")]
fn backend(problem: good_lp::variable::UnsolvedProblem) -> impl SolverModel<Error = ResolutionError> {
    let exact = good_lp::highs(problem).set_option("mip_rel_gap", 0.0).set_option("mip_abs_gap", 0.5);
    exact.set_option("random_seed", 0).set_option("parallel", "off").set_threads(1)
}

#[cfg(not(feature = "highs"))]
use good_lp::microlp as backend;

impl Program {
    /// The least solution found, column by column, tier after tier: each tier is fixed before the next.
    pub(crate) fn solve(&self, stop: &dyn Fn() -> bool) -> Result<Vec<i64>, Fault> {
        if self.max.is_empty() {
            return Ok(Vec::new());
        }
        self.check()?;
        let mut fixed: Vec<Line> = Vec::new();
        let mut answer = Vec::new();
        for tier in &self.tiers {
            if stop() {
                return Err(Fault::Stopped);
            }
            answer = self.tier(tier, &fixed)?;
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

    fn tier(&self, tier: &[(usize, i64)], fixed: &[Line]) -> Result<Vec<i64>, Fault> {
        let mut variables = ProblemVariables::new();
        let columns: Vec<Variable> =
            self.max.iter().map(|&max| variables.add(variable().integer().min(0.0).max(float(max)))).collect();
        let mut model = backend(variables.minimise(expression(tier, &columns)));
        let lines = self.lines.iter().chain(fixed);
        for row in lines.clone().flat_map(|line| rows(line, &columns)) {
            model.add_constraint(row);
        }
        let solution = model.solve()?;
        let values: Option<Vec<i64>> = columns.iter().map(|&column| whole(solution.value(column))).collect();
        let values = values.ok_or(Fault::Wrong)?;
        let within = |line: &Line| {
            let found = sum(&line.terms, &values);
            line.min.is_none_or(|min| found >= min) && line.max.is_none_or(|max| found <= max)
        };
        let bounded = values.iter().zip(&self.max).all(|(&value, &max)| (0..=max).contains(&value));
        if bounded && lines.clone().all(within) { Ok(values) } else { Err(Fault::Wrong) }
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

    #[test]
    fn tiers_are_fixed_one_after_the_other() {
        // The first tier wants the sum small, the second wants the first column large.
        let program = Program {
            max: vec![5, 5],
            lines: vec![line(&[(0, 1), (1, 1)], Some(4), None)],
            tiers: vec![vec![(0, 1), (1, 1)], vec![(0, -1)]],
        };
        assert_eq!(program.solve(&|| false), Ok(vec![4, 0]));
    }

    #[test]
    fn a_range_is_two_rows_and_an_equation_is_one() {
        let program =
            |min, max| Program { max: vec![9], lines: vec![line(&[(0, 2)], min, max)], tiers: vec![vec![(0, 1)]] };
        assert_eq!(program(Some(3), Some(8)).solve(&|| false), Ok(vec![2]));
        assert_eq!(program(Some(6), Some(6)).solve(&|| false), Ok(vec![3]));
        assert_eq!(program(None, Some(8)).solve(&|| false), Ok(vec![0]));
    }

    #[test]
    fn what_has_no_answer_is_nothing_and_no_claim() {
        let impossible =
            Program { max: vec![1], lines: vec![line(&[(0, 1)], Some(2), None)], tiers: vec![vec![(0, 1)]] };
        assert_eq!(impossible.solve(&|| false), Err(Fault::Nothing));
        assert_eq!(Program::default().solve(&|| false), Ok(vec![]), "an empty model is not put to the backend");
        assert_eq!(impossible.solve(&|| true), Err(Fault::Stopped));
        let large = Program { max: vec![1 << 53], tiers: vec![vec![(0, 1)]], ..Program::default() };
        assert_eq!(large.solve(&|| false), Err(Fault::TooLarge));
    }

    /// Optima that a linked backend must reach; whole columns stand for its own kinds, times ten where a half is needed.
    #[test]
    fn the_canaries_sing() {
        // min 2x + 3z, x + z >= 4.5, z whole: 9. In tenths for x.
        let first = Program {
            max: vec![100, 10],
            lines: vec![line(&[(0, 1), (1, 10)], Some(45), None)],
            tiers: vec![vec![(0, 2), (1, 30)]],
        };
        let found = first.solve(&|| false).map(|x| 2 * x[0] + 30 * x[1]);
        assert_eq!(found, Ok(90));
        // min 2b + 99999y, a + b = 10, a <= 100y, y binary: 20.
        let second = Program {
            max: vec![10, 10, 1],
            lines: vec![line(&[(0, 1), (1, 1)], Some(10), Some(10)), line(&[(0, 1), (2, -100)], None, Some(0))],
            tiers: vec![vec![(1, 2), (2, 99_999)]],
        };
        assert_eq!(second.solve(&|| false).map(|x| 2 * x[1] + 99_999 * x[2]), Ok(20));
        // min x + 4y + 9z, x <= 4, -1 <= y <= 1, x + y <= 5, x + z >= 10, z - y = 7.5, z whole: 64. In halves, y moved up by one.
        let third = Program {
            max: vec![8, 4, 20],
            lines: vec![
                line(&[(0, 1), (1, 1)], None, Some(12)),
                line(&[(0, 1), (2, 2)], Some(20), None),
                line(&[(2, 2), (1, -1)], Some(13), Some(13)),
            ],
            tiers: vec![vec![(0, 1), (1, 4), (2, 18)]],
        };
        assert_eq!(third.solve(&|| false).map(|x| x[0] + 4 * (x[1] - 2) + 18 * x[2]), Ok(128));
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
