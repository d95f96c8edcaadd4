//! The readings of ambiguous passages, each a named switch with its alternatives; the one used is printed in every report.

use serde::{Deserialize, Serialize};

macro_rules! switch {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $key:literal),+ $(,)? } default $default:ident) => {
        $(#[$doc])*
        ///
        /// Example: [`Readings`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $key)] $variant,)+
        }

        impl $name {
            /// Every reading there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name in a policy.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::$default
            }
        }
    };
}

switch!(
    /// How the principle of locality (II.2-1d) is read.
    LocalityReading {
        /// A principle: inside is preferred, outside is a deviation that needs a reason.
        Principle = "principle",
        /// A duty: a member with a scope is never placed outside it, unless designated.
        Hard = "hard",
        /// Not applied.
        Off = "off",
    } default Principle
);

switch!(
    /// What "the organization the member belongs to" (II.2-1b) covers.
    OwnExtent {
        /// The grassroots organization that contains the member's cell, with all its sub-cells.
        Whole = "whole",
        /// Only the organization or sub-cell named as the member's own, and what lies below it.
        Below = "below",
    } default Whole
);

switch!(
    /// What the minimum of visits (II.1) is counted over.
    VisitsCount {
        /// All visits of a calendar year together.
        Total = "total",
        /// The visits at each assigned organization by itself.
        Each = "each",
    } default Total
);

switch!(
    /// Whether something counts.
    Counted {
        /// It counts, with a note.
        Yes = "yes",
        /// It does not.
        No = "no",
    } default Yes
);

switch!(
    /// How "trước ngày X" is read.
    BeforeDay {
        /// The last good day is the day before X.
        Strict = "strict",
        /// X itself is still in time.
        Inclusive = "inclusive",
    } default Strict
);

switch!(
    /// What happens to a deadline on a rest day.
    RollDay {
        /// Nothing.
        None = "none",
        /// It moves to the next working day.
        NextWorkingDay = "next-working-day",
    } default None
);

switch!(
    /// Which days the notice of a meeting counts.
    NoticeDays {
        /// Every day.
        Calendar = "calendar",
        /// Monday to Friday without public holidays.
        Working = "working",
    } default Calendar
);

switch!(
    /// What a member owes who was not bound for the whole year.
    PartYear {
        /// The full number; below it a ruling is needed.
        NeedsRuling = "needs-ruling",
        /// A part by months begun, rounded up.
        Prorate = "prorate",
        /// The full number.
        Full = "full",
        /// Nothing.
        Exempt = "exempt",
    } default NeedsRuling
);

switch!(
    /// Whose word holds when the two reports differ.
    Differing {
        /// Neither's: the count is an interval until the Board rules.
        Disputed = "disputed",
        /// The member's.
        Member = "member",
        /// The organization's.
        Organization = "organization",
    } default Disputed
);

switch!(
    /// Whether visits have to be at different organizations.
    DistinctPlaces {
        /// Repeated visits at one organization count.
        NotRequired = "not-required",
        /// Each organization counts once.
        Required = "required",
    } default NotRequired
);

switch!(
    /// How many of a member's organizations have to lie in the areas the member is in charge of.
    LocalityExtent {
        /// Every one.
        Every = "every",
        /// One of them is enough.
        One = "one",
    } default Every
);

switch!(
    /// Which visits of a year count towards the minimum.
    QuotaWindow {
        /// All from 01/01 to 31/12.
        Year = "calendar-year",
        /// Those that can still stand in the member's report.
        Report = "report-window",
    } default Year
);

switch!(
    /// What was known on the day an audit looks at.
    Known {
        /// Everything that had happened, whenever it was entered.
        Event = "event",
        /// Only what had been entered too.
        Entry = "entry",
    } default Event
);

