//! The Board's decisions by name: designations and bans.

use crate::vocabulary::*;
use phancong::*;

fn an() -> Person {
    member("an").registers(["db-binh-chau", "db-binh-hai"])
}

#[test]
fn a_designation_need_not_be_among_the_wishes() {
    let problem = province().of([an().designated_to("db-nghia-ky")]).problem();
    assert_may_go(&problem, "an", ["db-nghia-ky"]);
    assert_notices(&problem, []);
}

#[test]
fn a_designation_to_a_wish_leaves_that_wish() {
    assert_may_go(&province().of([an().designated_to("db-binh-hai")]).problem(), "an", ["db-binh-hai"]);
}

#[test]
fn a_designated_sub_cell_is_legal_unless_the_members_own() {
    let problem = province().of([an().designated_to("cb-phu-quy")]).problem();
    assert_may_go(&problem, "an", ["cb-phu-quy"]);
    let case = province().of([an().belongs_to("cb-phu-quy").designated_to("cb-phu-quy")]);
    let refused = What::OwnOrganization { member: id("an"), organization: id("cb-phu-quy"), own: id("cb-phu-quy") };
    assert!(case.defects().iter().any(|defect| defect.what == refused));
}

#[test]
fn a_designation_does_not_replace_the_registration() {
    let case = province().of([member("an").designated_to("db-nghia-ky")]);
    assert_defect(&case, What::TooFewWishes { member: id("an"), found: 0, min: 2 }, Some("II.2-1a"));
    let waived = province().of([member("an").designated_to("db-nghia-ky").waived("Ban chỉ định")]);
    assert_may_go(&waived.problem(), "an", ["db-nghia-ky"]);
}

#[test]
fn the_same_designation_twice_is_one() {
    let problem = province().of([an().designated_to("db-nghia-ky").designated_to("db-nghia-ky")]).problem();
    assert_may_go(&problem, "an", ["db-nghia-ky"]);
}

#[test]
fn with_two_places_a_designation_fills_one_and_the_wishes_the_other() {
    let case = province().where_rule("R.places", Kind::Places { each: 2 }).of([an().designated_to("db-nghia-ky")]);
    assert_may_go(&case.problem(), "an", ["db-binh-chau", "db-binh-hai", "db-nghia-ky"]);
}

#[test]
fn more_designations_than_places_contradict_the_request() {
    let case = province().of([an().designated_to("db-nghia-ky").designated_to("db-quan-su")]);
    assert_defect(&case, What::TooManyPins { member: id("an"), found: 2, places: 1 }, Some("R.places"));
    assert_eq!(rows(&case.defects()[0]), ["designations 1", "designations 2"]);
}

#[test]
fn i07_designated_and_banned_names_both_rows() {
    let other = member("binh").registers(["db-binh-chau", "db-binh-hai"]).banned_from("db-nghia-ky");
    let case = province().of([other, an().designated_to("db-nghia-ky").banned_from("db-nghia-ky")]);
    assert_defect(&case, What::PinAgainstBan { member: id("an"), organization: id("db-nghia-ky") }, None);
    assert_eq!(rows(&case.defects()[0]), ["designations 1", "bans 2"]);
}

#[test]
fn a_ban_removes_a_wish_with_its_reason() {
    let problem = province().of([an().gives_rank(3, "db-nghia-ky").banned_from("db-binh-hai")]).problem();
    assert_may_go(&problem, "an", ["db-binh-chau", "db-nghia-ky"]);
    let (member, organization) = (id("an"), id("db-binh-hai"));
    assert_notices(&problem, [Notice::WishBanned { member, organization, reason: "người thân".into() }]);
}

#[test]
fn a_ban_of_what_nobody_asked_for_says_nothing() {
    let problem = province().of([an().banned_from("db-quan-su")]).problem();
    assert_may_go(&problem, "an", ["db-binh-chau", "db-binh-hai"]);
    assert_notices(&problem, []);
}

#[test]
fn a_ban_closes_an_organization_to_the_boards_pick() {
    let problem = province().of([member("an").of_body("thuong-truc").banned_from("db-quan-su")]).problem();
    let open = ["cb-huyen-uy", "db-binh-chau", "db-binh-hai", "db-nghia-ky", "db-truong-nghia-ky"];
    assert_may_go(&problem, "an", open);
}

#[test]
fn a_ban_binds_only_the_member_it_names() {
    let other = member("binh").registers(["db-binh-chau", "db-binh-hai"]);
    let problem = province().of([an().gives_rank(3, "db-nghia-ky").banned_from("db-binh-hai"), other]).problem();
    assert_may_go(&problem, "binh", ["db-binh-chau", "db-binh-hai"]);
}

#[test]
fn bans_that_leave_nothing_are_the_rows_of_the_defect() {
    let case = province().of([an().banned_from("db-binh-chau").banned_from("db-binh-hai").banned_from("db-quan-su")]);
    assert_defect(&case, What::NothingToChoose { member: id("an"), found: 0, places: 1 }, None);
    assert_eq!(rows(&case.defects()[0]), ["members 1", "bans 1", "bans 2"]);
}
