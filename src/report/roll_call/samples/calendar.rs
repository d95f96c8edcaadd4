//! Samples of what a calendar says.

use super::{an, binh, chau, cited, day, hai, roll};
use crate::calendar::{AgendaDefect, Calendar, Fault, Hindrance, Refused, Shortage, Stage, Step, Tally, Visit};
use crate::digest::Sheet;

/// Names of lists and of fields, which each language says in its own words.
const WORDS: [&str; 19] = [
    "members",
    "organizations",
    "placements",
    "meetings",
    "blocked days",
    "policy",
    "year",
    "day",
    "list of rules",
    "stage",
    "last day of notice",
    "part of the year",
    "place",
    "organization",
    "missing",
    "moved",
    "astray",
    "crowding",
    "bunching",
];

/// Whether a text is a word of the library and not of the facts.
pub(in crate::report::roll_call) fn is_word(text: &str) -> bool {
    WORDS.contains(&text)
}

fn a_visit(stage: Stage) -> Visit {
    Visit {
        day: day(7),
        organization: chau(),
        member: an(),
        placed: hai(),
        place: "nha van hoa".into(),
        number: 17,
        sequence: 23,
        part: 29,
        last_notice: day(6),
        stage,
    }
}

pub(in crate::report::roll_call) fn visits() -> Vec<Visit> {
    let mut visits: Vec<Visit> = roll! { Stage;
        Stage::Proposed => Stage::Proposed,
        Stage::Told { .. } => Stage::Told { on: day(3) },
        Stage::Made => Stage::Made,
    }
    .into_iter()
    .map(a_visit)
    .collect();
    visits.push(Visit { place: String::new(), ..a_visit(Stage::Proposed) });
    visits.push(Visit { placed: chau(), ..a_visit(Stage::Proposed) });
    visits.push(Visit { sequence: 0, ..a_visit(Stage::Proposed) });
    visits
}

fn hindrances() -> Vec<Hindrance> {
    let hindrances = roll! { Hindrance;
        Hindrance::NotCounted => Hindrance::NotCounted,
        Hindrance::AfterReport => Hindrance::AfterReport,
        Hindrance::RestDay => Hindrance::RestDay,
        Hindrance::OrganizationBlocked => Hindrance::OrganizationBlocked,
        Hindrance::MemberBlocked => Hindrance::MemberBlocked,
        Hindrance::NoticeTooLate => Hindrance::NoticeTooLate,
        Hindrance::TooNear => Hindrance::TooNear,
        Hindrance::Full => Hindrance::Full,
        Hindrance::SamePlace => Hindrance::SamePlace,
    };
    assert_eq!(hindrances, Hindrance::ALL);
    hindrances
}

pub(in crate::report::roll_call) fn shortages() -> Vec<Shortage> {
    let bare = Shortage { member: an(), at: None, need: 23, found: 17, hindered: [].into() };
    let hindered = |why| [(why, vec![(day(7), chau()), (day(8), hai())])].into();
    let mut shortages: Vec<Shortage> =
        hindrances().into_iter().map(|why| Shortage { hindered: hindered(why), ..bare.clone() }).collect();
    shortages.push(Shortage { at: Some(chau()), ..bare.clone() });
    shortages.push(bare);
    shortages
}

pub(in crate::report::roll_call) fn steps() -> Vec<Step> {
    let mut steps = roll! { Step;
        Step::New { .. } => Step::New { visit: a_visit(Stage::Proposed) },
        Step::Moved { .. } => Step::Moved { from: a_visit(Stage::Proposed), to: Visit { day: day(9), ..a_visit(Stage::Proposed) } },
        Step::Dropped { .. } => Step::Dropped { visit: a_visit(Stage::Proposed) },
    };
    let told = a_visit(Stage::Told { on: day(3) });
    steps.push(Step::Moved { from: told.clone(), to: Visit { day: day(9), ..told.clone() } });
    steps.push(Step::Dropped { visit: told });
    steps
}

pub(in crate::report::roll_call) const TALLY: Tally =
    Tally { missing: 31, moved: 37, astray: 41, crowding: 43, bunching: 47 };

pub(in crate::report::roll_call) fn calendars() -> Vec<Calendar> {
    let bare = Calendar {
        policy: "ke-hoach-6".into(),
        policy_digest: Sheet::new("policy").digest(),
        year: 2021,
        today: day(1),
        rules: vec![cited()],
        visits: vec![],
        dropped: vec![],
        shortages: vec![],
        steps: vec![],
        tally: TALLY,
    };
    let full = Calendar { visits: visits(), shortages: shortages(), steps: steps(), ..bare.clone() };
    vec![bare, full]
}

