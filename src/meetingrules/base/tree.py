"""The tree a text is read into: nothing resolved, every scalar keeps its text; and the builder that guards its limits."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import Literal, NoReturn

from attrs import Factory, define, field, frozen

from meetingrules.base.alike import difference, skeleton
from meetingrules.base.diagnostics import HIDDEN, Complaints, visible
from meetingrules.base.limits import Limits
from meetingrules.base.source import Place, Source

Style = Literal["plain", "quoted", "block"]
Hint = tuple[str, str]


@frozen
class Scalar:
    """One text, as it was written; what it means is the reader's business."""

    text: str
    style: Style
    place: Place | None = field(default=None, eq=False, repr=False)
    value: object = field(default=None, eq=False, repr=False)
    """What it was, where it came in as data that needs no reading: a truth, a whole number, a day."""
    clean: str = field(
        init=False, eq=False, repr=False, default=Factory(lambda self: clean(self.text), takes_self=True)
    )
    """The text as it is compared; worked out once, for it is asked for again and again."""


@frozen
class Empty:
    """No value: ``title:``, ``~``, ``null``, None."""

    place: Place | None = field(default=None, eq=False, repr=False)
    written: bool = True
    """True for YAML, where it is a slip; False for JSON null and None, which say that the key is absent."""


@frozen
class Row:
    """One line of a table."""

    key: Scalar
    value: "Node"


@frozen
class Table:
    """Keys and values, in the order of the text; no key is there twice."""

    rows: tuple[Row, ...]
    place: Place | None = field(default=None, eq=False, repr=False)

    @cached_property
    def _index(self) -> dict[str, "Node"]:
        return {nfc(row.key.text): row.value for row in self.rows}

    def get(self, name: str) -> "Node | None":
        """The value of the key *name*, None when there is no such key."""
        return self._index.get(nfc(name))


@frozen
class List:
    """Items, in the order of the text."""

    items: tuple["Node", ...]
    place: Place | None = field(default=None, eq=False, repr=False)


Node = Scalar | Empty | Table | List


