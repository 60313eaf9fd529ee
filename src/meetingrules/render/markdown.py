"""Run -> Markdown for the comment of a pull request: a table of verdicts, then of findings, the worst first.

GitHub refuses a comment of more than 65,536 characters: what does not fit is counted.
"""

from meetingrules.base.harmless import escape
from meetingrules.render.concise import WORDS
from meetingrules.render.formats import View
from meetingrules.render.rows import Row, counted, path_of, rows
from meetingrules.render.words import MARKDOWN, PHRASES, STATUS, VERDICT
from meetingrules.report.model import Report, Run

MOST = 65_536
ROOM = 200
"""Kept free for the line that says what was left out."""


def render(run: Run, view: View) -> str:
    """A run as two tables; the second is not there where no finding is listed."""
    words = {key: texts[view.lang] for key, texts in MARKDOWN.items()}
    verdicts = [_verdict(report, view.lang) for report in run.reports]
    listed = [row for row in rows(run, view) if row.finding is not None or row.status == "problem"]
    text = _table("", (words["file"], words["verdict"], words["counts"]), verdicts, MOST // 2, view.lang)
    heads = (words["level"], words["message"], words["cites"], words["place"], words["rule"])
    return _table(text, heads, [_finding(row, view.lang) for row in listed], MOST - ROOM, view.lang)


def _table(text: str, heads: tuple[str, ...], lines: list[str], most: int, lang: str) -> str:
    """A text with a table below it, as long as it may be."""
    if not lines:
        return text
    parts = [text + ("\n" if text else ""), _line(heads), _line(("---",) * len(heads))]
    length = sum(map(len, parts))
    for number, line in enumerate(lines):
        length += len(line)
        if length > most - ROOM:
            parts.append(f"\n{PHRASES['cut'][lang].format(count=len(lines) - number)}\n")
            break
        parts.append(line)
    return "".join(parts)


def _verdict(report: Report, lang: str) -> str:
    return _line((escape(path_of(report.path)), f"**{VERDICT[report.verdict][lang]}**", escape(counted(report, lang))))


def _finding(row: Row, lang: str) -> str:
    word = WORDS[row.level] if row.level != "none" else STATUS[row.status][lang]
    aside = (PHRASES["by-departure"][lang].format(reason=row.excuse) if row.excuse is not None else "") + (
        PHRASES["is-known"][lang] if row.known else ""
    )
    place = f"{row.path or '.'}:{row.line}"
    return _line((word, escape(row.message + aside), escape(row.cites), escape(place), escape(row.code)))


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |\n"
