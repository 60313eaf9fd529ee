"""The facts as values: a roster, a meeting file, a register. Frozen; what is absent is not known."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from functools import cached_property
from typing import Any

from attrs import Factory, evolve, field, frozen

from meetingrules.base.source import Place, Source
from meetingrules.lang.answers import Moment
from meetingrules.lang.facts import Acts, Answer, Everyone, Thing

Values = Mapping[Thing, Mapping[str, Answer]]
"""For each thing what is stated of it, by field. A field that is not there is not known."""


@frozen
class Tenure:
    """One person in one office, from when to when (both days included; None: no end)."""

    person: str
    office: str
    start: date | None = None
    end: date | None = None
    acting: bool = False
    unit: str | None = None
    """The unit whose post it is, where the office is a field of units: ``principal_head`` of 教育局."""
    place: Place | None = field(default=None, eq=False, repr=False)


@frozen
class Tie:
    """One person in one relation to one unit, from when to when."""

    person: str
    relation: str
    unit: str
    start: date | None = None
    end: date | None = None
    place: Place | None = field(default=None, eq=False, repr=False)


@frozen
class Roster:
    """Who holds which office, who is in charge of which unit, which unit is of which kind."""

    source: Source = field(eq=False)
    tenures: tuple[Tenure, ...] = ()
    ties: tuple[Tie, ...] = ()
    values: Values = field(factory=dict)
    """What is stated of units and persons."""
    complete: bool = True
    """Whether who is not written down holds no office: a written list is complete unless it says otherwise."""

    @cached_property
    def readers(self) -> list[Any]:
        """What was worked out of it for the words of a rulebook; see ``officers``."""
        return []

    @cached_property
    def tied(self) -> Mapping[tuple[str, str, str], tuple[Tie, ...]]:
        """The terms of each person in each relation to each unit."""
        found = dict[tuple[str, str, str], tuple[Tie, ...]]()
        for tie in self.ties:
            key = (tie.person, tie.relation, tie.unit)
            found[key] = (*found.get(key, ()), tie)
        return found

    @cached_property
    def related(self) -> Mapping[tuple[str, str], tuple[Tie, ...]]:
        """The terms of everybody in each relation to each unit."""
        found = dict[tuple[str, str], tuple[Tie, ...]]()
        for tie in self.ties:
            key = (tie.relation, tie.unit)
            found[key] = (*found.get(key, ()), tie)
        return found

    @cached_property
    def posts(self) -> Mapping[tuple[str | None, str], tuple[Tenure, ...]]:
        """The terms in each office, and in each post of a unit."""
        found = dict[tuple[str | None, str], tuple[Tenure, ...]]()
        for tenure in self.tenures:
            key = (tenure.unit, tenure.office)
            found[key] = (*found.get(key, ()), tenure)
        return found

    @cached_property
    def persons(self) -> frozenset[str]:
        """Everybody who is named in it."""
        named = {t.person for t in self.tenures} | {t.person for t in self.ties}
        named |= {thing.id for thing in self.values if thing.kind == "person"}
        for fields in self.values.values():
            for value in fields.values():
                named |= {t.id for t in things_in(value) if t.kind == "person"}
        return frozenset(named)

    @cached_property
    def units(self) -> frozenset[str]:
        """Every unit that is named in it."""
        posts = {t.unit for t in self.tenures if t.unit is not None}
        return frozenset(
            {t.unit for t in self.ties} | posts | {thing.id for thing in self.values if thing.kind == "unit"}
        )

    @cached_property
    def spoken_of(self) -> frozenset[str]:
        """Every unit that is named in it, also in what it states of others."""
        inside = (t for fields in self.values.values() for answer in fields.values() for t in things_in(answer))
        return self.units.union(t.id for t in inside if t.kind == "unit")


@frozen
class Attendance:
    """Who was there. A record beats a sign-in beats a reply, person by person; replies never decide.

    Persons are names; an ``Everyone`` stands for all of a set.
    """

    present: tuple["str | Everyone", ...] = ()
    absent: tuple["str | Everyone", ...] = ()
    late: Mapping[str, Moment | None] = field(factory=dict)
    left: Mapping[str, Moment | None] = field(factory=dict)
    others: bool | None = None
    """Whoever is not named was present (True), was absent (False), is not known (None)."""
    signed_in: Mapping[str, Moment | None] = field(factory=dict)
    coming: tuple["str | Everyone", ...] = ()
    not_coming: tuple["str | Everyone", ...] = ()
    recorded: bool = False
    """Whether the file has an attendance record at all."""
    places: Mapping[str, Place] = field(factory=dict, eq=False, repr=False)


@frozen
class Departure:
    """A recorded deviation from a rule: why, since when, approved by whom."""

    rule: str
    subject: str | None
    """``items.2``, a person's name; None: whatever the rule is about."""
    reason: str | None
    at: Moment | None
    approved: Acts | None
    until: date | None
    place: Place | None = field(default=None, eq=False, repr=False)


