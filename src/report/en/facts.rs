//! Facts: what is wrong with them and what is worth knowing.

use super::judge::{miscounted, rejected};
use super::policy::policy_defect;
use super::{area, many, organization, organizations, person, place, row, table};
use crate::calendar::CalendarError;
use crate::compliance::AuditError;
use crate::error::Error;
use crate::id::BadId;
use crate::policy::PolicyError;
use crate::problem::{Defect, Notice, ProblemError, What};
use crate::report::{Names, day, list, sentence};

/// A defect with the rows it stands in and the rule behind it.
pub(in crate::report) fn defect(defect: &Defect, names: &Names) -> String {
    let mut notes: Vec<String> = defect.rows.iter().map(|&at| row(at)).collect();
    notes.extend(defect.rule.iter().map(|rule| format!("rule {rule}")));
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join("; ")) };
    sentence(&format!("{}{notes}", wrong(&defect.what, names)))
}

/// A defect alone.
pub(in crate::report) fn what(what: &What, names: &Names) -> String {
    sentence(&wrong(what, names))
}

fn wrong(what: &What, names: &Names) -> String {
    match what {
        What::IdTwice { table: of, id } => format!("the id “{id}” stands twice in {}", table(*of)),
        What::Unknown { table: of, id } => format!("the id “{id}” is not in {}", table(*of)),
        What::AreaCycle { cycle } => {
            let cycle: Vec<String> = cycle.iter().map(|id| area(id, names)).collect();
            format!("areas are parts of each other in a circle: {}", cycle.join(", "))
        }
        What::OrganizationCycle { cycle } => {
            format!("organizations are sub-cells of each other in a circle: {}", organizations(cycle, names))
        }
        What::MinAboveMax { place: at, min, max } => {
            format!("{}: the minimum {min} is above the maximum {max}", place(at, names))
        }
        What::RankZero { member } => {
            format!("{} has a wish number 0: the first wish is number 1", person(member, names))
        }
        What::RankTwice { member, rank, one, other } => {
            let (one, other) = (organization(one, names), organization(other, names));
            format!("{} gives wish {rank} to both {one} and {other}", person(member, names))
        }
        What::TooFewWishes { member, found, min } => format!(
            "{} registered {}, at least {min} are needed: ask for another wish, or record the Board's waiver",
            person(member, names),
            many(*found, "organization")
        ),
        What::TooManyWishes { member, found, max } => format!(
            "{} registered {}, at most {max} are allowed: drop one, or record the Board's waiver",
            person(member, names),
            many(*found, "organization")
        ),
        What::OwnOrganization { member, organization: at, own } if at == own => {
            format!("{} is where {} is a member", organization(at, names), person(member, names))
        }
        What::OwnOrganization { member, organization: at, own } => {
            let (at, own) = (organization(at, names), organization(own, names));
            format!("{at} is one grassroots organization with {own}, where {} is a member", person(member, names))
        }
        What::SubCell { member, organization: at, parent } => {
            let (at, parent) = (organization(at, names), organization(parent, names));
            format!("{} registered {at}, a sub-cell of {parent}: register {parent}", person(member, names))
        }
        What::NotPickedFor { member, organization: at, body } => {
            let (at, who) = (organization(at, names), person(member, names));
            format!(
                "{at} is a candidate for {who}, but members of “{body}” register by themselves: designate if need be"
            )
        }
        What::PinAgainstBan { member, organization: at } => {
            format!("{} is both designated to {} and banned from it", person(member, names), organization(at, names))
        }
        What::TooManyPins { member, found, places } => format!(
            "{} is designated to {}, more than the {places} to hold",
            person(member, names),
            many(*found, "organization")
        ),
        What::NothingToChoose { member, found, places } => format!(
            "{} has {} left to go to, and {places} to hold",
            person(member, names),
            many(*found, "organization")
        ),
        What::MergedIntoItself { organization: at, successor } => format!(
            "{} cannot be merged into {}, which is itself or below it: name another successor",
            organization(at, names),
            organization(successor, names)
        ),
        What::SideEmpty { rule } => {
            format!("side rule {rule} has an empty list: name who or where, or leave the list out")
        }
        What::SideTwice { rule, entry } => {
            let entry = entry.replace('`', "");
            format!("side rule {rule} names twice in one list: {entry}")
        }
        What::SideBody { rule, body } => format!("side rule {rule} names the body {body}, in which no member sits"),
        What::SideAlone { rule, found } => format!("side rule {rule} needs two members at least, it has {found}"),
        What::SideZero { rule } => {
            format!("side rule {rule} has a number zero where it would demand nothing: the least is one")
        }
        What::SideBeyond { rule, count, reach } => {
            format!("side rule {rule} demands at least {count}, and whatever the table it counts {reach} at most")
        }
        What::SideHeavy { rule } => format!("side rule {rule} counts up to more than 2^40: lower its weights"),
        What::Range { tier } => {
            format!("the tier “{tier}” could reach a cost or a price beyond 2^60: lower its weights")
        }
        What::More { count } => format!("besides these, {count} more defects are not listed: mend these first"),
    }
}

