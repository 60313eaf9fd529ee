"""The reference evaluator's values: what a checked value stands for, as far as it is known.

An unknown is no value: it comes back as ``Unknown`` with the facts that are missing. ``NONE`` is a value, and comparisons
with it are false. A set may hold things whose membership is open, and may be open itself.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar, assert_never

from attrs import field, frozen

from meetingrules.base.limits import FIRST_DAY, LAST_DAY
from meetingrules.lang import tree as t
from meetingrules.lang.answers import Due, Gap, Moment, Proof, Truth
from meetingrules.lang.facts import NONE, Acts, Answer, Days, Facts, Group, Span, Thing, Unknown
from meetingrules.lang.steps import AT_A_TIME, Steps
from meetingrules.lang.words import Field

T = TypeVar("T")
Asking = Callable[[Thing], Answer]
EVER: Days = (FIRST_DAY, LAST_DAY)
LEAST = Fraction(-(10**18))
"""Below every number that a file may write: the value of a number that does not exist."""


@frozen
class Scene:
    """Where a condition is asked: what the variables stand for, on which day offices are judged, what is due when."""

    bound: Mapping[str, object] = field(factory=dict)
    on: Days | None = None
    """The days that offices and relations are judged by; None: unknown, the meeting's day is not known."""
    due: Due | None = None
    """When the rule falls due where no deadline of its own says so."""
    start: Moment | None = None
    """Acts of a chain count up to here; None where the chain is not about the time before a meeting."""
    told: bool = True
    """Whether a text says when it is due; else it is due with the stage, which is no deadline to speak of."""
    memo: dict[object, Any] = field(factory=dict, eq=False, repr=False)
    """What was found out here before: scenes that differ in their variables alone share it."""

    def bind(self, name: str, value: object) -> "Scene":
        """The same scene with one more variable."""
        return Scene({**self.bound, name: value}, self.on, self.due, self.start, self.told, self.memo)


class Sized(NamedTuple):
    """A number as it is known: from low to high, high None without an upper bound."""

    low: Fraction
    high: Fraction | None
    gaps: tuple[Gap, ...]


