"""Readings -> the text of a meeting file: every value with where it comes from, and what could not be read behind it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from attrs import Factory, field, frozen

from meetingrules.base.diagnostics import HIDDEN, visible
from meetingrules.base.harmless import clean
from meetingrules.base.limits import DEFAULT
from meetingrules.base.source import Texts
from meetingrules.base.tree import shown
from meetingrules.base.yamlwords import exact
from meetingrules.exchange.model import Reading, Unread
from meetingrules.exchange.united import Left, Origin, Path, United, bare, is_names, leaves, placed, united

ORDER = (
    *("meeting", "roster", "title", "state", "day", "last_day", "begins", "ends", "organised", "convener", "chair"),
    *("attendance", "replies", "represented", "invited", "leave", "people", "", "every_item", "items", "decisions", "minutes"),
)  # fmt: skip
"""The keys of a meeting file as clerks write them; the empty one stands for all others."""
INNER = ("present", "absent", "late", "left", "others", "signed_in", "coming", "not_coming", "complete", "of")
BY_PERSON = ("attendance", "replies")
"""Keys below which each key has a line for each person."""
WHEN = re.compile(r"(?:\d{4}-\d{2}-\d{2} )?\d{1,2}:\d{2}", re.ASCII)
"""What a meeting file has without quotes, although other readers of YAML take it for a number."""
ANSWERS = frozenset({"yes", "no", "none"})
LONGEST_KEY = 200
MOST = 100
"""So much of what could not be read in one file is listed."""
MORE: Texts = {"zh": "{source}：另有{number}处未列出", "en": "{source}: {number} more that are not listed"}
NOWHERE = Origin("")
HEAD: Texts = {
    "zh": "以下各处未能读入，请核对后补写：",
    "en": "These could not be read; look at them and write down what they say:",
}
UNWRITABLE: Mapping[str, Texts] = {
    "hidden-character": {
        "zh": "含有看不见的字符，会议文件不能有",
        "en": "it has hidden characters in it, which no meeting file may have",
    },
    "too-long": {"zh": "太长，会议文件放不下", "en": "it is too long for a meeting file"},
}


def meeting_text(readings: Sequence[Reading], rulebook: str, roster: str | None, lang: str) -> str:
    """The text of a meeting file.

    :param rulebook: the id of the rulebook
    :param roster: the roster, as seen from the file; None: it names none
    :param lang: of the comments
    """
    return text_of(united(readings), rulebook, roster, lang)


def text_of(what: United, rulebook: str, roster: str | None, lang: str) -> str:
    """The text of a meeting file, from what is one already."""
    what = writable(what)
    values = {"meeting": rulebook, **({"roster": roster} if roster is not None else {}), **what.values}
    rows = list(Page(what, lang).lines(values))
    return "\n".join([*rows, *remarks(what.left, lang)]) + "\n"


def remarks(left: Sequence[Left], lang: str) -> list[str]:
    """What could not be read, as comments."""
    return ["", f"# {HEAD[lang]}", *(f"# {line}" for line in listed(left, lang))] if left else []


def listed(left: Sequence[Left], lang: str) -> list[str]:
    """What could not be read, one line each; of a file with very much of it the first, and how much more there is."""
    rest, lines = Counter[str](), list[str]()
    for source, group in groupby(left, key=lambda one: one.source):
        found = list(group)
        lines += [told(one, lang) for one in found[:MOST]]
        rest[source] += len(found[MOST:])
    return lines + [one_line(MORE[lang].format(source=source, number=n)) for source, n in rest.items() if n]


def told(left: Left, lang: str) -> str:
    """One thing that could not be read, on one line: file, place, what stands there, why, code."""
    place = " ".join(part for part in (left.source, placed(left.what.where, lang)) if part)
    text = f"{shown(left.what.text)} — " if left.what.text else ""
    return clean(one_line(f"{place}: {text}{left.what.why[lang]} [{left.what.code}]"))


def one_line(text: str) -> str:
    """A text on one line, with nothing hidden: no comment of which it is a part can end before its line does."""
    return visible(" ".join(text.split()))


# ---- what can be written ---------------------------------------------------------------------------------------------


def writable(what: United) -> United:
    """What can stand in a meeting file; the rest is left, and said."""
    bad = {path: code for path, text in leaves(what.values) if (code := unwritable(path, text))}
    if not bad:
        return what
    values = _without(what.values, frozenset(bad), ())
    places = {path: what.origin(path) for path in bad}
    left = (
        Left(at.source, Unread(bad[path], at.where, path[-1], UNWRITABLE[bad[path]])) for path, at in places.items()
    )
    return United(values if isinstance(values, Mapping) else {}, what.origins, (*what.left, *left))


def unwritable(path: Path, text: str) -> str | None:
    """Why a text, or a key above it, cannot stand in a meeting file; None where it can."""
    if any(HIDDEN.search(part) for part in (*path, text)):
        return "hidden-character"
    most = DEFAULT.scalar
    if any(len(part) > LONGEST_KEY for part in path if part != text) or len(text.encode("utf-8")) > most:
        return "too-long"
    return None


def _without(value: Any, bad: frozenset[Path], path: Path) -> Any:
    """A value without some of its leaves, and without what is empty then."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        rows = {key: _without(inner, bad, (*path, key)) for key, inner in value.items() if (*path, key) not in bad}
        return {key: inner for key, inner in rows.items() if inner or not value[key]}
    if is_names(value):
        return [name for name in value if (*path, name) not in bad]
    return [_without(entry, bad, (*path, str(number))) for number, entry in enumerate(value, 1)]


