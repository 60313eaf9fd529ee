"""Arithmetic on moments, by hand: on both sides of every limit, and the same in both editions."""

from datetime import date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from meetingrules.base.days import FIRST_DAY, LAST_DAY, Calendar, Notice
from meetingrules.compiler import clock, operators
from meetingrules.lang import moments
from meetingrules.lang.answers import Due, Truth

ZONE = ZoneInfo("Asia/Shanghai")
FAR = ZoneInfo("America/New_York")
CHINA = Calendar("CN")
UNTOLD = Calendar("CN", announced_through=date(2024, 3, 20))


def at(text):
    """``03-20`` or ``03-20 09:00``, of 2024; with a year as it stands."""
    text = text if text[4:5] == "-" else f"2024-{text}"
    return datetime.fromisoformat(text).replace(tzinfo=ZONE) if " " in text else date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        ("03-20", 0, "day", "03-20"),
        ("03-20", 1, "day", "03-21"),
        ("03-20", -1, "day", "03-19"),
        ("03-20", 2, "week", "04-03"),
        ("03-20", -1, "week", "03-13"),
        ("01-31", 1, "month", "02-29"),
        ("2023-01-31", 1, "month", "2023-02-28"),
        ("03-31", -1, "month", "02-29"),
        ("12-31", 1, "month", "2025-01-31"),
        ("01-15", -1, "month", "2023-12-15"),
        ("11-30", 13, "month", "2025-12-30"),
        ("02-29", 1, "year", "2025-02-28"),
        ("02-29", -4, "year", "2020-02-29"),
        ("03-20", 0, "month", "03-20"),
        ("03-20", 1, "clear day", "03-22"),
        ("03-20", -1, "clear day", "03-18"),
        ("03-20", 3, "clear day", "03-24"),
        ("03-20", 0, "clear day", "03-19"),
        ("03-22", 1, "working day", "03-25"),
        ("03-25", -1, "working day", "03-22"),
        ("03-20", 0, "working day", "03-20"),
        ("02-09", 1, "working day", "02-18"),
        ("03-20 09:00", 2, "hour", "03-20 11:00"),
        ("03-20 09:00", -10, "hour", "03-19 23:00"),
        ("03-20 09:00", 45, "minute", "03-20 09:45"),
        ("03-20 23:30", 1, "day", "03-21"),
        ("2100-12-30", 1, "day", "2100-12-31"),
        ("2100-12-30", 2, "day", "2100-12-31"),
        ("2100-12-31", 10**7, "day", "2100-12-31"),
        ("1949-10-02", -1, "day", "1949-10-01"),
        ("1949-10-02", -2, "day", "1949-10-01"),
        ("1949-10-02", -(10**7), "day", "1949-10-01"),
        ("2100-12-01", 1, "month", "2100-12-31"),
        ("2100-11-30", 1, "month", "2100-12-30"),
        ("2099-12-15", 12, "month", "2100-12-15"),
        ("1950-01-15", -1, "year", "1949-10-01"),
        ("1950-01-15", -1, "month", "1949-12-15"),
        ("1949-10-15", -1, "month", "1949-10-01"),
        ("2101-01-05", -1, "month", "2100-12-05"),
        ("2100-12-05", 1, "month", "2100-12-31"),
        ("1949-10-15", -1, "year", "1949-10-01"),
        ("1949-10-15", -5000, "year", "1949-10-01"),
    ],
)
def test_a_moment_some_units_on(start, amount, unit, end):
    assert moments.shift(at(start), amount, unit, CHINA, ZONE) == Due.at(at(end))
    assert clock.moved(at(start), amount, unit, CHINA, ZONE) == at(end)
    assert operators.shifted(at(start), amount, unit, CHINA, ZONE) == at(end)
    assert operators.shifted(None, amount, unit, CHINA, ZONE) is None


def test_hours_from_a_day_alone_are_the_widest_pair():
    found = moments.shift(at("03-20"), 2, "hour", CHINA, ZONE)
    assert found == Due(at("03-20 02:00"), at("03-21 02:00"))
    assert moments.shift(at("03-20"), -30, "minute", CHINA, ZONE) == Due(at("03-19 23:30"), at("03-20 23:30"))
    for unit in ("hour", "minute"):
        with pytest.raises(clock.Open):
            clock.moved(at("03-20"), 2, unit, CHINA, ZONE)


