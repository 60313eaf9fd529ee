"""Plain Python data into the same tree as a text."""

import math
from collections.abc import Iterator
from datetime import date, datetime, time
from fractions import Fraction
from functools import lru_cache

from attrs import define

from meetingrules.base.alike import skeleton
from meetingrules.base.diagnostics import HIDDEN
from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.base.tree import Builder, Empty, List, Node, Row, Scalar, Table, nfc, shown

LONGEST_NUMBER = 13_000  # bits; about 4,000 digits: Python itself refuses to write down more than 4,300

Step = tuple["Step | None", object]
"""The way to a value, last step first: the name of the data, then keys (None: not a text) and the numbers of list entries; joined only when
somebody must read it."""


def from_plain(data: object, name: str = "<plan>", limits: Limits = DEFAULT) -> Node:
    """Read dicts, lists, tuples and single values, written down as a person would write them.

    >>> from datetime import time
    >>> from_plain({"start": time(9), "open": True}).get("start")
    Scalar(text='09:00', style='plain')

    :raises InvalidText: ``wrong-type``, ``not-a-number`` and what every tree is refused for; depth ends all cycles
    """
    try:
        if limits.scalar >= 4 * SHORT:
            return _Swift(limits.nodes - 1, limits.scalar // 4).node(data, limits.depth)
    except _Odd:
        pass  # something is wrong with it, or seldom: read it step by step, so that all of it can be told
    way: Step = (None, name)
    build = Builder(limits, lambda: _where(way))
    todo: list[Iterator[tuple[Step, object, bool]]] = [iter([(way, data, False)])]
    while todo:
        for step, value, is_key in todo[-1]:
            way = step
            if is_key and not isinstance(value, str):
                build.complain(
                    "key-not-text", f"键必须是文字，而不是 {_type(value)}", f"a key must be a text, not {_type(value)}"
                )
                build.add(Scalar(f"?{id(value)}", "quoted"))  # a stand-in; the tree is thrown away
            elif isinstance(value, dict):
                build.open(Table)
                todo.append(_rows(value, step))
                break
            elif isinstance(value, list | tuple):
                build.open(List)
                todo.append(_items(value, step))
                break
            else:
                build.add(_scalar(build, value))
        else:
            todo.pop()
            if todo:
                build.close()
    return build.finish()


class _Odd(Exception):
    """Data that somebody must look at more closely."""


NOTHING, YES, NO = Empty(written=False), Scalar("yes", "plain", value=True), Scalar("no", "plain", value=False)
SHORT = 64
"""Texts up to this length come again and again, and are looked at once; no number, day or hour is longer."""
USUAL = 10**15


@define
class _Swift:
    """Reads data in which nothing is wrong, which is nearly all there is. It says the same as the careful way, or nothing."""

    nodes: int
    """How many more may be read."""
    longest: int
    """The longest text of which it is sure, without counting its bytes, that it is not too long."""

    def node(self, value: object, depth: int) -> Node:
        """The tree of one value.

        :raises _Odd: for whatever is not plain and sound
        """
        if type(value) is str:
            return _short(value) if len(value) <= SHORT else self.long(value)
        if type(value) is date:
            return _day(value)
        match value:
            case bool():
                return YES if value else NO
            case int() if type(value) is int and -USUAL <= value <= USUAL:
                return _number(value)
            case dict() if depth:
                return self.table(value, depth - 1)
            case list() | tuple() if depth:
                self.count(len(value))
                return List(tuple([self.node(one, depth - 1) for one in value]))
            case None:
                return NOTHING
            case datetime() | time():
                return Scalar(_text(value) or "", "plain")
        raise _Odd

    def count(self, more: int) -> None:
        """So many nodes more.

        :raises _Odd: when they are too many
        """
        self.nodes -= more
        if self.nodes < 0:
            raise _Odd

    def long(self, value: str) -> Scalar:
        """A text that is looked at whenever it comes."""
        if len(value) > self.longest or HIDDEN.search(value):
            raise _Odd
        return Scalar(value, "quoted")

    def table(self, value: dict[object, object], depth: int) -> Table:
        """A table; no two of its keys look the same."""
        self.count(2 * len(value))
        rows = tuple([Row(_key(key), self.node(one, depth)) for key, one in value.items()])
        every = "".join([row.key.text for row in rows])
        if not (every.isascii() and " " not in every) and len({skeleton(row.key.text) for row in rows}) < len(rows):
            raise _Odd
        return Table(rows)


@lru_cache(maxsize=16_384)
def _short(text: str) -> Scalar:
    """A text that comes again and again."""
    if HIDDEN.search(text):
        raise _Odd
    return Scalar(text, "quoted")


@lru_cache(maxsize=16_384)
def _key(text: object) -> Scalar:
    """A key, which comes again and again."""
    if type(text) is not str or len(text) > SHORT or nfc(text) != text:
        raise _Odd
    return _short(text)


@lru_cache(maxsize=4_096)
def _day(day: date) -> Scalar:
    """A day: meetings of one year know some hundred of them."""
    return Scalar(day.isoformat(), "plain", None, day)


@lru_cache(maxsize=4_096)
def _number(number: int) -> Scalar:
    """A whole number, which is small as a rule."""
    return Scalar(str(number), "plain", None, number)


def _rows(table: dict[object, object], way: Step) -> Iterator[tuple[Step, object, bool]]:
    for key, value in table.items():
        step = (way, key if isinstance(key, str) else None)
        yield step, key, True
        yield step, value, False


def _items(items: list[object] | tuple[object, ...], way: Step) -> Iterator[tuple[Step, object, bool]]:
    return (((way, number), item, False) for number, item in enumerate(items))


def _scalar(build: Builder, value: object) -> Scalar | Empty:
    text = _text(value)
    if value is None:
        return Empty(written=False)
    if isinstance(value, float) and not math.isfinite(value):
        build.complain("not-a-number", f"“{text}”不是可用的数", f"{text} is not a usable number")
    elif isinstance(value, int | Fraction) and text is None:
        build.refuse("scalar-too-long", "这个数太长", "this number is too long")
    elif text is None:
        zh = f"不认识 {_type(value)} 类型的值"
        en = f"a value of type {_type(value)} cannot be read"
        hint = ("请用文字、数、日期、列表或字典", "give a text, a number, a date, a list or a dict")
        build.complain("wrong-type", zh, en, None, hint)
    return Scalar(text or "", "quoted" if isinstance(value, str) else "plain")


def _text(value: object) -> str | None:
    # bool before int and datetime before date: each is the other's child. The bare classes' own
    # methods are asked, because an enum that is also a str or an int prints itself otherwise.
    match value:
        case str():
            return str.__str__(value)
        case bool():
            return "yes" if value else "no"
        case int():
            return int.__repr__(value) if value.bit_length() < LONGEST_NUMBER else None
        case float():
            return float.__repr__(value)
        case Fraction():
            short = max(value.numerator.bit_length(), value.denominator.bit_length()) < LONGEST_NUMBER
            return str(value) if short else None
        case datetime():
            return value.isoformat(" ", _precision(value))
        case time():
            return value.isoformat(_precision(value))
        case date():
            return value.isoformat()
    return None


def _precision(value: datetime | time) -> str:
    # Microseconds are written when there are any: what is lost here could not be complained about later.
    return "microseconds" if value.microsecond else "seconds" if value.second else "minutes"


def _type(value: object) -> str:
    return shown(type(value).__name__)


def _where(way: Step) -> str:
    steps: list[object] = []
    step: Step | None = way
    while step:
        steps.append(step[1])
        step = step[0]
    name, *rest = reversed(steps)
    told = [f"[{one}]" if isinstance(one, int) else ".?" if one is None else f".{shown(str(one))}" for one in rest]
    return f"{name}{''.join(told)}"
