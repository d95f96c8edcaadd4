//! Samples of what an audit says.

use super::{an, binh, chau, cited, day, roll};
use crate::compliance::*;

fn at(register: Register) -> Record {
    Record { register, number: 17 }
}

pub(in crate::report::roll_call) fn record_defects() -> Vec<RecordDefect> {
    let fault = |fault| RecordDefect { spot: Spot::Record(at(Register::Picks)), fault };
    let mut defects = roll! { Fault;
        Fault::Unknown { .. } => Fault::Unknown { list: "members", id: "UV-23".into() },
        Fault::Twice { .. } => Fault::Twice { list: "members", id: "UV-23".into() },
        Fault::Cycle { .. } => Fault::Cycle { id: "UV-23".into(), through: "parents" },
        Fault::Times { .. } => Fault::Times { times: 411 },
        Fault::NoSuchYear { .. } => Fault::NoSuchYear { year: 411 },
    }
    .into_iter()
    .map(fault)
    .collect::<Vec<_>>();
    let spots = roll! { Spot;
        Spot::Record(_) => Spot::Record(at(Register::Moves)),
        Spot::Roster(..) => Spot::Roster("areas", 17),
        Spot::Placement(_) => Spot::Placement(17),
        Spot::Year => Spot::Year,
    };
    defects.extend(spots.into_iter().map(|spot| RecordDefect { spot, fault: Fault::Times { times: 411 } }));
    defects
}

fn notes() -> Vec<Note> {
    let mut notes = roll! { Note;
        Note::NoRecordAtAll => Note::NoRecordAtAll,
        Note::NotCounted { .. } => Note::NotCounted { record: at(Register::Attendances), on: Some(day(7)), why: NotCounted::Own },
        Note::AtRegistered { .. } => Note::AtRegistered { record: at(Register::Attendances) },
        Note::AtSubCell { .. } => Note::AtSubCell { record: at(Register::Attendances) },
        Note::PartYear { .. } => Note::PartYear { months: 7 },
        Note::NoReportOf { .. } => Note::NoReportOf { organization: chau() },
        Note::InNeitherReport { .. } => Note::InNeitherReport { record: at(Register::Attendances) },
        Note::NoCalendar => Note::NoCalendar,
        Note::MeetingsLeft { .. } => Note::MeetingsLeft { meetings: 23 },
        Note::EarlyReport { .. } => Note::EarlyReport { record: at(Register::MemberReports) },
        Note::ReportOfNone => Note::ReportOfNone,
        Note::OtherRoute { .. } => Note::OtherRoute { found: Some("van-phong".parse().unwrap()) },
        Note::Unwritten { .. } => Note::Unwritten { record: at(Register::MemberReports) },
        Note::Superseded { .. } => Note::Superseded { record: at(Register::MemberReports) },
        Note::RegisteredTwice { .. } => Note::RegisteredTwice { organization: chau() },
        Note::RegistrationOfPicked { .. } => Note::RegistrationOfPicked { organization: chau() },
        Note::Undated { .. } => Note::Undated { record: at(Register::Registrations) },
        Note::Inferred => Note::Inferred,
        Note::Waived => Note::Waived,
        Note::OwnOrganization { .. } => Note::OwnOrganization { organization: chau(), standing: Standing::Registered },
        Note::OutsideArea { .. } => Note::OutsideArea { organization: chau(), reason: true },
        Note::NotNotified { .. } => Note::NotNotified { organization: chau() },
        Note::Places { .. } => Note::Places { found: 23, asked: 29 },
        Note::NoticeLacking { .. } => Note::NoticeLacking { organization: chau(), in_time: 23, late: 29 },
        Note::Unnoticed { .. } => Note::Unnoticed { record: at(Register::Attendances) },
        Note::ActorAbolished { .. } => Note::ActorAbolished {
            body: "huyen-4".parse().unwrap(),
            on: day(7),
            successors: vec!["xa-5".parse().unwrap()],
        },
        Note::PaperAfterChange => Note::PaperAfterChange,
        Note::NoCommittee => Note::NoCommittee,
    };
    let reasons = roll! { NotCounted;
        NotCounted::OtherYear => NotCounted::OtherYear,
        NotCounted::BeforeStart => NotCounted::BeforeStart,
        NotCounted::OutsideService => NotCounted::OutsideService,
        NotCounted::OutsideForce => NotCounted::OutsideForce,
        NotCounted::OutsideWindow => NotCounted::OutsideWindow,
        NotCounted::Own => NotCounted::Own,
        NotCounted::Elsewhere => NotCounted::Elsewhere,
        NotCounted::NotAssigned => NotCounted::NotAssigned,
        NotCounted::NotYetRegistered => NotCounted::NotYetRegistered,
        NotCounted::RegisteredByPicked => NotCounted::RegisteredByPicked,
        NotCounted::SubCell => NotCounted::SubCell,
        NotCounted::AfterItsReport => NotCounted::AfterItsReport,
    };
    let record = at(Register::Attendances);
    notes.extend(reasons.into_iter().map(|why| Note::NotCounted { record, on: None, why }));
    let standings = [Standing::Assigned, Standing::Visited];
    notes.extend(standings.map(|standing| Note::OwnOrganization { organization: chau(), standing }));
    notes.push(Note::OutsideArea { organization: chau(), reason: false });
    notes.push(Note::OtherRoute { found: None });
    notes.push(Note::ActorAbolished { body: "huyen-4".parse().unwrap(), on: day(7), successors: vec![] });
    notes
}

