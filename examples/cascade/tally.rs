//! How many units are answered, and how; the line of progress.

use crate::desk::{either, progress};
use crate::unit::{Kind, Spent};
use phancong::report::Language;
use std::time::{Duration, Instant};

/// Counts of answers.
pub(crate) struct Tally {
    language: Language,
    solved: u64,
    infeasible: u64,
    refused: u64,
    failed: u64,
    /// Answers found in a part that an earlier run left.
    found: u64,
    /// Time of all threads, step by step.
    spent: Spent,
    begun: Instant,
    said: Instant,
}

impl Tally {
    pub(crate) fn new(language: Language) -> Self {
        let now = Instant::now();
        let (spent, begun, said) = (Spent::default(), now, now);
        Self { language, solved: 0, infeasible: 0, refused: 0, failed: 0, found: 0, spent, begun, said }
    }

    /// Counts an answer, and says so on a terminal twice a second.
    pub(crate) fn add(&mut self, kind: Kind) {
        *match kind {
            Kind::Solved => &mut self.solved,
            Kind::Infeasible => &mut self.infeasible,
            Kind::Refused => &mut self.refused,
            Kind::Failed => &mut self.failed,
        } += 1;
        if self.said.elapsed() > Duration::from_millis(500) {
            self.said = Instant::now();
            // Short: a line that is broken at the edge of the terminal is not overwritten.
            let (units, seconds) = (either(self.language, "đơn vị", "units"), either(self.language, "giây", "s"));
            progress(&format!("{} {units}, {} {seconds}", self.all(), self.begun.elapsed().as_secs()));
        }
    }

    /// Adds the time that a unit took.
    pub(crate) fn spend(&mut self, spent: Spent) {
        self.spent.0.iter_mut().zip(spent.0).for_each(|(sum, more)| *sum += more);
    }

    /// Counts an answer that was there already.
    pub(crate) fn find(&mut self, kind: Kind) {
        self.found += 1;
        self.add(kind);
    }

    /// The counts with the times, on one line.
    pub(crate) fn line(&self) -> String {
        let seconds = self.begun.elapsed().as_secs();
        let [read, make, solve, judge] = self.spent.0.map(|step| step.as_millis());
        match self.language {
            Language::Vi => format!(
                "{}; có sẵn {}; {seconds} giây (các luồng cộng lại: đọc {read} ms, lập bài toán {make} ms, giải {solve} ms, thẩm định và ghi {judge} ms)",
                self.say(self.language),
                self.found
            ),
            Language::En => format!(
                "{}; {} were there already; {seconds} s (all threads: reading {read} ms, making problems {make} ms, solving {solve} ms, judging and writing {judge} ms)",
                self.say(self.language),
                self.found
            ),
        }
    }

    /// The counts in a sentence.
    pub(crate) fn say(&self, language: Language) -> String {
        let (Self { solved, infeasible, refused, failed, .. }, all) = (self, self.all());
        match language {
            Language::Vi => format!(
                "{all} đơn vị: {solved} đã phân công đủ, {infeasible} không thể phân công đủ, {refused} bị từ chối, {failed} lỗi chương trình"
            ),
            Language::En => format!(
                "{all} units: {solved} solved, {infeasible} without a complete plan, {refused} refused, {failed} failed"
            ),
        }
    }

    const fn all(&self) -> u64 {
        self.solved + self.infeasible + self.refused + self.failed
    }

    /// The exit code of the worst answer.
    pub(crate) const fn code(&self) -> u8 {
        match (self.failed, self.refused, self.infeasible) {
            (0, 0, 0) => 0,
            (0, 0, _) => 4,
            (0, ..) => 3,
            _ => 5,
        }
    }
}
