"""What somebody types as the value of an option, read as the text of a value; complaints point at the option."""

from attrs import evolve

from meetingrules.base.diagnostics import Complaints, Diagnostic, InvalidText
from meetingrules.base.document import read_text
from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.base.source import Place, Source
from meetingrules.base.tree import List, Node, Row, Table


def option(name: str, text: str, start: int = 0, end: int | None = None) -> Place:
    """A part of what was typed behind an option, as a place that complaints can show."""
    width = (len(text) if end is None else end) - start
    return Place(Source(name, text), 1, start + 1, max(1, width))


def typed(name: str, text: str, start: int = 0, limits: Limits = DEFAULT) -> Node:
    """The value that stands in the text of an option, from *start* on.

    >>> typed("--set", "begins=09:30", 7).text
    '09:30'

    :raises InvalidText: with everything that is wrong with it
    """
    source = Source(name, text)
    if not text[start:].strip():
        found = Complaints()
        hint = ("没有就写 none；要去掉这一项，用 --unset", "write none if there is none; --unset takes a key away")
        found.add("empty-value", "此处没有写值", "there is no value here", option(name, text, max(0, start - 1)), hint)
        found.raise_if_any()
    try:
        return _shifted(read_text(Source(name, text[start:]), limits, json=False), source, start)
    except InvalidText as error:
        raise InvalidText(_moved(found, source, start) for found in error.diagnostics) from None


def _moved(found: Diagnostic, source: Source, start: int) -> Diagnostic:
    return evolve(found, place=_place(found.place, source, start))


def _place(place: Place | None, source: Source, start: int) -> Place:
    """The place in the whole text; only its first line begins behind something. What has none is about all of the value."""
    if place is None:
        return Place(source, 1, start + 1)
    return evolve(place, source=source, column=place.column + (start if place.line == 1 else 0))


def _shifted(node: Node, source: Source, start: int) -> Node:
    place = _place(node.place, source, start)
    match node:
        case Table(rows):
            moved = (Row(evolve(r.key, place=_place(r.key.place, source, start)), r.value) for r in rows)
            return Table(tuple(Row(r.key, _shifted(r.value, source, start)) for r in moved), place)
        case List(items):
            return List(tuple(_shifted(item, source, start) for item in items), place)
    return evolve(node, place=place)
