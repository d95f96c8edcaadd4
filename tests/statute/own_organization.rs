//! II.2-1b: not the grassroots organization of which the member is a part (reading A9).

use crate::vocabulary::*;
use phancong::*;

fn own(organization: &str, own: &str) -> What {
    What::OwnOrganization { member: id("an"), organization: id(organization), own: id(own) }
}

#[test]
fn ones_own_organization_is_no_wish() {
    let case = province().of([member("an").belongs_to("db-binh-hai").registers(["db-binh-hai", "db-nghia-ky"])]);
    assert_defect(&case, own("db-binh-hai", "db-binh-hai"), Some("II.2-1b"));
    assert_eq!(rows(&case.defects()[0]), ["members 1", "registrations 1"]);
}

#[test]
fn the_committee_around_ones_own_cell_is_no_wish() {
    let case = province().of([member("an").belongs_to("cb-chau-thuan").registers(["db-binh-chau", "db-nghia-ky"])]);
    assert_defect(&case, own("db-binh-chau", "cb-chau-thuan"), Some("II.2-1b"));
}

#[test]
fn under_the_narrow_reading_the_committee_around_ones_own_cell_is_open() {
    let case = province()
        .reading(|readings| readings.own = OwnExtent::Below)
        .of([member("an").belongs_to("cb-chau-thuan").registers(["db-binh-chau", "db-nghia-ky"])]);
    assert_may_go(&case.problem(), "an", ["db-binh-chau", "db-nghia-ky"]);
}

#[test]
fn under_the_narrow_reading_ones_own_organization_stays_closed() {
    let case = province()
        .reading(|readings| readings.own = OwnExtent::Below)
        .of([member("an").belongs_to("db-binh-hai").registers(["db-binh-hai", "db-nghia-ky"])]);
    assert_defect(&case, own("db-binh-hai", "db-binh-hai"), Some("II.2-1b"));
}

/// Sub-cells are reached by designation only.
fn designated(own: &str, to: &str) -> Person {
    member("an").belongs_to(own).registers(["db-binh-hai", "db-nghia-ky"]).designated_to(to)
}

#[test]
fn a_sub_cell_of_ones_own_committee_is_closed_under_both_readings() {
    for reading in OwnExtent::ALL {
        let case =
            province().reading(|readings| readings.own = *reading).of([designated("db-binh-chau", "cb-phu-quy")]);
        assert_defect(&case, own("cb-phu-quy", "db-binh-chau"), Some("II.2-1b"));
        assert_eq!(rows(&case.defects()[0]), ["members 1", "designations 1"]);
    }
}

#[test]
fn a_sister_of_ones_own_cell_is_closed_under_the_wide_reading_only() {
    let case = province().of([designated("cb-chau-thuan", "cb-phu-quy")]);
    assert_defect(&case, own("cb-phu-quy", "cb-chau-thuan"), Some("II.2-1b"));
    let narrow = case.reading(|readings| readings.own = OwnExtent::Below);
    assert_may_go(&narrow.problem(), "an", ["cb-phu-quy"]);
}

#[test]
fn a_district_secretary_may_go_to_the_districts_other_organizations() {
    let case = province().of([member("an")
        .belongs_to("cb-huyen-uy")
        .in_charge_of(["binh-son"])
        .registers(["db-binh-chau", "db-binh-hai"])]);
    assert_may_go(&case.problem(), "an", ["db-binh-chau", "db-binh-hai"]);
    assert_notices(&case.problem(), []);
}

#[test]
fn an_organization_not_stated_is_noticed_because_nothing_could_be_checked() {
    let case = province().of([member("an").belongs_nowhere_stated().registers(["db-binh-chau", "db-binh-hai"])]);
    assert_notices(&case.problem(), [Notice::OwnUnknown { member: id("an") }]);
}

#[test]
fn without_the_rule_ones_own_organization_is_a_wish_like_any() {
    let case = province()
        .without_rule("II.2-1b")
        .of([member("an").belongs_to("db-binh-hai").registers(["db-binh-hai", "db-nghia-ky"])]);
    assert_may_go(&case.problem(), "an", ["db-binh-hai", "db-nghia-ky"]);
}
