"""Run -> Reviewdog Diagnostic Format: comments on the lines of a change, wherever reviewdog can write them."""

from collections.abc import Iterator

from meetingrules.render.formats import View
from meetingrules.render.jsonparts import Json, entries
from meetingrules.render.rows import TOOL, Listing, Row, calling, left_out, listing
from meetingrules.report.model import Run

SEVERITIES = {"error": "ERROR", "warning": "WARNING", "notice": "INFO", "none": "INFO"}


def render(run: Run, view: View) -> str:
    """A run as one JSON document, the worst first; a last entry counts what is excused or known and so not among them."""
    return "".join(written(listing(run, view), view))


def written(listed: Listing, view: View) -> Iterator[str]:
    """A list as one JSON document."""

    def found() -> Iterator[Json]:
        for row in calling(listed.rows, view):
            yield _diagnostic(row)
        if rest := left_out(listed, 0, view.lang):
            yield _diagnostic(Row(listed.suites[0].path, 1, 1, "none", f"{TOOL}/counted", "", rest, rest, ""))

    yield f'{{\n  "source": {{\n    "name": "{TOOL}"\n  }},\n  "diagnostics": '
    yield from entries(found(), "  ")
    yield "\n}\n"


def _diagnostic(row: Row) -> Json:
    start, end = row.octets or (row.column, row.column)  # this format counts bytes
    return {
        "message": row.text,
        "location": {
            "path": row.path or ".",
            "range": {"start": {"line": row.line, "column": start}, "end": {"line": row.line, "column": end}},
        },
        "severity": SEVERITIES[row.level],
        "code": {"value": row.code},
    }
