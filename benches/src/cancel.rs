//! How long the engine works between two questions whether to stop.

use crate::{family, flow, spent, task};
use std::cell::Cell;

/// Solves one problem and never stops it; prints how often it was asked, and the longest processor time between two questions. `None` for an unknown family.
pub fn run(name: &str, rows: u32) -> Option<()> {
    let family = family::generate(name, rows)?;
    let tier = |index: usize| task::tier(&family, index);
    let (asked, last, longest) = (Cell::new(0_u32), Cell::new(0.0), Cell::new(0.0_f64));
    let pause = || {
        let now = spent();
        longest.set(longest.get().max(now - last.replace(now)));
    };
    let stop = || {
        asked.set(asked.get() + 1);
        pause();
        false
    };
    let network = task::network(&family).expect("a whole network");
    last.set(spent());
    let mut best = flow::optimize(&network, family.tiers(), &tier, &stop).expect("no one stops it");
    best.settle(&network, &stop).expect("no one stops it");
    pause();
    println!(
        "{name} {rows}: asked {} times, at most {:.1} ms of processor time between two questions",
        asked.get(),
        longest.get()
    );
    Some(())
}
