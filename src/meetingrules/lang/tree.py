"""The checked tree: a condition whose every name has one meaning and every value one type.

The parser says how a sentence is built (``nodes``), the checker what it means (this module). Evaluators read only this
tree. ``says`` is the part's canonical text; it does not take part in ``==``.
"""

from collections.abc import Hashable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import cast

from attrs import AttrsInstance, field, fields, frozen, has

from meetingrules.base.source import Texts
from meetingrules.lang.words import Field, Type


def _says() -> str:
    return field(default="", eq=False, repr=False)


# ---- values --------------------------------------------------------------------------------------------------------


@frozen
class Var:
    """The thing that a quantifier, a filter or the rule's *for* is about."""

    name: str
    type: Type


@frozen
class Single:
    """The meeting, the notice, the minutes: there is one of it."""

    kind: str
    type: Type


@frozen
class Get:
    """A field of a thing, or of every thing of a set (then the values of all, as one set)."""

    of: "Value"
    field: Field
    type: Type


@frozen
class Derived:
    """A field that the rulebook defines: ``item.leader_in_charge``."""

    of: "Value"
    name: str
    type: Type
    label: Texts = field(eq=False)


@frozen
class Holders:
    """Those who hold an office on the day in question."""

    office: str
    type: Type


@frozen
class TheUnit:
    """One unit that the rulebook has a word for."""

    word: str
    name: str
    type: Type


@frozen
class TheParty:
    """A party that is no person of the roster: the press."""

    word: str
    type: Type


@frozen
class SetOf:
    """A named set: members, attendees, items."""

    name: str
    type: Type


@frozen
class Filter:
    """Those of a set for which a condition holds."""

    group: "Value"
    var: str
    condition: "Condition"
    type: Type


@frozen
class Union:
    """All things of several sets, each once."""

    parts: tuple["Value", ...]
    type: Type


@frozen
class Word:
    """One of the words that a field may be: ``decision``, ``personnel``."""

    word: str
    type: Type


@frozen
class WordList:
    """A named list of words."""

    name: str
    words: frozenset[str]
    type: Type


@frozen
class Number:
    """A number with its unit; ``parameter`` names the one it is read from."""

    value: Fraction
    type: Type
    parameter: str | None = None


@frozen
class Count:
    """How many things a set has."""

    group: "Value"
    type: Type


@frozen
class Total:
    """The sum of a number field over a set."""

    group: "Value"
    field: Field
    type: Type


@frozen
class Sum:
    """``left + right`` or ``left - right``."""

    left: "Value"
    sign: str
    right: "Value"
    type: Type


@frozen
class ShareOf:
    """A share of a number."""

    share: Fraction
    of: "Value"
    type: Type


Value = (
    Var | Single | Get | Derived | Holders | TheUnit | TheParty | SetOf | Filter | Union | Word | WordList | Number
    | Count | Total | Sum | ShareOf
)  # fmt: skip

# ---- time --------------------------------------------------------------------------------------------------------------


@frozen
class MomentOf:
    """When an act was done, or what a date or instant field says."""

    value: Value


@frozen
class DayOf:
    """The whole day of a moment."""

    moment: "When"


@frozen
class Shifted:
    """A moment moved by calendar units; ``amount`` is negative for *before*."""

    amount: int
    unit: str
    moment: "When"


@frozen
class Clock:
    """A time of day on the day of a moment."""

    hour: int
    minute: int
    moment: "When"


When = MomentOf | DayOf | Shifted | Clock


@frozen
class Limit:
    """``at least 2 days before X``, ``within 5 working days after X``, ``between 10 and 60 days before X``.

    ``bound`` is ``at least``, ``at most``, ``more than``, ``fewer than``, ``exactly``, ``within`` or ``between``.
    """

    bound: str
    low: Value
    high: Value | None
    unit: str
    direction: str
    moment: When
    says: str = _says()


@frozen
class At:
    """``before``, ``after``, ``no later than``, ``no earlier than``, ``on``."""

    relation: str
    moment: When
    says: str = _says()


Timing = Limit | At

# ---- conditions ------------------------------------------------------------------------------------------------------------


@frozen
class Flag:
    """A yes or no that somebody stands for; with a role, of a person at an item: ``present for item``."""

    of: Value
    field: Field
    preposition: str | None = None
    role: Value | None = None
    says: str = _says()


@frozen
class Done:
    """An act was done: by whom, to whom, with what, when."""

    of: Value
    field: Field
    roles: tuple[tuple[str, Value], ...] = ()
    timing: tuple[Timing, ...] = ()
    says: str = _says()


