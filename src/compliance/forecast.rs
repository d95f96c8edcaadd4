//! What can still be done: meetings left, the last one that can stand in the member's report, the last day of its notice.

use super::docket::{Docket, of};
use super::finding::{Count, Verdict};
use super::register::Record;
use super::seen::{Seen, places};
use super::standing::{Span, standing};
use crate::id::MemberId;
use crate::policy::Reporter;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeSet;

/// What a member can still do, as of the day of the audit.
///
/// Example: [`audit`](crate::audit()).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Forecast {
    /// Who.
    pub member: MemberId,
    /// How II.1 stands.
    pub verdict: Verdict,
    /// Visits done and asked for.
    pub count: Count,
    /// Meetings known or expected, not attended yet, that can still stand in the member's report; none when no calendar of the member's
    /// organizations is on record.
    pub meetings_left: Option<u32>,
    /// The last day of a meeting that can stand in the member's report, by the calendar.
    pub last_meeting: NaiveDate,
    /// The last such meeting on record.
    pub last_known: Option<NaiveDate>,
    /// The last day to give notice of a meeting on `last_meeting`.
    pub last_notice: NaiveDate,
    /// Days from the day of the audit to `last_notice`; negative when it is over.
    pub days_to_notice: i64,
}

/// The same, as a verdict needs it.
pub(super) struct Outlook {
    pub(super) last_meeting: NaiveDate,
    pub(super) last_notice: NaiveDate,
    pub(super) meetings_left: Option<u32>,
    last_known: Option<NaiveDate>,
    /// Different days up to the end of the year on which a visit is still possible.
    pub(super) days_left: u32,
    /// The notices and expected meetings it rests on.
    pub(super) records: Vec<Record>,
}

/// Meetings of the member's places that are still to come, by what is known of them.
#[derive(Default)]
struct Ahead {
    /// Noticed or expected: day and place.
    meetings: BTreeSet<(NaiveDate, usize)>,
    /// Days of noticed meetings.
    noticed: BTreeSet<NaiveDate>,
    calendar: bool,
    records: Vec<Record>,
}

pub(super) fn outlook(docket: &Docket<'_>, member: usize, seen: &Seen, lacking: u32) -> Outlook {
    let law = &docket.law;
    let window = &seen.window;
    let report = law.report(Reporter::Member).map_or(law.last, |report| report.due.good.min(law.last));
    let last_bound = window.bound.last().map_or(law.last, |span| span.1);
    let last_meeting = report.min(last_bound).min(window.until);
    let last_notice = law.last_notice(last_meeting);
    if docket.as_of > law.last {
        // No day is left to do anything.
        let records = Vec::new();
        return Outlook { last_meeting, last_notice, meetings_left: None, last_known: None, days_left: 0, records };
    }
    let ahead = ahead(docket, member, seen);
    let standing_in_report: Vec<NaiveDate> =
        ahead.meetings.iter().map(|meeting| meeting.0).filter(|&day| day <= last_meeting).collect();
    let left = u32::try_from(standing_in_report.len()).unwrap_or(u32::MAX);
    Outlook {
        last_meeting,
        last_notice,
        meetings_left: ahead.calendar.then_some(left),
        last_known: standing_in_report.last().copied(),
        days_left: days_left(docket, &window.bound, window.until, &ahead.noticed),
        // A minimum that is reached rests on nothing to come.
        records: if lacking == 0 { Vec::new() } else { ahead.records },
    }
}

