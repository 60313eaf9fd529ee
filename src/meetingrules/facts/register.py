"""The head of a register: the period whose meetings it holds."""

from datetime import UTC, date

from meetingrules.base.tree import Node
from meetingrules.facts.desk import Desk
from meetingrules.facts.naming import Names
from meetingrules.facts.roster import PERIOD, read_period
from meetingrules.facts.scalars import Clock
from meetingrules.lang.words import Words

KEYS = ("covers",)


def load_register_header(node: Node) -> tuple[date | None, date | None]:
    """From when to when a register is complete: ``covers: {from: 2024-01-01, to: 2024-12-31}``.

    :raises InvalidText: with everything that is wrong with it
    """
    words = Words({}, {})
    desk = Desk(words, Names(words), Clock(UTC))
    rows = desk.known(node, "", {key: key for key in KEYS}, ("登记簿", "a register"))
    period: tuple[date | None, date | None] = (None, None)
    if "covers" in rows:
        covers = desk.known(rows["covers"], "covers", {key: key for key in PERIOD})
        period = read_period(desk, covers, "covers")
    else:
        desk.missing(node, "", "covers")
    desk.complaints.raise_if_any()
    return period
