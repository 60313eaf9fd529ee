"""The formats of CI: each read back by its own reader, whatever stands in a meeting file; caps kept, the worst first."""

import csv
import io
import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from attrs import evolve
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml
from sarif import loader as sarif_loader
from tap.parser import Parser

from htmlpages import read_html, without_what_changes
from meetingrules import cli, load_rulebook
from meetingrules.base.diagnostics import Diagnostic
from meetingrules.base.source import Place, Source
from meetingrules.engine.runs import check_paths
from meetingrules.render.formats import FORMATS, View, render
from meetingrules.report.model import SEVERITIES, STATUSES, Citation, Finding, Recorded, Report, Run, SubjectRef

EXAMPLES = Path(__file__).parents[1] / "examples"
GOLDEN = Path(__file__).parent / "golden" / "formats"
ENDINGS = {"json": "json", "jsonl": "jsonl", "sarif": "sarif", "junit": "xml", "gitlab": "json", "rdjson": "json"}
ENDINGS |= {"markdown": "md", "csv": "csv", "tap": "tap", "html": "html"}


def finding(rule, status, severity="error", *, text="须过半数出席", subject=None, file=None, **more):
    message = {"zh": f"{text}。", "en": f"{text}."}
    place = Place(file or Source("会议/a.meeting.yaml", "day: 2024-03-20\n"), 1, 6, 10)
    cites = (Citation("board-15-1a", {"zh": "第十五条第一款", "en": "article 15(1)"}),)
    return Finding(
        rule, cites, "must", severity, status, "sitting", subject or SubjectRef("meeting", "meeting"), message, None,
        place=place, fingerprint=f"{rule}-{status}", demand=message, **more,
    )  # fmt: skip


def run_of(*findings, problems=(), path="会议/a.meeting.yaml", **more):
    title = {"zh": "理事会", "en": "board"}
    report = Report(
        path, "meeting", "board", "1", "", title, "第1次会议", date(2024, 3, 20), {}, None, tuple(findings), **more
    )
    return Run(None, (), (report,), tuple(problems))


PROBLEM = Diagnostic(
    "no-such-day", {"zh": "没有这一天", "en": "there is no such day"}, Place(Source("b.meeting.yaml", "day: x"), 1, 6)
)
EVERYTHING = run_of(
    finding("quorum", "fail"),
    finding("length", "fail", "advice"),
    finding("leave", "fail", "warning"),
    finding("chain", "unknown"),
    finding("worded-well", "manual"),
    finding("minutes", "pending"),
    finding("leader", "pending", forecast="fail"),
    finding("late-minutes", "excused", "warning", departure=Recorded("签发人出差", date(2024, 3, 27), "市长")),
    finding("urgent", "excused", evidence=("11-1e",)),
    finding("chair", "pass"),
    finding("phones", "skip"),
    finding("old", "fail", known=True),
    problems=[PROBLEM],
)


def shown(form, run, *, lang="en", detail=None, mask=True):
    return render(form, run, View(lang, detail=detail or FORMATS[form].detail), mask=mask)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", [f for f in FORMATS if f not in {"text", "json", "jsonl"}])
def test_what_each_says_is_pinned(form, lang, accept):
    path = GOLDEN / f"{form}.{lang}.{ENDINGS.get(form, 'txt')}"
    text = shown(form, EVERYTHING, lang=lang)
    text = without_what_changes(text) if form == "html" else text
    if accept:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8", "backslashreplace"))
    assert path.read_bytes() == text.encode("utf-8", "backslashreplace")


# ---- readers: each gives (id, status) of what it found -------------------------------------------------------------------


def read_sarif(text, tmp):
    document = json.loads(text)
    jsonschema.validate(document, SARIF)
    path = tmp / "a.sarif"
    path.write_bytes(text.encode("utf-8", "backslashreplace"))
    found = sarif_loader.load_sarif_file(str(path))
    assert found.get_result_count() == len(document["runs"][0]["results"])
    return document["runs"][0]["results"]


SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {"maxItems": 20, "items": {
            "required": ["tool", "results", "invocations", "columnKind"],
            "properties": {
                "columnKind": {"const": "unicodeCodePoints"},
                "tool": {"properties": {"driver": {"required": ["name", "rules"], "properties": {"rules": {"uniqueItems": True, "items": {"required": ["id", "shortDescription"], "properties": {"properties": {"properties": {"tags": {"maxItems": 20}}}}}}}}}},
                "results": {"maxItems": 25_000, "items": {
                    "required": ["ruleId", "ruleIndex", "kind", "message", "locations", "partialFingerprints"],
                    "additionalProperties": False,
                    "properties": {
                        "ruleId": {"type": "string"}, "ruleIndex": {"type": "integer"}, "properties": {}, "message": {"required": ["text"]},
                        "kind": {"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
                        "level": {"enum": ["none", "note", "warning", "error"]},
                        "baselineState": {"enum": ["new", "unchanged", "updated", "absent"]},
                        "suppressions": {"items": {"required": ["kind"], "additionalProperties": False, "properties": {"kind": {"enum": ["inSource", "external"]}, "status": {"enum": ["accepted", "underReview", "rejected"]}, "justification": {"type": "string"}}}},
                        "partialFingerprints": {"additionalProperties": {"type": "string"}},
                        "locations": {"items": {"properties": {"physicalLocation": {"properties": {"artifactLocation": {"properties": {"uri": {"pattern": "^[!-~]+$"}}}, "region": {"properties": {"startLine": {"minimum": 1}, "startColumn": {"minimum": 1}}}}}}}},
                    },
                    "if": {"properties": {"kind": {"const": "fail"}}}, "else": {"not": {"required": ["level"]}},
                }},
            },
        }},
    },
}  # fmt: skip
"""What SARIF 2.1.0 asks of the parts that we write, and what code scanning takes."""
RDJSON = {
    "required": ["source", "diagnostics"],
    "properties": {"diagnostics": {"items": {
        "required": ["message", "location", "severity"],
        "properties": {
            "message": {"type": "string"},
            "severity": {"enum": ["ERROR", "WARNING", "INFO", "UNKNOWN_SEVERITY"]},
            "location": {"required": ["path"], "properties": {"range": {"properties": {"start": {"properties": {"line": {"minimum": 1}}}}}}},
            "code": {"required": ["value"]},
        },
    }}},
}  # fmt: skip
GITLAB = {
    "type": "array",
    "items": {
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {"required": ["path", "lines"], "properties": {"path": {"type": "string", "pattern": "^(?!\\./)"}, "lines": {"required": ["begin"]}}},
        },
    },
}  # fmt: skip
GITHUB = re.compile(r"::(?P<level>error|warning|notice)(?: (?P<props>[^:]*(?:[^:]|:(?!:))*?))?::(?P<text>.*)")
AZURE = re.compile(r"##vso\[task\.logissue (?P<props>[^\]]*)\](?P<text>.*)|(?!##|.*##vso\[)(?P<note>.+)")


def read_junit(text, _tmp):
    ET.fromstring(text)
    return [case for suite in JUnitXml.fromstring(text.encode()) for case in suite]


def read_tap(text, _tmp):
    lines = list(Parser().parse_text(text))
    plan = next(line for line in lines if line.category == "plan")
    tests = [line for line in lines if line.category == "test"]
    assert plan.expected_tests == len(tests)
    return tests


def read_checked(schema, pick):
    def read(text, _tmp):
        document = json.loads(text)
        jsonschema.validate(document, schema)
        return pick(document)

    return read


def read_lines(pattern):
    def read(text, _tmp):
        assert "\r" not in text
        found = [pattern.fullmatch(line) for line in text.splitlines()]
        assert all(found), [line for line, ok in zip(text.splitlines(), found, strict=True) if not ok][:2]
        return found

    return read


