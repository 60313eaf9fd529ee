"""From a text to a tree with places; the only door to PyYAML.

Nothing is resolved here: ``09:00``, ``no`` and ``1.10`` stay the texts they are, and whoever knows what a
field means reads them. Of PyYAML only the stream of events is used, without recursion.
"""

import codecs
import errno
import os
import re
import stat
from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import cast

import yaml
from attrs import evolve

from meetingrules.base.diagnostics import Complaints, InvalidText, nearest
from meetingrules.base.limits import DEFAULT, Limits
from meetingrules.base.plain import from_plain
from meetingrules.base.source import Place, Source
from meetingrules.base.tree import (
    NULLS,
    Builder,
    Empty,
    List,
    Node,
    Places,
    Row,
    Scalar,
    Style,
    Table,
    check_text,
    shown,
    too_large,
)
from meetingrules.base.yamlwords import ONE_FILE, QUOTE_IT, Mark, Problem, colon, directive, explain, tab

__all__ = [
    "Empty",
    "Limits",
    "List",
    "Node",
    "Row",
    "Scalar",
    "Table",
    "from_plain",
    "read_bytes",
    "read_data",
    "read_file",
    "read_text",
]

LOADER: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
STYLES: dict[str, Style] = {"": "plain", '"': "quoted", "'": "quoted", "|": "block", ">": "block"}
UTF_16 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_file(path: Path, limits: Limits = DEFAULT, json: bool | None = None) -> tuple[Source, Node]:
    """Read a regular file; see `read_bytes`.

    :raises InvalidText: ``no-such-file``, ``not-a-file``, ``unreadable``, and whatever is wrong with the text
    """
    return read_bytes(str(path), read_data(path, limits.bytes), limits, json)


def read_data(path: Path, most: int) -> bytes:
    """The bytes of a regular file; of a larger one *most* and one more, so that whoever reads them sees that it is.

    :raises InvalidText: ``no-such-file``, ``not-a-file``, ``unreadable``
    """
    # Not blocking, or a FIFO would wait for a writer for ever; Windows has neither.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    name = shown(str(path))
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            data = file.read(most + 1) if regular else b""
    except (OSError, ValueError) as error:
        # ValueError: a NUL in the path. ENXIO: a socket. IsADirectoryError: already refused by fdopen.
        if isinstance(error, ValueError | FileNotFoundError | NotADirectoryError):
            raise _refused("no-such-file", f"没有文件 {name}", f"there is no file {name}", _like(path)) from None
        if not isinstance(error, IsADirectoryError) and error.errno != errno.ENXIO:
            why = ("没有权限", "permission denied") if isinstance(error, PermissionError) else (_code(error),) * 2
            zh, en = f"无法读取 {name}（{why[0]}）", f"{name} cannot be read ({why[1]})"
            raise _refused("unreadable", zh, en) from None
        regular = False
    if not regular:
        raise _refused("not-a-file", f"{name} 不是普通文件", f"{name} is not a regular file")
    return data


def read_bytes(name: str, data: bytes, limits: Limits = DEFAULT, json: bool | None = None) -> tuple[Source, Node]:
    """Read UTF-8, with or without a byte order mark; see `read_text`.

    :raises InvalidText: ``not-utf-8``, ``too-large``, and whatever is wrong with the text
    """
    source = decoded(name, data, limits)
    return source, read_text(source, limits, json)


