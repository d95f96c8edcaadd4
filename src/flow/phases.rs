//! The exact part: units go from where they are too many to where they are too few, search after search, until nothing is out of place.

use super::blocking::Blocking;
use super::shortlist::Sight;
use super::stage::Stage;
use super::toll::{self, TOLLS};
use super::trees::{NO_BOUND, Trees, Way};
use super::visits::Visits;
use super::{Halt, go_on};

/// Below so many units out of place one search looks for all, above it for half; where there is a toll, for a quarter, and only trees send units, as most that is
/// free to cross is in them (`ranks` at a million rows: 21 s to 19).
const FEW: u64 = 64;

/// A search is poor when it moves less than one of so many units.
const POOR: u64 = 16;

/// Poor searches of all options in a row after which a toll is worth its passes.
const PATIENCE: u32 = 2;

/// More options than a processor's own memory holds: where searches find little, rows are put in the order of places first.
const MANY: usize = 1 << 19;

/// Moves every surplus unit to a deficit.
///
/// Searches alternate between the two directions. Where a large part of the graph is free to cross, one surplus node that is nearest to it would own it in
/// a search ahead, and only its units could be sent. A search back then makes the others equally near; the other way round for deficits.
pub(super) fn balance(stage: &mut Stage<'_>, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
    go_on(stop)?;
    if stage.is_settled() {
        return Ok(());
    }
    let mut work = Work::new(stage);
    work.patience = PATIENCE;
    work.until_settled(stage, stop)?;
    work.patience = u32::MAX;
    if !work.surplus.is_empty() {
        go_on(stop)?;
        if stage.option.len() > MANY {
            stage.sort_rows(stop)?;
        }
        if toll::helps(stage) {
            work.ease(stage, stop)?;
        }
        work.until_settled(stage, stop)?;
    }
    Ok(())
}

/// What is out of place, and what looks for its place.
struct Work {
    trees: Trees,
    blocking: Blocking,
    surplus: Vec<u32>,
    deficit: Vec<u32>,
    way: Way,
    /// Searches without a bound that moved nothing, since one that did.
    idle: u32,
    /// Poor searches without a bound in a row, and how many there may be.
    poor: u32,
    patience: u32,
}

impl Work {
    fn new(stage: &Stage<'_>) -> Self {
        let mut work = Self {
            trees: Trees::new(stage.network.nodes()),
            blocking: Blocking::new(stage.network.nodes()),
            surplus: Vec::new(),
            deficit: Vec::new(),
            way: Way::Ahead,
            idle: 0,
            poor: 0,
            patience: u32::MAX,
        };
        work.look(stage);
        work
    }

    /// Finds what is out of place.
    fn look(&mut self, stage: &Stage<'_>) {
        let nodes = 0..stage.network.nodes() as u32;
        self.surplus = nodes.clone().filter(|&node| stage.excess[node as usize] > 0).collect();
        self.deficit = nodes.filter(|&node| stage.excess[node as usize] < 0).collect();
        (self.idle, self.poor) = (0, 0);
    }

    /// Searches with a toll until nothing is out of place, and then finds what is without it.
    fn ease(&mut self, stage: &mut Stage<'_>, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
        go_on(stop)?;
        toll::divide(stage);
        for toll in TOLLS {
            toll::charge(stage, toll, stop)?;
            self.look(stage);
            self.until_settled(stage, stop)?;
        }
        toll::lift(stage, stop)?;
        self.look(stage);
        Ok(())
    }

    /// Searches until nothing is out of place, or patience is over.
    fn until_settled(&mut self, stage: &mut Stage<'_>, stop: &dyn Fn() -> bool) -> Result<(), Halt> {
        let mut sight = Sight::new();
        while !self.is_done() {
            go_on(stop)?;
            if let Some(bound) = sight.bound(stage) {
                let mut list = stage.shortlist(bound, stop)?;
                self.on(&mut list, &mut sight, bound, stop)?;
                stage.rejoin(list);
            } else {
                self.on(stage, &mut sight, NO_BOUND, stop)?;
            }
        }
        Ok(())
    }

    fn is_done(&self) -> bool {
        self.surplus.is_empty() || self.poor >= self.patience
    }

