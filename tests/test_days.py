"""Working days against a second source, against hand counts, and against what they promise."""

import json
import pickle
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import chinese_calendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meetingrules.base import days as base_days
from meetingrules.base.days import FIRST_DAY, LAST_DAY, Calendar, Interval, Notice

CHINA = Calendar("CN")
THROUGH = CHINA.announced_through
DAY = timedelta(1)


def days(first, last):
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]


def day(text):
    return date.fromisoformat(text)


# 国务院办公厅关于2006年部分节假日安排的通知 (as `holidays` has it) made Saturday 2005-12-31 a working day.
KNOWN_DIFFERENCES = {date(2005, 12, 31): True}

# Days off by decrees of their own, which no rule foresees: the 70th anniversary of the victory, announced in May 2015.
UNFORESEEN = date(2015, 9, 3)


def test_every_day_agrees_with_the_second_source():
    known = days(date(2004, 1, 1), min(THROUGH, max(chinese_calendar.holidays)))
    assert len(known) > 8_000
    differ = {
        d: CHINA.is_working_day(d) for d in known if CHINA.is_working_day(d) is not chinese_calendar.is_workday(d)
    }
    assert differ == KNOWN_DIFFERENCES


# Counted by hand from the notices (off | worked):
# 2024: Feb 10-17 | Feb 4, 18; Apr 4-6 | Apr 7; May 1-5 | Apr 28, May 11; Jun 10; Sep 15-17 | Sep 14; Oct 1-7 | Sep 29, Oct 12
# 2025: Jan 28-Feb 4 | Jan 26, Feb 8; Apr 4-6; May 1-5 | Apr 27; May 31-Jun 2; Oct 1-8 | Sep 28, Oct 11
# 2026: Jan 1-3 | Jan 4; Feb 15-23 | Feb 14, 28; Apr 4-6; May 1-5 | May 9; Jun 19-21; Sep 25-27; Oct 1-7 | Sep 20, Oct 10
HAND_COUNTED = """
    2024-02-08  1 2024-02-09  the Eve was worked
    2024-02-08  5 2024-02-21  9, 18 (Sunday), 19, 20, 21
    2024-02-09  1 2024-02-18
    2024-02-02  2 2024-02-05  4 (Sunday), 5
    2024-02-10  6 2024-02-23  the event in the holiday: 18, 19, 20, 21, 22, 23
    2025-01-24  3 2025-02-05  26 (Sunday), 27, 5
    2025-01-24  7 2025-02-10  …, 6, 7, 8 (Saturday), 10
    2025-01-27  5 2025-02-10  5, 6, 7, 8, 10
    2026-02-12  3 2026-02-24  13, 14 (Saturday), 24
    2026-02-12  7 2026-02-28  …, 25, 26, 27, 28 (Saturday)
    2026-02-12  8 2026-03-02
    2026-02-23  5 2026-02-28
    2026-01-01  2 2026-01-05  4 (Sunday), 5
    2023-12-29  1 2024-01-02
    2024-04-26  3 2024-04-30  28 (Sunday), 29, 30
    2024-04-26  5 2024-05-07  …, 6, 7
    2024-04-26  9 2024-05-11  …, 8, 9, 10, 11 (Saturday)
    2025-04-25  4 2025-04-30  27 (Sunday), 28, 29, 30
    2025-04-25  5 2025-05-06
    2025-04-30  3 2025-05-08
    2025-05-05  5 2025-05-12  6, 7, 8, 9, 12
    2026-04-30  4 2026-05-09  6, 7, 8, 9 (Saturday)
    2026-04-30  5 2026-05-11
    2024-06-07  1 2024-06-11
    2024-09-13  2 2024-09-18  14 (Saturday), 18
    2024-09-27  3 2024-10-08  29 (Sunday), 30, 8
    2024-09-27  7 2024-10-12  …, 9, 10, 11, 12 (Saturday)
    2025-09-26  3 2025-09-30  28 (Sunday), 29, 30
    2025-09-26  5 2025-10-10  …, 9, 10
    2025-09-26  6 2025-10-11
    2025-09-30  5 2025-10-14  9, 10, 11 (Saturday), 13, 14
    2026-09-18  5 2026-09-24  20 (Sunday), 21, 22, 23, 24
    2026-09-18  6 2026-09-28
    2026-09-30  4 2026-10-12  8, 9, 10 (Saturday), 12
    2024-02-21 -5 2024-02-08  20, 19, 18, 9, 8
    2026-02-24 -3 2026-02-12
    2025-10-09 -2 2025-09-29
"""


