"""What one XML part of a workbook holds, told by a parser element by element: nothing is built, everything is counted."""

from attrs import define, field

from meetingrules.base.diagnostics import InvalidText
from meetingrules.exchange.archive import SAVE_AS
from meetingrules.exchange.bounds import Limits, refusal, too_large, too_much

INSIDE = frozenset({"row", "si"})
"""What stands in these is counted as table, the rest as trimmings."""

TEXTS = frozenset({"row", "c", "si"})
"""Where the text of a cell begins, there or in the list of texts that cells share."""


@define
class Look:
    """Looks at one part; the parser calls it for each element."""

    name: str
    """The name of the file, for complaints."""
    limits: Limits
    counted: list[int]
    """Elements of all parts so far: trimmings, then those of tables and texts."""
    last_row: int = 0
    """The last row in which something stands."""
    last_column: int = 0
    sheets: int = 0
    """How many sheets it lists, if it is the part that lists them."""
    without_value: set[tuple[int, int]] = field(factory=set)
    """Cells whose formula nobody has worked out."""
    depth: int = 0
    inside: int = 0
    """The depth of the row or text that is open, 0 when none is."""
    row: int = 0
    column: int = 0
    formula: bool = False
    blank: bool = False
    """Whether the open cell is a text, be it one without letters: what a formula may well come to."""
    something: bool = False
    """Whether anything stands in the open cell."""
    listening: bool = False
    length: int = 0
    """Characters of the open cell or text."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.depth += 1
        if self.depth > self.limits.depth:
            zh, en = (
                f"XML 嵌套太深：最多 {self.limits.depth} 层",
                f"XML nested too deep: at most {self.limits.depth} levels",
            )
            raise refusal("too-deep", self.name, zh, en, SAVE_AS)
        local = tag.rpartition("}")[2]
        if not self.inside and local in INSIDE:
            self.inside = self.depth
        self.count()
        if not self.inside:
            self.sheets += local == "sheet"
            if self.sheets > self.limits.sheets:
                raise too_much("too-many-sheets", self.name, ("工作表", "sheets"), self.limits.sheets)
            return
        if local in TEXTS:
            self.length = 0
        match local:
            case "row":
                before = self.row
                self.row, self.column = number(attributes.get("r"), before + 1), 0
                if self.row <= before:
                    raise ValueError(self.row)  # rows that go back would be dropped without a word
            case "c":
                self.at(attributes.get("r"))
                self.formula = self.something = False
                self.blank = attributes.get("t") == "str"
            case "f":
                self.formula = True
            case "v" | "is":
                self.listening = True

    def data(self, text: str) -> None:
        """Some text of the open element."""
        self.length += len(text)
        if self.inside and self.length > self.limits.text:
            raise too_large("cell-too-long", self.name, ("一格的文字", "the text of a cell"), self.limits.text)
        if self.listening and text:
            self.something = True

    def end(self, tag: str) -> None:
        """An element ends."""
        local = tag.rpartition("}")[2]
        if self.inside:
            if local in {"v", "is"}:
                self.listening = False
            elif local == "c":
                self.cell()
        if self.depth == self.inside:
            self.inside = 0
        self.depth -= 1

    def close(self) -> None:
        """The part ends."""

    def at(self, reference: str | None) -> None:
        """Where the open cell stands in its row: as it says, else right of the one before."""
        self.column = self.column + 1 if reference is None else column(reference.rstrip("0123456789"))

    def cell(self) -> None:
        """A cell has ended."""
        if self.formula and not self.something and not self.blank:
            self.without_value.add((self.row, self.column))
        elif not self.something:
            return
        if self.row > self.limits.rows:
            raise too_much("too-many-rows", self.name, ("行数", "rows"), self.limits.rows)
        if self.column > self.limits.columns:
            raise too_much("too-many-columns", self.name, ("列数", "columns"), self.limits.columns)
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)

    def count(self) -> None:
        """One element more."""
        which = 1 if self.inside else 0
        self.counted[which] += 1
        if self.counted[which] > (self.limits.elements if which else self.limits.trimmings):
            raise self.complex(which)

    def complex(self, which: int) -> InvalidText:
        """The complaint about too many elements."""
        if which:
            return too_much("too-many-cells", self.name, ("单元格和文字", "cells and texts"), self.limits.elements)
        return too_much(
            "too-complex", self.name, ("样式等附属内容", "styles and other trimmings"), self.limits.trimmings
        )


def number(text: str | None, otherwise: int) -> int:
    """The number of a row.

    :raises ValueError: when it is none
    """
    if text is None:
        return otherwise
    if len(text) > 7 or not (text.isascii() and text.isdecimal() and int(text)):
        raise ValueError(text)
    return int(text)


def column(letters: str) -> int:
    """``XFD`` -> 16384.

    :raises ValueError: when it is no column
    """
    if not 0 < len(letters) <= 3 or not (letters.isascii() and letters.isalpha()):
        raise ValueError(letters)
    found = 0
    for letter in letters.upper():
        found = found * 26 + ord(letter) - ord("A") + 1
    return found