def test_working_days_that_nobody_announced_are_a_pair():
    found = moments.shift(at("03-20"), 3, "working day", UNTOLD, ZONE)
    assert (found.earliest, found.latest) == (at("03-23"), at("03-25"))
    with pytest.raises(clock.Open):
        clock.moved(at("03-20"), 3, "working day", UNTOLD, ZONE)
    closed = Calendar("CN", notices=(Notice("x", off=frozenset({at("03-21")})),))
    assert clock.moved(at("03-20"), 1, "working day", closed, ZONE) == at("03-22")


def test_the_day_of_a_moment_is_that_of_the_zone():
    late = at("03-20 11:00")
    for zone, day in ((ZONE, at("03-20")), (FAR, at("03-19"))):
        assert moments.day(late, zone) == clock.day_of(late, zone) == operators.on_day(late, zone) == day
        assert moments.at_clock(late, 8, 30, zone) == datetime(day.year, day.month, day.day, 8, 30, tzinfo=zone)
        assert (
            clock.at_hour(late, 8, 30, zone)
            == operators.clocked(late, 8, 30, zone)
            == moments.at_clock(late, 8, 30, zone)
        )
    assert moments.day(at("03-20"), FAR) == clock.day_of(at("03-20"), FAR) == at("03-20")
    assert operators.on_day(None, ZONE) is None
    assert operators.clocked(None, 8, 30, ZONE) is None


Y, N, OPEN = Truth.YES, Truth.NO, Truth.OPEN


@pytest.mark.parametrize(
    ("a", "b", "earlier", "not_later", "too_soon"),
    [
        ("03-19", "03-20", Y, True, True),
        ("03-20", "03-20", OPEN, True, False),
        ("03-21", "03-20", N, False, False),
        ("03-20 09:00", "03-20 09:01", Y, True, True),
        ("03-20 09:00", "03-20 09:00", N, True, False),
        ("03-20 09:01", "03-20 09:00", N, False, False),
        ("03-20 09:00", "03-20", OPEN, True, False),
        ("03-20", "03-20 09:00", OPEN, True, False),
        ("03-19 23:59", "03-20", Y, True, True),
        ("03-21", "03-20 23:59", N, False, False),
    ],
)
def test_before_and_after(a, b, earlier, not_later, too_soon):
    assert moments.earlier(at(a), at(b), ZONE) is earlier
    assert moments.not_later(at(a), at(b), ZONE) is not_later
    assert clock.too_soon(at(a), at(b), ZONE) is too_soon


@pytest.mark.parametrize(
    ("as_of", "due", "over"),
    [
        ("03-20", "03-20", False),
        ("03-21", "03-20", True),
        ("03-20", "03-21", False),
        ("03-20 23:59", "03-20", False),
        ("03-21 00:00", "03-20", True),
        ("03-20", "03-20 17:00", True),
        ("03-19", "03-20 17:00", False),
        ("03-20 17:00", "03-20 17:00", False),
        ("03-20 17:01", "03-20 17:00", True),
        ("03-20 16:59", "03-20 17:00", False),
    ],
)
def test_what_is_over(as_of, due, over):
    assert moments.passed(at(as_of), at(due), ZONE) is over


def test_the_range_is_that_of_the_calendar():
    assert (date(1949, 10, 1), date(2100, 12, 31)) == (FIRST_DAY, LAST_DAY)
    for start, count in product((FIRST_DAY, at("03-20"), LAST_DAY), (-(10**6), -40000, -1, 0, 1, 40000, 10**6)):
        day = moments.plus(start, count)
        assert day == clock.days(start, count)
        assert FIRST_DAY <= day <= LAST_DAY
        inside = FIRST_DAY.toordinal() <= start.toordinal() + count <= LAST_DAY.toordinal()
        assert (day == start + timedelta(count)) if inside else day in {FIRST_DAY, LAST_DAY}
    assert (moments.plus(FIRST_DAY, -1), moments.plus(LAST_DAY, 1)) == (FIRST_DAY, LAST_DAY)


# ---- what compiled rules ask of moments ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bound", "low", "high", "after", "ends"),
    [
        ("within", 3, 0, True, ("03-20", "03-23")),
        ("within", 3, 0, False, ("03-17", "03-20")),
        ("between", 2, 5, True, ("03-22", "03-25")),
        ("between", 2, 5, False, ("03-15", "03-18")),
        ("exactly", 3, 0, True, ("03-23", "03-23")),
        ("exactly", 3, 0, False, ("03-17", "03-17")),
        ("at least", 3, 0, True, ("03-23", None)),
        ("at least", 3, 0, False, (None, "03-17")),
        ("more than", 3, 0, True, ("03-24", None)),
        ("more than", 3, 0, False, (None, "03-16")),
        ("at most", 3, 0, True, (None, "03-23")),
        ("at most", 3, 0, False, ("03-17", None)),
        ("fewer than", 3, 0, True, (None, "03-22")),
        ("fewer than", 3, 0, False, ("03-18", None)),
    ],
)
def test_what_a_limit_allows(bound, low, high, after, ends):
    found = clock.limits(bound, low, high, "day", after, at("03-20"), CHINA, ZONE)
    assert found == tuple(None if end is None else at(end) for end in ends)