pub(in crate::report::roll_call) fn findings() -> Vec<Finding> {
    let count = Some(Count { low: 13, high: 19, need: 23, assigned: 11 });
    let bare = |verdict| Finding {
        rule: cited(),
        about: Party::Member(an()),
        toward: None,
        verdict,
        other_reading: None,
        count: None,
        days: vec![],
        records: vec![],
        notes: vec![],
    };
    let mut findings: Vec<Finding> = Verdict::ALL.into_iter().map(bare).collect();
    findings.push(Finding { count, ..bare(Verdict::Disputed) });
    findings.push(Finding { count: Some(Count { low: 13, high: 13, need: 23, assigned: 11 }), ..bare(Verdict::Met) });
    findings.push(Finding { other_reading: Some(Verdict::Met), ..bare(Verdict::Violated) });
    let parties = roll! { Party;
        Party::Member(_) => Party::Member(binh()),
        Party::Organization(_) => Party::Organization(chau()),
        Party::Committee(_) => Party::Committee("huyen-4".parse().unwrap()),
        Party::Board => Party::Board,
    };
    findings.extend(parties.into_iter().map(|party| Finding { toward: Some(party), ..bare(Verdict::Met) }));
    let days = roll! { DayOf;
        DayOf::LastGood => DayOf::LastGood,
        DayOf::Done => DayOf::Done,
        DayOf::Meeting => DayOf::Meeting,
        DayOf::VisitsFrom => DayOf::VisitsFrom,
        DayOf::LastMeeting => DayOf::LastMeeting,
        DayOf::LastNotice => DayOf::LastNotice,
        DayOf::YearEnd => DayOf::YearEnd,
    };
    findings.extend(days.into_iter().map(|of| Finding { days: vec![(of, day(7))], ..bare(Verdict::Met) }));
    findings.extend(Register::ALL.map(|one| Finding { records: vec![at(one)], ..bare(Verdict::Met) }));
    findings.extend(notes().into_iter().map(|note| Finding { notes: vec![note], ..bare(Verdict::Violated) }));
    findings
}

pub(in crate::report::roll_call) fn forecasts() -> Vec<Forecast> {
    let forecast = |meetings_left, last_known, days_to_notice| Forecast {
        member: an(),
        verdict: Verdict::AtRisk,
        count: Count { low: 13, high: 19, need: 23, assigned: 11 },
        meetings_left,
        last_meeting: day(9),
        last_known,
        last_notice: day(8),
        days_to_notice,
    };
    vec![forecast(Some(29), Some(day(7)), 31), forecast(None, None, -31)]
}

pub(in crate::report::roll_call) fn visits() -> Vec<Visit> {
    let agreements = roll! { Agreement;
        Agreement::Recorded => Agreement::Recorded,
        Agreement::Matched => Agreement::Matched,
        Agreement::DateShifted => Agreement::DateShifted,
        Agreement::OtherPlace => Agreement::OtherPlace,
        Agreement::Dateless => Agreement::Dateless,
        Agreement::OnlyMember => Agreement::OnlyMember,
        Agreement::OnlyOrganization => Agreement::OnlyOrganization,
        Agreement::OnlyRegister => Agreement::OnlyRegister,
        Agreement::AfterCutOff => Agreement::AfterCutOff,
        Agreement::Awaited => Agreement::Awaited,
        Agreement::Ruled => Agreement::Ruled,
    };
    let visit = |agreement| Visit {
        member: an(),
        organization: chau(),
        recorded: Some((at(Register::Attendances), day(7))),
        claimed: Some((at(Register::MemberReports), Some(day(8)))),
        received: Some((at(Register::OrganizationReports), None)),
        agreement,
        certain: false,
        possible: true,
        assigned: false,
        ruling: Some(at(Register::Rulings)),
    };
    let mut visits: Vec<Visit> = agreements.into_iter().map(visit).collect();
    visits.push(Visit { certain: true, ..visit(Agreement::Ruled) });
    visits.push(Visit { possible: false, ..visit(Agreement::Ruled) });
    visits.push(Visit { assigned: true, ..visit(Agreement::Ruled) });
    visits
}

pub(in crate::report::roll_call) fn changed() -> Vec<Changed> {
    let stand = |count| Stand { rule: cited(), verdict: Verdict::Met, count };
    let count = Some(Count { low: 13, high: 19, need: 23, assigned: 11 });
    let one = Changed {
        topic: "visits".into(),
        about: Party::Member(an()),
        toward: None,
        meeting: None,
        first: vec![stand(count)],
        second: vec![],
    };
    let toward = Some(Party::Member(binh()));
    let other = Changed { toward, meeting: Some(day(7)), second: vec![stand(None)], ..one.clone() };
    vec![one, other]
}