@frozen
class Valuer(ABC):
    """Evaluates values."""

    facts: Facts
    definitions: t.Definitions
    memos: dict[object, dict[object, Any]] = field(factory=dict, eq=False, repr=False)
    """For each frame (days, due, start) what was found out in it. The same question gets the same answer, so asking once is enough."""
    steps: Steps = field(factory=Steps, eq=False, repr=False)

    def scene(
        self,
        bound: Mapping[str, object] | None = None,
        on: Days | None = None,
        due: Due | None = None,
        start: Moment | None = None,
        *,
        told: bool = True,
    ) -> Scene:
        """A scene that shares what is found out with all others of the same frame."""
        memo = self.memos.setdefault((on, due, due is not None and due.implied, start, told), {})
        return Scene(bound or {}, on, due, start, told, memo)

    @abstractmethod
    def prove(self, condition: t.Condition, scene: Scene) -> Proof:
        """A condition; filters need it."""

    def value(self, expr: t.Value, scene: Scene) -> Answer:
        """What an expression stands for: each kind of expression one case."""
        match expr:
            case t.Var(name):
                return scene.bound[name]  # type: ignore[return-value]
            case t.Single(kind):
                return self.facts.single(kind)
            case t.TheUnit(_, name):
                return Thing("unit", name, name)
            case t.TheParty(word):
                return Thing("party", word, word)
            case t.Word(word):
                return word
            case t.WordList(_, words):
                return Group(tuple((word, None) for word in sorted(words)))
            case t.Number(value, _, parameter):
                return self.facts.parameter(parameter) if parameter else value
            case t.Get(of, what):
                return self.each(self.value(of, scene), lambda thing: self.facts.read(thing, what, scene.on))
            case t.Derived(of, name):
                return self.each(
                    self.value(of, scene),
                    lambda thing: self.remembered(scene, (name, thing), lambda: self.derived(thing, name, scene)),
                )
            case t.Holders(office):
                return self.remembered(scene, ("office", office), lambda: self.facts.holders(office, self.days(scene)))
            case t.SetOf(name):
                return self.remembered(scene, ("set", name), lambda: self.named_set(name, scene))
            case t.Filter(group, var, condition):
                return self.filtered(self.group(group, scene), var, condition, scene)
            case t.Union(parts):
                return united([self.group(part, scene) for part in parts])
            case t.Count(group):
                return self.count(self.group(group, scene))
            case t.Total(group, what):
                return self.total(self.group(group, scene), what)
            case t.Sum(left, sign, right):
                return added(self.number(left, scene), self.number(right, scene), sign)
            case t.ShareOf(share, of):
                low, high, gaps = found = self.number(of, scene)
                return (
                    Span(*found) if high == LEAST else Span(low * share, None if high is None else high * share, gaps)
                )
            case never:
                assert_never(never)

    def remembered(self, scene: Scene, question: object, ask: Callable[[], T], *, told: bool = False) -> T:
        """What was found out about a question in this frame, else what is found out now.

        :param told: whether the reasons tell it each time: then it costs each time what it cost first
        """
        found = scene.memo.get(question)
        if found is not None:
            self.steps.take(found[1] if told else 1)
            return found[0]  # type: ignore[no-any-return]
        before = self.steps.taken
        answer = ask()
        scene.memo[question] = answer, self.steps.taken - before
        return answer

    def named_set(self, name: str, scene: Scene) -> Answer:
        """A set as the file states it, as the rulebook defines it, or one of the engine's own."""
        if (stated := self.facts.stated_set(name)) is not None:
            return stated
        if name in self.definitions.sets:
            return self.value(self.definitions.sets[name], self.unbound(scene))
        return self.facts.group(name)

    def unbound(self, scene: Scene) -> Scene:
        """The scene without variables: what a definition says does not depend on where it is used."""
        return Scene({}, scene.on, scene.due, scene.start, scene.told, scene.memo)

    def each(self, of: Answer, ask: Asking) -> Answer:
        """Ask a thing, or each of several; NONE and unknown pass through."""
        if isinstance(of, Group):
            found = [(ask(thing), proof) for thing, proof in of.entries if isinstance(thing, Thing)]
            return gathered(found, of.gaps)
        return ask(of) if isinstance(of, Thing) else of

    def derived(self, thing: Thing, name: str, scene: Scene) -> Answer:
        """A defined field: what the file states, else what the definition gives."""
        kind, own = name.split(".")
        if (stated := self.facts.stated(thing, own)) is not None:
            return stated
        one, body = self.definitions.fields[name]
        group = self.group(body, self.unbound(scene).bind(kind, thing))
        if not one:
            return group
        gaps = group.gaps + tuple(g for _, p in group.entries if p is not None for g in p.gaps)
        if gaps:
            return Unknown(gaps)
        if len(group.entries) > 1:
            return Unknown((Gap("fact", self.facts.fact(thing, own), self.facts.texts(thing, own), scene.due),))
        return next((entry for entry, _ in group.entries), NONE)  # type: ignore[return-value]

    def group(self, expr: t.Value, scene: Scene) -> Group:
        """A value as a set: one thing is a set of one, none the empty one."""
        value = self.value(expr, scene)
        if isinstance(value, Group):
            self.steps.take(len(value.entries) // AT_A_TIME)
            return value
        if isinstance(value, Unknown):
            return Group((), value.gaps)
        return Group() if value is NONE else Group(((value, None),))

    def filtered(self, group: Group, var: str, condition: t.Condition, scene: Scene) -> Group:
        """Those for which the condition holds, or may hold."""
        entries = list[tuple[object, Proof | None]]()
        for thing, member in group.entries:
            proof = self.prove(condition, scene.bind(var, thing))
            if proof.now is Truth.NO:
                continue
            entries.append((thing, proof if proof.now is Truth.OPEN else member))
        return Group(tuple(entries), group.gaps)

    def count(self, group: Group) -> Span:
        """How many."""
        sure = sum(proof is None for _, proof in group.entries)
        gaps = group.gaps + tuple(g for _, p in group.entries if p is not None for g in p.gaps)
        return Span(Fraction(sure), None if group.gaps else Fraction(len(group.entries)), gaps)

    def total(self, group: Group, what: Field) -> Answer:
        """The sum of a number field; open as soon as one number is."""
        total, gaps = Fraction(0), list(group.gaps)
        for thing, member in group.entries:
            value = self.facts.read(thing, what)  # type: ignore[arg-type]
            if isinstance(value, Unknown):
                gaps += value.gaps
            elif member is not None:
                gaps += member.gaps
            elif isinstance(value, Fraction):
                total += value
        return Unknown(tuple(gaps)) if gaps else total

    def number(self, expr: t.Value, scene: Scene) -> Sized:
        """A value as a number from low to high; unknown is without any bound, NONE has no number at all."""
        value = self.value(expr, scene)
        match value:
            case Fraction():
                return Sized(value, value, ())
            case Span(low, high, gaps):
                return Sized(low, high, gaps)
            case Unknown(gaps):
                return Sized(LEAST, None, gaps)
            case _:
                return Sized(LEAST, LEAST, ())

    def days(self, scene: Scene) -> Days:
        """The days that offices are judged by."""
        return scene.on or EVER

    def moment(self, expr: t.Value, scene: Scene) -> "Moment | Unknown | None":
        """When: a date, an instant, or the time of an act; None when it is known not to be."""
        value = self.value(expr, scene)
        if isinstance(value, Unknown):
            return value
        if isinstance(value, Acts):
            assert isinstance(expr, t.Get)
            return self.time_of(value, expr, scene)
        return None if value is NONE else value  # type: ignore[return-value]

    def time_of(self, acts: Acts, expr: t.Get, scene: Scene) -> "Moment | Unknown | None":
        """When an act was done: at its first or last record, as its declaration says."""
        done = [r for r in acts.records if not r.refused]
        if not done:
            return None
        owner = self.value(expr.of, scene)
        undated = [r for r in done if r.at is None]
        if undated or not acts.complete:
            assert isinstance(owner, Thing)
            fact, texts = self.facts.fact(owner, expr.field.name), self.facts.texts(owner, expr.field.name)
            place = next((r.place for r in undated), None)
            return Unknown((Gap("fact", f"{fact}.at", texts, scene.due, place),))
        ordered = sorted((r.at for r in done if r.at is not None), key=in_time_order)
        return ordered[0] if expr.field.moment == "first" else ordered[-1]


def in_time_order(moment: Moment) -> tuple[int, float]:
    """A key to sort moments by; a day alone comes after every instant of it."""
    if isinstance(moment, datetime):
        return moment.toordinal(), moment.timestamp()
    return moment.toordinal(), float("inf")


def gathered(found: list[tuple[Answer, Proof | None]], gaps: tuple[Gap, ...]) -> Group:
    """The values of several things as one set, each once."""
    entries, more = dict[object, Proof | None](), list(gaps)
    for value, member in found:
        if isinstance(value, Unknown):
            more += value.gaps
        elif isinstance(value, Group):
            more += value.gaps
            for entry, proof in value.entries:
                _put(entries, entry, proof if proof is not None else member)
        elif value is not NONE:
            _put(entries, value, member)
    return Group(tuple(entries.items()), tuple(dict.fromkeys(more)))


def _put(entries: dict[object, Proof | None], value: object, proof: Proof | None) -> None:
    if value not in entries or proof is None:
        entries[value] = proof


def united(groups: list[Group]) -> Group:
    """A union: each thing once, sure where one of the sets is sure of it."""
    entries, gaps = dict[object, Proof | None](), list[Gap]()
    for group in groups:
        gaps += group.gaps
        for thing, proof in group.entries:
            _put(entries, thing, proof)
    return Group(tuple(entries.items()), tuple(dict.fromkeys(gaps)))


def added(left: Sized, right: Sized, sign: str) -> Span:
    """The sum or difference of two numbers, as exact as they are; with what does not exist there is none."""
    if LEAST in {left.high, right.high}:
        return Span(LEAST, LEAST)
    if sign == "-":
        high = None if right.high is None else -right.high
        right = Sized(LEAST if high is None else high, -right.low, right.gaps)
    top = None if left.high is None or right.high is None else left.high + right.high
    return Span(left.low + right.low, top, left.gaps + right.gaps)
