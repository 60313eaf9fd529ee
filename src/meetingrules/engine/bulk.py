"""Many files at once, on several processors: first a look at each, for the register, then the check of each.

No process ever holds more than the meeting in its hands, what a register asks of all others, and the reports.
"""

import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import evolve, field, frozen

from meetingrules.base.days import Calendar
from meetingrules.base.diagnostics import Diagnostic
from meetingrules.base.source import Place, Source
from meetingrules.facts.held import state_of
from meetingrules.facts.model import Plan, Register
from meetingrules.facts.world import MEETING
from meetingrules.lang.reach import fields_of
from meetingrules.report.model import Finding, Input, Report
from meetingrules.rulebook.model import Rulebook

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
A = TypeVar("A")
B = TypeVar("B")
CHUNK = 8
"""Files that go to a process in one parcel."""
AHEAD = 4
"""Parcels for each process that are under way at once: what is done waits no longer than that for what comes before it."""
Spread = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
"""How a function is asked of many things, in their order."""


@frozen
class Glance:
    """What a register needs to know of a meeting, and what was found on the way."""

    plan: Plan | None
    inputs: tuple[Input, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


@frozen
class Checked:
    """The reports about one file."""

    reports: tuple[Report, ...]
    inputs: tuple[Input, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


@frozen
class Task:
    """All that a process needs to be told once."""

    glance: Callable[[Path], Glance]
    check: Callable[[Path, "Task"], Checked]
    registers: dict[str, Register]
    calendar: Calendar | None = None


def asked_of_others(book: Rulebook) -> frozenset[str]:
    """The fields that a rule may ask of other meetings: all that the rules that look at them speak of, their words put for what they mean."""
    looking = [rule for rule in book.rules if rule.stage == "period" or rule.historical]
    parts = tuple(
        (r.condition, r.subject, r.when, r.once, r.only_if, r.unless, r.due, r.departure_when, r.notes) for r in looking
    )
    return frozenset(field.name for field in fields_of(parts, book.definitions))


def light(plan: Plan, asked: AbstractSet[str]) -> Plan:
    """What other meetings may ask of a meeting: when it was, whether it was held, and of what is stated the fields that are asked."""
    stated = {name: value for name, value in plan.values.get(MEETING, {}).items() if name in asked}
    return Plan(
        Source(plan.source.name, ""), plan.rulebook, None, {MEETING: stated}, plan.day, plan.last_day, plan.begins, plan.ends, state=state_of(plan), as_of=plan.as_of,
    )  # fmt: skip


_TASK: list[Task] = []
"""In a process of the pool: what it was told when it began."""


def _begin(task: Task) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who presses Ctrl-C speaks to the process that began all this
    _TASK[:] = [task]


def _glance(path: Path) -> Glance:
    return _TASK[0].glance(path)


def _check(path: Path) -> Checked:
    return _TASK[0].check(path, _TASK[0])


@contextmanager
def pool(task: Task, jobs: int) -> Iterator[Spread]:
    """Several processes that were told a task; with one job, this one.

    Leaving it early, as Ctrl-C does, drops what has not begun.
    """
    if jobs <= 1:
        kept, _TASK[:] = list(_TASK), [task]
        try:
            yield map
        finally:
            _TASK[:] = kept
        return
    from concurrent.futures import ProcessPoolExecutor  # a slow module that one file does without

    executor = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(task,))
    try:
        yield lambda ask, things: _in_parcels(executor, ask, things, jobs * AHEAD)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _in_parcels(executor: "ProcessPoolExecutor", ask: Callable[[A], B], things: Iterable[A], most: int) -> Iterator[B]:
    """The answers in order. The executor's own ``map`` would begin all at once, and hold what is done early."""
    left, under_way = iter(things), deque["Future[list[B]]"]()
    while parcel := list(islice(left, CHUNK)):
        under_way.append(executor.submit(_all, ask, parcel))
        if len(under_way) >= most:
            yield from under_way.popleft().result()
    while under_way:
        yield from under_way.popleft().result()


def _all(ask: Callable[[A], B], parcel: list[A]) -> list[B]:
    return list(map(ask, parcel))


def glances(task: Task, paths: list[Path], jobs: int, seen: Callable[[int], None]) -> Iterator[Glance]:
    """A look at each file, in order."""
    with pool(task, jobs) as spread:
        for found in spread(_glance, paths):
            seen(1)
            yield found


def checks(task: Task, paths: list[Path], jobs: int, seen: Callable[[int], None]) -> Iterator[Checked]:
    """The check of each file, in order."""
    with pool(task, jobs) as spread:
        for found in spread(_check, paths):
            seen(1)
            yield found


@frozen
class Shared:
    """Of what many reports have in common one is kept: each came from another process with a copy of its own."""

    known: dict[Any, Any] = field(factory=dict)

    def report(self, report: Report) -> Report:
        """The same report, of parts that others have, too."""
        body = (report.rulebook, report.rulebook_version)
        return evolve(
            report,
            findings=tuple(self.finding(body, one) for one in report.findings),
            quiet=tuple(self.same(one, one) for one in report.quiet),
            calendar=self.same((body, "calendar"), report.calendar),
            rulebook=sys.intern(report.rulebook),
            rulebook_digest=sys.intern(report.rulebook_digest),
            rulebook_title=self.same((body, "title"), report.rulebook_title),
        )

    def plan(self, plan: Plan) -> Plan:
        """The same meeting, light as it is."""
        return evolve(
            plan,
            rulebook=sys.intern(plan.rulebook),
            values=self.same("values", plan.values),
            attendance=self.same("attendance", plan.attendance),
            at_items=self.same("at items", plan.at_items),
            people=self.same("people", plan.people),
            places=self.same("places", plan.places),
            state=sys.intern(plan.state) if plan.state is not None else None,
            begins=self.same(plan.begins, plan.begins),
            ends=self.same(plan.ends, plan.ends),
            day=self.same(plan.day, plan.day),
            last_day=self.same(plan.last_day, plan.last_day),
        )

    def finding(self, body: tuple[str, str], found: Finding) -> Finding:
        """What a rule says is the same in all meetings."""
        return evolve(
            found,
            rule=sys.intern(found.rule),
            cites=self.same((body, found.rule, "cites"), found.cites),
            demand=self.same((body, found.rule, "demand"), found.demand),
            remedy=self.same((body, found.rule, "remedy"), found.remedy),
            readings=self.same((body, found.rule, "readings"), found.readings),
        )

    def same(self, key: Any, value: Any) -> Any:
        """What was there before under a key, if it is equal."""
        kept = self.known.setdefault(key, value)
        return kept if kept == value else value


def slim(report: Report, text: str) -> Report:
    """A report that holds on to no more of the text of its file than the lines that it points to."""
    places = [f.place for f in report.findings] + [g.place for f in report.findings for g in f.missing]
    lines = {place.line for place in places if place is not None and place.source.text == text}
    kept = Source(report.path, "\n".join(line if n in lines else "" for n, line in enumerate(text.split("\n"), 1)))

    def moved(place: Place | None) -> Place | None:
        return evolve(place, source=kept) if place is not None and place.source.text == text else place

    def told(finding: Finding) -> Finding:
        gaps = tuple(evolve(gap, place=moved(gap.place)) for gap in finding.missing)
        return evolve(finding, place=moved(finding.place), missing=gaps)

    return evolve(report, findings=tuple(map(told, report.findings)))
