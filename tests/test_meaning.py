"""What each sentence of the table of answers, and some more, means: the tree that the checker makes of it, written down."""

from enum import Enum
from fractions import Fraction
from functools import cache
from pathlib import Path

import attrs
import pytest
import yaml

from invented_rules import defined_of
from meetingrules.lang.parse import parse_condition, parse_subject
from meetingrules.lang.words import Field, Type
from test_answers import WORDS, cases

MORE = Path(__file__).parent / "answers" / "meanings.yaml"
HELPERS = {"zh": "协助人员", "en": "helpers", "are": "vice_presidents responsible for item.department"}
PINNED = Path(__file__).parent / "golden" / "meanings.txt"
SCOPE = {"item": Type("thing", "item"), "incident": Type("thing", "incident"), "document": Type("thing", "document")}


@cache
def books():
    """Who checks sentences of the sample's words."""
    data = yaml.load(WORDS, yaml.BaseLoader)  # dates stay texts
    data["define"]["item.helpers"] = HELPERS
    return defined_of(data).checker


@cache
def rows():
    """All sentences, each once, and what they are asked of."""
    asked = [text[key] for text, *_ in cases() for key in ("for", "say") if key in text]
    more = yaml.safe_load(MORE.read_text(encoding="utf-8"))
    return tuple(dict.fromkeys(text for text in (*asked, *more) if not text.startswith("{")))


@cache
def pinned():
    """The meaning of each."""
    lines = PINNED.read_text(encoding="utf-8").splitlines()
    return dict(zip(lines[::2], (line.strip() for line in lines[1::2]), strict=True))


def meant(text):
    """The tree of a sentence on one line."""
    if text.startswith("each "):
        return shown(books().subject(parse_subject(text), {}))
    return shown(books().condition(parse_condition(text), SCOPE))


def shown(node):
    """A part of a tree: its name and what it holds."""
    match node:
        case Field():
            return node.name
        case Type():
            return str(node)
        case tuple() | frozenset():
            return f"[{', '.join(map(shown, node if isinstance(node, tuple) else sorted(node)))}]"
        case Enum():
            return node.name
        case bool() | None | str() | int() | Fraction():
            return str(node)
        case dict():
            return node.get("en", "")
    return f"{type(node).__name__}({', '.join(shown(getattr(node, f.name)) for f in attrs.fields(type(node)))})"


@pytest.mark.parametrize("text", rows())
def test_meaning(text):
    assert meant(text) == pinned().get(text)


def test_every_meaning_is_written_down(pytestconfig):
    if pytestconfig.getoption("accept"):
        PINNED.write_text("".join(f"{text}\n  {meant(text)}\n" for text in rows()), encoding="utf-8")
        pinned.cache_clear()
    assert tuple(pinned()) == rows()
