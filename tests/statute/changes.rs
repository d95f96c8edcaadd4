//! II.5-4: difficulties are answered by changes. Each makes another problem, the one the changed facts would make.

use crate::vocabulary::*;
use phancong::*;

fn season_case() -> Case {
    province().of([
        member("an").registers(["db-binh-chau", "db-binh-hai", "db-nghia-ky"]).designated_to("db-binh-hai"),
        member("binh").registers(["db-nghia-ky", "db-quan-su", "db-truong-nghia-ky"]).banned_from("db-quan-su"),
        member("chi").of_body("thuong-truc").nominated_for(["db-binh-chau", "db-quan-su"]),
        member("dung").registers(["db-nghia-ky"]).waived("đi học").held("db-nghia-ky"),
    ])
}

/// The changed problem is the problem of the changed facts.
#[track_caller]
fn assert_same(changes: Vec<Change>, facts: impl FnOnce(&mut Roster)) -> Problem {
    let changed = season_case().problem().with(changes).unwrap();
    let direct = season_case().facts(facts).problem();
    assert_eq!(changed, direct);
    assert_eq!(changed.digest(), direct.digest());
    assert_ne!(changed.digest(), season_case().problem().digest());
    changed
}

#[test]
fn no_change_is_the_same_problem() {
    let problem = season_case().problem();
    assert_eq!(problem.with([]).unwrap(), problem);
}

#[test]
fn a_member_withdraws_with_everything_said_about_the_member() {
    for who in ["an", "binh", "chi", "dung"] {
        let problem = assert_same(vec![Change::Withdraw(id(who))], |roster| {
            roster.members.retain(|m| m.id.as_str() != who);
            roster.registrations.retain(|r| r.member.as_str() != who);
            roster.designations.retain(|d| d.member.as_str() != who);
            roster.nominations.retain(|n| n.member.as_str() != who);
            roster.bans.retain(|b| b.member.as_str() != who);
            roster.waivers.retain(|w| w.member.as_str() != who);
        });
        assert!(problem.member(&id(who)).is_none());
    }
}

#[test]
fn the_place_of_one_who_withdrew_stays_in_the_plan_to_keep() {
    let problem = season_case().problem().with([Change::Withdraw(id("dung"))]).unwrap();
    let gone = Notice::HeldGone { member: id("dung"), organization: id("db-nghia-ky") };
    assert!(problem.notices().contains(&gone));
}

#[test]
fn a_list_that_no_tier_reads_is_noticed() {
    let entries = |problem: &Problem| -> Vec<(Table, u32, Measure)> {
        let unread = problem.notices().iter().filter_map(|notice| match notice {
            Notice::Unmeasured { table, entries, measure } => Some((*table, *entries, *measure)),
            _ => None,
        });
        unread.collect()
    };
    // The plan of 2020 counts moves and no repetitions.
    let case = season_case().facts(|roster| {
        let (member, organization) = (id("an"), id("db-binh-chau"));
        roster.history.push(Placement { member, organization });
    });
    assert_eq!(entries(&case.problem()), [(Table::History, 1, Measure::Repeat)]);
    assert_eq!(entries(&season_case().problem()), []);
}

#[test]
fn a_member_joins_with_wishes() {
    let person = member("giang");
    let joined = person.member.clone();
    let changes = vec![
        Change::Join(person.member),
        Change::Wish(a_wish("giang", "db-binh-hai", 1)),
        Change::Wish(a_wish("giang", "db-quan-su", 2)),
    ];
    let problem = assert_same(changes, |roster| {
        roster.members.push(joined);
        roster.registrations.push(a_wish("giang", "db-binh-hai", 1));
        roster.registrations.push(a_wish("giang", "db-quan-su", 2));
    });
    assert_may_go(&problem, "giang", ["db-binh-hai", "db-quan-su"]);
}

#[test]
fn a_wish_is_taken_back() {
    let problem = assert_same(vec![Change::Unwish(id("binh"), id("db-truong-nghia-ky"))], |roster| {
        roster.registrations.retain(|r| r.organization.as_str() != "db-truong-nghia-ky");
    });
    assert_may_go(&problem, "binh", ["db-nghia-ky"]);
}

