"""Conditions of the checked tree as Python expressions that are True or False; what is open raises ``Open``."""

import ast
from collections.abc import Sequence
from typing import Literal, assert_never

from attrs import define

from meetingrules.compiler import code as c
from meetingrules.compiler.code import Body, Expr
from meetingrules.compiler.times import Times
from meetingrules.compiler.values import Env, W, shape
from meetingrules.lang import tree as t

OPERATORS = {"at least": ast.GtE, "at most": ast.LtE, "more than": ast.Gt, "fewer than": ast.Lt, "exactly": ast.Eq}


@define
class Conditions(Times):
    """Turns conditions into expressions."""

    def test(self, condition: t.Condition, env: Env) -> Expr:
        """Each construct one case."""
        match condition:
            case t.And(parts):
                return self.joined("both", condition, [self.test(p, env) for p in parts], env)
            case t.Or(parts):
                return self.joined("either", condition, [self.test(p, env) for p in parts], env)
            case t.Listed(how, entries):
                lines = [self.test(e.condition, env) for e in entries]
                return self.joined("either" if how == "any of" else "both", condition, lines, env)
            case t.Not(part):
                return c.negated(self.test(part, env))
            case t.Implies(left, right):
                sides = [c.negated(self.test(left, env)), self.test(right, env)]
                return self.joined("either", condition, sides, env)
            case t.IfAny(of, body):
                return self.joined("either", condition, [self.nothing(of, env), self.test(body, env)], env)
            case t.Ask():
                return c.call("ask")
            case t.Order(steps):
                return self.order(steps, env)
            case t.Done():
                return self.done(condition, env)
            case t.Timed(of, timing):
                return self.timed(of, timing, env)
            case t.Flag():
                return self.flag(condition, env)
            case t.Relates(person, relation, unit):
                return c.method(W, "relates", self.value(person, env), c.const(relation), self.value(unit, env))
            case t.Is():
                return self.adjective(condition, env)
            case t.In(left, right) | t.Has(right, left):
                return c.call("inside", self.value(left, env), self.value(right, env))
            case t.Same(left, right):
                return c.call("same", self.value(left, env), self.value(right, env))
            case t.Nothing(of):
                return self.nothing(of, env)
            case t.Compare(left, bound, right):
                return self.compare(left, bound, right, env)
            case t.Quantified():
                return self.quantified(condition, env)
            case never:
                assert_never(never)

    def joined(self, how: Literal["both", "either"], about: object, parts: Sequence[Expr], env: Env) -> Expr:
        """All parts hold, or one does; a part that is open is passed over where another decides."""
        if len(parts) < 2:
            return c.both(parts) if how == "both" else c.either(parts)
        decided = how == "either"
        give = c.give(c.const(value=decided))
        tests = parts if decided else [c.negated(part) for part in parts]
        body: Body = [
            c.let("opened", c.const(value=False)),
            *(c.tried(test, give) for test in tests[:-1]),
            c.when(tests[-1], give),
            c.when(c.name("opened"), c.open_()),
            c.give(c.const(value=not decided)),
        ]
        return self.function("y", about, env, body)

    def flag(self, node: t.Flag, env: Env) -> Expr:
        """A yes or no; of what is none, no."""
        key = self.key(node.field)
        if node.role is not None and node.preposition is not None:
            return c.method(
                W, "at_item", self.value(node.of, env), key, c.const(node.preposition), self.value(node.role, env)
            )
        single = isinstance(node.of, t.Single)
        said = [c.is_(c.item(c.name(env[node.of.name]), key), c.const(True))] if isinstance(node.of, t.Var) else []
        if node.field.derived:
            return c.either([*said, c.method(W, "derived_flag", self.value(node.of, env), key, c.const(single))])
        if said:
            return c.either(said)
        return c.method(W, "flag", self.value(node.of, env), key, c.const(single))

    def adjective(self, node: t.Is, env: Env) -> Expr:
        """An adjective that the rulebook defines: a function, asked once of each thing."""
        var, other, body = self.definitions.adjectives[node.adjective]
        known = self.made.get(("is", node.adjective))
        if known is None:
            known = self.made["is", node.adjective] = self.module.fresh("i")
            inner = {var: "v0"} if other is None else {var: "v0", other: "v1"}
            self.module.function("i", ("w", *inner.values()), [c.give(self.test(body, inner))], known)
        arguments = [self.value(node.of, env)]
        arguments += [self.value(node.object, env)] if other is not None and node.object is not None else []
        return c.method(W, "asked", c.name(known), *arguments)

    def nothing(self, of: t.Value, env: Env) -> Expr:
        """Known not to exist."""
        return c.call("nothing", self.value(of, env), c.const(of.type.base == "act"))

    def compare(self, left: t.Value, bound: str, right: t.Value, env: Env) -> Expr:
        """A number against a bound; what has no number is false."""
        sides = self.value(left, env), self.value(right, env)
        if isinstance(right, t.Count | t.Number):  # surely a number
            if isinstance(left, t.Count | t.Number):
                return c.compare(sides[0], OPERATORS[bound](), sides[1])
            kept = self.module.fresh("n")
            known = c.compare(c.attribute(c.named(kept, sides[0]), "__class__"), ast.In(), c.name("NUMBERS"))
            return c.both([known, c.compare(c.name(kept), OPERATORS[bound](), sides[1])])
        return c.call(f"is_{bound.replace(' ', '_')}", *sides)

    def timed(self, of: t.Value, timings: tuple[t.Timing, ...], env: Env) -> Expr:
        """A date, an instant or an act falls into a time."""
        last = not isinstance(of, t.Get) or of.field.moment != "first"
        act = isinstance(of, t.Get) and of.type.base == "act"
        checks = [self.in_time(timing, env, c.name("at")) for timing in timings]
        none: list[ast.stmt] = [c.give(c.const(False))]
        if act and isinstance(of, t.Get):
            owner = c.attribute(self.value(of.of, env), "__class__")
            none = [c.when(c.is_(owner, c.name("Row")), c.open_()), *none]
        body: Body = [
            c.let("at", c.method(W, "when_done", self.value(of, env), c.const(last))),
            c.when(c.is_(c.name("at"), c.const(None)), *none),
            c.give(c.both(checks)),
        ]
        return self.function("m", (of, timings), env, body)

    # ---- counting ----------------------------------------------------------------------------------------------------

    def quantified(self, node: t.Quantified, env: Env) -> Expr:
        """*every*, *some*, *no*, a count or a share."""
        inner = self.module.fresh("v")
        holds = self.test(node.body, {**env, node.var: inner})
        group = self.each_of(node.group, env)
        match node.bound:
            case "every":
                body: Body = [
                    c.each(inner, group, c.when(c.negated(holds), c.give(c.const(False)))),
                    c.give(c.const(True)),
                ]
            case "no":
                body = [c.each(inner, group, c.when(holds, c.give(c.const(False)))), c.give(c.const(True))]
            case "some":
                body = [c.each(inner, group, c.when(holds, c.give(c.const(True)))), c.give(c.const(False))]
            case _:
                body = self.counted(node, inner, group, holds, env)
        return self.asked_once("q", node, env, body)

    def counted(self, node: t.Quantified, inner: str, group: Expr, holds: Expr, env: Env) -> Body:
        """How many of how many, then the bound."""
        assert node.low is not None
        one: Expr = c.const(1)
        base: Body = []
        if node.weight is not None:
            one = c.call("weight", c.item(c.name(inner), self.key(node.weight)))
        if node.share and node.weight is not None:
            base = [c.more("base", one)]
        low = self.value(node.low, env)
        high = self.value(node.high, env) if node.high is not None else c.const(None)
        bound = c.const(node.bound)
        total = c.name("base") if node.weight is not None else c.call("len", c.name("group"))
        asked = (
            c.call("share", bound, c.name("have"), total, low, high)
            if node.share
            else c.call("count", bound, c.name("have"), low, high)
        )
        return [
            c.let("group", group),
            c.let("have", c.const(0)),
            c.let("base", c.const(0)),
            c.each(inner, c.name("group"), *base, c.when(holds, c.more("have", one))),
            c.give(asked),
        ]

    # ---- chains ------------------------------------------------------------------------------------------------------

    def order(self, steps: tuple[t.Step, ...], env: Env) -> Expr:
        """A chain: each step done, none before the one that it follows."""
        done, zone = c.name("done"), c.attribute(c.attribute(W, "facts"), "zone")
        body: Body = [c.let("last", c.const(None))]
        for step in steps:
            one: Body = [
                c.let("done", self.traced(step.condition, env)),
                c.when(c.negated(c.item(done, c.const(0))), c.give(c.const(False))),
                c.let("last", c.call("followed", c.name("last"), c.item(done, c.const(1)), zone)),
                c.when(c.is_(c.name("last"), c.const(False)), c.give(c.const(False))),
            ]
            body += [c.when(self.test(step.when, env), *one)] if step.when is not None else one
        body.append(c.give(c.const(True)))
        return self.function("o", steps, env, body)

    def traced(self, condition: t.Condition, env: Env) -> Expr:
        """A step: whether it is done, and when its acts were."""
        match condition:
            case t.Done():
                return self.done(condition, env, moments=True)
            case t.And(parts):
                return c.call("all_done", *(self.traced(part, env) for part in parts))
            case t.IfAny() | t.Or() | t.Quantified(("every" | "some"), None):
                match condition:
                    case t.IfAny():
                        steps = self.traced_if_any(condition, env)
                    case t.Or(parts):
                        steps = [line for part in parts for line in self.first(part, env)]
                        steps.append(c.give(c.pair(c.const(False), c.pair())))
                    case _:
                        steps = self.traced_each(condition, env)
                return self.function("x", condition, env, steps)
            case t.Flag() | t.Compare() | t.Timed() | t.In() | t.Has() | t.Same() | t.Nothing() | t.Relates():
                return c.pair(self.test(condition, env), c.pair())
            case _:
                return c.call("ask")

    def first(self, part: t.Condition, env: Env) -> Body:
        """One way of several in which a step may be done."""
        done = c.name("done")
        return [c.let("done", self.traced(part, env)), c.when(c.item(done, c.const(0)), c.give(done))]

    def traced_if_any(self, node: t.IfAny, env: Env) -> Body:
        """A step that is done, too, where there is nothing to be done with: then nobody is named, and no act has a moment."""
        done, none = c.name("done"), self.nothing(node.of, env)
        alone = isinstance(node.body, t.Done) and any(shape(value) == shape(node.of) for _, value in node.body.roles)
        found = c.pair(c.either([none, c.item(done, c.const(0))]), c.item(done, c.const(1)))
        body: Body = [c.when(none, c.give(c.pair(c.const(value=True), c.pair())))] if alone else []
        return [*body, c.let("done", self.traced(node.body, env)), c.give(done if alone else found)]

    def traced_each(self, node: t.Quantified, env: Env) -> Body:
        """*every* of a set: the moments of all; *some*: those of the one that did it."""
        inner = self.module.fresh("v")
        done = c.name("done")
        one = c.let("done", self.traced(node.body, {**env, node.var: inner}))
        yes, no = c.pair(c.const(True), c.name("times")), c.give(c.pair(c.const(False), c.pair()))
        if node.bound == "every":
            step = [one, c.when(c.negated(c.item(done, c.const(0))), no), c.more("times", c.item(done, c.const(1)))]
            return [c.let("times", c.pair()), c.each(inner, self.each_of(node.group, env), *step), c.give(yes)]
        which = c.when(c.item(done, c.const(0)), c.add("found", c.item(done, c.const(1))))
        return [
            c.let("found", c.no_list()),
            c.each(inner, self.each_of(node.group, env), one, which),
            c.when(c.negated(c.name("found")), no),
            c.give(c.pair(c.const(True), c.call("the_one", c.name("found")))),
        ]
