//! What two tiers can have at each other's expense: every pair of values that no plan beats in both.

mod bench;

use crate::certify::Certificate;
use crate::error::Error;
use crate::plan::{Outcome, Plan};
use crate::policy::Tier;
use crate::problem::Problem;
use crate::solve::solve;
use bench::Bench;

/// The exact trade-off between two tiers.
///
/// Example: [`frontier`](crate::explain::frontier()).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Frontier {
    /// The two tiers, in the order in which they were named.
    pub tiers: [Tier; 2],
    /// The answer to the problem as it stands; there are points only if it is a complete table and proved. Under side rules that keep an end of the
    /// frontier from being proved, the answer to that end, and no points.
    pub outcome: Outcome,
    /// The points, the least value of the first tier first. No plan that is as good in the tiers before both is at most as high as a point in both
    /// tiers and lower in one.
    pub points: Vec<Point>,
    /// Pairs of neighbouring points between which others may lie: a limit came before the proof that none does. Where it is empty, every plan is as
    /// high as one of the points in both tiers, or higher.
    pub open: Vec<[[i64; 2]; 2]>,
}

/// A pair of values that no plan beats, with a plan that has them.
///
/// Example: [`frontier`](crate::explain::frontier()).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Point {
    /// The values of the two tiers.
    pub values: [i64; 2],
    /// How the problem below differs from the one that was asked.
    pub way: Way,
    /// An ordinary problem whose best plan this is; its policy and its facts are in it.
    pub problem: Problem,
    /// That plan. The tiers not named follow in the policy's order.
    pub plan: Plan,
    /// What the judge says of it: optimal.
    pub certificate: Certificate,
}

/// How a point's problem is made from the one that was asked. In each the tiers before both stay before, the others follow in their order.
///
/// Example: [`frontier`](crate::explain::frontier()).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The two tiers follow each other; this one (0 or 1) is the first of them.
    First(usize),
    /// The two tiers are one, each multiplied by its weight: the rates at which the point is the only best one.
    Weights([i64; 2]),
    /// A side rule keeps one of the tiers (0 or 1) at or below a limit, and the other tier comes first.
    AtMost {
        /// The tier that is limited.
        tier: usize,
        /// The limit, inclusive.
        limit: i64,
    },
}

/// Every pair of values of two tiers that no plan beats, the tiers before both as good as they can be; each with a plan, and a problem whose proved best
/// plan it is.
///
/// The corners of the frontier come from sums of both tiers with whole weights, which are ordinary flows. What lies between two corners no
/// weights reach: there a side rule limits one of the tiers, from one point to the next, until nothing is left. That proves all of them, for load is a
/// measure of one tier only and the other is a sum over placements, which a side rule can count.
///
/// # Errors
/// [`Error::Tradeoff`] when the two are not two different tiers of the policy besides the first and a draw. "No complete table" is no error: see
/// [`Frontier::outcome`]. [`Error::Problem`] when the weights of a sum or the counts of a limit leave the range of exact arithmetic.
///
/// # Complexity
/// At most three times [`solve`](crate::solve()) for each corner, and a search under one side rule for each other point and between each two corners.
///
/// ```
/// # #[cfg(feature = "toml")]
/// # fn main() -> Result<(), phancong::Error> {
/// # use phancong::*;
/// use phancong::explain::frontier;
/// # let rules = Policy::quang_ngai_2020()?.in_force("2020-12-01".parse().unwrap())?;
/// # let mut roster = Roster::default();
/// # roster.areas.push(Area { id: "binh-son".parse()?, name: "Huyện Bình Sơn".into(), parent: None, load: Bounds::default() });
/// # for id in ["binh-chau", "binh-hai"] {
/// #     let area = "binh-son".parse()?;
/// #     roster.organizations.push(Organization { id: id.parse()?, name: id.into(), area, parent: None, load: Bounds::default() });
/// # }
/// # for member in ["UV-01", "UV-02"] {
/// #     let body = "ban-chap-hanh".parse()?;
/// #     roster.members.push(Member { id: member.parse()?, name: member.into(), body, own: None, scope: vec![] });
/// #     for (rank, id) in [(1, "binh-chau"), (2, "binh-hai")] {
/// #         roster.registrations.push(Registration { member: member.parse()?, organization: id.parse()?, rank, on: None });
/// #     }
/// # }
/// let problem = Problem::new(roster, rules)?; // two members with the same first wish
/// let frontier = frontier(&problem, "load", "rank")?;
/// let values: Vec<[i64; 2]> = frontier.points.iter().map(|point| point.values).collect();
/// assert_eq!(values, [[2, 1], [4, 0]]); // one member each and one second wish, or both at one place
/// assert!(frontier.open.is_empty());
/// for point in &frontier.points {
///     assert!(certify(&point.problem, &point.plan)?.is_optimal());
/// }
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "toml"))]
/// # fn main() {}
/// ```
pub fn frontier(problem: &Problem, first: &str, second: &str) -> Result<Frontier, Error> {
    let bench = Bench::new(problem, first, second)?;
    let outcome = solve(problem)?;
    let mut found = Frontier { tiers: bench.tiers(), outcome, points: Vec::new(), open: Vec::new() };
    if !matches!(found.outcome, Outcome::Solved(_)) {
        return Ok(found);
    }
    let mut ends = Vec::new();
    for way in [Way::First(0), Way::First(1)] {
        match bench.point(way)? {
            Ok(point) => ends.push(point),
            Err(outcome) => return Ok(Frontier { outcome, ..found }),
        }
    }
    let corners = bench.corners(ends)?;
    for pair in corners.windows(2) {
        let [from, to] = pair else { continue };
        let (between, open) = bench.between(from.values, to.values)?;
        found.points.extend(between);
        found.open.extend(open);
    }
    found.points.extend(corners);
    found.points.sort_by_key(|point| point.values);
    Ok(found)
}
