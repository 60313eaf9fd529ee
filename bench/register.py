"""What a register costs: the twelve rules and two on how often, of meetings with one item each.

A frequency rule looks at a month, whatever else the register holds: a meeting is held against the same meeting in a register of its own
month alone, and in one of itself alone. 100,000 meetings at three a month would take 2,800 years; they are held 60 a month, from 1960 to 2099.
"""

import gc
import resource
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from attrs import evolve
from engines import ours
from engines.meetingfile import ROSTER, converted
from timing import Program, figure, measure, spread, table
from workload import meetings

from meetingrules import Plan, Register, Rulebook, check, load_plan, load_roster, load_rulebook
from meetingrules.base.source import Source
from meetingrules.engine.check import check_register

OFTEN = """
  seldom-enough:
    cites: 14-1
    stage: preparation
    normally: at most 100 meetings_this_month of meeting are held
    text: {zh: 每月不超过一百次, en: At most a hundred meetings a month}
    remedy: {zh: 合并会议, en: Hold fewer meetings}

  often-enough:
    cites: 14-2
    stage: period
    for: each month
    normally: at least 1 meetings of month are held
    text: {zh: 每月至少一次, en: At least one meeting a month}
    remedy: {zh: 安排会议, en: Hold a meeting}
"""
MANY, SAMPLE = 60, 20
STARTS = {3: date(1998, 1, 1), MANY: date(1960, 1, 1)}


def book_with_frequency() -> Rulebook:
    """The rulebook of the workload and the two rules."""
    text = ours.BOOK.read_text(encoding="utf-8").replace("12-1, 13-1]", "12-1, 13-1, 14-1, 14-2]") + OFTEN
    with TemporaryDirectory() as folder:
        path = Path(folder) / ours.BOOK.name
        path.write_text(text, encoding="utf-8")
        return load_rulebook(path)


def plans(book: Rulebook, count: int, a_month: int) -> list[Plan]:
    """Meetings of one item, so many a month; each is loaded from a dict of its own."""
    roster, found = load_roster(ROSTER, book), []
    for number, meeting in enumerate(meetings(count, 1, seed=9)):
        day = STARTS[a_month] + timedelta(number * 30.4 / a_month)
        moved = {
            key: day + (value - meeting["meeting_date"]) for key, value in meeting.items() if key.endswith("_date")
        }
        plan = load_plan(converted(meeting | moved), book, roster=roster)
        found.append(evolve(plan, source=Source(f"{number:06}.meeting.yaml", "")))
    return found


HEAD = (
    *("meetings", "a month", "load, ms each", "check, ms each", "a month's own finding, ms", "in all, s"),
    *("check × the same with its month alone", "check × the same by itself", "peak MB"),
)


def register(*, long: bool) -> dict[str, Any]:
    """10, 1,000 and, if wanted, 100,000 meetings: loading, every meeting, the periods; then a sample side by side with itself alone."""
    book, rows, found = book_with_frequency(), [], {}
    for count, a_month in ((10, 3), (1_000, 3), (1_000, MANY), *([(100_000, MANY)] if long else [])):
        start = process_time()
        held = plans(book, count, a_month)
        loading = process_time() - start
        first, last = held[0].day, held[-1].day
        assert first is not None
        assert last is not None
        whole = Register(tuple(held), date(first.year, 1, 1), date(last.year, 12, 31))
        start = process_time()
        for plan in held:
            check(plan, book, register=whole)
        checking = process_time() - start
        start = process_time()
        made = check_register(whole, book, as_of=date(last.year + 1, 1, 1))
        periods = process_time() - start
        assert made is not None
        of_month, by_itself = beside(book, whole, held)
        one = {
            "a_month": a_month,
            "load_ms": loading / count * 1e3,
            "check_ms": checking / count * 1e3,
            "period_ms": periods / len(made.findings) * 1e3,
            "all_s": loading + checking + periods,
            "times_with_its_month": spread(of_month),
            "times_by_itself": spread(by_itself),
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
        found[f"{count} at {a_month}"] = one
        times = [f"{spread(ratios)[0]:.3f}" for ratios in (of_month, by_itself)]
        rows.append([f"{count:,}", str(a_month), *(figure(one[k]) for k in ("load_ms", "check_ms", "period_ms", "all_s")),
                     *times, f"{one['peak_mb']:.0f}"])  # fmt: skip
        del held, whole
        gc.collect()
    print(table(HEAD, rows), end="\n\n")
    return {"sizes": found}


def beside(book: Rulebook, whole: Register, held: Sequence[Plan]) -> tuple[list[float], list[float]]:
    """A sample of meetings in the whole register, over the same with their own month alone, and over each by itself."""
    sample = held[:: max(1, len(held) // SAMPLE)][:SAMPLE]
    month = {p.day.replace(day=1) if p.day else None: list[Plan]() for p in sample}
    for p in held:
        if p.day and p.day.replace(day=1) in month:
            month[p.day.replace(day=1)].append(p)
    months = [Register(tuple(month[p.day.replace(day=1) if p.day else None]), whole.start, whole.end) for p in sample]
    singly = [Register((p,), whole.start, whole.end) for p in sample]
    found = []
    for registers in (months, singly):
        alone = Program(
            "alone",
            lambda these=registers: [check(p, book, register=r) for p, r in zip(sample, these, strict=True)],
            len(sample),
            1,
        )
        among = Program("in the register", lambda: [check(p, book, register=whole) for p in sample], len(sample), 1)
        measure(alone, [among], 20)
        found.append(among.ratios)
    return found[0], found[1]
