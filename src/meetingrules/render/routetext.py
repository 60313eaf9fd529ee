"""Route -> text for people: a table side by side, then one block a body, then the questions; no line wider than a terminal."""

from collections.abc import Iterator

from meetingrules.base.harmless import clean
from meetingrules.render.duetext import columns, width
from meetingrules.render.routeoutline import Item, outline, table
from meetingrules.render.routewords import heading, phrase
from meetingrules.report.route import Route

WIDEST = 108
"""So many columns of a terminal a line takes at most, where it can be broken."""
INDENT = "  "
NOT_FIRST = frozenset("，。、；：？！）］”’》,.;:?!)")
"""What does not begin a line."""
NOT_LAST = frozenset("（［“‘《(")
"""What does not end one."""


def render(route: Route, lang: str) -> str:
    """A route as text."""
    lines = [*map(clean, heading(route, lang)), ""]
    rows = [tuple(map(clean, row)) for row in table(route, lang)]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines += [INDENT + columns(row, widths) for row in rows]
    for item in outline(route, lang):
        lines += [""] if item.level == 0 else []
        lines += told(item)
    lines += ["", phrase("legend", lang)]
    return "".join(line.rstrip() + "\n" for line in lines)


def told(item: Item) -> Iterator[str]:
    """One line of the outline, broken where it is too wide; what follows stands below its text."""
    start = INDENT * item.level + (f"{item.mark} " if item.mark else "")
    room, hang = WIDEST - width(start), " " * width(start)
    for number, part in enumerate(broken(clean(item.text), room)):
        yield (hang if number else start) + part


def broken(text: str, room: int) -> list[str]:
    """A text in lines: broken at a blank, or beside an East Asian character.

    >>> broken("市长确定议题", 8)
    ['市长确定', '议题']
    """
    lines, line = list[str](), ""
    for word in words(text):
        if line and width(line) + width(word.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += word
    return [*lines, line.rstrip()]


def words(text: str) -> Iterator[str]:
    """The pieces of a text that are not broken: a word with the blank behind it, an East Asian character with what cannot stand first."""
    piece = ""
    for char in text:
        wide = width(char) > 1
        if (
            piece
            and char not in NOT_FIRST
            and piece[-1] not in NOT_LAST
            and (wide or piece[-1] == " " or width(piece[-1]) > 1)
        ):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece
