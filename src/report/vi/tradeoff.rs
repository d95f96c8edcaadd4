//! Trade-offs between two tiers.

use super::answer::{outcome, tier};
use crate::explain::{Frontier, Way};
use crate::policy::Tier;
use crate::report::{Names, list, sentence};

/// What two tiers can have at each other's expense, point by point.
pub(in crate::report) fn frontier(frontier: &Frontier, names: &Names) -> String {
    let Frontier { tiers: [x, y], points, open, .. } = frontier;
    if points.is_empty() {
        return format!("Không có đánh đổi nào để nêu.\n{}", outcome(&frontier.outcome, names));
    }
    let head = format!(
        "giữa bậc {} ({}) và bậc {} ({}), khi các bậc trước cả hai vẫn giữ nguyên: {} cặp giá trị không phương án nào vượt qua",
        x.name,
        tier(x),
        y.name,
        tier(y),
        points.len()
    );
    let rest = if open.is_empty() && points.len() == 1 {
        "Không phải đánh đổi gì: không phương án nào tốt hơn ở bậc nào trong hai bậc.".to_owned()
    } else if open.is_empty() {
        "Đây là tất cả: mọi phương án khác đều bằng hoặc kém một trong các cặp này ở cả hai bậc.".to_owned()
    } else {
        let gap = |[p, q]: &[[i64; 2]; 2]| format!("({}, {}) và ({}, {})", p[0], p[1], q[0], q[1]);
        let gaps: Vec<String> = open.iter().map(gap).collect();
        format!("Chưa chứng minh xong rằng không còn cặp nào giữa {}: có thể còn cặp khác ở đó.", gaps.join("; "))
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
        Way::First(tier) => format!("phương án tốt nhất khi xét bậc {} trước", name(tier)),
        Way::Weights([a, b]) => {
            format!("phương án tốt nhất khi gộp hai bậc làm một, {a} × {} + {b} × {}", x.name, y.name)
        }
        Way::AtMost { tier, limit } => format!(
            "nằm giữa hai góc; phương án tốt nhất khi bậc {} không quá {limit} và xét bậc {} trước",
            name(tier),
            name(1 - tier.min(1))
        ),
    }
}
