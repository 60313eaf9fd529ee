"""Many files at once, on several processors: first a look at each, for the register, then the check of each.

No process ever holds more than the meeting in its hands, what a register asks of all others, and the reports.
"""

import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from attrs import evolve, field, frozen

from meetingrules.base.days import Calendar
from meetingrules.base.diagnostics import Diagnostic
from meetingrules.base.source import Place, Source
from meetingrules.facts.model import Plan, Register
from meetingrules.facts.world import MEETING, World
from meetingrules.report.model import Finding, Input, Report
from meetingrules.rulebook.model import Rulebook

A, B = TypeVar("A"), TypeVar("B")
CHUNK = 8
"""Files that go to a process in one parcel."""
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


def light(plan: Plan, book: Rulebook) -> Plan:
    """What other meetings may ask of a meeting: when it was, whether it was held, what is stated of it as a whole."""
    assert book.zone is not None
    state = World(plan, book.words, book.zone, book.calendar, {}).state
    return Plan(
        Source(plan.source.name, ""), plan.rulebook, None, {MEETING: plan.values.get(MEETING, {})},
        plan.day, plan.last_day, plan.begins, plan.ends, state=state, as_of=plan.as_of,
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
        yield lambda ask, things: executor.map(ask, things, chunksize=CHUNK)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


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
