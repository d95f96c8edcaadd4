//! What an audit says: data for reasons; the sentences are in the reports.

use super::records::Record;
use crate::id::{BodyId, MemberId, OrganizationId, RuleId};
use chrono::NaiveDate;
use serde::Serialize;

/// How a rule stands. The enumeration is exhaustive on purpose: a new verdict must stop the builds of its readers.
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

/// Why a visit does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotCounted {
    /// In another year.
    OtherYear,
    /// Before visits begin.
    BeforeStart,
    /// Before the member entered, after leaving, or on leave.
    OutsideService,
    /// While the rule was not in force.
    OutsideForce,
    /// After the last day that can stand in the member's report, under the reading `report-window`.
    OutsideWindow,
    /// At the member's own organization.
    Own,
    /// At an organization neither assigned nor registered.
    Elsewhere,
    /// Registered, but not assigned, and the reading does not count it.
    NotAssigned,
    /// Registered only later.
    NotYetRegistered,
    /// Registered by a member whom the Board picks for.
    RegisteredByPicked,
    /// At a sub-cell, and the reading does not count it.
    SubCell,
    /// Claimed in a report given before the visit.
    AfterItsReport,
}

/// Something worth knowing beside a verdict. It never changes the verdict.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// Nothing at all is on record: no attendance, no report.
    NoRecordAtAll,
    /// A visit that does not count, and why.
    NotCounted {
        /// The record.
        record: Record,
        /// The day of the visit, none for a claim without a date.
        on: Option<NaiveDate>,
        /// Why.
        why: NotCounted,
    },
    /// A visit that counts though the organization is registered and not assigned.
    AtRegistered {
        /// The record.
        record: Record,
    },
    /// A visit that counts at a sub-cell of the organization.
    AtSubCell {
        /// The record.
        record: Record,
    },
    /// Bound for a part of the year only: in so many calendar months.
    PartYear {
        /// Months with at least one bound day.
        months: u32,
    },
    /// An organization that has not reported.
    NoReportOf {
        /// The organization.
        organization: OrganizationId,
    },
    /// A visit done that stands in neither report.
    InNeitherReport {
        /// The record.
        record: Record,
    },
    /// No meeting of the member's organizations is expected on record, so meetings left say nothing.
    NoCalendar,
    /// Meetings left that can still stand in the member's report.
    MeetingsLeft {
        /// How many.
        meetings: u32,
    },
    /// A report given before the year began is none for the year.
    EarlyReport {
        /// The record.
        record: Record,
    },
    /// A report of no visit.
    ReportOfNone,
    /// A report not given through the body it has to go through.
    OtherRoute {
        /// The body named; none when the record does not say.
        found: Option<BodyId>,
    },
    /// A report not in writing.
    Unwritten {
        /// The record.
        record: Record,
    },
    /// A later report of the same sender decides what is claimed.
    Superseded {
        /// The record.
        record: Record,
    },
    /// Registered more than once.
    RegisteredTwice {
        /// The organization.
        organization: OrganizationId,
    },
    /// Registered by a member whom the Board picks for.
    RegistrationOfPicked {
        /// The organization.
        organization: OrganizationId,
    },
    /// A registration without a day.
    Undated {
        /// The record.
        record: Record,
    },
    /// Judged by the deadline of the Board's picks, by inference.
    Inferred,
    /// The Board waived the number of registrations.
    Waived,
    /// An organization of the member's own.
    OwnOrganization {
        /// The organization.
        organization: OrganizationId,
        /// Where it stands.
        standing: Standing,
    },
    /// Outside the areas the member is in charge of.
    OutsideArea {
        /// The organization.
        organization: OrganizationId,
        /// Whether a reason is on record.
        reason: bool,
    },
    /// The Board's pick is not notified.
    NotNotified {
        /// The organization.
        organization: OrganizationId,
    },
    /// The member has no place in the table, or fewer or more than the policy asks for.
    Places {
        /// As in the table.
        found: u32,
        /// As asked for.
        asked: u32,
    },
    /// The organization gave no notice, or gave it late: this mitigates, it does not excuse.
    NoticeLacking {
        /// The organization.
        organization: OrganizationId,
        /// Notices of regular meetings in time.
        in_time: u32,
        /// Notices too late.
        late: u32,
    },
    /// A visit at a regular meeting of which no notice is on record.
    Unnoticed {
        /// The record.
        record: Record,
    },
    /// A body that is no more, since that day, and who took its place.
    ActorAbolished {
        /// The body.
        body: BodyId,
        /// The first day without it.
        on: NaiveDate,
        /// Its successors.
        successors: Vec<BodyId>,
    },
    /// The request or the decision bears a later day than the change.
    PaperAfterChange,
    /// No committee of the level below is on record.
    NoCommittee,
}

/// Where an organization stands beside a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Registered.
    Registered,
    /// In the table.
    Assigned,
    /// Visited.
    Visited,
}

/// One rule for one party, with what decides it.
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

/// How the register and the two reports agree on one visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// On the register; no report that could know of it was given.
    Recorded,
    /// Both reports have it.
    Matched,
    /// Both reports have it, on different days.
    DateShifted,
    /// Both reports have it, on one day at different places.
    OtherPlace,
    /// Both reports have it, at least one of them without a date.
    Dateless,
    /// The member's report has it, the organization's does not.
    OnlyMember,
    /// The organization's report has it, the member's does not.
    OnlyOrganization,
    /// The register has it, a report that could know of it does not.
    OnlyRegister,
    /// One report has it, the other was given before the visit, or both were.
    AfterCutOff,
    /// One report has it, the other side has not reported.
    Awaited,
    /// The Board ruled on it.
    Ruled,
}

/// One visit, as the register and the two reports have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Visit {
    /// Who.
    pub member: MemberId,
    /// Where it is counted: the grassroots organization.
    pub organization: OrganizationId,
    /// In the register: the record and the day.
    pub recorded: Option<(Record, NaiveDate)>,
    /// In the member's report: the record and the day, if it gives one.
    pub claimed: Option<(Record, Option<NaiveDate>)>,
    /// In the organization's report: the record and the day, if it gives one.
    pub received: Option<(Record, Option<NaiveDate>)>,
    /// How they agree.
    pub agreement: Agreement,
    /// It counts whoever is right.
    pub certain: bool,
    /// It counts if those who have it are right.
    pub possible: bool,
    /// Whether it is at an organization assigned on that day.
    pub assigned: bool,
    /// The ruling that closed it.
    pub ruling: Option<Record>,
}

impl Visit {
    /// Whether the two reports differ on it.
    #[must_use]
    pub const fn differs(&self) -> bool {
        !matches!(self.agreement, Agreement::Recorded | Agreement::Matched | Agreement::Ruled)
    }
}
