//! II.5-2b, "phân công đảng viên ở cơ sở nắm đến hộ gia đình": under `policies/ho-gia-dinh-2020.toml` households are the members of a problem, party
//! members its organizations.

use phancong::report::{Language, Names, Words as _};
use phancong::*;
use std::collections::BTreeMap;

const POLICY: &str = include_str!("../../policies/ho-gia-dinh-2020.toml");

fn rules() -> Rules {
    Policy::from_toml(POLICY).unwrap().in_force("2021-01-01".parse().unwrap()).unwrap()
}

/// A village: for each hamlet its party members and its households; each party member takes `min` to `max`.
fn village(hamlets: &[(usize, usize)], min: u32, max: Option<u32>) -> Roster {
    let mut roster = Roster::default();
    for (hamlet, &(party_members, households)) in (1..).zip(hamlets) {
        let home: AreaId = format!("thon-{hamlet}").parse().unwrap();
        roster.areas.push(Area {
            id: home.clone(),
            name: format!("Thôn {hamlet}"),
            parent: None,
            load: Bounds::default(),
        });
        for at in 1..=party_members {
            roster.organizations.push(Organization {
                id: format!("dv-{hamlet}-{at}").parse().unwrap(),
                name: format!("Đảng viên {at}, thôn {hamlet}"),
                area: home.clone(),
                parent: None,
                load: Bounds { min, max },
            });
        }
        for at in 1..=households {
            roster.members.push(Member {
                id: format!("ho-{hamlet}-{at:02}").parse().unwrap(),
                name: format!("Hộ số {at}, thôn {hamlet}"),
                body: "ho-gia-dinh".parse().unwrap(),
                own: None,
                scope: vec![home.clone()],
            });
        }
    }
    roster
}

fn solved(roster: Roster) -> (Problem, Plan) {
    let problem = Problem::new(roster, rules()).unwrap();
    let Outcome::Solved(plan) = solve(&problem).unwrap() else { panic!("there is a complete plan") };
    assert!(certify(&problem, &plan).unwrap().is_optimal());
    (problem, plan)
}

/// How many households each party member has.
fn loads(plan: &Plan) -> BTreeMap<&str, usize> {
    let mut loads = BTreeMap::new();
    plan.placements().iter().for_each(|line| *loads.entry(line.organization.as_str()).or_default() += 1);
    loads
}

#[test]
fn each_household_has_exactly_one_party_member() {
    let (problem, plan) = solved(village(&[(3, 10), (2, 7)], 0, None));
    for household in &problem.roster().members {
        assert_eq!(plan.of(&household.id).count(), 1, "{}", household.id);
    }
    assert_eq!(plan.placements().len(), 17);
}

#[test]
fn the_same_hamlet_comes_before_evenness() {
    // The second hamlet has many households for its one party member; nobody is sent across for that.
    let (problem, plan) = solved(village(&[(5, 5), (1, 9)], 0, None));
    assert_eq!(loads(&plan)["dv-2-1"], 9);
    assert!(plan.placements().iter().all(|line| !problem.is_outside(&line.member, &line.organization)));
}

#[test]
fn inside_a_hamlet_loads_are_even() {
    let (_, plan) = solved(village(&[(4, 30)], 0, None));
    let mut loads: Vec<usize> = loads(&plan).into_values().collect();
    loads.sort_unstable();
    assert_eq!(loads, [7, 7, 8, 8]);
}

#[test]
fn a_hamlet_with_too_few_party_members_is_helped_by_the_next() {
    let (problem, plan) = solved(village(&[(4, 8), (1, 6), (0, 3)], 0, Some(5)));
    let across: Vec<_> =
        plan.placements().iter().filter(|line| problem.is_outside(&line.member, &line.organization)).collect();
    assert_eq!(across.len(), 1 + 3, "one of the second hamlet, and the third has nobody of its own");
}

