"""Values as nouns: the department of the item, members who are present, the number of them."""

from abc import ABC, abstractmethod
from typing import Self

from attrs import evolve, frozen

from meetingrules.base.source import Texts
from meetingrules.lang import tree as t
from meetingrules.report.figures import fraction
from meetingrules.report.sentencewords import ITS, THEIRS, Wording, alternatives, plural


@frozen
class Nouns(Wording, ABC):
    """Says values."""

    @abstractmethod
    def narrowed(self, group: t.Filter) -> str:
        """A set narrowed by a condition; nouns need it, sentences say it."""

    def noun(self, value: t.Value) -> str:
        """A value as a noun with its article."""
        match value:
            case t.Var(name, type_):
                return self.vars.get(name) or self.one_thing(self.kind(type_.of or ""), type_.of)
            case t.Single(kind, _):
                return self.tr(self.kind(kind), f"the {self.kind(kind)}")
            case t.Get(of, field, _):
                return self.belonging(self.owner(of, field.label), self.of(field.label))
            case t.Derived(of, _, _, texts):
                return self.belonging(self.owner(of, texts), self.of(texts))
            case t.Holders(office, _):
                return self.holder(office)
            case t.TheUnit(word, name, _):
                return self.tr(name, f"the {word.replace('_', ' ')}")
            case t.TheParty(word, _):
                return self.of(self.book.words.parties[word])
            case t.SetOf() | t.Filter() | t.Union():
                return self.tr(self.bare(value), f"the {self.bare(value)}")
            case t.Word(word, type_):
                return self.word(word, type_.of)
            case t.WordList(_, words, type_):
                order = list(self.words_of(type_.of))
                named = sorted(words, key=lambda w: (order.index(w) if w in order else len(order), w))
                return alternatives([self.word(w, type_.of) for w in named], self.lang, every=True)
            case t.Number():
                return self.number(value)
            case t.Count(group, _):
                return self.tr(f"{self.bare(group)}的数量", f"the number of {self.bare(group)}")
            case t.Total(group, field, _):
                label = self.of(field.label)
                return self.tr(f"{self.bare(group)}的{label}合计", f"the total {label} of {self.bare(group)}")
            case t.Sum(left, sign, right, _):
                a, b = (f"({self.noun(p)})" if isinstance(p, t.Sum) else self.noun(p) for p in (left, right))
                zh, en = ("加", "plus") if sign == "+" else ("减", "minus")
                return self.tr(f"{a}{zh}{b}", f"{a} {en} {b}")
            case t.ShareOf(share, of, _):
                of_ = f"({self.noun(of)})" if isinstance(of, t.Sum) else self.noun(of)
                part = fraction(share, self.lang)
                return self.tr(f"{of_}的{part}", f"{part} of {of_}")

    def owner(self, of: t.Value, label: Texts) -> str:
        """What a field belongs to; of a set, all of its things; empty where the field's own label names it."""
        if isinstance(of, t.Single) and self.kind(of.kind) in self.of(label):
            return ""
        if isinstance(of, t.Var) and of.name == self.own and (self.lang == "zh" or of.type.of != "person"):
            return THEIRS if self.lang == "zh" else ITS
        if isinstance(of, t.Filter | t.Union):
            return f"（{self.bare(of)}）" if self.lang == "zh" else f"(the {self.bare(of)})"
        return self.noun(of)

    def bare(self, group: t.Value) -> str:
        """A set without an article, as it stands behind *every* and *of*."""
        match group:
            case t.SetOf(name, type_):
                label = self.set_label(name)
                return name.replace("_", " ") if self.lang == "en" and label == self.kind(type_.of or "") else label
            case t.Holders(office, _):
                found = self.book.words.offices[office]
                return self.tr(
                    found.label["zh"], found.plural.replace("_", " ") if found.seats != 1 else found.label["en"]
                )
            case t.Filter():
                return self.narrowed(group)
            case t.Union(parts, _):
                inner = [self.bare(p) if not isinstance(p, t.Union) else f"({self.bare(p)})" for p in parts]
                return alternatives(inner, self.lang, every=True)
            case _:
                return self.noun(group).removeprefix("" if self.lang == "zh" else "the ")

    def called(self, group: t.Value, var: str) -> str:
        """What one thing of a set is called; in English by the word for one of it, else by the name of the variable."""
        while isinstance(group, t.Filter):
            group = group.group
        match group:
            case t.SetOf(name) if self.lang == "en":
                known = self.book.words.sets.get(name)
                return (known.one if known is not None else var).replace("_", " ")
            case t.Holders(office) if self.lang == "en":
                return self.book.words.offices[office].label["en"]
            case t.SetOf() | t.Holders():
                return self.bare(group)
            case t.Get() | t.Derived() if self.lang == "en":
                return var.replace("_", " ")
            case t.Get(_, field, _):
                return self.of(field.label)
            case t.Derived(_, _, _, label):
                return self.of(label)
            case _:
                return self.kind(group.type.of or "")

    def several(self, value: t.Value) -> bool:
        """Whether English says *are* of a value."""
        if isinstance(value, t.Single | t.Get):
            label = (
                self.book.words.kinds[value.kind].label["en"]
                if isinstance(value, t.Single)
                else value.field.label["en"]
            )
            return plural(label)
        return isinstance(value, t.SetOf | t.Filter | t.Union) or (isinstance(value, t.Derived) and value.type.several)

    def one_thing(self, one: str, kind: str | None) -> str:
        """One thing that was spoken of: the item; *that* meeting, where *the* meeting is another one."""
        single = kind in self.book.words.kinds and self.book.words.kinds[kind or ""].single
        return self.tr(f"该{one}", f"{'that' if single else 'the'} {one}")

    def inside(self, subject: t.Value) -> Self:
        """The voice inside a clause about something: what belongs to it is *its*."""
        return evolve(self, own=subject.name if isinstance(subject, t.Var) else None)
