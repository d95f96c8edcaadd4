//! How many committees of a real size are proved under three side rules, and how fast.
//!
//! usage: `side_rules_speed [COUNT]`
//!
//! Each is the sample province (50 members, some 600 organizations) with other wishes, a rule that keeps the Standing Committee apart, a demand
//! of members in one far district, and a travel budget below what the best table without rules needs. Exit code 0 when at least 95 of a hundred
//! were proved within a second, 1 when fewer were, 2 usage.

mod desk;

use phancong::office::csv;
use phancong::{Change, Demand, Outcome, Place, Plan, Problem, Roster, SideRule, Term, Text, Who, certify, solve};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Districts far away, with kilometres.
const FAR: [(&str, u32); 6] =
    [("ly-son", 44), ("ba-to", 60), ("tra-bong", 50), ("son-tay", 80), ("son-ha", 55), ("duc-pho", 40)];

type Failure = Box<dyn std::error::Error>;

struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }
}

fn main() -> ExitCode {
    let count = std::env::args().nth(1).map_or(Ok(100), |text| text.parse());
    let Ok(count) = count else {
        eprintln!("usage: side_rules_speed [COUNT]");
        return ExitCode::from(2);
    };
    match measure(count) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(1)
        }
    }
}

fn measure(count: u64) -> Result<bool, Failure> {
    let (sample, _) = csv::read_folder(&desk::sample())?;
    let (mut times, mut fast, mut proved, mut by_rules, mut steps) = (Vec::new(), 0, 0, 0, 0);
    let mut seed = 0;
    while u64::try_from(times.len())? < count {
        seed += 1;
        let Some(problem) = committee(&sample, seed)? else { continue };
        let start = Instant::now();
        let outcome = solve(&problem)?;
        let time = start.elapsed();
        let certificate = certify(&problem, outcome.plan())?;
        let said = !matches!(outcome, Outcome::Unproved(_));
        if said != certificate.is_least() {
            return Err(format!("seed {seed}: the outcome says more than the judge").into());
        }
        proved += u64::from(said);
        fast += u64::from(said && time < Duration::from_secs(1));
        by_rules += u64::from(outcome.plan().proof().is_some());
        steps += outcome.plan().proof().map_or(0, |proof| proof.steps.len());
        times.push(time);
        if time >= Duration::from_secs(1) || !said {
            println!("seed {seed}: {} ms, cost {}, bound {}", time.as_millis(), certificate.cost, certificate.bound);
        }
    }
    times.sort();
    let at = |part: usize| times.get(times.len() * part / 100).or(times.last()).map_or(0, Duration::as_millis);
    println!(
        "{count} committees, {proved} proved, {fast} of them within 1 s, {by_rules} with a proof by parts of {steps} steps in all"
    );
    println!("median {} ms, nine in ten {} ms, longest {} ms", at(50), at(90), at(100));
    Ok(fast * 100 >= count * 95)
}

/// Other wishes and three rules; none when the wishes make no problem.
fn committee(sample: &Roster, seed: u64) -> Result<Option<Problem>, Failure> {
    let mut chance = Chance(seed);
    let mut roster = sample.clone();
    let tops: Vec<_> = sample.organizations.iter().filter(|o| o.parent.is_none()).collect();
    for wish in &mut roster.registrations {
        if chance.below(3) == 0
            && let Some(other) = tops.get(chance.below(tops.len()))
        {
            wish.organization = other.id.clone();
        }
    }
    let rules = phancong::Policy::quang_ngai_2020()?.in_force("2020-12-01".parse().map_err(|_| "no such day")?)?;
    let Ok(free) = Problem::new(roster, rules) else { return Ok(None) };
    let needed = distance(&free, solve(&free)?.plan());
    let budget = needed * u32::try_from(88 + chance.below(11))? / 100;
    let body = |id: &str| id.parse().map(Who::Body);
    let far = FAR.get(chance.below(FAR.len())).map_or("ba-to", |far| far.0);
    let group: Vec<Who> =
        sample.members.iter().skip(3).step_by(1 + chance.below(3)).map(|m| Who::Member(m.id.clone())).collect();
    let there = Term { members: Some(group), places: Some(vec![Place::Area(far.parse()?)]), weight: 1 };
    let mut kilometres = Vec::new();
    for (district, weight) in FAR {
        kilometres.push(Term { members: None, places: Some(vec![Place::Area(district.parse()?)]), weight });
    }
    let says = [
        Demand::Apart { members: vec![body("thuong-truc")?, body("ban-thuong-vu")?] },
        Demand::AtLeast { count: 2 + u32::try_from(chance.below(3))?, of: vec![there] },
        Demand::AtMost { count: budget, of: kilometres },
    ];
    let mut rules = Vec::new();
    for (number, says) in says.into_iter().enumerate() {
        let text = Text { vi: "ví dụ".into(), en: "example".into() };
        rules.push(Change::Demand(SideRule {
            id: format!("BS-{number}").parse()?,
            source: "ví dụ".into(),
            text,
            says,
        }));
    }
    Ok(free.with(rules).ok())
}

fn distance(problem: &Problem, plan: &Plan) -> u32 {
    let of = |(district, weight): &(&str, u32)| {
        let Ok(area) = district.parse() else { return 0 };
        let there =
            problem.organizations_in(&area).filter(|o| plan.placements().iter().any(|p| p.organization == o.id));
        there.map(|o| plan.placements().iter().filter(|p| p.organization == o.id).map(|_| weight).sum::<u32>()).sum()
    };
    FAR.iter().map(of).sum()
}
