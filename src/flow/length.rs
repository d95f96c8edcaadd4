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

#[cfg(test)]
mod tests {
    use super::{Length, NOTHING, Scale, TIERS};

    #[test]
    fn one_number_keeps_the_order_of_sums() {
        let mut largest = NOTHING;
        (largest[0], largest[2], largest[TIERS]) = (1, 7, 1);
        let scale = Scale::new(&largest, 3).unwrap();
        // Sums of three lengths have at most three times the largest number in each place.
        let ends = |at: usize| [-3, -1, 0, 2, 3].map(|part: i64| part * largest[at]);
        let mut all: Vec<Length> = Vec::new();
        for first in ends(0) {
            for third in ends(2) {
                for swaps in ends(TIERS) {
                    let mut length = NOTHING;
                    (length[0], length[2], length[TIERS]) = (first, third, swaps);
                    all.push(length);
                }
            }
        }
        for one in &all {
            for other in &all {
                assert_eq!(scale.weigh(one).cmp(&scale.weigh(other)), one.cmp(other), "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn what_does_not_fit_into_one_number_has_no_scale() {
        let largest =
            |of: i64, tiers: usize| std::array::from_fn(|at| if at < tiers { of } else { i64::from(at == TIERS) });
        assert!(Scale::new(&largest(1 << 10, 3), 1 << 20).is_some());
        assert!(Scale::new(&largest(1 << 50, 3), 20).is_none());
        assert!(Scale::new(&largest(i64::MAX, TIERS), usize::MAX).is_none());
    }
}
