//! The frame of papers: to whom, of when, under what.

use super::{area, organization, person};
use crate::report::{Names, Phrase, day};

/// A sentence of a paper's frame.
pub(in crate::report) fn phrase(phrase: &Phrase<'_>, names: &Names) -> String {
    match phrase {
        Phrase::ToMember(id) => format!("To: {}", person(id, names)),
        Phrase::ToCommittee(id) => format!("To: the standing committee in charge of {}", area(id, names)),
        Phrase::ToOrganization(id) => format!("To: the committee of {}", organization(id, names)),
        Phrase::PlacedAt(id) => format!("By the table of assignments, {} attends the meetings of:", person(id, names)),
        Phrase::PlacedIn(id) => format!(
            "By the table of assignments, these members attend the meetings of organizations in {}; please work together with them:",
            area(id, names)
        ),
        Phrase::Receives(id) => format!(
            "By the table of assignments, these members attend the meetings of {}; please work together with them:",
            organization(id, names)
        ),
        Phrase::VisitsOf(id) => format!("By the calendar of visits, {} attends these meetings:", person(id, names)),
        Phrase::VisitsIn(id) => format!(
            "By the calendar of visits, these members attend meetings of organizations in {}; please work together with them:",
            area(id, names)
        ),
        Phrase::VisitsAt(id) => format!(
            "By the calendar of visits, these members attend meetings of {}; please give notice by the last day in the table:",
            organization(id, names)
        ),
        Phrase::State(stage) => super::calendar::stage(*stage),
        Phrase::On(on) => day(*on),
        Phrase::CalendarOf(year, today) => format!("{year}, drawn up on {}", day(*today)),
        Phrase::YearAsOf(year, as_of) => format!("attendance in {year}, as of {}", day(*as_of)),
        Phrase::Under(title) => format!("under “{title}”"),
        Phrase::At(place, on) => {
            let on = on.map_or_else(|| "date: …".to_owned(), day);
            if place.is_empty() { on } else { format!("{place}, {on}") }
        }
        Phrase::MadeFrom(digest) => {
            format!("Drawn up by phancong {} from facts with the digest {digest}.", env!("CARGO_PKG_VERSION"))
        }
    }
}
