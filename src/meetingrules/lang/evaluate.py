"""The reference evaluator: the definition of the language. One ``match``, each construct one case, each answer a proof.

What it says is what a sentence means; any faster way to run a rulebook is held equal to it.
"""

from fractions import Fraction
from typing import Any, assert_never

from attrs import evolve, frozen

from meetingrules.base.source import Place
from meetingrules.lang import tree as t
from meetingrules.lang.acts import HOUR, Timer, contains
from meetingrules.lang.answers import Gap, Moment, Proof, Truth, conjunction, disjunction, negation
from meetingrules.lang.counting import Row, compared, count_truth, needed, share_truth
from meetingrules.lang.facts import NONE, Acts, Group, Thing, Unknown
from meetingrules.lang.moments import day
from meetingrules.lang.values import LEAST, Scene, Sized, in_time_order
from meetingrules.lang.whendone import reached, times
from meetingrules.lang.words import Field

Y, N, OPEN = Truth.YES, Truth.NO, Truth.OPEN


@frozen
class Evaluator(Timer):
    """Proves conditions on facts."""

    def prove(self, condition: t.Condition, scene: Scene) -> Proof:
        """The proof of a condition: its truth and all that it rests on.

        :raises InvalidText: ``too-many-steps``
        """
        self.steps.take(1)
        match condition:
            case t.And(parts, says):
                return conjunction(tuple(self.prove(p, scene) for p in parts), says=says)
            case t.Or(parts, says):
                return disjunction(tuple(self.prove(p, scene) for p in parts), says=says)
            case t.Not(part, says):
                return negation(self.prove(part, scene), says=says)
            case t.Implies(left, right, says):
                return disjunction((negation(self.prove(left, scene)), self.prove(right, scene)), "implies", says=says)
            case t.IfAny(of, body, says):
                return disjunction((self.nothing(of, "", scene), self.prove(body, scene)), "if-any", says=says)
            case t.Listed(how, entries, says):
                lines = tuple(self.prove(e.condition, scene).named(e.label) for e in entries)
                return (disjunction if how == "any of" else conjunction)(lines, how.replace(" ", "-"), says=says)
            case t.Ask(question, says):
                return Proof(
                    "ask", OPEN, OPEN, says, gaps=(Gap("judgement", says, question, scene.due),), due=scene.due
                )
            case t.Order(steps, says):
                return self.order(steps, says, scene)
            case t.Done():
                return self.done(condition, scene)
            case t.Timed(of, timing, says):
                return self.timed(of, timing, says, scene)
            case t.Flag(of, field, preposition, role, says):
                return self.flag(of, field, preposition, role, says, scene)
            case t.Relates(person, relation, unit, says):
                return self.relates(person, relation, unit, says, scene)
            case t.Is(of, adjective, obj, says):
                return self.adjective(of, adjective, obj, says, scene)
            case t.In(value, group, says):
                found = self.within(self.value(value, scene), self.group(group, scene), "in", says, scene)
                return self.told(evolve(found, values={**found.values, "set": group}), value, scene)
            case t.Has(group, value, says):
                found = self.within(self.value(value, scene), self.group(group, scene), "includes", says, scene)
                return self.told(found, group, scene)
            case t.Same(left, right, says):
                return self.told(self.same(self.value(left, scene), self.value(right, scene), says, scene), left, scene)
            case t.Nothing(of, says):
                return self.nothing(of, says, scene)
            case t.Compare(left, bound, right, says):
                return self.told(self.compare(left, bound, right, says, scene), left, scene)
            case t.Quantified():
                return self.quantified(condition, scene)
            case never:
                assert_never(never)

    # ---- facts -----------------------------------------------------------------------------------------------------

    def leaf(self, construct: str, found: "Truth | bool | Unknown", says: str, scene: Scene, **values: object) -> Proof:
        """A proof without parts."""
        if isinstance(found, Unknown):
            gaps = tuple(evolve(g, due=g.due or scene.due) for g in found.gaps)
            return Proof(construct, OPEN, OPEN, says, gaps=gaps, due=scene.due, values=values)
        truth = found if isinstance(found, Truth) else Y if found else N
        return Proof(construct, truth, truth, says, due=scene.due if truth is OPEN else None, values=values)

    def told(self, proof: Proof, expr: t.Value, scene: Scene) -> Proof:
        """The proof with the place in the file at which the field it looked at is stated."""
        if not isinstance(expr, t.Get):
            return proof
        owner = self.value(expr.of, scene)
        if not isinstance(owner, Thing):
            return proof
        return proof.placed(self.facts.place(owner, expr.field.name), stated=(owner, expr.field.name))

    def flag(
        self, of: t.Value, field: Field, preposition: str | None, role: t.Value | None, says: str, scene: Scene
    ) -> Proof:
        """A yes or no; of what is none, no."""
        thing = self.value(of, scene)
        if thing is NONE and isinstance(of, t.Single):  # no minutes: whether they are needed is not told by that
            single = Thing(of.kind, of.kind)
            gap = Gap("fact", self.facts.fact(single, field.name), self.facts.texts(single, field.name))
            return self.leaf("flag", Unknown((gap,)), says, scene)
        if not isinstance(thing, Thing):
            return self.leaf("flag", thing if isinstance(thing, Unknown) else N, says, scene)
        if role is None:
            found = self.facts.read(thing, field)
            answer = found if isinstance(found, bool | Unknown) else False
        else:
            assert preposition is not None
            item = self.value(role, scene)
            if not isinstance(item, Thing):
                return self.leaf("flag", item if isinstance(item, Unknown) else N, says, scene)
            answer = self.facts.at_item(thing, field, preposition, item)
        proof = self.leaf("flag", answer, says, scene, of=thing, field=field.name)
        remark = self.facts.remark(thing, field.name)
        proof = proof.placed(self.facts.place(thing, field.name), **({"remark": remark} if remark is not None else {}))
        if isinstance(answer, bool) and field.derived and answer is False and self.facts.may_come(thing, field):
            gap = Gap("none", self.facts.fact(thing, field.name), self.facts.texts(thing, field.name), scene.due)
            return evolve(proof, later=OPEN, gaps=(gap,), due=scene.due)
        return proof

    def relates(self, person: t.Value, relation: str, unit: t.Value, says: str, scene: Scene) -> Proof:
        """A relation of the roster."""
        who, what = self.value(person, scene), self.value(unit, scene)
        for side in (who, what):
            if not isinstance(side, Thing):
                return self.leaf("relates", side if isinstance(side, Unknown) else N, says, scene)
        answer = self.facts.relates(who, relation, what, self.days(scene))  # type: ignore[arg-type]
        return self.leaf("relates", answer, says, scene, person=who, unit=what, relation=relation)

    def adjective(self, of: t.Value, key: str, obj: t.Value | None, says: str, scene: Scene) -> Proof:
        """An adjective that the rulebook defines."""
        thing = self.value(of, scene)
        if not isinstance(thing, Thing):
            return self.leaf("is", thing if isinstance(thing, Unknown) else N, says, scene)
        var, other, body = self.definitions.adjectives[key]
        inner = self.unbound(scene).bind(var, thing)
        value: object = None
        if obj is not None:
            assert other is not None
            value = self.value(obj, scene)
            if not isinstance(value, Thing):
                return self.leaf("is", value if isinstance(value, Unknown) else N, says, scene)
            inner = inner.bind(other, value)
        part = self.remembered(scene, (key, thing, value), lambda: self.prove(body, inner), told=True)
        values = {"of": thing, "word": key}
        return Proof("is", part.now, part.later, says, gaps=part.gaps, due=part.due, values=values, parts=(part,))

    def within(self, value: object, group: Group, construct: str, says: str, scene: Scene) -> Proof:
        """Membership in a set."""
        if isinstance(value, Unknown):
            return self.leaf(construct, value, says, scene)
        if isinstance(value, Group):
            parts = tuple(self.within(v, group, construct, says, scene) for v, _ in value.entries)
            return disjunction(parts, construct, says=says)
        truth, gaps = (N, ()) if value is NONE else contains(group, value)
        proof = self.leaf(construct, truth, says, scene, value=value, among=tuple(v for v, _ in group.entries))
        return evolve(proof, gaps=tuple(evolve(g, due=g.due or scene.due) for g in gaps)) if truth is OPEN else proof

    def same(self, left: object, right: object, says: str, scene: Scene) -> Proof:
        """Two values are one; with none, they are not."""
        for side in (left, right):
            if isinstance(side, Unknown):
                return self.leaf("same", side, says, scene)
        truth = Y if left is not NONE and left == right else N
        return self.leaf("same", truth, says, scene, left=left, right=right)

    def nothing(self, of: t.Value, says: str, scene: Scene) -> Proof:
        """Known not to exist; an act that is recorded as none may still come."""
        value = self.value(of, scene)
        about: dict[str, object] = {}
        if isinstance(of, t.Get):
            about = {"of": self.value(of.of, scene), "field": of.field.name}
        if isinstance(value, Group):
            if value.entries:
                sure = any(p is None for _, p in value.entries)
                gaps = tuple(g for _, p in value.entries if p is not None for g in p.gaps)
                return self.leaf("none", N if sure else Unknown(gaps), says, scene, **about)
            return self.leaf("none", Unknown(value.gaps) if value.gaps else Y, says, scene, **about)
        if isinstance(value, Unknown):
            return self.leaf("none", value, says, scene)
        if isinstance(value, Acts):
            return self.leaf("none", N, says, scene, **about)
        proof = self.leaf("none", value is NONE, says, scene, **about)
        if value is not NONE or of.type.base != "act":
            return proof
        owner = about.get("of")
        if isinstance(of, t.Get) and isinstance(of.of, t.Single):
            owner = Thing(of.of.kind, of.of.kind)
        gaps = ()
        if isinstance(of, t.Get) and isinstance(owner, Thing):
            name = of.field.name
            gaps = (Gap("none", self.facts.fact(owner, name), self.facts.texts(owner, name), scene.due),)
        return evolve(proof, later=OPEN, gaps=gaps, due=scene.due)

    def compare(self, left: t.Value, bound: str, right: t.Value, says: str, scene: Scene) -> Proof:
        """A number against a bound; what has no number is false."""
        a, b = self.number(left, scene), self.number(right, scene)
        values: dict[str, object] = {
            "have": a.low if a.low == a.high else None,
            "limit": b.low if b.low == b.high else None,
        }
        values |= {"unit": left.type.of, "bound": bound, "parameter": getattr(right, "parameter", None)}
        if LEAST in {a.high, b.high}:
            return self.leaf("compare", N, says, scene, **values)
        truth = compared(a, bound, b)
        proof = self.leaf("compare", truth, says, scene, **values)
        return (
            evolve(proof, gaps=tuple(evolve(g, due=g.due or scene.due) for g in (*a.gaps, *b.gaps)))
            if truth is OPEN
            else proof
        )

    def timed(self, of: t.Value, timing: tuple[t.Timing, ...], says: str, scene: Scene) -> Proof:
        """A date, an instant or an act falls into a time."""
        due = self.last_moment(timing, scene)
        moment = self.moment(of, scene)
        values: dict[str, object] = {"due": due, "at": moment if not isinstance(moment, Unknown) else None}
        if isinstance(of, t.Get):
            owner = self.value(of.of, scene)
            values |= {"of": owner, "act": of.field.name, "plain": of.type.base != "act"}
        if isinstance(moment, Unknown):
            gaps = tuple(evolve(g, due=due) for g in moment.gaps)
            return Proof("timed", OPEN, OPEN, says, gaps=gaps, due=due, values=values)
        if moment is None:
            act = isinstance(of, t.Get) and of.type.base == "act" and isinstance(values.get("of"), Thing)
            if not act:
                return Proof("timed", N, N, says, values=values)
            thing, name = values["of"], of.field.name  # type: ignore[union-attr]
            gap = Gap("none", self.facts.fact(thing, name), self.facts.texts(thing, name), due)  # type: ignore[arg-type]
            return Proof("timed", N, OPEN, says, gaps=(gap,), due=due, values={**values, "none": True})
        parts = tuple(self.in_time(moment, timing_, scene) for timing_ in timing)
        return self.told(conjunction(parts, "timed", says=says, values=values), of, scene)

    # ---- counting ----------------------------------------------------------------------------------------------------

    def quantified(self, node: t.Quantified, scene: Scene) -> Proof:
        """*every*, *some*, *no*, at least 2, at least 2/3 of: one construct, a quorum among them."""
        base = self.group(node.group, scene)
        parts = tuple(self.prove(node.body, scene.bind(node.var, thing)) for thing, _ in base.entries)
        match node.bound:
            case "every" | "no":
                wanted = parts if node.bound == "every" else tuple(negation(p) for p in parts)
                holds = tuple(
                    w if m is None else disjunction((negation(m), w))
                    for w, (_, m) in zip(wanted, base.entries, strict=True)
                )
                proof = conjunction((*holds, *self.more(base, scene)), node.bound, says=node.says)
            case "some":
                holds = tuple(
                    p if m is None else conjunction((m, p)) for p, (_, m) in zip(parts, base.entries, strict=True)
                )
                proof = disjunction((*holds, *self.more(base, scene)), "some", says=node.says)
            case _:
                return self.counted(node, base, parts, scene)
        each = tuple((thing, p.now) for (thing, _), p in zip(base.entries, parts, strict=True))
        return evolve(proof, values={"each": each, "set": node.group, "var": node.var})

    def more(self, base: Group, scene: Scene) -> tuple[Proof, ...]:
        """The part of an open set that is not known."""
        return (Proof("more", OPEN, OPEN, gaps=base.gaps, due=scene.due),) if base.gaps else ()

    def counted(self, node: t.Quantified, base: Group, parts: tuple[Proof, ...], scene: Scene) -> Proof:
        """A count or a share: sums of whole numbers, from the least to the greatest that they can be."""
        assert node.low is not None
        low = self.number(node.low, scene)
        high = self.number(node.high, scene) if node.high is not None else None
        rows, gaps = [], list(base.gaps)
        for (thing, member), part in zip(base.entries, parts, strict=True):
            weight = self.weight(node, thing)
            gaps += weight.gaps
            rows.append((Y if member is None else OPEN, part.now, weight))
            if member is not None:
                gaps += member.gaps
            if part.now is OPEN:
                gaps += part.gaps
        bound = (node.bound, low.low, high.low if high else None)
        now = (
            share_truth(rows, bound, open_=bool(base.gaps)) if node.share else count_truth(rows, bound, bool(base.gaps))
        )
        later_rows = [(m, p.later, w) for (m, _, w), p in zip(rows, parts, strict=True)]
        later = (
            share_truth(later_rows, bound, bool(base.gaps))
            if node.share
            else count_truth(later_rows, bound, bool(base.gaps))
        )
        is_open = OPEN in (now, later)
        if is_open and now is not OPEN:
            gaps += [g for p in parts if p.later is OPEN for g in p.gaps]
        kept = tuple(dict.fromkeys(evolve(g, due=g.due or scene.due) for g in gaps)) if is_open else ()
        values = self.figures(node, base, rows, parts, low.low, high.low if high else None)
        values |= reached(parts, values["need"] if node.weight is None else None)
        dues = [p.due for p in parts if p.due and (p.open or (now is Y and p.later is OPEN))]
        due = max(dues, key=lambda d: in_time_order(d.latest), default=scene.due) if is_open else None
        construct = "quorum" if node.share else "count"
        return Proof(construct, now, later, node.says, gaps=kept, due=due, values=values)

    def weight(self, node: t.Quantified, thing: object) -> Sized:
        """What one thing counts: one, or what its weight says."""
        if node.weight is None:
            return Sized(Fraction(1), Fraction(1), ())
        value = self.facts.read(thing, node.weight)  # type: ignore[arg-type]
        if isinstance(value, Unknown):
            return Sized(Fraction(0), None, value.gaps)
        number = value if isinstance(value, Fraction) else Fraction(0)
        return Sized(number, number, ())

    def figures(
        self,
        node: t.Quantified,
        base: Group,
        rows: "list[Row]",
        parts: tuple[Proof, ...],
        low: Fraction,
        high: Fraction | None,
    ) -> dict[str, Any]:
        """The numbers of a count: base, need, have, short."""
        total = sum((w.low for _, _, w in rows), Fraction(0))
        have = sum((w.low for inside, part, w in rows if inside is Y and part is Y), Fraction(0))
        perhaps = sum((w.low for _, part, w in rows if part is OPEN), Fraction(0))
        need = needed(node.bound, low, total, share=node.share, weighted=node.weight is not None)
        who = {
            truth: tuple(t_ for (t_, _), p in zip(base.entries, parts, strict=True) if p.now is truth)
            for truth in (Y, N, OPEN)
        }
        return {
            "set": node.group, "bound": node.bound, "low": low, "high": high, "base": total, "have": have,
            "open": perhaps, "need": need, "short": max(need - have, Fraction(0)) if need is not None else None,
            "yes": who[Y], "no": who[N], "unknown": who[OPEN], "share": node.share,
            "parameter": getattr(node.low, "parameter", None),
        }  # fmt: skip

    # ---- order -------------------------------------------------------------------------------------------------------

    def order(self, steps: tuple[t.Step, ...], says: str, scene: Scene) -> Proof:
        """A chain: each step done, none before the one it follows. Known acts in the wrong order fail, whatever is missing.

        Where the meeting's hour is not known, a step may have been done at either of two times: then both are looked at.
        """
        parts, latest, before = list[Proof](), dict[Moment, None](), ""
        for step in steps:
            proof = self.prove(step.condition, scene)
            when = self.prove(step.when, scene) if step.when is not None else None
            if when is not None and when.now is N:
                parts.append(Proof("step", Y, Y, step.says, step.label, values={"left-out": True}, parts=(when,)))
                continue
            (first, last), (again, end) = times(proof), times(proof, otherwise=True)
            after = Proof("sequence", Y, Y)
            begun = [at for at in (first, again) if at is not None]
            soon = {self.too_soon(at, known) for at in begun for known in latest}
            if soon == {True}:
                told = {"at": first, "before": next(iter(latest)), "step": before}
                after = Proof("sequence", N, N, values=told, place=place_of(proof))
            elif True in soon:
                after = Proof("sequence", OPEN, OPEN, gaps=(Gap("hour", "", HOUR, scene.due),), due=scene.due)
            done = conjunction((proof, after), "step", says=step.says)
            if when is not None:
                done = evolve(disjunction((negation(when), done), "step", says=step.says))
            parts.append(done.named(step.label))
            if proof.now is Y and last is not None and end is not None:
                so_far = [[known] for known in latest] or [list[Moment]()]
                ends = dict.fromkeys(max([*known, at], key=in_time_order) for known in so_far for at in (last, end))
                before = before if next(iter(ends)) == next(iter(latest), None) else step.says
                latest = ends
        proof = conjunction(tuple(parts), "order", says=says)
        broken = next((i for i, p in enumerate(parts) if p.now is N), None)
        return evolve(proof, values={"broken": broken, "steps": len(steps)})

    def too_soon(self, moment: Moment, before: Moment) -> bool:
        """Whether an act lies before the one that it follows; equal days are in order."""
        zone = self.facts.zone
        if isinstance(moment, type(before)) and isinstance(before, type(moment)):
            return moment < before
        return day(moment, zone) < day(before, zone)


def place_of(proof: Proof) -> Place | None:
    """The first place that a proof or its parts name."""
    return proof.place or next((place for part in proof.parts if (place := place_of(part)) is not None), None)
