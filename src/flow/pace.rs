//! How many wishes of the canonical answer wait for each other, by what that costs.
//!
//! Ways that are searched for `k` units together read about the square root of `k` times as much as one alone, where the face is one large component. They read
//! more where wishes often cannot come true, since all that were taken after such a one are decided again, and where a way is as short as the wish itself.

/// One wish in so many may fail.
const RARE: usize = 16;

/// What wishes cost alone and together.
#[derive(Debug)]
pub(super) struct Pace {
    /// So many units wait at least before their ways are searched, and at most. A wish that reads no more than twice as many arcs alone has nothing to win,
    /// and twice as many wishes are decided alone before any waits.
    few: usize,
    many: usize,
    /// What a wish may read at least before it waits.
    glance: usize,
    most: usize,
    /// Wishes that are still decided alone, and how many will be the next time when it was not worth it to wait.
    alone: usize,
    pause: usize,
    /// What was read for wishes that came true alone, how many these are, and how many did not that read as much.
    reads: usize,
    granted: usize,
    refused: usize,
}

impl Pace {
    /// Where no fewer than `few` units wait, and none in a network of fewer than eight times as many nodes.
    pub(super) fn new(nodes: usize, few: usize) -> Self {
        let (pause, many) = (2 * few, nodes / 8);
        let alone = if many < few { usize::MAX } else { pause };
        Self { few, many, glance: 8, most: few, alone, pause, reads: 0, granted: 0, refused: 0 }
    }

    /// Where so many units wait from the first wish on, each is thought to read so much alone, and may read so much before it waits.
    #[cfg(test)]
    pub(super) fn at_once(few: usize, price: usize, glance: usize) -> Self {
        Self { alone: 0, reads: price, granted: 1, glance, ..Self::new(1 << 16, few) }
    }

    /// Whether the next wish is decided alone.
    pub(super) fn is_alone(&self) -> bool {
        self.alone > 0
    }

    /// Whether so many units, of so many wishes, wait no longer.
    pub(super) fn is_full(&self, units: usize, wishes: usize) -> bool {
        units >= self.most || wishes >= 8 * self.most
    }

    /// What a wish may read before it waits: less, the more wait with it.
    pub(super) fn glance(&self) -> usize {
        self.glance * (2 * self.few / self.most).max(1)
    }

    /// What so many wishes would read alone.
    pub(super) fn price(&self, wishes: usize) -> usize {
        wishes.saturating_mul(self.reads) / self.granted.max(1)
    }

    /// Learns from a wish that was decided alone.
    pub(super) fn note(&mut self, reads: usize, is_granted: bool) {
        self.alone -= 1;
        if is_granted {
            (self.reads, self.granted) = (self.reads + reads, self.granted + 1);
        } else if reads > 2 * self.few {
            self.refused += 1;
        }
        if self.granted + self.refused > 1024 {
            (self.reads, self.granted, self.refused) = (self.reads / 2, self.granted / 2, self.refused / 2);
        }
        if self.alone == 0 && (self.price(1) < 2 * self.few || self.refused * RARE > self.granted) {
            self.alone = 2 * self.few;
        }
    }

    /// Learns from wishes that waited for each other: what was read, how many came true, and whether all did.
    pub(super) fn adjust(&mut self, reads: usize, granted: usize, all: bool) {
        self.most = if all { 2 * self.most } else { self.most - self.most / 4 };
        if reads > self.price(granted) {
            self.alone = self.pause;
            (self.pause, self.most) = (2 * self.pause, self.most / 2);
        } else {
            (self.pause, self.alone) = (self.pause / 2, usize::from(!all));
        }
        self.pause = self.pause.max(2 * self.few);
        self.most = self.most.clamp(self.few, self.many);
    }
}

#[cfg(test)]
mod tests {
    use super::Pace;

    /// A pace after as many wishes alone as come before any wait.
    fn after(reads: usize, is_granted: impl Fn(usize) -> bool) -> Pace {
        let mut pace = Pace::new(1 << 16, 32);
        (0..64).for_each(|wish| pace.note(reads, is_granted(wish)));
        pace
    }

    #[test]
    fn wishes_wait_where_they_are_dear_and_come_true_and_nowhere_else() {
        assert!(!after(300, |_| true).is_alone());
        assert!(after(30, |_| true).is_alone(), "cheap");
        assert!(after(300, |wish| wish % 8 > 0).is_alone(), "often refused");
        assert!(Pace::new(200, 32).is_alone(), "a small network");
    }

    #[test]
    fn more_wait_as_long_as_all_come_true_and_none_for_longer_and_longer_where_it_does_not_pay() {
        let mut pace = after(300, |_| true);
        assert!(pace.is_full(32, 0) && pace.is_full(0, 256) && !pace.is_full(31, 255));
        pace.adjust(5_000, 32, true);
        assert!(!pace.is_alone() && !pace.is_full(63, 0));
        pace.adjust(5_000, 40, false);
        assert!(pace.is_alone() && pace.is_full(48, 0));
        for times in 0..3 {
            pace.adjust(50_000, 40, false);
            assert_eq!(pace.alone, 64 << times);
        }
    }
}
