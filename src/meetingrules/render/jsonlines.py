"""Run -> JSON lines: the first is the run without its reports, then one line for each report."""

from meetingrules.render.formats import View
from meetingrules.render.jsonout import head_to_line, report_to_line, run_to_jsonl
from meetingrules.report.model import Report, Run


def render(run: Run, view: View) -> str:
    """A run as JSON lines."""
    return run_to_jsonl(run, view.detail)


def told(report: Report, view: View) -> str:
    """One report as its line."""
    return report_to_line(report, view.detail)


def between(view: View) -> str:  # noqa: ARG001 - as all formats
    """Each line has its end."""
    return ""


def framed(run: Run, view: View) -> tuple[str, str]:
    """The first line; nothing stands after the last."""
    return head_to_line(run, view.detail), ""
