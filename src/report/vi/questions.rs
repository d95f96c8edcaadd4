//! Answers to questions: why there, why not elsewhere, who would move, what a place is like.

use super::change::shift;
use super::{line, load, organization, organizations, person, place};
use crate::explain::{Barrier, Basis, Draft, Effect, Forced, Move, View, Why};
use crate::policy::Tier;
use crate::report::{Names, list, sentence};

/// What keeps a member from a place.
pub(in crate::report) fn barrier(barrier: &Barrier, names: &Names) -> String {
    sentence(&kept_out(barrier, names))
}

fn kept_out(barrier: &Barrier, names: &Names) -> String {
    match barrier {
        Barrier::OwnOrganization { own, rule } => {
            format!("đang sinh hoạt tại {}, không dự nơi mình sinh hoạt ({rule})", organization(own, names))
        }
        Barrier::Banned { reason } if reason.is_empty() => "có quyết định không phân công, không ghi lý do".to_owned(),
        Barrier::Banned { reason } => format!("có quyết định không phân công, lý do: {reason}"),
        Barrier::NotRegistered { rule: Some(rule) } => format!("không đăng ký nơi này ({rule})"),
        Barrier::NotRegistered { rule: None } => "không đăng ký nơi này".to_owned(),
        Barrier::SubCell { parent } => {
            format!("là chi bộ trực thuộc {}, chỉ được chọn khi chỉ định đích danh", organization(parent, names))
        }
        Barrier::NotAmongCandidates { rule } => {
            format!("không thuộc những nơi Ban Tổ chức Tỉnh ủy dự kiến ({rule})")
        }
        Barrier::Outside { rule } => format!("ngoài địa bàn phụ trách ({rule})"),
        Barrier::DesignatedElsewhere { organizations: held } => {
            format!("đã được chỉ định đủ tại {}", organizations(held, names))
        }
    }
}

/// Who goes where.
pub(in crate::report) fn mover(step: &Move, names: &Names) -> String {
    sentence(&goes(step, names))
}

fn goes(step: &Move, names: &Names) -> String {
    let who = person(&step.member, names);
    match (&step.from, &step.to) {
        (Some(from), Some(to)) => {
            format!("{who} chuyển từ {} sang {}", organization(from, names), organization(to, names))
        }
        (Some(from), None) => format!("{who} thôi dự tại {}", organization(from, names)),
        (None, Some(to)) => format!("{who} dự thêm tại {}", organization(to, names)),
        (None, None) => format!("{who} không đổi"),
    }
}

/// What a change of the plan would cost, and who would move.
pub(in crate::report) fn effect(effect: &Effect, names: &Names) -> String {
    sentence(&brings(effect, names))
}

fn brings(effect: &Effect, names: &Names) -> String {
    let cost = &effect.cost;
    let mut parts = vec![match effect.decided_by() {
        Some(tier) => format!("chi phí từng bậc thay đổi {cost}, bậc quyết định là bậc {}", tier + 1),
        None => format!("chi phí không đổi {cost}"),
    }];
    parts.extend(effect.moves.iter().map(|step| goes(step, names)));
    parts.extend(effect.starved.iter().map(|at| format!("{} thiếu người so với mức tối thiểu", place(at, names))));
    if effect.leaves_short() {
        parts.push("phương án không còn đủ".to_owned());
    }
    match &effect.basis {
        Basis::Prices => {}
        Basis::SolvedAgain => parts.push(
            "các con số này do giải lại mà có, một phương án khác tốt ngang bằng có thể chuyển đồng chí khác"
                .to_owned(),
        ),
        Basis::NotProved { at_least } => parts.push(format!(
            "chưa chứng minh xong vì đã đến giới hạn, chi phí từng bậc không thể thay đổi ít hơn {at_least}"
        )),
    }
    parts.join("; ")
}

/// What a designation would bring about.
pub(in crate::report) fn forced(forced: &Forced, names: &Names) -> String {
    sentence(&designated(forced, names))
}

fn designated(forced: &Forced, names: &Names) -> String {
    let held = if forced.held { "" } else { "không còn chỗ nên chỉ định không thực hiện được; " };
    format!("{held}{}; cận dưới đọc từ các mức giá là {}", brings(&forced.effect, names), forced.bound)
}

