"""A meeting as it was read, and as it would be: edits of its tree, the ordinary reader, the ordinary check."""

from collections.abc import Iterable

from attrs import evolve, frozen

from meetingrules.base.days import Calendar
from meetingrules.base.edits import Edit, edited
from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.base.source import Source
from meetingrules.base.tree import Node
from meetingrules.engine.check import check_plan
from meetingrules.engine.service import check_in_force, read_plan
from meetingrules.facts.model import Plan, Register, Roster
from meetingrules.lang.answers import Moment
from meetingrules.report.model import Finding, Report
from meetingrules.rulebook.model import Rule, Rulebook

Key = tuple[str, str, str]
"""What a finding is known by when the meeting is moved: its rule, the kind and the id of its subject."""


def key_of(finding: Finding) -> Key:
    """What a finding is known by, whatever the day of the meeting."""
    return finding.rule, finding.subject.kind, finding.subject.id


@frozen(eq=False)
class Trial:
    """One meeting, and all that it is held against."""

    node: Node
    source: Source
    book: Rulebook
    roster: Roster | None = None
    register: Register | None = None
    calendar: Calendar | None = None
    as_of: Moment | None = None
    limits: Limits = DEFAULT

    def tree(self, edits: Iterable[Edit] = ()) -> Node:
        """What the file would say.

        :raises NoSuchPlace: when an edit cannot be made
        """
        return edited(self.node, edits)

    def plan(self, edits: Iterable[Edit] = ()) -> Plan:
        """The meeting that it would be.

        :raises NoSuchPlace: when an edit cannot be made
        :raises InvalidText: when nobody could read it
        """
        return read_plan(self.source, self.tree(edits), self.book, self.roster, self.limits)

    def others(self) -> Register | None:
        """The register without this meeting: it is put in as it would be."""
        if self.register is None:
            return None
        return evolve(self.register, plans=tuple(p for p in self.register.plans if p.source.name != self.source.name))

    def report(self, edits: Iterable[Edit] = (), rule: Rule | None = None) -> Report:
        """The report about it.

        :param rule: ask this rule alone; records about other rules are left out then
        :raises NoSuchPlace: when an edit cannot be made
        :raises InvalidText: when nobody could read it, or the rulebook would not be in force
        """
        plan, book = self.plan(edits), self.book
        check_in_force(plan, book)
        if rule is not None:
            book = evolve(book, rules=(rule,))
            departures = tuple(d for d in plan.departures if d.rule == rule.id)
            attestations = tuple(a for a in plan.attestations if a.rule == rule.id)
            plan = evolve(plan, departures=departures, attestations=attestations)
        return check_plan(
            plan, book, register=self.others(), calendar=self.calendar, as_of=self.as_of, limits=self.limits
        )
