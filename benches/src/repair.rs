//! One change to a solved problem, and the way back to an optimum: beside solving it anew.

use crate::family;
use crate::flow::{self, Repair};
use crate::{spent, task};

/// Rows that are changed, one after the other.
const ROWS: usize = 200;

/// A price in the first tier that outweighs placing everybody.
const FAR: i64 = 1 << 20;

/// Times of one kind of change, in microseconds of processor time.
struct Times {
    what: &'static str,
    of: Vec<f64>,
}

impl Times {
    fn new(what: &'static str) -> Self {
        Self { what, of: Vec::new() }
    }

    fn print(mut self, solved: f64) {
        self.of.sort_by(f64::total_cmp);
        let last = self.of.len().saturating_sub(1);
        let at = |part: f64| self.of[(last as f64 * part) as usize];
        println!(
            "{}: median {:.1} us, p99 {:.1} us, longest {:.1} us; p99 is {:.3} % of solving anew",
            self.what,
            at(0.5),
            at(0.99),
            at(1.0),
            at(0.99) / (solved * 10.0)
        );
    }
}

/// Solves a family, then lets rows leave, come back, lose the option they use, and get it back; prints a line for each.
///
/// # Panics
/// When the state does not answer a change, or is another one in the end.
pub fn run(name: &str, rows: u32) -> Option<()> {
    let family = family::generate(name, rows)?;
    let network = task::network(&family).expect("a whole network");
    let tier = |index: usize| task::tier(&family, index);
    let before = spent();
    let solution = flow::optimize(&network, family.tiers(), &tier, &|| false).expect("no one stops it").solution();
    let solved = spent() - before;
    let mut state = Repair::near(&network, &solution.chosen, &solution.price, &tier).expect("a state to change");
    let settle = |state: &mut Repair<'_>| {
        assert_eq!(state.settle(usize::MAX, &|| false), Ok(true), "the state follows");
    };
    settle(&mut state);
    let ready = spent() - before - solved;
    println!("{name} {rows}: solved in {solved:.1} ms, ready to be changed after {ready:.1} ms more; {ROWS} rows each");
    let mut kinds =
        [Times::new("leave"), Times::new("come back"), Times::new("lose the option used"), Times::new("get it back")];
    for turn in 0..ROWS {
        let row = turn * family.rows() / ROWS;
        let options = network.options_of(row);
        let home = options.end - 1;
        let used = options.clone().find(|&option| state.residual().uses(option)).expect("everybody is placed");
        for (kind, (option, cost)) in kinds.iter_mut().zip([(home, -FAR), (home, 1), (used, FAR), (used, 0)]) {
            let begun = spent();
            state.set_cost(option, 0, cost);
            settle(&mut state);
            kind.of.push((spent() - begun) * 1e3);
        }
    }
    task::certify(&family, &state.best().solution());
    kinds.into_iter().for_each(|kind| kind.print(solved));
    Some(())
}
