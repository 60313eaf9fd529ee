"""A paper that goes out, before it has a format: a title, lines with their labels, tables; and the paper without its secrets."""

import unicodedata
from collections.abc import Callable
from collections.abc import Set as AbstractSet

from attrs import frozen

from meetingrules.base.harmless import clean
from meetingrules.report.masking import without

BLANK = "＿＿＿"
"""What is left to be filled in: seen on paper, and no value."""

COLON = {"zh": "：", "en": ": "}


@frozen
class Heading:
    """The heading of a part."""

    text: str


@frozen
class Line:
    """A line with what it is about in front: 主持：市长. Without either it is a blank one."""

    label: str
    text: str


@frozen
class Rows:
    """A table."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Heading | Line | Rows


@frozen
class Page:
    """One paper."""

    lang: str
    title: str
    parts: tuple[Part, ...]

    def each(self, change: Callable[[str], str]) -> "Page":
        """The paper with each of its texts changed."""

        def changed(part: Part) -> Part:
            match part:
                case Heading(text):
                    return Heading(change(text))
                case Line(label, text):
                    return Line(change(label), change(text))
                case Rows(heads, rows):
                    return Rows(tuple(map(change, heads)), tuple(tuple(map(change, row)) for row in rows))

        return Page(self.lang, change(self.title), tuple(changed(part) for part in self.parts))

    def without(self, secrets: AbstractSet[str]) -> "Page":
        """The paper without the texts that only classified things say."""
        return self.each(lambda text: without(text, secrets, self.lang))

    def plain(self) -> "Page":
        """The paper with every text on one line and nothing hidden in it."""
        return self.each(clean)


def table(page: Page) -> list[tuple[str, ...]]:
    """The paper as the rows of a spreadsheet: a blank one before each table and each heading, and behind a table.

    Beside a table a line is one cell, so that nobody takes it for a row of the table; without one, label and text are two.
    """
    beside = any(isinstance(part, Rows) for part in page.parts)
    rows: list[tuple[str, ...]] = [(page.title,)]
    for part in page.parts:
        match part:
            case Heading(text):
                rows += [(), (text,)]
            case Line(label, text):
                whole = f"{label}{COLON[page.lang]}{text}" if label else text
                rows.append((label, text) if label and not beside else (whole,) if whole else ())
            case Rows(heads, lines):
                rows += [(), heads, *lines, ()]
    return rows[:-1] if not rows[-1] else rows


def width(text: str) -> int:
    """How many columns of a terminal a text takes: East Asian characters two each.

    >>> width("市长A")
    5
    """
    return sum(
        0 if unicodedata.category(char) in {"Mn", "Me"} else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )
