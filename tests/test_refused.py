"""Files that are read and refused: each complaint by its code and place."""

import re
from functools import cache
from pathlib import Path

import pytest

from makers import plain
from meetingrules import InvalidText, load_roster, load_rulebook
from meetingrules import load_plan as meeting
from meetingrules.base.document import read_text
from meetingrules.base.source import Source
from meetingrules.facts.notices import load_notices
from meetingrules.rulebook.load import load

CLUB = {
    "rulebook": "club",
    "zh": "理事会",
    "en": "the board",
    "in_force": "{from: 2024-01-01}",
    "time_zone": "Europe/London",
    "calendar": "GB",
    "vocabulary": "{offices: {chair: {zh: 主席, seats: one}, officer: {zh: 理事}}}",
    "define": "{members: {are: [chair, officers]}}",
    "rules": "{quorum: {stage: sitting, must: every member is present, text: {zh: 法定人数, en: Quorum}}}",
}
"""What a rulebook has that a row does not state."""
FILE = Path(__file__).parent / "answers" / "refused_files.yaml"


@cache
def rows():
    return plain(read_text(Source(FILE.name, FILE.read_text(encoding="utf-8"))))


@cache
def executive():
    return load_rulebook("executive")


def club(text):
    """The rulebook of a row, with what it does not state."""
    rest = [f"{key}: {value}\n" for key, value in CLUB.items() if not re.search(f"^{key}:", text, re.MULTILINE)]
    return load(Source("club.rules.yaml", text + "".join(rest)))


READ = {
    "meeting": lambda text: meeting(text, executive()),
    "roster": lambda text: load_roster(text, executive()),
    "calendar": lambda text: load_notices(read_text(Source("calendar.yaml", text))),
    "rulebook": club,
    "yaml": lambda text: read_text(Source("a.yaml", text)),
    "json": lambda text: read_text(Source("a.json", text)),
}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["about"].replace(" ", "-"))
def test_each_complaint_has_its_code_and_place(row):
    (kind,) = READ.keys() & row.keys()
    with pytest.raises(InvalidText) as refused:
        READ[kind](row[kind])
    found = refused.value.diagnostics
    assert [f"{d.code} {d.place.line}:{d.place.column}" if d.place else d.code for d in found] == row["says"]
    for one in found:
        assert one.message["en"].isprintable()
        assert any("\u4e00" <= char <= "\u9fff" for char in one.message["zh"])
