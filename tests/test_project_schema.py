"""The schemas of settings and baselines agree with their readers: on what is taken, on what is refused, on what is written."""

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingrules.base.diagnostics import InvalidText
from meetingrules.base.document import read_text
from meetingrules.base.source import Source
from meetingrules.engine.runs import check_paths
from meetingrules.report.baseline import baseline_of, from_json, to_json
from meetingrules.report.keys import KEYS
from meetingrules.schema.kinds import schema_of
from meetingrules.settings import load

ROOT = Path(__file__).parents[1]
SETTINGS = jsonschema.Draft202012Validator(schema_of("settings"))
BASELINE = jsonschema.Draft202012Validator(schema_of("baseline"))


def reads_settings(folder, text):
    (folder / "meetingrules.toml").write_text(text, encoding="utf-8")
    try:
        load(folder / "meetingrules.toml")
    except InvalidText:
        return False
    return True


def reads_baseline(data):
    source = Source("baseline.json", json.dumps(data, ensure_ascii=False))
    try:
        from_json(source, read_text(source, json=True))
    except InvalidText:
        return False
    return True


# ---- settings ----------------------------------------------------------------------------------------------------------

GOOD = [
    "", 'paths = ["meetings"]', 'paths = "meetings"', 'rulebook = ["executive", "board.rules.yaml"]', 'roster = "r.yaml"',
    'output = "json"', 'output = ["text", "json:build/run.json"]', "mask = false", 'fail-on = "never"', 'gate = "notice"',
    'lang = "auto"', 'color = "never"', 'detail = "full"', '[severity]\n"executive/quorum" = "none"\nquorum = "error"', "[severity]",
]  # fmt: skip
BAD = [
    "paths = []", 'paths = [""]', "paths = [1]", "roster = true", 'roster = ""', 'roster = ["r.yaml"]', 'output = "pdf"',
    'output = "json:"', 'output = ["json", "xml:a"]', 'mask = "yes"', 'fail-on = "warn"', 'fail_on = "error"', 'gate = "open"',
    'lang = "fr"', 'severity = "error"', '[severity]\nquorum = "fatal"', "[severity]\nquorum = 1", "strictly = true", "as-of = 2024-03-20",
]  # fmt: skip
BLIND = ['output = "json:../run.json"', 'output = "json:.git/run.json"', 'output = "json:/run.json"']
"""Where a file lies is no matter of a schema."""


@pytest.mark.parametrize("text", GOOD)
def test_settings_that_are_read_fit(text, tmp_path):
    assert reads_settings(tmp_path, text)
    assert SETTINGS.is_valid(tomllib.loads(text))


@pytest.mark.parametrize("text", BAD)
def test_settings_that_are_refused_do_not_fit(text, tmp_path):
    assert not reads_settings(tmp_path, text)
    assert not SETTINGS.is_valid(tomllib.loads(text))


@pytest.mark.parametrize("text", BLIND)
def test_where_a_setting_may_write_is_seen_by_the_reader_alone(text, tmp_path):
    assert not reads_settings(tmp_path, text)
    assert SETTINGS.is_valid(tomllib.loads(text))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One for all examples: below it nothing else is looked for, as it would be in the folder of all tests."""
    return tmp_path_factory.mktemp("settings")


ANY = st.one_of(
    st.booleans(), st.integers(), st.sampled_from(["", "text", "json:a.json", "error", "notice", "full", "zh", "x"])
)
VALUES = st.one_of(ANY, st.lists(ANY, max_size=3))


@given(
    st.dictionaries(
        st.sampled_from([*KEYS, "severity", "paht"]),
        VALUES | st.dictionaries(st.sampled_from(["quorum"]), ANY),
        max_size=3,
    )
)
def test_reader_and_schema_take_and_refuse_the_same_settings(folder, data):
    text = "".join(f"{key} = {toml(value)}\n" for key, value in data.items())
    assert tomllib.loads(text) == data
    assert reads_settings(folder, text) == SETTINGS.is_valid(data)


def toml(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items()) + "}"
    return json.dumps(value)


def test_settings_keep_to_words_that_older_validators_know():
    for lang in ("zh", "en"):
        schema = {**schema_of("settings", None, lang), "$schema": "http://json-schema.org/draft-04/schema#"}
        jsonschema.Draft4Validator.check_schema(schema)
        words = {word for part in ({}, *parts(schema)) for word in part}
        assert words <= {"type", "properties", "additionalProperties", "title", "enum", "anyOf", "items", "minItems", "minLength", "pattern", "examples"}  # fmt: skip


def parts(schema):
    """The schemas inside a schema."""
    inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", [])]
    inner += [schema[key] for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)]
    for one in inner:
        yield one
        yield from parts(one)


@pytest.mark.parametrize("page", ["ci.md", "ci.zh.md"])
def test_the_settings_of_the_page_fit(page):
    block = (ROOT / "docs" / page).read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0]
    assert SETTINGS.is_valid(tomllib.loads(block))


# ---- baselines ---------------------------------------------------------------------------------------------------------

ENTRY = {"fingerprint": "ab12", "rule": "executive/quorum", "status": "fail", "severity": "error", "citation": "x"}


def baseline(**change):
    return {"format": "meetingrules-baseline", "version": "1.0", "reports": {}, **change}


def entry(**change):
    return baseline(reports={"a.meeting.yaml": [{**ENTRY, **change}]})


@pytest.mark.parametrize(
    "data",
    [
        baseline(), baseline(version="1.7"), baseline(version="1"), baseline(tool="later"), entry(), entry(status="unknown"),
        entry(fingerprint=12), entry(severity=None), entry(more="later"), baseline(reports={"a": []}), baseline(reports={"a": ENTRY}),
        baseline(version=1.5),
    ],
)  # fmt: skip
def test_baselines_that_are_read_fit(data):
    assert reads_baseline(data)
    assert BASELINE.is_valid(data)


def without(key):
    return baseline(reports={"a": [{k: v for k, v in ENTRY.items() if k != key}]})


@pytest.mark.parametrize(
    "data",
    [
        [], {}, baseline(format="x"), baseline(version="2.0"), baseline(version="10"), baseline(reports=[]), entry(status="pass"),
        entry(status=None), entry(rule="quorum"), entry(rule=""), entry(fingerprint=""), without("rule"), without("status"),
        without("fingerprint"), baseline(reports={"a": ["ab12"]}), baseline(reports={"a": "ab12"}), baseline(version=2),
        {"format": "meetingrules-baseline", "version": "1.0"}, {"format": "meetingrules-baseline", "reports": {}},
    ],
)  # fmt: skip
def test_baselines_that_are_refused_do_not_fit(data):
    assert not reads_baseline(data)
    assert not BASELINE.is_valid(data)


def test_what_is_written_fits_and_is_read_back(monkeypatch):
    monkeypatch.chdir(ROOT)
    known = baseline_of(check_paths(["examples/topical", "examples/executive"], as_of="2026-12-31"), "examples")
    assert known
    text = to_json(known)
    assert BASELINE.is_valid(json.loads(text))
    source = Source("baseline.json", text)
    assert {path: list(rows) for path, rows in from_json(source, read_text(source, json=True)).items()} == known
