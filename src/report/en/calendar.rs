//! The calendar: visits, shortages, changes, and why an agenda or a calendar is refused.

use super::{many, organization, person};
use crate::calendar::{AgendaDefect, Calendar, Fault, Hindrance, Refused, Shortage, Stage, Step, Tally, Visit};
use crate::id::{MemberId, OrganizationId};
use crate::report::{Names, day, list, sentence};
use chrono::NaiveDate;

/// A visit with the last day of its notice.
pub(in crate::report) fn visit(visit: &Visit, names: &Names) -> String {
    sentence(&planned(visit, names))
}

fn planned(visit: &Visit, names: &Names) -> String {
    let Visit { day: on, organization: at, member, placed, place, number, sequence, part, last_notice, stage } = visit;
    let place = if place.is_empty() { String::new() } else { format!(", at {place}") };
    let counts = if at == placed { String::new() } else { format!(", counted for {}", organization(placed, names)) };
    let moved = if *sequence == 0 { String::new() } else { format!(", moved {}", many(*sequence, "time")) };
    let stage = self::stage(*stage);
    format!(
        "{} visits {}{place}{counts} on {} (visit {number}, part {part} of the year{moved}); {stage}; last day of notice {}",
        person(member, names),
        organization(at, names),
        day(*on),
        day(*last_notice)
    )
}

/// How far a visit has come.
pub(super) fn stage(stage: Stage) -> String {
    match stage {
        Stage::Proposed => "proposed".to_owned(),
        Stage::Told { on } => format!("notice given on {}", day(on)),
        Stage::Made => "made".to_owned(),
    }
}

pub(super) const fn hindrance(why: Hindrance) -> &'static str {
    match why {
        Hindrance::NotCounted => "does not count",
        Hindrance::AfterReport => "too late for the member's report",
        Hindrance::RestDay => "a rest day",
        Hindrance::OrganizationBlocked => "the organization cannot receive",
        Hindrance::MemberBlocked => "the member cannot come",
        Hindrance::NoticeTooLate => "too late for notice",
        Hindrance::TooNear => "too near to another visit",
        Hindrance::Full => "full",
        Hindrance::SamePlace => "this organization is visited already, and visits have to be at different ones",
    }
}

/// Who lacks visits, and what stands in the way of each other meeting.
pub(in crate::report) fn shortage(shortage: &Shortage, names: &Names) -> String {
    let Shortage { member, at, need, found, hindered } = shortage;
    let at = at.as_ref().map(|at| format!(" at {}", organization(at, names))).unwrap_or_default();
    let lacks = need.saturating_sub(*found);
    let heading = format!("{} has {found} of {}{at}, lacks {lacks}", person(member, names), many(*need, "visit"));
    if hindered.is_empty() {
        return sentence(&format!("{heading}: no other meeting is known"));
    }
    let meetings = |meetings: &[(NaiveDate, OrganizationId)]| {
        let each = meetings.iter().map(|(on, at)| format!("{} {}", day(*on), organization(at, names)));
        each.collect::<Vec<_>>().join("; ")
    };
    let lines = hindered.iter().map(|(why, list)| sentence(&format!("{}: {}", hindrance(*why), meetings(list))));
    list(&sentence(&format!("{heading}:")), lines)
}

/// What is new, moved or dropped, and whether somebody has to be told again.
pub(in crate::report) fn step(step: &Step, names: &Names) -> String {
    let again = step.told().map(|on| format!(". Notice went out on {}: tell them again", day(on))).unwrap_or_default();
    sentence(&match step {
        Step::New { visit } => format!("new: {}", planned(visit, names)),
        Step::Moved { from, to } => {
            format!("moved: before {}; now {}{again}", planned(from, names), planned(to, names))
        }
        Step::Dropped { visit } => format!("dropped: {}{again}", planned(visit, names)),
    })
}

/// What a calendar costs.
pub(in crate::report) fn tally(tally: &Tally, _: &Names) -> String {
    let Tally { missing, moved, astray, crowding, bunching } = tally;
    let weeks = match bunching {
        0 => String::new(),
        squares => format!("; squared visits of the weeks: {squares}"),
    };
    format!(
        "Visits missing: {missing}; moved against the calendar before: {moved}; parts of the year beside the ones meant: {astray}; squared visitors of the meetings: {crowding}{weeks}."
    )
}

/// The whole calendar.
pub(in crate::report) fn calendar(calendar: &Calendar, names: &Names) -> String {
    let Calendar { policy, year, today, rules, visits, shortages, steps, tally: cost, .. } = calendar;
    let rules: Vec<&str> = rules.iter().map(AsRef::as_ref).collect();
    let head = format!(
        "Calendar of visits {year}, drawn up on {} by “{policy}” ({}): {}.",
        day(*today),
        rules.join(", "),
        many(u64::try_from(visits.len()).unwrap_or(u64::MAX), "visit")
    );
    let mut text = list(&head, visits.iter().map(|one| visit(one, names)));
    for shortage in shortages.iter().map(|one| self::shortage(one, names)) {
        text.push_str(&format!("\n{shortage}"));
    }
    for step in steps.iter().map(|one| self::step(one, names)) {
        text.push_str(&format!("\n{step}"));
    }
    format!("{text}\n{}", tally(cost, names))
}

