"""The examples: each is checked, its report pinned, and each fault that its comments promise is found.

``# fault: 15-1b`` promises a fail of severity error or warning, ``# advice: 13-1e`` one of severity advice; a file without such a
comment has none. The pinned reports in ``golden/examples/`` are rewritten by ``pytest --accept``.
"""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from meetingrules.engine.cases import run_cases
from meetingrules.engine.runs import check_paths
from meetingrules.engine.service import load_rulebook
from meetingrules.render.text import render_problems, render_run
from meetingrules.report.exitcode import exit_code
from meetingrules.report.model import Run

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden" / "examples"
BODIES = ("school_board", "executive", "plenary", "mayor_office", "party_decision", "topical")
FILES = [
    p.relative_to(ROOT).as_posix() for body in BODIES for p in sorted((ROOT / "examples" / body).glob("*.meeting.yaml"))
]
CLEAN = [
    "examples/school_board/2025-04-09.meeting.yaml",
    "examples/executive/2024-03-20.meeting.yaml",
    "examples/executive/2024-06-14.meeting.yaml",
    "examples/plenary/2024-02-06.meeting.yaml",
    "examples/mayor_office/2024-03-15.meeting.yaml",
    "examples/party_decision/2024-09-20.meeting.yaml",
    "examples/topical/2024-06-06.meeting.yaml",
]
REGISTER = "examples/register-2024"
BOARD = "examples/school_board/school_board.rules.yaml"
GRAVE = {"error", "warning"}
PROMISE = re.compile(r"\b(fault|advice): (\d+-[\w-]+(?:, \d+-[\w-]+)*)", re.ASCII)


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)


@cache
def run_of(path: str) -> Run:
    """What the tool says of a file or folder, as somebody in the project's folder would ask."""
    return check_paths(
        [path], rulebooks=[BOARD] if "school_board" in path else [], as_of="2025-01-31" if path == REGISTER else None
    )


def promised(path: str) -> dict[str, set[str]]:
    """The cites that the comments of a file promise to fail, by kind."""
    found: dict[str, set[str]] = {"fault": set(), "advice": set()}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        for kind, cites in PROMISE.findall(line.partition("#")[2]):
            found[kind] |= set(cites.split(", "))
    return found


def failing(run: Run, severities: set[str]) -> set[str]:
    """The cites of what fails, without the name of the rulebook."""
    return {
        cite.id.removeprefix(f"{report.rulebook}-")
        for report in run.reports
        for f in report.findings
        if f.status == "fail" and f.severity in severities
        for cite in f.cites
    }


def slim(run: Run) -> str:
    """Rule by rule, subject by subject: the status alone."""
    found: dict[str, dict[str, str]] = {}
    for report in run.reports:
        for f in report.findings:
            found.setdefault(f.rule, {})[f.subject.id] = (
                f.status if f.forecast is None else f"{f.status} ({f.forecast})"
            )
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def pinned(name: str, text: str, *, accept: bool) -> None:
    path = GOLDEN / name
    if accept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_reads_as_pinned(path, lang, accept):
    run = run_of(path)
    assert not run.problems, render_problems(run, "en")
    name = path.removeprefix("examples/").removesuffix(".meeting.yaml")
    pinned(f"{name}.{lang}.txt", render_run(run, lang), accept=accept)


@pytest.mark.parametrize("path", FILES)
def test_each_status_is_as_pinned(path, accept):
    name = path.removeprefix("examples/").removesuffix(".meeting.yaml")
    pinned(f"{name}.json", slim(run_of(path)), accept=accept)


@pytest.mark.parametrize("path", FILES)
def test_the_faults_that_a_file_promises_are_found_and_no_others_in_a_clean_one(path):
    faults, advice = promised(path).values()
    grave, light = failing(run_of(path), GRAVE), failing(run_of(path), {"advice"})
    assert faults <= grave, f"promised, not found: {sorted(faults - grave)}"
    assert advice <= light, f"promised, not found: {sorted(advice - light)}"
    assert faults or not grave
    assert advice or not light


@pytest.mark.parametrize("path", FILES)
def test_a_fault_that_is_found_was_promised(path):
    """Each failing rule has one of its cites in a comment, so that whoever reads the file sees all that is wrong with it."""
    faults, advice = promised(path).values()
    for report in run_of(path).reports:
        for f in report.findings:
            if f.status == "fail" and f.cites:
                cites = {cite.id.removeprefix(f"{report.rulebook}-") for cite in f.cites}
                assert cites & (faults if f.severity in GRAVE else advice), (f.rule, f.subject.id, sorted(cites))


@pytest.mark.parametrize("path", CLEAN)
def test_a_clean_closed_meeting_leaves_with_zero(path):
    run = run_of(path)
    assert run.reports[0].state == "closed"
    assert not [f.rule for f in run.reports[0].findings if f.status in {"fail", "unknown", "manual", "pending"}]
    assert exit_code(run) == 0


def test_every_body_has_a_meeting_in_each_of_its_stages():
    for body in BODIES:
        runs = [run_of(path) for path in FILES if f"/{body}/" in path]
        assert len(runs) >= 3
        assert {exit_code(run) for run in runs} >= {0, 1}
        assert any("pending" in report.summary and report.summary["pending"] for run in runs for report in run.reports)


def test_the_board_passes_its_own_cases():
    assert [(r.rule, r.why) for r in run_cases(load_rulebook(BOARD)) if not r.ok] == []


# ---- a register ------------------------------------------------------------------------------------------------------------


def test_the_register_reads_as_pinned(accept):
    run = run_of(REGISTER)
    assert not run.problems, render_problems(run, "en")
    periods = [report for report in run.reports if report.kind == "register"]
    for lang in ("zh", "en"):
        pinned(
            f"register-2024.{lang}.txt",
            "\n".join(render_run(Run(None, (), (r,)), lang) for r in periods),
            accept=accept,
        )


def test_only_the_third_meeting_of_a_month_or_year_is_one_too_many():
    late = {
        report.path: failing(Run(None, (), (report,)), {"advice"}) & {"4-1a", "14-1a"}
        for report in run_of(REGISTER).reports
        if report.kind == "meeting"
    }
    wanted = {path: promised(path)["advice"] for path in late}
    assert late == wanted
    assert sorted(path for path, cites in wanted.items() if cites) == [
        f"{REGISTER}/executive-05-29.meeting.yaml",
        f"{REGISTER}/plenary-12-31.meeting.yaml",
    ]


def test_a_month_without_a_meeting_is_noticed_whatever_was_postponed():
    months = {
        f.subject.id: f.status
        for report in run_of(REGISTER).reports
        if report.kind == "register" and report.rulebook == "executive"
        for f in report.findings
    }
    assert len(months) == 12
    assert [month for month, status in months.items() if status != "pass"] == ["2024-08"]
