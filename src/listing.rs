//! How lists stand inside the English sentences of errors.

use std::fmt::Display;

/// `1 defect`, `2 defects`.
pub(crate) fn count<T>(items: &[T], noun: &str) -> String {
    let plural = if items.len() == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", items.len())
}

/// One after another: `a; b`.
pub(crate) fn list<T: ToString>(items: &[T]) -> String {
    let texts: Vec<String> = items.iter().map(ToString::to_string).collect();
    texts.join("; ")
}

/// Ids as they stand in sentences: `` `a`, `b` ``.
pub(crate) fn ids<T: Display>(items: &[T]) -> String {
    let names: Vec<String> = items.iter().map(|id| format!("`{id}`")).collect();
    names.join(", ")
}
