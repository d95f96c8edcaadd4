//! What a row does by itself at given prices: its cheapest options, and which of them every best answer uses.

use super::Hold;

/// An option of a row, what it costs at today's prices, and whether it is used.
pub(super) type Offer = (usize, i64, bool);

/// What the dearest used and the cheapest spare option cost; the ends of the numbers where there is none.
#[inline]
pub(super) fn ends(offers: impl Iterator<Item = Offer>) -> (i64, i64) {
    let (mut used, mut spare) = (i64::MIN, i64::MAX);
    for (_, key, is_used) in offers {
        if is_used {
            used = used.max(key);
        } else {
            spare = spare.min(key);
        }
    }
    (used, spare)
}

/// What a tier says of an option, where the dearest used and the cheapest spare option of its row cost so much: cheaper ones are used by every
/// optimal solution, dearer ones by none.
pub(super) fn hold((_, key, is_used): Offer, (used, spare): (i64, i64)) -> Hold {
    if used == spare && key == used {
        Hold::Free
    } else if is_used {
        Hold::In
    } else {
        Hold::Out
    }
}

/// Finds the exchanges that bring a row to its cheapest options; among equally cheap ones it stays where it is.
#[derive(Debug, Default)]
pub(super) struct Cheapest {
    key: Vec<(i64, bool, usize)>,
    swap: Vec<(usize, usize)>,
}

impl Cheapest {
    /// From which option to which.
    pub(super) fn swaps(&mut self, offers: impl Iterator<Item = Offer> + Clone) -> &[(usize, usize)] {
        self.swap.clear();
        let mut need = 0;
        let (mut best, mut least) = (0, i64::MAX);
        let (mut worst, mut most) = (0, i64::MIN);
        for (option, key, is_used) in offers.clone() {
            if is_used {
                need += 1;
                (worst, most) = if key > most { (option, key) } else { (worst, most) };
            } else if key < least {
                (best, least) = (option, key);
            }
        }
        if need == 1 && least < most {
            self.swap.push((worst, best));
        } else if need > 1 && least < most {
            self.several(offers, need);
        }
        &self.swap
    }

    fn several(&mut self, offers: impl Iterator<Item = Offer>, need: usize) {
        self.key.clear();
        self.key.extend(offers.map(|(option, key, is_used)| (key, !is_used, option)));
        self.key.sort_unstable();
        let (near, far) = self.key.split_at(need);
        let enter = near.iter().filter(|key| key.1);
        let leave = far.iter().filter(|key| !key.1);
        self.swap.extend(leave.zip(enter).map(|(from, to)| (from.2, to.2)));
    }
}
