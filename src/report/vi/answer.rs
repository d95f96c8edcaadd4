//! Answers: outcomes, tiers, conflicts and what would mend them.

use super::{organization, person, place};
use crate::explain::{Proof, Standing, Ties};
use crate::plan::{Claim, Clash, Conflict, Outcome, Plan, Repair, Shortage};
use crate::policy::{Measure, Tier};
use crate::report::{Names, kinds_of, list, sentence};
use crate::roster::{Place, Placement, SideRule};
use std::collections::BTreeSet;

/// The headline.
pub(in crate::report) fn outcome(outcome: &Outcome, _: &Names) -> String {
    match outcome {
        Outcome::Unproved(plan) => {
            let (cost, bound) =
                plan.claim().map_or_else(Default::default, |claim| (claim.cost.clone(), claim.bound.clone()));
            format!(
                "Chưa chứng minh được: phương án tốt nhất tìm được có {}, đúng mọi quy định bổ sung. Chi phí theo từng bậc {cost}; mới chứng \
                 minh không có phương án nào dưới {bound}.",
                size(plan)
            )
        }
        Outcome::Solved(plan) => {
            let proved = |claim: &Claim| claim.cost == claim.bound;
            let proof = if plan.claim().is_some_and(proved) {
                "Đã chứng minh theo từng bậc ưu tiên: không có phương án nào tốt hơn."
            } else {
                "Chưa kèm chứng minh rằng không có phương án nào tốt hơn."
            };
            format!("Đã phân công đủ: {}. {proof}", size(plan))
        }
        Outcome::Infeasible(answer) if answer.conflicts.is_empty() => {
            let plan = &answer.fewest_unplaced;
            let proof = if plan.claim().is_some_and(|claim| claim.cost.tier(0) == claim.bound.tier(0)) {
                "Đã chứng minh: không có phương án nào thiếu ít hơn."
            } else {
                "Chưa kèm chứng minh rằng không có phương án nào thiếu ít hơn."
            };
            format!(
                "Không thể phân công đủ mà vẫn đúng mọi quy định bổ sung. {proof} Phương án thiếu ít nhất có {}; đây chưa phải là Bảng \
                 phân công hoàn chỉnh.",
                size(plan)
            )
        }
        Outcome::Infeasible(answer) => {
            let plan = &answer.fewest_unplaced;
            let short: u64 = answer.conflicts.iter().map(|conflict| u64::from(conflict.short)).sum();
            let proof = if plan.claim().is_some_and(|claim| claim.cost.tier(0) == claim.bound.tier(0)) {
                "Đã chứng minh: không có phương án nào thiếu ít hơn."
            } else {
                "Chưa kèm chứng minh rằng không có phương án nào thiếu ít hơn."
            };
            format!(
                "Không thể phân công đủ: còn thiếu {short} chỗ, do {} vướng mắc. {proof} Phương án thiếu ít nhất có {}; đây chưa \
                 phải là Bảng phân công hoàn chỉnh.",
                answer.conflicts.len(),
                size(plan)
            )
        }
    }
}

fn size(plan: &Plan) -> String {
    let lines = plan.placements();
    let members: BTreeSet<_> = lines.iter().map(|line| &line.member).collect();
    let organizations: BTreeSet<_> = lines.iter().map(|line| &line.organization).collect();
    format!("{} đồng chí, {} tổ chức cơ sở đảng, {} lượt phân công", members.len(), organizations.len(), lines.len())
}

/// A tier with its cost and what is proved about it.
pub(in crate::report) fn standing(standing: &Standing, _: &Names) -> String {
    let before = if standing.number > 1 { " khi giữ các bậc trước" } else { "" };
    let proof = match standing.proof {
        Proof::Proved => format!("đã chứng minh không thể ít hơn{before}"),
        Proof::AtLeast(bound) => {
            format!("chưa chứng minh là ít nhất; mới chứng minh không thể ít hơn {bound}{before}")
        }
        Proof::Open => "chưa kết luận, vì bậc trước chưa được chứng minh".to_owned(),
        Proof::Contradicted(bound) => {
            format!("không khớp: cận dưới {bound} lớn hơn chính con số này, hai số không cùng một phương án")
        }
    };
    sentence(&format!("bậc {}, {}: {} – {proof}", standing.number, tier(&standing.tier), standing.cost))
}

