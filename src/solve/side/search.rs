//! The search: parts of all plans, divided by pairs, each bounded by the flow, excluded by prices or divided again. What it leaves behind is the
//! proof.

use super::super::fold::Fold;
use super::relax::{Relaxed, plain, relax};
use super::table::{Break, Chosen};
use crate::cost::Cost;
use crate::error::Error;
use crate::plan::{Proof, Scaled, Step};
use crate::problem::{Fixed, Problem, Side};
use std::rc::Rc;

/// Relaxations solved at most: some minutes for the largest committees. It makes an answer, proved or not, a function of the problem alone.
const EFFORT: usize = 20_000;

/// What a search found.
pub(super) struct Found<'a> {
    pub(super) best: Chosen<'a>,
    /// What it costs in the tiers searched.
    pub(super) cost: Vec<i64>,
    pub(super) proof: Proof,
    /// Whether the proof's bound is the cost.
    pub(super) proved: bool,
}

/// A part of all plans that is still open, with what is known of a larger one around it.
struct Part<'a> {
    fixed: Fixed<'a>,
    around: Rc<(Vec<i64>, Scaled)>,
}

pub(super) struct Search<'a> {
    pub(super) problem: &'a Problem,
    /// The rules that the flow keeps by itself.
    pub(super) fold: Fold,
    pub(super) tiers: usize,
    pub(super) stop: &'a dyn Fn() -> bool,
    pub(super) left: usize,
    /// Parts divided so far.
    divided: usize,
    pub(super) best: Chosen<'a>,
    pub(super) cost: Vec<i64>,
    /// Tables met, the latest last: what the backend starts from.
    pub(super) met: Vec<Chosen<'a>>,
}

impl<'a> Search<'a> {
    /// A search in the first `tiers` tiers. The empty plan is where it begins: it keeps every rule and lacks the most.
    pub(super) fn new(problem: &'a Problem, tiers: usize, stop: &'a dyn Fn() -> bool) -> Self {
        let best = Chosen { problem, held: Vec::new() };
        let mut cost = best.cost().unwrap_or_else(|| vec![i64::MAX; problem.tiers().len()]);
        cost.truncate(tiers);
        Self { problem, fold: Fold::new(problem), tiers, stop, left: EFFORT, divided: 0, best, cost, met: Vec::new() }
    }

    /// Takes a table as the best one if it keeps every rule and costs less.
    pub(super) fn offer(&mut self, table: &Chosen<'a>) -> bool {
        let Some(mut cost) = table.cost() else { return false };
        cost.truncate(self.tiers);
        let better = cost < self.cost;
        if better {
            self.cost = cost;
            self.best = table.clone();
        }
        better
    }

