"""Conditions said back: a checked tree as a sentence in Chinese or English, so that a lawyer can hold it against the text.

Different conditions never give the same sentence: what could be read in two ways stands in brackets.
"""

from attrs import evolve, frozen

from meetingrules.lang import tree as t
from meetingrules.report import figures
from meetingrules.report.clauses import Clauses, about, of_a_field
from meetingrules.report.sentencewords import Clause, alternatives
from meetingrules.rulebook.model import Rulebook

COUNTS_ZH = {"at least": "至少", "at most": "至多", "more than": "超过", "fewer than": "少于", "exactly": "恰好"}


@frozen
class Line:
    """One line of a list: its article, and what it says."""

    article: str
    """As an office cites it; empty where it has none of its own."""
    said: "Said"


@frozen
class Said:
    """A condition in words: a sentence, and the lines below it where it is a list."""

    text: str
    lines: tuple[Line, ...] = ()

    def inline(self, lang: str) -> str:
        """All of it in one line."""
        if not self.lines:
            return self.text
        told = [
            f"{f'{line.article}：' if lang == 'zh' else f'{line.article}: '}{line.said.inline(lang)}"
            if line.article
            else line.said.inline(lang)
            for line in self.lines
        ]
        numbered = [f"（{i}）{told_}" if lang == "zh" else f"({i}) {told_}" for i, told_ in enumerate(told, 1)]
        return f"{self.text}：{'；'.join(numbered)}" if lang == "zh" else f"{self.text}: {'; '.join(numbered)}"


def say(condition: t.Condition, book: Rulebook, lang: str, subject: t.Subject | None = None) -> Said:
    """A condition of a rulebook in words.

    :param subject: what the rule is about, where it is not the meeting
    """
    return speaker(book, lang, subject).said(condition)


def speaker(book: Rulebook, lang: str, subject: t.Subject | None = None) -> "Sentences":
    """Who says the sentences of a rulebook."""
    voice = Sentences(book, lang)
    return voice if subject is None else voice.bound(subject.var, subject.group)


