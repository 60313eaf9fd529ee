"""A paper -> text, Markdown, CSV: harmless wherever it is opened."""

import csv
import re
from io import StringIO

from meetingrules.base.harmless import cell, escape
from meetingrules.exchange.page import COLON, Heading, Line, Page, Rows, table, width

MARK = "\ufeff"
"""Without it Excel takes a CSV file for the code page of the machine."""
BLOCK = re.compile(r"(?=[-+=>]|\d{1,9}[.)])")
"""What begins a list, a quotation or a rule where it begins a line of Markdown."""


def as_text(page: Page) -> str:
    """The paper for people, tables in columns."""
    page = page.plain()
    lines = [page.title, ""]
    for part in page.parts:
        match part:
            case Heading(text):
                lines += ["", text]
            case Line(label, text):
                lines.append(f"{label}{COLON[page.lang]}{text}" if label else text)
            case Rows(heads, rows):
                lines += ["", *_columns([heads, *rows]), ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).rstrip("\n") + "\n"


def _columns(rows: list[tuple[str, ...]]) -> list[str]:
    full = [row for row in rows if any(row[1:])] or rows  # a row with one text is a heading over all columns
    widths = [max(map(width, column)) for column in zip(*full, strict=True)]
    return [
        "  ".join(text + " " * (most - width(text)) for text, most in zip(row, widths, strict=True)) for row in rows
    ]


def as_markdown(page: Page) -> str:
    """The paper in Markdown: no text of a meeting file is markup, a link or a mention."""
    parts = [f"# {escape(page.title)}"]
    for part in page.parts:
        match part:
            case Heading(text):
                parts.append(f"## {escape(text)}")
            case Line(label, text):
                line = f"**{escape(label)}**{COLON[page.lang]}{escape(text)}" if label else _paragraph(text)
                parts.append(line.strip())
            case Rows(heads, rows):
                lines = [heads, ("---",) * len(heads), *(tuple(map(escape, row)) for row in rows)]
                parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
    return "\n\n".join(part for part in parts if part) + "\n"


def _paragraph(text: str) -> str:
    """A text that begins no list.

    >>> _paragraph("1. a")
    '&#49;. a'
    """
    plain = escape(text).strip()
    return f"&#{ord(plain[0])};{plain[1:]}" if BLOCK.match(plain) else plain


def as_csv(page: Page) -> str:
    """The paper as a table (RFC 4180) in UTF-8 with a byte order mark; no cell is a formula."""
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(harmless(page))
    return MARK + out.getvalue()


def harmless(page: Page) -> list[tuple[str, ...]]:
    """The rows of a spreadsheet, in which nothing is calculated."""
    return [tuple(str(cell(text)) for text in row) for row in table(page.plain())]
