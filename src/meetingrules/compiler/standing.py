"""Which records of an act count: of a person about the same the last, of a chain those before the meeting."""

from datetime import date, datetime, tzinfo
from operator import attrgetter
from types import NoneType
from typing import Any

from meetingrules.compiler.clock import Open, day_of, in_order
from meetingrules.compiler.rows import Deed

DAYS_ALONE = {date}
AT = attrgetter("at")


def standing(records: tuple[Deed, ...], last: bool, start: Any, zone: tzinfo) -> tuple[Deed, ...]:
    """Of one person about the same the last; of a chain, the last before the meeting.

    :param start: when the meeting begins, where the act is a step before it
    :raises Open: when the meeting's hour, which nobody gave, would tell
    """
    day = day_of(start, zone) if start is not None else None
    if in_turn(records, day):
        return records
    kinds = {r.at.__class__ for r in records}
    if kinds == DAYS_ALONE:
        records = tuple(sorted(records, key=AT))
    elif NoneType not in kinds:
        records = tuple(sorted(records, key=lambda r: in_order(r.at)))
    if day is not None:
        instants = [r.at for r in records if r.at.__class__ is datetime] if datetime in kinds else []
        if start.__class__ is not datetime and any(day_of(at, zone) == day for at in instants):
            raise Open
        records = tuple([r for r in records if r.at is None or may_precede(r.at, start, zone)]) or records
    by = [record.by for record in records]
    if None not in by and len(set(by)) == len(by):
        return records  # nobody acted twice
    kept = list[Deed]()
    for record in records:
        who, about = roles_of(record)
        for other in list(kept) if who else []:
            same = roles_of(other) == (who, about)
            if same and (other.refused or record.refused or (last and start is not None)):
                kept.remove(other)
        kept.append(record)
    return tuple(kept)


def in_turn(records: tuple[Deed, ...], latest: date | None) -> bool:
    """Whether they stand in their order, on days up to the latest, each by somebody else, as nearly always: then all count."""
    before, seen = date.min, set[Any]()
    for record in records:
        at, by = record.at, record.by
        if at.__class__ is not date or at < before or by is None or by in seen or (latest is not None and at > latest):
            return False
        before = at
        seen.add(by)
    return True


def roles_of(record: Deed) -> tuple[Any, Any]:
    """Who did it, and all else that the record names."""
    roles = record.record.roles
    return roles.get("by"), {preposition: named for preposition, named in roles.items() if preposition != "by"}


def may_precede(at: Any, start: Any, zone: Any) -> bool:
    """Whether an act may lie before the start of a meeting: its day alone does not tell."""
    if isinstance(at, datetime) and isinstance(start, datetime):
        return at < start
    return day_of(at, zone) <= day_of(start, zone)
