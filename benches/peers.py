#!/usr/bin/env python3
"""Times the engine of phancong and its peers on the same files, taking turns, asserts equal optima, and prints the ratios.

    python3 benches/peers.py [--rounds 3] [--members 100000] [--peers ortools,highs] [family ...]

Needs `pip install ortools highspy` and a release build of this folder: `cargo build --release -p phancong-benches`. Every figure is processor
seconds of one thread, the median over the rounds. The engine's `solve` holds everything from the rows to the proved optimum, building its network
included; `canon` is the further time it takes to choose the canonical one of all optimal answers, which no peer does. A peer's figure is its solve alone,
without its arrays being filled. A peer that takes longer than --limit seconds is stopped and shown as the ratio it is at least.
"""

import argparse
import math
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy

HERE = os.path.dirname(os.path.abspath(__file__))
RELEASE = os.path.join(HERE, "..", "target", "release")
FAMILIES = (
    "random geo hilo fewg manyg grid hexa zipf manyone chain rope province tight load-first equal big"
).split()
COLUMNS = "solve canon check".split()


class Problem:
    """A file of the benches as arrays: arcs row -> leaf, units leaf -> parent by rising cost, areas -> sink."""

    def __init__(self, path):
        with open(path) as file:
            self.rows, self.leaves, self.areas, square = map(int, file.readline().split())
            nodes = numpy.array([file.readline().split() for _ in range(self.leaves + self.areas)], dtype=numpy.int64)
            lines = file.read().split("\n")[: self.rows]
        size = numpy.fromiter((line.count(" ") + 1 for line in lines), dtype=numpy.int64, count=self.rows) // 2
        pairs = numpy.array(" ".join(lines).split(" "), dtype=numpy.int64).reshape(-1, 2)
        low, high, parent = nodes.T
        rows, leaves, sink = self.rows, self.leaves, self.rows + self.leaves + self.areas
        wanted = numpy.bincount(pairs[:, 0], minlength=leaves)
        most = numpy.where(high[:leaves] < 0, wanted, numpy.minimum(high[:leaves], wanted))
        low_leaf = low[:leaves]
        units = numpy.maximum(most - low_leaf, 0)
        leaf = numpy.repeat(numpy.arange(leaves), units)
        nth = numpy.arange(len(leaf)) - numpy.repeat(numpy.cumsum(units) - units, units) + low_leaf[leaf] + 1
        area = numpy.arange(leaves, leaves + self.areas)
        open_area = numpy.where(high[area] < 0, rows, high[area]) - low[area]
        self.tail = numpy.concatenate([numpy.repeat(numpy.arange(rows), size), rows + leaf, rows + area])
        self.head = numpy.concatenate([rows + pairs[:, 0], rows + parent[leaf], rows + parent[area]])
        self.cost = numpy.concatenate([pairs[:, 1], square * (2 * nth - 1), numpy.zeros(self.areas, numpy.int64)])
        self.room = numpy.concatenate([numpy.ones(len(pairs) + len(leaf), numpy.int64), open_area])
        self.supply = numpy.zeros(sink + 1, dtype=numpy.int64)
        self.supply[:rows] = 1
        self.supply[sink] = -rows
        numpy.subtract.at(self.supply, rows + numpy.arange(leaves + self.areas), low)
        numpy.add.at(self.supply, rows + parent, low)
        self.base = int((square * low_leaf * low_leaf).sum())


def ortools(problem):
    from ortools.graph.python import min_cost_flow

    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(problem.tail, problem.head, problem.room, problem.cost)
    flow.set_nodes_supplies(numpy.arange(len(problem.supply)), problem.supply)
    before = time.process_time()
    status = flow.solve()
    spent = time.process_time() - before
    assert status == flow.OPTIMAL, status
    return flow.optimal_cost() + problem.base, spent


def highs(problem):
    import highspy

    arcs, nodes = len(problem.tail), len(problem.supply)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = arcs, nodes
    lp.col_cost_ = problem.cost.astype(float)
    lp.col_lower_, lp.col_upper_ = numpy.zeros(arcs), problem.room.astype(float)
    lp.row_lower_ = lp.row_upper_ = problem.supply.astype(float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = numpy.arange(0, 2 * arcs + 1, 2, dtype=numpy.int32)
    lp.a_matrix_.index_ = numpy.column_stack([problem.tail, problem.head]).ravel().astype(numpy.int32)
    lp.a_matrix_.value_ = numpy.tile([1.0, -1.0], arcs)
    solver = highspy.Highs()
    solver.setOptionValue("log_to_console", False)
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(lp)
    before = time.process_time()
    solver.run()
    spent = time.process_time() - before
    return round(solver.getInfo().objective_function_value) + problem.base, spent


def apart(peer, path, queue):
    queue.put((ortools if peer == "ortools" else highs)(Problem(path)))


def measure(peer, path, limit):
    """Cost and seconds of a peer in a process of its own; no cost when it took longer than `limit`."""
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=apart, args=(peer, path, queue))
    process.start()
    try:
        return queue.get(timeout=limit)
    except Exception:
        process.terminate()
        return None, limit
    finally:
        process.join()


def engine(family, members, path):
    line = subprocess.run(
        [os.path.join(RELEASE, "phancong-benches"), family, str(members), path], check=True, capture_output=True, text=True
    ).stdout.split()
    return int(line[2]), [float(word) / 1e3 for word in line[3:6]], int(line[6])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--members", default="100000", help="one size or several with commas")
    parser.add_argument("--peers", default="ortools", help="ortools, highs, or both with a comma")
    parser.add_argument("--limit", type=float, default=300)
    parser.add_argument("families", nargs="*", default=FAMILIES)
    options = parser.parse_args()
    peers = [peer for peer in options.peers.split(",") if peer]
    sizes = [int(size) for size in options.members.split(",")]
    heading = "".join(f"{name:>9}" for name in COLUMNS) + f"{'B/arc':>7}"
    print(f"{'family':<11}{'members':>9}{heading}" + "".join(f"{peer + ' s':>13}{'ratio':>8}" for peer in peers))
    for family in options.families or FAMILIES:
        first = None
        for members in sizes:
            ours, theirs = [], {peer: [] for peer in peers}
            beyond = set()
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "problem.txt")
                for _ in range(options.rounds):
                    cost, spent, held = engine(family, members, path)
                    ours.append(spent)
                    for peer in peers:
                        if peer in beyond:
                            continue
                        other, spent = measure(peer, path, options.limit)
                        theirs[peer].append(spent)
                        if other is None:
                            beyond.add(peer)
                        elif cost != other:
                            sys.exit(f"{family}: the engine found {cost}, {peer} {other}")
            middle = [statistics.median(column) for column in zip(*ours)]
            line = f"{family:<11}{members:>9}" + "".join(f"{part:>9.4f}" for part in middle) + f"{held:>7}"
            for peer in peers:
                spent = statistics.median(theirs[peer])
                more = ">" if peer in beyond else ""
                line += f"{more + format(spent, '.3f'):>13}{more + format(spent / middle[0], '.1f'):>8}"
            if first:
                growth = math.log(middle[0] / first[1]) / math.log(members / first[0])
                line += f"   grows with members^{growth:.2f}"
            first = first or (members, middle[0])
            print(line, flush=True)


if __name__ == "__main__":
    main()
