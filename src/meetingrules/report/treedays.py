"""The days of a deadline, counted one by one: which of them count, and why the others do not."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from meetingrules.base.days import Calendar
from meetingrules.base.source import Texts
from meetingrules.lang.answers import Due
from meetingrules.report import figures
from meetingrules.report.tree import Day

LONGEST = 31
"""More days than these are not listed."""
WORKED = frozenset({"working", "make-up"})
OFF = "休息日"
"""Begins the Chinese name of a day off that was exchanged for a weekend."""
KINDS: dict[str, Texts] = {
    "start": {"zh": "当日，不计入", "en": "the day itself, not counted"},
    "weekend": {"zh": "休息日", "en": "weekend"},
    "holiday": {"zh": "放假", "en": "holiday"},
    "make-up": {"zh": "调休上班", "en": "make-up working day"},
    "unannounced": {"zh": "安排尚未公布", "en": "not announced yet"},
}


def counted(base: Due, amount: int, unit: str, calendar: Calendar) -> tuple[Day, ...]:
    """The days from a moment to the last of so many; none where the moment is not certain, or they are too many.

    :param amount: negative for days before
    """
    if not base.exact or not 0 < abs(amount) <= LONGEST or unit not in {"day", "clear day", "working day"}:
        return ()
    moment = base.earliest
    start = moment.date() if isinstance(moment, datetime) else moment
    try:
        return (Day(start, "start"), *_days(start, amount, unit, calendar))
    except ValueError:  # beyond the calendar
        return ()


def _days(start: date, amount: int, unit: str, calendar: Calendar) -> Iterator[Day]:
    step, left = (1 if amount > 0 else -1), abs(amount)
    if unit != "working day":
        for number in range(1, left + (unit == "clear day") + 1):
            yield Day(start + timedelta(step * number), "day", None, number if number <= left else None)
        return
    if step > 0:
        for one in calendar.count(start, left):
            yield Day(one.day, one.kind, one.name, one.number)
        return
    number, certain, day = 0, True, start
    end = calendar.subtract_working_days(start, left).earliest
    while day > end:
        day -= timedelta(1)
        found = calendar.kind(day)
        certain = certain and found.kind != "unannounced"
        number += found.kind in WORKED
        yield Day(day, found.kind, found.name, number if certain and found.kind in WORKED else None)


def day_text(day: Day, lang: str) -> str:
    """One day of a count in words: 2024年2月18日（星期日）第3个工作日，调休上班."""
    parts = []
    if day.number is not None and day.kind in WORKED:
        parts.append(f"第{day.number}个工作日" if lang == "zh" else f"working day {day.number}")
    elif day.number is not None:
        parts.append(f"第{day.number}日" if lang == "zh" else f"day {day.number}")
    if day.kind in KINDS and not (day.kind == "holiday" and day.name):
        parts.append(KINDS[day.kind][lang])
    if day.name is not None:
        off = lang == "zh" and day.kind == "holiday" and not day.name["zh"].startswith(OFF)
        parts.append(day.name[lang] + ("放假" if off else ""))
    return (
        figures.day(day.day, lang, weekday=True)
        + ("　" if lang == "zh" else "  ")
        + ("，" if lang == "zh" else ", ").join(parts)
    )
