"""The command line: exit codes, streams, languages, and what happens when things go wrong."""

import json
import os
import socket
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner

from meetingrules import cli
from meetingrules.base.diagnostics import Diagnostic, InvalidText
from meetingrules.engine.cases import CaseResult
from meetingrules.engine.service import load_rulebook
from meetingrules.render.rulepage import render_rule
from meetingrules.report.model import Citation, Finding, Report, Run, SubjectRef
from meetingrules.rulebook.shipped import shipped_rulebooks
from meetingrules.verbs import check as check_verb
from meetingrules.verbs import test as test_verb

ZH = {"LC_ALL": "zh_CN.UTF-8"}
EN = {"LC_ALL": "C.UTF-8"}
PROBLEM = Diagnostic("no-such-day", {"zh": "没有这一天", "en": "there is no such day"})


def run_of(status, problems=()):
    cites = (Citation("executive-15-1a", {"zh": "第十五条第一款", "en": "article 15(1)"}),)
    message = {"zh": "须过半数出席", "en": "half are present"}
    found = Finding(
        "quorum", cites, "must", "error", status, "sitting", SubjectRef("meeting", "meeting"), message, None
    )
    title = {"zh": "常务会议", "en": "executive meeting"}
    report = Report("a.meeting.yaml", "meeting", "executive", "1", "", title, "", date(2024, 3, 20), {}, None, (found,))
    return Run(None, (), (report,), problems)


@pytest.fixture
def verb(monkeypatch):
    """Call ``check`` with a given answer of the engine."""

    def call(answer, *args, env=EN):
        def check_paths(*_, sink=None, **__):
            if isinstance(answer, BaseException):
                raise answer
            if sink is None:
                return answer
            for report in answer.reports:
                sink(report)
            return evolve(answer, reports=())

        monkeypatch.setattr(check_verb, "check_paths", check_paths)
        return CliRunner().invoke(cli.main, ["check", "a.meeting.yaml", *args], env=env)

    return call


@pytest.mark.parametrize(
    ("status", "options", "code"),
    [
        ("pass", [], 0), ("fail", [], 1), ("unknown", [], 4), ("unknown", ["--allow-unknown"], 0), ("unknown", ["--strict"], 1),
        ("fail", ["--fail-on", "never"], 0), ("pending", [], 0),
    ],
)  # fmt: skip
def test_the_exit_code_is_that_of_the_run(verb, status, options, code):
    assert verb(run_of(status), *options).exit_code == code


def test_results_go_to_stdout_and_problems_to_stderr(verb):
    got = verb(run_of("fail", (PROBLEM,)), env=ZH)
    assert got.exit_code == 2
    assert "须过半数出席" in got.stdout
    assert "没有这一天" not in got.stdout
    assert "没有这一天" in got.stderr


def test_the_language_is_that_of_the_locale_unless_told(verb):
    assert "不合规" in verb(run_of("fail"), env=ZH).stdout
    assert "not compliant" in verb(run_of("fail"), env=EN).stdout
    assert "不合规" in verb(run_of("fail"), "--lang", "zh", env=EN).stdout


def test_several_outputs_at_once(verb, tmp_path):
    path = tmp_path / "r.json"
    got = verb(run_of("fail"), "--output", "text", "--output", f"json:{path}", "--format", "jsonl")
    assert got.exit_code == 1
    assert "not compliant" in got.stdout
    assert json.loads(got.stdout.splitlines()[-1])["path"] == "a.meeting.yaml"
    assert json.loads(path.read_text(encoding="utf-8"))["verdict"] == "noncompliant"


@pytest.mark.parametrize("output", ["xml", "json:", "text:/nowhere/at/all.txt"])
def test_an_output_that_cannot_be_is_refused(verb, output):
    assert verb(run_of("pass"), "--output", output).exit_code == 2


def test_wrong_text_is_refused_in_the_language_asked_for(verb):
    got = verb(InvalidText((PROBLEM,)), "--lang", "zh")
    assert (got.exit_code, got.stdout) == (2, "")
    assert "没有这一天" in got.stderr


def test_a_bug_is_one_line_and_never_an_answer(verb):
    got = verb(ZeroDivisionError("oops"))
    assert (got.exit_code, got.stdout) == (3, "")
    assert got.stderr.startswith("meetingrules: ZeroDivisionError: oops; this is a bug")
    assert "Traceback" not in got.stderr
    assert "Traceback" in verb(ZeroDivisionError("oops"), env={**EN, "MEETINGRULES_DEBUG": "1"}).stderr


def test_an_interruption_is_130_and_a_closed_pipe_is_no_fault(verb):
    assert verb(KeyboardInterrupt()).exit_code == 130
    assert verb(BrokenPipeError()).exit_code == 0


@pytest.mark.parametrize(
    "args", [["check"], ["check", "a", "--fail-on", "x"], ["no-verb"], ["rules", "show", "executive/no-rule"]]
)
def test_wrong_usage_is_2(args):
    assert CliRunner().invoke(cli.main, args).exit_code == 2


