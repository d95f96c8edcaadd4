//! What rules say: the closed list of kinds, with their numbers.

use crate::id::BodyId;
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// A day of every year.
///
/// Example: [`Rules`](crate::Rules).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearDay {
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
}

impl YearDay {
    /// The day in one year; `None` where the year has no such day.
    #[must_use]
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day)
    }
}

/// What has to be done before a day.
///
/// Example: [`Policy`](crate::Policy).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obligation {
    /// Members register.
    Registrations,
    /// The Board picks for the bodies it picks for, and notifies them.
    BoardPicks,
    /// The table is built and sent out.
    Table,
}

impl Obligation {
    /// Its name in a policy.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Registrations => "registrations",
            Self::BoardPicks => "board-picks",
            Self::Table => "table",
        }
    }
}

/// Who owes a report or a duty.
///
/// Example: [`Policy`](crate::Policy).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reporter {
    /// Each member; in a report, on the visits made.
    Member,
    /// Each organization; in a report, on the visits received.
    Organization,
}

impl Reporter {
    /// Its name in a policy.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Organization => "organization",
        }
    }
}

/// What a rule says, with its numbers. The list is closed: a new kind of rule is a change of the code that reads it.
///
/// Example: [`Policy`](crate::Policy).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Kind {
    /// Read by people; there is nothing to decide.
    #[serde(deserialize_with = "no_numbers")]
    Information,
    /// Binding, but no program can tell whether it is kept.
    #[serde(deserialize_with = "no_numbers")]
    NotDecidable,
    /// Something done at or for a visit. The record of the visit may note it; whether it was done well, no program can tell.
    Duty {
        /// Who owes it.
        by: Reporter,
    },
    /// A member attends at least `min` meetings in a calendar year.
    Visits {
        /// Inclusive.
        min: u32,
        /// The bodies whose members it binds; empty for everyone.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        bodies: Vec<BodyId>,
    },
    /// A member registers `min` to `max` distinct organizations, both inclusive.
    Registration {
        /// At least so many.
        min: u32,
        /// At most so many.
        max: u32,
    },
    /// A member neither registers nor is placed at nor counts a visit at the organization the member belongs to.
    #[serde(deserialize_with = "no_numbers")]
    OwnOrganization,
    /// Members choose organizations in the areas they are in charge of.
    #[serde(deserialize_with = "no_numbers")]
    Locality,
    /// The Board picks for the members of these bodies; they do not register.
    BoardPicks {
        /// The bodies.
        bodies: Vec<BodyId>,
    },
    /// Each member is placed at so many distinct organizations, 1 to 3.
    Places {
        /// How many.
        each: u32,
    },
    /// Something is complete before a day.
    Deadline {
        /// What.
        of: Obligation,
        /// Before which day; whether that day itself is late is the reading `before`.
        before: NaiveDate,
    },
    /// Visits count from a day on, inclusive.
    VisitsFrom {
        /// The first day.
        day: NaiveDate,
    },
    /// An organization tells the time and place of a regular meeting so many days before it.
    Notice {
        /// Whole days between the notice and the meeting.
        days: u32,
    },
    /// A yearly report.
    Report {
        /// Who owes it.
        by: Reporter,
        /// Before which day of the year it reports on.
        before: YearDay,
        /// Whether it has to be in writing.
        written: bool,
        /// The body it goes through.
        through: BodyId,
    },
    /// Arranging the visit is the member's own duty.
    #[serde(deserialize_with = "no_numbers")]
    OwnInitiative,
    /// The level below makes a plan of its own.
    LowerPlan {
        /// The bodies whose committees owe one; empty for every committee on record.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        by: Vec<BodyId>,
    },
    /// From the rule's first day on these bodies are no more.
    Abolished {
        /// The bodies.
        bodies: Vec<BodyId>,
        /// Who takes their place; empty when nobody is named.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        successors: Vec<BodyId>,
    },
    /// The assignment is announced every year.
    #[serde(deserialize_with = "no_numbers")]
    Announcement,
    /// A change is asked for and decided in writing.
    #[serde(deserialize_with = "no_numbers")]
    WrittenChange,
    /// How visits are laid out in a year. Without such a rule the year is one part, and nothing but one visit a day is asked for.
    Calendar {
        /// The first day of each part, in order. Days before the first of them belong to the first part.
        parts: Vec<YearDay>,
        /// At least so many days from one visit of a member to the next.
        spacing: u32,
        /// At most so many visitors at one meeting; none is no limit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hosts: Option<u32>,
        /// Whether meetings on Saturdays and Sundays are visited.
        weekends: bool,
        /// Whether the visits of all members together are spread evenly over the weeks, Monday to Sunday.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        even_weeks: bool,
    },
}

/// Refuses numbers where a kind has none: serde's own reading of a tagged variant without fields would pass over them.
fn no_numbers<'de, D: Deserializer<'de>>(rest: D) -> Result<(), D::Error> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct NoNumbers {}
    NoNumbers::deserialize(rest).map(|NoNumbers {}| ())
}

