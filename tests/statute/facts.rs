//! Facts that contradict themselves, whatever the plan says: all of them at once, each with its rows.

use crate::vocabulary::*;
use phancong::*;

fn an() -> Person {
    member("an").registers(["db-binh-chau", "db-binh-hai"])
}

#[track_caller]
fn assert_stands(case: &Case, what: What, at: &[&str]) {
    assert_defect(case, what, None);
    assert_eq!(rows(&case.defects()[0]), at);
}

#[test]
fn areas_in_a_circle() {
    let case = province().of([an()]).facts(|roster| {
        roster.areas.push(an_area("y", "z"));
        roster.areas.push(an_area("z", "x"));
        roster.areas.push(an_area("x", "y"));
        roster.areas.push(an_area("below", "x"));
    });
    let cycle = vec![id("x"), id("y"), id("z")];
    assert_stands(&case, What::AreaCycle { cycle }, &["areas 10", "areas 8", "areas 9"]);
}

#[test]
fn an_area_that_is_its_own_part() {
    let case = province().of([an()]).facts(|roster| roster.areas.push(an_area("x", "x")));
    assert_stands(&case, What::AreaCycle { cycle: vec![id("x")] }, &["areas 8"]);
}

#[test]
fn organizations_in_a_circle() {
    let case = province().of([an()]).facts(|roster| {
        roster.organizations.push(an_organization("y", "binh-hai", "x"));
        roster.organizations.push(an_organization("x", "binh-hai", "y"));
    });
    let cycle = vec![id("x"), id("y")];
    assert_stands(&case, What::OrganizationCycle { cycle }, &["organizations 11", "organizations 10"]);
}

#[test]
fn a_minimum_above_the_maximum() {
    let load = Bounds { min: 3, max: Some(2) };
    let case = province().of([an()]).facts(|roster| roster.organizations[3].load = load);
    let place = Place::Organization(id("db-binh-hai"));
    assert_stands(&case, What::MinAboveMax { place, min: 3, max: 2 }, &["organizations 4"]);
    let case = province().of([an()]).facts(|roster| roster.areas[1].load = load);
    let place = Place::Area(id("binh-son"));
    assert_stands(&case, What::MinAboveMax { place, min: 3, max: 2 }, &["areas 2"]);
}

#[test]
fn a_minimum_that_is_the_maximum_is_no_defect() {
    let load = Bounds { min: 2, max: Some(2) };
    province().of([an()]).facts(|roster| roster.organizations[3].load = load).problem();
}

#[test]
fn ids_that_stand_twice() {
    let case = province().of([an()]).facts(|roster| roster.areas.push(an_area("binh-hai", "tu-nghia")));
    assert_stands(&case, What::IdTwice { table: Table::Areas, id: "binh-hai".into() }, &["areas 4", "areas 8"]);
    let case =
        province().of([an()]).facts(|roster| roster.organizations.push(an_organization("db-quan-su", "binh-hai", "")));
    let what = What::IdTwice { table: Table::Organizations, id: "db-quan-su".into() };
    assert_stands(&case, what, &["organizations 9", "organizations 10"]);
    let case = province().of([an(), member("an")]);
    assert_stands(&case, What::IdTwice { table: Table::Members, id: "an".into() }, &["members 1", "members 2"]);
}

