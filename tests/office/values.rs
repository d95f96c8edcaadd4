//! Days, numbers and ids.

use super::{faults, read_with, rejected, roster_with};
use phancong::office::csv::Code;

fn day(text: &str) -> Option<String> {
    let file = format!("member,organization,rank,on\nUV-01,binh-chau,1,{text}\n");
    match read_with("registrations.csv", file) {
        Ok((roster, _)) => Some(roster.registrations[0].on.unwrap().to_string()),
        Err(rejected) => {
            let [fault] = rejected.faults.as_slice() else { panic!("{rejected}") };
            assert_eq!((fault.code, fault.field, fault.spot.row), (Code::Day, Some("on"), Some(2)));
            None
        }
    }
}

#[test]
fn days_are_read_in_the_ways_an_office_writes_them() {
    for text in ["05/12/2020", "5/12/2020", "05.12.2020", "05-12-2020", "2020-12-05", " 05/12/2020 "] {
        assert_eq!(day(text).as_deref(), Some("2020-12-05"), "{text}");
    }
    assert_eq!(day("29/02/2020").as_deref(), Some("2020-02-29"));
    assert_eq!(day("1/1/2000").as_deref(), Some("2000-01-01"));
    assert_eq!(day("31/12/2100").as_deref(), Some("2100-12-31"));
}

#[test]
fn two_digit_years_impossible_days_and_other_orders_are_refused() {
    for text in ["05/12/21", "05/12/-2021", "05/12/+2021", "29/02/2021", "31/11/2020", "11/27/2020", "2020/12/05"] {
        assert_eq!(day(text), None, "{text}");
    }
    for text in ["0/1/2020", "1/0/2020", "005/12/2020", "05/12/02020", "31/12/1999", "01/01/2101", "05/12-2020"] {
        assert_eq!(day(text), None, "{text}");
    }
    for text in ["20-12-05", "05 12 2020", "05/12", "05/12/2020/1", "44170", "05/12/2020 10:00", "+5/12/2020", "//"] {
        assert_eq!(day(text), None, "{text}");
    }
    for text in ["٠٥/12/2020", "０５/12/2020", "hôm nay", "/12/2020"] {
        assert_eq!(day(text), None, "{text}");
    }
}

#[test]
fn numbers_are_whole_without_sign_or_decimals() {
    let file = |max: &str| format!("id;name;max\nbinh-son;b;{max}\n");
    let max = |text: &str| roster_with("areas.csv", file(text)).areas[0].load.max;
    assert_eq!(max("12"), Some(12));
    assert_eq!(max("0"), Some(0));
    assert_eq!(max(""), None);
    assert_eq!(max("4294967295"), Some(u32::MAX));
    for bad in ["-1", "+1", "1.0", "1,0", "1 0", "1e3", "4294967296", "１", "một", "0x1", "1'000"] {
        let rejected = rejected("areas.csv", file(bad));
        assert_eq!((rejected.faults[0].code, rejected.faults[0].found.as_str()), (Code::Number, bad));
    }
}

#[test]
fn an_id_beyond_200_bytes_is_refused() {
    let file = |length: usize| format!("id,name\n{},x\n", "a".repeat(length));
    assert_eq!(roster_with("areas.csv", file(200)).areas[0].id.as_str().len(), 200);
    assert_eq!(faults("areas.csv", file(201)), ["TEP-18 2 A"]);
}

#[test]
fn every_bad_id_of_a_scope_is_named() {
    let file = format!("id,name,body,scope\nUV-01,An,b,;a;{}\n", "x".repeat(201));
    assert_eq!(faults("members.csv", file), ["TEP-18 2 D", "TEP-18 2 D"]);
}

#[test]
fn a_scope_lists_areas_in_their_order_without_spaces() {
    let roster = roster_with("members.csv", "id,name,body,scope\nUV-01,An,b,ly-son ; binh-son\n");
    assert_eq!(roster.members[0].scope, ["ly-son".parse().unwrap(), "binh-son".parse().unwrap()]);
}
