//! The files of the office: facts come in, answers go out. Nothing else in the library touches a format.

#[cfg(feature = "json")]
pub mod json;
