//! Files of the office: the facts of a season read from files, and the answers written to them.
//!
//! Reading is strict and complete. Every problem of every file is reported at once as a [`Fault`] with a stable code, the place as Excel shows
//! it, what was found, what was expected and a way out; nothing is repaired silently and nothing is half read. Each function over
//! files is thin: the work is done by one over bytes, which needs no disk.

#[cfg(feature = "csv")]
mod csv;
#[cfg(feature = "csv")]
mod fault;
mod file;
#[cfg(feature = "csv")]
mod source;

#[cfg(feature = "csv")]
pub use csv::{Column, TABLE_HEADERS, file_name, read_files, read_folder, roster_files, table_csv, write_roster};
#[cfg(feature = "csv")]
pub use fault::{Code, Fault, Hint, Rejected, Spot};
pub use file::replace;
#[cfg(feature = "csv")]
pub use source::{Located, Sources, Tally};