    /// Solves a part under prices; `None` when the effort is spent or the caller asks to stop.
    pub(super) fn relax(
        &mut self,
        fixed: &Fixed<'a>,
        rows: &[Vec<u32>],
        prices: &[super::relax::Price],
    ) -> Result<Option<Relaxed<'a>>, Error> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        match relax(self.problem, &self.fold, fixed, rows, prices, self.stop) {
            Ok(relaxed) => {
                self.offer(&relaxed.table);
                Ok(Some(relaxed))
            }
            Err(Error::Cancelled) => {
                self.left = 0;
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// Searches all plans, beginning with those near a table that may be no plan.
    pub(super) fn run(mut self, near: Option<Chosen<'a>>) -> Result<Found<'a>, Error> {
        self.met.extend(near);
        let lowest =
            Rc::new((vec![i64::MIN / 2; self.tiers], Scaled { rows: self.plain(), prices: Default::default() }));
        let root = Fixed::new(self.problem).map(|fixed| Part { fixed, around: lowest });
        let mut open: Vec<Part<'a>> = root.into_iter().collect();
        let mut steps = Vec::new();
        while let Some(part) = open.pop() {
            match self.part(&part)? {
                Verdict::Excluded(prices) => steps.push(Step::Exclude(prices)),
                Verdict::Divided(choice, around) => {
                    let placement = Chosen { problem: self.problem, held: vec![choice] }.placements().pop();
                    steps.extend(placement.map(Step::Divide));
                    self.divided += 1;
                    for held in [false, true] {
                        let fixed = part.fixed.with(choice, held);
                        open.extend(fixed.map(|fixed| Part { fixed, around: Rc::clone(&around) }));
                    }
                }
                Verdict::GaveUp(around) => {
                    open.push(Part { around, ..part });
                    break;
                }
            }
        }
        let proved = open.is_empty();
        let known = open.iter().map(|part| &part.around.0).min();
        let bound = known.filter(|known| **known < self.cost).unwrap_or(&self.cost).clone();
        steps.extend(open.iter().rev().map(|part| Step::Exclude(vec![part.around.1.clone()])));
        let proof = Proof { bound: Cost::from(bound), steps };
        Ok(Found { best: self.best, cost: self.cost, proof, proved })
    }

    /// Whether nothing was divided yet.
    #[cfg(feature = "milp")]
    pub(super) const fn is_first(&self) -> bool {
        self.divided == 0
    }

    pub(super) fn plain(&self) -> Vec<Vec<u32>> {
        plain(self.tiers, self.problem.tiers().len())
    }

    fn part(&mut self, part: &Part<'a>) -> Result<Verdict, Error> {
        if part.around.0 >= self.cost {
            return Ok(Verdict::Excluded(vec![part.around.1.clone()]));
        }
        let Some(relaxed) = self.relax(&part.fixed, &self.plain(), &[])? else {
            return Ok(Verdict::GaveUp(Rc::clone(&part.around)));
        };
        if relaxed.least >= self.cost {
            return Ok(Verdict::Excluded(vec![relaxed.scaled]));
        }
        self.met.push(relaxed.table.clone());
        #[cfg(feature = "milp")]
        if let Some(mut prices) = self.exclude(&part.fixed, &relaxed)? {
            prices.insert(0, relaxed.scaled);
            return Ok(Verdict::Excluded(prices));
        }
        if relaxed.least >= self.cost {
            return Ok(Verdict::Excluded(vec![relaxed.scaled]));
        }
        let around = Rc::new((relaxed.least, relaxed.scaled));
        match self.divide_by(&part.fixed, &relaxed.table) {
            Some(choice) if self.left > 0 && !(self.stop)() => Ok(Verdict::Divided(choice, around)),
            Some(_) => Ok(Verdict::GaveUp(around)),
            None => Err(Error::Engine("a part of the plans can neither be excluded nor divided")),
        }
    }

    /// A pair that is not yet known and that a broken rule is about.
    fn divide_by(&self, fixed: &Fixed<'a>, table: &Chosen<'a>) -> Option<usize> {
        let open = |choice: &usize| fixed.of(*choice).is_none();
        let other = self.met.iter().rev().find(|met| met.held != table.held);
        let differs = |choice: usize| other.is_some_and(|other| other.holds(choice) != table.holds(choice));
        let dear = |choice: usize| -> Vec<i64> {
            let Some(candidate) = self.problem.all_candidates().get(choice) else { return Vec::new() };
            self.problem.tiers().iter().map(|tier| self.problem.pair_cost(tier, candidate)).collect()
        };
        for found in table.breaks() {
            let choice = match found {
                // The flow has priced exactly what is lacking there.
                Break::Count(side) if self.fold.has(side) => continue,
                Break::Count(side) => {
                    let Some(Side::Count { weight, load }) = self.problem.sides().get(side) else { continue };
                    let over = load.max.is_some();
                    let useful = weight.iter().filter(|entry| open(&entry.0) && table.holds(entry.0) == over);
                    let key = |entry: &&(usize, i64)| (!differs(entry.0), -entry.1, dear(entry.0), entry.0);
                    useful.min_by_key(key).map(|entry| entry.0)
                }
                Break::Apart(side, organization) => {
                    let Some(Side::Apart(members)) = self.problem.sides().get(side) else { continue };
                    let mut here = members.iter().filter_map(|&member| self.problem.choice_at(member, organization));
                    here.find(|choice| table.holds(*choice) && open(choice))
                }
                Break::Together(_, organization, here, other) => {
                    let at = |member| self.problem.choice_at(member, organization).filter(open);
                    at(here).or_else(|| at(other))
                }
            };
            if choice.is_some() {
                return choice;
            }
        }
        None
    }
}

enum Verdict {
    /// No plan of the part is better than the best one found.
    Excluded(Vec<Scaled>),
    /// The part is two: with this pair and without it.
    Divided(usize, Rc<(Vec<i64>, Scaled)>),
    /// A limit came first.
    GaveUp(Rc<(Vec<i64>, Scaled)>),
}
