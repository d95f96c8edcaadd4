//! `season --draw`: the seed and what it decided are told, and the policy as used goes to the judges.

use super::{code, empty_folder, path, run, text};
use serde_json::Value;
use std::fs;

#[test]
fn a_season_draws_by_lot_when_it_is_given_a_seed() {
    let table = |seed: &str| {
        let folder = empty_folder(&format!("draw-{seed}"));
        let output = run("season", &["--draw", seed, "--lang", "en", "--out", folder.to_str().unwrap()]);
        assert_eq!((code(&output), text(&output.stderr)), (0, ""));
        let said = text(&output.stdout);
        assert!(
            said.contains(&format!("the draw decided, with the published seed “{seed}”: 13 of the 50 lines")),
            "{said}"
        );
        assert!(said.contains("\nTier 6, draw (sum of the lots): "), "{said}");
        let problem: Value = serde_json::from_slice(&fs::read(folder.join("problem.json")).unwrap()).unwrap();
        assert_eq!(problem["policy"]["seed"], seed);
        let judged = run("certify", &[&path(&folder, "problem.json"), &path(&folder, "outcome.json")]);
        assert_eq!(code(&judged), 0, "{}", text(&judged.stdout));
        let outcome: Value = serde_json::from_slice(&fs::read(folder.join("outcome.json")).unwrap()).unwrap();
        (outcome["placements"].clone(), outcome["cost"].as_array().unwrap()[..5].to_vec())
    };
    let (one, again, other) = (table("482913"), table("482913"), table("482914"));
    assert_eq!(one, again);
    assert!(one.0 != other.0 && one.1 == other.1, "another table, as good in every tier before");
}

#[test]
fn without_a_seed_nothing_is_drawn() {
    let output = run("season", &["--lang", "en"]);
    let said = text(&output.stdout);
    assert!(
        said.contains(
            "Nothing was drawn; between equally good tables the order of the ids decided: 13 of the 50 lines"
        )
    );
    assert!(!said.contains("Tier 6"));
}

#[test]
fn a_seed_that_cannot_be_published_is_refused() {
    for seed in ["", " 482913", "48\t2913"] {
        let output = run("season", &["--draw", seed, "--lang", "en"]);
        assert_eq!((code(&output), text(&output.stdout)), (3, ""), "{seed:?}");
        assert!(text(&output.stderr).contains("is no line of printable text"), "{seed:?}");
    }
}
