"""Values that a line can be taken with, and what else it may say."""

from collections.abc import Mapping
from datetime import date

from meetingrules.base.diagnostics import visible
from meetingrules.base.source import Texts
from meetingrules.base.yamlwords import exact
from meetingrules.facts.acts import words_of
from meetingrules.lang.words import Field, Words


def line(text: str) -> str:
    r"""A label on one line: a line end in it would end the comment that it stands in.

    >>> line("a\n b")
    'a b'
    """
    return visible(" ".join(text.split()))


def value(text: str) -> str:
    """A label as a value, in quotes where YAML would read it as something else.

    >>> value("secretary-general"), value("chair: acting")
    ('secretary-general', '"chair: acting"')
    """
    return exact(line(text))


def sample(field: Field, day: date) -> str:
    """A value that a field may have: so that the line can be taken as it is."""
    type_ = field.type
    if type_.several:
        return "all" if type_.of == "item" else "[]"
    match type_.base:
        case "flag":
            return "no"
        case "word":
            return next(iter(field.words), "none")
        case "number":
            return "1"
        case "date":
            return day.isoformat()
        case "instant":
            return f"{day.isoformat()} 09:00"
    return "none"


def choices(field: Field, words: Words, lang: str) -> str:
    """How an act is written, or which words a field may be; empty where its name says enough."""
    if field.type.base == "act":
        return act_form(field, words, lang)
    return one_of(field.words, lang) if field.type.base == "word" else ""


def act_form(field: Field, words: Words, lang: str) -> str:
    """``who to whom day``: the short form of an act, with the parts that it takes."""
    zh = lang == "zh"
    parts = [("谁" if zh else "who")] if "by" in field.roles else []
    for preposition, type_ in field.roles.items():
        if preposition != "by":
            known = words_of(words, type_) if type_.base == "word" else {}
            what = {"item": "议题序号" if zh else "item"}.get(type_.of or "", "谁" if zh else "whom")
            parts.append(f"{preposition} {one_of(known, lang) if known else what}")
    return " ".join([*parts, "日期" if zh else "day"])


def one_of(words: Mapping[str, Texts], lang: str) -> str:
    """Words to choose from; in Chinese with what they mean."""
    return " | ".join(f"{word} {line(texts['zh'])}" if lang == "zh" else word for word, texts in words.items())
