"""The least change for one finding: read off its proof, tried out, and only then suggested."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cached_property

from attrs import evolve, field, frozen

from meetingrules.base.diagnostics import InvalidText
from meetingrules.base.edits import NoSuchPlace
from meetingrules.engine.check import Checker, Subject, world_of
from meetingrules.engine.findings import Findings
from meetingrules.engine.mend import Mender
from meetingrules.engine.mendacts import OPEN
from meetingrules.engine.mendwrite import Writer
from meetingrules.engine.outcomes import outcomes
from meetingrules.engine.recorded import departure
from meetingrules.engine.trial import Trial, key_of
from meetingrules.engine.tries import Edits, Tries
from meetingrules.engine.wants import Come, Fix, Move, least, size, together, united
from meetingrules.facts.held import HELD
from meetingrules.facts.world import World
from meetingrules.lang import tree as t
from meetingrules.lang.moments import passed
from meetingrules.report.model import Finding
from meetingrules.report.remedies import Advice, Suggestion
from meetingrules.rulebook.model import Rule

TRIED = 16
"""Of the ways that are seen, so many are tried out."""
LOOK_AHEAD = 40
"""Days that a meeting may be moved."""
BESIDE = 2
"""Ways that are suggested at most for each time."""


@frozen(eq=False)
class Advisor:
    """Advises on the findings of one meeting."""

    case: Trial
    tries: Tries
    moved: dict[int, "Advisor"] = field(factory=dict)

    @cached_property
    def checker(self) -> Checker:
        """What asks the rules."""
        case = self.case
        plan = case.plan()
        others = case.others()
        world = world_of(plan, case.book, others.having(plan) if others is not None else None, case.calendar)
        return Checker(case.book, world, case.as_of if case.as_of is not None else plan.as_of)

    @property
    def world(self) -> World:
        """The facts."""
        return self.checker.world

    @cached_property
    def writer(self) -> Writer:
        """What writes wishes."""
        return Writer(self.case.book.words, Findings(self.case.book, self.world).labels, self.world, self.case.node)

    # ---- one finding -------------------------------------------------------------------------------------------------

    def advise(self, finding: Finding) -> Advice:
        """What would make a finding pass; where looking for it costs too much, nothing, and that is noted."""
        rule = self.case.book.rule(finding.rule)
        self.checker.steps.begin(rule.id)
        advice = Advice(
            finding.rule, finding.cites, finding.severity, finding.status, finding.forecast, finding.subject,
            finding.message, self.over(rule), item=finding.item,
        )  # fmt: skip
        try:
            return self.advised(advice, rule, finding)
        except InvalidText:  # too-many-steps: the meeting itself was read and checked before
            self.tries.capped = True
            return advice

    def advised(self, advice: Advice, rule: Rule, finding: Finding) -> Advice:
        """Advice with all that was tried out.

        :raises InvalidText: ``too-many-steps``
        """
        subject = self.subject(rule, finding)
        if subject is None:
            return advice
        now = self.rest(rule, finding) if subject.rest else self.now(rule, subject, finding)
        found = [self.suggestion(tried, "now") for tried in now]
        asked = finding.status == "unknown" and now
        told = tuple(outcomes(self.writer, self.tries, rule, finding, now[0][0])) if asked else ()
        if finding.status == "fail" and not found:
            found += self.then(rule, subject, finding)
        excuse = departure(self.case, self.checker, rule, finding)
        if excuse is not None and finding.status == "fail":
            edits, change = excuse
            if self.tries.gives(rule, edits, key_of(finding)) == "excused":
                found.append(Suggestion("now", "excused", (change,), edits))
        return evolve(advice, suggestions=tuple(found), outcomes=told)

    def subject(self, rule: Rule, finding: Finding) -> Subject | None:
        """What a finding is about, as the rule asks it."""
        about = finding.subject.kind, finding.subject.id
        return next((s for s in self.checker.subjects(rule) if (s.thing.kind, s.thing.id) == about), None)

    def over(self, rule: Rule) -> bool:
        """Whether what a rule is about is past: by the state of the meeting, and by the moment of the check."""
        world, as_of = self.world, self.checker.as_of
        if rule.stage == "preparation":
            began = as_of is not None and world.start is not None and passed(as_of, world.start, world.zone)
            return began or world.state in {*HELD, "inquorate"}
        if rule.stage == "sitting":
            ended = as_of is not None and world.end is not None and passed(as_of, world.end, world.zone)
            return ended or world.state in {"closed", "inquorate"}
        return True

    # ---- ways that are tried out -------------------------------------------------------------------------------------

    def now(self, rule: Rule, subject: Subject, finding: Finding) -> list[tuple[Fix, str]]:
        """What may be done or stated now: the least, and another way."""
        over, stating = self.over(rule), finding.status == "unknown"
        mender = Mender(self.asking(finding), rule.stage, over, known=not over, stating=stating)
        found = self.tried(rule, finding, self.seen(rule, subject, mender))
        if not over and rule.stage == "preparation" and (not found or len(found[0][0]) > 1):
            later = self.later(rule, subject, finding)
            found = sorted([*found, *later], key=lambda way: size(way[0]))[:BESIDE]
        return found

    def rest(self, rule: Rule, finding: Finding) -> list[tuple[Fix, str]]:
        """Of a rule about a set of which nothing is known: that there is nothing of it."""
        if rule.subject is None:
            return []
        leaves = Mender(self.checker, rule.stage, self.over(rule))
        return self.tried(
            rule,
            finding,
            leaves.emptied(rule.subject.group, self.checker.evaluator.scene(on=self.checker.world_days())),
        )

    def asking(self, finding: Finding) -> Checker:
        """What asks; of what is pending, with the replies for what will be."""
        if finding.status != "pending":
            return self.checker
        return evolve(self.checker, world=evolve(self.world, expecting=True))

    def then(self, rule: Rule, subject: Subject, finding: Finding) -> list[Suggestion]:
        """What would have been needed; and, of a sitting, what a new one would need."""
        ways = self.tried(
            rule, finding, self.seen(rule, subject, Mender(self.checker, rule.stage, over=True, past=True))
        )
        found = [self.suggestion(way, "needed") for way in ways]
        fix = next((fix for fix, _ in ways if any(isinstance(want, Come) and want.one_of for want in fix)), None)
        as_of, day = self.checker.as_of, self.world.plan.day
        if rule.stage == "sitting" and fix is not None and as_of is not None and day is not None:
            next_day = max(day, as_of if not hasattr(as_of, "date") else as_of.date()) + timedelta(days=1)
            again = [((*fix, Move(next_day, (next_day - day).days, "new")), "")]
            found += [self.suggestion(way, "new") for way in self.tried(rule, finding, [again[0][0]])]
        return found

    def seen(self, rule: Rule, subject: Subject, mender: Mender) -> list[Fix]:
        """Ways that the proof of a finding lets see, the smallest first."""
        checker = mender.checker
        scene = checker.scene(rule, subject.thing, checker.due(rule))
        stating = evolve(mender, known=False)
        facts = evolve(mender, past=False, over=True, known=False)
        demand = rule.only_if or rule.condition
        ways = [mender.mend(demand, scene, rule.only_if is not None or rule.force != "must_not")]
        where = rule.subject.where if rule.subject is not None else None
        asked = (where, rule.when, rule.once, rule.condition if rule.only_if is not None else None)
        guards = [g for g in asked if g is not None and checker.evaluator.prove(g, scene).now is OPEN]
        ways += [facts.mend(guard, scene) for guard in guards]
        found = together(ways)
        for guard in guards:
            found += facts.mend(guard, scene, want=False)
        for entry in rule.unless:
            found += stating.mend(entry.condition, scene)
        return least(fix for fix in found if fix)

    def tried(self, rule: Rule, finding: Finding, ways: Iterable[Fix]) -> list[tuple[Fix, str]]:
        """Of these the least that serves, and the first of another kind that does."""
        found = list[tuple[Fix, str]]()
        for fix in list(ways)[:TRIED]:
            if any(kinds(fix) == kinds(other) or size(fix)[0] > size(other)[0] for other, _ in found):
                continue
            edits = self.edits(fix)
            if edits is not None and (gives := self.tries.gives(rule, edits, key_of(finding))) is not None:
                found.append((fix, gives))
            if len(found) == BESIDE:
                break
        return found

    def edits(self, fix: Fix) -> Edits | None:
        """A way as edits of the file; None where it cannot be written."""
        try:
            return self.writer.fix(fix)[0]
        except NoSuchPlace:
            return None

    def suggestion(self, way: tuple[Fix, str], when: str) -> Suggestion:
        """A way that was tried out, as it is told."""
        fix, gives = way
        edits, changes = self.writer.fix(fix)
        tones = {want.tone for want in fix}
        return Suggestion("now" if when == "needed" and "past" not in tones else when, gives, changes, edits)

    # ---- another day -------------------------------------------------------------------------------------------------

    def later(self, rule: Rule, subject: Subject, finding: Finding) -> list[tuple[Fix, str]]:
        """The meeting on the first day that serves, if need be with acts until then."""
        day = self.world.plan.day
        if day is None or not any(_of_the_day(node) for node in _nodes(rule.condition)):
            return []
        moves = [Move(day + timedelta(days=days), days) for days in range(1, LOOK_AHEAD + 1)]
        for move in moves:
            if alone := self.tried(rule, finding, [(move,)]):
                return alone
        for move in moves:
            for fix in self.with_acts(rule, subject, move, stating=finding.status == "unknown")[:2]:
                if found := self.tried(rule, finding, [fix]):
                    return found
        return []

    def with_acts(self, rule: Rule, subject: Subject, move: Move, *, stating: bool) -> list[Fix]:
        """What else would be needed if the meeting were on another day."""
        if move.by not in self.moved:
            edits, _ = self.writer.fix((move,))
            self.moved[move.by] = Advisor(evolve(self.case, node=self.case.tree(edits)), self.tries)
        other = self.moved[move.by]
        try:
            other.checker.steps.begin(rule.id)
            ways = other.seen(rule, subject, Mender(other.checker, rule.stage, over=False, stating=stating))
        except InvalidText:
            return []
        return [fix for way in ways if (fix := united((move, *way))) is not None]


def kinds(fix: Fix) -> tuple[str, ...]:
    """Of which kinds the wishes are: the same with other names is no other way."""
    return tuple(sorted({f"{type(want).__name__}.{getattr(getattr(want, 'field', None), 'name', '')}" for want in fix}))


def _nodes(node: object) -> Iterator[object]:
    yield node
    for part in t.parts(node):
        yield from _nodes(part)


def _of_the_day(node: object) -> bool:
    """Whether a part of a condition speaks of the day of the meeting, or of its start."""
    return (
        isinstance(node, t.Get)
        and isinstance(node.of, t.Single)
        and node.of.kind == "meeting"
        and node.field.name in {"day", "begins"}
    )
