#!/usr/bin/env python3
"""Times the engine of phancong and its peers on the same files, taking turns, asserts equal optima, and prints a table of ratios.

    python3 benches/peers.py [--members 10000,100000] [--peers ortools,highs] [--rounds 3] [--limit 60] [--keep FILE] [--seconds N] [family ...]

Needs a release build of this folder, `cargo build --release -p phancong-benches`, and for `ortools` and `highs` `pip install ortools highspy`. The peers
`eo-mcf`, `microlp` and `pathfinding` are part of that build.

Every figure is processor seconds of one thread, the median over the rounds; each round lets everybody solve the same file once. The engine's `solve` holds
everything from the rows to the proved optimum, building its network included. `canon` is the further time to choose the canonical one of all optimal answers,
which no peer does, `check` that of the certificate, `parse` that of parsing the file's text once into records. A peer's figure is its solve alone,
without its arrays being filled. A peer that takes longer than --limit seconds is stopped, shown as `> limit` and as the ratio it is at least, and not asked about
more members of that family (`-`). B/arc are the most bytes held while solving, for each option of the problem; of `ortools` and `highs` with the arrays of the solver.

With --keep, each round is added to FILE when it is over, and what is in it is not measured again: with --seconds, which ends the run before a round that would
begin later, a long table can be made in several runs. The table is of everything in FILE, for the same peers.
"""

import argparse
import json
import math
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
RELEASE = os.path.join(os.environ.get("CARGO_TARGET_DIR", os.path.join(HERE, "..", "target")), "release")
FAMILIES = (
    "random geo hilo fewg manyg grid hexa zipf manyone chain rope province tight load-first equal big ranks"
).split()
PYTHON, RUST = ("ortools", "highs"), ("eo-mcf", "microlp", "pathfinding")
COLUMNS = "solve canon check parse".split()


class Problem:
    """A file of the benches as arrays: arcs row -> leaf, units leaf -> parent by rising cost, areas -> sink."""

    def __init__(self, path):
        import numpy

        with open(path, "rb") as file:
            text = file.read()
        numbers = numpy.fromstring(text, dtype=numpy.int64, sep=" ")
        rows, leaves, areas, square = map(int, numbers[:4])
        low, high, parent = numbers[4 : 4 + 3 * (leaves + areas)].reshape(-1, 3).T
        pairs = numbers[4 + 3 * (leaves + areas) :].reshape(-1, 2)
        letters = numpy.frombuffer(text, dtype=numpy.uint8)
        ends = numpy.flatnonzero(letters == ord("\n"))[leaves + areas :]
        gaps = numpy.searchsorted(numpy.flatnonzero(letters == ord(" ")), ends)
        size = (numpy.diff(gaps) + 1) // 2
        sink = rows + leaves + areas
        wanted = numpy.bincount(pairs[:, 0], minlength=leaves)
        most = numpy.where(high[:leaves] < 0, wanted, numpy.minimum(high[:leaves], wanted))
        low_leaf = low[:leaves]
        units = numpy.maximum(most - low_leaf, 0)
        leaf = numpy.repeat(numpy.arange(leaves), units)
        nth = numpy.arange(len(leaf)) - numpy.repeat(numpy.cumsum(units) - units, units) + low_leaf[leaf] + 1
        area = numpy.arange(leaves, leaves + areas)
        open_area = numpy.where(high[area] < 0, rows, high[area]) - low[area]
        self.tail = numpy.concatenate([numpy.repeat(numpy.arange(rows), size), rows + leaf, rows + area])
        self.head = numpy.concatenate([rows + pairs[:, 0], rows + parent[leaf], rows + parent[area]])
        self.cost = numpy.concatenate([pairs[:, 1], square * (2 * nth - 1), numpy.zeros(areas, numpy.int64)])
        self.room = numpy.concatenate([numpy.ones(len(pairs) + len(leaf), numpy.int64), open_area])
        self.supply = numpy.zeros(sink + 1, dtype=numpy.int64)
        self.supply[:rows] = 1
        self.supply[sink] = -rows
        numpy.subtract.at(self.supply, rows + numpy.arange(leaves + areas), low)
        numpy.add.at(self.supply, rows + parent, low)
        self.base = int((square * low_leaf * low_leaf).sum())


