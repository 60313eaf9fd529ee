"""What might be changed so that a rule is met: as wishes about facts, not yet as edits of a file."""

from collections.abc import Iterable
from datetime import date

from attrs import evolve, frozen
from attrs import field as plain

from meetingrules.lang.answers import Moment
from meetingrules.lang.facts import Thing
from meetingrules.lang.values import in_time_order
from meetingrules.lang.words import Field

Roles = tuple[tuple[str, tuple[object, ...]], ...]
TONES = ("do", "state", "past")
"""To be done or changed; a fact that is not known, to be stated; what would have been needed."""


@frozen
class Act:
    """Something done: by whom, to whom, by when."""

    thing: Thing
    field: Field
    roles: Roles
    at: Moment
    """The last moment that serves."""
    tone: str = "do"
    limited: bool = True
    """Whether there is such a moment; else the sooner the better."""
    replaces: bool = plain(default=False)
    """Whether it stands instead of what is on record; else beside it."""
    either: tuple[object, ...] = plain(default=(), eq=False)
    """Who else might do it as well."""


@frozen
class Put:
    """Another value, or one where none is known."""

    thing: Thing
    field: Field
    value: str
    tone: str = "do"


@frozen
class Join:
    """One more value in a set."""

    thing: Thing
    field: Field
    value: str
    tone: str = "do"


@frozen
class Come:
    """Somebody comes."""

    person: str
    expected: bool = False
    """Whether it is a reply that says so."""
    item: Thing | None = None
    """The item for which he is in the room."""
    there: bool = True
    tone: str = "do"
    one_of: bool = False
    """Whether somebody else would do as well: it is only a matter of numbers."""


@frozen
class Move:
    """The meeting on another day."""

    day: date
    by: int
    """How many days later."""
    tone: str = "do"


Want = Act | Put | Join | Come | Move
Fix = tuple[Want, ...]
"""Wishes that serve together."""
WIDTH = 4
"""So many ways are looked at for each part."""


def united(wants: Iterable[Want]) -> Fix | None:
    """Wishes together: each once, acts that differ only in whom they reach as one; None where they contradict each other."""
    found = list[Want]()
    for want in wants:
        if want in found:
            continue
        if isinstance(want, Put) and any(
            isinstance(o, Put) and (o.thing, o.field) == (want.thing, want.field) for o in found
        ):
            return None
        if isinstance(want, Come) and any(isinstance(o, Come) and _opposed(o, want) for o in found):
            return None
        place = next((i for i, o in enumerate(found) if isinstance(want, Act) and _joins(o, want)), None)
        if place is None:
            found.append(want)
        else:
            found[place] = _joined(found[place], want)
    return tuple(found)


def _opposed(one: Come, other: Come) -> bool:
    return (one.person, one.item) == (other.person, other.item) and one.there is not other.there


def _by(act: Act) -> tuple[object, ...]:
    return next((values for preposition, values in act.roles if preposition == "by"), ())


def _joins(one: Want, act: Want) -> bool:
    """Whether two acts can be one: the same, by the same, and either to or with others."""
    if not isinstance(one, Act) or not isinstance(act, Act):
        return False
    same = (one.thing, one.field, one.replaces, _by(one)) == (act.thing, act.field, act.replaces, _by(act))
    return same and {p for p, _ in one.roles} == {p for p, _ in act.roles}


def _joined(one: Want, other: Want) -> Want:
    assert isinstance(one, Act)
    assert isinstance(other, Act)
    more = dict(other.roles)
    roles = tuple((p, tuple(dict.fromkeys((*values, *more.get(p, ()))))) for p, values in one.roles)
    return evolve(one, roles=roles, at=min(one.at, other.at, key=in_time_order))


def together(options: list[list[Fix]]) -> list[Fix]:
    """One way for each part: all take their first, all their second …; of few parts every choice."""
    if not all(options):
        return []
    widths = [len(ways) for ways in options]
    picks = [[min(turn, width - 1) for width in widths] for turn in range(max(widths, default=1))]
    if len(options) <= 3:
        for place, width in enumerate(widths):
            for choice in range(width):
                pick = [0] * len(widths)
                pick[place] = choice
                picks.append(pick)
    found = list[Fix]()
    for pick in picks:
        fix = united(want for ways, choice in zip(options, pick, strict=True) for want in ways[choice])
        if fix is not None and fix not in found:
            found.append(fix)
    return least(found)


def size(fix: Fix) -> tuple[int, int, int, int]:
    """How much is changed: how many things, what is not done at all then, how many persons, how many days."""
    undone = sum(want.tone != "state" and undoes(want) for want in fix)
    persons = sum(isinstance(want, Come) for want in fix)
    days = sum(want.by for want in fix if isinstance(want, Move))
    told = len(fix) - persons + (1 if persons else 0)
    return told, undone, persons, days


def undoes(want: Want) -> bool:
    """Whether something is not done at all then: not discussed, not held, not attended."""
    if isinstance(want, Come):
        return not want.there
    return isinstance(want, Put) and (want.value == "none" or (want.field.derived and want.value == "no"))


def least(fixes: Iterable[Fix]) -> list[Fix]:
    """The smallest first, and not too many; of equals the one that was found first."""
    found = list[Fix]()
    for fix in fixes:
        if fix not in found:
            found.append(fix)
    return sorted(found, key=size)[: WIDTH * 2]
