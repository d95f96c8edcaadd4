#!/usr/bin/env python3
"""Judges an outcome by its problem, from the two documents alone: a second judge, written from src/certificate.md.

usage: judge.py PROBLEM.json OUTCOME.json [POLICY.toml]

The policy file is needed only when the problem names its policy instead of holding it (and then Python 3.11 or later).
Exit code: 0 proved optimal, 2 usage, 3 refused, 4 proved that no plan is complete, 5 legal and not proved.
"""
import hashlib
import json
import re
import sys

READINGS = {
    "locality": "principle", "own": "whole", "visits": "total", "distinct": "not-required", "registered_not_assigned": "yes",
    "sub_cell_meetings": "yes", "registration_deadline": "yes", "before": "strict", "roll": "none", "notice": "calendar",
    "part_year": "needs-ruling", "differing_reports": "disputed", "shift_window": 15,
    "locality_extent": "every", "quota_window": "calendar-year", "picked_visits": "yes", "part_year_report": "yes", "known": "event", "risk_days": 30,
}


class Refused(Exception):
    pass


def need(condition, reason):
    if not condition:
        raise Refused(reason)


def once(pairs):
    need(len({key for key, _ in pairs}) == len(pairs), "a key stands twice in one object")
    return dict(pairs)


def digest(name, rows):
    escapes = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
    text = lambda field: "" if field is None else str(field).translate(escapes)
    lines = sorted("\t".join([row[0], *map(text, row[1:])]).encode() for row in rows)
    return hashlib.sha256(b"".join(line + b"\n" for line in [name.encode(), *lines])).hexdigest()


def says(rule):
    s, order = rule["says"], ("of", "by", "min", "max", "bodies", "successors", "each", "day", "days", "before", "written", "through", "parts", "spacing",
                              "hosts", "weekends", "even_weeks")
    def write(value):
        if isinstance(value, list):
            return ",".join(write(one) if isinstance(one, dict) else re.sub(r"([\\, ])", r"\\\1", one) for one in value)
        if isinstance(value, dict):
            return f"{value['month']:02}-{value['day']:02}"
        return str(value).lower() if isinstance(value, bool) else str(value)

    return " ".join([s["kind"]] + [f"{key.replace('_', '-')}={write(s[key])}" for key in order if s.get(key) not in (None, []) and (s[key] or key != "even_weeks")])


def policy_digest(p, readings):
    rows = [("policy", p["format"], p["id"], p["title"]["vi"], p["title"]["en"], p["issuer"]["vi"], p["issuer"]["en"], p.get("number"))]
    rows += [("basis", basis) for basis in p.get("basis", [])] + [("reading", key, value) for key, value in readings.items()]
    rows += [("seed", p["seed"])] if "seed" in p else []
    rows += [("tier", at, t["name"], t["source"], m, w) for at, t in enumerate(p["tier"]) for m, w in t["measures"].items()]
    rows += [("rule", r["id"], r["article"], r["source"], r["from"], r.get("until"), r["text"]["vi"], r["text"]["en"], says(r))
             for r in p["rule"]]
    rows += [("picks-for", r["id"], body) for r in p["rule"] if r["says"]["kind"] == "board-picks" for body in r["says"]["bodies"]]
    return digest("policy", rows)