@pytest.mark.parametrize("line", HAND_COUNTED.strip().splitlines())
def test_due_days_counted_by_hand(line):
    start, n, due = line.split()[:3]
    start, n, due = day(start), int(n), day(due)
    got = CHINA.add_working_days(start, n) if n > 0 else CHINA.subtract_working_days(start, -n)
    assert got == Interval(due, due)
    first, last = (start + DAY, due) if n > 0 else (due, start - DAY)
    assert len(chinese_calendar.get_workdays(first, last)) == abs(n)


def test_the_last_announced_year_is_read_off_the_package():
    from holidays.countries.china import ChinaStaticHolidays

    assert date(max(ChinaStaticHolidays.special_public_holidays), 12, 28) == THROUGH
    assert CHINA.is_working_day(THROUGH) is not None
    assert CHINA.is_working_day(THROUGH + DAY) is None
    assert Calendar("GB").announced_through is None


def test_a_due_day_beyond_the_announced_is_an_interval():
    year = THROUGH.year
    due = CHINA.add_working_days(date(year, 12, 29), 5)
    assert due.earliest == date(year + 1, 1, 3)  # as if every day worked
    assert not due.exact
    assert due.latest >= date(year + 1, 1, 15)  # as if 1 to 10 January were off
    assert CHINA.add_working_days(date(year, 12, 20), 3).exact
    assert CHINA.kind(date(year + 1, 1, 1)).kind == "unannounced"
    assert CHINA.kind(date(year + 1, 1, 1)).name == {"zh": "元旦", "en": "New Year's Day"}
    assert CHINA.kind(date(2000, 5, 1)).kind == "unannounced"  # before the first notice of the package


@pytest.mark.parametrize("year", range(2008, 2026))
@pytest.mark.parametrize("sign", [1, -1])
def test_the_interval_holds_whatever_was_announced_later(year, sign):
    """The calendar cut before each start: forwards nothing is known, backwards nothing either."""
    worked = [d for d in days(date(year, 1, 1) - 60 * DAY, date(year, 12, 31) + 60 * DAY) if CHINA.is_working_day(d)]
    blind = Calendar("CN", announced_through=date(2000, 1, 1))
    for start in days(date(year, 1, 1), date(year, 12, 31)):
        ahead = [d for d in worked if d > start] if sign > 0 else [d for d in reversed(worked) if d < start]
        for n in (1, 3, 5, 7, 15):
            due = ahead[n - 1]
            got = blind.add_working_days(start, n) if sign > 0 else blind.subtract_working_days(start, n)
            assert got.earliest <= due <= got.latest or min(start, due) <= UNFORESEEN <= max(start, due), (start, n)


def test_each_announced_day_is_one_of_the_kinds_it_might_have_been():
    """What the interval rests on, day by day."""
    blind = Calendar("CN", announced_through=date(2000, 1, 1))
    wrong = [
        d for d in days(date(2001, 1, 1), THROUGH) if CHINA.kind(d).kind not in blind._possible(d, date(2000, 1, 1))
    ]
    assert wrong == [UNFORESEEN, UNFORESEEN + DAY]


