//! From a defect to its rows, and from a plan to its table.

use super::{GOOD, good, read_with};
use phancong::{
    Kind, Measure, Placement, Plan, Policy, Problem, ProblemError, Readings, Row, Rule, Rules, Source, Table, Text,
    Tier, office::csv,
};

fn text() -> Text {
    Text { vi: String::new(), en: String::new() }
}

/// Two or three wishes, and nothing else.
pub(crate) fn rules() -> Rules {
    let rule = Rule {
        id: "II.2-1a".parse().unwrap(),
        article: "II.2".into(),
        source: Source::Plan,
        from: "2020-01-01".parse().unwrap(),
        until: None,
        text: text(),
        says: Kind::Registration { min: 2, max: 3 },
    };
    let measures = [(Measure::Unplaced, 1)].into();
    let policy = Policy {
        format: "phancong-policy/1".into(),
        id: "two-or-three".into(),
        title: text(),
        issuer: text(),
        number: String::new(),
        basis: vec![],
        seed: None,
        readings: Readings::default(),
        tiers: vec![Tier { name: "unplaced".into(), source: Source::Request, measures }],
        rules: vec![rule],
    };
    policy.in_force("2020-12-01".parse().unwrap()).unwrap()
}

fn plan() -> Plan {
    Plan::new(vec![Placement { member: "UV-01".parse().unwrap(), organization: "binh-chau".parse().unwrap() }])
}

#[test]
fn a_defect_is_found_again_in_excels_rows() {
    let file = "member,organization,rank,on\n\nUV-01,binh-chau,1,\nUV-09,binh-hai,1,\n";
    let (roster, sources) = read_with("registrations.csv", file).unwrap();
    let error = Problem::new(roster, rules()).unwrap_err();
    let mut lines: Vec<String> = sources.located(&error).iter().map(ToString::to_string).collect();
    lines.sort();
    assert_eq!(
        lines,
        [
            "members.csv row 2, registrations.csv row 3: member `UV-01` registers 1 organizations, at least 2 are needed: \
             ask for another wish, or record the Board's waiver (rule II.2-1a)",
            "registrations.csv row 4: `UV-09` is not in members",
        ]
    );
}

#[test]
fn an_entry_that_was_not_read_has_no_row() {
    let (_, sources) = read_with(GOOD[0].0, GOOD[0].1).unwrap();
    let spot = |table, number| sources.spot(Row { table, number }).map(|spot| spot.to_string());
    assert_eq!(spot(Table::Organizations, 2).as_deref(), Some("organizations.csv row 3"));
    assert_eq!(spot(Table::Organizations, 3), None);
    assert_eq!(spot(Table::Organizations, 0), None);
    assert_eq!(spot(Table::Bans, 1), None);
}

#[test]
fn other_errors_have_no_rows() {
    let (_, sources) = read_with(GOOD[0].0, GOOD[0].1).unwrap();
    assert!(sources.located(&ProblemError::NotKept { policy: "ke-hoach".into() }).is_empty());
}

#[test]
fn the_table_names_everything_and_computes_nothing() {
    let mut roster = good();
    roster.members[0].name = "=HYPERLINK(\"x\")".into();
    roster.organizations[0].name = "Chi bộ \"A\", xã B".into();
    let problem = Problem::new(roster, rules()).unwrap();
    let reason = |placement: &Placement| format!("-{}\nhai dòng", placement.member);
    let bytes = csv::table(&problem, &plan(), &[("lý do", &reason)]);
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        "\u{feff}member,member name,organization,organization name,area name,lý do\n\
         UV-01,\"'=HYPERLINK(\"\"x\"\")\",binh-chau,\"Chi bộ \"\"A\"\", xã B\",Huyện Bình Sơn,\"'-UV-01\nhai dòng\"\n"
    );
}

#[test]
fn every_beginning_of_a_formula_is_made_harmless() {
    let problem = Problem::new(good(), rules()).unwrap();
    for begin in ["=", "+", "-", "@", "\t", "\r", " =", "＝", "'=", "\t-"] {
        let cell = |_: &Placement| format!("{begin}1");
        let bytes = csv::table(&problem, &plan(), &[("x", &cell)]);
        let record = ::csv::Reader::from_reader(bytes.as_slice()).records().next().unwrap().unwrap();
        assert_eq!(record[5], format!("'{begin}1"), "{begin:?}");
    }
}

#[test]
fn a_line_about_strangers_keeps_their_ids() {
    let problem = Problem::new(good(), rules()).unwrap();
    let plan = Plan::new(vec![Placement { member: "UV-77".parse().unwrap(), organization: "x".parse().unwrap() }]);
    let text = String::from_utf8(csv::table(&problem, &plan, &[])).unwrap();
    assert_eq!(text.lines().nth(1), Some("UV-77,,x,,"));
}
