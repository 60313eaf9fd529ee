"""What is measured beside the matrix of eight items: growth, missing facts, the executive rulebook, a register."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import yaml
from engines import ours, python_functions
from programs import FASTEST, MIXED, RULES, engines, of_engine, of_ours, rows_of
from timing import Program, figure, measure, plain, spread, table, told
from workload import meetings

from meetingrules import check, load_plan, load_roster, load_rulebook
from meetingrules.engine.check import check_plan
from meetingrules.engine.tally import Quick

EXAMPLES = Path(__file__).parents[1] / "examples"
HEAD = ("engine", "version", "×A (quartiles)", "×B", "ns a check")
Section = dict[str, Any]


def matrix(names: Sequence[str], rounds: int, items: int = 8) -> Section:
    """Every engine, the twelve rules, eight items."""
    some = meetings(40, items, seed=3)
    yardstick = of_engine(python_functions, some)
    programs = [
        *(of_engine(engine, some) for engine in engines(names)),
        *(of_ours(some, level, loaded=loaded) for level in ours.LEVELS for loaded in (False, True)),
    ]
    base = measure(yardstick, programs, rounds)
    print(table(HEAD, rows_of(programs, base, yardstick)), end="\n\n", flush=True)
    return {"A_ns_a_meeting": spread(base)[0] * 1e9, "engines": [plain(p) for p in programs]}


def growth(rounds: int) -> Section:
    """Nanoseconds a check with more items, then with more rules."""
    items, found, speeds = (8, 80, 800), dict[int, dict[str, float]](), list[float]()
    for n in items:
        some = meetings(max(2, 160 // n), n, seed=4)
        found[n] = _grown(lambda most, some=some: _programs(some, RULES, most), rounds, speeds)
    rules = (5, 50, 500)
    some = meetings(10, 8, seed=5)
    for n in rules:
        chosen = [MIXED[k % 12] for k in range(n)]
        found[-n] = _grown(lambda most, chosen=chosen: _programs(some, chosen, most, with_b=False), rounds, speeds)
    a_check = spread(speeds)[0]
    for title, sizes in (("items", items), ("rules", [-n for n in rules])):
        names = list(found[sizes[0]])
        rows = [[name, *(figure(found[n][name] * a_check) for n in sizes)] for name in names]
        print(table(("ns a check", *(f"{abs(n)} {title}" for n in sizes)), rows), end="\n\n", flush=True)
    return {"A_ns_a_check": a_check, "items": {n: found[n] for n in items}, "rules": {n: found[-n] for n in rules}}


def _programs(some: Any, rules: Sequence[str], most: float, *, with_b: bool = True) -> list[Program]:
    names = [name for name in FASTEST if with_b or name != "python_fused"]
    return [
        *(of_engine(engine, some, rules, most) for engine in (python_functions, *engines(names))),
        *(of_ours(some, "statuses", loaded=loaded, rules=rules, most=most) for loaded in (False, True)),
        of_ours(some, "open report", loaded=True, rules=rules, most=most),
    ]


def _grown(make: Callable[[float], list[Program]], rounds: int, speeds: list[float]) -> dict[str, float]:
    """What a check costs, in checks of A at eight items: one yardstick for all sizes, whatever the machine does meanwhile."""
    yardstick = of_engine(python_functions, meetings(40, 8, seed=3))
    programs = make(0.2)
    each = yardstick.checks / yardstick.meetings
    speeds += [seconds / each * 1e9 for seconds in measure(yardstick, programs, rounds)]
    return {p.name: spread(p.ratios)[0] * each * p.meetings / p.checks for p in programs}


def missing(rounds: int, share: float = 0.5) -> Section:
    """The same meetings with and without half of the facts."""
    whole, holes = meetings(20, 8, seed=6), meetings(20, 8, seed=6, missing=share)
    yardstick = of_engine(python_functions, whole)
    programs = []
    for label, some in (("complete", whole), (f"{share:.0%} missing", holes)):
        for level in ours.LEVELS:
            program = of_ours(some, level, loaded=True)
            program.name += f", {label}"
            programs.append(program)
    measure(yardstick, programs, rounds)
    half = len(programs) // 2
    rows = [
        [a.name.removesuffix(", complete"), told(a.ratios), told(b.ratios), told([y / x for x, y in zip(a.ratios, b.ratios, strict=False)])]
        for a, b in zip(programs[:half], programs[half:], strict=True)
    ]  # fmt: skip
    print(
        table(("level", "complete, ×A", f"{share:.0%} missing, ×A", "missing / complete"), rows), end="\n\n", flush=True
    )
    return {"programs": [plain(p) for p in programs]}


class Texts(yaml.SafeLoader):
    """Every scalar as its text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012


def executive(rounds: int) -> Section:
    """The executive rulebook on a finished meeting with eight items; absolute times, with A's beside them."""
    book = load_rulebook("executive")
    path = EXAMPLES / "executive" / "2024-03-20.meeting.yaml"
    data = yaml.load(path.read_text(encoding="utf-8"), Texts)  # noqa: S506
    data.pop("roster")
    table_of_offices = yaml.load((EXAMPLES / "datong.roster.yaml").read_text(encoding="utf-8"), Texts)  # noqa: S506
    roster, quick = load_roster(table_of_offices, book), Quick(book)
    plan = load_plan(data, book, roster=roster)
    findings = len(check(plan, book).findings)
    for _ in range(8):  # a rulebook is compiled once it was asked of a few meetings
        check(plan, book, detail="open")
    work: dict[str, Callable[[], object]] = {
        "dict → model → report": lambda: check(load_plan(data, book, roster=roster), book),
        "dict → model → report of what is open": lambda: check(
            load_plan(data, book, roster=roster), book, detail="open"
        ),
        "dict → model": lambda: load_plan(data, book, roster=roster),
        "report alone": lambda: check(plan, book),
        "report of what is open alone": lambda: check_plan(plan, book, quick=quick.compiled),
        "statuses alone (tally)": lambda: quick.tally(plan),
    }
    yardstick = of_engine(python_functions, meetings(40, 8, seed=3))
    programs = [Program(name, one, 1, findings) for name, one in work.items()]
    base = spread(measure(yardstick, programs, rounds))[0]
    rows = [[p.name, told(p.ratios, base * 1e3), figure(spread(p.ratios)[0])] for p in programs]
    print(
        f"{findings} findings\n\n" + table(("executive, 8 items", "ms", "×A (of the workload)"), rows),
        end="\n\n",
        flush=True,
    )
    return {"findings": findings, "A_ns_a_meeting": base * 1e9, "programs": [plain(p) for p in programs]}
