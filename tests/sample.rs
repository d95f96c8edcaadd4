//! The sample province: made by its generator byte for byte, without a defect, with the cases its README promises.
#![cfg(all(feature = "csv", feature = "toml"))]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking, and nobody reads its documentation"
)]

#[path = "../examples/province/mod.rs"]
mod province;

use phancong::{BodyId, Notice, Outcome, Place, Policy, Problem, Roster, Shortage, office::csv, solve};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(name)
}

fn committed(name: &str) -> Roster {
    csv::read_folder(&folder(name)).unwrap_or_else(|rejected| panic!("{rejected}")).0
}

/// The season under the plan of 2020, in the days when the table is built.
fn problem(roster: Roster) -> Problem {
    let rules = Policy::quang_ngai_2020().unwrap().in_force("2020-12-01".parse().unwrap()).unwrap();
    Problem::new(roster, rules).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_generator_writes_the_committed_files_byte_for_byte() {
    for (name, roster) in [("quang-ngai-2021", province::season()), ("quang-ngai-2021-short", province::short_season())]
    {
        let made: BTreeMap<String, Vec<u8>> = csv::roster_files(&roster).unwrap().into_iter().collect();
        // The letterhead is written by hand.
        let entries = fs::read_dir(folder(name))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "csv"));
        let there: BTreeMap<String, Vec<u8>> = entries
            .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
            .collect();
        assert!(made.keys().eq(there.keys()), "{name}: {:?} are made, {:?} are there", made.keys(), there.keys());
        for (file, bytes) in &made {
            assert!(there[file] == *bytes, "{name}/{file} differs: run `cargo run --example make_province`");
        }
    }
}

#[test]
fn the_committed_files_are_read_as_the_generators_facts() {
    assert_eq!(committed("quang-ngai-2021"), province::season());
    assert_eq!(committed("quang-ngai-2021-short"), province::short_season());
}

#[test]
fn the_province_has_the_size_its_readme_says() {
    let roster = committed("quang-ngai-2021");
    let of_body = |body: &str| {
        let body: BodyId = body.parse().unwrap();
        roster.members.iter().filter(|member| member.body == body).count()
    };
    assert_eq!((of_body("thuong-truc"), of_body("ban-thuong-vu"), of_body("ban-chap-hanh")), (3, 12, 35));
    assert_eq!(roster.organizations.len(), 601);
    let districts = roster.areas.iter().filter(|area| {
        area.parent.as_ref().is_some_and(|up| up.as_str() == "tinh-quang-ngai")
            && ["Huyện ", "Thị xã ", "Thành phố "].iter().any(|kind| area.name.starts_with(kind))
    });
    assert_eq!(districts.count(), 13);
    let communes = roster.organizations.iter().filter(|o| o.id.as_str().ends_with("/dang-bo"));
    assert_eq!(communes.count(), 173);
    assert!(roster.organizations.iter().filter(|o| o.parent.is_some()).count() >= 20);
    assert!(roster.members.iter().all(|member| member.own.is_some()));
    assert!(roster.members.iter().filter(|member| member.scope.is_empty()).count() >= 8);
}

#[test]
fn every_unit_of_the_public_list_is_an_area_under_its_printed_name() {
    let roster = committed("quang-ngai-2021");
    let names: BTreeSet<(&str, &str)> = roster
        .areas
        .iter()
        .filter_map(|area| {
            let up = roster.areas.iter().find(|up| Some(&up.id) == area.parent.as_ref())?;
            Some((up.name.as_str(), area.name.as_str()))
        })
        .collect();
    let list = fs::read_to_string(folder("units/quang-ngai-2021.csv")).unwrap();
    for line in list.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let commune = fields[3].replace("Thị Trấn", "Thị trấn");
        assert!(names.contains(&("Tỉnh Quảng Ngãi", fields[1])), "{line}");
        assert!(commune.is_empty() || names.contains(&(fields[1], commune.as_str())), "{line}");
    }
}

