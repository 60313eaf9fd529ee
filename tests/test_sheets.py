"""Workbooks and CSV files as grids: what people see, and nothing that a file could do to the machine."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from meetingrules import InvalidText
from meetingrules.exchange.model import Grid
from meetingrules.exchange.sheet import Limits, grids
from workbooks import MAIN, lying, packed, parts_of, raw, saved, sheet_xml, text_cell, workbook

DAY = date(2024, 3, 20)


def texts(data, name="book.xlsx", **more):
    """The texts of the first sheet; of a cell in trouble, its code."""
    grid = grids(data, name, **more)[0]
    return [[cell.trouble or cell.text for cell in row] for row in grid.rows]


# ---- what people see -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("市长", "市长"),
        ("  王　伟 ", "  王　伟 "),
        (12, "12"),
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        (1e20, "1e+20"),
        (True, "TRUE"),
        (DAY, "2024-03-20"),
        (datetime(2024, 3, 20), "2024-03-20"),
        (datetime(2024, 3, 20, 8, 55), "2024-03-20 08:55"),
        (time(8, 55), "08:55"),
        (time(8, 55, 30), "08:55:30"),
        (timedelta(hours=26, minutes=5), "26:05"),
        ((45371, "General"), "45371"),
        ((45371, "yyyy-mm-dd"), "2024-03-20"),
        ((45371, 'yyyy"年"m"月"d"日"'), "2024-03-20"),
        ((45371.371527777777, "[$-804]yyyy/m/d h:mm"), "2024-03-20 08:55"),
        ((0.371527777777, "h:mm"), "08:55"),
        ((0.371527777777, '上午/下午h"时"mm"分"'), "08:55"),
        (("45371", "@"), "45371"),
        (("08:55", "@"), "08:55"),
        ((10**9, "yyyy-mm-dd"), "error-value"),
        ("#REF!", "error-value"),
        ("#N/A", "error-value"),
        ("=1+1", "formula-without-value"),
        ("a_x000D_\nb", "a\nb"),
    ],
    ids=str,
)
def test_a_cell_is_read_as_people_see_it(value, text):
    assert texts(workbook([value, "."])) == [[text, "."]]


def test_days_of_the_1904_system_are_the_days_that_were_meant():
    assert texts(workbook([DAY, (time(8, 55), "h:mm")], epoch=CALENDAR_MAC_1904)) == [["2024-03-20", "08:55"]]


@pytest.mark.parametrize("number", [31, 57, 58])
def test_date_formats_that_chinese_spreadsheets_do_not_spell_out_are_dates(number):
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    row = '<row r="1"><c r="A1" s="1"><v>45371</v></c><c r="B1" s="0"><v>45371</v></c></row>'
    assert texts(raw(sheet_xml(row), styles=styles)) == [["2024-03-20", "45371"]]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A1"><f>B1</f><v>3</v></c>', "3"),
        ('<c r="A1" t="str"><f>B1</f><v>市长</v></c>', "市长"),
        ('<c r="A1" t="str"><f>IF(B1="","",B1)</f><v></v></c>', ""),
        ('<c r="A1"><f>B1</f><v></v></c>', "formula-without-value"),
        ('<c r="A1"><f>B1</f></c>', "formula-without-value"),
        ('<c r="A1" t="e"><f>B1</f><v>#REF!</v></c>', "error-value"),
    ],
)
def test_a_formula_is_its_result_where_one_was_saved(cell, text):
    assert texts(raw(sheet_xml(f'<row r="1">{cell}{text_cell("B1", ".")}</row>'))) == [[text, "."]]


def test_every_sheet_is_a_grid_with_all_its_cells_and_the_blank_ones_between():
    book = Workbook()
    book.active.title = "签到"
    book.active["B2"] = "市长"
    book.active["D3"] = " "
    book.create_sheet("空白")
    book.create_sheet("议题")["A1"] = "议题"
    found = grids(saved(book), "会议.xlsx")
    assert [(grid.source, grid.sheet, len(grid.rows)) for grid in found] == [
        ("会议.xlsx", "签到", 3),
        ("会议.xlsx", "空白", 0),
        ("会议.xlsx", "议题", 1),
    ]
    assert [[cell.text for cell in row] for row in found[0].rows] == [
        ["", "", "", ""],
        ["", "市长", "", ""],
        ["", "", "", " "],
    ]
    assert found[0].at(found[0].rows[1][1]) == "签到!B2"


def test_a_merged_cell_has_its_text_at_its_first_cell():
    book = Workbook()
    book.active["A1"] = "签到表"
    book.active.merge_cells("A1:C1")
    book.active["A2"], book.active["C2"] = "姓名", "签到"
    assert texts(saved(book)) == [["签到表", "", ""], ["姓名", "", "签到"]]


def test_what_has_nothing_but_a_format_is_no_part_of_a_sheet():
    blank = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert texts(raw(sheet_xml(f'<row r="1">{text_cell("A1", "姓名")}</row>{blank}'))) == [["姓名"]]


def test_numbers_of_rows_and_cells_may_be_left_out():
    assert texts(
        raw(sheet_xml('<row><c><v>1</v></c><c><v>2</v></c></row><row r="3"><c r="B3"><v>3</v></c></row>'))
    ) == [
        ["1", "2"],
        ["", ""],
        ["", "3"],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_csv_is_read_in_the_encodings_that_spreadsheets_write(encoding):
    data = '姓名,备注\r\n王　伟,"赴省开会，\r\n由""副市长甲""代"\r\n'.encode(encoding)
    assert texts(data, "签到.csv") == [["姓名", "备注"], ["王　伟", '赴省开会，\r\n由"副市长甲"代']]


def test_utf_16_of_the_other_byte_order_is_read_too():
    assert texts(b"\xfe\xff" + "姓名\t签到\n".encode("utf-16-be"), "签到.txt") == [["姓名", "签到"]]


@pytest.mark.parametrize(
    ("name", "text", "cells"),
    [
        ("a.tsv", "姓名\t单位,部门\n", [["姓名", "单位,部门"]]),
        ("a.csv", "姓名;签到\n市长;√\n", [["姓名", "签到"], ["市长", "√"]]),
        ("a.csv", "签到表\n\n姓名,签到\n,,\n", [["签到表", ""], ["", ""], ["姓名", "签到"]]),
        ("a.csv", "姓名,备注\n市长,甲;乙;丙;丁\n", [["姓名", "备注"], ["市长", "甲;乙;丙;丁"]]),
        ("a.csv", '姓名,"a;b\n;"\n市长,";"\n', [["姓名", "a;b\n;"], ["市长", ";"]]),
        ("a.txt", "姓名\t备注\n市长\t甲,乙,丙\n", [["姓名", "备注"], ["市长", "甲,乙,丙"]]),
        ("A.CSV", "PK,1\n", [["PK", "1"]]),
    ],
)
def test_csv_is_divided_by_what_its_first_rows_are_divided_by(name, text, cells):
    assert texts(text.encode(), name) == cells


def test_a_csv_file_has_one_sheet_without_a_name():
    (grid,) = grids("姓名,签到\n".encode(), "签到.csv")
    assert grid.sheet is None
    assert grid.at(grid.rows[0][1]) == "B1"


# ---- what nobody should bring ------------------------------------------------------------------------------------------

FULL = "<row>" + "<c><v>1</v></c>" * 90 + "</row>"
BOMB = '<!DOCTYPE a [<!ENTITY a "0123456789"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a SYSTEM "file:///etc/passwd">'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
STORED = zipfile.ZIP_STORED


def one(text="姓名", reference="A1"):
    return sheet_xml(f'<row r="{reference.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}">{text_cell(reference, text)}</row>')


def strings(inner):
    return f'<sst xmlns="{MAIN}">{inner}</sst>'


def with_key(data):
    """The archive as if all its parts had a password."""
    out = bytearray(data)
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = 0
        while (start := out.find(mark, start)) >= 0:
            out[start + at] |= 1
            start += 4
    return bytes(out)


HOSTILE = {
    "nothing": ("a.xlsx", lambda: b"", "empty-file"),
    "blanks": ("a.csv", lambda: b"\n" * 10**6, "empty-file"),
    "20 MiB": ("a.xlsx", lambda: raw(one()) + bytes(20 * 2**20), "file-too-large"),
    "a picture": ("a.png", lambda: b"\x89PNG", "unknown-format"),
    "a text called xlsx": ("a.xlsx", "姓名,签到".encode, "not-a-workbook"),
    "xls": ("a.xls", lambda: OLD, "old-workbook"),
    "xls called xlsx": ("a.xlsx", lambda: OLD, "old-workbook"),
    "a password": ("a.xlsx", lambda: OLD + "EncryptedPackage".encode("utf-16-le"), "encrypted-workbook"),
    "a password of the archive": ("a.xlsx", lambda: with_key(raw(one())), "encrypted-workbook"),
    "a zip": ("a.xlsx", lambda: packed({"a.txt": "a"}), "not-a-workbook"),
    "an empty zip": ("a.xlsx", lambda: packed({}), "not-a-workbook"),
    "no sheets": ("a.xlsx", raw, "not-a-workbook"),
    "half of it": ("a.xlsx", lambda: (data := raw(one()))[: len(data) // 2], "damaged-workbook"),
    "another way of packing": ("a.xlsx", lambda: raw(one(), method=zipfile.ZIP_LZMA), "damaged-workbook"),
    "half a tag": ("a.xlsx", lambda: raw(one()[:-20]), "damaged-workbook"),
    "a string that is not there": ("a.xlsx", lambda: raw(sheet_xml('<row><c t="s"><v>7</v></c></row>')), "damaged-workbook"),
    "rows that go back": ("a.xlsx", lambda: raw(sheet_xml('<row r="2"/><row r="1"/>')), "damaged-workbook"),
    "row 10^30": ("a.xlsx", lambda: raw(sheet_xml(f'<row r="{10**30}"><c><v>1</v></c></row>')), "damaged-workbook"),
    "100 MB of one letter": ("a.xlsx", lambda: raw(one("a" * 10**8)), "unpacks-too-large"),
    "10 MB of one letter": ("a.xlsx", lambda: raw(one("a" * 10**7)), "unpacks-too-large"),
    "50 MB of cells": ("a.xlsx", lambda: raw(sheet_xml(FULL * 36_000)), "unpacks-too-large"),
    "a bomb said to be small": ("a.xlsx", lambda: lying(raw(one("a" * 10**8)), "xl/worksheets", 500), "damaged-workbook"),
    "a small one said to be none": ("a.xlsx", lambda: lying(raw(one()), "xl/worksheets", 2**31), "unpacks-too-large"),
    "many files": ("a.xlsx", lambda: packed({f"{i}.xml": "" for i in range(3000)}), "too-many-parts"),
    "many sheets": ("a.xlsx", lambda: raw(*[one()] * 1900), "too-many-sheets"),
    "many cells": ("a.xlsx", lambda: raw(sheet_xml(FULL * 1000), method=STORED), "too-many-cells"),
    "many blanks": ("a.xlsx", lambda: raw(*[one("a", "CV2000")] * 3), "too-many-cells"),
    "many texts": ("a.xlsx", lambda: raw(one(), strings=strings("<si><t>x</t></si>" * 90_000), method=STORED), "too-many-cells"),
    "many merged cells": (
        "a.xlsx",
        lambda: raw(sheet_xml(after="<mergeCells>" + '<mergeCell ref="A1"/>' * 30_000 + "</mergeCells>"), method=STORED),
        "too-complex",
    ),
    "deep": ("a.xlsx", lambda: raw(one(), strings=strings("<si>" * 10_000 + "</si>" * 10_000)), "too-deep"),
    "the last cell": ("a.xlsx", lambda: raw(one("a", "XFD1048576")), "too-many-rows"),
    "the last row": ("a.xlsx", lambda: raw(one("a", "A1048576")), "too-many-rows"),
    "the last column": ("a.xlsx", lambda: raw(one("a", "XFD1")), "too-many-columns"),
    "a long text": ("a.xlsx", lambda: raw(one("字" * 30_000)), "cell-too-long"),
    "a long text of the list": ("a.xlsx", lambda: raw(one(), strings=strings(f"<si><t>{'a' * 70_000}</t></si>")), "cell-too-long"),
    "a NUL in CSV": ("a.csv", lambda: b"a,b\nc\0,d\n", "nul-byte"),
    "a field of 4 MB": ("a.csv", lambda: b"x" * 4_000_000, "cell-too-long"),
    "a quoted field of 4 MB": ("a.csv", lambda: b'a,"' + b"x,\n" * 1_300_000 + b'"', "cell-too-long"),
    "a field of 10 MB": ("a.csv", lambda: b"x" * 10_000_000, "file-too-large"),
    "an open quote": ("a.csv", '姓名,签到\n"市长,√\n副市长甲,√\n'.encode, "unclosed-quote"),
    "a stray quote": ("a.csv", lambda: b'a,"b"c\n', "stray-quote"),
    "many rows of CSV": ("a.csv", lambda: b"a\n" * 1_000_000, "too-many-rows"),
    "many blank rows of CSV": ("a.csv", lambda: b"a\n" + b"\n" * 4_000_000 + b"a", "too-many-cells"),
    "many columns of CSV": ("a.csv", lambda: b"a," * 1_000_000, "too-many-columns"),
    "a wide and a long CSV": ("a.csv", lambda: b"a" + b"," * 98 + b"b" + b"\na" * 1_900, "too-many-cells"),
    "an entity bomb": ("a.xlsx", lambda: packed({**parts_of(one()), "xl/worksheets/s0.xml": BOMB + one("&c;")}), "document-type"),
    "no encoding": ("a.csv", lambda: b"\xff\xff\xff", "unknown-encoding"),
}  # fmt: skip
CHILD = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
from meetingrules import InvalidText
from meetingrules.exchange.sheet import grids
with open(sys.argv[1], "rb") as file:
    data = file.read()
try:
    found = [len(grid.rows) for grid in grids(data, sys.argv[2])]
except InvalidText as error:
    found = [[d.code, d.message["zh"], d.message["en"], *(d.hint or {}).values()] for d in error.diagnostics]
with open("/proc/self/status") as file:
    most = next(line for line in file if line.startswith("VmHWM:"))
print(json.dumps([found, int(most.split()[1]) // 1024]))
"""
"""Stopped by the machine if it takes more than 20 seconds of work or 1 GiB. What getrusage calls its most is its parent's."""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks Linux how much memory it took")
@pytest.mark.parametrize("case", HOSTILE)
def test_what_nobody_should_bring_is_refused_by_its_name_within_200_mib(case, tmp_path):
    name, make, code = HOSTILE[case]
    path = tmp_path / "file"
    path.write_bytes(make())
    done = subprocess.run([sys.executable, "-c", CHILD, str(path), name], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    (found,), mib = json.loads(done.stdout)
    assert found[0] == code
    assert found[1].startswith(f"{name}：")
    assert found[2].startswith(f"{name}: ")
    assert mib <= 200


PARTS = parts_of(one(), strings=strings(""), styles=f'<styleSheet xmlns="{MAIN}"/>')


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE, "<!DOCTYPE a>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", PARTS)
def test_no_part_that_is_read_may_have_a_document_type(part, encoding, doctype):
    data = packed({**PARTS, part: (doctype + PARTS[part]).encode(encoding)})
    assert refused(data, "a.xlsx").code == "document-type"


