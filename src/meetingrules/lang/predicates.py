"""Predicates of the checker: what a word can mean when it is said of a value.

Two meanings are refused, never ranked.
"""

from abc import abstractmethod
from collections.abc import Callable
from typing import assert_never

from attrs import evolve, frozen

from meetingrules.base.diagnostics import nearest
from meetingrules.lang import nodes as n
from meetingrules.lang import tree as t
from meetingrules.lang.nouns import Scope
from meetingrules.lang.parse import ConditionError
from meetingrules.lang.times import TimeChecker
from meetingrules.lang.words import Field, Type

Build = Callable[[t.Value], t.Condition]
NOWHERE: n.Span = (0, 0)
"""The whole sentence is meant."""


@frozen
class PredicateChecker(TimeChecker):
    """Resolves what is said of a value."""

    @abstractmethod
    def quantified(self, node: n.Quantified, scope: Scope, says: str, build: Build) -> t.Condition:
        """A counted noun, checked; roles need it for *to every member*."""

    # ---- predicates ------------------------------------------------------------------------------------------------

    def complement(self, value: t.Value, node: n.Complement, scope: Scope, says: str) -> t.Condition:
        """What is said of a value: a flag, an act with roles and time, a set, an office, a word, a thing."""
        roles = [p for p in node.phrases if isinstance(p, n.Role)]
        timing = tuple(self.timing(p, scope) for p in node.phrases if not isinstance(p, n.Role))
        if node.word is None:
            match roles:
                case [n.Role("in") as role] if not timing:
                    return self.membership(value, role, scope, says)
            if roles or not timing or value.type.base not in {"act", "date", "instant"}:
                raise ConditionError(
                    "not-a-time", f"“{self.zh(value.type)}”没有时间可比", f"{value.type} has no time", node.span
                )
            return t.Timed(value, timing, says)
        match self.meanings(value, node, roles, timing, scope, says):
            case [meaning]:
                return meaning()
            case []:
                raise self.unknown_predicate(value, node.word)
        word = str(node.word)
        raise ConditionError("two-meanings", f"“{word}”在此有两种意思", f"{word} means two things here", node.word.span)

    def meanings(
        self,
        value: t.Value,
        node: n.Complement,
        roles: list[n.Role],
        timing: tuple[t.Timing, ...],
        scope: Scope,
        says: str,
    ) -> list[Callable[[], t.Condition]]:
        """All that a word can mean when it is said of this value."""
        assert node.word is not None
        word, kind, found = str(node.word), value.type.of or "", list[Callable[[], t.Condition]]()
        if value.type.base == "thing":
            known = self.words.kinds[kind].fields if kind in self.words.kinds else {}  # a party is of no kind
            if field := known.get(word):
                if field.type.base == "act":
                    found.append(lambda: self.done(value, field, roles, timing, scope, says))
                elif field.type.base == "flag":
                    found.append(lambda: self.flag(value, field, roles, timing, scope, says))
            if kind == "person" and (relation := self.words.relations.get(word)):
                found.append(lambda: self.relates(value, relation.name, relation.preposition, roles, scope, says))
            if (key := f"{kind} {word}") in self.adjectives:
                found.append(lambda: self.adjective(value, key, roles, scope, says))
            if not roles and not timing:
                if kind == "person" and word in self.words.offices:
                    found.append(lambda: t.In(value, t.Holders(word, Type("thing", "person", several=True)), says))
                sort = known.get("kind")
                if sort and word in sort.words:
                    of = t.Get(value, sort, sort.type)
                    found.append(lambda: t.Same(of, t.Word(word, sort.type), says))
        if found or roles or timing:
            return found
        if value.type.base == "word" and word in self.words_of(value.type):
            return [lambda: t.Same(value, t.Word(word, value.type), says)]
        if value.type.base == "thing":
            other = self.try_amount(node.word, scope)
            if other is not None and not other.type.several and _same_kind(value.type, other.type):
                return [lambda: t.Same(value, other, says)]
        return []

    def done(
        self,
        value: t.Value,
        field: Field,
        roles: list[n.Role],
        timing: tuple[t.Timing, ...],
        scope: Scope,
        says: str,
    ) -> t.Condition:
        """An act; what is counted in its roles stands outside: *sent to every member* asks for each member."""

        def fill(left: list[n.Role], filled: tuple[tuple[str, t.Value], ...]) -> t.Condition:
            if not left:
                return t.Done(value, field, filled, timing, says)
            role, rest = left[0], left[1:]
            if role.preposition not in field.roles:
                raise ConditionError(
                    "no-such-role",
                    f"“{field.name}”不能带 {role.preposition}",
                    f"{field.name} takes no {role.preposition}; it takes {', '.join(field.roles) or 'none'}",
                    role.span,
                )
            expected = field.roles[role.preposition]
            return self.object(
                role.object,
                expected,
                scope,
                says,
                lambda v: fill(rest, (*filled, (role.preposition, v))),
                word=field.name,
            )

        return fill(roles, ())

    def object(
        self,
        node: n.Party | n.Choice | n.Quantified,
        expected: Type,
        scope: Scope,
        says: str,
        build: Build,
        word: str = "",
    ) -> t.Condition:
        """What stands after a preposition: one party, both of two, every one of a set."""
        match node:
            case n.Quantified():
                return self.quantified(node, scope, says, lambda v: build(self.typed(v, expected, node.span, word)))
            case n.Choice(choice, parties):
                parts = tuple(self.object(p, expected, scope, says, build, word) for p in parties)
                return joined(choice, parts, says)
            case n.Party(path, if_any):
                value = self.typed(self.party_value(node, scope, expected), expected, path.span, word)
                if value.type.several and not isinstance(value, t.Holders):
                    raise ConditionError(
                        "several",
                        f"“{path}”不止一个：说明 every 或者 some",
                        f"{path} are several: say every or some",
                        path.span,
                    )
                body = build(value)
                return t.IfAny(value, body, says) if if_any else body
            case never:
                assert_never(never)

    def flag(
        self,
        value: t.Value,
        field: Field,
        roles: list[n.Role],
        timing: tuple[t.Timing, ...],
        scope: Scope,
        says: str,
    ) -> t.Condition:
        """A flag, with a role where its declaration has one."""
        if timing:
            raise ConditionError("flag-has-no-time", f"“{field.name}”没有时间", f"{field.name} has no time", NOWHERE)
        if not roles:
            return t.Flag(value, field, None, None, says)
        role = roles[0]
        if len(roles) > 1 or role.preposition not in field.roles:
            raise ConditionError(
                "no-such-role",
                f"“{field.name}”不能带 {role.preposition}",
                f"{field.name} takes no {role.preposition}",
                role.span,
            )
        return self.object(
            role.object,
            field.roles[role.preposition],
            scope,
            says,
            lambda v: t.Flag(value, field, role.preposition, v, says),
            word=field.name,
        )

    def relates(
        self, value: t.Value, relation: str, preposition: str, roles: list[n.Role], scope: Scope, says: str
    ) -> t.Condition:
        """A relation of the roster: *responsible for item.department*."""
        match roles:
            case [n.Role(said, unit)] if said == preposition:
                expected = Type("thing", "unit")
                return self.object(
                    unit, expected, scope, says, lambda v: t.Relates(value, relation, v, says), word=relation
                )
        raise ConditionError(
            "no-such-role",
            f"“{relation}”须带 {preposition} 和一个部门",
            f"{relation} needs {preposition} and a unit",
            first_span(roles),
        )

    def adjective(self, value: t.Value, key: str, roles: list[n.Role], scope: Scope, says: str) -> t.Condition:
        """A defined adjective."""
        preposition, expected = self.adjectives[key]
        word = key.split()[1]
        match roles:
            case [] if preposition is None:
                return t.Is(value, key, None, says)
            case [role, *_] if preposition is None:
                raise ConditionError(
                    "no-such-role", f"“{word}”不带介词", f"{word} takes no {role.preposition}", role.span
                )
            case [n.Role(said, obj)] if said == preposition and expected is not None:
                return self.object(obj, expected, scope, says, lambda v: t.Is(value, key, v, says), word=word)
        complaint = f"“{word}”须带 {preposition}", f"{word} needs {preposition}"
        raise ConditionError("no-such-role", *complaint, first_span(roles))

    def membership(self, value: t.Value, role: n.Role, scope: Scope, says: str) -> t.Condition:
        """``absentee is in attendees``, ``item.matter is in matters_for_hearing``."""
        if not isinstance(role.object, n.Party):
            raise ConditionError("in-what", "in 之后须是一个集合", "after in stands the name of a set", role.span)
        path = role.object.path
        name = str(path)
        if name in self.words.lists:
            of, words = self.words.lists[name]
            expected = Type("word", of)
            if value.type != expected:
                raise self.mismatch(value.type, expected, path.span)
            return t.In(value, t.WordList(name, words, Type("word", of, several=True)), says)
        group, _ = self.noun(n.Noun(path, span=path.span), scope)
        if not _same_kind(value.type, group.type):
            raise self.mismatch(value.type, group.type, path.span)
        return t.In(value, group, says)

    def compared(self, value: t.Value, bound: str, amount: n.Amount, scope: Scope, says: str) -> t.Condition:
        """A number against a bound."""
        right = self.amount(amount, scope)
        for side in (value, right):
            if side.type.base != "number":
                raise ConditionError(
                    "not-a-number",
                    f"“{self.zh(side.type)}”不是数，不能比较",
                    f"{side.type} is no number to compare",
                    amount.span,
                )
        if value.type.of != right.type.of:
            raise ConditionError(
                "units",
                f"不能拿“{self.zh(value.type)}”与“{self.zh(right.type)}”相比",
                f"cannot compare {value.type.of or 'a plain number'} with {right.type.of or 'a plain number'}",
                amount.span,
            )
        return t.Compare(value, bound, right, says)

    def one_of(self, value: t.Value, choice: n.Choice, scope: Scope, says: str) -> t.Condition:
        """``is either mayor or vice_mayor``."""
        parts = tuple(self.complement(value, n.Complement(p.path, (), p.span), scope, says) for p in choice.parties)
        if choice.word in {"both", "all of"} and value.type.base != "thing":
            raise ConditionError("not-both", "一个值不能同时是两个", "one value cannot be both", choice.span)
        return joined(choice.word, parts, says)

    def includes(self, value: t.Value, obj: n.Party | n.Choice | n.Quantified, scope: Scope, says: str) -> t.Condition:
        """``notice.contents include all of (time, place, agenda)``."""
        if not value.type.several:
            raise ConditionError("not-a-set", f"“{self.zh(value.type)}”不是集合", f"{value.type} is no set", obj.span)
        return self.object(
            obj, evolve(value.type, several=False), scope, says, lambda v: t.Has(value, v, says), word="includes"
        )

    # ---- complaints ------------------------------------------------------------------------------------------------

    def unknown_predicate(self, value: t.Value, path: n.Path) -> ConditionError:
        """What to say of a word that means nothing here."""
        names = set(self.words.offices) if value.type.of == "person" else set()
        if value.type.base == "thing" and value.type.of is not None and value.type.of in self.words.kinds:
            names |= {f.name for f in self.words.kinds[value.type.of].fields.values() if f.type.base in {"act", "flag"}}
            names |= {key.split()[1] for key in self.adjectives if key.startswith(f"{value.type.of} ")}
            names |= set(self.words.relations) if value.type.of == "person" else set()
        if value.type.base == "word":
            names |= set(self.words_of(value.type))
        return ConditionError(
            "no-such-predicate",
            f"对“{self.zh(value.type)}”不能说“{path}”",
            f"{value.type} cannot be {path}",
            path.span,
            nearest(str(path), names),
        )


def first_span(roles: list[n.Role]) -> n.Span:
    """Where the first of several stands."""
    return next((role.span for role in roles), NOWHERE)


def joined(word: str, parts: tuple[t.Condition, ...], says: str) -> t.Condition:
    """What is said of both of two, of either, of none."""
    match word:
        case "both" | "all of":
            return t.And(parts, says)
        case "none of":
            return t.Not(t.Or(parts, says), says)
        case _:
            return t.Or(parts, says)


def _same_kind(left: Type, right: Type) -> bool:
    return left.base == right.base and (left.of == right.of or "party" in {left.of, right.of})
