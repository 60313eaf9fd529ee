"""Changes of a tree: what is put in is found there, what is left alone keeps its place."""

import pytest

from meetingrules.base.document import read_text
from meetingrules.base.edits import Edit, NoSuchPlace, at, edited
from meetingrules.base.limits import DEFAULT
from meetingrules.base.source import Place, Source
from meetingrules.base.tree import List, Scalar, Table

TEXT = "day: 2024-03-20\nitems:\n  - {title: 甲}\n  - {title: 乙}\nminutes: {signed: none}\n"


def tree():
    return read_text(Source("a.meeting.yaml", TEXT), DEFAULT)


def plain(node):
    """A tree as plain data, every scalar as its text."""
    match node:
        case Table(rows):
            return {row.key.text: plain(row.value) for row in rows}
        case List(items):
            return [plain(item) for item in items]
    return node.text


def word(text):
    return Scalar(text, "plain")


@pytest.mark.parametrize(
    ("path", "value", "left"),
    [
        (("day",), "2024-03-22", {"day": "2024-03-22"}),
        (("chair",), "市长", {"chair": "市长"}),
        (("items", 1, "title"), "丙", {"items": [{"title": "甲"}, {"title": "丙"}]}),
        (("items", 2, "title"), "丁", {"items": [{"title": "甲"}, {"title": "乙"}, {"title": "丁"}]}),
        (("items", 0, "papers", "kind"), "report", {"items": [{"title": "甲", "papers": {"kind": "report"}}, {"title": "乙"}]}),
        (("minutes", "signed"), "市长 2024-03-26", {"minutes": {"signed": "市长 2024-03-26"}}),
        (("notice", "sent"), "none", {"notice": {"sent": "none"}}),
    ],
)  # fmt: skip
def test_a_value_is_put_in(path, value, left):
    whole = {"day": "2024-03-20", "items": [{"title": "甲"}, {"title": "乙"}], "minutes": {"signed": "none"}, **left}
    made = edited(tree(), [Edit(path, word(value))])
    assert plain(made) == whole
    assert at(made, path) == word(value)


@pytest.mark.parametrize(
    ("path", "left"),
    [
        (("day",), {"items": [{"title": "甲"}, {"title": "乙"}], "minutes": {"signed": "none"}}),
        (("items", 0), {"day": "2024-03-20", "items": [{"title": "乙"}], "minutes": {"signed": "none"}}),
        (("chair",), {"day": "2024-03-20", "items": [{"title": "甲"}, {"title": "乙"}], "minutes": {"signed": "none"}}),
    ],
)  # fmt: skip
def test_a_value_is_taken_away(path, left):
    made = edited(tree(), [Edit(path, None)])
    assert plain(made) == left


@pytest.mark.parametrize("path", [("day", "x"), ("items", 3), ("items", "title"), ("items", 0, "title", "x"), (0,)])
def test_ways_that_lead_nowhere_are_told(path):
    with pytest.raises(NoSuchPlace) as found:
        edited(tree(), [Edit(path, word("x"))])
    assert found.value.path == path


def test_the_rest_keeps_its_places_and_the_tree_is_not_touched():
    before = tree()
    made = edited(before, [Edit(("items", 0, "title"), word("丙"))])
    assert isinstance(before, Table)
    assert isinstance(made, Table)
    assert before == tree()
    assert at(made, ("items", 1)) is at(before, ("items", 1))
    assert at(made, ("minutes",)).place.line == 5


def test_a_key_that_is_added_stands_where_somebody_asked_for_it():
    asked = Place(Source("--set", "chair=市长"), 1, 1, 5)
    made = edited(tree(), [Edit(("chair",), word("市长"), asked), Edit(("day",), word("2024-03-22"), asked)])
    places = {row.key.text: row.key.place for row in made.rows}
    assert places["chair"] == asked
    assert places["day"].source.name == "a.meeting.yaml"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (("items", 1, "title"), "乙"),
        (("day", "month"), None),
        (("items", 2), None),
        (("items", "title"), None),
        (("chair",), None),
    ],
)
def test_what_stands_at_the_end_of_a_way(path, found):
    assert getattr(at(tree(), path), "text", None) == found