def nfc(text: str) -> str:
    """The form in which two keys are compared."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """A text without blanks around it, in the form in which texts are compared."""
    return text.strip() if text.isascii() else nfc(text).strip()


def shown(text: str) -> str:
    """A text as it may stand in a message: hidden characters visible, long ones cut."""
    return visible(text if len(text) <= 40 else text[:39] + "…").replace("\n", "⏎")


def size(number: int) -> str:
    """A number of bytes for people."""
    for unit, name in ((1024 * 1024, "MiB"), (1024, "KiB")):
        if number >= unit and number % unit == 0:
            return f"{number // unit} {name}"
    return f"{number:,} B"


class Places:
    """Finds places in one source, by offset or by line and column (both 0-based)."""

    def __init__(self, source: Source) -> None:
        self.source = source
        # Only once: a file may be one line of 5 MiB, and nothing may copy it for each of its values.
        self.lines = source.text.replace("\r\n", "\n").split("\n")
        self._starts: list[int] | None = None

    def line(self, number: int) -> str:
        """Line *number* (0-based), without its end."""
        return self.lines[number] if number < len(self.lines) else ""

    def span(self, line: int, column: int, end_line: int, end_column: int) -> Place:
        """From here to there, or to the end of the first line."""
        end = end_column if end_line == line else len(self.line(line).rstrip())
        return Place(self.source, line + 1, column + 1, max(1, end - column))

    def word(self, line: int, column: int) -> Place:
        """The run of characters that are not blank."""
        found = WORD.match(self.line(line), column)
        return Place(self.source, line + 1, column + 1, max(1, len(found[0])) if found else 1)

    def at(self, offset: int, end: int | None = None) -> Place:
        """The place of an offset into the text."""
        if self._starts is None:
            self._starts = [0, *(found.end() for found in re.finditer("\n", self.source.text))]
        line = bisect_right(self._starts, offset) - 1
        column = offset - self._starts[line]
        width = min(end or offset + 1, self._starts[line] + len(self.line(line))) - offset
        return Place(self.source, line + 1, column + 1, max(1, width))


@define
class _Frame:
    """A table or a list that is still open."""

    kind: type[Table] | type[List]
    place: Place | None
    items: list[Node] = field(factory=list)
    rows: list[Row] = field(factory=list)
    key: Scalar | None = None
    seen: dict[str, Scalar] = field(factory=dict)
    looks: dict[str, Scalar] = field(factory=dict)


class Builder:
    """Puts a tree together from a stream of scalars, openings and closings; holds a stack, never recurses.

    Whatever breaks a limit is refused at once; other complaints are collected.
    """

    def __init__(self, limits: Limits, where: Callable[[], str] | None = None) -> None:
        self.limits = limits
        self.complaints = Complaints(limits.complaints)
        self.where = where
        self.root: Node | None = None
        self._stack: list[_Frame] = []
        self._nodes = 0

    @property
    def depth(self) -> int:
        """How many tables and lists are open."""
        return len(self._stack)

    @property
    def wants_key(self) -> bool:
        """Whether the next node is a key."""
        return bool(self._stack) and self._stack[-1].kind is Table and self._stack[-1].key is None

    @property
    def opened(self) -> Place | None:
        """Where the innermost open table or list began."""
        return self._stack[-1].place if self._stack else None

    def complain(self, code: str, zh: str, en: str, place: Place | None = None, hint: Hint | None = None) -> None:
        """One more complaint."""
        if place is None and self.where:
            zh, en = f"{self.where()}：{zh}", f"{self.where()}: {en}"
        self.complaints.add(code, zh, en, place, hint)

    def refuse(self, code: str, zh: str, en: str, place: Place | None = None, hint: Hint | None = None) -> NoReturn:
        """The last complaint: it makes no sense to read on.

        :raises InvalidText: always
        """
        self.complain(code, zh, en, place, hint)
        self.complaints.raise_if_any()
        raise AssertionError(code)

    def open(self, kind: type[Table] | type[List], place: Place | None = None) -> None:
        """A table or a list begins."""
        self._count(place)
        if len(self._stack) >= self.limits.depth:
            self.too_deep(place)
        self._stack.append(_Frame(kind, place))

    def too_deep(self, place: Place | None = None) -> NoReturn:
        """Refuse a text that is nested too deep."""
        most = self.limits.depth
        self.refuse(
            "too-deep", f"嵌套太深：最多 {most} 层", f"nested too deep: at most {most} levels are allowed", place
        )

    def too_many(self, place: Place | None = None) -> NoReturn:
        """Refuse a text with too many values."""
        most = self.limits.nodes
        zh, en = f"内容太多：最多 {most} 个值", f"too many values: at most {most} are allowed"
        self.refuse("too-many-nodes", zh, en, place)

    def close(self, place: Place | None = None) -> Table | List:
        """The innermost table or list ends; *place* is where all of it stands, if that is known only now."""
        frame = self._stack.pop()
        place = place or frame.place
        node = Table(tuple(frame.rows), place) if frame.kind is Table else List(tuple(frame.items), place)
        self._put(node)
        return node

    def add(self, node: Scalar | Empty) -> None:
        """A scalar or an empty value: key, value, item or all there is."""
        self._count(node.place)
        if isinstance(node, Scalar):
            most = self.limits.scalar
            if 4 * len(node.text) > most and len(node.text.encode("utf-8", "surrogatepass")) > most:
                zh, en = f"一个值太长：最多 {size(most)}", f"one value is too long: at most {size(most)} are allowed"
                self.refuse("scalar-too-long", zh, en, node.place)
            # The text of the file has been looked at before: what is found here came in as \u202e or so.
            if node.style == "quoted" and (found := HIDDEN.search(node.text)):
                self.complain(*hidden(found[0], node.place))
        self._put(node)

    def finish(self) -> Node:
        """The tree.

        :raises InvalidText: with everything that was found
        """
        self.complaints.raise_if_any()
        assert self.root is not None
        return self.root

    def _count(self, place: Place | None) -> None:
        self._nodes += 1
        if self._nodes > self.limits.nodes:
            self.too_many(place)

    def _put(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        frame = self._stack[-1]
        if frame.kind is List:
            frame.items.append(node)
        elif frame.key is not None:
            frame.rows.append(Row(frame.key, node))
            frame.key = None
        else:
            frame.key = self._key(frame, node)

    def _key(self, frame: _Frame, node: Node) -> Scalar:
        if not isinstance(node, Scalar) or (node.style == "plain" and node.text in NULLS):
            zh, en = "键必须是文字", "a key must be a text"
            if isinstance(node, Table | List):
                hint = ("文字以 { 或 [ 开头时，要加引号", "a text that begins with { or [ must be put in quotes")
            else:
                hint = KEY_FIRST
            self.complain("key-not-text", zh, en, node.place, hint)
            return Scalar("", "quoted", node.place)  # a stand-in, so that reading goes on; the tree is thrown away
        first = frame.seen.setdefault(nfc(node.text), node)
        if first is not node:
            zh, en = f"键“{shown(node.text)}”出现了两次", f'the key "{shown(node.text)}" is here twice'
            if first.place:
                zh, en = f"{zh}：第一次在第 {first.place.line} 行", f"{en}: it is on line {first.place.line} already"
            if first.text != node.text:
                zh, en = f"{zh}（只是编码写法不同）", f"{en} (only its code points differ)"
            self.complain("duplicate-key", zh, en, node.place, ("只保留一个", "keep only one of them"))
        elif (twin := frame.looks.setdefault(skeleton(node.text), node)) is not node:
            zh, en = (
                f"键“{shown(node.text)}”看起来已经有了",
                f'the key "{shown(node.text)}" looks like one that is here',
            )
            if twin.place:
                zh, en = (
                    f"{zh}（第 {twin.place.line} 行），其实是另一个",
                    f"{en} already, on line {twin.place.line}, and is another",
                )
            self.complain("looks-alike", zh, en, node.place, difference(node.text, twin.text))
        return node


WORD = re.compile(r"\S*+")
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
KEY_FIRST = ("在冒号前写上键的名字", "write the name of the key before the colon")
DELETE_IT = (
    "把它删掉；它往往是从网页或聊天里复制文字时带进来的",
    "delete it; such characters come along when text is copied from a web page or a chat",
)


def hidden(char: str, place: Place | None) -> tuple[str, str, str, Place | None, Hint]:
    """The complaint about a hidden character."""
    number = ord(char)
    hint = DELETE_IT
    if number == 0:
        zh, en = "空字节", "a NUL byte"
    elif char == "\r":
        zh, en = "单独的回车符", "a carriage return without a line feed"
        hint = ("保存时请把换行方式选为 LF 或 CRLF", "save it with LF or CRLF as line ends")
    elif 0xD800 <= number < 0xE000:
        zh, en = "半个代理对", "half a surrogate pair"
        hint = (
            "写这段文字的程序把一个字截成了两半；请重新写出这个字",
            "a program cut a character in two; write it again",
        )
    elif unicodedata.category(char) == "Cc":
        zh, en = "控制字符", "a control character"
    else:
        bidi = unicodedata.bidirectional(char) in ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI")
        zh, en = "文字方向控制符" if bidi else "看不见的字符", unicodedata.name(char, "no character").lower()
    code = f"U+{number:04X}"
    zh, en = f"不允许的字符 {code}（{zh}）", f"the character {code} ({en}) is not allowed"
    return "control-character", zh, en, place, hint


def check_text(places: Places, limits: Limits) -> None:
    """Look at a text before any parser does; one complaint a line.

    :raises InvalidText: ``too-large``, ``control-character``
    """
    text = places.source.text
    build = Builder(limits)
    if len(text) > limits.bytes or len(text.encode("utf-8", "surrogatepass")) > limits.bytes:
        build.refuse(*too_large(places.source.name, limits))
    if HIDDEN.search(text):
        for number, line in enumerate(places.lines):
            if found := HIDDEN.search(line):
                place = Place(places.source, number + 1, found.start() + 1)
                build.complain(*hidden(found[0], place))
    build.complaints.raise_if_any()


def too_large(name: str, limits: Limits) -> tuple[str, str, str]:
    """Code, zh and en of the complaint about a file that is too large."""
    most = size(limits.bytes)
    return "too-large", f"{shown(name)} 太大：最多 {most}", f"{shown(name)} is too large: at most {most} are allowed"
