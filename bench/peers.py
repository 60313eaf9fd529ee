"""Rules engines on one workload, held equal and then timed. python bench/peers.py --help; what it means: bench/README.md."""

import argparse
import json
from pathlib import Path
from typing import Any

import sections
from programs import ABSENT, MODULES, PACKAGES, engines, prove
from register import register
from timing import alone, machine

SECTIONS = ("matrix", "growth", "missing", "executive", "register")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "sections", nargs="*", metavar="SECTION", help=f"{', '.join(SECTIONS)}; all of them unless named"
    )
    parser.add_argument("--rounds", type=int, default=30, help="how often everything is timed (default 30)")
    parser.add_argument("--only", nargs="*", default=MODULES, metavar="ENGINE", help="modules of bench/engines")
    parser.add_argument(
        "--prove", type=int, default=200, metavar="N", help="random meetings that all must answer alike"
    )
    parser.add_argument("--long", action="store_true", help="a register of 100,000 meetings, too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, added to what it has")
    args = parser.parse_args()
    unknown = set(args.sections) - set(SECTIONS)
    if unknown:
        parser.error(f"no such section: {', '.join(sorted(unknown))}")
    wanted = args.sections or SECTIONS
    found: dict[str, Any] = json.loads(args.json.read_text()) if args.json and args.json.exists() else {}
    for name, reason in ABSENT.items():
        print(f"left out: {name}: {reason}")
    compared = prove(engines(args.only), args.prove)
    print(f"all alike: {compared} answers on {args.prove} random meetings\n", flush=True)
    alone()
    for name in SECTIONS:
        if name not in wanted:
            continue
        before = machine(PACKAGES)
        match name:
            case "matrix":
                made = sections.matrix(args.only, args.rounds)
            case "growth":
                made = sections.growth(max(3, args.rounds // 3))
            case "missing":
                made = sections.missing(args.rounds)
            case "executive":
                made = sections.executive(args.rounds)
            case _:
                made = register(long=args.long)
        found[name] = {"machine": before, "load_after": machine()["load"], "compared": compared, **made}
        if args.json:
            args.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
