"""Every rule on every subject: a plan and a rulebook become a report."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Protocol

from attrs import evolve, field, frozen

from meetingrules.base.days import Calendar
from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.base.source import Texts
from meetingrules.engine.decide import Asked, Clock, decide
from meetingrules.engine.findings import Findings
from meetingrules.engine.records import settled
from meetingrules.facts.held import NOT_HELD
from meetingrules.facts.model import Attendance, Plan, Register
from meetingrules.facts.periods import periods
from meetingrules.facts.world import MEETING, World
from meetingrules.lang import tree as t
from meetingrules.lang.answers import Due, Moment, Proof, Truth, conjunction, negation
from meetingrules.lang.evaluate import Evaluator
from meetingrules.lang.facts import Days, Everyone, Thing
from meetingrules.lang.steps import Steps
from meetingrules.lang.values import Scene
from meetingrules.lang.words import Type
from meetingrules.report.model import SEVERITY_OF, Finding, Quiet, Report
from meetingrules.rulebook.model import GATES, Rule, Rulebook

TRUE = conjunction(())
QUIET = frozenset({"pass", "skip"})


class Quickly(Protocol):
    """Tells the statuses of one meeting without proofs; None stands for the subject of a rule that is asked once."""

    def rule(self, rule: Rule) -> tuple[Iterable[Any], Sequence[str]] | None:
        """The subjects of a rule (each with its ``thing``) and their statuses; None where it is open what the subjects are."""

    def one(self, rule: Rule, subject: Thing | None) -> str:
        """The status of a rule for a subject that is surely one."""


NO_REGISTER: Texts = {
    "zh": "未提供会议台账，会议次数的规定未予核对。",
    "en": "No register was given: the rules on how often meetings are held were not evaluated.",
}
THIS = Thing("meeting", "meeting")


@frozen
class Subject:
    """What one finding is about, and the proof that it belongs to what the rule is about."""

    thing: Thing
    member: Proof | None = None
    rest: bool = False
    """The part of an open set that is not known: nothing is bound to the variable."""


@frozen
class Checker:
    """Checks one meeting, or the periods of one register."""

    book: Rulebook
    world: World
    as_of: Moment | None
    gate: str | None = None
    """The gate that is asked about."""
    steps: Steps = field(factory=Steps)
    quickly: Quickly | None = None
    """The statuses alone, for readers who want no reasons of what is met: then only the rest is proved."""
    recorded: frozenset[str] = frozenset()
    """The rules that departures and attestations speak of: they are always proved."""
    quiet: Counter[tuple[str, str, str]] = field(factory=Counter)
    """What was met or beside the point and is not told: rule, severity and status, and how often."""

    # ---- one meeting -------------------------------------------------------------------------------------------------

    def meeting(self) -> list[Finding]:
        """All findings of a meeting."""
        found = list[Finding]()
        for rule in self.book.rules:
            if rule.stage != "period" and not (self.world.register is None and rule.historical):
                found += self.rule(rule)
        self.steps.begin(None)
        return settled(found, self.book, self.world, self.evaluator, self.as_of)

    def periods(self) -> list[Finding]:
        """All findings of a register: for each rule about periods, one for each period."""
        found = list[Finding]()
        for rule in self.book.rules:
            if rule.stage != "period" or rule.subject is None:
                continue
            assert self.world.register is not None
            self.steps.begin(rule.id)
            for period in periods(self.world.register, rule.subject.kind):
                if self.book.in_force is not None and period.end < self.book.in_force:
                    continue  # what was over when the rules came into force cannot have broken them
                inner = evolve(self, world=evolve(self.world, period=period))
                found.append(inner.one(rule, Subject(Thing(period.kind, period.id, period.id)), Due.at(period.end)))
        return found

    # ---- one rule ------------------------------------------------------------------------------------------------------

    def rule(self, rule: Rule) -> Iterator[Finding]:
        """One finding for each subject; never none at all."""
        self.steps.begin(rule.id)
        quick = self.quickly if not rule.historical and rule.id not in self.recorded else None
        known = quick.rule(rule) if quick is not None else None
        if known is not None:
            yield from self.loud(rule, *known)
            return
        subjects = list(self.subjects(rule))
        due = self.due(rule)
        if not subjects and quick is not None:
            self.told_nothing(rule, "skip")
        elif not subjects:
            yield self.findings.nothing(rule)
        for subject in subjects:
            if quick is not None and subject.member is None:
                status = quick.one(rule, subject.thing if rule.subject is not None else None)
                if status in QUIET:
                    self.told_nothing(rule, status)
                    continue
            yield self.one(rule, subject, due)

    def loud(self, rule: Rule, subjects: Iterable[Any], statuses: Sequence[str]) -> Iterator[Finding]:
        """The findings of a rule that are told; the others are counted."""
        for status in dict.fromkeys(statuses):  # as they come: a set would have them in another order in each run
            if status in QUIET:
                self.told_nothing(rule, status, statuses.count(status))
        if not statuses:
            self.told_nothing(rule, "skip")
        elif not QUIET.issuperset(statuses):
            due = self.due(rule)
            for one, status in zip(subjects, statuses, strict=True):
                if status not in QUIET:
                    yield self.one(rule, Subject(one.thing if one is not None else THIS), due)

    def told_nothing(self, rule: Rule, status: str, times: int = 1) -> None:
        """Count what nobody asked to see."""
        self.quiet[rule.id, SEVERITY_OF[rule.force], status] += times

    def subjects(self, rule: Rule) -> Iterator[Subject]:
        """What a rule is asked of."""
        if rule.subject is None:
            yield Subject(THIS)
            return
        scene = self.evaluator.scene(on=self.world_days(), due=self.due(rule))
        group = self.evaluator.group(rule.subject.group, scene)
        for thing, member in group.entries:
            assert isinstance(thing, Thing)
            yield Subject(thing, member)
        if group.gaps:
            gaps = tuple(evolve(g, due=g.due or scene.due) for g in group.gaps)
            open_ = Proof("more", Truth.OPEN, Truth.OPEN, gaps=gaps, due=scene.due)
            yield Subject(THIS, open_, rest=True)

    def one(self, rule: Rule, subject: Subject, due: Due | None) -> Finding:
        """One rule on one subject: proofs, decision, finding."""
        asked = self.ask(rule, subject, due, self.evaluator)
        clock = Clock(self.as_of, rule.stage, self.world.state, self.world.zone)
        decision = decide(asked, clock)
        forecast = expected = None
        if decision.status == "pending" and rule.stage == "sitting":
            expected = self.expected(rule, subject, due)
            forecast = self.forecast(expected)
        if decision.status == "pending" and self.at_the_gate(rule) and forecast not in {"pass", "fail"}:
            decision, forecast = decide(asked, evolve(clock, now_or_never=True)), None
        notes = self.notes(rule, subject, due)
        drawn = self.quickly is None
        return self.findings.finding(rule, subject.thing, asked, decision, forecast, notes, expected, drawn=drawn)

    def at_the_gate(self, rule: Rule) -> bool:
        """Whether a rule must be settled by the gate that is asked about."""
        return self.gate is not None and rule.gate is not None and GATES.index(rule.gate) <= GATES.index(self.gate)

    def ask(self, rule: Rule, subject: Subject, due: Due | None, evaluator: Evaluator) -> Asked:
        """The proofs of a rule on a subject."""
        held = [Proof("held", Truth.NO, Truth.NO)] if self.not_held(rule) else []
        if subject.rest:
            assert subject.member is not None
            return Asked(conjunction((subject.member, *held)), Proof("false", Truth.NO, Truth.NO))
        scene = self.scene(rule, subject.thing, due)
        guards = [subject.member] if subject.member is not None else []
        if rule.subject is not None and rule.subject.where is not None:
            guards.append(evaluator.prove(rule.subject.where, scene))
        if rule.when is not None:
            guards.append(evaluator.prove(rule.when, scene))
        guards += held
        condition = evaluator.prove(rule.condition, scene)
        if rule.force == "must_not":
            condition = negation(condition)
        if rule.only_if is not None:
            guards.append(condition)
            condition = evaluator.prove(rule.only_if, scene)
        exceptions = tuple(evaluator.prove(x.condition, scene).named(x.label) for x in rule.unless)
        once = evaluator.prove(rule.once, scene) if rule.once is not None else None
        return Asked(conjunction(tuple(guards)), condition, exceptions, once)

    def not_held(self, rule: Rule) -> bool:
        """Whether a rule falls away because the meeting was not held; what speaks of that itself is asked."""
        state = self.world.state
        if rule.stage == "period" or state not in NOT_HELD:
            return False
        return not rule.speaks_of_holding and (rule.stage in {"sitting", "after"} or state != "inquorate")

    def expected(self, rule: Rule, subject: Subject, due: Due | None) -> Asked:
        """The proofs of a rule on a subject, with replies for what will be."""
        expecting = evolve(self, world=evolve(self.world, expecting=True))
        return self.ask(rule, subject, due, expecting.evaluator)

    def forecast(self, expected: Asked) -> str | None:
        """What the replies let expect."""
        decision = decide(expected, Clock(None, "preparation", "closed", self.world.zone))
        return {"pass": "pass", "excused": "pass", "fail": "fail", "skip": None}.get(decision.status, "unknown")

    def notes(self, rule: Rule, subject: Subject, due: Due | None) -> tuple[Texts, ...]:
        """The notes whose condition holds."""
        if subject.rest:
            return ()
        scene, evaluator = self.scene(rule, subject.thing, due), self.evaluator
        return tuple(rule.hints[n.label] for n in rule.notes if evaluator.prove(n.condition, scene).now is Truth.YES)

    # ---- time ----------------------------------------------------------------------------------------------------------

    def scene(self, rule: Rule, thing: Thing, due: Due | None) -> Scene:
        """Where a rule is asked."""
        bound = {rule.subject.var: thing} if rule.subject is not None else {}
        told = rule.due is not None or rule.stage == "preparation"
        start = self.world.start if rule.stage == "preparation" else None
        return self.evaluator.scene(bound, self.world_days(), due, start, told=told)

    def world_days(self) -> Days | None:
        """The day on which offices are judged: the meeting's first."""
        day = self.world.plan.day
        return (day, day) if day is not None else None

    def due(self, rule: Rule) -> Due | None:
        """When a rule falls due where nothing in its condition says so: at the start, or at the end of the sitting."""
        if rule.due is not None:
            found = self.evaluator.last_moment((rule.due,), self.evaluator.scene(on=self.world_days()))
            if found is not None:
                return found
        moment = self.world.start if rule.stage == "preparation" else self.world.end
        return Due(moment, moment, implied=rule.stage != "preparation") if moment is not None else None

    @cached_property
    def findings(self) -> Findings:
        """What makes findings of decisions."""
        return Findings(self.book, self.world)

    @cached_property
    def evaluator(self) -> Evaluator:
        """The definition of the language, on these facts."""
        return Evaluator(self.world, self.book.definitions, steps=self.steps)


