"""A calendar file -> its components, each with its content lines and where they stand; nothing of it is understood yet."""

import codecs
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from io import BytesIO
from itertools import chain

from attrs import define, field, frozen

from meetingrules.base.document import UTF_16
from meetingrules.base.tree import size
from meetingrules.exchange.bounds import refusal, too_large, too_much

BEGIN = re.compile(rb"\s*BEGIN:VCALENDAR\b", re.IGNORECASE)
FOLD = re.compile(rb"\r?\n[ \t]")
START = 4096
"""In so many bytes a calendar file says that it is one."""
NAME = re.compile(r"[A-Za-z0-9-]+(?=[;:])")
EXPORT = ("请从日历程序重新导出", "export it from the calendar program once more")


@frozen
class Limits:
    """What is read at most of one calendar file. The caller may raise them; no file can."""

    bytes: int = 5 * 1024 * 1024
    lines: int = 100_000
    """Content lines: folded ones count once."""
    line: int = 64 * 1024
    """Of one content line, in bytes of UTF-8."""
    depth: int = 8
    """How deep components may stand in each other: an alarm in an event in a calendar is three."""
    attendees: int = 2_000


@frozen
class Line:
    """One content line, unfolded."""

    number: int
    """The line of the file on which it begins, from 1."""
    text: str

    @cached_property
    def name(self) -> str:
        """The name of its property in capitals; empty where it has none."""
        found = NAME.match(self.text)
        return found[0].upper() if found else ""

    @property
    def value(self) -> str:
        """What stands behind the first colon: of properties whose parameters nobody asks for."""
        return self.text.partition(":")[2].strip()

    @property
    def where(self) -> str:
        """``line 12``."""
        return f"line {self.number}"


@frozen
class Value:
    """What one content line says, taken apart."""

    text: str
    parameters: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """Each with all its texts: ``{"CN": ("某甲",)}``."""
    moment: object = None
    """Of times: a date, a datetime that knows no zone but UTC, or a timedelta."""

    def one(self, name: str) -> str:
        """A parameter as one text; empty where it is not there."""
        return ",".join(self.parameters.get(name, ())).strip()


@define
class Component:
    """One component: ``VCALENDAR``, ``VEVENT``, ``VTIMEZONE``."""

    name: str
    line: Line
    lines: list[Line] = field(factory=list)
    """Its own content lines, without those of the components in it."""
    inner: list["Component"] = field(factory=list)

    def all(self, name: str) -> list[Line]:
        """Its lines of one property."""
        return [line for line in self.lines if line.name == name]

    def first(self, name: str) -> str:
        """The value of a property in capitals: ``REQUEST``; empty where it is not there."""
        return next((line.value.upper() for line in self.lines if line.name == name), "")


def is_calendar(data: bytes) -> bool:
    """Whether a file says of itself that it is a calendar."""
    start = FOLD.sub(b"", data[:START].removeprefix(codecs.BOM_UTF8))
    return BEGIN.match(start) is not None


def calendars(data: bytes, name: str, limits: Limits) -> list[Component]:
    """All calendars of a file.

    :param name: the name of the file, for complaints
    :raises InvalidText: ``empty-file``, ``too-large``, ``not-utf-8``, ``not-a-calendar``, ``too-many-lines``, ``too-deep``, ``broken-calendar``
    """
    if len(data) > limits.bytes:
        raise too_large("too-large", name, ("文件", "the file"), limits.bytes)
    if not data.strip(b"\0 \t\r\n"):
        raise refusal("empty-file", name, "文件是空的", "the file is empty")
    if data.startswith(UTF_16):
        raise refusal(
            "not-utf-8", name, "文件不是 UTF-8，看起来是 UTF-16", "the file is not UTF-8, it looks like UTF-16", EXPORT
        )
    if not is_calendar(data):
        raise refusal("not-a-calendar", name, "不是日历文件（.ics）", "it is no calendar file (.ics)", EXPORT)
    found = list[Component]()
    stack = list[Component]()
    for line in content_lines(data, name, limits):
        if line.name == "BEGIN":
            if len(stack) >= limits.depth:
                zh, en = (
                    f"第{line.number}行：嵌套太深，最多 {limits.depth} 层",
                    f"line {line.number}: nested too deep, at most {limits.depth} levels are read",
                )
                raise refusal("too-deep", name, zh, en, EXPORT)
            component = Component(line.value.upper(), line)
            (stack[-1].inner if stack else found).append(component)
            stack.append(component)
        elif line.name == "END" and stack and stack[-1].name == line.value.upper():
            stack.pop()
        elif line.name == "END" or not stack:
            raise broken(name, line)
        else:
            stack[-1].lines.append(line)
    if stack:
        raise broken(name, stack[-1].line)
    return found


def broken(name: str, line: Line) -> Exception:
    """The complaint about a component that does not end, or ends without having begun."""
    zh = f"第{line.number}行的 BEGIN、END 不成对，文件可能不完整"
    en = f"BEGIN and END do not match at line {line.number}: some of the file may be missing"
    return refusal("broken-calendar", name, zh, en, EXPORT)


def content_lines(data: bytes, name: str, limits: Limits) -> Iterator[Line]:
    """The content lines, unfolded byte by byte: some programs fold in the middle of a character."""
    number, start, parts, count, long = 0, 1, list[bytes](), 0, 0
    for raw in chain(BytesIO(data.removeprefix(codecs.BOM_UTF8)), [b""]):
        number += 1
        line = raw.removesuffix(b"\n").removesuffix(b"\r")
        if line[:1] in {b" ", b"\t"} and parts:
            long += len(line) - 1
            if long <= limits.line:  # one that is too long is refused; what is behind that is not kept
                parts.append(line[1:])
            continue
        if long > limits.line:
            zh, en = (
                f"第{start}行太长：最多 {size(limits.line)}",
                f"line {start} is too long: at most {size(limits.line)} is read",
            )
            raise refusal("line-too-long", name, zh, en, EXPORT)
        if parts and (whole := b"".join(parts)).strip():
            count += 1
            if count > limits.lines:
                raise too_much("too-many-lines", name, ("行数", "lines"), limits.lines)
            yield Line(start, decoded(whole, name, start))
        start, parts, long = number, [line], len(line)


def decoded(data: bytes, name: str, number: int) -> str:
    """One content line as text.

    :raises InvalidText: ``not-utf-8``
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        zh, en = f"第{number}行不是 UTF-8", f"line {number} is not UTF-8"
        hint = ("请用 UTF-8 重新导出", "export it once more, as UTF-8")
        raise refusal("not-utf-8", name, zh, en, hint) from None
