"""Things and acts as compiled rules see them: one object for each, so that sets of things are compared by identity."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from meetingrules.compiler.clock import Open
from meetingrules.lang.facts import NONE, Acts, None_, Record, Thing

Sure = dict[Any, None]
"""A set whose members are sure, in their order; nobody changes one."""
EMPTY: Sure = {}
PLAIN = frozenset({bool, str, int, date, datetime, None_})
"""The classes of values that are themselves here as they are in the facts."""
OF_DAYS = frozenset({"person", "unit"})
"""The kinds of things whose fields hang on the days that are asked about: who held which post."""


def as_set(value: Any) -> Sure:
    """One thing is a set of one, none the empty one."""
    if value.__class__ is dict:
        return value
    return EMPTY if value is NONE else {value: None}


def inside(value: Any, group: Any) -> bool:
    """Whether a value, or one of several, is in a set; none is in no set."""
    among = as_set(group)
    if value.__class__ is dict:
        return any(one in among for one in value)
    return value is not NONE and value in among


def same(left: Any, right: Any) -> bool:
    """Two values are one; with none, they are not."""
    return inside(left, right) if right.__class__ is dict else left is not NONE and left == right


def nothing(value: Any, act: bool) -> bool:
    """Known not to exist.

    :raises Open: of an act that is recorded as none: it may still come
    """
    if value.__class__ is dict:
        return not value
    if value is NONE and act:
        raise Open
    return value is NONE


class Memo(dict[Any, Any]):
    """Answers that are worked out when they are first asked for."""

    __slots__ = ("find",)

    def __init__(self, find: Callable[[Any], Any]) -> None:
        self.find = find

    def __missing__(self, key: Any) -> Any:
        value = self[key] = self.find(key)
        return value


class Row(dict[str, Any]):
    """One thing of a meeting, with its fields as they are on the meeting's day.

    What the file says plainly stands in it from the start; the rest is read when it is first asked for.
    """

    __slots__ = ("known", "said", "thing")
    __hash__ = object.__hash__  # type: ignore[assignment]
    __eq__ = object.__eq__

    def __init__(self, thing: Thing, known: Any) -> None:
        self.thing, self.known = thing, known
        self.said = said = known.facts.said(thing)
        if said:
            keys = known.asks.keys.get(thing.kind, EMPTY)
            for name, value in said.items():
                if value.__class__ in PLAIN and name in keys:
                    self[keys[name]] = value

    def __missing__(self, key: str) -> Any:
        known = self.known
        field = known.asks.fields[key]
        found = self.said.get(field.name)
        if found is None:
            found = known.facts.known(self.thing, field, known.on)
        value = self[key] = known.sure(found)
        return value


class Deed:
    """One record of an act."""

    __slots__ = ("at", "by", "record", "refused", "rows", "until")

    def __init__(self, record: Record, rows: Memo) -> None:
        self.record, self.rows = record, rows
        self.at, self.refused, self.until = record.at, record.refused, record.until
        by = record.roles.get("by", ())
        self.by = (
            rows[by[0]] if len(by) == 1 and by[0].__class__ is Thing else None
        )  # one person or body, nearly always

    def named(self, preposition: str) -> tuple[Any, ...] | None:
        """Whom or what it names in a role; None where it does not say."""
        given, rows = self.record.roles.get(preposition), self.rows
        return None if given is None else tuple([rows[one] if one.__class__ is Thing else one for one in given])


class Deeds:
    """All records of one act; more may exist unless they are complete."""

    __slots__ = ("complete", "records")

    def __init__(self, acts: Acts, rows: Memo) -> None:
        self.records, self.complete = tuple([Deed(record, rows) for record in acts.records]), acts.complete
