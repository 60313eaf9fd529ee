"""Expressions of the checked tree as Python expressions over what is known."""

import ast
from abc import ABC, abstractmethod
from collections.abc import Hashable
from functools import cache
from typing import assert_never, cast

from attrs import AttrsInstance, define, field, fields, has

from meetingrules.compiler import code as c
from meetingrules.compiler.code import Expr, Module
from meetingrules.compiler.rows import OF_DAYS
from meetingrules.lang import tree as t
from meetingrules.lang.facts import Thing
from meetingrules.lang.words import Field

Env = dict[str, str]
"""The variables of the sentence -> the names that the compiler gives them."""
SETS = t.SetOf | t.Filter | t.Union | t.Holders | t.WordList
"""Expressions that are sets, whatever they find."""
W = c.name("w")


@define
class Values(ABC):
    """Turns values into expressions. ``w`` is the ``Known`` of the frame that is asked about."""

    module: Module
    definitions: t.Definitions
    fields: dict[str, Field]
    """Every field that the code reads, by ``kind.name``."""
    made: dict[object, str] = field(factory=dict)
    """The functions of definitions, made once."""
    acting: bool = False
    """Whether a role that is asked for hangs on acts."""

    @abstractmethod
    def test(self, condition: t.Condition, env: Env) -> Expr:
        """A condition; filters need it."""

    def key(self, what: Field) -> Expr:
        """A field as the rows know it."""
        key = f"{what.kind}.{what.name}"
        self.fields[key] = what
        return c.const(key)

    def value(self, expr: t.Value, env: Env) -> Expr:
        """Each kind of expression one case."""
        match expr:
            case t.Var(name):
                return c.name(env[name])
            case t.Single(kind):
                return c.item(c.attribute(W, "singles"), c.const(kind))
            case t.TheUnit(_, name):
                return c.item(c.attribute(W, "rows"), self.module.constant(Thing("unit", name, name)))
            case t.TheParty(word):
                return c.item(c.attribute(W, "rows"), self.module.constant(Thing("party", word, word)))
            case t.Word(word):
                return self.module.constant(word)
            case t.WordList(_, words):
                return self.module.listed(sorted(words))
            case t.Number(number, _, parameter):
                if parameter:
                    return c.item(c.attribute(W, "parameters"), c.const(parameter))
                return self.module.constant(number.numerator if number.denominator == 1 else number)
            case t.Get(of, what):
                return self.get(of, what, env)
            case t.Derived(of, name):
                return c.method(W, "of_each", self.value(of, env), c.name(self.derived(name)))
            case t.Holders(office):
                return c.item(c.attribute(W, "offices"), c.const(office))
            case t.SetOf(name):
                return self.named_set(name)
            case t.Filter(group, var, condition):
                return self.filtered(group, var, condition, env)
            case t.Union(parts):
                sets = [self.as_set(part, env) for part in parts]
                return c.call("united", *sets)
            case t.Count(group):
                return c.call("len", self.as_set(group, env))
            case t.Total(group, what):
                return c.call("total", self.as_set(group, env), self.key(what))
            case t.Sum(left, sign, right):
                return c.call("added", self.value(left, env), c.const(sign == "-"), self.value(right, env))
            case t.ShareOf(share, of):
                return c.call("shared", self.module.constant(share), self.value(of, env))
            case never:
                assert_never(never)

    def get(self, of: t.Value, what: Field, env: Env) -> Expr:
        """A field; of a variable, straight from its row."""
        if isinstance(of, t.Var) and of.type.base == "thing":
            if what.kind not in OF_DAYS:
                return c.item(c.name(env[of.name]), self.key(what))
            return c.method(W, "field", c.name(env[of.name]), self.key(what))
        return c.method(W, "get", self.value(of, env), self.key(what))

    def as_set(self, expr: t.Value, env: Env) -> Expr:
        """A value as a set."""
        value = self.value(expr, env)
        return value if isinstance(expr, SETS) else c.call("as_set", value)

    def each_of(self, expr: t.Value, env: Env) -> Expr:
        """A value as a set that is looked through, thing by thing."""
        return c.method(W, "looked", self.as_set(expr, env))

    def derived(self, name: str) -> str:
        """The function of a field that the rulebook defines."""
        known = self.made.get(("field", name))
        if known is None:
            one, body = self.definitions.fields[name]
            kind, _, short = name.partition(".")
            known = self.made["field", name] = self.module.fresh("d")
            inner = self.module.function("b", ("w", "v0"), [c.give(self.value(body, {kind: "v0"}))])
            arguments = (c.name("thing"), c.const(short), c.const(name), c.const(one), c.name(inner))
            self.module.function("d", ("w", "thing"), [c.give(c.method(W, "derived", *arguments))], known)
        return known

    def named_set(self, name: str) -> Expr:
        """A set: stated, defined, or the engine's own."""
        return c.item(c.attribute(W, "sets"), c.const(name))

    def named_set_of(self, name: str) -> str:
        """The function of a set that the rulebook defines."""
        return self.module.function("s", ("w",), [c.give(self.value(self.definitions.sets[name], {}))])

    def filtered(self, group: t.Value, var: str, condition: t.Condition, env: Env) -> Expr:
        """Those for which a condition holds."""
        inner = self.module.fresh("v")
        body = [
            c.let("found", c.no_list()),
            c.each(
                inner,
                self.each_of(group, env),
                c.when(self.test(condition, {**env, var: inner}), c.add("found", c.name(inner))),
            ),
            c.give(c.call("sure_set", c.name("found"))),
        ]
        return self.asked_once("g", (group, condition), env, body)

    def function(self, prefix: str, about: object, env: Env, body: list[ast.stmt]) -> Expr:
        """A call of a function of the facts and of the variables that some nodes speak of."""
        names = self.spoken(about, env).values()
        return c.call(self.module.function(prefix, ("w", *names), body), W, *map(c.name, names))

    def asked_once(self, prefix: str, about: object, env: Env, body: list[ast.stmt]) -> Expr:
        """The same; where the nodes speak of no variable, what it gives is the same for every subject."""
        if self.spoken(about, env):
            return self.function(prefix, about, env, body)
        return self.once(c.name(self.module.function(prefix, ("w",), body)))

    def once(self, question: Expr) -> Expr:
        """What hangs on no variable, asked once of a meeting."""
        return c.item(c.attribute(W, "once"), question)

    def spoken(self, about: object, env: Env) -> Env:
        """The variables that some nodes speak of."""
        return {name: env[name] for name in sorted(variables(about)) if name in env}


def variables(node: object) -> set[str]:
    """The variables that stand somewhere in a node, or in a tuple of nodes."""
    if isinstance(node, t.Var):
        return {node.name}
    return {name for part in t.parts(node) for name in variables(part)}


@cache
def _told(kind: Hashable) -> tuple[str, ...]:
    names = [a.name for a in fields(cast("type[AttrsInstance]", kind))]
    return tuple(name for name in names if name not in {"says", "label", "question"})


def shape(node: object) -> Hashable:
    """What a node says, as something that can be looked up: nodes of one shape are one piece of code."""
    match node:
        case tuple():
            return tuple(map(shape, node))
        case Field(kind, name):
            return (kind, name)
        case _ if has(type(node)) and type(node).__module__ == t.__name__:
            names = _told(cast("Hashable", type(node)))
            return (type(node).__name__, *(shape(getattr(node, name)) for name in names))
        case _:
            return node if isinstance(node, Hashable) else str(node)
