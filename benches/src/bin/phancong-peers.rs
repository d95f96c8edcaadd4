//! `phancong-peers PEER FILE`: solves a problem that `phancong-benches` wrote with another crate, and prints its cost and the seconds of processor time
//! that solving alone took.
//!
//! `eo-mcf` solves the network with a unit of each load as an arc of its own, `microlp` (through `good_lp`) the same as a linear program, `pathfinding`
//! the assignment of rows to seats, one column for each unit that a leaf could take, in a dense matrix.
//!
//! Exit code 3: the problem is none for this peer (`pathfinding` knows no areas and no more cells than memory bears).

use cpu_time::ThreadTime;
use good_lp::{Expression, ProblemVariables, Solution, SolverModel, constraint, microlp, variable};
use pathfinding::matrix::Matrix;
use pathfinding::prelude::kuhn_munkres_min;

/// The most cells of a dense matrix: 1.6 GB.
const CELLS: usize = 200_000_000;

struct Arc {
    tail: usize,
    head: usize,
    low: i64,
    high: i64,
    cost: i64,
}

/// A problem as the file has it.
struct Problem {
    leaves: usize,
    square: i64,
    /// Bounds and parent of each leaf, then of each area. The root comes behind them.
    nodes: Vec<(i64, Option<i64>, usize)>,
    /// The options of each row: leaf and cost.
    rows: Vec<Vec<(usize, i64)>>,
}

impl Problem {
    fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(|line| line.split(' ').map(|word| word.parse::<i64>().ok()));
        let mut line = || lines.next()?.collect::<Option<Vec<i64>>>();
        let head = line()?;
        let [rows, leaves, areas, square] = head[..] else { return None };
        let node = |line: Vec<i64>| match line[..] {
            [low, high, parent] => Some((low, (high >= 0).then_some(high), parent as usize)),
            _ => None,
        };
        let nodes = (0..leaves + areas).map(|_| node(line()?)).collect::<Option<_>>()?;
        let row = |line: Vec<i64>| line.chunks(2).map(|pair| (pair[0] as usize, pair[1])).collect();
        let rows = (0..rows).map(|_| Some(row(line()?))).collect::<Option<_>>()?;
        Some(Self { leaves: leaves as usize, square, nodes, rows })
    }

    /// What the unit of this number, from 1 on, adds to the square of a load.
    const fn step(&self, unit: i64) -> i64 {
        self.square * (2 * unit - 1)
    }

    /// How many units each leaf could take.
    fn most(&self) -> Vec<i64> {
        let mut wanted = vec![0; self.leaves];
        self.rows.iter().flatten().for_each(|option| wanted[option.0] += 1);
        wanted.iter().zip(&self.nodes).map(|(&wanted, node)| node.1.map_or(wanted, |high| high.min(wanted))).collect()
    }

    /// All arcs, and how many nodes there are. Rows come first among the nodes, the root last.
    fn arcs(&self) -> (Vec<Arc>, usize) {
        let rows = self.rows.len();
        let mut arcs = Vec::new();
        for (tail, options) in self.rows.iter().enumerate() {
            arcs.extend(options.iter().map(|&(leaf, cost)| Arc { tail, head: rows + leaf, low: 0, high: 1, cost }));
        }
        for (leaf, most) in self.most().into_iter().enumerate() {
            let (low, _, parent) = self.nodes[leaf];
            let (tail, head) = (rows + leaf, rows + parent);
            // The cheapest units are the first: the lower bound may as well stand on them.
            let unit = |unit| Arc { tail, head, low: i64::from(unit <= low), high: 1, cost: self.step(unit) };
            arcs.extend((1..=most).map(unit));
        }
        for (area, &(low, high, parent)) in self.nodes.iter().enumerate().skip(self.leaves) {
            let high = high.unwrap_or(rows as i64);
            arcs.push(Arc { tail: rows + area, head: rows + parent, low, high, cost: 0 });
        }
        (arcs, rows + self.nodes.len() + 1)
    }
}

