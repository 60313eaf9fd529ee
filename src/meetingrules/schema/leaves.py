"""The leaves of all schemas: how one value may be written, in YAML or JSON.

Editors give a value the type that YAML sees in it (``yes`` may be a truth, ``1200`` a number), the loaders read the text. So
every leaf takes both.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from meetingrules.base.source import Texts
from meetingrules.facts.acts import MORE_KEYS
from meetingrules.facts.desk import OPEN_LIST, with_labels
from meetingrules.facts.fields import FLAG_KEYS
from meetingrules.facts.scalars import CLOCK, DAY, NO, YES
from meetingrules.facts.shortform import PREPOSITIONS
from meetingrules.lang.words import Type

Json = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Json = {"type": ["string", "number", "boolean"]}
"""A text; one that looks like a number or a truth is a text all the same."""
TABLE: Json = {"type": "object"}
HIDDEN: Json = {"doNotSuggest": True}
"""What editors take for: do not propose this key."""
FLAG: Json = {
    "anyOf": [
        {"type": "boolean"},
        {"enum": sorted(YES | NO)},
        {"type": "object", "properties": {key: {} for key in sorted(FLAG_KEYS)}, "required": ["is"], "additionalProperties": False},
    ]
}  # fmt: skip
ACT_KEYS = (*sorted(PREPOSITIONS), *MORE_KEYS)
EXAMPLES = {
    "date": ["2024-03-20"],
    "instant": ["2024-03-20 09:00"],
    "act": ["主席 2024-03-11", "none"],
}


def head(kind: str, title: str, description: str) -> Json:
    """The beginning of a schema: draft, name, what it is of."""
    return {"$schema": DRAFT, "$id": f"urn:meetingrules:schema:{kind}:1", "title": title, "description": description}


def label(texts: Texts, lang: str) -> str:
    """A label in a language, else in the other one."""
    return texts.get(lang) or texts.get("zh", "") or texts.get("en", "")


def listing(one: Json) -> Json:
    """A list, one entry alone, ``none``, or a list that is not complete."""
    several = {"type": "array", "items": one}
    open_ = {"type": "object", "properties": {"complete": FLAG, "of": several}, "required": sorted(OPEN_LIST), "additionalProperties": False}  # fmt: skip
    return {"anyOf": [several, one, {"const": "none"}, open_]}


def act() -> Json:
    """An act: ``主席 2024-03-11``, several of them, the long form, ``none``, or ``yes``: done, nobody knows when."""
    long = {"type": "object", "properties": {key: {} for key in (*ACT_KEYS, *sorted(OPEN_LIST))}, "additionalProperties": False}  # fmt: skip
    one: list[Json] = [{"type": "string"}, {"const": True}, long]
    return {"anyOf": [*one, {"type": "array", "items": {"anyOf": one}}], "examples": EXAMPLES["act"]}


def pattern(*texts: str) -> str:
    """One of some texts, as regular expressions, with blanks around it or without: as the loaders take it."""
    return rf"^\s*(?:{'|'.join(texts)})\s*$"


DATE: Json = {"type": "string", "pattern": pattern(DAY.pattern), "examples": EXAMPLES["date"]}
HOUR: Json = {"type": "string", "pattern": pattern(CLOCK.pattern), "examples": ["09:00"]}
SHARED: Mapping[str, Json] = {"_flag": FLAG, "_act": act()}
"""What stands in a schema once and is referred to."""


def leaf(type_: Type, words: Mapping[str, Texts]) -> Json:
    """A value of a type that stands in a text, or a list of such values."""
    match type_.base:
        case "flag":
            return {"$ref": "#/$defs/_flag"}
        case "act":
            return {"$ref": "#/$defs/_act"}
        case "word":
            one: Json = {"enum": spellings(words)} if words else TEXT
        case "date":
            one = {**DATE, "pattern": pattern(DAY.pattern, "none")}
        case "instant":
            one = {"type": "string", "examples": EXAMPLES[type_.base]}
        case _:
            one = TEXT
    return listing(one) if type_.several else either(one)


def either(one: Json) -> Json:
    """A value, or ``none``."""
    if "enum" in one:
        return {"enum": [*one["enum"], *([] if "none" in one["enum"] else ["none"])]}
    return one


def spellings(words: Mapping[str, Texts]) -> list[Any]:
    """A word and its Chinese label; where YAML sees a truth in a word, that, too."""
    found = dict.fromkeys([*words, *(texts["zh"] for texts in words.values() if texts.get("zh"))])
    return [*found, *([True, False] if {"yes", "no"} & set(found) else [])]


def table(fields: Mapping[str, Json], labels: Mapping[str, str], at: str, required: Iterable[str] = ()) -> Json:
    """A table of known keys. A key may be written by its Chinese label; further spellings are taken, and not proposed.

    Each spelling stands by itself: as patterns they would all be told to whoever misspells a key.

    :param labels: key -> its Chinese label
    :param at: where in the schema it will stand: ``#/$defs/item``
    """
    spelled = with_labels({name: labels.get(name, "") for name in fields})
    shown, rest = dict(fields), dict[str, Json]()
    for key, name in spelled.items():
        if key not in fields:
            known = key == labels.get(name)
            (shown if known else rest)[key] = {"$ref": f"{at}/properties/{name}"} | ({} if known else HIDDEN)
    found: Json = {"type": "object", "properties": shown | rest, "additionalProperties": False}
    needed = [name for name in required if name in fields]
    return found | ({"required": needed} if needed else {})
