"""Rulebooks that are wrong are refused with all their complaints; of several versions the one in force on the day is taken."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from meetingrules import InvalidText, check_paths
from meetingrules.base.source import Source
from meetingrules.rulebook import definitions
from meetingrules.rulebook.load import load
from meetingrules.rulebook.packed import unpack

LINE = "----\n"
CATALOGUE = sorted((Path(__file__).parent / "complaints" / "rulebook").glob("*.txt"))
BOARD = """\
rulebook: club
version: "{version}"
zh: 理事会
en: the board
in_force: {{from: {since}}}
time_zone: Europe/London
calendar: GB
vocabulary:
  offices: {{chair: {{zh: 主席, plural: chairs}}}}
define:
  members: {{are: chairs}}
parameters:
  share: {{value: {share}}}
rules:
  quorum:
    stage: sitting
    must: at least share of members are present
    text: {{zh: 法定人数, en: Quorum}}
"""
MEETING = """\
meeting: club
day: {day}
ends: 11:00
roster: {{offices: [{{chair: [Chair-A, Chair-B, Chair-C]}}]}}
attendance: {{present: [Chair-A, Chair-B], others: absent}}
"""


@pytest.mark.parametrize("path", CATALOGUE, ids=lambda p: p.stem)
def test_complaints(path, accept):
    text, *expected = path.read_bytes().decode().split(LINE)
    with pytest.raises(InvalidText) as caught:
        load(Source("club.rules.yaml", text))
    got = [caught.value.show(lang) + "\n" for lang in ("en", "zh")]
    if accept:
        path.write_bytes(LINE.join((text, *got)).encode())
    else:
        assert got == expected
    assert all(d.place is not None for d in caught.value.diagnostics), "every complaint has a place"


@pytest.mark.parametrize(
    ("day", "version", "status"),
    [("2024-06-30", "1", "pass"), ("2025-06-30", "2", "fail")],
    ids=["under the old one", "under the new one"],
)
@pytest.mark.parametrize("order", [(1, 2), (2, 1)], ids=["old first", "new first"])
def test_the_version_in_force_on_the_first_day_is_taken(day, version, status, order, tmp_path):
    texts = {1: ("1", "2024-01-01", "1/2"), 2: ("2", "2025-01-01", "3/4")}
    names = []
    for number in order:
        path = tmp_path / f"v{number}.rules.yaml"
        fields = dict(zip(("version", "since", "share"), texts[number], strict=True))
        path.write_text(BOARD.format(**fields), encoding="utf-8")
        names.append(str(path))
    meeting = tmp_path / "a.meeting.yaml"
    meeting.write_text(MEETING.format(day=day), encoding="utf-8")
    run = check_paths([str(meeting)], rulebooks=names, as_of="2026-01-01")
    assert not run.problems
    assert [(r.rulebook_version, r.findings[0].status) for r in run.reports] == [(version, status)]


def test_a_parameter_may_change_by_date():
    text = BOARD.format(version="1", since="2024-01-01", share="{2024-01-01: 1/2, 2025-01-01: 3/4}")
    parameter = load(Source("club.rules.yaml", text)).words.parameters["share"]

    assert parameter.on(date(2024, 12, 31)) == Fraction(1, 2)
    assert parameter.on(date(2025, 1, 1)) == Fraction(3, 4)


def test_the_kind_of_what_a_cover_says_is_one_of_two(tmp_path):
    (tmp_path / "club.shared.yaml").write_text(
        "shared: club\ncover: {odd: {cites: [0-1], kind: oddity, why: 甲}}\n", encoding="utf-8"
    )
    text = BOARD.format(version=1, since="2024-01-01", share="1/2") + "shares: club\ncover: yes\n"
    with pytest.raises(InvalidText) as caught:
        load(Source("club.rules.yaml", text), tmp_path)
    assert [d.code for d in caught.value.diagnostics] == ["no-such-kind"]


def test_what_a_rulebook_shares_lies_beside_it(tmp_path):
    (tmp_path / "books").mkdir()
    (tmp_path / "club.shared.yaml").write_text("shared: club\n", encoding="utf-8")
    (tmp_path / "books" / "club.shared.yaml").symlink_to("../club.shared.yaml")
    text = BOARD.format(version=1, since="2024-01-01", share="1/2") + "shares: club\n"
    assert load(Source("club.rules.yaml", text), tmp_path).shares == "club"
    with pytest.raises(InvalidText) as caught:
        load(Source("club.rules.yaml", text), tmp_path / "books")
    assert [d.code for d in caught.value.diagnostics] == ["link-outside"]


def test_what_is_no_rule_and_no_rulebook():
    book = load(Source("club.rules.yaml", BOARD.format(version=1, since="2024-01-01", share="1/2")))
    assert book.rule("quorum").id == "quorum"
    with pytest.raises(KeyError):
        book.rule("majority")
    for text in ('["q", []]', '[["words.Type", ["q"]]]', '[["words.Type", "flag"]]'):
        with pytest.raises(ValueError):
            unpack(text)


def test_definitions_that_a_glance_misjudges_are_gone_through_again_so_often_only(monkeypatch):
    """A set is called as a field of units is, which the one that it rests on rests on."""
    lines = (
        "  unit.ones: {are: unit.deputy_heads}\n  deputy_heads: {are: ones of units}\n  others: {are: deputy_heads}\n"
    )
    text = BOARD.format(version=1, since="2024-01-01", share="1/2").replace("define:\n", "define:\n" + lines)
    assert load(Source("club.rules.yaml", text))
    monkeypatch.setattr(definitions, "PASSES", 1)
    with pytest.raises(InvalidText) as caught:
        load(Source("club.rules.yaml", text))
    assert {d.code for d in caught.value.diagnostics} == {"no-such-noun"}
