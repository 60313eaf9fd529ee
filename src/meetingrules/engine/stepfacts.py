"""The steps of one meeting on its facts: what each is for, until when it may be done, whether it was, what it hangs on."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from attrs import field, frozen

from meetingrules.engine.check import THIS, Checker
from meetingrules.engine.stepwalk import Binder, Leaf
from meetingrules.lang import tree as t
from meetingrules.lang.answers import Due, Moment, Proof, Truth
from meetingrules.lang.facts import Acts, Group, Record, Thing
from meetingrules.lang.moments import day
from meetingrules.lang.values import Scene, in_time_order
from meetingrules.rulebook.model import Rule

Y, N, OPEN = Truth.YES, Truth.NO, Truth.OPEN
SOMEBODY = "?"
"""The id of whatever is not known yet: a participant before anybody is invited, a paper before there is one."""
UPTO = frozenset({"before", "no later than", "on"})
PERSONAL = frozenset({"person", "unit", "party"})
"""Kinds whose facts stand in a roster: of somebody who is not known yet it says nothing, and no is no answer."""


@frozen(eq=False)
class Instance:
    """One act for one subject."""

    rule: Rule
    leaf: Leaf
    scenes: tuple[Scene, ...]
    """With none, one, … all of the leaf's variables bound."""
    things: tuple[Thing, ...]
    """The rule's subject, then what each variable of its own stands for."""
    members: tuple[Proof, ...] = ()
    """The proofs that these belong to what the rule is about, where that is open."""

    @property
    def scene(self) -> Scene:
        """Where the act is asked for."""
        return self.scenes[-1]

    @property
    def somebody(self) -> bool:
        """Whether it is about a person or unit that is not known yet."""
        return any(thing.id == SOMEBODY and thing.kind in PERSONAL for thing in self.things)


