//! English, which mirrors the Vietnamese room sentence by sentence.

mod answer;
mod audit;
mod audit_notes;
mod calendar;
mod change;
mod facts;
mod judge;
mod paper;
mod policy;
mod questions;
mod tradeoff;

pub(super) use answer::{clash, conflict, outcome, repair, side_rule, standing, ties};
pub(super) use audit::{changed, finding, findings, forecast, grounds, party, record_defect, verdict, visit};
pub(super) use calendar::{
    agenda_defect, calendar, calendar_fault, refused, shortage, step, tally, visit as planned_visit,
};
pub(super) use change::{diff, letter, shift};
pub(super) use facts::{audit_error, bad_id, calendar_error, defect, error, notice, policy_error, problem_error, what};
pub(super) use judge::{certificate, miscount, miscounted, rejected, rejection};
pub(super) use paper::phrase;
pub(super) use policy::{policy_defect, readings, rule, rules};
pub(super) use questions::{barrier, changes, draft, effect, forced, mover, view, why};
pub(super) use tradeoff::frontier;

use super::{Names, sentence};
use crate::compliance::{Record, Register};
use crate::explain::{Choice, Kept, Line, Load, Locality};
use crate::id::{AreaId, MemberId, OrganizationId};
use crate::problem::{Row, Table};
use crate::roster::Place;
use std::fmt::Display;

fn person(id: &MemberId, names: &Names) -> String {
    names.member(id).map_or_else(|| format!("member {id}"), |name| format!("{name} ({id})"))
}

fn organization(id: &OrganizationId, names: &Names) -> String {
    names.organization(id).map_or_else(|| format!("organization {id}"), |name| format!("{name} ({id})"))
}

fn area(id: &AreaId, names: &Names) -> String {
    names.area(id).map_or_else(|| format!("area {id}"), |name| format!("area {name} ({id})"))
}

fn place(place: &Place, names: &Names) -> String {
    match place {
        Place::Organization(id) => organization(id, names),
        Place::Area(id) => area(id, names),
    }
}

fn organizations(ids: &[OrganizationId], names: &Names) -> String {
    ids.iter().map(|id| organization(id, names)).collect::<Vec<_>>().join(", ")
}

/// A number with its noun: "1 place", "2 places".
fn many<N: Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    if count == N::from(1) { format!("{count} {noun}") } else { format!("{count} {noun}s") }
}

const fn table(table: Table) -> &'static str {
    match table {
        Table::Areas => "the list of areas",
        Table::Organizations => "the list of organizations",
        Table::Members => "the list of members",
        Table::Registrations => "the list of registrations",
        Table::Designations => "the list of designations",
        Table::Nominations => "the list of the Board's candidates",
        Table::Bans => "the list of bans",
        Table::Waivers => "the list of waivers",
        Table::Previous => "the previous table",
        Table::History => "the list of placements of earlier years",
        Table::SideRules => "the list of side rules",
    }
}

fn row(row: Row) -> String {
    format!("{}, entry {}", table(row.table), row.number)
}

/// A line of the table with its reason.
pub(super) fn line(line: &Line, names: &Names) -> String {
    let who = person(&line.member, names);
    let subject = match &line.organization {
        Some(id) => format!("{who} – {}", organization(id, names)),
        None => who,
    };
    sentence(&format!("{subject}: {}", reason(line, names)))
}

/// Why, then locality, then what limits and what changed; the rules last, in brackets.
pub(super) fn reason(line: &Line, names: &Names) -> String {
    let mut parts = vec![choice(&line.choice)];
    if !matches!(line.choice, Choice::WithoutPlace { .. }) {
        parts.push(locality(line.locality).to_owned());
    }
    parts.extend(line.forced.map(|candidates| match candidates {
        1 => "the only place to choose from".to_owned(),
        more => format!("only {more} places to choose from"),
    }));
    parts.extend(kept(line, names));
    parts.extend(line.again.then(|| "was there in an earlier year".to_owned()));
    let cited: Vec<&str> = line.rules.iter().map(AsRef::as_ref).collect();
    let cited = if cited.is_empty() { String::new() } else { format!(" ({})", cited.join(", ")) };
    format!("{}{cited}", parts.join(", "))
}

fn choice(choice: &Choice) -> String {
    match choice {
        Choice::Wish(rank) => format!("wish {rank}"),
        Choice::BoardAmongAll => "picked by the Board".to_owned(),
        Choice::BoardAmongCandidates => "picked by the Board among its own candidates".to_owned(),
        Choice::Designated { reason, wish } => {
            let reason = if reason.is_empty() { "no reason recorded".to_owned() } else { format!("reason: {reason}") };
            let wish = wish.map(|rank| format!(", also wish {rank}")).unwrap_or_default();
            format!("designated by the Board ({reason}){wish}")
        }
        Choice::NotAllowed => "not one of the places allowed".to_owned(),
        Choice::WithoutPlace { missing, places } if missing == places => {
            format!("not placed, lacks {missing} of {}", many(*places, "place"))
        }
        Choice::WithoutPlace { missing, places } => {
            format!("not fully placed, lacks {missing} of {}", many(*places, "place"))
        }
    }
}

const fn locality(locality: Locality) -> &'static str {
    match locality {
        Locality::Inside => "inside the member's own area",
        Locality::Outside => "outside the member's own area",
        Locality::NoScope => "the member has no area",
        Locality::NotApplied => "locality not considered",
    }
}

fn kept(line: &Line, names: &Names) -> Option<String> {
    match (&line.kept, &line.organization) {
        (Kept::NoPlan, _) | (Kept::New, None) => None,
        (Kept::Held, _) => Some("kept from the previous table".to_owned()),
        (Kept::Moved { from }, Some(_)) => Some(format!("moved from {}", organizations(from, names))),
        (Kept::Moved { from }, None) => Some(format!("in the previous table at {}", organizations(from, names))),
        (Kept::New, Some(_)) => Some("new against the previous table".to_owned()),
    }
}

/// How full a place is.
pub(super) fn load(load: &Load, names: &Names) -> String {
    let bounds = match (load.bounds.min, load.bounds.max) {
        (0, None) => "no limit".to_owned(),
        (min, None) => format!("at least {min}"),
        (0, Some(max)) => format!("at most {max}"),
        (min, Some(max)) => format!("at least {min}, at most {max}"),
    };
    let off = match (load.short(), load.over()) {
        (0, 0) => String::new(),
        (0, over) => format!(", {over} too many"),
        (short, _) => format!(", {short} too few"),
    };
    sentence(&format!("{}: {} ({bounds}){off}", place(&load.place, names), many(load.count, "member")))
}

const fn register(register: Register) -> &'static str {
    match register {
        Register::Registrations => "registrations",
        Register::Notices => "notices of meetings",
        Register::Meetings => "expected meetings",
        Register::Attendances => "attendances",
        Register::MemberReports => "members' reports",
        Register::OrganizationReports => "organizations' reports",
        Register::Deliveries => "deliveries of the table",
        Register::Picks => "picks notified",
        Register::Moves => "changes of the table",
        Register::Announcements => "yearly announcements",
        Register::Services => "entries and leaves",
        Register::Successions => "mergers and renamings",
        Register::Rulings => "rulings of the Board",
        Register::LowerPlans => "plans of the level below",
        Register::Reasons => "reasons for going outside",
    }
}

fn record(record: Record) -> String {
    format!("{} {}", register(record.register), record.number)
}
