"""How much each finding of one rule asks of somebody, without its words; and whose presence that hangs on.

It is what ``expected`` tells, many times faster: what must be asked again and again (who is decisive?) is asked here.
"""

from collections.abc import Container, Iterable, Mapping
from functools import cached_property

from attrs import define, evolve, field, fields, frozen

from meetingrules.base.days import Calendar
from meetingrules.engine.check import Checker, Subject, world_of
from meetingrules.engine.decide import Clock, decide
from meetingrules.engine.expected import OUTLOOK
from meetingrules.facts.model import Plan, Register
from meetingrules.facts.presence import Presences
from meetingrules.facts.world import World
from meetingrules.lang.answers import Moment, Truth
from meetingrules.lang.facts import Thing, Unknown
from meetingrules.lang.words import Field
from meetingrules.report.changes import level_of
from meetingrules.rulebook.model import Rule, Rulebook

About = tuple[str, str]
"""The kind and the id of a subject."""


@frozen
class Watched(Presences):
    """Notes of whom it is asked whether they are there: whoever is not asked about decides nothing."""

    asked: set[str] = field(factory=set, eq=False)

    def came(self, person: str) -> tuple[bool | None, Moment | None]:
        """Whether a person came at all."""
        self.asked.add(person)
        return super().came(person)


@frozen
class WatchedWorld(World):
    """The facts of a meeting, with a note of whose presence was asked for."""

    asked: set[str] = field(factory=set, eq=False)

    @cached_property
    def presences(self) -> Presences:
        """Who was there."""
        return Watched(self.plan, self.start, self.zone, self.expecting, self.in_set, self.asked)

    def at_item(self, person: Thing, field: Field, preposition: str, item: Thing) -> bool | Unknown:
        """A flag of a person at an item."""
        self.asked.add(person.id)
        return super().at_item(person, field, preposition, item)


@frozen
class Outlook:
    """One meeting as it is to be expected, rule by rule."""

    book: Rulebook
    plan: Plan
    register: Register | None = None
    calendar: Calendar | None = None
    as_of: Moment | None = None

    @cached_property
    def world(self) -> World:
        """The facts."""
        register = self.register.having(self.plan) if self.register is not None else None
        return world_of(self.plan, self.book, register, self.calendar)

    @cached_property
    def expecting(self) -> World:
        """The facts, with replies for what will be."""
        return evolve(self.world, expecting=True)

    def watched(self, rule: Rule) -> "Watch":
        """What one rule asks of somebody, with whose presence it looked at."""
        asked = set[str]()
        plain = {f.name: getattr(self.world, f.name) for f in fields(World) if f.init}
        there = WatchedWorld(**plain, asked=asked)
        watch = Watch(asked)
        watch.levels = self._levels(rule, there, evolve(there, expecting=True), None, watch)
        return watch

    def levels(self, rule: Rule, only: Container[About] | None = None) -> Mapping[About, str]:
        """What one rule asks of somebody, for each subject: one of ``changes.LEVELS``. Records beside the facts are not looked at.

        :param only: the subjects that are asked about; all unless told
        """
        return self._levels(rule, self.world, self.expecting, only, Watch())

    def asks(self, rule: Rule) -> bool:
        """Whether the rule is asked of this meeting at all."""
        return rule.stage != "period" and not (self.register is None and rule.historical)

    def _levels(
        self, rule: Rule, world: World, expecting: World, only: Container[About] | None, watch: "Watch"
    ) -> Mapping[About, str]:
        as_of = self.as_of if self.as_of is not None else self.plan.as_of
        checker, found, waits = Checker(self.book, world, as_of), dict[About, str](), set[About]()
        clock = Clock(as_of, rule.stage, world.state, world.zone)
        for subject in watch.listed(checker.subjects(rule)):
            about = subject.thing.kind, subject.thing.id
            if only is not None and about not in only:
                continue
            status, found[about] = _decided(checker, rule, subject, clock, ahead=False)
            watch.note(about)
            if status == "pending":
                waits.add(about)
        if rule.stage == "sitting" and waits:
            known = set(found)
            found |= dict.fromkeys(waits, "rest")  # whoever is expected to come is none of those who stay away
            later = Checker(self.book, expecting, as_of)
            for subject in watch.listed(later.subjects(rule)):
                about = subject.thing.kind, subject.thing.id
                if about in waits or (about not in known and (only is None or about in only)):
                    found[about] = _decided(later, rule, subject, clock, ahead=True)[1]
                    watch.note(about)
        return found


@define
class Watch:
    """Whose presence one rule looked at: to find out whom it is about, and for each of these."""

    asked: set[str] = field(factory=set)
    """Who was asked about since the last note."""
    levels: Mapping[About, str] = field(factory=dict)
    finding_out: set[str] = field(factory=set)
    by: dict[About, set[str]] = field(factory=dict)

    def listed(self, subjects: Iterable[Subject]) -> list[Subject]:
        """The subjects of the rule."""
        found = list(subjects)
        self.finding_out |= self.asked
        self.asked.clear()
        return found

    def note(self, about: About) -> None:
        """A subject was asked about."""
        self.by.setdefault(about, set()).update(self.asked)
        self.asked.clear()

    @property
    def persons(self) -> set[str]:
        """All whose presence was looked at."""
        return self.finding_out.union(*self.by.values())

    def hanging_on(self, person: str) -> frozenset[About] | None:
        """The subjects whose answer looked at a person; None: perhaps any."""
        if person in self.finding_out:
            return None
        return frozenset(about for about, persons in self.by.items() if person in persons)


def _decided(checker: Checker, rule: Rule, subject: Subject, clock: Clock, *, ahead: bool) -> tuple[str, str]:
    asked = checker.ask(rule, subject, checker.due(rule), checker.evaluator)
    status = decide(asked, clock).status
    applies = asked.guard.now is Truth.YES
    forecast = OUTLOOK.get(status, "unknown") if ahead else None
    return status, level_of("pending" if ahead else status, forecast, applies=applies)
