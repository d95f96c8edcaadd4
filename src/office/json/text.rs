//! Reading JSON strictly, and saying where and what.

// Several times the bytes of a hundred thousand members at ten thousand organizations.
use crate::office::MAX_BYTES;
use crate::policy::PolicyError;
use crate::problem::ProblemError;
use serde::Serialize;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;

/// Entries of all lists, and keys of one object: each takes many times the memory of the two bytes that write it.
const MAX_ENTRIES: usize = 4_000_000;

/// Why a text is no document of the wire format.
///
/// Example: [`read_problem`](crate::office::json::read_problem).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// Not JSON, or not what belongs at this place.
    #[error("line {line}, column {column}: {message}")]
    Text {
        /// Counted from 1.
        line: usize,
        /// Counted from 1, in bytes.
        column: usize,
        /// What was found and what was expected.
        message: String,
    },
    /// A document that is not read for its size.
    #[error("the document has more than {most} bytes: divide it, one document for each unit")]
    TooLarge {
        /// What is read, in bytes.
        most: usize,
    },
    /// A document of another form or version.
    #[error("the field `format` is `{found}`, expected {}", crate::listing::ids(expected))]
    Format {
        /// As given; empty when the field is missing.
        found: String,
        /// What is read here.
        expected: Vec<&'static str>,
    },
    /// A policy that this library does not ship.
    #[error("policy `{name}` is not one of those shipped: write the whole policy in its place")]
    UnknownPolicy {
        /// As given.
        name: String,
    },
    /// The document is well formed and its policy is none, or says nothing of the day.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The document is well formed and its facts are no problem.
    #[error(transparent)]
    Problem(#[from] ProblemError),
}

impl From<serde_json::Error> for JsonError {
    fn from(error: serde_json::Error) -> Self {
        let whole = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let message = plain(whole.strip_suffix(&place).unwrap_or(&whole));
        Self::Text { line: error.line(), column: error.column(), message }
    }
}

/// The names of types are nothing to people who write documents.
fn plain(message: &str) -> String {
    const WORDS: [(&str, &str); 7] = [
        ("expected u32", "expected a whole number from 0 to 4294967295"),
        ("expected i64", "expected a whole number of at most 64 bits"),
        ("expected usize", "expected a whole number from 0"),
        ("expected a sequence", "expected a list"),
        ("expected struct ", "expected an object: "),
        ("invalid type: sequence", "invalid type: list"),
        ("invalid type: map", "invalid type: object"),
    ];
    WORDS.iter().fold(message.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Refuses text that is too large or no JSON, that has a key twice in an object, or whose format is none of those expected; gives the format.
pub(super) fn check(text: &[u8], expected: &[&'static str]) -> Result<&'static str, JsonError> {
    if text.len() > MAX_BYTES {
        return Err(JsonError::TooLarge { most: MAX_BYTES });
    }
    let mut reader = serde_json::Deserializer::from_slice(without_mark(text));
    let found = match Look(&Cell::new(MAX_ENTRIES)).deserialize(&mut reader)? {
        Shape::Object(format) => format.unwrap_or_default(),
        Shape::Text(_) | Shape::Other => String::new(),
    };
    reader.end()?;
    let known = expected.iter().find(|format| **format == found);
    known.copied().ok_or_else(|| JsonError::Format { found, expected: expected.to_vec() })
}

pub(super) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, JsonError> {
    Ok(serde_json::from_slice(without_mark(text))?)
}

/// A document on one line, without a line feed.
pub(super) fn write<T: Serialize>(document: &T) -> String {
    // INVARIANT: no document has a map with keys that are not texts, which is all that could fail.
    serde_json::to_string(document).unwrap_or_default()
}

/// Some editors put a byte order mark before the text; it is no part of the document.
fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text)
}

/// What any JSON value is taken for.
enum Shape {
    /// With the value of the key `format`, when that is a text.
    Object(Option<String>),
    Text(String),
    Other,
}

/// Looks at a value for its format, for keys that stand twice, and for how many entries it has; holds how many it may still have.
#[derive(Clone, Copy)]
struct Look<'c>(&'c Cell<usize>);

impl<'de> DeserializeSeed<'de> for Look<'_> {
    type Value = Shape;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Look<'_> {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        let mut keys = BTreeSet::new();
        let mut format = None;
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value_seed(self)?;
            if let (Shape::Text(text), "format") = (value, key.as_str()) {
                format = Some(text);
            }
            if let Some(twice) = keys.replace(key) {
                return Err(A::Error::custom(format_args!(
                    "the key `{twice}` stands twice in one object, expected once"
                )));
            }
            if keys.len() > MAX_ENTRIES {
                return Err(A::Error::custom(format_args!("one object has more than {MAX_ENTRIES} keys")));
            }
        }
        Ok(Shape::Object(format))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Shape, A::Error> {
        while list.next_element_seed(self)?.is_some() {
            match self.0.get().checked_sub(1) {
                Some(left) => self.0.set(left),
                None => {
                    return Err(A::Error::custom(format_args!("lists have more than {MAX_ENTRIES} entries in all")));
                }
            }
        }
        Ok(Shape::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Shape, E> {
        Ok(Shape::Text(text.to_owned()))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        DeserializeSeed::deserialize(self, deserializer)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Shape, E> {
        Ok(Shape::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Other)
    }

    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::Other)
    }
}
