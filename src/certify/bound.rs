//! What every plan costs at least, whatever the prices: the sum of what each member and each place would do best alone under them.

use super::Rejection;
use crate::cost::Cost;
use crate::plan::Prices;
use crate::problem::Problem;
use crate::roster::{Bounds, Place};
use std::cmp::Ordering;

/// The largest price either way. With it no sum over fewer than 2^30 members and places leaves 128 bits; those that could are checked.
const LARGEST: u64 = 1 << 60;

/// Prices by index instead of by id; an empty one is zero in every tier.
pub(super) struct Table<'a> {
    organizations: Vec<&'a [i64]>,
    areas: Vec<&'a [i64]>,
}

impl<'a> Table<'a> {
    /// Resolves the prices, or says what is wrong with them; a plan without any has prices of zero.
    pub(super) fn read(problem: &Problem, prices: Option<&'a Prices>, rejections: &mut Vec<Rejection>) -> Option<Self> {
        let before = rejections.len();
        for (id, price) in prices.iter().flat_map(|prices| &prices.organizations) {
            let known = problem.organization(id).is_some();
            check(problem, Place::Organization(id.clone()), known, price, rejections);
        }
        for (id, price) in prices.iter().flat_map(|prices| &prices.areas) {
            check(problem, Place::Area(id.clone()), problem.area(id).is_some(), price, rejections);
        }
        let roster = problem.roster();
        let organizations =
            roster.organizations.iter().map(|o| prices.and_then(|prices| prices.organizations.get(&o.id)));
        let areas = roster.areas.iter().map(|a| prices.and_then(|prices| prices.areas.get(&a.id)));
        let numbers = |price: Option<&'a Cost>| price.map_or(&[][..], Cost::tiers);
        let table = Self { organizations: organizations.map(numbers).collect(), areas: areas.map(numbers).collect() };
        (rejections.len() == before).then_some(table)
    }

    fn organization(&self, index: usize, tier: usize) -> i128 {
        number(&self.organizations, index, tier)
    }

    fn area(&self, index: usize, tier: usize) -> i128 {
        number(&self.areas, index, tier)
    }
}

fn number(prices: &[&[i64]], index: usize, tier: usize) -> i128 {
    prices.get(index).and_then(|price| price.get(tier)).copied().map_or(0, i128::from)
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

/// The bound that the prices prove; `None` when a sum leaves 128 bits.
pub(super) fn bound(problem: &Problem, prices: &Table<'_>) -> Option<Vec<i128>> {
    let mut total: Vec<i128> = problem.tiers().iter().map(|tier| i128::from(problem.base_cost(tier))).collect();
    let unplaced: Vec<i128> =
        problem.tiers().iter().map(|tier| i128::from(Problem::tier_weights(tier).unplaced)).collect();
    for member in 0..problem.roster().members.len() {
        add_member(problem, prices, member, &unplaced, &mut total)?;
    }
    let roster = problem.roster();
    for (index, organization) in roster.organizations.iter().enumerate() {
        let up = problem.organization_areas().get(index).map(|&area| area as usize);
        let dearer = |tier| prices.organization(index, tier) - up.map_or(0, |area| prices.area(area, tier));
        add_place(problem, organization.load, true, dearer, &mut total)?;
    }
    for (index, area) in roster.areas.iter().enumerate() {
        let up = problem.area_parents().get(index).copied().flatten().map(|up| up as usize);
        let dearer = |tier| prices.area(index, tier) - up.map_or(0, |area| prices.area(area, tier));
        add_place(problem, area.load, false, dearer, &mut total)?;
    }
    Some(total)
}

/// Adds the least a member can cost under the prices: each designation held or missed, and the cheapest others or nothing for the rest.
fn add_member(
    problem: &Problem,
    prices: &Table<'_>,
    member: usize,
    unplaced: &[i128],
    total: &mut [i128],
) -> Option<()> {
    let choices = problem.all_candidates().get(problem.choices_of(member)).unwrap_or_default();
    let designated = choices.iter().filter(|candidate| candidate.designated).count();
    let mut cheapest = vec![unplaced.to_vec(); (problem.places() as usize).saturating_sub(designated)];
    let mut price = Vec::new();
    for candidate in choices {
        let organization = candidate.organization as usize;
        let tiers = problem.tiers().iter().enumerate();
        price.clear();
        price.extend(
            tiers.map(|(at, tier)| {
                i128::from(problem.pair_cost(tier, candidate)) + prices.organization(organization, at)
            }),
        );
        if candidate.designated {
            add(total, if price.as_slice() < unplaced { &price } else { unplaced })?;
        } else if let Some(last) = cheapest.last_mut().filter(|last| price < **last) {
            last.copy_from_slice(&price);
            cheapest.sort();
        }
    }
    cheapest.iter().try_for_each(|price| add(total, price))
}

/// Adds the least a place can cost when it takes as many as suits it and is paid `dearer` for each: the convex function
/// `square y² + short max(0, min - y) - dearer y` at its lowest.
fn add_place(
    problem: &Problem,
    load: Bounds,
    squared: bool,
    dearer: impl Fn(usize) -> i128,
    total: &mut [i128],
) -> Option<()> {
    let weights: Vec<(i128, i128, i128)> = problem
        .tiers()
        .iter()
        .enumerate()
        .map(|(at, tier)| {
            let weights = Problem::tier_weights(tier);
            let square = if squared { weights.square } else { 0 };
            (i128::from(square), i128::from(weights.short), dearer(at))
        })
        .collect();
    let everyone = i128::try_from(problem.roster().members.len()).ok()? * i128::from(problem.places());
    let (min, max) = (i128::from(load.min), load.max.map_or(everyone, |max| everyone.min(i128::from(max))));
    // One more costs more and more in every tier, so the first that does not pay marks the lowest point.
    let pays = |y: i128| {
        let marginal = weights
            .iter()
            .map(|(square, short, dearer)| square * (2 * y + 1) - if y < min { *short } else { 0 } - dearer);
        marginal.map(|tier| tier.cmp(&0)).find(|order| order.is_ne()) == Some(Ordering::Less)
    };
    let (mut low, mut high) = (0, max);
    while low < high {
        let middle = (low + high) / 2;
        if pays(middle) { low = middle + 1 } else { high = middle }
    }
    let least = weights.iter().map(|(square, short, dearer)| {
        let squares = square.checked_mul(low.checked_mul(low)?)?;
        let missing = short.checked_mul((min - low).max(0))?;
        squares.checked_add(missing)?.checked_sub(dearer.checked_mul(low)?)
    });
    let least: Vec<i128> = least.collect::<Option<_>>()?;
    add(total, &least)
}

fn add(total: &mut [i128], more: &[i128]) -> Option<()> {
    for (sum, &more) in total.iter_mut().zip(more) {
        *sum = sum.checked_add(more)?;
    }
    Some(())
}
