//! Whole sentences, as the offices read them. That every variant is worded, with each id and number, is held by the roll call inside the crate.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use phancong::explain::{lines, loads, standings};
use phancong::report::{Language, Names, Words, reason};
use phancong::*;

fn day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2020, 12, 1).unwrap()
}

/// Two districts, three organizations of one seat each, and as many members as asked for: each registers Bình Châu and An Hải.
fn province(members: usize) -> Roster {
    let mut roster = Roster::default();
    for (id, name) in [("binh-son", "Huyện Bình Sơn"), ("ly-son", "Huyện Lý Sơn")] {
        roster.areas.push(Area { id: id.parse().unwrap(), name: name.into(), parent: None, load: Bounds::default() });
    }
    let organizations =
        [("TC-1", "Bình Châu", "binh-son"), ("TC-2", "An Hải", "ly-son"), ("TC-3", "An Vĩnh", "ly-son")];
    for (id, name, area) in organizations {
        let (id, name, area) = (id.parse().unwrap(), format!("Đảng bộ xã {name}"), area.parse().unwrap());
        roster.organizations.push(Organization { id, name, area, parent: None, load: Bounds { min: 0, max: Some(1) } });
    }
    let people = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Chi"];
    for (name, number) in people.into_iter().zip(1..).take(members) {
        let id: MemberId = format!("UV-0{number}").parse().unwrap();
        for (organization, rank) in [("TC-1", 1), ("TC-2", 2)] {
            let (member, organization) = (id.clone(), organization.parse().unwrap());
            roster.registrations.push(Registration { member, organization, rank, on: None });
        }
        let (body, scope) = ("ban-chap-hanh".parse().unwrap(), vec!["binh-son".parse().unwrap()]);
        roster.members.push(Member { id, name: name.into(), body, own: None, scope });
    }
    roster
}

fn asked(roster: Roster) -> Problem {
    Problem::new(roster, Policy::quang_ngai_2020().unwrap().in_force(day()).unwrap()).unwrap()
}

#[track_caller]
fn says(noun: &impl Words, problem: &Problem, vi: &str, en: &str) {
    let names = Names::new(problem.roster());
    assert_eq!(noun.say(&names, Language::Vi), vi);
    assert_eq!(noun.say(&names, Language::En), en);
}

#[test]
fn a_language_is_named_by_two_letters() {
    assert_eq!("vi".parse(), Ok(Language::Vi));
    assert_eq!("en".parse(), Ok(Language::En));
    let refused = "VN".parse::<Language>().unwrap_err();
    assert_eq!(refused.to_string(), "`VN` is no language of the reports: say `vi` or `en`");
}

#[test]
fn a_table_that_serves_everybody() {
    let problem = asked(province(2));
    let outcome = solve(&problem).unwrap();
    says(
        &outcome,
        &problem,
        "Đã phân công đủ: 2 đồng chí, 2 tổ chức cơ sở đảng, 2 lượt phân công. Đã chứng minh theo từng bậc ưu tiên: không có phương án \
         nào tốt hơn.",
        "Everybody is placed: 2 members, 2 organizations, 2 placements. Proved tier by tier: no plan is better.",
    );
    let lines = lines(&problem, outcome.plan());
    says(
        &lines[0],
        &problem,
        "Đồng chí Nguyễn Văn An (UV-01) – Đảng bộ xã Bình Châu (TC-1): nguyện vọng 1, đúng địa bàn phụ trách (II.2-1a, II.2-1d).",
        "Nguyễn Văn An (UV-01) – Đảng bộ xã Bình Châu (TC-1): wish 1, inside the member's own area (II.2-1a, II.2-1d).",
    );
    let names = Names::new(problem.roster());
    let alone = reason(&lines[1], &names, Language::Vi);
    assert_eq!(alone, "nguyện vọng 2, ngoài địa bàn phụ trách (II.2-1a, II.2-1d)");

    let certificate = certify(&problem, outcome.plan()).unwrap();
    let tiers = standings(&problem, &certificate.cost, &certificate.bound);
    says(
        &tiers[0],
        &problem,
        "Bậc 1, số chỗ còn thiếu: 0 – đã chứng minh không thể ít hơn.",
        "Tier 1, places missing: 0 – proved that it cannot be less.",
    );
    says(
        &tiers[1],
        &problem,
        "Bậc 2, ngoài địa bàn phụ trách: 1 – đã chứng minh không thể ít hơn khi giữ các bậc trước.",
        "Tier 2, outside the member's own area: 1 – proved that it cannot be less while the tiers before stay as they are.",
    );
    says(
        &loads(&problem, outcome.plan())[4],
        &problem,
        "Địa bàn Huyện Lý Sơn (ly-son): 1 đồng chí (không giới hạn).",
        "Area Huyện Lý Sơn (ly-son): 1 member (no limit).",
    );
}

#[test]
fn a_plan_without_a_proof_is_not_called_proved() {
    let problem = asked(province(1));
    let typed = Plan::new(vec![Placement { member: "UV-01".parse().unwrap(), organization: "TC-1".parse().unwrap() }]);
    says(
        &Outcome::Solved(typed),
        &problem,
        "Đã phân công đủ: 1 đồng chí, 1 tổ chức cơ sở đảng, 1 lượt phân công. Chưa kèm chứng minh rằng không có phương án nào tốt hơn.",
        "Everybody is placed: 1 member, 1 organization, 1 placement. No proof comes with it that no plan is better.",
    );
}

