"""A checked rulebook as a text and back: what a check needs of it, without the cases and the text that it was read from.

The text is JSON, and only values of the classes below come out of it: whatever somebody writes into such a text, no code runs.
"""

import json
from datetime import date
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from attrs import AttrsInstance, evolve, fields

from meetingrules.base.days import Calendar
from meetingrules.base.source import Source
from meetingrules.lang import tree, words
from meetingrules.rulebook import model
from meetingrules.rulebook.model import Rulebook

TREE = (
    tree.Var, tree.Single, tree.Get, tree.Derived, tree.Holders, tree.TheUnit, tree.TheParty, tree.SetOf, tree.Filter, tree.Union,
    tree.Word, tree.WordList, tree.Number, tree.Count, tree.Total, tree.Sum, tree.ShareOf, tree.MomentOf, tree.DayOf, tree.Shifted,
    tree.Clock, tree.Limit, tree.At, tree.Flag, tree.Done, tree.Timed, tree.Relates, tree.Is, tree.In, tree.Same, tree.Compare,
    tree.Nothing, tree.Has, tree.Quantified, tree.IfAny, tree.Not, tree.And, tree.Or, tree.Implies, tree.Step, tree.Order,
    tree.Entry, tree.Listed, tree.Ask, tree.Subject, tree.Definitions,
)  # fmt: skip
WORDS = (words.Type, words.Field, words.Kind, words.SetWord, words.Office, words.Relation, words.Parameter, words.Words)
CLASSES: dict[str, type[AttrsInstance]] = {
    one.__name__ if one not in WORDS else f"words.{one.__name__}": one
    for one in (*TREE, *WORDS, model.Rule, model.Statement, model.Rulebook, Source)
}
NAMES = {made: name for name, made in CLASSES.items()}


def lean(book: Rulebook) -> Rulebook:
    """What a check needs of a rulebook: no cases, no source."""
    rules = tuple(evolve(rule, cases=(), source=None, place=None) for rule in book.rules)
    known = {name: evolve(p, place=None) for name, p in book.words.parameters.items()}
    spoken = evolve(book.words, parameters=known)
    return evolve(book, rules=rules, words=spoken, accounts=(), given=None, source=Source(book.source.name, ""))


def pack(book: Rulebook) -> str:
    """A rulebook as a text; *lean* ones only."""
    return json.dumps(Packer().whole(book), ensure_ascii=False, separators=(",", ":"))


def unpack(text: str) -> Rulebook:
    """The rulebook of a text.

    :raises ValueError: when it is none
    """
    try:
        objects = list[Any]()
        for name, *values in json.loads(text):
            # Nearly all are texts and tables of texts, which are what they are.
            objects.append(CLASSES[name](*[value_of(v, objects) if type(v) is list else v for v in values]))
        found = objects[-1]
    except (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError) as error:
        raise ValueError(str(error)) from error
    if not isinstance(found, Rulebook):
        raise ValueError("no rulebook")  # noqa: TRY004 - it is the text that is wrong
    return found


class Packer:
    """Puts values into a list, each behind those that it is made of; of several that are alike one stands there."""

    def __init__(self) -> None:
        self.list = list[Any]()
        self.known = dict[int, tuple[int, object]]()
        self.alike = dict[str, int]()

    def whole(self, book: Rulebook) -> list[Any]:
        """The list, the rulebook at its end."""
        self.value(book)
        return self.list

    def value(self, value: Any) -> Any:
        """One value as JSON: a text, a table of texts, or a list that says by its first entry what it is."""
        if value is None or isinstance(value, str | bool | int):
            return value
        if type(value) in NAMES:
            found = self.known.get(id(value))
            if found is None:
                entry = [
                    NAMES[type(value)],
                    *(self.value(getattr(value, a.name)) for a in fields(type(value)) if a.init),
                ]
                at = self.alike.setdefault(repr(entry), len(self.list))
                if at == len(self.list):
                    self.list.append(entry)
                found = self.known[id(value)] = at, value
            return ["@", found[0]]
        match value:
            case tuple():
                return ["t", *map(self.value, value)]
            case frozenset():
                return ["s", *sorted(map(self.value, value))]
            case Fraction():
                return ["f", value.numerator, value.denominator]
            case date():
                return ["d", value.isoformat()]
            case ZoneInfo():
                return ["z", value.key]
            case Calendar():
                return ["c", value.country, value.subdivision, sorted(value.weekend)]
        if all(isinstance(part, str) for pair in value.items() for part in pair):
            return dict(value)  # nearly all are texts in two languages
        return ["m", *(part for key, one in value.items() for part in (self.key(key), self.value(one)))]

    def key(self, key: Any) -> Any:
        """A key of a table: a text or a number."""
        assert isinstance(key, str | int)
        return key


def value_of(value: Any, objects: list[Any]) -> Any:
    """A value from JSON."""
    if type(value) is not list:
        return value
    match value[0]:
        case "@":
            return objects[value[1]]
        case "t":
            return tuple([value_of(one, objects) for one in value[1:]])
        case "m":
            return dict(zip(value[1::2], [value_of(one, objects) for one in value[2::2]], strict=True))
        case "s":
            return frozenset(value[1:])
        case "f":
            return Fraction(value[1], value[2])
        case "d":
            return date.fromisoformat(value[1])
        case "z":
            return ZoneInfo(value[1])
        case "c":
            return Calendar(value[1], value[2], frozenset(value[3]))
    raise ValueError(value[0])
