"""Run -> workflow commands of GitHub Actions: annotations on the files of a pull request.

A step shows ten of each kind and drops the rest without a word: here the worst stay, and the last notice says what was left out.
"""

from meetingrules.render.formats import View
from meetingrules.render.rows import TOOL, Row, calling, capped, left_out, rows
from meetingrules.report.model import Run

MOST = 10
"""Annotations of a kind that a step shows."""


def render(run: Run, view: View) -> str:
    """A run as commands, the worst first."""
    listed = calling(rows(run, view), view)
    kept = list(capped(listed, MOST))
    if rest := left_out(run, len(listed) - len(kept), view.lang):
        kept = _with_room(kept)
        rest = left_out(run, len(listed) - len(kept), view.lang)
    lines = [
        command(level, row.text, file=row.path, line=str(row.line), col=str(row.column), title=row.code)
        if row.path
        else command(level, row.text, title=row.code)
        for level, row in kept
    ]
    return "".join(line + "\n" for line in [*lines, *([command("notice", rest, title=TOOL)] if rest else [])])


def _with_room(kept: list[tuple[str, Row]]) -> list[tuple[str, Row]]:
    """What is kept, less the last notice where there are so many that a closing one would be dropped."""
    notices = [i for i, (level, _) in enumerate(kept) if level == "notice"]
    return [*kept[: notices[-1]], *kept[notices[-1] + 1 :]] if len(notices) == MOST else kept


def command(name: str, message: str, **properties: str) -> str:
    """One workflow command.

    >>> command("error", "100%", file="a,b.yaml", title="x/y")
    '::error file=a%2Cb.yaml,title=x/y::100%25'
    """
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {given}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
