"""Workbooks and CSV files -> grids of texts, as people see them. The only door to openpyxl and defusedxml.

A workbook is looked through part by part before openpyxl reads it: no document types, no more than the limits, and it is told which
cells are worth reading.
"""

import warnings
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from importlib.util import find_spec
from itertools import islice
from typing import Any

from meetingrules.base.diagnostics import InvalidText
from meetingrules.base.tree import shown
from meetingrules.exchange.archive import OLE, SAVE_AS, damaged, packed, unpacked
from meetingrules.exchange.bounds import Limits, refusal, too_large, too_much
from meetingrules.exchange.delimited import delimited
from meetingrules.exchange.model import Cell, Grid
from meetingrules.exchange.parts import Look

__all__ = ["Limits", "grids"]

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et")
TEXTS = (".csv", ".tsv", ".txt")
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
"""How archives begin, the second one those with nothing in them."""
EAST_ASIAN = frozenset({*range(27, 37), *range(50, 59)})
"""Number formats that Chinese spreadsheets mean without saying so: all are dates and hours."""
INSTALL = ("pip install 'meetingrules[xlsx]'", "pip install 'meetingrules[xlsx]'")


def grids(data: bytes, name: str, limits: Limits = Limits()) -> tuple[Grid, ...]:  # noqa: B008 -- frozen
    """Every sheet of a file that somebody made with a spreadsheet.

    :param name: the name of the file; its ending tells texts from workbooks, where the first bytes do not
    :raises InvalidText: with one complaint, in Chinese and English, for whatever cannot or may not be read
    """
    low = name.lower()
    if not data.strip(b"\0 \t\r\n"):
        hint = ("请确认选对了文件", "check that it is the file that was meant")
        raise refusal("empty-file", name, "文件是空的", "the file is empty", hint)
    if len(data) > limits.bytes:
        raise too_large("file-too-large", name, ("文件", "the file"), limits.bytes)
    if data.startswith((*ZIP, OLE)):
        return workbook(data, name, limits)
    if low.endswith(TEXTS):
        if len(data) > limits.plain:
            raise too_large("file-too-large", name, ("文件", "the file"), limits.plain)
        return (delimited(data, name, limits),)
    if low.endswith(WORKBOOKS):
        raise no_workbook(name)
    zh, en = "不是表格文件", "it is no table"
    raise refusal("unknown-format", name, zh, en, ("可读 .xlsx、.csv、.tsv", ".xlsx, .csv and .tsv can be read"))


def no_workbook(name: str) -> InvalidText:
    """The complaint about what only looks like a workbook."""
    return refusal("not-a-workbook", name, "不是 Excel 工作簿", "it is no Excel workbook", SAVE_AS)


def workbook(data: bytes, name: str, limits: Limits) -> tuple[Grid, ...]:
    """All sheets of a workbook."""
    parts = unpacked(data, name, limits)
    if not (find_spec("openpyxl") and find_spec("defusedxml")):
        zh, en = "读 xlsx 需要另装的部分", "reading xlsx needs an extra"
        raise refusal("missing-extra", name, zh, en, INSTALL)
    look = looked_through(parts, name, limits)
    try:
        # openpyxl warns of what it leaves out (pictures, validations): nothing that stands in a cell.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return tuple(read(parts, look, name, limits))
    except InvalidText:
        raise
    except Exception as error:  # openpyxl raises whatever a wrong part makes it stumble over
        raise damaged(name) from error


def looked_through(parts: Mapping[str, bytes], name: str, limits: Limits) -> Mapping[str, Look]:
    """What each part holds, by a parser that takes no document types and builds nothing.

    :raises InvalidText: ``document-type``, ``damaged-workbook``, ``not-a-workbook``, and what is too much
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    if "[Content_Types].xml" not in parts:
        raise no_workbook(name)
    found, counted = dict[str, Look](), [0, 0]
    for part, content in parts.items():
        look = Look(name, limits, counted)
        parser = DefusedXMLParser(target=look, forbid_dtd=True)
        try:
            parser.feed(content)
            parser.close()
        except DefusedXmlException as error:
            zh, en = (
                "含有 XML 文档类型声明（DTD），表格软件不会写出它",
                "it holds an XML document type (DTD), which no spreadsheet writes",
            )
            raise refusal("document-type", name, zh, en, SAVE_AS) from error
        except (ParseError, ValueError, LookupError) as error:
            raise damaged(name) from error
        found[part] = look
    return found


def read(parts: Mapping[str, bytes], looks: Mapping[str, Look], name: str, limits: Limits) -> Iterator[Grid]:
    """Sheet after sheet, through openpyxl."""
    from openpyxl import load_workbook

    book = load_workbook(packed(parts), read_only=True, data_only=True, keep_links=False)
    styles, days = book._cell_styles, book._date_formats  # noqa: SLF001 -- no public name tells which formats are dates
    days |= {i for i, style in enumerate(styles) if style.numFmtId in EAST_ASIAN}
    sheets = book.worksheets
    if not sheets:
        raise no_workbook(name)
    cells = 0
    for sheet in sheets:
        look = looks[sheet._worksheet_path]  # noqa: SLF001 -- nor which part a sheet is
        cells += look.last_row * look.last_column
        if cells > limits.cells:
            raise too_much("too-many-cells", name, ("单元格", "cells"), limits.cells)
        rows = list[tuple[Cell, ...]]()
        if look.last_row:
            found = sheet.iter_rows(min_row=1, max_row=look.last_row, min_col=1, max_col=look.last_column)
            for number, row in enumerate(islice(found, look.last_row), 1):
                rows.append(tuple(cell_of(number, i, one, look, name, limits) for i, one in enumerate(row, 1)))
        yield Grid(name, str(sheet.title), tuple(rows))


def cell_of(row: int, column: int, one: Any, look: Look, name: str, limits: Limits) -> Cell:
    """One cell as people see it."""
    value = one.value
    if (row, column) in look.without_value:
        return Cell(row, column, "", "formula-without-value")
    if one.data_type == "e":
        return Cell(row, column, str(value), "error-value")
    text = text_of(value)
    if len(text) > limits.text or len(text.encode("utf-8", "surrogatepass")) > limits.text:
        cell = shown(Cell(row, column, "").name)
        raise too_large("cell-too-long", name, (f"单元格 {cell}", f"the cell {cell}"), limits.text)
    return Cell(row, column, text)


def text_of(value: object) -> str:
    """A value as a text: ``2024-03-20``, ``08:55``, ``12``.

    >>> text_of(45356.0), text_of(0.1 + 0.2), text_of(datetime(2024, 3, 20, 8, 55)), text_of(time(8, 55, 30))
    ('45356', '0.3', '2024-03-20 08:55', '08:55:30')
    """
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            moment = to_the_second(value)
            return moment.date().isoformat() if moment.time() == time() else f"{moment:%Y-%m-%d} {clock(moment.time())}"
        case date():
            return value.isoformat()
        case time():
            return clock(to_the_second(datetime.combine(date(2000, 1, 1), value)).time())
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
        case float():
            return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    return str(value).replace("_x000D_", "")


def to_the_second(moment: datetime) -> datetime:
    """Without the remainder of what was a fraction of a day."""
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def clock(at: time) -> str:
    """``08:55``; with seconds where there are any."""
    return at.isoformat("seconds" if at.second else "minutes")
