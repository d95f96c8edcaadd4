//! Are the reasons the reasons? Named cases under the plan of 2020, and one law: the reasons of a plan add up to its cost.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]
#![allow(clippy::cast_possible_wrap, reason = "the numbers of the shared oracle are small")]

#[path = "common/cases.rs"]
mod cases;
mod small;

use phancong::explain::{Choice, Kept, Line, Locality, Proof, lines, loads, standings};
use phancong::*;
use proptest::prelude::*;
use small::{day, placement, small};
use std::collections::BTreeSet;

const ORGANIZATIONS: [(&str, &str); 4] =
    [("binh-chau", "binh-son"), ("binh-hai", "binh-son"), ("an-hai", "ly-son"), ("an-vinh", "ly-son")];

/// Two districts with two organizations each.
fn province() -> Roster {
    let mut roster = Roster::default();
    for (id, name) in [("binh-son", "Huyện Bình Sơn"), ("ly-son", "Huyện Lý Sơn")] {
        let load = Bounds::default();
        roster.areas.push(Area { id: id.parse().unwrap(), name: name.into(), parent: None, load });
    }
    for (id, area) in ORGANIZATIONS {
        let (name, load) = (format!("Đảng bộ {id}"), Bounds { min: 0, max: Some(2) });
        let (id, area) = (id.parse().unwrap(), area.parse().unwrap());
        roster.organizations.push(Organization { id, name, area, parent: None, load });
    }
    roster
}

fn join(roster: &mut Roster, id: &str, body: &str, scope: &[&str], wishes: &[&str]) {
    let member: MemberId = id.parse().unwrap();
    for (organization, rank) in wishes.iter().zip(1..) {
        let (member, organization) = (member.clone(), organization.parse().unwrap());
        roster.registrations.push(Registration { member, organization, rank, on: None });
    }
    let scope = scope.iter().map(|area| area.parse().unwrap()).collect();
    let body = body.parse().unwrap();
    roster.members.push(Member { id: member, name: id.into(), body, own: None, scope });
}

fn asked(roster: Roster) -> Problem {
    Problem::new(roster, Policy::quang_ngai_2020().unwrap().in_force(day()).unwrap()).unwrap()
}

fn table(lines: &[(&str, &str)]) -> Plan {
    let line =
        |(member, organization): &(&str, &str)| placement(&member.parse().unwrap(), &organization.parse().unwrap());
    Plan::new(lines.iter().map(line).collect())
}

fn ids(line: &Line) -> Vec<&str> {
    line.rules.iter().map(RuleId::as_str).collect()
}

#[test]
fn a_wish_inside_and_a_wish_outside_the_area() {
    let mut roster = province();
    join(&mut roster, "an", "ban-chap-hanh", &["binh-son"], &["binh-chau", "an-hai"]);
    let problem = asked(roster);
    let inside = &lines(&problem, &table(&[("an", "binh-chau")]))[0];
    assert_eq!((&inside.choice, inside.locality), (&Choice::Wish(1), Locality::Inside));
    assert_eq!(ids(inside), ["II.2-1a", "II.2-1d"]);
    let outside = &lines(&problem, &table(&[("an", "an-hai")]))[0];
    assert_eq!((&outside.choice, outside.locality), (&Choice::Wish(2), Locality::Outside));
    assert_eq!((outside.forced, &outside.kept), (None, &Kept::NoPlan));
}

#[test]
fn the_board_picks_for_thuong_truc_among_all_or_among_its_candidates() {
    let mut roster = province();
    join(&mut roster, "dung", "thuong-truc", &[], &[]);
    let plan = table(&[("dung", "an-vinh")]);
    let problem = asked(roster.clone());
    let line = &lines(&problem, &plan)[0];
    assert_eq!((&line.choice, line.locality, line.forced), (&Choice::BoardAmongAll, Locality::NoScope, None));
    assert_eq!(ids(line), ["II.2-1'"]);

    let (member, organization) = ("dung".parse().unwrap(), "an-vinh".parse().unwrap());
    roster.nominations.push(Nomination { member, organization });
    let line = &lines(&asked(roster), &plan)[0];
    assert_eq!((&line.choice, line.forced), (&Choice::BoardAmongCandidates, Some(1)));
    assert_eq!(ids(line), ["II.2-1'", "R.places"]);
}

