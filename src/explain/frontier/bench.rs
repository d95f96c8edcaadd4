//! Where the problems of a frontier are made and solved.

use super::{Point, Way};
use crate::certify::certify;
use crate::error::Error;
use crate::id::RuleId;
use crate::plan::{Outcome, Plan};
use crate::policy::{Measure, Source, Text, Tier};
use crate::problem::{Defect, Problem, ProblemError, What};
use crate::roster::{Demand, Place, SideRule, Term, Who};
use crate::solve::solve;
use std::collections::BTreeMap;

type Values = [i64; 2];

/// A problem, and two of its tiers.
pub(super) struct Bench<'a> {
    problem: &'a Problem,
    /// Their places among the tiers, as named.
    at: [usize; 2],
    tiers: [Tier; 2],
}

impl<'a> Bench<'a> {
    pub(super) fn new(problem: &'a Problem, first: &str, second: &str) -> Result<Self, Error> {
        let tradable = |tier: &Tier| tier.weight(Measure::Unplaced) == 0 && tier.weight(Measure::Draw) == 0;
        let find = |name: &str| {
            let found = problem.tiers().iter().position(|tier| tier.name == name && tradable(tier));
            let known = || problem.tiers().iter().filter(|tier| tradable(tier)).map(|tier| tier.name.clone()).collect();
            let refused = || Error::Tradeoff { tier: name.to_owned(), known: known() };
            let tier = found.and_then(|at| Some((at, problem.tiers().get(at)?.clone())));
            tier.filter(|_| name != first || first != second).ok_or_else(refused)
        };
        let (x, y) = (find(first)?, find(second)?);
        Ok(Self { problem, at: [x.0, y.0], tiers: [x.1, y.1] })
    }

    pub(super) fn tiers(&self) -> [Tier; 2] {
        self.tiers.clone()
    }

    /// The point that a way leads to, or the answer when it is not a proved complete table.
    pub(super) fn point(&self, way: Way) -> Result<Result<Point, Outcome>, Error> {
        let problem = self.rebuilt(way)?;
        let outcome = solve(&problem)?;
        let Outcome::Solved(plan) = outcome else { return Ok(Err(outcome)) };
        let certificate = certify(&problem, &plan)?;
        if !certificate.is_optimal() {
            return Err(Error::NotBest { cost: certificate.cost, bound: certificate.bound });
        }
        let values = self.values(&plan)?;
        Ok(Ok(Point { values, way, problem, plan, certificate }))
    }

    /// What a plan costs in the two tiers, as the judge counts it.
    fn values(&self, plan: &Plan) -> Result<Values, Error> {
        let cost = certify(self.problem, &Plan::new(plan.placements().to_vec()))?.cost;
        Ok(self.at.map(|tier| cost.tier(tier).unwrap_or(0)))
    }

    fn rebuilt(&self, way: Way) -> Result<Problem, Error> {
        let [x, y] = &self.tiers;
        let traded = match way {
            Way::First(0) | Way::AtMost { tier: 1, .. } => vec![x.clone(), y.clone()],
            Way::First(_) | Way::AtMost { .. } => vec![y.clone(), x.clone()],
            Way::Weights(weights) => vec![sum([x, y], weights)],
        };
        let rules = self.problem.rules();
        let mut policy = rules.document().clone();
        let first = self.at.into_iter().min().unwrap_or(0);
        let mut traded = Some(traded);
        let mut tiers = Vec::new();
        for (at, tier) in self.problem.tiers().iter().enumerate() {
            if at == first {
                tiers.extend(traded.take().into_iter().flatten());
            } else if !self.at.contains(&at) {
                tiers.push(tier.clone());
            }
        }
        policy.tiers = tiers;
        let mut roster = self.problem.roster().clone();
        if let Way::AtMost { tier, limit } = way {
            roster.side_rules.push(self.limit(tier, limit)?);
        }
        Ok(Problem::new(roster, policy.in_force(rules.day())?)?)
    }

