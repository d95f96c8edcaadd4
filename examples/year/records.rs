//! The records of an ordinary year, with the cases an office meets. Which case is whose stands in `examples/data/README.md`.

use chrono::Datelike;
use phancong::{Placement, Roster};
use std::collections::BTreeMap;

/// Day and month of 2021, or another year where one is given.
fn on(day: u32, month: u32) -> String {
    format!("{day:02}/{month:02}/2021")
}

/// What kind of year a member has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Ordinary,
    ReportOnTheDay,
    ReportLate,
    OneVisit,
    Disputed,
    WrongPlace,
    December,
    JoinedInJune,
    Shifted,
    Nothing,
    Ruled,
    Dateless,
    MovedOnPaper,
    MovedWithout,
    OwnPlace,
    OtherRoute,
    OnLeave,
    Zero,
}

fn case(member: &str) -> Case {
    match member {
        "UV-05" => Case::ReportOnTheDay,
        "UV-06" => Case::ReportLate,
        "UV-07" => Case::OneVisit,
        "UV-08" => Case::Disputed,
        "UV-09" => Case::WrongPlace,
        "UV-10" => Case::December,
        "UV-12" => Case::JoinedInJune,
        "UV-13" => Case::Shifted,
        "UV-14" => Case::Nothing,
        "UV-15" => Case::Ruled,
        "UV-16" => Case::Dateless,
        "UV-17" => Case::MovedOnPaper,
        "UV-18" => Case::MovedWithout,
        "UV-19" => Case::OwnPlace,
        "UV-20" => Case::OtherRoute,
        "UV-21" => Case::OnLeave,
        "UV-22" => Case::Zero,
        _ => Case::Ordinary,
    }
}

/// Lines of one file below its header.
struct Files(BTreeMap<&'static str, (&'static str, Vec<String>)>);

impl Files {
    fn new(heads: &[(&'static str, &'static str)]) -> Self {
        Self(heads.iter().map(|&(name, head)| (name, (head, Vec::new()))).collect())
    }

    fn add(&mut self, name: &'static str, cells: &[&str]) {
        if let Some((_, lines)) = self.0.get_mut(name) {
            lines.push(cells.join(","));
        }
    }

    fn texts(self) -> Vec<(String, String)> {
        let text = |(name, (head, lines)): (&str, (&str, Vec<String>))| {
            let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
            (format!("{name}.csv"), format!("\u{feff}{head}\n{body}"))
        };
        self.0.into_iter().map(text).collect()
    }
}

/// Who cannot come or receive, and why.
const BLOCKED: [(&str, &str, &str, &str, &str); 5] = [
    ("01/02/2021", "28/02/2021", "UV-24", "", "học lớp bồi dưỡng lý luận chính trị"),
    ("15/06/2021", "30/06/2021", "UV-33", "", "nghỉ phép"),
    ("01/10/2021", "30/11/2021", "UV-44", "", "học lớp cao cấp lý luận chính trị"),
    ("10/05/2021", "25/05/2021", "", "son-tay/son-bua/dang-bo", "phục vụ bầu cử"),
    ("01/07/2021", "31/07/2021", "", "ba-to/giao-duc", "sửa trụ sở"),
];

/// The public holidays of 2021.
fn holidays(files: &mut Files) {
    files.add("holidays", &["01/01/2021", "Tết Dương lịch"]);
    for day in 10..=16 {
        files.add("holidays", &[&format!("{day}/02/2021"), "Tết Nguyên đán"]);
    }
    files.add("holidays", &["21/04/2021", "Giỗ Tổ Hùng Vương"]);
    files.add("holidays", &["30/04/2021", "Ngày Chiến thắng"]);
    files.add("holidays", &["01/05/2021", "Ngày Quốc tế Lao động"]);
    files.add("holidays", &["03/05/2021", "nghỉ bù Ngày Quốc tế Lao động"]);
    files.add("holidays", &["02/09/2021", "Quốc khánh"]);
    files.add("holidays", &["03/09/2021", "Quốc khánh"]);
}

/// Every file of the year.
pub(crate) fn files(roster: &Roster, placements: &[Placement]) -> Vec<(String, String)> {
    let mut files = Files::new(&[
        ("year", "year"),
        ("placements", "member,organization"),
        ("committees", "id,name,body,area"),
        ("blocked", "from,until,member,organization,reason"),
        ("holidays", "on,name"),
        ("notices", "on,organization,meeting,place,regular,moved_from"),
        ("meetings", "known,organization,meeting"),
        ("attendances", "on,member,organization,regular,duties,difficulties,proposals,entered"),
        ("member_reports", "on,member,through,written,organization,visit,times"),
        ("organization_reports", "on,organization,through,written,member,visit,times"),
        ("deliveries", "on,member,organization,committee"),
        ("picks", "on,member,organization"),
        ("moves", "on,member,from,to,requested,decided"),
        ("announcements", "on"),
        ("services", "on,member,turn"),
        ("rulings", "on,member,organization,visit,counts"),
        ("lower_plans", "on,committee"),
        ("reasons", "on,member,organization,reason"),
    ]);
    files.add("year", &["2021"]);
    files.add("announcements", &["20/01/2021"]);
    holidays(&mut files);
    for (from, until, member, organization, reason) in BLOCKED {
        files.add("blocked", &[from, until, member, organization, reason]);
    }
    committees(&mut files, roster);
    let mut hosts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for placement in placements {
        let (member, organization) = (placement.member.as_str(), placement.organization.as_str());
        files.add("placements", &[member, organization]);
        files.add("deliveries", &["10/12/2020", member, "", ""]);
        hosts.entry(organization).or_default().push(member);
    }
    let told = members(&mut files, roster, placements);
    // Who is visited after a change is a host too.
    for (place, ..) in told.values().flatten() {
        hosts.entry(place).or_default();
    }
    for (number, (organization, members)) in hosts.iter().enumerate() {
        host(&mut files, number, organization, members, &told);
    }
    files.texts()
}

