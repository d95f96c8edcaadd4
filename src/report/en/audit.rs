//! The year: findings, forecasts, visits, and what changes under another policy.

use super::audit_notes::note;
use super::{organization, person, record, register};
use crate::compliance::{
    Agreement, Changed, DayOf, Fault, Finding, Findings, Forecast, Party, Record, RecordDefect, Spot, Stand, Verdict,
    Visit,
};
use crate::report::{Names, by_register, day, sentence};

pub(in crate::report) const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "kept",
        Verdict::OnTrack => "on track",
        Verdict::AtRisk => "at risk",
        Verdict::Impossible => "no longer possible",
        Verdict::Violated => "not kept",
        Verdict::NotYetDue => "not due yet",
        Verdict::NotApplicable => "does not apply",
        Verdict::Disputed => "the records differ",
        Verdict::NeedsRuling => "the Board has to rule",
        Verdict::MissingEvidence => "evidence is missing",
    }
}

pub(in crate::report) fn party(party: &Party, names: &Names) -> String {
    match party {
        Party::Member(id) => person(id, names),
        Party::Organization(id) => organization(id, names),
        Party::Committee(id) => format!("committee {id}"),
        Party::Board => "the Board".to_owned(),
    }
}

/// Records by their register, entries that follow each other as one range.
pub(super) fn records(records: &[Record]) -> String {
    let listed = by_register(records).into_iter();
    let listed = listed.map(|(one, entries)| format!("{} {entries}", register(one)));
    listed.collect::<Vec<_>>().join("; ")
}

const fn day_of(of: DayOf) -> &'static str {
    match of {
        DayOf::LastGood => "last day in time",
        DayOf::Done => "done on",
        DayOf::Meeting => "meeting on",
        DayOf::VisitsFrom => "counted from",
        DayOf::LastMeeting => "last meeting that can stand in the report",
        DayOf::LastNotice => "last day of its notice",
        DayOf::YearEnd => "the year ends",
    }
}

/// One rule for one party: the rule, who, how it stands, what it rests on.
pub(in crate::report) fn finding(finding: &Finding, names: &Names) -> String {
    let toward = finding.toward.as_ref().map(|to| format!(" toward {}", party(to, names))).unwrap_or_default();
    let head = format!("{}, {}{toward}: {}", finding.rule, party(&finding.about, names), verdict(finding.verdict));
    sentence(&std::iter::once(head).chain(behind(finding, names)).collect::<Vec<_>>().join("; "))
}

/// What a verdict rests on; empty when nothing more is to be said.
pub(in crate::report) fn grounds(finding: &Finding, names: &Names) -> String {
    let parts = behind(finding, names);
    if parts.is_empty() { String::new() } else { sentence(&parts.join("; ")) }
}

fn behind(finding: &Finding, names: &Names) -> Vec<String> {
    let mut parts = Vec::new();
    parts.extend(finding.other_reading.map(|other| format!("under the other reading of “before”: {}", verdict(other))));
    parts.extend(finding.count.map(|count| {
        let between =
            if count.low == count.high { count.low.to_string() } else { format!("{} to {}", count.low, count.high) };
        format!("visits {between} of {}, {} at the place assigned", count.need, count.assigned)
    }));
    parts.extend(finding.days.iter().map(|(of, on)| format!("{} {}", day_of(*of), day(*on))));
    parts.extend(finding.notes.iter().map(|found| note(found, names)));
    if !finding.records.is_empty() {
        parts.push(format!("from {}", records(&finding.records)));
    }
    parts
}

/// The whole audit, for the Board's report: the figures, what was not kept, what is open, and what no program can judge.
pub(in crate::report) fn findings(found: &Findings, names: &Names) -> String {
    let head = format!(
        "Attendance in {}, as of {}, by the policy “{}” (digest {})",
        found.year,
        day(found.as_of),
        found.policy,
        found.policy_digest
    );
    let mut lines = vec![head + ":"];
    for kind in Verdict::ALL {
        let of_kind = found.with(&[kind]);
        if of_kind.is_empty() {
            continue;
        }
        let text = format!("{}: {}", verdict(kind), of_kind.len());
        lines.push(sentence(&text));
        if !matches!(kind, Verdict::Met | Verdict::NotApplicable | Verdict::NotYetDue | Verdict::OnTrack) {
            lines.extend(of_kind.into_iter().map(|one| format!("- {}", finding(one, names))));
        }
    }
    let ids = |rules: &[crate::id::RuleId]| rules.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(", ");
    if !found.not_checked.is_empty() {
        lines.push(format!("Not checked, for no program can tell: {}.", ids(&found.not_checked)));
    }
    let set_aside = [
        ("Set aside, later than the day", &found.ahead),
        ("Said twice, counted once", &found.duplicates),
        ("Nearly the same as another, to be looked at", &found.near_duplicates),
        ("Entered after the day, counted by the day it happened", &found.entered_late),
    ];
    for (text, found_records) in set_aside {
        if !found_records.is_empty() {
            lines.push(format!("{text}: {}.", records(found_records)));
        }
    }
    lines.join("\n")
}

