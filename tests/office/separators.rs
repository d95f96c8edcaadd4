//! Separators, line ends and quotes.

use super::{GOOD, faults, good, roster_with, waiver};

#[test]
fn comma_semicolon_and_tab_are_told_from_the_header() {
    for separator in [",", ";", "\t"] {
        assert_eq!(roster_with("areas.csv", GOOD[0].1.replace(',', separator)), good());
    }
}

#[test]
fn the_line_sep_is_obeyed_and_not_counted_as_a_row() {
    let body = GOOD[0].1.replace(',', ";");
    assert_eq!(roster_with("areas.csv", format!("sep=;\r\n{body}")), good());
    assert_eq!(roster_with("areas.csv", format!("\"sep=;\"\r\n{body}")), good());
    assert_eq!(roster_with("areas.csv", format!("SEP=\t\n{}", GOOD[0].1.replace(',', "\t"))), good());
    assert_eq!(faults("areas.csv", "sep=;\nid;name\n;x\n"), ["TEP-17 2 A"]);
}

#[test]
fn the_line_sep_with_another_separator_is_refused() {
    assert_eq!(faults("areas.csv", "sep=|\nid|name\n"), ["TEP-09 - -"]);
    assert_eq!(faults("areas.csv", "sep=\nid,name\n"), ["TEP-09 - -"]);
    assert_eq!(faults("areas.csv", "sep=,;\nid,name\n"), ["TEP-09 - -"]);
}

#[test]
fn f01_lines_end_with_lf_crlf_or_cr_and_the_last_one_with_nothing() {
    for end in ["\n", "\r\n", "\r"] {
        assert_eq!(roster_with("areas.csv", GOOD[0].1.replace('\n', end)), good());
    }
    assert_eq!(roster_with("areas.csv", GOOD[0].1.trim_end()), good());
}

#[test]
fn a_quoted_cell_holds_separators_and_doubled_quotes() {
    assert_eq!(waiver("\"họp, \"\"gấp\"\"; xa\""), "họp, \"gấp\"; xa");
    assert_eq!(waiver("\"\"\"\"\"\""), "\"\"");
}

#[test]
fn an_apostrophe_before_a_formula_is_protection_and_elsewhere_text() {
    assert_eq!(waiver("'=1"), "=1");
    assert_eq!(waiver("''=1"), "'=1");
    assert_eq!(waiver("'tạm'"), "'tạm'");
}

#[test]
fn a_quote_that_swallows_the_rest_of_the_file_is_named_where_it_opens() {
    let file = "member,reason\nUV-01,\"open\nUV-02,x\nUV-03,y\n";
    assert_eq!(faults("waivers.csv", file), ["TEP-13 2 B"]);
    assert_eq!(faults("waivers.csv", "member,\"reason\nUV-01,x\n"), ["TEP-13 1 B"]);
}

#[test]
fn a_quote_that_closes_in_a_later_row_does_not_hide_the_rows_between() {
    let file = "member,reason\nUV-01,\"open\n,no member\nUV-03,\"closed\"\nUV-04,\n";
    assert_eq!(faults("waivers.csv", file), ["TEP-13 2 B", "TEP-17 3 A", "TEP-17 5 B"]);
}

#[test]
fn a_quote_inside_a_cell_is_refused() {
    let file = "member,reason\nUV-01,\"A\"B\nUV-02,A\"B\nUV-03, \"A\"\nUV-04,\"A\" \n";
    assert_eq!(faults("waivers.csv", file), ["TEP-14 2 B", "TEP-14 3 B", "TEP-14 4 B", "TEP-14 5 B"]);
}

#[test]
fn a_cell_of_two_lines_is_refused_and_the_next_row_keeps_the_number_excel_gives_it() {
    let file = "member,reason\nUV-01,\"two\nlines\"\nUV-02,\n";
    assert_eq!(faults("waivers.csv", file), ["TEP-15 2 B", "TEP-17 3 B"]);
}

#[test]
fn many_open_quotes_are_told_in_one_pass() {
    // A second; were each quote searched to the end of the file, hours.
    let file = format!("member,reason\n{}", "UV-01,\"x\n".repeat(200_000));
    assert_eq!(faults("waivers.csv", file).len(), 1_001);
}

#[test]
fn a_file_of_quotes_is_given_up_early() {
    for pair in ["\"\"", "\"\"\n"] {
        let mut file = String::from("member,reason\nUV-01,\"");
        file += &pair.repeat((60 << 20) / pair.len());
        let faults = faults("waivers.csv", &file);
        assert!(faults[0].starts_with("TEP-25 2 B") || faults[0].starts_with("TEP-13 2 B"), "{:?}", faults.first());
    }
}
