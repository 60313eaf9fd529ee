"""A meeting that can be changed: its tree, and all that it is held against; each change is read like a file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from attrs import evolve, frozen

from meetingrules.base.days import Calendar
from meetingrules.base.diagnostics import Complaints, Diagnostic, InvalidText
from meetingrules.base.edits import edited
from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.base.source import Source
from meetingrules.base.tree import Node
from meetingrules.engine.check import world_of
from meetingrules.engine.expected import expected
from meetingrules.engine.outlook import Outlook
from meetingrules.engine.service import check_in_force, read_plan
from meetingrules.facts.comings import Coming, Unclear
from meetingrules.facts.held import HELD
from meetingrules.facts.model import Plan, Register, Roster
from meetingrules.facts.naming import EVERYONE, PARTICIPANTS
from meetingrules.facts.supposed import Supposing, Supposition
from meetingrules.facts.ways import Ways
from meetingrules.facts.world import World
from meetingrules.lang.answers import Moment
from meetingrules.lang.facts import Thing
from meetingrules.report.model import Report
from meetingrules.rulebook.model import Rule, Rulebook

RosterOf = Callable[[Node], Roster | None]
"""The roster of a meeting, from what its file says."""


@frozen
class Meeting:
    """One meeting, with what it is held against."""

    source: Source
    tree: Node
    book: Rulebook
    roster_of: RosterOf
    register: Register | None = None
    """Without this meeting in it."""
    calendar: Calendar | None = None
    as_of: Moment | None = None
    """The moment of the check where the meeting file names none."""
    told: Moment | None = None
    """The moment of the check whatever the meeting file names."""
    limits: Limits = DEFAULT

    @cached_property
    def plan(self) -> Plan:
        """The meeting as it is read.

        :raises InvalidText: with all complaints about it
        """
        plan = read_plan(self.source, self.tree, self.book, self.roster_of(self.tree), self.limits)
        check_in_force(plan, self.book)
        return plan

    @property
    def moment(self) -> Moment | None:
        """The moment of the check."""
        return self.told or self.plan.as_of or self.as_of

    @cached_property
    def world(self) -> World:
        """Its facts."""
        return world_of(self.plan, self.book, None, self.calendar)

    @property
    def ways(self) -> Ways:
        """How its file may spell its keys."""
        return Ways.of(self.book.words)

    @property
    def recorded(self) -> bool:
        """Whether its attendance is on record, or should be: the meeting was held, or could not be for want of people."""
        record = self.plan.attendance
        return record.recorded or bool(record.signed_in) or self.world.state in HELD | {"inquorate"}

    def members(self, name: str, person: str) -> tuple[str, ...] | None:
        """Who is in a set of that name, if a person is one of them.

        :raises Unclear: when it is not known whether he is, or who else
        """
        roster = self.plan.roster
        if name != EVERYONE and (name not in self.book.words.sets or (roster is not None and name in roster.persons)):
            return None
        group = self.world.sets.get(PARTICIPANTS if name == EVERYONE else name)
        listed = [thing.id for thing, _ in group.entries if isinstance(thing, Thing)] if group is not None else []
        if group is None or group.gaps:
            raise Unclear(name)
        return tuple(listed) if person in listed else None

    # ---- asked -----------------------------------------------------------------------------------------------------------

    def report(self, rules: Iterable[Rule] | None = None) -> Report:
        """What is to be expected of it, by all rules or by some."""
        return expected(
            self.plan, self.book, register=self.register, calendar=self.calendar, as_of=self.moment, rules=rules,
            limits=self.limits,
        )  # fmt: skip

    @property
    def outlook(self) -> Outlook:
        """The same without words."""
        return Outlook(self.book, self.plan, self.register, self.calendar, self.moment)

    def each(self, changes: Iterable[Supposition]) -> tuple[Supposition, ...]:
        """Changes, each of one person."""
        known = self.plan.people | (self.plan.roster.persons if self.plan.roster is not None else frozenset())
        return tuple(one for change in changes for one in change.each(known))

    # ---- changed ---------------------------------------------------------------------------------------------------------

    def without(self, persons: Iterable[str]) -> "Meeting":
        """The same meeting, but some stay away.

        :raises Unclear: when one of them cannot be taken out of a set
        """
        tree = self.tree
        for person in persons:
            edits = Coming(person, comes=False).edits(tree, self.ways, self.members, recorded=self.recorded)
            tree = edited(tree, edits)
        return evolve(self, tree=tree)

    def supposing(self, changes: Sequence[Supposition]) -> tuple["Meeting", Mapping[str, str | None]]:
        """The meeting with some changes, and the items that have another number then.

        :raises InvalidText: with all complaints about the changes, and about what they make of the meeting
        """
        changed, renumbered, complaints = self._made(changes)
        if complaints:
            told = Complaints(self.limits.complaints)
            told.found = [self._pointed(found, changes) for found in complaints]
            told.raise_if_any()
        return changed, renumbered

    def _made(
        self, changes: Sequence[Supposition]
    ) -> tuple["Meeting", Mapping[str, str | None], tuple[Diagnostic, ...]]:
        made = Supposing(self.book.words, Complaints(self.limits.complaints))
        tree = made.values(self.tree, changes)
        if any(change.kind in {"absent", "present"} for change in changes):
            so_far = evolve(self, tree=tree)
            so_far = self if so_far.unread() else so_far  # what cannot be read is told with everything else
            tree = made.comings(tree, changes, so_far.members, recorded=so_far.recorded)
        found = made.items(tree, changes)
        changed = evolve(self, tree=found.tree)
        return changed, found.renumbered, (*made.complaints.found, *changed.unread())

    def unread(self) -> tuple[Diagnostic, ...]:
        """Why the meeting cannot be read, if it cannot."""
        try:
            assert self.plan
        except InvalidText as error:
            return error.diagnostics
        return ()

    def _pointed(self, found: Diagnostic, changes: Sequence[Supposition]) -> Diagnostic:
        """A complaint about a part of the file that was right before, as one about the change that it comes from."""
        if found.place is not None and found.place.source != self.source:
            return found
        alone = (change for change in changes if self._brings([change], found))
        needed = (c for c in changes if not self._brings([other for other in changes if other is not c], found))
        culprit = next(alone, None) or next(needed, None)
        if culprit is None:
            return found
        where = f"{found.place}" if found.place is not None else self.source.name
        said = {
            "zh": f"改动后，{where} 有误：{found.message['zh']}",
            "en": f"with this change, {where} is wrong: {found.message['en']}",
        }
        return evolve(found, message=said, place=culprit.place)

    def _brings(self, changes: Sequence[Supposition], found: Diagnostic) -> bool:
        """Whether some changes are enough for a complaint."""
        return any((d.code, d.message) == (found.code, found.message) for d in self._made(changes)[2])
