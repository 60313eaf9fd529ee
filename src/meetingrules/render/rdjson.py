"""Run -> Reviewdog Diagnostic Format: comments on the lines of a change, wherever reviewdog can write them."""

import json

from meetingrules.base.harmless import quiet
from meetingrules.render.formats import View
from meetingrules.render.rows import TOOL, Row, calling, left_out, path_of, rows
from meetingrules.report.model import Run

SEVERITIES = {"error": "ERROR", "warning": "WARNING", "notice": "INFO", "none": "INFO"}


def render(run: Run, view: View) -> str:
    """A run as one JSON document, the worst first; a last entry counts what is excused or known and so not among them."""
    found = [_diagnostic(row) for row in calling(rows(run, view), view)]
    if rest := left_out(run, 0, view.lang):
        found.append(
            _diagnostic(Row(path_of(run.reports[0].path), 1, 1, "none", f"{TOOL}/counted", "", rest, rest, ""))
        )
    document = {"source": {"name": TOOL}, "diagnostics": found}
    return quiet(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _diagnostic(row: Row) -> dict[str, object]:
    start, end = _columns(row)
    return {
        "message": row.text,
        "location": {
            "path": row.path or ".",
            "range": {"start": {"line": row.line, "column": start}, "end": {"line": row.line, "column": end}},
        },
        "severity": SEVERITIES[row.level],
        "code": {"value": row.code},
    }


def _columns(row: Row) -> tuple[int, int]:
    """Where it begins and ends: this format counts bytes of UTF-8, the end is behind the last."""
    if row.place is None:
        return row.column, row.column
    text = row.place.source.line(row.line)
    before, inside = text[: row.column - 1], text[row.column - 1 : row.column - 1 + row.place.width]
    start = row.column - len(before) + len(before.encode("utf-8", "surrogatepass"))
    return start, start + len(inside.encode("utf-8", "surrogatepass"))