class Problem:
    def __init__(self, document, policy):
        need(document["format"] == "phancong-problem/1", "the problem is of another format")
        self.day, f = document["day"], document["facts"]
        self.readings = {**READINGS, **policy.get("readings", {})}
        self.policy = {"id": policy["id"], "digest": policy_digest(policy, self.readings)}
        self.rules = {r["says"]["kind"]: r["says"] for r in policy["rule"]
                      if str(r["from"]) <= self.day and ("until" not in r or self.day <= str(r["until"]))}
        self.tiers = [tier["name"] for tier in policy["tier"]]
        self.weight = lambda measure: tuple(tier["measures"].get(measure, 0) for tier in policy["tier"])
        self.seed = policy.get("seed")
        self.places = self.rules.get("places", {"each": 1})["each"]
        self.areas = {a["id"]: a for a in f.get("areas", [])}
        self.organizations = {o["id"]: o for o in f.get("organizations", [])}
        self.members = {m["id"]: m for m in f.get("members", [])}
        self.facts = lambda table: f.get(table, [])
        self.previous = {(p["member"], p["organization"]) for p in self.facts("previous")}
        self.history = {(p["member"], p["organization"]) for p in self.facts("history")}
        self.pins = {(p["member"], p["organization"]) for p in self.facts("designations")}
        self.bans = {(b["member"], b["organization"]) for b in self.facts("bans")}
        self.candidates = {m: self.candidates_of(m) for m in self.members}
        self.sides = {rule["id"]: rule["says"] for rule in self.facts("side_rules")}
        self.digest = digest("problem", self.rows())

    def rows(self):
        yield ("day", self.day)
        yield ("policy", self.policy["id"], self.policy["digest"])
        bounds = lambda x: (x.get("load", {}).get("min", 0), x.get("load", {}).get("max"))
        for a in self.facts("areas"):
            yield ("area", a["id"], a["name"], a.get("parent"), *bounds(a))
        for o in self.facts("organizations"):
            yield ("organization", o["id"], o["name"], o["area"], o.get("parent"), *bounds(o))
        for m in self.facts("members"):
            yield ("member", m["id"], m["name"], m["body"], m.get("own"))
            yield from (("scope", m["id"], area) for area in m.get("scope", []))
        for table, *fields in (("registrations", "member", "organization", "rank", "on"), ("designations", "member", "organization", "reason"),
                               ("nominations", "member", "organization"), ("bans", "member", "organization", "reason"),
                               ("waivers", "member", "reason")):
            yield from ((table[:-1], *(row.get(field) for field in fields)) for row in self.facts(table))
        yield from ((table, p["member"], p["organization"]) for table in ("previous", "history") for p in self.facts(table))
        lines = lambda entries: "*" if entries is None else "".join(sorted(f"{kind} {id}\n" for entry in entries for kind, id in entry.items()))
        for rule in self.facts("side_rules"):
            s = rule["says"]
            yield ("side-rule", rule["id"], rule["source"], rule["text"]["vi"], rule["text"]["en"], s["kind"], s.get("count"))
            if "of" not in s:
                yield ("side-term", rule["id"], "", lines(s["members"]), "*")
            yield from (("side-term", rule["id"], t.get("weight", 1), lines(t.get("members")), lines(t.get("places"))) for t in s.get("of", []))

    def up(self, table, id):
        while id is not None:
            yield id
            id = table[id].get("parent")

    def is_own(self, member, organization):
        own = self.members[member].get("own")
        if own is None or "own-organization" not in self.rules:
            return False
        line = list(self.up(self.organizations, organization))
        return own in line if self.readings["own"] == "below" else line[-1] == list(self.up(self.organizations, own))[-1]

    def is_outside(self, member, organization):
        scope, areas = self.members[member].get("scope", []), self.up(self.areas, self.organizations[organization]["area"])
        return bool(scope) and not any(area in scope for area in areas)

    def candidates_of(self, m):
        """Organization to wish number, or to None."""
        if self.members[m]["body"] in self.rules.get("board-picks", {"bodies": []})["bodies"]:
            named = [n["organization"] for n in self.facts("nominations") if n["member"] == m]
            tops = [o for o in self.organizations if "parent" not in self.organizations[o] and not self.is_own(m, o)]
            found = dict.fromkeys(named or tops)
        else:
            mine = sorted((r["rank"], r["organization"]) for r in self.facts("registrations") if r["member"] == m)
            found = {o: number for number, o in enumerate(dict.fromkeys(o for _, o in mine), 1)}
        hard = "locality" in self.rules and self.readings["locality"] == "hard"
        pins = [o for member, o in self.pins if member == m]
        barred = lambda o: (m, o) in self.bans or hard and self.is_outside(m, o) and o not in pins
        found = {o: wish for o, wish in found.items() if not barred(o)}
        if len(pins) >= self.places:
            found = {o: wish for o, wish in found.items() if o in pins}
        return {**{o: None for o in pins}, **found}

    def above(self, x):
        return self.organizations[x[1]]["area"] if x[0] == "organization" else self.areas[x[1]].get("parent")

    def bounded(self):
        """Organizations and areas as (kind, id), minimum, maximum."""
        for kind, table in (("organization", self.organizations), ("area", self.areas)):
            for id, x in table.items():
                yield (kind, id), x.get("load", {}).get("min", 0), x.get("load", {}).get("max")

    def group(self, entries):
        """The members that a side rule names, by id or by body."""
        return [m for m in self.members if any(e.get("member") == m or e.get("body") == self.members[m]["body"] for e in entries)]

    def counted(self, side, m, o):
        """What a pair counts under a side rule."""
        areas = list(self.up(self.areas, self.organizations[o]["area"]))
        here = lambda e: e.get("organization") == o or e.get("area") in areas
        return sum(t.get("weight", 1) for t in side["of"]
                   if (t.get("members") is None or m in self.group(t["members"])) and (t.get("places") is None or any(map(here, t["places"]))))

    def lot(self, m, o):
        """What a pair draws."""
        return 0 if self.seed is None else int(digest("draw", [("lot", self.seed, m, o)])[:6], 16)

    def pair(self, m, o):
        locality = "locality" in self.rules and self.readings["locality"] != "off"
        wish = self.candidates[m][o]
        parts = (("outside", locality and self.is_outside(m, o)), ("rank", wish - 1 if wish else 0),
                 ("moves", -((m, o) in self.previous)), ("repeat", (m, o) in self.history), ("draw", self.lot(m, o)))
        return plus(*(times(number, self.weight(measure)) for measure, number in parts))