def test_parts_that_say_nothing_of_cells_are_not_even_unpacked():
    more = {
        "docProps/core.xml": BOMB,
        "xl/media/image1.png": "a",
        "xl/drawings/drawing1.xml": "a" * 10**8,
        "xl/theme/theme1.xml": "<",
    }
    assert texts(packed({**PARTS, **more})) == [["姓名"]]


def refused(data, name, **more):
    with pytest.raises(InvalidText) as error:
        grids(data, name, **more)
    (found,) = error.value.diagnostics
    return found


SHOWN = """\
error[empty-file]: a.csv：文件是空的
  提示：请确认选对了文件
error[empty-file]: a.csv: the file is empty
  hint: check that it is the file that was meant

error[file-too-large]: a.csv：文件太大：最多 5 MiB
  提示：只留要导入的那张表，另存后再导入
error[file-too-large]: a.csv: the file is too large: at most 5 MiB is read
  hint: keep only the table that is meant, save it as a new file and read that

error[unknown-format]: a.png：不是表格文件
  提示：可读 .xlsx、.csv、.tsv
error[unknown-format]: a.png: it is no table
  hint: .xlsx, .csv and .tsv can be read

error[not-a-workbook]: a.xlsx：不是 Excel 工作簿
  提示：用 WPS 或 Excel 打开，另存为 Excel 工作簿（.xlsx）
error[not-a-workbook]: a.xlsx: it is no Excel workbook
  hint: open it in a spreadsheet and save it as an Excel workbook (.xlsx)

error[old-workbook]: a.xlsx：是旧格式的 Office 文件（.xls）
  提示：用 WPS 或 Excel 打开，另存为 Excel 工作簿（.xlsx）
error[old-workbook]: a.xlsx: it is an Office file of the old kind (.xls)
  hint: open it in a spreadsheet and save it as an Excel workbook (.xlsx)

error[encrypted-workbook]: a.xlsx：文件已加密
  提示：先去掉打开密码，再另存
error[encrypted-workbook]: a.xlsx: the file is encrypted
  hint: take the password off and save it again

error[damaged-workbook]: a.xlsx：工作簿已损坏或不完整
  提示：用 WPS 或 Excel 打开，另存为 Excel 工作簿（.xlsx）
error[damaged-workbook]: a.xlsx: the workbook is damaged or incomplete
  hint: open it in a spreadsheet and save it as an Excel workbook (.xlsx)

error[unpacks-too-large]: a.xlsx：解压后的内容太大：最多 16 MiB
  提示：只留要导入的那张表，另存后再导入
error[unpacks-too-large]: a.xlsx: what it unpacks to is too large: at most 16 MiB is read
  hint: keep only the table that is meant, save it as a new file and read that

error[too-many-parts]: a.xlsx：压缩包内的文件太多：最多 2,000
  提示：只留要导入的那张表，另存后再导入
error[too-many-parts]: a.xlsx: too many files in the archive: at most 2,000 are read
  hint: keep only the table that is meant, save it as a new file and read that

error[too-many-sheets]: a.xlsx：工作表太多：最多 50
  提示：只留要导入的那张表，另存后再导入
error[too-many-sheets]: a.xlsx: too many sheets: at most 50 are read
  hint: keep only the table that is meant, save it as a new file and read that

error[too-many-cells]: a.csv：单元格太多：最多 100,000
  提示：只留要导入的那张表，另存后再导入
error[too-many-cells]: a.csv: too many cells: at most 100,000 are read
  hint: keep only the table that is meant, save it as a new file and read that

error[too-complex]: a.xlsx：样式等附属内容太多：最多 20,000
  提示：只留要导入的那张表，另存后再导入
error[too-complex]: a.xlsx: too many styles and other trimmings: at most 20,000 are read
  hint: keep only the table that is meant, save it as a new file and read that

error[too-deep]: a.xlsx：XML 嵌套太深：最多 64 层
  提示：用 WPS 或 Excel 打开，另存为 Excel 工作簿（.xlsx）
error[too-deep]: a.xlsx: XML nested too deep: at most 64 levels
  hint: open it in a spreadsheet and save it as an Excel workbook (.xlsx)

error[too-many-rows]: a.csv：行数太多：最多 2,000
  提示：只留要导入的那张表，另存后再导入
error[too-many-rows]: a.csv: too many rows: at most 2,000 are read
  hint: keep only the table that is meant, save it as a new file and read that

error[too-many-columns]: a.csv：列数太多：最多 100
  提示：只留要导入的那张表，另存后再导入
error[too-many-columns]: a.csv: too many columns: at most 100 are read
  hint: keep only the table that is meant, save it as a new file and read that

error[cell-too-long]: a.csv：第 1 行的一格太大：最多 64 KiB
  提示：只留要导入的那张表，另存后再导入
error[cell-too-long]: a.csv: a cell of line 1 is too large: at most 64 KiB is read
  hint: keep only the table that is meant, save it as a new file and read that

error[nul-byte]: a.csv：第 2 行有空字节
  提示：用 WPS 或 Excel 打开，另存为 xlsx 或 UTF-8 的 CSV
error[nul-byte]: a.csv: there is a NUL byte on line 2
  hint: open it in a spreadsheet and save it as xlsx or as CSV in UTF-8

error[unclosed-quote]: a.csv：第 2 行起有引号未闭合
  提示：引号须成对，文字里的引号写成 ""
error[unclosed-quote]: a.csv: a quote that opens on line 2 is never closed
  hint: quotes come in pairs; a quote inside a text is written ""

error[stray-quote]: a.csv：第 1 行引号位置不对
  提示：引号须成对，文字里的引号写成 ""
error[stray-quote]: a.csv: a quote stands where none may on line 1
  hint: quotes come in pairs; a quote inside a text is written ""

error[document-type]: a.xlsx：含有 XML 文档类型声明（DTD），表格软件不会写出它
  提示：用 WPS 或 Excel 打开，另存为 Excel 工作簿（.xlsx）
error[document-type]: a.xlsx: it holds an XML document type (DTD), which no spreadsheet writes
  hint: open it in a spreadsheet and save it as an Excel workbook (.xlsx)

error[unknown-encoding]: a.csv：不是文本，或编码无法识别
  提示：用 WPS 或 Excel 打开，另存为 xlsx 或 UTF-8 的 CSV
error[unknown-encoding]: a.csv: it is no text, or its encoding is not known
  hint: open it in a spreadsheet and save it as xlsx or as CSV in UTF-8
"""


