//! What placements cost, tier by tier. The judge and the engine's door both read it here, so there is one meaning of cost.

use super::defect::{Defect, What};
use super::defects::Defects;
use super::{Candidate, Problem};
use crate::digest::LARGEST_LOT;
use crate::policy::{LocalityReading, Measure, Rules, Tier};
use crate::roster::{Demand, Roster};

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
        let locality = || self.rules.locality().is_some() && self.rules.readings().locality != LocalityReading::Off;
        let outside = i64::from(candidate.outside && locality());
        let rank = i64::from(candidate.wish.map_or(0, |wish| wish.saturating_sub(1)));
        let (held, again) = (i64::from(candidate.held), i64::from(candidate.again));
        // Of most pairs most counts are 0, and there are millions of pairs.
        let part = |measure, count| if count == 0 { 0 } else { tier.weight(measure) * count };
        part(Measure::Outside, outside)
            + part(Measure::Rank, rank)
            + part(Measure::Repeat, again)
            + part(Measure::Draw, i64::from(candidate.lot))
            - part(Measure::Moves, held)
    }

    /// What the empty plan costs in a tier besides unplaced members and seats: every place of the plan to keep counts as moved.
    pub(crate) fn base_cost(&self, tier: &Tier) -> i64 {
        tier.weight(Measure::Moves) * self.held
    }
}

