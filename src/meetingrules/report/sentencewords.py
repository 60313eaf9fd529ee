"""What sentences call things, in both languages: sets, fields, offices and words by their labels; numbers; what denies a label."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from attrs import evolve, field, frozen

from meetingrules.base.source import Texts
from meetingrules.lang import tree as t
from meetingrules.report import figures
from meetingrules.report.units import unit
from meetingrules.rulebook.model import Rulebook

COUNTERS = {"person": "名", "item": "项", "paper": "份", "document": "份", "meeting": "次", "decision": "项"}
DENIED = {"属": "不", "需": "不", "涉": "不", "存": "不", "应": "未", "经": "未", "由": "未"}
"""What denies a label that begins with a character; of others it is said that they are not the case."""
VERBS = {"needs": "need", "has": "have"}
THEIRS = "其"
ITS = "its"
"""What stands for the subject of a clause inside it: 其提报部门, its department."""
SHORTEST_VERB = 4
"""A longer label of a person or a meeting is more than a verb."""


@frozen
class Clause:
    """A sentence of one predicate: about what, and what is said of it, affirmed and denied; English of one and of several."""

    subject: str
    yes: tuple[str, str]
    no: tuple[str, str] | None = None
    """None: it cannot be denied in one clause."""
    several: bool = False
    """Whether the subject is several things, for English."""

    def verb(self, *, denied: bool = False, several: bool | None = None) -> str:
        """The predicate."""
        said = self.no if denied and self.no is not None else self.yes
        return said[self.several if several is None else several]

    def about(self, subject: str, lang: str, *, denied: bool = False, several: bool | None = None) -> str:
        """The sentence about another subject."""
        gap = "" if lang == "zh" or not subject else " "
        return f"{subject}{gap}{self.verb(denied=denied, several=several)}"


def being(said: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """English *is* with its complement, affirmed and denied, of one and of several."""
    return (f"is {said}", f"are {said}"), (f"is not {said}", f"are not {said}")


def said_of(label: str, kind: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """An English label said of a thing: most stand behind *is*, some are verbs, some nouns that lack an article.

    >>> said_of("needs no further material", "item")[1], said_of("special meeting", "meeting")[0][0]
    (('does not need no further material', 'do not need no further material'), 'is a special meeting')
    """
    first, _, rest = label.partition(" ")
    if first in VERBS and rest:
        several = VERBS[first]
        return (label, f"{several} {rest}"), (f"does not {several} {rest}", f"do not {several} {rest}")
    return being(an(label) if label.endswith(f" {kind}") else label)


def same(yes: str, no: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """A predicate that does not tell one from several."""
    return (yes, yes), (no, no)


def plural(words: str) -> bool:
    """Whether an English noun is several things, by its head.

    >>> plural("minutes"), plural("call for topics"), plural("press release"), plural("departments concerned")
    (True, False, False, True)
    """
    head = words.partition(" for ")[0].partition(" of ")[0].partition(" and ")[0].partition(" in ")[0]
    last = head.split()[-1] if head.split() else ""
    return any(w.endswith("s") and not w.endswith(("ss", "is", "us")) for w in (last, head.split(" ")[0]))


def an(words: str) -> str:
    """An English noun with its article.

    >>> an("vice mayor"), an("assisting deputy")
    ('a vice mayor', 'an assisting deputy')
    """
    return f"{'an' if words[:1].lower() in 'aeio' else 'a'} {words}"


def alternatives(names: Sequence[str], lang: str, *, every: bool) -> str:
    """Some things of which all are meant, or any one; all of them, however many.

    >>> alternatives(["a", "b", "c"], "zh", every=True), alternatives(["a", "b", "c"], "en", every=False)
    ('a、b和c', 'a, b or c')
    """
    first, last = names[:-1], names[-1]
    if not first:
        return last
    if lang == "zh":
        return f"{'、'.join(first)}{'和' if every else '或者'}{last}"
    return f"{', '.join(first)} {'and' if every else 'or'} {last}"


@frozen
class Wording:
    """Labels of one rulebook in one language, and what the variables of a sentence are called."""

    book: Rulebook
    lang: str
    vars: Mapping[str, str] = field(factory=dict)
    """A variable's name -> the noun that stands for it."""
    on: date | None = None
    """The day of the meeting that is spoken of: parameters have the values of that day; None: the latest."""
    own: str | None = None
    """The variable that the clause at hand is about: inside it, *its* is enough."""

    def tr(self, zh: str, en: str) -> str:
        """The one of two texts that is in this language."""
        return zh if self.lang == "zh" else en

    def of(self, label: Texts) -> str:
        """A label in this language."""
        return label[self.lang]

    def calling(self, name: str, noun: str) -> "Wording":
        """The same, with one more variable; where its noun is taken by another one, its name tells them apart."""
        taken = {known for var, known in self.vars.items() if var != name}
        return evolve(self, vars={**self.vars, name: f"{noun}({name})" if noun in taken else noun})

    # ---- names -----------------------------------------------------------------------------------------------------

    def kind(self, name: str) -> str:
        """A kind of thing."""
        if name in self.book.words.kinds:
            return self.of(self.book.words.kinds[name].label)
        return self.tr("人员或者单位", "person or unit") if name == "party" else name

    def set_label(self, name: str) -> str:
        """A named set."""
        label = self.book.labels.get(name)
        return self.of(label or self.book.words.sets[name].label)

    def word(self, word: str, of: str | None) -> str:
        """One of the words that a field may be, in quotation marks."""
        found = self.words_of(of)
        return f"“{found[word][self.lang] if word in found else word.replace('_', ' ')}”"

    def words_of(self, of: str | None) -> Mapping[str, Texts]:
        """The words that a field or a role may be, in the order in which they are declared."""
        dotted = of or ""
        kind, _, name = dotted.partition(".") if dotted.startswith("/") else dotted.rpartition(".")
        known = self.book.words.kinds
        return known[kind].fields[name].words if kind in known and name in known[kind].fields else {}

    def holder(self, office: str) -> str:
        """Whoever holds an office: the mayor, a vice mayor."""
        found = self.book.words.offices[office]
        return self.tr(found.label["zh"], f"the {found.label['en']}" if found.seats == 1 else an(found.label["en"]))

    def counter(self, kind: str | None) -> str:
        """The Chinese measure word of a kind of thing."""
        return COUNTERS.get(kind or "", "个")

    # ---- numbers -----------------------------------------------------------------------------------------------------

    def number(self, node: t.Number, unit_: str | None = None, *, share: bool = False) -> str:
        """A number with its unit, and with the parameter that it is read from."""
        word, value = unit_ or node.type.of, self.value_of(node)
        text = figures.fraction(value, self.lang) if share else figures.number(value)
        if word:
            name = unit(word, self.lang, one=value == 1)
            text += self.tr(name, f" {name}")
        return text + self.parameter(node)

    def value_of(self, node: t.Number) -> Fraction:
        """The value of a number on the day that is spoken of."""
        if self.on is None or node.parameter is None:
            return node.value
        return self.book.words.parameters[node.parameter].on(self.on)

    def parameter(self, node: t.Number) -> str:
        """The parameter that a number is read from, and since when it is what it is."""
        if node.parameter is None:
            return ""
        found = self.book.words.parameters[node.parameter]
        label = found.label.get(self.lang) or found.name
        if len(found.values) > 1 and self.on is None:
            since, old = figures.day(found.values[-1][0], self.lang), figures.number(found.values[-2][1])
            label += self.tr(f"，{since}起；此前为{old}", f", since {since}; before that {old}")
        return self.tr(f"（{label}）", f" ({label})")

    # ---- what denies -------------------------------------------------------------------------------------------------

    def affirmed(self, label: str, kind: str) -> str:
        """A Chinese label said of a thing; a noun needs its 是."""
        return f"是{label}" if label.endswith(self.kind(kind)) else label

    def denied(self, label: str, kind: str | None) -> str:
        """A Chinese label denied: 属于… -> 不属于…."""
        if label.endswith(self.kind(kind or "")) and kind is not None:
            return f"不是{label}"
        if label[:1] in DENIED:
            return DENIED[label[0]] + label
        if label.startswith("有权"):
            return "无权" + label[2:]
        if label.startswith("有"):
            return "没" + label
        if label.startswith("已"):
            return "未" + label[1:]
        if kind in {"person", "meeting"} and len(label) <= SHORTEST_VERB and label[0] not in "不未无":
            return "未" + label
        return "并非" + label

    def belonging(self, owner: str, label: str) -> str:
        """Something of something else; what names it already is not said twice."""
        if not owner:
            return label if self.lang == "zh" else f"the {label}"
        if self.lang == "zh":
            if owner == THEIRS:
                return f"{owner}{label}"
            return label if label.startswith(owner) else f"{owner}的{label}"
        if owner == ITS:
            return f"{owner} {label}"
        if f"the {label}".endswith(f" of {owner}"):
            return f"the {label}"
        if label.split(" ", maxsplit=1)[0] in {"what", "who", "which", "whether", "how", "where", "when"}:
            label = f"“{label}”"
            return f"{label} of {owner}"
        return f"the {label} of {owner}"
