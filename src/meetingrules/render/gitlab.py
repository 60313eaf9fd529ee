"""Run -> a Code Quality report of GitLab: what calls for somebody, in the widget of a merge request."""

from collections import Counter
from collections.abc import Iterator

from meetingrules.render.formats import View
from meetingrules.render.jsonparts import Json, entries
from meetingrules.render.rows import TOOL, Listing, Row, calling, digest, left_out, listing
from meetingrules.report.model import Run

SEVERITIES = {"error": "critical", "warning": "major", "notice": "minor", "none": "info"}


def render(run: Run, view: View) -> str:
    """A run as one JSON list, the worst first; a last entry counts what is excused or known and so not among them."""
    return "".join(written(listing(run, view), view))


def written(listed: Listing, view: View) -> Iterator[str]:
    """A list as one JSON list."""
    seen = Counter[str]()

    def issues() -> Iterator[Json]:
        for row in calling(listed.rows, view):
            yield _issue(row, seen)
        if rest := left_out(listed, 0, view.lang):
            path = listed.suites[0].path
            yield _issue(Row(path, 1, 1, "none", f"{TOOL}/counted", "", rest, rest, "counted"), seen)

    yield from entries(issues(), "")
    yield "\n"


def _issue(row: Row, seen: Counter[str]) -> Json:
    """One issue; its fingerprint is unique in the report: GitLab takes two of the same for one."""
    mark = digest(row.path, row.fingerprint or row.message, row.code)
    seen[mark] += 1
    return {
        "description": row.text,
        "check_name": row.code,
        "fingerprint": mark if seen[mark] == 1 else digest(mark, str(seen[mark])),
        "severity": "blocker" if row.status == "problem" else SEVERITIES[row.level],
        "location": {"path": row.path or ".", "lines": {"begin": row.line}},
    }
