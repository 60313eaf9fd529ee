"""What people call things; registers of meetings that nobody dated; rosters that name a unit before they describe it."""

from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from invented_rules import book_of
from meetingrules import InvalidText, load_plan, load_roster, load_rulebook
from meetingrules.engine.check import check_register
from meetingrules.facts.model import Register
from meetingrules.facts.names import Names
from meetingrules.facts.periods import meeting_days, periods
from meetingrules.facts.scalars import read_instant
from meetingrules.lang.facts import Everyone, Group, Thing, Unknown

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (Thing("person", "市长"), "市长", "市长"),
        (Thing("item", "items.2"), "议题2", "item 2"),
        (Everyone("members"), "组成人员", "members"),
        (Everyone("strangers"), "strangers", "strangers"),
        (Group(((Thing("person", "市长"), None), (Thing("unit", "教育局"), None))), "市长、教育局", "市长, 教育局"),
        ((Thing("person", "市长"), Thing("item", "items.1")), "市长、议题1", "市长, item 1"),
        (date(2024, 3, 20), "2024-03-20", "2024-03-20"),
        (Fraction(3, 2), "3/2", "3/2"),
    ],
    ids=str,
)
def test_what_people_call_a_value(value, zh, en):
    names = Names(load_rulebook("executive").words, {})
    assert (names.name(value, "zh"), names.name(value, "en")) == (zh, en)


def test_one_key_twice_in_plain_data():
    """YAML and JSON are refused before; a dict may have one name written in two ways."""
    data = {"meeting": "executive", "day": "2024-03-20", "attendance": {"late": {"市长": "10:00", "市长 ": "11:00"}}}
    with pytest.raises(InvalidText) as caught:
        load_plan(data, load_rulebook("executive"))
    assert {d.code for d in caught.value.diagnostics} & {"twice", "looks-alike"}


def test_a_register_of_meetings_without_a_day_has_no_periods():
    book = load_rulebook("executive")
    plan = load_plan({"meeting": "executive"}, book)
    register = Register((plan,))
    assert list(periods(register, "month")) == []
    assert register.having(plan) is register
    assert not register.months
    assert isinstance(meeting_days(register, plan, "month"), Unknown)
    assert check_register(register, book) is None


def test_a_unit_that_a_roster_names_only_further_down_is_no_person():
    book = book_of(
        {
            "vocabulary": {"things": {"unit": {"fields": {"audited": {"type": "act", "by": "party", "zh": "审计"}}}}},
            "rules": {"a": {"stage": "after", "must": "meeting is held", "text": {"zh": "甲", "en": "a"}}},
        }
    )
    roster = load_roster(
        {"roster": "r", "units": {"甲局": {"audited": "乙局 2024-01-02"}, "乙局": {"principal_head": "甲"}}}, book
    )
    (record,) = roster.values[Thing("unit", "甲局")]["audited"].records
    assert record.roles["by"] == (Thing("unit", "乙局"),)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-20T10:00:00", datetime(2024, 3, 20, 10, tzinfo=SHANGHAI)),
        ("2024-03-20T10:00:00.25", datetime(2024, 3, 20, 10, 0, 0, 250_000, tzinfo=SHANGHAI)),
        ("2024-03-20T10:00:00.000001", datetime(2024, 3, 20, 10, 0, 0, 1, tzinfo=SHANGHAI)),
        ("2024-03-20", date(2024, 3, 20)),
    ],
)
def test_an_instant_may_have_a_fraction_of_a_second(text, moment):
    assert read_instant(text, SHANGHAI) == moment
