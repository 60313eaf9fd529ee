"""Run -> JSON: the stable shape that other programs read. Within version 1 only additions.

The same run gives the same bytes: nothing here asks for the time, the place or the order of a set.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import Any

from meetingrules.base.diagnostics import Diagnostic
from meetingrules.base.harmless import quiet
from meetingrules.lang.answers import Due, Gap, Proof, Truth
from meetingrules.lang.facts import Everyone, None_, Thing
from meetingrules.render.formats import View
from meetingrules.render.jsonparts import Json, cited, due, head, location, moment, texts
from meetingrules.report.gates import gate_verdict
from meetingrules.report.model import Finding, Report, Run
from meetingrules.report.shown import shown

FORMAT, VERSION = "meetingrules-run", "1.0"
TRUTHS = {Truth.YES: "holds", Truth.NO: "fails", Truth.OPEN: "open"}


def render(run: Run, view: View) -> str:
    """A run as one JSON document."""
    return run_to_json(run, view.detail)


def run_to_dict(run: Run, detail: str = "full") -> Json:
    """A run as plain data.

    :param detail: ``verdict``: no findings; ``open``: what needs somebody's attention, without explanations; ``full``: all
    """
    return {**_head(run, detail), "reports": [report_to_dict(report, detail) for report in run.reports]}


def run_to_json(run: Run, detail: str = "full") -> str:
    """A run as one JSON document, with a line end."""
    view = View(detail=detail)
    head, tail = framed(run, view)
    return head + between(view).join(told(report, view) for report in run.reports) + tail


def told(report: Report, view: View) -> str:
    """A report as it stands in the document."""
    text = json.dumps(report_to_dict(report, view.detail), ensure_ascii=False, indent=2)
    return quiet(f"\n{text}".replace("\n", "\n    "))  # no text in JSON has a line end of its own


def between(view: View) -> str:  # noqa: ARG001 - as all formats
    """What parts two reports."""
    return ","


def framed(run: Run, view: View) -> tuple[str, str]:
    """The document without its reports, in two halves."""
    empty = json.dumps({**_head(run, view.detail), "reports": []}, ensure_ascii=False, indent=2)
    head, _, tail = quiet(empty).rpartition("]")
    return head, ("\n  ]" if run.totals.verdicts else "]") + tail + "\n"


def run_to_jsonl(run: Run, detail: str = "full") -> str:
    """A run as lines: the first is the run without its reports, then one line for each report."""
    return "".join([head_to_line(run, detail), *(report_to_line(report, detail) for report in run.reports)])


def head_to_line(run: Run, detail: str) -> str:
    """The first of these lines."""
    return _line(_head(run, detail))


def report_to_line(report: Report, detail: str) -> str:
    """One of the others."""
    return _line(report_to_dict(report, detail))


def _line(row: Json) -> str:
    return quiet(json.dumps(row, ensure_ascii=False, separators=(",", ":"))) + "\n"


def report_to_dict(report: Report, detail: str = "full") -> Json:
    """A report as plain data; for *detail* see ``run_to_dict``."""
    return {
        "path": report.path,
        "kind": report.kind,
        "rulebook": {
            "id": report.rulebook,
            "version": report.rulebook_version,
            "digest": report.rulebook_digest,
            "title": texts(report.rulebook_title),
        },
        "title": report.title,
        "day": moment(report.day),
        "state": report.state,
        "as_of": moment(report.as_of),
        "calendar": dict(report.calendar),
        "items": [{"id": id_, "title": title} for id_, title in report.items.items()],
        "verdict": report.verdict,
        "summary": report.summary,
        "departures": report.departures,
        "known": report.known,
        "gate": {"name": report.gate, "verdict": gate_verdict(report)} if report.gate is not None else None,
        "notes": [texts(note) for note in report.notes],
        "findings": [finding_to_dict(finding, explained=detail == "full") for finding in shown(report, detail)],
    }


def finding_to_dict(finding: Finding, *, explained: bool = True) -> Json:
    """A finding as plain data; ``explanation`` is null where it is not asked for."""
    departure = finding.departure
    return {
        "rule": finding.rule,
        **cited(finding.cites),
        "force": finding.force,
        "severity": finding.severity,
        "status": finding.status,
        "forecast": finding.forecast,
        "stage": finding.stage,
        "subject": {"kind": finding.subject.kind, "id": finding.subject.id, "label": finding.subject.label},
        "item": finding.item,
        "message": texts(finding.message),
        "explanation": proof_to_dict(finding.proof) if explained and finding.proof is not None else None,
        "missing": [_gap(gap) for gap in finding.missing],
        "due": due(finding.due),
        "remedy": texts(finding.remedy) if finding.remedy is not None else None,
        "evidence": list(finding.evidence),
        "departure": {"reason": departure.reason, "at": moment(departure.at), "approved_by": departure.approved_by}
        if departure is not None
        else None,
        "gate": finding.gate,
        "known": finding.known,
        "readings": [texts(reading) for reading in finding.readings],
        "notes": [texts(note) for note in finding.notes],
        "location": location(finding.place),
        "fingerprint": finding.fingerprint,
    }


def proof_to_dict(proof: Proof) -> Json:
    """A proof as a tree of plain data: ``status`` is ``holds``, ``fails`` or ``open``."""
    return {
        "construct": proof.construct,
        "says": proof.says,
        "label": proof.label,
        "status": TRUTHS[proof.now],
        "later": TRUTHS[proof.later],
        "due": due(proof.due),
        "values": {key: _plain(value) for key, value in proof.values.items() if _speaks(value)},
        "missing": [_gap(gap) for gap in proof.gaps],
        "parts": [proof_to_dict(part) for part in proof.parts],
    }


def _head(run: Run, detail: str) -> Json:
    return {
        **head(FORMAT, VERSION),
        "detail": detail,
        "as_of": moment(run.as_of),
        "inputs": [{"kind": i.kind, "path": i.path, "digest": i.digest} for i in run.inputs],
        "verdict": run.verdict,
        "summary": run.summary,
        "problems": [problem_to_dict(problem) for problem in run.problems],
    }


def problem_to_dict(problem: Diagnostic) -> Json:
    """A complaint as plain data."""
    return {
        "code": problem.code,
        "message": texts(problem.message),
        "location": location(problem.place),
        "hint": texts(problem.hint) if problem.hint is not None else None,
    }


def _gap(gap: Gap) -> Json:
    return {
        "fact": gap.fact,
        "kind": gap.kind,
        "act": gap.act,
        "label": texts(gap.label),
        "due": due(gap.due),
        "location": location(gap.place),
    }


def _speaks(value: object) -> bool:
    """Whether a value of a proof is data, not a piece of the checked tree."""
    return not type(value).__module__.startswith("meetingrules.lang.tree")


def _plain(value: object) -> Any:
    """A value of a proof as JSON knows it."""
    match value:
        case None | bool() | int() | str():
            return value
        case Fraction():
            return value.numerator if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
        case Truth():
            return TRUTHS[value]
        case None_():
            return "none"
        case date() | datetime():
            return value.isoformat()
        case Thing():
            return value.id
        case Everyone():
            return f"every {value.set}"
        case Due():
            return due(value)
        case Mapping():
            return {str(key): _plain(part) for key, part in value.items()}
        case frozenset() | set():
            return sorted((_plain(part) for part in value), key=str)
        case tuple() | list():
            return [_plain(part) for part in value]
        case Enum():
            return str(value.value)
        case _:
            return str(value)
