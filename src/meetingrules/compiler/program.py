"""A rulebook as functions: one for each rule, which gives the status of one subject where what is known decides it.

The rest, what is open, pending or for a person to judge, raises ``Open`` and is asked of the edition that knows three values.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from attrs import frozen

from meetingrules.compiler import code as c
from meetingrules.compiler import operators
from meetingrules.compiler.clock import Open, kept, limits
from meetingrules.compiler.code import Body, Module
from meetingrules.compiler.conditions import Conditions
from meetingrules.compiler.known import Asks, Known, dated, stands
from meetingrules.compiler.rows import Row, as_set, inside, nothing, same
from meetingrules.lang.facts import Days, Facts
from meetingrules.lang.steps import Steps
from meetingrules.rulebook.model import Rule, Rulebook

RUNTIME: Mapping[str, Any] = {
    **operators.TABLE,
    "NUMBERS": operators.NUMBERS, "Open": Open, "Row": Row, "as_set": as_set, "bool": bool, "dated": dated, "datetime": datetime, "inside": inside,
    "kept": kept, "len": len, "limits": limits, "nothing": nothing, "role": Known.role, "same": same, "stands": stands, "sure_set": dict.fromkeys,
}  # fmt: skip
"""All that compiled code may call."""
Asked = Callable[[Known, Any], str]


@frozen
class Compiled:
    """One rule: what it is asked of, and how."""

    rule: Rule
    subjects: Callable[[Known], Any] | None
    """The set that it is asked of; None where it is asked once."""
    status: Asked
    """``skip``, ``pass``, ``fail``, ``excused`` or ``pending`` for one subject, a ``Row`` (None, where there is no set)."""


@frozen
class Program:
    """The rules of a rulebook that look at one meeting."""

    rules: tuple[Compiled, ...]
    asks: Asks

    @cached_property
    def by_id(self) -> Mapping[str, Compiled]:
        """The rules by their ids."""
        return {one.rule.id: one for one in self.rules}

    def known(self, facts: Facts, on: Days | None, steps: Steps | None = None) -> tuple[Known, Known]:
        """The facts of a meeting: as rules on its preparation see them, whose chains end with its start, and as all others do."""
        later = Known(facts, self.asks, on, None, steps or Steps())
        return later.starting(facts.start), later


def program(book: Rulebook) -> Program:
    """Compile the rules of a rulebook about meetings; rules on how often need a register, and the definition."""
    module = Module(dict(RUNTIME))
    conditions = Conditions(module, book.definitions, {})
    asked = [
        (rule, subjects(rule, conditions), status(rule, conditions))
        for rule in book.rules
        if rule.stage != "period" and not rule.historical
    ]
    sets = {name: conditions.named_set_of(name) for name in book.definitions.sets}
    made = module.made()
    rules = tuple(Compiled(rule, made[s] if s is not None else None, made[f]) for rule, s, f in asked)
    asks = Asks(conditions.fields, {name: made[s] for name, s in sets.items()}, alike=not conditions.acting)
    return Program(rules, asks)


def subjects(rule: Rule, conditions: Conditions) -> str | None:
    """The function of the set that a rule is asked of."""
    if rule.subject is None:
        return None
    return conditions.module.function("u", ("w",), [c.give(conditions.as_set(rule.subject.group, {}))])


def status(rule: Rule, conditions: Conditions) -> str:
    """The function of a rule, in the order in which a status is decided."""
    env = {rule.subject.var: "v0"} if rule.subject is not None else {}
    guards = [rule.subject.where] if rule.subject is not None and rule.subject.where is not None else []
    guards += [rule.when] if rule.when is not None else []
    body: Body = [c.when(c.negated(conditions.test(guard, env)), c.give(c.const("skip"))) for guard in guards]
    condition = conditions.test(rule.condition, env)
    if rule.force == "must_not":
        condition = c.negated(condition)
    if rule.only_if is not None:
        body.append(c.when(c.negated(condition), c.give(c.const("skip"))))
        condition = conditions.test(rule.only_if, env)
    body.append(c.when(condition, c.give(c.const("pass"))))
    if rule.once is not None:
        body.append(c.when(c.negated(conditions.test(rule.once, env)), c.give(c.const("pending"))))
    exceptions = [conditions.test(x.condition, env) for x in rule.unless]
    if exceptions:
        body.append(c.when(c.either(exceptions), c.give(c.const("excused"))))
    body.append(c.give(c.const("fail")))
    return conditions.module.function("rule", ("w", "v0"), body)
