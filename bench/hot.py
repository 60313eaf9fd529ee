"""Where this library spends its time on the workload: python bench/hot.py [load|statuses|open report|full report|…] [--count N]

By function, its own time alone. A profiler weighs calls too heavily: shares are hints, and the ratios of bench/peers.py the measure.
"""

import argparse
import cProfile
import pstats
from collections import Counter
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
    args = parser.parse_args()
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


def where(file: str) -> str:
    """A module of this library as it is called there; another file by its name."""
    if file.startswith("<attrs"):
        return "methods that attrs made"
    parts = Path(file).parts
    return "/".join(parts[parts.index("meetingrules") + 1 :]) if "meetingrules" in parts else Path(file).name


if __name__ == "__main__":
    main()
