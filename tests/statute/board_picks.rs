//! II.2-1': for the Thường trực the Board picks; they do not register.

use crate::vocabulary::*;
use phancong::*;

fn secretary() -> Person {
    member("an").of_body("thuong-truc")
}

#[test]
fn every_grassroots_organization_but_the_members_own_is_open() {
    let problem = province().of([secretary()]).problem();
    let open = ["cb-huyen-uy", "db-binh-chau", "db-binh-hai", "db-nghia-ky", "db-quan-su", "db-truong-nghia-ky"];
    assert_may_go(&problem, "an", open);
    assert_notices(&problem, []);
}

#[test]
fn the_committee_around_the_members_own_cell_is_closed_to_the_board_too() {
    let problem = province().of([secretary().belongs_to("cb-chau-thuan")]).problem();
    let open = ["cb-huyen-uy", "cb-van-phong", "db-binh-hai", "db-nghia-ky", "db-quan-su", "db-truong-nghia-ky"];
    assert_may_go(&problem, "an", open);
}

#[test]
fn a_sub_cell_is_open_only_by_name() {
    let nominated = province().of([secretary().nominated_for(["cb-chau-thuan", "db-nghia-ky"])]).problem();
    assert_may_go(&nominated, "an", ["cb-chau-thuan", "db-nghia-ky"]);
    let designated = province().of([secretary().designated_to("cb-chau-thuan")]).problem();
    assert_may_go(&designated, "an", ["cb-chau-thuan"]);
}

#[test]
fn the_boards_candidates_are_the_only_ones() {
    let problem = province().of([secretary().nominated_for(["db-nghia-ky", "db-binh-hai"])]).problem();
    assert_may_go(&problem, "an", ["db-binh-hai", "db-nghia-ky"]);
}

#[test]
fn a_candidate_named_twice_is_one_candidate() {
    let problem = province().of([secretary().nominated_for(["db-nghia-ky", "db-nghia-ky"])]).problem();
    assert_may_go(&problem, "an", ["db-nghia-ky"]);
}

#[test]
fn the_members_own_organization_is_no_candidate() {
    let case = province().of([secretary().belongs_to("db-nghia-ky").nominated_for(["db-nghia-ky", "db-binh-hai"])]);
    let what = What::OwnOrganization { member: id("an"), organization: id("db-nghia-ky"), own: id("db-nghia-ky") };
    assert_defect(&case, what, Some("II.2-1b"));
    assert_eq!(rows(&case.defects()[0]), ["members 1", "nominations 1"]);
}

#[test]
fn a_banned_candidate_is_removed_with_a_notice() {
    let person = secretary().nominated_for(["db-nghia-ky", "db-binh-hai", "db-quan-su"]).banned_from("db-quan-su");
    let problem = province().of([person]).problem();
    assert_may_go(&problem, "an", ["db-binh-hai", "db-nghia-ky"]);
    let (member, organization) = (id("an"), id("db-quan-su"));
    assert_notices(&problem, [Notice::NomineeBanned { member, organization, reason: "người thân".into() }]);
}

#[test]
fn one_designated_by_name_needs_no_candidates() {
    let problem = province().of([secretary().designated_to("db-nghia-ky")]).problem();
    assert_may_go(&problem, "an", ["db-nghia-ky"]);
    assert_notices(&problem, []);
}

#[test]
fn a_registration_of_theirs_is_noticed_and_not_used() {
    let case = province().of([secretary().registers(["db-binh-chau", "db-binh-hai"])]);
    let problem = case.problem();
    assert_eq!(problem.candidates(&id("an")).count(), 6);
    assert_notices(&problem, [Notice::RegisteredThoughPicked { member: id("an"), wishes: 2, rule: id("II.2-1'") }]);
}

#[test]
fn nothing_in_an_unused_registration_stops_the_board() {
    // Their own organization, a sub-cell, one rank twice, rank 0, four of them: wishes nobody uses.
    let person = secretary()
        .gives_rank(1, "cb-van-phong")
        .gives_rank(1, "cb-chau-thuan")
        .gives_rank(0, "db-binh-hai")
        .gives_rank(2, "db-nghia-ky")
        .gives_rank(3, "db-nghia-ky");
    let problem = province().of([person]).problem();
    assert_eq!(problem.candidates(&id("an")).count(), 6);
    assert_notices(&problem, [Notice::RegisteredThoughPicked { member: id("an"), wishes: 4, rule: id("II.2-1'") }]);
}

#[test]
fn members_of_other_bodies_register_and_have_no_candidates_of_the_board() {
    let person = member("an").of_body("ban-thuong-vu").registers(["db-binh-chau", "db-binh-hai"]);
    assert_may_go(&province().of([person.clone()]).problem(), "an", ["db-binh-chau", "db-binh-hai"]);
    let case = province().of([person.nominated_for(["db-nghia-ky"])]);
    let (member, organization, body) = (id("an"), id("db-nghia-ky"), "ban-thuong-vu".into());
    assert_defect(&case, What::NotPickedFor { member, organization, body }, None);
    assert_eq!(rows(&case.defects()[0]), ["nominations 1"]);
}

#[test]
fn the_standing_committee_owes_wishes_like_everyone() {
    let case = province().of([member("an").of_body("ban-thuong-vu")]);
    assert_defect(&case, What::TooFewWishes { member: id("an"), found: 0, min: 2 }, Some("II.2-1a"));
}

#[test]
fn for_whom_the_board_picks_is_policy_data() {
    let bodies = vec![id("thuong-truc"), id("ban-thuong-vu")];
    let case = province()
        .where_rule("II.2-1'", Kind::BoardPicks { bodies })
        .of([member("an").of_body("ban-thuong-vu"), member("binh").of_body("thuong-truc")]);
    let problem = case.problem();
    assert_eq!(problem.candidates(&id("an")).count(), 6);
    assert_eq!(problem.candidates(&id("binh")).count(), 6);
    let nobody = province().without_rule("II.2-1'").of([secretary()]);
    assert_defect(&nobody, What::TooFewWishes { member: id("an"), found: 0, min: 2 }, Some("II.2-1a"));
}