    /// A side rule that keeps a tier without loads at or below a limit in every complete plan.
    ///
    /// A side rule counts with weights of at least 1, while a place kept costs -1: so each placement counts what it costs and the weight of `moves`, and
    /// the limit is as much higher. In a complete plan the number of placements is known.
    fn limit(&self, at: usize, limit: i64) -> Result<SideRule, Error> {
        let mut id: RuleId = "frontier".parse()?;
        while self.problem.roster().side_rules.iter().any(|rule| rule.id == id) {
            id = format!("{id}+").parse()?;
        }
        let far = || {
            let what = What::SideHeavy { rule: id.clone() };
            Error::from(ProblemError::Defects(vec![Defect { rows: Vec::new(), what, rule: None }]))
        };
        let Some(tier) = self.tiers.get(at) else { return Err(far()) };
        let shift = tier.weight(Measure::Moves);
        let mut counted: BTreeMap<(usize, u32), Vec<Place>> = BTreeMap::new();
        let members = &self.problem.roster().members;
        for member in 0..members.len() {
            let choices = self.problem.all_candidates().get(self.problem.choices_of(member)).unwrap_or_default();
            for choice in choices {
                let weight = u32::try_from(self.problem.pair_cost(tier, choice) + shift).map_err(|_| far())?;
                let place =
                    self.problem.organization_at(choice.organization).map(|o| Place::Organization(o.id.clone()));
                counted.entry((member, weight)).or_default().extend(place);
            }
        }
        let placements = i64::try_from(members.len()).unwrap_or(i64::MAX).saturating_mul(self.problem.places().into());
        let count = limit - self.problem.base_cost(tier) + shift.saturating_mul(placements);
        let term = |((member, weight), places): ((usize, u32), Vec<Place>)| {
            let member = members.get(member).filter(|_| weight > 0)?;
            Some(Term { members: Some(vec![Who::Member(member.id.clone())]), places: Some(places), weight })
        };
        let of = counted.into_iter().filter_map(term).collect();
        let count = u32::try_from(count).map_err(|_| far())?;
        Ok(SideRule {
            id,
            source: "frontier".to_owned(),
            text: Text {
                vi: format!("bậc “{}” không quá {limit}", tier.name),
                en: format!("the tier “{}” is at most {limit}", tier.name),
            },
            says: Demand::AtMost { count, of },
        })
    }

    /// The points where the lower hull of all plans bends, from the one end to the other.
    pub(super) fn corners(&self, ends: Vec<Point>) -> Result<Vec<Point>, Error> {
        let mut ends = ends.into_iter();
        let (Some(left), Some(right)) = (ends.next(), ends.next()) else { return Ok(Vec::new()) };
        if left.values == right.values {
            return Ok(vec![left]);
        }
        let mut known = vec![left.values, right.values];
        let mut edges = vec![[left.values, right.values]];
        while let Some([p, q]) = edges.pop() {
            let weights = across(p, q);
            if let Ok(point) = self.point(Way::Weights(weights))?
                && at(weights, point.values) < at(weights, p)
            {
                known.push(point.values);
                edges.extend([[p, point.values], [point.values, q]]);
            }
        }
        known.sort_unstable();
        known.dedup();
        let mut corners = vec![left];
        for three in bends(known).windows(3) {
            let &[p, corner, q] = three else { continue };
            // Strictly between the rates of both edges the corner is the only best point, so the tiers that follow are its own.
            let (before, after) = (across(p, corner), across(corner, q));
            let weights = [0, 1].map(|tier: usize| {
                let of = |weights: Values| weights.get(tier).copied().unwrap_or(0);
                of(before).saturating_add(of(after))
            });
            if let Ok(point) = self.point(Way::Weights(weights))? {
                corners.push(point);
            }
        }
        corners.push(right);
        Ok(corners)
    }

    /// The points between two neighbouring corners, and where the proof that there are no more was not reached, the two points around what is open.
    pub(super) fn between(&self, from: Values, to: Values) -> Result<(Vec<Point>, Option<[Values; 2]>), Error> {
        let tier = usize::from(self.tiers.first().is_some_and(|tier| tier.weight(Measure::Load) > 0));
        let by = |values: Values, tier: usize| values.get(tier).copied().unwrap_or(0);
        // From the end where the limited tier is high to the one where it is low.
        let (mut last, end) = if tier == 0 { (to, from) } else { (from, to) };
        let mut found = Vec::new();
        while by(last, tier) - by(end, tier) > 1 && by(end, 1 - tier) - by(last, 1 - tier) > 1 {
            let Ok(point) = self.point(Way::AtMost { tier, limit: by(last, tier) - 1 })? else {
                let open = if tier == 0 { [end, last] } else { [last, end] };
                return Ok((found, Some(open)));
            };
            if point.values == end {
                break;
            }
            last = point.values;
            found.push(point);
        }
        Ok((found, None))
    }
}

/// Both tiers as one, each multiplied by its weight.
fn sum(tiers: [&Tier; 2], weights: Values) -> Tier {
    let [x, y] = tiers;
    let measures = tiers.into_iter().zip(weights).flat_map(|(tier, weight)| {
        tier.measures.iter().map(move |(&measure, own)| (measure, own.saturating_mul(weight)))
    });
    let name = format!("{} × {} + {} × {}", weights[0], x.name, weights[1], y.name);
    Tier { name, source: Source::Default, measures: measures.collect() }
}

/// The least whole weights under which two points cost the same.
fn across(p: Values, q: Values) -> Values {
    let (fall, run) = (p[1].saturating_sub(q[1]), q[0].saturating_sub(p[0]));
    let (mut a, mut b) = (fall, run);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    [fall / a.max(1), run / a.max(1)]
}

/// What a point costs under weights.
fn at(weights: Values, values: Values) -> i128 {
    weights.iter().zip(values).map(|(&weight, value)| i128::from(weight) * i128::from(value)).sum()
}

/// Of sorted points those where the line through them bends.
fn bends(points: Vec<Values>) -> Vec<Values> {
    let mut kept: Vec<Values> = Vec::new();
    for point in points {
        while let &[.., p, q] = kept.as_slice()
            && at(across(p, point), q) >= at(across(p, point), p)
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}
