"""A count as a picture: seats in rows, or a bar where there are too many, and a line where enough is reached.

Only where things stand; what they look like is the template's matter. Lengths are pixels at full size.
"""

from fractions import Fraction

from attrs import frozen

from meetingrules.report.pictured import Count

SEAT, ROW = 28, 20
"""The room of one seat, and how many stand in a row."""
MOST = 160
"""More heads than this are a bar."""
BAR, THICK = 560, 28
EDGE, LABEL = 6, 18
"""How far the line stands out, and the room for its label."""
KINDS = ("yes", "unknown", "no")


@frozen
class Spot:
    """One seat: the middle of it."""

    kind: str
    """One of ``KINDS``."""
    x: int
    y: int


@frozen
class Portion:
    """A part of a bar."""

    kind: str
    x: int
    width: int


@frozen
class Picture:
    """Either spots or portions, and the line."""

    width: int
    height: int
    line: int
    """Where the line stands."""
    above: int
    below: int
    """From where to where it goes."""
    label: int | None
    """The foot of its label; None where it stands between rows, so that there is no room."""
    spots: tuple[Spot, ...] = ()
    portions: tuple[Portion, ...] = ()


def seats(count: Count) -> Picture:
    """A picture of a count."""
    if not count.heads or count.base > MOST:
        return bar(count)
    numbers = (len(count.yes), len(count.unknown), len(count.no))
    kinds = [kind for kind, number in zip(KINDS, numbers, strict=True) for _ in range(number)]
    spots = tuple(
        Spot(kind, SEAT * (i % ROW) + SEAT // 2, LABEL + EDGE + SEAT * (i // ROW) + SEAT // 2)
        for i, kind in enumerate(kinds)
    )
    rows = -(-len(kinds) // ROW)
    reached = min(int(count.need), len(kinds))
    row = max(reached - 1, 0) // ROW
    above, below = LABEL + SEAT * row, LABEL + EDGE + SEAT * (row + 1) + EDGE
    across = max(min(len(kinds), ROW), 4) * SEAT
    height = LABEL + EDGE + SEAT * rows + EDGE + (LABEL if row else 0)
    label = LABEL - 4 if row == 0 else height - 4 if row == rows - 1 else None
    return Picture(across, height, SEAT * (reached - ROW * row), above, below, label, spots=spots)


def bar(count: Count) -> Picture:
    """A count of many, or of what is no heads."""
    rest = max(count.base - count.have - count.open, Fraction(0))
    portions, at = list[Portion](), Fraction(0)
    for kind, part in zip(KINDS, (count.have, count.open, rest), strict=True):
        x, end = _at(at, count.base), _at(at + part, count.base)
        portions += [Portion(kind, x, end - x)] if end > x else []
        at += part
    line = _at(min(count.need, count.base), count.base)
    return Picture(
        BAR, LABEL + EDGE + THICK + EDGE, line, LABEL, LABEL + EDGE + THICK + EDGE, LABEL - 4, portions=tuple(portions)
    )


def _at(part: Fraction, whole: Fraction) -> int:
    return round(part / whole * BAR)
