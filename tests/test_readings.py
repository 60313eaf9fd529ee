"""How ambiguous sentences were read is told in both languages, wherever it is kept or shown."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from meetingrules import load_rulebook
from meetingrules.base.source import Source
from meetingrules.cli import main
from meetingrules.rulebook.load import load
from meetingrules.rulebook.packed import lean, pack, unpack
from meetingrules.rulebook.shipped import shipped_rulebooks
from meetingrules.schema.others import rulebook_schema

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted(str(path) for path in ROOT.glob("examples/*/*.rules.yaml"))
HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
BOARD = """\
rulebook: club
zh: 理事会
en: the board
in_force: {from: 2024-01-01}
time_zone: Europe/London
calendar: GB
departures: {approvers: [chair]}
vocabulary:
  offices: {chair: {zh: 主席, plural: chairs}}
define:
  members: {zh: 理事, are: chairs, readings: {zh: 兼任的计一人, en: who holds two offices counts once}}
parameters:
  share: {value: 1/2, readings: half includes exactly half}
rules:
  quorum:
    stage: sitting
    must: at least share of members are present
    departure: {allowed: yes, reading: {zh: 登记的可以例外, en: a record excuses}}
    text: {zh: 法定人数, en: Quorum}
    readings:
      - {zh: 以开会时为准, en: the opening counts}
      - presence by telephone counts
      - {zh: 登记的可以例外, en: a record excuses}
"""
MEETING = """\
meeting: club
day: 2024-03-20
ends: 11:00
roster: {offices: [{chair: [Chair-A, Chair-B, Chair-C]}]}
attendance: {present: [Chair-A], others: absent}
"""
OWN = [
    {"zh": "以开会时为准", "en": "the opening counts"},
    {"zh": "presence by telephone counts", "en": "presence by telephone counts"},
    {"zh": "登记的可以例外", "en": "a record excuses"},
]


def readings_of(book):
    """Every reading of a rulebook."""
    for rule in book.rules:
        yield from (*rule.readings, *rule.departure_readings)
    for parameter in book.words.parameters.values():
        yield from parameter.readings
    for found in book.readings.values():
        yield from found


def test_every_reading_that_is_shipped_is_in_both_languages_and_put_in_one_way():
    put = {}
    for name in (*shipped_rulebooks(), *EXAMPLES):
        for reading in readings_of(load_rulebook(name)):
            assert HAN.search(reading["zh"]), reading
            assert not HAN.search(reading["en"]), reading
            assert put.setdefault(reading["zh"], reading["en"]) == reading["en"]
    assert len(put) > 200


@pytest.fixture
def board(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("club.rules.yaml").write_text(BOARD, encoding="utf-8")
    Path("a.meeting.yaml").write_text(MEETING, encoding="utf-8")
    return load(Source("club.rules.yaml", BOARD))


def test_a_text_alone_stands_for_both_and_a_departure_s_reading_is_its_rule_s(board):
    rule = board.rule("quorum")
    assert list(rule.readings) == OWN
    assert list(rule.departure_readings) == OWN[2:]
    assert unpack(pack(lean(board))).rule("quorum").readings == rule.readings
    assert list(readings_of(unpack(pack(lean(board))))) == list(readings_of(board))


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_of_a_rule_has_its_readings_and_those_of_its_words_and_numbers(lang):
    page = CliRunner().invoke(main, ["rules", "show", "club.rules.yaml/quorum", "--lang", lang]).output
    counted = {"zh": "兼任的计一人", "en": "who holds two offices counts once"}[lang]
    wanted = [*(one[lang] for one in OWN), counted, "half includes exactly half"]
    head = {"zh": "解读：", "en": "readings:"}[lang]
    assert page.split(f"\n{head}\n")[1].splitlines()[:5] == [f"  {one}" for one in wanted]
    ground = {"zh": "允许偏离的依据：", "en": "a departure may excuse it, by: "}[lang]
    assert f"\n{ground}{OWN[2][lang]}\n" in page


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_tells_them_in_its_language(lang):
    told = ["check", "a.meeting.yaml", "--rulebook", "club.rules.yaml", "--lang", lang]
    text = CliRunner().invoke(main, [*told, "--verbose"]).output
    page = CliRunner().invoke(main, [*told, "--format", "html"]).output
    joined = {"zh": "；", "en": "; "}[lang].join(one[lang] for one in OWN)
    assert joined in text
    assert joined in page


@pytest.mark.usefixtures("board")
def test_json_has_both():
    told = ["check", "a.meeting.yaml", "--rulebook", "club.rules.yaml", "--format", "json"]
    found = json.loads(CliRunner().invoke(main, told).output)["reports"][0]["findings"][0]
    assert found["readings"] == OWN


@pytest.mark.parametrize(
    ("readings", "taken"),
    [
        ("half includes exactly half", True),
        ({"zh": "半数包括本数", "en": "half includes exactly half"}, True),
        (["half includes exactly half", {"zh": "半数包括本数", "en": "half includes exactly half"}], True),
        ({"zh": "半数包括本数"}, False),
        ([{"zh": "半数包括本数", "en": "half includes exactly half", "fr": "la moitié y est"}], False),
    ],
)
def test_the_schema_takes_what_the_loader_takes(readings, taken):
    rule = {"stage": "sitting", "must": "x", "text": {"zh": "甲", "en": "a"}, "readings": readings}
    book = {"rulebook": "club", "rules": {"quorum": rule}}
    assert Draft202012Validator(rulebook_schema()).is_valid(book) == taken
