"""What asking a condition gives: a truth of three values, what keeps it open, and the proof.

A proof carries two truths. ``now`` takes an act that is recorded as *none* as not done. ``later`` leaves it open: it may
still come. They differ only where such a record was met, and only while a deadline runs does the difference matter.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from attrs import evolve, field, frozen

from meetingrules.base.source import Place, Texts

Moment = date | datetime
"""A whole day, or an instant with a zone."""


class Truth(Enum):
    """Strong Kleene truth. It has no truth value of its own in Python: asking for one is a mistake and raises."""

    NO = 0
    OPEN = 1
    YES = 2

    def __bool__(self) -> bool:
        raise TypeError("a Truth is not a bool: compare it with 'is'")

    def __invert__(self) -> "Truth":
        return Truth(2 - self.value)


def all_of(truths: Iterable[Truth]) -> Truth:
    """Kleene *and*; of nothing it is YES."""
    least = Truth.YES
    for truth in truths:
        if truth is Truth.NO:
            return truth
        if truth is Truth.OPEN:
            least = truth
    return least


def any_of(truths: Iterable[Truth]) -> Truth:
    """Kleene *or*; of nothing it is NO."""
    most = Truth.NO
    for truth in truths:
        if truth is Truth.YES:
            return truth
        if truth is Truth.OPEN:
            most = truth
    return most


@frozen
class Due:
    """The last permissible moment; two of them where the calendar is not announced yet."""

    earliest: Moment
    latest: Moment
    implied: bool = field(default=False, eq=False)
    """No rule names it: it only says when a rule without a deadline may be asked, and no finding speaks of it."""

    @classmethod
    def at(cls, moment: Moment) -> "Due":
        """A due moment that is certain."""
        return cls(moment, moment)

    @property
    def exact(self) -> bool:
        """Whether it is one moment."""
        return self.earliest == self.latest


GAPS = ("fact", "none", "judgement", "calendar", "hour")


@frozen
class Gap:
    """One reason why an answer is open."""

    kind: str
    """One of ``GAPS``. ``fact``: not known; ``none``: recorded as not done so far; ``judgement``: a person must say; ``calendar``: the
    working days are not announced; ``hour``: the day alone does not decide."""
    fact: str
    """What is missing, as a meeting file writes it: ``items.2.agreed``."""
    label: Texts = field(eq=False)
    due: Due | None = field(default=None, eq=False)
    place: Place | None = field(default=None, eq=False, repr=False)
    act: bool = field(default=False, eq=False)
    """Whether it is the record of an act that is missing."""


@frozen
class Proof:
    """An answer with its reasons: one node for each construct, as deep as the condition."""

    construct: str
    """Which construct answered: ``quorum``, ``act``, ``order`` …"""
    now: Truth
    later: Truth
    says: str = ""
    """The part of the condition, in canonical text."""
    label: str | None = None
    """The citation or word that names this part in a named list."""
    gaps: tuple[Gap, ...] = ()
    due: Due | None = None
    values: Mapping[str, Any] = field(factory=dict)
    """The numbers and names of this construct, by its own keys."""
    parts: tuple["Proof", ...] = ()
    place: Place | None = field(default=None, eq=False, repr=False)

    @property
    def open(self) -> bool:
        """Not decided, or decided only by an act that is recorded as none so far."""
        return _open(self.now, self.later)

    def named(self, label: str) -> "Proof":
        """The same proof under a label."""
        return evolve(self, label=label)

    def placed(self, place: Place | None, **values: object) -> "Proof":
        """The same proof with the place of the fact that it looked at, and more values; written out because it is made so often."""
        known = {**self.values, **values}
        return Proof(
            self.construct, self.now, self.later, self.says, self.label, self.gaps, self.due, known, self.parts, place
        )


def _open(now: Truth, later: Truth) -> bool:
    return now is Truth.OPEN or (now is Truth.NO and later is Truth.OPEN)


def _later_due(dues: list[Due]) -> Due | None:
    return max(dues, key=lambda d: _stamp(d.latest), default=None)


def _earlier_due(dues: list[Due]) -> Due | None:
    return min(dues, key=lambda d: _stamp(d.earliest), default=None)


def _stamp(moment: Moment) -> tuple[int, float]:
    """An order over days and instants: a whole day ends after every instant of it."""
    if isinstance(moment, datetime):
        return moment.toordinal(), moment.hour * 3600 + moment.minute * 60 + moment.second + moment.microsecond / 1e6
    return moment.toordinal(), 86400.0


def _gaps(parts: Iterable[Proof]) -> tuple[Gap, ...]:
    return tuple(dict.fromkeys(gap for part in parts for gap in part.gaps))


def conjunction(parts: tuple[Proof, ...], construct: str = "and", **more: Any) -> Proof:
    """All parts hold. Open parts are due at the earliest of their moments; what holds so far may cease to until the latest."""
    now, later = all_of(p.now for p in parts), all_of(p.later for p in parts)
    if Truth.OPEN not in (now, later):
        return Proof(construct, now, later, parts=parts, **more)
    so_far = now is Truth.YES
    matter = [p for p in parts if p.open or (so_far and p.later is Truth.OPEN)]
    due = (_later_due if so_far else _earlier_due)([p.due for p in matter if p.due])
    return Proof(construct, now, later, parts=parts, gaps=_gaps(matter), due=due, **more)


def disjunction(parts: tuple[Proof, ...], construct: str = "or", **more: Any) -> Proof:
    """At least one part holds. Open parts are due at the latest of their moments; what holds so far may cease to until the earliest."""
    now, later = any_of(p.now for p in parts), any_of(p.later for p in parts)
    if Truth.OPEN not in (now, later):
        return Proof(construct, now, later, parts=parts, **more)
    matter = [p for p in parts if p.now is Truth.OPEN or p.later is Truth.OPEN]
    due = (_earlier_due if now is Truth.YES else _later_due)([p.due for p in matter if p.due])
    return Proof(construct, now, later, parts=parts, gaps=_gaps(matter), due=due, **more)


def negation(part: Proof, **more: Any) -> Proof:
    """The part does not hold."""
    return Proof("not", ~part.now, ~part.later, gaps=part.gaps, due=part.due, parts=(part,), **more)
