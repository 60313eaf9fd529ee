"""May the notice go out, the meeting be opened, be closed? One planned meeting in three states, at each gate."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from meetingrules import cli
from meetingrules.engine.service import check, load_plan, load_rulebook
from meetingrules.report.exitcode import exit_code
from meetingrules.report.gates import OPEN, SHUT, UNDECIDED, gate_verdict, in_the_way
from meetingrules.report.model import Run

EXAMPLES = Path(__file__).parents[1] / "examples"
HELD = EXAMPLES / "executive" / "2025-01-23.meeting.yaml"
"""A meeting at which all went well; below it is put back to the day before."""
SITTING = ("ends:", "attendance:", "decisions:", "every_decision:", "documents:", "minutes:", "press_release:")
SITTING += ("publicised:", "incidents:", "removals:")
REPORTED = ", reported: 主要负责人, reporting_time: 4, outcome: adopted"
ALL = "[市长, 常务副市长, 副市长甲, 副市长乙, 副市长丙, 副市长丁, 副市长戊, 副市长己, 副市长庚, 秘书长, 财政局局长, 应急局局长]"
FOUR = "coming: [市长, 常务副市长, 副市长甲, 秘书长], not_coming: [副市长乙, 副市长丙, 副市长丁, 副市长戊, 副市长己, 副市长庚]"


def planned(folder, *, replies=f"coming: {ALL}", **changes):
    """The meeting before it is held, in a file."""
    lines = HELD.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(SITTING)]
    text = "\n".join(kept).replace(REPORTED, "").replace("as_of: 2025-02-05", "as_of: 2025-01-22")
    text = text.replace("../datong.roster.yaml", (EXAMPLES / "datong.roster.yaml").as_posix())
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new)
    path = folder / "planned.meeting.yaml"
    path.write_text(f"{text}\nreplies: {{{replies}}}\n", encoding="utf-8")
    return path


UNFINISHED = {"chain": (", reviewed: 秘书长 2025-01-18, approved: 市长 2025-01-19}", ", reviewed: 秘书长 2025-01-18}")}
"""The secretary-general has seen the agenda, the mayor has not approved it."""


@pytest.fixture(scope="module")
def book():
    return load_rulebook("executive")


def run(book, path, gate):
    report = check(load_plan(path, book), book, gate=gate)
    return Run(None, (), (report,))


def signed_in(path):
    """The same, a quarter of an hour before it begins: everybody is in the room."""
    text = path.read_text(encoding="utf-8").replace("as_of: 2025-01-22", "as_of: 2025-01-23 08:45")
    path.write_text(text + "attendance: {others: present}\n", encoding="utf-8")
    return path


def ready(folder):
    return planned(folder)


def short_of_a_quorum(folder):
    return planned(folder, replies=FOUR)


def unfinished(folder):
    return planned(folder, **UNFINISHED)


def at_the_door(folder):
    return signed_in(planned(folder))


def unapproved_at_the_door(folder):
    return signed_in(planned(folder, **UNFINISHED))


def over(folder):
    text = HELD.read_text(encoding="utf-8").replace("as_of: 2025-02-05", "as_of: 2025-01-23")
    path = folder / "over.meeting.yaml"
    roster = (EXAMPLES / "datong.roster.yaml").as_posix()
    path.write_text(text.replace("../datong.roster.yaml", roster), encoding="utf-8")
    return path


ROWS = [  # meeting, gate, code of the run, gate, what is in the way of it
    (ready, None, 0, None, set()),
    (ready, "notice", 0, OPEN, set()),
    (ready, "opening", 0, OPEN, set()),
    (at_the_door, "opening", 0, OPEN, set()),
    (short_of_a_quorum, None, 0, None, {"quorum"}),
    (short_of_a_quorum, "notice", 1, SHUT, {"quorum"}),
    (short_of_a_quorum, "opening", 1, SHUT, {"quorum"}),
    (unfinished, None, 0, None, set()),
    (unfinished, "notice", 1, SHUT, {"route-of-the-agenda"}),
    (unapproved_at_the_door, "opening", 1, SHUT, {"route-of-the-agenda"}),
    (over, "notice", 0, OPEN, set()),
    (over, "opening", 0, OPEN, set()),
    (over, "closing", 0, OPEN, set()),
]


@pytest.mark.parametrize(("meeting", "gate", "code", "verdict", "rules"), ROWS)
def test_a_gate_is_open_or_shut_and_the_code_says_so(tmp_path, book, meeting, gate, code, verdict, rules):
    got = run(book, meeting(tmp_path), gate)
    (report,) = got.reports
    assert (exit_code(got), gate_verdict(report)) == (code, verdict)
    assert {f.rule for f in in_the_way(report)} == rules


def test_nothing_is_settled_at_the_closing_of_what_has_not_begun(tmp_path, book):
    (report,) = run(book, ready(tmp_path), "closing").reports
    unknown = {f.rule for f in report.findings if f.status == "unknown"}
    assert gate_verdict(report) == SHUT
    assert {"reported-by-the-head", "no-phones"} <= unknown  # the quorum is not: the replies say how it will be
    quorum = next(f for f in report.findings if f.rule == "quorum")
    assert (quorum.status, quorum.forecast) == ("pending", "pass")


def test_what_only_the_replies_say_fails_a_run_when_asked(tmp_path, book):
    assert [exit_code(run(book, m(tmp_path), None), fail_on_forecast=True) for m in (ready, short_of_a_quorum)] == [
        0,
        1,
    ]


def test_a_gate_that_only_waits_for_a_fact_is_undecided(tmp_path, book):
    """That everybody will come is a reply and no act: nobody has failed to do something, so the gate is not shut."""
    path = planned(tmp_path, chair=("\nchair: 市长", ""))
    got = run(book, path, "notice")
    assert (exit_code(got), gate_verdict(got.reports[0])) == (0, OPEN)
    got = run(book, signed_in(path), "opening")
    assert (exit_code(got), gate_verdict(got.reports[0])) == (4, UNDECIDED)
    assert {f.rule for f in got.reports[0].findings if f.status == "unknown"} == {"presiding"}


def test_the_command_line_asks_the_same(tmp_path):
    path = str(unfinished(tmp_path))
    for options, code in ([], 0), (["--gate", "notice"], 1), (["--gate", "notice", "--fail-on", "never"], 0):
        got = CliRunner().invoke(cli.main, ["check", path, "--no-config", "--output", "json", *options])
        assert got.exit_code == code
    assert CliRunner().invoke(cli.main, ["check", path, "--gate", "recess"]).exit_code == 2