/// Something an officer should know.
pub(in crate::report) fn notice(notice: &Notice, names: &Names) -> String {
    sentence(&match notice {
        Notice::WishTwice { member, organization: at, row: found } => format!(
            "{} registered {} twice ({}): counted once, at the better wish",
            person(member, names),
            organization(at, names),
            row(*found)
        ),
        Notice::RegisteredThoughPicked { member, wishes, rule } => format!(
            "{} registered {}, but the Board picks for this member ({rule}): the registration is not used",
            person(member, names),
            many(*wishes, "organization")
        ),
        Notice::Waived { member, found, reason } => format!(
            "{} registered {}, which the Board accepted (reason: {reason})",
            person(member, names),
            many(*found, "organization")
        ),
        Notice::Forced { member, organizations: at } => format!(
            "{} has only {} to choose from: {}",
            person(member, names),
            many(at.len(), "place"),
            organizations(at, names)
        ),
        Notice::WishBanned { member, organization: at, reason } => format!(
            "the wish of {} for {} is not considered, because of a ban (reason: {reason})",
            person(member, names),
            organization(at, names)
        ),
        Notice::WishOutside { member, organization: at, rule } => format!(
            "the wish of {} for {} is not considered, because it lies outside the member's own area ({rule})",
            person(member, names),
            organization(at, names)
        ),
        Notice::NomineeBanned { member, organization: at, reason } => format!(
            "the Board's candidate {} for {} is not considered, because of a ban (reason: {reason})",
            organization(at, names),
            person(member, names)
        ),
        Notice::NomineeOutside { member, organization: at, rule } => format!(
            "the Board's candidate {} for {} is not considered, because it lies outside the member's own area ({rule})",
            organization(at, names),
            person(member, names)
        ),
        Notice::OwnUnknown { member } => format!(
            "the organization where {} is a member is not stated, so it could not be excluded",
            person(member, names)
        ),
        Notice::Unmeasured { table: list, entries, measure } => format!(
            "{} holds {}, and no tier of the policy has the measure “{}”: they change nothing",
            table(*list),
            many(*entries, "line"),
            measure.name()
        ),
        Notice::HeldGone { member, organization: at } => format!(
            "{} at {} stands in the previous table and is no longer in the lists: counted as a change",
            person(member, names),
            organization(at, names)
        ),
    })
}

/// A text that is no id.
pub(in crate::report) fn bad_id(bad: &BadId, _: &Names) -> String {
    sentence(&format!(
        "“{}” cannot be an id: an id has 1 to 200 bytes, no control character and no space at either end",
        bad.found
    ))
}

/// Why a question could not be put or was not answered.
pub(in crate::report) fn error(error: &Error, names: &Names) -> String {
    match error {
        Error::Id(bad) => bad_id(bad, names),
        Error::Policy(error) => policy_error(error, names),
        Error::Problem(error) => problem_error(error, names),
        Error::Audit(error) => audit_error(error, names),
        Error::Calendar(error) => calendar_error(error, names),
        Error::Rejected(refused) => rejected(refused, names),
        Error::Miscounted(refused) => miscounted(refused, names),
        Error::NotBest { cost, bound } => format!(
            "The plan costs {cost}, and its prices prove only {bound}: solve the problem and ask about the plan that comes out."
        ),
        Error::SideRules(rules) => {
            let ids: Vec<&str> = rules.iter().map(AsRef::as_ref).collect();
            format!(
                "Under side rules ({}) the best plan nearest to a table is not found: judge the table, solve the problem and compare.",
                ids.join(", ")
            )
        }
        Error::Tradeoff { tier, known } => {
            format!("“{tier}” cannot be traded off: name two different tiers among {}.", known.join(", "))
        }
        Error::Cancelled => "Stopped on request before the answer was proved: nothing is known about it.".to_owned(),
        Error::Engine(fault) => {
            format!("A fault of the program, not of the facts (“{fault}”): please report it with the facts.")
        }
    }
}

/// Why there is no policy.
pub(in crate::report) fn policy_error(error: &PolicyError, names: &Names) -> String {
    match error {
        PolicyError::Text { message } => {
            format!("The text cannot be read as a policy. Where and why, in the reader's words:\n{message}")
        }
        PolicyError::Defects(defects) => {
            let heading = format!("The policy has {}:", many(defects.len(), "defect"));
            list(&heading, defects.iter().map(|defect| policy_defect(defect, names)))
        }
        PolicyError::NothingInForce { policy, day: on } => format!(
            "The policy “{policy}” has no rule in force on {}: choose a day inside its term, or another policy.",
            day(*on)
        ),
    }
}

/// Why there is no problem.
pub(in crate::report) fn problem_error(error: &ProblemError, names: &Names) -> String {
    match error {
        ProblemError::NotKept { policy } => format!(
            "The policy “{policy}” has no tier that counts changes against the previous table, so no table can be kept: add the measure moves \
             to a tier, or assign anew."
        ),
        ProblemError::Defects(defects) => {
            let heading = format!("The facts have {}:", many(defects.len(), "defect"));
            list(&heading, defects.iter().map(|found| defect(found, names)))
        }
    }
}

/// Why a year cannot be audited.
pub(in crate::report) fn audit_error(error: &AuditError, names: &Names) -> String {
    match error {
        AuditError::Policy(error) => policy_error(error, names),
        AuditError::Records(defects) => {
            let heading = format!("The records of the year have {}:", many(defects.len(), "defect"));
            list(&heading, defects.iter().map(|found| super::audit::record_defect(found, names)))
        }
    }
}

/// Why there is no answer about a calendar.
pub(in crate::report) fn calendar_error(error: &CalendarError, names: &Names) -> String {
    match error {
        CalendarError::Policy(error) => policy_error(error, names),
        CalendarError::Agenda(defects) => {
            let heading =
                format!("The agenda has {}:", many(u64::try_from(defects.len()).unwrap_or(u64::MAX), "defect"));
            list(&heading, defects.iter().map(|found| super::calendar::agenda_defect(found, names)))
        }
        CalendarError::Refused(refused) => super::calendar::refused(refused, names),
    }
}