def decoded(name: str, data: bytes, limits: Limits = DEFAULT) -> Source:
    """The text of bytes that must be UTF-8, with or without a byte order mark.

    :raises InvalidText: ``not-utf-8``, ``too-large``
    """
    if len(data) > limits.bytes:
        raise _refused(*too_large(name, limits))
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\0" in data[:2]:  # half of its first character, if it is UTF-16 without a mark
        raise _not_utf_8(name, data, 0)
    try:
        return Source(name, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _not_utf_8(name, data, error.start) from None


def read_text(source: Source, limits: Limits = DEFAULT, json: bool | None = None) -> Node:
    """Read YAML, or strict JSON where *json* says so or else the name ends in ``.json``.

    :raises InvalidText: with all that was found; after a syntax error nobody can read on
    """
    source = evolve(source, text=source.text.removeprefix("\ufeff"))
    if json or (json is None and source.name.lower().endswith(".json")):
        from meetingrules.base.jsondoc import read_json  # its patterns take long to make, and most files are YAML

        return read_json(source, limits)
    places = Places(source)
    check_text(places, limits)
    return _Reader(places, limits).read()


def _refused(
    code: str, zh: str, en: str, hint: tuple[str, str] | None = None, place: Place | None = None
) -> InvalidText:
    found = Complaints()
    found.add(code, zh, en, place, hint)
    return InvalidText(found.found)


def _code(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, "?")


def _like(path: Path) -> tuple[str, str] | None:
    try:
        return nearest(path.name, (shown(file.name) for file in islice(path.parent.iterdir(), 1000)))
    except (OSError, ValueError):
        return None


def _not_utf_8(name: str, data: bytes, start: int) -> InvalidText:
    save = ("请用编辑器另存为 UTF-8", "save it as UTF-8 with your editor")
    if data.startswith(UTF_16) or b"\0" in data[:2]:
        zh, en = "文件不是 UTF-8，看起来是 UTF-16", "the file is not UTF-8, it looks like UTF-16"
        return _refused("not-utf-8", f"{shown(name)}：{zh}", f"{shown(name)}: {en}", save)
    zh, en = "文件不是 UTF-8", "the file is not UTF-8"
    before, rest = data[:start].decode("utf-8"), data[start:].decode("utf-8", "replace")
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        pass
    else:
        rest = data[start:].decode("gb18030", "replace")  # so that the line can be read
        zh, en = f"{zh}，看起来是 GBK", f"{en}, it looks like GBK"
    lines = before.split("\n")
    return _refused("not-utf-8", zh, en, save, Place(Source(name, before + rest), len(lines), len(lines[-1]) + 1))


class _Reader:
    """Reads one YAML text, event by event."""

    def __init__(self, places: Places, limits: Limits) -> None:
        self.places = places
        self.build = Builder(limits)
        # Lines that begin with a tab; a text in quotes or below | takes its own lines out.
        self.tabs = {n for n, line in enumerate(places.lines) if "\t" in line and re.match(r" *\t", line)}

    def read(self) -> Node:
        """The tree.

        :raises InvalidText: with everything that was found
        """
        self._directives()
        self._count()
        try:
            for event in cast("Iterable[yaml.Event]", yaml.parse(self.places.source.text, Loader=LOADER)):
                if not self._take(event):
                    break
        except yaml.YAMLError as error:
            if (problem := _problem(error)).has("nesting depth"):  # libyaml counts before it tells of any level
                self.build.too_deep(Place(self.places.source, problem.mark[0] + 1, problem.mark[1] + 1))
            for complaint in explain(problem, self.places, self.tabs):
                self.build.complain(*complaint)
            self.build.complaints.raise_if_any()
        for line in sorted(self.tabs):
            self.build.complain(*tab(self.places, line))
        root = self.build.root
        if root is None or isinstance(root, Empty):
            self.build.complain("empty-file", "文件是空的", "the file is empty", Place(self.places.source, 1, 1))
        return self.build.finish()

    def _directives(self) -> None:
        # The C parser and the pure one treat unknown directives differently: both are asked for none.
        for number, line in enumerate(self.places.lines):
            if line.startswith("%"):
                self.build.complain(*directive(self.places, number))
            elif line.strip() and not line.lstrip().startswith("#"):
                break
        self.build.complaints.raise_if_any()

    def _count(self) -> None:
        # To count events costs a fifth of what it costs to read them. A node has a character of its own.
        most, count, depth = self.build.limits.nodes, 0, 0
        if len(self.places.source.text) < most:
            return
        with suppress(yaml.YAMLError):
            for event in cast("Iterable[yaml.Event]", yaml.parse(self.places.source.text, Loader=LOADER)):
                count += isinstance(event, yaml.NodeEvent)
                depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
                if depth > self.build.limits.depth:
                    return  # refused as soon as it is read
                if count > most:
                    self.build.too_many(self._span(event))

    def _take(self, event: yaml.Event) -> bool:
        """Whether to read on."""
        match event:
            case yaml.ScalarEvent():
                self._attached(event)
                self._scalar(event)
            case yaml.MappingStartEvent():
                self._attached(event)
                self.build.open(Table, self._span(event))
            case yaml.SequenceStartEvent():
                self._attached(event)
                self.build.open(List, self._span(event))
            case yaml.CollectionEndEvent():
                self._close(event)
            case yaml.AliasEvent():
                self._no_alias(self._span(event))
                self.build.add(Scalar(f"*{_start(event)}", "quoted", self._span(event)))
            case yaml.DocumentStartEvent() if self.build.root is not None:
                zh, en = "文件里有不止一份内容", "there is more than one document in this file"
                self.build.complain("two-documents", zh, en, self._span(event), ONE_FILE)
                return False
        return True

    def _span(self, event: yaml.Event) -> Place:
        start, end = event.start_mark, event.end_mark
        assert start is not None and end is not None  # noqa: PT018
        return self.places.span(start.line, start.column, end.line, end.column)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        style, value, build = STYLES[event.style or ""], event.value, self.build
        if style == "plain":
            place = self._span(event)
            if value in NULLS and not build.wants_key:
                build.add(Empty(place))
                return
            if value == "<<" and build.wants_key:
                self._no_alias(place)
            if not build.depth:
                for number in range(_start(event)[0], _end(event)[0] + 1):
                    if found := colon(self.places, number):
                        build.complain(*found)
        else:
            (line, column), (end, end_column) = _start(event), _end(event)
            # A block ends where the next line begins, a quoted text within its last line.
            self.tabs.difference_update(range(line + 1, end + (end_column > 0)))
            place = self.places.word(line, column) if style == "block" else self._span(event)
        build.add(Scalar(value, style, place))

    def _close(self, event: yaml.Event) -> None:
        opened = self.build.opened
        flow = _start(event) != _end(event)  # the end of a block has no width
        whole = opened and self.places.span(opened.line - 1, opened.column - 1, *_end(event))
        node = self.build.close(whole if flow else None)
        if flow and isinstance(node, Table):
            for row in node.rows:
                # {a:1} is the key "a:1" without a value: nobody means that.
                if isinstance(row.value, Empty) and re.search(r"[^\d]:.|：", row.key.text) and row.key.style == "plain":
                    zh, en = "冒号后面缺一个空格", "a space is missing after the colon"
                    key, value = (shown(part.strip()) for part in re.split("[:：]", row.key.text, maxsplit=1))
                    hint = (f"写成 {key}: {value}", f"write {key}: {value}")
                    self.build.complain("colon-without-space", zh, en, row.key.place, hint)

    def _attached(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        """Complain about what stands before a value."""
        if event.tag is None and event.anchor is None:
            return
        line, column = _start(event)
        place = self.places.word(line, column)
        if event.tag is not None:
            zh, en = "不允许使用 YAML 标签（!）", "YAML tags (!) are not allowed"
            self.build.complain("tag-not-allowed", zh, en, place, QUOTE_IT)
        if event.anchor is not None:
            found = self.places.line(line).find(f"&{event.anchor}", column)
            self._no_alias(place if found < 0 else self.places.word(line, found))

    def _no_alias(self, place: Place) -> None:
        zh, en = "不允许使用 YAML 的引用（&、*、<<）", "YAML references (&, *, <<) are not allowed"
        hint = ("把内容写出来；如果它是文字，加上引号", "write the content out; if it is a text, put it in quotes")
        self.build.complain("alias-not-allowed", zh, en, place, hint)


def _start(event: yaml.Event) -> Mark:
    assert event.start_mark
    return event.start_mark.line, event.start_mark.column


def _end(event: yaml.Event) -> Mark:
    assert event.end_mark
    return event.end_mark.line, event.end_mark.column


def _problem(error: yaml.YAMLError) -> Problem:
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    here = (mark.line, mark.column) if mark else (0, 0)
    there = (context.line, context.column) if context else None
    return Problem(getattr(error, "context", None) or "", there, getattr(error, "problem", None) or "", here)
