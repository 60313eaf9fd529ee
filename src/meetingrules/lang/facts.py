"""What an evaluator may ask of the facts, and the values that it gets."""

from collections.abc import Mapping
from datetime import date, tzinfo
from enum import Enum
from fractions import Fraction
from typing import Protocol

from attrs import field, frozen

from meetingrules.base.days import Calendar
from meetingrules.base.source import Place, Texts
from meetingrules.lang.answers import Gap, Moment, Proof
from meetingrules.lang.words import Field

Days = tuple[date, date]
"""The first and the last day that a question is about; one day twice, unless an act carries no date."""


class None_(Enum):  # noqa: N801 - a sentinel, named after what it stands beside
    """The value of what is known not to exist."""

    NONE = "none"


NONE = None_.NONE


@frozen(cache_hash=True)
class Thing:
    """One thing of the facts: an item, a person, a unit. Two are the same when kind and id are."""

    kind: str
    id: str
    """How a meeting file reaches it: ``items.2``, ``副市长甲``."""
    label: str = field(default="", eq=False)
    place: Place | None = field(default=None, eq=False, repr=False)


@frozen
class Everyone:
    """In the role of an act: all of a named set, ``to: everyone``."""

    set: str


@frozen
class Record:
    """One act as it was recorded."""

    roles: Mapping[str, tuple[object, ...]]
    """Preposition -> the persons, units, things or words that it names."""
    at: Moment | None = None
    refused: bool = False
    until: date | None = None
    """The last day on which a standing act holds."""
    note: str = ""
    place: Place | None = field(default=None, eq=False, repr=False)


@frozen
class Acts:
    """All records of one act; more may exist unless they are complete."""

    records: tuple[Record, ...]
    complete: bool = True


@frozen
class Unknown:
    """A value that is not known, with the facts that are missing."""

    gaps: tuple[Gap, ...]


@frozen
class Group:
    """A set: who is in it (and on what proof, where that is open, else None), and why there may be more."""

    entries: tuple[tuple[object, Proof | None], ...] = ()
    gaps: tuple[Gap, ...] = ()


@frozen
class Span:
    """A number that is not known exactly: from ``low`` to ``high`` (None: no upper bound)."""

    low: Fraction
    high: Fraction | None
    gaps: tuple[Gap, ...] = ()


Known = bool | Fraction | str | Moment | Thing | Acts
Answer = Known | Group | Span | None_ | Unknown


class Facts(Protocol):
    """All that the language may ask. Everything here is a pure question: the same question gets the same answer."""

    @property
    def calendar(self) -> Calendar:
        """The working days."""

    @property
    def zone(self) -> tzinfo:
        """The zone of moments that write none."""

    @property
    def start(self) -> Moment | None:
        """When the meeting begins; its day where the hour is not known."""

    def single(self, kind: str) -> Thing | None_ | Unknown:
        """The one thing of a kind; NONE where the file says that there is none."""

    def read(self, thing: Thing, field: Field, on: Days | None = None) -> Answer:
        """A field of a thing; posts in a unit by the days that are asked about, else by the meeting's."""

    def known(self, thing: Thing, field: Field, on: Days | None = None) -> Answer | None:
        """The same, without words for what is missing: None where nothing tells."""

    def said(self, thing: Thing) -> Mapping[str, Answer]:
        """What the meeting file says of a thing, by field: no more than ``read`` gives, and perhaps less."""

    def stated(self, thing: Thing, name: str) -> Answer | None:
        """What the file states of a field that the rulebook defines; None when it states nothing."""

    def may_come(self, thing: Thing, field: Field) -> bool:
        """Whether a derived flag that is false so far may still come true: a meeting that is not held yet."""

    def at_item(self, person: Thing, field: Field, preposition: str, item: Thing) -> bool | Unknown:
        """A flag of a person at an item: ``present for item``."""

    def group(self, name: str) -> Group:
        """One of the engine's own sets."""

    def stated_set(self, name: str) -> Group | None:
        """A set that the file writes out itself; None when it does not."""

    def holders(self, office: str, on: Days) -> Group:
        """Those who hold an office."""

    def era(self, day: date) -> int:
        """Days with one number are alike: all that hangs on days holds on each of them, or on none."""

    def relates(self, person: Thing, relation: str, unit: Thing, on: Days) -> bool | Unknown:
        """Whether the roster has a person in a relation to a unit."""

    def parameter(self, name: str) -> Fraction:
        """The value of a parameter on the day of the meeting."""

    def remark(self, thing: Thing, name: str) -> Texts | None:
        """What is known beyond a plain no: that somebody came, but late."""

    def place(self, thing: Thing, name: str) -> Place | None:
        """Where a field of a thing is stated."""

    def fact(self, thing: Thing, name: str) -> str:
        """How a meeting file spells a field of a thing."""

    def texts(self, thing: Thing, name: str) -> Texts:
        """What people call a field of a thing: "the minutes: signed"."""
