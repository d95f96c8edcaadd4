//! Trade-offs between two tiers.

use super::answer::{outcome, tier};
use super::many;
use crate::explain::{Frontier, Way};
use crate::policy::Tier;
use crate::report::{Names, list, sentence};

/// What two tiers can have at each other's expense, point by point.
pub(in crate::report) fn frontier(frontier: &Frontier, names: &Names) -> String {
    let Frontier { tiers: [x, y], points, open, .. } = frontier;
    if points.is_empty() {
        return format!("There is no trade-off to show.\n{}", outcome(&frontier.outcome, names));
    }
    let head = format!(
        "between tier {} ({}) and tier {} ({}), while the tiers before both stay as they are: {}",
        x.name,
        tier(x),
        y.name,
        tier(y),
        many(points.len(), "point")
    );
    let rest = if open.is_empty() && points.len() == 1 {
        "Nothing has to be traded: no table is better in either tier.".to_owned()
    } else if open.is_empty() {
        "All of them are here: every other plan is as high as one of these in both tiers, or higher.".to_owned()
    } else {
        let gap = |[p, q]: &[[i64; 2]; 2]| format!("({}, {}) and ({}, {})", p[0], p[1], q[0], q[1]);
        let gaps: Vec<String> = open.iter().map(gap).collect();
        format!(
            "A limit came before the proof that nothing lies between {}: more may be hidden there.",
            gaps.join("; ")
        )
    };
    list(
        &format!("{} {rest}", sentence(&head)),
        points.iter().map(|point| format!("{}: {}", pair(point.values), way(point.way, x, y))),
    )
}

fn pair([x, y]: [i64; 2]) -> String {
    format!("({x}, {y})")
}

/// How a point's problem is made.
fn way(way: Way, x: &Tier, y: &Tier) -> String {
    let name = |tier: usize| if tier == 0 { &x.name } else { &y.name };
    match way {
        Way::First(tier) => format!("the best table when tier {} goes first", name(tier)),
        Way::Weights([a, b]) => format!("the best table when both are one tier, {a} × {} + {b} × {}", x.name, y.name),
        Way::AtMost { tier, limit } => format!(
            "between two corners; the best table when tier {} is at most {limit} and tier {} goes first",
            name(tier),
            name(1 - tier.min(1))
        ),
    }
}
