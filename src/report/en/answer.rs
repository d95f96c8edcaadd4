//! Answers: outcomes, tiers, conflicts and what would mend them.

use super::{many, organization, person, place};
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
                "Not proved: the best plan found has {} and keeps every side rule. Cost tier by tier {cost}; proved is only that no plan \
                 costs less than {bound}.",
                size(plan)
            )
        }
        Outcome::Solved(plan) => {
            let proved = |claim: &Claim| claim.cost == claim.bound;
            let proof = if plan.claim().is_some_and(proved) {
                "Proved tier by tier: no plan is better."
            } else {
                "No proof comes with it that no plan is better."
            };
            format!("Everybody is placed: {}. {proof}", size(plan))
        }
        Outcome::Infeasible(answer) if answer.conflicts.is_empty() => {
            let plan = &answer.fewest_unplaced;
            let proof = if plan.claim().is_some_and(|claim| claim.cost.tier(0) == claim.bound.tier(0)) {
                "Proved: no plan lacks fewer."
            } else {
                "No proof comes with it that no plan lacks fewer."
            };
            format!(
                "No plan places everybody and keeps every side rule. {proof} The plan that lacks fewest has {}; it is not a complete table.",
                size(plan)
            )
        }
        Outcome::Infeasible(answer) => {
            let plan = &answer.fewest_unplaced;
            let short: u64 = answer.conflicts.iter().map(|conflict| u64::from(conflict.short)).sum();
            let proof = if plan.claim().is_some_and(|claim| claim.cost.tier(0) == claim.bound.tier(0)) {
                "Proved: no plan lacks fewer."
            } else {
                "No proof comes with it that no plan lacks fewer."
            };
            format!(
                "No plan places everybody: {} missing, because of {}. {proof} The plan that lacks fewest has {}; it is not a \
                 complete table.",
                many(short, "place"),
                many(u64::try_from(answer.conflicts.len()).unwrap_or(u64::MAX), "conflict"),
                size(plan)
            )
        }
    }
}

fn size(plan: &Plan) -> String {
    let lines = plan.placements();
    let members: BTreeSet<_> = lines.iter().map(|line| &line.member).collect();
    let organizations: BTreeSet<_> = lines.iter().map(|line| &line.organization).collect();
    format!(
        "{}, {}, {}",
        many(members.len(), "member"),
        many(organizations.len(), "organization"),
        many(lines.len(), "placement")
    )
}

/// A tier with its cost and what is proved about it.
pub(in crate::report) fn standing(standing: &Standing, _: &Names) -> String {
    let before = if standing.number > 1 { " while the tiers before stay as they are" } else { "" };
    let proof = match standing.proof {
        Proof::Proved => format!("proved that it cannot be less{before}"),
        Proof::AtLeast(bound) => {
            format!("not proved least; proved only that it cannot be less than {bound}{before}")
        }
        Proof::Open => "open, because a tier before is not proved".to_owned(),
        Proof::Contradicted(bound) => {
            format!("no match: the bound {bound} is above this very number, the two are not of one plan")
        }
    };
    sentence(&format!("tier {}, {}: {} – {proof}", standing.number, tier(&standing.tier), standing.cost))
}

