"""Moments at run time, exact or not at all: what the calendar does not tell yet, or an hour would decide, raises ``Open``.

A moment is a day or an instant; None is the moment of what is known not to be.
"""

from calendar import monthrange
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from meetingrules.base.days import Calendar
from meetingrules.base.limits import FIRST_DAY as FIRST
from meetingrules.base.limits import LAST_DAY as LAST

Ends = tuple[Any, Any]
"""The first and the last moment that a time phrase allows; None where it has no such end."""


class Open(Exception):
    """What is known does not decide."""


def day_of(moment: Any, zone: tzinfo) -> date:
    """The calendar day of a moment."""
    return moment.astimezone(zone).date() if moment.__class__ is datetime else moment


def in_order(moment: Any) -> tuple[int, float]:
    """A key to sort by; a day alone comes after every instant of it."""
    if moment.__class__ is datetime:
        return moment.toordinal(), moment.timestamp()
    return moment.toordinal(), float("inf")


def moved(moment: Any, amount: int, unit: str, calendar: Calendar, zone: tzinfo) -> Any:
    """A moment some units on.

    :raises Open: for hours from a day alone, and for working days that nobody has announced
    """
    if unit in {"hour", "minute"}:
        if moment.__class__ is not datetime:
            raise Open
        return moment + (timedelta(hours=amount) if unit == "hour" else timedelta(minutes=amount))
    start = day_of(moment, zone)
    match unit:
        case "working day":
            if amount == 0:
                return start
            found = calendar.working_days_on(start, amount)
            if not found.exact:
                raise Open
            return found.earliest
        case "month" | "year":
            return months(start, amount * (12 if unit == "year" else 1))
        case "week":
            return days(start, amount * 7)
        case "clear day":
            return days(start, amount + (1 if amount > 0 else -1))
        case _:
            return days(start, amount)


def days(start: date, count: int) -> date:
    """Some days on, within the range that is spoken of."""
    return date.fromordinal(min(max(start.toordinal() + count, FIRST.toordinal()), LAST.toordinal()))


def months(start: date, count: int) -> date:
    """The same day some months on, or the last of the month; within the same range."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    if year < FIRST.year:
        return FIRST
    if year > LAST.year:
        return LAST
    return max(FIRST, date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])))


def at_hour(moment: Any, hour: int, minute: int, zone: tzinfo) -> datetime:
    """A time of day on the day of a moment."""
    return datetime.combine(day_of(moment, zone), time(hour, minute), zone)


def limits(
    bound: str, low: int, high: int, unit: str, after: bool, base: Any, calendar: Calendar, zone: tzinfo
) -> Ends:
    """What a limit allows, counted from a moment."""

    def far(amount: int) -> Any:
        return moved(base, amount if after else -amount, unit, calendar, zone)

    match bound:
        case "within":
            ends = base, far(low)
        case "between":
            ends = far(low), far(high)
        case "exactly":
            ends = far(low), far(low)
        case "at least":
            ends = far(low), None
        case "more than":
            ends = far(low + 1), None
        case "at most":
            ends = None, far(low)
        case _:
            ends = None, far(low - 1)
    return ends if after else ends[::-1]


def kept(at: Any, ends: Ends, strict: bool, acts: bool, bare: tuple[bool, bool], zone: tzinfo) -> bool:
    """Whether a moment lies between two ends.

    :param strict: before or after, not on
    :param acts: the end is the time of an act: of one day, two are in order
    :param bare: for each end whether it is an instant of which only the day is known
    :raises Open: when an hour is missing
    """
    first, last = ends
    if first is not None and not side(at, first, False, strict, acts, bare[0], zone):
        return False
    return last is None or side(at, last, True, strict, acts, bare[1], zone)


def side(at: Any, end: Any, upper: bool, strict: bool, acts: bool, bare: bool, zone: tzinfo) -> bool:
    """One of the ends."""
    if at.__class__ is datetime and end.__class__ is datetime:
        if at == end:
            return not strict
        return bool(at < end) is upper
    here, there = day_of(at, zone), day_of(end, zone)
    if here != there:
        return (here < there) is upper
    if not strict:
        if bare and at.__class__ is datetime:
            raise Open
        return True
    if acts:
        return True
    if bare or end.__class__ is datetime:
        raise Open
    return False


def too_soon(at: Any, before: Any, zone: tzinfo) -> bool:
    """Whether an act lies before the one that it follows; of one day, two are in order."""
    if at.__class__ is datetime and before.__class__ is datetime:
        return bool(at < before)
    return day_of(at, zone) < day_of(before, zone)
