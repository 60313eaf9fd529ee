"""Acts, times and chains without proofs; see ``fastvalues``."""

from collections.abc import Callable, Iterable
from typing import Any

from attrs import define

from meetingrules.lang import tree as t
from meetingrules.lang.acts import REFERRED, WITHIN_A_YEAR
from meetingrules.lang.answers import Due, Moment
from meetingrules.lang.facts import Acts, Everyone, Record, Thing, Unknown
from meetingrules.lang.fastvalues import (
    ACT,
    FACT,
    NO,
    NOT_DONE,
    YES,
    Answer,
    Bound,
    Frame,
    Set,
    Tested,
    Valued,
    Values,
    answer_of,
    as_set,
    kinds,
    reader,
    unsure,
    variables,
)
from meetingrules.lang.moments import day, plus
from meetingrules.lang.values import in_time_order
from meetingrules.lang.whendone import times
from meetingrules.lang.words import Type

TWO = "acts that may count or not"
"""What a frame remembers where the meeting's hour is not known and only it tells which act of a person counts: the definition orders chains then."""
Checked = Callable[[Moment, Bound, Frame], Answer]
Recorded = tuple[Answer, bool, Moment | None]
"""The answer of one record, whether it names somebody else, and its moment."""
Traced = Callable[[Bound, Frame], tuple[Answer, list[Moment]]]
"""A step of a chain: its answer, and when its acts were done."""


def both(answers: Iterable[Answer]) -> Answer:
    """All hold. Open parts are due at the earliest of their moments; what holds so far may cease to until the latest."""
    now = later = 2
    for a in answers:
        now, later = min(now, a[0]), min(later, a[1])
    if now != 1 != later:
        return (now, later, None, 0)
    so_far = now == 2
    gaps, dues = 0, list[Due]()
    for a in answers:
        if a[0] == 1 or (a[1] == 1 and (a[0] == 0 or so_far)):
            gaps |= a[3]
            dues += [a[2]] if a[2] is not None else []
    return (now, later, (latest if so_far else earliest)(dues), gaps)


def either(answers: Iterable[Answer]) -> Answer:
    """At least one holds. Open parts are due at the latest of their moments; what holds so far may cease to until the earliest."""
    now = later = 0
    for a in answers:
        now, later = max(now, a[0]), max(later, a[1])
    if now != 1 != later:
        return (now, later, None, 0)
    gaps, dues = 0, list[Due]()
    for a in answers:
        if a[1] == 1:  # what is open now is open later
            gaps |= a[3]
            dues += [a[2]] if a[2] is not None else []
    return (now, later, (earliest if now == 2 else latest)(dues), gaps)


def inverse(a: Answer) -> Answer:
    """The part does not hold."""
    return (2 - a[0], 2 - a[1], a[2], a[3])


def earliest(dues: list[Due]) -> Due | None:
    """The first moment of some."""
    return min(dues, key=lambda d: stamp(d.earliest), default=None)


def latest(dues: list[Due]) -> Due | None:
    """The last moment of some."""
    return max(dues, key=lambda d: stamp(d.latest), default=None)


def stamp(moment: Moment) -> tuple[int, float]:
    """An order over days and instants: a whole day ends after every instant of it."""
    hour = getattr(moment, "hour", None)
    if hour is None:
        return moment.toordinal(), 86400.0
    return moment.toordinal(), hour * 3600 + moment.minute * 60 + moment.second + moment.microsecond / 1e6  # type: ignore[union-attr]


