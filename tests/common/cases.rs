//! How many random cases a law is tried on.
#![allow(clippy::panic, reason = "a wrong number of cases must not pass for the everyday one")]

use proptest::test_runner::Config;

/// As many as given in the everyday test command, and as many as `PHANCONG_CASES` says where it is set.
///
/// A failure is printed with its case and written nowhere: a case worth keeping becomes a test with a name.
pub(crate) fn cases(everyday: u32) -> Config {
    let wanted = std::env::var("PHANCONG_CASES").ok();
    let wanted = wanted.map(|text| text.parse().unwrap_or_else(|_| panic!("PHANCONG_CASES is `{text}`, no number")));
    Config {
        cases: wanted.unwrap_or(everyday),
        failure_persistence: None,
        max_global_rejects: u32::MAX,
        max_local_rejects: u32::MAX,
        ..Config::default()
    }
}
