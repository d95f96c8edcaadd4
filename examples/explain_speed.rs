//! How fast questions are answered once a plan is there.
//!
//! usage: `explain_speed [MEMBERS ORGANIZATIONS]`
//!
//! Without numbers it asks the sample province about every member and every organization, bans each line of the table and plans again, judges a draft with two lines
//! exchanged for each member, and draws up the calendar on the first of each month, fresh and against the one of January. With numbers it makes a province of
//! that size: three wishes each, areas of a hundred organizations, seats for one member in ten more than there are; then it asks about 200 pairs of each
//! kind. The slowest question of a kind is asked five times more, since on a busy machine it may have been slow by chance. Exit codes: 0 done, 1
//! failed, 2 usage.

mod desk;

use chrono::NaiveDate;
use phancong::explain::{Questions, draft, letters};
use phancong::office::csv;
use phancong::{
    Agenda, Area, AreaId, Ban, Bounds, Change, Member, MemberId, Organization, OrganizationId, Place, Plan, Policy,
    Problem, Registration, Roster, schedule, solve,
};
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let words: Result<Vec<u32>, _> = std::env::args().skip(1).map(|word| word.parse()).collect();
    let done = match words.as_deref() {
        Ok([]) => csv::read_folder(&desk::sample()).map_err(Failure::from).and_then(|read| {
            measure(read.0.clone(), usize::MAX)?;
            calendars(read.0)
        }),
        Ok(&[members, organizations]) if members > 0 && organizations > 0 => {
            made(members, organizations).and_then(|roster| measure(roster, 200))
        }
        _ => {
            eprintln!("usage: explain_speed [MEMBERS ORGANIZATIONS]");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(1)
        }
    }
}

/// A province with random wishes, the same every time.
fn made(members: u32, organizations: u32) -> Result<Roster, Failure> {
    let mut roster = Roster::default();
    let mut seed = 1_u64;
    let mut roll = |sides: u32| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((seed >> 33) % u64::from(sides)).unwrap_or(0)
    };
    let area = |at: u32| -> Result<AreaId, Failure> { Ok(format!("a{:06}", at / 100).parse()?) };
    let place = |at: u32| -> Result<OrganizationId, Failure> { Ok(format!("o{at:07}").parse()?) };
    for at in (0..organizations).step_by(100) {
        roster.areas.push(Area { id: area(at)?, name: String::new(), parent: None, load: Bounds::default() });
    }
    let max = Some((members / 10 * 11).div_ceil(organizations).max(1));
    for at in 0..organizations {
        let load = Bounds { min: 0, max };
        roster.organizations.push(Organization {
            id: place(at)?,
            name: String::new(),
            area: area(at)?,
            parent: None,
            load,
        });
    }
    for at in 0..members {
        let member: MemberId = format!("m{at:08}").parse()?;
        let (body, scope) = ("ban-chap-hanh".parse()?, vec![area(roll(organizations))?]);
        roster.members.push(Member { id: member.clone(), name: String::new(), body, own: None, scope });
        let first = roll(organizations);
        for rank in 1..=3 {
            let organization = place((first + roll(1000) * (rank - 1)) % organizations)?;
            roster.registrations.push(Registration { member: member.clone(), organization, rank, on: None });
        }
    }
    Ok(roster)
}

fn measure(roster: Roster, count: usize) -> Result<(), Failure> {
    let mut policy = Policy::quang_ngai_2020()?;
    if count < usize::MAX {
        // Random wishes may fall together, and then a member has fewer distinct ones than the plan asks for.
        for rule in &mut policy.rules {
            if let phancong::Kind::Registration { min, .. } = &mut rule.says {
                *min = 0;
            }
        }
    }
    let day = "2020-12-01".parse().map_err(|_| "no such day")?;
    let problem = Problem::new(roster, policy.in_force(day)?)?;
    let start = Instant::now();
    let outcome = solve(&problem)?;
    let facts = problem.roster();
    println!(
        "{} members, {} organizations: solved in {} ms",
        facts.members.len(),
        facts.organizations.len(),
        start.elapsed().as_millis()
    );
    let start = Instant::now();
    let questions = Questions::new(&problem, outcome.plan())?;
    println!("ready for questions in {} ms", start.elapsed().as_millis());
    let step = |all: usize| (all / count.min(all).max(1)).max(1);
    let people = || facts.members.iter().step_by(step(facts.members.len()));
    let places = || facts.organizations.iter().step_by(step(facts.organizations.len()));
    ask("why here", people(), |member| Ok(questions.why_all(&member.id)?))?;
    let pairs = people().zip(places().skip(1).cycle());
    ask("why not there", pairs, |(member, place)| Ok(questions.why(&member.id, &place.id)?))?;
    let seats = |place: &&Organization| Ok(questions.at(&Place::Organization(place.id.clone()))?);
    ask("who could come, one seat more or less", places(), seats)?;
    if count < usize::MAX { Ok(()) } else { changes(&problem, outcome.plan()) }
}

