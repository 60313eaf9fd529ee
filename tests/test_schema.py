"""The schemas: valid, as shipped, and no stricter than the loaders; what they let pass that the loaders refuse is listed."""

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from meetingrules import InvalidText, cli, load_plan, load_roster, load_rulebook
from meetingrules.base.document import read_text
from meetingrules.base.source import Source
from meetingrules.engine.runs import check_paths
from meetingrules.facts.notices import load_notices
from meetingrules.render.jsonout import run_to_dict
from meetingrules.report.shown import DETAILS
from meetingrules.rulebook.shipped import shipped_rulebooks
from meetingrules.schema.kinds import KINDS, schema_of, schema_text

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "schemas"
EXAMPLES = ROOT / "examples"
WRONG = Path(__file__).parent / "complaints"
BLIND = Path(__file__).parent / "golden" / "schema-blind.txt"
FILES = {f"{kind}.schema.json": (kind, None) for kind in KINDS} | {
    f"{kind}.{name}.schema.json": (kind, name) for name in shipped_rulebooks() for kind in ("meeting", "roster")
}


class Texts(yaml.CSafeLoader):
    """Every scalar as its text: how the loaders of this library read."""

    yaml_implicit_resolvers = {}  # noqa: RUF012


class Typed(yaml.CSafeLoader):
    """As YAML 1.2 types scalars: how editors read."""

    yaml_implicit_resolvers = {}  # noqa: RUF012


for tag, pattern, start in (
    ("bool", "true|false", "tf"),
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]+", "-+0123456789"),
):
    Typed.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(start))


@cache
def book(name):
    own = EXAMPLES / name / f"{name}.rules.yaml"
    return load_rulebook(own if own.exists() else name)


@cache
def validator(kind, name=None):
    return jsonschema.Draft202012Validator(schema_of(kind, book(name) if name else None))


def complaints(kind, data, name=None):
    return [(list(e.absolute_path), e.message[:200]) for e in validator(kind, name).iter_errors(data)]


@pytest.mark.parametrize("file", FILES)
def test_what_is_shipped_is_what_the_models_say(file, accept):
    kind, name = FILES[file]
    text = schema_text(kind, book(name) if name else None)
    if accept:
        (SHIPPED / file).write_text(text, encoding="utf-8")
    assert (SHIPPED / file).read_text(encoding="utf-8") == text
    jsonschema.Draft202012Validator.check_schema(json.loads(text))


def test_nothing_else_is_shipped():
    assert {path.name for path in SHIPPED.iterdir()} == set(FILES)


@pytest.mark.parametrize("page", ["schemas.md", "schemas.zh.md"])
def test_the_commands_of_the_page_do_what_it_says(page, tmp_path):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert {k for k in KINDS if f"| `{k}` |" in text} == set(KINDS)
    shells = [c.strip().split() for c in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)]
    assert [c[:2] for c in shells[:2]] == [["meetingrules", "schema"], ["meetingrules", "new"]]
    for command in shells[:2]:
        file = tmp_path / command[-1]
        got = CliRunner().invoke(cli.main, [*command[1:-1], str(file)])
        assert got.exit_code == 0, got.output
        assert file.exists()
    first = (tmp_path / shells[1][-1]).read_text(encoding="utf-8").partition("\n")[0]
    assert f"```yaml\n{first}\n```" in text
    module = [sys.executable, "-m", "check_jsonschema", *shells[2][1:]]
    got = subprocess.run(module, capture_output=True, text=True, check=False, cwd=ROOT)
    assert got.returncode == 0, got.stdout + got.stderr


def test_titles_come_in_both_languages():
    zh, en = (schema_of("meeting", book("executive"), lang)["properties"]["minutes"]["title"] for lang in ("zh", "en"))
    assert (zh, en) == ("会议纪要", "minutes") or zh != en


@pytest.mark.parametrize("loader", [Texts, Typed])
@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/*.meeting.yaml")), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_example_fits(path, loader):
    data = yaml.load(path.read_text(encoding="utf-8"), loader)
    assert not complaints("meeting", data)
    assert not complaints("meeting", data, data["meeting"])


@pytest.mark.parametrize("loader", [Texts, Typed])
def test_every_rulebook_roster_and_register_fits(loader):
    def data(path):
        return yaml.load(path.read_text(encoding="utf-8"), loader)

    for path in (*sorted((ROOT / "rules").glob("*.rules.yaml")), *EXAMPLES.glob("*/*.rules.yaml")):
        assert not complaints("rulebook", data(path)), path
    for path in sorted(EXAMPLES.rglob("*.roster.yaml")):
        assert not complaints("roster", data(path)), path
        name = "school_board" if "school" in path.name else "executive"
        assert not complaints("roster", data(path), name), path
    assert not complaints("register", data(EXAMPLES / "register-2024" / "register.yaml"))
    assert not complaints(
        "calendar", {"country": "CN", "notices": [{"title": "x", "off": ["2027-02-06 to 2027-02-12"]}]}
    )


def test_every_run_fits():
    run = check_paths([str(EXAMPLES / body) for body in ("executive", "topical", "register-2024")], as_of="2024-12-05")
    for detail in DETAILS:
        assert not complaints("run", json.loads(json.dumps(run_to_dict(run, detail))))
    gated = check_paths(
        [str(EXAMPLES / "executive" / "2025-10-14.meeting.yaml"), "missing.meeting.yaml"], gate="notice"
    )
    assert not complaints("run", run_to_dict(gated))
    assert complaints("run", {**run_to_dict(gated), "verdict": "fine"})