@frozen
class Timed:
    """A date, an instant or an act falls into a time."""

    of: Value
    timing: tuple[Timing, ...]
    says: str = _says()


@frozen
class Relates:
    """The roster has this person in that relation to a unit."""

    person: Value
    relation: str
    unit: Value
    says: str = _says()


@frozen
class Is:
    """An adjective that the rulebook defines applies."""

    of: Value
    adjective: str
    object: Value | None = None
    says: str = _says()


@frozen
class In:
    """A thing is among a set, a person holds an office."""

    value: Value
    group: Value
    says: str = _says()


@frozen
class Same:
    """Two values are the same thing or word."""

    left: Value
    right: Value
    says: str = _says()


@frozen
class Compare:
    """A number against a bound."""

    left: Value
    bound: str
    right: Value
    says: str = _says()


@frozen
class Nothing:
    """Known not to exist."""

    of: Value
    says: str = _says()


@frozen
class Has:
    """A set includes a value."""

    group: Value
    value: Value
    says: str = _says()


@frozen
class Quantified:
    """Counting: *every*, *some*, *no*, at least 2, at least 2/3 of.

    A quorum is this with a share. ``bound`` is ``every``, ``some``, ``no`` or a bound; ``share`` tells whether ``low`` and
    ``high`` are shares of the base.
    """

    bound: str
    low: Value | None
    high: Value | None
    share: bool
    var: str
    group: Value
    body: "Condition"
    weight: Field | None = None
    says: str = _says()


@frozen
class IfAny:
    """The body, unless there is nobody and nothing of that name."""

    of: Value
    body: "Condition"
    says: str = _says()


@frozen
class Not:
    """The part does not hold."""

    part: "Condition"
    says: str = _says()


@frozen
class And:
    """Every part holds."""

    parts: tuple["Condition", ...]
    says: str = _says()


@frozen
class Or:
    """At least one part holds."""

    parts: tuple["Condition", ...]
    says: str = _says()


@frozen
class Implies:
    """If the left holds, the right does."""

    left: "Condition"
    right: "Condition"
    says: str = _says()


@frozen
class Step:
    """One step of an order; ``when`` makes it conditional, ``label`` is its citation or empty."""

    label: str
    condition: "Condition"
    when: "Condition | None" = None
    says: str = _says()


@frozen
class Order:
    """An approval chain: every step done, none before the one that it follows."""

    steps: tuple[Step, ...]
    says: str = _says()


@frozen
class Entry:
    """One line of a named list; ``label`` is a citation or a plain word."""

    label: str
    condition: "Condition"


@frozen
class Listed:
    """``any of:`` or ``all of:`` with labels, so that the answer says which."""

    how: str
    entries: tuple[Entry, ...]
    says: str = _says()


@frozen
class Ask:
    """A question that only a person can answer."""

    question: Mapping[str, str]
    says: str = _says()


Condition = (
    Flag | Done | Timed | Relates | Is | In | Same | Compare | Nothing | Has | Quantified | IfAny | Not | And | Or
    | Implies | Order | Listed | Ask
)  # fmt: skip


@frozen
class Subject:
    """What a rule has one finding for each of: the variable, the set, the condition that narrows it."""

    var: str
    kind: str
    group: Value
    where: Condition | None = None


def parts(node: object) -> Iterator[object]:
    """What stands directly inside a node of this tree, or inside a tuple of nodes."""
    if isinstance(node, tuple):
        yield from node
    elif has(type(node)) and type(node).__module__ == __name__:
        for name in _parts_of(cast("Hashable", type(node))):
            yield getattr(node, name)


@cache
def _parts_of(kind: Hashable) -> tuple[str, ...]:
    names = [attribute.name for attribute in fields(cast("type[AttrsInstance]", kind))]
    return tuple(name for name in names if name not in {"says", "field", "label", "type"})


@frozen
class Definitions:
    """What the rulebook defines, checked."""

    sets: Mapping[str, Value] = field(factory=dict)
    fields: Mapping[str, tuple[bool, Value]] = field(factory=dict)
    """``kind.name`` -> (whether it is one thing, the set it is computed from)."""
    adjectives: Mapping[str, tuple[str, str | None, Condition]] = field(factory=dict)
    """``kind adjective`` -> (variable, variable of the object, condition)."""

    def body(self, node: object) -> "Value | Condition | None":
        """What a node is defined by; None where it is no defined word."""
        match node:
            case SetOf(name, _):
                return self.sets.get(name)
            case Derived(_, name, _, _):
                return self.fields[name][1] if name in self.fields else None
            case Is(_, adjective, _, _):
                return self.adjectives[adjective][2] if adjective in self.adjectives else None
        return None
