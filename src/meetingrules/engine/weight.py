"""Which words of a rulebook carry weight: with one left out, does some case of some rule change its status?

A permission or a definition cannot be broken. It is load-bearing when answers rest on it.
"""

from collections.abc import Iterator

from attrs import evolve, frozen

from meetingrules.engine.cases import run_case
from meetingrules.lang import tree as t
from meetingrules.lang.words import Type
from meetingrules.rulebook.depths import rests_on
from meetingrules.rulebook.model import Rule, Rulebook

NOBODY = t.Filter(
    t.SetOf("persons", Type("thing", "person", several=True)), "person", t.Or(()), Type("thing", "person", several=True)
)
"""The empty set, in words of the language."""


@frozen
class Weighed:
    """One element of a rulebook, and the first case that changes without it."""

    kind: str
    """``definition``, ``exception``, ``permission``, ``entry`` or ``step``."""
    name: str
    cites: tuple[str, ...]
    changed: str | None
    """``rule [case]`` that changes, None when nothing rests on the element."""


def weigh(book: Rulebook) -> list[Weighed]:
    """Leave out each definition, exception, permission and list entry in turn, and run the cases again."""
    return [Weighed(kind, name, cites, first_change(book, other)) for kind, name, cites, other in variants(book)]


def variants(book: Rulebook) -> Iterator[tuple[str, str, tuple[str, ...], Rulebook]]:
    """The rulebook without one of its elements, for each of them."""
    definitions = book.definitions
    by = {a.by: tuple(b.norm for b in book.accounts if b.by == a.by) for a in book.accounts}
    for name in definitions.sets:
        other = evolve(definitions, sets={**definitions.sets, name: NOBODY})
        yield "definition", name, by.get(name, ()), evolve(book, definitions=other)
    for name, (one, _) in definitions.fields.items():
        other = evolve(definitions, fields={**definitions.fields, name: (one, NOBODY)})
        yield "definition", name, by.get(name, ()), evolve(book, definitions=other)
    for name, (var, obj, _) in definitions.adjectives.items():
        other = evolve(definitions, adjectives={**definitions.adjectives, name: (var, obj, t.Or(()))})
        yield "definition", name, by.get(name.replace(" ", " is ", 1), ()), evolve(book, definitions=other)
    for rule in book.rules:
        for index, exception in enumerate(rule.unless):
            kept = evolve(rule, unless=rule.unless[:index] + rule.unless[index + 1 :])
            yield "exception", f"{rule.id}: {exception.label}", cited(exception.label), swapped(book, kept)
        if rule.force == "may":
            yield "permission", rule.id, rule.cites, swapped(book, evolve(rule, only_if=t.And(())))
        if isinstance(rule.condition, t.Listed):
            for entry in rule.condition.entries:
                entries = tuple(e for e in rule.condition.entries if e is not entry)
                listed = evolve(rule.condition, entries=entries)
                yield (
                    "entry",
                    f"{rule.id}: {entry.label}",
                    cited(entry.label),
                    swapped(book, evolve(rule, condition=listed)),
                )
        if isinstance(rule.condition, t.Order):
            for step in rule.condition.steps:
                steps = tuple(x for x in rule.condition.steps if x is not step)
                order = swapped(book, evolve(rule, condition=evolve(rule.condition, steps=steps)))
                yield "step", f"{rule.id}: {step.label}", cited(step.label), order


def cited(label: str) -> tuple[str, ...]:
    """A label as a citation; plain words cite nothing."""
    return (label,) if label[:1].isdigit() else ()


def swapped(book: Rulebook, rule: Rule) -> Rulebook:
    """The rulebook with one rule in another form."""
    return evolve(book, rules=tuple(rule if r.id == rule.id else r for r in book.rules))


def first_change(book: Rulebook, other: Rulebook) -> str | None:
    """The first case whose status is not what it was, among the rules that rest on what is missing."""
    changed = differing(book, other)
    for rule in other.rules:
        if rule is book.rule(rule.id) and not changed & closure(book, rule):
            continue
        for index, case in enumerate(rule.cases):
            if run_case(other, rule, index).got != case.status:
                return f"{rule.id} [{index + 1}]"
    return None


def differing(book: Rulebook, other: Rulebook) -> set[str]:
    """The definitions that two rulebooks do not share."""
    found = set[str]()
    for kind in ("sets", "fields", "adjectives"):
        mine, theirs = getattr(book.definitions, kind), getattr(other.definitions, kind)
        word = {"sets": "set", "fields": "field", "adjectives": "is"}[kind]
        found |= {f"{word} {name}" for name in mine if mine[name] is not theirs[name]}
    return found


def closure(book: Rulebook, rule: Rule) -> set[str]:
    """All definitions that a rule rests on, directly or through others."""
    trees = (rule.condition, rule.when, rule.once, rule.only_if, rule.subject, *rule.unless, *rule.notes)
    waiting, found = set[str]().union(*(rests_on(x) for x in trees if x is not None)), set[str]()
    definitions = book.definitions
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        kind, _, key = name.partition(" ")
        table = {"set": definitions.sets, "field": definitions.fields, "is": definitions.adjectives}[kind]
        waiting |= rests_on(table.get(key, ()))
    # an act's "everyone" and an attendance record's sets are asked for by name, whatever the rule says
    return found | {"set participants", "set members", "set attendees"}
