"""What the steps of a meeting are called: acts, who acts, what they hang on, in Chinese and English."""

from attrs import frozen

from meetingrules.base.source import Texts
from meetingrules.engine.labels import BookLabels
from meetingrules.lang import tree as t
from meetingrules.lang.facts import Thing
from meetingrules.report import figures
from meetingrules.report.steps import Condition

NOTHING: Texts = {"zh": "", "en": ""}
CONDITIONAL: Texts = {"zh": "另有条件", "en": "on a condition"}
LANGS = ("zh", "en")
BOUNDS = {"at least": "至少", "more than": "多于", "at most": "至多", "fewer than": "少于", "exactly": "恰好"}


@frozen
class StepWords:
    """Names the parts of a checked rule."""

    labels: BookLabels

    def act(self, kind: str, name: str) -> Texts:
        """An act and what it is done to: 会议纪要：签发 / minutes: signed."""
        zh, en = (self.labels.field(kind, name, lang) for lang in LANGS)
        if kind == "meeting" or kind not in self.labels.book.words.kinds:
            return {"zh": zh, "en": en}
        return {"zh": f"{self.labels.kind(kind, 'zh')}：{zh}", "en": f"{self.labels.kind(kind, 'en')}: {en}"}

    def either(self, values: tuple[t.Value, ...]) -> Texts:
        """Who may act: the first, or the second."""
        names = {lang: list(dict.fromkeys(filter(None, (self.value(v, lang) for v in values)))) for lang in LANGS}
        return {"zh": "或".join(names["zh"]), "en": " or ".join(names["en"])}

    def several(self, condition: t.Condition, names: Texts) -> Texts:
        """Those who may act where a number of them is asked for: 至少3名董事 / at least 3 members."""
        if not isinstance(condition, t.Quantified) or condition.bound not in BOUNDS or condition.share:
            return names
        if not isinstance(condition.low, t.Number) or not names["zh"]:
            return names
        number = figures.number(condition.low.value)
        return {
            "zh": f"{BOUNDS[condition.bound]}{number}名{names['zh']}",
            "en": f"{condition.bound} {number} {names['en']}",
        }

    def value(self, value: t.Value, lang: str) -> str:
        """What a value is called, whoever it is: 市长, 提报部门主要负责人."""
        match value:
            case t.Var(name, kind):
                return self.variable(name, kind.of or "", lang)
            case t.TheUnit(_, name):
                return name
            case t.TheParty(word):
                return self.labels.name(Thing("party", word), lang)
            case t.Word(word):
                return self.labels.name(word, lang)
            case t.Get(of, _) | t.Derived(of):
                own = self.labels.set_name(value, lang) or value_name(value)
                owner = self.value(of, lang) if isinstance(of, t.Get | t.Derived) and of.type.base == "thing" else ""
                if not owner or owner == own:
                    return own
                return f"{owner}{own}" if lang == "zh" else f"{own} of the {owner}"
            case t.Filter(group) | t.Count(group):
                return self.value(group, lang)
            case t.Union(parts):
                return ("、" if lang == "zh" else ", ").join(self.value(part, lang) for part in parts)
            case t.Single(kind, _):
                return self.labels.kind(kind, lang)
            case t.SetOf() | t.Holders():
                return self.labels.set_name(value, lang)
            case _:
                return ""

    def variable(self, name: str, kind: str, lang: str) -> str:
        """What a variable of a rule ranges over, in the singular."""
        words = self.labels.book.words
        if name in words.offices:
            return words.offices[name].label[lang]
        for set_name, word in words.sets.items():
            if name in {word.one, set_name}:
                named = self.labels.book.labels.get(set_name, word.label)
                return named["zh"] if lang == "zh" else word.one.replace("_", " ")
        if lang == "en":
            return name.replace("_", " ")
        return self.fields_of(name) or (self.labels.kind(kind, "zh") if kind in words.kinds else "")

    def fields_of(self, name: str) -> str:
        """The Chinese label of the field whose values are called so one by one: ``relevant_unit``."""
        for kind in self.labels.book.words.kinds.values():
            for field in kind.fields.values():
                if name == field.one:
                    return field.label["zh"]
        return ""

    def each(self, name: str, values: t.Value) -> Texts:
        """Each thing that a variable stands for: 各议题 / each item."""
        kind = values.type.of or ""
        zh = self.value(values, "zh") or self.variable(name, kind, "zh")
        return {"zh": f"各{zh}", "en": f"each {self.variable(name, kind, 'en')}"}

    # ---- conditions --------------------------------------------------------------------------------------------------

    def condition(self, condition: t.Condition, *, holds: bool) -> Condition:
        """A condition in words, where that is cheap."""
        zh, en = (self.clause(condition, lang) for lang in LANGS)
        label = {"zh": zh, "en": en} if zh and en else CONDITIONAL
        return Condition(condition.says, label, holds)

    def clause(self, condition: t.Condition, lang: str) -> str:
        """A condition as a clause; empty where it has no words of its own."""
        zh = lang == "zh"
        match condition:
            case t.Flag(of, field, None):
                return self.about(of, field.label[lang], lang)
            case t.Is(of, adjective):
                defined = self.labels.book.labels.get(adjective)
                return self.about(of, defined[lang], lang) if defined else ""
            case t.Same(t.Get(of, field), t.Word(word)) if word in field.words:
                chosen, label = field.words[word][lang], field.label[lang]
                return self.about(of, f"{label}为“{chosen}”" if zh else f"{label}: {chosen}", lang)
            case t.Nothing(of):
                return self.existence(of, lang, exists=False)
            case t.Not(part):
                return self.negated(part, lang)
            case t.And(parts) | t.Or(parts):
                found = [self.clause(part, lang) for part in parts]
                both = isinstance(condition, t.And)
                joint = ("，且" if both else "，或") if zh else (" and " if both else " or ")
                return joint.join(found) if all(found) else ""
            case t.Done(of, field, roles, ()) if not roles:
                return self.act(of.type.of or "", field.name)[lang]
            case _:
                return ""

    def negated(self, part: t.Condition, lang: str) -> str:
        """That a condition does not hold."""
        if isinstance(part, t.Nothing):
            return self.existence(part.of, lang, exists=True)
        clause = self.clause(part, lang)
        return (f"并非（{clause}）" if lang == "zh" else f"not ({clause})") if clause else ""

    def existence(self, of: t.Value, lang: str, *, exists: bool) -> str:
        """That there is something, or nothing; of an act, that it was done, or was not."""
        if isinstance(of, t.Get) and of.type.base == "act":
            zh, en = (self.act(of.of.type.of or "", of.field.name)[one] for one in LANGS)
            return (
                (f"{zh}（已办）" if exists else f"{zh}（未办）")
                if lang == "zh"
                else en
                if exists
                else f"{en}, not done"
            )
        name = self.value(of, lang)
        if not name:
            return ""
        if lang == "zh":
            return f"有{name}" if exists else f"无{name}"
        return f"{name}: some" if exists else f"{name}: none"

    def about(self, of: t.Value, said: str, lang: str) -> str:
        """What is said of a thing, with its kind in front."""
        kind = of.type.of or ""
        name = self.labels.kind(kind, lang) if kind in self.labels.book.words.kinds else ""
        if isinstance(of, t.Var):
            name = self.variable(of.name, kind, lang)
        if kind == "meeting":
            return said
        return f"{name}{said}" if lang == "zh" else f"{name}: {said}" if name else said


def value_name(value: t.Get | t.Derived) -> str:
    """The bare name of a field."""
    return (value.field.name if isinstance(value, t.Get) else value.name).rpartition(".")[2].replace("_", " ")
