"""Every example of the pages in docs/ is run, and together they show all of the grammar.

- a block ``yaml`` is rules (or whole sections of a rulebook) with cases, run in the sample rulebook of docs/
- a block ``text`` is refused sentences, each with its complaint below it: ``sentence`` / ``    complaint``
"""

import re
from functools import cache
from pathlib import Path

import pytest
from lark import Lark

from meetingrules.base.diagnostics import InvalidText
from meetingrules.base.document import read_text
from meetingrules.base.source import Source, shipped
from meetingrules.base.tree import List, Scalar, Table, nfc
from meetingrules.engine.cases import run_cases
from sample import DOCS, book_of

PAGES = ("language.md", "language.zh.md")
FENCE = re.compile(r"^```(yaml|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SUBJECTS = ("minutes", "notice", "meeting")


def blocks(page, kind):
    text = (DOCS / page).read_text(encoding="utf-8")
    return [(f"{page}:{text[: m.start()].count(chr(10)) + 1}", m[2]) for m in FENCE.finditer(text) if m[1] == kind]


def every(kind):
    return [pytest.param(page, block, id=where) for page in PAGES for where, block in blocks(page, kind)]


@pytest.mark.parametrize(("page", "block"), every("yaml"))
def test_the_examples_give_what_they_promise(page, block):
    assert page
    book = book_of(block, "<example>")
    results = run_cases(book)
    assert results, "an example has cases"
    wrong = [f"{r.rule}: {r.why}: {r.expected}, not {r.got} ({r.message})" for r in results if not r.ok]
    assert not wrong, wrong


def refusals(block):
    lines = [line for line in block.splitlines() if line.strip()]
    assert len(lines) % 2 == 0
    return zip(lines[::2], lines[1::2], strict=True)


@pytest.mark.parametrize(("page", "block"), every("text"))
def test_the_refusals_say_what_they_promise(page, block):
    lang = "zh" if page.endswith(".zh.md") else "en"
    for sentence, complaint in refusals(block):
        each = "  for: each item\n" if re.search(r"\bitem\b", sentence) else ""
        with pytest.raises(InvalidText) as caught:
            book_of(f"refused:\n{each}  must: {sentence}\n")
        said = [d.message[lang] + (f" ({d.hint[lang]})" if d.hint else "") for d in caught.value.diagnostics]
        assert said == [complaint.strip()], said


# ---- the whole grammar -------------------------------------------------------------------------------------------------


@cache
def parser():
    starts = ["condition", "subject", "step", "term", "noun", "amount"]
    return Lark(shipped("grammar", "condition.lark").read_text(encoding="utf-8"), parser="lalr", start=starts)


def sentences(node, key=""):
    """The texts of the language in a rulebook: start rule and text."""
    match node:
        case Table(rows):
            for row in rows:
                name = row.key.text
                if name in {
                    "cases",
                    "text",
                    "zh",
                    "en",
                    "cites",
                    "stage",
                    "vocabulary",
                    "ask",
                    "readings",
                    "departure",
                    "remedy",
                    "one",
                }:
                    continue
                if key == "define" and " is " in name:
                    yield "term", name
                yield from sentences(row.value, "in order" if key == "in order" else name)
        case List(items):
            for item in items:
                yield from sentences(item, key)
        case Scalar(text):
            start = {"for": "subject", "are": "noun", "is": "noun", "value": "amount"}.get(key, "condition")
            if key == "due":
                text = f"meeting.day is {text}"
            yield ("step", text) if text.startswith("then ") else (start, text)


def used(page):
    found = set()
    for _, block in blocks(page, "yaml"):
        for start, text in sentences(read_text(Source("<example>", block))):
            tree = parser().parse(nfc(text), start=start)
            found |= {node.data if isinstance(node.data, str) else str(node.data) for node in tree.iter_subtrees()}
    return {str(name) for name in found}


def test_the_page_shows_the_whole_grammar():
    named = {str(rule.origin.name) for rule in parser().rules if not str(rule.origin.name).startswith("_")}
    assert named - used("language.md") == set()


def test_both_pages_have_the_same_examples():
    first, second = ([block for _, block in blocks(page, "yaml")] for page in PAGES)
    assert second == first
    assert [[s for s, _ in refusals(b)] for _, b in blocks(PAGES[0], "text")] == [
        [s for s, _ in refusals(b)] for _, b in blocks(PAGES[1], "text")
    ]


def test_the_pages_are_there():
    assert all(isinstance(DOCS / page, Path) and (DOCS / page).is_file() for page in PAGES)
