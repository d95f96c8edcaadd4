//! What stands beside a finding.

use super::{organization, record};
use crate::compliance::{NotCounted, Note, Standing};
use crate::report::{Names, day};

const fn why(why: NotCounted) -> &'static str {
    match why {
        NotCounted::OtherYear => "in another year",
        NotCounted::BeforeStart => "before visits begin",
        NotCounted::OutsideService => "outside the time of service",
        NotCounted::OutsideForce => "while the rule was not in force",
        NotCounted::OutsideWindow => "after the last day that can stand in the report",
        NotCounted::Own => "at the organization the member belongs to",
        NotCounted::Elsewhere => "at a place neither registered nor assigned",
        NotCounted::NotAssigned => "at a place registered but not assigned",
        NotCounted::NotYetRegistered => "before the place was registered",
        NotCounted::RegisteredByPicked => "at a place the member registered and the Board did not pick",
        NotCounted::SubCell => "at a sub-cell",
        NotCounted::AfterItsReport => "after the report itself was given",
    }
}

const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Registered => "registered",
        Standing::Assigned => "assigned",
        Standing::Visited => "visited",
    }
}

/// One note, without a full stop.
pub(super) fn note(note: &Note, names: &Names) -> String {
    let place = |id| organization(id, names);
    match note {
        Note::NoRecordAtAll => "no record at all".to_owned(),
        Note::NotCounted { record: found, on, why: reason } => {
            let on = on.map(|on| format!(" of {}", day(on))).unwrap_or_default();
            format!("the visit{on} does not count ({}): {}", record(*found), why(*reason))
        }
        Note::AtRegistered { record: found } => {
            format!("a visit counts at a place registered but not assigned ({})", record(*found))
        }
        Note::AtSubCell { record: found } => format!("a visit counts at a sub-cell ({})", record(*found)),
        Note::PartYear { months } => format!("bound for a part of the year, months {months}"),
        Note::NoReportOf { organization: id } => format!("no report of {}", place(id)),
        Note::InNeitherReport { record: found } => format!("done, and in neither report ({})", record(*found)),
        Note::NoCalendar => "no calendar of meetings on record".to_owned(),
        Note::MeetingsLeft { meetings } => format!("meetings left that can stand in the report {meetings}"),
        Note::EarlyReport { record: found } => {
            format!("a report given before the year began is none for it ({})", record(*found))
        }
        Note::ReportOfNone => "the report tells of no visit".to_owned(),
        Note::OtherRoute { found: Some(body) } => format!("the report went through “{body}”, not where it has to"),
        Note::OtherRoute { found: None } => "the record does not say through whom the report went".to_owned(),
        Note::Unwritten { record: found } => format!("a report not in writing ({})", record(*found)),
        Note::Superseded { record: found } => format!("a later report replaces what it says ({})", record(*found)),
        Note::RegisteredTwice { organization: id } => format!("registered twice: {}", place(id)),
        Note::RegistrationOfPicked { organization: id } => {
            format!("registered {}, though the Board picks for this member", place(id))
        }
        Note::Undated { record: found } => format!("a registration without a day ({})", record(*found)),
        Note::Inferred => "the deadline is inferred from that of the Board".to_owned(),
        Note::Waived => "the Board accepted the number registered".to_owned(),
        Note::OwnOrganization { organization: id, standing: how } => {
            format!("{} is where the member belongs ({})", place(id), standing(*how))
        }
        Note::OutsideArea { organization: id, reason: true } => {
            format!("{} is outside the areas in charge, with a reason", place(id))
        }
        Note::OutsideArea { organization: id, reason: false } => {
            format!("{} is outside the areas in charge, without a reason", place(id))
        }
        Note::NotNotified { organization: id } => format!("the member was not told of {}", place(id)),
        Note::Places { found, asked } => format!("places in the table {found}, asked for {asked}"),
        Note::NoticeLacking { organization: id, in_time, late } => format!(
            "{} gave notice in time {in_time} times and late {late} times: this mitigates and does not excuse",
            place(id)
        ),
        Note::Unnoticed { record: found } => format!("a meeting of which no notice is on record ({})", record(*found)),
        Note::ActorAbolished { body, on, successors } => {
            let heirs: Vec<String> = successors.iter().map(|heir| format!("“{heir}”")).collect();
            let heirs = if heirs.is_empty() {
                "nobody is named in its place".to_owned()
            } else {
                format!("its place is taken by {}", heirs.join(", "))
            };
            format!("“{body}” is no more since {}, {heirs}", day(*on))
        }
        Note::PaperAfterChange => "the request or the decision is dated after the change".to_owned(),
        Note::NoCommittee => "no committee of the level below is on record".to_owned(),
    }
}
