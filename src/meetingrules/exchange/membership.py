"""Who is a member of a body on a day, as far as rulebook and roster say so for certain."""

from collections.abc import Callable
from datetime import date

from meetingrules.base.source import Source
from meetingrules.exchange.known import Known
from meetingrules.facts.model import Plan, Roster
from meetingrules.facts.world import MEETING, World
from meetingrules.lang.answers import Truth
from meetingrules.lang.facts import Thing
from meetingrules.rulebook.model import Rulebook

Members = Callable[[date], frozenset[str] | None]


def members_of(book: Rulebook, roster: Roster | None) -> Members:
    """A function from a day to those who are members on it; to None where that is not known, or not known of all."""

    def on(day: date) -> frozenset[str] | None:
        if roster is None or book.zone is None or "members" not in book.definitions.sets:
            return None
        plan = Plan(Source("", ""), book.id, roster, {MEETING: {}}, day, None, None, None)
        world = World(plan, book.words, book.zone, book.calendar, book.labels)
        group = Known(book, world).group("members")
        if group.gaps or any(proof is not None and proof.now is Truth.OPEN for _, proof in group.entries):
            return None
        sure = (thing for thing, proof in group.entries if proof is None or proof.now is Truth.YES)
        return frozenset(thing.id for thing in sure if isinstance(thing, Thing))

    return on
