//! Papers: what they say, that every format says the same, and that no text breaks out of its place.
#![cfg(all(feature = "csv", feature = "docx", feature = "html", feature = "ics", feature = "json", feature = "toml"))]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[path = "../common/cases.rs"]
mod cases;
mod hostile;
mod ics;
mod markup;
mod random;
mod same;
mod says;
#[cfg(feature = "xlsx")]
mod xlsx;
