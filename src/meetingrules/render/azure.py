"""Run -> logging commands of Azure Pipelines: errors and warnings of a task; what is less is a plain line of its log.

A task keeps ten issues of a kind: the worst stay, and the last line says what was left out.
"""

from meetingrules.render.concise import line
from meetingrules.render.formats import View
from meetingrules.render.rows import TOOL, Row, calling, capped, left_out, rows
from meetingrules.report.model import Run

MOST = 10
"""Issues of a kind that a task keeps."""


def render(run: Run, view: View) -> str:
    """A run as commands and lines, the worst first."""
    listed = calling(rows(run, view), view)
    kept = list(capped(listed, MOST))
    lines = [_issue(level, row) if level != "notice" else line(row, view.lang) for level, row in kept]
    rest = left_out(run, len(listed) - len(kept), view.lang)
    return "".join(text + "\n" for text in [*lines, *([f"{TOOL}: {rest}"] if rest else [])])


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