#[test]
fn the_awkward_cases_are_those_of_the_readme() {
    let roster = committed("quang-ngai-2021");
    let days: Vec<String> = roster.registrations.iter().map(|wish| wish.on.unwrap().to_string()).collect();
    assert!(days.iter().all(|day| ("2020-11-10"..="2020-11-27").contains(&day.as_str())));
    let problem = problem(roster);
    let notices: Vec<String> = problem
        .notices()
        .iter()
        .map(|notice| match notice {
            Notice::RegisteredThoughPicked { member, wishes, .. } => format!("{member} registered {wishes}"),
            Notice::Waived { member, found, .. } => format!("{member} waived with {found}"),
            Notice::WishTwice { member, .. } => format!("{member} twice"),
            Notice::WishBanned { member, .. } => format!("{member} banned"),
            Notice::HeldGone { member, .. } => format!("{member} gone"),
            Notice::Forced { member, .. } => format!("{member} forced"),
            other => panic!("not promised: {other:?}"),
        })
        .collect();
    let expected = [
        "UV-02 registered 2",
        "UV-27 forced",
        "UV-27 waived with 1",
        "UV-36 banned",
        "UV-36 forced",
        "UV-42 twice",
        "UV-cu-07 gone",
    ];
    assert_eq!(BTreeSet::from_iter(notices.iter().map(String::as_str)), BTreeSet::from(expected));
    let away = problem.member(&"UV-37".parse().unwrap()).unwrap();
    let wishes = problem.candidates(&away.id);
    assert!(wishes.map(|wish| wish.area.as_str()).all(|area| !area.starts_with(away.scope[0].as_str())));
}

#[test]
fn the_province_can_be_solved_and_the_tiers_matter() {
    let problem = problem(committed("quang-ngai-2021"));
    let Outcome::Solved(plan) = solve(&problem).unwrap() else { panic!("the sample must be feasible") };
    assert_eq!(plan.placements().len(), 50);
    let mut loads: BTreeMap<&str, usize> = BTreeMap::new();
    let mut first_wishes = 0;
    for placement in plan.placements() {
        *loads.entry(placement.organization.as_str()).or_default() += 1;
        let wish = problem
            .roster()
            .registrations
            .iter()
            .find(|wish| wish.member == placement.member && wish.organization == placement.organization);
        first_wishes += usize::from(wish.is_some_and(|wish| wish.rank == 1));
    }
    // Somebody shares an organization and somebody goes to a later wish, else load and rank would decide nothing.
    assert!(loads.values().any(|&load| load > 1));
    assert!((20..46).contains(&first_wishes), "{first_wishes}");
}

#[test]
fn the_short_season_differs_in_three_cells_and_is_short_of_one_seat() {
    let (full, short) = (committed("quang-ngai-2021"), committed("quang-ngai-2021-short"));
    let changed: Vec<&str> = full
        .organizations
        .iter()
        .zip(&short.organizations)
        .filter(|(one, other)| one != other)
        .map(|(one, _)| one.id.as_str())
        .collect();
    let contested = ["son-tay/son-bua/dang-bo", "son-tay/son-lien/dang-bo", "son-tay/son-mua/dang-bo"];
    assert_eq!(BTreeSet::from_iter(changed), BTreeSet::from(contested));
    assert_eq!(Roster { organizations: vec![], ..full }, Roster { organizations: vec![], ..short.clone() });

    let Outcome::Infeasible(answer) = solve(&problem(short)).unwrap() else { panic!("four do not fit into three") };
    let [conflict] = answer.conflicts.as_slice() else { panic!("{:?}", answer.conflicts) };
    assert_eq!((conflict.shortage, conflict.needed, conflict.available), (Shortage::Seats, 4, 3));
    let members: Vec<&str> = conflict.members.iter().map(|(member, _)| member.as_str()).collect();
    assert_eq!(members, ["UV-47", "UV-48", "UV-49", "UV-50"]);
    let maxima: BTreeSet<String> = conflict
        .maxima
        .iter()
        .map(|(place, _)| match place {
            Place::Organization(id) => id.to_string(),
            Place::Area(id) => format!("area {id}"),
        })
        .collect();
    assert!(maxima.iter().map(String::as_str).eq(contested));
}

#[test]
fn the_sample_stays_small() {
    let sizes = ["units", "quang-ngai-2021", "quang-ngai-2021-short"].map(|name| {
        let files = fs::read_dir(folder(name)).unwrap();
        files.map(|file| file.unwrap().metadata().unwrap().len()).sum::<u64>()
    });
    assert!(sizes.iter().sum::<u64>() < 400_000, "{sizes:?}");
}
