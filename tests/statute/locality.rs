//! II.2-1d: as a principle members choose organizations where they are in charge (readings A7 and A8).

use crate::vocabulary::*;
use phancong::*;

fn hard() -> Case {
    province().reading(|readings| readings.locality = LocalityReading::Hard)
}

fn outside(organization: &str) -> Notice {
    Notice::WishOutside { member: id("an"), organization: id(organization), rule: id("II.2-1d") }
}

#[test]
fn as_a_principle_it_closes_nothing() {
    let case = province().of([member("an").in_charge_of(["binh-son"]).registers(["db-binh-chau", "db-nghia-ky"])]);
    assert_may_go(&case.problem(), "an", ["db-binh-chau", "db-nghia-ky"]);
    assert_notices(&case.problem(), []);
}

#[test]
fn as_a_duty_it_closes_what_lies_outside_and_says_so() {
    let problem =
        hard().of([member("an").in_charge_of(["binh-chau"]).registers(["db-binh-chau", "db-nghia-ky"])]).problem();
    assert_may_go(&problem, "an", ["db-binh-chau"]);
    let forced = Notice::Forced { member: id("an"), organizations: vec![id("db-binh-chau")] };
    assert_notices(&problem, [forced, outside("db-nghia-ky")]);
}

#[test]
fn a_district_covers_its_communes_and_itself() {
    let wishes = ["db-binh-chau", "db-binh-hai", "cb-huyen-uy"];
    let problem = hard().of([member("an").in_charge_of(["binh-son"]).registers(wishes)]).problem();
    assert_may_go(&problem, "an", ["cb-huyen-uy", "db-binh-chau", "db-binh-hai"]);
}

#[test]
fn a_commune_does_not_cover_its_district() {
    let problem =
        hard().of([member("an").in_charge_of(["binh-chau"]).registers(["cb-huyen-uy", "db-binh-chau"])]).problem();
    assert_may_go(&problem, "an", ["db-binh-chau"]);
}

#[test]
fn a_unit_is_an_area_like_a_place() {
    let problem =
        hard().of([member("an").in_charge_of(["quan-su"]).registers(["db-quan-su", "db-nghia-ky"])]).problem();
    assert_may_go(&problem, "an", ["db-quan-su"]);
}

#[test]
fn any_area_of_several_will_do() {
    let wishes = ["db-quan-su", "db-nghia-ky", "db-binh-hai"];
    let problem = hard().of([member("an").in_charge_of(["quan-su", "tu-nghia"]).registers(wishes)]).problem();
    assert_may_go(&problem, "an", ["db-nghia-ky", "db-quan-su"]);
}

#[test]
fn a_member_in_charge_of_nothing_is_bound_to_no_place() {
    let problem = hard().of([member("an").registers(["db-binh-chau", "db-nghia-ky"])]).problem();
    assert_may_go(&problem, "an", ["db-binh-chau", "db-nghia-ky"]);
    assert_notices(&problem, []);
}

#[test]
fn a_designation_goes_before_the_duty() {
    let person = member("an").in_charge_of(["binh-son"]).registers(["db-binh-chau", "db-binh-hai"]);
    let problem = hard().of([person.designated_to("db-nghia-ky")]).problem();
    assert_may_go(&problem, "an", ["db-nghia-ky"]);
}

#[test]
fn it_binds_the_boards_pick_only_where_the_member_holds_an_area() {
    let bound = member("an").of_body("thuong-truc").in_charge_of(["tu-nghia"]);
    let free = member("binh").of_body("thuong-truc").belongs_to("db-binh-hai");
    let problem = hard().of([bound, free]).problem();
    assert_may_go(&problem, "an", ["db-nghia-ky", "db-truong-nghia-ky"]);
    assert_eq!(problem.candidates(&id("binh")).count(), 6);
}

#[test]
fn a_nominee_outside_is_removed_with_a_notice() {
    let person = member("an").of_body("thuong-truc").in_charge_of(["tu-nghia"]);
    let problem = hard().of([person.nominated_for(["db-nghia-ky", "db-truong-nghia-ky", "db-quan-su"])]).problem();
    assert_may_go(&problem, "an", ["db-nghia-ky", "db-truong-nghia-ky"]);
    let (member, organization) = (id("an"), id("db-quan-su"));
    assert_notices(&problem, [Notice::NomineeOutside { member, organization, rule: id("II.2-1d") }]);
}

#[test]
fn not_applied_it_closes_nothing() {
    let case = province()
        .reading(|readings| readings.locality = LocalityReading::Off)
        .of([member("an").in_charge_of(["binh-son"]).registers(["db-binh-chau", "db-nghia-ky"])]);
    assert_may_go(&case.problem(), "an", ["db-binh-chau", "db-nghia-ky"]);
}

#[test]
fn without_the_rule_the_hard_reading_reads_nothing() {
    let case = hard()
        .without_rule("II.2-1d")
        .of([member("an").in_charge_of(["binh-son"]).registers(["db-binh-chau", "db-nghia-ky"])]);
    assert_may_go(&case.problem(), "an", ["db-binh-chau", "db-nghia-ky"]);
}

#[test]
fn own_organization_and_duty_together_may_leave_nothing_and_the_defect_names_the_duty() {
    // A8 with A9: the only organizations of the area are the member's own.
    let person = member("an").belongs_to("cb-chau-thuan").in_charge_of(["binh-chau"]);
    let case = hard().of([person.registers(["db-nghia-ky", "db-binh-hai"])]);
    assert_defect(&case, What::NothingToChoose { member: id("an"), found: 0, places: 1 }, Some("II.2-1d"));
    let picked = member("an").of_body("thuong-truc").belongs_to("cb-chau-thuan").in_charge_of(["binh-chau"]);
    let what = What::NothingToChoose { member: id("an"), found: 0, places: 1 };
    assert_defect(&hard().of([picked]), what, Some("II.2-1d"));
}
