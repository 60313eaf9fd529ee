"""Calendars, working days and clear days; the only door to the ``holidays`` package, which is imported late.

A day which nobody has announced yet is not guessed: it is *possibly* several kinds of day, and a count over
such days is an interval. Everything below rests on the one method that says what a day may be.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Literal, get_args

from attrs import field, frozen, validators

from meetingrules.base.limits import FIRST_DAY, LAST_DAY
from meetingrules.base.source import Texts

Kind = Literal["working", "weekend", "holiday", "make-up", "unannounced"]

MOST_DAYS = 10_000
"""The largest number of working days one may count."""

YEAR_BY_YEAR = frozenset({"CN"})
"""Countries whose working days are announced for one year at a time, with make-up days (调休).

CN: the yearly notices of the General Office of the State Council, which no rule can compute. Others have no limit.
"""

_WORKED: frozenset[Kind] = frozenset({"working", "make-up"})
_ONLY: dict[Kind, frozenset[Kind]] = {kind: frozenset({kind}) for kind in get_args(Kind)}
_ANY_WEEKDAY: frozenset[Kind] = frozenset({"working", "holiday"})
_ANY_WEEKEND: frozenset[Kind] = frozenset({"weekend", "holiday", "make-up"})
_BLOCK = 10
"""Days off around one statutory holiday, at worst: the longest was 2020-01-24 to 2020-02-02."""

_Names = tuple[str, str]


@frozen
class Interval:
    """A day that is known to lie between two days, both included."""

    earliest: date
    latest: date

    @property
    def exact(self) -> bool:
        """Whether it is one certain day."""
        return self.earliest == self.latest


def _not_both(notice: "Notice", _: object, work: frozenset[date]) -> None:
    if both := {_checked(day) for day in notice.off} & {_checked(day) for day in work}:
        raise ValueError(f"{notice.title}: {min(both)} is both a day off and a working day")


@frozen
class Notice:
    """A user's own announcement; where two speak of the same day, the later in the calendar's tuple decides.

    With a year it announces that whole year: what it does not list is as law and week have it, and it must
    list every day off that is neither. Without one it is local closures, and says nothing of other days.

    :raises ValueError: when a day is both off and worked, or lies outside 1949-10-01 … 2100-12-31
    """

    title: str
    """What people call it, such as its number."""
    off: frozenset[date] = frozenset()
    work: frozenset[date] = field(default=frozenset(), validator=_not_both)
    """Make-up working days."""
    year: int | None = None


@frozen
class DayKind:
    """What a day is, and the name of the holiday, if it has one.

    On an unannounced day the name is that of the statutory holiday which the law puts there.
    """

    kind: Kind
    name: Texts | None = field(default=None, hash=False)
    """In zh and en; in the country's own language where ``holidays`` has no translation."""


@frozen
class Counted:
    """One day of a count: its number among the working days, or None where it is not one or that is not known."""

    day: date
    kind: Kind
    name: Texts | None = field(hash=False)
    number: int | None


@frozen(eq=False)
class _Year:
    off: dict[date, _Names]
    work: frozenset[date]
    statutory: frozenset[date]