@pytest.mark.parametrize("args", [[], ["check"], ["rules"], ["rules", "list"], ["rules", "show"], ["test"]])
def test_every_verb_has_a_page_with_examples(args):
    got = CliRunner().invoke(cli.main, [*args, "--help"], env=EN)
    assert got.exit_code == 0
    assert "Examples:" in got.stdout


def test_shipped_rules_can_be_listed_and_shown():
    listed = CliRunner().invoke(cli.main, ["rules", "list"], env=EN)
    assert "executive" in listed.stdout
    whole = CliRunner().invoke(cli.main, ["rules", "show", "executive", "--lang", "zh"])
    assert "executive/quorum  应当  第十五条第一款" in whole.stdout
    one = CliRunner().invoke(cli.main, ["rules", "show", "executive/quorum", "--lang", "zh"]).stdout
    assert "条款：第十五条第一款" in one
    assert "quorum_share = 1/2" in one


def test_the_cases_of_rulebooks_are_run(monkeypatch):
    results = [
        CaseResult("quorum", n, "pass", "pass" if ok else "fail", "half", ok, {"zh": "何故", "en": "why not"}, None)
        for n, ok in enumerate((True, False))
    ]
    monkeypatch.setattr(test_verb, "run_cases", lambda _: results)
    failed = CliRunner().invoke(cli.main, ["test", "executive"])
    assert failed.exit_code == 1
    lines = failed.stdout.splitlines()
    assert lines[0] == "FAILED executive/quorum [2] half: expected pass, got fail: why not"
    assert lines[-2].endswith("2 cases, 1 failed")
    assert lines[-1] == "statuses reached: pass 1"
    said = CliRunner().invoke(cli.main, ["test", "executive"], env={"MEETINGRULES_LANG": "zh"}).stdout
    assert said.startswith("未通过 executive/quorum [2] half：应为 pass，实为 fail：何故\n")
    assert said.endswith("例子2个，未通过1个\n涉及的结论：pass 1\n")
    monkeypatch.setattr(test_verb, "run_cases", lambda _: results[:1])
    assert CliRunner().invoke(cli.main, ["test", "executive", "-v"]).stdout.startswith("ok executive/quorum [1] half\n")
    monkeypatch.setattr(test_verb, "run_cases", lambda _: [])
    assert CliRunner().invoke(cli.main, ["test", "executive"]).exit_code == 2


def test_every_shipped_rule_has_its_page():
    for name in shipped_rulebooks():
        book = load_rulebook(name)
        for rule in book.rules:
            for lang in ("zh", "en"):
                assert rule.text[lang] in render_rule(book, rule, lang)


def shell(*args, **env):
    command = [sys.executable, "-m", "meetingrules", *args]
    kept = {k: v for k, v in os.environ.items() if k in {"PATH", "PYTHONPATH", "SYSTEMROOT"}}
    return subprocess.run(command, capture_output=True, env={**kept, **env}, check=False)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "ascii", "gbk"])
def test_a_terminal_without_chinese_does_not_break(encoding):
    got = shell("rules", "list", PYTHONIOENCODING=encoding, LC_ALL="C")
    assert got.returncode == 0
    assert (b"\\u5e02" in got.stdout) == (encoding in {"latin-1", "cp1252"})


def test_a_reader_that_leaves_early_is_no_fault():
    command = [sys.executable, "-m", "meetingrules", "rules", "show", "executive"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.wait() == 0
        assert process.stderr.read() == b""


def test_the_words_of_a_rulebook_can_be_looked_up():
    english = CliRunner().invoke(cli.main, ["rules", "words", "executive", "--lang", "en"]).stdout
    assert "secretary_general" in english
    assert "the meeting (top of the file)" in english
    chinese = CliRunner().invoke(cli.main, ["rules", "words", "executive", "--lang", "zh"]).stdout
    assert "传达学习" in chinese
    assert "职务（名册 offices）" in chinese


def test_a_rulebook_in_a_file_is_hinted_at():
    got = CliRunner().invoke(cli.main, ["rules", "show", "quite_another_body", "--lang", "en"])
    assert got.exit_code == 2
    assert "--rulebook FILE" in got.output


@pytest.mark.parametrize(
    "args",
    [
        ["check", "MEETING", "--lang", "zh", "-v", "-o", "html", "-o", "sarif"],
        ["due", "MEETING", "--today", "2024-03-01"],
        ["explain", "MEETING", "quorum"],
        ["export", "minutes", "MEETING"],
        ["rules", "show", "executive"],
        ["schema", "meeting"],
        ["test", "topical"],
    ],
    ids=lambda args: args[0],
)
def test_nothing_is_fetched(args, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a socket was opened")

    for name in ("socket", "create_connection", "getaddrinfo", "socketpair"):
        monkeypatch.setattr(socket, name, refuse)
    meeting = str(Path(__file__).parents[1] / "examples" / "executive" / "2024-03-20.meeting.yaml")
    got = CliRunner().invoke(cli.main, [meeting if arg == "MEETING" else arg for arg in args])
    assert got.exit_code in {0, 1, 4}, got.output