/// One reading for each ambiguous passage. A policy names those it changes; the rest are the defaults.
///
/// ```
/// use phancong::{BeforeDay, Readings};
/// let readings = Readings { before: BeforeDay::Inclusive, ..Readings::default() };
/// let changed: Vec<_> = readings.entries().into_iter().filter(|entry| !Readings::default().entries().contains(entry)).collect();
/// assert_eq!(changed, [("before", BeforeDay::Inclusive.key().to_owned())]);
/// assert_eq!(BeforeDay::ALL, [BeforeDay::Strict, BeforeDay::Inclusive]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Readings {
    /// Is locality a principle or a duty? Read by [`Problem::new`](crate::Problem::new).
    pub locality: LocalityReading,
    /// What is the member's own organization? Read by [`Problem::new`](crate::Problem::new).
    pub own: OwnExtent,
    /// Is the minimum a total or for each organization?
    pub visits: VisitsCount,
    /// Do visits have to be at different organizations?
    pub distinct: DistinctPlaces,
    /// Does a visit at a registered but not assigned organization count?
    pub registered_not_assigned: Counted,
    /// Does a meeting of a sub-cell count as a meeting of its committee?
    pub sub_cell_meetings: Counted,
    /// Does the deadline of the Board's picks also bind the registrations?
    pub registration_deadline: Counted,
    /// Is the day of a deadline itself late?
    pub before: BeforeDay,
    /// Does a deadline on a rest day move?
    pub roll: RollDay,
    /// Which days does the notice count?
    pub notice: NoticeDays,
    /// What does a member owe in a part year?
    pub part_year: PartYear,
    /// Whose report holds when they differ?
    pub differing_reports: Differing,
    /// Two dates of one visit at most so many days apart are one visit with its date shifted.
    pub shift_window: u32,
    /// Do all of a member's organizations have to lie inside the scope, or one?
    pub locality_extent: LocalityExtent,
    /// Is the minimum counted over the calendar year, or up to the member's report?
    pub quota_window: QuotaWindow,
    /// Does the minimum of visits bind the members the Board picks for?
    pub picked_visits: Counted,
    /// Does a member who was not bound for the whole year owe the report?
    pub part_year_report: Counted,
    /// Does a record count before it was entered?
    pub known: Known,
    /// A member whose last safe day of notice is at most so many days away is at risk.
    pub risk_days: u32,
}

impl Default for Readings {
    fn default() -> Self {
        Self {
            locality: LocalityReading::default(),
            own: OwnExtent::default(),
            visits: VisitsCount::default(),
            distinct: DistinctPlaces::default(),
            registered_not_assigned: Counted::default(),
            sub_cell_meetings: Counted::default(),
            registration_deadline: Counted::default(),
            before: BeforeDay::default(),
            roll: RollDay::default(),
            notice: NoticeDays::default(),
            part_year: PartYear::default(),
            differing_reports: Differing::default(),
            shift_window: 15,
            locality_extent: LocalityExtent::default(),
            quota_window: QuotaWindow::default(),
            picked_visits: Counted::default(),
            part_year_report: Counted::default(),
            known: Known::default(),
            risk_days: 30,
        }
    }
}

impl Readings {
    /// Every switch with the reading it stands at, in the order of the fields.
    #[must_use]
    pub fn entries(&self) -> Vec<(&'static str, String)> {
        vec![
            ("locality", self.locality.key().into()),
            ("own", self.own.key().into()),
            ("visits", self.visits.key().into()),
            ("distinct", self.distinct.key().into()),
            ("registered_not_assigned", self.registered_not_assigned.key().into()),
            ("sub_cell_meetings", self.sub_cell_meetings.key().into()),
            ("registration_deadline", self.registration_deadline.key().into()),
            ("before", self.before.key().into()),
            ("roll", self.roll.key().into()),
            ("notice", self.notice.key().into()),
            ("part_year", self.part_year.key().into()),
            ("differing_reports", self.differing_reports.key().into()),
            ("shift_window", self.shift_window.to_string()),
            ("locality_extent", self.locality_extent.key().into()),
            ("quota_window", self.quota_window.key().into()),
            ("picked_visits", self.picked_visits.key().into()),
            ("part_year_report", self.part_year_report.key().into()),
            ("known", self.known.key().into()),
            ("risk_days", self.risk_days.to_string()),
        ]
    }
}
