"""Who came and how late, and who is expected by the replies: asked of the facts themselves."""

from functools import cache

import pytest
from attrs import evolve

from invented_rules import book_of
from makers import plain
from meetingrules import load_plan
from meetingrules.engine.check import world_of
from meetingrules.lang.facts import Unknown


@cache
def book():
    return book_of({"rules": {"a": {"stage": "after", "must": "meeting is held", "text": {"zh": "甲", "en": "a"}}}})


def presences(expecting=False, **facts):
    plan = load_plan({"meeting": "sample", **plain(book().given), **facts}, book())
    return evolve(world_of(plan, book(), None, None), expecting=expecting).presences


@pytest.mark.parametrize(
    ("attendance", "late"),
    [
        ({"late": {"President": "14:10"}}, {"zh": "迟到（14:10到会）", "en": "late, came at 14:10"}),
        ({"late": ["President"]}, {"zh": "迟到", "en": "late"}),
        ({"signed_in": {"President": "14:01"}}, {"zh": "迟到（14:01到会）", "en": "late, came at 14:01"}),
        ({"signed_in": {"President": "14:00"}}, None),
        ({"present": ["President"]}, None),
        ({"absent": ["President"]}, None),
        ({}, None),
    ],
)
def test_how_late_somebody_came(attendance, late):
    assert presences(attendance=attendance).lateness("President") == late


REPLIES = {"coming": ["President"], "not_coming": ["Secretary"]}


def test_replies_count_only_for_what_is_expected():
    recorded, expected = presences(replies=REPLIES), presences(expecting=True, replies=REPLIES)
    for person, coming in (("President", True), ("Secretary", False)):
        assert isinstance(recorded.attending(person), Unknown)
        assert isinstance(recorded.present(person), Unknown)
        assert expected.attending(person) is expected.present(person) is coming
        assert expected.came(person) == (coming, None)
    for one in (recorded, expected):
        assert isinstance(one.present("Treasurer"), Unknown)
        assert one.came("Treasurer") == (None, None)


def test_in_the_room_is_yes_no_or_unknown():
    there = presences(
        attendance={
            "present": ["President"],
            "left": {"President": "15:00", "Secretary": "14:20"},
            "absent": ["Treasurer"],
        }
    )
    start = there.start
    assert there.at("President", start) is True
    assert there.at("Secretary", start) is True
    assert there.at("Treasurer", start) is False
    assert there.at("Secretary", start.replace(minute=30)) is False
    assert isinstance(there.at("Vice-A", start), Unknown)
    assert isinstance(there.at("President", None), Unknown)
