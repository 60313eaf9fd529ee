"""Statuses without proofs where something is open: the closures of ``lang.fast``, decided as ``engine.decide`` does."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from attrs import evolve, field, frozen

from meetingrules.engine.check import Checker
from meetingrules.engine.decide import BEFORE, Clock
from meetingrules.facts.world import World
from meetingrules.lang.answers import Due
from meetingrules.lang.facts import Thing
from meetingrules.lang.fast import Conditions, all_of
from meetingrules.lang.fastacts import both
from meetingrules.lang.fastvalues import FACT, JUDGEMENT, NO, YES, Answer, Bound, Frame, Tested, Valued, as_set
from meetingrules.lang.moments import passed
from meetingrules.rulebook.model import Rule, Rulebook

NEVER: Tested = lambda *_: NO  # noqa: E731
NOTHING_ELSE: Tested = lambda *_: YES  # noqa: E731


@frozen
class Ready:
    """A rule made ready to be asked."""

    rule: Rule
    group: Valued | None
    guard: Tested
    once: Tested | None
    condition: Tested
    exceptions: tuple[Tested, ...]


Deciding = Callable[[Ready, Bound, Frame, Answer], str]


@frozen
class Soft:
    """The rules of one meeting, asked of the closures: where something is open."""

    closures: Mapping[str, Ready]
    checker: Checker
    world: World
    _frames: dict[str, Frame] = field(factory=dict, init=False, eq=False, repr=False)
    _deciders: dict[str, Deciding] = field(factory=dict, init=False, eq=False, repr=False)

    @cached_property
    def root(self) -> Frame:
        """Where conditions are asked."""
        return Frame(self.world, self.checker.evaluator)

    def frame(self, rule: Rule) -> Frame:
        """Where a rule is asked."""
        found = self._frames.get(rule.id)
        if found is None:
            scene = self.checker.scene(rule, Thing("meeting", "meeting"), self.checker.due(rule))
            found = self._frames[rule.id] = self.root.at(scene.on, scene.due, scene.start, told=scene.told)
        return found

    def one(self, rule: Rule, subject: Thing | None) -> str:
        """The status of one subject that is surely one."""
        bound: Bound = {rule.subject.var: subject} if rule.subject is not None else {}
        return self.decide(rule)(self.closures[rule.id], bound, self.frame(rule), YES)

    def decide(self, rule: Rule) -> Deciding:
        """How a rule is decided: as all of its stage are."""
        found = self._deciders.get(rule.stage)
        if found is None:
            clock = Clock(self.checker.as_of, rule.stage, self.world.state, self.world.zone)
            found = self._deciders[rule.stage] = decider(clock)
        return found

    def rule(self, rule: Rule) -> Iterator[str]:
        """The statuses of a rule whose subjects are not all sure."""
        assert rule.subject is not None
        one, frame, decide = self.closures[rule.id], self.frame(rule), self.decide(rule)
        held = not self.checker.not_held(rule)
        assert one.group is not None
        group = as_set(one.group({}, self.root.at(frame.on, frame.due, None, told=True)))
        subjects = [(thing, member) for thing, member in group.entries if type(thing) is Thing]
        for thing, member in subjects:
            yield decide(one, {rule.subject.var: thing}, frame, NO if not held else member or YES)
        if group.gaps:
            rest = evolve(one, guard=NOTHING_ELSE, once=None, condition=NEVER, exceptions=())
            yield decide(rest, {}, frame, (1, 1, frame.due, group.gaps) if held else NO)
        elif not subjects:
            yield "skip"


class Closures(dict[str, Ready]):
    """The rules of a book as closures, each made when it is first asked for."""

    def __init__(self, book: Rulebook) -> None:
        super().__init__()
        self.rules = {rule.id: rule for rule in book.rules}
        self.tests = Conditions(book.definitions)

    def __missing__(self, name: str) -> Ready:
        made = self[name] = ready(self.rules[name], self.tests)
        return made


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