@pytest.mark.parametrize(
    "change",
    [
        {"agendaa": {}}, {"state": "over"}, {"minutes": {"sined": "市长 2024-03-20"}},
        {"departures": [{"rule": "no-such-rule"}]}, {"attendance": {"presnt": []}}, {"items": [{"kind": "decisions"}]},
        {"last_day": "2024.3.20"}, {"begins": "9时"}, {"items": [{"titel": "x"}]}, {"attendance": {"others": "none"}},
    ],
)  # fmt: skip
def test_a_slip_is_seen_by_an_editor(change):
    assert complaints("meeting", {"meeting": "executive", "day": "2024-03-20", **change}, "executive")


@pytest.mark.parametrize(
    "line",
    [
        "attendance: {late: [副市长甲], left: 副市长乙, signed_in: none}", "attendance: {late: {副市长甲: 09:10}}",
        "notice: {sent: true}", "notice: {sent: {complete: no, of: [市政府办公室 2024-03-18]}}", "notice: {contents: 时间}",
        "combined: {is: true, reason: x}", "combined: 是", "state: 已结束", "invited: {市长: true}", "minutes: none",
        "decisions: {complete: no, of: [{title: a, due: none}]}", "every_item: {reporting_time: 5分钟}", "title: 12",
        "every_item: {subjects: 资金, deliberation: {agreed: true}}", "会议名称: x", "begins: 9:00", "day: '2024-03-20 '",
        "attestations: {rule: quorum, by: 市长, at: 2024-03-20, result: pass}", "members: {complete: no, of: [市长]}",
    ],
)  # fmt: skip
def test_every_lawful_spelling_is_taken(line):
    start = "meeting: executive\nday: 2024-03-20\n" if not line.startswith("day") else "meeting: executive\n"
    load_plan(f"{start}{line}\n", book("executive"))
    for loader in (Texts, Typed):
        data = yaml.load(start + line, loader)
        assert not complaints("meeting", data)
        assert not complaints("meeting", data, "executive")


ROSTER_LINES = (
    "offices: none", "offices: [{市长: 甲, acting: true}]", "offices: {complete: no, of: [{mayor: [甲, 乙], to: 2024-01-01}]}",
    "offices: [{principal_head: 甲, of: [教育局]}]", "relations: [{分管: 甲, for: 教育局}]", "units: [教育局]", "complete: false", "people: 甲",
)  # fmt: skip


@pytest.mark.parametrize("line", ROSTER_LINES)
def test_every_lawful_line_of_a_roster_is_taken(line):
    load_roster(f"{line}\n", book("executive"))
    data = yaml.load(line, Typed)
    assert not complaints("roster", data)
    assert not complaints("roster", data, "executive")


def test_a_slip_in_a_roster_or_a_calendar_is_seen():
    for wrong in ({"offices": [{"mayer": "甲"}]}, {"relations": [{"responsible": "甲", "fro": "教育局"}]}):
        assert complaints("roster", wrong, "executive")
        with pytest.raises(InvalidText):
            load_roster(wrong, book("executive"))
    for text, fits in (("notices: {title: a}\n", False), ("notices: none\n", True)):
        assert (not complaints("calendar", yaml.load(text, Typed))) == fits
        if fits:
            load_notices(read_text(Source("calendar", text)))
            continue
        with pytest.raises(InvalidText, match="must be a list"):
            load_notices(read_text(Source("calendar", text)))


def test_a_misspelt_key_is_told_in_a_line():
    (found,) = complaints("meeting", {"meeting": "executive", "combind": "no"}, "executive")
    assert found == ([], "Additional properties are not allowed ('combind' was unexpected)")


def test_a_key_may_be_written_as_a_report_asks_for_it_and_is_proposed_in_two_spellings_only():
    label = "因重大紧急情况召开"
    assert not complaints("meeting", {"meeting": "executive", f"是否{label}": "是"}, "executive")
    assert complaints("meeting", {"meeting": "executive", f"是否{label}": "也许"}, "executive")
    keys = schema_of("meeting", book("executive"))["properties"]
    same = {"called_in_emergency", *(k for k, v in keys.items() if v.get("$ref") == "#/properties/called_in_emergency")}
    assert len(same) > 3
    assert {key for key in same if "doNotSuggest" not in keys[key]} == {"called_in_emergency", label}


def test_keys_may_be_chinese():
    assert not complaints("meeting", {"meeting": "executive", "会议纪要": {"签发": "市长 2024-03-20"}}, "executive")


def wrong_texts():
    """Texts that the loaders refuse, with the schema that they should fit."""
    for path in sorted((WRONG / "rulebook").glob("*.txt")):
        yield path, "rulebook", None
    for path in sorted((WRONG / "meeting").glob("*.txt")):
        yield path, "meeting", "executive"


def test_what_a_schema_does_not_see_is_listed(accept):
    blind, seen = [], 0
    for path, kind, name in wrong_texts():
        text = path.read_text(encoding="utf-8").partition("\n----\n")[0]
        try:
            data = yaml.load(text, Typed)
        except yaml.YAMLError:
            seen += 1
            continue
        if isinstance(data, dict) and kind == "meeting" and "meeting" not in data:
            data["meeting"] = name
        if complaints(kind, data, name):
            seen += 1
        else:
            blind.append(f"{kind}/{path.stem}")
    listed = "".join(f"{line}\n" for line in blind)
    if accept:
        BLIND.write_text(listed, encoding="utf-8")
    assert BLIND.read_text(encoding="utf-8") == listed
    assert seen > 15


def test_what_loads_is_not_refused_by_the_schema_of_its_body():
    from hypothesis import given, settings

    from meetings import meetings

    whole = book("executive")

    @settings(max_examples=60)
    @given(meetings(whole))
    def fits(data):
        try:
            load_plan(data, whole)
        except InvalidText:
            return
        assert not complaints("meeting", json.loads(json.dumps(data, default=str)), "executive")

    fits()
