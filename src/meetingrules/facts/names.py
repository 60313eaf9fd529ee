"""What people call things, in both languages."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from meetingrules.base.source import Texts
from meetingrules.facts.model import Plan
from meetingrules.lang.facts import Everyone, Group, Thing
from meetingrules.lang.words import Words


@frozen
class Names:
    """Labels from the words of the rulebook and the titles of the meeting file."""

    words: Words
    labels: Mapping[str, Texts]
    plan: Plan | None = None
    _called: dict[tuple[Thing, str], Texts] = field(factory=dict, init=False, eq=False, repr=False)

    def name(self, value: object, lang: str) -> str:
        """A value as people write it."""
        match value:
            case Thing(kind, id_, label):
                return self.thing(kind, id_, label, lang)
            case Everyone(name):
                word = self.words.sets.get(name)
                return word.label[lang] if word else name
            case Group(entries):
                return ("、" if lang == "zh" else ", ").join(self.name(v, lang) for v, _ in entries)
            case tuple():
                return ("、" if lang == "zh" else ", ").join(self.name(v, lang) for v in value)
            case date():
                return value.isoformat()
            case _:
                return str(value)

    def thing(self, kind: str, id_: str, label: str, lang: str) -> str:
        """A person or a unit by its name, an item by its number, a paper by that of its item and its own."""
        if kind == "party" and id_ in self.words.parties:
            return self.words.parties[id_][lang]
        if kind in {"person", "unit", "party"}:
            return id_
        word = self.words.kinds[kind].label[lang] if kind in self.words.kinds else kind
        if id_.startswith("leave."):
            person = id_.split(".", 1)[1]
            return f"{person}的请假" if lang == "zh" else f"the leave of {person}"
        parts = id_.split(".")
        numbers = "-".join(p for p in parts if p.isdecimal())
        if parts[-1].isdecimal():
            return f"{word}{numbers}" if lang == "zh" else f"{word} {numbers}"
        if len(parts) > 1 and numbers:
            return f"议题{numbers}的{word}" if lang == "zh" else f"the {word} of item {numbers}"
        return word if id_ == kind else label or id_

    def of_field(self, thing: Thing, name: str) -> Texts:
        """A field of a thing: 议题2：报送请示; item 2: requested."""
        found = self._called.get((thing, name))
        if found is None:
            found = self._called[thing, name] = self._of_field(thing, name)
        return found

    def _of_field(self, thing: Thing, name: str) -> Texts:
        field = self.words.kinds[thing.kind].fields.get(name) if thing.kind in self.words.kinds else None
        label = field.label if field is not None else self.labels.get(f"{thing.kind}.{name}", {"zh": name, "en": name})
        if field is not None and field.type.base == "flag":
            label = {"zh": f"是否{label['zh']}", "en": f"whether {label['en']}"}
        if thing.kind == "meeting":
            flag = field is not None and field.type.base == "flag"
            word = self.words.kinds["meeting"].label
            return (
                {"zh": f"{word['zh']}{label['zh']}", "en": f"{label['en'].replace('whether', 'whether it is', 1)}"}
                if flag
                else label
            )
        return {
            "zh": f"{self.name(thing, 'zh')}：{label['zh']}",
            "en": f"{self.name(thing, 'en')}: {label['en']}",
        }