def check_plan(
    plan: Plan,
    book: Rulebook,
    *,
    register: Register | None = None,
    calendar: Calendar | None = None,
    as_of: Moment | None = None,
    gate: str | None = None,
    quick: Callable[[Checker], Quickly] | None = None,
    limits: Limits = DEFAULT,
) -> Report:
    """Check one meeting against one rulebook.

    :param as_of: the moment of the check; a date means its end; None leaves open what only time decides
    :param gate: one of ``GATES``: what must be settled by then counts as due
    :param quick: what tells statuses without proofs: then what is met or beside the point is counted, not told, and proofs are left out
    :raises InvalidText: ``too-many-steps``
    """
    steps = Steps(limits)
    world = world_of(plan, book, register.having(plan) if register is not None else None, calendar, steps=steps)
    checker = Checker(book, world, as_of if as_of is not None else plan.as_of, gate, steps)
    if quick is not None:
        recorded = frozenset({d.rule for d in plan.departures} | {a.rule for a in plan.attestations})
        checker = evolve(checker, quickly=quick(checker), recorded=recorded)
    notes = [NO_REGISTER] if register is None and any(r.stage == "period" or r.historical for r in book.rules) else []
    report = checker.findings.report("meeting", checker.meeting(), checker.as_of, tuple(notes))
    if quick is not None:
        told = tuple(evolve(f, proof=None) for f in report.findings if f.status not in QUIET)
        checker.quiet.update((f.rule, f.severity, f.status) for f in report.findings if f.status in QUIET)
        report = evolve(report, findings=told, quiet=tuple(Quiet(*key, n) for key, n in checker.quiet.items()))
    return evolve(report, gate=gate)


