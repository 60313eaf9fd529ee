"""What is marked classified in a meeting, what hangs on it, and the texts that only it says."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from meetingrules.facts.model import Plan
from meetingrules.lang.facts import Acts, Answer, Group, Thing
from meetingrules.lang.words import Words


@frozen
class Classified:
    """What must not leave the meeting file unmasked."""

    things: frozenset[str]
    """``items.2``, ``items.3.papers.1``, and the decisions, documents and removals that name one of them."""
    texts: frozenset[str]
    """Titles, reasons, notes and units of these that nothing open says as well."""


def classified_of(plan: Plan, words: Words) -> Classified:
    """What is classified in a meeting."""
    marked = {thing.id for thing, fields in plan.values.items() if fields.get("classified") is True}
    if not marked:
        return Classified(frozenset(), frozenset())
    found, size = set(marked), -1
    while size != len(found):
        size = len(found)
        for thing, fields in plan.values.items():
            if thing.kind != "meeting" and not below(thing.id, found) and _names(fields, found):
                found.add(thing.id)
    secret, open_ = set[str](), set[str](words.units.values())
    for thing, fields in plan.values.items():
        (secret if below(thing.id, found) else open_).update(_said_of(thing, fields, words))
    for departure in plan.departures:
        if departure.reason:
            (secret if below(departure.subject or "", found) else open_).add(departure.reason)
    for attestation in plan.attestations:
        (secret if below(attestation.subject or "", found) else open_).add(attestation.note)
    return Classified(frozenset(found), frozenset(secret - open_ - {""}))


def below(id_: str, things: set[str]) -> bool:
    """Whether a thing is one of some, or belongs to one of them."""
    return any(id_ == one or id_.startswith(f"{one}.") for one in things)


def _names(fields: Mapping[str, Answer], found: set[str]) -> bool:
    """Whether a thing says that it is about one of those found: ``item: 2`` of a decision; a list of items does not."""
    return any(isinstance(value, Thing) and below(value.id, found) for value in fields.values())


def _said_of(thing: Thing, fields: Mapping[str, Answer], words: Words) -> Iterator[str]:
    """The texts that are said of a thing: no words of the language, no names of persons."""
    yield thing.label if thing.kind not in {"person", "unit"} else ""
    kind = words.kinds.get(thing.kind)
    for name, value in fields.items():
        field = kind.fields.get(name) if kind is not None else None
        if isinstance(value, str):
            yield value if field is None or field.type.base == "text" else ""
        else:
            yield from _units(value)


def _units(value: object) -> Iterator[str]:
    """Units and notes in a value."""
    match value:
        case Thing("unit", id_):
            yield id_
        case Group(entries):
            for entry, _ in entries:
                yield from _units(entry)
        case Acts(records):
            for record in records:
                yield record.note
                for parties in record.roles.values():
                    for party in parties:
                        yield from _units(party)
        case _:
            return