fn list_name(list: &str) -> &'static str {
    match list {
        "members" => "the list of members",
        "organizations" => "the list of organizations",
        "placements" => "the table",
        "meetings" => "the list of meetings",
        _ => "the list of blocked days",
    }
}

/// What makes an agenda no question.
pub(in crate::report) fn agenda_defect(defect: &AgendaDefect, names: &Names) -> String {
    sentence(&match defect {
        AgendaDefect::Year(year) => format!("year {year} cannot be used: give one from 1 to 9999"),
        AgendaDefect::IdTwice { list, id } => format!("{} has the id {id} more than once", list_name(list)),
        AgendaDefect::Member { list, member } => {
            format!("{} names {}, who is not in the list of members", list_name(list), person(member, names))
        }
        AgendaDefect::Organization { list, organization: at } => {
            format!("{} names {}, which is not in the list of organizations", list_name(list), organization(at, names))
        }
        AgendaDefect::Cycle { organization: at } => {
            format!("{} is a sub-cell of itself", organization(at, names))
        }
        AgendaDefect::MeetingTwice { organization: at, day: on } => {
            format!("the meeting of {} on {} stands twice, not the same: keep one", organization(at, names), day(*on))
        }
        AgendaDefect::UpsideDown { from, until } => {
            format!("blocked days end on {}, before they begin on {}", day(*until), day(*from))
        }
        AgendaDefect::NumberTwice { member, number } => {
            format!("{} has two visits with number {number}", person(member, names))
        }
        AgendaDefect::VisitTwice { member, organization: at, day: on } => format!(
            "{} has two visits to one meeting, on {} at {}",
            person(member, names),
            day(*on),
            organization(at, names)
        ),
        AgendaDefect::NumberZero { member } => {
            format!("a visit of {} has number 0: visits are numbered from 1", person(member, names))
        }
        AgendaDefect::MadeThen { member, number, day: on } => {
            format!("visit {number} of {} cannot have been made on {}", person(member, names), day(*on))
        }
        AgendaDefect::NothingToReopen { member, number } => {
            format!("{} has no visit {number} to reopen", person(member, names))
        }
    })
}

/// Why a calendar is refused.
pub(in crate::report) fn refused(refused: &Refused, names: &Names) -> String {
    let heading = format!(
        "The calendar is refused for {}:",
        many(u64::try_from(refused.faults.len()).unwrap_or(u64::MAX), "reason")
    );
    list(&heading, refused.faults.iter().map(|fault| calendar_fault(fault, names)))
}

/// One reason to refuse a calendar.
pub(in crate::report) fn calendar_fault(fault: &Fault, names: &Names) -> String {
    let meeting = |member: &MemberId, at: &OrganizationId, on: NaiveDate| {
        format!("{} at {} on {}", person(member, names), organization(at, names), day(on))
    };
    sentence(&match fault {
        Fault::OtherQuestion(what) => format!("the calendar is for another {what}"),
        Fault::Order => "the visits are not in the order of day, organization and member".to_owned(),
        Fault::NotPlaced { member, organization: at, day: on } => {
            format!("the visit of {}: not placed there", meeting(member, at, *on))
        }
        Fault::NoMeeting { member, organization: at, day: on } => {
            format!("the visit of {}: no meeting on that day", meeting(member, at, *on))
        }
        Fault::Hindered { member, organization: at, day: on, why } => {
            format!("the visit of {}: {}", meeting(member, at, *on), hindrance(*why))
        }
        Fault::Field { member, number, field } => {
            format!("visit {number} of {} has a false {field}", person(member, names))
        }
        Fault::TooNear { member, one, other } => format!(
            "the visits of {} on {} and {} are too near to each other",
            person(member, names),
            day(*one),
            day(*other)
        ),
        Fault::Full { organization: at, day: on, room, visitors } => {
            format!("the meeting of {} on {} takes {room} and gets {visitors}", organization(at, names), day(*on))
        }
        Fault::TooMany { member, need, found } => {
            format!("{} owes {} and gets {found}", person(member, names), many(*need, "visit"))
        }
        Fault::Lost { member, number } => {
            format!("visit {number} of {} was made or told and is not there", person(member, names))
        }
        Fault::NumberAgain { member, number } => {
            format!("number {number} of {} is given again", person(member, names))
        }
        Fault::Untold { member, need, found } => {
            format!(
                "{} owes {} and gets {found}, and the shortage is not told so",
                person(member, names),
                many(*need, "visit")
            )
        }
        Fault::NoShortage { member } => format!("{} is said to lack visits and does not", person(member, names)),
        Fault::Open { member, organization: at, day: on } => {
            format!("a visit is missing, and nothing keeps {}", meeting(member, at, *on))
        }
        Fault::FalseHindrance { member, organization: at, day: on } => {
            format!("what keeps {} is told falsely", meeting(member, at, *on))
        }
        Fault::Tally { field, told, counted } => format!("{field}: the calendar says {told}, counting gives {counted}"),
        Fault::Steps { member } => {
            format!("the changes told for {} do not lead from the calendar before to this one", person(member, names))
        }
    })
}
