//! The files of the office: facts come in, answers go out. Nothing else in the library touches a format.
//!
//! Reading is strict and complete: every problem is reported at once, nothing is repaired silently and nothing is half read. Functions
//! over files are thin; the work is done by others over bytes, which need no disk.

#[cfg(feature = "csv")]
pub mod csv;
#[cfg(feature = "json")]
pub mod json;

#[cfg(feature = "docx")]
pub mod docx;
mod file;
#[cfg(feature = "html")]
pub mod html;
#[cfg(feature = "ics")]
pub mod ics;
#[cfg(any(feature = "docx", feature = "html", feature = "xlsx"))]
mod markup;
pub mod paper;
pub mod set;
#[cfg(feature = "csv")]
mod sheet;
#[cfg(feature = "toml")]
pub mod side_rules;
pub mod text;
#[cfg(feature = "xlsx")]
pub mod workbook;
#[cfg(feature = "xlsx")]
pub mod xlsx;

pub use file::{MAX_BYTES, read, replace, why};
