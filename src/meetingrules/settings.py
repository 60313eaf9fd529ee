"""What a project has settled for all its checks: ``meetingrules.toml``, or ``[tool.meetingrules]`` of ``pyproject.toml``.

It is data and nothing else: no key names code to run, and a file of a checkout that nobody knows cannot have anything written
outside its own folder.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PureWindowsPath
from typing import Any

from attrs import frozen

from meetingrules.base.diagnostics import Complaints, InvalidText, nearest
from meetingrules.base.source import Place, Source
from meetingrules.base.tree import shown
from meetingrules.render.formats import FORMATS
from meetingrules.report.keys import KEYS, SEVERITY, Key
from meetingrules.report.model import SEVERITIES

OWN, SHARED = "meetingrules.toml", "pyproject.toml"
LARGEST = 1024 * 1024
HEADER = re.compile(r"^\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
AT = re.compile(r"\(at line (\d+), column (\d+)\)$")


@frozen
class Settings:
    """What one settings file says."""

    path: str
    """The file, as seen from the working directory."""
    defaults: Mapping[str, Any]
    """Parameter -> value, for those that the file has."""
    severity: Mapping[str, str]
    """``body/rule`` or ``rule`` -> severity."""


def find(folder: Path) -> Path | None:
    """The closest settings file, from a folder upwards; the root of a repository is the last place to look.

    A ``pyproject.toml`` without the table is passed over. Nothing is merged.
    """
    for here in (folder, *folder.parents):
        if (here / OWN).is_file():
            return here / OWN
        if (here / SHARED).is_file() and _speaks(here / SHARED):
            return here / SHARED
        if (here / ".git").exists():
            return None
    return None


def load(path: Path) -> Settings:
    """Read a settings file.

    :raises InvalidText: with all complaints about it
    """
    name = _seen(path)
    source, data = _toml(path, name)
    prefix: tuple[str, ...] = ()
    if path.name == SHARED:
        prefix = ("tool", "meetingrules")
        data = _table(_table(data.get("tool")).get("meetingrules"))
    reader = _Reader(source, prefix, path.parent, Complaints())
    settings = reader.read(data, name)
    reader.complaints.raise_if_any()
    return settings


def _speaks(path: Path) -> bool:
    """Whether a ``pyproject.toml`` has the table; one that is broken has it if it names it."""
    try:
        _, data = _toml(path, str(path))
    except InvalidText as error:
        place = error.diagnostics[0].place
        return place is not None and "tool.meetingrules" in place.source.text
    return "meetingrules" in _table(data.get("tool"))


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _seen(path: Path) -> str:
    """A path as seen from the working directory."""
    try:
        return os.path.relpath(path)
    except ValueError:  # Windows: on another drive
        return str(path)


def _toml(path: Path, name: str) -> tuple[Source, dict[str, Any]]:
    complaints = Complaints()
    try:
        if not path.is_file():
            complaints.add(
                "no-such-file", f"没有设置文件 {shown(name)}", f"there is no settings file called {shown(name)}"
            )
            complaints.raise_if_any()
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        complaints.add("unreadable", f"无法读取 {shown(name)}", f"{shown(name)} cannot be read")
        complaints.raise_if_any()
    if len(data) > LARGEST:
        complaints.add("too-large", f"{shown(name)} 超过 1 MiB", f"{shown(name)} is larger than 1 MiB")
        complaints.raise_if_any()
    import tomllib  # where there are settings

    source = Source(name, data.decode("utf-8", "replace"))
    try:
        return source, tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        complaints.add("not-utf-8", f"{shown(name)} 不是 UTF-8", f"{shown(name)} is not UTF-8")
    except tomllib.TOMLDecodeError as error:
        at = AT.search(str(error))
        place = Place(source, int(at[1]), int(at[2])) if at else Place(source, len(source.text.splitlines()) or 1, 1)
        why = AT.sub("", str(error)).strip()
        complaints.add("toml-syntax", f"不是合法的 TOML：{shown(why)}", f"this is no TOML: {shown(why)}", place)
    except RecursionError:
        complaints.add("too-deep", f"{shown(name)} 嵌套过深", f"{shown(name)} is nested too deep")
    complaints.raise_if_any()
    raise AssertionError


@frozen
class _Reader:
    """Reads the table of a settings file and collects what is wrong with it."""

    source: Source
    prefix: tuple[str, ...]
    folder: Path
    complaints: Complaints

    def read(self, data: Mapping[str, Any], name: str) -> Settings:
        defaults: dict[str, Any] = {}
        for key, value in data.items():
            if key == SEVERITY:
                continue
            if key not in KEYS:
                zh, en = f"设置中没有“{shown(key)}”这一项", f"there is no setting called {shown(key)}"
                hint = nearest(key, [*KEYS, SEVERITY])
                self.complaints.add("unknown-key", zh, en, self.place(key), hint)
                continue
            read = self.value(key, KEYS[key], value)
            if read is not None:
                defaults[KEYS[key].param] = read
        return Settings(name, defaults, self.severity(data.get(SEVERITY, {})))

    def value(self, key: str, kind: Key, value: object) -> Any:
        """A value as the command line would have given it; None where it is complained about."""
        match kind.kind:
            case "flag" if isinstance(value, bool):
                return value
            case "choice" if isinstance(value, str) and value in kind.choices:
                return value
            case "choice":
                zh, en = "、".join(kind.choices), ", ".join(kind.choices)
                hint = nearest(value, kind.choices) if isinstance(value, str) else None
                self.wrong(key, f"须为 {zh} 之一", f"must be one of {en}", hint)
            case "flag":
                self.wrong(key, "须为 true 或 false", "must be true or false")
            case "path" if isinstance(value, str) and value:
                return self.path(value)
            case "path":
                self.wrong(key, "须为文件路径", "must be the path of a file")
            case many:
                return self.many(key, many, value)
        return None

    def many(self, key: str, kind: str, value: object) -> list[str] | None:
        """One text or a list of texts."""
        given = value if isinstance(value, list) else [value]
        texts = [text for text in given if isinstance(text, str) and text]
        if not texts or len(texts) < len(given):
            self.wrong(key, "须为文字，或文字的列表", "must be a text, or a list of texts")
            return None
        if kind == "outputs":
            found = [self.output(key, text) for text in texts]
            return [text for text in found if text is not None]
        return [text if kind == "names" and _bare(text) else self.path(text) for text in texts]

    def output(self, key: str, text: str) -> str | None:
        """``json:report.json``: below the folder of the settings file, never outside it."""
        form, colon, path = text.partition(":")
        if form not in FORMATS or (colon and not path):
            listed = ", ".join(FORMATS)
            zh, en = f"“{shown(text)}”：没有这种格式", f"{shown(text)}: there is no such format"
            hint = nearest(form, FORMATS) or (
                f"可用：{listed}；或如 json:report.json",
                f"{listed}; or json:report.json",
            )
            self.complaints.add("no-such-format", zh, en, self.place(key), hint)
        elif path and not self.inside(path):
            zh = f"“{shown(path)}”不在设置文件所在的文件夹之内"
            en = f"{shown(path)} is not below the folder of the settings file"
            hint = ("设置文件只能写到自己的文件夹之内；其他位置请用 --output", "a settings file may only write below its own folder; for elsewhere use --output")  # fmt: skip
            self.complaints.add("output-outside", zh, en, self.place(key), hint)
        else:
            return f"{form}:{self.path(path)}" if path else form
        return None

    def inside(self, path: str) -> bool:
        """Whether a file may be written: relative, below the folder also where links lead, and not git's own."""
        parts = [part.casefold() for part in PureWindowsPath(path).parts]
        if Path(path).is_absolute() or PureWindowsPath(path).anchor:  # an anchor is a root or a drive, on any system
            return False
        if ".." in parts or any(part.rstrip(". ") == ".git" for part in parts) or "\0" in path:
            return False
        folder, file = self.folder.resolve(), (self.folder / path).resolve()
        return folder in file.parents and ".git" not in [part.casefold() for part in file.relative_to(folder).parts]

    def path(self, path: str) -> str:
        """A path of the settings file, as seen from the working directory."""
        return _seen(self.folder / path)

    def severity(self, table: object) -> dict[str, str]:
        """The table of severities; which rules there are is seen when meetings are checked."""
        if not isinstance(table, dict):
            self.wrong(SEVERITY, "须为表", "must be a table")
            return {}
        return {rule: value for rule, value in table.items() if self.graded(rule, value)}

    def graded(self, rule: str, value: object) -> bool:
        if isinstance(value, str) and value in SEVERITIES:
            return True
        zh = f"{SEVERITY}.{shown(rule)} 须为 {'、'.join(SEVERITIES)} 之一"
        en = f"{SEVERITY}.{shown(rule)} must be one of {', '.join(SEVERITIES)}"
        hint = nearest(value, SEVERITIES) if isinstance(value, str) else None
        self.complaints.add("wrong-value", zh, en, self.place(SEVERITY, rule), hint)
        return False

    def wrong(self, key: str, zh: str, en: str, hint: tuple[str, str] | None = None) -> None:
        self.complaints.add("wrong-value", f"{key} {zh}", f"{key} {en}", self.place(key), hint)

    # ---- places: tomllib does not keep them ------------------------------------------------------------------------------

    def place(self, *keys: str) -> Place:
        """The line of a key: in its table, else where it first stands, else the first line."""
        path = (*self.prefix, *keys)
        first = re.compile(rf"""^\s*(["']?){re.escape(path[-1])}\1\s*[=.]""")
        quoted = [rf"[\"']?{re.escape(key)}[\"']?" for key in keys]
        dotted = re.compile(r"^\s*" + r"\s*\.\s*".join(quoted) + r"\s*=")
        for table, number, line in self.lines():
            own = first.search(line) if table == path[:-1] else None
            found = own or (dotted.search(line) if table == self.prefix else None)
            if found:
                column = len(line) - len(line.lstrip()) + 1
                return Place(self.source, number, column, len(line[column - 1 : found.end() - 1].rstrip()))
        for _, number, line in self.lines():
            if path[-1] in line:
                return Place(self.source, number, line.index(path[-1]) + 1, len(path[-1]))
        return Place(self.source, 1, 1)

    def lines(self) -> Iterator[tuple[tuple[str, ...], int, str]]:
        """Each line, with the table it stands in."""
        table: tuple[str, ...] = ()
        for number, line in enumerate(self.source.text.split("\n"), 1):
            if header := HEADER.match(line):
                table = tuple(part.strip(" \"'") for part in header[1].split("."))
            yield table, number, line


def _bare(name: str) -> bool:
    """Whether a rulebook is named, not its file."""
    return "/" not in name and "\\" not in name and not name.endswith((".yaml", ".yml", ".json"))
