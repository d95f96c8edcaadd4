//! Policies as data: the 2020 plan as shipped, what is refused and how, the days rules are in force, and the digest.

#![cfg(feature = "toml")]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it did not expect"
)]

#[path = "../common/cases.rs"]
mod cases;
mod defects;
mod digest;
mod plan_of_2020;
mod reading;

use phancong::{Policy, PolicyDefect, PolicyError};

/// The file as shipped.
pub(crate) const SHIPPED: &str = include_str!("../../policies/quang-ngai-2020.toml");

pub(crate) fn shipped() -> Policy {
    Policy::quang_ngai_2020().unwrap()
}

/// The shipped text with one passage, which stands there exactly once, replaced.
#[track_caller]
pub(crate) fn edited(passage: &str, by: &str) -> Result<Policy, PolicyError> {
    assert_eq!(SHIPPED.matches(passage).count(), 1, "{passage}");
    Policy::from_toml(&SHIPPED.replacen(passage, by, 1))
}

#[track_caller]
pub(crate) fn defects(policy: &Policy) -> Vec<PolicyDefect> {
    match policy.check() {
        Err(PolicyError::Defects(defects)) => defects,
        other => panic!("expected defects, found {other:?}"),
    }
}
