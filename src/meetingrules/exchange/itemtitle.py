"""What stands over an agenda table: day and hour of the meeting, who chairs it, and whatever else is told with a label."""

import re
from collections.abc import Iterator

from attrs import frozen

from meetingrules.exchange.itemcolumns import Row, plain
from meetingrules.exchange.model import Cell, Grid, Unread
from meetingrules.exchange.signtitle import OF_THE_MEETING, title_of

CHAIR = frozenset({"主持", "主持人", "会议主持", "会议主持人", "chair", "chairedby", "presidedoverby"})
LABELLED = re.compile(r"\s*([^:：]{1,20}?)\s*[:：]\s*(.*)", re.DOTALL)
BLANK = re.compile(r"[\s_＿]*")
"""What was left to be filled in."""


@frozen
class Above:
    """What was found over a table."""

    values: dict[str, tuple[str, Cell]]
    """``day``, ``begins``, ``chair`` -> the text of a meeting file, and its cell."""
    left: tuple[Cell, ...]
    """Cells that say something with a label, and that nothing was made of."""
    unread: tuple[Unread, ...]


def above(grid: Grid, rows: int) -> Above:
    """What the first so many rows say. A title without a label says nothing that a meeting file needs."""
    title = title_of(grid, rows)
    found = {name: one for name, one in (("day", title.day), ("begins", title.begins)) if one is not None}
    used = {cell for _, cell in found.values()}
    left = list[Cell]()
    for row in grid.rows[:rows]:
        for label, value, cell in labelled(row):
            if cell in used or BLANK.fullmatch(value):
                continue
            if plain(label) in CHAIR and "chair" not in found:
                found["chair"] = (value.strip(), cell)
            elif not (title.unread and OF_THE_MEETING.search(label)):
                left.append(cell)
    return Above(found, tuple(left), title.unread)


def labelled(row: Row) -> Iterator[tuple[str, str, Cell]]:
    """Label, value and cell of what is told in a row: in one cell, or in one behind the other."""
    cells = [cell for cell in row if cell.text.strip()]
    while cells:
        cell = cells.pop(0)
        inside = LABELLED.fullmatch(cell.text)
        if inside is not None and inside[2].strip():
            yield inside[1], inside[2], cell
        elif cells:
            label = inside[1] if inside is not None else cell.text
            cell = cells.pop(0)
            yield label, cell.text, cell
