//! The plan paragraph by paragraph: who may go where, what is a defect, what is worth a notice.
//!
//! The cases are written from the plan's text. `province()` is a small invented committee in real places; see `vocabulary`.

#![cfg(feature = "toml")]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it did not expect"
)]

mod vocabulary;

mod board_picks;
mod changes;
mod decisions;
mod facts;
mod locality;
mod order;
mod own_organization;
mod registration;
