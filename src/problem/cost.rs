//! What placements cost, tier by tier. The judge and the engine's door both read it here, so there is one meaning of cost.

use super::defect::{Defect, What};
use super::{Candidate, Problem};
use crate::policy::{LocalityReading, Measure, Rules, Tier};
use crate::roster::Roster;

/// The largest cost or price that may arise: half of the way to the end of 64 bits, in powers of two, and then half again.
const LIMIT: i128 = 1 << 60;

/// The part of a tier that grows with loads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TierWeights {
    /// For each place a member should hold and does not.
    pub(crate) unplaced: i64,
    /// For each seat below a minimum.
    pub(crate) short: i64,
    /// For the square of each organization's load.
    pub(crate) square: i64,
}

impl Problem {
    /// The weights of a tier that do not belong to a pair.
    pub(crate) fn tier_weights(tier: &Tier) -> TierWeights {
        let unplaced = tier.weight(Measure::Unplaced);
        TierWeights { unplaced, short: unplaced, square: tier.weight(Measure::Load) }
    }

    /// What a pair costs in a tier. A place of the plan to keep counts -1 when held, against [`Problem::base_cost`].
    pub(crate) fn pair_cost(&self, tier: &Tier, candidate: &Candidate) -> i64 {
        let locality = self.rules.locality().is_some() && self.rules.readings().locality != LocalityReading::Off;
        let outside = i64::from(locality && candidate.outside);
        let rank = i64::from(candidate.wish.map_or(0, |wish| wish.saturating_sub(1)));
        let held = i64::from(candidate.held);
        tier.weight(Measure::Outside) * outside + tier.weight(Measure::Rank) * rank - tier.weight(Measure::Moves) * held
    }

    /// What the empty plan costs in a tier besides unplaced members and seats: every place of the plan to keep counts as moved.
    pub(crate) fn base_cost(&self, tier: &Tier) -> i64 {
        tier.weight(Measure::Moves) * self.held
    }
}

/// Refuses weights with which a total or a price could leave the range of exact arithmetic.
///
/// A total is at most the sum over all units of the dearest pair plus the dearest load; a price is at most that of a path through every
/// organization and area once, each step costing at most the dearest pair twice and the dearest marginal load.
pub(super) fn check_range(roster: &Roster, rules: &Rules, places: u32, defects: &mut Vec<Defect>) {
    let size = |count: usize| i128::try_from(count).unwrap_or(i128::MAX / 4);
    let units = size(roster.members.len()) * i128::from(places);
    let seats: i128 = roster.organizations.iter().map(|o| i128::from(o.load.min)).sum::<i128>()
        + roster.areas.iter().map(|a| i128::from(a.load.min)).sum::<i128>();
    let nodes = size(roster.organizations.len()) + size(roster.areas.len()) + 2;
    let ranks = size(roster.registrations.len());
    let held = size(roster.previous.len());
    for tier in rules.tiers() {
        let weight = |measure| i128::from(tier.weight(measure));
        let pair = weight(Measure::Unplaced)
            .saturating_add(weight(Measure::Outside))
            .saturating_add(weight(Measure::Rank).saturating_mul(ranks))
            .saturating_add(weight(Measure::Moves));
        let square = weight(Measure::Load).saturating_mul(units.saturating_mul(units));
        let total = pair
            .saturating_mul(units)
            .saturating_add(square)
            .saturating_add(weight(Measure::Unplaced).saturating_mul(seats))
            .saturating_add(weight(Measure::Moves).saturating_mul(held));
        let marginal = weight(Measure::Load).saturating_mul(2 * units + 1);
        let step = pair.saturating_mul(2).saturating_add(marginal);
        let price = step.saturating_mul(nodes);
        if total > LIMIT || price > LIMIT {
            let what = What::Range { tier: tier.name.clone() };
            defects.push(Defect { rows: Vec::new(), what, rule: None });
        }
    }
}
