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
        Verdict::Met => "đạt",
        Verdict::OnTrack => "đang đúng tiến độ",
        Verdict::AtRisk => "có nguy cơ không đạt",
        Verdict::Impossible => "không còn khả năng đạt",
        Verdict::Violated => "không thực hiện đúng",
        Verdict::NotYetDue => "chưa đến hạn",
        Verdict::NotApplicable => "không thuộc diện áp dụng",
        Verdict::Disputed => "số liệu chưa thống nhất",
        Verdict::NeedsRuling => "cần Ban Tổ chức Tỉnh ủy kết luận",
        Verdict::MissingEvidence => "thiếu hồ sơ",
    }
}

pub(in crate::report) fn party(party: &Party, names: &Names) -> String {
    match party {
        Party::Member(id) => person(id, names),
        Party::Organization(id) => organization(id, names),
        Party::Committee(id) => format!("cấp ủy {id}"),
        Party::Board => "Ban Tổ chức Tỉnh ủy".to_owned(),
    }
}

/// Records by their register, entries that follow each other as one range.
pub(super) fn records(records: &[Record]) -> String {
    let listed = by_register(records).into_iter();
    let listed = listed.map(|(one, entries)| format!("sổ {}, mục {entries}", register(one)));
    listed.collect::<Vec<_>>().join("; ")
}

const fn day_of(of: DayOf) -> &'static str {
    match of {
        DayOf::LastGood => "hạn cuối",
        DayOf::Done => "thực hiện",
        DayOf::Meeting => "buổi sinh hoạt",
        DayOf::VisitsFrom => "tính từ",
        DayOf::LastMeeting => "buổi cuối còn kịp ghi vào báo cáo",
        DayOf::LastNotice => "hạn cuối báo trước buổi đó",
        DayOf::YearEnd => "hết năm",
    }
}

/// One rule for one party: the rule, who, how it stands, what it rests on.
pub(in crate::report) fn finding(finding: &Finding, names: &Names) -> String {
    let toward = finding.toward.as_ref().map(|to| format!(" đối với {}", party(to, names))).unwrap_or_default();
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
    parts.extend(finding.other_reading.map(|other| format!("theo cách hiểu khác về “trước ngày”: {}", verdict(other))));
    parts.extend(finding.count.map(|count| {
        let between = if count.low == count.high {
            count.low.to_string()
        } else {
            format!("{} đến {}", count.low, count.high)
        };
        format!("{between} lần dự, yêu cầu {}, ở nơi được phân công {}", count.need, count.assigned)
    }));
    parts.extend(finding.days.iter().map(|(of, on)| format!("{} {}", day_of(*of), day(*on))));
    parts.extend(finding.notes.iter().map(|found| note(found, names)));
    if !finding.records.is_empty() {
        parts.push(format!("căn cứ {}", records(&finding.records)));
    }
    parts
}

