"""A large folder is checked meeting by meeting, by one process or several, and says what it would say at once."""

import gc
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from meetingrules import check_paths, load_rulebook
from meetingrules.cli import main
from meetingrules.engine import runs
from meetingrules.engine.bulk import asked_of_others
from meetingrules.facts.model import Plan
from meetingrules.render.formats import View, render
from meetingrules.render.stream import STREAMED
from meetingrules.report.model import Report

REGISTER = Path(__file__).parents[1] / "examples" / "register-2024"


def said(**how):
    run = check_paths([str(REGISTER)], as_of="2025-01-31", reasons=False, **how)
    return [render(form, run, View("zh", False, "open"), mask=False) for form in ("json", "text", "rdjson", "sarif")]


@pytest.mark.parametrize("jobs", [1, 2])
def test_several_processes_say_what_one_says(jobs, monkeypatch):
    at_once = said()
    monkeypatch.setattr(runs, "MANY", 2)
    steps = []
    assert said(jobs=jobs, progress=lambda done, of: steps.append((done, of))) == at_once
    assert steps[-1] == (40, 40)
    assert steps == sorted(steps)


def test_what_cannot_be_read_is_told_as_ever(tmp_path, monkeypatch):
    for path in sorted(REGISTER.glob("plenary*.yaml")):
        text = path.read_text(encoding="utf-8").replace(
            "../datong.roster.yaml", str(REGISTER.parent / "datong.roster.yaml")
        )
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    (tmp_path / "a.meeting.yaml").write_text("meeting: plenary\nday: [\n")
    (tmp_path / "b.meeting.yaml").write_text("meeting: plenary\nday: 1999-01-01\n")
    at_once = check_paths([str(tmp_path)], as_of="2025-01-31", reasons=False)
    monkeypatch.setattr(runs, "MANY", 2)
    alone = check_paths([str(tmp_path)], as_of="2025-01-31", reasons=False, jobs=2)
    assert [p.show() for p in alone.problems] == [p.show() for p in at_once.problems]
    assert len(alone.problems) == 2
    assert alone.inputs == at_once.inputs


@pytest.mark.parametrize("detail", ["open", "full", "verdict"])
def test_what_is_told_report_by_report_is_what_is_told_at_once(detail, monkeypatch, tmp_path):
    run = check_paths([str(REGISTER)], as_of="2025-01-31", reasons=detail == "full")
    monkeypatch.setattr(runs, "MANY", 2)
    outputs = [part for form in sorted(STREAMED) for part in ("-o", f"{form}:{tmp_path / form}")]
    CliRunner().invoke(
        main, ["check", str(REGISTER), "--as-of", "2025-01-31", "--lang", "zh", "-j", "1", "--detail", detail, *outputs]
    )
    for form in STREAMED:
        view = View("zh", False, detail)
        said = render(form, run, view, mask=form != "text")
        assert (tmp_path / form).read_bytes().decode("utf-8") == said, form


def test_a_large_folder_keeps_neither_meetings_nor_reports(tmp_path, monkeypatch):
    text = (REGISTER / "executive-03-20.meeting.yaml").read_text(encoding="utf-8")
    text = text.replace("../datong.roster.yaml", str(REGISTER.parent / "datong.roster.yaml"))
    for number in range(60):
        (tmp_path / f"{number:02}.meeting.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(runs, "MANY", 2)
    most = []

    def alive():
        gc.collect()  # what is to be thrown away is none of it
        things = [thing for thing in gc.get_objects() if isinstance(thing, Plan | Report)]
        plans = [thing for thing in things if isinstance(thing, Plan) and thing.attendance.recorded]
        return len(plans), sum(isinstance(thing, Report) for thing in things)

    before = alive()
    run = check_paths([str(tmp_path)], as_of="2025-01-31", reasons=False, sink=lambda _: most.append(alive()))
    assert run.reports == ()
    assert len(most) == 61
    assert max(plans for plans, _ in most) < before[0] + 10
    assert max(reports for _, reports in most) < before[1] + 10


def test_other_meetings_keep_what_rules_ask_of_them():
    asked = asked_of_others(load_rulebook("plenary"))
    assert {"held", "for_deployment", "major_matter"} <= asked
    assert not asked & {"items", "chair", "title"}
    assert asked_of_others(load_rulebook("topical")) == frozenset()


STOPPED = """
import sys
from meetingrules.engine import bulk, runs
from meetingrules.cli import main
runs.MANY = 2
checks = bulk.checks
def told(*args):
    for number, found in enumerate(checks(*args)):
        yield found
        if number == 3:
            print("begun", file=sys.stderr, flush=True)
bulk.checks = told
main()
"""


def test_ctrl_c_leaves_what_is_finished(tmp_path):
    folder = tmp_path / "meetings"
    folder.mkdir()
    roster = str(REGISTER.parent / "datong.roster.yaml")
    text = (
        (REGISTER / "executive-03-20.meeting.yaml").read_text(encoding="utf-8").replace("../datong.roster.yaml", roster)
    )
    for number in range(600):
        (folder / f"{number:03}.meeting.yaml").write_text(text, encoding="utf-8")
    out = tmp_path / "out.jsonl"
    args = [
        "check",
        str(folder),
        "-j",
        "2",
        "-o",
        f"jsonl:{out}",
        "--detail",
        "open",
        "--as-of",
        "2025-01-31",
        "--lang",
        "en",
    ]
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [sys.executable, "-c", STOPPED, *args], stderr=subprocess.PIPE, encoding="utf-8", env=env
    ) as process:
        assert process.stderr.readline() == "begun\n"
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "interrupted" in error
    assert "Traceback" not in error
    assert out.exists()
