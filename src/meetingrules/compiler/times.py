"""Moments, deadlines and acts as Python code over what is known."""

import ast
from typing import assert_never

from attrs import define

from meetingrules.compiler import code as c
from meetingrules.compiler.code import Body, Expr
from meetingrules.compiler.values import Env, Values, W, shape
from meetingrules.lang import tree as t
from meetingrules.lang.reach import nodes_of

EXISTS = frozenset({"person", "unit", "party", "item", "paper", "meeting"})
"""Kinds of things that exist apart from what is done with them: who is none, does nothing."""
FACTS = c.attribute(W, "facts")
ZONE, CALENDAR = c.attribute(FACTS, "zone"), c.attribute(FACTS, "calendar")


@define
class Times(Values):
    """Turns time phrases and acts into code."""

    # ---- moments -----------------------------------------------------------------------------------------------------

    def moment(self, node: t.When, env: Env) -> Expr:
        """A moment; None when what it hangs on is known not to be."""
        match node:
            case t.MomentOf(value):
                last = not isinstance(value, t.Get) or value.field.moment != "first"
                return c.method(W, "when_done", self.value(value, env), c.const(last))
            case t.DayOf(inner):
                return c.call("on_day", self.moment(inner, env), ZONE)
            case t.Shifted(amount, unit, inner):
                return c.call("shifted", self.moment(inner, env), c.const(amount), c.const(unit), CALENDAR, ZONE)
            case t.Clock(hour, minute, inner):
                return c.call("clocked", self.moment(inner, env), c.const(hour), c.const(minute), ZONE)
            case never:
                assert_never(never)

    def in_time(self, timing: t.Timing, env: Env, at: Expr) -> Expr:
        """Whether a moment keeps one time phrase."""
        env = self.spoken(timing, env)
        known = ("time", shape(timing), tuple(env.items()))
        if known not in self.made:
            question = c.name(self.module.function("e", ("w", *env.values()), self.ends(timing, env)))
            asked = c.method(W, "about", question, *map(c.name, env.values())) if env else self.once(question)
            strict = isinstance(timing, t.At) and timing.relation in {"before", "after"}
            acts = isinstance(timing.moment, t.MomentOf) and timing.moment.value.type.base == "act"
            body: Body = [
                c.let("ends", asked),
                c.when(c.is_(c.attribute(c.name("ends"), "__class__"), c.name("bool")), c.give(c.name("ends"))),
                c.give(
                    c.call(
                        "kept",
                        c.name("at"),
                        c.item(c.name("ends"), c.const(0)),
                        c.const(strict),
                        c.const(acts),
                        c.item(c.name("ends"), c.const(1)),
                        ZONE,
                    )
                ),
            ]
            self.made[known] = self.module.function("t", ("w", *env.values(), "at"), body)
        return c.call(self.made[known], W, *map(c.name, env.values()), at)

    def ends(self, timing: t.Timing, env: Env) -> Body:
        """The body that finds the two ends of a time phrase, and which of them lack their hour; or True, or False."""
        hourless: Expr = c.const(False)
        if isinstance(timing.moment, t.MomentOf) and timing.moment.value.type.base == "instant":
            hourless = c.is_not(c.attribute(c.name("base"), "__class__"), c.name("datetime"))
        body: Body = [c.let("base", self.moment(timing.moment, env))]
        body.append(c.when(c.is_(c.name("base"), c.const(None)), c.give(c.const(lies_ahead(timing)))))
        ends, first, last = self.between(timing, env)
        bare = c.pair(*(hourless if is_base else c.const(False) for is_base in (first, last)))
        return [*body, c.give(c.pair(ends, bare))]

    def between(self, timing: t.Timing, env: Env) -> tuple[Expr, bool, bool]:
        """The first and the last permissible moment, and which of them is the base itself."""
        base, none = c.name("base"), c.const(None)
        if isinstance(timing, t.Limit):
            after = timing.direction == "after"
            low, high = (
                c.call("whole", self.value(p, env)) if p is not None else c.const(0) for p in (timing.low, timing.high)
            )
            found = c.call(
                "limits", c.const(timing.bound), low, high, c.const(timing.unit), c.const(after), base, CALENDAR, ZONE
            )
            within = timing.bound == "within"
            return found, within and after, within and not after
        match timing.relation:
            case "before" | "no later than":
                return c.pair(none, base), False, True
            case "after" | "no earlier than":
                return c.pair(base, none), True, False
            case _:
                day = c.call("on_day", base, ZONE)
                return c.pair(day, day), False, False

    # ---- acts --------------------------------------------------------------------------------------------------------

    def done(self, node: t.Done, env: Env, *, moments: bool = False) -> Expr:
        """Whether an act was done as the sentence says; with the moment at which it was, for chains."""
        env = self.spoken(node, env)
        known = ("done", shape(node), tuple(env.items()), moments)
        if known not in self.made:
            self.made[known] = self.module.function("a", ("w", *env.values()), self.records(node, env, moments))
        return c.call(self.made[known], W, *map(c.name, env.values()))

    def records(self, node: t.Done, env: Env, moments: bool) -> Body:
        """The records, asked one by one."""
        no = c.pair(c.const(False), c.pair()) if moments else c.const(False)
        thing, record, matched = c.name("thing"), c.name("record"), c.name("matched")
        missing: list[ast.stmt] = [c.give(no)] if node.of.type.of in EXISTS else [c.open_()]
        last = node.field.moment == "last"
        at = c.attribute(record, "at")
        yes = c.give(c.pair(c.const(True), c.pair(at)) if moments else c.const(True))
        standing = c.either([c.is_(c.attribute(record, "until"), c.const(None)), c.call("stands", record, W)])
        fine = [c.negated(c.attribute(record, "refused")), standing]
        fine += [self.in_time(timing, env, c.call("dated", record)) for timing in node.timing]
        inner: Body = [c.let("matched", c.const(True)), c.when(c.both(fine), yes)]
        named = next((role for role in node.roles if isinstance(role[1], t.Var)), None)
        roles = [self.role(prep, value, env) for prep, value in node.roles if (prep, value) != named]
        if roles:
            inner = [c.when(c.both(roles), *inner)]
        where = (thing, self.key(node.field), c.const(last))
        if named is not None:
            asked = c.method(W, "naming", *where, c.const(named[0]), self.value(named[1], env))
        else:
            asked = c.method(W, "placed" if node.roles else "records", *where)
        body: Body = [
            c.let("thing", self.value(node.of, env)),
            c.when(c.is_not(c.attribute(thing, "__class__"), c.name("Row")), *missing),
            c.let("matched", c.const(False)),
            c.each(("record", "o") if node.roles else "record", asked, *inner),
        ]
        if node.field.repeatable:
            body.append(c.when(c.negated(matched), c.open_()))
        return [*body, c.give(no)]

    def role(self, preposition: str, value: t.Value, env: Env) -> Expr:
        """Whether a role of a record is as the sentence says."""
        given = c.method(c.name("record"), "named", c.const(preposition))
        asked = self.asked(value, env)
        whole = c.call("role", c.name("o"), given, asked)
        if preposition != "by":
            return whole
        by = c.attribute(c.name("record"), "by")
        return c.choice(c.is_not(by, c.const(None)), c.compare(by, ast.In(), asked), whole)

    def asked(self, value: t.Value, env: Env) -> Expr:
        """Whom a sentence names in a role, as of the day of the record: the facts are ``o`` there."""
        if isinstance(value, t.Holders):
            return c.item(c.attribute(c.name("o"), "offices"), c.const(value.office))
        env = self.spoken(value, env)
        known = ("asked", shape(value), tuple(env.items()))
        if known not in self.made:
            self.acting = self.acting or any(isinstance(node, t.Done) for node in nodes_of(value, self.definitions))
            body: Body = [c.give(self.as_set(value, env))]
            self.made[known] = self.module.function("r", ("w", *env.values()), body)
        return c.call(self.made[known], c.name("o"), *map(c.name, env.values()))


def lies_ahead(timing: t.Timing) -> bool:
    """Whether it asks for something before an act: one that is not done lies ahead of all that is."""
    moment = timing.moment
    act = isinstance(moment, t.MomentOf) and moment.value.type.base == "act"
    return act and isinstance(timing, t.At) and timing.relation in {"before", "no later than"}