@define
class Doing(Values):
    """Turns what is said of acts and times into closures."""

    # ---- times -------------------------------------------------------------------------------------------------------

    def limit(self, timings: tuple[t.Timing, ...]) -> Callable[[Bound, Frame], Due | None]:
        """The last permissible moment of some time phrases."""
        if not timings:
            return lambda _, f: f.due
        ask: Callable[[Bound, Frame], Due | None] = self.once(
            ("limit", *map(id, timings)), timings, lambda b, f: (f.prover.last_moment(timings, f.scene(b)),)
        )
        return ask

    def once(self, key: object, timings: tuple[t.Timing, ...], ask: Callable[[Bound, Frame], tuple[Any]]) -> Any:
        """Asked once in a frame where no variable is in it; *ask* gives a tuple so that None can be remembered."""
        if variables(timings):
            return lambda b, f: next(iter(ask(b, f)))
        self.made[key] = timings  # what is known by its identity must live as long as the closure

        def asked(b: Bound, f: Frame) -> Any:
            found = f.memo.get(key)
            if found is None:
                found = f.memo[key] = ask(b, f)
            (value,) = found
            return value

        return asked

    def in_time(self, timing: t.Timing) -> Checked:
        """Whether a known moment keeps one time phrase."""
        strict = isinstance(timing, t.At) and timing.relation in {"before", "after"}
        acts = isinstance(timing.moment, t.MomentOf) and timing.moment.value.type.base == "act"

        def ends(b: Bound, f: Frame) -> tuple[Any]:
            prover, scene = f.prover, f.scene(b)
            base = prover.when(timing.moment, scene)
            if not isinstance(base, Due):
                return (base if base is not None else (YES if prover.lies_ahead(timing) else NO),)
            hourless = prover.hourless(timing.moment, base)
            return ([(x, up, hourless and x is base) for x, up in zip(prover.bounds(timing, base, scene), (False, True), strict=True) if x is not None],)  # fmt: skip

        base_of = self.once(("time", id(timing)), (timing,), ends)

        def check(moment: Moment, b: Bound, f: Frame) -> Answer:
            bounds = base_of(b, f)
            if type(bounds) is Unknown:
                return unsure(f, kinds(bounds.gaps))
            if type(bounds) is tuple:
                return bounds
            sides = list[int]()
            for bound, upper, bare in bounds:
                one = f.prover.side(moment, bound.earliest, upper, strict, acts, bare).value
                if not bound.exact and one != f.prover.side(moment, bound.latest, upper, strict, acts, bare).value:
                    one = 1
                sides.append(one)
            truth = min(sides)
            return unsure(f, FACT) if truth == 1 else YES if truth else NO

        return check

    # ---- acts --------------------------------------------------------------------------------------------------------

    def done(self, node: t.Done) -> Tested:
        """Whether an act was done as the sentence says."""
        traced = self.traced_act(node)
        return lambda b, f: traced(b, f)[0]

    def traced_act(self, node: t.Done) -> Traced:
        """The same, with when it was done."""
        of, read, limit = self.value(node.of), reader(node.field), self.limit(node.timing)
        owner = self.value(node.of.of) if isinstance(node.of, t.Get) else None
        record, repeatable = self.record(node), node.field.repeatable

        def test(b: Bound, f: Frame) -> tuple[Answer, list[Moment]]:
            thing = of(b, f)
            if type(thing) is not Thing:
                return lacking(thing, node, limit(b, f), owner(b, f) if owner is not None else None), []
            acts = read(thing, f)
            if type(acts) is Unknown:
                return (1, 1, limit(b, f), kinds(acts.gaps) | ACT), []
            if type(acts) is not Acts or (not acts.records and acts.complete):
                return (0, 1, limit(b, f), NOT_DONE), []
            if not acts.records:
                return (1, 1, limit(b, f), FACT), []
            records = acts.records
            first, *others = [records] if len(records) == 1 else self.standing(thing, acts, node, f)
            if others:
                f.memo[TWO] = others
            parts = list[Recorded]()
            for r in first:
                parts.append(record(r, b, f))
                if parts[-1][0][0] == 2:  # one is enough
                    break
            now = surest(parts) or int(not acts.complete)
            gaps = 0
            if now == 1:
                for (*_, own), _, _ in parts:
                    gaps |= own
            if any(surest([record(r, b, f) for r in other]) != now for other in others):
                now, gaps = 1, gaps | FACT
            if not acts.complete and now == 1:
                gaps |= FACT
            later = now
            if now == 0 and repeatable and all(another for _, another, _ in parts):
                later, gaps = 1, NOT_DONE
            at = parts[-1][2] if now == 2 else None
            return (now, later, limit(b, f), gaps), [at] if at is not None else []

        return test

    def standing(self, thing: Thing, acts: Acts, node: t.Done, f: Frame) -> list[tuple[Record, ...]]:
        """The records that count, as the definition finds them; of each thing once."""
        key = ("standing", thing, node.field.name)
        found = f.memo.get(key)
        if found is None:
            found = f.memo[key] = f.prover.standing(acts.records, node, f.scene({}))
        return found

    def record(self, node: t.Done) -> Callable[[Record, Bound, Frame], Recorded]:
        """One record against roles and time."""
        roles = [(prep, self.role(prep, self.value(value))) for prep, value in node.roles]
        checks = [self.in_time(timing) for timing in node.timing]

        def test(r: Record, b: Bound, f: Frame) -> Recorded:
            inner = self.on_its_day(r, f) if roles else f
            parts = [role(r, b, inner) for _, role in roles]
            another = any(now == 0 for now, *_ in parts)
            _, last = f.on or (None, None)
            if r.until is not None and last is not None and r.until < last:
                parts.append(NO)
            if r.refused:
                parts.append(NO)
            parts += [check(r.at, b, f) if r.at is not None else unsure(f, FACT) for check in checks]
            return both(parts), another, r.at

        return test

    def on_its_day(self, r: Record, f: Frame) -> Frame:
        """An act is judged by the roster of its own day; one without a day by the year around the meeting."""
        if r.at is not None:
            at = day(r.at, f.facts.zone)
            key: object = ("on", at)
            on = (at, at)
        elif f.on is not None:
            key = ("on", None)
            first, last = f.on
            on = (plus(first, -WITHIN_A_YEAR.days), plus(last, WITHIN_A_YEAR.days))
        else:
            return f
        found = f.memo.get(key)
        if found is None:
            found = f.memo[key] = f.at(on, f.due, f.start, told=f.told)
        return found

    def role(self, prep: str, value: Valued) -> Callable[[Record, Bound, Frame], Answer]:
        """Whether one role of a record is the one that the sentence names."""

        def test(r: Record, b: Bound, f: Frame) -> Answer:
            given = r.roles.get(prep)
            if given is None:
                return unsure(f, FACT)
            asked = as_set(value(b, f))
            now, gaps = 0, asked.gaps
            for one in given:
                if type(one) is Everyone:
                    everyone = self.everyone(one.set, f)
                    found = [everyone.contains(v) for v, _ in asked.entries]
                else:
                    found = [asked.contains(one)]
                for truth, more in found:
                    now, gaps = max(now, truth), gaps | more
                if now == 2:
                    return YES
            if now == 0 and asked.gaps:
                now = 1
            return unsure(f, gaps) if now == 1 else NO

        return test

    def everyone(self, name: str, f: Frame) -> Set:
        """The set that *everyone* in a record stands for."""
        key = ("everyone", name)
        inner = self.made.get(key)
        if inner is None:
            inner = self.made[key] = self.value(t.SetOf(name, Type("thing", "person", several=True)))
        return as_set(inner({}, f))

    # ---- chains ------------------------------------------------------------------------------------------------------

    def order(self, node: t.Order) -> Tested:
        """A chain: each step done, none before the one it follows."""
        made = [(self.traced(s.condition), self.test(s.when) if s.when is not None else None) for s in node.steps]

        def test(b: Bound, f: Frame) -> Answer:
            parts, last = list[Answer](), None
            for step, when in made:
                answer, moments = step(b, f)
                wanted = when(b, f) if when is not None else None
                if wanted is not None and wanted[0] == 0:
                    continue
                first = min(moments, key=in_time_order) if moments else None
                early = first is not None and last is not None and f.prover.too_soon(first, last)
                done = both((answer, NO if early else YES))
                parts.append(either((inverse(wanted), done)) if wanted is not None else done)
                now, *_ = answer
                if moments and now == 2:
                    end = max(moments, key=in_time_order)
                    last = end if last is None else max(last, end, key=in_time_order)
            return both(parts) if TWO not in f.memo else answer_of(f.prover.prove(node, f.scene(b)))

        return test

    def traced(self, condition: t.Condition) -> Traced:
        """A step, with the moments of its acts; what is seldom in a step is left to the definition."""
        match condition:
            case t.Done():
                return self.traced_act(condition)
            case t.And(parts):
                return all_traced([self.traced(part) for part in parts])
            case t.Or(parts):
                return any_traced([self.traced(part) for part in parts])
            case t.IfAny(of, body):
                nothing, inner = self.test(t.Nothing(of)), self.traced(body)

                def test(b: Bound, f: Frame) -> tuple[Answer, list[Moment]]:
                    answer, moments = inner(b, f)
                    return either((nothing(b, f), answer)), moments

                return test
            case t.Quantified(("every" | "some"), None):
                return self.traced_all(condition)
            case _:
                return proved(condition)

    def traced_all(self, node: t.Quantified) -> Traced:
        """*every* and *some* of a set whose members are sure; of another the definition tells the moments."""
        group, body, var, fallback = self.value(node.group), self.traced(node.body), node.var, proved(node)
        some = node.bound == "some"

        def test(b: Bound, f: Frame) -> tuple[Answer, list[Moment]]:
            base = as_set(group(b, f))
            if any(inside is not None for _, inside in base.entries):
                return fallback(b, f)
            found = [body({**b, var: thing}, f) for thing, _ in base.entries]
            answers = [a for a, _ in found] + ([unsure(f, base.gaps)] if base.gaps else [])
            if some:
                return either(answers), next((moments for (now, *_), moments in found if now == 2), [])
            return both(answers), [m for _, moments in found for m in moments]

        return test