/// Seconds this thread has had a processor.
fn spent() -> f64 {
    ThreadTime::now().as_duration().as_secs_f64()
}

fn eo_mcf(problem: &Problem) -> (i128, f64) {
    let (arcs, nodes) = problem.arcs();
    let rows = problem.rows.len();
    let mut network = eo_mcf::Problem::builder(nodes);
    for row in 0..rows {
        network = network.supply(row, 1);
    }
    network = network.supply(nodes - 1, -(rows as i64));
    for Arc { tail, head, low, high, cost } in arcs {
        network = network.arc(tail, head, low, high, cost);
    }
    let network = network.build().expect("a network");
    let before = spent();
    let solution = eo_mcf::solve(&network).expect("a solution");
    (solution.objective(), spent() - before)
}

fn linear(problem: &Problem) -> (i128, f64) {
    let (arcs, nodes) = problem.arcs();
    let mut variables = ProblemVariables::new();
    let mut objective = Expression::with_capacity(arcs.len());
    let mut balance = vec![Expression::default(); nodes];
    for &Arc { tail, head, low, high, cost } in &arcs {
        let flow = variables.add(variable().bounds(low as f64..=high as f64));
        objective.add_mul(cost as f64, flow);
        balance[tail].add_mul(1, flow);
        balance[head].add_mul(-1, flow);
    }
    let whole = objective.clone();
    let mut model = variables.minimise(objective).using(microlp);
    for (node, out) in balance.into_iter().enumerate().take(nodes - 1) {
        let supply = if node < problem.rows.len() { 1.0 } else { 0.0 };
        model = model.with(constraint::eq(out, supply));
    }
    let before = spent();
    let solution = model.solve().expect("a solution");
    let spent = spent() - before;
    (solution.eval(&whole).round() as i128, spent)
}

/// A seat that fills a lower bound is as much cheaper as no saving elsewhere could be.
fn seats(problem: &Problem) -> Option<(i128, f64)> {
    let most = problem.most();
    let columns: usize = most.iter().map(|&most| most as usize).sum();
    let rows = problem.rows.len();
    if problem.nodes.len() > problem.leaves || rows * columns > CELLS {
        return None;
    }
    let dearest = problem.rows.iter().flatten().map(|option| option.1).max().unwrap_or(0);
    let reward = (dearest + problem.step(rows as i64)) * (rows as i64 + 1);
    let closed = 2 * reward + 1;
    let mut matrix = Matrix::new(rows, columns, closed);
    let mut first = vec![0; problem.leaves];
    for leaf in 1..problem.leaves {
        first[leaf] = first[leaf - 1] + most[leaf - 1] as usize;
    }
    for (row, options) in problem.rows.iter().enumerate() {
        for &(leaf, cost) in options {
            for unit in 1..=most[leaf] {
                let filled = if unit <= problem.nodes[leaf].0 { reward } else { 0 };
                matrix[(row, first[leaf] + unit as usize - 1)] = cost + problem.step(unit) - filled;
            }
        }
    }
    let before = spent();
    let (total, _) = kuhn_munkres_min(&matrix);
    let spent = spent() - before;
    let filled: i64 = problem.nodes.iter().map(|node| node.0).sum();
    Some((i128::from(total) + i128::from(reward) * i128::from(filled), spent))
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [peer, file] = &arguments[..] else {
        eprintln!("usage: phancong-peers eo-mcf|microlp|pathfinding FILE");
        std::process::exit(2);
    };
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| {
        eprintln!("{file}: {error}");
        std::process::exit(2)
    });
    let problem = Problem::read(&text).expect("a file of phancong-benches");
    let answer = match peer.as_str() {
        "eo-mcf" => Some(eo_mcf(&problem)),
        "microlp" => Some(linear(&problem)),
        "pathfinding" => seats(&problem),
        _ => panic!("no such peer: {peer}"),
    };
    let Some((cost, seconds)) = answer else { std::process::exit(3) };
    println!("{cost} {seconds:.6}");
}
