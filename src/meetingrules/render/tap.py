"""Run -> Test Anything Protocol, version 13: a line for each row, with what is known of it as YAML below.

``not ok`` is a fail or a file that could not be checked; with ``TODO`` what is open, not due yet, or known from a baseline;
``SKIP`` what does not apply.
"""

import json
from collections.abc import Iterator

from meetingrules.render.formats import View
from meetingrules.render.rows import Listing, Row, left_out, listing
from meetingrules.render.words import PHRASES, STATUS
from meetingrules.report.model import Run

OPEN = frozenset({"unknown", "manual", "pending", "undecided", "compliant_so_far"})
WRONG = frozenset({"problem", "fail", "noncompliant"})


def render(run: Run, view: View) -> str:
    """A run as TAP, the worst first."""
    return "".join(written(listing(run, view), view))


def written(listed: Listing, view: View) -> Iterator[str]:
    """A list as TAP."""
    yield f"TAP version 13\n1..{sum(1 for _ in listed.rows)}\n"
    for number, row in enumerate(listed.rows, 1):
        yield "".join(f"{line}\n" for line in _test(number, row, view.lang))
    if rest := left_out(listed, 0, view.lang):
        yield f"# {rest}\n"


def _test(number: int, row: Row, lang: str) -> Iterator[str]:
    result = "not ok" if row.status in WRONG or row.status in OPEN else "ok"
    about = f" [{_plain(row.subject)}]" if row.subject else ""
    yield f"{result} {number} - {_plain(row.code)}{about}{_directive(row, lang)}"
    facts = {
        "message": row.message,
        "severity": row.level,
        "status": row.status,
        "at": f"{row.path}:{row.line}:{row.column}",
    }
    facts |= {"cites": row.cites} if row.cites else {}
    facts |= {"departure": row.excuse} if row.excuse is not None else {}
    yield "  ---"
    yield from (f"  {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items())
    yield "  ..."


def _directive(row: Row, lang: str) -> str:
    if row.known:
        return f" # TODO {PHRASES['is-known'][lang].strip()}"
    if row.status in OPEN:
        return f" # TODO {_plain(row.message)}"
    return f" # SKIP {STATUS['skip'][lang]}" if row.status == "skip" else ""


def _plain(text: str) -> str:
    """A text that is no directive: the reader takes what follows a number sign for one."""
    return text.replace("#", "＃")