/// Why a member is at an organization, or not.
pub(in crate::report) fn why(why: &Why, names: &Names) -> String {
    let Why { member, organization: at, line: here, barriers, instead, forced, alternatives, others } = why;
    let Some(here) = here else {
        let elsewhere = match instead.as_slice() {
            [] => "chưa được phân công nơi nào".to_owned(),
            places => format!("được phân công tại {}", organizations(places, names)),
        };
        let (who, at) = (person(member, names), organization(at, names));
        let mut text = sentence(&format!("{who} không được phân công tại {at}: {elsewhere}"));
        if !barriers.is_empty() {
            text.push_str(&list("\nVì:", barriers.iter().map(|barrier| kept_out(barrier, names))));
        }
        text.push_str(&match forced {
            Some(forced) => format!("\nNếu chỉ định: {}.", designated(forced, names)),
            None => "\nKhông thể chỉ định.".to_owned(),
        });
        return text;
    };
    let mut text = line(here, names);
    if !alternatives.is_empty() {
        let told = alternatives
            .iter()
            .map(|other| format!("{}: {}", organization(&other.organization, names), designated(&other.forced, names)));
        text.push_str(&list("\nNhững nơi khác được phép, và mỗi nơi phải đổi lấy gì:", told));
    }
    if *others > 0 {
        text.push_str(&format!("\n- còn {others} nơi nữa, cận dưới không thấp hơn những nơi trên"));
    }
    text
}

/// A place, seen from there.
pub(in crate::report) fn view(view: &View, names: &Names) -> String {
    let View { load: full, come, could, more, less } = view;
    let mut text = load(full, names);
    if !come.is_empty() {
        text.push_str(&list("\nĐến dự:", come.iter().map(|id| person(id, names))));
    }
    if !could.is_empty() {
        let told = could.iter().map(|guest| {
            format!("{}, chi phí từng bậc thay đổi ít nhất {}", person(&guest.member, names), guest.bound)
        });
        text.push_str(&list("\nCòn có thể đến:", told));
    }
    text.push_str(&match more {
        Some(effect) => format!("\nThêm một đồng chí: {}.", brings(effect, names)),
        None => "\nThêm một đồng chí: không ai đến thêm được.".to_owned(),
    });
    text.push_str(&match less {
        Some(effect) => format!("\nBớt một đồng chí: {}.", brings(effect, names)),
        None => "\nBớt một đồng chí: không có ai để bớt.".to_owned(),
    });
    if full.bounds.max.is_some() {
        text.push_str(if view.wants_a_seat() {
            "\nNâng mức tối đa thêm một chỗ thì có phương án tốt hơn."
        } else {
            "\nNâng mức tối đa thêm một chỗ cũng không có phương án nào tốt hơn."
        });
    }
    text
}

/// A table from elsewhere against the best.
pub(in crate::report) fn draft(draft: &Draft, names: &Names) -> String {
    let mut text = match &draft.judged {
        Ok(certificate) => super::certificate(certificate, names),
        Err(rejected) => super::rejected(rejected, names),
    };
    if let Some(gap) = &draft.gap {
        text.push_str(&format!("\nKém phương án tốt nhất, theo từng bậc: {gap}."));
    }
    text.push_str(&if draft.diff.shifts.is_empty() {
        "\nKhông phải đổi gì: không có phương án nào tốt hơn.".to_owned()
    } else {
        let head = format!("\nĐổi ít nhất để có phương án tốt nhất, {} đồng chí:", draft.diff.shifts.len());
        list(&head, draft.diff.shifts.iter().map(|one| shift(one, names)))
    });
    text
}

/// The tiers in which a cost is not zero, one line each.
pub(in crate::report) fn changes(tiers: &[Tier], cost: &[i64]) -> Vec<String> {
    let all = (1..).zip(tiers.iter().zip(cost)).filter(|(_, (_, cost))| **cost != 0);
    all.map(|(number, (tier, cost))| format!("bậc {number}, {}: {cost:+}", super::answer::tier(tier))).collect()
}
