//! What an audit says: data for reasons; the sentences are in the reports.

use super::note::Note;
use super::register::Record;
use crate::id::{BodyId, MemberId, OrganizationId, RuleId};
use chrono::NaiveDate;
use serde::Serialize;

/// How a rule stands. The enumeration is exhaustive on purpose: a new verdict must stop the builds of its readers.
///
/// Example: [`audit`](crate::audit()).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Kept.
    Met,
    /// Not kept yet; nothing speaks against it.
    OnTrack,
    /// Not kept yet, and little is left to keep it with.
    AtRisk,
    /// It can no longer be kept, and the time for it is not over.
    Impossible,
    /// Not kept.
    Violated,
    /// Its time has not come.
    NotYetDue,
    /// It does not bind here.
    NotApplicable,
    /// The records differ, and whether it is kept depends on who is right.
    Disputed,
    /// The plan does not say; the Board has to.
    NeedsRuling,
    /// A record that would decide it is not there.
    MissingEvidence,
}

/// The coarse state of a [`Verdict`]; later is better.
///
/// Example: [`audit`](crate::audit()).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Violated, or can only become so.
    Missed,
    /// Open.
    Pending,
    /// Kept.
    Met,
}

impl Verdict {
    /// Every verdict there is.
    pub const ALL: [Self; 10] = [
        Self::Met,
        Self::OnTrack,
        Self::AtRisk,
        Self::Impossible,
        Self::Violated,
        Self::NotYetDue,
        Self::NotApplicable,
        Self::Disputed,
        Self::NeedsRuling,
        Self::MissingEvidence,
    ];

    /// Its state; none for a rule that does not bind.
    #[must_use]
    pub const fn state(self) -> Option<State> {
        match self {
            Self::Met => Some(State::Met),
            Self::Violated | Self::Impossible => Some(State::Missed),
            Self::NotApplicable => None,
            Self::OnTrack
            | Self::AtRisk
            | Self::NotYetDue
            | Self::Disputed
            | Self::NeedsRuling
            | Self::MissingEvidence => Some(State::Pending),
        }
    }

    /// Its name in the wire format.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::OnTrack => "on-track",
            Self::AtRisk => "at-risk",
            Self::Impossible => "impossible",
            Self::Violated => "violated",
            Self::NotYetDue => "not-yet-due",
            Self::NotApplicable => "not-applicable",
            Self::Disputed => "disputed",
            Self::NeedsRuling => "needs-ruling",
            Self::MissingEvidence => "missing-evidence",
        }
    }
}

/// Someone a rule binds or protects.
///
/// Example: [`audit`](crate::audit()).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// A member.
    Member(MemberId),
    /// An organization.
    Organization(OrganizationId),
    /// A committee of the level below.
    Committee(BodyId),
    /// The Board.
    Board,
}

/// How many visits: certainly, at most, and how many are asked for.
///
/// Example: [`audit`](crate::audit()).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Count {
    /// Nobody disputes so many.
    pub low: u32,
    /// So many if every word is true.
    pub high: u32,
    /// So many are asked for.
    pub need: u32,
    /// Of `low`, at an organization assigned on the day.
    pub assigned: u32,
}

/// What a day of a finding is.
///
/// Example: [`audit`](crate::audit()).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayOf {
    /// The last day in time.
    LastGood,
    /// The day it was done.
    Done,
    /// The day of the meeting.
    Meeting,
    /// The first day on which visits count.
    VisitsFrom,
    /// The last day of a meeting that can stand in the member's report.
    LastMeeting,
    /// The last day to give notice of that meeting.
    LastNotice,
    /// The last day of the year.
    YearEnd,
}

/// One rule for one party, with what decides it.
///
/// Example: [`audit`](crate::audit()).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule, to be cited.
    pub rule: RuleId,
    /// Who owes.
    pub about: Party,
    /// Toward whom, where the duty has many.
    pub toward: Option<Party>,
    /// How it stands.
    pub verdict: Verdict,
    /// How it would stand under the other reading of "trước ngày X", where that makes a difference.
    pub other_reading: Option<Verdict>,
    /// Visits, for the rules that count them.
    pub count: Option<Count>,
    /// The days that matter, by their meaning.
    pub days: Vec<(DayOf, NaiveDate)>,
    /// The records that decide it: the verdict follows from these alone, with roster, table and policy.
    pub records: Vec<Record>,
    /// What else is worth knowing.
    pub notes: Vec<Note>,
}

impl Finding {
    pub(super) fn new(rule: &RuleId, about: Party, verdict: Verdict) -> Self {
        Self {
            rule: rule.clone(),
            about,
            toward: None,
            verdict,
            other_reading: None,
            count: None,
            days: Vec::new(),
            records: Vec::new(),
            notes: Vec::new(),
        }
    }

    pub(super) fn toward(mut self, party: Party) -> Self {
        self.toward = Some(party);
        self
    }

    pub(super) fn day(mut self, of: DayOf, day: NaiveDate) -> Self {
        self.days.push((of, day));
        self
    }

    pub(super) fn records(mut self, records: impl IntoIterator<Item = Record>) -> Self {
        self.records.extend(records);
        self
    }

    pub(super) fn note(mut self, note: Note) -> Self {
        self.notes.push(note);
        self
    }

    pub(super) fn notes(mut self, notes: impl IntoIterator<Item = Note>) -> Self {
        self.notes.extend(notes);
        self
    }

    /// The other reading is kept only where it differs.
    pub(super) fn or(mut self, other: Verdict) -> Self {
        self.other_reading = (other != self.verdict).then_some(other);
        self
    }

    /// The day of one meaning.
    #[must_use]
    pub fn day_of(&self, of: DayOf) -> Option<NaiveDate> {
        self.days.iter().find(|day| day.0 == of).map(|day| day.1)
    }
}