/// The whole audit, for the Board's report: the figures, what was not kept, what is open, and what no program can judge.
pub(in crate::report) fn findings(found: &Findings, names: &Names) -> String {
    let head = format!(
        "Kết quả theo dõi việc tham gia sinh hoạt năm {}, tính đến ngày {}, theo văn bản “{}” (mã {})",
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
        lines.push(format!("Chương trình không xác định được, không kiểm tra: {}.", ids(&found.not_checked)));
    }
    let set_aside = [
        ("Mục ghi sau ngày tính, chưa xét", &found.ahead),
        ("Mục ghi trùng, chỉ tính một lần", &found.duplicates),
        ("Mục gần trùng, cần xem lại", &found.near_duplicates),
        ("Mục vào sổ sau ngày tính, vẫn xét theo ngày xảy ra", &found.entered_late),
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
    let done =
        if count.low == count.high { count.low.to_string() } else { format!("{} đến {}", count.low, count.high) };
    let left = forecast.meetings_left.map_or_else(
        || "chưa có lịch sinh hoạt của các tổ chức".to_owned(),
        |left| format!("còn {left} buổi sinh hoạt có thể dự"),
    );
    let known = forecast.last_known.map(|on| format!(" (buổi cuối đã biết {})", day(on))).unwrap_or_default();
    let notice = match forecast.days_to_notice {
        0.. => format!("còn {} ngày", forecast.days_to_notice),
        over => format!("đã qua {} ngày", over.unsigned_abs()),
    };
    sentence(&format!(
        "{}: {}; đã dự {done}/{} lần, ở nơi được phân công {}; {left}{known}; buổi cuối còn kịp ghi vào báo cáo {}, hạn cuối báo trước {} ({notice})",
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
        Agreement::Recorded => "có trong sổ theo dõi, chưa đối chiếu với báo cáo",
        Agreement::Matched => "hai báo cáo khớp nhau",
        Agreement::DateShifted => "hai báo cáo ghi lệch ngày",
        Agreement::OtherPlace => "hai báo cáo ghi khác nơi",
        Agreement::Dateless => "hai báo cáo cùng ghi, có báo cáo không ghi ngày",
        Agreement::OnlyMember => "chỉ đồng chí báo cáo",
        Agreement::OnlyOrganization => "chỉ tổ chức cơ sở đảng báo cáo",
        Agreement::OnlyRegister => "có trong sổ theo dõi nhưng báo cáo không ghi",
        Agreement::AfterCutOff => "sau ngày gửi báo cáo",
        Agreement::Awaited => "một bên đã báo cáo, chờ báo cáo của bên kia",
        Agreement::Ruled => "Ban Tổ chức Tỉnh ủy đã kết luận",
    }
}

/// One visit, as the register and the two reports have it.
pub(in crate::report) fn visit(visit: &Visit, names: &Names) -> String {
    let mut parts = Vec::new();
    parts.extend(visit.recorded.map(|(found, on)| format!("{} ghi ngày {}", record(found), day(on))));
    for (found, on) in visit.claimed.into_iter().chain(visit.received) {
        let on = on.map_or_else(|| "không ghi ngày".to_owned(), |on| format!("ghi ngày {}", day(on)));
        parts.push(format!("{} {on}", record(found)));
    }
    parts.extend(visit.ruling.map(record));
    let counts = match (visit.certain, visit.possible) {
        (true, _) => "được tính",
        (false, true) => "chưa xác định",
        (false, false) => "không được tính",
    };
    let at = if visit.assigned { "nơi được phân công" } else { "ngoài nơi được phân công" };
    let from = if parts.is_empty() { String::new() } else { format!("; {}", parts.join("; ")) };
    let (who, place) = (person(&visit.member, names), organization(&visit.organization, names));
    sentence(&format!("{who} – {place} ({at}): {}, {counts}{from}", agreement(visit.agreement)))
}

/// A duty that stands differently under two policies.
pub(in crate::report) fn changed(changed: &Changed, names: &Names) -> String {
    let toward = changed.toward.as_ref().map(|to| format!(" đối với {}", party(to, names))).unwrap_or_default();
    let meeting = changed.meeting.map(|on| format!(", buổi sinh hoạt {}", day(on))).unwrap_or_default();
    let who = party(&changed.about, names);
    let (first, second) = (stands(&changed.first), stands(&changed.second));
    sentence(&format!(
        "{who}{toward}{meeting} (“{}”): văn bản thứ nhất {first}; văn bản thứ hai {second}",
        changed.topic
    ))
}

fn stands(stands: &[Stand]) -> String {
    let told = stands.iter().map(|stand| {
        let count = stand.count.map(|count| {
            format!(
                ", {} đến {} lần dự, yêu cầu {}, ở nơi được phân công {}",
                count.low, count.high, count.need, count.assigned
            )
        });
        format!("{} ({}{})", verdict(stand.verdict), stand.rule, count.unwrap_or_default())
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { "không quy định".to_owned() } else { told.join(", ") }
}

/// A defect of the records.
pub(in crate::report) fn record_defect(defect: &RecordDefect, _: &Names) -> String {
    let spot = match &defect.spot {
        Spot::Record(found) => record(*found),
        Spot::Roster(table, number) => format!("bảng “{table}”, mục {number}"),
        Spot::Placement(number) => format!("Bảng phân công, dòng {number}"),
        Spot::Year => "số liệu của năm".to_owned(),
    };
    let what = match &defect.fault {
        Fault::Unknown { list, id } => format!("mã “{id}” không có trong bảng “{list}”"),
        Fault::Twice { list, id } => format!("mã “{id}” có hai lần trong bảng “{list}”"),
        Fault::Cycle { id, through } => format!("mã “{id}” dẫn vòng về chính mình (“{through}”)"),
        Fault::Times { times } => {
            format!("một dòng ghi {times} lần: dòng có ngày là 1 lần, dòng không có ngày nhiều nhất 366 lần")
        }
        Fault::NoSuchYear { year } => format!("lịch không có năm {year}"),
    };
    sentence(&format!("{spot}: {what}"))
}