def ortools(problem, limited):
    import numpy
    from ortools.graph.python import min_cost_flow

    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(problem.tail, problem.head, problem.room, problem.cost)
    flow.set_nodes_supplies(numpy.arange(len(problem.supply)), problem.supply)
    with limited() as watch:
        status = flow.solve()
    assert status == flow.OPTIMAL, status
    return flow.optimal_cost() + problem.base, watch.spent


def highs(problem, limited):
    import highspy
    import numpy

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
    with limited() as watch:
        solver.run()
    return round(solver.getInfo().objective_function_value) + problem.base, watch.spent


class Watch:
    """Takes the processor time of what is inside; the kernel ends this process when that is more than `limit` seconds."""

    def __init__(self, limit):
        self.limit = limit

    def __enter__(self):
        self.before = time.process_time()
        most = math.ceil(self.before + self.limit)
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        return self

    def __exit__(self, *_):
        self.spent = time.process_time() - self.before


def memory(which):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(which))


def apart(peer, path, limit):
    """What a process of its own does for one peer: prints cost, seconds, bytes."""
    problem = Problem(path)
    __import__({"ortools": "ortools.graph.python.min_cost_flow", "highs": "highspy"}[peer])
    before = memory("VmRSS")
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")  # from here on the peak is counted anew
    cost, spent = {"ortools": ortools, "highs": highs}[peer](problem, lambda: Watch(limit))
    print(cost, spent, memory("VmHWM") - before)


def measure(peer, path, limit):
    """What a peer found in a process of its own, `beyond` when it took longer than `limit`, nothing when the problem is none for it."""
    if peer in RUST:
        command = [os.path.join(RELEASE, "phancong-peers"), peer, path]
    else:
        command = [sys.executable, os.path.abspath(__file__), "--apart", peer, path, "--limit", str(limit)]

    def limited():
        if peer in RUST:
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(limit), math.ceil(limit)))

    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, preexec_fn=limited)
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return {"beyond": limit}
    if done.returncode == 3 and peer in RUST:
        return None
    if done.returncode != 0:
        sys.exit(f"{peer} ended with {done.returncode}")
    cost, seconds, *held = done.stdout.splitlines()[-1].split()  # HiGHS greets before it is told to be quiet
    return {"cost": int(cost), "seconds": float(seconds), "bytes": int(held[0]) if held else None}


def engine(family, members, path):
    command = [os.path.join(RELEASE, "phancong-benches"), family, str(members)] + ([path] if path else [])
    words = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    times = dict(zip(["parse", "solve", "canon", "check"], (float(word) / 1e3 for word in words[4:8])))
    return {"cost": int(words[3]), "arcs": int(words[2]), "bytes": int(words[8]), **times}


def round_of(family, members, peers, limit, earlier):
    """Everybody once. `earlier`: rounds before; who was beyond the limit in one of the same family is not asked again."""
    found = {"family": family, "members": members}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "problem.txt") if peers else None
        found["engine"] = engine(family, members, path)
        for peer in peers:
            tired = [turn for turn in earlier if turn["family"] == family and "beyond" in (turn[peer] or {})]
            if any(turn["members"] == members for turn in tired):
                found[peer] = {"beyond": limit}
            elif tired:
                found[peer] = None
            else:
                found[peer] = measure(peer, path, limit)
            cost = (found[peer] or {}).get("cost")
            if cost not in (None, found["engine"]["cost"]):
                sys.exit(f"{family}: the engine found {found['engine']['cost']}, {peer} {cost}")
    return found


def middle(values):
    return statistics.median(list(values))


def head(peers):
    line = f"{'family':<11}{'members':>9}" + "".join(f"{name:>9}" for name in COLUMNS) + f"{'B/arc':>7}"
    for peer in peers:
        line += f"{peer + ' s':>14}{'ratio':>9}" + (f"{'B/arc':>7}" if peer in PYTHON else "")
    return line