pub(in crate::report::roll_call) fn agenda_defects() -> Vec<AgendaDefect> {
    let mut defects = roll! { AgendaDefect;
        AgendaDefect::Year(_) => AgendaDefect::Year(0),
        AgendaDefect::IdTwice { .. } => AgendaDefect::IdTwice { list: "members", id: "UV-23".into() },
        AgendaDefect::Member { .. } => AgendaDefect::Member { list: "placements", member: an() },
        AgendaDefect::Organization { .. } => AgendaDefect::Organization { list: "placements", organization: chau() },
        AgendaDefect::Cycle { .. } => AgendaDefect::Cycle { organization: chau() },
        AgendaDefect::MeetingTwice { .. } => AgendaDefect::MeetingTwice { organization: chau(), day: day(7) },
        AgendaDefect::UpsideDown { .. } => AgendaDefect::UpsideDown { from: day(8), until: day(7) },
        AgendaDefect::NumberTwice { .. } => AgendaDefect::NumberTwice { member: an(), number: 17 },
        AgendaDefect::VisitTwice { .. } => AgendaDefect::VisitTwice { member: an(), organization: chau(), day: day(7) },
        AgendaDefect::NumberZero { .. } => AgendaDefect::NumberZero { member: an() },
        AgendaDefect::MadeThen { .. } => AgendaDefect::MadeThen { member: an(), number: 17, day: day(7) },
        AgendaDefect::NothingToReopen { .. } => AgendaDefect::NothingToReopen { member: an(), number: 17 },
    };
    defects.push(AgendaDefect::IdTwice { list: "organizations", id: "UV-23".into() });
    defects.push(AgendaDefect::Member { list: "blocked days", member: an() });
    defects.extend(["meetings", "blocked days"].map(|list| AgendaDefect::Organization { list, organization: chau() }));
    defects
}

pub(in crate::report::roll_call) fn faults() -> Vec<Fault> {
    let mut faults = roll! { Fault;
        Fault::OtherQuestion(_) => Fault::OtherQuestion("policy"),
        Fault::Order => Fault::Order,
        Fault::NotPlaced { .. } => Fault::NotPlaced { member: an(), organization: chau(), day: day(7) },
        Fault::NoMeeting { .. } => Fault::NoMeeting { member: an(), organization: chau(), day: day(7) },
        Fault::Hindered { .. } => Fault::Hindered { member: binh(), organization: hai(), day: day(7), why: Hindrance::Full },
        Fault::Field { .. } => Fault::Field { member: an(), number: 17, field: "stage" },
        Fault::TooNear { .. } => Fault::TooNear { member: an(), one: day(7), other: day(8) },
        Fault::Full { .. } => Fault::Full { organization: chau(), day: day(7), room: 13, visitors: 17 },
        Fault::TooMany { .. } => Fault::TooMany { member: an(), need: 13, found: 17 },
        Fault::Lost { .. } => Fault::Lost { member: an(), number: 17 },
        Fault::NumberAgain { .. } => Fault::NumberAgain { member: an(), number: 17 },
        Fault::Untold { .. } => Fault::Untold { member: an(), need: 17, found: 13 },
        Fault::NoShortage { .. } => Fault::NoShortage { member: an() },
        Fault::Open { .. } => Fault::Open { member: an(), organization: chau(), day: day(7) },
        Fault::FalseHindrance { .. } => Fault::FalseHindrance { member: an(), organization: chau(), day: day(7) },
        Fault::Tally { .. } => Fault::Tally { field: "missing", told: 13, counted: 17 },
        Fault::Steps { .. } => Fault::Steps { member: an() },
    };
    faults.extend(["year", "day", "list of rules"].map(Fault::OtherQuestion));
    let fields = ["last day of notice", "part of the year", "place", "organization"];
    faults.extend(fields.map(|field| Fault::Field { member: an(), number: 17, field }));
    faults.extend(["moved", "astray", "crowding", "bunching"].map(|field| Fault::Tally {
        field,
        told: 13,
        counted: 17,
    }));
    let hindered = |why| Fault::Hindered { member: an(), organization: chau(), day: day(7), why };
    faults.extend(hindrances().into_iter().map(hindered));
    faults
}

pub(in crate::report::roll_call) fn refused() -> Refused {
    Refused { faults: vec![Fault::Order, Fault::NoShortage { member: an() }] }
}
