//! The levels below the province (II.5-2), and the example `cascade` that solves them unit by unit.
//!
//! `cargo test` builds the examples beside this test.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod cells;
mod country;
mod households;
mod lines;
mod merge;
mod program;
mod resume;
mod same_bytes;
mod schedulers;