/// What had the last word between equally good tables, and the lines that it decided.
pub(in crate::report) fn ties(ties: &Ties, names: &Names) -> String {
    let Ties { seed, lines, decided } = ties;
    let (how, before) = match seed {
        Some(seed) => (
            format!("giữa các phương án tốt như nhau, kết quả do bốc thăm quyết định, theo mã đã công bố “{seed}”"),
            " ở mọi bậc trước",
        ),
        None => ("không bốc thăm; giữa các phương án tốt như nhau, thứ tự mã số quyết định".to_owned(), ""),
    };
    match decided {
        None => sentence(&format!(
            "{how}: không đếm được bao nhiêu trong {lines} dòng, vì có quy định bổ sung hoặc chưa chứng minh được phương án là tốt nhất"
        )),
        Some(decided) if decided.is_empty() => sentence(&format!(
            "{how}: không dòng nào trong {lines} dòng, vì không có phương án khác tốt như nhau{before}"
        )),
        Some(decided) => {
            let head = format!(
                "{how}: {}/{lines} dòng, mỗi dòng này có thể khác đi trong một phương án tốt như nhau{before}:",
                decided.len()
            );
            let line = |pair: &Placement| {
                format!("{}: {}", person(&pair.member, names), organization(&pair.organization, names))
            };
            list(&sentence(&head), decided.iter().map(line))
        }
    }
}

pub(super) fn tier(tier: &Tier) -> String {
    let parts = tier.measures.iter().map(|(&kind, &weight)| match weight {
        1 => measure(kind).to_owned(),
        more => format!("{more} × {}", measure(kind)),
    });
    let parts = parts.collect::<Vec<_>>().join(" + ");
    // A tier that bears the key of its measure has no name of its own.
    let named = tier.measures.keys().all(|measure| measure.name() != tier.name);
    if named { format!("“{}” ({parts})", tier.name) } else { parts }
}

const fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Unplaced => "số chỗ còn thiếu",
        Measure::Outside => "ngoài địa bàn phụ trách",
        Measure::Load => "mức chênh lệch giữa các tổ chức (tổng bình phương số đồng chí ở từng tổ chức)",
        Measure::Rank => "số bậc lùi so với nguyện vọng 1",
        Measure::Moves => "thay đổi so với Bảng phân công trước",
        Measure::Repeat => "phân công lại nơi đã dự những năm trước",
        Measure::Draw => "bốc thăm (tổng các số thăm)",
    }
}

/// What is short, who, where, how many; then what would mend it.
pub(in crate::report) fn conflict(conflict: &Conflict, names: &Names) -> String {
    let Conflict { shortage, members, minima, maxima, needed, available, designated, also, short, repairs, minimal } =
        conflict;
    let people = members.len();
    let head = match shortage {
        Shortage::Seats if members.is_empty() => format!(
            "Thiếu chỗ: các mức tối thiểu cần {needed} chỗ, nhưng {} chỉ nhận tối đa {available}; tất cả còn thiếu {short} chỗ.",
            places(maxima)
        ),
        Shortage::Seats => format!(
            "Thiếu chỗ: {people} đồng chí chỉ có thể vào {}, cần {needed} chỗ, nhận tối đa {available}; tất cả còn thiếu {short} chỗ.",
            places(maxima)
        ),
        Shortage::Members if members.is_empty() => format!(
            "Thiếu người: {} cần tối thiểu {needed} lượt đồng chí, nhưng không đồng chí nào có thể đến, đáp ứng được {available} lượt; \
             tất cả còn thiếu {short} lượt.",
            places(minima)
        ),
        Shortage::Members => format!(
            "Thiếu người: {} cần tối thiểu {needed} lượt đồng chí, nhưng {people} đồng chí có thể đến chỉ đáp ứng được {available} \
             lượt; tất cả còn thiếu {short} lượt.",
            places(minima)
        ),
    };
    let role = match shortage {
        Shortage::Seats => "cần",
        Shortage::Members => "được tối đa",
    };
    let members = members.iter().map(|(id, count)| format!("{} {role} {count} nơi", person(id, names)));
    let seats = |list: &[(Place, u32)], word: &'static str| -> Vec<String> {
        list.iter().map(|(at, seats)| format!("{} {word} {seats}", place(at, names))).collect()
    };
    let pins = designated.iter().map(|(who, at)| format!("{} tại {}", person(who, names), organization(at, names)));
    let detail = [
        ("Gồm", members.collect()),
        ("Mức tối thiểu", seats(minima, "cần")),
        ("Mức tối đa", seats(maxima, "nhận")),
        ("Do chỉ định", pins.collect()),
        ("Cùng chờ những chỗ này", also.iter().map(|id| person(id, names)).collect()),
    ];
    let mut text = head;
    if !minimal {
        text.push_str("\nNêu toàn bộ: tìm xem phần nào là cần thiết sẽ mất quá nhiều thời gian.");
    }
    for (heading, entries) in detail {
        if !entries.is_empty() {
            text.push_str(&format!("\n{heading}: {}.", entries.join("; ")));
        }
    }
    if !repairs.is_empty() {
        let ways = repairs.iter().map(|repair| mend(repair, names));
        text.push_str(&list("\nCó thể khắc phục bằng một trong các cách:", ways));
    }
    text
}