@frozen
class Attestation:
    """What a person judged: who, when, with which result."""

    rule: str
    subject: str | None
    by: str | None
    at: Moment | None
    result: bool | None
    note: str = ""
    place: Place | None = field(default=None, eq=False, repr=False)


@frozen
class Plan:
    """One meeting as data."""

    source: Source = field(eq=False)
    rulebook: str
    roster: Roster | None
    values: Values
    """What is stated: of the meeting, its items, papers, persons, acts …"""
    day: date | None
    """The first day of the meeting."""
    last_day: date | None
    begins: time | None
    ends: time | None
    attendance: Attendance = field(factory=Attendance)
    at_items: Mapping[tuple[str, str, str], tuple[frozenset[str], bool]] = field(factory=dict)
    """(item, flag, preposition) -> (the persons of whom it is so, whether that list is complete)."""
    state: str | None = None
    """As stated: planned, convened, open, closed, inquorate, postponed, cancelled."""
    as_of: Moment | None = None
    departures: tuple[Departure, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    people: frozenset[str] = frozenset()
    """Persons that only this file knows."""
    places: Mapping[tuple[Thing, str], Place] = field(factory=dict, eq=False, repr=False)
    """Where each field of each thing is stated."""


@frozen
class Register:
    """Many meetings of one body, and the period that they cover."""

    plans: tuple[Plan, ...]
    start: date | None = None
    end: date | None = None
    source: Source | None = field(default=None, eq=False)
    months: Mapping[tuple[int, int], tuple[int, ...]] = field(
        init=False, eq=False, repr=False, default=Factory(lambda self: _by_month(self.plans), takes_self=True)
    )
    """For each (year, month) which of the plans fall into it, in their order."""

    def inside(self, first: date, last: date) -> Iterator[int]:
        """Which of the plans fall into a time, without looking at all the others."""
        year, month = first.year, first.month
        while (year, month) <= (last.year, last.month):
            for index in self.months.get((year, month), ()):
                day = self.plans[index].day
                if day is not None and first <= day <= last:
                    yield index
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)

    def having(self, plan: Plan) -> "Register":
        """The register with one meeting in it; itself where it has it already."""
        if plan.day is None:
            return self
        name = (plan.begins, plan.source.name)
        if any((self.plans[i].begins, self.plans[i].source.name) == name for i in self.inside(plan.day, plan.day)):
            return self
        return evolve(self, plans=(*self.plans, plan))


def _by_month(plans: tuple[Plan, ...]) -> Mapping[tuple[int, int], tuple[int, ...]]:
    found = dict[tuple[int, int], tuple[int, ...]]()
    for index, plan in enumerate(plans):
        if plan.day is not None:
            key = plan.day.year, plan.day.month
            found[key] = (*found.get(key, ()), index)
    return found


def things_in(value: object) -> tuple[Thing, ...]:
    """The things that a value names."""
    if isinstance(value, Thing):
        return (value,)
    entries = getattr(value, "entries", ())
    return tuple(entry for entry, _ in entries if isinstance(entry, Thing))
