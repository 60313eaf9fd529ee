"""Arithmetic on moments: whole days and instants, exact; what a day alone cannot decide stays open."""

from datetime import date, datetime, time, timedelta, tzinfo

from meetingrules.base.days import Calendar
from meetingrules.base.limits import FIRST_DAY, LAST_DAY
from meetingrules.lang.answers import Due, Moment, Truth


def day(moment: Moment, zone: tzinfo) -> date:
    """The calendar day of a moment in a zone."""
    return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment


def earlier(a: Moment, b: Moment, zone: tzinfo) -> Truth:
    """Whether *a* lies before *b*; two moments of one day are open unless both have an hour."""
    if isinstance(a, datetime) and isinstance(b, datetime):
        return Truth.YES if a < b else Truth.NO
    first, second = day(a, zone), day(b, zone)
    if first != second:
        return Truth.YES if first < second else Truth.NO
    return Truth.OPEN


def not_later(a: Moment, b: Moment, zone: tzinfo) -> bool:
    """Whether *a* is no later than *b*; where one is a day alone, both are compared in days."""
    if isinstance(a, datetime) and isinstance(b, datetime):
        return a <= b
    return day(a, zone) <= day(b, zone)


def passed(as_of: Moment, due: Moment, zone: tzinfo) -> bool:
    """Whether *as_of* (a date means its end) lies beyond the last permissible moment."""
    if isinstance(due, datetime):
        if isinstance(as_of, datetime):
            return as_of > due
        return day(as_of, zone) >= day(due, zone)
    return day(as_of, zone) > due


def shift(moment: Moment, amount: int, unit: str, calendar: Calendar, zone: tzinfo) -> Due:
    """A moment moved by *amount* units; two of them where working days are not announced.

    Hours and minutes need an instant; of a day alone they give the widest pair.
    """
    if unit in {"hour", "minute"}:
        step = timedelta(hours=amount) if unit == "hour" else timedelta(minutes=amount)
        if isinstance(moment, datetime):
            return Due.at(moment + step)
        midnight = datetime.combine(moment, time(0), zone)
        return Due(midnight + step, midnight + timedelta(days=1) + step)
    start = day(moment, zone)
    if unit == "working day":
        if amount == 0:
            return Due.at(start)
        found = calendar.working_days_on(start, amount)
        return Due(found.earliest, found.latest)
    if unit == "clear day":
        return Due.at(plus(start, amount + (1 if amount > 0 else -1)))
    if unit in {"month", "year"}:
        return Due.at(months(start, amount * (12 if unit == "year" else 1)))
    return Due.at(plus(start, amount * (7 if unit == "week" else 1)))


def plus(start: date, count: int) -> date:
    """Calendar days on from a day, kept inside the range the tool speaks of."""
    return date.fromordinal(min(max(start.toordinal() + count, FIRST_DAY.toordinal()), LAST_DAY.toordinal()))


def months(start: date, count: int) -> date:
    """The same day some months on; the last day of the month where it has none. It is kept inside the same range."""
    from calendar import monthrange  # it loads the locales, which nothing else needs

    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    if year < FIRST_DAY.year:
        return FIRST_DAY
    if year > LAST_DAY.year:
        return LAST_DAY
    return max(FIRST_DAY, date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])))


def at_clock(moment: Moment, hour: int, minute: int, zone: tzinfo) -> datetime:
    """A time of day on the day of a moment."""
    return datetime.combine(day(moment, zone), time(hour, minute), zone)
