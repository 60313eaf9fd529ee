"""The words of a rulebook -> text for people: what may be a key of a meeting file or a roster, and what stands behind it."""

from collections.abc import Iterator

from meetingrules.base.harmless import clean
from meetingrules.base.source import Texts
from meetingrules.lang.words import Field, Kind, Type
from meetingrules.rulebook.model import Rulebook

HEADS = {
    "offices": {"zh": "职务（名册 offices）", "en": "offices (roster: offices)"},
    "relations": {"zh": "分工关系（名册 relations）", "en": "relations (roster: relations)"},
    "units": {"zh": "单位", "en": "units"},
    "parties": {"zh": "其他方面", "en": "other parties"},
    "sets": {"zh": "集合（可写在 attendance、to 等处）", "en": "sets (in attendance, after to …)"},
}
TYPES = {
    "flag": {"zh": "yes 或 no", "en": "yes or no"},
    "act": {"zh": "办理", "en": "an act"},
    "date": {"zh": "日期", "en": "a day"},
    "instant": {"zh": "日期或时刻", "en": "a day or a moment"},
    "text": {"zh": "文字", "en": "a text"},
    "number": {"zh": "数", "en": "a number"},
}
PLACES = {
    "meeting": {"zh": "会议（文件顶层）", "en": "the meeting (top of the file)"},
    "person": {"zh": "人员（文件顶层，按姓名）", "en": "persons (top of the file, by name)"},
}


def render_words(book: Rulebook, lang: str) -> str:
    """All words of a rulebook, those of each kind of thing together."""
    return "\n".join(map(clean, _lines(book, lang))) + "\n"


def _lines(book: Rulebook, lang: str) -> Iterator[str]:
    words = book.words
    tables: dict[str, dict[str, Texts]] = {
        "offices": {name: office.label for name, office in words.offices.items()},
        "relations": {f"{name} … {r.preposition} …": r.label for name, r in words.relations.items()},
        "units": {name: {"zh": unit, "en": unit} for name, unit in words.units.items()},
        "parties": dict(words.parties),
        "sets": {name: word.label for name, word in words.sets.items()},
    }
    for key, table in tables.items():
        if table:
            yield HEADS[key][lang]
            yield from (f"  {name:28}{label[lang]}" for name, label in table.items())
            yield ""
    for kind in words.kinds.values():
        if not kind.name.startswith("/") and kind.name not in {"month", "year"}:
            yield _head(kind, lang)
            yield from (
                f"  {field.name:28}{field.label[lang]}{_brackets(_type(field, book, lang), lang)}"
                for field in kind.fields.values()
            )
            yield ""


def _head(kind: Kind, lang: str) -> str:
    if kind.name in PLACES:
        return PLACES[kind.name][lang]
    return kind.label[lang] + _brackets(
        f"{kind.plural}: […]" if kind.plural and not kind.single else f"{kind.name}: …", lang
    )


def _brackets(text: str, lang: str) -> str:
    return f"（{text}）" if lang == "zh" else f" ({text})"


def _type(field: Field, book: Rulebook, lang: str) -> str:
    many = {"zh": "可多个：", "en": "several: "}[lang] if field.type.several else ""
    if field.words:
        comma = "、" if lang == "zh" else ", "
        shown = (f"{word} {label[lang]}" if lang == "zh" else word for word, label in field.words.items())
        return many + comma.join(shown)
    if field.type.base == "act":
        return " ".join([TYPES["act"][lang], *(f"{p} …" for p in field.roles)])
    return many + _name(field.type, book, lang)


def _name(type_: Type, book: Rulebook, lang: str) -> str:
    if type_.base != "thing":
        return TYPES.get(type_.base, TYPES["text"])[lang] + (
            f" {type_.of}" if type_.base == "number" and type_.of else ""
        )
    if type_.of == "party":
        return {"zh": "人员或者单位", "en": "a person or a unit"}[lang]
    return book.words.kinds[type_.of or ""].label[lang]
