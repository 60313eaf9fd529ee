"""What is seldom met is one thing to all three editions of the language."""

from functools import cache
from pathlib import Path

import pytest

from differential import differ
from invented_rules import book_of
from makers import plain
from meetingrules import load_plan
from meetingrules.base.document import from_plain, read_text
from meetingrules.base.source import Source
from meetingrules.engine.cases import laid_over
from meetingrules.engine.check import check_plan

FILE = Path(__file__).parent / "answers" / "seldom.yaml"
TEXT = {"zh": "甲", "en": "a"}
OWN = {"about", "facts", "without", "vocabulary", "define", "is"}


@cache
def rows():
    return plain(read_text(Source(FILE.name, FILE.read_text(encoding="utf-8"))))


def asked(row):
    """The statuses of a row's rule as the definition has them, and where another edition differs."""
    rule = {"stage": "preparation", "text": TEXT, **{key: value for key, value in row.items() if key not in OWN}}
    data = {"rules": {"a": rule}} | {key: row[key] for key in ("vocabulary", "define") if key in row}
    book = book_of(data)
    start = laid_over(book.given, from_plain(row.get("facts", {})))
    facts = {
        "meeting": "sample",
        **{key: value for key, value in plain(start).items() if key not in row.get("without", ())},
    }
    report = check_plan(load_plan(facts, book), book)
    return [f.status for f in report.findings if f.rule == "a"], differ(data, facts)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["about"].replace(" ", "-"))
def test_all_editions_give_its_status(row):
    found, differences = asked(row)
    assert found == row["is"]
    assert not differences
