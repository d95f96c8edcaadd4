//! What the papers of the sample province say.

use chrono::{Datelike as _, NaiveDate};
use phancong::office::csv;
use phancong::office::paper::{
    Block, Cell, Grid, Letterhead, Paper, Recipients, calendar_extracts, calendar_paper, check, extracts,
    member_sheets, organization_sheets, table_paper, year_paper,
};
use phancong::report::Language;
use phancong::{Agenda, Outcome, Plan, Policy, Problem, audit, schedule, solve};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/quang-ngai-2021")
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn letterhead() -> Letterhead {
    Letterhead::from_toml(&std::fs::read_to_string(folder().join("letterhead.toml")).unwrap()).unwrap()
}

fn season() -> (Policy, Problem, Plan) {
    let policy = Policy::quang_ngai_2020().unwrap();
    let (roster, _) = csv::read_folder(&folder()).unwrap();
    let problem = Problem::new(roster, policy.in_force(day("2020-12-01")).unwrap()).unwrap();
    let Outcome::Solved(plan) = solve(&problem).unwrap() else { panic!("the sample has a table") };
    (policy, problem, plan)
}

pub(crate) fn table() -> Paper {
    let (policy, problem, plan) = season();
    table_paper(&problem, &Outcome::Solved(plan), &policy.title, &letterhead(), Language::Vi).unwrap()
}

fn tables(paper: &Paper) -> Vec<&Grid> {
    paper.blocks.iter().filter_map(|block| if let Block::Table(grid) = block { Some(grid) } else { None }).collect()
}

fn text(cell: &Cell) -> String {
    cell.to_string()
}

fn number(cell: &Cell) -> u32 {
    if let Cell::Number(number) = cell { *number } else { panic!("no number") }
}

#[test]
fn the_table_stands_by_body_then_by_given_name() {
    let paper = table();
    let rows = &tables(&paper)[0].rows;
    assert_eq!(rows.len(), 50);
    let bodies: Vec<String> = rows.iter().map(|row| text(&row[3])).collect();
    let mut distinct = bodies.clone();
    distinct.dedup();
    assert_eq!(distinct, ["Thường trực Tỉnh ủy", "Ban Thường vụ Tỉnh ủy", "Ban Chấp hành Đảng bộ tỉnh"]);
    let names: Vec<String> = rows.iter().map(|row| text(&row[2])).collect();
    assert_eq!(names[..3], ["Ngô Đăng Nghị", "Nguyễn Nguyên Phát", "Trần An Trúc"]);
    // Given names of the Standing Committee: Châu before Diệp before Đạt, as in Vietnamese.
    let given: Vec<&str> = names[3..7].iter().map(|name| name.rsplit(' ').next().unwrap()).collect();
    assert_eq!(given, ["Châu", "Diệp", "Đạt", "Đạt"]);
    assert!(rows.iter().enumerate().all(|(at, row)| number(&row[0]) as usize == at + 1));
}

#[test]
fn by_member_by_organization_and_by_area_are_one_table() {
    let paper = table();
    let tables = tables(&paper);
    let mut members: Vec<(String, String)> = tables[0].rows.iter().map(|row| (text(&row[2]), text(&row[4]))).collect();
    let mut organizations = Vec::new();
    for row in &tables[1].rows {
        let people: Vec<String> = text(&row[4]).split("; ").map(str::to_owned).collect();
        assert_eq!(people.len(), number(&row[3]) as usize);
        organizations.extend(people.into_iter().map(|one| (one, text(&row[1]))));
    }
    members.sort();
    organizations.sort();
    assert_eq!(members, organizations);
    let sums: (u32, u32) =
        tables[2].rows.iter().fold((0, 0), |sum, row| (sum.0 + number(&row[2]), sum.1 + number(&row[3])));
    assert_eq!(sums, (u32::try_from(tables[1].rows.len()).unwrap(), 50));
}

