"""Run -> one line for each row: ``path:line:column: level rule message (articles)``, as editors and grep read it.

The level is one of a few fixed words in either language, so that one problem matcher does for both.
"""

from collections.abc import Iterator

from meetingrules.render.formats import View
from meetingrules.render.rows import Listing, Row, listing
from meetingrules.render.words import PHRASES
from meetingrules.report.model import Run

WORDS = {"error": "error", "warning": "warning", "notice": "note", "none": "ok"}


def render(run: Run, view: View) -> str:
    """A run as lines, the worst first."""
    return "".join(written(listing(run, view), view))


def written(listed: Listing, view: View) -> Iterator[str]:
    """A list as lines."""
    return (line(row, view.lang) + "\n" for row in listed.rows)


def line(row: Row, lang: str) -> str:
    """One row."""
    known = PHRASES["is-known"][lang] if row.known else ""
    excuse = PHRASES["by-departure"][lang].format(reason=row.excuse) if row.excuse is not None else ""
    return f"{row.path or '.'}:{row.line}:{row.column}: {WORDS[row.level]} {row.code} {row.text}{excuse}{known}"
