"""The short form of an act, ``市政府办公室 to 市长 2024-09-27``, as a text: taken apart, before anybody asks who is named."""

import re
from collections.abc import Callable, Mapping

from attrs import frozen

from meetingrules.base.tree import Hint, shown
from meetingrules.facts.scalars import NO, NOBODY, YES, Misread
from meetingrules.lang.words import Field

PREPOSITIONS = frozenset({"by", "to", "for", "from", "with", "in", "under", "against", "about"})
BEFORE_MOMENTS = frozenset({"at", "on"})
NO_NAMES = PREPOSITIONS | BEFORE_MOMENTS
PLANNED = "planned"
NOT_DONE = frozenset({PLANNED, "none"})
NO_ACTS = YES | NO | NOBODY | NOT_DONE
"""What may stand for an act and names nobody."""
MOMENT_LIKE = re.compile(r"(?:\d{4}[-/.年]?\d|\d{1,2}[:：]\d)[\d\-/.:：年月日号时分TZ+]*")
DAY_LIKE = re.compile(r"\d{4}[-/.年]?\d[\d\-/.年月日号]*")
HOUR_LIKE = re.compile(r"\d{1,2}[:：]\S*")
BETWEEN = re.compile("[、,，]")
EAST = re.compile(r"[\u3400-\u9fff]")
LONGEST_NAME = 12
"""The most words of a name in a short form."""
NAMES = r"([^\s\d、,，]\S*)(?: |$)"
USUAL = re.compile(
    rf"(?=.)(?:{NAMES})??(?:([a-z]+) {NAMES})?([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?: [0-9]{{2}}:[0-9]{{2}})?)?"
)
"""Nearly every short form: who did it, at most one role beside, the moment; no blanks in names or between them."""


@frozen
class Short:
    """The short form, taken apart: preposition -> names, and the moment as text."""

    roles: Mapping[str, str]
    at: str


def form(declared: Field) -> Hint:
    """How the short form of an act looks."""
    others = [f"{preposition} …" for preposition in declared.roles if preposition != "by"]
    line = " ".join([*(["…"] if "by" in declared.roles else []), *others, "2024-03-08 10:00"])
    return f"写成“{line}”的样子，没有的部分可不写", f"it looks like “{line}”; parts may be left out"


def usual(text: str, declared: Field) -> Short | None:
    """The short form that nearly all acts have, at once; None for what has to be taken apart with care, or is none.

    Names that hold blanks are not seen: whoever knows such names must not ask.
    """
    found = USUAL.fullmatch(text)
    if found is None:
        return None
    first, preposition, name, moment = found.groups()
    if moment is None and name is None and first.lower() in NO_ACTS:
        return None
    given = dict[str, str]()
    for role, names in (("by", first), (preposition, name)):
        if names is None:
            continue
        if role in given or role not in declared.roles or names in declared.roles or names in NO_NAMES:
            return None
        given[role] = names
    return Short(given, moment or "")


def take_apart(text: str, declared: Field, known: Callable[[str], bool]) -> Short:
    """Take the short form apart: names before a preposition, names after each, the moment at the end.

    :raises Misread: ``act-unclear``, ``no-such-role``
    """
    pieces = text.split()
    at = ""
    if pieces and MOMENT_LIKE.fullmatch(pieces[-1]):
        at = pieces.pop()
        if pieces and HOUR_LIKE.fullmatch(at) and DAY_LIKE.fullmatch(pieces[-1]):
            at = f"{pieces.pop()} {at}"
        if pieces and pieces[-1] in BEFORE_MOMENTS - set(declared.roles):
            pieces.pop()
    parts: dict[str, list[str]] = {"": []}
    current = ""
    for piece in whole_names(pieces, known):
        if piece in declared.roles or piece in PREPOSITIONS:
            current = piece
            if piece in parts or (piece == "by" and parts[""]):
                raise unclear(text, declared)
            parts[piece] = []
        elif MOMENT_LIKE.fullmatch(piece):
            raise unclear(text, declared)
        else:
            parts[current].append(piece)
    first = parts.pop("")
    if first:
        parts = {"by": first, **parts}
    for preposition, names in parts.items():
        if preposition not in declared.roles:
            takes = "、".join(declared.roles) or "日期", ", ".join(declared.roles) or "nothing but a date"
            zh = f"“{declared.label['zh']}”{'不写办理人' if preposition == 'by' else f'不带 {preposition}'}，可以带：{takes[0]}"
            en = f"{declared.name} takes no {preposition}; it takes {takes[1]}"
            raise Misread("no-such-role", zh, en, form(declared))
        whole = " ".join(names)
        if not names or (len(names) > 1 and _run_together(whole) and not known(whole)):
            raise unclear(text, declared)
    return Short({p: " ".join(names) for p, names in parts.items()}, at)


def whole_names(pieces: list[str], known: Callable[[str], bool]) -> list[str]:
    """The words of a text with those of one known name together: ``Member for North`` is a name, ``for`` in it no preposition.

    >>> whole_names(["Member", "for", "North,", "Clerk", "to", "Chair"], {"Member for North"}.__contains__)
    ['Member for North,', 'Clerk', 'to', 'Chair']
    """
    found, start = list[str](), 0
    while start < len(pieces):
        ends = range(min(len(pieces), start + LONGEST_NAME), start + 1, -1)
        names = (" ".join(pieces[start:end]) for end in ends)
        name = next((n for n in names if known(n.rstrip(",，、"))), pieces[start])
        found.append(name)
        start += name.count(" ") + 1
    return found


def _run_together(names: str) -> bool:
    """Whether blanks stand between Chinese names: nobody knows where one ends."""
    return any(EAST.search(name) and " " in name.strip() for name in BETWEEN.split(names))


def unclear(text: str, declared: Field) -> Misread:
    """The complaint about a short form that cannot be taken apart."""
    zh, en = f"看不懂办理情况“{shown(text)}”", f"{shown(text)} does not say clearly who did it and when"
    return Misread("act-unclear", zh, en, form(declared))