def read_csv(text, _tmp):
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert all(None not in row and None not in row.values() for row in rows)
    assert not any(cell[:1] in {"=", "+", "-", "@", "\t", "\r"} for row in rows for cell in row.values())
    return rows


READERS = {
    "sarif": read_sarif,
    "junit": read_junit,
    "tap": read_tap,
    "rdjson": read_checked(RDJSON, lambda d: d["diagnostics"]),
    "gitlab": read_checked(GITLAB, lambda d: d),
    "github": read_lines(GITHUB),
    "azure": read_lines(AZURE),
    "csv": read_csv,
    "concise": read_lines(re.compile(r".+")),
    "html": read_html,
    "json": lambda text, _: json.loads(text)["reports"][0]["findings"],
    "jsonl": lambda text, _: json.loads(text.split("\n")[1])["findings"],
}


@pytest.mark.parametrize("form", READERS)
def test_each_is_read_back(form, tmp_path):
    for detail in ("open", "full"):
        assert len(READERS[form](shown(form, EVERYTHING, detail=detail), tmp_path)) >= 9
    assert shown(form, EVERYTHING, detail="verdict")


NASTY = st.lists(
    st.sampled_from(["::error::", "\n", "\r", "%0A", "##vso[task.setvariable]", "]", ";", "|", "<script>", "&", "=1+1", '"', "'", "\x1b[31m", "\x00", "\u2028", "\ud800", "\ufffe", "会议", "# SKIP", "`", "\t", ","]) | st.text(max_size=4),
    max_size=8,
).map("".join)  # fmt: skip


@pytest.mark.parametrize("form", READERS)
def test_no_name_breaks_a_format(form, tmp_path_factory):
    folder = tmp_path_factory.mktemp("read")

    @given(NASTY, NASTY, NASTY)
    def whole(text, title, path):
        source = Source(path or "a", "x")
        item = SubjectRef("item", "items.1", title)
        found = [finding("a", "fail", text=text, subject=item, file=source), finding("b", "excused", text=text, departure=Recorded(text)), finding("c", "unknown", text=text)]  # fmt: skip
        plain = [finding("a", "fail"), finding("b", "excused", departure=Recorded("x")), finding("c", "unknown")]
        got = READERS[form](shown(form, run_of(*found, path=path or "a", items={"items.1": title})), folder)
        assert len(got) == len(READERS[form](shown(form, run_of(*plain)), folder))

    whole()


def test_departures_are_suppressions_with_their_reason_and_counted_apart():
    results = json.loads(shown("sarif", EVERYTHING))["runs"][0]["results"]
    (excused,) = [r for r in results if r["ruleId"] == "board/late-minutes"]
    (suppression,) = excused["suppressions"]
    assert suppression["kind"] == "external"
    assert "签发人出差" in suppression["justification"]
    assert "2024" in suppression["justification"]
    assert "市长" in suppression["justification"]
    (known,) = [r for r in results if r["ruleId"] == "board/old"]
    assert known["baselineState"] == "unchanged"
    for form in ("markdown", "text", "junit", "csv"):
        assert "departure" in shown(form, EVERYTHING), form
    assert json.loads(shown("json", EVERYTHING))["reports"][0]["departures"] == 1
    assert not any("old" in line for line in shown("github", EVERYTHING).splitlines()[:3])


def test_caps_are_kept_the_worst_first():
    many = [finding(f"r{n}", "fail", SEVERITIES[n % 3], text=f"t{n}") for n in range(26_000)]
    run = run_of(*many)
    document = json.loads(shown("sarif", run))["runs"][0]
    assert len(document["results"]) == 25_000
    levels = [r["level"] for r in document["results"]]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    assert "1000" in json.dumps(document["invocations"]).replace(",", "")
    lines = [GITHUB.fullmatch(line)["level"] for line in shown("github", run).splitlines()]
    assert {level: lines.count(level) for level in set(lines)}["error"] == 10
    assert lines.count("warning") <= 10
    assert lines.count("notice") <= 10
    assert len(shown("markdown", run)) <= 65_536