def test_refusals_are_said_in_both_languages():
    shown = []
    for name, make, code in {code: case for case in HOSTILE.values() for code in [case[2]]}.values():
        found = refused(make(), name)
        assert found.code == code
        assert found.hint
        shown += [found.show("zh"), found.show("en"), ""]
    assert "\n".join(shown) == SHOWN


def test_without_the_extra_a_workbook_is_refused_with_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    found = refused(raw(one()), "签到.xlsx")
    assert found.show("zh") == (
        "error[missing-extra]: 签到.xlsx：读 xlsx 需要另装的部分\n  提示：pip install 'meetingrules[xlsx]'"
    )
    assert found.show("en") == (
        "error[missing-extra]: 签到.xlsx: reading xlsx needs an extra\n  hint: pip install 'meetingrules[xlsx]'"
    )
    assert texts("姓名,签到\n".encode(), "签到.csv") == [["姓名", "签到"]]


def test_importing_the_door_does_not_import_what_is_behind_it():
    code = "import sys, meetingrules.exchange.sheet; print(sorted({'openpyxl', 'defusedxml', 'zipfile'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "openpyxl" not in done.stdout
    assert "defusedxml" not in done.stdout


# ---- limits ------------------------------------------------------------------------------------------------------------

NARROW = [
    ("bytes", "xlsx", "file-too-large"),
    ("plain", "csv", "file-too-large"),
    ("unpacked", "xlsx", "unpacks-too-large"),
    ("parts", "xlsx", "too-many-parts"),
    ("elements", "xlsx", "too-many-cells"),
    ("trimmings", "xlsx", "too-complex"),
    ("depth", "xlsx", "too-deep"),
    ("sheets", "xlsx", "too-many-sheets"),
    ("rows", "xlsx", "too-many-rows"),
    ("rows", "csv", "too-many-rows"),
    ("columns", "xlsx", "too-many-columns"),
    ("columns", "csv", "too-many-columns"),
    ("text", "xlsx", "cell-too-long"),
    ("text", "csv", "cell-too-long"),
    ("cells", "xlsx", "too-many-cells"),
    ("cells", "csv", "too-many-cells"),
]