@frozen(eq=False)
class StepFacts:
    """Answers all that there is to ask about the steps of one meeting."""

    checker: Checker
    leaves: Mapping[str, tuple[Leaf, ...]]
    """The acts of each rule."""
    memo: dict[Any, Any] = field(factory=dict)

    # ---- which steps there are ---------------------------------------------------------------------------------------

    @cached_property
    def instances(self) -> Mapping[str, tuple[Instance, ...]]:
        """All steps, by rule."""
        return {rule.id: tuple(self.of_rule(rule)) for rule in self.checker.book.rules if self.leaves.get(rule.id)}

    def of_rule(self, rule: Rule) -> Iterator[Instance]:
        """The steps of a rule, subject by subject."""
        due = self.checker.due(rule)
        for thing, member in self.subjects(rule, due):
            scene = self.checker.scene(rule, thing, due)
            members = (member,) if member is not None else ()
            for leaf in self.leaves[rule.id]:
                start = Instance(rule, leaf, (scene,), (thing,), members)
                yield from self.bound(start, leaf.binders)

    def subjects(self, rule: Rule, due: Due | None) -> list[tuple[Thing, Proof | None]]:
        """What a rule is about; somebody, where nothing is known of it."""
        if rule.subject is None:
            return [(THIS, None)]
        scene = self.checker.evaluator.scene(on=self.checker.world_days(), due=due)
        return self.members(self.checker.evaluator.group(rule.subject.group, scene), rule.subject.kind)

    def members(self, group: Group, kind: str) -> list[tuple[Thing, Proof | None]]:
        """The things of a set; somebody where there may be some and none is known."""
        found = [
            (thing, None if proof is None or proof.now is Y else proof)
            for thing, proof in group.entries
            if isinstance(thing, Thing) and (proof is None or proof.now is not N)
        ]
        return found or ([(Thing(kind, SOMEBODY), None)] if group.gaps else [])

    def bound(self, so_far: Instance, binders: tuple[Binder, ...]) -> Iterator[Instance]:
        """A step with its variables bound, one after the other."""
        if not binders:
            yield so_far
            return
        binder, *rest = binders
        kind = binder.value.type.of or ""
        found = self.members(self.checker.evaluator.group(binder.value, so_far.scene), kind)
        if not binder.each:
            found = [(found[0][0] if found else Thing(kind, SOMEBODY), None)]
        for thing, member in found:
            scenes = (*so_far.scenes, so_far.scene.bind(binder.var, thing))
            things = (*so_far.things, thing) if binder.each else so_far.things
            members = (*so_far.members, *([member] if member is not None else []))
            yield from self.bound(Instance(so_far.rule, so_far.leaf, scenes, things, members), tuple(rest))

    # ---- whether it is asked for -------------------------------------------------------------------------------------

    def hangs_on(self, one: Instance) -> tuple[bool, tuple[tuple[t.Condition, bool], ...], bool]:
        """Whether a step is beside the point; the conditions that are open, each with whether it is to hold; whether an exception is."""
        if self.checker.not_held(one.rule):
            return True, (), False
        open_ = list[tuple[t.Condition, bool]]()
        for guard in one.leaf.guards:
            truth = self.proved(guard.condition, one.scenes[guard.depth]).now
            if truth is not OPEN and (truth is Y) is not guard.wanted and not one.somebody:
                return True, (), False
            if (truth is OPEN or (truth is Y) is not guard.wanted) and not guard.choice:
                open_.append((guard.condition, guard.wanted))
        exceptions = [self.proved(x.condition, one.scenes[0]).now for x in one.rule.unless]
        if Y in exceptions and not one.somebody:
            return True, (), False
        return False, tuple(open_), any(truth is not N for truth in exceptions)

    def proved(self, condition: t.Condition, scene: Scene) -> Proof:
        """A proof, made once for each scene."""
        key = (id(condition), id(scene))
        if key not in self.memo:
            self.memo[key] = (
                self.checker.evaluator.prove(condition, scene),
                scene,
            )  # the scene is kept: its id stays its own
        found: Proof = self.memo[key][0]
        return found

    # ---- until when --------------------------------------------------------------------------------------------------

    def latest(self, one: Instance) -> Due | None:
        """The latest permissible moment: by its own time, and no later than what must follow it in its chain."""
        key = ("latest", id(one))
        if key not in self.memo:
            self.memo[key] = None  # what hangs on itself sets no day
            ends = self.ends(one)
            ends += [end for other in self.followers(one) if (end := self.latest(other)) is not None]
            self.memo[key] = sooner(ends)
        found: Due | None = self.memo[key]
        return found

    def ends(self, one: Instance) -> list[Due]:
        """The last moments that its own time phrases allow, else that of the rule."""
        found = list[Due]()
        for timing in one.leaf.timing:
            base = self.moment(timing.moment, one.scene)
            if base is None:
                continue
            if isinstance(timing, t.Limit):
                end = self.checker.evaluator.limits(timing, base, one.scene)[1]
                found += [end] if end is not None else []
            elif timing.relation in UPTO:
                found.append(base)
        if not found and one.scene.due is not None and not one.scene.due.implied:
            found.append(one.scene.due)
        return found

    def first(self, one: Instance) -> Due | None:
        """The first permissible moment, where a time phrase sets one and it is known."""
        found = list[Due]()
        for timing in one.leaf.timing:
            base = self.checker.evaluator.when(timing.moment, one.scene)
            start = self.checker.evaluator.bounds(timing, base, one.scene)[0] if isinstance(base, Due) else None
            found += [start] if start is not None else []
        return max(found, key=lambda due: in_time_order(due.latest), default=None)

    def moment(self, node: t.When, scene: Scene) -> Due | None:
        """A moment that a deadline is counted from; of an act that is still to be done, its own latest."""
        found = self.checker.evaluator.when(node, scene)
        if isinstance(found, Due):
            return found
        if isinstance(node, t.DayOf):
            base, zone = self.moment(node.moment, scene), self.checker.world.zone
            return Due(day(base.earliest, zone), day(base.latest, zone)) if base is not None else None
        if not isinstance(node, t.MomentOf) or not isinstance(node.value, t.Get) or node.value.type.base != "act":
            return None
        thing = self.checker.evaluator.value(node.value.of, scene)
        others = self.by_act.get((thing.kind, thing.id, node.value.field.name), []) if isinstance(thing, Thing) else []
        return sooner([end for other in others if self.sure(other) and (end := self.latest(other)) is not None])

    @cached_property
    def by_act(self) -> Mapping[tuple[str, str, str], list[Instance]]:
        """All steps, by what is done to what."""
        found = dict[tuple[str, str, str], list[Instance]]()
        for instances in self.instances.values():
            for one in instances:
                thing = self.thing(one)
                if thing is not None:
                    found.setdefault((thing.kind, thing.id, one.leaf.act.field.name), []).append(one)
        return found

    def thing(self, one: Instance) -> Thing | None:
        """What a step is done to."""
        found = self.checker.evaluator.value(one.leaf.of, one.scene)
        return found if isinstance(found, Thing) else None

    def sure(self, one: Instance) -> bool:
        """Whether a step is asked for whatever is still unknown."""
        beside, open_, _ = self.hangs_on(one)
        return not beside and not open_ and not one.members

    def followers(self, one: Instance) -> Iterator[Instance]:
        """What must surely come after a step of a chain, for the same subject."""
        if not one.leaf.order:
            return
        for other in self.instances[one.rule.id]:
            later = any(c == chain and p > place for chain, place in one.leaf.order for c, p in other.leaf.order)
            if later and other.things[0] == one.things[0] and self.follows(one, other):
                yield other

    def follows(self, one: Instance, other: Instance) -> bool:
        """Whether a later step is asked for wherever the earlier one is."""
        beside, open_, _ = self.hangs_on(other)
        shared = [id(guard.condition) for guard in one.leaf.guards]
        return not beside and all(id(condition) in shared for condition, _ in open_)

    # ---- whether it was done -----------------------------------------------------------------------------------------

    def records(self, one: Instance) -> tuple[Record, ...] | None:
        """What is on record of an act; None where nothing is known."""
        thing = self.thing(one)
        found = self.checker.world.read(thing, one.leaf.act.field) if thing is not None else None
        return found.records if isinstance(found, Acts) else None

    def state(self, one: Instance) -> tuple[str, Record | None]:
        """What has been done: a state of ``STATES`` but the last, and the record that it rests on."""
        proof = self.proved(one.leaf.prove, one.scenes[one.leaf.proved_at])
        records = self.records(one)
        last = records[-1] if records else None
        if proof.now is Y:
            return "done", told(proof, one.leaf.act.field.name) or last
        if not records:
            return ("open" if proof.now is OPEN else "none"), None
        if proof.now is OPEN:
            return "unclear", last
        late = too_late(proof)
        return ("late", late) if late is not None else ("otherwise", last)


