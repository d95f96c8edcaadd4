//! What every plan costs at least, whatever the prices: the sum of what each member and each place would do best alone under them.

use super::Rejection;
use crate::cost::Cost;
use crate::plan::Prices;
use crate::problem::{Problem, TierWeights};
use crate::roster::Place;
use std::cmp::Ordering;

/// The largest price either way.
const LARGEST: u64 = 1 << 60;

/// The price of each node of the tree; an empty one is zero in every tier.
pub(super) struct Table<'a>(Vec<&'a [i64]>);

impl<'a> Table<'a> {
    /// Resolves the prices, or says what is wrong with them; a plan without any has prices of zero.
    pub(super) fn read(problem: &Problem, prices: Option<&'a Prices>, rejections: &mut Vec<Rejection>) -> Option<Self> {
        let before = rejections.len();
        let mut table = vec![&[][..]; problem.tree().len()];
        let organizations = prices.iter().flat_map(|prices| &prices.organizations);
        let organizations = organizations.map(|(id, price)| (Place::Organization(id.clone()), price));
        let areas = prices.iter().flat_map(|prices| &prices.areas);
        for (place, price) in organizations.chain(areas.map(|(id, price)| (Place::Area(id.clone()), price))) {
            let node = problem.tree().find(&place);
            node.and_then(|node| table.get_mut(node)).into_iter().for_each(|known| *known = price.tiers());
            check(problem, place, node.is_some(), price, rejections);
        }
        (rejections.len() == before).then_some(Self(table))
    }

    fn of(&self, node: usize, tier: usize) -> i128 {
        self.0.get(node).and_then(|price| price.get(tier)).copied().map_or(0, i128::from)
    }
}

fn check(problem: &Problem, place: Place, known: bool, price: &Cost, rejections: &mut Vec<Rejection>) {
    let tiers = problem.tiers();
    if !known {
        rejections.push(Rejection::PriceOfStranger { place });
    } else if price.tiers().len() != tiers.len() {
        rejections.push(Rejection::PriceLength { place, found: price.tiers().len(), tiers: tiers.len() });
    } else if let Some((tier, &price)) = tiers.iter().zip(price.tiers()).find(|(_, p)| p.unsigned_abs() > LARGEST) {
        rejections.push(Rejection::PriceTooLarge { place, tier: tier.name.clone(), price });
    }
}

/// The bound that the prices prove, or the tier in which a sum leaves 128 bits.
pub(super) fn bound(problem: &Problem, prices: &Table<'_>) -> Result<Vec<i128>, usize> {
    let weights: Vec<TierWeights> = problem.tiers().iter().map(Problem::tier_weights).collect();
    let mut total: Vec<i128> = problem.tiers().iter().map(|tier| i128::from(problem.base_cost(tier))).collect();
    for member in 0..problem.roster().members.len() {
        least_of_member(problem, prices, &weights, member).iter().try_for_each(|paid| add(&mut total, paid))?;
    }
    for node in 0..problem.tree().len() {
        add(&mut total, &least_of_place(problem, prices, &weights, node))?;
    }
    Ok(total)
}

/// The least a member can cost under the prices, place by place: each designation held or missed, and the cheapest others or nothing.
fn least_of_member(problem: &Problem, prices: &Table<'_>, weights: &[TierWeights], member: usize) -> Vec<Vec<i128>> {
    let choices = problem.all_candidates().get(problem.choices_of(member)).unwrap_or_default();
    let designated = choices.iter().filter(|candidate| candidate.designated).count();
    let unplaced: Vec<i128> = weights.iter().map(|tier| i128::from(tier.unplaced)).collect();
    let mut cheapest = vec![unplaced.clone(); (problem.places() as usize).saturating_sub(designated)];
    let (mut held, mut paid) = (Vec::new(), Vec::new());
    for candidate in choices {
        paid.clear();
        paid.extend(problem.tiers().iter().enumerate().map(|(at, tier)| {
            i128::from(problem.pair_cost(tier, candidate)) + prices.of(candidate.organization as usize, at)
        }));
        if candidate.designated {
            held.push(paid.clone().min(unplaced.clone()));
        } else if let Some(last) = cheapest.last_mut().filter(|last| paid < **last) {
            last.copy_from_slice(&paid);
            cheapest.sort();
        }
    }
    cheapest.append(&mut held);
    cheapest
}

/// The least a place can cost when it takes as many as suits it and is paid for each what it is dearer than the place above: the convex
/// function `square y² + short max(0, min - y) - dearer y` at its lowest.
fn least_of_place(problem: &Problem, prices: &Table<'_>, weights: &[TierWeights], node: usize) -> Vec<i128> {
    let tree = problem.tree();
    let up = tree.above(node);
    let tiers = weights.iter().enumerate().map(|(at, tier)| {
        let square = if tree.is_organization(node) { i128::from(tier.square) } else { 0 };
        let dearer = prices.of(node, at) - up.map_or(0, |up| prices.of(up, at));
        (square, i128::from(tier.short), dearer)
    });
    let tiers: Vec<(i128, i128, i128)> = tiers.collect();
    let everyone = u64::try_from(problem.roster().members.len()).unwrap_or(u64::MAX);
    let everyone = i128::from(everyone) * i128::from(problem.places());
    let load = tree.load(node);
    let (min, max) = (i128::from(load.min), load.max.map_or(everyone, |max| everyone.min(max.into())));
    // One more costs more and more in every tier, so the first that does not pay marks the lowest point.
    let pays = |y: i128| {
        let needed = i128::from(y < min);
        let marginal = tiers.iter().map(|(square, short, dearer)| square * (2 * y + 1) - short * needed - dearer);
        marginal.map(|tier| tier.cmp(&0)).find(|order| order.is_ne()) == Some(Ordering::Less)
    };
    let (mut low, mut high) = (0, max);
    while low < high {
        let middle = (low + high) / 2;
        if pays(middle) { low = middle + 1 } else { high = middle }
    }
    // INVARIANT: square y² and short min are within 2^60 in every problem, dearer is within 2^61, and y, a number of members, within 2^60.
    let least =
        tiers.iter().map(|(square, short, dearer)| square * low * low + short * (min - low).max(0) - dearer * low);
    least.collect()
}

fn add(total: &mut [i128], more: &[i128]) -> Result<(), usize> {
    for (tier, (sum, &more)) in total.iter_mut().zip(more).enumerate() {
        *sum = sum.checked_add(more).ok_or(tier)?;
    }
    Ok(())
}
