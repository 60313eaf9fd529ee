"""An agenda table -> the items of a meeting file: columns by what offices call them, or by the rulebook's own words."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import Any

from attrs import define, field

from meetingrules.base.source import Texts
from meetingrules.exchange.itemcolumns import (
    INVITED,
    NUMBER,
    OWN,
    TITLE,
    Column,
    Header,
    Row,
    find_header,
    meanings,
    plain,
)
from meetingrules.exchange.itemtitle import BLANK, LABELLED, above
from meetingrules.exchange.itemvalues import SEVERAL, Left, Writer, said
from meetingrules.exchange.model import Cell, Grid, Reading, Unread
from meetingrules.facts.fields import TITLE as TITLE_FIELD
from meetingrules.facts.model import Roster
from meetingrules.lang.words import Field, Words

TOTAL = re.compile(
    r"(?:(?:合计|总计|小计|共计|total)[:：]?\s*(?:\d+\s*[项件个]?)?|共\s*\d+\s*[项件个](?:议题)?)", re.IGNORECASE
)
FOOT = re.compile(
    r"(?:审核|审定|签发|批准|制表|填表|填报|拟稿|核稿|经办|联系|印发|打印|校对|负责)(?:人|单位|部门|日期|时间|电话)?(?:签字|签名)?\s*[:：].*"
    r"|(?:注|备注|说明|附注|电话|日期|单位|盖章|签字|签名|note|notes|date|signed|signature|prepared by|approved by|contact)\s*[:：].*"
    r"|[(（](?:盖章|签字|签名|公章)[)）]",
    re.IGNORECASE | re.DOTALL,
)
HEADING = re.compile(
    r"(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十\d]+[部类]).*", re.DOTALL
)
WHY: Mapping[str, Texts] = {
    "not-an-item": {"zh": "不是议题，未读入：{text}", "en": "this is no item, and was not read: {text}"},
    "over-the-table": {
        "zh": "表头上方的这一项未读入：{text}",
        "en": "this stands over the table, and was not read: {text}",
    },
    "no-title": {"zh": "此行没有议题名称，不知属于哪一项", "en": "this row has no title: to which item it belongs is not known"},
    "other-number": {"zh": "此处序号为{text}，按次序是第{number}项", "en": "it is numbered {text}; in order it is item {number}"},
    "unknown-column": {"zh": "不认识的列，其中{number}格未读入", "en": "nobody knows this column; cells that were not read: {number}"},
    "no-place": {
        "zh": "“{column}”一列在会议文件的议题中没有对应的项，未读入",
        "en": "an item of a meeting file has no place for the column {column}; it was not read",
    },
    "not-a-person": {
        "zh": "会议文件的列席人员（invited）要写姓名；任职名册里没有“{name}”这个人",
        "en": "invited takes persons by name; the roster knows nobody called {name}",
    },
    "together": {"zh": "与同表其他内容不能并存，未读入：{why}", "en": "with the rest of the table it cannot be read: {why}"},
}  # fmt: skip
TROUBLE: Mapping[str, Texts] = {
    "formula-without-value": {"zh": "公式没有保存结果", "en": "a formula whose result was not saved"},
    "error-value": {"zh": "单元格是错误值", "en": "the cell holds an error"},
}
OTHER_TROUBLE: Texts = {"zh": "单元格无法读取", "en": "the cell cannot be read"}
ATTENDING = frozenset(map(plain, OWN[INVITED]))
LABELS = frozenset(plain(name) for names in OWN.values() for name in names)
"""What stands in the column of numbers and is none: the label of a line below the items."""
LONGEST = 80
"""Of a row that is no item so much is shown."""


def topics(grid: Grid, words: Words, roster: Roster | None = None, *, zone: tzinfo = UTC) -> Reading | None:
    """The items that an agenda table lists; None where it has no column of titles.

    Values are those of a meeting file: ``items: [{title: …, department: …}]``; ``invited: {complete: no, of: […]}`` where
    a column says who attends; ``day``, ``begins`` and ``chair`` where they stand over the table. The loader of meeting files has read each of them; what it does not take is in ``unread``. In
    ``origins`` items are numbered as everywhere, from 1: ``("items", "1", "title")``.

    :param roster: whose names may stand there; without one every name is taken as it comes
    :param zone: the zone of hours that stand in the table
    """
    header = find_header(grid.rows, meanings(words))
    if header is None:
        return None
    reader = Reader(grid, header, Writer(words, roster, zone))
    reader.read()
    return reader.reading()


@define
class Reader:
    """Reads one table below its header."""

    grid: Grid
    header: Header
    writer: Writer
    items: list[dict[str, Any]] = field(factory=list)
    cells: list[dict[str, Cell]] = field(factory=list)
    """Of each item, from which cell each of its fields comes."""
    above: dict[str, tuple[str, Cell]] = field(factory=dict)
    """What stands over the table: ``day``, ``begins``, ``chair``."""
    invited: dict[str, Cell] = field(factory=dict)
    told: list[Unread] = field(factory=list)
    unread: list[tuple[Cell, Unread]] = field(factory=list)

    def left(self, cell: Cell, code: str, why: Texts | None = None, text: str | None = None, **more: object) -> None:
        """One more thing that was not read."""
        shown = cell.text if text is None else text
        texts = why or {lang: t.format(text=shown[:LONGEST], **more) for lang, t in WHY[code].items()}
        self.unread.append((cell, Unread(code, self.grid.at(cell), shown, texts)))

    def reading(self) -> Reading:
        """What was read."""
        origins: dict[tuple[str, ...], str] = {
            ("items", str(number), name): self.grid.at(cell)
            for number, cells in enumerate(self.cells, 1)
            for name, cell in cells.items()
        }
        origins |= {(name,): self.grid.at(cell) for name, (_, cell) in self.above.items()}
        origins |= {("invited", name): self.grid.at(cell) for name, cell in self.invited.items()}
        unread = sorted(self.unread, key=lambda left: (left[0].row, left[0].column))
        return Reading(self.grid.source, self.values(), origins, (*self.told, *(left for _, left in unread)))

    def values(self, most: int | None = None) -> dict[str, Any]:
        """What was read of all items, or of the first so many, as a meeting file says it."""
        found: dict[str, Any] = {name: text for name, (text, _) in self.above.items()}
        found |= {"items": self.items[:most]} if self.items[:most] else {}
        return found | ({"invited": {"complete": "no", "of": list(self.invited)}} if self.invited else {})

    # ---- rows --------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """All rows; then the table as a whole, as a meeting file would hold it."""
        self.over()
        rows = [row for row in self.grid.rows[self.header.last + 1 :] if self.filled(row)]
        several = any(len(self.filled(row)) > 1 and self.titled(row) for row in rows)
        for row in rows:
            if self.repeats(row):
                continue
            if self.is_no_item(row, several):
                self.beside(row)
            else:
                self.item(row)
        self.columns(rows)
        self.settle()
        self.numbers()

    def over(self) -> None:
        """What stands over the table."""
        found = above(self.grid, self.header.first)
        self.told += found.unread
        for cell in found.left:
            self.left(cell, "over-the-table")
        words = self.writer.words.kinds.get("meeting")
        for name, (text, cell) in found.values.items():
            declared = words is not None and name in words.fields
            refused = self.writer.refused({**{key: one for key, (one, _) in self.above.items()}, name: text})
            if declared and not refused:
                self.above[name] = text, cell
            else:
                self.left(cell, "over-the-table")

    def filled(self, row: Row) -> list[Cell]:
        """The cells of a row in which something stands."""
        return [cell for cell in row if not BLANK.fullmatch(cell.text) or cell.trouble]

    def skipped(self, row: Row) -> None:
        """A row that is no item; nothing is dropped without a word."""
        if cells := self.filled(row):
            self.left(cells[0], "not-an-item", text=" ".join(" ".join(cell.text.split()) for cell in cells))

    def beside(self, row: Row) -> None:
        """A row that is no item: of one that says who attends, the persons; of others, that they were not read."""
        cells = self.filled(row)
        found = LABELLED.fullmatch(cells[0].text)
        label = found[1] if found is not None else cells[0].text
        if plain(label) in ATTENDING and (len(cells) == 2 or (len(cells) == 1 and found is not None and found[2])):
            self.attending(cells[-1], found[2] if len(cells) == 1 and found is not None else cells[-1].text)
        else:
            self.skipped(row)

    def at(self, row: Row, means: str) -> Cell | None:
        """The cell of a row in the column that says something, if anything stands there."""
        column = self.header.of(means)
        return next((c for c in self.filled(row) if column is not None and c.column == column.number), None)

    def titled(self, row: Row) -> bool:
        """Whether a row has a title."""
        return self.at(row, TITLE) is not None

    def repeats(self, row: Row) -> bool:
        """Whether a row is the header once more, as on the next page of a printed table."""
        heads = {column.number: plain(column.header.text) for column in self.header.columns}
        return {cell.column: plain(cell.text) for cell in self.filled(row)} == heads

    def is_no_item(self, row: Row, several: bool) -> bool:
        """Whether a row is a heading, a sum, a note or a signature.

        :param several: whether items say more than their titles, so that a row with one text stands out
        """
        cells = self.filled(row)
        text = cells[0].text.strip()
        labelled = FOOT.fullmatch(text) or (plain(text) in LABELS and self.at(row, NUMBER) is cells[0])
        if TOTAL.fullmatch(text) or (labelled and not cells[0].trouble):
            return True
        if len(cells) > 1 or (self.at(row, NUMBER) is cells[0] and re.fullmatch(r"\d+[.、]?", text)):
            return False
        if not self.titled(row):
            return cells[0].column == self.header.columns[0].number  # over all columns, or in the first: a heading
        return several and HEADING.fullmatch(text) is not None

    # ---- one item ----------------------------------------------------------------------------------------------------

    def item(self, row: Row) -> None:
        """One row as an item."""
        filled = {cell.column: cell for cell in self.filled(row)}
        if not self.titled(row):
            number = self.header.of(NUMBER)
            for cell in filled.values():
                if number is None or cell.column != number.number:
                    self.left(cell, "no-title")
            return
        values, origins = dict[str, Any](), dict[str, Cell]()
        for column in self.header.columns:
            if column.number in filled and column.means is not None:
                self.cell(column, filled[column.number], values, origins)
        if values:  # else each cell was told
            self.items.append(values)
            self.cells.append(origins)

    def cell(self, column: Column, cell: Cell, values: dict[str, Any], origins: dict[str, Cell]) -> None:
        """One cell of an item."""
        means = column.means or ""
        if cell.trouble is not None:
            self.left(cell, cell.trouble, TROUBLE.get(cell.trouble, OTHER_TROUBLE))
        elif means == NUMBER:
            origins[NUMBER] = cell
        elif means == INVITED:
            self.attending(cell, cell.text)
        elif (declared := self.field(means)) is None:
            self.left(cell, "no-place", column=" ".join(column.header.text.split()))
        else:
            value = self.writer.value(declared, cell.text)
            if isinstance(value, Left):
                self.left(cell, value.code, value.why)
            elif value:
                values[means], origins[means] = value, cell

    def field(self, means: str) -> Field | None:
        """The field of an item that a column says; None where the rulebook declares none."""
        kind = self.writer.words.kinds.get("item")
        return (kind.fields.get(means) if kind is not None else None) or (TITLE_FIELD if means == TITLE else None)

    def attending(self, cell: Cell, text: str) -> None:
        """Who attends: persons by name, with their unit in front or without; who comes for a unit no table tells."""
        roster = self.writer.roster
        known = roster.persons if roster is not None else frozenset[str]()
        declared = self.writer.words.kinds.get("person")
        takes = declared is not None and "invited" in declared.fields
        for name in map(str.strip, [text] if text.strip() in known else SEVERAL.split(text)):
            unit, _, rest = name.partition(" ")
            one = rest.strip() if roster is not None and name not in known and unit in roster.units else name
            if takes and one in known:
                self.invited.setdefault(one, cell)
            elif name:
                self.left(cell, "not-a-person", name=name[:LONGEST])

    # ---- the table as a whole ----------------------------------------------------------------------------------------

    def columns(self, rows: list[Row]) -> None:
        """Columns that nobody knows, each once."""
        heads = {column.number: column for column in self.header.columns}
        items = [row for row in rows if self.titled(row) and not self.repeats(row)]
        for number in sorted({cell.column for row in items for cell in self.filled(row)}):
            cells = [cell for row in items for cell in self.filled(row) if cell.column == number]
            column = heads.get(number)
            if column is None or column.means is None:
                self.left(column.header if column is not None else cells[0], "unknown-column", number=len(cells))

    def settle(self) -> None:
        """Leaves what the loader of meeting files does not take: single cells first, then the last items, until it takes all."""
        if not self.writer.refused(self.values()):
            return
        for values, cells in zip(self.items, self.cells, strict=True):
            refused = self.writer.refused({"items": [values]})
            for name in list(values) if refused else ():
                if found := self.writer.refused({"items": [{name: values[name]}]}):
                    left = said(found[0], name)
                    self.left(cells.pop(name), left.code, left.why)
                    del values[name]
        kept = [(values, cells) for values, cells in zip(self.items, self.cells, strict=True) if values]
        self.items, self.cells = [values for values, _ in kept], [cells for _, cells in kept]
        if refused := self.writer.refused(self.values()):
            self.shorten(said(refused[0], "").why)

    def shorten(self, why: Texts) -> None:
        """Keeps as many of the items as the loader takes together."""
        texts = {lang: t.format(why=why[lang]) for lang, t in WHY["together"].items()}
        if self.writer.refused(self.values(0)):
            for cell in self.invited.values():
                self.left(cell, "together", texts)
            self.invited.clear()
        numbers = range(1, len(self.items) + 1)
        most = bisect_left(numbers, True, key=lambda n: bool(self.writer.refused(self.values(n))))
        for cells in self.cells[most:]:
            for name, cell in cells.items():
                if name != NUMBER:
                    self.left(cell, "together", texts)
        del self.items[most:], self.cells[most:]

    def numbers(self) -> None:
        """Numbers in the table that are not those which the items get."""
        for number, cells in enumerate(self.cells, 1):
            cell = cells.pop(NUMBER, None)
            text = unicodedata.normalize("NFKC", cell.text).strip().rstrip(".、") if cell is not None else ""
            if cell is not None and text.isdecimal() and text.lstrip("0") != str(number):
                self.left(cell, "other-number", number=number)