def row(turns, peers):
    """The line of a family and a size, and the seconds of everybody who ended."""
    ours = [turn["engine"] for turn in turns]
    arcs = ours[0]["arcs"]
    part = {name: middle(own[name] for own in ours) for name in COLUMNS}
    seconds = {"": part["solve"]}
    line = f"{turns[0]['family']:<11}{turns[0]['members']:>9}" + "".join(f"{part[name]:>9.4f}" for name in COLUMNS)
    line += f"{middle(own['bytes'] for own in ours) / arcs:>7.0f}"
    for peer in peers:
        theirs = [turn[peer] for turn in turns]
        held = "-"
        if None in theirs:
            cells = "-", "-"
        elif any("beyond" in other for other in theirs):
            least = max(other.get("beyond", 0) for other in theirs)
            cells = f"> {least:.0f}", f"> {least / part['solve']:.0f}"
        else:
            seconds[peer] = middle(other["seconds"] for other in theirs)
            cells = f"{seconds[peer]:.3f}", f"{seconds[peer] / part['solve']:.1f}"
            held = f"{middle(other['bytes'] or 0 for other in theirs) / arcs:.0f}"
        line += f"{cells[0]:>14}{cells[1]:>9}" + (f"{held:>7}" if peer in PYTHON else "")
    return line, seconds


def table(turns, peers):
    """All lines, family by family, and how the times of each grow from size to size."""
    print(head(peers))
    growth = []
    for family in [family for family in FAMILIES if any(turn["family"] == family for turn in turns)]:
        last = None
        for members in sorted({turn["members"] for turn in turns if turn["family"] == family}):
            line, seconds = row([t for t in turns if (t["family"], t["members"]) == (family, members)], peers)
            print(line)
            if last:
                span = math.log(members / last[0])
                grown = {who: math.log(time / last[1][who]) / span for who, time in seconds.items() if who in last[1]}
                words = "".join(f", {who} {power:.2f}" if who else f"{power:.2f}" for who, power in grown.items())
                growth.append(f"{family:<11}{last[0]:>9} to {members:>9}: {words}")
            last = members, seconds
    if growth:
        print("\ntimes grow with the members to the power of")
        print("\n".join(growth))


def kept(path, peers):
    """The rounds in a file, which must be of the same peers."""
    if not path or not os.path.exists(path):
        return []
    with open(path) as file:
        turns = [json.loads(line) for line in file]
    for turn in turns:
        if set(turn) - {"family", "members", "engine"} != set(peers):
            sys.exit(f"{path} is of other peers than {','.join(peers) or 'none'}: name another file")
    return turns


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--members", default="100000", help="one size or several with commas")
    parser.add_argument("--peers", default="ortools", help=f"any of {','.join(PYTHON + RUST)}; empty for the engine alone")
    parser.add_argument("--limit", type=float, default=60, help="processor seconds for a peer")
    parser.add_argument("--keep", help="a file of the rounds measured so far")
    parser.add_argument("--seconds", type=float, default=math.inf, help="begin no round later than this")
    parser.add_argument("--apart", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("families", nargs="*", default=FAMILIES)
    options = parser.parse_args()
    if options.apart:
        return apart(*options.apart, options.limit)
    peers = [peer for peer in options.peers.split(",") if peer]
    strange = (set(peers) - set(PYTHON + RUST)) | (set(options.families) - set(FAMILIES))
    if strange:
        known = f"peers: {', '.join(PYTHON + RUST)}; families: {', '.join(FAMILIES)}"
        sys.exit(f"no such peer or family: {', '.join(sorted(strange))} ({known})")
    sizes = options.members.split(",")
    if not all(size.isdecimal() and int(size) > 0 for size in sizes):
        sys.exit(f"--members {options.members}: write whole numbers with commas, as 10000,100000")
    begun = time.monotonic()
    turns = kept(options.keep, peers)
    for members in sorted(int(size) for size in sizes):
        for family in options.families or FAMILIES:
            done = sum((turn["family"], turn["members"]) == (family, members) for turn in turns)
            for _ in range(done, options.rounds):
                if time.monotonic() - begun > options.seconds:
                    table(turns, peers)
                    sys.exit(f"not whole yet: {options.seconds:.0f} s are over; the same words go on")
                turns.append(round_of(family, members, peers, options.limit, turns))
                if options.keep:
                    with open(options.keep, "a") as file:
                        file.write(json.dumps(turns[-1]) + "\n")
    table(turns, peers)
    return None


if __name__ == "__main__":
    sys.exit(main())