#[test]
fn the_board_designates_and_releases() {
    let to = || Designation { member: id("binh"), organization: id("db-binh-hai"), reason: "tăng cường".into() };
    let problem = assert_same(vec![Change::Designate(to())], |roster| roster.designations.push(to()));
    assert_may_go(&problem, "binh", ["db-binh-hai"]);
    let problem = assert_same(vec![Change::Release(id("an"), id("db-binh-hai"))], |roster| roster.designations.clear());
    assert_may_go(&problem, "an", ["db-binh-chau", "db-binh-hai", "db-nghia-ky"]);
    let back = problem.with([Change::Designate(Designation { reason: "theo phân công".into(), ..to_an() })]).unwrap();
    assert_eq!(back, season_case().problem());
}

fn to_an() -> Designation {
    Designation { member: id("an"), organization: id("db-binh-hai"), reason: String::new() }
}

#[test]
fn the_board_adds_a_candidate() {
    let one_more = || Nomination { member: id("chi"), organization: id("db-nghia-ky") };
    let problem = assert_same(vec![Change::Nominate(one_more())], |roster| roster.nominations.push(one_more()));
    assert_may_go(&problem, "chi", ["db-binh-chau", "db-nghia-ky", "db-quan-su"]);
}

#[test]
fn the_board_takes_back_a_candidate() {
    let problem = assert_same(vec![Change::Unnominate(id("chi"), id("db-quan-su"))], |roster| {
        roster.nominations.retain(|n| n.organization.as_str() != "db-quan-su");
    });
    assert_may_go(&problem, "chi", ["db-binh-chau"]);
}

#[test]
fn a_waiver_taken_back_leaves_the_member_short() {
    let short = season_case().problem().with([Change::Unwaive(id("dung"))]);
    let Err(ProblemError::Defects(defects)) = short else { panic!("no defects") };
    assert!(matches!(&defects[0].what, What::TooFewWishes { member, found: 1, .. } if member.as_str() == "dung"));
    let more = [Change::Unwaive(id("dung")), Change::Wish(a_wish("dung", "db-quan-su", 2))];
    assert_same(more.into(), |roster| {
        roster.waivers.clear();
        roster.registrations.push(a_wish("dung", "db-quan-su", 2));
    });
}

#[test]
fn a_pair_is_banned_and_a_ban_lifted() {
    let ban = || Ban { member: id("binh"), organization: id("db-nghia-ky"), reason: "chuyển công tác".into() };
    let problem = assert_same(vec![Change::Ban(ban())], |roster| roster.bans.push(ban()));
    assert_may_go(&problem, "binh", ["db-truong-nghia-ky"]);
    let problem = assert_same(vec![Change::Unban(id("binh"), id("db-quan-su"))], |roster| roster.bans.clear());
    assert_may_go(&problem, "binh", ["db-nghia-ky", "db-quan-su", "db-truong-nghia-ky"]);
}

#[test]
fn the_board_waives_what_a_change_leaves_short() {
    let less = [Change::Unwish(id("binh"), id("db-truong-nghia-ky")), Change::Unwish(id("binh"), id("db-quan-su"))];
    let short = season_case().problem().with(less.clone());
    assert!(
        matches!(short, Err(ProblemError::Defects(defects)) if matches!(defects[0].what, What::TooFewWishes { .. }))
    );
    let waiver = || Waiver { member: id("binh"), reason: "Ban đồng ý".into() };
    let changes = less.into_iter().chain([Change::Waive(waiver())]).collect();
    assert_same(changes, |roster| {
        roster.registrations.retain(|r| r.member.as_str() != "binh" || r.organization.as_str() == "db-nghia-ky");
        roster.waivers.push(waiver());
    });
}