@frozen
class Sentences(Clauses):
    """Says conditions."""

    def bound(self, var: str, group: t.Value) -> "Sentences":
        """The same voice with a variable that stands for one thing of a set."""
        one = self.called(group, var)
        return self.with_var(var, self.one_thing(one, group.type.of))

    def with_var(self, name: str, noun: str) -> "Sentences":
        """The same voice with a variable called by a noun."""
        return evolve(self, vars=self.calling(name, noun).vars, own=None)

    def said(self, node: t.Condition) -> Said:
        """A condition, with its lines where it is a list."""
        match node:
            case t.Listed(how, entries):
                zh, en = ("下列至少一项成立", "at least one of these holds")
                if how == "all of":
                    zh, en = ("下列各项均成立", "all of these hold")
                return Said(
                    self.tr(zh, en), tuple(Line(self.article(e.label), self.said(e.condition)) for e in entries)
                )
            case t.Order(steps):
                text = self.tr(
                    "依次完成下列步骤，后一步不早于前一步", "these steps are taken, none before the one that it follows"
                )
                return Said(text, tuple(Line(self.article(s.label), self.step(s)) for s in steps))
            case t.Not(part) if isinstance(part, t.Listed | t.Order):
                inner = self.said(part)
                return Said(self.tr(f"并非{inner.text}", f"it is not so that {inner.text}"), inner.lines)
            case t.And(parts) | t.Or(parts) if any(isinstance(p, t.Listed | t.Order | t.Ask) for p in parts):
                zh, en = (
                    ("同时符合", "all of these together") if isinstance(node, t.And) else ("符合其一", "one of these")
                )
                return Said(self.tr(zh, en), tuple(Line("", self.said(p)) for p in parts))
            case _:
                return Said(self.text(node))

    def step(self, step: t.Step) -> Said:
        """One step of an order."""
        done = self.said(step.condition)
        if step.when is None:
            return done
        when = self.text(step.when)
        return Said(self.tr(f"如果{when}：{done.text}", f"if {when}: {done.text}"), done.lines)

    def article(self, label: str) -> str:
        """The label of a line as an office cites it, or the word itself."""
        if label[:1].isdigit():
            return figures.citation(self.book.full(label), self.book.paragraphs)[self.lang]
        word = label.replace("-", " ")
        return word if label.isascii() is (self.lang == "en") else ""  # a word of the other language says nothing here

    # ---- in one line -------------------------------------------------------------------------------------------------

    def text(self, node: t.Condition) -> str:
        """A condition in one line."""
        if (clause := self.clause(node)) is not None:
            return clause.about(clause.subject, self.lang)
        match node:
            case t.Not(part):
                inner = None if isinstance(part, t.Not) else self.clause(part)
                if inner is not None and inner.no is not None:
                    return inner.about(inner.subject, self.lang, denied=True)
                return self.tr(f"并非（{self.text(part)}）", f"it is not so that ({self.text(part)})")
            case t.And(parts):
                return self.joined(parts, self.tr("，且", ", and "))
            case t.Or(parts):
                return self.joined(parts, self.tr("，或者", ", or "))
            case t.Implies(left, right):
                a, b = self.part(left), self.part(right)
                return self.tr(f"如果{a}，则{b}", f"if {a}, then {b}")
            case t.IfAny(of, body):
                return self.tr(
                    f"只要有{self.bare(of)}，{self.part(body)}",
                    f"where there is any {self.bare(of)}, {self.part(body)}",
                )
            case t.Quantified():
                return self.quantified(node)
            case t.Ask(question):
                return self.tr(f"由人判断：{question['zh']}", f"for a person to judge: {question['en']}")
            case t.Listed() | t.Order():
                return self.said(node).inline(self.lang)
        raise TypeError(f"nobody taught the sentences to say {type(node).__name__}")

    def part(self, node: t.Condition) -> str:
        """A condition inside another one: in brackets where it could be read together with what stands around it."""
        text = self.text(node)
        inner = node.part if isinstance(node, t.Not) else node
        plain = self.clause(inner) is not None or isinstance(node, t.Not) or self.simple(node)
        return text if plain else self.tr(f"（{text}）", f"({text})")

    def joined(self, parts: tuple[t.Condition, ...], link: str) -> str:
        """Conditions one after the other; a subject is not said again where it stays the same."""
        told, subject = list[str](), None
        for node in parts:
            inner = node.part if isinstance(node, t.Not) else node
            clause = self.clause(inner) if not isinstance(inner, t.Not) else None
            text = self.part(node)
            mine = clause.subject if clause is not None and text.startswith(clause.subject) else None
            told.append(text.removeprefix(f"{mine}{self.tr('', ' ')}") if mine and mine == subject else text)
            subject = mine or None
        return link.join(told)

    # ---- counting ----------------------------------------------------------------------------------------------------

    def narrowed(self, group: t.Filter) -> str:
        """A set narrowed: 出席的组成人员, members who are present."""
        base = self.bare(group.group)
        base = f"（{base}）" if isinstance(group.group, t.Union) else base
        inner = self.bound(group.var, group.group)
        denied = isinstance(group.condition, t.Not)
        part = group.condition.part if isinstance(group.condition, t.Not) else group.condition
        clause = inner.clause(part)
        if clause is not None and about(part, group.var) and not (denied and clause.no is None):
            who = "who" if group.type.of == "person" else "that"
            return self.tr(
                f"{clause.verb(denied=denied)}的{base}", f"{base} {who} {clause.verb(denied=denied, several=True)}"
            )
        field = of_a_field(part, group.var)
        if (
            clause is not None
            and field is not None
            and mentions(part, group.var) == 1
            and not (denied and clause.no is None)
        ):
            label = self.of(field.label if isinstance(field, t.Derived) else field.field.label)
            said = clause.verb(denied=denied)
            return self.tr(f"{label}{said}的{base}", f"{base} whose {label} {said}")
        text = inner.text(group.condition)
        return self.tr(f"符合（{text}）的{base}", f"{base} for whom it holds that ({text})")

    def simple(self, node: t.Condition) -> bool:
        """Whether a counting sentence is one clause about what is counted."""
        return isinstance(node, t.Quantified) and self.counted_clause(node) is not None

    def quantified(self, node: t.Quantified) -> str:
        """Counting: of what is counted, or of something that is done to each."""
        weight = ""
        if node.weight is not None:
            label = self.of(node.weight.label)
            weight = self.tr(f"按{label}计，", f"weighted by {label}, ")
        if (text := self.counted_clause(node)) is not None:
            return weight + text
        who, _ = self.counted(node)
        body = self.bound(node.var, node.group).text(node.body)
        zh = {"every": f"{who}均符合（{body}）", "no": f"{who}符合（{body}）"}.get(node.bound, f"有{who}符合（{body}）")
        return weight + self.tr(zh, f"it holds for {who}: ({body})")

    def counted_clause(self, node: t.Quantified) -> str | None:
        """A counting sentence of one clause; None where it takes two."""
        who, several = self.counted(node)
        inner = self.bound(node.var, node.group)
        denied = isinstance(node.body, t.Not)
        body = node.body.part if isinstance(node.body, t.Not) else node.body
        clause = inner.clause(body)
        if clause is None or isinstance(body, t.Quantified) or (denied and clause.no is None):
            return None
        if about(body, node.var):
            if denied and node.bound in {"every", "no"} and self.lang == "en":
                return None
            each = self.tr("均" if node.bound == "every" else "", "")
            return clause.about(f"{who}{each}", self.lang, denied=denied, several=several)
        if mentions(body, node.var) != 1:
            return None
        if of_a_field(body, node.var) is not None and not (denied and node.bound in {"every", "no"}):
            return self.filled(body, node.var, who, denied=denied)
        if denied or node.bound == "no" or not in_a_role(body, node.var):
            return None
        return self.filled(body, node.var, who)

    def filled(self, body: t.Condition, var: str, who: str, *, denied: bool = False) -> str | None:
        """A clause with words in the place of a variable."""
        filled = evolve(self, vars={**self.vars, var: who}, own=None).clause(body)
        return filled.about(filled.subject, self.lang, denied=denied) if filled is not None else None

    def counted(self, node: t.Quantified) -> tuple[str, bool]:
        """What is counted: every member, at least 2 members, more than half of the members; and whether it is several."""
        bare, one, counter = self.bare(node.group), self.one_of(node), self.counter(node.group.type.of)
        whose = ""
        if isinstance(node.group, t.Get | t.Derived) and self.lang == "zh":
            label = node.group.label if isinstance(node.group, t.Derived) else node.group.field.label
            whose, bare = bare.removesuffix(label["zh"]), label["zh"]
        if isinstance(node.group, t.Union) and self.lang == "zh":
            whose, bare = f"（{bare}）中的", self.kind(node.group.type.of or "")
        match node.bound:
            case "every":
                return self.tr(f"{whose}每{counter}{bare}", f"every {one}"), False
            case "some":
                return self.tr(f"{whose}至少一{counter}{bare}", f"at least one {one}"), False
            case "no":
                return self.tr(f"{whose}没有任何{bare}", f"no {one}"), False
        low, high, bound = node.low, node.high, node.bound
        assert isinstance(low, t.Number)
        if isinstance(high, t.Number):
            ends = [self.end(value, share=node.share) for value in (low, high)]
            of = ("的", " of the") if node.share else (counter, "")
            return self.tr(
                f"{whose}{'至'.join(ends)}{of[0]}{bare}", f"between {' and '.join(ends)}{of[1]} {bare}"
            ), True
        value, named = self.value_of(low), self.parameter(low)
        if node.share:
            zh = ("恰好" if bound == "exactly" else "") + figures.share(bound, value, "zh")
            return self.tr(
                f"{whose}{zh}{named}的{bare}", f"{bound} {figures.fraction(value, 'en')}{named} of the {bare}"
            ), True
        zh, en = f"{COUNTS_ZH[bound]}{figures.number(value)}{counter}{named}", f"{bound} {figures.number(value)}{named}"
        return self.tr(f"{whose}{zh}{bare}", f"{en} {one if value == 1 else bare}"), value != 1

    def end(self, value: t.Number, *, share: bool) -> str:
        """One end of a range, with the parameter that it is read from."""
        number = self.value_of(value)
        return (figures.fraction(number, self.lang) if share else figures.number(number)) + self.parameter(value)

    def one_of(self, node: t.Quantified) -> str:
        """One thing of what is counted, with what narrows it."""
        bare, one = self.bare(node.group), self.called(node.group, node.var)
        group = node.group
        while isinstance(group, t.Filter):
            group = group.group
        base = self.bare(group)
        narrowed = bare.removeprefix(base).replace(" who are ", " who is ").replace(" that are ", " that is ")
        if isinstance(group, t.Union):
            return f"{one} of ({base}){narrowed}"
        if isinstance(group, t.Get | t.Derived):
            owner = self.owner(group.of, group.label if isinstance(group, t.Derived) else group.field.label)
            return f"{one} of {owner}{narrowed}" if owner else one + narrowed
        return f"{one} of {base.partition(' of ')[2]}{narrowed}" if " of " in base else one + narrowed


def mentions(node: object, var: str) -> int:
    """How often a tree names a variable."""
    if isinstance(node, t.Var):
        return int(node.name == var)
    return sum(mentions(part, var) for part in t.parts(node))


def in_a_role(node: t.Condition, var: str) -> bool:
    """Whether a variable itself stands in a role of a clause."""
    match node:
        case t.Done(roles=roles):
            return any(isinstance(v, t.Var) and v.name == var for _, v in roles)
        case t.Flag(role=t.Var(name)) | t.Relates(unit=t.Var(name)) | t.Has(value=t.Var(name)):
            return name == var
        case t.Is(object=t.Var(name)):
            return name == var
    return False


__all__ = ["Clause", "Line", "Said", "Sentences", "alternatives", "say", "speaker"]