@cache
def classified_run(text):
    plan = f"""
meeting: executive
day: 2024-03-20
begins: 09:00
as_of: 2024-05-01
roster: {{offices: [{{mayor: 市长}}], units: {{{text}局: {{}}}}}}
items:
  - {{title: {text}, department: {text}局, classified: yes, kind: decision, major: yes, requested: {text}局 with reasons 2024-03-04, papers: [{{title: {text}, kind: report, length: 1700}}]}}
  - {{title: 公开议题, papers: [{{title: {text}件, classified: yes, length: 1701}}]}}
departures: [{{rule: length-of-reports, item: 1, reason: {text}}}]
attestations: [{{rule: papers-well-made, item: 1, by: 市长, at: 2024-03-19, result: fail, note: {text}}}]
"""
    from meetingrules import check, load_plan

    book = load_rulebook("executive")
    return Run(None, (), (check(load_plan(plan, book), book),))


SECRET = "绝密事项"


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_of_a_classified_item_stands_in_what_programs_read(form):
    run = classified_run(SECRET)
    assert run.reports[0].classified == {"items.1", "items.2.papers.1"}
    for detail in ("verdict", "open", "full"):
        for lang in ("zh", "en"):
            assert SECRET not in shown(form, run, lang=lang, detail=detail)
    assert SECRET in shown("json", run, mask=False)
    assert "公开议题" in shown("json", run)


def test_the_command_line_masks_machine_formats_and_not_the_text(tmp_path):
    path = tmp_path / "a.meeting.yaml"
    path.write_text(
        f"meeting: topical\nday: 2024-06-06\nitems: [{{title: {SECRET}, classified: yes}}]\n", encoding="utf-8"
    )
    out = {name: tmp_path / name for name in ("a.sarif", "a.json", "a.txt")}
    args = [
        "check",
        str(path),
        "--lang",
        "zh",
        "-o",
        f"sarif:{out['a.sarif']}",
        "-o",
        f"json:{out['a.json']}",
        "-o",
        f"text:{out['a.txt']}",
        "-v",
    ]
    assert CliRunner().invoke(cli.main, args).exit_code in {1, 4}
    assert [SECRET in file.read_text(encoding="utf-8") for file in out.values()] == [False, False, True]
    assert SECRET not in CliRunner().invoke(cli.main, ["check", str(path), "--lang", "zh", "--mask", "-v"]).stdout
    assert (
        SECRET in CliRunner().invoke(cli.main, ["check", str(path), "--lang", "zh", "-o", "json", "--no-mask"]).stdout
    )


def test_what_real_meetings_give_is_read_back(tmp_path):
    run = check_paths([str(EXAMPLES / body) for body in ("executive", "topical", "register-2024")], as_of="2024-12-05")
    for form, read in READERS.items():
        assert read(shown(form, run), tmp_path), form
    assert {f.status for r in run.reports for f in r.findings} <= set(STATUSES)
    assert any(r.departures for r in run.reports)
    assert evolve(run, problems=(PROBLEM,)).verdict == "not_checked"


def test_the_cases_of_rulebooks_come_in_the_same_formats(tmp_path):
    report = tmp_path / "cases.xml"
    got = CliRunner().invoke(cli.main, ["test", "topical", "-o", f"junit:{report}", "-o", "sarif"])
    assert got.exit_code == 0
    cases = read_junit(report.read_text(encoding="utf-8"), tmp_path)
    assert len(cases) > 50
    assert all(case.is_passed for case in cases)
    assert read_sarif(got.stdout, tmp_path) == []
    assert "0 failed" in got.stderr