impl Kind {
    /// Its name in a policy.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::NotDecidable => "not-decidable",
            Self::Duty { .. } => "duty",
            Self::Visits { .. } => "visits",
            Self::Registration { .. } => "registration",
            Self::OwnOrganization => "own-organization",
            Self::Locality => "locality",
            Self::BoardPicks { .. } => "board-picks",
            Self::Places { .. } => "places",
            Self::Deadline { .. } => "deadline",
            Self::VisitsFrom { .. } => "visits-from",
            Self::Notice { .. } => "notice",
            Self::Report { .. } => "report",
            Self::OwnInitiative => "own-initiative",
            Self::LowerPlan { .. } => "lower-plan",
            Self::Abolished { .. } => "abolished",
            Self::Announcement => "announcement",
            Self::WrittenChange => "written-change",
            Self::Calendar { .. } => "calendar",
        }
    }

    /// Two rules with the same topic cannot both be in force. What a program does not decide, plans of the level below, and ends of bodies may
    /// stand side by side.
    pub(super) fn topic(&self) -> Option<Topic> {
        let of = match self {
            Self::Information | Self::NotDecidable | Self::Duty { .. } => return None,
            Self::LowerPlan { .. } | Self::Abolished { .. } => return None,
            Self::Deadline { of, .. } => of.key(),
            Self::Report { by, .. } => by.key(),
            _ => "",
        };
        Some((self.name(), of))
    }

    /// Whether two rules on one topic speak to the same people: rules for different bodies may stand side by side.
    pub(super) fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Visits { bodies: ours, .. }, Self::Visits { bodies: theirs, .. }) => {
                ours.is_empty() || theirs.is_empty() || ours.iter().any(|body| theirs.contains(body))
            }
            _ => true,
        }
    }

    /// Why its numbers cannot be, when they cannot.
    pub(super) fn fault(&self) -> Option<&'static str> {
        match self {
            Self::Visits { min, .. } if *min > DAYS => Some("a year has no more than 366 days"),
            Self::Registration { min, max } if min > max => Some("its minimum is above its maximum"),
            Self::BoardPicks { bodies } | Self::Abolished { bodies, .. } if bodies.is_empty() => {
                Some("it names no body")
            }
            Self::Places { each } if !(1..=3).contains(each) => Some("places are 1 to 3 for each member"),
            Self::Notice { days } if *days > DAYS => Some("a notice is given at most 366 days before"),
            Self::Report { before, .. } if before.in_year(COMMON).is_none() => Some("no such day in every year"),
            Self::Calendar { parts, spacing, hosts, .. } => calendar_fault(parts, *spacing, *hosts),
            _ => None,
        }
    }
}

fn calendar_fault(parts: &[YearDay], spacing: u32, hosts: Option<u32>) -> Option<&'static str> {
    if parts.is_empty() {
        Some("it names no part of the year")
    } else if parts.iter().any(|part| part.in_year(COMMON).is_none()) {
        Some("no such day in every year")
    } else if parts.windows(2).any(|pair| matches!(pair, [one, next] if one >= next)) {
        Some("its parts are not in the order of the year")
    } else if spacing > DAYS {
        Some("two visits are at most 366 days apart")
    } else if hosts == Some(0) {
        Some("a meeting takes at least one visitor")
    } else {
        None
    }
}

/// A year without 29 February.
const COMMON: i32 = 2023;

/// The days of the longest year.
const DAYS: u32 = 366;

/// A kind, and of what when a kind has several topics.
pub(super) type Topic = (&'static str, &'static str);

/// `a,b`; what separates ids and what follows them is marked inside an id, so that no two lists are written alike.
fn joined(bodies: &[BodyId]) -> String {
    let mark = |body: &BodyId| body.as_str().replace('\\', "\\\\").replace(',', "\\,").replace(' ', "\\ ");
    bodies.iter().map(mark).collect::<Vec<_>>().join(",")
}

/// ` bodies=a,b`, or nothing for an empty list.
fn listed(name: &str, bodies: &[BodyId]) -> String {
    if bodies.is_empty() { String::new() } else { format!(" {name}={}", joined(bodies)) }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self {
            Self::Information
            | Self::NotDecidable
            | Self::OwnOrganization
            | Self::Locality
            | Self::OwnInitiative
            | Self::Announcement
            | Self::WrittenChange => Ok(()),
            Self::Duty { by } => write!(f, " by={}", by.key()),
            Self::LowerPlan { by } => f.write_str(&listed("by", by)),
            Self::Abolished { bodies, successors } => {
                write!(f, "{}{}", listed("bodies", bodies), listed("successors", successors))
            }
            Self::Visits { min, bodies } => write!(f, " min={min}{}", listed("bodies", bodies)),
            Self::Registration { min, max } => write!(f, " min={min} max={max}"),
            Self::BoardPicks { bodies } => write!(f, " bodies={}", joined(bodies)),
            Self::Places { each } => write!(f, " each={each}"),
            Self::Calendar { parts, spacing, hosts, weekends, even_weeks } => {
                let days: Vec<String> = parts.iter().map(|part| format!("{:02}-{:02}", part.month, part.day)).collect();
                let hosts = hosts.map(|hosts| format!(" hosts={hosts}")).unwrap_or_default();
                let even = if *even_weeks { " even-weeks=true" } else { "" };
                write!(f, " parts={} spacing={spacing}{hosts} weekends={weekends}{even}", days.join(","))
            }
            Self::Deadline { of, before } => write!(f, " of={} before={before}", of.key()),
            Self::VisitsFrom { day } => write!(f, " day={day}"),
            Self::Notice { days } => write!(f, " days={days}"),
            Self::Report { by, before: YearDay { month, day }, written, through } => {
                write!(f, " by={} before={month:02}-{day:02} written={written} through={through}", by.key())
            }
        }
    }
}
