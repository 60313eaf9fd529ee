"""Conditions without proofs: the fast way to run a rulebook, answer for answer the same as ``evaluate``.

Each condition becomes a closure once. A part that is known to be false ends a conjunction at once; names, places, numbers and
texts are left to the definition, which is asked again for the few findings that somebody wants to read about.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, assert_never

from attrs import define

from meetingrules.lang import tree as t
from meetingrules.lang.answers import Truth
from meetingrules.lang.counting import compared, count_truth, share_truth
from meetingrules.lang.facts import NONE, Acts, Thing, Unknown
from meetingrules.lang.fastacts import Doing, both, either, inverse
from meetingrules.lang.fastvalues import (
    FACT,
    JUDGEMENT,
    NO,
    NOT_DONE,
    YES,
    Answer,
    Bound,
    Frame,
    Set,
    Tested,
    answer_of,
    as_set,
    bounds_of,
    kinds,
    reader,
    remembering,
    unsure,
    variables,
)
from meetingrules.lang.values import EVER, LEAST, Sized, in_time_order

TRUTHS = (Truth.NO, Truth.OPEN, Truth.YES)
ONE = Sized(Fraction(1), Fraction(1), ())


@define
class Conditions(Doing):
    """Turns conditions into closures."""

    def test(self, condition: t.Condition) -> Tested:
        """A condition as a closure: each construct one case."""
        match condition:
            case t.And(parts) | t.Or(parts):
                tests = [self.test(part) for part in parts]
                return all_of(tests) if isinstance(condition, t.And) else any_of(tests)
            case t.Listed(how, entries):
                tests = [self.test(entry.condition) for entry in entries]
                return any_of(tests) if how == "any of" else all_of(tests)
            case t.Not(part):
                inner = self.test(part)
                return lambda b, f: inverse(inner(b, f))
            case t.Implies(left, right):
                first, second = self.test(left), self.test(right)
                return any_of([lambda b, f: inverse(first(b, f)), second])
            case t.IfAny(of, body):
                return any_of([self.nothing(of), self.test(body)])
            case t.Ask():
                return lambda _, f: unsure(f, JUDGEMENT)
            case t.Order():
                return self.order(condition)
            case t.Done():
                return self.done(condition)
            case t.Timed(of, timing):
                return self.timed(of, timing)
            case t.Flag():
                return self.flag(condition)
            case t.Relates(person, relation, unit):
                return self.relates(person, relation, unit)
            case t.Is():
                return self.adjective(condition)
            case t.In(left, right) | t.Has(right, left):
                return self.within(left, right)
            case t.Same(left, right):
                return self.same(left, right)
            case t.Nothing(of):
                return self.nothing(of)
            case t.Compare(left, bound, right):
                return self.compare(left, bound, right)
            case t.Quantified():
                return self.quantified(condition)
            case never:
                assert_never(never)

    # ---- facts -------------------------------------------------------------------------------------------------------

    def flag(self, node: t.Flag) -> Tested:
        """A yes or no; of what is none, no."""
        of, read, what = self.value(node.of), reader(node.field), node.field
        role = self.value(node.role) if node.role is not None else None
        preposition = node.preposition or ""

        def test(b: Bound, f: Frame) -> Answer:
            thing = of(b, f)
            if type(thing) is not Thing:
                if thing is NONE and isinstance(node.of, t.Single):
                    return unsure(f, FACT)
                return unsure(f, kinds(thing.gaps)) if type(thing) is Unknown else NO
            if role is None:
                found = read(thing, f)
            else:
                item = role(b, f)
                if type(item) is not Thing:
                    return unsure(f, kinds(item.gaps)) if type(item) is Unknown else NO
                found = f.facts.at_item(thing, what, preposition, item)
            if type(found) is Unknown:
                return unsure(f, kinds(found.gaps))
            if found is True:
                return YES
            if what.derived and f.facts.may_come(thing, what):
                return (0, 1, f.due, NOT_DONE)
            return NO

        return test

    def relates(self, person: t.Value, relation: str, unit: t.Value) -> Tested:
        """A relation of the roster."""
        who, what = self.value(person), self.value(unit)

        def test(b: Bound, f: Frame) -> Answer:
            sides = who(b, f), what(b, f)
            for side in sides:
                if type(side) is not Thing:
                    return unsure(f, kinds(side.gaps)) if type(side) is Unknown else NO
            key = (relation, *sides)
            found = f.memo.get(key)
            if found is None:
                found = f.memo[key] = f.facts.relates(sides[0], relation, sides[1], f.on or EVER)
            return unsure(f, kinds(found.gaps)) if type(found) is Unknown else YES if found else NO

        return test

    def adjective(self, node: t.Is) -> Tested:
        """An adjective that the rulebook defines."""
        key = node.adjective
        of, obj = self.value(node.of), self.value(node.object) if node.object is not None else None
        var, other, body = self.definitions.adjectives[key]

        def test(b: Bound, f: Frame) -> Answer:
            thing, value = of(b, f), None
            if type(thing) is not Thing:
                return unsure(f, kinds(thing.gaps)) if type(thing) is Unknown else NO
            bound: Bound = {var: thing}
            if obj is not None:
                assert other is not None
                value = obj(b, f)
                if type(value) is not Thing:
                    return unsure(f, kinds(value.gaps)) if type(value) is Unknown else NO
                bound[other] = value
            asked = (key, thing, value)
            found: Answer | None = f.memo.get(asked)
            if found is None:
                inner = self.made.get(("is", key))
                if inner is None:
                    inner = self.made["is", key] = self.test(body)
                found = f.memo[asked] = inner(bound, f)
            return found

        return test

    def within(self, left: t.Value, right: t.Value) -> Tested:
        """Membership in a set."""
        value, group = self.value(left), self.value(right)
        return lambda b, f: member(value(b, f), as_set(group(b, f)), f)

    def same(self, left: t.Value, right: t.Value) -> Tested:
        """Two values are one; with none, they are not."""
        first, second = self.value(left), self.value(right)

        def test(b: Bound, f: Frame) -> Answer:
            a, c = first(b, f), second(b, f)
            for side in (a, c):
                if type(side) is Unknown:
                    return unsure(f, kinds(side.gaps))
            return YES if a is not NONE and a == c else NO

        return test

    def nothing(self, of: t.Value) -> Tested:
        """Known not to exist; an act that is recorded as none may still come."""
        value, act = self.value(of), of.type.base == "act"

        whose = self.owned(of)

        def test(b: Bound, f: Frame) -> Answer:
            found = value(b, f)
            if type(found) is Set:
                if found.entries:
                    if any(m is None for _, m in found.entries):
                        return NO
                    gaps = 0
                    for _, m in found.entries:
                        assert m is not None
                        gaps |= m[3]
                    return unsure(f, gaps)
                return unsure(f, found.gaps) if found.gaps else YES
            if type(found) is Unknown:
                return unsure(f, kinds(found.gaps))
            if found is NONE:
                return (2, 1, f.due, NOT_DONE if whose(b, f) else 0) if act else YES
            return NO

        return test

    def owned(self, of: t.Value) -> Callable[[Bound, Frame], bool]:
        """Whether there is something of which an act could still be done; of what is none, nobody can say what is missing."""
        if not isinstance(of, t.Get):
            return lambda *_: False
        if isinstance(of.of, t.Single):
            return lambda *_: True
        owner = self.value(of.of)
        return lambda b, f: type(owner(b, f)) is Thing

    def compare(self, left: t.Value, bound: str, right: t.Value) -> Tested:
        """A number against a bound; what has no number is false."""
        first, second = self.value(left), self.value(right)

        def test(b: Bound, f: Frame) -> Answer:
            low, high, gaps = bounds_of(first(b, f))
            least, most, others = bounds_of(second(b, f))
            if LEAST in {high, most}:
                return NO
            truth = compared(Sized(low, high, ()), bound, Sized(least, most, ())).value
            return unsure(f, gaps | others) if truth == 1 else YES if truth else NO

        return test

    def timed(self, of: t.Value, timings: tuple[t.Timing, ...]) -> Tested:
        """A date, an instant or an act falls into a time."""
        value, limit, checks = self.value(of), self.limit(timings), [self.in_time(timing) for timing in timings]
        owner = self.value(of.of) if isinstance(of, t.Get) and of.type.base == "act" else None

        def test(b: Bound, f: Frame) -> Answer:
            moment: Any = value(b, f)
            if type(moment) is Acts:
                assert isinstance(of, t.Get)
                moment = f.prover.time_of(moment, of, f.scene(b))
            if type(moment) is Unknown:
                return (1, 1, limit(b, f), kinds(moment.gaps))
            if moment is None or moment is NONE:
                return (0, 1, limit(b, f), NOT_DONE) if owner and type(owner(b, f)) is Thing else NO
            return both([check(moment, b, f) for check in checks])

        return test

    # ---- counting ----------------------------------------------------------------------------------------------------

    def quantified(self, node: t.Quantified) -> Tested:
        """*every*, *some*, *no*, at least 2, at least 2/3 of."""
        if node.bound not in {"every", "no", "some"}:
            counted = self.counted(node)
            return remembering(("count", id(node)), counted) if depends_on_itself_alone(node) else counted
        group, body, var = self.value(node.group), self.test(node.body), node.var
        some, no = node.bound == "some", node.bound == "no"

        def test(b: Bound, f: Frame) -> Answer:
            base = as_set(group(b, f))
            f.prover.steps.take(len(base.entries))
            found = list[Answer]()
            for thing, inside in base.entries:
                answer = body({**b, var: thing}, f)
                if no:
                    answer = inverse(answer)
                if inside is not None:
                    answer = both((inside, answer)) if some else either((inverse(inside), answer))
                if answer[1] == (2 if some else 0):  # what is so later is so now
                    return YES if some else NO
                found.append(answer)
            if base.gaps:
                found.append(unsure(f, base.gaps))
            return either(found) if some else both(found)

        return test

    def counted(self, node: t.Quantified) -> Tested:
        """A count or a share: sums from the least to the greatest that they can be."""
        assert node.low is not None
        if node.weight is not None:
            return lambda b, f: answer_of(f.prover.prove(node, f.scene(b)))
        group, body, var = self.value(node.group), self.test(node.body), node.var
        low, high = self.value(node.low), self.value(node.high) if node.high is not None else None
        truth_of = share_truth if node.share else count_truth

        def test(b: Bound, f: Frame) -> Answer:
            base = as_set(group(b, f))
            f.prover.steps.take(len(base.entries))
            answers = [(inside, body({**b, var: thing}, f)) for thing, inside in base.entries]
            limits = (node.bound, low(b, f), high(b, f) if high is not None else None)
            members = [Truth.YES if inside is None else Truth.OPEN for inside, _ in answers]

            def counted(truths: list[int]) -> int:
                rows = [(inside, TRUTHS[truth], ONE) for inside, truth in zip(members, truths, strict=True)]
                return truth_of(rows, limits, bool(base.gaps)).value

            nows, laters = [a[0] for _, a in answers], [a[1] for _, a in answers]
            now = counted(nows)
            later = counted(laters) if laters != nows else now
            if now != 1 != later:
                return (now, later, None, 0)
            gaps = base.gaps
            for inside, answer in answers:
                if inside is not None:
                    gaps |= inside[3]
                if answer[0] == 1 or (now != 1 == answer[1]):
                    gaps |= answer[3]
            so_far = now == 2
            dues = [
                a[2] for _, a in answers if a[2] is not None and (a[0] == 1 or (a[1] == 1 and (a[0] == 0 or so_far)))
            ]
            return (now, later, max(dues, key=lambda d: in_time_order(d.latest), default=f.due), gaps)

        return test


def depends_on_itself_alone(node: t.Quantified) -> bool:
    """Whether a count is the same whatever is asked about: no variable is in it but its own."""
    return not variables((node.group, node.low, node.high)) and variables(node.body) <= {node.var}


def member(value: Any, group: Set, f: Frame) -> Answer:
    """Whether a value, or one of several, is in a set."""
    if type(value) is Unknown:
        return unsure(f, kinds(value.gaps))
    if type(value) is Set:
        return either([member(v, group, f) for v, _ in value.entries])
    if value is NONE:
        return NO
    truth, gaps = group.contains(value)
    return unsure(f, gaps) if truth == 1 else YES if truth else NO


def all_of(tests: list[Tested]) -> Tested:
    """All hold; the first that is surely false decides."""

    def test(b: Bound, f: Frame) -> Answer:
        found = list[Answer]()
        for one in tests:
            answer = one(b, f)
            if answer[1] == 0:  # what is not so later is not so now
                return NO
            if answer != YES:
                found.append(answer)
        return both(found) if found else YES

    return test


def any_of(tests: list[Tested]) -> Tested:
    """At least one holds; the first that surely does decides."""

    def test(b: Bound, f: Frame) -> Answer:
        found = list[Answer]()
        for one in tests:
            answer = one(b, f)
            if answer[1] == 2:  # what is so later is so now
                return YES
            if answer != NO:
                found.append(answer)
        return either(found) if found else NO

    return test