def plus(*vectors):
    return tuple(map(sum, zip(*vectors)))


def times(number, vector):
    return tuple(number * tier for tier in vector)


def cost(problem, placements):
    """The cost of a plan, after checking that it is one."""
    held, loads = {m: [] for m in problem.members}, {}
    need(len({(p["member"], p["organization"]) for p in placements}) == len(placements), "a placement stands twice")
    total = times(len(problem.previous), problem.weight("moves"))
    for m, o in ((p["member"], p["organization"]) for p in placements):
        need(o in problem.candidates.get(m, {}), f"{m} may not be placed at {o}")
        held[m].append(o)
        for x in [("organization", o)] + [("area", a) for a in problem.up(problem.areas, problem.organizations[o]["area"])]:
            loads[x] = loads.get(x, 0) + 1
        total = plus(total, problem.pair(m, o))
    missing = 0
    for m, mine in held.items():
        others, pins = sum((m, o) not in problem.pins for o in mine), sum(member == m for member, _ in problem.pins)
        need(len(mine) <= problem.places and others <= problem.places - pins, f"{m} holds too many places, or not those designated")
        missing += problem.places - len(mine)
    pairs = [(p["member"], p["organization"]) for p in placements]
    for id, side in problem.sides.items():
        if "of" in side:
            found = sum(problem.counted(side, m, o) for m, o in pairs)
            need(side["kind"] == "at-least" or found <= side["count"], f"side rule {id} counts {found}")
            missing += max(0, side["count"] - found) if side["kind"] == "at-least" else 0
            continue
        group = problem.group(side["members"])
        for o in {o for _, o in pairs}:
            there = sum((m, o) in pairs for m in group)
            need(there <= 1 if side["kind"] == "apart" else there in (0, len(group)), f"side rule {id} is not kept at {o}")
    for x, least, most in problem.bounded():
        load = loads.get(x, 0)
        need(most is None or load <= most, f"{x[0]} {x[1]} has {load} members")
        missing += max(0, least - load)
        total = plus(total, times(load * load * (x[0] == "organization"), problem.weight("load")))
    return plus(total, times(missing, problem.weight("unplaced")))


