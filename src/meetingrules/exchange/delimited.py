"""CSV and TSV -> a grid. The only door to csv for what comes in."""

import csv
import io
import re
from collections.abc import Iterator

from meetingrules.base.diagnostics import InvalidText
from meetingrules.exchange.bounds import Limits, refusal, too_large, too_much
from meetingrules.exchange.model import Cell, Grid

ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
"""What the first bytes of a file say."""
DELIMITERS = (",", "\t", ";")
LOOKED_AT = 4096
"""How many characters tell the delimiter."""
QUOTED = re.compile(r'"[^"]*(?:"|$)')
RESAVE = (
    "用 WPS 或 Excel 打开，另存为 xlsx 或 UTF-8 的 CSV",
    "open it in a spreadsheet and save it as xlsx or as CSV in UTF-8",
)
QUOTES = ('引号须成对，文字里的引号写成 ""', 'quotes come in pairs; a quote inside a text is written ""')


def delimited(data: bytes, name: str, limits: Limits) -> Grid:
    """One table of a CSV or TSV file.

    :raises InvalidText: ``unknown-encoding``, ``nul-byte``, ``unclosed-quote``, ``stray-quote``, and what is too much
    """
    text = decoded(data, name)
    if "\0" in text:
        number = text.count("\n", 0, text.index("\0")) + 1
        zh, en = f"第 {number} 行有空字节", f"there is a NUL byte on line {number}"
        raise refusal("nul-byte", name, zh, en, RESAVE)
    mark = "\t" if name.lower().endswith(".tsv") else delimiter(text)
    rows, width, cells = list[list[str]](), 0, 0
    for number, row in enumerate(lines(text, mark, name, limits), 1):
        while row and not row[-1].strip():
            row.pop()
        rows.append(row)
        if row and number > limits.rows:
            raise too_much("too-many-rows", name, ("行数", "rows"), limits.rows)
        if len(row) > limits.columns:
            raise too_much("too-many-columns", name, ("列数", "columns"), limits.columns)
        if any(len(one) > limits.text or len(one.encode("utf-8", "surrogatepass")) > limits.text for one in row):
            raise too_large("cell-too-long", name, (f"第 {number} 行的一格", f"a cell of row {number}"), limits.text)
        width = max(width, len(row))
        cells += 1 + len(row)
        if cells > limits.cells:
            raise too_much("too-many-cells", name, ("单元格", "cells"), limits.cells)
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) * width > limits.cells:
        raise too_much("too-many-cells", name, ("单元格", "cells"), limits.cells)
    return Grid(
        name,
        None,
        tuple(
            tuple(Cell(r, c, row[c - 1] if c <= len(row) else "") for c in range(1, width + 1))
            for r, row in enumerate(rows, 1)
        ),
    )


def decoded(data: bytes, name: str) -> str:
    """The text: as its first bytes say, else UTF-8, else GB18030, which spreadsheets in China write.

    :raises InvalidText: ``unknown-encoding``
    """
    said = next((encoding for start, encoding in ENCODINGS if data.startswith(start)), None)
    for encoding in (said,) if said else ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    zh, en = "不是文本，或编码无法识别", "it is no text, or its encoding is not known"
    raise refusal("unknown-encoding", name, zh, en, RESAVE)


def delimiter(text: str) -> str:
    """What most of the first lines hold outside quotes, be it a comma, a tab or a semicolon; a comma where there is a draw."""
    head = QUOTED.sub("", text[:LOOKED_AT]).splitlines()
    return max(DELIMITERS, key=lambda mark: sum(mark in line for line in head))


def lines(text: str, mark: str, name: str, limits: Limits) -> Iterator[list[str]]:
    """The rows, one after the other.

    :raises InvalidText: where a quote is not closed, or stands where none may
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    while True:
        start = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise broken(str(error), name, start, limits) from None
        if row is None:
            return
        yield row


def broken(message: str, name: str, line: int, limits: Limits) -> InvalidText:
    """What csv could not read, in our words."""
    if "field limit" in message:
        return too_large("cell-too-long", name, (f"第 {line} 行的一格", f"a cell of line {line}"), limits.text)
    if "unexpected end" in message:
        zh, en = f"第 {line} 行起有引号未闭合", f"a quote that opens on line {line} is never closed"
        return refusal("unclosed-quote", name, zh, en, QUOTES)
    zh, en = f"第 {line} 行引号位置不对", f"a quote stands where none may on line {line}"
    return refusal("stray-quote", name, zh, en, QUOTES)
