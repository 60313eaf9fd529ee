"""The plugin of pytest: off unless asked, a test for each meeting and each case, failures that can be read."""

from pathlib import Path

import pytest
from click.testing import CliRunner

# Loaded here once: pytester forgets what a run has loaded, and PyYAML's compiled half cannot be loaded twice.
import meetingrules.base.document
import meetingrules.pytest_plugin  # noqa: F401
from meetingrules import cli

EXAMPLES = Path(__file__).parents[1] / "examples"
ROSTER = (EXAMPLES / "datong.roster.yaml").as_posix()
ON = "[pytest]\nmeetingrules = true\nmeetingrules_lang = en\n"


def meeting(folder, name, source):
    text = (EXAMPLES / source).read_text(encoding="utf-8").replace("../datong.roster.yaml", ROSTER)
    path = folder / f"{name}.meeting.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def folder(pytester, monkeypatch):
    """One meeting that fails and one that does not."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    meeting(pytester.path, "bad", "topical/2025-04-24.meeting.yaml")
    meeting(pytester.path, "good", "topical/2024-06-06.meeting.yaml")
    return pytester


def run(pytester, *args):
    return pytester.runpytest_inprocess("-p", "no:cacheprovider", *args)


def test_it_is_off_unless_asked(folder):
    run(folder).assert_outcomes()
    run(folder, "--meetingrules").assert_outcomes(passed=1, failed=1)
    folder.makeini(ON)
    run(folder).assert_outcomes(passed=1, failed=1)


def test_a_failure_is_the_report_and_no_traceback(folder):
    folder.makeini(ON)
    got = run(folder)
    got.stdout.fnmatch_lines(
        ["*topical meeting*", "bad.meeting.yaml*", "Not met (*)", "*bad.meeting.yaml: not compliant (*"]
    )
    got.stdout.fnmatch_lines(["FAILED bad.meeting.yaml::meeting*"])
    got.stdout.no_fnmatch_line("*Traceback*")
    got.stdout.no_fnmatch_line("*pytest_plugin.py*")
    assert "不合规" in str(run(folder, "-o", "meetingrules_lang=zh").stdout)


def test_a_file_that_cannot_be_checked_is_an_error(folder):
    folder.makeini(ON)
    (folder.path / "wrong.meeting.yml").write_text("meeting: topical\nday: 2024-02-30\ncolour: red\n", encoding="utf-8")
    got = run(folder)
    got.assert_outcomes(passed=1, failed=1, errors=1)
    got.stdout.fnmatch_lines(
        ["*wrong.meeting.yml:2:6: error[[]no-such-day]*", "*wrong.meeting.yml:3:1: error[[]unknown-key]*"]
    )
    got.stdout.no_fnmatch_line("*Traceback*")


@pytest.mark.parametrize(
    ("options", "passed"),
    [
        ([], 0), (["allow_unknown=true"], 1), (["fail_on=never"], 1), (["fail_on=error"], 0), (["allow_unknown=true", "strict=true"], 0),
    ],
)  # fmt: skip
def test_what_counts_is_what_counts_for_check(pytester, options, passed):
    pytester.makeini(ON)
    (pytester.path / "bare.meeting.json").write_text('{"meeting": "topical", "day": "2024-06-06"}', encoding="utf-8")
    got = run(pytester, *(part for o in options for part in ("-o", f"meetingrules_{o}")))
    got.assert_outcomes(passed=passed, failed=1 - passed)


def test_the_day_and_the_gate_can_be_set(pytester):
    pytester.makeini(ON)
    meeting(pytester.path, "a", "topical/2026-05-08.meeting.yaml")
    run(pytester).assert_outcomes(passed=1)
    run(pytester, "-o", "meetingrules_as_of=2026-12-31").assert_outcomes(failed=1)
    run(pytester, "-o", "meetingrules_gate=closing").assert_outcomes(failed=1)


def test_what_a_baseline_lists_passes(folder):
    folder.makeini(ON + "meetingrules_baseline = known.json\n")
    known = folder.path / "known.json"
    assert CliRunner().invoke(cli.main, ["check", ".", "--write-baseline", str(known)]).exit_code == 0
    run(folder).assert_outcomes(passed=2)
    known.write_text("{}", encoding="utf-8")
    got = run(folder)
    assert got.ret == pytest.ExitCode.USAGE_ERROR
    got.stderr.fnmatch_lines(["*error[[]not-a-baseline]*"])


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("fail_on=eror", "meetingrules_fail_on must be one of*"),
        ("as_of=soon", "*no-such-day*"),
        ("rulebook=nowhere", "*no-such-rulebook*"),
    ],
)
def test_a_wrong_setting_is_refused_once(folder, option, said):
    got = run(folder, "--meetingrules", "-o", f"meetingrules_{option}")
    assert got.ret == pytest.ExitCode.USAGE_ERROR
    got.stderr.fnmatch_lines([f"*{said}"])


def test_a_wrong_setting_is_refused_in_chinese(folder, monkeypatch):
    monkeypatch.setenv("MEETINGRULES_LANG", "zh")
    got = run(folder, "--meetingrules", "-o", "meetingrules_fail_on=eror")
    got.stderr.fnmatch_lines(["*meetingrules_fail_on 须为 error、warning、advice、never 之一，而不是“eror”"])


@pytest.fixture
def board(pytester):
    """A rulebook of its own with meetings, as a folder of somebody else would have it."""
    for name in (
        "school_board.rules.yaml",
        "school_board.roster.yaml",
        "2025-04-09.meeting.yaml",
        "2025-11-12.meeting.yaml",
    ):
        (pytester.path / name).write_bytes((EXAMPLES / "school_board" / name).read_bytes())
    pytester.makeini(ON + "meetingrules_rulebook = school_board.rules.yaml\n")
    return pytester


def test_each_case_of_a_rulebook_is_a_test(board):
    got = run(board, "-v", "school_board.rules.yaml")
    outcomes = got.parseoutcomes()
    assert set(outcomes) == {"passed"}
    assert outcomes["passed"] > 50
    got.stdout.fnmatch_lines(
        ["school_board.rules.yaml::rulebook PASSED*", "school_board.rules.yaml::quorum[[]1] PASSED*"]
    )
    run(board, "2025-04-09.meeting.yaml", "2025-11-12.meeting.yaml").assert_outcomes(passed=1, failed=1)


def test_a_case_that_goes_wrong_says_where_and_what(board):
    path = board.path / "school_board.rules.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("\n  quorum:")
    at = text.index("pass:", start)
    path.write_text(text[:at] + "skip:" + text[at + 5 :], encoding="utf-8")
    line = text[:at].count("\n") + 1
    got = run(board, "school_board.rules.yaml")
    assert got.parseoutcomes()["failed"] == 1
    got.stdout.fnmatch_lines(
        [f"school_board.rules.yaml:{line}:*: school_board/quorum: *", "expected skip, got pass: *"]
    )
    got.stdout.fnmatch_lines(["FAILED school_board.rules.yaml::quorum[[]1]*"])


def test_a_rulebook_that_cannot_be_read_is_an_error_and_stops_nobody(board):
    path = board.path / "broken.rules.yaml"
    path.write_text("rules: 3\n", encoding="utf-8")
    got = run(board, "broken.rules.yaml", "2025-04-09.meeting.yaml")
    got.assert_outcomes(passed=1, errors=1)
    got.stdout.fnmatch_lines(["broken.rules.yaml:1:*error[[]*"])


def test_a_rule_that_no_case_breaks_fails_the_rulebook(board):
    path = board.path / "school_board.rules.yaml"
    text = path.read_text(encoding="utf-8")
    rules = text.index("\nrules:")
    before, after = text[:rules], text[rules:]
    kept = [line for line in after.split("\n") if not line.lstrip().startswith("- {fail:")]
    path.write_text(before + "\n".join(kept), encoding="utf-8")
    got = run(board, "school_board.rules.yaml")
    got.stdout.fnmatch_lines(["school_board/*: no failing case", "FAILED school_board.rules.yaml::rulebook*"])