@pytest.mark.parametrize(("limit", "ending", "code"), NARROW)
def test_each_limit_is_the_callers_to_set(limit, ending, code):
    data = workbook(["姓名", "签到"], ["市长", "√"]) if ending == "xlsx" else "姓名,签到\n市长,√\n".encode()
    assert texts(data, f"a.{ending}") == [["姓名", "签到"], ["市长", "√"]]
    least = {"sheets": 0}.get(limit, 1)
    assert refused(data, f"a.{ending}", limits=evolve(Limits(), **{limit: least})).code == code


def test_limits_that_the_caller_raises_let_more_in():
    data = raw(one("a", "CX2001"))
    assert refused(data, "a.xlsx").code == "too-many-rows"
    assert len(grids(data, "a.xlsx", Limits(rows=3_000, columns=200, cells=10**6))[0].rows) == 2001


@pytest.mark.parametrize("reference", ["CV1", "A2000"])
def test_the_limit_itself_is_within_the_limits(reference):
    (grid,) = grids(raw(one("a", reference)), "a.xlsx")
    assert grid.rows[-1][-1].name == reference


def test_a_text_of_64_kib_is_read_and_one_byte_more_is_not():
    assert texts(raw(one("a" * 2**16))) == [["a" * 2**16]]
    assert refused(raw(one("a" * 2**16 + "a")), "a.xlsx").code == "cell-too-long"
    assert texts(b"a" * 2**16, "a.csv") == [["a" * 2**16]]
    assert refused(b"a" * 2**16 + b"a", "a.csv").code == "cell-too-long"


