//! Generated problems: rows with one to three options each, leaves in areas, bounds, costs and a convex load.

use std::fmt::Write;

/// One generated problem, as the engine and its peers read it.
pub struct Family {
    pub leaves: u32,
    pub areas: u32,
    pub square: i64,
    /// Whether loads come before all costs, as a tier of their own. `square` is then so large that one cost says the same.
    pub loads_first: bool,
    /// The bounds and the parent of each leaf, then of each area. The root is `leaves + areas`.
    pub nodes: Vec<(u32, u32, u32)>,
    /// Options of row `r`: `first[r]..first[r + 1]`.
    pub first: Vec<u32>,
    pub leaf: Vec<u32>,
    pub cost: Vec<i64>,
}

/// The names of the families.
///
/// `random`: 2.7 options on average anywhere, costs 0-99, a tenth as many leaves as rows. The next four differ from it in one thing. `tight`:
/// loads within one of the mean. `load-first`: the square of a load weighs a thousand. `equal`: no costs. `big`: costs to a million, squares weigh
/// ten million. `zipf`: few leaves are wanted by most. `geo`: options near by on a ring, dearer by distance. `chain`: each leaf shares its rows
/// with the next one only, and the first quarter has thrice the rows. `rope`: the same in strands of four. `hilo`: blocks in a row, low
/// leaves wanted more. `fewg`, `manyg`: 32, 256 groups, options in the own group and its neighbours. `grid`: a cell, the one below, the one to the right.
/// `hexa`: three of the six around a point. `manyone`: four of five rows have a single option. `province`: areas of fifty leaves with both bounds.
/// `ranks`: a first wish, a second up to a thousand and a third up to two thousand leaves
/// beyond it on a ring, even loads before wishes.
pub const NAMES: [&str; 17] = [
    "random",
    "tight",
    "load-first",
    "equal",
    "big",
    "zipf",
    "geo",
    "chain",
    "rope",
    "hilo",
    "fewg",
    "manyg",
    "grid",
    "hexa",
    "manyone",
    "province",
    "ranks",
];

/// Splitmix64: the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % u64::from(sides)) as u32
    }

    /// Two options for three rows of ten, three for the others.
    fn size(&mut self) -> usize {
        if self.roll(10) < 7 { 3 } else { 2 }
    }

    /// The smallest of a few: low numbers come often.
    fn low(&mut self, sides: u32, tries: u32) -> u32 {
        (0..tries).map(|_| self.roll(sides)).min().unwrap_or(0)
    }

    /// A number below `sides` with probability about `1 / (number + 1)`.
    fn zipf(&mut self, sides: u32) -> u32 {
        let bits = 32 - sides.leading_zeros();
        let width = 1 << self.roll(bits);
        (width - 1 + self.roll(width)) % sides
    }
}

/// A problem of `rows` rows; none for an unknown name, or for no rows.
pub fn generate(name: &str, rows: u32) -> Option<Family> {
    seeded(name, rows, 0)
}