def check_register(
    register: Register,
    book: Rulebook,
    *,
    calendar: Calendar | None = None,
    as_of: Moment | None = None,
    limits: Limits = DEFAULT,
) -> Report | None:
    """Check the periods of a register; None when the rulebook has no rule about periods."""
    if not any(r.stage == "period" for r in book.rules):
        return None
    first = min((p for p in register.plans if p.day is not None), key=lambda p: p.day, default=None)  # type: ignore[arg-type,return-value]
    if first is None:
        return None
    plan = Plan(register.source or first.source, book.id, first.roster, {MEETING: {}}, first.day, None, None, None)
    steps = Steps(limits)
    checker = Checker(book, world_of(plan, book, register, calendar, as_of, steps), as_of, steps=steps)
    return checker.findings.report("register", checker.periods(), as_of, ())


def world_of(
    plan: Plan,
    book: Rulebook,
    register: Register | None,
    calendar: Calendar | None,
    as_of: Moment | None = None,
    steps: Steps | None = None,
) -> World:
    """The facts of a meeting, with the sets that its attendance names worked out."""
    assert book.zone is not None
    if as_of is not None and plan.as_of is None:
        plan = evolve(plan, as_of=as_of)
    world = World(plan, book.words, book.zone, calendar or book.calendar, book.labels, register)
    names = {n.set for n in named_sets(plan.attendance)}
    if not names:
        return world
    day = plan.day
    evaluator = Evaluator(world, book.definitions, steps=steps or Steps())
    scene = evaluator.scene(on=(day, day) if day is not None else None)
    sets = {
        name: evaluator.group(t.SetOf(name, Type("thing", "person", several=True)), scene) for name in sorted(names)
    }
    return evolve(world, sets=sets)


def named_sets(attendance: Attendance) -> list[Everyone]:
    """The sets that an attendance record names."""
    lists = (attendance.present, attendance.absent, attendance.coming, attendance.not_coming)
    return [n for names in lists for n in names if isinstance(n, Everyone)]
