"""The schemas of what whatif, route, remedy, explain and due print: every document fits, and none that was tampered with."""

import json
import re
import shlex
import subprocess
import sys
from copy import deepcopy
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from makers import resolved
from meetingrules import cli, load_rulebook
from meetingrules.base.days import Kind
from meetingrules.engine.tries import LAWFUL
from meetingrules.facts.load import STATES
from meetingrules.render import duewords, explainwords, routewords, words
from meetingrules.report import remedies, route, steps, tree
from meetingrules.report.model import STATUSES, VERDICTS
from meetingrules.rulebook.shipped import shipped_rulebooks
from meetingrules.schema.kinds import KINDS, schema_of
from meetingrules.schema.results import RESULTS
from meetingrules.schema.told import KINDS as TITLES
from meetingrules.schema.told import TOLD
from meetings import meetings
from pages import blocks, commands, pages
from test_masking import meeting as classified_meeting

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"
BOARD = "examples/school_board/school_board.rules.yaml"
VERBS = {"whatif": "whatif", "route": "route", "remedy": "remedies", "explain": "explanation", "due": "due"}
"""Verb -> what its documents are."""
EXAMPLES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("examples/*/*.meeting.yaml"))
AHEAD = "examples/executive/2025-10-14.meeting.yaml"
SPOKEN = [
    ("whatif", AHEAD, "--absent", "副市长乙", "--drop-item", "1", "--add-item", "{title: 甲, department: 教育局}"),
    ("whatif", "examples/mayor_office/2024-10-10.meeting.yaml", "--set", "day=2024-10-09", "--no-tight"),
    ("whatif", "examples/school_board/2025-11-12.meeting.yaml", "-r", BOARD, "--absent", "Vice-Chair"),
    ("route", "{title: 甲, kind: decision, major: yes}", "--day", "2026-12-01", "--as-of", "2026-11-29"),
    ("route", "{title: 甲, framework_agreement: yes, counterparties: [financial_institution]}", "-r", "executive", "-r", "topical", "--day", "2026-12-01"),
    ("route", AHEAD, "--item", "2", "--set", "mature=no", "--as-of", "2025-10-09"),
    ("remedy", "examples/mayor_office/2024-10-10.meeting.yaml", "--as-of", "2024-10-09"),
    ("remedy", "examples/executive/2024-11-28.meeting.yaml", "quorum-for-personnel", "no-leaks"),
    ("explain", "examples/executive/2024-11-28.meeting.yaml", "quorum-for-personnel"),
    ("explain", "examples/executive/2024-11-28.meeting.yaml", "route-of-a-decision", "--item", "2"),
    ("explain", "examples/executive/2024-11-28.meeting.yaml", "notice-in-time", "--depth", "1"),
    ("due", "executive", "--day", "2027-02-09", "--begins", "09:00", "--today", "2027-01-28"),
    ("due", "examples/mayor_office/2024-10-10.meeting.yaml", "--today", "2024-10-09"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch, tmp_path_factory):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("MEETINGRULES_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@cache
def validator(kind):
    return jsonschema.Draft202012Validator(schema_of(kind))


def complaints(kind, data):
    return [(list(e.absolute_path), e.message[:200]) for e in validator(kind).iter_errors(data)]


def run(verb, *args):
    return CliRunner().invoke(cli.main, [verb, *args, "--format", "json"])


def printed(verb, *args):
    """The document that a call prints; it fits."""
    got = run(verb, *args)
    assert got.exit_code == 0, got.output
    data = json.loads(got.stdout)
    assert data["format"] == f"meetingrules-{VERBS[verb]}", "a reader finds the schema by this name"
    assert complaints(VERBS[verb], data) == []
    return data


@cache
def spoken(call):
    return printed(*call)


# ---- what is printed fits ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES)
def test_all_that_is_said_of_an_example_fits(path):
    with_book = ["-r", BOARD] if "school_board" in path else []
    due = printed("due", path, *with_book)
    book = due["rulebook"]["id"]
    rest = ["--absent", "市长"] if not with_book else ["--absent", "Chair"]
    printed("whatif", path, *with_book, *rest, *(["--no-tight"] if path.startswith("examples/register") else []))
    found = printed("remedy", path, *with_book)
    rules = [one["rule"] for one in found["findings"] if not one["rule"].startswith("tool-")]
    rules = list(dict.fromkeys(rules))[: 1 if path.startswith("examples/register") else 3] or [
        load_book(book).rules[0].id
    ]
    for rule in rules:
        printed("explain", path, rule, *with_book)
    if "items:" in Path(path).read_text(encoding="utf-8"):
        printed("route", path, "--item", "1", *(with_book or ["-r", book]))


@cache
def load_book(name):
    return load_rulebook(ROOT / BOARD if name == "school_board" else name)


@pytest.mark.parametrize("call", SPOKEN, ids=" ".join)
def test_each_call_fits_and_says_the_same_in_both_languages(call):
    assert spoken(call) == printed(*call, "--lang", "en") == printed(*call, "--lang", "zh")


def documented():
    """The calls of these verbs that a page shows with what they print, each once."""
    found = {}
    for page in pages():
        for language, _, text, _ in blocks(page):
            for command, _ in commands(text) if language == "console" else ():
                if re.match(f"meetingrules ({'|'.join(VERBS)}) ", command) and "--format" not in command:
                    found.setdefault(re.sub(r" --lang \w+", "", command), shlex.split(command)[1:])
    return found


DOCUMENTED = documented()


def test_what_the_pages_show_is_found():
    assert {verb for verb, *_ in DOCUMENTED.values()} == set(VERBS)
    assert len(DOCUMENTED) > 15


@pytest.mark.parametrize("command", DOCUMENTED)
def test_what_a_page_shows_fits_as_json(command):
    verb, *args = DOCUMENTED[command]
    got = run(verb, *args)
    if got.exit_code:  # a page also shows what is refused, and a rule by itself, which is told as text alone
        assert got.exit_code == 2
        assert got.stdout == ""
        return
    assert complaints(VERBS[verb], json.loads(got.stdout)) == []


def test_what_is_pinned_fits():
    for kind, name in (("due", "due/each.zh.json"), ("due", "due/each.en.json"), ("whatif", "whatif/executive-absent.json"), ("route", "route/excluded.json.txt")):  # fmt: skip
        assert complaints(kind, json.loads((GOLDEN / name).read_text(encoding="utf-8"))) == [], name


@pytest.mark.parametrize("body", shipped_rulebooks())
def test_what_is_masked_fits_too(body, tmp_path):
    path = tmp_path / "a.meeting.yaml"
    data = classified_meeting(load_book(body))
    path.write_text(json.dumps(data, ensure_ascii=False, default=str), encoding="utf-8")
    for mask in ("--mask", "--no-mask"):
        for verb, more in (("due", []), ("whatif", ["--drop-item", "1"]), ("remedy", []), ("route", ["--item", "1", "-r", body])):  # fmt: skip
            printed(verb, str(path), *more, mask)
        for rule in load_book(body).rules[:4]:
            printed("explain", str(path), rule.id, mask)


@pytest.mark.parametrize("body", shipped_rulebooks())
def test_what_is_said_of_invented_meetings_fits(body, tmp_path):
    book, path = load_book(body), tmp_path / "a.meeting.json"

    @settings(max_examples=4)
    @given(meetings(book), st.sampled_from([rule.id for rule in book.rules]))
    def fits(data, rule):
        path.write_text(json.dumps(resolved(data), default=str), encoding="utf-8")
        for verb, *more in (("due",), ("whatif", "--unset", "attendance"), ("remedy", rule), ("explain", rule)):
            got = run(verb, str(path), *more)
            assert got.exit_code in {0, 2}, got.output
            if got.exit_code == 0:
                assert complaints(VERBS[verb], json.loads(got.stdout)) == []

    fits()


# ---- what was tampered with does not -------------------------------------------------------------------------------------


def resolve(schema, root, value):
    """The schema that a value is held against, without references and choices."""
    while "$ref" in schema or "anyOf" in schema:
        if "$ref" in schema:
            schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
        else:
            schema = next(s for s in schema["anyOf"] if valid(s, root, value))
    return schema


def valid(schema, root, value):
    return jsonschema.Draft202012Validator({"$defs": root["$defs"], **schema}).is_valid(value)


def tables(schema, root, value):
    """Each table of a document, with its schema."""
    schema = resolve(schema, root, value)
    if isinstance(value, list):
        for one in value:
            yield from tables(schema["items"], root, one)
    elif isinstance(value, dict) and "properties" in schema:
        yield schema, value
        for key, inner in value.items():
            yield from tables(schema["properties"][key], root, inner)


@pytest.mark.parametrize("call", SPOKEN, ids=" ".join)
def test_no_key_may_be_missing_unknown_or_otherwise(call):
    kind, data = VERBS[call[0]], spoken(call)
    root, seen = schema_of(kind), set()
    for schema, table in tables({k: v for k, v in root.items() if k != "$defs"}, root, data):
        shape = (*schema["properties"], *(type(value).__name__ for value in table.values()))
        if shape in seen:  # the same keys with values of the same types: nothing new would be tried
            continue
        seen.add(shape)
        assert not valid(schema, root, {**table, "surplus": 1})
        for key, value in table.items():
            assert not valid(schema, root, {k: v for k, v in table.items() if k != key}), key
            for wrong in (0.5, "", "wrong") if isinstance(value, str) and worded(schema, root, key, value) else (0.5,):
                assert not valid(schema, root, {**table, key: wrong}), (key, wrong)
    assert len(seen) > 6


def worded(schema, root, key, value):
    """Whether only certain texts may stand there."""
    own = resolve(schema["properties"][key], root, value)
    return bool({"enum", "const", "pattern"} & set(own))


PLACES = {
    "whatif": [("changes", 0, "turn"), ("changes", 0, "after", "status"), ("before", "verdict"), ("tight", "margins", 0, "base")],
    "route": [("bodies", 0, "answer"), ("bodies", 0, "rulings", 0, "status"), ("questions", 0, "settles", "answers", "least")],
    "remedies": [("findings", 0, "status"), ("findings", 0, "suggestions", 0, "changes", 0, "kind"), ("facts", 0, "total")],
    "explanation": [("answers", 0, "status"), ("answers", 0, "parts", 0, "truth"), ("demand", "zh")],
    "due": [("steps", 0, "state"), ("steps", 0, "citations", 0, "label", "en"), ("earliest", "certain"), ("summary", "done")],
}  # fmt: skip


@pytest.mark.parametrize("kind", RESULTS)
def test_the_whole_document_shows_where_it_was_tampered_with(kind):
    call = next(c for c in SPOKEN if VERBS[c[0]] == kind)
    for place in [("format",), ("version",), ("tool", "version"), *PLACES[kind]]:
        for change in (lambda at, key: at.pop(key), lambda at, _: at.update(surplus=1), lambda at, key: at.update({key: ["wrong"]})):  # fmt: skip
            data = deepcopy(spoken(call))
            at = data
            for step in place[:-1]:
                at = at[step]
            change(at, place[-1])
            assert complaints(kind, data), place


@pytest.mark.parametrize("kind", RESULTS)
def test_a_later_version_1_is_still_read_and_another_is_not(kind):
    data = spoken(next(c for c in SPOKEN if VERBS[c[0]] == kind))
    assert complaints(kind, {**data, "version": "1.7"}) == []
    for wrong in ("2.0", "10.0", 1.0):
        assert complaints(kind, {**data, "version": wrong})


# ---- what is said of the keys ----------------------------------------------------------------------------------------


def shapes(schema):
    yield schema["$id"].split(":")[3], schema
    yield from schema["$defs"].items()


def test_each_key_is_told_in_the_language_that_is_asked_for_and_nothing_else_is_told():
    used = set()
    for kind in RESULTS:
        for lang in ("zh", "en"):
            whole = schema_of(kind, None, lang)
            assert bool(re.search("[一-龥]", whole["title"] + whole["description"])) == (lang == "zh")
            for name, shape in shapes(whole):
                assert shape["required"] == list(shape["properties"])
                for key, one in shape["properties"].items():
                    used.add((name if key in TOLD.get(name, {}) else "", key))
                    assert re.search("[一-龥]" if lang == "zh" else "^[^。，；]+$", one["description"]), (name, key)
    assert used == {(name, key) for name, rows in TOLD.items() for key in rows}
    assert set(TITLES) == set(RESULTS)


def test_the_help_names_each_kind():
    told = CliRunner().invoke(cli.main, ["schema", "--help", "--lang", "en"]).output
    named = re.findall(r"\w+", " ".join(told.partition("KIND is")[2].partition(".")[0].split()))
    assert [word for word in named if word in KINDS] == list(KINDS)


def test_the_page_shows_how_a_result_is_held_against_its_schema(tmp_path, monkeypatch):
    block = next(
        b
        for b in re.findall(r"```sh\n(.*?)```", (ROOT / "docs/schemas.md").read_text("utf-8"), re.DOTALL)
        if "json:" in b
    )
    first, second = block.splitlines()
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "schemas").symlink_to(ROOT / "schemas")
    monkeypatch.chdir(tmp_path)
    got = CliRunner().invoke(cli.main, shlex.split(first)[1:])
    assert (got.exit_code, got.output) == (0, "")
    module = [sys.executable, "-m", "check_jsonschema", *second.split()[1:]]
    checked = subprocess.run(module, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_each_shape_is_referred_to():
    for kind in RESULTS:
        schema = schema_of(kind)
        text = json.dumps(schema)
        assert all(f'"#/$defs/{name}"' in text for name in schema["$defs"])


def test_the_words_of_the_schemas_are_those_of_the_tables_and_of_the_engine():
    assert set(explainwords.ROLES) == set(tree.ROLES)
    assert set(routewords.ANSWERS) == set(route.ANSWERS)
    assert set(routewords.PHASES) == set(route.PHASES)
    assert set(duewords.STATES) == set(steps.STATES)
    assert set(duewords.PHASES) == set(steps.PHASES)
    assert set(words.STATUS) == set(STATUSES)
    assert set(words.VERDICT) == set(VERDICTS)
    assert set(words.STATES) == set(STATES)
    assert {*LAWFUL, "forecast"} == set(remedies.GIVES)
    assert set(Kind.__args__) < set(tree.DAYS)
