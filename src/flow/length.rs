//! Lengths of steps and paths: one number per tier, compared in order.

/// Tiers that a length has room for, and one number more for the swaps.
pub(super) const TIERS: usize = 8;

/// A length: one number per tier, then the number of swaps, so that of equally short paths one with the fewest is the shortest.
pub(super) type Length = [i64; TIERS + 1];

pub(super) const NOTHING: Length = [0; TIERS + 1];

pub(super) fn plus(a: Length, b: Length) -> Length {
    std::array::from_fn(|at| a[at] + b[at])
}

pub(super) fn minus(a: Length, b: Length) -> Length {
    std::array::from_fn(|at| a[at] - b[at])
}

/// A length as a search adds and compares it.
pub(super) trait Sum: Copy + Ord {
    const NOTHING: Self;

    fn plus(self, other: Self) -> Self;
}

impl Sum for Length {
    const NOTHING: Self = NOTHING;

    fn plus(self, other: Self) -> Self {
        plus(self, other)
    }
}

/// All tiers in one number, the first in the highest digits ([`Scale`]).
impl Sum for i128 {
    const NOTHING: Self = 0;

    fn plus(self, other: Self) -> Self {
        self + other
    }
}

/// What a unit of each tier is worth in one number for all, so large that the tiers after it never outweigh it on any path.
#[derive(Debug, Clone)]
pub(super) struct Scale {
    worth: [i128; TIERS + 1],
}

impl Scale {
    /// A scale for sums of so many lengths none of whose numbers is larger than these; none when that takes more than 127 bits.
    pub(super) fn new(largest: &Length, sums: usize) -> Option<Self> {
        let mut worth = [1_i128; TIERS + 1];
        let mut unit = 1_i128;
        for (worth, &largest) in worth.iter_mut().zip(largest).rev() {
            *worth = unit;
            let reach = i128::from(largest).checked_mul(i128::try_from(sums).ok()?)?;
            unit = unit.checked_mul(reach.checked_mul(2)?.checked_add(1)?)?;
        }
        Some(Self { worth })
    }

    /// A length in one number.
    pub(super) fn weigh(&self, length: &Length) -> i128 {
        length
            .iter()
            .zip(&self.worth)
            .filter(|entry| *entry.0 != 0)
            .map(|(&part, worth)| i128::from(part) * worth)
            .sum()
    }
}