#[test]
fn unknown_ids_in_every_list() {
    let unknown = |table, id: &str| What::Unknown { table, id: id.into() };
    let case = |change: fn(&mut Roster)| province().of([an()]).facts(change);
    let gone = case(|r| r.areas[1].parent = Some(id("x")));
    assert_stands(&gone, unknown(Table::Areas, "x"), &["areas 2"]);
    let gone = case(|r| r.organizations[8].area = id("x"));
    assert_stands(&gone, unknown(Table::Areas, "x"), &["organizations 9"]);
    let gone = case(|r| r.organizations[1].parent = Some(id("x")));
    assert_stands(&gone, unknown(Table::Organizations, "x"), &["organizations 2"]);
    let gone = case(|r| r.members[0].own = Some(id("x")));
    assert_stands(&gone, unknown(Table::Organizations, "x"), &["members 1"]);
    let gone = case(|r| r.members[0].scope = vec![id("x")]);
    assert_stands(&gone, unknown(Table::Areas, "x"), &["members 1"]);
    let gone = case(|r| r.registrations.push(a_wish("an", "x", 3)));
    assert_stands(&gone, unknown(Table::Organizations, "x"), &["registrations 3"]);
    let gone = case(|r| r.registrations.push(a_wish("x", "db-quan-su", 3)));
    assert_stands(&gone, unknown(Table::Members, "x"), &["registrations 3"]);
    let pair = |organization: &str| (id("an"), id(organization), String::from("vì"));
    let (member, organization, reason) = pair("x");
    let gone = province().of([an()]).facts(|r| r.designations.push(Designation { member, organization, reason }));
    assert_stands(&gone, unknown(Table::Organizations, "x"), &["designations 1"]);
    let (member, organization, reason) = pair("x");
    let gone = province().of([an()]).facts(|r| r.bans.push(Ban { member, organization, reason }));
    assert_stands(&gone, unknown(Table::Organizations, "x"), &["bans 1"]);
    let (member, organization, _) = pair("x");
    let gone = province().of([an()]).facts(|r| r.nominations.push(Nomination { member, organization }));
    assert_stands(&gone, unknown(Table::Organizations, "x"), &["nominations 1"]);
    let gone = case(|r| r.waivers.push(Waiver { member: id("x"), reason: "vì".into() }));
    assert_stands(&gone, unknown(Table::Members, "x"), &["waivers 1"]);
}

#[test]
fn a_wish_for_something_unknown_is_one_defect_and_not_also_a_wish_too_few() {
    let case = province().of([member("an").registers(["db-binh-chau", "x"])]);
    let what = What::Unknown { table: Table::Organizations, id: "x".into() };
    assert_stands(&case, what, &["registrations 2"]);
}

#[test]
fn wishes_all_unknown_are_not_also_nothing_to_choose() {
    let case = province().of([member("an").registers(["x", "y"])]);
    let found: Vec<What> = case.defects().into_iter().map(|defect| defect.what).collect();
    assert_eq!(found, ["x", "y"].map(|id| What::Unknown { table: Table::Organizations, id: id.into() }));
}

#[test]
fn unknown_wishes_do_not_hide_that_the_others_are_too_many() {
    let five = ["x", "db-binh-chau", "db-binh-hai", "db-nghia-ky", "db-truong-nghia-ky"];
    let case = province().of([member("an").registers(five)]);
    assert!(case.defects().iter().any(|d| matches!(d.what, What::TooManyWishes { found: 4, .. })));
    assert_eq!(case.defects().len(), 2);
}

#[test]
fn a_place_of_last_year_that_is_no_more_is_a_notice() {
    let case = province().of([an().held("da-giai-the").held("db-binh-hai")]);
    let (member, organization) = (id("an"), id("da-giai-the"));
    assert_notices(&case.problem(), [Notice::HeldGone { member, organization }]);
}

#[test]
fn weights_that_could_leave_exact_arithmetic_are_refused() {
    let heavy = |weight| {
        let mut case = province().of([an()]);
        case.policy.tiers[2].measures.insert(Measure::Load, weight);
        case
    };
    heavy(1_000_000_000_000).problem();
    assert_stands(&heavy(i64::MAX), What::Range { tier: "load".into() }, &[]);
    assert_stands(&heavy(1 << 58), What::Range { tier: "load".into() }, &[]);
}

