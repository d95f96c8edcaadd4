//! II.2-1a: each member chooses 2 to 3 grassroots organizations and registers them with the Board.

use crate::vocabulary::*;
use phancong::*;

#[test]
fn two_wishes_are_enough() {
    let case = province().of([member("an").registers(["db-binh-chau", "db-binh-hai"])]);
    assert_may_go(&case.problem(), "an", ["db-binh-chau", "db-binh-hai"]);
    assert_notices(&case.problem(), []);
}

#[test]
fn three_wishes_are_the_most() {
    let case = province().of([member("an").registers(["db-nghia-ky", "db-binh-hai", "db-binh-chau"])]);
    assert_may_go(&case.problem(), "an", ["db-binh-chau", "db-binh-hai", "db-nghia-ky"]);
}

#[test]
fn no_wish_is_too_few() {
    let case = province().of([member("an")]);
    assert_defect(&case, What::TooFewWishes { member: id("an"), found: 0, min: 2 }, Some("II.2-1a"));
    assert_eq!(rows(&case.defects()[0]), ["members 1"]);
}

#[test]
fn one_wish_is_too_few() {
    let case = province().of([member("an").registers(["db-binh-chau"])]);
    assert_defect(&case, What::TooFewWishes { member: id("an"), found: 1, min: 2 }, Some("II.2-1a"));
    assert_eq!(rows(&case.defects()[0]), ["members 1", "registrations 1"]);
}

#[test]
fn four_wishes_are_too_many() {
    let case =
        province().of([member("an").registers(["db-binh-chau", "db-binh-hai", "db-nghia-ky", "db-truong-nghia-ky"])]);
    assert_defect(&case, What::TooManyWishes { member: id("an"), found: 4, max: 3 }, Some("II.2-1a"));
    assert_eq!(rows(&case.defects()[0]).len(), 5);
}

#[test]
fn the_same_wish_twice_is_one_wish() {
    let case = province().of([member("an").registers(["db-binh-chau", "db-binh-chau"])]);
    assert_defect(&case, What::TooFewWishes { member: id("an"), found: 1, min: 2 }, Some("II.2-1a"));
}

#[test]
fn a_doubled_wish_beside_others_is_noticed_at_its_later_row() {
    let case = province().of([member("an").registers(["db-binh-chau", "db-binh-hai", "db-binh-chau", "db-nghia-ky"])]);
    let problem = case.problem();
    assert_may_go(&problem, "an", ["db-binh-chau", "db-binh-hai", "db-nghia-ky"]);
    let row = Row { table: Table::Registrations, number: 3 };
    assert_notices(&problem, [Notice::WishTwice { member: id("an"), organization: id("db-binh-chau"), row }]);
}

#[test]
fn the_boards_waiver_turns_too_few_into_a_notice() {
    let case = province().of([member("an").registers(["db-binh-chau"]).waived("điều trị dài ngày")]);
    let problem = case.problem();
    assert_may_go(&problem, "an", ["db-binh-chau"]);
    assert_notices(
        &problem,
        [
            Notice::Waived { member: id("an"), found: 1, reason: "điều trị dài ngày".into() },
            Notice::Forced { member: id("an"), organizations: vec![id("db-binh-chau")] },
        ],
    );
}

#[test]
fn the_boards_waiver_turns_too_many_into_a_notice() {
    let four = ["db-binh-chau", "db-binh-hai", "db-nghia-ky", "db-truong-nghia-ky"];
    let problem = province().of([member("an").registers(four).waived("Ban đồng ý")]).problem();
    assert_may_go(&problem, "an", four);
    assert_notices(&problem, [Notice::Waived { member: id("an"), found: 4, reason: "Ban đồng ý".into() }]);
}

#[test]
fn a_waiver_does_not_make_a_place_out_of_nothing() {
    let case = province().of([member("an").waived("chưa đăng ký")]);
    assert_defect(&case, What::NothingToChoose { member: id("an"), found: 0, places: 1 }, None);
}

