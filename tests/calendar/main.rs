//! The calendar: laws on random agendas, held against a plain search through every calendar.
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

#[path = "../common/cases.rs"]
mod cases;

mod agenda;
mod laws;
mod named;
mod oracle;
mod refusals;
#[path = "../common/rule.rs"]
mod rule;
mod world;
mod year;