# ---- lines -----------------------------------------------------------------------------------------------------------


@frozen
class Page:
    """The lines of one meeting file."""

    what: United
    lang: str
    several: bool = field(init=False, default=Factory(lambda self: self.what.several, takes_self=True))

    def lines(self, values: Mapping[str, Any]) -> Iterator[str]:
        """All keys, in the customary order."""
        for key in in_order(values, ORDER):
            yield from self.key(key, values[key], (key,), "")

    def key(self, key: str, value: Any, path: Path, pad: str) -> Iterator[str]:
        """One key with all that belongs to it."""
        name = f"{pad}{exact(key)}:"
        if isinstance(value, str):
            yield f"{name} {value if value in ANSWERS and answers(path) else scalar(value)}{self.origin(path)}"
        elif not value or self.on_one_line(value, path):
            inside = next((at for at, _ in leaves(value, path)), path)
            yield f"{name} {flow(value)}{self.origin(path) or self.origin(inside)}"
        elif isinstance(value, Mapping):
            yield f"{name}{self.origin(path)}"
            for inner in in_order(value, INNER) if path[0] in {*BY_PERSON, "invited"} else value:
                yield from self.key(inner, value[inner], (*path, inner), f"{pad}  ")
        else:
            yield name
            for number, entry in enumerate(value, 1):
                yield from self.entry(entry, path, number, f"{pad}  ")

    def on_one_line(self, value: Any, path: Path) -> bool:
        """Whether a table or a list stands on one line: those inside a table, but for those of persons."""
        if isinstance(value, Mapping) and set(value) == {"by"}:
            return isinstance(value["by"], str)
        if len(path) == 1 or (path[0] in BY_PERSON and len(path) == 2) or path[-1] == "of":
            return False
        entries = value.values() if isinstance(value, Mapping) else value
        return all(isinstance(entry, str) or is_names(entry) for entry in entries)

    def entry(self, entry: Any, path: Path, number: int, pad: str) -> Iterator[str]:
        """One entry of a list."""
        if isinstance(entry, str):
            yield f"{pad}- {scalar(entry)}{self.origin((*path, entry))}"
        elif not entry or not isinstance(entry, Mapping):
            yield f"{pad}- {flow(entry)}"
        else:
            start = f"{pad}- "
            for key, value in entry.items():
                for row in self.key(key, value, (*path, str(number), key), f"{pad}  "):
                    yield start + row[len(start) :]
                    start = f"{pad}  "

    def origin(self, path: Path) -> str:
        """Where a value comes from, as a comment behind it."""
        origin = self.what.origins.get((*bare(path[:-1]), *path[-1:]), NOWHERE)
        where = str(origin) if self.several else origin.where
        return f"    # {one_line(placed(where, self.lang))}" if origin.where else ""


def answers(path: Path) -> bool:
    """Whether *yes*, *no* and *none* stand there for what they say, and not for a name."""
    return path[-1] == "complete" or path[0] == "items"


def in_order(keys: Mapping[str, Any], order: Sequence[str]) -> list[str]:
    """Keys as they are customary; those that are not, where the empty one stands, or behind all."""
    rest = order.index("") if "" in order else len(order)
    return sorted(keys, key=lambda key: order.index(key) if key in order and key else rest)


def scalar(text: str) -> str:
    """A text as a value: times without quotes."""
    return text if WHEN.fullmatch(text) else exact(text)


def flow(value: Any) -> str:
    """A value on one line: ``{reason: 出国}``, ``[教育局, 财政局]``."""
    match value:
        case str():
            return scalar(value)
        case Mapping():
            return "{" + ", ".join(f"{exact(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    return "[" + ", ".join(flow(entry) for entry in value) + "]"
