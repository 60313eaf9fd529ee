"""Run -> CSV (RFC 4180) for spreadsheets: a row for each finding.

It begins with a byte order mark: without one, Excel takes the file for the code page of the machine, on a Chinese one GBK, and
shows garbage. What a spreadsheet would take for a formula gets an apostrophe in front.
"""

import csv
from io import StringIO

from meetingrules.render.formats import View
from meetingrules.render.rows import Row, rows
from meetingrules.report.model import Run

COLUMNS = (
    "path",
    "line",
    "column",
    "level",
    "status",
    "code",
    "cites",
    "subject",
    "message",
    "departure",
    "known",
    "fingerprint",
)
MARK = "\ufeff"
FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "＝",
    "＋",
    "－",
    "＠",
)  # a spreadsheet in East Asia reads the wide ones as well


def render(run: Run, view: View) -> str:
    """A run as a table, the worst first."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows([cell(value) for value in _values(row)] for row in rows(run, view))
    return MARK + out.getvalue()


def _values(row: Row) -> tuple[str | int, ...]:
    return (
        row.path, row.line, row.column, row.level, row.status, row.code, row.cites, row.subject, row.message,
        row.excuse or "", "yes" if row.known else "", row.fingerprint,
    )  # fmt: skip


def cell(value: str | int) -> str | int:
    """A value that no spreadsheet calculates.

    >>> cell("=1+1"), cell("甲"), cell(3)
    ("'=1+1", '甲', 3)
    """
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA) else value
