//! What makes records no question: ids that nobody has, trees that bite their tail.

use super::register::Record;
use std::fmt;

/// Where in the question a defect stands.
///
/// Example: [`Year`](crate::compliance::Year).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Spot {
    /// A record of the year.
    Record(Record),
    /// An entry of the roster or of the committees: the list's name and the entry, counted from 1.
    Roster(&'static str, usize),
    /// A line of the table, counted from 1.
    Placement(usize),
    /// The year itself.
    Year,
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Record(record) => write!(f, "{record}"),
            Self::Roster(list, number) => write!(f, "{list} {number}"),
            Self::Placement(number) => write!(f, "placements {number}"),
            Self::Year => f.write_str("year"),
        }
    }
}

/// One defect of the records: where it stands and what is wrong.
///
/// Example: [`Year`](crate::compliance::Year).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{fault} ({spot})")]
pub struct RecordDefect {
    /// Where.
    pub spot: Spot,
    /// What.
    pub fault: Fault,
}

/// What is wrong with records.
///
/// Example: [`Year`](crate::compliance::Year).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// An id that the list it points into does not have.
    #[error("`{id}` is not in {list}: add it there, or correct the id")]
    Unknown {
        /// The list that should have it.
        list: &'static str,
        /// The id.
        id: String,
    },
    /// An id that stands twice in one list.
    #[error("id `{id}` stands twice in {list}")]
    Twice {
        /// The list.
        list: &'static str,
        /// The id.
        id: String,
    },
    /// Something that is, step by step, its own parent or successor.
    #[error("`{id}` leads back to itself through {through}")]
    Cycle {
        /// Where it was noticed.
        id: String,
        /// What leads back: `parents` or `successions`.
        through: &'static str,
    },
    /// A dated visit that happened another number of times than once, or more visits than a year has days.
    #[error("{times} visits in one line: a dated line is 1 visit, a line without a date at most 366")]
    Times {
        /// As given.
        times: u32,
    },
    /// A year that the calendar does not have.
    #[error("the calendar has no year {year}")]
    NoSuchYear {
        /// As given.
        year: i32,
    },
}