fn places(list: &[(Place, u32)]) -> String {
    match kinds_of(list) {
        (organizations, 0) => format!("{organizations} tổ chức"),
        (0, areas) => format!("{areas} địa bàn"),
        (organizations, areas) => format!("{organizations} tổ chức và {areas} địa bàn"),
    }
}

/// What would mend a conflict.
pub(in crate::report) fn repair(repair: &Repair, names: &Names) -> String {
    sentence(&mend(repair, names))
}

fn mend(repair: &Repair, names: &Names) -> String {
    match repair {
        Repair::AskForWish { member, organization: at } => {
            let (who, at) = (person(member, names), organization(at, names));
            format!("mời {who} đăng ký thêm nơi còn chỗ, chẳng hạn {at}")
        }
        Repair::RaiseMaximum { place: at, by } => format!("nâng mức tối đa của {} thêm {by}", place(at, names)),
        Repair::LowerMinimum { place: at, by } => format!("giảm mức tối thiểu của {} bớt {by}", place(at, names)),
        Repair::Relax { rule, by } => format!("nới quy định bổ sung {rule} thêm {by}"),
        Repair::Lift { rule } => format!("thôi áp dụng quy định bổ sung {rule}"),
        Repair::Release { member, organization: at } => {
            format!("thôi chỉ định {} tại {}", person(member, names), organization(at, names))
        }
    }
}

/// Side rules and designations that cannot hold together; then what would mend it.
pub(in crate::report) fn clash(clash: &Clash, names: &Names) -> String {
    let Clash { rules, designated, minimal, repairs } = clash;
    let ids: Vec<&str> = rules.iter().map(AsRef::as_ref).collect();
    let mut text = format!("Các quy định bổ sung không thể cùng thực hiện: {}.", ids.join(", "));
    let pins = designated.iter().map(|(who, at)| format!("{} tại {}", person(who, names), organization(at, names)));
    let pins: Vec<String> = pins.collect();
    if !pins.is_empty() {
        text.push_str(&format!("\nCùng với các chỉ định: {}.", pins.join("; ")));
    }
    text.push_str(if *minimal {
        "\nBỏ bất kỳ mục nào trong số này thì các mục còn lại thực hiện được."
    } else {
        "\nCó thể trong số này có mục không cần thiết."
    });
    if !repairs.is_empty() {
        text.push_str(&list("\nMột trong các cách tháo gỡ:", repairs.iter().map(|repair| mend(repair, names))));
    }
    text
}

/// A side rule: its id, its text, its source.
pub(in crate::report) fn side_rule(rule: &SideRule, _: &Names) -> String {
    sentence(&format!("quy định bổ sung {}: {} ({})", rule.id, rule.text.vi, rule.source))
}
