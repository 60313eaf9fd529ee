"""Where an item goes: the rules on items of each body asked of it, as if it stood in a planned meeting of that body."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from attrs import evolve, frozen

from meetingrules.base.days import Calendar
from meetingrules.base.diagnostics import InvalidText
from meetingrules.engine.check import Checker, Subject, check_plan, world_of
from meetingrules.engine.classified import classified_of
from meetingrules.engine.decide import Asked
from meetingrules.engine.explained import RANKS
from meetingrules.engine.matter import Matter, Placed, placed
from meetingrules.engine.routelines import Lines
from meetingrules.engine.service import complaint
from meetingrules.lang import tree as t
from meetingrules.lang.answers import Moment, Proof, Truth
from meetingrules.lang.facts import Thing
from meetingrules.report.model import Finding
from meetingrules.report.route import Body, Line, Ruling, Stated, Way
from meetingrules.rulebook.model import Rule, Rulebook

OPEN = frozenset({"pending", "unknown", "manual"})
HARD = frozenset({"must", "must_not", "may"})
"""Forces that no reason excuses: who does not keep them must not."""
KINDS = frozenset({"item", "paper"})
PHASES = {"preparation": "before", "sitting": "sitting", "after": "after"}
STATES = {"pass": "done", "excused": "excused", "fail": "failed", "manual": "judgement", "skip": ""}


@frozen(eq=False)
class Desk:
    """One body, with the item in a meeting of its own."""

    book: Rulebook
    where: Placed
    as_of: Moment | None
    calendar: Calendar | None = None
    only: frozenset[str] | None = None
    """The rules that are asked; None: all on items and their papers."""

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules on items and their papers."""
        return tuple(
            rule
            for rule in self.book.rules
            if rule.subject is not None and rule.subject.kind in KINDS and rule.stage in PHASES and not rule.historical
            if self.only is None or rule.id in self.only
        )

    @cached_property
    def checker(self) -> Checker:
        """What asks them."""
        world = world_of(self.where.plan, self.book, None, self.calendar)
        return Checker(self.book, world, self.as_of if self.as_of is not None else self.where.plan.as_of)

    @cached_property
    def lines(self) -> Lines:
        """What says them."""
        return Lines(self.checker, self.where.id)

    # ---- what a check of the meeting finds ---------------------------------------------------------------------------

    def findings(self, rules: tuple[Rule, ...]) -> dict[str, list[Finding]]:
        """The findings about the item, by rule; departures and attestations of its meeting count."""
        known = frozenset(rule.id for rule in rules)
        plan = evolve(
            self.where.plan,
            departures=tuple(d for d in self.where.plan.departures if d.rule in known),
            attestations=tuple(a for a in self.where.plan.attestations if a.rule in known),
        )
        report = check_plan(plan, evolve(self.book, rules=rules), calendar=self.calendar, as_of=self.checker.as_of)
        found = dict[str, list[Finding]]()
        for finding in report.findings:
            if finding.rule in known and self.mine(finding):
                found.setdefault(finding.rule, []).append(finding)
        return found

    def mine(self, finding: Finding) -> bool:
        """Whether a finding is about the item, or about what is not known of it."""
        if finding.subject.kind == "meeting":
            return any(gap.fact.startswith(f"{self.where.id}.") for gap in finding.missing)
        return self.below(finding.subject.id)

    def below(self, id_: str) -> bool:
        """Whether a thing is the item or one of its papers."""
        return id_ == self.where.id or id_.startswith(f"{self.where.id}.")

    def subject(self, rule: Rule, finding: Finding) -> Subject | None:
        """What a finding is about, as the checker has it."""
        return next((s for s in self.checker.subjects(rule) if s.thing.id == finding.subject.id), None)

    # ---- whether it may come up --------------------------------------------------------------------------------------

    def rulings(self, found: dict[str, list[Finding]]) -> Iterator[Ruling]:
        """What each rule on admission comes to."""
        for rule in self.rules:
            if not rule.admission:
                continue
            for finding in found.get(rule.id, []):
                because = self.lines.missing(finding.missing) if finding.status in OPEN else ()
                yield Ruling(
                    rule.id, rule.force, self.lines.article(rule.cites), rule.text, finding.status,
                    tuple(self.grounds(rule, finding)) if finding.status in {"fail", *OPEN} else (),
                    because, rule.remedy if finding.status == "fail" else None,
                )  # fmt: skip

    def grounds(self, rule: Rule, finding: Finding) -> Iterator[Line]:
        """What a rule on admission is not kept by, or what of it is open."""
        subject = self.subject(rule, finding)
        if subject is None or subject.rest:
            return
        due = self.checker.due(rule)
        asked = self.checker.ask(rule, subject, due, self.checker.evaluator)
        walker = self.lines.walker(rule, subject.thing, due, early=finding.status in OPEN)
        node, proof = condition_of(rule, asked)
        article = self.lines.article(rule.cites)
        against = Truth.YES if rule.force == "must_not" else Truth.NO
        if finding.status == "fail" or proof.now is against:
            yield from self.lines.grounds(node, proof, against, walker, article)
        elif proof.open:
            yield from self.lines.grounds(node, proof, Truth.OPEN, walker, article)
        for entry, exception in zip(rule.unless, asked.exceptions, strict=True):
            if finding.status != "fail" and exception.open:
                own = self.lines.own(entry.label, walker, article)
                line = self.lines.line(walker.said(entry.condition), walker, entry.condition, exception, own)
                yield evolve(line, exception=True)

    # ---- on the way --------------------------------------------------------------------------------------------------

    def ways(self, found: dict[str, list[Finding]]) -> Iterator[Way]:
        """What the item needs on the way, and what the rules ask at the meeting and after it because of what it is."""
        for rule in self.rules:
            findings = sorted(found.get(rule.id, []), key=lambda f: RANKS.index(f.status))
            if rule.admission or not findings:
                continue
            way = self.way(rule, findings[0])
            if way.phase == "before" or (way.need != "not_needed" and self.called_for(rule, findings[0])):
                yield way

    def called_for(self, rule: Rule, finding: Finding) -> bool:
        """Whether a rule on the meeting itself applies because of what is known of the item."""
        subject = self.subject(rule, finding)
        if rule.subject is None or rule.subject.where is None or subject is None or subject.rest:
            return False
        scene = self.checker.scene(rule, subject.thing, self.checker.due(rule))
        return self.checker.evaluator.prove(rule.subject.where, scene).now is Truth.YES

    def way(self, rule: Rule, finding: Finding) -> Way:
        """One rule on the way: whether it is needed, how far it is, its steps."""
        lines, phase, article = self.lines, PHASES[rule.stage], self.lines.article(rule.cites)
        subject, due = self.subject(rule, finding), self.checker.due(rule)
        if finding.status == "skip" or subject is None:
            return Way(rule.id, rule.force, phase, article, rule.text, "not_needed", "")
        state = STATES.get(finding.status, "open")
        if state == "open" and finding.missing and all(gap.kind == "judgement" for gap in finding.missing):
            state = "judgement"
        if subject.rest:
            assert subject.member is not None
            thing = Thing(rule.subject.kind if rule.subject is not None else "", f"{self.where.id}.papers.1")
            steps = lines.steps(rule.condition, None, lines.walker(rule, thing, due, early=True), article)
            because = lines.missing(subject.member.gaps)
            return Way(rule.id, rule.force, phase, article, rule.text, "open", state, because, steps)
        asked = self.checker.ask(rule, subject, due, self.checker.evaluator)
        walker = lines.walker(rule, subject.thing, due, early=finding.status != "fail")
        open_ = asked.guard.now is Truth.OPEN
        node, proof = condition_of(rule, asked)
        return Way(
            rule.id, rule.force, phase, article, rule.text,
            "open" if open_ else "needed", state, lines.missing(asked.guard.gaps) if open_ else (),
            lines.steps(node, proof, walker, article) if rule.force != "must_not" else (),
        )  # fmt: skip

    # ---- together ----------------------------------------------------------------------------------------------------

    def body(self) -> Body:
        """The answer of the body, in full."""
        found = self.findings(self.rules)
        rulings = tuple(self.rulings(found))
        statements = tuple(Stated(self.lines.article(s.cites), s.text) for s in self.book.admission)
        return Body(
            self.book.id, self.book.version, self.book.title, answer_of(rulings, statements), rulings, statements,
            tuple(self.ways(found)), tuple(self.where.strangers), self.book.in_force, self.where.no_roster,
        )  # fmt: skip

    def secrets(self) -> frozenset[str] | None:
        """The texts that must not be shown; None where the item is not marked classified."""
        found = classified_of(self.where.plan, self.book.words)
        if not any(self.below(id_) or self.where.id.startswith(f"{id_}.") for id_ in found.things):
            return None
        titles = {thing.label for thing in self.where.plan.values if thing.id in found.things and thing.label}
        return found.texts | frozenset(titles)


