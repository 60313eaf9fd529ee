"""Run -> JSON lines: the first is the run without its reports, then one line for each report."""

from meetingrules.render.formats import View
from meetingrules.render.jsonout import run_to_jsonl
from meetingrules.report.model import Run


def render(run: Run, view: View) -> str:
    """A run as JSON lines."""
    return run_to_jsonl(run, view.detail)
