"""The rows of a sign-in sheet -> what each says of one person, before names are looked up and contradictions found."""

import re
from collections.abc import Iterator

from attrs import define, field, frozen

from meetingrules.base.diagnostics import HIDDEN
from meetingrules.base.tree import nfc, shown
from meetingrules.exchange.model import Cell, Grid, Unread
from meetingrules.exchange.signs import REST, Said, Signs, legend
from meetingrules.exchange.signtable import Block, Row, Table
from meetingrules.exchange.signwhy import WHY, why
from meetingrules.exchange.signwords import (
    ABSENCE_REASON,
    ABSENT,
    INVITED,
    LEAVE,
    LEAVE_REASON,
    MARK,
    MEANINGS,
    NOTHING,
    REMARK,
    REPRESENTED,
    STAND_IN,
    STATUS,
    TIME,
    UNIT,
    folded,
    section,
)
from meetingrules.facts.scalars import NOT_KNOWN

EAST = r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
BETWEEN_NAMES = re.compile(r"[、，；;]|\s*/\s*")
TOTALS = re.compile(r"(?:合计|总计|小计|共计|total|应到|实到).*", re.IGNORECASE | re.DOTALL)
NOTE = re.compile(
    r"(?:注|说明|备注|附注|图例|填表说明|签到说明|notes?|legend|key)\s*\d*\s*[:：].*|.{1,12}[:：].*",
    re.IGNORECASE | re.DOTALL,
)
NUMBER = re.compile(r"\d+[.、]?")
IN_BRACKETS = re.compile(r"(?P<name>[^()（）]+)[(（](?P<said>[^()（）]+)[)）]\s*", re.DOTALL)
LONGEST = 80
"""Of a row that is no row of the table so much is shown."""
LONGEST_NAME = 200
"""No name, of a person or a unit, takes more characters."""


@frozen
class Evidence:
    """One thing that a cell says of somebody."""

    means: str
    text: str
    cell: Cell


@frozen
class Person:
    """One row's worth of one person."""

    name: str
    cell: Cell
    unit: str
    evidence: tuple[Evidence, ...]
    below: str | None
    """The section that the row stands in, one of `signwords.SECTIONS`."""
    blank: Cell
    """Where a mark would stand."""


def start(cell: Cell) -> str:
    """The text of a cell as it is compared, as far as it may be a name or a heading."""
    return folded(cell.text[:LONGEST_NAME])


def name_of(text: str) -> str:
    """A name as it is written without padding: ``王　伟`` -> 王伟, ``John  Smith`` -> John Smith."""
    one = re.sub(r"\s+", " ", nfc(text)).strip()
    return re.sub(rf"(?<={EAST}) (?={EAST})", "", one)


