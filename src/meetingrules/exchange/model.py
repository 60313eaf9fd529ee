"""What was read from something people hold, before it is a meeting file."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from meetingrules.base.source import Texts


@frozen
class Unread:
    """One thing that could not be read: where it stands, what stands there, and why it was left."""

    code: str
    """A slug such as ``ambiguous-mark``; stable and searchable."""
    where: str
    """The cell (``签到!C7``), the line of a CSV file (``C7`` too: its rows and columns count alike) or of a calendar (``line 12``)."""
    text: str
    """What stands there, as it stands there."""
    why: Texts


@frozen
class Reading:
    """What one file says of a meeting.

    *values* has the shape of a meeting file (``attendance.signed_in.NAME: "08:55"``), every leaf a text, so that the
    loader of meeting files reads it as if a clerk had typed it.
    """

    source: str
    """The name of the file."""
    values: Mapping[str, Any] = field(factory=dict)
    origins: Mapping[tuple[str, ...], str] = field(factory=dict)
    """The path of a value (``("attendance", "signed_in", "市长")``) -> where it stands in the file."""
    unread: tuple[Unread, ...] = ()


@frozen
class Cell:
    """One cell of a table, as people see it."""

    row: int
    """From 1."""
    column: int
    """From 1."""
    text: str
    """What it shows; dates as 2024-03-20, times as 08:55, whole numbers without a point; ``""``: nothing."""
    trouble: str | None = None
    """The code of what is wrong with it (``formula-without-value``, ``error-value``), else None."""

    @property
    def name(self) -> str:
        """``C7``."""
        letters, number = "", self.column
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return f"{letters}{self.row}"


@frozen
class Grid:
    """One sheet: its rows in order, each with all its cells; merged cells have their text at their first cell."""

    source: str
    """The name of the file."""
    sheet: str | None
    """The name of the sheet; None for CSV, which has one without a name."""
    rows: tuple[tuple[Cell, ...], ...]

    def at(self, cell: Cell) -> str:
        """Where a cell stands: ``签到!C7``, or ``C7`` where there is but one sheet."""
        return f"{self.sheet}!{cell.name}" if self.sheet else cell.name