/// As [`generate`], one of many that differ.
pub fn seeded(name: &str, rows: u32, seed: u64) -> Option<Family> {
    if !NAMES.contains(&name) || rows == 0 {
        return None;
    }
    let leaves = (rows / 10).max(8);
    let (square, costs) = match name {
        "load-first" => (1_000, 100),
        "equal" => (1, 1),
        "big" => (10_000_000, 1_000_000),
        "ranks" => (2 * i64::from(rows) + 1, 3),
        _ => (1, 100),
    };
    let mut dice = Dice(0x5eed ^ u64::from(rows) ^ seed << 32);
    let planted = (name == "tight").then(|| planted(rows, leaves, &mut dice));
    let mut family = Family {
        leaves,
        areas: 0,
        square,
        loads_first: name == "ranks",
        nodes: Vec::new(),
        first: vec![0],
        leaf: Vec::new(),
        cost: Vec::new(),
    };
    for row in 0..rows {
        let begin = family.leaf.len();
        let home = planted.as_ref().map_or(row % leaves, |home| home[row as usize]);
        let home = if name == "ranks" { dice.roll(leaves) } else { home };
        let size = match name {
            "manyone" if row % 5 != 0 => 1,
            "ranks" => 3,
            _ => dice.size(),
        };
        for turn in 0..size {
            let leaf = place(name, row, home, turn as u32, leaves, &mut dice);
            if !family.leaf[begin..].contains(&leaf) {
                family.leaf.push(leaf);
            }
        }
        if name != "ranks" {
            family.leaf[begin..].sort_unstable();
        }
        for option in begin..family.leaf.len() {
            let away = family.leaf[option].abs_diff(home).min(leaves - family.leaf[option].abs_diff(home));
            family.cost.push(match name {
                "geo" => i64::from(away),
                "ranks" => (option - begin) as i64,
                _ => i64::from(dice.roll(costs)),
            });
        }
        family.first.push(family.leaf.len() as u32);
    }
    let mean = rows.div_ceil(leaves);
    family.areas = if name == "province" { leaves.div_ceil(50) } else { 0 };
    let root = leaves + family.areas;
    let (low, high) = if name == "tight" { (mean - 1, mean + 1) } else { (0, u32::MAX) };
    let parent = |leaf: u32| if family.areas == 0 { root } else { leaves + leaf / 50 };
    family.nodes = (0..leaves).map(|leaf| (low, high, parent(leaf))).collect();
    let members = |area: u32| (leaves - area * 50).min(50) * mean;
    family.nodes.extend((0..family.areas).map(|area| (members(area) * 9 / 10, members(area) * 11 / 10, root)));
    Some(family)
}

/// A table with even loads, shuffled: with it among the options, bounds around the mean can be met.
fn planted(rows: u32, leaves: u32, dice: &mut Dice) -> Vec<u32> {
    let mut home: Vec<u32> = (0..rows).map(|row| row % leaves).collect();
    for at in (1..home.len()).rev() {
        home.swap(at, dice.roll(at as u32 + 1) as usize);
    }
    home
}

/// Where the option of a row leads that is drawn in a turn; `home` is a leaf of the row's own.
fn place(name: &str, row: u32, home: u32, turn: u32, leaves: u32, dice: &mut Dice) -> u32 {
    let near = |distance: u32| (home + distance) % leaves;
    let crowded = |strand: u32| {
        let quarter = (leaves / 4).max(1);
        let at = if row.is_multiple_of(2) { row / 2 % quarter } else { home };
        (at + turn.min(1) * strand) % leaves
    };
    let group = |groups: u32, dice: &mut Dice| {
        let width = (leaves / groups).max(1);
        near(dice.roll(3 * width))
    };
    match name {
        "tight" | "province" if turn == 0 => home,
        "zipf" => dice.zipf(leaves),
        "geo" => near(dice.roll(12)),
        "ranks" => near(turn * dice.roll(1_000)),
        "chain" => crowded(1),
        "rope" => crowded(4),
        "hilo" => home / 16 * 16 % leaves + dice.low(16.min(leaves), 2) + if turn == 2 { 16 } else { 0 },
        "fewg" => group(32, dice),
        "manyg" => group(256, dice),
        "grid" => near([0, 1, leaves.isqrt()][turn as usize]),
        "hexa" => near([0, 1, 2, leaves.isqrt(), leaves.isqrt() + 1, leaves.isqrt() + 2][dice.roll(6) as usize]),
        _ => dice.roll(leaves),
    }
    .min(leaves - 1)
}

impl Family {
    pub fn rows(&self) -> usize {
        self.first.len() - 1
    }

    /// How many tiers it is solved in.
    pub fn tiers(&self) -> usize {
        2 + usize::from(self.loads_first)
    }

    /// The text that peers read: `rows leaves areas square`, a line `low high parent` for each leaf and area (-1 for no limit), a line
    /// `leaf cost ...` for each row.
    pub fn text(&self) -> String {
        let mut text = format!("{} {} {} {}\n", self.rows(), self.leaves, self.areas, self.square);
        for &(low, high, parent) in &self.nodes {
            let high = if high == u32::MAX { -1 } else { i64::from(high) };
            let _ = writeln!(text, "{low} {high} {parent}");
        }
        for row in self.first.windows(2) {
            for option in row[0]..row[1] {
                let gap = if option == row[0] { "" } else { " " };
                let _ = write!(text, "{gap}{} {}", self.leaf[option as usize], self.cost[option as usize]);
            }
            text.push('\n');
        }
        text
    }
}
