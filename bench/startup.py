"""How long a process takes from start to end, as multiples of a bare interpreter and of the packages it needs: python bench/startup.py

Every command in turn, many rounds, each ratio within its round. *Cold* is without the cache of checked rulebooks (an empty cache folder
each time), *warm* with it; compiled bytecode is there in both, as after an installation. Time is that of the processor (user and system),
which other jobs on the machine do not lengthen.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from typing import Any

from timing import machine, spread, table, told

FILE = Path(__file__).parents[1] / "examples" / "executive" / "2024-03-20.meeting.yaml"
BARE, NEEDED = "python -c pass", 'python -c "import yaml, attrs, click"'
GOALS = {"check one file, warm": 1.5, "check one file, cold": 2.5}


def commands(script: str) -> dict[str, list[str]]:
    """What is run."""
    return {
        BARE: [sys.executable, "-c", "pass"],
        NEEDED: [sys.executable, "-c", "import yaml, attrs, click"],
        "meetingrules --version": [script, "--version"],
        "check one file, cold": [script, "check", str(FILE)],
        "check one file, warm": [script, "check", str(FILE)],
    }


def took(command: list[str], cache: str) -> float:
    """Seconds of processor time from start to end."""
    env = {**os.environ, "XDG_CACHE_HOME": cache, "PYTHONDONTWRITEBYTECODE": ""}
    before = getrusage(RUSAGE_CHILDREN)
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    after = getrusage(RUSAGE_CHILDREN)
    if done.returncode not in {0, 1, 4}:
        sys.exit(f"{command}: {done.returncode}\n{done.stderr.decode()}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measured(script: str, rounds: int) -> dict[str, list[float]]:
    """Seconds of each command, round by round."""
    all_ = commands(script)
    found: dict[str, list[float]] = {name: [] for name in all_}
    with TemporaryDirectory() as folder:
        warm, cold = f"{folder}/warm", f"{folder}/cold"
        for _ in range(2):  # bytecode, and the warm cache
            for command in all_.values():
                took(command, warm)
        for number in range(rounds):
            names = [*all_]
            for name in names[number % len(names) :] + names[: number % len(names)]:
                if "cold" in name:
                    shutil.rmtree(cold, ignore_errors=True)
                found[name].append(took(all_[name], cold if "cold" in name else warm))
    return found


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--script", default=str(Path(sys.executable).parent / "meetingrules"))
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # and all that it starts
    found = measured(args.script, args.rounds)
    ratios = {
        name: {base: [x / y for x, y in zip(times, found[base], strict=True)] for base in (BARE, NEEDED)}
        for name, times in found.items()
    }
    rows = [
        [name, told(found[name], 1e3), told(by[BARE]), told(by[NEEDED]), f"≤ {GOALS[name]}" if name in GOALS else ""]
        for name, by in ratios.items()
    ]
    print(table(("command", "ms", f"× {BARE}", f"× {NEEDED}", "goal"), rows))
    if args.json:
        made: dict[str, Any] = json.loads(args.json.read_text()) if args.json.exists() else {}
        figures = {name: {base: spread(x) for base, x in by.items()} for name, by in ratios.items()}
        made["startup"] = {"machine": machine(), "rounds": args.rounds, "ratios": figures}
        args.json.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
