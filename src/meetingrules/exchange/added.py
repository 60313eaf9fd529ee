"""Readings -> what a meeting file does not say yet, behind what it says; not a letter of it is touched."""

import re
from collections.abc import Mapping
from typing import Any

from meetingrules.base.diagnostics import InvalidText
from meetingrules.base.document import List, Node, Scalar, Table, read_text
from meetingrules.base.source import Place, Source, Texts
from meetingrules.base.tree import clean, nfc, shown
from meetingrules.exchange.bounds import refusal
from meetingrules.exchange.model import Unread
from meetingrules.exchange.united import Left, Path, United, leaves
from meetingrules.exchange.written import Page, remarks, writable
from meetingrules.facts.load import entries_of, spelled
from meetingrules.lang.words import Words

ANEW = ("用 --output 另写一份，再合到一起", "write a new file with --output, and put the two together")


def added(source: Source, what: United, words: Words, lang: str) -> tuple[str, tuple[Left, ...]]:
    """A meeting file with the keys that it does not have yet behind those that it has.

    A key that it has stays as it is; what the readings say differently, or beyond it, is left: ``stated-already``.

    :param source: the file as it is
    :param lang: of the comments
    :returns: the new text, and all that is left
    :raises InvalidText: when the file cannot be read, or is written so that nothing can stand behind it
    """
    what = writable(what)
    node = read_text(source, json=False)
    there = stated(node, words)
    new = {key: value for key, value in what.values.items() if key not in there}
    again = {key: value for key, value in what.values.items() if key in there}
    said = [left for key in again for left in known(key, again[key], there[key], what)]
    left = (*what.left, *said)
    if not new:
        return source.text, left
    rows = [*Page(what, lang).lines(new), *remarks(what.left, lang)]
    text = behind(source.text, rows, column(node))
    if not _says(text, node, new):
        zh, en = (
            "其末尾不能续写（例如整份写在一对花括号里）",
            "nothing can be written behind it (all of it may stand in braces)",
        )
        raise refusal("cannot-add", source.name, zh, en, ANEW)
    return text, left


def stated(node: Node, words: Words) -> dict[str, tuple[Scalar, Node]]:
    """The keys that a meeting file has, by their names, however it spells them."""
    keys = spelled(entries_of(words))
    rows = node.rows if isinstance(node, Table) else ()
    return {keys.get(name := row.key.clean, name): (row.key, row.value) for row in rows}


def known(key: str, value: Any, there: tuple[Scalar, Node], what: United) -> list[Left]:
    """What is said of a key that the file has already, where the file does not say the same."""
    found = list[Left]()
    for path, text in leaves(value, (key,)):
        if not _holds(there[1], path[1:], text):
            place = _nearest(there, path[1:])
            line = place.line if place is not None else 0
            name = ".".join(path)
            why: Texts = {
                "zh": f"{shown(name)}：会议文件第{line}行已有“{key}”，未改动，请核对",
                "en": f"{shown(name)}: line {line} of the meeting file has {key} already; it was left as it is",
            }
            origin = what.origin(path)
            found.append(Left(origin.source, Unread("stated-already", origin.where, text, why)))
    return found


def _holds(node: Node, path: Path, text: str) -> bool:
    """Whether a file says a text at a path."""
    match node:
        case Scalar(there):
            return (not path or path == (text,)) and same(there, text)
        case List(items):
            if path and path[0].isdecimal() and len(path) > 1:
                index = int(path[0]) - 1
                return index < len(items) and _holds(items[index], path[1:], text)
            return any(isinstance(item, Scalar) and same(item.text, text) for item in items)
        case Table() if path:
            if path[0] in {"complete", "of"} and (inner := node.get(path[0])) is None:
                return path[0] == "complete"
            return (inner := node.get(path[0])) is not None and _holds(inner, path[1:], text)
    return False


def same(one: str, other: str) -> bool:
    """Whether two texts say the same: ``9:00`` is 09:00.

    >>> same("9:00", "09:00"), same("某甲 ", "某甲"), same("9", "09")
    (True, True, False)
    """
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return re.sub(r"^(?=\d:)", "0", clean(text))


def _nearest(there: tuple[Scalar, Node], path: Path) -> Place | None:
    """Where a file says what comes nearest to a path."""
    place, node = there[0].place, there[1]
    for step in path:
        rows = node.rows if isinstance(node, Table) else ()
        row = next((row for row in rows if nfc(row.key.text) == step), None)
        if row is None:
            break
        place, node = row.key.place, row.value
    return place


def column(node: Node) -> int:
    """By how many blanks the keys of a file are indented."""
    place = node.rows[0].key.place if isinstance(node, Table) and node.rows else None
    return place.column - 1 if place is not None else 0


def behind(text: str, rows: list[str], indent: int) -> str:
    """A text with lines behind it, ended as its own are."""
    end = "\r\n" if "\r\n" in text else "\n"
    start = text if text.endswith("\n") else text + end
    if start.rstrip().rpartition("\n")[2].lstrip().startswith("#"):  # what it says belongs to what stands above it
        start += end
    return start + "".join(f"{' ' * indent if row else ''}{row}{end}" for row in rows)


def _says(text: str, before: Node, new: Mapping[str, Any]) -> bool:
    """Whether a text reads as the table that was there, with new keys behind it."""
    try:
        after = read_text(Source("", text), json=False)
    except InvalidText:
        return False
    if not (isinstance(before, Table) and isinstance(after, Table)):
        return False
    size = len(before.rows)
    return after.rows[:size] == before.rows and _means(Table(after.rows[size:]), new)


def _means(node: Node, value: Any) -> bool:
    """Whether a node says a value."""
    match node:
        case Scalar(text):
            return bool(value == text)
        case List(items):
            return not isinstance(value, str | Mapping) and len(items) == len(value) and all(map(_means, items, value))
        case Table(rows):
            named = {row.key.text: row.value for row in rows}
            return (
                isinstance(value, Mapping)
                and named.keys() == value.keys()
                and all(_means(named[k], value[k]) for k in value)
            )
    return False
