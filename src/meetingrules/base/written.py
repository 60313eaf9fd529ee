"""Days and small numbers, the way every file writes them; Python would take more."""

import re
from datetime import date

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
LONGEST = 9
"""Digits of a small number."""


def written_day(text: str) -> date:
    """``2024-02-05``, and nothing else: neither ``20240205`` nor ``2024-W06-1``.

    >>> written_day("2024-02-05")
    datetime.date(2024, 2, 5)

    :raises ValueError: when it is written in another way, or there is no such day
    """
    if not DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def small_number(text: str) -> int | None:
    """A number that counts articles, seats, items: up to nine of the digits 0 to 9; None for anything else.

    >>> small_number("12"), small_number("٣"), small_number("9" * 5000)
    (12, None, None)
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None