def answer_of(rulings: tuple[Ruling, ...], statements: tuple[Stated, ...]) -> str:
    """Whether an item may come up: never yes or no where a missing fact could change it."""
    if not rulings and not statements:
        return "silent"
    failed = {ruling.force for ruling in rulings if ruling.status == "fail"}
    if failed & HARD:
        return "must_not"
    if any(ruling.status in OPEN for ruling in rulings):
        return "open"
    return "by_departure" if failed else "may"


def condition_of(rule: Rule, asked: Asked) -> tuple[t.Condition, Proof]:
    """What must hold, or must not, with its own proof."""
    if rule.only_if is not None:
        return rule.only_if, asked.condition
    return rule.condition, asked.condition.parts[0] if rule.force == "must_not" else asked.condition


def in_force(book: Rulebook, day: date) -> bool:
    """Whether a rulebook holds on a day."""
    return not (
        (book.in_force is not None and day < book.in_force) or (book.in_force_to is not None and day > book.in_force_to)
    )


def desks(
    matter: Matter, books: tuple[Rulebook, ...], day: date, as_of: Moment | None, calendar: Calendar | None
) -> tuple[Desk, ...]:
    """The bodies whose rules hold on the day, each with the item in a meeting of its own.

    :raises InvalidText: what no rulebook can read; ``not-in-force`` when none holds
    """
    holding = [book for book in books if in_force(book, day)]
    if not holding:
        zh, en = f"{day.isoformat()}没有一套规则施行", f"none of the rulebooks is in force on {day.isoformat()}"
        raise InvalidText((complaint("not-in-force", zh, en),))
    return tuple(Desk(book, placed(matter, book, day), as_of, calendar) for book in holding)
