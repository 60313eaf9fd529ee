"""Rows of texts -> a workbook: every cell a text, the same bytes whenever it is written."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from importlib.util import find_spec

from meetingrules.exchange.bounds import refusal
from meetingrules.exchange.page import width

INSTALL = ("pip install 'meetingrules[xlsx]'", "pip install 'meetingrules[xlsx]'")
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive can say; a workbook says when it was packed, and that is nobody's business."""
PROPERTIES = "docProps/core.xml"
MADE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>meetingrules</dc:creator>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified></cp:coreProperties>'
)
"""What a workbook says of itself. openpyxl would put the clock into it."""
WIDEST, NARROWEST = 60, 6


def workbook(rows: Sequence[Sequence[str]], title: str, made: date) -> bytes:
    """A workbook of one sheet.

    :param title: of the sheet; what no sheet may be called is left out of it
    :param made: the day that stands in its properties
    :raises InvalidText: ``missing-extra``
    """
    if not find_spec("openpyxl"):
        zh, en = "写 xlsx 需要另装的部分", "writing xlsx needs an extra"
        raise refusal("missing-extra", "xlsx", zh, en, INSTALL)
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "".join(char for char in title if char not in "[]:*?/\\'")[:31] or "1"
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            if text:
                cell = sheet.cell(number, column)
                cell.value = text
                cell.data_type = "s"  # whatever it looks like
    for column in range(1, max(map(len, rows), default=0) + 1):
        # the first cell of a row that has but one is a title: it runs over the others
        texts = [row[column - 1] for row in rows if len(row) >= max(2, column)]
        wide = max(map(width, texts), default=0) + 2
        sheet.column_dimensions[get_column_letter(column)].width = min(WIDEST, max(NARROWEST, wide))
    out = io.BytesIO()
    book.save(out)
    return repacked(out.getvalue(), made)


def repacked(data: bytes, made: date) -> bytes:
    """The same archive without the moment at which it was packed and saved."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            own = MADE.format(day=made.isoformat()).encode()
            content = own if info.filename == PROPERTIES else old.read(info)
            fresh = zipfile.ZipInfo(info.filename, EARLIEST)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fresh, content)
    return out.getvalue()
