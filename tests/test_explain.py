"""Why: rules and proofs said aloud, as pinned; each format read back; hostile names; what is classified."""

import json
import re
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from meetingrules import cli, load_plan, load_rulebook
from meetingrules.base.days import Calendar
from meetingrules.base.diagnostics import InvalidText
from meetingrules.engine.explained import Named, explain
from meetingrules.lang.answers import Due
from meetingrules.render import explain as text
from meetingrules.render import explainhtml, explainjson
from meetingrules.render.rulepage import render_rule
from meetingrules.report.tree import TRUTHS
from meetingrules.report.treedays import counted, day_text
from meetingrules.report.treemask import masked
from meetingrules.rulebook.load import shipped_rulebooks
from test_masking import MARK
from test_masking import meeting as classified_meeting

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden" / "explain"
BOARD = "examples/school_board/school_board.rules.yaml"
LANGS = ("zh", "en")
PAGES = {
    "executive": ("quorum", "route-of-a-decision", "kept-off-the-agenda", "minutes-complete", "papers-well-made"),
    "mayor_office": ("items-are-announced", "leave-of-vice-mayors", "minutes-complete", "papers-are-well-made"),
    "party_decision": ("topics-determined-by-the-mayor", "minutes-formed", "minutes-to-the-party-secretary"),
    "plenary": ("presiding", "at-most-twice-a-year", "route-of-an-item", "quality-of-papers"),
    "topical": ("heads-take-part", "minutes-signed", "carried-out-without-a-date"),
    "school_board": ("carried", "notice", "questions-by-noon", "proxies-are-few"),
}
ASKED = {
    "executive": (
        ("2024-06-14", "quorum"), ("2024-11-28", "quorum-for-personnel"), ("2024-11-28", "route-of-a-decision", "--item", "2"),
        ("2024-11-28", "notice-in-time"), ("2025-01-23", "minutes-complete"), ("2024-11-28", "kept-off-the-agenda"),
        ("2025-10-14", "documents-are-issued"), ("2024-03-20", "on-time", "--person", "副市长庚"), ("2024-03-20", "papers-well-made"),
    ),
    "mayor_office": (
        ("2024-10-10", "length-of-reports"), ("2024-10-10", "items-are-announced"), ("2025-10-10", "minutes-complete"),
        ("2024-12-05", "leave-of-vice-mayors"),
    ),
    "party_decision": (
        ("2024-09-29", "minutes-formed"), ("2025-02-12", "minutes-formed"), ("2024-09-20", "topics-determined-by-the-mayor"),
    ),
    "plenary": (
        ("2024-07-25", "presiding"), ("2024-02-06", "minutes-complete"), ("2024-12-31", "route-of-an-item"),
    ),
    "topical": (
        ("2025-04-24", "minutes-formed"), ("2024-06-06", "heads-take-part"), ("2026-05-08", "papers-are-well-made"),
    ),
    "school_board": (
        ("2025-04-09", "carried"), ("2025-11-12", "quorum"), ("2026-02-11", "minutes"), ("2025-11-12", "proxies-are-few"),
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)


@cache
def book_of(name):
    return load_rulebook(ROOT / BOARD if name == "school_board" else name)


def run(*words):
    return CliRunner().invoke(cli.main, ["explain", *words])


def pinned(name, found, accept):
    file = GOLDEN / name
    if accept:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


# ---- as pinned -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("body", sorted(PAGES))
def test_pages_of_rules(body, lang, accept):
    book = book_of(body)
    pinned(f"rules-{body}.{lang}.txt", "\n".join(render_rule(book, book.rule(r), lang) for r in PAGES[body]), accept)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("body", sorted(ASKED))
def test_proofs_of_meetings(body, lang, accept):
    told = []
    for day, *words in ASKED[body]:
        rulebook = ["--rulebook", BOARD] if body == "school_board" else []
        result = run(f"examples/{body}/{day}.meeting.yaml", *words, "--lang", lang, *rulebook)
        assert result.exit_code == 0, result.output
        told.append(f"$ {' '.join((day, *words))}\n{result.output}")
    pinned(f"{body}.{lang}.txt", "\n".join(told), accept)
