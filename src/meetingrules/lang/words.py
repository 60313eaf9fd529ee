"""The words a rulebook may speak of, with their types: things, fields, sets, offices, relations, parameters.

One list from which the checker, the loaders and the manual pages are made. The engine's own words stand in
``grammar/vocabulary.yaml``; a rulebook adds its own.
"""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar

from attrs import evolve, field, frozen

from meetingrules.base.source import Place, Texts

T = TypeVar("T")


@frozen
class Type:
    """The type of a value.

    ``base`` is ``flag``, ``act``, ``date``, ``instant``, ``text``, ``number``, ``word`` or ``thing``; ``of`` is the unit
    of a number, the kind of a thing (``party`` stands for person, unit or declared party) or, for a word, the
    dotted name of the field whose words it may be.
    """

    base: str
    of: str | None = None
    several: bool = False

    def __str__(self) -> str:
        name = {"thing": self.of, "number": f"number of {self.of}" if self.of else "number"}.get(self.base, self.base)
        return f"several of {name}" if self.several else str(name)


@frozen
class Field:
    """One field of a kind of thing."""

    kind: str
    """The kind of thing it belongs to."""
    name: str
    type: Type
    label: Texts
    words: Mapping[str, Texts] = field(factory=dict)
    """The words that it may be, when its type is ``word``."""
    roles: Mapping[str, Type] = field(factory=dict)
    """Its prepositions: of an act, of a relation between persons and items, of presence."""
    plural: str | None = None
    one: str | None = None
    repeatable: bool = False
    """An act that several may do, or that may be done again."""
    moment: str = "last"
    """Which of several records tells when it was done: ``first`` or ``last``."""
    derived: bool = False
    """Whether the engine can work it out from other facts when the file does not state it."""

    @cached_property
    def entry(self) -> "Field":
        """What one entry of it is, where it has several."""
        return evolve(self, type=evolve(self.type, several=False))


@frozen
class Kind:
    """A kind of thing: meeting, item, paper, person …"""

    name: str
    plural: str | None
    single: bool
    """There is exactly one of it in a meeting: ``minutes``, ``notice``."""
    label: Texts
    fields: Mapping[str, Field]


@frozen
class SetWord:
    """A named set: what may follow ``every``, ``at least 1/2 of``; ``members``."""

    name: str
    of: str
    one: str
    label: Texts


@frozen
class Office:
    """An office that persons hold, from when to when."""

    name: str
    plural: str
    label: Texts
    seats: int | None = None
    acting_counts: bool = False
    is_also: str | None = None


@frozen
class Relation:
    """A relation that the roster records between a person and a unit: in charge of, liaising with."""

    name: str
    preposition: str
    label: Texts


@frozen
class Parameter:
    """A number of the rulebook with its unit and citation; dated when it changes."""

    name: str
    values: tuple[tuple[date, Fraction], ...]
    """(from when, value), in the order of time; one entry when it never changed."""
    unit: str | None
    cites: tuple[str, ...] = ()
    label: Texts = field(factory=dict)
    readings: tuple[Texts, ...] = ()
    """How the sentence that sets it was read."""
    place: Place | None = field(default=None, eq=False, repr=False)

    def on(self, day: date) -> Fraction:
        """The value in force on a day (the first one for days before it)."""
        value = self.values[0][1]
        for since, number in self.values:
            if since <= day:
                value = number
        return value


@frozen
class Words:
    """All words of one rulebook. Definitions live beside it: they are sentences, these are names."""

    kinds: Mapping[str, Kind]
    sets: Mapping[str, SetWord]
    offices: Mapping[str, Office] = field(factory=dict)
    relations: Mapping[str, Relation] = field(factory=dict)
    units: Mapping[str, str] = field(factory=dict)
    """Words for single units: ``general_office`` and the name that files give it."""
    parties: Mapping[str, Texts] = field(factory=dict)
    """Parties that act without being a person of the roster: ``press``."""
    parameters: Mapping[str, Parameter] = field(factory=dict)
    lists: Mapping[str, tuple[str, frozenset[str]]] = field(factory=dict)
    """Named lists of words: name -> (the field whose words they are, the words)."""
    _kept: dict[Hashable, Any] = field(factory=dict, init=False, eq=False, repr=False)
    """What readers worked out of these words alone, which they would else do for every meeting."""

    def once(self, question: Hashable, answer: Callable[["Words"], T]) -> T:
        """What hangs on these words alone, worked out when it is first asked for; nobody changes it.

        :param question: what no other question is like
        """
        if question not in self._kept:
            self._kept[question] = answer(self)
        kept: T = self._kept[question]
        return kept

    def singles(self) -> dict[str, Kind]:
        """The things of which there is exactly one, by name."""
        return {name: kind for name, kind in self.kinds.items() if kind.single}
