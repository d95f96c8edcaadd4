//! Random seasons, policies and years for tests: legal ones, and hostile ones that break every rule of the input.
//!
//! Strategies of the crate [`proptest`](https://docs.rs/proptest/1), under the feature `proptest`. An office that writes a policy of its own
//! tests it with [`season`] and [`conduct`], and asks [`laws`](crate::laws) whether what holds of every answer holds of each of these.
//! Everything is drawn from the numbers that proptest gives, so a failing case shrinks and can be repeated.
//!
//! ```
//! use phancong::strategies::{self, Size};
//! use phancong::laws;
//! use proptest::test_runner::{Config, TestRunner};
//!
//! let policies = strategies::policy();
//! let seasons = strategies::any_season(Size::SMALL);
//! let mut runner = TestRunner::new(Config { cases: 8, failure_persistence: None, ..Config::default() });
//! runner.run(&seasons, |season| {
//!     if let Ok(problem) = season.problem() {
//!         laws::check(&problem).map_err(|broken| proptest::test_runner::TestCaseError::fail(broken.to_string()))?;
//!     }
//!     Ok(())
//! })?;
//! # let _ = policies;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod conduct;
mod facts;
mod hostile;
mod policies;

pub use conduct::{Conduct, conduct};
pub use hostile::{hostile_policy, hostile_season};
pub use policies::policy;

use crate::error::Error;
use crate::policy::Policy;
use crate::problem::Problem;
use crate::roster::Roster;
use chrono::NaiveDate;
use proptest::strategy::Strategy;
use std::fmt::Debug;
use std::str::FromStr;

/// How many members, organizations and areas a season has at most; at least one of each.
///
/// Example: [the module](crate::strategies).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Members.
    pub members: usize,
    /// Organizations and sub-cells.
    pub organizations: usize,
    /// Areas.
    pub areas: usize,
}

impl Size {
    /// Small enough that every plan can be listed.
    pub const SMALL: Self = Self { members: 4, organizations: 5, areas: 4 };
    /// A committee of a province with the organizations of a few districts.
    pub const COMMITTEE: Self = Self { members: 50, organizations: 120, areas: 14 };
}

/// Facts, the policy they are read under and the day.
///
/// Example: [the module](crate::strategies).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Season {
    /// The facts.
    pub roster: Roster,
    /// The policy.
    pub policy: Policy,
    /// A day on which it is in force.
    pub day: NaiveDate,
}

impl Season {
    /// The problem, if the season is one.
    ///
    /// # Errors
    /// Those of [`Policy::in_force`] and [`Problem::new`].
    pub fn problem(&self) -> Result<Problem, Error> {
        Ok(Problem::new(self.roster.clone(), self.policy.in_force(self.day)?)?)
    }
}

/// Seasons under one policy: as many wishes as it asks for, bodies the Board picks for, organizations of one's own left out.
///
/// Bounds, designations and bans are drawn so tight that some seasons have no plan, and a few no candidate for somebody, which is a defect.
/// Ids are `m0`, `o0`, `a0` and so on; names are made up.
///
/// # Errors
/// Those of [`Policy::in_force`], for a policy that contradicts itself or says nothing about the day.
///
/// Example: [the module](crate::strategies).
pub fn season(policy: &Policy, day: NaiveDate, size: Size) -> Result<impl Strategy<Value = Season> + use<>, Error> {
    let (policy, rules) = (policy.clone(), policy.in_force(day)?);
    Ok(facts::raw(size).prop_map(move |raw| Season { roster: raw.build(&rules), policy: policy.clone(), day }))
}

/// Seasons as [`season`] draws them, each under a [`policy`] of its own.
///
/// Example: [the module](crate::strategies).
pub fn any_season(size: Size) -> impl Strategy<Value = Season> {
    (policy(), facts::raw(size)).prop_filter_map("a policy is in force on its first day", |(policy, raw)| {
        let day = policies::first_day();
        let roster = raw.build(&policy.in_force(day).ok()?);
        Some(Season { roster, policy, day })
    })
}

/// `m3`, `o0` and so on.
#[allow(clippy::expect_used, reason = "a letter and a number are an id")]
fn id<T: FromStr<Err: Debug>>(letter: char, number: usize) -> T {
    format!("{letter}{number}").parse().expect("a letter and a number are an id")
}

/// A body of the policies drawn here.
#[allow(clippy::expect_used, reason = "lower case letters and a hyphen are an id")]
fn word<T: FromStr<Err: Debug>>(word: &str) -> T {
    word.parse().expect("lower case letters and a hyphen are an id")
}
