//! Generated problems: rows with two or three options each, leaves with bounds, one cost tier with a convex load.

/// One generated problem, as the engine and its peers read it.
pub struct Family {
    pub leaves: u32,
    pub square: i64,
    pub low: Vec<u32>,
    pub high: Vec<u32>,
    /// For each row its options: leaf and cost.
    pub rows: Vec<Vec<(u32, i64)>>,
}

/// The names of the families.
pub const NAMES: [&str; 5] = ["random", "tight", "load-first", "equal", "big"];

/// Splitmix64: the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }
}

/// `rows` members over a tenth as many organizations, 2.7 options each on average. Every row has one option of a planted table with even
/// loads, so that bounds around the mean can be met.
pub fn generate(name: &str, rows: u32) -> Option<Family> {
    let leaves = (rows / 10).max(2);
    let (square, costs) = match name {
        "random" | "tight" => (1, 100),
        "load-first" => (1_000, 100),
        "equal" => (1, 1),
        "big" => (10_000, 1_000_000),
        _ => return None,
    };
    let mut dice = Dice(0x5eed ^ u64::from(rows));
    let mut planted: Vec<u32> = (0..rows).map(|row| row % leaves).collect();
    for at in (1..planted.len()).rev() {
        planted.swap(at, dice.roll(at as u64 + 1) as usize);
    }
    let rows: Vec<Vec<(u32, i64)>> = planted
        .iter()
        .map(|&home| {
            let size = if dice.roll(10) < 7 { 3 } else { 2 };
            let mut leaf = vec![home];
            while leaf.len() < size.min(leaves as usize) {
                let other = dice.roll(u64::from(leaves)) as u32;
                if !leaf.contains(&other) {
                    leaf.push(other);
                }
            }
            leaf.sort_unstable();
            leaf.into_iter().map(|leaf| (leaf, dice.roll(costs) as i64)).collect()
        })
        .collect();
    let mean = (rows.len() as u32).div_ceil(leaves);
    let (low, high) = if name == "tight" { (mean - 1, mean + 1) } else { (0, u32::MAX) };
    Some(Family { leaves, square, low: vec![low; leaves as usize], high: vec![high; leaves as usize], rows })
}

impl Family {
    /// The text that peers read: `rows leaves square`, a line `low high` for each leaf (-1 for no limit), a line `leaf cost ...` for each row.
    pub fn text(&self) -> String {
        use std::fmt::Write;
        let mut text = format!("{} {} {}\n", self.rows.len(), self.leaves, self.square);
        for (low, high) in self.low.iter().zip(&self.high) {
            let high = if *high == u32::MAX { -1 } else { i64::from(*high) };
            let _ = writeln!(text, "{low} {high}");
        }
        for row in &self.rows {
            let pairs: Vec<String> = row.iter().map(|(leaf, cost)| format!("{leaf} {cost}")).collect();
            let _ = writeln!(text, "{}", pairs.join(" "));
        }
        text
    }
}
