//! Defects as they are found: all of them are counted, and no more are kept than anybody can mend at once.

use super::defect::{Defect, What};

/// Defects that are kept: a million rows that name nobody are one mistake, and each defect takes more memory than its row.
const KEPT: usize = 10_000;

#[derive(Default)]
pub(super) struct Defects {
    kept: Vec<Defect>,
    more: usize,
}

impl Defects {
    pub(super) fn push(&mut self, defect: Defect) {
        if self.kept.len() < KEPT {
            self.kept.push(defect);
        } else {
            self.more += 1;
        }
    }

    /// How many were found.
    pub(super) const fn len(&self) -> usize {
        self.kept.len() + self.more
    }

    /// In order, each once; how many were not kept comes last.
    pub(super) fn sorted(mut self) -> Vec<Defect> {
        self.kept.sort();
        self.kept.dedup();
        if self.more > 0 {
            self.kept.push(Defect { rows: Vec::new(), what: What::More { count: self.more }, rule: None });
        }
        self.kept
    }
}
