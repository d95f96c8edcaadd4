//! Many small problems one after the other, as a country of communes is: the engine alone, on one thread or several.

use crate::family::{self, Family};
use crate::{flow, memory, spent, task};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

/// What all communes took, in milliseconds of processor time, and their cost.
#[derive(Default)]
struct Sum {
    made: f64,
    solved: f64,
    settled: f64,
    checked: f64,
    cost: i128,
}

impl Sum {
    /// One commune: its households go to a tenth as many party members.
    fn add(&mut self, commune: &Family, before: f64) {
        let made = spent();
        let network = task::network(commune).expect("a whole network");
        let tier = |index: usize| task::tier(commune, index);
        let mut best = flow::optimize(&network, commune.tiers(), &tier, &|| false).expect("no one stops it");
        let solved = spent();
        best.settle(&network, &|| false).expect("no one stops it");
        let settled = spent();
        let solution = best.solution();
        self.cost += task::certify(commune, &solution);
        self.made += made - before;
        self.solved += solved - made;
        self.settled += settled - solved;
        self.checked += spent() - settled;
    }
}

/// Solves and certifies `communes` communes of `households` households each; prints one line.
pub fn run(communes: u32, households: u32, threads: usize) {
    let begun = Instant::now();
    let next = AtomicU32::new(0);
    let work = || {
        let mut sum = Sum::default();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= communes {
                return sum;
            }
            let before = spent();
            sum.add(&family::seeded("random", households, u64::from(number)).expect("a known family"), before);
        }
    };
    let mut all = Sum::default();
    std::thread::scope(|scope| {
        let working: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        for sum in working.into_iter().map(|thread| thread.join().expect("no thread fails")) {
            all.made += sum.made;
            all.solved += sum.solved;
            all.settled += sum.settled;
            all.checked += sum.checked;
            all.cost += sum.cost;
        }
    });
    let second = |part: f64| part / 1e3;
    println!(
        "{communes} communes of {households} households, {threads} thread(s), cost {}: {:.2} s of wall time; processor seconds: {:.2} to make, {:.2} to solve, {:.2} to make canonical, {:.2} to certify; {:.1} MB held at most",
        all.cost,
        begun.elapsed().as_secs_f64(),
        second(all.made),
        second(all.solved),
        second(all.settled),
        second(all.checked),
        memory::most() as f64 / 1e6
    );
}