def sooner(ends: list[Due]) -> Due | None:
    """The earlier of some last moments: of pairs, end by end."""
    if not ends:
        return None
    first = min((end.earliest for end in ends), key=in_time_order)
    return Due(first, min((end.latest for end in ends), key=in_time_order))


def told(proof: Proof, act: str) -> Record | None:
    """Who did an act that counts, and when."""
    if proof.construct == "act" and proof.now is Y and proof.values.get("act") == act:
        at = proof.values.get("at")
        return Record({"by": tuple(proof.values.get("by", ()))}, at if isinstance(at, date) else None)
    return next((found for part in proof.parts if (found := told(part, act)) is not None), None)


def too_late(proof: Proof) -> Record | None:
    """The record of an act by the right hands that came after the last permissible moment."""
    by: tuple[object, ...] = ()
    if proof.construct == "record":
        if proof.values.get("match") is N:
            return None
        by = tuple(proof.values.get("by", ()))
    for part in proof.parts:
        if part.construct == "time" and part.now is N:
            at, last = part.values.get("at"), part.values.get("last")
            if isinstance(at, date) and isinstance(last, Due) and after(at, last.latest):
                return Record({"by": by}, at)
        elif (found := too_late(part)) is not None:
            return found
    return None


def after(moment: Moment, end: Moment) -> bool:
    """Whether a moment that does not keep an end lies beyond it; a whole day ends after all instants of it."""
    return in_time_order(moment) >= in_time_order(end)