@define
class Rows:
    """Goes through the rows below a header, once."""

    grid: Grid
    table: Table
    signs: Signs
    people: list[Person] = field(factory=list)
    unread: list[tuple[Cell, Unread]] = field(factory=list)
    below: str | None = None

    def left(self, cell: Cell, code: str, text: str | None = None, **more: str) -> None:
        """One more thing that was not read."""
        stands = cell.text if text is None else text
        texts = why(code, text=shown(stands.strip()), **more)
        self.unread.append((cell, Unread(code, self.grid.at(cell), stands[:LONGEST], texts)))

    def read(self) -> None:
        """All rows and columns."""
        header = [start(cell) for cell in self.grid.rows[self.table.last]]
        for row in self.grid.rows[self.table.last + 1 :]:
            filled = [cell for cell in row if cell.text.strip() or cell.trouble]
            if not filled or [start(cell) for cell in row] == header:
                continue  # nothing, or the header again on the next page
            if not self.between(filled):
                for block in self.table.blocks:
                    self.of_block(row, block)
        for column in self.table.unknown:
            cells = [row[column.number - 1] for row in self.grid.rows[self.table.last + 1 :]]
            if count := sum(bool(cell.text.strip() or cell.trouble) for cell in cells):
                self.left(column.header, "unknown-column", count=str(count))

    # ---- rows that are about nobody ----------------------------------------------------------------------------------

    def between(self, filled: list[Cell]) -> bool:
        """Whether a row is a heading, a note or a total; a heading holds for those below it."""
        first, text = filled[0], filled[0].text.strip()
        names = {block.name.number for block in self.table.blocks}
        if len({cell.text.strip() for cell in filled}) > 1:
            if TOTALS.fullmatch(text) or text.endswith((":", "：")):
                self.left(first, "not-a-row", " ".join(cell.text.strip() for cell in filled))
                return True
            return False
        if first.trouble:
            return False
        if (found := section(text)) is not None:
            self.below = found
            return True
        if legend(text):
            return True
        if first.column in names and not (TOTALS.fullmatch(text) or NOTE.fullmatch(text)):
            return False
        if NUMBER.fullmatch(text) and first.column not in names:
            return True  # the number of a line that was left blank
        self.below = None  # whatever it heads, those below it are no longer in the section above
        self.left(first, "not-a-row")
        return True

    # ---- people --------------------------------------------------------------------------------------------------------

    def of_block(self, row: Row, block: Block) -> None:
        """The person of one row, in one group of columns."""
        at = row[block.name.number - 1]
        told = [row[c.number - 1] for c in block.of(MARK, STATUS, TIME, REMARK, LEAVE_REASON, ABSENCE_REASON, STAND_IN)]
        if at.trouble:
            self.left(at, at.trouble if at.trouble in WHY else "error-value")
            return
        if start(at) in NOTHING | NOT_KNOWN | {""}:
            if said := next((cell for cell in (at, *told) if cell.text.strip() or cell.trouble), None):
                self.left(said, "no-name")
            return
        if len(at.text.strip()) > LONGEST_NAME:
            self.left(at, "too-long")
            return
        if HIDDEN.search(re.sub(r"[\r\n\t\ufeff\u200b]", "", at.text)):
            self.left(at, "hidden-character")
            return
        name, aside = self.named(re.sub(r"[\ufeff\u200b]", "", at.text))
        if BETWEEN_NAMES.search(name) and folded(name) not in self.signs.persons:
            self.left(at, "several-names")
            return
        evidence = [Evidence(means, text, at) for means, text in aside]
        evidence += [one for cell in told for one in self.said(block, cell, name)]
        units = [name_of(row[c.number - 1].text[:LONGEST_NAME]) for c in block.of(UNIT)]
        blank = next((row[c.number - 1] for c in block.of(MARK, STATUS, TIME)), at)
        unit = next((unit for unit in units if unit), "")
        self.people.append(Person(name, at, unit, tuple(evidence), self.below, blank))

    def named(self, text: str) -> tuple[str, list[Said]]:
        """A name, and what stands in brackets behind it if that is a mark: ``…（请假）``."""
        found = IN_BRACKETS.fullmatch(text)
        if found is None or folded(text) in self.signs.persons:
            return name_of(text), []
        said = self.signs.remark(found["said"])
        if not said or any(means not in {*MEANINGS, INVITED} for means, _ in said):
            return name_of(text), []
        return name_of(found["name"]), said

    def said(self, block: Block, cell: Cell, name: str) -> Iterator[Evidence]:
        """What one cell says of the person in its row."""
        column = next(c for c in block.columns if c.number == cell.column)
        if cell.trouble:
            yield Evidence(cell.trouble if cell.trouble in WHY else "error-value", "", cell)
            return
        text = cell.text.strip()
        match column.means:
            case "remark":
                found = self.signs.remark(text)
            case "leave reason" | "absence reason" | "stand-in":
                means = {LEAVE_REASON: LEAVE, ABSENCE_REASON: ABSENT, STAND_IN: REPRESENTED}[column.means]
                found = [] if start(cell) in NOTHING | {""} else self.of_reason(means, text)
            case "time" if start(cell) in NOTHING:
                found = []
            case _:
                found = self.signs.mark(text, column.header.text, folded(name))
        yield from (Evidence(means, with_it, cell) for means, with_it in found)

    def of_reason(self, means: str, text: str) -> list[Said]:
        """A cell of a column for reasons, or for who came instead."""
        if means == REPRESENTED:
            return self.signs.clause(text) or [(means, text)]
        found = [one for one in self.signs.remark(text) if one[0] == REPRESENTED]
        rest = "，".join(with_it for kind, with_it in self.signs.remark(text) if kind == REST)
        return [*found, (means, rest)] if found else [(means, text)]
