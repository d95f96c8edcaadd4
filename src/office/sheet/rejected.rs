//! Files that are refused as a whole.

use super::fault::Fault;
use super::tally::Tally;
use std::fmt;

/// The files were refused: nothing of them was used.
///
/// Example: [`read_files`](crate::office::csv::read_files).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Every problem, by file and row.
    pub faults: Vec<Fault>,
    /// What was counted on the way, for each file that could be opened.
    pub tallies: Vec<Tally>,
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.faults.len() == 1 { "" } else { "s" };
        write!(f, "the files have {} problem{plural}", self.faults.len())?;
        for (index, fault) in self.faults.iter().enumerate() {
            write!(f, "{} {fault}", if index == 0 { ":" } else { "." })?;
        }
        Ok(())
    }
}

impl std::error::Error for Rejected {}