#[test]
fn a_designation_has_its_reason_and_the_wish_it_also_was() {
    let mut roster = province();
    join(&mut roster, "an", "ban-chap-hanh", &[], &["binh-chau", "an-hai"]);
    let designate = |organization: &str| {
        let (member, organization) = ("an".parse().unwrap(), organization.parse().unwrap());
        Change::Designate(Designation { member, organization, reason: "địa bàn trọng điểm".into() })
    };
    let problem = asked(roster);
    for (organization, wish, rules) in [("an-hai", Some(2), vec!["II.2-1a"]), ("an-vinh", None, vec![])] {
        let problem = problem.with([designate(organization)]).unwrap();
        let line = &lines(&problem, &table(&[("an", organization)]))[0];
        assert_eq!(line.choice, Choice::Designated { reason: "địa bàn trọng điểm".into(), wish });
        assert_eq!((line.forced, ids(line)), (None, rules), "a designation says more than `forced`");
    }
}

#[test]
fn what_is_not_allowed_fills_no_place() {
    let mut roster = province();
    join(&mut roster, "an", "ban-chap-hanh", &["binh-son"], &["binh-chau", "an-hai"]);
    let problem = asked(roster);
    let found = lines(&problem, &table(&[("an", "an-vinh"), ("nguoi-la", "an-vinh")]));
    let choices: Vec<_> = found.iter().map(|line| (line.member.as_str(), &line.choice)).collect();
    let without = Choice::WithoutPlace { missing: 1, places: 1 };
    assert_eq!(choices, [("an", &Choice::NotAllowed), ("an", &without), ("nguoi-la", &Choice::NotAllowed)]);
    assert_eq!(ids(&found[0]), ["II.2-1a", "II.2-1d"], "not among the registered, and outside");
    assert_eq!(found[1].organization, None);
    assert_eq!(ids(&found[1]), ["R.places"]);
}

#[test]
fn lines_compare_with_the_plan_to_keep() {
    let mut roster = province();
    for id in ["an", "binh", "chi"] {
        join(&mut roster, id, "ban-chap-hanh", &[], &["binh-chau", "an-hai"]);
    }
    let last_year = table(&[("an", "binh-chau"), ("binh", "binh-chau")]);
    let problem = asked(roster).keeping(&last_year).unwrap();
    let now = table(&[("an", "binh-chau"), ("binh", "an-hai"), ("chi", "an-hai")]);
    let kept: Vec<Kept> = lines(&problem, &now).into_iter().map(|line| line.kept).collect();
    assert_eq!(kept, [Kept::Held, Kept::Moved { from: vec!["binh-chau".parse().unwrap()] }, Kept::New]);
}

#[test]
fn locality_switched_off_is_not_applied() {
    let mut roster = province();
    join(&mut roster, "an", "ban-chap-hanh", &["binh-son"], &["binh-chau", "an-hai"]);
    let mut policy = Policy::quang_ngai_2020().unwrap();
    policy.readings.locality = LocalityReading::Off;
    let problem = Problem::new(roster, policy.in_force(day()).unwrap()).unwrap();
    let line = &lines(&problem, &table(&[("an", "an-hai")]))[0];
    assert_eq!((line.locality, ids(line)), (Locality::NotApplied, vec!["II.2-1a"]));
}

#[test]
fn loads_count_each_pair_once_and_areas_with_what_lies_below() {
    let problem = asked(province());
    let plan = table(&[("an", "binh-chau"), ("an", "binh-chau"), ("binh", "binh-hai"), ("an", "noi-la")]);
    let found = loads(&problem, &plan);
    let counts: Vec<_> = found.iter().map(|load| (load.place.to_string(), load.count)).collect();
    let organization = |id: &str, count| (format!("organization `{id}`"), count);
    let area = |id: &str, count| (format!("area `{id}`"), count);
    let organizations = [
        organization("an-hai", 0),
        organization("an-vinh", 0),
        organization("binh-chau", 1),
        organization("binh-hai", 1),
    ];
    assert_eq!(counts, [&organizations[..], &[area("binh-son", 2), area("ly-son", 0)]].concat());
}

