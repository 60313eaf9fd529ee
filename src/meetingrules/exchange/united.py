"""What several files say of one meeting, as one: nothing is guessed where two of them differ."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from meetingrules.base.source import Texts
from meetingrules.base.tree import nfc, shown
from meetingrules.exchange.model import Reading, Unread

Path = tuple[str, ...]
OPEN = frozenset({"complete", "of"})
"""The keys of a list that may be incomplete: ``{complete: no, of: […]}``."""
RECORD = ("present", "late", "left", "signed_in")
EXCLUDING: Mapping[Path, tuple[Path, ...]] = {
    ("replies", "coming"): (("replies", "not_coming"),),
    ("replies", "not_coming"): (("replies", "coming"),),
    ("attendance", "absent"): tuple(("attendance", key) for key in RECORD),
    **{("attendance", key): (("attendance", "absent"),) for key in RECORD},
}
"""Where nobody stands who stands in one of the others."""


@frozen
class Left:
    """Something that was not taken over, and the file that says it."""

    source: str
    what: Unread


@frozen
class Origin:
    """Where a value stands: the file, and the place in it as far as it is known."""

    source: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.source} {self.where}".strip()


@frozen
class United:
    """What all files say, and what of it could not be taken over."""

    values: Mapping[str, Any]
    origins: Mapping[Path, Origin]
    """Where each text of them stands; the path of a name in a list ends in the name."""
    left: tuple[Left, ...] = ()

    @property
    def several(self) -> bool:
        """Whether it comes from several files, so that places need the name of theirs."""
        return len({origin.source for origin in self.origins.values()}) > 1

    def origin(self, path: Path) -> Origin:
        """Where a text stands."""
        found = self.origins.get((*bare(path[:-1]), *path[-1:])) or self.origins.get(path)
        inside = (origin for at, origin in self.origins.items() if at[: len(path)] == path)
        return found or next(inside, Origin(""))


def united(readings: Sequence[Reading]) -> United:
    """All readings as one. Tables and lists of names are put together; of two texts that differ the first stays.

    Whoever reads on is told of the second: ``told-twice``.
    """
    return _Union().of(readings)


class _Union:
    """Puts readings together, one after the other."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.origins: dict[Path, Origin] = {}
        self.left: list[Left] = []
        self.source = ""
        self.found: Mapping[Path, str] = {}

    def of(self, readings: Sequence[Reading]) -> United:
        """All of them."""
        for reading in readings:
            self.left += [Left(reading.source, unread) for unread in reading.unread]
            self.source, self.found = reading.source, reading.origins
            self.table(self.values, reading.values, ())
        return United(self.values, self.origins, tuple(self.left))

    def table(self, into: dict[str, Any], more: Mapping[str, Any], path: Path) -> None:
        """One more table of what stands at a path."""
        for key, value in more.items():
            name = nfc(key)
            where = (*path, name)
            if self.elsewhere(path, name):
                continue
            if name not in into:
                into[name] = self.fresh(value, where)
            else:
                into[name] = self.both(into[name], value, where)

    def fresh(self, value: Any, path: Path) -> Any:
        """What was not said before."""
        if isinstance(value, Mapping):
            found: dict[str, Any] = {}
            self.table(found, value, path)
            return found
        if is_names(value):
            return self.names([], value, path)
        self.origins |= {at: self.origin(at) for at, _ in leaves(value, path)}
        return value

    def both(self, one: Any, other: Any, path: Path) -> Any:
        """What two files say of the same."""
        if is_names(one) and is_names(other):
            return self.names(one, other, path)
        if is_open(one) or is_open(other):
            whole = all(_complete(value) for value in (one, other))
            entries = self.names(_entries(one), _entries(other), (*path, "of"))
            return entries if whole else {"complete": "no", "of": entries}
        if isinstance(one, dict) and isinstance(other, Mapping):
            self.table(one, other, path)
        elif one != other:
            self.differ(path, one, other)
        return one

    def names(self, into: Sequence[str], more: Sequence[str], path: Path) -> list[str]:
        """More names in a list."""
        found = list(into)
        for name in map(nfc, more):
            if name in found or self.elsewhere(path, name):
                continue
            found.append(name)
            self.origins[*bare(path), name] = self.origin((*path, name))
        return found

    def elsewhere(self, path: Path, name: str) -> bool:
        """Whether somebody stands already where he cannot stand together with this."""
        for other in EXCLUDING.get(path, ()):
            stated: Any = self.values
            for key in other:
                stated = stated.get(key, ()) if isinstance(stated, Mapping) else ()
            if name in stated:
                self.differ((*path, name), other[-1], path[-1], (*other, name))
                return True
        return False

    def differ(self, path: Path, one: Any, other: Any, first: Path | None = None) -> None:
        """Two files say it differently."""
        here, there = self.origin(path), United({}, self.origins).origin(first or path)
        kept, dropped = shown(said(one)), shown(said(other))
        what = ".".join(path)
        why: Texts = {
            "zh": f"{shown(what)}：{placed(str(there), 'zh')}作“{kept}”，此处作“{dropped}”，两处不一致，保留前者",
            "en": f"{shown(what)} is {kept} at {there}, and {dropped} here; the first was kept",
        }
        self.left.append(Left(self.source, Unread("told-twice", here.where, said(other), why)))

    def origin(self, path: Path) -> Origin:
        """Where a text stands in the file that is read: its own place, or that of what it belongs to."""
        for at in (path, (*bare(path[:-1]), *path[-1:]), *(path[:end] for end in range(len(path) - 1, 0, -1))):
            if at in self.found:
                return Origin(self.source, self.found[at])
        return Origin(self.source)


def placed(where: str, lang: str) -> str:
    """A place for people: ``line 12`` is 第12行."""
    return re.sub(r"\bline (\d+)$", r"第\1行", where) if lang == "zh" else where


def bare(path: Path) -> Path:
    """The path of a list without the ``of`` of an open one: whether it is complete moves none of its entries."""
    return path[:-1] if path[-1:] == ("of",) else path


def is_names(value: Any) -> bool:
    """Whether a value is a list of texts."""
    return isinstance(value, list | tuple) and all(isinstance(entry, str) for entry in value)


def is_open(value: Any) -> bool:
    """Whether a value is a list that may be incomplete."""
    return isinstance(value, Mapping) and bool(value) and set(value) <= OPEN


def _complete(value: Any) -> bool:
    return not is_open(value) or value.get("complete", "yes") == "yes"


def _entries(value: Any) -> Sequence[str]:
    found = value.get("of", ()) if is_open(value) else value
    return found if is_names(found) else ()


def said(value: Any) -> str:
    """A value in one text, as messages show it."""
    match value:
        case str():
            return value
        case Mapping():
            return ", ".join(f"{key}: {said(inner)}" for key, inner in value.items())
    return ", ".join(said(entry) for entry in value)


def leaves(values: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text with its path; of a list of names each name is its own path and text."""
    if isinstance(values, Mapping):
        for key, value in values.items():
            yield from leaves(value, (*path, key))
    elif isinstance(values, str):
        yield path, values
    elif is_names(values):
        yield from (((*path, name), name) for name in values)
    else:
        for number, value in enumerate(values, 1):
            yield from leaves(value, (*path, str(number)))
