"""Baselines: what was so before no longer counts, what is new does."""

import json
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner

from meetingrules import cli
from meetingrules.base.diagnostics import InvalidText
from meetingrules.base.document import read_text
from meetingrules.base.source import Source
from meetingrules.report.baseline import baseline_of, from_json, to_json, with_baseline
from meetingrules.report.exitcode import exit_code
from meetingrules.report.model import Citation, Finding, Report, Run, SubjectRef

EXAMPLES = Path(__file__).parents[1] / "examples"
EN = {"LANG": "en_US.UTF-8"}


def finding(rule, status, subject="meeting", severity="error"):
    cites = (Citation("board-1-1", {"zh": "第一条", "en": "article 1"}),)
    return Finding(
        rule, cites, "must", severity, status, "sitting", SubjectRef("meeting", subject), {}, None,
        fingerprint=f"{rule}-{subject}",
    )  # fmt: skip


def run(*findings, path="archive/a.meeting.yaml", book="board"):
    report = Report(path, "meeting", book, "1", "", {}, "", date(2024, 1, 24), {}, None, findings)
    return Run(None, (), (report,))


def read(text, name="b.json"):
    source = Source(name, text)
    return from_json(source, read_text(source, json=True))


def test_the_file_is_the_same_bytes_and_a_line_for_each_finding():
    findings = [
        finding("quorum", "fail"),
        finding("minutes", "unknown", "x"),
        finding("a", "pass"),
        finding("a", "manual"),
    ]
    both = (*run(*findings).reports, *run(finding("a", "fail"), path="archive/b.meeting.yaml").reports)
    text = to_json(baseline_of(Run(None, (), both), "archive"))
    assert text == to_json(
        baseline_of(Run(None, (), (both[1], evolve(both[0], findings=tuple(findings[::-1])))), "archive")
    )
    assert (
        text
        == """{
  "format": "meetingrules-baseline",
  "version": "1.0",
  "reports": {
    "a.meeting.yaml": [
      {"fingerprint": "minutes-x", "rule": "board/minutes", "status": "unknown", "severity": "error", "citation": "第一条 / article 1"},
      {"fingerprint": "quorum-meeting", "rule": "board/quorum", "status": "fail", "severity": "error", "citation": "第一条 / article 1"}
    ],
    "b.meeting.yaml": [
      {"fingerprint": "a-meeting", "rule": "board/a", "status": "fail", "severity": "error", "citation": "第一条 / article 1"}
    ]
  }
}
"""
    )
    json.loads(text)
    assert to_json(read(text)) == text
    assert to_json({}) == '{\n  "format": "meetingrules-baseline",\n  "version": "1.0",\n  "reports": {}\n}\n'
    assert read(to_json({})) == {}


ROWS = [  # was, is, known
    ("fail", "fail", True),
    ("fail", "unknown", True),
    ("unknown", "unknown", True),
    ("unknown", "fail", False),
    ("fail", "pass", False),
    ("pass", "fail", False),
    ("manual", "manual", False),
    ("fail", "pending", False),
]


@pytest.mark.parametrize(("was", "now", "known"), ROWS)
def test_what_is_no_worse_than_it_was_is_known(was, now, known):
    baseline = baseline_of(run(finding("quorum", was)), "archive")
    got = with_baseline(run(finding("quorum", now)), baseline, "archive")
    assert got.reports[0].findings[0].known is known
    assert exit_code(got) == (0 if known or now not in {"fail", "unknown"} else {"fail": 1, "unknown": 4}[now])


def test_a_new_breach_of_a_known_rule_counts():
    baseline = baseline_of(run(finding("quorum", "fail", "items.1")), "archive")
    got = with_baseline(
        run(finding("quorum", "fail", "items.1"), finding("quorum", "fail", "items.2")), baseline, "archive"
    )
    assert [f.known for f in got.reports[0].findings] == [True, False]
    assert (got.reports[0].known, exit_code(got)) == (1, 1)


def test_what_is_settled_is_said_and_other_files_are_left_alone():
    old = run(*(finding(rule, "fail") for rule in "abcd"))
    elsewhere = run(finding("x", "fail"), path="archive/z.meeting.yaml")
    baseline = baseline_of(Run(None, (), (*old.reports, *elsewhere.reports)), "archive")
    now = run(finding("a", "fail"), finding("b", "pass"), finding("c", "pass"))
    got = with_baseline(now, baseline, "archive", "b.json")
    assert got.reports[0].notes == (
        {"zh": "b.json 中有3项已不复存在，请用 --write-baseline 重写", "en": "3 entries of b.json are settled: rewrite it with --write-baseline"},
    )  # fmt: skip
    assert with_baseline(old, baseline, "archive").reports[0].notes == ()