#[test]
fn loads_of_organizations_and_areas_are_set() {
    let load = Bounds { min: 1, max: Some(2) };
    let problem = assert_same(vec![Change::Load(id("db-quan-su"), load)], |roster| roster.organizations[8].load = load);
    assert_eq!(problem.organization(&id("db-quan-su")).unwrap().load, load);
    let problem = assert_same(vec![Change::AreaLoad(id("tu-nghia"), load)], |roster| roster.areas[4].load = load);
    assert_eq!(problem.area(&id("tu-nghia")).unwrap().load, load);
}

#[test]
fn a_closed_organization_takes_nobody_and_keeps_its_members() {
    let closed = Bounds { min: 0, max: Some(0) };
    let problem = assert_same(vec![Change::Close(id("db-binh-chau"))], |roster| {
        for organization in &mut roster.organizations {
            if ["db-binh-chau", "cb-chau-thuan", "cb-phu-quy"].contains(&organization.id.as_str()) {
                organization.load = closed;
            }
        }
        roster.registrations.retain(|r| r.organization.as_str() != "db-binh-chau");
        roster.nominations.retain(|n| n.organization.as_str() != "db-binh-chau");
    });
    assert_may_go(&problem, "an", ["db-binh-hai"]);
    assert_may_go(&problem, "chi", ["db-quan-su"]);
    assert!(problem.organization(&id("db-binh-chau")).is_some());
}

#[test]
fn closing_ends_a_designation_there() {
    let problem = season_case().problem().with([Change::Close(id("db-binh-hai"))]).unwrap();
    assert!(problem.roster().designations.is_empty());
    assert_may_go(&problem, "an", ["db-binh-chau", "db-nghia-ky"]);
}

#[test]
fn a_merged_organization_hands_on_all_that_named_it() {
    let (old, new) = ("db-binh-hai", "db-binh-chau");
    let case = || {
        season_case().of([
            member("em").registers(["db-binh-hai", "db-quan-su"]).held("db-binh-hai").banned_from("db-quan-su"),
            member("giang").registers(["db-nghia-ky", "db-quan-su"]).banned_from("db-binh-hai"),
            member("hoa").of_body("thuong-truc").nominated_for(["db-binh-hai"]),
            member("khanh").registers(["db-nghia-ky", "db-quan-su"]).belongs_to("db-binh-hai"),
        ])
    };
    let history = Placement { member: id("an"), organization: id(old) };
    let case = || case().facts(|roster| roster.history.push(history.clone()));
    let merged = case().problem().with([Change::Merge(id(old), id(new))]).unwrap();
    let direct = case().facts(|roster| {
        roster.organizations.retain(|o| o.id.as_str() != old);
        let named = roster.organizations.iter_mut().filter_map(|o| o.parent.as_mut());
        let named = named.chain(roster.members.iter_mut().filter_map(|m| m.own.as_mut()));
        let named = named.chain(roster.registrations.iter_mut().map(|r| &mut r.organization));
        let named = named.chain(roster.designations.iter_mut().map(|d| &mut d.organization));
        let named = named.chain(roster.nominations.iter_mut().map(|n| &mut n.organization));
        let named = named.chain(roster.bans.iter_mut().map(|b| &mut b.organization));
        let named = named.chain(roster.previous.iter_mut().map(|p| &mut p.organization));
        let named = named.chain(roster.history.iter_mut().map(|p| &mut p.organization));
        named.filter(|id| id.as_str() == old).for_each(|at| *at = id(new));
    });
    assert_eq!(merged, direct.problem());
    // Each of them by name.
    assert!(merged.organization(&id(old)).is_none());
    assert_may_go(&merged, "an", [new]);
    assert_may_go(&merged, "em", [new]);
    assert_may_go(&merged, "hoa", [new]);
    assert!(merged.roster().bans.iter().any(|ban| ban.member.as_str() == "giang" && ban.organization.as_str() == new));
    assert_eq!(merged.member(&id("khanh")).unwrap().own, Some(id(new)));
    let held = Placement { member: id("em"), organization: id(new) };
    assert!(merged.roster().previous.contains(&held));
    assert_eq!(merged.roster().history, [Placement { member: id("an"), organization: id(new) }]);
    assert_eq!(merged.organization(&id(new)).unwrap().load, case().problem().organization(&id(new)).unwrap().load);
}