#[test]
fn the_frame_is_that_of_a_paper_of_the_party_and_invents_nobody() {
    let (policy, problem, plan) = season();
    let outcome = Outcome::Solved(plan);
    let empty = table_paper(&problem, &outcome, &policy.title, &Letterhead::default(), Language::Vi).unwrap();
    assert_eq!(empty.head.party, "ĐẢNG CỘNG SẢN VIỆT NAM");
    assert_eq!((empty.head.number.as_str(), empty.head.place.as_str()), ("Số …-…", "Ngày … tháng … năm …"));
    assert_eq!((empty.head.superior.as_str(), empty.head.issuer.as_str(), empty.foot.signer.as_str()), ("", "", ""));
    assert!(empty.foot.recipients.is_empty() && empty.foot.signed_as.is_empty());
    let filled = Letterhead { date: Some(day("2020-12-05")), ..letterhead() };
    let filled = table_paper(&problem, &outcome, &policy.title, &filled, Language::Vi).unwrap();
    assert_eq!(filled.head.place, "Quảng Ngãi, ngày 05 tháng 12 năm 2020");
    assert_eq!(filled.head.number, "Số …-…/BTCTU");
    assert_eq!(filled.foot.to, "Nơi nhận:");
    assert_eq!(filled.title[2], "(dự kiến, trình cấp có thẩm quyền xem xét, quyết định)");
}

#[test]
fn a_bad_letterhead_is_told_with_its_line() {
    let refused = Letterhead::from_toml("place = \"Quảng Ngãi\"\nsinger = \"A\"\n").unwrap_err();
    assert!(refused.to_string().starts_with("line 2: unknown field `singer`"), "{refused}");
}

