"""The engines as programs to time, and the proof that they answer alike."""

from collections.abc import Sequence
from importlib import import_module
from time import process_time
from types import ModuleType
from typing import Any

from engines import ours, python_functions
from timing import Program, figure, spread, told
from workload import ITEM_RULES, MEETING_RULES, Meeting, by_item, meetings

RULES = MEETING_RULES + ITEM_RULES
MIXED = (
    *("quorum", "personnel", "material", "reviewed", "approved", "notice"),
    *("report", "excluded", "leader", "minutes", "urgent", "market"),
)
"""The order in which rules are repeated, so that few are like many."""
MODULES = (
    *("python_fused", "zen_engine", "cel_google", "cel_rust", "json_logic_", "rule_engine_", "business_rules_"),
    *("clips_", "json_schema", "cedar", "rule_engine_whole", "cel_python", "cel_python_interpreted"),
)
ABSENT = {
    "regorus": "no package of that name in the index: the Python binding is built from its repository with a Rust compiler",
    "json-logic": "0.6.3 stops at its first line of work on Python 3 (indexes dict.keys()), and takes the module name of panzi-json-logic",
}
PACKAGES = (
    *("rule-engine", "cel-python", "cel-expr-python", "common-expression-language", "zen-engine", "panzi-json-logic"),
    *("business-rules", "clipspy", "cedarpy", "jsonschema"),
)
FASTEST = ("python_fused", "zen_engine", "cel_google", "json_logic_")
"""What goes through the growth tables beside A and this library."""


def engines(names: Sequence[str]) -> list[ModuleType]:
    """The engines that are installed; says which are not."""
    found = []
    for name in names:
        try:
            found.append(import_module(f"engines.{name}"))
        except ImportError as error:
            print(f"not installed: {name} ({error})")
    return found


def answers(engine: Any, compiled: Any, meeting: Meeting) -> list[bool]:
    """What an engine says, item by item."""
    said = engine.run(compiled, meeting)
    return by_item(said, len(meeting["items"])) if engine.ORDER == "rules" else said


def prove(found: Sequence[ModuleType], count: int) -> int:
    """All engines answer alike on random meetings; returns how many answers were compared."""
    yardstick = python_functions.prepare(RULES)
    made = [(engine, engine.prepare(RULES)) for engine in found]
    own, compared = ours.prepare(RULES), 0
    for number, meeting in enumerate(meetings(count, 8, seed=7)):
        expected = python_functions.run(yardstick, meeting)
        for engine, compiled in made:
            said = answers(engine, compiled, meeting)
            assert said == expected, (engine.NAME, number, said, expected)
            compared += len(said)
        plan = ours.loaded(own, meeting)
        for name, level in ours.LEVELS.items():
            said = by_item(level(own, plan), 8)
            assert said == expected, (name, number, said, expected)
            compared += len(said)
    return compared


def of_engine(engine: Any, some: Sequence[Meeting], rules: Sequence[str] = RULES, most: float = 0.4) -> Program:
    """An engine as a program to time; a slow one gets fewer meetings, a clean and a spoilt one at least."""
    compiled = [engine.prepare(rules)]
    run, few = engine.run, fewer(lambda m: engine.run(compiled[0], m), some, most)
    checks = sum(len(run(compiled[0], m)) for m in few)
    notes = {"version": engine.VERSION, "glue": list(engine.GLUE)}
    made = Program(engine.NAME, lambda: [run(compiled[0], m) for m in few], len(few), checks, notes)
    if getattr(engine, "GROWS", False):
        made.before = lambda: compiled.__setitem__(0, engine.prepare(rules))
    return made


def of_ours(
    some: Sequence[Meeting], level: str, *, loaded: bool, rules: Sequence[str] = RULES, most: float = 0.4
) -> Program:
    """This library as a program to time: from the dict, or from plans that are loaded."""
    compiled, ask = ours.prepare(rules), ours.LEVELS[level]
    name = f"meetingrules: {'plan' if loaded else 'dict'} → {level}"
    if loaded:
        plans = [ours.loaded(compiled, m) for m in fewer(lambda m: ask(compiled, ours.loaded(compiled, m)), some, most)]
        checks = sum(len(ask(compiled, p)) for p in plans)
        return Program(name, lambda: [ask(compiled, p) for p in plans], len(plans), checks, {})
    few = fewer(lambda m: ask(compiled, ours.loaded(compiled, m)), some, most)
    checks = sum(len(ask(compiled, ours.loaded(compiled, m))) for m in few)
    return Program(name, lambda: [ask(compiled, ours.loaded(compiled, m)) for m in few], len(few), checks, {})


def fewer(ask: Any, some: Sequence[Meeting], most: float) -> Sequence[Meeting]:
    """As many meetings as take no longer than so many seconds, two at least."""
    ask(some[0])
    start = process_time()
    ask(some[0])
    ask(some[1])
    once = (process_time() - start) / 2
    return some[: max(2, min(len(some), int(most / once) // 2 * 2))]


def rows_of(programs: Sequence[Program], base: Sequence[float], yardstick: Program) -> list[list[str]]:
    """The rows of a table: ×A, ×B, nanoseconds a check by A's median."""
    fused = next((spread(p.ratios)[0] for p in programs if p.name.startswith("B:")), None)
    mid = spread(base)[0]
    each = yardstick.meetings / yardstick.checks * mid * 1e9
    rows = [[yardstick.name, "", "1.00", figure(1 / fused) if fused else "", figure(each)]]
    for p in programs:
        ratio = spread(p.ratios)[0]
        per_check = ratio * mid * p.meetings / p.checks * 1e9
        times_b = figure(ratio / fused) if fused else ""
        rows.append([p.name, p.notes.get("version", ""), told(p.ratios), times_b, figure(per_check)])
    return rows
