"""Workbooks made for a test: by openpyxl what spreadsheets write, part by part what nobody should."""

import io
import zipfile

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(*rows, title="签到", epoch=None, merged=None):
    """A workbook of one sheet; a tuple (value, format) is a cell with a number format.

    :param merged: cells that are one, as in ``A1:B1``
    """
    book = Workbook()
    if epoch is not None:
        book.epoch = epoch
    sheet = book.active
    sheet.title = title
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if isinstance(value, tuple):
                cell.value, cell.number_format = value
            elif value is not None:
                cell.value = value
    if merged:
        sheet.merge_cells(merged)
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text_cell(reference, text):
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet_xml(rows="", before="", after=""):
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def parts_of(*sheets, strings=None, styles=None):
    """The parts of a workbook by name."""
    kinds = {f"/xl/worksheets/s{i}.xml": "worksheet" for i in range(len(sheets))}
    kinds |= {"/xl/sharedStrings.xml": "sharedStrings"} if strings is not None else {}
    kinds |= {"/xl/styles.xml": "styles"} if styles is not None else {}
    overrides = "".join(f'<Override PartName="{p}" ContentType="{KIND}.{k}+xml"/>' for p, k in kinds.items())
    names = "".join(f'<sheet name="s{i}" sheetId="{i + 1}" r:id="r{i}"/>' for i in range(len(sheets)))
    links = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/worksheet" Target="worksheets/s{i}.xml"/>' for i in range(len(sheets))
    )
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>{overrides}</Types>'
    )
    found = {
        "[Content_Types].xml": types,
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
    }
    found |= {f"xl/worksheets/s{i}.xml": xml for i, xml in enumerate(sheets)}
    found |= {"xl/sharedStrings.xml": strings} if strings is not None else {}
    return found | ({"xl/styles.xml": styles} if styles is not None else {})


def packed(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def raw(*sheets, method=zipfile.ZIP_DEFLATED, **more):
    return packed(parts_of(*sheets, **more), method)


def lying(data, part, size):
    """The archive with another size for one part, in its directory and in front of the part."""
    out = bytearray(data)
    for mark, at, name_at in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        start = 0
        while (start := out.find(mark, start)) >= 0:
            if out[start + name_at :].startswith(part.encode()):
                out[start + at : start + at + 4] = size.to_bytes(4, "little")
            start += 4
    return bytes(out)