@frozen
class Calendar:
    """The working days of a country; ask it for days from 1949-10-01 to 2100-12-31.

    Every method raises :class:`ValueError` for a day outside that range, also for a result outside it, and for
    a country or subdivision which ``holidays`` does not know; :class:`TypeError` for an instant instead of a day.

    >>> china = Calendar("CN")
    >>> str(china.add_working_days(date(2024, 2, 8), 5).latest)  # the Eve is worked, and so is Sunday the 18th
    '2024-02-21'
    >>> china.is_working_day(date(2024, 2, 18)), china.kind(date(2024, 2, 10)).name["zh"]
    (True, '春节')
    """

    country: str = field(validator=validators.matches_re("[A-Z]{2}"))
    """ISO 3166 code of two letters, such as ``CN``."""
    subdivision: str | None = None
    """As ``holidays`` spells it, such as ``ENG`` of ``GB``."""
    weekend: frozenset[int] = field(
        default=frozenset({5, 6}),
        validator=[validators.max_len(6), validators.deep_iterable(validators.in_(range(7)))],
    )
    """Days of the week off, Monday being 0."""
    notices: tuple[Notice, ...] = ()
    _announced_through: date | None = None
    """For tests: pretend that nothing after this day is announced."""

    @property
    def announced_through(self) -> date | None:
        """The last day whose kind is certain; None where the calendar follows from rules, without a limit.

        It is 28 December of the last announced year, since a later notice has changed 29 to 31 December before.
        That year is read off the data of the installed ``holidays``, and moves on with the notices of a user.

        :source: 2005-12-31, 2006-12-30 and 2011-12-31 became working days by the notice of the year after
        """
        years = _announced_years(self.country)
        if years is None or self._announced_through:
            return self._announced_through
        last, told = years[1], {notice.year for notice in self.notices}
        while last + 1 in told:
            last += 1
        return date(last, 12, 28)

    def is_working_day(self, day: date) -> bool | None:
        """Whether people work on that day; None when that is not announced."""
        kind = self._look(day, self.announced_through)[0]
        return None if kind == "unannounced" else kind in _WORKED

    def kind(self, day: date) -> DayKind:
        """What that day is, for explanations.

        In a country announced year by year, days before its first known notice (CN: 2001) are unannounced, too.
        A day off of the weekend that is a holiday by name is a ``holiday``.
        """
        kind, name = self._look(day, self.announced_through)
        return DayKind(kind, _texts(name))

    def add_working_days(self, start: date, n: int) -> Interval:
        """The nth working day after *start*, which is not counted itself.

        Beyond :attr:`announced_through` it is an interval. Earliest: as if every day worked. Latest: as if no
        weekend did, and each statutory holiday took ten days. Where a notice will put these ten is not known;
        read is the worst: a weekday counts as surely worked only if no ten days in a row hold both it and a
        statutory holiday, that is, if it is ten days or more from each. A day off that is no statutory holiday
        and appears by a decree of its own (2015-09-03, announced that May) is not foreseen.

        :param n: 1 … 10 000
        """
        return self._nth(start, n, 1)

    def subtract_working_days(self, start: date, n: int) -> Interval:
        """The nth working day before *start*, which is not counted itself; otherwise as forwards."""
        return self._nth(start, n, -1)

    def working_days_between(self, a: date, b: date) -> tuple[int, int]:
        """The least and the greatest number of working days after *a*, up to and including *b*.

        They are equal where all is announced, and 0 when *b* is not after *a*.
        """
        through, end = self.announced_through, _checked(b)
        days = [self._possible(day, through) for day in _days(a, 1, end)]
        return sum(p <= _WORKED for p in days), sum(not p.isdisjoint(_WORKED) for p in days)

    def clear_days(self, start: date, end: date, skip: Collection[Kind] = ()) -> tuple[int, int]:
        """The least and the greatest number of whole days strictly between two days; 0 when there is none.

        :param skip: kinds of days that do not count; where none are skipped both numbers are equal

        >>> Calendar("GB", "ENG").clear_days(date(2026, 5, 1), date(2026, 5, 15))
        (13, 13)
        >>> Calendar("GB", "ENG").clear_days(date(2026, 5, 1), date(2026, 5, 15), skip={"weekend", "holiday"})
        (8, 8)
        """
        start, end = _checked(start), _checked(end)
        if not skip:
            between = max(0, (end - start).days - 1)
            return between, between
        through, skipped = self.announced_through, frozenset(skip)
        days = [self._possible(day, through) for day in _days(start, 1, end - timedelta(1))]
        return sum(p.isdisjoint(skipped) for p in days), sum(not p <= skipped for p in days)

    def count(self, start: date, n: int) -> tuple[Counted, ...]:
        """The days counted one by one: each day after *start* until the nth working day, at the latest.

        From the first unannounced day on no day has a number.
        """
        out: list[Counted] = []
        through, number, certain = self.announced_through, 0, True
        for day in _days(start, 1, self.add_working_days(start, n).latest):
            kind, name = self._look(day, through)
            certain = certain and kind != "unannounced"
            number += kind in _WORKED
            out.append(Counted(day, kind, _texts(name), number if certain and kind in _WORKED else None))
        return tuple(out)

    def working_days_on(self, start: date, n: int) -> Interval:
        """The nth working day from *start*, backwards where *n* is negative; where it may lie beyond the range, n days or more away."""
        try:
            return self.add_working_days(start, n) if n > 0 else self.subtract_working_days(start, -n)
        except ValueError:
            near = start + timedelta(days=n)
            return Interval(min(near, LAST_DAY), LAST_DAY) if n > 0 else Interval(FIRST_DAY, max(near, FIRST_DAY))

    def _nth(self, start: date, n: int, step: Literal[1, -1]) -> Interval:
        if not 1 <= n <= MOST_DAYS:
            raise ValueError(f"{n} working days: 1 to {MOST_DAYS} can be counted")
        through, may, must, nearest = self.announced_through, 0, 0, None
        for day in _days(start, step, LAST_DAY if step > 0 else FIRST_DAY):
            possible = self._possible(day, through)
            may += not possible.isdisjoint(_WORKED)
            must += possible <= _WORKED
            if nearest is None and may == n:
                nearest = day
            if nearest is not None and must == n:
                return Interval(min(nearest, day), max(nearest, day))
        raise ValueError(f"{n} working days from {start} may lie outside {FIRST_DAY} … {LAST_DAY}")

    def _possible(self, day: date, through: date | None) -> frozenset[Kind]:
        """The kinds that a day may turn out to be; one only where it is announced."""
        kind = self._look(day, through)[0]
        if kind != "unannounced":
            return _ONLY[kind]
        if day.weekday() in self.weekend:
            return _ANY_WEEKEND
        return _ANY_WEEKDAY if day in _in_reach(self.country, self.subdivision, day.year) else _ONLY["working"]

    def _look(self, day: date, through: date | None) -> tuple[Kind, _Names | None]:
        year = _year(self.country, self.subdivision, _checked(day).year)
        name = year.off.get(day)
        for notice in reversed(self.notices):
            if day in notice.off:
                return "holiday", name or (notice.title, notice.title)
            if day in notice.work:
                return "make-up", (notice.title, notice.title)
        if through and not _first_announced(self.country) <= day <= through:
            return "unannounced", name if day in year.statutory else None
        if day in year.work:
            return "make-up", None
        if name:
            return "holiday", name
        return "weekend" if day.weekday() in self.weekend else "working", None


