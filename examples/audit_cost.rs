//! What an audit costs: `audit_cost` times a province of 50 members and 600 organizations, then years of up to 1,000,000 records. Build it
//! with `--release`. It prints and asserts nothing: times are those of the machine.

use chrono::{Days, NaiveDate};
use phancong::compliance::{
    Attendance, ClaimedVisit, MeetingNotice, MemberReport, OrganizationReport, ReceivedVisit, Year,
};
use phancong::{Area, Bounds, Member, Organization, Placement, Policy, Registration, audit};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let policy = Policy::quang_ngai_2020()?;
    println!("members  organizations    records  milliseconds  nanoseconds per record  findings");
    run(&policy, 50, 600, 12)?;
    for members in [32, 320, 3_200, 32_000] {
        run(&policy, members, members, 24)?;
    }
    Ok(())
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, month, day).unwrap_or_default()
}

/// A year in which every organization gives `notices` notices and every member makes two visits that both sides report.
fn run(policy: &Policy, members: usize, organizations: usize, notices: u64) -> Result<(), Box<dyn std::error::Error>> {
    let mut year = Year { year: 2021, ..Year::default() };
    let mut placements = Vec::new();
    year.roster.areas.push(Area { id: "tinh".parse()?, name: String::new(), parent: None, load: Bounds::default() });
    for number in 0..organizations {
        year.roster.organizations.push(Organization {
            id: format!("to-{number}").parse()?,
            name: String::new(),
            area: "tinh".parse()?,
            parent: None,
            load: Bounds::default(),
        });
        for times in 0..notices {
            let meeting = day(1, 12).checked_add_days(Days::new(times * 14)).unwrap_or_default();
            year.notices.push(MeetingNotice {
                on: meeting.checked_sub_days(Days::new(11)).unwrap_or_default(),
                organization: format!("to-{number}").parse()?,
                meeting,
                place: "nhà văn hóa".into(),
                regular: true,
                moved_from: None,
                entered: None,
            });
        }
    }
    for number in 0..members {
        let member: phancong::MemberId = format!("UV-{number}").parse()?;
        let organization: phancong::OrganizationId = format!("to-{}", number * organizations / members).parse()?;
        let visits = [day(3, 8), day(9, 6)];
        year.roster.members.push(Member {
            id: member.clone(),
            name: String::new(),
            body: "ban-chap-hanh".parse()?,
            own: None,
            scope: vec![],
        });
        for rank in 1..=2 {
            let on = NaiveDate::from_ymd_opt(2020, 11, 20);
            let (member, organization) = (member.clone(), organization.clone());
            year.roster.registrations.push(Registration { member, organization, rank, on });
        }
        for on in visits {
            year.attendances.push(Attendance {
                on,
                member: member.clone(),
                organization: organization.clone(),
                regular: Some(true),
                duties: vec![],
                difficulties: String::new(),
                proposals: String::new(),
                entered: None,
            });
        }
        let claim = |&on: &NaiveDate| ClaimedVisit { organization: organization.clone(), on: Some(on), times: 1 };
        year.member_reports.push(MemberReport {
            on: day(11, 28),
            member: member.clone(),
            through: None,
            written: true,
            claims: visits.iter().map(claim).collect(),
            entered: None,
        });
        let line =
            |&on: &NaiveDate| ReceivedVisit { member: member.clone(), organization: None, on: Some(on), times: 1 };
        year.organization_reports.push(OrganizationReport {
            on: day(12, 10),
            organization: organization.clone(),
            through: None,
            written: true,
            received: visits.iter().map(line).collect(),
            entered: None,
        });
        placements.push(Placement { member, organization });
    }
    let lists =
        [year.notices.len(), year.attendances.len(), year.member_reports.len(), year.organization_reports.len()];
    let records = lists.iter().sum::<usize>() + year.roster.registrations.len();
    let mut best = u128::MAX;
    let mut findings = 0;
    for as_of in [day(8, 1), day(8, 1), day(8, 1)] {
        let start = Instant::now();
        findings = audit(policy, &placements, &year, as_of)?.findings.len();
        best = best.min(start.elapsed().as_nanos());
    }
    let (whole, part) = (best / 1_000_000, best / 10_000 % 100);
    let each = best / u128::try_from(records)?;
    println!("{members:>7}  {organizations:>13}  {records:>9}  {whole:>9}.{part:02}  {each:>22}  {findings:>8}");
    Ok(())
}
