"""What would make a condition true: read off its proof, part by part. Nothing here is sure: whoever suggests it tries it out first."""

from fractions import Fraction

from attrs import evolve, frozen

from meetingrules.engine.mendacts import OPEN, N, Y
from meetingrules.engine.mendleaf import Leaves
from meetingrules.engine.wants import Act, Come, Fix, least, together
from meetingrules.lang import tree as t
from meetingrules.lang.answers import Moment, Proof
from meetingrules.lang.facts import Group, Thing, Unknown
from meetingrules.lang.values import Scene, in_time_order
from meetingrules.lang.whendone import times

DONE: list[Fix] = [()]
"""Nothing need be done."""
STANDING = t.Flag | t.Relates | t.In | t.Same | t.Compare | t.Nothing | t.Has | t.Ask
"""What is so stays so, whoever takes a step once more."""
MORE = 2
"""Beyond the number that is short, so many more are tried."""


@frozen(eq=False)
class Mender(Leaves):
    """Walks down one condition."""

    def mend(self, node: t.Condition, scene: Scene, want: bool = True) -> list[Fix]:
        """Ways to make a condition come out as wanted, the smallest first; none where no way is seen."""
        proof = self.checker.evaluator.prove(node, scene)
        if proof.now is (Y if want else N) and not (self.again and not isinstance(node, STANDING)):
            return DONE
        return least(self.ways(node, proof, scene, want))

    def ways(self, node: t.Condition, proof: Proof, scene: Scene, want: bool) -> list[Fix]:
        """The same, not yet in order."""
        match node:
            case t.And(parts):
                return self.several(parts, scene, want, want)
            case t.Or(parts):
                return self.several(parts, scene, want, not want)
            case t.Listed(how, entries):
                return self.several(
                    tuple(e.condition for e in entries), scene, want, want if how == "all of" else not want
                )
            case t.Not(part):
                return self.mend(part, scene, not want)
            case t.Implies(left, right):
                if not want:
                    return together([self.mend(left, scene), self.mend(right, scene, False)])
                unsure = self.checker.evaluator.prove(left, scene).now is OPEN
                return [*self.mend(right, scene), *(self.mend(left, scene, False) if unsure else [])]
            case t.IfAny(of, body):
                none = self.nothing(of, scene) if want and self.checker.evaluator.group(of, scene).gaps else []
                return [*self.mend(body, scene, want), *none]
            case t.Order(steps):
                return self.order(steps, proof, scene) if want else []
            case t.Is():
                return self.defined(node, scene, want)
            case t.Quantified():
                return self.counted(node, proof, scene, want)
        return self.leaf(node, scene, want)

    def leaf(self, node: t.Condition, scene: Scene, want: bool) -> list[Fix]:
        """A condition without parts of its own."""
        ask = self.checker.evaluator
        match node:
            case t.Done() | t.Timed() if want:
                return self.act(node, scene) if isinstance(node, t.Done) else self.timed(node, scene)
            case t.Done(of, field):
                thing = ask.value(of, scene)
                return (
                    self.put(thing, field, "none", self.checker.world.read(thing, field))
                    if isinstance(thing, Thing)
                    else []
                )
            case t.Flag():
                return self.flag(node, scene, want)
            case t.In(value, group) if want:
                return self.among(value, ask.group(group, scene), scene)
            case t.Has(group, value) if want:
                return self.among(group, ask.group(value, scene), scene)
            case t.Same(left, right) if want:
                return self.among(left, ask.group(right, scene), scene)
            case t.In(value) | t.Same(value) | t.Has(value):
                return self.otherwise(value, scene)
            case t.Compare():
                return self.compare(node, scene, want)
            case t.Nothing(of) if want:
                return self.nothing(of, scene)
            case t.Nothing(of):
                return self.anything(of, scene)
        return []

    def otherwise(self, expr: t.Value, scene: Scene) -> list[Fix]:
        """A field of words with another of them; which one does, is tried out."""
        found = self.get(expr, scene)
        if found is None or found[1].type.base != "word" or found[1].type.several:
            return []
        thing, field, known = found
        if not isinstance(known, Unknown):  # what something is, nobody can choose
            return []
        return [fix for word in field.words for fix in self.put(thing, field, word, known)]

    def anything(self, expr: t.Value, scene: Scene) -> list[Fix]:
        """That there is something: an act that was done, a word."""
        found = self.get(expr, scene)
        if found is None:
            return []
        if found[1].type.base == "act":
            return self.acted(found[0], found[1], (), (), scene)
        return self.otherwise(expr, scene)

    def several(self, parts: tuple[t.Condition, ...], scene: Scene, want: bool, every: bool) -> list[Fix]:
        """All parts, or one of them."""
        found = [self.mend(part, scene, want) for part in parts]
        return together(found) if every else [fix for ways in found for fix in ways]

    def defined(self, node: t.Is, scene: Scene, want: bool) -> list[Fix]:
        """What an adjective stands for."""
        ask = self.checker.evaluator
        thing = ask.value(node.of, scene)
        if not isinstance(thing, Thing):
            return []
        var, other, body = ask.definitions.adjectives[node.adjective]
        inner = ask.unbound(scene).bind(var, thing)
        if node.object is not None and other is not None:
            inner = inner.bind(other, ask.value(node.object, scene))
        return self.mend(body, inner, want)

    # ---- counting ----------------------------------------------------------------------------------------------------

    def counted(self, node: t.Quantified, proof: Proof, scene: Scene, want: bool) -> list[Fix]:
        """Each, some, or so many more."""
        base = self.checker.evaluator.group(node.group, scene)
        each = [scene.bind(node.var, thing) for thing, member in base.entries if member is None or member.now is not N]
        body = node.body
        match node.bound, want:
            case ("every", True) | ("no", True):
                return together(
                    [self.mend(body, one, node.bound == "every") for one in each] + self.rest(node, base, scene)
                )
            case ("every", False) | ("some", True):
                return [fix for one in each for fix in self.mend(body, one, node.bound == "some")]
            case ("no", False):
                return [fix for one in each for fix in self.mend(body, one)]
            case ("some", False):
                return together([self.mend(body, one, False) for one in each] + self.rest(node, base, scene))
        return self.more(node, base, proof, scene) if want else []

    def rest(self, node: t.Quantified, base: Group, scene: Scene) -> list[list[Fix]]:
        """What is not known of an open set: that there is nothing."""
        return [self.emptied(node.group, scene)] if base.gaps else []

    def more(self, node: t.Quantified, base: Group, proof: Proof, scene: Scene) -> list[Fix]:
        """So many of whom it is not so yet, those first of whom nothing is known; where they are too many, so many fewer."""
        ask, values = self.checker.evaluator, proof.values
        short, high = values.get("short"), values.get("high")
        most = {"at most": values["low"], "fewer than": values["low"]}.get(node.bound, high)
        up = short is not None and short > 0
        if most is not None and values.get("share"):
            most = most * values["base"]
        if not up and (most is None or values["have"] <= most):
            up = short is not None
        ways = list[tuple[object, list[Fix]]]()
        for truth in (OPEN, N) if up else (Y, OPEN):
            for thing, _ in base.entries:
                inner = scene.bind(node.var, thing)
                if ask.prove(node.body, inner).now is truth and (fixes := self.mend(node.body, inner, up)):
                    fixes = [tuple(evolve(w, one_of=True) if isinstance(w, Come) else w for w in fix) for fix in fixes]
                    ways.append((thing, fixes))
        if (weight := node.weight) is not None:
            ways.sort(key=lambda way: -heaviness(ask.facts.read(way[0], weight)) if isinstance(way[0], Thing) else 0)
            return [fix for n in range(1, len(ways) + 1) for fix in together([fixes for _, fixes in ways[:n]])[:1]]
        number = -(-short // 1) if up and short is not None else max(values["have"] - (most or 0), 1)
        least_ = max(int(-(-number // 1)), 1)
        tries = range(least_, min(least_ + MORE, len(ways)) + 1)
        return [fix for n in tries for fix in together([fixes for _, fixes in ways[:n]])]

    # ---- chains ------------------------------------------------------------------------------------------------------

    def order(self, steps: tuple[t.Step, ...], proof: Proof, scene: Scene) -> list[Fix]:
        """The steps that are lacking, between those that were taken; or from the first that breaks on all of them once more."""
        called = [
            (step, part) for step, part in zip(steps, proof.parts, strict=True) if not part.values.get("left-out")
        ]
        bad = [i for i, (_, part) in enumerate(called) if part.now is not Y]
        if not bad and not self.again:
            return []
        first = bad[0] if bad else 0
        found = list[Fix]()
        for redone in (set(bad), {i - 1 for i in bad if i > 0}, set(range(first, len(called)))):
            found += self.chain(called, redone, scene)
        return found

    def chain(self, called: list[tuple[t.Step, Proof]], redone: set[int], scene: Scene) -> list[Fix]:
        """Some steps taken, or taken again, each no later than the next."""
        ceiling, soft, options = self.ceiling, self.soft, list[list[Fix]]()
        for i in reversed(range(len(called))):
            step, part = called[i]
            known = times(part)
            if i not in redone:
                if known[0] is not None:
                    ceiling, soft = known[0], False
                continue
            before = [last for j in range(i) if j not in redone and (last := times(called[j][1])[1]) is not None]
            floor = max(before, key=in_time_order, default=self.floor)
            unmet = self.checker.evaluator.prove(step.condition, scene).now is not Y
            inner = evolve(self, floor=floor, ceiling=ceiling, soft=soft, again=not unmet)
            ways = inner.mend(step.condition, scene)
            if step.when is not None and self.checker.evaluator.prove(step.when, scene).now is OPEN:
                ways = [*ways, *self.mend(step.when, scene, False)]
            options.insert(0, ways)
            bounds = [at for at in (ceiling, earliest(ways), known[0] if unmet else None) if at is not None]
            nearest = min(bounds, key=in_time_order, default=None)
            if nearest != ceiling:
                ceiling, soft = nearest, bool(ways) and nearest == earliest(ways) and not limited(ways)
        return together(options)


def heaviness(value: object) -> Fraction:
    """What somebody counts, as far as it is known."""
    return value if isinstance(value, Fraction) else Fraction(0)


def limited(ways: list[Fix]) -> bool:
    """Whether the acts of the first way have a last moment."""
    return any(isinstance(want, Act) and want.limited for want in ways[0])


def earliest(ways: list[Fix]) -> Moment | None:
    """When the first way has its first act."""
    moments = [want.at for want in ways[0] if isinstance(want, Act)] if ways else []
    return min(moments, key=in_time_order, default=None)
