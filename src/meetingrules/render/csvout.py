"""Run -> CSV (RFC 4180) for spreadsheets: a row for each finding.

It begins with a byte order mark: without one, Excel takes the file for the code page of the machine, on a Chinese one GBK, and
shows garbage. What a spreadsheet would take for a formula gets an apostrophe in front.
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from meetingrules.base.harmless import cell
from meetingrules.render.formats import View
from meetingrules.render.rows import Listing, Row, listing
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


def render(run: Run, view: View) -> str:
    """A run as a table, the worst first."""
    return "".join(written(listing(run, view), view))


def written(listed: Listing, view: View) -> Iterator[str]:  # noqa: ARG001 - as all formats
    """A list as a table; the names of the columns stand first."""
    yield MARK + _line(COLUMNS)
    yield from (_line([cell(value) for value in _values(row)]) for row in listed.rows)


def _line(values: Iterable[str | int]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(values)
    return out.getvalue()


def _values(row: Row) -> tuple[str | int, ...]:
    return (
        row.path, row.line, row.column, row.level, row.status, row.code, row.cites, row.subject, row.message,
        row.excuse or "", "yes" if row.known else "", row.fingerprint,
    )  # fmt: skip