fn ahead(docket: &Docket<'_>, member: usize, seen: &Seen) -> Ahead {
    let mut ahead = Ahead::default();
    let attended = |day: NaiveDate, at: usize| {
        let place = docket.organizations.get(at).map(|organization| &organization.id);
        seen.visits
            .iter()
            .any(|visit| Some(&visit.organization) == place && super::reconcile::days(visit).any(|d| d == day))
    };
    for place in places(docket, member) {
        for &(record, notice) in of(&docket.notices, place) {
            if notice.meeting < docket.as_of && notice.moved_from.is_none() {
                continue;
            }
            ahead.records.push(record);
            let moved = docket.is_moved(place, &notice.organization, notice.meeting);
            let at = docket.organization(&notice.organization);
            let counts = standing(docket, member, at, notice.meeting, &seen.window).is_ok();
            if notice.meeting >= docket.as_of && counts && !moved {
                ahead.noticed.insert(notice.meeting);
                if !attended(notice.meeting, place) {
                    ahead.meetings.insert((notice.meeting, place));
                }
            }
        }
        for &(record, meeting) in of(&docket.meetings, place) {
            ahead.records.push(record);
            ahead.calendar = true;
            let at = docket.organization(&meeting.organization);
            let counts = standing(docket, member, at, meeting.meeting, &seen.window).is_ok();
            let moved = docket.is_moved(place, &meeting.organization, meeting.meeting);
            let in_time = docket.as_of <= docket.law.last_notice(meeting.meeting);
            if in_time && counts && !moved && !attended(meeting.meeting, place) {
                ahead.meetings.insert((meeting.meeting, place));
            }
        }
    }
    ahead
}

/// Days of the bound spans from today on that are a noticed meeting's, or that a notice sent today still reaches.
fn days_left(docket: &Docket<'_>, bound: &[Span], until: NaiveDate, noticed: &BTreeSet<NaiveDate>) -> u32 {
    let mut days = 0;
    for span in bound {
        let from = span.0.max(docket.as_of);
        let mut day = from;
        while day <= span.1.min(until) {
            let reached = docket.as_of <= docket.law.last_notice(day);
            days += u32::from(reached || noticed.contains(&day));
            let Some(next) = day.succ_opt() else { break };
            day = next;
        }
    }
    days
}

impl Outlook {
    /// Whether little is left: too few meetings, or the last day of notice is near.
    pub(super) fn at_risk(&self, docket: &Docket<'_>, lacking: u32) -> bool {
        let near = self.last_notice.signed_duration_since(docket.as_of).num_days();
        self.meetings_left.is_some_and(|left| left < lacking) || near <= i64::from(docket.law.readings.risk_days)
    }

    pub(super) fn forecast(
        &self,
        docket: &Docket<'_>,
        member: usize,
        count: Count,
        verdict: Verdict,
    ) -> Option<Forecast> {
        Some(Forecast {
            member: docket.members.get(member)?.id.clone(),
            verdict,
            count,
            meetings_left: self.meetings_left,
            last_meeting: self.last_meeting,
            last_known: self.last_known,
            last_notice: self.last_notice,
            days_to_notice: self.last_notice.signed_duration_since(docket.as_of).num_days(),
        })
    }
}

/// The early-warning list: who is not done yet, the most urgent first. Impossible before at risk before on track; then the nearer last day
/// of notice, the more visits missing, the fewer meetings left, the id.
///
/// Example: [`audit`](crate::audit()).
#[must_use]
pub fn early_warning(forecasts: &[Forecast]) -> Vec<&Forecast> {
    let urgency = |verdict: Verdict| match verdict {
        Verdict::Impossible => Some(0),
        Verdict::AtRisk => Some(1),
        Verdict::NeedsRuling | Verdict::Disputed => Some(2),
        Verdict::OnTrack => Some(3),
        _ => None,
    };
    let mut open: Vec<(u8, &Forecast)> =
        forecasts.iter().filter_map(|forecast| Some((urgency(forecast.verdict)?, forecast))).collect();
    open.sort_by_key(|(urgency, forecast)| {
        let missing = forecast.count.need.saturating_sub(forecast.count.low);
        (
            *urgency,
            forecast.last_notice,
            u32::MAX - missing,
            forecast.meetings_left.unwrap_or(u32::MAX),
            &forecast.member,
        )
    });
    open.into_iter().map(|found| found.1).collect()
}
