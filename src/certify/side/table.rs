//! Prices as they are added up, one number for each row of a mixture of tiers.

use super::super::Rejection;
use super::{Dues, Mixture};
use crate::cost::Cost;
use crate::plan::Prices;
use crate::policy::Tier;
use crate::problem::{Problem, TierWeights};
use crate::roster::Place;

/// The largest price either way.
const LARGEST: u64 = 1 << 60;

/// Prices as they are added up: one number for each row of the mixture.
pub(in crate::certify) struct Table<'a> {
    /// The price of each node of the tree; an empty one is zero in every row.
    nodes: Vec<&'a [i64]>,
    pub(in crate::certify) dues: Dues,
    mixture: &'a Mixture,
    /// The weights of the square of a load and of what is unplaced, row by row.
    pub(in crate::certify) weights: Vec<(i128, i128)>,
}

impl<'a> Table<'a> {
    /// Resolves the prices, or says what is wrong with them; a plan without any has prices of zero.
    pub(in crate::certify) fn read(
        problem: &Problem,
        prices: Option<&'a Prices>,
        mixture: &'a Mixture,
        rejections: &mut Vec<Rejection>,
    ) -> Option<Self> {
        let before = rejections.len();
        let mut nodes = vec![&[][..]; problem.tree().len()];
        let organizations = prices.iter().flat_map(|prices| &prices.organizations);
        let organizations = organizations.map(|(id, price)| (Place::Organization(id.clone()), price));
        let areas = prices.iter().flat_map(|prices| &prices.areas);
        for (place, price) in organizations.chain(areas.map(|(id, price)| (Place::Area(id.clone()), price))) {
            let node = problem.tree().find(&place);
            node.and_then(|node| nodes.get_mut(node)).into_iter().for_each(|known| *known = price.tiers());
            check(place, node.is_some(), price, mixture, rejections);
        }
        let all: Vec<TierWeights> = problem.tiers().iter().map(Problem::tier_weights).collect();
        let short = mixture.of(|tier| all.get(tier).map_or(0, |weights| weights.unplaced));
        let square = mixture.of(|tier| all.get(tier).map_or(0, |weights| weights.square));
        let dues = Dues::read(problem, prices, &short, rejections);
        let weights = square.into_iter().zip(short).collect();
        (rejections.len() == before).then_some(Self { nodes, dues, mixture, weights })
    }

    /// The price of a node in a row.
    pub(in crate::certify) fn of(&self, node: usize, row: usize) -> i128 {
        self.nodes.get(node).and_then(|price| price.get(row)).copied().map_or(0, i128::from)
    }

    /// What costs so much in each tier, row by row.
    pub(in crate::certify) fn cost(&self, problem: &Problem, of: impl Fn(&Tier) -> i64) -> Vec<i128> {
        self.mixture.of(|tier| problem.tiers().get(tier).map_or(0, &of))
    }
}

fn check(place: Place, known: bool, price: &Cost, mixture: &Mixture, rejections: &mut Vec<Rejection>) {
    if !known {
        rejections.push(Rejection::PriceOfStranger { place });
    } else if price.tiers().len() != mixture.len() {
        rejections.push(Rejection::PriceLength { place, found: price.tiers().len(), tiers: mixture.len() });
    } else if let Some((row, &price)) = price.tiers().iter().enumerate().find(|(_, p)| p.unsigned_abs() > LARGEST) {
        rejections.push(Rejection::PriceTooLarge { place, tier: mixture.name(row), price });
    }
}
