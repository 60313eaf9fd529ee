"""Times that a noisy machine cannot spoil much: on one core, the collector off, everything side by side with one yardstick.

Each sample of a program stands between two samples of the yardstick, and what is kept is the ratio to their mean. Rounds go through all
programs; of the ratios of a program the median is told, with the quartiles. Time is that of the processor, of all threads together: what
other jobs take from it meanwhile is not counted.
"""

import gc
import os
import platform
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median, quantiles
from time import process_time
from typing import Any

from attrs import asdict, define, field

Work = Callable[[], object]
SAMPLE = 0.006
"""Seconds that a sample is to take at least; slow programs take what one pass takes."""


@define
class Program:
    """Something to time: ``work`` does ``meetings`` meetings."""

    name: str
    work: Work
    meetings: int
    checks: int
    """Answers of one pass."""
    notes: dict[str, Any] = field(factory=dict)
    passes: int = 1
    every: int = 1
    """It is timed in every n-th round: slow programs less often."""
    before: Work | None = None
    """What is done before each sample, and not timed."""
    ratios: list[float] = field(factory=list)

    def settle(self) -> None:
        """Warm up, and find how many passes make a sample."""
        start = process_time()
        self.work()
        once = process_time() - start
        if once < SAMPLE * 4:
            once = min(timed(self.work, 1) for _ in range(3))
        self.passes = max(1, round(SAMPLE / max(once, 1e-7)))
        self.every = 1 if once < 0.1 else 2 if once < 0.4 else 4


def timed(work: Work, passes: int) -> float:
    """Seconds of processor time for one pass."""
    start = process_time()
    for _ in range(passes):
        work()
    return (process_time() - start) / passes


def alone() -> None:
    """Pin this process to one core and switch the collector off."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    gc.collect()
    gc.freeze()
    gc.disable()


def measure(yardstick: Program, programs: Sequence[Program], rounds: int) -> list[float]:
    """Fill in ``ratios`` of each program: seconds a meeting over those of the yardstick. Returns the yardstick's seconds a meeting."""
    seen = []
    for program in (yardstick, *programs):
        program.settle()
    for number in range(rounds):
        gc.collect()
        before = timed(yardstick.work, yardstick.passes) / yardstick.meetings
        for program in programs[number % len(programs) :] + programs[: number % len(programs)]:
            if number % program.every:
                continue
            if program.before is not None:
                program.before()
            took = timed(program.work, program.passes) / program.meetings
            after = timed(yardstick.work, yardstick.passes) / yardstick.meetings
            program.ratios.append(2 * took / (before + after))
            before = after
            seen.append(after)
    return seen


def spread(values: Sequence[float]) -> tuple[float, float, float]:
    """Median and quartiles."""
    if len(values) < 2:
        return (values[0],) * 3
    low, _, high = quantiles(values, n=4, method="inclusive")
    return median(values), low, high


def figure(value: float) -> str:
    """Three digits that mean something."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def told(values: Sequence[float], scale: float = 1.0) -> str:
    """Median and quartiles as text."""
    mid, low, high = (x * scale for x in spread(values))
    return f"{figure(mid)} ({figure(low)} to {figure(high)})"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def machine(packages: Sequence[str] = ()) -> dict[str, Any]:
    """What the figures were measured on."""
    cpu = platform.processor()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        cpu = names[0] if names else cpu
    found = {}
    for name in ("meetingrules", "attrs", "click", "holidays", "lark", "pyyaml", *packages):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "cpu": cpu,
        "cores": os.cpu_count(),
        "load": [round(x, 2) for x in os.getloadavg()],
        "python": sys.version.split()[0],
        "system": platform.platform(),
        "packages": found,
    }


def plain(program: Program) -> dict[str, Any]:
    """What a program came to, as data."""
    mid, low, high = spread(program.ratios)
    kept = asdict(program, filter=lambda a, _: a.name in {"name", "meetings", "checks", "notes"})
    return kept | {"times_yardstick": mid, "quartiles": [low, high], "rounds": len(program.ratios)}