def surest(records: list[Recorded]) -> int:
    """How sure it is that one of them is what is asked for."""
    return max(now for (now, *_), _, _ in records)


def proved(condition: t.Condition) -> Traced:
    """What is seldom in a step, left to the definition."""

    def test(b: Bound, f: Frame) -> tuple[Answer, list[Moment]]:
        proof = f.prover.prove(condition, f.scene(b))
        found = times(proof)
        if found != times(proof, otherwise=True):
            f.memo[TWO] = found
        return answer_of(proof), [m for m in found if m is not None]

    return test


def all_traced(steps: list[Traced]) -> Traced:
    """All hold: the moments of all."""

    def test(b: Bound, f: Frame) -> tuple[Answer, list[Moment]]:
        found = [step(b, f) for step in steps]
        return both([a for a, _ in found]), [m for _, moments in found for m in moments]

    return test


def any_traced(steps: list[Traced]) -> Traced:
    """One holds: the moments of the first that does."""

    def test(b: Bound, f: Frame) -> tuple[Answer, list[Moment]]:
        found = [step(b, f) for step in steps]
        first = next((moments for (now, *_), moments in found if now == 2), [])
        return either([a for a, _ in found]), first

    return test


def lacking(thing: Any, node: t.Done, due: Due | None, owner: Any) -> Answer:
    """An act of something that is none, or not known; what is none so far may still come to be."""
    if type(thing) is Unknown:
        return (1, 1, due, kinds(thing.gaps) | ACT)
    if node.of.type.of in REFERRED or not (isinstance(node.of, t.Single) or type(owner) is Thing):
        return NO
    return (0, 1, due, NOT_DONE)