fn committees(files: &mut Files, roster: &Roster) {
    let district = |area: &&phancong::Area| {
        ["Huyện ", "Thị xã ", "Thành phố "].iter().any(|kind| area.name.starts_with(kind))
            && area.parent.as_ref().is_some_and(|up| up.as_str() == "tinh-quang-ngai")
    };
    for area in roster.areas.iter().filter(district) {
        let id = format!("btv/{}", area.id);
        let name = format!("Ban Thường vụ cấp ủy {}", area.name);
        files.add("committees", &[&id, &name, "ban-thuong-vu-huyen", area.id.as_str()]);
        // One district was told on the day, one made no plan.
        let sent = if area.id.as_str() == "mo-duc" { "15/12/2020" } else { "11/12/2020" };
        files.add("deliveries", &[sent, "", "", &id]);
        if area.id.as_str() != "son-tay" {
            files.add("lower_plans", &["22/02/2021", &id]);
        }
    }
}

/// Day and month of the two meetings a member goes to: each organization meets on a day of its own.
fn meeting_day(organization: &str) -> u32 {
    let sum: u32 = organization.bytes().map(u32::from).sum();
    3 + sum % 22
}

/// What the organizations will tell of each member: the organization, the days, or a number of times.
type Told = BTreeMap<String, Vec<(String, Option<String>, u32)>>;

fn members(files: &mut Files, roster: &Roster, placements: &[Placement]) -> Told {
    let mut told = Told::new();
    for (number, placement) in placements.iter().enumerate() {
        let (member, organization) = (placement.member.as_str(), placement.organization.as_str());
        let case = case(member);
        let day = meeting_day(organization);
        let spring = on(day, 3 + u32::try_from(number % 3).unwrap_or(0));
        let autumn = on(day, 8 + u32::try_from(number % 3).unwrap_or(0));
        let elsewhere = roster.organizations.iter().map(|found| found.id.as_str()).find(|id| {
            let wished =
                roster.registrations.iter().any(|r| r.member == placement.member && r.organization.as_str() == *id);
            *id != organization && !wished
        });
        let (mut visits, mut claims) = (vec![spring.clone(), autumn.clone()], None);
        let mut receives = None;
        let mut report = (on(28, 11), "ban-to-chuc");
        match case {
            Case::Ordinary => {}
            Case::ReportOnTheDay => report.0 = on(5, 12),
            Case::ReportLate => report.0 = on(8, 12),
            Case::OneVisit => visits.truncate(1),
            Case::Disputed => {
                visits.clear();
                claims = Some(vec![spring.clone(), autumn.clone()]);
                receives = Some(vec![spring.clone()]);
            }
            Case::WrongPlace => {
                visits.truncate(1);
                files.add("attendances", &[&autumn, member, elsewhere.unwrap_or(organization), "", "", "", "", ""]);
            }
            Case::December => visits = vec![spring.clone(), on(20, 12)],
            Case::JoinedInJune => {
                files.add("services", &["15/06/2021", member, "entered"]);
                visits = vec![autumn.clone()];
            }
            Case::Shifted => {
                visits = vec![spring.clone()];
                claims = Some(vec![spring.clone(), on(day, 9)]);
                receives = Some(vec![spring.clone(), on(day + 3, 9)]);
            }
            Case::Nothing => visits.clear(),
            Case::Ruled => {
                visits.clear();
                claims = Some(vec![spring.clone(), autumn.clone()]);
                receives = Some(vec![spring.clone()]);
                files.add("rulings", &["28/12/2021", member, organization, &autumn, "yes"]);
            }
            Case::Dateless => {
                visits.clear();
                claims = Some(vec![spring.clone(), autumn.clone()]);
                receives = Some(Vec::new());
                told.entry(member.into()).or_default().push((organization.into(), None, 2));
            }
            Case::MovedOnPaper | Case::MovedWithout => {
                let wished = roster.registrations.iter().filter(|found| found.member == placement.member);
                let to = wished
                    .map(|found| found.organization.as_str())
                    .find(|id| *id != organization)
                    .unwrap_or(organization);
                let (asked, decided) = if case == Case::MovedOnPaper { ("10/05/2021", "17/05/2021") } else { ("", "") };
                files.add("moves", &["01/06/2021", member, organization, to, asked, decided]);
                let there = on(meeting_day(to), 9);
                files.add("attendances", &[&there, member, to, "yes", "", "", "", ""]);
                told.entry(member.into()).or_default().push((to.into(), Some(there), 1));
                visits = vec![spring.clone()];
            }
            Case::OwnPlace => {
                let own = roster
                    .members
                    .iter()
                    .find(|found| found.id == placement.member)
                    .and_then(|found| found.own.as_ref());
                let own = own.map_or(organization, phancong::OrganizationId::as_str);
                files.add("attendances", &[&on(day, 5), member, own, "yes", "", "", "", ""]);
                visits.truncate(1);
            }
            Case::OtherRoute => report.1 = "van-phong-tinh-uy",
            Case::OnLeave => {
                files.add("services", &["01/02/2021", member, "leave"]);
                files.add("services", &["01/11/2021", member, "returned"]);
                visits = vec![on(20, 11)];
            }
            Case::Zero => visits.clear(),
        }
        for (index, visit) in visits.iter().enumerate() {
            let duties = ["1; 4; 8", "2; 3; 5; 7"].get(index).copied().unwrap_or("1");
            let issue = if number % 7 == 0 { "Thiếu nơi sinh hoạt; điện yếu" } else { "" };
            let proposal = if number % 7 == 0 { "Đề nghị sửa chữa nhà văn hóa" } else { "" };
            let entered = if number % 11 == 0 { on(31, 12) } else { visit.clone() };
            files.add("attendances", &[visit, member, organization, "yes", duties, issue, proposal, &entered]);
        }
        member_report(files, member, organization, case, &report, &claims.unwrap_or_else(|| visits.clone()));
        let list = told.entry(member.into()).or_default();
        list.extend(receives.unwrap_or(visits).into_iter().map(|visit| (organization.to_owned(), Some(visit), 1)));
        if roster.members.iter().any(|found| found.id == placement.member && found.body.as_str() == "thuong-truc") {
            let sent = if member == "UV-03" { "30/11/2020" } else { "25/11/2020" };
            files.add("picks", &[sent, member, organization]);
        }
        if member == "UV-37" || member == "UV-11" {
            files.add("reasons", &["20/11/2020", member, organization, "Theo lĩnh vực được phân công phụ trách"]);
        }
    }
    told
}