def lowest(at, high):
    """The lowest value of a convex function from 0 to `high`."""
    low = 0
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if at(middle + 1) < at(middle) else (low, middle)
    return at(low)


def dues(problem, prices, zero, unplaced):
    """What pairs pay to side rules, and what the rules pay back at least."""
    paid, back, groups = {}, [], {}
    fits = lambda price: len(price) == len(zero) and all(type(row) is int and abs(row) <= 2**60 for row in price)
    pay = lambda pair, price: paid.__setitem__(pair, plus(paid.get(pair, zero), price))
    for id, price in prices.get("counts", {}).items():
        side = problem.sides.get(id, {})
        need("of" in side and fits(price), f"the price of side rule {id} is none")
        weights = {(m, o): problem.counted(side, m, o) for m in problem.members for o in problem.candidates[m]}
        for pair, weight in weights.items():
            pay(pair, times(weight, price))
        least, most = (side["count"], sum(weights.values())) if side["kind"] == "at-least" else (0, min(side["count"], sum(weights.values())))
        back.append(lowest(lambda y: plus(times(max(0, least - y), unplaced), times(-y, price)), most))
    for entry in prices.get("pairs", []):
        (id, m, o, price), side = (entry[key] for key in ("rule", "member", "organization", "price")), problem.sides.get(entry["rule"], {})
        need("members" in side and m in problem.group(side["members"]) and o in problem.candidates[m] and fits(price), f"the price of side rule {id} is none")
        group = groups.setdefault((id, o), {})
        need(m not in group, f"the price of side rule {id} stands twice")
        group[m] = tuple(price)
        pay((m, o), group[m])
    for (id, _), group in groups.items():
        most = max(group.values()) if problem.sides[id]["kind"] == "apart" else plus(zero, *group.values())
        back.append(times(-1, max(zero, most)))
    return paid, back


def bound(problem, prices, rows=None, fixed={}):
    """What the prices prove that every plan costs at least: tier by tier, or mixed in rows; of all plans, or of those with what is fixed."""
    tiers = range(len(problem.tiers))
    rows = [[int(row == tier) for tier in tiers] for row in tiers] if rows is None else rows
    need(rows and all(len(row) == len(tiers) and all(type(w) is int and 0 <= w < 2**32 for w in row) for row in rows), "the rows do not fit")
    mix = lambda vector: tuple(sum(weight * tier for weight, tier in zip(row, vector)) for row in rows)
    zero, unplaced = (0,) * len(rows), mix(problem.weight("unplaced"))
    due, back = dues(problem, prices, zero, unplaced)
    table = {("organization", id): tuple(p) for id, p in prices.get("organizations", {}).items()}
    table.update({("area", id): tuple(p) for id, p in prices.get("areas", {}).items()})
    known = {x for x, _, _ in problem.bounded()}
    for x, p in table.items():
        need(x in known and len(p) == len(zero), f"the price of {x[0]} {x[1]} is none")
        need(all(type(tier) is int and abs(tier) <= 2**60 for tier in p), f"the price of {x[0]} {x[1]} is too large")
    price = lambda x: table.get(x, zero)
    total = mix(times(len(problem.previous), problem.weight("moves")))
    for m, candidates in problem.candidates.items():
        paid = {o: plus(mix(problem.pair(m, o)), price(("organization", o)), due.get((m, o), zero)) for o in candidates}
        known = lambda o: fixed.get((m, o))
        pins = [{True: paid[o], False: unplaced, None: min(paid[o], unplaced)}[known(o)] for o in candidates if (m, o) in problem.pins]
        held = [paid[o] for o in candidates if (m, o) not in problem.pins and known(o)]
        free = [paid[o] for o in candidates if (m, o) not in problem.pins and known(o) is None]
        rest = problem.places - len(pins) - len(held)
        total = plus(total, *pins, *held, *sorted(free + [unplaced] * rest)[:rest])
    for x, least, most in problem.bounded():
        dearer = plus(price(x), times(-1, price(("area", problem.above(x)))))
        square = times(x[0] == "organization", mix(problem.weight("load")))
        at = lambda y: plus(times(y * y, square), times(max(0, least - y), unplaced), times(-y, dearer))
        everyone = len(problem.members) * problem.places
        total = plus(total, lowest(at, everyone if most is None else min(most, everyone)))
    return plus(total, *back)


