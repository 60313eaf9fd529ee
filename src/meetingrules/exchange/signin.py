"""A sign-in sheet (签到表) -> who was there, in the words of a meeting file. Whatever is not plainly said is left, with the reason."""

from collections.abc import Mapping
from types import MappingProxyType

from meetingrules.exchange.model import Grid, Reading
from meetingrules.exchange.signnames import Known
from meetingrules.exchange.signrows import Rows
from meetingrules.exchange.signs import Signs, key_of
from meetingrules.exchange.signtable import Table, find_table
from meetingrules.exchange.signtitle import title_of
from meetingrules.exchange.signvalues import Sheet
from meetingrules.exchange.signwords import folded
from meetingrules.facts.model import Roster
from meetingrules.lang.words import Words

NO_MARKS: Mapping[str, str] = MappingProxyType({})


def signin(
    grid: Grid,
    words: Words,
    roster: Roster | None = None,
    *,
    marks: Mapping[str, str] = NO_MARKS,
    newcomers: bool = False,
) -> Reading | None:
    """Who was there, as a sheet says; None where it has no column of names.

    Values are those of a meeting file: ``attendance`` with ``present``, ``absent``, ``late``, ``left`` and ``signed_in``, never
    ``others``; ``invited`` for those who stand under 列席; ``leave``, ``absence_reason`` and ``represented`` where the words
    declare them; ``day`` and ``begins`` from over the table; ``people`` for newcomers. In ``origins`` a name in a list is the
    last step of its path: ``("attendance", "present", NAME)``.

    :param words: of the rulebook whose meeting it was
    :param roster: whose names may stand there; without one every name is taken as it comes
    :param marks: what marks mean: ``{"○": "absent"}``; the mark ``""`` is an empty cell. See `signwords.MEANINGS`
    :param newcomers: whether names that the roster does not know are read, too
    :raises InvalidText: ``no-such-meaning``, for *marks*
    """
    table = find_table(grid)
    if table is None:
        return None
    persons = {folded(name) for name in roster.persons} if roster is not None else frozenset[str]()
    signs = Signs(key_of(notes(grid, table), marks, grid.source), persons)
    rows = Rows(grid, table, signs)
    rows.read()
    sheet = Sheet(rows, words, Known.of(words, roster, newcomers=newcomers))
    sheet.read()
    return sheet.reading(title_of(grid, table.first))


def notes(grid: Grid, table: Table) -> list[str]:
    """The texts of a sheet that may say what marks mean: over the table, in its header, and alone in a row."""
    over = [cell.text for row in grid.rows[: table.last + 1] for cell in row if cell.text.strip()]
    rest = [[cell.text for cell in row if cell.text.strip()] for row in grid.rows[table.last + 1 :]]
    return over + [texts[0] for texts in rest if len(texts) == 1]
