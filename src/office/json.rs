//! The wire format: a problem comes in, an outcome goes out, and any program can judge the one by the other.
//!
//! Every document is one object that names its form and version first. Unknown fields, an object with a key twice and another version are
//! refused with line and column, and more than 64 MiB or 4,000,000 entries are not read. A document is written on one line, so that many of them make a file of lines.

mod outcome;
mod papers;
mod text;

pub use outcome::{Answer, Statement, Status, read_answer, write_outcome};
pub use papers::{read_papers, write_papers};
pub use text::JsonError;

use crate::policy::Policy;
use crate::problem::Problem;
use crate::roster::Roster;
use chrono::NaiveDate;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// The form of problem that this version reads and writes.
const PROBLEM: &str = "phancong-problem/1";

/// A problem as it travels: facts, the day and the policy, named or in full.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProblemFile {
    #[serde(rename = "format")]
    _format: String,
    day: NaiveDate,
    policy: PolicyField,
    facts: Roster,
}

#[derive(Serialize)]
struct ProblemOut<'a> {
    format: &'static str,
    day: NaiveDate,
    policy: &'a Policy,
    facts: &'a Roster,
}

#[derive(Debug)]
enum PolicyField {
    Named(String),
    Whole(Box<Policy>),
}

impl<'de> Deserialize<'de> for PolicyField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameOrWhole;
        impl<'de> Visitor<'de> for NameOrWhole {
            type Value = PolicyField;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a policy or a policy in full")
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<PolicyField, E> {
                Ok(PolicyField::Named(name.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<PolicyField, A::Error> {
                let policy = Policy::deserialize(MapAccessDeserializer::new(map))?;
                Ok(PolicyField::Whole(Box::new(policy)))
            }
        }
        deserializer.deserialize_any(NameOrWhole)
    }
}

impl PolicyField {
    fn read(self) -> Result<Policy, JsonError> {
        match self {
            Self::Whole(policy) => Ok(*policy),
            #[cfg(feature = "toml")]
            Self::Named(name) if name == "quang-ngai-2020" => Ok(Policy::quang_ngai_2020()?),
            Self::Named(name) => Err(JsonError::UnknownPolicy { name }),
        }
    }
}

/// Reads a problem: facts under the rules that a policy has in force on a day.
///
/// # Errors
/// [`JsonError`] with line, column and what was expected when the text is no such document, and with every defect when the facts are no problem.
///
/// ```
/// let text = r#"{"format": "phancong-problem/1", "day": "2020-12-01", "policy": "quang-ngai-2020", "facts": {"people": []}}"#;
/// let refused = phancong::office::json::read_problem(text.as_bytes()).unwrap_err();
/// assert!(refused.to_string().starts_with("line 1, column 101: unknown field `people`, expected one of `areas`"));
/// ```
pub fn read_problem(text: &[u8]) -> Result<Problem, JsonError> {
    text::check(text, &[PROBLEM])?;
    let file: ProblemFile = text::read(text)?;
    let rules = file.policy.read()?.in_force(file.day)?;
    Ok(Problem::new(file.facts, rules)?)
}

/// Writes a problem on one line, with its policy in full, so that the document is all that a judge needs.
///
/// Example: [`read_problem`].
#[must_use]
pub fn write_problem(policy: &Policy, day: NaiveDate, facts: &Roster) -> String {
    text::write(&ProblemOut { format: PROBLEM, day, policy, facts })
}
