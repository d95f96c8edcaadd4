//! Answers to questions: why there, why not elsewhere, who would move, what a place is like.

use super::change::shift;
use super::{line, load, many, organization, organizations, person, place};
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
            format!("belongs to {}, and nobody attends where they belong ({rule})", organization(own, names))
        }
        Barrier::Banned { reason } if reason.is_empty() => "banned from it, no reason recorded".to_owned(),
        Barrier::Banned { reason } => format!("banned from it, reason: {reason}"),
        Barrier::NotRegistered { rule: Some(rule) } => format!("did not register it ({rule})"),
        Barrier::NotRegistered { rule: None } => "did not register it".to_owned(),
        Barrier::SubCell { parent } => {
            format!("it is a sub-cell of {}, chosen only when the Board names it", organization(parent, names))
        }
        Barrier::NotAmongCandidates { rule } => format!("it is none of the Board's candidates ({rule})"),
        Barrier::Outside { rule } => format!("it lies outside the member's own area ({rule})"),
        Barrier::DesignatedElsewhere { organizations: held } => {
            format!("every place is taken by a designation: {}", organizations(held, names))
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
            format!("{who} moves from {} to {}", organization(from, names), organization(to, names))
        }
        (Some(from), None) => format!("{who} leaves {}", organization(from, names)),
        (None, Some(to)) => format!("{who} comes to {} as well", organization(to, names)),
        (None, None) => format!("{who} stays"),
    }
}

/// What a change of the plan would cost, and who would move.
pub(in crate::report) fn effect(effect: &Effect, names: &Names) -> String {
    sentence(&brings(effect, names))
}

fn brings(effect: &Effect, names: &Names) -> String {
    let cost = &effect.cost;
    let mut parts = vec![match effect.decided_by() {
        Some(tier) => format!("the cost changes tier by tier by {cost}, and tier {} decides", tier + 1),
        None => format!("the cost does not change {cost}"),
    }];
    parts.extend(effect.moves.iter().map(|step| goes(step, names)));
    parts.extend(effect.starved.iter().map(|at| format!("{} falls below its minimum", place(at, names))));
    if effect.leaves_short() {
        parts.push("the plan is no longer complete".to_owned());
    }
    match &effect.basis {
        Basis::Prices => {}
        Basis::SolvedAgain => parts.push(
            "these figures were found by solving again, and another plan that is as good may move others".to_owned(),
        ),
        Basis::NotProved { at_least } => parts
            .push(format!("this is not proved, as a limit came first: the cost cannot change by less than {at_least}")),
    }
    parts.join("; ")
}

/// What a designation would bring about.
pub(in crate::report) fn forced(forced: &Forced, names: &Names) -> String {
    sentence(&designated(forced, names))
}

fn designated(forced: &Forced, names: &Names) -> String {
    let held = if forced.held { "" } else { "there is no seat for it, so it stays unmet; " };
    format!("{held}{}; the bound read off the prices is {}", brings(&forced.effect, names), forced.bound)
}

/// Why a member is at an organization, or not.
pub(in crate::report) fn why(why: &Why, names: &Names) -> String {
    let Why { member, organization: at, line: here, barriers, instead, forced, alternatives, others } = why;
    let Some(here) = here else {
        let elsewhere = match instead.as_slice() {
            [] => "placed nowhere".to_owned(),
            places => format!("placed at {}", organizations(places, names)),
        };
        let (who, at) = (person(member, names), organization(at, names));
        let mut text = sentence(&format!("{who} is not placed at {at}: {elsewhere}"));
        if !barriers.is_empty() {
            text.push_str(&list("\nBecause:", barriers.iter().map(|barrier| kept_out(barrier, names))));
        }
        text.push_str(&match forced {
            Some(forced) => format!("\nIf designated: {}.", designated(forced, names)),
            None => "\nNo designation can change that.".to_owned(),
        });
        return text;
    };
    let mut text = line(here, names);
    if !alternatives.is_empty() {
        let told = alternatives
            .iter()
            .map(|other| format!("{}: {}", organization(&other.organization, names), designated(&other.forced, names)));
        text.push_str(&list("\nThe other places allowed, and what each would take:", told));
    }
    if *others > 0 {
        text.push_str(&format!(
            "\n- {} with no lower bound",
            many(u64::try_from(*others).unwrap_or(u64::MAX), "more place")
        ));
    }
    text
}

/// A place, seen from there.
pub(in crate::report) fn view(view: &View, names: &Names) -> String {
    let View { load: full, come, could, more, less } = view;
    let mut text = load(full, names);
    if !come.is_empty() {
        text.push_str(&list("\nThese come:", come.iter().map(|id| person(id, names))));
    }
    if !could.is_empty() {
        let told = could.iter().map(|guest| {
            format!("{}, the cost changes tier by tier by at least {}", person(&guest.member, names), guest.bound)
        });
        text.push_str(&list("\nThese could come as well:", told));
    }
    text.push_str(&match more {
        Some(effect) => format!("\nOne member more: {}.", brings(effect, names)),
        None => "\nOne member more: nobody more can come.".to_owned(),
    });
    text.push_str(&match less {
        Some(effect) => format!("\nOne member fewer: {}.", brings(effect, names)),
        None => "\nOne member fewer: nobody is there to leave.".to_owned(),
    });
    if full.bounds.max.is_some() {
        text.push_str(if view.wants_a_seat() {
            "\nWith a maximum raised by one seat there is a better plan."
        } else {
            "\nA maximum raised by one seat makes no plan better."
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
        text.push_str(&format!("\nMore than the best plan, tier by tier: {gap}."));
    }
    text.push_str(&if draft.diff.shifts.is_empty() {
        "\nNothing has to change: no plan is better.".to_owned()
    } else {
        let shifts = &draft.diff.shifts;
        let head = format!("\nThe fewest changes that make it a best plan, for {}:", many(shifts.len(), "member"));
        list(&head, shifts.iter().map(|one| shift(one, names)))
    });
    text
}

/// The tiers in which a cost is not zero, one line each.
pub(in crate::report) fn changes(tiers: &[Tier], cost: &[i64]) -> Vec<String> {
    let all = (1..).zip(tiers.iter().zip(cost)).filter(|(_, (_, cost))| **cost != 0);
    all.map(|(number, (tier, cost))| format!("tier {number}, {}: {cost:+}", super::answer::tier(tier))).collect()
}