/// Plans again and drafts, over the sample province.
fn changes(problem: &Problem, plan: &Plan) -> Result<(), Failure> {
    let lines = plan.placements();
    let kept = problem.keeping(plan)?;
    let ban = |at: usize| {
        let line = lines.get(at).ok_or("no such line")?;
        let (member, organization) = (line.member.clone(), line.organization.clone());
        Ok::<_, Failure>(Change::Ban(Ban { member, organization, reason: "đề nghị".to_owned() }))
    };
    // A designation cannot be banned: that request is refused, and not timed.
    let allowed = (0..lines.len()).filter(|&at| ban(at).is_ok_and(|change| kept.with([change]).is_ok()));
    ask("a request, a new table and its letters", allowed, |&at| {
        let changed = kept.with([ban(at)?])?;
        let diff = plan.diff(solve(&changed)?.plan());
        Ok(letters(&kept, &changed, &diff))
    })?;
    let typed = (0..lines.len()).map(|at| {
        let mut table = lines.to_vec();
        if let [one, other, ..] = table.get_mut(at..).unwrap_or_default() {
            std::mem::swap(&mut one.organization, &mut other.organization);
        }
        Plan::new(table)
    });
    ask("a draft, judged and led to the best", typed, |table| Ok(draft(problem, table)?))
}

/// Calendars of the sample year on the first of each month.
fn calendars(roster: Roster) -> Result<(), Failure> {
    let policy = Policy::quang_ngai_2020()?;
    let table = csv::read_year_folder(roster, &desk::sample().join("year"))?;
    let days = || (1..=12).filter_map(|month| NaiveDate::from_ymd_opt(2021, month, if month == 1 { 4 } else { 1 }));
    let agenda = |day| Agenda::of_year(&policy, &table.placements, &table.blocked, &table.year, day);
    ask("the question of a day, from the records", days(), |&day| Ok(agenda(day)?))?;
    let fresh = days().map(|day| Ok((day, agenda(day)?))).collect::<Result<Vec<_>, Failure>>()?;
    let january = fresh.first().map(|(day, agenda)| schedule(&policy, agenda, *day)).ok_or("no day")??;
    let kept: Vec<_> = fresh.iter().map(|(day, agenda)| (*day, agenda.clone().keeping(&january))).collect();
    ask("a calendar", fresh.iter(), |(day, agenda)| Ok(schedule(&policy, agenda, *day)?))?;
    ask("a calendar that keeps another", kept.iter(), |(day, agenda)| Ok(schedule(&policy, agenda, *day)?))
}

/// Asks each question, and the slowest five times more.
fn ask<Q, A>(
    what: &str,
    questions: impl Iterator<Item = Q>,
    answer: impl Fn(&Q) -> Result<A, Failure>,
) -> Result<(), Failure> {
    let timed = |question: &Q| -> Result<Duration, Failure> {
        let start = Instant::now();
        // Whoever asks reads the answer, and an answer that nobody reads might not be worked out.
        black_box(answer(question)?);
        Ok(start.elapsed())
    };
    let mut times = questions.map(|question| Ok((timed(&question)?, question))).collect::<Result<Vec<_>, Failure>>()?;
    times.sort_by_key(|entry| entry.0);
    let at = |part: usize| times.get(times.len() * part / 100).or(times.last()).map_or(0, |entry| entry.0.as_micros());
    let mut again = Vec::new();
    for (_, slowest) in times.last().into_iter().flat_map(|slowest| std::iter::repeat_n(slowest, 5)) {
        again.push(timed(slowest)?.as_micros());
    }
    again.sort_unstable();
    println!(
        "{what}: {} answers, median {} µs, 99 of a hundred {} µs, longest {} µs (again: {} µs)",
        times.len(),
        at(50),
        at(99),
        at(100),
        again.get(2).copied().unwrap_or(0)
    );
    Ok(())
}