def test_a_cut_says_nothing_of_later_days_and_all_of_earlier_ones():
    cut = Calendar("CN", announced_through=date(2024, 2, 8))
    assert cut.add_working_days(date(2024, 2, 5), 3) == Interval(date(2024, 2, 8), date(2024, 2, 8))
    assert cut.add_working_days(date(2024, 2, 7), 2).earliest == date(2024, 2, 9)
    assert cut.kind(date(2024, 2, 15)).name is None  # a day off by notice only
    assert cut.kind(date(2024, 2, 10)).name == {"zh": "春节", "en": "Chinese New Year (Spring Festival)"}


announced = st.dates(date(2001, 3, 1), THROUGH - 40 * DAY)
anywhere = st.dates(FIRST_DAY + 300 * DAY, LAST_DAY - 300 * DAY)
numbers = st.integers(1, 20)


@given(announced, numbers)
def test_exact_and_back_again_where_all_is_announced(start, n):
    due = CHINA.add_working_days(start, n)
    if due.latest <= THROUGH:
        assert due.exact
        assert CHINA.is_working_day(due.latest) is True
        assert CHINA.working_days_between(start, due.latest) == (n, n)
        counted = CHINA.count(start, n)
        assert [c.day for c in counted] == days(start + DAY, due.latest)
        assert [c.number for c in counted if c.number] == list(range(1, n + 1))
        assert all((c.number is not None) is CHINA.is_working_day(c.day) for c in counted)
        assert all((c.kind, c.name) == (k.kind, k.name) for c in counted for k in [CHINA.kind(c.day)])
        back = CHINA.subtract_working_days(due.latest, n)
        assert back.exact
        assert back.latest <= start or not CHINA.is_working_day(start)
        assert CHINA.is_working_day(start) is (back.latest == start)


@given(anywhere, numbers)
@example(date(2026, 12, 29), 5)
def test_monotone_in_number_and_start(start, n):
    here, more, later = (
        CHINA.add_working_days(start, n),
        CHINA.add_working_days(start, n + 1),
        CHINA.add_working_days(start + DAY, n),
    )
    assert start < here.earliest <= here.latest
    assert here.earliest < more.earliest
    assert here.latest < more.latest
    assert here.earliest <= later.earliest
    assert here.latest <= later.latest


@given(anywhere, numbers)
def test_the_count_and_the_interval_agree(start, n):
    due = CHINA.add_working_days(start, n)
    low, high = CHINA.working_days_between(start, due.latest)
    assert low == n <= high
    assert CHINA.working_days_between(start, due.earliest)[1] == n
    before = CHINA.subtract_working_days(start, n)
    assert before.earliest <= before.latest < start
    assert CHINA.working_days_between(before.earliest - DAY, start - DAY)[0] == n
    counted = CHINA.count(start, n)
    assert counted[-1].day == due.latest
    seen = [c.number for c in counted if c.kind != "unannounced" and c.number is not None]
    assert seen == list(range(1, len(seen) + 1))


@given(anywhere, st.integers(-5, 60), st.sets(st.sampled_from(["working", "weekend", "holiday", "make-up"])))
def test_clear_days_are_bounded_by_all_days(start, length, skip):
    low, high = CHINA.clear_days(start, start + length * DAY, skip)
    assert 0 <= low <= high <= max(0, length - 1)
    assert CHINA.clear_days(start, start + length * DAY) == (max(0, length - 1),) * 2
    if length > 0:
        worked = CHINA.working_days_between(start, start + (length - 1) * DAY)
        assert CHINA.clear_days(start, start + length * DAY, {"weekend", "holiday"}) == worked


def test_clear_days_of_an_unannounced_week():
    start, end = date(2098, 7, 6), date(2098, 7, 14)  # Sunday to Monday of the week after, far from any holiday
    assert CHINA.clear_days(start, end, {"weekend", "holiday"}) == (5, 7)
    assert CHINA.clear_days(start, end, {"working"}) == (2, 2)
    assert CHINA.clear_days(start, end, {"weekend", "holiday", "make-up"}) == (5, 5)