def settle(problem, fixed):
    """What follows from pairs held and not held; None when that is impossible."""
    fixed, known = dict(fixed), None

    def fix(pair, held):
        need(fixed.setdefault(pair, held) == held, "impossible")

    try:
        while known != len(fixed):
            known = len(fixed)
            for m, candidates in problem.candidates.items():
                pins = [o for o in candidates if (m, o) in problem.pins]
                others = [(m, o) for o in candidates if o not in pins]
                left = problem.places - len(pins) - sum(fixed.get(pair) is True for pair in others)
                need(left >= 0, "impossible")
                for pair in others if left == 0 else []:
                    fixed.setdefault(pair, False)
            for side in problem.sides.values():
                if side["kind"] == "at-most":
                    weights = {(m, o): problem.counted(side, m, o) for m in problem.members for o in problem.candidates[m]}
                    left = side["count"] - sum(weight for pair, weight in weights.items() if fixed.get(pair))
                    need(left >= 0, "impossible")
                    for pair in [pair for pair, weight in weights.items() if weight > left and pair not in fixed]:
                        fix(pair, False)
                group = problem.group(side["members"]) if "members" in side else []
                for one, o, other in [(one, o, other) for one in group for o in problem.candidates[one] for other in group if other != one]:
                    there, held = o in problem.candidates[other], fixed.get((one, o))
                    if side["kind"] == "apart" and held and there:
                        fix((other, o), False)
                    if side["kind"] == "together" and not there:
                        fix((one, o), False)
                    if side["kind"] == "together" and there and held is not None:
                        fix((other, o), held)
    except Refused:
        return None
    return fixed


def check_proof(problem, proof):
    """Every part of the plans is excluded from costing less than the bound."""
    below, parts = proof["bound"], [settle(problem, {})]
    need(len(below) == len(problem.tiers) and all(type(tier) is int for tier in below), "the bound of the proof does not fit")
    for step in proof["steps"]:
        parts = [part for part in parts if part is not None]
        need(parts, "the proof has a step too many")
        part = parts.pop()
        if "divide" in step:
            pair = (step["divide"]["member"], step["divide"]["organization"])
            need(pair[1] in problem.candidates.get(pair[0], {}), "the proof divides by a pair that is not allowed")
            parts += [settle(problem, {**part, pair: held}) if part.get(pair, held) == held else None for held in (False, True)]
            continue
        refuted = set()
        for scaled in step["exclude"]:
            rows = scaled["rows"]
            least = bound(problem, scaled["prices"], rows, part)
            for tier in range(len(below)):
                silent = [not any(row[tier + 1:]) for row in rows] + [False]
                limit = tuple(sum(w * (below[at] - (at == tier)) for at, w in enumerate(row)) for row in rows)
                if least[:silent.index(False)] > limit[:silent.index(False)]:
                    refuted.add(tier)
        need(len(refuted) == len(below), "the prices of a part of the proof leave plans below the bound")
    need(not any(part is not None for part in parts), "a part of the proof has no step")
    return tuple(below)


