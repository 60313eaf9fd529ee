"""Where this library spends its time on the workload: python bench/hot.py [load|statuses|open report|full report|…] [--count N] [--apart]

By function, its own time alone. A profiler weighs calls too heavily: shares are hints, and the ratios of bench/peers.py the measure.
``--apart`` asks without a profiler: how much less it takes without each of the rules.
"""

import argparse
import cProfile
import gc
import pstats
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

from engines import ours
from workload import ITEM_RULES, MEETING_RULES, meetings


def main() -> None:
    """Print the functions that take the most time of their own, and their share."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("level", nargs="?", default="statuses", choices=("load", *ours.LEVELS))
    parser.add_argument("--count", type=int, default=40, help="how many meetings")
    parser.add_argument("--missing", type=float, default=0.0, help="the share of facts that are missing")
    parser.add_argument("--apart", action="store_true", help="what each rule takes, instead of a profile")
    args = parser.parse_args()
    if args.apart:
        apart(args.level, args.count)
        return
    compiled = ours.prepare(MEETING_RULES + ITEM_RULES)
    some = meetings(args.count, 8, seed=3, missing=args.missing)
    plans = [ours.loaded(compiled, m) for m in some]
    if args.level == "load":
        work, given = ours.loaded, some
    else:
        work, given = ours.LEVELS[args.level], plans
    work(compiled, given[0])
    profile = cProfile.Profile(process_time)
    profile.enable()
    for one in given:
        work(compiled, one)
    profile.disable()
    stats = pstats.Stats(profile)
    total = stats.total_tt
    print(f"{args.level}: {total / len(given) * 1e3:.2f} ms a meeting under the profiler\n")
    print("| own time | calls a meeting | function |\n| --- | --- | --- |")
    modules = Counter[str]()
    ranked = sorted(stats.stats.items(), key=lambda x: -x[1][2])
    for number, ((file, line, name), (_, calls, own, _, _)) in enumerate(ranked):
        modules["built in" if file == "~" else where(file)] += own
        if number < 12:
            print(f"| {own / total:.0%} | {calls / len(given):.0f} | `{where(file)}:{line}` {name} |")
    print("\n| own time | module |\n| --- | --- |")
    for module, own in modules.most_common(12):
        print(f"| {own / total:.0%} | `{module}` |")


def apart(level: str, count: int) -> None:
    """Print what a meeting takes, and how much less without each rule."""
    rules = MEETING_RULES + ITEM_RULES
    some = meetings(count, 8, seed=3)

    def taken(which: Sequence[str]) -> float:
        compiled = ours.prepare(which)
        given = some if level == "load" else [ours.loaded(compiled, m) for m in some]
        work = ours.loaded if level == "load" else ours.LEVELS[level]
        return min(timed(lambda: [work(compiled, one) for one in given]) for _ in range(10)) / len(some) * 1e6

    def timed(call: Callable[[], object]) -> float:
        start = process_time()
        call()
        return process_time() - start

    gc.disable()
    whole = taken(rules)
    print(f"{level}: {whole:.0f} µs a meeting\n\n| rule | µs less without it |\n| --- | --- |")
    for rule in rules:
        print(f"| {rule} | {whole - taken([r for r in rules if r != rule]):.0f} |")


def where(file: str) -> str:
    """A module of this library as it is called there; another file by its name."""
    if file.startswith("<attrs"):
        return "methods that attrs made"
    parts = Path(file).parts
    return "/".join(parts[parts.index("meetingrules") + 1 :]) if "meetingrules" in parts else Path(file).name


if __name__ == "__main__":
    main()