    /// Moves units in a stage that holds all swaps of at most `bound`, as long as it holds what is needed.
    fn on(
        &mut self,
        stage: &mut Stage<'_>,
        sight: &mut Sight,
        bound: i64,
        stop: &dyn Fn() -> bool,
    ) -> Result<(), Halt> {
        // A list that goes farther than usual is dear to read: it serves the one search that needs it.
        let once = sight.is_wider();
        self.trees.visits = Visits::new(stage);
        let mut left = bound;
        while !self.is_done() && left > 0 {
            let units: u64 = self.surplus.iter().map(|&node| stage.excess[node as usize].unsigned_abs()).sum();
            let wanted = match units {
                ..FEW => units,
                _ if stage.toll > 0 => units / 4,
                _ => units / 2,
            };
            let from = if self.way == Way::Ahead { &self.surplus } else { &self.deficit };
            let (mut served, reach) = self.trees.serve(stage, self.way, from, wanted, left, stop)?;
            if stage.toll == 0 {
                served += self.blocking.send(stage, &mut self.trees.visits, &self.surplus, stop)?;
            }
            self.surplus.retain(|&node| stage.excess[node as usize] > 0);
            self.deficit.retain(|&node| stage.excess[node as usize] < 0);
            self.way = if self.way == Way::Ahead { Way::Back } else { Way::Ahead };
            sight.note(reach, reach == bound);
            if bound == NO_BOUND {
                self.idle = if served > 0 { 0 } else { self.idle + 1 };
                self.poor = if units >= FEW && served * POOR < units { self.poor + 1 } else { 0 };
            } else if served > 0 {
                self.idle = 0;
            }
            if self.idle == 2 {
                return Err(Halt::Broken("a surplus reaches no deficit"));
            }
            if once || bound == NO_BOUND && sight.bound(stage).is_some() {
                break;
            }
            if bound < NO_BOUND {
                left -= reach;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{PATIENCE, Work, balance, toll};
    use crate::flow::stage::Stage;
    use crate::flow::start::{self, tests::wishes};
    use crate::flow::{Best, Face, Network, Row, TierCost, solve};

    /// A few numbers that look random, the same every time.
    pub(in crate::flow) struct Dice(pub(in crate::flow) u64);

    impl Dice {
        pub(in crate::flow) fn roll(&mut self, sides: u32) -> u32 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((self.0 >> 33) % u64::from(sides)) as u32
        }
    }

    /// Some rows of one or two units, eight leaves in two areas, bounds here and there, costs of a few sizes.
    pub(in crate::flow) fn problem(dice: &mut Dice) -> (Network, TierCost) {
        let (leaves, areas) = (8, 2);
        let root = leaves + areas;
        let rows: Vec<(u32, Vec<u32>)> = (0..20 + dice.roll(60))
            .map(|_| {
                let need = 1 + dice.roll(2);
                let wishes = (0..2 + dice.roll(3)).map(|_| dice.roll(leaves));
                (need, wishes.chain((0..need).map(|_| root)).collect())
            })
            .collect();
        let parent = (0..leaves).map(|leaf| leaves + leaf % areas).chain([root; 3]).collect();
        let lower = (0..=root).map(|node| if node < leaves { dice.roll(4) } else { 0 }).collect();
        let upper = (0..=root).map(|node| if node < root { 4 + dice.roll(30) } else { u32::MAX }).collect();
        let network = rows.iter().map(|(need, options)| Row { need: *need, options });
        let network = Network::new(network, parent, lower, upper, leaves).expect("a whole network");
        let (sides, square) = (1 + dice.roll(4), i64::from(dice.roll(3)));
        let mut cost = |node: u32| i64::from(if node == root { 40 } else { dice.roll(sides) });
        let option = network.node.iter().map(|&node| cost(node)).collect();
        let inner = (dice.roll(2) == 0).then(|| (leaves as usize..root as usize, i64::from(dice.roll(3))));
        (network, TierCost { option, square, inner, short: 50 })
    }

    /// The least cost as searches without a toll find it, then with one; and how many units were out of place before tolls and after.
    fn costs(network: &Network, tier: &TierCost) -> ([i128; 2], [i64; 2]) {
        let loose = |stage: &Stage<'_>| stage.excess.iter().map(|excess| excess.max(&0)).sum::<i64>();
        let begun = || {
            let mut stage = Stage::new(network, &Face::whole(network), tier, &|| false).expect("no one stops it");
            stage.snap(&|| false).expect("no one stops it");
            stage
        };
        let cost = |stage: &Stage<'_>| {
            let mut face = Face::whole(network);
            stage.narrow(&mut face, &|| false).expect("prices that prove it");
            let best = Best { face, price: Vec::new() };
            network.total(&best.solution(), tier)
        };
        let mut plain = begun();
        balance(&mut plain, &|| false).expect("no one stops it");
        let mut tolled = begun();
        let mut work = Work::new(&tolled);
        let before = loose(&tolled);
        work.ease(&mut tolled, &|| false).expect("no one stops it");
        let after = loose(&tolled);
        assert_eq!(tolled.tier.square, tier.square, "charges are whole again");
        assert!(tolled.option.costs().eq(tier.option.iter().copied()));
        work.until_settled(&mut tolled, &|| false).expect("no one stops it");
        ([cost(&plain), cost(&tolled)], [before, after])
    }

    #[test]
    fn with_a_toll_the_same_least_cost_is_found_and_next_to_nothing_is_left_for_searches_without() {
        let mut dice = Dice(7);
        let mut loose = [0, 0];
        for _ in 0..400 {
            let (network, tier) = problem(&mut dice);
            let ([plain, tolled], units) = costs(&network, &tier);
            assert_eq!(plain, tolled);
            // Costs that no longer fit into 32 bits once they are divided, and lifted fit again.
            let mut large = tier.clone();
            large.option.iter_mut().for_each(|cost| *cost <<= 24);
            let ([plain, tolled], _) = costs(&network, &large);
            assert_eq!(plain, tolled);
            loose = [loose[0] + units[0], loose[1] + units[1]];
        }
        assert!(loose[0] > 2_000 && loose[1] * 50 < loose[0], "{loose:?} units before and after");
    }

    #[test]
    fn charges_beyond_32_bits_lead_to_the_same_choice_as_the_same_ones_in_a_greater_unit() {
        let mut dice = Dice(11);
        for _ in 0..200 {
            let (network, tier) = problem(&mut dice);
            let solved = |unit: i64| {
                let mut tier = TierCost { square: tier.square * unit, short: tier.short * unit, ..tier.clone() };
                tier.option.iter_mut().for_each(|cost| *cost *= unit);
                tier.inner = tier.inner.map(|(nodes, weight)| (nodes, weight * unit));
                solve(&network, 1, &|_| tier.clone(), &|| false).expect("no one stops it").chosen
            };
            assert_eq!(solved(1), solved(1 << 33));
        }
    }

    /// Wishes after even loads on a long ring are what tolls are for.
    #[test]
    fn patience_ends_where_searches_find_little_and_a_toll_leads_to_the_same_cost() {
        let (network, face, tier) = wishes(10_000, 10);
        let begun = || {
            let mut stage = Stage::new(&network, &face, &tier, &|| false).expect("no one stops it");
            start::begin(&mut stage, &|| false).expect("no one stops it");
            stage
        };
        let cost = |stage: &Stage<'_>| {
            let mut face = face.clone();
            stage.narrow(&mut face, &|| false).expect("prices that prove it");
            network.total(&Best { face, price: Vec::new() }.solution(), &tier)
        };
        let (mut plain, mut tolled) = (begun(), begun());
        Work::new(&plain).until_settled(&mut plain, &|| false).expect("no one stops it");
        let mut work = Work { patience: PATIENCE, ..Work::new(&tolled) };
        work.until_settled(&mut tolled, &|| false).expect("no one stops it");
        assert!(!tolled.is_settled() && toll::helps(&tolled), "patience is over");
        tolled.sort_rows(&|| false).expect("no one stops it");
        balance(&mut tolled, &|| false).expect("no one stops it");
        assert!(tolled.is_settled());
        assert_eq!(cost(&plain), cost(&tolled));
    }
}
