//! The calendar: named cases, laws on random agendas against a plain search through every calendar, and the judge's refusals.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "a test may stop at the first surprise"
)]

mod broken;
mod cases;
mod laws;
mod oracle;
mod world;