fn member_report(files: &mut Files, member: &str, place: &str, case: Case, report: &(String, &str), claims: &[String]) {
    let (sent, through) = (report.0.as_str(), report.1);
    match case {
        Case::Nothing => {}
        Case::Zero => files.add("member_reports", &[sent, member, through, "yes", "", "", ""]),
        _ => {
            // A report cannot tell of a visit after it.
            for claim in claims.iter().filter(|claim| !claim.starts_with("20/12")) {
                files.add("member_reports", &[sent, member, through, "yes", place, claim, ""]);
            }
        }
    }
}

/// An organization's year: notices of its regular meetings, and its report.
fn host(files: &mut Files, number: usize, organization: &str, members: &[&str], told: &Told) {
    files.add("deliveries", &["11/12/2020", "", organization, ""]);
    let day = meeting_day(organization);
    for month in 1..=12 {
        files.add("meetings", &["04/01/2021", organization, &on(day, month)]);
        let meeting = on(day, month);
        let days = match (number % 9, month) {
            (4, 5) => 9,
            (7, _) => 12,
            _ => 10 + u64::from(month % 3),
        };
        let parsed = chrono::NaiveDate::from_ymd_opt(2021, month, day).unwrap_or_default();
        let sent = parsed.checked_sub_days(chrono::Days::new(days)).unwrap_or(parsed);
        let sent = format!("{:02}/{:02}/{}", sent.day(), sent.month(), sent.year());
        // One organization in nine gives no notice at all.
        if number % 9 != 8 {
            files.add("notices", &[&sent, organization, &meeting, "Nhà văn hóa", "yes", ""]);
        }
    }
    let (sent, written) = match number % 12 {
        3 => (on(15, 12), "yes"),
        6 => (on(20, 12), "yes"),
        9 => (on(10, 12), "no"),
        _ => (on(10, 12), "yes"),
    };
    let visits = told.iter().flat_map(|(member, visits)| visits.iter().map(move |visit| (member, visit)));
    let mut rows = 0;
    for (member, (_, visit, times)) in visits.filter(|(_, visit)| visit.0 == organization) {
        if visit.as_deref().is_some_and(|visit| visit.starts_with("20/12")) {
            continue;
        }
        let times = if *times == 1 { String::new() } else { times.to_string() };
        let visit = visit.clone().unwrap_or_default();
        files.add("organization_reports", &[&sent, organization, "ban-to-chuc", written, member, &visit, &times]);
        rows += 1;
    }
    // A report of nobody's visit; and one organization in twelve that did not report.
    if rows == 0 && number % 12 != 11 && members.iter().all(|member| case(member) != Case::OneVisit) {
        files.add("organization_reports", &[&sent, organization, "ban-to-chuc", written, "", "", ""]);
    }
}