DAY, NINE, TEN = "03-20", "03-20 09:00", "03-20 10:00"
SIDES = [
    # moment, end, is the end the last that is allowed?, then whether it is kept: on the end allowed, not allowed; the end an act
    ("03-19", DAY, True, (True, True, True)),
    ("03-19", DAY, False, (False, False, False)),
    ("03-21", DAY, True, (False, False, False)),
    ("03-21", DAY, False, (True, True, True)),
    (DAY, DAY, True, (True, False, True)),
    (DAY, DAY, False, (True, False, True)),
    (NINE, TEN, True, (True, True, True)),
    (NINE, TEN, False, (False, False, False)),
    (TEN, NINE, True, (False, False, False)),
    (TEN, NINE, False, (True, True, True)),
    (NINE, NINE, True, (True, False, False)),
    (NINE, NINE, False, (True, False, False)),
    (NINE, DAY, True, (True, False, True)),
    (DAY, NINE, True, (True, None, True)),
    (DAY, NINE, False, (True, None, True)),
    ("03-19 23:59", DAY, True, (True, True, True)),
    ("03-19", NINE, True, (True, True, True)),
]


@pytest.mark.parametrize(("moment", "end", "upper", "kept"), SIDES)
def test_on_which_side_of_an_end_a_moment_lies(moment, end, upper, kept):
    for (strict, acts), wanted in zip(((False, False), (True, False), (True, True)), kept, strict=True):
        if wanted is None:
            with pytest.raises(clock.Open):
                clock.side(at(moment), at(end), upper, strict, acts, False, ZONE)
            continue
        assert clock.side(at(moment), at(end), upper, strict, acts, False, ZONE) is wanted
        ends = (None, at(end)) if upper else (at(end), None)
        assert clock.kept(at(moment), ends, strict, acts, (False, False), ZONE) is wanted


def test_an_end_of_which_only_the_day_is_known_decides_nothing_on_that_day():
    for upper in (True, False):
        assert clock.side(at("03-19"), at(DAY), upper, False, False, True, ZONE) is upper
        assert clock.side(at(DAY), at(DAY), upper, False, False, True, ZONE) is True
        for moment, strict in ((NINE, False), (NINE, True), (DAY, True)):
            with pytest.raises(clock.Open):
                clock.side(at(moment), at(DAY), upper, strict, False, True, ZONE)


def test_both_ends_are_kept():
    ends = at("03-18"), at("03-22")
    inside = {
        text: clock.kept(at(text), ends, False, False, (False, False), ZONE)
        for text in ("03-17", "03-18", "03-22", "03-23")
    }
    assert inside == {"03-17": False, "03-18": True, "03-22": True, "03-23": False}
    assert clock.kept(at(DAY), (None, None), True, False, (False, False), ZONE) is True
    for bare, moment in (((True, False), "03-18 09:00"), ((False, True), "03-22 09:00")):
        with pytest.raises(clock.Open):
            clock.kept(at(moment), ends, False, False, bare, ZONE)
        assert clock.kept(at(moment), ends, False, False, bare[::-1], ZONE) is True


def test_a_day_alone_comes_after_every_instant_of_it():
    line = ["03-19 09:00", "03-19", "03-20 00:00", NINE, TEN, DAY, "03-21 08:00"]
    assert sorted(map(at, reversed(line)), key=clock.in_order) == [*map(at, line)]


@pytest.mark.parametrize(
    ("last", "times", "end"),
    [
        (None, (), None),
        (NINE, (), NINE),
        (NINE, (None,), NINE),
        (None, (NINE, TEN), TEN),
        (NINE, (TEN,), TEN),
        (NINE, (TEN, NINE), TEN),
        (TEN, (NINE,), False),
        (TEN, ("03-21", NINE), False),
        (DAY, (NINE,), DAY),
        (NINE, (DAY,), DAY),
        ("03-21", (DAY,), False),
        (DAY, ("03-21", None), "03-21"),
    ],
)
def test_the_moment_up_to_which_a_chain_has_come(last, times, end):
    found = operators.followed(last and at(last), tuple(one and at(one) for one in times), ZONE)
    assert found == (end and at(end))
