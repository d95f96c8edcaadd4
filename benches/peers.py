#!/usr/bin/env python3
"""Times OR-Tools SimpleMinCostFlow and the engine of phancong on the same files, taking turns, and prints the ratios.

    python3 benches/peers.py [--rounds 3] [--members 100000] [family ...]

Needs `pip install ortools` and a release build of this folder: `cargo build --release -p phancong-benches`. Times are processor seconds of
solving alone (for the engine with building its network; for OR-Tools without its arrays being filled). Equal optima are asserted.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy
from ortools.graph.python import min_cost_flow

HERE = os.path.dirname(os.path.abspath(__file__))
BINARY = os.path.join(HERE, "..", "target", "release", "phancong-benches")
FAMILIES = ["random", "tight", "load-first", "equal", "big"]


def engine(family, members, path):
    line = subprocess.run([BINARY, family, str(members), path], check=True, capture_output=True, text=True).stdout.split()
    return int(line[2]), float(line[3]) / 1e3


def ortools(path):
    with open(path) as file:
        rows, leaves, square = map(int, file.readline().split())
        bounds = [tuple(map(int, file.readline().split())) for _ in range(leaves)]
        pairs = [list(map(int, line.split())) for line in file]
    tail, head, capacity, cost = [], [], [], []
    wanted = [0] * leaves
    for row, pair in enumerate(pairs):
        for leaf, price in zip(pair[::2], pair[1::2]):
            tail.append(row)
            head.append(rows + leaf)
            capacity.append(1)
            cost.append(price)
            wanted[leaf] += 1
    supply = [1] * rows + [0] * leaves + [-rows]
    sink = rows + leaves
    base = 0
    for leaf, (low, high) in enumerate(bounds):
        most = wanted[leaf] if high < 0 else min(high, wanted[leaf])
        supply[rows + leaf] -= low
        supply[sink] += low
        base += square * low * low
        for unit in range(low + 1, most + 1):
            tail.append(rows + leaf)
            head.append(sink)
            capacity.append(1)
            cost.append(square * (2 * unit - 1))
    flow = min_cost_flow.SimpleMinCostFlow()
    array = numpy.array
    flow.add_arcs_with_capacity_and_unit_cost(array(tail), array(head), array(capacity), array(cost))
    flow.set_nodes_supplies(numpy.arange(len(supply)), array(supply))
    before = time.process_time()
    status = flow.solve()
    spent = time.process_time() - before
    assert status == flow.OPTIMAL, status
    return flow.optimal_cost() + base, spent


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--members", type=int, default=100_000)
    parser.add_argument("families", nargs="*", default=FAMILIES)
    options = parser.parse_args()
    print(f"{'family':<12}{'members':>10}{'engine s':>10}{'ortools s':>11}{'ratio':>8}")
    for family in options.families or FAMILIES:
        ours, theirs = [], []
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "problem.txt")
            for _ in range(options.rounds):
                cost, spent = engine(family, options.members, path)
                ours.append(spent)
                other, spent = ortools(path)
                theirs.append(spent)
                if cost != other:
                    sys.exit(f"{family}: the engine found {cost}, OR-Tools {other}")
        a, b = statistics.median(ours), statistics.median(theirs)
        print(f"{family:<12}{options.members:>10}{a:>10.3f}{b:>11.3f}{b / a:>8.1f}", flush=True)


if __name__ == "__main__":
    main()
