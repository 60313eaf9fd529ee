"""Run -> workflow commands of GitHub Actions: annotations on the files of a pull request.

A step shows ten of each kind and drops the rest without a word: here the worst stay, and the last notice says what was left out.
"""

from collections.abc import Iterator

from meetingrules.render.formats import View
from meetingrules.render.rows import TOOL, Listing, Row, calling, capped, left_out, listing
from meetingrules.report.model import Run

MOST = 10
"""Annotations of a kind that a step shows."""


def render(run: Run, view: View) -> str:
    """A run as commands, the worst first."""
    return "".join(written(listing(run, view), view))


def written(listed: Listing, view: View) -> Iterator[str]:
    """A list as commands."""
    kept, cut = capped(calling(listed.rows, view), MOST)
    if rest := left_out(listed, cut, view.lang):
        with_room = _with_room(kept)
        rest = left_out(listed, cut + len(kept) - len(with_room), view.lang)
        kept = with_room
    for level, row in kept:
        place = {"file": row.path, "line": str(row.line), "col": str(row.column)} if row.path else {}
        yield command(level, row.text, **place, title=row.code) + "\n"
    if rest:
        yield command("notice", rest, title=TOOL) + "\n"


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
