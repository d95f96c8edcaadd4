//! II.5-2a, "phân công … dự sinh hoạt chi bộ trực thuộc đảng ủy cơ sở": under `policies/chi-bo-truc-thuoc-2020.toml` the organizations of a problem are
//! sub-cells, its areas the committees above them.

use phancong::*;

const POLICY: &str = include_str!("../../policies/chi-bo-truc-thuoc-2020.toml");

/// Two communes of a district with three cells each; a cell takes one visitor.
const DISTRICT: &str = r#"
    areas = [
        { id = "huyen", name = "Huyện Bình Sơn" },
        { id = "binh-chau", name = "Đảng bộ xã Bình Châu", parent = "huyen" }, { id = "binh-hai", name = "Đảng bộ xã Bình Hải", parent = "huyen" },
    ]
    organizations = [
        { id = "chau-1", name = "Chi bộ thôn 1", area = "binh-chau", load = { max = 1 } },
        { id = "chau-2", name = "Chi bộ thôn 2", area = "binh-chau", load = { max = 1 } },
        { id = "chau-3", name = "Chi bộ thôn 3", area = "binh-chau", load = { max = 1 } },
        { id = "hai-1", name = "Chi bộ thôn 1", area = "binh-hai", load = { max = 1 } },
        { id = "hai-2", name = "Chi bộ thôn 2", area = "binh-hai", load = { max = 1 } },
        { id = "hai-3", name = "Chi bộ thôn 3", area = "binh-hai", load = { max = 1 } },
    ]
"#;

/// Members of the committee: id, own cell, the commune in charge of.
fn district(members: &[(&str, Option<&str>, Option<&str>)]) -> Roster {
    let mut roster: Roster = toml::from_str(DISTRICT).unwrap();
    for &(id, own, scope) in members {
        roster.members.push(Member {
            id: id.parse().unwrap(),
            name: id.to_uppercase(),
            body: "ban-chap-hanh-huyen".parse().unwrap(),
            own: own.map(|own| own.parse().unwrap()),
            scope: scope.iter().map(|area| area.parse().unwrap()).collect(),
        });
    }
    roster
}

fn problem(roster: Roster) -> Problem {
    let day = "2021-01-01".parse().unwrap();
    Problem::new(roster, Policy::from_toml(POLICY).unwrap().in_force(day).unwrap()).unwrap()
}

fn open(problem: &Problem, member: &str) -> Vec<String> {
    problem.candidates(&member.parse().unwrap()).map(|cell| cell.id.to_string()).collect()
}

fn plan(problem: &Problem) -> Vec<(String, String)> {
    let Outcome::Solved(plan) = solve(problem).unwrap() else { panic!("there is a complete plan") };
    assert!(certify(problem, &plan).unwrap().is_optimal());
    plan.placements().iter().map(|line| (line.member.to_string(), line.organization.to_string())).collect()
}

#[test]
fn nobody_registers_and_every_cell_but_the_own_is_open() {
    let problem = problem(district(&[("an", Some("chau-2"), None)]));
    // The other cells of the committee above the own one stay open: members of a district's committee mostly live in one of its communes.
    assert_eq!(open(&problem, "an"), ["chau-1", "chau-3", "hai-1", "hai-2", "hai-3"]);
}

#[test]
fn a_commune_gives_out_its_own_cells_under_the_same_policy() {
    let mut roster = district(&[("an", Some("chau-2"), Some("binh-chau"))]);
    roster.members[0].body = "ban-chap-hanh-xa".parse().unwrap();
    assert_eq!(plan(&problem(roster)), [("an".into(), "chau-1".into())]);
}

#[test]
fn cells_where_the_member_is_in_charge_come_first() {
    let members = [("an", Some("hai-1"), Some("binh-hai")), ("binh", None, Some("binh-hai")), ("chi", None, None)];
    let table = [("an", "hai-2"), ("binh", "hai-1"), ("chi", "chau-1")];
    assert_eq!(plan(&problem(district(&members))), table.map(|(member, cell)| (member.into(), cell.into())));
}

#[test]
fn a_commune_with_more_members_than_cells_sends_one_to_another() {
    let members = ["an", "binh", "chi", "dung"].map(|id| (id, None, Some("binh-hai")));
    let problem = problem(district(&members));
    let placed = plan(&problem);
    assert_eq!(placed.iter().filter(|line| line.1.starts_with("hai-")).count(), 3);
    assert_eq!(placed.iter().filter(|line| line.1.starts_with("chau-")).count(), 1);
}

#[test]
fn more_members_than_cells_is_a_conflict_that_counts_them() {
    let members = ["an", "binh", "chi", "dung", "giang", "ha", "khanh"].map(|id| (id, None, None));
    let problem = problem(district(&members));
    let Outcome::Infeasible(answer) = solve(&problem).unwrap() else { panic!("seven members, six cells") };
    let [conflict] = answer.conflicts.as_slice() else { panic!("there is one reason") };
    confirm(&problem, conflict).unwrap();
    assert_eq!((conflict.needed, conflict.available, conflict.short), (7, 6, 1));
}

#[test]
fn a_cell_entered_below_its_committee_is_one_of_the_level_above_and_not_open() {
    let mut roster = district(&[("an", None, None)]);
    let committee = Organization {
        id: "db-binh-hai".parse().unwrap(),
        name: "Đảng bộ xã Bình Hải".into(),
        area: "binh-hai".parse().unwrap(),
        parent: None,
        load: Bounds::default(),
    };
    roster.organizations.push(committee);
    roster.organizations[5].parent = Some("db-binh-hai".parse().unwrap());
    assert_eq!(open(&problem(roster), "an"), ["chau-1", "chau-2", "chau-3", "db-binh-hai", "hai-1", "hai-2"]);
}
