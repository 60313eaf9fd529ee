"""Where the table of a sign-in sheet begins, and what its columns are about: one group of columns, or several side by side."""

import re

from attrs import evolve, frozen

from meetingrules.exchange.model import Cell, Grid
from meetingrules.exchange.signwords import ASIDE, MARK, NAME, STATUS, folded, heading

Row = tuple[Cell, ...]
FARTHEST = 60
"""Below which row no header is looked for."""
PLAINLY = frozenset({"姓名", "name"})
SESSION = re.compile(
    r"[上下中]午|晚|第[一二三四五六七八九十\d]+[天日场次]|morning|afternoon|evening|session|day\d|\d月\d+日|\d-\d\d-\d\d"
)


@frozen
class Column:
    """One column of the table."""

    number: int
    """From 1, as the sheet counts."""
    header: Cell
    """The lowest cell of its header that has a text."""
    means: str | None
    """One of `signwords.COLUMNS`; None: nobody knows."""


@frozen
class Block:
    """The columns that speak of one person in each row."""

    columns: tuple[Column, ...]

    def of(self, *means: str) -> tuple[Column, ...]:
        """Those that are about something, in the order of the sheet."""
        return tuple(column for column in self.columns if column.means in means)

    @property
    def name(self) -> Column:
        """The column of names."""
        return self.of(NAME)[0]


@frozen
class Table:
    """The header and what it heads."""

    first: int
    """The index of the first row of the header."""
    last: int
    """The index of its last row."""
    blocks: tuple[Block, ...]
    unknown: tuple[Column, ...]
    """Columns that nobody knows, and those that belong to no name."""


def find_table(grid: Grid) -> Table | None:
    """The table of names: below the row that heads most, if it heads a column of names; None where none does.

    A header may have two rows: 参会人员 over 姓名 and 单位, or 签到 over 时间 and 状态.
    """
    found: Table | None = None
    for index in range(min(len(grid.rows), FARTHEST)):
        table = table_at(grid, index)
        if table is not None and (found is None or weight(table) > weight(found)):
            found = table
    return found


def weight(table: Table) -> int:
    """How many of its columns say what they are about."""
    return sum(column.means is not None for block in table.blocks for column in block.columns)


def table_at(grid: Grid, index: int) -> Table | None:
    """The table below a row; None where that row heads no column of names."""
    row = grid.rows[index]
    texts = [cell.text for cell in row if cell.text.strip()]
    if NAME not in map(heading, texts) or (len(texts) == 1 and folded(texts[0]) not in PLAINLY):
        return None
    above = grid.rows[index - 1] if index else ()
    below = grid.rows[index + 1] if index + 1 < len(grid.rows) else ()
    first = last = index
    columns = [column_of(number, cell, None, "") for number, cell in enumerate(row, 1)]
    if two := beneath(row, below):
        last, columns = index + 1, two
    for number, cell in enumerate(above, 1):
        if not columns[number - 1].header.text.strip() and heading(cell.text) is not None:
            first, columns[number - 1] = index - 1, column_of(number, cell, None, "")
    return divided(first, last, [column for column in columns if column.header.text.strip()])


def beneath(row: Row, below: Row) -> list[Column] | None:
    """The columns of a header of two rows; None where the second row is no header."""
    if not any(cell.text.strip() for cell in below):
        return None
    columns, group = list[Column](), ""
    for number, (cell, low) in enumerate(zip(row, below, strict=True), 1):
        group = cell.text if cell.text.strip() else group
        under = low if low.text.strip() else None
        if under is not None and heading(group + under.text) is None and heading(under.text) is None:
            return None
        columns.append(column_of(number, cell, under, group))
    return columns


def column_of(number: int, top: Cell, under: Cell | None, group: str) -> Column:
    """One column by its header, or by the two texts of it."""
    if under is None:
        return Column(number, top, heading(top.text))
    if SESSION.search(folded(group)):  # 上午 over 签到: there on one of several occasions, which is not the same
        return Column(number, under, None)
    return Column(number, under, heading(group + under.text) or heading(under.text))


def divided(first: int, last: int, columns: list[Column]) -> Table | None:
    """The columns in groups: a new one begins where the first heading of the group, or a name, comes again."""
    if any(plainly(column) for column in columns):
        columns = [evolve(c, means=None) if c.means == NAME and not plainly(c) else c for c in columns]
    groups, several = [list[Column]()], sum(column.means == NAME for column in columns) > 1
    for column in columns:
        named = any(c.means == NAME for c in groups[-1])
        again = bool(groups[-1]) and folded(column.header.text) == folded(groups[-1][0].header.text)
        if several and named and (again or column.means == NAME):
            groups.append([])
        groups[-1].append(column)
    blocks = [group for group in groups if any(c.means == NAME for c in group)]
    unknown = [c for group in groups for c in group if c.means is None or (group not in blocks and c.means != ASIDE)]
    # 参会人员 heads a column of an agenda, too: only beside a column for marks are they people who may have come.
    marked = any(plainly(column) or column.means in {MARK, STATUS} for group in blocks for column in group)
    return Table(first, last, tuple(Block(tuple(group)) for group in blocks), tuple(unknown)) if marked else None


def plainly(column: Column) -> bool:
    """Whether a heading says name and nothing else: beside it, 参会人员 is of what kind they are."""
    return folded(column.header.text) in PLAINLY
