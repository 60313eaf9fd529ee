"""Run -> logging commands of Azure Pipelines: errors and warnings of a task; what is less is a plain line of its log.

A task keeps ten issues of a kind: the worst stay, and the last line says what was left out.
"""

from collections.abc import Iterator

from meetingrules.render.concise import line
from meetingrules.render.formats import View
from meetingrules.render.rows import TOOL, Listing, Row, calling, capped, left_out, listing
from meetingrules.report.model import Run

MOST = 10
"""Issues of a kind that a task keeps."""


def render(run: Run, view: View) -> str:
    """A run as commands and lines, the worst first."""
    return "".join(written(listing(run, view), view))


def written(listed: Listing, view: View) -> Iterator[str]:
    """A list as commands and lines."""
    kept, cut = capped(calling(listed.rows, view), MOST)
    for level, row in kept:
        yield (_issue(level, row) if level != "notice" else line(row, view.lang)) + "\n"
    if rest := left_out(listed, cut, view.lang):
        yield f"{TOOL}: {rest}\n"


def _issue(level: str, row: Row) -> str:
    place = {"sourcepath": row.path, "linenumber": str(row.line), "columnnumber": str(row.column)} if row.path else {}
    return command("task.logissue", row.text, type=level, **place, code=row.code)


def command(name: str, message: str, **properties: str) -> str:
    """One logging command.

    >>> command("task.logissue", "a]b", type="error", sourcepath="x;y].yaml")
    '##vso[task.logissue type=error;sourcepath=x%3By%5D.yaml;]a]b'
    """
    given = "".join(f"{key}={_property(value)};" for key, value in properties.items())
    return f"##vso[{name} {given}]{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(";", "%3B").replace("]", "%5D")