def test_countries_by_rule_have_no_limit():
    england, us = Calendar("GB", "ENG"), Calendar("US")
    assert england.add_working_days(date(2026, 12, 24), 1) == Interval(date(2026, 12, 29), date(2026, 12, 29))
    assert england.kind(date(2026, 12, 28)).kind == "holiday"
    assert us.add_working_days(date(2026, 7, 2), 1).latest == date(2026, 7, 6)  # Independence Day, observed on the 3rd
    assert us.is_working_day(date(2090, 7, 4)) is False
    assert Calendar("GB", "SCT").is_working_day(date(2026, 1, 2)) is False
    assert england.is_working_day(date(2026, 1, 2)) is True
    assert Calendar("AE", weekend=frozenset({4, 5})).kind(date(2010, 6, 4)).kind == "weekend"


def test_names_do_not_depend_on_the_environment(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "th")
    assert Calendar("GB", "NIR").kind(date(2031, 12, 25)).name == {"zh": "Christmas Day", "en": "Christmas Day"}


NEXT = THROUGH.year + 1
SPRING = frozenset(days(date(NEXT, 1, 1), date(NEXT, 1, 3)))


def test_a_notice_announces_its_year():
    told = Calendar("CN", notices=(Notice("〔〕9号", SPRING, frozenset({date(NEXT - 1, 12, 27)}), NEXT),))
    assert told.announced_through == date(NEXT, 12, 28)
    assert told.kind(date(NEXT, 1, 1)).name == {"zh": "元旦", "en": "New Year's Day"}
    assert told.kind(date(NEXT, 1, 2)).name == {"zh": "〔〕9号", "en": "〔〕9号"}
    assert told.kind(date(NEXT - 1, 12, 27)).kind == "make-up"
    assert told.kind(date(NEXT - 1, 12, 30)).kind == "working"
    assert told.kind(date(NEXT, 10, 1)).kind == "holiday"  # by law, listed or not
    assert told.add_working_days(date(NEXT - 1, 12, 29), 5).exact
    # The package's guess at substitute days is not an announcement.
    only = Calendar("CN", notices=(Notice("2027", year=2027),))
    if NEXT == 2027:
        assert only.kind(date(2027, 5, 3)).kind == "working"


def test_a_year_is_announced_only_if_the_years_up_to_it_are():
    assert Calendar("CN", notices=(Notice("far", year=NEXT + 1),)).announced_through == THROUGH
    both = Calendar("CN", notices=(Notice("far", year=NEXT + 1), Notice("near", year=NEXT)))
    assert both.announced_through == date(NEXT + 1, 12, 28)


def test_local_closures_speak_of_their_own_days_only():
    closed, reopened = (
        Notice("closed", frozenset({date(2026, 7, 7)})),
        Notice("open", work=frozenset({date(2026, 7, 7)})),
    )
    local = Calendar("CN", notices=(closed,))
    assert local.announced_through == THROUGH
    assert local.kind(date(2026, 7, 7)).name == {"zh": "closed", "en": "closed"}
    assert local.add_working_days(date(2026, 7, 6), 1).latest == date(2026, 7, 8)
    assert Calendar("CN", notices=(closed, reopened)).is_working_day(date(2026, 7, 7)) is True
    assert Calendar("CN", notices=(reopened, closed)).is_working_day(date(2026, 7, 7)) is False


def test_values_are_hashable_and_can_be_pickled():
    local = Calendar("CN", notices=(Notice("closed", frozenset({date(2026, 7, 7)})),))
    for value in (local, CHINA, CHINA.kind(date(2024, 2, 10)), CHINA.count(date(2024, 2, 8), 2)):
        same = pickle.loads(pickle.dumps(value))
        assert same == value
        assert hash(same) == hash(value)