/// Refuses weights with which a total or a price could leave the range of exact arithmetic.
///
/// A total is at most the sum over all units of the dearest pair plus the dearest load; a price is at most that of a path through every
/// organization, area and side rule once, each step costing at most the dearest pair twice and the dearest marginal load.
pub(super) fn check_range(roster: &Roster, rules: &Rules, places: u32, defects: &mut Defects) {
    let size = |count: usize| i128::try_from(count).unwrap_or(i128::MAX / 4);
    let units = size(roster.members.len()) * i128::from(places);
    let seats: i128 = roster.organizations.iter().map(|o| i128::from(o.load.min)).sum::<i128>()
        + roster.areas.iter().map(|a| i128::from(a.load.min)).sum::<i128>();
    let nodes = size(roster.organizations.len()) + size(roster.areas.len()) + size(roster.side_rules.len()) + 2;
    let ranks = size(roster.registrations.len());
    let held = size(roster.previous.len());
    for tier in rules.tiers() {
        let weight = |measure| i128::from(tier.weight(measure));
        let pair = weight(Measure::Unplaced)
            .saturating_add(weight(Measure::Outside))
            .saturating_add(weight(Measure::Rank).saturating_mul(ranks))
            .saturating_add(weight(Measure::Repeat))
            .saturating_add(weight(Measure::Draw).saturating_mul(LARGEST_LOT.into()))
            .saturating_add(weight(Measure::Moves));
        let square = weight(Measure::Load).saturating_mul(units.saturating_mul(units));
        let demanded = roster.side_rules.iter().map(|rule| match rule.says {
            Demand::AtLeast { count, .. } => i128::from(count),
            _ => 0,
        });
        let seats = seats + demanded.sum::<i128>();
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

#[cfg(test)]
#[cfg(feature = "toml")]
mod tests {
    use super::*;
    use crate::policy::Policy;
    use crate::problem::ProblemError;

    const FACTS: &str = r#"
        areas = [{ id = "binh-son", name = "" }, { id = "binh-chau", name = "", parent = "binh-son" }, { id = "tu-nghia", name = "" }]
        organizations = [
            { id = "a", name = "", area = "binh-chau" }, { id = "b", name = "", area = "tu-nghia" },
            { id = "c", name = "", area = "binh-son" }, { id = "o", name = "", area = "tu-nghia" },
        ]
        members = [
            { id = "an", name = "", body = "bch", own = "o", scope = ["binh-son"] }, { id = "binh", name = "", body = "bch", own = "o" },
            { id = "chi", name = "", body = "thuong-truc", own = "o", scope = ["tu-nghia"] },
        ]
        registrations = [
            { member = "an", organization = "b", rank = 1 }, { member = "an", organization = "c", rank = 4 },
            { member = "an", organization = "b", rank = 5 }, { member = "an", organization = "a", rank = 9 },
            { member = "binh", organization = "a", rank = 1 }, { member = "binh", organization = "b", rank = 2 },
            { member = "chi", organization = "a", rank = 3 },
        ]
        previous = [
            { member = "an", organization = "a" }, { member = "an", organization = "a" }, { member = "gone", organization = "a" },
            { member = "binh", organization = "o" },
        ]
    "#;

    fn problem(change: impl FnOnce(&mut Policy)) -> Problem {
        let mut policy = Policy::quang_ngai_2020().unwrap();
        change(&mut policy);
        let rules = policy.in_force("2020-12-01".parse().unwrap()).unwrap();
        Problem::new(toml::from_str(FACTS).unwrap(), rules).unwrap()
    }

    /// What a pair costs in each tier.
    fn pair(problem: &Problem, member: &str, organization: &str) -> Vec<i64> {
        let placement =
            crate::roster::Placement { member: member.parse().unwrap(), organization: organization.parse().unwrap() };
        let candidate = problem.candidate(&placement).unwrap();
        problem.tiers().iter().map(|tier| problem.pair_cost(tier, candidate)).collect()
    }

    #[test]
    fn a_pair_costs_its_place_its_wish_and_what_it_keeps() {
        let problem = problem(|_| ());
        // unplaced, outside, load, rank, moves: wishes count 0, 1, 2 by their order, the doubled one once and at its better rank.
        assert_eq!(pair(&problem, "an", "b"), [0, 1, 0, 0, 0]);
        assert_eq!(pair(&problem, "an", "c"), [0, 0, 0, 1, 0]);
        assert_eq!(pair(&problem, "an", "a"), [0, 0, 0, 2, -1]);
    }

    #[test]
    fn a_member_in_charge_of_nothing_is_never_outside() {
        let problem = problem(|_| ());
        assert_eq!(pair(&problem, "binh", "a"), [0, 0, 0, 0, 0]);
        assert_eq!(pair(&problem, "binh", "b"), [0, 0, 0, 1, 0]);
    }

    #[test]
    fn the_boards_pick_has_no_rank() {
        let problem = problem(|_| ());
        assert_eq!(pair(&problem, "chi", "a"), [0, 1, 0, 0, 0]);
        assert_eq!(pair(&problem, "chi", "b"), [0, 0, 0, 0, 0]);
    }

    #[test]
    fn every_distinct_place_to_keep_counts_as_moved_until_it_is_held() {
        let problem = problem(|_| ());
        let base: Vec<i64> = problem.tiers().iter().map(|tier| problem.base_cost(tier)).collect();
        assert_eq!(base, [0, 0, 0, 0, 3]);
    }

    #[test]
    fn weights_multiply_and_a_locality_not_applied_costs_nothing() {
        let heavy = problem(|policy| {
            policy.tiers.truncate(2);
            policy.tiers[1].measures = [(Measure::Outside, 5), (Measure::Rank, 7), (Measure::Moves, 11)].into();
        });
        assert_eq!(pair(&heavy, "an", "b"), [0, 5]);
        assert_eq!(pair(&heavy, "an", "a"), [0, 14 - 11]);
        let off = problem(|policy| policy.readings.locality = LocalityReading::Off);
        assert_eq!(pair(&off, "an", "b"), [0, 0, 0, 0, 0]);
    }

    #[test]
    fn the_range_is_the_largest_total_or_price() -> Result<(), ProblemError> {
        let fits = |weight| {
            let mut policy = Policy::quang_ngai_2020().unwrap();
            policy.tiers[2].measures = [(Measure::Load, weight)].into();
            let rules = policy.in_force("2020-12-01".parse().unwrap_or_default()).unwrap();
            Problem::new(toml::from_str(FACTS).unwrap(), rules)
        };
        // A price passes the 9 nodes of four organizations, three areas and both ends; the third member at one of them adds at most 2 * 3 + 1.
        let largest = (1_i64 << 60) / (9 * 7);
        fits(largest)?;
        let what = What::Range { tier: "load".into() };
        assert_eq!(fits(largest + 1), Err(ProblemError::Defects(vec![Defect { rows: Vec::new(), what, rule: None }])));
        assert!(fits(i64::MAX).is_err());
        Ok(())
    }

    #[test]
    fn a_lot_fits_by_its_weight() {
        let fits = |weight| {
            let mut policy = Policy::quang_ngai_2020().unwrap().drawing("482913").unwrap();
            policy.tiers[5].measures = [(Measure::Draw, weight)].into();
            let rules = policy.in_force("2020-12-01".parse().unwrap()).unwrap();
            Problem::new(toml::from_str(FACTS).unwrap(), rules).is_ok()
        };
        // A price passes 9 nodes, each at most the dearest pair twice.
        let largest = (1_i64 << 60) / (9 * 2 * i64::from(LARGEST_LOT));
        assert!(fits(largest) && !fits(largest + 1));
    }
}