#[test]
fn a_waiver_that_is_not_needed_says_nothing() {
    let case = province().of([member("an").registers(["db-binh-chau", "db-binh-hai"]).waived("phòng khi")]);
    assert_notices(&case.problem(), []);
}

#[test]
fn the_waiver_of_another_member_does_not_help() {
    let case = province().of([
        member("an").registers(["db-binh-chau"]),
        member("binh").registers(["db-binh-chau", "db-binh-hai"]).waived("phòng khi"),
    ]);
    assert_defect(&case, What::TooFewWishes { member: id("an"), found: 1, min: 2 }, Some("II.2-1a"));
}

#[test]
fn how_many_wishes_is_policy_data() {
    let one = member("an").registers(["db-binh-chau"]);
    let case = province().where_rule("II.2-1a", Kind::Registration { min: 1, max: 1 }).of([one.clone()]);
    assert_may_go(&case.problem(), "an", ["db-binh-chau"]);
    let two =
        province().where_rule("II.2-1a", Kind::Registration { min: 1, max: 1 }).of([one.gives_rank(2, "db-binh-hai")]);
    assert_defect(&two, What::TooManyWishes { member: id("an"), found: 2, max: 1 }, Some("II.2-1a"));
    let free = province().without_rule("II.2-1a").of([member("an").registers(["db-binh-chau"])]);
    assert_may_go(&free.problem(), "an", ["db-binh-chau"]);
}

#[test]
fn a_sub_cell_is_no_grassroots_organization_to_register() {
    let case = province().of([member("an").registers(["cb-chau-thuan", "db-binh-hai"])]);
    let what = What::SubCell { member: id("an"), organization: id("cb-chau-thuan"), parent: id("db-binh-chau") };
    assert_defect(&case, what, Some("II.2-1a"));
    assert_eq!(rows(&case.defects()[0]), ["registrations 1"]);
}

#[test]
fn wishes_are_ranked_from_one() {
    let case = province().of([member("an").gives_rank(0, "db-binh-chau").gives_rank(1, "db-binh-hai")]);
    assert_defect(&case, What::RankZero { member: id("an") }, None);
    assert_eq!(rows(&case.defects()[0]), ["registrations 1"]);
}

#[test]
fn two_organizations_of_one_rank_contradict_each_other() {
    let case = province()
        .of([member("an").gives_rank(1, "db-nghia-ky").gives_rank(2, "db-binh-hai").gives_rank(2, "db-binh-chau")]);
    let what = What::RankTwice { member: id("an"), rank: 2, one: id("db-binh-chau"), other: id("db-binh-hai") };
    assert_defect(&case, what, None);
    assert_eq!(rows(&case.defects()[0]), ["registrations 2", "registrations 3"]);
}

#[test]
fn ranks_may_leave_gaps() {
    let case = province().of([member("an").gives_rank(2, "db-binh-chau").gives_rank(7, "db-binh-hai")]);
    assert_may_go(&case.problem(), "an", ["db-binh-chau", "db-binh-hai"]);
    assert_notices(&case.problem(), []);
}

#[test]
fn two_places_for_each_member_are_policy_data() {
    let case = province()
        .where_rule("R.places", Kind::Places { each: 2 })
        .of([member("an").registers(["db-binh-chau", "db-binh-hai"])]);
    let problem = case.problem();
    assert_eq!(problem.places(), 2);
    let organizations = vec![id("db-binh-chau"), id("db-binh-hai")];
    assert_notices(&problem, [Notice::Forced { member: id("an"), organizations }]);
    assert_eq!(province().problem().places(), 1);
}

#[test]
fn places_beyond_the_wishes_leave_nothing_to_choose() {
    let case = province()
        .where_rule("R.places", Kind::Places { each: 3 })
        .of([member("an").registers(["db-binh-chau", "db-binh-hai"])]);
    assert_defect(&case, What::NothingToChoose { member: id("an"), found: 2, places: 3 }, None);
}
