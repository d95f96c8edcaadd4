//! How fast questions are answered once a plan is there.
//!
//! usage: `explain_speed [MEMBERS ORGANIZATIONS]`
//!
//! Without numbers it asks the sample province about every member and every organization. With numbers it makes a province of that size: three wishes
//! each, areas of a hundred organizations, seats for one member in ten more than there are; then it asks about 200 pairs of each kind. Exit codes:
//! 0 done, 1 failed, 2 usage.

mod desk;

use phancong::explain::Questions;
use phancong::office::csv;
use phancong::{
    Area, AreaId, Bounds, Member, MemberId, Organization, OrganizationId, Place, Policy, Problem, Registration, Roster,
    solve,
};
use std::process::ExitCode;
use std::time::{Duration, Instant};

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let words: Result<Vec<u32>, _> = std::env::args().skip(1).map(|word| word.parse()).collect();
    let done = match words.as_deref() {
        Ok([]) => csv::read_folder(&desk::sample()).map_err(Failure::from).and_then(|read| measure(read.0, usize::MAX)),
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
    let mut times = Vec::new();
    for member in people() {
        let start = Instant::now();
        questions.why_all(&member.id)?;
        times.push(start.elapsed());
    }
    told("why here", &mut times);
    for (member, place) in people().zip(places().skip(1).cycle()) {
        let start = Instant::now();
        questions.why(&member.id, &place.id)?;
        times.push(start.elapsed());
    }
    told("why not there", &mut times);
    for place in places() {
        let start = Instant::now();
        questions.at(&Place::Organization(place.id.clone()))?;
        times.push(start.elapsed());
    }
    told("who could come, one seat more or less", &mut times);
    Ok(())
}

fn told(what: &str, times: &mut Vec<Duration>) {
    times.sort();
    let at = |part: usize| times.get(times.len() * part / 100).or(times.last()).map_or(0, Duration::as_micros);
    println!(
        "{what}: {} answers, median {} µs, 99 of a hundred {} µs, longest {} µs",
        times.len(),
        at(50),
        at(99),
        at(100)
    );
    times.clear();
}
