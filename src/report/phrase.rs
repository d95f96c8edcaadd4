//! Sentences that only papers need: to whom a paper goes, of which year and day it is.

use crate::calendar::Stage;
use crate::id::{AreaId, MemberId, OrganizationId};
use chrono::NaiveDate;

/// A sentence of a paper's frame.
///
/// Example: [`Words`](crate::report::Words).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Phrase<'a> {
    /// To a member.
    ToMember(&'a MemberId),
    /// To the standing committee of a district or unit.
    ToCommittee(&'a AreaId),
    /// To an organization.
    ToOrganization(&'a OrganizationId),
    /// The member is placed at what is listed below.
    PlacedAt(&'a MemberId),
    /// Who is placed in an area is listed below.
    PlacedIn(&'a AreaId),
    /// Who is placed at an organization is listed below.
    Receives(&'a OrganizationId),
    /// The visits of a member are listed below.
    VisitsOf(&'a MemberId),
    /// The visits in an area are listed below.
    VisitsIn(&'a AreaId),
    /// The visits to an organization are listed below; it gives the notices.
    VisitsAt(&'a OrganizationId),
    /// How far a visit has come.
    State(Stage),
    /// A day in a table.
    On(NaiveDate),
    /// The calendar of a year, drawn up on a day.
    CalendarOf(i32, NaiveDate),
    /// A year, seen from a day.
    YearAsOf(i32, NaiveDate),
    /// Under which policy, by its title.
    Under(&'a str),
    /// A place and a day; without a day, room to write it.
    At(&'a str, Option<NaiveDate>),
    /// What is drawn up by what, for the foot: the version of the library and the digest of what it was made from.
    MadeFrom(&'a str),
}
