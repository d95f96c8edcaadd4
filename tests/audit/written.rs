//! Records as they are written down: the names of their lists, and what may be left out.

use phancong::compliance::*;
use serde_json::{from_str, to_value};

#[test]
fn a_list_of_records_has_the_name_of_the_years_field() {
    let year = to_value(Year::default()).unwrap();
    for register in Register::ALL {
        let holder = if register == Register::Registrations { &year["roster"] } else { &year };
        assert!(holder[register.name()].is_array(), "{}", register.name());
    }
    let names: std::collections::BTreeSet<&str> = Register::ALL.iter().map(|register| register.name()).collect();
    assert_eq!(names.len(), Register::ALL.len());
}

#[test]
fn a_visit_told_without_a_number_is_one_visit() {
    let received: ReceivedVisit = from_str(r#"{ "member": "UV-01", "on": "2021-03-08" }"#).unwrap();
    assert_eq!((received.times, received.organization), (1, None));
    let claimed: ClaimedVisit = from_str(r#"{ "organization": "binh-chau", "on": "2021-03-08" }"#).unwrap();
    assert_eq!(claimed.times, 1);
    let told: ClaimedVisit = from_str(r#"{ "organization": "binh-chau", "times": 3 }"#).unwrap();
    assert_eq!((told.times, told.on), (3, None));
}
