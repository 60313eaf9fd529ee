"""The verdict alone: how many findings have which status, without saying why. For software that asks thousands of times.

Rule by rule and subject by subject it asks the compiled rules, and where what is known does not decide, the closures that know
three values. What records of people bear on, departures and attestations, is left to the definition. Tests hold all three equal.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from meetingrules.base.days import Calendar
from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.compiler.clock import Open
from meetingrules.engine.check import Checker, Quickly, check_plan, world_of
from meetingrules.engine.soft import Closures, Ready, Soft
from meetingrules.facts.model import Plan
from meetingrules.lang.answers import Moment
from meetingrules.lang.facts import Thing
from meetingrules.lang.steps import Steps
from meetingrules.report.exitcode import COMPLIANT, FAILED, UNDECIDED
from meetingrules.report.model import SEVERITIES, SEVERITY_OF, STATUSES, verdict_of
from meetingrules.rulebook.model import Rule, Rulebook

if TYPE_CHECKING:
    from meetingrules.compiler.program import Program


@frozen
class Tally:
    """What a report would count, and what it would come to."""

    counts: Mapping[tuple[str, str], int]
    """Status and severity -> how many findings."""
    departures: int = 0

    @property
    def summary(self) -> dict[str, int]:
        """How many findings have which status."""
        found = dict.fromkeys(STATUSES, 0)
        for (status, _), count in self.counts.items():
            found[status] += count
        return found

    @property
    def verdict(self) -> str:
        """The verdict of the report."""
        grave = {status for status, severity in self.counts if severity in {"error", "warning"}}
        return verdict_of(grave, {status for status, _ in self.counts})

    def exit_code(self, fail_on: str = "warning") -> int:
        """As ``report.exitcode.exit_code`` has it."""
        if fail_on == "never":
            return COMPLIANT
        worst = SEVERITIES.index(fail_on)
        counting = {status for status, severity in self.counts if SEVERITIES.index(severity) <= worst}
        return FAILED if "fail" in counting else UNDECIDED if "unknown" in counting else COMPLIANT


ONCE: tuple[None] = (None,)
"""The one subject of a rule that is asked once of a meeting."""


@frozen
class Quick:
    """A rulebook made ready to be asked many times; it is made once and may be used by many threads."""

    book: Rulebook

    @cached_property
    def program(self) -> "Program":
        """Its rules about meetings as Python functions, for what is known."""
        from meetingrules.compiler.program import program  # a run that asks of one meeting compiles nothing

        return program(self.book)

    @cached_property
    def closures(self) -> Mapping[str, Ready]:
        """The same rules as closures that know three values, each made when it is first needed."""
        return Closures(self.book)

    def tally(
        self,
        plan: Plan,
        *,
        calendar: Calendar | None = None,
        as_of: Moment | None = None,
        limits: Limits = DEFAULT,
    ) -> Tally:
        """Count the statuses of one meeting; rules on how often are not asked, as there is no register.

        :raises InvalidText: ``too-many-steps``; it takes fewer of them than a report with its reasons
        """
        recorded = {d.rule for d in plan.departures} | {a.rule for a in plan.attestations}
        counts, departures = Counter(self.statuses(plan, recorded, calendar, as_of, limits)), 0
        if recorded:
            some = evolve(self.book, rules=tuple(r for r in self.book.rules if r.id in recorded))
            report = check_plan(plan, some, calendar=calendar, as_of=as_of, limits=limits)
            departures = report.departures
            counts.update((finding.status, finding.severity) for finding in report.findings)
        return Tally(counts, departures)

    def statuses(
        self, plan: Plan, without: set[str], calendar: Calendar | None, as_of: Moment | None, limits: Limits
    ) -> Iterator[tuple[str, str]]:
        """Status and severity of every finding, but those of some rules."""
        steps = Steps(limits)
        world = world_of(plan, self.book, None, calendar, steps=steps)
        checker = Checker(self.book, world, as_of if as_of is not None else plan.as_of, steps=steps)
        preparing, later = self.program.known(world, checker.world_days(), steps)
        soft = Soft(self.closures, checker, world)
        for compiled in self.program.rules:
            rule = compiled.rule
            if rule.id in without:
                continue
            severity = SEVERITY_OF[rule.force]
            steps.begin(rule.id)
            known = preparing if rule.stage == "preparation" else later
            try:
                subjects = compiled.subjects(later) if compiled.subjects is not None else ONCE
            except Open:
                yield from ((status, severity) for status in soft.rule(rule))
                continue
            if not subjects or checker.not_held(rule):
                yield from (("skip", severity) for _ in subjects or ONCE)
                continue
            for subject in subjects:
                try:
                    status = compiled.status(known, subject)
                except Open:
                    status = soft.one(rule, subject.thing if subject is not None else None)
                yield status, severity

    def compiled(self, checker: Checker) -> Quickly:
        """The status of a rule for a subject that is surely one: compiled, for a program that asks of many meetings."""
        preparing, later = self.program.known(checker.world, checker.world_days(), checker.steps)
        soft = Soft(self.closures, checker, checker.world)

        def ask(rule: Rule, subject: Thing | None) -> str:
            if checker.not_held(rule):
                return "skip"
            known = preparing if rule.stage == "preparation" else later
            try:
                return self.program.by_id[rule.id].status(known, later.rows[subject] if subject is not None else None)
            except Open:
                return soft.one(rule, subject)

        return ask

    def softly(self, checker: Checker) -> Quickly:
        """The same by the closures alone, for a program that asks once: they need no compiling."""
        soft = Soft(self.closures, checker, checker.world)
        return lambda rule, subject: "skip" if checker.not_held(rule) else soft.one(rule, subject)