def _checked(day: date) -> date:
    """:raises ValueError: outside the range; :raises TypeError: for an instant, which has no day without a zone"""
    if isinstance(day, datetime) or not isinstance(day, date):
        raise TypeError(f"{day!r} is not a day")
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"{day} lies outside {FIRST_DAY} … {LAST_DAY}")
    return day


def _days(start: date, step: int, last: date) -> Iterator[date]:
    """The days from the one next to *start* to *last*, included, forwards or backwards."""
    origin = _checked(start).toordinal()
    return map(date.fromordinal, range(origin + step, last.toordinal() + step, step))


def _texts(name: _Names | None) -> Texts | None:
    return {"zh": name[0], "en": name[1]} if name else None


def _open(country: str, subdivision: str | None = None, year: int | None = None, **options: Any) -> Any:
    """What ``holidays`` has; :raises ValueError: when it does not know the place."""
    import holidays

    try:
        return holidays.country_holidays(country, subdiv=subdivision, years=year, expand=False, **options)
    except NotImplementedError as unknown:
        place = f"{country}-{subdivision}" if subdivision else country
        raise ValueError(f"the package holidays has no calendar for {place}") from unknown


@cache
def _announced_years(country: str) -> tuple[int, int] | None:
    """As ``_read_announced`` has it, or as it was taught."""
    taught = _TAUGHT.get(country)
    if taught is not None:
        return (taught[0], taught[1])
    return _read_announced(country)