def confirm(problem, conflict):
    """A reason for "no", by counting alone."""
    read = lambda name: [(next(iter(place.items())), number) for place, number in conflict[name]]
    seats, maxima, minima = conflict["shortage"] == "seats", read("maxima"), read("minima")
    marks = {**{x: True for x, _ in maxima}, **{x: False for x, _ in minima}}
    members, bounds = dict(conflict["members"]), {x: (least, most) for x, least, most in problem.bounded()}
    need(len(marks) == len(maxima) + len(minima) and len(members) == len(conflict["members"]), "a conflict names something twice")

    def inside(x):
        while x[1] is not None and x not in marks:
            x = ("area", problem.above(x))
        return marks.get(x, not seats)

    for x, number in maxima + minima:
        need(x in bounds and inside(("area", problem.above(x))) != marks[x], f"a conflict names {x[1]}, which is not at its edge")
        least, most = bounds[x]
        need(number == most if marks[x] else number <= least, f"a conflict states a wrong bound of {x[1]}")
    need(all(m in problem.members for m in members), "a conflict names a stranger")
    for m, candidates in problem.candidates.items():
        pins = [inside(("organization", o)) for o in candidates if (m, o) in problem.pins]
        outside = sum(not inside(("organization", o)) for o in candidates if (m, o) not in problem.pins)
        free, said = problem.places - len(pins), members.get(m, 0)
        count = sum(pins) + max(0, free - outside) if seats else pins.count(False) + min(free, outside)
        need((said <= count if seats else said == count) and (m not in members or said > 0), f"a conflict miscounts {m}")
    need(all((m, o) in problem.pins for m, o in conflict["designated"]), "a conflict names a designation that is none")
    total, least, most = sum(members.values()), sum(n for _, n in minima), sum(n for _, n in maxima)
    figures = (total + least, most) if seats else (least, total + most)
    need(figures == (conflict["needed"], conflict["available"]) and figures[0] > figures[1], "a conflict does not count up")


def judge(problem, outcome):
    need(outcome.get("format") in ("phancong-outcome/1", "phancong-plan/1"), "the outcome is of another format")
    costs, least = cost(problem, outcome["placements"]), bound(problem, outcome.get("prices") or {})
    if outcome.get("proof"):
        least = max(least, check_proof(problem, outcome["proof"]))
    gap = plus(costs, times(-1, least))
    need(all(-(2**63) <= tier < 2**63 for tier in least + gap), "the bound does not fit 64 bits")
    optimal, infeasible = costs == least and costs[0] == 0, least[0] > 0
    if outcome["format"] == "phancong-outcome/1":
        found = {"problem": problem.digest, "policy": problem.policy, "day": problem.day, "tiers": problem.tiers, "cost": list(costs), "bound": list(least)}
        for field, value in found.items():
            need(outcome[field] == value, f"{field} is {outcome[field]}, found {value}")
        for conflict in outcome["conflicts"]:
            confirm(problem, conflict)
        proved = {"optimal": optimal and not outcome["conflicts"], "infeasible": infeasible and costs == least, "not-proved": True}
        need(proved.get(outcome["status"]), f"the status {outcome['status']} is not proved")
    return ("optimal", 0) if optimal else ("infeasible", 4) if infeasible else ("not-proved", 5), costs, least


def main(arguments):
    if len(arguments) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        document, outcome = (json.load(open(file, encoding="utf-8-sig"), object_pairs_hook=once) for file in arguments[:2])
        policy = document["policy"]
        if isinstance(policy, str):
            if len(arguments) < 3:
                print(f"the problem names policy {policy}: give its file as well", file=sys.stderr)
                return 2
            import tomllib
            policy = tomllib.load(open(arguments[2], "rb"))
        (verdict, code), costs, least = judge(Problem(document, policy), outcome)
    except (Refused, OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, StopIteration, RecursionError) as reason:
        print(f"verdict: refused\nreason: {type(reason).__name__}: {reason}")
        return 3
    show = lambda vector: "(" + ", ".join(map(str, vector)) + ")"
    print(f"verdict: {verdict}\ncost: {show(costs)}\nbound: {show(least)}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