#[test]
fn a_bound_speaks_as_far_as_the_first_tier_it_leaves_open() {
    let problem = asked(province());
    let stands = |cost: [i64; 4], bound: [i64; 4]| -> Vec<Proof> {
        standings(&problem, &cost.into(), &bound.into()).into_iter().map(|standing| standing.proof).collect()
    };
    use Proof::{AtLeast, Contradicted, Open, Proved};
    assert_eq!(stands([0, 3, 9, 4], [0, 3, 9, 4]), [Proved; 4]);
    assert_eq!(stands([0, 3, 9, 4], [0, 2, 9, 4]), [Proved, AtLeast(2), Open, Open]);
    assert_eq!(stands([0, 3, 9, 4], [0, 3, 10, 0]), [Proved, Proved, Contradicted(10), Open]);
}

/// What the reasons say a measure amounts to.
fn told(small: &small::Small, plan: &Plan, measure: Measure) -> i64 {
    let problem = &small.problem;
    let (lines, loads) = (lines(problem, plan), loads(problem, plan));
    let each = |read: &dyn Fn(&Line) -> i64| lines.iter().map(read).sum::<i64>();
    match measure {
        Measure::Unplaced => {
            let missing = each(&|line| match line.choice {
                Choice::WithoutPlace { missing, .. } => i64::from(missing),
                _ => 0,
            });
            missing + loads.iter().map(|load| i64::from(load.short())).sum::<i64>()
        }
        Measure::Outside => each(&|line| i64::from(line.locality == Locality::Outside)),
        Measure::Load => {
            let organizations = loads.iter().filter(|load| matches!(load.place, Place::Organization(_)));
            organizations.map(|load| i64::from(load.count).pow(2)).sum()
        }
        Measure::Repeat => each(&|line| i64::from(line.again)),
        Measure::Draw => plan.placements().iter().map(|line| small.lot(line)).sum(),
        Measure::Rank => each(&|line| match line.choice {
            Choice::Wish(rank) | Choice::Designated { wish: Some(rank), .. } => i64::from(rank) - 1,
            _ => 0,
        }),
        Measure::Moves => {
            let before: BTreeSet<_> = problem.roster().previous.iter().collect();
            i64::try_from(before.len()).unwrap() - each(&|line| i64::from(line.kept == Kept::Held))
        }
    }
}

proptest! {
    #![proptest_config(cases::cases(200))]

    #[test]
    fn the_reasons_add_up_to_the_cost(small in small()) {
        let outcome = solve(&small.problem).unwrap();
        let plan = outcome.plan();
        let certificate = certify(&small.problem, plan).unwrap();
        for (tier, &cost) in small.problem.tiers().iter().zip(certificate.cost.tiers()) {
            let sum = tier.measures.iter().map(|(&measure, weight)| weight * told(&small, plan, measure));
            prop_assert_eq!(sum.sum::<i64>(), cost, "tier {}", &tier.name);
        }
        let standings = standings(&small.problem, &certificate.cost, &certificate.bound);
        prop_assert!(standings.iter().all(|standing| standing.proof == Proof::Proved));
        prop_assert_eq!(standings.len(), small.problem.tiers().len());
    }

    #[test]
    fn any_table_has_its_lines(small in small(), pairs in proptest::collection::vec((0..7usize, 0..7usize), 0..8)) {
        let pair = |&(m, o): &(usize, usize)| placement(&small::member(m), &small::organization(o));
        let plan = Plan::new(pairs.iter().map(pair).collect());
        let lines = lines(&small.problem, &plan);
        let placed: Vec<Placement> =
            lines.iter().filter_map(|line| Some(placement(&line.member, line.organization.as_ref()?))).collect();
        prop_assert_eq!(&placed[..], plan.placements(), "one line for each placement, in order");
        for line in &lines {
            let Some(organization) = &line.organization else { continue };
            let allowed = small.problem.candidates(&line.member).any(|candidate| candidate.id == *organization);
            prop_assert_eq!(line.choice == Choice::NotAllowed, !allowed);
        }
        let in_force: BTreeSet<_> = small.problem.rules().all().iter().map(|rule| &rule.id).collect();
        prop_assert!(lines.iter().flat_map(|line| &line.rules).all(|rule| in_force.contains(rule)));
    }
}