# ---- whatever it is ----------------------------------------------------------------------------------------------------

NAMES = st.sampled_from(["a.xlsx", "a.csv", "a.tsv", "a.xls", "a"])
BOOK = workbook(["姓名", "签到", "时间"], ["市长", "√", (0.37, "h:mm")], ["副市长甲", "=A1", DAY])
ATTRIBUTES = st.sampled_from(
    ["", ' r="A1"', ' r="C2"', ' r="2"', ' r="ZZZZ9"', ' t="s"', ' t="e"', ' t="b"', ' t="d"', ' t="str"', ' s="9"']
)
XML = st.recursive(
    st.sampled_from(["", "1", "0.5", "x", "-1", "1e999", "２"]),
    lambda inner: st.builds(
        lambda tag, attributes, parts: f"<{tag}{attributes}>{''.join(parts)}</{tag}>",
        st.sampled_from(["row", "c", "v", "f", "is", "t", "r", "si"]),
        ATTRIBUTES,
        st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)


def grids_or_refusal(data, name):
    """What either of the two is, with nothing else raised."""
    try:
        found = grids(data, name)
    except InvalidText as error:
        (one_,) = error.diagnostics
        assert set(one_.message) == {"zh", "en"}
        assert one_.hint
        return None
    for grid in found:
        assert isinstance(grid, Grid)
        for number, row in enumerate(grid.rows, 1):
            assert [(cell.row, cell.column) for cell in row] == [(number, i) for i in range(1, len(grid.rows[0]) + 1)]
    return found


@given(st.binary(), NAMES)
def test_any_bytes_are_grids_or_refused(data, name):
    grids_or_refusal(data, name)


@given(st.lists(st.tuples(st.integers(0, len(BOOK) - 1), st.integers(0, 255)), max_size=4))
def test_a_workbook_with_wrong_bytes_is_grids_or_refused(changes):
    data = bytearray(BOOK)
    for at, byte in changes:
        data[at] = byte
    grids_or_refusal(bytes(data), "a.xlsx")


@given(st.lists(XML, max_size=4), st.sampled_from(["sheet", "strings", "styles"]))
def test_a_workbook_of_any_elements_is_grids_or_refused(parts, which):
    inner = "".join(parts)
    made = {
        "sheet": raw(sheet_xml(inner), method=STORED),
        "strings": raw(sheet_xml('<row><c t="s"><v>0</v></c></row>'), strings=strings(inner), method=STORED),
        "styles": raw(one(), styles=f'<styleSheet xmlns="{MAIN}">{inner}</styleSheet>', method=STORED),
    }
    grids_or_refusal(made[which], "a.xlsx")


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0", exclude_categories=["Cc", "Cs"]), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=4))
def test_a_csv_file_has_the_cells_that_were_written(rows):
    quoted = "\n".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [["姓名", "签到"], *rows]
    )
    found = [cell for row in texts(quoted.encode(), "a.csv") for cell in row if cell.strip()]
    assert found == [cell for row in [["姓名", "签到"], *rows] for cell in row if cell.strip()]


class Endless(io.RawIOBase):
    """A part that goes on for as long as somebody reads it."""

    def readable(self):
        return True

    def readinto(self, buffer):
        buffer[:] = b"a" * len(buffer)
        return len(buffer)


def test_unpacking_stops_at_the_limit_whatever_the_directory_says(monkeypatch):
    # zipfile stops where the directory says; that is its promise, not ours.
    data = raw(one())
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: Endless())
    assert refused(data, "a.xlsx").code == "unpacks-too-large"