/// What had the last word between equally good tables, and the lines that it decided.
pub(in crate::report) fn ties(ties: &Ties, names: &Names) -> String {
    let Ties { seed, lines, decided } = ties;
    let (how, before) = match seed {
        Some(seed) => (
            format!("between equally good tables the draw decided, with the published seed “{seed}”"),
            " in every tier before",
        ),
        None => ("nothing was drawn; between equally good tables the order of the ids decided".to_owned(), ""),
    };
    let lines = many(*lines, "line");
    match decided {
        None => sentence(&format!(
            "{how}: how many of the {lines} is not counted: prices do not tell, under side rules or without a proof that the table is best"
        )),
        Some(decided) if decided.is_empty() => {
            sentence(&format!("{how}: none of the {lines}, for no other table is as good{before}"))
        }
        Some(decided) => {
            let head = format!(
                "{how}: {} of the {lines}, each of them otherwise in some table as good{before}:",
                decided.len()
            );
            let line = |pair: &Placement| {
                format!("{} at {}", person(&pair.member, names), organization(&pair.organization, names))
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
        Measure::Unplaced => "places missing",
        Measure::Outside => "outside the member's own area",
        Measure::Load => "unevenness (sum of the squared loads of organizations)",
        Measure::Rank => "steps down from wish 1",
        Measure::Moves => "changes against the previous table",
        Measure::Repeat => "places of earlier years held again",
        Measure::Draw => "draw (sum of the lots)",
    }
}

/// What is short, who, where, how many; then what would mend it.
pub(in crate::report) fn conflict(conflict: &Conflict, names: &Names) -> String {
    let Conflict { shortage, members, minima, maxima, needed, available, designated, also, short, repairs, minimal } =
        conflict;
    let people = many(members.len(), "member");
    let needed = many(*needed, "place");
    let head = match shortage {
        Shortage::Seats if members.is_empty() => format!(
            "Too few seats: the minima need {needed}, and {} take at most {available}; {short} missing in all.",
            places(maxima)
        ),
        Shortage::Seats => format!(
            "Too few seats: {people} may only go to {}, need {needed} and find at most {available}; {short} missing in all.",
            places(maxima)
        ),
        Shortage::Members if members.is_empty() => format!(
            "Too few members: {} must fill {needed}, and nobody may come, which fills {available}; {short} missing in all.",
            places(minima)
        ),
        Shortage::Members => format!(
            "Too few members: {} must fill {needed}, and {people} who may come fill at most {available}; {short} missing in all.",
            places(minima)
        ),
    };
    let role = match shortage {
        Shortage::Seats => "needs",
        Shortage::Members => "fills at most",
    };
    let members = members.iter().map(|(id, count)| format!("{} {role} {count}", person(id, names)));
    let seats = |list: &[(Place, u32)], word: &'static str| -> Vec<String> {
        list.iter().map(|(at, seats)| format!("{} {word} {seats}", place(at, names))).collect()
    };
    let pins = designated.iter().map(|(who, at)| format!("{} at {}", person(who, names), organization(at, names)));
    let detail = [
        ("Members", members.collect()),
        ("Minima", seats(minima, "needs")),
        ("Maxima", seats(maxima, "takes")),
        ("By designation", pins.collect()),
        ("Also waiting for these seats", also.iter().map(|id| person(id, names)).collect()),
    ];
    let mut text = head;
    if !minimal {
        text.push_str("\nListed whole: which parts of it are needed would take too long to find out.");
    }
    for (heading, entries) in detail {
        if !entries.is_empty() {
            text.push_str(&format!("\n{heading}: {}.", entries.join("; ")));
        }
    }
    if !repairs.is_empty() {
        let ways = repairs.iter().map(|repair| mend(repair, names));
        text.push_str(&list("\nAny one of these would mend it:", ways));
    }
    text
}

fn places(list: &[(Place, u32)]) -> String {
    match kinds_of(list) {
        (organizations, 0) => many(organizations, "organization"),
        (0, areas) => many(areas, "area"),
        (organizations, areas) => format!("{} and {}", many(organizations, "organization"), many(areas, "area")),
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
            format!("ask {who} to register another place with room, for example {at}")
        }
        Repair::RaiseMaximum { place: at, by } => format!("raise the maximum of {} by {by}", place(at, names)),
        Repair::LowerMinimum { place: at, by } => format!("lower the minimum of {} by {by}", place(at, names)),
        Repair::Relax { rule, by } => format!("relax side rule {rule} by {by}"),
        Repair::Lift { rule } => format!("give up side rule {rule}"),
        Repair::Release { member, organization: at } => {
            format!("release {} from the designation to {}", person(member, names), organization(at, names))
        }
    }
}

/// Side rules and designations that cannot hold together; then what would mend it.
pub(in crate::report) fn clash(clash: &Clash, names: &Names) -> String {
    let Clash { rules, designated, minimal, repairs } = clash;
    let ids: Vec<&str> = rules.iter().map(AsRef::as_ref).collect();
    let mut text = format!("Side rules that cannot hold together: {}.", ids.join(", "));
    let pins = designated.iter().map(|(who, at)| format!("{} at {}", person(who, names), organization(at, names)));
    let pins: Vec<String> = pins.collect();
    if !pins.is_empty() {
        text.push_str(&format!("\nWith the designations: {}.", pins.join("; ")));
    }
    text.push_str(if *minimal {
        "\nWithout any one of these the others can be kept."
    } else {
        "\nSome of these may not be needed."
    });
    if !repairs.is_empty() {
        text.push_str(&list("\nAny one of these would mend it:", repairs.iter().map(|repair| mend(repair, names))));
    }
    text
}

/// A side rule: its id, its text, its source.
pub(in crate::report) fn side_rule(rule: &SideRule, _: &Names) -> String {
    sentence(&format!("side rule {}: {} ({})", rule.id, rule.text.en, rule.source))
}
