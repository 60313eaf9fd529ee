"""Values without proofs: each checked expression becomes a closure once, and is called for each meeting.

The fast way to run a rulebook. What a sentence means is said in ``evaluate``; this says the same, answer for answer, and keeps
of the reasons only what decides a status: which kinds of gaps there are, and when they fall due.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from attrs import define, field

from meetingrules.lang import tree as t
from meetingrules.lang.answers import Due, Gap, Moment, Proof
from meetingrules.lang.evaluate import Evaluator
from meetingrules.lang.facts import NONE, Days, Facts, Group, Span, Thing, Unknown
from meetingrules.lang.values import EVER, LEAST, Scene
from meetingrules.lang.words import Field

Answer = tuple[int, int, Due | None, int]
"""Now, later (0 no, 1 open, 2 yes), when it is due, and which kinds of gaps keep it open."""
YES: Answer = (2, 2, None, 0)
NO: Answer = (0, 0, None, 0)
JUDGEMENT, FACT, NOT_DONE, ACT = 1, 2, 4, 8
"""Kinds of gaps: a person must judge; something is not known; an act is recorded as none; the record of an act is missing."""
Bound = dict[str, object]


@define
class Set:
    """A set: who is in it (and how sure, where that is open), and which kinds of gaps say that there may be more."""

    entries: tuple[tuple[Any, Answer | None], ...]
    gaps: int = 0
    index: dict[Any, Answer | None] | None = None

    def contains(self, value: object) -> tuple[int, int]:
        """Whether a value is in it, and the gaps that keep that open."""
        if self.index is None:
            self.index = {}
            for entry, member in self.entries:
                self.index.setdefault(entry, member)
        if value in self.index:
            member = self.index[value]
            return (2, 0) if member is None else (1, member[3])
        return (1, self.gaps) if self.gaps else (0, 0)


EMPTY = Set(())


@define
class Frame:
    """Where a condition is asked: the facts, the days that offices are judged by, what is due when."""

    facts: Facts
    prover: Evaluator
    """The definition of the language, for what is asked too seldom to be worth a second way."""
    frames: "dict[object, Frame]" = field(factory=dict)
    sets: dict[int, tuple[Group, Set]] = field(factory=dict)
    """The groups of the facts as sets, by identity; each kept with its group, so that no other takes its number."""
    on: Days | None = None
    due: Due | None = None
    start: Moment | None = None
    told: bool = True
    memo: dict[Any, Any] = field(factory=dict)

    def at(self, on: Days | None, due: Due | None, start: Moment | None, *, told: bool) -> "Frame":
        """The frame of some days, with all that was found out in it before."""
        key = (on, due, start, told)
        found = self.frames.get(key)
        if found is None:
            found = self.frames[key] = Frame(self.facts, self.prover, self.frames, self.sets, on, due, start, told)
        return found

    def scene(self, bound: Mapping[str, object]) -> Scene:
        """The same for the definition of the language."""
        return self.prover.scene(bound, self.on, self.due, self.start, told=self.told)


Valued = Callable[[Bound, Frame], Any]
Tested = Callable[[Bound, Frame], Answer]


def kinds(gaps: Iterable[Gap]) -> int:
    """Which kinds of gaps there are."""
    found = 0
    for gap in gaps:
        found |= JUDGEMENT if gap.kind == "judgement" else NOT_DONE if gap.kind == "none" else FACT
        if gap.act:
            found |= ACT
    return found


def unsure(frame: Frame, gaps: int) -> Answer:
    """An answer that is open, due with the rule."""
    return (1, 1, frame.due, gaps)


def answer_of(proof: Proof) -> Answer:
    """What a proof comes to."""
    return (proof.now.value, proof.later.value, proof.due, kinds(proof.gaps))


def plain(value: Any, frame: Frame) -> Any:
    """A value of the facts; a group as a set, each made once."""
    if type(value) is not Group:
        return value
    found = frame.sets.get(id(value))
    if found is None:
        entries = tuple((e, None if p is None else answer_of(p)) for e, p in value.entries)
        found = frame.sets[id(value)] = (value, Set(entries, kinds(value.gaps)))
    return found[1]


def as_set(value: Any) -> Set:
    """One thing is a set of one, none the empty one."""
    if type(value) is Set:
        return value
    if type(value) is Unknown:
        return Set((), kinds(value.gaps))
    return EMPTY if value is NONE else Set(((value, None),))


def gathered(found: Iterable[tuple[Any, Answer | None]], gaps: int) -> Set:
    """The values of several things as one set, each once."""
    entries = dict[Any, Answer | None]()
    for value, member in found:
        if type(value) is Unknown:
            gaps |= kinds(value.gaps)
        elif type(value) is Set:
            gaps |= value.gaps
            for entry, sure in value.entries:
                put(entries, entry, sure if sure is not None else member)
        elif value is not NONE:
            put(entries, value, member)
    return Set(tuple(entries.items()), gaps)


def put(entries: dict[Any, Answer | None], value: Any, member: Answer | None) -> None:
    """One more value; sure where one of its sources is."""
    if value not in entries or member is None:
        entries[value] = member


def bounds_of(value: Any) -> tuple[Fraction, Fraction | None, int]:
    """A value as a number from low to high; unknown is without any bound, none has no number at all."""
    if type(value) is Fraction:
        return value, value, 0
    if type(value) is Span:
        return value.low, value.high, kinds(value.gaps)
    if type(value) is Unknown:
        return LEAST, None, kinds(value.gaps)
    return LEAST, LEAST, 0


@define
class Values(ABC):
    """Turns expressions into closures."""

    definitions: t.Definitions
    made: dict[object, Any] = field(factory=dict)
    """The closures of definitions, made when they are first asked for."""

    @abstractmethod
    def test(self, condition: t.Condition) -> Tested:
        """A condition as a closure; filters need it."""

    def value(self, expr: t.Value) -> Valued:
        """An expression as a closure: each kind of expression one case."""
        match expr:
            case t.Var(name):
                return lambda b, _: b[name]
            case t.Single(kind):
                return lambda _, f: f.facts.single(kind)
            case t.TheUnit(_, name):
                unit = Thing("unit", name, name)
                return lambda *_: unit
            case t.TheParty(word):
                party = Thing("party", word, word)
                return lambda *_: party
            case t.Word(word):
                return lambda *_: word
            case t.WordList(_, words):
                listed = Set(tuple((word, None) for word in sorted(words)))
                return lambda *_: listed
            case t.Number(number, _, parameter):
                if parameter:
                    return lambda _, f: f.facts.parameter(parameter)
                return lambda *_: number
            case t.Get(of, what):
                return self.each(self.value(of), reader(what))
            case t.Derived(of, name):
                return self.each(self.value(of), self.derived(name))
            case t.Holders(office):
                return remembering(("office", office), lambda _, f: plain(f.facts.holders(office, f.on or EVER), f))
            case t.SetOf(name):
                return remembering(("set", name), self.named_set(name))
            case t.Filter(group, var, condition):
                return self.filtered(self.value(group), var, self.test(condition))
            case t.Union(parts):
                values = [self.value(part) for part in parts]
                return lambda b, f: gathered([(as_set(v(b, f)), None) for v in values], 0)
            case _:
                return lambda b, f: plain(f.prover.value(expr, f.scene(b)), f)

    def each(self, of: Valued, ask: Callable[[Thing, Frame], Any]) -> Valued:
        """Ask a thing, or each of several; none and unknown pass through."""

        def asked(b: Bound, f: Frame) -> Any:
            value = of(b, f)
            if type(value) is Thing:
                return ask(value, f)
            if type(value) is Set:
                found = [(ask(thing, f), member) for thing, member in value.entries if type(thing) is Thing]
                return gathered(found, value.gaps)
            return value

        return asked

    def derived(self, name: str) -> Callable[[Thing, Frame], Any]:
        """A defined field: what the file states, else what the definition gives."""
        one, body = self.definitions.fields[name]
        kind, _, short = name.partition(".")
        inner = self.later(("field", name), body)

        def ask(thing: Thing, f: Frame) -> Any:
            key = (name, thing)
            found = f.memo.get(key)
            if found is None:
                found = f.memo[key] = asked(thing, f)
            return found

        def asked(thing: Thing, f: Frame) -> Any:
            if (stated := f.facts.stated(thing, short)) is not None:
                return plain(stated, f)
            group = as_set(inner({kind: thing}, f))
            if not one:
                return group
            if not group.gaps:
                match group.entries:
                    case ():
                        return NONE
                    case ((entry, None),):
                        return entry
            expr = t.Derived(t.Var("it", body.type), name, body.type, {})
            return f.prover.value(expr, f.scene({"it": thing}))  # the definition says which facts are missing

        return ask

    def named_set(self, name: str) -> Valued:
        """A set as the file states it, as the rulebook defines it, or one of the engine's own."""
        body = self.definitions.sets.get(name)
        inner = self.later(("set", name), body) if body is not None else None

        def asked(_: Bound, f: Frame) -> Any:
            if (stated := f.facts.stated_set(name)) is not None:
                return plain(stated, f)
            return inner({}, f) if inner is not None else plain(f.facts.group(name), f)

        return asked

    def later(self, key: object, body: t.Value) -> Valued:
        """The closure of a definition, made on its first call."""

        def call(b: Bound, f: Frame) -> Any:
            found = self.made.get(key)
            if found is None:
                found = self.made[key] = self.value(body)
            return found(b, f)

        return call

    def filtered(self, group: Valued, var: str, test: Tested) -> Valued:
        """Those for which the condition holds, or may hold."""

        def asked(b: Bound, f: Frame) -> Set:
            base = as_set(group(b, f))
            f.prover.steps.take(len(base.entries))
            entries = list[tuple[Any, Answer | None]]()
            for thing, member in base.entries:
                now, *_ = answer = test({**b, var: thing}, f)
                if now:
                    entries.append((thing, answer if now == 1 else member))
            return Set(tuple(entries), base.gaps)

        return asked


UNTOLD = Unknown((Gap("fact", "", {}),))
"""What nothing tells; nobody asks here what it is called."""


def reader(what: Field) -> Callable[[Thing, Frame], Any]:
    """Reads one field of a thing, once in a frame."""
    name = what.name

    def ask(thing: Thing, f: Frame) -> Any:
        key = (thing, name)
        found = f.memo.get(key)
        if found is None:
            told = f.facts.known(thing, what, f.on)
            found = f.memo[key] = plain(told, f) if told is not None else UNTOLD
        return found

    return ask


def remembering(key: object, ask: Valued) -> Valued:
    """What does not depend on variables, asked once in a frame."""

    def asked(b: Bound, f: Frame) -> Any:
        found = f.memo.get(key)
        if found is None:
            found = f.memo[key] = ask(b, f)
        return found

    return asked


def variables(node: object) -> set[str]:
    """The names of all variables in a part of a sentence, or in several."""
    return {node.name} if isinstance(node, t.Var) else set[str]().union(*map(variables, t.parts(node)))
