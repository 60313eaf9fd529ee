"""The verdict alone: how many findings have which status, without saying why. For software that asks thousands of times.

Rule by rule and subject by subject it asks the compiled rules, and where what is known does not decide, the closures that know
three values. What records of people bear on, departures and attestations, is left to the definition. Tests hold all three equal.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from meetingrules.base.days import Calendar
from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.compiler.clock import Open
from meetingrules.engine.check import Checker, check_plan, world_of
from meetingrules.engine.soft import Closures, Ready, Soft
from meetingrules.facts.model import Plan
from meetingrules.lang.answers import Moment
from meetingrules.lang.facts import Thing
from meetingrules.lang.steps import Steps
from meetingrules.report.codes import COMPLIANT, FAILED, UNDECIDED
from meetingrules.report.model import SEVERITIES, SEVERITY_OF, STATUSES, verdict_of
from meetingrules.rulebook.model import Rule, Rulebook

if TYPE_CHECKING:
    from meetingrules.compiler.known import Known
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
        asking = self.compiled(Checker(self.book, world, as_of if as_of is not None else plan.as_of, steps=steps))
        for compiled in self.program.rules:
            rule = compiled.rule
            if rule.id in without:
                continue
            severity = SEVERITY_OF[rule.force]
            steps.begin(rule.id)
            known = asking.rule(rule)
            for status in asking.soft.rule(rule) if known is None else known[1] or ("skip",):
                yield status, severity

    def compiled(self, checker: Checker) -> "ByProgram":
        """Who is asked by a program that asks of many meetings."""
        preparing, later = self.program.known(checker.world, checker.world_days(), checker.steps)
        return ByProgram(self.program, preparing, later, self.softly(checker).soft)

    def softly(self, checker: Checker) -> "ByClosures":
        """Who is asked by a program that asks once: the closures alone, which need no compiling."""
        return ByClosures(Soft(self.closures, checker, checker.world))


@frozen
class ByClosures:
    """The statuses of one meeting by the closures."""

    soft: Soft

    def rule(self, rule: Rule) -> None:
        """They leave to the definition what the subjects of a rule are."""

    def one(self, rule: Rule, subject: Thing | None) -> str:
        """The status for a subject that is surely one."""
        return "skip" if self.soft.checker.not_held(rule) else self.soft.one(rule, subject)


@frozen
class ByProgram:
    """The statuses of one meeting by the compiled rules; by the closures, where what is known does not decide."""

    program: "Program"
    preparing: "Known"
    """The facts as rules on the preparation see them."""
    later: "Known"
    soft: Soft

    def rule(self, rule: Rule) -> tuple[Iterable[Any], Sequence[str]] | None:
        """The subjects of a rule and their statuses; None where it is open what the subjects are."""
        compiled = self.program.by_id[rule.id]
        try:
            subjects = compiled.subjects(self.later) if compiled.subjects is not None else ONCE
        except Open:
            return None
        if self.soft.checker.not_held(rule):
            return subjects, ["skip"] * len(subjects)
        ask, known = compiled.status, self.preparing if rule.stage == "preparation" else self.later
        found = list[str]()
        for row in subjects:
            try:
                found.append(ask(known, row))
            except Open:
                found.append(self.soft.one(rule, row.thing if row is not None else None))
        return subjects, found

    def one(self, rule: Rule, subject: Thing | None) -> str:
        """The status for a subject that is surely one."""
        if self.soft.checker.not_held(rule):
            return "skip"
        known = self.preparing if rule.stage == "preparation" else self.later
        try:
            row = self.later.rows[subject] if subject is not None else None
            return self.program.by_id[rule.id].status(known, row)
        except Open:
            return self.soft.one(rule, subject)
