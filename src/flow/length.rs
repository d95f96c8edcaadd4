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