#[test]
fn a_wish_for_both_organizations_counts_once_at_its_better_rank() {
    // An is designated, so the wishes alone decide once that is released: 1 for Bình Châu, 2 for Bình Hải, 3 for Nghĩa Kỳ.
    let changes = [Change::Release(id("an"), id("db-binh-hai")), Change::Merge(id("db-binh-hai"), id("db-binh-chau"))];
    let problem = season_case().problem().with(changes).unwrap();
    assert_may_go(&problem, "an", ["db-binh-chau", "db-nghia-ky"]);
    let twice = |notice: &&Notice| matches!(notice, Notice::WishTwice { member, .. } if member.as_str() == "an");
    assert_eq!(problem.notices().iter().filter(twice).count(), 1);
}

#[test]
fn sub_cells_go_with_the_organization_that_is_merged() {
    let problem = season_case().problem().with([Change::Merge(id("db-binh-chau"), id("db-binh-hai"))]).unwrap();
    let cell = problem.organization(&id("cb-chau-thuan")).unwrap();
    assert_eq!(cell.parent, Some(id("db-binh-hai")));
}

#[test]
fn who_keeps_the_place_of_a_merged_organization_has_not_moved() {
    let problem = season_case().problem();
    let table = solve(&problem).unwrap();
    let merge = || [Change::Merge(id("db-nghia-ky"), id("db-binh-chau"))];
    let merged = problem.keeping(table.plan()).unwrap().with(merge()).unwrap();
    let gone = |notice: &Notice| matches!(notice, Notice::HeldGone { .. });
    assert!(!merged.notices().iter().any(gone), "{:?}", merged.notices());
    let moved = |problem: &Problem| *solve(problem).unwrap().plan().claim().unwrap().cost.tiers().last().unwrap();
    // Kept after the merger, the old name is strange, so those who were there count as moved.
    let late = problem.with(merge()).unwrap().keeping(table.plan()).unwrap();
    assert!(late.notices().iter().any(gone));
    assert!(moved(&merged) < moved(&late));
}

#[test]
fn an_organization_is_not_merged_into_itself_or_below() {
    for into in ["db-binh-chau", "cb-chau-thuan"] {
        let refused = season_case().problem().with([Change::Merge(id("db-binh-chau"), id(into))]);
        let Err(ProblemError::Defects(defects)) = refused else { panic!("no defects") };
        let what = What::MergedIntoItself { organization: id("db-binh-chau"), successor: id(into) };
        assert!(defects.iter().any(|defect| defect.what == what), "{defects:?}");
    }
}

#[test]
fn a_merger_that_makes_a_wish_the_members_own_is_refused_until_the_wish_is_taken_back() {
    let case =
        || season_case().of([member("khanh").registers(["db-nghia-ky", "db-quan-su"]).belongs_to("db-binh-hai")]);
    let merge = || Change::Merge(id("db-quan-su"), id("db-binh-hai"));
    let refused = case().problem().with([merge()]);
    let Err(ProblemError::Defects(defects)) = refused else { panic!("no defects") };
    assert!(
        matches!(&defects[0].what, What::OwnOrganization { member, .. } if member.as_str() == "khanh"),
        "{defects:?}"
    );
    let waived = Change::Waive(Waiver { member: id("khanh"), reason: "sáp nhập".into() });
    let problem = case().problem().with([Change::Unwish(id("khanh"), id("db-quan-su")), waived, merge()]).unwrap();
    assert_may_go(&problem, "khanh", ["db-nghia-ky"]);
}

#[test]
fn a_side_rule_names_the_successor_once() {
    let rule = |places: &[&str]| {
        let places = places.iter().map(|place| Place::Organization(id(place))).collect();
        let of = vec![Term { members: None, places: Some(places), weight: 1 }];
        let text = Text { vi: "nhiều nhất ba".into(), en: "three at most".into() };
        SideRule { id: id("TL-1"), source: "Thông báo".into(), text, says: Demand::AtMost { count: 3, of } }
    };
    let merged = |places| {
        let changes = [Change::Demand(rule(places)), Change::Merge(id("db-binh-hai"), id("db-binh-chau"))];
        season_case().problem().with(changes).unwrap().roster().side_rules.clone()
    };
    assert_eq!(merged(&["db-binh-hai", "db-quan-su"]), [rule(&["db-binh-chau", "db-quan-su"])]);
    assert_eq!(merged(&["db-binh-chau", "db-binh-hai"]), [rule(&["db-binh-chau"])]);
}