#[test]
fn where_the_hamlet_is_a_duty_no_household_crosses_it() {
    let hard = POLICY.replace("locality = \"principle\"", "locality = \"hard\"");
    let rules = Policy::from_toml(&hard).unwrap().in_force("2021-01-01".parse().unwrap()).unwrap();
    let problem = Problem::new(village(&[(4, 8), (1, 6)], 0, Some(5)), rules).unwrap();
    let Outcome::Infeasible(answer) = solve(&problem).unwrap() else { panic!("one party member takes five of six") };
    assert_eq!((answer.conflicts.len(), answer.conflicts[0].short), (1, 1));
}

#[test]
fn a_household_keeps_its_party_member_where_nothing_speaks_against_it() {
    let mut roster = village(&[(3, 9)], 0, None);
    // The year before: the third party member had the first three households, the first had the last three.
    for (household, party_member) in [(1, 3), (2, 3), (3, 3), (7, 1), (8, 1), (9, 1)] {
        roster.previous.push(Placement {
            member: format!("ho-1-{household:02}").parse().unwrap(),
            organization: format!("dv-1-{party_member}").parse().unwrap(),
        });
    }
    let previous = roster.previous.clone();
    let (_, plan) = solved(roster);
    assert!(previous.iter().all(|line| plan.placements().contains(line)));
}

#[test]
fn the_cells_candidates_are_the_only_ones_and_the_own_household_can_be_barred() {
    let mut roster = village(&[(3, 3)], 0, None);
    let pair = |household: &str, party_member: &str| (household.parse().unwrap(), party_member.parse().unwrap());
    let (member, organization) = pair("ho-1-01", "dv-1-3");
    roster.nominations.push(Nomination { member, organization });
    let (member, organization) = pair("ho-1-02", "dv-1-1");
    roster.bans.push(Ban { member, organization, reason: "Hộ của chính đảng viên".into() });
    let (_, plan) = solved(roster);
    let of = |household: &str| plan.of(&household.parse().unwrap()).next().unwrap().to_string();
    assert_eq!((of("ho-1-01"), of("ho-1-02"), of("ho-1-03")), ("dv-1-3".into(), "dv-1-2".into(), "dv-1-1".into()));
}

#[test]
fn eight_party_members_with_at_most_seven_each_cannot_hold_sixty_six_households() {
    // A village in the news: 8 party members, 66 households, "5 to 7 each".
    let problem = Problem::new(village(&[(8, 66)], 5, Some(7)), rules()).unwrap();
    let Outcome::Infeasible(answer) = solve(&problem).unwrap() else { panic!("8 times 7 is 56") };
    assert!(certify(&problem, &answer.fewest_unplaced).unwrap().proves_infeasible());
    assert_eq!(answer.fewest_unplaced.placements().len(), 56);

    let [conflict] = answer.conflicts.as_slice() else { panic!("there is one reason") };
    confirm(&problem, conflict).unwrap();
    assert_eq!(conflict.shortage, Shortage::Seats);
    let seats: Vec<u32> = conflict.maxima.iter().map(|maximum| maximum.1).collect();
    assert_eq!((seats, conflict.available), (vec![7; 8], 56));
    // Fifty-seven households are enough to show it; the other nine wait for the same seats.
    assert_eq!((conflict.members.len(), conflict.needed, conflict.also.len()), (57, 57, 9));
    assert_eq!(conflict.short, 66 - 56);

    let said = conflict.say(&Names::new(problem.roster()), Language::Vi);
    assert!(said.contains("cần 57 chỗ, nhận tối đa 56; tất cả còn thiếu 10 chỗ"), "{said}");
}

#[test]
fn nine_each_hold_sixty_six_households_and_eight_do_not() {
    let (_, plan) = solved(village(&[(8, 66)], 5, Some(9)));
    let mut loads: Vec<usize> = loads(&plan).into_values().collect();
    loads.sort_unstable();
    assert_eq!(loads, [8, 8, 8, 8, 8, 8, 9, 9]);
    let problem = Problem::new(village(&[(8, 66)], 5, Some(8)), rules()).unwrap();
    let Outcome::Infeasible(answer) = solve(&problem).unwrap() else { panic!("8 times 8 is 64") };
    assert_eq!(answer.conflicts[0].short, 2);
}