NEW_YEAR = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda: Calendar("CHN"), ValueError),
        (lambda: Calendar("China"), ValueError),
        (lambda: Calendar("cn"), ValueError),
        (lambda: Calendar("CN", weekend=frozenset(range(7))), ValueError),
        (lambda: Calendar("CN", weekend=frozenset({7})), ValueError),
        (lambda: Calendar("XX").kind(NEW_YEAR), ValueError),
        (lambda: Calendar("GB", "ZZ").kind(NEW_YEAR), ValueError),
        (lambda: Notice("both", frozenset({NEW_YEAR}), frozenset({NEW_YEAR})), ValueError),
        (lambda: Notice("far", frozenset({date.max})), ValueError),
        (lambda: CHINA.add_working_days(NEW_YEAR, 0), ValueError),
        (lambda: CHINA.add_working_days(NEW_YEAR, 10**10), ValueError),
        (lambda: CHINA.add_working_days(date(2099, 1, 1), 10_000), ValueError),
        (lambda: CHINA.add_working_days(LAST_DAY, 1), ValueError),
        (lambda: CHINA.subtract_working_days(FIRST_DAY, 1), ValueError),
        (lambda: CHINA.add_working_days(date.max, 1), ValueError),
        (lambda: CHINA.subtract_working_days(date.min, 1), ValueError),
        (lambda: CHINA.is_working_day(date(1949, 9, 30)), ValueError),
        (lambda: CHINA.clear_days(NEW_YEAR, date.max), ValueError),
        (lambda: CHINA.working_days_between(NEW_YEAR, date.max), ValueError),
        (lambda: CHINA.working_days_between(LAST_DAY, date.min), ValueError),
        (lambda: CHINA.kind(datetime(2026, 1, 1, tzinfo=UTC)), TypeError),
        (lambda: CHINA.clear_days(NEW_YEAR, datetime(2026, 1, 1, tzinfo=UTC)), TypeError),
    ],
)
def test_what_cannot_be_asked_is_refused(ask, error):
    with pytest.raises(error):
        ask()


def test_the_edges_of_the_range_can_be_asked():
    assert CHINA.kind(FIRST_DAY).kind == CHINA.kind(LAST_DAY).kind == "unannounced"
    assert CHINA.working_days_between(LAST_DAY, FIRST_DAY) == (0, 0)
    assert Calendar("GB").add_working_days(date(2000, 1, 1), 10_000).exact


def test_working_days_on_stay_within_the_range():
    calendar = Calendar("GB")
    assert calendar.working_days_on(day("2024-03-20"), 5) == calendar.add_working_days(day("2024-03-20"), 5)
    assert calendar.working_days_on(day("2024-03-20"), -5) == calendar.subtract_working_days(day("2024-03-20"), 5)
    assert calendar.working_days_on(day("2100-12-30"), 10) == Interval(LAST_DAY, LAST_DAY)
    assert calendar.working_days_on(day("2100-12-01"), 25) == Interval(day("2100-12-26"), LAST_DAY)
    assert calendar.working_days_on(day("1949-11-01"), -25) == Interval(FIRST_DAY, day("1949-10-07"))


def test_what_was_learned_can_be_taught(monkeypatch):
    """A year that was taught says the same as one that was read."""
    base_days._announced_years.cache_clear()
    known = CHINA.is_working_day(date(2024, 2, 4)), CHINA.kind(date(2024, 2, 10)), CHINA.announced_through
    told = json.loads(json.dumps(base_days.learned()))
    for name in ("_YEARS", "_TAUGHT"):
        monkeypatch.setattr(base_days, name, {})
    monkeypatch.setattr(base_days, "_read_year", None)
    monkeypatch.setattr(base_days, "_read_announced", None)
    base_days._announced_years.cache_clear()
    base_days.teach(told)
    again = Calendar("CN")
    assert (again.is_working_day(date(2024, 2, 4)), again.kind(date(2024, 2, 10)), again.announced_through) == known
    with pytest.raises(ValueError):
        base_days.teach({"announced": {}, "years": [["CN"]]})
    base_days._announced_years.cache_clear()