#[test]
fn who_joins_twice_is_a_defect() {
    let refused = season_case().problem().with([Change::Join(member("an").member)]);
    let Err(ProblemError::Defects(defects)) = refused else { panic!("no defects") };
    assert!(defects.iter().any(|defect| matches!(&defect.what, What::IdTwice { id, .. } if id == "an")));
}

#[test]
fn a_plan_is_not_kept_under_a_policy_that_does_not_count_moves() {
    let mut case = season_case();
    let plan = Plan::new(vec![Placement { member: id("binh"), organization: id("db-nghia-ky") }]);
    assert!(case.problem().keeping(&plan).is_ok());
    case.policy.tiers.retain(|tier| tier.weight(Measure::Moves) == 0);
    let refused = case.problem().keeping(&plan).unwrap_err();
    assert_eq!(refused, ProblemError::NotKept { policy: case.policy.id.clone() });
    assert!(refused.to_string().contains("`moves`"), "{refused}");
}

#[test]
fn a_change_of_something_that_is_not_there_is_a_defect_each() {
    let (nobody, nowhere) = (|| id::<MemberId>("x"), || id::<OrganizationId>("y"));
    let changes = [
        Change::Withdraw(nobody()),
        Change::Unwish(id("an"), nowhere()),
        Change::Release(id("an"), id("db-quan-su")),
        Change::Unban(nobody(), nowhere()),
        Change::Unnominate(id("chi"), id("db-binh-hai")),
        Change::Unwaive(id("an")),
        Change::Merge(id("u"), id("db-quan-su")),
        Change::Merge(id("db-quan-su"), id("v")),
        Change::Load(nowhere(), Bounds::default()),
        Change::AreaLoad(id("z"), Bounds::default()),
        Change::Close(nowhere()),
        Change::Wish(a_wish("an", "w", 4)),
    ];
    let Err(ProblemError::Defects(defects)) = season_case().problem().with(changes) else { panic!("no defects") };
    let texts: Vec<String> = defects.iter().map(|defect| defect.what.to_string()).collect();
    for text in [
        "`x` is not in members",
        "`an at y` is not in registrations",
        "`an at db-quan-su` is not in designations",
        "`x at y` is not in bans",
        "`chi at db-binh-hai` is not in nominations",
        "`an` is not in waivers",
        "`u` is not in organizations",
        "`v` is not in organizations",
        "`y` is not in organizations",
        "`z` is not in areas",
        "`w` is not in organizations",
    ] {
        assert!(texts.iter().any(|found| found == text), "{text} in {texts:?}");
    }
}

#[test]
fn a_plan_to_keep_replaces_the_places_of_the_year_before() {
    let place = |member: &str, organization: &str| Placement { member: id(member), organization: id(organization) };
    let placements = vec![place("binh", "db-nghia-ky"), place("an", "db-binh-hai")];
    let kept = season_case().problem().keeping(&Plan::new(placements.clone())).unwrap();
    let direct = season_case().facts(|roster| roster.previous = placements).problem();
    assert_eq!(kept, direct);
    assert_eq!(kept.digest(), direct.digest());
    assert_eq!(kept.keeping(&Plan::new(Vec::new())).unwrap().roster().previous, []);
}

#[test]
fn a_change_can_break_a_rule_and_is_refused_whole() {
    let to = Designation { member: id("binh"), organization: id("db-quan-su"), reason: "nhầm".into() };
    let refused = season_case().problem().with([Change::Designate(to)]);
    let Err(ProblemError::Defects(defects)) = refused else { panic!("no defects") };
    assert!(matches!(defects[0].what, What::PinAgainstBan { .. }));
}