/// A roster with everything wrong that can be: every defect comes in one answer.
#[test]
fn all_defects_at_once() {
    let four = ["db-binh-chau", "db-binh-hai", "db-nghia-ky", "db-truong-nghia-ky"];
    let case = province()
        .of([
            member("m-few").registers(["db-quan-su"]),
            member("m-many").registers(four),
            member("m-own").belongs_to("db-binh-hai").registers(["db-binh-hai", "db-nghia-ky"]),
            member("m-cell").registers(["cb-phu-quy", "db-nghia-ky"]),
            member("m-zero").gives_rank(0, "db-binh-chau").gives_rank(1, "db-binh-hai"),
            member("m-rank").gives_rank(1, "db-binh-chau").gives_rank(1, "db-binh-hai"),
            member("m-nominee").registers(["db-binh-chau", "db-binh-hai"]).nominated_for(["db-quan-su"]),
            member("m-pin").registers(["db-binh-chau", "db-binh-hai"]).designated_to("db-quan-su"),
            member("m-pin").banned_from("db-quan-su"),
            member("m-pins").registers(["db-binh-chau", "db-binh-hai"]).designated_to("db-quan-su"),
            member("m-none")
                .registers(["db-binh-chau", "db-binh-hai"])
                .banned_from("db-binh-chau")
                .banned_from("db-binh-hai"),
        ])
        .facts(|roster| {
            let (member, organization) = (id("m-pins"), id("db-nghia-ky"));
            roster.designations.push(Designation { member, organization, reason: "vì".into() });
            roster.registrations.push(a_wish("m-few", "x", 2));
            roster.areas.push(an_area("a", "a"));
            roster.organizations.push(an_organization("o", "a", "o"));
            roster.organizations[3].load = Bounds { min: 3, max: Some(2) };
        });
    let mut case = case;
    case.policy.tiers[1].measures.insert(Measure::Outside, i64::MAX);
    let kinds: Vec<&'static str> = case.defects().iter().map(|defect| kind(&defect.what)).collect();
    let expected = [
        "id-twice",
        "unknown",
        "area-cycle",
        "organization-cycle",
        "min-above-max",
        "rank-zero",
        "rank-twice",
        "too-many",
        "own",
        "sub-cell",
        "not-picked-for",
        "pin-against-ban",
        "too-many-pins",
        "nothing",
        "range",
    ];
    for one in expected {
        assert_eq!(kinds.iter().filter(|kind| **kind == one).count(), 1, "{one} in {kinds:?}");
    }
    assert_eq!(kinds.len(), expected.len(), "{kinds:?}");
    let Err(error) = Problem::new(case.roster.clone(), case.rules()) else { panic!("no defects") };
    assert!(error.to_string().starts_with("the facts have 15 defects: "), "{error}");
}

fn kind(what: &What) -> &'static str {
    match what {
        What::IdTwice { .. } => "id-twice",
        What::Unknown { .. } => "unknown",
        What::AreaCycle { .. } => "area-cycle",
        What::OrganizationCycle { .. } => "organization-cycle",
        What::MinAboveMax { .. } => "min-above-max",
        What::SideEmpty { .. }
        | What::SideTwice { .. }
        | What::SideBody { .. }
        | What::SideAlone { .. }
        | What::SideZero { .. }
        | What::SideBeyond { .. }
        | What::SideHeavy { .. } => "side-rule",
        What::RankZero { .. } => "rank-zero",
        What::RankTwice { .. } => "rank-twice",
        What::TooFewWishes { .. } => "too-few",
        What::TooManyWishes { .. } => "too-many",
        What::OwnOrganization { .. } => "own",
        What::SubCell { .. } => "sub-cell",
        What::NotPickedFor { .. } => "not-picked-for",
        What::PinAgainstBan { .. } => "pin-against-ban",
        What::TooManyPins { .. } => "too-many-pins",
        What::NothingToChoose { .. } => "nothing",
        What::MergedIntoItself { .. } => "merged-into-itself",
        What::Range { .. } => "range",
        What::More { .. } => "more",
    }
}
