"""Nouns and amounts of the checker: what a name stands for, and its type."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import assert_never

from attrs import evolve, frozen

from meetingrules.base.diagnostics import nearest
from meetingrules.lang import nodes as n
from meetingrules.lang import tree as t
from meetingrules.lang.parse import ConditionError
from meetingrules.lang.words import Field, Type, Words

Scope = Mapping[str, Type]
BASES_ZH = {"flag": "是否", "act": "办理的事", "date": "日期", "instant": "时刻", "text": "文字", "word": "选项"}
UNITS_ZH = {
    "minute": "分钟", "hour": "小时", "day": "日", "working day": "工作日", "clear day": "整日", "week": "周",
    "month": "月", "year": "年", "characters": "字", "persons": "人", "copies": "份", "yuan": "元",
}  # fmt: skip
PERSONS = Type("thing", "person", several=True)


@frozen
class FieldWord:
    """A field that the rulebook defines: its type and its label."""

    type: Type
    label: Mapping[str, str]
    one: str


@frozen
class NounChecker(ABC):
    """Resolves nouns, paths and amounts against the words of one rulebook."""

    words: Words
    fields: Mapping[str, FieldWord]
    """Defined fields by ``kind.name``."""
    adjectives: Mapping[str, tuple[str | None, Type | None]]
    """Defined adjectives by ``kind word`` -> (preposition, type of its object)."""

    @abstractmethod
    def condition(self, node: n.Sentence, scope: Scope, hole: t.Value | None = None) -> t.Condition:
        """A sentence, checked; nouns need it for *who …*."""

    @abstractmethod
    def complement(self, value: t.Value, node: n.Complement, scope: Scope, says: str) -> t.Condition:
        """A complement, checked; nouns need it for *members present*."""

    # ---- nouns -------------------------------------------------------------------------------------------------

    def noun(self, node: n.Noun, scope: Scope) -> tuple[t.Value, str]:
        """The set a noun stands for, and the singular that one of it is called by."""
        group, one = self.head(node, scope)
        if node.having is None and node.who is None:
            return group, one
        var = t.Var(one, evolve(group.type, several=False))
        inner = {**scope, one: var.type}
        if node.having is not None:
            condition = self.complement(var, node.having, inner, str(node.path))
        else:
            assert node.who is not None
            condition = self.condition(node.who, inner, var)
        return t.Filter(group, one, condition, group.type), one

    def head(self, node: n.Noun, scope: Scope) -> tuple[t.Value, str]:
        """A noun without what narrows it."""
        if isinstance(node.path, n.Several):
            values = tuple(self.path(path, scope) for path in node.path.paths)
            first = values[0].type
            for path, value in zip(node.path.paths, values, strict=True):
                self.typed(value, first, path.span)
            return t.Union(values, evolve(first, several=True)), str(first.of)
        path, name = node.path, str(node.path)
        if node.of is not None:
            inner = self.inner(node.of, scope)
            found = self.by_plural(inner.type, name, path.span)
            value = self.get(inner, found, path.span)
            return evolve(value, type=evolve(value.type, several=True)), self.singular(found)
        if len(path.names) > 1:
            value = self.path(path, scope)
            return evolve(value, type=evolve(value.type, several=True)), path.names[-1]
        for word in self.words.sets.values():
            if name in {word.name, word.one}:
                return t.SetOf(word.name, Type("thing", word.of, several=True)), word.one
        for office in self.words.offices.values():
            if name in {office.name, office.plural}:
                return t.Holders(office.name, PERSONS), office.name
        raise ConditionError(
            "no-such-noun",
            f"没有“{name}”这个集合",
            f"there is no set called {name}",
            path.span,
            nearest(name, self.nouns()),
        )

    def inner(self, node: n.Noun, scope: Scope) -> t.Value:
        """What stands after *of*: one thing or a set."""
        if node.of is None and node.having is None and node.who is None and isinstance(node.path, n.Path):
            value = self.try_amount(node.path, scope)
            if value is not None:
                return value
        return self.noun(node, scope)[0]

    def by_plural(self, type_: Type, name: str, span: n.Span) -> "Field | tuple[str, FieldWord]":
        """A field by its name, its plural or its singular: *papers of item*, *every relevant_unit of item*."""
        kind = self.words.kinds.get(type_.of or "")
        names = set[str]()
        if kind is not None and type_.base == "thing":
            for field in kind.fields.values():
                names |= {field.name, field.plural or field.name}
                if name in {field.name, field.plural, field.one}:
                    return field
            for key, word in self.fields.items():
                of, field_name = key.split(".")
                if of == kind.name:
                    names.add(field_name)
                    if name in {field_name, word.one}:
                        return (key, word)
        raise ConditionError(
            "no-such-field", f"“{self.zh(type_)}”没有“{name}”", f"{type_} has no {name}", span, nearest(name, names)
        )

    def singular(self, found: "Field | tuple[str, FieldWord]") -> str:
        """What one thing of a field is called."""
        if isinstance(found, Field):
            return found.one or found.name
        _, word = found
        return word.one

    def nouns(self) -> set[str]:
        """All names of sets, for hints."""
        names = set(self.words.sets) | {w.one for w in self.words.sets.values()}
        return names | set(self.words.offices) | {o.plural for o in self.words.offices.values()}

    # ---- amounts and paths -----------------------------------------------------------------------------------------

    def amount(self, node: n.Amount, scope: Scope) -> t.Value:
        """A value: a path, a measure, a count, a sum."""
        match node:
            case n.Path():
                return self.path(node, scope)
            case n.Measure(number, unit):
                return t.Number(number, Type("number", unit))
            case n.ShareOf(share, of):
                if of is None:
                    return t.Number(share, Type("number"))
                value = self.amount(of, scope)
                return t.ShareOf(share, value, value.type)
            case n.NumberOf(noun):
                group = self.inner(noun, scope)
                if not group.type.several:
                    raise ConditionError(
                        "not-a-set", f"“{self.zh(group.type)}”不可计数", f"{group.type} cannot be counted", node.span
                    )
                return t.Count(group, Type("number"))
            case n.TotalOf(name, noun):
                group, _ = self.noun(noun, scope)
                field = self.field_of(group.type, name, node.span)
                return t.Total(group, field, field.type)
            case n.Sum(left, sign, right):
                a, b = self.amount(left, scope), self.amount(right, scope)
                if a.type != b.type or a.type.base != "number":
                    raise ConditionError(
                        "units",
                        f"不能把“{self.zh(a.type)}”与“{self.zh(b.type)}”相加减",
                        f"cannot add {a.type} and {b.type}",
                        node.span,
                    )
                return t.Sum(a, sign, b, a.type)
            case never:
                assert_never(never)

    def try_amount(self, node: n.Path, scope: Scope) -> t.Value | None:
        """A path as a value, or None where it is no value."""
        try:
            return self.path(node, scope)
        except ConditionError:
            return None

    def path(self, node: n.Path, scope: Scope) -> t.Value:
        """``item.department.principal_head``, from its first name on."""
        value = self.first(node, scope)
        for name in node.names[1:]:
            found = self.by_plural(value.type, name, node.span)
            value = self.get(value, found, node.span)
        return value

    def first(self, node: n.Path, scope: Scope) -> t.Value:
        """The first name of a path."""
        name, words = node.names[0], self.words
        if name in scope:
            return t.Var(name, scope[name])
        if name in words.singles():
            return t.Single(name, Type("thing", name))
        if name in words.units:
            return t.TheUnit(name, words.units[name], Type("thing", "unit"))
        if name in words.parties:
            return t.TheParty(name, Type("thing", "party"))
        if name in words.parameters:
            parameter = words.parameters[name]
            return t.Number(parameter.values[-1][1], Type("number", parameter.unit), name)
        for word in words.sets.values():
            if name == word.name:
                return t.SetOf(name, Type("thing", word.of, several=True))
        for office in words.offices.values():
            if name in {office.name, office.plural}:
                return t.Holders(office.name, PERSONS)
        known = self.nouns() | set(scope) | set(words.singles()) | set(words.units) | set(words.parameters)
        raise ConditionError(
            "no-such-name",
            f"不认识“{name}”",
            f"unknown name {name}",
            node.span,
            nearest(name, known | set(words.parties)),
        )

    def get(self, of: t.Value, found: "Field | tuple[str, FieldWord]", _: n.Span) -> t.Value:
        """A field of a value; of several things, all of theirs together."""
        if isinstance(found, Field):
            type_ = evolve(found.type, several=found.type.several or of.type.several)
            return t.Get(of, found, type_)
        key, word = found
        type_ = evolve(word.type, several=word.type.several or of.type.several)
        return t.Derived(of, key, type_, word.label)

    def field_of(self, type_: Type, name: str, span: n.Span) -> Field:
        """A number field by its name."""
        found = self.by_plural(type_, name, span)
        if not isinstance(found, Field) or found.type.base != "number":
            raise ConditionError("not-a-number", f"“{name}”不是数", f"{name} is no number", span)
        return found

    def bound_value(self, node: "n.ShareOf | n.Measure | n.Path") -> tuple[t.Value, bool]:
        """The number behind *at least*, and whether it is a share of the base."""
        value = self.amount(node, {})
        if not isinstance(value, t.Number) or value.type.of is not None:
            raise ConditionError("not-a-number", "此处须是数或份额", "a number or a share is expected here", node.span)
        share = isinstance(node, n.ShareOf) or (isinstance(node, n.Path) and value.value.denominator != 1)
        if share and not 0 < value.value <= 1:
            raise ConditionError("share-range", "份额须在0与1之间", "a share lies between 0 and 1", node.span)
        return value, share

    # ---- parties and words -------------------------------------------------------------------------------------------

    def party_value(self, party: n.Party, scope: Scope, expected: Type | None) -> t.Value:
        """A name as a value, words of the expected type first."""
        name = str(party.path)
        if expected is not None and expected.base == "word":
            if name in self.words_of(expected):
                return t.Word(name, expected)
            raise ConditionError(
                "no-such-word",
                f"“{name}”不在可选项之列",
                f"{name} is not one of {', '.join(sorted(self.words_of(expected)))}",
                party.path.span,
                nearest(name, self.words_of(expected)),
            )
        return self.path(party.path, scope)

    def typed(self, value: t.Value, expected: Type, span: n.Span, word: str = "") -> t.Value:
        """The value, if it can stand where *expected* is asked for."""
        ok = value.type.base == expected.base and (
            value.type.of == expected.of
            or (expected.base == "thing" and expected.of == "party" and value.type.of in {"person", "unit", "party"})
        )
        if not ok:
            raise self.mismatch(value.type, expected, span, word)
        return value

    def words_of(self, type_: Type) -> Mapping[str, Mapping[str, str]]:
        """The words that a value of a word type may be."""
        kind, _, name = (type_.of or "").partition(".")
        field = self.words.kinds[kind].fields.get(name) if kind in self.words.kinds else None
        return field.words if field else {}

    def zh(self, type_: Type) -> str:
        """What a type is called in Chinese: a thing by its label, all else by what it is."""
        if type_.base == "thing":
            name = "人员或者单位" if type_.of == "party" else self.words.kinds[type_.of or ""].label["zh"]
        elif type_.base == "number":
            name = f"以{UNITS_ZH.get(type_.of, type_.of)}计的数" if type_.of else "数"
        else:
            name = BASES_ZH[type_.base]
        return f"多个{name}" if type_.several else name

    def mismatch(self, got: Type, expected: Type, span: n.Span, word: str = "") -> ConditionError:
        """The complaint about a value of the wrong type."""
        of = f"“{word}”" if word else "此处"
        return ConditionError(
            "wrong-type",
            f"{of}要的是“{self.zh(expected)}”，这里是“{self.zh(got)}”",
            f"{word or 'this'} asks for {expected}, this is {got}",
            span,
        )
