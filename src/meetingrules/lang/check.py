"""Names and types: a parsed sentence becomes a checked tree, or a complaint with place, reason and a hint.

The checker resolves each name by what the place it stands in can take. Two meanings are refused, never ranked.
"""

from typing import assert_never

from attrs import evolve, frozen

from meetingrules.lang import nodes as n
from meetingrules.lang import tree as t
from meetingrules.lang.nouns import Scope
from meetingrules.lang.parse import ConditionError
from meetingrules.lang.predicates import Build, PredicateChecker, joined
from meetingrules.lang.unparse import unparse
from meetingrules.lang.words import Type


@frozen
class Checker(PredicateChecker):
    """Checks sentences against the words of one rulebook."""

    def subject(self, each: n.Each, scope: Scope) -> t.Subject:
        """``each item where …``.

        :raises ConditionError: the first thing that is wrong with it
        """
        group, var = self.noun(each.noun, scope)
        if group.type.base != "thing":
            raise ConditionError(
                "not-a-thing",
                f"“{self.zh(group.type)}”不是事物，不能逐一核对",
                f"{group.type} is nothing that a rule could be asked of",
                each.noun.span,
            )
        kind = group.type.of or ""
        inner = {**scope, var: evolve(group.type, several=False)}
        where = self.condition(each.where, inner) if each.where else None
        return t.Subject(var, kind, group, where)

    def condition(self, node: n.Sentence, scope: Scope, hole: t.Value | None = None) -> t.Condition:
        """One sentence, checked.

        :param scope: the variables that are bound, with their types
        :param hole: what a predicate without a subject is about
        :raises ConditionError: the first thing that is wrong with it
        """
        says = unparse(node)
        match node:
            case n.And(parts):
                return t.And(tuple(self.condition(p, scope, hole) for p in parts), says)
            case n.Or(parts):
                return t.Or(tuple(self.condition(p, scope, hole) for p in parts), says)
            case n.Not(part):
                return t.Not(self.condition(part, scope, hole), says)
            case n.Implies(left, right):
                return t.Implies(self.condition(left, scope, hole), self.condition(right, scope, hole), says)
            case n.Chain(first, links):
                steps = (t.Step("", self.condition(first, scope, hole), None, unparse(first)),)
                return t.Order(steps + self.steps(links, self.chain_subject(first, scope), scope), says)
            case n.Being(subject, negated, complement):
                return self.about(
                    subject, scope, hole, negated, says, lambda v: self.complement(v, complement, scope, says)
                )
            case n.Compared(subject, negated, bound, amount):
                return self.about(
                    subject, scope, hole, negated, says, lambda v: self.compared(v, bound, amount, scope, says)
                )
            case n.Absent(subject, negated):
                return self.about(subject, scope, hole, negated, says, lambda v: t.Nothing(v, says), several=True)
            case n.OneOf(subject, negated, choice):
                return self.about(subject, scope, hole, negated, says, lambda v: self.one_of(v, choice, scope, says))
            case n.Includes(subject, obj):
                return self.about(
                    subject, scope, hole, False, says, lambda v: self.includes(v, obj, scope, says), several=True
                )
            case never:
                assert_never(never)

    def steps(self, links: tuple[n.Link, ...], subject: t.Value, scope: Scope, label: str = "") -> tuple[t.Step, ...]:
        """The further steps of a chain about *subject*."""
        out = []
        for link in links:
            when = self.condition(link.when, scope) if link.when else None
            says = unparse(link)
            out.append(t.Step(label, self.complement(subject, link.complement, scope, says), when, says))
        return tuple(out)

    def chain_subject(self, first: n.Sentence, scope: Scope) -> t.Value:
        """What a chain is about: the subject of its first sentence."""
        if not isinstance(first, n.Being) or first.negated or isinstance(first.subject, n.Quantified | n.Choice):
            raise ConditionError(
                "chain-subject",
                "次序的第一步须是“某事项由某人办理”的句子",
                "the first step of an order must say of one thing that something was done to it",
                first.span,
                (
                    "例如：minutes are drafted by general_office, then …",
                    "for example: minutes are drafted by office, then …",
                ),
            )
        assert first.subject is not None  # only after "who" is there a sentence without one, and no chain
        return self.amount(first.subject, scope)

    # ---- subjects ------------------------------------------------------------------------------------------------

    def about(
        self,
        subject: n.Subject | None,
        scope: Scope,
        hole: t.Value | None,
        negated: bool,
        says: str,
        build: Build,
        several: bool = False,
    ) -> t.Condition:
        """Say something of the subject: of one thing, of each that is counted, of both of two."""
        every = isinstance(subject, n.Quantified) and subject.quantity in {"every", "no"}
        if negated and subject is not None and (every or isinstance(subject, n.Choice)):
            raise ConditionError(
                "two-readings",
                "此句有两种读法",
                "this can be read in two ways",
                subject.span,
                ("写成“no … is …”或者“not (every … is …)”", "say 'no … is …' or 'not (every … is …)'"),
            )
        match subject:
            case None:
                assert hole is not None
                found = build(hole)
            case n.Quantified():
                inside = (lambda v: t.Not(build(v), says)) if negated else build
                return self.quantified(subject, scope, says, inside)
            case n.Choice(word, parties):
                parts = tuple(self.spread(self.party_value(p, scope, None), build, says, several) for p in parties)
                return joined(word, parts, says)
            case _:
                found = self.spread(self.amount(subject, scope), build, says, several, subject.span)
        return t.Not(found, says) if negated else found

    def spread(self, value: t.Value, build: Build, says: str, several: bool, span: n.Span = (0, 0)) -> t.Condition:
        """One value: an office with one seat stands for its holder; several things must be counted."""
        if not value.type.several or several:
            return build(value)
        if isinstance(value, t.Holders) and self.words.offices[value.office].seats == 1:
            var = t.Var(value.office, Type("thing", "person"))
            return t.Quantified("some", None, None, False, value.office, value, build(var), None, says)
        raise ConditionError(
            "several",
            "主语不止一个：说明 every（每个）或者 some（至少一个）",
            "these are several: say every or some",
            span,
        )

    def quantified(self, node: n.Quantified, scope: Scope, says: str, build: Build) -> t.Condition:
        """``at least 2/3 of members are …``."""
        group, var = self.noun(node.noun, scope)
        one = t.Var(var, evolve(group.type, several=False))
        body = build(one)
        weight = self.field_of(group.type, node.weight, node.span) if node.weight else None
        if isinstance(node.quantity, str):
            return t.Quantified(node.quantity, None, None, False, var, group, body, weight, says)
        low, share = self.bound_value(node.quantity.low)
        high = self.bound_value(node.quantity.high)[0] if node.quantity.high else None
        if share and not node.portion:
            raise ConditionError(
                "share-of-what",
                "份额须说明基数：at least 1/2 of …",
                "a share needs its base: at least 1/2 of …",
                node.span,
            )
        return t.Quantified(node.quantity.bound, low, high, share, var, group, body, weight, says)
