"""What findings call things: the labels of the report's sentences, from words, definitions and the meeting file."""

from attrs import frozen

from meetingrules.base.source import Texts
from meetingrules.facts.names import Names
from meetingrules.lang import tree as t
from meetingrules.report.figures import citation
from meetingrules.report.units import unit as unit_words
from meetingrules.rulebook.model import Rulebook


@frozen
class BookLabels:
    """Implements ``report.say.Labels`` for one rulebook and one meeting."""

    book: Rulebook
    names: Names

    def name(self, value: object, lang: str) -> str:
        """A thing, a word, a value."""
        if isinstance(value, str):
            for kind in self.book.words.kinds.values():
                for field in kind.fields.values():
                    if value in field.words:
                        return field.words[value][lang]
        return self.names.name(value, lang)

    def set_name(self, group: t.Value, lang: str) -> str:
        """A set: 组成人员 / members."""
        match group:
            case t.SetOf(name):
                label = self.book.labels.get(name)
                return label[lang] if label else self.book.words.sets[name].label[lang]
            case t.Holders(office):
                return self.book.words.offices[office].label[lang]
            case t.Filter(base, _, t.Is(_, adjective)) if adjective in self.book.labels:
                narrow = self.book.labels[adjective][lang]
                return self.set_name(base, lang) + (f"（{narrow}）" if lang == "zh" else f" ({narrow})")
            case t.Filter(base):
                return self.set_name(base, lang)
            case t.Get(_, field):
                return field.label[lang]
            case t.Derived(_, _, _, label):
                return label[lang]
            case t.Union(parts):
                return ("、" if lang == "zh" else ", ").join(self.set_name(p, lang) for p in parts)
            case _:
                return ""

    def field(self, kind: str, name: str, lang: str) -> str:
        """A field of a kind of thing; of any kind where none is given."""
        kinds = [self.book.words.kinds[kind]] if kind in self.book.words.kinds else list(self.book.words.kinds.values())
        for one in kinds:
            if name in one.fields:
                return one.fields[name].label[lang]
        if name in self.book.words.relations:
            return self.book.words.relations[name].label[lang]
        label = self.book.labels.get(f"{kind} {name}")
        return label[lang] if label else name.replace("_", " ")

    def kind(self, kind: str, lang: str) -> str:
        """A kind of thing: 会议纪要 / minutes."""
        return self.book.words.kinds[kind].label[lang]

    def cite(self, label: str) -> Texts:
        """A label of a named list: a citation as an office writes it, or the word itself in the language that it is a word of."""
        if label[:1].isdigit():
            return citation(self.book.full(label), self.book.paragraphs)
        word = label.replace("-", " ")
        return {"zh": "" if label.isascii() else label, "en": word if label.isascii() else ""}

    def unit(self, unit: str, lang: str) -> str:
        """A unit of measure."""
        return unit_words(unit, lang)