#[test]
fn three_members_for_two_seats() {
    let problem = asked(province(3));
    let outcome = solve(&problem).unwrap();
    says(
        &outcome,
        &problem,
        "Không thể phân công đủ: còn thiếu 1 chỗ, do 1 vướng mắc. Đã chứng minh: không có phương án nào thiếu ít hơn. Phương án thiếu \
         ít nhất có 2 đồng chí, 2 tổ chức cơ sở đảng, 2 lượt phân công; đây chưa phải là Bảng phân công hoàn chỉnh.",
        "No plan places everybody: 1 place missing, because of 1 conflict. Proved: no plan lacks fewer. The plan that lacks fewest has \
         2 members, 2 organizations, 2 placements; it is not a complete table.",
    );
    let Outcome::Infeasible(answer) = outcome else { panic!("two seats for three") };
    let conflict = &answer.conflicts[0];
    let names = Names::new(problem.roster());
    let vi = conflict.say(&names, Language::Vi);
    let head: Vec<&str> = vi.lines().take(4).collect();
    assert_eq!(
        head,
        [
            "Thiếu chỗ: 3 đồng chí chỉ có thể vào 2 tổ chức, cần 3 chỗ, nhận tối đa 2; tất cả còn thiếu 1 chỗ.",
            "Gồm: đồng chí Nguyễn Văn An (UV-01) cần 1 nơi; đồng chí Trần Thị Bình (UV-02) cần 1 nơi; đồng chí Lê Văn Chi (UV-03) cần \
             1 nơi.",
            "Mức tối đa: Đảng bộ xã Bình Châu (TC-1) nhận 1; Đảng bộ xã An Hải (TC-2) nhận 1.",
            "Có thể khắc phục bằng một trong các cách:",
        ]
    );
    assert_eq!(vi.lines().count(), 4 + conflict.repairs.len());
    let left = lines(&problem, &answer.fewest_unplaced).into_iter().find(|line| line.organization.is_none()).unwrap();
    let vi = left.say(&names, Language::Vi);
    assert!(vi.ends_with(": chưa được phân công, còn thiếu 1/1 nơi (R.places)."), "{vi}");
}

#[test]
fn what_would_mend_it() {
    let problem = asked(province(1));
    let organization: OrganizationId = "TC-3".parse().unwrap();
    says(
        &Repair::AskForWish { member: "UV-01".parse().unwrap(), organization: organization.clone() },
        &problem,
        "Mời đồng chí Nguyễn Văn An (UV-01) đăng ký thêm nơi còn chỗ, chẳng hạn Đảng bộ xã An Vĩnh (TC-3).",
        "Ask Nguyễn Văn An (UV-01) to register another place with room, for example Đảng bộ xã An Vĩnh (TC-3).",
    );
    says(
        &Repair::RaiseMaximum { place: Place::Organization(organization), by: 1 },
        &problem,
        "Nâng mức tối đa của Đảng bộ xã An Vĩnh (TC-3) thêm 1.",
        "Raise the maximum of Đảng bộ xã An Vĩnh (TC-3) by 1.",
    );
}

#[test]
fn every_defect_names_its_rows_and_its_rule() {
    let mut roster = province(1);
    roster.registrations.pop();
    let names = Names::new(&roster);
    let rules = Policy::quang_ngai_2020().unwrap().in_force(day()).unwrap();
    let error = Problem::new(roster, rules).unwrap_err();
    assert_eq!(
        error.say(&names, Language::Vi),
        "Số liệu có 1 lỗi:\n- Đồng chí Nguyễn Văn An (UV-01) mới đăng ký 1 tổ chức cơ sở đảng, cần ít nhất 2: đề nghị đăng ký thêm, \
         hoặc ghi nhận Ban Tổ chức Tỉnh ủy chấp thuận (danh sách Tỉnh ủy viên, mục 1; danh sách đăng ký, mục 1; quy định II.2-1a)."
    );
    assert_eq!(
        error.say(&names, Language::En),
        "The facts have 1 defect:\n- Nguyễn Văn An (UV-01) registered 1 organization, at least 2 are needed: ask for another wish, or \
         record the Board's waiver (the list of members, entry 1; the list of registrations, entry 1; rule II.2-1a)."
    );
}

#[test]
fn a_rule_stands_in_the_words_of_the_plan() {
    let problem = asked(province(1));
    let (rule, _) = problem.rules().registration().unwrap();
    says(
        rule,
        &problem,
        "II.2-1a (mục II.2, gạch đầu dòng thứ nhất; theo Kế hoạch; có hiệu lực từ ngày 01/01/2020 đến hết ngày 31/12/2025): “Từng đồng \
         chí Ủy viên Ban Chấp hành Đảng bộ tỉnh chọn 02 - 03 tổ chức cơ sở đảng để đăng ký gửi về Ban Tổ chức Tỉnh ủy” – chương \
         trình hiểu: mỗi đồng chí đăng ký từ 2 đến 3 tổ chức cơ sở đảng.",
        "II.2-1a (mục II.2, gạch đầu dòng thứ nhất; from the plan; in force from 01/01/2020 to 31/12/2025 inclusive): “Each member of \
         the Provincial Party Committee chooses 2 to 3 grassroots organizations and registers them with the Board (the Organization \
         Board of the Provincial Committee)” – to the program: each member registers 2 to 3 organizations.",
    );
}
