//! The judge of conduct against a naive second reading of the rules, its laws, and golden tables of its deadlines.
#![allow(
    missing_docs,
    unreachable_pub,
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "tests state facts in plain numbers and stop at the first that does not hold"
)]

mod build;
mod calendar;
mod cases;
mod days;
mod duties;
mod golden;
mod laws;
mod looser;
mod oracle;
#[cfg(feature = "toml")]
mod policies;
mod quiet;
mod same;
mod scene;
mod two_reports;
mod written;
