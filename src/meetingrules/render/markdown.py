"""Run -> Markdown for the comment of a pull request: a table of verdicts, then of findings, the worst first.

GitHub refuses a comment of more than 65,536 characters: what does not fit is counted.
"""

from collections.abc import Iterator

from meetingrules.base.harmless import escape
from meetingrules.render.concise import WORDS
from meetingrules.render.formats import View
from meetingrules.render.rows import Listing, Row, Suite, listing
from meetingrules.render.words import MARKDOWN, PHRASES, STATUS, VERDICT
from meetingrules.report.model import Run

MOST = 65_536
ROOM = 200
"""Kept free for the line that says what was left out."""


def render(run: Run, view: View) -> str:
    """A run as two tables; the second is not there where no finding is listed."""
    return "".join(written(listing(run, view), view))


def written(listed: Listing, view: View) -> Iterator[str]:
    """A list as these tables."""
    words = {key: texts[view.lang] for key, texts in MARKDOWN.items()}
    verdicts = (_verdict(suite, view.lang) for suite in listed.suites)
    text = _table("", (words["file"], words["verdict"], words["counts"]), verdicts, MOST // 2, view.lang)
    heads = (words["level"], words["message"], words["cites"], words["place"], words["rule"])
    told = (_finding(row, view.lang) for row in listed.rows if row.aim is not None or row.status == "problem")
    yield _table(text, heads, told, MOST - ROOM, view.lang)


def _table(text: str, heads: tuple[str, ...], lines: Iterator[str], most: int, lang: str) -> str:
    """A text with a table below it, as long as it may be."""
    parts = [text + ("\n" if text else ""), _line(heads), _line(("---",) * len(heads))]
    length, some, cut = sum(map(len, parts)), False, 0
    for line in lines:
        some, length = True, length + len(line)
        if cut or length > most - ROOM:
            cut += 1
        else:
            parts.append(line)
    if cut:
        parts.append(f"\n{PHRASES['cut'][lang].format(count=cut)}\n")
    return "".join(parts) if some else text


def _verdict(suite: Suite, lang: str) -> str:
    return _line((escape(suite.path), f"**{VERDICT[suite.verdict][lang]}**", escape(suite.counts)))


def _finding(row: Row, lang: str) -> str:
    word = WORDS[row.level] if row.level != "none" else STATUS[row.status][lang]
    aside = (PHRASES["by-departure"][lang].format(reason=row.excuse) if row.excuse is not None else "") + (
        PHRASES["is-known"][lang] if row.known else ""
    )
    place = f"{row.path or '.'}:{row.line}"
    return _line((word, escape(row.message + aside), escape(row.cites), escape(place), escape(row.code)))


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |\n"