/// What a member can still do.
pub(in crate::report) fn forecast(forecast: &Forecast, names: &Names) -> String {
    let count = forecast.count;
    let done = if count.low == count.high { count.low.to_string() } else { format!("{} to {}", count.low, count.high) };
    let left = forecast
        .meetings_left
        .map_or_else(|| "no calendar of meetings on record".to_owned(), |left| format!("meetings left {left}"));
    let known = forecast.last_known.map(|on| format!(" (the last known on {})", day(on))).unwrap_or_default();
    let notice = match forecast.days_to_notice {
        0.. => format!("{} days to go", forecast.days_to_notice),
        over => format!("over since {} days", over.unsigned_abs()),
    };
    sentence(&format!(
        "{}: {}; visits {done} of {}, {} at the place assigned; {left}{known}; last meeting that can stand in the report {}, last day of its notice {} ({notice})",
        person(&forecast.member, names),
        verdict(forecast.verdict),
        count.need,
        count.assigned,
        day(forecast.last_meeting),
        day(forecast.last_notice),
    ))
}

const fn agreement(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Recorded => "on the register, no report to compare",
        Agreement::Matched => "both reports have it",
        Agreement::DateShifted => "both reports have it, on different days",
        Agreement::OtherPlace => "both reports have it, at different places",
        Agreement::Dateless => "both reports have it, at least one without a date",
        Agreement::OnlyMember => "only the member reports it",
        Agreement::OnlyOrganization => "only the organization reports it",
        Agreement::OnlyRegister => "on the register, but a report lacks it",
        Agreement::AfterCutOff => "after the report was given",
        Agreement::Awaited => "one side reports it, the other has not reported",
        Agreement::Ruled => "the Board has ruled",
    }
}

/// One visit, as the register and the two reports have it.
pub(in crate::report) fn visit(visit: &Visit, names: &Names) -> String {
    let mut parts = Vec::new();
    parts.extend(visit.recorded.map(|(found, on)| format!("{} on {}", record(found), day(on))));
    for (found, on) in visit.claimed.into_iter().chain(visit.received) {
        let on = on.map_or_else(|| "without a date".to_owned(), |on| format!("on {}", day(on)));
        parts.push(format!("{} {on}", record(found)));
    }
    parts.extend(visit.ruling.map(record));
    let counts = match (visit.certain, visit.possible) {
        (true, _) => "counts",
        (false, true) => "open",
        (false, false) => "does not count",
    };
    let at = if visit.assigned { "assigned" } else { "not assigned" };
    let from = if parts.is_empty() { String::new() } else { format!("; {}", parts.join("; ")) };
    let (who, place) = (person(&visit.member, names), organization(&visit.organization, names));
    sentence(&format!("{who} – {place} ({at}): {}, {counts}{from}", agreement(visit.agreement)))
}

/// A duty that stands differently under two policies.
pub(in crate::report) fn changed(changed: &Changed, names: &Names) -> String {
    let toward = changed.toward.as_ref().map(|to| format!(" toward {}", party(to, names))).unwrap_or_default();
    let meeting = changed.meeting.map(|on| format!(", meeting on {}", day(on))).unwrap_or_default();
    let who = party(&changed.about, names);
    let (first, second) = (stands(&changed.first), stands(&changed.second));
    sentence(&format!("{who}{toward}{meeting} (“{}”): first policy {first}; second policy {second}", changed.topic))
}

fn stands(stands: &[Stand]) -> String {
    let told = stands.iter().map(|stand| {
        let count = stand.count.map(|count| {
            format!(
                ", visits {} to {} of {}, {} at the place assigned",
                count.low, count.high, count.need, count.assigned
            )
        });
        format!("{} ({}{})", verdict(stand.verdict), stand.rule, count.unwrap_or_default())
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { "asks nothing".to_owned() } else { told.join(", ") }
}

/// A defect of the records.
pub(in crate::report) fn record_defect(defect: &RecordDefect, _: &Names) -> String {
    let spot = match &defect.spot {
        Spot::Record(found) => record(*found),
        Spot::Roster(table, number) => format!("list “{table}”, entry {number}"),
        Spot::Placement(number) => format!("the table, line {number}"),
        Spot::Year => "the records of the year".to_owned(),
    };
    let what = match &defect.fault {
        Fault::Unknown { list, id } => format!("id “{id}” is not in the list “{list}”"),
        Fault::Twice { list, id } => format!("id “{id}” stands twice in the list “{list}”"),
        Fault::Cycle { id, through } => format!("id “{id}” leads back to itself (“{through}”)"),
        Fault::Times { times } => {
            format!("{times} visits in one line: a dated line is 1 visit, one without a date at most 366")
        }
        Fault::NoSuchYear { year } => format!("the calendar has no year {year}"),
    };
    sentence(&format!("{spot}: {what}"))
}
