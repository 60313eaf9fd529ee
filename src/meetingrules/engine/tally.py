"""The verdict alone: how many findings have which status, without saying why. For software that asks thousands of times.

It asks the fast closures of ``lang.fast``, rule by rule and subject by subject, and decides as ``engine.decide`` does. What
records of people bear on, departures and attestations, is left to the definition. A test holds both equal.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from attrs import evolve, frozen

from meetingrules.base.days import Calendar
from meetingrules.engine.check import Checker, check_plan, world_of
from meetingrules.engine.decide import BEFORE, Clock
from meetingrules.facts.model import Plan
from meetingrules.lang.answers import Due, Moment
from meetingrules.lang.facts import Thing
from meetingrules.lang.fast import Conditions, all_of
from meetingrules.lang.fastacts import both
from meetingrules.lang.fastvalues import FACT, JUDGEMENT, NO, YES, Answer, Bound, Frame, Tested, Valued, as_set
from meetingrules.lang.moments import passed
from meetingrules.report.exitcode import COMPLIANT, FAILED, UNDECIDED
from meetingrules.report.model import SEVERITIES, SEVERITY_OF, STATUSES, verdict_of
from meetingrules.rulebook.model import Rule, Rulebook

NEVER: Tested = lambda *_: NO  # noqa: E731


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


@frozen
class Ready:
    """A rule made ready to be asked."""

    rule: Rule
    group: Valued | None
    guard: Tested
    once: Tested | None
    condition: Tested
    exceptions: tuple[Tested, ...]


@frozen
class Quick:
    """A rulebook made ready to be asked many times; it is made once and may be used by many threads."""

    book: Rulebook

    @cached_property
    def rules(self) -> tuple[Ready, ...]:
        """Its rules about meetings, each as closures."""
        tests = Conditions(self.book.definitions)
        return tuple(ready(rule, tests) for rule in self.book.rules if rule.stage != "period")

    def tally(self, plan: Plan, *, calendar: Calendar | None = None, as_of: Moment | None = None) -> Tally:
        """Count the statuses of one meeting; rules on how often are not asked, as there is no register."""
        recorded = {d.rule for d in plan.departures} | {a.rule for a in plan.attestations}
        counts, departures = Counter(self.statuses(plan, recorded, calendar, as_of)), 0
        if recorded:
            some = evolve(self.book, rules=tuple(r for r in self.book.rules if r.id in recorded))
            report = check_plan(plan, some, calendar=calendar, as_of=as_of)
            departures = report.departures
            counts.update((finding.status, finding.severity) for finding in report.findings)
        return Tally(counts, departures)

    def statuses(
        self, plan: Plan, without: set[str], calendar: Calendar | None, as_of: Moment | None
    ) -> Iterator[tuple[str, str]]:
        """Status and severity of every finding, but those of some rules."""
        world = world_of(plan, self.book, None, calendar)
        checker = Checker(self.book, world, as_of if as_of is not None else plan.as_of)
        root = Frame(world, checker.evaluator)
        for one in self.rules:
            rule = one.rule
            if rule.historical or rule.id in without:
                continue
            severity = SEVERITY_OF[rule.force]
            scene = checker.scene(rule, Thing("meeting", "meeting"), checker.due(rule))
            frame = root.at(scene.on, scene.due, scene.start, told=scene.told)
            decide = decider(Clock(checker.as_of, rule.stage, world.state, world.zone))
            held = not checker.not_held(rule)
            if one.group is None:
                yield decide(one, {}, frame, YES if held else NO), severity
                continue
            assert rule.subject is not None
            group = as_set(one.group({}, root.at(scene.on, scene.due, None, told=True)))
            subjects = [(thing, member) for thing, member in group.entries if type(thing) is Thing]
            for thing, member in subjects:
                yield decide(one, {rule.subject.var: thing}, frame, NO if not held else member or YES), severity
            if group.gaps:
                yield decide(evolve(one, guard=NOTHING_ELSE, once=None, condition=NEVER, exceptions=()), {}, frame, (1, 1, scene.due, group.gaps) if held else NO), severity  # fmt: skip
            elif not subjects:
                yield "skip", severity


NOTHING_ELSE: Tested = lambda *_: YES  # noqa: E731
Deciding = Callable[[Ready, Bound, Frame, Answer], str]


def ready(rule: Rule, tests: Conditions) -> Ready:
    """A rule as closures."""
    guards = [tests.test(rule.subject.where)] if rule.subject is not None and rule.subject.where is not None else []
    guards += [tests.test(rule.when)] if rule.when is not None else []
    condition = tests.test(rule.condition)
    if rule.force == "must_not":
        condition = opposite(condition)
    if rule.only_if is not None:
        guards.append(condition)
        condition = tests.test(rule.only_if)
    return Ready(
        rule,
        tests.value(rule.subject.group) if rule.subject is not None else None,
        all_of(guards),
        tests.test(rule.once) if rule.once is not None else None,
        condition,
        tuple(tests.test(x.condition) for x in rule.unless),
    )


def opposite(test: Tested) -> Tested:
    """The condition of what must not be."""

    def inverted(b: Bound, f: Frame) -> Answer:
        now, later, due, gaps = test(b, f)
        return (2 - now, 2 - later, due, gaps)

    return inverted


def decider(clock: Clock) -> Deciding:
    """``engine.decide`` on answers without proofs; kept in its order, line by line."""

    def decide(one: Ready, b: Bound, f: Frame, member: Answer) -> str:
        if member[0] == 0:
            return "skip"
        guard = one.guard(b, f)
        if guard[0] == 0:
            return "skip"
        if member is not YES:
            guard = both((member, guard))
        condition = one.condition(b, f)
        if condition[0] == 2:
            return "pass"
        once = one.once(b, f) if one.once is not None else None
        if once is not None and once[0] == 0:
            return "pending"
        exceptions = [x(b, f) for x in one.exceptions]
        if any(x[0] == 2 for x in exceptions):
            return "excused"
        asked = [guard, *([once] if once is not None else []), condition, *exceptions]
        open_ = [a for a in asked if a[0] == 1]
        if not open_ and not (condition[0] == 0 and condition[1] == 1):
            return "fail"
        still = condition[0] == 1 or (condition[0] == 0 and condition[1] == 1)
        due = condition[2] if still else next((a[2] for a in open_ if a[2] is not None), None)
        gaps = 0
        for a in open_ or [condition]:
            gaps |= a[3]
        return timed(gaps, due, bool(open_), clock)

    return decide


def timed(gaps: int, due: Due | None, open_: bool, clock: Clock) -> str:
    """Open, or not done so far: pending while not due, then what it is."""
    late = "unknown" if open_ else "fail"
    if open_ and gaps & JUDGEMENT and not gaps & FACT:
        late = "manual"
    if clock.as_of is None:
        if clock.state in BEFORE[clock.stage]:
            return "pending"
        return late if late == "manual" else "unknown"
    if due is None or passed(clock.as_of, due.latest, clock.zone):
        return late
    return "pending" if not passed(clock.as_of, due.earliest, clock.zone) else "unknown"