@pytest.mark.parametrize(
    ("start", "exact"),
    [("2031-04-13", False), ("2031-04-14", True), ("2031-04-20", True), ("2031-04-21", False)],
    ids=["nine days after 清明节", "ten days after", "ten days before 劳动节", "nine days before"],
)
def test_days_off_around_a_holiday_to_come_reach_nine_days_to_each_side(start, exact):
    """The working day after *start* is sure where no block of ten days around a day of the law can hold it."""
    assert CHINA.add_working_days(day(start), 1).exact is exact


def test_so_many_working_days_can_be_counted():
    britain = Calendar("GB")
    assert britain.add_working_days(date(2000, 1, 1), 10_000).exact
    for count in (0, 10_001):
        with pytest.raises(ValueError, match="can be counted"):
            britain.add_working_days(date(2000, 1, 1), count)


def test_an_instant_is_no_day():
    for one in (datetime(2024, 3, 20, tzinfo=UTC), "2024-03-20"):
        with pytest.raises(TypeError, match="is not a day"):
            CHINA.kind(one)


def test_the_years_of_the_package_reach_as_far_as_days_are_exchanged_without_a_break(monkeypatch):
    """An entry that exchanges a day has four fields; one entry may stand bare."""

    holidays = {
        2000: (1, 3, "bare"),
        2001: ((1, 29, "off", 1, 20),),
        2002: ((2, 18, "off"), (2, 19, "off", 2, 9)),
        2003: ((2, 3, "off"), (2, 4, "off")),
        2004: ((1, 26, "off", 1, 17),),
    }
    monkeypatch.setattr(base_days, "_open", lambda *_: SimpleNamespace(special_public_holidays=holidays))
    assert base_days._read_announced("CN") == (2001, 2002)
    assert base_days._read_announced("GB") is None


def test_the_first_year_that_was_announced_is_known():
    assert CHINA.kind(day("2001-01-29")).kind == "holiday"  # by notice alone
    assert CHINA.kind(day("2000-12-31")).kind == "unannounced"
    counted = CHINA.count(day("2000-12-28"), 5)
    assert {c.kind for c in counted} == {"unannounced", "holiday", "working", "weekend"}
    assert not any(c.number for c in counted), "what follows an unannounced day has no number"
    due = CHINA.add_working_days(day("2000-12-21"), 10)
    assert due == Interval(day("2000-12-31"), day("2001-01-12")), "the earliest is the first day on which it may be"


def test_one_working_day_at_the_edge_of_the_range():
    calendar = Calendar("GB")
    assert calendar.working_days_on(day("2024-03-20"), 1) == Interval(day("2024-03-21"), day("2024-03-21"))
    assert calendar.working_days_on(day("2024-03-20"), -1) == Interval(day("2024-03-19"), day("2024-03-19"))
    assert calendar.working_days_on(LAST_DAY, 1) == Interval(LAST_DAY, LAST_DAY)
    assert calendar.working_days_on(FIRST_DAY, -1) == Interval(FIRST_DAY, FIRST_DAY)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: Calendar("XX").kind(NEW_YEAR), r"no calendar for XX$"),
        (lambda: Calendar("GB", "ZZ").kind(NEW_YEAR), r"no calendar for GB-ZZ$"),
        (
            lambda: Notice("both", frozenset({NEW_YEAR, NEW_YEAR + DAY}), frozenset({NEW_YEAR, NEW_YEAR + DAY})),
            "both: 2026-01-01 is both",
        ),
    ],
    ids=["a country", "a part of one", "the first of two days"],
)
def test_what_is_refused_is_named(ask, said):
    with pytest.raises(ValueError, match=said):
        ask()