def test_two_reports_of_one_folder_are_kept_apart():
    """A register has a report for each body, all under the path of the folder."""
    both = (
        *run(finding("a", "fail"), path="archive").reports,
        *run(finding("b", "fail"), path="archive", book="council").reports,
    )
    baseline = baseline_of(Run(None, (), both), "archive")
    assert [e.rule for e in baseline["."]] == ["board/a", "council/b"]
    got = with_baseline(Run(None, (), both), baseline, "archive")
    assert [(r.known, r.notes) for r in got.reports] == [(1, ()), (1, ())]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[]", ["not-a-baseline"]),
        ('{"format": "meetingrules-run", "version": "1.0"}', ["not-a-baseline"]),
        ('{"format": "meetingrules-baseline"}', ["newer-format"]),
        ('{"format": "meetingrules-baseline", "version": "2.0", "reports": {}}', ["newer-format"]),
        ('{"format": "meetingrules-baseline", "version": "1.0", "reports": []}', ["not-a-baseline"]),
        ('{"format": "meetingrules-baseline", "version": "1.0", "reports": {"a": 3, "b": [{"rule": "x"}]}}', ["bad-entry"] * 2),
        ('{"format": "meetingrules-baseline", "version": "1.0", "reports": {"a": [{"fingerprint": "f", "rule": "b/r", "status": "pass"}]}}', ["bad-entry"]),
        ("nonsense", ["json-syntax"]),
    ],
)  # fmt: skip
def test_what_is_no_baseline_is_refused(text, code):
    with pytest.raises(InvalidText) as caught:
        read(text)
    assert [d.code for d in caught.value.diagnostics] == code


def test_what_a_later_version_adds_is_no_harm():
    text = '{"format": "meetingrules-baseline", "version": "1.7", "by": {}, "reports": {"a": [{"fingerprint": "f", "rule": "b/r", "status": "fail", "since": "2024"}]}}'
    assert [e.fingerprint for e in read(text)["a"]] == ["f"]


# ---- on the command line -----------------------------------------------------------------------------------------------


@pytest.fixture
def archive(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    roster = (EXAMPLES / "datong.roster.yaml").as_posix()
    (tmp_path / "archive").mkdir()
    for name in "2024-06-06", "2025-04-24":
        text = (EXAMPLES / "topical" / f"{name}.meeting.yaml").read_text(encoding="utf-8")
        path = tmp_path / "archive" / f"{name}.meeting.yaml"
        path.write_text(text.replace("../datong.roster.yaml", roster), encoding="utf-8")
    return tmp_path / "archive"


def check(*args):
    return CliRunner().invoke(cli.main, ["check", *map(str, args)], env=EN)


def test_an_archive_starts_clean_and_a_new_breach_counts(archive, monkeypatch):
    assert check("archive").exit_code == 1
    assert check("archive", "--write-baseline", "archive/known.json").exit_code == 0
    first = (archive / "known.json").read_bytes()
    assert check("archive", "--baseline", "archive/known.json").exit_code == 0
    got = json.loads(check("archive", "--baseline", "archive/known.json", "--output", "json").stdout)
    old = next(r for r in got["reports"] if "2025-04-24" in r["path"])
    fails = [f for f in old["findings"] if f["status"] == "fail"]
    assert old["known"] == sum(f["known"] for f in old["findings"]) >= len(fails) > 0
    assert all(f["known"] for f in fails)
    monkeypatch.chdir(archive)  # the same file from another folder: its paths are its own
    assert check(".", "--baseline", "known.json").exit_code == 0
    assert check(".", "--write-baseline", "known.json").exit_code == 0
    assert (archive / "known.json").read_bytes() == first
    clean = archive / "2024-06-06.meeting.yaml"
    assert check(clean, "--baseline", "known.json").exit_code == 0
    text = clean.read_text(encoding="utf-8")
    clean.write_text(text.replace("chair: 秘书长", "chair: 财政局局长"), encoding="utf-8")
    assert clean.read_text(encoding="utf-8") != text
    assert check(".", "--baseline", "known.json").exit_code == 1


def test_half_a_run_makes_no_baseline(archive):
    (archive / "broken.meeting.yaml").write_text("meeting: topical\nday: x\n", encoding="utf-8")
    assert check("archive", "--write-baseline", "known.json").exit_code == 2
    assert not (archive.parent / "known.json").exists()


def test_a_baseline_that_cannot_be_read_is_refused(archive):
    got = check("archive", "--baseline", "nowhere.json")
    assert (got.exit_code, got.stdout) == (2, "")
    assert "there is no file nowhere.json" in got.stderr
    (archive / "run.json").write_text(check("archive", "--output", "json").stdout, encoding="utf-8")
    got = check("archive", "--baseline", "archive/run.json")
    assert (got.exit_code, got.stdout) == (2, "")
    assert "archive/run.json is no baseline" in got.stderr
    assert "hint: write one with --write-baseline FILE" in got.stderr


def test_a_settings_file_names_the_baseline(archive):
    (archive / "meetingrules.toml").write_text('paths = "."\nbaseline = "known.json"\n', encoding="utf-8")
    config = ("--config", "archive/meetingrules.toml")
    assert check(*config).exit_code == 2, "what is named must be there"
    assert check(*config, "--write-baseline", "archive/known.json").exit_code == 0
    assert check(*config).exit_code == 0
