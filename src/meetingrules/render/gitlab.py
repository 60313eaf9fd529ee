"""Run -> a Code Quality report of GitLab: what calls for somebody, in the widget of a merge request."""

import json
from collections import Counter

from meetingrules.base.harmless import quiet
from meetingrules.render.formats import View
from meetingrules.render.rows import TOOL, Row, calling, digest, left_out, path_of, rows
from meetingrules.report.model import Run

SEVERITIES = {"error": "critical", "warning": "major", "notice": "minor", "none": "info"}


def render(run: Run, view: View) -> str:
    """A run as one JSON list, the worst first; a last entry counts what is excused or known and so not among them."""
    seen = Counter[str]()
    issues = [_issue(row, seen) for row in calling(rows(run, view), view)]
    if rest := left_out(run, 0, view.lang):
        path = path_of(run.reports[0].path)
        issues.append(_issue(Row(path, 1, 1, "none", f"{TOOL}/counted", "", rest, rest, "counted"), seen))
    return quiet(json.dumps(issues, ensure_ascii=False, indent=2)) + "\n"


def _issue(row: Row, seen: Counter[str]) -> dict[str, object]:
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
