//! What a plan costs: integers in tiers, compared in order.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One whole number per tier, the first tier first; costs are compared tier by tier, so no amount of a later tier buys one unit of an earlier one.
///
/// The derived order is that comparison. Two costs are only compared when they have the same number of tiers.
///
/// ```
/// use phancong::Cost;
/// let none_unplaced = Cost::from([0, 900]);
/// let one_unplaced = Cost::from([1, 0]);
/// assert!(none_unplaced < one_unplaced);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cost(Vec<i64>);

impl Cost {
    /// A cost of zero in each of `tiers` tiers.
    #[must_use]
    pub fn zero(tiers: usize) -> Self {
        Self(vec![0; tiers])
    }

    /// The numbers, first tier first.
    #[must_use]
    pub fn tiers(&self) -> &[i64] {
        &self.0
    }

    /// The number of one tier, if there is such a tier.
    #[must_use]
    pub fn tier(&self, index: usize) -> Option<i64> {
        self.0.get(index).copied()
    }

    /// `self - other`, tier by tier; `None` when the numbers of tiers differ or a difference leaves 64 bits.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Option<Self> {
        if self.0.len() != other.0.len() {
            return None;
        }
        let pairs = self.0.iter().zip(&other.0);
        pairs.map(|(a, b)| a.checked_sub(*b)).collect()
    }
}

impl<const N: usize> From<[i64; N]> for Cost {
    fn from(tiers: [i64; N]) -> Self {
        Self(tiers.to_vec())
    }
}

impl From<Vec<i64>> for Cost {
    fn from(tiers: Vec<i64>) -> Self {
        Self(tiers)
    }
}

impl FromIterator<i64> for Cost {
    fn from_iter<I: IntoIterator<Item = i64>>(tiers: I) -> Self {
        Self(tiers.into_iter().collect())
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        for (index, tier) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            write!(f, "{tier}")?;
        }
        f.write_str(")")
    }
}