def _read_announced(country: str) -> tuple[int, int] | None:
    """The first and the last of the unbroken years with make-up days in the data; None: not year by year.

    Every notice since 2001 exchanges some days, and an entry that exchanges one has four fields or more.
    """
    if country not in YEAR_BY_YEAR:
        return None
    special = _open(country).special_public_holidays
    known = {year for year in special if any(len(entry) > 3 for entry in _entries(special[year]))}
    first = last = min(known)
    while last + 1 in known:
        last += 1
    return first, last


def _entries(of_a_year: Any) -> Any:
    """One entry may stand bare: (month, day, name)."""
    return (of_a_year,) if of_a_year and isinstance(of_a_year[0], int) else of_a_year


def _first_announced(country: str) -> date:
    years = _announced_years(country)
    return date(years[0], 1, 1) if years else FIRST_DAY


def _year(country: str, subdivision: str | None, year: int) -> _Year:
    """As ``_read_year`` has it, or as it was taught; each year is read once."""
    key = (country, subdivision, year)
    found = _YEARS.get(key)
    if found is None:
        found = _YEARS[key] = _read_year(country, subdivision, year)
    return found


_YEARS: dict[tuple[str, str | None, int], _Year] = {}
_TAUGHT: dict[str, list[int]] = {}


def learned() -> dict[str, Any]:
    """All years that were read so far, as plain data for ``taught``."""
    years = [
        [*key, [[d.isoformat(), *names] for d, names in year.off.items()], *(sorted(d.isoformat() for d in days) for days in (year.work, year.statutory))]
        for key, year in _YEARS.items()
    ]  # fmt: skip
    countries = {key[0] for key in _YEARS}
    return {"announced": {c: list(a) for c in sorted(countries) if (a := _announced_years(c))}, "years": years}


def teach(data: dict[str, Any]) -> None:
    """Take years from ``learned``, so that ``holidays`` need not be loaded for them. Only years that nobody read yet.

    :raises ValueError: when it is no such data
    """
    try:
        for country, announced in data["announced"].items():
            first, last = announced
            _TAUGHT.setdefault(str(country), [int(first), int(last)])
        for country, subdivision, year, off, work, statutory in data["years"]:
            names = {date.fromisoformat(day): (str(zh), str(en)) for day, zh, en in off}
            worked, law = (frozenset(map(date.fromisoformat, days)) for days in (work, statutory))
            _YEARS.setdefault((country, subdivision, year), _Year(names, worked, law))
    except (AttributeError, LookupError, TypeError) as error:
        raise ValueError(str(error)) from error


def _read_year(country: str, subdivision: str | None, year: int) -> _Year:
    """One year as the package has it: names of days off, make-up days, and the days which the law itself sets.

    In a year that is not announced only the latter are kept; the package's guess at the others is dropped.
    """
    speaks = _open(country, subdivision)
    zh, en = (
        # A language that it does not speak it would replace by one of the environment.
        _open(
            country, subdivision, year, language=lang if lang in speaks.supported_languages else speaks.default_language
        )
        for lang in ("zh_CN", "en_US")
    )
    off = {day: (str(zh[day]), str(en[day])) for day in zh}
    work = frozenset(day for day in zh.weekend_workdays if day.year == year)
    announced = _announced_years(country)
    if announced is None:
        return _Year(off, work, frozenset(off))
    special = {date(year, *entry[:2]) for entry in _entries(speaks.special_public_holidays.get(year, ()))}
    statutory = frozenset(_open(country, subdivision, year, observed=False)) - special
    if not announced[0] <= year <= announced[1]:
        off = {day: name for day, name in off.items() if day in statutory}
    return _Year(off, work, statutory)


@cache
def _in_reach(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    """The days of a year (and some beside it) that a block of days off around a statutory holiday may hold."""
    law = (day for y in (year, year + 1) for day in _year(country, subdivision, y).statutory)  # none ends a year
    return frozenset(day + timedelta(away) for day in law for away in range(1 - _BLOCK, _BLOCK))