#[test]
fn each_of_the_three_kinds_of_recipients_gets_its_own_lines_and_rules() {
    let (_, problem, plan) = season();
    let of = |to| extracts(&problem, &plan, to, &letterhead(), Language::Vi);
    let (members, committees, organizations) =
        (of(Recipients::Members), of(Recipients::Committees), of(Recipients::Organizations));
    assert_eq!((members.len(), organizations.len()), (50, 49));
    for papers in [&members, &committees, &organizations] {
        let lines: usize = papers.iter().map(|paper| tables(paper)[0].rows.len()).sum();
        assert_eq!(lines, 50, "every placement goes to one of each kind");
        check(papers).unwrap();
    }
    let duties = |papers: &[Paper]| {
        let Some(Block::List(rules)) = papers[0].blocks.last() else { panic!("no duties") };
        rules.iter().map(|rule| rule.split(':').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(duties(&members).contains(&"II.3-9".to_owned()) && duties(&members).contains(&"II.1".to_owned()));
    assert!(
        duties(&organizations).contains(&"II.4-1".to_owned()) && duties(&organizations).contains(&"II.4-4".to_owned())
    );
    assert_eq!(duties(&committees), ["II.5-2a"]);
}

#[test]
fn a_season_without_a_table_is_a_paper_that_says_so() {
    let policy = Policy::quang_ngai_2020().unwrap();
    let (roster, _) = csv::read_folder(&folder().with_file_name("quang-ngai-2021-short")).unwrap();
    let problem = Problem::new(roster, policy.in_force(day("2020-12-01")).unwrap()).unwrap();
    let outcome = solve(&problem).unwrap();
    let paper = table_paper(&problem, &outcome, &policy.title, &letterhead(), Language::Vi).unwrap();
    assert_eq!(paper.title[2], "Phương án thiếu ít nhất (chưa đủ để ban hành)");
    assert!(paper.blocks.contains(&Block::Heading("Vướng mắc".into())));
    check(&[paper]).unwrap();
}

#[test]
fn the_papers_of_the_year_count_what_the_audit_found() {
    let policy = Policy::quang_ngai_2020().unwrap();
    let (roster, _) = csv::read_folder(&folder()).unwrap();
    let table = csv::read_year_folder(roster, &folder().join("year")).unwrap();
    let findings = audit(&policy, &table.placements, &table.year, day("2022-01-20")).unwrap();
    for language in Language::ALL {
        let paper = year_paper(&policy, &table.year, &findings, &letterhead(), language);
        let figures: Vec<_> = paper
            .blocks
            .iter()
            .filter_map(|block| if let Block::Figure(figure) = block { Some(figure) } else { None })
            .collect();
        let total = |at: usize| figures[at].rows.iter().flat_map(|row| &row.1).sum::<u32>() as usize;
        assert_eq!(total(0), findings.findings.len());
        let dated = findings.visits.iter().filter(|visit| {
            let reported = visit.received.and_then(|of| of.1).or(visit.claimed.and_then(|of| of.1));
            visit.possible && (visit.recorded.is_some() || reported.is_some())
        });
        assert_eq!(total(1), dated.count());
        let missed =
            findings.findings.iter().filter(|one| one.verdict.state() == Some(phancong::compliance::State::Missed));
        assert_eq!(tables(&paper)[0].rows.len(), missed.count());
        check(&[paper]).unwrap();
    }
    let sheets = member_sheets(&policy, &table.year, &findings, &letterhead(), Language::Vi);
    assert_eq!(sheets.len(), 50);
    let own: usize = sheets.iter().map(|sheet| tables(sheet)[0].rows.len()).sum();
    let of_members = findings.findings.iter().filter(|one| matches!(one.about, phancong::compliance::Party::Member(_)));
    assert_eq!(own, of_members.count());
    let organizations = organization_sheets(&policy, &table.year, &findings, &letterhead(), Language::Vi);
    assert!(!organizations.is_empty());
    check(&sheets).and_then(|()| check(&organizations)).unwrap();
}

#[test]
fn the_papers_of_a_calendar_hold_each_visit_once_by_member_and_once_by_organization() {
    let policy = Policy::quang_ngai_2020().unwrap();
    let (roster, _) = csv::read_folder(&folder()).unwrap();
    let table = csv::read_year_folder(roster, &folder().join("year")).unwrap();
    let today = day("2021-10-01");
    let agenda = Agenda::of_year(&policy, &table.placements, &[], &table.year, today).unwrap();
    let calendar = schedule(&policy, &agenda, today).unwrap();
    let visits = calendar.visits.len();
    for language in Language::ALL {
        let paper = calendar_paper(&policy, &agenda, &calendar, &letterhead(), language);
        let both = tables(&paper);
        assert_eq!((both[0].rows.len(), both[1].rows.len()), (visits, visits));
        let last_day = |visit: &phancong::calendar::Visit| {
            let on = visit.last_notice;
            format!("{:02}/{:02}/{}", on.day(), on.month(), on.year())
        };
        let mut expected: Vec<String> = calendar.visits.iter().map(last_day).collect();
        let mut printed: Vec<String> = both[1].rows.iter().map(|row| text(&row[5])).collect();
        expected.sort();
        printed.sort();
        assert_eq!(printed, expected, "the last day of each notice");
        let lacking = paper.blocks.iter().any(|block| match block {
            Block::Text(text) => text.contains("(UV-"),
            _ => false,
        });
        assert!(lacking, "who lacks a visit is told");
        check(&[paper]).unwrap();
        for to in Recipients::ALL {
            let papers = calendar_extracts(&policy, &agenda, &calendar, to, &letterhead(), language);
            let told: usize = papers.iter().map(|paper| tables(paper)[0].rows.len()).sum();
            assert_eq!(told, visits, "every visit goes to one of each kind");
            let shown = format!("{papers:?}");
            assert!(table.year.roster.members.iter().all(|member| !shown.contains(&member.name)));
            check(&papers).unwrap();
        }
    }
    let of_members = calendar_extracts(&policy, &agenda, &calendar, Recipients::Members, &letterhead(), Language::Vi);
    assert_eq!(of_members[0].title[0], "TRÍCH LỊCH DỰ SINH HOẠT");
    assert_eq!(of_members[0].title[1], "năm 2021, lập ngày 01/10/2021");
    let Some(Block::List(rules)) = of_members[0].blocks.last() else { panic!("no duties") };
    assert!(rules.iter().any(|rule| rule.starts_with("II.1:")), "{rules:?}");
}
