//! The verb schedule: from an agenda to the best calendar of visits.

mod number;
mod search;

use crate::calendar::{Agenda, Calendar, Docket, Duty, Hindrance, Shortage, Tally, Terms, Visit};
use crate::error::Error;
use crate::policy::Policy;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Proposes who visits which meeting, and by which day its notice goes out.
///
/// Every visit is at a meeting of an organization where the member is placed, or of one of its sub-cells; it counts, can stand in the
/// member's report, lies on no blocked day and no public holiday, and its notice has gone out or still can. No member visits twice on a day or
/// within the policy's spacing, and no meeting gets more visitors than it takes. Among all such calendars it is the one of least
/// [`Tally`]: the fewest visits missing, then the fewest moved against the calendar to keep, then as evenly over the parts of the year, then
/// over the meetings, then, where the policy asks for it, over the weeks, as can be. Visits made stay, and so do visits whose notice went out, unless the agenda reopens them or they have
/// become impossible.
///
/// # Errors
/// [`CalendarError`](crate::CalendarError) for a policy that contradicts itself, and with every defect of the agenda. Too few visits are no error:
/// see [`Calendar::shortages`].
///
/// # Complexity
/// Members who may meet at a meeting are planned together; where weeks are to be even, all are. For each such group one flow of least cost, as in [`solve`](crate::solve()), where no two visits of
/// a member come too near in it; each pair that does costs one flow more, and a group with many such pairs that all cost something may need a number exponential
/// in them.
///
/// ```
/// # #[cfg(feature = "toml")] {
/// use phancong::calendar::Meeting;
/// use phancong::{Agenda, Area, Bounds, Member, Organization, Placement, Policy, Roster, schedule};
/// let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap_or_default();
/// let meeting = |text: &str| -> Result<Meeting, phancong::BadId> {
///     Ok(Meeting { day: day(text), organization: "y-te".parse()?, place: String::new(), noticed: None, hosts: None })
/// };
/// let roster = Roster {
///     organizations: vec![Organization {
///         id: "y-te".parse()?,
///         name: "Chi bộ Trung tâm Y tế".into(),
///         area: "ly-son".parse()?,
///         parent: None,
///         load: Bounds::default(),
///     }],
///     members: vec![Member {
///         id: "UV-01".parse()?,
///         name: "Nguyễn Văn An".into(),
///         body: "ban-chap-hanh".parse()?,
///         own: None,
///         scope: vec![],
///     }],
///     ..Roster::default()
/// };
/// let agenda = Agenda {
///     year: 2021,
///     roster,
///     placements: vec![Placement { member: "UV-01".parse()?, organization: "y-te".parse()? }],
///     meetings: vec![meeting("2021-02-04")?, meeting("2021-03-04")?, meeting("2021-08-04")?, meeting("2021-12-05")?],
///     ..Agenda::default()
/// };
/// let calendar = schedule(&Policy::quang_ngai_2020()?, &agenda, day("2021-01-04"))?;
/// // One visit in each half of the year; 05/12 could not stand in the member's report.
/// let days: Vec<String> = calendar.visits.iter().map(|visit| format!("{}, notice by {}", visit.day, visit.last_notice)).collect();
/// assert_eq!(days, ["2021-02-04, notice by 2021-01-25", "2021-08-04, notice by 2021-07-25"]);
/// # }
/// # Ok::<(), phancong::Error>(())
/// ```
pub fn schedule(policy: &Policy, agenda: &Agenda, today: NaiveDate) -> Result<Calendar, Error> {
    schedule_until(policy, agenda, today, &|| false)
}

/// As [`schedule`], and asks `stop` now and then whether to give up.
///
/// # Errors
/// [`Error::Cancelled`] as soon as `stop` says so; otherwise as [`schedule`].
///
/// Example: [`schedule`](crate::schedule()).
pub fn schedule_until(
    policy: &Policy,
    agenda: &Agenda,
    today: NaiveDate,
    stop: &dyn Fn() -> bool,
) -> Result<Calendar, Error> {
    let docket = Docket::new(policy, agenda, today)?;
    let plan = search::best(&docket, stop)?;
    let made = number::visits(&docket, &plan);
    let shortages = docket.duties.iter().filter_map(|duty| shortage(&docket, duty, &made.visits)).collect();
    let tally = Tally {
        missing: docket.duties.iter().map(|duty| u64::from(docket.lacking(duty, &made.visits))).sum(),
        moved: docket.moved(&made.visits),
        astray: plan.astray,
        crowding: crowding(&made.visits),
        bunching: if docket.terms.even_weeks { bunching(&made.visits) } else { 0 },
    };
    Ok(Calendar {
        policy: policy.id.clone(),
        policy_digest: policy.digest(),
        year: agenda.year,
        today,
        rules: docket.terms.rules(),
        visits: made.visits,
        dropped: made.dropped,
        shortages,
        steps: made.steps,
        tally,
    })
}

fn crowding(visits: &[Visit]) -> u64 {
    let mut visitors: BTreeMap<_, u64> = BTreeMap::new();
    for visit in visits {
        *visitors.entry((visit.day, &visit.organization)).or_default() += 1;
    }
    visitors.values().map(|count| count * count).sum()
}

fn bunching(visits: &[Visit]) -> u64 {
    let mut weeks: BTreeMap<NaiveDate, u64> = BTreeMap::new();
    for visit in visits {
        *weeks.entry(Terms::week_of(visit.day)).or_default() += 1;
    }
    weeks.values().map(|count| count * count).sum()
}

/// What a member lacks, and what stands in the way of each meeting that is not visited.
fn shortage(docket: &Docket<'_>, duty: &Duty<'_>, visits: &[Visit]) -> Option<Shortage> {
    let lacking = docket.lacking(duty, visits);
    if lacking == 0 {
        return None;
    }
    let mut hindered: BTreeMap<Hindrance, Vec<_>> = BTreeMap::new();
    let mine: Vec<&Visit> = visits.iter().filter(|visit| visit.member == *duty.member).collect();
    let days: BTreeSet<(NaiveDate, &str)> = mine.iter().map(|visit| (visit.day, visit.organization.as_str())).collect();
    for choice in &duty.choices {
        let Some(meeting) = docket.meetings.get(choice.meeting) else { continue };
        if days.contains(&(meeting.day, meeting.organization.as_str())) {
            continue;
        }
        let why = choice.hindrance.unwrap_or_else(|| {
            let visitors = visits.iter().filter(|v| v.day == meeting.day && v.organization == meeting.organization);
            if mine.iter().any(|visit| docket.terms.too_near(visit.day, meeting.day)) {
                Hindrance::TooNear
            } else if docket
                .room(meeting)
                .is_some_and(|room| visitors.count() >= usize::try_from(room).unwrap_or(usize::MAX))
            {
                Hindrance::Full
            } else {
                Hindrance::SamePlace
            }
        });
        hindered.entry(why).or_default().push((meeting.day, meeting.organization.clone()));
    }
    let (member, at) = (duty.member.clone(), duty.at.cloned());
    Some(Shortage { member, at, need: duty.need, found: duty.need - lacking, hindered })
}
